/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_RESOLVE_DEFINE_INSIDE_H
#define VG_RESOLVE_DEFINE_INSIDE_H

#include "resolve/define.h"
#include "resolve/words.h"

/* Inside of the finder of definitions: names at the edge of a bracket or comma, and whether a
 * stretch can be one. */

/* A stretch of the text. */
struct vg_define_span {
    size_t at, len;
};

struct vg_define_text {
    const struct vg_name_words *words;
    const char *p;
    size_t len;
    struct vg_arena *work; /* cleared after each definition that was tried */
};

enum { VG_DEFINE_STARTS = 4, VG_DEFINE_TERM = 160 /* bytes of a name */ };

/* The name that ends at `end` (blanks before it aside): what stands in quotation marks, a run of
 * capitalised English words with of, and, the between, or a run of Han. Where an "and" or "in"
 * leaves open where it begins, the later beginnings follow, at most VG_DEFINE_STARTS in all.
 * Returns how many. */
size_t vg_define_before(const struct vg_define_text *t, size_t end,
                        struct vg_define_span out[VG_DEFINE_STARTS]);

/* The name that begins at `at`, up to `end` at most: in quotation marks, capitalised words, a run
 * of Han up to a mark or a word that names have not. len 0: none. *quoted: it was in such marks. */
struct vg_define_span vg_define_after(const struct vg_define_text *t, size_t at, size_t end,
                                      int *quoted);

/* Blanks, quotation marks and an article off both ends. */
struct vg_define_span vg_define_trim(const struct vg_define_text *t, struct vg_define_span s,
                                     int *quoted);

/* Is there a Han character, a Latin letter? */
int vg_define_has_han(const struct vg_define_text *t, struct vg_define_span s);
int vg_define_has_latin(const struct vg_define_text *t, struct vg_define_span s);

/* Can it be a name at all: no place, date, number, person, list or sentence? */
int vg_define_may_be_name(const struct vg_define_text *t, struct vg_define_span s);

/* Do they look like two names of one person? */
int vg_define_are_persons(const struct vg_define_text *t, struct vg_define_span x,
                          struct vg_define_span y);

/* A word for many things: the Bureau, 该局, 通知. */
int vg_define_is_common(const struct vg_define_text *t, struct vg_define_span s);

/* Are these capitals the initials of the last words of the name? Then where those begin, else 0
 * for none (and 1 more than the place otherwise). */
size_t vg_define_initials(const struct vg_define_text *t, struct vg_define_span name,
                          struct vg_define_span capitals);

/* Is the one a shortening of the other, in Han: 国侨办 of 国务院侨务办公室? */
int vg_define_abbreviates(const struct vg_define_text *t, struct vg_define_span name,
                          struct vg_define_span shorter);

/* How their frames stand to each other: 3 the same, 2 open, 0 nothing known, -1 different. */
int vg_define_frames(const struct vg_define_text *t, struct vg_define_span x,
                     struct vg_define_span y);

#endif
