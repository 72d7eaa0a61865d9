/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_WEB_PICTURE_H
#define VG_WEB_PICTURE_H

#include "web/ui.h"

/*
 * A drawing on a page: a region that scrolls and can be reached by keys, and tools that a
 * script shows (web/picture.js): larger, smaller, whole, and a box that dims what does not
 * fit. The drawing is text of ours, made by brief/.
 */
void vg_picture(const struct vg_web *w, enum vg_ui_word name, const struct vg_buf *svg);
/* The same for what could not be drawn: the reason, as a note. */
void vg_picture_none(const struct vg_web *w, const char *why);

#endif
