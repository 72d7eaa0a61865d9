/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * A set of statements: what may be in it, in which order it stands, and how it is written. The
 * order is that of the lines as JSON, so that a set that was written, read and written again,
 * or was put through sort(1), is the same bytes.
 */
#include "share/ftm.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "share/cell.h"
#include "share/sha1.h"

void vg_ftm_statement_id(const struct vg_ftm_statement *s, char out[41])
{
    VG_SCOPED_SHA1 h = {0};
    const char *const parts[] = {s->dataset, ".", s->entity_id, ".", s->prop, ".", s->value};

    vg_sha1_begin(&h);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        vg_sha1_add(&h, parts[i], strlen(parts[i]));
    if (s->lang != NULL) {
        vg_sha1_add(&h, "@", 1);
        vg_sha1_add(&h, s->lang, strlen(s->lang));
    }
    if (s->external)
        vg_sha1_add(&h, ".ext", 4);
    vg_sha1_done(&h, out);
}

struct vg_ftm vg_ftm_make(struct vg_arena *a)
{
    return (struct vg_ftm){.a = a, .known = VG_TABLE(a)};
}

/* -- adding ------------------------------------------------------------------------------- */

static int check(const struct vg_ftm *f, const struct vg_ftm_statement *s, struct vg_ftm_prop *p,
                 struct vg_err *err)
{
    const char *const ids[] = {s->entity_id, s->canonical_id};

    if (!vg_ftm_schema_known(s->schema))
        return vg_fail(err, VG_E_FORMAT, "schema: \"%.60s\" is none of FollowTheMoney", s->schema);
    if (strcmp(s->prop, "id") == 0)
        *p = (struct vg_ftm_prop){.name = "id", .type = "id", .range = "", .longest = 0};
    else if (!vg_ftm_prop_get(s->schema, s->prop, p))
        return vg_fail(err, VG_E_FORMAT, "prop: %.60s has no property \"%.60s\"", s->schema,
                       s->prop);
    for (size_t i = 0; i < 2; i++)
        if (ids[i][0] == '\0' || strlen(ids[i]) > VG_MAX_FTM_ID)
            return vg_fail(err, VG_E_LIMIT, "the id of an entity has 1 to %d bytes, not %zu",
                           (int)VG_MAX_FTM_ID, strlen(ids[i]));
    if (s->dataset == NULL || s->dataset[0] == '\0')
        return vg_fail(err, VG_E_FORMAT, "dataset: it is missing");
    if (f->n >= VG_MAX_FTM)
        return vg_fail(err, VG_E_LIMIT, "more than %d statements", (int)VG_MAX_FTM);
    return VG_OK;
}

static struct vg_ftm_statement copied(struct vg_arena *a, const struct vg_ftm_statement *s)
{
    struct vg_ftm_statement k = *s;
    const char **const texts[] = {&k.canonical_id, &k.entity_id, &k.prop,           &k.schema,
                                  &k.value,        &k.dataset,   &k.lang,           &k.first_seen,
                                  &k.last_seen,    &k.origin,    &k.original_value, &k.id};

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        *texts[i] = vg_copyz(a, *texts[i]);
    return k;
}

int vg_ftm_add(struct vg_ftm *f, const struct vg_ftm_statement *s, struct vg_err *err)
{
    struct vg_ftm_statement k = *s;
    struct vg_ftm_prop p = {0};
    char id[VG_SHA1_HEX];
    size_t len = strlen(s->value);
    int rc;

    if (len == 0)
        return VG_OK;
    rc = check(f, s, &p, err);
    if (rc != VG_OK)
        return rc;
    if (vg_ftm_type_is_mute(p.type))
        k.lang = NULL;
    if (p.longest > 0 && len > p.longest) {
        if (strcmp(p.type, "entity") == 0)
            return vg_fail(err, VG_E_LIMIT, "%.60s: an id of %zu bytes", s->prop, len);
        k.original_value = k.original_value == NULL ? s->value : k.original_value;
        k.value = vg_copy(f->a, s->value, vg_utf8_down(s->value, len, p.longest));
    }
    vg_ftm_statement_id(&k, id);
    if (k.id == NULL)
        k.id = id;
    if (!vg_table_add(&f->known, vg_str(k.id), (int64_t)f->n, NULL))
        return VG_OK;
    f->list = vg_grow(f->a, f->list, f->n, &f->room);
    f->list[f->n++] = copied(f->a, &k);
    return VG_OK;
}

/* -- taking out --------------------------------------------------------------------------- */

/* These tell of a person, whoever else they name. */
static int is_of_person(const char *schema)
{
    static const char *const kinds[] = {"Person", "Passport", "Identification", "Family",
                                        "Associate"};

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (vg_ftm_schema_is(schema, kinds[i]))
            return 1;
    return 0;
}

static void keep_marked(struct vg_ftm *f, const unsigned char *goes)
{
    size_t kept = 0;

    f->known = VG_TABLE(f->a);
    for (size_t i = 0; i < f->n; i++) {
        if (goes[i])
            continue;
        (void)vg_table_add(&f->known, vg_str(f->list[i].id), (int64_t)kept, NULL);
        f->list[kept++] = f->list[i];
    }
    f->n = kept;
}

static int leads_to(const struct vg_ftm_statement *s)
{
    struct vg_ftm_prop p;

    return vg_ftm_prop_get(s->schema, s->prop, &p) && strcmp(p.type, "entity") == 0;
}

static int is_in(const struct vg_table *t, const char *id)
{
    int64_t there;

    return vg_table_get(t, vg_str(id), &there);
}

/* One look over all: what belongs to or leads to a gone entity goes. Did anything become gone? */
static int spread(const struct vg_ftm *f, struct vg_table *gone, unsigned char *goes)
{
    int any = 0;

    for (size_t i = 0; i < f->n; i++) {
        const struct vg_ftm_statement *s = &f->list[i];

        if (goes[i])
            continue;
        if (is_in(gone, s->canonical_id) || is_in(gone, s->entity_id)) {
            goes[i] = 1;
        } else if (is_in(gone, s->value) && leads_to(s)) {
            goes[i] = 1;
            if (vg_ftm_prop_required(s->schema, s->prop))
                any |= vg_table_add(gone, vg_str(s->canonical_id), 1, NULL);
        }
    }
    return any;
}

void vg_ftm_drop_persons(struct vg_ftm *f)
{
    unsigned char *goes = vg_alloc(f->a, f->n + 1);
    struct vg_table gone = VG_TABLE(f->a);

    for (size_t i = 0; i < f->n; i++)
        if (is_of_person(f->list[i].schema)) {
            f->persons += vg_table_add(&gone, vg_str(f->list[i].canonical_id), 1, NULL);
            (void)vg_table_add(&gone, vg_str(f->list[i].entity_id), 1, NULL);
        }
    while (spread(f, &gone, goes))
        ;
    (void)spread(f, &gone, goes);
    for (size_t i = 0; i < f->n; i++)
        if (strcmp(f->list[i].prop, "peopleMentioned") == 0)
            goes[i] = 1;
    keep_marked(f, goes);
}

/* Is there no value for one of the properties that the schema asks for? */
static int lacks(const struct vg_table *has, const struct vg_ftm_statement *s)
{
    VG_SCOPED_BUF key = {0};

    for (const char *p = vg_ftm_required(s->schema); *p != '\0';) {
        size_t n = strcspn(p, " ");

        vg_buf_clear(&key);
        vg_putf(&key, "%s\n%.*s", s->canonical_id, (int)n, p);
        if (n > 0 && !is_in(has, key.p))
            return 1;
        p += n + (p[n] != '\0');
    }
    return 0;
}

static int complete_once(struct vg_ftm *f)
{
    VG_SCOPED_ARENA work = {0};
    VG_SCOPED_BUF key = {0};
    struct vg_table there = VG_TABLE(&work), has = VG_TABLE(&work);
    unsigned char *goes = vg_alloc(&work, f->n + 1);
    size_t before = f->n;

    for (size_t i = 0; i < f->n; i++) {
        (void)vg_table_add(&there, vg_str(f->list[i].canonical_id), 1, NULL);
        (void)vg_table_add(&there, vg_str(f->list[i].entity_id), 1, NULL);
        vg_buf_clear(&key);
        vg_putf(&key, "%s\n%s", f->list[i].canonical_id, f->list[i].prop);
        (void)vg_table_add(&has, vg_buf_str(&key), 1, NULL);
    }
    for (size_t i = 0; i < f->n; i++)
        goes[i] = (unsigned char)((leads_to(&f->list[i]) && !is_in(&there, f->list[i].value)) ||
                                  lacks(&has, &f->list[i]));
    keep_marked(f, goes);
    return f->n < before;
}

void vg_ftm_complete(struct vg_ftm *f)
{
    while (complete_once(f))
        ;
}

/* -- order ------------------------------------------------------------------------------- */

static void put_line(struct vg_buf *out, const struct vg_ftm_statement *s)
{
    struct vg_json j = {.out = out};

    vg_json_object(&j);
    vg_json_kt(&j, "canonical_id", s->canonical_id);
    vg_json_kt(&j, "entity_id", s->entity_id);
    vg_json_kt(&j, "prop", s->prop);
    vg_json_kt(&j, "schema", s->schema);
    vg_json_kt(&j, "value", s->value);
    vg_json_kt(&j, "dataset", s->dataset);
    vg_json_kt(&j, "lang", s->lang);
    vg_json_kt(&j, "original_value", s->original_value);
    vg_json_kt(&j, "first_seen", s->first_seen);
    vg_json_kt(&j, "last_seen", s->last_seen);
    vg_json_kb(&j, "external", s->external);
    vg_json_kt(&j, "origin", s->origin);
    vg_json_kt(&j, "id", s->id);
    vg_json_end(&j);
}

struct placed {
    struct vg_str line;
    struct vg_ftm_statement s;
};

static int by_line(const void *x, const void *y)
{
    return vg_str_cmp(((const struct placed *)x)->line, ((const struct placed *)y)->line);
}

void vg_ftm_settle(struct vg_ftm *f)
{
    VG_SCOPED_ARENA work = {0};
    VG_SCOPED_BUF line = {0};
    struct placed *list = VG_NEW_ARRAY(&work, struct placed, f->n + 1);

    for (size_t i = 0; i < f->n; i++) {
        vg_buf_clear(&line);
        put_line(&line, &f->list[i]);
        list[i] = (struct placed){vg_str_copy(&work, vg_buf_str(&line)), f->list[i]};
    }
    if (f->n > 1)
        qsort(list, f->n, sizeof *list, by_line);
    f->known = VG_TABLE(f->a);
    for (size_t i = 0; i < f->n; i++) {
        f->list[i] = list[i].s;
        (void)vg_table_add(&f->known, vg_str(f->list[i].id), (int64_t)i, NULL);
    }
}

/* -- statements ---------------------------------------------------------------------------- */

void vg_ftm_put_statements(const struct vg_ftm *f, struct vg_buf *out)
{
    for (size_t i = 0; i < f->n; i++) {
        put_line(out, &f->list[i]);
        vg_putc(out, '\n');
    }
}

void vg_ftm_put_csv(const struct vg_ftm *f, struct vg_buf *out)
{
    static const char *const heads[] = {
        "canonical_id", "entity_id",  "prop",      "prop_type", "schema",
        "value",        "dataset",    "origin",    "lang",      "original_value",
        "external",     "first_seen", "last_seen", "id"};
    size_t n = sizeof heads / sizeof *heads;

    for (size_t i = 0; i < n; i++)
        vg_put_cell(out, heads[i], i + 1 < n ? ',' : '\n');
    for (size_t i = 0; i < f->n; i++) {
        const struct vg_ftm_statement *s = &f->list[i];
        struct vg_ftm_prop p = {.type = "id"};
        const char *cells[sizeof heads / sizeof *heads];

        (void)vg_ftm_prop_get(s->schema, s->prop, &p);
        memcpy(cells,
               ((const char *[]){s->canonical_id, s->entity_id, s->prop, p.type, s->schema,
                                 s->value, s->dataset, s->origin, s->lang, s->original_value,
                                 s->external ? "t" : "f", s->first_seen, s->last_seen, s->id}),
               sizeof cells);
        for (size_t k = 0; k < n; k++)
            vg_put_cell(out, cells[k], k + 1 < n ? ',' : '\n');
    }
}

/* -- entities ------------------------------------------------------------------------------- */

static int by_text(const void *x, const void *y)
{
    return strcmp(*(const char *const *)x, *(const char *const *)y);
}

/* Sorted, each once. */
static size_t settle_texts(const char **list, size_t n)
{
    size_t kept = 0;

    if (n > 1)
        qsort(list, n, sizeof *list, by_text);
    for (size_t i = 0; i < n; i++)
        if (kept == 0 || strcmp(list[kept - 1], list[i]) != 0)
            list[kept++] = list[i];
    return kept;
}

/* The statements of one canonical id, from `from` up to `to`. */
struct one {
    const struct vg_ftm_statement *s;
    size_t n;
    const char **texts; /* room for n */
    const char *schema;
};

/* The most special schema of them; where two do not go together, the first. */
static const char *schema_of(const struct one *e)
{
    const char *schema = e->s[0].schema;

    for (size_t i = 1; i < e->n; i++)
        if (vg_ftm_schema_is(e->s[i].schema, schema))
            schema = e->s[i].schema;
    return schema;
}

static size_t values_of(const struct one *e, const char *prop)
{
    size_t n = 0;

    for (size_t i = 0; i < e->n; i++)
        if (strcmp(e->s[i].prop, prop) == 0)
            e->texts[n++] = e->s[i].value;
    return settle_texts(e->texts, n);
}

static void put_texts(struct vg_json *j, const char *key, const char *const *list, size_t n)
{
    vg_json_key(j, key);
    vg_json_array(j);
    for (size_t i = 0; i < n; i++)
        vg_json_text(j, list[i]);
    vg_json_end(j);
}

/* Values of the properties that the schema has; those of another that was merged are left out. */
static void put_properties(struct vg_json *j, const struct one *e, struct vg_arena *a)
{
    const char **props = VG_NEW_ARRAY(a, const char *, e->n + 1);
    size_t n = 0;

    for (size_t i = 0; i < e->n; i++)
        if (strcmp(e->s[i].prop, "id") != 0)
            props[n++] = e->s[i].prop;
    n = settle_texts(props, n);
    vg_json_key(j, "properties");
    vg_json_object(j);
    for (size_t i = 0; i < n; i++) {
        struct vg_ftm_prop p;

        if (vg_ftm_prop_get(e->schema, props[i], &p))
            put_texts(j, props[i], e->texts, values_of(e, props[i]));
    }
    vg_json_end(j);
}

static void put_caption(struct vg_json *j, const struct one *e, struct vg_arena *a)
{
    for (const char *p = vg_ftm_caption(e->schema); *p != '\0';) {
        size_t n = strcspn(p, " ");

        if (values_of(e, vg_copy(a, p, n)) > 0) {
            vg_json_kt(j, "caption", e->texts[0]);
            return;
        }
        p += n + (p[n] != '\0');
    }
}

/* The earliest (or latest) of a kind of time; NULL: none is known. */
static const char *time_of(const struct one *e, int last, int of_id)
{
    const char *best = NULL;

    for (size_t i = 0; i < e->n; i++) {
        const char *t = last && !of_id ? e->s[i].last_seen : e->s[i].first_seen;

        if (t == NULL || (strcmp(e->s[i].prop, "id") == 0) != of_id)
            continue;
        if (best == NULL || (last ? strcmp(t, best) > 0 : strcmp(t, best) < 0))
            best = t;
    }
    return best;
}

static void put_time(struct vg_json *j, const char *key, const char *t)
{
    if (t != NULL)
        vg_json_kt(j, key, t);
}

static void put_entity(const struct one *e, struct vg_buf *out)
{
    VG_SCOPED_ARENA work = {0};
    struct vg_json j = {.out = out};
    size_t n = 0;

    vg_json_object(&j);
    vg_json_kt(&j, "id", e->s[0].canonical_id);
    put_caption(&j, e, &work);
    vg_json_kt(&j, "schema", e->schema);
    put_properties(&j, e, &work);
    for (size_t i = 0; i < e->n; i++)
        e->texts[i] = e->s[i].dataset;
    put_texts(&j, "datasets", e->texts, settle_texts(e->texts, e->n));
    for (size_t i = 0; i < e->n; i++)
        if (strcmp(e->s[i].entity_id, e->s[i].canonical_id) != 0)
            e->texts[n++] = e->s[i].entity_id;
    put_texts(&j, "referents", e->texts, settle_texts(e->texts, n));
    put_time(&j, "first_seen", time_of(e, 0, 0));
    put_time(&j, "last_seen", time_of(e, 1, 0));
    put_time(&j, "last_change", time_of(e, 1, 1));
    vg_json_end(&j);
    vg_putc(out, '\n');
}

void vg_ftm_put_entities(const struct vg_ftm *f, struct vg_buf *out)
{
    VG_SCOPED_ARENA work = {0};
    const char **texts = VG_NEW_ARRAY(&work, const char *, f->n + 1);

    for (size_t from = 0, to; from < f->n; from = to) {
        struct one e = {.s = &f->list[from], .texts = texts};

        for (to = from + 1; to < f->n; to++)
            if (strcmp(f->list[to].canonical_id, f->list[from].canonical_id) != 0)
                break;
        e.n = to - from;
        e.schema = schema_of(&e);
        put_entity(&e, out);
    }
}
