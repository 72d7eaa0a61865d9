/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Adding official totals. Most sums that suggest themselves are wrong: the
 * periods overlap, the units differ, a release replaces the one before. So the
 * usual result is a refusal that names two claims and what they share; a number
 * comes out only when nothing speaks against it.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/order.h"
#include "claim/period.h"
#include "claim/vocab.h"
#include "count/sum.h"

struct part {
    const struct vg_claim *c;
    struct vg_date period;
};

static int64_t part_id(const void *p)
{
    return ((const struct part *)p)->c->id;
}

static int by_period(const void *a, const void *b)
{
    const struct part *x = a, *y = b;

    if (x->period.first != y->period.first)
        return x->period.first < y->period.first ? -1 : 1;
    return (part_id(a) > part_id(b)) - (part_id(a) < part_id(b));
}

/* What a figure is refused for; NULL: nothing. */
static void refuse_for(struct vg_figure *f, const struct vg_said *why, struct vg_arena *a)
{
    f->refusal_said = why;
    f->refusal = vg_said_text(a, why, "en");
}

/* Does it say how many there were at a time, and not how much was done in one? What
 * exists, and things that last from one day to the next, are counted again and again. */
static int is_stock(const struct vg_claim *c)
{
    static const char *const lasting[] = {"station",      "site",    "centre",
                                          "office",       "agency",  "police-service",
                                          "organisation", "country", "country-or-region",
                                          "province",     "state",   "county",
                                          "district",     "city",    "account",
                                          "device",       "campaign"};
    enum vg_family family = vg_claim_family(c);

    if (family == VG_FAMILY_EXISTENCE)
        return 1;
    if (family == VG_FAMILY_FUNCTION || family == VG_FAMILY_EFFECT || c->quantity.unit == NULL)
        return 0;
    for (size_t i = 0; i < sizeof lasting / sizeof *lasting; i++)
        if (strcmp(lasting[i], c->quantity.unit) == 0)
            return 1;
    return 0;
}

/* The claims, one by one: each must be a number that somebody asserts and we accepted. */
static const struct vg_said *refuse_one(const struct vg_claim *c, int stands, struct vg_arena *a)
{
    struct vg_part_words id = vg_part_id(a, 'c', c->id);

    if (!stands)
        return VG_SAID(a, SUM_NOT_ACCEPTED, id);
    if (c->stance != VG_ASSERTS || c->kind == VG_KIND_OPINION || c->kind == VG_KIND_FORECAST ||
        c->kind == VG_KIND_NEGATIVE_FINDING || c->kind == VG_KIND_DENIAL)
        return VG_SAID(a, SUM_NOT_ASSERTED, id,
                       vg_part_term(a, "claim-kind", vg_claim_kind_word(c->kind)),
                       vg_part_term(a, "stance", vg_stance_word(c->stance)));
    if (c->quantity.has == 0)
        return VG_SAID(a, SUM_NO_NUMBER, id);
    if (vg_same_text(c->quantity.unit, "percent"))
        return VG_SAID(a, SUM_IS_SHARE, id);
    return NULL;
}

/* -- what speaks against a pair ---------------------------------------------------------- */

enum { REASONS = 8 }; /* as many as refuse_pair() can find */

struct pairing {
    const struct vg_view *v;
    const struct vg_claim *x, *y; /* x has the lower id */
    struct vg_part_words why[REASONS];
    size_t n;
    const struct vg_said *shared;
    struct vg_arena *a;
};

static void because(struct pairing *p, const struct vg_said *what)
{
    if (p->n < REASONS)
        p->why[p->n++] = vg_part_said(p->a, what);
}

static struct vg_part_words or_none(struct pairing *p, struct vg_part_words words)
{
    return words.en != NULL ? words : vg_part_said(p->a, VG_SAYS(NOT_STATED));
}

static void field_differs(struct pairing *p, enum vg_wording field, struct vg_part_words x,
                          struct vg_part_words y)
{
    if (!vg_same_text(x.en, y.en))
        because(p, VG_SAID(p->a, SUM_DIFFERS, vg_part_said(p->a, vg_said_plain(field)),
                           or_none(p, x), or_none(p, y)));
}

static struct vg_part_words unit_of(struct pairing *p, const struct vg_claim *c)
{
    return vg_part_term(p->a, "unit", c->quantity.unit);
}

static struct vg_part_words programme_of(const struct pairing *p, const struct vg_claim *c)
{
    const char *id = vg_claim_programme(c);
    const struct vg_entity *e = id == NULL ? NULL : vg_view_entity(p->v, id);

    return (struct vg_part_words){id, e == NULL ? NULL : e->zh};
}

const char *vg_claim_programme(const struct vg_claim *c)
{
    if (c->subject != NULL && strncmp(c->subject, "prog:", 5) == 0)
        return c->subject;
    return c->object != NULL && strncmp(c->object, "prog:", 5) == 0 ? c->object : NULL;
}

static struct vg_part_words places_of(struct pairing *p, const struct vg_claim *c)
{
    VG_SCOPED_BUF en = {0};
    VG_SCOPED_BUF zh = {0};

    for (size_t i = 0; i < c->n_places; i++) {
        const struct vg_place *place = vg_place_get(&p->v->places, c->places[i]);

        vg_putf(&en, "%s%s", i > 0 ? " " : "", c->places[i]);
        vg_putf(&zh, "%s%s", i > 0 ? "、" : "",
                place != NULL && place->zh != NULL ? place->zh : c->places[i]);
    }
    if (en.len == 0)
        return vg_part(NULL);
    return (struct vg_part_words){vg_copy(p->a, en.p, en.len), vg_copy(p->a, zh.p, zh.len)};
}

static const char *first_speaker(const struct vg_claim *c)
{
    return c->n_links > 0 ? c->links[0].speaker : NULL;
}

/* Days that both are about; counted from one day on by one speaker, the later release
 * has the earlier in it. */
static void days_are_shared(struct pairing *p)
{
    struct vg_date x, y;

    if (!vg_claim_period(p->x, &x) || !vg_claim_period(p->y, &y) || x.first > y.last ||
        y.first > x.last)
        return;
    p->shared = vg_period_shared(&x, &y, p->a);
    because(p, VG_SAID(p->a, SUM_IN_BOTH,
                       vg_part_said(p->a, p->shared != NULL ? p->shared : VG_SAYS(PERIOD_OPEN))));
    if (x.first == y.first && x.last != y.last && first_speaker(p->x) != NULL &&
        vg_same_text(first_speaker(p->x), first_speaker(p->y)))
        because(p, VG_SAYS(SUM_CUMULATIVE));
}

/* All that speaks against adding the two, in one sentence; it is known that something does. */
static const struct vg_said *refuse_pair(const struct vg_view *v, const struct vg_claim *x,
                                         const struct vg_claim *y, struct vg_arena *a,
                                         struct vg_figure *f)
{
    struct pairing p = {.v = v, .x = x->id < y->id ? x : y, .y = x->id < y->id ? y : x, .a = a};

    field_differs(&p, VG_S_SUM_THE_UNIT, unit_of(&p, p.x), unit_of(&p, p.y));
    field_differs(&p, VG_S_SUM_THE_DEFINITION, vg_part(p.x->quantity.definition),
                  vg_part(p.y->quantity.definition));
    field_differs(&p, VG_S_SUM_THE_PROGRAMME, programme_of(&p, p.x), programme_of(&p, p.y));
    field_differs(&p, VG_S_SUM_WHAT_IS_COUNTED, vg_part(p.x->predicate), vg_part(p.y->predicate));
    field_differs(&p, VG_S_SUM_THE_PLACE, places_of(&p, p.x), places_of(&p, p.y));
    if (is_stock(p.x) && is_stock(p.y))
        because(&p, VG_SAYS(SUM_STOCK));
    days_are_shared(&p);
    f->pair[0] = p.x->id;
    f->pair[1] = p.y->id;
    f->shared = vg_said_text(a, p.shared, "en");
    return VG_SAID(a, SUM_MUST_NOT, vg_part_id(a, 'c', p.x->id), vg_part_id(a, 'c', p.y->id),
                   vg_part_list(a, VG_S_LIST_SEMICOLON, p.why, p.n));
}

static int agree(const struct vg_claim *x, const struct vg_claim *y)
{
    if ((is_stock(x) && is_stock(y)) || !vg_same_text(x->quantity.unit, y->quantity.unit) ||
        !vg_same_text(x->quantity.definition, y->quantity.definition) ||
        !vg_same_text(vg_claim_programme(x), vg_claim_programme(y)) ||
        !vg_same_text(x->predicate, y->predicate) || x->n_places != y->n_places)
        return 0;
    for (size_t i = 0; i < x->n_places; i++)
        if (strcmp(x->places[i], y->places[i]) != 0)
            return 0;
    return 1;
}

/* Parts in order of their first day: one that begins before an earlier one ended overlaps. */
static const struct vg_said *refuse_overlap(const struct vg_view *v, const struct part *parts,
                                            size_t n, struct vg_arena *a, struct vg_figure *f)
{
    size_t reach = 0; /* the part that ends last so far */

    for (size_t i = 1; i < n; i++) {
        if (parts[i].period.first <= parts[reach].period.last)
            return refuse_pair(v, parts[reach].c, parts[i].c, a, f);
        reach = i;
    }
    return NULL;
}

static const struct vg_said *refuse(const struct vg_view *v, const unsigned char *stands,
                                    struct part *parts, size_t n, struct vg_arena *a,
                                    struct vg_figure *f)
{
    const struct vg_said *why = NULL;

    for (size_t i = 0; why == NULL && i < n; i++)
        why = refuse_one(parts[i].c, stands[parts[i].c - v->claims], a);
    for (size_t i = 1; why == NULL && i < n; i++)
        if (!agree(parts[0].c, parts[i].c))
            why = refuse_pair(v, parts[0].c, parts[i].c, a, f);
    for (size_t i = 0; why == NULL && i < n; i++)
        if (!vg_claim_period(parts[i].c, &parts[i].period))
            why = VG_SAID(a, SUM_NO_PERIOD, vg_part_id(a, 'c', parts[i].c->id));
    if (why != NULL)
        return why;
    qsort(parts, n, sizeof *parts, by_period);
    return refuse_overlap(v, parts, n, a, f);
}

/* The sums of the ends that every part has. A number is at most VG_MAX_NUMBER, so
 * VG_MAX_SUM of them fit 64 bits. */
static void add(const struct part *parts, size_t n, struct vg_figure *f)
{
    f->has = VG_FIGURE_LOW | VG_FIGURE_BEST | VG_FIGURE_HIGH;
    for (size_t i = 0; i < n; i++) {
        const struct vg_quantity *q = &parts[i].c->quantity;
        struct vg_interval in = vg_quantity_interval(q);

        if (in.open_low)
            f->has &= ~(unsigned)VG_FIGURE_LOW;
        if (in.open_high)
            f->has &= ~(unsigned)VG_FIGURE_HIGH;
        if (!(q->has & VG_HAS_VALUE) || q->scale != 0)
            f->has &= ~(unsigned)VG_FIGURE_BEST;
        f->low += in.low;
        f->high += in.high;
        f->best += q->value;
    }
    f->low = f->has & VG_FIGURE_LOW ? f->low : 0;
    f->high = f->has & VG_FIGURE_HIGH ? f->high : 0;
    f->best = f->has & VG_FIGURE_BEST ? f->best : 0;
}

static const char *latest_said(const struct vg_view *v, const struct part *parts, size_t n,
                               struct vg_arena *a)
{
    const struct vg_claim *latest = parts[0].c;

    for (size_t i = 1; i < n; i++)
        if (vg_claim_said(v, parts[i].c) > vg_claim_said(v, latest))
            latest = parts[i].c;
    return vg_claim_said_text(v, latest, a);
}

static int claims_of(const struct vg_view *v, const int64_t *claims, size_t n, struct part *parts,
                     struct vg_err *err)
{
    for (size_t i = 0; i < n; i++) {
        parts[i].c = vg_view_claim(v, claims[i]);
        if (parts[i].c != NULL && (i == 0 || claims[i] != claims[i - 1]))
            continue;
        return vg_fail(err, VG_E_MISUSE, "c%" PRId64 ": %s", claims[i],
                       parts[i].c == NULL ? "there is no such claim" : "named twice");
    }
    return VG_OK;
}

int vg_sum_of(const struct vg_view *v, const struct vg_root_graph *g, const unsigned char *stands,
              const int64_t *claims, size_t n, struct vg_arena *a, struct vg_figure *out,
              struct vg_err *err)
{
    struct part *parts = VG_NEW_ARRAY(a, struct part, n + 1);
    int64_t *ids = VG_NEW_ARRAY(a, int64_t, n + 1);
    struct vg_figure f = {.method = "counted", .n_claims = n};
    struct vg_root_count roots;
    int rc;

    if (n == 0 || n > VG_MAX_SUM)
        return vg_fail(err, VG_E_MISUSE, "a sum needs 1 to %d claims, not %zu", VG_MAX_SUM, n);
    memcpy(ids, claims, n * sizeof *ids);
    qsort(ids, n, sizeof *ids, vg_i64_order);
    rc = claims_of(v, ids, n, parts, err);
    if (rc != VG_OK)
        return rc;
    f.claims = ids;
    f.unit = parts[0].c->quantity.unit;
    f.definition = parts[0].c->quantity.definition;
    f.as_of = latest_said(v, parts, n, a);
    refuse_for(&f, refuse(v, stands, parts, n, a, &f), a);
    if (f.refusal == NULL) {
        add(parts, n, &f);
        f.period_from = parts[0].c->period.from;
        f.period_to = parts[n - 1].c->period.to;
        if (f.has == 0)
            refuse_for(&f, VG_SAYS(SUM_NO_END), a);
    }
    vg_root_count(g, a, ids, n, 0, &roots);
    f.roots_named = roots.named;
    f.roots_read = roots.read;
    *out = f;
    return VG_OK;
}

int vg_sum(const struct vg_view *v, const struct vg_root_graph *g, const int64_t *claims, size_t n,
           struct vg_arena *a, struct vg_figure *out, struct vg_err *err)
{
    VG_SCOPED_ARENA work = {0};

    return vg_sum_of(v, g, vg_view_standing(v, VG_DAYS_MAX, &work), claims, n, a, out, err);
}
