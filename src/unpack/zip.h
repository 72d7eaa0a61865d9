/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_UNPACK_ZIP_H
#define VG_UNPACK_ZIP_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/mem.h"
#include "unpack/read_note.h"

/*
 * A ZIP archive as a witness, not as a convenience. Common readers believe the
 * directory at the end and are silent about all that contradicts it. Here the
 * end records, the directory, every local header and every byte between them
 * are held against each other; what does not fit is a note, and what is
 * unambiguous is read all the same. Pure: bytes in, values out; no name from an
 * archive ever becomes a path.
 *
 *     struct vg_zip z;
 *     vg_zip_open(&arena, bytes, len, &z);
 *     const struct vg_zip_entry *e = vg_zip_find(&z, "word/document.xml");
 *     VG_SCOPED_BUF b = {0};
 *     struct vg_zip_bytes got;
 *     if (e != NULL)
 *         vg_zip_read(&z, e, &b, &got);      got.bytes, and got.whole or got.damage
 *
 * All offsets are counted from the first byte handed to vg_zip_open().
 */

/* What an entry is besides a name with bytes. */
enum vg_zip_mark {
    /* In the file, not in the directory, which is otherwise sound. Its name and
     * place are noted; programs that trust the directory never show it, so it is
     * not taken for content here either, but it can be read. */
    VG_ZIP_HIDDEN = 1,
    VG_ZIP_RECOVERED = 2,  /* found by its local header because there is no usable directory */
    VG_ZIP_DUPLICATE = 4,  /* an earlier entry has the same name */
    VG_ZIP_REFUSED = 8,    /* its name is absolute, climbs, or holds NUL, backslash or a drive */
    VG_ZIP_OVERLAP = 16,   /* shares bytes with another entry, which has them: not read again */
    VG_ZIP_ENCRYPTED = 32, /* not read */
    VG_ZIP_FOLDER = 64,    /* the name ends in '/' and there are no bytes */
    VG_ZIP_NOWHERE = 128,  /* the directory points at no local header: not read */
    VG_ZIP_CUT = 256,      /* the file, or what follows, ends before its data do */
    VG_ZIP_UNSIZED = 512,  /* nobody states size and CRC (a recovered entry without descriptor) */
    VG_ZIP_DIFFERS = 1024, /* local header and directory disagree: that one was followed whose CRC
                              fits, the directory when none does */
};

enum {
    VG_ZIP_STORED = 0,
    VG_ZIP_DEFLATED = 8,
};

struct vg_zip_entry {
    struct vg_str name;  /* its bytes as stored, or the Unicode name where one is added and valid */
    struct vg_str shown; /* UTF-8 always: bytes that are none as %XX; "#3" for a refused name (the
                            number counts entries from 0) */
    unsigned method;     /* read are VG_ZIP_STORED and VG_ZIP_DEFLATED */
    unsigned flags;      /* general purpose bits of the directory */
    unsigned marks;      /* of enum vg_zip_mark */
    uint32_t crc;
    uint64_t size;   /* stated bytes when unpacked: a claim, not to be trusted with memory */
    uint64_t stored; /* bytes at `data`; never past the end of the input */
    uint64_t header; /* first byte of its local header */
    uint64_t data;   /* first byte of its data */
    uint64_t end;    /* one behind its data and descriptor */
};

/* To whom a stretch of the input belongs. */
enum vg_zip_span_kind {
    VG_ZIP_SPAN_ENTRY,     /* local header, data, descriptor */
    VG_ZIP_SPAN_DIRECTORY, /* central directory */
    VG_ZIP_SPAN_END,       /* end records and comment */
    VG_ZIP_SPAN_DAMAGE,    /* nobody; `damage` says why */
};

struct vg_zip_span {
    enum vg_zip_span_kind kind;
    uint64_t offset, length;
    size_t entry;             /* of VG_ZIP_SPAN_ENTRY: index into entries */
    enum vg_note_kind damage; /* of VG_ZIP_SPAN_DAMAGE: junk, zip-hidden, zip-overlap … */
};

struct vg_zip {
    const unsigned char *bytes;
    uint64_t len;
    struct vg_arena *a;
    struct vg_zip_entry *entries; /* in the order of the directory; recovered, hidden behind */
    size_t count, room;
    size_t *in_file; /* indices of all entries by place in the input */
    /* A partition of the input: ascending, touching, from 0 to len, none empty. */
    struct vg_zip_span *spans;
    size_t span_count, span_room;
    /* Damage, by place. Length 0: about a place, not a stretch. Each stretch that nobody owns
     * has its note; at most VG_MAX_FILE_NOTES notes are kept, all are counted. */
    struct vg_read_note *notes;
    size_t note_count, note_room;
    uint64_t note_total;
    struct vg_table *names; /* for vg_zip_find() */
    int has_directory;      /* an end record and a directory that could be followed */
};

/* Does this look like a ZIP archive: a local header, an empty archive's end record or a spanning
 * mark at the start, or a valid end record within the last 66 KB? Touches nothing else. */
int vg_zip_is(const void *bytes, uint64_t len);

/* Does a valid end record stand at the very end? */
int vg_zip_ends(const void *bytes, uint64_t len);

/*
 * Take the structure of an archive apart. Never fails: bytes that are no ZIP
 * at all give no entries and one span of damage. The arena and `bytes` must
 * outlive *out. Time is linear in the size of directory, headers and of
 * what lies between entries; the data of an entry are touched only where its headers
 * contradict each other or what stands around it, to ask the CRC which is right.
 *
 * Kinds of notes: zip-directory-bad (no end record, more than one valid, offsets
 * that have to be corrected, counts that lie, no directory), zip-local-differs,
 * zip-hidden, zip-overlap, zip-duplicate, zip-name-refused, size-exceeded (more
 * than VG_MAX_ZIP_ENTRIES), truncated, junk (what stands before, between and
 * behind). Whether the data of an entry are sound only reading it tells.
 */
void vg_zip_open(struct vg_arena *a, const void *bytes, uint64_t len, struct vg_zip *out);

/* The first entry of this name that is not hidden, or NULL. Names are compared byte by byte. */
const struct vg_zip_entry *vg_zip_find(const struct vg_zip *z, const char *name);
const struct vg_zip_entry *vg_zip_find_str(const struct vg_zip *z, struct vg_str name);

/* A docx, odt, epub, xlsx …: a ZIP that is one document ("[Content_Types].xml" or "mimetype"). */
int vg_zip_is_document(const struct vg_zip *z);

/* Is there something to read: not a folder, not elsewhere, not encrypted, method known? When not,
 * *why (may be NULL) is the kind to note. */
int vg_zip_readable(const struct vg_zip_entry *e, enum vg_note_kind *why);

/* What reading gave. */
struct vg_zip_bytes {
    struct vg_str bytes;        /* in the input when stored, else in the buffer */
    int whole;                  /* all of it, and its CRC is right */
    struct vg_read_note damage; /* when not whole; its range is that of the entry's data */
};

/*
 * The bytes of one entry. A stored one is a piece of the input, a deflated one
 * is unpacked into `b`, which is cleared first and must stay unchanged while
 * the bytes are used. When *out is not whole, the bytes are what could be read
 * and damage.kind is one of
 *   zip-crc          bad data, wrong CRC, or another length than was stated
 *   truncated        the archive ends first
 *   size-exceeded    more than VG_MAX_MEMBER (or b->max, if that is less)
 *   ratio-exceeded   more than VG_MAX_RATIO times its stored bytes, and VG_RATIO_FROM
 *   zip-encrypted, zip-method, zip-overlap, zip-local-differs (nowhere): nothing was read
 * Memory is at most the ceiling and at most what the stored bytes may become.
 */
void vg_zip_read(const struct vg_zip *z, const struct vg_zip_entry *e, struct vg_buf *b,
                 struct vg_zip_bytes *out);

/* For who goes over the bytes of a stored entry himself: is the entry whole, when he has seen
 * `size` of them with this CRC? Sets all of *out but the bytes. */
void vg_zip_checked(const struct vg_zip_entry *e, uint64_t size, uint32_t crc,
                    struct vg_zip_bytes *out);

/*
 * The same piece by piece, for what is only hashed or looked through: up to
 * VG_MAX_MEMBER_STREAM bytes of a deflated entry, any number of a stored one, with
 * constant memory.
 *
 *     VG_SCOPED_ZIP_FLOW f = {0};
 *     vg_zip_flow_open(&f, &z, e);
 *     while (vg_zip_flow_next(&f, &piece))
 *         …piece.p, piece.len, valid until the next call…
 *     f.whole, f.damage as above
 */
struct vg_zip_flow {
    const struct vg_zip *z;
    const struct vg_zip_entry *e;
    struct z_stream_s *stream; /* NULL for a stored entry */
    unsigned char *window;
    uint64_t taken, given; /* bytes of the entry used, bytes handed out */
    uint32_t crc;
    int over; /* nothing more comes */
    int whole;
    struct vg_read_note damage;
};

#define VG_SCOPED_ZIP_FLOW __attribute__((cleanup(vg_zip_flow_close))) struct vg_zip_flow

void vg_zip_flow_open(struct vg_zip_flow *f, const struct vg_zip *z, const struct vg_zip_entry *e);
int vg_zip_flow_next(struct vg_zip_flow *f, struct vg_str *piece); /* 1 a piece, 0 the end */
void vg_zip_flow_close(struct vg_zip_flow *f);                     /* accepts NULL */

#endif
