/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_ESTIMATE_TABLE_H
#define VG_ESTIMATE_TABLE_H

#include "base/err.h"
#include "base/mem.h"
#include "estimate/captures.h"

/* Units of one table: beyond it a double no longer holds every whole number. */
#define VG_CAPTURE_UNITS_MAX INT64_C(1000000000000000)

/*
 * Read a capture table (CSV): a header of list names and, last, `count`; then patterns of 0 and 1
 * with how many units show them. In any order; a missing pattern is 0, a repeated one is added.
 *
 * VG_E_FORMAT, the sentence beginning with the line, for: no `count` at the end, no list or more
 * than VG_CAPTURE_LISTS_MAX, a list without a name or with that of another, a cell other than 0 or
 * 1, a count that is negative, fractional or above VG_CAPTURE_UNITS_MAX (alone or together), the
 * pattern of only zeros (that is the unknown), no rows, and what base/csv.h refuses.
 * One list is no mistake of the table: the gate refuses it. *out lives in the arena.
 */
int vg_captures_read(const char *bytes, size_t len, struct vg_arena *a, struct vg_captures *out,
                     struct vg_err *err);

#endif
