/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Two sources against each other: what stands in both, what they claim of the same thing,
 * and, for a text and its translation, paragraph beside paragraph.
 */
#include <inttypes.h>
#include <string.h>

#include "base/html.h"
#include "base/limits.h"
#include "web/check.h"
#include "web/pages.h"
#include "web/read.h"

struct compared {
    struct vg_sources_beside b;
    struct vg_read_text x, y;
    int parallel;
    size_t page;
};

/* -- the two texts ------------------------------------------------------------------------- */

static void mark_shared(struct vg_web *w, const struct compared *c, struct vg_read_text *t,
                        int is_x, const char *anchor, const char *other)
{
    struct vg_read_mark *marks = VG_NEW_ARRAY(w->a, struct vg_read_mark, c->b.n_shared + 1);

    for (size_t i = 0; i < c->b.n_shared; i++) {
        const struct vg_near_span *s = is_x ? &c->b.shared[i].x : &c->b.shared[i].y;
        const char *name = vg_print(w->a, "h%zu", i + 1);

        marks[i] = (struct vg_read_mark){
            .start = s->start,
            .end = s->end,
            .name = name,
            .shown = vg_print(w->a, "%zu", i + 1),
            .class = "shared",
            .href = vg_print(w->a, "#%s%s", other, name),
            .label = vg_ui_said(w, VW_COMPARE_OTHER, vg_ui_number(w, (int64_t)i + 1), NULL, NULL),
        };
    }
    vg_read_sort(marks, c->b.n_shared);
    t->marks = marks;
    t->n_marks = c->b.n_shared;
    t->anchor = anchor;
}

static const char *claim_page(const struct vg_web *w, const char *id)
{
    return id[0] == 'c' ? vg_print(w->a, "/claims/%s", id) : vg_print(w->a, "/review?at=%s", id);
}

/* Side by side, it is the claims that are marked: the words differ anyhow. */
static void mark_claims(struct vg_web *w, const struct vg_beside_side *side, struct vg_read_text *t,
                        const char *anchor)
{
    struct vg_read_mark *marks = VG_NEW_ARRAY(w->a, struct vg_read_mark, side->n_claims + 1);
    size_t n = 0;

    for (size_t i = 0; i < side->n_claims; i++) {
        const char *id = side->ids[i], *dot = strchr(id, '.');
        int64_t start, end;

        if (!vg_read_find(side->text, side->claims[i].passage, &start, &end))
            continue;
        marks[n++] = (struct vg_read_mark){
            .start = start,
            .end = end,
            .name = id,
            .shown = dot == NULL ? id + 1 : dot,
            .class =
                vg_print(w->a, "%s%s", vg_read_class(&side->claims[i]), dot == NULL ? "" : " open"),
            .href = claim_page(w, id),
            .label = vg_ui_said(w, VW_READ_REF, id, NULL, NULL),
        };
    }
    vg_read_sort(marks, n);
    t->marks = marks;
    t->n_marks = n;
    t->anchor = anchor;
}

static void lay_out(struct vg_web *w, const struct vg_beside_side *side, struct vg_read_text *t)
{
    vg_read_lay_out(w, side->text, side->blocks, side->n_blocks, t);
    t->language = side->source.info.language;
}

static int load(struct vg_web *w, struct compared *c)
{
    const char *view = vg_web_query(w, "view");
    int64_t x, y, page = vg_web_query_i64(w, "page", 1, INT32_MAX);
    int rc = vg_web_id(w, vg_web_query(w, "a"), 's', &x);

    if (rc == VG_OK)
        rc = vg_web_id(w, vg_web_query(w, "b"), 's', &y);
    if (rc == VG_OK)
        rc = vg_sources_beside(w->c, x, y, w->a, &c->b, w->err);
    if (rc != VG_OK)
        return rc;
    c->parallel = view != NULL && strcmp(view, "parallel") == 0;
    c->page = page < 1 ? 0 : (size_t)page - 1;
    lay_out(w, &c->b.x, &c->x);
    lay_out(w, &c->b.y, &c->y);
    if (c->parallel) {
        mark_claims(w, &c->b.x, &c->x, "x-");
        mark_claims(w, &c->b.y, &c->y, "y-");
    } else {
        mark_shared(w, c, &c->x, 1, "x-", "y-");
        mark_shared(w, c, &c->y, 0, "y-", "x-");
    }
    return VG_OK;
}

static void put_side_head(const struct vg_web *w, const struct vg_source *s)
{
    vg_html_raw(w->o, "<h2>");
    vg_ui_source(w, s->info.id, s->info.title != NULL ? s->info.title : s->info.label);
    vg_html_raw(w->o, "</h2><p class=\"soft\" dir=\"auto\">");
    vg_html_textz(w->o, s->info.publisher);
    if (s->info.date != NULL) {
        vg_puts(w->o, s->info.publisher == NULL ? "" : " · ");
        vg_ui_date(w, s->info.date);
    }
    vg_html_raw(w->o, "</p>\n");
}

static void put_column(const struct vg_web *w, const struct compared *c,
                       const struct vg_beside_side *side, const struct vg_read_text *t)
{
    vg_html_raw(w->o, "<section class=\"text\">");
    put_side_head(w, &side->source);
    if (t->n_paragraphs == 0)
        vg_ui_notice(w, "warn", VW_READ_NO_TEXT, NULL, NULL);
    if (side->is_cut)
        vg_ui_notice(w, "warn", VW_COMPARE_CUT, vg_ui_bytes(w, VG_MAX_BESIDE_TEXT), NULL);
    vg_read_put_page(w, t, c->page);
    vg_html_raw(w->o, "</section>\n");
}

static void put_text_pages(const struct vg_web *w, const struct compared *c)
{
    size_t n = c->x.n_pages > c->y.n_pages ? c->x.n_pages : c->y.n_pages;

    if (n <= 1)
        return;
    vg_html_raw(w->o, "<nav class=\"pages\"");
    vg_html_attrz(w->o, "aria-label", vg_ui_text(w, VW_READ_PAGES));
    vg_html_raw(w->o, "><span>");
    vg_ui_say(w, VW_READ_PAGE_OF, vg_ui_number(w, (int64_t)c->page + 1),
              vg_ui_number(w, (int64_t)n), NULL);
    vg_html_raw(w->o, "</span> ");
    for (int after = 0; after < 2; after++) {
        if (after ? c->page + 1 >= n : c->page == 0)
            continue;
        vg_html_raw(w->o, after ? "<a rel=\"next\"" : "<a rel=\"prev\"");
        vg_html_attrz(w->o, "href",
                      vg_ui_here(w, "page", vg_print(w->a, "%zu", after ? c->page + 2 : c->page)));
        vg_html_raw(w->o, ">");
        vg_ui_word(w, after ? VW_PAGES_AFTER : VW_PAGES_BEFORE);
        vg_html_raw(w->o, "</a> ");
    }
    vg_html_raw(w->o, "</nav>\n");
}

/* -- in parallel ------------------------------------------------------------------------------ */

/* Paragraphs of one page that have any text of the main part; menus stand in no translation. */
static size_t pick(struct vg_web *w, const struct vg_read_text *t, size_t page, uint32_t **lengths,
                   size_t **which)
{
    size_t first = page < t->n_pages ? t->pages[page] : t->n_paragraphs, n = 0;
    size_t end = page + 1 < t->n_pages ? t->pages[page + 1] : t->n_paragraphs;

    *lengths = VG_NEW_ARRAY(w->a, uint32_t, t->n_paragraphs + 1);
    *which = VG_NEW_ARRAY(w->a, size_t, t->n_paragraphs + 1);
    for (size_t i = first; i < end; i++) {
        const struct vg_read_paragraph *p = &t->paragraphs[i];

        if (!p->is_main || p->end <= p->start)
            continue;
        (*lengths)[n] = (uint32_t)(p->end - p->start);
        (*which)[n++] = i;
    }
    return n;
}

static void put_cell(const struct vg_web *w, const struct vg_read_text *t, const size_t *which,
                     uint32_t from, uint32_t n)
{
    vg_html_raw(w->o, "<td class=\"text\">");
    for (uint32_t i = from; i < from + n; i++)
        vg_read_put(w, t, which[i]);
    vg_html_raw(w->o, "</td>");
}

static void put_parallel(struct vg_web *w, const struct compared *c)
{
    uint32_t *len_x, *len_y;
    size_t *which_x, *which_y, n = 0;
    size_t n_x = pick(w, &c->x, c->page, &len_x, &which_x);
    size_t n_y = pick(w, &c->y, c->page, &len_y, &which_y);
    struct vg_parallel_row *rows = NULL;

    vg_parallel(len_x, n_x, len_y, n_y, w->a, &rows, &n);
    vg_html_raw(w->o, "<p class=\"soft\">");
    vg_ui_word(w, VW_COMPARE_PARALLEL_HOW);
    vg_html_raw(w->o, "</p>\n<table class=\"parallel\"><thead><tr><th scope=\"col\">");
    put_side_head(w, &c->b.x.source);
    vg_html_raw(w->o, "</th><th scope=\"col\">");
    put_side_head(w, &c->b.y.source);
    vg_html_raw(w->o, "</th></tr></thead><tbody>\n");
    for (size_t i = 0; i < n; i++) {
        vg_html_raw(w->o, "<tr>");
        put_cell(w, &c->x, which_x, rows[i].x, rows[i].n_x);
        put_cell(w, &c->y, which_y, rows[i].y, rows[i].n_y);
        vg_html_raw(w->o, "</tr>\n");
    }
    vg_html_raw(w->o, "</tbody></table>\n");
}

/* -- claims beside each other ------------------------------------------------------------------ */

static const char *id_of(const struct vg_beside_side *side, const struct vg_claim *c)
{
    return side->ids[c - side->claims];
}

static void put_hedge_list(const struct vg_page *p, const struct vg_web *w,
                           const struct vg_claim *c)
{
    for (size_t i = 0; i < c->n_hedges; i++) {
        vg_puts(w->o, i > 0 ? ", " : "");
        vg_page_term(p, "hedge", c->hedges[i]);
    }
    if (c->n_hedges == 0)
        vg_ui_word(w, VW_COMPARE_NO_HEDGE);
}

static void put_claim(const struct vg_page *p, const struct vg_web *w,
                      const struct vg_beside_side *side, const struct vg_claim *c)
{
    const char *id;

    vg_html_raw(w->o, "<td>");
    if (c == NULL) {
        vg_html_raw(w->o, "<span class=\"soft\">–</span></td>");
        return;
    }
    id = id_of(side, c);
    vg_ui_link(w, claim_page(w, id), id);
    vg_html_raw(w->o, " <span class=\"gist\" dir=\"auto\">");
    vg_page_gist(p, c);
    vg_html_raw(w->o, "</span><small>");
    if (c->period.from != NULL || c->period.to != NULL || c->period.words != NULL) {
        vg_page_period(p, &c->period);
        vg_puts(w->o, " · ");
    }
    for (size_t i = 0; i < c->n_places; i++) {
        vg_page_place(p, c->places[i]);
        vg_puts(w->o, " · ");
    }
    vg_page_term(p, "stance", vg_stance_word(c->stance));
    vg_puts(w->o, " · ");
    put_hedge_list(p, w, c);
    vg_html_raw(w->o, "</small></td>");
}

static void put_differences(const struct vg_web *w, const struct vg_beside_row *row)
{
    static const struct {
        unsigned bit;
        enum vg_ui_word word;
        const char *class;
    } bits[] = {
        {VG_BESIDE_NUMBER, VW_COMPARE_NUMBER, "bad"},
        {VG_BESIDE_HEDGES, VW_COMPARE_HEDGES, "warn"},
        {VG_BESIDE_STANCE, VW_COMPARE_STANCE, "bad"},
        {VG_BESIDE_PERIOD, VW_COMPARE_PERIOD, "warn"},
        {VG_BESIDE_PLACE, VW_COMPARE_PLACE, "warn"},
        {VG_BESIDE_SPEAKER, VW_COMPARE_SPEAKER, "soft"},
    };

    vg_html_raw(w->o, "<td>");
    if (row->x == NULL || row->y == NULL) {
        vg_html_raw(w->o, "<span class=\"soft\">");
        vg_ui_word(w, row->y == NULL ? VW_COMPARE_ONLY_X : VW_COMPARE_ONLY_Y);
        vg_html_raw(w->o, "</span>");
    } else if (row->differs == 0) {
        vg_html_raw(w->o, "<span class=\"good\">= ");
        vg_ui_word(w, VW_COMPARE_AGREES);
        vg_html_raw(w->o, "</span>");
    }
    for (size_t i = 0; i < sizeof bits / sizeof *bits; i++) {
        if (!(row->differs & bits[i].bit))
            continue;
        vg_html_raw(w->o, "<div");
        vg_html_attrz(w->o, "class", bits[i].class);
        vg_html_raw(w->o, ">≠ ");
        vg_ui_word(w, bits[i].word);
        vg_html_raw(w->o, "</div>");
    }
    vg_html_raw(w->o, "</td>");
}

static void put_row_list(struct vg_web *w, const struct vg_page *p, const struct compared *c,
                         int matched)
{
    vg_html_raw(w->o, "<div class=\"scroll\" tabindex=\"0\" role=\"region\"");
    vg_html_attrz(w->o, "aria-label", vg_ui_text(w, VW_COMPARE_CLAIMS));
    vg_html_raw(w->o, "><table class=\"matched\"><thead><tr><th scope=\"col\">");
    vg_html_textz(w->o, vg_print(w->a, "s%" PRId64, c->b.x.source.info.id));
    vg_html_raw(w->o, "</th><th scope=\"col\">");
    vg_html_textz(w->o, vg_print(w->a, "s%" PRId64, c->b.y.source.info.id));
    vg_html_raw(w->o, "</th><th scope=\"col\">");
    vg_ui_word(w, VW_COMPARE_DIFFERS);
    vg_html_raw(w->o, "</th></tr></thead><tbody>\n");
    for (size_t i = 0; i < c->b.n_rows; i++) {
        const struct vg_beside_row *row = &c->b.rows[i];

        if ((row->x != NULL && row->y != NULL) != matched)
            continue;
        vg_html_raw(w->o, "<tr>");
        put_claim(p, w, &c->b.x, row->x);
        put_claim(p, w, &c->b.y, row->y);
        put_differences(w, row);
        vg_html_raw(w->o, "</tr>\n");
    }
    vg_html_raw(w->o, "</tbody></table></div>\n");
}

static int put_claims(struct vg_web *w, const struct compared *c)
{
    const struct vg_view *names;
    const struct vg_page *p;
    size_t matched = 0;
    int rc = vg_web_names(w, &names);

    if (rc != VG_OK)
        return rc;
    p = vg_ui_pieces(w, names);
    for (size_t i = 0; i < c->b.n_rows; i++)
        matched += c->b.rows[i].x != NULL && c->b.rows[i].y != NULL;
    vg_ui_section(w, "claims", VW_COMPARE_CLAIMS);
    if (matched == 0) {
        vg_html_raw(w->o, "<p>");
        vg_ui_word(w, VW_COMPARE_NO_MATCH);
        vg_html_raw(w->o, "</p>\n");
    } else {
        put_row_list(w, p, c, 1);
    }
    if (matched < c->b.n_rows) {
        vg_html_raw(w->o, "<details><summary>");
        vg_ui_say(w, VW_COMPARE_ALONE, vg_ui_number(w, (int64_t)(c->b.n_rows - matched)), NULL,
                  NULL);
        vg_html_raw(w->o, "</summary>\n");
        put_row_list(w, p, c, 0);
        vg_html_raw(w->o, "</details>\n");
    }
    vg_ui_section_end(w);
    return VG_OK;
}

/* -- checks
 * ---------------------------------------------------------------------------------------- */

static int names_one(const struct vg_check *k, const struct vg_beside_side *side)
{
    for (size_t i = 0; i < k->n_claims; i++)
        for (size_t n = 0; n < side->n_claims; n++)
            if (side->claims[n].id != 0 && side->claims[n].id == k->claims[i])
                return 1;
    return 0;
}

static int put_checks(struct vg_web *w, const struct compared *c)
{
    const struct vg_case_check *checks = NULL;
    const struct vg_view *view = NULL;
    size_t n = 0, shown = 0;
    int rc = vg_web_checks(w, &checks, &n);

    if (rc == VG_OK)
        rc = vg_web_view(w, &view, NULL);
    if (rc != VG_OK)
        return rc;
    vg_ui_section(w, "checks", VW_COMPARE_CHECKS);
    vg_html_raw(w->o, "<ul class=\"plain\">\n");
    for (size_t i = 0; i < n; i++)
        if (names_one(&checks[i].check, &c->b.x) && names_one(&checks[i].check, &c->b.y)) {
            vg_check_item(w, vg_ui_pieces(w, view), &checks[i].check);
            shown++;
        }
    vg_html_raw(w->o, "</ul>\n");
    if (shown == 0) {
        vg_html_raw(w->o, "<p>");
        vg_ui_word(w, VW_COMPARE_NO_CHECKS);
        vg_html_raw(w->o, "</p>\n");
    }
    vg_ui_section_end(w);
    return VG_OK;
}

/* -- the page
 * ------------------------------------------------------------------------------------------ */

static void put_views(const struct vg_web *w, const struct compared *c)
{
    vg_html_raw(w->o, "<p class=\"row\">");
    if (c->parallel)
        vg_ui_link(w, vg_ui_here(w, "view", NULL), vg_ui_text(w, VW_COMPARE_SHARED_VIEW));
    else
        vg_ui_link(w, vg_ui_here(w, "view", "parallel"), vg_ui_text(w, VW_READ_SIDE_BY_SIDE));
    vg_html_raw(w->o, "</p>\n");
}

static void put_extent(const struct vg_web *w, const struct compared *c)
{
    int64_t in_x = 0, in_y = 0;

    for (size_t i = 0; i < c->b.n_shared; i++) {
        in_x += c->b.shared[i].x.end - c->b.shared[i].x.start;
        in_y += c->b.shared[i].y.end - c->b.shared[i].y.start;
    }
    vg_html_raw(w->o, "<p>");
    if (c->b.n_shared == 0)
        vg_ui_word(w, VW_COMPARE_NOTHING_SHARED);
    else
        vg_ui_say(w, VW_COMPARE_SHARED, vg_ui_number(w, (int64_t)c->b.n_shared),
                  vg_print(w->a, "%" PRId64,
                           c->b.x.text.len == 0 ? 0 : 100 * in_x / (int64_t)c->b.x.text.len),
                  vg_print(w->a, "%" PRId64,
                           c->b.y.text.len == 0 ? 0 : 100 * in_y / (int64_t)c->b.y.text.len));
    vg_html_raw(w->o, "</p>\n");
}

int vg_page_compare(struct vg_web *w)
{
    struct compared c = {0};
    int rc = load(w, &c);

    if (rc != VG_OK)
        return rc;
    vg_ui_open_with(w,
                    vg_ui_said(w, VW_COMPARE_TITLE,
                               vg_print(w->a, "s%" PRId64, c.b.x.source.info.id),
                               vg_print(w->a, "s%" PRId64, c.b.y.source.info.id), NULL),
                    "wide compare", "compare");
    put_views(w, &c);
    if (!c.parallel)
        put_extent(w, &c);
    rc = put_claims(w, &c);
    if (rc == VG_OK)
        rc = put_checks(w, &c);
    if (rc != VG_OK)
        return rc;
    vg_ui_section(w, "texts", VW_COMPARE_TEXTS);
    put_text_pages(w, &c);
    if (c.parallel) {
        put_parallel(w, &c);
    } else {
        vg_html_raw(w->o, "<div class=\"two\">\n");
        put_column(w, &c, &c.b.x, &c.x);
        put_column(w, &c, &c.b.y, &c.y);
        vg_html_raw(w->o, "</div>\n");
    }
    put_text_pages(w, &c);
    vg_ui_section_end(w);
    vg_ui_close(w);
    return VG_OK;
}
