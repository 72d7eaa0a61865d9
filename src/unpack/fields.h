/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_UNPACK_FIELDS_H
#define VG_UNPACK_FIELDS_H

#include "base/buf.h"
#include "unpack/head.h"
#include "unpack/notes.h"
#include "unpack/unpack.h"

/* What the head of a record says, as fields of a piece, with its oddities noted at
 * `place`. Strings point into the head, or into the arena of the notes. */

enum vg_length { VG_LENGTH_STATED, VG_LENGTH_MISSING, VG_LENGTH_BAD };

/* Content-Length: decimal digits, at most 2^53; two that differ are none. */
enum vg_length vg_warc_length(const struct vg_head *h, uint64_t *length);

void vg_warc_fields(const struct vg_head *h, struct vg_piece *p, struct vg_notes *notes,
                    uint64_t place);

/* The line of an ARC record: its length is its last field; and all of it, the head getting the
 * fields by their names. */
enum vg_length vg_arc_length(struct vg_str line, uint64_t *length);
void vg_arc_fields(struct vg_str line, struct vg_head *h, struct vg_piece *p,
                   struct vg_notes *notes, uint64_t place);

/* Append the value of `software` in a block of warc-fields, if there is one. */
void vg_warc_tool(struct vg_str block, struct vg_buf *out);

#endif
