/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_SHARE_SHA1_H
#define VG_SHARE_SHA1_H

#include <stddef.h>

/*
 * SHA-1, by OpenSSL, for formats of other people that ask for it; nothing of ours rests on it. The
 * zero value is ready for vg_sha1_begin(). A library that cannot hash aborts with a message.
 */
struct vg_sha1 {
    struct evp_md_ctx_st *ctx;
};

#define VG_SCOPED_SHA1 __attribute__((cleanup(vg_sha1_end))) struct vg_sha1

enum { VG_SHA1_HEX = 41 };

void vg_sha1_begin(struct vg_sha1 *h);
void vg_sha1_add(struct vg_sha1 *h, const void *bytes, size_t n);
void vg_sha1_done(struct vg_sha1 *h, char hex[VG_SHA1_HEX]); /* lower case; then begin again */
void vg_sha1_end(struct vg_sha1 *h);                         /* accepts NULL */

#endif
