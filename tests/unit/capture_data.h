/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_TESTS_UNIT_CAPTURE_DATA_H
#define VG_TESTS_UNIT_CAPTURE_DATA_H

/* Capture tables and reference numbers, which stand outside the source tree. Needs SHARED_BESIDE.
 */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/csv.h"
#include "base/file.h"
#include "estimate/loglinear.h"
#include "estimate/table.h"

/* The path of a file of data/estimate, in the arena. */
static inline const char *capture_path(struct vg_arena *a, const char *name)
{
    const char *root = getenv("VIGIL_SHARED");

    return vg_print(a, "%s/data/estimate/%s", root ? root : SHARED_BESIDE, name);
}

static inline int has_capture_data(void)
{
    VG_SCOPED_ARENA a = {0};
    const char *path = capture_path(&a, "tables");
    struct stat st;

    if (stat(path, &st) == 0)
        return 1;
    printf("# skipped: no reference numbers at %s (set VIGIL_SHARED)\n", path);
    return 0;
}

static inline struct vg_str capture_bytes(struct vg_arena *a, const char *name)
{
    VG_SCOPED_BUF b = {0};

    if (vg_file_read(capture_path(a, name), &b, NULL) != VG_OK) {
        printf("%s cannot be read\n", name);
        abort();
    }
    return vg_str_copy(a, vg_buf_str(&b));
}

/* A decimal number, which may have an exponent; NaN for "NA" and for nothing. */
static inline double capture_number(struct vg_str s)
{
    double value = 0, scale = 1;
    size_t i = s.len > 0 && s.p[0] == '-';
    int point = 0, exponent = 0;

    if (s.len == 0 || s.p[0] == 'N')
        return (double)NAN;
    for (; i < s.len && s.p[i] != 'e'; i++) {
        point |= s.p[i] == '.';
        if (s.p[i] == '.')
            continue;
        value = value * 10 + (s.p[i] - '0');
        scale *= point ? 10 : 1;
    }
    for (size_t j = i + 2; j < s.len; j++)
        exponent = exponent * 10 + (s.p[j] - '0');
    value = value / scale * pow(10, i + 1 < s.len && s.p[i + 1] == '-' ? -exponent : exponent);
    return s.p[0] == '-' ? -value : value;
}

/* A table of data/estimate by its name. */
static inline struct vg_captures capture_table(struct vg_arena *a, const char *name)
{
    const struct vg_str text = capture_bytes(a, name);
    struct vg_captures c = {0};
    struct vg_err err = {0};

    if (vg_captures_read(text.p, text.len, a, &c, &err) != VG_OK) {
        printf("%s: %s\n", name, err.text);
        abort();
    }
    return c;
}

/* Is x as far from y as `rel` of y allows? NaN is near NaN only. */
static inline int is_near(double x, double y, double rel)
{
    if (isnan(x) || isnan(y))
        return isnan(x) && isnan(y);
    return fabs(x - y) <= rel * fabs(y);
}

#endif
