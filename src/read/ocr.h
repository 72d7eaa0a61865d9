/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_READ_OCR_H
#define VG_READ_OCR_H

#include "read/pdf.h"

/*
 * Reading images: photographs and scans as they were preserved, and pages of a PDF. What a
 * program saw in an image is a guess for each word, with a number for how sure it is; every
 * block made here is marked so, and the mark goes with whatever is made of it.
 *
 * tesseract reads simplified and traditional Chinese and English together, always: alone,
 * each loses the words of the others. One thread; what it sees is never below 200 dots an
 * inch: smaller images are enlarged first.
 */
#define VG_READER_OCR "vigil-ocr/2"

/* 1 if anything of a text that this reader made was read in an image: its name says so. */
int vg_reader_is_ocr(const char *reader);

/* What an image says of itself at its beginning. */
struct vg_image_info {
    enum vg_image_kind {
        VG_IMAGE_NONE, /* not one of these */
        VG_IMAGE_PNG,
        VG_IMAGE_JPEG,
        VG_IMAGE_TIFF, /* of the first directory, unless it says otherwise */
        VG_IMAGE_WEBP,
    } kind;
    uint32_t width, height; /* pixels, of the picture upright; 0: it does not say */
    uint32_t dpi;           /* 0: it does not say */
    uint32_t turn;          /* how it lies in the file: 2 to 8, tag 274 of TIFF and EXIF; or 0 */
};

/* Look at the beginning of bytes. Pure; whatever they are. */
void vg_image_look(const char *bytes, size_t len, struct vg_image_info *out);

/*
 * The pages of an image: a TIFF is a chain of pictures, as scanners and fax machines write
 * them; everything else is one page. Small copies and masks of pages, which TIFFs hold too, are
 * none. At most VG_MAX_TIFF_PAGES, behind VG_MAX_TIFF_DIRECTORIES at the latest; a chain that
 * comes back to itself ends there. No image: no page.
 */
struct vg_image_page {
    struct vg_image_info info;
    uint32_t directory; /* where the page is described; 0: not a page of several */
    uint32_t link;      /* where it says what comes next; 0: nowhere */
};
struct vg_image_pages {
    struct vg_image_page *list;
    size_t count;
    int has_more; /* beyond the bounds */
};
/* Pure; the bytes may be anything. All in `a`. */
void vg_image_find_pages(const char *bytes, size_t len, struct vg_arena *a,
                         struct vg_image_pages *out);

/* 1 if it is an image that can be read here. */
int vg_is_image(const char *bytes, size_t len);

/*
 * A PDF of one page that shows this image upright and nothing else, a point for each pixel,
 * appended to *out: that is how images are enlarged and turned, by the program that renders PDFs.
 * VG_E_ABSENT for kinds that cannot be put in as they are (TIFF, WebP, PNG with transparency or
 * interlaced). Pure; the image may be anything.
 */
int vg_image_as_pdf(const char *bytes, size_t len, struct vg_buf *out, struct vg_err *err);

/* One image that is to be read, ready for the program. */
struct vg_ocr_image {
    struct vg_buf bytes;    /* ended by the caller */
    uint32_t scale;         /* tenths of a point for each pixel, times 256 */
    uint32_t width, height; /* of the page, tenths of a point */
    unsigned char sha256[32];
};

/*
 * Make ready a page (from 1) of an image, or of a PDF whose size is `sheet`. 300 dots an inch,
 * fewer if it would have more than VG_MAX_OCR_PIXELS. Fails with
 *   VG_E_LIMIT    more than VG_MAX_OCR_PIXELS, or the renderer ran into its limits
 *   VG_E_FORMAT   no image, or nothing could be rendered
 *   VG_E_ABSENT   the programs are not installed: the sentence says which packages
 *   VG_E_REFUSED, VG_E_INTERRUPTED, VG_E_IO   as vg_helper_run() and vg_box_run()
 */
int vg_ocr_take_image(const struct vg_read_input *in, uint32_t page,
                      const struct vg_read_outside *how, struct vg_ocr_image *out,
                      struct vg_err *err);
int vg_ocr_take_page(const struct vg_read_input *pdf, uint32_t page, const struct vg_sheet *sheet,
                     const struct vg_read_outside *how, struct vg_ocr_image *out,
                     struct vg_err *err);

/*
 * An image of several pages as a document without a text, all pages of which want OCR, in `a`:
 * `base` for vg_ocr_join(). *out is NULL for an image of one page, and for what no box could
 * take apart: reading it will say why.
 */
void vg_ocr_image_base(const struct vg_read_input *in, const struct vg_read_outside *how,
                       struct vg_arena *a, struct vg_text **out);

/*
 * Read one: append the message of a text of one page to *out, every block of which is marked.
 * VG_OK with an empty text when there was nothing to see. Fails as above; more than
 * VG_OCR_CPU_S is VG_E_LIMIT.
 */
int vg_ocr_read(const struct vg_ocr_image *image, const struct vg_read_outside *how,
                struct vg_buf *out, struct vg_err *err);

/* Name and version of what reads, with its languages: the same image read by another is another
 * text. VG_E_ABSENT when it is not there. */
int vg_ocr_reader(const struct vg_read_outside *how, char out[64], struct vg_err *err);

/* A page that was read in an image. */
struct vg_ocr_page {
    uint32_t page;
    const struct vg_text *text; /* of one page */
};

/*
 * One text of a document's own text (`base`, or NULL for an image of one page) and of the pages
 * that were read besides, ascending: on each page its own text first. Those pages no longer want
 * OCR. A note of kind ocr says which they are and how sure the reader was; a note that pages have
 * no text goes when all of them have been read. Reader names are joined. Pure; in `a`.
 */
void vg_ocr_join(const struct vg_text *base, const struct vg_ocr_page *pages, size_t n,
                 const char *reader, uint64_t source_len, struct vg_str media, struct vg_arena *a,
                 struct vg_text *out);

#endif
