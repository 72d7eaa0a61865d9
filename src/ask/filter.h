/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_ASK_FILTER_H
#define VG_ASK_FILTER_H

#include "base/err.h"
#include "base/mem.h"
#include "claim/view.h"

/*
 * Which claims one is interested in. Pure; the commands that list claims and the
 * questions that are asked of a case use the same one. Within a list any may fit,
 * all lists that are not empty must. The zero value lets every claim through.
 */
struct vg_texts {
    const char *const *p;
    size_t n;
};

struct vg_filter {
    struct vg_texts kind;     /* claim kinds, as words */
    struct vg_texts stance;   /* as words */
    struct vg_texts family;   /* as words */
    struct vg_texts what;     /* units: of the number, or named in the words of the claim */
    struct vg_texts place;    /* ids: the claim has a place in one of them */
    struct vg_texts speaker;  /* entity ids or names: one of the links is that speaker */
    struct vg_texts about;    /* entity ids, or words of the subject, predicate, object or quote */
    struct vg_texts standing; /* vocabulary standing: one of the standings has it */
    struct vg_texts hedge;    /* vocabulary hedge */
    struct vg_texts source;   /* "s12" */
    struct vg_texts root;     /* "r3" or the name of a root */
    struct vg_texts claim;    /* "c12", or the ref it was imported with */
    int inferred;             /* only with a date that was not printed */
    int undated;              /* only without a period */
    int numbered;             /* only with a quantity */
};

/* What a match may pass over. */
enum {
    VG_LOOSE_PLACE = 1, /* a claim without a place fits every place */
    VG_LOOSE_WHAT = 2,  /* the unit does not matter */
};

/*
 * Are the words those of the vocabularies, places, sources and roots of the view?
 * An unknown word would give an empty answer that looks like a finding.
 * VG_E_MISUSE with the key, the word, and what there is.
 */
int vg_filter_check(const struct vg_view *v, const struct vg_filter *f, struct vg_err *err);

/* 1 when the claim fits. `loose` of VG_LOOSE_…; it lifts only what it names. */
int vg_filter_fits(const struct vg_view *v, const struct vg_filter *f, const struct vg_claim *c,
                   unsigned loose);

/* Does a text hold a word as a whole, ASCII case ignored? Han words stand anywhere. */
int vg_text_holds(struct vg_str text, const char *word);

/* Is the claim about things of the unit: its number counts them, or its words name them
 * ("station", "stations", or one of the unit's Chinese labels)? */
int vg_claim_concerns(const struct vg_claim *c, const char *unit);

/* Does a name as a source gives it ("Peter Dahlin") stand for an id ("person:dahlin",
 * "org:safeguard-defenders")? Equal, or an entity's name, or every token of the id is one of
 * its words. */
int vg_name_is(const struct vg_view *v, const char *name, const char *id);

#endif
