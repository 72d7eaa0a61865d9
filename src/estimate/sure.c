/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Logarithm: x = 2^e f with f in [√½, √2), ln f = 2 artanh((f-1)/(f+1)) by its series; the argument
 * of artanh is at most 0.1716, so that ten terms end below 1e-17. Exponential: x = k ln 2 + r,
 * |r| ≤ 0.347, with ln 2 in two parts, and Taylor's series to r^13 (next term 4e-18).
 */
#include "estimate/sure.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

static const double ln2_high = 6.93147180369123816490e-01; /* the low 32 bits are zero */
static const double ln2_low = 1.90821492927058770002e-10;
static const double half_ln_2pi = 9.18938533204672741780e-01;

static inline uint64_t bits_of(double x)
{
    uint64_t b;

    memcpy(&b, &x, sizeof b);
    return b;
}

static inline double of_bits(uint64_t b)
{
    double x;

    memcpy(&x, &b, sizeof x);
    return x;
}

/* artanh(s) / s - 1 by z = s², at most 0.0295. In pairs, and pairs of pairs, so that a processor
 * can do several at a time. */
static inline double artanh_rest(double z)
{
    const double z2 = z * z, z4 = z2 * z2;
    const double p01 = 1.0 / 3 + z * (1.0 / 5), p23 = 1.0 / 7 + z * (1.0 / 9);
    const double p45 = 1.0 / 11 + z * (1.0 / 13), p67 = 1.0 / 15 + z * (1.0 / 17);
    const double p89 = 1.0 / 19 + z * (1.0 / 21);

    return z * ((p01 + z2 * p23) + z4 * ((p45 + z2 * p67) + z4 * p89));
}

double vg_sure_log(double x)
{
    double scale = 0, f, s, rest;
    uint64_t b;
    int64_t e;

    if (!(x > 0))
        return x == 0 ? -HUGE_VAL : (double)NAN;
    if (x == HUGE_VAL)
        return x;
    if (x < 0x1p-1022) {
        x *= 0x1p54;
        scale = -54;
    }
    b = bits_of(x);
    e = (int64_t)(b >> 52) - 1023;
    f = of_bits((b & 0xfffffffffffffU) | 0x3ff0000000000000U);
    if (f > 1.41421356237309514547) {
        f *= 0.5;
        e++;
    }
    scale += (double)e;
    /* f - 1 is exact; 2s = (f-1) - s (f-1), which keeps the last bits that 2s alone would lose. */
    f -= 1;
    s = f / (2 + f);
    rest = artanh_rest(s * s);
    return scale * ln2_high + (f - s * (f - 2 * rest) + scale * ln2_low);
}

double vg_sure_log1p(double x)
{
    const double s = x / (2 + x);

    if (x > 0.4 || x < -0.29)
        return vg_sure_log(1 + x);
    return x - s * (x - 2 * artanh_rest(s * s));
}

/* For |x| ≤ 700. */
static inline double exp_plain(double x)
{
    /* Adding and taking away 1.5·2^52 rounds to a whole number in vectors too. */
    const double shift = 0x1.8p52;
    const double k = (x * 1.44269504088896338700 + shift) - shift;
    const double r = (x - k * ln2_high) - k * ln2_low;
    const double r2 = r * r, r4 = r2 * r2;
    const double p01 = 1.0 / 2 + r * (1.0 / 6), p23 = 1.0 / 24 + r * (1.0 / 120);
    const double p45 = 1.0 / 720 + r * (1.0 / 5040), p67 = 1.0 / 40320 + r * (1.0 / 362880);
    const double p89 = 1.0 / 3628800 + r * (1.0 / 39916800);
    const double pab = 1.0 / 479001600 + r * (1.0 / 6227020800);
    const double high = (p45 + r2 * p67) + r4 * (p89 + r2 * pab);
    const double p = 1 + (r + r2 * ((p01 + r2 * p23) + r4 * high));

    /* k + shift has k in its low bits; moved up they are the exponent to add. */
    return of_bits(bits_of(p) + (bits_of(k + shift) << 52));
}

double vg_sure_exp(double x)
{
    if (x >= -700 && x <= 700)
        return exp_plain(x);
    if (x < -745.2)
        return 0;
    if (x < 0)
        return exp_plain(x + 350) * exp_plain(-350);
    if (x > 709.782712893384)
        return HUGE_VAL;
    return x > 0 ? exp_plain(x - 350) * exp_plain(350) : x;
}

void vg_sure_exp_each(double *x, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const double e = exp_plain(x[i] < -700 ? -700 : x[i]);

        x[i] = x[i] < -700 ? 0 : e;
    }
}

/* 1/(12x) - 1/(360x³) + …, x ≥ 10: the next term is below 2e-17. */
static double stirling_series(double x)
{
    const double y = 1 / x, z = y * y;

    return y * (1.0 / 12 -
                z * (1.0 / 360 -
                     z * (1.0 / 1260 -
                          z * (1.0 / 1680 -
                               z * (1.0 / 1188 - z * (691.0 / 360360 -
                                                      z * (1.0 / 156 - z * (3617.0 / 122400))))))));
}

double vg_sure_ln_gamma(double x)
{
    double product = 1;

    while (x < 10) {
        product *= x;
        x += 1;
    }
    return (x - 0.5) * vg_sure_log(x) - x + half_ln_2pi + stirling_series(x) - vg_sure_log(product);
}

double vg_sure_ln_gamma_ratio(double x, double a, double b)
{
    const double u = x + a, v = x + b, d = a - b;

    if (u < 10 || v < 10 || fabs(d) > 0.5 * v)
        return vg_sure_ln_gamma(u) - vg_sure_ln_gamma(v);
    return (u - 0.5) * vg_sure_log1p(d / v) + d * vg_sure_log(v) - d +
           (stirling_series(u) - stirling_series(v));
}

double vg_sure_stirling_rest(double x)
{
    if (x >= 10)
        return stirling_series(x);
    return vg_sure_ln_gamma(x + 1) - ((x + 0.5) * vg_sure_log(x) - x + half_ln_2pi);
}

double vg_sure_deviance(double x, double m)
{
    const double d = x - m, v = d / (x + m);
    double sum, term;

    if (x <= 0)
        return m;
    if (fabs(v) > 0.1)
        return x * vg_sure_log(x / m) - d;
    /* x ln(x/m) = 2x artanh(v): d v is its first part less d, the rest is the series. */
    sum = d * v;
    term = 2 * x * v;
    for (int k = 3; k < 60; k += 2) {
        term *= v * v;
        const double next = sum + term / k;

        if (next == sum)
            break;
        sum = next;
    }
    return sum;
}

struct ratio {
    double top[8], under[8]; /* by rising power */
};

static double ratio_at(const struct ratio *q, double r)
{
    double top = q->top[7], under = q->under[7];

    for (int i = 6; i >= 0; i--) {
        top = top * r + q->top[i];
        under = under * r + q->under[i];
    }
    return top / under;
}

static const struct ratio middle = {
    {3.3871328727963666080e0, 1.3314166789178437745e+2, 1.9715909503065514427e+3,
     1.3731693765509461125e+4, 4.5921953931549871457e+4, 6.7265770927008700853e+4,
     3.3430575583588128105e+4, 2.5090809287301226727e+3},
    {1, 4.2313330701600911252e+1, 6.8718700749205790830e+2, 5.3941960214247511077e+3,
     2.1213794301586595867e+4, 3.9307895800092710610e+4, 2.8729085735721942674e+4,
     5.2264952788528545610e+3},
};
static const struct ratio near_tail = {
    {1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0,
     3.64784832476320460504e0, 1.27045825245236838258e0, 2.41780725177450611770e-1,
     2.27238449892691845833e-2, 7.74545014278341407640e-4},
    {1, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
     1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4,
     1.05075007164441684324e-9},
};
static const struct ratio far_tail = {
    {6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0,
     2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
     2.71155556874348757815e-5, 2.01033439929228813265e-7},
    {1, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
     7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7,
     2.04426310338993978564e-15},
};

double vg_sure_normal(double p)
{
    const double q = p - 0.5;
    double r, x;

    if (fabs(q) <= 0.425)
        return q * ratio_at(&middle, 0.180625 - q * q);
    r = sqrt(-vg_sure_log(q < 0 ? p : 1 - p));
    x = r <= 5 ? ratio_at(&near_tail, r - 1.6) : ratio_at(&far_tail, r - 5);
    return q < 0 ? -x : x;
}
