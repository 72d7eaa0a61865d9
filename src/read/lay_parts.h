/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_READ_LAY_PARTS_H
#define VG_READ_LAY_PARTS_H

#include "read/lay.h"

/* Between lay.c, lay_lines.c, lay_turn.c, lay_hyphen.c, lay_end.c only. */

/* Which way the words of a line follow each other on the page. */
enum vg_lay_way {
    VG_WAY_RIGHT, /* upright, whatever the script */
    VG_WAY_DOWN,  /* turned clockwise: its lines come from the right */
    VG_WAY_LEFT,  /* upside down */
    VG_WAY_UP,    /* turned counter-clockwise: its lines come from the left */
};
enum { VG_WAYS = 4 };

/* A stretch of one line without a wide gap: a line of a column, a cell of a table. */
struct vg_lay_seg {
    uint32_t first, n;   /* of the page's words, in reading order */
    int32_t x0, x1, mid; /* left, right, middle height */
    int32_t em;          /* size of its type */
    uint32_t letters;
    uint8_t ends, begins;    /* enum vg_lay_edge of its last and first characters */
    uint8_t is_rtl, is_wide; /* most of it */
    int32_t
        first_width; /* of its first word, or of its first character where words wrap anywhere */
};

enum vg_lay_edge {
    VG_EDGE_OTHER,
    VG_EDGE_STOP,   /* . ! ? : 。 and closing marks after them */
    VG_EDGE_LOWER,  /* a small letter */
    VG_EDGE_WIDE,   /* a character of a script without spaces */
    VG_EDGE_HYPHEN, /* with a letter or digit before it */
    VG_EDGE_BULLET, /* • – 1. (a) 一、 */
};

/* A block as it is made, with what decides its class once all pages are there. */
struct vg_lay_block {
    uint32_t start, len, page;
    int32_t em;                    /* size of its type, tenths of a point */
    int32_t top, bottom;           /* middle heights of its first and last lines */
    uint32_t lines, letters, wide; /* letters; of them in wide characters */
    uint64_t shape; /* hash of its text with digits as #; 0: not near an edge of the page */
    uint8_t is_ocr, is_bare; /* bare: digits and marks only */
    uint8_t is_cell;         /* stands beside another in a row */
    uint8_t way;             /* enum vg_lay_way; `top` and `bottom` are on the turned page */
    uint32_t sure_sum, sure_n, least;
};

/* Where a line was joined to the next inside a word: its hyphen, still in the text. */
struct vg_lay_joint {
    uint32_t at, len, box;
};

/* Take out the hyphens of lines that are none of words; blocks and boxes move, and say so. */
void vg_lay_hyphens(struct vg_lay *l);

/* Characters as text wants them: what else this one is written as, 0: left out. Up to 3. */
size_t vg_lay_plain(uint32_t c, uint32_t out[3]);

int vg_lay_is_wide(uint32_t c);     /* takes a whole square: Han, kana, Hangul, their marks */
int vg_lay_is_unspaced(uint32_t c); /* of a script whose lines break anywhere, without a space */
int vg_lay_is_rtl(uint32_t c);

/*
 * The way of each word, in `a`; how many do not go to the right. 0: *ways may be NULL. Linear.
 */
size_t vg_lay_ways(const struct vg_lay_word *words, size_t n, struct vg_arena *a, uint8_t **ways);

/* A word of a page of this size, where it stands once the page is turned so that `way` goes to the
 * right. */
void vg_lay_turn(const struct vg_lay_word *w, enum vg_lay_way way, int32_t width, int32_t height,
                 struct vg_lay_word *out);

/*
 * The lines of a page in reading order. *order are indices of `words`, which the segments
 * refer to. All in `a`.
 */
void vg_lay_lines(const struct vg_lay_word *words, size_t n, struct vg_arena *a, uint32_t **order,
                  struct vg_lay_seg **segs, size_t *n_segs);

#endif
