/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_READ_CHARSET_WRITE_H
#define VG_READ_CHARSET_WRITE_H

#include "base/buf.h"
#include "read/charset.h"

/*
 * Text under conversion: for the decoders of src/read/charset_*.c only. The
 * pieces come in the order of the source; bytes that are left out (shift and
 * escape sequences) leave a gap in the map.
 */
struct vg_cs_writer {
    struct vg_buf out;
    struct vg_arena *a; /* for the runs */
    struct vg_run *runs;
    size_t run_count, run_room;
    size_t coarse; /* stretches of the source up to so long are one run; 0: as exact as can be */
    uint64_t replaced;
    size_t first_replaced; /* source offset of the first */
    size_t cut;            /* where in the source it became VG_MAX_CONVERTED bytes; 0: nowhere */
};

/* The last `text_len` bytes of `out` were made of that stretch, units of so many bytes each;
 * text_unit 0: as a whole. */
void vg_cs_run(struct vg_cs_writer *w, size_t text_len, size_t source, size_t source_len,
               unsigned text_unit, unsigned source_unit);

/* Append a character, or U+FFFD for VG_CS_NOTHING, with its run. */
void vg_cs_put(struct vg_cs_writer *w, uint32_t c, size_t source, size_t source_len);

/* The seven-bit charsets that switch between sets by escape and shift sequences. */
void vg_cs_convert_iso2022jp(struct vg_cs_writer *w, const char *p, size_t at, size_t len);
void vg_cs_convert_iso2022kr(struct vg_cs_writer *w, const char *p, size_t at, size_t len);
void vg_cs_convert_hz(struct vg_cs_writer *w, const char *p, size_t at, size_t len);

/* Length of the longest beginning of a UTF-8 character at `p`, which is broken: it becomes
 * one U+FFFD (Unicode 15, section 3.9, "maximal subparts"). */
size_t vg_cs_broken_utf8(const char *p, size_t len);

#endif
