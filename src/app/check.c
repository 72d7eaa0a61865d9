/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The checks of a case: with the answers that people gave, over suggestions while
 * somebody reviews, and what of them is new. An answer is kept as what it was given
 * to: kind, claims and question. Where those are found again, and nothing was decided on
 * the claims since, it stands. Where one of the claims has been replaced, the check over
 * their successors is the same matter, open again.
 */
#include <inttypes.h>
#include <string.h>

#include "app/inside.h"
#include "base/order.h"
#include "base/table.h"
#include "claim/claim_job.h"

/* -- answers ------------------------------------------------------------------------------ */

struct answers {
    struct vg_case *c;
    const struct vg_view *v;
    struct vg_arena *a; /* of the answers */
    struct vg_check *checks;
    size_t n;
    struct vg_table by_all;    /* kind, claims, test → index */
    struct vg_table by_claims; /* kind, claims → index of the first */
    struct vg_table successor; /* claim → the one that replaces it */
};

static void put_ids(struct vg_buf *b, const int64_t *ids, size_t n)
{
    for (size_t i = 0; i < n; i++)
        vg_putf(b, "%s%" PRId64, i > 0 ? " " : "", ids[i]);
}

/* `test` NULL: without. */
static struct vg_str check_key(struct vg_buf *b, struct vg_str kind, struct vg_str claims,
                               const char *test)
{
    b->len = 0;
    vg_put_str(b, kind);
    vg_putc(b, '|');
    vg_put_str(b, claims);
    if (test != NULL) {
        vg_putc(b, '|');
        vg_puts(b, test);
    }
    return vg_buf_str(b);
}

static void index_checks(struct answers *w)
{
    VG_SCOPED_BUF key = {0}, ids = {0};

    for (size_t i = 0; i < w->n; i++) {
        const struct vg_check *c = &w->checks[i];
        struct vg_str kind = vg_str(vg_check_kind_word(c->kind));

        ids.len = 0;
        put_ids(&ids, c->claims, c->n_claims);
        (void)vg_table_add(&w->by_all, check_key(&key, kind, vg_buf_str(&ids), c->test), (int64_t)i,
                           NULL);
        (void)vg_table_add(&w->by_claims, check_key(&key, kind, vg_buf_str(&ids), NULL), (int64_t)i,
                           NULL);
    }
}

static struct vg_str id_text(int64_t id, char room[24])
{
    return (struct vg_str){room, (size_t)snprintf(room, 24, "%" PRId64, id)};
}

static void index_successors(struct answers *w)
{
    char room[24];

    for (size_t i = 0; i < w->v->n_claims; i++) {
        const struct vg_claim *c = &w->v->claims[i];

        if (c->replaces != 0 && (c->status == VG_ACCEPTED || c->status == VG_CORRECTED))
            vg_table_set(&w->successor, id_text(c->replaces, room), c->id);
    }
}

/* "17 31 33" into ids, at most `most`; replaced ones by what stands in their place. */
static size_t read_ids(const struct answers *w, struct vg_str text, int64_t *ids, size_t most)
{
    size_t n = 0;
    int64_t id = 0, next;
    char room[24];

    for (size_t i = 0; i <= text.len && n < most; i++) {
        if (i < text.len && text.p[i] >= '0' && text.p[i] <= '9') {
            id = 10 * id + (text.p[i] - '0');
            continue;
        }
        for (size_t step = 0;
             step < w->v->n_claims && vg_table_get(&w->successor, id_text(id, room), &next); step++)
            id = next;
        if (id != 0)
            ids[n++] = id;
        id = 0;
    }
    return n;
}

static int has_changed(struct answers *w, const struct vg_check *check, int64_t entry, int *out,
                       struct vg_err *err)
{
    *out = 0;
    for (size_t i = 0; i < check->n_claims && !*out; i++) {
        VG_SCOPED_STMT *st = NULL;
        int rc = vg_stmt(&st, w->c->store, VG_SQL_CLAIM_CHANGED_SINCE, err);

        if (rc != VG_OK)
            return rc;
        vg_bind_i64(st, ":claim", check->claims[i]);
        vg_bind_i64(st, ":entry", entry);
        rc = vg_step(st, err);
        if (rc < 0)
            return rc;
        *out = rc == VG_ROW;
    }
    return VG_OK;
}

static int read_answer(struct answers *w, const struct vg_stmt *st, struct vg_check_answer **out,
                       struct vg_err *err)
{
    struct vg_check_answer *answer = VG_NEW(w->a, struct vg_check_answer);
    struct vg_str entry = vg_column_str(st, 6);
    VG_SCOPED_BUF hex = {.max = 100};
    struct vg_entry e;
    int rc = vg_entry_read(entry.p, entry.len, &e, err);

    if (rc != VG_OK)
        return rc;
    vg_put_hex(&hex, e.actor, 8);
    answer->as = vg_column_copy(st, 3, w->a);
    answer->because = vg_column_copy(st, 4, w->a);
    answer->by = vg_copy(w->a, hex.p, hex.len);
    answer->at = e.time;
    *out = answer;
    return VG_OK;
}

/* The check over what stands in the place of the claims that were answered about. */
static struct vg_check *successor_of(struct answers *w, struct vg_str kind, struct vg_str claims)
{
    enum { MOST = 512 };
    VG_SCOPED_BUF key = {0}, text = {0};
    int64_t ids[MOST], at = 0;
    size_t n = read_ids(w, claims, ids, MOST), kept = 0;

    if (n == 0)
        return NULL;
    qsort(ids, n, sizeof *ids, vg_i64_order);
    for (size_t i = 0; i < n; i++)
        if (kept == 0 || ids[kept - 1] != ids[i])
            ids[kept++] = ids[i];
    put_ids(&text, ids, kept);
    if (!vg_table_get(&w->by_claims, check_key(&key, kind, vg_buf_str(&text), NULL), &at))
        return NULL;
    return &w->checks[at];
}

static int take_answer(struct answers *w, const struct vg_stmt *st, struct vg_err *err)
{
    VG_SCOPED_ARENA work = {0};
    VG_SCOPED_BUF key = {0};
    struct vg_str kind = vg_column_str(st, 0), claims = vg_column_str(st, 1);
    struct vg_check_answer *answer = NULL;
    struct vg_check *check;
    int64_t at = 0;
    int rc = read_answer(w, st, &answer, err);

    if (rc != VG_OK)
        return rc;
    if (vg_table_get(&w->by_all, check_key(&key, kind, claims, vg_column_copy(st, 2, &work)),
                     &at)) {
        check = &w->checks[at];
        check->answer = answer;
        return has_changed(w, check, vg_column_i64(st, 5), &answer->is_open, err);
    }
    check = successor_of(w, kind, claims);
    if (check != NULL && (check->answer == NULL || check->answer->is_open)) {
        answer->is_open = 1;
        check->answer = answer;
    }
    return VG_OK;
}

int vg_checks_answer(struct vg_case *c, const struct vg_view *v, struct vg_arena *a,
                     struct vg_check *checks, size_t n, struct vg_err *err)
{
    VG_SCOPED_ARENA work = {0};
    VG_SCOPED_STMT *st = NULL;
    struct answers w = {.c = c,
                        .v = v,
                        .a = a,
                        .checks = checks,
                        .n = n,
                        .by_all = VG_TABLE(&work),
                        .by_claims = VG_TABLE(&work),
                        .successor = VG_TABLE(&work)};
    size_t rows = 0;
    int rc = vg_stmt(&st, c->store, VG_SQL_CHECK_ANSWERS_ALL, err);

    while (rc == VG_OK && (rc = vg_step(st, err)) == VG_ROW) {
        if (rows++ == 0) { /* most cases have none */
            index_checks(&w);
            index_successors(&w);
        }
        rc = take_answer(&w, st, err);
    }
    return rc;
}

/* -- the list -------------------------------------------------------------------------------- */

/* Suggestions behind the kept claims, as if they were accepted, with ids of their own. */
static void append_suggestions(struct vg_view *v, const struct vg_suggestion *s, size_t n,
                               struct vg_arena *a)
{
    struct vg_claim *list = VG_NEW_ARRAY(a, struct vg_claim, v->n_claims + n + 1);
    int64_t last = v->n_claims == 0 ? 0 : v->claims[v->n_claims - 1].id;

    if (v->n_claims > 0)
        memcpy(list, v->claims, v->n_claims * sizeof *list);
    for (size_t i = 0; i < n; i++) {
        list[v->n_claims + i] = s[i].claim;
        list[v->n_claims + i].id = last + 1 + (int64_t)i;
        list[v->n_claims + i].status = VG_ACCEPTED;
    }
    v->claims = list;
    v->n_claims += n;
}

/* Claims up to `last` are kept, what lies above are suggestions. */
static void divide(struct vg_case_check *to, const struct vg_check *from, int64_t last,
                   const struct vg_suggestion *s, struct vg_arena *a)
{
    const char **names;
    size_t kept = 0;

    *to = (struct vg_case_check){.check = *from};
    while (kept < from->n_claims && from->claims[kept] <= last)
        kept++;
    to->check.n_claims = kept;
    to->n_suggestions = from->n_claims - kept;
    if (to->n_suggestions == 0 || s == NULL) {
        vg_check_id(from, to->id);
        return;
    }
    names = VG_NEW_ARRAY(a, const char *, to->n_suggestions);
    for (size_t i = 0; i < to->n_suggestions; i++)
        names[i] = s[from->claims[kept + i] - last - 1].id;
    to->suggestions = names;
    to->check.answer = NULL;
}

int vg_case_checks(struct vg_case *c, int suggestions, struct vg_arena *a,
                   struct vg_case_check **out, size_t *n, struct vg_err *err)
{
    struct vg_view v = {0};
    struct vg_root_graph *g = NULL;
    struct vg_suggestion *s = NULL;
    struct vg_check *checks = NULL;
    size_t n_s = 0, n_checks = 0;
    int64_t last;
    int rc = vg_view_load(c, 0, a, &v, NULL, err);

    if (rc == VG_OK && suggestions)
        rc = vg_suggestions(c, 0, 1, a, &s, &n_s, err);
    if (rc != VG_OK)
        return rc;
    last = v.n_claims == 0 ? 0 : v.claims[v.n_claims - 1].id;
    append_suggestions(&v, s, n_s, a);
    rc = vg_root_graph_make(&v, a, &g, err);
    if (rc == VG_OK)
        rc = vg_check_all(&v, g, a, &checks, &n_checks, err);
    if (rc == VG_OK)
        rc = vg_checks_answer(c, &v, a, checks, n_checks, err);
    if (rc != VG_OK)
        return rc;
    *out = VG_NEW_ARRAY(a, struct vg_case_check, n_checks + 1);
    for (size_t i = 0; i < n_checks; i++)
        divide(&(*out)[i], &checks[i], last, s, a);
    *n = n_checks;
    return VG_OK;
}

/* -- answering --------------------------------------------------------------------------------- */

enum { LEAST_OF_AN_ID = 4 };

static int find_check(const struct vg_case_check *list, size_t n, const char *id,
                      const struct vg_check **out, struct vg_err *err)
{
    size_t len = strlen(id);

    *out = NULL;
    if (len < LEAST_OF_AN_ID || len >= VG_CHECK_ID)
        return vg_fail(err, VG_E_MISUSE,
                       "\"%.40s\" is no id of a check; 'vigil check' shows them, the first four "
                       "digits are enough",
                       id);
    for (size_t i = 0; i < n; i++) {
        if (strncmp(list[i].id, id, len) != 0)
            continue;
        if (*out != NULL)
            return vg_fail(err, VG_E_MISUSE, "more than one check begins with %s; give more of it",
                           id);
        *out = &list[i].check;
    }
    if (*out == NULL)
        return vg_fail(err, VG_E_ABSENT, "there is no check %s; 'vigil check' lists them", id);
    return VG_OK;
}

static int keep_answer(struct vg_case *c, const struct vg_check *check, const char *as,
                       const char *because, struct vg_err *err)
{
    VG_SCOPED_BUF ids = {0};
    struct vg_stmt *st = NULL;
    int64_t id;
    int rc = vg_keep(c->record, VG_KEPT_CHECK_ANSWER, &st, &id, err);

    if (rc != VG_OK)
        return rc;
    put_ids(&ids, check->claims, check->n_claims);
    vg_bind_text(st, ":kind", vg_check_kind_word(check->kind));
    vg_bind_str(st, ":claims", vg_buf_str(&ids));
    vg_bind_text(st, ":test", check->test);
    vg_bind_text(st, ":answer", as);
    vg_bind_text(st, ":because", because);
    return vg_run_end(st, err);
}

static int check_words(const char *as, const char *because, struct vg_err *err)
{
    if (strcmp(as, "explained") != 0 && strcmp(as, "accepted") != 0 && strcmp(as, "wrong") != 0)
        return vg_fail(err, VG_E_MISUSE, "an answer is explained, accepted or wrong, not '%.40s'",
                       as);
    if (because == NULL || because[0] == '\0')
        return vg_fail(err, VG_E_MISUSE, "say why: --because \"…\"");
    return VG_OK;
}

int vg_check_answer_add(struct vg_case *c, const char *id, const char *as, const char *because,
                        struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_case_check *list = NULL;
    const struct vg_check *check = NULL;
    size_t n = 0;
    int rc = vg_case_must_write(c, err);

    if (rc == VG_OK)
        rc = check_words(as, because, err);
    if (rc == VG_OK)
        rc = vg_case_checks(c, 0, &a, &list, &n, err);
    if (rc == VG_OK)
        rc = find_check(list, n, id, &check, err);
    if (rc != VG_OK || check == NULL)
        return rc;
    rc = vg_record_begin(c->record, err);
    if (rc != VG_OK)
        return rc;
    rc = keep_answer(c, check, as, because, err);
    return vg_record_conclude(c->record, VG_ENTRY_REVIEW, rc, err);
}

/* -- what is new
 * ----------------------------------------------------------------------------------- */

int64_t vg_case_entries(struct vg_case *c)
{
    return vg_record_size(c->record);
}

/* Errors and warnings of the case as it was before an entry; 0: now, with the answers that
 * people gave. The others are dropped from the list. */
static int faults_of(struct vg_case *c, int64_t before, struct vg_arena *a, struct vg_check **out,
                     size_t *n, struct vg_err *err)
{
    struct vg_root_graph *g = NULL;
    struct vg_view v = {0};
    int rc = vg_view_load(c, before, a, &v, &g, err);

    if (rc == VG_OK)
        rc = vg_check_all(&v, g, a, out, n, err);
    while (rc == VG_OK && *n > 0 && (*out)[*n - 1].result > VG_CHECK_WARNING)
        (*n)--;
    return rc == VG_OK && before == 0 ? vg_checks_answer(c, &v, a, *out, *n, err) : rc;
}

static int load_remembered(struct vg_case *c, struct vg_table *codes, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, c->store, VG_SQL_CHECKED_EACH, err);

    while (rc == VG_OK && (rc = vg_step(st, err)) == VG_ROW) {
        vg_table_set(codes, vg_column_str(st, 0), 1);
        rc = VG_OK;
    }
    return rc;
}

static void codes_of(const struct vg_check *list, size_t n, struct vg_table *codes)
{
    char id[VG_CHECK_ID];

    for (size_t i = 0; i < n; i++) {
        vg_check_id(&list[i], id);
        vg_table_set(codes, vg_str(id), 1);
    }
}

static int run_code(struct vg_case *c, enum vg_sql sql, struct vg_str code, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, c->store, sql, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_str(st, ":code", code);
    return vg_run(st, err);
}

static int run_entries(struct vg_case *c, int64_t entries, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, c->store, VG_SQL_CHECKED_AT_PUT, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":entries", entries);
    return vg_run(st, err);
}

/* Only what differs is written. */
static int remember(struct vg_case *c, const struct vg_table *was, const struct vg_table *is,
                    int64_t entries, struct vg_err *err)
{
    int64_t there;
    int rc = vg_begin(c->store, err);

    for (size_t i = 0; rc == VG_OK && i < was->n; i++)
        if (!vg_table_get(is, was->items[i].key, &there))
            rc = run_code(c, VG_SQL_CHECKED_DROP, was->items[i].key, err);
    for (size_t i = 0; rc == VG_OK && i < is->n; i++)
        if (!vg_table_get(was, is->items[i].key, &there))
            rc = run_code(c, VG_SQL_CHECKED_PUT, is->items[i].key, err);
    if (rc == VG_OK)
        rc = run_entries(c, entries, err);
    if (rc == VG_OK)
        rc = vg_commit(c->store, err);
    vg_rollback(c->store);
    return rc;
}

/* What was there when the record had `since` entries: remembered, else found anew. */
static int faults_since(struct vg_case *c, int64_t since, const struct vg_table *remembered,
                        struct vg_table *out, struct vg_err *err)
{
    VG_SCOPED_ARENA work = {0};
    struct vg_check *list = NULL;
    int64_t at = 0;
    size_t n = 0;
    int rc = vg_ask_i64(c->store, VG_SQL_CHECKED_ENTRIES, 0, &at, err);

    if (rc == VG_OK && at == since) {
        for (size_t i = 0; i < remembered->n; i++)
            vg_table_set(out, remembered->items[i].key, 1);
        return VG_OK;
    }
    if (rc == VG_OK)
        rc = faults_of(c, since, &work, &list, &n, err);
    if (rc == VG_OK)
        codes_of(list, n, out);
    return rc;
}

static int is_answered(const struct vg_check *c)
{
    return c->answer != NULL && !c->answer->is_open;
}

int vg_check_news(struct vg_case *c, int64_t since, struct vg_arena *a, struct vg_check **out,
                  size_t *n, struct vg_err *err)
{
    VG_SCOPED_ARENA work = {0};
    struct vg_table remembered = VG_TABLE(&work), was = VG_TABLE(&work), is = VG_TABLE(&work);
    struct vg_check *list = NULL;
    size_t all = 0, fresh = 0;
    int64_t entries = vg_record_size(c->record), there;
    char id[VG_CHECK_ID];
    int rc = vg_case_must_write(c, err);

    if (rc == VG_OK)
        rc = load_remembered(c, &remembered, err);
    if (rc == VG_OK)
        rc = faults_since(c, since, &remembered, &was, err);
    if (rc == VG_OK)
        rc = faults_of(c, 0, a, &list, &all, err);
    if (rc != VG_OK)
        return rc;
    for (size_t i = 0; i < all; i++) {
        vg_check_id(&list[i], id);
        vg_table_set(&is, vg_str(id), 1);
        if (!vg_table_get(&was, vg_str(id), &there) && !is_answered(&list[i]))
            list[fresh++] = list[i];
    }
    rc = remember(c, &remembered, &is, entries, err);
    *out = list;
    *n = fresh;
    return rc;
}

static int clear_remembered(struct vg_case *c, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, c->store, VG_SQL_CHECKED_CLEAR, err);

    return rc == VG_OK ? vg_run(st, err) : rc;
}

int vg_checks_rebuild(struct vg_case *c, struct vg_err *err)
{
    VG_SCOPED_ARENA work = {0};
    struct vg_table none = VG_TABLE(&work), is = VG_TABLE(&work);
    struct vg_check *list = NULL;
    int64_t at = 0;
    size_t n = 0;
    int rc = vg_ask_i64(c->store, VG_SQL_CHECKED_ENTRIES, 0, &at, err);

    if (rc != VG_OK || at == 0)
        return rc;
    rc = faults_of(c, at, &work, &list, &n, err);
    if (rc == VG_OK)
        rc = clear_remembered(c, err);
    if (rc == VG_OK)
        codes_of(list, n, &is);
    return rc == VG_OK ? remember(c, &none, &is, at, err) : rc;
}
