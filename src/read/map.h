/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_READ_MAP_H
#define VG_READ_MAP_H

#include "read/text.h"

/*
 * Lay the map of a text over a lower one. The runs of *t lead from its text to bytes
 * between (the UTF-8 that a reader was given); `lower` leads from those bytes, its
 * `text`, to the source, ascending and without a gap. Afterwards the runs of *t lead to
 * the source and keep the promises of read/text.h: where two stretches of text come
 * from one lower run that has no units, or a border would fall inside a character, they
 * become one reference. `n` 0: the bytes between are the source itself from `shift` on;
 * otherwise `shift` is added to what `lower` gives. The new runs are in `a`.
 * The runs of *t ascend in the bytes between. Linear.
 */
void vg_map_lay(struct vg_text *t, const struct vg_run *lower, size_t n, size_t shift,
                struct vg_arena *a);

#endif
