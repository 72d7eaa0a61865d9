/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The list of claims: filter and order above, a row each, a card each where it is narrow.
 */
#include <inttypes.h>
#include <string.h>

#include "base/html.h"
#include "web/claim_part.h"
#include "web/pages.h"

enum { ROWS = 30, MOST_OFFSET = 100000000 };

static const enum vg_ui_word heads[] = {VW_CLAIMS_HEAD_CLAIM, VW_CLAIMS_HEAD_SAYS,
                                        VW_CLAIMS_HEAD_WHO,   VW_CLAIMS_HEAD_STANCE,
                                        VW_CLAIMS_HEAD_WHERE, VW_CLAIMS_HEAD_FROM};

static const struct {
    const char *id;
    enum vg_claims_order order;
    enum vg_ui_word label;
} orders[] = {
    {"down", VG_CLAIMS_DOWN, VW_CLAIMS_ORDER_DOWN},
    {"up", VG_CLAIMS_UP, VW_CLAIMS_ORDER_UP},
    {"source", VG_CLAIMS_SOURCE, VW_CLAIMS_ORDER_SOURCE},
    {"value", VG_CLAIMS_VALUE, VW_CLAIMS_ORDER_VALUE},
    {"said", VG_CLAIMS_SAID, VW_CLAIMS_ORDER_SAID},
};

enum { ORDERS = sizeof orders / sizeof *orders };

static enum vg_claims_order order_asked(const struct vg_web *w)
{
    const char *text = vg_web_query(w, "order");

    for (size_t i = 0; text != NULL && i < ORDERS; i++)
        if (strcmp(orders[i].id, text) == 0)
            return orders[i].order;
    return VG_CLAIMS_DOWN;
}

/* What the address narrows by; what is no word of ours is told, not passed over. */
static int filter_asked(struct vg_web *w, struct vg_claims_filter *f)
{
    const char *source = vg_web_query(w, "source"), *kind = vg_web_query(w, "kind");
    const char *stance = vg_web_query(w, "stance"), *status = vg_web_query(w, "status");
    int rc = VG_OK;

    *f = (struct vg_claims_filter){
        .unit = vg_web_query(w, "unit"),
        .place = vg_web_query(w, "place"),
        .speaker = vg_web_query(w, "speaker"),
        .words = vg_web_query(w, "words"),
    };
    if (kind != NULL)
        rc = vg_claim_kind_read(kind, &f->kind, w->err);
    if (rc == VG_OK && stance != NULL)
        rc = vg_stance_read(stance, &f->stance, w->err);
    if (rc == VG_OK && status != NULL)
        rc = vg_claim_status_read(status, &f->status, w->err);
    if (rc == VG_OK && source != NULL)
        rc = vg_web_id(w, source, 's', &f->source);
    return rc;
}

static int is_narrowed(const struct vg_claims_filter *f)
{
    return f->kind != 0 || f->stance != 0 || f->status != 0 || f->unit != NULL ||
           f->place != NULL || f->speaker != NULL || f->words != NULL || f->source != 0;
}

static void put_status_choice(const struct vg_web *w, const char *chosen)
{
    static const enum vg_claim_status list[] = {VG_ACCEPTED, VG_CORRECTED, VG_WITHDRAWN,
                                                VG_UNRESOLVABLE};

    vg_ui_choice(w, "status", VW_CLAIMS_STATUS);
    vg_ui_option(w, "", vg_ui_text(w, VW_CLAIMS_ANY), chosen);
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        vg_ui_option(w, vg_claim_status_word(list[i]), vg_claim_status_label(w, list[i]), chosen);
    vg_ui_choice_end(w);
}

static void put_filters(const struct vg_web *w, const struct vg_claims_filter *f)
{
    const char *order = vg_web_query(w, "order");

    vg_ui_form_get(w, "/claims", "filters");
    vg_ui_input(w, "words", VW_CLAIMS_WORDS, f->words, " size=\"16\"");
    vg_ui_terms(w, "kind", VW_FORM_KIND, "claim-kind", vg_web_query(w, "kind"), VW_CLAIMS_ANY);
    vg_ui_terms(w, "unit", VW_CLAIMS_UNIT, "unit", f->unit, VW_CLAIMS_ANY);
    vg_ui_terms(w, "stance", VW_FORM_STANCE, "stance", vg_web_query(w, "stance"), VW_CLAIMS_ANY);
    put_status_choice(w, vg_web_query(w, "status"));
    vg_ui_input(w, "place", VW_CLAIMS_PLACE, f->place, " size=\"8\"");
    vg_ui_input(w, "speaker", VW_CLAIMS_SPEAKER, f->speaker, " size=\"12\"");
    vg_ui_input(w, "source", VW_CLAIMS_SOURCE, vg_web_query(w, "source"), " size=\"5\"");
    vg_ui_choice(w, "order", VW_CLAIMS_ORDER);
    for (size_t i = 0; i < ORDERS; i++)
        vg_ui_option(w, orders[i].id, vg_ui_text(w, orders[i].label),
                     order == NULL ? "down" : order);
    vg_ui_choice_end(w);
    vg_ui_button(w, VW_CLAIMS_FILTER, NULL, NULL, "go", NULL);
    if (is_narrowed(f))
        vg_ui_link(w, "/claims", vg_ui_text(w, VW_CLAIMS_CLEAR));
    vg_ui_form_end(w);
}

/* -- one row ------------------------------------------------------------------------------ */

static void put_quote(const struct vg_web *w, const struct vg_claim *c)
{
    vg_html_raw(w->o, "<q class=\"words\"");
    vg_ui_lang(w, c->language);
    vg_html_raw(w->o, ">");
    vg_html_text(w->o, c->passage->quote);
    vg_html_raw(w->o, "</q>");
}

static void put_speakers(const struct vg_web *w, const struct vg_page *p, const struct vg_claim *c)
{
    for (size_t i = 0; i < c->n_links; i++) {
        if (i > 0 && c->links[i].speaker == NULL)
            continue;
        vg_puts(w->o, i > 0 ? " → " : "");
        vg_html_raw(w->o, "<span dir=\"auto\">");
        vg_page_name(p, c->links[i].speaker);
        vg_html_raw(w->o, "</span>");
    }
}

static void put_stances(const struct vg_web *w, const struct vg_page *p, const struct vg_claim *c)
{
    vg_html_raw(w->o, "<span class=\"st\">");
    vg_page_term(p, "stance", vg_stance_word(c->stance));
    vg_html_raw(w->o, "</span>");
    for (size_t i = 0; i < c->n_hedges; i++) {
        vg_puts(w->o, i == 0 ? " · " : vg_ui_is_zh(w) ? "、" : ", ");
        vg_page_term(p, "hedge", c->hedges[i]);
    }
    if (c->n_standing > 0) {
        vg_html_raw(w->o, "<small>");
        vg_page_standing(p, &c->standing[c->n_standing - 1]);
        vg_html_raw(w->o, "</small>");
    }
}

static void put_when_where(const struct vg_web *w, const struct vg_page *p,
                           const struct vg_claim *c)
{
    vg_page_period(p, &c->period);
    if (c->n_places > 0)
        vg_html_raw(w->o, "<small>");
    for (size_t i = 0; i < c->n_places; i++) {
        vg_puts(w->o, i == 0 ? "" : vg_ui_is_zh(w) ? "、" : ", ");
        vg_page_place(p, c->places[i]);
    }
    if (c->n_places > 0)
        vg_html_raw(w->o, "</small>");
}

static void put_from(const struct vg_web *w, const struct vg_page *p, const struct vg_claim *c)
{
    vg_html_raw(w->o, "<a");
    vg_html_attrz(w->o, "href",
                  c->passage->stands == VG_STANDS_NOWHERE
                      ? vg_print(w->a, "/sources/s%" PRId64, c->passage->source)
                      : vg_print(w->a,
                                 "/sources/s%" PRId64 "?at=%" PRId64 "-%" PRId64 "#p-c%" PRId64,
                                 c->passage->source, c->passage->start, c->passage->end, c->id));
    vg_html_attrz(w->o, "title", vg_ui_text(w, VW_CLAIMS_READ));
    vg_putf(w->o, ">s%" PRId64 "</a>", c->passage->source);
    for (size_t i = 0; i < c->n_roots; i++) {
        vg_putc(w->o, ' ');
        vg_page_link(p, VG_LINK_ROOT, c->roots[i]);
    }
}

static void put_row(const struct vg_web *w, const struct vg_page *p, const struct vg_claim *c)
{
    int stands = c->status == VG_ACCEPTED;

    vg_html_raw(w->o, stands ? "<tr role=\"row\">" : "<tr role=\"row\" class=\"fallen\">");
    vg_table_cell(w, heads[0], NULL);
    vg_ui_claim(w, c->id);
    if (!stands) {
        vg_html_raw(w->o, " <span class=\"tag\">");
        vg_html_textz(w->o, vg_claim_status_label(w, c->status));
        vg_html_raw(w->o, "</span>");
    }
    vg_html_raw(w->o, "<small>");
    vg_page_term(p, "claim-kind", vg_claim_kind_word(c->kind));
    vg_html_raw(w->o, "</small></td>");
    vg_table_cell(w, heads[1], "gist");
    vg_page_gist(p, c);
    put_quote(w, c);
    vg_html_raw(w->o, "</td>");
    vg_table_cell(w, heads[2], NULL);
    put_speakers(w, p, c);
    vg_html_raw(w->o, "</td>");
    vg_table_cell(w, heads[3], NULL);
    put_stances(w, p, c);
    vg_html_raw(w->o, "</td>");
    vg_table_cell(w, heads[4], NULL);
    put_when_where(w, p, c);
    vg_html_raw(w->o, "</td>");
    vg_table_cell(w, heads[5], NULL);
    put_from(w, p, c);
    vg_html_raw(w->o, "</td></tr>\n");
}

int vg_page_claims(struct vg_web *w)
{
    struct vg_claims_filter f;
    const struct vg_view *names = NULL;
    struct vg_claim *list = NULL;
    const struct vg_page *p;
    int64_t offset = vg_web_query_i64(w, "from", 0, MOST_OFFSET), total = 0;
    size_t n = 0;
    int rc = filter_asked(w, &f);

    if (rc == VG_OK)
        rc =
            vg_claims_page(w->c, &f, order_asked(w), offset, ROWS, w->a, &list, &n, &total, w->err);
    if (rc == VG_OK)
        rc = vg_web_names(w, &names);
    if (rc != VG_OK)
        return rc;
    p = vg_ui_pieces(w, names);
    vg_ui_open_as(w, vg_ui_text(w, VW_CLAIMS_TITLE), "wide claims");
    put_filters(w, &f);
    if (total == 0) {
        vg_ui_notice(w, "note", is_narrowed(&f) ? VW_CLAIMS_NONE : VW_CLAIMS_EMPTY, NULL, NULL);
    } else {
        vg_ui_pages(w, offset, ROWS, total);
        vg_table_open(w, "rows", VW_CLAIMS_TITLE, heads, 6);
        for (size_t i = 0; i < n; i++)
            put_row(w, p, &list[i]);
        vg_table_end(w);
        vg_ui_pages(w, offset, ROWS, total);
    }
    vg_ui_close(w);
    return VG_OK;
}
