/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_SCAN_PREFILTER_SIGNS_H
#define VG_SCAN_PREFILTER_SIGNS_H

#include <stddef.h>
#include <stdint.h>

#include "base/utf8_scan.h"

/*
 * The part of the look before reading that finds where a page may write a word in a way of its
 * own: '&'; '<' behind a letter, and before what may begin a script or say that what looks like one
 * may be none (svg, math, textarea, xmp, plaintext); and the first byte of a character that may be
 * part of a word of plain letters, or unseen in one. Questions are asked of what is found.
 */
enum { VG_PREFILTER_SIGNS = 256 }; /* in a list */

/* The next signs from *at on, in order, as many as the list surely holds; *at is moved past what
 * was looked at. How many; `len` is below 4 GiB. */
size_t vg_prefilter_signs(const char *p, size_t len, size_t *at, uint32_t list[VG_PREFILTER_SIGNS]);

/* The same in a way that this processor can go (vg_scan_has()): all give the same list, though not
 * as many of it at once. */
size_t vg_prefilter_signs_by(enum vg_scan_path path, const char *p, size_t len, size_t *at,
                             uint32_t list[VG_PREFILTER_SIGNS]);

/* The first end tag, or end of a comment or a section, from `at` on: a mark; len where there is
 * none. */
size_t vg_prefilter_mark(const char *p, size_t len, size_t at);
size_t vg_prefilter_mark_by(enum vg_scan_path path, const char *p, size_t len, size_t at);

/* A plain letter or digit. */
static inline int vg_prefilter_is_letter(unsigned char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

#endif
