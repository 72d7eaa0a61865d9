/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "app/zip_out.h"

#include <libdeflate.h>
#include <string.h>

/* APPNOTE 6.3.10: 4.3.7 local header, 4.3.12 directory, 4.3.14 to 4.3.16 ends, 4.5.3 ZIP64. */
enum {
    SIGNATURE = 0x4B50, /* "PK", before two bytes that say what it is */
    LOCAL = 0x0403,
    CENTRAL = 0x0201,
    END = 0x0605,
    END_64 = 0x0606,
    LOCATOR_64 = 0x0706,
    VERSION = 10, /* stored */
    VERSION_64 = 45,
    IS_UTF8 = 0x0800,
    FIRST_DAY = 0x0021, /* 1980-01-01: that format knows no "no time" */
    EXTRA_64 = 1,
    MOST_16 = 0xFFFF,
};
#define MOST_32 UINT64_C(0xFFFFFFFF)

static void put_le(struct vg_buf *b, uint64_t v, int bytes)
{
    for (int i = 0; i < bytes; i++)
        vg_putc(b, (char)(v >> 8 * i & 0xFF));
}

static void put_signature(struct vg_buf *b, int what)
{
    put_le(b, SIGNATURE, 2);
    put_le(b, (uint64_t)what, 2);
}

static uint64_t fitting(uint64_t v)
{
    return v < MOST_32 ? v : MOST_32;
}

static int send(struct vg_zip_out *z, const void *bytes, size_t n, struct vg_err *err)
{
    if (n > 0 && z->put(z->w, bytes, n) != 0)
        return vg_fail(err, VG_E_IO, "the archive could not be handed on");
    z->at += n;
    return VG_OK;
}

static int send_header(struct vg_zip_out *z, struct vg_err *err)
{
    int rc = send(z, z->header.p, z->header.len, err);

    vg_buf_clear(&z->header);
    return rc;
}

static int check_entry(const struct vg_zip_out *z, struct vg_err *err)
{
    if (z->left != 0 || z->crc != z->promised)
        return vg_fail(err, VG_E_IO, "an entry of the archive is not what was announced");
    return VG_OK;
}

/* What local header and directory have in common, from the version on. */
static void put_common(struct vg_buf *b, const char *name, uint64_t size, uint32_t crc,
                       int is_large, size_t extra)
{
    put_le(b, is_large ? VERSION_64 : VERSION, 2);
    put_le(b, IS_UTF8, 2);
    put_le(b, 0, 2); /* stored */
    put_le(b, 0, 2);
    put_le(b, FIRST_DAY, 2);
    put_le(b, crc, 4);
    put_le(b, fitting(size), 4);
    put_le(b, fitting(size), 4);
    put_le(b, strlen(name), 2);
    put_le(b, extra, 2);
}

static void put_extra(struct vg_buf *b, const uint64_t *values, size_t n)
{
    if (n == 0)
        return;
    put_le(b, EXTRA_64, 2);
    put_le(b, n * 8, 2);
    for (size_t i = 0; i < n; i++)
        put_le(b, values[i], 8);
}

static void put_in_directory(struct vg_zip_out *z, const char *name, uint64_t size, uint32_t crc)
{
    struct vg_buf *b = &z->directory;
    uint64_t large[3];
    size_t n = 0;

    if (size >= MOST_32) {
        large[n++] = size;
        large[n++] = size;
    }
    if (z->at >= MOST_32)
        large[n++] = z->at;
    put_signature(b, CENTRAL);
    put_le(b, n > 0 ? VERSION_64 : VERSION, 2); /* made by: no system's attributes */
    put_common(b, name, size, crc, n > 0, n == 0 ? 0 : 4 + n * 8);
    put_le(b, 0, 2); /* comment */
    put_le(b, 0, 2); /* disk */
    put_le(b, 0, 2); /* attributes */
    put_le(b, 0, 4);
    put_le(b, fitting(z->at), 4);
    vg_puts(b, name);
    put_extra(b, large, n);
}

int vg_zip_out_entry(struct vg_zip_out *z, const char *name, uint64_t size, uint32_t crc,
                     struct vg_err *err)
{
    const uint64_t sizes[] = {size, size};
    int is_large = size >= MOST_32, rc = check_entry(z, err);

    if (rc != VG_OK)
        return rc;
    put_in_directory(z, name, size, crc);
    put_signature(&z->header, LOCAL);
    put_common(&z->header, name, size, crc, is_large, is_large ? 4 + sizeof sizes : 0);
    vg_puts(&z->header, name);
    put_extra(&z->header, sizes, is_large ? 2 : 0);
    z->entries++;
    z->left = size;
    z->promised = crc;
    z->crc = 0;
    return send_header(z, err);
}

int vg_zip_out_put(struct vg_zip_out *z, const void *bytes, size_t n, struct vg_err *err)
{
    if (n > z->left)
        return vg_fail(err, VG_E_IO, "an entry of the archive is longer than was announced");
    if (n == 0)
        return VG_OK;
    z->left -= n;
    z->crc = libdeflate_crc32(z->crc, bytes, n);
    return send(z, bytes, n, err);
}

static void put_end_64(struct vg_zip_out *z, uint64_t start)
{
    struct vg_buf *b = &z->header;
    const uint64_t behind = 44; /* bytes of this record that follow the number */

    put_signature(b, END_64);
    put_le(b, behind, 8);
    put_le(b, VERSION_64, 2);
    put_le(b, VERSION_64, 2);
    put_le(b, 0, 4);
    put_le(b, 0, 4);
    put_le(b, z->entries, 8);
    put_le(b, z->entries, 8);
    put_le(b, z->at - start, 8);
    put_le(b, start, 8);
    put_signature(b, LOCATOR_64);
    put_le(b, 0, 4);
    put_le(b, z->at, 8);
    put_le(b, 1, 4);
}

int vg_zip_out_finish(struct vg_zip_out *z, struct vg_err *err)
{
    uint64_t start = z->at, count;
    int rc = check_entry(z, err);

    if (rc == VG_OK && z->directory.full)
        rc = vg_fail(err, VG_E_LIMIT, "too many files for one archive");
    if (rc == VG_OK)
        rc = send(z, z->directory.p, z->directory.len, err);
    if (rc != VG_OK)
        return rc;
    if (z->entries >= MOST_16 || z->directory.len >= MOST_32 || start >= MOST_32)
        put_end_64(z, start);
    count = z->entries < MOST_16 ? z->entries : MOST_16;
    put_signature(&z->header, END);
    put_le(&z->header, 0, 2);
    put_le(&z->header, 0, 2);
    put_le(&z->header, count, 2);
    put_le(&z->header, count, 2);
    put_le(&z->header, fitting(z->directory.len), 4);
    put_le(&z->header, fitting(start), 4);
    put_le(&z->header, 0, 2);
    return send_header(z, err);
}

void vg_zip_out_end(struct vg_zip_out *z)
{
    vg_buf_end(&z->directory);
    vg_buf_end(&z->header);
}
