/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_CLAIM_LIST_JOB_H
#define VG_CLAIM_LIST_JOB_H

#include "claim/list.h"
#include "store/record.h"

/*
 * Lists and the search log into the case and out of it. Keeping writes rows of the
 * next entry; the caller begins, seals and commits. Ids of roots, claims and sources
 * are row ids.
 */

/* VG_E_FORMAT from vg_list_check(). */
int vg_list_keep(struct vg_record *r, const struct vg_list *l, int64_t *id, struct vg_err *err);
/* Is the list that holds under this name now just like that? */
int vg_list_known(struct vg_store *s, const struct vg_list *l, int *out, struct vg_err *err);

int vg_looked_keep(struct vg_record *r, const struct vg_looked *l, int64_t *id, struct vg_err *err);
int vg_looked_known(struct vg_store *s, const struct vg_looked *l, int *out, struct vg_err *err);

/* Lists and search log of a view, as the record stood before entry `before`. */
int vg_lists_read(struct vg_store *s, int64_t before, struct vg_arena *a, struct vg_view *v,
                  struct vg_err *err);

#endif
