/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_CLAIM_ALLEGE_H
#define VG_CLAIM_ALLEGE_H

#include "claim/view.h"

/*
 * Does this claim allege something that its accused side must be able to answer?
 * Asserted or relayed, about an operator or origin state: kinds quantity,
 * existence, event, relation in family existence, function or effect whose
 * standing is alleged, reported, disputed, denied or missing; not what the
 * accused side says itself (official-claim, official-statement), not
 * publications, opinions without a figure, or relations of naming.
 */
int vg_claim_alleges(const struct vg_view *v, const struct vg_claim *c);

/* A claim under a figure: alleged or reported about a presence, whatever its family. */
int vg_claim_needs_reply(const struct vg_view *v, const struct vg_claim *c);

#endif
