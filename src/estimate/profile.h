/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_ESTIMATE_PROFILE_H
#define VG_ESTIMATE_PROFILE_H

#include "estimate/loglinear.h"

/*
 * Profile likelihood interval for N under one model (Cormack, Biometrics 48, 1992, multinomial).
 * With n0 = N - n units put into the unseen cell the Poisson model is fitted to all cells:
 *   l(N) = -deviance/2 + n0 ln n0 - N ln N + ln N! - ln n0!      (n0 ln n0 = 0 at 0)
 * for any real N >= n. `mode` is where l is largest on [n, 1.5 N^]; the limits are where it has
 * fallen by 1.920729 (95 %). It holds for this model only: the choice of the model is not in it.
 */
struct vg_profile {
    double mode, lower;
    double upper; /* NaN: sought to 10^6 n and not found */
};

/* `fit` is the model's fit on `c`, of status 0 (VG_E_MISUSE otherwise). */
int vg_profile_run(const struct vg_captures *c, const struct vg_model *m, const struct vg_fit *fit,
                   struct vg_profile *out, struct vg_err *err);

#endif
