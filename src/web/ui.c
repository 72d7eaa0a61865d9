/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/ui.h"

#include <inttypes.h>
#include <string.h>

#include "base/html.h"
#include "base/limits.h"
#include "web/failure.h"

/* -- words ----------------------------------------------------------------------------- */

int vg_ui_is_zh(const struct vg_web *w)
{
    return strcmp(w->in->language, "zh") == 0;
}

const char *vg_ui_text(const struct vg_web *w, enum vg_ui_word word)
{
    return vg_ui_is_zh(w) ? vg_ui_words[word].zh : vg_ui_words[word].en;
}

void vg_ui_word(const struct vg_web *w, enum vg_ui_word word)
{
    vg_html_textz(w->o, vg_ui_text(w, word));
}

const char *vg_ui_said(const struct vg_web *w, enum vg_ui_word word, const char *a, const char *b,
                       const char *c)
{
    const char *const given[] = {a, b, c};
    const char *at = vg_ui_text(w, word);
    VG_SCOPED_BUF out = {0};

    while (*at != '\0') {
        size_t plain = strcspn(at, "{");

        vg_put(&out, at, plain);
        at += plain;
        if (at[0] == '{' && at[1] >= '1' && at[1] <= '3' && at[2] == '}') {
            vg_puts(&out, given[at[1] - '1']);
            at += 3;
        } else if (*at == '{') {
            vg_putc(&out, *at++);
        }
    }
    return vg_copy(w->a, out.p, out.len);
}

void vg_ui_say(const struct vg_web *w, enum vg_ui_word word, const char *a, const char *b,
               const char *c)
{
    vg_html_textz(w->o, vg_ui_said(w, word, a, b, c));
}

void vg_ui_told(const struct vg_web *w, const struct vg_said *said, const char *text)
{
    vg_put_said(w->o, w->in->language, said, text);
}

void vg_ui_failure(const struct vg_web *w, const char *text)
{
    const char *zh = text != NULL && vg_ui_is_zh(w) ? vg_failure_zh(text, w->a) : NULL;

    if (text == NULL)
        return;
    if (zh != NULL || !vg_ui_is_zh(w)) {
        vg_html_textz(w->o, zh != NULL ? zh : text);
        return;
    }
    vg_html_raw(w->o, "<span lang=\"en\">");
    vg_html_textz(w->o, text);
    vg_html_raw(w->o, "</span>");
}

const char *vg_ui_number(const struct vg_web *w, int64_t n)
{
    char text[VG_NUMBER_TEXT];

    return vg_copyz(w->a, vg_number(text, n, 0));
}

/* Powers of ten, one digit after the point below a hundred. */
const char *vg_ui_bytes(const struct vg_web *w, int64_t n)
{
    static const char *const units[] = {"B", "kB", "MB", "GB", "TB"};
    size_t unit = 0;
    int64_t tenths = 10 * n;

    while (tenths >= 10000 && unit + 1 < sizeof units / sizeof *units) {
        tenths = (tenths + 500) / 1000;
        unit++;
    }
    if (unit == 0 || tenths >= 1000)
        return vg_print(w->a, "%s %s", vg_ui_number(w, (tenths + 5) / 10), units[unit]);
    return vg_print(w->a, "%" PRId64 ".%" PRId64 " %s", tenths / 10, tenths % 10, units[unit]);
}

/* -- small things ------------------------------------------------------------------------- */

void vg_ui_link(const struct vg_web *w, const char *href, const char *text)
{
    vg_html_raw(w->o, "<a");
    vg_html_attrz(w->o, "href", href);
    vg_html_raw(w->o, ">");
    vg_html_textz(w->o, text);
    vg_html_raw(w->o, "</a>");
}

void vg_ui_claim(const struct vg_web *w, int64_t id)
{
    vg_putf(w->o, "<a href=\"/claims/c%" PRId64 "\">c%" PRId64 "</a>", id, id);
}

void vg_ui_source(const struct vg_web *w, int64_t id, const char *title)
{
    vg_putf(w->o, "<a href=\"/sources/s%" PRId64 "\" dir=\"auto\"><b>s%" PRId64 "</b>", id, id);
    if (title != NULL) {
        vg_putc(w->o, ' ');
        vg_html_textz(w->o, title);
    }
    vg_html_raw(w->o, "</a>");
}

void vg_ui_lang(const struct vg_web *w, const char *language)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";
    size_t n = language == NULL ? 0 : strlen(language);

    if (n >= 2 && n <= 35 && strspn(language, allowed) == n)
        vg_html_attrz(w->o, "lang", strcmp(language, "zh") == 0 ? "zh-Hans" : language);
    vg_html_raw(w->o, " dir=\"auto\"");
}

void vg_ui_time(const struct vg_web *w, int64_t at)
{
    vg_put_time(w->o, w->in->language, at);
}

void vg_ui_date(const struct vg_web *w, const char *edtf)
{
    vg_put_date(w->o, w->in->language, edtf);
}

void vg_ui_quote(const struct vg_web *w, const struct vg_passage *p, const char *language)
{
    vg_html_raw(w->o, "<blockquote class=\"quote\"");
    vg_ui_lang(w, language);
    vg_html_raw(w->o, ">");
    vg_html_text(w->o, p->before);
    vg_html_raw(w->o, "<mark>");
    vg_html_text(w->o, p->quote);
    vg_html_raw(w->o, "</mark>");
    vg_html_text(w->o, p->after);
    vg_html_raw(w->o, "</blockquote>\n");
}

struct vg_page *vg_ui_pieces(const struct vg_web *w, const struct vg_view *view)
{
    static const struct vg_phrase_links links = {"/claims/", "/sources/", "/roots/", NULL};

    return vg_page_pieces(w->o, view, w->in->language, &links, w->a);
}

/* -- addresses -------------------------------------------------------------------------------- */

static void put_encoded(struct vg_buf *b, const char *text)
{
    for (; *text != '\0'; text++) {
        unsigned char c = (unsigned char)*text;

        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
            strchr("-_.~", c) != NULL)
            vg_putc(b, (char)c);
        else
            vg_putf(b, "%%%02X", c);
    }
}

const char *vg_ui_encoded(const struct vg_web *w, const char *text)
{
    VG_SCOPED_BUF b = {0};

    put_encoded(&b, text);
    return vg_copy(w->a, b.p, b.len);
}

static void put_field(struct vg_buf *b, const char *name, const char *value, int *first)
{
    vg_putc(b, *first ? '?' : '&');
    put_encoded(b, name);
    vg_putc(b, '=');
    put_encoded(b, value);
    *first = 0;
}

const char *vg_ui_here(const struct vg_web *w, const char *name, const char *value)
{
    VG_SCOPED_BUF b = {0};
    int first = 1;

    vg_puts(&b, w->in->path);
    for (size_t i = 0; i < w->in->n_query; i++) {
        const struct vg_web_field *f = &w->in->query[i];

        if (strcmp(f->name, name) != 0 && strcmp(f->name, "said") != 0 &&
            strcmp(f->name, "of") != 0 && f->value[0] != '\0')
            put_field(&b, f->name, f->value, &first);
    }
    if (value != NULL)
        put_field(&b, name, value, &first);
    return vg_copy(w->a, b.p, b.len);
}

static void put_page_link(const struct vg_web *w, int64_t offset, enum vg_ui_word word,
                          const char *rel)
{
    const char *value = offset == 0 ? NULL : vg_print(w->a, "%" PRId64, offset);

    vg_html_raw(w->o, "<a");
    vg_html_attrz(w->o, "rel", rel);
    vg_html_attrz(w->o, "href", vg_ui_here(w, "from", value));
    vg_html_raw(w->o, ">");
    vg_ui_word(w, word);
    vg_html_raw(w->o, "</a> ");
}

void vg_ui_pages(const struct vg_web *w, int64_t offset, int64_t limit, int64_t total)
{
    int64_t last = offset + limit < total ? offset + limit : total;

    vg_html_raw(w->o, "<nav class=\"pages\"");
    vg_html_attrz(w->o, "aria-label", vg_ui_text(w, VW_PAGES));
    vg_html_raw(w->o, "><span>");
    if (total == 0)
        vg_ui_word(w, VW_PAGES_NONE);
    else
        vg_ui_say(w, VW_PAGES_OF, vg_ui_number(w, offset + 1), vg_ui_number(w, last),
                  vg_ui_number(w, total));
    vg_html_raw(w->o, "</span> ");
    if (offset > 0)
        put_page_link(w, offset > limit ? offset - limit : 0, VW_PAGES_BEFORE, "prev");
    if (last < total)
        put_page_link(w, last, VW_PAGES_AFTER, "next");
    vg_html_raw(w->o, "</nav>\n");
}
