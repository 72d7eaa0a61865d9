/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_READ_LANGUAGE_H
#define VG_READ_LANGUAGE_H

#include "read/text.h"

/*
 * The language and script of a text, from what the text itself shows: script
 * first, which for most languages says all, in a single word too; for Latin,
 * Cyrillic, Arabic and Devanagari then the runs of letters that its words are
 * made of (read/language_grams.h), and for pairs that those hardly part a few words
 * (read/language_near.h). The script is that of most letters; a Han character, kana or
 * syllable of Hangul counts as two, because it says more than a letter of Latin does. Says "und"
 * rather than guess where too few letters or none but names are there, or a language that
 * has no table; one that is very near to another (Asturian) is named after that.
 *
 * Norwegian of either kind is "no". Han without kana or Hangul is "zh"; its
 * script is Hans or Hant by at least two characters that exist in one of them
 * only, else "".
 */
struct vg_language {
    char language[VG_LANG_TEXT]; /* ISO 639-1 or "und" */
    char script[VG_LANG_TEXT];   /* ISO 15924 or "" */
};

/* Looks at the first VG_LANGUAGE_SAMPLE bytes at most, and only until the language is sure. */
enum { VG_LANGUAGE_SAMPLE = 4096 };
struct vg_language vg_language_of(struct vg_str text);

/*
 * Set language and script of every block and of the text. The text's is that of
 * most letters in its main blocks (of all shown ones when there is no main); of long blocks
 * stretches from the beginning to the end are looked at. A
 * block has its own when its script says so or it has 80 letters, and differs
 * from the text only when it says so clearly; a shorter one has that of the block
 * before it in the same script, or the text's.
 */
void vg_language_mark(struct vg_text *t);

/*
 * Does a declared language ("nb-NO", "zh_CN", "iw") name the same one as a code found
 * here? Region and script are passed over, old codes are their new ones, and languages
 * that are not told apart here (Norwegian, Bosnian and Croatian and Serbian) are one.
 */
int vg_language_is_same(struct vg_str declared, const char *found);

#endif
