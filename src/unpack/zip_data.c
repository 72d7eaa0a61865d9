/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The bytes of one entry: whole (by libdeflate, which is three times as quick)
 * or piece by piece (by zlib, which also says how far damaged data can be read).
 */
#include <inttypes.h>
#include <libdeflate.h>
#include <stdio.h>
#include <zlib.h>

#include "base/limits.h"
#include "unpack/zip_parts.h"

enum { PIECE = 1 << 17 }; /* bytes handed out at once */

static const char *why_not(enum vg_note_kind kind)
{
    switch ((int)kind) {
    case VG_NOTE_ZIP_ENCRYPTED:
        return "the entry is encrypted";
    case VG_NOTE_ZIP_METHOD:
        return "the entry is packed by a method that is not read here";
    case VG_NOTE_ZIP_OVERLAP:
        return "the entry shares its bytes with another, where they are read";
    case VG_NOTE_ZIP_LOCAL_DIFFERS:
        return "the directory leads to no local header";
    case VG_NOTE_TRUNCATED:
        return "the archive ends before the entry does";
    case VG_NOTE_SIZE_EXCEEDED:
        return "the entry becomes larger than is read";
    case VG_NOTE_RATIO_EXCEEDED:
        return "the entry becomes more than 200 times its stored size";
    default:
        return "the entry's data are damaged";
    }
}

int vg_zip_readable(const struct vg_zip_entry *e, enum vg_note_kind *why)
{
    enum vg_note_kind none;

    if (why == NULL)
        why = &none;
    *why = VG_NOTE_ZIP_LOCAL_DIFFERS;
    if ((e->marks & VG_ZIP_NOWHERE) != 0)
        return 0;
    *why = VG_NOTE_ZIP_OVERLAP;
    if ((e->marks & VG_ZIP_OVERLAP) != 0)
        return 0;
    *why = VG_NOTE_ZIP_ENCRYPTED;
    if ((e->marks & VG_ZIP_ENCRYPTED) != 0)
        return 0;
    *why = VG_NOTE_ZIP_METHOD;
    if (e->method != VG_ZIP_STORED && e->method != VG_ZIP_DEFLATED)
        return 0;
    return (e->marks & VG_ZIP_FOLDER) == 0;
}

static struct vg_read_note damage(const struct vg_zip_entry *e, enum vg_note_kind kind)
{
    int somewhere = (e->marks & VG_ZIP_NOWHERE) == 0;

    return (struct vg_read_note){
        .kind = kind,
        .offset = somewhere ? e->data : 0,
        .length = somewhere ? e->stored : 0,
        .text = vg_str(why_not(kind)),
    };
}

/* What is wrong with data that were all read and gave `size` bytes with this CRC; 0: nothing. */
static int is_wrong(const struct vg_zip_entry *e, uint64_t size, uint32_t crc,
                    struct vg_read_note *note)
{
    if ((e->marks & VG_ZIP_CUT) != 0) {
        *note = damage(e, VG_NOTE_TRUNCATED);
    } else if ((e->marks & VG_ZIP_UNSIZED) != 0) {
        *note = damage(e, VG_NOTE_ZIP_CRC);
        note->text = vg_str("nobody states the entry's size and CRC");
    } else if (size != e->size) {
        *note = damage(e, VG_NOTE_ZIP_CRC);
        note->text = vg_str("the entry has another size than is stated");
    } else if (crc != e->crc) {
        *note = damage(e, VG_NOTE_ZIP_CRC);
        note->text = vg_str("the entry has another CRC than is stated");
    } else {
        return 0;
    }
    return 1;
}

/* The most that an entry may become, and what to say when it becomes more. */
static uint64_t most(const struct vg_zip_entry *e, uint64_t ceiling, enum vg_note_kind *kind)
{
    uint64_t by_ratio =
        e->stored > UINT64_MAX / VG_MAX_RATIO ? UINT64_MAX : e->stored * VG_MAX_RATIO;

    if (by_ratio < VG_RATIO_FROM)
        by_ratio = VG_RATIO_FROM;
    *kind = by_ratio < ceiling ? VG_NOTE_RATIO_EXCEEDED : VG_NOTE_SIZE_EXCEEDED;
    return by_ratio < ceiling ? by_ratio : ceiling;
}

/* -- piece by piece ------------------------------------------------------------------- */

void vg_zip_flow_close(struct vg_zip_flow *f)
{
    if (f == NULL)
        return;
    if (f->stream != NULL)
        (void)inflateEnd(f->stream);
    free(f->stream);
    free(f->window);
    *f = (struct vg_zip_flow){0};
}

void vg_zip_flow_open(struct vg_zip_flow *f, const struct vg_zip *z, const struct vg_zip_entry *e)
{
    enum vg_note_kind why;

    *f = (struct vg_zip_flow){.z = z, .e = e};
    if (!vg_zip_readable(e, &why)) {
        f->over = 1;
        f->whole = (e->marks & VG_ZIP_FOLDER) != 0 && e->stored == 0;
        f->damage = damage(e, why);
        return;
    }
    if (e->method == VG_ZIP_STORED)
        return;
    f->window = vg_malloc(PIECE);
    f->stream = vg_malloc(sizeof *f->stream);
    *f->stream = (z_stream){0};
    if (inflateInit2(f->stream, -MAX_WBITS) != Z_OK)
        abort(); /* out of memory: as everywhere */
}

static int end_flow(struct vg_zip_flow *f, enum vg_note_kind kind)
{
    f->over = 1;
    f->damage = damage(f->e, kind);
    return 0;
}

static int finish_flow(struct vg_zip_flow *f)
{
    f->over = 1;
    f->whole = !is_wrong(f->e, f->given, f->crc, &f->damage);
    return 0;
}

static int hand_out(struct vg_zip_flow *f, const void *p, size_t n, struct vg_str *piece)
{
    f->crc = libdeflate_crc32(f->crc, p, n);
    f->given += n;
    *piece = (struct vg_str){p, n};
    return 1;
}

static int next_stored(struct vg_zip_flow *f, struct vg_str *piece)
{
    uint64_t left = f->e->stored - f->taken, n = left < PIECE ? left : PIECE;
    const unsigned char *p = f->z->bytes + f->e->data + f->taken;

    if (n == 0)
        return finish_flow(f);
    f->taken += n;
    return hand_out(f, p, n, piece);
}

static int next_inflated(struct vg_zip_flow *f, struct vg_str *piece)
{
    z_stream *s = f->stream;
    enum vg_note_kind too_much;
    uint64_t ceiling = most(f->e, VG_MAX_MEMBER_STREAM, &too_much);
    int rc = Z_OK;

    s->next_out = f->window;
    s->avail_out = PIECE;
    while (rc == Z_OK && s->avail_out > 0) {
        uint64_t left = f->e->stored - f->taken;
        uInt n = left > (1U << 30) ? 1U << 30 : (uInt)left;

        s->next_in = (Bytef *)(uintptr_t)(f->z->bytes + f->e->data + f->taken);
        s->avail_in = n;
        rc = inflate(s, Z_NO_FLUSH);
        f->taken += n - s->avail_in;
    }
    if (PIECE - s->avail_out > 0) {
        uint64_t n = PIECE - s->avail_out;

        if (f->given == ceiling)
            return end_flow(f, too_much);
        return hand_out(f, f->window, n < ceiling - f->given ? n : ceiling - f->given, piece);
    }
    if (rc == Z_STREAM_END && f->taken == f->e->stored)
        return finish_flow(f);
    if (rc == Z_BUF_ERROR)
        return end_flow(f, (f->e->marks & VG_ZIP_CUT) != 0 ? VG_NOTE_TRUNCATED : VG_NOTE_ZIP_CRC);
    (void)end_flow(f, VG_NOTE_ZIP_CRC);
    if (rc == Z_STREAM_END)
        f->damage.text = vg_str("the entry's data end before its stored bytes do");
    return 0;
}

int vg_zip_flow_next(struct vg_zip_flow *f, struct vg_str *piece)
{
    if (f->over)
        return 0;
    return f->stream == NULL ? next_stored(f, piece) : next_inflated(f, piece);
}

/* -- whole ------------------------------------------------------------------------------ */

static void read_stored(const struct vg_zip *z, const struct vg_zip_entry *e,
                        struct vg_zip_bytes *out)
{
    const unsigned char *p = z->bytes + e->data;

    out->bytes = (struct vg_str){(const char *)p, e->stored};
    out->whole = !is_wrong(e, e->stored, libdeflate_crc32(0, p, e->stored), &out->damage);
}

/* As it is stated, in one call; 0 when it is anything else. */
static int read_at_once(const struct vg_zip *z, const struct vg_zip_entry *e, struct vg_buf *b)
{
    struct libdeflate_decompressor *d;
    size_t taken, given;
    int rc;

    if (!vg_buf_room(b, e->size))
        return 0;
    d = libdeflate_alloc_decompressor();
    if (d == NULL)
        abort();
    rc = (int)libdeflate_deflate_decompress_ex(d, z->bytes + e->data, e->stored, b->p, e->size,
                                               &taken, &given);
    libdeflate_free_decompressor(d);
    if (rc != LIBDEFLATE_SUCCESS || given != e->size || taken != e->stored ||
        libdeflate_crc32(0, b->p, given) != e->crc)
        return 0;
    vg_buf_took(b, given);
    return 1;
}

/* As far as it goes. */
static void read_by_pieces(const struct vg_zip *z, const struct vg_zip_entry *e, struct vg_buf *b,
                           uint64_t ceiling, enum vg_note_kind too_much, struct vg_zip_bytes *out)
{
    VG_SCOPED_ZIP_FLOW f = {0};
    struct vg_str piece;

    vg_zip_flow_open(&f, z, e);
    while (vg_zip_flow_next(&f, &piece)) {
        size_t n = piece.len < ceiling - b->len ? piece.len : ceiling - b->len;

        vg_put(b, piece.p, n);
        if (n < piece.len) {
            out->bytes = vg_buf_str(b);
            out->damage = damage(e, too_much);
            return;
        }
    }
    out->bytes = vg_buf_str(b);
    out->whole = f.whole;
    out->damage = f.damage;
}

void vg_zip_checked(const struct vg_zip_entry *e, uint64_t size, uint32_t crc,
                    struct vg_zip_bytes *out)
{
    *out = (struct vg_zip_bytes){0};
    out->whole = !is_wrong(e, size, crc, &out->damage);
}

void vg_zip_read(const struct vg_zip *z, const struct vg_zip_entry *e, struct vg_buf *b,
                 struct vg_zip_bytes *out)
{
    enum vg_note_kind kind;
    size_t max = b->max;
    uint64_t ceiling;

    *out = (struct vg_zip_bytes){.bytes = {"", 0}};
    vg_buf_clear(b);
    if (!vg_zip_readable(e, &kind)) {
        out->whole = (e->marks & VG_ZIP_FOLDER) != 0 && e->stored == 0;
        out->damage = damage(e, kind);
        return;
    }
    if (e->method == VG_ZIP_STORED) {
        read_stored(z, e, out);
        return;
    }
    if (max == 0 || max > (size_t)VG_MAX_MEMBER)
        b->max = (size_t)VG_MAX_MEMBER;
    ceiling = most(e, b->max, &kind);
    if (e->size <= ceiling && (e->marks & (VG_ZIP_CUT | VG_ZIP_UNSIZED)) == 0 &&
        read_at_once(z, e, b)) {
        out->bytes = vg_buf_str(b);
        out->whole = 1;
    } else {
        vg_buf_clear(b);
        read_by_pieces(z, e, b, ceiling, kind, out);
    }
    b->max = max;
}
