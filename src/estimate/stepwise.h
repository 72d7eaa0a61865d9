/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_ESTIMATE_STEPWISE_H
#define VG_ESTIMATE_STEPWISE_H

#include "estimate/loglinear.h"

/*
 * Forward selection of pairs (Chan, Silverman, Vincent 2021, section 3). From main effects: each
 * pair not in the model has its observed overlap o and its fitted one m; with X Poisson of mean m,
 * p = min(P(X <= o), P(X >= o)). A pair whose enlarged model has a status other than 0 has p = 1.
 * The pair of smallest p is added, ties to the first in order 12, 13, ..., 23, ...; until the
 * smallest is VG_STEPWISE_P or more. Where the main-effects model itself has another status than
 * 0 there is nothing to begin from: `fit.status` says which and the path is empty.
 * N from the chosen model ignores that it was chosen: see bootstrap.h for its interval.
 */
#define VG_STEPWISE_P 0.02

struct vg_stepwise {
    struct vg_model model;    /* its terms in the order in which they were added: the path */
    struct vg_fit fit;        /* of that model */
    double p[VG_MODEL_TERMS]; /* with which each was added */
};

/* Fails only as vg_loglinear_fit() does. */
int vg_stepwise_run(const struct vg_captures *c, struct vg_stepwise *out, struct vg_err *err);

/* The same on a table made ready. */
int vg_stepwise_on(struct vg_loglinear *l, struct vg_stepwise *out, struct vg_err *err);

#endif
