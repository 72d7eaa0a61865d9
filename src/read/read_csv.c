/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Tables in text: RFC 4180 with whatever separator the rows agree on. Each cell is a
 * block, cells of a row are parted by TAB, rows by LF, an empty cell keeps its TAB; what is
 * recognised as the row of column names is heading. A quotation mark that nothing closes is a
 * character like any other.
 */
#include <string.h>

#include "base/limits.h"
#include "read/draft.h"
#include "read/kind.h"
#include "read/readers.h"
#include "read/words.h"

enum {
    ROWS_LOOKED_AT = 60,
    CELL_OF_PROSE = 64, /* bytes; cells that are longer on the average are sentences with commas */
    NAME_MOST = 100,    /* bytes of a column's name */
};

struct csv {
    struct vg_str s;
    size_t at;
    char separator;
    int lone_quote; /* one was met that nothing closes: there is no further search */
};

struct cell {
    size_t start, end; /* inside of the quotes, if there are some */
    int quoted;
    int last; /* of its row */
};

static int is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* The closing mark of a quoted cell; 0 when there is none. */
static size_t closing(struct csv *c, size_t at)
{
    while (at < c->s.len) {
        const char *hit = memchr(c->s.p + at, '"', c->s.len - at);

        if (hit == NULL)
            break;
        at = (size_t)(hit - c->s.p);
        if (at + 1 == c->s.len || c->s.p[at + 1] != '"')
            return at;
        at += 2;
    }
    c->lone_quote = 1;
    return 0;
}

/* The next cell; 0 at the end. */
static int next_cell(struct csv *c, struct cell *out)
{
    struct vg_str s = c->s;
    size_t at = c->at, close = 0;

    if (at >= s.len)
        return 0;
    while (at < s.len && is_blank(s.p[at]) && s.p[at] != c->separator)
        at++;
    if (at < s.len && s.p[at] == '"' && !c->lone_quote)
        close = closing(c, at + 1);
    *out = (struct cell){.start = at, .quoted = close > 0};
    if (close > 0) {
        out->start = at + 1;
        at = close + 1;
    }
    while (at < s.len && s.p[at] != c->separator && s.p[at] != '\n' && s.p[at] != '\r')
        at++;
    out->end = close > 0 ? close : at;
    out->last = at == s.len || s.p[at] != c->separator;
    if (at < s.len && s.p[at] == '\r' && at + 1 < s.len && s.p[at + 1] == '\n')
        at++;
    c->at = at + (at < s.len);
    return 1;
}

/* Excel writes "sep=;" before the first row. */
static size_t stated_separator(struct vg_str s, char *separator)
{
    size_t at = 6;

    if (s.len < 6 || strncasecmp(s.p, "sep=", 4) != 0 || (s.p[5] != '\n' && s.p[5] != '\r'))
        return 0;
    *separator = s.p[4];
    return at + (s.p[5] == '\r' && s.len > 6 && s.p[6] == '\n');
}

/* -- which separator ------------------------------------------------------------------------------
 */
struct shape {
    size_t rows, cells, same; /* rows with as many cells as the first one */
    size_t bytes, loose;      /* of all cells; cells that a space leads */
};

static struct shape shape_of(struct vg_str head, char separator)
{
    struct csv c = {.s = head, .separator = separator};
    struct shape f = {0};
    struct cell cell;
    size_t n = 0, start = 0;

    while (f.rows < ROWS_LOOKED_AT && next_cell(&c, &cell)) {
        n++;
        f.bytes += cell.end - cell.start;
        f.loose += n > 1 && !cell.quoted && cell.start > 0 && head.p[cell.start - 1] == ' ';
        if (!cell.last)
            continue;
        if (n == 1 && cell.end == cell.start && c.at > start) { /* an empty line */
            n = 0;
            continue;
        }
        /* The last row may be cut where the beginning ends. */
        if (c.at == head.len && f.rows > 1 && n < f.cells)
            break;
        if (f.rows == 0)
            f.cells = n;
        f.same += n == f.cells;
        f.rows++;
        n = 0;
        start = c.at;
    }
    return f;
}

/* Rows of one width, cells that are no sentences. */
static int is_table(const struct shape *f, char separator, int named)
{
    size_t least = separator == '\t' ? 2 : 3;

    if (named)
        return f->cells >= 2 && f->rows >= 1 && f->same * 10 >= f->rows * 6;
    return f->cells >= least && f->rows >= 3 && f->same == f->rows &&
           f->bytes < f->rows * f->cells * CELL_OF_PROSE && f->loose * 2 < f->rows * (f->cells - 1);
}

char vg_csv_separator(struct vg_str head, int named)
{
    static const char separators[] = {',', ';', '\t', '|'};
    size_t best = 0;
    char found = 0;

    if (head.len > VG_KIND_SNIFF)
        head.len = VG_KIND_SNIFF;
    if (stated_separator(head, &found) > 0)
        return found;
    for (size_t i = 0; i < sizeof separators; i++) {
        struct shape f = shape_of(head, separators[i]);

        if (is_table(&f, separators[i], named) && f.cells * f.same > best) {
            best = f.cells * f.same;
            found = separators[i];
        }
    }
    return found;
}

/* -- the row of names -----------------------------------------------------------------------------
 */

/* A number, an amount, a share, a date: what stands in a column, not over it. */
static int is_value(struct vg_str s)
{
    size_t digits = 0, others = 0;

    if (s.len > 0 && s.len < NAME_MOST && vg_words_date(s) > 0)
        return 1;
    for (size_t i = 0; i < s.len; i++) {
        digits += s.p[i] >= '0' && s.p[i] <= '9';
        others +=
            (unsigned char)s.p[i] >= 0x80 || ((s.p[i] | 0x20) >= 'a' && (s.p[i] | 0x20) <= 'z');
    }
    return digits > 0 && digits >= others;
}

static int is_name(struct vg_str s)
{
    return s.len > 0 && s.len <= NAME_MOST && !is_value(s) && s.p[s.len - 1] != '.';
}

/* Names over all columns but one at most, none of them a value, no two alike, and
 * something below. */
static int has_header(struct csv c)
{
    struct vg_str names[256];
    size_t n = 0, empty = 0;
    struct cell cell = {.last = 0};

    while (!cell.last && next_cell(&c, &cell)) {
        struct vg_str s = {c.s.p + cell.start, cell.end - cell.start};

        empty += s.len == 0;
        if ((s.len > 0 && !is_name(s)) || n == sizeof names / sizeof *names)
            return 0;
        for (size_t i = 0; i < n; i++)
            if (s.len > 0 && vg_str_cmp(names[i], s) == 0)
                return 0;
        names[n++] = s;
    }
    return n > 1 && empty <= 1 && next_cell(&c, &cell);
}

/* -- reading --------------------------------------------------------------------------------------
 */

/* In a quoted cell two marks stand for one. */
static void put_cell(struct vg_draft *d, struct vg_str s, const struct cell *cell)
{
    size_t at = cell->start;

    while (cell->quoted && at < cell->end) {
        const char *hit = memchr(s.p + at, '"', cell->end - at);

        if (hit == NULL)
            break;
        vg_draft_words(d, s.p + at, (size_t)(hit - s.p) - at, at);
        at = (size_t)(hit - s.p);
        vg_draft_put(d, "\"", 1, at, 2);
        at += 2;
    }
    if (at < cell->end)
        vg_draft_words(d, s.p + at, cell->end - at, at);
}

void vg_read_csv(struct vg_str utf8, struct vg_arena *a, struct vg_text *t)
{
    struct vg_draft d = {.a = a, .t = t};
    struct csv c = {.s = utf8};
    struct cell cell;
    size_t column = 0;
    int header;

    c.separator = vg_csv_separator(utf8, 1);
    c.separator = c.separator == 0 ? ',' : c.separator;
    c.at = stated_separator(utf8, &c.separator);
    header = has_header(c);
    while (next_cell(&c, &cell)) {
        if (column == 0)
            vg_draft_row(&d);
        vg_draft_cell(&d, column, header ? VG_BLOCK_HEADING : VG_BLOCK_TABLE, header ? 6 : 0, 1);
        put_cell(&d, utf8, &cell);
        column = cell.last ? 0 : column + 1;
        header = header && !cell.last;
    }
    vg_draft_end(&d);
    t->media = vg_str(c.separator == '\t' ? "text/tab-separated-values" : "text/csv");
    t->reader = vg_str(VG_READER_CSV);
}
