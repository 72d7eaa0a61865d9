/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Lines of other programs: entities, statements, a table of statements, what a resolver knows. */
#include <string.h>

#include "base/csv.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "share/ftm.h"

struct reading {
    struct vg_ftm *f;
    const char *dataset;
    struct vg_ftm_judged *judged;
    size_t n, room;
    int64_t line;
};

/* -- statements ---------------------------------------------------------------------------- */

static int need(const char *key, const char *text, struct vg_err *err)
{
    return text != NULL && text[0] != '\0' ? VG_OK
                                           : vg_fail(err, VG_E_FORMAT, "%s: it is missing", key);
}

static int take(struct reading *r, struct vg_ftm_statement *s, struct vg_err *err)
{
    int rc = need("entity_id", s->entity_id, err);

    if (rc == VG_OK)
        rc = need("prop", s->prop, err);
    if (rc == VG_OK)
        rc = need("schema", s->schema, err);
    if (rc == VG_OK)
        rc = need("value", s->value, err);
    if (rc != VG_OK)
        return rc;
    if (s->canonical_id == NULL || s->canonical_id[0] == '\0')
        s->canonical_id = s->entity_id;
    if (s->dataset == NULL || s->dataset[0] == '\0')
        s->dataset = r->dataset;
    return vg_ftm_add(r->f, s, err);
}

static int take_statement(struct reading *r, const json_t *o, struct vg_err *err)
{
    struct vg_ftm_statement s = {.external = json_is_true(json_object_get(o, "external"))};
    const struct {
        const char *key, **out;
    } fields[] = {{"canonical_id", &s.canonical_id},
                  {"entity_id", &s.entity_id},
                  {"prop", &s.prop},
                  {"schema", &s.schema},
                  {"value", &s.value},
                  {"dataset", &s.dataset},
                  {"lang", &s.lang},
                  {"original_value", &s.original_value},
                  {"first_seen", &s.first_seen},
                  {"last_seen", &s.last_seen},
                  {"origin", &s.origin},
                  {"id", &s.id}};

    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        int rc = vg_json_get_text(o, fields[i].key, fields[i].out, err);

        if (rc != VG_OK)
            return rc;
    }
    return take(r, &s, err);
}

/* -- entities ------------------------------------------------------------------------------- */

static int take_values(struct reading *r, struct vg_ftm_statement *s, const char *prop,
                       const json_t *list, struct vg_err *err)
{
    int rc = VG_OK;

    if (!json_is_array(list))
        return vg_fail(err, VG_E_FORMAT, "%.60s: a list of texts was expected", prop);
    for (size_t i = 0; rc == VG_OK && i < json_array_size(list); i++) {
        const char *text = json_string_value(json_array_get(list, i));

        if (text == NULL)
            return vg_fail(err, VG_E_FORMAT, "%.60s: a text was expected", prop);
        s->prop = prop;
        s->value = text;
        rc = vg_ftm_add(r->f, s, err);
    }
    return rc;
}

static int take_properties(struct reading *r, struct vg_ftm_statement *s, json_t *o,
                           struct vg_err *err)
{
    int rc = VG_OK;

    if (!json_is_object(o))
        return vg_fail(err, VG_E_FORMAT, "properties: an object was expected");
    for (void *it = json_object_iter(o); rc == VG_OK && it != NULL;
         it = json_object_iter_next(o, it))
        rc = take_values(r, s, json_object_iter_key(it), json_object_iter_value(it), err);
    return rc;
}

/* The entity as a whole, in each of its datasets and under each id that was merged into it. */
static int take_whole(struct reading *r, struct vg_ftm_statement *s, const json_t *datasets,
                      const json_t *referents, struct vg_err *err)
{
    size_t n = json_array_size(datasets);
    int rc = VG_OK;

    s->prop = "id";
    s->value = s->entity_id;
    for (size_t i = 0; rc == VG_OK && i < (n == 0 ? 1 : n); i++) {
        if (n > 0)
            s->dataset = json_string_value(json_array_get(datasets, i));
        if (s->dataset == NULL)
            return vg_fail(err, VG_E_FORMAT, "datasets: a text was expected");
        rc = vg_ftm_add(r->f, s, err);
    }
    for (size_t i = 0; rc == VG_OK && i < json_array_size(referents); i++) {
        s->entity_id = s->value = json_string_value(json_array_get(referents, i));
        if (s->value == NULL)
            return vg_fail(err, VG_E_FORMAT, "referents: a text was expected");
        rc = vg_ftm_add(r->f, s, err);
    }
    return rc;
}

static int take_entity(struct reading *r, const json_t *o, struct vg_err *err)
{
    struct vg_ftm_statement s = {0};
    const json_t *datasets = json_object_get(o, "datasets");
    const char *change = NULL;
    int rc = vg_json_get_text(o, "id", &s.entity_id, err);

    if (rc == VG_OK)
        rc = vg_json_get_text(o, "schema", &s.schema, err);
    if (rc == VG_OK)
        rc = vg_json_get_text(o, "first_seen", &s.first_seen, err);
    if (rc == VG_OK)
        rc = vg_json_get_text(o, "last_seen", &s.last_seen, err);
    if (rc == VG_OK)
        rc = vg_json_get_text(o, "last_change", &change, err);
    if (rc == VG_OK)
        rc = need("id", s.entity_id, err);
    if (rc == VG_OK)
        rc = need("schema", s.schema, err);
    if (rc != VG_OK)
        return rc;
    s.canonical_id = s.entity_id;
    s.dataset = json_string_value(json_array_get(datasets, 0));
    s.dataset = s.dataset == NULL ? r->dataset : s.dataset;
    rc = take_properties(r, &s, json_object_get(o, "properties"), err);
    s.first_seen = change;
    return rc == VG_OK ? take_whole(r, &s, datasets, json_object_get(o, "referents"), err) : rc;
}

/* -- what a resolver knows --------------------------------------------------------------------- */

static int take_judged(struct reading *r, const json_t *o, struct vg_err *err)
{
    static const char *const words[] = {"positive", "negative", "unsure", "no_judgement"};
    struct vg_ftm_judged k = {.target = json_string_value(json_array_get(o, 0)),
                              .source = json_string_value(json_array_get(o, 1)),
                              .judgement = json_string_value(json_array_get(o, 2)),
                              .user = json_string_value(json_array_get(o, 4)),
                              .created_at = json_string_value(json_array_get(o, 5)),
                              .line = r->line};
    size_t i = 0;

    if (json_array_size(o) < 3 || k.target == NULL || k.source == NULL || k.judgement == NULL)
        return vg_fail(err, VG_E_FORMAT,
                       "[target, source, judgement, score, user, created_at] was expected");
    while (i < 4 && strcmp(words[i], k.judgement) != 0)
        i++;
    if (i == 4)
        return vg_fail(err, VG_E_FORMAT,
                       "judgement: positive, negative, unsure or no_judgement, not \"%.40s\"",
                       k.judgement);
    k.target = vg_copyz(r->f->a, k.target);
    k.source = vg_copyz(r->f->a, k.source);
    k.judgement = words[i];
    k.user = vg_copyz(r->f->a, k.user);
    k.created_at = vg_copyz(r->f->a, k.created_at);
    r->judged = vg_grow(r->f->a, r->judged, r->n, &r->room);
    r->judged[r->n++] = k;
    return VG_OK;
}

/* -- a table ------------------------------------------------------------------------------------
 */

static const char *const columns[] = {
    "canonical_id",   "entity_id",  "prop",      "schema", "value", "dataset", "lang",
    "original_value", "first_seen", "last_seen", "origin", "id",    "external"};
enum { COLUMNS = sizeof columns / sizeof *columns, FIRST_OPTIONAL = 6 };

static int find_columns(const struct vg_csv *c, size_t at[COLUMNS], struct vg_err *err)
{
    for (size_t k = 0; k < COLUMNS; k++) {
        at[k] = VG_CSV_COLUMNS; /* beyond the last: an empty field */
        for (size_t i = 0; i < c->n; i++)
            if (vg_str_is(vg_csv_field(c, i), columns[k]))
                at[k] = i;
        if (at[k] == VG_CSV_COLUMNS && k > 0 && k < FIRST_OPTIONAL)
            return vg_fail(err, VG_E_FORMAT, "line %u: there is no column %s", c->line, columns[k]);
    }
    return VG_OK;
}

static int take_row(struct reading *r, const struct vg_csv *c, const size_t at[COLUMNS],
                    struct vg_err *err)
{
    VG_SCOPED_ARENA row = {0};
    struct vg_ftm_statement s = {0};
    const char **const out[] = {&s.canonical_id, &s.entity_id, &s.prop,   &s.schema,
                                &s.value,        &s.dataset,   &s.lang,   &s.original_value,
                                &s.first_seen,   &s.last_seen, &s.origin, &s.id};

    for (size_t k = 0; k < sizeof out / sizeof *out; k++) {
        struct vg_str f = at[k] < c->n ? vg_csv_field(c, at[k]) : (struct vg_str){0};

        *out[k] = f.len == 0 ? NULL : vg_copy(&row, f.p, f.len);
    }
    if (at[COLUMNS - 1] < c->n) {
        struct vg_str f = vg_csv_field(c, at[COLUMNS - 1]);

        s.external = vg_str_is(f, "t") || vg_str_is(f, "true") || vg_str_is(f, "1");
    }
    return take(r, &s, err);
}

static int read_table(struct reading *r, const char *text, size_t len, struct vg_err *err)
{
    VG_SCOPED_CSV c = vg_csv_begin(text, len, (size_t)VG_MAX_IMPORT_LINE);
    size_t at[COLUMNS];
    int rc = vg_csv_next(&c, err);

    rc = rc == VG_ROW ? find_columns(&c, at, err) : rc;
    while (rc == VG_OK && (rc = vg_csv_next(&c, err)) == VG_ROW) {
        rc = vg_csv_is_empty(&c) ? VG_OK : take_row(r, &c, at, err);
        if (rc != VG_OK)
            return vg_within(err, rc, "line %u", c.line);
    }
    return rc;
}

/* -- lines ----------------------------------------------------------------------------------------
 */

static int take_line(struct reading *r, struct vg_str line, struct vg_err *err)
{
    VG_SCOPED_JSON *o = NULL;
    int rc = vg_json_read(line.p, line.len, &o, err);

    if (rc != VG_OK)
        return rc;
    if (json_is_array(o))
        return take_judged(r, o, err);
    if (!json_is_object(o))
        return vg_fail(err, VG_E_FORMAT, "an entity, a statement or a judgement was expected");
    return json_object_get(o, "prop") != NULL ? take_statement(r, o, err) : take_entity(r, o, err);
}

static struct vg_str without_mark(const char *text, size_t len)
{
    size_t skip = vg_bom_len(text, len);

    while (skip < len && strchr(" \t\r\n", text[skip]) != NULL)
        skip++;
    return (struct vg_str){text + skip, len - skip};
}

static int is_table(struct vg_str t)
{
    return t.len > 0 && t.p[0] != '{' && t.p[0] != '[';
}

int vg_ftm_looks_like(const char *text, size_t len)
{
    struct vg_str t = without_mark(text, len);
    size_t n = 0;

    while (n < t.len && t.p[n] != '\n')
        n++;
    if (is_table(t))
        return memmem(t.p, n, "entity_id", 9) != NULL && memmem(t.p, n, "prop", 4) != NULL;
    return (t.len > 0 && t.p[0] == '[') || memmem(t.p, n, "\"properties\"", 12) != NULL ||
           (memmem(t.p, n, "\"entity_id\"", 11) != NULL && memmem(t.p, n, "\"prop\"", 6) != NULL);
}

int vg_ftm_read(struct vg_ftm *f, const char *text, size_t len, const char *dataset,
                struct vg_ftm_judged **judged, size_t *n_judged, struct vg_err *err)
{
    struct reading r = {.f = f, .dataset = dataset};
    struct vg_str t = without_mark(text, len);
    int rc = VG_OK;

    if (is_table(t))
        rc = read_table(&r, text, len, err);
    for (size_t at = 0; !is_table(t) && at < len;) {
        const char *nl = memchr(text + at, '\n', len - at);
        struct vg_str line = {text + at, nl == NULL ? len - at : (size_t)(nl - text) - at};

        at += line.len + 1;
        r.line++;
        line = r.line == 1 ? without_mark(line.p, line.len) : line;
        while (line.len > 0 && strchr(" \t\r", line.p[line.len - 1]) != NULL)
            line.len--;
        if (line.len == 0)
            continue;
        rc = line.len > (size_t)VG_MAX_IMPORT_LINE ? vg_fail(err, VG_E_LIMIT, "longer than 1 MiB")
                                                   : take_line(&r, line, err);
        if (rc != VG_OK)
            return vg_within(err, rc, "line %lld", (long long)r.line);
    }
    if (rc != VG_OK)
        return rc;
    *judged = r.judged;
    *n_judged = r.n;
    return VG_OK;
}
