/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "seal/line.h"

#include <string.h>

int vg_line_next(struct vg_str *rest, struct vg_str *line)
{
    const char *end = rest->len == 0 ? NULL : memchr(rest->p, '\n', rest->len);
    size_t n;

    if (end == NULL)
        return 0;
    n = (size_t)(end - rest->p);
    *line = (struct vg_str){rest->p, n};
    *rest = (struct vg_str){rest->p + n + 1, rest->len - n - 1};
    return 1;
}

int vg_line_after(struct vg_str *line, const char *head)
{
    size_t n = strlen(head);

    if (line->len < n || memcmp(line->p, head, n) != 0)
        return 0;
    *line = (struct vg_str){line->p + n, line->len - n};
    return 1;
}

static int nibble(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return -1;
}

int vg_line_hex(struct vg_str s, unsigned char *out, size_t n)
{
    if (s.len != 2 * n)
        return 0;
    for (size_t i = 0; i < n; i++) {
        int high = nibble(s.p[2 * i]), low = nibble(s.p[2 * i + 1]);

        if (high < 0 || low < 0)
            return 0;
        out[i] = (unsigned char)(high * 16 + low);
    }
    return 1;
}

int vg_line_u64(struct vg_str s, uint64_t *out)
{
    uint64_t v = 0;

    if (s.len == 0 || s.len > 20 || (s.p[0] == '0' && s.len > 1))
        return 0;
    for (size_t i = 0; i < s.len; i++) {
        unsigned digit = (unsigned)s.p[i] - '0';

        if (digit > 9 || v > (UINT64_MAX - digit) / 10)
            return 0;
        v = v * 10 + digit;
    }
    *out = v;
    return 1;
}

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static int sextet(char c)
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

/* Up to 3 bytes of one group of 4 characters, the last group being allowed to pad.
 * Returns how many, or -1. */
static int read_group(const char *p, int is_last, unsigned char out[3])
{
    uint32_t v = 0;
    int pad = 0;

    if (is_last && p[3] == '=')
        pad = p[2] == '=' ? 2 : 1;
    for (int i = 0; i < 4; i++) {
        int six = i >= 4 - pad ? 0 : sextet(p[i]);

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

int vg_line_base64(struct vg_str s, unsigned char *out, size_t room, size_t *n)
{
    return walk_base64(s, out, room, n);
}

int vg_line_is_base64(struct vg_str s)
{
    size_t n;

    return walk_base64(s, NULL, 0, &n);
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
