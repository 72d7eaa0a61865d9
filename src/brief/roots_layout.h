/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_BRIEF_ROOTS_LAYOUT_H
#define VG_BRIEF_ROOTS_LAYOUT_H

#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"

/*
 * Places for the boxes of a graph without circles, in columns: what leads nowhere stands in
 * column 0, everything else one column right of the rightmost thing it leads to. A line that
 * passes columns gets a place in each, so that it does not cross boxes. Within columns the
 * order is by the middle of what one is joined to, swept back and forth (after K. Sugiyama, S.
 * Tagawa, M. Toda, "Methods for visual understanding of hierarchical system structures",
 * IEEE Trans. SMC 11, 1981). Pure, whole numbers only; ties keep the order of the input.
 */
struct vg_layout_line {
    size_t from, to; /* boxes; `from` leads to `to` */
    int is_loose;    /* joins two without putting one behind the other */
    /* set: the points that it passes between its boxes, from `from` on */
    int (*bends)[2];
    size_t n_bends;
};

struct vg_layout_box {
    int height; /* given */
    int x, y;   /* set: the upper left corner */
    int column; /* set */
};

struct vg_layout_size {
    int box_width, column_gap, row_gap; /* given */
    int width, height;                  /* set: of everything */
};

/* Lines that would close a circle are taken as loose. Lists are set in place; bends live in
 * the arena. */
void vg_layout(struct vg_layout_box *boxes, size_t n, struct vg_layout_line *lines, size_t n_lines,
               struct vg_layout_size *size, struct vg_arena *a);

#endif
