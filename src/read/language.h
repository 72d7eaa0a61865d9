/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_READ_LANGUAGE_H
#define VG_READ_LANGUAGE_H

#include "read/text.h"

/*
 * The language and script of a text, from what the text itself shows: script
 * first, then letters that only one language of a script has, then the small
 * words that make up a third of any running text. Says "und" rather than guess:
 * a name or a heading has no small words.
 */
struct vg_language {
    char language[VG_LANG_TEXT]; /* ISO 639-1 or "und" */
    char script[VG_LANG_TEXT];   /* ISO 15924 or "" */
};

/* Looks at the first VG_LANGUAGE_SAMPLE bytes. Linear. */
enum { VG_LANGUAGE_SAMPLE = 4096 };
struct vg_language vg_language_of(struct vg_str text);

/*
 * Set language and script of every block and of the text: the text's language
 * is that of most letters in its main blocks (of all shown ones when there is
 * no main), a block too short to tell has the text's if it is in the same
 * script.
 */
void vg_language_mark(struct vg_text *t);

#endif
