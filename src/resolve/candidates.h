/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_RESOLVE_CANDIDATES_H
#define VG_RESOLVE_CANDIDATES_H

#include <stddef.h>
#include <stdint.h>

/*
 * Which pairs of names are worth scoring: those that share a key, each pair once, under the
 * smallest key they share. A key that more than `most` names have is too common to be evidence: it
 * gives no pairs and is counted. (A pair that shares such a key and a larger one that is none meets
 * under the larger.)
 *
 * Keys are sorted by radix, a part of the range of keys at a time, so that memory beside the keys
 * themselves is about 24 bytes for each key of one of VG_CANDIDATE_PARTS parts, and 8 for each key
 * dropped. The order of pairs depends on the keys alone.
 */
enum { VG_CANDIDATE_GROUP = 60 /* names: 1,770 pairs */, VG_CANDIDATE_PARTS = 32 };

/* Keys of name i: keys[from[i]] up to keys[from[i + 1]], ascending. */
struct vg_candidate_keys {
    const uint64_t *keys;
    const uint64_t *from;
    uint32_t n;
};

struct vg_candidate_told {
    uint64_t pairs;
    uint64_t dropped_keys;
    uint64_t dropped_names; /* how often a name stood under a key that was dropped */
};

/* `group` (may be NULL) is told the names of a group, ascending, before its pairs come; left <
 * right. Where either returns not 0 the work ends; but VG_CANDIDATE_PASS of `group` only passes
 * over this group, whose pairs nobody wants, or are somebody else's: so many processes can share
 * the work. */
enum { VG_CANDIDATE_PASS = -99 };
struct vg_candidate_to {
    int (*group)(void *w, const uint32_t *names, size_t n);
    int (*pair)(void *w, uint32_t left, uint32_t right);
    void *w;
};

void vg_candidates_find(const struct vg_candidate_keys *k, unsigned most,
                        const struct vg_candidate_to *to, struct vg_candidate_told *told);

#endif
