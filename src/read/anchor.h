/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_READ_ANCHOR_H
#define VG_READ_ANCHOR_H

#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"

/*
 * Where a stretch of text stands, in a way that survives a better reader:
 * position plus quote with what stands before and after it (W3C Web
 * Annotation, TextPositionSelector and TextQuoteSelector). Offsets are bytes
 * of UTF-8, the end is excluded; `before` and `after` are at most VG_CONTEXT
 * bytes, cut at characters.
 */
struct vg_anchor {
    size_t start, end;
    struct vg_str quote, before, after;
};

/*
 * Fill *out for the bytes `start` to `end` of `text`; its texts point into
 * `text`. VG_E_MISUSE when the stretch is empty, past the end or not on
 * character borders; VG_E_LIMIT when it is longer than VG_MAX_QUOTE.
 */
int vg_anchor_make(struct vg_str text, size_t start, size_t end, struct vg_anchor *out,
                   struct vg_err *err);

enum vg_anchor_how {
    VG_ANCHOR_EXACT,     /* same place, same bytes */
    VG_ANCHOR_MOVED,     /* same bytes, elsewhere; the context tells which place */
    VG_ANCHOR_REFITTED,  /* same words; white space, width or composition differ */
    VG_ANCHOR_AMBIGUOUS, /* several places fit equally well; the nearest is given */
    VG_ANCHOR_LOST,
};

struct vg_anchor_found {
    enum vg_anchor_how how;
    size_t start, end; /* in the new text; 0 and 0 when lost */
    size_t candidates; /* places where the quote stands */
};

/*
 * Find an anchor again in `text`, another reading of the same source. First the
 * place itself; then all places where the quote stands, ranked by how many
 * bytes of `before` and `after` agree, then by distance; then the same with
 * white space left out and characters compared by their compatibility
 * decomposition (so by NFKC, but for the order of marks on one letter). Linear
 * time. `candidates` is 1 for an exact find: nothing else is looked at. A quote
 * of white space alone is found at its place or not at all.
 */
struct vg_anchor_found vg_anchor_find(const struct vg_anchor *p, struct vg_str text);

/* "exact", "moved", "refitted", "ambiguous", "lost". */
const char *vg_anchor_how_word(enum vg_anchor_how how);

#endif
