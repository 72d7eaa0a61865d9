/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * What a person keeps on the page of gaps: that somebody looked, and a named list. Both go
 * in as one import line: the same checks and the same words as on the command line.
 */
#include <inttypes.h>
#include <string.h>

#include "base/html.h"
#include "base/limits.h"
#include "web/asked.h"
#include "web/gaps.h"
#include "web/pages.h"

/* -- the forms --------------------------------------------------------------------------- */

static const char *typed(const struct vg_web *w, int again, const char *name)
{
    return again ? vg_web_form(w, name) : NULL;
}

static void put_results(const struct vg_web *w, const char *chosen)
{
    vg_ui_choice(w, "result", VW_LOOKED_RESULT);
    for (int r = VG_LOOKED_NOTHING; r <= VG_LOOKED_UNCLEAR; r++)
        vg_ui_option(w, vg_looked_result_word((enum vg_looked_result)r),
                     vg_ui_text(w, vg_gaps_result((enum vg_looked_result)r)), chosen);
    vg_ui_choice_end(w);
}

void vg_gaps_looked_form(const struct vg_web *w, const struct vg_gaps_failed *failed)
{
    int again = failed->form == VG_GAPS_LOOKED;
    const char *place = again ? vg_web_form(w, "place") : vg_web_query(w, "looked");

    vg_ui_section(w, "looked", VW_LOOKED_KEEP);
    vg_html_raw(w->o, "<p class=\"soft\">");
    vg_ui_word(w, VW_LOOKED_KEEP_HOW);
    vg_html_raw(w->o, "</p>\n");
    vg_ui_form(w, "/gaps/looked", "panel");
    vg_html_raw(w->o, "<div class=\"row\">");
    vg_ui_input(w, "place", VW_LOOKED_PLACE, place, " required placeholder=\"CA-ON\"");
    vg_ui_input(w, "on", VW_LOOKED_ON, typed(w, again, "on"),
                " required size=\"11\" placeholder=\"2023-02-01\"");
    put_results(w, typed(w, again, "result"));
    vg_html_raw(w->o, "</div><div class=\"row\">");
    vg_ui_input(w, "words", VW_LOOKED_WORDS, typed(w, again, "words"), " required size=\"32\"");
    vg_ui_input(w, "language", VW_LOOKED_LANGUAGE, typed(w, again, "language"),
                " size=\"5\" placeholder=\"zh\"");
    vg_ui_input(w, "searched", VW_LOOKED_SEARCHED, typed(w, again, "searched"), " size=\"28\"");
    vg_html_raw(w->o, "</div><div class=\"row\">");
    vg_ui_input(w, "minutes", VW_LOOKED_MINUTES, typed(w, again, "minutes"),
                " size=\"6\" inputmode=\"numeric\"");
    vg_ui_input(w, "who", VW_LOOKED_WHO, typed(w, again, "who"), " size=\"14\"");
    vg_ui_input(w, "claim", VW_LOOKED_CLAIM, typed(w, again, "claim"),
                " size=\"7\" placeholder=\"c12\"");
    vg_ui_button(w, VW_LOOKED_SEND, NULL, NULL, "go", NULL);
    vg_html_raw(w->o, "</div>");
    vg_ui_form_end(w);
    vg_ui_section_end(w);
}

static void put_roots(const struct vg_web *w, const struct vg_view *v, const char *chosen)
{
    vg_ui_choice(w, "root", VW_LISTS_ROOT);
    vg_ui_option(w, "", vg_ui_text(w, VW_GAPS_NO_INSTRUMENT), chosen);
    for (size_t i = 0; i < v->n_roots; i++) {
        const struct vg_root *r = &v->roots[i];
        const char *id = vg_print(w->a, "r%" PRId64, r->id);

        vg_ui_option(w, id, vg_print(w->a, "%s %.90s", id, r->what != NULL ? r->what : r->name),
                     chosen);
    }
    vg_ui_choice_end(w);
}

void vg_gaps_list_form(const struct vg_web *w, const struct vg_view *v,
                       const struct vg_gaps_failed *failed)
{
    int again = failed->form == VG_GAPS_LIST;

    vg_ui_section(w, "new-list", VW_LISTS_KEEP);
    vg_html_raw(w->o, "<p class=\"soft\">");
    vg_ui_word(w, VW_LISTS_KEEP_HOW);
    vg_html_raw(w->o, "</p>\n");
    vg_ui_form(w, "/gaps/lists", "panel");
    if (failed->replaces != 0)
        vg_ui_hidden(w, "replaces", vg_print(w->a, "%" PRId64, failed->replaces));
    vg_html_raw(w->o, "<div class=\"row\">");
    vg_ui_input(w, "name", VW_LISTS_NAME, typed(w, again, "name"), " required size=\"20\"");
    vg_ui_input(w, "what", VW_LISTS_WHAT, typed(w, again, "what"), " size=\"44\"");
    vg_html_raw(w->o, "</div><div class=\"row\">");
    put_roots(w, v, typed(w, again, "root"));
    vg_ui_input(w, "claims", VW_LISTS_CLAIMS, typed(w, again, "claims"),
                " size=\"16\" placeholder=\"c12 c13\"");
    vg_html_raw(w->o, "</div>");
    vg_ui_area(w, "members", VW_LISTS_MEMBERS, typed(w, again, "members"), 4);
    vg_html_raw(w->o, "<div class=\"row\">");
    vg_asked_unit_field(w, "unit", v, typed(w, again, "unit"), VW_LISTS_UNIT_NONE);
    vg_ui_input(w, "whole", VW_LISTS_WHOLE, typed(w, again, "whole"),
                " size=\"6\" inputmode=\"numeric\"");
    vg_html_raw(w->o, "<label class=\"choice\"><input type=\"checkbox\" name=\"everyone\" "
                      "value=\"1\"");
    vg_html_raw(w->o, typed(w, again, "everyone") != NULL ? " checked> " : "> ");
    vg_ui_word(w, VW_LISTS_EVERYONE);
    vg_html_raw(w->o, "</label></div>\n");
    vg_ui_button(w, VW_LISTS_SEND, NULL, NULL, "go", NULL);
    vg_ui_form_end(w);
    vg_ui_section_end(w);
}

/* -- keeping ---------------------------------------------------------------------------------- */

static int keep(struct vg_web *w, struct vg_buf *line, int *known)
{
    struct vg_import_report report = {0};
    struct vg_case *c = NULL;
    int rc = vg_web_write(w, &c);

    if (rc == VG_OK && line->full)
        rc = vg_fail(w->err, VG_E_LIMIT, "more than one entry can hold");
    if (rc == VG_OK)
        rc = vg_import(c, line->p, line->len, 0, &report, w->err);
    if (rc != VG_OK && strncmp(w->err->text, "line 1: ", 8) == 0)
        memmove(w->err->text, w->err->text + 8, strlen(w->err->text + 8) + 1); /* there is one */
    *known = rc == VG_OK && report.known > 0;
    return rc;
}

static void put_text(const struct vg_web *w, struct vg_json *j, const char *field, const char *key)
{
    if (vg_web_form(w, field) != NULL)
        vg_json_kt(j, key, vg_web_form(w, field));
}

/* A whole number that is not nothing; an empty field sets 0. */
static int read_number(struct vg_web *w, const char *field, int64_t most, int64_t *out)
{
    const char *text = vg_web_form(w, field);
    int64_t n = 0;

    *out = 0;
    if (text == NULL)
        return VG_OK;
    for (size_t i = 0; text[i] != '\0'; i++) {
        if (text[i] < '0' || text[i] > '9' || n > most / 10)
            return vg_fail(w->err, VG_E_MISUSE, "%s: a whole number up to %" PRId64 ", not '%.40s'",
                           field, most, text);
        n = 10 * n + (text[i] - '0');
    }
    if (n < 1 || n > most)
        return vg_fail(w->err, VG_E_MISUSE, "%s: a whole number from 1 to %" PRId64, field, most);
    *out = n;
    return VG_OK;
}

/* The form again, if it is the sender's to set right. */
static int again(struct vg_web *w, int rc, struct vg_gaps_failed failed)
{
    if (rc != VG_E_MISUSE && rc != VG_E_FORMAT && rc != VG_E_LIMIT && rc != VG_E_ABSENT &&
        rc != VG_E_CONFLICT)
        return rc;
    failed.code = rc == VG_E_ABSENT ? VG_E_MISUSE : rc;
    if (failed.replaces == 0)
        failed.says = vg_copyz(w->a, w->err->text);
    return vg_gaps_page(w, &failed);
}

static int keep_looked(struct vg_web *w, int *known)
{
    static const char *const fields[][2] = {{"words", "words"},       {"result", "result"},
                                            {"language", "language"}, {"searched", "searched"},
                                            {"who", "who"},           {"claim", "claim"}};
    static const char *const needed[] = {"place", "on", "words", "result"};
    const char *place = vg_web_form(w, "place"), *id;
    const struct vg_view *v = NULL;
    VG_SCOPED_BUF line = {.max = (size_t)VG_MAX_IMPORT_LINE};
    struct vg_json j = {.out = &line};
    int64_t minutes = 0;
    int rc = vg_web_view(w, &v, NULL);

    for (size_t i = 0; rc == VG_OK && i < sizeof needed / sizeof *needed; i++)
        if (vg_web_form(w, needed[i]) == NULL)
            rc = vg_fail(w->err, VG_E_MISUSE,
                         "%s: say where, on which day, with which words and with what result",
                         needed[i]);
    if (rc == VG_OK)
        rc = read_number(w, "minutes", VG_MAX_MINUTES, &minutes);
    if (rc != VG_OK)
        return rc;
    id = vg_asked_place(w, v, place);
    vg_json_object(&j);
    vg_json_kt(&j, "type", "looked");
    vg_json_kt(&j, "place", id == NULL ? place : id);
    vg_json_kt(&j, "date", vg_web_form(w, "on"));
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        put_text(w, &j, fields[i][0], fields[i][1]);
    if (minutes > 0)
        vg_json_ki(&j, "minutes", minutes);
    vg_json_end(&j);
    return keep(w, &line, known);
}

int vg_page_gaps_looked(struct vg_web *w)
{
    const char *result = vg_web_form(w, "result");
    int known = 0, rc = keep_looked(w, &known);

    if (rc != VG_OK)
        return again(w, rc, (struct vg_gaps_failed){.form = VG_GAPS_LOOKED});
    return vg_web_go(w, "/gaps?said=%s#log",
                     known ? "gaps.known"
                     : result != NULL && strcmp(result, "found") == 0 &&
                             vg_web_form(w, "claim") == NULL
                         ? "gaps.looked.found"
                         : "gaps.looked");
}

/* Members by id or name, parted by commas, semicolons or lines. */
static int put_members(struct vg_web *w, const struct vg_view *v, struct vg_json *j,
                       const char *text)
{
    static const char parts[] = ",;\r\n";

    vg_json_key(j, "members");
    vg_json_array(j);
    while (*text != '\0') {
        size_t n = strcspn(text, parts), from = strspn(text, " \t"), to = n;
        const char *name, *id;

        while (to > from && strchr(" \t", text[to - 1]) != NULL)
            to--;
        name = to > from ? vg_copy(w->a, text + from, to - from) : NULL;
        id = name == NULL ? NULL : vg_asked_place(w, v, name);
        if (name != NULL && id == NULL && strchr(name, ':') == NULL)
            return vg_fail(w->err, VG_E_MISUSE,
                           "members: \"%.60s\" is no known place; write its id, or its name as in "
                           "Fujian or 福建省",
                           name);
        if (name != NULL)
            vg_json_text(j, id == NULL ? name : id);
        text += n + (text[n] != '\0');
    }
    vg_json_end(j);
    return VG_OK;
}

static int list_to_json(struct vg_web *w, const struct vg_view *v, struct vg_json *j)
{
    const char *members = vg_web_form(w, "members");
    int64_t *claims = NULL, whole = 0;
    size_t n = 0;
    int rc = vg_asked_claims(w, vg_web_form(w, "claims"), &claims, &n);

    if (rc == VG_OK && n == 0 && members == NULL)
        rc = vg_fail(w->err, VG_E_MISUSE,
                     "say who is on the list: its members, or a claim that names them");
    if (rc == VG_OK)
        rc = read_number(w, "whole", VG_MAX_NUMBER, &whole);
    if (rc != VG_OK)
        return rc;
    vg_json_object(j);
    vg_json_kt(j, "type", "list");
    put_text(w, j, "name", "name");
    put_text(w, j, "what", "what");
    put_text(w, j, "root", "root");
    put_text(w, j, "unit", "unit");
    vg_json_key(j, "claims");
    vg_json_array(j);
    for (size_t i = 0; i < n; i++)
        vg_json_text(j, vg_print(w->a, "c%" PRId64, claims[i]));
    vg_json_end(j);
    if (members != NULL)
        rc = put_members(w, v, j, members);
    if (whole > 0)
        vg_json_ki(j, "whole", whole);
    if (vg_web_form(w, "everyone") != NULL)
        vg_json_kb(j, "everyone", 1);
    vg_json_end(j);
    return rc;
}

/* A list of that name is there and the sender has not said that it should be replaced, or
 * somebody has replaced it meanwhile. */
static const struct vg_list *in_the_way(const struct vg_web *w, const struct vg_view *v)
{
    const char *name = vg_web_form(w, "name"), *replaces = vg_web_form(w, "replaces");
    const struct vg_list *there = name == NULL ? NULL : vg_view_list(v, name);

    if (there == NULL ||
        (replaces != NULL && strcmp(replaces, vg_print(w->a, "%" PRId64, there->id)) == 0))
        return NULL;
    return there;
}

int vg_page_gaps_list(struct vg_web *w)
{
    VG_SCOPED_BUF line = {.max = (size_t)VG_MAX_IMPORT_LINE};
    struct vg_json j = {.out = &line};
    struct vg_gaps_failed failed = {.form = VG_GAPS_LIST, .word = VW_LISTS_THERE};
    const struct vg_view *v = NULL;
    const struct vg_list *there;
    int known = 0, rc = vg_web_view(w, &v, NULL);

    if (rc == VG_OK)
        rc = list_to_json(w, v, &j);
    if (rc != VG_OK)
        return again(w, rc, failed);
    there = in_the_way(w, v);
    if (there != NULL) {
        failed.replaces = there->id;
        return again(w, VG_E_CONFLICT, failed);
    }
    rc = keep(w, &line, &known);
    if (rc != VG_OK)
        return again(w, rc, failed);
    return vg_web_go(w, "/gaps?said=%s", known ? "gaps.known" : "gaps.list");
}
