/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <string.h>

#include "cli/commands.h"
#include "cli/run.h"
#include "cli/screen.h"
#include "cli/usage.h"

static const struct vg_option options[] = {
    {.name = "man",
     .argument = "NAME",
     .does = "print the man page of vigil, or of a command, in mdoc(7)"},
    {.name = "completion", .argument = "SHELL", .does = "print completion for bash, zsh or fish"},
    {.name = "words",
     .argument = "LIST",
     .does = "print the terms of a list of the vocabulary, as in unit; 'all' names the lists"},
    {.name = "json", .does = "list the commands with their options, one JSON object a line"},
    {0},
};

static int print_manual(struct vg_run *r, const char *name)
{
    const struct vg_command *c = NULL;
    int rc = VG_OK;

    if (strcmp(name, "vigil") == 0) {
        vg_manual_overview(&r->out->b);
        return VG_OK;
    }
    if (strncmp(name, "vigil-", 6) == 0)
        name += 6;
    rc = vg_command_find(name, &c, r->err);
    if (rc == VG_OK)
        vg_manual_command(&r->out->b, c);
    return rc;
}

static void list_options(struct vg_json *j, const struct vg_command *c)
{
    vg_json_key(j, "options");
    vg_json_array(j);
    for (const struct vg_option *o = c->options; o != NULL && o->name != NULL; o++) {
        vg_json_object(j);
        vg_json_kt(j, "name", o->name);
        vg_json_kt(j, "argument", o->argument);
        vg_json_kt(j, "does", o->does);
        vg_json_kt(j, "otherwise", o->otherwise);
        vg_json_kb(j, "repeats", o->repeats);
        vg_json_end(j);
    }
    vg_json_end(j);
}

static void list_commands(struct vg_run *r)
{
    for (size_t i = 0; vg_commands[i] != NULL; i++) {
        const struct vg_command *c = vg_commands[i];
        struct vg_json j = {.out = &r->out->b};

        vg_json_object(&j);
        vg_json_kt(&j, "name", c->name);
        vg_json_kt(&j, "args", c->args);
        vg_json_kt(&j, "does", c->does);
        list_options(&j, c);
        vg_json_end(&j);
        (void)vg_run_line(r);
    }
}

static void list_lists(struct vg_run *r)
{
    struct vg_grid g = {.a = r->a, .columns = 2, .heads = {"list", "of what"}};

    for (size_t i = 0; i < vg_schemes_n; i++) {
        vg_grid_add(&g, vg_schemes[i].id);
        vg_grid_add(&g, vg_schemes[i].en);
    }
    vg_grid_write(&g, r->out);
}

static int list_terms(struct vg_run *r, const char *list)
{
    struct vg_grid g = {.a = r->a, .columns = 3, .heads = {"term", "English", "Chinese"}};
    const struct vg_scheme *s = vg_scheme_get(list);

    if (strcmp(list, "all") == 0) {
        list_lists(r);
        return VG_OK;
    }
    if (s == NULL)
        return vg_fail(r->err, VG_E_MISUSE,
                       "there is no list '%.40s'; 'vigil help --words all' names them", list);
    for (size_t i = 0; i < s->n; i++) {
        vg_grid_add(&g, s->terms[i].id);
        vg_grid_add(&g, s->terms[i].en);
        vg_grid_add(&g, s->terms[i].zh);
    }
    vg_grid_write(&g, r->out);
    return VG_OK;
}

static int run_help(struct vg_run *r)
{
    static const char *const ways[] = {"man", "completion", "words", "json", NULL};
    const struct vg_command *c = NULL;
    int rc = vg_run_only_one(r, ways);

    if (rc != VG_OK)
        return rc;
    if (vg_run_has(r, "man"))
        return print_manual(r, vg_run_value(r, "man"));
    if (vg_run_has(r, "completion"))
        return vg_completion(&r->out->b, vg_run_value(r, "completion"), r->err);
    if (vg_run_has(r, "words"))
        return list_terms(r, vg_run_value(r, "words"));
    if (vg_run_has(r, "json"))
        list_commands(r);
    else if (r->n_args == 0)
        vg_usage_overview(&r->out->b);
    else if ((rc = vg_command_find(r->args[0], &c, r->err)) == VG_OK)
        vg_usage_command(&r->out->b, c);
    return rc;
}

static const char *const examples[] = {"vigil help add", "vigil help --words source-kind",
                                       "vigil help --man vigil-add | man -l -", NULL};

const struct vg_command vg_cmd_help = {
    .name = "help",
    .group = "care",
    .args = "[COMMAND]",
    .does = "Say what there is, or how one command is used",
    .more = "The man pages and the completion of the shells are printed from the same table.",
    .examples = examples,
    .options = options,
    .run = run_help,
};
