/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_READ_HTML_MAIN_H
#define VG_READ_HTML_MAIN_H

#include "read/html_page.h"

/*
 * What the steps to the main text share: html_main.c scores containers and says in which order the
 * steps are taken, html_inside.c picks the blocks inside the winner, html_list.c knows pages that
 * are lists. Nobody else includes this.
 */
enum {
    VG_MAIN_LEVELS = 5,   /* containers that a block's score reaches */
    VG_MAIN_BETWEEN = 40, /* letters of a block that belongs to the main ones around it */
    VG_MAIN_FULL = 200,   /* letters that make a story beside them */
    VG_MAIN_ENTRIES = 4,  /* entries of a list */
};

struct vg_main_pick {
    struct vg_page *page;
    unsigned char *in;     /* per block: chosen */
    unsigned char *within; /* per block: inside the winner or a sibling that joined */
    uint32_t winner;
    uint32_t headline; /* block; 0 when <title> has no heading of the page */
    unsigned winner_hints;
};

/* How much of an article was found: letters of its paragraphs, and sentences. */
struct vg_main_found {
    uint64_t letters;
    uint32_t stops;
};

struct vg_main_row {
    uint32_t entries, letters, dated, sentences;
    uint32_t members, linked; /* entries, and those of them with a block that is mostly a link */
};

static inline struct vg_str vg_main_text(const struct vg_page *page, const struct vg_page_block *b)
{
    return (struct vg_str){page->text.p + b->start, b->len};
}

static inline unsigned vg_main_links(uint32_t links, uint32_t all)
{
    return links == 0 || all == 0 ? 0 : (unsigned)((uint64_t)links * 100 / all);
}

static inline int vg_main_is_shown(const struct vg_page_block *b)
{
    return !b->hidden && !b->alt;
}

static inline int vg_main_is_prose(const struct vg_page_block *b)
{
    return vg_main_is_shown(b) && b->stops > 0 && vg_main_links(b->link_bytes, b->len) <= 30;
}

static inline int vg_main_has(unsigned bits, unsigned bit)
{
    return (bits & bit) != 0;
}

/* What holds the block of that element: the element, or what is around it. */
uint32_t vg_main_holder(const struct vg_page *page, uint32_t node);
/* Is that block all that is in a cell of a table? */
int vg_main_is_cell(const struct vg_page *page, const struct vg_page_block *b);
/* Is a block the headline? By its level, or because <title> has it, and little else where it is no
 * heading. */
int vg_main_is_headline(const struct vg_page *page, const struct vg_page_block *b);
/* The heading that <title> has; 0 when none does, or the first block. */
uint32_t vg_main_headline(const struct vg_page *page);
/* The heading that says what the page is: the one that <title> or a part of it is, or the first of
 * all where it is of the first level; VG_MAIN_NO_BLOCK when there is none. */
#define VG_MAIN_NO_BLOCK UINT32_MAX
uint32_t vg_main_own_heading(const struct vg_page *page);
/* The container with the highest score. */
uint32_t vg_main_winner(const struct vg_page *page, uint32_t headline);

/* html_chapter.c */
/* Take away what ids and headings of chapters seem to say of side parts; after the words and the
 * ranges of blocks are known. */
void vg_main_spare_chapters(struct vg_page *page);

/* html_inside.c */
/* Which blocks of the page are the article's, into pick->in. */
struct vg_main_found vg_main_pick(struct vg_main_pick *k, const uint16_t *hints);

/* html_list.c */
/* How many members of one parent share tag and class with each node. */
uint32_t *vg_main_list_rows(struct vg_page *page, struct vg_arena *work);
/* The entry of a row that a node stands in, or 0. */
uint32_t vg_main_list_entry(const struct vg_page *page, const uint32_t *rows, uint32_t node);
/* The list with most to say, with what it is; 0: none. */
uint32_t vg_main_list_best(const struct vg_page *page, const uint32_t *equals,
                           struct vg_main_row *chosen);
int vg_main_list_is_page(const struct vg_main_row *list, const struct vg_main_found *article,
                         uint64_t inside);
void vg_main_list_pick(struct vg_main_pick *k, const uint32_t *equals, uint32_t list);
/* Entries of several blocks, in a row in a short article or one of which most are chosen in part,
 * belong to it as a whole: a directory of offices. */
void vg_main_list_complete(struct vg_main_pick *k, const uint32_t *equals, int is_article);
/* Nothing reads like sentences: the longest run of visible blocks without links. */
/* Where nothing was found: links in a row close under the page's own heading, into k->in. Was there
 * such a row? */
int vg_main_list_under(struct vg_main_pick *k);
void vg_main_list_longest(struct vg_main_pick *k);

#endif
