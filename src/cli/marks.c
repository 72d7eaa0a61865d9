/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "cli/marks.h"

enum { MARKS_SHOWN = 4 };

struct vg_spread *vg_marks_spread(const struct vg_view *v, struct vg_arena *a)
{
    struct vg_spread_origin *origins;
    struct vg_spread *s;
    size_t n;

    vg_spread_origins(v, a, &origins, &n);
    vg_spread_make(v, origins, n, a, &s);
    return s;
}

void vg_marks_json(struct vg_json *j, const struct vg_spread_mark *list, size_t n,
                   struct vg_arena *a)
{
    vg_json_key(j, "marks");
    vg_json_array(j);
    for (size_t i = 0; i < n; i++) {
        vg_json_object(j);
        vg_json_kt(j, "reason", vg_spread_word(list[i].origin->reason));
        vg_json_kt(j, "origin", vg_spread_name(list[i].origin->at, a));
        vg_json_kt(j, "says", list[i].origin->says);
        vg_json_key(j, "path");
        vg_json_array(j);
        for (size_t k = 0; k < list[i].n_path; k++)
            vg_json_text(j, vg_spread_name(list[i].path[k], a));
        vg_json_end(j);
        vg_json_end(j);
    }
    vg_json_end(j);
}

void vg_marks_show(struct vg_out *o, const char *before, const struct vg_spread_mark *list,
                   size_t n, struct vg_arena *a)
{
    for (size_t i = 0; i < n && i < MARKS_SHOWN; i++) {
        vg_out_text(o, before);
        vg_puts(&o->b, "rests on: ");
        vg_out_styled(o, VG_BAD, vg_spread_says(&list[i], a));
        vg_putc(&o->b, '\n');
    }
    if (n > MARKS_SHOWN) {
        vg_out_text(o, before);
        vg_putf(&o->b, "rests on %zu more like that; --json lists them\n", n - MARKS_SHOWN);
    }
}
