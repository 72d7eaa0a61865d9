/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Group commit. A commit at synchronous=FULL costs milliseconds, a row
 * microseconds: so sightings are gathered into one transaction until the first
 * of three bounds is met, committed, and only then acknowledged. An input that is larger
 * than a group gets transactions of its own.
 */
#include "capture/preserve.h"

#include <assert.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/limits.h"

struct vg_preserve {
    struct vg_record *r;
    struct vg_preserve_config config;
    void (*told)(void *w, const struct vg_preserved *p);
    void *w;
    struct vg_arena memory; /* of the group */
    struct vg_preserved group[VG_GROUP_SOURCES];
    size_t n;
    int64_t bytes;
    int64_t since; /* ticks when the first of the group was read */
    int open;
    int borrowed; /* the transaction is the caller's */
    int64_t last; /* the source kept last */
    struct vg_sha256 hash;
    unsigned char *piece; /* VG_GROUP_BYTES of room for input */
};

int vg_preserve_open(struct vg_record *r, const struct vg_preserve_config *config,
                     void (*told)(void *w, const struct vg_preserved *p), void *w,
                     struct vg_preserve **out, struct vg_err *err)
{
    struct vg_preserve *p;

    if (!vg_store_writable(vg_record_store(r)))
        return vg_fail(err, VG_E_REFUSED, "the case is open for reading only");
    p = vg_malloc(sizeof *p);
    memset(p, 0, sizeof *p);
    p->r = r;
    p->config = *config;
    p->told = told;
    p->w = w;
    p->piece = vg_malloc((size_t)VG_GROUP_BYTES + 1);
    *out = p;
    return VG_OK;
}

int vg_preserve_within(struct vg_record *r, const struct vg_preserve_config *config,
                       struct vg_preserve **out, struct vg_err *err)
{
    int rc = vg_preserve_open(r, config, NULL, NULL, out, err);

    if (rc == VG_OK)
        (*out)->borrowed = (*out)->open = 1;
    return rc;
}

int64_t vg_preserve_last(const struct vg_preserve *p)
{
    return p->last;
}

void vg_preserve_close(struct vg_preserve *p)
{
    if (p == NULL)
        return;
    if (p->open && !p->borrowed)
        vg_record_rollback(p->r);
    vg_sha256_end(&p->hash);
    vg_arena_end(&p->memory);
    free(p->piece);
    free(p);
}

/* -- the group --------------------------------------------------------------------- */

static int begin_group(struct vg_preserve *p, struct vg_err *err)
{
    int rc;

    if (p->open)
        return VG_OK;
    rc = vg_record_begin(p->r, err);
    if (rc != VG_OK)
        return rc;
    p->open = 1;
    p->since = vg_ticks_ms();
    return VG_OK;
}

int vg_preserve_flush(struct vg_preserve *p, struct vg_err *err)
{
    int rc;

    if (!p->open)
        return VG_OK;
    rc = vg_record_commit(p->r, err);
    p->open = 0;
    for (size_t i = 0; rc == VG_OK && i < p->n; i++)
        p->told(p->w, &p->group[i]);
    p->n = 0;
    p->bytes = 0;
    vg_arena_end(&p->memory);
    return rc;
}

/* Whatever was kept so far in this group is dropped: it was never acknowledged. */
static int drop_group(struct vg_preserve *p, int rc)
{
    if (p->borrowed)
        return rc;
    vg_record_rollback(p->r);
    p->open = 0;
    p->n = 0;
    p->bytes = 0;
    return rc;
}

static int end_item(struct vg_preserve *p, const struct vg_preserved *item, struct vg_err *err)
{
    p->last = item->source;
    if (p->borrowed)
        return VG_OK;
    p->group[p->n++] = *item;
    p->bytes += item->bytes;
    if (p->n == VG_GROUP_SOURCES || p->bytes >= VG_GROUP_BYTES ||
        vg_ticks_ms() - p->since >= VG_GROUP_MS)
        return vg_preserve_flush(p, err);
    return VG_OK;
}

/* -- rows ------------------------------------------------------------------------------ */

/* Minutes east of UTC, by the system's zone: part of the record, never of a calculation. */
static int64_t zone_minutes(int64_t now)
{
    time_t t = (time_t)now;
    struct tm local;

    return localtime_r(&t, &local) == NULL ? 0 : local.tm_gmtoff / 60;
}

struct when {
    char text[VG_TIME_TEXT];
    int64_t zone;
};

static struct when now_of(const struct vg_preserve *p)
{
    struct when w;
    int64_t now = p->config.world->now(p->config.world->w);

    vg_time_write(now, w.text);
    w.zone = zone_minutes(now);
    return w;
}

static void bind_or_null(struct vg_stmt *st, const char *name, int64_t v, int64_t none)
{
    if (v == none)
        vg_bind_null(st, name);
    else
        vg_bind_i64(st, name, v);
}

/* What lists of sources are made of; more when it has been read. */
static int list_source(struct vg_preserve *p, int64_t source, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, vg_record_store(p->r), VG_SQL_SOURCE_LISTED_PUT, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":source", source);
    return vg_run(st, err);
}

static int keep_source(struct vg_preserve *p, const struct vg_sighting *s, int64_t blob,
                       int64_t *id, struct vg_err *err)
{
    struct when now = now_of(p);
    char modified[VG_TIME_TEXT];
    struct vg_stmt *st = NULL;
    int rc = vg_keep(p->r, VG_KEPT_SOURCE, &st, id, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":blob", blob);
    vg_bind_text(st, ":way", s->way);
    vg_bind_text(st, ":requested", s->requested);
    vg_bind_text(st, ":label", s->label);
    vg_bind_text(st, ":url", s->url);
    bind_or_null(st, ":status", s->status, 0);
    vg_bind_text(st, ":media", s->media);
    if (s->modified != VG_NO_TIME) {
        vg_time_write(s->modified, modified);
        vg_bind_text(st, ":modified", modified);
    }
    vg_bind_text(st, ":server_date", s->server_date);
    vg_bind_text(st, ":captured", now.text);
    vg_bind_i64(st, ":zone", now.zone);
    vg_bind_i64(st, ":truncated", s->truncated);
    bind_or_null(st, ":parent", s->parent, 0);
    vg_bind_text(st, ":kind", s->kind);
    vg_bind_text(st, ":publisher", s->publisher);
    vg_bind_text(st, ":dated", s->dated);
    vg_bind_text(st, ":language", s->language);
    vg_bind_text(st, ":title", s->title);
    vg_bind_text(st, ":purpose", p->config.purpose);
    vg_bind_text(st, ":vantage", p->config.vantage);
    vg_bind_text(st, ":program", p->config.program);
    vg_bind_text(st, ":config", p->config.config);
    rc = vg_run_end(st, err);
    return rc == VG_OK ? list_source(p, *id, err) : rc;
}

static int keep_attempt(struct vg_preserve *p, const struct vg_sighting *s, const char *reason,
                        const char *says, int64_t *id, struct vg_err *err)
{
    struct when now = now_of(p);
    struct vg_stmt *st = NULL;
    int rc = vg_keep(p->r, VG_KEPT_ATTEMPT, &st, id, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_text(st, ":requested", s->requested);
    vg_bind_text(st, ":reason", reason);
    vg_bind_text(st, ":says", says);
    vg_bind_text(st, ":tried", now.text);
    vg_bind_i64(st, ":zone", now.zone);
    vg_bind_text(st, ":purpose", p->config.purpose);
    vg_bind_text(st, ":vantage", p->config.vantage);
    vg_bind_text(st, ":program", p->config.program);
    vg_bind_text(st, ":config", p->config.config);
    return vg_run_end(st, err);
}

static const char *addresses_text(struct vg_arena *a, const struct vg_fetch_hop *h)
{
    VG_SCOPED_BUF b = {.max = KIB(16)};

    for (size_t i = 0; i < h->n_addresses; i++) {
        char text[VG_ADDRESS_TEXT];

        vg_address_write(&h->addresses[i], text);
        vg_putf(&b, "%s%s", i == 0 ? "" : " ", text);
    }
    return b.len == 0 ? NULL : vg_copy(a, b.p, b.len);
}

static struct vg_str chain_text(struct vg_arena *a, const struct vg_fetch_hop *h)
{
    VG_SCOPED_BUF b = {.max = MIB(1)};

    for (size_t i = 0; i < h->n_certificates; i++)
        vg_put_str(&b, h->certificates[i]);
    return b.len == 0 ? (struct vg_str){0} : vg_str_copy(a, vg_buf_str(&b));
}

static int keep_hop(struct vg_preserve *p, const struct vg_fetch_hop *h, int64_t n, int64_t source,
                    int64_t attempt, struct vg_err *err)
{
    struct when now = now_of(p);
    struct vg_str chain = chain_text(&p->memory, h);
    struct vg_stmt *st = NULL;
    int64_t id;
    int rc = vg_keep(p->r, VG_KEPT_HOP, &st, &id, err);

    if (rc != VG_OK)
        return rc;
    bind_or_null(st, ":source", source, 0);
    bind_or_null(st, ":attempt", attempt, 0);
    vg_bind_i64(st, ":n", n);
    vg_bind_text(st, ":url", h->url);
    vg_bind_text(st, ":method", h->method == VG_FETCH_HEAD ? "HEAD" : "GET");
    bind_or_null(st, ":status", h->status, 0);
    if (h->request.len > 0)
        vg_bind_blob(st, ":request", h->request.p, h->request.len);
    if (h->response.len > 0)
        vg_bind_blob(st, ":response", h->response.p, h->response.len);
    vg_bind_text(st, ":addresses", addresses_text(&p->memory, h));
    vg_bind_text(st, ":resolver", h->resolver);
    vg_bind_text(st, ":peer",
                 h->peer == NULL ? NULL : vg_print(&p->memory, "%s %d", h->peer, h->peer_port));
    vg_bind_text(st, ":http", h->http);
    vg_bind_text(st, ":tls", h->tls);
    vg_bind_text(st, ":cipher", h->cipher);
    if (chain.len > 0)
        vg_bind_blob(st, ":chain", chain.p, chain.len);
    vg_bind_text(st, ":server_date", h->date);
    vg_bind_text(st, ":tried", now.text);
    return vg_run_end(st, err);
}

static int keep_hops(struct vg_preserve *p, const struct vg_sighting *s, int64_t source,
                     int64_t attempt, struct vg_err *err)
{
    int rc = VG_OK;

    for (size_t i = 0; s->fetched != NULL && rc == VG_OK && i < s->fetched->n_hops; i++)
        rc = keep_hop(p, &s->fetched->hops[i], (int64_t)i, source, attempt, err);
    return rc;
}

static int keep_archived(struct vg_preserve *p, const struct vg_archived *a, int64_t source,
                         struct vg_err *err)
{
    struct vg_stmt *st = NULL;
    int64_t id;
    int rc;

    if (a == NULL)
        return VG_OK;
    rc = vg_keep(p->r, VG_KEPT_ARCHIVED, &st, &id, err);
    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":source", source);
    vg_bind_i64(st, ":archive", a->archive);
    vg_bind_i64(st, ":record", a->record);
    vg_bind_i64(st, ":at_offset", a->offset);
    vg_bind_i64(st, ":at_length", a->length);
    bind_or_null(st, ":inner_offset", a->inner, -1);
    vg_bind_text(st, ":member", a->member);
    vg_bind_text(st, ":type", a->type);
    vg_bind_text(st, ":record_id", a->id);
    vg_bind_text(st, ":captured", a->captured);
    vg_bind_text(st, ":tool", a->tool);
    vg_bind_text(st, ":ip", a->ip);
    vg_bind_text(st, ":digest", a->digest);
    vg_bind_text(st, ":damage", a->damage);
    return vg_run_end(st, err);
}

/* -- bytes ---------------------------------------------------------------------------------- */

static int find_blob(struct vg_preserve *p, const unsigned char hash[VG_HASH_SIZE], int64_t *id,
                     struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, vg_record_store(p->r), VG_SQL_BLOB_BY_HASH, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_blob(st, ":sha256", hash, VG_HASH_SIZE);
    rc = vg_step(st, err);
    *id = rc == VG_ROW ? vg_column_i64(st, 0) : 0;
    return rc < 0 ? rc : VG_OK;
}

static int put_chunk(struct vg_preserve *p, int64_t blob, int64_t n, const void *bytes, size_t len,
                     struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, vg_record_store(p->r), VG_SQL_CHUNK_PUT, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":blob", blob);
    vg_bind_i64(st, ":n", n);
    vg_bind_blob(st, ":bytes", bytes, len);
    return vg_run(st, err);
}

/* What is in the case is what was read: hash the pieces as they come back. */
static int check_chunks(struct vg_preserve *p, int64_t blob, const unsigned char hash[VG_HASH_SIZE],
                        struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    unsigned char again[VG_HASH_SIZE];
    int rc = vg_stmt(&st, vg_record_store(p->r), VG_SQL_CHUNKS_OF, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":blob", blob);
    vg_sha256_begin(&p->hash);
    while ((rc = vg_step(st, err)) == VG_ROW) {
        struct vg_str piece = vg_column_str(st, 1);

        vg_sha256_add(&p->hash, piece.p, piece.len);
    }
    vg_sha256_done(&p->hash, again);
    if (rc == VG_OK && !vg_hash_is(hash, again))
        return vg_fail(err, VG_E_IO,
                       "bytes come back from the case other than they went in; the "
                       "disk or the memory of this machine is failing");
    return rc;
}

static int run_with_id(struct vg_preserve *p, enum vg_sql sql, int64_t id, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, vg_record_store(p->r), sql, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":id", id);
    return vg_run(st, err);
}

static int keep_blob(struct vg_preserve *p, int64_t blob, const unsigned char hash[VG_HASH_SIZE],
                     int64_t length, struct vg_err *err)
{
    struct vg_stmt *st = NULL;
    int64_t id;
    int rc = check_chunks(p, blob, hash, err);

    if (rc == VG_OK)
        rc = vg_keep(p->r, VG_KEPT_BLOB, &st, &id, err);
    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":id", blob); /* the id the pieces went in under */
    vg_bind_blob(st, ":sha256", hash, VG_HASH_SIZE);
    vg_bind_i64(st, ":length", length);
    return vg_run_end(st, err);
}

static int put_small(struct vg_preserve *p, const void *bytes, size_t n,
                     const unsigned char hash[VG_HASH_SIZE], int64_t *blob, struct vg_err *err)
{
    const char *at = bytes;
    int rc = vg_ask_i64(vg_record_store(p->r), VG_SQL_BLOB_NEXT, 1, blob, err);

    for (size_t i = 0, done = 0; rc == VG_OK && done < n; i++, done += (size_t)VG_CHUNK) {
        size_t len = n - done < (size_t)VG_CHUNK ? n - done : (size_t)VG_CHUNK;

        rc = put_chunk(p, *blob, (int64_t)i, at + done, len, err);
    }
    return rc == VG_OK ? keep_blob(p, *blob, hash, (int64_t)n, err) : rc;
}

static int keep_sighting(struct vg_preserve *p, const struct vg_sighting *s, int64_t blob,
                         int64_t bytes, int same, struct vg_err *err)
{
    struct vg_preserved item = {
        .bytes = bytes, .same_as_before = same, .label = vg_copyz(&p->memory, s->label)};
    int rc = keep_source(p, s, blob, &item.source, err);

    if (rc == VG_OK)
        rc = run_with_id(p, VG_SQL_WAITING_PUT, blob, err);
    if (rc == VG_OK)
        rc = keep_hops(p, s, item.source, 0, err);
    if (rc == VG_OK)
        rc = keep_archived(p, s->archived, item.source, err);
    if (rc == VG_OK)
        rc = vg_record_seal(p->r, VG_ENTRY_CAPTURE, &item.entry, err);
    return rc == VG_OK ? end_item(p, &item, err) : rc;
}

int vg_preserve_bytes(struct vg_preserve *p, const struct vg_sighting *s, const void *bytes,
                      size_t n, struct vg_err *err)
{
    unsigned char hash[VG_HASH_SIZE];
    int64_t blob = 0;
    int same, rc;

    if (n == 0)
        return vg_fail(err, VG_E_REFUSED, "%s: empty", s->label);
    vg_sha256_of(&p->hash, bytes, n, hash);
    rc = begin_group(p, err);
    if (rc == VG_OK)
        rc = find_blob(p, hash, &blob, err);
    same = blob != 0;
    if (rc == VG_OK && !same)
        rc = put_small(p, bytes, n, hash, &blob, err);
    if (rc == VG_OK)
        rc = keep_sighting(p, s, blob, (int64_t)n, same, err);
    return rc == VG_OK ? VG_OK : drop_group(p, rc);
}

int vg_preserve_blob(struct vg_preserve *p, const void *bytes, size_t n, int64_t *blob,
                     struct vg_err *err)
{
    unsigned char hash[VG_HASH_SIZE];
    int rc;

    vg_sha256_of(&p->hash, bytes, n, hash);
    rc = find_blob(p, hash, blob, err);
    return rc == VG_OK && *blob == 0 ? put_small(p, bytes, n, hash, blob, err) : rc;
}

int vg_preserve_failed(struct vg_preserve *p, const struct vg_sighting *s, const char *reason,
                       const char *says, struct vg_err *err)
{
    struct vg_preserved item = {0};
    int rc = begin_group(p, err);

    if (rc == VG_OK)
        rc = keep_attempt(p, s, reason, says, &item.attempt, err);
    if (rc == VG_OK)
        rc = keep_hops(p, s, 0, item.attempt, err);
    if (rc == VG_OK)
        rc = vg_record_seal(p->r, VG_ENTRY_ATTEMPT_FAILED, &item.entry, err);
    if (rc != VG_OK)
        return drop_group(p, rc);
    item.label = vg_copyz(&p->memory, s->label);
    item.reason = vg_copyz(&p->memory, reason);
    item.says = vg_copyz(&p->memory, says);
    return end_item(p, &item, err);
}

/* -- large input ------------------------------------------------------------------------------ */

/* Read until the buffer is full or the input ends. -1 with errno on failure. */
static ssize_t fill(int fd, unsigned char *buf, size_t room)
{
    size_t n = 0;

    while (n < room) {
        ssize_t got = read(fd, buf + n, room - n);

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -1;
        if (got == 0)
            break;
        n += (size_t)got;
    }
    return (ssize_t)n;
}

struct large {
    int64_t blob;
    int64_t chunks;
    int64_t bytes;
    int64_t in_transaction; /* bytes since the last commit */
    int may_block; /* the next bytes may be long in coming: nobody waits for them with us */
    unsigned char hash[VG_HASH_SIZE];
};

static int begin_large(struct vg_preserve *p, struct large *l, struct vg_err *err)
{
    int rc = vg_preserve_flush(p, err);

    if (rc == VG_OK)
        rc = begin_group(p, err);
    if (rc == VG_OK)
        rc = vg_ask_i64(vg_record_store(p->r), VG_SQL_BLOB_NEXT, 1, &l->blob, err);
    return rc == VG_OK ? run_with_id(p, VG_SQL_STAGED_PUT, l->blob, err) : rc;
}

/* Let the case go: for others to write, and so that the log beside it stays bounded. */
static int stage(struct vg_preserve *p, struct large *l, struct vg_err *err)
{
    int rc = vg_record_commit(p->r, err);

    p->open = 0;
    l->in_transaction = 0;
    return rc;
}

/* `n` bytes of p->piece, in whole pieces unless they are the last. */
static int put_pieces(struct vg_preserve *p, struct large *l, size_t n, struct vg_err *err)
{
    int rc = begin_group(p, err);

    for (size_t at = 0; rc == VG_OK && at < n; at += (size_t)VG_CHUNK) {
        size_t len = n - at < (size_t)VG_CHUNK ? n - at : (size_t)VG_CHUNK;

        rc = put_chunk(p, l->blob, l->chunks++, p->piece + at, len, err);
    }
    l->bytes += (int64_t)n;
    l->in_transaction += (int64_t)n;
    if (rc == VG_OK && (l->may_block || l->in_transaction >= VG_STAGE_FROM))
        rc = stage(p, l, err);
    return rc;
}

static int end_large(struct vg_preserve *p, const struct vg_sighting *s, struct large *l,
                     struct vg_err *err)
{
    int64_t same = 0;
    int rc = begin_group(p, err);

    if (rc == VG_OK)
        rc = find_blob(p, l->hash, &same, err);
    if (rc == VG_OK && same != 0)
        rc = run_with_id(p, VG_SQL_STAGED_DROP_CHUNKS, l->blob, err);
    else if (rc == VG_OK)
        rc = keep_blob(p, l->blob, l->hash, l->bytes, err);
    if (rc == VG_OK)
        rc = run_with_id(p, VG_SQL_STAGED_DROP, l->blob, err);
    if (rc == VG_OK)
        rc = keep_sighting(p, s, same != 0 ? same : l->blob, l->bytes, same != 0, err);
    return rc == VG_OK ? vg_preserve_flush(p, err) : rc;
}

const char vg_why_empty[] = "there is nothing in it";
const char vg_why_too_large[] = "larger than a source may be (64 GiB)";

/* Give up a large input half-way: drop its pieces, keep the attempt. */
static int abandon(struct vg_preserve *p, const struct vg_sighting *s, struct large *l,
                   const char *reason, const char *says, struct vg_err *err)
{
    int rc = begin_group(p, err);

    if (rc == VG_OK)
        rc = run_with_id(p, VG_SQL_STAGED_DROP_CHUNKS, l->blob, err);
    if (rc == VG_OK)
        rc = run_with_id(p, VG_SQL_STAGED_DROP, l->blob, err);
    if (rc != VG_OK)
        return drop_group(p, rc);
    return vg_preserve_failed(p, s, reason, says, err);
}

static int is_stopped(const struct vg_preserve *p)
{
    return p->config.stop != NULL && p->config.stop(p->config.w);
}

static int interrupted(struct vg_preserve *p, const struct vg_sighting *s, struct large *l,
                       struct vg_err *err)
{
    int rc = abandon(p, s, l, "interrupted", "stopped by the user before its end", err);

    if (rc == VG_OK)
        rc = vg_preserve_flush(p, err);
    return rc != VG_OK ? rc
                       : vg_fail(err, VG_E_INTERRUPTED, "interrupted; %s was not kept", s->label);
}

/* p->piece holds `n` bytes to begin with: one more than a group. What is beyond the
 * last whole piece is carried over in front of what is read next. */
static int preserve_large(struct vg_preserve *p, const struct vg_sighting *s, int fd, size_t n,
                          struct vg_err *err)
{
    struct stat st;
    struct large l = {.may_block = fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)};
    VG_SCOPED_SHA256 hash = {0};
    int rc = begin_large(p, &l, err);

    vg_sha256_begin(&hash);
    while (rc == VG_OK && n > (size_t)VG_GROUP_BYTES) {
        ssize_t got;

        vg_sha256_add(&hash, p->piece, (size_t)VG_GROUP_BYTES);
        rc = put_pieces(p, &l, (size_t)VG_GROUP_BYTES, err);
        if (rc != VG_OK)
            break;
        if (p->config.progress != NULL)
            p->config.progress(p->config.w, l.bytes);
        if (is_stopped(p))
            return interrupted(p, s, &l, err);
        if (l.bytes > VG_MAX_SOURCE)
            return abandon(p, s, &l, "too-large", vg_why_too_large, err);
        n -= (size_t)VG_GROUP_BYTES;
        memmove(p->piece, p->piece + VG_GROUP_BYTES, n);
        got = fill(fd, p->piece + n, (size_t)VG_GROUP_BYTES + 1 - n);
        if (got < 0)
            return abandon(p, s, &l, "unreadable", strerror(errno), err);
        n += (size_t)got;
    }
    vg_sha256_add(&hash, p->piece, n);
    if (rc == VG_OK)
        rc = put_pieces(p, &l, n, err);
    vg_sha256_done(&hash, l.hash);
    if (rc == VG_OK)
        rc = end_large(p, s, &l, err);
    return rc == VG_OK ? VG_OK : drop_group(p, rc);
}

int vg_preserve_fd(struct vg_preserve *p, const struct vg_sighting *s, int fd, int slow,
                   struct vg_err *err)
{
    ssize_t n;
    int rc = slow ? vg_preserve_flush(p, err) : VG_OK;

    if (rc != VG_OK)
        return rc;
    n = fill(fd, p->piece, (size_t)VG_GROUP_BYTES + 1);
    if (n < 0)
        return vg_preserve_failed(p, s, "unreadable", strerror(errno), err);
    if (n == 0)
        return vg_preserve_failed(p, s, "empty", vg_why_empty, err);
    if (n <= VG_GROUP_BYTES)
        return vg_preserve_bytes(p, s, p->piece, (size_t)n, err);
    return preserve_large(p, s, fd, (size_t)n, err);
}
