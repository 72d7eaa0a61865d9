/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Man pages in mdoc(7), from the same rows as the help. mdoc wants each sentence
 * on a line of its own, lines of moderate length, and an escape where text would
 * be taken for a macro.
 */
#include <ctype.h>
#include <string.h>

#include "base/mem.h"
#include "cli/screen.h"
#include "cli/usage.h"

enum { LINE = 76 };

/* The day on which the pages were last changed in substance. */
static const char page_date[] = "November 23, 2026";

/* Text inside a line: a backslash would begin an escape. */
static void put_inline(struct vg_buf *b, struct vg_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (s.p[i] == '\\')
            vg_puts(b, "\\e");
        else
            vg_putc(b, s.p[i]);
    }
}

/* A word of a macro line that mdoc would call or break at is protected. */
static void put_argument(struct vg_buf *b, const char *text)
{
    vg_putc(b, '"');
    for (; *text != '\0'; text++) {
        if (*text == '"')
            vg_puts(b, "\\(dq");
        else
            put_inline(b, (struct vg_str){text, 1});
    }
    vg_putc(b, '"');
}

static void put_lines(struct vg_buf *b, struct vg_str wrapped)
{
    size_t at = 0;

    while (at < wrapped.len) {
        const char *end = memchr(wrapped.p + at, '\n', wrapped.len - at);
        size_t n = end == NULL ? wrapped.len - at : (size_t)(end - (wrapped.p + at));

        if (n > 0 && (wrapped.p[at] == '.' || wrapped.p[at] == '\''))
            vg_puts(b, "\\&");
        put_inline(b, (struct vg_str){wrapped.p + at, n});
        vg_putc(b, '\n');
        at += n + 1;
    }
}

/* Where the sentence that begins at `s` ends: after ". " before a capital. */
static size_t sentence_length(struct vg_str s)
{
    for (size_t i = 1; i + 1 < s.len; i++) {
        if (s.p[i] == ' ' && s.p[i - 1] == '.' && isupper((unsigned char)s.p[i + 1]))
            return i;
    }
    return s.len;
}

static void put_paragraph(struct vg_buf *b, struct vg_str s)
{
    while (s.len > 0) {
        VG_SCOPED_BUF wrapped = {0};
        size_t n = sentence_length(s);

        vg_wrap(&wrapped, (struct vg_str){s.p, n}, 0, LINE);
        put_lines(b, vg_buf_str(&wrapped));
        n += n < s.len;
        s = (struct vg_str){s.p + n, s.len - n};
    }
}

static void put_prose(struct vg_buf *b, const char *text)
{
    for (;;) {
        const char *end = strstr(text, "\n\n");

        put_paragraph(b, end == NULL ? vg_str(text) : (struct vg_str){text, (size_t)(end - text)});
        if (end == NULL)
            return;
        vg_puts(b, ".Pp\n");
        text = end + 2;
    }
}

static void put_head(struct vg_buf *b, const char *name, const char *does)
{
    vg_putf(b, ".Dd %s\n.Dt ", page_date);
    for (const char *p = name; *p != '\0'; p++)
        vg_putc(b, (char)toupper((unsigned char)*p));
    vg_putf(b, " 1\n.Os\n.Sh NAME\n.Nm %s\n.Nd ", name);
    vg_putc(b, (char)tolower((unsigned char)does[0]));
    put_inline(b, vg_str(does + 1));
    vg_putc(b, '\n');
}

/* "CASE [CLAIM] WORDS..." as mdoc arguments. */
static void put_args(struct vg_buf *b, const char *args)
{
    while (*args != '\0') {
        size_t n = strcspn(args, " ");
        int optional = args[0] == '[';
        size_t from = optional ? 1 : 0;
        size_t len = n - (optional ? 2 : 0);
        int repeats;

        if (optional && args[n - 1] != ']')
            len++;
        repeats = len > 3 && memcmp(args + from + len - 3, "...", 3) == 0;
        vg_puts(b, optional ? ".Op Ar " : ".Ar ");
        vg_putf(b, "%.*s%s\n", (int)(len - (repeats ? 3 : 0)), args + from, repeats ? " ..." : "");
        args += n;
        args += strspn(args, " ");
    }
}

static void put_options(struct vg_buf *b, const struct vg_command *c)
{
    if (c->options == NULL)
        return;
    vg_puts(b, "The options are as follows:\n.Bl -tag -width Ds\n");
    for (const struct vg_option *o = c->options; o->name != NULL; o++) {
        VG_SCOPED_BUF text = {0};

        vg_puts(b, ".It ");
        if (o->letter != 0)
            vg_putf(b, "Fl %c , ", o->letter);
        vg_putf(b, "Fl \\-%s", o->name);
        if (o->argument != NULL) {
            vg_puts(b, " Ar ");
            put_argument(b, o->argument);
        }
        vg_putc(b, '\n');
        vg_putc(&text, (char)toupper((unsigned char)o->does[0]));
        vg_putf(&text, "%s.", o->does + 1);
        if (o->repeats)
            vg_puts(&text, " May be repeated.");
        if (o->otherwise != NULL)
            vg_putf(&text, " Otherwise: %s.", o->otherwise);
        put_paragraph(b, vg_buf_str(&text));
    }
    vg_puts(b, ".El\n");
}

static void put_status(struct vg_buf *b)
{
    vg_puts(b, ".Sh EXIT STATUS\n.Bl -tag -width Ds -compact\n"
               ".It 0\nDone.\n.It 1\nFailed; the reason is on standard error.\n"
               ".It 2\nMisused: a word on the command line makes no sense.\n"
               ".It 3\nThe checked thing does not hold.\n.El\n");
}

static void put_examples(struct vg_buf *b, const struct vg_command *c)
{
    if (c->examples == NULL)
        return;
    vg_puts(b, ".Sh EXAMPLES\n.Bd -literal -offset indent\n");
    for (const char *const *e = c->examples; *e != NULL; e++) {
        put_inline(b, vg_str(*e));
        vg_putc(b, '\n');
    }
    vg_puts(b, ".Ed\n");
}

void vg_manual_command(struct vg_buf *b, const struct vg_command *c)
{
    VG_SCOPED_ARENA a = {0};

    put_head(b, vg_print(&a, "vigil-%s", c->name), c->does);
    vg_putf(b, ".Sh SYNOPSIS\n.Nm vigil %s\n", c->name);
    if (c->options != NULL)
        vg_puts(b, ".Op Ar options\n");
    put_args(b, c->args);
    vg_puts(b, ".Sh DESCRIPTION\n");
    put_prose(b, vg_print(&a, "%s.%s%s", c->does, c->more == NULL ? "" : "\n\n",
                          c->more == NULL ? "" : c->more));
    if (c->options != NULL)
        vg_puts(b, ".Pp\n");
    put_options(b, c);
    put_status(b);
    put_examples(b, c);
    vg_puts(b, ".Sh SEE ALSO\n.Xr vigil 1 ,\n.Xr vigil-case 5 ,\n.Xr vigil-json 5 ,\n"
               ".Xr vigil-concepts 7\n");
}

void vg_manual_overview(struct vg_buf *b)
{
    const char *group = "";

    put_head(b, "vigil", "evidence notebook that checks its own claims");
    vg_puts(b, ".Sh SYNOPSIS\n.Nm vigil\n.Ar COMMAND\n.Op Ar CASE\n.Ar ...\n.Sh DESCRIPTION\n");
    put_prose(b,
              "One case is one file. Sources are preserved in it before they vanish; what they "
              "say is kept as claims, each bound to the passage it rests on; counts, checks and "
              "the finished brief follow from the claims; and a stranger verifies the whole with "
              "one command.\n\nResults go to standard output, everything else to standard error. "
              "The commands are as follows:");
    for (size_t i = 0; vg_commands[i] != NULL; i++) {
        const struct vg_command *c = vg_commands[i];

        if (strcmp(c->group, group) != 0) {
            if (group[0] != '\0')
                vg_puts(b, ".El\n");
            group = c->group;
            vg_putf(b, ".Ss %c%s\n.Bl -tag -width checkpoint -compact\n",
                    toupper((unsigned char)group[0]), group + 1);
        }
        vg_putf(b, ".It Xr vigil-%s 1\n%s.\n", c->name, c->does);
    }
    vg_puts(b, ".El\n.Sh ENVIRONMENT\n.Bl -tag -width Ds\n.It Ev VIGIL_HOME\n"
               "Where keys and marks are kept.\nOtherwise:\n"
               ".Pa $XDG_DATA_HOME/vigil ,\nelse\n.Pa ~/.local/share/vigil .\n"
               ".It Ev NO_COLOR\nIf set, no colour is used on a terminal.\n.El\n");
    put_status(b);
    vg_puts(b, ".Sh SEE ALSO\n.Xr vigil-case 5 ,\n.Xr vigil-json 5 ,\n.Xr vigil-concepts 7 ,\n"
               ".Xr vigil-plugin 7\n");
}
