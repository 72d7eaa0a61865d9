/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * A figure looked at from its claims. The ends are read off the figure, so that this cannot
 * come to another count than the one that was printed.
 */
#include "count/role.h"

#include <stdlib.h>
#include <string.h>

#include "base/edtf.h"
#include "base/order.h"
#include "base/table.h"

/* -- in it ---------------------------------------------------------------------------- */

/* Stated for the place of the figure itself, not for one inside it. */
static int is_exact(const struct vg_figure *f, const struct vg_claim *c)
{
    if (f->place == NULL)
        return 1;
    if (c->n_places == 0)
        return strcmp(f->place, "world") == 0;
    return c->n_places == 1 && strcmp(c->places[0], f->place) == 0;
}

/* The ends that count: of the figure, or of its claims where it was refused. */
struct ends {
    int64_t low, high;
    int has_low, has_high;
};

static struct ends ends_of(const struct vg_view *v, const struct vg_figure *f)
{
    struct ends e = {f->low, f->high, (f->has & VG_FIGURE_LOW) != 0,
                     (f->has & VG_FIGURE_HIGH) != 0};

    for (size_t i = 0; f->refusal != NULL && i < f->n_claims; i++) {
        const struct vg_claim *c = vg_view_claim(v, f->claims[i]);
        struct vg_interval in;

        if (c == NULL)
            continue;
        in = vg_quantity_interval(&c->quantity);
        if (!in.open_low && (!e.has_low || in.low > e.low)) {
            e.low = in.low;
            e.has_low = 1;
        }
        if (!in.open_high && is_exact(f, c) && (!e.has_high || in.high > e.high)) {
            e.high = in.high;
            e.has_high = 1;
        }
    }
    return e;
}

static unsigned role_of(const struct vg_view *v, const struct vg_figure *f, const struct ends *e,
                        const struct vg_claim *c)
{
    struct vg_interval in = vg_quantity_interval(&c->quantity);
    const struct vg_quantity *q = &c->quantity;
    unsigned role = 0;

    if (vg_claim_family(c) == VG_FAMILY_EXISTENCE && vg_is_presence(v, c->subject))
        role |= VG_ROLE_ONE_BY_ONE;
    if (e->has_low && !in.open_low && in.low == e->low)
        role |= VG_ROLE_LOW;
    if (e->has_high && !in.open_high && in.high == e->high && is_exact(f, c))
        role |= VG_ROLE_HIGH;
    if ((f->has & VG_FIGURE_BEST) && (q->has & VG_HAS_VALUE) && q->scale == 0 &&
        q->value == f->best && is_exact(f, c))
        role |= VG_ROLE_BEST;
    return role;
}

unsigned *vg_figure_roles(const struct vg_view *v, const struct vg_figure *f, struct vg_arena *a)
{
    unsigned *roles = VG_NEW_ARRAY(a, unsigned, f->n_claims + 1);
    struct ends e = ends_of(v, f);

    for (size_t i = 0; i < f->n_claims; i++) {
        const struct vg_claim *c = vg_view_claim(v, f->claims[i]);

        roles[i] = c == NULL ? 0 : role_of(v, f, &e, c);
    }
    return roles;
}

/* -- left out --------------------------------------------------------------------------- */

static int has_id(const int64_t *list, size_t n, int64_t id)
{
    return n > 0 && bsearch(&id, list, n, sizeof *list, vg_i64_order) != NULL;
}

/* Is it about the place, about something inside it, or about what contains it? */
enum near { AWAY, INSIDE, AROUND };

static enum near near_of(const struct vg_view *v, const struct vg_figure *f,
                         const struct vg_claim *c)
{
    enum near best = c->n_places == 0 ? AROUND : AWAY;

    if (f->place == NULL)
        return INSIDE;
    for (size_t i = 0; i < c->n_places; i++) {
        if (vg_place_within(&v->places, c->places[i], f->place))
            return INSIDE;
        if (vg_place_within(&v->places, f->place, c->places[i]))
            best = AROUND;
    }
    return best;
}

static int is_replaced(const struct vg_table *replaced, int64_t id)
{
    int64_t at = 0;

    return vg_table_get(replaced, (struct vg_str){(const char *)&id, sizeof id}, &at);
}

static enum vg_left_why why_left(const struct vg_view *v, const struct vg_figure *f,
                                 const struct vg_claim *c, const struct vg_table *replaced,
                                 int64_t as_of)
{
    enum near near = near_of(v, f, c);

    if (near == AWAY)
        return VG_LEFT_NOT;
    if (c->status != VG_ACCEPTED && c->status != VG_CORRECTED)
        return VG_LEFT_WITHDRAWN;
    if (is_replaced(replaced, c->id))
        return VG_LEFT_REPLACED;
    if (as_of != VG_DAYS_MAX && vg_claim_said(v, c) > as_of)
        return VG_LEFT_LATER;
    if (c->stance != VG_ASSERTS)
        return VG_LEFT_STANCE;
    if (!vg_may_count(c) && !vg_stands_beside(c))
        return VG_LEFT_KIND;
    if (near == AROUND)
        return VG_LEFT_COARSE;
    return VG_LEFT_DEFINITION;
}

static int left_order(const void *a, const void *b)
{
    const struct vg_left *x = a, *y = b;

    if (x->why != y->why)
        return x->why < y->why ? -1 : 1;
    return (x->claim->id > y->claim->id) - (x->claim->id < y->claim->id);
}

size_t vg_figure_left(const struct vg_view *v, const struct vg_figure *f, int64_t as_of,
                      struct vg_arena *a, struct vg_left **out)
{
    VG_SCOPED_ARENA work = {0};
    struct vg_table replaced = VG_TABLE(&work);
    struct vg_left *list = NULL;
    size_t n = 0, room = 0;

    for (size_t i = 0; i < v->n_claims; i++) {
        const int64_t *id = &v->claims[i].replaces;

        if (*id != 0 && v->claims[i].status == VG_ACCEPTED)
            (void)vg_table_add(&replaced, (struct vg_str){(const char *)id, sizeof *id}, 1, NULL);
    }
    for (size_t i = 0; i < v->n_claims; i++) {
        const struct vg_claim *c = &v->claims[i];
        const char *unit = vg_counted_unit(v, c);
        enum vg_left_why why;

        if (unit == NULL || f->unit == NULL || strcmp(unit, f->unit) != 0 ||
            has_id(f->claims, f->n_claims, c->id) || has_id(f->beside, f->n_beside, c->id))
            continue;
        why = why_left(v, f, c, &replaced, as_of);
        if (why == VG_LEFT_NOT)
            continue;
        list = vg_grow(a, list, n, &room);
        list[n++] = (struct vg_left){c, why};
    }
    if (n > 0)
        qsort(list, n, sizeof *list, left_order);
    *out = list;
    return n;
}
