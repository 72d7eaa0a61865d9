/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_ESTIMATE_INFLUENCE_H
#define VG_ESTIMATE_INFLUENCE_H

#include <stddef.h>

#include "estimate/loglinear.h"

/*
 * How the N of the best pair model (by BIC, ties by name; above six lists the stepwise one) moves
 * when the table changes a little, the model chosen anew each time: a list dropped, two lists made
 * one, one unit taken from a cell. Told as a ratio, new N / N, so that it can be shown where N
 * itself may not. A ratio is NaN where no model exists on the changed table.
 * (New Orleans: one unit less in the one cell makes 1,034 of 981.)
 */
struct vg_influence {
    int status;   /* 0, or 1 when no model exists on the table itself: then nothing follows */
    int by_steps; /* more than six lists: the stepwise model, on changed tables too */
    double n;     /* N of the best pair model */
    struct vg_model model;
    size_t lists; /* t, or 0 where dropping one leaves fewer than two */
    double *drop; /* [lists]: without list i */
    size_t pairs; /* t(t-1)/2, or 0 where merging leaves fewer than two */
    struct vg_influence_merge {
        unsigned i, j; /* lists, from 0 */
        double ratio;
    } * merge;
    size_t cells;
    struct vg_influence_cell {
        unsigned mask;
        double ratio;
    } * remove; /* every non-empty cell, in order of masks */
};

/* In the arena. Fails as vg_loglinear_fit(). */
int vg_influence_run(const struct vg_captures *c, struct vg_arena *a, struct vg_influence *out,
                     struct vg_err *err);

#endif
