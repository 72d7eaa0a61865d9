/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * First the marks: rows gathered by country, a radius each. Then the frames: the main one
 * is the world, or the part of it where all marks are; marks that crowd in it are joined
 * into groups, and the largest groups get frames of their own. Then names are put where they
 * are in nobody's way; a name that finds no room becomes a number with its line in the list.
 */
#include "brief/map_svg.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/html.h"
#include "base/limits.h"
#include "brief/map_shapes.h"
#include "brief/page.h"
#include "claim/vocab.h"

enum {
    WIDTH = 960,
    GAP = 16,
    LINE = 18,
    INSETS = 3,
    INSET_HEIGHT = 330,
    KEY_WIDTH = 270,
    FEW = 4, /* marks for which a smaller inset will do */
    FEW_WIDTH = 440,
    RADIUS_MOST = 24,
    RADIUS_LEAST = 5,
    RADIUS_OF_ONE = 8,  /* where there are only few */
    NEAR = 13,          /* marks closer than this, edge to edge, crowd each other */
    GROUP_LEAST = 2,    /* marks that are worth a frame of their own; two only if they touch */
    FRAME_LEAST = 1100, /* units of the map: nearer, outlines turn coarse */
    MAIN_LEAST = 2600,
    HALF_WIDTH = 7, /* of a letter, rounded up */
    NAME_UNITS = 22,
    SPREAD_ROUNDS = 80,
    LIST_COLUMNS = 4,
};

enum word {
    W_TITLE,
    W_DESC,
    W_NOTE_1,
    W_NOTE_2,
    W_LEVEL,
    W_AREA,
    W_AREA_CLAIMS,
    W_LARGEST,
    W_UPPER,
    W_OPEN,
    W_NO_NUMBER,
    W_NOT_PLACED,
    W_NOT_DRAWN,
    W_ROWS,
    W_PART,
    W_CLAIMS,
    WORDS
};

static const char *const words[WORDS][2] = {
    [W_TITLE] = {"Where", "地点"},
    [W_DESC] =
        {"Marks stand at a point of each country; larger areas are larger numbers. The table "
         "says the same in words.",
         "标记位于各国的一个点上，面积越大，数字越大。表格以文字表达同样内容。"},
    [W_NOTE_1] = {"Boundaries as drawn by Natural Earth (public domain); equal-area projection.",
                  "边界依 Natural Earth（公有领域）所绘，等积投影。"},
    [W_NOTE_2] = {"They say nothing about the status of any territory.",
                  "不代表对任何领土地位的立场。"},
    [W_LEVEL] = {"level: country, nothing finer", "精度：国家，不及国内地点"},
    [W_AREA] = {"area of a mark: ", "标记面积："},
    [W_AREA_CLAIMS] = {"claims", "条主张"},
    [W_LARGEST] = {", largest ", "，最大 "},
    [W_UPPER] = {"upper end, where stated", "所述上限"},
    [W_OPEN] = {"no upper end stated", "未述上限"},
    [W_NO_NUMBER] = {"no number warranted", "无可用数字"},
    [W_NOT_PLACED] = {"place not known at this level: ", "此精度下地点不明："},
    [W_NOT_DRAWN] = {"not drawn: ", "未画出："},
    [W_ROWS] = {"figures", "个数字"},
    [W_PART] = {"part ", "局部 "},
    [W_CLAIMS] = {"claims", "主张"},
};

struct mark {
    const char *code, *name;
    const struct vg_map_row *row; /* the first of its country */
    size_t rows;
    int64_t value;  /* its area goes with */
    int at_x, at_y; /* units of the map */
    int x, y;       /* of the mark in the drawing */
    int home_x, home_y;
    int r, ring; /* ring 0: none; of dashes where the end is open */
    int is_open;
    size_t group; /* while they are joined */
    int frame;    /* 0 main, 1… insets */
    int side;     /* of its name: 1 right, 2 left, 3 below, 4 above; 0: listed */
    int number;   /* in the list */
    const char *text;
};

struct frame {
    struct vg_map_box box; /* units of the map */
    int x, y, width, height;
};

struct map {
    const struct vg_map_svg *in;
    struct vg_buf *o;
    struct vg_arena *a;
    const char *lang, *prefix;
    int zh;
    struct mark *marks;
    size_t n, not_placed, not_drawn;
    int64_t top; /* the largest value */
    struct frame frames[1 + INSETS];
    int n_frames;
    int listed;
};

static const char *say(const struct map *m, enum word w)
{
    return words[w][m->zh];
}

/* -- marks ----------------------------------------------------------------------------- */

static int64_t value_of(const struct vg_map_svg *in, const struct vg_map_row *r)
{
    if (in->unit == NULL)
        return (int64_t)r->n_claims;
    if (r->has & VG_FIGURE_BEST)
        return r->best;
    if (r->has & VG_FIGURE_LOW)
        return r->low;
    return r->has & VG_FIGURE_HIGH ? r->high : 0;
}

static struct mark *mark_of(struct map *m, const char *code)
{
    for (size_t i = 0; i < m->n; i++)
        if (strcmp(m->marks[i].code, code) == 0)
            return &m->marks[i];
    return NULL;
}

static void gather_row(struct map *m, const struct vg_map_row *r)
{
    const struct vg_place *p =
        r->place == NULL ? NULL : vg_place_at(m->in->places, r->place, VG_PLACE_COUNTRY);
    struct mark *at = p == NULL ? NULL : mark_of(m, p->id);
    int x, y;

    if (r->n_claims == 0)
        return; /* no claim, no figure */
    if (at != NULL) {
        at->rows++;
    } else if (p == NULL || p->level != VG_PLACE_COUNTRY || !vg_map_point(p->id, &x, &y)) {
        m->not_placed++;
    } else {
        m->marks[m->n++] = (struct mark){.code = p->id,
                                         .name = m->zh && p->zh != NULL ? p->zh : p->en,
                                         .row = r,
                                         .rows = 1,
                                         .value = value_of(m->in, r),
                                         .at_x = x,
                                         .at_y = y};
    }
}

static int heaviest_first(const void *a, const void *b)
{
    const struct mark *x = a, *y = b;

    if (x->value != y->value)
        return x->value > y->value ? -1 : 1;
    return strcmp(x->code, y->code);
}

/* Radius by area: r² goes with the value. Scaled down first where a product would not fit. */
static int radius(const struct map *m, int64_t value)
{
    int64_t top = m->top, most = RADIUS_MOST * RADIUS_MOST * 100;

    if (top < RADIUS_MOST * RADIUS_MOST / (RADIUS_OF_ONE * RADIUS_OF_ONE))
        most = RADIUS_OF_ONE * RADIUS_OF_ONE * 100 * top; /* few things are drawn as few */

    if (value <= 0 || top <= 0)
        return RADIUS_LEAST;
    while (top > INT64_MAX / most) {
        top /= 2;
        value /= 2;
    }
    return (int)vg_draw_root((value > top ? top : value) * most / top) / 10;
}

static void size_marks(struct map *m)
{
    for (size_t i = 0; i < m->n; i++) {
        const struct vg_map_row *r = m->marks[i].row;
        int64_t high = m->in->unit != NULL && (r->has & VG_FIGURE_HIGH) ? r->high : 0;

        m->top = m->marks[i].value > m->top ? m->marks[i].value : m->top;
        m->top = high > m->top ? high : m->top;
    }
    for (size_t i = 0; i < m->n; i++) {
        struct mark *k = &m->marks[i];
        int r = radius(m, k->value);

        k->r = r < RADIUS_LEAST ? RADIUS_LEAST : r;
        k->is_open = m->in->unit != NULL && k->rows == 1 && k->row->has != 0 &&
                     !(k->row->has & VG_FIGURE_HIGH);
        if (m->in->unit != NULL && k->row->has & VG_FIGURE_HIGH && k->row->high > k->value)
            k->ring = radius(m, k->row->high) > k->r + 3 ? radius(m, k->row->high) : k->r + 3;
        if (k->is_open)
            k->ring = k->r + 4;
    }
}

static int reach(const struct mark *k)
{
    return k->ring > k->r ? k->ring : k->r * 5 / 4;
}

/* -- what stands beside a mark ---------------------------------------------------------------- */

static const char *number_text(const struct map *m, const struct mark *k)
{
    const struct vg_map_row *r = k->row;
    char low[VG_NUMBER_TEXT], high[VG_NUMBER_TEXT];

    if (m->in->unit == NULL)
        return vg_copyz(m->a, vg_number(low, (int64_t)r->n_claims, 0));
    if (k->rows > 1)
        return vg_print(m->a, "%zu %s", k->rows, say(m, W_ROWS));
    if (r->has & VG_FIGURE_BEST)
        return vg_copyz(m->a, vg_number(low, r->best, 0));
    if ((r->has & VG_FIGURE_LOW) && (r->has & VG_FIGURE_HIGH) && r->low != r->high)
        return vg_print(m->a, "%s–%s", vg_number(low, r->low, 0), vg_number(high, r->high, 0));
    if (r->has & VG_FIGURE_LOW)
        return vg_print(m->a, r->has & VG_FIGURE_HIGH ? "%s" : "≥ %s", vg_number(low, r->low, 0));
    return r->has & VG_FIGURE_HIGH ? vg_print(m->a, "≤ %s", vg_number(high, r->high, 0)) : "–";
}

static void gather(struct map *m)
{
    m->marks = VG_NEW_ARRAY(m->a, struct mark, m->in->n + 1);
    for (size_t i = 0; i < m->in->n; i++)
        gather_row(m, &m->in->rows[i]);
    if (m->n > 0)
        qsort(m->marks, m->n, sizeof *m->marks, heaviest_first);
    if (m->n > VG_MAX_MAP_MARKS) {
        m->not_drawn = m->n - VG_MAX_MAP_MARKS;
        m->n = VG_MAX_MAP_MARKS;
    }
    size_marks(m);
    for (size_t i = 0; i < m->n; i++)
        m->marks[i].text = vg_print(m->a, "%s %s", m->marks[i].name, number_text(m, &m->marks[i]));
}

/* -- frames --------------------------------------------------------------------------------------
 */

/* The marks of a group (SIZE_MAX: all) with room around, in the shape of width to height. */
static struct vg_map_box box_around(const struct map *m, size_t group, int width, int height,
                                    int least)
{
    int x0 = INT32_MAX, y0 = INT32_MAX, x1 = INT32_MIN, y1 = INT32_MIN;
    struct vg_map_box world = vg_map_world(), b;

    for (size_t i = 0; i < m->n; i++) {
        const struct mark *k = &m->marks[i];

        if (group != SIZE_MAX && k->group != group)
            continue;
        x0 = k->at_x < x0 ? k->at_x : x0;
        x1 = k->at_x > x1 ? k->at_x : x1;
        y0 = k->at_y < y0 ? k->at_y : y0;
        y1 = k->at_y > y1 ? k->at_y : y1;
    }
    b.width = (x1 - x0) * 14 / 10 + 200;
    b.height = (y1 - y0) * 15 / 10 + 200;
    b.width = b.width < least ? least : b.width;
    if (b.width * height < b.height * width)
        b.width = b.height * width / height;
    b.height = b.width * height / width;
    b.x = (x0 + x1 - b.width) / 2;
    b.y = (y0 + y1 - b.height) / 2;
    if (b.x + b.width > world.width)
        b.x = world.width - b.width;
    if (b.y + b.height > world.height)
        b.y = world.height - b.height;
    b.x = b.x < 0 ? 0 : b.x;
    b.y = b.y < 0 ? 0 : b.y;
    return b;
}

static void put_on(const struct frame *f, struct mark *k)
{
    k->x = f->x + (int)((int64_t)(k->at_x - f->box.x) * f->width / f->box.width);
    k->y = f->y + (int)((int64_t)(k->at_y - f->box.y) * f->height / f->box.height);
    k->home_x = k->x;
    k->home_y = k->y;
}

static void make_main(struct map *m)
{
    struct frame *f = &m->frames[0];
    struct vg_map_box world = vg_map_world(), part = box_around(m, SIZE_MAX, 2, 1, MAIN_LEAST);

    f->width = WIDTH;
    f->box = part.width * 5 < world.width * 2 ? part : world;
    f->height = (int)((int64_t)WIDTH * f->box.height / f->box.width);
    m->n_frames = 1;
    for (size_t i = 0; i < m->n; i++)
        put_on(f, &m->marks[i]);
}

static int crowd(const struct mark *a, const struct mark *b, int room)
{
    int dx = a->x - b->x, dy = a->y - b->y, near = reach(a) + reach(b) + room;

    return dx * dx + dy * dy < near * near;
}

static void join_groups(struct map *m)
{
    for (size_t i = 0; i < m->n; i++)
        m->marks[i].group = i;
    for (size_t i = 0; i < m->n; i++)
        for (size_t k = 0; k < i; k++) {
            size_t from = m->marks[i].group, to = m->marks[k].group;

            if (from == to || !crowd(&m->marks[i], &m->marks[k], NEAR))
                continue;
            for (size_t j = 0; j < m->n; j++)
                if (m->marks[j].group == from)
                    m->marks[j].group = to;
        }
}

/* How many marks of a group are still in the main frame; a pair counts where it touches. */
static size_t group_size(const struct map *m, size_t group)
{
    const struct mark *last = NULL;
    size_t n = 0;
    int touch = 0;

    for (size_t i = 0; i < m->n; i++) {
        const struct mark *k = &m->marks[i];

        if (k->group != group || k->frame != 0)
            continue;
        touch |= last != NULL && crowd(last, k, 1);
        last = k;
        n++;
    }
    return n >= GROUP_LEAST || touch ? n : 0;
}

/* The largest group, or SIZE_MAX. */
static size_t next_group(const struct map *m)
{
    size_t best = SIZE_MAX, most = 0;

    for (size_t i = 0; i < m->n; i++) {
        size_t n = group_size(m, i);

        if (n > most) {
            most = n;
            best = i;
        }
    }
    return best;
}

/* Marks that lie in a frame belong to it, whatever group they are of. */
static void take_marks(struct map *m, int frame)
{
    const struct vg_map_box *b = &m->frames[frame].box;
    int edge = b->width / 16;

    for (size_t i = 0; i < m->n; i++) {
        struct mark *k = &m->marks[i];

        if (k->frame == 0 && k->at_x > b->x + edge && k->at_x < b->x + b->width - edge &&
            k->at_y > b->y + edge && k->at_y < b->y + b->height - edge)
            k->frame = frame;
    }
}

static void make_insets(struct map *m)
{
    join_groups(m);
    for (int i = 1; i <= INSETS; i++) {
        size_t group = next_group(m);
        struct vg_map_box b;

        if (group == SIZE_MAX)
            break;
        b = box_around(m, group, WIDTH - KEY_WIDTH, INSET_HEIGHT + 60, FRAME_LEAST);
        if (b.width * 5 > m->frames[0].box.width * 3)
            break; /* would not be larger */
        m->frames[m->n_frames].box = b;
        take_marks(m, m->n_frames++);
    }
}

static int marks_in(const struct map *m, int frame)
{
    int n = 0;

    for (size_t i = 0; i < m->n; i++)
        n += m->marks[i].frame == frame;
    return n;
}

/* Insets stand in a row below the main frame; a single one leaves room for the key at its side. */
static int lay_insets(struct map *m)
{
    int insets = m->n_frames - 1, y = m->frames[0].height + GAP;
    int across = insets == 1 ? (marks_in(m, 1) <= FEW ? FEW_WIDTH : WIDTH - KEY_WIDTH - GAP)
                             : (WIDTH - (insets - 1) * GAP) / (insets > 0 ? insets : 1);

    for (int i = 1; i < m->n_frames; i++) {
        struct frame *f = &m->frames[i];

        f->x = (i - 1) * (across + GAP);
        f->y = y;
        f->width = across;
        f->height = (int)((int64_t)across * f->box.height / f->box.width);
        for (size_t k = 0; k < m->n; k++)
            if (m->marks[k].frame == i)
                put_on(f, &m->marks[k]);
    }
    return insets == 0 ? m->frames[0].height : y + m->frames[1].height;
}

/* -- room
 * ------------------------------------------------------------------------------------------ */

static int clamp(int v, int low, int high)
{
    return v < low ? low : v > high ? high : v;
}

/* One step apart; 1 when they were too close. The lighter one gives way. */
static int part(const struct frame *f, const struct mark *heavy, struct mark *light)
{
    int dx = light->x - heavy->x, dy = light->y - heavy->y, room = reach(light);

    if (!crowd(heavy, light, 2))
        return 0;
    if (dx == 0 && dy == 0)
        dx = light->code[1] % 2 == 0 ? 1 : -1;
    light->x = clamp(light->x + (dx > 0   ? 2
                                 : dx < 0 ? -2
                                          : 0),
                     f->x + room, f->x + f->width - room);
    light->y = clamp(light->y + (dy > 0   ? 2
                                 : dy < 0 ? -2
                                          : 1),
                     f->y + room, f->y + f->height - room);
    return 1;
}

static void spread(struct map *m)
{
    for (int round = 0, moved = 1; moved && round < SPREAD_ROUNDS; round++) {
        moved = 0;
        for (size_t i = 0; i < m->n; i++)
            for (size_t k = i + 1; k < m->n; k++)
                if (m->marks[i].frame == m->marks[k].frame)
                    moved |= part(&m->frames[m->marks[i].frame], &m->marks[i], &m->marks[k]);
    }
}

struct patch {
    int x, y, width, height;
};

static int overlap(const struct patch *a, const struct patch *b)
{
    return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height &&
           b->y < a->y + a->height;
}

static struct patch name_patch(const struct mark *k, int side)
{
    int width = vg_draw_units(k->text) * HALF_WIDTH - HALF_WIDTH / 2, r = reach(k) + 3;

    switch (side) {
    case 1:
        return (struct patch){k->x + r, k->y - 8, width, 15};
    case 2:
        return (struct patch){k->x - r - width, k->y - 8, width, 15};
    case 3:
        return (struct patch){k->x - width / 2, k->y + r - 1, width, 15};
    default:
        return (struct patch){k->x - width / 2, k->y - r - 14, width, 15};
    }
}

static int has_room(const struct map *m, size_t of, const struct patch *p)
{
    const struct frame *f = &m->frames[m->marks[of].frame];

    if (p->x < f->x + 2 || p->x + p->width > f->x + f->width - 2 || p->y < f->y + 2 ||
        p->y + p->height > f->y + f->height - 2)
        return 0;
    for (size_t i = 0; i < m->n; i++) {
        const struct mark *k = &m->marks[i];
        int r = reach(k) - 1;
        struct patch disc = {k->x - r, k->y - r, 2 * r, 2 * r}, name;

        if (k->frame != m->marks[of].frame)
            continue;
        if (i != of && overlap(p, &disc))
            return 0;
        name = name_patch(k, k->side);
        if (k->side != 0 && overlap(p, &name))
            return 0;
    }
    return 1;
}

static void place_names(struct map *m)
{
    for (size_t i = 0; i < m->n; i++) {
        struct mark *k = &m->marks[i];

        for (int side = 1; side <= 4 && k->side == 0; side++) {
            struct patch p = name_patch(k, side);

            if (has_room(m, i, &p))
                k->side = side;
        }
        if (k->side == 0)
            k->number = ++m->listed;
    }
}

/* -- drawing
 * ------------------------------------------------------------------------------------------ */

static int is_marked(void *w, const char *code)
{
    return mark_of(w, code) != NULL;
}

static int is_plain(void *w, const char *code)
{
    return !is_marked(w, code);
}

static void put_land(struct map *m, int i)
{
    const struct frame *f = &m->frames[i];
    int unit = f->box.width >= 8000 ? 4 : f->box.width >= 4000 ? 2 : 1;
    enum vg_map_scale scale = f->box.width >= 8000 ? VG_MAP_110M : VG_MAP_50M;

    vg_putf(m->o,
            "<svg x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" "
            "preserveAspectRatio=\"none\" aria-hidden=\"true\"><path class=\"sea\" d=\"M0 "
            "0h%dv%dh-%dz\"/>"
            "<path class=\"land\" d=\"",
            f->x, f->y, f->width, f->height, f->box.width / unit, f->box.height / unit,
            f->box.width / unit, f->box.height / unit, f->box.width / unit);
    vg_map_path(m->o, scale, &f->box, unit, is_plain, m);
    vg_html_raw(m->o, "\"/><path class=\"here\" d=\"");
    vg_map_path(m->o, scale, &f->box, unit, is_marked, m);
    vg_html_raw(m->o, "\"/></svg>\n");
    vg_putf(m->o, "<rect class=\"frame\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>\n", f->x,
            f->y, f->width, f->height);
}

static void put_part_names(const struct map *m)
{
    const struct frame *f = &m->frames[0];

    for (int i = 1; i < m->n_frames; i++) {
        const struct vg_map_box *b = &m->frames[i].box;
        char name[2] = {(char)('A' + i - 1), '\0'};
        int x = (int)((int64_t)(b->x - f->box.x) * f->width / f->box.width);
        int y = (int)((int64_t)(b->y - f->box.y) * f->height / f->box.height);
        int w = (int)((int64_t)b->width * f->width / f->box.width);
        int h = (int)((int64_t)b->height * f->height / f->box.height);

        vg_putf(m->o, "<rect class=\"bx\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>\n", x, y,
                w, h);
        vg_draw_text(m->o, x + 5, y + 14, "hd halo", name, 2);
        vg_draw_text(m->o, m->frames[i].x + 8, m->frames[i].y + 18, "hd halo", name, 2);
    }
}

static void put_mark_title(const struct map *m, const struct mark *k)
{
    const struct vg_map_row *r = k->row;

    vg_html_raw(m->o, "<title>");
    vg_html_textz(m->o, k->text);
    vg_puts(m->o, " · ");
    vg_html_textz(m->o, vg_sign_word(r->mark, m->lang));
    if (k->is_open) {
        vg_puts(m->o, " · ");
        vg_html_textz(m->o, say(m, W_OPEN));
    }
    vg_puts(m->o, " · ");
    vg_html_textz(m->o, say(m, W_CLAIMS));
    vg_draw_claims(m->o, r->claims, r->n_claims);
    vg_html_raw(m->o, "</title>");
}

static void put_name(const struct map *m, const struct mark *k)
{
    static const char *const classes[] = {"", "halo", "halo ra", "halo mi", "halo mi"};
    struct patch p = name_patch(k, k->side);
    int x = k->side == 1 ? p.x : k->side == 2 ? p.x + p.width : k->x;
    char number[VG_NUMBER_TEXT];

    if (k->side != 0)
        vg_draw_text(m->o, x, p.y + 12, classes[k->side], k->text, 60);
    else if (k->r >= 8 && k->row->mark == VG_SIGN_ASSERTED)
        vg_draw_text(m->o, k->x, k->y + 4, "on mi", vg_number(number, k->number, 0), 4);
    else
        vg_draw_text(m->o, k->x, k->y - reach(k) - 2, "sm halo mi", vg_number(number, k->number, 0),
                     4);
}

static void link_open(const struct map *m, const struct vg_map_row *r)
{
    /* Only ways within the page or its server. */
    if (r->href == NULL || (r->href[0] != '#' && r->href[0] != '/')) {
        vg_draw_claim_open(m->o, m->in->claim_href, r->claims[0]);
        return;
    }
    vg_html_raw(m->o, "<a");
    vg_html_attrz(m->o, "href", r->href);
    vg_html_raw(m->o, ">");
}

static void put_mark(const struct map *m, const struct mark *k)
{
    int dx = k->x - k->home_x, dy = k->y - k->home_y;

    if (dx * dx + dy * dy > k->r * k->r)
        vg_putf(m->o, "<path class=\"tie\" d=\"M%d %dL%d %d\"/>", k->home_x, k->home_y, k->x, k->y);
    link_open(m, k->row);
    put_mark_title(m, k);
    vg_draw_sign(m->o, m->in->unit != NULL && k->row->has == 0 ? VG_SIGN_OTHER : k->row->mark, k->x,
                 k->y, k->r);
    if (k->ring > 0)
        vg_putf(m->o, "<circle class=\"%s\" cx=\"%d\" cy=\"%d\" r=\"%d\"/>",
                k->is_open ? "open" : "up", k->x, k->y, k->ring);
    put_name(m, k);
    vg_html_raw(m->o, "</a>\n");
}

/* -- the key
 * -------------------------------------------------------------------------------------------- */

/* Items flow down a column and go on in the next one, if there is one. */
struct key {
    int x, y, top, width, height;
};

static void key_step(struct key *k)
{
    k->y += LINE;
    if (k->y > k->top + k->height) {
        k->y = k->top;
        k->x += k->width;
    }
}

static void key_line(const struct map *m, struct key *k, const char *text)
{
    vg_draw_text(m->o, k->x + 22, k->y + 4, "sm", text, k->width / 6 - 3);
    key_step(k);
}

static void key_marks(const struct map *m, struct key *k)
{
    unsigned used = 0;
    int upper = 0, open = 0, none = 0;

    for (size_t i = 0; i < m->n; i++) {
        int has = m->in->unit == NULL || m->marks[i].row->has != 0;

        used |= has ? 1U << m->marks[i].row->mark : 0;
        none |= !has;
        open |= m->marks[i].is_open;
        upper |= m->marks[i].ring > 0 && !m->marks[i].is_open;
    }
    for (unsigned i = 0; i < VG_SIGNS; i++) {
        if ((used >> i & 1) == 0)
            continue;
        vg_draw_sign(m->o, (enum vg_sign)i, k->x + 9, k->y, 6);
        key_line(m, k, vg_sign_word((enum vg_sign)i, m->lang));
    }
    if (upper) {
        vg_putf(m->o, "<circle class=\"up\" cx=\"%d\" cy=\"%d\" r=\"7\"/>", k->x + 9, k->y);
        key_line(m, k, say(m, W_UPPER));
    }
    if (open) {
        vg_putf(m->o, "<circle class=\"open\" cx=\"%d\" cy=\"%d\" r=\"7\"/>", k->x + 9, k->y);
        key_line(m, k, say(m, W_OPEN));
    }
    if (none) {
        vg_draw_sign(m->o, VG_SIGN_OTHER, k->x + 9, k->y, 6);
        key_line(m, k, say(m, W_NO_NUMBER));
    }
}

static void key_counts(const struct map *m, struct key *k)
{
    const char *unit =
        m->in->unit == NULL ? say(m, W_AREA_CLAIMS) : vg_term_label("unit", m->in->unit, m->lang);
    struct vg_str head = vg_label_head(unit);
    char top[VG_NUMBER_TEXT];

    key_line(m, k,
             vg_print(m->a, "%s%.*s%s%s", say(m, W_AREA), (int)head.len, head.p, say(m, W_LARGEST),
                      vg_number(top, m->top, 0)));
    if (m->not_placed > 0)
        key_line(m, k, vg_print(m->a, "%s%zu", say(m, W_NOT_PLACED), m->not_placed));
    if (m->not_drawn > 0)
        key_line(m, k, vg_print(m->a, "%s%zu", say(m, W_NOT_DRAWN), m->not_drawn));
    key_line(m, k, say(m, W_LEVEL));
}

static int key_items(const struct map *m)
{
    unsigned used = 0;
    int n = 4;

    for (size_t i = 0; i < m->n; i++)
        used |= 1U << m->marks[i].row->mark;
    for (; used != 0; used >>= 1)
        n += (int)(used & 1);
    return n + 2 + m->listed;
}

static void key_list(const struct map *m, struct key *k)
{
    for (size_t i = 0; i < m->n; i++) {
        if (m->marks[i].number == 0)
            continue;
        link_open(m, m->marks[i].row);
        vg_draw_text(m->o, k->x + 17, k->y + 4, "sm ra", vg_print(m->a, "%d", m->marks[i].number),
                     4);
        vg_draw_text(m->o, k->x + 22, k->y + 4, "sm", m->marks[i].text, k->width / 7 - 3);
        vg_html_raw(m->o, "</a>");
        key_step(k);
    }
}

/* The numbers of the list in the order in which they are read. */
static struct key key_place(const struct map *m, int bottom)
{
    int items = key_items(m), rows;

    if (m->n_frames == 2 && items * LINE <= m->frames[1].height) {
        int y = m->frames[1].y + 10;

        return (struct key){m->frames[1].width + GAP, y, y, KEY_WIDTH, m->frames[1].height};
    }
    rows = (items + LIST_COLUMNS - 2) / (LIST_COLUMNS - 1);
    return (struct key){0, bottom + 20, bottom + 20, WIDTH / (LIST_COLUMNS - 1), rows * LINE};
}

static void draw(struct map *m, int bottom)
{
    struct key key = key_place(m, bottom);
    int below = key.x == 0 ? key.top + key.height + LINE : bottom;
    int height = below + 2 * LINE;
    const char *title = m->in->title != NULL ? m->in->title : say(m, W_TITLE);

    vg_draw_head(m->o, "draw map", m->prefix, m->zh ? "zh" : "en", WIDTH, height, title,
                 say(m, W_DESC));
    for (int i = 0; i < m->n_frames; i++)
        put_land(m, i);
    put_part_names(m);
    for (size_t i = 0; i < m->n; i++)
        put_mark(m, &m->marks[i]);
    key_marks(m, &key);
    key_counts(m, &key);
    key_list(m, &key);
    vg_draw_text(m->o, 0, below + LINE + 2, "sm",
                 vg_print(m->a, "%s%s%s", say(m, W_NOTE_1), m->zh ? "" : " ", say(m, W_NOTE_2)),
                 WIDTH / 6);
    vg_html_raw(m->o, "</svg>\n");
}

int vg_map_svg(const struct vg_map_svg *in, struct vg_buf *out, struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    struct map m = {.in = in,
                    .o = out,
                    .a = &a,
                    .zh = in->language != NULL && strncmp(in->language, "zh", 2) == 0,
                    .prefix = in->prefix == NULL ? "vgm" : in->prefix};
    int bottom;

    m.lang = m.zh ? "zh" : "en";
    gather(&m);
    if (m.n == 0)
        return vg_fail(err, VG_E_ABSENT, "there is nothing to draw: no figure has a country");
    make_main(&m);
    make_insets(&m);
    bottom = lay_insets(&m);
    spread(&m);
    place_names(&m);
    draw(&m, bottom);
    return VG_OK;
}
