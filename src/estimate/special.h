/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_ESTIMATE_SPECIAL_H
#define VG_ESTIMATE_SPECIAL_H

/*
 * Functions of probability that the C library lacks. Relative error about 1e-12 for the sizes met
 * here (shapes up to 1e12); what comes out of them is printed with ten digits.
 */

/* ln Γ(x), x > 0, without the C library's global sign. */
double vg_special_ln_gamma(double x);
/* ψ and ψ', the first and second derivative of ln Γ, x > 0. */
double vg_special_digamma(double x);
double vg_special_trigamma(double x);
/* ln C(n, k), 0 <= k <= n; -HUGE_VAL for k > n. */
double vg_special_ln_choose(double n, double k);
/* P(a, x) = the share of a Gamma(a, 1) below x; *upper (may be NULL) = 1 - P without loss. */
double vg_special_gamma(double a, double x, double *upper);
/* x with P(a, x) = p, 0 < p < 1. */
double vg_special_gamma_quantile(double a, double p);
/* I_x(a, b) = the share of a Beta(a, b) below x, with y = 1 - x given without loss. */
double vg_special_beta(double a, double b, double x, double y);

#endif
