/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_CLAIM_INVERTED_H
#define VG_CLAIM_INVERTED_H

#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"

/*
 * Sets of 64-bit features (hashes of shingles, marks of a text) made ready for
 * finding out which sets share some: features that only one set has are dropped,
 * the others get small numbers. What is left is an inverted index in waiting.
 */
struct vg_feature_set {
    const uint64_t *list; /* ascending, each once */
    size_t n;
};

struct vg_features {
    size_t n_sets;
    size_t *first; /* the numbers of set i stand at ids[first[i]] … ids[first[i + 1]] */
    uint32_t *ids;
    uint32_t *sets; /* of each number: how many sets have it, 2 or more */
    size_t n;       /* how many numbers */
};

/*
 * In the arena. Time grows with the features altogether, memory is 4 bytes for each
 * besides what is shared; the order of the sets changes nothing but the order of the
 * answer. At most 2^32 - 2 numbers (beyond that the process ends, as for memory).
 */
void vg_features_make(const struct vg_feature_set *sets, size_t n, struct vg_arena *a,
                      struct vg_features *out);

/*
 * Which sets have a number, filled one set after the other: postings of a number in
 * the order in which sets were put in. Past `most` sets a number is common: it says
 * nothing and takes no more.
 */
struct vg_postings {
    const struct vg_features *f;
    size_t *first;  /* where the list of a number begins */
    uint32_t *list; /* sets */
    uint32_t *fill; /* how many are in it; most + 1: common */
    uint32_t most;
};
void vg_postings_begin(const struct vg_features *f, uint32_t most, struct vg_arena *a,
                       struct vg_postings *out);
void vg_postings_put(struct vg_postings *p, uint32_t set);
int vg_postings_common(const struct vg_postings *p, uint32_t id);

/*
 * How many numbers set `of` shares with each set put in so far. `count` has an element
 * for each set, all 0, and is left with the counts; `seen` takes the sets that have one,
 * in no order that matters. The rarest numbers are looked at first and at most `work`
 * postings: what lies beyond is a text made of what everybody says.
 */
size_t vg_postings_count(const struct vg_postings *p, uint32_t of, size_t work, uint32_t *count,
                         uint32_t *seen);

#endif
