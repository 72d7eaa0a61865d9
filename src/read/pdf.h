/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_READ_PDF_H
#define VG_READ_PDF_H

#include "read/read.h"

/*
 * PDF. The converters of poppler-utils take the document apart behind walls (guard/helper.h);
 * what they print is read in the closed box (guard/box.h). Neither is trusted.
 */

/* What the converters printed of one document, as far as they came. */
struct vg_pdf_parts {
    struct vg_str bytes;  /* of the document itself: what it says about itself in XMP */
    struct vg_str held;   /* pages before those in `words`: vg_pdf_words_hold() */
    struct vg_str words;  /* pdftotext -raw -bbox */
    struct vg_str said;   /* its complaints */
    struct vg_str fonts;  /* pdffonts; may be empty */
    struct vg_str images; /* pdfimages -list; may be empty */
    struct vg_str failed; /* why pdftotext did not end well; empty: it did */
    struct vg_str reader; /* VG_READER_PDF and the converter's version */
    int is_late;          /* it was stopped for its time */
    int is_cut;           /* it was stopped, for there are more words than are held */
};

/*
 * The text of a PDF: words in reading order with pages and boxes, fields, damage. Pure; the
 * parts may be anything. Always succeeds: a document of which nothing could be read is an
 * empty text whose damage says why. Everything is in `a`.
 *
 * Damage: pdf-encrypted, pdf-damaged (the converter complained; its pages are kept),
 * time-exceeded, memory-exceeded, size-exceeded, pdf-no-text (pages that are images only, or a
 * document of curves, which OCR can read),
 * pdf-text-suspicious (fonts that do not say what their characters mean; more than a fifth of a
 * page's characters private or replaced; a page covered by images with fewer than 50 letters).
 * Pages that OCR may read better are marked `wants_ocr`; all that have text, where most of the
 * fonts do not say what they mean.
 *
 * Title: the largest heading of the first page that has text. Date: a line of its own at the
 * beginning of that page or the end of the text. What the document says about itself apart from
 * its pages (Info and XMP) stands in where nothing is printed, and is a note of kind
 * field-contradiction where it differs.
 */
void vg_pdf_text(const struct vg_pdf_parts *parts, struct vg_arena *a, struct vg_text *out);

#define VG_READER_PDF "vigil-pdf/2"

/* How helpers and box are used. */
struct vg_read_outside {
    int is_weak;
    int (*stop)(void *w); /* not 0: give up (Ctrl-C); may be NULL */
    void *stop_w;
};

/*
 * Read a PDF: append the message of its text (vg_text_write()) to *out. Fails with
 *   VG_E_ABSENT       no bytes, or the programs are not installed: the sentence says which package
 *   VG_E_LIMIT        too large, or its text is
 *   VG_E_REFUSED, VG_E_INTERRUPTED, VG_E_IO   as vg_helper_run() and vg_box_run()
 */
int vg_read_pdf(const struct vg_read_input *in, const struct vg_read_outside *how,
                struct vg_buf *out, struct vg_err *err);

/*
 * Where a PDF begins, or `len`: it is none. White space, NUL and a byte order mark may stand before
 * it, and up to 1,024 bytes of anything else (the head of an answer that was saved with it), where
 * the beginning of a whole PDF follows on a line of its own and the bytes are no mail, archive or
 * page. `bytes` may be the beginning only, 8 KiB of it.
 */
size_t vg_pdf_begin(const char *bytes, size_t len);

/* 1 if it begins anywhere. */
int vg_is_pdf(const char *bytes, size_t len);

#endif
