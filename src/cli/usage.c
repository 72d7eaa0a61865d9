/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "cli/usage.h"

#include <string.h>

#include "cli/screen.h"

enum { COLUMNS = 80, NAMES = 14, OPTIONS = 26 };

static void pad_to(struct vg_buf *b, size_t from, size_t column)
{
    size_t used = b->len - from;

    if (used + 1 > column) {
        vg_putc(b, '\n');
        used = 0;
    }
    for (; used < column; used++)
        vg_putc(b, ' ');
}

void vg_usage_overview(struct vg_buf *b)
{
    const char *group = "";

    vg_puts(b, "vigil is an evidence notebook that checks its own claims.\n\n"
               "usage: vigil COMMAND [CASE] ...\n");
    for (size_t i = 0; vg_commands[i] != NULL; i++) {
        const struct vg_command *c = vg_commands[i];
        size_t line;

        if (strcmp(c->group, group) != 0) {
            group = c->group;
            vg_putf(b, "\n%s\n", group);
        }
        line = b->len;
        vg_putf(b, "  %s", c->name);
        pad_to(b, line, NAMES);
        vg_puts(b, c->does);
        vg_putc(b, '\n');
    }
    vg_puts(b, "\n'vigil help COMMAND' says more about one. Results go to stdout, everything "
               "else\nto stderr. Exit status: 0 done, 1 failed, 2 misused, 3 the checked thing "
               "does not\nhold.\n");
}

static void option_head(struct vg_buf *b, const struct vg_option *o)
{
    vg_puts(b, "  ");
    if (o->letter != 0)
        vg_putf(b, "-%c, ", o->letter);
    vg_putf(b, "--%s", o->name);
    if (o->argument != NULL)
        vg_putf(b, " %s", o->argument);
}

static void option_line(struct vg_buf *b, const struct vg_option *o)
{
    VG_SCOPED_BUF text = {0};
    size_t line = b->len;

    option_head(b, o);
    pad_to(b, line, OPTIONS);
    vg_puts(&text, o->does);
    if (o->repeats)
        vg_puts(&text, "; may be repeated");
    if (o->otherwise != NULL)
        vg_putf(&text, " (otherwise: %s)", o->otherwise);
    vg_wrap(b, vg_buf_str(&text), OPTIONS, COLUMNS);
    vg_putc(b, '\n');
}

void vg_usage_command(struct vg_buf *b, const struct vg_command *c)
{
    vg_putf(b, "usage: vigil %s%s%s%s\n\n%s.\n", c->name, c->args[0] == '\0' ? "" : " ", c->args,
            c->options == NULL ? "" : " [options]", c->does);
    if (c->more != NULL) {
        vg_putc(b, '\n');
        vg_wrap(b, vg_str(c->more), 0, COLUMNS);
        vg_putc(b, '\n');
    }
    if (c->options != NULL)
        vg_puts(b, "\noptions\n");
    for (const struct vg_option *o = c->options; o != NULL && o->name != NULL; o++)
        option_line(b, o);
    if (c->examples != NULL)
        vg_puts(b, "\nexamples\n");
    for (const char *const *e = c->examples; e != NULL && *e != NULL; e++)
        vg_putf(b, "  %s\n", *e);
}
