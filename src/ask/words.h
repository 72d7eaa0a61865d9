/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_ASK_WORDS_H
#define VG_ASK_WORDS_H

#include "base/mem.h"

/*
 * Every sentence of ours in an answer, in English and Chinese; {1} {2} {3} are filled in.
 * A sentence has a key that is the same in both ("one-root"), for programs.
 */
enum vg_ask_word {
    /* remarks */
    VG_A_ONE_ROOT,
    VG_A_LINKED_ROOTS,
    VG_A_OUTSIDE_CITY,
    VG_A_UPPER_ONLY,
    VG_A_LOWER_ONLY,
    VG_A_ABOUT,
    VG_A_NO_BASE,
    VG_A_NOT_ABSENCE,
    VG_A_OPINION_ONLY,
    VG_A_AT_LEAST_MORE,
    VG_A_SAYS_NOT_WHICH,
    VG_A_TWO_CLAIMS,
    VG_A_CONFIRMS_ITSELF,
    VG_A_INFERRED,
    VG_A_SEVERAL_UNITS,
    VG_A_UNITS_APART,
    VG_A_ANSWERS_ONLY,
    VG_A_NO_ANSWER,
    VG_A_DESCRIBED_AS,
    VG_A_REMAINDER,
    VG_A_FOUND_OUTSIDE,
    VG_A_LOCKED,
    VG_A_DIFFERENT_THINGS,
    VG_A_NOT_MET_ALONE,
    VG_A_BASIS,
    VG_A_GRADED_BY_PEOPLE,
    VG_A_PUBLIC_ONLY,
    VG_A_NOTE_OF_PERSON,
    VG_A_BESIDE,
    VG_A_WITHHOLD,
    VG_A_FIGURE_NOTE,
    VG_A_BODY_UNNAMED,
    /* refusals */
    VG_A_NO_LIST_CORRECTED,
    VG_A_NO_LIST_NOT_HELD,
    VG_A_NO_LIST_NOT_READ,
    VG_A_NO_LIST_COVERS_ALL,
    VG_A_LIST_LOCKED,
    VG_A_CITED_NOT_HELD,
    VG_A_CITED_CORRECTED,
    VG_A_CITED_NOT_READ,
    VG_A_NO_LINK,
    VG_A_NO_SUM,
    VG_A_NO_FIGURE,
    /* missing */
    VG_A_NOTHING_FITS,
    VG_A_NO_WATCH,
    VG_A_NO_TABLE,
    VG_A_NO_NUMBERS,
    VG_A_NO_SEARCH_LOG,
    VG_A_NOT_HELD,
    VG_A_NOT_LATER,
    VG_A_NO_REPLY,
    VG_A_NO_PERIOD,
    VG_A_NO_PLACE,
    VG_A_ONE_FIGURE,
    VG_A_NO_BODY,
    VG_A_ONE_TEXT,
    VG_A_NO_LIST,
    VG_A_NOT_LOOKED_AT,
    /* words within rows */
    VG_A_HELD,
    VG_A_HELD_READ,
    VG_A_UNHELD,
    VG_A_CLAIMS_N,
    VG_A_SEAT,
    VG_A_UNNAMED,
    VG_A_UNPLACED,
    VG_A_NOT_LOOKED,
    VG_A_FORMS,
    VG_A_PUBLIC_ROLE,
    VG_A_NO_ROLE,
    VG_A_FIND_ROOT,
    VG_A_READ_ROOT,
    VG_A_FIND_OUTLET,
    VG_A_GRADE_OPINION,
    VG_A_GRADE_CORRECTED,
    VG_A_GRADE_NONE_FOUND,
    VG_A_GRADE_DISPUTED,
    VG_A_GRADE_OFFICIAL,
    VG_A_GRADE_READ,
    VG_A_GRADE_ONE_ROOT,
    VG_A_GRADE_ROOTS,
    VG_A_PARTY,
    VG_A_HOST,
    VG_A_AUTHOR,
    VG_A_PUBLISHER,
    VG_A_COUNT_FIGURES,
    VG_A_COUNT_ROOTS,
    VG_A_COUNT_CHECKS,
    VG_A_COUNT_REPLIES,
    VG_A_NO_PRIVATE,
    VG_A_FINE_PLACE,
    VG_A_ALLEGED_NAMES,
    VG_A_SUM_ALLOWED,
    VG_A_LESS_KNOWN,
    VG_A_SAID_AS,
    VG_A_PARTLY_INFERRED,
    VG_A_COUNTED_AS,
    VG_ASK_WORDS
};

/* The key of a sentence. */
const char *vg_ask_word_key(enum vg_ask_word w);

/* The sentence in "zh" when `language` begins so, else in English, in the arena. NULL is empty. */
const char *vg_ask_say(struct vg_arena *a, const char *language, enum vg_ask_word w, const char *x,
                       const char *y, const char *z);

#endif
