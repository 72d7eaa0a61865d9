/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The roots that one claim names, without reading the case whole. */
#include "app/inside.h"

int vg_claim_roots(struct vg_case *c, const struct vg_claim *claim, struct vg_arena *a,
                   struct vg_claim_root **out, size_t *n, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    struct vg_claim_root *list = NULL;
    size_t count = 0, room = 0;
    int rc = vg_stmt(&st, c->store, VG_SQL_CLAIM_ROOT_ROWS, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":claim", claim->id);
    vg_bind_text(st, ":family", vg_family_word(vg_claim_family(claim)));
    while ((rc = vg_step(st, err)) == VG_ROW) {
        list = vg_grow(a, list, count, &room);
        list[count++] = (struct vg_claim_root){
            .id = vg_column_i64(st, 0),
            .name = vg_column_copy(st, 1, a),
            .what = vg_column_copy(st, 2, a),
            .speaker = vg_column_copy(st, 3, a),
            .held = vg_column_i64(st, 4),
            .corrected = vg_column_copy(st, 5, a),
            .read = (int)vg_column_i64(st, 6),
        };
    }
    if (rc < 0)
        return rc;
    *out = list;
    *n = count;
    return VG_OK;
}
