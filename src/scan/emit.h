/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_SCAN_EMIT_H
#define VG_SCAN_EMIT_H

#include "mention/gazetteer.h"
#include "read/text.h"

/*
 * Which passages of a text a scan prints. Pure: a text and the names found in it in,
 * passages out. It is about places and institutions; there is no kind for people.
 */
enum vg_emit {
    VG_EMIT_PAIR,  /* blocks in which a trigger and a place stand near each other */
    VG_EMIT_EVERY, /* all blocks with a name in them */
    VG_EMIT_NONE,  /* nothing; all names are found all the same, for measuring */
};

/* "pair" …; VG_E_MISUSE for an unknown word. */
int vg_emit_read(const char *word, enum vg_emit *out, struct vg_err *err);

enum {
    VG_EMIT_NEAR = 200,  /* characters between the two of a pair, at most */
    VG_EMIT_BYTES = 600, /* of one passage, cut to sentences where they fit; names that need more
                            (two with 200 Han characters between them) have it, and no more */
};

/* One passage: bytes of the text, and which of the names given lie in it whole. */
struct vg_emitted {
    uint32_t start, end;
    enum vg_block_class block;
    uint32_t first, count; /* names[first … first + count) */
};

/*
 * The passages of a text in order, in the arena; of pairs at most one a block. `hits` are those
 * of the whole text as the gazetteer gives them. In a pair the passage is cut around the
 * trigger and the place that stand nearest each other, with the sentences they are in.
 */
size_t vg_emit(const struct vg_text *t, const struct vg_hit *hits, size_t n, enum vg_emit rule,
               struct vg_arena *a, struct vg_emitted **out);

#endif
