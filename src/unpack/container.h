/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_UNPACK_CONTAINER_H
#define VG_UNPACK_CONTAINER_H

#include <stdint.h>

/* What bytes look like, by content and never by a name. */
enum vg_container {
    VG_CONTAINER_NONE, /* a document */
    VG_CONTAINER_WARC,
    VG_CONTAINER_ARC,
    VG_CONTAINER_GZIP_WARC,
    VG_CONTAINER_GZIP_ARC,
    VG_CONTAINER_GZIP, /* of something else */
    VG_CONTAINER_ZSTD_WARC,
    VG_CONTAINER_ZSTD_ARC,
    VG_CONTAINER_ZSTD,
    VG_CONTAINER_ZIP,         /* WACZ, documents and the rest: vg_archive_sort() */
    VG_CONTAINER_UNSUPPORTED, /* LZ4, bzip2, xz: recognised, not read */
};

/* Look at the first bytes; compressed ones are inflated a little. */
enum vg_container vg_container_of(const void *bytes, uint64_t len);

/* "WARC in gzip members"; for messages. */
const char *vg_container_word(enum vg_container c);

/* Does it hold records of WARC or ARC? (Of a ZIP nobody can say from the first bytes: no.) */
int vg_container_is_archive(enum vg_container c);

#endif
