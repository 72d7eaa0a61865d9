/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Gaps: what a named list leads one to expect and nobody has found, with where somebody
 * looked; locked lists with the reason; and the search log.
 */
#include <inttypes.h>
#include <string.h>

#include "base/html.h"
#include "web/asked.h"
#include "web/check.h"
#include "web/gaps.h"
#include "web/pages.h"

enum { LOG_ON_PAGE = 50 };

struct showing {
    struct vg_web *w;
    struct vg_page *p;
    const struct vg_view *v;
    const char *lang;
};

enum vg_ui_word vg_gaps_result(enum vg_looked_result result)
{
    static const enum vg_ui_word words[] = {[VG_LOOKED_NOTHING] = VW_LOOKED_NOTHING,
                                            [VG_LOOKED_FOUND] = VW_LOOKED_FOUND,
                                            [VG_LOOKED_UNCLEAR] = VW_LOOKED_UNCLEAR};

    return words[result];
}

static void put_fact(const struct showing *s, enum vg_ui_word word)
{
    vg_html_raw(s->w->o, "<dt>");
    vg_ui_word(s->w, word);
    vg_html_raw(s->w->o, "</dt><dd>");
}

/* -- one search ---------------------------------------------------------------------------- */

static void put_search(const struct showing *s, const struct vg_looked *l, int is_wider)
{
    struct vg_buf *o = s->w->o;

    vg_html_raw(o, "<div class=\"search\">");
    vg_ui_date(s->w, l->date);
    vg_html_raw(o, " · <b>");
    vg_ui_word(s->w, vg_gaps_result(l->result));
    vg_html_raw(o, "</b>");
    if (is_wider) {
        vg_puts(o, " · ");
        vg_page_place(s->p, l->place);
    }
    if (l->searched != NULL) {
        vg_html_raw(o, " · <span dir=\"auto\">");
        vg_html_textz(o, l->searched);
        vg_html_raw(o, "</span>");
    }
    vg_html_raw(o, " · <q");
    vg_ui_lang(s->w, l->language);
    vg_html_raw(o, ">");
    vg_html_textz(o, l->words);
    vg_html_raw(o, "</q> <a");
    vg_html_attrz(o, "href", vg_print(s->w->a, "#l%" PRId64, l->id));
    vg_putf(o, ">l%" PRId64 "</a></div>", l->id);
}

static const char *looked_address(const struct showing *s, const char *place)
{
    return vg_print(s->w->a, "/gaps?looked=%s#looked", vg_ui_encoded(s->w, place));
}

static void put_searches(const struct showing *s, const struct vg_gap_member *m)
{
    if (m->n_looked == 0 && m->n_wider == 0 && m->n_found == 0) {
        vg_html_raw(s->w->o, "<b>");
        vg_ui_word(s->w, VW_GAPS_NOT_LOOKED);
        vg_html_raw(s->w->o, "</b> ");
    }
    for (size_t i = 0; i < m->n_looked; i++)
        put_search(s, m->looked[i], 0);
    for (size_t i = 0; i < m->n_wider; i++)
        put_search(s, m->wider[i], 1);
    if (m->n_found == 0)
        vg_ui_link(s->w, looked_address(s, m->id), vg_ui_text(s->w, VW_GAPS_KEEP_SEARCH));
}

/* -- the members ------------------------------------------------------------------------------- */

static void put_named_at(const struct showing *s, const struct vg_passage *at)
{
    if (at == NULL)
        return;
    vg_html_raw(s->w->o, "<small dir=\"auto\"><a");
    vg_html_attrz(s->w->o, "href",
                  vg_print(s->w->a, "/sources/s%" PRId64 "?at=%" PRId64 "-%" PRId64 "#p-here",
                           at->source, at->start, at->end));
    vg_putf(s->w->o, ">s%" PRId64 "</a> <q>", at->source);
    vg_html_text(s->w->o, at->quote);
    vg_html_raw(s->w->o, "</q></small>");
}

static void put_member(const struct showing *s, const struct vg_gap_member *m, int is_outside,
                       int has_searches)
{
    enum vg_word state = is_outside                        ? VG_W_GAP_OUTSIDE
                         : m->n_found > 0                  ? VG_W_GAP_FOUND
                         : m->n_looked > 0 && has_searches ? VG_W_GAP_LOOKED
                                                           : VG_W_GAP_NOT_FOUND;

    vg_html_raw(s->w->o, "<tr><th scope=\"row\">");
    if (vg_view_entity(s->v, m->id) != NULL)
        vg_page_name(s->p, m->id);
    else
        vg_page_place(s->p, m->id);
    vg_html_raw(s->w->o, " <code>");
    vg_html_textz(s->w->o, m->id);
    vg_html_raw(s->w->o, "</code>");
    put_named_at(s, m->passage);
    vg_html_raw(s->w->o, "</th><td");
    vg_html_attrz(s->w->o, "data-l", vg_ui_text(s->w, VW_GAPS_STATE));
    vg_html_raw(s->w->o, m->n_found > 0 ? "><b>" : ">");
    vg_page_word(s->p, state);
    vg_html_raw(s->w->o, m->n_found > 0 ? "</b></td><td" : "</td><td");
    vg_html_attrz(s->w->o, "data-l", vg_brief_word(VG_W_COL_CLAIMS, s->lang));
    vg_html_raw(s->w->o, ">");
    if (m->n_found > 0)
        vg_page_claim_links(s->p, m->found, m->n_found);
    if (has_searches) {
        vg_html_raw(s->w->o, "</td><td");
        vg_html_attrz(s->w->o, "data-l", vg_ui_text(s->w, VW_GAPS_SEARCHES));
        vg_html_raw(s->w->o, ">");
        put_searches(s, m);
    }
    vg_html_raw(s->w->o, "</td></tr>\n");
}

static void put_column(const struct showing *s, const char *text)
{
    vg_html_raw(s->w->o, "<th scope=\"col\">");
    vg_html_textz(s->w->o, text);
    vg_html_raw(s->w->o, "</th>");
}

/* Of a locked list, no word about where to look: it is no list of where to search. */
static void put_members(const struct showing *s, const struct vg_gap *g)
{
    int has_searches = g->n_locks == 0;

    if (g->n_members + g->n_outside == 0)
        return;
    vg_html_raw(s->w->o, "<table class=\"members\"><caption>");
    vg_ui_word(s->w, VW_GAPS_MEMBERS);
    vg_html_raw(s->w->o, "</caption><thead><tr>");
    put_column(s, vg_ui_text(s->w, VW_GAPS_MEMBER));
    put_column(s, vg_ui_text(s->w, VW_GAPS_STATE));
    put_column(s, vg_brief_word(VG_W_COL_CLAIMS, s->lang));
    if (has_searches)
        put_column(s, vg_ui_text(s->w, VW_GAPS_SEARCHES));
    vg_html_raw(s->w->o, "</tr></thead><tbody>\n");
    for (size_t i = 0; i < g->n_members; i++)
        put_member(s, &g->members[i], 0, has_searches);
    for (size_t i = 0; i < g->n_outside; i++)
        put_member(s, &g->outside[i], 1, has_searches);
    vg_html_raw(s->w->o, "</tbody></table>\n");
}

/* -- one list ------------------------------------------------------------------------------------
 */

static void put_instrument(const struct showing *s, const struct vg_gap *g)
{
    const struct vg_root *r = g->root;

    if (r == NULL) {
        vg_ui_word(s->w, VW_GAPS_NO_INSTRUMENT);
        return;
    }
    vg_page_link(s->p, VG_LINK_ROOT, r->id);
    vg_html_raw(s->w->o, " <span dir=\"auto\">");
    vg_html_textz(s->w->o, r->what != NULL ? r->what : r->name);
    vg_html_raw(s->w->o, "</span> · ");
    if (r->source == 0) {
        vg_ui_word(s->w, VW_GAPS_NOT_HELD);
        return;
    }
    vg_ui_word(s->w, VW_GAPS_HELD);
    vg_puts(s->w->o, " ");
    vg_ui_source(s->w, r->source, NULL);
}

static void put_list_facts(const struct showing *s, const struct vg_gap *g)
{
    vg_html_raw(s->w->o, "<dl class=\"facts\">");
    put_fact(s, VW_GAPS_INSTRUMENT);
    put_instrument(s, g);
    vg_html_raw(s->w->o, "</dd>");
    put_fact(s, VW_GAPS_SAID_BY);
    if (g->list->n_claims > 0)
        vg_page_claim_links(s->p, g->list->claims, g->list->n_claims);
    else
        vg_ui_word(s->w, VW_GAPS_NO_CLAIM);
    vg_html_raw(s->w->o, "</dd>");
    put_fact(s, VW_GAPS_LOOKED_FOR);
    if (g->unit != NULL)
        vg_html_textz(s->w->o, vg_asked_unit_label(s->w, g->unit));
    else
        vg_ui_word(s->w, VW_GAPS_WHATEVER);
    vg_html_raw(s->w->o, "</dd></dl>\n");
}

static enum vg_ui_word lock_word(enum vg_gap_lock lock)
{
    static const enum vg_ui_word words[] = {
        [VG_LOCK_NO_INSTRUMENT] = VW_LOCK_NO_INSTRUMENT,
        [VG_LOCK_NOT_SAID] = VW_LOCK_NOT_SAID,
        [VG_LOCK_CORRECTED] = VW_LOCK_CORRECTED,
        [VG_LOCK_NOT_HELD] = VW_LOCK_NOT_HELD,
        [VG_LOCK_NOT_READ] = VW_LOCK_NOT_READ,
        [VG_LOCK_NOT_CARRIED] = VW_LOCK_NOT_CARRIED,
        [VG_LOCK_EVERYONE] = VW_LOCK_EVERYONE,
    };

    return words[lock];
}

static void put_locks(const struct showing *s, const struct vg_gap *g)
{
    vg_html_raw(s->w->o, "<div class=\"panel locked\"><p><b><span aria-hidden=\"true\">✕</span> ");
    vg_page_word(s->p, VG_W_GAP_LOCKED);
    vg_html_raw(s->w->o, "</b></p>\n<ul class=\"notes\">\n");
    for (size_t i = 0; i < g->n_locks; i++) {
        vg_html_raw(s->w->o, "<li><b>");
        vg_ui_word(s->w, lock_word(g->locks[i].lock));
        vg_html_raw(s->w->o, "</b><br>");
        vg_ui_told(s->w, g->locks[i].said, g->locks[i].says);
        vg_html_raw(s->w->o, "</li>\n");
    }
    vg_html_raw(s->w->o, "</ul></div>\n");
}

static void put_sum(const struct showing *s, const struct vg_gap *g)
{
    vg_html_raw(s->w->o, "<p>");
    if (g->n_locks > 0) {
        vg_page_word(s->p, VG_W_GAP_ARITHMETIC);
        vg_page_word(s->p, VG_W_COLON);
    }
    vg_page_say(s->p, VG_W_GAP_SUM, vg_ui_number(s->w, (int64_t)g->n_members),
                vg_ui_number(s->w, (int64_t)g->n_found),
                vg_ui_number(s->w, (int64_t)g->n_not_found));
    if (g->n_locks == 0) {
        vg_puts(s->w->o, " · ");
        vg_ui_say(s->w, VW_GAPS_LEFT, vg_ui_number(s->w, (int64_t)g->n_not_looked), NULL, NULL);
    }
    vg_puts(s->w->o, " ");
    vg_page_claim_links(s->p, g->claims, g->n_claims);
    vg_html_raw(s->w->o, "</p>\n");
}

static void put_checks(const struct showing *s, const struct vg_gap *g)
{
    if (g->n_checks == 0)
        return;
    vg_html_raw(s->w->o, "<h3>");
    vg_ui_word(s->w, VW_PART_CHECKS);
    vg_html_raw(s->w->o, "</h3>\n<ol class=\"checks\">\n");
    for (size_t i = 0; i < g->n_checks; i++)
        vg_check_item(s->w, s->p, g->checks[i]);
    vg_html_raw(s->w->o, "</ol>\n");
}

/* Something was found and no claim says so: until then it does not count. */
static void put_unkept(const struct showing *s, const struct vg_gap *g)
{
    for (size_t i = 0; i < g->n_members; i++)
        for (size_t k = 0; k < g->members[i].n_looked; k++) {
            const struct vg_looked *l = g->members[i].looked[k];

            if (l->result == VG_LOOKED_FOUND && l->claim == 0 && g->members[i].n_found == 0)
                vg_ui_notice(s->w, "warn", VW_GAPS_UNKEPT, vg_print(s->w->a, "l%" PRId64, l->id),
                             vg_asked_place_label(s->w, s->v, l->place));
        }
}

static void put_list(const struct showing *s, const struct vg_gap *g)
{
    struct vg_gap_svg grid = {.view = s->v,
                              .gap = g,
                              .language = s->lang,
                              .claim_href = "/claims/",
                              .place_href = "/gaps?looked=",
                              .has_outside = 1,
                              .has_key = 1};

    vg_html_raw(s->w->o, "<section class=\"gap\"");
    vg_html_attrz(s->w->o, "id", vg_print(s->w->a, "list-%" PRId64, g->list->id));
    vg_html_raw(s->w->o, "><h2 dir=\"auto\">");
    vg_html_textz(s->w->o, g->list->what != NULL ? g->list->what : g->list->name);
    vg_html_raw(s->w->o, " <code>");
    vg_html_textz(s->w->o, g->list->name);
    vg_html_raw(s->w->o, "</code></h2>\n");
    put_list_facts(s, g);
    if (g->n_locks > 0)
        put_locks(s, g);
    put_sum(s, g);
    vg_gap_svg(&grid, s->w->o);
    put_unkept(s, g);
    put_members(s, g);
    put_checks(s, g);
    vg_ui_section_end(s->w);
}

/* -- the search log
 * -------------------------------------------------------------------------------- */

static void put_log_row(const struct showing *s, const struct vg_looked *l)
{
    struct vg_buf *o = s->w->o;

    vg_putf(o, "<tr id=\"l%" PRId64 "\"><th scope=\"row\">l%" PRId64 "</th><td", l->id, l->id);
    vg_html_attrz(o, "data-l", vg_ui_text(s->w, VW_LOOKED_ON));
    vg_html_raw(o, ">");
    vg_ui_date(s->w, l->date);
    vg_html_raw(o, "</td><td");
    vg_html_attrz(o, "data-l", vg_ui_text(s->w, VW_LOOKED_PLACE));
    vg_html_raw(o, ">");
    vg_page_place(s->p, l->place);
    vg_html_raw(o, "</td><td");
    vg_html_attrz(o, "data-l", vg_ui_text(s->w, VW_LOOKED_RESULT));
    vg_html_raw(o, ">");
    vg_ui_word(s->w, vg_gaps_result(l->result));
    if (l->claim != 0) {
        vg_puts(o, " ");
        vg_ui_claim(s->w, l->claim);
    }
    vg_html_raw(o, "</td><td");
    vg_html_attrz(o, "data-l", vg_ui_text(s->w, VW_LOOKED_WORDS));
    vg_html_raw(o, "><q");
    vg_ui_lang(s->w, l->language);
    vg_html_raw(o, ">");
    vg_html_textz(o, l->words);
    vg_html_raw(o, "</q>");
    if (l->searched != NULL) {
        vg_html_raw(o, "<small dir=\"auto\">");
        vg_html_textz(o, l->searched);
        vg_html_raw(o, "</small>");
    }
    vg_html_raw(o, "</td><td class=\"num\"");
    vg_html_attrz(o, "data-l", vg_ui_text(s->w, VW_LOOKED_TIME));
    vg_html_raw(o, ">");
    if (l->minutes > 0)
        vg_ui_say(s->w, VW_LOOKED_MINUTES_N, vg_ui_number(s->w, l->minutes), NULL, NULL);
    vg_html_raw(o, "</td><td");
    vg_html_attrz(o, "data-l", vg_ui_text(s->w, VW_LOOKED_WHO));
    vg_html_raw(o, "><span dir=\"auto\">");
    vg_html_textz(o, l->who);
    vg_html_raw(o, "</span> <code>");
    vg_html_textz(o, l->by);
    vg_html_raw(o, "</code></td></tr>\n");
}

static void put_log(const struct showing *s)
{
    static const enum vg_ui_word heads[] = {VW_LOOKED_ID,     VW_LOOKED_ON,    VW_LOOKED_PLACE,
                                            VW_LOOKED_RESULT, VW_LOOKED_WORDS, VW_LOOKED_TIME,
                                            VW_LOOKED_WHO};
    size_t n = s->v->n_looked, from = (size_t)vg_web_query_i64(s->w, "from", 0, INT32_MAX);

    vg_ui_section(s->w, "log", VW_LOOKED_LOG);
    if (n == 0) {
        vg_html_raw(s->w->o, "<p class=\"soft\">");
        vg_ui_word(s->w, VW_LOOKED_NONE);
        vg_html_raw(s->w->o, "</p>\n");
        vg_ui_section_end(s->w);
        return;
    }
    if (from >= n)
        from = 0;
    vg_html_raw(s->w->o, "<table class=\"log\"><thead><tr>");
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        put_column(s, vg_ui_text(s->w, heads[i]));
    vg_html_raw(s->w->o, "</tr></thead><tbody>\n");
    for (size_t i = from; i < n && i < from + LOG_ON_PAGE; i++)
        put_log_row(s, &s->v->looked[n - 1 - i]); /* latest first */
    vg_html_raw(s->w->o, "</tbody></table>\n");
    if (n > LOG_ON_PAGE)
        vg_ui_pages(s->w, (int64_t)from, LOG_ON_PAGE, (int64_t)n);
    vg_ui_section_end(s->w);
}

/* -- the page
 * ------------------------------------------------------------------------------------------ */

static void put_contents(const struct showing *s, const struct vg_gap *gaps, size_t n)
{
    if (n < 2)
        return;
    vg_html_raw(s->w->o, "<ul class=\"questions\">\n");
    for (size_t i = 0; i < n; i++) {
        vg_html_raw(s->w->o, "<li>");
        vg_ui_link(s->w, vg_print(s->w->a, "#list-%" PRId64, gaps[i].list->id),
                   gaps[i].list->what != NULL ? gaps[i].list->what : gaps[i].list->name);
        vg_html_raw(s->w->o, " <span class=\"tag\">");
        vg_ui_word(s->w, gaps[i].n_locks > 0 ? VW_GAPS_LOCKED : VW_GAPS_OPEN);
        vg_html_raw(s->w->o, "</span></li>\n");
    }
    vg_html_raw(s->w->o, "</ul>\n");
}

static void put_failed(const struct vg_web *w, const struct vg_gaps_failed *failed)
{
    if (failed->code == VG_OK)
        return;
    w->out->status = vg_web_status(failed->code);
    if (failed->says != NULL)
        vg_ui_notice_text(w, "bad", failed->says);
    else
        vg_ui_notice(w, "warn", failed->word, NULL, NULL);
}

int vg_gaps_page(struct vg_web *w, const struct vg_gaps_failed *failed)
{
    struct showing s = {.w = w, .lang = w->in->language};
    const struct vg_root_graph *g = NULL;
    struct vg_gap *gaps = NULL;
    size_t n = 0;
    int rc = vg_web_view(w, &s.v, &g);

    if (rc == VG_OK)
        rc = vg_gaps(s.v, g, vg_web_query(w, "list"), w->a, &gaps, &n, w->err);
    if (rc != VG_OK)
        return rc;
    s.p = vg_ui_pieces(w, s.v);
    vg_page_mark(s.p);
    vg_ui_open_as(w, vg_ui_text(w, VW_PART_GAPS), "wide");
    put_failed(w, failed);
    vg_html_raw(w->o, "<p class=\"how\">");
    vg_ui_word(w, VW_GAPS_LEAD);
    vg_html_raw(w->o, "</p>\n<p>");
    vg_ui_link(w, "/estimate", vg_ui_text(w, VW_MISSING_LINK));
    vg_html_raw(w->o, "</p>\n");
    /* Whoever came to keep a search has its form at hand. */
    if (failed->form == VG_GAPS_LOOKED || vg_web_query(w, "looked") != NULL)
        vg_gaps_looked_form(w, failed);
    if (failed->form == VG_GAPS_LIST)
        vg_gaps_list_form(w, s.v, failed);
    if (n == 0)
        vg_ui_notice(w, "note", VW_GAPS_NONE, NULL, NULL);
    put_contents(&s, gaps, n);
    for (size_t i = 0; i < n; i++)
        put_list(&s, &gaps[i]);
    put_log(&s);
    if (failed->form != VG_GAPS_LOOKED && vg_web_query(w, "looked") == NULL)
        vg_gaps_looked_form(w, failed);
    if (failed->form != VG_GAPS_LIST)
        vg_gaps_list_form(w, s.v, failed);
    vg_ui_close(w);
    return VG_OK;
}

int vg_page_gaps_lists(struct vg_web *w)
{
    const struct vg_gaps_failed nothing = {.code = VG_OK};

    return vg_gaps_page(w, &nothing);
}
