/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_CLAIM_BESIDE_H
#define VG_CLAIM_BESIDE_H

#include "claim/claim.h"
#include "claim/near.h"

/*
 * What two texts say, claim beside claim. Pure.
 *
 * Two claims are of one identity when they are of one kind and count the same unit, and
 * nothing that both state of subject, predicate, object and place speaks against it; and
 * when something speaks for it: their subjects are the same, or their passages stand in
 * a stretch that both texts share. Where several fit, those that have most in common are
 * put beside each other first; each claim stands in one row only.
 */
enum vg_beside_differs {
    VG_BESIDE_NUMBER = 1, /* value, ends or op */
    VG_BESIDE_PERIOD = 2,
    VG_BESIDE_PLACE = 4, /* one states it, the other does not or states another */
    VG_BESIDE_STANCE = 8,
    VG_BESIDE_HEDGES = 16,  /* drift: a doubt was lost or added on the way */
    VG_BESIDE_SPEAKER = 32, /* whom it goes back to */
};

struct vg_beside_row {
    const struct vg_claim *x, *y; /* one of them may be NULL: only one text says so */
    unsigned differs;             /* enum vg_beside_differs; 0 where both agree in all of it */
};

/*
 * The rows in the order of `x`, each row of y alone behind those that stand before it in
 * its text. `shared` as vg_near_shared() gave them, may be NULL. Of more than
 * VG_MAX_BESIDE claims on a side the rest stand alone.
 */
void vg_beside(const struct vg_claim *x, size_t n_x, const struct vg_claim *y, size_t n_y,
               const struct vg_near_shared *shared, size_t n_shared, struct vg_arena *a,
               struct vg_beside_row **out, size_t *n);

/*
 * Two texts in parallel, as a text and its translation: paragraphs beside each other by
 * their lengths (W. A. Gale, K. W. Church, "A program for aligning sentences in bilingual
 * corpora", Computational Linguistics 19, 1993: dynamic programming over one to one, one
 * to none, two to one and one to two; the lengths are compared with the proportion of the
 * whole texts, since a Han text has a third of the characters of its English one). A row
 * holds paragraphs [x, x + n_x) of one and [y, y + n_y) of the other.
 */
struct vg_parallel_row {
    uint32_t x, n_x, y, n_y;
};
void vg_parallel(const uint32_t *x, size_t n_x, const uint32_t *y, size_t n_y, struct vg_arena *a,
                 struct vg_parallel_row **out, size_t *n);

#endif
