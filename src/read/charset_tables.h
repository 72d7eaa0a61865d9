/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_READ_CHARSET_TABLES_H
#define VG_READ_CHARSET_TABLES_H

#include <stdint.h>

/*
 * What the bytes of legacy charsets stand for, as the Encoding standard has it;
 * written by tools/make-charsets when the program is built. 0 is nothing.
 */

/* Charsets of a lead byte 0x81 to 0xfe and a trail byte from 0x40: a row of 192 a lead. */
enum { VG_CS_TRAILS = 192, VG_CS_PAIRS = 126 * VG_CS_TRAILS };
extern const uint16_t vg_cs_gb18030[VG_CS_PAIRS];
extern const uint16_t vg_cs_big5[VG_CS_PAIRS];
extern const uint8_t vg_cs_big5_plane2[VG_CS_PAIRS / 8]; /* a bit each: 0x20000 is to be added */
extern const uint16_t vg_cs_euckr[VG_CS_PAIRS];

/* Row by row of 94, the makers' rows 95 to 120 of Shift_JIS as well. */
enum { VG_CS_JIS = 120 * 94 };
extern const uint16_t vg_cs_jis0208[VG_CS_JIS];
extern const uint16_t vg_cs_jis0212[94 * 94];

/* Four-byte sequences of GB18030 by their number: each stretch counts up from `c`.
 * Ascending; the last row (number 39420) is the end. */
struct vg_cs_range {
    uint32_t number, c;
};
extern const struct vg_cs_range vg_cs_gb18030_four[];

/* Bytes 0x80 to 0xff. The last row has the name "". */
struct vg_cs_single {
    char name[16];
    uint16_t c[128];
};
extern const struct vg_cs_single vg_cs_singles[];

#endif
