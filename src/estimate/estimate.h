/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_ESTIMATE_ESTIMATE_H
#define VG_ESTIMATE_ESTIMATE_H

#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"
#include "estimate/result.h"

/*
 * One run over one table. `all` is the product: the gate is asked, and what the verdict forbids is
 * not in the result. Any other model is the workbench: that method's own object, for comparison
 * with other programs, even where the gate refuses; verdict, codes, lower, upper and median follow
 * the gate all the same.
 *
 * The gate hears E10, E11 and E13 from the space of models, the profile of the best one, dga and
 * Chao; from LCMCR only under `all` and `lcmcr`, because it takes seconds. So `all` may have the
 * lower bound and the wider range; a brief uses `all`.
 */
struct vg_estimate_text {
    const char *name; /* as a failure calls it, and the result */
    struct vg_str text;
};

/*
 * What is kept from one run to the next of the same ask, so that the methods that take long are
 * run once (recall.h has the form; it begins with a mark of its version). The result is the same
 * to the byte, whether they were run or recalled. What does not read is passed over, and made anew.
 */
struct vg_estimate_memory {
    struct vg_str had;  /* what an earlier run of the same ask left; empty: nothing */
    struct vg_str left; /* what this one leaves, in the arena; empty: no method was needed */
    int is_recalled;    /* all of it was there already */
};

/* Grows with every change of a method, a threshold or a prior: what was made before is then made
 * anew. */
#define VG_ESTIMATE_METHOD "vigil-estimate/1"

struct vg_estimate_ask {
    struct vg_estimate_text table;
    const struct vg_estimate_text *lists; /* lists.h; NULL: nothing is known of the lists */
    /* tables under other resolutions; both or neither */
    const struct vg_estimate_text *strict, *loose;
    enum vg_estimate_model model;
    int has_space; /* else hierarchical up to five lists, pairs for six */
    enum vg_space_kind space;
    uint64_t seed;
    int64_t grid_from, grid_to; /* of dga; to 0: its own grid */
    unsigned workers;           /* chains of LCMCR at once; the result does not depend on it */
    size_t replicates;          /* of the bootstrap; 0: VG_BOOTSTRAP_REPLICATES */
    /* Told before each method that takes long, of so many; not 0 ends the run. Or NULL. */
    int (*going)(void *app, unsigned done, unsigned of);
    void *app;
    struct vg_estimate_memory *memory; /* or NULL */
    int waits; /* run no method that takes long: what would need one that was not recalled comes
                  back with is_waiting set and says nothing but that it is being made */
};

/* "all", "loglinear", ... NULL and VG_ESTIMATE_MODELS for what is none. */
const char *vg_estimate_model_word(enum vg_estimate_model m);
enum vg_estimate_model vg_estimate_model_of(const char *word);

/*
 * Run it. *out lives in the arena (and in what the ask points to). A refusal is VG_OK.
 *   VG_E_FORMAT, VG_E_LIMIT   the table or a file beside it, with its name and line
 *   VG_E_MISUSE               options that do not go together
 *   VG_E_INTERRUPTED          `going` said so
 */
int vg_estimate_run(const struct vg_estimate_ask *ask, struct vg_arena *a, struct vg_estimate *out,
                    struct vg_err *err);

/* Every model of the space of the table, in order. VG_E_MISUSE for more lists than the space is
 * offered for; else as vg_estimate_run() and `each` say. */
int vg_estimate_walk(const struct vg_estimate_ask *ask, vg_space_each *each, void *ctx,
                     struct vg_arena *a, struct vg_err *err);

#endif
