/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What can be said of a block only when all pages are there. */
#include <stdlib.h>
#include <string.h>

#include "base/fnv.h"
#include "base/limits.h"
#include "read/lay_parts.h"

enum { SIZES = 1000 }; /* of type, in tenths of a point; larger ones are posters */

static int32_t size_of(const struct vg_lay_block *b)
{
    return b->em >= SIZES ? SIZES - 1 : b->em;
}

static int is_wide(const struct vg_lay_block *b)
{
    return 2 * b->wide > b->letters;
}

/*
 * The size that half of all letters do not exceed; apart for Chinese and the like, whose size
 * is measured by another measure, which fits that of letters only roughly.
 */
struct body {
    int32_t size[2]; /* of narrow and of wide text; 0: there is none */
};

static struct body body_of(const struct vg_lay *l)
{
    struct body out = {{0, 0}};

    for (int wide = 0; wide < 2; wide++) {
        uint64_t counts[SIZES] = {0}, all = 0, seen = 0;

        for (size_t i = 0; i < l->block_count; i++) {
            if (is_wide(&l->blocks[i]) != wide)
                continue;
            counts[size_of(&l->blocks[i])] += l->blocks[i].letters;
            all += l->blocks[i].letters;
        }
        for (int32_t i = 0; i < SIZES && out.size[wide] == 0; i++) {
            seen += counts[i];
            if (seen > 0 && 2 * seen >= all)
                out.size[wide] = i < 1 ? 1 : i;
        }
    }
    return out;
}

/* -- headings --------------------------------------------------------------------------- */

enum { HEADING_LETTERS = 240 };

/* 1 to 3 by how much larger its type is; 0: no heading. What was read in an image has no
 * sizes to go by, only heights of ink. */
static uint8_t heading_level(const struct vg_lay_block *b, const struct body *all)
{
    int32_t body = all->size[is_wide(b)];

    if (b->lines > 3 || b->letters > HEADING_LETTERS || b->letters < 2 || b->is_cell)
        return 0;
    if (b->em * 100 < body * (b->is_ocr ? 150 : 118))
        return 0;
    return b->em * 100 >= body * 170 ? 1 : b->em * 100 >= body * 135 ? 2 : 3;
}

/* -- running heads and page numbers ------------------------------------------------------ */

enum { EDGE_PERCENT = 9, REPEATS = 3, RUNNING_LETTERS = 160 };

static struct vg_str text_of(const struct vg_lay *l, const struct vg_lay_block *b)
{
    return (struct vg_str){l->text.p + b->start, b->len};
}

static int is_digit_or_mark(unsigned char c)
{
    return (c >= '0' && c <= '9') || c == ' ' || c == '-' || c == '/' || c == '.' || c == '|';
}

/* The text with each number as one #, hashed (FNV-1a): page 7 and page 112 are alike. */
static uint64_t shape_of(struct vg_str s, uint8_t *is_bare)
{
    uint64_t h = VG_FNV64;
    int in_number = 0;

    *is_bare = 1;
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.p[i];
        int digit = c >= '0' && c <= '9';

        *is_bare &= (uint8_t)is_digit_or_mark(c);
        if (digit && in_number)
            continue;
        h = vg_fnv64(h, digit ? '#' : c);
        in_number = digit;
    }
    return h == 0 ? 1 : h;
}

static int is_near_edge(const struct vg_lay *l, const struct vg_lay_block *b)
{
    const struct vg_sheet *page = &l->pages[b->page - 1];
    int is_sideways = b->way == VG_WAY_DOWN || b->way == VG_WAY_UP;
    int64_t height = is_sideways ? page->width : page->height;

    return (int64_t)b->bottom * 100 < height * EDGE_PERCENT ||
           (int64_t)b->top * 100 > height * (100 - EDGE_PERCENT);
}

static int by_value(const void *x, const void *y)
{
    const uint64_t *a = x, *b = y;

    return (*a > *b) - (*a < *b);
}

static size_t how_often(const uint64_t *sorted, size_t n, uint64_t value)
{
    size_t low = 0, high = n, count = 0;

    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (sorted[mid] < value)
            low = mid + 1;
        else
            high = mid;
    }
    while (low + count < n && count < REPEATS && sorted[low + count] == value)
        count++;
    return count;
}

/* A shape is kept for what repeats, and for a bare number at the edge; else it becomes 0. */
static void find_running(struct vg_lay *l, const struct body *body)
{
    uint64_t *shapes = VG_NEW_ARRAY(l->a, uint64_t, l->block_count + 1);
    size_t n = 0;

    for (size_t i = 0; i < l->block_count; i++) {
        struct vg_lay_block *b = &l->blocks[i];

        if (b->letters > RUNNING_LETTERS || !is_near_edge(l, b) || heading_level(b, body) > 0)
            continue;
        b->shape = shape_of(text_of(l, b), &b->is_bare);
        shapes[n++] = b->shape;
    }
    qsort(shapes, n, sizeof *shapes, by_value);
    for (size_t i = 0; i < l->block_count; i++) {
        struct vg_lay_block *b = &l->blocks[i];

        if (b->shape != 0 && !(b->is_bare && b->letters <= 12) &&
            how_often(shapes, n, b->shape) < REPEATS)
            b->shape = 0;
    }
}

/* -- classes -------------------------------------------------------------------------------- */

static struct vg_block finish(const struct vg_lay_block *b, const struct body *body)
{
    struct vg_block k = {.start = b->start, .len = b->len, .page = b->page};

    k.class = VG_BLOCK_MAIN;
    if (b->shape != 0) {
        k.class = VG_BLOCK_FOOTER;
    } else if (b->is_cell) {
        k.class = VG_BLOCK_TABLE;
    } else {
        k.level = heading_level(b, body);
        if (k.level > 0)
            k.class = VG_BLOCK_HEADING;
    }
    if (b->is_ocr) {
        k.is_ocr = 1;
        k.mean_sure = (uint8_t)(b->sure_sum / (b->sure_n == 0 ? 1 : b->sure_n));
        k.least_sure = (uint8_t)b->least;
    }
    return k;
}

enum { HEADINGS_IN_A_ROW = 3 };

/* Several small headings in a row, with nothing between them, head nothing: a table or a list in
 * larger type. */
static void drop_rows_of_headings(struct vg_text *t)
{
    size_t end;

    for (size_t i = 0; i < t->block_count; i = end) {
        for (end = i; end < t->block_count && t->blocks[end].class == VG_BLOCK_HEADING &&
                      t->blocks[end].level == 3 && t->blocks[end].page == t->blocks[i].page;)
            end++;
        for (size_t k = i; end - i >= HEADINGS_IN_A_ROW && k < end; k++) {
            t->blocks[k].class = VG_BLOCK_MAIN;
            t->blocks[k].level = 0;
        }
        end += end == i ? 1 : 0;
    }
}

static void set_main(struct vg_text *t, struct vg_arena *a)
{
    t->main = VG_NEW_ARRAY(a, struct vg_range, t->block_count);
    for (size_t i = 0; i < t->block_count; i++) {
        const struct vg_block *k = &t->blocks[i];

        if (k->class == VG_BLOCK_FOOTER)
            continue;
        if (i == 0 || t->blocks[i - 1].class == VG_BLOCK_FOOTER)
            t->main[t->main_count++].start = k->start;
        t->main[t->main_count - 1].end = k->start + k->len;
    }
}

void vg_lay_end(struct vg_lay *l, uint64_t source_len, struct vg_arena *a, struct vg_text *t)
{
    struct body body;

    vg_lay_hyphens(l);
    body = body_of(l);
    if (l->block_count > 0)
        l->text.len = l->blocks[l->block_count - 1].start + l->blocks[l->block_count - 1].len;
    find_running(l, &body);
    t->text = vg_buf_hand_on(&l->text, a);
    t->blocks = VG_NEW_ARRAY(a, struct vg_block, l->block_count);
    for (size_t i = 0; i < l->block_count; i++)
        t->blocks[i] = finish(&l->blocks[i], &body);
    t->block_count = l->block_count;
    drop_rows_of_headings(t);
    set_main(t, a);
    t->pages = VG_NEW_ARRAY(a, struct vg_sheet, l->page_count);
    if (l->page_count > 0)
        memcpy(t->pages, l->pages, l->page_count * sizeof *l->pages);
    t->page_count = l->page_count;
    if (l->box_count > 0)
        t->boxes = vg_arena_hand_on(l->a, l->boxes, l->box_count * sizeof *l->boxes, a);
    t->box_count = l->box_count;
    t->replaced = l->replaced;
    t->source_len = source_len;
    vg_text_map_whole(t, a);
    vg_buf_end(&l->text);
}
