/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_CLAIM_PATTERN_CHECK_H
#define VG_CLAIM_PATTERN_CHECK_H

#include "base/err.h"
#include "base/mem.h"
#include "claim/suggest.h"

/*
 * The examples of pattern files, run: each is a text of its own, read with
 * everything the language knows.
 *
 * "+ text => k=v …" holds when one suggestion for the text has all the values, and,
 * below a rule, that rule had a hand in it; without values, when anything is
 * suggested. "- text" holds when nothing is suggested; with values, when no
 * suggestion has all of them.
 *
 * Keys: value lower upper op unit kind predicate stance hedge subject object note
 * detail speaker and as (of the first in the chain; a leading article does not matter)
 * place from to (of the period). `date` is no value: it is the day of the text.
 */
struct vg_pat_result {
    const char *file;
    int line;
    const char *of; /* the list or rule above it */
    int must;       /* + */
    const char *text;
    const char *expected; /* in words */
    const char *got;
    int holds;
};

/*
 * Run the examples of files [first, end) of the language with this code. Results are
 * in the arena, in the order of files and lines.
 *   VG_E_FORMAT   an example has a key or a date that there is not; file and line
 *   and what vg_language_get() fails with
 */
int vg_patterns_try(struct vg_languages *l, const char *code, size_t first, size_t end,
                    struct vg_arena *a, struct vg_pat_result **out, size_t *n, struct vg_err *err);

#endif
