/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What N would be if the interaction that no data can test were another than supposed. */
#include <math.h>

#include "estimate/plot_kit.h"

enum { LEFT = 78, RIGHT = 620, TOP = 40, BOTTOM = 290, TALL = 334 };

static double n_at_one(const struct vg_sensitivity *s)
{
    for (size_t i = 0; i < s->n; i++)
        if (fabs(s->points[i].x - 1) < 1e-12)
            return s->points[i].n;
    return (double)NAN;
}

static void draw(const struct vg_plot *p, const struct vg_sensitivity *s)
{
    const double first = s->points[0].n, last = s->points[s->n - 1].n, one = n_at_one(s);
    struct vg_axis across = vg_axis_for(s->points[0].x, s->points[s->n - 1].x, LEFT, RIGHT);
    struct vg_axis up = vg_axis_for(fmax(fmin(first, last), 1), fmax(first, last), BOTTOM, TOP);
    const int x = vg_axis_at(&across, 1), y = vg_axis_at(&up, one);

    vg_plot_axis_up(p, &up, LEFT, RIGHT, VG_PLOT_SAYS(p, PLOT_SPACE_UP));
    vg_plot_axis_across(p, &across, BOTTOM, VG_PLOT_SAYS(p, PLOT_SENSITIVITY_ACROSS));
    vg_plot_way_open(p);
    for (size_t i = 0; i < s->n; i++)
        vg_plot_way_to(p, vg_axis_at(&across, s->points[i].x), vg_axis_at(&up, s->points[i].n));
    vg_plot_way_end(p, VG_LINE_SOLID);
    vg_plot_stroke(p, x, BOTTOM, x, y, VG_LINE_DASHED);
    vg_putf(p->svg, "<circle cx=\"%d\" cy=\"%d\" r=\"4\"/>\n", x, y);
    vg_plot_write(p, x + 8, y + (last > first ? 14 : -8), VG_TEXT_START,
                  vg_plot_number(p, round(one)), 20);
}

static void put_table(const struct vg_plot *p, const struct vg_sensitivity *s)
{
    const char *heads[] = {VG_PLOT_SAYS(p, PLOT_SENSITIVITY_ACROSS), "N"};

    vg_plot_table(p, VG_PLOT_SAYS(p, PLOT_SENSITIVITY_TITLE), heads, 2);
    for (size_t i = 0; i < s->n; i++) {
        const char *cells[] = {vg_plot_number(p, s->points[i].x),
                               vg_plot_number(p, round(s->points[i].n))};

        vg_plot_row(p, cells, 2);
    }
    vg_plot_table_end(p);
}

void vg_plot_sensitivity(const struct vg_plot *p)
{
    const struct vg_sensitivity *s = p->e->sensitivity == NULL ? NULL : &p->e->sensitivity->s;

    if (s == NULL || s->n < 2 || p->e->verdict < VG_GATE_RANGE)
        return;
    vg_plot_open(
        p, TALL, VG_PLOT_SAYS(p, PLOT_SENSITIVITY_TITLE),
        vg_plot_text(p, VG_SAID(p->a, PLOT_SENSITIVITY_DESC, vg_plot_part(p, s->points[0].x),
                                vg_plot_part(p, round(s->points[0].n)),
                                vg_plot_part(p, s->points[s->n - 1].x),
                                vg_plot_part(p, round(s->points[s->n - 1].n)),
                                vg_plot_part(p, round(n_at_one(s))),
                                vg_part(p->e->sensitivity->basis))));
    draw(p, s);
    vg_plot_close(p);
    put_table(p, s);
}
