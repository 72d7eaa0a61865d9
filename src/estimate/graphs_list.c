/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * A graph is decomposable when a maximum cardinality search (Tarjan and Yannakakis 1984: always
 * take the vertex with most neighbours already taken) finds those neighbours joined to each other
 * each time. The same walk gives cliques and separators (Blair and Peyton 1993): where the number
 * of taken neighbours does not rise, the neighbours are a separator and a new clique begins.
 */
#include "estimate/graphs.h"

#include "base/mem.h"

/* The neighbours of each list under a set of edges. */
static void neighbours_of(unsigned edges, unsigned t, unsigned *next)
{
    unsigned bit = 0;

    for (unsigned i = 0; i < t; i++)
        next[i] = 0;
    for (unsigned i = 0; i < t; i++) {
        for (unsigned j = i + 1; j < t; j++, bit++) {
            if (edges >> bit & 1u) {
                next[i] |= 1u << j;
                next[j] |= 1u << i;
            }
        }
    }
}

static int is_clique(unsigned set, const unsigned *next)
{
    for (unsigned rest = set; rest != 0; rest &= rest - 1) {
        const unsigned v = (unsigned)__builtin_ctz(rest);

        if ((set & ~(1u << v)) & ~next[v])
            return 0;
    }
    return 1;
}

static unsigned most_joined(unsigned taken, unsigned t, const unsigned *next)
{
    unsigned best = 0;
    int most = -1;

    for (unsigned v = 0; v < t; v++) {
        const int joined = __builtin_popcount(next[v] & taken);

        if (!(taken >> v & 1u) && joined > most) {
            most = joined;
            best = v;
        }
    }
    return best;
}

static int is_decomposable(unsigned edges, unsigned t, struct vg_graphs_graph *g)
{
    unsigned next[VG_GRAPHS_LISTS_MAX], taken = 0;
    int before = -1;

    *g = (struct vg_graphs_graph){0};
    neighbours_of(edges, t, next);
    for (unsigned step = 0; step < t; step++) {
        const unsigned v = most_joined(taken, t, next), with = next[v] & taken;
        const int joined = __builtin_popcount(with);

        if (!is_clique(with, next))
            return 0;
        if (joined <= before || step == 0) {
            if (with != 0)
                g->separators[g->n_separators++] = (uint8_t)with;
            g->cliques[g->n_cliques++] = (uint8_t)with;
        }
        g->cliques[g->n_cliques - 1] |= (uint8_t)(1u << v);
        before = joined;
        taken |= 1u << v;
    }
    return 1;
}

size_t vg_graphs_list(unsigned t, struct vg_arena *a, struct vg_graphs_graph **out)
{
    const unsigned sets = 1u << (t * (t - 1) / 2);
    struct vg_graphs_graph g;
    size_t n = 0;

    /* Counted first: the list of six lists would else be moved about several times. */
    for (unsigned edges = 0; edges < sets; edges++)
        n += (size_t)is_decomposable(edges, t, &g);
    *out = VG_NEW_ARRAY(a, struct vg_graphs_graph, n);
    n = 0;
    for (unsigned edges = 0; edges < sets; edges++) {
        if (is_decomposable(edges, t, &g))
            (*out)[n++] = g;
    }
    return n;
}
