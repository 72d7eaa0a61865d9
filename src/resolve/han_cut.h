/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_RESOLVE_HAN_CUT_H
#define VG_RESOLVE_HAN_CUT_H

#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "resolve/words.h"

/*
 * A Han text of the name of a body (folded, simplified) cut into words of the general vocabulary
 * and stretches that it does not know, in order and without a gap.
 *
 * Of all ways to cut, the one in which the fewest characters stay unknown, then the fewest pieces
 * are made; of ways that are equal in that, the first words are the shorter ones, for what a body
 * is stands at the end (工业 + 职业技术学院). A single unknown character between words is unlikely:
 * 广州 + 华商 + 学院, and not 华 beside 商学院. A word of one character (市, 省, 院) is one only
 * behind another word, or behind a stretch of two characters and more, and before a word or the
 * end. A surname is no word of a body. Time grows with the length of the text. Pure.
 */
struct vg_han_piece {
    uint16_t from, n;                /* bytes */
    const struct vg_name_word *word; /* NULL: not known */
};

enum { VG_HAN_CUT_CHARS = 384 /* more than a name can have */ };

/* Returns how many pieces; what is behind so many characters is left out. */
size_t vg_han_cut(const struct vg_name_words *w, struct vg_str text,
                  struct vg_han_piece out[VG_HAN_CUT_CHARS]);

#endif
