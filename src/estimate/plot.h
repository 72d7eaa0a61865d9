/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_ESTIMATE_PLOT_H
#define VG_ESTIMATE_PLOT_H

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "estimate/result.h"

/*
 * Pictures of an estimate: SVG elements 160 mm wide, in the colour of the text and one grey, told
 * apart by line and shape; text is text; the numbers are in the description in words, and behind
 * each picture stands a table with all of them. The same input gives the same bytes. A picture
 * shows what the verdict lets be said and nothing else: what is not in the result is not drawn.
 *
 *   space        of every existing model N against BIC, under range and estimate
 *   overlap      which lists share how many units, of any capture table
 *   sensitivity  N over the interaction that no data can test, under range and estimate
 *   saturation   units seen over how much was searched; beyond what was searched only where
 *                neither S01 nor S02 was found
 *   gap          units that were told to act: found or not, and each search
 *   exposure     the twenty places with the largest deficit; under X01 the places without it
 *
 * Pure.
 */
enum vg_plot_kind {
    VG_PLOT_GAP,
    VG_PLOT_EXPOSURE,
    VG_PLOT_SATURATION,
    VG_PLOT_OVERLAP,
    VG_PLOT_SPACE,
    VG_PLOT_SENSITIVITY,
    VG_PLOTS, /* in the order in which they are shown */
};

/* "gap", "exposure", ... */
const char *vg_plot_word(enum vg_plot_kind kind);

struct vg_plot_as {
    const char *language; /* "en" or "zh"; NULL: en */
    const char *prefix;   /* of ids, different for each result on a page; NULL: "vge" */
};

/*
 * One picture and the table behind it. *svg and *table are appended to, or left as they are when
 * the result has nothing for it: then *drawn is 0. Fails as vg_space_walk() for the space, with
 * nothing appended.
 */
int vg_plot_draw(const struct vg_estimate *e, enum vg_plot_kind kind, const struct vg_plot_as *as,
                 struct vg_arena *a, struct vg_buf *svg, struct vg_buf *table, int *drawn,
                 struct vg_err *err);

/*
 * All that the result has, each as <figure class="plot"> with the picture, a caption where the
 * picture needs one, and its table in a <details>.
 */
int vg_plot_figures(const struct vg_estimate *e, const struct vg_plot_as *as, struct vg_arena *a,
                    struct vg_buf *out, struct vg_err *err);

/* Rules for a style sheet that has none: figures, tables, print. */
extern const char vg_plot_style[];

#endif
