/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_ESTIMATE_RECALL_H
#define VG_ESTIMATE_RECALL_H

#include "base/buf.h"
#include "base/mem.h"
#include "estimate/captures.h"
#include "estimate/result.h"

/*
 * What the methods that take long said of one capture table, written down to the bit. Everything
 * else of a result (gate, sentences in any language, limits, pictures) follows from it and the
 * table in milliseconds, so that a result made of what was written down is the result that was
 * made, byte for byte.
 */
struct vg_methods { /* NULL: was not made */
    struct vg_space *space;
    struct vg_stepwise *stepwise;
    struct vg_estimate_profile *profile;
    struct vg_graphs *graphs;
    struct vg_graphs *sides; /* VG_GRAPHS_SIDES of them */
    struct vg_latent *latent;
    struct vg_leave_one *leave_one;
    struct vg_bootstrap *bootstrap;
    struct vg_influence *influence;
};

/*
 * The methods of a table of `t` lists, appended: a bit for each that was made, then each in the
 * order above, every number as 64 bits, the most significant byte first, a double as its own bits
 * (IEEE 754), a text with its length before it.
 */
void vg_methods_write(const struct vg_methods *m, unsigned t, struct vg_buf *out);

/*
 * The other way, from *at on; *at is moved behind what was read. 0 when that is nothing that
 * vg_methods_write() wrote for a table of as many lists: it ends early, or a count, a list or a
 * cell is out of range. The bytes may come from anybody; whatever they hold, what is returned can
 * be shown. *out lives in the arena.
 */
int vg_methods_read(struct vg_str bytes, size_t *at, unsigned t, struct vg_arena *a,
                    struct vg_methods *out);

#endif
