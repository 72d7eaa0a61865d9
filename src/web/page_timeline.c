/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * When: what was said on which day, and of which time, as a picture and as the table that it
 * shows, the earliest first.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/edtf.h"
#include "base/html.h"
#include "web/bits.h"
#include "web/pages.h"
#include "web/picture.h"
#include "web/sifted.h"

enum { ROWS = 300 };

static enum vg_timeline_by by_of(const struct vg_web *w)
{
    const char *by = vg_web_query(w, "by");

    return by != NULL && strcmp(by, "kind") == 0 ? VG_TIMELINE_BY_KIND : VG_TIMELINE_BY_SPEAKER;
}

static void put_form(const struct vg_web *w)
{
    const char *by = by_of(w) == VG_TIMELINE_BY_KIND ? "kind" : "speaker";

    vg_ui_form_get(w, "/timeline", "filters");
    vg_ui_choice(w, "by", VW_TIMELINE_BY);
    vg_ui_option(w, "speaker", vg_ui_text(w, VW_FIELD_SPEAKER), by);
    vg_ui_option(w, "kind", vg_ui_text(w, VW_FIELD_KIND), by);
    vg_ui_choice_end(w);
    vg_sifted_fields(w);
    vg_ui_button(w, VW_FIELD_SHOW, NULL, NULL, "go", NULL);
    vg_ui_form_end(w);
}

/* -- the table ----------------------------------------------------------------------------------
 */

struct dated {
    const struct vg_timeline_event *event;
    int64_t first, last;
};

static int by_day(const void *a, const void *b)
{
    const struct dated *x = a, *y = b;

    if (x->first != y->first)
        return x->first < y->first ? -1 : 1;
    if (x->last != y->last)
        return x->last < y->last ? -1 : 1;
    return x->event < y->event ? -1 : x->event > y->event;
}

static size_t sort_events(const struct vg_web *w, const struct vg_timeline_event *list, size_t n,
                          struct dated **out)
{
    struct dated *d = VG_NEW_ARRAY(w->a, struct dated, n + 1);
    size_t kept = 0;

    for (size_t i = 0; i < n; i++) {
        struct vg_date day = {0};

        if (vg_edtf_period(list[i].from, list[i].to, &day, NULL) == VG_OK)
            d[kept++] = (struct dated){&list[i], day.first, day.last};
    }
    if (kept > 0)
        qsort(d, kept, sizeof *d, by_day);
    *out = d;
    return kept;
}

static void put_when(const struct vg_web *w, const struct vg_page *p,
                     const struct vg_timeline_event *e)
{
    if (e->is_period) {
        struct vg_period t = {.from = e->from, .to = e->to};

        vg_page_period(p, &t);
    } else {
        vg_ui_date(w, e->from);
    }
    if (e->is_inferred) {
        vg_html_raw(w->o, "<small>");
        vg_ui_word(w, VW_TIMELINE_INFERRED);
        vg_html_raw(w->o, "</small>");
    }
}

static void put_event(const struct vg_web *w, const struct vg_view *v, const struct vg_page *p,
                      const struct vg_timeline_event *e)
{
    const struct vg_claim *c = vg_view_claim(v, e->claim);

    vg_bits_row(w, NULL);
    vg_bits_head(w);
    put_when(w, p, e);
    vg_html_raw(w->o, "</th>");
    vg_bits_cell(w, VW_TIMELINE_LANE, NULL);
    vg_bits_words(w, e->lane == NULL ? vg_brief_word(VG_W_UNNAMED, w->in->language) : e->lane);
    vg_html_raw(w->o, "</td>");
    vg_bits_cell(w, VW_TIMELINE_WHAT, NULL);
    vg_html_textz(w->o, e->is_period      ? vg_ui_text(w, VW_TIMELINE_PERIOD)
                        : e->what != NULL ? e->what
                                          : vg_sign_word(e->mark, w->in->language));
    vg_html_raw(w->o, "</td>");
    vg_bits_cell(w, VW_TIMELINE_CLAIM, NULL);
    vg_ui_claim(w, e->claim);
    vg_puts(w->o, " ");
    if (c != NULL)
        vg_page_gist(p, c);
    vg_html_raw(w->o, "</td>");
    vg_bits_row_end(w);
}

static void put_table(const struct vg_web *w, const struct vg_view *v,
                      const struct vg_timeline_event *list, size_t n)
{
    static const enum vg_ui_word columns[] = {VW_TIMELINE_WHEN, VW_TIMELINE_LANE, VW_TIMELINE_WHAT,
                                              VW_TIMELINE_CLAIM};
    const struct vg_page *p = vg_ui_pieces(w, v);
    int64_t from = vg_web_query_i64(w, "row", 0, (int64_t)1 << 40);
    struct dated *d = NULL;
    size_t kept = sort_events(w, list, n, &d), first = (size_t)from;

    vg_ui_section(w, "table", VW_TIMELINE_TABLE);
    vg_bits_table(w, "events", VW_TIMELINE_TABLE, columns, sizeof columns / sizeof *columns);
    for (size_t i = first; i < kept && i < first + ROWS; i++)
        put_event(w, v, p, d[i].event);
    vg_bits_table_end(w);
    if (first + ROWS < kept) {
        vg_html_raw(w->o, "<p><a rel=\"next\"");
        vg_html_attrz(
            w->o, "href",
            vg_print(w->a, "%s#table", vg_ui_here(w, "row", vg_print(w->a, "%zu", first + ROWS))));
        vg_html_raw(w->o, ">");
        vg_ui_say(w, VW_BITS_MORE, vg_ui_number(w, (int64_t)(kept - first - ROWS)), NULL, NULL);
        vg_html_raw(w->o, "</a></p>\n");
    }
    vg_ui_section_end(w);
}

/* -- the page ------------------------------------------------------------------------------------
 */

static void put_some(struct vg_web *w, const struct vg_sifted *some)
{
    VG_SCOPED_BUF svg = {0};
    struct vg_err err = {0};
    struct vg_timeline_event *list = NULL;
    struct vg_timeline_svg in = {.language = w->in->language, .claim_href = "/claims/"};

    vg_timeline_events(some->view, by_of(w), w->in->language, w->a, &list, &in.n, &in.undated);
    in.events = list;
    if (vg_timeline_svg(&in, &svg, &err) == VG_OK)
        vg_picture(w, VW_TIMELINE_TITLE, &svg);
    else
        vg_picture_none(w, err.text);
    vg_bits_p_as(w, "soft how", VW_TIMELINE_HOW);
    if (in.n > 0)
        put_table(w, some->view, list, in.n);
}

int vg_page_timeline_view(struct vg_web *w)
{
    struct vg_sifted some;
    const struct vg_view *v = NULL;
    int rc = vg_web_view(w, &v, NULL), sifted;

    if (rc != VG_OK)
        return rc;
    sifted = vg_sifted_view(w, &some);
    vg_ui_open_with(w, vg_ui_text(w, VW_TIMELINE_TITLE), "wide", "picture");
    put_form(w);
    if (sifted == VG_OK) {
        vg_sifted_note(w, &some);
        put_some(w, &some);
    } else {
        w->out->status = vg_web_status(sifted);
        vg_ui_notice_text(w, "bad", w->err->text);
    }
    vg_ui_close(w);
    return VG_OK;
}
