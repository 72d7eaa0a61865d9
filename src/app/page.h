/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_APP_PAGE_H
#define VG_APP_PAGE_H

#include "app/inside.h"

/* What pages of claims and pages of sources have in common. */

/* How many rows of a list have a word: from the tally, without counting. */
int vg_tally(struct vg_case *c, const char *what, const char *word, int64_t *n, struct vg_err *err);

/* Is it shorter to walk along an order of `all` rows to a page that ends at `end`, passing over
 * what is not asked for, than to gather and sort the `some` that are? */
int vg_list_is_walk(int64_t end, int64_t all, int64_t some);

/* The ids of a statement's first column, behind those that are there (none yet). */
int vg_list_ids(struct vg_stmt *st, struct vg_arena *a, int64_t **ids, size_t *n,
                struct vg_err *err);

/* Within what a page can be. */
int64_t vg_list_offset(int64_t offset);
int64_t vg_list_limit(size_t limit);

#endif
