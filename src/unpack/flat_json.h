/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_UNPACK_FLAT_JSON_H
#define VG_UNPACK_FLAT_JSON_H

#include <stddef.h>

#include "base/mem.h"

/*
 * JSON of archives, read where it stands and tolerantly: no tree is made, so a
 * few megabytes of brackets cost nothing, and depth is a counter.
 *
 * One member after another of an object. Start with *at = 0. 1: *key and *value
 * are set: texts without quotes, with escapes undone (in the arena if there were any);
 * numbers, true, false, null as written; objects and arrays as they stand, to be read in turn.
 * 0: the end. -1: no JSON object, or not from here on.
 */
int vg_flat_json(struct vg_arena *a, struct vg_str json, size_t *at, struct vg_str *key,
                 struct vg_str *value);

/* The same for the items of an array. */
int vg_flat_json_item(struct vg_arena *a, struct vg_str json, size_t *at, struct vg_str *value);

/* The first member of this name: 1 and *value, or 0. */
int vg_flat_json_get(struct vg_arena *a, struct vg_str json, const char *name,
                     struct vg_str *value);

#endif
