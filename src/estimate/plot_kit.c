/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "estimate/plot_kit.h"

#include <math.h>
#include <string.h>

#include "base/draw.h"
#include "base/html.h"
#include "base/utf8.h"
#include "estimate/sure.h"

/* -- words ---------------------------------------------------------------------------------- */

const char *vg_plot_text(const struct vg_plot *p, const struct vg_said *s)
{
    return vg_said_text(p->a, s, p->language);
}

static const char *grouped(struct vg_arena *a, const char *digits)
{
    VG_SCOPED_BUF b = {0};
    const size_t n = strlen(digits);

    for (size_t i = 0; i < n; i++) {
        if (i > 0 && (n - i) % 3 == 0)
            vg_putc(&b, ',');
        vg_putc(&b, digits[i]);
    }
    return vg_copy(a, b.p, b.len);
}

const char *vg_plot_number(const struct vg_plot *p, double v)
{
    if (!isfinite(v))
        return "?";
    if (fabs(v) >= 1e15)
        return vg_print(p->a, "%.3g", v);
    if (v >= 10000)
        return grouped(p->a, vg_print(p->a, "%.0f", v));
    return vg_print(p->a, "%.4g", v);
}

struct vg_part_words vg_plot_part(const struct vg_plot *p, double v)
{
    return vg_part(vg_plot_number(p, v));
}

struct vg_part_words vg_plot_whole(const struct vg_plot *p, int64_t n)
{
    return vg_plot_part(p, (double)n);
}

/* -- axes ------------------------------------------------------------------------------------- */

enum { LOG_SPAN = 3, ROOM = 24 /* one part of the length that is left free at each end */ };

struct vg_axis vg_axis_for(double low, double high, int from, int to)
{
    struct vg_axis x = {low, high, low > 0 && high > LOG_SPAN * low, from, to};

    if (x.is_log) {
        const double room = (vg_sure_log(high) - vg_sure_log(low)) / ROOM;

        x.low = vg_sure_exp(vg_sure_log(low) - room);
        x.high = vg_sure_exp(vg_sure_log(high) + room);
    } else {
        const double span = high > low ? high - low : fabs(high) > 0 ? fabs(high) : 1;

        x.low = low - span / ROOM;
        x.high = high + span / ROOM;
    }
    return x;
}

int vg_axis_at(const struct vg_axis *x, double v)
{
    double part;

    if (!(v > x->low))
        return x->from;
    if (v >= x->high)
        return x->to;
    part = x->is_log ? (vg_sure_log(v) - vg_sure_log(x->low)) /
                           (vg_sure_log(x->high) - vg_sure_log(x->low))
                     : (v - x->low) / (x->high - x->low);
    return x->from + (int)floor(part * (x->to - x->from) + 0.5);
}

/* Ten to a whole power, exact as far as a double can be. */
static double ten_to(int power)
{
    double v = 1;

    for (int i = 0; i < (power < 0 ? -power : power) && i < 300; i++)
        v *= 10;
    return power < 0 ? 1 / v : v;
}

static int power_below(double v)
{
    int power = 0;

    while (power < 300 && ten_to(power + 1) <= v)
        power++;
    while (power > -300 && ten_to(power) > v)
        power--;
    return power;
}

/* The powers that are shown, and which of 1, 2, 5 of each. */
static size_t log_ticks(const struct vg_axis *x, int every, int all, double *out)
{
    static const int steps[] = {1, 2, 5};
    size_t n = 0;

    for (int power = power_below(x->low); ten_to(power) <= x->high; power++) {
        if (power % every != 0)
            continue;
        for (size_t i = 0; i < (all ? 3U : 1U); i++) {
            const double v = steps[i] * ten_to(power);

            if (v < x->low || v > x->high)
                continue;
            if (n == VG_AXIS_TICKS)
                return VG_AXIS_TICKS + 1;
            out[n++] = v;
        }
    }
    return n;
}

size_t vg_axis_ticks(const struct vg_axis *x, double *out)
{
    enum { FEW = 7 };
    static const int steps[] = {1, 2, 5, 10};
    double step = 1;
    size_t n = 0;

    if (x->is_log) {
        n = log_ticks(x, 1, 1, out);
        for (int every = 1; n > FEW + 2 && every < 300; every++)
            n = log_ticks(x, every, 0, out);
        return n;
    }
    step = ten_to(power_below((x->high - x->low) / FEW));
    for (size_t i = 0; i < 4; i++)
        if ((x->high - x->low) / (steps[i] * step) <= FEW) {
            step *= steps[i];
            break;
        }
    while (n < VG_AXIS_TICKS) {
        const double at = ceil(x->low / step) + (double)n; /* steps from 0 */

        if (at * step > x->high)
            break;
        out[n++] = fabs(at) > 0 ? at * step : 0; /* no minus before it */
    }
    return n;
}

enum { TICK = 5 };

void vg_plot_axis_across(const struct vg_plot *p, const struct vg_axis *x, int y, const char *title)
{
    double ticks[VG_AXIS_TICKS];
    const size_t n = vg_axis_ticks(x, ticks);

    vg_plot_stroke(p, x->from, y, x->to, y, VG_LINE_SOLID);
    for (size_t i = 0; i < n; i++) {
        const int at = vg_axis_at(x, ticks[i]);

        vg_plot_stroke(p, at, y, at, y + TICK, VG_LINE_SOLID);
        vg_plot_write(p, at, y + TICK + 12, VG_TEXT_MIDDLE, vg_plot_number(p, ticks[i]), 20);
    }
    vg_plot_write(p, (x->from + x->to) / 2, y + TICK + 28, VG_TEXT_MIDDLE, title, 90);
}

void vg_plot_axis_up(const struct vg_plot *p, const struct vg_axis *x, int at, int right,
                     const char *title)
{
    double ticks[VG_AXIS_TICKS];
    const size_t n = vg_axis_ticks(x, ticks);

    for (size_t i = 0; i < n; i++) {
        const int y = vg_axis_at(x, ticks[i]);

        vg_plot_stroke(p, at, y, right, y, VG_LINE_GREY);
        vg_plot_stroke(p, at - TICK, y, at, y, VG_LINE_SOLID);
        vg_plot_write(p, at - TICK - 3, y + 4, VG_TEXT_END, vg_plot_number(p, ticks[i]), 20);
    }
    vg_plot_stroke(p, at, x->from, at, x->to, VG_LINE_SOLID);
    vg_plot_write(p, 2, (x->from < x->to ? x->from : x->to) - 10, VG_TEXT_START, title, 90);
}

/* -- strokes ----------------------------------------------------------------------------------- */

void vg_plot_open(const struct vg_plot *p, int height, const char *title, const char *desc)
{
    vg_draw_head_mm(p->svg, "plot", p->prefix, p->language, VG_PLOT_WIDE, height, VG_PLOT_MM, title,
                    desc);
    vg_html_raw(p->svg, "<g font-family=\"sans-serif\" font-size=\"12\" fill=\"currentColor\">\n");
}

void vg_plot_close(const struct vg_plot *p)
{
    vg_html_raw(p->svg, "</g></svg>\n");
}

static const char *const strokes[] = {
    [VG_LINE_SOLID] = " stroke=\"currentColor\"",
    [VG_LINE_DASHED] = " stroke=\"currentColor\" stroke-dasharray=\"5 4\"",
    [VG_LINE_GREY] = " stroke=\"#888\" stroke-width=\".5\"",
};

void vg_plot_stroke(const struct vg_plot *p, int x1, int y1, int x2, int y2, enum vg_plot_line l)
{
    vg_putf(p->svg, "<path d=\"M%d %dL%d %d\"%s/>\n", x1, y1, x2, y2, strokes[l]);
}

void vg_plot_way_open(const struct vg_plot *p)
{
    vg_html_raw(p->svg, "<path fill=\"none\" d=\"");
}

void vg_plot_way_to(const struct vg_plot *p, int x, int y)
{
    const char *b = p->svg->p;

    vg_putf(p->svg, "%c%d %d", b[p->svg->len - 1] == '"' ? 'M' : 'L', x, y);
}

void vg_plot_way_end(const struct vg_plot *p, enum vg_plot_line l)
{
    vg_putf(p->svg, "\" stroke-width=\"1.5\"%s/>\n", strokes[l]);
}

void vg_plot_write(const struct vg_plot *p, int x, int y, enum vg_plot_anchor anchor,
                   const char *text, int units)
{
    static const char *const anchors[] = {
        [VG_TEXT_START] = "",
        [VG_TEXT_MIDDLE] = " text-anchor=\"middle\"",
        [VG_TEXT_END] = " text-anchor=\"end\"",
    };

    vg_putf(p->svg, "<text x=\"%d\" y=\"%d\"%s>", x, y, anchors[anchor]);
    vg_draw_cut(p->svg, text, units);
    vg_html_raw(p->svg, "</text>\n");
}

/* Where a line that begins here ends, and what it holds: up to the last place to break. */
static size_t line_end(struct vg_str s, int units)
{
    size_t at = 0, fits = 0;
    int used = 0;

    while (at < s.len) {
        uint32_t c;
        size_t n = vg_utf8_next(s.p + at, s.len - at, &c);

        used += vg_is_han(c) || (c >= 0x3000 && c <= 0xffef) ? 2 : 1;
        if (used > units)
            return fits > 0 ? fits : at > 0 ? at : n;
        at += n;
        if (c == ' ' || vg_is_han(c))
            fits = at;
    }
    return s.len;
}

int vg_plot_lines(const struct vg_plot *p, int x, int y, const char *text, int units)
{
    struct vg_str s = vg_str(text);

    while (s.len > 0) {
        const size_t n = line_end(s, units);

        vg_plot_write(p, x, y, VG_TEXT_START, vg_copy(p->a, s.p, n), units + 1);
        s.p += n;
        s.len -= n;
        if (s.len > 0)
            y += VG_PLOT_ROW - 2;
    }
    return y;
}

/* -- the table behind ----------------------------------------------------------------------------
 */

void vg_plot_table(const struct vg_plot *p, const char *caption, const char *const *heads, size_t n)
{
    vg_html_raw(p->table, "<table><caption>");
    vg_html_textz(p->table, caption);
    vg_html_raw(p->table, "</caption><thead><tr>");
    for (size_t i = 0; i < n; i++) {
        vg_html_raw(p->table, "<th scope=\"col\">");
        vg_html_textz(p->table, heads[i]);
        vg_html_raw(p->table, "</th>");
    }
    vg_html_raw(p->table, "</tr></thead><tbody>\n");
}

void vg_plot_row(const struct vg_plot *p, const char *const *cells, size_t n)
{
    vg_html_raw(p->table, "<tr>");
    for (size_t i = 0; i < n; i++) {
        vg_html_raw(p->table, i == 0 ? "<th scope=\"row\" dir=\"auto\">" : "<td>");
        vg_html_textz(p->table, cells[i]);
        vg_html_raw(p->table, i == 0 ? "</th>" : "</td>");
    }
    vg_html_raw(p->table, "</tr>\n");
}

void vg_plot_table_end(const struct vg_plot *p)
{
    vg_html_raw(p->table, "</tbody></table>\n");
}
