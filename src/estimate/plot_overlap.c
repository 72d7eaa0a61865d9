/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Which lists share how many units, after the manner of UpSet (Lex and others 2014): a column for
 * each pattern that occurs, dots joined below for the lists, bars at the left for their sizes.
 * Counts only, so it may be shown whatever the verdict.
 */
#include <stdlib.h>

#include "base/draw.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "estimate/plot_kit.h"

enum {
    NAME_UNITS = 24,
    SIZE_RIGHT = 236, /* where the bars of the lists end */
    SIZE_LONG = 40,
    LEFT = 250,
    STEP = 16,
    BAR = 11,
    TOP = 60,
    BOTTOM = 200,
    WIDE_NUMBER = 100, /* from here on it does not fit across a column */
};

struct column {
    unsigned mask;
    int64_t n;
};

struct overlap {
    const struct vg_plot *p;
    const struct vg_captures *c;
    struct column *columns;
    size_t n, drawn;
    int64_t sizes[VG_CAPTURE_LISTS_MAX], top_size, left_out;
};

static int largest_first(const void *a, const void *b)
{
    const struct column *x = a, *y = b;

    if (x->n != y->n)
        return x->n > y->n ? -1 : 1;
    return (x->mask > y->mask) - (x->mask < y->mask);
}

static void count(struct overlap *o)
{
    const unsigned cells = 1U << o->c->t;
    size_t n = 0;

    for (unsigned m = 1; m < cells; m++)
        n += o->c->cells[m] > 0;
    o->columns = VG_NEW_ARRAY(o->p->a, struct column, n + 1);
    for (unsigned m = 1; m < cells; m++) {
        if (o->c->cells[m] == 0)
            continue;
        o->columns[o->n++] = (struct column){m, o->c->cells[m]};
        for (unsigned i = 0; i < o->c->t; i++)
            if (m >> i & 1U)
                o->sizes[i] += o->c->cells[m];
    }
    if (o->n > 0)
        qsort(o->columns, o->n, sizeof *o->columns, largest_first);
    o->drawn = o->n < VG_MAX_OVERLAPS ? o->n : VG_MAX_OVERLAPS;
    for (size_t i = o->drawn; i < o->n; i++)
        o->left_out += o->columns[i].n;
    for (unsigned i = 0; i < o->c->t; i++)
        o->top_size = o->sizes[i] > o->top_size ? o->sizes[i] : o->top_size;
}

static int along(int64_t n, int64_t most, int length)
{
    const int at = most == 0 ? 0 : (int)((double)n / (double)most * length);

    return n > 0 && at < 1 ? 1 : at;
}

static int row_y(unsigned i)
{
    return BOTTOM + 20 + (int)i * VG_PLOT_ROW;
}

static void put_bar(const struct vg_plot *p, int x, int y, int width, int height)
{
    vg_putf(p->svg, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>\n", x, y, width, height);
}

static void put_list(const struct overlap *o, unsigned i)
{
    const int y = row_y(i), width = along(o->sizes[i], o->top_size, SIZE_LONG);

    vg_plot_write(o->p, 4, y + 4, VG_TEXT_START, o->c->lists[i], NAME_UNITS);
    put_bar(o->p, SIZE_RIGHT - width, y - 5, width, 10);
    vg_plot_write(o->p, SIZE_RIGHT - width - 4, y + 4, VG_TEXT_END,
                  vg_plot_text(o->p, VG_SAID(o->p->a, VERBATIM, vg_plot_whole(o->p, o->sizes[i]))),
                  12);
}

static void put_dots(const struct overlap *o, unsigned mask, int x)
{
    int first = -1, last = -1;

    for (unsigned i = 0; i < o->c->t; i++)
        if (mask >> i & 1U) {
            first = first < 0 ? row_y(i) : first;
            last = row_y(i);
        }
    if (last > first)
        vg_plot_stroke(o->p, x, first, x, last, VG_LINE_SOLID);
    for (unsigned i = 0; i < o->c->t; i++)
        vg_putf(o->p->svg, "<circle cx=\"%d\" cy=\"%d\" r=\"%d\"%s/>\n", x, row_y(i),
                mask >> i & 1U ? 5 : 2, mask >> i & 1U ? "" : " fill=\"#888\"");
}

static void put_column(const struct overlap *o, size_t k)
{
    const struct column *c = &o->columns[k];
    const int x = LEFT + (int)k * STEP + STEP / 2;
    const int tall = along(c->n, o->columns[0].n, BOTTOM - TOP), y = BOTTOM - tall;

    put_bar(o->p, x - BAR / 2, y, BAR, tall);
    if (o->columns[0].n < WIDE_NUMBER) {
        vg_plot_write(o->p, x, y - 4, VG_TEXT_MIDDLE, vg_plot_number(o->p, (double)c->n), 8);
    } else {
        vg_putf(o->p->svg, "<text transform=\"translate(%d %d) rotate(-90)\">%s</text>\n", x + 4,
                y - 4, vg_plot_number(o->p, (double)c->n));
    }
    put_dots(o, c->mask, x);
}

/* A name as it stands beside its bar: pairs of long ones would fill the picture. */
static struct vg_part_words short_name(const struct overlap *o, unsigned list)
{
    const struct vg_str s = vg_str(o->c->lists[list]);
    size_t at = 0, fits = 0;

    if (vg_draw_units(o->c->lists[list]) <= NAME_UNITS)
        return vg_part(o->c->lists[list]);
    while (at < s.len) {
        uint32_t c;

        at += vg_utf8_next(s.p + at, s.len - at, &c);
        if (vg_draw_units(vg_copy(o->p->a, s.p, at)) > NAME_UNITS - 1)
            break;
        fits = at;
    }
    return vg_part(vg_print(o->p->a, "%.*s…", (int)fits, s.p));
}

/* "A and B; C and D": pairs of lists that share nothing. */
static const char *empty_pairs(const struct overlap *o)
{
    enum { PAIRS = 24 };
    struct vg_part_words list[PAIRS + 1];
    size_t n = 0, all = 0;
    struct vg_arena *a = o->p->a;

    for (unsigned i = 0; i < o->c->t; i++)
        for (unsigned j = i + 1; j < o->c->t; j++) {
            size_t k = 0;

            while (k < o->n && !((o->columns[k].mask >> i & 1U) && (o->columns[k].mask >> j & 1U)))
                k++;
            if (k < o->n)
                continue;
            if (all++ < PAIRS)
                list[n++] =
                    vg_part_said(a, VG_SAID(a, PLOT_PAIR, short_name(o, i), short_name(o, j)));
        }
    if (n == 0)
        return NULL;
    if (all > n) {
        list[n] = vg_part_said(a, VG_SAID(a, PLOT_MORE, vg_plot_whole(o->p, (int64_t)(all - n))));
        n++;
    }
    return vg_plot_text(
        o->p, VG_SAID(a, PLOT_SHARE_NOTHING, vg_part_list(a, VG_S_LIST_SEMICOLON, list, n)));
}

/* The lists of a pattern by name: the head of its row. */
static const char *names_of(const struct overlap *o, unsigned mask)
{
    struct vg_part_words list[VG_CAPTURE_LISTS_MAX];
    size_t n = 0;
    struct vg_arena *a = o->p->a;

    for (unsigned i = 0; i < o->c->t; i++)
        if (mask >> i & 1U)
            list[n++] = vg_part(o->c->lists[i]);
    return vg_plot_text(o->p,
                        n == 1 ? VG_SAID(a, PLOT_ONLY, list[0])
                               : VG_SAID(a, VERBATIM, vg_part_list(a, VG_S_LIST_COMMA, list, n)));
}

static void put_table(const struct overlap *o)
{
    const char *heads[] = {VG_PLOT_SAYS(o->p, PLOT_PATTERN), VG_PLOT_SAYS(o->p, PLOT_UNITS)};

    vg_plot_table(o->p, VG_PLOT_SAYS(o->p, PLOT_OVERLAP_TITLE), heads, 2);
    for (size_t k = 0; k < o->n; k++) {
        const char *cells[] = {names_of(o, o->columns[k].mask),
                               vg_plot_number(o->p, (double)o->columns[k].n)};

        vg_plot_row(o->p, cells, 2);
    }
    vg_plot_table_end(o->p);
}

static void draw(const struct overlap *o, const char *empty, int tall)
{
    const struct vg_plot *p = o->p;
    int y = row_y(o->c->t) + 8;

    vg_plot_open(p, tall, VG_PLOT_SAYS(p, PLOT_OVERLAP_TITLE),
                 vg_plot_text(p, VG_SAID(p->a, PLOT_OVERLAP_DESC, vg_plot_whole(p, p->e->n),
                                         vg_plot_whole(p, o->c->t), vg_plot_whole(p, (int64_t)o->n),
                                         vg_part(names_of(o, o->columns[0].mask)),
                                         vg_plot_whole(p, o->columns[0].n),
                                         vg_part(empty == NULL ? "" : empty))));
    vg_plot_write(p, 4, 20, VG_TEXT_START, VG_PLOT_SAYS(p, PLOT_OVERLAP_HOW), 100);
    vg_plot_stroke(p, LEFT, BOTTOM, LEFT + (int)o->drawn * STEP, BOTTOM, VG_LINE_SOLID);
    for (unsigned i = 0; i < o->c->t; i++)
        put_list(o, i);
    for (size_t k = 0; k < o->drawn; k++)
        put_column(o, k);
    if (o->n > o->drawn) {
        vg_plot_write(p, 4, y, VG_TEXT_START,
                      vg_plot_text(p, VG_SAID(p->a, PLOT_PATTERNS_MORE,
                                              vg_plot_whole(p, (int64_t)(o->n - o->drawn)),
                                              vg_plot_whole(p, o->left_out))),
                      100);
        y += VG_PLOT_ROW - 2;
    }
    if (empty != NULL)
        (void)vg_plot_lines(p, 4, y, empty, 98);
    vg_plot_close(p);
}

void vg_plot_overlap(const struct vg_plot *p)
{
    struct overlap o = {.p = p, .c = p->e->captures};
    const char *empty;
    int tall;

    if (o.c == NULL || o.c->t < 2 || p->e->model != VG_ESTIMATE_ALL)
        return;
    count(&o);
    if (o.n == 0)
        return;
    empty = empty_pairs(&o);
    tall = row_y(o.c->t) + 4 + (o.n > o.drawn ? VG_PLOT_ROW : 0);
    if (empty != NULL)
        tall += (vg_draw_units(empty) / 90 + 1) * (VG_PLOT_ROW - 2) + 4;
    draw(&o, empty, tall);
    put_table(&o);
}
