/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_BASE_DRAW_H
#define VG_BASE_DRAW_H

#include <stdint.h>

#include "base/buf.h"

/*
 * What every drawing of ours needs: text that fits, heads that say in words what the picture
 * shows. Drawings are SVG elements in whole numbers, without script and without styles of their
 * own; the same input gives the same bytes. Pure.
 */

/* Width of a text in half widths: Han and their like are two. */
int vg_draw_units(const char *text);

/* As much of a text, escaped, as fits `units` half widths, with … where it was cut. */
void vg_draw_cut(struct vg_buf *o, const char *text, int units);

/* `<text x y class>` and `</text>` around a text that is cut; class may be NULL. */
void vg_draw_text(struct vg_buf *o, int x, int y, const char *class, const char *text, int units);

/* The whole square root, rounded down; 0 of what is negative. */
int64_t vg_draw_root(int64_t n);

/* Opens `<svg class role=group …>` with a title and a description; `prefix` is of ids. */
void vg_draw_head(struct vg_buf *o, const char *class, const char *prefix, const char *language,
                  int width, int height, const char *title, const char *desc);

/* The same as one image (role=img) that is `mm` millimetres wide on paper. */
void vg_draw_head_mm(struct vg_buf *o, const char *class, const char *prefix, const char *language,
                     int width, int height, int mm, const char *title, const char *desc);

#endif
