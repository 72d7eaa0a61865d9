/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* One name: how it is written, of what it is part, who uses it; and a person's judgements. */
#include <inttypes.h>
#include <string.h>

#include "base/html.h"
#include "web/names.h"
#include "web/pages.h"

enum { CLAIMS_ON_PAGE = 50, SOURCES_SHOWN = 40, OFFERED = 400, NEAR_SHOWN = 8 };

/* What a form was sent with that could not be done. */
struct failed {
    const char *says; /* NULL: nothing failed */
    int64_t instead_of, withdraw;
};

static const char *j_text(const struct vg_web *w, int64_t id)
{
    return vg_print(w->a, "j%" PRId64, id);
}

/* -- facts ------------------------------------------------------------------------------------ */

static void open_fact(const struct vg_web *w, enum vg_ui_word word)
{
    vg_html_raw(w->o, "<dt>");
    vg_ui_word(w, word);
    vg_html_raw(w->o, "</dt><dd>");
}

static void put_text_fact(const struct vg_web *w, enum vg_ui_word word, const char *text,
                          const char *language)
{
    if (text == NULL)
        return;
    open_fact(w, word);
    vg_html_raw(w->o, "<span");
    vg_ui_lang(w, language);
    vg_html_raw(w->o, ">");
    vg_html_textz(w->o, text);
    vg_html_raw(w->o, "</span></dd>\n");
}

static void put_links_fact(const struct vg_web *w, const struct vg_names *names,
                           enum vg_ui_word word, const char *const *list, size_t n)
{
    if (n == 0)
        return;
    open_fact(w, word);
    vg_html_raw(w->o, "<ul>");
    for (size_t i = 0; i < n; i++) {
        vg_html_raw(w->o, "<li>");
        vg_name_link(w, names, list[i]);
        vg_html_raw(w->o, "</li>");
    }
    vg_html_raw(w->o, "</ul></dd>\n");
}

static void put_forms(const struct vg_web *w, const struct vg_name_form *forms, size_t n)
{
    if (n == 0)
        return;
    open_fact(w, VW_NAME_WRITTEN);
    vg_html_raw(w->o, "<ul>");
    for (size_t i = 0; i < n; i++) {
        vg_html_raw(w->o, "<li><span");
        vg_ui_lang(w, forms[i].language);
        vg_html_raw(w->o, ">");
        vg_html_textz(w->o, forms[i].text);
        vg_html_raw(w->o, "</span> ");
        vg_ui_claim(w, forms[i].claim);
        vg_html_raw(w->o, "</li>");
    }
    vg_html_raw(w->o, "</ul></dd>\n");
}

static void put_sources(const struct vg_web *w, const struct vg_named *n)
{
    if (n->n_sources == 0)
        return;
    open_fact(w, VW_NAME_SOURCES);
    vg_html_raw(w->o, "<ul>");
    for (size_t i = 0; i < n->n_sources && i < SOURCES_SHOWN; i++) {
        vg_html_raw(w->o, "<li>");
        vg_ui_source(w, n->sources[i], NULL);
        vg_html_raw(w->o, "</li>");
    }
    if (n->n_sources > SOURCES_SHOWN)
        vg_html_raw(w->o, "<li>…</li>");
    vg_html_raw(w->o, "</ul></dd>\n");
}

static int put_facts(const struct vg_web *w, const struct vg_names *names, const struct vg_named *n)
{
    struct vg_name_form *forms = NULL;
    size_t n_forms = 0;
    int rc = vg_name_forms(w->c, n, w->a, &forms, &n_forms, w->err);

    if (rc != VG_OK)
        return rc;
    vg_html_raw(w->o, "<dl class=\"name-facts\">\n");
    put_text_fact(w, VW_NAME_EN, n->en, "en");
    put_text_fact(w, VW_NAME_ZH, n->zh, "zh");
    put_forms(w, forms, n_forms);
    put_text_fact(w, n->kind == NULL ? VW_NAME_WORDS : VW_NAME_ID, n->name, NULL);
    put_text_fact(w, VW_NAME_ENTITY, n->entity, NULL);
    if (n->id != NULL && strcmp(n->id, n->entity) != 0)
        put_text_fact(w, VW_NAME_ONCE, n->id, NULL);
    open_fact(w, VW_NAME_KIND);
    vg_ui_word(w, vg_name_kind_word(n));
    vg_html_raw(w->o, "</dd>\n");
    put_text_fact(w, VW_NAME_LEVEL, vg_name_level(w, n), w->in->language);
    put_links_fact(w, names, VW_NAME_PARENT, &n->parent, n->parent != NULL);
    put_links_fact(w, names, VW_NAME_PARTS, n->parts, n->n_parts);
    open_fact(w, VW_NAME_USED);
    vg_name_roles(w, n->roles);
    vg_html_raw(w->o, "</dd>\n");
    put_sources(w, n);
    vg_html_raw(w->o, "</dl>\n");
    return VG_OK;
}

static void put_same(const struct vg_web *w, const struct vg_names *names, const struct vg_named *n)
{
    if (n->n_same < 2)
        return;
    vg_ui_section(w, "same", VW_NAME_SAME);
    vg_html_raw(w->o, "<p>");
    vg_ui_word(w, VW_NAME_SAME_HOW);
    vg_html_raw(w->o, "</p>\n<ul class=\"named\">\n");
    for (size_t i = 0; i < n->n_same; i++) {
        const struct vg_named *x = NULL;

        if (vg_names_find(names, n->same[i], &x, NULL) != VG_OK)
            continue;
        vg_html_raw(w->o, "<li><span>");
        if (x == n) {
            vg_html_raw(w->o, "<b dir=\"auto\">");
            vg_html_textz(w->o, vg_name_label(w, x));
            vg_html_raw(w->o, "</b>");
        } else {
            vg_name_link(w, names, n->same[i]);
        }
        vg_html_raw(w->o, "</span><span class=\"facts-line\">");
        vg_ui_word(w, vg_name_kind_word(x));
        vg_html_raw(w->o, "</span><span class=\"facts-line\">");
        vg_ui_say(w, VW_NAMES_CLAIMS, vg_ui_number(w, (int64_t)x->n_claims), NULL, NULL);
        vg_html_raw(w->o, "</span></li>\n");
    }
    vg_html_raw(w->o, "</ul>\n");
    vg_ui_section_end(w);
}

/* The conflicts in which this name stands: those within the names that are one with it. */
static void put_conflicts(const struct vg_web *w, const struct vg_names *names,
                          const struct vg_named *n)
{
    for (size_t i = 0; n->is_disputed && i < names->n_conflicts; i++) {
        const struct vg_judgement *j = vg_names_judgement(names, names->conflicts[i].judgement);
        const struct vg_named *left = NULL;

        if (j != NULL && vg_names_find(names, j->left, &left, NULL) == VG_OK &&
            left->same == n->same)
            vg_name_conflict(w, names, &names->conflicts[i]);
    }
}

/* -- judging ----------------------------------------------------------------------------------- */

static void put_verdicts(const struct vg_web *w, const char *chosen)
{
    static const enum vg_ui_word words[] = {
        VW_NAME_VERDICT_PICK_SAME, VW_NAME_VERDICT_PICK_DIFFERENT, VW_NAME_VERDICT_PICK_UNSURE};

    vg_html_raw(w->o, "<fieldset><legend>");
    vg_ui_word(w, VW_NAME_VERDICT);
    vg_html_raw(w->o, "</legend><div class=\"verdicts\">");
    for (int v = VG_NAMES_SAME; v <= VG_NAMES_UNSURE; v++) {
        const char *word = vg_name_verdict_word((enum vg_name_verdict)v);

        vg_html_raw(w->o, "<label><input type=\"radio\" name=\"verdict\" required");
        vg_html_attrz(w->o, "value", word);
        vg_html_raw(w->o, chosen != NULL && strcmp(chosen, word) == 0 ? " checked>" : ">");
        vg_ui_word(w, words[v - VG_NAMES_SAME]);
        vg_html_raw(w->o, "</label>");
    }
    vg_html_raw(w->o, "</div></fieldset>\n");
}

static const char *address_of(const struct vg_web *w, const struct vg_named *n, const char *what)
{
    return vg_print(w->a, "/names/%s/%s", n->key, what);
}

static void open_details(const struct vg_web *w, int is_open, enum vg_ui_word word, int64_t id)
{
    vg_html_raw(w->o, is_open ? "<details open><summary>" : "<details><summary>");
    vg_ui_say(w, word, j_text(w, id), NULL, NULL);
    vg_html_raw(w->o, "</summary>\n");
}

/* Withdraw it, or decide anew: both need a reason, and name what they end. */
static void put_ways(const struct vg_web *w, const struct vg_named *n, const struct vg_judgement *j,
                     const struct failed *f)
{
    const char *because = vg_web_form(w, "because");
    int again = f->instead_of == j->id, back = f->withdraw == j->id;

    open_details(w, back, VW_NAME_WITHDRAW_THIS, j->id);
    vg_ui_form(w, address_of(w, n, "withdraw"), "row");
    vg_ui_hidden(w, "judgement", j_text(w, j->id));
    vg_ui_input(w, "because", VW_NAME_BECAUSE, back ? because : NULL, " required size=\"36\"");
    vg_ui_button(w, VW_NAME_WITHDRAW, NULL, NULL, "danger", NULL);
    vg_ui_form_end(w);
    vg_html_raw(w->o, "</details>\n");
    open_details(w, again, VW_NAME_REPLACE_THIS, j->id);
    vg_ui_form(w, address_of(w, n, "judge"), NULL);
    vg_ui_hidden(w, "instead_of", j_text(w, j->id));
    vg_ui_hidden(w, "other", strcmp(j->left, n->name) == 0 ? j->right : j->left);
    put_verdicts(w, again ? vg_web_form(w, "verdict") : NULL);
    vg_ui_input(w, "because", VW_NAME_BECAUSE, again ? because : NULL, " required size=\"36\"");
    vg_ui_button(w, VW_NAME_REPLACE, NULL, NULL, "go", NULL);
    vg_ui_form_end(w);
    vg_html_raw(w->o, "</details>\n");
}

static void put_judgements(const struct vg_web *w, const struct vg_names *names,
                           const struct vg_named *n, const struct failed *f)
{
    vg_ui_section(w, "judgements", VW_NAME_JUDGEMENTS);
    put_conflicts(w, names, n);
    if (n->n_judgements == 0) {
        vg_html_raw(w->o, "<p>");
        vg_ui_word(w, VW_NAME_JUDGEMENTS_NONE);
        vg_html_raw(w->o, "</p>\n");
    } else {
        vg_html_raw(w->o, "<ul class=\"judged\">\n");
    }
    for (size_t i = n->n_judgements; i > 0; i--) {
        const struct vg_judgement *j = vg_names_judgement(names, n->judgements[i - 1]);

        if (j == NULL)
            continue;
        vg_name_judgement(w, names, j, n);
        if (j->ended_by == 0)
            put_ways(w, n, j, f);
        vg_html_raw(w->o, "</li>\n");
    }
    vg_html_raw(w->o, n->n_judgements == 0 ? "" : "</ul>\n");
    vg_ui_section_end(w);
}

/* Names to choose from while typing; any other can be typed all the same. */
static void put_offered(const struct vg_web *w, const struct vg_names *names,
                        const struct vg_named *n)
{
    vg_html_raw(w->o, "<datalist id=\"other-names\">");
    for (size_t i = 0; i < names->n && i < OFFERED; i++) {
        const struct vg_named *x = &names->list[i];

        if (x == n)
            continue;
        vg_html_raw(w->o, "<option");
        vg_html_attrz(w->o, "value", x->name);
        vg_html_raw(w->o, ">");
        if (x->kind != NULL)
            vg_html_textz(w->o, vg_name_label(w, x));
        vg_html_raw(w->o, "</option>");
    }
    vg_html_raw(w->o, "</datalist>\n");
}

/* -- names near it ------------------------------------------------------------------------------
 */

static void put_neighbour(const struct vg_web *w, const struct vg_names *names,
                          const struct vg_named *n, const struct vg_name_neighbour *x)
{
    vg_html_raw(w->o, "<li><p>");
    vg_name_link(w, names, x->name.name);
    vg_html_raw(w->o, " <span class=\"facts-line\">");
    vg_ui_word(w, x->score.verdict == VG_SCORE_SAME     ? VW_ALIKE_LIKELY
                  : x->score.verdict == VG_SCORE_UNSURE ? VW_ALIKE_OPEN
                                                        : VW_ALIKE_TIED);
    vg_html_raw(w->o, "</span></p>\n");
    vg_name_evidence(w, &x->score);
    vg_html_raw(w->o, "<p>");
    vg_ui_link(w, vg_print(w->a, "/names/%s?with=%s#judge", n->key, vg_ui_encoded(w, x->name.name)),
               vg_ui_text(w, VW_ALIKE_DECIDE));
    vg_html_raw(w->o, "</p></li>\n");
}

/* Those that nobody judged about, and that are not one with it already. */
static int put_near(struct vg_web *w, const struct vg_names *names, const struct vg_named *n)
{
    struct vg_name_near near = {0};
    size_t shown = 0;
    int rc = vg_names_near(w->c, n->name, NEAR_SHOWN, w->a, &near, w->err);

    if (rc != VG_OK) /* a name without letters or of a person is near none */
        return rc == VG_E_MISUSE || rc == VG_E_REFUSED ? VG_OK : rc;
    for (size_t i = 0; i < near.n; i++) {
        if (near.list[i].judgement != 0 || near.list[i].is_one)
            continue;
        if (shown++ == 0) {
            vg_ui_section(w, "near", VW_ALIKE_NEAR);
            vg_html_raw(w->o, "<p>");
            vg_ui_word(w, VW_ALIKE_NEAR_HOW);
            vg_html_raw(w->o, "</p>\n<ul class=\"judged\">\n");
        }
        put_neighbour(w, names, n, &near.list[i]);
    }
    if (shown > 0) {
        vg_html_raw(w->o, "</ul>\n");
        vg_ui_section_end(w);
    }
    return VG_OK;
}

static void put_judge_form(const struct vg_web *w, const struct vg_names *names,
                           const struct vg_named *n, const struct failed *f)
{
    int again = f->says != NULL && f->instead_of == 0 && f->withdraw == 0;
    const char *other = again ? vg_web_form(w, "other") : vg_web_query(w, "with");

    vg_ui_section(w, "judge", VW_NAME_JUDGE);
    vg_html_raw(w->o, "<p>");
    vg_ui_word(w, VW_NAME_JUDGE_HOW);
    vg_html_raw(w->o, "</p>\n");
    vg_ui_form(w, address_of(w, n, "judge"), "panel");
    vg_ui_input(w, "other", VW_NAME_OTHER, other,
                vg_print(w->a, " required list=\"other-names\" size=\"36\" placeholder=\"%s\"",
                         vg_ui_text(w, VW_NAME_OTHER_HINT)));
    put_offered(w, names, n);
    put_verdicts(w, again ? vg_web_form(w, "verdict") : NULL);
    vg_ui_input(w, "because", VW_NAME_BECAUSE, again ? vg_web_form(w, "because") : NULL,
                vg_print(w->a, " required size=\"48\" placeholder=\"%s\"",
                         vg_ui_text(w, VW_NAME_BECAUSE_HINT)));
    vg_ui_button(w, VW_NAME_KEEP, NULL, NULL, "go", NULL);
    vg_ui_form_end(w);
    vg_ui_section_end(w);
}

/* -- claims ---------------------------------------------------------------------------------------
 */

static int put_claims(struct vg_web *w, const struct vg_named *n)
{
    int64_t from = vg_web_query_i64(w, "from", 0, INT32_MAX);
    const struct vg_view *view;
    const struct vg_page *p;
    int rc = vg_web_names(w, &view);

    if (rc != VG_OK || n->n_claims == 0)
        return rc;
    if ((uint64_t)from >= n->n_claims)
        from = 0;
    p = vg_ui_pieces(w, view);
    vg_ui_section(w, "claims", VW_NAME_CLAIMS);
    vg_html_raw(w->o, "<ul class=\"uses\">\n");
    for (size_t i = (size_t)from; i < n->n_claims && i < (size_t)from + CLAIMS_ON_PAGE; i++) {
        struct vg_claim c;

        rc = vg_claim_get(w->c, n->claims[i], w->a, &c, w->err);
        if (rc != VG_OK)
            return rc;
        vg_html_raw(w->o, "<li>");
        vg_ui_claim(w, c.id);
        vg_puts(w->o, " ");
        vg_page_gist(p, &c);
        vg_html_raw(w->o, " <span class=\"where\">");
        vg_ui_source(w, c.passage->source, NULL);
        vg_html_raw(w->o, "</span></li>\n");
    }
    vg_html_raw(w->o, "</ul>\n");
    vg_ui_pages(w, from, CLAIMS_ON_PAGE, (int64_t)n->n_claims);
    vg_ui_section_end(w);
    return VG_OK;
}

/* -- the page
 * ---------------------------------------------------------------------------------------- */

static int find(struct vg_web *w, const struct vg_names **names, const struct vg_named **n)
{
    int rc = vg_web_entities(w, names);

    return rc == VG_OK ? vg_names_find(*names, w->id, n, w->err) : rc;
}

static int put_page(struct vg_web *w, const struct failed *f)
{
    const struct vg_names *names;
    const struct vg_named *n = NULL;
    int rc = find(w, &names, &n);

    if (rc != VG_OK)
        return rc;
    vg_ui_open(w, vg_name_label(w, n));
    if (f->says != NULL)
        vg_ui_notice_text(w, "bad", f->says);
    vg_html_raw(w->o, "<p>");
    vg_ui_link(w, "/names", vg_ui_text(w, VW_NAME_ALL));
    vg_html_raw(w->o, "</p>\n");
    rc = put_facts(w, names, n);
    if (rc != VG_OK)
        return rc;
    put_same(w, names, n);
    put_judgements(w, names, n, f);
    rc = put_near(w, names, n);
    if (rc != VG_OK)
        return rc;
    put_judge_form(w, names, n, f);
    rc = put_claims(w, n);
    if (rc == VG_OK)
        vg_ui_close(w);
    return rc;
}

int vg_page_name_one(struct vg_web *w)
{
    return put_page(w, &(struct failed){0});
}

/* -- what forms do
 * ------------------------------------------------------------------------------------- */

/* The page again, with what was typed and the sentence of the failure. */
static int put_again(struct vg_web *w, int rc, struct failed *f)
{
    f->says = vg_copyz(w->a, w->err->text);
    (void)vg_web_changed(w->worker); /* somebody may have been faster: show what stands now */
    w->out->status = vg_web_status(rc);
    return put_page(w, f);
}

/* "j3" → 3; nothing typed is 0. */
static int judgement_id(struct vg_web *w, const char *field, int64_t *out)
{
    const char *text = vg_web_form(w, field);

    *out = 0;
    return text == NULL ? VG_OK : vg_web_id(w, text, 'j', out);
}

int vg_do_name_judge(struct vg_web *w)
{
    const char *other = vg_web_form(w, "other"), *verdict = vg_web_form(w, "verdict");
    const struct vg_names *names;
    const struct vg_named *n = NULL;
    enum vg_name_verdict v = VG_NAMES_UNSURE;
    struct failed f = {0};
    struct vg_case *c = NULL;
    const char *key, *name;
    int64_t id = 0;
    int rc = find(w, &names, &n);

    if (rc == VG_OK)
        rc = judgement_id(w, "instead_of", &f.instead_of);
    if (rc == VG_OK)
        rc = vg_web_write(w, &c);
    if (rc != VG_OK)
        return rc;
    key = vg_copyz(w->a, n->key);
    name = vg_copyz(w->a, n->name);
    rc = vg_name_verdict_read(verdict == NULL ? "" : verdict, &v, w->err);
    if (rc == VG_OK)
        rc = vg_judge(c, name, other == NULL ? "" : other, v, vg_web_form(w, "because"),
                      f.instead_of, &id, w->err);
    if (rc != VG_OK)
        return put_again(w, rc, &f);
    return vg_web_go(w, "/names/%s?said=names-judged&of=j%" PRId64, key, id);
}

int vg_do_name_withdraw(struct vg_web *w)
{
    const struct vg_names *names;
    const struct vg_named *n = NULL;
    struct failed f = {0};
    struct vg_case *c = NULL;
    const char *key;
    int rc = find(w, &names, &n);

    if (rc == VG_OK)
        rc = judgement_id(w, "judgement", &f.withdraw);
    if (rc == VG_OK)
        rc = vg_web_write(w, &c);
    if (rc != VG_OK)
        return rc;
    key = vg_copyz(w->a, n->key);
    rc = vg_judgement_withdraw(c, f.withdraw, vg_web_form(w, "because"), w->err);
    if (rc != VG_OK)
        return put_again(w, rc, &f);
    return vg_web_go(w, "/names/%s?said=names-withdrawn&of=j%" PRId64, key, f.withdraw);
}
