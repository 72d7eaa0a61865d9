/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_MENTION_LEXICON_H
#define VG_MENTION_LEXICON_H

#include <stddef.h>
#include <stdint.h>

#include "base/fnv.h"

/*
 * Words and phrases of a language by what they do, made from the lists of its
 * pattern files that have the name of a class (mention/pattern.h). A phrase may
 * stand in several classes. Comparing is done on folded words (vg_scan_fold()).
 */
enum vg_lex_class {
#define X(name, first, second, constant) VG_LEX_##constant,
#include "mention/lexicon_class.inc"
#undef X
    VG_LEX_CLASSES,
};

enum { VG_LEX_PHRASE = 6 }; /* words of the longest phrase */

struct vg_lex_entry {
    uint16_t words[VG_LEX_PHRASE]; /* ids, from 1 */
    uint8_t n;
    uint8_t class;     /* enum vg_lex_class */
    const char *value; /* what the phrase sets, by the first key of its class; "" when nothing */
    int64_t a, b;      /* the values of both keys as numbers; 0 when they are none */
};

/*
 * The words of one language, read-only once made. Whoever makes it fills the
 * tables and keeps them as long as anybody looks at them.
 */
struct vg_lexicon {
    const char *const *texts; /* by word id; [0] unused */
    const uint64_t *ones;     /* by word id: which classes have it as a phrase of one word */
    const uint64_t *masks;    /* by word id: which classes have a phrase that begins with it */
    const uint16_t *slots;    /* word ids by vg_lex_hash(), open addressing, 0: free */
    uint32_t n_slots;         /* a power of two, at least twice the words */
    const uint16_t *first;    /* by word id: its first entry; one more at the end */
    const struct vg_lex_entry *entries; /* by first word, longest first */
    uint16_t n_words;    /* the ids up to this one stand in a class; those above in rules only */
    uint8_t lower_dates; /* months and weekdays are written without a capital */
    uint8_t has_digits;  /* some rule has digits in it: numbers have ids, too */
};

/* 32-bit FNV-1a, folded. */
static inline uint32_t vg_lex_hash(const char *p, size_t len)
{
    uint32_t h = vg_fnv32_bytes(VG_FNV32, p, len);

    return h ^ (h >> 15);
}

/* The id of a word (already in lower case), or 0 when no phrase holds it. */
uint16_t vg_lex_word(const struct vg_lexicon *l, const char *p, size_t len);

/* Which classes have a phrase that begins with this word, bit by bit. Inline,
 * because almost every question is answered by it alone. */
static inline uint64_t vg_lex_mask(const struct vg_lexicon *l, uint16_t word)
{
    return l->masks[word];
}

/* Which classes have a phrase that is a prefix of the `n` word ids, bit by bit: asked once
 * of each token, it answers all later questions about it. */
uint64_t vg_lex_classes(const struct vg_lexicon *l, const uint16_t *words, size_t n);

/* The longest phrase of `class` that is a prefix of the `n` word ids, or NULL. */
const struct vg_lex_entry *vg_lex_match(const struct vg_lexicon *l, const uint16_t *words, size_t n,
                                        enum vg_lex_class class);

#define VG_LEX_BIT(class) ((uint64_t)1 << (class))

#endif
