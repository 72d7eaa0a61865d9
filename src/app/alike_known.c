/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Names of a case that may be one, with what the case knows of them besides (app/known.h). Pairs
 * come from the comparison of names, from definitions, and from identifiers that two names share;
 * each is weighed with all there is, and what that makes different is left out.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/alike.h"
#include "app/known.h"
#include "base/limits.h"
#include "base/table.h"
#include "resolve/define.h"

enum {
    TAIL = 8 /* digits of a telephone that find its namesakes, with a country code or without */
};

struct weighing {
    const struct vg_names *names;
    const struct vg_known *known;
    const struct vg_about_weights *weights;
    const struct vg_scorer *scorer;
    struct vg_arena *a, *work;
    struct vg_name_pair *list;
    size_t n, room;
    struct vg_table met;                  /* pairs in the list, or looked at */
    const struct vg_known_pair **defined; /* those that a text defines */
    size_t n_defined;
};

static size_t place_of(const struct weighing *w, const struct vg_named *n)
{
    return (size_t)(n - w->names->list);
}

static int is_new(struct weighing *w, size_t x, size_t y)
{
    char key[48];

    (void)snprintf(key, sizeof key, "%zu %zu", x < y ? x : y, x < y ? y : x);
    return vg_table_add(&w->met, vg_str(key), 1, NULL);
}

static int is_presence(const struct vg_named *n)
{
    return n->kind != NULL && strcmp(n->kind, "presence") == 0;
}

/* The score of the names alone. Labels of two stations say nothing. */
static void score_names(struct weighing *w, const struct vg_named *x, const struct vg_named *y,
                        struct vg_score *out)
{
    const struct vg_keyed_name l = vg_alike_keyed(x), r = vg_alike_keyed(y);
    const struct vg_scored_name *of_l[VG_KEYED_TEXTS], *of_r[VG_KEYED_TEXTS];

    vg_about_score_begin(w->scorer, out);
    if (is_presence(x) && is_presence(y))
        return;
    vg_keyed_ready(w->scorer, &l, w->work, of_l);
    vg_keyed_ready(w->scorer, &r, w->work, of_r);
    if ((of_l[0] != NULL || of_l[1] != NULL) && (of_r[0] != NULL || of_r[1] != NULL))
        vg_alike_score(w->scorer, of_l, of_r, out);
}

/* -- a definition by which a name is two things --------------------------------------------------
 */

/* Do the names of both keep them apart? */
static int are_apart(struct weighing *w, size_t x, size_t y)
{
    struct vg_score s;

    if (!vg_alike_is_undecided(w->names, &w->names->list[x], &w->names->list[y])) {
        const struct vg_judgement *j =
            vg_judgement_of_pair(w->names, w->names->list[x].name, w->names->list[y].name);

        return j != NULL && j->verdict == VG_NAMES_DIFFERENT;
    }
    score_names(w, &w->names->list[x], &w->names->list[y], &s);
    return s.verdict == VG_SCORE_DIFFERENT;
}

/* Texts say of `name` that it is `other`, and also that it is something else. */
static int is_defined_otherwise(struct weighing *w, size_t name, size_t other)
{
    for (size_t i = 0; i < w->n_defined; i++) {
        const struct vg_known_pair *p = w->defined[i];
        const size_t third = p->x == name ? p->y : p->x;

        if ((p->x == name || p->y == name) && third != other && are_apart(w, third, other))
            return 1;
    }
    return 0;
}

static void list_defined(struct weighing *w)
{
    w->defined = VG_NEW_ARRAY(w->work, const struct vg_known_pair *, w->known->n_pairs + 1);
    for (size_t i = 0; i < w->known->n_pairs; i++)
        if (w->known->pairs[i].both.defined != 0)
            w->defined[w->n_defined++] = &w->known->pairs[i];
}

static int has_rule(const struct vg_score *s, const char *rule)
{
    for (size_t i = 0; i < s->n; i++)
        if (strcmp(s->because[i].feature, "rule") == 0 && strcmp(s->because[i].level, rule) == 0)
            return 1;
    return 0;
}

/* Does it stand in a source that does not define it? What has an id is called so everywhere. */
static int is_used_elsewhere(const struct vg_named *n, const struct vg_known_pair *k)
{
    if (n->kind != NULL || k->n_defined_in == VG_KNOWN_DEFINED_IN)
        return 0;
    for (size_t i = 0; i < n->n_sources; i++) {
        int is_defined = 0;

        for (size_t d = 0; d < k->n_defined_in; d++)
            is_defined |= k->defined_in[d] == n->sources[i];
        if (!is_defined)
            return 1;
    }
    return 0;
}

/* Short forms are made anew in each text, and words that leave the place open may be another
 * bureau's in another. */
static int is_elsewhere(const struct vg_name_pair *p, const struct vg_known_pair *k)
{
    return (k->both.defined == VG_DEFINE_SHORT || has_rule(&p->score, "frame-open")) &&
           (is_used_elsewhere(p->left, k) || is_used_elsewhere(p->right, k));
}

/* -- one pair ------------------------------------------------------------------------------------
 */

static const struct vg_known_ident *ident_of(const struct weighing *w, size_t name,
                                             struct vg_str text)
{
    const struct vg_known_ident *list = w->known->idents;
    size_t low = 0, high = w->known->n_idents;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (list[middle].name < name)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < w->known->n_idents && list[low].name == name; low++)
        if (vg_str_is(text, list[low].is.text))
            return &list[low];
    return NULL;
}

static void see(struct vg_pair_seen *list, size_t *n, struct vg_pair_seen seen, struct vg_arena *a)
{
    if (seen.source == 0)
        return;
    seen.quote = vg_copyz(a, seen.quote);
    list[(*n)++] = seen;
}

/* Where texts tell of the two: the definition, a sentence, and what the evidence names. */
static void see_all(const struct weighing *w, struct vg_name_pair *p, const struct vg_known_pair *k)
{
    const size_t x = place_of(w, p->left), y = place_of(w, p->right);
    struct vg_pair_seen *seen = VG_NEW_ARRAY(w->a, struct vg_pair_seen, 2 + 2 * VG_IDENT_KINDS);
    size_t n = 0;

    see(seen, &n, k->defined, w->a);
    if (k->both.defined == 0)
        see(seen, &n, k->together, w->a);
    for (size_t e = 0; e < p->score.n; e++) {
        const struct vg_score_evidence *v = &p->score.because[e];
        int is_ident = 0;

        for (int i = 0; i < VG_IDENT_KINDS; i++)
            is_ident |= strcmp(v->feature, vg_ident_word((enum vg_ident_kind)i)) == 0;
        for (int side = 0; is_ident && side < 2; side++) {
            const struct vg_known_ident *i =
                ident_of(w, side == 0 ? x : y, side == 0 ? v->left : v->right);

            if (i != NULL && n < 2 + 2 * VG_IDENT_KINDS)
                see(seen, &n, i->seen, w->a);
        }
    }
    p->seen = seen;
    p->n_seen = n;
}

/* 0: what is known makes them two. */
static int weigh(struct weighing *w, struct vg_name_pair *p)
{
    const size_t x = place_of(w, p->left), y = place_of(w, p->right);
    const struct vg_known_pair *k = vg_known_both(w->known, x, y);
    struct vg_about_both both = k->both;

    if (both.defined != 0) {
        both.is_open = is_defined_otherwise(w, x, y) || is_defined_otherwise(w, y, x);
        both.is_elsewhere = (uint8_t)is_elsewhere(p, k);
    }
    vg_about_weigh(w->weights, &w->known->places, &w->known->about[x], &w->known->about[y], &both,
                   &p->score);
    if (p->score.verdict == VG_SCORE_DIFFERENT)
        return 0;
    see_all(w, p, k);
    vg_alike_keep(&p->score, w->a);
    return 1;
}

static void weigh_list(struct weighing *w)
{
    size_t kept = 0;

    for (size_t i = 0; i < w->n; i++) {
        (void)is_new(w, place_of(w, w->list[i].left), place_of(w, w->list[i].right));
        if (weigh(w, &w->list[i]))
            w->list[kept++] = w->list[i];
    }
    w->n = kept;
}

/* A pair that the names did not give. */
static void propose(struct weighing *w, size_t x, size_t y)
{
    const struct vg_named *left = &w->names->list[x < y ? x : y],
                          *right = &w->names->list[x < y ? y : x];
    const struct vg_keyed_name l = vg_alike_keyed(left), r = vg_alike_keyed(right);
    struct vg_name_pair p = {.left = left, .right = right};

    if (x == y || !is_new(w, x, y) || !vg_alike_is_compared(left) || !vg_alike_is_compared(right) ||
        !vg_alike_is_undecided(w->names, left, right) ||
        (!(is_presence(left) && is_presence(right)) && !vg_alike_may_be(&l, &r)) ||
        !vg_about_proposes(&w->known->about[x], &w->known->about[y],
                           &vg_known_both(w->known, x, y)->both))
        return;
    score_names(w, left, right, &p.score);
    if (!weigh(w, &p))
        return;
    w->list = vg_grow(w->a, w->list, w->n, &w->room);
    w->list[w->n++] = p;
}

/* -- pairs that share an identifier ---------------------------------------------------------------
 */

/* What two that may be one have in common: the end of a telephone, else all of it. */
static struct vg_str tail_of(const struct vg_known_ident *i)
{
    const struct vg_str key = vg_str(i->is.key);

    return i->is.kind == VG_IDENT_PHONE && key.len > TAIL
               ? (struct vg_str){key.p + key.len - TAIL, TAIL}
               : key;
}

static int by_tail(const void *x, const void *y)
{
    const struct vg_known_ident *const *a = x, *const *b = y;
    int c;

    if ((*a)->is.kind != (*b)->is.kind)
        return (*a)->is.kind < (*b)->is.kind ? -1 : 1;
    c = vg_str_cmp(tail_of(*a), tail_of(*b));
    return c != 0 ? c : (*a)->name < (*b)->name ? -1 : (*a)->name > (*b)->name;
}

static void propose_sharers(struct weighing *w)
{
    const size_t n = w->known->n_idents;
    const struct vg_known_ident **order =
        VG_NEW_ARRAY(w->work, const struct vg_known_ident *, n + 1);

    for (size_t i = 0; i < n; i++)
        order[i] = &w->known->idents[i];
    if (n > 1)
        qsort(order, n, sizeof(*order), by_tail);
    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1;
             j < n && order[j]->is.kind == order[i]->is.kind &&
             vg_str_cmp(tail_of(order[i]), tail_of(order[j])) == 0 && j - i <= VG_ALIKE_GROUP;
             j++)
            propose(w, order[i]->name, order[j]->name);
}

int vg_alike_known_before(struct vg_case *c, const struct vg_names *names, int64_t before,
                          struct vg_arena *a, struct vg_name_pair **out, size_t *n,
                          struct vg_alike_told *told, struct vg_err *err)
{
    VG_SCOPED_ARENA work = {0};
    struct vg_known known = {0};
    struct weighing w = {.names = names,
                         .known = &known,
                         .weights = vg_about_weights_read(&work),
                         .scorer = vg_scorer_make(&work),
                         .a = a,
                         .work = &work,
                         .met = VG_TABLE(&work)};
    int rc = vg_known_read(c, names, before, &work, &known, err);

    if (rc != VG_OK)
        return rc;
    vg_names_alike(names, a, &w.list, &w.n, told);
    w.room = w.n;
    list_defined(&w);
    weigh_list(&w);
    for (size_t i = 0; i < w.n_defined; i++)
        propose(&w, w.defined[i]->x, w.defined[i]->y);
    propose_sharers(&w);
    vg_alike_sort(w.list, w.n);
    *out = w.list;
    *n = w.n;
    return VG_OK;
}

int vg_names_alike_known(struct vg_case *c, const struct vg_names *names, struct vg_arena *a,
                         struct vg_name_pair **out, size_t *n, struct vg_alike_told *told,
                         struct vg_err *err)
{
    int rc = vg_begin_read(c->store, err);

    if (rc != VG_OK)
        return rc;
    rc = vg_alike_known_before(c, names, INT64_MAX, a, out, n, told, err);
    vg_rollback(c->store);
    return rc;
}
