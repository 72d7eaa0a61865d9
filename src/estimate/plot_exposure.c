/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Places to search next: expected as an outline, observed filled, and beside it how often somebody
 * searched. With too few places for rates nothing is expected and nothing is ranked.
 */
#include <math.h>

#include "estimate/plot_kit.h"

enum {
    ROWS = 20,
    NAME_UNITS = 26,
    LEFT = 176,
    RIGHT = 440,
    OBSERVED = 488, /* ends of the columns of numbers */
    DEFICIT = 552,
    SEARCHES = 632,
    TOP = 48,
};

struct places {
    const struct vg_plot *p;
    const struct vg_estimate_exposure *x;
    const size_t *order; /* by rank, or as in the table */
    size_t n, drawn;
    double most;
};

static int along(const struct places *s, double v)
{
    return s->most > 0 ? (int)floor(v / s->most * (RIGHT - LEFT) + 0.5) : 0;
}

static const char *searches_of(const struct places *s, size_t place)
{
    return s->p->e->searches == NULL ? "?"
                                     : vg_plot_number(s->p, (double)s->p->e->searches[place].n);
}

/* A figure that is none of people: two digits behind the point. */
static const char *share(const struct places *s, double v)
{
    return isfinite(v) ? vg_print(s->p->a, "%.2f", v) : "?";
}

static void put_row(const struct places *s, size_t place, int y)
{
    const struct vg_plot *p = s->p;
    const int64_t observed = s->x->table->places[place].observed;

    vg_plot_write(p, 4, y + 4, VG_TEXT_START, s->x->table->places[place].place, NAME_UNITS);
    if (observed > 0)
        vg_putf(p->svg, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"7\"/>\n", LEFT, y - 3,
                along(s, (double)observed));
    if (!s->x->e.is_refused)
        vg_putf(p->svg,
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"13\" fill=\"none\" "
                "stroke=\"currentColor\"/>\n",
                LEFT, y - 6, along(s, s->x->e.rows[place].expected));
    vg_plot_write(p, OBSERVED, y + 4, VG_TEXT_END, vg_plot_number(p, (double)observed), 10);
    if (!s->x->e.is_refused)
        vg_plot_write(p, DEFICIT, y + 4, VG_TEXT_END, share(s, s->x->e.rows[place].deficit), 10);
    vg_plot_write(p, SEARCHES, y + 4, VG_TEXT_END, searches_of(s, place), 10);
}

static void draw(const struct places *s)
{
    const struct vg_plot *p = s->p;
    int y = TOP;

    if (!s->x->e.is_refused) {
        vg_plot_write(p, LEFT, 32, VG_TEXT_START, VG_PLOT_SAYS(p, PLOT_BARS), 46);
        vg_plot_write(p, DEFICIT, 32, VG_TEXT_END, VG_PLOT_SAYS(p, PLOT_DEFICIT), 10);
    }
    vg_plot_write(p, OBSERVED, 32, VG_TEXT_END, VG_PLOT_SAYS(p, PLOT_OBSERVED), 10);
    vg_plot_write(p, SEARCHES, 32, VG_TEXT_END, VG_PLOT_SAYS(p, PLOT_SEARCHES), 12);
    for (size_t i = 0; i < s->drawn; i++, y += VG_PLOT_ROW)
        put_row(s, s->order[i], y);
    if (s->drawn < s->n)
        vg_plot_write(
            p, 4, y + 4, VG_TEXT_START,
            vg_plot_text(p, VG_SAID(p->a, PLOT_MORE, vg_plot_whole(p, (int64_t)(s->n - s->drawn)))),
            60);
}

static void put_table(const struct places *s)
{
    const struct vg_plot *p = s->p;
    const int is_refused = s->x->e.is_refused;
    /* Searches come first: without them a low count says nothing. */
    const char *heads[] = {VG_PLOT_SAYS(p, PLOT_PLACE),    VG_PLOT_SAYS(p, PLOT_SEARCHES),
                           VG_PLOT_SAYS(p, PLOT_OBSERVED), VG_PLOT_SAYS(p, PLOT_EXPOSURE),
                           VG_PLOT_SAYS(p, PLOT_EXPECTED), VG_PLOT_SAYS(p, PLOT_DEFICIT)};

    vg_plot_table(p, VG_PLOT_SAYS(p, PLOT_EXPOSURE_TITLE), heads, is_refused ? 4 : 6);
    for (size_t i = 0; i < s->n; i++) {
        const size_t at = s->order[i];
        const struct vg_exposure_place *place = &s->x->table->places[at];
        const char *cells[6] = {place->place, searches_of(s, at),
                                vg_plot_number(p, (double)place->observed),
                                vg_plot_number(p, place->exposure)};

        if (!is_refused) {
            cells[4] = share(s, s->x->e.rows[at].expected);
            cells[5] = share(s, s->x->e.rows[at].deficit);
        }
        vg_plot_row(p, cells, is_refused ? 4 : 6);
    }
    vg_plot_table_end(p);
}

static void set_order(struct places *s)
{
    size_t *order = VG_NEW_ARRAY(s->p->a, size_t, s->n + 1);

    for (size_t i = 0; i < s->n; i++)
        order[s->x->e.is_refused ? i : s->x->e.rows[i].rank - 1] = i;
    s->order = order;
    s->drawn = s->n < ROWS ? s->n : ROWS;
    for (size_t i = 0; i < s->drawn; i++) {
        s->most = fmax(s->most, (double)s->x->table->places[order[i]].observed);
        if (!s->x->e.is_refused)
            s->most = fmax(s->most, s->x->e.rows[order[i]].expected);
    }
}

void vg_plot_exposure(const struct vg_plot *p)
{
    struct places s = {.p = p, .x = p->e->exposure};
    const struct vg_said *desc;

    if (s.x == NULL || s.x->table->n == 0)
        return;
    s.n = s.x->table->n;
    set_order(&s);
    if (s.x->e.is_refused)
        desc = VG_SAID(p->a, PLOT_EXPOSURE_FEW, vg_plot_whole(p, p->e->n),
                       vg_plot_whole(p, (int64_t)s.n));
    else
        desc =
            VG_SAID(p->a, PLOT_EXPOSURE_DESC, vg_plot_whole(p, p->e->n),
                    vg_plot_whole(p, (int64_t)s.n), vg_part(s.x->table->places[s.order[0]].place),
                    vg_plot_whole(p, s.x->table->places[s.order[0]].observed),
                    vg_part(share(&s, s.x->e.rows[s.order[0]].expected)));
    vg_plot_open(p, TOP + (int)(s.drawn + (s.drawn < s.n)) * VG_PLOT_ROW,
                 VG_PLOT_SAYS(p, PLOT_EXPOSURE_TITLE), vg_plot_text(p, desc));
    draw(&s);
    vg_plot_close(p);
    put_table(&s);
}
