/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_BRIEF_ROOTS_SVG_H
#define VG_BRIEF_ROOTS_SVG_H

#include "base/buf.h"
#include "base/err.h"
#include "claim/root.h"
#include "claim/view.h"

/*
 * The derivation graph as one SVG element: roots at the left, what derives from them to
 * the right of them, step by step. Pure, deterministic, without script; stands alone in a
 * file or inside a page. Whole numbers only, so that it is the same on any machine.
 *
 * Read and not read, held and not held are words in the boxes as well as strokes; kinds of
 * derivation are line styles with a key below, and words in the titles of the lines. What
 * was corrected or changed at its source is named in a banner above and in its box. Claims
 * are links.
 */
struct vg_roots_svg {
    const struct vg_view *view;
    const struct vg_root_graph *graph;
    int64_t claim;                       /* only what this claim rests on; 0: everything */
    const char *language;                /* "en" or "zh"; NULL: en */
    const char *title;                   /* NULL: "Where the statements come from" */
    const char *claim_href;              /* what stands before "c17" in a link; NULL: "#" */
    const char *source_href, *root_href; /* before "s3", "r2" in the link of a box; NULL: none */
    int in_page;        /* without rules and ground of its own: the page styles .derives */
    const char *prefix; /* of ids, for several drawings on one page; NULL: "vgr" */
};

/*
 * Append the drawing. Of a large case the VG_MAX_DRAWN nodes with most that rests on them
 * are drawn, and how many are left out is said. VG_E_ABSENT when the claim is not in the
 * view, or when there is nothing to draw.
 */
int vg_roots_svg(const struct vg_roots_svg *in, struct vg_buf *out, struct vg_err *err);

#endif
