/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_MENTION_NAMES_LOOK_H
#define VG_MENTION_NAMES_LOOK_H

#include <string.h>

#include "mention/names_file.h"

/*
 * How a name is built, for names_refuse.c: like that of a person, like one that many places are
 * built like too, or otherwise. Names are folded (VG_FOLD_STRIP). Words of names_words.inc are
 * everyday given and family names of some thirty peoples, and words that places and bodies are
 * called with; general knowledge of no particular person.
 */
enum vg_name_word {
    VG_NAME_GIVEN = 1,
    VG_NAME_FAMILY = 2,
    VG_NAME_TITLE = 4,        /* Mr, bey */
    VG_NAME_OF_PLACE = 8,     /* street, ministry: no person has it */
    VG_NAME_LINK = 16,        /* de, bin */
    VG_NAME_VIET = 32,        /* a Vietnamese family name … */
    VG_NAME_VIET_SECOND = 64, /* … and what stands behind it */
    VG_NAME_JAPANESE = 128,   /* a family name, in Han as they are folded */
    VG_NAME_TIBETAN = 256,    /* one of the two parts of a name */
    VG_NAME_SOUND = 512,      /* the same of Tibetan and Uyghur names in Han */
    VG_NAME_EVERYDAY = 1024,  /* a given name that is one with any other word: English */
    VG_NAME_VIET_WEAK = 2048, /* a family name that is a word of other languages too */
};

/* What names the word is part of; 0: none that is known. */
unsigned vg_name_word(struct vg_str folded);

/* Does any of them begin with the first three bytes of it? So few do of Han. */
int vg_name_word_begins(struct vg_str folded);

/* The words of the table in their order, for a test; NULL behind the last. */
const char *vg_name_word_at(size_t i);

/* Does it end so, behind something else? Both are folded; the last byte decides nearly always. */
static inline int vg_name_ends(struct vg_str s, const char *end)
{
    size_t n = strlen(end);

    return s.len > n && s.p[s.len - 1] == end[n - 1] && memcmp(s.p + s.len - n, end, n) == 0;
}

/* Names in words: Latin, Cyrillic, Arabic letters; `is_plain`: written in ASCII, as pinyin is. */
enum vg_names_look vg_names_look_words(struct vg_str folded, int is_plain);

/* Names in Han, kana, Hangul, Tibetan, which are written without spaces, or with points. */
enum vg_names_look vg_names_look_signs(struct vg_str folded);

#endif
