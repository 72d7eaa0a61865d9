/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Allegation and reply side by side. Allegations that have word for word the
 * same replies share a card, so that one denial is not printed forty times; a
 * card holds few enough that the reply is never out of sight of any of them.
 */
#include <inttypes.h>
#include <string.h>

#include "base/html.h"
#include "base/table.h"
#include "base/utf8.h"
#include "brief/page.h"

enum { CARD_HOLDS = 5, QUOTE_SHOWN = 320 /* bytes; the whole stands with the evidence */ };

static void key_text(struct vg_buf *key, const char *text)
{
    /* Length first, so that no text can imitate a border. */
    vg_putf(key, "%zu:", text == NULL ? 0 : strlen(text));
    vg_puts(key, text);
}

static void key_of_replies(const struct vg_page *p, const struct vg_fact *f, struct vg_buf *key)
{
    vg_buf_clear(key);
    for (uint32_t i = 0; i < f->n_replies; i++) {
        const struct vg_reply *r = p->replies[f->first_reply + i];

        key_text(key, r->question);
        key_text(key, r->response);
        key_text(key, r->speaker);
        key_text(key, r->date);
        key_text(key, r->words);
        vg_putf(key, "%" PRId64 ";", r->answer);
    }
}

/* The table holds, per set of replies, card × 16 + how many are on it. */
void vg_page_deal(struct vg_page *p)
{
    struct vg_table cards = VG_TABLE(p->a);
    VG_SCOPED_BUF key = {0};
    uint32_t n = 0;

    for (size_t i = 0; i < p->v->n_claims; i++) {
        struct vg_fact *f = &p->facts[i];
        int64_t state = 0;

        if (!f->alleges || !f->shown)
            continue;
        key_of_replies(p, f, &key);
        if (!vg_table_get(&cards, vg_buf_str(&key), &state) || state % 16 == CARD_HOLDS)
            state = (int64_t)++n * 16;
        state++;
        vg_table_set(&cards, vg_buf_str(&key), state);
        f->card = (uint32_t)(state / 16);
    }
}

static void put_quote(const struct vg_page *p, const struct vg_claim *c)
{
    struct vg_str q = c->passage->quote;
    size_t n = q.len > QUOTE_SHOWN ? vg_utf8_down(q.p, q.len, QUOTE_SHOWN) : q.len;

    vg_html_raw(p->o, "<blockquote");
    vg_page_lang(p, c->language);
    vg_html_raw(p->o, ">");
    vg_html_text(p->o, (struct vg_str){q.p, n});
    vg_html_raw(p->o, n < q.len ? " …</blockquote>" : "</blockquote>");
}

/* The latest word of each speaker, newest first. */
static void put_latest(const struct vg_page *p, const struct vg_claim *c)
{
    vg_html_raw(p->o, "<p class=\"now\"><span class=\"soft\">");
    vg_page_word(p, VG_W_LATEST);
    vg_page_word(p, VG_W_COLON);
    vg_html_raw(p->o, "</span>");
    if (c->n_standing == 0)
        vg_page_word(p, VG_W_NO_STATUS);
    for (size_t i = c->n_standing, shown = 0; i-- > 0;) {
        if (vg_standing_is_earlier(c, i))
            continue;
        vg_puts(p->o, shown++ > 0 ? "; " : "");
        vg_page_standing(p, &c->standing[i]);
    }
    vg_html_raw(p->o, "</p>");
}

static void put_allegation(const struct vg_page *p, const struct vg_claim *c)
{
    vg_html_raw(p->o, "<div class=\"al\"><p class=\"gist\">");
    vg_page_claim_link(p, c->id);
    vg_puts(p->o, " ");
    vg_page_gist(p, c);
    vg_html_raw(p->o, "</p>");
    if (c->passage != NULL)
        put_quote(p, c);
    vg_html_raw(p->o, "<p class=\"who\">");
    for (size_t i = 0; i < c->n_links; i++) {
        vg_puts(p->o, i > 0 ? " → " : "");
        vg_page_name(p, c->links[i].speaker);
    }
    for (size_t i = 0; i < c->n_places; i++) {
        vg_puts(p->o, i > 0 ? ", " : " · ");
        vg_page_place(p, c->places[i]);
    }
    vg_html_raw(p->o, "</p>");
    put_latest(p, c);
    vg_html_raw(p->o, "</div>\n");
}

/* -- replies ------------------------------------------------------------------------- */

static const struct {
    const char *id;
    enum vg_word label;
} questions[] = {
    {"existence", VG_W_Q_EXISTENCE},   {"function", VG_W_Q_FUNCTION}, {"purpose", VG_W_Q_PURPOSE},
    {"lawfulness", VG_W_Q_LAWFULNESS}, {"closure", VG_W_Q_CLOSURE},
};
enum { N_QUESTIONS = sizeof questions / sizeof *questions };

static size_t question_of(const struct vg_reply *r)
{
    size_t i = 0;

    while (i < N_QUESTIONS && (r->question == NULL || strcmp(r->question, questions[i].id) != 0))
        i++;
    return i;
}

static int is_not_asked(const struct vg_reply *r)
{
    return r->response == NULL || strcmp(r->response, "not-asked") == 0;
}

static void put_reply(const struct vg_page *p, const struct vg_reply *r)
{
    vg_html_raw(p->o, "<p>");
    if (is_not_asked(r)) {
        vg_html_raw(p->o, "<em>");
        vg_page_word(p, VG_W_NOT_ASKED);
        vg_html_raw(p->o, "</em>");
    } else {
        vg_html_raw(p->o, "<b>");
        vg_page_term(p, "response-origin", r->response);
        vg_html_raw(p->o, "</b>");
    }
    if (r->speaker != NULL) {
        vg_puts(p->o, " · ");
        vg_page_name(p, r->speaker);
    }
    if (r->date != NULL) {
        vg_puts(p->o, " · ");
        vg_put_date(p->o, p->lang, r->date);
    }
    if (r->answer != 0) {
        vg_puts(p->o, " · ");
        vg_page_claim_link(p, r->answer);
    }
    if (r->words != NULL) {
        vg_html_raw(p->o, "<br><q dir=\"auto\">");
        vg_html_textz(p->o, r->words);
        vg_html_raw(p->o, "</q>");
    }
    vg_html_raw(p->o, "</p>");
}

static void put_question(const struct vg_page *p, const struct vg_fact *f, size_t q)
{
    int any = 0;

    vg_html_raw(p->o, "<dt>");
    vg_page_word(p, questions[q].label);
    vg_html_raw(p->o, "</dt><dd>");
    for (uint32_t i = 0; i < f->n_replies; i++) {
        const struct vg_reply *r = p->replies[f->first_reply + i];

        if (question_of(r) != q)
            continue;
        put_reply(p, r);
        any = 1;
    }
    if (!any) {
        vg_html_raw(p->o, "<p class=\"soft\">");
        vg_page_word(p, VG_W_NO_REPLY_HERE);
        vg_html_raw(p->o, "</p>");
    }
    vg_html_raw(p->o, "</dd>\n");
}

/* Replies to a question that is none of the five, or to none in particular. */
static void put_other_replies(const struct vg_page *p, const struct vg_fact *f)
{
    for (uint32_t i = 0; i < f->n_replies; i++) {
        const struct vg_reply *r = p->replies[f->first_reply + i];

        if (question_of(r) != N_QUESTIONS)
            continue;
        vg_html_raw(p->o, "<dt>");
        if (r->question != NULL)
            vg_html_textz(p->o, r->question);
        else
            vg_page_word(p, VG_W_ANSWERS);
        vg_html_raw(p->o, "</dt><dd>");
        put_reply(p, r);
        vg_html_raw(p->o, "</dd>\n");
    }
}

static void put_replies(const struct vg_page *p, const struct vg_fact *f)
{
    int none_asked = 1;

    for (uint32_t i = 0; i < f->n_replies; i++)
        none_asked = none_asked && is_not_asked(p->replies[f->first_reply + i]) &&
                     p->replies[f->first_reply + i]->words == NULL;
    vg_html_raw(p->o, "<div class=\"ans\"><h4>");
    vg_page_word(p, VG_W_REPLY);
    vg_html_raw(p->o, "</h4>\n");
    if (none_asked) {
        vg_html_raw(p->o, "<p><em>");
        vg_page_word(p, VG_W_NOT_ASKED);
        vg_html_raw(p->o, "</em></p></div>\n");
        return;
    }
    vg_html_raw(p->o, "<dl>\n");
    for (size_t q = 0; q < N_QUESTIONS; q++)
        put_question(p, f, q);
    put_other_replies(p, f);
    vg_html_raw(p->o, "</dl></div>\n");
}

/* -- cards ------------------------------------------------------------------------------- */

static void open_card(const struct vg_page *p, uint32_t card)
{
    char number[VG_NUMBER_TEXT];

    vg_putf(p->o, "<section class=\"card\" id=\"d%u\" aria-labelledby=\"d%u-h\"><h3 id=\"d%u-h\">",
            card, card, card);
    vg_page_say(p, VG_W_CARD, vg_number(number, card, 0), NULL, NULL);
    vg_html_raw(p->o, "</h3>\n<div class=\"two\"><div class=\"said\"><h4>");
    vg_page_word(p, VG_W_ALLEGED);
    vg_html_raw(p->o, "</h4>\n");
}

/*
 * Cards are numbered in the order of their first claim. The claims of each are
 * chained so that all cards are written in one pass.
 */
void vg_page_disputes(const struct vg_page *p)
{
    size_t n = p->v->n_claims;
    size_t *next = VG_NEW_ARRAY(p->a, size_t, n + 1);
    size_t *first = VG_NEW_ARRAY(p->a, size_t, n + 2);
    uint32_t cards = 0;

    for (size_t i = n; i-- > 0;) {
        uint32_t card = p->facts[i].card;

        next[i] = first[card];
        first[card] = i + 1; /* from 1, so that 0 ends the chain */
        cards = card > cards ? card : cards;
    }
    vg_page_open(p, "disputes", VG_W_DISPUTES, cards > 0 ? VG_W_DISPUTES_HOW : VG_W_DISPUTES_NONE);
    for (uint32_t card = 1; card <= cards; card++) {
        open_card(p, card);
        for (size_t i = first[card]; i != 0; i = next[i - 1])
            put_allegation(p, &p->v->claims[i - 1]);
        vg_html_raw(p->o, "</div>\n");
        put_replies(p, &p->facts[first[card] - 1]);
        vg_html_raw(p->o, "</div></section>\n");
    }
    vg_page_close(p);
}
