/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_ESTIMATE_SENSITIVITY_H
#define VG_ESTIMATE_SENSITIVITY_H

#include <stddef.h>

#include "estimate/loglinear.h"

/*
 * What the assumption that no data can test is worth (Aleshin-Guendel, Sadinle, Wakefield 2024).
 * Let xi be the interaction of all t lists, x = exp xi. Then
 *   ln N0(xi) = (-1)^t xi + sum of ln n_h over odd |h| - the same over even |h| > 0
 * with the fitted means of a model for n_h; so N(x) = n + N0 x^((-1)^t), N0 the model's own unseen
 * (x = 1). Two lists: x is the odds ratio, N0(x) = x n10 n01/n11.
 * Points: 41 from 1/5 to 5, each 5^(1/20) times the one before; for two lists 43 from 1/3 to 10,
 * geometric below and above 1. The ends and 1 are exact; ascending.
 */
enum { VG_SENSITIVITY_POINTS = 43 };

struct vg_sensitivity {
    size_t n;
    struct {
        double x, n;
    } points[VG_SENSITIVITY_POINTS];
};

/* `fit` is a fit of status 0 on a table of two lists or more; VG_E_MISUSE otherwise. */
int vg_sensitivity_run(const struct vg_captures *c, const struct vg_fit *fit,
                       struct vg_sensitivity *out, struct vg_err *err);

#endif
