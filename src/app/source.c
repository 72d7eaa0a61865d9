/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <inttypes.h>
#include <string.h>

#include "app/dates.h"
#include "app/inside.h"
#include "base/json.h"
#include "base/limits.h"
#include "capture/preserve.h"
#include "claim/claim_job.h"
#include "read/ocr.h"
#include "read/read_job.h"
#include "seal/hash.h"

static const char *copy_text(void *w, struct vg_str s)
{
    return s.p == NULL ? NULL : vg_copy(w, s.p, s.len);
}

static void compare_dates(const struct vg_stmt *st, struct vg_arena *a, struct vg_source *out)
{
    struct vg_str modified = vg_column_str(st, 29);
    struct vg_source_dates d = {
        .captured = out->info.captured_at,
        .modified = VG_NO_TIME,
        .dated = vg_column_copy(st, 7, a),
        .published = vg_column_copy(st, 23, a),
        .server_date = vg_column_copy(st, 30, a),
        .answer = vg_column_str(st, 31),
    };

    if (modified.p != NULL && vg_time_read(modified.p, modified.len, &d.modified, NULL) != VG_OK)
        d.modified = VG_NO_TIME;
    vg_source_contradictions(&d, a, &out->contradictions, &out->n_contradictions);
}

static void source_from_row(const struct vg_stmt *st, struct vg_arena *a, struct vg_source *out)
{
    vg_source_info_read(st, copy_text, a, &out->info);
    out->requested = vg_column_copy(st, 3, a);
    out->media = vg_column_copy(st, 4, a);
    out->purpose = vg_column_copy(st, 12, a);
    out->vantage = vg_column_copy(st, 13, a);
    out->entry = vg_column_i64(st, 14);
    out->reader = vg_column_copy(st, 18, a);
    out->unread = vg_column_copy(st, 19, a);
    out->charset = vg_column_copy(st, 20, a);
    out->text_length = vg_column_i64(st, 25);
    out->sightings = vg_column_i64(st, 26);
    out->claims = vg_column_i64(st, 27);
    if (out->reader != NULL && out->unread != NULL)
        out->reader = NULL;
    out->is_ocr = vg_reader_is_ocr(out->reader);
    compare_dates(st, a, out);
}

int vg_sources(struct vg_case *c, struct vg_arena *a, struct vg_source **out, size_t *n,
               struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    struct vg_source *list = NULL;
    size_t count = 0, room = 0;
    int rc = vg_stmt(&st, c->store, VG_SQL_SOURCES_ALL, err);

    while (rc == VG_OK && (rc = vg_step(st, err)) == VG_ROW) {
        list = vg_grow(a, list, count, &room);
        source_from_row(st, a, &list[count++]);
        rc = VG_OK;
    }
    if (rc != VG_OK)
        return rc;
    *out = list;
    *n = count;
    return VG_OK;
}

static int no_source(int64_t id, struct vg_err *err)
{
    return vg_fail(err, VG_E_ABSENT, "there is no source s%" PRId64 "; see 'vigil sources'", id);
}

int vg_source_get(struct vg_case *c, int64_t id, struct vg_arena *a, struct vg_source *out,
                  struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, c->store, VG_SQL_SOURCE_GET, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":id", id);
    rc = vg_step(st, err);
    if (rc < 0)
        return rc;
    if (rc != VG_ROW)
        return no_source(id, err);
    memset(out, 0, sizeof *out);
    source_from_row(st, a, out);
    return VG_OK;
}

int vg_source_blob(struct vg_case *c, int64_t source, int64_t *blob, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, c->store, VG_SQL_SOURCE_BLOB, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":id", source);
    rc = vg_step(st, err);
    if (rc < 0)
        return rc;
    if (rc != VG_ROW)
        return no_source(source, err);
    *blob = vg_column_i64(st, 0);
    return VG_OK;
}

int vg_blob_rehash(struct vg_case *c, struct vg_sha256 *hash, int64_t blob,
                   const struct vg_source_info *s, int64_t *length, int *same, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    VG_SCOPED_BUF hex = {.max = sizeof s->sha256};
    unsigned char is[VG_HASH_SIZE];
    int rc = vg_stmt(&st, c->store, VG_SQL_CHUNKS_OF, err);

    *length = *same = 0;
    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":blob", blob);
    vg_sha256_begin(hash);
    while ((rc = vg_step(st, err)) == VG_ROW) {
        struct vg_str piece = vg_column_str(st, 1);

        *length += (int64_t)piece.len;
        vg_sha256_add(hash, piece.p, piece.len);
    }
    vg_sha256_done(hash, is);
    vg_put_hex(&hex, is, sizeof is);
    *same = vg_str_is(vg_buf_str(&hex), s->sha256);
    return rc;
}

static int compare_bytes(struct vg_case *c, int64_t blob, const struct vg_source_info *s,
                         struct vg_err *err)
{
    VG_SCOPED_SHA256 hash = {0};
    int64_t length;
    int same, rc = vg_blob_rehash(c, &hash, blob, s, &length, &same, err);

    if (rc != VG_OK || (same && length == s->length))
        return rc;
    return vg_fail(err, VG_E_NOT_HELD,
                   "the bytes of s%" PRId64 " in the case file are not those that were preserved; "
                   "they are not handed out as such; 'vigil verify' says what else does not hold",
                   s->id);
}

int vg_source_intact(struct vg_case *c, int64_t id, struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_source s;
    int64_t blob;
    int rc = vg_source_blob(c, id, &blob, err);

    if (rc == VG_OK)
        rc = vg_source_get(c, id, &a, &s, err);
    return rc == VG_OK ? compare_bytes(c, blob, &s.info, err) : rc;
}

int vg_source_raw(struct vg_case *c, int64_t id, int (*put)(void *w, const void *bytes, size_t n),
                  void *w, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int64_t blob;
    int rc = vg_source_intact(c, id, err);

    if (rc == VG_OK)
        rc = vg_source_blob(c, id, &blob, err);
    if (rc == VG_OK)
        rc = vg_stmt(&st, c->store, VG_SQL_CHUNKS_OF, err);
    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":blob", blob);
    while ((rc = vg_step(st, err)) == VG_ROW) {
        struct vg_str piece = vg_column_str(st, 1);

        if (put(w, piece.p, piece.len) != 0)
            return vg_fail(err, VG_E_IO, "the bytes of s%" PRId64 " could not be handed on", id);
    }
    return rc;
}

int vg_source_piece(struct vg_case *c, int64_t id, int64_t n, struct vg_buf *out,
                    struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int64_t blob;
    int rc = vg_source_blob(c, id, &blob, err);

    if (rc == VG_OK)
        rc = vg_stmt(&st, c->store, VG_SQL_CHUNK_GET, err);
    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":blob", blob);
    vg_bind_i64(st, ":n", n);
    rc = vg_step(st, err);
    if (rc == VG_ROW)
        vg_put_str(out, vg_column_str(st, 0));
    return rc < 0 ? rc : VG_OK;
}

int vg_source_text(struct vg_case *c, int64_t id, int main_only, struct vg_buf *out,
                   struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_text t;
    int64_t blob;
    int rc = vg_source_blob(c, id, &blob, err);

    if (rc == VG_OK)
        rc = vg_text_load(c->store, blob, &a, &t, err);
    if (rc != VG_OK)
        return vg_within(err, rc, "s%" PRId64, id);
    if (!main_only) {
        vg_put_str(out, t.text);
        return VG_OK;
    }
    for (size_t i = 0; i < t.main_count; i++) {
        if (i > 0)
            vg_putc(out, '\n');
        vg_put(out, t.text.p + t.main[i].start, t.main[i].end - t.main[i].start);
    }
    return VG_OK;
}

/* -- how it was captured -------------------------------------------------------------- */

/* A row as a JSON object: its columns by name, absent ones left out. */
static void put_row(struct vg_json *j, const struct vg_stmt *st)
{
    vg_json_object(j);
    for (int i = 0; i < vg_columns(st); i++) {
        enum vg_column_type type = vg_column_type(st, i);

        if (type == VG_COLUMN_NULL)
            continue;
        vg_json_key(j, vg_column_name(st, i));
        if (type == VG_COLUMN_I64)
            vg_json_i64(j, vg_column_i64(st, i));
        else
            vg_json_str(j, vg_column_str(st, i));
    }
    vg_json_end(j);
}

static int put_hops(struct vg_case *c, enum vg_sql sql, const char *name, int64_t id,
                    struct vg_json *j, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, c->store, sql, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, name, id);
    vg_json_key(j, "hops");
    vg_json_array(j);
    while ((rc = vg_step(st, err)) == VG_ROW)
        put_row(j, st);
    vg_json_end(j);
    return rc;
}

/* Which record of which archive it is; nothing for what came by itself. */
static int put_archived(struct vg_case *c, int64_t source, struct vg_json *j, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, c->store, VG_SQL_ARCHIVED_ROW, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":id", source);
    rc = vg_step(st, err);
    if (rc == VG_ROW) {
        vg_json_key(j, "archived");
        put_row(j, st);
    }
    return rc < 0 ? rc : VG_OK;
}

int vg_capture_to_json(struct vg_case *c, int64_t source, int64_t attempt, struct vg_json *j,
                       struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int64_t id = source != 0 ? source : attempt;
    int rc = vg_stmt(&st, c->store, source != 0 ? VG_SQL_SOURCE_ROW : VG_SQL_ATTEMPT_ROW, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":id", id);
    rc = vg_step(st, err);
    if (rc < 0)
        return rc;
    if (rc != VG_ROW)
        return no_source(id, err);
    vg_json_key(j, source != 0 ? "source" : "attempt");
    put_row(j, st);
    if (source != 0) {
        rc = put_archived(c, id, j, err);
        return rc != VG_OK ? rc : put_hops(c, VG_SQL_HOPS_OF_SOURCE, ":source", id, j, err);
    }
    return put_hops(c, VG_SQL_HOPS_OF_ATTEMPT, ":attempt", id, j, err);
}

void vg_contradictions_to_json(struct vg_json *j, const struct vg_source *s)
{
    vg_json_key(j, "contradictions");
    vg_json_array(j);
    for (size_t i = 0; i < s->n_contradictions; i++) {
        vg_json_object(j);
        vg_json_kt(j, "kind", s->contradictions[i].kind);
        vg_json_kt(j, "says", s->contradictions[i].says);
        vg_json_end(j);
    }
    vg_json_end(j);
}

int vg_source_record(struct vg_case *c, int64_t id, struct vg_buf *json, struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_json j = {.out = json};
    struct vg_source s;
    int rc = vg_source_get(c, id, &a, &s, err);

    if (rc != VG_OK)
        return rc;
    vg_json_object(&j);
    rc = vg_capture_to_json(c, id, 0, &j, err);
    vg_contradictions_to_json(&j, &s);
    vg_json_end(&j);
    return rc;
}

int vg_attempts(struct vg_case *c, struct vg_arena *a, struct vg_attempt **out, size_t *n,
                struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    struct vg_attempt *list = NULL;
    size_t count = 0, room = 0;
    int rc = vg_stmt(&st, c->store, VG_SQL_ATTEMPTS_ALL, err);

    while (rc == VG_OK && (rc = vg_step(st, err)) == VG_ROW) {
        struct vg_str tried = vg_column_str(st, 5);
        struct vg_attempt *t;

        list = vg_grow(a, list, count, &room);
        t = &list[count++];
        t->id = vg_column_i64(st, 0);
        t->entry = vg_column_i64(st, 1);
        t->requested = vg_column_copy(st, 2, a);
        t->reason = vg_column_copy(st, 3, a);
        t->says = vg_column_copy(st, 4, a);
        rc = vg_time_read(tried.p, tried.len, &t->at, err);
    }
    if (rc != VG_OK)
        return rc;
    *out = list;
    *n = count;
    return VG_OK;
}
