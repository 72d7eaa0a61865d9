/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_CLAIM_NEAR_H
#define VG_CLAIM_NEAR_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"
#include "claim/view.h"

/*
 * Texts that stand in one another: copies, excerpts, rewordings. Pure.
 *
 * A text is taken as units: words, and single characters where a script writes no
 * blanks (Han, kana, Thai and its neighbours), folded (base/fold.h), so that line
 * breaks, blanks, marks of punctuation, case, width and traditional characters make no
 * difference. A shingle is a run of units as long as 7 words or 13 such characters,
 * mixed runs in proportion. Of the 64-bit hashes of the shingles those are kept that
 * are the least in a window of 8 (winnowing: S. Schleimer, D. S. Wilkerson, A. Aiken,
 * "Winnowing: local algorithms for document fingerprinting", SIGMOD 2003): two texts
 * with 14 words in common have a hash in common, wherever they stand.
 *
 * Containment = shared hashes / hashes of the smaller text. 0.8 and more: copy; from
 * 0.3 on: excerpt (of a text at least twice as long) or reword; below: nothing. A hash
 * that more than one in a hundred texts have (and more than 20) says nothing: a text
 * with its copies counts once there, so that a report that everybody prints is no
 * boilerplate.
 */
struct vg_near_span {
    uint32_t start, end; /* bytes of the text, on borders of characters */
};

struct vg_near_print {
    uint64_t *hashes;           /* ascending, each once */
    struct vg_near_span *spans; /* of each hash: where it stands first */
    size_t n;
    uint64_t whole; /* of all units: equal for texts that differ in nothing but layout; 0:
                       shorter than one shingle */
    size_t units;
};

/*
 * The print of the parts of a text that are given (ascending, apart; the main text
 * without heads and feet). Linear in the text. A text with more than VG_MAX_PRINT hashes
 * is compared by its beginning. In the arena.
 */
void vg_near_take(struct vg_str text, const struct vg_near_span *parts, size_t n,
                  struct vg_arena *a, struct vg_near_print *out);

/* Units of a stretch of text as one folded run without blanks or marks of punctuation,
 * appended to `out`: a quotation stands in a text when its run is a part of the other. */
void vg_near_run(struct vg_str text, struct vg_buf *out);

struct vg_near_text {
    const uint64_t *hashes;
    size_t n;
    uint64_t whole;
    int64_t when; /* for the order of who can have copied whom: a day number */
    int64_t then; /* among texts of one day: seconds */
};

/* A text (an index) that stands in an earlier one. */
struct vg_near_pair {
    size_t later, earlier;
    enum vg_derivation kind;       /* copy, excerpt or reword */
    uint32_t shared;               /* hashes */
    uint32_t of_later, of_earlier; /* hashes that count; for equal texts all */
    int is_equal;                  /* the same units from beginning to end */
};

/*
 * All pairs worth showing, ascending by later, then earlier: of a copy the one text that
 * it copies (the earliest of its kind), of any other text at most VG_MAX_NEAR, the
 * nearest. Nobody is compared with everybody: an inverted index gives those that share
 * something, and copies of a text are not entered again. The order of the texts does
 * not matter, but for texts that are alike in all that is given here.
 */
void vg_near_find(const struct vg_near_text *texts, size_t n, struct vg_arena *a,
                  struct vg_near_pair **out, size_t *n_out);

/* The longest stretch of `p` that is made of hashes of the other; 0 and nothing is set
 * when there is none. */
int vg_near_stretch(const struct vg_near_print *p, const uint64_t *other, size_t n_other,
                    struct vg_near_span *out);

/*
 * The stretches that stand in both of two texts, word for word but for layout and case:
 * each at least one shingle long and as long as it can be. Every unit of `x` belongs to
 * one of them at most; of several places of `y` the one that goes on longest is taken,
 * the first of equals. Ascending by where they stand in `x`. In the arena; time grows
 * with the lengths of both, for of a run that stands in `y` more than VG_MAX_NEAR_PLACES
 * times only so many are tried.
 */
struct vg_near_shared {
    struct vg_near_span x, y;
};
void vg_near_shared(struct vg_str x, struct vg_str y, struct vg_arena *a,
                    struct vg_near_shared **out, size_t *n);

/*
 * Relays and translations: two texts that name the same numbers with their units, dates
 * and places. At least VG_KIN_SHARED in common that not everybody names, and at least
 * half of all that either names. For each text the one earlier text that is nearest.
 */
struct vg_kin_text {
    const uint64_t *marks; /* ascending, each once */
    size_t n;
    int64_t when, then;
};
struct vg_kin_pair {
    size_t later, earlier;
    uint32_t shared, of_later, of_earlier;
};
void vg_kin_find(const struct vg_kin_text *texts, size_t n, struct vg_arena *a,
                 struct vg_kin_pair **out, size_t *n_out);

/* Which of two texts derives from the other, and how that is known. */
enum vg_direction {
    VG_DIRECTION_DATE = 1,  /* it is dated later */
    VG_DIRECTION_PUBLISHER, /* it names who published the other */
    VG_DIRECTION_PART,      /* all of it stands in the other, which has much more */
    VG_DIRECTION_CAPTURE,   /* not known; it was captured later */
    VG_DIRECTION_UNKNOWN,
};
const char *vg_direction_word(enum vg_direction d);

struct vg_near_side {
    int has_date;        /* a date of the document itself: */
    int64_t first, last; /* its days */
    int64_t captured;    /* seconds */
    int names_other;     /* the text names the publisher of the other */
    uint32_t shared, of; /* hashes of it that the other has; of how many. 0: not compared */
};

/* Does `x` derive from `y`? 0: `y` from `x`. Of two that nothing tells apart, `x`. */
int vg_near_derives(const struct vg_near_side *x, const struct vg_near_side *y,
                    enum vg_direction *how);

#endif
