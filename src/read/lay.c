/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * From lines to paragraphs and text. What splits a paragraph wrongly cuts a sentence in
 * two, which is worse than two paragraphs in one; so a line goes on the one before unless
 * something speaks against it: more space, other type, an indent behind a full stop, or
 * room that its first word would have had.
 */
#include "read/lay.h"

#include <string.h>

#include <unicode/uchar.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "read/lay_parts.h"

/* -- characters ------------------------------------------------------------------------- */

static const uint16_t radicals[] = {
#include "read/radical.inc"
};
enum { RADICALS = 0x2e80 };

size_t vg_lay_plain(uint32_t c, uint32_t out[3])
{
    static const char *const ligatures[] = {"ff", "fi", "fl", "ffi", "ffl", "st", "st"};

    if (c >= RADICALS && c < RADICALS + sizeof radicals / sizeof *radicals &&
        radicals[c - RADICALS] != 0) {
        out[0] = radicals[c - RADICALS];
        return 1;
    }
    if (c >= 0xfb00 && c <= 0xfb06) {
        const char *s = ligatures[c - 0xfb00];
        size_t n = strlen(s);

        for (size_t i = 0; i < n; i++)
            out[i] = (unsigned char)s[i];
        return n;
    }
    if (c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0xad || (c & 0xfffe) == 0xfffe)
        return 0;
    out[0] = c;
    return 1;
}

static int is_private(uint32_t c)
{
    return (c >= 0xe000 && c <= 0xf8ff) || c >= 0xf0000;
}

static int is_space(uint32_t c)
{
    return c == ' ' || c == 0xa0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200a) || c == 0x202f ||
           c == '\t' || c == '\n' || c == '\r';
}

/* -- writing a word ------------------------------------------------------------------------ */

struct page {
    struct vg_lay *l;
    const struct vg_lay_word *words; /* turned so that their lines run to the right */
    const uint32_t *places;          /* of each, in `shown`; NULL: the same */
    const struct vg_lay_word *shown; /* as they stand on the page */
    enum vg_lay_way way;
    const uint32_t *order;
    const struct vg_lay_seg *segs;
    size_t n_segs;
    uint32_t width, height;
    int32_t step;               /* from line to line, the commonest */
    struct vg_lay_block *block; /* in the making; NULL: none */
    int32_t left, right;        /* of its lines */
};

static uint32_t side(int32_t v, uint32_t most)
{
    return v < 0 ? 0 : (uint32_t)v > most ? most : (uint32_t)v;
}

static void add_box(struct page *p, const struct vg_lay_word *w, size_t start)
{
    struct vg_lay *l = p->l;
    uint32_t x0 = side(w->x0, p->width), x1 = side(w->x1, p->width);
    uint32_t y0 = side(w->y0, p->height), y1 = side(w->y1, p->height);

    if (l->text.len == start)
        return;
    l->boxes = vg_grow(l->a, l->boxes, l->box_count, &l->box_room);
    l->boxes[l->box_count++] = (struct vg_box){
        .start = (uint32_t)start,
        .len = (uint32_t)(l->text.len - start),
        .x = x0,
        .y = y0,
        .width = x1 > x0 ? x1 - x0 : 0,
        .height = y1 > y0 ? y1 - y0 : 0,
    };
}

static void count_char(struct page *p, uint32_t c)
{
    struct vg_lay *l = p->l;

    l->sum.letters += vg_is_han(c) ? 2 : 1;
    l->replaced += c == VG_REPLACEMENT;
    l->sum.nonsense += c == VG_REPLACEMENT || is_private(c);
}

static void note_sure(struct vg_lay_block *b, int sure)
{
    b->is_ocr = 1;
    b->sure_sum += (uint32_t)sure;
    b->sure_n++;
    b->least = (uint32_t)sure < b->least ? (uint32_t)sure : b->least;
}

/* `len` bytes of the word as text. */
static void put_word(struct page *p, uint32_t at_word, size_t len)
{
    const struct vg_lay_word *w = &p->shown[p->places == NULL ? at_word : p->places[at_word]];
    struct vg_lay *l = p->l;
    size_t start = l->text.len;
    uint32_t c, plain[3];
    int space = 0;

    for (size_t at = 0; at < len;) {
        size_t n;

        at += vg_utf8_next(w->text.p + at, len - at, &c);
        n = vg_lay_plain(c, plain);
        for (size_t i = 0; i < n; i++) {
            if (is_space(plain[i])) {
                space = l->text.len > start;
                continue;
            }
            if (space)
                vg_putc(&l->text, ' ');
            space = 0;
            vg_put_utf8(&l->text, plain[i]);
            count_char(p, plain[i]);
        }
    }
    if (l->text.full || l->box_count >= VG_MAX_BOXES) {
        l->text.len = start; /* whole words only */
        l->full = 1;
        return;
    }
    if (w->sure >= 0)
        note_sure(p->block, w->sure > 100 ? 100 : w->sure);
    add_box(p, w, start);
}

/* -- between two words ------------------------------------------------------------------------ */

static uint32_t last_char(struct vg_str s)
{
    uint32_t c = 0;

    if (s.len > 0)
        (void)vg_utf8_before(s.p, s.len, &c);
    return c;
}

static uint32_t first_char(struct vg_str s)
{
    uint32_t c = 0;

    if (s.len > 0)
        (void)vg_utf8_next(s.p, s.len, &c);
    return c;
}

static int is_numeral(uint32_t c)
{
    return c >= '0' && c <= '9';
}

/*
 * On one line: does the gap stand for a space? Programs put up to a quarter of the size between
 * Chinese and Latin of their own; beside a numeral, as in a date, more is needed to be one.
 */
static int has_space(const struct vg_lay_word *v, const struct vg_lay_word *w, int32_t em)
{
    int32_t gap = v->x0 < w->x0 ? w->x0 - v->x1 : v->x0 - w->x1;
    int uv = vg_lay_is_unspaced(last_char(v->text)), uw = vg_lay_is_unspaced(first_char(w->text));

    if (w->sure >= 0)
        return uv && uw ? gap > em * 12 / 10 : uv || uw ? gap > em * 6 / 10 : 1;
    if (uv && uw)
        return gap > em * 7 / 10;
    if (uv || uw)
        return gap > em * (is_numeral(uv ? first_char(w->text) : last_char(v->text)) ? 4 : 3) / 10;
    return gap > em * 8 / 100;
}

static int is_hyphen(uint32_t c)
{
    return c == '-' || c == 0x2010 || c == 0xad;
}

/* What a word that ends a line has at its end. */
enum line_end {
    WHOLE,  /* nothing: a space follows */
    KEPT,   /* what belongs to it: the next line's first word follows as it stands */
    SOFT,   /* U+00AD, which is in no text */
    HYPHEN, /* `*hyphen` bytes that may be of the line or of the word */
};

static enum line_end end_of_line(struct vg_str v, struct vg_str w, size_t *hyphen)
{
    uint32_t last = last_char(v), before = 0;
    uint32_t next = first_char(w);
    size_t n;

    if (!is_hyphen(last) || v.len == 0)
        return WHOLE;
    n = vg_utf8_before(v.p, v.len, &last);
    if (n == v.len)
        return WHOLE;
    (void)vg_utf8_before(v.p, v.len - n, &before);
    *hyphen = n;
    if (last == 0xad)
        return SOFT;
    if (!u_isalnum((UChar32)before))
        return WHOLE;
    if (!u_isalpha((UChar32)before) || !u_islower((UChar32)next))
        return u_isalnum((UChar32)next) ? KEPT : WHOLE;
    return HYPHEN;
}

/* -- blocks --------------------------------------------------------------------------------------
 */

static void end_block(struct page *p)
{
    struct vg_lay *l = p->l;

    if (p->block == NULL)
        return;
    while (l->text.len > p->block->start && l->text.p[l->text.len - 1] == ' ')
        l->text.len--;
    p->block->len = (uint32_t)(l->text.len - p->block->start);
    if (p->block->len == 0)
        l->block_count--;
    p->block = NULL;
}

static int begin_block(struct page *p, const struct vg_lay_seg *s, char between)
{
    struct vg_lay *l = p->l;

    end_block(p);
    if (l->block_count >= (size_t)VG_MAX_BLOCKS || l->text.len + 1 >= (size_t)VG_MAX_TEXT) {
        l->full = 1;
        return 0;
    }
    if (l->block_count > 0) {
        struct vg_lay_block *last = &l->blocks[l->block_count - 1];

        l->text.len = last->start + last->len;
        vg_putc(&l->text, between);
    }
    l->blocks = vg_grow(l->a, l->blocks, l->block_count, &l->block_room);
    p->block = &l->blocks[l->block_count++];
    *p->block = (struct vg_lay_block){
        .start = (uint32_t)l->text.len,
        .page = (uint32_t)l->page_count,
        .em = s->em,
        .top = s->mid,
        .bottom = s->mid,
        .least = 100,
        .is_cell = between == '\t',
        .way = (uint8_t)p->way,
    };
    p->left = s->x0;
    p->right = s->x1;
    return 1;
}

static void widen(struct page *p, const struct vg_lay_seg *s)
{
    struct vg_lay_block *b = p->block;

    b->lines++;
    b->letters += s->letters;
    b->wide += s->is_wide ? s->letters : 0;
    b->bottom = s->mid > b->bottom ? s->mid : b->bottom;
    p->left = b->lines == 1 || s->x0 < p->left ? s->x0 : p->left;
    p->right = s->x1 > p->right ? s->x1 : p->right;
}

/* What was put last ends in a hyphen that may be of the line only. */
static void add_joint(struct page *p, size_t hyphen)
{
    struct vg_lay *l = p->l;

    l->joints = vg_grow(l->a, l->joints, l->joint_count, &l->joint_room);
    l->joints[l->joint_count++] = (struct vg_lay_joint){
        .at = (uint32_t)(l->text.len - hyphen),
        .len = (uint32_t)hyphen,
        .box = (uint32_t)(l->box_count - 1),
    };
}

/* The words of a line behind what the block has already. */
static void put_seg(struct page *p, const struct vg_lay_seg *s, const struct vg_lay_seg *next)
{
    const struct vg_lay_word *w = NULL;

    for (uint32_t i = 0; i < s->n && !p->l->full; i++) {
        const struct vg_lay_word *v = w;
        size_t boxes = p->l->box_count, hyphen = 0;
        enum line_end end = WHOLE;

        w = &p->words[p->order[s->first + i]];
        if (v != NULL && has_space(v, w, s->em))
            vg_putc(&p->l->text, ' ');
        if (i + 1 == s->n && next != NULL)
            end = end_of_line(w->text, p->words[p->order[next->first]].text, &hyphen);
        put_word(p, p->order[s->first + i], w->text.len);
        if (end == WHOLE || p->l->box_count == boxes)
            continue;
        if (end == SOFT)
            p->l->boxes[boxes].has_hyphen = 1;
        else if (end == HYPHEN)
            add_joint(p, hyphen);
    }
}

/* -- does a line go on?
 * ------------------------------------------------------------------------------ */

enum fit { APART, BESIDE, JOINED };

static int same_size(const struct vg_lay_seg *a, const struct vg_lay_seg *b)
{
    int32_t big = a->em > b->em ? a->em : b->em, small = a->em > b->em ? b->em : a->em;

    /* A few characters, or what was measured in an image, tell little about size. */
    if (a->letters < 4 || b->letters < 4)
        return big * 10 <= small * 16;
    return big * 100 <= small * 122;
}

static int share_width(const struct page *p, const struct vg_lay_seg *b)
{
    int32_t low = p->left > b->x0 ? p->left : b->x0, high = p->right < b->x1 ? p->right : b->x1;
    int32_t w = p->right - p->left < b->x1 - b->x0 ? p->right - p->left : b->x1 - b->x0;

    return 10 * (int64_t)(high - low) >= 3 * (int64_t)w;
}

/* From the foot of a column to the head of the next. */
static enum fit fits_next_column(const struct page *p, const struct vg_lay_seg *a,
                                 const struct vg_lay_seg *b)
{
    int beside = b->x0 > p->right || b->x1 < p->left;
    int goes_on =
        b->begins == VG_EDGE_LOWER || (b->begins == VG_EDGE_WIDE && a->ends == VG_EDGE_WIDE);

    return beside && goes_on && a->ends != VG_EDGE_STOP && p->block->lines > 1 &&
                   p->right - a->x1 < 2 * a->em && same_size(a, b)
               ? JOINED
               : APART;
}

/* Would the first word of the next line have had room behind this one? Then the line was
 * ended on purpose. */
static int was_ended(const struct page *p, const struct vg_lay_seg *a, const struct vg_lay_seg *b)
{
    int32_t right = p->right > b->x1 ? p->right : b->x1;
    int32_t left = p->left < b->x0 ? p->left : b->x0;

    if (a->is_rtl)
        return a->x0 - left > b->first_width + 2 * a->em;
    return right - a->x1 > b->first_width + 2 * a->em;
}

static enum fit fits_below(const struct page *p, const struct vg_lay_seg *a,
                           const struct vg_lay_seg *b)
{
    int32_t step = b->mid - a->mid;
    int32_t usual = p->step > 0 ? p->step : 2 * a->em;
    int stops = a->ends == VG_EDGE_STOP;
    int32_t margin = p->block->lines > 1 ? p->left : a->x0;

    if (step * 10 > usual * 14 || step > 3 * a->em || !same_size(a, b) || !share_width(p, b))
        return APART;
    if (b->begins == VG_EDGE_BULLET)
        return APART;
    if (a->ends != VG_EDGE_HYPHEN && was_ended(p, a, b))
        return APART;
    if (stops && b->x0 > margin + a->em * 9 / 10)
        return APART;
    return JOINED;
}

static enum fit fits(const struct page *p, const struct vg_lay_seg *a, const struct vg_lay_seg *b)
{
    int32_t step = b->mid - a->mid;
    int32_t em = a->em < b->em ? a->em : b->em;

    if (2 * (step < 0 ? -step : step) < em && (b->x0 >= a->x1 || b->x1 <= a->x0))
        return BESIDE;
    return step <= 0 ? fits_next_column(p, a, b) : fits_below(p, a, b);
}

/* What stands between the last word of a line and the first of the next. */
static void put_between(struct page *p, const struct vg_lay_seg *a, const struct vg_lay_seg *b)
{
    struct vg_str v = p->words[p->order[a->first + a->n - 1]].text;
    struct vg_str w = p->words[p->order[b->first]].text;
    size_t hyphen;

    if (end_of_line(v, w, &hyphen) != WHOLE)
        return;
    if (!vg_lay_is_unspaced(last_char(v)) && !vg_lay_is_unspaced(first_char(w)))
        vg_putc(&p->l->text, ' ');
}

static void put_lines(struct page *p)
{
    enum fit how = APART;

    for (size_t i = 0; i < p->n_segs && !p->l->full; i++) {
        const struct vg_lay_seg *s = &p->segs[i];

        if (how != JOINED && !begin_block(p, s, how == BESIDE ? '\t' : '\n'))
            return;
        if (how == JOINED)
            put_between(p, s - 1, s);
        if (how == JOINED && s->mid <= s[-1].mid) { /* another column has other sides */
            p->left = s->x0;
            p->right = s->x1;
        }
        widen(p, s);
        how = i + 1 < p->n_segs ? fits(p, s, s + 1) : APART;
        put_seg(p, s, how == JOINED ? s + 1 : NULL);
        if (how == BESIDE)
            p->block->is_cell = 1;
    }
    end_block(p);
}

/* -- a page
 * ------------------------------------------------------------------------------------------- */

enum { STEPS = 400 }; /* in points: larger steps are no lines of a paragraph */

/* The commonest distance between two lines of a column: the least of half of them, so that
 * gaps between paragraphs do not count. 0: too few lines. */
static int32_t common_step(const struct vg_lay_seg *s, size_t n)
{
    uint32_t counts[STEPS] = {0}, all = 0, seen = 0;

    for (size_t i = 1; i < n; i++) {
        int32_t step = s[i].mid - s[i - 1].mid;

        if (step <= s[i].em / 2 || step >= 10 * STEPS || s[i].letters < 4)
            continue;
        counts[step / 10]++;
        all++;
    }
    if (all < 3)
        return 0;
    for (int32_t i = 0; i < STEPS; i++) {
        seen += counts[i];
        if (2 * seen >= all)
            return 10 * i + 10;
    }
    return 0;
}

/* The words of `shown` that go `p->way`, turned; all of them where `ways` is NULL. */
static size_t take_way(struct page *p, const uint8_t *ways, size_t n, struct vg_arena *a)
{
    struct vg_lay_word *turned;
    uint32_t *places;
    size_t count = 0;

    if (ways == NULL)
        return n;
    turned = VG_NEW_ARRAY(a, struct vg_lay_word, n);
    places = VG_NEW_ARRAY(a, uint32_t, n);
    for (size_t i = 0; i < n; i++) {
        if (ways[i] != p->way)
            continue;
        vg_lay_turn(&p->shown[i], p->way, (int32_t)p->width, (int32_t)p->height, &turned[count]);
        places[count++] = (uint32_t)i;
    }
    p->words = turned;
    p->places = places;
    return count;
}

static void put_way(struct page *p, const uint8_t *ways, size_t n)
{
    VG_SCOPED_ARENA work = {0};
    struct vg_lay_seg *segs = NULL;
    uint32_t *order = NULL;

    n = take_way(p, ways, n, &work);
    if (n == 0)
        return;
    vg_lay_lines(p->words, n, &work, &order, &segs, &p->n_segs);
    p->order = order;
    p->segs = segs;
    p->step = common_step(segs, p->n_segs);
    put_lines(p);
}

/* The way that most of the text goes comes first, the others behind it: a stamp in the margin is no
 * beginning. */
static void put_ways(struct page *p, size_t n)
{
    VG_SCOPED_ARENA work = {0};
    size_t counts[VG_WAYS] = {0}, most = 0;
    uint8_t *ways;

    if (vg_lay_ways(p->shown, n, &work, &ways) == 0) {
        put_way(p, NULL, n);
        return;
    }
    for (size_t i = 0; i < n; i++)
        counts[ways[i]] += p->shown[i].text.len;
    for (size_t i = 1; i < VG_WAYS; i++)
        most = counts[i] > counts[most] ? i : most;
    p->way = (enum vg_lay_way)most;
    put_way(p, ways, n);
    for (size_t i = 0; i < VG_WAYS; i++) {
        p->way = (enum vg_lay_way)i;
        if (i != most)
            put_way(p, ways, n);
    }
}

void vg_lay_page(struct vg_lay *l, uint32_t width, uint32_t height, const struct vg_lay_word *words,
                 size_t n)
{
    struct page p = {.l = l, .words = words, .shown = words};
    struct vg_lay_sum before = l->sum;

    if (l->page_count >= VG_MAX_PAGES) {
        l->full = 1;
        return;
    }
    if (n > (size_t)VG_MAX_PAGE_WORDS) {
        n = (size_t)VG_MAX_PAGE_WORDS;
        l->full = 1;
    }
    l->text.max = (size_t)VG_MAX_TEXT;
    p.width = width > VG_MAX_PAGE_SIDE ? (uint32_t)VG_MAX_PAGE_SIDE : width;
    p.height = height > VG_MAX_PAGE_SIDE ? (uint32_t)VG_MAX_PAGE_SIDE : height;
    l->pages = vg_grow(l->a, l->pages, l->page_count, &l->page_room);
    l->sums = vg_grow(l->a, l->sums, l->page_count, &l->sums_room);
    l->sums[l->page_count] = (struct vg_lay_sum){0};
    l->pages[l->page_count++] = (struct vg_sheet){.width = p.width, .height = p.height};
    if (n == 0 || l->text.full)
        return;
    put_ways(&p, n);
    l->sums[l->page_count - 1].letters = l->sum.letters - before.letters;
    l->sums[l->page_count - 1].nonsense = l->sum.nonsense - before.nonsense;
}
