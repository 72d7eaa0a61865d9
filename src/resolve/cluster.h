/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_RESOLVE_CLUSTER_H
#define VG_RESOLVE_CLUSTER_H

#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"

/*
 * Which things are one. Things are numbered from 0; whoever wants the result independent of
 * their order sorts them first, by id: a set is named by its member of the lowest number.
 *
 * People first: union-find over judgements that say same. A judgement that says different within
 * one set is a conflict: reported with the shortest chain of "same" judgements that causes it
 * (earlier judgements first where several are shortest), the set disputed, nothing dropped. The
 * order of judgements never changes the sets.
 *
 * Then, only where the caller gives pairs, machine edges: the pairs whose weight is at least
 * `least`, by falling weight, ties by numbers. An edge unites two sets unless a judgement between
 * them says different or unsure, or the mean weight of all pairs given between them is below
 * `least`: so A-B-C does not chain where A is unlike C. Weights are whole numbers, so that the
 * mean does not depend on the order of adding. A set that is disputed takes part in no edge.
 */
enum vg_cluster_verdict {
    VG_CLUSTER_NOTHING, /* a judgement that does not stand; it is passed over */
    VG_CLUSTER_SAME,
    VG_CLUSTER_DIFFERENT,
    VG_CLUSTER_UNSURE,
};

struct vg_cluster_judgement {
    uint32_t left, right; /* one thing twice is allowed, and says different as a conflict, too */
    enum vg_cluster_verdict verdict;
};

struct vg_cluster_pair {
    uint32_t left, right; /* not the same */
    int64_t weight;       /* of any scale; its amount at most VG_CLUSTER_HEAVIEST */
};
#define VG_CLUSTER_HEAVIEST (INT64_C(1) << 34)

struct vg_cluster_conflict {
    size_t judgement;    /* the one that says different */
    const size_t *chain; /* those that say same, from its left to its right */
    size_t n_chain;
};

struct vg_clusters {
    uint32_t *of;                          /* of each thing: the lowest number in its set */
    unsigned char *disputed;               /* of each thing: a conflict lies within its set */
    struct vg_cluster_conflict *conflicts; /* in the order of their judgements */
    size_t n_conflicts;
};

/* Judgements only. Everything is in the arena. */
void vg_clusters_judge(size_t n, const struct vg_cluster_judgement *j, size_t n_j,
                       struct vg_arena *a, struct vg_clusters *out);

/* The same, then machine edges. `pairs` is sorted in place; a pair given twice counts twice. */
void vg_clusters_make(size_t n, const struct vg_cluster_judgement *j, size_t n_j,
                      struct vg_cluster_pair *pairs, size_t n_pairs, int64_t least,
                      struct vg_arena *a, struct vg_clusters *out);

/* -- union-find by itself: `up` holds n numbers, each its own at the beginning -------------- */
uint32_t *vg_cluster_begin(size_t n, struct vg_arena *a);
uint32_t vg_cluster_top(uint32_t *up, uint32_t i);
/* Unites; the lower number is the top of both. */
void vg_cluster_join(uint32_t *up, uint32_t x, uint32_t y);

#endif
