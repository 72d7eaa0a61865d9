/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_ESTIMATE_RESULT_H
#define VG_ESTIMATE_RESULT_H

#include "base/buf.h"
#include "base/json.h"
#include "estimate/bootstrap.h"
#include "estimate/chao.h"
#include "estimate/coverage.h"
#include "estimate/exposure.h"
#include "estimate/gate.h"
#include "estimate/graphs.h"
#include "estimate/influence.h"
#include "estimate/latent.h"
#include "estimate/leave_one.h"
#include "estimate/profile.h"
#include "estimate/richness.h"
#include "estimate/sensitivity.h"
#include "estimate/space.h"
#include "estimate/stepwise.h"

/*
 * What one run of one model gives. A part that is NULL is not to be said under this verdict, or was
 * not asked for; what is not a number was sought and not found.
 */
enum vg_estimate_model {
    VG_ESTIMATE_ALL, /* the product: what the verdict forbids is not there */
    VG_ESTIMATE_LOGLINEAR,
    VG_ESTIMATE_STEPWISE,
    VG_ESTIMATE_DGA,
    VG_ESTIMATE_LCMCR,
    VG_ESTIMATE_CHAO,
    VG_ESTIMATE_GAP,
    VG_ESTIMATE_EXPOSURE,
    VG_ESTIMATE_RICHNESS,
    VG_ESTIMATE_SENSITIVITY,
    VG_ESTIMATE_MODELS,
};

struct vg_estimate_main {
    struct vg_fit fit;
    struct vg_profile profile; /* not numbers unless the status is 0 */
};
struct vg_estimate_profile {
    const char *model;
    struct vg_profile p;
};
struct vg_estimate_stepwise {
    struct vg_stepwise s;
    struct vg_bootstrap b;
};
struct vg_estimate_sensitivity {
    const char *basis; /* name of the model whose fit it stands on */
    struct vg_sensitivity s;
};
struct vg_estimate_exposure {
    const struct vg_exposure_table *table;
    struct vg_exposure e;
};

/* The searches that a log has for one unit or place: days of base/clock.h, ascending. */
struct vg_estimate_searches {
    size_t n;
    const int64_t *days; /* NULL: not known when */
};

struct vg_estimate_diagnostics {
    const int64_t *overlap;  /* t x t, sizes of the lists in the diagonal */
    const double *elsewhere; /* t: share of the list's units that are on another; not a number for
                                an empty list */
    size_t n_pairs;
    const struct vg_gate_pair *pairs;
    int64_t units_on_two;
    unsigned components;
    const struct vg_leave_one *leave_one;
    const struct vg_influence *influence;
    unsigned unchecked; /* bits 1 << code */
};

struct vg_estimate {
    enum vg_estimate_model model;
    const char *table;                  /* as it is called */
    const struct vg_captures *captures; /* after lists of one root were made one; or NULL */
    enum vg_gate_verdict verdict;
    size_t n_findings;
    const struct vg_gate_finding *findings; /* in order of codes */
    const struct vg_said *text;
    int is_waiting; /* the gate is open and the methods have not been run: nothing else is said */
    int64_t n, lower, upper; /* upper -1: not to be said */
    double median;           /* not a number: not to be said */

    const struct vg_space *space;
    const struct vg_estimate_main *main;
    const struct vg_estimate_profile *profile;
    const struct vg_estimate_stepwise *stepwise;
    const struct vg_graphs *graphs;
    const struct vg_graphs *sides; /* VG_GRAPHS_SIDES, beside `graphs`; or NULL */
    const struct vg_latent *latent;
    const struct vg_chao *chao;
    int chao_is_bound; /* of it only f and the lower limit */
    const struct vg_estimate_sensitivity *sensitivity;
    const struct vg_coverage *coverage;
    const struct vg_coverage_table *programme; /* beside coverage: what it was made of */
    const struct vg_estimate_exposure *exposure;
    const struct vg_richness *richness;
    const struct vg_richness_table *frequencies; /* beside richness */
    /* Of each unit of `programme`, or each place of the exposure; NULL: the table alone is known.
     * Set by whoever has a log; shown, and no figure depends on it. */
    const struct vg_estimate_searches *searches;
    const struct vg_estimate_diagnostics *diagnostics;
};

/*
 * The result as one JSON object of shape "estimate/1" (vigil-json(5)). Numbers have ten significant
 * digits, limits of people and cases are rounded outward: the lower down but never below n, the
 * upper up.
 */
void vg_estimate_to_json(struct vg_json *j, const struct vg_estimate *e);

/* One model of a space as JSON: {"model","N","deviance","bic","status","minus_inf"}. */
void vg_estimate_model_to_json(struct vg_json *j, const char *name, const struct vg_fit *fit,
                               double n);

/* For a person, in "en" or "zh": the sentence first, then what it stands on. */
void vg_estimate_to_text(struct vg_buf *b, const struct vg_estimate *e, const char *language,
                         struct vg_arena *a);

#endif
