/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "resolve/head.h"

#include <string.h>

#include "resolve/keys_table.h"

/* Longer than any chain of the file, shorter than a ring of it. */
enum { MOST_STEPS = 16 };

const struct vg_head_row *vg_head_row(vg_head h)
{
    return &vg_head_rows[h < vg_head_row_count ? h : VG_HEAD_NONE];
}

vg_head vg_head_find(const char *id)
{
    for (unsigned i = 1; i < vg_head_row_count; i++)
        if (strcmp(vg_head_rows[i].id, id) == 0)
            return (vg_head)i;
    return VG_HEAD_NONE;
}

int vg_head_is_a(vg_head h, vg_head wider)
{
    for (int i = 0; h != VG_HEAD_NONE && i < MOST_STEPS; i++) {
        if (h == wider)
            return 1;
        h = vg_head_row(h)->is_a;
    }
    return 0;
}

int vg_head_under(vg_head h, vg_head over)
{
    for (int i = 0; h != VG_HEAD_NONE && i < MOST_STEPS; i++) {
        const struct vg_head_row *r = vg_head_row(h);

        h = r->under != VG_HEAD_NONE ? r->under : r->is_a;
        if (r->under != VG_HEAD_NONE && vg_head_is_a(h, over))
            return 1;
    }
    return 0;
}
