/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Names: what claims call things by, which of them people judged to be one, and where these
 * judgements speak against each other. Names of persons never get here: the list has none.
 */
#include <inttypes.h>
#include <string.h>

#include "base/fold.h"
#include "base/html.h"
#include "base/table.h"
#include "web/names.h"
#include "web/pages.h"

enum { ON_PAGE = 100, NEWEST = 50 };

/* -- pieces --------------------------------------------------------------------------------- */

const char *vg_name_label(const struct vg_web *w, const struct vg_named *n)
{
    const char *first = vg_ui_is_zh(w) ? n->zh : n->en, *second = vg_ui_is_zh(w) ? n->en : n->zh;

    return first != NULL ? first : second != NULL ? second : n->name;
}

const char *vg_name_label_other(const struct vg_web *w, const struct vg_named *n)
{
    const char *first = vg_ui_is_zh(w) ? n->zh : n->en;

    return first == NULL ? NULL : vg_ui_is_zh(w) ? n->en : n->zh;
}

void vg_name_link(const struct vg_web *w, const struct vg_names *names, const char *name)
{
    const struct vg_named *n;
    int64_t at;

    if (!vg_table_get(names->known, vg_str(name), &at)) {
        vg_html_textz(w->o, name);
        return;
    }
    n = &names->list[at];
    vg_html_raw(w->o, "<a dir=\"auto\"");
    vg_html_attrz(w->o, "href", vg_print(w->a, "/names/%s", n->key));
    vg_html_raw(w->o, ">");
    vg_html_textz(w->o, vg_name_label(w, n));
    vg_html_raw(w->o, "</a>");
}

enum vg_ui_word vg_name_kind_word(const struct vg_named *n)
{
    static const struct {
        const char *kind;
        enum vg_ui_word word;
    } kinds[] = {
        {"org", VW_NAMES_KIND_ONE_ORG},           {"prog", VW_NAMES_KIND_ONE_PROG},
        {"presence", VW_NAMES_KIND_ONE_PRESENCE}, {"doc", VW_NAMES_KIND_ONE_DOC},
        {"event", VW_NAMES_KIND_ONE_EVENT},
    };

    if (n->kind == NULL)
        return VW_NAMES_KIND_ONE_WORDS;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(n->kind, kinds[i].kind) == 0)
            return kinds[i].word;
    return VW_NAMES_KIND_ONE_OTHER;
}

void vg_name_roles(const struct vg_web *w, unsigned roles)
{
    static const enum vg_ui_word words[] = {VW_NAMES_ROLE_SUBJECT, VW_NAMES_ROLE_OBJECT,
                                            VW_NAMES_ROLE_SPEAKER};
    int any = 0;

    for (unsigned i = 0; i < 3; i++) {
        if ((roles & 1U << i) == 0)
            continue;
        vg_puts(w->o, any ? " · " : "");
        vg_ui_word(w, words[i]);
        any = 1;
    }
    if (!any)
        vg_ui_word(w, VW_NAME_USED_NOT);
}

const char *vg_name_level(const struct vg_web *w, const struct vg_named *n)
{
    static const char *const kinds[] = {"programme", "presence", "document"};

    for (size_t i = 0; n->level != NULL && i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(n->level, kinds[i]) == 0)
            return NULL;
    return n->level == NULL ? NULL : vg_term_label("agency-level", n->level, w->in->language);
}

/* -- judgements -------------------------------------------------------------------------------- */

static enum vg_ui_word long_word(enum vg_name_verdict v)
{
    return v == VG_NAMES_SAME        ? VW_NAME_VERDICT_SAME
           : v == VG_NAMES_DIFFERENT ? VW_NAME_VERDICT_DIFFERENT
                                     : VW_NAME_VERDICT_UNSURE;
}

static enum vg_ui_word short_word(enum vg_name_verdict v)
{
    return v == VG_NAMES_SAME        ? VW_NAME_SHORT_SAME
           : v == VG_NAMES_DIFFERENT ? VW_NAME_SHORT_DIFFERENT
                                     : VW_NAME_SHORT_UNSURE;
}

static const char *j_id(const struct vg_web *w, int64_t id)
{
    return vg_print(w->a, "j%" PRId64, id);
}

static void put_history(const struct vg_web *w, const struct vg_judgement *j)
{
    vg_html_raw(w->o, "<p class=\"who\">");
    vg_ui_say(w, VW_NAME_BY, j->by, NULL, NULL);
    vg_puts(w->o, " · ");
    vg_ui_time(w, j->at);
    if (j->supersedes != 0) {
        vg_puts(w->o, " · ");
        vg_ui_say(w, VW_NAME_SUPERSEDES, j_id(w, j->supersedes), NULL, NULL);
    }
    vg_html_raw(w->o, "</p>\n");
    if (j->ended_by == 0)
        return;
    vg_html_raw(w->o, "<p class=\"who\"><b>");
    if (j->is_withdrawn)
        vg_ui_say(w, VW_NAME_ENDED_WITHDRAWN, j->ended_who, j->ended_because, NULL);
    else
        vg_ui_say(w, VW_NAME_ENDED_BY, j_id(w, j->ended_by), NULL, NULL);
    vg_html_raw(w->o, "</b> · ");
    vg_ui_time(w, j->ended_at);
    vg_html_raw(w->o, "</p>\n");
}

void vg_name_judgement(const struct vg_web *w, const struct vg_names *names,
                       const struct vg_judgement *j, const struct vg_named *from)
{
    int is_left = from != NULL && strcmp(j->left, from->name) == 0;

    vg_html_raw(w->o, "<li");
    vg_html_attrz(w->o, "id", j_id(w, j->id));
    vg_html_attrz(
        w->o, "class",
        vg_print(w->a, "%s%s", vg_name_verdict_word(j->verdict), j->ended_by != 0 ? " ended" : ""));
    vg_html_raw(w->o, "><p><b>");
    vg_puts(w->o, j_id(w, j->id));
    vg_html_raw(w->o, "</b> ");
    if (from == NULL) {
        vg_name_link(w, names, j->left);
        vg_puts(w->o, " · ");
        vg_html_raw(w->o, "<b>");
        vg_ui_word(w, short_word(j->verdict));
        vg_html_raw(w->o, "</b> · ");
        vg_name_link(w, names, j->right);
    } else {
        vg_html_raw(w->o, "<b>");
        vg_ui_word(w, long_word(j->verdict));
        vg_html_raw(w->o, "</b> ");
        vg_name_link(w, names, is_left ? j->right : j->left);
    }
    vg_html_raw(w->o, "</p>\n<p><q dir=\"auto\">");
    vg_html_textz(w->o, j->because);
    vg_html_raw(w->o, "</q></p>\n");
    put_history(w, j);
}

static void put_step(const struct vg_web *w, const struct vg_names *names, int64_t id)
{
    const struct vg_judgement *j = vg_names_judgement(names, id);

    if (j == NULL)
        return;
    vg_html_raw(w->o, "<li><b>");
    vg_puts(w->o, j_id(w, id));
    vg_html_raw(w->o, "</b> ");
    vg_name_link(w, names, j->left);
    vg_puts(w->o, " = ");
    vg_name_link(w, names, j->right);
    vg_html_raw(w->o, " <q dir=\"auto\">");
    vg_html_textz(w->o, j->because);
    vg_html_raw(w->o, "</q></li>\n");
}

void vg_name_conflict(const struct vg_web *w, const struct vg_names *names,
                      const struct vg_name_conflict *x)
{
    const struct vg_judgement *j = vg_names_judgement(names, x->judgement);

    if (j == NULL)
        return;
    vg_html_raw(w->o, "<div class=\"notice warn conflict\"><p>");
    vg_ui_say(w, VW_NAMES_CONFLICT_DIFFERENT, j_id(w, x->judgement), NULL, NULL);
    vg_puts(w->o, " ");
    vg_name_link(w, names, j->left);
    vg_puts(w->o, vg_ui_is_zh(w) ? "" : " ");
    vg_ui_word(w, VW_NAMES_AND);
    vg_puts(w->o, vg_ui_is_zh(w) ? "" : " ");
    vg_name_link(w, names, j->right);
    vg_html_raw(w->o, " <q dir=\"auto\">");
    vg_html_textz(w->o, j->because);
    vg_html_raw(w->o, "</q></p>\n<p>");
    vg_ui_word(w, VW_NAMES_CONFLICT_CHAIN);
    vg_html_raw(w->o, "</p>\n<ol class=\"steps\">");
    for (size_t i = 0; i < x->n_chain; i++)
        put_step(w, names, x->chain[i]);
    vg_html_raw(w->o, "</ol></div>\n");
}

static void put_conflicts(const struct vg_web *w, const struct vg_names *names)
{
    if (names->n_conflicts == 0)
        return;
    vg_ui_section(w, "conflicts", VW_NAMES_CONFLICTS);
    vg_html_raw(w->o, "<p>");
    vg_ui_word(w, VW_NAMES_CONFLICTS_HOW);
    vg_html_raw(w->o, "</p>\n");
    for (size_t i = 0; i < names->n_conflicts && i < NEWEST; i++)
        vg_name_conflict(w, names, &names->conflicts[i]);
    vg_ui_section_end(w);
}

static void put_decided(const struct vg_web *w, const struct vg_names *names)
{
    size_t n = names->n_judgements;

    vg_ui_section(w, "decided", VW_NAMES_DECIDED);
    if (n == 0 || n > NEWEST) {
        vg_html_raw(w->o, "<p>");
        if (n == 0)
            vg_ui_word(w, VW_NAMES_DECIDED_NONE);
        else
            vg_ui_say(w, VW_NAMES_DECIDED_NEWEST, vg_ui_number(w, NEWEST),
                      vg_ui_number(w, (int64_t)n), NULL);
        vg_html_raw(w->o, "</p>\n");
    }
    vg_html_raw(w->o, n == 0 ? "" : "<ul class=\"judged\">\n");
    for (size_t i = n; i > 0 && n - i < NEWEST; i--) {
        vg_name_judgement(w, names, &names->judgements[i - 1], NULL);
        vg_html_raw(w->o, "</li>\n");
    }
    vg_html_raw(w->o, n == 0 ? "" : "</ul>\n");
    vg_ui_section_end(w);
}

/* -- the list ------------------------------------------------------------------------------------
 */

struct wanted {
    struct vg_str text; /* folded */
    const char *kind, *role, *judged;
};

/* Folded, however it is typed: case, width, script form. */
static int holds(const char *name, struct vg_str text, struct vg_buf *b)
{
    if (name == NULL)
        return 0;
    b->len = 0;
    vg_fold(name, strlen(name), VG_FOLD_STRIP, b);
    for (size_t i = 0; i + text.len <= b->len; i++)
        if (memcmp(b->p + i, text.p, text.len) == 0)
            return 1;
    return 0;
}

static int fits_text(const struct vg_named *n, struct vg_str text)
{
    VG_SCOPED_BUF b = {0};

    if (text.len == 0)
        return 1;
    for (size_t i = 0; i < n->n_same; i++) /* under any of its names */
        if (holds(n->same[i], text, &b))
            return 1;
    return holds(n->name, text, &b) || holds(n->en, text, &b) || holds(n->zh, text, &b);
}

static int fits_role(const struct vg_named *n, const char *role)
{
    unsigned bit = role == NULL                   ? ~0U
                   : strcmp(role, "subject") == 0 ? VG_NAMED_SUBJECT
                   : strcmp(role, "object") == 0  ? VG_NAMED_OBJECT
                                                  : VG_NAMED_SPEAKER;

    return role == NULL || (n->roles & bit) != 0;
}

static int is_wanted(const struct wanted *x, const struct vg_named *n)
{
    if (x->kind != NULL && strcmp(x->kind, "words") == 0 && n->kind != NULL)
        return 0;
    if (x->kind != NULL && strcmp(x->kind, "words") != 0 &&
        (n->kind == NULL || strcmp(x->kind, n->kind) != 0))
        return 0;
    if (x->judged != NULL && strcmp(x->judged, "yes") == 0 && n->n_judgements == 0)
        return 0;
    if (x->judged != NULL && strcmp(x->judged, "disputed") == 0 && !n->is_disputed)
        return 0;
    return fits_role(n, x->role) && fits_text(n, x->text);
}

static void put_kinds(const struct vg_web *w, const char *chosen)
{
    static const struct {
        const char *value;
        enum vg_ui_word word;
    } rows[] = {
        {"", VW_NAMES_KIND_ANY},        {"org", VW_NAMES_KIND_ORG},
        {"prog", VW_NAMES_KIND_PROG},   {"presence", VW_NAMES_KIND_PRESENCE},
        {"doc", VW_NAMES_KIND_DOC},     {"event", VW_NAMES_KIND_EVENT},
        {"words", VW_NAMES_KIND_WORDS},
    };

    vg_ui_choice(w, "kind", VW_NAMES_KIND);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        vg_ui_option(w, rows[i].value, vg_ui_text(w, rows[i].word), chosen);
    vg_ui_choice_end(w);
}

static void put_filter(const struct vg_web *w, const struct wanted *x)
{
    vg_ui_form_get(w, "/names", "filters");
    vg_ui_input(w, "q", VW_NAMES_FIND, vg_web_query(w, "q"), " type=\"search\" size=\"22\"");
    put_kinds(w, x->kind);
    vg_ui_choice(w, "role", VW_NAMES_ROLE);
    vg_ui_option(w, "", vg_ui_text(w, VW_NAMES_ROLE_ANY), x->role);
    vg_ui_option(w, "subject", vg_ui_text(w, VW_NAMES_ROLE_SUBJECT), x->role);
    vg_ui_option(w, "object", vg_ui_text(w, VW_NAMES_ROLE_OBJECT), x->role);
    vg_ui_option(w, "speaker", vg_ui_text(w, VW_NAMES_ROLE_SPEAKER), x->role);
    vg_ui_choice_end(w);
    vg_ui_choice(w, "judged", VW_NAMES_JUDGED);
    vg_ui_option(w, "", vg_ui_text(w, VW_NAMES_JUDGED_ANY), x->judged);
    vg_ui_option(w, "yes", vg_ui_text(w, VW_NAMES_JUDGED_YES), x->judged);
    vg_ui_option(w, "disputed", vg_ui_text(w, VW_NAMES_JUDGED_DISPUTED), x->judged);
    vg_ui_choice_end(w);
    vg_ui_button(w, VW_NAMES_SHOW, NULL, NULL, "go", NULL);
    vg_ui_form_end(w);
}

static void put_name(const struct vg_web *w, const struct vg_names *names, const struct vg_named *n)
{
    const char *other = vg_name_label_other(w, n), *level = vg_name_level(w, n);

    vg_html_raw(w->o, "<li><span>");
    vg_name_link(w, names, n->name);
    if (other != NULL) {
        vg_html_raw(w->o, vg_ui_is_zh(w) ? "<span class=\"other\" lang=\"en\" dir=\"auto\">"
                                         : "<span class=\"other\" lang=\"zh-Hans\" dir=\"auto\">");
        vg_html_textz(w->o, other);
        vg_html_raw(w->o, "</span>");
    }
    vg_html_raw(w->o, "</span><span class=\"facts-line\">");
    if (level != NULL)
        vg_html_textz(w->o, level);
    else
        vg_ui_word(w, vg_name_kind_word(n));
    vg_html_raw(w->o, "</span><span class=\"facts-line\">");
    vg_ui_say(w, VW_NAMES_CLAIMS, vg_ui_number(w, (int64_t)n->n_claims), NULL, NULL);
    vg_puts(w->o, " · ");
    vg_ui_say(w, VW_NAMES_SOURCES, vg_ui_number(w, (int64_t)n->n_sources), NULL, NULL);
    if (n->n_parts > 0) {
        vg_puts(w->o, " · ");
        vg_ui_say(w, VW_NAMES_PARTS_N, vg_ui_number(w, (int64_t)n->n_parts), NULL, NULL);
    }
    if (n->n_same > 1) {
        vg_html_raw(w->o, " <span class=\"tag\">");
        vg_ui_say(w, VW_NAMES_ONE_OF, vg_ui_number(w, (int64_t)n->n_same), NULL, NULL);
        vg_html_raw(w->o, "</span>");
    }
    if (n->is_disputed) {
        vg_html_raw(w->o, " <span class=\"tag bad\">");
        vg_ui_word(w, VW_NAMES_DISPUTED);
        vg_html_raw(w->o, "</span>");
    }
    vg_html_raw(w->o, "</span></li>\n");
}

static void put_list(const struct vg_web *w, const struct vg_names *names, const struct wanted *x)
{
    int64_t from = vg_web_query_i64(w, "from", 0, INT32_MAX), total = 0;

    vg_ui_section(w, "list", VW_NAMES_LIST);
    vg_html_raw(w->o, "<ul class=\"named\">\n");
    for (size_t i = 0; i < names->n; i++) {
        if (!is_wanted(x, &names->list[i]))
            continue;
        if (total >= from && total < from + ON_PAGE)
            put_name(w, names, &names->list[i]);
        total++;
    }
    vg_html_raw(w->o, "</ul>\n");
    if (total > 0) {
        vg_ui_pages(w, from < total ? from : 0, ON_PAGE, total);
    } else {
        vg_html_raw(w->o, "<p>");
        vg_ui_word(w, names->n == 0 ? VW_NAMES_NONE_YET : VW_NAMES_NONE);
        vg_html_raw(w->o, "</p>\n");
    }
    vg_ui_section_end(w);
}

int vg_page_names_list(struct vg_web *w)
{
    struct wanted x = {.kind = vg_web_query(w, "kind"),
                       .role = vg_web_query(w, "role"),
                       .judged = vg_web_query(w, "judged")};
    const char *text = vg_web_query(w, "q");
    const struct vg_names *names;
    VG_SCOPED_BUF b = {0};
    int rc = vg_web_entities(w, &names);

    if (rc != VG_OK)
        return rc;
    if (text != NULL)
        vg_fold(text, strlen(text), VG_FOLD_STRIP, &b);
    x.text = vg_buf_str(&b);
    vg_ui_open(w, vg_ui_text(w, VW_NAMES_TITLE));
    vg_html_raw(w->o, "<p>");
    vg_ui_word(w, VW_NAMES_ABOUT);
    vg_html_raw(w->o, "</p>\n");
    vg_html_raw(w->o, "<p>");
    vg_ui_link(w, "/alike", vg_ui_text(w, VW_ALIKE_LINK));
    vg_html_raw(w->o, "</p>\n");
    put_conflicts(w, names);
    put_filter(w, &x);
    put_list(w, names, &x);
    put_decided(w, names);
    vg_ui_close(w);
    return VG_OK;
}
