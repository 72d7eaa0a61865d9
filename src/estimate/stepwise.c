/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "estimate/stepwise.h"

#include <math.h>
#include <string.h>

#include "estimate/sure.h"

#define MANY 1e8 /* above it a sum of Poisson terms gets long */

/* P(X = k) for X Poisson of mean m (Loader 2000). */
static double poisson_at(double k, double m)
{
    if (k == 0)
        return vg_sure_exp(-m);
    return vg_sure_exp(-vg_sure_stirling_rest(k) - vg_sure_deviance(k, m)) / sqrt(2 * M_PI * k);
}

/* The same tail as outer_tail(), from Temme's uniform expansion of the incomplete gamma function
 * (SIAM J. Math. Anal. 10, 1979, first term): relative error about 1/k. */
static double tail_of_many(double k, double m)
{
    const double a = k > m ? k : k + 1, far = vg_sure_deviance(a, m);
    const double eta = (m > a ? 1 : -1) * sqrt(2 * far / a);
    const double c0 =
        fabs(eta) < 0.01 ? -1.0 / 3 + eta / 12 - 2 * eta * eta / 135 : a / (m - a) - 1 / eta;
    const double rest = vg_sure_exp(-far) / sqrt(2 * M_PI * a) * c0;

    return k > m ? 0.5 * erfc(-eta * sqrt(a / 2)) - rest : 0.5 * erfc(eta * sqrt(a / 2)) + rest;
}

/* P(X >= k) above the mean, else P(X <= k): `at` is P(X = k). */
static double outer_tail(double k, double m, double at)
{
    double sum = 0, term = at, j = k;

    if (m > MANY)
        return tail_of_many(k, m);
    while (term > 0 && term > 1e-17 * sum) {
        sum += term;
        term *= k > m ? m / (j + 1) : j / m;
        j += k > m ? 1 : -1;
    }
    return sum;
}

/* min(P(X <= k), P(X >= k)) */
static double surprise(double k, double m)
{
    double at, outer, inner;

    if (m <= 0)
        return k == 0 ? 1 : 0;
    at = poisson_at(k, m);
    outer = outer_tail(k, m, at);
    inner = 1 - outer + at;
    return outer < inner ? outer : inner;
}

struct candidate {
    uint16_t pair;
    double p;
};

/* The pairs not in the model, by p, ties in order; from observed and fitted margins. */
static unsigned candidates(const int64_t *margins, const double *fitted, const struct vg_model *m,
                           struct candidate *out)
{
    const struct vg_model all = vg_model_pairs(m->t);
    unsigned n = 0;

    for (unsigned i = 0; i < all.n; i++) {
        struct candidate c = {.pair = all.terms[i]};
        unsigned at = n;

        if (vg_model_has(m, c.pair))
            continue;
        c.p = surprise((double)margins[c.pair], fitted[c.pair]);
        for (; at > 0 && out[at - 1].p > c.p; at--)
            out[at] = out[at - 1];
        out[at] = c;
        n++;
    }
    return n;
}

/* Add the first candidate whose model has a fit; *added is 0 if there is none below the line. */
static int add_best(struct vg_loglinear *l, const struct candidate *list, unsigned n,
                    struct vg_stepwise *s, double *means, int *added, struct vg_err *err)
{
    *added = 0;
    for (unsigned i = 0; i < n && list[i].p < VG_STEPWISE_P; i++) {
        struct vg_model m = s->model;
        struct vg_fit fit = {0};
        int rc;

        vg_model_add(&m, list[i].pair);
        rc = vg_loglinear_fit(l, &m, &fit, means, err);
        if (rc != VG_OK)
            return rc;
        if (fit.status != VG_FIT_OK)
            continue;
        s->p[s->model.n] = list[i].p;
        s->model = m;
        s->fit = fit;
        *added = 1;
        return VG_OK;
    }
    return VG_OK;
}

int vg_stepwise_on(struct vg_loglinear *l, struct vg_stepwise *out, struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    const struct vg_captures *c = vg_loglinear_table(l);
    double *means = VG_NEW_ARRAY(&a, double, (size_t)1 << c->t);
    struct vg_stepwise s = {.model = vg_model_main(c->t)};
    struct candidate list[VG_MODEL_TERMS];
    int added, rc = vg_loglinear_fit(l, &s.model, &s.fit, means, err);

    added = s.fit.status == VG_FIT_OK;
    while (rc == VG_OK && added) {
        unsigned n;

        vg_loglinear_add_up(means, (size_t)1 << c->t);
        n = candidates(vg_loglinear_margins(l), means, &s.model, list);

        rc = add_best(l, list, n, &s, means, &added, err);
    }
    if (rc == VG_OK)
        *out = s;
    return rc;
}

int vg_stepwise_run(const struct vg_captures *c, struct vg_stepwise *out, struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};

    return vg_stepwise_on(vg_loglinear_begin(c, &a), out, err);
}
