/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_BASE_FOLD_H
#define VG_BASE_FOLD_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/mem.h"

/*
 * Text made comparable. Folding takes away what two writings of one word differ
 * in: compatibility forms (Unicode 15 NFKC: full-width letters and digits,
 * ligatures, circled numbers), case (full case folding), and the traditional
 * form of a Han character (one character at a time). Accented letters come out
 * taken apart, base letter then mark, so that both Unicode ways of writing é
 * are one; kana and Hangul come out put together. Characters that nobody sees
 * (zero-width, bidi controls, soft hyphen, variation selectors) vanish, a byte
 * that is no UTF-8 becomes U+FFFD. Folding twice changes nothing. Several marks
 * on one letter keep the order they were written in.
 */
enum vg_fold_flag {
    VG_FOLD_PLAIN = 0,
    /* Leave the marks of Latin, Greek, Hebrew and Arabic letters out, write ø ł
     * đ æ and their like as o l d ae, and ё as е. Letters that only look
     * accented (й, ї) stay. For search, where people type what they can. */
    VG_FOLD_STRIP = 1,
};

enum { VG_FOLD_MAX = 18 }; /* characters that one character can become (U+FDFA) */

/* What one character becomes (0 to VG_FOLD_MAX characters, without regard to
 * its neighbours); returns how many. */
size_t vg_fold_char(uint32_t c, uint32_t out[VG_FOLD_MAX]);

/* The parts of folding that look at a neighbour, for readers that fold as they go: what the
 * folded characters `before` and `c` are together (kana and its voicing mark, Hangul letters),
 * or 0 when they stay two; whether VG_FOLD_STRIP leaves `c` out after `before` (0: nothing);
 * and what it writes for a letter that cannot be taken apart, NULL for all others. */
uint32_t vg_fold_together(uint32_t before, uint32_t c);
int vg_fold_strips(uint32_t before, uint32_t c);
const char *vg_fold_plain(uint32_t c);

/* Append `len` bytes of text, folded. */
void vg_fold(const char *p, size_t len, unsigned flags, struct vg_buf *out);

/*
 * Where folded text came from. Stretches in which every character kept its
 * length share one run; what became more or less than one character of the same
 * length has a run of its own.
 */
struct vg_fold_run {
    size_t out, in; /* first byte of the run in the folded and in the original text */
    size_t whole;   /* bytes of the original that cannot be taken apart, 0 for a stretch */
};

struct vg_fold_map {
    struct vg_fold_run *runs; /* ascending; in the arena */
    size_t n, room;
    size_t out_len, in_len;
};

/* vg_fold() into `out`, which must be empty, with the way back. */
void vg_fold_mapped(const char *p, size_t len, unsigned flags, struct vg_arena *a,
                    struct vg_buf *out, struct vg_fold_map *map);

/*
 * The stretch of the original text behind the folded bytes [*start, *end), which
 * lie on borders of characters: both are replaced, widened to whole original
 * characters. Unseen characters at the
 * borders are left outside, those within are inside.
 */
void vg_fold_back(const struct vg_fold_map *map, size_t *start, size_t *end);

/* What a character is (Unicode 15 general category, as far as anything here asks). */
enum vg_char_kind {
    VG_CHAR_OTHER, /* marks of punctuation, symbols, controls, unassigned */
    VG_CHAR_LOWER,
    VG_CHAR_UPPER,  /* and title case */
    VG_CHAR_LETTER, /* a letter without case: Han, kana, Hangul, Arabic … */
    VG_CHAR_MARK,   /* combining */
    VG_CHAR_DIGIT,  /* decimal digit of any script */
    VG_CHAR_SPACE,
};

enum vg_char_kind vg_char_kind(uint32_t c);

/* A letter, mark or digit: what words are made of. */
int vg_is_word(uint32_t c);

#endif
