/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Import of JSON lines, all or nothing: one transaction, committed at the end, or
 * rolled back after a failure and after a dry run, which therefore checks the
 * very same things. What is there already (by ref, name or equal words) is
 * counted as known and passed over, so that a file can be imported again.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "app/inside.h"
#include "base/edtf.h"
#include "base/limits.h"
#include "base/order.h"
#include "base/table.h"
#include "capture/preserve.h"
#include "claim/claim_job.h"
#include "claim/exposures_job.h"
#include "claim/list_job.h"
#include "read/read_job.h"

#define VG_NOTE_MEDIA "text/plain; charset=utf-8"

struct importing {
    struct vg_case *c;
    struct vg_arena *a;   /* of the whole file: texts, names */
    struct vg_arena *row; /* of one line, emptied before the next */
    int64_t line;
    struct note *notes; /* ascending line */
    size_t n_notes, room_notes;
    struct vg_text_cache *cache;
    struct vg_preserve *p;
    struct vg_table sources; /* ref of this file -> source id */
    struct vg_table claims;  /* ref of this file -> claim id */
    struct vg_import_report *report;
    int pending;       /* rows of small things that wait for one entry */
    int64_t *confirms; /* claims that come to stand as confirmed, by nobody in particular */
    size_t n_confirms, room_confirms;
};

/* -- helpers ------------------------------------------------------------------------------ */

struct field {
    const char *key;
    const char **out;
    int required;
};

/* Texts of an object; "type" and the keys listed are all it may have. */
static int read_texts(const json_t *o, const struct field *f, size_t n, struct vg_err *err)
{
    json_t *walked = (json_t *)(uintptr_t)o; /* jansson's iterators are not const */

    for (void *it = json_object_iter(walked); it != NULL; it = json_object_iter_next(walked, it)) {
        const char *key = json_object_iter_key(it);
        size_t i = 0;

        while (i < n && strcmp(f[i].key, key) != 0)
            i++;
        if (i == n && strcmp(key, "type") != 0)
            return vg_fail(err, VG_E_FORMAT, "\"%.60s\" is no key of it", key);
    }
    for (size_t i = 0; i < n; i++) {
        int rc = vg_json_get_text(o, f[i].key, f[i].out, err);

        if (rc != VG_OK)
            return rc;
        if (f[i].required && (*f[i].out == NULL || **f[i].out == '\0'))
            return vg_fail(err, VG_E_FORMAT, "%s: it is missing", f[i].key);
        if (*f[i].out != NULL && strcmp(f[i].key, "text") != 0 &&
            strlen(*f[i].out) > (size_t)VG_MAX_WORDS)
            return vg_fail(err, VG_E_LIMIT, "%s: longer than %d bytes", f[i].key,
                           (int)VG_MAX_WORDS);
    }
    return VG_OK;
}

static int check_date(const char *field, const char *date, struct vg_err *err)
{
    struct vg_date d;
    int rc = date == NULL ? VG_OK : vg_edtf_readz(date, &d, err);

    return rc == VG_OK ? VG_OK : vg_within(err, rc, "%s", field);
}

/* One integer by one bound text; 0 when there is no row. */
static int id_by_text(struct vg_case *c, enum vg_sql sql, const char *name, const char *text,
                      int64_t *out, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, c->store, sql, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_text(st, name, text);
    rc = vg_step(st, err);
    *out = rc == VG_ROW ? vg_column_i64(st, 0) : 0;
    return rc < 0 ? rc : VG_OK;
}

/* A source as lines name it: a ref of this file, "s12", or the label of a kept one. */
static int find_source(struct importing *im, const char *name, int64_t *out, struct vg_err *err)
{
    int64_t id = 0;
    int rc;

    if (vg_table_get(&im->sources, vg_str(name), out))
        return VG_OK;
    if (vg_id_read(name, 's', &id, NULL) == VG_OK) {
        int64_t blob;

        rc = vg_source_blob(im->c, id, &blob, err);
    } else {
        rc = id_by_text(im->c, VG_SQL_SOURCE_BY_LABEL, ":label", name, &id, err);
    }
    if (rc == VG_OK && id == 0)
        return vg_fail(err, VG_E_ABSENT, "source: there is none called \"%.60s\"", name);
    if (rc == VG_OK)
        *out = id;
    return rc;
}

/* An id that a line gives as a number may name nothing. */
static int id_exists(struct importing *im, enum vg_sql sql, int64_t *id, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, im->c->store, sql, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":id", *id);
    rc = vg_step(st, err);
    *id = rc == VG_ROW ? *id : 0;
    return rc < 0 ? rc : VG_OK;
}

static int find_claim(struct importing *im, const char *field, const char *name, int64_t *out,
                      struct vg_err *err)
{
    int64_t id = 0;
    int rc = VG_OK;

    *out = 0;
    if (name == NULL)
        return VG_OK;
    if (vg_table_get(&im->claims, vg_str(name), out))
        return VG_OK;
    if (vg_id_read(name, 'c', &id, NULL) != VG_OK)
        rc = id_by_text(im->c, VG_SQL_CLAIM_BY_REF, ":ref", name, &id, err);
    else
        rc = id_exists(im, VG_SQL_CLAIM_EXISTS, &id, err);
    if (rc == VG_OK && id == 0)
        return vg_fail(err, VG_E_ABSENT, "%s: there is no claim \"%.60s\"", field, name);
    *out = id;
    return rc;
}

static int find_root(struct importing *im, const char *name, int64_t *out, struct vg_err *err)
{
    int rc = id_by_text(im->c, VG_SQL_ROOT_BY_NAME, ":name", name, out, err);

    if (rc == VG_OK && *out == 0 && vg_id_read(name, 'r', out, NULL) == VG_OK)
        rc = id_exists(im, VG_SQL_ROOT_EXISTS, out, err);
    if (rc == VG_OK && *out == 0)
        return vg_fail(err, VG_E_ABSENT, "root: there is none called \"%.60s\"", name);
    return rc;
}

/* -- rows -------------------------------------------------------------------------------------- */

/* Is such a row there already? Ends the statement. */
static int is_there(struct vg_stmt *st, int *out, struct vg_err *err)
{
    int rc = vg_step(st, err);

    *out = rc == VG_ROW;
    vg_stmt_end(st);
    return rc < 0 ? rc : VG_OK;
}

static int reply_is_known(struct importing *im, const struct vg_reply *r, int *out,
                          struct vg_err *err)
{
    struct vg_stmt *st = NULL;
    int rc = vg_stmt(&st, im->c->store, VG_SQL_REPLY_KNOWN, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":claim", r->claim);
    vg_bind_text(st, ":question", r->question);
    vg_bind_text(st, ":response", r->response);
    vg_bind_text(st, ":speaker", r->speaker);
    vg_bind_text(st, ":dated", r->date);
    vg_bind_text(st, ":words", r->words);
    return is_there(st, out, err);
}

static int standing_is_known(struct importing *im, int64_t claim, const struct vg_standing *s,
                             int *out, struct vg_err *err)
{
    struct vg_stmt *st = NULL;
    int rc = vg_stmt(&st, im->c->store, VG_SQL_STANDING_KNOWN, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":claim", claim);
    vg_bind_text(st, ":value", s->value);
    vg_bind_text(st, ":speaker", s->speaker);
    vg_bind_text(st, ":dated", s->date);
    return is_there(st, out, err);
}

static void bind_nodes(struct vg_stmt *st, const char *kind, const struct vg_node *from,
                       const struct vg_node *to)
{
    vg_bind_text(st, ":kind", kind);
    vg_bind_text(st, ":from_kind", from->kind == VG_NODE_ROOT ? "root" : "source");
    vg_bind_i64(st, ":from_id", from->id);
    vg_bind_text(st, ":to_kind", to->kind == VG_NODE_ROOT ? "root" : "source");
    vg_bind_i64(st, ":to_id", to->id);
}

static int edge_is_known(struct importing *im, const char *kind, const struct vg_node *from,
                         const struct vg_node *to, int *out, struct vg_err *err)
{
    struct vg_stmt *st = NULL;
    int rc = vg_stmt(&st, im->c->store, VG_SQL_EDGE_KNOWN, err);

    if (rc != VG_OK)
        return rc;
    bind_nodes(st, kind, from, to);
    return is_there(st, out, err);
}

static int reading_is_known(struct importing *im, int64_t root, const char *family, int64_t claim,
                            int says_not, int *out, struct vg_err *err)
{
    struct vg_stmt *st = NULL;
    int rc = vg_stmt(&st, im->c->store, VG_SQL_READING_KNOWN, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":root", root);
    vg_bind_text(st, ":family", family);
    if (claim != 0)
        vg_bind_i64(st, ":claim", claim);
    if (says_not)
        vg_bind_i64(st, ":says_not", 1);
    return is_there(st, out, err);
}

static int source_state_is_known(struct importing *im, int64_t source, const char *says, int *out,
                                 struct vg_err *err)
{
    struct vg_stmt *st = NULL;
    int rc = vg_stmt(&st, im->c->store, VG_SQL_SOURCE_STATE_KNOWN, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":source", source);
    vg_bind_text(st, ":says", says);
    return is_there(st, out, err);
}

static int root_state_is_known(struct importing *im, int64_t root, int64_t source,
                               const char *corrected, int *out, struct vg_err *err)
{
    struct vg_stmt *st = NULL;
    int rc = vg_stmt(&st, im->c->store, VG_SQL_ROOT_STATE_KNOWN, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":root", root);
    if (source != 0)
        vg_bind_i64(st, ":source", source);
    vg_bind_text(st, ":corrected", corrected);
    return is_there(st, out, err);
}

static int seal(struct importing *im, enum vg_entry_kind kind, struct vg_err *err)
{
    im->pending = 0;
    return vg_record_seal(im->c->record, kind, NULL, err);
}

/* Entities, roots and places come in one entry of kind import. */
static int seal_pending(struct importing *im, struct vg_err *err)
{
    return im->pending ? seal(im, VG_ENTRY_IMPORT, err) : VG_OK;
}

static int take_entity(struct importing *im, const json_t *o, struct vg_err *err)
{
    const char *id, *en, *zh, *level, *parent;
    const struct field f[] = {{"id", &id, 1},
                              {"en", &en, 0},
                              {"zh", &zh, 0},
                              {"level", &level, 0},
                              {"parent", &parent, 0}};
    struct vg_stmt *st = NULL;
    int64_t there = 0, row;
    int rc = read_texts(o, f, 5, err);

    if (rc == VG_OK)
        rc = id_by_text(im->c, VG_SQL_ENTITY_BY_NAME, ":name", id, &there, err);
    if (rc != VG_OK || there != 0) {
        im->report->known += there != 0;
        return rc;
    }
    rc = vg_keep(im->c->record, VG_KEPT_ENTITY, &st, &row, err);
    if (rc != VG_OK)
        return rc;
    vg_bind_text(st, ":name", id);
    vg_bind_text(st, ":en", en);
    vg_bind_text(st, ":zh", zh);
    vg_bind_text(st, ":level", level);
    vg_bind_text(st, ":parent", parent);
    im->report->entities++;
    im->pending = 1;
    return vg_run_end(st, err);
}

static int take_place(struct importing *im, const json_t *o, struct vg_err *err)
{
    const char *id, *level, *parent, *en, *zh;
    const struct field f[] = {{"id", &id, 1},
                              {"level", &level, 1},
                              {"parent", &parent, 1},
                              {"en", &en, 1},
                              {"zh", &zh, 0}};
    struct vg_places builtin = {0};
    enum vg_place_level as_level;
    struct vg_stmt *st = NULL;
    int64_t row;
    int known = 0;
    int rc = read_texts(o, f, 5, err);

    if (rc == VG_OK)
        rc = vg_place_level_read(level, &as_level, err);
    if (rc == VG_OK)
        rc = vg_place_is_added(im->c, id, &known, err);
    if (rc != VG_OK)
        return rc;
    if (known || vg_place_get(&builtin, id) != NULL) {
        im->report->known++;
        return VG_OK;
    }
    rc = vg_keep(im->c->record, VG_KEPT_PLACE, &st, &row, err);
    if (rc != VG_OK)
        return rc;
    vg_bind_text(st, ":name", id);
    vg_bind_text(st, ":level", level);
    vg_bind_text(st, ":parent", parent);
    vg_bind_text(st, ":en", en);
    vg_bind_text(st, ":zh", zh);
    im->report->places++;
    im->pending = 1;
    return vg_run_end(st, err);
}

/* *known_out: there was nothing to add. */
static int keep_root_state(struct importing *im, int64_t root, int64_t source,
                           const char *corrected, int *known_out, struct vg_err *err)
{
    struct vg_stmt *st = NULL;
    int64_t row;
    int known = 0;
    int rc;

    *known_out = 1;
    if (source == 0 && corrected == NULL)
        return VG_OK;
    rc = root_state_is_known(im, root, source, corrected, &known, err);
    if (rc == VG_OK && !known)
        rc = vg_keep(im->c->record, VG_KEPT_ROOT_STATE, &st, &row, err);
    if (rc != VG_OK || known)
        return rc;
    vg_bind_i64(st, ":root", root);
    if (source != 0)
        vg_bind_i64(st, ":source", source);
    vg_bind_text(st, ":corrected", corrected);
    im->pending = 1;
    *known_out = 0;
    return vg_run_end(st, err);
}

static int take_root(struct importing *im, const json_t *o, struct vg_err *err)
{
    const char *name, *what, *speaker, *url, *source, *corrected;
    const struct field f[] = {{"name", &name, 1},       {"what", &what, 0},
                              {"speaker", &speaker, 0}, {"url", &url, 0},
                              {"source", &source, 0},   {"corrected", &corrected, 0}};
    struct vg_stmt *st = NULL;
    int64_t root = 0, held = 0;
    int known = 0;
    int rc = read_texts(o, f, 6, err);

    if (rc == VG_OK && source != NULL)
        rc = find_source(im, source, &held, err);
    if (rc == VG_OK)
        rc = id_by_text(im->c, VG_SQL_ROOT_BY_NAME, ":name", name, &root, err);
    if (rc != VG_OK)
        return rc;
    if (root != 0) {
        rc = keep_root_state(im, root, held, corrected, &known, err);
        im->report->known += known;
        return rc;
    }
    rc = vg_keep(im->c->record, VG_KEPT_ROOT, &st, &root, err);
    if (rc != VG_OK)
        return rc;
    vg_bind_text(st, ":name", name);
    vg_bind_text(st, ":what", what == NULL ? "" : what);
    vg_bind_text(st, ":speaker", speaker);
    vg_bind_text(st, ":url", url);
    rc = vg_run_end(st, err);
    im->report->roots++;
    im->pending = 1;
    return rc == VG_OK ? keep_root_state(im, root, held, corrected, &known, err) : rc;
}

/* -- notes ------------------------------------------------------------------------------------- */

/*
 * The notes of the file are read before its lines are taken, some hundred at a
 * time in one closed child: the file is one input with one author. What comes
 * back waits here, by the number of its line.
 */
enum { NOTES_AT_ONCE = 512 };

struct note {
    int64_t line;
    struct vg_str message;
    const char *unread;
};

struct note_batch {
    struct importing *im;
    struct vg_arena memory; /* texts on their way to the child */
    struct vg_read_piece pieces[NOTES_AT_ONCE];
    int64_t lines[NOTES_AT_ONCE];
    size_t n, bytes;
};

static int take_message(void *w, size_t i, struct vg_str message, const char *unread,
                        struct vg_err *err)
{
    struct note_batch *b = w;
    struct importing *im = b->im;

    (void)err;
    im->notes = vg_grow(im->a, im->notes, im->n_notes, &im->room_notes);
    im->notes[im->n_notes++] = (struct note){
        b->lines[i], unread == NULL ? vg_str_copy(im->a, message) : (struct vg_str){0},
        vg_copyz(im->a, unread)};
    return VG_OK;
}

static int read_batch(struct note_batch *b, struct vg_err *err)
{
    int rc = VG_OK;

    if (b->n > 0)
        rc = vg_read_pieces(b->pieces, b->n, b->im->c->app.weak_box, take_message, b, err);
    b->n = 0;
    b->bytes = 0;
    vg_arena_end(&b->memory);
    return rc;
}

static int batch_line(struct note_batch *b, struct vg_str line, int64_t number, struct vg_err *err)
{
    VG_SCOPED_JSON *o = NULL;
    const char *type, *text, *url, *label;
    int rc;

    /* what is wrong with a line is said when it is taken */
    if (vg_json_read(line.p, line.len, &o, NULL) != VG_OK || !json_is_object(o))
        return VG_OK;
    type = json_string_value(json_object_get(o, "type"));
    text = json_string_value(json_object_get(o, "text"));
    url = json_string_value(json_object_get(o, "url"));
    label = json_string_value(json_object_get(o, "label"));
    if (type == NULL || strcmp(type, "source-note") != 0 || text == NULL || *text == '\0')
        return VG_OK;
    b->lines[b->n] = number;
    b->pieces[b->n].bytes = vg_str_copy(&b->memory, vg_str(text));
    b->pieces[b->n].media = VG_NOTE_MEDIA;
    b->pieces[b->n].name = vg_copyz(&b->memory, url == NULL ? label : url);
    b->bytes += b->pieces[b->n++].bytes.len;
    if (b->n < NOTES_AT_ONCE && b->bytes < (size_t)MIB(4))
        return VG_OK;
    rc = read_batch(b, err);
    return rc;
}

static const struct note *note_of_line(const struct importing *im, int64_t line)
{
    size_t low = 0, high = im->n_notes;

    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (im->notes[mid].line < line)
            low = mid + 1;
        else
            high = mid;
    }
    return low < im->n_notes && im->notes[low].line == line ? &im->notes[low] : NULL;
}

/* The text of a note into the derived tables and the cache that passages are placed in. */
static int put_note_text(struct importing *im, int64_t source, const char *title,
                         struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    const struct note *note = note_of_line(im, im->line);
    struct vg_text t;
    int64_t blob;
    int rc;

    if (note == NULL || note->unread != NULL)
        return vg_fail(err, VG_E_FORMAT, "text: %s",
                       note == NULL ? "it was not read" : note->unread);
    rc = vg_text_read(note->message.p, note->message.len, &a, &t, err);
    if (rc == VG_OK)
        rc = vg_source_blob(im->c, source, &blob, err);
    if (rc == VG_OK)
        rc = vg_text_put(im->c->store, blob, title, &t, note->message, NULL, err);
    if (rc == VG_E_CONFLICT)
        rc = VG_OK; /* the same bytes were here already, and so is their text */
    if (rc == VG_OK)
        vg_text_cache_put(im->cache, source, vg_str_copy(im->a, t.text),
                          vg_copy(im->a, t.reader.p, t.reader.len));
    return rc;
}

static int take_note(struct importing *im, const json_t *o, struct vg_err *err)
{
    const char *ref, *label, *url, *title, *publisher, *date, *language, *kind, *text;
    const struct field f[] = {
        {"ref", &ref, 0},           {"label", &label, 1},         {"url", &url, 0},
        {"title", &title, 0},       {"publisher", &publisher, 0}, {"date", &date, 0},
        {"language", &language, 0}, {"kind", &kind, 0},           {"text", &text, 1}};
    struct vg_sighting s = {.way = "note", .modified = VG_NO_TIME};
    int64_t id = 0;
    int rc = read_texts(o, f, sizeof f / sizeof *f, err);

    if (rc == VG_OK)
        rc = check_date("date", date, err);
    if (rc == VG_OK && kind != NULL && vg_term_get("source-kind", kind) == NULL)
        rc = vg_fail(err, VG_E_FORMAT,
                     "kind: \"%.60s\" is no term of source-kind; 'vigil help --words source-kind' "
                     "lists them",
                     kind);
    if (rc == VG_OK)
        rc = id_by_text(im->c, VG_SQL_SOURCE_BY_LABEL, ":label", label, &id, err);
    if (rc != VG_OK)
        return rc;
    if (id == 0) {
        s.requested = url == NULL ? label : url;
        s.label = label;
        s.url = url;
        s.media = VG_NOTE_MEDIA;
        s.kind = kind;
        s.publisher = publisher;
        s.dated = date;
        s.language = language;
        s.title = title;
        rc = seal_pending(im, err);
        if (rc == VG_OK)
            rc = vg_preserve_bytes(im->p, &s, text, strlen(text), err);
        id = vg_preserve_last(im->p);
        if (rc == VG_OK)
            rc = put_note_text(im, id, title, err);
        im->report->sources++;
    } else {
        im->report->known++;
    }
    if (rc == VG_OK && ref != NULL)
        vg_table_set(&im->sources, vg_str(ref), id);
    return rc;
}

static void note_standing(struct importing *im, int64_t claim, const struct vg_standing *s)
{
    if (!vg_standing_confirms(s))
        return;
    im->confirms = vg_grow(im->a, im->confirms, im->n_confirms, &im->room_confirms);
    im->confirms[im->n_confirms++] = claim;
}

/* -- claims and what belongs to them -------------------------------------------------------------
 */

static int name_source(struct importing *im, struct vg_claim *claim,
                       const struct vg_claim_names *names, struct vg_err *err)
{
    struct vg_passage *p;
    int rc;

    if (claim->passage == NULL)
        return VG_OK; /* refused later, with what to give */
    p = VG_NEW(im->row, struct vg_passage);
    *p = *claim->passage;
    if (names->source == NULL)
        return vg_fail(err, VG_E_REFUSED, "no passage: its source is not named");
    rc = find_source(im, names->source, &p->source, err);
    claim->passage = p;
    return rc;
}

/* Of a claim that is new, or without a ref, which is known by its place and words only. */
static int keep_if_new(struct importing *im, struct vg_claim *claim,
                       const struct vg_claim_names *names, int64_t *id, struct vg_err *err)
{
    int rc = name_source(im, claim, names, err);

    if (rc == VG_OK)
        rc = vg_claim_prepare(im->c, im->cache, claim, names, im->row, err);
    if (rc == VG_OK && claim->ref == NULL)
        rc = vg_claim_known(im->c->store, claim, id, err);
    if (rc != VG_OK)
        return rc;
    if (*id != 0) {
        im->report->known++;
        return VG_OK;
    }
    rc = seal_pending(im, err);
    if (rc == VG_OK)
        rc = vg_claim_keep(im->c->record, claim, NULL, id, err);
    for (size_t i = 0; rc == VG_OK && i < claim->n_standing; i++)
        note_standing(im, *id, &claim->standing[i]);
    im->report->claims++;
    return rc == VG_OK ? seal(im, VG_ENTRY_CLAIM, err) : rc;
}

static int take_claim(struct importing *im, const json_t *o, struct vg_err *err)
{
    struct vg_claim claim;
    struct vg_claim_names names = {0};
    int64_t id = 0;
    int rc = vg_claim_from_json(o, im->row, &claim, &names, err);

    if (rc == VG_OK && claim.status != VG_SUGGESTED && claim.status != VG_ACCEPTED)
        rc = vg_fail(err, VG_E_FORMAT, "status: only accepted claims are imported");
    if (rc == VG_OK && claim.ref != NULL)
        rc = id_by_text(im->c, VG_SQL_CLAIM_BY_REF, ":ref", claim.ref, &id, err);
    if (rc != VG_OK)
        return rc;
    if (id != 0)
        im->report->known++;
    else
        rc = keep_if_new(im, &claim, &names, &id, err);
    if (rc == VG_OK && claim.ref != NULL)
        vg_table_set(&im->claims, vg_str(claim.ref), id);
    return rc;
}

static int take_reply(struct importing *im, const json_t *o, struct vg_err *err)
{
    const char *claim, *answer;
    struct vg_reply r = {0};
    const struct field f[] = {{"claim", &claim, 1},         {"question", &r.question, 1},
                              {"response", &r.response, 1}, {"speaker", &r.speaker, 0},
                              {"date", &r.date, 0},         {"words", &r.words, 0},
                              {"answer", &answer, 0}};
    int64_t id;
    int known = 0;
    int rc = read_texts(o, f, sizeof f / sizeof *f, err);

    if (rc == VG_OK)
        rc = vg_reply_check(&r, err);
    if (rc == VG_OK)
        rc = find_claim(im, "claim", claim, &r.claim, err);
    if (rc == VG_OK)
        rc = find_claim(im, "answer", answer, &r.answer, err);
    if (rc == VG_OK)
        rc = reply_is_known(im, &r, &known, err);
    if (rc != VG_OK || known) {
        im->report->known += known;
        return rc;
    }
    if (rc == VG_OK)
        rc = seal_pending(im, err);
    if (rc == VG_OK)
        rc = vg_reply_keep(im->c->record, &r, &id, err);
    im->report->replies++;
    return rc == VG_OK ? seal(im, VG_ENTRY_DISPUTE, err) : rc;
}

static int take_standing(struct importing *im, const json_t *o, struct vg_err *err)
{
    const char *claim;
    struct vg_standing s = {0};
    const struct field f[] = {{"claim", &claim, 1},
                              {"value", &s.value, 1},
                              {"speaker", &s.speaker, 0},
                              {"date", &s.date, 0}};
    int64_t id, of;
    int known = 0;
    int rc = read_texts(o, f, 4, err);

    if (rc == VG_OK)
        rc = vg_standing_check(&s, err);
    if (rc == VG_OK)
        rc = find_claim(im, "claim", claim, &of, err);
    if (rc == VG_OK)
        rc = standing_is_known(im, of, &s, &known, err);
    if (rc != VG_OK || known) {
        im->report->known += known;
        return rc;
    }
    rc = seal_pending(im, err);
    if (rc == VG_OK)
        rc = vg_standing_keep(im->c->record, of, &s, &id, err);
    note_standing(im, of, &s);
    im->report->standings++;
    return rc == VG_OK ? seal(im, VG_ENTRY_DISPUTE, err) : rc;
}

static int find_node(struct importing *im, const char *name, struct vg_node *out,
                     struct vg_err *err)
{
    int64_t id = 0;
    int rc = id_by_text(im->c, VG_SQL_ROOT_BY_NAME, ":name", name, &id, err);

    if (rc != VG_OK)
        return rc;
    if (id != 0 || strncmp(name, "root:", 5) == 0 || vg_id_read(name, 'r', &id, NULL) == VG_OK) {
        out->kind = VG_NODE_ROOT;
        return find_root(im, name, &out->id, err);
    }
    out->kind = VG_NODE_SOURCE;
    return find_source(im, name, &out->id, err);
}

/* The passage that shows an edge; 0 when none was given. */
static int keep_edge_passage(struct importing *im, const char *source, const char *quote,
                             int64_t *passage, struct vg_err *err)
{
    struct vg_passage p = {.start = -1, .quote = vg_str(quote)};
    int rc;

    *passage = 0;
    if (source == NULL && quote == NULL)
        return VG_OK;
    if (source == NULL || quote == NULL)
        return vg_fail(err, VG_E_FORMAT, "a passage has both a source and a quote");
    rc = find_source(im, source, &p.source, err);
    if (rc == VG_OK)
        rc = vg_passage_place(im->cache, &p, err);
    return rc == VG_OK ? vg_passage_keep(im->c->record, &p, passage, err) : rc;
}

static int keep_edge(struct importing *im, const char *kind, const struct vg_node *from,
                     const struct vg_node *to, int64_t passage, const char *because,
                     struct vg_err *err)
{
    struct vg_stmt *st = NULL;
    int64_t id;
    int rc = vg_keep(im->c->record, VG_KEPT_EDGE, &st, &id, err);

    if (rc != VG_OK)
        return rc;
    bind_nodes(st, kind, from, to);
    if (passage != 0)
        vg_bind_i64(st, ":passage", passage);
    vg_bind_text(st, ":because", because);
    rc = vg_run_end(st, err);
    im->report->edges++;
    return rc == VG_OK ? seal(im, VG_ENTRY_JUDGEMENT, err) : rc;
}

static int take_edge(struct importing *im, const json_t *o, struct vg_err *err)
{
    const char *kind, *from, *to, *because, *source, *quote;
    const struct field f[] = {{"kind", &kind, 1},     {"from", &from, 1},
                              {"to", &to, 1},         {"because", &because, 0},
                              {"source", &source, 0}, {"quote", &quote, 0}};
    struct vg_node a, b;
    enum vg_derivation derivation;
    int64_t passage;
    int known = 0;
    int rc = read_texts(o, f, sizeof f / sizeof *f, err);

    if (rc == VG_OK)
        rc = vg_derivation_read(kind, &derivation, err);
    if (rc == VG_OK)
        rc = find_node(im, from, &a, err);
    if (rc == VG_OK)
        rc = find_node(im, to, &b, err);
    if (rc == VG_OK)
        rc = edge_is_known(im, kind, &a, &b, &known, err);
    if (rc != VG_OK || known) {
        im->report->known += known;
        return rc;
    }
    rc = seal_pending(im, err);
    if (rc == VG_OK)
        rc = keep_edge_passage(im, source, quote, &passage, err);
    return rc == VG_OK ? keep_edge(im, kind, &a, &b, passage, because, err) : rc;
}

/* A root is read in its own bytes: a passage of a copy shows what the copy says. */
static int check_reader_place(struct importing *im, int64_t root, int64_t source,
                              struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int64_t blob = 0, holder;
    int rc = vg_source_blob(im->c, source, &blob, err);

    if (rc == VG_OK)
        rc = vg_stmt(&st, im->c->store, VG_SQL_ROOT_HOLDER, err);
    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":root", root);
    rc = vg_step(st, err);
    if (rc != VG_ROW || vg_column_i64(st, 1) == blob)
        return rc < 0 ? rc : VG_OK;
    holder = vg_column_i64(st, 0);
    return vg_fail(err, VG_E_FORMAT,
                   "source: r%" PRId64 " is held as s%" PRId64 ", not s%" PRId64
                   "; read it there, or say with 'vigil roots --add' that the other one holds it",
                   root, holder, source);
}

struct reading {
    int64_t root, claim, passage;
    const char *family;
    int says_not;
};

static int keep_reading(struct importing *im, const struct reading *r, struct vg_err *err)
{
    struct vg_stmt *st = NULL;
    int64_t id;
    int rc = vg_keep(im->c->record, VG_KEPT_READING, &st, &id, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":root", r->root);
    vg_bind_text(st, ":family", r->family);
    if (r->claim != 0)
        vg_bind_i64(st, ":claim", r->claim);
    vg_bind_i64(st, ":passage", r->passage);
    if (r->says_not)
        vg_bind_i64(st, ":says_not", 1);
    rc = vg_run_end(st, err);
    im->report->readings++;
    return rc == VG_OK ? seal(im, VG_ENTRY_JUDGEMENT, err) : rc;
}

static int take_reading(struct importing *im, const json_t *o, struct vg_err *err)
{
    const char *root, *claim, *source, *quote, *says;
    struct reading r = {0};
    const struct field f[] = {{"root", &root, 1},   {"family", &r.family, 1},
                              {"claim", &claim, 0}, {"source", &source, 1},
                              {"quote", &quote, 1}, {"says", &says, 0}};
    struct vg_passage p = {.start = -1};
    enum vg_family fam;
    int known = 0;
    int rc = read_texts(o, f, sizeof f / sizeof *f, err);

    if (rc == VG_OK && says != NULL && strcmp(says, "so") != 0 && strcmp(says, "not") != 0)
        rc = vg_fail(err, VG_E_FORMAT, "says: it is \"so\" or \"not\"");
    if (rc == VG_OK)
        rc = vg_family_read(r.family, &fam, err);
    if (rc == VG_OK)
        rc = find_root(im, root, &r.root, err);
    if (rc == VG_OK)
        rc = find_claim(im, "claim", claim, &r.claim, err);
    if (rc == VG_OK)
        rc = find_source(im, source, &p.source, err);
    if (rc == VG_OK)
        rc = check_reader_place(im, r.root, p.source, err);
    if (rc != VG_OK)
        return rc; /* nothing of the line may have been read */
    p.quote = vg_str(quote);
    r.says_not = says != NULL && strcmp(says, "not") == 0;
    rc = vg_passage_place(im->cache, &p, err);
    if (rc == VG_OK)
        rc = reading_is_known(im, r.root, r.family, r.claim, r.says_not, &known, err);
    if (rc != VG_OK || known) {
        im->report->known += known;
        return rc;
    }
    rc = seal_pending(im, err);
    if (rc == VG_OK)
        rc = vg_passage_keep(im->c->record, &p, &r.passage, err);
    return rc == VG_OK ? keep_reading(im, &r, err) : rc;
}

static int take_source_state(struct importing *im, const json_t *o, struct vg_err *err)
{
    const char *source, *says;
    const struct field f[] = {{"source", &source, 1}, {"says", &says, 1}};
    struct vg_stmt *st = NULL;
    int64_t id, of;
    int known = 0;
    int rc = read_texts(o, f, 2, err);

    if (rc == VG_OK)
        rc = find_source(im, source, &of, err);
    if (rc == VG_OK)
        rc = source_state_is_known(im, of, says, &known, err);
    if (rc != VG_OK || known) {
        im->report->known += known;
        return rc;
    }
    rc = seal_pending(im, err);
    if (rc == VG_OK)
        rc = vg_keep(im->c->record, VG_KEPT_SOURCE_STATE, &st, &id, err);
    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":source", of);
    vg_bind_text(st, ":says", says);
    rc = vg_run_end(st, err);
    return rc == VG_OK ? seal(im, VG_ENTRY_GONE, err) : rc;
}

/* -- lists and the search log -----------------------------------------------------------------
 */

/* Ascending, each once. */
static int find_list_claims(struct importing *im, const struct vg_list_names *names,
                            struct vg_list *l, struct vg_err *err)
{
    int64_t *ids = VG_NEW_ARRAY(im->row, int64_t, l->n_claims + 1);
    size_t kept = 0;
    int rc = VG_OK;

    for (size_t i = 0; rc == VG_OK && i < l->n_claims; i++)
        rc = find_claim(im, "claims", names->claims[i], &ids[i], err);
    if (rc != VG_OK)
        return rc;
    qsort(ids, l->n_claims, sizeof *ids, vg_i64_order);
    for (size_t i = 0; i < l->n_claims; i++)
        if (kept == 0 || ids[kept - 1] != ids[i])
            ids[kept++] = ids[i];
    l->claims = ids;
    l->n_claims = kept;
    return VG_OK;
}

/* A list without members is of the places that its claims name. */
static int members_of_claims(struct importing *im, struct vg_list *l, struct vg_err *err)
{
    struct vg_list_member *list = NULL;
    struct vg_table seen = VG_TABLE(im->row);
    size_t n = 0, room = 0;
    int rc = VG_OK;

    for (size_t i = 0; rc == VG_OK && i < l->n_claims; i++) {
        VG_SCOPED_STMT *st = NULL;

        rc = vg_stmt(&st, im->c->store, VG_SQL_PLACES_OF_CLAIM, err);
        if (rc == VG_OK)
            vg_bind_i64(st, ":claim", l->claims[i]);
        while (rc == VG_OK && (rc = vg_step(st, err)) == VG_ROW) {
            const char *id = vg_column_copy(st, 0, im->row);

            rc = VG_OK;
            if (!vg_table_add(&seen, vg_str(id), 1, NULL))
                continue;
            list = vg_grow(im->row, list, n, &room);
            list[n++] = (struct vg_list_member){.id = id};
        }
    }
    l->members = list;
    l->n_members = n;
    return rc;
}

/* A member is a place that the gazetteer or the case has, or an entity of the case. */
static int member_exists(struct importing *im, const char *id, const char *field,
                         struct vg_err *err)
{
    struct vg_places builtin = {0};
    int64_t entity = 0;
    int known = 0;
    int rc = VG_OK;

    if (vg_place_get(&builtin, id) != NULL || (id[0] == '?' && id[1] != '\0'))
        return VG_OK; /* "?name" is a place that no gazetteer has */
    rc = vg_place_is_added(im->c, id, &known, err);
    if (rc == VG_OK && !known)
        rc = id_by_text(im->c, VG_SQL_ENTITY_BY_NAME, ":name", id, &entity, err);
    if (rc != VG_OK || known || entity != 0)
        return rc;
    return vg_fail(err, VG_E_FORMAT,
                   "%s: \"%.60s\" is neither a place id nor an entity of the case; a place can be "
                   "added with a line of type place",
                   field, id);
}

static int place_members(struct importing *im, const struct vg_list_names *names, struct vg_list *l,
                         struct vg_err *err)
{
    struct vg_list_member *list = VG_NEW_ARRAY(im->row, struct vg_list_member, l->n_members + 1);
    int rc = VG_OK;

    for (size_t i = 0; rc == VG_OK && i < l->n_members; i++) {
        struct vg_passage *p;

        list[i] = l->members[i];
        rc = member_exists(im, list[i].id, "members", err);
        if (rc != VG_OK || names->members[i].source == NULL)
            continue;
        p = VG_NEW(im->row, struct vg_passage);
        p->start = -1;
        p->quote = vg_str(names->members[i].quote);
        rc = find_source(im, names->members[i].source, &p->source, err);
        if (rc == VG_OK)
            rc = vg_passage_place(im->cache, p, err);
        list[i].passage = p;
        if (rc != VG_OK)
            rc = vg_within(err, rc, "members: %.60s", list[i].id);
    }
    l->members = list;
    return rc;
}

static int take_list(struct importing *im, const json_t *o, struct vg_err *err)
{
    struct vg_list_names names;
    struct vg_list l;
    int64_t id;
    int known = 0;
    int rc = vg_list_from_json(o, im->row, &l, &names, err);

    if (rc == VG_OK && names.root != NULL)
        rc = find_root(im, names.root, &l.root, err);
    if (rc == VG_OK)
        rc = find_list_claims(im, &names, &l, err);
    if (rc == VG_OK)
        rc = l.n_members > 0 ? place_members(im, &names, &l, err) : members_of_claims(im, &l, err);
    if (rc == VG_OK)
        rc = vg_list_check(&l, err);
    if (rc == VG_OK)
        rc = vg_list_known(im->c->store, &l, &known, err);
    if (rc != VG_OK || known) {
        im->report->known += known;
        return rc;
    }
    rc = seal_pending(im, err);
    if (rc == VG_OK)
        rc = vg_list_keep(im->c->record, &l, &id, err);
    im->report->lists++;
    return rc == VG_OK ? seal(im, VG_ENTRY_JUDGEMENT, err) : rc;
}

static int take_looked(struct importing *im, const json_t *o, struct vg_err *err)
{
    const char *claim;
    struct vg_looked l;
    int64_t id;
    int known = 0;
    int rc = vg_looked_from_json(o, &l, &claim, err);

    if (rc == VG_OK)
        rc = member_exists(im, l.place, "place", err);
    if (rc == VG_OK)
        rc = find_claim(im, "claim", claim, &l.claim, err);
    if (rc == VG_OK)
        rc = vg_looked_known(im->c->store, &l, &known, err);
    if (rc != VG_OK || known) {
        im->report->known += known;
        return rc;
    }
    rc = seal_pending(im, err);
    if (rc == VG_OK)
        rc = vg_looked_keep(im->c->record, &l, &id, err);
    im->report->looked++;
    return rc == VG_OK ? seal(im, VG_ENTRY_JUDGEMENT, err) : rc;
}

static int take_exposure(struct importing *im, const json_t *o, struct vg_err *err)
{
    struct vg_view names = {0};
    struct vg_exposures x, kept;
    const char *source = NULL;
    int64_t id;
    int rc = vg_view_read_names(im->c->store, im->row, &names, err);

    if (rc == VG_OK)
        rc = vg_exposures_from_json(o, &names.places, im->row, &x, &source, err);
    if (rc == VG_OK && source != NULL)
        rc = find_source(im, source, &x.source, err);
    if (rc == VG_OK)
        rc = vg_exposures_read(im->c->store, INT64_MAX, im->row, &kept, err);
    if (rc != VG_OK)
        return rc;
    if (kept.id == 0 ? x.n == 0 : vg_exposures_same(&x, &kept)) {
        im->report->known++;
        return VG_OK;
    }
    rc = seal_pending(im, err);
    if (rc == VG_OK)
        rc = vg_exposures_keep(im->c->record, &x, &id, err);
    im->report->exposures++;
    return rc == VG_OK ? seal(im, VG_ENTRY_JUDGEMENT, err) : rc;
}

static int reach_known(struct importing *im, int64_t root, const char *scope, const char *because,
                       int *known, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, im->c->store, VG_SQL_REACH_OF_ROOT, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":root", root);
    rc = vg_step(st, err);
    *known = rc == VG_ROW && vg_str_is(vg_column_str(st, 0), scope) &&
             vg_str_is(vg_column_str(st, 1), because);
    return rc < 0 ? rc : VG_OK;
}

static int take_reach(struct importing *im, const json_t *o, struct vg_err *err)
{
    const char *name = NULL, *scope = NULL, *because = NULL;
    const struct field f[] = {{"root", &name, 1}, {"scope", &scope, 1}, {"because", &because, 1}};
    struct vg_stmt *st = NULL;
    int64_t root = 0, id = 0;
    int known = 0;
    int rc = read_texts(o, f, sizeof f / sizeof *f, err);

    if (rc == VG_OK && !vg_str_is(vg_str(scope), "all") && !vg_str_is(vg_str(scope), "partial"))
        rc = vg_fail(err, VG_E_FORMAT, "scope: all or partial, not \"%.40s\"", scope);
    if (rc == VG_OK)
        rc = find_root(im, name, &root, err);
    if (rc == VG_OK)
        rc = reach_known(im, root, scope, because, &known, err);
    if (rc != VG_OK || known) {
        im->report->known += known;
        return rc;
    }
    rc = seal_pending(im, err);
    if (rc == VG_OK)
        rc = vg_keep(im->c->record, VG_KEPT_REACH, &st, &id, err);
    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":root", root);
    vg_bind_text(st, ":scope", scope);
    vg_bind_text(st, ":because", because);
    rc = vg_run_end(st, err);
    im->report->reaches++;
    return rc == VG_OK ? seal(im, VG_ENTRY_JUDGEMENT, err) : rc;
}

static int take_question(struct importing *im, const json_t *o, struct vg_err *err)
{
    struct vg_question q;
    int known = 0;
    int rc = vg_question_from_json(o, im->row, &q, err);

    if (rc == VG_OK)
        rc = vg_question_keep(im->c, &q, &known, err);
    if (rc != VG_OK)
        return rc;
    im->report->known += known;
    im->report->questions += !known;
    im->pending |= !known;
    return VG_OK;
}

/* -- lines
 * ----------------------------------------------------------------------------------------- */

static const struct {
    const char *type;
    int (*take)(struct importing *im, const json_t *o, struct vg_err *err);
} types[] = {
    {"claim", take_claim},       {"source-note", take_note},
    {"entity", take_entity},     {"place", take_place},
    {"root", take_root},         {"edge", take_edge},
    {"reading", take_reading},   {"reply", take_reply},
    {"standing", take_standing}, {"source-state", take_source_state},
    {"list", take_list},         {"looked", take_looked},
    {"question", take_question}, {"exposure", take_exposure},
    {"reach", take_reach},
};

static int take_line(struct importing *im, struct vg_str line, struct vg_err *err)
{
    VG_SCOPED_JSON *o = NULL;
    const char *type = NULL;
    int rc = vg_json_read(line.p, line.len, &o, err);

    if (rc == VG_OK && !json_is_object(o))
        rc = vg_fail(err, VG_E_FORMAT, "an object was expected");
    if (rc == VG_OK)
        rc = vg_json_get_text(o, "type", &type, err);
    if (rc != VG_OK)
        return rc;
    if (type == NULL || strcmp(type, "claim") == 0) {
        (void)json_object_del(o, "type");
        return take_claim(im, o, err);
    }
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (strcmp(types[i].type, type) == 0)
            return types[i].take(im, o, err);
    return vg_fail(err, VG_E_FORMAT, "type: \"%.60s\" is none that can be imported", type);
}

/* Lines one after the other, without their ends. Empty ones are passed over. */
struct lines {
    const char *text;
    size_t len, at;
    int64_t number;
};

static int next_line(struct lines *l, struct vg_str *out)
{
    while (l->at < l->len) {
        const char *from = l->text + l->at;
        const char *nl = memchr(from, '\n', l->len - l->at);
        size_t n = nl == NULL ? l->len - l->at : (size_t)(nl - from);

        l->number++;
        l->at += n + 1;
        while (n > 0 && (from[n - 1] == '\r' || from[n - 1] == ' '))
            n--;
        *out = (struct vg_str){from, n};
        if (n > 0)
            return 1;
    }
    return 0;
}

static int read_notes(struct importing *im, const char *text, size_t len, struct vg_err *err)
{
    struct lines l = {text, len, 0, 0};
    struct note_batch *b = vg_malloc(sizeof *b);
    struct vg_str line;
    int rc = VG_OK;

    memset(b, 0, sizeof *b);
    b->im = im;
    while (rc == VG_OK && next_line(&l, &line))
        if (line.len <= (size_t)VG_MAX_IMPORT_LINE &&
            memmem(line.p, line.len, "source-note", 11) != NULL)
            rc = batch_line(b, line, l.number, err);
    if (rc == VG_OK)
        rc = read_batch(b, err);
    vg_arena_end(&b->memory);
    free(b);
    return rc;
}

static int take_lines(struct importing *im, const char *text, size_t len, struct vg_err *err)
{
    struct lines l = {text, len, 0, 0};
    struct vg_str line;

    while (next_line(&l, &line)) {
        int rc;

        vg_arena_end(im->row);
        im->line = l.number;
        if (line.len > (size_t)VG_MAX_IMPORT_LINE)
            rc = vg_fail(err, VG_E_LIMIT, "longer than 1 MiB");
        else if (vg_app_stopped(&im->c->app))
            rc = vg_fail(err, VG_E_INTERRUPTED, "interrupted; nothing of the file was kept");
        else
            rc = take_line(im, line, err);
        if (rc != VG_OK)
            return vg_within(err, rc, "line %" PRId64, l.number);
        im->report->lines++;
        if ((l.number & 255) == 0)
            vg_app_tell(&im->c->app, "lines", (int64_t)l.at, (int64_t)len);
    }
    return VG_OK;
}

/* Derivations that lead back to where they began say nothing: refused, with the node
 * named, before anything is committed. So is "confirmed" without the roots for it. */
static int refuse_at_the_end(struct importing *im, struct vg_err *err)
{
    struct vg_root_graph *graph = NULL;
    struct vg_view v;
    int rc;

    if (im->report->edges == 0 && im->n_confirms == 0)
        return VG_OK;
    rc = vg_view_read(im->c->store, INT64_MAX, im->a, &v, err);
    if (rc == VG_OK)
        rc = vg_root_graph_make(&v, im->a, &graph, err);
    for (size_t i = 0; rc == VG_OK && i < im->n_confirms; i++)
        rc = vg_may_confirm(graph, im->confirms[i], err);
    return rc;
}

int vg_import(struct vg_case *c, const char *text, size_t len, int dry_run,
              struct vg_import_report *report, struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_ARENA row = {0};
    struct importing im = {.c = c,
                           .a = &a,
                           .row = &row,
                           .sources = VG_TABLE(&a),
                           .claims = VG_TABLE(&a),
                           .report = report};
    struct vg_preserve_config config = {
        .program = VG_PROGRAM,
        .config = "vigil-config/1 import",
        .world = &c->app.world,
    };
    int rc = vg_case_must_write(c, err);

    memset(report, 0, sizeof *report);
    im.cache = vg_text_cache_make(c, &a);
    if (rc == VG_OK)
        rc = read_notes(&im, text, len, err);
    if (rc == VG_OK)
        rc = vg_record_begin(c->record, err);
    if (rc != VG_OK)
        return rc;
    rc = vg_preserve_within(c->record, &config, &im.p, err);
    if (rc == VG_OK)
        rc = take_lines(&im, text, len, err);
    if (rc == VG_OK)
        rc = seal_pending(&im, err);
    if (rc == VG_OK)
        rc = refuse_at_the_end(&im, err);
    vg_preserve_close(im.p);
    if (rc == VG_OK && !dry_run)
        rc = vg_record_commit(c->record, err);
    if (rc != VG_OK || dry_run) {
        vg_record_rollback(c->record);
        return rc;
    }
    rc = vg_record_mark(c->record, err);
    return rc == VG_OK ? vg_read_now(c, NULL, NULL, err) : rc;
}
