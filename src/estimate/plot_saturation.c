/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Units seen over how much was searched: a curve that still rises says that more is to be found.
 * Below it how much of what would be met next is known already.
 */
#include <math.h>

#include "estimate/plot_kit.h"

enum {
    LEFT = 78,
    RIGHT = 620,
    TOP = 40,
    BOTTOM = 230,
    LOW_TOP = 274,
    LOW_BOTTOM = 334,
    TALL = 378,
    POINTS = 40,
    EARLY = 64, /* room for the doublings before the first of these, where the curve is steep */
};

struct curve {
    size_t n;
    struct vg_richness_point at[2 * POINTS + EARLY];
};

/* From 1 to what was searched, and on to twice that where it may be said. */
static void follow(const struct vg_plot *p, struct curve *c, int64_t size, int may_go_on)
{
    const int64_t end = may_go_on ? 2 * size : size;
    int64_t last = 0;

    for (int64_t m = 1; m < size / POINTS; m *= 2)
        c->at[c->n++] = vg_richness_at(p->e->frequencies, p->e->richness, m);
    for (int64_t i = 1; i <= (may_go_on ? 2 : 1) * POINTS; i++) {
        const int64_t m = (int64_t)ceil((double)size * (double)i / POINTS);

        if (m == last || m < 1 || m > end)
            continue;
        last = m;
        c->at[c->n++] = vg_richness_at(p->e->frequencies, p->e->richness, m);
    }
}

static void put_curve(const struct vg_plot *p, const struct curve *c, int64_t size,
                      const struct vg_axis *across, const struct vg_axis *up, int is_coverage)
{
    for (int beyond = 0; beyond < 2; beyond++) {
        size_t n = 0;

        for (size_t i = 0; i < c->n; i++)
            n += beyond ? c->at[i].m >= size : c->at[i].m <= size;
        if (n < 2)
            continue;
        vg_plot_way_open(p);
        for (size_t i = 0; i < c->n; i++)
            if (beyond ? c->at[i].m >= size : c->at[i].m <= size)
                vg_plot_way_to(
                    p, vg_axis_at(across, (double)c->at[i].m),
                    vg_axis_at(up, is_coverage ? 100 * c->at[i].coverage : c->at[i].seen));
        vg_plot_way_end(p, beyond ? VG_LINE_DASHED : VG_LINE_SOLID);
    }
}

static void draw(const struct vg_plot *p, const struct curve *c, int64_t size)
{
    const struct vg_said *unit =
        p->e->richness->searches > 0 ? VG_SAYS(PLOT_EFFORTS) : VG_SAYS(PLOT_SIGHTINGS);
    /* From nothing on, so never logarithmic: the bend is what is to be seen. */
    const struct vg_axis across = {0, (double)c->at[c->n - 1].m, 0, LEFT, RIGHT};
    const struct vg_axis up = {0, c->at[c->n - 1].seen * 1.1, 0, BOTTOM, TOP};
    const struct vg_axis low = {0, 100, 0, LOW_BOTTOM, LOW_TOP};
    const int x = vg_axis_at(&across, (double)size);
    const int y = vg_axis_at(&up, (double)p->e->richness->seen);

    vg_plot_axis_up(p, &up, LEFT, RIGHT, VG_PLOT_SAYS(p, PLOT_SEEN_UP));
    vg_plot_stroke(p, LEFT, BOTTOM, RIGHT, BOTTOM, VG_LINE_SOLID);
    put_curve(p, c, size, &across, &up, 0);
    vg_plot_stroke(p, x, TOP, x, LOW_BOTTOM, VG_LINE_GREY);
    vg_putf(p->svg, "<circle cx=\"%d\" cy=\"%d\" r=\"4\"/>\n", x, y);
    vg_plot_write(p, x - 7, y - 7, VG_TEXT_END,
                  vg_plot_text(p, VG_SAID(p->a, PLOT_SEEN, vg_plot_whole(p, p->e->richness->seen))),
                  40);
    vg_plot_write(p, 2, LOW_TOP - 10, VG_TEXT_START, VG_PLOT_SAYS(p, PLOT_COVERAGE_UP), 90);
    vg_plot_stroke(p, LEFT, LOW_TOP, LEFT, LOW_BOTTOM, VG_LINE_SOLID);
    for (int at = 0; at <= 100; at += 50) {
        vg_plot_stroke(p, LEFT, vg_axis_at(&low, at), RIGHT, vg_axis_at(&low, at), VG_LINE_GREY);
        vg_plot_write(p, LEFT - 8, vg_axis_at(&low, at) + 4, VG_TEXT_END, vg_plot_number(p, at), 8);
    }
    put_curve(p, c, size, &across, &low, 1);
    vg_plot_axis_across(p, &across, LOW_BOTTOM, vg_plot_text(p, unit));
}

static void put_table(const struct vg_plot *p, const struct curve *c)
{
    const char *heads[] = {vg_plot_text(p, p->e->richness->searches > 0 ? VG_SAYS(PLOT_EFFORTS)
                                                                        : VG_SAYS(PLOT_SIGHTINGS)),
                           VG_PLOT_SAYS(p, PLOT_SEEN_UP), VG_PLOT_SAYS(p, PLOT_COVERAGE_UP)};

    vg_plot_table(p, VG_PLOT_SAYS(p, PLOT_SATURATION_TITLE), heads, 3);
    for (size_t i = 0; i < c->n; i++) {
        const char *cells[] = {vg_plot_number(p, (double)c->at[i].m),
                               vg_plot_number(p, c->at[i].seen),
                               vg_plot_number(p, 100 * c->at[i].coverage)};

        vg_plot_row(p, cells, 3);
    }
    vg_plot_table_end(p);
}

void vg_plot_saturation(const struct vg_plot *p)
{
    const struct vg_richness *r = p->e->richness;
    const int64_t size = r == NULL ? 0 : r->searches > 0 ? r->searches : r->n;
    struct curve *c = VG_NEW(p->a, struct curve);

    if (r == NULL || p->e->frequencies == NULL || r->is_single)
        return;
    follow(p, c, size, !r->is_thin);
    if (c->n < 2)
        return;
    vg_plot_open(p, TALL, VG_PLOT_SAYS(p, PLOT_SATURATION_TITLE),
                 vg_plot_text(p, r->is_thin
                                     ? VG_SAID(p->a, PLOT_SATURATION_THIN,
                                               vg_plot_whole(p, r->seen), vg_plot_whole(p, size),
                                               vg_plot_part(p, floor(100 * r->coverage)))
                                     : VG_SAID(p->a, PLOT_SATURATION_DESC,
                                               vg_plot_whole(p, r->seen), vg_plot_whole(p, size),
                                               vg_plot_part(p, floor(100 * r->coverage)),
                                               vg_plot_part(p, floor(c->at[c->n - 1].seen)))));
    draw(p, c, size);
    vg_plot_close(p);
    put_table(p, c);
}
