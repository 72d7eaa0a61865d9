/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_ESTIMATE_PLOT_KIT_H
#define VG_ESTIMATE_PLOT_KIT_H

#include <stddef.h>
#include <stdint.h>

#include "base/said.h"
#include "estimate/plot.h"

/*
 * What the pictures of this folder are drawn with. Private to it. Lengths are quarters of a
 * millimetre: 640 across is 160 mm, and a text of 12 is one of 8.5 points.
 */
enum { VG_PLOT_WIDE = 640, VG_PLOT_MM = 160, VG_PLOT_ROW = 18 };

struct vg_plot {
    const struct vg_estimate *e;
    struct vg_buf *svg, *table;
    const char *language, *prefix; /* the prefix is that of this one picture */
    struct vg_arena *a;
};

/* The pictures. Each writes nothing when the result has nothing for it. */
int vg_plot_space(const struct vg_plot *p, struct vg_err *err);
void vg_plot_overlap(const struct vg_plot *p);
void vg_plot_sensitivity(const struct vg_plot *p);
void vg_plot_saturation(const struct vg_plot *p);
void vg_plot_gap(const struct vg_plot *p);
void vg_plot_exposure(const struct vg_plot *p);

/* -- words ---------------------------------------------------------------------------------- */

/* In the language of the picture. */
const char *vg_plot_text(const struct vg_plot *p, const struct vg_said *s);
#define VG_PLOT_SAYS(p, name) vg_plot_text((p), VG_SAYS(name))

/* A number as it is read: 12,177; below ten thousand with four digits at most: 0.2, 1034. */
const char *vg_plot_number(const struct vg_plot *p, double v);
struct vg_part_words vg_plot_part(const struct vg_plot *p, double v);
struct vg_part_words vg_plot_whole(const struct vg_plot *p, int64_t n);

/* -- axes ------------------------------------------------------------------------------------- */

/*
 * From numbers to places. It is logarithmic whenever the numbers span more than three times, or
 * when it is made so. What lies outside goes to the end.
 */
struct vg_axis {
    double low, high; /* low < high; above 0 where it is logarithmic */
    int is_log;
    int from, to; /* places of the ends, in either order */
};

enum { VG_AXIS_TICKS = 16 };

/* An axis for numbers from `low` to `high`, with a little room on both sides. */
struct vg_axis vg_axis_for(double low, double high, int from, int to);
int vg_axis_at(const struct vg_axis *x, double v);
/* 1, 2 or 5 times a power of ten, ascending, at most VG_AXIS_TICKS; how many. */
size_t vg_axis_ticks(const struct vg_axis *x, double *out);

/* The axis as lines and numbers; across at height `y`, or up at `x`. */
void vg_plot_axis_across(const struct vg_plot *p, const struct vg_axis *x, int y,
                         const char *title);
void vg_plot_axis_up(const struct vg_plot *p, const struct vg_axis *x, int at, int right,
                     const char *title);

/* -- strokes ----------------------------------------------------------------------------------- */

enum vg_plot_line { VG_LINE_SOLID, VG_LINE_DASHED, VG_LINE_GREY };

void vg_plot_open(const struct vg_plot *p, int height, const char *title, const char *desc);
void vg_plot_close(const struct vg_plot *p);
void vg_plot_stroke(const struct vg_plot *p, int x1, int y1, int x2, int y2, enum vg_plot_line l);
/* A way through places; `to` adds one. */
void vg_plot_way_open(const struct vg_plot *p);
void vg_plot_way_to(const struct vg_plot *p, int x, int y);
void vg_plot_way_end(const struct vg_plot *p, enum vg_plot_line l);

enum vg_plot_anchor { VG_TEXT_START, VG_TEXT_MIDDLE, VG_TEXT_END };
/* Any text, cut at so many half widths. */
void vg_plot_write(const struct vg_plot *p, int x, int y, enum vg_plot_anchor anchor,
                   const char *text, int units);
/* A long text from x on, in lines that are at most `units` wide; the height of the last line.
 * It breaks at blanks and between Han characters. */
int vg_plot_lines(const struct vg_plot *p, int x, int y, const char *text, int units);

/* -- the table behind ----------------------------------------------------------------------------
 */

void vg_plot_table(const struct vg_plot *p, const char *caption, const char *const *heads,
                   size_t n);
/* The first cell is the head of its row. A NULL cell is empty. */
void vg_plot_row(const struct vg_plot *p, const char *const *cells, size_t n);
void vg_plot_table_end(const struct vg_plot *p);

#endif
