/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_RESOLVE_SIMILAR_H
#define VG_RESOLVE_SIMILAR_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

/*
 * How alike two texts are, 0 to 1, by characters (UTF-8; each byte that is none is one U+FFFD).
 * Two empty texts are 1, an empty one and another 0. Symmetric, exact 1.0 only when equal. Of
 * longer texts the first VG_SIMILAR_MOST characters are compared.
 *
 * Jaro-Winkler (Winkler 1990): a common start of up to four characters counts a tenth each of what
 * is missing to 1. Levenshtein: 1 - distance / characters of the longer one (Myers 1999, bit by
 * bit, blocks of 64).
 */
enum { VG_SIMILAR_MOST = 1024 };

double vg_jaro_winkler(struct vg_str left, struct vg_str right);
double vg_levenshtein(struct vg_str left, struct vg_str right);
/* The distance itself; no more than `most` + 1 is found out. */
unsigned vg_levenshtein_distance(struct vg_str left, struct vg_str right, unsigned most);

/*
 * One text against many: what can be known of it alone is kept, so that each comparison costs
 * about as many steps as the other text has characters. The results are those of above, to the
 * last bit. Worth it where a text meets a block of others that lie side by side in memory.
 *
 *     static struct vg_similar k;            the zero value is ready
 *     vg_similar_keep(&k, left);             as often as one likes; `left` must stay alive
 *     s = vg_similar_jaro_winkler(&k, &right);
 */
enum { VG_SIMILAR_BITS = 64, VG_SIMILAR_SLOTS = 128 };

/* A text whose length is known. `marks` has a bit for each character there is, by its lowest six
 * bits: characters that are in one and not in the other can have no partner. */
struct vg_similar_text {
    struct vg_str text;
    uint64_t marks;
    uint32_t n;       /* characters, at most VG_SIMILAR_MOST */
    uint32_t is_wide; /* there are others than ASCII among them */
};

struct vg_similar {
    struct vg_similar_text of;
    uint32_t letter[VG_SIMILAR_BITS]; /* the first of them */
    uint64_t ascii[128];              /* where each ASCII character stands, a bit a place */
    uint32_t wide[VG_SIMILAR_SLOTS];  /* the others, hashed; 0 is free */
    uint64_t wide_at[VG_SIMILAR_SLOTS];
};

struct vg_similar_text vg_similar_text(struct vg_str s);
void vg_similar_keep(struct vg_similar *k, const struct vg_similar_text *left);
double vg_similar_jaro_winkler(const struct vg_similar *k, const struct vg_similar_text *right);
double vg_similar_levenshtein(const struct vg_similar *k, const struct vg_similar_text *right);

/*
 * How many characters of the two can have a partner at most: cheap, never too few. Neither
 * likeness can be more than what follows from it; the functions below give that, rounded up.
 */
unsigned vg_similar_partners(const struct vg_similar_text *a, const struct vg_similar_text *b);
double vg_jaro_winkler_at_most(const struct vg_similar_text *a, const struct vg_similar_text *b);
double vg_levenshtein_at_most(const struct vg_similar_text *a, const struct vg_similar_text *b);

#endif
