/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "estimate/profile.h"

#include <math.h>

#include "estimate/sure.h"

#define FALL   1.920729 /* half the 95 % point of chi squared with one degree of freedom */
#define FAR    1e6      /* times n: an upper limit beyond it says nothing */
#define GOLDEN 0.3819660112501051

struct curve {
    struct vg_loglinear *l;
    const struct vg_model *m;
    double n;
};

/* ln x! - x ln x + x: what is left of l(N) when the large terms, whose sum is the same for all N,
 * have been taken out. With them every digit would be lost at 10^9. */
static double rest(double x)
{
    return x > 0 ? 0.5 * vg_sure_log(2 * M_PI * x) + vg_sure_stirling_rest(x) : 0;
}

/* l(N) at N = n + unseen, up to a constant. */
static double height(const struct curve *k, double unseen)
{
    return rest(k->n + unseen) - rest(unseen) - 0.5 * vg_loglinear_deviance_at(k->l, k->m, unseen);
}

/* Where the curve is highest between 0 and `high`, by golden section: it has one top, and is flat
 * there to half the digits, so nothing finer would find it better. */
static double top(const struct curve *k, double high, double *at_top)
{
    double low = 0, x = high * GOLDEN, y = high * (1 - GOLDEN);
    double at_x = height(k, x), at_y = height(k, y);

    while (high - low > 1e-8 * (k->n + high)) {
        if (at_x >= at_y) {
            high = y;
            y = x;
            at_y = at_x;
            x = low + (high - low) * GOLDEN;
            at_x = height(k, x);
        } else {
            low = x;
            x = y;
            at_x = at_y;
            y = high - (high - low) * GOLDEN;
            at_y = height(k, y);
        }
    }
    *at_top = at_x > at_y ? at_x : at_y;
    return at_x > at_y ? x : y;
}

/* Where the curve crosses `level` between two points on either side of it: false position, the
 * end that stays being made lighter (Illinois), so that both ends move. */
static double crossing(const struct curve *k, double level, double a, double b)
{
    double at_a = height(k, a) - level, at_b = height(k, b) - level;

    for (int i = 0; i < 200 && fabs(b - a) > 1e-9 * (k->n + fabs(b)); i++) {
        const double x = at_a != at_b ? b - at_b * (b - a) / (at_b - at_a) : (a + b) / 2;
        const double at_x = height(k, x) - level;

        if ((at_x > 0) != (at_b > 0)) {
            a = b;
            at_a = at_b;
        } else {
            at_a /= 2;
        }
        b = x;
        at_b = at_x;
        if (at_x == 0)
            break;
    }
    return b;
}

/* The upper limit's unseen; NaN if it is further than FAR. */
static double upper_limit(const struct curve *k, double mode, double level)
{
    double low = mode, high = mode > 1 ? mode : 1;

    for (;;) {
        high = 2 * high;
        if (k->n + high > FAR * k->n)
            return (double)NAN;
        if (height(k, high) < level)
            return crossing(k, level, low, high);
        low = high;
    }
}

int vg_profile_run(const struct vg_captures *c, const struct vg_model *m, const struct vg_fit *fit,
                   struct vg_profile *out, struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    const struct curve k = {vg_loglinear_begin(c, &a), m, (double)c->n};
    double mode, at_mode, at_none;

    if (fit->status != VG_FIT_OK)
        return vg_fail(err, VG_E_MISUSE, "a profile of a model that does not exist");
    mode = top(&k, 1.5 * fit->n - k.n, &at_mode);
    at_none = height(&k, 0);
    if (at_none > at_mode) {
        mode = 0;
        at_mode = at_none;
    }
    out->mode = k.n + mode;
    out->lower = k.n;
    if (at_none < at_mode - FALL)
        out->lower += crossing(&k, at_mode - FALL, 0, mode);
    out->upper = k.n + upper_limit(&k, mode, at_mode - FALL);
    return VG_OK;
}
