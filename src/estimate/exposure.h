/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_ESTIMATE_EXPOSURE_H
#define VG_ESTIMATE_EXPOSURE_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"

/*
 * Places to search next: where fewer were found than exposure predicts. y_i ~ Poisson(theta_i X_i),
 * theta_i ~ Gamma(r, rate r/mu); so y_i is negative binomial with mean mu X_i and size r, fitted by
 * maximum likelihood (Clayton, Kaldor 1987). Ranked by deficit mu X - y, for raw rates rank the
 * places with little exposure, which are first and last by chance alone.
 *
 * A low count where nobody searched shows search effort, not absence: a brief shows the searches
 * of each place beside it, says "places to search next" and never "likely here", and ranks nothing
 * finer than a country or large city.
 */
struct vg_exposure_place {
    const char *place;
    int64_t observed;
    double exposure;
};

struct vg_exposure_table {
    size_t n;
    const struct vg_exposure_place *places;
};

/*
 * Read three columns (CSV): a place under any name, then `observed`, `exposure`, in this order.
 * VG_E_FORMAT with the line for another header, a place without a name or named twice, a count
 * that is not whole, an exposure that is not above 0, no rows; VG_E_LIMIT beyond
 * VG_MAX_ESTIMATE_PLACES.
 */
int vg_exposure_read(const char *bytes, size_t len, struct vg_arena *a,
                     struct vg_exposure_table *out, struct vg_err *err);

struct vg_exposure_row {
    double rate;       /* y/X */
    double eb;         /* (r+y)/(r/mu+X) */
    double eb_moments; /* Marshall 1991: m + (y/X-m) a/(a+m/X) */
    double q05, q95;   /* of Gamma(r+y, r/mu+X); mu itself where r is infinite */
    double expected;   /* mu X */
    double deficit;    /* mu X - y */
    double p_low;      /* P(Y <= y) */
    double p_low_mid;  /* P(Y < y) + P(Y = y)/2 */
    size_t rank;       /* from 1; by deficit, descending, then p_low_mid, then name */
};

enum { VG_EXPOSURE_PLACES = 20 }; /* X01: with fewer the places are listed, without rates */

struct vg_exposure {
    size_t places;
    int64_t observed;
    double exposure;
    int is_refused; /* X01; what follows is not set then */
    double r;       /* infinite: no overdispersion, Poisson (the moment a is 0, or r > 1e7) */
    double log_mu;  /* -infinite when nothing was observed */
    double loglik, poisson_loglik;
    double lr; /* twice their difference; against 0 it is on the boundary: half of chi2 of 1 */
    const struct vg_exposure_row *rows; /* in order of the table */
};

struct vg_exposure vg_exposure_run(const struct vg_exposure_table *t, struct vg_arena *a);

#endif
