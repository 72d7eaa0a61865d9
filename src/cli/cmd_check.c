/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <string.h>

#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/fields.h"
#include "cli/marks.h"
#include "cli/say.h"
#include "cli/screen.h"

enum { IDS_SHOWN = 6, MARKS_SHOWN = 4, TEXT_INDENT = 9 };

static const struct vg_option options[] = {
    {.name = "kind",
     .argument = "KIND",
     .does = "only this kind: sum, set, bound, overlap, unit, scope, time-order, value, drift, "
             "citation, attribution, existence, purpose or superseded"},
    {.name = "result",
     .argument = "RESULT",
     .does = "only this result: error, warning, note, holds or not-run"},
    {.name = "claim", .argument = "ID", .does = "only those that concern this claim"},
    {.name = "suggestions",
     .does = "also over the open suggestions, as if they were accepted; such checks are marked "
             "and counted apart"},
    {.name = "answer",
     .argument = "CHECK",
     .does = "instead: answer the check with this id; its first four digits are enough"},
    {.name = "because", .argument = "TEXT", .does = "with --answer: why, kept in the record"},
    {.name = "as",
     .argument = "WORD",
     .does = "with --answer: explained (it is no fault), accepted (it is one, and stays) or wrong "
             "(the check is mistaken)",
     .otherwise = "explained"},
    {.name = "strict",
     .does = "exit with 3 when a check comes out as an error and is not explained or answered as "
             "wrong"},
    {.name = "json", .does = "print one JSON object a line"},
    {0},
};

/* How many came out how; those over suggestions and those answered besides. */
struct tally {
    size_t by[VG_CHECK_NOT_RUN + 1];
    size_t suggested, answered, faults;
};

static int is_check_kind(const char *word)
{
    for (int k = VG_CHECK_SUM; k <= VG_CHECK_SUPERSEDED; k++) {
        if (strcmp(word, vg_check_kind_word((enum vg_check_kind)k)) == 0)
            return 1;
    }
    return 0;
}

static int is_check_result(const char *word)
{
    for (int k = VG_CHECK_ERROR; k <= VG_CHECK_NOT_RUN; k++) {
        if (strcmp(word, vg_check_result_word((enum vg_check_result)k)) == 0)
            return 1;
    }
    return 0;
}

static int check_filters(struct vg_run *r, int64_t *claim)
{
    const char *kind = vg_run_value(r, "kind"), *result = vg_run_value(r, "result");
    const char *of = vg_run_value(r, "claim");

    *claim = 0;
    if (kind != NULL && !is_check_kind(kind))
        return vg_fail(r->err, VG_E_MISUSE,
                       "--kind: there is no check '%.40s'; see 'vigil help check'", kind);
    if (result != NULL && !is_check_result(result))
        return vg_fail(r->err, VG_E_MISUSE,
                       "--result: error, warning, note, holds or not-run, not '%.40s'", result);
    return of == NULL ? VG_OK : vg_typed_id(of, 'c', claim, r->err);
}

static int concerns(const struct vg_check *c, int64_t claim)
{
    for (size_t i = 0; i < c->n_claims; i++)
        if (c->claims[i] == claim)
            return 1;
    return claim == 0;
}

static int is_wanted(struct vg_run *r, const struct vg_check *c, int64_t claim)
{
    const char *kind = vg_run_value(r, "kind"), *result = vg_run_value(r, "result");

    return (kind == NULL || strcmp(kind, vg_check_kind_word(c->kind)) == 0) &&
           (result == NULL || strcmp(result, vg_check_result_word(c->result)) == 0) &&
           concerns(c, claim);
}

static void check_to_json(struct vg_run *r, const struct vg_spread *spread,
                          const struct vg_case_check *x)
{
    struct vg_json j = {.out = &r->out->b};
    const struct vg_check *c = &x->check;
    struct vg_spread_mark *marks;
    size_t n = vg_spread_of_claims(spread, c->claims, c->n_claims, r->a, &marks);

    vg_json_object(&j);
    vg_json_kt(&j, "id", x->id[0] != '\0' ? x->id : NULL);
    vg_json_kt(&j, "kind", vg_check_kind_word(c->kind));
    vg_json_kt(&j, "result", vg_check_result_word(c->result));
    vg_json_ids(&j, "claims", 'c', c->claims, c->n_claims);
    vg_json_key(&j, "suggestions");
    vg_json_array(&j);
    for (size_t i = 0; i < x->n_suggestions; i++)
        vg_json_text(&j, x->suggestions[i]);
    vg_json_end(&j);
    vg_json_kt(&j, "test", c->test);
    vg_json_kt(&j, "says", c->says);
    vg_json_kt(&j, "show", c->show);
    vg_json_check_answer(&j, c->answer);
    vg_marks_json(&j, marks, n, r->a);
    vg_json_end(&j);
    (void)vg_run_line(r);
}

static void put_line(struct vg_out *o, const char *text)
{
    VG_SCOPED_BUF seen = {0};

    if (text == NULL)
        return;
    vg_put_visible(&seen, vg_str(text), 0);
    vg_putf(&o->b, "%*s", TEXT_INDENT, "");
    vg_wrap(&o->b, vg_buf_str(&seen), TEXT_INDENT, (size_t)o->columns);
    vg_putc(&o->b, '\n');
}

static enum vg_style style_of(enum vg_check_result result)
{
    switch (result) {
    case VG_CHECK_ERROR:
        return VG_BAD;
    case VG_CHECK_WARNING:
        return VG_BOLD;
    case VG_CHECK_HOLDS:
        return VG_GOOD;
    case VG_CHECK_NOTE:
    case VG_CHECK_NOT_RUN:
        return VG_PLAIN;
    }
    return VG_PLAIN;
}

static void put_answer(struct vg_run *r, const struct vg_check_answer *a)
{
    VG_SCOPED_BUF text = {0};

    if (a == NULL)
        return;
    vg_putf(&text,
            a->is_open ? "open again, a claim has changed since; was answered %s: "
                       : "answered %s: ",
            a->as);
    vg_puts(&text, a->because);
    vg_puts(&text, " (");
    vg_say_day(&text, a->at);
    vg_putc(&text, ')');
    vg_putc(&text, '\0');
    put_line(r->out, text.p);
}

static void put_names(struct vg_buf *b, const struct vg_case_check *x)
{
    size_t n = x->n_suggestions < IDS_SHOWN ? x->n_suggestions : IDS_SHOWN;

    for (size_t i = 0; i < n; i++)
        vg_putf(b, "%s%s", i > 0 || x->check.n_claims > 0 ? " " : "", x->suggestions[i]);
    if (n < x->n_suggestions)
        vg_putf(b, " and %zu more", x->n_suggestions - n);
    if (n > 0)
        vg_puts(b, "  with suggestions");
}

static void show(struct vg_run *r, const struct vg_spread *spread, const struct vg_case_check *x)
{
    const struct vg_check *c = &x->check;
    struct vg_out *o = r->out;
    struct vg_spread_mark *marks;
    size_t n = vg_spread_of_claims(spread, c->claims, c->n_claims, r->a, &marks);

    vg_out_style(o, style_of(c->result));
    vg_putf(&o->b, "%-*s", TEXT_INDENT, vg_check_result_word(c->result));
    vg_out_style(o, VG_PLAIN);
    vg_putf(&o->b, "%s  ", vg_check_kind_word(c->kind));
    vg_say_ids(&o->b, 'c', c->claims, c->n_claims, IDS_SHOWN);
    put_names(&o->b, x);
    if (x->id[0] != '\0')
        vg_putf(&o->b, "  %s", x->id);
    vg_putc(&o->b, '\n');
    put_line(o, c->test);
    put_line(o, c->says);
    put_answer(r, c->answer);
    for (size_t i = 0; i < n && i < MARKS_SHOWN; i++)
        put_line(o, vg_print(r->a, "rests on: %s", vg_spread_says(&marks[i], r->a)));
    (void)vg_out_pour(o);
}

static void sum_up(struct vg_run *r, const struct tally *t)
{
    const size_t *by = t->by;

    vg_putf(&r->notes->b, "%zu error%s, %zu warning%s, %zu note%s, %zu hold, %zu not run",
            by[VG_CHECK_ERROR], by[VG_CHECK_ERROR] == 1 ? "" : "s", by[VG_CHECK_WARNING],
            by[VG_CHECK_WARNING] == 1 ? "" : "s", by[VG_CHECK_NOTE],
            by[VG_CHECK_NOTE] == 1 ? "" : "s", by[VG_CHECK_HOLDS], by[VG_CHECK_NOT_RUN]);
    if (t->answered > 0)
        vg_putf(&r->notes->b, "; %zu answered", t->answered);
    if (t->suggested > 0)
        vg_putf(&r->notes->b, "; besides, %zu with suggestions", t->suggested);
    vg_putc(&r->notes->b, '\n');
}

static void count_in(struct tally *t, const struct vg_case_check *x)
{
    const struct vg_check_answer *a = x->check.answer;
    int stands = a != NULL && !a->is_open;

    if (x->n_suggestions > 0) {
        t->suggested++;
        return;
    }
    t->by[x->check.result]++;
    t->answered += stands != 0;
    t->faults += x->check.result == VG_CHECK_ERROR && (!stands || strcmp(a->as, "accepted") == 0);
}

static int list_checks(struct vg_run *r)
{
    struct vg_case_check *list = NULL;
    const struct vg_spread *spread;
    struct vg_view view = {0};
    struct tally tally = {0};
    int64_t claim = 0;
    size_t n = 0;
    int rc = check_filters(r, &claim);

    if (rc == VG_OK)
        rc = vg_run_open(r, VG_CASE_READ);
    if (rc == VG_OK)
        rc = vg_case_checks(r->c, vg_run_has(r, "suggestions"), r->a, &list, &n, r->err);
    if (rc == VG_OK)
        rc = vg_view_load(r->c, 0, r->a, &view, NULL, r->err);
    if (rc != VG_OK)
        return rc;
    spread = vg_marks_spread(&view, r->a);
    for (size_t i = 0; i < n; i++) {
        if (!is_wanted(r, &list[i].check, claim))
            continue;
        count_in(&tally, &list[i]);
        if (vg_run_has(r, "json"))
            check_to_json(r, spread, &list[i]);
        else
            show(r, spread, &list[i]);
    }
    if (!vg_run_has(r, "json"))
        sum_up(r, &tally);
    return vg_run_has(r, "strict") && tally.faults > 0 ? VG_E_NOT_HELD : VG_OK;
}

static int answer_check(struct vg_run *r)
{
    const char *as = vg_run_value(r, "as"), *id = vg_run_value(r, "answer");
    int rc = vg_run_open(r, VG_CASE_WRITE);

    if (rc == VG_OK)
        rc = vg_check_answer_add(r->c, id, as == NULL ? "explained" : as,
                                 vg_run_value(r, "because"), r->err);
    if (rc == VG_OK)
        vg_putf(&r->out->b, "kept the answer to %s\n", id);
    return rc;
}

static int run_check(struct vg_run *r)
{
    if (vg_run_has(r, "answer"))
        return answer_check(r);
    if (vg_run_has(r, "because") || vg_run_has(r, "as"))
        return vg_fail(r->err, VG_E_MISUSE, "--because and --as belong to --answer CHECK");
    return list_checks(r);
}

static const char *const examples[] = {
    "vigil check fox.vigil", "vigil check fox.vigil --result error --strict",
    "vigil check fox.vigil --claim c3 --suggestions",
    "vigil check fox.vigil --answer 5dfa --because 'the first edition says so' --as accepted",
    NULL};

const struct vg_command vg_cmd_check = {
    .name = "check",
    .group = "what follows",
    .args = "CASE",
    .does = "Check the claims against each other",
    .more = "Each check says what was asked and what came out: error, warning, note, holds, or "
            "not run because its source is not held. What holds is shown too.\n\n"
            "A check is known by its id. Whoever has looked into one answers it; the answer is "
            "kept in the record and shown beside the check until one of its claims changes. Then "
            "the check is open again.",
    .examples = examples,
    .options = options,
    .run = run_check,
};
