/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Which names are one: union-find over the judgements that say same and stand. A judgement
 * that says different within one such set is a conflict; the shortest chain of "same" between
 * its two names is found breadth first, earlier judgements first, so that the answer is one.
 */
#include <string.h>

#include "app/names.h"

struct uniting {
    struct vg_named *list;
    size_t n;
    const struct vg_judgement *j;
    const int64_t *ends;
    size_t n_j;
    size_t *up;    /* union-find: towards the one that stands first in the list */
    size_t *first; /* of each name, into `next`; one more at the end */
    size_t *next;  /* judgements that say same, by name */
    struct vg_arena *a;
};

static int stands(const struct uniting *u, size_t i, enum vg_name_verdict verdict)
{
    return u->j[i].ended_by == 0 && u->j[i].verdict == verdict && u->ends[2 * i] >= 0 &&
           u->ends[2 * i + 1] >= 0;
}

static size_t top_of(struct uniting *u, size_t i)
{
    while (u->up[i] != i) {
        u->up[i] = u->up[u->up[i]];
        i = u->up[i];
    }
    return i;
}

static void join(struct uniting *u, size_t x, size_t y)
{
    x = top_of(u, x);
    y = top_of(u, y);
    if (x < y)
        u->up[y] = x;
    else
        u->up[x] = y;
}

static void join_all(struct uniting *u)
{
    for (size_t i = 0; i < u->n; i++)
        u->up[i] = i;
    for (size_t i = 0; i < u->n_j; i++)
        if (stands(u, i, VG_NAMES_SAME))
            join(u, (size_t)u->ends[2 * i], (size_t)u->ends[2 * i + 1]);
}

/* The names of each set, in the order of the list; those of one share the array. */
static void share_names(struct uniting *u)
{
    size_t *size = VG_NEW_ARRAY(u->a, size_t, u->n + 1);
    const char ***names = VG_NEW_ARRAY(u->a, const char **, u->n + 1);

    for (size_t i = 0; i < u->n; i++)
        size[top_of(u, i)]++;
    for (size_t i = 0; i < u->n; i++) {
        size_t top = top_of(u, i);

        if (size[top] < 2)
            continue;
        if (names[top] == NULL)
            names[top] = VG_NEW_ARRAY(u->a, const char *, size[top]);
        names[top][u->list[top].n_same++] = u->list[i].name;
        u->list[i].same = names[top];
    }
    for (size_t i = 0; i < u->n; i++)
        u->list[i].n_same = u->list[i].same == NULL ? 0 : size[top_of(u, i)];
}

/* -- conflicts --------------------------------------------------------------------------- */

static void index_same(struct uniting *u)
{
    size_t *at;

    u->first = VG_NEW_ARRAY(u->a, size_t, u->n + 2);
    for (size_t i = 0; i < u->n_j; i++)
        for (size_t side = 0; side < 2 && stands(u, i, VG_NAMES_SAME); side++)
            u->first[(size_t)u->ends[2 * i + side] + 1]++;
    for (size_t i = 0; i < u->n; i++)
        u->first[i + 1] += u->first[i];
    u->next = VG_NEW_ARRAY(u->a, size_t, u->first[u->n] + 1);
    at = VG_NEW_ARRAY(u->a, size_t, u->n + 1);
    memcpy(at, u->first, u->n * sizeof *at);
    for (size_t i = 0; i < u->n_j; i++)
        for (size_t side = 0; side < 2 && stands(u, i, VG_NAMES_SAME); side++)
            u->next[at[u->ends[2 * i + side]]++] = i;
}

static size_t other_end(const struct uniting *u, size_t j, size_t name)
{
    return (size_t)(u->ends[2 * j] == (int64_t)name ? u->ends[2 * j + 1] : u->ends[2 * j]);
}

/* Breadth first; via[x] is one more than the judgement that led to x. */
static void search(const struct uniting *u, size_t from, size_t to, size_t *via, size_t *queue)
{
    size_t head = 0, tail = 0;

    memset(via, 0, u->n * sizeof *via);
    queue[tail++] = from;
    while (head < tail && via[to] == 0) {
        size_t x = queue[head++];

        for (size_t k = u->first[x]; k < u->first[x + 1]; k++) {
            size_t y = other_end(u, u->next[k], x);

            if (y == from || via[y] != 0)
                continue;
            via[y] = u->next[k] + 1;
            queue[tail++] = y;
        }
    }
}

static struct vg_name_conflict chain_of(const struct uniting *u, size_t against, size_t *via,
                                        size_t *queue)
{
    size_t from = (size_t)u->ends[2 * against], to = (size_t)u->ends[2 * against + 1], n = 0;
    int64_t *chain;

    search(u, from, to, via, queue);
    for (size_t x = to; x != from; x = other_end(u, via[x] - 1, x))
        n++;
    chain = VG_NEW_ARRAY(u->a, int64_t, n + 1);
    for (size_t x = to, i = n; x != from; x = other_end(u, via[x] - 1, x))
        chain[--i] = u->j[via[x] - 1].id;
    return (struct vg_name_conflict){.judgement = u->j[against].id, .chain = chain, .n_chain = n};
}

static void find_conflicts(struct uniting *u, struct vg_name_conflict **out, size_t *n)
{
    size_t *via = VG_NEW_ARRAY(u->a, size_t, u->n + 1),
           *queue = VG_NEW_ARRAY(u->a, size_t, u->n + 1);
    unsigned char *disputed = vg_alloc(u->a, u->n + 1);
    struct vg_name_conflict *list = NULL;
    size_t count = 0, room = 0;

    index_same(u);
    for (size_t i = 0; i < u->n_j; i++) {
        size_t top;

        if (!stands(u, i, VG_NAMES_DIFFERENT))
            continue;
        top = top_of(u, (size_t)u->ends[2 * i]);
        if (top != top_of(u, (size_t)u->ends[2 * i + 1]))
            continue;
        disputed[top] = 1;
        list = vg_grow(u->a, list, count, &room);
        list[count++] = chain_of(u, i, via, queue);
    }
    for (size_t i = 0; i < u->n; i++)
        u->list[i].is_disputed = disputed[top_of(u, i)];
    *out = list;
    *n = count;
}

void vg_names_unite(struct vg_named *list, size_t n, const struct vg_judgement *judgements,
                    const int64_t *ends, size_t n_judgements, struct vg_arena *a,
                    struct vg_name_conflict **conflicts, size_t *n_conflicts)
{
    struct uniting u = {
        .list = list, .n = n, .j = judgements, .ends = ends, .n_j = n_judgements, .a = a};

    u.up = VG_NEW_ARRAY(a, size_t, n + 1);
    join_all(&u);
    share_names(&u);
    find_conflicts(&u, conflicts, n_conflicts);
}
