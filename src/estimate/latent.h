/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_ESTIMATE_LATENT_H
#define VG_ESTIMATE_LATENT_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"
#include "estimate/captures.h"

/*
 * How many were seen by nobody, by a Dirichlet process mixture of latent classes (Manrique-Vallier
 * 2016): units come in classes of unknown number and size, and within a class the lists are
 * independent. Each class k has a weight from sticks V_k ~ Beta(1, α) and for each list j a
 * probability λ_jk ~ Beta(1, 1); α ~ Gamma(¼, rate ¼); the prior of N is 1/N up to
 * N0 = 20 n, which is a prior of its own: cap_share shows whether it was felt.
 *
 * It assumes a closed population, matched units, and that heterogeneity explains the dependence of
 * lists: it can say nothing of people whom no list could see, and a brief says so. Chains stick in
 * modes for ever; so there are eight from random starts, and when they disagree there is no figure.
 */
enum {
    VG_LATENT_CHAINS = 8,
    VG_LATENT_EACH = 625, /* draws kept of each chain: 5,000 in all */
    VG_LATENT_DRAWS = VG_LATENT_CHAINS * VG_LATENT_EACH,
    VG_LATENT_CLASSES = 10,
    VG_LATENT_WARM = 500,    /* sweeps with α fixed at 0.3 / classes, before the burn-in */
    VG_LATENT_BURN = 20000,  /* sweeps before the first draw that is kept */
    VG_LATENT_THIN = 20,     /* sweeps for each draw that is kept */
    VG_LATENT_CAP = 20,      /* times n: N0 is never more */
    VG_LATENT_QUANTILES = 5, /* 2.5, 25, 50, 75, 97.5 % */
};

#define VG_LATENT_RHAT_MOST  1.05
#define VG_LATENT_ESS_LEAST  400
#define VG_LATENT_SHARE_MOST 0.01

/* Health is told always; q only of chains that converged. */
struct vg_latent {
    int converged; /* rhat < 1.05, ess > 400 and cap_share < 0.01 */
    unsigned chains;
    size_t draws;
    double rhat;      /* the larger of rank-normalised split R-hat and the same of the folded draws
                         (Vehtari and others 2021), on ln N0; HUGE_VAL when chains do not move */
    double ess;       /* bulk effective sample size, on ln N0 */
    double cap_share; /* share of the draws above 19.5 n */
    double q[VG_LATENT_QUANTILES]; /* of N; of type 7, as usual for draws; 0 if not converged */
};

/*
 * One chain, of `chain` 0 … VG_LATENT_CHAINS - 1: 500 warm-up sweeps, 20,000 of burn-in, then the
 * N0 of every twentieth sweep into `n0`, which has VG_LATENT_EACH elements. A pure function of
 * table, seed and chain, the same bits on every machine; the lists' names do not matter. Scratch is
 * in the arena. VG_E_MISUSE without units, or with more than VG_MAX_LATENT_UNITS; *n0 is then
 * untouched.
 */
int vg_latent_chain(const struct vg_captures *c, uint64_t seed, unsigned chain, struct vg_arena *a,
                    int64_t *n0, struct vg_err *err);

/* How long a chain is. */
struct vg_latent_plan {
    unsigned warm, burn, draws, thin; /* sweeps, sweeps, draws kept, sweeps for each of these */
};

/* The same with a plan of one's own, for `draws` elements of n0: a chain of less than the plan
 * above gives no figure. */
int vg_latent_draw(const struct vg_captures *c, uint64_t seed, unsigned chain,
                   const struct vg_latent_plan *plan, struct vg_arena *a, int64_t *n0,
                   struct vg_err *err);

/* All VG_LATENT_CHAINS chains of a plan, one after the other in `n0`; up to `workers` at once, as
 * vg_latent_spread() says. */
int vg_latent_draw_all(const struct vg_captures *c, uint64_t seed,
                       const struct vg_latent_plan *plan, unsigned workers, struct vg_arena *a,
                       int64_t *n0, struct vg_err *err);

/* What VG_LATENT_DRAWS draws say, chain after chain, for a table of n units. */
void vg_latent_judge(int64_t n, const int64_t *n0, struct vg_arena *a, struct vg_latent *out);

/* All chains in turn, and the judgement; fails as vg_latent_chain() does. */
int vg_latent(const struct vg_captures *c, uint64_t seed, struct vg_arena *a, struct vg_latent *out,
              struct vg_err *err);

/*
 * The same with up to `workers` chains at once, each in a closed child of its own (guard/box.h); 0
 * or 1 runs them in turn, in this process. The result is that of vg_latent() to the bit. What
 * children do not do, for want of them or of their memory, is done in turn.
 */
int vg_latent_spread(const struct vg_captures *c, uint64_t seed, unsigned workers,
                     struct vg_arena *a, struct vg_latent *out, struct vg_err *err);

/*
 * Convergence of m ≥ 1 chains of `each` ≥ 4 numbers, one after the other: rank-normalised split
 * R-hat (folded too, the larger) and bulk effective sample size of Vehtari, Gelman, Simpson,
 * Carpenter, Bürkner 2021, sections 3 and 4. Draws that are all one number give 1 and their count.
 */
void vg_latent_health(const double *x, size_t m, size_t each, struct vg_arena *a, double *rhat,
                      double *ess);

#endif
