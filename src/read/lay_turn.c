/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Text that stands on its side: annexes in landscape on upright paper, stamps in a margin. A
 * converter gives boxes without a direction, so it is found from two things that must agree.
 * Words that follow each other lie in one band and go up or down in it; and the boxes of those
 * words are as high as their letters are many, where those of a column of upright words are
 * wide. Either alone is met in upright text, a list of short words or a line of one letter.
 */
#include "read/lay_parts.h"

#include "base/utf8.h"

/* -- one word ------------------------------------------------------------------------------ */

/*
 * What the shape of a word speaks for, as many letters as it has: above 0 for standing on its
 * side, below for upright. Boxes are from 1.16 to 2.6 sizes high across the line, by the font, so
 * the middle lengths could be either.
 */
enum { ACROSS = 86, SHORT = 100, LONG = 230, NARROW = 55, WIDE = 100 };

static int64_t shape_of(const struct vg_lay_word *w)
{
    int64_t width = w->x1 - w->x0, height = w->y1 - w->y0, length = 0, letters = 0;
    uint32_t c;

    for (size_t at = 0; at < w->text.len; letters++) {
        at += vg_utf8_next(w->text.p + at, w->text.len - at, &c);
        length += vg_lay_is_wide(c) ? WIDE : NARROW;
    }
    length = length * ACROSS / 100;
    if (length > SHORT && length < LONG)
        return 0;
    if (length <= SHORT)
        return 20 * width > 21 * height ? letters : 20 * height > 21 * width ? -letters : 0;
    return height > width ? letters : height < width ? -letters : 0;
}

static int has_rtl(const struct vg_lay_word *w)
{
    uint32_t c;

    for (size_t at = 0; at < w->text.len;) {
        at += vg_utf8_next(w->text.p + at, w->text.len - at, &c);
        if (vg_lay_is_rtl(c))
            return 1;
    }
    return 0;
}

/* -- two words ------------------------------------------------------------------------------- */

/* Do two stretches lie in one band, the lesser one mostly inside the other? */
static int share_band(int32_t a0, int32_t a1, int32_t b0, int32_t b1)
{
    int64_t low = a0 > b0 ? a0 : b0, high = a1 < b1 ? a1 : b1;
    int64_t a = (int64_t)a1 - a0, b = (int64_t)b1 - b0, less = a < b ? a : b;

    return less > 0 && 10 * (high - low) >= 7 * less;
}

static int is_behind(int64_t gap, int64_t size)
{
    return 4 * gap > -size && gap <= 2 * size;
}

/* Which way it goes from one word to the next; VG_WAY_RIGHT also where it goes nowhere. */
static enum vg_lay_way way_of(const struct vg_lay_word *v, const struct vg_lay_word *w)
{
    int64_t wide = v->x1 - v->x0 > w->x1 - w->x0 ? v->x1 - v->x0 : w->x1 - w->x0;
    int64_t high = v->y1 - v->y0 > w->y1 - w->y0 ? v->y1 - v->y0 : w->y1 - w->y0;

    if (share_band(v->x0, v->x1, w->x0, w->x1)) {
        if (is_behind((int64_t)w->y0 - v->y1, wide))
            return VG_WAY_DOWN;
        if (is_behind((int64_t)v->y0 - w->y1, wide))
            return VG_WAY_UP;
    } else if (share_band(v->y0, v->y1, w->y0, w->y1) && is_behind((int64_t)v->x0 - w->x1, high)) {
        return VG_WAY_LEFT;
    }
    return VG_WAY_RIGHT;
}

/* -- a page -------------------------------------------------------------------------------------
 */

static int is_sideways(int way)
{
    return way == VG_WAY_DOWN || way == VG_WAY_UP;
}

/* Runs of words that go one way, and what their shapes say to it. */
static void mark_sideways(const struct vg_lay_word *words, size_t n, uint8_t *ways, size_t *count)
{
    size_t end;

    for (size_t i = 0; i + 1 < n; i = end) {
        enum vg_lay_way way = way_of(&words[i], &words[i + 1]);
        int64_t shape = 0;

        end = i + 1;
        if (!is_sideways((int)way))
            continue;
        while (end < n && way_of(&words[end - 1], &words[end]) == way)
            end++;
        for (size_t k = i; k < end; k++)
            shape += shape_of(&words[k]);
        for (size_t k = i; shape > 0 && k < end; k++)
            ways[k] = (uint8_t)way;
        *count += shape > 0 ? end - i : 0;
        end -= shape > 0 ? 0 : 1; /* its last word may begin a run of another way */
        end = end > i ? end : i + 1;
    }
}

/* A line of one word beside a run that stands on its side stands like it; but no single letter, and
 * such a word does not carry it on: letters on a slant would. */
static void mark_single(const struct vg_lay_word *words, size_t n, uint8_t *ways, size_t *count)
{
    uint8_t before = VG_WAY_RIGHT; /* what the runs say of the word before */

    for (size_t i = 0; i < n; i++) {
        uint8_t behind = i + 1 < n ? ways[i + 1] : VG_WAY_RIGHT;
        uint8_t way = is_sideways(before) ? before : behind;

        before = ways[i];
        if (ways[i] != VG_WAY_RIGHT || !is_sideways(way) || shape_of(&words[i]) < 2)
            continue;
        ways[i] = way;
        ++*count;
    }
}

/* Upside down is a whole page or nothing: a single line that runs to the left may be one of
 * cells that were drawn so. */
enum { LEFT_LEAST = 4 };

static void mark_upside_down(const struct vg_lay_word *words, size_t n, uint8_t *ways,
                             size_t *count)
{
    size_t left = 0, right = 0;

    for (size_t i = 1; i < n; i++) {
        if (way_of(&words[i - 1], &words[i]) == VG_WAY_LEFT)
            left += has_rtl(&words[i]) || has_rtl(&words[i - 1]) ? 0 : 1;
        else
            right += share_band(words[i - 1].y0, words[i - 1].y1, words[i].y0, words[i].y1) ? 1 : 0;
    }
    if (left < LEFT_LEAST || left < 4 * right)
        return;
    for (size_t i = 0; i < n; i++)
        ways[i] = VG_WAY_LEFT;
    *count = n;
}

size_t vg_lay_ways(const struct vg_lay_word *words, size_t n, struct vg_arena *a, uint8_t **ways)
{
    size_t count = 0;

    *ways = NULL;
    if (n < 2 || words[0].sure >= 0) /* what was read in an image was turned before */
        return 0;
    *ways = VG_NEW_ARRAY(a, uint8_t, n);
    mark_sideways(words, n, *ways, &count);
    if (count > 0)
        mark_single(words, n, *ways, &count);
    else
        mark_upside_down(words, n, *ways, &count);
    return count;
}

void vg_lay_turn(const struct vg_lay_word *w, enum vg_lay_way way, int32_t width, int32_t height,
                 struct vg_lay_word *out)
{
    *out = *w;
    if (way == VG_WAY_DOWN) {
        out->x0 = w->y0;
        out->x1 = w->y1;
        out->y0 = width - w->x1;
        out->y1 = width - w->x0;
    } else if (way == VG_WAY_UP) {
        out->x0 = height - w->y1;
        out->x1 = height - w->y0;
        out->y0 = w->x0;
        out->y1 = w->x1;
    } else if (way == VG_WAY_LEFT) {
        out->x0 = width - w->x1;
        out->x1 = width - w->x0;
        out->y0 = height - w->y1;
        out->y1 = height - w->y0;
    }
}
