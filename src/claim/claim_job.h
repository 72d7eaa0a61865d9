/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_CLAIM_CLAIM_JOB_H
#define VG_CLAIM_CLAIM_JOB_H

#include "claim/view.h"
#include "store/record.h"

/*
 * Claims into the case and out of it. Keeping writes rows of the next entry
 * (store/record.h); the caller begins, seals and commits.
 */

/*
 * Keep a claim with its passages, links, places, words, standings and roots.
 * It must have passed vg_claim_check(), its passages the text they name. `roots` of
 * the claim are row ids. *id is its number.
 */
int vg_claim_keep(struct vg_record *r, const struct vg_claim *c, const char *suggestion,
                  int64_t *id, struct vg_err *err);

/*
 * Is such a claim kept already: the same passage, the same words and numbers, places and
 * speakers? *id is the first of them, or 0.
 */
int vg_claim_known(struct vg_store *s, const struct vg_claim *c, int64_t *id, struct vg_err *err);

/* Derive anew what lists of claims and sources are made of. Inside one transaction of the caller.
 */
int vg_lists_anew(struct vg_store *s, struct vg_err *err);

int vg_passage_keep(struct vg_record *r, const struct vg_passage *p, int64_t *id,
                    struct vg_err *err);
/* Whether it was read in an image and seen, and how it stands in the text that there is: columns
 * ocr_mean, ocr_least, seen and placed.how from `column` on. */
void vg_passage_read_marks(const struct vg_stmt *st, int column, struct vg_passage *p);
int vg_standing_keep(struct vg_record *r, int64_t claim, const struct vg_standing *s, int64_t *id,
                     struct vg_err *err);
int vg_reply_keep(struct vg_record *r, const struct vg_reply *reply, int64_t *id,
                  struct vg_err *err);

/*
 * Load what the hearts look at, as the record stood before entry `before`
 * (INT64_MAX: now). Everything is in the arena; words that repeat are kept once.
 * Reading is one pass over each table, in the order of its key, inside one
 * transaction of the caller.
 */
int vg_view_read(struct vg_store *s, int64_t before, struct vg_arena *a, struct vg_view *out,
                 struct vg_err *err);

/* The same with places and entities only; with places only. */
int vg_view_read_names(struct vg_store *s, struct vg_arena *a, struct vg_view *out,
                       struct vg_err *err);
int vg_view_read_places(struct vg_store *s, struct vg_arena *a, struct vg_view *out,
                        struct vg_err *err);

/*
 * One claim, as a view of now would hold it, by its key alone: some microseconds,
 * however large the case. VG_E_ABSENT when there is none. Inside one transaction of
 * the caller.
 */
int vg_claim_read(struct vg_store *s, int64_t id, struct vg_arena *a, struct vg_claim *out,
                  struct vg_err *err);

/*
 * What is known of a source, from a row of source_get or sources_all (their first
 * columns are alike). `copy` gives texts their place; a NULL text stays NULL.
 */
void vg_source_info_read(const struct vg_stmt *st, const char *(*copy)(void *w, struct vg_str s),
                         void *w, struct vg_source_info *out);

#endif
