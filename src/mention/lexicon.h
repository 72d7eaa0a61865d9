/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_MENTION_LEXICON_H
#define VG_MENTION_LEXICON_H

#include <stddef.h>
#include <stdint.h>

/*
 * Words and phrases of a language by what they do, compiled from
 * data/lexicon/<language>.tsv and data/units/<language>.tsv. A phrase may stand
 * in several classes. Comparing is done on words: lower case (ASCII), with
 * typographic apostrophes made plain.
 */
enum vg_lex_class {
#define X(name, constant) VG_LEX_##constant,
#include "mention/lexicon_class.inc"
#undef X
    VG_LEX_CLASSES,
};

enum { VG_LEX_PHRASE = 6 }; /* words of the longest phrase */

struct vg_lex_entry {
    uint16_t words[VG_LEX_PHRASE]; /* ids, from 1 */
    uint8_t n;
    uint8_t class;     /* enum vg_lex_class */
    const char *value; /* third column; "" when empty */
    int64_t a, b;      /* the numbers in it, when it is made of numbers */
};

/* The id of a word (already in lower case), or 0 when no phrase holds it. */
uint16_t vg_lex_word(const char *p, size_t len);

/* Which classes have a phrase that begins with this word, bit by bit. Inline,
 * because almost every question is answered by it alone. */
extern const uint64_t vg_lex_masks[]; /* by word id */

static inline uint64_t vg_lex_mask(uint16_t word)
{
    return vg_lex_masks[word];
}

/* The longest phrase of `class` that is a prefix of the `n` word ids, or NULL. */
const struct vg_lex_entry *vg_lex_match(const uint16_t *words, size_t n, enum vg_lex_class class);

#define VG_LEX_BIT(class) ((uint64_t)1 << (class))

#endif
