/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_READ_CHARSET_CODEC_H
#define VG_READ_CHARSET_CODEC_H

#include <stddef.h>
#include <stdint.h>

#include "read/charset_tables.h"

/*
 * One character at a time, by the decoders of the Encoding standard. For the
 * converter and the judge of charsets only; in a header so that both have them
 * in their inner loops.
 *
 * Each looks at the character that begins at p[0], a byte of 0x80 or more, with
 * `len` bytes there, 1 at least. It returns how many bytes the character takes
 * and sets *c; what is nothing sets *c to VG_CS_NOTHING and takes as much as
 * the standard says: an ASCII byte that ends a broken character is not part of
 * it. `t` is the table of a single-byte charset, NULL for the others.
 */
enum {
    VG_CS_NOTHING = 0x7fffffff,
    /* Two characters from one pair of bytes (Big5): the first in the low byte, a mark that is
     * combined with it above. */
    VG_CS_TWO = 0x40000000,
};

enum vg_cs_kind {
    VG_CS_UTF8,
    VG_CS_UTF16LE,
    VG_CS_UTF16BE,
    VG_CS_GB18030,
    VG_CS_BIG5,
    VG_CS_EUCKR,
    VG_CS_SHIFT_JIS,
    VG_CS_EUCJP,
    VG_CS_SINGLE,
    VG_CS_ISO2022JP,
    VG_CS_ISO2022KR,
    VG_CS_HZ,
    VG_CS_UNKNOWN,
};

/* How the charset of that WHATWG name is decoded; *t is set for VG_CS_SINGLE. */
enum vg_cs_kind vg_cs_kind(const char *name, const struct vg_cs_single **t);

/* The character of a four-byte sequence of GB18030, VG_CS_NOTHING if there is none. */
uint32_t vg_cs_gb18030_by_number(uint32_t number);

static inline size_t vg_cs_nothing(const unsigned char *p, size_t len, size_t most, uint32_t *c)
{
    size_t n = most < len ? most : len;

    *c = VG_CS_NOTHING;
    return n > 1 && p[n - 1] < 0x80 ? n - 1 : n;
}

static inline size_t vg_cs_next_single(const unsigned char *p, size_t len,
                                       const struct vg_cs_single *t, uint32_t *c)
{
    (void)len;
    *c = t->c[p[0] - 0x80];
    if (*c == 0)
        *c = VG_CS_NOTHING;
    return 1;
}

static inline int vg_cs_is_gb_digit(unsigned char b)
{
    return b >= 0x30 && b <= 0x39;
}

static inline size_t vg_cs_next_gb18030_four(const unsigned char *p, size_t len, uint32_t *c)
{
    *c = VG_CS_NOTHING;
    if (len < 3 || (len < 4 && p[2] >= 0x81 && p[2] <= 0xfe))
        return len; /* the input ends within it */
    if (p[2] < 0x81 || p[2] > 0xfe || !vg_cs_is_gb_digit(p[3]))
        return 1;
    *c = vg_cs_gb18030_by_number(((p[0] - 0x81U) * 10 + (p[1] - 0x30U)) * 1260 +
                                 (p[2] - 0x81U) * 10 + (p[3] - 0x30U));
    return *c == VG_CS_NOTHING ? 1 : 4;
}

static inline size_t vg_cs_next_gb18030(const unsigned char *p, size_t len,
                                        const struct vg_cs_single *t, uint32_t *c)
{
    unsigned lead = p[0];

    (void)t;
    if (lead == 0x80) {
        *c = 0x20ac;
        return 1;
    }
    if (lead == 0xff || len < 2)
        return vg_cs_nothing(p, len, 1, c);
    if (p[1] >= 0x40 && p[1] != 0x7f && p[1] != 0xff) {
        *c = vg_cs_gb18030[(lead - 0x81) * VG_CS_TRAILS + (p[1] - 0x40U)];
        return *c != 0 ? 2 : vg_cs_nothing(p, len, 2, c);
    }
    if (vg_cs_is_gb_digit(p[1]))
        return vg_cs_next_gb18030_four(p, len, c);
    return vg_cs_nothing(p, len, 2, c);
}

static inline size_t vg_cs_next_big5(const unsigned char *p, size_t len,
                                     const struct vg_cs_single *t, uint32_t *c)
{
    unsigned lead = p[0], at;

    (void)t;
    if (lead == 0x80 || lead == 0xff || len < 2)
        return vg_cs_nothing(p, len, 1, c);
    if (p[1] < 0x40 || (p[1] > 0x7e && p[1] < 0xa1) || p[1] == 0xff)
        return vg_cs_nothing(p, len, 2, c);
    at = (lead - 0x81) * VG_CS_TRAILS + (p[1] - 0x40U);
    *c = vg_cs_big5[at];
    if (*c == 0 && lead == 0x88 && (p[1] == 0x62 || p[1] == 0x64 || p[1] == 0xa3 || p[1] == 0xa5)) {
        *c = VG_CS_TWO | (p[1] < 0xa0 ? 0xca : 0xea) |
             (p[1] == 0x62 || p[1] == 0xa3 ? 0x304U : 0x30cU) << 8;
        return 2;
    }
    if (*c == 0)
        return vg_cs_nothing(p, len, 2, c);
    *c |= (uint32_t)(vg_cs_big5_plane2[at / 8] >> (at % 8) & 1) << 17;
    return 2;
}

static inline size_t vg_cs_next_euckr(const unsigned char *p, size_t len,
                                      const struct vg_cs_single *t, uint32_t *c)
{
    (void)t;
    if (p[0] == 0x80 || p[0] == 0xff || len < 2)
        return vg_cs_nothing(p, len, 1, c);
    if (p[1] < 0x41 || p[1] == 0xff)
        return vg_cs_nothing(p, len, 2, c);
    *c = vg_cs_euckr[(p[0] - 0x81U) * VG_CS_TRAILS + (p[1] - 0x40U)];
    return *c != 0 ? 2 : vg_cs_nothing(p, len, 2, c);
}

static inline size_t vg_cs_next_shift_jis(const unsigned char *p, size_t len,
                                          const struct vg_cs_single *t, uint32_t *c)
{
    unsigned lead = p[0];

    (void)t;
    if (lead == 0x80 || (lead >= 0xa1 && lead <= 0xdf)) {
        *c = lead == 0x80 ? lead : 0xff61 - 0xa1 + lead;
        return 1;
    }
    if (lead == 0xa0 || lead > 0xfc || len < 2)
        return vg_cs_nothing(p, len, 1, c);
    if (p[1] < 0x40 || p[1] == 0x7f || p[1] > 0xfc)
        return vg_cs_nothing(p, len, 2, c);
    *c = vg_cs_jis0208[(lead - (lead < 0xa0 ? 0x81U : 0xc1U)) * 188 +
                       (p[1] - (p[1] < 0x7f ? 0x40U : 0x41U))];
    return *c != 0 ? 2 : vg_cs_nothing(p, len, 2, c);
}

static inline int vg_cs_is_euc(unsigned char b)
{
    return b >= 0xa1 && b <= 0xfe;
}

static inline size_t vg_cs_next_eucjp(const unsigned char *p, size_t len,
                                      const struct vg_cs_single *t, uint32_t *c)
{
    (void)t;
    if ((p[0] != 0x8e && p[0] != 0x8f && !vg_cs_is_euc(p[0])) || len < 2)
        return vg_cs_nothing(p, len, 1, c);
    if (!vg_cs_is_euc(p[1]) || (p[0] == 0x8e && p[1] > 0xdf))
        return vg_cs_nothing(p, len, 2, c);
    if (p[0] == 0x8e) {
        *c = 0xff61 - 0xa1U + p[1];
        return 2;
    }
    if (p[0] != 0x8f) {
        *c = vg_cs_jis0208[(p[0] - 0xa1U) * 94 + (p[1] - 0xa1U)];
        return *c != 0 ? 2 : vg_cs_nothing(p, len, 2, c);
    }
    if (len < 3 || !vg_cs_is_euc(p[2]))
        return vg_cs_nothing(p, len, 3, c);
    *c = vg_cs_jis0212[(p[1] - 0xa1U) * 94 + (p[2] - 0xa1U)];
    return *c != 0 ? 3 : vg_cs_nothing(p, len, 3, c);
}

#endif
