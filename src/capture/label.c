/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "capture/label.h"

#include "base/digits.h"
#include "base/utf8.h"

/* Line and paragraph separators break a line as LF does, so they are escaped too. */
static int is_plain(uint32_t c, size_t n)
{
    if (c == VG_REPLACEMENT && n == 1)
        return 0;
    return !vg_is_unseen(c) && c != '\n' && c != '\t' && c != 0x2028 && c != 0x2029;
}

static void put_escaped(struct vg_buf *b, const char *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        vg_putf(b, "%%%02X", (unsigned)(unsigned char)p[i]);
}

void vg_put_label(struct vg_buf *b, struct vg_str name)
{
    for (size_t at = 0; at < name.len;) {
        uint32_t c;
        size_t n = vg_utf8_next(name.p + at, name.len - at, &c);

        if (is_plain(c, n) && vg_digit_escape(name, at, '%') < 0)
            vg_put(b, name.p + at, n);
        else
            put_escaped(b, name.p + at, n);
        at += n;
    }
}

void vg_put_label_address(struct vg_buf *b, struct vg_str address)
{
    for (size_t at = 0; at < address.len;) {
        uint32_t c;
        size_t n = vg_utf8_next(address.p + at, address.len - at, &c);

        if (is_plain(c, n))
            vg_put(b, address.p + at, n);
        else
            put_escaped(b, address.p + at, n);
        at += n;
    }
}

void vg_put_label_name(struct vg_buf *b, struct vg_str label)
{
    vg_put_unescaped(b, label, '%');
}
