/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Which names of a case may be one: each is looked for among the others, and what is found is
 * scored (resolve/score.h). Nothing of it is kept or counted: a person judges, or leaves it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/names.h"
#include "base/limits.h"
#include "base/table.h"

enum { FOUND = 20 /* looked at of each name */, TEXTS = 2 };

struct comparing {
    const struct vg_names *names;
    const struct vg_scorer *scorer;
    struct vg_arena *a, *work;
    const struct vg_scored_name *(*texts)[TEXTS]; /* of each name; NULL: none */
    struct vg_name_pair *list;
    size_t n, room;
    struct vg_table seen;
};

/* Long words are what was said, not what something is called. */
static int is_compared(const struct vg_named *n)
{
    return n->kind != NULL || ((n->roles & (VG_NAMED_SUBJECT | VG_NAMED_SPEAKER)) != 0 &&
                               strlen(n->name) <= VG_MAX_NAME_KEY);
}

static const struct vg_scored_name *scored(struct comparing *k, const char *text)
{
    struct vg_name *name;

    if (text == NULL || text[0] == '\0')
        return NULL;
    name = VG_NEW(k->work, struct vg_name);
    vg_name_read(vg_str(text), (struct vg_str){0}, k->work, name);
    return name->n == 0 ? NULL : vg_scored_name(k->scorer, name, VG_KIND_BODY, k->work);
}

static void read_texts(struct comparing *k)
{
    k->texts = vg_alloc_array(k->work, k->names->n + 1, sizeof *k->texts);
    for (size_t i = 0; i < k->names->n; i++) {
        const struct vg_named *n = &k->names->list[i];

        if (!is_compared(n))
            continue;
        k->texts[i][0] = scored(k, n->kind == NULL ? n->name : n->en);
        k->texts[i][1] = scored(k, n->zh);
    }
}

static int is_one_set(const struct vg_named *x, const struct vg_named *y)
{
    return x->same != NULL && x->same == y->same;
}

/* What is part of the other is another thing, and people know it. */
static int is_part(const struct vg_named *x, const struct vg_named *y)
{
    return (x->parent != NULL && strcmp(x->parent, y->name) == 0) ||
           (y->parent != NULL && strcmp(y->parent, x->name) == 0);
}

/* An agency is no programme and no document. Presences have labels of ours, numbered by whoever
 * told them apart; two of them are compared by what is known of them, not by those. */
static int are_of_one_kind(const struct vg_named *x, const struct vg_named *y)
{
    if (x->kind != NULL && y->kind != NULL && strcmp(x->kind, "presence") == 0 &&
        strcmp(y->kind, "presence") == 0)
        return 0;
    if (x->kind == NULL || y->kind == NULL || strcmp(x->kind, y->kind) == 0)
        return 1;
    return (strcmp(x->kind, "ftm") == 0 || strcmp(y->kind, "ftm") == 0);
}

/* The likeliest of their texts; where both have both, of those in one language, and then what one
 * language says is different is different. */
static void compare(struct comparing *k, size_t x, size_t y, struct vg_score *best)
{
    const struct vg_scored_name *const *l = k->texts[x], *const *r = k->texts[y];
    int both = l[0] != NULL && l[1] != NULL && r[0] != NULL && r[1] != NULL, any = 0;

    for (size_t i = 0; i < TEXTS; i++)
        for (size_t j = 0; j < TEXTS; j++) {
            struct vg_score s;

            if (l[i] == NULL || r[j] == NULL || (both && i != j))
                continue;
            vg_score_pair(k->scorer, l[i], r[j], &s);
            if (both && s.verdict == VG_SCORE_DIFFERENT) {
                *best = s;
                return;
            }
            if (!any || s.milli > best->milli)
                *best = s;
            any = 1;
        }
}

static void consider(struct comparing *k, size_t x, size_t y)
{
    const struct vg_named *left = &k->names->list[x < y ? x : y];
    const struct vg_named *right = &k->names->list[x < y ? y : x];
    struct vg_score s = {0};
    char key[48];

    (void)snprintf(key, sizeof key, "%zu %zu", x < y ? x : y, x < y ? y : x);
    if (x == y || !vg_table_add(&k->seen, vg_str(key), 1, NULL) || is_one_set(left, right) ||
        is_part(left, right) || !are_of_one_kind(left, right) ||
        vg_judgement_of_pair(k->names, left->name, right->name) != NULL)
        return;
    compare(k, x < y ? x : y, x < y ? y : x, &s);
    if (s.verdict == VG_SCORE_DIFFERENT)
        return;
    k->list = vg_grow(k->a, k->list, k->n, &k->room);
    k->list[k->n++] = (struct vg_name_pair){.left = left, .right = right, .score = s};
}

int vg_pair_is_by_rule(const struct vg_name_pair *p)
{
    int by_rule = 0;

    for (size_t i = 0; i < p->score.n; i++)
        by_rule |= strcmp(p->score.because[i].feature, "rule") == 0;
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

static void look(struct comparing *k)
{
    size_t n = 0;
    struct vg_match_name *all =
        VG_NEW_ARRAY(k->work, struct vg_match_name, TEXTS * k->names->n + 1);
    struct vg_match *match;

    for (size_t i = 0; i < k->names->n; i++)
        for (size_t t = 0; t < TEXTS; t++)
            if (k->texts[i][t] != NULL)
                all[n++] = (struct vg_match_name){.name = k->texts[i][t], .entity = (uint32_t)i};
    match = vg_match_make(k->scorer, all, n, k->work);
    for (size_t i = 0; i < k->names->n; i++) {
        const struct vg_scored_name *own[TEXTS];
        struct vg_match_found found[FOUND];
        size_t n_own = 0, n_found;

        for (size_t t = 0; t < TEXTS; t++)
            if (k->texts[i][t] != NULL)
                own[n_own++] = k->texts[i][t];
        n_found =
            n_own == 0 ? 0 : vg_match_ask(match, own, n_own, (struct vg_str){0}, FOUND, found);
        for (size_t f = 0; f < n_found; f++)
            consider(k, i, found[f].entity);
    }
}

void vg_names_alike(const struct vg_names *names, struct vg_arena *a, struct vg_name_pair **out,
                    size_t *n)
{
    VG_SCOPED_ARENA work = {0};
    struct comparing k = {.names = names, .a = a, .work = &work, .seen = VG_TABLE(&work)};

    k.scorer = vg_scorer_make(&work);
    read_texts(&k);
    look(&k);
    if (k.n > 1)
        qsort(k.list, k.n, sizeof *k.list, best_first);
    for (size_t i = 0; i < k.n; i++)
        for (size_t e = 0; e < k.list[i].score.n; e++) {
            struct vg_score_evidence *v = &k.list[i].score.because[e];

            v->left = vg_str_copy(a, v->left);
            v->right = vg_str_copy(a, v->right);
        }
    *out = k.list;
    *n = k.n;
}
