/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "base/limits.h"
#include "base/table.h"
#include "resolve/records_inside.h"

/* Where the columns stand in one file. */
struct columns {
    size_t n; /* fields of its header */
    size_t id;
    size_t compare[VG_RECORDS_COMPARES];
    size_t *block[VG_RECORDS_BLOCKS];
};

struct reading {
    struct vg_records *r;
    const struct vg_records_config *c;
    struct vg_arena *a;
    struct vg_arena work;
    struct vg_buf key;
    struct vg_table *values; /* of each comparison */
    struct vg_table *keys;   /* of each alternative */
    struct vg_csv csv;
    uint32_t file;
};

static void reading_end(struct reading *g)
{
    vg_csv_end(&g->csv);
    vg_buf_end(&g->key);
    vg_arena_end(&g->work);
}
#define VG_SCOPED_READING __attribute__((cleanup(reading_end))) struct reading

/* -- the header -------------------------------------------------------------------------------- */

static int find_column(const struct vg_csv *csv, const char *name, size_t *out, struct vg_err *err)
{
    size_t found = 0;

    for (size_t i = 0; i < csv->n; i++)
        if (vg_str_is(vg_csv_field(csv, i), name)) {
            *out = i;
            found++;
        }
    if (found == 1)
        return VG_OK;
    if (found > 1)
        return vg_fail(err, VG_E_FORMAT, "line %u: two columns are named '%.60s'", csv->line, name);
    return vg_fail(err, VG_E_FORMAT, "line %u: there is no column '%.60s'", csv->line, name);
}

static int find_block(struct reading *g, const struct vg_records_block *b, struct vg_arena *a,
                      size_t **out, struct vg_err *err)
{
    size_t *at = VG_NEW_ARRAY(a, size_t, b->n);
    int rc = VG_OK;

    for (size_t i = 0; rc == VG_OK && i < b->n; i++)
        rc = find_column(&g->csv, b->columns[i], &at[i], err);
    *out = at;
    return rc;
}

static int read_header(struct reading *g, struct vg_arena *a, struct columns *out,
                       struct vg_err *err)
{
    int rc = vg_csv_next(&g->csv, err);

    if (rc == VG_OK)
        return vg_fail(err, VG_E_FORMAT, "line 1: there is no header");
    if (rc != VG_ROW)
        return rc;
    out->n = g->csv.n;
    rc = find_column(&g->csv, g->c->id, &out->id, err);
    for (size_t f = 0; rc == VG_OK && f < g->c->n_compares; f++)
        rc = find_column(&g->csv, g->c->compare[f].column, &out->compare[f], err);
    for (size_t b = 0; rc == VG_OK && b < g->c->n_blocks; b++)
        rc = find_block(g, &g->c->block[b], a, &out->block[b], err);
    return rc;
}

/* -- a row ---------------------------------------------------------------------------------------
 */

/* Numbers from 1 in the order of appearance; the result depends on none of them. */
static uint32_t number_of(struct vg_table *t, struct vg_str key)
{
    int64_t there = 0;

    return vg_table_add(t, key, (int64_t)t->n + 1, &there) ? (uint32_t)t->n : (uint32_t)there;
}

static uint32_t value_number(struct reading *g, size_t f, struct vg_str s)
{
    if (s.len == 0)
        return 0;
    vg_arena_clear(&g->work);
    return number_of(&g->values[f], vg_records_value(g->c->compare[f].kind, s, &g->work));
}

static uint32_t key_number(struct reading *g, size_t b, const size_t *at)
{
    assert(at != NULL); /* the header was read, or there is no row */
    vg_buf_clear(&g->key);
    for (size_t i = 0; i < g->c->block[b].n; i++) {
        const struct vg_str s = vg_csv_field(&g->csv, at[i]);

        if (s.len == 0)
            return 0;
        vg_put_u32be(&g->key, (uint32_t)s.len);
        vg_put_str(&g->key, s);
    }
    return number_of(&g->keys[b], vg_buf_str(&g->key));
}

static int read_row(struct reading *g, const struct columns *at, struct vg_err *err)
{
    struct vg_records *r = g->r;
    const struct vg_str id = vg_csv_field(&g->csv, at->id);
    const size_t i = r->n;

    if (g->csv.n != at->n)
        return vg_fail(err, VG_E_FORMAT, "line %u: %zu field%s, %zu expected", g->csv.line,
                       g->csv.n, g->csv.n == 1 ? "" : "s", at->n);
    if (id.len == 0)
        return vg_fail(err, VG_E_FORMAT, "line %u: the id is empty", g->csv.line);
    r->list[i] = (struct vg_record){
        .id = vg_str_copy(g->a, id), .file = g->file, .row = (uint32_t)i, .line = g->csv.line};
    for (size_t f = 0; f < g->c->n_compares; f++)
        r->value[i * g->c->n_compares + f] =
            value_number(g, f, vg_csv_field(&g->csv, at->compare[f]));
    for (size_t b = 0; b < g->c->n_blocks; b++)
        r->key[i * g->c->n_blocks + b] = key_number(g, b, at->block[b]);
    r->n++;
    return VG_OK;
}

static int read_file(struct reading *g, size_t room, struct vg_err *err)
{
    const struct vg_records_file *file = &g->r->files[g->file];
    VG_SCOPED_ARENA places = {0};
    struct columns at = {0};
    int rc;

    g->csv = vg_csv_begin(file->text, file->len, VG_MAX_RECORD_BYTES);
    rc = read_header(g, &places, &at, err);
    while (rc == VG_OK && (rc = vg_csv_next(&g->csv, err)) == VG_ROW) {
        rc = VG_OK;
        if (g->csv.n == 1 && vg_csv_field(&g->csv, 0).len == 0)
            continue;
        if (g->r->n == room)
            return vg_fail(err, VG_E_LIMIT, "line %u: more than %d records", g->csv.line,
                           VG_MAX_RECORDS);
        rc = read_row(g, &at, err);
    }
    vg_csv_end(&g->csv);
    return rc == VG_OK ? VG_OK : vg_within(err, rc, "%s", file->name);
}

/* -- the order that depends on nothing but ids ---------------------------------------------------
 */

static int by_id(const void *x, const void *y)
{
    const struct vg_record *a = x, *b = y;
    const int order = vg_str_cmp(a->id, b->id);

    return order != 0 ? order : (a->row > b->row) - (a->row < b->row);
}

/* The first row whose id was there before. */
static int check_ids(const struct vg_records *r, struct vg_err *err)
{
    const struct vg_record *again = NULL, *before = NULL;

    for (size_t i = 1; i < r->n; i++)
        if (vg_str_cmp(r->list[i - 1].id, r->list[i].id) == 0 &&
            (again == NULL || r->list[i].row < again->row)) {
            again = &r->list[i];
            before = &r->list[i - 1];
        }
    if (again == NULL)
        return VG_OK;
    return vg_fail(err, VG_E_FORMAT, "%s: line %u: the id '%.*s' stands in line %u%s%s already",
                   r->files[again->file].name, again->line,
                   (int)(again->id.len < 80 ? again->id.len : 80), again->id.p, before->line,
                   again->file == before->file ? "" : " of ",
                   again->file == before->file ? "" : r->files[before->file].name);
}

/* Values and keys follow their records into the order of ids. */
static void put_in_order(struct vg_records *r)
{
    const size_t n_f = r->config->n_compares, n_b = r->config->n_blocks;
    uint32_t *value = VG_NEW_ARRAY(r->a, uint32_t, r->n * n_f + 1);
    uint32_t *key = VG_NEW_ARRAY(r->a, uint32_t, r->n * n_b + 1);

    r->by_row = VG_NEW_ARRAY(r->a, uint32_t, r->n + 1);
    for (size_t i = 0; i < r->n; i++) {
        const size_t row = r->list[i].row;

        r->by_row[row] = (uint32_t)i;
        memcpy(value + i * n_f, r->value + row * n_f, n_f * sizeof *value);
        for (size_t b = 0; b < n_b; b++)
            key[b * r->n + i] = r->key[row * n_b + b];
    }
    r->value = value;
    r->key = key;
}

static void make_column(struct vg_records *r, const struct vg_table *t, size_t f)
{
    struct vg_records_column *c = &r->column[f];
    const enum vg_records_kind kind = r->config->compare[f].kind;

    if (kind == VG_RECORDS_NAME && r->scorer == NULL)
        r->scorer = vg_scorer_make(r->a);
    c->n = t->n;
    c->values = VG_NEW_ARRAY(r->a, struct vg_records_value, c->n + 1);
    c->count = VG_NEW_ARRAY(r->a, int64_t, r->n_files * (c->n + 1));
    for (size_t v = 0; v < c->n; v++)
        c->values[v + 1] = vg_records_value_make(kind, r->scorer, t->items[v].key, r->a);
    for (size_t i = 0; i < r->n; i++)
        c->count[r->list[i].file * (c->n + 1) + r->value[i * r->config->n_compares + f]]++;
}

static void make_columns(struct vg_records *r, const struct reading *g)
{
    r->column = VG_NEW_ARRAY(r->a, struct vg_records_column, g->c->n_compares);
    r->n_keys = VG_NEW_ARRAY(r->a, uint32_t, g->c->n_blocks);
    for (size_t f = 0; f < g->c->n_compares; f++)
        make_column(r, &g->values[f], f);
    for (size_t b = 0; b < g->c->n_blocks; b++)
        r->n_keys[b] = (uint32_t)g->keys[b].n;
}

/* No file has more rows than line ends. */
static size_t most_rows(const struct vg_records_file *files, size_t n)
{
    size_t lines = 0;

    for (size_t i = 0; i < n; i++) {
        const char *p = files[i].text, *end = p + files[i].len;

        for (lines++; p != NULL && p < end && (p = memchr(p, '\n', (size_t)(end - p))) != NULL; p++)
            lines++;
    }
    return lines < VG_MAX_RECORDS ? lines : VG_MAX_RECORDS;
}

static void make_room(struct reading *g, size_t room)
{
    struct vg_records *r = g->r;

    r->list = VG_NEW_ARRAY(g->a, struct vg_record, room);
    r->value = VG_NEW_ARRAY(g->a, uint32_t, room * g->c->n_compares);
    r->key = VG_NEW_ARRAY(g->a, uint32_t, room * g->c->n_blocks);
    g->values = VG_NEW_ARRAY(g->a, struct vg_table, g->c->n_compares);
    g->keys = VG_NEW_ARRAY(g->a, struct vg_table, g->c->n_blocks);
    for (size_t f = 0; f < g->c->n_compares; f++)
        g->values[f] = VG_TABLE(g->a);
    for (size_t b = 0; b < g->c->n_blocks; b++)
        g->keys[b] = VG_TABLE(g->a);
}

int vg_records_read(const struct vg_records_file *files, size_t n_files,
                    const struct vg_records_config *config, struct vg_arena *a,
                    struct vg_records *out, struct vg_err *err)
{
    struct vg_records r = {.a = a, .config = config, .files = files, .n_files = n_files};
    VG_SCOPED_READING g = {.r = &r, .c = config, .a = a};
    const size_t room = most_rows(files, n_files);
    int rc = VG_OK;

    if (n_files > VG_MAX_RECORDS_FILES)
        return vg_fail(err, VG_E_LIMIT, "%zu tables; at most %d are linked", n_files,
                       VG_MAX_RECORDS_FILES);
    make_room(&g, room);
    for (; rc == VG_OK && g.file < n_files; g.file++)
        rc = read_file(&g, room, err);
    if (rc != VG_OK)
        return rc;
    qsort(r.list, r.n, sizeof *r.list, by_id);
    rc = check_ids(&r, err);
    if (rc != VG_OK)
        return rc;
    put_in_order(&r);
    make_columns(&r, &g);
    *out = r;
    return VG_OK;
}
