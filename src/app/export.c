/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * A case as a WARC file. The header of a record says how long its block is and what
 * it hashes to, so each block is walked twice: once to measure it, once to hand it
 * out, by the same function over the same pieces; only what is preserved as it is
 * has its length and hash in the case already and is walked once. Whichever way, what was
 * handed out is hashed and compared, so that no archive leaves that does not fit the record.
 *
 * Preserved bytes of a page are its entity body: transfer framing was taken off when they came,
 * content coding was not. Where the kept header says "chunked", the body is framed in chunks
 * again, so that header and body together are a message of HTTP.
 */
#include <inttypes.h>
#include <string.h>

#include "app/export_parts.h"
#include "base/json.h"
#include "base/limits.h"
#include "capture/http.h"
#include "capture/url.h"

enum { HAND_OUT_FROM = 262144 };

/* -- handing out --------------------------------------------------------------------- */

static int hand_out(struct exporting *x, struct vg_err *err)
{
    int rc = VG_OK;

    if (x->out.len > 0 && x->job->put(x->job->w, x->out.p, x->out.len) != 0)
        rc = vg_fail(err, VG_E_IO, "the archive could not be handed on");
    x->report->bytes += (int64_t)x->out.len;
    vg_sha256_add(&x->all, x->out.p, x->out.len);
    vg_buf_clear(&x->out);
    return rc;
}

/* -- a block --------------------------------------------------------------------------- */

struct walk {
    struct exporting *x;
    int is_writing;
    int64_t length;
    unsigned char hash[VG_HASH_SIZE];
    struct vg_err *err;
};

static int take(struct walk *k, const void *bytes, size_t n)
{
    vg_sha256_add(&k->x->block, bytes, n);
    k->length += (int64_t)n;
    if (!k->is_writing)
        return VG_OK;
    vg_put(&k->x->out, bytes, n);
    return k->x->out.len >= HAND_OUT_FROM ? hand_out(k->x, k->err) : VG_OK;
}

static int take_piece(struct walk *k, const struct export_block *b, struct vg_str piece)
{
    char size[24];
    int rc = VG_OK;

    if (piece.len == 0)
        return VG_OK;
    if (vg_app_stopped(&k->x->c->app))
        return vg_fail(k->err, VG_E_INTERRUPTED, "interrupted; nothing was written");
    vg_sha256_add(&k->x->payload, piece.p, piece.len);
    if (b->is_chunked) {
        (void)snprintf(size, sizeof size, "%zx\r\n", piece.len);
        rc = take(k, size, strlen(size));
    }
    if (rc == VG_OK)
        rc = take(k, piece.p, piece.len);
    if (rc == VG_OK && b->is_chunked)
        rc = take(k, "\r\n", 2);
    if (k->is_writing)
        vg_app_tell(&k->x->c->app, "exported", k->x->done += (int64_t)piece.len, k->x->total);
    return rc;
}

static int take_body(struct walk *k, const struct export_block *b)
{
    VG_SCOPED_STMT *st = NULL;
    unsigned char hash[VG_HASH_SIZE];
    int rc = vg_stmt(&st, k->x->c->store, VG_SQL_CHUNKS_OF, k->err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":blob", b->blob);
    vg_sha256_begin(&k->x->payload);
    while (rc == VG_OK && (rc = vg_step(st, k->err)) == VG_ROW)
        rc = take_piece(k, b, vg_column_str(st, 1));
    vg_sha256_done(&k->x->payload, hash);
    if (rc == VG_OK && !vg_hash_is(hash, b->sha256))
        rc = vg_fail(k->err, VG_E_IO,
                     "the preserved bytes are not those that were preserved; see 'vigil verify'");
    if (rc == VG_OK && b->is_chunked && !b->is_cut)
        rc = take(k, "0\r\n", 3);
    return rc;
}

static int walk_block(struct walk *k, const struct export_block *b)
{
    int rc;

    k->length = 0;
    vg_sha256_begin(&k->x->block);
    rc = take(k, b->before.p, b->before.len);
    if (rc == VG_OK && b->blob != 0)
        rc = take_body(k, b);
    if (rc == VG_OK)
        rc = take(k, b->after.p, b->after.len);
    vg_sha256_done(&k->x->block, k->hash);
    return rc;
}

/* The address as it stands in the header, so that an index says the same. */
static int tell_ended(struct exporting *x, const struct vg_warc_record *r,
                      const struct vg_exported *is, struct vg_err *err)
{
    VG_SCOPED_BUF target = {.max = VG_MAX_FIELD};
    struct vg_exported e = is == NULL ? (struct vg_exported){0} : *is;
    int rc = hand_out(x, err);

    if (rc != VG_OK)
        return rc;
    e.type = r->type;
    e.date = r->date;
    if (r->target != NULL) {
        vg_put_warc_uri(&target, r->target);
        e.target = target.p;
    }
    return x->job->ended(x->job->w, &e, err);
}

int export_put_record(struct exporting *x, const struct vg_warc_record *record,
                      const struct export_block *b, const struct vg_exported *is,
                      struct vg_err *err)
{
    struct walk first = {.x = x, .err = err}, second = {.x = x, .is_writing = 1, .err = err};
    struct vg_warc_record r = *record;
    int rc = VG_OK;

    if (r.block == NULL) {
        rc = walk_block(&first, b);
        r.block = first.hash;
        r.length = first.length;
    }
    if (rc != VG_OK)
        return rc;
    r.info = r.info == NULL ? x->info : r.info;
    vg_put_warc_head(&x->out, &r);
    rc = walk_block(&second, b);
    if (rc == VG_OK && (second.length != r.length || !vg_hash_is(second.hash, r.block)))
        rc = vg_fail(err, VG_E_IO, "the case gives other bytes the second time it is read");
    vg_puts(&x->out, "\r\n\r\n");
    x->report->records++;
    if (rc == VG_OK && x->job->ended != NULL)
        rc = tell_ended(x, &r, is, err);
    return rc;
}

/* -- what is known of a source ------------------------------------------------------------ */

struct hop {
    int64_t n, status;
    const char *url, *ip;
    struct vg_str request, response;
    int has_body_asked; /* not HEAD */
};

const char *export_id(struct exporting *x, const struct export_thing *t, const char *what,
                      int64_t n)
{
    char id[VG_WARC_ID];

    vg_warc_id(vg_record_origin(x->c->record), t->entry, vg_print(&x->a, "%s %s", t->name, what), n,
               id);
    return vg_copyz(&x->a, id);
}

struct vg_warc_record export_record_of(struct exporting *x, const struct export_thing *t,
                                       const char *type, int64_t n)
{
    return (struct vg_warc_record){.type = type,
                                   .id = export_id(x, t, type, n),
                                   .date = t->date,
                                   .target = t->target,
                                   .name = t->name,
                                   .entry = t->entry};
}

/* How it was captured, beside what was captured. */
int export_put_metadata(struct exporting *x, const struct export_thing *t, struct vg_err *err)
{
    struct vg_warc_record r = export_record_of(x, t, "metadata", 0);
    VG_SCOPED_BUF json = {.max = VG_MAX_FIELD};
    struct vg_json j = {.out = &json};
    struct export_block b = {0};
    int rc;

    vg_json_object(&j);
    rc = vg_capture_to_json(x->c, t->is_attempt ? 0 : t->id, t->is_attempt ? t->id : 0, &j, err);
    vg_json_end(&j);
    vg_putc(&json, '\n');
    if (rc == VG_OK && json.full)
        rc = vg_fail(err, VG_E_LIMIT, "%s: what is known of it is too long", t->name);
    if (rc != VG_OK)
        return rc;
    b.before = vg_buf_str(&json);
    r.media = "application/json";
    r.beside = t->last;
    r.refers = t->refers;
    return export_put_record(x, &r, &b, NULL, err);
}

/* The bytes as they are, without what a server said. */
static int put_resource(struct exporting *x, struct export_thing *t, const char *beside,
                        struct vg_err *err)
{
    struct vg_warc_record r = export_record_of(x, t, "resource", 0);
    struct export_block b = {.blob = t->blob, .sha256 = t->sha256};
    struct vg_exported is = {.payload = t->sha256, .source = t->id};

    is.media = r.media = t->media != NULL ? t->media : "application/octet-stream";
    r.payload = r.block = t->sha256;
    r.length = t->length;
    r.beside = beside;
    r.truncated = t->is_truncated ? "disconnect" : NULL;
    t->last = r.id;
    return export_put_record(x, &r, &b, &is, err);
}

/* -- hops -------------------------------------------------------------------------------------- */

/* The address of a peer "192.0.2.1 443", if it is one that the name stands for: through
 * a proxy it is the proxy's, and no evidence of who answered. */
static const char *answering_address(struct exporting *x, struct vg_str peer,
                                     struct vg_str addresses)
{
    const char *end = peer.p == NULL ? NULL : memchr(peer.p, ' ', peer.len);
    struct vg_str ip = {peer.p, end == NULL ? 0 : (size_t)(end - peer.p)};

    while (ip.len > 0 && addresses.len >= ip.len) {
        const char *space = memchr(addresses.p, ' ', addresses.len);
        size_t n = space == NULL ? addresses.len : (size_t)(space - addresses.p);

        if (vg_str_cmp((struct vg_str){addresses.p, n}, ip) == 0)
            return vg_copy(&x->a, ip.p, ip.len);
        n = space == NULL ? n : n + 1;
        addresses.p += n;
        addresses.len -= n;
    }
    return NULL;
}

static int load_hops(struct exporting *x, const struct export_thing *t, struct hop **out, size_t *n,
                     struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    struct hop *list = NULL;
    size_t count = 0, room = 0;
    int rc = vg_stmt(&st, x->c->store, VG_SQL_HOPS_OF_SOURCE, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":source", t->id);
    while ((rc = vg_step(st, err)) == VG_ROW) {
        list = vg_grow(&x->a, list, count, &room);
        list[count++] = (struct hop){
            .n = vg_column_i64(st, 0),
            .status = vg_column_i64(st, 3),
            .url = vg_column_copy(st, 1, &x->a),
            .has_body_asked = !vg_str_is(vg_column_str(st, 2), "HEAD"),
            .request = vg_str_copy(&x->a, vg_column_str(st, 4)),
            .response = vg_str_copy(&x->a, vg_column_str(st, 5)),
            .ip = answering_address(x, vg_column_str(st, 8), vg_column_str(st, 6)),
        };
    }
    *out = list;
    *n = count;
    return rc;
}

static int put_request(struct exporting *x, const struct export_thing *t, const struct hop *h,
                       const char *beside, struct vg_err *err)
{
    struct vg_warc_record r = export_record_of(x, t, "request", h->n);
    struct export_block b = {.before = h->request};

    if (h->request.len == 0)
        return VG_OK;
    r.media = "application/http;msgtype=request";
    r.target = h->url;
    r.beside = beside;
    r.ip = h->ip;
    return export_put_record(x, &r, &b, NULL, err);
}

/* `is_aside`: the body stands in a record behind. */
static int put_headers_only(struct exporting *x, const struct hop *h, struct vg_warc_record *r,
                            struct vg_str bytes, int is_all, int is_aside, struct vg_err *err)
{
    struct export_block b = {.before = bytes};
    struct vg_exported is = {.status = h->status, .is_aside = is_aside};

    r->truncated = is_all ? NULL : "unspecified";
    return export_put_record(x, r, &b, &is, err);
}

/*
 * The last answer with its body. Where header and body cannot be put together again (a
 * transfer coding that was undone and is more than framing, no whole header) the
 * headers stand alone and the bytes beside them.
 */
static int put_page(struct exporting *x, struct export_thing *t, const struct hop *h,
                    struct vg_warc_record *r, const struct vg_http_answer *answer,
                    struct vg_err *err)
{
    struct export_block b = {.before = answer->head,
                             .blob = t->blob,
                             .sha256 = t->sha256,
                             .is_chunked = answer->framing == VG_HTTP_CHUNKED,
                             .is_cut = t->is_truncated};
    struct vg_exported is = {
        .media = t->media, .status = h->status, .payload = t->sha256, .source = t->id};
    int rc;

    if (answer->head.len == 0 || answer->framing == VG_HTTP_OTHER || !h->has_body_asked) {
        rc = put_headers_only(x, h, r, h->response, 0, 1, err);
        return rc == VG_OK ? put_resource(x, t, r->id, err) : rc;
    }
    if (b.is_chunked && !b.is_cut)
        b.after = vg_str(vg_print(&x->a, "%.*s\r\n", (int)answer->trailer.len, answer->trailer.p));
    if (b.is_chunked)
        r->unframed = t->sha256;
    else
        r->payload = t->sha256;
    r->truncated = t->is_truncated ? "disconnect" : NULL;
    t->last = r->id;
    return export_put_record(x, r, &b, &is, err);
}

static int put_response(struct exporting *x, struct export_thing *t, const struct hop *h,
                        int is_last, struct vg_err *err)
{
    struct vg_warc_record r = export_record_of(x, t, "response", h->n);
    struct vg_http_answer answer = {0};

    (void)vg_http_answer_read(h->response, &answer, NULL);
    r.media = "application/http;msgtype=response";
    r.target = h->url;
    r.ip = h->ip;
    if (is_last)
        return put_page(x, t, h, &r, &answer, err);
    if (h->response.len == 0)
        return VG_OK;
    return put_headers_only(x, h, &r, answer.head.len > 0 ? answer.head : h->response,
                            answer.is_bodiless || !h->has_body_asked, 0, err);
}

static int put_hops(struct exporting *x, struct export_thing *t, struct vg_err *err)
{
    struct hop *hops = NULL;
    size_t n = 0;
    int rc = load_hops(x, t, &hops, &n, err);

    for (size_t i = 0; rc == VG_OK && i < n; i++) {
        rc = put_request(x, t, &hops[i], export_id(x, t, "response", hops[i].n), err);
        if (rc == VG_OK)
            rc = put_response(x, t, &hops[i], i + 1 == n, err);
    }
    if (rc == VG_OK && n == 0)
        rc = put_resource(x, t, NULL, err);
    return rc;
}

/* -- sources and attempts ---------------------------------------------------------------------- */

static int put_source(struct exporting *x, struct export_thing *t, struct vg_err *err)
{
    int rc = t->is_page ? put_hops(x, t, err) : put_resource(x, t, NULL, err);

    if (rc == VG_OK)
        rc = export_put_metadata(x, t, err);
    x->report->sources++;
    return rc == VG_OK ? VG_OK : vg_within(err, rc, "%s", t->name);
}

void export_thing_read(struct exporting *x, const struct vg_stmt *st, struct export_thing *t)
{
    struct vg_str hash = vg_column_str(st, 8);

    *t = (struct export_thing){
        .id = vg_column_i64(st, 0),
        .entry = vg_column_i64(st, 1),
        .name = vg_print(&x->a, "s%" PRId64, vg_column_i64(st, 0)),
        .is_page = vg_str_is(vg_column_str(st, 2), "page"),
        .media = vg_column_copy(st, 3, &x->a),
        .date = vg_column_copy(st, 4, &x->a),
        .is_truncated = vg_column_i64(st, 5) != 0,
        .blob = vg_column_i64(st, 7),
        .length = vg_column_i64(st, 9),
    };
    if (hash.len == VG_HASH_SIZE)
        memcpy(t->sha256, hash.p, VG_HASH_SIZE);
}

/* The source behind `after`; VG_E_ABSENT when there is none. */
static int next_source(struct exporting *x, int64_t after, struct export_thing *t,
                       struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, x->c->store, VG_SQL_SOURCE_AFTER, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":after", after);
    rc = vg_step(st, err);
    if (rc != VG_ROW)
        return rc < 0 ? rc : VG_E_ABSENT;
    export_thing_read(x, st, t);
    t->target = t->is_page ? vg_column_copy(st, 6, &x->a) : NULL;
    if (t->target == NULL)
        t->target =
            export_id(x, t, "target", 0); /* a file, words of our own: no address names it */
    return VG_OK;
}

static int put_sources(struct exporting *x, struct vg_err *err)
{
    struct export_thing t = {0};
    int rc = VG_OK;

    while (rc == VG_OK && (rc = next_source(x, t.id, &t, err)) == VG_OK) {
        rc = put_source(x, &t, err);
        vg_arena_end(&x->a);
    }
    return rc == VG_E_ABSENT ? VG_OK : rc;
}

static int next_attempt(struct exporting *x, int64_t after, struct export_thing *t,
                        struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, x->c->store, VG_SQL_ATTEMPT_AFTER, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":after", after);
    rc = vg_step(st, err);
    if (rc != VG_ROW)
        return rc < 0 ? rc : VG_E_ABSENT;
    *t = (struct export_thing){
        .id = vg_column_i64(st, 0),
        .entry = vg_column_i64(st, 1),
        .is_attempt = 1,
        .name = vg_print(&x->a, "a%" PRId64, vg_column_i64(st, 0)),
        .date = vg_column_copy(st, 3, &x->a),
    };
    t->target = vg_url_is_web(vg_column_str(st, 2)) ? vg_column_copy(st, 2, &x->a)
                                                    : export_id(x, t, "target", 0);
    return VG_OK;
}

static int put_attempts(struct exporting *x, struct vg_err *err)
{
    struct export_thing t = {0};
    int rc = VG_OK;

    while (rc == VG_OK && (rc = next_attempt(x, t.id, &t, err)) == VG_OK) {
        rc = export_put_metadata(x, &t, err);
        x->report->attempts++;
        vg_arena_end(&x->a);
    }
    return rc == VG_E_ABSENT ? VG_OK : rc;
}

/* -- all of it --------------------------------------------------------------------------------- */

int vg_export_newest(struct vg_case *c, char date[VG_TIME_TEXT], int64_t *entry, struct vg_err *err)
{
    VG_SCOPED_BUF bytes = {.max = VG_MAX_TILE_ITEM};
    struct vg_entry e;
    int rc = vg_ask_i64(c->store, VG_SQL_ENTRY_LAST, 0, entry, err);

    if (rc == VG_OK)
        rc = vg_record_entry(c->record, *entry, &bytes, err);
    if (rc == VG_OK)
        rc = vg_entry_read(bytes.p, bytes.len, &e, err);
    if (rc == VG_OK)
        vg_time_write(e.time, date);
    return rc;
}

/* Which log this is out of and how far it had come: no clock of this run, no name of a person. */
static int put_info(struct exporting *x, struct vg_err *err)
{
    const char *origin = vg_record_origin(x->c->record);
    VG_SCOPED_BUF fields = {.max = KIB(4)};
    struct vg_warc_record r = {
        .type = "warcinfo", .id = x->info, .media = "application/warc-fields"};
    struct export_block b = {0};
    char date[VG_TIME_TEXT];
    int64_t last = 0;
    int rc = vg_export_newest(x->c, date, &last, err);

    if (rc != VG_OK)
        return rc;
    vg_warc_id(origin, last, "warcinfo", 0, x->info);
    vg_putf(&fields,
            "software: " VG_PROGRAM "\r\n"
            "format: WARC File Format 1.1\r\n"
            "isPartOf: %s\r\n"
            "description: all sources of a case and all attempts that failed, up to entry %" PRId64
            " of its record\r\n",
            origin, last);
    b.before = vg_buf_str(&fields);
    r.date = date;
    r.info = ""; /* it does not name itself */
    return export_put_record(x, &r, &b, NULL, err);
}

static int export_all(struct exporting *x, struct vg_err *err)
{
    int rc = vg_ask_i64(x->c->store, VG_SQL_SOURCES_BYTES_ALL, 0, &x->total, err);

    if (rc == VG_OK)
        rc = put_info(x, err);
    if (rc == VG_OK)
        rc = put_sources(x, err);
    if (rc == VG_OK)
        rc = put_attempts(x, err);
    if (rc == VG_OK)
        rc = export_put_archived(x, err);
    return rc == VG_OK ? hand_out(x, err) : rc;
}

int vg_export_records(struct vg_case *c, const struct vg_export_job *job,
                      struct vg_export_report *report, struct vg_err *err)
{
    struct exporting x = {.c = c, .job = job, .out = {.max = VG_MAX_FIELD}, .report = report};
    int rc;

    vg_sha256_begin(&x.all);
    rc = export_all(&x, err);
    vg_sha256_done(&x.all, report->sha256);
    vg_sha256_end(&x.all);
    vg_buf_end(&x.out);
    vg_sha256_end(&x.block);
    vg_sha256_end(&x.payload);
    vg_arena_end(&x.a);
    return rc;
}

int vg_export_warc(struct vg_case *c, int (*put)(void *w, const void *bytes, size_t n), void *w,
                   struct vg_export_report *report, struct vg_err *err)
{
    struct vg_export_job job = {.put = put, .w = w};
    int rc;

    *report = (struct vg_export_report){0};
    rc = vg_begin_read(c->store, err);
    if (rc != VG_OK)
        return rc;
    rc = vg_export_records(c, &job, report, err);
    vg_rollback(c->store);
    return rc;
}
