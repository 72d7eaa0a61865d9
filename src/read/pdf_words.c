/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * pdftotext prints a little XHTML, a word a line. Its attributes come in one order and
 * its text is escaped; but a title is whatever somebody wrote into the file, so tags are
 * only looked for at the beginning of a line, where a text cannot put one: it has its
 * angle brackets escaped.
 */
#include "read/pdf_words.h"

#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "read/lay_parts.h"

/* -- pieces of a line --------------------------------------------------------------------- */

static int starts_with(struct vg_str s, const char *word)
{
    size_t n = strlen(word);

    return s.len >= n && memcmp(s.p, word, n) == 0;
}

static struct vg_str take_line(struct vg_str *rest)
{
    const char *end = memchr(rest->p, '\n', rest->len);
    struct vg_str line = {rest->p, end == NULL ? rest->len : (size_t)(end - rest->p)};
    size_t used = line.len + (end != NULL);

    rest->p += used;
    rest->len -= used;
    while (line.len > 0 && (line.p[0] == ' ' || line.p[0] == '\t')) {
        line.p++;
        line.len--;
    }
    if (line.len > 0 && line.p[line.len - 1] == '\r')
        line.len--;
    return line;
}

/* The least and most that a side may be: beyond the largest page, but safe to reckon with. */
enum { SIDE_LEAST = -1000000, SIDE_MOST = VG_MAX_PAGE_SIDE + 1000000 };

/*
 * A number like -12.345 at *at, times `scale`, rounded down; what is no number is 0, and
 * what is too large is cut. The C library's would ask for the locale.
 */
static int32_t take_number(struct vg_str s, size_t *at, int64_t scale)
{
    int64_t whole = 0, part = 0, unit = 1;
    int minus = *at < s.len && s.p[*at] == '-';

    *at += (size_t)minus;
    for (; *at < s.len && s.p[*at] >= '0' && s.p[*at] <= '9'; ++*at)
        if (whole < SIDE_MOST)
            whole = whole * 10 + (s.p[*at] - '0');
    if (*at < s.len && s.p[*at] == '.')
        for (++*at; *at < s.len && s.p[*at] >= '0' && s.p[*at] <= '9'; ++*at)
            if (unit < 1000000) {
                part = part * 10 + (s.p[*at] - '0');
                unit *= 10;
            }
    whole = whole * scale + part * scale / unit;
    if (minus)
        return whole > -(int64_t)SIDE_LEAST ? SIDE_LEAST : (int32_t)-whole;
    return whole > SIDE_MOST ? SIDE_MOST : (int32_t)whole;
}

/* The value behind `name="` from *at on, and *at behind it; 0 if it is not there. */
static int take_side(struct vg_str line, size_t *at, const char *name, int32_t *out)
{
    size_t n = strlen(name);

    if (*at + n > line.len || memcmp(line.p + *at, name, n) != 0)
        return 0;
    *at += n;
    *out = take_number(line, at, 10);
    while (*at < line.len && line.p[*at] != '"')
        ++*at;
    *at += *at < line.len;
    while (*at < line.len && line.p[*at] == ' ')
        ++*at;
    return 1;
}

/* -- text ------------------------------------------------------------------------------------ */

/* One of the five references, or a number; the bytes that it takes, 0 when it is none. */
static size_t take_reference(struct vg_str s, uint32_t *c)
{
    static const struct {
        const char *name;
        uint32_t c;
    } known[] = {{"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}, {"&quot;", '"'}, {"&apos;", '\''}};
    size_t at = 2;

    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (starts_with(s, known[i].name)) {
            *c = known[i].c;
            return strlen(known[i].name);
        }
    if (!starts_with(s, "&#"))
        return 0;
    for (*c = 0; at < s.len && at < 10 && s.p[at] >= '0' && s.p[at] <= '9'; at++)
        *c = *c * 10 + (uint32_t)(s.p[at] - '0');
    return at > 2 && at < s.len && s.p[at] == ';' ? at + 1 : 0;
}

static struct vg_str unescape(struct vg_str s, struct vg_arena *a)
{
    VG_SCOPED_BUF b = {.max = (size_t)VG_MAX_TEXT};
    uint32_t c;

    if (memchr(s.p, '&', s.len) == NULL)
        return s;
    for (size_t at = 0; at < s.len;) {
        struct vg_str rest = {s.p + at, s.len - at};
        size_t n = s.p[at] == '&' ? take_reference(rest, &c) : 0;

        if (n > 0)
            vg_put_utf8(&b, c);
        else
            vg_putc(&b, s.p[at]);
        at += n > 0 ? n : 1;
    }
    return vg_str_copy(a, vg_buf_str(&b));
}

/* -- what it says about itself ------------------------------------------------------------------
 */

/* Only well-formed, one line, no control characters: a field as it can be shown. */
static struct vg_str field(struct vg_str s, struct vg_arena *a)
{
    VG_SCOPED_BUF b = {.max = (size_t)VG_MAX_WORDS};
    struct vg_str plain = unescape(s, a);
    uint32_t c;

    for (size_t at = 0; at < plain.len;) {
        at += vg_utf8_next(plain.p + at, plain.len - at, &c);
        if (b.len + 4 > (size_t)VG_MAX_WORDS)
            break;
        if (c == '\t' || c == '\n' || c == ' ')
            c = ' ';
        else if (vg_is_unseen(c))
            continue;
        if (c != ' ' || b.len > 0)
            vg_put_utf8(&b, c);
    }
    while (b.len > 0 && b.p[b.len - 1] == ' ')
        b.len--;
    return vg_str_copy(a, vg_buf_str(&b));
}

static void take_meta(struct vg_str line, struct vg_arena *a, struct vg_pdf_info *info)
{
    static const char between[] = "\" content=\"";
    const char *middle = memmem(line.p, line.len, between, sizeof between - 1);
    struct vg_str value, *to;

    if (middle == NULL || line.len < 3 || memcmp(line.p + line.len - 3, "\"/>", 3) != 0)
        return;
    value.p = middle + sizeof between - 1;
    if (value.p > line.p + line.len - 3)
        return;
    value.len = (size_t)(line.p + line.len - 3 - value.p);
    to = starts_with(line, "<meta name=\"Author\"")         ? &info->author
         : starts_with(line, "<meta name=\"Creator\"")      ? &info->creator
         : starts_with(line, "<meta name=\"CreationDate\"") ? &info->created
                                                            : NULL;
    if (to != NULL && to->len == 0)
        *to = field(value, a);
}

static void take_title(struct vg_str line, struct vg_arena *a, struct vg_pdf_info *info)
{
    static const char begin[] = "<title>", end[] = "</title>";
    const char *stop = memmem(line.p, line.len, end, sizeof end - 1);
    struct vg_str value = {line.p + sizeof begin - 1, 0};

    if (stop == NULL || info->title.len > 0)
        return;
    value.len = (size_t)(stop - value.p);
    info->title = field(value, a);
}

/* -- pages and words
 * -------------------------------------------------------------------------------- */

struct reading {
    struct vg_lay *l;
    struct vg_buf *out;    /* pages are held there, not laid out; NULL */
    struct vg_arena *work; /* of the page */
    struct vg_lay_word *words;
    size_t n, room;
    int32_t width, height;
    int in_page;
};

/*
 * In the order of the page's program, a word that runs from the right comes as it was
 * painted, from the left: turn it around, but not the numbers in it.
 */
static struct vg_str turn(struct vg_str s, struct vg_arena *a)
{
    VG_SCOPED_BUF b = {.max = (size_t)VG_MAX_TEXT};
    uint32_t c;
    int any = 0;

    for (size_t at = 0; at < s.len && !any;) {
        at += vg_utf8_next(s.p + at, s.len - at, &c);
        any = vg_lay_is_rtl(c);
    }
    for (size_t at = any ? s.len : 0, from; at > 0; at = from) {
        from = at - vg_utf8_before(s.p, at, &c);
        while (c >= '0' && c <= '9' && from > 0 && s.p[from - 1] >= '0' && s.p[from - 1] <= '9')
            from--;
        vg_put(&b, s.p + from, at - from);
    }
    return any ? vg_str_copy(a, vg_buf_str(&b)) : s;
}

static void hold_page(struct reading *r);

static void end_page(struct reading *r)
{
    if (!r->in_page)
        return;
    if (r->out != NULL)
        hold_page(r);
    else
        vg_lay_page(r->l, (uint32_t)r->width, (uint32_t)r->height, r->words, r->n);
    r->in_page = 0;
    r->n = 0;
    r->words = NULL;
    r->room = 0;
    vg_arena_clear(r->work);
}

static void begin_page(struct reading *r, struct vg_str line)
{
    size_t at = strlen("<page ");

    end_page(r);
    r->in_page = 1;
    r->width = r->height = 0;
    (void)take_side(line, &at, "width=\"", &r->width);
    (void)take_side(line, &at, "height=\"", &r->height);
    r->width = r->width < 0 ? 0 : r->width;
    r->height = r->height < 0 ? 0 : r->height;
}

static void take_word(struct reading *r, struct vg_str line)
{
    static const char end[] = "</word>";
    struct vg_lay_word w = {.sure = -1};
    size_t at = strlen("<word ");

    if (!r->in_page || r->n > (size_t)VG_MAX_PAGE_WORDS || line.len < at + sizeof end ||
        memcmp(line.p + line.len - (sizeof end - 1), end, sizeof end - 1) != 0)
        return;
    line.len -= sizeof end - 1;
    if (!take_side(line, &at, "xMin=\"", &w.x0) || !take_side(line, &at, "yMin=\"", &w.y0) ||
        !take_side(line, &at, "xMax=\"", &w.x1) || !take_side(line, &at, "yMax=\"", &w.y1) ||
        at >= line.len || line.p[at] != '>' || w.x1 < w.x0 || w.y1 < w.y0)
        return;
    w.text = turn(unescape((struct vg_str){line.p + at + 1, line.len - at - 1}, r->work), r->work);
    if (w.text.len == 0)
        return;
    r->words = vg_grow(r->work, r->words, r->n, &r->room);
    r->words[r->n++] = w;
}

/* Takes the lines until there are no more, or the text is full. */
static void read_lines(struct reading *r, struct vg_str printed, struct vg_arena *a,
                       struct vg_pdf_info *info)
{
    while (printed.len > 0 && (r->l == NULL || !r->l->full)) {
        struct vg_str line = take_line(&printed);

        if (starts_with(line, "<word "))
            take_word(r, line);
        else if (starts_with(line, "<page "))
            begin_page(r, line);
        else if (starts_with(line, "</page>"))
            end_page(r);
        else if (starts_with(line, "<title>"))
            take_title(line, a, info);
        else if (starts_with(line, "<meta "))
            take_meta(line, a, info);
    }
    end_page(r);
}

void vg_pdf_words(struct vg_str printed, struct vg_lay *l, struct vg_pdf_info *info)
{
    VG_SCOPED_ARENA work = {0};
    struct reading r = {.l = l, .work = &work};

    read_lines(&r, printed, l->a, info);
}

/* -- words that are held
 * -------------------------------------------------------------------------------- */

/*
 * Numbers of seven bits a byte. First four texts of the document, each behind its length; then of
 * each page its width, height and number of words, and of each word the steps from the lower
 * right corner of the word before to its upper left one, its width, height and text.
 */
static void put_step(struct vg_buf *b, int64_t v)
{
    vg_put_varint(b, v < 0 ? 2 * (uint64_t)-v - 1 : 2 * (uint64_t)v);
}

static void put_text(struct vg_buf *b, struct vg_str s)
{
    vg_put_varint(b, s.len);
    vg_put_str(b, s);
}

static void hold_page(struct reading *r)
{
    struct vg_lay_word before = {.sure = -1};

    vg_put_varint(r->out, (uint64_t)r->width);
    vg_put_varint(r->out, (uint64_t)r->height);
    vg_put_varint(r->out, r->n);
    for (size_t i = 0; i < r->n; i++) {
        const struct vg_lay_word *w = &r->words[i];

        put_step(r->out, (int64_t)w->x0 - before.x1);
        put_step(r->out, (int64_t)w->y0 - before.y0);
        vg_put_varint(r->out, (uint64_t)((int64_t)w->x1 - w->x0));
        vg_put_varint(r->out, (uint64_t)((int64_t)w->y1 - w->y0));
        put_text(r->out, w->text);
        before = *w;
    }
}

void vg_pdf_words_hold(struct vg_str printed, struct vg_buf *out)
{
    VG_SCOPED_ARENA work = {0};
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF pages = {.max = out->max};
    struct vg_pdf_info info = {0};
    struct reading r = {.out = &pages, .work = &work};

    read_lines(&r, printed, &a, &info);
    put_text(out, info.title);
    put_text(out, info.author);
    put_text(out, info.creator);
    put_text(out, info.created);
    vg_put_varint(out, pages.len);
    vg_put_str(out, vg_buf_str(&pages));
    out->full |= pages.full;
}

/* The next number; 0 behind the end, where *s is empty then. */
static uint64_t get_number(struct vg_str *s)
{
    uint64_t v = 0;

    for (unsigned shift = 0; s->len > 0 && shift < 63; shift += 7) {
        unsigned char c = (unsigned char)*s->p;

        s->p++;
        s->len--;
        v |= (uint64_t)(c & 0x7f) << shift;
        if (c < 0x80)
            return v;
    }
    s->len = 0;
    return 0;
}

static struct vg_str get_text(struct vg_str *s)
{
    uint64_t n = get_number(s);
    struct vg_str t = {s->p, n <= s->len ? (size_t)n : 0};

    s->p += t.len;
    s->len = n <= s->len ? s->len - t.len : 0;
    return t;
}

static int32_t within(int64_t v)
{
    return v > SIDE_MOST ? SIDE_MOST : v < SIDE_LEAST ? SIDE_LEAST : (int32_t)v;
}

static int64_t get_side(struct vg_str *s)
{
    uint64_t v = get_number(s);

    return v > 4 * (uint64_t)SIDE_MOST ? 4 * (int64_t)SIDE_MOST : (int64_t)v;
}

static int64_t get_step(struct vg_str *s)
{
    int64_t v = get_side(s);

    return v % 2 != 0 ? -(v + 1) / 2 : v / 2;
}

static void get_page(struct reading *r, struct vg_str *s)
{
    struct vg_lay_word before = {.sure = -1};
    uint64_t n;

    r->width = within(get_side(s));
    r->height = within(get_side(s));
    n = get_number(s);
    for (uint64_t i = 0; i < n && s->len > 0 && r->n <= (size_t)VG_MAX_PAGE_WORDS; i++) {
        struct vg_lay_word w = {.sure = -1};

        w.x0 = within(before.x1 + get_step(s));
        w.y0 = within(before.y0 + get_step(s));
        w.x1 = within(w.x0 + get_side(s));
        w.y1 = within(w.y0 + get_side(s));
        w.text = get_text(s);
        r->words = vg_grow(r->work, r->words, r->n, &r->room);
        r->words[r->n++] = w;
        before = w;
    }
    r->in_page = 1;
    end_page(r);
}

static void get_info(struct vg_str *s, struct vg_arena *a, struct vg_pdf_info *info)
{
    struct vg_str *const to[] = {&info->title, &info->author, &info->creator, &info->created};

    for (size_t i = 0; i < sizeof to / sizeof *to; i++) {
        struct vg_str text = get_text(s);

        if (to[i]->len == 0)
            *to[i] = field(text, a);
    }
}

void vg_pdf_words_held(struct vg_str held, struct vg_lay *l, struct vg_pdf_info *info)
{
    VG_SCOPED_ARENA work = {0};
    struct reading r = {.l = l, .work = &work};

    while (held.len > 0 && !l->full) {
        struct vg_str pages;

        get_info(&held, l->a, info);
        pages = get_text(&held);
        while (pages.len > 0 && !l->full)
            get_page(&r, &pages);
    }
}

/* -- tesseract
 * ----------------------------------------------------------------------------------------- */

enum { COLUMNS = 12, LEVEL_WORD = 5 };

/* The columns of a row; the last takes what is left. 0 when there are too few. */
static int take_columns(struct vg_str line, struct vg_str out[COLUMNS])
{
    for (int i = 0; i < COLUMNS; i++) {
        const char *tab = i + 1 < COLUMNS ? memchr(line.p, '\t', line.len) : NULL;

        if (i + 1 < COLUMNS && tab == NULL)
            return 0;
        out[i] = (struct vg_str){line.p, tab == NULL ? line.len : (size_t)(tab - line.p)};
        line.p += out[i].len + (tab != NULL);
        line.len -= out[i].len + (tab != NULL);
    }
    return 1;
}

static int32_t number(struct vg_str s, int64_t scale)
{
    size_t at = 0;

    return take_number(s, &at, scale);
}

static int is_blank(struct vg_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.p[i] != ' ' && s.p[i] != '\t')
            return 0;
    return 1;
}

/* Pixels to tenths of a point. */
static int32_t scaled(int32_t pixels, uint32_t scale)
{
    int64_t v = (int64_t)pixels * scale / 256;

    return v > SIDE_MOST ? SIDE_MOST : v < SIDE_LEAST ? SIDE_LEAST : (int32_t)v;
}

static void take_row(struct reading *r, struct vg_str line, uint32_t scale,
                     uint32_t *number_of_line)
{
    struct vg_str c[COLUMNS];
    struct vg_lay_word w = {0};
    int32_t sure;

    if (!take_columns(line, c))
        return;
    if (number(c[0], 1) != LEVEL_WORD) {
        ++*number_of_line; /* a block, a paragraph or a line begins */
        return;
    }
    sure = number(c[10], 1);
    if (sure < 0 || is_blank(c[11]) || r->n > (size_t)VG_MAX_PAGE_WORDS)
        return;
    w.sure = (int16_t)(sure > 100 ? 100 : sure);
    w.line = *number_of_line;
    w.x0 = scaled(number(c[6], 1), scale);
    w.y0 = scaled(number(c[7], 1), scale);
    w.x1 = w.x0 + scaled(number(c[8], 1), scale);
    w.y1 = w.y0 + scaled(number(c[9], 1), scale);
    if (w.x1 < w.x0 || w.y1 < w.y0 || w.x1 > SIDE_MOST || w.y1 > SIDE_MOST)
        return;
    w.text = c[11];
    r->words = vg_grow(r->work, r->words, r->n, &r->room);
    r->words[r->n++] = w;
}

void vg_ocr_words(struct vg_str printed, uint32_t scale, uint32_t width, uint32_t height,
                  struct vg_lay *l)
{
    VG_SCOPED_ARENA work = {0};
    struct reading r = {.l = l, .work = &work};
    uint32_t line = 1;

    while (printed.len > 0)
        take_row(&r, take_line(&printed), scale, &line);
    vg_lay_page(l, width, height, r.words, r.n);
}
