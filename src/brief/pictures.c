/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The drawings of a brief: a map under the first table by country, a timeline under the
 * statuses. They show what the tables say and nothing else; where a drawing would not help
 * a reader (one country, one day) there is none.
 */
#include <string.h>

#include "base/html.h"
#include "brief/map_svg.h"
#include "brief/page.h"
#include "brief/timeline_svg.h"

enum { COUNTRIES_LEAST = 2, MARKS_LEAST = 3 };

/* -- map --------------------------------------------------------------------------------- */

static int is_by_country(const struct vg_brief_figure *block)
{
    const char *first = NULL;
    size_t n = 0;

    for (size_t i = 0; i < block->n; i++) {
        const struct vg_figure *f = &block->rows[i];

        if (f->place == NULL || f->level != VG_PLACE_COUNTRY || f->by != NULL)
            continue;
        if (first == NULL || strcmp(first, f->place) != 0)
            n++;
        first = f->place;
    }
    return n >= COUNTRIES_LEAST;
}

/* The first table that is worth a map; b->n_figures when none is. */
static size_t block_of_map(const struct vg_brief *b)
{
    size_t i = 0;

    while (i < b->n_figures && !is_by_country(&b->figures[i]))
        i++;
    return i;
}

void vg_page_map(const struct vg_page *p, size_t block)
{
    const struct vg_brief_figure *f = &p->b->figures[block];
    struct vg_map_svg in = {.places = &p->v->places, .language = p->lang, .title = f->question};
    struct vg_map_row *rows;
    VG_SCOPED_BUF svg = {0};

    if (block != block_of_map(p->b))
        return;
    vg_map_rows_of(p->v, f->rows, f->n, p->a, &rows, &in.n);
    for (size_t i = 0; i < in.n; i++) /* each mark leads to its row, which has the claims */
        rows[i].href = vg_print(p->a, "#f%zu-%zu", block + 1, i + 1);
    in.rows = rows;
    in.unit = f->rows[0].unit;
    if (vg_map_svg(&in, &svg, NULL) != VG_OK)
        return; /* no row is on the map: the table says all there is */
    vg_html_raw(p->o, "<div class=\"draws\">");
    vg_put(p->o, svg.p, svg.len);
    vg_html_raw(p->o, "</div>\n");
}

/* -- timeline ------------------------------------------------------------------------------- */

/* Only of claims that are printed here, so that every mark has somewhere to lead. */
static size_t keep_shown(const struct vg_page *p, struct vg_timeline_event *list, size_t n)
{
    size_t kept = 0;

    for (size_t i = 0; i < n; i++) {
        size_t at = vg_page_index(p, list[i].claim);

        if (at != SIZE_MAX && p->facts[at].shown && p->facts[at].stands)
            list[kept++] = list[i];
    }
    return kept;
}

void vg_page_timeline(const struct vg_page *p)
{
    struct vg_timeline_svg in = {.language = p->lang};
    struct vg_timeline_event *list;
    VG_SCOPED_BUF svg = {0};

    vg_timeline_events(p->v, VG_TIMELINE_BY_SPEAKER, p->lang, p->a, &list, &in.n, &in.undated);
    in.events = list;
    in.n = keep_shown(p, list, in.n);
    if (in.n < MARKS_LEAST || vg_timeline_svg(&in, &svg, NULL) != VG_OK)
        return;
    vg_html_raw(p->o, "<h3>");
    vg_page_word(p, VG_W_TIMELINE);
    vg_html_raw(p->o, "</h3>\n<div class=\"draws\">");
    vg_put(p->o, svg.p, svg.len);
    vg_html_raw(p->o, "</div>\n");
}
