/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * One figure opened: its claims in full, grouped by what they do in it; the roots; what was
 * left out and why; an address that shows the same figure again. And the sum of claims that
 * somebody names, or why they must not be added.
 */
#include <inttypes.h>
#include <string.h>

#include "base/edtf.h"
#include "base/html.h"
#include "base/order.h"
#include "web/asked.h"
#include "web/bits.h"
#include "web/pages.h"

enum { IN_FULL = 30, LEFT_ROWS = 200 };

struct opened {
    const struct vg_view *v;
    const struct vg_root_graph *g;
    struct vg_page *p;
    struct vg_count_ask ask;
    const struct vg_figure *f;
    int64_t before;
};

/* -- which one ----------------------------------------------------------------------------- */

static int is_row(const struct vg_web *w, const struct vg_figure *f)
{
    const char *place = vg_web_query(w, "place");

    return vg_same_text(place == NULL ? "-" : place, f->place == NULL ? "-" : f->place) &&
           vg_same_text(vg_web_query(w, "who"), f->by) &&
           vg_same_text(vg_web_query(w, "def"), f->definition) &&
           vg_same_text(vg_web_query(w, "since"), f->period_from) &&
           vg_same_text(vg_web_query(w, "until"), f->period_to);
}

static int find(struct vg_web *w, struct opened *o)
{
    struct vg_count count = {0};
    int rc = vg_asked_view(w, &o->v, &o->g, &o->before);

    if (rc == VG_OK)
        rc = vg_asked_count(w, o->v, &o->ask);
    if (rc == VG_OK && o->ask.unit == NULL)
        return vg_fail(w->err, VG_E_ABSENT, "the address names no unit");
    if (rc == VG_OK)
        rc = vg_count(o->v, o->g, &o->ask, w->a, &count, w->err);
    if (rc != VG_OK)
        return rc;
    for (const struct vg_figure *f = count.rows; f < count.rows + count.n; f++)
        if (is_row(w, f))
            o->f = f;
    if (o->f == NULL)
        return vg_fail(w->err, VG_E_ABSENT,
                       "no claim that stands makes this figure; it may have rested on claims that "
                       "were withdrawn or corrected since");
    o->p = vg_ui_pieces(w, o->v);
    vg_page_mark(o->p);
    return VG_OK;
}

static const char *name_of(const struct vg_web *w, const struct vg_view *v, const char *id)
{
    const struct vg_entity *e = vg_view_entity(v, id);
    const char *label = e == NULL ? NULL : vg_ui_is_zh(w) && e->zh != NULL ? e->zh : e->en;

    return label == NULL ? id : label;
}

static const char *title_of(const struct vg_web *w, const struct opened *o)
{
    const struct vg_figure *f = o->f;
    const char *unit = vg_asked_unit_label(w, f->unit == NULL ? "" : f->unit);
    const char *place = f->place == NULL ? vg_brief_word(VG_W_UNPLACED, w->in->language)
                                         : vg_asked_place_label(w, o->v, f->place);

    if (f->by == NULL)
        return vg_print(w->a, "%s · %s", unit, place);
    return vg_print(w->a, "%s · %s · %s", unit, name_of(w, o->v, f->by), place);
}

/* -- how to cite it --------------------------------------------------------------------------- */

/* The address with the number of entries the record had: it shows the same figure for good,
 * whatever is added later. */
static const char *lasting_address(const struct vg_web *w, const struct opened *o)
{
    VG_SCOPED_BUF b = {0};
    int64_t entries = o->before != 0 ? o->before : vg_case_entries(w->c);

    vg_puts(&b, vg_asked_address(w, "/figures/one", &o->ask));
    if (vg_web_query(w, "entry") == NULL)
        vg_putf(&b, "entry=%" PRId64 "&", entries);
    vg_figure_key(&b, o->f);
    return vg_copy(w->a, b.p, b.len);
}

static void put_citation(const struct vg_web *w, const struct opened *o)
{
    const char *address = lasting_address(w, o);
    int64_t entries = o->before != 0 ? o->before : vg_case_entries(w->c);

    vg_html_raw(w->o, "<div class=\"panel cite\"><label class=\"field\"><span>");
    vg_ui_word(w, VW_FIGURE_CITE);
    vg_html_raw(w->o, "</span><input readonly class=\"address\" data-copy");
    vg_html_attrz(w->o, "value", address);
    vg_html_attrz(w->o, "data-label", vg_ui_text(w, VW_FIGURE_COPY));
    vg_html_attrz(w->o, "data-done", vg_ui_text(w, VW_FIGURE_COPIED));
    vg_html_raw(w->o, "></label><p class=\"soft\">");
    vg_ui_say(w, VW_FIGURE_CITE_HOW, vg_ui_number(w, entries), NULL, NULL);
    vg_puts(w->o, " ");
    vg_ui_link(w, address, vg_ui_text(w, VW_FIGURE_CITE_LINK));
    vg_html_raw(w->o, "</p></div>\n");
}

/* -- its claims ------------------------------------------------------------------------------- */

static const struct {
    unsigned role;
    enum vg_ui_word title, how, tag;
} groups[] = {
    {VG_ROLE_ONE_BY_ONE, VW_FIGURE_ONE, VW_FIGURE_ONE_HOW, VW_FIGURE_ONE_TAG},
    {VG_ROLE_LOW, VW_FIGURE_LOW, VW_FIGURE_LOW_HOW, VW_FIGURE_LOW_TAG},
    {VG_ROLE_BEST, VW_FIGURE_BEST, VW_FIGURE_BEST_HOW, VW_FIGURE_BEST_TAG},
    {VG_ROLE_HIGH, VW_FIGURE_HIGH, VW_FIGURE_HIGH_HOW, VW_FIGURE_HIGH_TAG},
    {0, VW_FIGURE_AGREE, VW_FIGURE_AGREE_HOW, VW_FIGURE_AGREE},
};
enum { GROUPS = sizeof groups / sizeof *groups };

/* A claim that does several things stands where the first of them is told, and says so. */
static size_t group_of(unsigned roles)
{
    size_t i = 0;

    while (groups[i].role != 0 && !(roles & groups[i].role))
        i++;
    return i;
}

static void put_further_roles(const struct vg_web *w, unsigned roles, size_t group)
{
    int first = 1;

    for (size_t i = group + 1; i + 1 < GROUPS; i++) {
        if (!(roles & groups[i].role))
            continue;
        vg_html_raw(w->o, first ? "<p class=\"roles\">" : " ");
        vg_html_raw(w->o, "<span class=\"tag\">");
        vg_ui_word(w, groups[i].tag);
        vg_html_raw(w->o, "</span>");
        first = 0;
    }
    vg_html_raw(w->o, first ? "" : "</p>\n");
}

static void open_group(const struct vg_web *w, enum vg_ui_word title, enum vg_ui_word how, size_t n)
{
    vg_html_raw(w->o, "<section class=\"group\"><h2>");
    vg_ui_word(w, title);
    vg_html_raw(w->o, " <span class=\"soft\">");
    vg_puts(w->o, vg_ui_number(w, (int64_t)n));
    vg_html_raw(w->o, "</span></h2>\n<p class=\"soft\">");
    vg_ui_word(w, how);
    vg_html_raw(w->o, "</p>\n");
}

static void put_group(const struct vg_web *w, const struct opened *o, size_t k,
                      const unsigned *roles)
{
    int64_t *rest = VG_NEW_ARRAY(w->a, int64_t, o->f->n_claims + 1);
    size_t n = 0, n_rest = 0, put = 0;

    for (size_t i = 0; i < o->f->n_claims; i++)
        n += group_of(roles[i]) == k;
    if (n == 0)
        return;
    open_group(w, groups[k].title, groups[k].how, n);
    for (size_t i = 0; i < o->f->n_claims; i++) {
        const struct vg_claim *c = vg_view_claim(o->v, o->f->claims[i]);

        if (group_of(roles[i]) != k || c == NULL)
            continue;
        if (put++ >= IN_FULL) {
            rest[n_rest++] = c->id;
            continue;
        }
        put_further_roles(w, roles[i], k);
        vg_page_claim(o->p, c, 0);
    }
    if (n_rest > 0)
        vg_page_claim_links(o->p, rest, n_rest);
    vg_ui_section_end(w);
}

static void put_beside(const struct vg_web *w, const struct opened *o)
{
    size_t most = o->f->n_beside < IN_FULL ? o->f->n_beside : IN_FULL;

    if (o->f->n_beside == 0)
        return;
    open_group(w, VW_FIGURE_BESIDE, VW_FIGURE_BESIDE_HOW, o->f->n_beside);
    for (size_t i = 0; i < most; i++) {
        const struct vg_claim *c = vg_view_claim(o->v, o->f->beside[i]);

        if (c != NULL)
            vg_page_claim(o->p, c, 0);
    }
    if (most < o->f->n_beside)
        vg_page_claim_links(o->p, o->f->beside + most, o->f->n_beside - most);
    vg_ui_section_end(w);
}

/* -- its roots -----------------------------------------------------------------------------------
 */

static int names_root(const struct vg_claim *c, int64_t root)
{
    for (size_t i = 0; c != NULL && i < c->n_roots; i++)
        if (c->roots[i] == root)
            return 1;
    return 0;
}

static size_t claims_of_root(const struct opened *o, int64_t root, int64_t *out)
{
    size_t n = 0;

    for (size_t i = 0; i < o->f->n_claims; i++)
        if (names_root(vg_view_claim(o->v, o->f->claims[i]), root))
            out[n++] = o->f->claims[i];
    return n;
}

static void put_read(const struct vg_web *w, const struct opened *o, int64_t root)
{
    int n = 0;

    for (size_t i = 0; i < o->v->n_readings; i++) {
        if (o->v->readings[i].root != root)
            continue;
        vg_puts(w->o, n++ == 0 ? "" : ", ");
        vg_html_textz(w->o,
                      vg_brief_word(vg_family_label(o->v->readings[i].family), w->in->language));
    }
    if (n == 0)
        vg_ui_word(w, VW_FIGURE_UNREAD);
}

static void put_root(const struct vg_web *w, const struct opened *o, const struct vg_root *r,
                     const int64_t *claims, size_t n)
{
    vg_html_raw(w->o, "<tr><th scope=\"row\">");
    vg_page_link(o->p, VG_LINK_ROOT, r->id);
    vg_html_raw(w->o, " <span dir=\"auto\">");
    vg_html_textz(w->o, r->what != NULL ? r->what : r->name);
    vg_html_raw(w->o, "</span>");
    if (r->corrected != NULL) {
        vg_html_raw(w->o, "<small class=\"alert\">");
        vg_bits_words(w, r->corrected);
        vg_html_raw(w->o, "</small>");
    }
    vg_html_raw(w->o, "</th><td");
    vg_html_attrz(w->o, "data-l", vg_ui_text(w, VW_FIGURE_HELD));
    vg_html_raw(w->o, ">");
    if (r->source != 0)
        vg_ui_source(w, r->source, NULL);
    else
        vg_ui_word(w, VW_FIGURE_NOT_HELD);
    vg_html_raw(w->o, "</td><td");
    vg_html_attrz(w->o, "data-l", vg_ui_text(w, VW_FIGURE_READ));
    vg_html_raw(w->o, ">");
    put_read(w, o, r->id);
    vg_html_raw(w->o, "</td><td");
    vg_html_attrz(w->o, "data-l", vg_brief_word(VG_W_COL_CLAIMS, w->in->language));
    vg_html_raw(w->o, ">");
    vg_page_claim_links(o->p, claims, n);
    vg_html_raw(w->o, "</td></tr>\n");
}

static void put_roots(const struct vg_web *w, const struct opened *o)
{
    static const enum vg_ui_word heads[] = {VW_FIGURE_ROOT, VW_FIGURE_HELD, VW_FIGURE_READ};
    int64_t *claims = VG_NEW_ARRAY(w->a, int64_t, o->f->n_claims + 1);

    vg_ui_section(w, "roots", VW_PART_ROOTS);
    vg_html_raw(w->o, "<p class=\"soft\">");
    vg_ui_say(w, VW_FIGURE_ROOTS, vg_ui_number(w, (int64_t)o->f->roots_named),
              vg_ui_number(w, (int64_t)o->f->roots_read), NULL);
    vg_html_raw(w->o, "</p>\n");
    if (o->f->roots_named > 0) {
        vg_html_raw(w->o, "<table><thead><tr>");
        for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
            vg_html_raw(w->o, "<th scope=\"col\">");
            vg_ui_word(w, heads[i]);
            vg_html_raw(w->o, "</th>");
        }
        vg_html_raw(w->o, "<th scope=\"col\">");
        vg_html_textz(w->o, vg_brief_word(VG_W_COL_CLAIMS, w->in->language));
        vg_html_raw(w->o, "</th></tr></thead><tbody>\n");
        for (size_t i = 0; i < o->v->n_roots; i++) {
            size_t n = claims_of_root(o, o->v->roots[i].id, claims);

            if (n > 0)
                put_root(w, o, &o->v->roots[i], claims, n);
        }
        vg_html_raw(w->o, "</tbody></table>\n");
    }
    vg_ui_section_end(w);
}

/* -- what is not in it --------------------------------------------------------------------------
 */

static void put_left(const struct vg_web *w, const struct opened *o)
{
    static const enum vg_ui_word why[] = {
        [VG_LEFT_WITHDRAWN] = VW_FIGURE_LEFT_WITHDRAWN,
        [VG_LEFT_REPLACED] = VW_FIGURE_LEFT_REPLACED,
        [VG_LEFT_LATER] = VW_FIGURE_LEFT_LATER,
        [VG_LEFT_STANCE] = VW_FIGURE_LEFT_STANCE,
        [VG_LEFT_KIND] = VW_FIGURE_LEFT_KIND,
        [VG_LEFT_DEFINITION] = VW_FIGURE_LEFT_OTHER,
        [VG_LEFT_COARSE] = VW_FIGURE_LEFT_COARSE,
    };
    struct vg_left *list = NULL;
    struct vg_date d = {.last = VG_DAYS_MAX};
    size_t n, most;

    if (o->ask.as_of != NULL)
        (void)vg_edtf_readz(o->ask.as_of, &d, NULL);
    n = vg_figure_left(o->v, o->f, d.last, w->a, &list);
    if (n == 0)
        return;
    open_group(w, VW_FIGURE_LEFT, VW_FIGURE_LEFT_HOW, n);
    most = n < LEFT_ROWS ? n : LEFT_ROWS;
    vg_html_raw(w->o, "<ul class=\"left\">\n");
    for (size_t i = 0; i < most; i++) {
        if (i == 0 || list[i].why != list[i - 1].why) {
            vg_html_raw(w->o, i == 0 ? "<li><b>" : "</ul></li>\n<li><b>");
            vg_ui_word(w, why[list[i].why]);
            vg_html_raw(w->o, "</b><ul>\n");
        }
        vg_html_raw(w->o, "<li>");
        vg_page_claim_link(o->p, list[i].claim->id);
        vg_puts(w->o, " ");
        vg_page_gist(o->p, list[i].claim);
        vg_html_raw(w->o, " <span class=\"soft\">");
        vg_page_term(o->p, "claim-kind", vg_claim_kind_word(list[i].claim->kind));
        vg_puts(w->o, " · ");
        vg_page_term(o->p, "stance", vg_stance_word(list[i].claim->stance));
        vg_html_raw(w->o, "</span></li>\n");
    }
    vg_html_raw(w->o, "</ul></li></ul>\n");
    if (most < n)
        vg_ui_notice(w, "note", VW_FIGURE_LEFT_CUT, vg_ui_number(w, (int64_t)(n - most)), NULL);
    vg_ui_section_end(w);
}

/* -- the pages ------------------------------------------------------------------------------------
 */

static void put_refusal_help(const struct vg_web *w)
{
    vg_html_raw(w->o, "<p class=\"soft\">");
    vg_ui_word(w, VW_FIGURE_REFUSED);
    vg_html_raw(w->o, "</p>\n");
}

int vg_page_figure_one(struct vg_web *w)
{
    struct opened o = {0};
    unsigned *roles;
    int rc = find(w, &o);

    if (rc != VG_OK)
        return rc;
    roles = vg_figure_roles(o.v, o.f, w->a);
    vg_ui_open_with(w, title_of(w, &o), "wide", "figures");
    if (o.before != 0)
        vg_ui_notice(w, "note", VW_ASKED_THEN, vg_ui_number(w, o.before), NULL);
    rc = vg_page_rows(o.p, title_of(w, &o), o.f, 1, 0, w->err);
    if (rc != VG_OK)
        return rc;
    if (o.f->refusal != NULL)
        put_refusal_help(w);
    vg_html_raw(w->o, "<p>");
    vg_ui_link(w, vg_asked_address(w, "/figures", &o.ask), vg_ui_text(w, VW_FIGURE_BACK));
    vg_html_raw(w->o, "</p>\n");
    put_citation(w, &o);
    for (size_t k = 0; k < GROUPS; k++)
        put_group(w, &o, k, roles);
    put_beside(w, &o);
    put_roots(w, &o);
    put_left(w, &o);
    vg_ui_close(w);
    return VG_OK;
}

/* -- may they be added? -------------------------------------------------------------------------
 */

static void put_sum_form(const struct vg_web *w)
{
    vg_ui_form_get(w, "/figures/sum", "filters");
    vg_ui_input(w, "claims", VW_FIGURES_SUM_CLAIMS, vg_web_query(w, "claims"),
                " placeholder=\"c4 c5\" required");
    vg_ui_button(w, VW_FIGURES_SUM_ASK, NULL, NULL, "go", NULL);
    vg_ui_form_end(w);
}

static int put_sum(struct vg_web *w, const struct vg_view *v, const struct vg_root_graph *g,
                   const int64_t *claims, size_t n)
{
    struct vg_page *p = vg_ui_pieces(w, v);
    struct vg_figure sum = {0};
    int rc = vg_sum(v, g, claims, n, w->a, &sum, w->err);

    vg_page_mark(p);
    if (rc == VG_OK)
        rc = vg_page_sum(p, &sum, w->err);
    if (rc != VG_OK)
        return rc;
    if (sum.refusal != NULL)
        put_refusal_help(w);
    for (size_t i = 0; i < n && i < IN_FULL; i++) {
        const struct vg_claim *c = vg_view_claim(v, claims[i]);

        if (c != NULL)
            vg_page_claim(p, c, 0);
    }
    return VG_OK;
}

int vg_page_figure_sum(struct vg_web *w)
{
    const struct vg_view *v = NULL;
    const struct vg_root_graph *g = NULL;
    int64_t *claims = NULL, before = 0;
    size_t n = 0;
    int rc = vg_asked_view(w, &v, &g, &before), asked;

    if (rc != VG_OK)
        return rc;
    asked = vg_asked_claims(w, vg_web_query(w, "claims"), &claims, &n);
    for (size_t i = 0; asked == VG_OK && i < n; i++)
        if (vg_view_claim(v, claims[i]) == NULL)
            asked = vg_fail(w->err, VG_E_MISUSE, "there is no claim c%" PRId64, claims[i]);
    if (asked == VG_OK && n == 1)
        asked = vg_fail(w->err, VG_E_MISUSE, "a sum needs two claims or more, as in c4 c5");
    vg_ui_open(w, vg_ui_text(w, VW_FIGURES_SUM));
    vg_html_raw(w->o, "<p class=\"how\">");
    vg_ui_word(w, VW_FIGURES_SUM_HOW);
    vg_html_raw(w->o, "</p>\n");
    put_sum_form(w);
    if (asked == VG_OK && n > 1)
        asked = put_sum(w, v, g, claims, n);
    if (asked != VG_OK) {
        w->out->status = vg_web_status(asked);
        vg_ui_notice_text(w, "bad", w->err->text);
    }
    vg_ui_close(w);
    return VG_OK;
}
