/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "claim/beside.h"

#include <float.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"

/* -- claims ---------------------------------------------------------------------------- */

static int is_same(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* Words compared by their letters: case, width and blanks make no difference. */
static int is_same_words(const char *a, const char *b)
{
    VG_SCOPED_BUF x = {.max = VG_MAX_WORDS * 2}, y = {.max = VG_MAX_WORDS * 2};

    if (is_same(a, b))
        return 1;
    if (a == NULL || b == NULL)
        return 0;
    vg_near_run(vg_str(a), &x);
    vg_near_run(vg_str(b), &y);
    return x.len > 0 && x.len == y.len && memcmp(x.p, y.p, x.len) == 0;
}

static int is_in_list(const char *const *list, size_t n, const char *word)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(list[i], word) == 0)
            return 1;
    return 0;
}

static int is_same_list(const char *const *a, size_t n_a, const char *const *b, size_t n_b)
{
    for (size_t i = 0; i < n_a; i++)
        if (!is_in_list(b, n_b, a[i]))
            return 0;
    for (size_t i = 0; i < n_b; i++)
        if (!is_in_list(a, n_a, b[i]))
            return 0;
    return 1;
}

static int is_same_number(const struct vg_quantity *a, const struct vg_quantity *b)
{
    return a->op == b->op && a->has == b->has && a->scale == b->scale &&
           (!(a->has & VG_HAS_VALUE) || a->value == b->value) &&
           (!(a->has & VG_HAS_LOWER) || a->lower == b->lower) &&
           (!(a->has & VG_HAS_UPPER) || a->upper == b->upper);
}

/* Whom it goes back to: the first link that names somebody, before the text in hand. */
static const char *origin_of(const struct vg_claim *c)
{
    for (size_t i = 0; i + 1 < c->n_links; i++)
        if (c->links[i].speaker != NULL)
            return c->links[i].speaker;
    return NULL;
}

static unsigned differences(const struct vg_claim *x, const struct vg_claim *y)
{
    unsigned d = 0;

    if (!is_same_number(&x->quantity, &y->quantity))
        d |= VG_BESIDE_NUMBER;
    if (!is_same(x->period.from, y->period.from) || !is_same(x->period.to, y->period.to) ||
        !is_same_words(x->period.words, y->period.words))
        d |= VG_BESIDE_PERIOD;
    if (!is_same_list(x->places, x->n_places, y->places, y->n_places))
        d |= VG_BESIDE_PLACE;
    if (x->stance != y->stance)
        d |= VG_BESIDE_STANCE;
    if (!is_same_list(x->hedges, x->n_hedges, y->hedges, y->n_hedges))
        d |= VG_BESIDE_HEDGES;
    if (!is_same_words(origin_of(x), origin_of(y)))
        d |= VG_BESIDE_SPEAKER;
    return d;
}

/* Do their passages lie in one stretch that both texts have? */
static int is_shared(const struct vg_claim *x, const struct vg_claim *y,
                     const struct vg_near_shared *shared, size_t n)
{
    const struct vg_passage *p = x->passage, *q = y->passage;

    for (size_t i = 0; p != NULL && q != NULL && i < n; i++)
        if (p->start < (int64_t)shared[i].x.end && p->end > (int64_t)shared[i].x.start &&
            q->start < (int64_t)shared[i].y.end && q->end > (int64_t)shared[i].y.start)
            return 1;
    return 0;
}

/* Both state it and it is another. */
static int speaks_against(const char *a, const char *b)
{
    return a != NULL && b != NULL && !is_same_words(a, b);
}

/* How much two claims have in common; 0: they are not of one identity. */
static unsigned likeness(const struct vg_claim *x, const struct vg_claim *y, int shared)
{
    int subject = x->subject != NULL && is_same_words(x->subject, y->subject);
    unsigned score = 0;

    if (x->kind != y->kind || !is_same(x->quantity.unit, y->quantity.unit) || (!subject && !shared))
        return 0;
    if (!shared &&
        (speaks_against(x->object, y->object) || speaks_against(x->predicate, y->predicate) ||
         (x->n_places > 0 && y->n_places > 0 &&
          !is_same_list(x->places, x->n_places, y->places, y->n_places))))
        return 0;
    score += 1U + (subject ? 8U : 0U) + (shared ? 8U : 0U);
    score += is_same_number(&x->quantity, &y->quantity) ? 4 : 0;
    score += is_same(x->predicate, y->predicate) ? 2 : 0;
    score += is_same_list(x->places, x->n_places, y->places, y->n_places) ? 2 : 0;
    score += is_same(x->period.from, y->period.from) ? 1 : 0;
    return score;
}

struct pair {
    unsigned score;
    uint32_t x, y;
};

static int best_first(const void *a, const void *b)
{
    const struct pair *p = a, *q = b;

    if (p->score != q->score)
        return p->score > q->score ? -1 : 1;
    if (p->x != q->x)
        return p->x < q->x ? -1 : 1;
    return (p->y > q->y) - (p->y < q->y);
}

static size_t at_most(size_t n)
{
    return n < VG_MAX_BESIDE ? n : VG_MAX_BESIDE;
}

/* mate[i] of a claim of x: the claim of y beside it and one; 0: none. */
static void pair_up(const struct vg_claim *x, size_t n_x, const struct vg_claim *y, size_t n_y,
                    const struct vg_near_shared *shared, size_t n_shared, struct vg_arena *work,
                    uint32_t *mate, unsigned char *taken)
{
    struct pair *list = NULL;
    size_t n = 0, room = 0;

    for (uint32_t i = 0; i < at_most(n_x); i++)
        for (uint32_t k = 0; k < at_most(n_y); k++) {
            unsigned score =
                x[i].kind != y[k].kind
                    ? 0
                    : likeness(&x[i], &y[k], is_shared(&x[i], &y[k], shared, n_shared));

            if (score == 0)
                continue;
            list = vg_grow(work, list, n, &room);
            list[n++] = (struct pair){score, i, k};
        }
    if (n > 0)
        qsort(list, n, sizeof *list, best_first);
    for (size_t i = 0; i < n; i++) {
        if (mate[list[i].x] != 0 || taken[list[i].y])
            continue;
        mate[list[i].x] = list[i].y + 1;
        taken[list[i].y] = 1;
    }
}

void vg_beside(const struct vg_claim *x, size_t n_x, const struct vg_claim *y, size_t n_y,
               const struct vg_near_shared *shared, size_t n_shared, struct vg_arena *a,
               struct vg_beside_row **out, size_t *n)
{
    VG_SCOPED_ARENA work = {0};
    uint32_t *mate = VG_NEW_ARRAY(&work, uint32_t, n_x + 1);
    unsigned char *taken = VG_NEW_ARRAY(&work, unsigned char, n_y + 1);
    struct vg_beside_row *rows = VG_NEW_ARRAY(a, struct vg_beside_row, n_x + n_y + 1);
    size_t count = 0, next = 0;

    pair_up(x, n_x, y, n_y, shared, n_shared, &work, mate, taken);
    for (size_t i = 0; i < n_x; i++) {
        const struct vg_claim *other = mate[i] == 0 ? NULL : &y[mate[i] - 1];

        for (; mate[i] != 0 && next + 1 < mate[i]; next++)
            if (!taken[next])
                rows[count++] = (struct vg_beside_row){NULL, &y[next], 0};
        rows[count++] =
            (struct vg_beside_row){&x[i], other, other == NULL ? 0 : differences(&x[i], other)};
    }
    for (; next < n_y; next++)
        if (!taken[next])
            rows[count++] = (struct vg_beside_row){NULL, &y[next], 0};
    *out = rows;
    *n = count;
}

/* -- paragraphs in parallel --------------------------------------------------------------- */

/* The steps and what each costs by itself, after the frequencies that the paper found. */
static const struct {
    uint32_t x, y;
    double cost;
} steps[] = {
    {1, 1, 0.1}, {1, 0, 4.6}, {0, 1, 4.6}, {2, 1, 2.4}, {1, 2, 2.4},
};
enum { STEPS = sizeof steps / sizeof *steps };

/* The paper's variance per character is 6.8; how far apart two lengths are is a normal. */
static double distance(double x, double y, double ratio)
{
    double mean = (x + y / ratio) / 2, off = y - x * ratio;

    if (mean <= 0)
        return 0;
    return off * off / (ratio * ratio * mean * 6.8) / 2;
}

struct aligner {
    const uint32_t *x, *y;
    size_t n_x, n_y;
    double ratio;
    double *cost;
    unsigned char *how;
};

static double sum_of(const uint32_t *list, size_t end, size_t n)
{
    double sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += list[end - 1 - i];
    return sum;
}

static void fill_cell(struct aligner *al, size_t i, size_t k)
{
    size_t wide = al->n_y + 1, at = i * wide + k;
    double best = i == 0 && k == 0 ? 0 : DBL_MAX;

    for (unsigned s = 0; s < STEPS; s++) {
        double cost;

        if (steps[s].x > i || steps[s].y > k)
            continue;
        cost = al->cost[(i - steps[s].x) * wide + k - steps[s].y] + steps[s].cost +
               distance(sum_of(al->x, i, steps[s].x), sum_of(al->y, k, steps[s].y), al->ratio);
        if (cost < best) {
            best = cost;
            al->how[at] = (unsigned char)s;
        }
    }
    al->cost[at] = best;
}

static double whole(const uint32_t *list, size_t n)
{
    double sum = 0;

    for (size_t i = 0; i < n; i++)
        sum += list[i];
    return sum;
}

static void fill_all(struct aligner *al)
{
    for (size_t i = 0; i <= al->n_x; i++)
        for (size_t k = 0; k <= al->n_y; k++)
            fill_cell(al, i, k);
}

/* Rows that pair paragraphs one by one, for texts too long to be tried every way. */
static size_t one_by_one(size_t n_x, size_t n_y, struct vg_parallel_row *rows)
{
    size_t n = n_x > n_y ? n_x : n_y;

    for (size_t i = 0; i < n; i++)
        rows[i] = (struct vg_parallel_row){(uint32_t)(i < n_x ? i : n_x), i < n_x,
                                           (uint32_t)(i < n_y ? i : n_y), i < n_y};
    return n;
}

void vg_parallel(const uint32_t *x, size_t n_x, const uint32_t *y, size_t n_y, struct vg_arena *a,
                 struct vg_parallel_row **out, size_t *n)
{
    VG_SCOPED_ARENA work = {0};
    struct aligner al = {.x = x, .y = y, .n_x = n_x, .n_y = n_y};
    double all_x = whole(x, n_x), all_y = whole(y, n_y);
    size_t count = 0, i = n_x, k = n_y;

    *out = VG_NEW_ARRAY(a, struct vg_parallel_row, n_x + n_y + 1);
    if (n_x == 0 || n_y == 0 || n_x > VG_MAX_PARALLEL || n_y > VG_MAX_PARALLEL) {
        *n = one_by_one(n_x, n_y, *out);
        return;
    }
    al.ratio = all_x > 0 && all_y > 0 ? all_y / all_x : 1;
    al.cost = VG_NEW_ARRAY(&work, double, (n_x + 1) * (n_y + 1));
    al.how = VG_NEW_ARRAY(&work, unsigned char, (n_x + 1) * (n_y + 1));
    fill_all(&al);
    for (; i > 0 || k > 0; count++) { /* from the end; turned round below */
        unsigned char s = al.how[i * (n_y + 1) + k];

        i -= steps[s].x;
        k -= steps[s].y;
        (*out)[count] = (struct vg_parallel_row){(uint32_t)i, steps[s].x, (uint32_t)k, steps[s].y};
    }
    for (size_t at = 0; at < count / 2; at++) {
        struct vg_parallel_row row = (*out)[at];

        (*out)[at] = (*out)[count - 1 - at];
        (*out)[count - 1 - at] = row;
    }
    *n = count;
}
