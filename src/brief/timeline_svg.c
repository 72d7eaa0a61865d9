/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Events are read, those that look the same joined, the heaviest lanes kept, and each lane
 * filled row by row: an event goes to the first row in which it has room.
 */
#include "brief/timeline_svg.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/edtf.h"
#include "base/html.h"
#include "base/limits.h"
#include "base/table.h"
#include "brief/page.h"

enum {
    WIDTH = 960,
    LEFT = 204, /* where time begins */
    RIGHT = 948,
    TOP = 26,
    ROW = 15,
    ROWS_MOST = 10,
    PAD = 6,
    RADIUS = 5,
    LABEL_UNITS = 26,
    DAYS_LEAST = 60,
    LINE = 18,
};

enum word {
    W_TITLE,
    W_DESC,
    W_UNNAMED,
    W_PERIOD,
    W_WIDE,
    W_INFERRED,
    W_LEFT_OUT,
    W_UNDATED,
    W_CLAIMS,
    WORDS
};

static const char *const words[WORDS][2] = {
    [W_TITLE] = {"When it was said", "何时所说"},
    [W_DESC] = {"Time runs to the right; each lane is a speaker or a kind of statement. The tables "
                "say the same in words.",
                "时间自左向右；每一行为一位陈述者或一类陈述。表格以文字表达同样内容。"},
    [W_UNNAMED] = {"unnamed", "未具名"},
    [W_PERIOD] = {"time it is about", "所涉时段"},
    [W_WIDE] = {"date known to month or year", "日期仅知年月"},
    [W_INFERRED] = {"date inferred", "日期为推定"},
    [W_LEFT_OUT] = {"marks left out: ", "未画出的标记："},
    [W_UNDATED] = {"without a date: ", "无日期："},
    [W_CLAIMS] = {"claims", "主张"},
};

struct event {
    const struct vg_timeline_event *e;
    struct vg_date date;
    const char *what;
    size_t lane; /* index in lanes */
    int64_t *claims;
    size_t n_claims, room;
    int x0, x1; /* in the drawing */
    int row;
    size_t order;
    int is_dropped;
};

struct lane {
    const char *name;
    size_t weight, at; /* at: as met */
    int64_t first;     /* day of its first mark */
    int is_drawn, rows, y;
};

struct drawing {
    const struct vg_timeline_svg *in;
    struct vg_buf *o;
    struct vg_arena *a;
    const char *lang, *prefix;
    int zh;
    struct event *events;
    size_t n;
    struct lane *lanes;
    size_t n_lanes, room_lanes;
    size_t undated, left_out;
    int64_t first, last; /* days drawn */
};

static const char *say(const struct drawing *d, enum word w)
{
    return words[w][d->zh];
}

/* -- reading ------------------------------------------------------------------------------ */

static int read_date(const struct vg_timeline_event *e, struct vg_date *out)
{
    if (e->is_period)
        return vg_edtf_period(e->from, e->to, out, NULL);
    return e->from == NULL ? VG_E_ABSENT : vg_edtf_readz(e->from, out, NULL);
}

static size_t lane_at(struct drawing *d, struct vg_table *names, const char *name)
{
    struct vg_str key = vg_str(name == NULL ? "" : name);
    int64_t at;

    if (vg_table_get(names, key, &at))
        return (size_t)at;
    d->lanes = vg_grow(d->a, d->lanes, d->n_lanes, &d->room_lanes);
    d->lanes[d->n_lanes] = (struct lane){
        .name = name == NULL ? say(d, W_UNNAMED) : name, .at = d->n_lanes, .first = VG_DAYS_MAX};
    vg_table_add(names, key, (int64_t)d->n_lanes, NULL);
    return d->n_lanes++;
}

static void add_claim(struct drawing *d, struct event *to, int64_t claim)
{
    /* They come in the order of the claims. */
    if (to->n_claims > 0 && to->claims[to->n_claims - 1] == claim)
        return;
    to->claims = vg_grow(d->a, to->claims, to->n_claims, &to->room);
    to->claims[to->n_claims++] = claim;
}

static int says_same(const char *a, const char *b)
{
    return a != NULL && b != NULL && strcmp(a, b) == 0;
}

/* Events that look the same are one, with the claims of all. */
static void read_event(struct drawing *d, struct vg_table *names, struct vg_table *seen,
                       const struct vg_timeline_event *e)
{
    struct event v = {.e = e, .order = d->n, .what = e->what};
    int64_t same = (int64_t)d->n;
    char *key;

    if (read_date(e, &v.date) != VG_OK) {
        d->undated++;
        return;
    }
    v.lane = lane_at(d, names, e->lane);
    key = vg_print(d->a, "%zu %d %d %d %" PRId64 " %" PRId64, v.lane, e->is_period, (int)e->mark,
                   e->is_inferred, v.date.first, v.date.last);
    if (!vg_table_get(seen, vg_str(key), &same)) {
        vg_table_add(seen, vg_str(key), same, NULL);
        d->events[d->n++] = v;
    }
    if (!says_same(v.what, d->events[same].what))
        d->events[same].what = NULL; /* only what is common to all is said */
    add_claim(d, &d->events[same], e->claim);
}

static void read_events(struct drawing *d)
{
    struct vg_table names = VG_TABLE(d->a), seen = VG_TABLE(d->a);

    d->events = VG_NEW_ARRAY(d->a, struct event, d->in->n + 1);
    for (size_t i = 0; i < d->in->n; i++)
        read_event(d, &names, &seen, &d->in->events[i]);
}

/* -- what is drawn --------------------------------------------------------------------------- */

static int is_day(int64_t day)
{
    return day > VG_DAYS_MIN && day < VG_DAYS_MAX;
}

static void widen(int64_t *first, int64_t *last, int64_t day)
{
    if (!is_day(day))
        return;
    *first = day < *first ? day : *first;
    *last = day > *last ? day : *last;
}

/*
 * All marks, and of the periods what lies within as much again on each side: one claim about
 * the last century must not press everything else into a corner.
 */
static void find_span(struct drawing *d)
{
    int64_t first = VG_DAYS_MAX, last = VG_DAYS_MIN, low = VG_DAYS_MAX, high = VG_DAYS_MIN, reach;

    for (size_t i = 0; i < d->n; i++) {
        int wide = d->events[i].e->is_period;

        widen(wide ? &low : &first, wide ? &high : &last, d->events[i].date.first);
        widen(wide ? &low : &first, wide ? &high : &last, d->events[i].date.last);
    }
    if (first > last) {
        first = low;
        last = high;
    }
    reach = (last - first) / 2 < 366 ? 366 : (last - first) / 2;
    if (low < first)
        first = low < first - reach ? first - reach : low;
    if (high > last && is_day(high))
        last = high > last + reach ? last + reach : high;
    if (last - first < DAYS_LEAST) {
        first -= DAYS_LEAST / 2;
        last += DAYS_LEAST / 2;
    }
    d->first = first;
    d->last = last;
}

static int set_span(struct drawing *d, struct vg_err *err)
{
    struct vg_date asked;
    int rc;

    find_span(d);
    if (d->in->from == NULL && d->in->to == NULL)
        return VG_OK;
    rc = vg_edtf_period(d->in->from, d->in->to, &asked, err);
    if (rc != VG_OK)
        return rc;
    d->first = asked.open_from ? d->first : asked.first;
    d->last = asked.open_to ? d->last : asked.last;
    if (d->last <= d->first)
        d->last = d->first + DAYS_LEAST;
    return VG_OK;
}

static int is_outside(const struct drawing *d, const struct event *e)
{
    return e->date.last < d->first || e->date.first > d->last;
}

/* Weights count claims, so that a mark of many is kept before a mark of one. */
static void choose_lanes(struct drawing *d)
{
    size_t *weights = VG_NEW_ARRAY(d->a, size_t, d->n_lanes + 1), *kept, n;

    for (size_t i = 0; i < d->n; i++) {
        const struct event *e = &d->events[i];
        struct lane *l = &d->lanes[e->lane];

        if (is_outside(d, e))
            continue;
        weights[e->lane] += e->n_claims;
        if (e->date.first < l->first)
            l->first = e->date.first;
    }
    n = vg_brief_choose(weights, d->n_lanes, VG_TIMELINE_LANES, d->a, &kept);
    for (size_t i = 0; i < n; i++)
        d->lanes[kept[i]].is_drawn = weights[kept[i]] > 0;
}

static void choose_events(struct drawing *d)
{
    size_t *weights = VG_NEW_ARRAY(d->a, size_t, d->n + 1), *kept, n;

    for (size_t i = 0; i < d->n; i++)
        weights[i] = d->lanes[d->events[i].lane].is_drawn && !is_outside(d, &d->events[i])
                         ? d->events[i].n_claims
                         : 0;
    n = vg_brief_choose(weights, d->n, VG_MAX_TIMELINE, d->a, &kept);
    for (size_t i = 0; i < d->n; i++)
        d->events[i].is_dropped = 1;
    for (size_t i = 0; i < n; i++)
        d->events[kept[i]].is_dropped = weights[kept[i]] == 0;
    for (size_t i = 0; i < d->n; i++)
        d->left_out += d->events[i].is_dropped != 0;
}

/* -- layout --------------------------------------------------------------------------------------
 */

static int x_of(const struct drawing *d, int64_t day)
{
    day = day < d->first ? d->first : day > d->last ? d->last : day;
    return LEFT + (int)((day - d->first) * (RIGHT - LEFT) / (d->last - d->first));
}

static int centre(const struct event *e)
{
    return (e->x0 + e->x1) / 2;
}

static int left_of(const struct event *e)
{
    int mark = centre(e) - RADIUS - 1;

    return e->e->is_period || e->x0 < mark ? e->x0 : mark;
}

static int right_of(const struct event *e)
{
    int mark = centre(e) + RADIUS + 1;

    return e->e->is_period || e->x1 > mark ? e->x1 : mark;
}

static int by_time(const void *a, const void *b)
{
    const struct event *const *x = a, *const *y = b;

    if ((*x)->e->is_period != (*y)->e->is_period)
        return (*x)->e->is_period - (*y)->e->is_period;
    if (left_of(*x) != left_of(*y))
        return left_of(*x) - left_of(*y);
    return ((*x)->order > (*y)->order) - ((*x)->order < (*y)->order);
}

/* Marks fill the upper rows, bars those below. */
static void fill_lane(struct drawing *d, size_t lane, struct event **list)
{
    int ends[ROWS_MOST], used = 0;
    size_t n = 0;

    for (size_t i = 0; i < d->n; i++)
        if (!d->events[i].is_dropped && d->events[i].lane == lane)
            list[n++] = &d->events[i];
    if (n > 0)
        qsort(list, n, sizeof(struct event *), by_time);
    for (size_t i = 0; i < n; i++) {
        int row = 0;

        while (row < used && ends[row] > left_of(list[i]))
            row++;
        if (row == ROWS_MOST)
            row = ROWS_MOST - 1;
        used = row >= used ? row + 1 : used;
        ends[row] = right_of(list[i]) + 1;
        list[i]->row = row;
    }
    d->lanes[lane].rows = used;
}

static int earliest_first(const void *a, const void *b)
{
    const struct lane *const *x = a, *const *y = b;

    if ((*x)->first != (*y)->first)
        return (*x)->first < (*y)->first ? -1 : 1;
    return ((*x)->at > (*y)->at) - ((*x)->at < (*y)->at);
}

static int lay_out(struct drawing *d)
{
    struct event **list = VG_NEW_ARRAY(d->a, struct event *, d->n + 1);
    struct lane **order = VG_NEW_ARRAY(d->a, struct lane *, d->n_lanes + 1);
    size_t n = 0;
    int y = TOP;

    for (size_t i = 0; i < d->n; i++) {
        d->events[i].x0 = x_of(d, d->events[i].date.first);
        d->events[i].x1 = x_of(d, d->events[i].date.last + 1);
    }
    for (size_t i = 0; i < d->n_lanes; i++) {
        if (!d->lanes[i].is_drawn)
            continue;
        fill_lane(d, i, list);
        if (d->lanes[i].rows > 0)
            order[n++] = &d->lanes[i];
    }
    if (n > 0)
        qsort(order, n, sizeof(struct lane *), earliest_first);
    for (size_t i = 0; i < n; i++) {
        order[i]->y = y;
        y += order[i]->rows * ROW + 2 * PAD;
    }
    return y;
}

/* -- drawing
 * ----------------------------------------------------------------------------------------- */

static int year_of(int64_t day)
{
    int year, month, dom;

    vg_date_of(day, &year, &month, &dom);
    return year;
}

/* Years between lines, so that they stay apart. */
static int year_step(const struct drawing *d)
{
    static const int steps[] = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000};
    int years = year_of(d->last) - year_of(d->first) + 1;

    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (years / steps[i] <= 15)
            return steps[i];
    return 10000;
}

static void put_tick(const struct drawing *d, int64_t day, int bottom, const char *class,
                     const char *label)
{
    int x = x_of(d, day);

    if (day < d->first || day > d->last)
        return;
    vg_putf(d->o, "<path class=\"%s\" d=\"M%d %dV%d\"/>\n", class, x, TOP - 4, bottom);
    if (x < RIGHT - 24)
        vg_draw_text(d->o, x + 3, TOP - 9, "sm", label, 12);
}

static void put_axis(const struct drawing *d, int bottom)
{
    int step = year_step(d), from = year_of(d->first), to = year_of(d->last);
    int months = d->last - d->first < 1200 ? (d->last - d->first < 500 ? 1 : 3) : 12;
    int begun = 0; /* the first line says its year too */

    for (int year = from - from % step; year <= to; year += step)
        for (int month = 1; month <= (step == 1 ? 12 : 1); month += months) {
            int64_t day = vg_days_of(year, month, 1);
            const char *label = month == 1 ? vg_print(d->a, "%d", year)
                                : begun    ? vg_print(d->a, "%02d", month)
                                           : vg_print(d->a, "%d-%02d", year, month);

            begun |= day >= d->first;
            put_tick(d, day, bottom, month == 1 ? "rule yr" : "rule", label);
        }
}

static void put_lanes(const struct drawing *d)
{
    for (size_t i = 0; i < d->n_lanes; i++) {
        const struct lane *l = &d->lanes[i];
        int height = l->rows * ROW + 2 * PAD;

        if (l->rows == 0)
            continue;
        vg_putf(d->o, "<path class=\"rule\" d=\"M0 %dH%d\"/>\n", l->y + height, WIDTH);
        vg_draw_text(d->o, 0, l->y + PAD + 12, "hd", l->name, LABEL_UNITS);
    }
}

static void put_title(const struct drawing *d, const struct event *e)
{
    const char *from = e->e->from, *to = e->e->to;

    vg_html_raw(d->o, "<title>");
    if (from != NULL)
        vg_put_date(d->o, d->lang, from);
    if (from == NULL || (to != NULL && strcmp(from, to) != 0) || (to == NULL && e->e->is_period)) {
        vg_puts(d->o, "–");
        if (to != NULL)
            vg_put_date(d->o, d->lang, to);
    }
    vg_puts(d->o, " · ");
    vg_html_textz(d->o, d->lanes[e->lane].name);
    vg_puts(d->o, " · ");
    vg_html_textz(d->o, e->e->is_period   ? say(d, W_PERIOD)
                        : e->what != NULL ? e->what
                                          : vg_sign_word(e->e->mark, d->lang));
    if (e->e->is_inferred || e->date.uncertain) {
        vg_puts(d->o, " · ");
        vg_html_textz(d->o, say(d, W_INFERRED));
    }
    vg_puts(d->o, " · ");
    vg_html_textz(d->o, say(d, W_CLAIMS));
    vg_draw_claims(d->o, e->claims, e->n_claims);
    vg_html_raw(d->o, "</title>");
}

static void put_bar(const struct drawing *d, const struct event *e, int y)
{
    int runs_in = e->date.open_from || e->date.first < d->first;
    int runs_out = e->date.open_to || e->date.last > d->last;
    int width = e->x1 - e->x0 < 2 ? 2 : e->x1 - e->x0;

    vg_putf(d->o, "<rect class=\"bar1\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"5\"/>", e->x0,
            y - 2, width);
    if (runs_in)
        vg_putf(d->o, "<path class=\"open\" d=\"M%d %dH%d\"/>", e->x0 - 12, y, e->x0);
    if (runs_out)
        vg_putf(d->o, "<path class=\"open\" d=\"M%d %dH%d\"/>", e->x1, y, e->x1 + 12);
    if (e->e->is_inferred || e->date.uncertain)
        vg_putf(d->o, "<rect class=\"guess\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"9\"/>",
                e->x0 - 2, y - 4, width + 4);
}

static void put_point(const struct drawing *d, const struct event *e, int y)
{
    static const char *const classes[VG_SIGNS] = {"mA", "mD", "mU", "mC", "mK", "mO"};
    int more = e->n_claims > 1;

    if (e->x1 - e->x0 > 2 * RADIUS + 2)
        vg_putf(d->o, "<rect class=\"span %s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"8\"/>",
                classes[e->e->mark], e->x0, y - 4, e->x1 - e->x0);
    vg_draw_sign(d->o, e->e->mark, centre(e), y, RADIUS + more);
    if (e->e->is_inferred || e->date.uncertain)
        vg_putf(d->o, "<circle class=\"guess\" cx=\"%d\" cy=\"%d\" r=\"%d\"/>", centre(e), y,
                RADIUS + 2 + more);
}

static void put_event(const struct drawing *d, const struct event *e)
{
    int y = d->lanes[e->lane].y + PAD + e->row * ROW + ROW / 2;

    vg_draw_claim_open(d->o, d->in->claim_href, e->claims[0]);
    put_title(d, e);
    if (e->e->is_period)
        put_bar(d, e, y);
    else
        put_point(d, e, y);
    vg_html_raw(d->o, "</a>\n");
}

/* -- the key
 * ---------------------------------------------------------------------------------------------- */

struct key {
    int x, y;
};

static void key_item(const struct drawing *d, struct key *k, const char *text)
{
    int width = vg_draw_units(text) * 11 / 2 + 46;

    vg_draw_text(d->o, k->x + 20, k->y + 4, "sm", text, 60);
    k->x += width;
}

/* A new line where the next item would not fit. */
static void key_room(struct key *k, const char *text)
{
    if (k->x > 0 && k->x + vg_draw_units(text) * 6 + 24 > WIDTH) {
        k->x = 0;
        k->y += LINE;
    }
}

static void key_marks(const struct drawing *d, struct key *k)
{
    unsigned used = 0;

    for (size_t i = 0; i < d->n; i++)
        if (!d->events[i].is_dropped && !d->events[i].e->is_period)
            used |= 1U << d->events[i].e->mark;
    for (unsigned i = 0; i < VG_SIGNS; i++) {
        const char *text = vg_sign_word((enum vg_sign)i, d->lang);

        if ((used >> i & 1) == 0)
            continue;
        key_room(k, text);
        vg_draw_sign(d->o, (enum vg_sign)i, k->x + 8, k->y, RADIUS);
        key_item(d, k, text);
    }
}

static void key_shapes(const struct drawing *d, struct key *k)
{
    int period = 0, wide = 0, inferred = 0;

    for (size_t i = 0; i < d->n; i++) {
        const struct event *e = &d->events[i];

        if (e->is_dropped)
            continue;
        period |= e->e->is_period;
        wide |= !e->e->is_period && e->x1 - e->x0 > 2 * RADIUS + 2;
        inferred |= e->e->is_inferred || e->date.uncertain;
    }
    if (wide) {
        key_room(k, say(d, W_WIDE));
        vg_putf(d->o, "<rect class=\"span mA\" x=\"%d\" y=\"%d\" width=\"16\" height=\"8\"/>", k->x,
                k->y - 4);
        key_item(d, k, say(d, W_WIDE));
    }
    if (period) {
        key_room(k, say(d, W_PERIOD));
        vg_putf(d->o, "<rect class=\"bar1\" x=\"%d\" y=\"%d\" width=\"16\" height=\"5\"/>", k->x,
                k->y - 2);
        key_item(d, k, say(d, W_PERIOD));
    }
    if (inferred) {
        key_room(k, say(d, W_INFERRED));
        vg_putf(d->o, "<circle class=\"guess\" cx=\"%d\" cy=\"%d\" r=\"6\"/>", k->x + 8, k->y);
        key_item(d, k, say(d, W_INFERRED));
    }
}

static void put_note(const struct drawing *d, int y)
{
    VG_SCOPED_BUF note = {0};

    if (d->left_out > 0)
        vg_putf(&note, "%s%zu", say(d, W_LEFT_OUT), d->left_out);
    if (d->undated > 0)
        vg_putf(&note, "%s%s%zu", note.len > 0 ? " · " : "", say(d, W_UNDATED), d->undated);
    if (note.len > 0)
        vg_draw_text(d->o, 0, y, "sm", note.p, WIDTH / 6);
}

static void draw(struct drawing *d, int bottom)
{
    VG_SCOPED_BUF body = {0};
    struct vg_buf *out = d->o;
    struct key key = {0, bottom + LINE};
    const char *title = d->in->title != NULL ? d->in->title : say(d, W_TITLE);

    d->o = &body; /* the key says how high the whole becomes */
    put_axis(d, bottom);
    put_lanes(d);
    for (size_t i = 0; i < d->n; i++)
        if (!d->events[i].is_dropped)
            put_event(d, &d->events[i]);
    key_marks(d, &key);
    key_shapes(d, &key);
    if (d->left_out > 0 || d->undated > 0)
        key.y += LINE;
    put_note(d, key.y + 4);
    d->o = out;
    vg_draw_head(out, "draw time", d->prefix, d->lang, WIDTH, key.y + LINE - 6, title,
                 say(d, W_DESC));
    vg_put(out, body.p, body.len);
    vg_html_raw(out, "</svg>\n");
}

int vg_timeline_svg(const struct vg_timeline_svg *in, struct vg_buf *out, struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    struct drawing d = {.in = in,
                        .o = out,
                        .a = &a,
                        .zh = in->language != NULL && strncmp(in->language, "zh", 2) == 0,
                        .prefix = in->prefix == NULL ? "vgt" : in->prefix,
                        .undated = in->undated};
    int rc, bottom;

    d.lang = d.zh ? "zh" : "en";
    read_events(&d);
    if (d.n == 0)
        return vg_fail(err, VG_E_ABSENT, "there is nothing to draw: nothing has a date");
    rc = set_span(&d, err);
    if (rc != VG_OK)
        return rc;
    choose_lanes(&d);
    choose_events(&d);
    bottom = lay_out(&d);
    if (bottom == TOP)
        return vg_fail(err, VG_E_ABSENT, "there is nothing to draw in that time");
    draw(&d, bottom);
    return VG_OK;
}
