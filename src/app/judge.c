/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * What people decide about names. A judgement is between two mentions: the place where a name
 * first stands, with a hash of content, place and words that is keyed by the secret of the
 * source's own entry. Once that secret is erased, the hash says nothing; until then it finds
 * the same mention in a copy of the case, whatever its readers are.
 */
#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "app/names.h"
#include "base/fold.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "seal/entry.h"
#include "seal/hash.h"

const char *vg_name_verdict_word(enum vg_name_verdict v)
{
    switch (v) {
    case VG_NAMES_SAME:
        return "same";
    case VG_NAMES_DIFFERENT:
        return "different";
    case VG_NAMES_UNSURE:
        return "unsure";
    }
    return "unsure";
}

int vg_name_verdict_read(const char *w, enum vg_name_verdict *out, struct vg_err *err)
{
    for (int v = VG_NAMES_SAME; v <= VG_NAMES_UNSURE; v++)
        if (strcmp(w, vg_name_verdict_word((enum vg_name_verdict)v)) == 0) {
            *out = (enum vg_name_verdict)v;
            return VG_OK;
        }
    return vg_fail(err, VG_E_MISUSE, "verdict: same, different or unsure, not '%.40s'", w);
}

/* -- reading ----------------------------------------------------------------------------- */

static struct vg_judgement *judgement_of(struct vg_judgement *list, size_t n, int64_t id)
{
    for (size_t i = n; id > 0 && i-- > 0 && list[i].id >= id;)
        if (list[i].id == id)
            return &list[i];
    return NULL;
}

/* A row ends the one that it supersedes, and unless it withdraws it is one itself. */
static int take_row(const struct vg_stmt *st, struct vg_arena *a, struct vg_judgement *list,
                    size_t *n, struct vg_err *err)
{
    VG_SCOPED_BUF hex = {.max = 100};
    struct vg_str verdict = vg_column_str(st, 2), bytes = vg_column_str(st, 7);
    struct vg_judgement *old = judgement_of(list, *n, vg_column_i64(st, 4));
    struct vg_judgement *j = &list[*n];
    struct vg_entry e;
    int rc = vg_entry_read(bytes.p, bytes.len, &e, err);

    if (rc != VG_OK)
        return rc;
    vg_put_hex(&hex, e.actor, 8);
    *j = (struct vg_judgement){.id = vg_column_i64(st, 0),
                               .entry = vg_column_i64(st, 1),
                               .because = vg_column_copy(st, 3, a),
                               .supersedes = vg_column_i64(st, 4),
                               .left = vg_column_copy(st, 5, a),
                               .right = vg_column_copy(st, 6, a),
                               .by = vg_copy(a, hex.p, hex.len),
                               .at = e.time};
    if (old != NULL) {
        old->ended_by = j->id;
        old->is_withdrawn = vg_str_is(verdict, "withdrawn");
        old->ended_because = j->because;
        old->ended_who = j->by;
        old->ended_at = j->at;
    }
    if (vg_str_is(verdict, "withdrawn"))
        return VG_OK;
    *n += 1;
    return vg_name_verdict_read(vg_copy(a, verdict.p, verdict.len), &j->verdict, err);
}

int vg_judgements_read(struct vg_case *c, struct vg_arena *a, struct vg_judgement **out, size_t *n,
                       struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    struct vg_judgement *list = NULL;
    size_t count = 0, room = 0;
    int rc = vg_stmt(&st, c->store, VG_SQL_JUDGEMENTS_ALL, err);

    if (rc != VG_OK)
        return rc;
    while (rc == VG_OK && (rc = vg_step(st, err)) == VG_ROW) {
        list = vg_grow(a, list, count, &room);
        rc = take_row(st, a, list, &count, err);
    }
    if (rc != VG_OK)
        return rc;
    *out = list;
    *n = count;
    return VG_OK;
}

/* -- where a name stands ------------------------------------------------------------------- */

struct stretch {
    int64_t source, start, end;
    struct vg_str words, quote; /* of the passage the quote */
    const char *language;
};

static int is_border(struct vg_str text, size_t at)
{
    uint32_t before, after;

    if (at == 0 || at == text.len)
        return 1;
    (void)vg_utf8_before(text.p, at, &before);
    (void)vg_utf8_next(text.p + at, text.len - at, &after);
    return vg_is_han(before) || vg_is_han(after) || !vg_is_word(before) || !vg_is_word(after);
}

/* The name in the quote, however it is written: case, width, script form. */
static int find_in(struct stretch *s, const char *name, struct vg_arena *a)
{
    VG_SCOPED_BUF text = {0}, wanted = {0};
    struct vg_fold_map map = {0};
    size_t start, end;

    vg_fold(name, strlen(name), VG_FOLD_PLAIN, &wanted);
    vg_fold_mapped(s->quote.p, s->quote.len, VG_FOLD_PLAIN, a, &text, &map);
    for (start = 0; wanted.len > 0 && start + wanted.len <= text.len; start++) {
        end = start + wanted.len;
        if (memcmp(text.p + start, wanted.p, wanted.len) != 0 ||
            !is_border(vg_buf_str(&text), start) || !is_border(vg_buf_str(&text), end))
            continue;
        vg_fold_back(&map, &start, &end);
        s->words = (struct vg_str){s->quote.p + start, end - start};
        s->end = s->start + (int64_t)end;
        s->start += (int64_t)start;
        return 1;
    }
    return 0;
}

static int passage_of(struct vg_case *c, int64_t claim, struct vg_arena *a, struct stretch *out,
                      struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, c->store, VG_SQL_NAMED_PASSAGE, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":claim", claim);
    rc = vg_step(st, err);
    if (rc != VG_ROW)
        return rc < 0 ? rc : vg_fail(err, VG_E_ABSENT, "there is no claim c%" PRId64, claim);
    *out = (struct stretch){.source = vg_column_i64(st, 0),
                            .start = vg_column_i64(st, 1),
                            .quote = vg_str_copy(a, vg_column_str(st, 2)),
                            .language = vg_column_copy(st, 3, a)};
    out->end = out->start + (int64_t)out->quote.len;
    out->words = out->quote;
    return VG_OK;
}

/* The first passage that writes it; where none does, the first that was read as it. */
static int find_mention(struct vg_case *c, const struct vg_named *name, struct vg_arena *a,
                        struct stretch *out, struct vg_err *err)
{
    const char *const forms[] = {name->kind == NULL ? name->name : name->en, name->zh};

    for (size_t i = 0; i < name->n_claims && i < VG_MAX_PAGE; i++) {
        struct stretch s;
        int rc = passage_of(c, name->claims[i], a, &s, err);

        if (rc != VG_OK)
            return rc;
        if (i == 0)
            *out = s;
        for (size_t k = 0; k < sizeof forms / sizeof *forms; k++)
            if (forms[k] != NULL && find_in(&s, forms[k], a)) {
                *out = s;
                return VG_OK;
            }
    }
    return VG_OK;
}

static int is_new_form(const struct vg_named *name, const struct vg_name_form *list, size_t n,
                       struct vg_str words)
{
    if ((name->en != NULL && vg_str_is(words, name->en)) ||
        (name->zh != NULL && vg_str_is(words, name->zh)) || vg_str_is(words, name->name))
        return 0;
    for (size_t i = 0; i < n; i++)
        if (vg_str_is(words, list[i].text))
            return 0;
    return 1;
}

int vg_name_forms(struct vg_case *c, const struct vg_named *name, struct vg_arena *a,
                  struct vg_name_form **out, size_t *n, struct vg_err *err)
{
    const char *const forms[] = {name->kind == NULL ? name->name : name->en, name->zh};
    struct vg_name_form *list = NULL;
    size_t count = 0, room = 0;

    for (size_t i = 0; i < name->n_claims && i < VG_MAX_PAGE; i++) {
        for (size_t k = 0; k < sizeof forms / sizeof *forms; k++) {
            struct stretch s;
            int rc = passage_of(c, name->claims[i], a, &s, err);

            if (rc != VG_OK)
                return rc;
            if (forms[k] == NULL || !find_in(&s, forms[k], a) ||
                !is_new_form(name, list, count, s.words))
                continue;
            list = vg_grow(a, list, count, &room);
            list[count++] = (struct vg_name_form){.text = vg_copy(a, s.words.p, s.words.len),
                                                  .language = s.language,
                                                  .claim = name->claims[i]};
        }
    }
    *out = list;
    *n = count;
    return VG_OK;
}

/* *known is 0 when the secret was erased, or nothing has the name. */
static int mention_id(struct vg_case *c, const struct stretch *s, unsigned char out[VG_HASH_SIZE],
                      int *known, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    VG_SCOPED_HKDF key = {0};
    VG_SCOPED_BUF b = {0};
    struct vg_str secret, content;
    int rc;

    *known = 0;
    if (s->source == 0)
        return VG_OK;
    rc = vg_stmt(&st, c->store, VG_SQL_MENTION_KEY, err);
    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":source", s->source);
    rc = vg_step(st, err);
    if (rc != VG_ROW)
        return rc;
    secret = vg_column_str(st, 0);
    content = vg_column_str(st, 1);
    vg_puts(&b, "vigil-mention/v1");
    vg_put_str(&b, content);
    vg_put_u64be(&b, (uint64_t)s->start);
    vg_put_u64be(&b, (uint64_t)s->end);
    vg_put_str(&b, s->words);
    vg_hkdf_begin(&key, secret.p, secret.len);
    vg_hkdf_expand(&key, b.p, b.len, out);
    *known = 1;
    return VG_OK;
}

/* -- keeping ------------------------------------------------------------------------------------
 */

int vg_reason_check(const char *because, struct vg_err *err)
{
    if (because == NULL || because[strspn(because, " \t\r\n")] == '\0')
        return vg_fail(err, VG_E_MISUSE, "say why: --because \"…\"");
    if (strlen(because) > VG_MAX_WORDS)
        return vg_fail(err, VG_E_LIMIT, "the reason is longer than %d bytes", (int)VG_MAX_WORDS);
    return VG_OK;
}

struct side {
    const struct vg_named *name;
    struct stretch at;
    unsigned char mention[VG_HASH_SIZE];
    int known;
};

static int find_side(struct vg_case *c, const struct vg_named *name, struct vg_arena *a,
                     struct side *out, struct vg_err *err)
{
    int rc;

    *out = (struct side){.name = name};
    rc = find_mention(c, name, a, &out->at, err);
    return rc == VG_OK ? mention_id(c, &out->at, out->mention, &out->known, err) : rc;
}

static void bind_side(struct vg_stmt *st, const struct side *s, const char *const columns[6])
{
    vg_bind_text(st, columns[0], s->name->name);
    vg_bind_blob(st, columns[1], s->known ? s->mention : NULL, VG_HASH_SIZE);
    if (!s->known) {
        for (size_t i = 2; i < 6; i++)
            vg_bind_null(st, columns[i]);
        return;
    }
    vg_bind_str(st, columns[2], s->at.words);
    vg_bind_i64(st, columns[3], s->at.source);
    vg_bind_i64(st, columns[4], s->at.start);
    vg_bind_i64(st, columns[5], s->at.end);
}

static int keep_judgement(struct vg_case *c, const struct side *left, const struct side *right,
                          const char *verdict, const char *because, int64_t supersedes, int64_t *id,
                          struct vg_err *err)
{
    static const char *const of_left[] = {":left_name",   ":left_mention", ":left_surface",
                                          ":left_source", ":left_start",   ":left_end"};
    static const char *const of_right[] = {":right_name",   ":right_mention", ":right_surface",
                                           ":right_source", ":right_start",   ":right_end"};
    struct vg_stmt *st = NULL;
    int rc = vg_keep(c->record, VG_KEPT_JUDGEMENT, &st, id, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_text(st, ":verdict", verdict);
    vg_bind_text(st, ":because", because);
    if (supersedes > 0)
        vg_bind_i64(st, ":supersedes", supersedes);
    else
        vg_bind_null(st, ":supersedes");
    bind_side(st, left, of_left);
    bind_side(st, right, of_right);
    return vg_run_end(st, err);
}

const struct vg_judgement *vg_judgement_of_pair(const struct vg_names *names, const char *x,
                                                const char *y)
{
    for (size_t i = 0; i < names->n_judgements; i++) {
        const struct vg_judgement *j = &names->judgements[i];

        if (j->ended_by == 0 && ((strcmp(j->left, x) == 0 && strcmp(j->right, y) == 0) ||
                                 (strcmp(j->left, y) == 0 && strcmp(j->right, x) == 0)))
            return j;
    }
    return NULL;
}

static int check_pair(const struct vg_names *names, const struct vg_named *left,
                      const struct vg_named *right, int64_t instead_of, struct vg_err *err)
{
    const struct vg_judgement *j;

    assert(left != NULL && right != NULL);
    j = vg_judgement_of_pair(names, left->name, right->name);

    if (left == right)
        return vg_fail(err, VG_E_MISUSE, "'%.80s' is one name; a judgement needs two", left->key);
    if (j != NULL && j->id != instead_of)
        return vg_fail(err, VG_E_CONFLICT,
                       "j%" PRId64
                       " says of these that they are %s, by %s, because: %.200s; name it "
                       "(--instead-of j%" PRId64 ") to put another in its place",
                       j->id, vg_name_verdict_word(j->verdict), j->by, j->because, j->id);
    if (j == NULL && instead_of != 0)
        return vg_fail(err, VG_E_CONFLICT,
                       "j%" PRId64 " is no judgement of these two that stands; look at them again",
                       instead_of);
    return VG_OK;
}

static int find_named(const struct vg_names *names, const struct vg_name_guard *guard,
                      const char *typed, const struct vg_named **out, struct vg_err *err)
{
    if (vg_names_hides(guard, typed))
        return vg_fail(err, VG_E_REFUSED,
                       "names of persons are in no list, and nobody judges about them");
    return vg_names_find(names, typed, out, err);
}

/* Whoever is judged about has an id from then on. */
static int found_side(struct vg_case *c, const struct side *s, struct vg_err *err)
{
    if (s->name->id != NULL)
        return VG_OK;
    return vg_name_found(c, s->name->name, s->known ? s->mention : NULL, err);
}

int vg_judge_within(struct vg_case *c, const char *left, const char *right,
                    enum vg_name_verdict verdict, const char *because, int64_t instead_of,
                    struct vg_arena *a, int64_t *id, struct vg_err *err)
{
    const struct vg_name_guard *guard = NULL;
    const struct vg_named *x = NULL, *y = NULL;
    struct vg_names names;
    struct side l = {0}, r = {0};
    int rc = vg_case_names_read(c, a, &names, &guard, err);

    if (rc == VG_OK)
        rc = find_named(&names, guard, left, &x, err);
    if (rc == VG_OK)
        rc = find_named(&names, guard, right, &y, err);
    if (rc == VG_OK)
        rc = check_pair(&names, x, y, instead_of, err);
    if (rc == VG_OK)
        rc = find_side(c, x, a, &l, err);
    if (rc == VG_OK)
        rc = find_side(c, y, a, &r, err);
    if (rc == VG_OK)
        rc = keep_judgement(c, &l, &r, vg_name_verdict_word(verdict), because, instead_of, id, err);
    if (rc == VG_OK)
        rc = found_side(c, &l, err);
    return rc == VG_OK ? found_side(c, &r, err) : rc;
}

int vg_judge(struct vg_case *c, const char *left, const char *right, enum vg_name_verdict verdict,
             const char *because, int64_t instead_of, int64_t *id, struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    int64_t made = 0;
    int rc = vg_case_must_write(c, err);

    if (rc == VG_OK)
        rc = vg_reason_check(because, err);
    if (rc == VG_OK)
        rc = vg_record_begin(c->record, err);
    if (rc != VG_OK)
        return rc;
    rc = vg_judge_within(c, left, right, verdict, because, instead_of, &a, &made, err);
    rc = vg_record_conclude(c->record, VG_ENTRY_JUDGEMENT, rc, err);
    if (rc == VG_OK)
        *id = made;
    return rc;
}

static int withdraw(struct vg_case *c, int64_t id, const char *because, struct vg_arena *a,
                    struct vg_err *err)
{
    struct vg_judgement *list = NULL;
    const struct vg_judgement *j;
    struct vg_named left = {0}, right = {0};
    size_t n = 0;
    int64_t row;
    int rc = vg_judgements_read(c, a, &list, &n, err);

    if (rc != VG_OK)
        return rc;
    j = judgement_of(list, n, id);
    if (j == NULL)
        return vg_fail(err, VG_E_ABSENT,
                       "there is no judgement j%" PRId64 "; 'vigil entities CASE --judgements' "
                       "lists those there are",
                       id);
    if (j->ended_by != 0)
        return vg_fail(err, VG_E_CONFLICT, "j%" PRId64 " %s already, by %s, because: %.200s", id,
                       j->is_withdrawn ? "was withdrawn" : "has another in its place", j->ended_who,
                       j->ended_because);
    left.name = j->left;
    right.name = j->right;
    return keep_judgement(c, &(struct side){.name = &left}, &(struct side){.name = &right},
                          "withdrawn", because, id, &row, err);
}

int vg_judgement_withdraw(struct vg_case *c, int64_t id, const char *because, struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    int rc = vg_case_must_write(c, err);

    if (rc == VG_OK)
        rc = vg_reason_check(because, err);
    if (rc == VG_OK)
        rc = vg_record_begin(c->record, err);
    if (rc != VG_OK)
        return rc;
    return vg_record_conclude(c->record, VG_ENTRY_JUDGEMENT, withdraw(c, id, because, &a, err),
                              err);
}
