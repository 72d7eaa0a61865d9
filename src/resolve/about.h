/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_RESOLVE_ABOUT_H
#define VG_RESOLVE_ABOUT_H

#include <stddef.h>
#include <stdint.h>

#include "mention/place.h"
#include "resolve/head.h"
#include "resolve/ident.h"
#include "resolve/score.h"

/*
 * What is known of a body, station or programme besides its name, and what that says about whether
 * two of them are one. Persons get none of it: a shared telephone of persons is no evidence here.
 *
 * To the score of the names (vg_score_pair()) it adds evidence with weights of its own
 * (data/agencies/about.csv: feature, level, m, u and why), and rules:
 *
 *   same       "definition": a text says that the two names are one thing
 *              "shared-identifier": a number of a register is the same; or a telephone, a box of
 *              mail or a page of the web is, of two bodies of one kind
 *   different  "register-differs": numbers of one register, and none is shared
 *              "dates-disjoint": one had ended before the other began, and no text says that the
 *              one was called the other before
 *              "sites-disjoint": two stations stand in places that do not lie in each other
 *   open       "told-as-two": a claim tells of the one and the other
 *              "defined-as-two": texts define one of the names as two things that differ
 *              "defined-elsewhere": what a text defines stands in other texts, too, and its words
 *              alone do not say that it means the same there
 *              "names-against": what is known makes them one, or they share a line and nobody
 *              knows of what kind they are, and the names do not; or the other way round
 *
 * A body shares its house and telephone with the association that hosts it and the bureau that set
 * it up: of two kinds of bodies these are evidence that they have to do with each other, and
 * `suggest` is "linked". Names that a rule made different stay so unless a text or an identifier
 * speaks against it, and then they are open. Weights are thousandths of a bit; whatever is added,
 * the evidence sums to w exactly. Symmetric but for left and right.
 *
 * Assumed is that these pieces are independent of the names and of each other given the truth; a
 * body that moved changes telephone and house together, so that evidence against counts twice
 * there. It is light for that reason.
 */
struct vg_about_ident {
    uint8_t kind;     /* enum vg_ident_kind */
    const char *key;  /* as vg_ident_find() has it */
    const char *text; /* as it stands where it was found */
};

enum { VG_ABOUT_DAY_UNKNOWN = -100000001 };

struct vg_about {
    const struct vg_about_ident *idents; /* by kind, then by key; each once */
    size_t n_idents;
    const char *const *countries; /* two letters, ascending; of where it is or whose it is */
    size_t n_countries;
    const char *const *sites; /* narrowest places where it stands, ascending */
    size_t n_sites;
    int is_station; /* it stands in one place: two sites that are apart are two stations */
    vg_head head;   /* what kind of body; 0: not known */
    int64_t begun;  /* first and last day it may have begun, ended; VG_ABOUT_DAY_UNKNOWN */
    int64_t begun_last;
    int64_t ended, ended_last;
    int64_t seen_last; /* the last day on which it was told to do something */
};

/* What is known of the two together. */
struct vg_about_both {
    uint8_t defined;      /* enum vg_define_kind that a text says, or 0 */
    uint8_t is_open;      /* texts define one of the two as different things */
    uint8_t is_elsewhere; /* words that may mean several things, or a short form, that stand in
                             other sources than those that define them */
    uint32_t sentences;   /* that name both as two */
    uint32_t claims;      /* of which one is the subject and the other the object */
    const char *defined_left, *defined_right; /* the words of the definition, or NULL */
};

struct vg_about_weights;
/* In the arena. */
const struct vg_about_weights *vg_about_weights_read(struct vg_arena *a);

/* Is there anything for it: a shared identifier or house, a definition? Then the pair is worth a
 * look whatever the names are. */
int vg_about_proposes(const struct vg_about *left, const struct vg_about *right,
                      const struct vg_about_both *both);

/* The score of two labels that say nothing (stations are numbered by whoever told them apart): the
 * prior alone, for vg_about_weigh(). */
void vg_about_score_begin(const struct vg_scorer *s, struct vg_score *out);

/*
 * Add what is known to a score that is done, and finish it anew. Either side may be NULL: nothing
 * is known of it. Texts of the evidence point into what was given.
 */
void vg_about_weigh(const struct vg_about_weights *w, const struct vg_places *places,
                    const struct vg_about *left, const struct vg_about *right,
                    const struct vg_about_both *both, struct vg_score *io);

#endif
