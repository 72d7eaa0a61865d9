/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "estimate/table.h"

#include <string.h>

#include "base/limits.h"
#include "estimate/columns.h"

/* The lists' names out of the header. */
static int read_header(struct vg_csv *c, struct vg_arena *a, struct vg_captures *out,
                       struct vg_err *err)
{
    const char **names;
    int rc;

    while ((rc = vg_csv_next(c, err)) == VG_ROW && vg_csv_is_empty(c)) {
    }
    if (rc != VG_ROW)
        return rc != VG_OK ? rc : vg_fail(err, VG_E_FORMAT, "line 1: no header");
    if (!vg_str_is(vg_csv_field(c, c->n - 1), "count"))
        return vg_fail(err, VG_E_FORMAT, "line %u: the last column is not 'count'",
                       (unsigned)c->line);
    if (c->n == 1)
        return vg_fail(err, VG_E_FORMAT, "line %u: no lists before 'count'", (unsigned)c->line);
    if (c->n - 1 > VG_CAPTURE_LISTS_MAX)
        return vg_fail(err, VG_E_FORMAT, "line %u: %zu lists; at most %d", (unsigned)c->line,
                       c->n - 1, VG_CAPTURE_LISTS_MAX);
    out->t = (unsigned)(c->n - 1);
    names = VG_NEW_ARRAY(a, const char *, out->t);
    for (unsigned i = 0; i < out->t; i++) {
        const struct vg_str name = vg_csv_field(c, i);

        if (name.len == 0)
            return vg_fail(err, VG_E_FORMAT, "line %u: list %u has no name", (unsigned)c->line,
                           i + 1);
        names[i] = vg_copy(a, name.p, name.len);
        for (unsigned k = 0; k < i; k++) {
            if (strcmp(names[k], names[i]) == 0)
                return vg_fail(err, VG_E_FORMAT, "line %u: lists %u and %u have one name",
                               (unsigned)c->line, k + 1, i + 1);
        }
    }
    out->lists = names;
    return VG_OK;
}

static int read_row(const struct vg_csv *c, struct vg_captures *out, int64_t *cells,
                    struct vg_err *err)
{
    unsigned mask = 0;
    int64_t count = 0;
    int rc;

    for (unsigned i = 0; i < out->t; i++) {
        const struct vg_str cell = vg_csv_field(c, i);

        if (cell.len != 1 || (cell.p[0] != '0' && cell.p[0] != '1'))
            return vg_fail(err, VG_E_FORMAT, "line %u: list %u: 0 or 1 was expected",
                           (unsigned)c->line, i + 1);
        mask |= (unsigned)(cell.p[0] - '0') << i;
    }
    rc = vg_columns_whole(c, (int)out->t, "count", 0, VG_CAPTURE_UNITS_MAX, &count, err);
    if (rc != VG_OK)
        return rc;
    if (mask == 0)
        return vg_fail(err, VG_E_FORMAT,
                       "line %u: a pattern of only zeros: who is on no list is not known",
                       (unsigned)c->line);
    if (out->n > VG_CAPTURE_UNITS_MAX - count)
        return vg_fail(err, VG_E_FORMAT, "line %u: count: more than %lld together",
                       (unsigned)c->line, (long long)VG_CAPTURE_UNITS_MAX);
    cells[mask] += count;
    out->n += count;
    return VG_OK;
}

int vg_captures_read(const char *bytes, size_t len, struct vg_arena *a, struct vg_captures *out,
                     struct vg_err *err)
{
    VG_SCOPED_CSV c = vg_csv_begin(bytes, len, VG_MAX_ESTIMATE_LINE);
    struct vg_captures read = {0};
    int64_t *cells;
    size_t rows = 0;
    int rc = read_header(&c, a, &read, err);

    if (rc != VG_OK)
        return rc;
    cells = VG_NEW_ARRAY(a, int64_t, (size_t)1 << read.t);
    while ((rc = vg_columns_next(&c, read.t + 1, err)) == VG_ROW) {
        rc = read_row(&c, &read, cells, err);
        if (rc != VG_OK)
            return rc;
        rows++;
    }
    if (rc != VG_OK)
        return rc;
    if (rows == 0)
        return vg_fail(err, VG_E_FORMAT, "line %u: no rows behind the header", (unsigned)c.lines);
    read.cells = cells;
    *out = read;
    return VG_OK;
}
