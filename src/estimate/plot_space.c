/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * N of every existing model against its BIC: how far models that describe the data equally well
 * lie apart. Models at one place are drawn once.
 */
#include <math.h>
#include <stdlib.h>

#include "estimate/plot_kit.h"

enum {
    LEFT = 78,
    RIGHT = 620,
    TOP = 40,
    BOTTOM = 330,
    TALL = 392,
    DEEP = 30, /* BIC behind the best that is shown */
    BAND = 10, /* and that counts as equally good */
};

struct point {
    double bic, n;
    int is_boundary;
};

struct points {
    struct vg_arena *a;
    struct point *list;
    size_t n, room;
    double best;
};

static int collect(void *ctx, const struct vg_model *m, const struct vg_fit *fit,
                   struct vg_err *err)
{
    struct points *all = ctx;

    (void)m;
    (void)err;
    if (fit->status != VG_FIT_OK || !isfinite(fit->bic) || fit->bic > all->best + DEEP)
        return VG_OK;
    all->list = vg_grow(all->a, all->list, all->n, &all->room);
    all->list[all->n++] = (struct point){fit->bic, fit->n, fit->unseen < 0.5};
    return VG_OK;
}

/* -- places ------------------------------------------------------------------------------------ */

struct mark {
    int x, y, is_boundary;
};

static int by_place(const void *a, const void *b)
{
    const struct mark *p = a, *q = b;

    if (p->x != q->x)
        return p->x < q->x ? -1 : 1;
    if (p->y != q->y)
        return p->y < q->y ? -1 : 1;
    return p->is_boundary - q->is_boundary;
}

static void put_marks(const struct vg_plot *p, struct mark *marks, size_t n)
{
    if (n > 0)
        qsort(marks, n, sizeof *marks, by_place);
    for (size_t i = 0; i < n; i++) {
        if (i > 0 && by_place(&marks[i - 1], &marks[i]) == 0)
            continue;
        vg_putf(p->svg, "<circle cx=\"%d\" cy=\"%d\" r=\"3\"%s/>\n", marks[i].x, marks[i].y,
                marks[i].is_boundary ? " fill=\"none\" stroke=\"currentColor\"" : "");
    }
}

static void put_band(const struct vg_plot *p, const struct vg_axis *across)
{
    const int from = vg_axis_at(across, 0), to = vg_axis_at(across, BAND);

    vg_putf(p->svg,
            "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#888\" "
            "fill-opacity=\".18\"/>\n",
            from, TOP, to - from, BOTTOM - TOP);
    vg_plot_write(p, to, TOP - 4, VG_TEXT_END, VG_PLOT_SAYS(p, PLOT_SPACE_BAND), 22);
}

static void put_seen(const struct vg_plot *p, const struct vg_axis *up)
{
    const int y = vg_axis_at(up, (double)p->e->n);

    vg_plot_stroke(p, LEFT, y, RIGHT, y, VG_LINE_DASHED);
    vg_plot_write(p, RIGHT, y - 4, VG_TEXT_END,
                  vg_plot_text(p, VG_SAID(p->a, PLOT_SEEN, vg_plot_whole(p, p->e->n))), 40);
}

static void draw(const struct vg_plot *p, const struct points *all)
{
    const struct vg_space *s = p->e->space;
    struct mark *marks = VG_NEW_ARRAY(p->a, struct mark, all->n + 1);
    struct vg_axis across = {-1, DEEP, 0, LEFT, RIGHT};
    struct vg_axis up;
    double high = (double)p->e->n;

    for (size_t i = 0; i < all->n; i++)
        high = fmax(high, all->list[i].n);
    up = vg_axis_for(fmax(1, (double)p->e->n), high, BOTTOM, TOP);
    put_band(p, &across);
    vg_plot_axis_up(p, &up, LEFT, RIGHT, VG_PLOT_SAYS(p, PLOT_SPACE_UP));
    put_seen(p, &up);
    for (size_t i = 0; i < all->n; i++)
        marks[i] = (struct mark){vg_axis_at(&across, all->list[i].bic - all->best),
                                 vg_axis_at(&up, all->list[i].n), all->list[i].is_boundary};
    put_marks(p, marks, all->n);
    vg_plot_axis_across(p, &across, BOTTOM, VG_PLOT_SAYS(p, PLOT_SPACE_ACROSS));
    vg_plot_write(p, LEFT, TALL - 8, VG_TEXT_START,
                  vg_plot_text(p, VG_SAID(p->a, PLOT_SPACE_ABSENT,
                                          vg_plot_whole(p, (int64_t)(s->total - s->exists)),
                                          vg_plot_whole(p, (int64_t)s->total))),
                  100);
}

/* -- the table: the best of them, as far as the result has them ----------------------------------
 */

static void put_table(const struct vg_plot *p)
{
    const struct vg_space *s = p->e->space;
    const char *heads[] = {VG_PLOT_SAYS(p, PLOT_MODEL), "N", VG_PLOT_SAYS(p, PLOT_SPACE_ACROSS)};

    vg_plot_table(p, VG_PLOT_SAYS(p, PLOT_SPACE_BEST), heads, 3);
    for (size_t i = 0; i < s->n; i++) {
        const char *cells[] = {s->best[i].name, vg_plot_number(p, s->best[i].fit.n),
                               vg_plot_number(p, s->best[i].fit.bic - s->best[0].fit.bic)};

        vg_plot_row(p, cells, 3);
    }
    vg_plot_table_end(p);
}

int vg_plot_space(const struct vg_plot *p, struct vg_err *err)
{
    const struct vg_space *s = p->e->space;
    struct points all = {.a = p->a};
    int rc;

    if (s == NULL || s->n == 0 || p->e->captures == NULL || p->e->verdict < VG_GATE_RANGE)
        return VG_OK;
    all.best = s->best[0].fit.bic;
    rc = vg_space_walk(p->e->captures, s->kind, collect, &all, err);
    if (rc != VG_OK)
        return rc;
    vg_plot_open(p, TALL, VG_PLOT_SAYS(p, PLOT_SPACE_TITLE),
                 vg_plot_text(p, VG_SAID(p->a, PLOT_SPACE_DESC, vg_plot_whole(p, (int64_t)s->total),
                                         vg_plot_whole(p, (int64_t)s->exists),
                                         vg_plot_whole(p, (int64_t)s->within10.count),
                                         vg_plot_part(p, floor(s->within10.low)),
                                         vg_plot_part(p, ceil(s->within10.high)),
                                         vg_plot_whole(p, p->e->n))));
    draw(p, &all);
    vg_plot_close(p);
    put_table(p);
    return VG_OK;
}
