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
