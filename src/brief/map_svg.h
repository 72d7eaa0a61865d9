/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_BRIEF_MAP_SVG_H
#define VG_BRIEF_MAP_SVG_H

#include "base/buf.h"
#include "base/err.h"
#include "brief/draw.h"
#include "count/count.h"

/*
 * Figures by place as one SVG element: outlines, and a mark for each country with an area
 * that goes with its number. Pure, deterministic, whole numbers only, without script.
 *
 * A mark stands at a point of its country and nowhere finer: the program has no points
 * below a country, and none is made up. Where marks would lie on each other, that part of
 * the map is drawn again, larger, in a frame of its own; what is still too close there is
 * moved apart, with a line to where it belongs. An upper end that is stated is a ring
 * around the mark, an upper end that nobody states a ring of dashes.
 */
struct vg_map_row {
    const char *place; /* gazetteer id; NULL or one that is in no country: not placed */
    unsigned has;      /* VG_FIGURE_…; 0: no number, drawn small */
    int64_t low, best, high;
    enum vg_sign mark;
    const int64_t *claims; /* that it rests on; without any it is not drawn */
    size_t n_claims;
    const char *href; /* where the mark leads; NULL: to its first claim */
};

struct vg_map_svg {
    const struct vg_map_row *rows;
    size_t n;
    const struct vg_places *places;
    const char *language;   /* "en" or "zh"; NULL: en */
    const char *title;      /* NULL: "Where" */
    const char *unit;       /* vocabulary unit, for the key; NULL: claims are what is counted */
    const char *claim_href; /* what stands before "c17" in a link; NULL: "#" */
    const char *prefix;     /* of ids; NULL: "vgm" */
};

/*
 * Append the drawing. Rows of one country become one mark with the sum of nothing: it
 * shows how many rows it stands for. At most VG_MAX_MAP_MARKS are drawn, those of most claims;
 * how many are not placed and not drawn is said below. VG_E_ABSENT when no row has a
 * place on the map.
 */
int vg_map_svg(const struct vg_map_svg *in, struct vg_buf *out, struct vg_err *err);

/*
 * Rows from what vg_count() makes of a unit by place at a level (finer levels than the
 * country are drawn at the country). With `unit` NULL: how many standing claims are about each
 * country. The mark is the strongest thing said against: a denial by reply or standing, then
 * a closing, else that it is stated. In the arena. Codes as vg_count().
 */
int vg_map_rows(const struct vg_view *v, const struct vg_root_graph *g, const char *unit,
                enum vg_place_level level, struct vg_arena *a, struct vg_map_row **out, size_t *n,
                struct vg_err *err);

/* Where the mark of a country (ISO 3166-1 alpha-2) stands, in tenths of a degree: east and north
 * are positive. 0 when there is no such point. */
int vg_map_tenths(const char *code, int *east, int *north);

/* The same of rows that are counted already. */
void vg_map_rows_of(const struct vg_view *v, const struct vg_figure *figures, size_t n_figures,
                    struct vg_arena *a, struct vg_map_row **out, size_t *n);

#endif
