/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_UNPACK_LINES_H
#define VG_UNPACK_LINES_H

#include "unpack/zip.h"

/*
 * The lines of an entry of a ZIP, with constant memory: stored or deflated, and
 * gzipped within or not (told by its first bytes). A line longer than
 * VG_MAX_INDEX_LINE is cut there and its rest passed over.
 *
 *     VG_SCOPED_LINES l = {0};
 *     vg_lines_open(&l, &z, e);
 *     while (vg_lines_next(&l, &line))
 *         …line, without its end, until the next call; it is number l.nth, from 1
 *     l.whole, or l.damage says what is wrong with the bytes
 */
struct vg_lines {
    struct vg_zip_flow flow;
    struct z_stream_s *gzip; /* NULL: not gzipped */
    unsigned char *window;
    uint64_t packed, given; /* gzipped: bytes in and out */
    struct vg_str in;       /* of the entry, still to be inflated */
    struct vg_str piece;    /* still to be cut into lines */
    struct vg_buf carry;    /* the beginning of a line that goes on in the next piece */
    uint64_t nth;
    int begun, over;
    int whole;
    struct vg_read_note damage;
};

#define VG_SCOPED_LINES __attribute__((cleanup(vg_lines_close))) struct vg_lines

void vg_lines_open(struct vg_lines *l, const struct vg_zip *z, const struct vg_zip_entry *e);
int vg_lines_next(struct vg_lines *l, struct vg_str *line); /* 1 a line, 0 the end */
void vg_lines_close(struct vg_lines *l);                    /* accepts NULL */

#endif
