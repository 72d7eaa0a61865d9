/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Incomplete gamma and beta by series and continued fractions (Abramowitz, Stegun 6.5.29, 6.5.31,
 * 26.5.8; the fractions by Lentz's method as Thompson and Barnett changed it, 1986), ψ by its
 * asymptotic series (6.3.18, 6.4.12) after stepping up.
 */
#include "estimate/special.h"

#include <math.h>

/* More steps than the widest argument takes: a fraction or series near its middle needs about
 * five times the square root of the shape. */
enum { STEPS_MAX = 10000000 };

static const double tiny = 1e-300, enough = 1e-16;

double vg_special_ln_gamma(double x)
{
    int sign;

    return lgamma_r(x, &sign);
}

double vg_special_digamma(double x)
{
    double below = 0, s;

    while (x < 10) {
        below += 1 / x;
        x += 1;
    }
    s = 1 / (x * x);
    return log(x) - 0.5 / x -
           s * (1.0 / 12 - s * (1.0 / 120 - s * (1.0 / 252 - s * (1.0 / 240 - s * (1.0 / 132))))) -
           below;
}

double vg_special_trigamma(double x)
{
    double below = 0, s;

    while (x < 10) {
        below += 1 / (x * x);
        x += 1;
    }
    s = 1 / (x * x);
    return 1 / x + s / 2 +
           s / x * (1.0 / 6 - s * (1.0 / 30 - s * (1.0 / 42 - s * (1.0 / 30 - s * (5.0 / 66))))) +
           below;
}

double vg_special_ln_choose(double n, double k)
{
    if (k > n)
        return -HUGE_VAL;
    return vg_special_ln_gamma(n + 1) - vg_special_ln_gamma(k + 1) - vg_special_ln_gamma(n - k + 1);
}

static double gamma_by_series(double a, double x)
{
    double term = 1 / a, sum = term;

    for (int k = 1; k < STEPS_MAX && term > sum * enough; k++) {
        term *= x / (a + k);
        sum += term;
    }
    return sum;
}

static double gamma_by_fraction(double a, double x)
{
    double b = x + 1 - a, c = 1 / tiny, d = 1 / b, h = d;

    for (int k = 1; k < STEPS_MAX; k++) {
        const double an = -k * (k - a);
        double step;

        b += 2;
        d = an * d + b;
        c = b + an / c;
        d = 1 / (fabs(d) < tiny ? tiny : d);
        c = fabs(c) < tiny ? tiny : c;
        step = d * c;
        h *= step;
        if (fabs(step - 1) < enough * 4)
            break;
    }
    return h;
}

double vg_special_gamma(double a, double x, double *upper)
{
    double p, q, front;

    if (x <= 0) {
        if (upper)
            *upper = 1;
        return 0;
    }
    front = exp(a * log(x) - x - vg_special_ln_gamma(a));
    if (x < a + 1) {
        p = front * gamma_by_series(a, x);
        q = 1 - p;
    } else {
        q = front * gamma_by_fraction(a, x);
        p = 1 - q;
    }
    if (upper)
        *upper = q;
    return p;
}

/* Halving between brackets in the logarithm of x: some hundred steps that cannot go astray. */
double vg_special_gamma_quantile(double a, double p)
{
    double low = log(a) - 1, high = log(a) + 1;

    while (vg_special_gamma(a, exp(low), (double *)0) > p && low > -700)
        low -= 2 * (log(a) + 2 - low);
    while (vg_special_gamma(a, exp(high), (double *)0) < p && high < 700)
        high += 1;
    for (int i = 0; i < 80; i++) {
        const double middle = low + (high - low) / 2;

        if (vg_special_gamma(a, exp(middle), (double *)0) < p)
            low = middle;
        else
            high = middle;
    }
    return exp(low + (high - low) / 2);
}

/* One half step of the fraction below. */
static void advance(double term, double *c, double *d, double *h)
{
    *d = 1 + term * *d;
    *c = 1 + term / *c;
    *d = 1 / (fabs(*d) < tiny ? tiny : *d);
    *c = fabs(*c) < tiny ? tiny : *c;
    *h *= *d * *c;
}

static double beta_by_fraction(double a, double b, double x)
{
    double c = 1, d = 1 - (a + b) * x / (a + 1), h;

    d = 1 / (fabs(d) < tiny ? tiny : d);
    h = d;
    for (int m = 1; m < STEPS_MAX; m++) {
        const double before = h;

        advance(m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)), &c, &d, &h);
        advance(-(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)), &c, &d, &h);
        if (fabs(h - before) <= enough * fabs(h))
            break;
    }
    return h;
}

double vg_special_beta(double a, double b, double x, double y)
{
    double front;

    if (x <= 0 || y <= 0)
        return x <= 0 ? 0 : 1;
    front = exp(vg_special_ln_gamma(a + b) - vg_special_ln_gamma(a) - vg_special_ln_gamma(b) +
                a * log(x) + b * log(y));
    if (x < (a + 1) / (a + b + 2))
        return front * beta_by_fraction(a, b, x) / a;
    return 1 - front * beta_by_fraction(b, a, y) / b;
}
