/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/html.h"

#include <string.h>

#include "base/utf8.h"

void vg_html_raw(struct vg_buf *b, const char *markup)
{
    vg_puts(b, markup);
}

static void put_character(struct vg_buf *b, uint32_t c)
{
    switch (c) {
    case '<':
        vg_puts(b, "&lt;");
        break;
    case '>':
        vg_puts(b, "&gt;");
        break;
    case '&':
        vg_puts(b, "&amp;");
        break;
    case '"':
        vg_puts(b, "&quot;");
        break;
    case '\'':
        vg_puts(b, "&#39;");
        break;
    default:
        if (vg_is_unseen(c))
            vg_putf(b, "[U+%04X]", (unsigned)c);
        else
            vg_put_utf8(b, c);
    }
}

void vg_html_text(struct vg_buf *b, struct vg_str s)
{
    size_t at = 0;

    while (at < s.len) {
        size_t plain = at;
        uint32_t c;

        while (plain < s.len && (unsigned char)s.p[plain] >= 0x20 &&
               (unsigned char)s.p[plain] < 0x7f && strchr("<>&\"'", s.p[plain]) == NULL)
            plain++;
        vg_put(b, s.p + at, plain - at);
        at = plain;
        if (at == s.len)
            break;
        at += vg_utf8_next(s.p + at, s.len - at, &c);
        put_character(b, c);
    }
}

void vg_html_textz(struct vg_buf *b, const char *text)
{
    if (text != NULL)
        vg_html_text(b, vg_str(text));
}

void vg_html_attr(struct vg_buf *b, const char *name, struct vg_str value)
{
    vg_putc(b, ' ');
    vg_puts(b, name);
    vg_puts(b, "=\"");
    vg_html_text(b, value);
    vg_putc(b, '"');
}

void vg_html_attrz(struct vg_buf *b, const char *name, const char *value)
{
    vg_html_attr(b, name, vg_str(value));
}

void vg_html_href(struct vg_buf *b, struct vg_str url)
{
    int ok = (url.len > 7 && memcmp(url.p, "http://", 7) == 0) ||
             (url.len > 8 && memcmp(url.p, "https://", 8) == 0);

    for (size_t i = 0; ok && i < url.len; i++)
        ok = (unsigned char)url.p[i] > 0x20 && (unsigned char)url.p[i] != 0x7f;
    if (ok)
        vg_html_attr(b, "href", url);
}
