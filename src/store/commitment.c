/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "store/commitment.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* Insertion sort: a table has some twenty columns, and this runs once for each. */
static void find_order(struct vg_columns_order *o, const struct vg_stmt *st)
{
    int n = vg_columns(st);

    assert(n <= VG_MAX_COLUMNS);
    for (int i = 0; i < n; i++) {
        int j = i;

        while (j > 0 && strcmp(vg_column_name(st, o->at[j - 1]), vg_column_name(st, i)) > 0) {
            o->at[j] = o->at[j - 1];
            j--;
        }
        o->at[j] = i;
    }
    o->n = n;
}

static int add_column(struct vg_commit *c, struct vg_str name, const struct vg_stmt *st, int i,
                      struct vg_err *err)
{
    char digits[24];
    struct vg_str value = {digits, 0};

    switch (vg_column_type(st, i)) {
    case VG_COLUMN_NULL:
        return VG_OK;
    case VG_COLUMN_I64:
        value.len = (size_t)snprintf(digits, sizeof digits, "%" PRId64, vg_column_i64(st, i));
        break;
    case VG_COLUMN_TEXT:
    case VG_COLUMN_BLOB:
        value = vg_column_str(st, i);
        break;
    case VG_COLUMN_REAL:
    default:
        return vg_fail(err, VG_E_FORMAT, "%.*s is a REAL; kept tables have none", (int)name.len,
                       name.p);
    }
    return vg_commit_add(c, name, value, err);
}

int vg_commit_row(struct vg_commit *c, const char *table, int64_t row, const struct vg_stmt *st,
                  struct vg_columns_order *order, struct vg_err *err)
{
    char name[160];
    size_t stem = (size_t)snprintf(name, sizeof name, "%s.%" PRId64 ".", table, row);

    if (order->n == 0)
        find_order(order, st);
    for (int i = 0; i < order->n; i++) {
        const char *column = vg_column_name(st, order->at[i]);
        size_t n = strlen(column);
        int rc;

        assert(stem + n < sizeof name);
        memcpy(name + stem, column, n);
        rc = add_column(c, (struct vg_str){name, stem + n}, st, order->at[i], err);
        if (rc != VG_OK)
            return rc;
    }
    return VG_OK;
}
