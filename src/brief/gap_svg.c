/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "brief/gap_svg.h"

#include <string.h>

#include "base/html.h"
#include "brief/draw.h"
#include "brief/page.h"

enum { CELL = 14, STEP = 18, ACROSS = 16, GAP = 8, KEY = 24, KEY_WIDTH = 640 };

struct drawing {
    const struct vg_gap_svg *in;
    const struct vg_gap *g;
    struct vg_buf *o;
    const char *lang;
};

enum state { FOUND, LOOKED, NOT_LOOKED, OUTSIDE, STATES };

static const struct {
    const char *class;
    enum vg_word word;
} states[STATES] = {
    [FOUND] = {"gf", VG_W_GAP_FOUND},
    [LOOKED] = {"gl", VG_W_GAP_LOOKED},
    [NOT_LOOKED] = {"gn", VG_W_GAP_NOT_LOOKED},
    [OUTSIDE] = {"gf", VG_W_GAP_OUTSIDE},
};

static enum state state_of(const struct vg_gap_member *m)
{
    if (m->n_found > 0)
        return FOUND;
    return m->n_looked > 0 ? LOOKED : NOT_LOOKED;
}

static const char *name_of(const struct drawing *d, const char *id)
{
    const struct vg_place *p = vg_place_get(&d->in->view->places, id);
    const struct vg_entity *e = p == NULL ? vg_view_entity(d->in->view, id) : NULL;
    const char *en = p != NULL ? p->en : e != NULL ? e->en : NULL;
    const char *zh = p != NULL ? p->zh : e != NULL ? e->zh : NULL;

    if (d->lang[0] == 'z' && zh != NULL)
        return zh;
    return en != NULL ? en : id;
}

/* -- cells ------------------------------------------------------------------------------ */

static int link_open(const struct drawing *d, const struct vg_gap_member *m)
{
    VG_SCOPED_BUF href = {0};

    if (m->n_found > 0 && d->in->claim_href != NULL) {
        vg_draw_claim_open(d->o, d->in->claim_href, m->found[0]);
        return 1;
    }
    if (m->n_found > 0 || d->in->place_href == NULL)
        return 0;
    vg_putf(&href, "%s%s", d->in->place_href, m->id);
    vg_html_raw(d->o, "<a");
    vg_html_attr(d->o, "href", vg_buf_str(&href));
    vg_html_raw(d->o, ">");
    return 1;
}

static void put_shape(const struct drawing *d, enum state state, size_t x, size_t y)
{
    vg_putf(d->o, "<rect class=\"%s\" x=\"%zu\" y=\"%zu\" width=\"%d\" height=\"%d\"/>",
            states[state].class, x, y, CELL, CELL);
    if (state == LOOKED)
        vg_putf(d->o, "<circle class=\"be\" cx=\"%zu\" cy=\"%zu\" r=\"2\"/>", x + CELL / 2,
                y + CELL / 2);
    if (state == OUTSIDE)
        vg_putf(d->o, "<rect class=\"go\" x=\"%zu\" y=\"%zu\" width=\"%d\" height=\"%d\"/>", x + 3,
                y + 3, CELL - 6, CELL - 6);
}

static void put_cell(const struct drawing *d, const struct vg_gap_member *m, enum state state,
                     size_t x, size_t y)
{
    int is_link;

    vg_html_raw(d->o, "<g>");
    is_link = link_open(d, m);
    vg_html_raw(d->o, "<title>");
    vg_html_textz(d->o, name_of(d, m->id));
    vg_html_textz(d->o, vg_brief_word(VG_W_COLON, d->lang));
    vg_html_textz(d->o, vg_brief_word(states[state].word, d->lang));
    if (m->n_found > 0)
        vg_draw_claims(d->o, m->found, m->n_found);
    vg_html_raw(d->o, "</title>");
    put_shape(d, state, x, y);
    vg_html_raw(d->o, is_link ? "</a></g>" : "</g>");
}

static size_t rows_of(size_t n)
{
    return (n + ACROSS - 1) / ACROSS;
}

static size_t outside_of(const struct drawing *d)
{
    return d->in->has_outside ? d->g->n_outside : 0;
}

static size_t height_of_cells(const struct drawing *d)
{
    return rows_of(d->g->n_members) * STEP +
           (outside_of(d) > 0 ? rows_of(outside_of(d)) * STEP + GAP : 0);
}

static void put_cells(const struct drawing *d)
{
    size_t below = rows_of(d->g->n_members) * STEP + GAP;

    for (size_t i = 0; i < d->g->n_members; i++)
        put_cell(d, &d->g->members[i], state_of(&d->g->members[i]), i % ACROSS * STEP + 2,
                 i / ACROSS * STEP + 2);
    for (size_t i = 0; i < outside_of(d); i++)
        put_cell(d, &d->g->outside[i], OUTSIDE, i % ACROSS * STEP + 2,
                 below + i / ACROSS * STEP + 2);
}

/* -- the whole ------------------------------------------------------------------------------ */

static void put_key(const struct drawing *d)
{
    size_t x = 2, y = height_of_cells(d) + 6;

    for (int s = FOUND; s < STATES; s++) {
        const char *text = vg_brief_word(states[s].word, d->lang);

        if (s == OUTSIDE && outside_of(d) == 0)
            continue;
        put_shape(d, (enum state)s, x, y);
        vg_draw_text(d->o, (int)x + STEP + 2, (int)y + 11, "sm", text, 40);
        x += (size_t)vg_draw_units(text) * 6 + STEP + 20;
    }
}

static void put_head(const struct drawing *d, size_t width, size_t height)
{
    char listed[VG_NUMBER_TEXT], found[VG_NUMBER_TEXT], left[VG_NUMBER_TEXT];
    int has_links = d->in->claim_href != NULL || d->in->place_href != NULL;

    vg_putf(d->o,
            "<svg class=\"grid%s\" role=\"%s\" width=\"%zu\" height=\"%zu\" "
            "viewBox=\"0 0 %zu %zu\"><title>",
            has_links || d->in->has_key ? " draw" : "", has_links ? "group" : "img", width, height,
            width, height);
    vg_brief_say(d->o, d->lang, VG_W_GAP_SUM, vg_number(listed, (int64_t)d->g->n_members, 0),
                 vg_number(found, (int64_t)d->g->n_found, 0),
                 vg_number(left, (int64_t)d->g->n_not_found, 0));
    vg_html_raw(d->o, "</title>");
}

void vg_gap_svg(const struct vg_gap_svg *in, struct vg_buf *o)
{
    struct drawing d = {.in = in, .g = in->gap, .o = o, .lang = "en"};
    size_t across = in->gap->n_members < ACROSS ? in->gap->n_members : ACROSS;

    if (in->gap->n_members == 0 || in->gap->n_locks > 0)
        return;
    if (in->language != NULL && strncmp(in->language, "zh", 2) == 0)
        d.lang = "zh";
    if (outside_of(&d) > across)
        across = outside_of(&d) < ACROSS ? outside_of(&d) : ACROSS;
    put_head(&d, in->has_key ? KEY_WIDTH : across * STEP,
             height_of_cells(&d) + (in->has_key ? KEY : 0));
    put_cells(&d);
    if (in->has_key)
        put_key(&d);
    vg_html_raw(o, "</svg>\n");
}
