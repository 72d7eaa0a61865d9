/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "cli/screen.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "base/utf8.h"

/* Ranges that take two columns, from Unicode 15 EastAsianWidth.txt (W and F),
 * joined where only unassigned characters lie between. */
static const struct {
    uint32_t first, last;
} wide[] = {
    {0x1100, 0x115F},   {0x2E80, 0x303E},   {0x3041, 0x33FF},   {0x3400, 0x4DBF},
    {0x4E00, 0xA4CF},   {0xA960, 0xA97F},   {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},
    {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},   {0x1F300, 0x1F64F},
    {0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD},
};

static size_t width_of(uint32_t c)
{
    if (c >= 0x300 && c <= 0x36F)
        return 0;
    for (size_t i = 0; i < sizeof wide / sizeof wide[0] && c >= wide[i].first; i++) {
        if (c <= wide[i].last)
            return 2;
    }
    return 1;
}

size_t vg_screen_columns(struct vg_str s)
{
    size_t n = 0;
    uint32_t c;

    for (size_t at = 0; at < s.len;) {
        at += vg_utf8_next(s.p + at, s.len - at, &c);
        n += width_of(c);
    }
    return n;
}

struct vg_str vg_columns_cut(struct vg_str s, size_t columns)
{
    size_t n = 0;
    uint32_t c;

    for (size_t at = 0; at < s.len;) {
        size_t took = vg_utf8_next(s.p + at, s.len - at, &c);

        n += width_of(c);
        if (n > columns)
            return (struct vg_str){s.p, at};
        at += took;
    }
    return s;
}

static void put_spaces(struct vg_buf *b, size_t n)
{
    while (n-- > 0)
        vg_putc(b, ' ');
}

/* The next piece that is not broken: a word, or one Han character with what
 * follows it without a space and is none. */
static size_t piece_length(struct vg_str s)
{
    uint32_t c;
    size_t at = vg_utf8_next(s.p, s.len, &c);
    int was_wide = width_of(c) == 2;

    while (at < s.len && s.p[at] != ' ' && s.p[at] != '\n') {
        size_t took = vg_utf8_next(s.p + at, s.len - at, &c);

        if (was_wide || vg_is_han(c))
            break;
        at += took;
    }
    return at;
}

struct wrapping {
    struct vg_buf *b;
    size_t indent, columns, used;
};

static void break_line(struct wrapping *w)
{
    vg_putc(w->b, '\n');
    put_spaces(w->b, w->indent);
    w->used = w->indent;
}

static void put_piece(struct wrapping *w, struct vg_str piece, int after_space)
{
    size_t wants = vg_screen_columns(piece);
    size_t space = after_space && w->used > w->indent ? 1 : 0;

    if (w->used > w->indent && w->used + space + wants > w->columns) {
        break_line(w);
        space = 0;
    }
    put_spaces(w->b, space);
    vg_put_str(w->b, piece);
    w->used += space + wants;
}

void vg_wrap(struct vg_buf *b, struct vg_str s, size_t indent, size_t columns)
{
    struct wrapping w = {b, indent, columns, indent};
    int after_space = 0;

    for (size_t at = 0; at < s.len;) {
        size_t n;

        if (s.p[at] == '\n' && at + 1 < s.len && s.p[at + 1] == '\n') {
            vg_putc(b, '\n');
            break_line(&w);
            at += 2;
        } else if (s.p[at] == ' ' || s.p[at] == '\n') {
            after_space = 1;
            at++;
        } else {
            n = piece_length((struct vg_str){s.p + at, s.len - at});
            put_piece(&w, (struct vg_str){s.p + at, n}, after_space);
            after_space = 0;
            at += n;
        }
    }
}

void vg_number_text(int64_t n, char out[VG_SIZE_TEXT])
{
    char digits[VG_SIZE_TEXT];
    int len = snprintf(digits, sizeof digits, "%" PRId64, n);
    size_t k = 0;

    for (int i = 0; i < len; i++) {
        if (i > 0 && digits[i - 1] != '-' && (len - i) % 3 == 0)
            out[k++] = ',';
        out[k++] = digits[i];
    }
    out[k] = '\0';
}

void vg_size_text(int64_t bytes, char out[VG_SIZE_TEXT])
{
    static const char *const units[] = {"kB", "MB", "GB", "TB"};
    int64_t whole = bytes;
    size_t unit = 0;

    if (bytes < 1000) {
        (void)snprintf(out, VG_SIZE_TEXT, "%" PRId64 " B", bytes);
        return;
    }
    while (whole >= 1000 * 1000 && unit + 1 < sizeof units / sizeof units[0]) {
        whole /= 1000;
        unit++;
    }
    (void)snprintf(out, VG_SIZE_TEXT, "%" PRId64 ".%" PRId64 " %s", whole / 1000,
                   whole % 1000 / 100, units[unit]);
}

void vg_grid_add(struct vg_grid *g, const char *text)
{
    VG_SCOPED_BUF b = {0};

    vg_put_visible(&b, vg_str(text), 0);
    g->cells = vg_grow(g->a, g->cells, g->n, &g->room);
    g->cells[g->n++] = vg_str_copy(g->a, vg_buf_str(&b));
}

static void put_cell(const struct vg_grid *g, struct vg_out *o, struct vg_str cell, size_t column,
                     size_t width)
{
    size_t wants = vg_screen_columns(cell);
    size_t pad = wants < width ? width - wants : 0;
    int is_last = column + 1 == g->columns;

    if (column > 0)
        vg_puts(&o->b, "  ");
    if (g->right & (1U << column))
        put_spaces(&o->b, pad);
    vg_put_str(&o->b, cell);
    if (!(g->right & (1U << column)) && !is_last)
        put_spaces(&o->b, pad);
}

static void put_row(const struct vg_grid *g, struct vg_out *o, const struct vg_str *cells,
                    const size_t *width)
{
    size_t used = 0;

    for (size_t i = 0; i < g->columns; i++) {
        struct vg_str cell = cells[i];
        size_t left = (size_t)o->columns > used ? (size_t)o->columns - used : 0;

        if (o->is_terminal && i + 1 == g->columns && left > 8)
            cell = vg_columns_cut(cell, left);
        put_cell(g, o, cell, i, width[i]);
        used += width[i] + 2;
    }
    while (o->b.len > 0 && o->b.p[o->b.len - 1] == ' ')
        o->b.len--;
    vg_putc(&o->b, '\n');
}

void vg_grid_write(struct vg_grid *g, struct vg_out *o)
{
    size_t width[VG_GRID_COLUMNS] = {0};
    struct vg_str heads[VG_GRID_COLUMNS];

    assert(g->columns > 0 && g->columns <= VG_GRID_COLUMNS);
    for (size_t i = 0; i < g->columns; i++) {
        heads[i] = vg_str(g->heads[i]);
        width[i] = vg_screen_columns(heads[i]);
    }
    for (size_t i = 0; i < g->n; i++) {
        size_t wants = vg_screen_columns(g->cells[i]);

        if (wants > width[i % g->columns])
            width[i % g->columns] = wants;
    }
    vg_out_style(o, VG_DIM);
    put_row(g, o, heads, width);
    vg_out_style(o, VG_PLAIN);
    for (size_t i = 0; i + g->columns <= g->n; i += g->columns) {
        put_row(g, o, g->cells + i, width);
        (void)vg_out_pour(o);
    }
}
