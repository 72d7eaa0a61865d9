/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * libdeflate inflates two to three times as fast as zlib, but only the whole of a
 * stream, and it keeps silent about one that is damaged. So it is the way of sound
 * members, and zlib's the way of all others: up to the very byte that broke.
 */
#include "unpack/member.h"

#include <string.h>

#include <libdeflate.h>
#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#include "base/err.h"
#include "base/limits.h"
#include "base/mem.h"

enum {
    GZIP_FIXED = 10,
    GZIP_TRAILER = 8,
    FHCRC = 2,
    FEXTRA = 4,
    FNAME = 8,
    FCOMMENT = 16,
    RESERVED = 0xE0,
    SCRATCH = 1 << 16,
};

static const uint8_t zstd_magic[] = {0x28, 0xB5, 0x2F, 0xFD};

/* One decompression under way. zlib counts its input in 32 bits, so it is handed on in steps. */
struct flow {
    z_stream z;
    int z_is_open;
    ZSTD_DCtx *d;
    const uint8_t *in;
    uint64_t len, at;
    uint64_t out;
    uint32_t crc;
    enum vg_wrap wrap;
    int is_over, is_bad, is_memory;
    const char *why;
};

struct vg_members {
    struct libdeflate_decompressor *fast;
    ZSTD_DCtx *one;
    ZSTD_DDict *dictionary;
    struct flow drawn, probed; /* the one that is drawn, and one for measuring and probing */
    uint8_t scratch[SCRATCH];
};

static void must(int is_done)
{
    if (is_done)
        return;
    (void)fputs("vigil: out of memory for a decompressor; nothing unfinished is kept\n", stderr);
    abort();
}

static ZSTD_DCtx *new_zstd(void)
{
    ZSTD_DCtx *d = ZSTD_createDCtx();

    must(d != NULL);
    must(!ZSTD_isError(ZSTD_DCtx_setParameter(d, ZSTD_d_windowLogMax, VG_ZSTD_WINDOW_LOG)));
    return d;
}

struct vg_members *vg_members_open(void)
{
    struct vg_members *m = vg_malloc(sizeof *m);

    memset(m, 0, sizeof *m);
    m->fast = libdeflate_alloc_decompressor();
    must(m->fast != NULL);
    return m;
}

static void end_flow(struct flow *f)
{
    if (f->z_is_open)
        (void)inflateEnd(&f->z);
    ZSTD_freeDCtx(f->d);
}

void vg_members_close(struct vg_members *m)
{
    if (m == NULL)
        return;
    libdeflate_free_decompressor(m->fast);
    ZSTD_freeDCtx(m->one);
    ZSTD_freeDDict(m->dictionary);
    end_flow(&m->drawn);
    end_flow(&m->probed);
    free(m);
}

static uint32_t le32(const uint8_t *p)
{
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

enum vg_wrap vg_member_wrap(const uint8_t *p, uint64_t n)
{
    if (n >= 3 && p[0] == 0x1F && p[1] == 0x8B && p[2] == 8)
        return VG_WRAP_GZIP;
    if (n >= sizeof zstd_magic && memcmp(p, zstd_magic, sizeof zstd_magic) == 0)
        return VG_WRAP_ZSTD;
    return VG_WRAP_NONE;
}

uint64_t vg_skippable_frame(const uint8_t *p, uint64_t n)
{
    if (n < 8 || (le32(p) & 0xFFFFFFF0U) != 0x184D2A50U)
        return 0;
    return 8 + (uint64_t)le32(p + 4);
}

/* -- gzip ------------------------------------------------------------------------ */

/* Behind a zero-terminated field that begins at `at`; 0 when it does not end. */
static uint64_t behind_text(const uint8_t *p, uint64_t n, uint64_t at)
{
    const uint8_t *end = at < n ? memchr(p + at, 0, (size_t)(n - at)) : NULL;

    return end == NULL ? 0 : (uint64_t)(end - p) + 1;
}

int vg_gzip_header(const uint8_t *p, uint64_t n, uint64_t *len)
{
    uint64_t at = GZIP_FIXED;
    unsigned flags;

    if (n < 4)
        return VG_E_ABSENT;
    flags = p[3];
    if (p[0] != 0x1F || p[1] != 0x8B || p[2] != 8 || (flags & RESERVED) != 0)
        return VG_E_FORMAT;
    if (n < GZIP_FIXED)
        return VG_E_ABSENT;
    if ((flags & FEXTRA) != 0) {
        if (n < at + 2)
            return VG_E_ABSENT;
        at += 2 + (uint64_t)(p[at] | p[at + 1] << 8);
    }
    if ((flags & FNAME) != 0 && (at = behind_text(p, n, at)) == 0)
        return VG_E_ABSENT;
    if ((flags & FCOMMENT) != 0 && (at = behind_text(p, n, at)) == 0)
        return VG_E_ABSENT;
    if ((flags & FHCRC) != 0) {
        if (n < at + 2)
            return VG_E_ABSENT;
        at += 2;
    }
    if (at > n)
        return VG_E_ABSENT;
    *len = at;
    return VG_OK;
}

int vg_gzip_header_holds(const uint8_t *p, uint64_t len)
{
    const uint8_t *check = p + len - 2;

    return (p[3] & FHCRC) == 0 || (libdeflate_crc32(0, p, (size_t)len - 2) & 0xFFFF) ==
                                      (uint32_t)(check[0] | check[1] << 8);
}

/* The check behind the data; `got` knows what came out and where the data ended. */
static void check_trailer(const uint8_t *in, uint64_t n, uint32_t crc, struct vg_member *got)
{
    const uint8_t *t = in + got->packed;
    uint64_t head = 0;

    if (n - got->packed < GZIP_TRAILER) {
        got->end = VG_MEMBER_TRUNCATED;
        got->used = n;
        got->why = "the file ends inside the check of a gzip member";
        return;
    }
    got->used = got->packed + GZIP_TRAILER;
    got->end = VG_MEMBER_WHOLE;
    if (le32(t) != crc) {
        got->end = VG_MEMBER_DAMAGED;
        got->why = "the CRC-32 of a gzip member is wrong";
    } else if (le32(t + 4) != (uint32_t)got->out) {
        got->end = VG_MEMBER_DAMAGED;
        got->why = "the length of a gzip member is wrong";
    } else if (vg_gzip_header(in, n, &head) == VG_OK && !vg_gzip_header_holds(in, head)) {
        got->end = VG_MEMBER_DAMAGED;
        got->why = "the check of a gzip header is wrong";
    }
}

/*
 * Does the member pass the ratio within its first `room` bytes of output? Asked when they were not
 * enough: then it does exactly if no more than 1/VG_MAX_RATIO of them as input fill them.
 */
static int passes_ratio(struct vg_members *m, const uint8_t *in, uint64_t n, void *out, size_t room)
{
    size_t part = room / VG_MAX_RATIO, used, out_len;

    if (room < (size_t)VG_RATIO_FROM || part >= n)
        return 0;
    return libdeflate_deflate_decompress_ex(m->fast, in, part, out, room, &used, &out_len) ==
           LIBDEFLATE_INSUFFICIENT_SPACE;
}

static int is_above_ratio(uint64_t in, uint64_t out)
{
    return out > (uint64_t)VG_RATIO_FROM && out / VG_MAX_RATIO > in;
}

static void try_gzip(struct vg_members *m, const uint8_t *in, uint64_t n, void *out, size_t room,
                     struct vg_member *got)
{
    uint64_t head = 0;
    size_t used = 0, out_len = 0;

    *got = (struct vg_member){.end = VG_MEMBER_DAMAGED};
    if (vg_gzip_header(in, n, &head) != VG_OK)
        return;
    switch (libdeflate_deflate_decompress_ex(m->fast, in + head, (size_t)(n - head), out, room,
                                             &used, &out_len)) {
    case LIBDEFLATE_SUCCESS:
        got->packed = head + used;
        got->out = out_len;
        if (is_above_ratio(got->packed, out_len))
            got->end = VG_MEMBER_RATIO;
        else
            check_trailer(in, n, libdeflate_crc32(0, out, out_len), got);
        return;
    case LIBDEFLATE_INSUFFICIENT_SPACE:
        got->end =
            passes_ratio(m, in + head, n - head, out, room) ? VG_MEMBER_RATIO : VG_MEMBER_NO_ROOM;
        return;
    case LIBDEFLATE_BAD_DATA:
    case LIBDEFLATE_SHORT_OUTPUT:
    default:
        return;
    }
}

/* -- zstd ------------------------------------------------------------------------ */

/* Does the frame want a window above the ceiling? In one go it could be read all the same, but
 * what is read must not depend on how. */
static int wants_large_window(const uint8_t *p, uint64_t n)
{
    enum { SINGLE_SEGMENT = 0x20 };
    uint64_t base;

    if (n < 6 || (p[4] & SINGLE_SEGMENT) != 0)
        return 0;
    base = UINT64_C(1) << (10 + (p[5] >> 3));
    return base + base / 8 * (p[5] & 7) > UINT64_C(1) << VG_ZSTD_WINDOW_LOG;
}

static void try_zstd(struct vg_members *m, const uint8_t *in, uint64_t n, void *out, size_t room,
                     struct vg_member *got)
{
    size_t used = ZSTD_findFrameCompressedSize(in, (size_t)n), out_len;
    unsigned long long states;

    *got = (struct vg_member){.end = VG_MEMBER_DAMAGED};
    if (ZSTD_isError(used) || wants_large_window(in, n))
        return;
    states = ZSTD_getFrameContentSize(in, used);
    if (states == ZSTD_CONTENTSIZE_ERROR)
        return;
    if (m->one == NULL)
        m->one = new_zstd();
    if (states == ZSTD_CONTENTSIZE_UNKNOWN || states <= room) {
        out_len = ZSTD_decompress_usingDDict(m->one, out, room, in, used, m->dictionary);
        if (!ZSTD_isError(out_len)) {
            got->used = got->packed = used;
            got->out = out_len;
            got->end = is_above_ratio(used, out_len) ? VG_MEMBER_RATIO : VG_MEMBER_WHOLE;
            return;
        }
        if (ZSTD_getErrorCode(out_len) != ZSTD_error_dstSize_tooSmall)
            return;
    }
    got->end = is_above_ratio(used, room) ? VG_MEMBER_RATIO : VG_MEMBER_NO_ROOM;
}

static int unpack_dictionary(struct vg_members *m, const uint8_t *p, uint64_t n, uint8_t **out,
                             uint64_t *len, const char **why)
{
    struct vg_member got;

    vg_member_measure(m, VG_WRAP_ZSTD, p, n, &got);
    if (got.end != VG_MEMBER_WHOLE || got.out > (uint64_t)VG_MAX_ZSTD_DICTIONARY) {
        *why = got.end == VG_MEMBER_WHOLE ? "the dictionary is larger than 16 MiB"
                                          : "the dictionary cannot be decompressed";
        return 0;
    }
    *out = vg_malloc((size_t)got.out);
    *len = got.out;
    vg_member_begin(m, VG_WRAP_ZSTD, p, n);
    (void)vg_member_draw(m, *out, (size_t)got.out);
    return 1;
}

int vg_members_dictionary(struct vg_members *m, const uint8_t *p, uint64_t n, const char **why)
{
    uint8_t *unpacked = NULL;
    ZSTD_DDict *d;

    if (n > (uint64_t)VG_MAX_ZSTD_DICTIONARY) {
        *why = "the dictionary is larger than 16 MiB";
        return 0;
    }
    if (vg_member_wrap(p, n) == VG_WRAP_ZSTD) {
        if (!unpack_dictionary(m, p, n, &unpacked, &n, why))
            return 0;
        p = unpacked;
    }
    d = ZSTD_createDDict(p, (size_t)n);
    free(unpacked);
    if (d == NULL) {
        *why = "the dictionary is none that zstd can use";
        return 0;
    }
    ZSTD_freeDDict(m->dictionary);
    m->dictionary = d;
    return 1;
}

void vg_member_try(struct vg_members *m, enum vg_wrap w, const uint8_t *in, uint64_t n, void *out,
                   size_t room, struct vg_member *got)
{
    if (w == VG_WRAP_GZIP)
        try_gzip(m, in, n, out, room, got);
    else
        try_zstd(m, in, n, out, room, got);
}

/* -- in pieces ------------------------------------------------------------------- */

static void begin(struct flow *f, enum vg_wrap w, const uint8_t *in, uint64_t n,
                  const ZSTD_DDict *dictionary)
{
    int rc;

    f->wrap = w;
    f->in = in;
    f->len = n;
    f->at = f->out = 0;
    f->crc = 0;
    f->is_over = f->is_bad = f->is_memory = 0;
    f->why = NULL;
    if (w == VG_WRAP_ZSTD) {
        if (f->d == NULL)
            f->d = new_zstd();
        (void)ZSTD_DCtx_reset(f->d, ZSTD_reset_session_only);
        must(!ZSTD_isError(ZSTD_DCtx_refDDict(f->d, dictionary)));
        return;
    }
    rc = vg_gzip_header(in, n, &f->at);
    if (rc != VG_OK) {
        f->at = rc == VG_E_ABSENT ? n : 0;
        f->is_bad = rc == VG_E_FORMAT;
        f->is_over = 1;
        f->why = rc == VG_E_FORMAT ? "a gzip header is wrong" : "the file ends in a gzip header";
        return;
    }
    if (f->z_is_open)
        must(inflateReset(&f->z) == Z_OK);
    else
        must(inflateInit2(&f->z, -MAX_WBITS) == Z_OK);
    f->z_is_open = 1;
}

static size_t draw_gzip(struct flow *f, void *out, size_t room)
{
    const size_t step = 1U << 30;
    size_t done = 0;

    while (done < room && !f->is_over) {
        uint64_t left = f->len - f->at;
        uInt in = (uInt)(left < step ? left : step);
        uInt n = (uInt)(room - done < step ? room - done : step);
        int rc;

        f->z.next_in = (Bytef *)(uintptr_t)(f->in + f->at); /* zlib does not write to it */
        f->z.avail_in = in;
        f->z.next_out = (Bytef *)out + done;
        f->z.avail_out = n;
        rc = inflate(&f->z, Z_NO_FLUSH);
        f->at += in - f->z.avail_in;
        done += n - f->z.avail_out;
        f->is_over = rc != Z_OK && rc != Z_BUF_ERROR;
        f->is_bad = f->is_over && rc != Z_STREAM_END;
        if (f->is_bad)
            f->why = "a gzip member holds bad data";
        if (!f->is_over && in == left && f->z.avail_in == 0 && f->z.avail_out > 0) {
            f->is_over = 1;
            f->why = "the file ends inside a gzip member";
        }
    }
    f->crc = libdeflate_crc32(f->crc, out, done);
    return done;
}

static size_t draw_zstd(struct flow *f, void *out, size_t room)
{
    ZSTD_outBuffer to = {out, room, 0};

    while (to.pos < to.size && !f->is_over) {
        ZSTD_inBuffer from = {f->in + f->at, (size_t)(f->len - f->at), 0};
        size_t before = to.pos, rc = ZSTD_decompressStream(f->d, &to, &from);

        f->at += from.pos;
        if (ZSTD_isError(rc)) {
            f->is_over = f->is_bad = 1;
            f->is_memory = ZSTD_getErrorCode(rc) == ZSTD_error_frameParameter_windowTooLarge;
            f->why = f->is_memory ? "a zstd frame wants a window above 128 MiB"
                                  : "a zstd frame holds bad data or a wrong check";
        } else if (rc == 0) {
            f->is_over = 1;
        } else if (f->at == f->len && to.pos == before) {
            f->is_over = 1;
            f->why = "the file ends inside a zstd frame";
        }
    }
    return to.pos;
}

static size_t draw(struct flow *f, void *out, size_t room)
{
    size_t n = f->is_over
                   ? 0
                   : (f->wrap == VG_WRAP_GZIP ? draw_gzip(f, out, room) : draw_zstd(f, out, room));

    f->out += n;
    return n;
}

/* Where and how it ended, once nothing more comes. */
static void conclude(const struct flow *f, struct vg_member *got)
{
    got->used = got->packed = f->at;
    got->out = f->out;
    got->why = f->why;
    if (f->is_memory)
        got->end = VG_MEMBER_MEMORY;
    else if (f->is_bad)
        got->end = VG_MEMBER_DAMAGED;
    else if (f->why != NULL)
        got->end = VG_MEMBER_TRUNCATED;
    else if (f->wrap == VG_WRAP_GZIP)
        check_trailer(f->in, f->len, f->crc, got);
    else
        got->end = VG_MEMBER_WHOLE;
}

void vg_member_measure(struct vg_members *m, enum vg_wrap w, const uint8_t *in, uint64_t n,
                       struct vg_member *got)
{
    struct flow *f = &m->probed;

    *got = (struct vg_member){0};
    begin(f, w, in, n, m->dictionary);
    while (draw(f, m->scratch, sizeof m->scratch) > 0) {
        if (is_above_ratio(f->at, f->out)) {
            *got = (struct vg_member){VG_MEMBER_RATIO, f->at, f->at, f->out,
                                      "a member gives more than 200 bytes for each of its own"};
            return;
        }
        if (f->out >= (uint64_t)VG_MAX_MEMBER_STREAM && !f->is_over) {
            *got = (struct vg_member){VG_MEMBER_SIZE, f->at, f->at, f->out,
                                      "a member holds more than 512 MiB"};
            return;
        }
    }
    conclude(f, got);
}

void vg_member_begin(struct vg_members *m, enum vg_wrap w, const uint8_t *in, uint64_t n)
{
    begin(&m->drawn, w, in, n, m->dictionary);
}

size_t vg_member_draw(struct vg_members *m, void *out, size_t room)
{
    return draw(&m->drawn, out, room);
}

int vg_member_probe(struct vg_members *m, enum vg_wrap w, const uint8_t *in, uint64_t n, void *out,
                    size_t room, size_t *got)
{
    struct flow *f = &m->probed;

    begin(f, w, in, n, m->dictionary);
    *got = draw(f, out, room);
    return *got == room || (f->is_over && f->why == NULL);
}
