/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_ESTIMATE_CAPTURES_H
#define VG_ESTIMATE_CAPTURES_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"

/*
 * A capture table: which units stand on which lists. Lists are numbered from 0 in column order;
 * bit i of a mask is list i. What was seen on no list is not known and not here: cells[0] is 0.
 */
enum { VG_CAPTURE_LISTS_MAX = 16 };

struct vg_captures {
    unsigned t;               /* lists, 1 to VG_CAPTURE_LISTS_MAX */
    const char *const *lists; /* their names */
    const int64_t *cells;     /* 2^t counts by mask */
    int64_t n;                /* units observed: their sum */
};

/* The units that are on all lists of each mask, the sum over all supersets: O(t 2^t). `out` has
 * 2^t elements; out[0] becomes n. */
void vg_captures_margins(const struct vg_captures *c, int64_t *out);

/* The table without the lists outside `keep`, which is not empty; units that are then on none are
 * left out. In the arena. */
struct vg_captures vg_captures_keep(const struct vg_captures *c, unsigned keep, struct vg_arena *a);

/* Lists i and j as one list at the place of the lower, with the name "A+B". In the arena. */
struct vg_captures vg_captures_merge(const struct vg_captures *c, unsigned i, unsigned j,
                                     struct vg_arena *a);

/* The units on list j only, as a table of the other lists; units on none of them are cells[0] of
 * nothing and go to *unseen (may be NULL). In the arena. */
struct vg_captures vg_captures_on(const struct vg_captures *c, unsigned j, int64_t *unseen,
                                  struct vg_arena *a);

#endif
