/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Suggestions and what a person decides on them. Suggestions are derived and may
 * change with a better reader or rule; a decision is kept by where its suggestion stood
 * and what it said, so that the same stretch is not put to the person again.
 */
#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "app/patterns.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "claim/claim_job.h"
#include "claim/foreign.h"
#include "claim/suggest.h"
#include "read/ocr.h"
#include "read/read_job.h"

#define VG_RULES "vigil-suggest/1"

/* What a suggestion says, short: kind, number, unit. */
static const char *fingerprint_of(const struct vg_claim *c, struct vg_arena *a)
{
    const struct vg_quantity *q = &c->quantity;

    if (q->op == VG_OP_NONE)
        return vg_claim_kind_word(c->kind);
    return vg_print(a, "%s %s %" PRId64 " %" PRId64 " %" PRId64 " %s", vg_claim_kind_word(c->kind),
                    vg_op_word(q->op), (q->has & VG_HAS_VALUE) != 0 ? q->value : -1,
                    (q->has & VG_HAS_LOWER) != 0 ? q->lower : -1,
                    (q->has & VG_HAS_UPPER) != 0 ? q->upper : -1, q->unit == NULL ? "" : q->unit);
}

/* -- deriving ----------------------------------------------------------------------------- */

/* A suggestion from words that were read in an image says so. */
static struct vg_claim marked(const struct vg_claim *s, const struct vg_asked *t,
                              struct vg_arena *a)
{
    struct vg_claim copy = *s;
    struct vg_passage *p = VG_NEW(a, struct vg_passage);
    int mean = 0, least = 0;

    *p = *s->passage;
    p->is_ocr = t->marks != NULL &&
                vg_text_is_ocr(t->marks, (size_t)p->start, (size_t)p->end, &mean, &least);
    p->mean_sure = p->is_ocr ? (uint8_t)mean : 0;
    p->least_sure = p->is_ocr ? (uint8_t)least : 0;
    p->is_seen = 0; /* by no program, whatever it says */
    copy.passage = p;
    return copy;
}

static int put_suggestion(struct vg_case *c, const struct vg_claim *made, const struct vg_asked *t,
                          int64_t n, struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_claim copy = marked(made, t, &a);
    const struct vg_claim *s = &copy;
    VG_SCOPED_BUF json = {.max = (size_t)VG_MAX_IMPORT_LINE};
    struct vg_json j = {.out = &json};
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, c->store, VG_SQL_SUGGESTION_PUT, err);

    if (rc != VG_OK)
        return rc;
    vg_claim_to_json(&j, s);
    vg_bind_i64(st, ":source", t->id);
    vg_bind_i64(st, ":n", n);
    vg_bind_i64(st, ":start_at", s->passage->start);
    vg_bind_i64(st, ":end_at", s->passage->end);
    vg_bind_text(st, ":fingerprint", fingerprint_of(s, &a));
    vg_bind_str(st, ":claim", vg_buf_str(&json));
    return vg_run(st, err);
}

static int run_with(struct vg_case *c, enum vg_sql sql, const char *name, int64_t id,
                    struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, c->store, sql, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, name, id);
    return vg_run(st, err);
}

static int put_suggested(struct vg_case *c, int64_t source, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, c->store, VG_SQL_SUGGESTED_PUT, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":id", source);
    vg_bind_text(st, ":rules", VG_RULES);
    return vg_run(st, err);
}

static int parse_claim(struct vg_str json, struct vg_arena *a, struct vg_claim *out,
                       struct vg_claim_names *names, struct vg_err *err)
{
    VG_SCOPED_JSON *o = NULL;
    int rc = vg_json_read(json.p, json.len, &o, err);

    return rc == VG_OK ? vg_claim_from_json(o, a, out, names, err) : rc;
}

/* What programs that a person named said of this source, behind the n of ours. */
static int put_answers(struct vg_case *c, const struct vg_asked *t, int64_t n, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, c->store, VG_SQL_ANSWER_OF, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":source", t->id);
    while (rc == VG_OK && (rc = vg_step(st, err)) == VG_ROW) {
        VG_SCOPED_ARENA a = {0};
        struct vg_claim_names names = {0};
        struct vg_claim claim;

        rc = parse_claim(vg_column_str(st, 0), &a, &claim, &names, err);
        if (rc == VG_OK && vg_foreign_place(&claim, t, &a))
            rc = put_suggestion(c, &claim, t, ++n, err);
        else if (rc != VG_OK)
            (void)vg_within(err, rc, "an answer about s%" PRId64, t->id);
    }
    return rc;
}

int vg_asked_of_source(struct vg_case *c, int64_t id, int64_t blob, struct vg_arena *a,
                       struct vg_asked *out, struct vg_err *err)
{
    struct vg_text *t = VG_NEW(a, struct vg_text);
    struct vg_source s;
    int rc = vg_source_get(c, id, a, &s, err);

    if (rc != VG_OK)
        return rc;
    *out = (struct vg_asked){
        .id = id,
        .source = vg_print(a, "s%" PRId64, id),
        .language = s.info.language,
        .date = s.info.date,
        .publisher = s.info.publisher,
    };
    if (vg_text_load(c->store, blob, a, t, NULL) != VG_OK)
        return VG_OK; /* nothing to read, nothing to suggest */
    out->text = t->text;
    out->reader = vg_copy(a, t->reader.p, t->reader.len);
    if (vg_reader_is_ocr(out->reader))
        out->marks = t;
    return VG_OK;
}

static int suggest_from(struct vg_case *c, const struct vg_asked *t, struct vg_languages *l,
                        struct vg_arena *a, int64_t *made, struct vg_err *err)
{
    struct vg_suggest_in in = {
        .text = t->text,
        .source = t->id,
        .reader = t->reader,
        .publisher = t->publisher,
        .language = t->language,
        .languages = l,
    };
    struct vg_suggestions out;
    char date[11];
    int rc;

    if (t->reader == NULL)
        return VG_OK;
    if (t->date != NULL && strlen(t->date) == sizeof date - 1) {
        memcpy(date, t->date, sizeof date);
        in.date = date;
    }
    rc = vg_suggest(&in, a, &out, err);
    for (size_t i = 0; rc == VG_OK && i < out.n; i++)
        rc = put_suggestion(c, &out.claims[i], t, (int64_t)i + 1, err);
    if (rc == VG_OK)
        rc = put_answers(c, t, (int64_t)out.n, err);
    if (rc == VG_OK)
        *made += (int64_t)out.n;
    return rc;
}

static int suggest_source(struct vg_case *c, int64_t id, int64_t blob, struct vg_languages *l,
                          int64_t *made, struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_asked t;
    int rc = vg_asked_of_source(c, id, blob, &a, &t, err);

    if (rc == VG_OK)
        rc = run_with(c, VG_SQL_SUGGESTION_DROP_OF, ":source", id, err);
    if (rc == VG_OK)
        rc = suggest_from(c, &t, l, &a, made, err);
    if (rc == VG_OK)
        rc = put_suggested(c, id, err);
    return rc == VG_OK ? run_with(c, VG_SQL_SOURCE_LISTED_SUGGESTIONS, ":source", id, err) : rc;
}

/* What languages know in this case, made as they are met. */
static int languages_of(struct vg_case *c, struct vg_arena *a, struct vg_languages *l,
                        struct vg_err *err)
{
    struct vg_own_patterns own = {0};
    int rc = vg_patterns_of_case(c, a, &own, err);

    *l = (struct vg_languages){.a = a, .added = own.texts, .n_added = own.n};
    return rc;
}

int vg_suggest_source(struct vg_case *c, int64_t id, int64_t blob, int64_t *made,
                      struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_languages l;
    int rc = languages_of(c, &a, &l, err);

    return rc == VG_OK ? suggest_source(c, id, blob, &l, made, err) : rc;
}

int vg_first_sighting(struct vg_case *c, int64_t blob, int64_t *source, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, c->store, VG_SQL_SOURCES_OF_BLOB, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":blob", blob);
    rc = vg_step(st, err);
    *source = rc == VG_ROW ? vg_column_i64(st, 0) : 0;
    return rc < 0 ? rc : VG_OK;
}

enum { GROUP = 256 };

struct next {
    int64_t id, blob;
};

static int next_sources(struct vg_case *c, int64_t after, struct next *list, size_t *n,
                        struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, c->store, VG_SQL_SOURCES_AFTER, err);

    *n = 0;
    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":after", after);
    while (*n < GROUP && (rc = vg_step(st, err)) == VG_ROW)
        list[(*n)++] = (struct next){vg_column_i64(st, 0), vg_column_i64(st, 1)};
    return rc < 0 ? rc : VG_OK;
}

static int suggest_group(struct vg_case *c, const struct next *list, size_t n,
                         struct vg_languages *l, int64_t *made, struct vg_err *err)
{
    int rc = vg_begin(c->store, err);

    for (size_t i = 0; rc == VG_OK && i < n; i++) {
        int64_t first = 0;

        rc = vg_first_sighting(c, list[i].blob, &first, err);
        if (rc == VG_OK && first == list[i].id)
            rc = suggest_source(c, list[i].id, list[i].blob, l, made, err);
    }
    if (rc == VG_OK)
        rc = vg_commit(c->store, err);
    vg_rollback(c->store);
    return rc;
}

static int forget_suggestions(struct vg_case *c, struct vg_err *err)
{
    static const enum vg_sql steps[] = {VG_SQL_SUGGESTION_CLEAR, VG_SQL_SUGGESTED_CLEAR,
                                        VG_SQL_SOURCE_LISTED_FORGET};
    int rc = vg_begin(c->store, err);

    if (rc == VG_OK)
        rc = vg_run_each(c->store, steps, sizeof steps / sizeof *steps, err);
    if (rc == VG_OK)
        rc = vg_commit(c->store, err);
    vg_rollback(c->store);
    return rc;
}

int vg_case_suggest(struct vg_case *c, int all, int64_t *made, struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_languages l = {.a = &a};
    struct next list[GROUP];
    int64_t after = 0;
    size_t n = 0;
    int rc = vg_case_must_write(c, err);

    *made = 0;
    if (rc == VG_OK)
        rc = languages_of(c, &a, &l, err);
    if (rc == VG_OK)
        rc = vg_read_now(c, NULL, NULL, err);
    if (rc == VG_OK)
        rc = all ? forget_suggestions(c, err)
                 : vg_ask_i64(c->store, VG_SQL_SUGGESTED_LAST, 0, &after, err);
    do {
        if (rc == VG_OK && vg_app_stopped(&c->app))
            rc = vg_fail(err, VG_E_INTERRUPTED, "interrupted; the rest is suggested next time");
        if (rc == VG_OK)
            rc = next_sources(c, after, list, &n, err);
        if (rc == VG_OK && n > 0)
            rc = suggest_group(c, list, n, &l, made, err);
        if (rc == VG_OK && n > 0)
            after = list[n - 1].id;
        vg_app_tell(&c->app, "suggested", after, 0);
    } while (rc == VG_OK && n > 0);
    return rc;
}

int vg_suggest_text(const char *text, size_t len, const char *date, const char *language,
                    const char *publisher, struct vg_arena *a, struct vg_claim **out, size_t *n,
                    const char **note, struct vg_err *err)
{
    struct vg_suggest_in in = {
        .text = {text, len}, .date = date, .language = language, .publisher = publisher};
    struct vg_suggestions s;
    int rc = vg_suggest(&in, a, &s, err);

    if (rc != VG_OK)
        return rc;
    *out = s.claims;
    *n = s.n;
    *note = s.note;
    return VG_OK;
}

int vg_suggest_text_with(const struct vg_suggest_ask *ask,
                         int (*put)(void *w, const struct vg_claim *claims, size_t n,
                                    struct vg_err *err),
                         void *w, const char **note, struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_languages l = {.a = &a, .added = ask->patterns, .n_added = ask->n_patterns};
    struct vg_suggest_in in = {.text = {ask->text, ask->len},
                               .date = ask->date,
                               .language = ask->language,
                               .publisher = ask->publisher,
                               .languages = &l,
                               .explain = ask->explain};

    return vg_suggest_each(&in, put, w, note, err);
}

int vg_suggest_text_each(const char *text, size_t len, const char *date, const char *language,
                         const char *publisher,
                         int (*put)(void *w, const struct vg_claim *claims, size_t n,
                                    struct vg_err *err),
                         void *w, const char **note, struct vg_err *err)
{
    struct vg_suggest_in in = {
        .text = {text, len}, .date = date, .language = language, .publisher = publisher};

    return vg_suggest_each(&in, put, w, note, err);
}

/* -- listing ------------------------------------------------------------------------------- */

struct decision {
    int64_t start, end;
    const char *fingerprint;
    enum vg_claim_status status;
};

struct decisions {
    int64_t source;
    struct decision *list;
    size_t n, room;
};

/* The decisions on one source; the same stretch may have been decided again, the last holds. */
static int load_decisions(struct vg_case *c, int64_t source, struct vg_arena *a,
                          struct decisions *d, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc;

    if (d->source == source)
        return VG_OK;
    d->source = source;
    d->n = 0;
    rc = vg_stmt(&st, c->store, VG_SQL_REVIEW_OF_STRETCH, err);
    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":source", source);
    while (rc == VG_OK && (rc = vg_step(st, err)) == VG_ROW) {
        struct decision *one;

        d->list = vg_grow(a, d->list, d->n, &d->room);
        one = &d->list[d->n++];
        one->start = vg_column_i64(st, 1);
        one->end = vg_column_i64(st, 2);
        one->fingerprint = vg_column_copy(st, 3, a);
        rc = vg_claim_status_read(vg_column_copy(st, 4, a), &one->status, err);
    }
    return rc;
}

static int decided_as(const struct decisions *d, int64_t start, int64_t end,
                      const char *fingerprint)
{
    int status = 0;

    for (size_t i = 0; i < d->n; i++)
        if (d->list[i].start == start && d->list[i].end == end &&
            strcmp(d->list[i].fingerprint, fingerprint) == 0)
            status = d->list[i].status == VG_WITHDRAWN ? 0 : (int)d->list[i].status;
    return status;
}

static int take_suggestion(struct vg_case *c, const struct vg_stmt *st, struct decisions *d,
                           struct vg_arena *a, struct vg_suggestion *s, struct vg_err *err)
{
    struct vg_claim_names names = {0};
    struct vg_passage *p;
    int64_t source = vg_column_i64(st, 0);
    const char *fingerprint = vg_column_copy(st, 4, a);
    int rc = load_decisions(c, source, a, d, err);

    if (rc == VG_OK)
        rc = parse_claim(vg_column_str(st, 5), a, &s->claim, &names, err);
    if (rc != VG_OK)
        return vg_within(err, rc, "suggestion s%" PRId64 ".%" PRId64, source, vg_column_i64(st, 1));
    p = VG_NEW(a, struct vg_passage);
    if (s->claim.passage != NULL)
        *p = *s->claim.passage;
    p->source = source;
    s->claim.passage = p;
    s->claim.status = VG_SUGGESTED;
    s->id = vg_print(a, "s%" PRId64 ".%" PRId64, source, vg_column_i64(st, 1));
    s->decided = decided_as(d, vg_column_i64(st, 2), vg_column_i64(st, 3), fingerprint);
    return VG_OK;
}

int vg_suggestions(struct vg_case *c, int64_t source, int open_only, struct vg_arena *a,
                   struct vg_suggestion **out, size_t *n, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    struct vg_suggestion *list = NULL;
    struct decisions d = {0};
    size_t count = 0, room = 0;
    int rc =
        vg_stmt(&st, c->store, source == 0 ? VG_SQL_SUGGESTION_EACH : VG_SQL_SUGGESTION_OF, err);

    if (rc == VG_OK && source != 0)
        vg_bind_i64(st, ":source", source);
    while (rc == VG_OK && (rc = vg_step(st, err)) == VG_ROW) {
        list = vg_grow(a, list, count, &room);
        memset(&list[count], 0, sizeof list[count]);
        rc = take_suggestion(c, st, &d, a, &list[count], err);
        if (rc == VG_OK && (!open_only || list[count].decided == 0))
            count++;
    }
    if (rc != VG_OK)
        return rc;
    *out = list;
    *n = count;
    return VG_OK;
}

/* -- without reading the rest --------------------------------------------------------------- */

struct chosen {
    const char *id;
    int64_t source, n;
    int64_t start, end;
    const char *fingerprint;
    const char *json;
};

static int no_suggestion(const char *id, struct vg_err *err)
{
    return vg_fail(err, VG_E_ABSENT, "there is no suggestion %s; see 'vigil review'", id);
}

static int read_id(const char *id, int64_t *source, int64_t *n, struct vg_err *err)
{
    const char *dot = strchr(id, '.');
    char head[32];
    int64_t part = 0;
    int rc = VG_E_MISUSE;

    if (dot != NULL && (size_t)(dot - id) < sizeof head) {
        (void)snprintf(head, sizeof head, "%.*s", (int)(dot - id), id);
        rc = vg_id_read(head, 's', source, NULL);
        for (const char *p = dot + 1; *p != '\0' && part < 1000000000; p++)
            part = *p >= '0' && *p <= '9' ? 10 * part + (*p - '0') : 2000000000;
    }
    if (rc != VG_OK || part == 0 || part > 1000000000)
        return vg_fail(
            err, VG_E_MISUSE,
            "\"%.40s\" is no id of a suggestion; one looks like s1.3, see 'vigil review'", id);
    *n = part;
    return VG_OK;
}

static int find(struct vg_case *c, const char *id, struct vg_arena *a, struct chosen *out,
                struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = read_id(id, &out->source, &out->n, err);

    if (rc == VG_OK)
        rc = vg_stmt(&st, c->store, VG_SQL_SUGGESTION_GET, err);
    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":source", out->source);
    vg_bind_i64(st, ":n", out->n);
    rc = vg_step(st, err);
    if (rc < 0)
        return rc;
    if (rc != VG_ROW)
        return no_suggestion(id, err);
    out->id = id;
    out->start = vg_column_i64(st, 0);
    out->end = vg_column_i64(st, 1);
    out->fingerprint = vg_column_copy(st, 2, a);
    out->json = vg_column_copy(st, 3, a);
    return VG_OK;
}

int vg_suggestion_get(struct vg_case *c, const char *id, struct vg_arena *a,
                      struct vg_suggestion *out, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    struct vg_suggestion one = {0};
    struct decisions d = {0};
    int64_t source, n;
    int rc = read_id(id, &source, &n, err);

    if (rc == VG_OK)
        rc = vg_stmt(&st, c->store, VG_SQL_SUGGESTION_ONE, err);
    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":source", source);
    vg_bind_i64(st, ":n", n);
    rc = vg_step(st, err);
    if (rc < 0)
        return rc;
    if (rc != VG_ROW)
        return no_suggestion(id, err);
    rc = take_suggestion(c, st, &d, a, &one, err);
    if (rc == VG_OK)
        *out = one;
    return rc;
}

/* Up to where the rows of a source go; of all for 0. */
enum { PER_SOURCE_BITS = 32 };

int vg_suggestions_after(struct vg_case *c, const char *after, int64_t source, size_t limit,
                         struct vg_arena *a, struct vg_suggestion **out, size_t *n,
                         struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    struct vg_suggestion *list = NULL;
    struct decisions d = {0};
    int64_t of = 0, at = 0, first, end;
    size_t count = 0, room = 0;
    int rc = after == NULL ? VG_OK : read_id(after, &of, &at, err);

    if (rc == VG_OK && (of > INT32_MAX || source > INT32_MAX || source < 0))
        rc = vg_fail(err, VG_E_ABSENT, "there is no such source; see 'vigil sources'");
    if (rc == VG_OK)
        rc = vg_stmt(&st, c->store, VG_SQL_SUGGESTION_OPEN_AFTER, err);
    if (rc != VG_OK)
        return rc;
    first = source << PER_SOURCE_BITS;
    end = source == 0 ? INT64_MAX : (source + 1) << PER_SOURCE_BITS;
    at += of << PER_SOURCE_BITS;
    vg_bind_i64(st, ":after", at > first ? at : first);
    vg_bind_i64(st, ":before", end);
    vg_bind_i64(st, ":limit", limit > VG_MAX_PAGE ? VG_MAX_PAGE : (int64_t)limit);
    while (rc == VG_OK && (rc = vg_step(st, err)) == VG_ROW) {
        list = vg_grow(a, list, count, &room);
        memset(&list[count], 0, sizeof *list);
        rc = take_suggestion(c, st, &d, a, &list[count++], err);
    }
    if (rc != VG_OK)
        return rc;
    *out = list;
    *n = count;
    return VG_OK;
}

/* -- exact repeats ---------------------------------------------------------------------------- */

/* All that a suggestion says, without where it stands and whose page that is. */
static void put_said(const struct vg_claim *of, struct vg_arena *a, struct vg_buf *out)
{
    struct vg_json j = {.out = out};
    struct vg_passage p = {.quote = of->passage == NULL ? (struct vg_str){0} : of->passage->quote};
    struct vg_link *links = VG_NEW_ARRAY(a, struct vg_link, of->n_links);
    struct vg_claim c = *of;

    for (size_t i = 0; i < c.n_links; i++) {
        links[i] = of->links[i];
        links[i].passage = NULL;
    }
    c.links = links;
    if (c.n_links > 0 && links[c.n_links - 1].as != NULL &&
        strcmp(links[c.n_links - 1].as, "text") == 0)
        c.n_links--;
    c.passage = &p;
    c.n_also_at = 0;
    c.ref = NULL;
    c.rule = NULL;
    c.note = NULL;
    vg_claim_to_json(&j, &c);
}

static int twins_among(struct vg_case *c, const struct chosen *s, struct vg_str said,
                       struct vg_str quote, struct vg_arena *a, const char ***out, size_t *n,
                       struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    struct decisions d = {0};
    const char **list = NULL;
    size_t count = 0, room = 0;
    int rc = vg_stmt(&st, c->store, VG_SQL_SUGGESTION_OPEN_ALIKE, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_text(st, ":fingerprint", s->fingerprint);
    vg_bind_i64(st, ":length", s->end - s->start);
    vg_bind_str(st, ":quote", quote);
    while (rc == VG_OK && count < VG_MAX_DECISIONS && (rc = vg_step(st, err)) == VG_ROW) {
        VG_SCOPED_ARENA work = {0};
        VG_SCOPED_BUF other = {.max = (size_t)VG_MAX_IMPORT_LINE};
        struct vg_suggestion t = {0};

        rc = VG_OK;
        if (vg_column_i64(st, 0) == s->source && vg_column_i64(st, 1) == s->n)
            continue;
        d = (struct decisions){0};
        rc = take_suggestion(c, st, &d, &work, &t, err);
        if (rc != VG_OK)
            break;
        put_said(&t.claim, &work, &other);
        if (other.len != said.len || memcmp(other.p, said.p, said.len) != 0)
            continue;
        list = vg_grow(a, list, count, &room);
        list[count++] = vg_copyz(a, t.id);
    }
    *out = list;
    *n = count;
    return rc;
}

int vg_suggestion_twins(struct vg_case *c, const char *id, struct vg_arena *a,
                        const char *const **out, size_t *n, struct vg_err *err)
{
    VG_SCOPED_ARENA work = {0};
    VG_SCOPED_BUF said = {.max = (size_t)VG_MAX_IMPORT_LINE};
    VG_SCOPED_BUF quote = {.max = (size_t)VG_MAX_IMPORT_LINE};
    struct vg_json j = {.out = &quote};
    struct vg_suggestion one;
    struct chosen s = {0};
    const char **list;
    int rc = vg_suggestion_get(c, id, &work, &one, err);

    if (rc == VG_OK)
        rc = find(c, id, &work, &s, err);
    if (rc != VG_OK)
        return rc;
    assert(one.claim.passage != NULL); /* no passage, no suggestion */
    put_said(&one.claim, &work, &said);
    vg_json_str(&j, one.claim.passage->quote);
    rc = twins_among(c, &s, vg_buf_str(&said), vg_buf_str(&quote), a, &list, n, err);
    if (rc == VG_OK)
        *out = list;
    return rc;
}

/* -- deciding -------------------------------------------------------------------------------- */

/* What was decided last on a suggestion: 0 for nothing, or nothing that still holds. */
struct decided {
    enum vg_claim_status status;
    int64_t claim; /* that was kept; 0: none */
    char by[17];
    char when[VG_TIME_TEXT];
};

static int decision_on(struct vg_case *c, const struct chosen *s, struct decided *out,
                       struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF hex = {.max = 100};
    VG_SCOPED_STMT *st = NULL;
    struct vg_str bytes;
    struct vg_entry e;
    int rc = vg_stmt(&st, c->store, VG_SQL_REVIEW_LATEST, err);

    *out = (struct decided){0};
    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":source", s->source);
    vg_bind_i64(st, ":start_at", s->start);
    vg_bind_i64(st, ":end_at", s->end);
    vg_bind_text(st, ":fingerprint", s->fingerprint);
    rc = vg_step(st, err);
    if (rc != VG_ROW || vg_str_is(vg_column_str(st, 0), "withdrawn"))
        return rc < 0 ? rc : VG_OK;
    bytes = vg_column_str(st, 2);
    rc = vg_entry_read(bytes.p, bytes.len, &e, err);
    if (rc == VG_OK)
        rc = vg_claim_status_read(vg_column_copy(st, 0, &a), &out->status, err);
    if (rc != VG_OK)
        return rc;
    out->claim = vg_column_i64(st, 1);
    vg_put_hex(&hex, e.actor, 8);
    memcpy(out->by, hex.p, sizeof out->by);
    vg_time_write(e.time, out->when);
    return VG_OK;
}

/* Find it, and see that nobody has decided it: inside the transaction that decides, so that
 * of two who decide at once the second is told. */
static int choose(struct vg_case *c, const char *id, struct vg_arena *a, struct chosen *out,
                  struct vg_err *err)
{
    struct decided was = {0};
    int rc = find(c, id, a, out, err);

    if (rc == VG_OK)
        rc = decision_on(c, out, &was, err);
    if (rc != VG_OK || was.status == 0)
        return rc;
    return vg_fail(err, VG_E_CONFLICT,
                   "%s has been decided already: %s%s by %s, %s; a kept claim is taken back with "
                   "'vigil claim --withdraw'",
                   id, vg_claim_status_word(was.status),
                   was.claim == 0 ? "" : vg_print(a, " as c%" PRId64, was.claim), was.by, was.when);
}

static int keep_review(struct vg_case *c, const struct chosen *s, enum vg_claim_status status,
                       int64_t claim, const char *because, struct vg_err *err)
{
    struct vg_stmt *st = NULL;
    int64_t id;
    int rc = vg_keep(c->record, VG_KEPT_REVIEW, &st, &id, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_text(st, ":suggestion", s->id);
    if (claim != 0)
        vg_bind_i64(st, ":claim", claim);
    vg_bind_i64(st, ":source", s->source);
    vg_bind_i64(st, ":start_at", s->start);
    vg_bind_i64(st, ":end_at", s->end);
    vg_bind_text(st, ":fingerprint", s->fingerprint);
    vg_bind_text(st, ":status", vg_claim_status_word(status));
    vg_bind_text(st, ":because", because);
    rc = vg_run_end(st, err);
    return rc == VG_OK ? run_with(c, VG_SQL_SOURCE_LISTED_SUGGESTIONS, ":source", s->source, err)
                       : rc;
}

/* Fields to correct on the way in: a member of `changes` takes the place of the suggestion's. */
static int corrected(const struct chosen *s, const char *changes, struct vg_arena *a,
                     struct vg_claim *out, struct vg_claim_names *names, struct vg_err *err)
{
    VG_SCOPED_JSON *base = NULL;
    int rc = vg_json_read(s->json, strlen(s->json), &base, err);

    if (rc == VG_OK)
        rc = vg_changes_apply(base, changes, err);
    return rc == VG_OK ? vg_claim_from_json(base, a, out, names, err) : rc;
}

/* Within the transaction that is open: one entry. */
static int accept_one(struct vg_case *c, const char *suggestion, const char *changes,
                      const char *because, int64_t *claim, struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_claim_names names = {0};
    struct vg_claim copy;
    struct vg_passage *p;
    struct chosen s;
    int rc = choose(c, suggestion, &a, &s, err);

    if (rc == VG_OK)
        rc = corrected(&s, changes, &a, &copy, &names, err);
    if (rc != VG_OK)
        return rc;
    p = VG_NEW(&a, struct vg_passage);
    if (copy.passage != NULL)
        *p = *copy.passage;
    p->source = s.source;
    copy.passage = p;
    rc = vg_claim_prepare(c, vg_text_cache_make(c, &a), &copy, &names, &a, err);
    if (rc == VG_OK)
        rc = vg_claim_keep(c->record, &copy, suggestion, claim, err);
    if (rc == VG_OK)
        rc = keep_review(c, &s, VG_ACCEPTED, *claim, because, err);
    if (rc == VG_OK)
        rc = vg_record_seal(c->record, VG_ENTRY_CLAIM, NULL, err);
    return rc == VG_OK ? vg_claim_may_stand(c, &copy, *claim, err) : rc;
}

static int must_be_some(size_t n, struct vg_err *err)
{
    if (n > 0 && n <= VG_MAX_DECISIONS)
        return VG_OK;
    return vg_fail(err, n == 0 ? VG_E_MISUSE : VG_E_LIMIT,
                   "between 1 and %d suggestions are decided at once, not %zu", VG_MAX_DECISIONS,
                   n);
}

static int must_say_why(const char *because, struct vg_err *err)
{
    if (because != NULL && because[0] != '\0')
        return VG_OK;
    return vg_fail(err, VG_E_MISUSE, "say why: --because \"…\"");
}

static int accept_all(struct vg_case *c, const char *const *ids, size_t n, const char *changes,
                      const char *because, int64_t *claims, struct vg_err *err)
{
    int rc = vg_case_must_write(c, err);

    if (rc == VG_OK)
        rc = must_be_some(n, err);
    if (rc == VG_OK)
        rc = vg_record_begin(c->record, err);
    if (rc != VG_OK)
        return rc;
    for (size_t i = 0; rc == VG_OK && i < n; i++)
        rc = accept_one(c, ids[i], changes, because, &claims[i], err);
    if (rc == VG_OK)
        rc = vg_record_commit(c->record, err);
    if (rc != VG_OK)
        vg_record_rollback(c->record);
    return rc;
}

int vg_accept(struct vg_case *c, const char *suggestion, const char *changes, const char *because,
              int64_t *claim, struct vg_err *err)
{
    int64_t kept = 0;
    int rc = accept_all(c, &suggestion, 1, changes, because, &kept, err);

    if (rc == VG_OK)
        *claim = kept;
    return rc;
}

int vg_accept_many(struct vg_case *c, const char *const *suggestions, size_t n, const char *because,
                   struct vg_arena *a, int64_t **claims, struct vg_err *err)
{
    VG_SCOPED_ARENA work = {0};
    int64_t *kept;
    int rc = must_be_some(n, err);

    if (rc != VG_OK)
        return rc;
    kept = VG_NEW_ARRAY(&work, int64_t, n);
    rc = accept_all(c, suggestions, n, NULL, because, kept, err);
    if (rc != VG_OK)
        return rc;
    *claims = VG_NEW_ARRAY(a, int64_t, n);
    memcpy(*claims, kept, n * sizeof *kept);
    return VG_OK;
}

int vg_reject_many(struct vg_case *c, const char *const *suggestions, size_t n, const char *because,
                   struct vg_err *err)
{
    int rc = vg_case_must_write(c, err);

    if (rc == VG_OK)
        rc = must_say_why(because, err);
    if (rc == VG_OK)
        rc = must_be_some(n, err);
    if (rc == VG_OK)
        rc = vg_record_begin(c->record, err);
    if (rc != VG_OK)
        return rc;
    for (size_t i = 0; rc == VG_OK && i < n; i++) {
        VG_SCOPED_ARENA a = {0};
        struct chosen s;

        rc = choose(c, suggestions[i], &a, &s, err);
        if (rc == VG_OK)
            rc = keep_review(c, &s, VG_REJECTED, 0, because, err);
    }
    return vg_record_conclude(c->record, VG_ENTRY_REVIEW, rc, err);
}

int vg_reject(struct vg_case *c, const char *suggestion, const char *because, struct vg_err *err)
{
    return vg_reject_many(c, &suggestion, 1, because, err);
}

int vg_review_undo(struct vg_case *c, const char *suggestion, const char *because,
                   struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    struct decided was = {0};
    struct chosen s;
    int rc = vg_case_must_write(c, err);

    if (rc == VG_OK)
        rc = must_say_why(because, err);
    if (rc == VG_OK)
        rc = vg_record_begin(c->record, err);
    if (rc != VG_OK)
        return rc;
    rc = find(c, suggestion, &a, &s, err);
    if (rc == VG_OK)
        rc = decision_on(c, &s, &was, err);
    if (rc == VG_OK && was.status == 0)
        rc = vg_fail(err, VG_E_CONFLICT, "%s is open; there is no decision to take back",
                     suggestion);
    if (rc == VG_OK)
        rc = keep_review(c, &s, VG_WITHDRAWN, was.claim, because, err);
    return vg_record_conclude(c->record, VG_ENTRY_REVIEW, rc, err);
}
