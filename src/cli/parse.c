/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <string.h>

#include "cli/run.h"

struct words {
    const char *const *w;
    size_t n, at;
};

/* How many words the text "CASE SOURCE..." asks for; and the first that is missing. */
struct arity {
    size_t least, most;
    struct vg_str missing;
};

static struct arity arity_of(const char *args, size_t have)
{
    struct arity it = {0};
    const char *p = args;

    while (*p != '\0') {
        size_t n = strcspn(p, " ");

        it.most++;
        if (*p != '[' && *p != '|') {
            if (it.least++ == have)
                it.missing = (struct vg_str){p, n};
        }
        if (n > 3 && memcmp(p + n - 3, "...", 3) == 0)
            it.most = SIZE_MAX;
        if (it.most == SIZE_MAX)
            return it;
        p += n;
        p += strspn(p, " ");
    }
    return it;
}

static int check_arity(const struct vg_run *r)
{
    const struct vg_command *c = r->command;
    struct arity it = arity_of(c->args, r->n_args);

    if (r->n_args < it.least)
        return vg_fail(r->err, VG_E_MISUSE, "%.*s is missing; usage: vigil %s %s",
                       (int)it.missing.len, it.missing.p, c->name, c->args);
    if (r->n_args > it.most)
        return vg_fail(r->err, VG_E_MISUSE, "'%.80s' is one word too many; usage: vigil %s%s%s",
                       r->args[it.most], c->name, c->args[0] == '\0' ? "" : " ", c->args);
    return VG_OK;
}

static int unknown(const struct vg_run *r, const char *name)
{
    const char *near = vg_option_nearest(r->command, name);

    if (near != NULL)
        return vg_fail(r->err, VG_E_MISUSE, "there is no option --%.40s; did you mean --%s?", name,
                       near);
    return vg_fail(r->err, VG_E_MISUSE, "there is no option --%.40s; see 'vigil help %s'", name,
                   r->command->name);
}

static int keep(struct vg_run *r, struct vg_given *given, const struct vg_option *o,
                const char *value)
{
    if (!o->repeats && vg_run_has(r, o->name))
        return vg_fail(r->err, VG_E_MISUSE, "--%s is given twice", o->name);
    given[r->n_given++] = (struct vg_given){o, value};
    return VG_OK;
}

/* The value of an option that is not glued to it: the next word, unless that is
 * an option of this command, which is a value forgotten. */
static int next_value(const struct vg_run *r, struct words *ws, const struct vg_option *o,
                      const char **value)
{
    const char *next = ws->at < ws->n ? ws->w[ws->at] : NULL;

    if (next == NULL)
        return vg_fail(r->err, VG_E_MISUSE, "--%s needs a value: --%s %s", o->name, o->name,
                       o->argument);
    if (strncmp(next, "--", 2) == 0 &&
        (next[2] == '\0' || vg_option_get(r->command, next + 2) != NULL))
        return vg_fail(r->err, VG_E_MISUSE,
                       "--%s needs a value: --%s %s; if '%s' is the value, write --%s=%s", o->name,
                       o->name, o->argument, next, o->name, next);
    *value = next;
    ws->at++;
    return VG_OK;
}

static int take_long(struct vg_run *r, struct vg_given *given, struct words *ws, const char *word)
{
    const char *equals = strchr(word, '=');
    size_t n = equals == NULL ? strlen(word) : (size_t)(equals - word);
    const char *name = vg_copy(r->a, word, n);
    const struct vg_option *o = vg_option_get(r->command, name);
    const char *value = equals == NULL ? NULL : equals + 1;
    int rc = VG_OK;

    if (o == NULL)
        return unknown(r, name);
    if (o->argument == NULL && value != NULL)
        return vg_fail(r->err, VG_E_MISUSE, "--%s takes no value", o->name);
    if (o->argument != NULL && value == NULL)
        rc = next_value(r, ws, o, &value);
    return rc == VG_OK ? keep(r, given, o, value) : rc;
}

static int take_short(struct vg_run *r, struct vg_given *given, struct words *ws, const char *word)
{
    for (const struct vg_option *o = r->command->options; o != NULL && o->name != NULL; o++) {
        const char *value = word[1] == '\0' ? NULL : word + 1;
        int rc = VG_OK;

        if (o->letter == 0 || o->letter != word[0])
            continue;
        if (o->argument == NULL && value != NULL)
            return vg_fail(r->err, VG_E_MISUSE, "-%c takes no value", o->letter);
        if (o->argument != NULL && value == NULL)
            rc = next_value(r, ws, o, &value);
        return rc == VG_OK ? keep(r, given, o, value) : rc;
    }
    return vg_fail(r->err, VG_E_MISUSE, "there is no option -%.40s; see 'vigil help %s'", word,
                   r->command->name);
}

static int asks_help(const char *const *words, size_t n)
{
    for (size_t i = 0; i < n && strcmp(words[i], "--") != 0; i++) {
        if (strcmp(words[i], "-h") == 0 || strcmp(words[i], "--help") == 0)
            return 1;
    }
    return 0;
}

int vg_run_parse(struct vg_run *r, const char *const *words, size_t n, int *wants_help)
{
    const char **args = VG_NEW_ARRAY(r->a, const char *, n + 1);
    struct vg_given *given = VG_NEW_ARRAY(r->a, struct vg_given, n + 1);
    struct words ws = {words, n, 0};
    int only_words = 0;
    int rc = VG_OK;

    *wants_help = asks_help(words, n);
    r->args = args;
    r->given = given;
    while (rc == VG_OK && !*wants_help && ws.at < ws.n) {
        const char *word = ws.w[ws.at++];

        if (only_words || word[0] != '-' || word[1] == '\0')
            args[r->n_args++] = word;
        else if (strcmp(word, "--") == 0)
            only_words = 1;
        else if (word[1] == '-')
            rc = take_long(r, given, &ws, word + 2);
        else
            rc = take_short(r, given, &ws, word + 1);
    }
    return rc != VG_OK || *wants_help ? rc : check_arity(r);
}
