/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Every term of ln p(G, N0) belongs to a set of lists, and there are only 2^t sets for thousands of
 * graphs: the terms are computed once for each set, and a graph is a sum of some of them. With
 * R_S = L_S - L_∅, where L_∅ = lnΓ(N0 + n + 2^t delta) - lnΓ(2^t delta), the count of cliques less
 * separators falls out:
 *   ln p(G, N0) = Σ over cliques R - Σ over separators R + lnΓ(N0+n+1) - lnΓ(N0+1) - ln(N0+n) + …
 * and R_S needs the ratio of two gamma functions only, which is computed without cancellation. All
 * of it is smooth in N0, so that the sums over the grid are taken at a few points (graphs_grid.h):
 * the curvature that graphs_grid.h asks for holds because each separator lies in a clique, and
 * ψ'(N0 + y0_S + d_S) falls with y0_S.
 *
 * Points go in blocks that fit the first cache with the terms of all sets; every graph visits a
 * block in turn. The highest ln p is sought first, at one point for each panel, and subtracted
 * before anything is exponentiated.
 */
#include "estimate/graphs.h"

#include <math.h>
#include <string.h>

#include "base/limits.h"
#include "estimate/graphs_grid.h"
#include "estimate/sure.h"

enum {
    BLOCK = 64,        /* points at a time: 32 KiB of terms for six lists */
    FIRST_GRID = 1024, /* the shortest own grid */
    SETS = 1 << VG_GRAPHS_LISTS_MAX,
};

/* A graph this far below the highest has no part in any digit: 18,154 e^-80 is 3e-31. */
static const double negligible = -80;

struct work {
    unsigned t;
    double n, delta;
    double unseen[SETS]; /* y0_S + d_S: by S, what stands beside N0 in L_S */
    double rest[SETS];   /* of R_S, what does not hang on N0 */
    const struct vg_graphs_graph *graphs;
    size_t n_graphs;
    double terms[SETS][BLOCK]; /* of the block: R_S by S; at 0 the part common to all graphs */
};

/* What the table gives for each set: y0_S, and the cells of the table over S. */
static void prepare_sets(struct work *k, const struct vg_captures *c)
{
    const unsigned sets = 1u << c->t;
    const double whole = (double)sets * k->delta;

    for (unsigned s = 1; s < sets; s++) {
        const int size = __builtin_popcount(s);
        const double d = whole / (double)(1u << size);
        int64_t y[SETS] = {0};

        for (unsigned cell = 1; cell < sets; cell++)
            y[cell & s] += c->cells[cell];
        k->unseen[s] = (double)y[0] + d;
        k->rest[s] = vg_sure_ln_gamma(whole) - (double)(1u << size) * vg_sure_ln_gamma(d);
        /* The subsets of s but the empty one. */
        for (unsigned cell = s; cell != 0; cell = (cell - 1) & s)
            k->rest[s] += vg_sure_ln_gamma((double)y[cell] + d);
    }
}

/* The terms of all sets at up to BLOCK points; beyond them nothing can have any weight. */
static void fill_block(struct work *k, const double *x, size_t n)
{
    const unsigned sets = 1u << k->t;
    const double whole = k->n + (double)sets * k->delta;

    for (size_t i = 0; i < BLOCK; i++)
        k->terms[0][i] =
            i < n ? vg_sure_ln_gamma_ratio(x[i], k->n + 1, 1) - vg_sure_log(x[i] + k->n) : -1e300;
    for (unsigned s = 1; s < sets; s++) {
        for (size_t i = 0; i < n; i++)
            k->terms[s][i] = vg_sure_ln_gamma_ratio(x[i], k->unseen[s], whole) + k->rest[s];
        for (size_t i = n; i < BLOCK; i++)
            k->terms[s][i] = 0;
    }
}

/* ln p of one graph at the points of the block, less `less`; returns the highest. */
static double evaluate(const struct work *k, const struct vg_graphs_graph *g, double less,
                       double *f)
{
    double most = -HUGE_VAL;

    for (size_t i = 0; i < BLOCK; i++)
        f[i] = k->terms[0][i] - less;
    for (unsigned s = 0; s < g->n_cliques; s++) {
        const double *r = k->terms[g->cliques[s]];

        for (size_t i = 0; i < BLOCK; i++)
            f[i] += r[i];
    }
    for (unsigned s = 0; s < g->n_separators; s++) {
        const double *r = k->terms[g->separators[s]];

        for (size_t i = 0; i < BLOCK; i++)
            f[i] -= r[i];
    }
    for (size_t i = 0; i < BLOCK; i++)
        most = f[i] > most ? f[i] : most;
    return most;
}

static double highest(struct work *k, const double *x, size_t n)
{
    double f[BLOCK], most = -HUGE_VAL;

    for (size_t at = 0; at < n; at += BLOCK) {
        fill_block(k, x + at, n - at < BLOCK ? n - at : BLOCK);
        for (size_t g = 0; g < k->n_graphs; g++) {
            const double here = evaluate(k, &k->graphs[g], 0, f);

            most = here > most ? here : most;
        }
    }
    return most;
}

/* Adds p / e^most of all graphs to density[], by point, and with the weights w to by_graph[]. */
static void add_up(struct work *k, const double *x, const double *w, size_t n, double most,
                   double *density, double *by_graph)
{
    double f[BLOCK];

    for (size_t at = 0; at < n; at += BLOCK) {
        const size_t here = n - at < BLOCK ? n - at : BLOCK;

        fill_block(k, x + at, here);
        for (size_t g = 0; g < k->n_graphs; g++) {
            double sum = 0;

            if (evaluate(k, &k->graphs[g], most, f) < negligible)
                continue;
            vg_sure_exp_each(f, BLOCK);
            for (size_t i = 0; i < here; i++) {
                density[at + i] += f[i];
                sum += w[at + i] * f[i];
            }
            by_graph[g] += sum;
        }
    }
}

/* One point for each panel, and the numbers it stands for. */
static void middles(const struct vg_graphs_grid *grid, struct vg_arena *a, double **x, double **w)
{
    *x = VG_NEW_ARRAY(a, double, grid->n_panels);
    *w = VG_NEW_ARRAY(a, double, grid->n_panels);
    for (size_t p = 0; p < grid->n_panels; p++) {
        const struct vg_graphs_grid_panel *q = &grid->panels[p];

        (*x)[p] = grid->x[q->first + q->points / 2];
        (*w)[p] = (double)q->count;
    }
}

/* The first number of the last hundredth of a grid: above 0.99 of its end. */
static int64_t tail_of(int64_t from, int64_t to)
{
    const int64_t tail = to * 99 / 100 + 1;

    return tail > from ? tail : from;
}

static int64_t next_grid(int64_t to)
{
    return to < VG_MAX_UNSEEN / 2 ? 2 * to : VG_MAX_UNSEEN;
}

/* Roughly (one point for each panel), the share of numbers from … to in all. */
static double rough_share(const struct vg_graphs_grid *grid, const double *density, int64_t from,
                          int64_t to)
{
    double all = 0, part = 0;

    for (size_t p = 0; p < grid->n_panels; p++) {
        const struct vg_graphs_grid_panel *q = &grid->panels[p];
        const int64_t low = q->from > from ? q->from : from;
        const int64_t high = q->from + q->count - 1 < to ? q->from + q->count - 1 : to;

        all += density[p] * (double)q->count;
        part += high >= low ? density[p] * (double)(high - low + 1) : 0;
    }
    return part / all;
}

/*
 * Where to begin doubling. A second mode far out would not be seen from a grid that ends between
 * the two; so the whole range is looked at first, roughly, and the grids skipped that leave out a
 * thousandth or have a tail ten times as heavy as may be. Whether the first that remains will do is
 * then asked exactly.
 */
static int64_t first_grid(struct work *k, struct vg_arena *a)
{
    struct vg_graphs_grid grid;
    double *x, *w, *density, *by_graph;
    int64_t to = FIRST_GRID;

    vg_graphs_grid_make(0, 0, VG_MAX_UNSEEN, k->n, a, &grid);
    middles(&grid, a, &x, &w);
    density = VG_NEW_ARRAY(a, double, grid.n_panels);
    by_graph = VG_NEW_ARRAY(a, double, k->n_graphs);
    add_up(k, x, w, grid.n_panels, highest(k, x, grid.n_panels), density, by_graph);
    while (to < VG_MAX_UNSEEN) {
        const int64_t tail = tail_of(0, to);
        const double beyond = rough_share(&grid, density, tail, VG_MAX_UNSEEN);

        if (beyond < 1e-3 && rough_share(&grid, density, tail, to) < 10 * VG_GRAPHS_TAIL_MOST)
            break;
        to = next_grid(to);
    }
    return to;
}

/* The posterior on one grid. */
struct sums {
    struct vg_graphs_grid grid;
    double *density;  /* by point */
    double *by_graph; /* mass */
    double all;       /* mass */
    double tail;      /* share */
};

static void sum_grid(struct work *k, int64_t from, int64_t to, struct vg_arena *a, struct sums *s)
{
    const int64_t tail = tail_of(from, to);
    double *x, *w;

    vg_graphs_grid_make(from, tail, to, k->n, a, &s->grid);
    middles(&s->grid, a, &x, &w);
    s->density = VG_NEW_ARRAY(a, double, s->grid.n);
    s->by_graph = VG_NEW_ARRAY(a, double, k->n_graphs);
    add_up(k, s->grid.x, s->grid.w, s->grid.n, highest(k, x, s->grid.n_panels), s->density,
           s->by_graph);
    s->all = s->tail = 0;
    for (size_t i = 0; i < s->grid.n; i++) {
        s->all += s->grid.w[i] * s->density[i];
        if (s->grid.x[i] >= (double)tail)
            s->tail += s->grid.w[i] * s->density[i];
    }
    s->tail /= s->all;
}

/* The smallest number at which the cumulated mass reaches p. */
static int64_t quantile(const struct sums *s, double p)
{
    double before = 0;

    for (size_t i = 0; i < s->grid.n_panels; i++) {
        const struct vg_graphs_grid_panel *q = &s->grid.panels[i];
        double mass = 0;

        for (size_t j = q->first; j < q->first + q->points; j++)
            mass += s->grid.w[j] * s->density[j];
        if (mass > 0 && before + mass >= p * s->all)
            return vg_graphs_grid_reach(&s->grid, q, s->density + q->first,
                                        (p * s->all - before) / mass);
        before += mass;
    }
    return s->grid.panels[s->grid.n_panels - 1].from + s->grid.panels[s->grid.n_panels - 1].count -
           1;
}

/* "134" for a set of lists. */
static void set_name(unsigned set, char *out)
{
    size_t n = 0;

    for (unsigned i = 0; set >> i != 0; i++) {
        if (set >> i & 1u)
            out[n++] = (char)('1' + i);
    }
    out[n] = 0;
}

static void graph_name(const struct vg_graphs_graph *g, char *out)
{
    char names[VG_GRAPHS_LISTS_MAX][VG_GRAPHS_LISTS_MAX + 1];
    size_t n = 0;

    for (unsigned c = 0; c < g->n_cliques; c++) {
        unsigned at = c;
        char name[VG_GRAPHS_LISTS_MAX + 1];

        set_name(g->cliques[c], name);
        for (; at > 0 && strcmp(names[at - 1], name) > 0; at--)
            memcpy(names[at], names[at - 1], sizeof name);
        memcpy(names[at], name, sizeof name);
    }
    for (unsigned c = 0; c < g->n_cliques; c++) {
        const size_t len = strlen(names[c]);

        if (c > 0)
            out[n++] = ',';
        memcpy(out + n, names[c], len);
        n += len;
    }
    out[n] = 0;
}

/* Does it come before? What differs by rounding only stands in order of names. */
static int is_before(const struct vg_graphs_named *a, const struct vg_graphs_named *b)
{
    if (fabs(a->p - b->p) > 1e-12 * (a->p + b->p))
        return a->p > b->p;
    return strcmp(a->cliques, b->cliques) < 0;
}

static void name_top(const struct work *k, const struct sums *s, struct vg_graphs *out)
{
    for (size_t g = 0; g < k->n_graphs; g++) {
        struct vg_graphs_named it = {.p = s->by_graph[g] / s->all};
        size_t at = out->n_top;

        if (at == VG_GRAPHS_TOP && it.p < out->top[at - 1].p * (1 - 1e-11))
            continue;
        graph_name(&k->graphs[g], it.cliques);
        while (at > 0 && is_before(&it, &out->top[at - 1]))
            at--;
        if (at == VG_GRAPHS_TOP)
            continue;
        if (out->n_top < VG_GRAPHS_TOP)
            out->n_top++;
        for (size_t i = out->n_top - 1; i > at; i--)
            out->top[i] = out->top[i - 1];
        out->top[at] = it;
    }
}

static void tell(const struct work *k, const struct sums *s, struct vg_graphs *out)
{
    static const double shares[] = {0.025, 0.5, 0.975};
    const int64_t n = (int64_t)k->n;
    double mean = 0;

    for (size_t i = 0; i < s->grid.n; i++)
        mean += s->grid.w[i] * s->density[i] * s->grid.x[i];
    out->mean = k->n + mean / s->all;
    for (size_t i = 0; i < 3; i++)
        out->q[i] = n + quantile(s, shares[i]);
    name_top(k, s, out);
}

static void average(struct work *k, const struct vg_graphs_ask *ask, struct vg_arena *a,
                    struct vg_graphs *out)
{
    const int is_own = ask->to == 0;
    struct sums s;

    out->from = ask->from;
    out->to = is_own ? first_grid(k, a) : ask->to;
    sum_grid(k, out->from, out->to, a, &s);
    while (is_own && s.tail >= VG_GRAPHS_TAIL_MOST && out->to < VG_MAX_UNSEEN) {
        out->to = next_grid(out->to);
        sum_grid(k, out->from, out->to, a, &s);
    }
    out->graphs = k->n_graphs;
    out->tail = s.tail;
    out->p_complete = s.by_graph[k->n_graphs - 1] / s.all;
    if (out->p_complete > VG_GRAPHS_COMPLETE_MOST)
        out->status = VG_GRAPHS_COMPLETE;
    else if (is_own && s.tail >= VG_GRAPHS_TAIL_MOST)
        out->status = VG_GRAPHS_TAIL;
    else
        tell(k, &s, out);
}

int vg_graphs_average(const struct vg_captures *c, const struct vg_graphs_ask *ask,
                      struct vg_arena *a, struct vg_graphs *out, struct vg_err *err)
{
    struct vg_graphs_graph *graphs;
    struct work *k;

    if (!(ask->delta >= 0 && ask->delta <= 1e6))
        return vg_fail(err, VG_E_MISUSE, "delta %g is not between 0 and 1000000", ask->delta);
    if (ask->from < 0 || ask->to < 0 || ask->to > VG_MAX_UNSEEN ||
        (ask->to != 0 && ask->from > ask->to) || (ask->to == 0 && ask->from != 0))
        return vg_fail(err, VG_E_MISUSE, "grid %lld:%lld is not within 0:%d", (long long)ask->from,
                       (long long)ask->to, VG_MAX_UNSEEN);
    *out = (struct vg_graphs){.status = VG_GRAPHS_LISTS};
    if (c->t < VG_GRAPHS_LISTS_MIN || c->t > VG_GRAPHS_LISTS_MAX)
        return VG_OK;
    out->delta = ask->delta > 0 ? ask->delta : 1 / (double)(1u << c->t);
    out->status = c->n > 0 ? VG_GRAPHS_OK : VG_GRAPHS_EMPTY;
    if (c->n <= 0)
        return VG_OK;
    k = VG_NEW(a, struct work);
    k->t = c->t;
    k->n = (double)c->n;
    k->delta = out->delta;
    k->n_graphs = vg_graphs_list(c->t, a, &graphs);
    k->graphs = graphs;
    prepare_sets(k, c);
    average(k, ask, a, out);
    return VG_OK;
}

int vg_graphs_sides(const struct vg_captures *c, struct vg_arena *a, struct vg_graphs *out,
                    struct vg_err *err)
{
    static const double deltas[VG_GRAPHS_SIDES] = {0, 0.5, 1};

    for (size_t i = 0; i < VG_GRAPHS_SIDES; i++) {
        const struct vg_graphs_ask ask = {.delta = deltas[i]};
        const int rc = vg_graphs_average(c, &ask, a, &out[i], err);

        if (rc != VG_OK)
            return rc;
    }
    return VG_OK;
}
