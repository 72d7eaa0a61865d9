/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "brief/overlap_svg.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/html.h"
#include "base/limits.h"
#include "brief/page.h"

enum {
    LEFT = 330,        /* where columns begin */
    TOTAL_WIDTH = 110, /* of the bars of the lists */
    TOTAL_RIGHT = 316,
    STEP = 34,
    TOP = 24,
    TALL = 150,
    ROW = 26,
    BAR = 20,
    DOT = 6,
    NAME_UNITS = 24,
    WIDTH_LEAST = 560,
    COMBINATIONS = 1 << VG_MAX_SETS,
};

enum word { W_TITLE, W_DESC, W_WHAT, W_ONLY, W_AND, W_LEFT_OUT, WORDS };

static const char *const words[WORDS][2] = {
    [W_TITLE] = {"Which lists name the same", "各名单的重合"},
    [W_DESC] =
        {"Each column is a combination of lists, marked by dots; its height is how many are on "
         "exactly those. At the left, how many each list has in all.",
         "每列为一种名单组合，以圆点标示；高度为恰在这些名单上的数量。左侧为各名单总数。"},
    [W_WHAT] = {"places", "地点"},
    [W_ONLY] = {"only ", "仅"},
    [W_AND] = {" and ", "、"},
    [W_LEFT_OUT] = {"in combinations not drawn: ", "未画出的组合："},
};

struct column {
    unsigned mask;
    size_t n;
};

struct drawing {
    const struct vg_overlap_svg *in;
    struct vg_buf *o;
    const char *lang, *prefix;
    int zh;
    struct column columns[COMBINATIONS];
    size_t n_columns, n_drawn, left_out, top, top_total;
    size_t totals[VG_MAX_SETS];
};

static const char *say(const struct drawing *d, enum word w)
{
    return words[w][d->zh];
}

/* -- counting ------------------------------------------------------------------------------ */

static int largest_first(const void *a, const void *b)
{
    const struct column *x = a, *y = b;

    if (x->n != y->n)
        return x->n > y->n ? -1 : 1;
    return (x->mask > y->mask) - (x->mask < y->mask);
}

static void count(struct drawing *d)
{
    unsigned all = (1U << d->in->n_sets) - 1;

    for (size_t i = 0; i < d->in->n_members; i++)
        d->columns[d->in->members[i] & all].n++;
    d->columns[0].n = 0; /* on no list */
    for (unsigned mask = 0; mask <= all; mask++) {
        d->columns[mask].mask = mask;
        for (size_t s = 0; s < d->in->n_sets; s++)
            if ((mask >> s & 1) != 0)
                d->totals[s] += d->columns[mask].n;
    }
    qsort(d->columns, (size_t)all + 1, sizeof *d->columns, largest_first);
    while (d->n_columns <= all && d->columns[d->n_columns].n > 0)
        d->n_columns++;
    d->n_drawn = d->n_columns < VG_MAX_OVERLAPS ? d->n_columns : VG_MAX_OVERLAPS;
    for (size_t i = d->n_drawn; i < d->n_columns; i++)
        d->left_out += d->columns[i].n;
    d->top = d->columns[0].n;
    for (size_t s = 0; s < d->in->n_sets; s++)
        d->top_total = d->totals[s] > d->top_total ? d->totals[s] : d->top_total;
}

/* -- drawing -------------------------------------------------------------------------------- */

static int along(size_t n, size_t top, int length)
{
    int at = top == 0 ? 0 : (int)((unsigned long long)n * (unsigned long long)length / top);

    return n > 0 && at < 2 ? 2 : at;
}

static int row_y(size_t s)
{
    return TOP + TALL + 24 + (int)s * ROW;
}

static int width_of(const struct drawing *d)
{
    int width = LEFT + (int)d->n_drawn * STEP + 10;

    return width < WIDTH_LEAST ? WIDTH_LEAST : width;
}

static void put_set(const struct drawing *d, size_t s, int width)
{
    int y = row_y(s), long_ = along(d->totals[s], d->top_total, TOTAL_WIDTH);
    char number[VG_NUMBER_TEXT];

    if (s % 2 == 0)
        vg_putf(d->o, "<rect class=\"lane\" x=\"0\" y=\"%d\" width=\"%d\" height=\"%d\"/>\n",
                y - ROW / 2, width, ROW);
    vg_html_raw(d->o, "<g><title>");
    vg_html_textz(d->o, d->in->sets[s]);
    vg_putf(d->o, ": %zu</title>", d->totals[s]);
    vg_draw_text(d->o, 6, y + 4, NULL, d->in->sets[s], NAME_UNITS);
    vg_putf(d->o, "<rect class=\"bar1\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"12\"/>",
            TOTAL_RIGHT - long_, y - 6, long_);
    vg_draw_text(d->o, TOTAL_RIGHT - long_ - 5, y + 4, "sm ra",
                 vg_number(number, (int64_t)d->totals[s], 0), 20);
    vg_html_raw(d->o, "</g>\n");
}

/* "only A", "A and B": the name of a column for whoever does not see it. */
static void put_names(const struct drawing *d, unsigned mask)
{
    size_t put = 0;

    if ((mask & (mask - 1)) == 0)
        vg_html_textz(d->o, say(d, W_ONLY));
    for (size_t s = 0; s < d->in->n_sets; s++) {
        if ((mask >> s & 1) == 0)
            continue;
        if (put++ > 0)
            vg_html_textz(d->o, say(d, W_AND));
        vg_html_textz(d->o, d->in->sets[s]);
    }
}

static void put_dots(const struct drawing *d, unsigned mask, int x)
{
    int first = -1, last = -1;

    for (size_t s = 0; s < d->in->n_sets; s++)
        if ((mask >> s & 1) != 0) {
            first = first < 0 ? row_y(s) : first;
            last = row_y(s);
        }
    if (last > first)
        vg_putf(d->o, "<path class=\"join\" d=\"M%d %dV%d\"/>", x, first, last);
    for (size_t s = 0; s < d->in->n_sets; s++)
        vg_putf(d->o, "<circle class=\"%s\" cx=\"%d\" cy=\"%d\" r=\"%d\"/>",
                (mask >> s & 1) != 0 ? "dot" : "dot0", x, row_y(s), DOT);
}

static void put_column(const struct drawing *d, size_t i)
{
    const struct column *c = &d->columns[i];
    int x = LEFT + (int)i * STEP + STEP / 2, tall = along(c->n, d->top, TALL);
    VG_SCOPED_BUF href = {0};
    char number[VG_NUMBER_TEXT];

    vg_putf(&href, "%sm%u", d->in->href == NULL ? "#" : d->in->href, c->mask);
    vg_html_raw(d->o, "<a");
    vg_html_attr(d->o, "href", vg_buf_str(&href));
    vg_html_raw(d->o, "><title>");
    put_names(d, c->mask);
    vg_putf(d->o, ": %zu ", c->n);
    vg_html_textz(d->o, d->in->what == NULL ? say(d, W_WHAT) : d->in->what);
    vg_html_raw(d->o, "</title>");
    vg_putf(d->o, "<rect class=\"bar0\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>",
            x - BAR / 2, TOP + TALL - tall, BAR, tall);
    vg_draw_text(d->o, x, TOP + TALL - tall - 5, "mi", vg_number(number, (int64_t)c->n, 0), 20);
    put_dots(d, c->mask, x);
    vg_html_raw(d->o, "</a>\n");
}

static void draw(struct drawing *d)
{
    int width = width_of(d), bottom = row_y(d->in->n_sets) - ROW / 2;
    VG_SCOPED_BUF note = {0};

    vg_draw_head(d->o, "draw over", d->prefix, d->lang, width, bottom + (d->left_out > 0 ? 26 : 6),
                 d->in->title != NULL ? d->in->title : say(d, W_TITLE), say(d, W_DESC));
    vg_draw_text(d->o, 6, TOP + TALL, "sm", d->in->what == NULL ? say(d, W_WHAT) : d->in->what,
                 NAME_UNITS);
    vg_putf(d->o, "<path class=\"rule\" d=\"M%d %dH%d\"/>\n", LEFT, TOP + TALL, width);
    for (size_t s = 0; s < d->in->n_sets; s++)
        put_set(d, s, width);
    for (size_t i = 0; i < d->n_drawn; i++)
        put_column(d, i);
    if (d->left_out > 0) {
        vg_putf(&note, "%s%zu", say(d, W_LEFT_OUT), d->left_out);
        vg_draw_text(d->o, 6, bottom + 18, "sm", note.p, 80);
    }
    vg_html_raw(d->o, "</svg>\n");
}

int vg_overlap_svg(const struct vg_overlap_svg *in, struct vg_buf *out, struct vg_err *err)
{
    struct drawing d = {.in = in,
                        .o = out,
                        .zh = in->language != NULL && strncmp(in->language, "zh", 2) == 0,
                        .prefix = in->prefix == NULL ? "vgo" : in->prefix};

    d.lang = d.zh ? "zh" : "en";
    if (in->n_sets < 2 || in->n_sets > VG_MAX_SETS)
        return vg_fail(err, VG_E_LIMIT, "2 to %d lists can be compared, not %zu", VG_MAX_SETS,
                       in->n_sets);
    count(&d);
    if (d.n_columns == 0)
        return vg_fail(err, VG_E_ABSENT, "there is nothing to draw: the lists are empty");
    draw(&d);
    return VG_OK;
}

/* -- lists of a case -------------------------------------------------------------------------- */

static int by_id(const void *a, const void *b)
{
    const struct vg_overlap_member *x = a, *y = b;

    return strcmp(x->id, y->id);
}

void vg_overlap_of_lists(const struct vg_list *const *lists, size_t n_lists, struct vg_arena *a,
                         struct vg_overlap_member **out, size_t *n)
{
    struct vg_overlap_member *list;
    size_t all = 0, used = 0;

    for (size_t i = 0; i < n_lists && i < VG_MAX_SETS; i++)
        all += lists[i]->n_members;
    list = VG_NEW_ARRAY(a, struct vg_overlap_member, all + 1);
    all = 0;
    for (size_t i = 0; i < n_lists && i < VG_MAX_SETS; i++)
        for (size_t k = 0; k < lists[i]->n_members; k++)
            list[all++] = (struct vg_overlap_member){lists[i]->members[k].id, 1U << i};
    if (all > 0)
        qsort(list, all, sizeof *list, by_id);
    for (size_t i = 0; i < all; i++) {
        if (used > 0 && strcmp(list[used - 1].id, list[i].id) == 0)
            list[used - 1].mask |= list[i].mask;
        else
            list[used++] = list[i];
    }
    *out = list;
    *n = used;
}
