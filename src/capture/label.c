/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "capture/label.h"

#include "base/digits.h"
#include "base/utf8.h"

/* Do two hexadecimal digits follow the percent sign at `at`? */
static int is_escape(struct vg_str s, size_t at)
{
    return s.p[at] == '%' && s.len - at > 2 && vg_digit_hex(s.p[at + 1]) >= 0 &&
           vg_digit_hex(s.p[at + 2]) >= 0;
}

/* Line and paragraph separators break a line as LF does, so they are escaped too. */
static int is_plain(uint32_t c, size_t n)
{
    if (c == VG_REPLACEMENT && n == 1)
        return 0;
    return !vg_is_unseen(c) && c != '\n' && c != '\t' && c != 0x2028 && c != 0x2029;
}

void vg_put_label(struct vg_buf *b, struct vg_str name)
{
    for (size_t at = 0; at < name.len;) {
        uint32_t c;
        size_t n = vg_utf8_next(name.p + at, name.len - at, &c);

        if (is_plain(c, n) && !is_escape(name, at))
            vg_put(b, name.p + at, n);
        else
            for (size_t i = 0; i < n; i++)
                vg_putf(b, "%%%02X", (unsigned)(unsigned char)name.p[at + i]);
        at += n;
    }
}

void vg_put_label_name(struct vg_buf *b, struct vg_str label)
{
    for (size_t at = 0; at < label.len; at++) {
        if (is_escape(label, at)) {
            vg_putc(b, (char)(vg_digit_hex(label.p[at + 1]) * 16 + vg_digit_hex(label.p[at + 2])));
            at += 2;
        } else {
            vg_putc(b, label.p[at]);
        }
    }
}
