/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_CLAIM_FOREIGN_H
#define VG_CLAIM_FOREIGN_H

#include "claim/claim.h"
#include "read/text.h"

/*
 * Suggestions of a program that is not ours: how a text is put to it, and what is
 * believed of its answer. Pure: no store, no clock, no process.
 *
 * It is given one JSON object a line for each passage, and answers with one JSON
 * object a line for each claim it proposes, in the shape of vigil-json(5)
 * "claim". It may propose what a suggestion may say, and nothing else: no id, no
 * decision, no roots and no standing; and what it says of the text must be so.
 */

/* A text that is put to it. */
struct vg_asked {
    struct vg_str text;          /* well-formed UTF-8 */
    const char *source;          /* "s12"; NULL: a text without a case */
    int64_t id;                  /* 12, for the passages; 0 without a case */
    const char *language;        /* NULL: unknown; the same for the next two */
    const char *date;            /* EDTF */
    const char *publisher;       /* the last link of every chain */
    const char *reader;          /* of passages; NULL: none */
    const struct vg_text *marks; /* which words were read in an image; NULL: none */
};

/*
 * The next passage of the text from byte *at on: a paragraph (a line), or, of one
 * longer than VG_PLUGIN_PASSAGE, a piece that ends with a sentence, else with a
 * word, else with a character. White space around it, and a mark of byte order
 * in front, are left out; the passages cover everything else, in order, without
 * overlap. Returns 1 with *start, *end and *at moved on, or 0 at the end.
 */
int vg_foreign_passage(struct vg_str text, size_t *at, size_t *start, size_t *end);

/* The line for one passage, the n-th: passage, start, end, text, language, date, source,
 * publisher; offsets in bytes of the whole text, a NUL as a space. */
void vg_foreign_ask(struct vg_buf *out, const struct vg_asked *t, int64_t n, size_t start,
                    size_t end);

/*
 * Read one line of the answer. Its passage belongs to one of the texts asked
 * about: to the one it names, or, without a name, to the only one. On VG_OK the
 * claim is in the arena with status suggested and the given rule, its passages
 * with quote, before, after and reader out of the text, a last link that is the
 * text in hand, and the language of the text where it gave none; *which is the
 * index of the text. Fails with VG_E_FORMAT, VG_E_LIMIT or VG_E_REFUSED and the
 * field's name for whatever a suggestion may not have, a text that was not put to
 * it, offsets that are missing, outside or within a character, a quote that
 * differs from the bytes there, and all that vg_claim_check() refuses.
 */
int vg_foreign_read(struct vg_str line, const struct vg_asked *texts, size_t n, const char *rule,
                    struct vg_arena *a, struct vg_claim *out, size_t *which, struct vg_err *err);

/*
 * Place a claim of vg_foreign_read() anew, in another reading of the same text:
 * every passage is found again by quote and context. 0 when one of them is not
 * there any more, or in more than one place that fits.
 */
int vg_foreign_place(struct vg_claim *c, const struct vg_asked *t, struct vg_arena *a);

#endif
