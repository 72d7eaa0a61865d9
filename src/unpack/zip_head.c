/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The records a ZIP archive is made of: local and directory headers, extra
 * fields, data descriptors, end records.
 */
#include <libdeflate.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "unpack/zip_parts.h"

/* The extra field `id`, with at least `need` bytes, or an empty text. */
static struct vg_str extra_field(struct vg_str extra, unsigned id, size_t need)
{
    const unsigned char *p = (const unsigned char *)extra.p;
    size_t at = 0;

    while (extra.len - at >= 4) {
        size_t n = zip_u16(p + at + 2);

        if (n > extra.len - at - 4)
            break;
        if (zip_u16(p + at) == id && n >= need)
            return (struct vg_str){extra.p + at + 4, n};
        at += 4 + n;
    }
    return (struct vg_str){0};
}

/* A value that zip64 keeps in the extra field when 32 bits are not enough (4.5.3). */
static uint64_t wide(uint32_t narrow, struct vg_str *z64)
{
    uint64_t v;

    if (narrow != UINT32_MAX || z64->len < 8)
        return narrow;
    v = zip_u64((const unsigned char *)z64->p);
    z64->p += 8;
    z64->len -= 8;
    return v;
}

static void read_sizes(struct zip_head *h, uint32_t stored, uint32_t size, struct vg_str *z64)
{
    *z64 = extra_field(h->extra, 0x0001, 8);
    h->size = wide(size, z64);
    h->stored = wide(stored, z64);
}

int zip_local_read(const unsigned char *p, uint64_t len, uint64_t at, struct zip_head *h)
{
    struct vg_str z64;
    size_t name, extra;

    if (!zip_sig_at(p, len, at, ZIP_SIG_LOCAL, ZIP_LOCAL))
        return 0;
    name = zip_u16(p + at + 26);
    extra = zip_u16(p + at + 28);
    if (ZIP_LOCAL + name + extra > len - at)
        return 0;
    p += at;
    *h = (struct zip_head){
        .flags = zip_u16(p + 6),
        .method = zip_u16(p + 8),
        .crc = zip_u32(p + 14),
        .name = {(const char *)p + ZIP_LOCAL, name},
        .extra = {(const char *)p + ZIP_LOCAL + name, extra},
        .length = ZIP_LOCAL + name + extra,
    };
    read_sizes(h, zip_u32(p + 18), zip_u32(p + 22), &z64);
    return 1;
}

int zip_central_read(const unsigned char *p, uint64_t len, uint64_t at, struct zip_head *h)
{
    struct vg_str z64;
    size_t name, extra, comment;

    if (!zip_sig_at(p, len, at, ZIP_SIG_CENTRAL, ZIP_CENTRAL))
        return 0;
    name = zip_u16(p + at + 28);
    extra = zip_u16(p + at + 30);
    comment = zip_u16(p + at + 32);
    if (ZIP_CENTRAL + name + extra + comment > len - at)
        return 0;
    p += at;
    *h = (struct zip_head){
        .flags = zip_u16(p + 8),
        .method = zip_u16(p + 10),
        .crc = zip_u32(p + 16),
        .disk = zip_u16(p + 34),
        .name = {(const char *)p + ZIP_CENTRAL, name},
        .extra = {(const char *)p + ZIP_CENTRAL + name, extra},
        .length = ZIP_CENTRAL + name + extra + comment,
    };
    read_sizes(h, zip_u32(p + 20), zip_u32(p + 24), &z64);
    h->offset = wide(zip_u32(p + 42), &z64);
    return 1;
}

int zip_unicode_name(const struct zip_head *h, struct vg_str *name)
{
    struct vg_str field = extra_field(h->extra, 0x7075, 6);
    const unsigned char *p = (const unsigned char *)field.p;

    if (field.len == 0 || p[0] != 1 ||
        zip_u32(p + 1) != libdeflate_crc32(0, h->name.p, h->name.len) ||
        vg_utf8_bad(field.p + 5, field.len - 5) != field.len - 5)
        return 0;
    *name = (struct vg_str){field.p + 5, field.len - 5};
    return 1;
}

uint64_t zip_descriptor(const unsigned char *p, uint64_t len, uint64_t at, uint32_t crc,
                        uint64_t stored, uint64_t size)
{
    uint64_t sig = zip_sig_at(p, len, at, ZIP_SIG_DESCRIPTOR, 4) ? 4 : 0;

    /* The signature may be left out, and then the CRC may look like one. */
    for (;; sig = 0) {
        uint64_t left = len - at;

        if (left >= sig + 20 && zip_u32(p + at + sig) == crc &&
            zip_u64(p + at + sig + 4) == stored && zip_u64(p + at + sig + 12) == size)
            return sig + 20;
        if (left >= sig + 12 && zip_u32(p + at + sig) == crc &&
            zip_u32(p + at + sig + 4) == (uint32_t)stored &&
            zip_u32(p + at + sig + 8) == (uint32_t)size)
            return sig + 12;
        if (sig == 0)
            return 0;
    }
}

/* The zip64 end record of the end record at e->at, if there is one: its place, else 0 bytes. */
static int find_end64(const unsigned char *p, uint64_t len, const struct zip_end *e, uint64_t *at)
{
    uint64_t locator;

    if (e->at < ZIP_LOCATOR + ZIP_END64)
        return 0;
    locator = e->at - ZIP_LOCATOR;
    if (!zip_sig_at(p, len, locator, ZIP_SIG_LOCATOR, ZIP_LOCATOR))
        return 0;
    *at = zip_u64(p + locator + 8);
    if (*at <= locator - ZIP_END64 && zip_sig_at(p, len, *at, ZIP_SIG_END64, ZIP_END64))
        return 1;
    *at = locator - ZIP_END64; /* something stands before the archive and nothing was corrected */
    return zip_sig_at(p, len, *at, ZIP_SIG_END64, ZIP_END64);
}

static int is_wide(const struct zip_end *e)
{
    return e->count == UINT16_MAX || e->size == UINT32_MAX || e->offset == UINT32_MAX;
}

/* Take over what the zip64 record says; 0 when it speaks of several disks. */
static int widen(const unsigned char *p, struct zip_end *e, uint64_t at)
{
    struct zip_end wide_end = *e;

    wide_end.count = zip_u64(p + at + 32);
    wide_end.size = zip_u64(p + at + 40);
    wide_end.offset = zip_u64(p + at + 48);
    if (zip_u64(p + at + 24) != wide_end.count || zip_u32(p + at + 16) != zip_u32(p + at + 20))
        return 0;
    e->contradicts = (e->count != UINT16_MAX && e->count != wide_end.count) ||
                     (e->size != UINT32_MAX && e->size != wide_end.size) ||
                     (e->offset != UINT32_MAX && e->offset != wide_end.offset);
    if (is_wide(e)) {
        wide_end.contradicts = e->contradicts;
        *e = wide_end;
        e->wraps = 0;
    }
    e->records = at;
    return 1;
}

/* Is there a directory of the stated size here? An empty one is nothing to be seen. */
static int directory_at(const unsigned char *p, const struct zip_end *e, uint64_t at)
{
    if (at > e->records || e->size > e->records - at)
        return 0;
    return e->size == 0 ? e->count == 0
                        : zip_sig_at(p, e->records, at, ZIP_SIG_CENTRAL, ZIP_CENTRAL);
}

static int find_directory(const unsigned char *p, struct zip_end *e)
{
    int stated = directory_at(p, e, e->offset), by_size;
    uint64_t at;

    if (e->size > e->records)
        return 0;
    at = e->records - e->size;
    by_size = e->size > 0 && at != e->offset && directory_at(p, e, at);
    e->dir = stated && e->size > 0 ? e->offset : at;
    e->two_places = stated && by_size;
    return stated || by_size;
}

static int end_read(const unsigned char *p, uint64_t len, uint64_t at, struct zip_end *e)
{
    uint64_t at64, comment;

    if (!zip_sig_at(p, len, at, ZIP_SIG_END, ZIP_END))
        return 0;
    comment = zip_u16(p + at + 20);
    if (comment > len - at - ZIP_END || zip_u16(p + at + 4) != zip_u16(p + at + 6) ||
        zip_u16(p + at + 8) != zip_u16(p + at + 10))
        return 0;
    *e = (struct zip_end){
        .at = at,
        .stop = at + ZIP_END + comment,
        .records = at,
        .count = zip_u16(p + at + 10),
        .size = zip_u32(p + at + 12),
        .offset = zip_u32(p + at + 16),
        .wraps = 1,
    };
    if (find_end64(p, len, e, &at64) && !widen(p, e, at64))
        return 0;
    return find_directory(p, e);
}

size_t zip_ends_find(const unsigned char *p, uint64_t len, struct zip_end ends[])
{
    uint64_t first = len > VG_ZIP_TAIL ? len - VG_ZIP_TAIL : 0;
    size_t n = 0;

    if (len < ZIP_END)
        return 0;
    for (uint64_t at = len - ZIP_END + 1; at > first && n < VG_MAX_ZIP_ENDS; at--) {
        if (p[at - 1] == 'P' && end_read(p, len, at - 1, &ends[n]))
            n++;
    }
    return n;
}
