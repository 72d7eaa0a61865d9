/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_APP_NAMES_H
#define VG_APP_NAMES_H

#include "app/inside.h"

/* What names.c, names_same.c and judge.c share. */

/* vg_names_load() within the transaction of the caller. VG_E_REFUSED by vg_names_find() besides
 * is vg_names_hides(): would these words be a person's? */
struct vg_name_guard; /* what may not be named, of one state of the case */
int vg_names_read(struct vg_case *c, struct vg_arena *a, struct vg_names *out,
                  const struct vg_name_guard **guard, struct vg_err *err);
int vg_names_hides(const struct vg_name_guard *g, const char *words);

/* The judgements of the case, ascending; row numbers of withdrawals are left out. */
int vg_judgements_read(struct vg_case *c, struct vg_arena *a, struct vg_judgement **out, size_t *n,
                       struct vg_err *err);

/*
 * Which names are one, and where judgements speak against each other. Pure: `ends` are the places
 * in `list` of the left and right of each judgement, two for each, -1 where a name is not in the
 * list; those that ended are passed over. Sets `same`, `n_same` and `is_disputed` of the names.
 */
void vg_names_unite(struct vg_named *list, size_t n, const struct vg_judgement *judgements,
                    const int64_t *ends, size_t n_judgements, struct vg_arena *a,
                    struct vg_name_conflict **conflicts, size_t *n_conflicts);

#endif
