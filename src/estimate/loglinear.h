/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_ESTIMATE_LOGLINEAR_H
#define VG_ESTIMATE_LOGLINEAR_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"
#include "estimate/captures.h"
#include "estimate/exists.h"

/*
 * Poisson log-linear models of a capture table, fitted by extended maximum likelihood.
 *
 * ln mu_h = sum of beta_s over the terms s that are part of h; the unseen cell's mean is
 * exp(beta_0), so N = n + exp(beta_0). What it assumes: units are independent, all have the same
 * chances, and no interaction exists among the lists that the model leaves out; above all not the
 * t-way one, which no data can show. A brief that quotes N has to say so.
 * (Chan, Silverman, Vincent 2021; Fienberg, Rinaldo 2012.)
 *
 * A model is a set of masks of lists. The constant and one main effect for each list always
 * belong to it and are not among its terms.
 */
enum {
    VG_MODEL_TERMS = 120, /* every pair of sixteen lists */
    VG_MODEL_NAME = 512,  /* bytes of a name with its end */
};

struct vg_model {
    unsigned t;                     /* lists */
    unsigned n;                     /* terms: masks of two or more lists, each once */
    uint16_t terms[VG_MODEL_TERMS]; /* in any order */
};

struct vg_fit {
    int status;         /* VG_FIT_OK or bits of exists.h */
    unsigned params;    /* with the constant, and with those at minus infinity */
    unsigned minus_inf; /* terms that no unit is on: dropped, with the cells that contain them */
    double n, unseen;   /* N and N - n; not a number, as the next two, unless status is 0 */
    double deviance;    /* 2 sum [y ln(y/mu) - (y - mu)] */
    double bic;         /* deviance + 2 sum (y - y ln y + ln y!) + params ln n, as Rcapture's */
};

/* Main effects only; and with all pairs. */
struct vg_model vg_model_main(unsigned t);
struct vg_model vg_model_pairs(unsigned t);
/* Is `term` one of the model's? Add it (in no way twice); take it away. */
int vg_model_has(const struct vg_model *m, unsigned term);
void vg_model_add(struct vg_model *m, unsigned term);
void vg_model_remove(struct vg_model *m, unsigned term);

/*
 * The name for printing: the generators, i.e. terms (and single lists) that are part of no other,
 * longest first, then in order of lists: "[123,14,5]". Lists count from 1; 10 to 16 are a to g.
 * `out` has VG_MODEL_NAME bytes; returned.
 */
const char *vg_model_name(const struct vg_model *m, char *out);
/* The same for one mask: "123". `out` has 17 bytes. */
const char *vg_model_term_name(unsigned term, char *out);

/* A table made ready for many fits. All of it lives in the arena. */
struct vg_loglinear;
struct vg_loglinear *vg_loglinear_begin(const struct vg_captures *c, struct vg_arena *a);

/*
 * Fit one model. *out is set whatever its status; numbers are there for status 0 only.
 * `means` may be NULL; else it has 2^t elements and receives the fitted mean of every cell, 0 for
 * those dropped, means[0] = exp(beta_0); it is left alone unless status is 0.
 * Fitted margins then equal the observed ones to 1e-8 (relative).
 *   VG_E_LIMIT   the status cannot be decided (see vg_exists_decide)
 */
int vg_loglinear_fit(struct vg_loglinear *l, const struct vg_model *m, struct vg_fit *out,
                     double *means, struct vg_err *err);

/* The status alone, and how many terms are dropped (`minus_inf` may be NULL). */
int vg_loglinear_status(struct vg_loglinear *l, const struct vg_model *m, int *status,
                        unsigned *minus_inf, struct vg_err *err);

/*
 * Deviance of the model if `unseen` units (any number >= 0) were known to be on no list: the
 * unseen cell is then data like the others. For profile likelihoods; the model's status must be 0.
 */
double vg_loglinear_deviance_at(struct vg_loglinear *l, const struct vg_model *m, double unseen);

/* The table it was made of, and its margins: vg_captures_margins(). */
const struct vg_captures *vg_loglinear_table(const struct vg_loglinear *l);
const int64_t *vg_loglinear_margins(const struct vg_loglinear *l);

/* x[h] := the sum of x over the masks that contain h; `cells` is a power of 2. Makes margins of
 * means. */
void vg_loglinear_add_up(double *x, size_t cells);

/* BIC of a deviance on this table with so many parameters. */
double vg_loglinear_bic(const struct vg_loglinear *l, double deviance, unsigned params);

/* One fit without a table made ready. */
int vg_loglinear_once(const struct vg_captures *c, const struct vg_model *m, struct vg_fit *out,
                      struct vg_err *err);

#endif
