/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Operations on numbers: counted, stated, added, beyond what is identified, by unit. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "ask/inside.h"
#include "base/buf.h"
#include "base/limits.h"
#include "base/table.h"
#include "claim/vocab.h"

enum { NOTES_MOST = 8, STATERS_MOST = 4 };

static const char *number(struct vg_asking *k, int64_t n)
{
    return vg_print(k->a, "%" PRId64, n);
}

/* -- count --------------------------------------------------------------------------------- */

/* Is anything asked for that vg_count() does not know itself? */
static int is_narrowed(const struct vg_filter *f)
{
    return f->kind.n + f->stance.n + f->family.n + f->speaker.n + f->about.n + f->standing.n +
                   f->hedge.n + f->source.n + f->root.n + f->claim.n >
               0 ||
           f->inferred || f->undated;
}

/*
 * What a count looks at: the view, or, where it is narrowed, a copy in which the other claims
 * assert nothing. They are not taken out, since one of them may replace one that is left.
 */
static const struct vg_view *counted_view(struct vg_asking *k)
{
    struct vg_filter f = k->ask->filter;
    struct vg_claim *claims;

    f.what.n = f.place.n = 0; /* those are vg_count()'s */
    if (!is_narrowed(&f))
        return k->v;
    if (k->narrowed != NULL)
        return k->narrowed;
    claims = VG_NEW_ARRAY(k->a, struct vg_claim, k->v->n_claims + 1);
    for (size_t i = 0; i < k->v->n_claims; i++) {
        claims[i] = k->v->claims[i];
        if (!vg_filter_fits(k->v, &f, &claims[i], 0))
            claims[i].stance = VG_ASKS;
    }
    k->narrowed = VG_NEW(k->a, struct vg_view);
    *k->narrowed = *k->v;
    k->narrowed->claims = claims;
    return k->narrowed;
}

static int asked_count(const struct vg_asking *k, struct vg_count_ask *ask, struct vg_err *err)
{
    const struct vg_ask *p = k->ask;

    if (p->filter.what.n > 1 || p->filter.place.n > 1)
        return vg_fail(err, VG_E_MISUSE, "%s: a count takes one; ask for each by itself",
                       p->filter.what.n > 1 ? "what" : "place");

    ask->unit = k->unit;
    ask->within = p->filter.place.n > 0 ? p->filter.place.p[0] : NULL;
    ask->as_of = k->in->as_of;
    ask->level = VG_PLACE_WORLD;
    if (p->by != NULL && strcmp(p->by, "agency") == 0)
        ask->by = VG_BY_AGENCY;
    else if (p->by != NULL && strcmp(p->by, "programme") == 0)
        ask->by = VG_BY_PROGRAMME;
    else if (p->by != NULL || p->at != NULL || ask->within != NULL)
        ask->by = VG_BY_PLACE;
    if (ask->by != VG_BY_PLACE)
        return VG_OK;
    ask->level = VG_PLACE_COUNTRY;
    if (p->at != NULL)
        return vg_place_level_read(p->at, &ask->level, err);
    if (ask->within != NULL) { /* a place is counted at its own level */
        const struct vg_place *place = vg_place_get(&k->v->places, ask->within);

        if (place != NULL && place->level > VG_PLACE_COUNTRY)
            ask->level = place->level;
    }
    return VG_OK;
}

static void add_beside(struct vg_asking *k, const struct vg_figure *f)
{
    for (size_t i = 0; i < f->n_beside; i++) {
        const struct vg_claim *c = vg_view_claim(k->v, f->beside[i]);
        struct vg_answer_row *r;

        if (c == NULL)
            continue;
        r = vg_row(k, "beside", c->n_places == 1 ? c->places[0] : NULL);
        r->name = vg_place_name_of(k, r->what);
        r->says = vg_claim_words(k, c);
        r->quantity = &c->quantity;
        vg_row_claim(k, r, c);
    }
    if (f->n_beside > 0)
        vg_note(k, &k->remarks, VG_A_BESIDE, f->beside, f->n_beside, NULL, NULL, NULL);
}

/* A root that every one of the claims names: then all of it is that root's word. */
static void say_one_root(struct vg_asking *k, const int64_t *claims, size_t n)
{
    const struct vg_claim *first = n == 0 ? NULL : vg_view_claim(k->v, claims[0]);

    for (size_t r = 0; first != NULL && r < first->n_roots; r++) {
        const struct vg_root *root = vg_view_root(k->v, first->roots[r]);
        size_t i = 1;

        while (i < n && vg_names_root(vg_view_claim(k->v, claims[i]), first->roots[r]))
            i++;
        if (i < n || root == NULL)
            continue;
        vg_note(k, &k->remarks, VG_A_ONE_ROOT, claims, n, vg_root_name_of(root), NULL, NULL);
        return;
    }
}

/* Who states the best value, and as of when. */
static void add_staters(struct vg_asking *k, const struct vg_figure *f)
{
    size_t n = 0;

    for (size_t i = 0; (f->has & VG_FIGURE_BEST) && i < f->n_claims && n < STATERS_MOST; i++) {
        const struct vg_claim *c = vg_view_claim(k->v, f->claims[i]);
        struct vg_answer_row *r;

        if (c == NULL || !(c->quantity.has & VG_HAS_VALUE) || c->quantity.value != f->best)
            continue;
        n++;
        r = vg_row(k, "stated", c->n_places > 0 ? c->places[0] : NULL);
        r->name = vg_said_first(c);
        r->says = vg_claim_words(k, c);
        r->from = c->period.from != NULL || c->n_links == 0 ? c->period.from : c->links[0].date;
        r->to = c->period.to != NULL || c->n_links == 0 ? c->period.to : c->links[0].date;
        r->quantity = &c->quantity;
        vg_row_claim(k, r, c);
    }
}

static void add_figure(struct vg_asking *k, const struct vg_figure *f)
{
    struct vg_answer_row *r = vg_row(k, "counted", f->place != NULL ? f->place : f->by);
    const char *name =
        f->place != NULL ? vg_place_name_of(k, f->place) : vg_entity_name_of(k, f->by);

    r->name = name != NULL || k->ask->at == NULL
                  ? name
                  : vg_asked_word(k, VG_A_UNPLACED, NULL, NULL, NULL);
    r->figure = f;
    r->says = f->definition;
    vg_row_claims(k, r, f->claims, f->n_claims);
    for (size_t i = 0; i < f->n_claims; i++)
        vg_ask_root_of(k, f->claims[i]);
    if (f->refusal != NULL)
        vg_note(k, &k->refusals, VG_A_NO_FIGURE, f->claims, f->n_claims,
                name != NULL ? name : f->unit, vg_asked_said(k, f->refusal_said, f->refusal), NULL);
    if (f->note != NULL)
        vg_note(k, &k->remarks, VG_A_FIGURE_NOTE, f->claims, f->n_claims,
                name != NULL ? name : f->unit, vg_asked_said(k, f->note_said, f->note), NULL);
    say_one_root(k, f->claims, f->n_claims);
    add_staters(k, f);
    add_beside(k, f);
}

static int count_at(struct vg_asking *k, enum vg_place_level level, const char *within,
                    struct vg_count *out, struct vg_err *err)
{
    struct vg_count_ask ask = {.unit = k->unit,
                               .within = within,
                               .level = level,
                               .by = VG_BY_PLACE,
                               .as_of = k->in->as_of};

    return vg_count(counted_view(k), k->g, &ask, k->a, out, err);
}

static int names_city(struct vg_asking *k, const struct vg_figure *f, const struct vg_place *city)
{
    for (size_t i = 0; i < f->n_claims; i++) {
        const struct vg_claim *c = vg_view_claim(k->v, f->claims[i]);

        if (c == NULL || c->passage == NULL || c->n_places != 1 ||
            strcmp(c->places[0], f->place) != 0)
            continue; /* only what speaks of the whole area can misname it */
        if (vg_text_holds(c->passage->quote, city->en) ||
            (city->zh != NULL && vg_text_holds(c->passage->quote, city->zh)))
            return 1;
    }
    return 0;
}

/* "Three in Toronto": how many of the metropolitan area lie outside the city that is named? */
static int say_outside(struct vg_asking *k, const struct vg_figure *metro, struct vg_err *err)
{
    struct vg_count cities = {0};
    int64_t placed = 0;
    int rc;

    if (!(metro->has & VG_FIGURE_LOW) || metro->place == NULL)
        return VG_OK;
    rc = count_at(k, VG_PLACE_CITY, metro->place, &cities, err);
    for (size_t i = 0; rc == VG_OK && i < cities.n; i++)
        placed += cities.rows[i].place != NULL ? cities.rows[i].low : 0;
    for (size_t i = 0; rc == VG_OK && placed == metro->low && i < cities.n; i++) {
        const struct vg_figure *f = &cities.rows[i];
        const struct vg_place *city =
            f->place == NULL ? NULL : vg_place_get(&k->v->places, f->place);

        if (city == NULL || f->low == placed || !names_city(k, metro, city))
            continue;
        vg_note(k, &k->remarks, VG_A_OUTSIDE_CITY, metro->claims, metro->n_claims,
                number(k, placed - f->low), number(k, placed), vg_place_name_of(k, f->place));
    }
    return rc;
}

int vg_ask_count(struct vg_asking *k, struct vg_err *err)
{
    struct vg_count_ask ask = {0};
    struct vg_count count = {0};
    int rc = asked_count(k, &ask, err);

    if (rc != VG_OK || k->unit == NULL)
        return rc;
    rc = vg_count(counted_view(k), k->g, &ask, k->a, &count, err);
    for (size_t i = 0; rc == VG_OK && i < count.n; i++) {
        const struct vg_figure *f = &count.rows[i];

        if (ask.within != NULL && f->place == NULL && ask.level <= VG_PLACE_COUNTRY)
            continue; /* what has no place at all is not inside this one */
        add_figure(k, f);
        if (ask.by == VG_BY_PLACE && ask.level == VG_PLACE_METRO)
            rc = say_outside(k, f, err);
    }
    return rc;
}

/* -- figures ------------------------------------------------------------------------------- */

static const char *bound_words(struct vg_asking *k, const struct vg_quantity *q)
{
    const char *op = vg_op_word(q->op);
    int zh = k->in->language != NULL && strncmp(k->in->language, "zh", 2) == 0;
    int64_t n = q->has & VG_HAS_VALUE ? q->value : q->has & VG_HAS_LOWER ? q->lower : q->upper;

    if (zh)
        return vg_quantity_part(q, k->a).zh;
    return q->has == 0 ? op : vg_print(k->a, "%s %" PRId64, op, n);
}

static void say_bounds(struct vg_asking *k, const struct vg_claim *c)
{
    const struct vg_quantity *q = &c->quantity;
    const char *id = vg_claim_id(k, c);

    if (q->op == VG_OP_NONE_FOUND)
        vg_note_one(k, &k->remarks, VG_A_NOT_ABSENCE, c, NULL, NULL, NULL);
    else if (q->has == VG_HAS_UPPER)
        vg_note_one(k, &k->remarks, VG_A_UPPER_ONLY, c, id, bound_words(k, q), NULL);
    else if (q->has == VG_HAS_LOWER)
        vg_note_one(k, &k->remarks, VG_A_LOWER_ONLY, c, id, bound_words(k, q), NULL);
    else if (q->op == VG_OP_ABOUT)
        vg_note_one(k, &k->remarks, VG_A_ABOUT, c, id, bound_words(k, q), NULL);
    if (c->period.n_inferred > 0 && c->period.from != NULL)
        vg_note_one(k, &k->remarks, VG_A_INFERRED, c, id, c->period.from, NULL);
    if (vg_is_guess_kind(c))
        vg_note_one(k, &k->remarks, VG_A_OPINION_ONLY, c, NULL, NULL, NULL);
    else if (q->op != VG_OP_NONE_FOUND && q->base == NULL && c->n_places == 0 &&
             c->period.from == NULL && c->period.to == NULL)
        vg_note_one(k, &k->remarks, VG_A_NO_BASE, c, id, NULL, NULL);
}

static void add_stated(struct vg_asking *k, const struct vg_claim *c)
{
    struct vg_answer_row *r = vg_row(k, "stated", c->n_places > 0 ? c->places[0] : NULL);

    r->name = c->n_places > 1 ? vg_print(k->a, "%s, …", vg_place_name_of(k, c->places[0]))
                              : vg_place_name_of(k, r->what);
    r->says = vg_claim_words(k, c);
    r->from = c->period.from;
    r->to = c->period.to;
    r->quantity = &c->quantity;
    vg_row_claim(k, r, c);
    say_bounds(k, c);
    if (!vg_is_guess_kind(c))
        vg_ask_root_of(k, c->id);
}

int vg_ask_figures(struct vg_asking *k, struct vg_err *err)
{
    const struct vg_claim *c;
    size_t at = 0, n = 0;

    (void)err;
    while ((c = vg_next_fit(k, 0, &at)) != NULL)
        if (c->quantity.op != VG_OP_NONE) {
            add_stated(k, c);
            n++;
        }
    /* what people noted is read where a few figures are asked for, not in a long table */
    for (at = 0; n <= NOTES_MOST && (c = vg_next_fit(k, 0, &at)) != NULL;)
        if (c->quantity.op != VG_OP_NONE && c->note != NULL)
            vg_note_one(k, &k->remarks, VG_A_NOTE_OF_PERSON, c, vg_claim_id(k, c), c->note, NULL);
    return VG_OK;
}

/* -- sum ----------------------------------------------------------------------------------- */

static int is_addend(const struct vg_claim *c)
{
    return c->quantity.has != 0 && c->stance == VG_ASSERTS && !vg_is_guess_kind(c) &&
           c->kind != VG_KIND_NEGATIVE_FINDING && c->kind != VG_KIND_DENIAL;
}

static void say_different(struct vg_asking *k, const struct vg_claim *x, const struct vg_claim *y)
{
    const int64_t both[] = {x->id, y->id};

    if (x->predicate != NULL && y->predicate != NULL && strcmp(x->predicate, y->predicate) != 0)
        vg_note(k, &k->remarks, VG_A_DIFFERENT_THINGS, both, 2, vg_claim_id(k, x),
                vg_claim_id(k, y),
                vg_print(k->a, "%s; %s", vg_claim_words(k, x), vg_claim_words(k, y)));
}

static int add_pair(struct vg_asking *k, int64_t x, int64_t y, struct vg_err *err)
{
    const int64_t both[] = {x, y};
    struct vg_figure *f = VG_NEW(k->a, struct vg_figure);
    struct vg_answer_row *r;
    int rc = vg_sum(k->v, k->g, both, 2, k->a, f, err);

    if (rc != VG_OK)
        return rc;
    r = vg_row(k, "pair", f->unit);
    r->name = vg_print(k->a, "c%" PRId64 " + c%" PRId64, x, y);
    r->says = f->refusal != NULL ? vg_asked_said(k, f->refusal_said, f->refusal)
                                 : vg_asked_word(k, VG_A_SUM_ALLOWED, NULL, NULL, NULL);
    r->figure = f;
    vg_row_claims(k, r, both, 2);
    if (f->refusal == NULL)
        return VG_OK;
    vg_note(k, &k->refusals, VG_A_NO_SUM, both, 2, vg_asked_said(k, f->refusal_said, f->refusal),
            NULL, NULL);
    say_different(k, vg_view_claim(k->v, x), vg_view_claim(k->v, y));
    return VG_OK;
}

int vg_ask_sum(struct vg_asking *k, struct vg_err *err)
{
    struct vg_ids ids = {0};
    struct vg_figure *all;
    const struct vg_claim *c;
    size_t at = 0;
    int rc = VG_OK;

    while ((c = vg_next_fit(k, 0, &at)) != NULL && ids.n < VG_MAX_SUM)
        if (is_addend(c) && (k->ask->filter.claim.n > 0 || c->quantity.unit == NULL ||
                             k->unit == NULL || strcmp(c->quantity.unit, k->unit) == 0))
            vg_ids_put(k->a, &ids, c->id);
    if (ids.n < 2) {
        vg_note(k, &k->missing, VG_A_ONE_FIGURE, ids.id, ids.n, number(k, (int64_t)ids.n), NULL,
                NULL);
        return VG_OK;
    }
    for (size_t x = 0; rc == VG_OK && ids.n * ids.n / 2 <= VG_MAX_PAIRS && x < ids.n; x++)
        for (size_t y = x + 1; rc == VG_OK && y < ids.n; y++)
            rc = add_pair(k, ids.id[x], ids.id[y], err);
    if (rc != VG_OK || ids.n == 2)
        return rc;
    all = VG_NEW(k->a, struct vg_figure);
    rc = vg_sum(k->v, k->g, ids.id, ids.n, k->a, all, err);
    if (rc == VG_OK) {
        struct vg_answer_row *r = vg_row(k, "counted", all->unit);

        r->figure = all;
        r->says = vg_asked_said(k, all->refusal_said, all->refusal);
        vg_row_claims(k, r, ids.id, ids.n);
        if (all->refusal != NULL)
            vg_note(k, &k->refusals, VG_A_NO_SUM, ids.id, ids.n, r->says, NULL, NULL);
    }
    return rc;
}

/* -- beyond -------------------------------------------------------------------------------- */

static int says_further(const struct vg_claim *c)
{
    static const char *const words[] = {"further", "other",        "others",       "additional",
                                        "another", "undiscovered", "unidentified", "remaining",
                                        "其他",    "另有",         "尚未",         NULL};

    return vg_any_word(c->subject, words) || vg_any_word(c->object, words) ||
           vg_any_word(c->predicate, words);
}

/* What is identified inside a place, in claims that state it. */
static int64_t identified_in(struct vg_asking *k, const char *place, struct vg_figure *out,
                             struct vg_err *err)
{
    const struct vg_place *p = vg_place_get(&k->v->places, place);
    struct vg_count count = {0};

    if (p == NULL || p->level < VG_PLACE_COUNTRY ||
        count_at(k, p->level, place, &count, err) != VG_OK)
        return 0;
    for (size_t i = 0; i < count.n; i++)
        if (count.rows[i].place != NULL && strcmp(count.rows[i].place, place) == 0) {
            *out = count.rows[i];
            return out->has & VG_FIGURE_LOW ? out->low : 0;
        }
    return 0;
}

static void add_guess(struct vg_asking *k, const struct vg_claim *c, int64_t identified)
{
    struct vg_interval in = vg_quantity_interval(&c->quantity);
    struct vg_answer_row *r = vg_row(k, "further", c->places[0]);
    int64_t more;

    r->name = vg_place_name_of(k, r->what);
    r->quantity = &c->quantity;
    r->says = vg_claim_words(k, c);
    vg_row_claim(k, r, c);
    if (in.open_low)
        return;
    /* a number above what is identified is of all of them; else it is of the others, if it says so
     */
    more = in.low > identified ? in.low - identified : says_further(c) ? in.low : 0;
    if (more > 0)
        vg_note_one(k, &k->remarks, VG_A_AT_LEAST_MORE, c, vg_claim_id(k, c), number(k, more),
                    number(k, identified));
}

int vg_ask_beyond(struct vg_asking *k, struct vg_err *err)
{
    struct vg_table seen = VG_TABLE(k->a);
    const struct vg_claim *c;
    size_t at = 0;

    while (k->unit != NULL && (c = vg_next_fit(k, VG_LOOSE_WHAT, &at)) != NULL) {
        struct vg_figure *f;
        int64_t identified;

        if (!vg_is_guess_kind(c) || c->quantity.unit == NULL || c->n_places == 0 ||
            strcmp(c->quantity.unit, k->unit) != 0 || c->quantity.has == 0)
            continue;
        f = VG_NEW(k->a, struct vg_figure);
        identified = identified_in(k, c->places[0], f, err);
        if (identified > 0 && vg_table_add(&seen, vg_str(c->places[0]), 1, NULL)) {
            struct vg_answer_row *r = vg_row(k, "identified", c->places[0]);

            r->name = vg_place_name_of(k, r->what);
            r->figure = f;
            vg_row_claims(k, r, f->claims, f->n_claims);
        }
        add_guess(k, c, identified);
        vg_note_one(k, &k->remarks, VG_A_OPINION_ONLY, c, NULL, NULL, NULL);
    }
    return VG_OK;
}

/* -- units --------------------------------------------------------------------------------- */

struct unit_use {
    const char *unit;
    int64_t number;
    const struct vg_claim *c;
};

static int by_unit_number(const void *x, const void *y)
{
    const struct unit_use *a = x, *b = y;
    int order = strcmp(a->unit, b->unit);

    if (order != 0)
        return order;
    if (a->number != b->number)
        return a->number > b->number ? -1 : 1;
    return (a->c->id > b->c->id) - (a->c->id < b->c->id);
}

static int by_number_unit(const void *x, const void *y)
{
    const struct unit_use *a = x, *b = y;

    if (a->number != b->number)
        return a->number < b->number ? -1 : 1;
    return by_unit_number(x, y);
}

/* The printed number, whatever the op does to it; -1: none. */
static int64_t printed(const struct vg_quantity *q)
{
    return q->has & VG_HAS_VALUE   ? q->value
           : q->has & VG_HAS_LOWER ? q->lower
           : q->has & VG_HAS_UPPER ? q->upper
                                   : -1;
}

static void add_unit(struct vg_asking *k, const struct unit_use *u, size_t n)
{
    struct vg_answer_row *r = vg_row(k, "unit", u[0].unit);
    VG_SCOPED_BUF b = {0};
    int64_t last = -2;

    for (size_t i = 0; i < n; i++) {
        vg_row_claim(k, r, u[i].c);
        if (u[i].number == last)
            continue;
        last = u[i].number;
        vg_puts(&b, b.len == 0 ? "" : ", ");
        if (last < 0)
            vg_puts(&b, "none found");
        else
            vg_putf(&b, "%" PRId64, last);
    }
    r->name = vg_term_label("unit", u[0].unit, k->in->language);
    r->says = vg_copy(k->a, b.p, b.len);
}

/* One number with several units is where the eye goes wrong. */
static void say_shared(struct vg_asking *k, struct unit_use *list, size_t n)
{
    qsort(list, n, sizeof *list, by_number_unit);
    for (size_t from = 0, to; from < n; from = to) {
        VG_SCOPED_BUF b = {0};
        struct vg_ids ids = {0};
        size_t units = 0;

        for (to = from; to < n && list[to].number == list[from].number; to++) {
            vg_ids_put(k->a, &ids, list[to].c->id);
            if (to > from && strcmp(list[to].unit, list[to - 1].unit) == 0)
                continue;
            vg_putf(&b, "%s%s", units++ == 0 ? "" : ", ", list[to].unit);
        }
        if (units > 1 && list[from].number >= 0)
            vg_note(k, &k->remarks, VG_A_SEVERAL_UNITS, ids.id, ids.n, number(k, list[from].number),
                    b.p, NULL);
    }
}

int vg_ask_units(struct vg_asking *k, struct vg_err *err)
{
    struct unit_use *list = NULL;
    const struct vg_claim *c;
    size_t at = 0, n = 0, room = 0;

    (void)err;
    while ((c = vg_next_fit(k, 0, &at)) != NULL) {
        if (c->quantity.op == VG_OP_NONE || c->quantity.unit == NULL)
            continue;
        list = vg_grow(k->a, list, n, &room);
        list[n++] = (struct unit_use){c->quantity.unit, printed(&c->quantity), c};
    }
    if (n == 0)
        return VG_OK;
    qsort(list, n, sizeof *list, by_unit_number);
    for (size_t from = 0, to; from < n; from = to) {
        for (to = from + 1; to < n && strcmp(list[to].unit, list[from].unit) == 0;)
            to++;
        add_unit(k, list + from, to - from);
    }
    vg_note(k, &k->remarks, VG_A_UNITS_APART, NULL, 0, NULL, NULL, NULL);
    say_shared(k, list, n);
    return VG_OK;
}
