/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/utf8.h"

#include <string.h>

static int is_tail(const char *p, size_t len, size_t at)
{
    return at < len && ((unsigned char)p[at] & 0xc0U) == 0x80U;
}

size_t vg_utf8_next(const char *p, size_t len, uint32_t *c)
{
    uint32_t a = (unsigned char)p[0], v;

    if (a < 0x80) {
        *c = a;
        return 1;
    }
    *c = VG_REPLACEMENT;
    if (a < 0xc2 || a > 0xf4 || !is_tail(p, len, 1))
        return 1;
    v = (uint32_t)(unsigned char)p[1] & 0x3fU;
    if (a < 0xe0) {
        *c = (a & 0x1fU) << 6 | v;
        return 2;
    }
    if (!is_tail(p, len, 2))
        return 1;
    v = v << 6 | ((uint32_t)(unsigned char)p[2] & 0x3fU);
    if (a < 0xf0) {
        v |= (a & 0x0fU) << 12;
        if (v < 0x800 || (v >= 0xd800 && v < 0xe000))
            return 1;
        *c = v;
        return 3;
    }
    if (!is_tail(p, len, 3))
        return 1;
    v = v << 6 | ((uint32_t)(unsigned char)p[3] & 0x3fU) | (a & 0x07U) << 18;
    if (v < 0x10000 || v > 0x10ffff)
        return 1;
    *c = v;
    return 4;
}

size_t vg_bom_len(const char *p, size_t len)
{
    return len >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
}

size_t vg_utf8_before(const char *p, size_t at, uint32_t *c)
{
    size_t from = at - 1;
    size_t n;

    while (from > 0 && at - from < 4 && is_tail(p, at, from))
        from--;
    n = vg_utf8_next(p + from, at - from, c);
    if (n == at - from)
        return n;
    *c = VG_REPLACEMENT;
    return 1;
}

void vg_put_utf8(struct vg_buf *b, uint32_t c)
{
    char out[4];
    size_t n;

    if (c > 0x10ffff || (c >= 0xd800 && c < 0xe000))
        c = VG_REPLACEMENT;
    if (c < 0x80) {
        out[0] = (char)c;
        n = 1;
    } else if (c < 0x800) {
        out[0] = (char)(0xc0U | c >> 6);
        n = 2;
    } else if (c < 0x10000) {
        out[0] = (char)(0xe0U | c >> 12);
        n = 3;
    } else {
        out[0] = (char)(0xf0U | c >> 18);
        n = 4;
    }
    for (size_t i = 1; i < n; i++)
        out[i] = (char)(0x80U | (c >> (6 * (n - 1 - i)) & 0x3fU));
    vg_put(b, out, n);
}

int vg_utf8_border(const char *p, size_t len, size_t at)
{
    return at == 0 || at == len || (at < len && !is_tail(p, len, at));
}

size_t vg_utf8_down(const char *p, size_t len, size_t at)
{
    if (at > len)
        at = len;
    while (!vg_utf8_border(p, len, at))
        at--;
    return at;
}

size_t vg_utf8_up(const char *p, size_t len, size_t at)
{
    if (at > len)
        at = len;
    while (!vg_utf8_border(p, len, at))
        at++;
    return at;
}

int vg_is_han(uint32_t c)
{
    return (c >= 0x4e00 && c <= 0x9fff) || (c >= 0x3400 && c <= 0x4dbf) ||
           (c >= 0x20000 && c <= 0x323af) || (c >= 0xf900 && c <= 0xfaff) || c == 0x3005 ||
           c == 0x3007;
}

int vg_is_unseen(uint32_t c)
{
    if (c < 0x20)
        return c != '\n' && c != '\t';
    return (c >= 0x7f && c < 0xa0) || c == 0xad || c == 0x61c || c == 0x180e ||
           (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) ||
           (c >= 0x2060 && c <= 0x206f) || c == 0xfeff || (c >= 0xfff9 && c <= 0xfffb) ||
           (c >= 0xe0000 && c <= 0xe007f);
}

void vg_put_visible(struct vg_buf *b, struct vg_str s, int keep_lines)
{
    size_t at = 0;

    while (at < s.len) {
        uint32_t c;
        size_t n = vg_utf8_next(s.p + at, s.len - at, &c);

        if (vg_is_unseen(c))
            vg_putf(b, "[U+%04X]", (unsigned)c);
        else if ((c == '\n' || c == '\t') && !keep_lines)
            vg_putc(b, ' ');
        else
            vg_put_utf8(b, c);
        at += n;
    }
}
