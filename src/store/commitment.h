/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_STORE_COMMITMENT_H
#define VG_STORE_COMMITMENT_H

#include "seal/commit.h"
#include "store/kept.h"

/*
 * How the rows of an entry become fields: by table name, then row, then column
 * name (byte order); the field's name is table.row.column, `row` counting from 0
 * within table and entry; NULL is absent, integers are decimal. One place for the
 * writer and for verify.
 */

enum { VG_MAX_COLUMNS = 64 };

/* The order of a table's columns by name, found once per statement. */
struct vg_columns_order {
    int n; /* 0: not known yet */
    int at[VG_MAX_COLUMNS];
};

/* Add the present row of `st` as row `row` of `table`. VG_E_FORMAT for a REAL
 * (not allowed in kept tables), VG_E_LIMIT as vg_commit_add(). */
int vg_commit_row(struct vg_commit *c, const char *table, int64_t row, const struct vg_stmt *st,
                  struct vg_columns_order *order, struct vg_err *err);

#endif
