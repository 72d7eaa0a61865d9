/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_RESOLVE_WORDS_H
#define VG_RESOLVE_WORDS_H

#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "base/table.h"

/*
 * What is generally known of the words that names are made of (data/agencies/): given names with
 * their nicknames and transliterations, surnames, titles, particles, legal forms, shortened words
 * and numbers, and the vocabulary of organisations across scripts. Facts of languages; no
 * organisation's or person's own name is in it. Read once from tables within the program.
 */
enum vg_word_flag {
    VG_WORD_GIVEN = 1,     /* a common given name, one of its own */
    VG_WORD_SURNAME = 2,   /* a common surname */
    VG_WORD_TITLE = 4,     /* Dr, Sheikh, President */
    VG_WORD_PARTICLE = 8,  /* al, von, of, the */
    VG_WORD_LEGAL = 16,    /* Ltd, GmbH: `means` says of which kind */
    VG_WORD_GENERAL = 32,  /* the vocabulary of organisations: university, trading */
    VG_WORD_PLACE = 64,    /* a country or region of the world */
    VG_WORD_NUMBER = 128,  /* `means` is its digits */
    VG_WORD_FOREIGN = 256, /* of another script: `forms` are English */
};

enum { VG_WORD_CLASSES = 4 };

struct vg_name_word {
    unsigned flags;
    uint16_t classes[VG_WORD_CLASSES]; /* forms of one given name share one; 0: none */
    struct vg_str means;               /* the plain form, a-z and 0-9; empty: as it is */
    const struct vg_str *forms;        /* English, without blanks: "keylaboratory" */
    const struct vg_str *bags;         /* the same with blanks: "key laboratory" */
    uint8_t n_forms;
    uint16_t clan, syllable; /* of 10,000 Chinese, how many have a surname, or syllables of given
                                names, that read so; 0: fewer than the table tells */
};

struct vg_name_words;

/* Read the tables. Lives in the arena. */
const struct vg_name_words *vg_name_words_read(struct vg_arena *a);

/* A word, or several with one blank between, folded; NULL: nothing is known of it. */
const struct vg_name_word *vg_name_words_get(const struct vg_name_words *w, struct vg_str word);

/* Words of the longest legal form that begins with this one; 0: none does. Most words of a name
 * need no closer look. */
size_t vg_name_words_legal(const struct vg_name_words *w, struct vg_str first);

/*
 * A word of Cyrillic or Arabic script, whatever its ending, article or language's own letters: the
 * stem "научн-" is found for научный and научного, علوم for والعلوم. NULL: nothing is
 * known of it.
 */
const struct vg_name_word *vg_name_words_inflected(const struct vg_name_words *w,
                                                   struct vg_str word);

/* Bytes of the longest entry that begins with this character; 0: none does. */
size_t vg_name_words_longest(const struct vg_name_words *w, struct vg_str first);

/* The longest entry at the start of a Han text, in bytes of `text`; 0: none. */
size_t vg_name_words_han(const struct vg_name_words *w, struct vg_str text,
                         const struct vg_name_word **out);

/* Words in the plural and -s are one: the length without it. */
size_t vg_name_words_stem(struct vg_str word);

/* Are two words of one class? */
int vg_name_word_alike(const struct vg_name_word *a, const struct vg_name_word *b);

#endif
