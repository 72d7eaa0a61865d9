/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "estimate/leave_one.h"

static int test_list(const struct vg_captures *c, struct vg_arena *a, struct vg_leave_one_row *row,
                     struct vg_err *err)
{
    const struct vg_captures others = vg_captures_on(c, row->list, NULL, a);
    const struct vg_graphs_ask ask = {0};
    struct vg_graphs g;
    const int rc = vg_graphs_average(&others, &ask, a, &g, err);

    if (rc != VG_OK)
        return rc;
    row->status = g.status;
    row->is_tested = g.status == VG_GRAPHS_OK;
    row->lower = g.q[0];
    row->median = g.q[1];
    row->upper = g.q[2];
    row->hit = row->is_tested && row->lower <= row->size && row->size <= row->upper;
    return VG_OK;
}

int vg_leave_one(const struct vg_captures *c, unsigned testable, struct vg_arena *a,
                 struct vg_leave_one *out, struct vg_err *err)
{
    struct vg_leave_one all = {.n = c->t};

    for (unsigned j = 0; j < c->t; j++) {
        struct vg_leave_one_row *row = &all.rows[j];
        int rc;

        *row = (struct vg_leave_one_row){.list = j, .status = VG_GRAPHS_LISTS};
        for (unsigned cell = 1; cell < 1u << c->t; cell++)
            row->size += cell >> j & 1u ? c->cells[cell] : 0;
        row->seen = row->size - c->cells[1u << j];
        if (!(testable >> j & 1u) || c->t < 2)
            continue;
        rc = test_list(c, a, row, err);
        if (rc != VG_OK)
            return rc;
        all.tested += (unsigned)row->is_tested;
        all.missed += (unsigned)(row->is_tested && !row->hit);
    }
    *out = all;
    return VG_OK;
}
