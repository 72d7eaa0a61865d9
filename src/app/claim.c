/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <inttypes.h>
#include <string.h>

#include "app/inside.h"
#include "base/edtf.h"
#include "base/limits.h"
#include "base/table.h"
#include "claim/claim_job.h"
#include "read/anchor.h"
#include "read/ocr.h"
#include "read/read_job.h"

/* -- texts ---------------------------------------------------------------------------- */

/* A source's text as passages are placed in it. */
struct cached_text {
    struct vg_str body;
    const char *reader;
    const struct vg_text *marks; /* what of it was read in images; NULL: nothing */
};

struct vg_text_cache {
    struct vg_case *c;
    struct vg_arena *a;
    struct vg_table by_source; /* decimal id -> index */
    struct cached_text *texts;
    size_t n, room;
};

struct vg_text_cache *vg_text_cache_make(struct vg_case *c, struct vg_arena *a)
{
    struct vg_text_cache *cache = VG_NEW(a, struct vg_text_cache);

    cache->c = c;
    cache->a = a;
    cache->by_source = VG_TABLE(a);
    return cache;
}

static struct vg_str key_of(int64_t source, char room[24])
{
    return (struct vg_str){room, (size_t)snprintf(room, 24, "%" PRId64, source)};
}

static struct cached_text *cache_text(struct vg_text_cache *cache, int64_t source)
{
    char room[24];

    (void)vg_table_add(&cache->by_source, key_of(source, room), (int64_t)cache->n, NULL);
    cache->texts = vg_grow(cache->a, cache->texts, cache->n, &cache->room);
    return &cache->texts[cache->n++];
}

void vg_text_cache_put(struct vg_text_cache *cache, int64_t source, struct vg_str body,
                       const char *reader)
{
    *cache_text(cache, source) = (struct cached_text){body, reader, NULL};
}

static int load_marks(struct vg_text_cache *cache, struct cached_text *t, int64_t blob,
                      struct vg_err *err)
{
    struct vg_text *whole;

    if (!vg_reader_is_ocr(t->reader))
        return VG_OK;
    whole = VG_NEW(cache->a, struct vg_text);
    t->marks = whole;
    return vg_text_load(cache->c->store, blob, cache->a, whole, err);
}

static int load_text(struct vg_text_cache *cache, int64_t source, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    struct cached_text *t;
    int64_t blob;
    int rc = vg_source_blob(cache->c, source, &blob, err);

    if (rc == VG_OK)
        rc = vg_stmt(&st, cache->c->store, VG_SQL_TEXT_GET, err);
    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":id", blob);
    rc = vg_step(st, err);
    if (rc < 0)
        return rc;
    if (rc != VG_ROW || vg_column_type(st, 1) != VG_COLUMN_NULL)
        return vg_fail(err, VG_E_REFUSED,
                       "s%" PRId64 " has no text, so no passage of it can be claimed from%s",
                       source, rc == VG_ROW ? "" : " yet; run 'vigil rebuild'");
    t = cache_text(cache, source);
    t->reader = vg_column_copy(st, 0, cache->a);
    t->body = vg_str_copy(cache->a, vg_column_str(st, 7));
    vg_stmt_end(st);
    st = NULL;
    return load_marks(cache, t, blob, err);
}

static int text_of(struct vg_text_cache *cache, int64_t source, const struct cached_text **out,
                   struct vg_err *err)
{
    char room[24];
    int64_t at;
    int rc = VG_OK;

    if (!vg_table_get(&cache->by_source, key_of(source, room), &at)) {
        rc = load_text(cache, source, err);
        at = (int64_t)cache->n - 1;
    }
    if (rc == VG_OK)
        *out = &cache->texts[at];
    return rc;
}

/* -- passages -------------------------------------------------------------------------- */

static int find_quote(const struct cached_text *t, struct vg_passage *p, struct vg_err *err)
{
    const char *first, *again;

    if (p->quote.p == NULL || p->quote.len == 0 || p->quote.len > VG_MAX_QUOTE)
        return vg_fail(err, VG_E_FORMAT, "quote: empty, or longer than %d bytes",
                       (int)VG_MAX_QUOTE);
    first = memmem(t->body.p, t->body.len, p->quote.p, p->quote.len);
    if (first == NULL)
        return vg_fail(err, VG_E_FORMAT,
                       "quote: these words do not stand in s%" PRId64
                       "; copy them from 'vigil source … --text'",
                       p->source);
    again =
        memmem(first + 1, t->body.len - (size_t)(first + 1 - t->body.p), p->quote.p, p->quote.len);
    if (again != NULL)
        return vg_fail(err, VG_E_FORMAT,
                       "quote: it stands more than once in s%" PRId64
                       " (bytes %td and %td); give more words, or --from and --to",
                       p->source, first - t->body.p, again - t->body.p);
    p->start = first - t->body.p;
    p->end = p->start + (int64_t)p->quote.len;
    return VG_OK;
}

static int check_offsets(const struct cached_text *t, const struct vg_passage *p,
                         struct vg_err *err)
{
    if (p->start < 0 || p->end <= p->start || (size_t)p->end > t->body.len)
        return vg_fail(err, VG_E_FORMAT,
                       "offsets: %" PRId64 " to %" PRId64 " lies outside the text of s%" PRId64
                       ", which has %zu bytes",
                       p->start, p->end, p->source, t->body.len);
    if (p->quote.p != NULL && (p->quote.len != (size_t)(p->end - p->start) ||
                               memcmp(p->quote.p, t->body.p + p->start, p->quote.len) != 0))
        return vg_fail(err, VG_E_FORMAT,
                       "quote: it differs from bytes %" PRId64 " to %" PRId64 " of s%" PRId64,
                       p->start, p->end, p->source);
    return VG_OK;
}

/* Whether it was read in an image is for the text to say; whether somebody looked, for a person. */
static void mark(const struct cached_text *t, struct vg_passage *p)
{
    int mean = 0, least = 0;

    p->is_ocr = t->marks != NULL &&
                vg_text_is_ocr(t->marks, (size_t)p->start, (size_t)p->end, &mean, &least);
    p->mean_sure = p->is_ocr ? (uint8_t)mean : 0;
    p->least_sure = p->is_ocr ? (uint8_t)least : 0;
    p->is_seen = p->is_ocr && p->is_seen;
}

int vg_passage_place(struct vg_text_cache *cache, struct vg_passage *p, struct vg_err *err)
{
    const struct cached_text *t = NULL;
    struct vg_anchor anchor;
    int rc;

    if (p->source == 0 || (p->quote.p == NULL && p->start < 0))
        return vg_fail(err, VG_E_REFUSED,
                       "no passage: give --source and --from/--to or --quote, or select the words "
                       "on the page");
    rc = text_of(cache, p->source, &t, err);
    /* A claim in the place of one whose words a newer reader writes with other white space. */
    if (p->stands == VG_STANDS_FITTED)
        p->quote = (struct vg_str){0};
    p->stands = VG_STANDS;
    if (rc == VG_OK && p->start < 0)
        rc = find_quote(t, p, err);
    if (rc == VG_OK)
        rc = check_offsets(t, p, err);
    if (rc == VG_OK)
        rc = vg_anchor_make(t->body, (size_t)p->start, (size_t)p->end, &anchor, err);
    if (rc != VG_OK)
        return rc;
    p->quote = anchor.quote;
    p->before = anchor.before;
    p->after = anchor.after;
    p->reader = t->reader;
    mark(t, p);
    return VG_OK;
}

/* A passage of a part takes its source from the claim's where it names none. */
static int place_copy(struct vg_text_cache *cache, const struct vg_passage **p,
                      const struct vg_passage *of, int is_seen, struct vg_arena *a,
                      struct vg_err *err)
{
    struct vg_passage *copy;
    int rc;

    if (*p == NULL)
        return VG_OK;
    copy = VG_NEW(a, struct vg_passage);
    *copy = **p;
    if (of != NULL) {
        copy->is_seen |= is_seen ? 1 : 0;
        if (copy->source == 0)
            copy->source = of->source;
    }
    rc = vg_passage_place(cache, copy, err);
    *p = copy;
    return rc;
}

/* Who compared the claim has compared its parts, also where its own words stand in a text. */
static int place_parts(struct vg_text_cache *cache, struct vg_claim *claim, int is_seen,
                       struct vg_arena *a, struct vg_err *err)
{
    const struct vg_passage *of = claim->passage;
    struct vg_passage *also = VG_NEW_ARRAY(a, struct vg_passage, claim->n_also_at);
    struct vg_link *links = VG_NEW_ARRAY(a, struct vg_link, claim->n_links);
    struct vg_standing *standing = VG_NEW_ARRAY(a, struct vg_standing, claim->n_standing);
    int rc = VG_OK;

    for (size_t i = 0; rc == VG_OK && i < claim->n_also_at; i++) {
        also[i] = claim->also_at[i];
        also[i].source = also[i].source == 0 ? of->source : also[i].source;
        also[i].is_seen |= is_seen ? 1 : 0;
        rc = vg_passage_place(cache, &also[i], err);
    }
    for (size_t i = 0; rc == VG_OK && i < claim->n_links; i++) {
        links[i] = claim->links[i];
        rc = place_copy(cache, &links[i].passage, of, is_seen, a, err);
    }
    for (size_t i = 0; rc == VG_OK && i < claim->n_standing; i++) {
        standing[i] = claim->standing[i];
        rc = place_copy(cache, &standing[i].passage, of, is_seen, a, err);
    }
    claim->also_at = also;
    claim->links = links;
    claim->standing = standing;
    return rc;
}

/* -- preparing a claim -------------------------------------------------------------------- */

static int root_by_name(struct vg_case *c, const char *name, int64_t *out, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc;

    if (name[0] == 'r' && name[1] >= '1' && name[1] <= '9')
        return vg_id_read(name, 'r', out, err);
    rc = vg_stmt(&st, c->store, VG_SQL_ROOT_BY_NAME, err);
    if (rc != VG_OK)
        return rc;
    vg_bind_text(st, ":name", name);
    rc = vg_step(st, err);
    if (rc < 0)
        return rc;
    if (rc != VG_ROW)
        return vg_fail(err, VG_E_ABSENT,
                       "roots: there is no root \"%.60s\"; import it as a line of type root", name);
    *out = vg_column_i64(st, 0);
    return VG_OK;
}

static int find_roots(struct vg_case *c, struct vg_claim *claim, const struct vg_claim_names *names,
                      struct vg_arena *a, struct vg_err *err)
{
    int64_t *ids;
    int rc = VG_OK;

    if (names == NULL || names->n_roots == 0)
        return VG_OK;
    ids = VG_NEW_ARRAY(a, int64_t, names->n_roots);
    for (size_t i = 0; rc == VG_OK && i < names->n_roots; i++)
        rc = root_by_name(c, names->roots[i], &ids[i], err);
    claim->roots = ids;
    claim->n_roots = names->n_roots;
    return rc;
}

/* The last link is always the text in hand; whoever writes by hand need not say so. */
static int end_chain(struct vg_case *c, struct vg_claim *claim, struct vg_arena *a,
                     struct vg_err *err)
{
    struct vg_link *links;
    struct vg_source s;
    size_t n = claim->n_links;
    int rc;

    if (n > 0 && claim->links[n - 1].as != NULL && strcmp(claim->links[n - 1].as, "text") == 0)
        return VG_OK;
    rc = vg_source_get(c, claim->passage->source, a, &s, err);
    if (rc != VG_OK)
        return rc;
    links = VG_NEW_ARRAY(a, struct vg_link, n + 1);
    if (n > 0)
        memcpy(links, claim->links, n * sizeof *links);
    links[n] = (struct vg_link){.speaker = s.info.publisher, .as = "text"};
    claim->links = links;
    claim->n_links = n + 1;
    return VG_OK;
}

static int is_unseen(const struct vg_passage *p)
{
    return p != NULL && p->is_ocr && !p->is_seen;
}

/*
 * A program that reads images takes one figure for another and is sure of it. Nothing of
 * what it read becomes a claim before a person has compared it with the image.
 */
static int must_be_seen(const struct vg_claim *claim, struct vg_err *err)
{
    const struct vg_passage *p = is_unseen(claim->passage) ? claim->passage : NULL;

    for (size_t i = 0; p == NULL && i < claim->n_also_at; i++)
        p = is_unseen(&claim->also_at[i]) ? &claim->also_at[i] : NULL;
    for (size_t i = 0; p == NULL && i < claim->n_links; i++)
        p = is_unseen(claim->links[i].passage) ? claim->links[i].passage : NULL;
    for (size_t i = 0; p == NULL && i < claim->n_standing; i++)
        p = is_unseen(claim->standing[i].passage) ? claim->standing[i].passage : NULL;
    if (p == NULL)
        return VG_OK;
    return vg_fail(err, VG_E_REFUSED,
                   "these words of s%" PRId64
                   " were read in an image (sure of the least of them: %d of 100): compare them "
                   "with the image first, and say so: --seen, or the box on the page",
                   p->source, p->least_sure);
}

int vg_claim_prepare(struct vg_case *c, struct vg_text_cache *cache, struct vg_claim *claim,
                     const struct vg_claim_names *names, struct vg_arena *a, struct vg_err *err)
{
    struct vg_passage *p = VG_NEW(a, struct vg_passage);
    int is_seen, rc;

    if (claim->passage != NULL)
        *p = *claim->passage;
    is_seen = p->is_seen;
    rc = vg_passage_place(cache, p, err);
    claim->passage = p;
    if (rc == VG_OK)
        rc = place_parts(cache, claim, is_seen, a, err);
    if (rc == VG_OK)
        rc = must_be_seen(claim, err);
    if (rc == VG_OK)
        rc = end_chain(c, claim, a, err);
    if (rc == VG_OK)
        rc = find_roots(c, claim, names, a, err);
    return rc == VG_OK ? vg_claim_check(claim, err) : rc;
}

/* -- by hand --------------------------------------------------------------------------------- */

static int must_exist(struct vg_case *c, int64_t claim, const char *field, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc;

    if (claim == 0)
        return VG_OK;
    rc = vg_stmt(&st, c->store, VG_SQL_CLAIM_EXISTS, err);
    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":id", claim);
    rc = vg_step(st, err);
    if (rc < 0)
        return rc;
    return rc == VG_ROW
               ? VG_OK
               : vg_fail(err, VG_E_ABSENT, "%s: there is no claim c%" PRId64, field, claim);
}

int vg_place_is_added(struct vg_case *c, const char *id, int *found, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, c->store, VG_SQL_PLACES_ALL, err);

    *found = 0;
    if (rc != VG_OK)
        return rc;
    while (!*found && (rc = vg_step(st, err)) == VG_ROW)
        *found = vg_str_is(vg_column_str(st, 0), id);
    return rc < 0 ? rc : VG_OK;
}

/* A place nobody knows lies in no country: a slip of the pen would leave the figures. */
static int places_are_known(struct vg_case *c, const struct vg_claim *claim, struct vg_err *err)
{
    const struct vg_places builtin = {0};

    for (size_t i = 0; i < claim->n_places; i++) {
        const char *id = claim->places[i];
        int found = id[0] == '?' || vg_place_get(&builtin, id) != NULL;
        int rc = found ? VG_OK : vg_place_is_added(c, id, &found, err);

        if (rc != VG_OK)
            return rc;
        if (!found)
            return vg_fail(err, VG_E_FORMAT,
                           "place: \"%.40s\" is in no gazetteer; import it as a line of type "
                           "place, or write ?%.40s for a place that is not known",
                           id, id);
    }
    return VG_OK;
}

int vg_claim_add(struct vg_case *c, const struct vg_claim *claim,
                 const struct vg_claim_names *names, int dry_run, int64_t *id, struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_claim copy = *claim;
    int rc = dry_run ? VG_OK : vg_case_must_write(c, err);

    if (rc == VG_OK)
        rc = vg_claim_prepare(c, vg_text_cache_make(c, &a), &copy, names, &a, err);
    if (rc == VG_OK)
        rc = must_exist(c, copy.replaces, "replaces", err);
    if (rc == VG_OK)
        rc = places_are_known(c, &copy, err);
    if (rc != VG_OK || dry_run)
        return rc;
    rc = vg_record_begin(c->record, err);
    if (rc != VG_OK)
        return rc;
    rc = vg_claim_keep(c->record, &copy, NULL, id, err);
    if (rc == VG_OK)
        rc = vg_record_seal(c->record, VG_ENTRY_CLAIM, NULL, err);
    if (rc == VG_OK)
        rc = vg_claim_may_stand(c, &copy, *id, err);
    if (rc == VG_OK)
        rc = vg_record_commit(c->record, err);
    if (rc != VG_OK)
        vg_record_rollback(c->record);
    return rc;
}

static int check_term(const char *scheme, const char *field, const char *id, struct vg_err *err)
{
    if (id != NULL && vg_term_get(scheme, id) != NULL)
        return VG_OK;
    return vg_fail(err, VG_E_FORMAT,
                   "%s: \"%.60s\" is no term of %s; 'vigil help --words %s' lists them", field,
                   id == NULL ? "" : id, scheme, scheme);
}

static int check_date(const char *field, const char *date, struct vg_err *err)
{
    struct vg_date d;
    int rc = date == NULL ? VG_OK : vg_edtf_readz(date, &d, err);

    return rc == VG_OK ? VG_OK : vg_within(err, rc, "%s", field);
}

int vg_reply_check(const struct vg_reply *reply, struct vg_err *err)
{
    static const char *const questions[] = {"existence", "function", "purpose", "lawfulness",
                                            "closure"};
    int known = 0;
    int rc;

    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++)
        known |= reply->question != NULL && strcmp(reply->question, questions[i]) == 0;
    if (!known)
        return vg_fail(err, VG_E_FORMAT,
                       "question: it is one of existence, function, purpose, lawfulness, closure");
    rc = check_term("response-origin", "response", reply->response, err);
    return rc == VG_OK ? check_date("date", reply->date, err) : rc;
}

int vg_reply_add(struct vg_case *c, const struct vg_reply *reply, int64_t *id, struct vg_err *err)
{
    int rc = vg_case_must_write(c, err);

    if (rc == VG_OK)
        rc = vg_reply_check(reply, err);
    if (rc == VG_OK)
        rc = must_exist(c, reply->claim, "reply", err);
    if (rc == VG_OK)
        rc = must_exist(c, reply->answer, "answer", err);
    if (rc == VG_OK)
        rc = vg_record_begin(c->record, err);
    if (rc != VG_OK)
        return rc;
    return vg_record_conclude(c->record, VG_ENTRY_DISPUTE, vg_reply_keep(c->record, reply, id, err),
                              err);
}

int vg_standing_check(const struct vg_standing *s, struct vg_err *err)
{
    int rc = check_term("standing", "standing", s->value, err);

    return rc == VG_OK ? check_date("date", s->date, err) : rc;
}

int vg_standing_confirms(const struct vg_standing *s)
{
    return s->value != NULL && strcmp(s->value, "confirmed") == 0 && s->speaker == NULL;
}

int vg_may_confirm(const struct vg_root_graph *g, int64_t claim, struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_root_count count;

    vg_root_count(g, &a, &claim, 1, 0, &count);
    if (count.read >= 2)
        return VG_OK;
    return vg_fail(
        err, VG_E_REFUSED,
        "standing: confirmed needs two independent roots that a person has read; c%" PRId64
        " has %zu named, %zu read",
        claim, count.named, count.read);
}

static int may_confirm_now(struct vg_case *c, int64_t claim, struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_root_graph *g;
    struct vg_view v;
    int rc = vg_view_load(c, 0, &a, &v, &g, err);

    return rc == VG_OK ? vg_may_confirm(g, claim, err) : rc;
}

int vg_claim_may_stand(struct vg_case *c, const struct vg_claim *claim, int64_t id,
                       struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_root_graph *g;
    struct vg_view v;
    int confirms = 0;
    int rc;

    for (size_t i = 0; i < claim->n_standing; i++)
        confirms |= vg_standing_confirms(&claim->standing[i]);
    if (!confirms)
        return VG_OK;
    rc = vg_view_read(c->store, INT64_MAX, &a, &v, err);
    if (rc == VG_OK)
        rc = vg_root_graph_make(&v, &a, &g, err);
    return rc == VG_OK ? vg_may_confirm(g, id, err) : rc;
}

int vg_standing_add(struct vg_case *c, int64_t claim, const struct vg_standing *standing,
                    int64_t *id, struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_standing copy = *standing;
    int rc = vg_case_must_write(c, err);

    if (rc == VG_OK)
        rc = must_exist(c, claim, "standing", err);
    if (rc == VG_OK)
        rc = vg_standing_check(&copy, err);
    if (rc == VG_OK && vg_standing_confirms(&copy))
        rc = may_confirm_now(c, claim, err);
    if (rc == VG_OK)
        rc = place_copy(vg_text_cache_make(c, &a), &copy.passage, NULL, 0, &a, err);
    if (rc == VG_OK)
        rc = vg_record_begin(c->record, err);
    if (rc != VG_OK)
        return rc;
    return vg_record_conclude(c->record, VG_ENTRY_DISPUTE,
                              vg_standing_keep(c->record, claim, &copy, id, err), err);
}

int vg_claim_set_status(struct vg_case *c, int64_t claim, enum vg_claim_status status,
                        const char *because, struct vg_err *err)
{
    struct vg_stmt *st = NULL;
    int64_t id;
    int rc = vg_case_must_write(c, err);

    if (rc == VG_OK && status != VG_WITHDRAWN && status != VG_UNRESOLVABLE && status != VG_ACCEPTED)
        rc = vg_fail(err, VG_E_MISUSE,
                     "a kept claim can be withdrawn, set unresolvable, or accepted "
                     "again");
    if (rc == VG_OK && (because == NULL || because[0] == '\0'))
        rc = vg_fail(err, VG_E_MISUSE, "say why: --because \"…\"");
    if (rc == VG_OK)
        rc = must_exist(c, claim, "claim", err);
    if (rc == VG_OK)
        rc = vg_record_begin(c->record, err);
    if (rc != VG_OK)
        return rc;
    rc = vg_keep(c->record, VG_KEPT_REVIEW, &st, &id, err);
    if (rc == VG_OK) {
        vg_bind_i64(st, ":claim", claim);
        vg_bind_text(st, ":status", vg_claim_status_word(status));
        vg_bind_text(st, ":because", because);
        rc = vg_run(st, err);
        vg_stmt_end(st);
    }
    return vg_record_conclude(c->record, VG_ENTRY_REVIEW, rc, err);
}

int vg_claims(struct vg_case *c, struct vg_arena *a, struct vg_claim **out, size_t *n,
              struct vg_err *err)
{
    struct vg_view v;
    int rc = vg_view_load(c, 0, a, &v, NULL, err);

    if (rc != VG_OK)
        return rc;
    *out = VG_NEW_ARRAY(a, struct vg_claim, v.n_claims);
    if (v.n_claims > 0)
        memcpy(*out, v.claims, v.n_claims * sizeof **out);
    *n = v.n_claims;
    return VG_OK;
}
