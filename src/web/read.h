/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_WEB_READ_H
#define VG_WEB_READ_H

#include "web/ui.h"

/*
 * A text of a source as it is read on a page: exact to the byte, in paragraphs, with
 * stretches marked. Each paragraph says where it begins and ends (data-at, data-end, bytes of
 * the text); what is made visible in it says how many bytes it stands for (data-n), so that
 * a script can tell the bytes of whatever a person selects.
 */

/* A stretch that is marked. Overlapping and nested ones are cut at every border: each
 * piece names all that it belongs to, and looks as the shortest of them. */
struct vg_read_mark {
    int64_t start, end;
    const char *name;  /* "c17": its first piece has the id "p-c17" */
    const char *shown; /* what its reference shows: "17" */
    const char *class; /* "asserted", "denied" … */
    const char *href;  /* where the reference behind it leads: "#c17"; NULL: it has none */
    const char *label; /* what the reference is called when it is read aloud */
};

struct vg_read_paragraph {
    int64_t start, end;
    const char *class; /* of its first block (vigil.h) */
    int level;
    int is_main;
    const char *language; /* NULL: that of the text */
};

struct vg_read_text {
    struct vg_str text;
    const char *language;
    const struct vg_read_paragraph *paragraphs;
    size_t n_paragraphs;
    const size_t *pages; /* the first paragraph of each page of about VG_READ_PAGE bytes */
    size_t n_pages;
    const struct vg_read_mark *marks; /* by start, then the longer first */
    size_t n_marks;
    const char *anchor; /* what stands before the name of a mark in its id: "p-" */
};

/* Paragraphs and pages of a text; no marks yet. */
void vg_read_lay_out(struct vg_web *w, struct vg_str text, const struct vg_text_block *blocks,
                     size_t n, struct vg_read_text *out);
/* In the order that a text wants its marks in. */
void vg_read_sort(struct vg_read_mark *marks, size_t n);
/* The page that holds byte `at`, from 0. */
size_t vg_read_page_at(const struct vg_read_text *t, int64_t at);
/* One paragraph, or those of one page. */
void vg_read_put(const struct vg_web *w, const struct vg_read_text *t, size_t paragraph);
void vg_read_put_page(const struct vg_web *w, const struct vg_read_text *t, size_t page);

/* Where the quote of a passage stands in the text: at its offsets, or, when a newer reader
 * moved it, where its words stand now. 0: nowhere. */
int vg_read_find(struct vg_str text, const struct vg_passage *p, int64_t *start, int64_t *end);

/* How a claim is marked: by its stance and kind; "suggested" is added by who knows. */
const char *vg_read_class(const struct vg_claim *c);
/* The same in a word, for those who do not see the rule. */
enum vg_ui_word vg_read_class_word(const struct vg_claim *c);

/* "?at=511-617" of an address: a stretch to show. 0 when it is none. */
int vg_read_span(const char *text, int64_t *start, int64_t *end);

/* The form for adding to the case: files and addresses; for /sources and the first page. */
void vg_read_add_form(struct vg_web *w);

#endif
