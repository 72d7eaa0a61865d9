/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Names compared without a case: filters over tables that the user brings. The tables are read
 * whole (bounded by VG_MAX_RESOLVE_FILE); each pair is scored as it is read.
 */
#include <string.h>

#include "vigil.h"

#include "base/csv.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/table.h"

enum { NO_COLUMN = VG_CSV_COLUMNS };

/* A table being read: its rows must have as many fields as its header. */
struct reading {
    const char *path;
    struct vg_csv csv;
    size_t columns;
    int64_t row;
};

static void reading_end(struct reading *t)
{
    vg_csv_end(&t->csv);
}
#define SCOPED_READING __attribute__((cleanup(reading_end))) struct reading

static int next_row(struct reading *t, struct vg_err *err)
{
    int rc;

    /* an empty line is no row, unless the table has one column */
    do {
        rc = vg_csv_next(&t->csv, err);
        if (rc != VG_ROW)
            return rc == VG_OK ? rc : vg_within(err, rc, "%s", t->path);
    } while (t->csv.n == 1 && t->columns > 1 && vg_csv_field(&t->csv, 0).len == 0);
    if (t->csv.n != t->columns)
        return vg_fail(err, VG_E_FORMAT, "%s: line %u: %zu fields, %zu expected", t->path,
                       t->csv.line, t->csv.n, t->columns);
    t->row++;
    return VG_ROW;
}

static int begin(struct reading *t, const char *path, struct vg_str text, struct vg_err *err)
{
    int rc;

    *t = (struct reading){.path = path, .csv = vg_csv_begin(text.p, text.len, VG_MAX_RESOLVE_ROW)};
    rc = vg_csv_next(&t->csv, err);
    if (rc == VG_OK)
        return vg_fail(err, VG_E_FORMAT, "%s: line 1: a header was expected, the file is empty",
                       path);
    if (rc != VG_ROW)
        return vg_within(err, rc, "%s", path);
    t->columns = t->csv.n;
    return VG_OK;
}

static size_t column(const struct reading *t, const char *name)
{
    for (size_t i = 0; i < t->columns; i++) {
        if (vg_str_is(vg_csv_field(&t->csv, i), name))
            return i;
    }
    return NO_COLUMN;
}

static int must_have(const struct reading *t, const char *name, size_t *out, struct vg_err *err)
{
    *out = column(t, name);
    if (*out == NO_COLUMN)
        return vg_fail(err, VG_E_FORMAT, "%s: line 1: no column '%s'", t->path, name);
    return VG_OK;
}

static struct vg_str field(const struct reading *t, size_t column)
{
    const struct vg_str none = {0};

    return column == NO_COLUMN ? none : vg_csv_field(&t->csv, column);
}

static int read_file(const char *path, struct vg_buf *out, struct vg_err *err)
{
    int rc = vg_file_read(strcmp(path, "-") == 0 ? "/dev/stdin" : path, out, err);

    if (rc == VG_E_LIMIT)
        return vg_fail(err, rc, "%s: larger than %lld MiB, the most that is compared at a time",
                       path, (long long)(VG_MAX_RESOLVE_FILE / 1024 / 1024));
    return rc;
}

/* -- pairs
 * ------------------------------------------------------------------------------------------ */

struct pair_columns {
    size_t left, right, left_lang, right_lang, schema;
};

static int pair_header(struct reading *t, struct pair_columns *c, struct vg_err *err)
{
    int rc = must_have(t, "left", &c->left, err);

    if (rc == VG_OK)
        rc = must_have(t, "right", &c->right, err);
    c->left_lang = column(t, "left_lang");
    c->right_lang = column(t, "right_lang");
    c->schema = column(t, "schema");
    return rc;
}

static void score_row(const struct vg_scorer *s, const struct reading *t,
                      const struct pair_columns *c, struct vg_arena *a, struct vg_resolve_pair *out)
{
    struct vg_name *names = VG_NEW_ARRAY(a, struct vg_name, 2);
    enum vg_score_kind kind = vg_score_kind(field(t, c->schema));
    const struct vg_scored_name *left, *right;

    vg_name_read(field(t, c->left), field(t, c->left_lang), a, &names[0]);
    vg_name_read(field(t, c->right), field(t, c->right_lang), a, &names[1]);
    left = vg_scored_name(s, &names[0], kind, a);
    right = vg_scored_name(s, &names[1], kind, a);
    if (kind == VG_KIND_OPEN && vg_scored_kind(left) != vg_scored_kind(right)) {
        /* what one of the two shows holds for both */
        left = vg_scored_name(s, &names[0], VG_KIND_BODY, a);
        right = vg_scored_name(s, &names[1], VG_KIND_BODY, a);
    }
    vg_score_pair(s, left, right, &out->score);
    out->row = t->row;
    out->was_cut = names[0].was_cut || names[1].was_cut;
}

int vg_resolve_pairs(const char *path, int (*each)(void *w, const struct vg_resolve_pair *p),
                     void *w, struct vg_err *err)
{
    VG_SCOPED_BUF text = {.max = (size_t)VG_MAX_RESOLVE_FILE};
    VG_SCOPED_ARENA tables = {0};
    VG_SCOPED_ARENA a = {0};
    SCOPED_READING t = {0};
    struct pair_columns c;
    const struct vg_scorer *s;
    struct vg_resolve_pair pair;
    int rc = read_file(path, &text, err);

    if (rc == VG_OK)
        rc = begin(&t, path, vg_buf_str(&text), err);
    if (rc == VG_OK)
        rc = pair_header(&t, &c, err);
    if (rc != VG_OK)
        return rc;
    s = vg_scorer_make(&tables);
    while ((rc = next_row(&t, err)) == VG_ROW) {
        score_row(s, &t, &c, &a, &pair);
        if (each(w, &pair) != 0)
            return VG_OK; /* the reader went away */
        vg_arena_clear(&a);
    }
    return rc;
}

/* -- a list against a list ------------------------------------------------------------------------
 */

struct read_name {
    struct vg_name *name;
    enum vg_score_kind kind;
    uint32_t entity;
    struct vg_str country;
};

/* A list of things with their names. */
struct listed {
    struct vg_str *ids;
    size_t n, ids_room;
    struct read_name *read; /* in the order of the things */
    size_t n_names, names_room;
    size_t bodies, persons; /* of those whose kind is open */
    struct vg_match_name *names;
};

struct list_columns {
    size_t id, lang, schema, country;
    size_t names[VG_CSV_COLUMNS]; /* name, then the aliases */
    size_t n_names;
};

static int list_header(const struct reading *t, struct list_columns *c, struct vg_err *err)
{
    int rc = must_have(t, "id", &c->id, err);

    if (rc == VG_OK)
        rc = must_have(t, "name", &c->names[0], err);
    if (rc != VG_OK)
        return rc;
    c->lang = column(t, "lang");
    c->schema = column(t, "schema");
    c->country = column(t, "country");
    c->n_names = 1;
    for (size_t i = 0; i < t->columns; i++) {
        if (vg_str_begins(vg_csv_field(&t->csv, i), "alias"))
            c->names[c->n_names++] = i;
    }
    return VG_OK;
}

/* One of the names of the row in hand. */
static void list_name(const struct vg_scorer *s, const struct reading *t,
                      const struct list_columns *c, size_t which, struct vg_arena *a,
                      struct listed *out)
{
    const struct vg_str text = vg_str_copy(a, field(t, c->names[which]));
    enum vg_score_kind kind;
    struct vg_name *name;

    if (text.len == 0)
        return;
    name = VG_NEW(a, struct vg_name);
    kind = vg_score_kind(field(t, c->schema));
    vg_name_read(text, field(t, c->lang), a, name);
    if (kind == VG_KIND_OPEN && vg_score_kind_of(s, name) == VG_KIND_BODY)
        out->bodies++;
    else if (kind == VG_KIND_OPEN)
        out->persons++;
    out->read = vg_grow(a, out->read, out->n_names, &out->names_room);
    out->read[out->n_names++] =
        (struct read_name){name, kind, (uint32_t)out->n, vg_str_copy(a, field(t, c->country))};
}

static int list_read(const struct vg_scorer *s, const char *path, struct vg_arena *a,
                     struct listed *out, struct vg_err *err)
{
    VG_SCOPED_BUF text = {.max = (size_t)VG_MAX_RESOLVE_FILE};
    SCOPED_READING t = {0};
    struct list_columns c;
    struct vg_table ids = VG_TABLE(a);
    int rc = read_file(path, &text, err);

    if (rc == VG_OK)
        rc = begin(&t, path, vg_buf_str(&text), err);
    if (rc == VG_OK)
        rc = list_header(&t, &c, err);
    if (rc != VG_OK)
        return rc;
    while ((rc = next_row(&t, err)) == VG_ROW) {
        const struct vg_str id = vg_str_copy(a, field(&t, c.id));
        int64_t there = 0;

        if (vg_table_add(&ids, id, t.csv.line, &there) == 0)
            return vg_fail(err, VG_E_FORMAT, "%s: line %u: the id '%.80s' stands in line %lld, too",
                           path, t.csv.line, id.p, (long long)there);
        for (size_t i = 0; i < c.n_names; i++)
            list_name(s, &t, &c, i, a, out);
        out->ids = vg_grow(a, out->ids, out->n, &out->ids_room);
        out->ids[out->n++] = id;
        if (out->n >= VG_MAX_RESOLVE_LIST)
            return vg_fail(err, VG_E_LIMIT, "%s: more than %d rows, the most that are matched",
                           path, VG_MAX_RESOLVE_LIST);
    }
    return rc;
}

/* Make the names ready: those of open kind as what most of them are, in both lists alike. */
static void list_ready(const struct vg_scorer *s, struct listed *l, enum vg_score_kind kind,
                       struct vg_arena *a)
{
    l->names = VG_NEW_ARRAY(a, struct vg_match_name, l->n_names);
    for (size_t i = 0; i < l->n_names; i++) {
        const struct read_name *r = &l->read[i];

        l->names[i].entity = r->entity;
        l->names[i].country = r->country;
        l->names[i].name = vg_scored_name(s, r->name, r->kind == VG_KIND_OPEN ? kind : r->kind, a);
    }
}

/* The names of the thing `i`, from names[*at] on. */
static size_t names_of(const struct listed *l, size_t i, size_t at,
                       const struct vg_scored_name *out[VG_CSV_COLUMNS])
{
    size_t n = 0;

    while (at + n < l->n_names && l->names[at + n].entity == i) {
        out[n] = l->names[at + n].name;
        n++;
    }
    return n;
}

int vg_resolve_match(const char *queries, const char *against, size_t top,
                     int (*each)(void *w, const struct vg_resolve_match *m), void *w,
                     struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    struct listed ask = {0}, list = {0};
    struct vg_match_found *found;
    struct vg_resolve_match answer;
    struct vg_match *m;
    enum vg_score_kind kind;
    const struct vg_scorer *s = vg_scorer_make(&a);
    size_t at = 0;
    int rc;

    if (top < 1 || top > VG_MAX_RESOLVE_TOP)
        return vg_fail(err, VG_E_MISUSE, "--top: from 1 to %d", VG_MAX_RESOLVE_TOP);
    rc = list_read(s, against, &a, &list, err);
    if (rc == VG_OK)
        rc = list_read(s, queries, &a, &ask, err);
    if (rc != VG_OK)
        return rc;
    kind = ask.bodies + list.bodies > ask.persons + list.persons ? VG_KIND_BODY : VG_KIND_PERSON;
    list_ready(s, &list, kind, &a);
    list_ready(s, &ask, kind, &a);
    m = vg_match_make(s, list.names, list.n_names, &a);
    found = VG_NEW_ARRAY(&a, struct vg_match_found, top < VG_MATCH_SCORED ? VG_MATCH_SCORED : top);
    for (size_t i = 0; i < ask.n; i++) {
        const struct vg_scored_name *names[VG_CSV_COLUMNS];
        const size_t n = names_of(&ask, i, at, names);
        const struct vg_str country = n > 0 ? ask.names[at].country : (struct vg_str){0};

        at += n;
        answer = (struct vg_resolve_match){.id = ask.ids[i], .found = found, .ids = list.ids};
        answer.n = vg_match_ask(m, names, n, country, top, found);
        if (each(w, &answer) != 0)
            return VG_OK;
    }
    return VG_OK;
}
