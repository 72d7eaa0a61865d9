/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_RESOLVE_MATCH_H
#define VG_RESOLVE_MATCH_H

#include <stddef.h>
#include <stdint.h>

#include "resolve/score.h"

/*
 * For one thing with its names, the things of a list that have the likeliest names.
 *
 * Each name of the list is entered under its words: their plain forms, two and three beside each
 * other as one, and the consonants of words that are no general vocabulary. A question adds up, for
 * each name it meets, what its words are worth: log2(names / names with it). The best so many are
 * scored whole (resolve/score.h); what a word is worth in the list orders those whose scores are
 * equal, too. A word that more than VG_MATCH_COMMON names have finds nothing by itself.
 */
enum {
    VG_MATCH_COMMON = 50000, /* a question with nothing but such words has no answer worth having */
    VG_MATCH_SCORED = 200    /* names scored whole for one question */
};

struct vg_match_name {
    const struct vg_scored_name *name;
    uint32_t entity; /* its row in the list, from 0 */
    /* two-letter codes with anything between, of whatever case; empty: not said. Two lists of
     * countries with none in common weigh against as two places in the names do. */
    struct vg_str country;
};

struct vg_match_found {
    uint32_t entity;
    double score;
    int64_t milli;
    int64_t weight; /* before other candidates are looked at, in thousandths of a bit */
    float worth;    /* of the words met */
    enum vg_score_verdict verdict;
};

struct vg_match;

/* Names in the order of their entities. Lives in the arena, points into the names. */
struct vg_match *vg_match_make(const struct vg_scorer *s, const struct vg_match_name *names,
                               size_t n, struct vg_arena *a);

/*
 * Of bodies, how rare in the list the words met are goes into a candidate's weight, and how rare
 * those are that it lacks. At most one thing of the list is meant: what speaks for another speaks
 * against it; a score's `doubt` of bodies counts for nothing here, for the list decides it. So
 * `milli` is that weight less log2(1 + the odds of all others), and score and verdict follow from
 * that.
 *
 * The best `top` entities for a thing with `n` names, best first, ties by entity; returns how many.
 * One is `same` at most; where the next best is as good, none
 * is: the texts do not decide which.
 */
size_t vg_match_ask(struct vg_match *m, const struct vg_scored_name *const *names, size_t n,
                    struct vg_str country, size_t top, struct vg_match_found *out);

#endif
