/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * One check opened: what the rule is, what it asked and found, the claims in it; and the
 * answer that a person gives.
 */
#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "base/html.h"
#include "web/check.h"
#include "web/pages.h"

enum { IN_FULL = 30 };

/* What was typed, when the form comes again. */
struct typed {
    const char *as, *because;
};

enum vg_ui_word vg_check_rule(enum vg_check_kind kind)
{
    static const enum vg_ui_word rules[] = {
        [VG_CHECK_SUM] = VW_RULE_SUM,
        [VG_CHECK_SET] = VW_RULE_SET,
        [VG_CHECK_BOUND] = VW_RULE_BOUND,
        [VG_CHECK_OVERLAP] = VW_RULE_OVERLAP,
        [VG_CHECK_UNIT] = VW_RULE_UNIT,
        [VG_CHECK_SCOPE] = VW_RULE_SCOPE,
        [VG_CHECK_TIME_ORDER] = VW_RULE_TIME_ORDER,
        [VG_CHECK_VALUE] = VW_RULE_VALUE,
        [VG_CHECK_DRIFT] = VW_RULE_DRIFT,
        [VG_CHECK_CITATION] = VW_RULE_CITATION,
        [VG_CHECK_ATTRIBUTION] = VW_RULE_ATTRIBUTION,
        [VG_CHECK_EXISTENCE] = VW_RULE_EXISTENCE,
        [VG_CHECK_PURPOSE] = VW_RULE_PURPOSE,
        [VG_CHECK_SUPERSEDED] = VW_RULE_SUPERSEDED,
    };

    return rules[kind];
}

static enum vg_ui_word meaning(enum vg_check_result result)
{
    static const enum vg_ui_word words[] = {
        [VG_CHECK_ERROR] = VW_RESULT_ERROR,     [VG_CHECK_WARNING] = VW_RESULT_WARNING,
        [VG_CHECK_NOTE] = VW_RESULT_NOTE,       [VG_CHECK_HOLDS] = VW_RESULT_HOLDS,
        [VG_CHECK_NOT_RUN] = VW_RESULT_NOT_RUN,
    };

    return words[result];
}

static int find(struct vg_web *w, const struct vg_case_check **out)
{
    const struct vg_case_check *list = NULL;
    size_t n = 0;
    int rc = vg_web_checks(w, &list, &n);

    for (size_t i = 0; rc == VG_OK && i < n; i++)
        if (strcmp(list[i].id, w->id) == 0) {
            *out = &list[i];
            return VG_OK;
        }
    return rc != VG_OK ? rc
                       : vg_fail(w->err, VG_E_ABSENT,
                                 "there is no check %.40s now: when a claim is corrected or one "
                                 "more is concerned, it is another check",
                                 w->id);
}

void vg_check_item(const struct vg_web *w, const struct vg_page *p, const struct vg_check *c)
{
    char id[VG_CHECK_ID];

    vg_check_id(c, id);
    vg_html_raw(w->o, "<li class=\"check ");
    vg_html_raw(w->o, vg_result_class(c->result));
    vg_html_raw(w->o, "\"><div class=\"what\"><b><span aria-hidden=\"true\">");
    vg_puts(w->o, vg_result_mark(c->result));
    vg_html_raw(w->o, "</span> ");
    vg_page_word(p, vg_result_label(c->result, 0));
    vg_html_raw(w->o, "</b> <a");
    vg_html_attrz(w->o, "href", vg_print(w->a, "/checks/%s", id));
    vg_html_raw(w->o, ">");
    vg_page_word(p, vg_rule_label(c->kind));
    vg_html_raw(w->o, "</a> ");
    vg_page_claim_links(p, c->claims, c->n_claims);
    vg_html_raw(w->o, "</div><p class=\"test\">");
    vg_ui_told(w, c->test_said, c->test);
    vg_html_raw(w->o, "</p><p>");
    vg_ui_told(w, c->says_said, c->says);
    vg_html_raw(w->o, "</p></li>\n");
}

/* -- the answer ---------------------------------------------------------------------------- */

/* When the answer that one sees was given: another person's newer one is not overwritten. */
static const char *seen(const struct vg_web *w, const struct vg_check *c)
{
    assert(c != NULL);
    return vg_print(w->a, "%" PRId64, c->answer == NULL ? (int64_t)0 : c->answer->at);
}

static void put_choice(const struct vg_web *w, const char *value, enum vg_ui_word label,
                       enum vg_ui_word how, const char *chosen)
{
    vg_html_raw(w->o, "<label class=\"choice\"><input type=\"radio\" name=\"as\" required");
    vg_html_attrz(w->o, "value", value);
    if (chosen != NULL && strcmp(chosen, value) == 0)
        vg_html_raw(w->o, " checked");
    vg_html_raw(w->o, "> <span><b>");
    vg_ui_word(w, label);
    vg_html_raw(w->o, "</b> <small>");
    vg_ui_word(w, how);
    vg_html_raw(w->o, "</small></span></label>\n");
}

static void put_form(const struct vg_web *w, const struct vg_case_check *x, const struct typed *t)
{
    vg_ui_section(w, "answer", VW_CHECK_ANSWER);
    vg_html_raw(w->o, "<p class=\"soft\">");
    vg_ui_word(w, VW_CHECK_ANSWER_HOW);
    vg_html_raw(w->o, "</p>\n");
    vg_check_answer_line(w, x->check.answer);
    vg_ui_form(w, vg_print(w->a, "/checks/%s/answer", x->id), "panel");
    vg_ui_hidden(w, "seen", seen(w, &x->check));
    vg_html_raw(w->o, "<fieldset><legend>");
    vg_ui_word(w, VW_CHECK_ANSWER_AS);
    vg_html_raw(w->o, "</legend>\n");
    put_choice(w, "explained", VW_CHECK_AS_EXPLAINED, VW_CHECK_AS_EXPLAINED_HOW, t->as);
    put_choice(w, "accepted", VW_CHECK_AS_ACCEPTED, VW_CHECK_AS_ACCEPTED_HOW, t->as);
    put_choice(w, "wrong", VW_CHECK_AS_WRONG, VW_CHECK_AS_WRONG_HOW, t->as);
    vg_html_raw(w->o, "</fieldset>\n");
    vg_ui_area(w, "because", VW_CHECK_BECAUSE, t->because, 3);
    vg_ui_button(w, VW_CHECK_KEEP, NULL, NULL, "go", NULL);
    vg_ui_form_end(w);
    vg_ui_section_end(w);
}

/* -- the page --------------------------------------------------------------------------------- */

static void put_facts(const struct vg_web *w, const struct vg_case_check *x)
{
    const struct vg_check *c = &x->check;
    const char *lang = w->in->language;

    vg_html_raw(w->o, "<div class=\"panel verdict ");
    vg_html_raw(w->o, vg_result_class(c->result));
    vg_html_raw(w->o, "\"><p class=\"lead\"><b><span aria-hidden=\"true\">");
    vg_puts(w->o, vg_result_mark(c->result));
    vg_html_raw(w->o, "</span> ");
    vg_html_textz(w->o, vg_brief_word(vg_result_label(c->result, 0), lang));
    vg_html_raw(w->o, "</b> <span class=\"soft\">");
    vg_ui_word(w, meaning(c->result));
    vg_html_raw(w->o, "</span></p>\n<dl class=\"facts\"><dt>");
    vg_ui_word(w, VW_CHECK_RULE);
    vg_html_raw(w->o, "</dt><dd>");
    vg_ui_word(w, vg_check_rule(c->kind));
    vg_html_raw(w->o, "</dd><dt>");
    vg_html_textz(w->o, vg_brief_word(VG_W_COL_RULE, lang));
    vg_html_raw(w->o, "</dt><dd>");
    vg_ui_told(w, c->test_said, c->test);
    vg_html_raw(w->o, "</dd><dt>");
    vg_ui_word(w, c->result == VG_CHECK_NOT_RUN ? VW_CHECK_WHY_NOT : VW_CHECK_FOUND);
    vg_html_raw(w->o, "</dt><dd>");
    vg_ui_told(w, c->says_said, c->says);
    if (c->show != NULL) {
        vg_html_raw(w->o, "</dd><dt>");
        vg_ui_word(w, VW_CHECK_SHOW);
        vg_html_raw(w->o, "</dt><dd>");
        vg_ui_told(w, c->show_said, c->show);
    }
    vg_html_raw(w->o, "</dd><dt>");
    vg_ui_word(w, VW_CHECK_ID);
    vg_html_raw(w->o, "</dt><dd><code>");
    vg_html_textz(w->o, x->id);
    vg_html_raw(w->o, "</code></dd></dl></div>\n");
}

static void put_claims(const struct vg_web *w, struct vg_page *p, const struct vg_view *v,
                       const struct vg_check *c)
{
    size_t most = c->n_claims < IN_FULL ? c->n_claims : IN_FULL;

    vg_ui_section(w, "claims", VW_CHECK_CLAIMS);
    if (c->n_claims == 2) {
        vg_html_raw(w->o, "<p>");
        vg_ui_link(w,
                   vg_print(w->a, "/figures/sum?claims=c%" PRId64 "+c%" PRId64, c->claims[0],
                            c->claims[1]),
                   vg_ui_text(w, VW_FIGURES_SUM));
        vg_html_raw(w->o, "</p>\n");
    }
    for (size_t i = 0; i < most; i++) {
        const struct vg_claim *claim = vg_view_claim(v, c->claims[i]);

        if (claim != NULL)
            vg_page_claim(p, claim, 0);
    }
    if (most < c->n_claims)
        vg_page_claim_links(p, c->claims + most, c->n_claims - most);
    vg_ui_section_end(w);
}

/* `failed` not VG_OK: an answer that could not be kept; what was typed stands in the form. */
static int put_page(struct vg_web *w, const struct vg_case_check *x, const struct typed *t,
                    int failed)
{
    const struct vg_view *v = NULL;
    struct vg_page *p;
    int rc = vg_web_view(w, &v, NULL);

    assert(x != NULL);
    if (rc != VG_OK)
        return rc;
    p = vg_ui_pieces(w, v);
    vg_page_mark(p);
    vg_ui_open(w, vg_brief_word(vg_rule_label(x->check.kind), w->in->language));
    if (failed != VG_OK) {
        w->out->status = vg_web_status(failed);
        if (failed == VG_E_CONFLICT)
            vg_ui_notice(w, "bad", VW_CHECK_CONFLICT, NULL, NULL);
        else
            vg_ui_notice_text(w, "bad", w->err->text);
    }
    put_facts(w, x);
    vg_page_marks(p, x->check.claims, x->check.n_claims);
    put_form(w, x, t);
    put_claims(w, p, v, &x->check);
    vg_html_raw(w->o, "<p>");
    vg_ui_link(w, "/checks", vg_ui_text(w, VW_CHECK_BACK));
    vg_html_raw(w->o, "</p>\n");
    vg_ui_close(w);
    return VG_OK;
}

int vg_page_check_one(struct vg_web *w)
{
    const struct vg_case_check *x = NULL;
    const struct typed nothing = {.as = "explained"};
    int rc = find(w, &x);

    return rc == VG_OK ? put_page(w, x, &nothing, VG_OK) : rc;
}

int vg_page_check_answer(struct vg_web *w)
{
    const struct vg_case_check *x = NULL;
    const struct typed t = {vg_web_form(w, "as"), vg_web_form(w, "because")};
    const char *was = vg_web_form(w, "seen");
    struct vg_case *c = NULL;
    int rc = find(w, &x);

    if (rc != VG_OK)
        return rc;
    if (was != NULL && strcmp(was, seen(w, &x->check)) != 0)
        return put_page(w, x, &t, VG_E_CONFLICT);
    rc = vg_web_write(w, &c);
    if (rc == VG_OK)
        rc = vg_check_answer_add(c, x->id, t.as == NULL ? "" : t.as, t.because, w->err);
    if (rc == VG_E_MISUSE || rc == VG_E_FORMAT || rc == VG_E_LIMIT || rc == VG_E_CONFLICT)
        return put_page(w, x, &t, rc == VG_E_CONFLICT ? VG_E_MISUSE : rc);
    if (rc != VG_OK)
        return rc;
    return vg_web_go(w, "/checks/%s?said=check.answered&of=%s", x->id, x->id);
}
