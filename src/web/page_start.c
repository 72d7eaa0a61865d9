/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The first page: what is in the case, what it comes to, what waits, what does not fit,
 * what changed.
 */
#include <inttypes.h>
#include <string.h>

#include "base/html.h"
#include "base/limits.h"
#include "web/asked.h"
#include "web/bits.h"
#include "web/jobs.h"
#include "web/logged.h"
#include "web/pages.h"
#include "web/read.h"

enum { ROWS = 6, OTHER_UNITS = 2, CHECKS = 5, CHANGES = 6, REPLIES = 6, LATELY = 8, GAPS = 6 };

/* What the sections look at. */
struct start {
    struct vg_web *w;
    const struct vg_view *v;
    const struct vg_root_graph *g;
    const struct vg_case_check *checks;
    size_t n_checks;
    const struct vg_page *p;
    struct vg_case_facts facts;
};

/* -- what is there -------------------------------------------------------------------------- */

static void put_count(const struct vg_web *w, const char *href, int64_t n, enum vg_ui_word word)
{
    vg_html_raw(w->o, "<li><a");
    vg_html_attrz(w->o, "href", href);
    vg_html_raw(w->o, "><b>");
    vg_puts(w->o, vg_ui_number(w, n));
    vg_html_raw(w->o, "</b> ");
    vg_ui_word(w, word);
    vg_html_raw(w->o, "</a></li>\n");
}

static void put_tally(const struct start *s)
{
    const struct vg_case_facts *f = &s->facts;

    vg_html_raw(s->w->o, "<ul class=\"counts\"");
    vg_html_attrz(s->w->o, "aria-label", vg_ui_text(s->w, VW_START_TALLY));
    vg_html_raw(s->w->o, ">\n");
    put_count(s->w, "/sources", f->sources, VW_START_SOURCES);
    put_count(s->w, "/claims", f->claims, VW_START_CLAIMS);
    put_count(s->w, "/review", f->open_reviews, VW_START_WAITING);
    if (f->attempts_failed > 0)
        put_count(s->w, "/sources?attempts=1", f->attempts_failed, VW_START_FAILED);
    put_count(s->w, "/record", f->entries, VW_START_ENTRIES);
    vg_html_raw(s->w->o, "</ul>\n");
}

static int put_running(struct vg_web *w)
{
    const struct vg_shown_job *list = NULL;
    size_t n = 0;
    int rc = vg_shown_jobs(w, &list, &n);

    if (rc != VG_OK || n == 0)
        return rc;
    vg_html_raw(w->o, "<section class=\"works\"><h2>");
    vg_ui_word(w, VW_START_RUNNING);
    vg_html_raw(w->o, "</h2><ul class=\"lines\">\n");
    for (size_t i = 0; i < n && (i < 3 || !vg_shown_is_over(&list[i])); i++) {
        vg_html_raw(w->o, "<li>");
        vg_shown_job_line(w, &list[i]);
        vg_shown_progress(w, &list[i]);
        vg_html_raw(w->o, "</li>\n");
    }
    vg_html_raw(w->o, "</ul></section>\n");
    return VG_OK;
}

static void put_steps(const struct vg_web *w)
{
    static const struct {
        enum vg_ui_word what, how;
        const char *href;
    } steps[] = {{VW_START_EMPTY_1, VW_START_EMPTY_1_HOW, "/sources"},
                 {VW_START_EMPTY_2, VW_START_EMPTY_2_HOW, "/review"},
                 {VW_START_EMPTY_3, VW_START_EMPTY_3_HOW, "/figures"}};

    vg_bits_p_as(w, "lead", VW_START_EMPTY);
    vg_html_raw(w->o, "<ol class=\"steps\">\n");
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        vg_html_raw(w->o, "<li><h2>");
        vg_bits_link(w, steps[i].href, steps[i].what);
        vg_html_raw(w->o, "</h2>");
        vg_bits_p(w, steps[i].how);
        vg_html_raw(w->o, "</li>\n");
    }
    vg_html_raw(w->o, "</ol>\n");
}

/* -- figures ------------------------------------------------------------------------------------
 */

static int put_table(const struct start *s, const char *unit, enum vg_count_by by,
                     enum vg_ui_word caption, size_t block)
{
    const struct vg_web *w = s->w;
    struct vg_count_ask q = {
        .unit = unit,
        .by = by,
        .level = by == VG_BY_PLACE ? VG_PLACE_COUNTRY : VG_PLACE_WORLD,
    };
    struct vg_count count = {0};
    struct vg_brief_figure kept = {0};
    const char *says = vg_ui_said(w, caption, vg_asked_unit_label(w, unit), NULL, NULL);
    int rc = vg_count(s->v, s->g, &q, w->a, &count, w->err);

    if (rc != VG_OK || count.n == 0)
        return rc;
    vg_brief_keep_rows(count.rows, count.n, ROWS, w->a, &kept);
    rc = vg_page_rows(s->p, says, kept.rows, kept.n, block, w->err);
    if (rc == VG_OK && kept.n < count.n) {
        vg_html_raw(w->o, "<p class=\"cut\">");
        vg_ui_say(w, VW_START_ROWS_CUT, vg_ui_number(w, (int64_t)kept.n),
                  vg_ui_number(w, (int64_t)count.n), NULL);
        vg_puts(w->o, " ");
        vg_bits_link(w, vg_print(w->a, "/figures?unit=%s&by=place", vg_ui_encoded(w, unit)),
                     VW_BITS_ALL);
        vg_html_raw(w->o, "</p>\n");
    }
    return rc;
}

static int put_figures(const struct start *s)
{
    struct vg_unit_use *units = NULL;
    size_t n = 0, block = 0;
    int rc = vg_asked_units(s->w, s->v, &units, &n);

    if (rc != VG_OK)
        return rc;
    vg_ui_section(s->w, "figures", VW_START_FIGURES);
    if (n == 0)
        vg_bits_p_as(s->w, "soft", VW_START_FIGURES_NONE);
    for (size_t i = 0; rc == VG_OK && i < n && i <= OTHER_UNITS; i++) {
        if (!vg_asked_is_thing(units[i].unit))
            break; /* these come last */
        rc = put_table(s, units[i].unit, VG_BY_NOTHING, VW_START_UNIT_ALL, block++);
        if (rc == VG_OK && i == 0)
            rc = put_table(s, units[i].unit, VG_BY_PLACE, VW_START_UNIT_COUNTRY, block++);
    }
    vg_html_raw(s->w->o, "<p>");
    vg_bits_link(s->w, "/figures", VW_START_FIGURES_ALL);
    vg_html_raw(s->w->o, "</p>\n");
    vg_ui_section_end(s->w);
    return rc;
}

/* -- what waits ---------------------------------------------------------------------------------
 */

static int waits_for_answer(const struct vg_check *c)
{
    return c->result <= VG_CHECK_WARNING && (c->answer == NULL || c->answer->is_open);
}

static void put_wait(const struct vg_web *w, const char *href, enum vg_ui_word word, size_t n,
                     int *any)
{
    if (n == 0)
        return;
    *any = 1;
    vg_html_raw(w->o, "<li>");
    vg_bits_link(w, href, word);
    vg_html_raw(w->o, " <b class=\"n\">");
    vg_puts(w->o, vg_ui_number(w, (int64_t)n));
    vg_html_raw(w->o, "</b></li>\n");
}

static void put_waits(const struct start *s)
{
    size_t open = 0, absent = 0;
    int any = 0;

    for (size_t i = 0; i < s->n_checks; i++)
        open += (size_t)waits_for_answer(&s->checks[i].check);
    for (size_t i = 0; i < s->v->n_roots; i++)
        absent += (size_t)!vg_root_held(s->v, &s->v->roots[i]);
    vg_ui_section(s->w, "waits", VW_START_WAITS);
    vg_html_raw(s->w->o, "<ul class=\"lines waits\">\n");
    put_wait(s->w, "/review", VW_START_WAITS_REVIEW, (size_t)s->facts.open_reviews, &any);
    put_wait(s->w, "/checks", VW_START_WAITS_CHECKS, open, &any);
    put_wait(s->w, "/roots", VW_START_WAITS_ROOTS, absent, &any);
    vg_html_raw(s->w->o, "</ul>\n");
    if (!any)
        vg_bits_p_as(s->w, "soft", VW_START_WAITS_NONE);
    vg_ui_section_end(s->w);
}

/* -- what does not fit --------------------------------------------------------------------------
 */

static const struct {
    enum vg_word one, many;
    const char *class;
} results[] = {
    [VG_CHECK_ERROR] = {VG_W_ERROR, VG_W_ERRORS, "ck-e"},
    [VG_CHECK_WARNING] = {VG_W_WARNING, VG_W_WARNINGS, "ck-w"},
    [VG_CHECK_NOTE] = {VG_W_NOTE, VG_W_NOTES, "ck-n"},
    [VG_CHECK_HOLDS] = {VG_W_HOLDS, VG_W_HOLD, "ck-h"},
    [VG_CHECK_NOT_RUN] = {VG_W_NOT_RUN, VG_W_NOT_RUNS, "ck-r"},
};

static void put_check_tally(const struct start *s)
{
    size_t n[VG_CHECK_NOT_RUN + 1] = {0};

    for (size_t i = 0; i < s->n_checks; i++)
        n[s->checks[i].check.result]++;
    vg_html_raw(s->w->o, "<ul class=\"tally\">\n");
    for (int r = VG_CHECK_ERROR; r <= VG_CHECK_NOT_RUN; r++) {
        vg_putf(s->w->o, "<li class=\"%s\"><b>%zu</b> <span>", results[r].class, n[r]);
        vg_html_textz(s->w->o, vg_brief_word(results[r].many, s->w->in->language));
        vg_html_raw(s->w->o, "</span></li>\n");
    }
    vg_html_raw(s->w->o, "</ul>\n");
}

static void put_check(const struct start *s, const struct vg_check *c)
{
    vg_putf(s->w->o, "<li class=\"%s\"><b>", results[c->result].class);
    vg_html_textz(s->w->o, vg_brief_word(results[c->result].one, s->w->in->language));
    vg_html_raw(s->w->o, "</b> ");
    vg_ui_told(s->w, c->says_said, c->says);
    vg_puts(s->w->o, " ");
    vg_bits_claims(s->w, c->claims, c->n_claims, VG_BRIEF_LINKS);
    vg_html_raw(s->w->o, "</li>\n");
}

static void put_fits(const struct start *s)
{
    size_t shown = 0;

    vg_ui_section(s->w, "fits", VW_START_FITS);
    if (s->n_checks == 0) {
        vg_bits_p_as(s->w, "soft", VW_START_FITS_NONE);
    } else {
        put_check_tally(s);
        vg_html_raw(s->w->o, "<ul class=\"lines checks\">\n");
        for (size_t i = 0; i < s->n_checks && shown < CHECKS; i++)
            if (waits_for_answer(&s->checks[i].check)) {
                put_check(s, &s->checks[i].check);
                shown++;
            }
        vg_html_raw(s->w->o, "</ul>\n<p>");
        vg_bits_link(s->w, "/checks", VW_START_FITS_ALL);
        vg_html_raw(s->w->o, "</p>\n");
    }
    vg_ui_section_end(s->w);
}

/* -- what changed ---------------------------------------------------------------------------------
 */

static void put_change(const struct vg_web *w, struct vg_node node, const char *name,
                       const char *says)
{
    vg_html_raw(w->o, "<li>");
    vg_bits_node(w, node);
    vg_puts(w->o, " ");
    vg_bits_words(w, name);
    vg_html_raw(w->o, "<small class=\"alert\">");
    vg_bits_words(w, says);
    vg_html_raw(w->o, "</small></li>\n");
}

static void put_changed(const struct start *s)
{
    const struct vg_view *v = s->v;
    size_t n = 0;

    vg_ui_section(s->w, "changed", VW_START_CHANGED);
    vg_html_raw(s->w->o, "<ul class=\"lines\">\n");
    for (size_t i = v->n_roots; i-- > 0;)
        if (v->roots[i].corrected != NULL && n++ < CHANGES)
            put_change(s->w, (struct vg_node){VG_NODE_ROOT, v->roots[i].id},
                       v->roots[i].what != NULL ? v->roots[i].what : v->roots[i].name,
                       v->roots[i].corrected);
    for (size_t i = v->n_sources; i-- > 0;)
        if (v->sources[i].changed != NULL && n++ < CHANGES)
            put_change(s->w, (struct vg_node){VG_NODE_SOURCE, v->sources[i].id},
                       v->sources[i].title != NULL ? v->sources[i].title : v->sources[i].label,
                       v->sources[i].changed);
    vg_html_raw(s->w->o, "</ul>\n");
    if (n == 0)
        vg_bits_p_as(s->w, "soft", VW_START_CHANGED_NONE);
    if (n > CHANGES) {
        vg_html_raw(s->w->o, "<p>");
        vg_ui_say(s->w, VW_BITS_MORE, vg_ui_number(s->w, (int64_t)n - CHANGES), NULL, NULL);
        vg_html_raw(s->w->o, "</p>\n");
    }
    vg_ui_section_end(s->w);
}

/* Replies in the order that they were kept, the last first. */
static void put_replies(const struct start *s)
{
    size_t n = s->v->n_replies, shown = 0;

    vg_ui_section(s->w, "replies", VW_START_REPLIES);
    vg_html_raw(s->w->o, "<ul class=\"lines\">\n");
    while (n-- > 0 && shown < REPLIES) {
        const struct vg_reply *r = &s->v->replies[n];

        if (strcmp(r->response, "not-asked") == 0)
            continue;
        shown++;
        vg_html_raw(s->w->o, "<li>");
        vg_ui_claim(s->w, r->claim);
        vg_puts(s->w->o, " ");
        vg_html_textz(s->w->o, vg_term_label("response-origin", r->response, s->w->in->language));
        vg_html_raw(s->w->o, "<small>");
        vg_page_name(s->p, r->speaker);
        if (r->date != NULL) {
            vg_puts(s->w->o, " · ");
            vg_ui_date(s->w, r->date);
        }
        vg_html_raw(s->w->o, "</small></li>\n");
    }
    vg_html_raw(s->w->o, "</ul>\n");
    if (shown == 0)
        vg_bits_p_as(s->w, "soft", VW_START_REPLIES_NONE);
    vg_ui_section_end(s->w);
}

static int put_lately(const struct start *s)
{
    struct vg_log_row *rows = NULL;
    size_t n = 0;
    int rc = vg_log_page(s->w->c, 0, LATELY, s->w->a, &rows, &n, s->w->err);

    if (rc != VG_OK)
        return rc;
    vg_ui_section(s->w, "lately", VW_START_LATELY);
    vg_html_raw(s->w->o, "<ol class=\"lines lately\">\n");
    for (size_t i = 0; i < n; i++) {
        vg_html_raw(s->w->o, "<li>");
        vg_logged_says(s->w, &rows[i]);
        vg_html_raw(s->w->o, "<small>");
        vg_ui_time(s->w, rows[i].at);
        vg_html_raw(s->w->o, "</small></li>\n");
    }
    vg_html_raw(s->w->o, "</ol>\n<p>");
    vg_bits_link(s->w, "/record", VW_START_LATELY_ALL);
    vg_html_raw(s->w->o, "</p>\n");
    vg_ui_section_end(s->w);
    return VG_OK;
}

static int put_gaps(const struct start *s)
{
    struct vg_gap *gaps = NULL;
    size_t n = 0;
    int rc = s->v->n_lists == 0 ? VG_OK : vg_gaps(s->v, s->g, NULL, s->w->a, &gaps, &n, s->w->err);

    if (rc != VG_OK || n == 0)
        return rc;
    vg_ui_section(s->w, "gaps", VW_START_GAPS);
    vg_html_raw(s->w->o, "<ul class=\"lines\">\n");
    for (size_t i = 0; i < n && i < GAPS; i++) {
        const struct vg_gap *g = &gaps[i];

        vg_html_raw(s->w->o, "<li dir=\"auto\">");
        if (g->n_locks > 0)
            vg_ui_say(s->w, VW_START_GAPS_LOCKED, g->list->name, NULL, NULL);
        else
            vg_ui_say(s->w, VW_START_GAPS_OPEN, g->list->name,
                      vg_ui_number(s->w, (int64_t)(g->n_members - g->n_found)),
                      vg_ui_number(s->w, (int64_t)g->n_members));
        vg_html_raw(s->w->o, "</li>\n");
    }
    vg_html_raw(s->w->o, "</ul>\n<p>");
    vg_bits_link(s->w, "/gaps", VW_START_GAPS_ALL);
    vg_html_raw(s->w->o, "</p>\n");
    vg_ui_section_end(s->w);
    return VG_OK;
}

/* -- the page ------------------------------------------------------------------------------------
 */

static int put_aside(const struct start *s)
{
    int rc;

    vg_html_raw(s->w->o, "<div class=\"aside\">\n");
    put_waits(s);
    put_fits(s);
    put_changed(s);
    put_replies(s);
    rc = put_gaps(s);
    if (rc == VG_OK)
        rc = put_lately(s);
    vg_html_raw(s->w->o, "</div>\n");
    return rc;
}

static int put_case(struct start *s)
{
    int rc = vg_web_view(s->w, &s->v, &s->g);

    if (rc == VG_OK)
        rc = vg_web_checks(s->w, &s->checks, &s->n_checks);
    if (rc != VG_OK)
        return rc;
    s->p = vg_ui_pieces(s->w, s->v);
    vg_html_raw(s->w->o, "<div class=\"start\">\n<div>\n");
    rc = put_figures(s);
    vg_html_raw(s->w->o, "</div>\n");
    if (rc == VG_OK)
        rc = put_aside(s);
    vg_html_raw(s->w->o, "</div>\n");
    return rc;
}

int vg_page_start(struct vg_web *w)
{
    struct start s = {.w = w};
    int rc = vg_case_facts(w->c, w->a, &s.facts, w->err);

    if (rc != VG_OK)
        return rc;
    vg_ui_open_with(w, vg_ui_text(w, VW_START_TITLE), NULL, "start add");
    if (s.facts.sources == 0 && s.facts.claims == 0)
        put_steps(w);
    else
        put_tally(&s);
    vg_read_add_form(w);
    rc = put_running(w);
    if (rc == VG_OK && s.facts.sources + s.facts.claims > 0)
        rc = put_case(&s);
    vg_ui_close(w);
    return rc;
}
