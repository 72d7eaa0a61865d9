/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_UNPACK_WALK_INSIDE_H
#define VG_UNPACK_WALK_INSIDE_H

#include "base/buf.h"
#include "unpack/digest.h"
#include "unpack/fields.h"
#include "unpack/message.h"
#include "unpack/segments.h"
#include "unpack/stream.h"
#include "unpack/walk.h"

/* A walk from inside, for walk.c, frame.c and record.c. */
struct vg_walk {
    struct vg_stream s;
    struct vg_walk_place place;
    struct vg_unpack_options o;
    struct vg_tally *tally;
    struct vg_originals *originals;

    struct vg_notes notes; /* of the record under way */
    struct vg_head head, http;
    struct vg_str head_of; /* the bytes `head` was read from, while they are the record's */
    struct vg_coder *coder;
    struct vg_digester digester;
    struct vg_buf tool;
    struct vg_segments segments;
    struct vg_buf joined; /* a segmented block, whole */

    size_t lead;   /* bytes of a BOM before the record under way */
    uint64_t skip; /* bytes of a block above the ceiling that are still to be passed */
    size_t continuations;
    uint64_t told;     /* offset that the caller last heard */
    int has_wrap_told; /* the range of an unwrapped entry is accounted */
    int is_scout;      /* a walk that only collects continuation records */
};

/*
 * Where a record and its parts lie, counted from the cursor. Found before anything points into the
 * window, because finding it may move the window.
 */
struct vg_frame {
    size_t limit;     /* the record ends here at the latest: another begins; SIZE_MAX: not known */
    size_t head_end;  /* behind the header */
    size_t block_end; /* behind the block */
    size_t checked;   /* block end that the header states and digests are computed over */
    size_t end;       /* behind its line ends */
    uint64_t skip;    /* bytes of the block that do not fit */
    enum vg_head_end how;
    int is_arc;
};

/* Frame the record that begins at the cursor, and note what is wrong with its length. */
void vg_frame_record(struct vg_walk *w, enum vg_start start, struct vg_frame *f);

/* Offset in the input that a note about byte `q` behind the cursor is given. */
uint64_t vg_walk_offset(struct vg_walk *w, size_t q);

/* The head of the record at the cursor, up to `end`, into w->head; asked again, it is read again
 * only where the window has moved or the end is another one. */
void vg_walk_read_head(struct vg_walk *w, size_t end);

/* What begins `q` bytes behind the cursor: a record, or (in a plain window) a member. */
int vg_walk_is_start(struct vg_walk *w, size_t q);

/* Fill the piece from a framed record: fields, body, digests, what it refers to. */
void vg_record_read(struct vg_walk *w, const struct vg_frame *f, struct vg_piece *p);

/* Does the block of `len` bytes have the digest that the header states? -1: none is stated, or
 * not one that is known. */
int vg_block_matches(struct vg_walk *w, struct vg_str block);

#endif
