/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_SHARE_CELL_H
#define VG_SHARE_CELL_H

#include "base/buf.h"

/* A field of a CSV in quotes, quotes inside doubled, and `after` it: a comma or a line end. NULL is
 * an empty field. */
void vg_put_cell(struct vg_buf *out, const char *text, char after);

#endif
