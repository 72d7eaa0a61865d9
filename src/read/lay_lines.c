/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Words become lines by following the order in which they came: most programs draw a line
 * from its beginning to its end, and a column before the next. A converter's own reading
 * order, made from boxes alone, takes figures out of Chinese lines, because the boxes of
 * Chinese fonts are far higher than those of the digits beside them; so sizes are taken
 * from widths where characters are square, and lines by their middles.
 *
 * Where the order jumps about (forms, tables drawn column by column, text set by hand), it
 * is found by cutting the page at its widest white gaps: Nagy and Seth's X-Y cut, "Hierarchical
 * representation of optically scanned documents", ICPR 1984. The cuts stand on a stack of
 * fixed depth; what is deeper is sorted from top to bottom.
 */
#include <stdlib.h>
#include <string.h>

#include <unicode/uchar.h>

#include "base/utf8.h"
#include "read/lay_parts.h"

/* -- characters ---------------------------------------------------------------------- */

int vg_lay_is_wide(uint32_t c)
{
    return (c >= 0x1100 && c <= 0x115f) || (c >= 0x2e80 && c <= 0x303e) ||
           (c >= 0x3041 && c <= 0xa4cf) || (c >= 0xac00 && c <= 0xd7a3) ||
           (c >= 0xf900 && c <= 0xfaff) || (c >= 0xfe30 && c <= 0xfe4f) ||
           (c >= 0xff01 && c <= 0xff60) || (c >= 0xffe0 && c <= 0xffe6) ||
           (c >= 0x20000 && c <= 0x3fffd);
}

int vg_lay_is_unspaced(uint32_t c)
{
    if (c >= 0xac00 && c <= 0xd7a3)
        return 0;                                               /* Korean has spaces */
    return vg_lay_is_wide(c) || (c >= 0x0e00 && c <= 0x0fff) || /* Thai, Lao, Tibetan */
           (c >= 0x1000 && c <= 0x109f) || (c >= 0x1780 && c <= 0x17ff);
}

int vg_lay_is_rtl(uint32_t c)
{
    return (c >= 0x0590 && c <= 0x08ff) || (c >= 0xfb1d && c <= 0xfdff) ||
           (c >= 0xfe70 && c <= 0xfefc);
}

static uint32_t first_of(struct vg_str s)
{
    uint32_t c = 0;

    if (s.len > 0)
        (void)vg_utf8_next(s.p, s.len, &c);
    return c;
}

static uint32_t last_of(struct vg_str s)
{
    uint32_t c = 0;

    if (s.len > 0)
        (void)vg_utf8_before(s.p, s.len, &c);
    return c;
}

static int is_stop(uint32_t c)
{
    return c == '.' || c == '!' || c == '?' || c == ':' || c == ';' || c == 0x2026 || c == 0x3002 ||
           c == 0xff01 || c == 0xff1f || c == 0xff1a || c == 0xff1b || c == 0x061f || c == 0x06d4 ||
           c == 0x0f0d || c == 0x0964;
}

static int closes(uint32_t c)
{
    return c == '"' || c == '\'' || c == ')' || c == ']' || c == 0x201d || c == 0x2019 ||
           c == 0xbb || c == 0x300d || c == 0x300f || c == 0xff09 || c == 0x300b;
}

/* Of a word, and not of a list or a grade: "e-" and "Fu-", but not "-" and "B-". */
static int ends_in_hyphen(struct vg_str s)
{
    uint32_t c = last_of(s), before = 0;

    if (c != '-' && c != 0x2010 && c != 0xad)
        return 0;
    s.len -= vg_utf8_before(s.p, s.len, &c);
    before = last_of(s);
    return s.len > 2 || u_islower((UChar32)before);
}

static uint8_t end_edge(struct vg_str s)
{
    uint32_t c = last_of(s);
    size_t cut = s.len;

    while (cut > 0 && closes(c)) {
        cut -= vg_utf8_before(s.p, cut, &c);
        if (cut > 0)
            (void)vg_utf8_before(s.p, cut, &c);
    }
    if (is_stop(c))
        return VG_EDGE_STOP;
    if (ends_in_hyphen(s))
        return VG_EDGE_HYPHEN;
    return vg_lay_is_unspaced(last_of(s)) ? VG_EDGE_WIDE : VG_EDGE_OTHER;
}

/* "1." "12)" "(3)" "（一）" "一、" "a)" — and dots, dashes and squares. */
static int is_bullet(struct vg_str s)
{
    static const char *const han = "一二三四五六七八九十";
    uint32_t c = first_of(s);
    size_t digits = 0, at = 0;
    uint32_t last = last_of(s);

    if (c == 0x2022 || c == 0x25cf || c == 0x25a0 || c == 0x25aa || c == 0x25e6 || c == 0x2043 ||
        c == 0xb7 || c == 0x25cb || c == 0x2023)
        return 1;
    if ((c == '-' || c == 0x2013 || c == 0x2014 || c == '*') && s.len <= 3)
        return 1;
    if (s.len <= 6 && (last == '.' || last == ')')) {
        at = c == '(';
        while (at + digits < s.len - 1 &&
               ((s.p[at + digits] >= '0' && s.p[at + digits] <= '9') || s.p[at + digits] == '.'))
            digits++;
        if (digits > 0 && at + digits == s.len - 1)
            return 1;
        return s.len == 2 + at && ((s.p[at] | 0x20) >= 'a' && (s.p[at] | 0x20) <= 'z');
    }
    at = c == 0xff08 ? 3 : 0;
    while (at + 3 <= s.len &&
           strstr(han, vg_is_han(c) || at > 0 ? (char[4]){s.p[at], s.p[at + 1], s.p[at + 2], '\0'}
                                              : "?") != NULL) {
        digits++;
        at += 3;
    }
    if (digits == 0 || digits > 3 || at >= s.len)
        return 0;
    (void)vg_utf8_next(s.p + at, s.len - at, &c);
    return c == 0x3001 || c == 0xff09 || c == 0xff0e;
}

static uint8_t begin_edge(struct vg_str s)
{
    uint32_t c = first_of(s);

    if (is_bullet(s))
        return VG_EDGE_BULLET;
    if (vg_lay_is_unspaced(c))
        return VG_EDGE_WIDE;
    return u_islower((UChar32)c) ? VG_EDGE_LOWER : VG_EDGE_OTHER;
}

/* -- sizes ------------------------------------------------------------------------------- */

/* What is known of a word besides its place. */
struct measured {
    int32_t em;
    uint32_t letters;
    uint8_t is_rtl, is_wide;
};

enum { NARROW = 55 }; /* width of a digit or letter, in hundredths of its size */

/*
 * A wide character is as wide as its size; the height of an ordinary font's box is about
 * 1.16 of it. Fonts that have Chinese too give all their boxes far more: then letters, of
 * which one with another is half as wide as its size, tell it better.
 */
static int32_t size_of(const struct vg_lay_word *w, int32_t wide, int32_t narrow)
{
    int64_t width = w->x1 - w->x0, by_height = (int64_t)(w->y1 - w->y0) * 86 / 100, by_width;

    if (w->sure >= 0 || wide + narrow == 0)
        return (int32_t)by_height;
    by_width = width * 100 / (100 * (int64_t)wide + NARROW * (int64_t)narrow);
    if (wide > 0 || by_height * 10 > by_width * (narrow < 3 ? 25 : 18))
        return (int32_t)by_width;
    return (int32_t)by_height;
}

static struct measured measure(const struct vg_lay_word *w)
{
    struct measured m = {0};
    int32_t wide = 0, narrow = 0;
    uint32_t c;

    for (size_t at = 0; at < w->text.len;) {
        at += vg_utf8_next(w->text.p + at, w->text.len - at, &c);
        if (vg_lay_is_wide(c))
            wide++;
        else
            narrow++;
        m.is_rtl |= (uint8_t)vg_lay_is_rtl(c);
        m.letters += vg_is_han(c) ? 2 : 1;
    }
    m.em = size_of(w, wide, narrow);
    m.is_wide = wide >= narrow && wide > 0;
    if (m.em < 1)
        m.em = 1;
    return m;
}

/* -- lines -------------------------------------------------------------------------------- */

/*
 * A row is what stands on one line from left to right, however far apart. Where in it a
 * column or a cell ends, its neighbours tell: their gaps are at the same place. The wide
 * gaps of a justified line are anywhere.
 */
enum {
    FAR = 30,       /* times the size: no gap, but another line */
    SURELY = 12,    /* times: a column or cell ends here, whatever stands above */
    PERHAPS = 12,   /* tenths: less is a space */
    MOST_GAPS = 64, /* of one row that are compared; more is no text */
    NEIGHBOURS = 2, /* rows looked at before and behind */
};

struct gap {
    int32_t from, to;
    uint32_t before; /* the word behind it */
    int32_t em;
};

struct row {
    uint32_t first, n; /* words */
    int32_t mid, em;
    struct gap *gaps;
    size_t n_gaps, room;
};

/* Does `w` go on, in a row, where `v` ended? */
static int goes_on(const struct vg_lay_word *v, const struct measured *mv,
                   const struct vg_lay_word *w, const struct measured *mw)
{
    int32_t low = v->y0 > w->y0 ? v->y0 : w->y0, high = v->y1 < w->y1 ? v->y1 : w->y1;
    int32_t hv = v->y1 - v->y0, hw = w->y1 - w->y0;
    int32_t em = mv->em > mw->em ? mv->em : mw->em;
    int32_t gap = w->x0 - v->x1;

    if (v->line != 0 || w->line != 0) {
        if (v->line != w->line)
            return 0;
        return gap < FAR * em;
    }
    if (2 * (high - low) < (hv < hw ? hv : hw))
        return 0;
    if (mv->is_rtl || mw->is_rtl) {
        int32_t back = v->x0 - w->x1;

        if (back > -em / 2 && back < 2 * em)
            return 1;
    }
    return gap > -em * 6 / 10 && gap < FAR * em;
}

static void add_word(struct row *r, const struct vg_lay_word *words, const struct measured *m,
                     uint32_t i, struct vg_arena *a)
{
    const struct vg_lay_word *v = &words[i - 1], *w = &words[i];
    int32_t em = m[i].em > m[i - 1].em ? m[i].em : m[i - 1].em;

    r->n++;
    if (10 * (int64_t)(w->x0 - v->x1) < PERHAPS * (int64_t)em || r->n_gaps >= MOST_GAPS)
        return;
    r->gaps = vg_grow(a, r->gaps, r->n_gaps, &r->room);
    r->gaps[r->n_gaps++] = (struct gap){v->x1, w->x0, i, em};
}

static struct row *find_rows(const struct vg_lay_word *words, const struct measured *m, size_t n,
                             struct vg_arena *a, size_t *count)
{
    struct row *rows = NULL;
    size_t room = 0;

    *count = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (i > 0 && goes_on(&words[i - 1], &m[i - 1], &words[i], &m[i])) {
            add_word(&rows[*count - 1], words, m, i, a);
            continue;
        }
        rows = vg_grow(a, rows, *count, &room);
        rows[(*count)++] = (struct row){
            .first = i, .n = 1, .mid = words[i].y0 / 2 + words[i].y1 / 2, .em = m[i].em};
    }
    return rows;
}

/* Has this row a gap at the same place? */
static int has_gap(const struct row *r, const struct gap *g)
{
    for (size_t i = 0; i < r->n_gaps; i++) {
        int32_t low = r->gaps[i].from > g->from ? r->gaps[i].from : g->from;
        int32_t high = r->gaps[i].to < g->to ? r->gaps[i].to : g->to;

        if (10 * (int64_t)(high - low) >= 8 * (int64_t)g->em)
            return 1;
    }
    return 0;
}

static int is_border(const struct row *rows, size_t n, size_t at, const struct gap *g)
{
    size_t from = at < NEIGHBOURS ? 0 : at - NEIGHBOURS;
    int have = 0, near = 0;

    if ((int64_t)(g->to - g->from) > SURELY * (int64_t)g->em)
        return 1;
    for (size_t i = from; i < n && i <= at + NEIGHBOURS; i++) {
        int64_t apart = (int64_t)rows[i].mid - rows[at].mid;

        if (i == at || apart > 5 * (int64_t)g->em || apart < -5 * (int64_t)g->em)
            continue;
        near++;
        have += has_gap(&rows[i], g);
    }
    return near > 0 && have >= (near < 2 ? near : 2);
}

/* A row into lines of columns and cells. */
static struct vg_lay_seg *split_row(const struct row *rows, size_t n_rows, size_t at,
                                    struct vg_lay_seg *s, size_t *count, size_t *room,
                                    struct vg_arena *a)
{
    const struct row *r = &rows[at];
    uint32_t first = r->first, end = r->first + r->n;

    for (size_t i = 0; i <= r->n_gaps; i++) {
        uint32_t stop = i < r->n_gaps ? r->gaps[i].before : end;

        if (i < r->n_gaps && !is_border(rows, n_rows, at, &r->gaps[i]))
            continue;
        s = vg_grow(a, s, *count, room);
        s[(*count)++] = (struct vg_lay_seg){.first = first, .n = stop - first};
        first = stop;
    }
    return s;
}

static void widen(struct vg_lay_seg *s, const struct vg_lay_word *w)
{
    s->x0 = w->x0 < s->x0 ? w->x0 : s->x0;
    s->x1 = w->x1 > s->x1 ? w->x1 : s->x1;
}

/* Middle height and size, each word as heavy as its letters. */
static void settle(struct vg_lay_seg *s, const struct vg_lay_word *words, const struct measured *m)
{
    int64_t mid = 0, em = 0, weight = 0, rtl = 0, wide = 0;
    int32_t tallest = 1;

    s->x0 = words[s->first].x0;
    s->x1 = words[s->first].x1;
    for (uint32_t i = s->first; i < s->first + s->n; i++) {
        int64_t n = m[i].letters == 0 ? 1 : m[i].letters;
        int32_t h = words[i].y1 - words[i].y0;

        mid += n * (words[i].y0 / 2 + words[i].y1 / 2);
        em += n * m[i].em;
        weight += n;
        rtl += m[i].is_rtl ? n : 0;
        wide += m[i].is_wide ? n : 0;
        tallest = h > tallest ? h : tallest;
        widen(s, &words[i]);
    }
    weight = weight < 1 ? 1 : weight;
    s->letters = (uint32_t)weight;
    s->mid = (int32_t)(mid / weight);
    s->em = words[s->first].sure >= 0 ? tallest : (int32_t)(em / weight);
    s->em = s->em < 1 ? 1 : s->em;
    s->is_rtl = 2 * rtl > weight;
    s->is_wide = 2 * wide > weight;
}

static void set_edges(struct vg_lay_seg *s, const struct vg_lay_word *words, const uint32_t *order)
{
    const struct vg_lay_word *first = &words[order[s->first]];

    s->begins = begin_edge(first->text);
    s->ends = end_edge(words[order[s->first + s->n - 1]].text);
    s->first_width = s->begins == VG_EDGE_WIDE || vg_lay_is_unspaced(first_of(first->text))
                         ? s->em
                         : first->x1 - first->x0;
}

static void swap_order(uint32_t *order, uint32_t from, uint32_t to)
{
    while (from < to) {
        uint32_t keep = order[from];

        order[from++] = order[to];
        order[to--] = keep;
    }
}

/*
 * A line of a script that runs from the right, whose words came from the left: turn it
 * around, and the stretches of numbers and Latin inside it back again.
 */
static void turn(struct vg_lay_seg *s, const struct vg_lay_word *words, const struct measured *m,
                 uint32_t *order)
{
    uint32_t end = s->first + s->n, from;

    if (!s->is_rtl || s->n < 2 || words[s->first].x0 > words[end - 1].x0)
        return;
    swap_order(order, s->first, end - 1);
    for (uint32_t i = s->first; i < end; i = from) {
        from = i;
        while (from < end && !m[order[from]].is_rtl)
            from++;
        if (from > i + 1)
            swap_order(order, i, from - 1);
        from = from == i ? i + 1 : from;
    }
}

/* -- does the order make sense? ------------------------------------------------------------ */

static int share_column(const struct vg_lay_seg *a, const struct vg_lay_seg *b)
{
    int32_t low = a->x0 > b->x0 ? a->x0 : b->x0, high = a->x1 < b->x1 ? a->x1 : b->x1;
    int32_t wa = a->x1 - a->x0, wb = b->x1 - b->x0;

    return 10 * (int64_t)(high - low) > 3 * (int64_t)(wa < wb ? wa : wb);
}

enum { SENTENCE = 12 }; /* letters: what is shorter is a cell */

static int stands_beside(const struct vg_lay_seg *a, const struct vg_lay_seg *b)
{
    int32_t apart = b->mid - a->mid;

    return 2 * (apart < 0 ? -apart : apart) < b->em && b->x0 > a->x1 && a->letters >= SENTENCE &&
           b->letters >= SENTENCE;
}

/*
 * Going up within a column is no reading; once or twice a page is a running head drawn last.
 * Nor is going from line to line of columns that stand side by side.
 */
static int jumps_about(const struct vg_lay_seg *s, size_t n)
{
    size_t back = 0, beside = 0;

    for (size_t i = 1; i < n; i++) {
        back += s[i].mid < s[i - 1].mid - s[i].em / 2 && share_column(&s[i - 1], &s[i]);
        beside += stands_beside(&s[i - 1], &s[i]) ? 1 : 0;
    }
    return (back > 2 && back > n / 10) || (beside > 3 && beside * 3 > n);
}

/* -- cutting a page at its gaps -------------------------------------------------------------- */

enum {
    CUTS = 64,
    LOOKS = 64, /* times each line is looked at, all cuts together: a page stays linear */
};

struct cut {
    size_t from, to;
};

static int by_left(const void *x, const void *y)
{
    const struct vg_lay_seg *a = x, *b = y;

    if (a->x0 != b->x0)
        return a->x0 < b->x0 ? -1 : 1;
    return (a->first > b->first) - (a->first < b->first);
}

static int by_top(const void *x, const void *y)
{
    const struct vg_lay_seg *a = x, *b = y;

    if (a->mid != b->mid)
        return a->mid < b->mid ? -1 : 1;
    return by_left(x, y);
}

/* The widest white gap from left to right (`s` sorted by_left); where it is, or 0. */
static size_t gap_across(const struct vg_lay_seg *s, size_t n, int32_t *width)
{
    int32_t right = s[0].x1;
    size_t at = 0;

    *width = 0;
    for (size_t i = 1; i < n; i++) {
        if (s[i].x0 - right > *width) {
            *width = s[i].x0 - right;
            at = i;
        }
        right = s[i].x1 > right ? s[i].x1 : right;
    }
    return at;
}

/* The same from top to bottom (`s` sorted by_top). */
static size_t gap_down(const struct vg_lay_seg *s, size_t n, int32_t *height)
{
    int32_t bottom = s[0].mid + s[0].em / 2;
    size_t at = 0;

    *height = 0;
    for (size_t i = 1; i < n; i++) {
        int32_t gap = s[i].mid - s[i].em / 2 - bottom;

        if (gap > *height) {
            *height = gap;
            at = i;
        }
        bottom = s[i].mid + s[i].em / 2 > bottom ? s[i].mid + s[i].em / 2 : bottom;
    }
    return at;
}

/* A column has several lines; cells of a row are no columns. */
static int is_column(const struct vg_lay_seg *s, size_t n)
{
    int32_t top = s[0].mid;
    int32_t bottom = top;

    for (size_t i = 1; i < n; i++) {
        top = s[i].mid < top ? s[i].mid : top;
        bottom = s[i].mid > bottom ? s[i].mid : bottom;
    }
    return n >= 3 && bottom - top > 2 * s[0].em;
}

/* Lines whose middles are nearly the same are one row, from left to right. */
static void sort_rows(struct vg_lay_seg *s, size_t n)
{
    size_t end;

    qsort(s, n, sizeof *s, by_top);
    for (size_t i = 0; i < n; i = end) {
        for (end = i + 1; end < n && s[end].mid - s[i].mid < s[i].em * 4 / 10;)
            end++;
        qsort(s + i, end - i, sizeof *s, by_left);
    }
}

/* Where to cut, with the part in the order of the cut; 0: nowhere. */
static size_t find_cut(struct vg_lay_seg *s, size_t n)
{
    int32_t width, height;
    size_t at;

    if (n < 2)
        return 0;
    qsort(s, n, sizeof *s, by_left);
    at = gap_across(s, n, &width);
    if (at > 0 && width >= s[0].em && is_column(s, at) && is_column(s + at, n - at))
        return at;
    qsort(s, n, sizeof *s, by_top);
    at = gap_down(s, n, &height);
    return height * 10 > s[0].em * 4 ? at : 0;
}

static void cut_and_sort(struct vg_lay_seg *s, size_t n)
{
    struct cut stack[CUTS] = {{0, n}};
    size_t depth = 1, looks = 0;

    while (depth > 0) {
        struct cut c = stack[--depth];
        int may_cut = depth + 2 <= CUTS && (looks += c.to - c.from) < LOOKS * n;
        size_t at = may_cut ? find_cut(s + c.from, c.to - c.from) : 0;

        if (at == 0) {
            sort_rows(s + c.from, c.to - c.from);
            continue;
        }
        stack[depth++] = (struct cut){c.from + at, c.to};
        stack[depth++] = (struct cut){c.from, c.from + at};
    }
}

/* -- all of it ----------------------------------------------------------------------------------
 */

void vg_lay_lines(const struct vg_lay_word *words, size_t n, struct vg_arena *a, uint32_t **order,
                  struct vg_lay_seg **segs, size_t *n_segs)
{
    struct measured *m = VG_NEW_ARRAY(a, struct measured, n);
    struct vg_lay_seg *s = NULL;
    struct row *rows;
    size_t count = 0, room = 0, n_rows;

    *order = VG_NEW_ARRAY(a, uint32_t, n);
    for (size_t i = 0; i < n; i++) {
        m[i] = measure(&words[i]);
        (*order)[i] = (uint32_t)i;
    }
    rows = find_rows(words, m, n, a, &n_rows);
    for (size_t i = 0; i < n_rows; i++)
        s = split_row(rows, n_rows, i, s, &count, &room, a);
    for (size_t i = 0; i < count; i++) {
        settle(&s[i], words, m);
        turn(&s[i], words, m, *order);
        set_edges(&s[i], words, *order);
    }
    if (jumps_about(s, count))
        cut_and_sort(s, count);
    *segs = s;
    *n_segs = count;
}
