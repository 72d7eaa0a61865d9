/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "resolve/em.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/table.h"

/* Nothing is certain before the data say so: the first m and u stay inside these. */
#define START_MATCHED 0.9
#define HIGHEST_PRIOR 0.9

/* -- a sum that loses nothing to its length (Neumaier 1974) -------------------------------- */

struct sum {
    double s, lost;
};

static inline void add(struct sum *x, double v)
{
    const double t = x->s + v;

    x->lost += fabs(x->s) >= fabs(v) ? (x->s - t) + v : (v - t) + x->s;
    x->s = t;
}

static double total(const struct sum *x)
{
    return x->s + x->lost;
}

/* -- rows by pattern -------------------------------------------------------------------------- */

static void index_rows(struct vg_em_rows *r, size_t slots)
{
    r->slot_count = slots;
    r->slots = VG_NEW_ARRAY(r->a, uint32_t, slots);
    for (size_t i = 0; i < r->n; i++) {
        size_t at = vg_hash(r->pattern + i * r->n_features, r->n_features) & (slots - 1);

        while (r->slots[at] != 0)
            at = (at + 1) & (slots - 1);
        r->slots[at] = (uint32_t)i + 1;
    }
}

static void grow_rows(struct vg_em_rows *r)
{
    const size_t room = r->room == 0 ? 64 : 2 * r->room;
    uint8_t *pattern = VG_NEW_ARRAY(r->a, uint8_t, room * r->n_features + 1);
    int64_t *count = VG_NEW_ARRAY(r->a, int64_t, room);

    if (r->n > 0) {
        memcpy(pattern, r->pattern, r->n * r->n_features);
        memcpy(count, r->count, r->n * sizeof *count);
    }
    r->pattern = pattern;
    r->count = count;
    r->room = room;
    index_rows(r, 2 * room);
}

int vg_em_add(struct vg_em_rows *r, const uint8_t *row, uint32_t *at, struct vg_err *err)
{
    const uint64_t hash = vg_hash(row, r->n_features);
    size_t slot;

    if (r->n == r->room)
        grow_rows(r);
    slot = hash & (r->slot_count - 1);
    for (; r->slots[slot] != 0; slot = (slot + 1) & (r->slot_count - 1)) {
        const size_t i = r->slots[slot] - 1;

        if (memcmp(r->pattern + i * r->n_features, row, r->n_features) == 0) {
            r->count[i]++;
            *at = (uint32_t)i;
            return VG_OK;
        }
    }
    if (r->n == VG_MAX_EM_PATTERNS)
        return vg_fail(err, VG_E_LIMIT,
                       "more than %d different patterns of levels; compare fewer columns",
                       VG_MAX_EM_PATTERNS);
    memcpy(r->pattern + r->n * r->n_features, row, r->n_features);
    r->count[r->n] = 1;
    *at = (uint32_t)r->n++;
    r->slots[slot] = *at + 1;
    return VG_OK;
}

struct placed {
    const uint8_t *row;
    size_t len;
    int64_t count;
    uint32_t was;
};

static int by_row(const void *x, const void *y)
{
    const struct placed *a = x, *b = y;

    return memcmp(a->row, b->row, a->len);
}

void vg_em_sort(struct vg_em_rows *r, uint32_t *place)
{
    struct placed *list = VG_NEW_ARRAY(r->a, struct placed, r->n + 1);
    uint8_t *pattern = VG_NEW_ARRAY(r->a, uint8_t, r->room * r->n_features + 1);

    for (size_t i = 0; i < r->n; i++)
        list[i] = (struct placed){r->pattern + i * r->n_features, r->n_features, r->count[i],
                                  (uint32_t)i};
    qsort(list, r->n, sizeof *list, by_row);
    for (size_t i = 0; i < r->n; i++) {
        memcpy(pattern + i * r->n_features, list[i].row, r->n_features);
        r->count[i] = list[i].count;
        if (place != NULL)
            place[list[i].was] = (uint32_t)i;
    }
    r->pattern = pattern;
    if (r->slot_count > 0)
        index_rows(r, r->slot_count);
}

struct vg_em_table vg_em_table_of(const struct vg_em_rows *r)
{
    unsigned *levels = VG_NEW_ARRAY(r->a, unsigned, r->n_features + 1);

    for (size_t f = 0; f < r->n_features; f++)
        levels[f] = 2;
    for (size_t i = 0; i < r->n; i++)
        for (size_t f = 0; f < r->n_features; f++) {
            const uint8_t k = r->pattern[i * r->n_features + f];

            if (k != VG_EM_MISSING && k + 1U > levels[f])
                levels[f] = k + 1U;
        }
    return (struct vg_em_table){.n_features = r->n_features,
                                .levels = levels,
                                .n = r->n,
                                .pattern = r->pattern,
                                .count = r->count};
}

/* -- a model ------------------------------------------------------------------------------- */

struct vg_em_model vg_em_model_make(size_t n_features, struct vg_arena *a)
{
    return (struct vg_em_model){.m = VG_NEW_ARRAY(a, double, n_features *VG_EM_LEVELS + 1),
                                .u = VG_NEW_ARRAY(a, double, n_features *VG_EM_LEVELS + 1)};
}

double vg_em_weight(const struct vg_em_model *model, size_t n_features, const uint8_t *row)
{
    double same = log2(model->lambda), different = log2(1 - model->lambda);

    for (size_t f = 0; f < n_features; f++) {
        if (row[f] == VG_EM_MISSING)
            continue;
        same += log2(model->m[f * VG_EM_LEVELS + row[f]]);
        different += log2(model->u[f * VG_EM_LEVELS + row[f]]);
    }
    return isinf(same) && isinf(different) ? 0.0 : same - different;
}

double vg_em_posterior(double weight)
{
    return 1 / (1 + exp2(-weight));
}

/* -- one round ------------------------------------------------------------------------------- */

/* Sums of one round; each of features times VG_EM_LEVELS, by level; the last: without missing. */
struct round {
    struct vg_arena a;
    double *log_m, *log_u;
    struct sum *same, *all;
    struct sum matched;
    struct sum likelihood; /* natural logarithm */
};

#define VG_SCOPED_ROUND __attribute__((cleanup(round_end))) struct round

static void round_end(struct round *r)
{
    vg_arena_end(&r->a);
}

static struct round round_begin(const struct vg_em_table *t)
{
    const size_t n = t->n_features * VG_EM_LEVELS + 1;
    struct round r = {.a = {0}};

    r.log_m = VG_NEW_ARRAY(&r.a, double, n);
    r.log_u = VG_NEW_ARRAY(&r.a, double, n);
    r.same = VG_NEW_ARRAY(&r.a, struct sum, n);
    r.all = VG_NEW_ARRAY(&r.a, struct sum, n);
    return r;
}

static void logs_of(const struct vg_em_table *t, const struct vg_em_model *model, struct round *r)
{
    for (size_t f = 0; f < t->n_features; f++)
        for (size_t k = f * VG_EM_LEVELS; k < f * VG_EM_LEVELS + t->levels[f]; k++) {
            r->log_m[k] = log(model->m[k]);
            r->log_u[k] = log(model->u[k]);
            r->same[k] = r->all[k] = (struct sum){0};
        }
    r->matched = r->likelihood = (struct sum){0};
}

/* What one pattern adds to the sums. */
static void weigh(const struct vg_em_table *t, size_t i, double log_same, double log_different,
                  struct round *r)
{
    const uint8_t *row = t->pattern + i * t->n_features;
    const double count = (double)t->count[i];
    double same = log_same, different = log_different, larger, posterior;

    for (size_t f = 0; f < t->n_features; f++) {
        if (row[f] == VG_EM_MISSING)
            continue;
        same += r->log_m[f * VG_EM_LEVELS + row[f]];
        different += r->log_u[f * VG_EM_LEVELS + row[f]];
    }
    larger = same > different ? same : different;
    if (isinf(larger))
        return; /* impossible under both; no start and no step leads there */
    posterior = 1 / (1 + exp(different - same));
    add(&r->matched, posterior * count);
    add(&r->likelihood, count * (larger + log1p(exp(-fabs(same - different)))));
    for (size_t f = 0; f < t->n_features; f++) {
        if (row[f] == VG_EM_MISSING)
            continue;
        add(&r->same[f * VG_EM_LEVELS + row[f]], posterior * count);
        add(&r->all[f * VG_EM_LEVELS + row[f]], count);
    }
}

static void expect(const struct vg_em_table *t, const struct vg_em_model *model, struct round *r)
{
    const double log_same = log(model->lambda), log_different = log(1 - model->lambda);

    logs_of(t, model, r);
    for (size_t i = 0; i < t->n; i++)
        weigh(t, i, log_same, log_different, r);
}

static void move(double *to, double value, double *most)
{
    const double by = fabs(value - *to);

    *most = by > *most ? by : *most;
    *to = value;
}

/* -- plain maximum likelihood ------------------------------------------------------------------ */

/* A class of which no row is left says nothing of a feature: its shares stay. */
static double maximise(const struct vg_em_table *t, const struct round *r, double rows,
                       struct vg_em_model *model)
{
    double most = 0;

    move(&model->lambda, fmin(total(&r->matched) / rows, 1), &most);
    for (size_t f = 0; f < t->n_features; f++) {
        const size_t first = f * VG_EM_LEVELS;
        struct sum same = {0}, all = {0};

        for (size_t k = first; k < first + t->levels[f]; k++) {
            add(&same, total(&r->same[k]));
            add(&all, total(&r->all[k]));
        }
        for (size_t k = first; k < first + t->levels[f]; k++) {
            const double matched = total(&r->same[k]), seen = total(&r->all[k]);

            if (total(&same) > 0)
                move(&model->m[k], matched / total(&same), &most);
            if (total(&all) - total(&same) > 0)
                move(&model->u[k], fmax(seen - matched, 0) / (total(&all) - total(&same)), &most);
        }
    }
    return most;
}

/* m falls off from the highest level by halves, u from the lowest. */
static void begin_at(const struct vg_em_table *t, double lambda, struct vg_em_model *model)
{
    model->lambda = lambda;
    for (size_t f = 0; f < t->n_features; f++) {
        const size_t n = t->levels[f];
        double share = START_MATCHED, left = 1;

        for (size_t k = 0; k < n; k++) {
            const double here = k + 1 == n ? left : share * left;

            model->m[f * VG_EM_LEVELS + n - 1 - k] = here;
            model->u[f * VG_EM_LEVELS + k] = here;
            left -= here;
        }
    }
}

static double climb(const struct vg_em_table *t, double rows, struct round *r,
                    struct vg_em_model *model)
{
    model->iterations = 0;
    model->converged = 0;
    while (model->iterations < VG_MAX_EM_ROUNDS && !model->converged) {
        expect(t, model, r);
        model->converged = maximise(t, r, rows, model) <= VG_EM_STILL;
        model->iterations++;
    }
    expect(t, model, r);
    return total(&r->likelihood);
}

/* How much higher the levels of m are than those of u, a feature counting as one. */
static double leaning(const struct vg_em_table *t, const struct vg_em_model *model)
{
    struct sum lean = {0};

    for (size_t f = 0; f < t->n_features; f++)
        for (size_t k = 1; k < t->levels[f]; k++)
            add(&lean, (double)k / (t->levels[f] - 1) *
                           (model->m[f * VG_EM_LEVELS + k] - model->u[f * VG_EM_LEVELS + k]));
    return total(&lean);
}

static void label(const struct vg_em_table *t, struct vg_em_model *model)
{
    double *m = model->m;

    if (leaning(t, model) >= 0)
        return;
    model->m = model->u;
    model->u = m;
    model->lambda = 1 - model->lambda;
}

void vg_em_fit(const struct vg_em_table *t, struct vg_arena *a, struct vg_em_model *out)
{
    static const double starts[] = {0.5, 0.1, 0.01};
    VG_SCOPED_ROUND r = round_begin(t);
    struct sum rows = {0};
    double best = -(double)INFINITY;

    for (size_t i = 0; i < t->n; i++)
        add(&rows, (double)t->count[i]);
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        struct vg_em_model model = vg_em_model_make(t->n_features, a);
        double reached;

        begin_at(t, starts[i], &model);
        reached = climb(t, total(&rows), &r, &model);
        /* Two starts that reach one top differ in their last digits only. */
        if (i > 0 && reached <= best + 1e-9 * fabs(best))
            continue;
        best = reached;
        *out = model;
    }
    label(t, out);
}

/* -- training with u held -------------------------------------------------------------------- */

static double prior_of(size_t levels, size_t k)
{
    return k + 1 == levels ? HIGHEST_PRIOR : (1 - HIGHEST_PRIOR) / (double)(levels - 1);
}

/* Pool neighbours until m/u rises: the monotone fit of a ratio with weights u. */
static void make_rise(double *m, const double *u, size_t n)
{
    double pool_m[VG_EM_LEVELS], pool_u[VG_EM_LEVELS];
    size_t width[VG_EM_LEVELS], pools = 0;

    for (size_t k = 0; k < n; k++) {
        pool_m[pools] = m[k];
        pool_u[pools] = u[k];
        width[pools++] = 1;
        while (pools > 1 &&
               pool_m[pools - 2] * pool_u[pools - 1] > pool_m[pools - 1] * pool_u[pools - 2]) {
            pools--;
            pool_m[pools - 1] += pool_m[pools];
            pool_u[pools - 1] += pool_u[pools];
            width[pools - 1] += width[pools];
        }
    }
    for (size_t p = 0, k = 0; p < pools; p++)
        for (size_t end = k + width[p]; k < end; k++)
            m[k] = width[p] == 1 ? m[k] : u[k] * (pool_m[p] / pool_u[p]);
}

static double maximise_held(const struct vg_em_table *t, const struct round *r, double pairs,
                            struct vg_em_model *model)
{
    double most = 0;

    move(&model->lambda,
         fmin((total(&r->matched) + VG_EM_PRIOR / 2) / (pairs + VG_EM_PRIOR), 0.999), &most);
    for (size_t f = 0; f < t->n_features; f++) {
        const size_t first = f * VG_EM_LEVELS, n = t->levels[f];
        double m[VG_EM_LEVELS];
        struct sum same = {0};

        for (size_t k = 0; k < n; k++)
            add(&same, total(&r->same[first + k]));
        for (size_t k = 0; k < n; k++)
            m[k] = (total(&r->same[first + k]) + VG_EM_PRIOR * prior_of(n, k)) /
                   (total(&same) + VG_EM_PRIOR);
        make_rise(m, model->u + first, n);
        for (size_t k = 0; k < n; k++)
            move(&model->m[first + k], m[k], &most);
    }
    return most;
}

void vg_em_train(const struct vg_em_table *t, double pairs, struct vg_em_model *model)
{
    VG_SCOPED_ROUND r = round_begin(t);
    struct sum rows = {0};

    for (size_t i = 0; i < t->n; i++)
        add(&rows, (double)t->count[i]);
    pairs = fmax(pairs, total(&rows));
    /* As if one candidate in ten were of one thing: it only has to be of the right order. */
    model->lambda = (total(&rows) / 10 + VG_EM_PRIOR / 2) / (pairs + VG_EM_PRIOR);
    for (size_t f = 0; f < t->n_features; f++)
        for (size_t k = 0; k < t->levels[f]; k++)
            model->m[f * VG_EM_LEVELS + k] = prior_of(t->levels[f], k);
    model->iterations = 0;
    model->converged = 0;
    while (model->iterations < VG_MAX_EM_ROUNDS && !model->converged) {
        expect(t, model, &r);
        model->converged = maximise_held(t, &r, pairs, model) <= VG_EM_STILL;
        model->iterations++;
    }
}
