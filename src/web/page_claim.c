/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * One claim whole: the passage in its text, who says it, what became of it, where it comes
 * from, what the side spoken of answers, what happened to it here, and what one can do.
 */
#include <inttypes.h>
#include <string.h>

#include "base/html.h"
#include "web/claim_form.h"
#include "web/claim_page.h"
#include "web/pages.h"

struct whole {
    struct vg_web *w;
    const struct vg_page *p;
    struct vg_claim c;
    struct vg_claim_event *events;
    size_t n_events;
    struct vg_claim_root *roots;
    size_t n_roots;
    const char *failed;
    int code;
};

static const struct {
    const char *id;
    enum vg_ui_word label;
} questions[] = {
    {"existence", VW_CLAIM_REPLY_EXISTENCE}, {"function", VW_CLAIM_REPLY_FUNCTION},
    {"purpose", VW_CLAIM_REPLY_PURPOSE},     {"lawfulness", VW_CLAIM_REPLY_LAWFULNESS},
    {"closure", VW_CLAIM_REPLY_CLOSURE},
};

enum { QUESTIONS = sizeof questions / sizeof *questions };

static const char *claim_name(const struct vg_web *w, int64_t id)
{
    return vg_print(w->a, "c%" PRId64, id);
}

/* -- the head ---------------------------------------------------------------------------- */

static void put_fallen(const struct whole *h)
{
    const struct vg_web *w = h->w;

    for (size_t i = 0; i < h->n_events; i++)
        if (h->events[i].what == VG_CLAIM_REPLACED) {
            vg_html_raw(w->o, "<p class=\"notice warn\" role=\"status\">");
            vg_ui_say(w, VW_CLAIM_WAS_REPLACED, claim_name(w, h->events[i].other), NULL, NULL);
            vg_putc(w->o, ' ');
            vg_ui_claim(w, h->events[i].other);
            vg_html_raw(w->o, "</p>\n");
        }
    if (h->c.status == VG_WITHDRAWN)
        vg_ui_notice(w, "warn", VW_CLAIM_IS_WITHDRAWN, NULL, NULL);
    if (h->c.status == VG_UNRESOLVABLE)
        vg_ui_notice(w, "warn", VW_CLAIM_IS_UNRESOLVABLE, NULL, NULL);
}

static void put_neighbours(const struct whole *h)
{
    const struct vg_web *w = h->w;
    struct vg_case_facts f;

    vg_html_raw(w->o, "<p class=\"ways no-print\">");
    if (h->c.id > 1) {
        vg_putf(w->o, "<a rel=\"prev\" data-key=\"k\" href=\"/claims/c%" PRId64 "\">", h->c.id - 1);
        vg_ui_word(w, VW_CLAIM_PREVIOUS);
        vg_html_raw(w->o, "</a> ");
    }
    if (vg_case_facts(w->c, w->a, &f, NULL) == VG_OK && h->c.id < f.claims) {
        vg_putf(w->o, "<a rel=\"next\" data-key=\"j\" href=\"/claims/c%" PRId64 "\">", h->c.id + 1);
        vg_ui_word(w, VW_CLAIM_NEXT);
        vg_html_raw(w->o, "</a>");
    }
    vg_html_raw(w->o, "</p>\n");
}

static void put_failure(const struct whole *h)
{
    const struct vg_web *w = h->w;

    if (h->failed == NULL)
        return;
    if (h->code == VG_CLAIM_UNCHANGED) {
        vg_ui_notice(w, "bad", VW_CLAIM_CORRECT_NOTHING, NULL, NULL);
        return;
    }
    if (h->code == VG_E_CONFLICT) {
        vg_ui_notice(w, "bad", VW_CLAIM_CHANGED_MEANWHILE, NULL, NULL);
        return;
    }
    vg_html_raw(w->o, "<p class=\"notice bad\" role=\"alert\"><b>");
    vg_ui_word(w, VW_CLAIM_NOT_KEPT);
    vg_html_raw(w->o, "</b> ");
    vg_ui_failure(w, w->err->text);
    vg_html_raw(w->o, "</p>\n");
}

/* -- passage and fields ------------------------------------------------------------------------ */

static void put_translation(const struct whole *h)
{
    const struct vg_web *w = h->w;

    if (h->c.translation == NULL)
        return;
    vg_html_raw(w->o, "<h3>");
    vg_ui_word(w, VW_CLAIM_TRANSLATION);
    vg_html_raw(w->o, "</h3><blockquote class=\"tr\" dir=\"auto\">");
    vg_html_textz(w->o, h->c.translation);
    vg_html_raw(w->o, "</blockquote><small>");
    if (h->c.translator != NULL)
        vg_ui_say(w, VW_CLAIM_TRANSLATOR, h->c.translator, NULL, NULL);
    vg_putc(w->o, ' ');
    vg_ui_word(w, VW_CLAIM_TRANSLATED_BY_PROGRAM);
    vg_html_raw(w->o, "</small>\n");
}

static void put_also(const struct whole *h)
{
    const struct vg_web *w = h->w;

    if (h->c.n_also_at == 0)
        return;
    vg_html_raw(w->o, "<h3>");
    vg_ui_word(w, VW_CLAIM_ALSO);
    vg_html_raw(w->o, "</h3><ul class=\"also\">");
    for (size_t i = 0; i < h->c.n_also_at; i++) {
        const struct vg_passage *at = &h->c.also_at[i];

        vg_html_raw(w->o, "<li>");
        vg_ui_link(w,
                   vg_print(w->a, "/sources/s%" PRId64 "?at=%" PRId64 "-%" PRId64 "#p-here",
                            at->source, at->start, at->end),
                   vg_print(w->a, "s%" PRId64, at->source));
        vg_html_raw(w->o, " <q");
        vg_ui_lang(w, h->c.language);
        vg_html_raw(w->o, ">");
        vg_html_text(w->o, at->quote);
        vg_html_raw(w->o, "</q></li>");
    }
    vg_html_raw(w->o, "</ul>\n");
}

static void put_body(const struct whole *h)
{
    const struct vg_web *w = h->w;

    vg_html_raw(w->o, "<p class=\"lead\"><span class=\"tag\">");
    vg_html_textz(w->o, vg_claim_status_label(w, h->c.status));
    vg_html_raw(w->o, "</span> ");
    if (h->c.editorial) {
        vg_html_raw(w->o, "<span class=\"tag\">");
        vg_ui_word(w, VW_CLAIM_EDITORIAL);
        vg_html_raw(w->o, "</span> ");
    }
    vg_page_gist(h->p, &h->c);
    vg_html_raw(w->o, "</p>\n");
    put_neighbours(h);
    put_failure(h);
    put_fallen(h);
    vg_html_raw(w->o, "<div class=\"two\">\n");
    vg_ui_section(w, "passage", VW_CLAIM_PASSAGE);
    vg_claim_source_line(w, &h->c, "o");
    vg_claim_context(w, &h->c);
    put_translation(h);
    put_also(h);
    vg_ui_section_end(w);
    vg_ui_section(w, "understood", VW_CLAIM_UNDERSTOOD);
    vg_claim_facts(w, h->p, &h->c);
    if (h->c.note != NULL) {
        vg_html_raw(w->o, "<p class=\"notice note\" dir=\"auto\">");
        vg_html_textz(w->o, h->c.note);
        vg_html_raw(w->o, "</p>\n");
    }
    vg_ui_section_end(w);
    vg_html_raw(w->o, "</div>\n");
}

/* -- standing: all of it, the latest of each speaker marked
 * ------------------------------------------ */

static const enum vg_ui_word standing_heads[] = {VW_CLAIM_STANDING_VALUE, VW_CLAIM_STANDING_WHO,
                                                 VW_CLAIM_STANDING_WHEN};

static void put_standing_row(const struct whole *h, size_t i)
{
    const struct vg_web *w = h->w;
    const struct vg_standing *s = &h->c.standing[i];
    int earlier = vg_standing_is_earlier(&h->c, i);

    vg_html_raw(w->o, earlier ? "<tr role=\"row\" class=\"fallen\">" : "<tr role=\"row\">");
    vg_table_cell(w, standing_heads[0], NULL);
    vg_html_raw(w->o, earlier ? "" : "<b>");
    vg_page_term(h->p, "standing", s->value);
    vg_html_raw(w->o, earlier ? "" : "</b>");
    vg_html_raw(w->o, " <span class=\"tag\">");
    vg_ui_word(w, earlier ? VW_CLAIM_STANDING_EARLIER : VW_CLAIM_STANDING_LATEST);
    vg_html_raw(w->o, "</span></td>");
    vg_table_cell(w, standing_heads[1], NULL);
    vg_page_name(h->p, s->speaker);
    vg_html_raw(w->o, "</td>");
    vg_table_cell(w, standing_heads[2], NULL);
    if (s->date != NULL)
        vg_ui_date(w, s->date);
    else
        vg_ui_word(w, VW_REVIEW_NOT_STATED);
    vg_html_raw(w->o, "</td></tr>\n");
}

static void put_standing(const struct whole *h)
{
    const struct vg_web *w = h->w;

    vg_ui_section(w, "standing", VW_CLAIM_STANDING);
    if (h->c.n_standing == 0) {
        vg_html_raw(w->o, "<p class=\"soft\">");
        vg_ui_word(w, VW_CLAIM_STANDING_NONE);
        vg_html_raw(w->o, "</p>\n");
    } else {
        vg_table_open(w, "rows", VW_CLAIM_STANDING, standing_heads, 3);
        for (size_t i = h->c.n_standing; i-- > 0;)
            put_standing_row(h, i);
        vg_table_end(w);
    }
    vg_ui_section_end(w);
}

/* -- roots: named, held, read ---------------------------------------------------------------------
 */

static void put_root(const struct whole *h, const struct vg_claim_root *r)
{
    const struct vg_web *w = h->w;

    vg_html_raw(w->o, "<li>");
    vg_page_link(h->p, VG_LINK_ROOT, r->id);
    vg_html_raw(w->o, " <span dir=\"auto\">");
    vg_html_textz(w->o, r->what);
    vg_html_raw(w->o, "</span>");
    if (r->speaker != NULL) {
        vg_puts(w->o, " · ");
        vg_page_name(h->p, r->speaker);
    }
    vg_html_raw(w->o, " <span class=\"tag\">");
    vg_ui_word(w, VW_CLAIM_ROOT_NAMED);
    vg_html_raw(w->o, "</span> <span class=\"tag\">");
    if (r->held != 0)
        vg_ui_say(w, VW_CLAIM_ROOT_HELD, vg_print(w->a, "s%" PRId64, r->held), NULL, NULL);
    else
        vg_ui_word(w, VW_CLAIM_ROOT_NOT_HELD);
    vg_html_raw(w->o, "</span> <span class=\"tag\">");
    vg_ui_word(w, r->read > 0   ? VW_CLAIM_ROOT_READ
                  : r->read < 0 ? VW_CLAIM_ROOT_READ_NOT
                                : VW_CLAIM_ROOT_NOT_READ);
    vg_html_raw(w->o, "</span>");
    if (r->corrected != NULL) {
        vg_html_raw(w->o, " <small class=\"alert\">");
        vg_ui_say(w, VW_CLAIM_ROOT_CORRECTED, r->corrected, NULL, NULL);
        vg_html_raw(w->o, "</small>");
    }
    vg_html_raw(w->o, "</li>\n");
}

static void put_roots(const struct whole *h)
{
    const struct vg_web *w = h->w;

    vg_ui_section(w, "roots", VW_CLAIM_ROOTS);
    vg_html_raw(w->o, h->n_roots > 0 ? "<ul class=\"plain\">\n" : "<p class=\"soft\">");
    if (h->n_roots == 0)
        vg_ui_word(w, VW_CLAIM_ROOTS_NONE);
    for (size_t i = 0; i < h->n_roots; i++)
        put_root(h, &h->roots[i]);
    vg_html_raw(w->o, h->n_roots > 0 ? "</ul>\n" : "</p>\n");
    vg_ui_section_end(w);
    vg_ui_section(w, "uses", VW_CLAIM_USES);
    vg_html_raw(w->o, "<p class=\"soft\">");
    vg_ui_word(w, VW_CLAIM_USES_HOW);
    vg_html_raw(w->o, "</p><p><a class=\"button\"");
    vg_html_attrz(w->o, "href", vg_print(w->a, "/claims/c%" PRId64 "/uses", h->c.id));
    vg_html_raw(w->o, ">");
    vg_ui_word(w, VW_CLAIM_USES_SHOW);
    vg_html_raw(w->o, "</a></p>\n");
    vg_ui_section_end(w);
}

/* -- replies, by question
 * ------------------------------------------------------------------------------ */

static const char *response_to(const struct vg_claim_event *e, const char *question)
{
    return e->what == VG_CLAIM_REPLIED && strcmp(e->question, question) == 0 ? e->value : NULL;
}

static void put_reply(const struct whole *h, const struct vg_claim_event *e, const char *response)
{
    const struct vg_web *w = h->w;

    vg_html_raw(w->o, "<dd><b>");
    vg_page_term(h->p, "response-origin", response);
    vg_html_raw(w->o, "</b>");
    if (e->speaker != NULL) {
        vg_puts(w->o, " · ");
        vg_page_name(h->p, e->speaker);
    }
    if (e->date != NULL) {
        vg_puts(w->o, " · ");
        vg_ui_date(w, e->date);
    }
    if (e->words != NULL) {
        vg_html_raw(w->o, " <q dir=\"auto\">");
        vg_html_textz(w->o, e->words);
        vg_html_raw(w->o, "</q>");
    }
    if (e->other != 0) {
        vg_putc(w->o, ' ');
        vg_ui_claim(w, e->other);
    }
    vg_html_raw(w->o, "</dd>\n");
}

static void put_replies(const struct whole *h)
{
    const struct vg_web *w = h->w;

    vg_ui_section(w, "replies", VW_CLAIM_REPLIES);
    vg_html_raw(w->o, "<dl class=\"facts replies\">\n");
    for (size_t q = 0; q < QUESTIONS; q++) {
        int any = 0;

        vg_html_raw(w->o, "<dt>");
        vg_ui_word(w, questions[q].label);
        vg_html_raw(w->o, "</dt>");
        for (size_t i = 0; i < h->n_events; i++) {
            const char *response = response_to(&h->events[i], questions[q].id);

            if (response == NULL)
                continue;
            any = 1;
            put_reply(h, &h->events[i], response);
        }
        if (any)
            continue;
        vg_html_raw(w->o, "<dd class=\"soft\">");
        vg_ui_word(w, VW_CLAIM_REPLY_NONE);
        vg_html_raw(w->o, "</dd>\n");
    }
    vg_html_raw(w->o, "</dl>\n");
    vg_ui_section_end(w);
}

/* -- history
 * ------------------------------------------------------------------------------------------- */

static const enum vg_ui_word event_heads[] = {VW_CLAIM_EVENT_WHEN, VW_CLAIM_EVENT_WHAT,
                                              VW_CLAIM_EVENT_BY};

static void put_kept(const struct whole *h, const struct vg_claim_event *e)
{
    const struct vg_web *w = h->w;

    vg_ui_word(w, VW_CLAIM_EVENT_KEPT);
    if (e->suggestion != NULL) {
        vg_puts(w->o, " · ");
        vg_ui_say(w, VW_CLAIM_EVENT_FROM, e->suggestion, NULL, NULL);
    }
    if (e->other != 0) {
        vg_puts(w->o, " · ");
        vg_ui_say(w, VW_CLAIM_EVENT_REPLACES, claim_name(w, e->other), NULL, NULL);
        vg_putc(w->o, ' ');
        vg_ui_claim(w, e->other);
    }
}

static void put_status_event(const struct whole *h, const struct vg_claim_event *e)
{
    vg_html_textz(h->w->o, vg_claim_status_label(h->w, e->status));
    if (e->words != NULL) {
        vg_html_raw(h->w->o, " <q dir=\"auto\">");
        vg_html_textz(h->w->o, e->words);
        vg_html_raw(h->w->o, "</q>");
    }
}

static void put_said_event(const struct whole *h, const struct vg_claim_event *e)
{
    const struct vg_web *w = h->w;
    int is_reply = e->what == VG_CLAIM_REPLIED;

    vg_ui_word(w, is_reply ? VW_CLAIM_EVENT_REPLY : VW_CLAIM_EVENT_STANDING);
    vg_puts(w->o, " · ");
    vg_page_term(h->p, is_reply ? "response-origin" : "standing", e->value);
    if (e->speaker != NULL) {
        vg_puts(w->o, " · ");
        vg_page_name(h->p, e->speaker);
    }
    if (e->date != NULL) {
        vg_puts(w->o, " · ");
        vg_ui_date(w, e->date);
    }
}

static void put_event(const struct whole *h, const struct vg_claim_event *e)
{
    const struct vg_web *w = h->w;

    if (e->what == VG_CLAIM_KEPT) {
        put_kept(h, e);
    } else if (e->what == VG_CLAIM_REPLACED) {
        vg_ui_say(w, VW_CLAIM_EVENT_REPLACED, claim_name(w, e->other), NULL, NULL);
        vg_putc(w->o, ' ');
        vg_ui_claim(w, e->other);
    } else if (e->what == VG_CLAIM_DECIDED) {
        put_status_event(h, e);
    } else if (e->what == VG_CLAIM_STOOD || e->what == VG_CLAIM_REPLIED) {
        put_said_event(h, e);
    } else {
        vg_ui_say(w, e->what == VG_CLAIM_READ ? VW_CLAIM_EVENT_READ : VW_CLAIM_EVENT_READ_NOT,
                  vg_print(w->a, "r%" PRId64, e->root), NULL, NULL);
    }
}

static void put_history(const struct whole *h)
{
    const struct vg_web *w = h->w;

    vg_ui_section(w, "history", VW_CLAIM_HISTORY);
    vg_table_open(w, "rows", VW_CLAIM_HISTORY, event_heads, 3);
    for (size_t i = 0; i < h->n_events; i++) {
        vg_html_raw(w->o, "<tr role=\"row\">");
        vg_table_cell(w, event_heads[0], NULL);
        vg_ui_time(w, h->events[i].at);
        vg_html_raw(w->o, "</td>");
        vg_table_cell(w, event_heads[1], NULL);
        put_event(h, &h->events[i]);
        vg_html_raw(w->o, "</td>");
        vg_table_cell(w, event_heads[2], NULL);
        vg_html_raw(w->o, "<code>");
        vg_html_textz(w->o, vg_print(w->a, "%.16s", h->events[i].actor));
        vg_html_raw(w->o, "</code> <span class=\"soft\">");
        vg_ui_say(w, VW_CLAIM_EVENT_ENTRY, vg_ui_number(w, h->events[i].entry), NULL, NULL);
        vg_html_raw(w->o, "</span></td></tr>\n");
    }
    vg_table_end(w);
    vg_ui_section_end(w);
}

/* -- what one can do
 * --------------------------------------------------------------------------------------- */

static int is_failed(const struct whole *h, const char *form)
{
    return h->failed != NULL && strcmp(h->failed, form) == 0;
}

/* What was typed into this form, if it is the one that could not be kept. */
static const char *typed(const struct whole *h, const char *form, const char *name)
{
    return is_failed(h, form) ? vg_web_form(h->w, name) : NULL;
}

static void open_do(const struct whole *h, const char *form, enum vg_ui_word label,
                    enum vg_ui_word how, const char *key)
{
    const struct vg_web *w = h->w;

    vg_html_raw(w->o, is_failed(h, form) ? "<details open" : "<details");
    vg_html_attrz(w->o, "id", vg_print(w->a, "do-%s", form));
    vg_html_raw(w->o, "><summary class=\"button\"");
    if (key != NULL)
        vg_html_attrz(w->o, "data-key", key);
    vg_html_raw(w->o, ">");
    vg_ui_word(w, label);
    vg_ui_key(w, key);
    vg_html_raw(w->o, "</summary><p class=\"soft\">");
    vg_ui_word(w, how);
    vg_html_raw(w->o, "</p>\n");
    vg_ui_form(w, vg_print(w->a, "/claims/c%" PRId64 "/%s", h->c.id, form), "fields");
    /* What was seen: an answer to another state of the claim is told so. */
    vg_ui_hidden(w, "seen", vg_print(w->a, "%" PRId64, h->events[h->n_events - 1].entry));
}

static void end_do(const struct whole *h)
{
    vg_ui_form_end(h->w);
    vg_html_raw(h->w->o, "</details>\n");
}

/* The strip of the words that were typed, where they differ; else of those that were kept. */
static void put_compared(const struct whole *h)
{
    const struct vg_passage *p = h->c.passage;
    const char *quote = typed(h, "correct", "quote");
    int is_other = quote != NULL && !vg_str_is(p->quote, quote);

    if (is_other || p->stands == VG_STANDS_NOWHERE)
        vg_claim_compared(h->w, p->source, 0, 0, quote);
    else
        vg_claim_compared(h->w, p->source, p->start, p->end, NULL);
}

static void put_correct(const struct whole *h)
{
    open_do(h, "correct", VW_CLAIM_CORRECT, VW_CLAIM_CORRECT_HOW, "c");
    vg_claim_fields(h->w, &h->c);
    put_compared(h);
    vg_ui_button(h->w, VW_CLAIM_CORRECT_GO, NULL, NULL, "go", NULL);
    end_do(h);
}

static void put_status(const struct whole *h)
{
    const struct vg_web *w = h->w;

    open_do(h, "status", VW_CLAIM_TAKE_BACK, VW_CLAIM_TAKE_BACK_HOW, "w");
    vg_ui_input(w, "because", VW_CLAIM_BECAUSE, typed(h, "status", "because"),
                " required size=\"44\"");
    vg_html_raw(w->o, "<div class=\"row\">");
    if (h->c.status != VG_WITHDRAWN)
        vg_ui_button(w, VW_CLAIM_TAKE_BACK_GO, "status", "withdrawn", "danger", NULL);
    if (h->c.status != VG_UNRESOLVABLE)
        vg_ui_button(w, VW_CLAIM_UNRESOLVABLE_GO, "status", "unresolvable", NULL, NULL);
    if (h->c.status == VG_WITHDRAWN || h->c.status == VG_UNRESOLVABLE)
        vg_ui_button(w, VW_CLAIM_AGAIN_GO, "status", "accepted", NULL, NULL);
    vg_html_raw(w->o, "</div>");
    end_do(h);
}

static void put_add_standing(const struct whole *h)
{
    const struct vg_web *w = h->w;

    open_do(h, "standing", VW_CLAIM_ADD_STANDING, VW_CLAIM_ADD_STANDING_HOW, "t");
    vg_html_raw(w->o, "<div class=\"row\">");
    vg_ui_terms(w, "value", VW_CLAIM_STANDING_VALUE, "standing", typed(h, "standing", "value"),
                VW_FORM_NONE);
    vg_ui_input(w, "speaker", VW_CLAIM_STANDING_WHO, typed(h, "standing", "speaker"),
                " size=\"26\"");
    vg_ui_input(w, "date", VW_CLAIM_DATE, typed(h, "standing", "date"),
                " size=\"12\" placeholder=\"2023-02-06\"");
    vg_ui_button(w, VW_CLAIM_ADD_GO, NULL, NULL, "go", NULL);
    vg_html_raw(w->o, "</div>");
    end_do(h);
}

static void put_add_reply(const struct whole *h)
{
    const struct vg_web *w = h->w;

    open_do(h, "reply", VW_CLAIM_ADD_REPLY, VW_CLAIM_ADD_REPLY_HOW, "y");
    vg_html_raw(w->o, "<div class=\"row\">");
    vg_ui_choice(w, "question", VW_CLAIM_QUESTION);
    for (size_t q = 0; q < QUESTIONS; q++)
        vg_ui_option(w, questions[q].id, vg_ui_text(w, questions[q].label),
                     typed(h, "reply", "question"));
    vg_ui_choice_end(w);
    vg_ui_terms(w, "response", VW_CLAIM_RESPONSE, "response-origin",
                typed(h, "reply", "response") == NULL ? "not-asked" : typed(h, "reply", "response"),
                VW_FORM_NONE);
    vg_ui_input(w, "speaker", VW_CLAIM_STANDING_WHO, typed(h, "reply", "speaker"), " size=\"24\"");
    vg_ui_input(w, "date", VW_CLAIM_DATE, typed(h, "reply", "date"), " size=\"12\"");
    vg_ui_input(w, "answer", VW_CLAIM_REPLY_ANSWER, typed(h, "reply", "answer"),
                " size=\"6\" placeholder=\"c12\"");
    vg_html_raw(w->o, "</div>");
    vg_ui_area(w, "words", VW_CLAIM_REPLY_WORDS, typed(h, "reply", "words"), 2);
    vg_ui_button(w, VW_CLAIM_ADD_GO, NULL, NULL, "go", NULL);
    end_do(h);
}

static void put_judge(const struct whole *h)
{
    const struct vg_web *w = h->w;
    int failed = is_failed(h, "translation");

    open_do(h, "translation", VW_CLAIM_JUDGE_TRANSLATION, VW_CLAIM_JUDGE_HOW, NULL);
    vg_ui_area(w, "translation", VW_CLAIM_TRANSLATION,
               failed ? vg_web_form(w, "translation") : h->c.translation, 3);
    vg_ui_input(w, "translator", VW_CLAIM_JUDGE_TRANSLATOR, typed(h, "translation", "translator"),
                " required size=\"24\"");
    vg_ui_button(w, VW_CLAIM_JUDGE_GO, NULL, NULL, "go", NULL);
    end_do(h);
}

static void put_acts(const struct whole *h)
{
    vg_html_raw(h->w->o, "<section class=\"do no-print\" id=\"do\"><h2>");
    vg_ui_word(h->w, VW_CLAIM_DO);
    vg_html_raw(h->w->o, "</h2>\n");
    if (h->c.status == VG_ACCEPTED || h->c.status == VG_UNRESOLVABLE || is_failed(h, "correct"))
        put_correct(h);
    put_status(h);
    put_add_standing(h);
    put_add_reply(h);
    if (h->c.status == VG_ACCEPTED || is_failed(h, "translation"))
        put_judge(h);
    vg_html_raw(h->w->o, "</section>\n");
}

/* -- the page
 * ------------------------------------------------------------------------------------------------
 */

int vg_claim_show(struct vg_web *w, int64_t id, const char *failed, int code)
{
    struct whole h = {.w = w, .failed = failed, .code = code};
    struct vg_err why = *w->err;
    const struct vg_view *names = NULL;
    int rc = vg_claim_get(w->c, id, w->a, &h.c, w->err);

    if (rc == VG_OK)
        rc = vg_claim_history(w->c, id, w->a, &h.events, &h.n_events, w->err);
    if (rc == VG_OK)
        rc = vg_claim_roots(w->c, &h.c, w->a, &h.roots, &h.n_roots, w->err);
    if (rc == VG_OK)
        rc = vg_web_names(w, &names);
    if (rc != VG_OK)
        return rc;
    *w->err = why;
    h.p = vg_ui_pieces(w, names);
    w->out->status = failed == NULL ? 200 : code == VG_CLAIM_UNCHANGED ? 422 : vg_web_status(code);
    vg_ui_open_as(w, vg_ui_said(w, VW_CLAIM_TITLE, claim_name(w, id), NULL, NULL), "whole");
    put_body(&h);
    vg_html_raw(w->o, "<div class=\"two\"><div>\n");
    put_standing(&h);
    put_replies(&h);
    vg_html_raw(w->o, "</div><div>\n");
    put_roots(&h);
    vg_html_raw(w->o, "</div></div>\n");
    put_acts(&h);
    put_history(&h);
    vg_ui_close(w);
    return VG_OK;
}

int vg_page_claim_whole(struct vg_web *w)
{
    int64_t id = 0;
    int rc = vg_web_id(w, w->id, 'c', &id);

    return rc == VG_OK ? vg_claim_show(w, id, NULL, VG_OK) : rc;
}
