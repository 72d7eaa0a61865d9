/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The brief: choose what it is about and for whom, look at it, publish it. What is shown
 * here is the very page that is handed on, but for its style sheet, which a page of
 * this server may only take from a file.
 */
#include <inttypes.h>
#include <string.h>

#include "base/html.h"
#include "web/missing.h"
#include "web/pages.h"

static const struct {
    unsigned bit;
    const char *id;
    enum vg_ui_word word;
} parts[] = {
    {VG_PART_SERIES, "series", VW_BRIEF_PART_SERIES},
    {VG_PART_ROOTS, "roots", VW_BRIEF_PART_ROOTS},
    {VG_PART_CHECKS, "checks", VW_BRIEF_PART_CHECKS},
    {VG_PART_STATUS, "status", VW_BRIEF_PART_STATUS},
};
enum { PARTS = sizeof parts / sizeof *parts };

static const struct {
    const char *id;
    enum vg_ui_word word;
} audiences[] = {
    {"public", VW_BRIEF_PUBLIC},
    {"partner", VW_BRIEF_PARTNER},
    {"internal", VW_BRIEF_INTERNAL},
};
enum { AUDIENCES = sizeof audiences / sizeof *audiences };

/* What was chosen, by the address or by the form. */
struct chosen {
    struct vg_brief_options o;
    int is_chosen; /* anything at all */
};

static const char *given(const struct vg_web *w, const char *name)
{
    const char *v = vg_web_form(w, name);

    return v != NULL ? v : vg_web_query(w, name);
}

static int has_part(const struct vg_web *w, const char *id)
{
    const struct vg_web_field *list = w->in->n_form > 0 ? w->in->form : w->in->query;
    size_t n = w->in->n_form > 0 ? w->in->n_form : w->in->n_query;

    for (size_t i = 0; i < n; i++)
        if (strcmp(list[i].name, "part") == 0 && strcmp(list[i].value, id) == 0)
            return 1;
    return 0;
}

static struct chosen read_chosen(const struct vg_web *w)
{
    struct chosen c = {0};
    const char *language = given(w, "language");

    c.is_chosen = given(w, "audience") != NULL;
    c.o.language = language == NULL ? w->in->language : strcmp(language, "zh") == 0 ? "zh" : "en";
    c.o.title = given(w, "title");
    c.o.asked = given(w, "asked");
    c.o.unit = given(w, "unit");
    c.o.as_of = given(w, "as-of");
    c.o.audience = given(w, "audience") == NULL ? "internal" : given(w, "audience");
    c.o.max_claims = VG_BRIEF_CLAIMS;
    for (size_t i = 0; c.is_chosen && i < PARTS; i++)
        if (!has_part(w, parts[i].id))
            c.o.without |= parts[i].bit;
    return c;
}

/* The choice as the fields of an address, so that a preview can be named and kept. */
static const char *as_query(const struct vg_web *w, const struct chosen *c)
{
    const struct {
        const char *name, *value;
    } fields[] = {{"language", c->o.language}, {"title", c->o.title}, {"asked", c->o.asked},
                  {"unit", c->o.unit},         {"as-of", c->o.as_of}, {"audience", c->o.audience}};
    VG_SCOPED_BUF b = {0};

    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (fields[i].value == NULL)
            continue;
        vg_puts(&b, b.len == 0 ? "?" : "&");
        vg_putf(&b, "%s=%s", fields[i].name, vg_ui_encoded(w, fields[i].value));
    }
    for (size_t i = 0; i < PARTS; i++)
        if (!(c->o.without & parts[i].bit))
            vg_putf(&b, "&part=%s", parts[i].id);
    return vg_copy(w->a, b.p, b.len);
}

/* -- the form ------------------------------------------------------------------------------ */

static void put_audience(struct vg_web *w, const struct chosen *c)
{
    vg_html_raw(w->o, "<fieldset><legend>");
    vg_ui_word(w, VW_BRIEF_AUDIENCE);
    vg_html_raw(w->o, "</legend>");
    for (size_t i = 0; i < AUDIENCES; i++) {
        vg_html_raw(w->o, "<label class=\"tick\"><input type=\"radio\" name=\"audience\"");
        vg_html_attrz(w->o, "value", audiences[i].id);
        vg_html_raw(w->o, strcmp(c->o.audience, audiences[i].id) == 0 ? " checked> " : "> ");
        vg_ui_word(w, audiences[i].word);
        vg_html_raw(w->o, "</label>\n");
    }
    vg_html_raw(w->o, "</fieldset>\n");
}

static void put_parts(struct vg_web *w, const struct chosen *c)
{
    vg_html_raw(w->o, "<fieldset><legend>");
    vg_ui_word(w, VW_BRIEF_PARTS);
    vg_html_raw(w->o, "</legend>");
    for (size_t i = 0; i < PARTS; i++) {
        vg_html_raw(w->o, "<label class=\"tick\"><input type=\"checkbox\" name=\"part\"");
        vg_html_attrz(w->o, "value", parts[i].id);
        vg_html_raw(w->o, c->o.without & parts[i].bit ? "> " : " checked> ");
        vg_ui_word(w, parts[i].word);
        vg_html_raw(w->o, "</label>\n");
    }
    vg_html_raw(w->o, "<p class=\"soft\">");
    vg_ui_word(w, VW_BRIEF_ALWAYS);
    vg_html_raw(w->o, "</p></fieldset>\n");
}

static void put_language(struct vg_web *w, const struct chosen *c)
{
    vg_ui_choice(w, "language", VW_BRIEF_LANGUAGE);
    vg_ui_option(w, "en", "English", c->o.language);
    vg_ui_option(w, "zh", "中文", c->o.language);
    vg_ui_choice_end(w);
}

static void put_form(struct vg_web *w, const struct chosen *c)
{
    vg_ui_form_get(w, "/brief", "panel brief-form");
    vg_ui_input(w, "title", VW_BRIEF_TITLE, c->o.title, NULL);
    vg_ui_area(w, "asked", VW_BRIEF_ASKED, c->o.asked, 2);
    vg_html_raw(w->o, "<div class=\"row\">");
    put_language(w, c);
    vg_ui_terms(w, "unit", VW_BRIEF_UNIT, "unit", c->o.unit, VW_BRIEF_UNIT_ALL);
    vg_ui_input(w, "as-of", VW_BRIEF_AS_OF, c->o.as_of, " placeholder=\"2022-12-31\" size=\"12\"");
    vg_html_raw(w->o, "</div>\n<div class=\"two\">");
    put_audience(w, c);
    put_parts(w, c);
    vg_html_raw(w->o, "</div>\n");
    vg_ui_button(w, VW_BRIEF_PREPARE, NULL, NULL, "go", NULL);
    vg_ui_form_end(w);
}

/* -- what it would be ---------------------------------------------------------------------------
 */

static void put_hidden(struct vg_web *w, const struct chosen *c)
{
    vg_ui_hidden(w, "language", c->o.language);
    vg_ui_hidden(w, "title", c->o.title);
    vg_ui_hidden(w, "asked", c->o.asked);
    vg_ui_hidden(w, "unit", c->o.unit);
    vg_ui_hidden(w, "as-of", c->o.as_of);
    vg_ui_hidden(w, "audience", c->o.audience);
    for (size_t i = 0; i < PARTS; i++)
        if (!(c->o.without & parts[i].bit))
            vg_ui_hidden(w, "part", parts[i].id);
}

/* "c17 alleges and has no reply": where the reply is written. */
static void put_refusal(struct vg_web *w, const struct vg_err *why)
{
    int64_t claim = 0;

    vg_ui_notice_text(w, "bad", why->text);
    if (why->text[0] == 'c')
        for (const char *p = why->text + 1; *p >= '0' && *p <= '9' && claim < INT64_MAX / 100; p++)
            claim = 10 * claim + (*p - '0');
    if (claim > 0) {
        vg_html_raw(w->o, "<p>");
        vg_ui_word(w, VW_BRIEF_REPLY);
        vg_putf(w->o, " <a href=\"/claims/c%" PRId64 "#reply\">c%" PRId64 "</a></p>\n", claim,
                claim);
    }
}

static void put_withheld(struct vg_web *w, const struct chosen *c)
{
    vg_html_raw(w->o, "<h3>");
    vg_ui_word(w, VW_BRIEF_WITHHELD);
    vg_html_raw(w->o, "</h3>\n<ul><li>");
    vg_ui_word(w, VW_BRIEF_WITHHELD_PERSONS);
    vg_html_raw(w->o, "</li>\n");
    for (size_t i = 0; i < PARTS; i++) {
        if (!(c->o.without & parts[i].bit))
            continue;
        vg_html_raw(w->o, "<li>");
        vg_ui_say(w, VW_BRIEF_WITHHELD_PART, vg_ui_text(w, parts[i].word), NULL, NULL);
        vg_html_raw(w->o, "</li>\n");
    }
    vg_html_raw(w->o, "</ul>\n");
}

static void put_prepared(struct vg_web *w, const struct chosen *c)
{
    VG_SCOPED_BUF page = {.max = VG_WEB_PAGE};
    struct vg_estimate_case e = {0};
    struct vg_err why = {0};
    const char *query = as_query(w, c);
    const struct vg_view *v;
    int waits = 0;

    vg_ui_section(w, "prepared", VW_BRIEF_PREPARED);
    if (vg_missing_load(w, &v, &e, &waits) == VG_OK && waits) {
        vg_missing_wait(w, vg_print(w->a, "/brief%s#prepared", query));
        vg_ui_section_end(w);
        return;
    }
    if (vg_case_brief(w->c, &c->o, &page, &why) != VG_OK) {
        put_refusal(w, &why);
        vg_ui_section_end(w);
        return;
    }
    vg_html_raw(w->o, "<p>");
    vg_ui_say(w, VW_BRIEF_SIZE, vg_ui_bytes(w, (int64_t)page.len), NULL, NULL);
    vg_html_raw(w->o, "</p>\n");
    put_withheld(w, c);
    vg_html_raw(w->o, "<div class=\"row\"><a class=\"button go\"");
    vg_html_attrz(w->o, "href", vg_print(w->a, "/brief/preview%s", query));
    vg_html_raw(w->o, ">");
    vg_ui_word(w, VW_BRIEF_PREVIEW);
    vg_html_raw(w->o, "</a><a class=\"button\"");
    vg_html_attrz(w->o, "href", vg_print(w->a, "/brief/download%s", query));
    vg_html_raw(w->o, ">");
    vg_ui_word(w, VW_BRIEF_DOWNLOAD);
    vg_html_raw(w->o, "</a>");
    vg_ui_form(w, "/brief/publish", NULL);
    put_hidden(w, c);
    vg_ui_button(w, VW_BRIEF_PUBLISH, NULL, NULL, NULL, NULL);
    vg_ui_form_end(w);
    vg_html_raw(w->o, "</div>\n<p class=\"soft\">");
    vg_ui_word(w, VW_BRIEF_PUBLISH_HOW);
    vg_html_raw(w->o, "</p>\n");
    vg_ui_section_end(w);
}

/* -- editions -------------------------------------------------------------------------------------
 */

static void put_edition(struct vg_web *w, const struct vg_edition *e)
{
    int64_t at = 0;

    vg_putf(w->o,
            "<tr><th scope=\"row\"><a href=\"/brief/editions/b%" PRId64 "\">b%" PRId64
            "</a></th><td dir=\"auto\">",
            e->id, e->id);
    vg_html_textz(w->o, e->title);
    vg_html_raw(w->o, "</td><td>");
    if (vg_time_read(e->made_at, strlen(e->made_at), &at, NULL) == VG_OK)
        vg_ui_time(w, at);
    vg_html_raw(w->o, "</td><td>");
    for (size_t i = 0; e->audience != NULL && i < AUDIENCES; i++)
        if (strcmp(e->audience, audiences[i].id) == 0)
            vg_ui_word(w, audiences[i].word);
    vg_html_raw(w->o, "</td><td class=\"num\">");
    vg_html_textz(w->o, vg_ui_number(w, e->figures));
    vg_html_raw(w->o, "</td><td class=\"num\">");
    vg_html_textz(w->o, vg_ui_number(w, e->claims));
    vg_html_raw(w->o, "</td></tr>\n");
}

static void put_edition_choice(struct vg_web *w, const char *name, enum vg_ui_word label,
                               const struct vg_edition *list, size_t n, size_t chosen)
{
    vg_ui_choice(w, name, label);
    for (size_t i = 0; i < n; i++) {
        const char *id = vg_print(w->a, "b%" PRId64, list[i].id);

        vg_ui_option(w, id, vg_print(w->a, "%s · %.10s", id, list[i].made_at),
                     i == chosen ? id : NULL);
    }
    vg_ui_choice_end(w);
}

static int put_editions(struct vg_web *w)
{
    static const enum vg_ui_word heads[] = {VW_BRIEF_COL_EDITION, VW_BRIEF_COL_TITLE,
                                            VW_BRIEF_COL_MADE,    VW_BRIEF_COL_AUDIENCE,
                                            VW_BRIEF_COL_FIGURES, VW_BRIEF_COL_CLAIMS};
    struct vg_edition *list;
    size_t n = 0;
    int rc = vg_editions(w->c, w->a, &list, &n, w->err);

    if (rc != VG_OK)
        return rc;
    vg_ui_section(w, "editions", VW_BRIEF_EDITIONS);
    if (n == 0) {
        vg_html_raw(w->o, "<p>");
        vg_ui_word(w, VW_BRIEF_EDITIONS_NONE);
        vg_html_raw(w->o, "</p>\n");
        vg_ui_section_end(w);
        return VG_OK;
    }
    vg_html_raw(w->o, "<div class=\"scroll\" tabindex=\"0\" role=\"region\"");
    vg_html_attrz(w->o, "aria-label", vg_ui_text(w, VW_BRIEF_EDITIONS));
    vg_html_raw(w->o, "><table><thead><tr>");
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        vg_html_raw(w->o, i < 4 ? "<th scope=\"col\">" : "<th scope=\"col\" class=\"num\">");
        vg_ui_word(w, heads[i]);
        vg_html_raw(w->o, "</th>");
    }
    vg_html_raw(w->o, "</tr></thead><tbody>\n");
    for (size_t i = n; i-- > 0;)
        put_edition(w, &list[i]);
    vg_html_raw(w->o, "</tbody></table></div>\n");
    if (n > 1) {
        vg_ui_form_get(w, "/brief/compare", "filters");
        put_edition_choice(w, "a", VW_BRIEF_COMPARE_FROM, list, n, n - 2);
        put_edition_choice(w, "b", VW_BRIEF_COMPARE_TO, list, n, n - 1);
        vg_ui_button(w, VW_BRIEF_COMPARE, NULL, NULL, NULL, NULL);
        vg_ui_form_end(w);
    }
    vg_ui_section_end(w);
    return VG_OK;
}

int vg_page_brief(struct vg_web *w)
{
    struct chosen c = read_chosen(w);
    int rc;

    vg_ui_open_with(w, vg_ui_text(w, VW_BRIEF_TITLE_PAGE), NULL, "estimate");
    vg_html_raw(w->o, "<p class=\"how\">");
    vg_ui_word(w, VW_BRIEF_HOW);
    vg_html_raw(w->o, "</p>\n");
    put_form(w, &c);
    if (c.is_chosen)
        put_prepared(w, &c);
    rc = put_editions(w);
    vg_ui_close(w);
    return rc;
}

/* -- the page itself
 * ------------------------------------------------------------------------------- */

static const char *after(const char *text, const char *mark)
{
    const char *at = strstr(text, mark);

    return at == NULL ? NULL : at + strlen(mark);
}

/* The brief with its style in a file of ours in place of the one inside it, without its own policy
 * (which lets no file in; ours goes with the answer), and a line above it that leads back. */
static int put_in_frame(struct vg_web *w, const char *page, enum vg_ui_word says, const char *back)
{
    const char *policy = strstr(page, "<meta http-equiv=");
    const char *kept = policy == NULL ? NULL : after(policy, ">");
    const char *style = kept == NULL ? NULL : strstr(kept, "<style>");
    const char *rest = style == NULL ? NULL : after(style, "</style>");
    const char *body = rest == NULL ? NULL : strstr(rest, "<body");
    const char *inside = body == NULL ? NULL : strchr(body, '>');

    if (inside == NULL)
        return vg_fail(w->err, VG_E_FORMAT, "the brief is not as this program writes it");
    vg_put(w->o, page, (size_t)(policy - page));
    vg_put(w->o, kept, (size_t)(style - kept));
    vg_html_raw(w->o, "<link rel=\"icon\" href=\"data:,\">\n"
                      "<link rel=\"stylesheet\" href=\"/assets/brief.css\">");
    vg_put(w->o, rest, (size_t)(inside + 1 - rest));
    vg_html_raw(w->o, "\n<p class=\"cut\"><a");
    vg_html_attrz(w->o, "href", back);
    vg_html_raw(w->o, ">");
    vg_ui_word(w, VW_BRIEF_BACK);
    vg_html_raw(w->o, "</a> · ");
    vg_ui_word(w, says);
    vg_html_raw(w->o, "</p>");
    vg_puts(w->o, inside + 1);
    return VG_OK;
}

/* A brief has the estimate of the case in it, which may have to be made first. */
static int wait_for_estimate(struct vg_web *w, const char *address, int *is_waiting)
{
    struct vg_estimate_case e = {0};
    const struct vg_view *v;
    int rc = vg_missing_load(w, &v, &e, is_waiting);

    if (rc != VG_OK || !*is_waiting)
        return rc;
    vg_ui_open_with(w, vg_ui_text(w, VW_BRIEF_WAITS), NULL, "estimate");
    vg_missing_wait(w, address);
    vg_ui_close(w);
    return VG_OK;
}

int vg_page_brief_preview(struct vg_web *w)
{
    struct chosen c = read_chosen(w);
    VG_SCOPED_BUF page = {.max = VG_WEB_PAGE};
    int waits = 0;
    int rc = wait_for_estimate(w, vg_print(w->a, "/brief/preview%s", as_query(w, &c)), &waits);

    if (rc == VG_OK && waits)
        return VG_OK;
    if (rc == VG_OK)
        rc = vg_case_brief(w->c, &c.o, &page, w->err);
    if (rc != VG_OK)
        return rc;
    return put_in_frame(w, page.p, VW_BRIEF_IS_PREVIEW,
                        vg_print(w->a, "/brief%s#prepared", as_query(w, &c)));
}

int vg_page_brief_download(struct vg_web *w)
{
    struct chosen c = read_chosen(w);
    int waits = 0;
    int rc = wait_for_estimate(w, vg_print(w->a, "/brief/download%s", as_query(w, &c)), &waits);

    if (rc != VG_OK || waits)
        return rc;
    w->out->download = "attachment; filename=\"brief.html\"";
    return vg_case_brief(w->c, &c.o, w->o, w->err);
}

int vg_post_brief_publish(struct vg_web *w)
{
    struct chosen c = read_chosen(w);
    struct vg_case *writable;
    int64_t id = 0;
    int rc = vg_web_write(w, &writable);

    if (rc == VG_OK)
        rc = vg_brief_publish(writable, &c.o, &id, w->err);
    if (rc != VG_OK)
        return rc;
    return vg_web_go(w, "/brief/editions/b%" PRId64 "?said=published&of=b%" PRId64, id, id);
}

static int edition_of(struct vg_web *w, const char *name, struct vg_edition *out)
{
    struct vg_edition *list;
    size_t n = 0;
    int64_t id = 0;
    int rc = vg_web_id(w, name, 'b', &id);

    if (rc == VG_OK)
        rc = vg_editions(w->c, w->a, &list, &n, w->err);
    for (size_t i = 0; rc == VG_OK && i < n; i++)
        if (list[i].id == id) {
            *out = list[i];
            return VG_OK;
        }
    return rc != VG_OK ? rc : vg_fail(w->err, VG_E_ABSENT, "there is no edition %.20s", name);
}

static void put_fact(struct vg_web *w, enum vg_ui_word label, const char *text)
{
    if (text == NULL)
        return;
    vg_html_raw(w->o, "<dt>");
    vg_ui_word(w, label);
    vg_html_raw(w->o, "</dt><dd dir=\"auto\">");
    vg_html_textz(w->o, text);
    vg_html_raw(w->o, "</dd>\n");
}

int vg_page_edition(struct vg_web *w)
{
    struct vg_edition e = {0};
    int rc = edition_of(w, w->id, &e);

    if (rc != VG_OK)
        return rc;
    vg_ui_open(
        w, vg_ui_said(w, VW_BRIEF_EDITION_OF, vg_print(w->a, "b%" PRId64, e.id), e.title, NULL));
    vg_html_raw(w->o, "<dl class=\"facts\">\n");
    put_fact(w, VW_BRIEF_COL_MADE, e.made_at);
    put_fact(w, VW_BRIEF_ASKED, e.asked);
    put_fact(w, VW_BRIEF_AS_OF, e.as_of);
    put_fact(w, VW_BRIEF_WITHOUT, e.without);
    put_fact(w, VW_BRIEF_COL_CLAIMS, vg_ui_number(w, e.claims));
    put_fact(w, VW_BRIEF_COL_FIGURES, vg_ui_number(w, e.figures));
    put_fact(w, VW_BRIEF_ENTRY, vg_ui_number(w, e.entry));
    put_fact(w, VW_BRIEF_BYTES, vg_ui_bytes(w, e.bytes));
    put_fact(w, VW_BRIEF_SHA, e.sha256);
    vg_html_raw(w->o, "</dl>\n<div class=\"row\">");
    vg_putf(w->o, "<a class=\"button go\" href=\"/brief/editions/b%" PRId64 "/page\">", e.id);
    vg_ui_word(w, VW_BRIEF_READ);
    vg_putf(w->o, "</a><a class=\"button\" href=\"/brief/editions/b%" PRId64 "/file\">", e.id);
    vg_ui_word(w, VW_BRIEF_DOWNLOAD);
    vg_html_raw(w->o, "</a></div>\n<p class=\"soft\">");
    vg_ui_word(w, VW_BRIEF_EDITION_HOW);
    vg_html_raw(w->o, "</p>\n");
    vg_ui_close(w);
    return VG_OK;
}

int vg_page_edition_page(struct vg_web *w)
{
    VG_SCOPED_BUF page = {.max = VG_WEB_PAGE};
    struct vg_edition e = {0};
    int rc = edition_of(w, w->id, &e);

    if (rc == VG_OK)
        rc = vg_edition_html(w->c, e.id, &page, w->err);
    if (rc != VG_OK)
        return rc;
    return put_in_frame(w, page.p, VW_BRIEF_IS_EDITION,
                        vg_print(w->a, "/brief/editions/b%" PRId64, e.id));
}

int vg_page_edition_file(struct vg_web *w)
{
    struct vg_edition e = {0};
    int rc = edition_of(w, w->id, &e);

    if (rc != VG_OK)
        return rc;
    w->out->download = vg_print(w->a, "attachment; filename=\"brief-b%" PRId64 ".html\"", e.id);
    return vg_edition_html(w->c, e.id, w->o, w->err);
}

/* -- two editions
 * ------------------------------------------------------------------------------------- */

static void put_value(struct vg_web *w, const struct vg_edition_figure *f)
{
    static const struct {
        unsigned bit;
        enum vg_ui_word word;
    } ends[] = {{VG_FIGURE_LOW, VW_BRIEF_LOW},
                {VG_FIGURE_BEST, VW_BRIEF_BEST},
                {VG_FIGURE_HIGH, VW_BRIEF_HIGH}};
    int64_t values[3];
    int first = 1;

    vg_html_raw(w->o, "<td>");
    if (f != NULL && f->refusal != NULL)
        vg_ui_told(w, NULL, f->refusal);
    if (f != NULL && f->refusal == NULL) {
        values[0] = f->low;
        values[1] = f->best;
        values[2] = f->high;
        for (size_t i = 0; i < 3; i++) {
            if (!(f->has & ends[i].bit))
                continue;
            vg_puts(w->o, first ? "" : " · ");
            vg_ui_say(w, ends[i].word, vg_ui_number(w, values[i]), NULL, NULL);
            first = 0;
        }
        vg_html_raw(w->o, "<small>");
        for (const char *p = f->claims; *p != '\0';) {
            size_t n = strcspn(p, " ");

            vg_putf(w->o, "<a href=\"/claims/c%.*s\">c%.*s</a> ", (int)n, p, (int)n, p);
            p += n + (p[n] == ' ');
        }
        vg_html_raw(w->o, "</small>");
    }
    vg_html_raw(w->o, "</td>");
}

static void put_compared(struct vg_web *w, const struct vg_edition_row *r,
                         const struct vg_page *pieces)
{
    static const enum vg_ui_word words[] = {[VG_EDITION_SAME] = VW_BRIEF_SAME,
                                            [VG_EDITION_ADDED] = VW_BRIEF_ADDED,
                                            [VG_EDITION_CHANGED] = VW_BRIEF_CHANGED,
                                            [VG_EDITION_WITHDRAWN] = VW_BRIEF_WITHDRAWN};
    const struct vg_edition_figure *f = r->after != NULL ? r->after : r->before;

    vg_html_raw(w->o, "<tr><td><b>");
    vg_ui_word(w, words[r->change]);
    vg_html_raw(w->o, "</b></td><th scope=\"row\">");
    vg_page_term(pieces, "unit", f->unit);
    if (f->place != NULL) {
        vg_puts(w->o, " · ");
        vg_page_place(pieces, f->place);
    }
    if (f->by != NULL) {
        vg_puts(w->o, " · ");
        vg_page_name(pieces, f->by);
    }
    vg_html_raw(w->o, "</th>");
    put_value(w, r->before);
    put_value(w, r->after);
    vg_html_raw(w->o, "</tr>\n");
}

/* What has changed comes first; what stayed is there too. */
static void put_comparison(struct vg_web *w, const struct vg_edition_row *rows, size_t n,
                           const struct vg_view *names)
{
    static const enum vg_edition_change order[] = {VG_EDITION_CHANGED, VG_EDITION_ADDED,
                                                   VG_EDITION_WITHDRAWN, VG_EDITION_SAME};
    static const enum vg_ui_word heads[] = {VW_BRIEF_COL_CHANGE, VW_BRIEF_COL_FIGURE,
                                            VW_BRIEF_COL_BEFORE, VW_BRIEF_COL_AFTER};
    const struct vg_page *pieces = vg_ui_pieces(w, names);

    vg_html_raw(w->o, "<div class=\"scroll\" tabindex=\"0\" role=\"region\"");
    vg_html_attrz(w->o, "aria-label", vg_ui_text(w, VW_BRIEF_COMPARED));
    vg_html_raw(w->o, "><table><thead><tr>");
    for (size_t i = 0; i < 4; i++) {
        vg_html_raw(w->o, "<th scope=\"col\">");
        vg_ui_word(w, heads[i]);
        vg_html_raw(w->o, "</th>");
    }
    vg_html_raw(w->o, "</tr></thead><tbody>\n");
    for (size_t k = 0; k < 4; k++)
        for (size_t i = 0; i < n; i++)
            if (rows[i].change == order[k])
                put_compared(w, &rows[i], pieces);
    vg_html_raw(w->o, "</tbody></table></div>\n");
}

int vg_page_brief_compare(struct vg_web *w)
{
    struct vg_edition a = {0}, b = {0};
    struct vg_edition_row *rows;
    const struct vg_view *names;
    size_t n = 0;
    int rc = edition_of(w, vg_web_query(w, "a"), &a);

    if (rc == VG_OK)
        rc = edition_of(w, vg_web_query(w, "b"), &b);
    if (rc == VG_OK)
        rc = vg_editions_compare(w->c, a.id, b.id, w->a, &rows, &n, w->err);
    if (rc == VG_OK)
        rc = vg_web_names(w, &names);
    if (rc != VG_OK)
        return rc;
    vg_ui_open(w, vg_ui_said(w, VW_BRIEF_COMPARED_OF, vg_print(w->a, "b%" PRId64, a.id),
                             vg_print(w->a, "b%" PRId64, b.id), NULL));
    if (a.unit != b.unit && (a.unit == NULL || b.unit == NULL || strcmp(a.unit, b.unit) != 0))
        vg_ui_notice(w, "warn", VW_BRIEF_OTHER_UNIT, NULL, NULL);
    put_comparison(w, rows, n, names);
    vg_ui_close(w);
    return VG_OK;
}
