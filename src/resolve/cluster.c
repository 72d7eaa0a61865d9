/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * What lies between two sets (sum and number of the weights, or a judgement that forbids) is an
 * entry of one hash table, keyed by the two tops, and stands in the list of both sets. When two
 * sets unite, the shorter list is walked and its entries are moved: an entry moves at most as
 * often as its set can double, so all of it costs n log n.
 */
#include "resolve/cluster.h"

#include <stdlib.h>
#include <string.h>

uint32_t *vg_cluster_begin(size_t n, struct vg_arena *a)
{
    uint32_t *up = VG_NEW_ARRAY(a, uint32_t, n + 1);

    for (size_t i = 0; i < n; i++)
        up[i] = (uint32_t)i;
    return up;
}

uint32_t vg_cluster_top(uint32_t *up, uint32_t i)
{
    while (up[i] != i) {
        up[i] = up[up[i]];
        i = up[i];
    }
    return i;
}

void vg_cluster_join(uint32_t *up, uint32_t x, uint32_t y)
{
    x = vg_cluster_top(up, x);
    y = vg_cluster_top(up, y);
    if (x < y)
        up[y] = x;
    else
        up[x] = y;
}

/* -- judgements ---------------------------------------------------------------------------- */

/* The judgements that say same, by thing. */
struct graph {
    const struct vg_cluster_judgement *j;
    size_t n_j, n;
    size_t *first; /* of each thing, into `next`; one more at the end */
    size_t *next;
    size_t *via; /* while searching: one more than the judgement that led to a thing */
    uint32_t *queue;
};

static void index_same(struct graph *g, struct vg_arena *a)
{
    size_t *at = VG_NEW_ARRAY(a, size_t, g->n + 1);

    g->first = VG_NEW_ARRAY(a, size_t, g->n + 2);
    g->via = VG_NEW_ARRAY(a, size_t, g->n + 1);
    g->queue = VG_NEW_ARRAY(a, uint32_t, g->n + 1);
    for (size_t i = 0; i < g->n_j; i++)
        if (g->j[i].verdict == VG_CLUSTER_SAME) {
            g->first[g->j[i].left + 1]++;
            g->first[g->j[i].right + 1]++;
        }
    for (size_t i = 0; i < g->n; i++)
        g->first[i + 1] += g->first[i];
    g->next = VG_NEW_ARRAY(a, size_t, g->first[g->n] + 1);
    memcpy(at, g->first, g->n * sizeof *at);
    for (size_t i = 0; i < g->n_j; i++)
        if (g->j[i].verdict == VG_CLUSTER_SAME) {
            g->next[at[g->j[i].left]++] = i;
            g->next[at[g->j[i].right]++] = i;
        }
}

static uint32_t other_end(const struct graph *g, size_t j, uint32_t thing)
{
    return g->j[j].left == thing ? g->j[j].right : g->j[j].left;
}

/* Breadth first; what it touched is forgotten by the caller. Returns how much that is. */
static size_t search(const struct graph *g, uint32_t from, uint32_t to)
{
    size_t head = 0, tail = 0;

    g->queue[tail++] = from;
    while (head < tail && from != to && g->via[to] == 0) {
        const uint32_t x = g->queue[head++];

        for (size_t k = g->first[x]; k < g->first[x + 1]; k++) {
            const uint32_t y = other_end(g, g->next[k], x);

            if (y == from || g->via[y] != 0)
                continue;
            g->via[y] = g->next[k] + 1;
            g->queue[tail++] = y;
        }
    }
    return tail;
}

static struct vg_cluster_conflict chain_of(const struct graph *g, size_t against,
                                           struct vg_arena *a)
{
    const uint32_t from = g->j[against].left, to = g->j[against].right;
    const size_t touched = search(g, from, to);
    size_t n = 0, at;
    size_t *chain;

    for (uint32_t x = to; x != from; x = other_end(g, g->via[x] - 1, x))
        n++;
    chain = VG_NEW_ARRAY(a, size_t, n + 1);
    at = n;
    for (uint32_t x = to; x != from; x = other_end(g, g->via[x] - 1, x))
        chain[--at] = g->via[x] - 1;
    for (size_t i = 0; i < touched; i++)
        g->via[g->queue[i]] = 0;
    return (struct vg_cluster_conflict){.judgement = against, .chain = chain, .n_chain = n};
}

static void find_conflicts(struct graph *g, uint32_t *up, struct vg_arena *a,
                           struct vg_clusters *out)
{
    unsigned char *disputed = vg_alloc(a, g->n + 1);
    size_t room = 0;

    out->conflicts = NULL;
    out->n_conflicts = 0;
    for (size_t i = 0; i < g->n_j; i++) {
        if (g->j[i].verdict != VG_CLUSTER_DIFFERENT ||
            vg_cluster_top(up, g->j[i].left) != vg_cluster_top(up, g->j[i].right))
            continue;
        if (g->first == NULL)
            index_same(g, a);
        disputed[vg_cluster_top(up, g->j[i].left)] = 1;
        out->conflicts = vg_grow(a, out->conflicts, out->n_conflicts, &room);
        out->conflicts[out->n_conflicts++] = chain_of(g, i, a);
    }
    out->disputed = vg_alloc(a, g->n + 1);
    for (size_t i = 0; i < g->n; i++)
        out->disputed[i] = disputed[vg_cluster_top(up, (uint32_t)i)];
}

static void name_sets(size_t n, uint32_t *up, struct vg_clusters *out)
{
    for (size_t i = 0; i < n; i++)
        out->of[i] = vg_cluster_top(up, (uint32_t)i);
}

void vg_clusters_judge(size_t n, const struct vg_cluster_judgement *j, size_t n_j,
                       struct vg_arena *a, struct vg_clusters *out)
{
    struct graph g = {.j = j, .n_j = n_j, .n = n};
    uint32_t *up = vg_cluster_begin(n, a);

    for (size_t i = 0; i < n_j; i++)
        if (j[i].verdict == VG_CLUSTER_SAME)
            vg_cluster_join(up, j[i].left, j[i].right);
    find_conflicts(&g, up, a, out);
    out->of = VG_NEW_ARRAY(a, uint32_t, n + 1);
    name_sets(n, up, out);
}

/* -- machine edges --------------------------------------------------------------------------- */

/* What lies between two sets. */
struct between {
    uint64_t key; /* lower representative << 32 | higher */
    int64_t sum;  /* of the weights less the threshold: below 0, the mean is below it */
    uint8_t is_used, is_there, is_forbidden;
};

/* What may lie between a set and others: lists of these. The representative in one may be out
 * of date; vg_cluster_top() leads on. */
struct link {
    uint32_t other, next; /* next: one more than its place, 0 ends */
};

struct merging {
    struct vg_arena *a;
    uint32_t *up; /* here the representative is the one with the longer list */
    struct between *slots;
    size_t n_slots, n_used;
    struct link *links;
    size_t n_links;
    uint32_t *head;   /* of a representative: one more than the place of its first link */
    uint32_t *length; /* of that list */
    const unsigned char *disputed;
};

static struct between *slot_of(const struct merging *m, uint64_t key)
{
    size_t at = (size_t)((key * UINT64_C(0x9E3779B97F4A7C15)) >> 20) & (m->n_slots - 1);

    while (m->slots[at].is_used && m->slots[at].key != key)
        at = (at + 1) & (m->n_slots - 1);
    return &m->slots[at];
}

/* Twice the room for those that are there; what moved away is left behind. */
static void grow_slots(struct merging *m)
{
    struct between *old = m->slots;
    const size_t n = m->n_slots;

    m->n_slots = n == 0 ? 64 : 2 * n;
    m->slots = VG_NEW_ARRAY(m->a, struct between, m->n_slots);
    m->n_used = 0;
    for (size_t i = 0; i < n; i++)
        if (old[i].is_there) {
            *slot_of(m, old[i].key) = old[i];
            m->n_used++;
        }
}

static struct between *between(struct merging *m, uint32_t x, uint32_t y)
{
    const uint64_t key = x < y ? (uint64_t)x << 32 | y : (uint64_t)y << 32 | x;
    struct between *b;

    if (2 * (m->n_used + 1) > m->n_slots)
        grow_slots(m);
    b = slot_of(m, key);
    if (!b->is_used) {
        *b = (struct between){.key = key, .is_used = 1};
        m->n_used++;
    }
    return b;
}

static void put_link(struct merging *m, uint32_t link, uint32_t set)
{
    m->links[link].next = m->head[set];
    m->head[set] = link + 1;
    m->length[set]++;
}

static void note(struct merging *m, uint32_t left, uint32_t right, int64_t sum, int is_forbidden)
{
    const uint32_t x = vg_cluster_top(m->up, left), y = vg_cluster_top(m->up, right);
    struct between *b;

    if (x == y)
        return;
    b = between(m, x, y);
    if (!b->is_there) {
        b->is_there = 1;
        m->links[m->n_links].other = y;
        put_link(m, (uint32_t)m->n_links++, x);
        m->links[m->n_links].other = x;
        put_link(m, (uint32_t)m->n_links++, y);
    }
    b->sum += sum;
    b->is_forbidden |= (uint8_t)is_forbidden;
}

/* What lay between `from` and another set lies now between `to` and it. */
static void move_link(struct merging *m, uint32_t link, uint32_t from, uint32_t to)
{
    const uint32_t other = vg_cluster_top(m->up, m->links[link].other);
    struct between *here, *there, moved;

    if (other == from || other == to)
        return;
    here = between(m, from, other);
    if (!here->is_there)
        return; /* a second link to a set that two sets became; it moved already */
    moved = *here;
    here->is_there = 0;
    there = between(m, to, other);
    there->sum += moved.sum;
    there->is_forbidden |= moved.is_forbidden;
    if (!there->is_there)
        put_link(m, link, to);
    there->is_there = 1;
}

static void unite(struct merging *m, uint32_t x, uint32_t y)
{
    const uint32_t to = m->length[x] >= m->length[y] ? x : y, from = to == x ? y : x;

    for (uint32_t k = m->head[from], next; k != 0; k = next) {
        next = m->links[k - 1].next;
        move_link(m, k - 1, from, to);
    }
    between(m, x, y)->is_there = 0;
    m->up[from] = to;
}

static void try_edge(struct merging *m, const struct vg_cluster_pair *edge)
{
    const uint32_t x = vg_cluster_top(m->up, edge->left), y = vg_cluster_top(m->up, edge->right);
    const struct between *b;

    if (x == y || m->disputed[edge->left] || m->disputed[edge->right])
        return;
    b = between(m, x, y);
    if (!b->is_forbidden && b->sum >= 0)
        unite(m, x, y);
}

static int heavier_first(const void *a, const void *b)
{
    const struct vg_cluster_pair *x = a, *y = b;
    const uint32_t low_x = x->left < x->right ? x->left : x->right,
                   low_y = y->left < y->right ? y->left : y->right;
    const uint32_t high_x = x->left ^ x->right ^ low_x, high_y = y->left ^ y->right ^ low_y;

    if (x->weight != y->weight)
        return x->weight > y->weight ? -1 : 1;
    if (low_x != low_y)
        return low_x < low_y ? -1 : 1;
    return (high_x > high_y) - (high_x < high_y);
}

/* The sets of the judgements, with whatever lies between them. */
static struct merging merging_begin(size_t n, const struct vg_clusters *judged,
                                    const struct vg_cluster_judgement *j, size_t n_j,
                                    const struct vg_cluster_pair *pairs, size_t n_pairs,
                                    int64_t least, struct vg_arena *a)
{
    struct merging m = {.a = a, .disputed = judged->disputed};

    m.up = VG_NEW_ARRAY(a, uint32_t, n + 1);
    m.head = VG_NEW_ARRAY(a, uint32_t, n + 1);
    m.length = VG_NEW_ARRAY(a, uint32_t, n + 1);
    m.links = VG_NEW_ARRAY(a, struct link, 2 * (n_pairs + n_j) + 1);
    memcpy(m.up, judged->of, n * sizeof *m.up);
    for (size_t i = 0; i < n_j; i++)
        if (j[i].verdict == VG_CLUSTER_DIFFERENT || j[i].verdict == VG_CLUSTER_UNSURE)
            note(&m, j[i].left, j[i].right, 0, 1);
    for (size_t i = 0; i < n_pairs; i++)
        note(&m, pairs[i].left, pairs[i].right, pairs[i].weight - least, 0);
    return m;
}

void vg_clusters_make(size_t n, const struct vg_cluster_judgement *j, size_t n_j,
                      struct vg_cluster_pair *pairs, size_t n_pairs, int64_t least,
                      struct vg_arena *a, struct vg_clusters *out)
{
    VG_SCOPED_ARENA work = {0};
    struct merging m;
    uint32_t *lowest = VG_NEW_ARRAY(&work, uint32_t, n + 1);

    vg_clusters_judge(n, j, n_j, a, out);
    if (n_pairs > 1)
        qsort(pairs, n_pairs, sizeof *pairs, heavier_first);
    m = merging_begin(n, out, j, n_j, pairs, n_pairs, least, &work);
    for (size_t i = 0; i < n_pairs && pairs[i].weight >= least; i++)
        try_edge(&m, &pairs[i]);
    for (size_t i = n; i-- > 0;)
        lowest[vg_cluster_top(m.up, (uint32_t)i)] = (uint32_t)i;
    for (size_t i = 0; i < n; i++)
        out->of[i] = lowest[vg_cluster_top(m.up, (uint32_t)i)];
}
