/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_APP_ALIKE_H
#define VG_APP_ALIKE_H

#include "app/names.h"
#include "resolve/keyed_job.h"

/* What alike.c (all names of a case) and names_near.c (those near one) share. */

/* Long words are what was said, not what something is called. */
int vg_alike_is_compared(const struct vg_named *n);
/* What of a name is compared; points into it. */
struct vg_keyed_name vg_alike_keyed(const struct vg_named *n);

/* Are two names things of one kind, and none the part of the other? An agency is no programme and
 * no document; what is part of the other is another thing, and people know it. */
int vg_alike_may_be(const struct vg_keyed_name *x, const struct vg_keyed_name *y);

/* Has no person judged about the two, and do no judgements make them one? */
int vg_alike_is_undecided(const struct vg_names *names, const struct vg_named *x,
                          const struct vg_named *y);

/* What a rule makes one first, then what is likely, then what is open. */
void vg_alike_sort(struct vg_name_pair *list, size_t n);

/* The likeliest of their texts; where both have both, of those in one language, and then what one
 * language says is different is different. One text at least on either side. */
void vg_alike_score(const struct vg_scorer *scorer, const struct vg_scored_name *const *l,
                    const struct vg_scored_name *const *r, struct vg_score *best);

/* Copy what the evidence points to. */
void vg_alike_keep(struct vg_score *s, struct vg_arena *a);

/* vg_names_alike() and vg_names_near() by one way or the other, whatever the number of names. */
enum vg_alike_how { VG_ALIKE_AS_FITS, VG_ALIKE_BY_KEYS, VG_ALIKE_OF_ALL };
void vg_alike_pairs(const struct vg_names *names, enum vg_alike_how how, struct vg_arena *a,
                    struct vg_name_pair **out, size_t *n, struct vg_alike_told *told);
int vg_alike_find(struct vg_case *c, const char *typed, size_t top, enum vg_alike_how how,
                  struct vg_arena *a, struct vg_name_near *out, struct vg_err *err);

#endif
