/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_WEB_REVIEW_H
#define VG_WEB_REVIEW_H

#include "web/claim_part.h"

/* What the pages of the review share: what was sent, what came of it, and the page itself. */

enum vg_review_act { VG_REVIEW_ACCEPT = 1, VG_REVIEW_REJECT, VG_REVIEW_UNDO };

struct vg_review_outcome {
    const char *said;      /* the word that tells it: "accepted", "rejected-all" … */
    const int64_t *claims; /* that were kept */
    size_t n_claims;
    const char *next; /* the open suggestion after it, or NULL */
};

/*
 * Do what the form asks of a suggestion: `because`, `with` = "twins" for its exact repeats
 * named by `twin`, and, with `corrected`, the fields of web/claim_form.h. Codes as vg_accept()
 * and the like.
 */
int vg_review_decide(struct vg_web *w, const char *id, enum vg_review_act act,
                     struct vg_review_outcome *out);

/* Where to look after it, an address in the arena. */
const char *vg_review_where(const struct vg_web *w, const char *id, enum vg_review_act act,
                            const struct vg_review_outcome *out);

/* The source that the review is narrowed to, by a field of query or form; 0: all. */
int vg_review_scope(struct vg_web *w, int64_t *source);

/* The page of one suggestion (NULL: the first open one). `failed` is what could not be done and
 * why stands in w->err: the form is shown as it was sent. */
int vg_review_show(struct vg_web *w, const char *id, enum vg_review_act failed, int code);

#endif
