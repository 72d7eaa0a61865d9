/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/draw.h"

#include "base/html.h"
#include "base/utf8.h"

/* -- text ----------------------------------------------------------------------------- */

static int is_wide(uint32_t c)
{
    return vg_is_han(c) || (c >= 0x3000 && c <= 0x30ff) || (c >= 0xac00 && c <= 0xd7a3) ||
           (c >= 0xff00 && c <= 0xff60);
}

int vg_draw_units(const char *text)
{
    struct vg_str s = vg_str(text);
    int units = 0;

    for (size_t at = 0; at < s.len;) {
        uint32_t c;

        at += vg_utf8_next(s.p + at, s.len - at, &c);
        units += is_wide(c) ? 2 : 1;
    }
    return units;
}

void vg_draw_cut(struct vg_buf *o, const char *text, int units)
{
    struct vg_str s = vg_str(text);
    size_t at = 0, fits = 0;
    int used = 0;

    while (at < s.len && used <= units) {
        uint32_t c;
        size_t n = vg_utf8_next(s.p + at, s.len - at, &c);

        used += is_wide(c) ? 2 : 1;
        if (used <= units - 1)
            fits = at + n;
        at += n;
    }
    if (at == s.len && used <= units) {
        vg_html_text(o, s);
        return;
    }
    vg_html_text(o, (struct vg_str){s.p, fits});
    vg_puts(o, "…");
}

void vg_draw_text(struct vg_buf *o, int x, int y, const char *class, const char *text, int units)
{
    vg_putf(o, "<text x=\"%d\" y=\"%d\"", x, y);
    if (class != NULL)
        vg_html_attrz(o, "class", class);
    vg_html_raw(o, ">");
    vg_draw_cut(o, text, units);
    vg_html_raw(o, "</text>\n");
}

int64_t vg_draw_root(int64_t n)
{
    int64_t root = 0;

    for (int64_t bit = (int64_t)1 << 31; bit > 0; bit >>= 1)
        if (n >= 0 && (root + bit) * (root + bit) <= n && root + bit < (int64_t)3037000499)
            root += bit;
    return root;
}

/* -- heads ---------------------------------------------------------------------------------- */

static void put_head(struct vg_buf *o, const char *class, const char *prefix, const char *language,
                     int width, int height)
{
    vg_html_raw(o, "<svg xmlns=\"http://www.w3.org/2000/svg\"");
    vg_html_attrz(o, "class", class);
    vg_html_attrz(o, "id", prefix);
    vg_putf(o, " viewBox=\"0 0 %d %d\"", width, height);
    vg_html_attrz(o, "lang", language);
}

static void put_words(struct vg_buf *o, const char *prefix, const char *title, const char *desc)
{
    vg_putf(o, "<title id=\"%s-title\">", prefix);
    vg_html_textz(o, title);
    vg_putf(o, "</title>\n<desc id=\"%s-desc\">", prefix);
    vg_html_textz(o, desc);
    vg_html_raw(o, "</desc>\n");
}

void vg_draw_head(struct vg_buf *o, const char *class, const char *prefix, const char *language,
                  int width, int height, const char *title, const char *desc)
{
    put_head(o, class, prefix, language, width, height);
    vg_putf(o, " role=\"group\" aria-labelledby=\"%s-title\" aria-describedby=\"%s-desc\">\n",
            prefix, prefix);
    put_words(o, prefix, title, desc);
}

void vg_draw_head_mm(struct vg_buf *o, const char *class, const char *prefix, const char *language,
                     int width, int height, int mm, const char *title, const char *desc)
{
    put_head(o, class, prefix, language, width, height);
    vg_putf(o,
            " width=\"%dmm\" role=\"img\" aria-labelledby=\"%s-title\" "
            "aria-describedby=\"%s-desc\">\n",
            mm, prefix, prefix);
    put_words(o, prefix, title, desc);
}
