/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_RESOLVE_SCORE_PARTS_H
#define VG_RESOLVE_SCORE_PARTS_H

#include "resolve/score.h"
#include "resolve/sound.h"
#include "resolve/words.h"

/* Inside of the scorer: a name as parts, and what a part is evidence of. */
enum vg_np_is {
    VG_NP_GIVEN,
    VG_NP_SURNAME,
    VG_NP_NAME,
    VG_NP_SYLLABLE,
    VG_NP_INITIAL,
    VG_NP_PARTICLE,
    VG_NP_WORD,
    VG_NP_SHORT,
    VG_NP_GENERAL,
    VG_NP_PLACE,
    VG_NP_NUMBER,
    VG_NP_LEGAL,
    VG_NP_ORDER,
    VG_NP_WHOLE,
    VG_NP_ACRONYM,
    VG_NP_KINDS,
};

enum vg_np_level {
    VG_NP_EQUAL,
    VG_NP_VARIANT,
    VG_NP_NICK,
    VG_NP_NEAR,
    VG_NP_WEAK,
    VG_NP_CONFLICT,
    VG_NP_EXTRA,
    VG_NP_UNLIKE,
    VG_NP_LEVELS,
};

struct vg_name_part {
    struct vg_str *forms;               /* a-z, 0-9; at most VG_SCORE_FORMS */
    const struct vg_sound_set *letters; /* vg_sound_letters() of each form */
    uint8_t n_forms;
    uint8_t is;       /* enum vg_np_is */
    uint8_t script;   /* enum vg_script */
    uint8_t pinyin;   /* syllables of the first form, if it is pinyin */
    uint16_t at, len; /* bytes of the surface */
    struct vg_str text;
    uint16_t rare;                   /* of a Chinese name: bits, in thousandths, of its reading */
    uint8_t is_initials;             /* vg_score_is_acronym() */
    const struct vg_name_word *word; /* NULL: nothing is known of it */
};

struct vg_scored_name {
    const struct vg_name *name;
    enum vg_score_kind kind;
    struct vg_name_part *parts;
    size_t n;
    struct vg_str legal; /* what the legal form means; empty: none is there */
    uint16_t legal_at, legal_len;
    const struct vg_scored_name *half[2]; /* of a name with a slash; else NULL */
};

struct vg_np_weight {
    int32_t milli;
    float m, u;
};

struct vg_scorer {
    const struct vg_name_words *words;
    struct vg_np_weight weight[VG_NP_KINDS][VG_NP_LEVELS];
    struct vg_np_weight prior;
};

/* What rules make of w, in thousandths of a bit. */
enum {
    VG_RULE_SAME = 12000,
    VG_RULE_DIFFERENT = -12000,
    VG_RULE_NUMBERS = -2000, /* No. 3 and No. 4, Italy and Spain: a veto on same */
    VG_RULE_UNSURE = -1000,  /* as far as an undecided pair may go up */
};

/* The weight of a row of a table: log2(m / u), with both. */
struct vg_np_weight vg_np_weight_of(struct vg_str m, struct vg_str u);

/* Add a piece of evidence; what is too much for `room` pieces is summed in the last. Then score
 * and verdict by what it has come to. */
void vg_score_say(struct vg_score *o, size_t room, struct vg_score_evidence e);
void vg_score_finish(struct vg_score *o);

/* Consonants by sound, for scripts that write no vowels or write by sound: b and p, l and r, c, k,
 * q and g are one. Returns how many; `out` has room for VG_SOUND_MOST. */
size_t vg_np_skeleton(struct vg_str form, char *out);

const char *vg_np_word(enum vg_np_is is);
const char *vg_np_level_word(enum vg_np_level level);

/* Initials of words: the fewest letters that say something, and the most there are. */
enum { VG_ACRONYM_LEAST = 3, VG_ACRONYM_MOST = 8 };

/* Is the part written as initials: capitals only, a word that no table knows, in a name that has
 * small letters too or nothing else? */
int vg_score_is_acronym(const struct vg_scored_name *name, size_t part);

/*
 * The initials of the parts from `from` to `to`, as a name in English would give them, are these?
 * Of a Latin word the first letter counts, of what is read or is pinyin the first of each syllable
 * or of the word, of a translated word those of its English words. Words of level may be left out.
 * The last part may stand first: 微生物研究所 is the Institute of Microbiology.
 */
int vg_score_initials(const struct vg_scored_name *name, size_t from, size_t to,
                      struct vg_str letters);

/* The initials of a whole name, the first way there is; 0: fewer or more letters than count. */
size_t vg_score_own_initials(const struct vg_scored_name *name, char out[VG_ACRONYM_MOST]);

/* One part, or several beside each other as one word, of either side. */
struct vg_np_pair {
    uint32_t left, right; /* which parts, a bit each */
    uint8_t is, level;
    uint8_t times; /* the words it is made of: each weighs as one */
    int32_t milli;
};

/* Lay the parts beside each other: the pairs found, and which parts are in one (a bit each). */
size_t vg_score_lay(const struct vg_scorer *s, const struct vg_scored_name *left,
                    const struct vg_scored_name *right, int as_person,
                    struct vg_np_pair out[VG_SCORE_PARTS], uint32_t *used_left,
                    uint32_t *used_right);

/* A word of level: 市, Province. It says next to nothing beside the place. */
int vg_score_is_level(const struct vg_name_part *p);

/* Has either side a place among the words that the other lacks, and not a common one: "Fujian
 * Children's Hospital", "Sichuan Children's Hospital"? */
int vg_score_places_differ(const struct vg_scored_name *left, const struct vg_scored_name *right,
                           uint32_t used_left, uint32_t used_right);

/* Do brackets of both names hold places that have nothing in common: "X Trading (Hong Kong) Ltd",
 * "X Trading (Macau) Ltd"? */
int vg_score_brackets_differ(const struct vg_scored_name *left, const struct vg_scored_name *right);

/*
 * What keeps two bodies from being the same though the evidence adds up, or NULL: "place-alone" (no
 * word of their own is met but the place, and there are words that only one has), "place-open" (the
 * same, nothing is left, but the name of the place leaves several), "weak-alone" (the only word
 * of their own is no more than weakly alike). `pairs` and what is used are of vg_score_lay().
 */
const char *vg_score_doubt(const struct vg_scored_name *left, const struct vg_scored_name *right,
                           const struct vg_np_pair *pairs, size_t n, uint32_t used_left,
                           uint32_t used_right);

#endif
