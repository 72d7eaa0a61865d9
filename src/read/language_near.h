/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_READ_LANGUAGE_NEAR_H
#define VG_READ_LANGUAGE_NEAR_H

#include "base/mem.h"

/*
 * Pairs of languages in one script that runs of letters hardly part, because most words are
 * the same to the letter: Croatian and Serbian in Latin letters, Indonesian and Malay. What
 * parts them is a few common words that the other writes otherwise.
 */
struct vg_twins {
    int pair;  /* -1: the language is of none */
    int votes; /* above 0 for the first of the pair */
};

/* `code` as vg_grams_best() has it. */
struct vg_twins vg_twins_begin(const char *code);

/* Count the words of a text; of none when the language is of no pair. */
void vg_twins_take(struct vg_twins *n, struct vg_str text);

/* What the words say; `code` itself where they say nothing, or as much for the one as the other. */
const char *vg_twins_end(const struct vg_twins *n, const char *code);

/* Are the two codes (or one code) of one pair? "sr" is "sr-Latn". */
int vg_twins_is_pair(const char *a, const char *b);

#endif
