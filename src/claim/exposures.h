/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_CLAIM_EXPOSURES_H
#define VG_CLAIM_EXPOSURES_H

#include <jansson.h>

#include "base/err.h"
#include "base/json.h"
#include "claim/view.h"

/*
 * Tables of denominators (view.h): out of JSON and into it, the shape "exposure" of
 * vigil-json(5). A case has one that holds, the latest; an earlier one stays in the record.
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

int vg_exposures_same(const struct vg_exposures *x, const struct vg_exposures *y);

#endif
