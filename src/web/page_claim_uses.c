/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * What rests on one claim: the figures it is counted in, the checks that look at it, the roots
 * behind it. That looks at the whole case, so it is a page of its own.
 */
#include <inttypes.h>
#include <string.h>

#include "base/html.h"
#include "web/claim_part.h"
#include "web/pages.h"

struct uses {
    struct vg_web *w;
    const struct vg_page *p;
    const struct vg_view *v;
    const struct vg_root_graph *g;
    const struct vg_claim *c;
    size_t block;
};

static int holds(const int64_t *claims, size_t n, int64_t id)
{
    for (size_t i = 0; i < n; i++)
        if (claims[i] == id)
            return 1;
    return 0;
}

/* -- figures ---------------------------------------------------------------------------- */

/* Those of the table in which the claim is, or stands beside; moved to the front. */
static size_t keep_those_with(struct vg_figure *rows, size_t n, int64_t id)
{
    size_t kept = 0;

    for (size_t i = 0; i < n; i++)
        if (holds(rows[i].claims, rows[i].n_claims, id) ||
            holds(rows[i].beside, rows[i].n_beside, id))
            rows[kept++] = rows[i];
    return kept;
}

static int put_table(struct uses *u, const struct vg_count_ask *ask, size_t *shown)
{
    struct vg_web *w = u->w;
    struct vg_count count;
    struct vg_figure *rows;
    const char *unit = vg_print(
        w->a, "%.*s",
        (int)vg_label_head(vg_term_label("unit", u->c->quantity.unit, w->in->language)).len,
        vg_label_head(vg_term_label("unit", u->c->quantity.unit, w->in->language)).p);
    size_t n;
    int rc = vg_count(u->v, u->g, ask, w->a, &count, w->err);

    if (rc != VG_OK || count.n == 0)
        return rc;
    rows = VG_NEW_ARRAY(w->a, struct vg_figure, count.n);
    memcpy(rows, count.rows, count.n * sizeof *rows);
    n = keep_those_with(rows, count.n, u->c->id);
    *shown += n;
    return n == 0 ? VG_OK
                  : vg_page_rows(u->p, vg_ui_said(w, VW_CLAIM_USES_OF, unit, NULL, NULL), rows, n,
                                 ++u->block, w->err);
}

static int put_figures(struct uses *u)
{
    static const enum vg_count_by by[] = {VG_BY_NOTHING, VG_BY_PLACE};
    struct vg_web *w = u->w;
    size_t shown = 0;
    int rc = VG_OK;

    vg_ui_section(w, "figures", VW_CLAIM_USES_FIGURES);
    for (size_t i = 0; rc == VG_OK && u->c->quantity.unit != NULL && i < 2; i++) {
        const struct vg_count_ask ask = {
            .unit = u->c->quantity.unit, .by = by[i], .level = VG_PLACE_COUNTRY};

        rc = put_table(u, &ask, &shown);
    }
    if (rc == VG_OK && shown == 0) {
        vg_html_raw(w->o, "<p class=\"soft\">");
        vg_ui_word(w, VW_CLAIM_USES_FIGURES_NONE);
        vg_html_raw(w->o, "</p>\n");
    }
    vg_ui_section_end(w);
    return rc;
}

/* -- checks ------------------------------------------------------------------------------ */

static const enum vg_ui_word heads[] = {VW_CLAIM_USES_CHECK, VW_CLAIM_USES_RESULT,
                                        VW_CLAIM_USES_SAYS, VW_CLAIM_USES_OTHERS};

static void put_check(const struct uses *u, const struct vg_case_check *k)
{
    const struct vg_web *w = u->w;
    const char *result = vg_check_result_word(k->check.result);

    vg_html_raw(w->o, "<tr role=\"row\"");
    vg_html_attrz(w->o, "class", vg_print(w->a, "ck-%c", result[0]));
    vg_html_raw(w->o, ">");
    vg_table_cell(w, heads[0], NULL);
    vg_ui_link(w, vg_print(w->a, "/checks/%s", k->id),
               vg_term_label("check-kind", vg_check_kind_word(k->check.kind), w->in->language));
    vg_html_raw(w->o, "</td>");
    vg_table_cell(w, heads[1], NULL);
    vg_html_raw(w->o, "<b>");
    if (k->check.result == VG_CHECK_NOT_RUN)
        vg_ui_word(w, VW_CLAIM_USES_NOT_RUN);
    else
        vg_html_textz(w->o, vg_term_label("check-result", result, w->in->language));
    vg_html_raw(w->o, "</b></td>");
    vg_table_cell(w, heads[2], NULL);
    vg_ui_told(w, k->check.says_said, k->check.says);
    vg_html_raw(w->o, "</td>");
    vg_table_cell(w, heads[3], NULL);
    vg_page_claim_links(u->p, k->check.claims, k->check.n_claims);
    vg_html_raw(w->o, "</td></tr>\n");
}

static int put_checks(const struct uses *u)
{
    struct vg_web *w = u->w;
    const struct vg_case_check *checks = NULL;
    size_t n = 0, shown = 0;
    int rc = vg_web_checks(w, &checks, &n);

    if (rc != VG_OK)
        return rc;
    vg_ui_section(w, "checks", VW_CLAIM_USES_CHECKS);
    for (size_t i = 0; i < n; i++) {
        if (!holds(checks[i].check.claims, checks[i].check.n_claims, u->c->id))
            continue;
        if (shown++ == 0)
            vg_table_open(w, "rows", VW_CLAIM_USES_CHECKS, heads, 4);
        put_check(u, &checks[i]);
    }
    if (shown > 0) {
        vg_table_end(w);
    } else {
        vg_html_raw(w->o, "<p class=\"soft\">");
        vg_ui_word(w, VW_CLAIM_USES_CHECKS_NONE);
        vg_html_raw(w->o, "</p>\n");
    }
    vg_ui_section_end(w);
    return VG_OK;
}

static void put_head(const struct uses *u)
{
    struct vg_web *w = u->w;
    struct vg_root_count count;

    vg_html_raw(w->o, "<p class=\"lead\">");
    vg_ui_claim(w, u->c->id);
    vg_putc(w->o, ' ');
    vg_page_gist(u->p, u->c);
    vg_html_raw(w->o, "</p>\n");
    vg_root_count(u->g, w->a, &u->c->id, 1, 0, &count);
    vg_html_raw(w->o, "<p>");
    vg_ui_say(w, VW_CLAIM_USES_ROOTS, vg_ui_number(w, (int64_t)count.named),
              vg_ui_number(w, (int64_t)count.read), NULL);
    vg_html_raw(w->o, "</p>\n");
}

int vg_page_claim_uses(struct vg_web *w)
{
    struct uses u = {.w = w};
    int64_t id = 0;
    int rc = vg_web_id(w, w->id, 'c', &id);

    if (rc == VG_OK)
        rc = vg_web_view(w, &u.v, &u.g);
    if (rc != VG_OK)
        return rc;
    u.c = vg_view_claim(u.v, id);
    if (u.c == NULL)
        return vg_fail(w->err, VG_E_ABSENT, "there is no claim c%" PRId64, id);
    u.p = vg_ui_pieces(w, u.v);
    vg_ui_open(w, vg_ui_text(w, VW_CLAIM_USES));
    put_head(&u);
    rc = put_figures(&u);
    if (rc == VG_OK)
        rc = put_checks(&u);
    vg_ui_close(w);
    return rc;
}
