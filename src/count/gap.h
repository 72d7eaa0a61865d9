/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_COUNT_GAP_H
#define VG_COUNT_GAP_H

#include "base/err.h"
#include "base/mem.h"
#include "claim/check.h"
#include "claim/root.h"
#include "claim/view.h"

/*
 * What a named list leads one to expect and nobody has found. A list is worth as
 * much as the instrument that draws it up: unless that is held, read by a person,
 * says what it is cited for, and singles somebody out, no search list is drawn from
 * it. The difference of the two sets is then shown as arithmetic about the claims,
 * and as nothing else.
 */

/* Why no search list is drawn from a list. All that apply are given, in this order. */
enum vg_gap_lock {
    VG_LOCK_NO_INSTRUMENT = 1, /* nobody has named what draws it up */
    VG_LOCK_NOT_SAID,          /* neither a claim nor a passage says the list */
    VG_LOCK_CORRECTED,         /* the instrument, what a claim of the list rests on, or the claim */
    VG_LOCK_NOT_HELD,          /* its bytes are no source of the case */
    VG_LOCK_NOT_READ,          /* no person has read there that it says so */
    VG_LOCK_NOT_CARRIED,       /* a check of kind citation found that it does not say so */
    VG_LOCK_EVERYONE, /* alone or with the other lists of one undertaking it leaves nobody out */
};

const char *vg_gap_lock_word(enum vg_gap_lock v); /* no-instrument not-said corrected … */

struct vg_gap_reason {
    enum vg_gap_lock lock;
    const char *says;           /* one sentence, with what opens the lock where something does */
    const struct vg_said *said; /* the same as kind and parts, for other languages */
};

/* A member of the list, or (in `outside`) a unit that was found and is not on it. */
struct vg_gap_member {
    const char *id;
    const struct vg_passage *passage; /* where the list names it, or NULL */
    const int64_t *found; /* claims that find something there, ascending; none: not found */
    size_t n_found;
    const struct vg_looked *const *looked; /* searches there or inside it, ascending day, then id */
    size_t n_looked;
    const struct vg_looked *const *wider; /* searches in a place that contains it */
    size_t n_wider;
};

struct vg_gap {
    const struct vg_list *list;
    const struct vg_root *root; /* or NULL */
    const char *unit;           /* what was looked for, or NULL: whatever exists there */
    const struct vg_gap_reason *locks;
    size_t n_locks;                                       /* 0: the list is open */
    const struct vg_gap_member *members;                  /* in the order of the list */
    size_t n_members, n_found, n_not_found, n_not_looked; /* of those not found */
    const struct vg_gap_member *outside;                  /* ascending id */
    size_t n_outside;
    const int64_t *claims; /* those that say the list and those that find, ascending */
    size_t n_claims;
    const struct vg_check *const *checks; /* of kinds set and citation, about its claims, run or
                                             not, in the order given */
    size_t n_checks;
};

/*
 * The gap of one list. Something is found at a member when a standing, asserting
 * claim of kind quantity, existence or event puts at least one there or inside it: a
 * claim with the unit of the list (where the list has none, with a unit that one of
 * its own claims counts), or the existence of something. One claim of "two in A and B" finds
 * both; of "one in A, B or C" none, since which is not said. Never a finding are the
 * claims that say the list, claims that rest on its instrument alone, and events of
 * the families effect and function (that something was done somewhere is not that
 * something is there). Outside are places of such claims at the level and in the
 * countries of the members.
 *
 * A list leaves nobody out when a person says so, when its members and those of the
 * other lists of the same instrument or of claims about the same programme are all
 * first-level units of a country, or as many as its `whole`, or when the figures
 * stated by those claims add up to `whole`.
 *
 * `checks` may be NULL. Pure: nothing but the view is looked at; the order of claims,
 * sources and searches does not matter. Linear in the claims of the view.
 */
void vg_gap_find(const struct vg_view *v, const struct vg_root_graph *g, const struct vg_list *l,
                 const struct vg_check *checks, size_t n_checks, struct vg_arena *a,
                 struct vg_gap *out);

/* "9 of 10 not found, 4 of them not looked for; 1 found outside": arithmetic in words. */
const struct vg_said *vg_gap_sum(const struct vg_gap *g, struct vg_arena *a);

#endif
