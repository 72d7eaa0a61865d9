/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "app/spool.h"

#include <errno.h>
#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/map.h"

enum { SPOOL_PIECE = KIB(256) };

int vg_spool_open(struct vg_spool *s, struct vg_err *err)
{
    *s = (struct vg_spool){.fd = vg_map_spool(NULL)};
    if (s->fd < 0)
        return vg_fail(err, VG_E_IO, "no place for a copy (TMPDIR): %s", strerror(errno));
    vg_sha256_begin(&s->hash);
    return VG_OK;
}

static int write_waiting(struct vg_spool *s, struct vg_err *err)
{
    int rc = vg_write_all(s->fd, s->waiting.p, s->waiting.len, err);

    vg_buf_clear(&s->waiting);
    return rc == VG_OK ? VG_OK : vg_within(err, VG_E_IO, "the copy that is being made (TMPDIR)");
}

int vg_spool_add(struct vg_spool *s, const void *bytes, size_t n, struct vg_err *err)
{
    const unsigned char *p = bytes;

    if (n == 0)
        return VG_OK;
    s->crc = libdeflate_crc32(s->crc, p, n);
    s->len += n;
    vg_sha256_add(&s->hash, p, n);
    while (n > 0) {
        size_t part = n < SPOOL_PIECE ? n : SPOOL_PIECE;
        int rc = VG_OK;

        vg_put(&s->waiting, p, part);
        p += part;
        n -= part;
        if (s->waiting.len >= SPOOL_PIECE)
            rc = write_waiting(s, err);
        if (rc != VG_OK)
            return rc;
    }
    return VG_OK;
}

int vg_spool_done(struct vg_spool *s, struct vg_err *err)
{
    int rc = s->waiting.len > 0 ? write_waiting(s, err) : VG_OK;

    vg_sha256_done(&s->hash, s->sha256);
    if (rc == VG_OK && lseek(s->fd, 0, SEEK_SET) != 0) /* who maps it wants it from its beginning */
        rc = vg_fail(err, VG_E_IO, "the copy that was made cannot be read: %s", strerror(errno));
    return rc;
}

int vg_spool_pour(const struct vg_spool *s,
                  int (*put)(void *w, const void *bytes, size_t n, struct vg_err *err), void *w,
                  struct vg_err *err)
{
    VG_SCOPED_BUF b = {.max = SPOOL_PIECE};
    uint64_t at = 0;
    int rc = VG_OK;

    (void)vg_buf_room(&b, SPOOL_PIECE);
    while (rc == VG_OK && at < s->len) {
        uint64_t left = s->len - at;
        ssize_t got = pread(s->fd, b.p, left < SPOOL_PIECE ? left : SPOOL_PIECE, (off_t)at);

        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return vg_fail(err, VG_E_IO, "the copy that was made cannot be read: %s",
                           got == 0 ? "it ends too early" : strerror(errno));
        at += (uint64_t)got;
        rc = put(w, b.p, (size_t)got, err);
    }
    return rc;
}

void vg_spool_end(struct vg_spool *s)
{
    vg_fd_end(&s->fd);
    vg_sha256_end(&s->hash);
    vg_buf_end(&s->waiting);
    *s = (struct vg_spool){.fd = -1};
}

/* -- gzip ---------------------------------------------------------------------------------- */

enum { LEVEL = 6, GZIP_WINDOW = 15 + 16, MEMORY = 8 };

/* The stream of a member, made ready by the first; NULL when there is none. */
static struct z_stream_s *stream_of(struct vg_gzip_out *g, struct vg_err *err)
{
    if (g->stream != NULL)
        return g->stream;
    g->stream = vg_malloc(sizeof *g->stream);
    *g->stream = (struct z_stream_s){0};
    if (deflateInit2(g->stream, LEVEL, Z_DEFLATED, GZIP_WINDOW, MEMORY, Z_DEFAULT_STRATEGY) == Z_OK)
        return g->stream;
    free(g->stream);
    g->stream = NULL;
    (void)vg_fail(err, VG_E_IO, "zlib cannot compress");
    return NULL;
}

/* Take all input; with Z_FINISH, to the end of the member. */
static int gzip_run(struct z_stream_s *z, struct vg_spool *to, int flush, struct vg_err *err)
{
    unsigned char out[KIB(16)];
    int is_over = 0, rc = VG_OK;

    while (rc == VG_OK && !is_over) {
        int said;

        z->next_out = out;
        z->avail_out = sizeof out;
        said = deflate(z, flush);
        if (said == Z_STREAM_ERROR)
            return vg_fail(err, VG_E_IO, "zlib cannot compress");
        rc = vg_spool_add(to, out, sizeof out - z->avail_out, err);
        is_over = flush == Z_FINISH ? said == Z_STREAM_END : z->avail_out > 0;
    }
    return rc;
}

int vg_gzip_out_add(struct vg_gzip_out *g, struct vg_spool *to, const void *bytes, size_t n,
                    struct vg_err *err)
{
    struct z_stream_s *z = stream_of(g, err);
    const unsigned char *p = bytes;
    int rc = z == NULL ? VG_E_IO : VG_OK;

    while (z != NULL && rc == VG_OK && n > 0) {
        size_t part = n < MIB(64) ? n : MIB(64); /* zlib counts in 32 bits */

        z->next_in = (unsigned char *)(uintptr_t)p;
        z->avail_in = (uInt)part;
        rc = gzip_run(z, to, Z_NO_FLUSH, err);
        p += part;
        n -= part;
    }
    return rc;
}

int vg_gzip_out_member(struct vg_gzip_out *g, struct vg_spool *to, struct vg_err *err)
{
    struct z_stream_s *z = stream_of(g, err);
    int rc;

    if (z == NULL)
        return VG_E_IO;
    z->next_in = NULL;
    z->avail_in = 0;
    rc = gzip_run(z, to, Z_FINISH, err);
    (void)deflateReset(z);
    return rc;
}

void vg_gzip_out_end(struct vg_gzip_out *g)
{
    if (g->stream != NULL)
        (void)deflateEnd(g->stream);
    free(g->stream);
    g->stream = NULL;
}
