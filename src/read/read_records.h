/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_READ_READ_RECORDS_H
#define VG_READ_READ_RECORDS_H

#include "base/map.h"
#include "read/read_stream.h"

/*
 * Every record of an input, read in the closed child and handed over in order. When a
 * record ends the child (a limit; a crash, twice), another child goes on behind it: that
 * record comes without its text and with damage of kind VG_NOTE_READER_DIED, the others
 * are unaffected. When the walk itself cannot get on, what is left of the input is an
 * interval of that damage in the end.
 */
struct vg_records_job {
    int want;                 /* enum vg_read_want, together */
    const char *media, *name; /* of a plain document; may be NULL */
    const char *url, *at;     /* only the record of this address, nearest to this time; or NULL */
    int weak_box;
    int (*stop)(void *w); /* asked now and then; not 0: stop. May be NULL */
    int (*record)(void *w, struct vg_record_read *r, struct vg_err *err);
    int (*end)(void *w, const struct vg_read_end *e, struct vg_err *err);
    void (*reached)(void *w, uint64_t at); /* bytes of the input; may be NULL */
    void *w;
};

/*
 * VG_E_REFUSED when the box does not close, VG_E_INTERRUPTED, VG_E_IO, or as record()
 * and end() fail. Never because of the bytes.
 */
int vg_read_records(const struct vg_map *m, const struct vg_records_job *job, struct vg_err *err);

#endif
