/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Programs that a person names as suggesters. A case is put to one in batches: a
 * few texts in one run, so that a program that takes long to start is not started
 * for each; one batch is one transaction, so that what is stopped goes on where it
 * was. Its answers are kept beside the case's record (sql/migrate/0007_answer.sql says
 * why), and the suggestions of each source are derived from them at once, behind ours.
 */
#include <inttypes.h>
#include <string.h>

#include "app/inside.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "claim/foreign.h"
#include "claim/suggest.h"
#include "guard/plugin.h"
#include "read/language.h"
#include "seal/hash.h"

enum { PIECE = 32 * 1024 /* bytes of input made at once */, VERSION = 8 /* hex digits */ };

/* One suggester, ready to run. */
struct asking {
    struct vg_suggester *s;
    const struct vg_app *app;
    const char *const *words;
    const char *version;
    const char *rule; /* "plugin:NAME/VERSION" */
};

/* Texts that are put to it in one run, and how far that came. */
struct batch {
    struct vg_arena a;
    struct vg_asked texts[VG_PLUGIN_SOURCES];
    int64_t blobs[VG_PLUGIN_SOURCES];
    size_t n, bytes;
    size_t text, at; /* the next passage begins here */
    int64_t passages;
};

/* What was believed, in order. */
struct believed {
    struct vg_claim *claims;
    size_t n, room;
};

/* -- who ------------------------------------------------------------------------------------ */

/* The same words with the same files behind them are the same version. */
static const char *version_of(const char *const *words, struct vg_arena *a)
{
    VG_SCOPED_SHA256 h = {0};
    VG_SCOPED_BUF hex = {.max = 2 * VG_HASH_SIZE};
    unsigned char hash[VG_HASH_SIZE];

    vg_sha256_begin(&h);
    for (; *words != NULL; words++) {
        VG_SCOPED_BUF file = {.max = (size_t)VG_MAX_DOCUMENT};

        vg_sha256_add(&h, *words, strlen(*words) + 1);
        if (vg_file_read(*words, &file, NULL) == VG_OK)
            vg_sha256_add(&h, file.p, file.len);
    }
    vg_sha256_done(&h, hash);
    vg_put_hex(&hex, hash, VERSION / 2);
    return vg_copy(a, hex.p, VERSION);
}

static int get_ready(struct asking *q, struct vg_arena *a, struct vg_err *err)
{
    const char *name = NULL;
    int rc = vg_plugin_command(q->s->command, a, &q->words, &name, err);

    q->s->taken = q->s->lied = 0;
    if (rc != VG_OK)
        return rc;
    (void)snprintf(q->s->name, sizeof q->s->name, "%s", name);
    q->version = version_of(q->words, a);
    q->rule = vg_print(a, "plugin:%s/%s", name, q->version);
    return VG_OK;
}

/* -- asking ----------------------------------------------------------------------------------- */

static int next_passages(void *w, struct vg_buf *piece)
{
    struct batch *b = w;

    while (b->text < b->n && piece->len < PIECE) {
        const struct vg_asked *t = &b->texts[b->text];
        size_t start, end;

        if (vg_foreign_passage(t->text, &b->at, &start, &end)) {
            vg_foreign_ask(piece, t, ++b->passages, start, end);
        } else {
            b->text++;
            b->at = 0;
        }
    }
    return piece->len > 0;
}

static int is_stopped(void *w)
{
    return vg_app_stopped(w);
}

static int run(const struct asking *q, struct batch *b, struct vg_buf *answer, struct vg_err *err)
{
    const struct vg_plugin p = {
        .words = q->words,
        .name = q->s->name,
        .silence_ms = 1000 * q->s->silence_s,
        .next = next_passages,
        .w = b,
        .stop = is_stopped,
        .stop_w = (void *)(uintptr_t)q->app,
    };

    return vg_plugin_run(&p, answer, err);
}

/* -- believing ----------------------------------------------------------------------------------
 */

static int is_blank(struct vg_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.p[i] != ' ' && s.p[i] != '\t' && s.p[i] != '\r')
            return 0;
    return 1;
}

/* Lines that lie in later batches are counted on: at most VG_PLUGIN_TOLD are told in all. */
static void refuse(struct vg_suggester *s, int64_t line, const struct vg_err *why)
{
    if (s->lied++ < VG_PLUGIN_TOLD && s->refused != NULL)
        s->refused(s->w, s->name, line, why->text);
}

static int believe(const struct asking *q, struct batch *b, struct vg_str answer,
                   struct believed *out, struct vg_err *err)
{
    int64_t number = 0;

    for (size_t at = 0; at < answer.len;) {
        const char *nl = memchr(answer.p + at, '\n', answer.len - at);
        struct vg_str line = {answer.p + at,
                              (nl == NULL ? answer.len : (size_t)(nl - answer.p)) - at};
        struct vg_err why = {0};
        size_t which;

        at += line.len + 1;
        if (++number > VG_PLUGIN_LINES)
            return vg_fail(err, VG_E_LIMIT, "%s: more than %d lines; nothing of them is taken",
                           q->s->name, VG_PLUGIN_LINES);
        if (is_blank(line))
            continue;
        out->claims = vg_grow(&b->a, out->claims, out->n, &out->room);
        if (vg_foreign_read(line, b->texts, b->n, q->rule, &b->a, &out->claims[out->n], &which,
                            &why) == VG_OK)
            out->n++;
        else
            refuse(q->s, number, &why);
    }
    if (out->n > 1)
        qsort(out->claims, out->n, sizeof *out->claims, vg_claim_by_position);
    return VG_OK;
}

static int ask(const struct asking *q, struct batch *b, struct believed *out, struct vg_err *err)
{
    VG_SCOPED_BUF answer = {.max = (size_t)VG_PLUGIN_OUTPUT};
    int rc = run(q, b, &answer, err);

    return rc == VG_OK ? believe(q, b, vg_buf_str(&answer), out, err) : rc;
}

/* -- a text ---------------------------------------------------------------------------------------
 */

int vg_suggest_text_by(const struct vg_app *app, struct vg_suggester *s, const char *text,
                       size_t len, const char *date, const char *language, const char *publisher,
                       int (*put)(void *w, const struct vg_claim *claims, size_t n,
                                  struct vg_err *err),
                       void *w, struct vg_err *err)
{
    struct batch *b;
    VG_SCOPED_ARENA a = {0};
    struct asking q = {.s = s, .app = app};
    struct vg_language found = vg_language_of((struct vg_str){text, len});
    struct believed list = {0};
    int rc = get_ready(&q, &a, err);

    if (rc != VG_OK)
        return rc;
    if (language == NULL && strcmp(found.language, "und") != 0)
        language = found.language;
    b = VG_NEW(&a, struct batch);
    b->texts[0] = (struct vg_asked){
        .text = {text, len}, .language = language, .date = date, .publisher = publisher};
    b->n = 1;
    rc = ask(&q, b, &list, err);
    if (rc == VG_OK && list.n > 0)
        rc = put(w, list.claims, list.n, err);
    if (rc == VG_OK)
        s->taken = (int64_t)list.n;
    vg_arena_end(&b->a);
    return rc;
}

/* -- a case
 * ---------------------------------------------------------------------------------------- */

static int knows(struct vg_case *c, const struct asking *q, int64_t source, int *out,
                 struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, c->store, VG_SQL_ANSWERED_GET, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":source", source);
    vg_bind_text(st, ":suggester", q->s->name);
    rc = vg_step(st, err);
    *out = rc == VG_ROW && vg_str_is(vg_column_str(st, 0), q->version);
    return rc < 0 ? rc : VG_OK;
}

/* Take a source into the batch when it is to be asked about. */
static int take_source(struct vg_case *c, const struct asking *q, int all, struct batch *b,
                       int64_t id, int64_t blob, struct vg_err *err)
{
    int64_t first = 0;
    int known = 0;
    int rc = vg_first_sighting(c, blob, &first, err);

    if (rc == VG_OK && first == id && !all)
        rc = knows(c, q, id, &known, err);
    if (rc != VG_OK || first != id || known)
        return rc;
    rc = vg_asked_of_source(c, id, blob, &b->a, &b->texts[b->n], err);
    if (rc != VG_OK)
        return rc;
    b->blobs[b->n] = blob;
    b->bytes += b->texts[b->n++].text.len;
    return VG_OK;
}

/* The next texts after source *after; an empty batch at the end. */
static int fill_batch(struct vg_case *c, const struct asking *q, int all, int64_t *after,
                      struct batch *b, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = VG_OK, more = 1;

    while (rc == VG_OK && more && b->n < VG_PLUGIN_SOURCES && b->bytes < (size_t)VG_PLUGIN_BATCH) {
        int64_t id, blob;

        rc = vg_stmt(&st, c->store, VG_SQL_SOURCES_AFTER, err);
        if (rc != VG_OK)
            return rc;
        vg_bind_i64(st, ":after", *after);
        rc = vg_step(st, err);
        more = rc == VG_ROW;
        id = more ? vg_column_i64(st, 0) : 0;
        blob = more ? vg_column_i64(st, 1) : 0;
        vg_stmt_end(st);
        st = NULL;
        if (more)
            rc = take_source(c, q, all, b, id, blob, err);
        if (more && rc == VG_OK)
            *after = id;
    }
    return rc;
}

static int keep_answer(struct vg_case *c, const struct asking *q, const struct vg_claim *claim,
                       struct vg_err *err)
{
    VG_SCOPED_BUF json = {.max = (size_t)VG_MAX_IMPORT_LINE};
    struct vg_json j = {.out = &json};
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, c->store, VG_SQL_ANSWER_PUT, err);

    if (rc != VG_OK)
        return rc;
    vg_claim_to_json(&j, claim);
    if (json.full)
        return vg_fail(err, VG_E_LIMIT, "%s: a suggestion of more than %zu bytes", q->s->name,
                       json.max);
    vg_bind_i64(st, ":source", claim->passage->source);
    vg_bind_text(st, ":suggester", q->s->name);
    vg_bind_str(st, ":claim", vg_buf_str(&json));
    return vg_run(st, err);
}

/* Mark a source as seen in this version, and forget what an earlier one said of it. */
static int mark_source(struct vg_case *c, const struct asking *q, int64_t source,
                       struct vg_err *err)
{
    VG_SCOPED_STMT *drop = NULL;
    VG_SCOPED_STMT *put = NULL;
    int rc = vg_stmt(&drop, c->store, VG_SQL_ANSWER_DROP, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(drop, ":source", source);
    vg_bind_text(drop, ":suggester", q->s->name);
    rc = vg_run(drop, err);
    if (rc == VG_OK)
        rc = vg_stmt(&put, c->store, VG_SQL_ANSWERED_PUT, err);
    if (rc != VG_OK)
        return rc;
    vg_bind_i64(put, ":source", source);
    vg_bind_text(put, ":suggester", q->s->name);
    vg_bind_text(put, ":version", q->version);
    return vg_run(put, err);
}

/* One batch, one transaction: the answers, and the suggestions that follow from them. */
static int keep_batch(struct vg_case *c, const struct asking *q, const struct batch *b,
                      const struct believed *list, struct vg_err *err)
{
    int64_t ours = 0;
    int rc = vg_begin(c->store, err);

    for (size_t i = 0; rc == VG_OK && i < b->n; i++)
        rc = mark_source(c, q, b->texts[i].id, err);
    for (size_t i = 0; rc == VG_OK && i < list->n; i++)
        rc = keep_answer(c, q, &list->claims[i], err);
    for (size_t i = 0; rc == VG_OK && i < b->n; i++)
        rc = vg_suggest_source(c, b->texts[i].id, b->blobs[i], &ours, err);
    if (rc == VG_OK)
        rc = vg_commit(c->store, err);
    vg_rollback(c->store);
    return rc;
}

static int ask_batch(struct vg_case *c, const struct asking *q, struct batch *b, struct vg_err *err)
{
    struct believed list = {0};
    int rc = VG_OK;

    if (b->bytes > 0)
        rc = ask(q, b, &list, err);
    if (rc == VG_OK)
        rc = keep_batch(c, q, b, &list, err);
    if (rc == VG_OK)
        q->s->taken += (int64_t)list.n;
    return rc;
}

int vg_case_suggest_by(struct vg_case *c, struct vg_suggester *s, int all, struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    struct asking q = {.s = s, .app = &c->app};
    struct batch *b = VG_NEW(&a, struct batch);
    int64_t after = 0;
    int rc = vg_case_must_write(c, err);

    if (rc == VG_OK)
        rc = get_ready(&q, &a, err);
    do {
        vg_arena_end(&b->a);
        memset(b, 0, sizeof *b);
        if (rc == VG_OK && vg_app_stopped(&c->app))
            rc = vg_fail(err, VG_E_INTERRUPTED, "interrupted; the rest is asked next time");
        if (rc == VG_OK)
            rc = fill_batch(c, &q, all, &after, b, err);
        if (rc == VG_OK && b->n > 0)
            rc = ask_batch(c, &q, b, err);
        vg_app_tell(&c->app, "asked", after, 0);
    } while (rc == VG_OK && b->n > 0);
    vg_arena_end(&b->a);
    return rc;
}
