/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/digits.h"

#include <stdint.h>
#include <string.h>

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

int vg_digits_read(struct vg_str s, uint64_t *out)
{
    uint64_t v = 0;

    if (s.len == 0 || s.len > 18)
        return 0;
    for (size_t i = 0; i < s.len; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return 0;
        v = v * 10 + (uint64_t)(s.p[i] - '0');
    }
    *out = v;
    return 1;
}

int vg_digit_hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

int vg_digit_base64(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    if (c == '+')
        return 62;
    return c == '/' ? 63 : -1;
}

int vg_digit_base64_any(char c)
{
    return vg_digit_base64(c == '-' ? '+' : c == '_' ? '/' : c);
}

int vg_digit_escape(struct vg_str s, size_t at, char mark)
{
    int high, low;

    if (s.p[at] != mark || s.len - at < 3)
        return -1;
    high = vg_digit_hex(s.p[at + 1]);
    low = vg_digit_hex(s.p[at + 2]);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
}

void vg_put_unescaped(struct vg_buf *b, struct vg_str s, char mark)
{
    for (size_t i = 0; i < s.len; i++) {
        int c = vg_digit_escape(s, i, mark);

        vg_putc(b, c < 0 ? s.p[i] : (char)c);
        i += c < 0 ? 0 : 2;
    }
}

/* Up to 3 bytes of one group of 4 characters, the last group being allowed to pad.
 * Returns how many, or -1. */
static int read_group(const char *p, int is_last, unsigned char out[3])
{
    uint32_t v = 0;
    int pad = 0;

    if (is_last && p[3] == '=')
        pad = p[2] == '=' ? 2 : 1;
    for (int i = 0; i < 4; i++) {
        int six = i >= 4 - pad ? 0 : vg_digit_base64(p[i]);

        if (six < 0)
            return -1;
        v = v << 6 | (uint32_t)six;
    }
    out[0] = (unsigned char)(v >> 16);
    out[1] = (unsigned char)(v >> 8);
    out[2] = (unsigned char)v;
    /* What padding leaves over has to be zero bits, or two texts say the same. */
    if ((pad == 2 && (v & 0xffffU) != 0) || (pad == 1 && (v & 0xffU) != 0))
        return -1;
    return 3 - pad;
}

static int walk_base64(struct vg_str s, unsigned char *out, size_t room, size_t *n)
{
    size_t done = 0;

    if (s.len == 0 || s.len % 4 != 0)
        return 0;
    for (size_t i = 0; i < s.len; i += 4) {
        unsigned char three[3];
        int got = read_group(s.p + i, i + 4 == s.len, three);

        if (got < 0 || (out != NULL && room - done < (size_t)got))
            return 0;
        if (out != NULL)
            memcpy(out + done, three, (size_t)got);
        done += (size_t)got;
    }
    *n = done;
    return 1;
}

int vg_base64_read(struct vg_str s, unsigned char *out, size_t room, size_t *n)
{
    return walk_base64(s, out, room, n);
}

int vg_base64_holds(struct vg_str s)
{
    size_t n;

    return walk_base64(s, NULL, 0, &n);
}

void vg_put_unbase64(struct vg_buf *b, struct vg_str s)
{
    uint32_t bits = 0;
    int n = 0;

    for (size_t i = 0; i < s.len; i++) {
        int v = vg_digit_base64_any(s.p[i]);

        if (v < 0)
            continue;
        bits = bits << 6 | (uint32_t)v;
        n += 6;
        if (n >= 8) {
            n -= 8;
            vg_putc(b, (char)(bits >> n & 0xff));
        }
    }
}

void vg_put_base64(struct vg_buf *b, const void *bytes, size_t n)
{
    const unsigned char *p = bytes;

    for (size_t i = 0; i < n; i += 3) {
        size_t left = n - i;
        uint32_t v = (uint32_t)p[i] << 16 | (left > 1 ? (uint32_t)p[i + 1] << 8 : 0) |
                     (left > 2 ? (uint32_t)p[i + 2] : 0);

        vg_putc(b, digits[v >> 18 & 63]);
        vg_putc(b, digits[v >> 12 & 63]);
        vg_putc(b, left > 1 ? digits[v >> 6 & 63] : '=');
        vg_putc(b, left > 2 ? digits[v & 63] : '=');
    }
}
