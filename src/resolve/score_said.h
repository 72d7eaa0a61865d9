/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_RESOLVE_SCORE_SAID_H
#define VG_RESOLVE_SCORE_SAID_H

#include "base/said.h"
#include "resolve/score.h"

/* What a piece of evidence says, as a sentence for people. Lives in the arena. Never NULL. */
const struct vg_said *vg_score_said(struct vg_arena *a, const struct vg_score_evidence *e);

/* The piece that weighs most against the two being one, the prior aside; NULL: nothing does. */
const struct vg_score_evidence *vg_score_against(const struct vg_score *s);

#endif
