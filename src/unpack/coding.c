/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "unpack/coding.h"

#include <string.h>

#include <brotli/decode.h>
#include <libdeflate.h>
#include <zlib.h>
#include <zstd.h>

#include "base/err.h"
#include "base/limits.h"
#include "unpack/head.h"
#include "unpack/member.h"
#include "unpack/resync.h"

enum {
    FIRST_ROOM = 1 << 18,
    MOST = (int)VG_MAX_BODY,
    CHUNKS = 0,  /* the room of the chunks, which stay to be hashed */
    BUFFERS = 3, /* of the other two, a step reads from one while it fills the other */
    TEXT_LOOK = 64,
};

struct room {
    char *p;
    size_t size;
    size_t used; /* by members before the one that is decoded */
};

struct vg_coder {
    struct libdeflate_decompressor *fast;
    z_stream z;
    int z_is_open;
    ZSTD_DCtx *zstd;
    struct room rooms[BUFFERS];
    int turn;
    size_t behind; /* bytes behind what was decoded last */
};

static void must(int is_done)
{
    if (is_done)
        return;
    (void)fputs("vigil: out of memory for a decompressor; nothing unfinished is kept\n", stderr);
    abort();
}

struct vg_coder *vg_coder_open(void)
{
    struct vg_coder *c = vg_malloc(sizeof *c);

    memset(c, 0, sizeof *c);
    c->fast = libdeflate_alloc_decompressor();
    must(c->fast != NULL);
    return c;
}

void vg_coder_close(struct vg_coder *c)
{
    if (c == NULL)
        return;
    libdeflate_free_decompressor(c->fast);
    if (c->z_is_open)
        (void)inflateEnd(&c->z);
    ZSTD_freeDCtx(c->zstd);
    for (int i = 0; i < BUFFERS; i++)
        free(c->rooms[i].p);
    free(c);
}

void vg_coder_clear(struct vg_coder *c)
{
    c->turn = 0;
}

static struct room *take_room(struct vg_coder *c, int which, size_t at_least)
{
    struct room *r = &c->rooms[which];

    if (at_least > MOST)
        at_least = MOST;
    if (at_least < FIRST_ROOM)
        at_least = FIRST_ROOM;
    if (r->size < at_least) {
        r->p = vg_realloc(r->p, at_least);
        r->size = at_least;
    }
    r->used = 0;
    return r;
}

static struct room *next_room(struct vg_coder *c)
{
    c->turn = !c->turn;
    return take_room(c, CHUNKS + 1 + c->turn, 0);
}

/* 0 at the ceiling. */
static int grow(struct room *r)
{
    if (r->size >= MOST)
        return 0;
    r->size = r->size * 4 < MOST ? r->size * 4 : MOST;
    r->p = vg_realloc(r->p, r->size);
    return 1;
}

size_t vg_coder_behind(const struct vg_coder *c)
{
    return c->behind;
}

/* What was decoded is whole: does anything but padding stand behind it, from `at` on? */
static enum vg_coding_end whole(struct vg_coder *c, struct vg_str in, size_t at)
{
    size_t n = in.len - at;

    c->behind = vg_padding(in.p + at, n) < n ? n : 0;
    return c->behind > 0 ? VG_CODING_MORE : VG_CODING_WHOLE;
}

static int is_above_ratio(uint64_t in, uint64_t out)
{
    return out > (uint64_t)VG_RATIO_FROM && out / VG_MAX_RATIO > in;
}

/* Compressed bytes have control characters among the first ones, pages have none. */
static int is_text(struct vg_str s)
{
    size_t n = s.len < TEXT_LOOK ? s.len : TEXT_LOOK;

    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s.p[i];

        if ((c < 0x20 && c != '\t' && c != '\r' && c != '\n') || c == 0x7F)
            return 0;
    }
    return n > 0;
}

/* -- chunked ------------------------------------------------------------------------ */

/* The size line at s[*at]: 1 and *size, *at behind it; 0 when it is none; -1 when it does not end.
 */
static int chunk_size(struct vg_str s, size_t *at, uint64_t *size)
{
    size_t i = *at, digits = 0;
    uint64_t v = 0;
    const char *lf;

    for (; i < s.len; i++, digits++) {
        unsigned char c = (unsigned char)s.p[i], low = c | 0x20;

        if (c >= '0' && c <= '9')
            v = v << 4 | (uint64_t)(c - '0');
        else if (low >= 'a' && low <= 'f')
            v = v << 4 | (uint64_t)(low - 'a' + 10);
        else
            break;
        if (v > (UINT64_MAX >> 8))
            return 0;
    }
    if (digits == 0)
        return i < s.len ? 0 : -1;
    while (i < s.len && (s.p[i] == ' ' || s.p[i] == '\t'))
        i++;
    if (i >= s.len)
        return -1;
    if (s.p[i] != ';' && s.p[i] != '\r' && s.p[i] != '\n')
        return 0;
    lf = memchr(s.p + i, '\n', s.len - i);
    if (lf == NULL)
        return -1;
    *at = (size_t)(lf - s.p) + 1;
    *size = v;
    return 1;
}

/* One chunk at *at: VG_CODING_WHOLE with its bytes (none in the last one). */
static enum vg_coding_end next_chunk(struct vg_str in, size_t *at, struct vg_str *out)
{
    uint64_t size = 0;
    int rc = chunk_size(in, at, &size);

    *out = (struct vg_str){in.p + *at, 0};
    if (rc <= 0)
        return rc == 0 ? VG_CODING_BAD : VG_CODING_CUT;
    *out = (struct vg_str){in.p + *at, size < in.len - *at ? (size_t)size : in.len - *at};
    *at += out->len;
    if (size == 0)
        return VG_CODING_WHOLE;
    if (out->len < size || *at >= in.len)
        return VG_CODING_CUT;
    if (in.p[*at] == '\r' && ++*at >= in.len)
        return VG_CODING_CUT;
    if (in.p[*at] != '\n')
        return VG_CODING_BAD;
    ++*at;
    return VG_CODING_WHOLE;
}

/* Behind the trailers, which are lines with a colon, and the empty line. */
static size_t behind_trailers(struct vg_str in, size_t at)
{
    while (at < in.len) {
        const char *line = in.p + at, *lf = memchr(line, '\n', in.len - at);
        size_t len = lf == NULL ? in.len - at : (size_t)(lf - line);

        if (len == 0 || (len == 1 && line[0] == '\r'))
            return lf == NULL ? in.len : at + len + 1;
        if (memchr(line, ':', len) == NULL)
            return at;
        at = lf == NULL ? in.len : at + len + 1;
    }
    return at;
}

enum vg_coding_end vg_decode_chunked(struct vg_coder *c, struct vg_str in, struct vg_str *out)
{
    struct vg_str chunk;
    struct room *r;
    size_t at = 0, len = 0;
    enum vg_coding_end end = next_chunk(in, &at, &chunk);

    *out = in;
    if (end == VG_CODING_BAD) /* already the first is none: crawlers store bodies decoded, too */
        return VG_CODING_NOT;
    r = take_room(c, CHUNKS, in.len);
    for (;;) {
        if (chunk.len > r->size - len) {
            *out = (struct vg_str){r->p, len};
            return VG_CODING_SIZE;
        }
        if (chunk.len > 0)
            memcpy(r->p + len, chunk.p, chunk.len);
        len += chunk.len;
        *out = (struct vg_str){r->p, len};
        if (end != VG_CODING_WHOLE)
            return end;
        if (chunk.len == 0)
            return whole(c, in, behind_trailers(in, at));
        end = next_chunk(in, &at, &chunk);
    }
}

/* -- deflate in its three shapes ---------------------------------------------------- */

/* Bare deflate data by zlib, up to where it breaks. */
static enum vg_coding_end inflate_slowly(struct vg_coder *c, struct vg_str in, struct room *r,
                                         size_t *used, size_t *len)
{
    int rc = c->z_is_open ? inflateReset(&c->z) : inflateInit2(&c->z, -MAX_WBITS);

    must(rc == Z_OK);
    c->z_is_open = 1;
    *len = *used = 0;
    c->z.next_in = (Bytef *)(uintptr_t)in.p; /* zlib does not write to it */
    c->z.avail_in = in.len < UINT32_MAX ? (uInt)in.len : UINT32_MAX;
    for (;;) {
        /* A piece at a time, so that a ratio is noticed early. */
        size_t left = r->size - r->used - *len, room = left < FIRST_ROOM ? left : FIRST_ROOM;

        if (room == 0 && !grow(r))
            return VG_CODING_SIZE;
        if (room == 0)
            continue;
        c->z.next_out = (Bytef *)r->p + r->used + *len;
        c->z.avail_out = (uInt)room;
        rc = inflate(&c->z, Z_NO_FLUSH);
        *len += room - c->z.avail_out;
        *used = in.len - c->z.avail_in;
        if (rc == Z_STREAM_END)
            return VG_CODING_WHOLE;
        if (rc != Z_OK && rc != Z_BUF_ERROR)
            return VG_CODING_BAD;
        if (is_above_ratio(*used, *len))
            return VG_CODING_RATIO;
        if (c->z.avail_in == 0 && c->z.avail_out > 0)
            return VG_CODING_CUT;
    }
}

/* Is the room too small because of a bomb? Asked when it was: see member.c. */
static int passes_ratio(struct vg_coder *c, struct vg_str in, struct room *r)
{
    size_t room = r->size - r->used, part = room / VG_MAX_RATIO, used, len;

    return room >= (size_t)VG_RATIO_FROM && part < in.len &&
           libdeflate_deflate_decompress_ex(c->fast, in.p, part, r->p + r->used, room, &used,
                                            &len) == LIBDEFLATE_INSUFFICIENT_SPACE;
}

static enum vg_coding_end inflate_bare(struct vg_coder *c, struct vg_str in, struct room *r,
                                       size_t *used, size_t *len)
{
    for (;;) {
        enum libdeflate_result rc = libdeflate_deflate_decompress_ex(
            c->fast, in.p, in.len, r->p + r->used, r->size - r->used, used, len);

        if (rc == LIBDEFLATE_SUCCESS && !is_above_ratio(*used, *len))
            return VG_CODING_WHOLE;
        if (rc != LIBDEFLATE_INSUFFICIENT_SPACE || passes_ratio(c, in, r) || !grow(r))
            return inflate_slowly(c, in, r, used, len);
    }
}

static uint32_t le32(const char *p)
{
    const unsigned char *u = (const unsigned char *)p;

    return (uint32_t)u[0] | (uint32_t)u[1] << 8 | (uint32_t)u[2] << 16 | (uint32_t)u[3] << 24;
}

static int has_gzip_magic(struct vg_str in, size_t at)
{
    return in.len - at >= 2 && memcmp(in.p + at, "\x1F\x8B", 2) == 0;
}

/* The member at *at, behind what the room holds already. */
static enum vg_coding_end decode_member(struct vg_coder *c, struct vg_str in, size_t *at,
                                        struct room *r)
{
    const uint8_t *head = (const uint8_t *)in.p + *at;
    struct vg_str data;
    uint64_t head_len = 0;
    size_t used = 0, len = 0;
    uint32_t crc;
    enum vg_coding_end end;
    int rc = vg_gzip_header(head, in.len - *at, &head_len);

    if (rc != VG_OK)
        return rc == VG_E_ABSENT ? VG_CODING_CUT : VG_CODING_BAD;
    data = (struct vg_str){in.p + *at + head_len, in.len - *at - (size_t)head_len};
    end = inflate_bare(c, data, r, &used, &len);
    crc = libdeflate_crc32(0, r->p + r->used, len);
    r->used += len;
    if (end != VG_CODING_WHOLE)
        return end;
    if (data.len - used < 8)
        return VG_CODING_CUT;
    *at += (size_t)head_len + used + 8;
    return vg_gzip_header_holds(head, head_len) && le32(data.p + used) == crc ? VG_CODING_WHOLE
                                                                              : VG_CODING_BAD;
}

/* Members one behind the other are one body (RFC 1952, 2.2). */
static enum vg_coding_end decode_gzip(struct vg_coder *c, struct vg_str in, struct vg_str *out)
{
    struct room *r;
    size_t at = 0;
    enum vg_coding_end end;

    *out = in;
    if (!has_gzip_magic(in, 0))
        return VG_CODING_NOT;
    r = next_room(c);
    do {
        end = decode_member(c, in, &at, r);
    } while (end == VG_CODING_WHOLE && has_gzip_magic(in, at) && !is_above_ratio(at, r->used));
    *out = (struct vg_str){r->p, r->used};
    if (end != VG_CODING_WHOLE)
        return end;
    return has_gzip_magic(in, at) ? VG_CODING_RATIO : whole(c, in, at);
}

static int has_zlib_header(struct vg_str in)
{
    unsigned a, b;

    if (in.len < 2)
        return 0;
    a = (unsigned char)in.p[0];
    b = (unsigned char)in.p[1];
    return (a & 15) == 8 && (a << 8 | b) % 31 == 0 && (b & 32) == 0;
}

/* With the header of zlib as the standard wants, or bare as some servers send it. */
static enum vg_coding_end decode_deflate(struct vg_coder *c, struct vg_str in, struct vg_str *out)
{
    struct room *r = next_room(c);
    size_t skip = has_zlib_header(in) ? 2 : 0, used = 0, len = 0;
    struct vg_str data = {in.p + skip, in.len - skip};
    enum vg_coding_end end = inflate_bare(c, data, r, &used, &len);

    if (end == VG_CODING_BAD && skip > 0 && len == 0) {
        skip = 0;
        data = in;
        end = inflate_bare(c, in, r, &used, &len);
    }
    *out = (struct vg_str){r->p, len};
    if ((end == VG_CODING_BAD || end == VG_CODING_CUT) && is_text(in)) {
        *out = in;
        return VG_CODING_NOT;
    }
    if (end != VG_CODING_WHOLE)
        return end;
    used += (size_t)(data.p - in.p) + (skip > 0 ? 4 : 0);
    return used > in.len ? VG_CODING_CUT : whole(c, in, used);
}

/* -- zstd and brotli ------------------------------------------------------------------ */

/* Does a frame of today's format begin here? The library would read old ones, too, by old code. */
static int is_zstd(struct vg_str in, size_t at)
{
    const uint8_t *p = (const uint8_t *)in.p + at;

    return vg_member_wrap(p, in.len - at) == VG_WRAP_ZSTD || vg_skippable_frame(p, in.len - at) > 0;
}

static enum vg_coding_end decode_zstd(struct vg_coder *c, struct vg_str in, struct vg_str *out)
{
    ZSTD_inBuffer from = {in.p, in.len, 0};
    struct room *r;
    size_t len = 0;

    *out = in;
    if (vg_member_wrap((const uint8_t *)in.p, in.len) != VG_WRAP_ZSTD)
        return VG_CODING_NOT;
    if (c->zstd == NULL)
        c->zstd = ZSTD_createDCtx();
    must(c->zstd != NULL);
    (void)ZSTD_DCtx_reset(c->zstd, ZSTD_reset_session_only);
    (void)ZSTD_DCtx_setParameter(c->zstd, ZSTD_d_windowLogMax, VG_ZSTD_WINDOW_LOG);
    r = next_room(c);
    for (;;) {
        size_t room = r->size - len < FIRST_ROOM ? r->size - len : FIRST_ROOM, rc;
        ZSTD_outBuffer to = {r->p + len, room, 0};

        if (room == 0) {
            if (!grow(r))
                return VG_CODING_SIZE;
            continue;
        }
        rc = ZSTD_decompressStream(c->zstd, &to, &from);
        len += to.pos;
        *out = (struct vg_str){r->p, len};
        if (ZSTD_isError(rc))
            return VG_CODING_BAD;
        if (is_above_ratio(from.pos, len))
            return VG_CODING_RATIO;
        if (rc == 0 && !is_zstd(in, from.pos)) /* the end, or bytes behind it */
            return whole(c, in, from.pos);
        if (from.pos == from.size && to.pos < room)
            return VG_CODING_CUT;
    }
}

static enum vg_coding_end brotli(struct vg_coder *c, BrotliDecoderState *b, struct vg_str in,
                                 struct room *r, size_t *len)
{
    const uint8_t *from = (const uint8_t *)in.p;
    size_t left = in.len;

    for (;;) {
        size_t room = r->size - *len < FIRST_ROOM ? r->size - *len : FIRST_ROOM, was = room;
        uint8_t *to = (uint8_t *)r->p + *len;
        BrotliDecoderResult rc;

        if (room == 0) {
            if (!grow(r))
                return VG_CODING_SIZE;
            continue;
        }
        rc = BrotliDecoderDecompressStream(b, &left, &from, &room, &to, NULL);
        *len += was - room;
        if (rc == BROTLI_DECODER_RESULT_SUCCESS)
            return whole(c, in, in.len - left);
        if (rc == BROTLI_DECODER_RESULT_ERROR)
            return VG_CODING_BAD;
        if (is_above_ratio(in.len - left, *len))
            return VG_CODING_RATIO;
        if (rc == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT)
            return VG_CODING_CUT;
    }
}

static enum vg_coding_end decode_br(struct vg_coder *c, struct vg_str in, struct vg_str *out)
{
    BrotliDecoderState *b = BrotliDecoderCreateInstance(NULL, NULL, NULL);
    struct room *r = next_room(c);
    size_t len = 0;
    enum vg_coding_end end;

    must(b != NULL);
    end = brotli(c, b, in, r, &len);
    BrotliDecoderDestroyInstance(b);
    *out = (struct vg_str){r->p, len};
    if ((end == VG_CODING_BAD || end == VG_CODING_CUT) && is_text(in)) { /* it has no magic */
        *out = in;
        return VG_CODING_NOT;
    }
    return end;
}

/* Words that servers write where a content coding would stand, and that are none. */
static int is_no_coding(struct vg_str word)
{
    static const char *const words[] = {"none",   "null", "plain", "text",     "binary",
                                        "8bit",   "7bit", "utf-8", "utf8",     "ascii",
                                        "gb2312", "gbk",  "big5",  "us-ascii", "iso-8859-1"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (vg_head_is_word(word, words[i]))
            return 1;
    return 0;
}

enum vg_coding_end vg_decode_content(struct vg_coder *c, struct vg_str coding, struct vg_str in,
                                     struct vg_str *out)
{
    *out = in;
    if (in.len == 0 || coding.len == 0 || vg_head_is_word(coding, "identity"))
        return VG_CODING_WHOLE;
    if (vg_head_is_word(coding, "gzip") || vg_head_is_word(coding, "x-gzip"))
        return decode_gzip(c, in, out);
    if (vg_head_is_word(coding, "deflate"))
        return decode_deflate(c, in, out);
    if (vg_head_is_word(coding, "br"))
        return decode_br(c, in, out);
    if (vg_head_is_word(coding, "zstd"))
        return decode_zstd(c, in, out);
    if (is_no_coding(coding) || (is_text(in) && !vg_head_is_word(coding, "base64")))
        return VG_CODING_NOT;
    out->len = 0;
    return VG_CODING_UNSUPPORTED;
}
