/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Search across scripts. Each hit with its line, what it is part of, what claims rest on it,
 * and whether its bytes are still those that were preserved.
 */
#include <inttypes.h>
#include <string.h>

#include "base/html.h"
#include "base/limits.h"
#include "web/bits.h"
#include "web/pages.h"

enum { ON_PAGE = 20, WORDS = 64 };

/* -- the form -------------------------------------------------------------------------- */

static void put_form(const struct vg_web *w)
{
    const char *cited = vg_web_query(w, "cited");

    vg_html_raw(w->o, "<form method=\"get\" action=\"/search\" class=\"filters\">");
    vg_html_raw(w->o, "<label class=\"field grow\"><span>");
    vg_ui_word(w, VW_SEARCH_WORDS);
    vg_html_raw(w->o, "</span><input type=\"search\" name=\"q\" dir=\"auto\" size=\"36\"");
    if (vg_web_query(w, "q") != NULL)
        vg_html_attrz(w->o, "value", vg_web_query(w, "q"));
    vg_html_raw(w->o, "></label>");
    vg_ui_input(w, "lang", VW_SEARCH_LANGUAGE, vg_web_query(w, "lang"),
                " size=\"5\" placeholder=\"zh\"");
    vg_ui_choice(w, "cited", VW_SEARCH_CITED);
    vg_ui_option(w, "", vg_ui_text(w, VW_SEARCH_CITED_ANY), cited);
    vg_ui_option(w, "yes", vg_ui_text(w, VW_SEARCH_CITED_YES), cited);
    vg_ui_option(w, "no", vg_ui_text(w, VW_SEARCH_CITED_NO), cited);
    vg_ui_choice_end(w);
    vg_ui_button(w, VW_PART_SEARCH, NULL, NULL, "go", NULL);
    vg_ui_form_end(w);
}

static void put_help(const struct vg_web *w)
{
    vg_ui_section(w, "help", VW_SEARCH_HELP);
    vg_html_raw(w->o, "<ul class=\"notes\">\n");
    for (int i = VW_SEARCH_HELP_1; i <= VW_SEARCH_HELP_7; i++) {
        vg_html_raw(w->o, "<li>");
        vg_ui_word(w, (enum vg_ui_word)i);
        vg_html_raw(w->o, "</li>\n");
    }
    vg_html_raw(w->o, "</ul>\n");
    vg_ui_section_end(w);
}

/* -- a hit -------------------------------------------------------------------------------- */

static void put_line(const struct vg_web *w, const struct vg_search_hit *h)
{
    if (h->matches == 0) {
        vg_html_raw(w->o, "<p class=\"soft\">");
        vg_ui_word(w, VW_SEARCH_TITLE_ONLY);
        vg_html_raw(w->o, "</p>\n");
        return;
    }
    vg_html_raw(w->o, "<blockquote class=\"quote\"");
    vg_ui_lang(w, h->language);
    vg_html_raw(w->o, ">");
    vg_html_text(w->o, h->before);
    vg_html_raw(w->o, "<mark>");
    vg_html_text(w->o, h->match);
    vg_html_raw(w->o, "</mark>");
    vg_html_text(w->o, h->after);
    vg_html_raw(w->o, "</blockquote>\n");
}

static void put_bytes(const struct vg_web *w, const struct vg_search_hit *h)
{
    switch (h->bytes) {
    case VG_BYTES_VERIFIED:
        vg_ui_word(w, VW_SEARCH_BYTES_VERIFIED);
        break;
    case VG_BYTES_DIFFER:
        vg_html_raw(w->o, "<b class=\"bad\">");
        vg_ui_word(w, VW_SEARCH_BYTES_DIFFER);
        vg_html_raw(w->o, "</b>");
        break;
    case VG_BYTES_NOT_CHECKED:
        vg_ui_word(w, VW_SEARCH_BYTES_NOT);
        break;
    }
}

static void put_facts(const struct vg_web *w, const struct vg_search_hit *h)
{
    vg_html_raw(w->o, "<p class=\"soft facts-line\">");
    if (h->matches > 0)
        vg_ui_say(w, VW_SEARCH_MATCHES, vg_ui_number(w, h->matches), NULL, NULL);
    if (h->language != NULL) {
        vg_puts(w->o, h->matches > 0 ? " · " : "");
        vg_html_textz(w->o, h->language);
    }
    if (h->matches > 0 && !h->is_main) {
        vg_html_raw(w->o, " · <span class=\"tag\">");
        vg_ui_word(w, VW_SEARCH_NOT_MAIN);
        vg_html_raw(w->o, "</span>");
    }
    vg_puts(w->o, h->matches > 0 || h->language != NULL ? " · " : "");
    vg_ui_word(w, VW_SEARCH_PRESERVED);
    vg_puts(w->o, " ");
    vg_ui_time(w, h->captured_at);
    vg_puts(w->o, ", ");
    put_bytes(w, h);
    if (h->n_claims > 0) {
        vg_puts(w->o, " · ");
        vg_ui_word(w, VW_SEARCH_CLAIMS);
    }
    for (size_t i = 0; i < h->n_claims && i < WORDS; i++) {
        vg_puts(w->o, " ");
        vg_ui_claim(w, h->claims[i]);
    }
    if (h->n_claims > WORDS)
        vg_puts(w->o, " …");
    vg_html_raw(w->o, "</p>\n");
}

/* To the very place, not only to the source. */
static void put_title(const struct vg_web *w, const struct vg_search_hit *h)
{
    vg_html_raw(w->o, "<h2><a dir=\"auto\"");
    vg_html_attrz(w->o, "href",
                  h->matches == 0
                      ? vg_print(w->a, "/sources/s%" PRId64, h->source)
                      : vg_print(w->a, "/sources/s%" PRId64 "?at=%" PRId64 "-%" PRId64 "#p-here",
                                 h->source, h->start, h->end));
    vg_putf(w->o, "><b>s%" PRId64 "</b> ", h->source);
    vg_html_textz(w->o, h->title != NULL ? h->title : h->label);
    vg_html_raw(w->o, "</a></h2>\n");
}

static void put_hit(const struct vg_web *w, const struct vg_search_hit *h)
{
    vg_html_raw(w->o, "<li class=\"hit\">");
    put_title(w, h);
    put_line(w, h);
    if (h->damaged != NULL || h->is_ocr) {
        vg_html_raw(w->o, "<p>");
        vg_bits_doubts(w, h->damaged, h->is_ocr);
        vg_html_raw(w->o, "</p>\n");
    }
    put_facts(w, h);
    vg_html_raw(w->o, "</li>\n");
}

/* -- the search -------------------------------------------------------------------------------- */

/* Words as typed, parted at spaces: marks of quotation among them keep what stands together. */
static size_t words_of(const struct vg_web *w, const char *q, const char **out)
{
    size_t n = 0;

    while (*q != '\0' && n < WORDS) {
        size_t len = strcspn(q, " \t\r\n");

        if (n ==
            WORDS - 1) /* the rest in one piece; a limit of the reader tells, if it is too long */
            len = strlen(q);
        if (len > 0)
            out[n++] = vg_copy(w->a, q, len);
        q += len;
        q += strspn(q, " \t\r\n");
    }
    return n;
}

static int put_hits(struct vg_web *w, const char *q)
{
    const char *words[WORDS], *cited = vg_web_query(w, "cited");
    struct vg_search_ask ask = {.words = words,
                                .limit = ON_PAGE,
                                .from = (size_t)vg_web_query_i64(w, "from", 0, INT32_MAX),
                                .language = vg_web_query(w, "lang"),
                                .cited = cited == NULL               ? VG_CITED_OR_NOT
                                         : strcmp(cited, "yes") == 0 ? VG_CITED
                                                                     : VG_UNCITED};
    struct vg_search_hit *hits = NULL;
    size_t n = 0;
    int64_t total = 0;
    int rc;

    ask.n_words = words_of(w, q, words);
    rc = vg_search_with(w->c, &ask, w->a, &hits, &n, &total, w->err);
    if (rc == VG_E_MISUSE || rc == VG_E_LIMIT) {
        w->out->status = vg_web_status(rc);
        vg_ui_notice_text(w, "bad", w->err->text);
        return VG_OK;
    }
    if (rc != VG_OK)
        return rc;
    for (size_t i = 0; i < n; i++)
        if (hits[i].bytes == VG_BYTES_DIFFER)
            vg_ui_notice(w, "bad", VW_SEARCH_DAMAGED, vg_print(w->a, "s%" PRId64, hits[i].source),
                         NULL);
    if (total == 0) {
        vg_ui_notice(w, "note", VW_SEARCH_NOTHING, q, NULL);
        return VG_OK;
    }
    vg_ui_pages(w, (int64_t)ask.from, ON_PAGE, total);
    vg_html_raw(w->o, "<ol class=\"hits\">\n");
    for (size_t i = 0; i < n; i++)
        put_hit(w, &hits[i]);
    vg_html_raw(w->o, "</ol>\n");
    if (total > ON_PAGE)
        vg_ui_pages(w, (int64_t)ask.from, ON_PAGE, total);
    return VG_OK;
}

int vg_page_search_hits(struct vg_web *w)
{
    const char *q = vg_web_query(w, "q");
    int rc = VG_OK;

    vg_ui_open(w, q == NULL ? vg_ui_text(w, VW_PART_SEARCH)
                            : vg_ui_said(w, VW_SEARCH_FOR, q, NULL, NULL));
    put_form(w);
    if (q != NULL)
        rc = put_hits(w, q);
    if (rc != VG_OK)
        return rc;
    put_help(w);
    vg_ui_close(w);
    return VG_OK;
}
