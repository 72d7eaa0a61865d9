/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_ESTIMATE_GRAPHS_H
#define VG_ESTIMATE_GRAPHS_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"
#include "estimate/captures.h"

/*
 * How many were seen by nobody, averaged over all decomposable graphs of dependence between the
 * lists (Madigan and York 1997). An edge says that two lists may depend on each other given the
 * rest; a graph is decomposable when every cycle of four or more has a chord. There are 8, 61, 822,
 * 18,154 of them for 3, 4, 5, 6 lists, all equally likely beforehand, and each has a
 * hyper-Dirichlet prior with weight d_S = delta 2^(t-|S|) in each cell of the table over clique or
 * separator S.
 *
 * With y the counts of that table, y0_S the observed units on no list of S, n all observed units:
 *   L_S(N0) = lnΓ(N0 + y0_S + d_S) + Σ over the other cells lnΓ(y + d_S) - 2^|S| lnΓ(d_S)
 *   ln p(G, N0) = Σ over cliques L - Σ over nonempty separators L
 *       + (cliques - nonempty separators) [lnΓ(2^t delta) - lnΓ(N0 + n + 2^t delta)]
 *       + lnΓ(N0 + n + 1) - lnΓ(N0 + 1) - Σ lnΓ(y + 1) - ln(N0 + n)
 * normalised over all graphs and all N0 of the grid. The last term is the prior 1/N.
 *
 * It assumes a closed population, matched units, and that everybody could be seen by each list with
 * the same probabilities given the dependences that the graph names. Where a few are much harder to
 * see, the average is too low; its lower limit then still holds, its interval need not. A brief
 * says both. Where the data favour the complete graph they say nothing about the unseen: the
 * average is refused.
 */
enum {
    VG_GRAPHS_LISTS_MIN = 3,
    VG_GRAPHS_LISTS_MAX = 6,
    VG_GRAPHS_TOP = 6,   /* graphs that are named */
    VG_GRAPHS_NAME = 64, /* bytes of the longest name, the final NUL included */
    VG_GRAPHS_SIDES = 3, /* deltas that are shown side by side */
};

/* P(complete graph) above this: the data do not say how the lists depend on each other. */
#define VG_GRAPHS_COMPLETE_MOST 0.2
/* An own grid goes on until its last hundredth holds less than this share of the posterior. */
#define VG_GRAPHS_TAIL_MOST 1e-6

enum vg_graphs_status {
    VG_GRAPHS_OK,
    VG_GRAPHS_LISTS,    /* fewer than 3 lists, or more than 6: not computed */
    VG_GRAPHS_EMPTY,    /* no unit observed: not computed */
    VG_GRAPHS_TAIL,     /* the own grid reached VG_MAX_UNSEEN and its tail is still heavy */
    VG_GRAPHS_COMPLETE, /* p_complete is above VG_GRAPHS_COMPLETE_MOST */
};

/* What is asked. All zero: delta 2^-t, own grid. */
struct vg_graphs_ask {
    double delta; /* > 0; 0 is 2^-t */
    int64_t from,
        to; /* a fixed grid of N0, 0 ≤ from ≤ to ≤ VG_MAX_UNSEEN; to = 0 is the own grid */
};

struct vg_graphs_named {
    char
        cliques[VG_GRAPHS_NAME]; /* "123,34": lists from 1, each clique ascending, cliques sorted */
    double p;
};

/*
 * An own grid goes from 0 to 1024 2^k, the first that is enough. On a fixed grid a heavy tail is
 * told and nothing more. The quantile is the smallest N = n + N0 at which the cumulated posterior
 * reaches 2.5, 50, 97.5 %. Graphs of one probability are named in order of their names.
 */
struct vg_graphs {
    enum vg_graphs_status status;
    double delta;
    size_t graphs;     /* averaged over */
    int64_t from, to;  /* the grid of N0 */
    double tail;       /* share of the posterior in the last hundredth of the grid */
    double p_complete; /* posterior of the complete graph */
    /* Set under VG_GRAPHS_OK only, else 0. */
    double mean; /* of N */
    int64_t q[3];
    size_t n_top;
    struct vg_graphs_named top[VG_GRAPHS_TOP];
};

/*
 * The average. Sums over the grid are exact to about 1e-11 (graphs.c says how), the same for any
 * order of lists up to that. VG_E_MISUSE when the ask is out of range; a refusal is VG_OK with its
 * status. `a` is for scratch: a few megabytes at most, whatever the grid.
 */
int vg_graphs_average(const struct vg_captures *c, const struct vg_graphs_ask *ask,
                      struct vg_arena *a, struct vg_graphs *out, struct vg_err *err);

/* The same for delta 2^-t, ½, 1, on own grids: how much hangs on the prior. `out` has
 * VG_GRAPHS_SIDES elements. */
int vg_graphs_sides(const struct vg_captures *c, struct vg_arena *a, struct vg_graphs *out,
                    struct vg_err *err);

/*
 * One decomposable graph: its cliques and its nonempty separators (repeated as often as they
 * separate), as masks of lists. A tree of c cliques in one component has c - 1 separators.
 */
struct vg_graphs_graph {
    uint8_t n_cliques, n_separators;
    uint8_t cliques[VG_GRAPHS_LISTS_MAX], separators[VG_GRAPHS_LISTS_MAX];
};

/* All decomposable graphs on t lists, 1 to 6, by rising set of edges (bit 0 is the pair 12, then
 * 13, …, 23, …); the last is the complete graph. In the arena; returns how many. */
size_t vg_graphs_list(unsigned t, struct vg_arena *a, struct vg_graphs_graph **out);

#endif
