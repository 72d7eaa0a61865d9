/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_READ_HTML_FIELDS_H
#define VG_READ_HTML_FIELDS_H

#include "base/json.h"
#include "read/html_page.h"
#include "read/readers.h"
#include "read/words.h"

/*
 * What the finders of fields share: html_fields.c has the title and the order of
 * things, html_date.c the date, html_who.c author and publisher. Private to the
 * HTML reader.
 */

/* A line of the page: a block, or a part of one between line ends. */
struct vg_line {
    struct vg_str s;
    size_t block;
    unsigned words; /* VG_WORDS_… */
    unsigned hints; /* VG_HINT_… */
};

enum {
    VG_LINE_MOST = 160, /* bytes of a byline or date line */
    VG_LINES = 64,      /* lines looked at in each place */
};

struct vg_lines {
    struct vg_line line[VG_LINES];
    size_t n;
};

struct vg_finder {
    struct vg_page *page;
    struct vg_arena *a;
    struct vg_text *t;
    struct vg_str url;   /* where the page was; empty */
    json_t *article;     /* the JSON-LD object that describes the page; NULL */
    struct vg_str title; /* the visible one; empty */
    size_t title_block;  /* block_count when the title is not visible */
    size_t first_main, last_main;
    size_t first_heading, last_heading; /* above the text; block_count when there is none */
    int is_list;
    /* what the head calls page and site */
    struct vg_str said_jsonld, said_meta, element, site;
    struct vg_lines head;  /* after the title, to the beginning of the main text */
    struct vg_lines above; /* before the title, from near to far */
    struct vg_lines tail;  /* the end of the main text, and just after it */
};

struct vg_str vg_block_text(const struct vg_page *page, size_t i);
int vg_str_holds(struct vg_str all, struct vg_str part);
/* Without spaces, brackets and separators at both ends. */
struct vg_str vg_str_trimmed(struct vg_str s);
/* A text of linked data, with references decoded; empty for what is none. */
struct vg_str vg_linked_text(const struct vg_finder *f, const json_t *v);
/* A text, or the name of an object. */
struct vg_str vg_linked_name(const struct vg_finder *f, const json_t *v);
struct vg_str vg_meta_of(const struct vg_page *page, const char *const *names, size_t n);
#define VG_META_OF(page, names) vg_meta_of((page), (names), sizeof(names) / sizeof *(names))
/* Take the next line off *rest; 0 when nothing is left. */
int vg_next_line(struct vg_str *rest, struct vg_str *line);
/* Length of the separator between page and site at `at`, or 0. */
size_t vg_separator(struct vg_str s, size_t at);

/* Another place says otherwise. */
void vg_field_note(struct vg_finder *f, const char *what, struct vg_str one, struct vg_str other);

/* Does that line stand among other things, by the names around it? A byline right
 * under the headline is one, whatever it is called. */
int vg_line_is_apart(const struct vg_finder *f, const struct vg_line *l);

void vg_find_date(struct vg_finder *f, struct vg_str url);
void vg_find_author(struct vg_finder *f);
void vg_find_publisher(struct vg_finder *f);

#endif
