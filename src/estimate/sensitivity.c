/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "estimate/sensitivity.h"

#include "estimate/sure.h"

/* Point i of `steps` between two ends, evenly on a log scale; the ends exactly. */
static double between(double from, double to, int i, int steps)
{
    if (i == 0)
        return from;
    if (i == steps)
        return to;
    return from * vg_sure_exp(vg_sure_log(to / from) * i / steps);
}

int vg_sensitivity_run(const struct vg_captures *c, const struct vg_fit *fit,
                       struct vg_sensitivity *out, struct vg_err *err)
{
    const int two = c->t == 2, below = two ? 14 : 20, above = two ? 28 : 20;
    const double low = two ? 1.0 / 3 : 0.2, high = two ? 10 : 5;

    if (fit->status != VG_FIT_OK || c->t < 2)
        return vg_fail(err, VG_E_MISUSE, "sensitivity of a model that does not exist");
    out->n = 0;
    for (int i = 0; i <= below + above; i++) {
        const double x = i < below ? between(low, 1, i, below) : between(1, high, i - below, above);

        out->points[out->n].x = x;
        out->points[out->n++].n =
            (double)c->n + (c->t % 2 == 0 ? fit->unseen * x : fit->unseen / x);
    }
    return VG_OK;
}
