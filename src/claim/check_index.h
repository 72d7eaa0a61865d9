/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_CLAIM_CHECK_INDEX_H
#define VG_CLAIM_CHECK_INDEX_H

#include "claim/check.h"

/*
 * The checks of a view that are kept up to date as claims come in. Made once, in the
 * time of vg_check_all() and a half; after that a claim that is added, changed or
 * removed costs only the cells that it stands in: its source, its identity, its
 * places, its roots. At every moment the list of the index is that of vg_check_all()
 * on the view as it then is, byte for byte.
 *
 * Claims only: when anything else of the view changes (a source, a root, an edge, a
 * reading, a reply, an entity, a place), make a new index. About 1.5 kB a claim.
 */
struct vg_check_index;

/*
 * `v` is copied, what it points to is not: it stays as it is as long as the index
 * lives, claims that are removed or changed included. VG_E_FORMAT when the edges hold a
 * cycle, VG_E_LIMIT when there are too many nodes, as vg_root_graph_make().
 */
int vg_check_index_open(const struct vg_view *v, struct vg_check_index **out, struct vg_err *err);
void vg_check_index_close(struct vg_check_index *ix); /* accepts NULL */

/* What a change made of the checks: those that are not said any more, and those that are
 * said now and were not before. In their order, in the arena of the caller. */
struct vg_check_change {
    const struct vg_check *gone;
    size_t n_gone;
    const struct vg_check *fresh;
    size_t n_fresh;
};

/*
 * A claim with a new id; a claim in the place of the one with its id; no claim of this
 * id any more. The struct is copied, what it points to stays the caller's and must
 * live as long as the index. *out may be NULL. VG_E_CONFLICT when the id is there,
 * VG_E_ABSENT when it is not; then nothing has changed.
 */
int vg_check_index_add(struct vg_check_index *ix, const struct vg_claim *c, struct vg_arena *a,
                       struct vg_check_change *out, struct vg_err *err);
int vg_check_index_change(struct vg_check_index *ix, const struct vg_claim *c, struct vg_arena *a,
                          struct vg_check_change *out, struct vg_err *err);
int vg_check_index_remove(struct vg_check_index *ix, int64_t id, struct vg_arena *a,
                          struct vg_check_change *out, struct vg_err *err);

/* All of them, as vg_check_all() would give them. Sorts them: not for every keystroke. */
void vg_check_index_list(const struct vg_check_index *ix, struct vg_arena *a, struct vg_check **out,
                         size_t *n);

/* The claim of this id as the index has it, or NULL. Valid until the next change. */
const struct vg_claim *vg_check_index_claim(const struct vg_check_index *ix, int64_t id);

#endif
