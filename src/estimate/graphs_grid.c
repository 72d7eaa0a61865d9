/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "estimate/graphs_grid.h"

#include <math.h>

#include "estimate/sure.h"

/* A panel of fewer numbers than this is not worth a rule. */
enum { GAUSS_FROM = 2 * VG_GRAPHS_GRID_POINTS };

/*
 * Gram's polynomials on h equal masses, scaled to [-1, 1], monic: p_{k+1} = z p_k - b_k p_{k-1}
 * with b_k = k² (1 - k²/h²) / (4k² - 1). p and its derivative at z, and the one before.
 */
static void gram(double z, double h, double *p, double *slope, double *before)
{
    double last = 0, now = 1, d_last = 0, d_now = 0;

    for (int k = 0; k < VG_GRAPHS_GRID_POINTS; k++) {
        const double kk = (double)k * k, b = k == 0 ? 0 : kk * (1 - kk / (h * h)) / (4 * kk - 1);
        const double next = z * now - b * last, d_next = now + z * d_now - b * d_last;

        last = now;
        now = next;
        d_last = d_now;
        d_now = d_next;
    }
    *p = now;
    *slope = d_now;
    *before = last;
}

/* The points and weights for numbers from … from + count - 1. Roots by Newton from those of
 * Legendre's polynomial; the rule is symmetric. */
static void gauss(int64_t from, int64_t count, double *x, double *w)
{
    const double h = (double)count, middle = (double)from + (h - 1) / 2;
    double scale = h, p, slope, before;

    for (int k = 1; k < VG_GRAPHS_GRID_POINTS; k++)
        scale *= (double)k * k * (1 - (double)k * k / (h * h)) / (4.0 * k * k - 1);
    for (int i = 0; i < VG_GRAPHS_GRID_POINTS / 2; i++) {
        /* cos(π (i + ¾) / 8½), the usual start, from the other end. */
        static const double start[] = {0.96208, 0.79802, 0.52643, 0.18375};
        double z = start[i];

        for (int turn = 0; turn < 8; turn++) {
            gram(z, h, &p, &slope, &before);
            z -= p / slope;
        }
        gram(z, h, &p, &slope, &before);
        x[i] = middle - z * h / 2;
        x[VG_GRAPHS_GRID_POINTS - 1 - i] = middle + z * h / 2;
        w[i] = w[VG_GRAPHS_GRID_POINTS - 1 - i] = scale / (slope * before);
    }
}

/* How many numbers the panel at u takes. */
static int64_t width(int64_t u, int64_t from, int64_t end, double n)
{
    const double x = (double)u;
    double h = 1.5 * sqrt(x * (x + n) / n);

    if (h > (double)(u - from) / 4)
        h = (double)(u - from) / 4;
    if (h > (double)(end - u) / 4)
        h = (double)(end - u) / 4;
    return h < GAUSS_FROM ? VG_GRAPHS_GRID_POINTS : (int64_t)h;
}

static void add_panel(struct vg_graphs_grid *g, struct vg_graphs_grid_panel *p, double *x,
                      double *w)
{
    p->first = g->n;
    p->points = VG_GRAPHS_GRID_POINTS;
    if (p->count >= GAUSS_FROM) {
        gauss(p->from, p->count, x, w);
        return;
    }
    if (p->count > VG_GRAPHS_GRID_POINTS)
        p->count = VG_GRAPHS_GRID_POINTS;
    p->points = (size_t)p->count;
    for (size_t i = 0; i < p->points; i++) {
        x[i] = (double)(p->from + (int64_t)i);
        w[i] = 1;
    }
}

void vg_graphs_grid_make(int64_t from, int64_t border, int64_t to, double n, struct vg_arena *a,
                         struct vg_graphs_grid *out)
{
    size_t room = 0, room_x = 0, room_w = 0;

    *out = (struct vg_graphs_grid){0};
    for (int64_t u = from; u <= to;) {
        const int64_t end = u < border ? border : to + 1, wide = width(u, from, to + 1, n);
        struct vg_graphs_grid_panel p = {.from = u, .count = wide < end - u ? wide : end - u};

        /* Room for a whole panel before its points are written. */
        for (size_t i = 0; i < VG_GRAPHS_GRID_POINTS; i++) {
            out->x = vg_grow(a, out->x, out->n + i, &room_x);
            out->w = vg_grow(a, out->w, out->n + i, &room_w);
        }
        add_panel(out, &p, out->x + out->n, out->w + out->n);
        out->panels = vg_grow(a, out->panels, out->n_panels, &room);
        out->panels[out->n_panels++] = p;
        out->n += p.points;
        u += p.count;
    }
}

/* The polynomial through (x, y) at z, in barycentric form; b are the weights of the points. */
static double through(const double *x, const double *y, const double *b, size_t n, double z)
{
    double top = 0, under = 0;

    for (size_t i = 0; i < n; i++) {
        const double away = z - x[i];

        if (away == 0)
            return y[i];
        top += b[i] / away * y[i];
        under += b[i] / away;
    }
    return top / under;
}

int64_t vg_graphs_grid_reach(const struct vg_graphs_grid *g, const struct vg_graphs_grid_panel *p,
                             const double *y, double share)
{
    const double *x = g->x + p->first;
    double b[VG_GRAPHS_GRID_POINTS], ln_y[VG_GRAPHS_GRID_POINTS], all = 0, sum = 0;

    for (size_t i = 0; i < p->points; i++) {
        b[i] = 1;
        ln_y[i] = vg_sure_log(y[i]);
        for (size_t j = 0; j < p->points; j++)
            b[i] /= j == i ? 1 : (x[i] - x[j]) * 4 / (double)p->count;
    }
    for (int64_t k = 0; k < p->count; k++)
        all += vg_sure_exp(through(x, ln_y, b, p->points, (double)(p->from + k)));
    for (int64_t k = 0; k < p->count; k++) {
        sum += vg_sure_exp(through(x, ln_y, b, p->points, (double)(p->from + k)));
        if (sum >= share * all)
            return p->from + k;
    }
    return p->from + p->count - 1;
}
