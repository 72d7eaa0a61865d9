/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/picture.h"

#include "base/html.h"
#include "web/bits.h"

static void put_tool(const struct vg_web *w, const char *tool, enum vg_ui_word word,
                     const char *sign, const char *key)
{
    vg_html_raw(w->o, "<button type=\"button\"");
    vg_html_attrz(w->o, "data-tool", tool);
    vg_html_attrz(w->o, "data-key", key);
    vg_html_attrz(w->o, "aria-keyshortcuts", key);
    vg_html_attrz(w->o, "aria-label", vg_ui_text(w, word));
    vg_html_attrz(w->o, "title", vg_ui_text(w, word));
    vg_html_raw(w->o, ">");
    vg_html_textz(w->o, sign);
    vg_html_raw(w->o, "</button>");
}

void vg_picture(const struct vg_web *w, enum vg_ui_word name, const struct vg_buf *svg)
{
    vg_html_raw(w->o, "<div class=\"picture\"><div class=\"tools\" hidden>");
    put_tool(w, "in", VW_PICTURE_IN, "+", "+");
    put_tool(w, "out", VW_PICTURE_OUT, "−", "-");
    put_tool(w, "fit", VW_PICTURE_FIT, "⤢", "0");
    vg_html_raw(w->o, "<label><span>");
    vg_ui_word(w, VW_PICTURE_DIM);
    vg_html_raw(w->o, "</span> <input type=\"search\" data-tool=\"dim\" data-key=\"f\" size=\"16\" "
                      "dir=\"auto\"></label><span class=\"said\" role=\"status\"");
    vg_html_attrz(w->o, "data-says", vg_ui_text(w, VW_PICTURE_FOUND));
    vg_html_raw(w->o, "></span></div>\n<div class=\"draws\" tabindex=\"0\" role=\"region\"");
    vg_html_attrz(w->o, "aria-label", vg_ui_text(w, name));
    vg_html_raw(w->o, ">\n");
    vg_put(w->o, svg->p, svg->len);
    vg_html_raw(w->o, "</div></div>\n");
}

void vg_picture_none(const struct vg_web *w, const char *why)
{
    vg_html_raw(w->o, "<p class=\"soft\">");
    vg_ui_word(w, VW_PICTURE_NONE);
    vg_puts(w->o, " ");
    vg_ui_failure(w, why);
    vg_html_raw(w->o, "</p>\n");
}
