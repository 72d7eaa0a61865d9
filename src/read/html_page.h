/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_READ_HTML_PAGE_H
#define VG_READ_HTML_PAGE_H

#include "read/html_scan.h"
#include "read/html_tag.h"
#include "read/html_token.h"
#include "read/text.h"

/*
 * What one pass over a page leaves behind for the steps that judge it: the
 * text in blocks with their features, the containers they stand in, and what
 * the head says. Private to the HTML reader; lives in its scratch arena.
 */

/* A block-level element that has text in it. Number 0 is the page itself. */
struct vg_page_node {
    uint32_t parent;
    uint32_t shape;  /* hash of tag and first class: equal for members of one row */
    uint32_t exact;  /* hash of tag and whole class */
    uint16_t hints;  /* VG_HINT_… of the element itself */
    uint16_t anchor; /* those of them that only its id gives */
    uint8_t tag;     /* enum vg_tag */
    uint8_t depth;   /* capped */
    uint32_t first_block, last_block;
    uint32_t rise; /* the nearest around it with more blocks; for main, set there */
    int32_t score; /* for main, set there */
    uint32_t letters, link_letters; /* sums, set there */
};

struct vg_page_block {
    uint32_t start, len;
    uint32_t node;
    uint32_t link_bytes; /* of len, inside links */
    uint32_t letters;    /* a Han character counts 2 */
    uint32_t table;      /* number of the innermost table, 0 when none */
    int32_t score;
    uint16_t marks; /* sentence marks; these three stop at 65535 */
    uint16_t stops; /* those of them that end sentences */
    uint16_t digits;
    uint16_t hints; /* of all elements it stands in */
    uint8_t level;  /* of heading, 0 when none */
    uint8_t words;  /* VG_WORDS_…, of short shown blocks; set by vg_page_main() */
    uint8_t class;  /* enum vg_block_class; set there */
    unsigned hidden : 1, alt : 1, form : 1, cell : 1, caption : 1, list : 1, quote : 1;
    unsigned main : 1; /* set by vg_page_main() */
};

enum { VG_PAGE_WORDY = 10 }; /* letters of a block that may be an entry of a list */

struct vg_page_meta {
    struct vg_str name; /* lower case: name, property, itemprop or http-equiv */
    struct vg_str content;
};

struct vg_page {
    struct vg_arena *a; /* scratch; text, runs, blocks and nodes have memory of their own */
    struct vg_buf text;
    struct vg_run *runs; /* source counts in the UTF-8 that was tokenized */
    size_t run_count, run_room;
    struct vg_page_block *blocks;
    size_t block_count, block_room;
    /* How many of the blocks, and of the nodes, are so: what none is need not be looked for. */
    size_t headings, linked, hidden, sentences, wordy, hinted;
    struct vg_page_node *nodes;
    size_t node_count, node_room;

    struct vg_str title; /* of <title>, decoded */
    struct vg_str canonical;
    struct vg_str base;
    struct vg_str lang;
    struct vg_page_meta *metas;
    size_t meta_count, meta_room;
    struct vg_str *jsonld; /* scripts, raw */
    size_t jsonld_count, jsonld_room;
    void *article;         /* json_t: the linked data that describes the page, or NULL; by main */
    struct vg_str account; /* of a platform, in such a variable */
    struct vg_str script_time;  /* digits or date in a variable that publishing systems write */
    struct vg_page_meta *times; /* <time>: name is empty or "published", content is datetime */
    size_t time_count, time_room;
    uint32_t *time_blocks; /* index of the block being built at each <time> */
    size_t time_block_room;

    uint64_t flattened; /* elements deeper than can be remembered */
    size_t flattened_at;
    int full; /* the text reached its ceiling */

    size_t len, at; /* of the source: all of it, and what has been walked */

    enum vg_scan_path path; /* set by the caller; 0 is the best one here */
    int is_skimmed;         /* set by the caller: what only main text and fields need is not kept */
    uint64_t steps;         /* taken so far: what a test of linear time counts */
};

/* Walk `len` bytes of UTF-8 once and fill *page, whose `a` the caller set. A page is
 * read from one stretch of memory: there is no state that a caller could feed in
 * pieces, and so nothing that could depend on how it was cut. */
void vg_page_build(struct vg_page *page, const char *p, size_t len);
void vg_page_end(struct vg_page *page);

/* Find and let go of page->article; vg_page_main() and vg_page_end() do. */
void vg_page_linked(struct vg_page *page);
void vg_page_unlink(struct vg_page *page);

/* The features of a block that its score is made of: see html_main.c. For the
 * trainer, after vg_page_main(). */
enum { VG_PAGE_FEATURES = 30 };
void vg_page_features(const struct vg_page *page, size_t i, int32_t x[VG_PAGE_FEATURES]);

/* Room for one more element of such a list, whose old copy goes: for as many as the page will
 * have if it goes on as it began, within bounds, and for no more than `ceiling` until there are so
 * many. */
void *vg_page_grow(const struct vg_page *page, void *list, size_t count, size_t *room, size_t size,
                   size_t ceiling);

/* The list with room for so many bytes, to be filled from its start. */
void *vg_page_room(void *list, size_t bytes);

/* Judge: the class of every block. Needs vg_page_build(). */
void vg_page_main(struct vg_page *page);

/* The fields of the page into `t`, notes on contradictions too. Needs
 * vg_page_main(); `url` may be empty. The nodes may be gone by then: what is handed on
 * of the blocks takes over their memory. */
void vg_page_fields(struct vg_page *page, struct vg_str url, struct vg_arena *a, struct vg_text *t);

#endif
