/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Named lists among what is not known. A locked list says why and gives the
 * difference as arithmetic; an open one shows, unit by unit, where somebody looked.
 */
#include <inttypes.h>
#include <string.h>

#include "base/html.h"
#include "base/limits.h"
#include "brief/gap_svg.h"
#include "brief/page.h"

/* -- one list --------------------------------------------------------------------- */

static void put_sum(const struct vg_page *p, const struct vg_gap *g)
{
    char listed[VG_NUMBER_TEXT], found[VG_NUMBER_TEXT], left[VG_NUMBER_TEXT];

    vg_page_say(p, VG_W_GAP_SUM, vg_number(listed, (int64_t)g->n_members, 0),
                vg_number(found, (int64_t)g->n_found, 0),
                vg_number(left, (int64_t)g->n_not_found, 0));
}

static void put_names(const struct vg_page *p, enum vg_word title, const struct vg_gap_member *m,
                      size_t n, int found)
{
    size_t put = 0, most = vg_page_limit(p, n, VG_BRIEF_LINKS), all = 0;

    for (size_t i = 0; i < n; i++)
        all += (m[i].n_found > 0) == found;
    if (all == 0)
        return;
    vg_html_raw(p->o, "<p>");
    vg_page_word(p, title);
    vg_page_word(p, VG_W_COLON);
    for (size_t i = 0; i < n && put < most; i++) {
        if ((m[i].n_found > 0) != found)
            continue;
        if (put++ > 0)
            vg_page_word(p, VG_W_LIST_SEP);
        vg_page_place(p, m[i].id);
        if (!found)
            continue;
        vg_putc(p->o, ' ');
        vg_page_claim_links(p, m[i].found, m[i].n_found);
    }
    vg_page_more(p, all - put);
    vg_html_raw(p->o, "</p>\n");
}

static void put_locked(const struct vg_page *p, const struct vg_gap *g)
{
    vg_html_raw(p->o, "<p class=\"refusal\"><b>");
    vg_page_word(p, VG_W_GAP_LOCKED);
    vg_html_raw(p->o, "</b></p>\n<ul>\n");
    for (size_t i = 0; i < g->n_locks; i++) {
        vg_html_raw(p->o, "<li>");
        vg_page_said(p, g->locks[i].said, g->locks[i].says);
        vg_html_raw(p->o, "</li>\n");
    }
    vg_html_raw(p->o, "</ul>\n<p class=\"soft\">");
    vg_page_word(p, VG_W_GAP_ARITHMETIC);
    vg_page_word(p, VG_W_COLON);
    put_sum(p, g);
    vg_html_raw(p->o, "</p>\n");
    put_names(p, VG_W_GAP_FOUND, g->members, g->n_members, 1);
    put_names(p, VG_W_GAP_NOT_FOUND, g->members, g->n_members, 0);
}

static void put_search(const struct vg_page *p, const struct vg_looked *l, int is_wider)
{
    static const enum vg_word results[] = {
        [VG_LOOKED_NOTHING] = VG_W_LOOKED_NOTHING,
        [VG_LOOKED_FOUND] = VG_W_LOOKED_FOUND,
        [VG_LOOKED_UNCLEAR] = VG_W_LOOKED_UNCLEAR,
    };

    vg_html_raw(p->o, "<small>");
    vg_put_date(p->o, p->lang, l->date);
    vg_puts(p->o, " · ");
    vg_page_word(p, results[l->result]);
    if (is_wider) {
        vg_puts(p->o, " · ");
        vg_page_place(p, l->place);
    }
    if (l->searched != NULL) {
        vg_html_raw(p->o, " · <span dir=\"auto\">");
        vg_html_textz(p->o, l->searched);
        vg_html_raw(p->o, "</span>");
    }
    vg_html_raw(p->o, " · <q");
    vg_page_lang(p, l->language);
    vg_html_raw(p->o, ">");
    vg_html_textz(p->o, l->words);
    vg_html_raw(p->o, "</q></small>");
}

static void put_left(const struct vg_page *p, const struct vg_gap_member *m)
{
    vg_html_raw(p->o, "<li><b>");
    vg_page_place(p, m->id);
    vg_html_raw(p->o, "</b>");
    if (m->n_looked == 0) {
        vg_page_word(p, VG_W_COLON);
        vg_page_word(p, VG_W_GAP_NOT_LOOKED);
    }
    for (size_t i = 0; i < m->n_looked; i++)
        put_search(p, m->looked[i], 0);
    for (size_t i = 0; i < m->n_wider; i++)
        put_search(p, m->wider[i], 1);
    vg_html_raw(p->o, "</li>\n");
}

static void put_open(const struct vg_page *p, const struct vg_gap *g)
{
    size_t put = 0, most = vg_page_limit(p, g->n_not_found, VG_BRIEF_ROWS);

    vg_html_raw(p->o, "<p>");
    put_sum(p, g);
    vg_html_raw(p->o, "</p>\n");
    vg_gap_svg(&(struct vg_gap_svg){.view = p->v, .gap = g, .language = p->lang}, p->o);
    put_names(p, VG_W_GAP_FOUND, g->members, g->n_members, 1);
    if (g->n_not_found == 0)
        return;
    vg_html_raw(p->o, "<ul>\n");
    for (size_t i = 0; i < g->n_members && put < most; i++) {
        if (g->members[i].n_found > 0)
            continue;
        put_left(p, &g->members[i]);
        put++;
    }
    vg_html_raw(p->o, "</ul>\n");
    vg_page_more(p, g->n_not_found - put);
}

static void put_list(const struct vg_page *p, const struct vg_gap *g)
{
    vg_html_raw(p->o, "<dt>");
    vg_page_word(p, VG_W_GAP_LIST);
    vg_page_word(p, VG_W_COLON);
    vg_html_raw(p->o, "<span dir=\"auto\">");
    vg_html_textz(p->o, g->list->what != NULL ? g->list->what : g->list->name);
    vg_html_raw(p->o, "</span> ");
    vg_page_claim_links(p, g->list->claims, g->list->n_claims);
    vg_html_raw(p->o, "</dt>\n<dd>");
    if (g->n_locks > 0)
        put_locked(p, g);
    else
        put_open(p, g);
    put_names(p, VG_W_GAP_OUTSIDE, g->outside, g->n_outside, 1);
    vg_html_raw(p->o, "</dd>\n");
}

size_t vg_page_gaps(const struct vg_page *p)
{
    size_t most = vg_page_limit(p, p->b->n_gaps, VG_BRIEF_ROWS);

    for (size_t i = 0; i < most; i++)
        put_list(p, &p->b->gaps[i]);
    return most;
}
