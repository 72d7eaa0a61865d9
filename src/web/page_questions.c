/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The questions that a case can be asked: those saved with it first, then those that come
 * with the program, by what they are about.
 */
#include <string.h>

#include "base/html.h"
#include "web/pages.h"

/* The groups of the list, in a few headings that a reader can take in. */
static const struct {
    enum vg_ui_word word;
    const char *groups; /* each between spaces */
} themes[] = {
    {VW_QUESTIONS_NUMBERS, " count figure units estimate "},
    {VW_QUESTIONS_WHO, " who where names status exposure "},
    {VW_QUESTIONS_FIT, " check grade "},
    {VW_QUESTIONS_SIDES, " dispute reply response fairness negative "},
    {VW_QUESTIONS_ROOTS, " roots sources watch "},
    {VW_QUESTIONS_TIME, " timeline forecast "},
    {VW_QUESTIONS_WORK, " coverage method protection brief "},
    {VW_QUESTIONS_OTHER, ""},
};
enum { THEMES = sizeof themes / sizeof *themes };

static size_t theme_of(const struct vg_web *w, const struct vg_question *q)
{
    const char *group = vg_print(w->a, " %s ", q->group == NULL ? "" : q->group);
    size_t i = 0;

    while (i + 1 < THEMES && strstr(themes[i].groups, group) == NULL)
        i++;
    return i;
}

static void put_question(const struct vg_web *w, const struct vg_view *v,
                         const struct vg_question *q)
{
    vg_html_raw(w->o, "<li>");
    vg_ui_link(w, vg_print(w->a, "/questions/%s", vg_ui_encoded(w, q->name)),
               vg_question_text(v, q, w->in->language, w->a));
    vg_html_raw(w->o, " <code>");
    vg_html_textz(w->o, q->name);
    vg_html_raw(w->o, "</code>");
    if (!q->builtin && q->group != NULL) {
        vg_html_raw(w->o, " <span class=\"tag\" dir=\"auto\">");
        vg_html_textz(w->o, q->group);
        vg_html_raw(w->o, "</span>");
    }
    vg_html_raw(w->o, "</li>\n");
}

static void put_saved(const struct vg_web *w, const struct vg_view *v,
                      const struct vg_question *list, size_t n)
{
    size_t saved = 0;

    for (size_t i = 0; i < n; i++)
        saved += !list[i].builtin;
    vg_ui_section(w, "saved", VW_QUESTIONS_SAVED);
    if (saved == 0) {
        vg_html_raw(w->o, "<p class=\"soft\">");
        vg_ui_word(w, VW_QUESTIONS_SAVED_NONE);
        vg_html_raw(w->o, "</p>\n");
    } else {
        vg_html_raw(w->o, "<ul class=\"questions\">\n");
        for (size_t i = 0; i < n; i++)
            if (!list[i].builtin)
                put_question(w, v, &list[i]);
        vg_html_raw(w->o, "</ul>\n");
    }
    vg_ui_section_end(w);
}

static void put_theme(const struct vg_web *w, const struct vg_view *v,
                      const struct vg_question *list, size_t n, size_t theme)
{
    size_t put = 0;

    for (size_t i = 0; i < n; i++) {
        if (!list[i].builtin || theme_of(w, &list[i]) != theme)
            continue;
        if (put++ == 0) {
            vg_ui_section(w, NULL, themes[theme].word);
            vg_html_raw(w->o, "<ul class=\"questions\">\n");
        }
        put_question(w, v, &list[i]);
    }
    if (put == 0)
        return;
    vg_html_raw(w->o, "</ul>\n");
    vg_ui_section_end(w);
}

int vg_page_questions_list(struct vg_web *w)
{
    const struct vg_view *v = NULL;
    struct vg_question *list = NULL;
    size_t n = 0;
    int rc = vg_web_names(w, &v);

    if (rc == VG_OK)
        rc = vg_questions(w->c, w->a, &list, &n, w->err);
    if (rc != VG_OK)
        return rc;
    vg_ui_open(w, vg_ui_text(w, VW_PART_QUESTIONS));
    vg_html_raw(w->o, "<p class=\"how\">");
    vg_ui_word(w, VW_QUESTIONS_LEAD);
    vg_html_raw(w->o, "</p>\n");
    put_saved(w, v, list, n);
    vg_html_raw(w->o, "<div class=\"columns themes\">\n");
    for (size_t i = 0; i < THEMES; i++)
        put_theme(w, v, list, n, i);
    vg_html_raw(w->o, "</div>\n");
    vg_ui_close(w);
    return VG_OK;
}
