/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_UNPACK_UNPACK_H
#define VG_UNPACK_UNPACK_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"
#include "unpack/read_note.h"

/*
 * The records of an archive, in the order in which they lie there: WARC 0.17 to
 * 1.1 (ISO 28500) and ARC 1 and 2, plain, in gzip members or in zstd frames, and
 * any mixture of these. Of a ZIP archive, what its entries hold, in the order in which they
 * lie: records, or a document each; archives in archives VG_MAX_NESTING deep; of a WACZ package
 * (1.0 to 1.2) the records of its WARCs, held against its own indexes, pages and hashes
 * (unpack/archive.h). What is no archive is one piece: a document, and so is a ZIP
 * that is an office document or book. One record of an archive by its address: unpack/find.h.
 *
 * Damage never ends the reading. What could not be read, and why, is part of the
 * result: every byte of the input belongs to a record, to padding that the format
 * allows, or to an interval of damage, and `bytes_accounted` of vg_unpack_sum()
 * is the sum. A pure function of the bytes: no clock, no file, no locale.
 */

enum vg_piece_type {
    VG_PIECE_WARCINFO, /* the first record of an ARC too */
    VG_PIECE_REQUEST,
    VG_PIECE_RESPONSE, /* every other record of an ARC too */
    VG_PIECE_RESOURCE,
    VG_PIECE_METADATA,
    VG_PIECE_REVISIT,
    VG_PIECE_CONVERSION,
    VG_PIECE_CONTINUATION,
    VG_PIECE_DOCUMENT, /* a file that is no archive */
    VG_PIECE_OTHER,    /* a type that the standard does not know, or none */
    VG_PIECE_TYPES
};

/* The word used in JSON: "response". */
const char *vg_piece_type_word(enum vg_piece_type t);

/* One line of a header, as written but for the white space around the value;
 * folded lines are joined by one space. */
struct vg_header {
    struct vg_str name, value;
};

/* All that a piece points to lives until the next call of vg_unpack_next(). */
struct vg_piece {
    uint64_t record; /* counts from 0 over the whole input */

    /* Where it lies in the input. Compressed: its gzip member or zstd frame, or all
     * of them when it fills several. In the member of an earlier record: where that
     * member lies, and length 0. Plain: the record with the line ends behind it. */
    uint64_t offset, length;
    uint64_t inner; /* where it begins in the decompressed member */
    int has_inner;  /* it is not alone in its member, so `inner` is to be told */

    /* Name of the entry of a ZIP or WACZ that it lies in, or empty; "#3" for a name that no archive
     * should have; "outer.zip!/inner.txt" in an archive within an archive. When the entry was
     * unpacked, its first piece carries the range of its data in the input, the others length 0,
     * and `inner` is where they, or their members, begin in what was unpacked. */
    struct vg_str member;
    enum vg_piece_type type;
    struct vg_header *headers; /* of the WARC record; of an ARC record its fields by name */
    size_t header_count;
    struct vg_str id;    /* WARC-Record-ID without <> */
    struct vg_str url;   /* target address without <> */
    struct vg_str at;    /* date as an ISO 8601 text; the 14 digits of ARC turned into one */
    struct vg_str ip;    /* WARC-IP-Address */
    struct vg_str tool;  /* `software` of the warcinfo in force */
    struct vg_str block; /* the block as stored: decompressed member, chunks and all. Of a record
                          * whose length is too short: up to the next record */
    int is_http;         /* the block is an HTTP message */
    int status;          /* of an HTTP response; 0: none */
    struct vg_header *http;
    size_t http_count;
    struct vg_str head;   /* HTTP head as stored, with its empty line; without HTTP empty */
    struct vg_str stored; /* entity as stored: what stands behind the head, or the block */
    struct vg_str body;   /* entity after transfer and content encodings: what a reader reads.
                           * Empty unless `bodies` was asked for, and of a continuation that was
                           * joined to its first segment */
    struct vg_str media;  /* Content-Type of the HTTP message, or of the record without one */
    struct vg_str digest; /* payload digest as stated, or empty */

    /* Of a revisit. */
    struct vg_str profile, refers_id, refers_url, refers_at;
    int64_t original; /* number of the record in this input that it repeats; -1: none found */

    /* Lists are cut at VG_MAX_DAMAGE, totals are not. Offsets are of the input; inside a
     * compressed member, of the member. */
    struct vg_read_note *damage;
    size_t damage_count;
    uint64_t damage_total;
    struct vg_read_note *odd;
    size_t odd_count;
    uint64_t odd_total;
};

struct vg_unpack_options {
    int digests;    /* check block and payload digests; SHA-1 costs half a millisecond for 1 MB */
    int bodies;     /* decode bodies */
    int look_ahead; /* a revisit is led back to what stands behind it too: costs one more walk over
                     * the archive, if there is a revisit whose original does not stand before it */

    /* Called now and then, and at the end: bytes before `offset` are not looked at again, but for
     * what the last piece points to. For madvise() and progress. May be NULL. */
    void (*passed)(void *w, uint64_t offset);
    void *w;
};

struct vg_unpack;

/*
 * Read `len` bytes, which stay where they are until vg_unpack_close(). Always
 * VG_OK, whatever the bytes are; the code is there for VG_E_MISUSE (no place for the
 * result, or no bytes and a length).
 */
int vg_unpack_open(struct vg_unpack **u, const void *bytes, uint64_t len,
                   const struct vg_unpack_options *o, struct vg_err *err);

/* The next piece: VG_OK, or VG_E_ABSENT behind the last one. An input without any
 * record gives at least one document, but for a ZIP, which has what is in it. Never fails because
 * of the bytes. */
int vg_unpack_next(struct vg_unpack *u, struct vg_piece *out, struct vg_err *err);

/* What is to be said about the whole; complete once vg_unpack_next() said VG_E_ABSENT. */
struct vg_unpack_end {
    uint64_t records;
    uint64_t bytes_in;
    uint64_t bytes_accounted; /* = bytes_in */
    uint64_t damage, odd;     /* all notes, those of the pieces included, uncapped */

    /* What belongs to no record: at most VG_MAX_FILE_NOTES, neighbours of a kind merged. */
    const struct vg_read_note *file_damage;
    size_t file_damage_count;
    const struct vg_read_note *file_odd;
    size_t file_odd_count;

    /* Bytes looked at while searching for the next start, or inflated to no avail: what damage
     * cost. Linear in bytes_in, for tests. */
    uint64_t steps;
};
void vg_unpack_sum(const struct vg_unpack *u, struct vg_unpack_end *out);

/* Accepts NULL. */
void vg_unpack_close(struct vg_unpack *u);

#define VG_SCOPED_UNPACK __attribute__((cleanup(vg_unpack_closep))) struct vg_unpack
void vg_unpack_closep(struct vg_unpack **u);

#endif
