/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <string.h>

#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/say.h"
#include "cli/screen.h"

enum { IDS_SHOWN = 6, TEXT_INDENT = 9 };

static const struct vg_option options[] = {
    {.name = "kind",
     .argument = "KIND",
     .does = "only this kind: sum, set, bound, overlap, unit, scope, time-order, value, drift, "
             "citation, attribution, existence, purpose or superseded"},
    {.name = "result",
     .argument = "RESULT",
     .does = "only this result: error, warning, note, holds or not-run"},
    {.name = "strict", .does = "exit with 3 when a check comes out as an error"},
    {.name = "json", .does = "print one JSON object a line"},
    {0},
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

static int check_filters(struct vg_run *r)
{
    const char *kind = vg_run_value(r, "kind"), *result = vg_run_value(r, "result");

    if (kind != NULL && !is_check_kind(kind))
        return vg_fail(r->err, VG_E_MISUSE,
                       "--kind: there is no check '%.40s'; see 'vigil help check'", kind);
    if (result != NULL && !is_check_result(result))
        return vg_fail(r->err, VG_E_MISUSE,
                       "--result: error, warning, note, holds or not-run, not '%.40s'", result);
    return VG_OK;
}

static int is_wanted(struct vg_run *r, const struct vg_check *c)
{
    const char *kind = vg_run_value(r, "kind"), *result = vg_run_value(r, "result");

    return (kind == NULL || strcmp(kind, vg_check_kind_word(c->kind)) == 0) &&
           (result == NULL || strcmp(result, vg_check_result_word(c->result)) == 0);
}

static void check_to_json(struct vg_run *r, const struct vg_check *c)
{
    struct vg_json j = {.out = &r->out->b};

    vg_json_object(&j);
    vg_json_kt(&j, "kind", vg_check_kind_word(c->kind));
    vg_json_kt(&j, "result", vg_check_result_word(c->result));
    vg_json_ids(&j, "claims", 'c', c->claims, c->n_claims);
    vg_json_kt(&j, "test", c->test);
    vg_json_kt(&j, "says", c->says);
    vg_json_kt(&j, "show", c->show);
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

static void show(struct vg_run *r, const struct vg_check *c)
{
    struct vg_out *o = r->out;

    vg_out_style(o, style_of(c->result));
    vg_putf(&o->b, "%-*s", TEXT_INDENT, vg_check_result_word(c->result));
    vg_out_style(o, VG_PLAIN);
    vg_putf(&o->b, "%s  ", vg_check_kind_word(c->kind));
    vg_say_ids(&o->b, 'c', c->claims, c->n_claims, IDS_SHOWN);
    vg_putc(&o->b, '\n');
    put_line(o, c->test);
    put_line(o, c->says);
    (void)vg_out_pour(o);
}

static void sum_up(struct vg_run *r, const size_t *tally)
{
    vg_putf(&r->notes->b, "%zu error%s, %zu warning%s, %zu note%s, %zu hold, %zu not run\n",
            tally[VG_CHECK_ERROR], tally[VG_CHECK_ERROR] == 1 ? "" : "s", tally[VG_CHECK_WARNING],
            tally[VG_CHECK_WARNING] == 1 ? "" : "s", tally[VG_CHECK_NOTE],
            tally[VG_CHECK_NOTE] == 1 ? "" : "s", tally[VG_CHECK_HOLDS], tally[VG_CHECK_NOT_RUN]);
}

static void print_checks(struct vg_run *r, const struct vg_check *list, size_t n, size_t *tally)
{
    for (size_t i = 0; i < n; i++) {
        if (!is_wanted(r, &list[i]))
            continue;
        tally[list[i].result]++;
        if (vg_run_has(r, "json"))
            check_to_json(r, &list[i]);
        else
            show(r, &list[i]);
    }
    if (!vg_run_has(r, "json"))
        sum_up(r, tally);
}

static int run_check(struct vg_run *r)
{
    size_t tally[VG_CHECK_NOT_RUN + 1] = {0};
    struct vg_view view = {0};
    struct vg_root_graph *graph = NULL;
    struct vg_check *list = NULL;
    size_t n = 0;
    int rc = check_filters(r);

    if (rc == VG_OK)
        rc = vg_view_load(r->c, 0, r->a, &view, &graph, r->err);
    if (rc == VG_OK)
        rc = vg_check_all(&view, graph, r->a, &list, &n, r->err);
    if (rc != VG_OK)
        return rc;
    print_checks(r, list, n, tally);
    if (vg_run_has(r, "strict") && tally[VG_CHECK_ERROR] > 0)
        return VG_E_NOT_HELD;
    return VG_OK;
}

static const char *const examples[] = {"vigil check fox.vigil",
                                       "vigil check fox.vigil --result error --strict", NULL};

const struct vg_command vg_cmd_check = {
    .name = "check",
    .group = "what follows",
    .args = "CASE",
    .does = "Check the claims against each other",
    .more = "Each check says what was asked and what came out: error, warning, note, holds, or "
            "not run because its source is not held. What holds is shown too.",
    .examples = examples,
    .options = options,
    .needs = VG_READS_CASE,
    .run = run_check,
};
