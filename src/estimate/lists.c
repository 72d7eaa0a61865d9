/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "estimate/lists.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "estimate/columns.h"

enum { LIST, ROOT, KIND, FROM, TO, TERRITORY, UNIT, SCOPE, COLUMNS };

static const struct vg_column columns[COLUMNS] = {
    {"list", 0}, {"root", 0},      {"kind", 0}, {"from", 0},
    {"to", 0},   {"territory", 0}, {"unit", 0}, {"scope", 0},
};

/* In the order of their enums, from 1. */
static const char *const kinds[] = {"own", "press", "relay", "translation", "derived", NULL};
static const char *const units[] = {"resolved", "unresolved", "claimed-total", NULL};
static const char *const scopes[] = {"all", "partial", "over", "unknown", NULL};

/* The place of a word, from 1; 0 when the field is empty. */
static int read_word(const struct vg_csv *c, int at, const char *name, const char *const *words,
                     unsigned *out, struct vg_err *err)
{
    const struct vg_str s = vg_columns_field(c, at);

    *out = 0;
    if (s.len == 0)
        return VG_OK;
    for (unsigned i = 0; words[i] != NULL; i++) {
        if (vg_str_is(s, words[i])) {
            *out = i + 1;
            return VG_OK;
        }
    }
    return vg_fail(err, VG_E_FORMAT, "line %u: %s: '%.*s' is no word for it", (unsigned)c->line,
                   name, (int)(s.len < 40 ? s.len : 40), s.p);
}

static int read_window(const struct vg_csv *c, const int *at, struct vg_arena *a,
                       struct vg_listed *out, struct vg_err *err)
{
    const struct vg_str from = vg_columns_field(c, at[FROM]), to = vg_columns_field(c, at[TO]);
    int rc;

    out->has_window = from.len > 0 || to.len > 0;
    if (!out->has_window)
        return VG_OK;
    rc = vg_edtf_period(from.len > 0 ? vg_copy(a, from.p, from.len) : NULL,
                        to.len > 0 ? vg_copy(a, to.p, to.len) : NULL, &out->window, err);
    return rc == VG_OK ? rc : vg_within(err, VG_E_FORMAT, "line %u", (unsigned)c->line);
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void read_places(struct vg_str s, struct vg_arena *a, struct vg_listed *out)
{
    const char **places = NULL;
    size_t n = 0, room = 0, kept = 0;

    for (size_t i = 0; i < s.len;) {
        size_t from = i;

        while (i < s.len && s.p[i] != ' ' && s.p[i] != '\t')
            i++;
        if (i > from) {
            places = vg_grow(a, places, n, &room);
            places[n++] = vg_copy(a, s.p + from, i - from);
        }
        i += i < s.len;
    }
    if (n > 1)
        qsort(places, n, sizeof *places, by_text);
    for (size_t i = 0; i < n; i++) {
        if (kept == 0 || strcmp(places[kept - 1], places[i]) != 0)
            places[kept++] = places[i];
    }
    out->places = places;
    out->n_places = kept;
}

static int read_list(const struct vg_csv *c, const int *at, struct vg_arena *a,
                     struct vg_listed *out, struct vg_err *err)
{
    const struct vg_str root = vg_columns_field(c, at[ROOT]);
    unsigned kind = 0, unit = 0, scope = 0;
    int rc = read_word(c, at[KIND], "kind", kinds, &kind, err);

    if (rc == VG_OK)
        rc = read_word(c, at[UNIT], "unit", units, &unit, err);
    if (rc == VG_OK)
        rc = read_word(c, at[SCOPE], "scope", scopes, &scope, err);
    if (rc == VG_OK)
        rc = read_window(c, at, a, out, err);
    if (rc != VG_OK)
        return rc;
    out->root = root.len > 0 ? vg_copy(a, root.p, root.len) : NULL;
    out->kind = (enum vg_listed_kind)kind;
    out->unit = (enum vg_listed_unit)unit;
    /* Nothing said of the scope is no better than to say that nobody knows. */
    out->scope = scope == 0 ? VG_LISTED_UNKNOWN : (enum vg_listed_scope)scope;
    read_places(vg_columns_field(c, at[TERRITORY]), a, out);
    return VG_OK;
}

/* Which list a row is about. */
static int find_list(const struct vg_csv *c, int at, const struct vg_captures *t, unsigned *out,
                     struct vg_err *err)
{
    const struct vg_str s = vg_columns_field(c, at);

    for (unsigned i = 0; i < t->t; i++) {
        if (vg_str_is(s, t->lists[i])) {
            *out = i;
            return VG_OK;
        }
    }
    return vg_fail(err, VG_E_FORMAT, "line %u: list: '%.*s' is no list of the table",
                   (unsigned)c->line, (int)(s.len < 40 ? s.len : 40), s.len == 0 ? "" : s.p);
}

int vg_listed_read(const char *bytes, size_t len, const struct vg_captures *c, struct vg_arena *a,
                   const struct vg_listed **out, struct vg_err *err)
{
    VG_SCOPED_CSV csv = vg_csv_begin(bytes, len, VG_MAX_ESTIMATE_LINE);
    struct vg_listed *listed = VG_NEW_ARRAY(a, struct vg_listed, c->t);
    unsigned seen = 0, i = 0;
    size_t width = 0;
    int at[COLUMNS], rc = vg_columns_read(&csv, columns, COLUMNS, at, &width, err);

    if (rc != VG_OK)
        return rc;
    while ((rc = vg_columns_next(&csv, width, err)) == VG_ROW) {
        rc = find_list(&csv, at[LIST], c, &i, err);
        if (rc == VG_OK && (seen & 1u << i))
            rc = vg_fail(err, VG_E_FORMAT, "line %u: the list '%.80s' is there twice",
                         (unsigned)csv.line, c->lists[i]);
        if (rc == VG_OK)
            rc = read_list(&csv, at, a, &listed[i], err);
        if (rc != VG_OK)
            return rc;
        seen |= 1u << i;
    }
    if (rc != VG_OK)
        return rc;
    for (i = 0; i < c->t; i++) {
        if (!(seen & 1u << i))
            return vg_fail(err, VG_E_FORMAT, "line %u: no row for the list '%.80s'",
                           (unsigned)csv.lines, c->lists[i]);
    }
    *out = listed;
    return VG_OK;
}
