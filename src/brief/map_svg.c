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
    INSETS = 6,
    WIDE = 674, /* an inset of many marks; the key stands at its right */
    HALF = 472, /* one of few; two stand side by side */
    WIDE_HEIGHT = 540,
    HALF_HEIGHT = 360,
    FEW = 6,
    RADIUS_MOST = 24,
    RADIUS_LEAST = 5,
    RADIUS_FOR_NUMBER = 8,
    RADIUS_OF_ONE = 8, /* where there are only few */
    MANY = 24,         /* marks from which on all are smaller */
    FRAME_LEAST = 700, /* units of the map: nearer, outlines turn coarse */
    MAIN_LEAST = 2600,
    HALF_WIDTH = 7, /* of a letter, rounded up */
    SPREAD_ROUNDS = 160,
    COLUMNS = 3, /* of the key below the map */
    AREAS = INSETS + COLUMNS + 1,
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
    size_t group;      /* while they are joined */
    int frame;         /* 0 main, 1… insets */
    int side;          /* of its name: 1 right, 2 left, 3 below, 4 above; 0: listed */
    int number;        /* in the list */
    const char *text;  /* name and number */
    const char *shown; /* what stands beside it: the text, or its number in the list */
};

struct frame {
    struct vg_map_box box; /* units of the map */
    int x, y, width, height;
    int parent; /* the frame that it is a part of */
};

/* Where lines of the key can stand. */
struct area {
    int x, y, width, lines;
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
    struct area areas[AREAS];
    int n_areas;
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
    int largest = m->n > (size_t)2 * MANY ? RADIUS_MOST * 6 / 10
                  : m->n > MANY           ? RADIUS_MOST * 8 / 10
                                          : RADIUS_MOST;
    int64_t top = m->top, most = largest * largest * 100;

    if (top < largest * largest / (RADIUS_OF_ONE * RADIUS_OF_ONE))
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

/* The marks of a frame, or of one group in it (SIZE_MAX: all), with room around. */
static struct vg_map_box box_around(const struct map *m, int frame, size_t group)
{
    int x0 = INT32_MAX, y0 = INT32_MAX, x1 = INT32_MIN, y1 = INT32_MIN;

    for (size_t i = 0; i < m->n; i++) {
        const struct mark *k = &m->marks[i];

        if (k->frame != frame || (group != SIZE_MAX && k->group != group))
            continue;
        x0 = k->at_x < x0 ? k->at_x : x0;
        x1 = k->at_x > x1 ? k->at_x : x1;
        y0 = k->at_y < y0 ? k->at_y : y0;
        y1 = k->at_y > y1 ? k->at_y : y1;
    }
    return (struct vg_map_box){x0 - (x1 - x0) / 5 - 100, y0 - (y1 - y0) / 5 - 100,
                               (x1 - x0) * 14 / 10 + 200, (y1 - y0) * 14 / 10 + 200};
}

/* The box grown around its middle until it has a size and a shape fit for a frame. */
static struct vg_map_box grown(struct vg_map_box b, int least, int width, int height)
{
    struct vg_map_box world = vg_map_world(), out = b;

    out.width = out.width < least ? least : out.width;
    if (out.width * height < out.height * width)
        out.width = out.height * width / height;
    if (out.height * 9 < out.width * 4)
        out.height = out.width * 4 / 9;
    out.x -= (out.width - b.width) / 2;
    out.y -= (out.height - b.height) / 2;
    if (out.x + out.width > world.width)
        out.x = world.width - out.width;
    if (out.y + out.height > world.height)
        out.y = world.height - out.height;
    out.x = out.x < 0 ? 0 : out.x;
    out.y = out.y < 0 ? 0 : out.y;
    return out;
}

static void put_on(const struct frame *f, struct mark *k)
{
    k->x = f->x + (int)((int64_t)(k->at_x - f->box.x) * f->width / f->box.width);
    k->y = f->y + (int)((int64_t)(k->at_y - f->box.y) * f->height / f->box.height);
    k->home_x = k->x;
    k->home_y = k->y;
}

static void put_all_on(struct map *m, int frame)
{
    for (size_t i = 0; i < m->n; i++)
        if (m->marks[i].frame == frame)
            put_on(&m->frames[frame], &m->marks[i]);
}

static void make_main(struct map *m)
{
    struct frame *f = &m->frames[0];
    struct vg_map_box world = vg_map_world();
    struct vg_map_box near = grown(box_around(m, 0, SIZE_MAX), MAIN_LEAST, 2, 1);

    f->width = WIDTH;
    f->box = near.width * 5 < world.width * 2 ? near : world;
    f->height = (int)((int64_t)WIDTH * f->box.height / f->box.width);
    m->n_frames = 1;
    put_all_on(m, 0);
}

static int crowd(const struct mark *a, const struct mark *b, int room)
{
    int dx = a->x - b->x, dy = a->y - b->y, near = reach(a) + reach(b) + room;

    return dx * dx + dy * dy < near * near;
}

/* Marks of a frame that are closer than `room`, edge to edge, are of one group. */
static void join_groups(struct map *m, int frame, int room)
{
    for (size_t i = 0; i < m->n; i++)
        m->marks[i].group = i;
    for (size_t i = 0; i < m->n; i++)
        for (size_t k = 0; k < i; k++) {
            size_t from = m->marks[i].group, to = m->marks[k].group;

            if (from == to || m->marks[i].frame != frame || m->marks[k].frame != frame ||
                !crowd(&m->marks[i], &m->marks[k], room))
                continue;
            for (size_t j = 0; j < m->n; j++)
                if (m->marks[j].group == from)
                    m->marks[j].group = to;
        }
}

static size_t group_size(const struct map *m, int frame, size_t group)
{
    size_t n = 0;

    for (size_t i = 0; i < m->n; i++)
        n += m->marks[i].group == group && m->marks[i].frame == frame;
    return n;
}

/* A frame for a group; 0 when it would not be drawn much larger than where it stands. */
static int fit(const struct map *m, int parent, size_t group, size_t n, struct frame *out)
{
    const struct frame *f = &m->frames[parent];
    int width = n > FEW ? WIDE : HALF, height = n > FEW ? WIDE_HEIGHT : HALF_HEIGHT;
    struct vg_map_box b = grown(box_around(m, parent, group), FRAME_LEAST, width, height);

    *out = (struct frame){.box = b, .width = width, .parent = parent};
    out->height = (int)((int64_t)width * b.height / b.width);
    return (int64_t)out->width * f->box.width * 10 >= (int64_t)f->width * b.width * 17;
}

/* The largest group of `least` marks or more that gains by a frame of its own. */
static size_t largest_group(const struct map *m, int parent, size_t least, struct frame *out)
{
    size_t best = SIZE_MAX, most = least - 1;

    for (size_t i = 0; i < m->n; i++) {
        size_t n = group_size(m, parent, i);
        struct frame f;

        if (n > most && fit(m, parent, i, n, &f)) {
            most = n;
            best = i;
            *out = f;
        }
    }
    return best;
}

/* Whatever lies well within the new frame belongs to it too. */
static void take_marks(struct map *m, int parent, size_t group)
{
    const struct vg_map_box *b = &m->frames[m->n_frames].box;
    int edge = b->width / 16;

    for (size_t i = 0; i < m->n; i++) {
        struct mark *k = &m->marks[i];
        int inside = k->at_x > b->x + edge && k->at_x < b->x + b->width - edge &&
                     k->at_y > b->y + edge && k->at_y < b->y + b->height - edge;

        if (k->frame == parent && (k->group == group || inside))
            k->frame = m->n_frames;
    }
    put_all_on(m, m->n_frames);
    m->n_frames++;
}

/* Where names have no room, then where marks nearly touch, then where they lie on each other. */
static int add_inset(struct map *m, int parent)
{
    static const struct {
        int room;
        size_t least;
    } steps[] = {{13, 3}, {6, 3}, {0, 2}};

    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        size_t group;

        join_groups(m, parent, steps[i].room);
        group = largest_group(m, parent, steps[i].least, &m->frames[m->n_frames]);
        if (group == SIZE_MAX)
            continue;
        take_marks(m, parent, group);
        return 1;
    }
    return 0;
}

/* A part may have parts of its own: Europe, and in it the Alps. */
static void make_insets(struct map *m)
{
    for (int parent = 0; parent < m->n_frames; parent++)
        while (m->n_frames <= INSETS && add_inset(m, parent))
            ;
}

static void add_area(struct map *m, int x, int y, int width, int height)
{
    if (height >= LINE && width > 0)
        m->areas[m->n_areas++] = (struct area){x, y, width, height / LINE};
}

/* Rows below the main frame: a wide one by itself, narrow ones in pairs. What stays free at
 * the right is for the key. */
static int lay_insets(struct map *m)
{
    int y = m->frames[0].height + GAP, right = 0, tall = 0; /* right: of an open row */

    for (int i = 1; i < m->n_frames; i++) {
        struct frame *f = &m->frames[i];

        if (right > 0 && right + f->width > WIDTH) {
            add_area(m, right, y + 10, WIDTH - right, tall - 10);
            y += tall + GAP;
            right = tall = 0;
        }
        f->x = right;
        f->y = y;
        right += f->width + GAP;
        tall = f->height > tall ? f->height : tall;
        put_all_on(m, i);
    }
    add_area(m, right, y + 10, right > 0 ? WIDTH - right : 0, tall - 10);
    return tall > 0 ? y + tall : m->frames[0].height;
}

/* -- room
 * ------------------------------------------------------------------------------------------ */

static int clamp(int v, int low, int high)
{
    return v < low ? low : v > high ? high : v;
}

static void shift(const struct frame *f, struct mark *k, int dx, int dy)
{
    int room = reach(k);

    k->x = clamp(k->x + dx, f->x + room, f->x + f->width - room);
    k->y = clamp(k->y + dy, f->y + room, f->y + f->height - room);
}

/* One step apart; 1 when they were too close. The lighter one gives way more. */
static int part(const struct frame *f, struct mark *heavy, struct mark *light)
{
    int dx = light->x - heavy->x, dy = light->y - heavy->y;

    if (!crowd(heavy, light, 2))
        return 0;
    if (dx == 0 && dy == 0)
        dx = light->code[1] % 2 == 0 ? 1 : -1;
    dx = dx > 0 ? 1 : dx < 0 ? -1 : 0;
    dy = dy > 0 ? 1 : dy < 0 ? -1 : 0;
    shift(f, light, 2 * dx, 2 * dy);
    shift(f, heavy, -dx, -dy);
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
    int width = vg_draw_units(k->shown) * HALF_WIDTH - HALF_WIDTH / 2, r = reach(k) + 3;

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

static int find_side(const struct map *m, size_t of)
{
    for (int side = 1; side <= 4; side++) {
        struct patch p = name_patch(&m->marks[of], side);

        if (has_room(m, of, &p))
            return side;
    }
    return 0;
}

/* A name that finds no room becomes a number, in the mark itself or beside it. */
static void place_names(struct map *m)
{
    for (size_t i = 0; i < m->n; i++) {
        struct mark *k = &m->marks[i];

        k->shown = k->text;
        k->side = find_side(m, i);
        if (k->side != 0)
            continue;
        k->number = ++m->listed;
        k->shown = vg_print(m->a, "%d", k->number);
        if (k->r < RADIUS_FOR_NUMBER || k->row->mark != VG_SIGN_ASSERTED)
            k->side = find_side(m, i);
        if (k->side == 0 && k->row->mark != VG_SIGN_ASSERTED)
            k->side = 1;
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
    for (int i = 1; i < m->n_frames; i++) {
        const struct frame *part = &m->frames[i], *f = &m->frames[part->parent];
        const struct vg_map_box *b = &part->box;
        char name[2] = {(char)('A' + i - 1), '\0'};
        int x = f->x + (int)((int64_t)(b->x - f->box.x) * f->width / f->box.width);
        int y = f->y + (int)((int64_t)(b->y - f->box.y) * f->height / f->box.height);
        int right = x + (int)((int64_t)b->width * f->width / f->box.width);
        int low = y + (int)((int64_t)b->height * f->height / f->box.height);

        x = clamp(x, f->x, f->x + f->width);
        y = clamp(y, f->y, f->y + f->height);
        right = clamp(right, x, f->x + f->width);
        low = clamp(low, y, f->y + f->height);
        vg_putf(m->o, "<rect class=\"bx\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>\n", x, y,
                right - x, low - y);
        vg_draw_text(m->o, x + 5, y + 14, "hd halo", name, 2);
        vg_draw_text(m->o, part->x + 8, part->y + 18, "hd halo", name, 2);
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

    if (k->side != 0)
        vg_draw_text(m->o, x, p.y + 12, classes[k->side], k->shown, 60);
    else
        vg_draw_text(m->o, k->x, k->y + 4, "on mi", k->shown, 4);
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

/* -- the key --------------------------------------------------------------------------- */

enum { ITEM_TEXT = VG_SIGNS, ITEM_UPPER, ITEM_OPEN };

struct item {
    int shape; /* a sign, or ITEM_… */
    const char *text;
    const struct mark *mark; /* of a line of the list */
};

struct key {
    struct item *items;
    size_t n, room;
};

static void add_item(const struct map *m, struct key *k, int shape, const char *text,
                     const struct mark *mark)
{
    k->items = vg_grow(m->a, k->items, k->n, &k->room);
    k->items[k->n++] = (struct item){shape, text, mark};
}

static void key_shapes(const struct map *m, struct key *key)
{
    unsigned used = 0;
    int upper = 0, open = 0, none = 0;

    for (size_t i = 0; i < m->n; i++) {
        const struct mark *k = &m->marks[i];

        if (m->in->unit == NULL || k->row->has != 0)
            used |= 1U << k->row->mark;
        else
            none = 1;
        open |= k->is_open;
        upper |= k->ring > 0 && !k->is_open;
    }
    for (int i = 0; i < VG_SIGNS; i++)
        if ((used >> i & 1) != 0)
            add_item(m, key, i, vg_sign_word((enum vg_sign)i, m->lang), NULL);
    if (upper)
        add_item(m, key, ITEM_UPPER, say(m, W_UPPER), NULL);
    if (open)
        add_item(m, key, ITEM_OPEN, say(m, W_OPEN), NULL);
    if (none)
        add_item(m, key, VG_SIGN_OTHER, say(m, W_NO_NUMBER), NULL);
}

static void key_counts(const struct map *m, struct key *key)
{
    const char *unit =
        m->in->unit == NULL ? say(m, W_AREA_CLAIMS) : vg_term_label("unit", m->in->unit, m->lang);
    struct vg_str head = vg_label_head(unit);
    char top[VG_NUMBER_TEXT];

    add_item(m, key, ITEM_TEXT,
             vg_print(m->a, "%s%.*s%s%s", say(m, W_AREA), (int)head.len, head.p, say(m, W_LARGEST),
                      vg_number(top, m->top, 0)),
             NULL);
    if (m->not_placed > 0)
        add_item(m, key, ITEM_TEXT, vg_print(m->a, "%s%zu", say(m, W_NOT_PLACED), m->not_placed),
                 NULL);
    if (m->not_drawn > 0)
        add_item(m, key, ITEM_TEXT, vg_print(m->a, "%s%zu", say(m, W_NOT_DRAWN), m->not_drawn),
                 NULL);
    add_item(m, key, ITEM_TEXT, say(m, W_LEVEL), NULL);
    for (size_t i = 0; i < m->n; i++)
        if (m->marks[i].number > 0)
            add_item(m, key, ITEM_TEXT, m->marks[i].text, &m->marks[i]);
}

static void put_item(const struct map *m, const struct item *item, const struct area *a, int y)
{
    if (item->shape < VG_SIGNS)
        vg_draw_sign(m->o, (enum vg_sign)item->shape, a->x + 9, y, 6);
    if (item->shape == ITEM_UPPER || item->shape == ITEM_OPEN)
        vg_putf(m->o, "<circle class=\"%s\" cx=\"%d\" cy=\"%d\" r=\"7\"/>",
                item->shape == ITEM_OPEN ? "open" : "up", a->x + 9, y);
    if (item->mark != NULL) {
        link_open(m, item->mark->row);
        vg_draw_text(m->o, a->x + 17, y + 4, "sm ra", vg_print(m->a, "%d", item->mark->number), 4);
    }
    vg_draw_text(m->o, a->x + 22, y + 4, "sm", item->text, a->width / 6 - 3);
    if (item->mark != NULL)
        vg_html_raw(m->o, "</a>\n");
}

/* The free areas are filled in turn; for what is left there are columns below. */
static int key_areas(struct map *m, size_t items, int bottom)
{
    size_t free = 0, rows;

    for (int i = 0; i < m->n_areas; i++)
        free += (size_t)m->areas[i].lines;
    if (items <= free)
        return bottom;
    rows = (items - free + COLUMNS - 1) / COLUMNS;
    for (int i = 0; i < COLUMNS; i++)
        add_area(m, i * (WIDTH / COLUMNS), bottom + 20, WIDTH / COLUMNS, (int)rows * LINE);
    return bottom + 8 + (int)rows * LINE;
}

static void put_key(const struct map *m, const struct key *key)
{
    size_t at = 0;

    for (int i = 0; i < m->n_areas; i++)
        for (int line = 0; line < m->areas[i].lines && at < key->n; line++)
            put_item(m, &key->items[at++], &m->areas[i], m->areas[i].y + line * LINE);
}

static void draw(struct map *m, int bottom)
{
    struct key key = {0};
    const char *title = m->in->title != NULL ? m->in->title : say(m, W_TITLE);

    key_shapes(m, &key);
    key_counts(m, &key);
    bottom = key_areas(m, key.n, bottom);
    vg_draw_head(m->o, "draw map", m->prefix, m->lang, WIDTH, bottom + 28, title, say(m, W_DESC));
    for (int i = 0; i < m->n_frames; i++)
        put_land(m, i);
    put_part_names(m);
    for (size_t i = 0; i < m->n; i++)
        put_mark(m, &m->marks[i]);
    put_key(m, &key);
    vg_draw_text(m->o, 0, bottom + 20, "sm",
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
