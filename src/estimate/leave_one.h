/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_ESTIMATE_LEAVE_ONE_H
#define VG_ESTIMATE_LEAVE_ONE_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"
#include "estimate/captures.h"
#include "estimate/graphs.h"

/*
 * Each list in turn as a population whose size is known: the units on it are counted by the other
 * lists only, and the average over decomposable graphs (own grid, delta 2^-(t-1)) says how many
 * there are. Where it misses sizes that are known, a brief cannot trust it with one that is not.
 */
struct vg_leave_one_row {
    unsigned list;                /* from 0 */
    int64_t size;                 /* units on the list: the truth */
    int64_t seen;                 /* of them on another list */
    int is_tested;                /* asked for, and the average did not refuse */
    enum vg_graphs_status status; /* of the average; VG_GRAPHS_LISTS when not asked for */
    int64_t lower, median, upper; /* 2.5, 50, 97.5 %; when tested */
    int hit;                      /* lower ≤ size ≤ upper */
};

struct vg_leave_one {
    unsigned n; /* rows, one for each list */
    struct vg_leave_one_row rows[VG_CAPTURE_LISTS_MAX];
    unsigned tested, missed;
};

/*
 * Test the lists of the mask `testable`. Whether a list is, the gate decides on the table that
 * vg_captures_on() makes of it (E02 to E04). A list whose table has fewer than 3 or more than 6
 * other lists, no unit, or on which the average refuses has no interval and so is not tested.
 */
int vg_leave_one(const struct vg_captures *c, unsigned testable, struct vg_arena *a,
                 struct vg_leave_one *out, struct vg_err *err);

#endif
