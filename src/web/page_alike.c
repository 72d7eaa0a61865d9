/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Names that may be one, the likeliest first, each pair with what speaks for it and against. The
 * program proposes; where a person follows the link, the form of that name waits, filled in but
 * for the decision and its reason.
 */
#include <inttypes.h>
#include <string.h>

#include "base/html.h"
#include "web/names.h"
#include "web/pages.h"

/* Of more names than that the comparison takes longer than a page may: a second. */
enum { ON_PAGE = 25, EVIDENCE_SHOWN = 12, MOST_NAMES = 30000 };

/* That most pairs are two things is said of every pair, so not of each. */
void vg_name_evidence(const struct vg_web *w, const struct vg_score *s)
{
    size_t shown = 0;

    vg_html_raw(w->o, "<ul class=\"uses\">\n");
    for (size_t i = 0; i < s->n && shown < EVIDENCE_SHOWN; i++) {
        const struct vg_score_evidence *e = &s->because[i];

        if (strcmp(e->feature, "prior") == 0)
            continue;
        shown++;
        vg_html_raw(w->o, "<li>");
        vg_ui_word(w, e->milli >= 0 ? VW_ALIKE_FOR : VW_ALIKE_AGAINST);
        vg_html_raw(w->o, " <span dir=\"auto\">");
        vg_ui_told(w, vg_score_said(w->a, e), NULL);
        vg_html_raw(w->o, "</span></li>\n");
    }
    vg_html_raw(w->o, "</ul>\n");
}

/* The passages, each a click away. */
static void put_seen(const struct vg_web *w, const struct vg_name_pair *p)
{
    if (p->n_seen == 0)
        return;
    vg_html_raw(w->o, "<ul class=\"uses\">\n");
    for (size_t i = 0; i < p->n_seen; i++) {
        const struct vg_pair_seen *seen = &p->seen[i];

        vg_html_raw(w->o, "<li>");
        vg_ui_link(w,
                   vg_print(w->a, "/sources/s%" PRId64 "?at=%" PRId64 "-%" PRId64 "#p-here",
                            seen->source, seen->start, seen->end),
                   vg_print(w->a, "s%" PRId64, seen->source));
        vg_html_raw(w->o, " <q dir=\"auto\">");
        vg_html_text(w->o, vg_str(seen->quote));
        vg_html_raw(w->o, "</q></li>\n");
    }
    vg_html_raw(w->o, "</ul>\n");
}

static void put_pair(const struct vg_web *w, const struct vg_names *names,
                     const struct vg_name_pair *p)
{
    vg_html_raw(w->o, "<li><p>");
    vg_name_link(w, names, p->left->name);
    vg_html_raw(w->o, " · ");
    vg_name_link(w, names, p->right->name);
    vg_html_raw(w->o, " <span class=\"facts-line\">");
    vg_ui_word(w, p->score.verdict == VG_SCORE_SAME ? VW_ALIKE_LIKELY : VW_ALIKE_OPEN);
    vg_html_raw(w->o, "</span></p>\n");
    vg_name_evidence(w, &p->score);
    put_seen(w, p);
    vg_html_raw(w->o, "<p>");
    vg_ui_link(
        w,
        vg_print(w->a, "/names/%s?with=%s#judge", p->left->key, vg_ui_encoded(w, p->right->name)),
        vg_ui_text(w, VW_ALIKE_DECIDE));
    vg_html_raw(w->o, "</p></li>\n");
}

int vg_page_alike(struct vg_web *w)
{
    int64_t from = vg_web_query_i64(w, "from", 0, INT32_MAX);
    const struct vg_names *names;
    struct vg_name_pair *list = NULL;
    size_t n = 0;
    int rc = vg_web_entities(w, &names);

    if (rc != VG_OK)
        return rc;
    if (names->n <= MOST_NAMES)
        rc = vg_names_alike_known(w->c, names, w->a, &list, &n, NULL, w->err);
    if (rc != VG_OK)
        return rc;
    if ((uint64_t)from >= n)
        from = 0;
    vg_ui_open(w, vg_ui_text(w, VW_ALIKE_TITLE));
    vg_html_raw(w->o, "<p>");
    vg_ui_word(w, names->n > MOST_NAMES ? VW_ALIKE_MANY : n == 0 ? VW_ALIKE_NONE : VW_ALIKE_ABOUT);
    vg_html_raw(w->o, "</p>\n<p>");
    vg_ui_link(w, "/names", vg_ui_text(w, VW_NAME_ALL));
    vg_html_raw(w->o, n == 0 ? "</p>\n" : "</p>\n<ul class=\"judged\">\n");
    for (size_t i = (size_t)from; i < n && i < (size_t)from + ON_PAGE; i++)
        put_pair(w, names, &list[i]);
    if (n > 0) {
        vg_html_raw(w->o, "</ul>\n");
        vg_ui_pages(w, from, ON_PAGE, (int64_t)n);
    }
    vg_ui_close(w);
    return VG_OK;
}
