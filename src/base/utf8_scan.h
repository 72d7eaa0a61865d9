/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_BASE_UTF8_SCAN_H
#define VG_BASE_UTF8_SCAN_H

#include <stddef.h>
#include <stdint.h>

/*
 * Looking through a whole input at once: where it stops being ASCII, where it
 * stops being UTF-8. Each has several ways to go, by what the processor can do;
 * all give the same answer for any bytes. vg_utf8_bad() and vg_ascii_len() take
 * the best one; the tests force each.
 */
enum vg_scan_path {
    VG_SCAN_PLAIN, /* words of eight bytes */
    VG_SCAN_SSSE3,
    VG_SCAN_AVX2,
    VG_SCAN_AVX512, /* where 64 bytes at once are worth it (scan/prefilter_signs.c); else as AVX2 */
    VG_SCAN_PATHS
};

/* Can this processor go that way? VG_SCAN_PLAIN always. */
int vg_scan_has(enum vg_scan_path path);

/* The widest that it can go. */
enum vg_scan_path vg_scan_best(void);

/* How many bytes at the start are below 0x80. */
size_t vg_ascii_len(const char *p, size_t len);
size_t vg_ascii_len_by(enum vg_scan_path path, const char *p, size_t len);

/* Is there a control character of ASCII (below 0x20), but those whose bits are set in `but`? */
int vg_has_control(const char *p, size_t len, uint32_t but);
int vg_has_control_by(enum vg_scan_path path, const char *p, size_t len, uint32_t but);

/* As vg_utf8_bad() of base/utf8.h. */
size_t vg_utf8_bad_by(enum vg_scan_path path, const char *p, size_t len);

#endif
