/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The list of sources, how to add to it, and what could not be had.
 */
#include <inttypes.h>
#include <string.h>

#include "base/html.h"
#include "web/bits.h"
#include "web/pages.h"
#include "web/read.h"

enum { PER_PAGE = 50 };

static const struct {
    const char *name;
    enum vg_sources_order order;
    enum vg_ui_word word;
} orders[] = {
    {"newest", VG_SOURCES_NEWEST, VW_READ_ORDER_NEWEST},
    {"id", VG_SOURCES_UP, VW_READ_ORDER_ID},
    {"date", VG_SOURCES_DATE, VW_READ_ORDER_DATE},
    {"claims", VG_SOURCES_CLAIMS, VW_READ_ORDER_CLAIMS},
};
enum { N_ORDERS = sizeof orders / sizeof *orders };

/* -- adding ------------------------------------------------------------------------------ */

void vg_read_add_form(struct vg_web *w)
{
    vg_html_raw(w->o, "<section class=\"panel add\" id=\"add\" aria-labelledby=\"add-title\">"
                      "<h2 id=\"add-title\">");
    vg_ui_word(w, VW_READ_ADD);
    vg_html_raw(w->o, "</h2>\n");
    vg_ui_form_files(w, "/add", "adding");
    vg_html_raw(w->o, "<div class=\"row\"><label class=\"field drop grow\"><span>");
    vg_ui_word(w, VW_READ_ADD_FILES);
    vg_html_raw(w->o,
                "</span><input type=\"file\" name=\"file\" multiple data-key=\"f\"></label>\n");
    vg_html_raw(w->o, "<label class=\"field grow\"><span>");
    vg_ui_word(w, VW_READ_ADD_ADDRESS);
    vg_html_raw(w->o,
                "</span><textarea name=\"address\" rows=\"2\" dir=\"ltr\" spellcheck=\"false\" "
                "placeholder=\"https://\"></textarea></label></div>\n<details><summary>");
    vg_ui_word(w, VW_READ_ADD_MORE);
    vg_html_raw(w->o, "</summary>\n<div class=\"row\">");
    vg_ui_terms(w, "kind", VW_READ_KIND, "source-kind", NULL, VW_READ_NOT_SAID);
    vg_ui_input(w, "publisher", VW_READ_PUBLISHER, NULL, NULL);
    vg_ui_input(w, "date", VW_READ_DATE_EDTF, NULL, " size=\"12\" placeholder=\"2022-09-12\"");
    vg_ui_input(w, "purpose", VW_READ_PURPOSE, NULL, NULL);
    vg_html_raw(w->o, "</div></details>\n<ul class=\"chosen plain\" hidden");
    vg_html_attrz(w->o, "data-sending", vg_ui_text(w, VW_READ_ADD_SENDING));
    vg_html_attrz(w->o, "data-failed", vg_ui_text(w, VW_READ_ADD_FAILED));
    vg_html_raw(w->o, "></ul>\n<p class=\"row\">");
    vg_ui_button(w, VW_READ_ADD_GO, NULL, NULL, "go", NULL);
    vg_html_raw(w->o, "<span class=\"soft\">");
    vg_ui_word(w, VW_READ_ADD_HOW);
    vg_html_raw(w->o, "</span></p>\n");
    vg_ui_form_end(w);
    vg_html_raw(w->o, "</section>\n");
}

/* -- the list ------------------------------------------------------------------------------- */

static void put_filter(struct vg_web *w, const char *order)
{
    vg_ui_form_get(w, "/sources", "filters");
    vg_ui_input(w, "words", VW_READ_FILTER_WORDS, vg_web_query(w, "words"), " type=\"search\"");
    vg_ui_terms(w, "kind", VW_READ_KIND, "source-kind", vg_web_query(w, "kind"), VW_READ_ANY);
    vg_ui_input(w, "language", VW_READ_LANGUAGE, vg_web_query(w, "language"),
                " size=\"4\" placeholder=\"zh\"");
    vg_ui_choice(w, "state", VW_READ_STATE);
    vg_ui_option(w, "", vg_ui_text(w, VW_READ_ANY), vg_web_query(w, "state"));
    vg_ui_option(w, "open", vg_ui_text(w, VW_READ_STATE_OPEN), vg_web_query(w, "state"));
    vg_ui_option(w, "unread", vg_ui_text(w, VW_READ_STATE_UNREAD), vg_web_query(w, "state"));
    vg_ui_choice_end(w);
    vg_ui_choice(w, "order", VW_READ_ORDER);
    for (size_t i = 0; i < N_ORDERS; i++)
        vg_ui_option(w, orders[i].name, vg_ui_text(w, orders[i].word), order);
    vg_ui_choice_end(w);
    vg_ui_button(w, VW_READ_FILTER, NULL, NULL, NULL, NULL);
    vg_ui_form_end(w);
}

static void open_cell(const struct vg_web *w, enum vg_ui_word label, const char *class)
{
    vg_html_raw(w->o, "<td");
    if (class != NULL)
        vg_html_attrz(w->o, "class", class);
    vg_html_attrz(w->o, "data-label", vg_ui_text(w, label));
    vg_html_raw(w->o, ">");
}

static void put_count(const struct vg_web *w, enum vg_ui_word label, int64_t n)
{
    open_cell(w, label, "num");
    if (n > 0)
        vg_html_textz(w->o, vg_ui_number(w, n));
    else
        vg_html_raw(w->o, "<span class=\"soft\">–</span>");
    vg_html_raw(w->o, "</td>");
}

static void put_title(const struct vg_web *w, const struct vg_source *s)
{
    const char *title = s->info.title != NULL ? s->info.title : s->info.label;

    vg_html_raw(w->o, "<th scope=\"row\">");
    vg_ui_source(w, s->info.id, title);
    vg_html_raw(w->o, "<small dir=\"auto\">");
    if (s->info.publisher != NULL) {
        vg_html_textz(w->o, s->info.publisher);
        vg_puts(w->o, " · ");
    }
    vg_html_textz(w->o, s->info.url != NULL ? s->info.url : s->info.label);
    vg_html_raw(w->o, "</small>");
    if (s->info.changed != NULL) {
        vg_html_raw(w->o, "<small class=\"alert\">");
        vg_bits_words(w, s->info.changed);
        vg_html_raw(w->o, "</small>");
    }
    vg_bits_doubts(w, s->info.damaged, s->is_ocr);
    vg_html_raw(w->o, "</th>");
}

static void put_state(const struct vg_web *w, const struct vg_source *s)
{
    open_cell(w, VW_READ_STATE, NULL);
    if (s->reader != NULL) {
        vg_html_raw(w->o, "<span class=\"good\">✓</span> ");
        vg_ui_word(w, VW_READ_STATE_TEXT);
    } else {
        vg_html_raw(w->o, "<span class=\"warn\">✗</span> ");
        if (s->unread != NULL)
            vg_ui_failure(w, s->unread);
        else
            vg_ui_word(w, VW_READ_STATE_WAITING);
    }
    if (s->n_contradictions > 0) {
        vg_html_raw(w->o, "<small class=\"warn\">");
        vg_ui_word(w, VW_READ_CONTRADICTION);
        vg_html_raw(w->o, "</small>");
    }
    vg_html_raw(w->o, "</td>");
}

static int put_row(const struct vg_web *w, const struct vg_source *s)
{
    int64_t open = 0;
    int rc = vg_source_open(w->c, s->info.id, &open, w->err);

    if (rc != VG_OK)
        return rc;
    vg_html_raw(w->o, "<tr>");
    put_title(w, s);
    open_cell(w, VW_READ_DATE, NULL);
    vg_ui_date(w, s->info.date);
    vg_html_raw(w->o, "</td>");
    open_cell(w, VW_READ_KIND, NULL);
    if (s->info.kind != NULL)
        vg_html_textz(w->o, vg_term_label("source-kind", s->info.kind, w->in->language));
    vg_html_raw(w->o, "</td>");
    open_cell(w, VW_READ_LANGUAGE, NULL);
    vg_html_textz(w->o, s->info.language);
    vg_html_raw(w->o, "</td>");
    put_state(w, s);
    put_count(w, VW_READ_COPIES, s->sightings - 1);
    put_count(w, VW_READ_CLAIMS_HEAD, s->claims);
    put_count(w, VW_READ_OPEN_HEAD, open);
    open_cell(w, VW_READ_PRESERVED, NULL);
    vg_ui_time(w, s->info.captured_at);
    vg_html_raw(w->o, "</td></tr>\n");
    return VG_OK;
}

static void put_head_cells(const struct vg_web *w)
{
    static const enum vg_ui_word heads[] = {
        VW_READ_SOURCE, VW_READ_DATE,        VW_READ_KIND,      VW_READ_LANGUAGE,  VW_READ_STATE,
        VW_READ_COPIES, VW_READ_CLAIMS_HEAD, VW_READ_OPEN_HEAD, VW_READ_PRESERVED,
    };

    vg_html_raw(w->o, "<thead><tr>");
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        vg_html_raw(w->o,
                    i >= 5 && i <= 7 ? "<th scope=\"col\" class=\"num\">" : "<th scope=\"col\">");
        vg_ui_word(w, heads[i]);
        vg_html_raw(w->o, "</th>");
    }
    vg_html_raw(w->o, "</tr></thead>\n");
}

static enum vg_sources_order order_of(const char *name)
{
    for (size_t i = 0; name != NULL && i < N_ORDERS; i++)
        if (strcmp(orders[i].name, name) == 0)
            return orders[i].order;
    return VG_SOURCES_NEWEST;
}

static int put_list(struct vg_web *w)
{
    const char *state = vg_web_query(w, "state");
    struct vg_sources_filter f = {
        .words = vg_web_query(w, "words"),
        .language = vg_web_query(w, "language"),
        .kind = vg_web_query(w, "kind"),
        .without_text = state != NULL && strcmp(state, "unread") == 0,
        .with_open = state != NULL && strcmp(state, "open") == 0,
    };
    int64_t from = vg_web_query_i64(w, "from", 0, INT32_MAX), total = 0;
    struct vg_source *rows = NULL;
    size_t n = 0;
    int rc = vg_sources_page(w->c, &f, order_of(vg_web_query(w, "order")), from, PER_PAGE, w->a,
                             &rows, &n, &total, w->err);

    if (rc != VG_OK)
        return rc;
    vg_ui_pages(w, from, PER_PAGE, total);
    if (n > 0) {
        vg_html_raw(w->o, "<table class=\"sources-list cards-narrow\">\n<caption class=\"quiet\">");
        vg_ui_word(w, VW_READ_SOURCES);
        vg_html_raw(w->o, "</caption>\n");
        put_head_cells(w);
        vg_html_raw(w->o, "<tbody>\n");
        for (size_t i = 0; rc == VG_OK && i < n; i++)
            rc = put_row(w, &rows[i]);
        vg_html_raw(w->o, "</tbody></table>\n");
    }
    return rc;
}

/* -- what failed ------------------------------------------------------------------------------- */

static void put_attempt(const struct vg_web *w, const struct vg_attempt *t)
{
    vg_html_raw(w->o, "<tr><th scope=\"row\" dir=\"auto\">");
    vg_html_textz(w->o, t->requested);
    vg_html_raw(w->o, "</th>");
    open_cell(w, VW_READ_TRIED, NULL);
    vg_ui_time(w, t->at);
    vg_html_raw(w->o, "</td>");
    open_cell(w, VW_READ_WHY, NULL);
    vg_ui_failure(w, t->reason);
    if (t->says != NULL) {
        vg_html_raw(w->o, "<small>");
        vg_ui_failure(w, t->says);
        vg_html_raw(w->o, "</small>");
    }
    vg_html_raw(w->o, "</td></tr>\n");
}

static int put_attempts(struct vg_web *w)
{
    struct vg_attempt *list = NULL;
    int64_t from = vg_web_query_i64(w, "from", 0, INT32_MAX);
    size_t n = 0;
    int rc = vg_attempts(w->c, w->a, &list, &n, w->err);

    if (rc != VG_OK)
        return rc;
    vg_html_raw(w->o, "<p>");
    vg_ui_word(w, VW_READ_ATTEMPTS_WHAT);
    vg_html_raw(w->o, "</p>\n");
    vg_ui_pages(w, from, PER_PAGE, (int64_t)n);
    vg_html_raw(w->o, "<table class=\"cards-narrow\"><caption class=\"quiet\">");
    vg_ui_word(w, VW_READ_ATTEMPTS);
    vg_html_raw(w->o, "</caption><thead><tr><th scope=\"col\">");
    vg_ui_word(w, VW_READ_ASKED_FOR);
    vg_html_raw(w->o, "</th><th scope=\"col\">");
    vg_ui_word(w, VW_READ_TRIED);
    vg_html_raw(w->o, "</th><th scope=\"col\">");
    vg_ui_word(w, VW_READ_WHY);
    vg_html_raw(w->o, "</th></tr></thead><tbody>\n");
    for (size_t i = n; i-- > 0;) /* the latest first */
        if (n - 1 - i >= (size_t)from && n - 1 - i < (size_t)from + PER_PAGE)
            put_attempt(w, &list[i]);
    vg_html_raw(w->o, "</tbody></table>\n");
    return VG_OK;
}

/* Two lists of one page; the address says which. */
static void put_which(const struct vg_web *w, int attempts)
{
    struct vg_case_facts f = {0};

    if (vg_case_facts(w->c, w->a, &f, NULL) != VG_OK || (f.attempts_failed == 0 && !attempts))
        return;
    vg_html_raw(w->o, "<p class=\"row\">");
    vg_html_raw(w->o, attempts ? "<a href=\"/sources\">" : "<b>");
    vg_ui_word(w, VW_READ_SOURCES);
    vg_html_raw(w->o, attempts ? "</a>" : "</b>");
    vg_html_raw(w->o, attempts ? "<b>" : "<a href=\"/sources?attempts=1\">");
    vg_ui_say(w, VW_READ_ATTEMPTS_N, vg_ui_number(w, f.attempts_failed), NULL, NULL);
    vg_html_raw(w->o, attempts ? "</b>" : "</a>");
    vg_html_raw(w->o, "</p>\n");
}

int vg_page_sources(struct vg_web *w)
{
    int attempts = vg_web_query(w, "attempts") != NULL;
    int rc;

    vg_ui_open_with(w, vg_ui_text(w, attempts ? VW_READ_ATTEMPTS : VW_READ_SOURCES), "wide", "add");
    vg_read_add_form(w);
    put_which(w, attempts);
    if (attempts) {
        rc = put_attempts(w);
    } else {
        put_filter(w, vg_web_query(w, "order"));
        rc = put_list(w);
    }
    vg_ui_close(w);
    return rc;
}
