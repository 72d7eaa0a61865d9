/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_READ_HTML_WALK_H
#define VG_READ_HTML_WALK_H

#include "base/limits.h"
#include "read/html_page.h"
#include "read/html_scan.h"

/*
 * The walk over a page, shared by the files that do it: html_walk.c follows the
 * elements, html_text.c writes what is text and keeps the map, html_head.c keeps
 * what the page says about itself. Private to the HTML reader.
 */

/* An open element: what its content inherits. */
struct vg_open {
    uint64_t name; /* key of its name: tells apart what shares VG_TAG_OTHER */
    uint32_t shape, exact;
    uint32_t node; /* 0 until text is found in it */
    uint32_t table;
    uint16_t hints;  /* of the inline elements around, up to the nearest block */
    uint16_t own;    /* hints of its tag and names … */
    uint16_t anchor; /* … and those of them that only its id gives */
    uint8_t tag, flags;
    uint8_t hidden, pre, form, list, caption, quote, level, skip, alt;
};

/* What a browser shows joined is joined, but where style sheets are sure to part it.
 * Links and what stands beside them are words of their own; of two elements in a row
 * one that says what it is (a date, an author) is, where letters would meet; and one that has a
 * class is where its first letter begins a word, as a capital behind a small letter does: the
 * styled parts of one word seldom meet so, title and text of a card do. */
enum vg_apart { VG_APART_NOT, VG_APART_WORDS, VG_APART_LETTERS, VG_APART_ALWAYS };

/* What parts two blocks; of several that meet the last here counts. */
enum vg_gap { VG_GAP_NONE, VG_GAP_CELL, VG_GAP_LINE };

/* What a value of class, id or style says; kept, because pages repeat them. */
struct vg_said {
    struct vg_str value;
    uint32_t first, whole; /* hashes of the first name and of all */
    uint16_t hints;
    uint8_t is_style, hides;
};

enum { VG_SAID_BITS = 6 };

struct vg_walk {
    struct vg_page *page;
    struct vg_html html;
    const struct vg_scan *scan;
    struct vg_open *stack; /* VG_MAX_HTML_DEPTH + 1 of them */
    size_t depth;          /* stack[0] is the page */
    uint64_t key;          /* of the name of the tag at hand */
    uint64_t beyond;       /* open elements that found no room */
    int in_link;
    size_t link_depth; /* open elements where the link began */
    struct vg_str href;
    size_t link_start, link_end; /* in the text, of the last link that has some */
    size_t inline_end;           /* and of the last inline element */
    int apart; /* what comes next stands apart from what came last: enum vg_apart */
    uint32_t tables;
    int foreign;          /* open svg and math elements */
    uint8_t skip_outside; /* is what stands around the outermost of them no text? */
    struct vg_said said[1 << VG_SAID_BITS];

    /* the block being written */
    int in_block;
    struct vg_page_block block;
    enum vg_gap before_block; /* what separates it from the one before */
    int led;                  /* that has been written */
    int br;                   /* a <br> waits */
    size_t br_start, br_end;
    size_t space, space_len; /* white space waits; offset and length in the source */
    int has_space;
};

static inline int vg_is_html_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

/* html_text.c: the text of a token; `raw` of one whose references are none. */
void vg_walk_text(struct vg_walk *w, struct vg_str s, int raw);
/* Text that is not in the source, or a <br>, at `source`. */
void vg_walk_inserted(struct vg_walk *w, const char *text, size_t source);
void vg_walk_br(struct vg_walk *w, size_t start, size_t end);
/* A value of an attribute that is text, as a block of its own: of an image, or a button. */
void vg_walk_apart(struct vg_walk *w, const struct vg_str *value, int form);
/* The end of a block of text, if one is being written, parted by `gap` from the next. */
void vg_walk_close_block(struct vg_walk *w);
static inline void vg_walk_end_block(struct vg_walk *w, enum vg_gap gap)
{
    if (w->in_block) {
        w->before_block = gap;
        vg_walk_close_block(w);
    } else if (gap > w->before_block) {
        w->before_block = gap;
    }
}

/* html_walk.c: the node of the innermost open block element. */
uint32_t vg_walk_node(struct vg_walk *w);

/* html_head.c: values decoded into the page's arena; <meta>, <link>, times. */
struct vg_str vg_page_decoded(struct vg_page *page, struct vg_str raw);
void vg_page_take_meta(struct vg_page *page, const struct vg_html_token *t);
void vg_page_take_link(struct vg_page *page, const struct vg_html_token *t);
void vg_page_take_time(struct vg_page *page, const struct vg_html_token *t);
void vg_page_take_script(struct vg_page *page, struct vg_str script, int is_jsonld);

#endif
