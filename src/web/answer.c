/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/answer.h"

#include <inttypes.h>
#include <string.h>

#include "base/html.h"
#include "web/check.h"
#include "web/pages.h"

enum { ROWS = 100, NOTES = 60, CHECKS = 40, PASSAGES = 20 };

struct telling {
    struct vg_web *w;
    struct vg_page *p;
    const struct vg_view *v;
    const char *lang;
    int has_numbers, has_dates; /* of the part that is told */
};

/* -- sentences --------------------------------------------------------------------------- */

static void put_heading(const struct telling *t, const char *tag)
{
    vg_html_raw(t->w->o, "<section><h2>");
    vg_html_textz(t->w->o, vg_ask_tag_label(tag, t->lang));
    vg_html_raw(t->w->o, "</h2>\n");
}

/* How many there are, where not all are told. */
static void put_left(const struct telling *t, size_t all, size_t most)
{
    if (all > most)
        vg_ui_notice(t->w, "note", VW_ANSWER_CUT, vg_ui_number(t->w, (int64_t)most),
                     vg_ui_number(t->w, (int64_t)all));
}

static void put_notes(const struct telling *t, const char *tag, const char *class,
                      const struct vg_answer_note *list, size_t n)
{
    if (n == 0)
        return;
    put_heading(t, tag);
    vg_html_raw(t->w->o, "<ul");
    vg_html_attrz(t->w->o, "class", class);
    vg_html_raw(t->w->o, ">\n");
    for (size_t i = 0; i < n && i < NOTES; i++) {
        vg_html_raw(t->w->o, "<li dir=\"auto\">");
        vg_html_textz(t->w->o, list[i].text);
        vg_puts(t->w->o, " ");
        vg_page_claim_links(t->p, list[i].claims, list[i].n_claims);
        vg_html_raw(t->w->o, "</li>\n");
    }
    vg_html_raw(t->w->o, "</ul>\n");
    put_left(t, n, NOTES);
    vg_ui_section_end(t->w);
}

/* -- rows ------------------------------------------------------------------------------------ */

/* "r3", "s12", "c4": a thing of the case that has a page. */
static int is_id(const char *text, int64_t *id)
{
    size_t n = strlen(text);

    *id = 0;
    if (n < 2 || n > 17 || strchr("rsc", text[0]) == NULL ||
        strspn(text + 1, "0123456789") != n - 1)
        return 0;
    for (size_t i = 1; i < n; i++)
        *id = 10 * *id + (text[i] - '0');
    return *id > 0;
}

static void put_what(const struct telling *t, const struct vg_answer_row *row)
{
    int64_t id;

    if (row->name != NULL) {
        vg_html_raw(t->w->o, "<b dir=\"auto\">");
        vg_html_textz(t->w->o, row->name);
        vg_html_raw(t->w->o, "</b> ");
    }
    if (row->what != NULL && is_id(row->what, &id))
        vg_page_link(t->p, (enum vg_link_to)row->what[0], id);
    else if (row->what != NULL && (row->name == NULL || strcmp(row->what, row->name) != 0)) {
        vg_html_raw(t->w->o, row->name == NULL ? "<b dir=\"auto\">" : "<code>");
        if (row->name == NULL)
            vg_page_name(t->p, row->what);
        else
            vg_html_textz(t->w->o, row->what);
        vg_html_raw(t->w->o, row->name == NULL ? "</b>" : "</code>");
    }
    if (row->says != NULL) {
        vg_html_raw(t->w->o, "<div dir=\"auto\">");
        vg_html_textz(t->w->o, row->says);
        vg_html_raw(t->w->o, "</div>");
    }
}

static void open_cell(const struct telling *t, enum vg_ui_word label)
{
    vg_html_raw(t->w->o, "<td");
    vg_html_attrz(t->w->o, "data-l", vg_ui_text(t->w, label));
    vg_html_raw(t->w->o, ">");
}

/* An open end of EDTF is no day to print. */
static const char *day(const char *edtf)
{
    return edtf == NULL || strcmp(edtf, "..") == 0 ? NULL : edtf;
}

static int put_row(const struct telling *t, const struct vg_answer_row *row)
{
    const struct vg_period period = {.from = day(row->from), .to = day(row->to)};
    int rc = VG_OK;

    vg_html_raw(t->w->o, "<tr><th scope=\"row\">");
    vg_html_textz(t->w->o, vg_ask_tag_label(row->tag, t->lang));
    vg_html_raw(t->w->o, "</th>");
    open_cell(t, VW_ANSWER_WHAT);
    put_what(t, row);
    vg_html_raw(t->w->o, "</td>");
    if (t->has_numbers) {
        open_cell(t, VW_ANSWER_NUMBER);
        if (row->figure != NULL)
            rc = vg_page_sum(t->p, row->figure, t->w->err);
        else if (row->quantity != NULL && row->n_claims > 0)
            vg_page_quantity(t->p, row->quantity);
        vg_html_raw(t->w->o, "</td>");
    }
    if (t->has_dates) {
        open_cell(t, VW_ANSWER_WHEN);
        vg_page_period(t->p, &period);
        vg_html_raw(t->w->o, "</td>");
    }
    open_cell(t, VW_ANSWER_EVIDENCE);
    if (row->figure == NULL && row->n_claims > 0)
        vg_page_claim_links(t->p, row->claims, row->n_claims);
    vg_html_raw(t->w->o, "</td></tr>\n");
    return rc;
}

static void put_column(const struct telling *t, enum vg_ui_word word)
{
    vg_html_raw(t->w->o, "<th scope=\"col\">");
    vg_ui_word(t->w, word);
    vg_html_raw(t->w->o, "</th>");
}

static void put_table_head(const struct telling *t)
{
    vg_html_raw(t->w->o, "<table class=\"rows\"><thead><tr>");
    put_column(t, VW_ANSWER_TAG);
    put_column(t, VW_ANSWER_WHAT);
    if (t->has_numbers)
        put_column(t, VW_ANSWER_NUMBER);
    if (t->has_dates)
        put_column(t, VW_ANSWER_WHEN);
    put_column(t, VW_ANSWER_EVIDENCE);
    vg_html_raw(t->w->o, "</tr></thead><tbody>\n");
}

static int put_part(struct telling *t, const struct vg_answer_part *part)
{
    size_t most = part->n_rows < ROWS ? part->n_rows : ROWS;
    int rc = VG_OK;

    if (part->n_rows == 0)
        return VG_OK;
    t->has_numbers = t->has_dates = 0;
    for (size_t i = 0; i < most; i++) {
        t->has_numbers |= part->rows[i].figure != NULL || part->rows[i].quantity != NULL;
        t->has_dates |= part->rows[i].from != NULL || part->rows[i].to != NULL;
    }
    vg_html_raw(t->w->o, "<section><h2>");
    vg_html_textz(t->w->o, vg_ask_op_label(part->op, t->lang));
    vg_html_raw(t->w->o, "</h2>\n");
    put_table_head(t);
    for (size_t i = 0; rc == VG_OK && i < most; i++)
        rc = put_row(t, &part->rows[i]);
    vg_html_raw(t->w->o, "</tbody></table>\n");
    put_left(t, part->n_rows, ROWS);
    vg_ui_section_end(t->w);
    return rc;
}

/* -- checks, roots, passages ---------------------------------------------------------------------
 */

static void put_checks(const struct telling *t, const struct vg_answer *answer)
{
    if (answer->n_checks == 0 && answer->not_run == 0)
        return;
    put_heading(t, "checks");
    vg_html_raw(t->w->o, "<ol class=\"checks\">\n");
    for (size_t i = 0; i < answer->n_checks && i < CHECKS; i++)
        vg_check_item(t->w, t->p, answer->checks[i]);
    vg_html_raw(t->w->o, "</ol>\n");
    put_left(t, answer->n_checks, CHECKS);
    if (answer->not_run > 0) {
        vg_html_raw(t->w->o, "<p class=\"soft\">");
        vg_ui_say(t->w, VW_ANSWER_NOT_RUN, vg_ui_number(t->w, (int64_t)answer->not_run), NULL,
                  NULL);
        vg_puts(t->w->o, " ");
        vg_ui_link(t->w, "/checks?result=not-run", vg_ui_text(t->w, VW_ANSWER_NOT_RUN_LINK));
        vg_html_raw(t->w->o, "</p>\n");
    }
    vg_ui_section_end(t->w);
}

static void put_roots(const struct telling *t, const struct vg_answer *answer)
{
    if (!answer->has_roots)
        return;
    put_heading(t, "roots");
    vg_html_raw(t->w->o, "<p>");
    vg_ui_say(t->w, VW_ANSWER_ROOTS, vg_ui_number(t->w, (int64_t)answer->roots_named),
              vg_ui_number(t->w, (int64_t)answer->roots_read),
              vg_ui_number(t->w, (int64_t)answer->roots_independent));
    vg_html_raw(t->w->o, "</p>\n");
    vg_ui_section_end(t->w);
}

static void put_passages(const struct telling *t, const struct vg_answer *answer)
{
    size_t from = (size_t)vg_web_query_i64(t->w, "from", 0, INT32_MAX);

    if (answer->n_claims == 0)
        return;
    if (from >= answer->n_claims)
        from = 0;
    vg_html_raw(t->w->o, "<section id=\"passages\"><h2>");
    vg_html_textz(t->w->o, vg_ask_tag_label("passages", t->lang));
    vg_html_raw(t->w->o, "</h2>\n");
    for (size_t i = from; i < answer->n_claims && i < from + PASSAGES; i++) {
        const struct vg_claim *c = vg_view_claim(t->v, answer->claims[i]);

        if (c != NULL)
            vg_page_claim(t->p, c, 0);
    }
    vg_ui_pages(t->w, (int64_t)from, PASSAGES, (int64_t)answer->n_claims);
    vg_ui_section_end(t->w);
}

int vg_answer_page(struct vg_web *w, struct vg_page *p, const struct vg_view *v,
                   const struct vg_answer *answer)
{
    struct telling t = {.w = w, .p = p, .v = v, .lang = w->in->language};
    int rc = VG_OK;

    put_notes(&t, "refusals", "refusals", answer->refusals, answer->n_refusals);
    for (size_t i = 0; rc == VG_OK && i < answer->n_parts; i++)
        rc = put_part(&t, &answer->parts[i]);
    if (rc != VG_OK)
        return rc;
    put_notes(&t, "remarks", "notes", answer->remarks, answer->n_remarks);
    put_notes(&t, "missing", "notes", answer->missing, answer->n_missing);
    put_checks(&t, answer);
    put_roots(&t, answer);
    put_passages(&t, answer);
    return VG_OK;
}
