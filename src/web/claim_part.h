/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_WEB_CLAIM_PART_H
#define VG_WEB_CLAIM_PART_H

#include "web/ui.h"

/* Pieces of a page that shows one claim, or one suggestion, large. */

/* A table, its heads as words, read as a table where it is laid out as cards too. */
void vg_table_open(const struct vg_web *w, const char *class, enum vg_ui_word caption,
                   const enum vg_ui_word *heads, size_t n);
void vg_table_end(const struct vg_web *w);
/* <td data-l="HEAD">, the caller ends it. */
void vg_table_cell(const struct vg_web *w, enum vg_ui_word head, const char *class);

/* The passage with what stands around it: whole lines of the text, some hundred bytes to
 * either side, the quote marked. Without a text the quote as it was kept. `kept` and `end`: ids
 * for links. */
void vg_claim_context(const struct vg_web *w, const struct vg_claim *c);

/* Words that were read in an image, as the image shows them there. */
void vg_claim_strip(const struct vg_web *w, int64_t source, int64_t from, int64_t to);

/* The box by which a person says that they compared the words with the image, with the strip of
 * the words that are asked about: those at `start`, or `quote` where it occurs once. Nothing
 * where no word of the source was read in an image. */
void vg_claim_compared(const struct vg_web *w, int64_t source, int64_t start, int64_t end,
                       const char *quote);

/* Where it stands: a link to the source at the passage; `key` may be NULL. */
void vg_claim_source_line(const struct vg_web *w, const struct vg_claim *c, const char *key);

/* The chain from the origin to the page in hand, as an ordered list. */
void vg_claim_chain(const struct vg_web *w, const struct vg_page *p, const struct vg_claim *c);

/* What was understood, a labelled row each; what is not stated and matters says so. */
void vg_claim_facts(const struct vg_web *w, const struct vg_page *p, const struct vg_claim *c);

/* Names of ours; may be NULL after a failure. */
const struct vg_page *vg_claim_pieces(struct vg_web *w);

/* "accepted" in the language of the page. */
const char *vg_claim_status_label(const struct vg_web *w, enum vg_claim_status status);

#endif
