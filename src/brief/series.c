/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Totals over time, below the figures: what was said of which period, and whether
 * it may be added. The sum is a figure like any other and comes with its claims; a
 * refusal stands in its place.
 */
#include <inttypes.h>

#include "base/html.h"
#include "base/limits.h"
#include "brief/page.h"
#include "claim/vocab.h"

static void column(const struct vg_page *p, enum vg_word w)
{
    vg_html_raw(p->o, "<th role=\"columnheader\" scope=\"col\">");
    vg_page_word(p, w);
    vg_html_raw(p->o, "</th>");
}

static void put_head(const struct vg_page *p, const struct vg_series *s)
{
    struct vg_str unit = vg_label_head(vg_term_label("unit", s->unit, p->lang));

    vg_html_raw(p->o, "<table role=\"table\" class=\"series\"><caption>");
    vg_page_word(p, VG_W_SERIES);
    vg_page_word(p, VG_W_COLON);
    vg_html_text(p->o, unit);
    if (s->definition != NULL) {
        vg_html_raw(p->o, " <span class=\"soft\" dir=\"auto\">");
        vg_html_textz(p->o, s->definition);
        vg_html_raw(p->o, "</span>");
    }
    if (s->programme != NULL) {
        vg_puts(p->o, " · ");
        vg_page_name(p, s->programme);
    }
    vg_html_raw(p->o, "</caption>\n<thead role=\"rowgroup\"><tr role=\"row\">");
    column(p, VG_W_COL_PERIOD);
    column(p, VG_W_COL_SAID);
    column(p, VG_W_COL_SPEAKER);
    column(p, VG_W_COL_CLAIMS);
    vg_html_raw(p->o, "</tr></thead>\n<tbody role=\"rowgroup\">\n");
}

static void put_row(const struct vg_page *p, const struct vg_series_row *row)
{
    const struct vg_claim *c = row->claim;

    vg_html_raw(p->o, "<tr role=\"row\"><th role=\"rowheader\" scope=\"row\">");
    vg_page_period(p, &c->period);
    vg_html_raw(p->o, "</th><td role=\"cell\">");
    vg_page_gist(p, c);
    vg_html_raw(p->o, "</td><td role=\"cell\">");
    vg_page_name(p, c->n_links > 0 ? c->links[0].speaker : NULL);
    vg_html_raw(p->o, "</td><td role=\"cell\">");
    vg_page_claim_links(p, row->claims, row->n_claims);
    vg_html_raw(p->o, "</td></tr>\n");
}

int vg_page_total(const struct vg_page *p, const struct vg_series *s, struct vg_err *err)
{
    size_t rows = vg_page_limit(p, s->n, VG_BRIEF_ROWS);

    put_head(p, s);
    for (size_t k = 0; k < rows; k++)
        put_row(p, &s->rows[k]);
    vg_html_raw(p->o, "</tbody></table>\n");
    vg_page_more(p, s->n - rows);
    return s->sum.n_claims == 0 ? VG_OK : vg_page_sum(p, &s->sum, err);
}

int vg_page_series(const struct vg_page *p, struct vg_err *err)
{
    size_t most = vg_page_limit(p, p->b->n_series, VG_BRIEF_SERIES);

    for (size_t i = 0; i < most; i++) {
        int rc = vg_page_total(p, &p->b->series[i], err);

        if (rc != VG_OK)
            return rc;
    }
    vg_page_more(p, p->b->n_series - most);
    return VG_OK;
}
