/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * One question: what narrows it, as a form; its answer; and a form to keep it, narrowed,
 * with the case.
 */
#include <inttypes.h>
#include <string.h>

#include "base/html.h"
#include "base/limits.h"
#include "web/answer.h"
#include "web/asked.h"
#include "web/pages.h"

enum { LINKS = 20 }; /* claims named in a cell; the passages are below */

struct asking {
    const struct vg_view *v;
    const struct vg_root_graph *g;
    int64_t before;
    struct vg_question plain, q; /* as it is kept, and narrowed */
    struct vg_filter filter;
};

/* -- what is asked ----------------------------------------------------------------------- */

static int narrow(struct vg_web *w, struct asking *k)
{
    int rc = vg_question_get(w->c, w->id, w->a, &k->plain, w->err);

    if (rc != VG_OK)
        return rc;
    k->filter = vg_asked_filter(w, k->v);
    k->q = k->plain;
    vg_question_narrow(&k->q, &k->filter, w->a);
    return VG_OK;
}

/* The question and the view; a filter or a day that cannot be sets *asked, and the form
 * comes again. */
static int prepare(struct vg_web *w, struct asking *k, int *asked)
{
    struct vg_count_ask days;
    int rc = vg_asked_view(w, &k->v, &k->g, &k->before);

    *asked = VG_OK;
    if (rc == VG_E_MISUSE) {
        *asked = rc;
        rc = vg_web_view(w, &k->v, &k->g);
    }
    if (rc == VG_OK)
        rc = narrow(w, k);
    if (rc == VG_OK && *asked == VG_OK)
        *asked = vg_filter_check(k->v, &k->filter, w->err);
    if (rc == VG_OK && *asked == VG_OK)
        *asked = vg_asked_count(w, k->v, &days); /* reads the day */
    return rc;
}

/* The checks of the case as it is now are kept from request to request. */
static int answer_now(struct vg_web *w, const struct asking *k, struct vg_answer *out)
{
    const struct vg_case_check *list = NULL;
    struct vg_check *checks;
    size_t n = 0;
    int rc = vg_web_checks(w, &list, &n);

    if (rc != VG_OK)
        return rc;
    checks = VG_NEW_ARRAY(w->a, struct vg_check, n + 1);
    for (size_t i = 0; i < n; i++)
        checks[i] = list[i].check;
    return vg_ask_answer(&(struct vg_ask_case){.view = k->v,
                                               .graph = k->g,
                                               .checks = checks,
                                               .n_checks = n,
                                               .as_of = vg_web_query(w, "as-of"),
                                               .language = w->in->language},
                         &k->q, w->a, out, w->err);
}

static int answer_then(struct vg_web *w, struct asking *k, struct vg_answer *out)
{
    struct vg_view *view = VG_NEW(w->a, struct vg_view);
    int rc = vg_case_ask(w->c, &k->q, k->before, vg_web_query(w, "as-of"), w->in->language, w->a,
                         view, out, w->err);

    k->v = view;
    return rc;
}

/* -- the forms ------------------------------------------------------------------------------ */

static void put_families(const struct vg_web *w)
{
    const char *chosen = vg_web_query(w, "family");

    vg_ui_choice(w, "family", VW_QUESTION_FAMILY);
    vg_ui_option(w, "", vg_ui_text(w, VW_QUESTION_ANY), chosen);
    for (int f = VG_FAMILY_EXISTENCE; f <= VG_FAMILY_TIME; f++)
        vg_ui_option(w, vg_family_word((enum vg_family)f),
                     vg_brief_word(vg_family_label((enum vg_family)f), w->in->language), chosen);
    vg_ui_choice_end(w);
}

static void put_flag(const struct vg_web *w, const char *name, enum vg_ui_word label)
{
    vg_html_raw(w->o, "<label class=\"choice\"><input type=\"checkbox\" value=\"1\"");
    vg_html_attrz(w->o, "name", name);
    vg_html_raw(w->o, vg_web_query(w, name) != NULL ? " checked> " : "> ");
    vg_ui_word(w, label);
    vg_html_raw(w->o, "</label>\n");
}

static int is_narrowed_further(const struct vg_web *w)
{
    static const char *const names[] = {"kind",   "stance", "family", "standing", "hedge",
                                        "source", "root",   "claim",  "inferred", "undated"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (vg_web_query(w, names[i]) != NULL)
            return 1;
    return 0;
}

static void put_narrowing(const struct vg_web *w, const struct asking *k)
{
    vg_ui_form_get(w, vg_print(w->a, "/questions/%s", vg_ui_encoded(w, k->plain.name)), "narrow");
    vg_html_raw(w->o, "<div class=\"filters\">");
    vg_asked_unit_field(w, "what", k->v, vg_web_query(w, "what"), VW_QUESTION_ANY);
    vg_ui_input(w, "place", VW_QUESTION_PLACE, vg_web_query(w, "place"), " size=\"14\"");
    vg_ui_input(w, "about", VW_QUESTION_ABOUT, vg_web_query(w, "about"), " size=\"18\"");
    vg_ui_input(w, "speaker", VW_QUESTION_SPEAKER, vg_web_query(w, "speaker"), " size=\"16\"");
    vg_asked_day_fields(w);
    vg_ui_button(w, VW_QUESTION_ASK, NULL, NULL, "go", NULL);
    vg_html_raw(w->o, is_narrowed_further(w) ? "</div><details open><summary>"
                                             : "</div><details><summary>");
    vg_ui_word(w, VW_QUESTION_MORE);
    vg_html_raw(w->o, "</summary><div class=\"filters\">");
    vg_ui_terms(w, "kind", VW_QUESTION_KIND, "claim-kind", vg_web_query(w, "kind"),
                VW_QUESTION_ANY);
    vg_ui_terms(w, "stance", VW_QUESTION_STANCE, "stance", vg_web_query(w, "stance"),
                VW_QUESTION_ANY);
    put_families(w);
    vg_ui_terms(w, "standing", VW_QUESTION_STANDING, "standing", vg_web_query(w, "standing"),
                VW_QUESTION_ANY);
    vg_ui_terms(w, "hedge", VW_QUESTION_HEDGE, "hedge", vg_web_query(w, "hedge"), VW_QUESTION_ANY);
    vg_ui_input(w, "source", VW_QUESTION_SOURCE, vg_web_query(w, "source"),
                " size=\"6\" placeholder=\"s12\"");
    vg_ui_input(w, "root", VW_QUESTION_ROOT, vg_web_query(w, "root"),
                " size=\"6\" placeholder=\"r3\"");
    vg_ui_input(w, "claim", VW_QUESTION_CLAIM, vg_web_query(w, "claim"),
                " size=\"6\" placeholder=\"c4\"");
    put_flag(w, "inferred", VW_QUESTION_INFERRED);
    put_flag(w, "undated", VW_QUESTION_UNDATED);
    vg_html_raw(w->o, "</div></details>");
    vg_ui_form_end(w);
}

/* `typed`: the form comes again, with what was typed and open. */
static void put_save(const struct vg_web *w, const struct asking *k, int typed)
{
    const char *narrowed = vg_asked_narrowed(w);

    vg_html_raw(w->o, "<section id=\"save\"><h2>");
    vg_ui_word(w, VW_QUESTION_SAVE);
    vg_html_raw(w->o, "</h2>\n<p class=\"soft\">");
    vg_ui_word(w, VW_QUESTION_SAVE_HOW);
    vg_html_raw(w->o, "</p>\n");
    vg_ui_form(w,
               vg_print(w->a, "/questions/%s/save%s%s", vg_ui_encoded(w, k->plain.name),
                        narrowed[0] == '\0' ? "" : "?", narrowed),
               "panel");
    vg_html_raw(w->o, "<div class=\"row\">");
    vg_ui_input(w, "name", VW_QUESTION_NAME, typed ? vg_web_form(w, "name") : NULL,
                " required maxlength=\"60\" pattern=\"[a-z0-9][a-z0-9\\-]*\" "
                "placeholder=\"stations-in-canada\"");
    vg_ui_input(w, "group", VW_QUESTION_GROUP, typed ? vg_web_form(w, "group") : k->plain.group,
                NULL);
    vg_html_raw(w->o, "</div>");
    vg_ui_input(w, "en", VW_QUESTION_EN, typed ? vg_web_form(w, "en") : k->plain.en, NULL);
    vg_ui_input(w, "zh", VW_QUESTION_ZH, typed ? vg_web_form(w, "zh") : k->plain.zh, NULL);
    vg_ui_button(w, VW_QUESTION_KEEP, NULL, NULL, NULL, NULL);
    vg_ui_form_end(w);
    vg_ui_section_end(w);
}

/* -- the page -----------------------------------------------------------------------------------
 */

/* `failed` not VG_OK: the question could not be kept. */
static int put_page(struct vg_web *w, struct asking *k, int asked, int failed)
{
    struct vg_answer answer = {0};
    struct vg_page *p;
    int rc = asked;

    if (asked == VG_OK && failed == VG_OK) {
        rc = k->before == 0 ? answer_now(w, k, &answer) : answer_then(w, k, &answer);
        if (rc != VG_OK && rc != VG_E_MISUSE)
            return rc;
    }
    vg_ui_open_as(w, vg_question_text(k->v, &k->q, w->in->language, w->a), "wide");
    if (rc != VG_OK || failed != VG_OK) {
        w->out->status = vg_web_status(failed != VG_OK ? failed : rc);
        vg_ui_notice_text(w, "bad", w->err->text);
    }
    if (k->before != 0)
        vg_ui_notice(w, "note", VW_ASKED_THEN, vg_ui_number(w, k->before), NULL);
    if (failed != VG_OK)
        put_save(w, k, 1);
    put_narrowing(w, k);
    p = vg_ui_pieces(w, k->v);
    vg_page_mark(p);
    vg_page_bound_links(p, LINKS);
    if (rc == VG_OK && failed == VG_OK) {
        rc = vg_answer_page(w, p, k->v, &answer);
        if (rc != VG_OK)
            return rc;
    }
    if (failed == VG_OK)
        put_save(w, k, 0);
    vg_html_raw(w->o, "<p>");
    vg_ui_link(w, "/questions", vg_ui_text(w, VW_QUESTION_BACK));
    vg_html_raw(w->o, "</p>\n");
    vg_ui_close(w);
    return VG_OK;
}

int vg_page_question_one(struct vg_web *w)
{
    struct asking k = {0};
    int asked = VG_OK, rc = prepare(w, &k, &asked);

    return rc == VG_OK ? put_page(w, &k, asked, VG_OK) : rc;
}

/* By the same door as an import: what is wrong is said there. */
static int save(struct vg_web *w, const struct asking *k, struct vg_case *c, const char *name)
{
    struct vg_question mine = k->q;
    VG_SCOPED_BUF line = {.max = (size_t)VG_MAX_IMPORT_LINE};
    VG_SCOPED_JSON *o = NULL;
    struct vg_json j = {.out = &line};
    int known = 0, rc;

    mine.name = name;
    mine.builtin = 0;
    mine.en = vg_web_form(w, "en");
    mine.zh = vg_web_form(w, "zh");
    mine.group = vg_web_form(w, "group");
    vg_question_to_json(&j, &mine);
    if (line.full)
        return vg_fail(w->err, VG_E_LIMIT, "the question is longer than 1 MiB");
    rc = vg_json_read(line.p, line.len, &o, w->err);
    if (rc == VG_OK)
        rc = vg_question_from_json(o, w->a, &mine, w->err);
    return rc == VG_OK ? vg_question_save(c, &mine, &known, w->err) : rc;
}

static int is_own_fault(int rc)
{
    return rc == VG_E_MISUSE || rc == VG_E_FORMAT || rc == VG_E_LIMIT || rc == VG_E_CONFLICT;
}

int vg_page_question_save(struct vg_web *w)
{
    struct asking k = {0};
    struct vg_case *c = NULL;
    const char *name = vg_web_form(w, "name");
    int asked = VG_OK, rc = prepare(w, &k, &asked);

    if (rc == VG_OK)
        rc = vg_web_write(w, &c);
    if (rc != VG_OK)
        return rc;
    if (asked == VG_OK)
        asked = save(w, &k, c, name == NULL ? "" : name);
    if (is_own_fault(asked))
        return put_page(w, &k, VG_OK, asked);
    return asked != VG_OK ? asked : vg_web_go(w, "/questions/%s?said=question.saved", name);
}
