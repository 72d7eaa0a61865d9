/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_CLAIM_PERIOD_H
#define VG_CLAIM_PERIOD_H

#include "base/edtf.h"
#include "base/mem.h"
#include "base/said.h"
#include "claim/view.h"

/* The days a claim is about. 1 and *out when it has a period with at least one
 * end, else 0. */
int vg_claim_period(const struct vg_claim *c, struct vg_date *out);

/* When it was said, as text: the words of the date that vg_claim_said() goes by, in
 * the arena where they had to be made; NULL when nothing is known. */
const char *vg_claim_said_text(const struct vg_view *v, const struct vg_claim *c,
                               struct vg_arena *a);

/*
 * What two periods share, in words for a person: "2021-04 to 2021-12 (nine
 * months)", "2021-05-03 to 2021-05-09 (7 days)". NULL when they share no day or
 * both are open to the same side. Whole months are written as months.
 */
const struct vg_said *vg_period_shared(const struct vg_date *x, const struct vg_date *y,
                                       struct vg_arena *a);

#endif
