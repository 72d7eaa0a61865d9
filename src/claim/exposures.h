/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_CLAIM_EXPOSURES_H
#define VG_CLAIM_EXPOSURES_H

#include <jansson.h>

#include "claim/view.h"
#include "store/record.h"

/*
 * Tables of denominators (view.h): out of JSON, the shape "exposure" of vigil-json(5), into the
 * case and out of it. A case has one that holds, the latest; an earlier one stays in the record.
 */

/* Is it a country, a region, a metropolitan area, or a city outside any? Nothing smaller is
 * ranked. 0 also for what is no place. */
int vg_exposures_may_rank(const struct vg_places *places, const char *id);

/*
 * Read a table. The name of its source comes back in *source, NULL where it has none; out->source
 * is then set by the caller. No places take the table back. Unknown keys are refused. VG_E_FORMAT
 * with the field's name: no reason; a place that may not be ranked, is no place, or is there twice;
 * an amount that is not whole and above 0; a place without an origin. VG_E_LIMIT above
 * VG_MAX_EXPOSURES.
 */
int vg_exposures_from_json(const json_t *o, const struct vg_places *places, struct vg_arena *a,
                           struct vg_exposures *out, const char **source, struct vg_err *err);
void vg_exposures_to_json(struct vg_json *j, const struct vg_exposures *x);

/* Rows of the next entry; the caller begins, seals and commits. */
int vg_exposures_keep(struct vg_record *r, const struct vg_exposures *x, int64_t *id,
                      struct vg_err *err);
/* The table that held before entry `before`, in the arena; id 0 where there was none. */
int vg_exposures_read(struct vg_store *s, int64_t before, struct vg_arena *a,
                      struct vg_exposures *out, struct vg_err *err);
int vg_exposures_same(const struct vg_exposures *x, const struct vg_exposures *y);

#endif
