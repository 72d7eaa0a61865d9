/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_ESTIMATE_COLUMNS_H
#define VG_ESTIMATE_COLUMNS_H

#include <stddef.h>
#include <stdint.h>

#include "base/csv.h"
#include "base/err.h"

/*
 * Tables with named columns, for the readers of this folder. A table that is misread gives wrong
 * numbers in silence: a column nobody knows, a line with too few fields or a number that is not
 * plainly one end the reading, and the sentence begins with the line, "line 5: ...". Lines without
 * anything in them do not count.
 */
enum { VG_COLUMN_ABSENT = -1 };

/* One column: its name, and whether it may be missing. */
struct vg_column {
    const char *name;
    int optional;
};

/*
 * Read the header: where each of `n` columns stands, in any order, VG_COLUMN_ABSENT for an optional
 * one that is not there, and in *width how many there are. VG_E_FORMAT for no header, a needed
 * column that is missing, one that is twice there or that is none of them.
 */
int vg_columns_read(struct vg_csv *c, const struct vg_column *columns, size_t n, int *at,
                    size_t *width, struct vg_err *err);

/* The next line with anything in it: VG_ROW, or VG_OK behind the last. VG_E_FORMAT when it has not
 * `width` fields. */
int vg_columns_next(struct vg_csv *c, size_t width, struct vg_err *err);

/* Field of column `at`, empty when it is absent. */
struct vg_str vg_columns_field(const struct vg_csv *c, int at);

/* A whole number from `least` to `most` in plain digits. VG_E_FORMAT names line and column. */
int vg_columns_whole(const struct vg_csv *c, int at, const char *name, int64_t least, int64_t most,
                     int64_t *out, struct vg_err *err);

/* A number of at least 0 as programs print it: digits, a point, an exponent; finite. */
int vg_columns_number(const struct vg_csv *c, int at, const char *name, double *out,
                      struct vg_err *err);

#endif
