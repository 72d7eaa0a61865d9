/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The named units of a programme: found, searched in vain, never searched, told apart by shape,
 * and each search as a tick in its month. Those not found come first: their names are worth more
 * than any number.
 */
#include "base/clock.h"
#include "estimate/plot_kit.h"

enum {
    ROWS = 60, /* drawn; all are in the table */
    NAME_UNITS = 36,
    SIGN = 242,
    WORD = 256,
    LEFT = 372, /* of the months */
    RIGHT = 628,
    TOP = 48,
};

enum state { FOUND, IN_VAIN, NEVER };

struct gap {
    const struct vg_plot *p;
    const struct vg_coverage_table *t;
    const size_t *order;
    size_t drawn;
    int64_t first, last; /* months since the year 0; first > last: no search has a day */
};

static enum state state_of(const struct gap *g, size_t unit)
{
    if (g->t->units[unit].found)
        return FOUND;
    return g->t->units[unit].searched ? IN_VAIN : NEVER;
}

static const char *word_of(const struct gap *g, enum state s)
{
    if (s == FOUND)
        return VG_PLOT_SAYS(g->p, LOOKED_FOUND);
    return s == IN_VAIN ? VG_PLOT_SAYS(g->p, SHOW_IN_VAIN) : VG_PLOT_SAYS(g->p, SHOW_NOT_SEARCHED);
}

static int64_t month_of(int64_t day)
{
    int year, month, d;

    vg_date_of(day, &year, &month, &d);
    return (int64_t)year * 12 + month - 1;
}

static const char *month_text(const struct gap *g, int64_t month)
{
    return vg_print(g->p->a, "%04d-%02d", (int)(month / 12), (int)(month % 12) + 1);
}

/* -- drawing ------------------------------------------------------------------------------------
 */

static void put_sign(const struct gap *g, enum state s, int y)
{
    struct vg_buf *o = g->p->svg;

    if (s == FOUND)
        vg_putf(o, "<circle cx=\"%d\" cy=\"%d\" r=\"5\"/>\n", SIGN, y);
    else if (s == IN_VAIN)
        vg_putf(o,
                "<path fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.5\" "
                "d=\"M%d %dl8 8m0 -8l-8 8\"/>\n",
                SIGN - 4, y - 4);
    else
        vg_putf(o,
                "<rect x=\"%d\" y=\"%d\" width=\"9\" height=\"9\" fill=\"none\" "
                "stroke=\"currentColor\" stroke-dasharray=\"2 2\"/>\n",
                SIGN - 5, y - 5);
}

static int month_at(const struct gap *g, int64_t month)
{
    return g->last == g->first
               ? (LEFT + RIGHT) / 2
               : LEFT + (int)((month - g->first) * (RIGHT - LEFT) / (g->last - g->first));
}

static void put_ticks(const struct gap *g, const struct vg_estimate_searches *s, int y)
{
    for (size_t i = 0; s->days != NULL && i < s->n; i++) {
        const int64_t month = month_of(s->days[i]);
        const int x = month_at(g, month);

        if (i == 0 || month != month_of(s->days[i - 1]))
            vg_plot_stroke(g->p, x, y - 6, x, y + 5, VG_LINE_SOLID);
    }
}

static void put_row(const struct gap *g, size_t unit, int y)
{
    const enum state s = state_of(g, unit);

    vg_plot_write(g->p, 4, y + 4, VG_TEXT_START, g->t->units[unit].name, NAME_UNITS);
    put_sign(g, s, y);
    vg_plot_write(g->p, WORD, y + 4, VG_TEXT_START, word_of(g, s), 22);
    if (g->first > g->last)
        return;
    vg_plot_stroke(g->p, LEFT, y + 6, RIGHT, y + 6, VG_LINE_GREY);
    put_ticks(g, &g->p->e->searches[unit], y);
}

static void draw(const struct gap *g)
{
    const struct vg_plot *p = g->p;
    int y = TOP;

    vg_plot_write(p, 4, 20, VG_TEXT_START, VG_PLOT_SAYS(p, PLOT_GAP_TITLE), 60);
    if (g->first <= g->last) {
        vg_plot_write(p, RIGHT, 20, VG_TEXT_END, VG_PLOT_SAYS(p, PLOT_BY_MONTH), 40);
        vg_plot_write(p, LEFT, 36, VG_TEXT_START, month_text(g, g->first), 8);
        if (g->last > g->first)
            vg_plot_write(p, RIGHT, 36, VG_TEXT_END, month_text(g, g->last), 8);
    }
    for (size_t i = 0; i < g->drawn; i++, y += VG_PLOT_ROW)
        put_row(g, g->order[i], y);
    if (g->drawn < g->t->n)
        vg_plot_write(p, 4, y + 4, VG_TEXT_START,
                      vg_plot_text(p, VG_SAID(p->a, PLOT_MORE,
                                              vg_plot_whole(p, (int64_t)(g->t->n - g->drawn)))),
                      60);
}

/* -- the table ------------------------------------------------------------------------------------
 */

static const char *days_of(const struct gap *g, size_t unit)
{
    VG_SCOPED_BUF b = {0};
    const struct vg_estimate_searches *s =
        g->p->e->searches == NULL ? NULL : &g->p->e->searches[unit];

    if (s == NULL)
        return "";
    for (size_t i = 0; s->days != NULL && i < s->n; i++) {
        int year, month, day;

        vg_date_of(s->days[i], &year, &month, &day);
        vg_putf(&b, "%s%04d-%02d-%02d", i == 0 ? "" : ", ", year, month, day);
    }
    if (b.len == 0)
        vg_puts(&b, vg_plot_number(g->p, (double)s->n));
    return vg_copy(g->p->a, b.p, b.len);
}

static void put_table(const struct gap *g)
{
    const char *heads[] = {VG_PLOT_SAYS(g->p, PLOT_UNIT), VG_PLOT_SAYS(g->p, PLOT_STATE),
                           VG_PLOT_SAYS(g->p, PLOT_SEARCHES)};
    const size_t columns = g->p->e->searches == NULL ? 2 : 3;

    vg_plot_table(g->p, VG_PLOT_SAYS(g->p, PLOT_GAP_TITLE), heads, columns);
    for (size_t i = 0; i < g->t->n; i++) {
        const size_t unit = g->order[i];
        const char *cells[] = {g->t->units[unit].name, word_of(g, state_of(g, unit)),
                               days_of(g, unit)};

        vg_plot_row(g->p, cells, columns);
    }
    vg_plot_table_end(g->p);
}

/* Those not found first, each part in order of the table. */
static const size_t *order_of(const struct vg_coverage_table *t, struct vg_arena *a)
{
    size_t *out = VG_NEW_ARRAY(a, size_t, t->n + 1), n = 0;

    for (int found = 0; found < 2; found++)
        for (size_t i = 0; i < t->n; i++)
            if (!t->units[i].found == !found)
                out[n++] = i;
    return out;
}

static void find_months(struct gap *g)
{
    g->first = 1;
    for (size_t i = 0; g->p->e->searches != NULL && i < g->t->n; i++) {
        const struct vg_estimate_searches *s = &g->p->e->searches[i];

        for (size_t k = 0; s->days != NULL && k < s->n; k++) {
            const int64_t month = month_of(s->days[k]);

            if (g->first > g->last) {
                g->first = g->last = month;
                continue;
            }
            g->first = month < g->first ? month : g->first;
            g->last = month > g->last ? month : g->last;
        }
    }
}

void vg_plot_gap(const struct vg_plot *p)
{
    struct gap g = {.p = p, .t = p->e->programme};
    const struct vg_coverage *v = p->e->coverage;
    int64_t in_vain = 0;

    if (v == NULL || g.t == NULL || g.t->n == 0)
        return;
    g.order = order_of(g.t, p->a);
    g.drawn = g.t->n < ROWS ? g.t->n : ROWS;
    find_months(&g);
    for (size_t i = 0; i < v->n_unfound; i++)
        in_vain += v->unfound[i].searched != 0;
    vg_plot_open(p, TOP + (int)(g.drawn + (g.drawn < g.t->n)) * VG_PLOT_ROW,
                 VG_PLOT_SAYS(p, PLOT_GAP_TITLE),
                 vg_plot_text(p, VG_SAID(p->a, PLOT_GAP_DESC, vg_plot_whole(p, v->told),
                                         vg_plot_whole(p, v->found + v->found_unsearched),
                                         vg_plot_whole(p, in_vain),
                                         vg_plot_whole(p, (int64_t)v->n_unfound - in_vain))));
    draw(&g);
    vg_plot_close(p);
    put_table(&g);
}
