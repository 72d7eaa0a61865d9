/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_RESOLVE_FRAME_COMPARE_H
#define VG_RESOLVE_FRAME_COMPARE_H

#include <stddef.h>
#include <stdint.h>

#include "resolve/frame.h"

/*
 * Two frames compared slot by slot.
 *
 * same: on both sides the place is one and the same area, heads are equal, unit numbers and hosts
 *   are equal, the unknown words are, and no veto holds.
 * different: a veto holds. Vetoes: other branches of the state, places without a common area, other
 *   unit numbers, heads of which neither is the wider kind of the other, hosts without a common
 * area. unsure: everything else; above all a place that the texts leave open. Never a guess.
 */
enum vg_frame_verdict { VG_FRAME_UNSURE, VG_FRAME_SAME, VG_FRAME_DIFFERENT };

enum vg_frame_suggest {
    VG_FRAME_SUGGEST_NONE,
    VG_FRAME_LEFT_PART_OF, /* left is a part of right: 长乐分局, 福州市公安局 */
    VG_FRAME_RIGHT_PART_OF,
    VG_FRAME_LEFT_SET_UP_BY, /* left is a station abroad that right may have set up */
    VG_FRAME_RIGHT_SET_UP_BY,
};

enum vg_frame_feature {
    VG_FRAME_PLACE,
    VG_FRAME_HEAD,
    VG_FRAME_OVER, /* the head above */
    VG_FRAME_NUMBER,
    VG_FRAME_HOST,
    VG_FRAME_CORE_WORDS,
    VG_FRAME_FEATURES,
};

/* How the two sides of a feature stand to each other. */
enum vg_frame_level {
    VG_FRAME_EQUAL,     /* one and the same */
    VG_FRAME_OPEN,      /* something in common, but one side leaves several, or is not known */
    VG_FRAME_ONE_SIDED, /* only one side says it */
    VG_FRAME_KIND,      /* one is the wider kind of the other */
    VG_FRAME_INSIDE,    /* one lies in the other */
    VG_FRAME_UNLIKE,    /* a veto */
    VG_FRAME_LEVELS,
};

struct vg_frame_evidence {
    uint8_t feature; /* enum vg_frame_feature */
    uint8_t level;   /* enum vg_frame_level */
    uint8_t is_veto;
    uint8_t narrowed_left, narrowed_right; /* of a place: enum vg_frame_by that narrowed it */
    struct vg_frame_span left, right;      /* bytes of the surfaces */
    const char *rule; /* a sentence without a full stop: "places without a common area" */
};

struct vg_frame_comparison {
    enum vg_frame_verdict verdict;
    enum vg_frame_suggest suggest;
    struct vg_frame_evidence list[VG_FRAME_FEATURES]; /* features that either side has, in order */
    size_t n;
};

/*
 * Compare two names that both have a frame. Symmetric but for left and right; looks at nothing but
 * the two names and the constant tables.
 */
void vg_frame_compare(const struct vg_name *left, const struct vg_name *right,
                      struct vg_frame_comparison *out);

/* "place", "head" …; "equal", "open" …; "same", "different", "unsure"; "part-of", "set-up-by" or
 * NULL: the words of the JSON. */
const char *vg_frame_feature_word(enum vg_frame_feature f);
const char *vg_frame_level_word(enum vg_frame_level l);
const char *vg_frame_verdict_word(enum vg_frame_verdict v);
const char *vg_frame_suggest_word(enum vg_frame_suggest s);

#endif
