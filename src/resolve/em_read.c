/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <string.h>

#include "base/csv.h"
#include "base/limits.h"
#include "resolve/em.h"

static const char prefix[] = "gamma_";

struct reading {
    struct vg_csv csv;
    struct vg_arena *a;
    struct vg_em_rows rows;
    size_t columns; /* of the header */
    size_t n_features;
    size_t at[VG_CSV_COLUMNS];
    const char **names;
    uint32_t *row;
    size_t n, room;
};

static void reading_end(struct reading *g)
{
    vg_csv_end(&g->csv);
}
#define VG_SCOPED_READING __attribute__((cleanup(reading_end))) struct reading

static int read_header(struct reading *g, struct vg_err *err)
{
    const int rc = vg_csv_next(&g->csv, err);

    if (rc < 0)
        return rc;
    g->columns = g->csv.n;
    g->names = VG_NEW_ARRAY(g->a, const char *, VG_CSV_COLUMNS);
    for (size_t i = 0; rc == VG_ROW && i < g->csv.n; i++) {
        const struct vg_str name = vg_csv_field(&g->csv, i);

        if (name.len < sizeof prefix - 1 || memcmp(name.p, prefix, sizeof prefix - 1) != 0)
            continue;
        g->names[g->n_features] = vg_copy(g->a, name.p, name.len);
        g->at[g->n_features++] = i;
    }
    if (g->n_features == 0)
        return vg_fail(err, VG_E_FORMAT, "line 1: there is no column whose name begins with %s",
                       prefix);
    return VG_OK;
}

/* A whole number of at least -1; what is larger than any level stays so. */
static int read_level(struct vg_str s, int *out)
{
    int v = 0;

    if (s.len == 2 && s.p[0] == '-' && s.p[1] == '1') {
        *out = -1;
        return 1;
    }
    for (size_t i = 0; i < s.len; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return 0;
        v = v < VG_EM_LEVELS ? 10 * v + (s.p[i] - '0') : v;
    }
    *out = v;
    return s.len > 0;
}

static int read_row(struct reading *g, struct vg_err *err)
{
    uint8_t levels[VG_CSV_COLUMNS];

    if (g->csv.n != g->columns)
        return vg_fail(err, VG_E_FORMAT, "line %u: %zu field%s, %zu expected", g->csv.line,
                       g->csv.n, g->csv.n == 1 ? "" : "s", g->columns);
    for (size_t f = 0; f < g->n_features; f++) {
        const struct vg_str s = vg_csv_field(&g->csv, g->at[f]);
        int level = 0;

        if (!read_level(s, &level))
            return vg_fail(err, VG_E_FORMAT,
                           "line %u: '%.*s' in %s is no level: 0, 1, 2 … or -1 for missing was "
                           "expected",
                           g->csv.line, (int)(s.len < 40 ? s.len : 40), s.p == NULL ? "" : s.p,
                           g->names[f]);
        if (level >= VG_EM_LEVELS)
            return vg_fail(err, VG_E_LIMIT, "line %u: level %.*s in %s; at most %d", g->csv.line,
                           (int)(s.len < 40 ? s.len : 40), s.p, g->names[f], VG_EM_LEVELS - 1);
        levels[f] = level < 0 ? VG_EM_MISSING : (uint8_t)level;
    }
    if (g->n == VG_MAX_RECORDS)
        return vg_fail(err, VG_E_LIMIT, "line %u: more than %d rows", g->csv.line, VG_MAX_RECORDS);
    g->row = vg_grow(g->a, g->row, g->n, &g->room);
    return vg_em_add(&g->rows, levels, &g->row[g->n++], err);
}

static void settle(struct reading *g, struct vg_em_file *out)
{
    uint32_t *place = VG_NEW_ARRAY(g->a, uint32_t, g->rows.n + 1);

    vg_em_sort(&g->rows, place);
    for (size_t i = 0; i < g->n; i++)
        g->row[i] = place[g->row[i]];
    *out = (struct vg_em_file){.n_features = g->n_features,
                               .names = g->names,
                               .table = vg_em_table_of(&g->rows),
                               .n_rows = g->n,
                               .row = g->row};
}

int vg_em_read(const char *text, size_t len, struct vg_arena *a, struct vg_em_file *out,
               struct vg_err *err)
{
    VG_SCOPED_READING g = {.csv = vg_csv_begin(text, len, VG_MAX_RECORD_BYTES), .a = a};
    int rc = read_header(&g, err);

    g.rows = (struct vg_em_rows){.a = a, .n_features = g.n_features};
    while (rc == VG_OK && (rc = vg_csv_next(&g.csv, err)) == VG_ROW)
        rc = g.csv.n == 1 && vg_csv_field(&g.csv, 0).len == 0 ? VG_OK : read_row(&g, err);
    if (rc != VG_OK)
        return rc;
    if (g.n == 0)
        return vg_fail(err, VG_E_FORMAT, "line %u: there is a header and no row", g.csv.lines);
    settle(&g, out);
    return VG_OK;
}
