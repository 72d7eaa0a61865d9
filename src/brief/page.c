/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The frame of the page: head, contents, the question, the tables of figures and
 * the foot. No script, nothing from elsewhere; the policy in the head says so to
 * the browser as well.
 */
#include <inttypes.h>
#include <string.h>

#include "base/html.h"
#include "brief/page.h"

static const struct {
    const char *id;
    enum vg_word title;
    unsigned part; /* 0: never left out */
} sections[] = {
    {"asked", VG_W_ASKED, 0},
    {"figures", VG_W_FIGURES, 0},
    {"disputes", VG_W_DISPUTES, 0},
    {"roots", VG_W_ROOTS, VG_PART_ROOTS},
    {"checks", VG_W_CHECKS, VG_PART_CHECKS},
    {"unknown", VG_W_UNKNOWN, 0},
    {"status", VG_W_STATUS, VG_PART_STATUS},
    {"made", VG_W_MADE, 0},
    {"evidence", VG_W_EVIDENCE, 0},
};

static void put_contents(const struct vg_page *p)
{
    vg_html_raw(p->o, "<nav class=\"toc\"");
    vg_html_attrz(p->o, "aria-label", vg_brief_word(VG_W_CONTENTS, p->lang));
    vg_html_raw(p->o, "><ol>\n");
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) {
        if ((p->b->without & sections[i].part) != 0)
            continue;
        vg_html_raw(p->o, "<li><a href=\"#");
        vg_html_raw(p->o, sections[i].id);
        vg_html_raw(p->o, "\">");
        vg_page_word(p, sections[i].title);
        vg_html_raw(p->o, "</a></li>\n");
    }
    vg_html_raw(p->o, "</ol></nav>\n");
}

void vg_page_head(const struct vg_page *p)
{
    struct vg_buf *o = p->o;

    vg_html_raw(o, "<!doctype html>\n<html lang=\"");
    vg_html_raw(o, strcmp(p->lang, "zh") == 0 ? "zh-Hans" : "en");
    vg_html_raw(o, "\">\n<head>\n<meta charset=\"utf-8\">\n"
                   "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                   "style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action "
                   "'none'\">\n"
                   "<meta name=\"referrer\" content=\"no-referrer\">\n"
                   "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                   "<meta name=\"color-scheme\" content=\"light dark\">\n<title>");
    vg_html_textz(o, p->b->title);
    vg_html_raw(o, "</title>\n<style>\n");
    for (size_t i = 0; vg_brief_style[i] != NULL; i++)
        vg_html_raw(o, vg_brief_style[i]);
    vg_html_raw(o, "</style>\n</head>\n<body id=\"top\">\n<a class=\"skip\" href=\"#asked\">");
    vg_page_word(p, VG_W_SKIP);
    vg_html_raw(o, "</a>\n<header class=\"mast\">\n<p class=\"made\">");
    vg_put_time(o, p->lang, p->b->made_at);
    vg_puts(o, " · ");
    vg_html_textz(o, p->b->program);
    vg_html_raw(o, "</p>\n<h1");
    vg_html_raw(o, " dir=\"auto\">");
    vg_html_textz(o, p->b->title);
    vg_html_raw(o, "</h1>\n</header>\n");
    put_contents(p);
    vg_html_raw(o, "<main>\n");
}

void vg_page_open(const struct vg_page *p, const char *id, enum vg_word title, enum vg_word how)
{
    vg_html_raw(p->o, "<section id=\"");
    vg_html_raw(p->o, id);
    vg_html_raw(p->o, "\" aria-labelledby=\"");
    vg_html_raw(p->o, id);
    vg_html_raw(p->o, "-h\">\n<h2 id=\"");
    vg_html_raw(p->o, id);
    vg_html_raw(p->o, "-h\">");
    vg_page_word(p, title);
    vg_html_raw(p->o, "</h2>\n");
    if (how != VG_WORDS) {
        vg_html_raw(p->o, "<p class=\"how\">");
        vg_page_word(p, how);
        vg_html_raw(p->o, "</p>\n");
    }
}

void vg_page_close(const struct vg_page *p)
{
    vg_html_raw(p->o, "</section>\n");
}

/* -- what is asked ------------------------------------------------------------------ */

static void put_tally(const struct vg_page *p, size_t n, enum vg_word w, const char *extra)
{
    char number[VG_NUMBER_TEXT];

    vg_html_raw(p->o, "<li><b>");
    vg_puts(p->o, vg_number(number, (int64_t)n, 0));
    vg_html_raw(p->o, "</b> ");
    vg_page_say(p, w, extra, NULL, NULL);
    vg_html_raw(p->o, "</li>\n");
}

void vg_page_asked(const struct vg_page *p)
{
    char held[VG_NUMBER_TEXT];
    size_t n_held = 0;

    for (size_t i = 0; i < p->v->n_roots; i++)
        n_held += p->v->roots[i].source != 0;
    vg_page_open(p, "asked", VG_W_ASKED, VG_WORDS);
    vg_html_raw(p->o, "<p class=\"lead\" dir=\"auto\">");
    vg_html_textz(p->o, p->b->asked);
    vg_html_raw(p->o, "</p>\n<ul class=\"tally\">\n");
    put_tally(p, p->n_printable, VG_W_N_CLAIMS, NULL);
    put_tally(p, p->v->n_sources, VG_W_N_SOURCES, NULL);
    put_tally(p, p->v->n_roots, VG_W_N_ROOTS, vg_number(held, (int64_t)n_held, 0));
    put_tally(p, p->n_alleging, VG_W_N_ALLEGATIONS, NULL);
    vg_html_raw(p->o, "</ul>\n<p class=\"how\">");
    vg_page_word(p, VG_W_ASKED_HOW);
    vg_html_raw(p->o, "</p>\n");
    vg_page_close(p);
}

/* -- figures ------------------------------------------------------------------------- */

static void put_column(const struct vg_page *p, enum vg_word w, const char *class)
{
    vg_html_raw(p->o, "<th role=\"columnheader\" scope=\"col\" class=\"");
    vg_html_raw(p->o, class);
    vg_html_raw(p->o, "\">");
    vg_page_word(p, w);
    vg_html_raw(p->o, "</th>");
}

static void put_table_head(const struct vg_page *p, const char *question, int64_t top)
{
    char end[VG_NUMBER_TEXT];

    vg_html_raw(p->o, "<table role=\"table\" class=\"fig\"><caption><span dir=\"auto\">");
    vg_html_textz(p->o, question);
    vg_html_raw(p->o, "</span>");
    if (top > 0) {
        vg_html_raw(p->o, " <span class=\"soft\">");
        vg_page_say(p, VG_W_SCALE, vg_number(end, top, 0), NULL, NULL);
        vg_html_raw(p->o, "</span>");
    }
    vg_html_raw(p->o, "</caption>\n<thead role=\"rowgroup\"><tr role=\"row\">");
    put_column(p, VG_W_COL_ROW, "p");
    put_column(p, VG_W_COL_LOW, "n");
    put_column(p, VG_W_COL_BEST, "n");
    put_column(p, VG_W_COL_HIGH, "n");
    put_column(p, VG_W_COL_WORDS, "w");
    put_column(p, VG_W_COL_ROOTS, "r");
    put_column(p, VG_W_COL_AS_OF, "d");
    put_column(p, VG_W_COL_CLAIMS, "e");
    vg_html_raw(p->o, "</tr></thead>\n<tbody role=\"rowgroup\">\n");
}

int vg_page_rows(const struct vg_page *p, const char *caption, const struct vg_figure *rows,
                 size_t n, size_t block, struct vg_err *err)
{
    int64_t top = vg_figure_top(rows, n);

    put_table_head(p, caption, top);
    for (size_t i = 0; i < n; i++) {
        int rc = vg_page_row(p, &rows[i], block, i, top, err);

        if (rc != VG_OK)
            return rc;
    }
    vg_html_raw(p->o, "</tbody></table>\n");
    return VG_OK;
}

int vg_page_figures(const struct vg_page *p, struct vg_err *err)
{
    int rc;

    vg_page_open(p, "figures", VG_W_FIGURES, VG_W_FIGURES_HOW);
    if (p->b->n_figures == 0) {
        vg_html_raw(p->o, "<p>");
        vg_page_word(p, VG_W_FIGURES_NONE);
        vg_html_raw(p->o, "</p>\n");
    }
    for (size_t i = 0; i < p->b->n_figures; i++) {
        const struct vg_brief_figure *block = &p->b->figures[i];

        rc = vg_page_rows(p, block->question, block->rows, block->n, i, err);
        if (rc != VG_OK)
            return rc;
        vg_page_cut(p, VG_W_ROWS_CUT, block->n, block->n_all);
        vg_page_map(p, i);
    }
    rc = (p->b->without & VG_PART_SERIES) != 0 ? VG_OK : vg_page_series(p, err);
    vg_page_close(p);
    return rc;
}

void vg_page_foot(const struct vg_page *p)
{
    vg_html_raw(p->o, "</main>\n<footer>\n<p>");
    vg_page_word(p, VG_W_COLOPHON);
    vg_html_raw(p->o, " <a href=\"#top\">");
    vg_page_word(p, VG_W_TOP);
    vg_html_raw(p->o, "</a></p>\n</footer>\n</body>\n</html>\n");
}
