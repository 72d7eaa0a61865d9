/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "guard/plugin.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "guard/program.h"

enum { NAME_MAX_BYTES = 64 };

/* -- the command --------------------------------------------------------------------- */

static int is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* One word at *p into `out` (which has room); 0 when a quotation mark is not closed. */
static int take_word(const char **p, char *out)
{
    const char *s = *p;
    char quote = 0;

    for (; *s != '\0' && (quote != 0 || !is_blank(*s)); s++) {
        if (quote == 0 && (*s == '\'' || *s == '"')) {
            quote = *s;
        } else if (*s == quote) {
            quote = 0;
        } else {
            if (*s == '\\' && s[1] != '\0' &&
                (quote == 0 || (quote == '"' && (s[1] == '"' || s[1] == '\\'))))
                s++;
            *out++ = *s;
        }
    }
    *out = '\0';
    *p = s;
    return quote == 0;
}

static int split(const char *command, struct vg_arena *a, const char ***out, struct vg_err *err)
{
    size_t len = strlen(command), n = 0;
    const char **list;
    const char *p = command;

    if (len > (size_t)VG_MAX_COMMAND)
        return vg_fail(err, VG_E_LIMIT, "a command of %zu bytes; at most %lld are taken", len,
                       (long long)VG_MAX_COMMAND);
    list = VG_NEW_ARRAY(a, const char *, len / 2 + 2);
    for (;; n++) {
        char *word;

        while (is_blank(*p))
            p++;
        if (*p == '\0')
            break;
        word = vg_alloc(a, strlen(p) + 1);
        if (!take_word(&p, word))
            return vg_fail(err, VG_E_MISUSE, "'%.80s': a quotation mark is not closed", command);
        list[n] = word;
    }
    if (n == 0 || *list[0] == '\0')
        return vg_fail(err, VG_E_MISUSE, "the command of a suggester is empty");
    *out = list;
    return VG_OK;
}

static const char *find_program(const char *word, struct vg_arena *a)
{
    const char *path = getenv("PATH");

    if (strchr(word, '/') != NULL)
        return access(word, X_OK) == 0 ? word : NULL;
    while (path != NULL && *path != '\0') {
        size_t n = strcspn(path, ":");
        const char *whole = vg_print(a, "%.*s/%s", (int)n, path, word);

        if (path[0] == '/' && n < (size_t)VG_PATH_ROOM && access(whole, X_OK) == 0)
            return whole;
        path += n;
        path += *path == ':';
    }
    return NULL;
}

static const char *name_of(const char *program, struct vg_arena *a)
{
    const char *slash = strrchr(program, '/');
    char *name = vg_copyz(a, slash == NULL ? program : slash + 1);
    size_t n = 0;

    for (; n < NAME_MAX_BYTES && name[n] != '\0'; n++) {
        char c = name[n];

        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
              c == '.' || c == '_' || c == '-'))
            name[n] = '_';
    }
    name[n] = '\0';
    return name;
}

int vg_plugin_command(const char *command, struct vg_arena *a, const char *const **words,
                      const char **name, struct vg_err *err)
{
    const char **list = NULL;
    const char *program;
    int rc = split(command, a, &list, err);

    if (rc != VG_OK || list == NULL)
        return rc;
    program = find_program(list[0], a);
    if (program == NULL)
        return vg_fail(err, VG_E_ABSENT, "'%.80s' is no program that can be run%s", list[0],
                       strchr(list[0], '/') == NULL ? " (looked for in PATH)" : "");
    list[0] = program;
    *words = list;
    *name = name_of(program, a);
    return VG_OK;
}

/* -- running it ------------------------------------------------------------------------ */

int vg_plugin_run(const struct vg_plugin *p, struct vg_buf *out, struct vg_err *err)
{
    VG_SCOPED_BUF answer = {.max = p->output > 0 ? p->output : (size_t)VG_PLUGIN_OUTPUT};
    struct vg_program program = {
        .words = p->words,
        .name = p->name,
        .next = p->next,
        .stop = p->stop,
        .w = p->w,
        .stop_w = p->stop_w,
        .silence_ms = p->silence_ms > 0 ? p->silence_ms : 1000 * VG_PLUGIN_SILENCE_S,
        .run_ms = p->run_ms > 0 ? p->run_ms : 1000 * VG_PLUGIN_RUN_S,
        .grace_ms = VG_PLUGIN_GRACE_MS,
    };
    struct vg_program_end end;
    int rc = vg_program_run(&program, &answer, &end, err);

    if (rc == VG_OK)
        rc = vg_program_judge(&program, &end, err);
    if (rc != VG_OK)
        return rc;
    vg_put(out, answer.p, answer.len);
    return VG_OK;
}
