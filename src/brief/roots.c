/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Who says so: every root with what rests on it, whether it is held, and through whom it is known.
 */
#include <inttypes.h>
#include <string.h>

#include "base/html.h"
#include "base/limits.h"
#include "brief/page.h"

static void put_source_name(const struct vg_page *p, const struct vg_source_info *s)
{
    p->source_listed[s - p->v->sources] = 1;
    vg_putf(p->o, "<a href=\"#s%" PRId64 "\">s%" PRId64 "</a> ", s->id, s->id);
    vg_html_raw(p->o, "<span dir=\"auto\">");
    vg_html_textz(p->o, s->publisher != NULL ? s->publisher : s->label);
    vg_html_raw(p->o, "</span>");
}

static void put_root_words(const struct vg_page *p, const struct vg_root *r)
{
    vg_putf(p->o, "<b>r%" PRId64 "</b> <span dir=\"auto\">", r->id);
    vg_html_textz(p->o, r->what != NULL ? r->what : r->name);
    vg_html_raw(p->o, "</span><small>");
    vg_page_word(p, VG_W_SPEAKER_IS);
    vg_page_word(p, VG_W_COLON);
    vg_page_name(p, r->speaker);
    if (r->url != NULL) {
        vg_html_raw(p->o, " · <a rel=\"noreferrer\"");
        vg_html_href(p->o, vg_str(r->url));
        vg_html_raw(p->o, ">");
        vg_html_textz(p->o, r->url);
        vg_html_raw(p->o, "</a>");
    }
    vg_html_raw(p->o, "</small>");
    if (r->corrected != NULL) {
        vg_html_raw(p->o, "<small class=\"alert\">");
        vg_page_words(p, r->corrected);
        vg_html_raw(p->o, "</small>");
    }
}

static void put_held(const struct vg_page *p, const struct vg_root_row *row)
{
    vg_html_raw(p->o, "<td role=\"cell\"");
    vg_html_attrz(p->o, "data-l", vg_brief_word(VG_W_COL_HELD, p->lang));
    vg_html_raw(p->o, ">");
    if (row->source == NULL) {
        vg_html_raw(p->o, "<span class=\"alert\">");
        vg_page_word(p, VG_W_NOT_HELD);
        vg_html_raw(p->o, "</span>");
    } else {
        char id[VG_NUMBER_TEXT];

        snprintf(id, sizeof id, "s%" PRId64, row->source->id);
        vg_page_say(p, VG_W_HELD, id, NULL, NULL);
    }
    vg_html_raw(p->o, "</td>");
}

static void put_families(const struct vg_page *p, const struct vg_root_row *row)
{
    char n[VG_NUMBER_TEXT];
    int any = 0;

    vg_html_raw(p->o, "<td role=\"cell\"");
    vg_html_attrz(p->o, "data-l", vg_brief_word(VG_W_COL_FAMILIES, p->lang));
    vg_html_raw(p->o, ">");
    for (unsigned f = 1; f < VG_FAMILIES; f++) {
        if (row->family[f].named == 0)
            continue;
        vg_html_raw(p->o, any ? "<br>" : "");
        vg_page_word(p, vg_family_label((enum vg_family)f));
        vg_putc(p->o, ' ');
        vg_page_say(p, row->family[f].read ? VG_W_FAMILY_READ : VG_W_FAMILY_UNREAD,
                    vg_number(n, (int64_t)row->family[f].named, 0), NULL, NULL);
        if (row->family[f].says_not > 0) {
            vg_puts(p->o, "; ");
            vg_page_say(p, VG_W_FAMILY_SAYS_NOT, vg_number(n, (int64_t)row->family[f].says_not, 0),
                        NULL, NULL);
        }
        any = 1;
    }
    vg_html_raw(p->o, "</td>");
}

static void put_through(const struct vg_page *p, const struct vg_root_row *row)
{
    vg_html_raw(p->o, "<td role=\"cell\"");
    vg_html_attrz(p->o, "data-l", vg_brief_word(VG_W_COL_THROUGH, p->lang));
    vg_html_raw(p->o, ">");
    for (size_t i = 0; i < row->n_through; i++) {
        const struct vg_source_info *s = vg_view_source(p->v, row->through[i]);

        if (i == vg_page_limit(p, row->n_through, VG_BRIEF_LINKS)) {
            vg_html_raw(p->o, "<br>");
            vg_page_more(p, row->n_through - i);
            break;
        }
        if (s == NULL)
            continue;
        vg_html_raw(p->o, i > 0 ? "<br>" : "");
        put_source_name(p, s);
    }
    if (row->n_through == 0) {
        vg_html_raw(p->o, "<span class=\"soft\">");
        vg_page_word(p, VG_W_NO_COPIES);
        vg_html_raw(p->o, "</span>");
    }
    vg_html_raw(p->o, "</td>");
}

static void put_row(const struct vg_page *p, const struct vg_root_row *row)
{
    vg_html_raw(p->o, "<tr role=\"row\"");
    if (row->root != NULL) {
        p->root_listed[row->root - p->v->roots] = 1;
        vg_putf(p->o, " id=\"r%" PRId64 "\"", row->root->id);
    }
    vg_html_raw(p->o, "><th role=\"rowheader\" scope=\"row\">");
    if (row->root != NULL) {
        put_root_words(p, row->root);
    } else if (row->source != NULL) {
        put_source_name(p, row->source);
        vg_html_raw(p->o, "<small>");
        vg_page_word(p, VG_W_SOURCE_IS_ROOT);
        vg_html_raw(p->o, "</small>");
    }
    vg_html_raw(p->o, "</th>");
    put_held(p, row);
    put_families(p, row);
    put_through(p, row);
    vg_html_raw(p->o, "<td role=\"cell\"");
    vg_html_attrz(p->o, "data-l", vg_brief_word(VG_W_COL_CLAIMS, p->lang));
    vg_html_raw(p->o, ">");
    vg_page_claim_links(p, row->claims, row->n_claims);
    vg_html_raw(p->o, "</td></tr>\n");
}

static void put_head(const struct vg_page *p)
{
    static const enum vg_word columns[] = {VG_W_COL_ROOT, VG_W_COL_HELD, VG_W_COL_FAMILIES,
                                           VG_W_COL_THROUGH, VG_W_COL_CLAIMS};

    vg_html_raw(p->o, "<table role=\"table\" class=\"roots\"><caption class=\"quiet\">");
    vg_page_word(p, VG_W_ROOTS);
    vg_html_raw(p->o, "</caption>\n<thead role=\"rowgroup\"><tr role=\"row\">");
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        vg_html_raw(p->o, "<th role=\"columnheader\" scope=\"col\">");
        vg_page_word(p, columns[i]);
        vg_html_raw(p->o, "</th>");
    }
    vg_html_raw(p->o, "</tr></thead>\n<tbody role=\"rowgroup\">\n");
}

int vg_page_roots(const struct vg_page *p, struct vg_err *err)
{
    VG_SCOPED_ARENA work = {0};
    struct vg_root_row *rows = NULL;
    size_t n = 0, shown, *weights, *chosen;
    int rc = vg_root_rows(p->b->graph, &work, &rows, &n, err);

    if (rc != VG_OK)
        return rc;
    vg_page_open(p, "roots", VG_W_ROOTS, n > 0 ? VG_W_ROOTS_HOW : VG_W_ROOTS_NONE);
    if (n > 0) {
        weights = VG_NEW_ARRAY(&work, size_t, n);
        for (size_t i = 0; i < n; i++)
            weights[i] = rows[i].n_claims;
        shown = vg_brief_choose(weights, n, vg_page_limit(p, n, VG_BRIEF_ROOTS), &work, &chosen);
        put_head(p);
        for (size_t i = 0; i < shown; i++)
            put_row(p, &rows[chosen[i]]);
        vg_html_raw(p->o, "</tbody></table>\n");
        vg_page_cut(p, VG_W_ROOTS_CUT, shown, n);
    }
    vg_page_close(p);
    return VG_OK;
}
