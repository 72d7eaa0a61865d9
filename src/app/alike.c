/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Which names of a case may be one. Of few names each is looked for among all the others
 * (resolve/match.h), which finds by any word that is not common. Beyond ALIKE_MATCHED that would
 * cost the square of them, so pairs are those that share a key (resolve/candidates.h): what it
 * costs grows with the pairs, and a pair that shares nothing but a common word is not found. What
 * is found is scored the same way. Nothing of it is kept or counted: a person judges, or leaves it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/alike.h"
#include "base/limits.h"
#include "base/table.h"
#include "resolve/candidates.h"
#include "resolve/pack.h"

enum { FOUND = 20 /* looked at of each name */ };

/* The texts of a name ready to be compared; NULL: none. */
struct texts {
    const struct vg_scored_name *of[VG_KEYED_TEXTS];
};

struct comparing {
    const struct vg_names *names;
    const struct vg_scorer *scorer;
    struct vg_arena *a, *work;
    struct vg_name_pair *list;
    size_t n, room;
};

int vg_alike_is_compared(const struct vg_named *n)
{
    return n->kind != NULL || ((n->roles & (VG_NAMED_SUBJECT | VG_NAMED_SPEAKER)) != 0 &&
                               strlen(n->name) <= VG_MAX_NAME_KEY);
}

static int is_one_set(const struct vg_named *x, const struct vg_named *y)
{
    return x->same != NULL && x->same == y->same;
}

static int is_parent(const char *parent, const char *name)
{
    return parent != NULL && strcmp(parent, name) == 0;
}

/* Presences have labels of ours, numbered by whoever told them apart; two of them are compared by
 * what is known of them, not by those. */
static int are_of_one_kind(const char *x, const char *y)
{
    if (x == NULL || y == NULL)
        return 1;
    if (strcmp(x, y) == 0)
        return strcmp(x, "presence") != 0;
    return strcmp(x, "ftm") == 0 || strcmp(y, "ftm") == 0;
}

int vg_alike_may_be(const struct vg_keyed_name *x, const struct vg_keyed_name *y)
{
    return are_of_one_kind(x->kind, y->kind) && !is_parent(x->parent, y->name) &&
           !is_parent(y->parent, x->name);
}

void vg_alike_score(const struct vg_scorer *scorer, const struct vg_scored_name *const *l,
                    const struct vg_scored_name *const *r, struct vg_score *best)
{
    int both = l[0] != NULL && l[1] != NULL && r[0] != NULL && r[1] != NULL, any = 0;

    for (size_t i = 0; i < VG_KEYED_TEXTS; i++)
        for (size_t j = 0; j < VG_KEYED_TEXTS; j++) {
            struct vg_score s;

            if (l[i] == NULL || r[j] == NULL || (both && i != j))
                continue;
            vg_score_pair(scorer, l[i], r[j], &s);
            if (both && s.verdict == VG_SCORE_DIFFERENT) {
                *best = s;
                return;
            }
            if (!any || s.milli > best->milli)
                *best = s;
            any = 1;
        }
}

void vg_alike_keep(struct vg_score *s, struct vg_arena *a)
{
    for (size_t e = 0; e < s->n; e++) {
        s->because[e].left = vg_str_copy(a, s->because[e].left);
        s->because[e].right = vg_str_copy(a, s->because[e].right);
    }
}

struct vg_keyed_name vg_alike_keyed(const struct vg_named *n)
{
    return (struct vg_keyed_name){n->name, n->kind, n->en, n->zh, n->parent};
}

int vg_alike_is_undecided(const struct vg_names *names, const struct vg_named *x,
                          const struct vg_named *y)
{
    return !is_one_set(x, y) && vg_judgement_of_pair(names, x->name, y->name) == NULL;
}

/* Would a person be asked about the two? */
static int is_open(const struct comparing *k, const struct vg_named *x, const struct vg_named *y)
{
    const struct vg_keyed_name l = vg_alike_keyed(x), r = vg_alike_keyed(y);

    return vg_alike_may_be(&l, &r) && vg_alike_is_undecided(k->names, x, y);
}

/* `x` stands before `y` in the list. */
static void consider(struct comparing *k, size_t x, size_t y, const struct texts *of_x,
                     const struct texts *of_y)
{
    const struct vg_named *left = &k->names->list[x], *right = &k->names->list[y];
    struct vg_score s = {0};

    if (!is_open(k, left, right))
        return;
    vg_alike_score(k->scorer, of_x->of, of_y->of, &s);
    if (s.verdict == VG_SCORE_DIFFERENT)
        return;
    vg_alike_keep(&s, k->a);
    k->list = vg_grow(k->a, k->list, k->n, &k->room);
    k->list[k->n++] = (struct vg_name_pair){.left = left, .right = right, .score = s};
}

int vg_pair_is_by_rule(const struct vg_name_pair *p)
{
    static const char *const rules[] = {"same-name", "frame-same", "definition",
                                        "shared-identifier"};
    int by_rule = 0;

    for (size_t i = 0; i < p->score.n; i++)
        for (size_t r = 0; r < sizeof rules / sizeof *rules; r++)
            by_rule |= strcmp(p->score.because[i].feature, "rule") == 0 &&
                       strcmp(p->score.because[i].level, rules[r]) == 0;
    return by_rule && p->score.verdict == VG_SCORE_SAME;
}

/* What a rule makes one is certain, then what is likely, then what is open. */
static int band_of(const struct vg_name_pair *p)
{
    return vg_pair_is_by_rule(p) ? 0 : p->score.verdict == VG_SCORE_SAME ? 1 : 2;
}

static int best_first(const void *x, const void *y)
{
    const struct vg_name_pair *a = x, *b = y;
    int c;

    if (band_of(a) != band_of(b))
        return band_of(a) < band_of(b) ? -1 : 1;
    if (a->score.milli != b->score.milli)
        return a->score.milli > b->score.milli ? -1 : 1;
    c = strcmp(a->left->name, b->left->name);
    return c != 0 ? c : strcmp(a->right->name, b->right->name);
}

void vg_alike_sort(struct vg_name_pair *list, size_t n)
{
    if (n > 1)
        qsort(list, n, sizeof *list, best_first);
}

/* -- each among all -----------------------------------------------------------------------------
 */

static struct vg_match *make_match(struct comparing *k, const struct texts *texts)
{
    size_t n = 0;
    struct vg_match_name *all =
        VG_NEW_ARRAY(k->work, struct vg_match_name, VG_KEYED_TEXTS * k->names->n + 1);

    for (size_t i = 0; i < k->names->n; i++)
        for (size_t t = 0; t < VG_KEYED_TEXTS; t++)
            if (texts[i].of[t] != NULL)
                all[n++] = (struct vg_match_name){.name = texts[i].of[t], .entity = (uint32_t)i};
    return vg_match_make(k->scorer, all, n, k->work);
}

/* Not met before: it is found from either end. */
static int is_new(struct vg_table *seen, size_t x, size_t y)
{
    char key[48];

    (void)snprintf(key, sizeof key, "%zu %zu", x, y);
    return vg_table_add(seen, vg_str(key), 1, NULL);
}

static void match_one(struct comparing *k, struct vg_match *match, const struct texts *texts,
                      size_t i, struct vg_table *seen)
{
    const struct vg_scored_name *own[VG_KEYED_TEXTS];
    struct vg_match_found found[FOUND] = {{0}};
    size_t n = 0, n_found = 0;

    for (size_t t = 0; t < VG_KEYED_TEXTS; t++)
        if (texts[i].of[t] != NULL)
            own[n++] = texts[i].of[t];
    if (n > 0)
        n_found = vg_match_ask(match, own, n, (struct vg_str){0}, FOUND, found);
    for (size_t f = 0; f < n_found; f++) {
        const size_t other = found[f].entity, x = i < other ? i : other, y = i < other ? other : i;

        if (x != y && is_new(seen, x, y))
            consider(k, x, y, &texts[x], &texts[y]);
    }
}

static void match_all(struct comparing *k)
{
    struct vg_table seen = VG_TABLE(k->work);
    struct texts *texts = VG_NEW_ARRAY(k->work, struct texts, k->names->n + 1);
    struct vg_match *match;

    for (size_t i = 0; i < k->names->n; i++)
        if (vg_alike_is_compared(&k->names->list[i])) {
            const struct vg_keyed_name own = vg_alike_keyed(&k->names->list[i]);

            vg_keyed_ready(k->scorer, &own, k->work, texts[i].of);
        }
    match = make_match(k, texts);
    for (size_t i = 0; i < k->names->n; i++)
        match_one(k, match, texts, i, &seen);
}

/* -- by keys ------------------------------------------------------------------------------------
 */

/* Names are packed while their keys are sorted, and made ready group by group. */
struct walking {
    struct comparing *k;
    const char *(*packs)[VG_KEYED_TEXTS]; /* of each name; NULL: no such text */
    struct vg_arena group;
    const uint32_t *names; /* of the group */
    size_t n;
    struct texts ready[VG_CANDIDATE_GROUP];
    unsigned char is_ready[VG_CANDIDATE_GROUP];
};

/* Its keys behind those that are there; returns how many. */
static size_t enter(struct walking *w, size_t i, struct vg_arena *one, uint64_t out[VG_KEYED_KEYS])
{
    const struct vg_keyed_name own = vg_alike_keyed(&w->k->names->list[i]);
    struct texts t = {{0}};
    char packed[VG_PACK_MOST];

    vg_arena_clear(one);
    vg_keyed_ready(w->k->scorer, &own, one, t.of);
    for (size_t k = 0; k < VG_KEYED_TEXTS; k++)
        if (t.of[k] != NULL) {
            size_t n = vg_name_pack(t.of[k], (struct vg_str){0}, packed);

            w->packs[i][k] = memcpy(vg_alloc(w->k->work, n), packed, n);
        }
    return vg_keyed_keys(t.of, out);
}

static struct vg_candidate_keys enter_all(struct walking *w)
{
    VG_SCOPED_ARENA one = {0};
    const size_t n = w->k->names->n;
    uint64_t *from = VG_NEW_ARRAY(w->k->work, uint64_t, n + 1), *keys = NULL;
    uint64_t own[VG_KEYED_KEYS];
    size_t n_keys = 0, room = 0;

    w->packs = vg_alloc_array(w->k->work, n + 1, sizeof *w->packs);
    for (size_t i = 0; i < n; i++) {
        const size_t more =
            vg_alike_is_compared(&w->k->names->list[i]) ? enter(w, i, &one, own) : 0;

        for (size_t m = 0; m < more; m++) {
            keys = vg_grow(w->k->work, keys, n_keys, &room);
            keys[n_keys++] = own[m];
        }
        from[i + 1] = n_keys;
    }
    return (struct vg_candidate_keys){keys, from, (uint32_t)n};
}

/* Labels of presences are numbered alike by the hundred, and no two of them are compared. */
static int walk_group(void *w, const uint32_t *names, size_t n)
{
    struct walking *g = w;
    int all = 1;

    for (size_t i = 0; all && i < n; i++) {
        const char *kind = g->k->names->list[names[i]].kind;

        all = kind != NULL && strcmp(kind, "presence") == 0;
    }
    if (all)
        return VG_CANDIDATE_PASS;
    g->names = names;
    g->n = n;
    memset(g->is_ready, 0, n);
    vg_arena_clear(&g->group);
    return 0;
}

static const struct texts *ready(struct walking *g, uint32_t name)
{
    size_t i = 0;

    while (g->names[i] != name)
        i++;
    if (g->is_ready[i])
        return &g->ready[i];
    for (size_t t = 0; t < VG_KEYED_TEXTS; t++) {
        const char *packed = g->packs[name][t];

        g->ready[i].of[t] = packed == NULL ? NULL : vg_name_unpack(g->k->scorer, packed, &g->group);
    }
    g->is_ready[i] = 1;
    return &g->ready[i];
}

static int walk_pair(void *w, uint32_t left, uint32_t right)
{
    struct walking *g = w;

    consider(g->k, left, right, ready(g, left), ready(g, right));
    return 0;
}

static void key_all(struct comparing *k, struct vg_alike_told *told)
{
    struct walking *g = VG_NEW(k->work, struct walking);
    struct vg_candidate_told of_keys = {0};
    struct vg_candidate_keys keys;

    g->k = k;
    keys = enter_all(g);
    vg_candidates_find(&keys, VG_CANDIDATE_GROUP,
                       &(struct vg_candidate_to){walk_group, walk_pair, g}, &of_keys);
    vg_arena_end(&g->group);
    told->by_keys = 1;
    told->common = of_keys.dropped_keys;
    told->candidates = of_keys.pairs;
}

void vg_alike_pairs(const struct vg_names *names, enum vg_alike_how how, struct vg_arena *a,
                    struct vg_name_pair **out, size_t *n, struct vg_alike_told *told)
{
    VG_SCOPED_ARENA work = {0};
    struct comparing k = {.names = names, .a = a, .work = &work};
    struct vg_alike_told own = {0};

    k.scorer = vg_scorer_make(&work);
    for (size_t i = 0; i < names->n; i++)
        own.compared += vg_alike_is_compared(&names->list[i]) != 0;
    if (how == VG_ALIKE_AS_FITS)
        how = own.compared <= VG_ALIKE_MATCHED ? VG_ALIKE_OF_ALL : VG_ALIKE_BY_KEYS;
    if (how == VG_ALIKE_OF_ALL)
        match_all(&k);
    else
        key_all(&k, &own);
    vg_alike_sort(k.list, k.n);
    *out = k.list;
    *n = k.n;
    if (told != NULL)
        *told = own;
}

void vg_names_alike(const struct vg_names *names, struct vg_arena *a, struct vg_name_pair **out,
                    size_t *n, struct vg_alike_told *told)
{
    vg_alike_pairs(names, VG_ALIKE_AS_FITS, a, out, n, told);
}
