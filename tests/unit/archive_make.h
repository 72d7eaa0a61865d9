/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_TESTS_UNIT_ARCHIVE_MAKE_H
#define VG_TESTS_UNIT_ARCHIVE_MAKE_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <libdeflate.h>
#include <zstd.h>

#include "base/buf.h"

/* Archives made on the spot, for tests of reading them. Everything in them is invented. */

/* One record: `extra` are further header lines, each with its line end. */
static inline void put_record(struct vg_buf *b, const char *type, int id, const char *extra,
                              struct vg_str block)
{
    vg_putf(b,
            "WARC/1.1\r\nWARC-Type: %s\r\nWARC-Record-ID: <urn:test:%d>\r\n"
            "WARC-Date: 2024-05-06T07:08:09Z\r\nWARC-Target-URI: http://a.example/%d\r\n%s"
            "Content-Length: %zu\r\n\r\n",
            type, id, id, extra, block.len);
    vg_put_str(b, block);
    vg_puts(b, "\r\n\r\n");
}

/* A response with the head lines `head` in front of the entity. */
static inline void put_response(struct vg_buf *b, int id, const char *head, struct vg_str entity)
{
    struct vg_buf block = {0};

    vg_putf(&block, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n%s\r\n", head);
    vg_put_str(&block, entity);
    put_record(b, "response", id, "Content-Type: application/http; msgtype=response\r\n",
               vg_buf_str(&block));
    vg_buf_end(&block);
}

static inline void put_gzip_at(struct vg_buf *out, struct vg_str in, int level)
{
    struct libdeflate_compressor *c = libdeflate_alloc_compressor(level);
    size_t room = libdeflate_gzip_compress_bound(c, in.len);

    if (!vg_buf_room(out, room))
        abort();
    vg_buf_took(out, libdeflate_gzip_compress(c, in.p, in.len, out->p + out->len, room));
    libdeflate_free_compressor(c);
}

static inline void put_gzip(struct vg_buf *out, struct vg_str in)
{
    put_gzip_at(out, in, 6);
}

static inline void put_zstd(struct vg_buf *out, struct vg_str in)
{
    size_t room = ZSTD_compressBound(in.len);

    if (!vg_buf_room(out, room))
        abort();
    vg_buf_took(out, ZSTD_compress(out->p + out->len, room, in.p, in.len, 3));
}

static inline void put_arc(struct vg_buf *b, const char *url, struct vg_str block)
{
    vg_putf(b, "%s 192.0.2.7 20240506070809 text/html %zu\n", url, block.len);
    vg_put_str(b, block);
    vg_puts(b, "\n");
}

#endif
