/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Where statements really come from: the roots with what rests on them, the drawing of how
 * texts derive from each other, the derivations that a program proposes and those that people
 * kept.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/html.h"
#include "base/limits.h"
#include "web/bits.h"
#include "web/pages.h"
#include "web/picture.h"
#include "web/roots.h"

enum { ROWS = 100, EDGES = 40, MARKS = 10 };

/* -- the drawing --------------------------------------------------------------------------------
 */

static int draw(struct vg_web *w, const struct vg_view *v, const struct vg_root_graph *g)
{
    VG_SCOPED_BUF svg = {0};
    struct vg_err err = {0};
    struct vg_roots_svg in = {.view = v,
                              .graph = g,
                              .language = w->in->language,
                              .claim_href = "/claims/",
                              .source_href = "/sources/",
                              .root_href = "/roots/",
                              .in_page = 1};
    const char *claim = vg_web_query(w, "claim");
    int rc = claim == NULL ? VG_OK : vg_web_id(w, claim, 'c', &in.claim);

    if (rc != VG_OK)
        return rc;
    vg_ui_section(w, "graph", VW_ROOTS_GRAPH);
    if (in.claim != 0) {
        vg_html_raw(w->o, "<p>");
        vg_ui_say(w, VW_ROOTS_GRAPH_OF, claim, NULL, NULL);
        vg_puts(w->o, " ");
        vg_bits_link(w, "/roots#graph", VW_ROOTS_GRAPH_WHOLE);
        vg_html_raw(w->o, "</p>\n");
    }
    if (vg_roots_svg(&in, &svg, &err) == VG_OK)
        vg_picture(w, VW_ROOTS_GRAPH, &svg);
    else
        vg_picture_none(w, err.text);
    vg_ui_section_end(w);
    return VG_OK;
}

/* -- named and read, by what the claims are about -------------------------------------------------
 */

static void put_counts(struct vg_web *w, const struct vg_view *v, const struct vg_root_graph *g)
{
    static const enum vg_ui_word columns[] = {VW_ROOTS_FAMILY, VW_ROOTS_NAMED, VW_ROOTS_READ};
    int64_t *all = VG_NEW_ARRAY(w->a, int64_t, v->n_claims + 1);

    vg_bits_table(w, "counts-of-roots", VW_ROOTS_COUNTS, columns, 3);
    for (enum vg_family f = VG_FAMILY_EXISTENCE; f <= VG_FAMILY_TIME; f++) {
        struct vg_root_count count = {0};
        size_t n = 0;

        for (size_t i = 0; i < v->n_claims; i++)
            if (vg_claim_family(&v->claims[i]) == f)
                all[n++] = v->claims[i].id;
        vg_root_count(g, w->a, all, n, f, &count);
        if (count.named == 0)
            continue;
        vg_bits_row(w, NULL);
        vg_bits_head(w);
        vg_html_textz(w->o, vg_brief_word(vg_family_label(f), w->in->language));
        vg_html_raw(w->o, "</th>");
        vg_bits_cell(w, VW_ROOTS_NAMED, "num");
        vg_puts(w->o, vg_ui_number(w, (int64_t)count.named));
        vg_html_raw(w->o, "</td>");
        vg_bits_cell(w, VW_ROOTS_READ, "num");
        vg_puts(w->o, vg_ui_number(w, (int64_t)count.read));
        vg_html_raw(w->o, "</td>");
        vg_bits_row_end(w);
    }
    vg_bits_table_end(w);
}

/* -- the table ------------------------------------------------------------------------------------
 */

void vg_ui_roots_families(const struct vg_web *w, const struct vg_root_row *row)
{
    vg_html_raw(w->o, "<ul class=\"families\">");
    for (unsigned f = 1; f < VG_FAMILIES; f++) {
        if (row->family[f].named == 0)
            continue;
        vg_html_raw(w->o, "<li>");
        vg_html_textz(w->o, vg_brief_word(vg_family_label((enum vg_family)f), w->in->language));
        vg_puts(w->o, vg_ui_is_zh(w) ? "：" : ": ");
        vg_html_textz(w->o, vg_ui_said(w, row->family[f].read ? VW_ROOTS_N_READ : VW_ROOTS_N_UNREAD,
                                       vg_ui_number(w, (int64_t)row->family[f].named), NULL, NULL));
        if (row->family[f].says_not > 0) {
            vg_html_raw(w->o, " <b class=\"bad\">");
            vg_ui_say(w, VW_ROOTS_N_SAYS_NOT, vg_ui_number(w, (int64_t)row->family[f].says_not),
                      NULL, NULL);
            vg_html_raw(w->o, "</b>");
        }
        vg_html_raw(w->o, "</li>");
    }
    vg_html_raw(w->o, "</ul>");
}

static void put_name(const struct vg_web *w, const struct vg_page *p, const struct vg_root_row *row)
{
    vg_bits_head(w);
    if (row->root != NULL) {
        vg_bits_node(w, (struct vg_node){VG_NODE_ROOT, row->root->id});
        vg_puts(w->o, " ");
        vg_bits_words(w, row->root->what != NULL ? row->root->what : row->root->name);
        vg_html_raw(w->o, "<small>");
        vg_page_name(p, row->root->speaker);
        vg_html_raw(w->o, "</small>");
        if (row->root->corrected != NULL) {
            vg_html_raw(w->o, "<small class=\"alert\">");
            vg_bits_words(w, row->root->corrected);
            vg_html_raw(w->o, "</small>");
        }
    } else {
        vg_ui_source(w, row->source->id,
                     row->source->title != NULL ? row->source->title : row->source->label);
        vg_html_raw(w->o, "<small>");
        vg_ui_word(w, VW_ROOTS_SOURCE_ITSELF);
        vg_html_raw(w->o, "</small>");
    }
    vg_html_raw(w->o, "</th>");
}

static void put_held(const struct vg_web *w, const struct vg_root_row *row)
{
    vg_bits_cell(w, VW_ROOTS_HELD, NULL);
    if (row->source == NULL) {
        vg_html_raw(w->o, "<span class=\"warn\">");
        vg_ui_word(w, VW_ROOTS_NOT_HELD);
        vg_html_raw(w->o, "</span>");
    } else {
        vg_bits_node(w, (struct vg_node){VG_NODE_SOURCE, row->source->id});
        if (row->source->is_note) {
            vg_puts(w->o, " ");
            vg_ui_word(w, VW_ROOTS_NOTE_ONLY);
        }
    }
    vg_html_raw(w->o, "</td>");
}

static void put_row(const struct vg_web *w, const struct vg_page *p, const struct vg_root_row *row)
{
    vg_bits_row(w, row->root == NULL ? NULL : vg_print(w->a, "r%" PRId64, row->root->id));
    put_name(w, p, row);
    put_held(w, row);
    vg_bits_cell(w, VW_ROOTS_FAMILIES, NULL);
    vg_ui_roots_families(w, row);
    vg_html_raw(w->o, "</td>");
    vg_bits_cell(w, VW_ROOTS_THROUGH, "ids");
    for (size_t i = 0; i < row->n_through && i < VG_BRIEF_LINKS; i++) {
        vg_puts(w->o, i > 0 ? " " : "");
        vg_bits_node(w, (struct vg_node){VG_NODE_SOURCE, row->through[i]});
    }
    vg_html_raw(w->o, "</td>");
    vg_bits_cell(w, VW_BITS_CLAIMS, NULL);
    vg_bits_claims(w, row->claims, row->n_claims, VG_BRIEF_LINKS);
    vg_html_raw(w->o, "</td>");
    vg_bits_row_end(w);
}

/* Those first on which most rests. */
static int by_claims(const void *a, const void *b)
{
    const struct vg_root_row *x = a, *y = b;

    if (x->n_claims != y->n_claims)
        return x->n_claims < y->n_claims ? 1 : -1;
    if ((x->root == NULL) != (y->root == NULL))
        return x->root == NULL ? 1 : -1;
    if (x->root != NULL)
        return x->root->id < y->root->id ? -1 : 1;
    return x->source->id < y->source->id ? -1 : 1;
}

static int put_table(struct vg_web *w, const struct vg_view *v, const struct vg_root_graph *g)
{
    static const enum vg_ui_word columns[] = {VW_ROOTS_ROOT, VW_ROOTS_HELD, VW_ROOTS_FAMILIES,
                                              VW_ROOTS_THROUGH, VW_BITS_CLAIMS};
    const struct vg_page *p = vg_ui_pieces(w, v);
    int64_t from = vg_web_query_i64(w, "from", 0, (int64_t)1 << 40);
    struct vg_root_row *rows = NULL;
    size_t n = 0;
    int rc = vg_root_rows(g, w->a, &rows, &n, w->err);

    if (rc != VG_OK)
        return rc;
    if (n > 0)
        qsort(rows, n, sizeof *rows, by_claims);
    vg_ui_section(w, "table", VW_ROOTS_TABLE);
    vg_ui_pages(w, from, ROWS, (int64_t)n);
    vg_bits_table(w, "roots", VW_ROOTS_TABLE, columns, sizeof columns / sizeof *columns);
    for (size_t i = (size_t)from; i < n && i < (size_t)from + ROWS; i++)
        put_row(w, p, &rows[i]);
    vg_bits_table_end(w);
    vg_ui_section_end(w);
    return VG_OK;
}

/* -- what a program proposes
 * ------------------------------------------------------------------------ */

static void put_ends(const struct vg_web *w, enum vg_derivation kind, struct vg_node from,
                     struct vg_node to)
{
    vg_bits_node(w, from);
    vg_html_raw(w->o, " <b>");
    vg_html_textz(w->o, vg_term_label("derivation", vg_derivation_word(kind), w->in->language));
    vg_html_raw(w->o, "</b> ");
    vg_bits_node(w, to);
}

static const char *percent(const struct vg_web *w, int64_t shared, int64_t of)
{
    return vg_print(w->a, "%" PRId64 " %%", of <= 0 ? 0 : 100 * shared / of);
}

static void put_why(const struct vg_web *w, const struct vg_edge_suggestion *s)
{
    vg_html_raw(w->o, "<p>");
    if (strcmp(s->why, "text") == 0)
        vg_ui_say(w, VW_ROOTS_WHY_TEXT, percent(w, s->shared, s->of_from),
                  percent(w, s->shared, s->of_to), NULL);
    else if (strcmp(s->why, "marks") == 0)
        vg_ui_say(w, VW_ROOTS_WHY_MARKS, vg_ui_number(w, s->shared), vg_ui_number(w, s->of_from),
                  vg_ui_number(w, s->of_to));
    else
        vg_html_textz(w->o, vg_bits_named(w, "roots.why.", s->why));
    vg_puts(w->o, " · ");
    vg_html_textz(w->o, vg_bits_named(w, "roots.direction.", s->direction));
    vg_html_raw(w->o, "</p>\n");
}

static void put_evidence(const struct vg_web *w, const struct vg_edge_suggestion *s)
{
    if (s->n_marks > 0) {
        vg_html_raw(w->o, "<p class=\"marks\" dir=\"auto\">");
        for (size_t i = 0; i < s->n_marks && i < MARKS; i++) {
            vg_puts(w->o, i > 0 ? " · " : "");
            vg_html_textz(w->o, s->marks[i] + 2); /* behind the letter of its kind */
        }
        vg_html_raw(w->o, s->n_marks > MARKS ? " …</p>\n" : "</p>\n");
    }
    if (s->end > s->start) {
        vg_html_raw(w->o, "<blockquote class=\"quote\" dir=\"auto\"><mark>");
        vg_html_text(w->o, s->quote);
        vg_html_raw(w->o, s->quote.len < (size_t)(s->end - s->start) ? "</mark> …</blockquote>\n"
                                                                     : "</mark></blockquote>\n");
    }
}

static void put_suggestion(const struct vg_web *w, const struct vg_edge_suggestion *s)
{
    int is_mine = w->id != NULL && strcmp(w->id, s->id) == 0;

    vg_html_raw(w->o, "<li");
    vg_html_attrz(w->o, "id", s->id);
    vg_html_raw(w->o, ">");
    put_ends(w, s->kind, s->from, s->to);
    if (s->from.kind == VG_NODE_SOURCE && s->to.kind == VG_NODE_SOURCE) {
        vg_puts(w->o, " · ");
        vg_bits_link(w, vg_print(w->a, "/compare?a=s%" PRId64 "&b=s%" PRId64, s->from.id, s->to.id),
                     VW_ROOTS_COMPARE);
    }
    put_why(w, s);
    put_evidence(w, s);
    vg_ui_form(w, vg_print(w->a, "/roots/suggested/%s", s->id), NULL);
    vg_ui_terms(w, "as", VW_ROOTS_AS, "derivation",
                is_mine ? vg_web_form(w, "as") : vg_derivation_word(s->kind), VW_ROOTS_AS_IS);
    vg_ui_input(w, "because", VW_FIELD_BECAUSE, is_mine ? vg_web_form(w, "because") : NULL,
                " size=\"30\"");
    vg_ui_button(w, VW_ROOTS_ACCEPT, "do", "accept", "go", NULL);
    vg_ui_button(w, VW_ROOTS_REJECT, "do", "reject", NULL, NULL);
    vg_ui_form_end(w);
    vg_html_raw(w->o, "</li>\n");
}

static int put_suggested(struct vg_web *w)
{
    struct vg_edge_suggestion *list = NULL;
    size_t n = 0;
    int64_t from = vg_web_query_i64(w, "edge", 0, (int64_t)1 << 40);
    int rc = vg_edge_suggestions(w->c, 1, w->a, &list, &n, w->err);

    if (rc != VG_OK)
        return rc;
    vg_ui_section(w, "suggested", VW_ROOTS_SUGGESTED);
    vg_bits_p_as(w, "how", VW_ROOTS_SUGGESTED_HOW);
    vg_bits_do(w, "/work/compare", VW_ROOTS_COMPARE_ALL, NULL);
    if (n == 0)
        vg_bits_p_as(w, "soft", VW_ROOTS_SUGGESTED_NONE);
    vg_html_raw(w->o, "<ol class=\"edges\">\n");
    for (size_t i = (size_t)from; i < n && i < (size_t)from + EDGES; i++)
        put_suggestion(w, &list[i]);
    vg_html_raw(w->o, "</ol>\n");
    if ((size_t)from + EDGES < n) {
        vg_html_raw(w->o, "<p><a rel=\"next\"");
        vg_html_attrz(w->o, "href",
                      vg_print(w->a, "%s#suggested",
                               vg_ui_here(w, "edge", vg_print(w->a, "%" PRId64, from + EDGES))));
        vg_html_raw(w->o, ">");
        vg_ui_say(w, VW_BITS_MORE, vg_ui_number(w, (int64_t)n - from - EDGES), NULL, NULL);
        vg_html_raw(w->o, "</a></p>\n");
    }
    vg_ui_section_end(w);
    return VG_OK;
}

/* -- what people kept
 * ---------------------------------------------------------------------------------- */

void vg_ui_roots_edge(const struct vg_web *w, const struct vg_edge *e)
{
    int is_mine = w->id != NULL && strcmp(w->id, vg_print(w->a, "e%" PRId64, e->id)) == 0;

    vg_putf(w->o, "<li id=\"e%" PRId64 "\"><span class=\"tag\">e%" PRId64 "</span> ", e->id, e->id);
    put_ends(w, e->kind, e->from, e->to);
    if (e->because != NULL) {
        vg_html_raw(w->o, " <span class=\"soft\" dir=\"auto\">");
        vg_html_textz(w->o, e->because);
        vg_html_raw(w->o, "</span>");
    }
    vg_html_raw(w->o, is_mine ? "<details open><summary>" : "<details><summary>");
    vg_ui_word(w, VW_ROOTS_WITHDRAW);
    vg_html_raw(w->o, "</summary>");
    vg_ui_form(w, vg_print(w->a, "/roots/edges/e%" PRId64, e->id), NULL);
    vg_ui_input(w, "because", VW_FIELD_BECAUSE, is_mine ? vg_web_form(w, "because") : NULL,
                " required size=\"30\"");
    vg_ui_button(w, VW_ROOTS_WITHDRAW, NULL, NULL, "danger", NULL);
    vg_ui_form_end(w);
    vg_html_raw(w->o, "</details></li>\n");
}

static void put_edges(const struct vg_web *w, const struct vg_view *v)
{
    vg_ui_section(w, "edges", VW_ROOTS_EDGES);
    if (v->n_edges == 0)
        vg_bits_p_as(w, "soft", VW_ROOTS_EDGES_NONE);
    else
        vg_html_raw(w->o, "<details><summary>");
    if (v->n_edges > 0) {
        vg_ui_say(w, VW_ROOTS_EDGES_N, vg_ui_number(w, (int64_t)v->n_edges), NULL, NULL);
        vg_html_raw(w->o, "</summary><ol class=\"edges\">\n");
        for (size_t i = 0; i < v->n_edges; i++)
            vg_ui_roots_edge(w, &v->edges[i]);
        vg_html_raw(w->o, "</ol></details>\n");
    }
    vg_ui_section_end(w);
}

/* -- a new one
 * ------------------------------------------------------------------------------------------- */

static void put_new(const struct vg_web *w, int is_open)
{
    vg_html_raw(w->o, is_open ? "<details class=\"panel\" open><summary>"
                              : "<details class=\"panel\"><summary>");
    vg_ui_word(w, VW_ROOTS_NEW);
    vg_html_raw(w->o, "</summary>\n");
    vg_ui_form(w, "/roots", NULL);
    vg_ui_input(w, "name", VW_ROOTS_NEW_NAME, vg_web_form(w, "name"),
                " required placeholder=\"root:report-2022\"");
    vg_ui_input(w, "what", VW_ROOTS_NEW_WHAT, vg_web_form(w, "what"), NULL);
    vg_ui_input(w, "speaker", VW_ROOTS_SPEAKER, vg_web_form(w, "speaker"), NULL);
    vg_ui_input(w, "url", VW_ROOTS_NEW_URL, vg_web_form(w, "url"), NULL);
    vg_ui_input(w, "source", VW_ROOTS_NEW_SOURCE, vg_web_form(w, "source"), " placeholder=\"s5\"");
    vg_ui_button(w, VW_ROOTS_NEW_GO, NULL, NULL, "go", NULL);
    vg_ui_form_end(w);
    vg_html_raw(w->o, "</details>\n");
}

/* -- the page
 * --------------------------------------------------------------------------------------------- */

/* The page; after a form that was refused with what was typed and why. */
static int show(struct vg_web *w, const char *refused)
{
    const struct vg_view *v = NULL;
    const struct vg_root_graph *g = NULL;
    int rc = vg_web_view(w, &v, &g);

    if (rc != VG_OK)
        return rc;
    vg_ui_open_with(w, vg_ui_text(w, VW_ROOTS_TITLE), "wide", "picture");
    if (refused != NULL)
        vg_ui_notice_text(w, "bad", refused);
    vg_bits_p_as(w, "how", VW_ROOTS_HOW);
    put_counts(w, v, g);
    rc = draw(w, v, g);
    if (rc == VG_OK)
        rc = put_table(w, v, g);
    if (rc == VG_OK)
        put_new(w, refused != NULL && vg_web_form(w, "name") != NULL);
    if (rc == VG_OK)
        rc = put_suggested(w);
    put_edges(w, v);
    vg_ui_close(w);
    return rc;
}

int vg_page_roots_view(struct vg_web *w)
{
    return show(w, NULL);
}

static int show_refused(struct vg_web *w, int code)
{
    const char *why = vg_copyz(w->a, w->err->text);

    w->out->status = vg_web_status(code);
    return show(w, why);
}

/* -- what is done there
 * -------------------------------------------------------------------------------------- */

int vg_ui_roots_keep(struct vg_web *w, const char *type, const struct vg_ui_roots_field *fields,
                     size_t n, int *known)
{
    VG_SCOPED_BUF line = {0};
    struct vg_json j = {.out = &line};
    struct vg_import_report report = {0};
    struct vg_case *c = NULL;
    int rc = vg_web_write(w, &c);

    if (rc != VG_OK)
        return rc;
    vg_json_object(&j);
    vg_json_kt(&j, "type", type);
    for (size_t i = 0; i < n; i++)
        if (fields[i].value != NULL)
            vg_json_kt(&j, fields[i].key, fields[i].value);
    vg_json_end(&j);
    rc = vg_import(c, line.p, line.len, 0, &report, w->err);
    *known = report.known > 0;
    return rc;
}

int vg_post_roots(struct vg_web *w)
{
    const struct vg_ui_roots_field fields[] = {{"name", vg_web_form(w, "name")},
                                               {"what", vg_web_form(w, "what")},
                                               {"speaker", vg_web_form(w, "speaker")},
                                               {"url", vg_web_form(w, "url")},
                                               {"source", vg_web_form(w, "source")}};
    int known = 0;
    int rc = vg_ui_roots_keep(w, "root", fields, sizeof fields / sizeof *fields, &known);

    if (rc != VG_OK)
        return show_refused(w, rc);
    return vg_web_go(w, known ? "/roots?said=root-known" : "/roots?said=root");
}

int vg_post_roots_suggested(struct vg_web *w)
{
    const char *what = vg_web_form(w, "do"), *because = vg_web_form(w, "because");
    struct vg_case *c = NULL;
    int64_t edge = 0;
    int rc = vg_web_write(w, &c);

    if (rc == VG_OK && what != NULL && strcmp(what, "accept") == 0)
        rc = vg_edge_accept(c, w->id, vg_web_form(w, "as"), because, &edge, w->err);
    else if (rc == VG_OK && what != NULL && strcmp(what, "reject") == 0)
        rc = vg_edge_reject(c, w->id, because, w->err);
    else if (rc == VG_OK)
        rc = vg_fail(w->err, VG_E_MISUSE, "accept or reject it");
    if (rc != VG_OK)
        return show_refused(w, rc);
    if (edge == 0)
        return vg_web_go(w, "/roots?said=edge-rejected&of=%s#suggested", vg_ui_encoded(w, w->id));
    return vg_web_go(w, "/roots?said=edge-kept&of=e%" PRId64 "#suggested", edge);
}

int vg_post_roots_edge(struct vg_web *w)
{
    struct vg_case *c = NULL;
    int rc = vg_web_write(w, &c);

    if (rc == VG_OK)
        rc = vg_edge_withdraw(c, w->id, vg_web_form(w, "because"), w->err);
    if (rc != VG_OK)
        return show_refused(w, rc);
    return vg_web_go(w, "/roots?said=edge-withdrawn&of=%s#edges", vg_ui_encoded(w, w->id));
}
