/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <string.h>

#include "cli/answer.h"
#include "cli/commands.h"
#include "cli/filter.h"
#include "cli/screen.h"

static const struct vg_option options[] = {
    VG_FILTER_OPTIONS,
    {.name = "as-of", .argument = "DATE", .does = "as known then (EDTF)", .otherwise = "now"},
    {.name = "recorded",
     .argument = "DATE",
     .does = "as the record stood at the end of that day",
     .otherwise = "now"},
    {.name = "lang",
     .argument = "LANGUAGE",
     .does = "language of headings and remarks: en or zh",
     .otherwise = "en"},
    {.name = "save",
     .argument = "NAME",
     .does = "keep the question, narrowed like this, with the case under a name of its own"},
    {.name = "text", .argument = "TEXT", .does = "with --save: its words in English"},
    {.name = "text-zh", .argument = "TEXT", .does = "with --save: its words in Chinese"},
    {.name = "group", .argument = "WORD", .does = "with --save: what to list it under"},
    {.name = "json", .does = "print one JSON object a line"},
    {0},
};

static int list_questions(struct vg_run *r, const char *language)
{
    struct vg_grid g = {.a = r->a, .columns = 3, .heads = {"name", "group", "question"}};
    struct vg_question *list = NULL;
    struct vg_view v = {0};
    size_t n = 0;
    int rc = vg_questions(r->c, r->a, &list, &n, r->err);

    for (size_t i = 0; rc == VG_OK && i < n; i++) {
        struct vg_json j = {.out = &r->out->b};

        if (vg_run_has(r, "json")) {
            vg_question_to_json(&j, &list[i]);
            (void)vg_run_line(r);
            continue;
        }
        vg_grid_add(&g, list[i].name);
        vg_grid_add(&g, list[i].group);
        vg_grid_add(&g, vg_question_text(&v, &list[i], language, r->a));
    }
    if (g.n > 0)
        vg_grid_write(&g, r->out);
    return rc;
}

static int save(struct vg_run *r, struct vg_question *q)
{
    const char *name = vg_run_value(r, "save");
    struct vg_question mine = *q;
    int known = 0, rc;
    VG_SCOPED_BUF line = {0};
    VG_SCOPED_JSON *o = NULL;
    struct vg_json j = {.out = &line};

    mine.name = name;
    mine.builtin = 0;
    if (vg_run_has(r, "text")) {
        mine.en = vg_run_value(r, "text");
        mine.zh = NULL; /* words that say something else */
    }
    if (vg_run_has(r, "text-zh"))
        mine.zh = vg_run_value(r, "text-zh");
    if (vg_run_has(r, "group"))
        mine.group = vg_run_value(r, "group");
    vg_question_to_json(&j, &mine); /* by the same door as an import: what is wrong is said there */
    rc = vg_json_read(line.p, line.len, &o, r->err);
    if (rc == VG_OK)
        rc = vg_question_from_json(o, r->a, &mine, r->err);
    if (rc == VG_OK)
        rc = vg_run_open(r, VG_CASE_WRITE);
    if (rc == VG_OK)
        rc = vg_question_save(r->c, &mine, &known, r->err);
    if (rc == VG_OK)
        vg_putf(&r->out->b, known ? "known already: %s\n" : "kept question %s\n", name);
    return rc;
}

static int answer_one(struct vg_run *r, const char *language)
{
    struct vg_filter given = vg_filter_given(r);
    struct vg_question q;
    struct vg_answer answer;
    struct vg_view view;
    int rc = vg_question_get(r->c, r->args[1], r->a, &q, r->err);

    if (rc != VG_OK)
        return rc;
    vg_question_narrow(&q, &given, r->a);
    rc = vg_answer_make(r, &q, language, &view, &answer);
    if (rc != VG_OK)
        return rc;
    if (vg_run_has(r, "save")) {
        vg_case_close(r->c);
        r->c = NULL;
        return save(r, &q);
    }
    if (vg_run_has(r, "json"))
        vg_answer_json(r, &view, &answer, language);
    else
        vg_answer_show(r, &view, &answer, language);
    return VG_OK;
}

static int run_ask(struct vg_run *r)
{
    const char *language = NULL;
    int rc = vg_answer_language(r, &language);

    if (rc != VG_OK)
        return rc;
    if (r->n_args > 1)
        return answer_one(r, language);
    if (vg_run_has(r, "save"))
        return vg_fail(r->err, VG_E_MISUSE,
                       "--save needs a question to start from; 'vigil ask %s' "
                       "lists them",
                       r->args[0]);
    return list_questions(r, language);
}

static const char *const examples[] = {
    "vigil ask fox.vigil", "vigil ask fox.vigil how-many --what station --place CA",
    "vigil ask fox.vigil timeline --json",
    "vigil ask fox.vigil how-many --what station --place CA --save canada", NULL};

const struct vg_command vg_cmd_ask = {
    .name = "ask",
    .group = "what follows",
    .args = "CASE [QUESTION]",
    .does = "List the questions a case can be asked, or answer one",
    .more = "An answer shows the claims it rests on with their passages, the roots, the checks "
            "that bear on it, what must be said with it and what is missing. Where a number must "
            "not be given, the reason is the answer.\n\n"
            "The options narrow a question. With --save it is kept with the case, narrowed, "
            "under a new name. vigil-questions(7) lists the questions that come with the "
            "program; others are imported.",
    .examples = examples,
    .options = options,
    .needs = VG_READS_CASE,
    .run = run_ask,
};
