/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_READ_STRIP_H
#define VG_READ_STRIP_H

#include "read/ocr.h"

/*
 * What a page looks like where some words stand: the strip that a person compares them with.
 * Drawn by the renderer of PDFs behind walls, in greys; its picture is taken apart in the box
 * and written anew as a PNG of ours, so that nothing of a stranger's makes it to a browser
 * but grey values.
 */

/*
 * The strip around the bytes `start` to `end` of a text with boxes; of its first page, when they
 * stand on two. Appended to *out. Fails with
 *   VG_E_ABSENT   the text has no boxes there; or an image of a kind that cannot be drawn here;
 *                 or the renderer is not installed
 *   VG_E_LIMIT, VG_E_FORMAT, VG_E_REFUSED, VG_E_INTERRUPTED, VG_E_IO   as vg_ocr_take_page()
 */
int vg_strip_draw(const struct vg_read_input *source, const struct vg_text *t, size_t start,
                  size_t end, const struct vg_read_outside *how, struct vg_buf *out,
                  struct vg_err *err);

/* A PGM (P5, 255 greys) as a PNG: exactly that, or VG_E_FORMAT. Pure. */
int vg_pgm_to_png(const char *pgm, size_t len, struct vg_buf *out, struct vg_err *err);

#endif
