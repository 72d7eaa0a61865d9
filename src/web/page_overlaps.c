/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Which named lists, or which sources, name the same places: a picture of the combinations,
 * and behind it a table of the places in each.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/edtf.h"
#include "base/html.h"
#include "base/limits.h"
#include "base/table.h"
#include "web/bits.h"
#include "web/pages.h"
#include "web/picture.h"

enum { OFFERED = 30, CHOSEN = 6, COMBINATIONS = 1 << VG_MAX_SETS };

/* That a source, in a claim, names a place. */
struct naming {
    int64_t source;
    const char *place;
    int64_t claim;
};

struct set {
    const char *id, *name; /* of the field, and in words */
    int64_t source;        /* 0: a list */
    size_t members;
    int is_chosen;
};

struct overlaps {
    struct vg_web *w;
    const struct vg_view *v;
    int of_sources;
    enum vg_place_level level;
    struct set *sets; /* those that are offered */
    size_t n_sets;
    struct naming *namings;
    size_t n_namings;
    const struct set *chosen[VG_MAX_SETS];
    size_t n_chosen;
    struct vg_overlap_member *members;
    size_t n_members;
};

/* -- sets ---------------------------------------------------------------------------------------
 */

static int is_asked(const struct vg_web *w, const char *id)
{
    for (size_t i = 0; i < w->in->n_query; i++)
        if (strcmp(w->in->query[i].name, "set") == 0 && strcmp(w->in->query[i].value, id) == 0)
            return 1;
    return 0;
}

static void offer_lists(struct overlaps *o)
{
    const struct vg_view *v = o->v;

    o->sets = VG_NEW_ARRAY(o->w->a, struct set, v->n_lists + 1);
    for (size_t i = 0; i < v->n_lists; i++)
        o->sets[o->n_sets++] =
            (struct set){.id = v->lists[i].name,
                         .name = v->lists[i].what != NULL ? v->lists[i].what : v->lists[i].name,
                         .members = v->lists[i].n_members};
}

static int by_source(const void *a, const void *b)
{
    const struct naming *x = a, *y = b;
    int c;

    if (x->source != y->source)
        return x->source < y->source ? -1 : 1;
    c = strcmp(x->place, y->place);
    return c != 0 ? c : x->claim < y->claim ? -1 : x->claim > y->claim;
}

/* Where the places of a claim lie, at the level that is asked for. */
static void add_namings(struct overlaps *o, const struct vg_claim *c, size_t *room)
{
    for (size_t i = 0; i < c->n_places; i++) {
        const struct vg_place *p = vg_place_at(&o->v->places, c->places[i], o->level);

        if (p == NULL)
            continue;
        o->namings = vg_grow(o->w->a, o->namings, o->n_namings, room);
        o->namings[o->n_namings++] = (struct naming){c->passage->source, p->id, c->id};
    }
}

static void find_namings(struct overlaps *o)
{
    const struct vg_view *v = o->v;
    unsigned char *stands = vg_view_standing(v, VG_DAYS_MAX, o->w->a);
    size_t room = 0;

    for (size_t i = 0; i < v->n_claims; i++)
        if (stands[i] && v->claims[i].stance == VG_ASSERTS && v->claims[i].passage != NULL)
            add_namings(o, &v->claims[i], &room);
    if (o->n_namings > 0)
        qsort(o->namings, o->n_namings, sizeof *o->namings, by_source);
}

static int by_members(const void *a, const void *b)
{
    const struct set *x = a, *y = b;

    if (x->members != y->members)
        return x->members < y->members ? 1 : -1;
    return x->source < y->source ? -1 : x->source > y->source;
}

static const char *source_name(const struct overlaps *o, int64_t id)
{
    const struct vg_source_info *s = vg_view_source(o->v, id);
    const char *title = s == NULL ? "" : s->title != NULL ? s->title : s->label;

    return vg_print(o->w->a, "s%" PRId64 " %s", id, title);
}

/* The sources that name most places, and those that were asked for. */
static void offer_sources(struct overlaps *o)
{
    size_t room = 0, kept = 0;

    find_namings(o);
    for (size_t i = 0; i < o->n_namings; i++) {
        const struct naming *n = &o->namings[i];
        int is_new = i == 0 || n[-1].source != n->source;

        if (is_new) {
            o->sets = vg_grow(o->w->a, o->sets, o->n_sets, &room);
            o->sets[o->n_sets++] = (struct set){.id = vg_print(o->w->a, "s%" PRId64, n->source),
                                                .name = source_name(o, n->source),
                                                .source = n->source};
        }
        o->sets[o->n_sets - 1].members += is_new || strcmp(n[-1].place, n->place) != 0;
    }
    if (o->n_sets > 0)
        qsort(o->sets, o->n_sets, sizeof *o->sets, by_members);
    for (size_t i = 0; i < o->n_sets; i++)
        if (i < OFFERED || is_asked(o->w, o->sets[i].id))
            o->sets[kept++] = o->sets[i];
    o->n_sets = kept;
}

static void choose(struct overlaps *o)
{
    size_t asked = 0;

    for (size_t i = 0; i < o->n_sets; i++)
        asked += (size_t)is_asked(o->w, o->sets[i].id);
    for (size_t i = 0; i < o->n_sets && o->n_chosen < VG_MAX_SETS; i++) {
        if (asked > 0 ? !is_asked(o->w, o->sets[i].id) : o->n_chosen == CHOSEN)
            continue;
        o->sets[i].is_chosen = 1;
        o->chosen[o->n_chosen++] = &o->sets[i];
    }
}

/* -- members --------------------------------------------------------------------------------------
 */

static uint32_t bit_of(const struct overlaps *o, const char *id)
{
    for (size_t i = 0; i < o->n_chosen; i++)
        if (strcmp(o->chosen[i]->id, id) == 0)
            return (uint32_t)1 << i;
    return 0;
}

static int by_place(const void *a, const void *b)
{
    const struct vg_overlap_member *x = a, *y = b;

    return strcmp(x->id, y->id);
}

static void members_of_sources(struct overlaps *o)
{
    struct vg_table seen = VG_TABLE(o->w->a);
    struct vg_overlap_member *list =
        VG_NEW_ARRAY(o->w->a, struct vg_overlap_member, o->n_namings + 1);
    size_t n = 0;

    for (size_t i = 0; i < o->n_namings; i++) {
        const struct naming *m = &o->namings[i];
        uint32_t bit = bit_of(o, vg_print(o->w->a, "s%" PRId64, m->source));
        int64_t at = (int64_t)n;

        if (bit == 0)
            continue;
        if (vg_table_add(&seen, vg_str(m->place), at, &at))
            list[n++] = (struct vg_overlap_member){m->place, 0};
        list[at].mask |= bit;
    }
    if (n > 0)
        qsort(list, n, sizeof *list, by_place);
    o->members = list;
    o->n_members = n;
}

static void members_of_lists(struct overlaps *o)
{
    const struct vg_list *lists[VG_MAX_SETS];

    for (size_t i = 0; i < o->n_chosen; i++)
        lists[i] = vg_view_list(o->v, o->chosen[i]->id);
    vg_overlap_of_lists(lists, o->n_chosen, o->w->a, &o->members, &o->n_members);
}

/* -- the form -------------------------------------------------------------------------------------
 */

static void put_sets(const struct overlaps *o)
{
    const struct vg_web *w = o->w;

    vg_html_raw(w->o, "<fieldset class=\"sets\"><legend>");
    vg_ui_say(w, VW_OVERLAPS_SETS, vg_ui_number(w, VG_MAX_SETS), NULL, NULL);
    vg_html_raw(w->o, "</legend>");
    for (size_t i = 0; i < o->n_sets; i++) {
        vg_html_raw(w->o, "<label><input type=\"checkbox\" name=\"set\"");
        vg_html_attrz(w->o, "value", o->sets[i].id);
        vg_html_raw(w->o, o->sets[i].is_chosen ? " checked> <span dir=\"auto\">"
                                               : "> <span dir=\"auto\">");
        vg_html_textz(w->o, o->sets[i].name);
        vg_html_raw(w->o, "</span> <span class=\"soft\">");
        vg_puts(w->o, vg_ui_number(w, (int64_t)o->sets[i].members));
        vg_html_raw(w->o, "</span></label>\n");
    }
    vg_html_raw(w->o, "</fieldset>\n");
}

static void put_form(const struct overlaps *o)
{
    static const enum vg_place_level levels[] = {VG_PLACE_COUNTRY, VG_PLACE_REGION, VG_PLACE_METRO,
                                                 VG_PLACE_CITY};
    const struct vg_web *w = o->w;

    vg_ui_form_get(w, "/overlaps", NULL);
    vg_html_raw(w->o, "<div class=\"filters\">");
    vg_ui_choice(w, "of", VW_OVERLAPS_OF);
    vg_ui_option(w, "lists", vg_ui_text(w, VW_OVERLAPS_LISTS), o->of_sources ? NULL : "lists");
    vg_ui_option(w, "sources", vg_ui_text(w, VW_OVERLAPS_SOURCES),
                 o->of_sources ? "sources" : NULL);
    vg_ui_choice_end(w);
    if (o->of_sources) {
        vg_ui_choice(w, "at", VW_FIELD_LEVEL);
        for (size_t i = 0; i < sizeof levels / sizeof *levels; i++)
            vg_ui_option(w, vg_place_level_word(levels[i]),
                         vg_brief_word(vg_level_label(levels[i]), w->in->language),
                         vg_place_level_word(o->level));
        vg_ui_choice_end(w);
    }
    vg_ui_button(w, VW_FIELD_SHOW, NULL, NULL, "go", NULL);
    vg_html_raw(w->o, "</div>\n");
    if (o->n_sets > 0)
        put_sets(o);
    vg_ui_form_end(w);
}

/* -- picture and table
 * ----------------------------------------------------------------------------- */

static void draw(const struct overlaps *o)
{
    VG_SCOPED_BUF svg = {0};
    struct vg_err err = {0};
    const char *names[VG_MAX_SETS];
    uint32_t *masks = VG_NEW_ARRAY(o->w->a, uint32_t, o->n_members + 1);
    struct vg_overlap_svg in = {.sets = names,
                                .n_sets = o->n_chosen,
                                .members = masks,
                                .n_members = o->n_members,
                                .language = o->w->in->language,
                                .href = "#"};

    for (size_t i = 0; i < o->n_chosen; i++)
        names[i] = o->chosen[i]->name;
    for (size_t i = 0; i < o->n_members; i++)
        masks[i] = o->members[i].mask;
    if (vg_overlap_svg(&in, &svg, &err) == VG_OK)
        vg_picture(o->w, VW_OVERLAPS_TITLE, &svg);
    else
        vg_picture_none(o->w, err.text);
}

static void put_member(const struct overlaps *o, const struct vg_page *p,
                       const struct vg_overlap_member *m)
{
    const struct vg_web *w = o->w;
    size_t n = 0;

    vg_html_raw(w->o, "<li>");
    if (vg_place_get(&o->v->places, m->id) != NULL)
        vg_page_place(p, m->id);
    else
        vg_page_name(p, m->id);
    for (size_t i = 0; i < o->n_namings; i++) {
        if (strcmp(o->namings[i].place, m->id) != 0 ||
            bit_of(o, vg_print(w->a, "s%" PRId64, o->namings[i].source)) == 0)
            continue;
        if (n++ == VG_BRIEF_LINKS)
            break;
        vg_puts(w->o, " ");
        vg_ui_claim(w, o->namings[i].claim);
    }
    vg_html_raw(w->o, "</li>");
}

static void put_combination(const struct overlaps *o, const struct vg_page *p, unsigned mask,
                            size_t n)
{
    const struct vg_web *w = o->w;

    vg_bits_row(w, vg_print(w->a, "m%u", mask));
    vg_bits_head(w);
    vg_html_raw(w->o, "<ul class=\"lines\">");
    for (size_t i = 0; i < o->n_chosen; i++)
        if (mask >> i & 1U) {
            vg_html_raw(w->o, "<li>");
            vg_bits_words(w, o->chosen[i]->name);
            vg_html_raw(w->o, "</li>");
        }
    vg_html_raw(w->o, "</ul></th>");
    vg_bits_cell(w, VW_OVERLAPS_N, "num");
    vg_puts(w->o, vg_ui_number(w, (int64_t)n));
    vg_html_raw(w->o, "</td>");
    vg_bits_cell(w, VW_OVERLAPS_MEMBERS, NULL);
    vg_html_raw(w->o, "<ul class=\"members\">");
    for (size_t i = 0; i < o->n_members; i++)
        if (o->members[i].mask == mask)
            put_member(o, p, &o->members[i]);
    vg_html_raw(w->o, "</ul></td>");
    vg_bits_row_end(w);
}

/* Those of most members first, as in the picture. */
static void put_table(const struct overlaps *o)
{
    static const enum vg_ui_word columns[] = {VW_OVERLAPS_ON, VW_OVERLAPS_N, VW_OVERLAPS_MEMBERS};
    const struct vg_page *p = vg_ui_pieces(o->w, o->v);
    size_t n[COMBINATIONS] = {0};
    unsigned best;

    for (size_t i = 0; i < o->n_members; i++)
        n[o->members[i].mask]++;
    n[0] = 0;
    vg_ui_section(o->w, NULL, VW_OVERLAPS_TABLE);
    vg_bits_table(o->w, "overlaps", VW_OVERLAPS_TABLE, columns, sizeof columns / sizeof *columns);
    do {
        best = 0;
        for (unsigned m = 1; m < COMBINATIONS; m++)
            if (n[m] > n[best])
                best = m;
        if (n[best] > 0)
            put_combination(o, p, best, n[best]);
        n[best] = 0;
    } while (best != 0);
    vg_bits_table_end(o->w);
    vg_ui_section_end(o->w);
}

/* -- the page ------------------------------------------------------------------------------------
 */

static int read_ask(struct overlaps *o)
{
    const char *of = vg_web_query(o->w, "of"), *at = vg_web_query(o->w, "at");

    o->of_sources = of != NULL ? strcmp(of, "sources") == 0 : o->v->n_lists < 2;
    o->level = VG_PLACE_COUNTRY;
    if (at != NULL && vg_place_level_read(at, &o->level, NULL) != VG_OK)
        return vg_fail(o->w->err, VG_E_MISUSE, "%.40s is no level of places", at);
    return VG_OK;
}

int vg_page_overlaps_view(struct vg_web *w)
{
    struct overlaps o = {.w = w};
    int rc = vg_web_view(w, &o.v, NULL);

    if (rc == VG_OK)
        rc = read_ask(&o);
    if (rc != VG_OK)
        return rc;
    if (o.of_sources)
        offer_sources(&o);
    else
        offer_lists(&o);
    choose(&o);
    if (o.of_sources)
        members_of_sources(&o);
    else
        members_of_lists(&o);
    vg_ui_open_with(w, vg_ui_text(w, VW_OVERLAPS_TITLE), "wide", "picture");
    vg_bits_p_as(w, "how", VW_OVERLAPS_HOW);
    draw(&o);
    put_form(&o);
    if (o.n_members > 0)
        put_table(&o);
    vg_ui_close(w);
    return VG_OK;
}
