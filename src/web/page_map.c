/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Where: figures by place as a map, and the table that it shows. Without a unit: how many
 * claims are about each country.
 */
#include <inttypes.h>
#include <string.h>

#include "base/html.h"
#include "base/limits.h"
#include "web/asked.h"
#include "web/bits.h"
#include "web/pages.h"
#include "web/picture.h"
#include "web/sifted.h"

enum { ROWS = 60, PLACES = 250 };

struct map {
    struct vg_web *w;
    struct vg_sifted some;
    const struct vg_unit_use *units;
    size_t n_units;
    const char *unit; /* NULL: claims are counted */
    enum vg_place_level level;
};

static void put_level(const struct map *m)
{
    static const enum vg_place_level levels[] = {VG_PLACE_COUNTRY, VG_PLACE_REGION, VG_PLACE_METRO,
                                                 VG_PLACE_CITY};

    vg_ui_choice(m->w, "at", VW_FIELD_LEVEL);
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++)
        vg_ui_option(m->w, vg_place_level_word(levels[i]),
                     vg_brief_word(vg_level_label(levels[i]), m->w->in->language),
                     vg_place_level_word(m->level));
    vg_ui_choice_end(m->w);
}

static void put_form(const struct map *m)
{
    vg_ui_form_get(m->w, "/map", "filters");
    vg_ui_choice(m->w, "unit", VW_MAP_COUNTED);
    for (size_t i = 0; i < m->n_units; i++)
        vg_ui_option(m->w, m->units[i].unit, vg_asked_unit_label(m->w, m->units[i].unit), m->unit);
    vg_ui_option(m->w, "claims", vg_ui_text(m->w, VW_MAP_CLAIMS),
                 m->unit == NULL ? "claims" : NULL);
    vg_ui_choice_end(m->w);
    put_level(m);
    vg_sifted_fields(m->w);
    vg_ui_button(m->w, VW_FIELD_SHOW, NULL, NULL, "go", NULL);
    vg_ui_form_end(m->w);
}

static void draw(const struct map *m, const struct vg_map_row *rows, size_t n)
{
    VG_SCOPED_BUF svg = {0};
    struct vg_err err = {0};
    struct vg_map_svg in = {.rows = rows,
                            .n = n,
                            .places = &m->some.view->places,
                            .language = m->w->in->language,
                            .unit = m->unit,
                            .claim_href = "/claims/"};

    if (vg_map_svg(&in, &svg, &err) == VG_OK)
        vg_picture(m->w, VW_MAP_TITLE, &svg);
    else
        vg_picture_none(m->w, err.text);
}

/* -- figures --------------------------------------------------------------------------------- */

/* The row of the table that a mark leads to, which has its claims; NULL when the table is cut
 * above it. */
static const char *row_of(const struct vg_web *w, const struct vg_figure *f,
                          const struct vg_brief_figure *table)
{
    for (size_t i = 0; i < table->n; i++)
        if (table->rows[i].place == f->place && table->rows[i].n_claims == f->n_claims &&
            memcmp(table->rows[i].claims, f->claims, f->n_claims * sizeof *f->claims) == 0)
            return vg_print(w->a, "#f1-%zu", i + 1);
    return NULL;
}

static int put_table(const struct map *m, const struct vg_brief_figure *table, size_t all)
{
    struct vg_web *w = m->w;
    const char *caption = vg_ui_said(w, VW_MAP_TABLE, vg_asked_unit_label(w, m->unit), NULL, NULL);
    int rc;

    if (table->n == 0)
        return VG_OK;
    vg_html_raw(w->o, "<h2 class=\"quiet\">");
    vg_html_textz(w->o, caption);
    vg_html_raw(w->o, "</h2>\n");
    rc = vg_page_rows(vg_ui_pieces(w, m->some.view), caption, table->rows, table->n, 0, w->err);
    if (rc == VG_OK && table->n < all) {
        vg_html_raw(w->o, "<p class=\"cut\">");
        vg_ui_say(w, VW_BITS_MORE, vg_ui_number(w, (int64_t)(all - table->n)), NULL, NULL);
        vg_puts(w->o, " ");
        vg_bits_link(w,
                     vg_print(w->a, "/figures?unit=%s&by=place&at=%s", vg_ui_encoded(w, m->unit),
                              vg_place_level_word(m->level)),
                     VW_BITS_ALL);
        vg_html_raw(w->o, "</p>\n");
    }
    return rc;
}

static int put_figures(const struct map *m)
{
    struct vg_web *w = m->w;
    struct vg_count_ask q = {.unit = m->unit, .by = VG_BY_PLACE, .level = m->level};
    struct vg_brief_figure table = {0};
    struct vg_count count = {0};
    struct vg_map_row *rows = NULL;
    size_t n = 0;
    int rc = vg_count(m->some.view, m->some.graph, &q, w->a, &count, w->err);

    if (rc != VG_OK)
        return rc;
    vg_brief_keep_rows(count.rows, count.n, ROWS, w->a, &table);
    vg_map_rows_of(m->some.view, count.rows, count.n, w->a, &rows, &n);
    for (size_t i = 0; i < n; i++)
        rows[i].href = row_of(w, &count.rows[i], &table);
    draw(m, rows, n);
    return put_table(m, &table, count.n);
}

/* -- how many claims are about a place --------------------------------------------------------- */

static int put_claims(const struct map *m)
{
    static const enum vg_ui_word columns[] = {VW_MAP_PLACE, VW_MAP_SAID, VW_BITS_CLAIMS};
    struct vg_web *w = m->w;
    const struct vg_page *p = vg_ui_pieces(w, m->some.view);
    struct vg_map_row *rows = NULL;
    size_t n = 0;
    int rc = vg_map_rows(m->some.view, m->some.graph, NULL, m->level, w->a, &rows, &n, w->err);

    if (rc != VG_OK)
        return rc;
    for (size_t i = 0; i < n; i++)
        rows[i].href = vg_print(w->a, "#m%zu", i + 1);
    draw(m, rows, n);
    vg_ui_section(w, NULL, VW_MAP_CLAIMS);
    vg_bits_table(w, "places", VW_MAP_CLAIMS, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < n && i < PLACES; i++) {
        vg_bits_row(w, vg_print(w->a, "m%zu", i + 1));
        vg_bits_head(w);
        if (rows[i].place != NULL)
            vg_page_place(p, rows[i].place);
        else
            vg_page_word(p, VG_W_UNPLACED);
        vg_html_raw(w->o, "</th>");
        vg_bits_cell(w, VW_MAP_SAID, NULL);
        vg_html_textz(w->o, vg_sign_word(rows[i].mark, w->in->language));
        vg_html_raw(w->o, "</td>");
        vg_bits_cell(w, VW_BITS_CLAIMS, NULL);
        vg_bits_claims(w, rows[i].claims, rows[i].n_claims, VG_BRIEF_LINKS);
        vg_html_raw(w->o, "</td>");
        vg_bits_row_end(w);
    }
    vg_bits_table_end(w);
    vg_ui_section_end(w);
    return VG_OK;
}

/* -- the page ------------------------------------------------------------------------------------
 */

/* What is asked for; without a word the unit that most claims have. */
static int read_ask(struct map *m)
{
    const char *unit = vg_web_query(m->w, "unit"), *at = vg_web_query(m->w, "at");

    if (unit == NULL)
        m->unit = m->n_units > 0 ? m->units[0].unit : NULL;
    else if (strcmp(unit, "claims") != 0)
        m->unit = unit;
    m->level = VG_PLACE_COUNTRY;
    if (m->unit != NULL && vg_term_get("unit", m->unit) == NULL)
        return vg_fail(m->w->err, VG_E_MISUSE, "%.40s is no unit", m->unit);
    if (at != NULL && vg_place_level_read(at, &m->level, NULL) != VG_OK)
        return vg_fail(m->w->err, VG_E_MISUSE, "%.40s is no level of places", at);
    return VG_OK;
}

int vg_page_map_view(struct vg_web *w)
{
    struct map m = {.w = w};
    struct vg_unit_use *units = NULL;
    const struct vg_view *v = NULL;
    int rc = vg_web_view(w, &v, NULL), sifted;

    if (rc == VG_OK)
        rc = vg_asked_units(w, v, &units, &m.n_units);
    m.units = units;
    if (rc == VG_OK)
        rc = read_ask(&m);
    if (rc != VG_OK)
        return rc;
    sifted = vg_sifted_view(w, &m.some);
    vg_ui_open_with(w, vg_ui_text(w, VW_MAP_TITLE), "wide", "picture");
    put_form(&m);
    if (sifted == VG_OK) {
        vg_sifted_note(w, &m.some);
        rc = m.unit == NULL ? put_claims(&m) : put_figures(&m);
        vg_bits_p_as(w, "soft how", VW_MAP_PRECISION);
    } else {
        w->out->status = vg_web_status(sifted);
        vg_ui_notice_text(w, "bad", w->err->text);
    }
    vg_ui_close(w);
    return rc;
}
