/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "brief/roots_layout.h"

#include <stdlib.h>
#include <string.h>

enum { SWEEPS = 6, BEND_HEIGHT = 14, MAX_COLUMNS = 200 };

/* A place in a column: a box, or where a line passes. */
struct place {
    size_t line; /* of a passing line; SIZE_MAX: a box */
    int column, height, y;
    long key;     /* the middle of what it is joined to, for sorting */
    size_t order; /* within its column */
};

/* Two places in neighbouring columns (or the same, loose) that are joined. */
struct joint {
    size_t left, right;
};

struct layout {
    struct place *places; /* boxes first */
    size_t n, n_boxes;
    struct joint *joints;
    size_t n_joints;
    size_t *column_first; /* places by column, in order, in `sorted` */
    size_t *sorted;
    int n_columns;
    struct vg_arena *a;
};

/* -- columns ---------------------------------------------------------------------- */

static int raise_once(struct vg_layout_box *boxes, const struct vg_layout_line *lines, size_t n)
{
    int moved = 0;

    for (size_t i = 0; i < n; i++) {
        const struct vg_layout_line *l = &lines[i];

        if (l->is_loose || boxes[l->from].column > boxes[l->to].column)
            continue;
        boxes[l->from].column = boxes[l->to].column + 1;
        moved = 1;
    }
    return moved;
}

/* Does something that `to` leads to, by lines before this one, lead to `from`? */
static int closes_circle(const struct vg_layout_line *lines, size_t before, size_t n,
                         unsigned char *reached)
{
    const struct vg_layout_line *l = &lines[before];
    int more = 1;

    memset(reached, 0, n);
    reached[l->to] = 1;
    while (more && !reached[l->from]) {
        more = 0;
        for (size_t i = 0; i < before; i++) {
            if (lines[i].is_loose || !reached[lines[i].from] || reached[lines[i].to])
                continue;
            reached[lines[i].to] = 1;
            more = 1;
        }
    }
    return reached[l->from];
}

/* Longest ways, by raising until nothing moves; what would close a circle is loosened
 * first. A way longer than there are columns is folded into the last one. */
static void set_columns(struct vg_layout_box *boxes, size_t n, struct vg_layout_line *lines,
                        size_t n_lines, struct vg_arena *a)
{
    unsigned char *reached = vg_alloc(a, n + 1);
    size_t rounds = n < MAX_COLUMNS ? n : MAX_COLUMNS;

    for (size_t i = 0; i < n; i++)
        boxes[i].column = 0;
    for (size_t i = 0; i < n_lines; i++)
        if (!lines[i].is_loose && closes_circle(lines, i, n, reached))
            lines[i].is_loose = 1;
    while (rounds > 0 && raise_once(boxes, lines, n_lines))
        rounds--;
    for (size_t i = 0; i < n; i++)
        if (boxes[i].column > MAX_COLUMNS)
            boxes[i].column = MAX_COLUMNS;
    for (size_t i = 0; i < n_lines; i++)
        if (boxes[lines[i].from].column <= boxes[lines[i].to].column)
            lines[i].is_loose = 1;
}

/* -- places ------------------------------------------------------------------------- */

static size_t count_bends(const struct vg_layout_box *boxes, const struct vg_layout_line *l)
{
    int span = boxes[l->from].column - boxes[l->to].column;

    return l->is_loose || span < 2 ? 0 : (size_t)span - 1;
}

static void make_places(struct layout *g, const struct vg_layout_box *boxes, size_t n,
                        struct vg_layout_line *lines, size_t n_lines)
{
    size_t places = n, joints = 0;

    for (size_t i = 0; i < n_lines; i++) {
        lines[i].n_bends = count_bends(boxes, &lines[i]);
        places += lines[i].n_bends;
        joints += lines[i].n_bends + 1;
    }
    g->places = VG_NEW_ARRAY(g->a, struct place, places + 1);
    g->joints = VG_NEW_ARRAY(g->a, struct joint, joints + 1);
    g->n_boxes = n;
    for (size_t i = 0; i < n; i++)
        g->places[i] = (struct place){SIZE_MAX, boxes[i].column, boxes[i].height, 0, 0, 0};
    g->n = n;
    for (size_t i = 0; i < n_lines; i++) {
        size_t right = lines[i].from;

        for (size_t k = 0; k < lines[i].n_bends; k++) {
            g->places[g->n] =
                (struct place){i, boxes[lines[i].from].column - (int)k - 1, BEND_HEIGHT, 0, 0, 0};
            g->joints[g->n_joints++] = (struct joint){g->n, right};
            right = g->n++;
        }
        g->joints[g->n_joints++] = (struct joint){lines[i].to, right};
    }
}

static void sort_by_column(struct layout *g)
{
    for (size_t i = 0; i < g->n; i++)
        if (g->places[i].column >= g->n_columns)
            g->n_columns = g->places[i].column + 1;
    g->column_first = VG_NEW_ARRAY(g->a, size_t, (size_t)g->n_columns + 1);
    g->sorted = VG_NEW_ARRAY(g->a, size_t, g->n + 1);
    for (size_t i = 0; i < g->n; i++)
        g->column_first[g->places[i].column + 1]++;
    for (int c = 0; c < g->n_columns; c++)
        g->column_first[c + 1] += g->column_first[c];
    for (int c = g->n_columns - 1; c >= 0; c--) {
        size_t at = g->column_first[c];

        for (size_t i = 0; i < g->n; i++)
            if (g->places[i].column == c) {
                g->places[i].order = at;
                g->sorted[at++] = i;
            }
    }
}

/* -- order within columns ----------------------------------------------------------------- */

static int key_order(const void *a, const void *b, void *w)
{
    const struct place *places = w;
    const struct place *x = &places[*(const size_t *)a], *y = &places[*(const size_t *)b];

    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return (x->order > y->order) - (x->order < y->order);
}

enum { FINE = 1024 }; /* so that middles of whole numbers need no fractions */

/* Keys of all places from those on one side of them: where they stand in their column. */
static void set_keys(struct layout *g, int from_left)
{
    long *sum = VG_NEW_ARRAY(g->a, long, g->n + 1);
    long *count = VG_NEW_ARRAY(g->a, long, g->n + 1);

    for (size_t i = 0; i < g->n_joints; i++) {
        size_t left = g->joints[i].left, right = g->joints[i].right;
        size_t to = from_left ? right : left, of = from_left ? left : right;
        const struct place *p = &g->places[of];

        sum[to] += (long)(p->order - g->column_first[p->column]) * FINE;
        count[to]++;
    }
    for (size_t i = 0; i < g->n; i++) {
        const struct place *p = &g->places[i];

        g->places[i].key =
            count[i] > 0 ? sum[i] / count[i] : (long)(p->order - g->column_first[p->column]) * FINE;
    }
}

static void sort_columns(struct layout *g)
{
    for (int c = 0; c < g->n_columns; c++) {
        size_t first = g->column_first[c], n = g->column_first[c + 1] - first;

        if (n > 0)
            qsort_r(g->sorted + first, n, sizeof *g->sorted, key_order, g->places);
    }
    for (size_t i = 0; i < g->n; i++)
        g->places[g->sorted[i]].order = i;
}

/* -- coordinates ------------------------------------------------------------------------------ */

static int middle(const struct place *p)
{
    return p->y + p->height / 2;
}

/* Where a place would like its middle to be: at that of what it leads to. */
static void set_wishes(struct layout *g)
{
    long *sum = VG_NEW_ARRAY(g->a, long, g->n + 1);
    long *count = VG_NEW_ARRAY(g->a, long, g->n + 1);

    for (size_t i = 0; i < g->n_joints; i++) {
        size_t left = g->joints[i].left, right = g->joints[i].right;

        if (g->places[left].column == g->places[right].column)
            continue;
        sum[right] += middle(&g->places[left]);
        count[right]++;
    }
    for (size_t i = 0; i < g->n; i++)
        g->places[i].key = count[i] > 0 ? sum[i] / count[i] : 0;
}

/* Columns from left to right: each place at its wish, or below the one above it. */
static void set_heights(struct layout *g, int gap)
{
    for (int c = 0; c < g->n_columns; c++) {
        int next = 0;

        set_wishes(g);
        for (size_t i = g->column_first[c]; i < g->column_first[c + 1]; i++) {
            struct place *p = &g->places[g->sorted[i]];
            int wish = c == 0 ? next : (int)p->key - p->height / 2;

            p->y = wish > next ? wish : next;
            next = p->y + p->height + gap;
        }
    }
}

static void hand_out(const struct layout *g, struct vg_layout_box *boxes,
                     struct vg_layout_line *lines, size_t n_lines, struct vg_layout_size *size)
{
    int step = size->box_width + size->column_gap;
    size_t at = g->n_boxes;

    for (size_t i = 0; i < g->n_boxes; i++) {
        boxes[i].x = g->places[i].column * step;
        boxes[i].y = g->places[i].y;
    }
    for (size_t i = 0; i < n_lines; i++) {
        lines[i].bends = vg_alloc_array(g->a, lines[i].n_bends + 1, sizeof *lines[i].bends);
        for (size_t k = 0; k < lines[i].n_bends; k++, at++) {
            lines[i].bends[k][0] = g->places[at].column * step + size->box_width / 2;
            lines[i].bends[k][1] = middle(&g->places[at]);
        }
    }
    size->width = g->n_columns * step - size->column_gap;
    size->height = 0;
    for (size_t i = 0; i < g->n; i++)
        if (g->places[i].y + g->places[i].height > size->height)
            size->height = g->places[i].y + g->places[i].height;
}

void vg_layout(struct vg_layout_box *boxes, size_t n, struct vg_layout_line *lines, size_t n_lines,
               struct vg_layout_size *size, struct vg_arena *a)
{
    struct layout g = {.a = a};

    set_columns(boxes, n, lines, n_lines, a);
    make_places(&g, boxes, n, lines, n_lines);
    sort_by_column(&g);
    for (int i = 0; i < SWEEPS; i++) {
        set_keys(&g, i % 2 == 0);
        sort_columns(&g);
    }
    set_heights(&g, size->row_gap);
    hand_out(&g, boxes, lines, n_lines, size);
}
