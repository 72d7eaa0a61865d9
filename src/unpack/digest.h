/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_UNPACK_DIGEST_H
#define VG_UNPACK_DIGEST_H

#include <stddef.h>

#include "base/mem.h"

/*
 * Digests as crawlers state them: "sha1:" and base32, "sha-256:" and base16 in either
 * case, or base64 (both alphabets, with or without padding). sha1, sha256, sha384, sha512
 * and md5 are known.
 */
enum { VG_DIGEST_MOST = 64 }; /* bytes of the longest */

enum vg_digest_kind {
    VG_DIGEST_NONE, /* an algorithm that is not known */
    VG_DIGEST_MD5,
    VG_DIGEST_SHA1,
    VG_DIGEST_SHA256,
    VG_DIGEST_SHA384,
    VG_DIGEST_SHA512,
    VG_DIGEST_KINDS
};

struct vg_digest {
    enum vg_digest_kind kind;
    unsigned char bytes[VG_DIGEST_MOST];
    size_t len; /* 0: the algorithm is known, but the value is none of it and matches nothing */
};

/* Read a stated digest. */
void vg_digest_read(struct vg_str stated, struct vg_digest *out);

/* Computes digests; one for many. The zero value is ready. */
struct vg_digester {
    struct evp_md_ctx_st *ctx;
    struct evp_md_st *md[VG_DIGEST_KINDS];
};
void vg_digester_end(struct vg_digester *d);

void vg_digest_of(struct vg_digester *d, enum vg_digest_kind kind, struct vg_str bytes,
                  struct vg_digest *out);

/* Are `bytes` those of the digest? Its kind must be known. */
int vg_digest_matches(struct vg_digester *d, const struct vg_digest *stated, struct vg_str bytes);

#endif
