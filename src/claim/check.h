/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_CLAIM_CHECK_H
#define VG_CLAIM_CHECK_H

#include "base/err.h"
#include "base/mem.h"
#include "base/said.h"
#include "claim/root.h"
#include "claim/view.h"

/*
 * Rules run over the claims. What holds is a result too: a checker that only
 * complains is not trusted. A check whose source is not held comes out as not
 * run, never as holds.
 */
enum vg_check_kind {
    VG_CHECK_SUM = 1,
    VG_CHECK_SET,
    VG_CHECK_BOUND,
    VG_CHECK_OVERLAP,
    VG_CHECK_UNIT,
    VG_CHECK_SCOPE,
    VG_CHECK_TIME_ORDER,
    VG_CHECK_VALUE,
    VG_CHECK_DRIFT,
    VG_CHECK_CITATION,
    VG_CHECK_ATTRIBUTION,
    VG_CHECK_EXISTENCE,
    VG_CHECK_PURPOSE,
    VG_CHECK_SUPERSEDED,
};

/* In the order they are shown. */
enum vg_check_result {
    VG_CHECK_ERROR = 1,
    VG_CHECK_WARNING,
    VG_CHECK_NOTE,
    VG_CHECK_HOLDS,
    VG_CHECK_NOT_RUN,
};

/* What a person answered to a check. */
struct vg_check_answer {
    const char *as;      /* explained, accepted or wrong */
    const char *because; /* in their words */
    const char *by;      /* who: key id, short */
    int64_t at;          /* when, seconds UTC */
    int is_open;         /* one of its claims has changed since: it stands no more */
};

struct vg_check {
    enum vg_check_kind kind;
    enum vg_check_result result;
    const int64_t *claims; /* at least one, ascending */
    size_t n_claims;
    const char *test; /* the question asked, with the numbers: "2 + 1 = 3 stated?" */
    const char *says; /* what came out, one sentence */
    const char *show; /* what a page should show because of it, or NULL */
    /* The same as kinds and parts, for other languages than the English of `test`, `says` and
     * `show`; NULL where the text is NULL. */
    const struct vg_said *test_said, *says_said, *show_said;
    const struct vg_check_answer *answer; /* NULL: none; set by whoever knows the case */
};

/*
 * What a check is known by from one day to the next: the first 12 hexadecimal digits of
 * SHA-256 over its kind, its claims and what it asks. When a claim is corrected or one
 * more is concerned, it is another check.
 */
enum { VG_CHECK_ID = 13 }; /* with the NUL */
void vg_check_id(const struct vg_check *c, char out[VG_CHECK_ID]);

const char *vg_check_kind_word(enum vg_check_kind v);
const char *vg_check_result_word(enum vg_check_result v); /* error warning note holds not-run */

/*
 * Run every rule over the standing claims of a view. The result is ordered by
 * error, warning, note, holds, not-run; then lowest claim id, kind, the other
 * claims, text; the same view gives the same list whatever the order of its
 * sources. Work is grouped by identity (unit, subject, predicate, place), never
 * all pairs: 50,000 claims stay well under a second.
 */
int vg_check_all(const struct vg_view *v, const struct vg_root_graph *g, struct vg_arena *a,
                 struct vg_check **out, size_t *n, struct vg_err *err);

#endif
