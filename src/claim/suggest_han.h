/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_CLAIM_SUGGEST_HAN_H
#define VG_CLAIM_SUGGEST_HAN_H

#include "claim/suggest.h"

/*
 * The suggester for Chinese, simplified and traditional. The driver hands it the
 * paragraphs that are mainly Han, and the stretches of Chinese in paragraphs of
 * another language; it remembers speakers, units and years from one to the next.
 */
struct vg_han_reading;

/* Claims point into `lex`. `a` holds claims, `keep` what is
 * remembered, `scratch` the rest; all outlive the reading. The dateline is a day number or
 * VG_NO_DATELINE: then it is looked for in the text. */
struct vg_han_reading *vg_han_begin(const struct vg_suggest_in *in,
                                    const struct vg_han_lexicon *lex, int64_t dateline,
                                    struct vg_arena *a, struct vg_arena *keep,
                                    struct vg_arena *scratch);

/* The dateline, and another when the text has given one in another language. */
int64_t vg_han_day(const struct vg_han_reading *r);
void vg_han_day_set(struct vg_han_reading *r, int64_t day);

/*
 * Read the bytes [from, to), which lie on borders of characters. `outer` are the
 * links that hold for all of it (who is quoted, in the English around it), without
 * the text in hand. `line` counts lines from 1, for the head of the text.
 * Claims come out in *claims, in the order found; they live in `a`. Returns where
 * it stopped: `to`, or less, behind a sentence if it can be, when the stretch is longer
 * than VG_MAX_PARAGRAPH characters; then it is called again from there.
 */
size_t vg_han_read(struct vg_han_reading *r, size_t from, size_t to, const struct vg_link *outer,
                   size_t n_outer, int line, struct vg_claim **claims, size_t *n);

/* What a line is made of: where its Chinese stretches lie. */
enum { VG_MAX_STRETCHES = 64 };
struct vg_han_stretches {
    struct {
        size_t from, to;
    } of[VG_MAX_STRETCHES];
    size_t n;
    int whole; /* mainly Han: the line is one stretch */
};
void vg_han_stretches(const char *text, size_t from, size_t to, struct vg_han_stretches *out);

/*
 * Does the paragraph of the line [from, to) go on in the next line, which ends at
 * `next`? Texts taken from pages are wrapped: the line is full, does not end with
 * a mark, and the next is no longer than it. Han lines only.
 */
int vg_han_wrapped(const char *text, size_t from, size_t to, size_t next);

#endif
