/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_READ_WORDS_H
#define VG_READ_WORDS_H

#include "base/mem.h"

/*
 * Phrases by which pages speak about themselves, in English and Chinese, and
 * dates as they print them. Short texts only: a paragraph that begins like one
 * of these is still a paragraph.
 */

enum {
    VG_WORDS_CLOSE = 1,    /* ends an article or leads away: "Share this", "责任编辑" */
    VG_WORDS_BYLINE = 2,   /* "By …", "来源：…", or hardly more than a date */
    VG_WORDS_COMMENTS = 4, /* a heading over readers' comments: "2 comments", "网友评论" */
    VG_WORDS_DATED = 8,    /* has a date in it */
    VG_WORDS_LINE = 240,   /* bytes of the longest text that can be any of these */
};

/* Which of these a text is, as it begins; 0 for one longer than VG_WORDS_LINE. */
unsigned vg_words_kinds(struct vg_str text);
int vg_words_byline(struct vg_str text);

enum { VG_WORDS_DATE = 64 }; /* bytes of an EDTF date or set, with NUL */

/*
 * The first date in the first 200 bytes: 2022-03-14, 2022/3/14, 2015.03.07,
 * 2022年3月14日, 二〇二二年三月十四日, 14 March 2022, March 14, 2022; digits of full
 * width too, and years of the Republic of China: 民國111年7月14日, 111-07-14. Returns the
 * offset past it, 0 when there is none; vg_words_date_find() also writes EDTF to
 * `out`. 03/04/2022 is kept as the set of both days it may mean.
 */
size_t vg_words_date(struct vg_str text);
size_t vg_words_date_find(struct vg_str text, char out[VG_WORDS_DATE], size_t *start);

#endif
