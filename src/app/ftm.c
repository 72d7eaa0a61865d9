/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * A case as statements of FollowTheMoney: its named things, its documents, its places. A case says
 * more than that model can hold (ranges, who says so, what speaks against it), and the model is not
 * bent to it: a claim that has such becomes a note, and the full claim stays in our own lines.
 * Everything passes the door.
 */
#include "app/ftm.h"
#include "app/known.h"

#include <inttypes.h>
#include <string.h>

#include "base/edtf.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "seal/hash.h"
#include "share/sha1.h"

/* -- putting ------------------------------------------------------------------------------ */

const char *ftm_dataset(const struct vg_case *c, struct vg_arena *a)
{
    const char *slash = strrchr(c->path, '/');
    const char *name = slash == NULL ? c->path : slash + 1;
    VG_SCOPED_BUF b = {.max = 100};

    for (const char *p = name; *p != '\0' && strcmp(p, ".vigil") != 0; p++) {
        char low = *p >= 'A' && *p <= 'Z' ? (char)(*p - 'A' + 'a') : *p;

        if ((low >= 'a' && low <= 'z') || (low >= '0' && low <= '9'))
            vg_putc(&b, low);
        else if (b.len > 0 && b.p[b.len - 1] != '_')
            vg_putc(&b, '_');
    }
    while (b.len > 0 && b.p[b.len - 1] == '_')
        b.len--;
    return b.len == 0 ? "case" : vg_copy(a, b.p, b.len);
}

/* Without blanks around it: tables take them off, and a value is to come back as it went. */
static const char *trimmed(struct ftm_case *x, const char *text)
{
    size_t n;

    text += strspn(text, " \t\r\n");
    n = strlen(text);
    while (n > 0 && strchr(" \t\r\n", text[n - 1]) != NULL)
        n--;
    return vg_copy(x->a, text, n);
}

int ftm_put(struct ftm_case *x, const struct ftm_thing *t, const char *prop, const char *value,
            const char *lang, struct vg_err *err)
{
    struct vg_ftm_statement s = {.canonical_id = t->id,
                                 .entity_id = t->entity == NULL ? t->id : t->entity,
                                 .prop = prop,
                                 .schema = t->schema,
                                 .dataset = x->dataset,
                                 .lang = vg_ftm_language(lang),
                                 .first_seen = t->seen,
                                 .origin = t->origin};

    if (value == NULL || !vg_door_lets(x->door, value))
        return VG_OK;
    s.value = trimmed(x, value);
    return vg_ftm_add(&x->ftm, &s, err);
}

int ftm_begin(struct ftm_case *x, const struct ftm_thing *t, struct vg_err *err)
{
    return ftm_put(x, t, "id", t->entity == NULL ? t->id : t->entity, NULL, err);
}

struct ftm_thing ftm_thing_of(struct ftm_case *x, const char *what, const char *schema)
{
    VG_SCOPED_SHA256 h = {0};
    VG_SCOPED_BUF b = {.max = KIB(4)}, hex = {.max = 100};
    unsigned char hash[VG_HASH_SIZE];

    vg_putf(&b, "vigil-ftm/v1\n%s\n%s", vg_record_origin(x->c->record), what);
    vg_sha256_of(&h, b.p, b.len, hash);
    vg_put_hex(&hex, hash, 16);
    return (struct ftm_thing){.id = vg_print(x->a, "vgl-%s", hex.p), .schema = schema};
}

const char *ftm_time(struct ftm_case *x, int64_t t)
{
    char text[VG_TIME_TEXT];

    vg_time_write(t, text);
    return vg_copyz(x->a, text);
}

/* -- named things ----------------------------------------------------------------------------- */

const struct vg_named *ftm_named(const struct ftm_case *x, const char *name)
{
    int64_t at;
    const struct vg_named *n;

    if (name == NULL || !vg_table_get(x->names.known, vg_str(name), &at))
        return NULL;
    n = &x->names.list[at];
    return n->id != NULL && n->kind != NULL && strcmp(n->kind, "ftm") != 0 ? n : NULL;
}

static int is_public_body(const char *level)
{
    static const char *const levels[] = {"national-ministry",
                                         "national-commission",
                                         "provincial",
                                         "prefecture",
                                         "county",
                                         "prosecutor",
                                         "mission",
                                         "host-government",
                                         "host-police",
                                         "host-intelligence"};

    for (size_t i = 0; level != NULL && i < sizeof levels / sizeof *levels; i++)
        if (strcmp(levels[i], level) == 0)
            return 1;
    return 0;
}

/* Did a court or the like confirm that it is there? */
static int is_confirmed(const struct ftm_case *x, const struct vg_named *n)
{
    for (size_t i = 0; i < n->n_claims; i++) {
        const struct vg_claim *c = vg_view_claim(&x->v, n->claims[i]);

        for (size_t k = 0; c != NULL && k < c->n_standing; k++)
            if (c->family == VG_FAMILY_EXISTENCE && strcmp(c->standing[k].value, "confirmed") == 0)
                return 1;
    }
    return 0;
}

const char *ftm_schema_of(const struct ftm_case *x, const struct vg_named *n)
{
    if (strcmp(n->kind, "prog") == 0)
        return "Project";
    if (strcmp(n->kind, "doc") == 0)
        return "Document";
    if (strcmp(n->kind, "event") == 0)
        return "Event";
    if (strcmp(n->kind, "presence") == 0)
        return is_confirmed(x, n) ? "PublicBody" : "Organization";
    return is_public_body(n->level) ? "PublicBody" : "Organization";
}

/* The first capture of a source that names it. */
static const char *seen_first(struct ftm_case *x, const struct vg_named *n)
{
    int64_t first = 0;

    for (size_t i = 0; i < n->n_sources; i++) {
        const struct vg_source_info *s = vg_view_source(&x->v, n->sources[i]);

        if (s != NULL && (first == 0 || s->captured_at < first))
            first = s->captured_at;
    }
    return first == 0 ? NULL : ftm_time(x, first);
}

/* "PSB", "MPS": capitals and digits alone. */
static int is_acronym(const char *text)
{
    size_t n = strlen(text), capitals = 0;

    for (size_t i = 0; i < n; i++)
        capitals += text[i] >= 'A' && text[i] <= 'Z';
    return capitals >= 2 && n <= 6 && strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.") == n;
}

/* How it is written besides. Projects, documents and events have aliases too: all are things. */
static int put_forms(struct ftm_case *x, const struct vg_named *n, struct ftm_thing *t,
                     struct vg_err *err)
{
    struct vg_name_form *forms = NULL;
    size_t n_forms = 0;
    int rc = vg_name_forms(x->c, n, x->a, &forms, &n_forms, err);

    for (size_t i = 0; rc == VG_OK && i < n_forms; i++) {
        const struct vg_claim *c = vg_view_claim(&x->v, forms[i].claim);
        struct ftm_thing m;

        if (c == NULL || !vg_door_lets_claim(x->door, c))
            continue;
        t->origin = vg_print(x->a, "vigil:claim:c%" PRId64, forms[i].claim);
        rc = ftm_put(x, t, is_acronym(forms[i].text) ? "weakAlias" : "alias", forms[i].text,
                     forms[i].language, err);
        t->origin = NULL;
        if (rc != VG_OK || !vg_ftm_schema_is(t->schema, "LegalEntity"))
            continue;
        m = ftm_thing_of(x, vg_print(x->a, "mention %s %s", n->name, forms[i].text), "Mention");
        m.origin = vg_print(x->a, "vigil:claim:c%" PRId64, forms[i].claim);
        rc = ftm_begin(x, &m, err);
        if (rc == VG_OK)
            rc = ftm_put(x, &m, "document", ftm_document(x, c->passage->source), NULL, err);
        if (rc == VG_OK)
            rc = ftm_put(x, &m, "name", forms[i].text, forms[i].language, err);
        if (rc == VG_OK)
            rc = ftm_put(x, &m, "resolved", t->id, NULL, err);
        if (rc == VG_OK)
            rc = ftm_put(x, &m, "detectedSchema", t->schema, NULL, err);
    }
    return rc;
}

static int put_topics(struct ftm_case *x, const struct vg_named *n, const struct ftm_thing *t,
                      struct vg_err *err)
{
    static const struct {
        const char *level, *topic;
    } rows[] = {{"prefecture", "gov.muni"},         {"county", "gov.muni"},
                {"national-ministry", "gov.admin"}, {"national-commission", "gov.admin"},
                {"provincial", "gov.admin"},        {"host-government", "gov.admin"},
                {"host-police", "gov.security"},    {"host-intelligence", "gov.security"}};
    int rc = VG_OK;

    for (size_t i = 0; rc == VG_OK && n->level != NULL && i < sizeof rows / sizeof *rows; i++)
        if (strcmp(rows[i].level, n->level) == 0)
            rc = ftm_put(x, t, "topics", rows[i].topic, NULL, err);
    if (rc == VG_OK && ((n->zh != NULL && strstr(n->zh, "公安") != NULL) ||
                        (n->en != NULL && strstr(n->en, "Public Security") != NULL)))
        rc = ftm_put(x, t, "topics", "gov.security", NULL, err);
    return rc;
}

/* What it is part of: of a project a participant, of a body its parent. */
static int put_parent(struct ftm_case *x, const struct vg_named *n, const struct ftm_thing *t,
                      struct vg_err *err)
{
    const struct vg_named *up = ftm_named(x, n->parent);
    const char *schema = up == NULL ? "" : ftm_schema_of(x, up);
    struct ftm_thing p;
    int rc;

    if (!vg_ftm_schema_is(schema, "LegalEntity") || strcmp(up->entity, t->id) == 0)
        return VG_OK;
    if (vg_ftm_schema_is(t->schema, "LegalEntity"))
        return ftm_put(x, t, "parent", up->entity, NULL, err);
    if (strcmp(t->schema, "Project") != 0)
        return VG_OK;
    p = ftm_thing_of(x, vg_print(x->a, "participant %s %s", n->name, up->name),
                     "ProjectParticipant");
    rc = ftm_begin(x, &p, err);
    if (rc == VG_OK)
        rc = ftm_put(x, &p, "project", t->id, NULL, err);
    if (rc == VG_OK)
        rc = ftm_put(x, &p, "participant", up->entity, NULL, err);
    return rc == VG_OK ? ftm_put(x, &p, "role", "parent", NULL, err) : rc;
}

/* One name of a thing; words that people judged to be the same are an alias of it. */
static int put_name(struct ftm_case *x, const struct vg_named *n, const char *schema,
                    struct vg_err *err)
{
    struct ftm_thing t = {
        .id = n->entity, .entity = n->id, .schema = schema, .seen = seen_first(x, n)};
    const char *label = n->en != NULL ? n->en : n->zh != NULL ? n->zh : n->name;
    const char *prop = strcmp(n->id, n->entity) == 0 ? "name" : "alias";
    int rc = VG_OK;

    if (!vg_door_lets(x->door, n->en) || !vg_door_lets(x->door, n->zh) ||
        !vg_door_lets(x->door, n->name))
        return VG_OK;
    rc = ftm_begin(x, &t, err);
    if (rc == VG_OK)
        rc = ftm_put(x, &t, prop, n->en, "en", err);
    if (rc == VG_OK)
        rc = ftm_put(x, &t, prop, n->zh, "zh", err);
    if (rc == VG_OK && n->en == NULL && n->zh == NULL)
        rc = ftm_put(x, &t, prop, label, NULL, err);
    if (rc == VG_OK && strcmp(schema, "Document") == 0)
        rc = ftm_put(x, &t, "fileName", label, NULL, err);
    if (rc == VG_OK && strcmp(schema, "Project") == 0)
        rc = ftm_put(x, &t, "projectId", n->name, NULL, err);
    if (rc == VG_OK && vg_ftm_schema_is(schema, "LegalEntity"))
        rc = ftm_put(x, &t, "classification", n->level, NULL, err);
    if (rc == VG_OK)
        rc = put_topics(x, n, &t, err);
    if (rc == VG_OK)
        rc = put_parent(x, n, &t, err);
    return rc == VG_OK ? put_forms(x, n, &t, err) : rc;
}

static int put_names(struct ftm_case *x, struct vg_err *err)
{
    int rc = VG_OK;

    for (size_t i = 0; rc == VG_OK && i < x->names.n; i++) {
        const struct vg_named *n = &x->names.list[i];

        if (ftm_named(x, n->name) == n)
            rc = put_name(x, n, ftm_schema_of(x, n), err);
        for (size_t k = 0; rc == VG_OK && n->kind == NULL && n->id != NULL && k < n->n_same; k++) {
            const struct vg_named *other = ftm_named(x, n->same[k]);

            if (other == NULL)
                continue;
            rc = put_name(x, n, ftm_schema_of(x, other), err);
            break;
        }
    }
    return rc;
}

/* -- documents --------------------------------------------------------------------------------- */

static const char *document_schema(const struct vg_source *s)
{
    const char *kind = s->info.kind == NULL ? "" : s->info.kind;

    if (strncmp(kind, "press", 5) == 0 || strcmp(kind, "official-media") == 0)
        return "Article";
    if (s->media != NULL && strncmp(s->media, "text/html", 9) == 0)
        return "HyperText";
    return s->media != NULL && strncmp(s->media, "text/plain", 10) == 0 ? "PlainText" : "Document";
}

static struct ftm_thing document_of(struct ftm_case *x, const struct vg_source *s)
{
    struct ftm_thing t =
        ftm_thing_of(x, vg_print(x->a, "source s%" PRId64, s->info.id), document_schema(s));

    t.origin = vg_print(x->a, "vigil:source:s%" PRId64, s->info.id);
    t.seen = ftm_time(x, s->info.captured_at);
    return t;
}

const char *ftm_document(struct ftm_case *x, int64_t source)
{
    size_t low = 0, high = x->n_sources;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (x->sources[middle].info.id < source)
            low = middle + 1;
        else
            high = middle;
    }
    return low < x->n_sources && x->sources[low].info.id == source ? x->documents[low] : NULL;
}

static int hash_piece(void *w, const void *bytes, size_t n)
{
    vg_sha1_add(w, bytes, n);
    return 0;
}

const char *ftm_date(struct vg_arena *a, const char *date)
{
    size_t n = date == NULL ? 0 : strspn(date, "0123456789-");
    struct vg_date d;

    if (n == 0 || date[n] != '\0' || (n != 4 && n != 7 && n != 10) ||
        vg_edtf_readz(date, &d, NULL) != VG_OK)
        return NULL;
    if (n >= 7 && (date[5] > '1' || (date[5] == '1' && date[6] > '2')))
        return NULL; /* a season */
    return vg_copy(a, date, n);
}

static int put_document(struct ftm_case *x, const struct vg_source *s, struct vg_err *err)
{
    VG_SCOPED_SHA1 h = {0};
    char sum[VG_SHA1_HEX];
    struct ftm_thing t = document_of(x, s);
    const char *url = s->info.url;
    const struct {
        const char *prop, *value;
    } rows[] = {
        {"fileName", s->info.label},
        {"name", s->info.title == NULL ? s->info.label : s->info.title},
        {"title", s->info.title},
        {"publisher", s->info.publisher},
        {"sourceUrl", url != NULL && strncmp(url, "http", 4) == 0 ? url : NULL},
        {"publishedAt", ftm_date(x->a, s->info.date)},
        {"retrievedAt", vg_copy(x->a, t.seen, 10)},
        {"contentHash", sum},
        {"language", vg_ftm_language(s->info.language)},
        {"mimeType", s->media == NULL ? NULL : vg_copy(x->a, s->media, strcspn(s->media, "; "))},
    };
    int rc;

    if (!vg_door_lets(x->door, s->info.label) || !vg_door_lets(x->door, s->info.title))
        return VG_OK;
    vg_sha1_begin(&h);
    rc = vg_source_raw(x->c, s->info.id, hash_piece, &h, err);
    vg_sha1_done(&h, sum);
    if (rc == VG_OK)
        rc = ftm_begin(x, &t, err);
    for (size_t i = 0; rc == VG_OK && i < sizeof rows / sizeof *rows; i++)
        rc = ftm_put(x, &t, rows[i].prop, rows[i].value,
                     strcmp(rows[i].prop, "title") == 0 ? s->info.language : NULL, err);
    return rc;
}

static int put_documents(struct ftm_case *x, struct vg_err *err)
{
    int rc = VG_OK;

    for (size_t i = 0; rc == VG_OK && i < x->n_sources; i++) {
        if (vg_app_stopped(&x->c->app))
            return vg_fail(err, VG_E_INTERRUPTED, "interrupted; nothing was written");
        rc = put_document(x, &x->sources[i], err);
    }
    return rc;
}

/* -- places -------------------------------------------------------------------------------------
 */

const char *ftm_country(struct ftm_case *x, const char *place)
{
    const struct vg_place *p = vg_place_at(&x->v.places, place, VG_PLACE_COUNTRY);
    char *code;

    if (p == NULL || p->level != VG_PLACE_COUNTRY || strlen(p->id) != 2)
        return NULL;
    code = vg_copyz(x->a, p->id);
    for (char *q = code; *q != '\0'; q++)
        *q = *q >= 'A' && *q <= 'Z' ? (char)(*q - 'A' + 'a') : *q;
    return code;
}

static void put_chain(const struct ftm_case *x, const struct vg_place *p, struct vg_buf *b)
{
    for (int left = 6; p != NULL && p->level > VG_PLACE_CONTINENT && left > 0; left--) {
        vg_putf(b, "%s%s", b->len > 0 ? ", " : "", p->en);
        p = p->parent == NULL ? NULL : vg_place_get(&x->v.places, p->parent);
    }
}

const char *ftm_place(struct ftm_case *x, const char *place, enum vg_place_level level,
                      struct vg_err *err, int *rc)
{
    const struct vg_place *p = vg_place_get(&x->v.places, place), *state;
    VG_SCOPED_BUF full = {.max = KIB(1)};
    struct ftm_thing t;

    if (p != NULL && p->level > level)
        p = vg_place_at(&x->v.places, place, level);
    if (p == NULL || p->level < VG_PLACE_COUNTRY)
        return NULL;
    t = ftm_thing_of(x, vg_print(x->a, "place %s", p->id), "Address");
    put_chain(x, p, &full);
    state = vg_place_at(&x->v.places, p->id, VG_PLACE_REGION);
    *rc = ftm_begin(x, &t, err);
    if (*rc == VG_OK)
        *rc = ftm_put(x, &t, "full", full.p, "en", err);
    if (*rc == VG_OK)
        *rc = ftm_put(x, &t, "name", p->en, "en", err);
    if (*rc == VG_OK)
        *rc = ftm_put(x, &t, "name", p->zh, "zh", err);
    if (*rc == VG_OK && p->level >= VG_PLACE_METRO)
        *rc = ftm_put(x, &t, "city", p->en, "en", err);
    if (*rc == VG_OK && state != NULL && state->level == VG_PLACE_REGION)
        *rc = ftm_put(x, &t, "state", state->en, "en", err);
    if (*rc == VG_OK)
        *rc = ftm_put(x, &t, "country", ftm_country(x, p->id), NULL, err);
    return *rc == VG_OK ? t.id : NULL;
}

/* -- what a program proposes --------------------------------------------------------------------
 */

static int put_pair(struct ftm_case *x, const struct vg_name_pair *p, struct vg_err *err)
{
    const struct vg_named *l = ftm_named(x, p->left->name), *r = ftm_named(x, p->right->name);
    struct ftm_thing t;
    const char *score = vg_print(x->a, "%.3f", p->score.score);
    int rc;

    if (l == NULL || r == NULL || !vg_door_lets(x->door, l->en) || !vg_door_lets(x->door, r->en))
        return VG_OK;
    t = ftm_thing_of(x, vg_print(x->a, "similar %s %s", l->name, r->name), "Similar");
    rc = ftm_begin(x, &t, err);
    if (rc == VG_OK)
        rc = ftm_put(x, &t, "candidate", l->entity, NULL, err);
    if (rc == VG_OK)
        rc = ftm_put(x, &t, "match", r->entity, NULL, err);
    if (rc == VG_OK)
        rc = ftm_put(x, &t, "confidenceScore", score, NULL, err);
    for (size_t i = 0; rc == VG_OK && i < p->score.n; i++)
        rc =
            ftm_put(x, &t, "criteria",
                    vg_print(x->a, "%s %s", p->score.because[i].feature, p->score.because[i].level),
                    "en", err);
    return rc == VG_OK ? ftm_put(x, &t, "matcher", VG_PROGRAM, NULL, err) : rc;
}

static int put_similar(struct ftm_case *x, struct vg_err *err)
{
    struct vg_name_pair *list = NULL;
    size_t n = 0;
    int rc = vg_alike_known_before(x->c, &x->names, INT64_MAX, x->a, &list, &n, NULL, err);

    for (size_t i = 0; rc == VG_OK && i < n; i++)
        rc = put_pair(x, &list[i], err);
    return rc;
}

/* -- all of it ------------------------------------------------------------------------------------
 */

/* What others say of their entities; under the id of what people judged them to be one with. */
static int put_brought(struct ftm_case *x, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, x->c->store, VG_SQL_STATEMENTS_ALL, err);

    while (rc == VG_OK && (rc = vg_step(st, err)) == VG_ROW) {
        struct vg_ftm_statement s = {.id = vg_column_copy(st, 0, x->a),
                                     .canonical_id = vg_column_copy(st, 1, x->a),
                                     .entity_id = vg_column_copy(st, 2, x->a),
                                     .prop = vg_column_copy(st, 3, x->a),
                                     .schema = vg_column_copy(st, 4, x->a),
                                     .value = vg_column_copy(st, 5, x->a),
                                     .dataset = vg_column_copy(st, 6, x->a),
                                     .lang = vg_column_copy(st, 7, x->a),
                                     .original_value = vg_column_copy(st, 8, x->a),
                                     .first_seen = vg_column_copy(st, 9, x->a),
                                     .last_seen = vg_column_copy(st, 10, x->a),
                                     .origin = vg_column_copy(st, 11, x->a),
                                     .external = vg_column_i64(st, 12) != 0};
        int64_t at;

        if (vg_table_get(x->names.known, vg_str(vg_print(x->a, VG_NAME_FTM "%s", s.entity_id)),
                         &at) &&
            x->names.list[at].n_same > 1 && x->names.list[at].entity != NULL)
            s.canonical_id = x->names.list[at].entity;
        rc = vg_door_lets(x->door, s.value) ? vg_ftm_add(&x->ftm, &s, err) : VG_OK;
    }
    return rc;
}

int ftm_of_case(struct vg_case *c, struct vg_arena *a, unsigned with, struct ftm_case *x,
                struct vg_err *err)
{
    int rc;

    *x = (struct ftm_case){.c = c, .a = a, .dataset = ftm_dataset(c, a), .ftm = vg_ftm_make(a)};
    rc = vg_view_load(c, 0, a, &x->v, NULL, err);
    if (rc == VG_OK)
        rc = vg_names_load(c, a, &x->names, err);
    if (rc == VG_OK)
        rc = vg_sources(c, a, &x->sources, &x->n_sources, err);
    if (rc != VG_OK)
        return rc;
    x->door = vg_door_make(&x->v, a);
    x->documents = VG_NEW_ARRAY(a, const char *, x->n_sources + 1);
    for (size_t i = 0; i < x->n_sources; i++)
        x->documents[i] = document_of(x, &x->sources[i]).id;
    rc = put_documents(x, err);
    if (rc == VG_OK)
        rc = put_names(x, err);
    if (rc == VG_OK)
        rc = ftm_claims(x, err);
    if (rc == VG_OK)
        vg_ftm_complete(&x->ftm);
    if (rc == VG_OK && (with & FTM_SIMILAR))
        rc = put_similar(x, err);
    if (rc == VG_OK && (with & FTM_BROUGHT))
        rc = put_brought(x, err);
    if (rc == VG_OK)
        vg_ftm_settle(&x->ftm);
    return rc;
}
