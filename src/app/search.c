/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Search. The index gives the sources; where in the text the words stand is found
 * by running the same tokenizer over the hits that are shown, so that the index
 * needs to keep no text of its own.
 */
#include <inttypes.h>
#include <string.h>

#include "app/inside.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "read/read_job.h"
#include "store/tokens.h"

enum { CONTEXT = 80, MAX_TERMS = 64, MAX_TERM_TOKENS = 64 };

/* One term as the tokens it asks for, in a row. */
struct term {
    struct vg_str tokens[MAX_TERM_TOKENS];
    size_t n;
};

struct matcher {
    struct term terms[MAX_TERMS];
    size_t n;
    struct vg_arena *a;
    /* tokens of the text seen last, per term: how far a phrase has got is found by
     * keeping the last tokens in a ring */
    struct {
        size_t start, end;
        struct vg_str text;
    } ring[MAX_TERM_TOKENS];
    char room[MAX_TERM_TOKENS][VG_MAX_WORD + 1];
    struct vg_sha256 hash;
    size_t seen;       /* positions so far */
    size_t start, end; /* of the first match */
    int64_t matches;
};

static int take_query_token(void *to, const struct vg_token *t)
{
    struct matcher *m = to;
    struct term *term = &m->terms[m->n];

    if (t->colocated || term->n == MAX_TERM_TOKENS)
        return 0;
    term->tokens[term->n++] = vg_str_copy(m->a, (struct vg_str){t->p, t->len});
    return 0;
}

static int is_term(const struct matcher *m, const struct term *t)
{
    if (m->seen < t->n)
        return 0;
    for (size_t i = 0; i < t->n; i++) {
        size_t at = (m->seen - t->n + i) % MAX_TERM_TOKENS;

        if (vg_str_cmp(m->ring[at].text, t->tokens[i]) != 0)
            return 0;
    }
    return 1;
}

static void note_match(struct matcher *m, size_t start, size_t end)
{
    if (m->matches++ == 0) {
        m->start = start;
        m->end = end;
    }
}

/* A single character of Han stands beside the pair that begins with it: such a
 * token can only match a term of one token. */
static void match_single(struct matcher *m, const struct vg_token *t)
{
    struct vg_str text = {t->p, t->len};

    for (size_t i = 0; i < m->n; i++)
        if (m->terms[i].n == 1 && vg_str_cmp(m->terms[i].tokens[0], text) == 0)
            note_match(m, t->start, t->end);
}

static int take_text_token(void *to, const struct vg_token *t)
{
    struct matcher *m = to;
    size_t at = m->seen % MAX_TERM_TOKENS;

    if (t->colocated) {
        match_single(m, t);
        return 0;
    }
    memcpy(m->room[at], t->p, t->len);
    m->ring[at].text = (struct vg_str){m->room[at], t->len};
    m->ring[at].start = t->start;
    m->ring[at].end = t->end;
    m->seen++;
    for (size_t i = 0; i < m->n; i++)
        if (m->terms[i].n > 0 && is_term(m, &m->terms[i])) {
            size_t first = (m->seen - m->terms[i].n) % MAX_TERM_TOKENS;

            note_match(m, m->ring[first].start, t->end);
        }
    return 0;
}

/* -- a hit -------------------------------------------------------------------------------- */

/* Hash the preserved bytes again, unless they are many: somebody is waiting. */
static int check_bytes(struct vg_case *c, struct vg_sha256 *hash, int64_t blob,
                       const struct vg_source_info *s, enum vg_bytes_state *out, struct vg_err *err)
{
    int64_t length;
    int same, rc;

    *out = VG_BYTES_NOT_CHECKED;
    if (s->length > VG_MAX_REHASH)
        return VG_OK;
    rc = vg_blob_rehash(c, hash, blob, s, &length, &same, err);
    if (rc == VG_OK)
        *out = same ? VG_BYTES_VERIFIED : VG_BYTES_DIFFER;
    return rc;
}

/* A stretch of one line around the match. */
static struct vg_str line_before(struct vg_str t, size_t at, struct vg_arena *a)
{
    size_t from = vg_utf8_up(t.p, t.len, at > CONTEXT ? at - CONTEXT : 0);

    for (size_t i = at; i > from; i--)
        if (t.p[i - 1] == '\n') {
            from = i;
            break;
        }
    return vg_str_copy(a, (struct vg_str){t.p + from, at - from});
}

static struct vg_str line_after(struct vg_str t, size_t at, struct vg_arena *a)
{
    size_t to = vg_utf8_down(t.p, t.len, t.len - at > CONTEXT ? at + CONTEXT : t.len);
    const char *end = memchr(t.p + at, '\n', to - at);

    if (end != NULL)
        to = (size_t)(end - t.p);
    return vg_str_copy(a, (struct vg_str){t.p + at, to - at});
}

static int claims_at(struct vg_case *c, struct vg_search_hit *h, struct vg_arena *a,
                     struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int64_t *list = NULL;
    size_t n = 0, room = 0;
    int rc = vg_stmt(&st, c->store, VG_SQL_CLAIMS_OF_SOURCE, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":source", h->source);
    while ((rc = vg_step(st, err)) == VG_ROW) {
        if (vg_column_i64(st, 0) >= h->end || vg_column_i64(st, 1) <= h->start ||
            vg_str_is(vg_column_str(st, 3), "lost"))
            continue;
        list = vg_grow(a, list, n, &room);
        list[n++] = vg_column_i64(st, 2);
    }
    h->claims = list;
    h->n_claims = n;
    return rc;
}

static void place_match(const struct matcher *m, const struct vg_text *t, struct vg_arena *a,
                        struct vg_search_hit *h)
{
    h->start = (int64_t)m->start;
    h->end = (int64_t)m->end;
    h->matches = m->matches;
    h->before = line_before(t->text, m->start, a);
    h->match = vg_str_copy(a, (struct vg_str){t->text.p + m->start, m->end - m->start});
    h->after = line_after(t->text, m->end, a);
    for (size_t i = 0; i < t->main_count; i++)
        h->is_main |= m->start >= t->main[i].start && m->start < t->main[i].end;
}

static int make_hit(struct vg_case *c, struct vg_tokenizer *tok, struct matcher *m, int64_t blob,
                    struct vg_arena *a, struct vg_search_hit *h, struct vg_err *err)
{
    VG_SCOPED_ARENA scratch = {0};
    struct vg_source s;
    struct vg_text t;
    int rc = vg_first_sighting(c, blob, &h->source, err);

    if (rc == VG_OK)
        rc = vg_source_get(c, h->source, a, &s, err);
    if (rc == VG_E_ABSENT) /* the index is made of what is kept: it names nothing else */
        rc = vg_fail(err, VG_E_FORMAT,
                     "the search index names a source that is not there; run 'vigil verify' to see "
                     "what is damaged, and go on from a copy");
    if (rc == VG_OK)
        rc = vg_text_load(c->store, blob, &scratch, &t, err);
    if (rc != VG_OK)
        return rc;
    h->label = s.info.label;
    h->title = s.info.title;
    h->language = s.info.language;
    h->captured_at = s.info.captured_at;
    h->damaged = s.info.damaged;
    h->is_ocr = s.is_ocr;
    rc = check_bytes(c, &m->hash, blob, &s.info, &h->bytes, err);
    if (rc != VG_OK)
        return rc;
    m->seen = 0;
    m->matches = 0;
    (void)vg_tokens(tok, t.text.p, t.text.len, VG_TOKENS_DOCUMENT, take_text_token, m);
    if (m->matches > 0)
        place_match(m, &t, a, h); /* else the words stand in the title only */
    return claims_at(c, h, a, err);
}

/* -- the query ------------------------------------------------------------------------------ */

static int read_query(const char *const *words, size_t n_words, struct vg_tokenizer *tok,
                      struct matcher *m, struct vg_buf *match, struct vg_err *err)
{
    VG_SCOPED_BUF text = {.max = (size_t)VG_MAX_QUERY + 1};
    struct vg_query q;
    int rc;

    for (size_t i = 0; i < n_words; i++) {
        /* words that came as one argument were quoted for the shell: they stand together */
        int together =
            strchr(words[i], ' ') != NULL && strpbrk(words[i], "\"“”„«»「」『』《》") == NULL;

        vg_puts(&text, i == 0 ? "" : " ");
        vg_puts(&text, together ? "\"" : "");
        vg_puts(&text, words[i]);
        vg_puts(&text, together ? "\"" : "");
    }
    if (text.full)
        return vg_fail(err, VG_E_LIMIT, "the question is longer than %d bytes", (int)VG_MAX_QUERY);
    rc = vg_query_read(tok, text.p == NULL ? "" : text.p, text.len, m->a, &q, err);
    if (rc != VG_OK)
        return rc;
    vg_query_fts5(&q, match);
    for (size_t i = 0; i < q.n && m->n < MAX_TERMS; i++) {
        if (q.terms[i].excluded)
            continue;
        (void)vg_tokens(tok, q.terms[i].words.p, q.terms[i].words.len, VG_TOKENS_QUERY,
                        take_query_token, m);
        m->n += m->terms[m->n].n > 0;
    }
    return VG_OK;
}

/* Nothing but the words is asked: the index answers alone. */
static int is_plain(const struct vg_search_ask *ask)
{
    return ask->language == NULL && ask->cited == VG_CITED_OR_NOT;
}

static void bind_ask(struct vg_stmt *st, const char *query, const struct vg_search_ask *ask)
{
    vg_bind_text(st, ":query", query);
    if (is_plain(ask))
        return;
    vg_bind_text(st, ":language", ask->language);
    vg_bind_i64(st, ":cited", (int64_t)ask->cited);
}

static int count_hits(struct vg_case *c, const char *query, const struct vg_search_ask *ask,
                      int64_t *total, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc =
        vg_stmt(&st, c->store, is_plain(ask) ? VG_SQL_FOUND_COUNT : VG_SQL_FOUND_SOME_COUNT, err);

    if (rc != VG_OK)
        return rc;
    bind_ask(st, query, ask);
    rc = vg_step(st, err);
    if (rc == VG_ROW)
        *total = vg_column_i64(st, 0);
    return rc < 0 ? rc : VG_OK;
}

static int search_by(struct vg_case *c, struct vg_tokenizer *tok, const struct vg_search_ask *ask,
                     struct vg_arena *a, struct vg_search_hit **out, size_t *n, int64_t *total,
                     struct vg_err *err)
{
    struct matcher *m = VG_NEW(a, struct matcher);
    VG_SCOPED_BUF match = {.max = KIB(16)};
    VG_SCOPED_STMT *st = NULL;
    struct vg_search_hit *list;
    size_t count = 0, limit = ask->limit;
    int rc;

    m->a = a;
    if (limit == 0 || limit > VG_MAX_HITS)
        limit = VG_MAX_HITS;
    list = VG_NEW_ARRAY(a, struct vg_search_hit, limit);
    rc = read_query(ask->words, ask->n_words, tok, m, &match, err);
    if (rc == VG_OK)
        rc = count_hits(c, match.p, ask, total, err);
    if (rc == VG_OK)
        rc = vg_stmt(&st, c->store, is_plain(ask) ? VG_SQL_FOUND_ASK : VG_SQL_FOUND_SOME, err);
    if (rc != VG_OK)
        return rc;
    bind_ask(st, match.p, ask);
    vg_bind_i64(st, ":from", (int64_t)ask->from);
    vg_bind_i64(st, ":limit", (int64_t)limit);
    while (count < limit && (rc = vg_step(st, err)) == VG_ROW) {
        rc = make_hit(c, tok, m, vg_column_i64(st, 0), a, &list[count], err);
        if (rc != VG_OK)
            break;
        count++;
    }
    vg_sha256_end(&m->hash);
    *out = list;
    *n = count;
    return rc < 0 ? rc : VG_OK;
}

int vg_search_with(struct vg_case *c, const struct vg_search_ask *ask, struct vg_arena *a,
                   struct vg_search_hit **out, size_t *n, int64_t *total, struct vg_err *err)
{
    struct vg_tokenizer *tok = vg_tokenizer_open();
    int rc = search_by(c, tok, ask, a, out, n, total, err);

    vg_tokenizer_close(tok);
    return rc;
}

int vg_search(struct vg_case *c, const char *const *words, size_t n_words, size_t limit,
              struct vg_arena *a, struct vg_search_hit **out, size_t *n, int64_t *total,
              struct vg_err *err)
{
    const struct vg_search_ask ask = {.words = words, .n_words = n_words, .limit = limit};

    return vg_search_with(c, &ask, a, out, n, total, err);
}
