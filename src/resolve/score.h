/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_RESOLVE_SCORE_H
#define VG_RESOLVE_SCORE_H

#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "resolve/name.h"
struct vg_name_words;

/*
 * Two names, one thing? A score that can be taken apart.
 *
 * Exact rules come first, each with a name (features "rule"): they decide, whatever else was found.
 * Else Fellegi and Sunter (1969): the words of both names are laid beside each other, each pair and
 * each word left over is evidence of a feature at a level, which weighs log2(m / u): m how often
 * such a level is seen where the two are the same, u where they are not
 * (data/agencies/weights.csv). What is rare weighs more: a word of general vocabulary (university,
 * trading) is another feature than one that only this name has, a common surname another than an
 * unknown word.
 *
 *     w = log2(lambda / (1 - lambda)) + sum of the weights       score = 1 / (1 + 2^-w)
 *
 * Characters and a reading of a person's name are one only where few read so: what the reading is
 * short of one in 500,000 is evidence against ("reading"). Two numbers, or two countries, that
 * differ keep a pair from `same` ("numbers-differ", "places-differ"). So does, of bodies, a name
 * whose only word of its own is a place where other words differ ("place-alone": Zhejiang
 * University, Zhejiang University of Technology) or that is not one place ("place-open": Suzhou
 * University), and one whose only word of its own is weakly alike ("weak-alone").
 *
 * Weights are whole thousandths of a bit, so that the evidence sums to w exactly; what a rule
 * decides carries as weight what is missing to the rule's w. `same` from VG_SCORE_SAME_FROM,
 * `different` below VG_SCORE_DIFFERENT_BELOW, for every input alike.
 *
 * Assumed is that the evidence is independent given the truth, which words of a name are only
 * roughly: the score orders pairs, and is no frequency of errors.
 */
enum vg_score_verdict { VG_SCORE_DIFFERENT, VG_SCORE_UNSURE, VG_SCORE_SAME };

enum vg_score_kind {
    VG_KIND_OPEN, /* found out from the words */
    VG_KIND_PERSON,
    VG_KIND_BODY,   /* company, organisation, public body */
    VG_KIND_VESSEL, /* a name on a ship or aircraft; one letter tells two of them apart */
};

enum {
    VG_SCORE_PARTS = 24, /* words of a name that are compared; the rest counts as one left over */
    VG_SCORE_EVIDENCE = 32,          /* pieces of evidence told apart */
    VG_SCORE_ROOM = 48,              /* with what is known besides the names (resolve/about.h) */
    VG_SCORE_FORMS = 6,              /* ways to read one word */
    VG_SCORE_SAME_FROM = 400,        /* thousandths of a bit: a score of 0.569 */
    VG_SCORE_DIFFERENT_BELOW = -3000 /* a score of 1/9 */
};

struct vg_score_evidence {
    const char *feature, *level; /* words of the program: "name", "near" */
    int32_t milli;               /* its weight in thousandths of a bit */
    float m, u;                  /* 0 where a rule made it */
    struct vg_str left, right;   /* bytes of the surfaces; empty where it is one-sided */
};

struct vg_score {
    double score; /* 0 to 1 */
    int64_t milli;
    enum vg_score_verdict verdict;
    const char *suggest; /* "part-of", "set-up-by", "linked" or NULL */
    int numbers_differ;  /* both have a number, and not the same */
    int places_differ;   /* both name a place (a country, a nation), and not the same */
    int words_met;       /* of bodies: a word of their own is met, however weakly */
    /* of bodies, what keeps them from `same`: a rule's word, "initials-alone" where nothing else is
     * met (which weighs too little for it), or NULL */
    const char *doubt;
    size_t n;
    struct vg_score_evidence because[VG_SCORE_ROOM];
};

/* A name made ready to be compared; points into the name, which outlives it. */
struct vg_scored_name;

/* What all comparisons share: the tables. Nothing in it changes. */
struct vg_scorer;

const struct vg_scorer *vg_scorer_make(struct vg_arena *a);
const struct vg_name_words *vg_scorer_words(const struct vg_scorer *s);

/* FollowTheMoney's schema names (Person, Company, Vessel …); what is none is VG_KIND_OPEN. */
enum vg_score_kind vg_score_kind(struct vg_str schema);

/* What a name without a schema is: a body where a word of it says so, else a person. Of a list it
 * is better asked what most are. */
enum vg_score_kind vg_score_kind_of(const struct vg_scorer *s, const struct vg_name *name);

const struct vg_scored_name *vg_scored_name(const struct vg_scorer *s, const struct vg_name *name,
                                            enum vg_score_kind kind, struct vg_arena *a);

/* The kind it was given, or that was found out. */
enum vg_score_kind vg_scored_kind(const struct vg_scored_name *n);

/* Pure and symmetric but for left and right in the evidence. No memory is taken. */
void vg_score_pair(const struct vg_scorer *s, const struct vg_scored_name *left,
                   const struct vg_scored_name *right, struct vg_score *out);

/* Score and verdict of two texts, all at once. For what compares few names. */
double vg_score_names(const struct vg_scorer *s, struct vg_str left, struct vg_str right,
                      struct vg_arena *a);

const char *vg_score_verdict_word(enum vg_score_verdict v);

/* The plain forms of a name's words (a-z, 0-9), for keys. */
struct vg_scored_word {
    const struct vg_str *forms;
    size_t n_forms;
    uint8_t is;     /* enum vg_np_is of resolve/score_parts.h */
    unsigned flags; /* enum vg_word_flag */
};
size_t vg_scored_words(const struct vg_scored_name *n, struct vg_scored_word *out, size_t room);

#endif
