/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_ESTIMATE_BOOTSTRAP_H
#define VG_ESTIMATE_BOOTSTRAP_H

#include <stddef.h>
#include <stdint.h>

#include "estimate/stepwise.h"

/*
 * An interval for the stepwise N that does not forget the choice of the model (Silverman, Chan,
 * Vincent 2024): `replicates` multinomial samples of n units over the observed cells, the whole
 * selection repeated on each, and BCa limits (Efron 1987):
 *   z0 = Phi^-1(share of replicates below the estimate)
 *   a  = sum w d^3 / (6 (sum w d^2)^1.5), d = mean - theta_j, theta_j the estimate without one
 *        unit of cell j, w the cell's count, the mean weighted by w; cells whose theta_j does not
 *        exist are left out
 *   limit(q) = quantile of type 8 (Hyndman, Fan 1996) at Phi(z0 + (z0 + z_q)/(1 - a(z0 + z_q)))
 * A replicate without an estimate is not usable and is left out.
 */
enum { VG_BOOTSTRAP_REPLICATES = 1000 };

struct vg_bootstrap {
    size_t replicates, usable;
    size_t ties; /* of the three pairs of neighbouring limits, how many are the same number:
                    limits that the replicates cannot tell apart */
    double z0;   /* infinite where all replicates lie on one side; then there are no limits */
    double ahat;
    int has_limits; /* are the four that follow numbers? */
    double q025, q100, q900, q975;
};

/*
 * The same seed gives the same numbers. `theta` may be NULL; else it has `replicates` elements and
 * receives the usable estimates, ascending. The stepwise N of the table itself is needed as a
 * start and made again here; where it does not exist nothing is usable.
 * Fails as vg_stepwise_run(); VG_E_MISUSE for no replicates, VG_E_LIMIT for more than
 * VG_MAX_REPLICATES or a table of more than 2^52 units.
 */
int vg_bootstrap_run(const struct vg_captures *c, size_t replicates, uint64_t seed,
                     struct vg_bootstrap *out, double *theta, struct vg_err *err);

/* The quantile of type 8 of `n` ascending numbers, n > 0. */
double vg_bootstrap_quantile(const double *sorted, size_t n, double p);

#endif
