/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_TESTS_UNIT_ZIP_MAKE_H
#define VG_TESTS_UNIT_ZIP_MAKE_H

/*
 * A small writer of ZIP archives, and of archives that lie. Each entry is a row;
 * what a row does not say is as it should be.
 */
#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

enum zip_descriptor_form { NO_DESCRIPTOR, SIGNED, UNSIGNED, WIDE };

struct zip_row {
    const char *name;
    struct vg_str data;
    int deflate;
    enum zip_descriptor_form descriptor;
    /* lies */
    const char *local_name; /* another name in the local header */
    struct vg_str raw_name; /* a name with any bytes */
    int method;             /* in both headers, if not 0 */
    unsigned flags;         /* added in both headers */
    uint32_t crc_xor;       /* the CRC in both headers is wrong */
    uint32_t local_crc_xor; /* … in the local header only */
    int64_t size_add;       /* the directory's size is wrong */
    int64_t stored_add;     /* the directory's stored size is wrong */
    int64_t local_stored_add;
    int64_t local_size_add;
    int64_t offset_add;  /* the directory's offset is wrong */
    int hidden;          /* not in the directory */
    int unseen;          /* no bytes at all: only in the directory, sharing… */
    size_t shares;       /* … the local header of this entry */
    const char *before;  /* bytes that belong to nobody, in front of it */
    int wide;            /* sizes and offset as zip64 */
    const char *unicode; /* extra field 0x7075 */
};

struct zip_make {
    struct vg_buf out, directory;
    uint64_t offsets[256];
    size_t rows, listed;
};

#define ZIP_MAKE __attribute__((cleanup(zip_make_end))) struct zip_make
#define ZIP_TEXT(lit)                                                                              \
    {                                                                                              \
        (lit), sizeof(lit) - 1                                                                     \
    }

static inline void zip_make_end(struct zip_make *m)
{
    vg_buf_end(&m->out);
    vg_buf_end(&m->directory);
}

static inline void put_le(struct vg_buf *b, uint64_t v, int bytes)
{
    for (int i = 0; i < bytes; i++)
        vg_putc(b, (char)(i < 8 ? v >> (8 * i) : 0));
}

static inline void put_deflated(struct vg_buf *b, struct vg_str data)
{
    struct libdeflate_compressor *c = libdeflate_alloc_compressor(6);
    size_t room = libdeflate_deflate_compress_bound(c, data.len);

    (void)vg_buf_room(b, room);
    vg_buf_took(b, libdeflate_deflate_compress(c, data.p, data.len, b->p + b->len, room));
    libdeflate_free_compressor(c);
}

static inline void put_extra(struct vg_buf *b, const struct zip_row *r, uint64_t stored,
                             uint64_t offset, struct vg_str name, int local)
{
    if (r->wide) {
        put_le(b, 1, 2);
        put_le(b, local ? 16 : 24, 2);
        put_le(b, r->data.len, 8);
        put_le(b, stored, 8);
        if (!local)
            put_le(b, offset, 8);
    }
    if (r->unicode != NULL) {
        put_le(b, 0x7075, 2);
        put_le(b, 5 + strlen(r->unicode), 2);
        vg_putc(b, 1);
        put_le(b, libdeflate_crc32(0, name.p, name.len), 4);
        vg_puts(b, r->unicode);
    }
}

static inline void zip_add(struct zip_make *m, const struct zip_row *r)
{
    struct vg_buf packed = {0}, extra = {0};
    struct vg_str data = r->data, name = r->raw_name.p != NULL ? r->raw_name : vg_str(r->name);
    struct vg_str local = r->local_name != NULL ? vg_str(r->local_name) : name;
    uint32_t crc = libdeflate_crc32(0, r->data.p, r->data.len) ^ r->crc_xor;
    unsigned flags = r->flags | (r->descriptor != NO_DESCRIPTOR ? 8 : 0);
    unsigned method = r->method != 0 ? (unsigned)r->method : r->deflate ? 8 : 0;
    int late = r->descriptor != NO_DESCRIPTOR;
    uint64_t offset;

    if (r->deflate) {
        put_deflated(&packed, r->data);
        data = vg_buf_str(&packed);
    }
    vg_puts(&m->out, r->before);
    offset = r->unseen ? m->offsets[r->shares] : m->out.len;
    m->offsets[m->rows++] = offset;
    put_extra(&extra, r, data.len, offset, name, 1);
    if (!r->unseen) {
        vg_put(&m->out, "PK\3\4", 4);
        put_le(&m->out, r->wide ? 45 : 20, 2);
        put_le(&m->out, flags, 2);
        put_le(&m->out, method, 2);
        put_le(&m->out, 0x58615000, 4);
        put_le(&m->out, late ? 0 : crc ^ r->local_crc_xor, 4);
        put_le(&m->out,
               r->wide ? UINT32_MAX
               : late  ? 0
                       : data.len + (uint64_t)r->local_stored_add,
               4);
        put_le(&m->out,
               r->wide ? UINT32_MAX
               : late  ? 0
                       : r->data.len + (uint64_t)r->local_size_add,
               4);
        put_le(&m->out, local.len, 2);
        put_le(&m->out, extra.len, 2);
        vg_put_str(&m->out, local);
        vg_put_str(&m->out, vg_buf_str(&extra));
        vg_put_str(&m->out, data);
        if (r->descriptor == SIGNED || r->descriptor == WIDE)
            vg_put(&m->out, "PK\7\10", 4);
        if (late) {
            put_le(&m->out, crc, 4);
            put_le(&m->out, data.len, r->descriptor == WIDE ? 8 : 4);
            put_le(&m->out, r->data.len, r->descriptor == WIDE ? 8 : 4);
        }
    }
    vg_buf_clear(&extra);
    put_extra(&extra, r, data.len, offset, name, 0);
    if (!r->hidden) {
        m->listed++;
        vg_put(&m->directory, "PK\1\2", 4);
        put_le(&m->directory, 20, 2);
        put_le(&m->directory, r->wide ? 45 : 20, 2);
        put_le(&m->directory, flags, 2);
        put_le(&m->directory, method, 2);
        put_le(&m->directory, 0x58615000, 4);
        put_le(&m->directory, crc, 4);
        put_le(&m->directory, r->wide ? UINT32_MAX : data.len + (uint64_t)r->stored_add, 4);
        put_le(&m->directory, r->wide ? UINT32_MAX : r->data.len + (uint64_t)r->size_add, 4);
        put_le(&m->directory, name.len, 2);
        put_le(&m->directory, extra.len, 2);
        put_le(&m->directory, 0, 10);
        put_le(&m->directory, r->wide ? UINT32_MAX : offset + (uint64_t)r->offset_add, 4);
        vg_put_str(&m->directory, name);
        vg_put_str(&m->directory, vg_buf_str(&extra));
    }
    vg_buf_end(&packed);
    vg_buf_end(&extra);
}

/* The directory and the end record. `shift` is added to the directory's offset, `count_add` to
 * the number of entries. */
static inline void zip_finish_as(struct zip_make *m, int64_t shift, int64_t count_add, int wide,
                                 const char *comment)
{
    uint64_t at = m->out.len, end64;

    vg_put_str(&m->out, vg_buf_str(&m->directory));
    end64 = m->out.len;
    if (wide) {
        vg_put(&m->out, "PK\6\6", 4);
        put_le(&m->out, 44, 8);
        put_le(&m->out, 45, 2);
        put_le(&m->out, 45, 2);
        put_le(&m->out, 0, 8);
        put_le(&m->out, m->listed, 8);
        put_le(&m->out, m->listed, 8);
        put_le(&m->out, m->directory.len, 8);
        put_le(&m->out, at + (uint64_t)shift, 8);
        vg_put(&m->out, "PK\6\7", 4);
        put_le(&m->out, 0, 4);
        put_le(&m->out, end64 + (uint64_t)shift, 8);
        put_le(&m->out, 1, 4);
    }
    vg_put(&m->out, "PK\5\6", 4);
    put_le(&m->out, 0, 4);
    put_le(&m->out, wide ? UINT16_MAX : m->listed + (uint64_t)count_add, 2);
    put_le(&m->out, wide ? UINT16_MAX : m->listed + (uint64_t)count_add, 2);
    put_le(&m->out, wide ? UINT32_MAX : m->directory.len, 4);
    put_le(&m->out, wide ? UINT32_MAX : at + (uint64_t)shift, 4);
    put_le(&m->out, strlen(comment), 2);
    vg_puts(&m->out, comment);
}

static inline void zip_finish(struct zip_make *m)
{
    zip_finish_as(m, 0, 0, 0, "");
}

#endif
