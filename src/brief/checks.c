/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What does not fit, and what holds: every result of every rule, worst first, nothing folded away.
 */
#include <inttypes.h>
#include <string.h>

#include "base/html.h"
#include "brief/page.h"

static const struct {
    enum vg_check_result result;
    enum vg_word one, many;
    const char *mark, *class; /* a shape beside the word, so that colour is never alone */
} kinds[] = {
    {VG_CHECK_ERROR, VG_W_ERROR, VG_W_ERRORS, "✕", "ck-e"},
    {VG_CHECK_WARNING, VG_W_WARNING, VG_W_WARNINGS, "△", "ck-w"},
    {VG_CHECK_NOTE, VG_W_NOTE, VG_W_NOTES, "◦", "ck-n"},
    {VG_CHECK_HOLDS, VG_W_HOLDS, VG_W_HOLD, "✓", "ck-h"},
    {VG_CHECK_NOT_RUN, VG_W_NOT_RUN, VG_W_NOT_RUNS, "–", "ck-x"},
};
enum { N_KINDS = sizeof kinds / sizeof *kinds };

/* The kinds stand in the same order in both lists. */
enum vg_word vg_rule_label(enum vg_check_kind kind)
{
    if (kind < VG_CHECK_SUM || kind > VG_CHECK_SUPERSEDED)
        return VG_W_NOT_STATED;
    return (enum vg_word)((unsigned)VG_W_RULE_SUM + (unsigned)kind - VG_CHECK_SUM);
}

static size_t kind_of(enum vg_check_result result)
{
    size_t k = 0;

    while (k + 1 < N_KINDS && kinds[k].result != result)
        k++;
    return k;
}

enum vg_word vg_result_label(enum vg_check_result result, int many)
{
    return many ? kinds[kind_of(result)].many : kinds[kind_of(result)].one;
}

const char *vg_result_mark(enum vg_check_result result)
{
    return kinds[kind_of(result)].mark;
}

const char *vg_result_class(enum vg_check_result result)
{
    return kinds[kind_of(result)].class;
}

static void put_mark(const struct vg_page *p, size_t k)
{
    vg_html_raw(p->o, "<span aria-hidden=\"true\">");
    vg_puts(p->o, kinds[k].mark);
    vg_html_raw(p->o, "</span> ");
}

/* Each rule is numbered as handed in, k1 the first, so that two editions can be compared. */
/* What a person answered, and whether it still stands. */
static void put_answer(const struct vg_page *p, const struct vg_check_answer *a)
{
    enum vg_word how = VG_W_EXPLAINED;

    if (a == NULL)
        return;
    if (strcmp(a->as, "accepted") == 0)
        how = VG_W_ACCEPTED_AS_IS;
    if (strcmp(a->as, "wrong") == 0)
        how = VG_W_CHECK_WRONG;
    vg_html_raw(p->o, "<small>");
    if (a->is_open) {
        vg_page_word(p, VG_W_OPEN_AGAIN);
        vg_html_raw(p->o, " · ");
    }
    vg_page_word(p, how);
    vg_html_raw(p->o, ": ");
    vg_html_text(p->o, vg_str(a->because));
    vg_html_raw(p->o, "</small>");
}

static void put_check(const struct vg_page *p, size_t i)
{
    const struct vg_check *c = &p->b->checks[i];

    vg_putf(p->o, "<tr role=\"row\" id=\"k%zu\"><th role=\"rowheader\" scope=\"row\">k%zu <small>",
            vg_page_check_number(p, i), vg_page_check_number(p, i));
    vg_page_word(p, vg_rule_label(c->kind));
    vg_html_raw(p->o, "</small></th><td role=\"cell\"");
    vg_html_attrz(p->o, "data-l", vg_brief_word(VG_W_COL_RULE, p->lang));
    vg_html_raw(p->o, ">");
    vg_page_said(p, c->test_said, c->test);
    vg_html_raw(p->o, "</td><td role=\"cell\"");
    vg_html_attrz(p->o, "data-l", vg_brief_word(VG_W_COL_FOUND, p->lang));
    vg_html_raw(p->o, ">");
    vg_page_said(p, c->says_said, c->says);
    if (c->show != NULL) {
        vg_html_raw(p->o, "<small>");
        vg_page_said(p, c->show_said, c->show);
        vg_html_raw(p->o, "</small>");
    }
    put_answer(p, c->answer);
    vg_html_raw(p->o, "</td><td role=\"cell\"");
    vg_html_attrz(p->o, "data-l", vg_brief_word(VG_W_COL_CLAIMS, p->lang));
    vg_html_raw(p->o, ">");
    vg_page_claim_links(p, c->claims, c->n_claims);
    vg_page_marks(p, c->claims, c->n_claims);
    vg_html_raw(p->o, "</td></tr>\n");
}

static void put_table_head(const struct vg_page *p, size_t k)
{
    static const enum vg_word columns[] = {VG_W_COL_RESULT, VG_W_COL_RULE, VG_W_COL_FOUND,
                                           VG_W_COL_CLAIMS};

    vg_html_raw(p->o, "<table role=\"table\" class=\"checks ");
    vg_html_raw(p->o, kinds[k].class);
    vg_html_raw(p->o, "\"><caption>");
    put_mark(p, k);
    vg_page_word(p, kinds[k].many);
    vg_html_raw(p->o, "</caption>\n<thead role=\"rowgroup\"><tr role=\"row\">");
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        vg_html_raw(p->o, "<th role=\"columnheader\" scope=\"col\">");
        vg_page_word(p, columns[i]);
        vg_html_raw(p->o, "</th>");
    }
    vg_html_raw(p->o, "</tr></thead>\n<tbody role=\"rowgroup\">\n");
}

static void put_tally(const struct vg_page *p, const size_t *count)
{
    char number[VG_NUMBER_TEXT];

    vg_html_raw(p->o, "<ul class=\"tally\">\n");
    for (size_t k = 0; k < N_KINDS; k++) {
        if (count[k] == 0 && kinds[k].result == VG_CHECK_NOT_RUN)
            continue;
        vg_html_raw(p->o, "<li class=\"");
        vg_html_raw(p->o, kinds[k].class);
        vg_html_raw(p->o, "\">");
        put_mark(p, k);
        vg_html_raw(p->o, "<b>");
        vg_puts(p->o, vg_number(number, (int64_t)count[k], 0));
        vg_html_raw(p->o, "</b> ");
        vg_page_word(p, kinds[k].one);
        vg_html_raw(p->o, "</li>\n");
    }
    vg_html_raw(p->o, "</ul>\n");
}

void vg_page_checks(const struct vg_page *p)
{
    size_t count[N_KINDS] = {0}, all[N_KINDS];

    for (size_t i = 0; i < p->b->n_checks; i++)
        for (size_t k = 0; k < N_KINDS; k++)
            count[k] += p->b->checks[i].result == kinds[k].result;
    for (size_t k = 0; k < N_KINDS; k++)
        all[k] = p->b->checks_all[kinds[k].result] > count[k] ? p->b->checks_all[kinds[k].result]
                                                              : count[k];
    vg_page_open(p, "checks", VG_W_CHECKS, p->b->n_checks > 0 ? VG_W_CHECKS_HOW : VG_W_CHECKS_NONE);
    if (p->b->n_checks > 0)
        put_tally(p, all);
    for (size_t k = 0; k < N_KINDS; k++) {
        if (count[k] == 0)
            continue;
        put_table_head(p, k);
        for (size_t i = 0; i < p->b->n_checks; i++)
            if (p->b->checks[i].result == kinds[k].result)
                put_check(p, i);
        vg_html_raw(p->o, "</tbody></table>\n");
        vg_page_cut(p, VG_W_CHECKS_CUT, count[k], all[k]);
    }
    vg_page_close(p);
}
