/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_BRIEF_OVERLAP_SVG_H
#define VG_BRIEF_OVERLAP_SVG_H

#include "base/buf.h"
#include "base/err.h"
#include "brief/draw.h"
#include "claim/view.h"

/*
 * Which lists (or sources) name the same things, as one SVG element after the manner of
 * UpSet (Lex and others 2014): a column for each combination that occurs, its height the number
 * of things that are on exactly those lists; below it a dot for each of them; at the left how
 * much each list has in all. Pure, deterministic, whole numbers only, without script.
 */
struct vg_overlap_svg {
    const char *const *sets; /* names */
    size_t n_sets;           /* 2 to VG_MAX_SETS */
    const uint32_t *members; /* of each thing: bit i set when it is on sets[i] */
    size_t n_members;
    const char *language; /* "en" or "zh"; NULL: en */
    const char *title;    /* NULL: "Which lists name the same" */
    const char *what;     /* what is counted, in words; NULL: "places" */
    const char *href;     /* what stands before "m5" (a combination as a number) in the link of a
                             column to its members; NULL: "#" */
    const char *prefix;   /* of ids; NULL: "vgo" */
};

/*
 * Append the drawing: columns by number, the largest first, then by combination. At most
 * VG_MAX_OVERLAPS columns; how many things stand in none is said. Things on no list are not
 * counted. VG_E_LIMIT "2 to 8 lists can be compared …", VG_E_ABSENT when nothing is on any.
 */
int vg_overlap_svg(const struct vg_overlap_svg *in, struct vg_buf *out, struct vg_err *err);

/* A thing and the lists that it is on. */
struct vg_overlap_member {
    const char *id;
    uint32_t mask;
};

/*
 * The members of up to VG_MAX_SETS lists of a view, ascending id, each once. In the arena. The
 * list at lists[i] has bit i.
 */
void vg_overlap_of_lists(const struct vg_list *const *lists, size_t n_lists, struct vg_arena *a,
                         struct vg_overlap_member **out, size_t *n);

#endif
