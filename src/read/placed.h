/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_READ_PLACED_H
#define VG_READ_PLACED_H

#include "read/text.h"
#include "store/store.h"

/*
 * Kept passages in a text that was just put: each passage of the sources with these bytes is
 * looked for by its anchor (read/anchor.h), and where its words do not stand at the offsets that
 * were kept, the table `passage_placed` says where they are, or that they are nowhere. Passages
 * that stand where they stood have no row. `t` is NULL where nothing could be read: then all of
 * them are lost. The same text and passages give the same rows. Kept rows are read only. Inside
 * one transaction of the caller, with whom the rows come and go.
 */
int vg_passages_place(struct vg_store *s, int64_t blob, const struct vg_text *t,
                      struct vg_err *err);

#endif
