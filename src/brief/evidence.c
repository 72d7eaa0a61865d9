/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Every printed claim with its passage and all that is known of it, then the
 * sources. Nothing is folded away: print and screen show the same.
 */
#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
#include "base/html.h"
#include "brief/page.h"

static void put_label(const struct vg_page *p, enum vg_word w)
{
    vg_html_raw(p->o, "<dt>");
    vg_page_word(p, w);
    vg_html_raw(p->o, "</dt><dd>");
}

static void end_fact(const struct vg_page *p)
{
    vg_html_raw(p->o, "</dd>\n");
}

static void put_tag(const struct vg_page *p, enum vg_word w)
{
    vg_html_raw(p->o, " <span class=\"tag\">");
    vg_page_word(p, w);
    vg_html_raw(p->o, "</span>");
}

static void put_heading(const struct vg_page *p, const struct vg_claim *c, int is_replaced)
{
    vg_html_raw(p->o, "<h3>");
    vg_page_link(p, VG_LINK_CLAIM, c->id);
    vg_html_raw(p->o, " <span class=\"kind\">");
    vg_page_term(p, "claim-kind", vg_claim_kind_word(c->kind));
    vg_html_raw(p->o, "</span> ");
    vg_page_gist(p, c);
    if (c->status == VG_WITHDRAWN)
        put_tag(p, VG_W_WITHDRAWN);
    if (is_replaced)
        put_tag(p, VG_W_REPLACED);
    if (c->editorial)
        put_tag(p, VG_W_EDITORIAL);
    vg_html_raw(p->o, "</h3>\n");
}

static void put_quote(const struct vg_page *p, const struct vg_claim *c)
{
    vg_html_raw(p->o, "<blockquote");
    vg_page_lang(p, c->language);
    vg_html_raw(p->o, ">");
    vg_html_text(p->o, c->passage->before);
    vg_html_raw(p->o, "<mark>");
    vg_html_text(p->o, c->passage->quote);
    vg_html_raw(p->o, "</mark>");
    vg_html_text(p->o, c->passage->after);
    vg_html_raw(p->o, "</blockquote>\n");
    if (c->translation == NULL)
        return;
    vg_html_raw(p->o, "<p class=\"tr\" dir=\"auto\"><span class=\"soft\">");
    vg_page_word(p, VG_W_TRANSLATION);
    if (c->translator != NULL) {
        vg_puts(p->o, " (");
        vg_page_say(p, VG_W_TRANSLATED_BY, c->translator, NULL, NULL);
        vg_puts(p->o, ")");
    }
    vg_page_word(p, VG_W_COLON);
    vg_html_raw(p->o, "</span>");
    vg_html_textz(p->o, c->translation);
    vg_html_raw(p->o, "</p>\n");
}

/* From the origin to the page in hand. */
static void put_chain(const struct vg_page *p, const struct vg_claim *c)
{
    put_label(p, VG_W_SAID_BY);
    for (size_t i = 0; i < c->n_links; i++) {
        const struct vg_link *l = &c->links[i];

        vg_puts(p->o, i > 0 ? " → " : "");
        vg_page_name(p, l->speaker);
        if (l->as != NULL || l->connection != NULL || l->date != NULL) {
            vg_html_raw(p->o, " <span class=\"soft\">");
            vg_html_textz(p->o, l->as);
            if (l->connection != NULL) {
                vg_puts(p->o, l->as != NULL ? ", " : "");
                vg_page_term(p, "source-connection", l->connection);
            }
            if (l->date != NULL) {
                vg_puts(p->o, l->as != NULL || l->connection != NULL ? ", " : "");
                vg_put_date(p->o, p->lang, l->date);
            }
            vg_html_raw(p->o, "</span>");
        }
    }
    if (c->n_links == 0)
        vg_page_word(p, VG_W_UNNAMED);
    end_fact(p);
}

static void put_stance(const struct vg_page *p, const struct vg_claim *c)
{
    put_label(p, VG_W_STANCE);
    vg_page_term(p, "stance", vg_stance_word(c->stance));
    if (c->n_hedges > 0) {
        vg_puts(p->o, " · ");
        vg_page_word(p, VG_W_HEDGES);
        vg_page_word(p, VG_W_COLON);
    }
    for (size_t i = 0; i < c->n_hedges; i++) {
        vg_html_textz(p->o, i > 0 ? vg_brief_word(VG_W_LIST_SEP, p->lang) : NULL);
        vg_page_term(p, "hedge", c->hedges[i]);
    }
    for (size_t i = 0; i < c->n_cues; i++) {
        vg_html_raw(p->o, " <q");
        vg_page_lang(p, c->language);
        vg_html_raw(p->o, ">");
        vg_html_textz(p->o, c->cues[i]);
        vg_html_raw(p->o, "</q>");
    }
    end_fact(p);
}

/* Latest first; what a speaker said before stays, marked as earlier. */
static void put_standings(const struct vg_page *p, const struct vg_claim *c)
{
    if (c->n_standing == 0)
        return;
    put_label(p, VG_W_STANDING);
    for (size_t i = c->n_standing; i-- > 0;) {
        int earlier = vg_standing_is_earlier(c, i);

        vg_html_raw(p->o, earlier ? "<div class=\"soft\">" : "<div>");
        vg_page_standing(p, &c->standing[i]);
        if (earlier) {
            vg_puts(p->o, " (");
            vg_page_word(p, VG_W_EARLIER);
            vg_puts(p->o, ")");
        }
        vg_html_raw(p->o, "</div>");
    }
    end_fact(p);
}

static void put_when_where(const struct vg_page *p, const struct vg_claim *c)
{
    if (c->period.from != NULL || c->period.to != NULL || c->period.words != NULL) {
        put_label(p, VG_W_WHEN);
        vg_page_period(p, &c->period);
        end_fact(p);
    }
    if (c->n_places == 0)
        return;
    put_label(p, VG_W_WHERE);
    for (size_t i = 0; i < c->n_places; i++) {
        vg_html_textz(p->o, i > 0 ? vg_brief_word(VG_W_LIST_SEP, p->lang) : NULL);
        vg_page_place(p, c->places[i]);
    }
    end_fact(p);
}

static void put_source_address(const struct vg_page *p, const struct vg_source_info *s)
{
    if (s->url == NULL)
        return;
    vg_html_raw(p->o, "<a class=\"url\" rel=\"noreferrer\"");
    vg_html_href(p->o, vg_str(s->url));
    vg_html_raw(p->o, ">");
    vg_html_textz(p->o, s->url);
    vg_html_raw(p->o, "</a>");
}

static void put_marks(const struct vg_page *p, const struct vg_source_info *s)
{
    if (s->is_note)
        put_tag(p, VG_W_OWN_WORDS);
    if (s->changed != NULL) {
        vg_html_raw(p->o, " <span class=\"alert\">");
        vg_page_words(p, s->changed);
        vg_html_raw(p->o, "</span>");
    }
}

/* A page out of an archive was captured long before it was added; the archive says when, and may be
 * wrong. */
static void put_captured(const struct vg_page *p, const struct vg_source_info *s)
{
    int64_t at = 0;

    if (s->archived_at != NULL) {
        vg_page_word(p, VG_W_CAPTURED);
        if (vg_time_read(s->archived_at, strlen(s->archived_at), &at, NULL) == VG_OK)
            vg_put_time(p->o, p->lang, at);
        else
            vg_html_textz(p->o, s->archived_at);
        if (s->archived_by != NULL)
            vg_page_say(p, VG_W_BY_TOOL, s->archived_by, NULL, NULL);
        vg_page_word(p, VG_W_AS_ARCHIVED);
        vg_puts(p->o, " · ");
    }
    vg_page_word(p, s->archived_at != NULL ? VG_W_ADDED : VG_W_CAPTURED);
    vg_put_time(p->o, p->lang, s->captured_at);
}

static void put_span(const struct vg_page *p, const struct vg_passage *at)
{
    char from[VG_NUMBER_TEXT], to[VG_NUMBER_TEXT];

    vg_page_say(p, VG_W_BYTES, vg_number(from, at->start, 0), vg_number(to, at->end, 0), NULL);
}

/* Where the quote stands: source, bytes, capture, hash. Enough to find it without this page. */
static void put_place_of_quote(const struct vg_page *p, const struct vg_claim *c)
{
    const struct vg_passage *at = c->passage;
    const struct vg_source_info *s = vg_view_source(p->v, at->source);

    if (s == NULL) {
        if (p->links != NULL) {
            vg_page_link(p, VG_LINK_SOURCE, at->source);
            vg_puts(p->o, " · ");
        } else {
            vg_putf(p->o, "s%" PRId64 " ", at->source);
            vg_page_word(p, VG_W_SOURCE_MISSING);
            vg_puts(p->o, ", ");
        }
        put_span(p, at);
        return;
    }
    if (p->source_listed != NULL)
        p->source_listed[s - p->v->sources] = 1;
    vg_page_link(p, VG_LINK_SOURCE, s->id);
    vg_html_raw(p->o, " <span dir=\"auto\">");
    vg_html_textz(p->o, s->title != NULL ? s->title : s->label);
    vg_html_raw(p->o, "</span>, ");
    put_span(p, at);
    vg_puts(p->o, " · ");
    put_captured(p, s);
    put_marks(p, s);
    vg_html_raw(p->o, " · <code>SHA-256 ");
    vg_html_textz(p->o, s->sha256);
    vg_html_raw(p->o, "</code>");
    if (s->url != NULL)
        vg_puts(p->o, " · ");
    put_source_address(p, s);
}

static void put_also_at(const struct vg_page *p, const struct vg_claim *c)
{
    if (c->n_also_at == 0)
        return;
    put_label(p, VG_W_ALSO_AT);
    for (size_t i = 0; i < c->n_also_at; i++) {
        vg_putf(p->o, "<div>s%" PRId64 " ", c->also_at[i].source);
        put_span(p, &c->also_at[i]);
        vg_html_raw(p->o, " <q");
        vg_page_lang(p, c->language);
        vg_html_raw(p->o, ">");
        vg_html_text(p->o, c->also_at[i].quote);
        vg_html_raw(p->o, "</q></div>");
    }
    end_fact(p);
}

/* The mark of words that a program read in an image goes with them. */
static void put_image(const struct vg_page *p, const struct vg_claim *c)
{
    char mean[VG_NUMBER_TEXT], least[VG_NUMBER_TEXT];
    const struct vg_passage *at = c->passage;

    if (at == NULL || !at->is_ocr)
        return;
    vg_html_raw(p->o, "<p class=\"soft\">");
    vg_page_say(p, at->is_seen ? VG_W_OCR_SEEN : VG_W_OCR_UNSEEN, vg_number(mean, at->mean_sure, 0),
                vg_number(least, at->least_sure, 0), NULL);
    vg_html_raw(p->o, "</p>\n");
}

static void put_roots(const struct vg_page *p, const struct vg_claim *c)
{
    if (c->n_roots == 0)
        return;
    put_label(p, VG_W_FROM);
    for (size_t i = 0; i < c->n_roots; i++) {
        const struct vg_root *r = vg_view_root(p->v, c->roots[i]);

        /* Two voices of one author share a row, so a root may have none of its own. */
        if (p->links != NULL || (r != NULL && p->root_listed[r - p->v->roots]))
            vg_page_link(p, VG_LINK_ROOT, c->roots[i]);
        else
            vg_putf(p->o, "r%" PRId64, c->roots[i]);
        vg_putc(p->o, ' ');
    }
    end_fact(p);
}

static void put_accepted(const struct vg_page *p, const struct vg_claim *c)
{
    vg_page_word(p, VG_W_ACCEPTED);
    vg_putc(p->o, ' ');
    vg_put_time(p->o, p->lang, c->at);
    if (c->by != NULL) {
        vg_html_raw(p->o, " · <code>");
        vg_html_textz(p->o, c->by);
        vg_html_raw(p->o, "</code>");
    }
    if (c->replaces != 0) {
        char old[VG_NUMBER_TEXT];

        snprintf(old, sizeof old, "c%" PRId64, c->replaces);
        vg_puts(p->o, " · ");
        vg_page_say(p, VG_W_REPLACES, old, NULL, NULL);
    }
}

/* The way back: from the passage to every figure, dispute and check that rests on it. */
static void put_uses(const struct vg_page *p, const struct vg_fact *f)
{
    char n[VG_NUMBER_TEXT];

    if (f->n_uses == 0 && f->card == 0)
        return;
    put_label(p, VG_W_USED_IN);
    if (f->card != 0) {
        vg_putf(p->o, "<a href=\"#d%u\">", f->card);
        vg_page_say(p, VG_W_USE_CARD, vg_number(n, f->card, 0), NULL, NULL);
        vg_html_raw(p->o, "</a> ");
    }
    for (uint32_t i = 0; i < f->n_uses; i++) {
        const struct vg_use *u = &p->uses[f->first_use + i];

        if (u->kind == VG_USE_FIGURE) {
            vg_putf(p->o, "<a href=\"#f%u-%u\">", u->a + 1, u->b + 1);
            snprintf(n, sizeof n, "%u.%u", u->a + 1, u->b + 1);
            vg_page_say(p, VG_W_USE_FIGURE, n, NULL, NULL);
        } else {
            vg_putf(p->o, "<a href=\"#k%zu\">", vg_page_check_number(p, u->a));
            snprintf(n, sizeof n, "k%zu", vg_page_check_number(p, u->a));
            vg_page_say(p, VG_W_USE_CHECK, n, NULL, NULL);
        }
        vg_html_raw(p->o, "</a> ");
    }
    end_fact(p);
}

static void put_note(const struct vg_page *p, const struct vg_claim *c)
{
    if (c->note == NULL)
        return;
    put_label(p, VG_W_NOTE_OF);
    vg_html_raw(p->o, "<span dir=\"auto\">");
    vg_html_textz(p->o, c->note);
    vg_html_raw(p->o, "</span>");
    end_fact(p);
}

static void put_claim(const struct vg_page *p, const struct vg_claim *c, int is_replaced,
                      const struct vg_fact *f)
{
    vg_putf(p->o, "<article class=\"claim\" id=\"c%" PRId64 "\">\n", c->id);
    put_heading(p, c, is_replaced);
    if (c->passage != NULL)
        put_quote(p, c);
    vg_html_raw(p->o, "<dl class=\"facts\">\n");
    put_chain(p, c);
    put_stance(p, c);
    put_standings(p, c);
    put_when_where(p, c);
    put_also_at(p, c);
    put_roots(p, c);
    put_note(p, c);
    if (f != NULL)
        put_uses(p, f);
    vg_html_raw(p->o, "</dl>\n");
    put_image(p, c);
    vg_page_marks(p, &c->id, 1);
    vg_html_raw(p->o, "<p class=\"prov\">");
    if (c->passage != NULL)
        put_place_of_quote(p, c);
    vg_puts(p->o, " · ");
    put_accepted(p, c);
    vg_html_raw(p->o, "</p></article>\n");
}

void vg_page_claim(const struct vg_page *p, const struct vg_claim *c, int is_replaced)
{
    put_claim(p, c, is_replaced, NULL);
}

/* -- sources ---------------------------------------------------------------------- */

static void put_damage(const struct vg_page *p, const struct vg_source_info *s)
{
    VG_SCOPED_ARENA a = {0};
    const struct vg_said *said = vg_damage_said(&a, s->damaged);

    if (said == NULL)
        return;
    vg_html_raw(p->o, " <span class=\"alert\">");
    vg_html_textz(p->o, vg_said_text(&a, said, p->lang));
    vg_html_raw(p->o, "</span>");
}

static void put_source(const struct vg_page *p, const struct vg_source_info *s)
{
    char bytes[VG_NUMBER_TEXT];

    vg_putf(p->o, "<li id=\"s%" PRId64 "\"><b>s%" PRId64 "</b> <span dir=\"auto\">", s->id, s->id);
    vg_html_textz(p->o, s->title != NULL ? s->title : s->label);
    vg_html_raw(p->o, "</span>");
    if (s->publisher != NULL) {
        vg_puts(p->o, " · ");
        vg_html_textz(p->o, s->publisher);
    }
    if (s->kind != NULL) {
        vg_puts(p->o, " · ");
        vg_page_term(p, "source-kind", s->kind);
    }
    if (s->date != NULL) {
        vg_puts(p->o, " · ");
        vg_put_date(p->o, p->lang, s->date);
    }
    put_marks(p, s);
    put_damage(p, s);
    vg_html_raw(p->o, "<br>");
    put_source_address(p, s);
    vg_html_raw(p->o, "<div class=\"soft\">");
    vg_html_textz(p->o, s->label);
    vg_puts(p->o, " · ");
    vg_puts(p->o, vg_number(bytes, s->length, 0));
    vg_html_raw(p->o, " B · ");
    put_captured(p, s);
    vg_html_raw(p->o, "<br><code>");
    vg_html_textz(p->o, s->sha256);
    vg_html_raw(p->o, "</code></div></li>\n");
}

static void put_sources(const struct vg_page *p)
{
    size_t listed = 0;

    if (p->v->n_sources == 0)
        return;
    vg_html_raw(p->o, "<h3 class=\"part\">");
    vg_page_word(p, VG_W_SOURCES);
    vg_html_raw(p->o, "</h3>\n<ul class=\"sources\">\n");
    for (size_t i = 0; i < p->v->n_sources; i++) {
        if (p->is_bounded && !p->source_listed[i])
            continue;
        put_source(p, &p->v->sources[i]);
        listed++;
    }
    vg_html_raw(p->o, "</ul>\n");
    vg_page_cut(p, VG_W_SOURCES_CUT, listed, p->v->n_sources);
}

void vg_page_evidence(const struct vg_page *p)
{
    vg_page_open(p, "evidence", VG_W_EVIDENCE,
                 p->n_shown > 0 ? VG_W_EVIDENCE_HOW : VG_W_EVIDENCE_NONE);
    vg_page_cut(p, VG_W_CUT, p->n_shown, p->n_printable);
    for (size_t i = 0; i < p->v->n_claims; i++)
        if (p->facts[i].shown)
            put_claim(p, &p->v->claims[i], p->facts[i].replaced, &p->facts[i]);
    put_sources(p);
    vg_page_close(p);
}
