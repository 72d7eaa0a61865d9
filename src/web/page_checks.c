/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Checks: what does not fit, what is worth a note, what holds and what could not be run,
 * each with the same right to be seen.
 */
#include <inttypes.h>
#include <string.h>

#include "base/html.h"
#include "web/check.h"
#include "web/pages.h"

enum { IN_GROUP = 12, ON_PAGE = 50, LINKS = 20 };

struct wanted {
    const char *kind, *result, *answered;
    int64_t claim;
    int suggestions;
    int64_t from;
};

/* -- which ------------------------------------------------------------------------------- */

static int read_wanted(struct vg_web *w, struct wanted *out)
{
    const char *claim = vg_web_query(w, "claim");

    *out = (struct wanted){.kind = vg_web_query(w, "kind"),
                           .result = vg_web_query(w, "result"),
                           .answered = vg_web_query(w, "answered"),
                           .suggestions = vg_web_query(w, "suggestions") != NULL,
                           .from = vg_web_query_i64(w, "from", 0, INT32_MAX)};
    return claim == NULL ? VG_OK : vg_web_id(w, claim, 'c', &out->claim);
}

static int concerns(const struct vg_check *c, int64_t claim)
{
    for (size_t i = 0; i < c->n_claims; i++)
        if (c->claims[i] == claim)
            return 1;
    return claim == 0;
}

static int fits_answer(const struct vg_check *c, const char *answered)
{
    int stands = c->answer != NULL && !c->answer->is_open;

    if (answered == NULL)
        return 1;
    if (strcmp(answered, "yes") == 0)
        return stands;
    if (strcmp(answered, "again") == 0)
        return c->answer != NULL && c->answer->is_open;
    return !stands;
}

static int is_wanted(const struct wanted *x, const struct vg_case_check *c)
{
    if (x->suggestions && c->n_suggestions == 0)
        return 0;
    return (x->kind == NULL || strcmp(x->kind, vg_check_kind_word(c->check.kind)) == 0) &&
           concerns(&c->check, x->claim) && fits_answer(&c->check, x->answered);
}

/* -- the filter ---------------------------------------------------------------------------- */

static void put_filter(const struct vg_web *w, const struct wanted *x)
{
    const char *lang = w->in->language;

    vg_ui_form_get(w, "/checks", "filters");
    vg_ui_choice(w, "kind", VW_CHECKS_KIND);
    vg_ui_option(w, "", vg_ui_text(w, VW_CHECKS_ALL), x->kind);
    for (int k = VG_CHECK_SUM; k <= VG_CHECK_SUPERSEDED; k++)
        vg_ui_option(w, vg_check_kind_word((enum vg_check_kind)k),
                     vg_brief_word(vg_rule_label((enum vg_check_kind)k), lang), x->kind);
    vg_ui_choice_end(w);
    vg_ui_choice(w, "result", VW_CHECKS_RESULT);
    vg_ui_option(w, "", vg_ui_text(w, VW_CHECKS_ALL), x->result);
    for (int k = VG_CHECK_ERROR; k <= VG_CHECK_NOT_RUN; k++)
        vg_ui_option(w, vg_check_result_word((enum vg_check_result)k),
                     vg_brief_word(vg_result_label((enum vg_check_result)k, 1), lang), x->result);
    vg_ui_choice_end(w);
    vg_ui_choice(w, "answered", VW_CHECKS_ANSWERED);
    vg_ui_option(w, "", vg_ui_text(w, VW_CHECKS_ALL), x->answered);
    vg_ui_option(w, "no", vg_ui_text(w, VW_CHECKS_ANSWERED_NO), x->answered);
    vg_ui_option(w, "yes", vg_ui_text(w, VW_CHECKS_ANSWERED_YES), x->answered);
    vg_ui_option(w, "again", vg_ui_text(w, VW_CHECKS_ANSWERED_AGAIN), x->answered);
    vg_ui_choice_end(w);
    vg_ui_input(w, "claim", VW_CHECKS_CLAIM, vg_web_query(w, "claim"),
                " size=\"7\" placeholder=\"c12\"");
    vg_html_raw(w->o, "<label class=\"field\"><span>");
    vg_ui_word(w, VW_CHECKS_SUGGESTIONS);
    vg_html_raw(w->o, "</span><input type=\"checkbox\" name=\"suggestions\" value=\"1\"");
    vg_html_raw(w->o, x->suggestions ? " checked>" : ">");
    vg_html_raw(w->o, "</label>\n");
    vg_ui_button(w, VW_CHECKS_SHOW, NULL, NULL, "go", NULL);
    vg_ui_form_end(w);
}

/* Every result with its number, each a way to all of it. */
static void put_tally(const struct vg_web *w, const struct wanted *x, const size_t *count)
{
    vg_html_raw(w->o, "<ul class=\"tally results\">\n");
    for (int r = VG_CHECK_ERROR; r <= VG_CHECK_NOT_RUN; r++) {
        const char *word = vg_check_result_word((enum vg_check_result)r);
        int chosen = x->result != NULL && strcmp(x->result, word) == 0;

        vg_html_raw(w->o, "<li");
        vg_html_attrz(w->o, "class", vg_result_class((enum vg_check_result)r));
        vg_html_raw(w->o, "><a");
        vg_html_attrz(w->o, "href", vg_check_here(w, chosen ? NULL : word));
        vg_html_raw(w->o, chosen ? " aria-current=\"true\">" : ">");
        vg_html_raw(w->o, "<span aria-hidden=\"true\">");
        vg_puts(w->o, vg_result_mark((enum vg_check_result)r));
        vg_html_raw(w->o, "</span> <b>");
        vg_puts(w->o, vg_ui_number(w, (int64_t)count[r]));
        vg_html_raw(w->o, "</b> ");
        vg_html_textz(w->o, vg_brief_word(vg_result_label((enum vg_check_result)r, count[r] != 1),
                                          w->in->language));
        vg_html_raw(w->o, "</a></li>\n");
    }
    vg_html_raw(w->o, "</ul>\n");
}

const char *vg_check_here(const struct vg_web *w, const char *result)
{
    struct vg_web from_start = *w;
    struct vg_web_ask ask = *w->in;
    struct vg_web_field *fields = VG_NEW_ARRAY(w->a, struct vg_web_field, ask.n_query + 1);
    size_t n = 0;

    for (size_t i = 0; i < ask.n_query; i++) /* another result begins on its first page */
        if (strcmp(ask.query[i].name, "from") != 0)
            fields[n++] = ask.query[i];
    ask.query = fields;
    ask.n_query = n;
    from_start.in = &ask;
    return vg_ui_here(&from_start, "result", result);
}

/* -- one in a list ----------------------------------------------------------------------------- */

void vg_check_answer_line(const struct vg_web *w, const struct vg_check_answer *a)
{
    enum vg_ui_word how = VW_CHECK_AS_EXPLAINED;

    if (a == NULL)
        return;
    if (strcmp(a->as, "accepted") == 0)
        how = VW_CHECK_AS_ACCEPTED;
    if (strcmp(a->as, "wrong") == 0)
        how = VW_CHECK_AS_WRONG;
    vg_html_raw(w->o, "<p class=\"answer\">");
    if (a->is_open) {
        vg_html_raw(w->o, "<b class=\"warn\">");
        vg_ui_word(w, VW_CHECK_OPEN_AGAIN);
        vg_html_raw(w->o, "</b> · ");
    }
    vg_html_raw(w->o, "<span class=\"tag\">");
    vg_ui_word(w, how);
    vg_html_raw(w->o, "</span> <q dir=\"auto\">");
    vg_html_textz(w->o, a->because);
    vg_html_raw(w->o, "</q> <span class=\"soft\"><code>");
    vg_html_textz(w->o, a->by);
    vg_html_raw(w->o, "</code> · ");
    vg_ui_time(w, a->at);
    vg_html_raw(w->o, "</span></p>\n");
}

static void put_suggestions(const struct vg_web *w, const struct vg_case_check *x)
{
    for (size_t i = 0; i < x->n_suggestions; i++) {
        vg_puts(w->o, " ");
        vg_ui_link(w, vg_print(w->a, "/review?at=%s", vg_ui_encoded(w, x->suggestions[i])),
                   x->suggestions[i]);
    }
    if (x->n_suggestions > 0) {
        vg_html_raw(w->o, " <span class=\"tag\">");
        vg_ui_word(w, VW_CHECKS_WITH_SUGGESTIONS);
        vg_html_raw(w->o, "</span>");
    }
}

static void put_item(const struct vg_web *w, const struct vg_page *p, const struct vg_case_check *x)
{
    const struct vg_check *c = &x->check;

    vg_html_raw(w->o, "<li class=\"check\"");
    if (x->id[0] != '\0')
        vg_html_attrz(w->o, "id", vg_print(w->a, "k-%s", x->id));
    vg_html_raw(w->o, "><div class=\"what\"><b>");
    if (x->id[0] != '\0') {
        vg_html_raw(w->o, "<a");
        vg_html_attrz(w->o, "href", vg_print(w->a, "/checks/%s", x->id));
        vg_html_raw(w->o, ">");
    }
    vg_html_textz(w->o, vg_brief_word(vg_rule_label(c->kind), w->in->language));
    vg_html_raw(w->o, x->id[0] != '\0' ? "</a></b> " : "</b> ");
    vg_page_claim_links(p, c->claims, c->n_claims);
    put_suggestions(w, x);
    vg_html_raw(w->o, "</div><p class=\"test\">");
    vg_ui_told(w, c->test_said, c->test);
    vg_html_raw(w->o, "</p><p class=\"says\">");
    vg_ui_told(w, c->says_said, c->says);
    vg_html_raw(w->o, "</p>");
    vg_check_answer_line(w, c->answer);
    vg_page_marks(p, c->claims, c->n_claims);
    vg_html_raw(w->o, "</li>\n");
}

static void put_result(const struct vg_web *w, const struct vg_page *p, const struct wanted *x,
                       const struct vg_case_check *list, size_t n, enum vg_check_result result,
                       size_t count)
{
    const char *word = vg_check_result_word(result);
    int alone = x->result != NULL;
    size_t from = alone && (size_t)x->from < count ? (size_t)x->from : 0;
    size_t most = alone ? ON_PAGE : IN_GROUP, at = 0;

    vg_html_raw(w->o, "<section class=\"result ");
    vg_html_raw(w->o, vg_result_class(result));
    vg_html_raw(w->o, "\"><h2><span aria-hidden=\"true\">");
    vg_puts(w->o, vg_result_mark(result));
    vg_html_raw(w->o, "</span> ");
    vg_html_textz(w->o, vg_brief_word(vg_result_label(result, 1), w->in->language));
    vg_html_raw(w->o, " <span class=\"soft\">");
    vg_puts(w->o, vg_ui_number(w, (int64_t)count));
    vg_html_raw(w->o, "</span></h2>\n<ol class=\"checks\">\n");
    for (size_t i = 0; i < n; i++) {
        if (list[i].check.result != result || !is_wanted(x, &list[i]))
            continue;
        if (at >= from && at < from + most)
            put_item(w, p, &list[i]);
        at++;
    }
    vg_html_raw(w->o, "</ol>\n");
    if (alone)
        vg_ui_pages(w, (int64_t)from, ON_PAGE, (int64_t)count);
    else if (count > most) {
        vg_html_raw(w->o, "<p>");
        vg_ui_link(w, vg_check_here(w, word),
                   vg_ui_said(w, VW_CHECKS_MORE, vg_ui_number(w, (int64_t)count), NULL, NULL));
        vg_html_raw(w->o, "</p>\n");
    }
    vg_ui_section_end(w);
}

/* -- the page
 * -------------------------------------------------------------------------------------- */

static void put_list(const struct vg_web *w, const struct vg_page *p, const struct wanted *x,
                     const struct vg_case_check *list, size_t n)
{
    size_t count[VG_CHECK_NOT_RUN + 1] = {0}, all = 0;

    for (size_t i = 0; i < n; i++)
        if (is_wanted(x, &list[i])) {
            count[list[i].check.result]++;
            all++;
        }
    put_tally(w, x, count);
    if (all == 0)
        vg_ui_notice(w, "note", n == 0 ? VW_CHECKS_NONE : VW_CHECKS_NONE_FIT, NULL, NULL);
    vg_html_raw(w->o, x->result == NULL ? "<div class=\"columns\">\n" : "<div>\n");
    for (int r = VG_CHECK_ERROR; r <= VG_CHECK_NOT_RUN; r++)
        if (count[r] > 0 && (x->result == NULL ||
                             strcmp(x->result, vg_check_result_word((enum vg_check_result)r)) == 0))
            put_result(w, p, x, list, n, (enum vg_check_result)r, count[r]);
    vg_html_raw(w->o, "</div>\n");
}

int vg_page_checks_list(struct vg_web *w)
{
    const struct vg_case_check *list = NULL;
    const struct vg_view *v = NULL;
    struct vg_case_check *open = NULL;
    struct wanted x;
    struct vg_page *p;
    size_t n = 0;
    int rc = read_wanted(w, &x);

    if (rc == VG_OK)
        rc = vg_web_view(w, &v, NULL);
    if (rc == VG_OK && x.suggestions) {
        rc = vg_case_checks(w->c, 1, w->a, &open, &n, w->err);
        list = open;
    } else if (rc == VG_OK) {
        rc = vg_web_checks(w, &list, &n);
    }
    if (rc != VG_OK)
        return rc;
    p = vg_ui_pieces(w, v);
    vg_page_mark(p);
    vg_page_bound_links(p, LINKS);
    vg_ui_open_as(w, vg_ui_text(w, VW_PART_CHECKS), "wide");
    vg_html_raw(w->o, "<p class=\"how\">");
    vg_ui_word(w, x.suggestions ? VW_CHECKS_LEAD_SUGGESTIONS : VW_CHECKS_LEAD);
    vg_html_raw(w->o, "</p>\n");
    put_filter(w, &x);
    put_list(w, p, &x, list, n);
    vg_ui_close(w);
    return VG_OK;
}
