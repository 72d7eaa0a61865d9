/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_CLAIM_SPREAD_H
#define VG_CLAIM_SPREAD_H

#include "base/err.h"
#include "base/mem.h"
#include "base/said.h"
#include "claim/view.h"

/*
 * What rests on what, and how a correction spreads. Pure. A claim rests on the roots it
 * names, on the sources of its passages, and on claims that it names; a source rests on
 * what it derives from and on the root it holds, a root on what it derives from and on the
 * source that holds it. A correction does not rest on what it corrects, and two of one
 * author do not rest on each other.
 */
enum vg_spread_kind { VG_SPREAD_SOURCE = 1, VG_SPREAD_ROOT, VG_SPREAD_CLAIM };

struct vg_spread_node {
    enum vg_spread_kind kind;
    int64_t id;
};

enum vg_spread_reason {
    VG_SPREAD_WITHDRAWN = 1, /* a claim was withdrawn, rejected or set unresolvable */
    VG_SPREAD_REPLACED,      /* a claim was corrected by another one */
    VG_SPREAD_CORRECTED,     /* a root was corrected where it stands, or by another text */
    VG_SPREAD_CHANGED,       /* a source was changed, or is gone, where it was */
    VG_SPREAD_DAMAGED,       /* the bytes of a source are not what their archive promises */
    VG_SPREAD_ASKED,         /* what rests on it? */
};
const char *vg_spread_word(enum vg_spread_reason r);

struct vg_spread_origin {
    struct vg_spread_node at;
    enum vg_spread_reason reason;
    const char *says;           /* in words: "corrected at source 2022-10-29: …" */
    const struct vg_said *said; /* the same as kind and parts */
};

/* Everything in a view that has been withdrawn, replaced, corrected, changed or damaged: sources,
 * roots, claims, each ascending. In the arena. */
void vg_spread_origins(const struct vg_view *v, struct vg_arena *a, struct vg_spread_origin **out,
                       size_t *n);

/* One reason why a thing is marked: `path` begins with what it rests on directly and ends
 * with the origin; of several the shortest, and of those the one of lowest ids. */
struct vg_spread_mark {
    const struct vg_spread_origin *origin;
    const struct vg_spread_node *path;
    size_t n_path;
};

enum { VG_SPREAD_MARKS = 8 }; /* kept for one thing, the nearest; the rest would say the same */

/*
 * Let the origins spread over a view. `origins` and the view must outlive the answer. Linear
 * in what rests on what, whatever circles there are in it.
 */
struct vg_spread;
void vg_spread_make(const struct vg_view *v, const struct vg_spread_origin *origins, size_t n,
                    struct vg_arena *a, struct vg_spread **out);

/* The marks of one thing, nearest origin first; what an origin is itself is not listed
 * again. Returns how many. Lists live in the arena. */
size_t vg_spread_of(const struct vg_spread *s, struct vg_spread_node node, struct vg_arena *a,
                    struct vg_spread_mark **out);

/* Those of a list of claims, each origin once: what a figure or a check carries. A claim of
 * the list that is an origin itself counts too, with an empty path. */
size_t vg_spread_of_claims(const struct vg_spread *s, const int64_t *claims, size_t n,
                           struct vg_arena *a, struct vg_spread_mark **out);

/* Everything that rests on one of the origins: sources, roots, claims, each ascending. */
size_t vg_spread_all(const struct vg_spread *s, struct vg_arena *a, struct vg_spread_node **out);

/* "r3 was corrected: corrected at source 2022-10-29 (by way of s5)" */
const char *vg_spread_says(const struct vg_spread_mark *m, struct vg_arena *a);
const struct vg_said *vg_spread_said(const struct vg_spread_mark *m, struct vg_arena *a);

/* "s5", "r3", "c17" */
const char *vg_spread_name(struct vg_spread_node n, struct vg_arena *a);

#endif
