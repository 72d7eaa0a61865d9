/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_ESTIMATE_EXISTS_H
#define VG_ESTIMATE_EXISTS_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"

/*
 * Does a Poisson log-linear model have a maximum, and is it one point? Decided in integers, never
 * by a tolerance. (Fienberg, Rinaldo: Maximum likelihood estimation in log-linear models, Annals
 * of Statistics 40, 2012; Chan, Silverman, Vincent: Multiple systems estimation for sparse capture
 * data, JASA 116, 2021.)
 *
 * A is the design, cells × parameters; y the counts, of which only "zero or not" matters.
 *   exists        some x > 0 has A'x = A'y
 *   does not      some c has Ac = 0 where y > 0 and Ac >= 0, not all 0, where y = 0
 *   identifiable  A has full column rank
 * Exactly one of the first two holds (Stiemke's lemma).
 */
struct vg_design {
    size_t cells, params;
    const int32_t *rows;       /* cells × params, row after row */
    const unsigned char *seen; /* per cell: is its count above 0? */
};

/* What a status is made of: 0 a fit is warranted, 3 both fail. */
enum {
    VG_FIT_OK = 0,
    VG_FIT_NO_MAXIMUM = 1,     /* the maximum is at infinity: does not exist */
    VG_FIT_NOT_IDENTIFIED = 2, /* more than one point has it */
};

/*
 * The proof, in integers. One of `move` and `away` is set, and `null` where the rank is not full.
 *   move   cells numbers with A'v = 0 and v > 0 wherever y = 0: y + v/K is an x > 0 for K large
 *   away   params numbers: the c above, along which the likelihood never falls
 *   null   params numbers, not all 0: Az = 0
 * Full rank is its own proof: a determinant that is not 0 modulo a prime is not 0.
 */
struct vg_exists_proof {
    int status;
    const int64_t *move, *away, *null;
};

/*
 * Decide. *status is the sum of the bits above; a design without parameters has VG_FIT_NO_MAXIMUM.
 * `proof` may be NULL; what it holds lives in `a`.
 * Fails with VG_E_LIMIT, outputs untouched, if a number on the way does not fit (which no design
 * of 0/1 terms on six lists can bring about, and none met in practice does).
 */
int vg_exists_decide(const struct vg_design *d, struct vg_arena *a, int *status,
                     struct vg_exists_proof *proof, struct vg_err *err);

/*
 * Does the proof hold? Checked from the design alone in exact arithmetic; rank is looked at anew
 * modulo two primes near 2^31. VG_OK; else VG_E_NOT_HELD with what is wrong.
 */
int vg_exists_check(const struct vg_design *d, const struct vg_exists_proof *proof,
                    struct vg_err *err);

#endif
