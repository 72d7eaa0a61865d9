/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "base/json.h"
#include "base/limits.h"
#include "base/order.h"
#include "resolve/records.h"

#define CUT_OTHERWISE  0.85
#define SAME_OTHERWISE 0.5
#define EMIT_OTHERWISE 0.01

static const char *const kinds[VG_RECORDS_KINDS] = {
    [VG_RECORDS_EXACT] = "exact",
    [VG_RECORDS_JARO_WINKLER] = "jaro-winkler",
    [VG_RECORDS_LEVENSHTEIN] = "levenshtein",
    [VG_RECORDS_DATE] = "date",
    [VG_RECORDS_NUMBER] = "number",
    [VG_RECORDS_NAME] = "name",
};

/* Every key must be one of these (NULL at the end). */
static int check_keys(json_t *o, const char *const *known, const char *where, struct vg_err *err)
{
    const char *key;
    json_t *value;

    json_object_foreach(o, key, value)
    {
        size_t i = 0;

        while (known[i] != NULL && strcmp(known[i], key) != 0)
            i++;
        if (known[i] == NULL)
            return vg_fail(err, VG_E_FORMAT, "%sthere is no key '%.40s'", where, key);
    }
    return VG_OK;
}

/* A text that is there and not empty. */
static int need_text(const json_t *v, const char *what, struct vg_arena *a, const char **out,
                     struct vg_err *err)
{
    const char *text = json_string_value(v);

    if (text == NULL || *text == '\0')
        return vg_fail(err, VG_E_FORMAT, "%s: the name of a column was expected", what);
    *out = vg_copyz(a, text);
    return VG_OK;
}

static int need_list(const json_t *v, const char *what, size_t most, struct vg_err *err)
{
    if (!json_is_array(v) || json_array_size(v) == 0)
        return vg_fail(err, VG_E_FORMAT, "%s: a list that is not empty was expected", what);
    if (json_array_size(v) > most)
        return vg_fail(err, VG_E_LIMIT, "%s: %zu of them, at most %zu", what, json_array_size(v),
                       most);
    return VG_OK;
}

static int read_share(const json_t *o, const char *key, double otherwise, double *out,
                      struct vg_err *err)
{
    const json_t *v = json_object_get(o, key);

    *out = v == NULL ? otherwise : json_number_value(v);
    if ((v != NULL && !json_is_number(v)) || !(*out >= 0 && *out <= 1))
        return vg_fail(err, VG_E_FORMAT, "%s: a number from 0 to 1 was expected", key);
    return VG_OK;
}

/* -- one comparison ------------------------------------------------------------------------- */

static int read_cuts(const json_t *v, struct vg_records_compare *c, struct vg_err *err)
{
    if (v == NULL) {
        c->n_cuts = c->kind != VG_RECORDS_EXACT;
        c->cut[0] = CUT_OTHERWISE;
        return VG_OK;
    }
    if (!json_is_array(v))
        return vg_fail(err, VG_E_FORMAT, "levels: a list was expected");
    if (json_array_size(v) > VG_RECORDS_CUTS)
        return vg_fail(err, VG_E_LIMIT, "levels: %zu of them, at most %d", json_array_size(v),
                       VG_RECORDS_CUTS);
    for (size_t i = 0; i < json_array_size(v); i++) {
        const json_t *cut = json_array_get(v, i);
        const double value = json_number_value(cut);

        if (!json_is_number(cut) || !(value > 0 && value <= 1) || (i > 0 && value >= c->cut[i - 1]))
            return vg_fail(err, VG_E_FORMAT,
                           "levels: falling numbers above 0, up to 1, were "
                           "expected");
        c->cut[i] = value;
    }
    c->n_cuts = json_array_size(v);
    return VG_OK;
}

static int read_kind(const json_t *v, enum vg_records_kind *out, struct vg_err *err)
{
    const char *word = json_string_value(v);

    for (int k = 0; word != NULL && k < VG_RECORDS_KINDS; k++)
        if (strcmp(kinds[k], word) == 0) {
            *out = (enum vg_records_kind)k;
            return VG_OK;
        }
    return vg_fail(err, VG_E_FORMAT,
                   "the kind '%.40s' is unknown; there are exact, jaro-winkler, levenshtein, date, "
                   "number and name",
                   word == NULL ? "" : word);
}

static int read_compare(json_t *o, struct vg_arena *a, struct vg_records_compare *c,
                        struct vg_err *err)
{
    static const char *const known[] = {"column", "kind", "levels", NULL};
    int rc;

    if (!json_is_object(o))
        return vg_fail(err, VG_E_FORMAT, "an object was expected");
    rc = check_keys(o, known, "", err);
    if (rc == VG_OK)
        rc = need_text(json_object_get(o, "column"), "column", a, &c->column, err);
    if (rc == VG_OK)
        rc = read_kind(json_object_get(o, "kind"), &c->kind, err);
    return rc == VG_OK ? read_cuts(json_object_get(o, "levels"), c, err) : rc;
}

static int read_compares(const json_t *list, struct vg_arena *a, struct vg_records_config *out,
                         struct vg_err *err)
{
    int rc = need_list(list, "compare", VG_RECORDS_COMPARES, err);

    for (size_t i = 0; rc == VG_OK && i < json_array_size(list); i++) {
        struct vg_records_compare *c = &out->compare[i];

        rc = read_compare(json_array_get(list, i), a, c, err);
        for (size_t k = 0; rc == VG_OK && k < i; k++)
            if (out->compare[k].kind == c->kind && vg_same_text(out->compare[k].column, c->column))
                rc = vg_fail(err, VG_E_FORMAT, "column '%.40s' is compared twice by one kind",
                             c->column);
        if (rc != VG_OK)
            return vg_within(err, rc, "compare, entry %zu", i + 1);
        out->n_compares++;
    }
    return rc;
}

/* -- blocks ----------------------------------------------------------------------------------- */

static int read_block(const json_t *list, struct vg_arena *a, struct vg_records_block *b,
                      struct vg_err *err)
{
    const char **columns;
    int rc = need_list(list, "columns", VG_RECORDS_COMPARES, err);

    if (rc != VG_OK)
        return rc;
    columns = VG_NEW_ARRAY(a, const char *, json_array_size(list));
    for (size_t i = 0; rc == VG_OK && i < json_array_size(list); i++)
        rc = need_text(json_array_get(list, i), "columns", a, &columns[i], err);
    b->columns = columns;
    b->n = json_array_size(list);
    return rc;
}

static int read_blocks(const json_t *list, struct vg_arena *a, struct vg_records_config *out,
                       struct vg_err *err)
{
    int rc = need_list(list, "block", VG_RECORDS_BLOCKS, err);

    for (size_t i = 0; rc == VG_OK && i < json_array_size(list); i++) {
        rc = read_block(json_array_get(list, i), a, &out->block[i], err);
        if (rc != VG_OK)
            return vg_within(err, rc, "block, entry %zu", i + 1);
        out->n_blocks++;
    }
    return rc;
}

static int read_config(json_t *o, struct vg_arena *a, struct vg_records_config *c,
                       struct vg_err *err)
{
    static const char *const known[] = {"format", "id", "compare", "block", "same", "emit", NULL};
    const json_t *format = json_object_get(o, "format");
    int rc;

    if (!json_is_object(o))
        return vg_fail(err, VG_E_FORMAT, "an object was expected");
    rc = check_keys(o, known, "", err);
    if (rc == VG_OK && (!json_is_integer(format) || json_integer_value(format) != 1))
        rc = vg_fail(err, VG_E_FORMAT, "format: 1 was expected");
    if (rc == VG_OK)
        rc = need_text(json_object_get(o, "id"), "id", a, &c->id, err);
    if (rc == VG_OK)
        rc = read_compares(json_object_get(o, "compare"), a, c, err);
    if (rc == VG_OK)
        rc = read_blocks(json_object_get(o, "block"), a, c, err);
    if (rc == VG_OK)
        rc = read_share(o, "same", SAME_OTHERWISE, &c->same, err);
    return rc == VG_OK ? read_share(o, "emit", EMIT_OTHERWISE, &c->emit, err) : rc;
}

int vg_records_config_read(const char *p, size_t len, struct vg_arena *a,
                           struct vg_records_config *out, struct vg_err *err)
{
    VG_SCOPED_JSON *o = NULL;
    struct vg_records_config c = {0};
    int rc;

    if (len > VG_MAX_RECORDS_CONFIG)
        return vg_fail(err, VG_E_LIMIT, "larger than %lld bytes", (long long)VG_MAX_RECORDS_CONFIG);
    rc = vg_json_read(p, len, &o, err);
    if (rc == VG_OK)
        rc = read_config(o, a, &c, err);
    if (rc == VG_OK)
        *out = c;
    return rc;
}
