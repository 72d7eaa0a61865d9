/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "estimate/exposure.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/table.h"
#include "estimate/columns.h"
#include "estimate/special.h"
#include "estimate/table.h"

/* -- reading ------------------------------------------------------------------------------ */

static int read_header(struct vg_csv *c, struct vg_err *err)
{
    int rc;

    while ((rc = vg_csv_next(c, err)) == VG_ROW && vg_csv_is_empty(c)) {
    }
    if (rc != VG_ROW)
        return rc != VG_OK ? rc : vg_fail(err, VG_E_FORMAT, "line 1: no header");
    if (c->n != 3 || vg_csv_field(c, 0).len == 0 || !vg_str_is(vg_csv_field(c, 1), "observed") ||
        !vg_str_is(vg_csv_field(c, 2), "exposure"))
        return vg_fail(err, VG_E_FORMAT,
                       "line %u: the columns are not a place, 'observed' and 'exposure'",
                       (unsigned)c->line);
    return VG_OK;
}

static int read_place(const struct vg_csv *c, struct vg_arena *a, struct vg_exposure_place *out,
                      struct vg_err *err)
{
    const struct vg_str name = vg_csv_field(c, 0);
    int rc = vg_columns_whole(c, 1, "observed", 0, VG_CAPTURE_UNITS_MAX, &out->observed, err);

    if (rc == VG_OK)
        rc = vg_columns_number(c, 2, "exposure", &out->exposure, err);
    if (rc != VG_OK)
        return rc;
    if (name.len == 0)
        return vg_fail(err, VG_E_FORMAT, "line %u: a place without a name", (unsigned)c->line);
    if (!(out->exposure > 0))
        return vg_fail(err, VG_E_FORMAT, "line %u: exposure: not above 0", (unsigned)c->line);
    out->place = vg_copy(a, name.p, name.len);
    return VG_OK;
}

int vg_exposure_read(const char *bytes, size_t len, struct vg_arena *a,
                     struct vg_exposure_table *out, struct vg_err *err)
{
    VG_SCOPED_CSV c = vg_csv_begin(bytes, len, VG_MAX_ESTIMATE_LINE);
    struct vg_exposure_place *places = NULL;
    struct vg_table names = VG_TABLE(a);
    size_t n = 0, room = 0;
    int64_t sum = 0;
    int rc = read_header(&c, err);

    if (rc != VG_OK)
        return rc;
    while ((rc = vg_columns_next(&c, 3, err)) == VG_ROW) {
        if (n == VG_MAX_ESTIMATE_PLACES)
            return vg_fail(err, VG_E_LIMIT, "line %u: more than %d places", (unsigned)c.line,
                           VG_MAX_ESTIMATE_PLACES);
        places = vg_grow(a, places, n, &room);
        rc = read_place(&c, a, &places[n], err);
        if (rc != VG_OK)
            return rc;
        sum += places[n].observed;
        if (sum > VG_CAPTURE_UNITS_MAX)
            return vg_fail(err, VG_E_FORMAT, "line %u: observed: more than %lld together",
                           (unsigned)c.line, (long long)VG_CAPTURE_UNITS_MAX);
        if (!vg_table_add(&names, vg_str(places[n].place), 1, NULL))
            return vg_fail(err, VG_E_FORMAT, "line %u: the place '%.80s' is there twice",
                           (unsigned)c.line, places[n].place);
        n++;
    }
    if (rc != VG_OK)
        return rc;
    if (n == 0)
        return vg_fail(err, VG_E_FORMAT, "line %u: no rows behind the header", (unsigned)c.lines);
    *out = (struct vg_exposure_table){n, places};
    return VG_OK;
}

/* -- maximum likelihood --------------------------------------------------------------------- */

/* ln Γ(r+y) - ln Γ(r), and its first two derivatives in r; as sums where y is small, for the
 * difference of two large logarithms has no digits left when r is large. */
enum { SUMMED = 100 };

static double rising(double r, int64_t y)
{
    double sum = 0;

    if (y > SUMMED)
        return vg_special_ln_gamma(r + (double)y) - vg_special_ln_gamma(r);
    for (int64_t k = 0; k < y; k++)
        sum += log(r + (double)k);
    return sum;
}

static void rising_slopes(double r, int64_t y, double *first, double *second)
{
    *first = *second = 0;
    if (y > SUMMED) {
        *first = vg_special_digamma(r + (double)y) - vg_special_digamma(r);
        *second = vg_special_trigamma(r + (double)y) - vg_special_trigamma(r);
        return;
    }
    for (int64_t k = 0; k < y; k++) {
        const double step = 1 / (r + (double)k);

        *first += step;
        *second -= step * step;
    }
}

static double log_likelihood(const struct vg_exposure_table *t, double r, double mu)
{
    double sum = 0;

    for (size_t i = 0; i < t->n; i++) {
        const double y = (double)t->places[i].observed, m = mu * t->places[i].exposure;

        sum += rising(r, t->places[i].observed) - vg_special_ln_gamma(y + 1) - r * log1p(m / r) +
               y * log(m / (r + m));
    }
    return sum;
}

static double poisson(const struct vg_exposure_table *t, double mu)
{
    double sum = 0;

    for (size_t i = 0; i < t->n; i++) {
        const double y = (double)t->places[i].observed, m = mu * t->places[i].exposure;

        sum += (y > 0 ? y * log(m) : 0) - m - vg_special_ln_gamma(y + 1);
    }
    return sum;
}

/* Gradient and Hessian in (ln r, ln mu). */
struct slopes {
    double r, mu, rr, rmu, mumu;
};

static struct slopes slopes_at(const struct vg_exposure_table *t, double r, double mu)
{
    struct slopes s = {0};

    for (size_t i = 0; i < t->n; i++) {
        const double y = (double)t->places[i].observed, m = mu * t->places[i].exposure;
        const double all = r + m;
        double first, second, dr, drr;

        rising_slopes(r, t->places[i].observed, &first, &second);
        dr = first - log1p(m / r) + (m - y) / all;
        drr = second + m / (r * all) - (m - y) / (all * all);
        s.mu += r * (y - m) / all;
        s.mumu -= (r + y) * r * m / (all * all);
        s.rmu += r * m * (y - m) / (all * all);
        s.r += r * dr;
        s.rr += r * r * drr + r * dr;
    }
    return s;
}

/*
 * Newton with line search. Where the surface does not bend down (far from the maximum) the step
 * goes along the gradient instead. Ends where the gradient is below 1e-9, or where no step within
 * rounding makes it better, or where r has run away: then the likelihood is flat.
 */
static double climb(const struct vg_exposure_table *t, double *r, double *mu)
{
    double here = log_likelihood(t, *r, *mu);

    for (int turn = 0; turn < 500 && *r <= 1e7; turn++) {
        const struct slopes s = slopes_at(t, *r, *mu);
        const double det = s.rr * s.mumu - s.rmu * s.rmu;
        double step_r = s.r, step_mu = s.mu, length = 1, there = here;

        if (hypot(s.r, s.mu) < 1e-9)
            break;
        if (s.rr < 0 && det > 0) {
            step_r = -(s.mumu * s.r - s.rmu * s.mu) / det;
            step_mu = -(s.rr * s.mu - s.rmu * s.r) / det;
        }
        length = fmin(1, 3 / fmax(fabs(step_r), fabs(step_mu)));
        for (int half = 0; half < 60; half++) {
            there = log_likelihood(t, *r * exp(length * step_r), *mu * exp(length * step_mu));
            if (there > here || (half == 0 && there >= here - 1e-12 * fabs(here)))
                break;
            length /= 2;
        }
        if (!(there >= here - 1e-12 * fabs(here)))
            break;
        *r *= exp(length * step_r);
        *mu *= exp(length * step_mu);
        here = there;
        if (length * fmax(fabs(step_r), fabs(step_mu)) < 1e-15)
            break;
    }
    return here;
}

/* -- rows ----------------------------------------------------------------------------------- */

static void fill_row(const struct vg_exposure *o, const struct vg_exposure_place *p, double mu,
                     double m, double a, struct vg_exposure_row *row)
{
    const double y = (double)p->observed, x = p->exposure, mean = mu * x;
    double upper, equal;

    row->rate = y / x;
    row->eb_moments = a + m / x > 0 ? m + (y / x - m) * a / (a + m / x) : m;
    row->expected = mean;
    row->deficit = mean - y;
    if (isinf(o->r)) {
        row->eb = row->q05 = row->q95 = mu;
        row->p_low = mean > 0 ? (vg_special_gamma(y + 1, mean, &upper), upper) : 1;
        equal = mean > 0 ? exp(y * log(mean) - mean - vg_special_ln_gamma(y + 1)) : 1;
    } else {
        const double shape = o->r + y, rate = o->r / mu + x;

        row->eb = shape / rate;
        row->q05 = vg_special_gamma_quantile(shape, 0.05) / rate;
        row->q95 = vg_special_gamma_quantile(shape, 0.95) / rate;
        row->p_low = vg_special_beta(o->r, y + 1, o->r / (o->r + mean), mean / (o->r + mean));
        equal = exp(rising(o->r, p->observed) - vg_special_ln_gamma(y + 1) -
                    o->r * log1p(mean / o->r) + y * log(mean / (o->r + mean)));
    }
    row->p_low_mid = fmax(0, row->p_low - equal / 2);
}

struct ranked {
    const struct vg_exposure_place *place;
    struct vg_exposure_row *row;
};

static int by_deficit(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;

    if (x->row->deficit > y->row->deficit || x->row->deficit < y->row->deficit)
        return x->row->deficit > y->row->deficit ? -1 : 1;
    if (x->row->p_low_mid > y->row->p_low_mid || x->row->p_low_mid < y->row->p_low_mid)
        return x->row->p_low_mid < y->row->p_low_mid ? -1 : 1;
    return strcmp(x->place->place, y->place->place);
}

static void rank(const struct vg_exposure_table *t, struct vg_exposure_row *rows,
                 struct vg_arena *a)
{
    struct ranked *order = VG_NEW_ARRAY(a, struct ranked, t->n);

    for (size_t i = 0; i < t->n; i++)
        order[i] = (struct ranked){&t->places[i], &rows[i]};
    qsort(order, t->n, sizeof *order, by_deficit);
    for (size_t i = 0; i < t->n; i++)
        order[i].row->rank = i + 1;
}

/* Marshall's variance of rates between places beyond what chance makes. */
static double moments(const struct vg_exposure_table *t, double exposure, double m)
{
    double spread = 0;

    for (size_t i = 0; i < t->n; i++) {
        const double x = t->places[i].exposure, off = (double)t->places[i].observed / x - m;

        spread += x * off * off;
    }
    return fmax(0, spread / exposure - m / (exposure / (double)t->n));
}

struct vg_exposure vg_exposure_run(const struct vg_exposure_table *t, struct vg_arena *a)
{
    struct vg_exposure out = {.places = t->n, .r = HUGE_VAL};
    struct vg_exposure_row *rows;
    double m, mu, between;

    for (size_t i = 0; i < t->n; i++) {
        out.observed += t->places[i].observed;
        out.exposure += t->places[i].exposure;
    }
    out.is_refused = t->n < VG_EXPOSURE_PLACES;
    if (out.is_refused)
        return out;
    m = mu = (double)out.observed / out.exposure;
    between = moments(t, out.exposure, m);
    out.loglik = out.poisson_loglik = poisson(t, m);
    if (between > 0) {
        double r = fmin(1e6, fmax(1e-3, m * m / between)), at = mu;
        const double best = climb(t, &r, &at);

        if (r <= 1e7) {
            out.r = r;
            mu = at;
            out.loglik = best;
            out.lr = 2 * (best - out.poisson_loglik);
        }
    }
    out.log_mu = log(mu);
    rows = VG_NEW_ARRAY(a, struct vg_exposure_row, t->n);
    for (size_t i = 0; i < t->n; i++)
        fill_row(&out, &t->places[i], mu, m, between, &rows[i]);
    rank(t, rows, a);
    out.rows = rows;
    return out;
}
