/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_READ_HTML_SCAN_H
#define VG_READ_HTML_SCAN_H

#include <stddef.h>
#include <stdint.h>

/*
 * The three loops of the HTML reader that look at every byte of text, each in
 * plain C and, on x86-64, 32 bytes at a time with SSE2 and with AVX2. All paths
 * give the same results; which one runs is a matter of speed alone.
 */

/* What is counted in a stretch of text. */
struct vg_scan_counts {
    uint32_t letters; /* a Han character counts 2 */
    uint32_t digits;  /* ASCII */
    uint32_t marks;   /* sentence marks, stops among them */
    uint32_t stops;   /* those that end a sentence */
};

enum {
    /* Bytes past the end of a text that have to be readable (their values do not
     * matter), and bytes past what was copied that may be written. */
    VG_SCAN_PAST = 48,
};

struct vg_scan {
    /*
     * Copy from `p` to `out` up to what may not be copied as it stands, at most
     * `len` bytes, and return how many. Not copied are: white space and other
     * bytes up to 0x20, but for a single space that a byte to be copied follows;
     * '&'; and the characters U+00A0, U+00AD, U+2000 to U+200D, U+2060, U+3000
     * and U+FEFF, which may have to be left out.
     */
    size_t (*copy)(char *out, const char *p, size_t len);

    /*
     * Count. Letters: those of ASCII; characters of two bytes from U+00C0 on; Han
     * from U+4000 to U+9FFF, twice; other characters of three bytes but
     * punctuation (U+2000 to U+303F, U+E000 and above). Stops: 。！？； and . ! ?
     * where a space, quote, bracket or the end follows. Marks: those and ，、：“ , ;
     */
    void (*count)(const char *p, size_t len, struct vg_scan_counts *out);
};

enum vg_scan_path { VG_SCAN_BEST, VG_SCAN_PLAIN, VG_SCAN_SSE2, VG_SCAN_AVX2, VG_SCAN_PATHS };

/* The loops of that path; NULL when this machine cannot run it. VG_SCAN_BEST and
 * VG_SCAN_PLAIN are always there. The plain ones never read past `len`. */
const struct vg_scan *vg_scan_of(enum vg_scan_path path);

#endif
