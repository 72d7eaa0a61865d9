/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "estimate/bootstrap.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "estimate/random.h"
#include "estimate/sure.h"

double vg_bootstrap_quantile(const double *sorted, size_t n, double p)
{
    const double at = ((double)n + 1.0 / 3) * p + 1.0 / 3; /* counted from 1 */
    double whole = floor(at + 4e-16 * at), part = at - whole;
    size_t i;

    part = part < 1e-15 ? 0 : part;
    if (whole < 1)
        return sorted[0];
    if (whole >= (double)n)
        return sorted[n - 1];
    i = (size_t)whole;
    return sorted[i - 1] + part * (sorted[i] - sorted[i - 1]);
}

static double normal_below(double z)
{
    return 0.5 * erfc(-z * M_SQRT1_2);
}

/* The stepwise N of a table; NaN where there is none. */
static int estimate(const struct vg_captures *c, struct vg_arena *work, double *out,
                    struct vg_err *err)
{
    struct vg_stepwise s = {0};
    int rc;

    vg_arena_clear(work);
    rc = vg_stepwise_on(vg_loglinear_begin(c, work), &s, err);
    if (rc == VG_OK)
        *out = s.fit.n;
    return rc;
}

/* A table whose cells can be changed, and the cells of `c` that hold a unit. */
struct sample {
    struct vg_captures c;
    int64_t *cells;
    size_t n; /* of the following */
    size_t *cell;
    double *weight;
    int64_t *drawn;
};

static struct sample sample_of(const struct vg_captures *c, struct vg_arena *a)
{
    const size_t cells = (size_t)1 << c->t;
    struct sample s = {.c = *c, .cells = VG_NEW_ARRAY(a, int64_t, cells)};

    memcpy(s.cells, c->cells, cells * sizeof *s.cells);
    s.c.cells = s.cells;
    s.cell = VG_NEW_ARRAY(a, size_t, cells);
    s.weight = VG_NEW_ARRAY(a, double, cells);
    s.drawn = VG_NEW_ARRAY(a, int64_t, cells);
    for (size_t h = 1; h < cells; h++) {
        if (c->cells[h] == 0)
            continue;
        s.weight[s.n] = (double)c->cells[h];
        s.cell[s.n++] = h;
    }
    return s;
}

/* a of BCa. `theta` has room for one number per non-empty cell. */
static int acceleration(struct sample *s, struct vg_arena *work, double *theta, double *out,
                        struct vg_err *err)
{
    double mean = 0, weight = 0, squares = 0, cubes = 0;

    s->c.n--;
    for (size_t i = 0; i < s->n; i++) {
        int rc;

        s->cells[s->cell[i]]--;
        rc = estimate(&s->c, work, &theta[i], err);
        s->cells[s->cell[i]]++;
        if (rc != VG_OK)
            return rc;
        if (isnan(theta[i]))
            continue;
        mean += s->weight[i] * theta[i];
        weight += s->weight[i];
    }
    s->c.n++;
    mean = weight > 0 ? mean / weight : 0;
    for (size_t i = 0; i < s->n; i++) {
        const double d = isnan(theta[i]) ? 0 : mean - theta[i];

        squares += s->weight[i] * d * d;
        cubes += s->weight[i] * d * d * d;
    }
    *out = squares > 0 ? cubes / (6 * pow(squares, 1.5)) : 0;
    return VG_OK;
}

static int ascending(const void *x, const void *y)
{
    const double a = *(const double *)x, b = *(const double *)y;

    return (a > b) - (a < b);
}

static int draw_all(struct sample *s, size_t replicates, uint64_t seed, struct vg_arena *work,
                    double *theta, size_t *usable, struct vg_err *err)
{
    /* Part 1 of the seed: other methods that are given the same seed draw other numbers. */
    struct vg_random random = vg_random_of(vg_random_split(seed, 1));
    double *sums = s->weight, sum = 0;

    for (size_t i = 0; i < s->n; i++)
        sums[i] = sum += s->weight[i];
    for (size_t b = 0; b < replicates; b++) {
        double n = (double)NAN;
        int rc;

        vg_random_multinomial(&random, s->c.n, sums, s->n, s->drawn);
        for (size_t i = 0; i < s->n; i++)
            s->cells[s->cell[i]] = s->drawn[i];
        rc = estimate(&s->c, work, &n, err);
        if (rc != VG_OK)
            return rc;
        if (!isnan(n))
            theta[(*usable)++] = n;
    }
    qsort(theta, *usable, sizeof *theta, ascending);
    return VG_OK;
}

/* The limits, from z0 and ahat. */
static void set_limits(struct vg_bootstrap *b, const double *theta)
{
    static const double levels[] = {0.025, 0.1, 0.9, 0.975};
    double limit[4];

    for (int i = 0; i < 4; i++) {
        const double z = b->z0 + vg_sure_normal(levels[i]);
        const double p = normal_below(b->z0 + z / (1 - b->ahat * z));

        limit[i] = vg_bootstrap_quantile(theta, b->usable, p);
        b->ties += i > 0 && limit[i] == limit[i - 1];
    }
    b->has_limits = 1;
    b->q025 = limit[0];
    b->q100 = limit[1];
    b->q900 = limit[2];
    b->q975 = limit[3];
}

static int bootstrap(const struct vg_captures *c, uint64_t seed, struct vg_bootstrap *b,
                     double *theta, struct vg_arena *a, struct vg_err *err)
{
    VG_SCOPED_ARENA work = {0};
    struct sample s = sample_of(c, a);
    double *left_out = VG_NEW_ARRAY(a, double, s.n), of_table = (double)NAN;
    size_t below = 0;
    int rc = estimate(c, &work, &of_table, err);

    if (rc != VG_OK || isnan(of_table))
        return rc;
    rc = acceleration(&s, &work, left_out, &b->ahat, err);
    if (rc == VG_OK)
        rc = draw_all(&s, b->replicates, seed, &work, theta, &b->usable, err);
    if (rc != VG_OK)
        return rc;
    while (below < b->usable && theta[below] < of_table)
        below++;
    if (below == 0 || below == b->usable) {
        b->z0 = below == 0 ? -(double)INFINITY : (double)INFINITY;
        return VG_OK;
    }
    b->z0 = vg_sure_normal((double)below / (double)b->usable);
    set_limits(b, theta);
    return VG_OK;
}

int vg_bootstrap_run(const struct vg_captures *c, size_t replicates, uint64_t seed,
                     struct vg_bootstrap *out, double *theta, struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_bootstrap b = {.replicates = replicates,
                             .q025 = (double)NAN,
                             .q100 = (double)NAN,
                             .q900 = (double)NAN,
                             .q975 = (double)NAN};
    int rc;

    if (replicates == 0)
        return vg_fail(err, VG_E_MISUSE, "a bootstrap without replicates");
    if (replicates > VG_MAX_REPLICATES || c->n > INT64_C(1) << 52)
        return vg_fail(err, VG_E_LIMIT, "a bootstrap of %zu samples of %lld units", replicates,
                       (long long)c->n);
    if (!theta)
        theta = VG_NEW_ARRAY(&a, double, replicates);
    rc = bootstrap(c, seed, &b, theta, &a, err);
    if (rc == VG_OK)
        *out = b;
    return rc;
}
