/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Gibbs sampling on the table (Manrique-Vallier 2016): what matters of a class is how many units of
 * each observed cell it has, so a sweep costs the cells and not the units. A sweep:
 *   1. split the units of each observed cell over the classes, weights ν_k Π λ or (1 - λ)
 *   2. λ_jk ~ Beta(1 + units of k on j, 1 + units of k not on j, the unseen among them)
 *   3. V_k ~ Beta(1 + n_k, α + n_l of the classes behind), ν_k = V_k Π (1 - V_l) of those before
 *   4. n0 ~ NegBin(n, 1 - p0), p0 = Σ ν_k Π (1 - λ_jk), which stands for the prior 1/N
 *   5. split n0 over the classes, weights ν_k Π (1 - λ_jk)
 *   6. α ~ Gamma(¼ + K - 1, rate ¼ - ln ν_K)
 * An n0 above 20 n is not taken: the chain stays where it was, which leaves the posterior under
 * "n0 is at most 20 n" as it is. Sticks are kept as logarithms; products of λ, at most sixteen, are
 * plain, and taken as logarithms where they come near to the smallest double.
 */
#include "estimate/latent.h"

#include <math.h>
#include <string.h>

#include "base/limits.h"
#include "estimate/random.h"
#include "estimate/sure.h"

enum {
    K = VG_LATENT_CLASSES,
    LISTS = VG_CAPTURE_LISTS_MAX,
    ONE_BY_ONE = 8, /* units of a cell that are dealt out singly; more are by binomials */
    HALF = 1 << (LISTS / 2),
};

static const double prior_a = 0.25, prior_b = 0.25;
static const double warm_alpha = 0.3 / K;
static const double too_small = 1e-250; /* weights below it have lost digits to underflow */

struct chain {
    struct vg_random r;
    unsigned t, low; /* lists, and those of the low half */
    size_t n_cells;  /* observed cells that are not empty */
    const unsigned *masks;
    const int64_t *counts;
    int64_t n, n0;
    double alpha;
    double on[LISTS][K], off[LISTS][K];   /* λ and 1 - λ */
    double ln_nu[K];                      /* weights of classes */
    double ln_v[K], ln_rest[K];           /* sticks: ln V, ln(1 - V); the last is whole */
    int64_t size[K];                      /* units of each class, the unseen among them */
    int64_t in[LISTS][K];                 /* of them on each list */
    double lows[HALF][K], highs[HALF][K]; /* products over half of the lists; ν in the low ones */
};

/* Products of λ or 1 - λ over lists from … from + count - 1, for each set of them; rows[0] holds
 * what they are multiplied with. */
static void multiply_out(const struct chain *c, unsigned from, unsigned count, double rows[][K])
{
    for (unsigned i = 0; i < count; i++) {
        const double *on = c->on[from + i], *off = c->off[from + i];

        for (unsigned set = 0; set < 1u << i; set++) {
            double *without = rows[set], *with = rows[set | 1u << i];

            for (unsigned k = 0; k < K; k++) {
                with[k] = without[k] * on[k];
                without[k] *= off[k];
            }
        }
    }
}

static void fill_products(struct chain *c)
{
    for (unsigned k = 0; k < K; k++) {
        c->lows[0][k] = vg_sure_exp(c->ln_nu[k]);
        c->highs[0][k] = 1;
    }
    multiply_out(c, 0, c->low, c->lows);
    multiply_out(c, c->low, c->t - c->low, c->highs);
}

/* The same weights by logarithms, the largest as 1. */
static void careful_weights(const struct chain *c, unsigned mask, double *w)
{
    double most = -HUGE_VAL;

    for (unsigned k = 0; k < K; k++) {
        w[k] = c->ln_nu[k];
        for (unsigned j = 0; j < c->t; j++)
            w[k] += vg_sure_log(mask >> j & 1u ? c->on[j][k] : c->off[j][k]);
        most = w[k] > most ? w[k] : most;
    }
    for (unsigned k = 0; k < K; k++)
        w[k] = vg_sure_exp(w[k] - most);
}

/* The weights of the classes in a cell, added up from the first; the sum of the plain ones is
 * returned, which is the probability of the cell. */
static double weigh(const struct chain *c, unsigned mask, double *sums)
{
    const double *low = c->lows[mask & ((1u << c->low) - 1)], *high = c->highs[mask >> c->low];
    double sum = 0, w[K];

    for (unsigned k = 0; k < K; k++)
        w[k] = low[k] * high[k];
    for (unsigned k = 0; k < K; k++)
        sums[k] = sum += w[k];
    if (sum > too_small)
        return sum;
    careful_weights(c, mask, w);
    sums[0] = w[0];
    for (unsigned k = 1; k < K; k++)
        sums[k] = sums[k - 1] + w[k];
    return sum;
}

/* `count` units over the classes. */
static void deal(struct chain *c, int64_t count, const double *sums, int64_t *out)
{
    if (count > ONE_BY_ONE) {
        vg_random_multinomial(&c->r, count, sums, K, out);
        return;
    }
    memset(out, 0, K * sizeof *out);
    for (int64_t i = 0; i < count; i++) {
        const double u = vg_random_uniform(&c->r) * sums[K - 1];
        unsigned k = 0;

        while (k < K - 1 && u > sums[k])
            k++;
        out[k]++;
    }
}

static void split_observed(struct chain *c)
{
    double sums[K];
    int64_t out[K];

    for (size_t i = 0; i < c->n_cells; i++) {
        (void)weigh(c, c->masks[i], sums);
        deal(c, c->counts[i], sums, out);
        for (unsigned k = 0; k < K; k++) {
            if (out[k] == 0)
                continue;
            c->size[k] += out[k];
            for (unsigned rest = c->masks[i]; rest != 0; rest &= rest - 1)
                c->in[__builtin_ctz(rest)][k] += out[k];
        }
    }
}

static void draw_lists(struct chain *c)
{
    for (unsigned k = 0; k < K; k++) {
        for (unsigned j = 0; j < c->t; j++) {
            const double on = (double)c->in[j][k], off = (double)(c->size[k] - c->in[j][k]);

            if (c->size[k] > 0) {
                c->on[j][k] = vg_random_beta(&c->r, 1 + on, 1 + off, &c->off[j][k]);
            } else { /* Beta(1, 1) */
                c->on[j][k] = vg_random_uniform(&c->r);
                c->off[j][k] = 1 - c->on[j][k];
            }
        }
    }
}

static void weigh_classes(struct chain *c)
{
    double left = 0; /* ln of what the sticks before have left */

    for (unsigned k = 0; k < K; k++) {
        c->ln_nu[k] = left + c->ln_v[k];
        left += c->ln_rest[k];
    }
}

static void draw_sticks(struct chain *c)
{
    int64_t behind = c->n + c->n0;

    for (unsigned k = 0; k + 1 < K; k++) {
        behind -= c->size[k];
        vg_random_beta_ln(&c->r, 1 + (double)c->size[k], c->alpha + (double)behind, &c->ln_v[k],
                          &c->ln_rest[k]);
    }
    weigh_classes(c);
}

/* Classes a and b change places; their weights do not. */
static void exchange(struct chain *c, unsigned a, unsigned b)
{
    const int64_t size = c->size[a];

    c->size[a] = c->size[b];
    c->size[b] = size;
    for (unsigned j = 0; j < c->t; j++) {
        const double on = c->on[j][a], off = c->off[j][a];

        c->on[j][a] = c->on[j][b];
        c->off[j][a] = c->off[j][b];
        c->on[j][b] = on;
        c->off[j][b] = off;
    }
}

static int is_taken(struct chain *c, double ln_ratio)
{
    return ln_ratio >= 0 || vg_random_uniform(&c->r) < vg_sure_exp(ln_ratio);
}

/*
 * The sticks make an order of the classes, and draws one class at a time hardly ever change it. Two
 * moves of Papaspiliopoulos and Roberts (2008) do: two classes exchange their units and lists; two
 * neighbours exchange these and their sticks.
 */
static void reorder(struct chain *c)
{
    const unsigned a = (unsigned)vg_random_below(&c->r, K);
    const unsigned b = (a + 1 + (unsigned)vg_random_below(&c->r, K - 1)) % K;
    const unsigned k = (unsigned)vg_random_below(&c->r, K - 2);
    const double more = (double)(c->size[b] - c->size[a]);

    if (is_taken(c, more * (c->ln_nu[a] - c->ln_nu[b])))
        exchange(c, a, b);
    if (is_taken(c,
                 (double)c->size[k] * c->ln_rest[k + 1] - (double)c->size[k + 1] * c->ln_rest[k])) {
        const double ln_v = c->ln_v[k], ln_rest = c->ln_rest[k];

        exchange(c, k, k + 1);
        c->ln_v[k] = c->ln_v[k + 1];
        c->ln_rest[k] = c->ln_rest[k + 1];
        c->ln_v[k + 1] = ln_v;
        c->ln_rest[k + 1] = ln_rest;
        weigh_classes(c);
    }
}

/* n0 and its split, which begins the count of the next sweep. */
static void draw_unseen(struct chain *c)
{
    double sums[K];
    const double p0 = weigh(c, 0, sums);
    const double most = (double)VG_LATENT_CAP * (double)c->n;

    if (p0 < 1) {
        const int64_t n0 =
            vg_random_negative_binomial(&c->r, (double)c->n, p0 / (1 - p0), 2 * most + 100);

        if (n0 >= 0 && n0 <= VG_LATENT_CAP * c->n)
            c->n0 = n0;
    }
    deal(c, c->n0, sums, c->size);
    memset(c->in, 0, sizeof c->in);
}

static void draw_alpha(struct chain *c)
{
    c->alpha = vg_random_gamma(&c->r, prior_a + K - 1) / (prior_b - c->ln_nu[K - 1]);
}

/* Classes of random size and random lists. */
static void begin(struct chain *c)
{
    double sum = 0;

    for (unsigned k = 0; k < K; k++) {
        c->ln_nu[k] = -vg_sure_log(vg_random_uniform(&c->r));
        sum += c->ln_nu[k];
    }
    for (unsigned k = 0; k < K; k++)
        c->ln_nu[k] = vg_sure_log(c->ln_nu[k] / sum);
    memset(c->size, 0, sizeof c->size);
    draw_lists(c);
    c->alpha = warm_alpha;
    c->n0 = 0;
    fill_products(c);
    draw_unseen(c);
}

static void sweep(struct chain *c)
{
    split_observed(c);
    draw_lists(c);
    draw_sticks(c);
    reorder(c);
    fill_products(c);
    draw_unseen(c);
}

static struct chain *chain_of(const struct vg_captures *c, uint64_t seed, unsigned number,
                              struct vg_arena *a)
{
    struct chain *chain = VG_NEW(a, struct chain);
    const unsigned cells = 1u << c->t;
    unsigned *masks = VG_NEW_ARRAY(a, unsigned, cells);
    int64_t *counts = VG_NEW_ARRAY(a, int64_t, cells);

    for (unsigned mask = 1; mask < cells; mask++) {
        if (c->cells[mask] > 0) {
            masks[chain->n_cells] = mask;
            counts[chain->n_cells++] = c->cells[mask];
        }
    }
    chain->masks = masks;
    chain->counts = counts;
    chain->t = c->t;
    chain->low = (c->t + 1) / 2;
    chain->n = c->n;
    chain->r = vg_random_of(vg_random_split(seed * VG_LATENT_CHAINS + number, 0));
    return chain;
}

int vg_latent_draw(const struct vg_captures *c, uint64_t seed, unsigned chain,
                   const struct vg_latent_plan *plan, struct vg_arena *a, int64_t *n0,
                   struct vg_err *err)
{
    struct chain *it;

    if (c->t < 1 || c->t > LISTS || c->n < 1)
        return vg_fail(err, VG_E_MISUSE, "latent classes need a list and a unit");
    if (c->n > VG_MAX_LATENT_UNITS)
        return vg_fail(err, VG_E_MISUSE, "%lld units are more than the %lld that a chain counts",
                       (long long)c->n, (long long)VG_MAX_LATENT_UNITS);
    it = chain_of(c, seed, chain, a);
    begin(it);
    for (unsigned i = 0; i < plan->warm; i++)
        sweep(it);
    for (unsigned i = 0; i < plan->burn + plan->draws * plan->thin; i++) {
        sweep(it);
        draw_alpha(it);
        if (i >= plan->burn && (i - plan->burn) % plan->thin == plan->thin - 1)
            n0[(i - plan->burn) / plan->thin] = it->n0;
    }
    return VG_OK;
}

int vg_latent_chain(const struct vg_captures *c, uint64_t seed, unsigned chain, struct vg_arena *a,
                    int64_t *n0, struct vg_err *err)
{
    static const struct vg_latent_plan plan = {VG_LATENT_WARM, VG_LATENT_BURN, VG_LATENT_EACH,
                                               VG_LATENT_THIN};

    return vg_latent_draw(c, seed, chain, &plan, a, n0, err);
}
