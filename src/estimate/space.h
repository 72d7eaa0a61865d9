/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_ESTIMATE_SPACE_H
#define VG_ESTIMATE_SPACE_H

#include <stddef.h>

#include "estimate/loglinear.h"

/*
 * Every model of a kind, fitted.
 *   pairs         main effects and every set of pairs: 2^(t(t-1)/2), in the order of a binary
 *                 counter whose lowest bit is pair 12, then 13, ..., 23, ...; to six lists
 *   hierarchical  every model that contains with a term all its parts, without the t-way term
 *                 and, on five lists, with terms to order three: 8, 113 and 6,212 for three, four
 *                 and five lists; by number of parameters, then by name; to five lists
 */
enum vg_space_kind { VG_SPACE_PAIRS, VG_SPACE_HIERARCHICAL };

/* "pairs", "hierarchical". */
const char *vg_space_word(enum vg_space_kind kind);

/* How many models there are; 0 where the kind is not offered for so many lists. */
size_t vg_space_count(unsigned t, enum vg_space_kind kind);

/* Called once for each model in order. What is not VG_OK ends the walk and is its result. */
typedef int vg_space_each(void *ctx, const struct vg_model *m, const struct vg_fit *fit,
                          struct vg_err *err);

/* Fit them one after another.
 *   VG_E_LIMIT   too many lists for this kind; or what vg_loglinear_fit() says */
int vg_space_walk(const struct vg_captures *c, enum vg_space_kind kind, vg_space_each *each,
                  void *ctx, struct vg_err *err);

struct vg_space_row {
    struct vg_model model;
    struct vg_fit fit;
    const char *name;
};

struct vg_space {
    enum vg_space_kind kind;
    size_t total, exists; /* models, and those of status 0 */
    struct {
        size_t count;
        double low, high;            /* N */
    } within10;                      /* existing models whose BIC is within 10 of the best one's */
    size_t n;                        /* rows in `best` */
    const struct vg_space_row *best; /* by BIC, ascending; ties within 1e-9 by name */
};

/* The whole space in brief, with its `keep` best existing models (fewer if fewer exist; none
 * exists on some tables). In the arena. Fails as vg_space_walk(). */
int vg_space_survey(const struct vg_captures *c, enum vg_space_kind kind, size_t keep,
                    struct vg_arena *a, struct vg_space *out, struct vg_err *err);

/*
 * The same as far as a verdict needs it: within10 and the best model (one row, or none) are those
 * of vg_space_survey(), but no model is fitted that cannot be among them (what follows from the
 * deviance of the largest models without one pair, or two); `exists` is not counted and 0. `hint`
 * may be NULL or is a model of the space that is likely good: the better, the quicker.
 */
int vg_space_near(const struct vg_captures *c, enum vg_space_kind kind, const struct vg_model *hint,
                  struct vg_arena *a, struct vg_space *out, struct vg_err *err);

/*
 * The best pair model alone: the one that vg_space_survey() would put first, found without
 * fitting what cannot win (a model's deviance is never below that of a model that contains it:
 * Furnival and Wilson's leaps and bounds, Technometrics 16, 1974). `hint` may be NULL or is a
 * model that is likely good. *found is 0, with *model and *fit untouched, if none exists.
 *   VG_E_LIMIT   more than six lists
 */
int vg_space_best_pairs(const struct vg_captures *c, const struct vg_model *hint, int *found,
                        struct vg_model *model, struct vg_fit *fit, struct vg_err *err);

#endif
