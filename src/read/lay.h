/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_READ_LAY_H
#define VG_READ_LAY_H

#include "read/text.h"

/*
 * From words with places on a page to text in reading order: what a PDF's text layer and
 * what a program that reads images have in common. Pure, one page at a time; the words
 * may say anything.
 *
 *   struct vg_lay l = {.a = &scratch};
 *   vg_lay_page(&l, …);      for every page, ascending
 *   vg_lay_end(&l, source_len, a, &text);
 */
struct vg_lay_word {
    struct vg_str text;     /* UTF-8 or nearly so; no white space inside */
    int32_t x0, y0, x1, y1; /* tenths of a point from the upper left corner, anywhere */
    int16_t sure;           /* 0 to 100: read in an image; -1: not */
    uint32_t line;          /* a number for each line, where the lines are known; else 0 */
};

/* Letters (a Han character counts 2), and characters that make no sense: of no meaning
 * but a private one, or put for what is none. */
struct vg_lay_sum {
    uint64_t letters, nonsense;
};

struct vg_lay {
    struct vg_arena *a; /* of the caller, for the work in between */
    struct vg_buf text;
    struct vg_lay_block *blocks;
    size_t block_count, block_room;
    struct vg_box *boxes;
    size_t box_count, box_room;
    struct vg_lay_joint *joints;
    size_t joint_count, joint_room;
    struct vg_sheet *pages;
    size_t page_count, page_room;
    struct vg_lay_sum sum, *sums; /* of all pages; of each */
    size_t sums_room;
    uint64_t replaced; /* U+FFFD among them */
    int full;          /* a ceiling was reached: what came after it is left out */
};

/*
 * The next page, of this size in tenths of a point (cut to VG_MAX_PAGE_SIDE), with its
 * words in the order of the program that drew or read them. That order is kept where it
 * can be one of reading; where it jumps about, columns and lines are found by place.
 * Words on one line are joined as their script wants it: Chinese without spaces. Lines are
 * joined to paragraphs; a hyphen that ends a line inside a word is left out, and its box says so,
 * unless the word is written with it: before a capital or a digit, or more often elsewhere. Cells
 * of one row have a TAB between them. Words that stand on their side, or upside down, are lines
 * too, behind what stands as most of the page does; their boxes are those on the page. At most
 * VG_MAX_PAGE_WORDS.
 */
void vg_lay_page(struct vg_lay *l, uint32_t width, uint32_t height, const struct vg_lay_word *words,
                 size_t n);

/*
 * Headings by size, running heads and page numbers by repetition, main ranges, the map; and
 * all that into *t, whose text, blocks, main, pages, boxes, runs and replaced are set, in `a`.
 * `l` is of no use afterwards.
 */
void vg_lay_end(struct vg_lay *l, uint64_t source_len, struct vg_arena *a, struct vg_text *t);

#endif
