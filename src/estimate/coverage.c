/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "estimate/coverage.h"

#include <math.h>

#include "base/limits.h"
#include "base/table.h"
#include "estimate/columns.h"
#include "estimate/special.h"

/* -- reading ------------------------------------------------------------------------------ */

enum { UNIT, SEARCHED, FOUND, DETECTION, DETECTION_A, DETECTION_B, PRIOR_A, PRIOR_B, COLUMNS };

static const struct vg_column columns[COLUMNS] = {
    {"unit", 0},        {"searched", 0},    {"found", 0},   {"detection", 1},
    {"detection_a", 1}, {"detection_b", 1}, {"prior_a", 1}, {"prior_b", 1},
};

struct reading {
    struct vg_csv *c;
    int at[COLUMNS];
    double constants[4]; /* DETECTION_A to PRIOR_B of the first row; 0: empty */
    int is_begun;        /* the first row was read */
};

static int read_constants(struct reading *r, struct vg_err *err)
{
    for (int k = DETECTION_A; k <= PRIOR_B; k++) {
        double *kept = &r->constants[k - DETECTION_A], v = 0;
        int rc = VG_OK;

        if (vg_columns_field(r->c, r->at[k]).len > 0) {
            rc = vg_columns_number(r->c, r->at[k], columns[k].name, &v, err);
            if (rc == VG_OK && !(v > 0))
                rc = vg_fail(err, VG_E_FORMAT, "line %u: %s: not above 0", (unsigned)r->c->line,
                             columns[k].name);
        }
        if (rc == VG_OK && r->is_begun && (v < *kept || v > *kept))
            rc = vg_fail(err, VG_E_FORMAT,
                         "line %u: %s: it must be the same in every row, it is not",
                         (unsigned)r->c->line, columns[k].name);
        if (rc != VG_OK)
            return rc;
        *kept = v;
    }
    if ((r->constants[0] > 0) != (r->constants[1] > 0) ||
        (r->constants[2] > 0) != (r->constants[3] > 0))
        return vg_fail(err, VG_E_FORMAT, "line %u: one of a pair of constants is missing",
                       (unsigned)r->c->line);
    r->is_begun = 1;
    return VG_OK;
}

static int read_unit(const struct reading *r, struct vg_arena *a, struct vg_coverage_unit *out,
                     struct vg_err *err)
{
    const struct vg_str name = vg_columns_field(r->c, r->at[UNIT]);
    int64_t searched = 0, found = 0;
    int rc = vg_columns_whole(r->c, r->at[SEARCHED], "searched", 0, 1, &searched, err);

    if (rc == VG_OK)
        rc = vg_columns_whole(r->c, r->at[FOUND], "found", 0, 1, &found, err);
    if (rc != VG_OK)
        return rc;
    if (name.len == 0)
        return vg_fail(err, VG_E_FORMAT, "line %u: unit: no name", (unsigned)r->c->line);
    *out = (struct vg_coverage_unit){vg_copy(a, name.p, name.len), (int)searched, (int)found, 1};
    if (vg_columns_field(r->c, r->at[DETECTION]).len == 0)
        return VG_OK;
    rc = vg_columns_number(r->c, r->at[DETECTION], "detection", &out->detection, err);
    if (rc != VG_OK)
        return rc;
    if (!(out->detection > 0 && out->detection <= 1))
        return vg_fail(err, VG_E_FORMAT, "line %u: detection: not above 0 and at most 1",
                       (unsigned)r->c->line);
    if (r->constants[0] > 0)
        return vg_fail(err, VG_E_FORMAT, "line %u: detection and detection_a exclude each other",
                       (unsigned)r->c->line);
    if (!out->searched)
        out->detection = 1;
    return VG_OK;
}

static int read_units(struct reading *r, size_t width, struct vg_arena *a,
                      struct vg_coverage_unit **units, size_t *n, struct vg_err *err)
{
    struct vg_table names = VG_TABLE(a);
    size_t room = 0;
    int rc;

    while ((rc = vg_columns_next(r->c, width, err)) == VG_ROW) {
        if (*n == VG_MAX_ESTIMATE_UNITS)
            return vg_fail(err, VG_E_LIMIT, "line %u: more than %d units", (unsigned)r->c->line,
                           VG_MAX_ESTIMATE_UNITS);
        *units = vg_grow(a, *units, *n, &room);
        rc = read_constants(r, err);
        if (rc == VG_OK)
            rc = read_unit(r, a, &(*units)[*n], err);
        if (rc != VG_OK)
            return rc;
        if (!vg_table_add(&names, vg_str((*units)[*n].name), 1, NULL))
            return vg_fail(err, VG_E_FORMAT, "line %u: the unit '%.80s' is there twice",
                           (unsigned)r->c->line, (*units)[*n].name);
        ++*n;
    }
    return rc;
}

int vg_coverage_read(const char *bytes, size_t len, struct vg_arena *a,
                     struct vg_coverage_table *out, struct vg_err *err)
{
    VG_SCOPED_CSV c = vg_csv_begin(bytes, len, VG_MAX_ESTIMATE_LINE);
    struct reading r = {.c = &c};
    struct vg_coverage_unit *units = NULL;
    size_t width = 0, n = 0;
    int rc = vg_columns_read(&c, columns, COLUMNS, r.at, &width, err);

    if (rc == VG_OK)
        rc = read_units(&r, width, a, &units, &n, err);
    if (rc != VG_OK)
        return rc;
    if (n == 0)
        return vg_fail(err, VG_E_FORMAT, "line %u: no rows behind the header", (unsigned)c.lines);
    *out = (struct vg_coverage_table){
        .n = n,
        .units = units,
        .has_beta = r.constants[0] > 0,
        .c = r.constants[0],
        .d = r.constants[1],
        .a = r.constants[2] > 0 ? r.constants[2] : 1,
        .b = r.constants[2] > 0 ? r.constants[3] : 1,
    };
    return VG_OK;
}

/* -- thinking ------------------------------------------------------------------------------- */

/* What the formulas need of the units that are in the model. */
struct model {
    const struct vg_coverage_table *t;
    int64_t m, x, v, w; /* units, found, searched in vain, not searched */
};

static double ln_beta(double a, double b)
{
    return vg_special_ln_gamma(a) + vg_special_ln_gamma(b) - vg_special_ln_gamma(a + b);
}

/*
 * ln e_k(q) for k = 0 ... m-x. The recurrence runs on e_k / C(j, k), the mean of all products of k,
 * which stays within 0 and 1: each step is a weighted mean of two earlier ones, all terms positive.
 * Units with q = 0 add to no product and are left out, so that nothing underflows in between.
 */
static void known_detection(const struct model *o, struct vg_arena *a, double *out)
{
    const size_t rest = (size_t)(o->m - o->x);
    long double *mean = VG_NEW_ARRAY(a, long double, rest + 1);
    size_t j = 0;

    mean[0] = 1;
    for (size_t i = 0; i < o->t->n; i++) {
        const struct vg_coverage_unit *u = &o->t->units[i];
        const long double q = u->searched ? 1 - (long double)u->detection : 1;

        if (u->found || q <= 0)
            continue;
        j++;
        for (size_t k = j; k > 0; k--) {
            const long double share = (long double)k / (long double)j;

            mean[k] = (1 - share) * mean[k] + share * q * mean[k - 1];
        }
    }
    for (size_t k = 0; k <= rest; k++) {
        out[k] = k > j || !(mean[k] > 0)
                     ? -HUGE_VAL
                     : (double)logl(mean[k]) + vg_special_ln_choose((double)j, (double)k);
    }
}

/* ln of sum_j C(v,j) C(w,k-j) B(c+x, d+j), against the largest term. */
static void unknown_detection(const struct model *o, double *out)
{
    const double v = (double)o->v, w = (double)o->w, x = (double)o->x;

    for (int64_t k = 0; k <= o->m - o->x; k++) {
        const int64_t from = k > o->w ? k - o->w : 0, to = k < o->v ? k : o->v;
        double top = -HUGE_VAL, sum = 0;

        for (int pass = 0; pass < 2; pass++) {
            for (int64_t j = from; j <= to; j++) {
                const double ln = vg_special_ln_choose(v, (double)j) +
                                  vg_special_ln_choose(w, (double)(k - j)) +
                                  ln_beta(o->t->c + x, o->t->d + (double)j);

                if (pass == 0)
                    top = fmax(top, ln);
                else
                    sum += exp(ln - top);
            }
        }
        out[k] = sum > 0 ? top + log(sum) : -HUGE_VAL;
    }
}

/* From logarithms of weights to probabilities of D = 0 ... told. */
static const double *posterior(const struct model *o, int64_t shift, struct vg_arena *a)
{
    const int64_t rest = o->m - o->x;
    double *weight = VG_NEW_ARRAY(a, double, (size_t)rest + 1);
    double *out = VG_NEW_ARRAY(a, double, o->t->n + 1), top = -HUGE_VAL, sum = 0;

    if (o->t->has_beta)
        unknown_detection(o, weight);
    else
        known_detection(o, a, weight);
    for (int64_t k = 0; k <= rest; k++) {
        weight[k] += ln_beta(o->t->a + (double)(o->x + k), o->t->b + (double)(o->m - o->x - k));
        top = fmax(top, weight[k]);
    }
    for (int64_t k = 0; k <= rest; k++)
        sum += exp(weight[k] - top);
    for (int64_t k = 0; k <= rest; k++)
        out[shift + o->x + k] = exp(weight[k] - top) / sum;
    return out;
}

static void summarise(struct vg_coverage *out)
{
    static const double p[] = {0.025, 0.05, 0.5, 0.95, 0.975};
    const int64_t found = out->found + out->found_unsearched;
    double below = 0;
    size_t next = 0;

    for (int64_t d = 0; d <= out->told; d++) {
        out->mean += (double)d * out->posterior[d];
        if (d > found)
            out->p_more += out->posterior[d];
        below += out->posterior[d];
        for (; next < 5 && below >= p[next] - 1e-12; next++)
            out->q[next] = d;
    }
    for (; next < 5; next++)
        out->q[next] = out->told;
}

static const struct vg_coverage_unit *unfound(const struct vg_coverage_table *t, struct vg_arena *a,
                                              size_t *n)
{
    struct vg_coverage_unit *list = VG_NEW_ARRAY(a, struct vg_coverage_unit, t->n);

    *n = 0;
    for (size_t i = 0; i < t->n; i++) {
        if (!t->units[i].found)
            list[(*n)++] = t->units[i];
    }
    return list;
}

struct vg_coverage vg_coverage_run(const struct vg_coverage_table *t, struct vg_arena *a)
{
    struct vg_coverage out = {.told = (int64_t)t->n};
    struct model o = {.t = t};

    for (size_t i = 0; i < t->n; i++) {
        const struct vg_coverage_unit *u = &t->units[i];

        out.searched += u->searched;
        out.found += u->found && u->searched;
        out.found_unsearched += u->found && !u->searched;
        o.v += u->searched && !u->found;
        o.w += !u->searched && !u->found;
    }
    out.unfound = unfound(t, a, &out.n_unfound);
    out.is_refused =
        out.searched == 0 || (t->has_beta && fabs(t->c - 1) <= 0 && fabs(t->d - 1) <= 0);
    if (out.is_refused)
        return out;
    o.x = out.found;
    o.m = out.told - out.found_unsearched;
    out.posterior = posterior(&o, out.found_unsearched, a);
    summarise(&out);
    return out;
}
