/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_ESTIMATE_COVERAGE_H
#define VG_ESTIMATE_COVERAGE_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"

/*
 * The coverage gap of an announced programme: M units were told to act, u of them were searched, x
 * of these were found; how many did act?
 *
 * D of the M acted; each with the same unknown chance, of prior Beta(a, b). A search finds what is
 * there with detection s. For k more than found
 *   P(D = x+k) proportional to e_k(q) B(a+x+k, b+M-x-k)
 * e_k the elementary symmetric polynomial of q over the units not found, q = 1 for one not searched
 * and 1-s for one searched in vain. With one unknown s ~ Beta(c, d) for all searches
 *   P(D = x+k) proportional to B(a+x+k, b+M-x-k) sum_j C(v,j) C(w,k-j) B(c+x, d+j)
 * v searched in vain, w not searched. A unit found without a search leaves the model and is added
 * to every figure. Assumed: units act alike and searches find alike, independently of each other.
 * The names of `unfound` are worth more than the number, and a brief shows them first.
 */
struct vg_coverage_unit {
    const char *name;
    int searched, found;
    double detection; /* in (0, 1]; 1 when nothing is said, or nobody searched */
};

struct vg_coverage_table {
    size_t n;
    const struct vg_coverage_unit *units;
    int has_beta; /* detection is unknown: Beta(c, d) */
    double c, d;
    double a, b; /* prior of the share that acted */
};

/*
 * Read `unit,searched,found` and, optional, `detection,detection_a,detection_b,prior_a,prior_b`
 * (CSV, columns in any order). VG_E_FORMAT with the line for cells other than 0 and 1, a detection
 * outside (0, 1], one beside detection_a, half a pair of constants, constants not above 0 or that
 * vary, a unit without a name or named twice, no units, and what estimate/columns.h refuses.
 * VG_E_LIMIT beyond VG_MAX_ESTIMATE_UNITS.
 */
int vg_coverage_read(const char *bytes, size_t len, struct vg_arena *a,
                     struct vg_coverage_table *out, struct vg_err *err);

struct vg_coverage {
    int64_t told, searched;          /* `told` counts every unit of the table */
    int64_t found, found_unsearched; /* where somebody searched, and where nobody did */
    int is_refused; /* G01: nothing was searched, or detection is the flat Beta(1, 1): the answer
                       would be the assumption. What follows `unfound` is not set then */
    size_t n_unfound;
    const struct vg_coverage_unit *unfound; /* in order of the table */
    const double *posterior;                /* P(D = 0) ... P(D = told) */
    double mean;
    int64_t q[5];  /* 2.5, 5, 50, 95, 97.5 %: the smallest D with cumulated P >= p - 1e-12 */
    double p_more; /* that there are more than were found */
};

struct vg_coverage vg_coverage_run(const struct vg_coverage_table *t, struct vg_arena *a);

#endif
