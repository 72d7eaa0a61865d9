/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_ESTIMATE_CHAO_H
#define VG_ESTIMATE_CHAO_H

#include "estimate/captures.h"

/*
 * Lower bounds from how often units were seen (Chao, Biometrics 43, 1987; Rivest, Baillargeon,
 * Biometrics 63, 2007 for `mth`). f_k = units on exactly k lists.
 *   classic  n + f1^2/(2 f2)
 *   bc       n + ((t-1)/t) f1(f1-1)/(2(f2+1)), with log-normal limits from
 *            var = f0 + A^2 f1(2f1-1)^2/(4(f2+1)^2) + A^2 f1^2 f2(f1-1)^2/(4(f2+1)^4),
 *            f0 = bc - n, A = (t-1)/t
 *   mth      Poisson log-linear model of main effects and eta_k max(|h|-k+1, 0), k = 3 ... t,
 *            eta_k >= 0: while one is below 0, or no unit is on k or more lists, the lowest such k
 *            goes and the model is fitted again; N = n + exp(beta_0)
 * Heterogeneity of units makes them too low, never too high; dependence of lists that avoid each
 * other can make them too high.
 */
struct vg_chao {
    unsigned t;
    int64_t f[VG_CAPTURE_LISTS_MAX]; /* f[0] is f1 */
    double classic;                  /* NaN when f2 = 0 */
    double bc, lower, upper;
    double mth; /* NaN when t < 3, or when the model has no maximum */
};

struct vg_chao vg_chao_run(const struct vg_captures *c);

/*
 * Chao's log-normal 95 % limits for `seen` + `unseen` with the variance of `unseen`:
 * K = exp(1.959964 sqrt(ln(1 + var/unseen^2))); seen + unseen/K and seen + unseen K. Both are
 * `seen` when nothing is unseen.
 */
void vg_chao_limits(double seen, double unseen, double var, double *lower, double *upper);

#endif
