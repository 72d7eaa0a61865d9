/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "estimate/richness.h"

#include <math.h>
#include <stdlib.h>

#include "base/limits.h"
#include "estimate/columns.h"
#include "estimate/special.h"
#include "estimate/table.h"

/* -- reading ------------------------------------------------------------------------------ */

enum { TIMES, UNITS, SEARCHES, COLUMNS };

static const struct vg_column columns[COLUMNS] = {{"times", 0}, {"units", 0}, {"searches", 1}};

static int by_times(const void *a, const void *b)
{
    const struct vg_richness_row *x = a, *y = b;

    return (x->times > y->times) - (x->times < y->times);
}

/* A row; *searches is what an earlier one says, or -1. */
static int read_row(const struct vg_csv *c, const int *at, struct vg_richness_row *row,
                    int64_t *searches, struct vg_err *err)
{
    int64_t t = 0;
    int rc = vg_columns_whole(c, at[TIMES], "times", 1, VG_CAPTURE_UNITS_MAX, &row->times, err);

    if (rc == VG_OK)
        rc = vg_columns_whole(c, at[UNITS], "units", 0, VG_CAPTURE_UNITS_MAX, &row->units, err);
    if (rc == VG_OK && vg_columns_field(c, at[SEARCHES]).len > 0)
        rc = vg_columns_whole(c, at[SEARCHES], "searches", 1, VG_CAPTURE_UNITS_MAX, &t, err);
    if (rc != VG_OK)
        return rc;
    if (*searches >= 0 && *searches != t)
        return vg_fail(err, VG_E_FORMAT,
                       "line %u: searches: it must be the same in every row, it is not",
                       (unsigned)c->line);
    if (t > 0 && row->times > t)
        return vg_fail(err, VG_E_FORMAT, "line %u: times: more than the %lld searches",
                       (unsigned)c->line, (long long)t);
    *searches = t;
    return VG_OK;
}

/* Ascending, each number of times once, empty ones gone. The sum of times x units must fit. */
static int tidy(struct vg_richness_row *rows, size_t *n, struct vg_err *err)
{
    size_t kept = 0;
    int64_t sum = 0;

    qsort(rows, *n, sizeof *rows, by_times);
    for (size_t i = 0; i < *n; i++) {
        int64_t product;

        if (__builtin_mul_overflow(rows[i].times, rows[i].units, &product) ||
            __builtin_add_overflow(sum, product, &sum) || sum > VG_CAPTURE_UNITS_MAX)
            return vg_fail(err, VG_E_FORMAT, "line 2: times and units come to more than %lld",
                           (long long)VG_CAPTURE_UNITS_MAX);
        if (rows[i].units == 0)
            continue;
        if (kept > 0 && rows[kept - 1].times == rows[i].times)
            rows[kept - 1].units += rows[i].units;
        else
            rows[kept++] = rows[i];
    }
    *n = kept;
    return kept > 0 ? VG_OK : vg_fail(err, VG_E_FORMAT, "line 2: no unit was seen");
}

int vg_richness_read(const char *bytes, size_t len, struct vg_arena *a,
                     struct vg_richness_table *out, struct vg_err *err)
{
    VG_SCOPED_CSV c = vg_csv_begin(bytes, len, VG_MAX_ESTIMATE_LINE);
    struct vg_richness_row *rows = NULL;
    size_t width = 0, n = 0, room = 0;
    int64_t searches = -1;
    int at[COLUMNS], rc = vg_columns_read(&c, columns, COLUMNS, at, &width, err);

    if (rc != VG_OK)
        return rc;
    while ((rc = vg_columns_next(&c, width, err)) == VG_ROW) {
        if (n == VG_MAX_ESTIMATE_TIMES)
            return vg_fail(err, VG_E_LIMIT, "line %u: more than %d rows", (unsigned)c.line,
                           VG_MAX_ESTIMATE_TIMES);
        rows = vg_grow(a, rows, n, &room);
        rc = read_row(&c, at, &rows[n++], &searches, err);
        if (rc != VG_OK)
            return rc;
    }
    if (rc != VG_OK)
        return rc;
    if (n == 0)
        return vg_fail(err, VG_E_FORMAT, "line %u: no rows behind the header", (unsigned)c.lines);
    rc = tidy(rows, &n, err);
    if (rc == VG_OK)
        *out = (struct vg_richness_table){n, rows, searches};
    return rc;
}

/* -- thinking ------------------------------------------------------------------------------- */

/* The shares of classic and its limits; what the formulas call A, f1, f2, S. */
static void chao(struct vg_richness *r, double a)
{
    const double f1 = (double)r->f1, f2 = (double)r->f2, s = (double)r->seen;
    double f0, var;

    if (r->f2 > 0) {
        const double p = f1 / f2;

        f0 = a * f1 * f1 / (2 * f2);
        var = f2 * (a / 2 * p * p + a * a * p * p * p + a * a / 4 * p * p * p * p);
    } else {
        f0 = a * f1 * (f1 - 1) / 2;
        var = a * f1 * (f1 - 1) / 2 + a * a * f1 * (2 * f1 - 1) * (2 * f1 - 1) / 4 -
              a * a * f1 * f1 * f1 * f1 / (4 * (s + f0));
    }
    r->classic = s + f0;
    r->bc = s + (r->searches > 0 ? a : 1) * f1 * (f1 - 1) / (2 * (f2 + 1));
    r->lower = r->upper = s;
    if (f0 > 0) {
        const double k = exp(1.959964 * sqrt(log1p(fmax(var, 0) / (f0 * f0))));

        r->lower = s + f0 / k;
        r->upper = s + f0 * k;
    }
}

static double ace(const struct vg_richness_table *t, int64_t f1)
{
    double abundant = 0, rare = 0, n_rare = 0, pairs = 0, c, gamma;

    for (size_t i = 0; i < t->n; i++) {
        const double times = (double)t->rows[i].times, units = (double)t->rows[i].units;

        if (t->rows[i].times > 10) {
            abundant += units;
            continue;
        }
        rare += units;
        n_rare += times * units;
        pairs += times * (times - 1) * units;
    }
    if (!(n_rare > 0))
        return abundant;
    c = 1 - (double)f1 / n_rare;
    if (!(c > 0))
        return (double)NAN;
    gamma = n_rare > 1 ? fmax(0, rare / c * pairs / (n_rare * (n_rare - 1)) - 1) : 0;
    return abundant + rare / c + (double)f1 * gamma / c;
}

/* What every point of the curve needs. */
struct curve {
    const struct vg_richness_table *t;
    const struct vg_richness *r;
    double size;    /* n, or T */
    double f0;      /* of classic */
    double missing; /* f1 / n: the part of the sample seen once */
    double ratio;   /* (n-1) f1 / ((n-1) f1 + 2 f2) */
};

static struct vg_richness_point fewer(const struct curve *c, int64_t m)
{
    struct vg_richness_point out = {m, (double)c->r->seen, 1};

    for (size_t k = 0; k < c->t->n; k++) {
        const double i = (double)c->t->rows[k].times, units = (double)c->t->rows[k].units;
        const double not_met = exp(vg_special_ln_choose(c->size - i, (double)m) -
                                   vg_special_ln_choose(c->size, (double)m));

        out.seen -= units * not_met;
        out.coverage -= i / (double)c->r->n * units *
                        exp(vg_special_ln_choose(c->size - i, (double)m) -
                            vg_special_ln_choose(c->size - 1, (double)m));
    }
    return out;
}

static struct vg_richness_point more(const struct curve *c, int64_t m)
{
    const double k = (double)m - c->size, f1 = (double)c->r->f1;
    struct vg_richness_point out = {m, (double)c->r->seen, 1 - c->missing * pow(c->ratio, k + 1)};

    if (c->f0 > 0)
        out.seen += c->f0 * -expm1(k * log1p(-f1 / (c->size * c->f0 + f1)));
    return out;
}

static struct vg_richness_point point_at(const struct curve *c, int64_t m)
{
    return (double)m < c->size ? fewer(c, m) : more(c, m);
}

static void draw(struct vg_richness *r, const struct curve *c)
{
    const int64_t size = (int64_t)c->size, half = size / 2 + (size % 2 == 1 && size / 2 % 2 == 1);
    const int64_t at[VG_RICHNESS_CURVE] = {half, size - 1, size, size + 1, 2 * size};

    for (size_t i = 0; i < VG_RICHNESS_CURVE; i++) {
        if (at[i] < 1 || (r->n_curve > 0 && at[i] <= r->curve[r->n_curve - 1].m))
            continue;
        r->curve[r->n_curve++] = point_at(c, at[i]);
    }
}

/* Without f0, which needs classic. */
static struct curve curve_of(const struct vg_richness_table *t, const struct vg_richness *r)
{
    const double f1 = (double)r->f1, f2 = (double)r->f2;
    struct curve c = {.t = t, .r = r};

    c.size = (double)(t->searches > 0 ? t->searches : r->n);
    c.missing = f1 / (double)r->n;
    c.ratio = r->f1 == 0 ? 0 : (c.size - 1) * f1 / ((c.size - 1) * f1 + 2 * f2);
    if (!(c.ratio >= 0)) /* one search, nothing seen twice */
        c.ratio = 1;
    return c;
}

struct vg_richness_point vg_richness_at(const struct vg_richness_table *t,
                                        const struct vg_richness *r, int64_t m)
{
    struct curve c = curve_of(t, r);

    c.f0 = r->classic - (double)r->seen;
    return point_at(&c, m);
}

struct vg_richness vg_richness_run(const struct vg_richness_table *t)
{
    struct vg_richness r = {.searches = t->searches, .ace = (double)NAN};
    struct curve c;

    for (size_t i = 0; i < t->n; i++) {
        r.n += t->rows[i].times * t->rows[i].units;
        r.seen += t->rows[i].units;
        if (t->rows[i].times == 1)
            r.f1 = t->rows[i].units;
        if (t->rows[i].times == 2)
            r.f2 = t->rows[i].units;
    }
    r.is_single = r.f1 == r.seen;
    r.is_thin = r.f1 < 5 || r.f2 < 5;
    if (r.is_single)
        return r;
    c = curve_of(t, &r);
    chao(&r, (c.size - 1) / c.size);
    if (t->searches == 0)
        r.ace = ace(t, r.f1);
    r.coverage = 1 - c.missing * c.ratio;
    c.f0 = r.classic - (double)r.seen;
    draw(&r, &c);
    return r;
}
