/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_UNPACK_ZIP_PARTS_H
#define VG_UNPACK_ZIP_PARTS_H

/*
 * What the files of the ZIP reader share; nobody else includes it. Numbers of
 * sections are those of PKWARE's APPNOTE 6.3.10.
 */
#include <string.h>

#include "unpack/zip.h"

enum {
    ZIP_LOCAL = 30,     /* bytes of a local header without name and extra field (4.3.7) */
    ZIP_CENTRAL = 46,   /* of a directory header (4.3.12) */
    ZIP_END = 22,       /* of an end record without comment (4.3.16) */
    ZIP_END64 = 56,     /* of a zip64 end record (4.3.14) */
    ZIP_LOCATOR = 20,   /* of its locator (4.3.15) */
    ZIP_FLAG_CRYPT = 1, /* general purpose bits (4.4.4) */
    ZIP_FLAG_DESCRIPTOR = 8,
    ZIP_FLAGS_LEVEL = 6, /* how hard it was packed: nobody else's business */
};

#define ZIP_SIG_LOCAL      0x04034b50U
#define ZIP_SIG_DESCRIPTOR 0x08074b50U
#define ZIP_SIG_CENTRAL    0x02014b50U
#define ZIP_SIG_SIGNATURE  0x05054b50U
#define ZIP_SIG_END        0x06054b50U
#define ZIP_SIG_END64      0x06064b50U
#define ZIP_SIG_LOCATOR    0x07064b50U

static inline unsigned zip_u16(const unsigned char *p)
{
    return (unsigned)p[0] | (unsigned)p[1] << 8;
}

static inline uint32_t zip_u32(const unsigned char *p)
{
    return (uint32_t)zip_u16(p) | (uint32_t)zip_u16(p + 2) << 16;
}

static inline uint64_t zip_u64(const unsigned char *p)
{
    return (uint64_t)zip_u32(p) | (uint64_t)zip_u32(p + 4) << 32;
}

/* Does a record with this signature, and `need` bytes, stand at `at`? */
static inline int zip_sig_at(const unsigned char *p, uint64_t len, uint64_t at, uint32_t sig,
                             uint64_t need)
{
    return need <= len && at <= len - need && zip_u32(p + at) == sig;
}

/* Where the directory is and what is stated about it. */
struct zip_end {
    uint64_t at, stop; /* the end record; one behind its comment */
    uint64_t records;  /* first byte of the end records, zip64's included */
    uint64_t count;    /* entries stated */
    uint64_t size;     /* of the directory, stated */
    uint64_t offset;   /* of the directory, stated */
    uint64_t dir;      /* where it is */
    int two_places;    /* a directory at the stated offset, another where its size says */
    int contradicts;   /* end record and zip64 end record disagree */
    int wraps;         /* the count has 16 bits only, so it may have wrapped */
};

/* Added, modulo 2^64, to stated offsets of local headers. */
static inline uint64_t zip_shift(const struct zip_end *e)
{
    return e->dir - e->offset;
}

/* A fixed-size header and what follows it, as one shape for local and directory headers. */
struct zip_head {
    unsigned flags, method, disk;
    uint32_t crc;
    uint64_t stored, size, offset; /* zip64 forms resolved; offset: directory only */
    struct vg_str name, extra;
    uint64_t length; /* of the header, with name, extra field and comment */
};

/* 0 when no such header is at `at`, or it passes `len`. */
int zip_local_read(const unsigned char *p, uint64_t len, uint64_t at, struct zip_head *h);
int zip_central_read(const unsigned char *p, uint64_t len, uint64_t at, struct zip_head *h);

/* Is the name of the extra field 0x7075 valid for this header (4.6.9)? */
int zip_unicode_name(const struct zip_head *h, struct vg_str *name);

/* The data descriptor at `at` (4.3.9) that says these values: its bytes, or 0. */
uint64_t zip_descriptor(const unsigned char *p, uint64_t len, uint64_t at, uint32_t crc,
                        uint64_t stored, uint64_t size);

/*
 * Look for end records within the last VG_ZIP_TAIL bytes. The valid ones, last
 * first, at most VG_MAX_ZIP_ENDS. Valid: comment within the file, one disk, a
 * directory that begins where it should or where its size puts it.
 */
size_t zip_ends_find(const unsigned char *p, uint64_t len, struct zip_end ends[]);

/* The archive being taken apart. */
struct zip_work {
    struct vg_zip *z;
    const unsigned char *p;
    uint64_t len;
    struct zip_end end;
    int has_end;
    int whole_directory; /* every entry it promises was there: what it does not list is hidden */
    uint64_t dir_end;    /* one behind the directory as read */
    size_t listed;       /* entries that the directory lists */
    uint64_t *heads;     /* places of their local headers, ascending */
    size_t head_count;
};

void zip_note(struct zip_work *w, enum vg_note_kind kind, uint64_t offset, uint64_t length,
              const char *form, ...) __attribute__((format(printf, 5, 6)));
void zip_span(struct zip_work *w, enum vg_zip_span_kind kind, uint64_t offset, uint64_t length,
              size_t entry, enum vg_note_kind damage);
size_t zip_entry_add(struct zip_work *w, const struct zip_head *h); /* its index */
/* Looks at the name of an entry whose place is known: refused, seen before, how it is shown. */
void zip_entry_name(struct zip_work *w, size_t i);
/* Text of any bytes: what is no UTF-8 as %XX, so that no two names become one. */
struct vg_str zip_name_shown(struct vg_arena *a, struct vg_str name);

/* The stretch that an entry asks for. */
struct zip_place {
    uint64_t from, to;
    uint64_t other;  /* end of the data by the local header, where that differs; else 0 */
    uint64_t stated; /* stored bytes by the directory */
    size_t entry;
    int is_lost;       /* no local header is there */
    int is_other_name; /* its name has another length than that of the directory */
    int streamed;      /* a descriptor is to follow */
    /* What the local header says of the data, if that is something else. */
    int disagree;
    unsigned local_method, local_flags;
    uint32_t local_crc;
    uint64_t local_size;
};
int zip_place_order(const void *a, const void *b); /* for qsort(): by place, then by entry */

/* Find all listed entries, give each its bytes, and go through those that nobody has. */
void zip_place_entries(struct zip_work *w, const struct zip_end *ends, size_t end_count);

/* Go through a stretch that no entry owns: what it holds becomes spans and notes, hidden or
 * recovered entries. */
void zip_gap(struct zip_work *w, uint64_t from, uint64_t to);

#endif
