/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_RESOLVE_EM_H
#define VG_RESOLVE_EM_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"

/*
 * The mixture of Fellegi and Sunter (1969): a pair is of one thing with probability lambda; then
 * feature f has level k with probability m[f][k], else u[f][k]; features are independent given
 * which. EM (Dempster, Laird, Rubin 1977) finds the parameters from rows of levels.
 *
 * A level is 0 (disagreement), 1, 2 … (rising agreement) or VG_EM_MISSING: then the feature says
 * nothing of this row, in the product and in the update.
 *
 * Pure. Rows come as distinct patterns with how often each was met; sums run over them in the order
 * given and are compensated, so the same table gives the same bits. Whoever wants the result
 * independent of the order of rows sorts the patterns: vg_em_sort().
 */
enum { VG_EM_MISSING = 255, VG_EM_LEVELS = 64 /* of one feature: 0 to 63 */ };

struct vg_em_table {
    size_t n_features;
    const unsigned *levels; /* how many each feature has: the highest seen, and one */
    size_t n;               /* distinct patterns */
    const uint8_t *pattern; /* n rows of n_features */
    const int64_t *count;   /* of each pattern, at least 1 */
};

struct vg_em_model {
    double lambda;
    double *m, *u; /* n_features rows of VG_EM_LEVELS */
    int64_t iterations;
    int converged; /* nothing moved by more than VG_EM_STILL */
};

#define VG_EM_STILL 1e-10

/* An index of rows by pattern, so that each is kept once. The zero value with the number of
 * features and an arena is empty. */
struct vg_em_rows {
    struct vg_arena *a;
    size_t n_features;
    uint8_t *pattern;
    int64_t *count;
    size_t n, room, room_counts;
    uint32_t *slots;
    size_t slot_count;
};

/* Count a row; *at is the place of its pattern. VG_E_LIMIT: more than VG_MAX_EM_PATTERNS. */
int vg_em_add(struct vg_em_rows *rows, const uint8_t *row, uint32_t *at, struct vg_err *err);

/* Patterns in ascending order. place[i] is where pattern i went; `place` may be NULL. */
void vg_em_sort(struct vg_em_rows *rows, uint32_t *place);

/* What was added, as a table: as many levels as were seen, at least two each. */
struct vg_em_table vg_em_table_of(const struct vg_em_rows *rows);

/*
 * Rows of levels as a table (CSV, base/csv.h): columns whose name begins with `gamma_` are
 * features, in order, all others are ignored; -1 is missing. Lines with nothing in them are passed
 * over. VG_E_FORMAT with the line: no such column, no row, a level that is no whole number or below
 * -1, another number of fields than the header has, and what base/csv.h refuses; VG_E_LIMIT:
 * a level of VG_EM_LEVELS or more, more than VG_MAX_RECORDS rows.
 */
struct vg_em_file {
    size_t n_features;
    const char **names;
    struct vg_em_table table; /* patterns sorted */
    size_t n_rows;
    uint32_t *row; /* the place of each row's pattern */
};
int vg_em_read(const char *text, size_t len, struct vg_arena *a, struct vg_em_file *out,
               struct vg_err *err);

/*
 * Plain maximum likelihood: lambda, m and u all free, no prior. EM runs from three fixed starts
 * and the best likelihood is kept (an earlier start on a tie); of its two labellings the one whose
 * m leans to higher levels. Until nothing moves by more than VG_EM_STILL, or
 * VG_MAX_EM_ROUNDS. The model is in the arena. The table must have a row.
 */
void vg_em_fit(const struct vg_em_table *t, struct vg_arena *a, struct vg_em_model *out);

/*
 * lambda and m with `u` held. What is held:
 *   u       in model->u, every level that occurs above 0
 *   pairs   how many pairs there are in all, of which the table holds the candidates. The others
 *           are taken to be of different things, so lambda is a share of all pairs. Blocking thus
 *           cannot become a class of its own: u is the law of random pairs, and within the
 *           candidates, which agree on a block by construction, it would not hold; but the
 *           chance of a pair to become a candidate falls out of the posterior when lambda
 *           is that of all pairs.
 * The prior is Dirichlet: VG_EM_PRIOR pairs of one thing, of which nine tenths are alike at the
 * highest level and the others share the rest. After each round the weights log(m/u) are made to
 * rise with the level (neighbours that fall are pooled: the likelihood's own monotone fit).
 */
#define VG_EM_PRIOR 2.0
void vg_em_train(const struct vg_em_table *t, double pairs, struct vg_em_model *model);

/* A model of these dimensions in the arena, all zero. */
struct vg_em_model vg_em_model_make(size_t n_features, struct vg_arena *a);

/* log2(lambda / (1 - lambda)) plus the sum of log2(m/u); ±infinity where a side is impossible.
 * The posterior is 1 / (1 + 2^-w). */
double vg_em_weight(const struct vg_em_model *model, size_t n_features, const uint8_t *row);
double vg_em_posterior(double weight);

#endif
