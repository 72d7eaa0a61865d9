/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/bits.h"

#include <inttypes.h>
#include <string.h>

#include "base/html.h"

/* -- tables ------------------------------------------------------------------------------ */

void vg_bits_table(const struct vg_web *w, const char *class, enum vg_ui_word caption,
                   const enum vg_ui_word *columns, size_t n)
{
    vg_html_raw(w->o, "<table role=\"table\"");
    vg_html_attrz(w->o, "class", class);
    vg_html_raw(w->o, "><caption class=\"quiet\">");
    vg_ui_word(w, caption);
    vg_html_raw(w->o, "</caption>\n<thead role=\"rowgroup\"><tr role=\"row\">");
    for (size_t i = 0; i < n; i++) {
        vg_html_raw(w->o, "<th role=\"columnheader\" scope=\"col\">");
        vg_ui_word(w, columns[i]);
        vg_html_raw(w->o, "</th>");
    }
    vg_html_raw(w->o, "</tr></thead>\n<tbody role=\"rowgroup\">\n");
}

void vg_bits_row(const struct vg_web *w, const char *id)
{
    vg_html_raw(w->o, "<tr role=\"row\"");
    if (id != NULL)
        vg_html_attrz(w->o, "id", id);
    vg_html_raw(w->o, ">");
}

void vg_bits_head(const struct vg_web *w)
{
    vg_html_raw(w->o, "<th role=\"rowheader\" scope=\"row\">");
}

void vg_bits_cell(const struct vg_web *w, enum vg_ui_word column, const char *class)
{
    vg_html_raw(w->o, "<td role=\"cell\"");
    vg_html_attrz(w->o, "data-l", vg_ui_text(w, column));
    if (class != NULL)
        vg_html_attrz(w->o, "class", class);
    vg_html_raw(w->o, ">");
}

void vg_bits_row_end(const struct vg_web *w)
{
    vg_html_raw(w->o, "</tr>\n");
}

void vg_bits_table_end(const struct vg_web *w)
{
    vg_html_raw(w->o, "</tbody></table>\n");
}

/* -- small things ------------------------------------------------------------------------- */

const char *vg_bits_named(const struct vg_web *w, const char *prefix, const char *name)
{
    size_t n = strlen(prefix);

    for (int i = 0; name != NULL && i < VW_COUNT; i++)
        if (strncmp(vg_ui_words[i].id, prefix, n) == 0 && strcmp(vg_ui_words[i].id + n, name) == 0)
            return vg_ui_text(w, (enum vg_ui_word)i);
    return name == NULL ? "" : name;
}

void vg_bits_p_as(const struct vg_web *w, const char *class, enum vg_ui_word word)
{
    vg_html_raw(w->o, "<p");
    if (class != NULL)
        vg_html_attrz(w->o, "class", class);
    vg_html_raw(w->o, ">");
    vg_ui_word(w, word);
    vg_html_raw(w->o, "</p>\n");
}

void vg_bits_p(const struct vg_web *w, enum vg_ui_word word)
{
    vg_bits_p_as(w, NULL, word);
}

void vg_bits_fact(const struct vg_web *w, enum vg_ui_word word, const char *text)
{
    if (text == NULL)
        return;
    vg_html_raw(w->o, "<dt>");
    vg_ui_word(w, word);
    vg_html_raw(w->o, "</dt><dd dir=\"auto\">");
    vg_html_textz(w->o, text);
    vg_html_raw(w->o, "</dd>\n");
}

void vg_bits_link(const struct vg_web *w, const char *href, enum vg_ui_word word)
{
    vg_ui_link(w, href, vg_ui_text(w, word));
}

void vg_bits_do(const struct vg_web *w, const char *action, enum vg_ui_word label,
                const char *class)
{
    vg_ui_form(w, action, "do");
    vg_ui_button(w, label, NULL, NULL, class, NULL);
    vg_ui_form_end(w);
}

void vg_bits_lines(const struct vg_web *w, const char *text)
{
    vg_html_raw(w->o, "<pre tabindex=\"0\">");
    while (*text != '\0') {
        size_t n = strcspn(text, "\n");

        vg_html_text(w->o, (struct vg_str){text, n});
        text += n;
        if (*text == '\n') {
            vg_putc(w->o, '\n');
            text++;
        }
    }
    vg_html_raw(w->o, "</pre>\n");
}

void vg_bits_words(const struct vg_web *w, const char *text)
{
    vg_html_raw(w->o, "<span dir=\"auto\">");
    vg_html_textz(w->o, text);
    vg_html_raw(w->o, "</span>");
}

void vg_bits_claims(const struct vg_web *w, const int64_t *claims, size_t n, size_t most)
{
    vg_html_raw(w->o, "<span class=\"ids\">");
    for (size_t i = 0; i < n && i < most; i++) {
        vg_puts(w->o, i > 0 ? " " : "");
        vg_ui_claim(w, claims[i]);
    }
    if (n > most)
        vg_putf(w->o, " +%zu", n - most);
    vg_html_raw(w->o, "</span>");
}

void vg_bits_node(const struct vg_web *w, struct vg_node node)
{
    if (node.kind == VG_NODE_ROOT)
        vg_putf(w->o, "<a href=\"/roots/r%" PRId64 "\">r%" PRId64 "</a>", node.id, node.id);
    else
        vg_putf(w->o, "<a href=\"/sources/s%" PRId64 "\">s%" PRId64 "</a>", node.id, node.id);
}

void vg_bits_damaged(const struct vg_web *w, const char *damaged)
{
    const struct vg_said *said = vg_damage_said(w->a, damaged);

    if (said == NULL)
        return;
    vg_html_raw(w->o, " <span class=\"alert\">");
    vg_ui_told(w, said, NULL);
    vg_html_raw(w->o, "</span>");
}

void vg_bits_doubts(const struct vg_web *w, const char *damaged, int is_ocr)
{
    vg_bits_damaged(w, damaged);
    if (!is_ocr)
        return;
    vg_html_raw(w->o, " <span class=\"tag\">");
    vg_ui_word(w, VW_READ_IS_OCR);
    vg_html_raw(w->o, "</span>");
}
