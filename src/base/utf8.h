/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_BASE_UTF8_H
#define VG_BASE_UTF8_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

#define VG_REPLACEMENT 0xFFFDU

/*
 * Decode the character at the start of `p`. Returns how many bytes it took, 1
 * to 4, and sets *c. A byte that is no well-formed UTF-8 (Unicode 15, table
 * 3-7: no overlong forms, no surrogates, nothing above U+10FFFF) takes 1 byte
 * and sets *c to VG_REPLACEMENT. `len` must be at least 1.
 */
size_t vg_utf8_next(const char *p, size_t len, uint32_t *c);

/* Bytes of a byte order mark in front; 0: none. Editors put one before anything that is text. */
size_t vg_bom_len(const char *p, size_t len);

/* The character that ends just before `at`; `at` must be at least 1 and on a
 * character border. Returns its length in bytes. */
size_t vg_utf8_before(const char *p, size_t at, uint32_t *c);

/* Append a character; one outside Unicode, or a surrogate, writes U+FFFD. */
void vg_put_utf8(struct vg_buf *b, uint32_t c);

/* Offset of the first byte that is not well-formed, or `len` if there is none. */
size_t vg_utf8_bad(const char *p, size_t len);

/* Is `at` (0…len) a border between characters of well-formed text? */
int vg_utf8_border(const char *p, size_t len, size_t at);

/* `at` moved down (or up) to a border. */
size_t vg_utf8_down(const char *p, size_t len, size_t at);
size_t vg_utf8_up(const char *p, size_t len, size_t at);

/* Han ideographs of any block (with the iteration mark 々 and 〇). */
int vg_is_han(uint32_t c);

/* Bidi controls, zero-width characters, other format and C0/C1 control
 * characters apart from LF and TAB: what has to be made visible when shown. */
int vg_is_unseen(uint32_t c);

/*
 * Append text made safe to read: each unseen character becomes its code point
 * in brackets, as in "[U+202E]"; bad bytes become U+FFFD. LF and TAB stay when
 * `keep_lines` is not 0 and become one space otherwise. For terminals and pages alike.
 */
void vg_put_visible(struct vg_buf *b, struct vg_str s, int keep_lines);

#endif
