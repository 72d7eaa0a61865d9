/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_READ_READ_H
#define VG_READ_READ_H

#include "read/text.h"

/*
 * Bytes of a source and what is known about them from outside. The hints are
 * claims of strangers: the bytes decide where they can.
 */
struct vg_read_input {
    const char *bytes;
    size_t len;
    size_t whole;          /* bytes of the document, where these are its beginning only; else 0 */
    struct vg_str media;   /* Content-Type or the like: "text/html; charset=gbk"; may be empty */
    struct vg_str charset; /* a charset label known otherwise; may be empty */
    struct vg_str name;    /* URL or file name; may be empty */
};

/*
 * Read a document: HTML, plain text, CSV, JSON, Markdown, XML and feeds, RTF, a mail or a box of
 * them, Word, Excel and PowerPoint since 2007, OpenDocument, EPUB. A pure function: no
 * files, store, clock, locale or state; the same input gives the same text. Time and
 * memory are linear in the input, and in what an entry of a ZIP unpacks to, whatever it is. All
 * that *out points to is in `a`; nothing points into `in`.
 *
 * What the bytes are is decided by looking at them; `media` and `name` decide only where
 * the bytes do not: Markdown, a CSV of one or two columns, JSON or XML that is broken from its
 * beginning, notes that quote a tag. Bytes that are nothing in their charset become
 * U+FFFD and are counted; what a document has of damage is noted, and what is sound of it read.
 * That is no failure: a document of which nothing could be read is an empty text with notes.
 * Of a document that is told from its beginning on (text of all kinds, mail, RTF) VG_MAX_DOCUMENT
 * bytes are read, up to the end of a line, and it is noted where that was.
 *
 * Fails with
 *   VG_E_ABSENT  no bytes at all
 *   VG_E_FORMAT  bytes that are no document; the sentence says what they look like, and of old
 *                and locked office documents what to do
 *   VG_E_LIMIT   more than VG_MAX_DOCUMENT bytes of a kind that makes sense as a whole only
 */
int vg_read(const struct vg_read_input *in, struct vg_arena *a, struct vg_text *out,
            struct vg_err *err);

/*
 * A document of text (HTML, CSV, JSON, plain) in UTF-8, as its reader is given it, markup and all;
 * in `a`, or the input itself. 0 where the bytes are none, or of a kind in which words may stand
 * otherwise (XML and feeds, where any element may be part of a word; Markdown).
 */
int vg_read_utf8(const struct vg_read_input *in, struct vg_arena *a, struct vg_str *out,
                 int *is_html);

/*
 * The same text in the same blocks, and nothing about it: no main part, no fields, no languages,
 * no map, for whoever looks through many pages and reads few. Fails as vg_read().
 */
int vg_read_skim(const struct vg_read_input *in, struct vg_arena *a, struct vg_text *out,
                 struct vg_err *err);

/*
 * What bytes look like: "html", "text", "csv", "json", "markdown", "xml", "feed", "mail", "mbox",
 * "rtf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "epub", "empty", or the kind for which
 * there is no reader here ("PDF", "ZIP archive", "PNG image", "old Word document", "unknown
 * binary" …). Text is looked at no further than its first 64 KiB.
 */
const char *vg_read_kind(const struct vg_read_input *in);

#endif
