/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_BASE_DIGITS_H
#define VG_BASE_DIGITS_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/mem.h"

/* Digits of texts that stand for bytes: base16 and base64 (RFC 4648), and escapes of one byte. */

/* A whole number in decimal digits and nothing else, one to eighteen of them. */
int vg_digits_read(struct vg_str s, uint64_t *out);

/* The value of a hexadecimal digit of either case, 0 to 15; or -1. */
int vg_digit_hex(char c);

/* The value of a character of base64 (section 4), 0 to 63; or -1. '=' is none. */
int vg_digit_base64(char c);

/* The same of either alphabet: section 5 has '-' and '_' instead of '+' and '/'. */
int vg_digit_base64_any(char c);

/* The byte that `mark` and two hexadecimal digits at `at` stand for ("%41" of addresses, "=41" of
 * mails); or -1. */
int vg_digit_escape(struct vg_str s, size_t at, char mark);

/* A text with such escapes undone, once; what only looks like one stays. */
void vg_put_unescaped(struct vg_buf *b, struct vg_str s, char mark);

/*
 * Canonical base64 with padding (section 4, 3.5), so that no bytes have two texts: at most
 * `room` bytes; *n is how many there are. 0 when it is not that, or does not fit; then `out`
 * may have been written to.
 */
int vg_base64_read(struct vg_str s, unsigned char *out, size_t room, size_t *n);

/* The same of a text that is only checked, of any length. */
int vg_base64_holds(struct vg_str s);

/* What a text of either alphabet stands for, as far as it does: characters that are no digits
 * are passed over, and bits that fill no byte are left. */
void vg_put_unbase64(struct vg_buf *b, struct vg_str s);

void vg_put_base64(struct vg_buf *b, const void *bytes, size_t n);

#endif
