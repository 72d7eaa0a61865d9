/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Suggestions, with a case or without one. Without one the command is a filter:
 * it opens the file named and nothing else.
 */
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "cli/commands.h"
#include "cli/input.h"
#include "cli/say.h"

static const struct vg_option options[] = {
    {.name = "text",
     .argument = "FILE",
     .does = "read this text (UTF-8; - for standard input) instead of a case"},
    {.name = "json", .does = "print one JSON object a line"},
    {.name = "date", .argument = "DATE", .does = "with --text: day of the text (EDTF)"},
    {.name = "language", .argument = "CODE", .does = "with --text: language of the text (en, zh)"},
    {.name = "publisher", .argument = "NAME", .does = "with --text: who published the text"},
    {.name = "all", .does = "derive them anew for every source of the case"},
    {0},
};

struct printing {
    struct vg_run *r;
    size_t n;
};

static int print_some(void *w, const struct vg_claim *claims, size_t n, struct vg_err *err)
{
    struct printing *p = w;
    struct vg_run *r = p->r;

    (void)err; /* a reader that went away is no failure */
    for (size_t i = 0; i < n; i++) {
        struct vg_json j = {.out = &r->out->b};
        char number[24];

        if (vg_run_has(r, "json")) {
            vg_claim_to_json(&j, &claims[i]);
            (void)vg_run_line(r);
        } else {
            (void)snprintf(number, sizeof number, "%zu", ++p->n);
            vg_say_claim(r->out, number, &claims[i]);
            (void)vg_out_pour(r->out);
        }
    }
    return VG_OK;
}

static int from_text(struct vg_run *r, const char *path)
{
    VG_SCOPED_BUF text = {.max = (size_t)VG_MAX_TEXT};
    struct printing p = {.r = r};
    const char *note = NULL;
    int rc = vg_input_read(path, &text, r->err);

    if (rc != VG_OK)
        return rc;
    rc = vg_suggest_text_each(vg_buf_str(&text).p, text.len, vg_run_value(r, "date"),
                              vg_run_value(r, "language"), vg_run_value(r, "publisher"), print_some,
                              &p, &note, r->err);
    if (rc != VG_OK)
        return vg_within(r->err, rc, "%s", path);
    if (note != NULL)
        vg_putf(&r->notes->b, "vigil suggest: %s\n", note);
    return VG_OK;
}

static int list_open(struct vg_run *r)
{
    struct vg_suggestion *list = NULL;
    size_t n = 0;
    int rc = vg_suggestions(r->c, 0, 1, r->a, &list, &n, r->err);

    for (size_t i = 0; rc == VG_OK && i < n; i++)
        vg_suggestion_line(r, &list[i]);
    return rc;
}

static int from_case(struct vg_run *r)
{
    int64_t made = 0;
    int rc = vg_run_open(r, VG_CASE_WRITE);

    if (rc == VG_OK)
        rc = vg_case_suggest(r->c, vg_run_has(r, "all"), &made, r->err);
    if (rc != VG_OK)
        return rc;
    if (vg_run_has(r, "json"))
        return list_open(r);
    vg_putf(&r->out->b, "%" PRId64 " new suggestion%s\n", made, made == 1 ? "" : "s");
    vg_putf(&r->notes->b, "a person decides: vigil review %s\n", r->args[0]);
    return VG_OK;
}

static int run_suggest(struct vg_run *r)
{
    static const char *const only_with_text[] = {"date", "language", "publisher", NULL};
    const char *path = vg_run_value(r, "text");

    if (path != NULL && r->n_args > 0)
        return vg_fail(r->err, VG_E_MISUSE, "give a case or --text FILE, not both");
    if (path != NULL && vg_run_has(r, "all"))
        return vg_fail(r->err, VG_E_MISUSE, "--all goes with a case");
    if (path != NULL)
        return from_text(r, path);
    if (r->n_args == 0)
        return vg_fail(r->err, VG_E_MISUSE,
                       "CASE or --text FILE is missing; usage: vigil suggest CASE");
    for (size_t i = 0; only_with_text[i] != NULL; i++) {
        if (vg_run_has(r, only_with_text[i]))
            return vg_fail(r->err, VG_E_MISUSE, "--%s goes with --text", only_with_text[i]);
    }
    return from_case(r);
}

static const char *const examples[] = {
    "vigil suggest fox.vigil",
    "vigil suggest --text article.txt --json --date 2022-09-12",
    NULL,
};

const struct vg_command vg_cmd_suggest = {
    .name = "suggest",
    .group = "claims",
    .args = "[CASE]",
    .does = "Derive suggestions from the texts",
    .more = "A suggestion is a claim that the program proposes: a quantity with its unit, bound, "
            "period, place and speaker, and the passage it stands in. Suggestions are never "
            "counted; a person accepts, corrects or rejects them.\n\n"
            "With --text no case is needed: one text in, suggestions out, the same bytes each "
            "time.",
    .examples = examples,
    .options = options,
    .run = run_suggest,
};
