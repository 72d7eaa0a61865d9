/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Totals over time. Claims are put into series by a hash of what makes two totals
 * comparable, then sorted by period; equal neighbours are one row. Whether the rows
 * may be added is vg_sum()'s to say, and mostly they may not.
 */
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/order.h"
#include "base/table.h"
#include "claim/period.h"
#include "count/sum.h"

struct total {
    const struct vg_claim *c;
    struct vg_date period;
};

struct series {
    struct vg_series s;
    struct total *t;
    size_t n, room;
};

struct listing {
    const struct vg_view *v;
    const struct vg_root_graph *g;
    const struct vg_count_ask *ask;
    const unsigned char *stands;
    struct vg_arena *a, *w;
    struct vg_table by_key;
    struct vg_buf key;
    struct series *list;
    size_t n, room;
};

static int is_inside(const struct listing *l, const struct vg_claim *c)
{
    for (size_t i = 0; l->ask->within != NULL && i < c->n_places; i++)
        if (!vg_place_within(&l->v->places, c->places[i], l->ask->within))
            return 0;
    return l->ask->within == NULL || strcmp(l->ask->within, "world") == 0 || c->n_places > 0;
}

static int is_total(const struct listing *l, const struct vg_claim *c)
{
    struct vg_date period;

    return c->stance == VG_ASSERTS && (c->kind == VG_KIND_QUANTITY || c->kind == VG_KIND_EVENT) &&
           c->quantity.has != 0 && c->quantity.op != VG_OP_NONE_FOUND && c->quantity.unit != NULL &&
           (l->ask->unit == NULL || vg_same_text(c->quantity.unit, l->ask->unit)) &&
           (l->ask->definition == NULL ||
            vg_same_text(c->quantity.definition, l->ask->definition)) &&
           is_inside(l, c) && vg_claim_period(c, &period);
}

static void put_part(struct vg_buf *b, const char *text)
{
    if (text != NULL)
        vg_puts(b, text);
    vg_putc(b, '\n');
}

static struct series *series_of(struct listing *l, const struct vg_claim *c)
{
    int64_t at = (int64_t)l->n;
    struct series *s;

    vg_buf_clear(&l->key);
    put_part(&l->key, c->quantity.unit);
    put_part(&l->key, c->quantity.definition);
    put_part(&l->key, vg_claim_programme(c));
    put_part(&l->key, c->predicate);
    for (size_t i = 0; i < c->n_places; i++)
        put_part(&l->key, c->places[i]);
    if (!vg_table_add(&l->by_key, vg_buf_str(&l->key), at, &at))
        return &l->list[at];
    l->list = vg_grow(l->w, l->list, l->n, &l->room);
    s = &l->list[l->n++];
    *s = (struct series){.s = {.unit = c->quantity.unit,
                               .definition = c->quantity.definition,
                               .programme = vg_claim_programme(c),
                               .predicate = c->predicate,
                               .places = c->places,
                               .n_places = c->n_places}};
    return s;
}

static void put(struct listing *l, const struct vg_claim *c)
{
    struct series *s = series_of(l, c);

    s->t = vg_grow(l->w, s->t, s->n, &s->room);
    s->t[s->n].c = c;
    (void)vg_claim_period(c, &s->t[s->n++].period);
}

static int64_t order_of(int64_t x, int64_t y)
{
    return (x > y) - (x < y);
}

/* By period, then number, then claim. */
static int total_order(const void *a, const void *b)
{
    const struct total *x = a, *y = b;
    const struct vg_quantity *p = &x->c->quantity, *q = &y->c->quantity;
    const int64_t orders[] = {
        order_of(x->period.first, y->period.first),
        order_of(x->period.last, y->period.last),
        order_of(p->op, q->op),
        order_of(p->value, q->value),
        order_of(p->lower, q->lower),
        order_of(p->upper, q->upper),
        order_of(p->scale, q->scale),
        order_of(x->c->id, y->c->id),
    };

    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++)
        if (orders[i] != 0)
            return (int)orders[i];
    return 0;
}

static int says_the_same(const struct total *x, const struct total *y)
{
    const struct vg_quantity *p = &x->c->quantity, *q = &y->c->quantity;

    return x->period.first == y->period.first && x->period.last == y->period.last &&
           p->op == q->op && p->value == q->value && p->lower == q->lower && p->upper == q->upper &&
           p->scale == q->scale;
}

/* Totals in order; equal neighbours become one row. */
static void make_rows(struct listing *l, struct series *s)
{
    struct vg_series_row *rows = VG_NEW_ARRAY(l->a, struct vg_series_row, s->n + 1);
    int64_t *ids = VG_NEW_ARRAY(l->a, int64_t, s->n + 1);
    size_t n = 0;

    qsort(s->t, s->n, sizeof *s->t, total_order);
    for (size_t i = 0; i < s->n; i++) {
        ids[i] = s->t[i].c->id;
        if (i == 0 || !says_the_same(&s->t[i], &s->t[i - 1]))
            rows[n++] = (struct vg_series_row){.claim = s->t[i].c, .claims = &ids[i]};
        rows[n - 1].n_claims++;
    }
    s->s.rows = rows;
    s->s.n = n;
}

static int add_up(struct listing *l, struct series *s, struct vg_err *err)
{
    int64_t *ids;

    make_rows(l, s);
    if (s->s.n < 2)
        return VG_OK;
    ids = VG_NEW_ARRAY(l->a, int64_t, s->s.n);
    for (size_t i = 0; i < s->s.n; i++)
        ids[i] = s->s.rows[i].claim->id;
    if (s->s.n <= VG_MAX_SUM)
        return vg_sum_of(l->v, l->g, l->stands, ids, s->s.n, l->a, &s->s.sum, err);
    s->s.sum = (struct vg_figure){.unit = s->s.unit,
                                  .claims = ids,
                                  .n_claims = s->s.n,
                                  .method = "counted",
                                  .refusal = vg_said_text(l->a, VG_SAYS(SUM_TOO_MANY_TOTALS), "en"),
                                  .refusal_said = VG_SAYS(SUM_TOO_MANY_TOTALS)};
    return VG_OK;
}

static int text_order(const char *a, const char *b)
{
    if (a == NULL || b == NULL)
        return (a != NULL) - (b != NULL);
    return strcmp(a, b);
}

static int series_order(const void *a, const void *b)
{
    const struct vg_series *x = a, *y = b;
    int order = text_order(x->unit, y->unit);

    if (order == 0)
        order = text_order(x->definition, y->definition);
    if (order == 0)
        order = text_order(x->programme, y->programme);
    if (order == 0)
        order = text_order(x->predicate, y->predicate);
    for (size_t i = 0; order == 0 && (i < x->n_places || i < y->n_places); i++)
        order = text_order(i < x->n_places ? x->places[i] : NULL,
                           i < y->n_places ? y->places[i] : NULL);
    return order;
}

static int read_ask(const struct vg_view *v, const struct vg_count_ask *ask, int64_t *as_of,
                    struct vg_err *err)
{
    struct vg_date d = {.last = VG_DAYS_MAX};

    if (ask->within != NULL && strcmp(ask->within, "world") != 0 &&
        vg_place_get(&v->places, ask->within) == NULL)
        return vg_fail(err, VG_E_MISUSE, "%s is no known place", ask->within);
    if (ask->as_of != NULL && vg_edtf_readz(ask->as_of, &d, err) != VG_OK)
        return vg_within(err, VG_E_MISUSE, "as of");
    *as_of = d.last;
    return VG_OK;
}

int vg_series_list(const struct vg_view *v, const struct vg_root_graph *g,
                   const struct vg_count_ask *ask, struct vg_arena *a, struct vg_series **out,
                   size_t *n, struct vg_err *err)
{
    VG_SCOPED_ARENA work = {0};
    struct listing l = {.v = v, .g = g, .ask = ask, .a = a, .w = &work};
    int64_t as_of = VG_DAYS_MAX;
    int rc = read_ask(v, ask, &as_of, err);

    if (rc != VG_OK)
        return rc;
    l.by_key = VG_TABLE(&work);
    l.stands = vg_view_standing(v, as_of, &work);
    for (size_t i = 0; i < v->n_claims; i++)
        if (l.stands[i] && is_total(&l, &v->claims[i]))
            put(&l, &v->claims[i]);
    vg_buf_end(&l.key);
    *out = VG_NEW_ARRAY(a, struct vg_series, l.n + 1);
    for (size_t i = 0; rc == VG_OK && i < l.n; i++) {
        rc = add_up(&l, &l.list[i], err);
        (*out)[i] = l.list[i].s;
    }
    *n = l.n;
    qsort(*out, l.n, sizeof **out, series_order);
    return rc;
}
