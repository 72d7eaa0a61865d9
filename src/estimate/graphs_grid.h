/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_ESTIMATE_GRAPHS_GRID_H
#define VG_ESTIMATE_GRAPHS_GRID_H

#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"

/*
 * Sums over a long grid of whole numbers at few points. The grid is cut into panels; the sum over a
 * panel of h numbers is taken at eight points with the weights of Gauss's rule for that sum, which
 * is exact for polynomials of degree 15 (the orthogonal polynomials are Gram's, of the numbers
 * themselves, not Legendre's of the interval). Short panels have their numbers as points, with
 * weight 1.
 *
 * What is summed is exp(f) for a smooth f whose second derivative is never below
 * -n / (x (x + n)), the posterior of N0 under n observed units: it is nowhere narrower than a
 * normal curve of s = sqrt(x (x + n) / n). A panel is at most 1.5 s wide, and a quarter of the way
 * to either end of the grid, where a curve may be cut off in its steepest part. The error of a sum
 * is then about 1e-12 of it.
 */
enum { VG_GRAPHS_GRID_POINTS = 8 };

struct vg_graphs_grid_panel {
    int64_t from, count; /* the whole numbers from … from + count - 1 */
    size_t first;        /* of its points */
    size_t points;
};

struct vg_graphs_grid {
    struct vg_graphs_grid_panel *panels;
    size_t n_panels;
    double *x, *w; /* points, ascending, and their weights */
    size_t n;
};

/* The grid from … to, with a border of panels before `border` (from ≤ border ≤ to + 1), for n > 0
 * observed units. In the arena. */
void vg_graphs_grid_make(int64_t from, int64_t border, int64_t to, double n, struct vg_arena *a,
                         struct vg_graphs_grid *out);

/*
 * Where in panel p, with density y[0 … points-1] > 0 at its points, the sum over its first numbers
 * reaches `share` (0 to 1) of the sum over all: the number itself. The logarithm of the density is
 * interpolated.
 */
int64_t vg_graphs_grid_reach(const struct vg_graphs_grid *g, const struct vg_graphs_grid_panel *p,
                             const double *y, double share);

#endif
