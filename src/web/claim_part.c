/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * One claim large: the passage in its text, who says it, what it says, a field each.
 */
#include "web/claim_part.h"

#include <inttypes.h>
#include <string.h>

#include "base/html.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "web/bits.h"
#include "web/claim_form.h"

/* -- tables ---------------------------------------------------------------------------- */

void vg_table_open(const struct vg_web *w, const char *class, enum vg_ui_word caption,
                   const enum vg_ui_word *heads, size_t n)
{
    vg_html_raw(w->o, "<table role=\"table\"");
    vg_html_attrz(w->o, "class", class);
    vg_html_raw(w->o, "><caption class=\"quiet\">");
    vg_ui_word(w, caption);
    vg_html_raw(w->o, "</caption><thead role=\"rowgroup\"><tr role=\"row\">");
    for (size_t i = 0; i < n; i++) {
        vg_html_raw(w->o, "<th scope=\"col\" role=\"columnheader\">");
        vg_ui_word(w, heads[i]);
        vg_html_raw(w->o, "</th>");
    }
    vg_html_raw(w->o, "</tr></thead>\n<tbody role=\"rowgroup\">\n");
}

void vg_table_end(const struct vg_web *w)
{
    vg_html_raw(w->o, "</tbody></table>\n");
}

void vg_table_cell(const struct vg_web *w, enum vg_ui_word head, const char *class)
{
    vg_html_raw(w->o, "<td role=\"cell\"");
    if (class != NULL)
        vg_html_attrz(w->o, "class", class);
    vg_html_attrz(w->o, "data-l", vg_ui_text(w, head));
    vg_html_raw(w->o, ">");
}

/* -- the passage in its text --------------------------------------------------------------- */

enum { LITTLE = 220, MUCH = 700 }; /* bytes to either side: more than this, less than that */

/* Where a line that holds `at` begins, or some lines above when that is near. */
static size_t context_from(struct vg_str t, size_t at)
{
    size_t from = at;

    while (from > 0 && at - from < MUCH) {
        if (t.p[from - 1] == '\n' && at - from >= LITTLE)
            return from;
        from--;
    }
    while (from > 0 && from < at && ((unsigned char)t.p[from] & 0xc0) == 0x80)
        from++;
    for (size_t i = from; from > 0 && i < at && i < from + 60; i++)
        if (t.p[i] == ' ' || t.p[i] == '\n')
            return i + 1;
    return from;
}

static size_t context_to(struct vg_str t, size_t end)
{
    size_t to = end;

    while (to < t.len && to - end < MUCH) {
        if (t.p[to] == '\n' && to - end >= LITTLE)
            return to;
        to++;
    }
    if (to >= t.len)
        return t.len;
    to = vg_utf8_down(t.p, t.len, to);
    for (size_t i = to; i > end && i + 60 > to; i--)
        if (t.p[i] == ' ' || t.p[i] == '\n')
            return i;
    return to;
}

static void put_context(const struct vg_web *w, struct vg_str t, const struct vg_claim *c)
{
    size_t start = (size_t)c->passage->start, end = (size_t)c->passage->end;
    size_t from = context_from(t, start), to = context_to(t, end);

    vg_html_raw(w->o, "<blockquote class=\"context\"");
    vg_ui_lang(w, c->language);
    vg_html_raw(w->o, ">");
    vg_puts(w->o, from > 0 ? "… " : "");
    vg_html_text(w->o, (struct vg_str){t.p + from, start - from});
    vg_html_raw(w->o, "<mark>");
    vg_html_text(w->o, (struct vg_str){t.p + start, end - start});
    vg_html_raw(w->o, "</mark>");
    vg_html_text(w->o, (struct vg_str){t.p + end, to - end});
    vg_puts(w->o, to < t.len ? " …" : "");
    vg_html_raw(w->o, "</blockquote>\n");
}

static int has_quote(const struct vg_buf *text, const struct vg_passage *p)
{
    return p->start >= 0 && p->end > p->start && (size_t)p->end <= text->len &&
           (size_t)(p->end - p->start) == p->quote.len &&
           memcmp(text->p + p->start, p->quote.p, p->quote.len) == 0;
}

void vg_claim_context(const struct vg_web *w, const struct vg_claim *c)
{
    VG_SCOPED_BUF text = {.max = (size_t)VG_MAX_TEXT};
    const struct vg_passage *p = c->passage;

    /* Where a newer reader has other bytes there, the words that were kept are shown. */
    if (vg_source_text(w->c, p->source, 0, &text, NULL) == VG_OK && has_quote(&text, p))
        put_context(w, vg_buf_str(&text), c);
    else
        vg_ui_quote(w, p, c->language);
    if (p->stands == VG_STANDS_NOWHERE)
        vg_ui_notice(w, "warn", VW_CLAIM_STANDS_NOWHERE, NULL, NULL);
    else if (p->stands == VG_STANDS_DOUBTED)
        vg_ui_notice(w, "warn", VW_CLAIM_STANDS_DOUBTED, NULL, NULL);
}

void vg_claim_strip(const struct vg_web *w, int64_t source, int64_t from, int64_t to)
{
    vg_html_raw(w->o, "<p class=\"strip\"><img");
    vg_html_attrz(w->o, "src",
                  vg_print(w->a, "/sources/s%" PRId64 "/strip?from=%" PRId64 "&to=%" PRId64, source,
                           from, to));
    vg_html_attrz(w->o, "alt", vg_ui_text(w, VW_REVIEW_STRIP_ALT));
    vg_html_raw(w->o, "></p>\n");
}

/* Where a quote stands that occurs once; else end is 0. */
static void find_once(const struct vg_web *w, int64_t source, const char *quote, int64_t *start,
                      int64_t *end)
{
    VG_SCOPED_BUF text = {.max = (size_t)VG_MAX_TEXT};
    size_t len = strlen(quote);
    const char *at;

    *start = *end = 0;
    if (len == 0 || vg_source_text(w->c, source, 0, &text, NULL) != VG_OK || text.len == 0)
        return;
    at = memmem(text.p, text.len, quote, len);
    if (at == NULL || memmem(at + 1, text.len - (size_t)(at + 1 - text.p), quote, len) != NULL)
        return;
    *start = at - text.p;
    *end = *start + (int64_t)len;
}

void vg_claim_compared(const struct vg_web *w, int64_t source, int64_t start, int64_t end,
                       const char *quote)
{
    struct vg_source s;

    if (vg_source_get(w->c, source, w->a, &s, NULL) != VG_OK || !s.is_ocr)
        return;
    if (end <= start && quote != NULL)
        find_once(w, source, quote, &start, &end);
    vg_ui_notice(w, "warn", VW_REVIEW_OCR_SOURCE, NULL, NULL);
    if (end > start)
        vg_claim_strip(w, source, start, end);
    vg_html_raw(w->o, "<label class=\"choice\"><input type=\"checkbox\" name=\"" VG_FORM_COMPARED
                      "\" value=\"1\"> ");
    vg_ui_word(w, VW_REVIEW_SEEN);
    vg_html_raw(w->o, "</label>\n");
}

void vg_claim_source_line(const struct vg_web *w, const struct vg_claim *c, const char *key)
{
    struct vg_source s = {0};
    const struct vg_passage *p = c->passage;

    vg_html_raw(w->o, "<p class=\"from\"><span class=\"soft\">");
    vg_ui_word(w, VW_REVIEW_IN);
    vg_html_raw(w->o, "</span> ");
    if (vg_source_get(w->c, p->source, w->a, &s, NULL) == VG_OK) {
        vg_ui_source(w, p->source, s.info.title != NULL ? s.info.title : s.info.label);
        if (s.info.publisher != NULL) {
            vg_html_raw(w->o, " · <span dir=\"auto\">");
            vg_html_textz(w->o, s.info.publisher);
            vg_html_raw(w->o, "</span>");
        }
        if (s.info.date != NULL) {
            vg_puts(w->o, " · ");
            vg_ui_date(w, s.info.date);
        }
    } else {
        vg_ui_source(w, p->source, NULL);
    }
    vg_html_raw(w->o, " <a class=\"button quiet\"");
    vg_html_attrz(w->o, "href",
                  p->stands == VG_STANDS_NOWHERE
                      ? vg_print(w->a, "/sources/s%" PRId64, p->source)
                      : vg_print(w->a, "/sources/s%" PRId64 "?at=%" PRId64 "-%" PRId64 "#p-here",
                                 p->source, p->start, p->end));
    if (key != NULL) {
        vg_html_attrz(w->o, "data-key", key);
        vg_html_attrz(w->o, "aria-keyshortcuts", key);
    }
    vg_html_raw(w->o, ">");
    vg_ui_word(w, VW_REVIEW_OPEN_SOURCE);
    vg_ui_key(w, key);
    vg_html_raw(w->o, "</a></p>\n");
    if (s.info.damaged != NULL) {
        vg_html_raw(w->o, "<p class=\"notice warn\">");
        vg_bits_damaged(w, s.info.damaged);
        vg_html_raw(w->o, "</p>\n");
    }
}

/* -- who says it ----------------------------------------------------------------------------- */

static int is_text_in_hand(const struct vg_link *l)
{
    return l->as != NULL && strcmp(l->as, "text") == 0;
}

static void put_link(const struct vg_web *w, const struct vg_page *p, const struct vg_claim *c,
                     const struct vg_link *l)
{
    vg_html_raw(w->o, "<li><span class=\"name\" dir=\"auto\">");
    vg_page_name(p, l->speaker);
    vg_html_raw(w->o, "</span> <small>");
    if (is_text_in_hand(l))
        vg_ui_word(w, VW_REVIEW_THIS_PAGE);
    else
        vg_html_textz(w->o, l->as);
    if (l->connection != NULL) {
        vg_puts(w->o, " · ");
        vg_page_term(p, "source-connection", l->connection);
    }
    if (l->date != NULL) {
        vg_puts(w->o, " · ");
        vg_ui_date(w, l->date);
    }
    vg_html_raw(w->o, "</small>");
    if (l->passage != NULL && l->passage->quote.len > 0) {
        vg_html_raw(w->o, " <q");
        vg_ui_lang(w, c->language);
        vg_html_raw(w->o, ">");
        vg_html_text(w->o, l->passage->quote);
        vg_html_raw(w->o, "</q>");
    }
    vg_html_raw(w->o, "</li>");
}

void vg_claim_chain(const struct vg_web *w, const struct vg_page *p, const struct vg_claim *c)
{
    vg_html_raw(w->o, "<ol class=\"chain\">");
    for (size_t i = 0; i < c->n_links; i++)
        put_link(w, p, c, &c->links[i]);
    vg_html_raw(w->o, "</ol>");
}

/* -- what was understood ------------------------------------------------------------------------
 */

static void open_fact(const struct vg_web *w, enum vg_ui_word label)
{
    vg_html_raw(w->o, "<dt>");
    vg_ui_word(w, label);
    vg_html_raw(w->o, "</dt><dd>");
}

static void end_fact(const struct vg_web *w)
{
    vg_html_raw(w->o, "</dd>\n");
}

static void put_not_stated(const struct vg_web *w)
{
    vg_html_raw(w->o, "<span class=\"soft\">");
    vg_ui_word(w, VW_REVIEW_NOT_STATED);
    vg_html_raw(w->o, "</span>");
}

static void put_when_where(const struct vg_web *w, const struct vg_page *p,
                           const struct vg_claim *c)
{
    const struct vg_period *t = &c->period;

    open_fact(w, VW_REVIEW_WHEN);
    if (t->from == NULL && t->to == NULL && t->words == NULL)
        put_not_stated(w);
    else
        vg_page_period(p, t);
    end_fact(w);
    open_fact(w, VW_REVIEW_WHERE);
    for (size_t i = 0; i < c->n_places; i++) {
        vg_puts(w->o, i == 0 ? "" : vg_ui_is_zh(w) ? "、" : ", ");
        vg_page_place(p, c->places[i]);
    }
    if (c->n_places == 0)
        put_not_stated(w);
    end_fact(w);
}

static void put_stance(const struct vg_web *w, const struct vg_page *p, const struct vg_claim *c)
{
    open_fact(w, VW_REVIEW_STANCE);
    vg_page_term(p, "stance", vg_stance_word(c->stance));
    end_fact(w);
    if (c->n_hedges == 0 && c->n_cues == 0)
        return;
    open_fact(w, VW_REVIEW_HEDGES);
    for (size_t i = 0; i < c->n_hedges; i++) {
        vg_puts(w->o, i == 0 ? "" : vg_ui_is_zh(w) ? "、" : ", ");
        vg_page_term(p, "hedge", c->hedges[i]);
    }
    for (size_t i = 0; i < c->n_cues; i++) {
        vg_html_raw(w->o, " <q");
        vg_ui_lang(w, c->language);
        vg_html_raw(w->o, ">");
        vg_html_textz(w->o, c->cues[i]);
        vg_html_raw(w->o, "</q>");
    }
    end_fact(w);
}

static void put_rule(const struct vg_web *w, const struct vg_claim *c)
{
    if (c->rule == NULL)
        return;
    open_fact(w, VW_REVIEW_RULE);
    if (strncmp(c->rule, "plugin:", 7) == 0)
        vg_ui_say(w, VW_REVIEW_RULE_PLUGIN, c->rule + 7, NULL, NULL);
    else
        vg_ui_say(w, VW_REVIEW_RULE_OWN, c->rule, NULL, NULL);
    end_fact(w);
}

static void put_read_in(const struct vg_web *w, const struct vg_claim *c)
{
    const struct vg_passage *at = c->passage;

    if (at == NULL || !at->is_ocr)
        return;
    open_fact(w, VW_REVIEW_READ_IN);
    vg_ui_say(w, at->is_seen ? VW_REVIEW_READ_SEEN : VW_REVIEW_READ_UNSEEN,
              vg_ui_number(w, at->mean_sure), vg_ui_number(w, at->least_sure), NULL);
    end_fact(w);
}

void vg_claim_facts(const struct vg_web *w, const struct vg_page *p, const struct vg_claim *c)
{
    vg_html_raw(w->o, "<dl class=\"facts\">\n");
    open_fact(w, VW_REVIEW_KIND);
    vg_page_term(p, "claim-kind", vg_claim_kind_word(c->kind));
    if (c->detail != NULL) {
        vg_html_raw(w->o, " · <span dir=\"auto\">");
        vg_html_textz(w->o, c->detail);
        vg_html_raw(w->o, "</span>");
    }
    end_fact(w);
    open_fact(w, VW_REVIEW_SAYS);
    vg_page_gist(p, c);
    end_fact(w);
    if (c->quantity.definition != NULL) {
        open_fact(w, VW_REVIEW_DEFINITION);
        vg_html_textz(w->o, c->quantity.definition);
        end_fact(w);
    }
    open_fact(w, VW_REVIEW_WHO);
    vg_claim_chain(w, p, c);
    end_fact(w);
    put_stance(w, p, c);
    put_when_where(w, p, c);
    put_read_in(w, c);
    put_rule(w, c);
    vg_html_raw(w->o, "</dl>\n");
}

const struct vg_page *vg_claim_pieces(struct vg_web *w)
{
    const struct vg_view *names = NULL;

    return vg_web_names(w, &names) == VG_OK ? vg_ui_pieces(w, names) : NULL;
}

const char *vg_claim_status_label(const struct vg_web *w, enum vg_claim_status status)
{
    switch (status) {
    case VG_SUGGESTED:
        return vg_ui_text(w, VW_STATUS_SUGGESTED);
    case VG_ACCEPTED:
        return vg_ui_text(w, VW_STATUS_ACCEPTED);
    case VG_CORRECTED:
        return vg_ui_text(w, VW_STATUS_CORRECTED);
    case VG_REJECTED:
        return vg_ui_text(w, VW_STATUS_REJECTED);
    case VG_WITHDRAWN:
        return vg_ui_text(w, VW_STATUS_WITHDRAWN);
    case VG_UNRESOLVABLE:
        return vg_ui_text(w, VW_STATUS_UNRESOLVABLE);
    }
    return "";
}
