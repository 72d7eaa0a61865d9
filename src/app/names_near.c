/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Names near one. In a case of many its keys are asked of the index that the case keeps; what
 * shares some is scored, the likeliest first; of few names all are, because keys do not find all
 * that scores. Of what comes out of that it is asked whether it is a name at all as the case stands
 * now: whether a claim that stands uses the words, whether they are a place, a claim's or a
 * person's.
 */
#include <stdlib.h>
#include <string.h>

#include "app/alike.h"
#include "app/keyed.h"
#include "base/limits.h"
#include "base/table.h"
#include "claim/claim_job.h"

enum { ONE_MOST = 1000 /* names of one thing that are followed: a chain of judgements */ };

struct looking {
    struct vg_case *c;
    struct vg_arena *a; /* of the caller */
    struct vg_arena work, one_name;
    const struct vg_scorer *scorer;
    const struct vg_name_guard *guard;
    struct vg_view places; /* those of the case; only read when a place may be met */
    int has_places;
    struct vg_keyed_name asked;
    const struct vg_scored_name *texts[VG_KEYED_TEXTS];
    struct vg_table one; /* names that judgements make one with it */
    struct vg_name_neighbour *list;
    size_t n, room;
    struct vg_name_near out;
};

/* -- is it a name, as the case stands? ----------------------------------------------------------
 */

static int has_row(struct looking *k, enum vg_sql sql, const char *column, const char *text,
                   int *out, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, k->c->store, sql, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_text(st, column, text);
    rc = vg_step(st, err);
    *out = rc == VG_ROW;
    return rc < 0 ? rc : VG_OK;
}

static int is_used(struct looking *k, const char *words, int as_speaker, int *out,
                   struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, k->c->store, VG_SQL_KEYED_STANDS, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":name", vg_keyed_number(vg_str(words)));
    vg_bind_i64(st, ":speaks", as_speaker);
    rc = vg_step(st, err);
    *out = rc == VG_ROW;
    return rc < 0 ? rc : VG_OK;
}

/* A place is a name only where it speaks. */
static int is_place(struct looking *k, const char *words, int *out, struct vg_err *err)
{
    const struct vg_place *place = NULL;
    int others = 0, rc = VG_OK;

    if (!k->has_places)
        rc = vg_view_read_places(k->c->store, &k->work, &k->places, err);
    if (rc != VG_OK)
        return rc;
    k->has_places = 1;
    *out =
        vg_place_get(&k->places.places, words) != NULL ||
        vg_place_match(&k->places.places, words, strlen(words), &place, &others) == strlen(words);
    return VG_OK;
}

static int is_claim_id(const char *text)
{
    return text[0] == 'c' && text[1] != '\0' && text[1 + strspn(text + 1, "0123456789")] == '\0';
}

static int is_shown(struct looking *k, const struct vg_keyed_name *n, int *out, struct vg_err *err)
{
    int is_ref = 0, place = 0;
    int rc;

    *out = n->kind != NULL;
    if (n->kind != NULL || is_claim_id(n->name) || vg_names_hides(k->guard, n->name))
        return VG_OK;
    rc = has_row(k, VG_SQL_KEYED_IS_CLAIM, ":ref", n->name, &is_ref, err);
    if (rc == VG_OK && !is_ref)
        rc = is_place(k, n->name, &place, err);
    return rc != VG_OK || is_ref ? rc : is_used(k, n->name, place, out, err);
}

/* -- what is asked for --------------------------------------------------------------------------
 */

/* The number in "w" and 16 digits, as a key in addresses has it; 0: it is none. */
static int read_key(const char *typed, int64_t *number)
{
    uint64_t n = 0;

    if (typed[0] != 'w' || strlen(typed) != 17 || strspn(typed + 1, "0123456789abcdef") != 16)
        return 0;
    for (const char *p = typed + 1; *p != '\0'; p++)
        n = n << 4 | (uint64_t)(*p <= '9' ? *p - '0' : *p - 'a' + 10);
    *number = (int64_t)n;
    return 1;
}

/* The name that has the id "vgl-…", or what was typed. */
static int name_of_id(struct looking *k, const char *typed, const char **name, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc;

    *name = typed;
    if (strncmp(typed, "vgl-", 4) != 0)
        return VG_OK;
    rc = vg_stmt(&st, k->c->store, VG_SQL_KEYED_FOUNDING, err);
    if (rc != VG_OK)
        return rc;
    vg_bind_text(st, ":entity", typed + 4);
    rc = vg_step(st, err);
    if (rc == VG_ROW)
        *name = vg_column_copy(st, 0, k->a);
    return rc < 0 ? rc : VG_OK;
}

/* Take what was typed for what it is in the case, or for itself. */
static int find_asked(struct looking *k, const char *typed, struct vg_err *err)
{
    struct vg_keyed_name n = {0};
    const char *name = typed;
    int64_t number;
    int shown = 0;
    int rc = name_of_id(k, typed, &name, err);

    if (rc == VG_OK) {
        rc = vg_keyed_get(k->c->store, vg_keyed_number(vg_str(name)), k->a, &n, err);
        if (rc == VG_ROW && strcmp(n.name, name) != 0)
            rc = VG_OK;
    }
    if (rc == VG_OK && read_key(typed, &number))
        rc = vg_keyed_get(k->c->store, number, k->a, &n, err);
    if (rc == VG_ROW) {
        rc = is_shown(k, &n, &shown, err);
        k->out.is_known = shown;
    }
    if (rc == VG_OK)
        k->asked = shown ? n : (struct vg_keyed_name){.name = vg_copyz(k->a, typed)};
    return rc;
}

/* -- what people judged --------------------------------------------------------------------------
 */

struct judged {
    const char *name;
    int64_t id;
    enum vg_name_verdict verdict;
};

/* The judgements on a name that stand, with the other name of each. */
static int judgements_of(struct looking *k, const char *name, struct judged **out, size_t *n,
                         struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    size_t room = 0;
    int rc = vg_stmt(&st, k->c->store, VG_SQL_KEYED_JUDGED, err);

    *out = NULL;
    *n = 0;
    if (rc != VG_OK)
        return rc;
    vg_bind_text(st, ":name", name);
    while ((rc = vg_step(st, err)) == VG_ROW) {
        struct vg_str v = vg_column_str(st, 1);

        *out = vg_grow(&k->work, *out, *n, &room);
        (*out)[(*n)++] = (struct judged){
            .name = vg_column_copy(st, 2, &k->work),
            .id = vg_column_i64(st, 0),
            .verdict = vg_str_is(v, "same")        ? VG_NAMES_SAME
                       : vg_str_is(v, "different") ? VG_NAMES_DIFFERENT
                                                   : VG_NAMES_UNSURE,
        };
    }
    return rc;
}

/* All names that a chain of judgements leads to. */
static int find_one(struct looking *k, struct vg_err *err)
{
    int rc = VG_OK;

    (void)vg_table_add(&k->one, vg_str(k->asked.name), 1, NULL);
    for (size_t i = 0; rc == VG_OK && i < k->one.n && i < ONE_MOST; i++) {
        struct judged *j;
        size_t n;

        rc = judgements_of(k, vg_copy(&k->work, k->one.items[i].key.p, k->one.items[i].key.len), &j,
                           &n, err);
        for (size_t x = 0; rc == VG_OK && x < n; x++)
            if (j[x].verdict == VG_NAMES_SAME)
                (void)vg_table_add(&k->one, vg_str(j[x].name), 1, NULL);
    }
    return rc;
}

static int tell_judgements(struct looking *k, struct vg_err *err)
{
    struct judged *j;
    size_t n;
    int64_t there;
    int rc = find_one(k, err);

    if (rc == VG_OK)
        rc = judgements_of(k, k->asked.name, &j, &n, err);
    if (rc != VG_OK)
        return rc;
    for (size_t i = 0; i < k->n; i++) {
        struct vg_name_neighbour *x = &k->list[i];

        x->is_one = vg_table_get(&k->one, vg_str(x->name.name), &there);
        for (size_t m = 0; m < n; m++)
            if (strcmp(j[m].name, x->name.name) == 0) {
                x->judgement = j[m].id;
                x->judged = j[m].verdict;
            }
    }
    return VG_OK;
}

/* -- candidates ----------------------------------------------------------------------------------
 */

static struct vg_named named(const struct vg_keyed_name *n, struct vg_arena *a)
{
    return (struct vg_named){.name = n->name,
                             .key = vg_name_key_text(n->name, a),
                             .kind = n->kind,
                             .en = n->en,
                             .zh = n->zh,
                             .parent = n->parent};
}

/* Score it, and put it on the list where there is something to say. */
static void consider(struct looking *k, const struct vg_keyed_name *n)
{
    const struct vg_scored_name *texts[VG_KEYED_TEXTS];
    struct vg_keyed_name own;
    struct vg_score s = {0};

    vg_arena_clear(&k->one_name);
    if (strcmp(n->name, k->asked.name) == 0 || !vg_alike_may_be(&k->asked, n))
        return;
    vg_keyed_ready(k->scorer, n, &k->one_name, texts);
    if (texts[0] == NULL && texts[1] == NULL)
        return;
    k->out.scored++;
    vg_alike_score(k->scorer, k->texts, texts, &s);
    if (s.verdict == VG_SCORE_DIFFERENT && s.suggest == NULL)
        return;
    vg_alike_keep(&s, k->a);
    own = vg_keyed_copy(n, k->a);
    k->list = vg_grow(k->a, k->list, k->n, &k->room);
    k->list[k->n++] = (struct vg_name_neighbour){.name = named(&own, k->a), .score = s};
}

static int consider_by_keys(struct looking *k, struct vg_err *err)
{
    uint64_t keys[VG_KEYED_KEYS];
    struct vg_keyed_found *found = NULL;
    struct vg_keyed_told told = {0};
    size_t n = 0, n_keys = vg_keyed_keys(k->texts, keys);
    int rc =
        vg_keyed_find(k->c->store, keys, n_keys, VG_ALIKE_GROUP, &k->work, &found, &n, &told, err);

    k->out.by_keys = 1;
    k->out.probes = told.probes;
    k->out.common = told.common;
    k->out.candidates = n;
    for (size_t i = 0; rc == VG_OK && i < n && i < VG_ALIKE_SCORED; i++) {
        struct vg_keyed_name one;

        rc = vg_keyed_get(k->c->store, found[i].name, &k->work, &one, err);
        if (rc != VG_ROW)
            continue; /* a key without its name is nothing that a person could see */
        consider(k, &one);
        rc = VG_OK;
    }
    return rc;
}

/* -- among all --------------------------------------------------------------------------------- */

struct all {
    struct looking *k;
    struct vg_keyed_name *list;
    struct vg_match_name *texts;
    size_t n, room, n_texts, room_texts;
};

static int add_name(void *w, const struct vg_keyed_name *n)
{
    struct all *l = w;
    struct vg_arena *a = &l->k->work;
    const struct vg_scored_name *texts[VG_KEYED_TEXTS];
    struct vg_keyed_name *own;

    l->list = vg_grow(a, l->list, l->n, &l->room);
    own = &l->list[l->n];
    *own = vg_keyed_copy(n, a);
    vg_keyed_ready(l->k->scorer, own, a, texts);
    for (size_t t = 0; t < VG_KEYED_TEXTS; t++)
        if (texts[t] != NULL) {
            l->texts = vg_grow(a, l->texts, l->n_texts, &l->room_texts);
            l->texts[l->n_texts++] =
                (struct vg_match_name){.name = texts[t], .entity = (uint32_t)l->n};
        }
    l->n++;
    return 0;
}

static void consider_all(struct all *l)
{
    struct looking *k = l->k;
    struct vg_match *match = vg_match_make(k->scorer, l->texts, l->n_texts, &k->work);
    const struct vg_scored_name *own[VG_KEYED_TEXTS];
    struct vg_match_found found[VG_ALIKE_SCORED] = {{0}};
    size_t n = 0, n_found = 0;

    for (size_t t = 0; t < VG_KEYED_TEXTS; t++)
        if (k->texts[t] != NULL)
            own[n++] = k->texts[t];
    if (n > 0)
        n_found = vg_match_ask(match, own, n, (struct vg_str){0}, VG_ALIKE_SCORED, found);
    for (size_t i = 0; i < n_found && l->list != NULL; i++)
        consider(k, &l->list[found[i].entity]);
}

static int best_first(const void *x, const void *y)
{
    const struct vg_name_neighbour *a = x, *b = y;

    if ((a->score.verdict == VG_SCORE_DIFFERENT) != (b->score.verdict == VG_SCORE_DIFFERENT))
        return a->score.verdict == VG_SCORE_DIFFERENT ? 1 : -1;
    if (a->score.verdict != b->score.verdict)
        return a->score.verdict == VG_SCORE_SAME ? -1 : 1;
    if (a->score.milli != b->score.milli)
        return a->score.milli > b->score.milli ? -1 : 1;
    return strcmp(a->name.name, b->name.name);
}

/* The best `top` that are names as the case stands. */
static int choose(struct looking *k, size_t top, int are_shown, struct vg_err *err)
{
    size_t kept = 0;
    int rc = VG_OK;

    if (k->n > 1)
        qsort(k->list, k->n, sizeof *k->list, best_first);
    for (size_t i = 0; rc == VG_OK && i < k->n && kept < top; i++) {
        const struct vg_named *n = &k->list[i].name;
        const struct vg_keyed_name own = {.name = n->name, .kind = n->kind};
        int shown = 1;

        if (!are_shown)
            rc = is_shown(k, &own, &shown, err);
        if (rc == VG_OK && shown)
            k->list[kept++] = k->list[i];
    }
    k->n = kept;
    return rc;
}

static int make_ready(struct looking *k, struct vg_err *err)
{
    k->out.was_cut = strlen(k->asked.name) > VG_NAME_BYTES;
    if (vg_names_hides(k->guard, k->asked.name))
        return vg_fail(err, VG_E_REFUSED,
                       "names of persons are in no list, and nobody looks for them");
    k->scorer = vg_case_scorer(k->c);
    vg_keyed_ready(k->scorer, &k->asked, k->a, k->texts);
    if (!k->out.is_known && k->texts[0] == NULL)
        return vg_fail(err, VG_E_MISUSE, "'%.80s' has no letter and no digit to go by",
                       k->asked.name);
    return VG_OK;
}

static int look_in_tables(struct looking *k, const char *typed, size_t top, int by_keys,
                          struct vg_err *err)
{
    struct all all = {.k = k};
    int rc = vg_keyed_guard(k->c, &k->guard, err);

    if (rc == VG_OK && vg_names_hides(k->guard, typed))
        k->asked.name = typed;
    else if (rc == VG_OK)
        rc = find_asked(k, typed, err);
    if (rc == VG_OK)
        rc = make_ready(k, err);
    if (rc == VG_OK && by_keys)
        rc = consider_by_keys(k, err);
    else if (rc == VG_OK)
        rc = vg_keyed_each(k->c->store, add_name, &all, err);
    if (rc == VG_OK && !by_keys)
        consider_all(&all);
    return rc == VG_OK ? choose(k, top, 0, err) : rc;
}

/* Where the tables are another program's: what claims name, as it is without them. */
static int look_without(struct looking *k, const char *typed, size_t top, struct vg_err *err)
{
    struct all all = {.k = k};
    struct vg_names names;
    int64_t at;
    int rc = vg_case_names_read(k->c, k->a, &names, &k->guard, err);

    if (rc != VG_OK)
        return rc;
    k->asked = (struct vg_keyed_name){.name = vg_copyz(k->a, typed)};
    k->out.is_known = vg_table_get(names.known, vg_str(typed), &at);
    if (k->out.is_known)
        k->asked = vg_alike_keyed(&names.list[at]);
    rc = make_ready(k, err);
    for (size_t i = 0; rc == VG_OK && i < names.n; i++)
        if (vg_alike_is_compared(&names.list[i])) {
            const struct vg_keyed_name n = vg_alike_keyed(&names.list[i]);

            (void)add_name(&all, &n);
        }
    if (rc != VG_OK)
        return rc;
    consider_all(&all);
    k->out.is_behind = 1;
    return choose(k, top, 1, err);
}

static int look(struct looking *k, const char *typed, size_t top, enum vg_alike_how how,
                struct vg_err *err)
{
    int64_t count = 0;
    int is_fit = 0;
    int rc = vg_keyed_is_fit(k->c, &is_fit, err);

    if (rc == VG_OK)
        rc = vg_keyed_count(k->c->store, VG_ALIKE_MATCHED, &count, err);
    if (rc == VG_OK && how == VG_ALIKE_AS_FITS)
        how = count > VG_ALIKE_MATCHED ? VG_ALIKE_BY_KEYS : VG_ALIKE_OF_ALL;
    if (rc == VG_OK)
        rc = is_fit ? look_in_tables(k, typed, top, how == VG_ALIKE_BY_KEYS, err)
                    : look_without(k, typed, top, err);
    return rc == VG_OK && k->out.is_known ? tell_judgements(k, err) : rc;
}

int vg_alike_find(struct vg_case *c, const char *typed, size_t top, enum vg_alike_how how,
                  struct vg_arena *a, struct vg_name_near *out, struct vg_err *err)
{
    struct looking k = {.c = c, .a = a};
    int rc = vg_begin_read(c->store, err);

    if (rc != VG_OK)
        return rc;
    k.one = VG_TABLE(&k.work);
    rc = look(&k, typed, top, how, err);
    vg_rollback(c->store);
    if (rc == VG_OK) {
        k.out.asked = named(&k.asked, a);
        k.out.list = k.list;
        k.out.n = k.n;
        *out = k.out;
    }
    vg_arena_end(&k.one_name);
    vg_arena_end(&k.work);
    return rc;
}

int vg_names_near(struct vg_case *c, const char *typed, size_t top, struct vg_arena *a,
                  struct vg_name_near *out, struct vg_err *err)
{
    return vg_alike_find(c, typed, top, VG_ALIKE_AS_FITS, a, out, err);
}
