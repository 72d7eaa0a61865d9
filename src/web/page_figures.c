/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Figures: low, best and high of what the claims count, or why there is no number; totals
 * over time; and a form to ask for others. Each row opens to the claims it rests on.
 */
#include <inttypes.h>
#include <string.h>

#include "base/html.h"
#include "base/limits.h"
#include "web/asked.h"
#include "web/pages.h"

enum { ROWS = 100, FIRST_ROWS = 25, UNITS = 24, SERIES = 24, LINKS = 20 };

/* -- the form ---------------------------------------------------------------------------- */

static void put_by(const struct vg_web *w, const char *by)
{
    vg_ui_choice(w, "by", VW_FIGURES_BY);
    vg_ui_option(w, "", vg_ui_text(w, VW_FIGURES_BY_NOTHING), by);
    vg_ui_option(w, "place", vg_ui_text(w, VW_FIGURES_BY_PLACE), by);
    vg_ui_option(w, "agency", vg_ui_text(w, VW_FIGURES_BY_AGENCY), by);
    vg_ui_option(w, "programme", vg_ui_text(w, VW_FIGURES_BY_PROGRAMME), by);
    vg_ui_choice_end(w);
}

static void put_level(const struct vg_web *w, const char *at)
{
    static const enum vg_place_level levels[] = {VG_PLACE_COUNTRY, VG_PLACE_REGION, VG_PLACE_METRO,
                                                 VG_PLACE_CITY, VG_PLACE_DISTRICT};

    vg_ui_choice(w, "at", VW_FIGURES_AT);
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++)
        vg_ui_option(w, vg_place_level_word(levels[i]),
                     vg_brief_word(vg_level_label(levels[i]), w->in->language),
                     at == NULL ? "country" : at);
    vg_ui_choice_end(w);
}

static void put_form(const struct vg_web *w, const struct vg_view *v)
{
    const char *in = vg_web_query(w, "in");

    vg_ui_form_get(w, "/figures", "filters");
    vg_asked_unit_field(w, "unit", v, vg_web_query(w, "unit"), VW_FIGURES_UNIT_ANY);
    put_by(w, vg_web_query(w, "by"));
    put_level(w, vg_web_query(w, "at"));
    vg_ui_input(w, "in", VW_FIGURES_IN, in, " size=\"14\"");
    vg_asked_day_fields(w);
    vg_ui_button(w, VW_FIGURES_ASK, NULL, NULL, "go", NULL);
    vg_ui_form_end(w);
    vg_html_raw(w->o, "<details class=\"explain\"><summary>");
    vg_ui_word(w, VW_FIGURES_HELP);
    vg_html_raw(w->o, "</summary><ul>");
    for (int i = VW_FIGURES_HELP_1; i <= VW_FIGURES_HELP_6; i++) {
        vg_html_raw(w->o, "<li>");
        vg_ui_word(w, (enum vg_ui_word)i);
        vg_html_raw(w->o, "</li>");
    }
    vg_html_raw(w->o, "</ul></details>\n");
}

/* -- tables ---------------------------------------------------------------------------------- */

static const char *caption_of(const struct vg_web *w, const struct vg_view *v,
                              const struct vg_count_ask *ask)
{
    const char *unit = vg_asked_unit_label(w, ask->unit);
    const char *where = ask->within == NULL ? NULL : vg_asked_place_label(w, v, ask->within);
    const char *how;

    if (ask->by == VG_BY_PLACE)
        how = vg_ui_said(w, VW_FIGURES_CAPTION_LEVEL,
                         vg_brief_word(vg_level_label(ask->level), w->in->language), NULL, NULL);
    else
        how = vg_ui_text(w, ask->by == VG_BY_AGENCY      ? VW_FIGURES_CAPTION_AGENCY
                            : ask->by == VG_BY_PROGRAMME ? VW_FIGURES_CAPTION_PROGRAMME
                                                         : VW_FIGURES_CAPTION_ALL);
    return vg_print(w->a, "%s%s%s%s%s", unit, vg_brief_word(VG_W_COLON, w->in->language), how,
                    where == NULL ? "" : " · ", where == NULL ? "" : where);
}

static int put_table(struct vg_web *w, struct vg_page *p, const struct vg_view *v,
                     const struct vg_count_ask *ask, const struct vg_count *count, size_t from,
                     size_t most, size_t block)
{
    size_t n = count->n - from < most ? count->n - from : most;

    vg_page_link_figures(p, vg_asked_address(w, "/figures/one", ask));
    return vg_page_rows(p, caption_of(w, v, ask), count->rows + from, n, block, w->err);
}

/* -- every unit, most used first ----------------------------------------------------------------
 */

static void put_ways(const struct vg_web *w, const char *unit)
{
    const char *u = vg_ui_encoded(w, unit);

    vg_html_raw(w->o, "<p class=\"ways\">");
    vg_ui_link(w, vg_print(w->a, "/figures?unit=%s&by=place&at=country", u),
               vg_ui_text(w, VW_FIGURES_WAY_COUNTRY));
    vg_puts(w->o, " · ");
    vg_ui_link(w, vg_print(w->a, "/figures?unit=%s&by=place&at=metro", u),
               vg_ui_text(w, VW_FIGURES_WAY_METRO));
    vg_puts(w->o, " · ");
    vg_ui_link(w, vg_print(w->a, "/figures?unit=%s&by=agency", u),
               vg_ui_text(w, VW_FIGURES_BY_AGENCY));
    vg_puts(w->o, " · ");
    vg_ui_link(w, vg_print(w->a, "/figures?unit=%s&by=programme", u),
               vg_ui_text(w, VW_FIGURES_BY_PROGRAMME));
    vg_puts(w->o, " · ");
    vg_ui_link(w, vg_print(w->a, "/figures?unit=%s#series", u),
               vg_ui_text(w, VW_FIGURES_WAY_SERIES));
    vg_html_raw(w->o, "</p>\n");
}

/* The first rows only, and a way to all of them. */
static void put_cut(const struct vg_web *w, size_t all, const char *unit, const char *how)
{
    if (all <= FIRST_ROWS)
        return;
    vg_html_raw(w->o, "<p>");
    vg_ui_link(w, vg_print(w->a, "/figures?unit=%s%s", vg_ui_encoded(w, unit), how),
               vg_ui_said(w, VW_FIGURES_ALL_ROWS, vg_ui_number(w, (int64_t)all), NULL, NULL));
    vg_html_raw(w->o, "</p>\n");
}

static int put_unit(struct vg_web *w, struct vg_page *p, const struct vg_view *v,
                    const struct vg_root_graph *g, const char *unit, size_t block)
{
    struct vg_count_ask ask = {.unit = unit, .as_of = vg_web_query(w, "as-of")};
    struct vg_count whole = {0}, places = {0};
    int rc = vg_count(v, g, &ask, w->a, &whole, w->err);

    if (rc != VG_OK || whole.n == 0)
        return rc;
    vg_html_raw(w->o, "<section class=\"unit\"><h2>");
    vg_html_textz(w->o, vg_asked_unit_label(w, unit));
    vg_html_raw(w->o, "</h2>\n");
    rc = put_table(w, p, v, &ask, &whole, 0, FIRST_ROWS, block);
    ask.by = VG_BY_PLACE;
    ask.level = VG_PLACE_COUNTRY;
    if (rc == VG_OK && block == 0)
        rc = vg_count(v, g, &ask, w->a, &places, w->err);
    if (rc == VG_OK && places.n > 1)
        rc = put_table(w, p, v, &ask, &places, 0, FIRST_ROWS, UNITS);
    put_cut(w, whole.n, unit, "");
    put_cut(w, places.n, unit, "&by=place&at=country");
    put_ways(w, unit);
    vg_ui_section_end(w);
    return rc;
}

static int put_all(struct vg_web *w, struct vg_page *p, const struct vg_view *v,
                   const struct vg_root_graph *g)
{
    struct vg_unit_use *units;
    size_t n, put = 0;
    int rc = vg_asked_units(w, v, &units, &n);

    if (rc == VG_OK && n == 0)
        vg_ui_notice(w, "note", VW_FIGURES_NONE, NULL, NULL);
    for (size_t i = 0; rc == VG_OK && i < n && put < UNITS; i++)
        if (vg_asked_is_thing(units[i].unit))
            rc = put_unit(w, p, v, g, units[i].unit, put++);
    return rc;
}

/* -- one unit, as asked -------------------------------------------------------------------------
 */

static int put_series(struct vg_web *w, struct vg_page *p, const struct vg_view *v,
                      const struct vg_root_graph *g, const struct vg_count_ask *ask)
{
    struct vg_series *list;
    size_t n, most;
    int rc = vg_series_list(v, g, ask, w->a, &list, &n, w->err);

    if (rc != VG_OK || n == 0)
        return rc;
    vg_ui_section(w, "series", VW_FIGURES_SERIES);
    vg_html_raw(w->o, "<p class=\"soft\">");
    vg_ui_word(w, VW_FIGURES_SERIES_HOW);
    vg_html_raw(w->o, "</p>\n");
    most = n < SERIES ? n : SERIES;
    for (size_t i = 0; rc == VG_OK && i < most; i++)
        rc = vg_page_total(p, &list[i], w->err);
    if (most < n) {
        vg_html_raw(w->o, "<p class=\"soft\">");
        vg_ui_say(w, VW_FIGURES_SERIES_CUT, vg_ui_number(w, (int64_t)most),
                  vg_ui_number(w, (int64_t)n), NULL);
        vg_html_raw(w->o, "</p>\n");
    }
    vg_ui_section_end(w);
    return rc;
}

static int put_asked(struct vg_web *w, struct vg_page *p, const struct vg_view *v,
                     const struct vg_root_graph *g, const struct vg_count_ask *ask)
{
    struct vg_count count = {0};
    int rc = vg_count(v, g, ask, w->a, &count, w->err);
    size_t from = (size_t)vg_web_query_i64(w, "from", 0, INT32_MAX);

    if (rc != VG_OK)
        return rc;
    if (from >= count.n)
        from = 0;
    if (count.n == 0) {
        vg_ui_notice(w, "note", VW_FIGURES_NO_ROW, vg_asked_unit_label(w, ask->unit), NULL);
    } else {
        rc = put_table(w, p, v, ask, &count, from, ROWS, 0);
        if (count.n > ROWS)
            vg_ui_pages(w, (int64_t)from, ROWS, (int64_t)count.n);
    }
    put_ways(w, ask->unit);
    return rc == VG_OK ? put_series(w, p, v, g, ask) : rc;
}

/* -- the page ---------------------------------------------------------------------------------- */

static void put_sum_form(const struct vg_web *w)
{
    vg_ui_section(w, "sum", VW_FIGURES_SUM);
    vg_html_raw(w->o, "<p class=\"soft\">");
    vg_ui_word(w, VW_FIGURES_SUM_HOW);
    vg_html_raw(w->o, "</p>\n");
    vg_ui_form_get(w, "/figures/sum", "row");
    vg_ui_input(w, "claims", VW_FIGURES_SUM_CLAIMS, NULL, " placeholder=\"c4 c5\" required");
    vg_ui_button(w, VW_FIGURES_SUM_ASK, NULL, NULL, NULL, NULL);
    vg_ui_form_end(w);
    vg_ui_section_end(w);
}

int vg_page_figures_list(struct vg_web *w)
{
    const struct vg_view *v = NULL;
    const struct vg_root_graph *g = NULL;
    struct vg_count_ask ask = {0};
    struct vg_page *p;
    int64_t before = 0;
    int rc = vg_asked_view(w, &v, &g, &before), asked;

    if (rc == VG_E_MISUSE) { /* a day that is none: the form comes again, with the case as it is */
        rc = vg_web_view(w, &v, &g);
        asked = VG_E_MISUSE;
    } else {
        asked = rc == VG_OK ? vg_asked_count(w, v, &ask) : rc;
    }
    if (rc != VG_OK)
        return rc;
    vg_ui_open_as(w, vg_ui_text(w, VW_PART_FIGURES), "wide");
    vg_html_raw(w->o, "<p class=\"how\">");
    vg_ui_word(w, VW_FIGURES_LEAD);
    vg_html_raw(w->o, "</p>\n");
    if (asked != VG_OK) {
        w->out->status = vg_web_status(asked);
        vg_ui_notice_text(w, "bad", w->err->text);
    }
    put_form(w, v);
    if (before != 0)
        vg_ui_notice(w, "note", VW_ASKED_THEN, vg_ui_number(w, before), NULL);
    p = vg_ui_pieces(w, v);
    vg_page_mark(p);
    vg_page_bound_links(p, LINKS);
    if (asked == VG_OK)
        rc = ask.unit != NULL ? put_asked(w, p, v, g, &ask) : put_all(w, p, v, g);
    put_sum_form(w);
    vg_ui_close(w);
    return rc;
}
