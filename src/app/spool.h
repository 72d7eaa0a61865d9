/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_APP_SPOOL_H
#define VG_APP_SPOOL_H

#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "seal/hash.h"

/*
 * Bytes that are not written yet because what stands in front of them says how many they are:
 * poured into a file without a name, measured and hashed on the way, poured out
 * again. Memory stays small however many they are.
 *
 *     VG_SCOPED_SPOOL s = {.fd = -1};
 *     rc = vg_spool_open(&s, err);
 *     … rc = vg_spool_add(&s, bytes, n, err);
 *     rc = vg_spool_done(&s, err);        s.len, s.crc, s.sha256 hold
 *     rc = vg_spool_pour(&s, put, w, err);
 */
struct vg_spool {
    int fd; /* whole after vg_spool_done(); may be mapped then */
    uint64_t len;
    uint32_t crc; /* CRC-32 as gzip and ZIP have it */
    unsigned char sha256[VG_HASH_SIZE];
    struct vg_sha256 hash;
    struct vg_buf waiting;
};

#define VG_SCOPED_SPOOL __attribute__((cleanup(vg_spool_end))) struct vg_spool

/* VG_E_IO when there is no place for it: TMPDIR, else /tmp. */
int vg_spool_open(struct vg_spool *s, struct vg_err *err);
int vg_spool_add(struct vg_spool *s, const void *bytes, size_t n, struct vg_err *err); /* VG_E_IO */
int vg_spool_done(struct vg_spool *s, struct vg_err *err); /* nothing is added after it */

/* All of it to `put`, in pieces, as often as is wanted; fails as `put` does, or with VG_E_IO. */
int vg_spool_pour(const struct vg_spool *s,
                  int (*put)(void *w, const void *bytes, size_t n, struct vg_err *err), void *w,
                  struct vg_err *err);
void vg_spool_end(struct vg_spool *s);

/*
 * gzip members into a spool, one behind the other; the header states no time and no
 * name, so that the same bytes give the same member. The zero value is ready.
 */
struct vg_gzip_out {
    struct z_stream_s *stream; /* NULL till the first byte */
};
int vg_gzip_out_add(struct vg_gzip_out *g, struct vg_spool *to, const void *bytes, size_t n,
                    struct vg_err *err);
int vg_gzip_out_member(struct vg_gzip_out *g, struct vg_spool *to,
                       struct vg_err *err); /* ends it */
void vg_gzip_out_end(struct vg_gzip_out *g);

#endif
