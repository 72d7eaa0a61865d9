/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_BRIEF_GAP_SVG_H
#define VG_BRIEF_GAP_SVG_H

#include "base/buf.h"
#include "count/gap.h"

/*
 * An open list as a grid of cells, one SVG element: filled where something was found, with a
 * dot where somebody looked in vain, dashed where nobody looked; behind a gap, doubly framed,
 * what was found outside the list. Every cell has its name and state as title. Pure,
 * deterministic, whole numbers only, without script.
 */
struct vg_gap_svg {
    const struct vg_view *view;
    const struct vg_gap *gap;
    const char *language;   /* "en" or "zh"; NULL: en */
    const char *claim_href; /* what stands before "c17" in the link of a found cell; NULL: no
                               links, and then it is one image */
    const char
        *place_href; /* what stands before the id in the link of any other cell; NULL: none */
    int has_outside; /* draw what was found outside too */
    int has_key;     /* with a line that says what the cells mean */
};

/* Nothing is written for a locked list, which is no place to search by, nor for an empty one. */
void vg_gap_svg(const struct vg_gap_svg *in, struct vg_buf *o);

#endif
