/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_CLAIM_EXPOSURES_JOB_H
#define VG_CLAIM_EXPOSURES_JOB_H

#include "claim/exposures.h"
#include "store/record.h"

/* Tables of denominators into the case and out of it. Keeping writes rows of the next entry; the
 * caller begins, seals and commits. */
int vg_exposures_keep(struct vg_record *r, const struct vg_exposures *x, int64_t *id,
                      struct vg_err *err);
/* The table that held before entry `before`, in the arena; id 0 where there was none. */
int vg_exposures_read(struct vg_store *s, int64_t before, struct vg_arena *a,
                      struct vg_exposures *out, struct vg_err *err);

/* What people said of the reach of roots, as the record stood before entry `before`. */
int vg_reaches_read(struct vg_store *s, int64_t before, struct vg_arena *a, struct vg_view *v,
                    struct vg_err *err);

#endif
