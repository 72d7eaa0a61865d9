/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_ESTIMATE_SURE_H
#define VG_ESTIMATE_SURE_H

#include <stddef.h>

/*
 * Logarithm, exponential and what is made of them, from nothing but the IEEE additions,
 * multiplications, divisions and square roots of doubles, in a fixed order: the same bits on every
 * machine. (The C library picks its versions by processor, and they differ in the last bit; a
 * Markov chain amplifies that, docs of estimate/latent.h.) The folder is compiled without fused
 * multiply-add for the same reason. Relative error below 1e-15 where nothing else is said.
 */

/* Natural logarithm. 0 gives -HUGE_VAL; a negative x or NaN gives NaN; HUGE_VAL itself. */
double vg_sure_log(double x);

/* ln(1 + x), x > -1, without loss near 0. */
double vg_sure_log1p(double x);

/* e^x; 0 below -745.2, HUGE_VAL above 709.78; what lies under 1e-307 may have lost bits. */
double vg_sure_exp(double x);

/* e^x in place of each of `n` numbers, 0 for those below -700; none above 700. The compiler makes
 * vectors of it; the bits are those of vg_sure_exp(). */
void vg_sure_exp_each(double *x, size_t n);

/* ln Γ(x), x > 0. Absolute error 1e-14 below x = 10, relative 1e-15 above. */
double vg_sure_ln_gamma(double x);

/*
 * ln Γ(x + a) - ln Γ(x + b) for x + a, x + b > 0, without the loss of digits that the difference
 * of two large logarithms brings: absolute error about 1e-15 times |a - b| ln(x + b).
 */
double vg_sure_ln_gamma_ratio(double x, double a, double b);

/* ln Γ(x + 1) - [(x + ½) ln x - x + ½ ln 2π], x > 0: what Stirling's formula lacks of ln x!. */
double vg_sure_stirling_rest(double x);

/* x ln(x / m) + m - x for x, m > 0 (m for x = 0), without loss where x is near m (Loader 2000). */
double vg_sure_deviance(double x, double m);

/* The standard normal quantile, 0 < p < 1, to 1e-15 (Wichura 1988, algorithm AS 241; the
 * coefficients are his). */
double vg_sure_normal(double p);

#endif
