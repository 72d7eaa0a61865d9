/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_UNPACK_CODING_H
#define VG_UNPACK_CODING_H

#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"

/*
 * Transfer and content codings of HTTP bodies: chunked (RFC 9112), gzip, deflate (with
 * the header of zlib or, as some servers do, without), br (RFC 7932), zstd (RFC 8878).
 */
enum vg_coding_end {
    VG_CODING_WHOLE,
    VG_CODING_NOT,         /* the bytes are not so coded; *out is what was given */
    VG_CODING_BAD,         /* *out is what decoded before it broke */
    VG_CODING_CUT,         /* the same, and it is the end that is missing */
    VG_CODING_UNSUPPORTED, /* nothing in *out */
    VG_CODING_RATIO,       /* VG_MAX_RATIO; *out is what came before */
    VG_CODING_SIZE,        /* VG_MAX_BODY; the same */
    VG_CODING_MORE,        /* whole, and bytes stand behind it that belong to nothing */
};

/* Holds decompressors and memory, reused from body to body. */
struct vg_coder;
struct vg_coder *vg_coder_open(void);
void vg_coder_close(struct vg_coder *c); /* accepts NULL */

/* Both give bytes that live until the coder is used for the next body: call vg_coder_clear() before
 * each, which sets nothing free. What is given to one step may come from the step before. */
void vg_coder_clear(struct vg_coder *c);
enum vg_coding_end vg_decode_chunked(struct vg_coder *c, struct vg_str in, struct vg_str *out);
enum vg_coding_end vg_decode_content(struct vg_coder *c, struct vg_str coding, struct vg_str in,
                                     struct vg_str *out);

/* How many bytes stand behind what was decoded last, of VG_CODING_MORE. */
size_t vg_coder_behind(const struct vg_coder *c);

#endif
