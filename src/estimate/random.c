/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The two transformed rejections draw (U, V), map U to a proposal k with a heavy-tailed hat, accept
 * at once inside a rectangle under the curve (86 of 100), and otherwise compare with the exact
 * probability. That is written as Loader's saddle point form, which loses no digits for large
 * counts.
 */
#include "estimate/random.h"

#include <math.h>

#include "estimate/sure.h"

static const double ln_2pi = 1.83787706640934548356;

__extension__ typedef unsigned __int128 wide; /* a product of two 64-bit numbers */

/* One step of splitmix64 (Steele, Lea, Flood 2014). */
static uint64_t mix(uint64_t z)
{
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31);
}

uint64_t vg_random_split(uint64_t seed, uint64_t part)
{
    return mix(mix(seed + 0x9e3779b97f4a7c15U) ^ (part * 0x9e3779b97f4a7c15U + 1));
}

struct vg_random vg_random_of(uint64_t seed)
{
    struct vg_random r;

    for (int i = 0; i < 4; i++)
        r.s[i] = mix(seed += 0x9e3779b97f4a7c15U);
    return r;
}

static uint64_t turned(uint64_t x, int k)
{
    return x << k | x >> (64 - k);
}

uint64_t vg_random_bits(struct vg_random *r)
{
    uint64_t *s = r->s;
    const uint64_t out = turned(s[0] + s[3], 23) + s[0];
    const uint64_t t = s[1] << 17;

    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = turned(s[3], 45);
    return out;
}

double vg_random_uniform(struct vg_random *r)
{
    return ((double)(vg_random_bits(r) >> 12) + 0.5) * 0x1p-52;
}

uint64_t vg_random_below(struct vg_random *r, uint64_t n)
{
    const uint64_t least = (0 - n) % n; /* 2^64 modulo n */
    wide m;

    do {
        m = (wide)vg_random_bits(r) * n;
    } while ((uint64_t)m < least);
    return (uint64_t)(m >> 64);
}

double vg_random_normal(struct vg_random *r)
{
    return vg_sure_normal(vg_random_uniform(r));
}

double vg_random_gamma(struct vg_random *r, double shape)
{
    const double d = shape - 1.0 / 3, c = 1 / sqrt(9 * d);

    for (;;) {
        const double x = vg_random_normal(r), root = 1 + c * x;

        if (root <= 0)
            continue;
        const double v = root * root * root, u = vg_random_uniform(r), xx = x * x;

        if (u < 1 - 0.0331 * xx * xx)
            return d * v;
        if (vg_sure_log(u) < 0.5 * xx + d * (1 - v + vg_sure_log(v)))
            return d * v;
    }
}

double vg_random_gamma_ln(struct vg_random *r, double shape)
{
    if (shape >= 1)
        return vg_sure_log(vg_random_gamma(r, shape));
    const double more = vg_sure_log(vg_random_gamma(r, shape + 1));

    return more + vg_sure_log(vg_random_uniform(r)) / shape;
}

double vg_random_beta(struct vg_random *r, double a, double b, double *other)
{
    const double x = vg_random_gamma(r, a), y = vg_random_gamma(r, b), all = x + y;

    *other = y / all;
    return x / all;
}

void vg_random_beta_ln(struct vg_random *r, double a, double b, double *ln_x, double *ln_other)
{
    const double x = vg_random_gamma_ln(r, a), y = vg_random_gamma_ln(r, b);
    const double all =
        x > y ? x + vg_sure_log1p(vg_sure_exp(y - x)) : y + vg_sure_log1p(vg_sure_exp(x - y));

    *ln_x = x - all;
    *ln_other = y - all;
}

/* (1-p)^n: by squaring where the error of 1 - p, which n multiplies, does not matter. */
static double none_of(int64_t n, double p)
{
    double power = 1, square = 1 - p;

    if (n >= 4096)
        return vg_sure_exp((double)n * vg_sure_log1p(-p));
    for (int64_t rest = n; rest > 0; rest >>= 1) {
        if (rest & 1)
            power *= square;
        square *= square;
    }
    return power;
}

/* Inversion by adding up probabilities from 0; n p < 30, p ≤ ½. The mean is small, so that
 * (1-p)^n is above e^-42 and the sum ends soon; up to here it is quicker than a rejection. */
static int64_t binomial_small(struct vg_random *r, int64_t n, double p)
{
    static const double parts[] = {0,        1.0,      1.0 / 2,  1.0 / 3, 1.0 / 4,  1.0 / 5,
                                   1.0 / 6,  1.0 / 7,  1.0 / 8,  1.0 / 9, 1.0 / 10, 1.0 / 11,
                                   1.0 / 12, 1.0 / 13, 1.0 / 14, 1.0 / 15};
    double u = vg_random_uniform(r), odds, term;
    int64_t k = 0;

    /* (1-p)^n ≥ 1 - np: mostly none, and no power is needed to see it. */
    if (u <= 1 - (double)n * p)
        return 0;
    odds = p / (1 - p);
    term = none_of(n, p);
    while (u > term && k < n) {
        u -= term;
        k++;
        term *= odds * (double)(n - k + 1) * (k < 16 ? parts[k] : 1 / (double)k);
        /* What rounding left over at the far end: the last count with any probability. */
        if (term < 1e-60)
            break;
    }
    return k;
}

/* ln P(k) of a binomial, 0 ≤ k ≤ n, 0 < p < 1, q = 1 - p. */
static double binomial_ln(double k, double n, double p, double q)
{
    if (k <= 0)
        return n * vg_sure_log1p(-p);
    if (k >= n)
        return n * vg_sure_log(p);
    return vg_sure_stirling_rest(n) - vg_sure_stirling_rest(k) - vg_sure_stirling_rest(n - k) -
           vg_sure_deviance(k, n * p) - vg_sure_deviance(n - k, n * q) -
           0.5 * (ln_2pi + vg_sure_log(k) + vg_sure_log1p(-k / n));
}

static int64_t binomial_large(struct vg_random *r, int64_t trials, double p)
{
    const double n = (double)trials, q = 1 - p, s = sqrt(n * p * q);
    const double b = 1.15 + 2.53 * s, a = -0.0873 + 0.0248 * b + 0.01 * p, c = n * p + 0.5;
    const double box = 0.92 - 4.2 / b, alpha = (2.83 + 5.1 / b) * s;
    double top = 0;
    int has_top = 0;

    for (;;) {
        const double u = vg_random_uniform(r) - 0.5, us = 0.5 - fabs(u);
        const double k = floor((2 * a / us + b) * u + c);
        double v = vg_random_uniform(r);

        if (us >= 0.07 && v <= box)
            return (int64_t)k;
        if (k < 0 || k > n)
            continue;
        if (!has_top) {
            top = binomial_ln(floor((n + 1) * p), n, p, q);
            has_top = 1;
        }
        v = vg_sure_log(v * alpha / (a / (us * us) + b));
        if (v <= binomial_ln(k, n, p, q) - top)
            return (int64_t)k;
    }
}

int64_t vg_random_binomial(struct vg_random *r, int64_t n, double p)
{
    const double less = p > 0.5 ? 1 - p : p;
    int64_t k;

    if (n <= 0 || p <= 0)
        return 0;
    if (p >= 1)
        return n;
    k = (double)n * less < 30 ? binomial_small(r, n, less) : binomial_large(r, n, less);
    return p > 0.5 ? n - k : k;
}

static int64_t poisson_small(struct vg_random *r, double mean)
{
    const double end = vg_sure_exp(-mean);
    double product = vg_random_uniform(r);
    int64_t k = 0;

    while (product > end) {
        product *= vg_random_uniform(r);
        k++;
    }
    return k;
}

static double poisson_ln(double k, double mean)
{
    if (k <= 0)
        return -mean;
    return -vg_sure_stirling_rest(k) - vg_sure_deviance(k, mean) - 0.5 * (ln_2pi + vg_sure_log(k));
}

int64_t vg_random_poisson(struct vg_random *r, double mean)
{
    if (mean < 10)
        return mean > 0 ? poisson_small(r, mean) : 0;
    const double b = 0.931 + 2.53 * sqrt(mean), a = -0.059 + 0.02483 * b;
    const double inverse = 1.1239 + 1.1328 / (b - 3.4), box = 0.9277 - 3.6224 / (b - 2);

    for (;;) {
        const double u = vg_random_uniform(r) - 0.5, v = vg_random_uniform(r);
        const double us = 0.5 - fabs(u), k = floor((2 * a / us + b) * u + mean + 0.43);

        if (us >= 0.07 && v <= box)
            return (int64_t)k;
        if (k < 0 || (us < 0.013 && v > us))
            continue;
        if (vg_sure_log(v * inverse / (a / (us * us) + b)) <= poisson_ln(k, mean))
            return (int64_t)k;
    }
}

int64_t vg_random_negative_binomial(struct vg_random *r, double n, double odds, double most)
{
    const double gamma = n >= 1 ? vg_random_gamma(r, n) : vg_sure_exp(vg_random_gamma_ln(r, n));
    const double mean = gamma * odds;

    return mean > most ? -1 : vg_random_poisson(r, mean);
}

/* From the last class to the first: what is left over is then divided by a sum that has lost no
 * digits, as one made by subtracting would have. */
void vg_random_multinomial(struct vg_random *r, int64_t n, const double *sums, size_t k,
                           int64_t *out)
{
    for (size_t i = k; i-- > 1;) {
        out[i] = n > 0 && sums[i] > sums[i - 1]
                     ? vg_random_binomial(r, n, (sums[i] - sums[i - 1]) / sums[i])
                     : 0;
        n -= out[i];
    }
    out[0] = n;
}
