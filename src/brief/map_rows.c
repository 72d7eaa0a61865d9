/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Rows of a map from a case: figures by place with what is said against them, or how many
 * claims are about each country.
 */
#include <stdlib.h>
#include <string.h>

#include "base/edtf.h"

#include "brief/map_svg.h"

/* What is said against weighs more than what is said. */
static int weight(enum vg_sign mark)
{
    static const int weights[VG_SIGNS] = {
        [VG_SIGN_OTHER] = 0,  [VG_SIGN_ASSERTED] = 1, [VG_SIGN_CORRECTED] = 2,
        [VG_SIGN_CLOSED] = 3, [VG_SIGN_DENIED] = 4,   [VG_SIGN_DISPUTED] = 4,
    };

    return weights[mark];
}

static enum vg_sign heavier(enum vg_sign a, enum vg_sign b)
{
    return weight(b) > weight(a) ? b : a;
}

/* The latest standing of each speaker counts; earlier ones of the same speaker are past. */
static int is_past(const struct vg_claim *c, size_t i)
{
    for (size_t k = i + 1; k < c->n_standing; k++)
        if (c->standing[i].speaker != NULL && c->standing[k].speaker != NULL &&
            strcmp(c->standing[i].speaker, c->standing[k].speaker) == 0)
            return 1;
    return 0;
}

struct said {
    int asserted;
    enum vg_sign mark;
};

static void hear(struct said *s, enum vg_sign mark)
{
    s->asserted |= mark == VG_SIGN_ASSERTED;
    s->mark = heavier(s->mark, mark);
}

/* Replies by claim, so that a large case is walked once. */
struct hearing {
    const struct vg_view *v;
    const struct vg_reply **replies;
};

static int by_claim(const void *a, const void *b)
{
    const struct vg_reply *const *x = a, *const *y = b;

    if ((*x)->claim != (*y)->claim)
        return (*x)->claim < (*y)->claim ? -1 : 1;
    return (*x > *y) - (*x < *y);
}

static struct hearing hearing_of(const struct vg_view *v, struct vg_arena *a)
{
    struct hearing h = {v, VG_NEW_ARRAY(a, const struct vg_reply *, v->n_replies + 1)};

    for (size_t i = 0; i < v->n_replies; i++)
        h.replies[i] = &v->replies[i];
    if (v->n_replies > 0)
        qsort(h.replies, v->n_replies, sizeof *h.replies, by_claim);
    return h;
}

/* The first reply to a claim, or to a later one. */
static size_t first_reply(const struct hearing *h, int64_t claim)
{
    size_t low = 0, high = h->v->n_replies;

    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (h->replies[mid]->claim < claim)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static void hear_claim(const struct hearing *h, const struct vg_claim *c, struct said *s)
{
    hear(s, c->stance == VG_DENIES || c->stance == VG_REFUTES ? VG_SIGN_DENIED : VG_SIGN_ASSERTED);
    for (size_t i = 0; i < c->n_standing; i++)
        if (!is_past(c, i))
            hear(s, vg_sign_of_standing(c->standing[i].value));
    for (size_t i = first_reply(h, c->id); i < h->v->n_replies && h->replies[i]->claim == c->id;
         i++)
        hear(s, vg_sign_of_reply(h->replies[i]->response));
}

/* What somebody states and somebody denies is disputed. */
static enum vg_sign sign_of(const struct hearing *h, const int64_t *claims, size_t n)
{
    struct said s = {0, VG_SIGN_OTHER};

    for (size_t i = 0; i < n; i++) {
        const struct vg_claim *c = vg_view_claim(h->v, claims[i]);

        if (c != NULL)
            hear_claim(h, c, &s);
    }
    return s.mark == VG_SIGN_DENIED && s.asserted ? VG_SIGN_DISPUTED : s.mark;
}

void vg_map_rows_of(const struct vg_view *v, const struct vg_figure *figures, size_t n_figures,
                    struct vg_arena *a, struct vg_map_row **out, size_t *n)
{
    struct vg_map_row *rows = VG_NEW_ARRAY(a, struct vg_map_row, n_figures + 1);
    struct hearing h = hearing_of(v, a);

    for (size_t i = 0; i < n_figures; i++) {
        const struct vg_figure *f = &figures[i];

        rows[i] = (struct vg_map_row){.place = f->place,
                                      .has = f->refusal == NULL ? f->has : 0,
                                      .low = f->low,
                                      .best = f->best,
                                      .high = f->high,
                                      .mark = sign_of(&h, f->claims, f->n_claims),
                                      .claims = f->claims,
                                      .n_claims = f->n_claims};
    }
    *out = rows;
    *n = n_figures;
}

/* -- claims by country -------------------------------------------------------------------- */

struct about {
    const char *country; /* NULL: not placed */
    int64_t claim;
};

static int by_country(const void *a, const void *b)
{
    const struct about *x = a, *y = b;
    int c = x->country == NULL || y->country == NULL ? (x->country == NULL) - (y->country == NULL)
                                                     : strcmp(x->country, y->country);

    return c != 0 ? c : (x->claim > y->claim) - (x->claim < y->claim);
}

static size_t claims_by_country(const struct vg_view *v, struct vg_arena *a, struct about **out)
{
    unsigned char *stands = vg_view_standing(v, VG_DAYS_MAX, a);
    struct about *list = NULL;
    size_t n = 0, room = 0;

    for (size_t i = 0; i < v->n_claims; i++)
        for (size_t k = 0; stands[i] && k < v->claims[i].n_places; k++) {
            const struct vg_place *p =
                vg_place_at(&v->places, v->claims[i].places[k], VG_PLACE_COUNTRY);

            list = vg_grow(a, list, n, &room);
            list[n++] = (struct about){p == NULL ? NULL : p->id, v->claims[i].id};
        }
    if (n > 0)
        qsort(list, n, sizeof *list, by_country);
    *out = list;
    return n;
}

static int same_country(const struct about *a, const struct about *b)
{
    return a->country == b->country ||
           (a->country != NULL && b->country != NULL && strcmp(a->country, b->country) == 0);
}

static void count_claims(const struct vg_view *v, struct vg_arena *a, struct vg_map_row **out,
                         size_t *n)
{
    struct about *list;
    size_t all = claims_by_country(v, a, &list);
    struct vg_map_row *rows = VG_NEW_ARRAY(a, struct vg_map_row, all + 1);
    struct hearing h = hearing_of(v, a);
    size_t used = 0;

    for (size_t from = 0, to; from < all; from = to) {
        int64_t *ids;
        size_t ids_n = 0;

        for (to = from + 1; to < all && same_country(&list[from], &list[to]);)
            to++;
        ids = VG_NEW_ARRAY(a, int64_t, to - from);
        for (size_t i = from; i < to; i++)
            if (ids_n == 0 || ids[ids_n - 1] != list[i].claim)
                ids[ids_n++] = list[i].claim;
        rows[used++] = (struct vg_map_row){.place = list[from].country,
                                           .mark = sign_of(&h, ids, ids_n),
                                           .claims = ids,
                                           .n_claims = ids_n};
    }
    *out = rows;
    *n = used;
}

int vg_map_rows(const struct vg_view *v, const struct vg_root_graph *g, const char *unit,
                enum vg_place_level level, struct vg_arena *a, struct vg_map_row **out, size_t *n,
                struct vg_err *err)
{
    struct vg_count_ask ask = {.unit = unit, .level = level, .by = VG_BY_PLACE};
    struct vg_count counted;
    int rc;

    if (unit == NULL) {
        count_claims(v, a, out, n);
        return VG_OK;
    }
    rc = vg_count(v, g, &ask, a, &counted, err);
    if (rc == VG_OK)
        vg_map_rows_of(v, counted.rows, counted.n, a, out, n);
    return rc;
}
