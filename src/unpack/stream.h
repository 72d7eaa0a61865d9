/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_UNPACK_STREAM_H
#define VG_UNPACK_STREAM_H

#include <stddef.h>
#include <stdint.h>

#include "unpack/member.h"
#include "unpack/notes.h"
#include "unpack/resync.h"

/*
 * The input as the bytes that records are written in: a window of plain bytes, either
 * the input itself or what came out of its members. Beside it, the members that the
 * window was made of. The window begins at a cursor that the reader of records
 * moves on; it grows at its end when the reader asks for more.
 */
struct vg_segment {
    uint64_t offset, length; /* in the input; of a damaged one up to the next start */
    size_t start, end;       /* in the window */
    uint64_t left;           /* bytes that are still to be drawn from it */
    uint64_t before;         /* bytes of it that have left the window */
    uint64_t records;        /* that began in it */
    enum vg_wrap wrap;
    enum vg_start begins; /* its first bytes begin a record */
    uint64_t junk;        /* stretches of it that belong to no record */
    int is_claimed;       /* its bytes are accounted to a record */
    int is_block;         /* bytes of a block that is above the ceiling */
    int is_damaged;
    enum vg_note_kind kind;
    const char *why;
};

struct vg_stream {
    const uint8_t *in;
    uint64_t len;
    uint64_t at; /* next byte of the input that is in no window yet */

    const char *p; /* the window */
    size_t cursor, end;
    int is_plain; /* the window is the input, and `cursor` an offset in it */
    int is_full;  /* vg_stream_more() said no because of VG_MAX_MEMBER or VG_MAX_RECORD_MEMBERS */

    struct vg_segment *segments; /* of a window of members, in order */
    size_t count, room;

    char *own; /* memory of windows that are not the input */
    size_t own_room;
    struct vg_members *members;
    struct vg_finder finder;
};

void vg_stream_open(struct vg_stream *s, const uint8_t *in, uint64_t len);
void vg_stream_close(struct vg_stream *s);

/* Begin a plain window at `at`, or one of members: what lies there is a magic. The old window
 * must be used up. */
void vg_stream_plain(struct vg_stream *s);

/*
 * Append the next member, or the next piece of one that is drawn. 1 when something came, if
 * only an empty member; 0 when nothing follows directly: at the end, in a plain window, behind
 * a damaged member, or when the window is full. Moves the window: pointers
 * into it end here, offsets from the cursor stay.
 */
int vg_stream_more(struct vg_stream *s);

/* Bytes from the cursor to the end of the window. */
size_t vg_stream_left(const struct vg_stream *s);

/* The segment in which the byte `q` behind the cursor lies; NULL in a plain window. */
struct vg_segment *vg_stream_segment(struct vg_stream *s, size_t q);

/* Forget segments that end at or before the cursor. The reader has dealt with them. */
void vg_stream_forget(struct vg_stream *s, size_t count);

#endif
