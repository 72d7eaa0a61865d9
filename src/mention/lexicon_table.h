/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_MENTION_LEXICON_TABLE_H
#define VG_MENTION_LEXICON_TABLE_H

#include "mention/lexicon.h"

/* What tools/make-lexicon.c writes; only lexicon.c reads it. */
enum { VG_LEX_SLOTS = 8192 }; /* a power of two, at least twice the words */

extern const char *const vg_lex_texts[];          /* by word id; [0] unused */
extern const uint16_t vg_lex_slots[VG_LEX_SLOTS]; /* word ids by hash, open addressing */
extern const uint64_t vg_lex_masks[];
extern const uint16_t vg_lex_first[]; /* by word id: its first entry; one more at the end */
extern const struct vg_lex_entry vg_lex_entries[]; /* by first word, longest first */

#endif
