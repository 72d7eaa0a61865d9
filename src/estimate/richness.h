/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_ESTIMATE_RICHNESS_H
#define VG_ESTIMATE_RICHNESS_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"

/*
 * Saturation: how much more searching would still bring. Units by the number of independent roots
 * (abundance), or of searches out of T (incidence), that show them: f1, f2, ... Never by articles:
 * repeats make f2 larger and hide the unseen.
 *
 * S units seen, n = sum of times x units. A = (n-1)/n, for incidence (T-1)/T.
 *   classic  S + A f1^2/(2 f2), S + A f1(f1-1)/2 when f2 = 0 (Chao 1984, 1987)
 *   bc       S + f1(f1-1)/(2(f2+1)) for abundance as vegan has it, with A before for incidence
 *   limits   of classic, log-normal from var = f2 [A/2 r^2 + A^2 r^3 + A^2/4 r^4], r = f1/f2; when
 *            f2 = 0 from A f1(f1-1)/2 + A^2 f1(2f1-1)^2/4 - A^2 f1^4/(4 classic) (Chao 1987)
 *   ace      rare = seen at most 10 times (Chao, Lee 1992)
 *   coverage, rarefaction and extrapolation as in Chao, Jost 2012
 * It is a lower bound for heterogeneous units and says nothing of those that no search could meet.
 */
struct vg_richness_table {
    size_t n;
    const struct vg_richness_row {
        int64_t times, units;
    } * rows;         /* ascending `times`, each once, units > 0 */
    int64_t searches; /* T; 0: abundance */
};

/*
 * Read `times,units` and, for incidence, a constant `searches` (CSV, columns in any order; rows of
 * one `times` are added). VG_E_FORMAT with the line for numbers that are not whole, times of 0,
 * times above searches, searches that vary, no unit at all; VG_E_LIMIT beyond
 * VG_MAX_ESTIMATE_TIMES rows.
 */
int vg_richness_read(const char *bytes, size_t len, struct vg_arena *a,
                     struct vg_richness_table *out, struct vg_err *err);

enum { VG_RICHNESS_CURVE = 5 };

struct vg_richness {
    int64_t n, searches, seen, f1, f2;
    int is_single; /* S02: every unit was seen once. What follows is not set then */
    int is_thin;   /* S01: f1 or f2 below 5: a bound, and no extrapolation in a brief */
    double coverage;
    double classic, bc, lower, upper;
    double ace; /* NaN for incidence, and where all that are rare were seen once */
    size_t n_curve;
    struct vg_richness_point {
        int64_t m; /* n/2 rounded half to even, n-1, n, n+1, 2n; T in place of n for incidence */
        double seen, coverage;
    } curve[VG_RICHNESS_CURVE];
};

struct vg_richness vg_richness_run(const struct vg_richness_table *t);

/* One point of the same curve, 1 <= m: expected units seen and coverage after m incidences (or
 * searches). `r` is what vg_richness_run() made of `t`, and not single. */
struct vg_richness_point vg_richness_at(const struct vg_richness_table *t,
                                        const struct vg_richness *r, int64_t m);

#endif
