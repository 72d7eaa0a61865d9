/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_READ_OCR_JOB_H
#define VG_READ_OCR_JOB_H

#include "read/ocr.h"
#include "store/record.h"

/*
 * Images of a case, read when somebody asks for it: a page takes seconds, a thousand times
 * what a text takes. What was read of an image is kept by the image's hash, so the same page
 * is read once, whichever document it is in, and texts can be made anew without reading it
 * again. Stopped half-way, the pages that were read stay.
 */

/* One page, as it is done. */
struct vg_ocr_told {
    int64_t source; /* the first of these bytes */
    const char *label;
    uint32_t page, pages; /* of the document */
    int was_known;        /* the same image had been read before */
    const char *why;      /* why it was not read; NULL: it was, and then: */
    size_t bytes;         /* of text */
    int mean, least;      /* how sure, 0 to 100; 0 when there are no words */
};

struct vg_ocr_job {
    struct vg_read_outside outside;
    int every_page; /* not only those whose text layer is missing or makes no sense */
    void (*told)(void *w, const struct vg_ocr_told *t); /* may be NULL */
    void *w;
};

/*
 * Read the images of some bytes, in transactions of its own, a page at a time, and make
 * their text anew. *changed: it has another text now; what was derived of the old one is gone.
 * VG_E_FORMAT when they are neither image nor PDF; VG_E_ABSENT when a program is missing (the
 * sentence names the packages); VG_E_REFUSED, VG_E_INTERRUPTED, VG_E_IO, or as the store. A page
 * that cannot be read is told and no failure.
 */
int vg_ocr_blob(struct vg_store *s, int64_t blob, int64_t source, const char *label,
                const struct vg_ocr_job *how, int *changed, struct vg_err *err);

/*
 * A document's own text with what is known of its images, as a text is made whenever it is
 * made. `base` is NULL for an image of one page. *n is how many pages are known; with none, *out is
 * untouched.
 */
int vg_ocr_known(struct vg_store *s, int64_t blob, const struct vg_text *base, uint64_t source_len,
                 struct vg_arena *a, struct vg_text *out, size_t *n, struct vg_err *err);

/* How many pages of a text nobody has read yet. */
int64_t vg_ocr_wanted(const struct vg_text *t);

#endif
