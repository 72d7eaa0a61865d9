/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_BRIEF_MAP_SHAPES_H
#define VG_BRIEF_MAP_SHAPES_H

#include "base/buf.h"

/*
 * Outlines of countries as data/map/world.txt has them, in its units: Equal Earth, the
 * north-west corner 0 0. Private to this folder.
 */
struct vg_map_box {
    int x, y, width, height;
};

/* The whole map. */
struct vg_map_box vg_map_world(void);

/* Where the mark of a country (ISO 3166-1 alpha-2) stands. 0 when there is no such point. */
int vg_map_point(const char *code, int *x, int *y);

enum vg_map_scale { VG_MAP_110M, VG_MAP_50M };

/*
 * Append the data of an SVG path: outlines of the countries for which `wanted` is not 0,
 * cut off a little outside `box`, coordinates from its corner divided by `unit`. A country
 * that the coarse scale leaves out is taken from the fine one if it is wanted by name.
 */
void vg_map_path(struct vg_buf *o, enum vg_map_scale scale, const struct vg_map_box *box, int unit,
                 int (*wanted)(void *w, const char *code), void *w);

#endif
