/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Seven-bit charsets with shift states. ISO-2022-JP is the Encoding standard's decoder. That
 * standard knows HZ-GB-2312 and ISO-2022-KR only as labels of nothing, because a browser that
 * reads them can be made to run text as script; nothing runs here, and an old page that says it
 * is in one of them is evidence to be read (RFC 1843, RFC 1557).
 */
#include <string.h>

#include "read/charset_codec.h"
#include "read/charset_write.h"

enum set { ASCII, ROMAN, KATAKANA, PAIRS };

static uint32_t roman(uint32_t c)
{
    return c == 0x5c ? 0xa5 : c == 0x7e ? 0x203e : c;
}

/* The set that an escape sequence of three or four bytes at `p` switches to; -1: none of ours. */
static int escape(const char *p, size_t len, size_t *took)
{
    *took = 3;
    if (len < 3)
        return -1;
    if (p[1] == '(' && p[2] == 'B')
        return ASCII;
    if (p[1] == '(' && p[2] == 'J')
        return ROMAN;
    if (p[1] == '(' && p[2] == 'I')
        return KATAKANA;
    if (p[1] == '$' && (p[2] == '@' || p[2] == 'B'))
        return PAIRS;
    return -1;
}

static int is_trail(unsigned b)
{
    return b >= 0x21 && b <= 0x7e;
}

/* Two bytes of a set of 94 rows; returns what they took. */
static size_t take_pair(struct vg_cs_writer *w, const char *p, size_t at, size_t len,
                        uint32_t (*look_up)(unsigned row, unsigned cell))
{
    unsigned a = (unsigned char)p[at], b = at + 1 < len ? (unsigned char)p[at + 1] : 0;
    uint32_t c;

    if (!is_trail(a) || !is_trail(b)) {
        vg_cs_put(w, a < 0x21 ? a : VG_CS_NOTHING, at, 1);
        return 1;
    }
    c = look_up(a - 0x21, b - 0x21);
    vg_cs_put(w, c == 0 ? VG_CS_NOTHING : c, at, 2);
    return 2;
}

static uint32_t of_jis0208(unsigned row, unsigned cell)
{
    return vg_cs_jis0208[row * 94 + cell];
}

static uint32_t of_gb2312(unsigned row, unsigned cell)
{
    return vg_cs_gb18030[(row + 0x20) * VG_CS_TRAILS + (cell + 0x61)];
}

static uint32_t of_ksx1001(unsigned row, unsigned cell)
{
    return vg_cs_euckr[(row + 0x20) * VG_CS_TRAILS + (cell + 0x61)];
}

void vg_cs_convert_iso2022jp(struct vg_cs_writer *w, const char *p, size_t at, size_t len)
{
    int set = ASCII;

    while (at < len) {
        unsigned b = (unsigned char)p[at];
        size_t took;
        int to = b == 0x1b ? escape(p + at, len - at, &took) : -1;

        if (to >= 0) {
            set = to;
            at += took;
        } else if (set == PAIRS) {
            at += take_pair(w, p, at, len, of_jis0208);
        } else {
            uint32_t c = b;

            if (b >= 0x80 || b == 0x0e || b == 0x0f || b == 0x1b)
                c = VG_CS_NOTHING;
            else if (set == ROMAN)
                c = roman(b);
            else if (set == KATAKANA)
                c = b >= 0x21 && b <= 0x5f ? 0xff61 - 0x21 + b : b < 0x21 ? b : VG_CS_NOTHING;
            vg_cs_put(w, c, at, 1);
            at++;
        }
    }
}

void vg_cs_convert_iso2022kr(struct vg_cs_writer *w, const char *p, size_t at, size_t len)
{
    int is_out = 0;

    while (at < len) {
        unsigned b = (unsigned char)p[at];

        if (len - at >= 4 && memcmp(p + at, "\x1b$)C", 4) == 0) {
            at += 4;
        } else if (b == 0x0e || b == 0x0f) {
            is_out = b == 0x0e;
            at++;
        } else if (is_out) {
            at += take_pair(w, p, at, len, of_ksx1001);
        } else {
            vg_cs_put(w, b < 0x80 ? b : VG_CS_NOTHING, at, 1);
            at++;
        }
    }
}

void vg_cs_convert_hz(struct vg_cs_writer *w, const char *p, size_t at, size_t len)
{
    int is_gb = 0;

    while (at < len) {
        unsigned b = (unsigned char)p[at];
        char next = at + 1 < len ? p[at + 1] : '\0';

        if (b == '~' && (next == '{' || next == '}')) {
            is_gb = next == '{';
            at += 2;
        } else if (b == '~' && !is_gb && next == '~') {
            vg_cs_put(w, '~', at, 2);
            at += 2;
        } else if (b == '~' && !is_gb && next == '\n') {
            at += 2;
        } else if (is_gb && b != '\n') {
            at += take_pair(w, p, at, len, of_gb2312);
        } else {
            is_gb = 0; /* a line end closes what was left open */
            vg_cs_put(w, b < 0x80 ? b : VG_CS_NOTHING, at, 1);
            at++;
        }
    }
}
