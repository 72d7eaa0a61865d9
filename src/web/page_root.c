/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * One root: what it is, who holds it, what rests on it, what a person has read there, and the
 * forms with which a person says so.
 */
#include <inttypes.h>
#include <string.h>

#include "base/html.h"
#include "base/limits.h"
#include "web/bits.h"
#include "web/pages.h"
#include "web/roots.h"

enum { CLAIMS = 400 };

static const char *name_of(const struct vg_root *r)
{
    return r->what != NULL && r->what[0] != '\0' ? r->what : r->name;
}

/* -- what it is -------------------------------------------------------------------------------- */

static void put_fact_open(const struct vg_web *w, enum vg_ui_word word)
{
    vg_html_raw(w->o, "<dt>");
    vg_ui_word(w, word);
    vg_html_raw(w->o, "</dt><dd>");
}

static void put_facts(const struct vg_web *w, const struct vg_view *v, const struct vg_page *p,
                      const struct vg_root *r)
{
    vg_html_raw(w->o, "<dl class=\"facts\">\n");
    vg_bits_fact(w, VW_ROOTS_NEW_NAME, r->name);
    put_fact_open(w, VW_ROOTS_SPEAKER);
    vg_page_name(p, r->speaker);
    vg_html_raw(w->o, "</dd>\n");
    put_fact_open(w, VW_ROOTS_HELD);
    if (r->source != 0)
        vg_ui_source(w, r->source, NULL);
    else
        vg_ui_word(w, VW_ROOTS_NOT_HELD);
    if (r->source != 0 && !vg_root_held(v, r)) {
        vg_puts(w->o, " ");
        vg_ui_word(w, VW_ROOTS_NOTE_ONLY);
    }
    vg_html_raw(w->o, "</dd>\n");
    if (r->url != NULL) {
        put_fact_open(w, VW_ROOTS_NEW_URL);
        vg_html_raw(w->o, "<a rel=\"noreferrer noopener\" class=\"url\"");
        vg_html_href(w->o, vg_str(r->url));
        vg_html_raw(w->o, ">");
        vg_html_textz(w->o, r->url);
        vg_html_raw(w->o, "</a></dd>\n");
    }
    vg_html_raw(w->o, "</dl>\n");
    if (r->corrected != NULL)
        vg_ui_notice_words(w, "warn", r->corrected);
}

/* -- what was read there --------------------------------------------------------------------------
 */

static void put_readings(const struct vg_web *w, const struct vg_reading *list, size_t n,
                         int64_t root, enum vg_ui_word word, const char *class, size_t *shown)
{
    for (size_t i = 0; i < n; i++) {
        const struct vg_reading *r = &list[i];

        if (r->root != root)
            continue;
        (*shown)++;
        vg_html_raw(w->o, "<li><b");
        vg_html_attrz(w->o, "class", class);
        vg_html_raw(w->o, ">");
        vg_ui_word(w, word);
        vg_html_raw(w->o, "</b> ");
        vg_html_textz(w->o, vg_brief_word(vg_family_label(r->family), w->in->language));
        vg_puts(w->o, " · ");
        if (r->claim != 0)
            vg_ui_claim(w, r->claim);
        else
            vg_ui_word(w, VW_ROOT_ALL_OF_FAMILY);
        vg_html_raw(w->o, " <small>");
        vg_ui_time(w, r->at);
        vg_puts(w->o, " · ");
        vg_html_textz(w->o, r->by);
        vg_html_raw(w->o, "</small>");
        if (r->passage != NULL)
            vg_ui_quote(w, r->passage, NULL);
        vg_html_raw(w->o, "</li>\n");
    }
}

static void put_verdict(const struct vg_web *w, const char *value, enum vg_ui_word word,
                        const char *chosen)
{
    vg_html_raw(w->o, "<label><input type=\"radio\" name=\"says\" required");
    vg_html_attrz(w->o, "value", value);
    vg_html_raw(w->o, chosen != NULL && strcmp(chosen, value) == 0 ? " checked> " : "> ");
    vg_ui_word(w, word);
    vg_html_raw(w->o, "</label>\n");
}

static void put_read_form(const struct vg_web *w, const struct vg_root *r)
{
    const char *source = vg_web_form(w, "source");

    if (source == NULL && r->source != 0)
        source = vg_print(w->a, "s%" PRId64, r->source);
    vg_html_raw(w->o, "<div class=\"panel\"><h3>");
    vg_ui_word(w, VW_ROOT_READ_FORM);
    vg_html_raw(w->o, "</h3>\n");
    vg_bits_p_as(w, "soft", VW_ROOT_READ_HOW);
    vg_ui_form(w, vg_print(w->a, "/roots/r%" PRId64 "/read", r->id), NULL);
    vg_html_raw(w->o, "<fieldset class=\"saying\"><legend>");
    vg_ui_word(w, VW_ROOT_VERDICT);
    vg_html_raw(w->o, "</legend>");
    put_verdict(w, "so", VW_ROOT_SAYS_SO, vg_web_form(w, "says"));
    put_verdict(w, "not", VW_ROOT_SAYS_NOT, vg_web_form(w, "says"));
    vg_html_raw(w->o, "</fieldset>\n<div class=\"row\">");
    vg_ui_terms(w, "family", VW_ROOT_FAMILY, "predicate-family", vg_web_form(w, "family"),
                VW_ROOT_CHOOSE);
    vg_ui_input(w, "claim", VW_ROOT_CLAIM, vg_web_form(w, "claim"), " size=\"8\"");
    vg_ui_input(w, "source", VW_ROOT_SOURCE, source, " required size=\"8\"");
    vg_html_raw(w->o, "</div>\n");
    vg_ui_area(w, "quote", VW_ROOT_QUOTE, vg_web_form(w, "quote"), 3);
    vg_ui_button(w, VW_ROOT_READ_GO, NULL, NULL, "go", NULL);
    vg_ui_form_end(w);
    vg_html_raw(w->o, "</div>\n");
}

static void put_read(const struct vg_web *w, const struct vg_view *v, const struct vg_root *r)
{
    size_t n = 0;

    vg_ui_section(w, "read", VW_ROOT_READ);
    vg_html_raw(w->o, "<ul class=\"lines reads\">\n");
    put_readings(w, v->readings, v->n_readings, r->id, VW_ROOT_SAYS_SO, "good", &n);
    put_readings(w, v->denials, v->n_denials, r->id, VW_ROOT_SAYS_NOT, "bad", &n);
    vg_html_raw(w->o, "</ul>\n");
    if (n == 0)
        vg_bits_p_as(w, "soft", VW_ROOT_READ_NONE);
    put_read_form(w, r);
    vg_ui_section_end(w);
}

static void put_state_form(const struct vg_web *w, const struct vg_root *r)
{
    vg_html_raw(w->o, "<details class=\"panel\"><summary>");
    vg_ui_word(w, VW_ROOT_STATE);
    vg_html_raw(w->o, "</summary>\n");
    vg_ui_form(w, vg_print(w->a, "/roots/r%" PRId64 "/state", r->id), NULL);
    vg_ui_input(w, "held", VW_ROOT_STATE_HELD, vg_web_form(w, "held"),
                " size=\"8\" placeholder=\"s5\"");
    vg_ui_input(w, "corrected", VW_ROOT_STATE_CORRECTED, vg_web_form(w, "corrected"), NULL);
    vg_ui_button(w, VW_ROOT_STATE_GO, NULL, NULL, "go", NULL);
    vg_ui_form_end(w);
    vg_html_raw(w->o, "</details>\n");
}

/* -- what rests on it
 * --------------------------------------------------------------------------------- */

static void put_claim(const struct vg_web *w, const struct vg_view *v,
                      const struct vg_root_graph *g, const struct vg_page *p, int64_t root,
                      int64_t id)
{
    const struct vg_claim *c = vg_view_claim(v, id);
    int verdict = c == NULL ? 0 : vg_root_verdict(g, root, c);

    if (c == NULL)
        return;
    vg_html_raw(w->o, "<li>");
    vg_ui_claim(w, id);
    vg_puts(w->o, " ");
    vg_page_gist(p, c);
    vg_html_raw(w->o, " <small>");
    vg_html_textz(w->o, vg_brief_word(vg_family_label(vg_claim_family(c)), w->in->language));
    vg_puts(w->o, " · ");
    vg_ui_word(w, verdict > 0 ? VW_ROOT_SAYS_SO : verdict < 0 ? VW_ROOT_SAYS_NOT : VW_ROOT_UNREAD);
    vg_puts(w->o, " · ");
    vg_bits_link(w, vg_print(w->a, "/roots?claim=c%" PRId64 "#graph", id), VW_ROOT_WAY);
    vg_html_raw(w->o, "</small></li>\n");
}

static const struct vg_root_row *row_of(const struct vg_root_row *rows, size_t n, int64_t root)
{
    for (size_t i = 0; i < n; i++)
        if (rows[i].root != NULL && rows[i].root->id == root)
            return &rows[i];
    return NULL;
}

static int put_rests(struct vg_web *w, const struct vg_view *v, const struct vg_root_graph *g,
                     const struct vg_page *p, const struct vg_root *r)
{
    struct vg_root_row *rows = NULL;
    const struct vg_root_row *row;
    size_t n = 0;
    int rc = vg_root_rows(g, w->a, &rows, &n, w->err);

    if (rc != VG_OK)
        return rc;
    row = row_of(rows, n, r->id);
    vg_ui_section(w, "claims", VW_ROOT_RESTS);
    if (row == NULL || row->n_claims == 0) {
        vg_bits_p_as(w, "soft", VW_ROOT_RESTS_NONE);
    } else {
        vg_ui_roots_families(w, row);
        vg_html_raw(w->o, "<ul class=\"lines\">\n");
        for (size_t i = 0; i < row->n_claims && i < CLAIMS; i++)
            put_claim(w, v, g, p, r->id, row->claims[i]);
        vg_html_raw(w->o, "</ul>\n");
        if (row->n_claims > CLAIMS) {
            vg_html_raw(w->o, "<p>");
            vg_ui_say(w, VW_BITS_MORE, vg_ui_number(w, (int64_t)(row->n_claims - CLAIMS)), NULL,
                      NULL);
            vg_html_raw(w->o, "</p>\n");
        }
    }
    if (row != NULL && row->n_through > 0) {
        vg_html_raw(w->o, "<p class=\"ids\">");
        vg_ui_word(w, VW_ROOTS_THROUGH);
        vg_puts(w->o, vg_ui_is_zh(w) ? "：" : ": ");
        for (size_t i = 0; i < row->n_through && i < VG_BRIEF_LINKS; i++) {
            vg_bits_node(w, (struct vg_node){VG_NODE_SOURCE, row->through[i]});
            vg_puts(w->o, " ");
        }
        vg_html_raw(w->o, "</p>\n");
    }
    vg_ui_section_end(w);
    return VG_OK;
}

static int is_end(struct vg_node n, int64_t root)
{
    return n.kind == VG_NODE_ROOT && n.id == root;
}

static void put_edges(const struct vg_web *w, const struct vg_view *v, const struct vg_root *r)
{
    size_t n = 0;

    vg_ui_section(w, "edges", VW_ROOTS_EDGES);
    vg_html_raw(w->o, "<ol class=\"edges\">\n");
    for (size_t i = 0; i < v->n_edges; i++)
        if (is_end(v->edges[i].from, r->id) || is_end(v->edges[i].to, r->id)) {
            vg_ui_roots_edge(w, &v->edges[i]);
            n++;
        }
    vg_html_raw(w->o, "</ol>\n");
    if (n == 0)
        vg_bits_p_as(w, "soft", VW_ROOT_EDGES_NONE);
    vg_ui_section_end(w);
}

/* -- the page
 * --------------------------------------------------------------------------------------------- */

static int find(struct vg_web *w, const struct vg_view **v, const struct vg_root_graph **g,
                const struct vg_root **r)
{
    int64_t id = 0;
    int rc = vg_web_id(w, w->id, 'r', &id);

    if (rc == VG_OK)
        rc = vg_web_view(w, v, g);
    if (rc != VG_OK)
        return rc;
    *r = vg_view_root(*v, id);
    return *r != NULL ? VG_OK : vg_fail(w->err, VG_E_ABSENT, "there is no root r%" PRId64, id);
}

static int show(struct vg_web *w, const char *refused)
{
    const struct vg_view *v = NULL;
    const struct vg_root_graph *g = NULL;
    const struct vg_root *r = NULL;
    const struct vg_page *p;
    int rc = find(w, &v, &g, &r);

    if (rc != VG_OK)
        return rc;
    p = vg_ui_pieces(w, v);
    vg_ui_open(w, vg_print(w->a, "r%" PRId64 " %s", r->id, name_of(r)));
    if (refused != NULL)
        vg_ui_notice_text(w, "bad", refused);
    put_facts(w, v, p, r);
    put_state_form(w, r);
    put_read(w, v, r);
    rc = put_rests(w, v, g, p, r);
    put_edges(w, v, r);
    vg_ui_close(w);
    return rc;
}

int vg_page_root(struct vg_web *w)
{
    return show(w, NULL);
}

static int show_refused(struct vg_web *w, int code)
{
    const char *why = vg_copyz(w->a, w->err->text);

    w->out->status = vg_web_status(code);
    return show(w, why);
}

int vg_post_root_read(struct vg_web *w)
{
    const char *quote = vg_web_form(w, "quote"), *family = vg_web_form(w, "family");
    const struct vg_ui_roots_field fields[] = {{"root", w->id},
                                               {"family", family},
                                               {"claim", vg_web_form(w, "claim")},
                                               {"source", vg_web_form(w, "source")},
                                               {"quote", quote},
                                               {"says", vg_web_form(w, "says")}};
    int rc, known = 0;

    if (vg_web_form(w, "says") == NULL || quote == NULL || family == NULL)
        rc = vg_fail(w->err, VG_E_MISUSE,
                     "say whether it says so, of what, and with which words of the source");
    else
        rc = vg_ui_roots_keep(w, "reading", fields, sizeof fields / sizeof *fields, &known);
    if (rc != VG_OK)
        return show_refused(w, rc);
    return vg_web_go(w, "/roots/%s?said=root-read&of=%s#read", vg_ui_encoded(w, w->id),
                     vg_ui_encoded(w, w->id));
}

int vg_post_root_state(struct vg_web *w)
{
    const struct vg_view *v = NULL;
    const struct vg_root_graph *g = NULL;
    const struct vg_root *r = NULL;
    const char *held = vg_web_form(w, "held"), *corrected = vg_web_form(w, "corrected");
    int known = 0, rc = find(w, &v, &g, &r);

    if (rc != VG_OK)
        return rc;
    if (held == NULL && corrected == NULL) {
        rc = vg_fail(w->err, VG_E_MISUSE, "say which source holds it, or what was corrected");
    } else {
        const struct vg_ui_roots_field fields[] = {
            {"name", r->name}, {"source", held}, {"corrected", corrected}};

        rc = vg_ui_roots_keep(w, "root", fields, sizeof fields / sizeof *fields, &known);
    }
    if (rc != VG_OK)
        return show_refused(w, rc);
    return vg_web_go(w, "/roots/%s?said=root-state&of=%s", vg_ui_encoded(w, w->id),
                     vg_ui_encoded(w, w->id));
}
