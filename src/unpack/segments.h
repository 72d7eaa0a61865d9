/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_UNPACK_SEGMENTS_H
#define VG_UNPACK_SEGMENTS_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/table.h"
#include "unpack/unpack.h"

/*
 * Continuation records of an input: which there are, and their bytes, so that the first segment can
 * be given whole. Collected by a walk of its own, once, when a first segment turns up; at most
 * VG_MAX_SEGMENTS and VG_MAX_SEGMENT_BYTES, what is beyond is not joined.
 */
struct vg_segments {
    struct vg_arena a;
    struct vg_part *list; /* in the order of the input */
    size_t count, room;
    struct vg_table by_number; /* origin and number -> index */
    struct vg_table last;      /* origin -> number of its latest segment */
    struct vg_table joined;    /* origins that were joined */
    struct vg_buf bytes;
    int is_collected;
};

void vg_segments_open(struct vg_segments *s);
void vg_segments_close(struct vg_segments *s);

/* Number that a record states of itself in WARC-Segment-Number; 0: none. */
uint64_t vg_segment_number(const struct vg_piece *p);

/* Take a continuation record in; other records are passed over. */
void vg_segments_add(struct vg_segments *s, const struct vg_piece *p);

/*
 * Append the segments 2, 3 … of the record `id` to `out`, which holds the first. 1 when all are
 * there: the last one states the total length, and it is that. 0 when not; then `out` is of
 * no use.
 */
int vg_segments_join(struct vg_segments *s, struct vg_str id, struct vg_buf *out);

enum vg_segment_state {
    VG_SEGMENT_ALONE,        /* its origin was not joined */
    VG_SEGMENT_JOINED,       /* its bytes are at the first segment */
    VG_SEGMENT_OUT_OF_ORDER, /* the same, but it does not follow the one before it */
};

/* Of the continuation record that comes as number `n` (from 0) in the input. */
enum vg_segment_state vg_segments_state(const struct vg_segments *s, size_t n);

#endif
