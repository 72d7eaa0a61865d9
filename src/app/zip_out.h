/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_APP_ZIP_OUT_H
#define VG_APP_ZIP_OUT_H

#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

/*
 * A ZIP archive (APPNOTE 6.3) as plain as one can be: every entry stored, sizes and CRC in
 * the local header, no time, no descriptor, no comment, no attributes, names in UTF-8; ZIP64
 * fields in those entries, and at the end, that do not fit without. The same calls give the
 * same bytes. Nothing of the data is held in memory.
 *
 *     struct vg_zip_out z = {.put = put, .w = w};
 *     rc = vg_zip_out_entry(&z, "pages/pages.jsonl", size, crc, err);
 *     … rc = vg_zip_out_put(&z, bytes, n, err);     `size` bytes in all
 *     rc = vg_zip_out_finish(&z, err);
 *     vg_zip_out_end(&z);
 *
 * An entry whose bytes are not as many as were announced, or have another CRC, fails at the next
 * call with VG_E_IO: what was put by then is no archive. VG_E_IO too when `put` returns not 0.
 * Names: relative, '/' between folders, at most 65,535 bytes, each once; the caller's care.
 */
struct vg_zip_out {
    int (*put)(void *w, const void *bytes, size_t n);
    void *w;
    uint64_t at; /* bytes put so far */
    /* ours */
    struct vg_buf directory, header;
    uint64_t entries, left;
    uint32_t promised, crc;
};

int vg_zip_out_entry(struct vg_zip_out *z, const char *name, uint64_t size, uint32_t crc,
                     struct vg_err *err);
int vg_zip_out_put(struct vg_zip_out *z, const void *bytes, size_t n, struct vg_err *err);
int vg_zip_out_finish(struct vg_zip_out *z, struct vg_err *err);
void vg_zip_out_end(struct vg_zip_out *z);

#endif
