/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_READ_LANGUAGE_GRAMS_H
#define VG_READ_LANGUAGE_GRAMS_H

#include <stddef.h>
#include <stdint.h>

/*
 * The words of a text held against the languages of one script: naive Bayes over
 * runs of one to four letters, with the table of data/language/ngrams.bin. Whole
 * numbers only, so that every machine comes to the same sums.
 *
 * The groups of one language alone are there for the choice of a charset: they
 * tell a text of that language from bytes read in a wrong charset.
 */
enum vg_gram_group {
    VG_GRAMS_LATIN,
    VG_GRAMS_CYRILLIC,
    VG_GRAMS_ARABIC,
    VG_GRAMS_DEVANAGARI,
    VG_GRAMS_GREEK,
    VG_GRAMS_HEBREW,
    VG_GRAMS_THAI,
    VG_GRAMS_GROUPS
};

enum { VG_GRAMS_LANES = 48 }; /* languages of the largest group, rounded up */

/* What has been counted so far. Begun by vg_grams_begin(); a plain value. */
struct vg_grams {
    enum vg_gram_group group;
    uint32_t letters; /* taken, at most VG_GRAMS_MOST */
    uint64_t key;     /* the last four letters, sixteen bits each */
    unsigned depth;   /* how many of them belong to the word, the space before it counted */
    unsigned pending; /* rows added to `low` and `high` since they were emptied */
    uint64_t low[VG_GRAMS_LANES / 16], high[VG_GRAMS_LANES / 16]; /* bytes, in memory's order */
    uint16_t whole[VG_GRAMS_LANES]; /* of words taken whole, of so many letters and ends */
    unsigned whole_letters;
    uint32_t score[VG_GRAMS_LANES];
};

enum { VG_GRAMS_MOST = 1 << 20 }; /* letters; more are not taken, so that no sum runs over */

void vg_grams_begin(struct vg_grams *g, enum vg_gram_group group);

/*
 * The small form of a letter, as the table has it: Latin, Greek and Cyrillic
 * capitals by adding, s and t with comma as those with cedilla. Any other
 * character is returned as it is.
 */
uint32_t vg_grams_fold(uint32_t c);

/* Take the next letter of a word, folded; end the word. Ending none does nothing. */
void vg_grams_letter(struct vg_grams *g, uint32_t c);
void vg_grams_end_word(struct vg_grams *g);

/*
 * Words of plain Latin letters that were met, with their sums: what a word adds does not depend on
 * what stands around it, and words come again. A place for each by its hash; the last one stays.
 */
enum { VG_GRAMS_WORD = 16, VG_GRAMS_KEPT = 1024 };
struct vg_grams_words {
    uint64_t key[VG_GRAMS_KEPT][VG_GRAMS_WORD / 8]; /* the word, small, zeros behind it */
    uint16_t sum[VG_GRAMS_KEPT][VG_GRAMS_LANES];    /* where there is a key */
};

void vg_grams_words_begin(struct vg_grams_words *kept);

/*
 * Take a whole word, between two words: `n` ASCII letters of either case, at most VG_GRAMS_WORD.
 * The same to the bit as its letters one by one and the end of the word. For VG_GRAMS_LATIN.
 */
void vg_grams_word(struct vg_grams *g, struct vg_grams_words *kept, const char *word, size_t n);

/*
 * The language with the highest sum. `language` is its ISO 639 code ("sr-Latn" and
 * "uz-Cyrl" name the script as well) and NULL when nothing was counted. `ahead`
 * is by how much it leads the next, in steps of seven tenths of a bit, and `clear`
 * by how much it leads the next that is not nearly the same language (Danish and
 * Norwegian, Croatian and Serbian); `fit` is the sum as a percentage of what as many letters of
 * that language have on the average: about 100 for prose, half of it for names and foreign words.
 */
struct vg_grams_best {
    const char *language;
    uint32_t ahead, clear;
    uint32_t fit;
};

struct vg_grams_best vg_grams_best(struct vg_grams *g);

/* What a language of the group has of the sum, as letters of it, in sixteenths. */
uint32_t vg_grams_share(struct vg_grams *g, const char *language);

/* Does that language of the group do without the (folded) letter? 0 as well when nothing
 * is known of the letter. */
int vg_grams_lacks(enum vg_gram_group group, const char *language, uint32_t c);

#endif
