/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Vehtari, Gelman, Simpson, Carpenter, Bürkner 2021: each chain is cut in two (an odd middle draw
 * is left out), all draws are replaced by the normal quantile of (rank - 3/8) / (S + 1/4), ties
 * with their mean rank. R-hat compares the variance between the halves with that within; folded
 * draws, |x - median|, show chains that agree in place and not in width. The effective sample size
 * divides by the autocorrelation time, cut off by Geyer's initial monotone sequence.
 */
#include <math.h>
#include <stdlib.h>

#include "estimate/latent.h"
#include "estimate/sure.h"

struct halves {
    size_t m, each; /* half chains, and draws of each */
    double *z;
};

struct ranked {
    double x;
    size_t at;
};

static int by_value(const void *a, const void *b)
{
    const struct ranked *p = a, *q = b;

    if (p->x != q->x)
        return p->x < q->x ? -1 : 1;
    return p->at < q->at ? -1 : 1;
}

/* Replaces the draws by their normal scores. */
static void normalise(struct halves *h, struct vg_arena *a)
{
    const size_t n = h->m * h->each;
    struct ranked *r = VG_NEW_ARRAY(a, struct ranked, n);

    for (size_t i = 0; i < n; i++)
        r[i] = (struct ranked){h->z[i], i};
    qsort(r, n, sizeof *r, by_value);
    for (size_t i = 0, end; i < n; i = end) {
        double score;

        for (end = i + 1; end < n && r[end].x == r[i].x;)
            end++;
        /* Ranks i + 1 … end. */
        score = vg_sure_normal(((double)(i + 1 + end) / 2 - 0.375) / ((double)n + 0.25));
        for (size_t j = i; j < end; j++)
            h->z[r[j].at] = score;
    }
}

static struct halves cut(const double *x, size_t m, size_t each, struct vg_arena *a)
{
    struct halves h = {2 * m, each / 2, VG_NEW_ARRAY(a, double, 2 * m * (each / 2))};

    for (size_t c = 0; c < m; c++) {
        for (size_t i = 0; i < h.each; i++) {
            h.z[2 * c * h.each + i] = x[c * each + i];
            h.z[(2 * c + 1) * h.each + i] = x[c * each + (each - h.each) + i];
        }
    }
    return h;
}

/* The variance within half chains and between their means (not yet times their length). */
static void variances(const struct halves *h, double *mean, double *within, double *between)
{
    const double n = (double)h->each, m = (double)h->m;
    double all = 0;

    *within = *between = 0;
    for (size_t c = 0; c < h->m; c++) {
        double sum = 0, square = 0;

        for (size_t i = 0; i < h->each; i++)
            sum += h->z[c * h->each + i];
        mean[c] = sum / n;
        all += mean[c] / m;
        for (size_t i = 0; i < h->each; i++) {
            const double d = h->z[c * h->each + i] - mean[c];

            square += d * d;
        }
        *within += square / (n - 1) / m;
    }
    for (size_t c = 0; c < h->m; c++)
        *between += (mean[c] - all) * (mean[c] - all) / (m - 1);
}

static double split_rhat(const struct halves *h, struct vg_arena *a)
{
    const double n = (double)h->each;
    double *mean = VG_NEW_ARRAY(a, double, h->m), within, between;

    variances(h, mean, &within, &between);
    if (within <= 0)
        return between <= 0 ? 1 : HUGE_VAL;
    return sqrt((n - 1) / n + between / within);
}

/* The autocovariance at a lag, averaged over the half chains. */
static double covariance(const struct halves *h, const double *mean, size_t lag)
{
    double sum = 0;

    for (size_t c = 0; c < h->m; c++) {
        const double *z = h->z + c * h->each;

        for (size_t i = 0; i + lag < h->each; i++)
            sum += (z[i] - mean[c]) * (z[i + lag] - mean[c]);
    }
    return sum / (double)(h->m * h->each);
}

static double effective(const struct halves *h, struct vg_arena *a)
{
    const double n = (double)h->each, draws = n * (double)h->m;
    double *mean = VG_NEW_ARRAY(a, double, h->m), *rho = VG_NEW_ARRAY(a, double, h->each + 2);
    double within, between, all, tau = -1;
    size_t last = 1; /* of the pairs of autocorrelations that are kept */

    variances(h, mean, &within, &between);
    if (within <= 0)
        return between <= 0 ? draws : (double)h->m;
    all = within * (n - 1) / n + between;
    rho[0] = 1;
    rho[1] = 1 - (within - covariance(h, mean, 1)) / all;
    for (size_t t = 1; t + 4 < h->each; t += 2) {
        rho[t + 1] = 1 - (within - covariance(h, mean, t + 1)) / all;
        rho[t + 2] = 1 - (within - covariance(h, mean, t + 2)) / all;
        if (!(rho[t + 1] + rho[t + 2] >= 0))
            break;
        last = t + 2;
    }
    /* Sums of pairs may only fall. */
    for (size_t t = 1; t + 2 <= last; t += 2) {
        const double before = rho[t - 1] + rho[t];

        if (rho[t + 1] + rho[t + 2] > before)
            rho[t + 1] = rho[t + 2] = before / 2;
    }
    for (size_t t = 0; t <= last; t++)
        tau += 2 * rho[t];
    /* The even one of the pair that ended it, which lowers the variance of antithetic chains. */
    if (last + 4 < h->each && rho[last + 1] > 0)
        tau += rho[last + 1];
    if (tau < 1 / (vg_sure_log(draws) / vg_sure_log(10)))
        tau = 1 / (vg_sure_log(draws) / vg_sure_log(10));
    return draws / tau;
}

static int by_size(const void *a, const void *b)
{
    const double *p = a, *q = b;

    return (*p > *q) - (*p < *q);
}

/* R's type 7: between the draws at (n - 1) p. */
static double quantile(const double *sorted, size_t n, double p)
{
    const double at = (double)(n - 1) * p;
    const size_t low = (size_t)at;

    if (low + 1 >= n)
        return sorted[n - 1];
    return sorted[low] + (at - (double)low) * (sorted[low + 1] - sorted[low]);
}

static double *sorted_copy(const double *x, size_t n, struct vg_arena *a)
{
    double *s = VG_NEW_ARRAY(a, double, n);

    for (size_t i = 0; i < n; i++)
        s[i] = x[i];
    qsort(s, n, sizeof *s, by_size);
    return s;
}

void vg_latent_health(const double *x, size_t m, size_t each, struct vg_arena *a, double *rhat,
                      double *ess)
{
    struct halves h = cut(x, m, each, a), folded = cut(x, m, each, a);
    const size_t n = h.m * h.each;
    const double median = quantile(sorted_copy(h.z, n, a), n, 0.5);
    double wide;

    for (size_t i = 0; i < n; i++)
        folded.z[i] = fabs(folded.z[i] - median);
    normalise(&h, a);
    normalise(&folded, a);
    *rhat = split_rhat(&h, a);
    wide = split_rhat(&folded, a);
    if (wide > *rhat)
        *rhat = wide;
    *ess = effective(&h, a);
}

void vg_latent_judge(int64_t n, const int64_t *n0, struct vg_arena *a, struct vg_latent *out)
{
    static const double shares[VG_LATENT_QUANTILES] = {0.025, 0.25, 0.5, 0.75, 0.975};
    double *x = VG_NEW_ARRAY(a, double, VG_LATENT_DRAWS);
    size_t capped = 0;

    *out = (struct vg_latent){.chains = VG_LATENT_CHAINS, .draws = VG_LATENT_DRAWS};
    for (size_t i = 0; i < VG_LATENT_DRAWS; i++) {
        /* Half a unit more, so that none unseen has a logarithm; ranks do not notice. */
        x[i] = vg_sure_log((double)n0[i] + 0.5);
        capped += (double)n0[i] > 19.5 * (double)n;
    }
    vg_latent_health(x, VG_LATENT_CHAINS, VG_LATENT_EACH, a, &out->rhat, &out->ess);
    out->cap_share = (double)capped / VG_LATENT_DRAWS;
    out->converged = out->rhat < VG_LATENT_RHAT_MOST && out->ess > VG_LATENT_ESS_LEAST &&
                     out->cap_share < VG_LATENT_SHARE_MOST;
    if (!out->converged)
        return;
    for (size_t i = 0; i < VG_LATENT_DRAWS; i++)
        x[i] = (double)n + (double)n0[i];
    x = sorted_copy(x, VG_LATENT_DRAWS, a);
    for (size_t i = 0; i < VG_LATENT_QUANTILES; i++)
        out->q[i] = quantile(x, VG_LATENT_DRAWS, shares[i]);
}
