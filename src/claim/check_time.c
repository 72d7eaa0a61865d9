/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Checks of what a figure is about: scope and time-order. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/edtf.h"
#include "claim/period.h"
#include "claim/rules.h"

enum { GROUP_MOST = 16, NEAREST_DATES = 8 };

/* -- scope -------------------------------------------------------------------------------- */

static int is_share(const struct vg_claim *c)
{
    return c->quantity.unit != NULL && strcmp(c->quantity.unit, "percent") == 0;
}

/* What happens, or is done to people, is counted in a time and a place; offices and
 * agencies can be counted without. */
static int wants_base(const struct vg_claim *c)
{
    static const char *const units[] = {"person", "person-time", "family", "case",    "incident",
                                        "charge", "complaint",   "tip",    "message", "call"};

    for (size_t i = 0; c->quantity.unit != NULL && i < sizeof units / sizeof *units; i++)
        if (strcmp(c->quantity.unit, units[i]) == 0)
            return 1;
    return 0;
}

static void say_base(struct vg_rules *k, const struct vg_claim *c)
{
    struct vg_ids ids = {0};
    int nowhere = c->n_places == 0 && c->period.from == NULL && c->period.to == NULL &&
                  c->period.words == NULL;

    if (c->kind != VG_KIND_QUANTITY || !vg_is_finding(c) || c->quantity.has == 0 ||
        c->quantity.base != NULL || (!is_share(c) && !(nowhere && wants_base(c))))
        return;
    vg_ids_add(k, &ids, c);
    vg_rule_says(k, VG_CHECK_SCOPE, VG_CHECK_WARNING, &ids,
                 vg_print(k->w, "%s %s of what base?", vg_rule_number(k, c),
                          c->quantity.unit != NULL ? c->quantity.unit : "things"),
                 nowhere ? "no base, no period, no place" : "a share without its base",
                 vg_print(k->w, "%s is printed only with “base not stated”", vg_rule_number(k, c)));
}

/* "More than", "most": a comparison needs two numbers, and here is none. Between two
 * named programmes it is a matter of what is part of what, not of size. */
static void say_comparison(struct vg_rules *k, const struct vg_claim *c,
                           const struct vg_groups *topics)
{
    const struct vg_group *g = c->subject != NULL ? vg_groups_get(topics, c->subject) : NULL;
    struct vg_ids ids = {0};

    if (!vg_compares(c->predicate) || c->quantity.has != 0 || c->stance != VG_ASSERTS ||
        (c->subject != NULL && c->object != NULL && strchr(c->subject, ':') != NULL &&
         strchr(c->object, ':') != NULL))
        return;
    vg_ids_add(k, &ids, c);
    for (size_t i = 0; g != NULL && strchr(c->subject, ':') != NULL && i < g->n; i++)
        vg_ids_add(k, &ids, g->c[i]);
    vg_rule_says(k, VG_CHECK_SCOPE, vg_is_guess(c) ? VG_CHECK_WARNING : VG_CHECK_NOTE, &ids,
                 vg_print(k->w, "%s %s %s: by what numbers?",
                          c->subject != NULL ? c->subject : "something", c->predicate,
                          c->object != NULL ? c->object : ""),
                 "no numbers are given for either side: unsupported",
                 "unsupported; the table that would decide it");
}

void vg_rule_scope(struct vg_rules *k)
{
    VG_SCOPED_GROUPS topics = vg_groups_new(GROUP_MOST);

    for (size_t i = 0; i < k->n; i++)
        if (k->by_id[i]->subject != NULL && k->by_id[i]->kind == VG_KIND_RELATION)
            vg_groups_add(&topics, k->by_id[i]->subject, k->by_id[i]);
    vg_groups_close(&topics);
    for (size_t i = 0; i < k->n; i++) {
        say_base(k, k->by_id[i]);
        say_comparison(k, k->by_id[i], &topics);
    }
}

/* -- time-order ----------------------------------------------------------------------------- */

static int is_month(const char *text)
{
    return text != NULL && strlen(text) == 7 && text[4] == '-' && text[5] <= '1';
}

static void say_length(struct vg_rules *k, const struct vg_claim *c)
{
    struct vg_ids ids = {0};
    struct vg_date d;
    int64_t months;

    if (c->kind != VG_KIND_QUANTITY || !is_month(c->period.from) || !is_month(c->period.to) ||
        strcmp(c->period.from, c->period.to) == 0 || !vg_claim_period(c, &d))
        return;
    months = vg_date_months(&d);
    vg_ids_add(k, &ids, c);
    vg_rule_says(k, VG_CHECK_TIME_ORDER, VG_CHECK_NOTE, &ids,
                 vg_print(k->w, "length of %s to %s", c->period.from, c->period.to),
                 vg_print(k->w, "%" PRId64 " calendar months, both ends included", months),
                 vg_print(k->w,
                          "%" PRId64 " months; a source that says another number keeps its "
                          "words",
                          months));
}

/* A stated length ("16 months") against the period it is stated for. */
static void say_stated_length(struct vg_rules *k, const struct vg_claim *c)
{
    struct vg_ids ids = {0};
    struct vg_date d;
    int64_t is, stated = vg_printed_number(c);

    if (c->quantity.unit == NULL || strcmp(c->quantity.unit, "month") != 0 || stated < 0 ||
        c->quantity.op != VG_OP_EXACT || !vg_claim_period(c, &d) || d.open_from || d.open_to)
        return;
    is = vg_date_months(&d);
    vg_ids_add(k, &ids, c);
    vg_rule_says(
        k, VG_CHECK_TIME_ORDER, is == stated ? VG_CHECK_HOLDS : VG_CHECK_ERROR, &ids,
        vg_print(k->w, "%" PRId64 " months from %s to %s?", stated, c->period.from, c->period.to),
        vg_print(k->w, "%" PRId64 " calendar months, both ends included", is),
        "the computed length; the words of the source stay");
}

/* Reported before it happened: only an announcement or a guess may be. */
static void say_report_first(struct vg_rules *k, const struct vg_claim *c)
{
    struct vg_ids ids = {0};
    struct vg_date d;
    int64_t said;

    if (!vg_is_finding(c) || c->kind == VG_KIND_INSTRUCTION || c->kind == VG_KIND_ROOT_POINTER ||
        !vg_claim_period(c, &d) || d.open_from || c->n_links == 0 || c->links[0].date == NULL)
        return;
    said = vg_claim_said(k->v, c);
    if (said >= d.first)
        return;
    vg_ids_add(k, &ids, c);
    vg_rule_says(k, VG_CHECK_TIME_ORDER, VG_CHECK_ERROR, &ids,
                 vg_print(k->w, "said %s, about %s", vg_claim_said_text(k->v, c, k->w),
                          c->period.from != NULL ? c->period.from : c->period.to),
                 "reported as done before it began", "the two dates");
}

struct dated {
    const struct vg_claim *c;
    struct vg_date d;
};

static int latest_first(const void *a, const void *b)
{
    const struct dated *x = a, *y = b;

    if (x->d.last != y->d.last)
        return x->d.last > y->d.last ? -1 : 1;
    return (x->c->id > y->c->id) - (x->c->id < y->c->id);
}

static int has_inferred_year(const struct vg_claim *c)
{
    for (size_t i = 0; i < c->period.n_inferred; i++)
        if (strcmp(c->period.inferred[i], "year") == 0)
            return 1;
    return 0;
}

/* Years that are not printed, with the printed dates of the same source that lie
 * nearest before: what the inference rests on. */
static void say_inferred(struct vg_rules *k, const struct vg_claim *const *c, size_t n)
{
    struct dated *printed = VG_NEW_ARRAY(k->w, struct dated, n);
    const struct vg_claim *first = NULL;
    struct vg_ids ids = {0};
    struct vg_date latest = {0}, d;
    size_t m = 0, shown = 0;

    for (size_t i = 0; i < n; i++) {
        if (!vg_claim_period(c[i], &d))
            continue;
        if (!has_inferred_year(c[i])) {
            if (c[i]->period.n_inferred == 0)
                printed[m++] = (struct dated){.c = c[i], .d = d};
            continue;
        }
        vg_ids_add(k, &ids, c[i]);
        if (first == NULL || d.last > latest.last)
            latest = d;
        first = first == NULL ? c[i] : first;
    }
    if (first == NULL)
        return;
    if (m > 0)
        qsort(printed, m, sizeof *printed, latest_first);
    for (size_t i = 0; i < m && shown < NEAREST_DATES; i++)
        if (printed[i].d.last < latest.last) {
            vg_ids_add(k, &ids, printed[i].c);
            shown++;
        }
    vg_rule_says(k, VG_CHECK_TIME_ORDER, VG_CHECK_NOTE, &ids, "years that are not printed",
                 vg_print(k->w, "%s is inferred%s",
                          first->period.from != NULL ? first->period.from : first->period.to,
                          shown > 0 ? " from the printed dates beside it" : ""),
                 "the mark “inferred” on the date");
}

/* The day an order was given: from a pointer that names the claim, else its first link. */
static int day_of_order(struct vg_rules *k, const struct vg_groups *pointers,
                        const struct vg_claim *c, struct vg_date *out, struct vg_ids *ids)
{
    const struct vg_group *g = vg_groups_get(pointers, vg_rule_key(k, "%" PRId64, c->id));

    for (size_t i = 0; g != NULL && i < g->n; i++)
        if (vg_claim_period(g->c[i], out)) {
            vg_ids_add(k, ids, g->c[i]);
            return 1;
        }
    return c->n_links > 0 && c->links[0].date != NULL &&
           vg_edtf_readz(c->links[0].date, out, NULL) == VG_OK;
}

static const char *day_text(struct vg_rules *k, int64_t day)
{
    int y, m, d;

    vg_date_of(day, &y, &m, &d);
    return vg_print(k->w, "%04d-%02d-%02d", y, m, d);
}

/* An instruction and the event that carries it out: tied by the number and unit of
 * what is to be done, in one source. */
static void say_order(struct vg_rules *k, const struct vg_groups *pointers,
                      const struct vg_claim *order, const struct vg_claim *event)
{
    struct vg_ids ids = {0};
    struct vg_date told, done;
    int possible;

    if (!vg_claim_period(event, &done) || !day_of_order(k, pointers, order, &told, &ids))
        return;
    vg_ids_add(k, &ids, order);
    vg_ids_add(k, &ids, event);
    possible = told.first <= done.last;
    vg_rule_says(k, VG_CHECK_TIME_ORDER, possible ? VG_CHECK_HOLDS : VG_CHECK_ERROR, &ids,
                 vg_print(k->w, "told %s, done %s to %s?", day_text(k, told.first),
                          event->period.from != NULL ? event->period.from : "..",
                          event->period.to != NULL ? event->period.to : ".."),
                 possible ? "the order is possible" : "done before it was told", "the two dates");
}

/* Opening and closing of one thing. */
static void say_life(struct vg_rules *k, const struct vg_group *g)
{
    static const char *const begins[] = {"opened", "launched", "set-up", "established"};
    static const char *const ends[] = {"closed", "ended", "ceased"};
    const struct vg_claim *b = NULL, *e = NULL;
    struct vg_ids ids = {0};
    struct vg_date db = {0}, de = {0}, d;
    int possible;

    for (size_t i = 0; i < g->n; i++) {
        if (!vg_claim_period(g->c[i], &d))
            continue;
        for (size_t j = 0; j < sizeof begins / sizeof *begins; j++)
            if (vg_same_text(g->c[i]->predicate, begins[j]) && (b == NULL || d.first > db.first)) {
                b = g->c[i];
                db = d;
            }
        for (size_t j = 0; j < sizeof ends / sizeof *ends; j++)
            if (vg_same_text(g->c[i]->predicate, ends[j]) && (e == NULL || d.last < de.last)) {
                e = g->c[i];
                de = d;
            }
    }
    if (b == NULL || e == NULL)
        return;
    possible = de.last >= db.first;
    vg_ids_add(k, &ids, b);
    vg_ids_add(k, &ids, e);
    vg_rule_says(k, VG_CHECK_TIME_ORDER, possible ? VG_CHECK_HOLDS : VG_CHECK_ERROR, &ids,
                 vg_print(k->w, "%s: closed after it opened?", b->subject),
                 possible ? "the order is possible" : "closed before it opened", "the two dates");
}

void vg_rule_time_order(struct vg_rules *k)
{
    VG_SCOPED_GROUPS pointers = vg_groups_new(GROUP_MOST);
    VG_SCOPED_GROUPS orders = vg_groups_new(GROUP_MOST);
    VG_SCOPED_GROUPS lives = vg_groups_new(VG_IDS_MOST);

    for (size_t i = 0; i < k->n; i++) {
        const struct vg_claim *c = k->by_id[i];
        const struct vg_claim *named =
            c->kind == VG_KIND_ROOT_POINTER ? vg_rule_named(k, c->subject) : NULL;

        say_length(k, c);
        say_stated_length(k, c);
        say_report_first(k, c);
        if (named != NULL)
            vg_groups_add(&pointers, vg_rule_key(k, "%" PRId64, named->id), c);
        if (c->kind == VG_KIND_INSTRUCTION && vg_printed_number(c) >= 0 && c->quantity.unit != NULL)
            vg_groups_add(&orders,
                          vg_rule_key(k, "%" PRId64 "|%s|%" PRId64, vg_source_of(c),
                                      c->quantity.unit, vg_printed_number(c)),
                          c);
        if (c->subject != NULL && strchr(c->subject, ':') != NULL && vg_is_finding(c))
            vg_groups_add(&lives, c->subject, c);
    }
    vg_groups_close(&pointers);
    vg_groups_close(&orders);
    vg_groups_close(&lives);
    for (size_t i = 0; i < k->n; i++) {
        const struct vg_claim *c = k->by_id[i];
        const struct vg_group *g =
            c->kind != VG_KIND_EVENT || vg_printed_number(c) < 0 || c->quantity.unit == NULL
                ? NULL
                : vg_groups_get(&orders, vg_rule_key(k, "%" PRId64 "|%s|%" PRId64, vg_source_of(c),
                                                     c->quantity.unit, vg_printed_number(c)));

        for (size_t j = 0; g != NULL && j < g->n; j++)
            say_order(k, &pointers, g->c[j], c);
    }
    for (size_t i = 0; i < lives.n; i++)
        say_life(k, &lives.g[i]);
    for (size_t i = 0, n; i < k->n; i += n) {
        n = vg_rule_run(k, i);
        say_inferred(k, &k->c[i], n);
    }
}
