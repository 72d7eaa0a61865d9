/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_UNPACK_READ_NOTE_H
#define VG_UNPACK_READ_NOTE_H

#include <stdint.h>

#include "base/buf.h"

/*
 * What a reader has to say about bytes that were not as promised. Damage:
 * bytes that could not be used, or are not what was stated. Odd: read in full,
 * but not by the letter of the format.
 *
 * The numbers are kept in derived messages: new kinds go to the end.
 */
enum vg_note_kind {
    VG_NOTE_SIZE_EXCEEDED, /* a ceiling of base/limits.h; what came before it is kept */
    VG_NOTE_CHARSET_CONTRADICTION,
    VG_NOTE_CHARSET_REPLACED, /* bytes that are nothing in their charset became U+FFFD */
    VG_NOTE_DEPTH_FLATTENED,  /* elements nested deeper than VG_MAX_HTML_DEPTH */
    VG_NOTE_LOCAL_TIME,       /* a date computed from an epoch at a zone nobody stated */
    VG_NOTE_FIELD_CONTRADICTION,
    VG_NOTE_LANGUAGE_CONTRADICTION,
    /* damage of compressed members */
    VG_NOTE_GZIP_DAMAGED, /* bad data, wrong CRC or size; what inflated is kept */
    VG_NOTE_GZIP_TRUNCATED,
    VG_NOTE_ZSTD_DAMAGED,
    VG_NOTE_ZSTD_TRUNCATED,
    VG_NOTE_COMPRESSION_UNSUPPORTED,
    /* damage of records */
    VG_NOTE_TRUNCATED, /* the file ends inside a record */
    VG_NOTE_JUNK,      /* bytes that belong to nothing */
    VG_NOTE_HEADER_BAD,
    VG_NOTE_HEADER_TOO_LONG,
    VG_NOTE_LENGTH_MISSING,
    VG_NOTE_LENGTH_BAD,
    VG_NOTE_LENGTH_SHORT, /* the record goes on behind its stated end */
    VG_NOTE_LENGTH_LONG,  /* another record begins before the stated end */
    VG_NOTE_DIGEST_MISMATCH,
    VG_NOTE_CHUNK_BAD,
    VG_NOTE_CHUNK_TRUNCATED,
    VG_NOTE_ENCODING_BAD,
    VG_NOTE_ENCODING_UNSUPPORTED,
    /* damage by ceilings and by the box */
    VG_NOTE_RATIO_EXCEEDED,
    VG_NOTE_NESTING_EXCEEDED,
    VG_NOTE_TIME_EXCEEDED,
    VG_NOTE_MEMORY_EXCEEDED,
    VG_NOTE_READER_DIED,
    /* damage of ZIP archives */
    VG_NOTE_ZIP_DIRECTORY_BAD,
    VG_NOTE_ZIP_LOCAL_DIFFERS,
    VG_NOTE_ZIP_HIDDEN,
    VG_NOTE_ZIP_OVERLAP,
    VG_NOTE_ZIP_DUPLICATE,
    VG_NOTE_ZIP_NAME_REFUSED,
    VG_NOTE_ZIP_ENCRYPTED,
    VG_NOTE_ZIP_METHOD,
    VG_NOTE_ZIP_CRC,
    /* damage of WACZ */
    VG_NOTE_WACZ_MISSING,
    VG_NOTE_WACZ_HASH_MISMATCH,
    VG_NOTE_WACZ_LENGTH_MISMATCH,
    VG_NOTE_WACZ_INDEX_WRONG,
    VG_NOTE_WACZ_PAGE_UNRESOLVED,
    /* damage of documents */
    VG_NOTE_PDF_DAMAGED,
    VG_NOTE_PDF_ENCRYPTED,
    VG_NOTE_PDF_NO_TEXT,
    VG_NOTE_PDF_TEXT_SUSPICIOUS,
    VG_NOTE_XML_DTD,
    VG_NOTE_MIME_BAD,
    /* odd */
    VG_NOTE_ONE_MEMBER_GZIP,
    VG_NOTE_PADDING,
    VG_NOTE_VERSION_UNKNOWN,
    VG_NOTE_BOM,
    VG_NOTE_LF_ONLY,
    VG_NOTE_URI_SPACE,
    VG_NOTE_URI_BRACKETS,
    VG_NOTE_HEADER_BYTES,
    VG_NOTE_CHUNKED_NOT,
    VG_NOTE_ENCODING_NOT,
    VG_NOTE_HTTP_LENGTH_DIFFERS,
    VG_NOTE_DIGEST_UNKNOWN,
    VG_NOTE_REVISIT_UNRESOLVED,
    VG_NOTE_SEGMENT_ORDER,
    VG_NOTE_RECORD_OVER_MEMBERS,
    VG_NOTE_OCR,          /* the text was read from an image of it */
    VG_NOTE_HEAD_DIFFERS, /* the payload is what its digest says, its head is not: rewritten */
    VG_NOTE_XML_BAD,      /* odd: not well-formed; read on by the nearest sense */
    VG_NOTE_PART_UNREAD,  /* damage: a part of a document that nothing here reads */
    VG_NOTE_PART_MISSING, /* damage: a part that the document lists; odd: the list itself */
    VG_NOTE_PDF_UNREAD,   /* odd: files and notes that hang on a PDF; its pages are read */
    VG_NOTE_KINDS
};

/* The word used in JSON and pages: "charset-replaced". */
const char *vg_note_kind_word(enum vg_note_kind k);

/* One note. `length` is 0 where it is about a place, not a stretch. */
struct vg_read_note {
    enum vg_note_kind kind;
    uint64_t offset, length; /* bytes */
    struct vg_str text;      /* one sentence */
};

#endif
