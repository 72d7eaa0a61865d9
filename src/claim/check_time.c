/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Checks of what a figure is about: scope and time-order. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/edtf.h"
#include "claim/period.h"
#include "claim/rules.h"

enum { NEAREST_DATES = 8 };

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

void vg_say_base_of(struct vg_rules *k, const struct vg_claim *c)
{
    struct vg_part_words number;
    struct vg_ids ids = {0};
    int nowhere = c->n_places == 0 && c->period.from == NULL && c->period.to == NULL &&
                  c->period.words == NULL;

    if (c->kind != VG_KIND_QUANTITY || !vg_is_finding(c) || c->quantity.has == 0 ||
        c->quantity.base != NULL || (!is_share(c) && !(nowhere && wants_base(c))))
        return;
    number = vg_rule_number(k, c);
    vg_ids_add(k, &ids, c);
    vg_rule_says(k, VG_CHECK_SCOPE, VG_CHECK_WARNING, &ids,
                 VG_SAID(k->w, BASE_ASKS, number,
                         c->quantity.unit != NULL ? vg_rule_unit(k, c->quantity.unit)
                                                  : vg_part_said(k->w, VG_SAYS(BASE_THINGS))),
                 nowhere ? VG_SAYS(BASE_NOWHERE) : VG_SAYS(BASE_SHARE),
                 VG_SAID(k->w, BASE_SHOW, number));
}

/* "More than", "most": a comparison needs two numbers, and here is none. Between two
 * named programmes it is a matter of what is part of what, not of size. */
int vg_is_comparison(const struct vg_claim *c)
{
    return vg_compares(c->predicate) && c->quantity.has == 0 && c->stance == VG_ASSERTS &&
           (c->subject == NULL || c->object == NULL || strchr(c->subject, ':') == NULL ||
            strchr(c->object, ':') == NULL);
}

void vg_keys_topic(struct vg_rules *k, const struct vg_claim *c, struct vg_keys *out)
{
    if (vg_is_comparison(c) || (c->kind == VG_KIND_RELATION && c->subject != NULL))
        vg_key_is(out, c->subject != NULL ? c->subject : vg_rule_key(k, "c%" PRId64, c->id));
}

static const struct vg_said *asks_comparison(struct vg_rules *k, const struct vg_claim *c)
{
    struct vg_part_words subject = c->subject != NULL
                                       ? vg_rule_name(k, c->subject)
                                       : vg_part_said(k->w, VG_SAYS(COMPARED_SOMETHING));

    if (c->object == NULL)
        return VG_SAID(k->w, COMPARED_ASKS, subject, vg_part(c->predicate));
    return VG_SAID(k->w, COMPARED_ASKS_WITH, subject, vg_part(c->predicate),
                   vg_rule_name(k, c->object));
}

static void say_comparison(struct vg_rules *k, const struct vg_claim *c,
                           const struct vg_pick *beside)
{
    struct vg_ids ids = {0};

    vg_ids_add(k, &ids, c);
    if (c->subject != NULL && strchr(c->subject, ':') != NULL)
        vg_ids_add_pick(k, &ids, beside);
    vg_rule_says(k, VG_CHECK_SCOPE, vg_is_guess(c) ? VG_CHECK_WARNING : VG_CHECK_NOTE, &ids,
                 asks_comparison(k, c), VG_SAYS(COMPARED_SAYS), VG_SAYS(COMPARED_SHOW));
}

void vg_say_topic(struct vg_rules *k, const struct vg_group *g)
{
    struct vg_pick beside = {0};

    for (size_t i = 0; i < g->n; i++)
        if (g->c[i]->kind == VG_KIND_RELATION)
            vg_pick_add(&beside, g->c[i]);
    for (size_t i = 0; i < g->n; i++)
        if (vg_is_comparison(g->c[i]))
            say_comparison(k, g->c[i], &beside);
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
                 VG_SAID(k->w, MONTHS_ASKS, vg_part_date(k->w, c->period.from),
                         vg_part_date(k->w, c->period.to)),
                 VG_SAID(k->w, MONTHS_SAYS, vg_part_number(k->w, months)),
                 VG_SAID(k->w, MONTHS_SHOW, vg_part_number(k->w, months)));
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
    vg_rule_says(k, VG_CHECK_TIME_ORDER, is == stated ? VG_CHECK_HOLDS : VG_CHECK_ERROR, &ids,
                 VG_SAID(k->w, STATED_MONTHS_ASKS, vg_part_number(k->w, stated),
                         vg_part_date(k->w, c->period.from), vg_part_date(k->w, c->period.to)),
                 VG_SAID(k->w, MONTHS_SAYS, vg_part_number(k->w, is)), VG_SAYS(STATED_MONTHS_SHOW));
}

static const char *one_end(const struct vg_claim *c)
{
    return c->period.from != NULL ? c->period.from : c->period.to;
}

/* Reported before it happened: only an announcement or a guess may be. */
static void say_report_first(struct vg_rules *k, const struct vg_claim *c)
{
    struct vg_ids ids = {0};
    struct vg_date d, said;

    int inferred = c->period.n_inferred > 0;

    if (!vg_is_finding(c) || c->kind == VG_KIND_INSTRUCTION || c->kind == VG_KIND_ROOT_POINTER ||
        !vg_claim_period(c, &d) || d.open_from || c->n_links == 0 || c->links[0].date == NULL ||
        vg_edtf_readz(c->links[0].date, &said, NULL) != VG_OK || said.open_to ||
        said.last >= d.first)
        return;
    vg_ids_add(k, &ids, c);
    vg_rule_says(k, VG_CHECK_TIME_ORDER, inferred ? VG_CHECK_WARNING : VG_CHECK_ERROR, &ids,
                 VG_SAID(k->w, REPORTED_ASKS, vg_part_date(k->w, c->links[0].date),
                         vg_part_date(k->w, one_end(c))),
                 inferred ? VG_SAYS(REPORTED_EARLY_INFERRED) : VG_SAYS(REPORTED_EARLY),
                 VG_SAYS(TIMES_SHOW));
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
void vg_say_inferred(struct vg_rules *k, const struct vg_group *g)
{
    const struct vg_claim *const *c = g->c;
    size_t n = g->n;
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
    vg_rule_says(k, VG_CHECK_TIME_ORDER, VG_CHECK_NOTE, &ids, VG_SAYS(YEARS_ASKS),
                 shown > 0 ? VG_SAID(k->w, YEARS_FROM_PRINTED, vg_part_date(k->w, one_end(first)))
                           : VG_SAID(k->w, YEARS_INFERRED, vg_part_date(k->w, one_end(first))),
                 VG_SAYS(YEARS_SHOW));
}

/* The day an order was given: from a pointer that names the claim, else its first link. */
static int day_of_order(struct vg_rules *k, const struct vg_claim *c, struct vg_date *out,
                        struct vg_ids *ids)
{
    const struct vg_group *g = vg_rule_look(k, VG_PART_POINTER, vg_rule_key(k, "%" PRId64, c->id));

    for (size_t i = 0; g != NULL && i < g->n; i++)
        if (vg_claim_period(g->c[i], out)) {
            vg_ids_add(k, ids, g->c[i]);
            return 1;
        }
    return c->n_links > 0 && c->links[0].date != NULL &&
           vg_edtf_readz(c->links[0].date, out, NULL) == VG_OK;
}

static struct vg_part_words day_part(struct vg_rules *k, int64_t day)
{
    int y, m, d;

    vg_date_of(day, &y, &m, &d);
    return vg_part_date(k->w, vg_print(k->w, "%04d-%02d-%02d", y, m, d));
}

/* An instruction and the event that carries it out: tied by the number and unit of
 * what is to be done, in one source. */
static void say_order(struct vg_rules *k, const struct vg_claim *order,
                      const struct vg_claim *event)
{
    struct vg_ids ids = {0};
    struct vg_date told, done;
    int possible;

    if (!vg_claim_period(event, &done) || !day_of_order(k, order, &told, &ids))
        return;
    vg_ids_add(k, &ids, order);
    vg_ids_add(k, &ids, event);
    possible = told.first <= done.last;
    vg_rule_says(k, VG_CHECK_TIME_ORDER, possible ? VG_CHECK_HOLDS : VG_CHECK_ERROR, &ids,
                 VG_SAID(k->w, ORDER_ASKS, day_part(k, told.first),
                         vg_part_date(k->w, event->period.from != NULL ? event->period.from : ".."),
                         vg_part_date(k->w, event->period.to != NULL ? event->period.to : "..")),
                 possible ? VG_SAYS(ORDER_HOLDS) : VG_SAYS(ORDER_FAILS), VG_SAYS(TIMES_SHOW));
}

static const char *order_key(struct vg_rules *k, const struct vg_claim *c)
{
    return vg_rule_key(k, "%s|%" PRId64, c->quantity.unit, vg_printed_number(c));
}

void vg_say_orders(struct vg_rules *k, const struct vg_group *source)
{
    VG_SCOPED_GROUPS orders = vg_groups_new(VG_PICK_MOST);

    for (size_t i = 0; i < source->n; i++) {
        const struct vg_claim *c = source->c[i];

        if (c->kind == VG_KIND_INSTRUCTION && vg_printed_number(c) >= 0 && c->quantity.unit != NULL)
            vg_groups_add(&orders, order_key(k, c), c);
    }
    vg_groups_close(&orders);
    for (size_t i = 0; orders.n > 0 && i < source->n; i++) {
        const struct vg_claim *c = source->c[i];
        const struct vg_group *g =
            c->kind != VG_KIND_EVENT || vg_printed_number(c) < 0 || c->quantity.unit == NULL
                ? NULL
                : vg_groups_get(&orders, order_key(k, c));

        for (size_t j = 0; g != NULL && j < g->n; j++)
            say_order(k, g->c[j], c);
    }
}

/* A pointer stands under the claim whose root it tells of. */
void vg_keys_pointer(struct vg_rules *k, const struct vg_claim *c, struct vg_keys *out)
{
    const struct vg_claim *named =
        c->kind == VG_KIND_ROOT_POINTER ? vg_rule_named(k, c->subject) : NULL;

    if (named != NULL)
        vg_key_is(out, vg_rule_key(k, "%" PRId64, named->id));
}

void vg_say_dates_of(struct vg_rules *k, const struct vg_claim *c)
{
    say_length(k, c);
    say_stated_length(k, c);
    say_report_first(k, c);
}

static int is_one_of(const char *word, const char *const *list)
{
    for (size_t i = 0; word != NULL && list[i] != NULL; i++)
        if (strcmp(word, list[i]) == 0)
            return 1;
    return 0;
}

static int begins(const struct vg_claim *c)
{
    static const char *const words[] = {"opened", "launched", "set-up",  "established",
                                        "began",  "started",  "founded", NULL};

    return is_one_of(c->predicate, words);
}

static int ends(const struct vg_claim *c)
{
    static const char *const words[] = {"closed",    "ended",     "ceased",
                                        "shut-down", "dissolved", NULL};

    return is_one_of(c->predicate, words);
}

void vg_keys_life(struct vg_rules *k, const struct vg_claim *c, struct vg_keys *out)
{
    (void)k;
    if (c->subject != NULL && strchr(c->subject, ':') != NULL && vg_is_finding(c) &&
        (begins(c) || ends(c)))
        vg_key_is(out, c->subject);
}

/* Opening and closing of one thing: its first opening against its last closing, since a
 * thing may open again after it closed. */
void vg_say_life(struct vg_rules *k, const struct vg_group *g)
{
    const struct vg_claim *b = NULL, *e = NULL;
    struct vg_ids ids = {0};
    struct vg_date db = {0}, de = {0}, d;
    int possible;

    for (size_t i = 0; i < g->n; i++) {
        if (!vg_claim_period(g->c[i], &d))
            continue;
        if (begins(g->c[i]) && (b == NULL || d.first < db.first)) {
            b = g->c[i];
            db = d;
        }
        if (ends(g->c[i]) && (e == NULL || d.last > de.last)) {
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
                 VG_SAID(k->w, LIFE_ASKS, vg_rule_name(k, b->subject)),
                 possible ? VG_SAYS(ORDER_HOLDS) : VG_SAYS(LIFE_FAILS), VG_SAYS(TIMES_SHOW));
}
