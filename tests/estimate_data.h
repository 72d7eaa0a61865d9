/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_TESTS_ESTIMATE_DATA_H
#define VG_TESTS_ESTIMATE_DATA_H

#include <jansson.h>

#include "base/mem.h"
#include "estimate/captures.h"

/* Capture tables and what other programs made of them, beside the source tree (VIGIL_SHARED, else
 * ../shared): data/estimate/. */

/* The table NAME.csv of a folder of it; t = 0 where it is not there. In the arena. */
struct vg_captures estimate_table(const char *folder, const char *name, struct vg_arena *a);

/* reference/NAME.json, which the caller ends with json_decref(); NULL where it is not there. */
json_t *estimate_reference(const char *name);

/* The path of a file of it, in the arena. */
const char *estimate_path(const char *name, struct vg_arena *a);

#endif
