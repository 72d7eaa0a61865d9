/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_RESOLVE_PACK_H
#define VG_RESOLVE_PACK_H

#include <stddef.h>

#include "resolve/score.h"

/*
 * Names by the million. A name made ready takes about a kilobyte; packed it takes about 150 bytes,
 * and is made ready again in a small part of the time that reading it takes. What is unpacked
 * scores as what was packed, to the last bit.
 *
 * Packed are the parts and the texts they point into. Of a name with a frame, of two halves or of
 * more text than VG_PACK_MOST holds only the surface is kept: it is read again. Packed names point
 * into the tables of the scorer, so they are for this process (and what it forks), and the scorer
 * outlives them.
 */
enum { VG_PACK_MOST = 8192 };

/* Bytes used of `out`, which has room for VG_PACK_MOST. `lang` is what the name was read with. */
size_t vg_name_pack(const struct vg_scored_name *name, struct vg_str lang, char out[VG_PACK_MOST]);

/* The name again, in the arena; it points into `packed`, too. */
const struct vg_scored_name *vg_name_unpack(const struct vg_scorer *s, const char *packed,
                                            struct vg_arena *a);

#endif
