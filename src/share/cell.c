/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "share/cell.h"

void vg_put_cell(struct vg_buf *out, const char *text, char after)
{
    vg_putc(out, '"');
    for (const char *p = text == NULL ? "" : text; *p != '\0'; p++) {
        if (*p == '"')
            vg_putc(out, '"');
        vg_putc(out, *p);
    }
    vg_putc(out, '"');
    vg_putc(out, after);
}
