/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_UNPACK_WINDOW_H
#define VG_UNPACK_WINDOW_H

#include "unpack/zip.h"

/*
 * A deflated entry that is larger than VG_MAX_MEMBER when unpacked, and holds
 * records, as runs that fit: each begins where a record (or the gzip member of one)
 * begins and ends where another does, so that a walk over one run sees whole
 * records. A single record that does not fit is cut, and `is_cut` says so. Up to
 * VG_MAX_MEMBER_STREAM bytes of the entry.
 *
 *     vg_window_open(&w, &z, e, &buf);
 *     while (vg_window_next(&w, &run))
 *         …run begins w.base bytes behind the beginning of the entry; w.fresh are those of
 *          its buffer that were not seen before; valid until the next call…
 *     w.flow.whole, w.flow.damage as there
 *     vg_window_close(&w);
 */
struct vg_window {
    struct vg_zip_flow flow;
    struct vg_buf *b;
    struct vg_str piece; /* unpacked, and not in the buffer yet */
    struct vg_str fresh;
    uint64_t base;
    size_t run;  /* bytes of the buffer that were given out */
    char first;  /* byte that the entry begins with: 'W', or that of gzip */
    int is_over; /* the entry is unpacked to its end */
    int is_cut;  /* this run ends inside a record */
};

void vg_window_open(struct vg_window *w, const struct vg_zip *z, const struct vg_zip_entry *e,
                    struct vg_buf *b);
int vg_window_next(struct vg_window *w, struct vg_str *run); /* 1 a run, 0 the end */
void vg_window_close(struct vg_window *w);                   /* accepts the zero value */

#endif
