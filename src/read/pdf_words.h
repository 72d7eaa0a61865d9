/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_READ_PDF_WORDS_H
#define VG_READ_PDF_WORDS_H

#include "read/lay.h"

/*
 * What converters print, taken apart. They worked on hostile bytes, so what they print is
 * hostile too: nothing in it is believed, what is no row is passed over, and where it ends
 * in the middle the pages before are good. Pure and linear.
 */

/* What a PDF says about itself. Everything may be empty. */
struct vg_pdf_info {
    struct vg_str title, author, creator, created; /* UTF-8; `created` as printed */
};

/*
 * `pdftotext -raw -bbox`: a page and its words into `l`, one after another. Texts of *info
 * are in the arena of `l`.
 */
void vg_pdf_words(struct vg_str printed, struct vg_lay *l, struct vg_pdf_info *info);

/*
 * The same, shortened to a tenth: what vg_pdf_words_held() makes the same pages of, for documents
 * of more pages than their converter's words can be held of.
 */
void vg_pdf_words_hold(struct vg_str printed, struct vg_buf *out);
void vg_pdf_words_held(struct vg_str held, struct vg_lay *l, struct vg_pdf_info *info);

/*
 * `tesseract … tsv`: one page. Each pixel is `scale` tenths of a point over 256; width and
 * height are those of the page in tenths of a point.
 */
void vg_ocr_words(struct vg_str printed, uint32_t scale, uint32_t width, uint32_t height,
                  struct vg_lay *l);

#endif
