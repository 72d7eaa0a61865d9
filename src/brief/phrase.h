/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_BRIEF_PHRASE_H
#define VG_BRIEF_PHRASE_H

#include "brief/words.h"
#include "claim/check.h"
#include "claim/view.h"
#include "count/count.h"

/*
 * The pieces that a brief is made of, for whoever makes a page of the same case: names,
 * dates, terms, links, one claim with its evidence, a table of figures. A page of vigil and
 * a brief say the same thing in the same words because they are written here once. Pure.
 */
struct vg_page;

/* Where the links of the pieces lead: what stands before "c17", "s3", "r2". `figure` is an
 * address of the question that ends with "?" or "&": what tells one of its rows from the
 * others is appended (vg_figure_key()); NULL: rows of figures are no links. */
struct vg_phrase_links {
    const char *claim, *source, *root, *figure;
};

/*
 * A page that is no brief: `view` may hold only names (entities, places) and the claims
 * that are shown; every claim is linked, in the view or not. All of it must live as long as
 * the page, which lives in the arena. `language` is "en" or "zh".
 */
struct vg_page *vg_page_pieces(struct vg_buf *out, const struct vg_view *view, const char *language,
                               const struct vg_phrase_links *links, struct vg_arena *a);

/* Have what was withdrawn, replaced, corrected or changed be told beside the figures and
 * checks that rest on it. Costs a walk over the view. */
void vg_page_mark(struct vg_page *p);
/* Name at most so many claims in one cell, where lists are cut; VG_BRIEF_LINKS else. For pages on
 * which a click leads to all of them. */
void vg_page_bound_links(struct vg_page *p, size_t most);
/* From here on rows of figures lead to `address` (vg_phrase_links.figure); of pieces only. */
void vg_page_link_figures(struct vg_page *p, const char *address);

/* -- phrases (phrase.c): all append escaped HTML ----------------------------- */
void vg_page_word(const struct vg_page *p, enum vg_word w);
void vg_page_say(const struct vg_page *p, enum vg_word w, const char *a, const char *b,
                 const char *c);
/* A link "s3". */
enum vg_link_to { VG_LINK_CLAIM = 'c', VG_LINK_SOURCE = 's', VG_LINK_ROOT = 'r' };
void vg_page_link(const struct vg_page *p, enum vg_link_to to, int64_t id);
/* A link "c17", or its bare name where the claim is not printed. */
void vg_page_claim_link(const struct vg_page *p, int64_t claim);
void vg_page_claim_links(const struct vg_page *p, const int64_t *claims, size_t n);
/* Label of a vocabulary term in the language of the page. */
void vg_page_term(const struct vg_page *p, const char *scheme, const char *id);
/* The neutral name of the entity `name`, or `name` itself. NULL: "unnamed". */
void vg_page_name(const struct vg_page *p, const char *name);
void vg_page_place(const struct vg_page *p, const char *id);
/* A sentence about the case in the language of the page; `text` is its English, for one that was
 * kept as text and has no kind (NULL): then it is marked as English on a page of another
 * language. With a kind `text` may be NULL. */
void vg_page_said(const struct vg_page *p, const struct vg_said *said, const char *text);
/* The same for pieces that are written without a page. */
void vg_put_said(struct vg_buf *o, const char *language, const struct vg_said *said,
                 const char *text);
/* What a person wrote, in whichever language. */
void vg_page_words(const struct vg_page *p, const char *text);
/* " lang=…" when it is a plain language tag, " dir=auto" always. */
void vg_page_lang(const struct vg_page *p, const char *language);
/* A number as a source states it: "station: at least 102". With its claim beside it. */
void vg_page_quantity(const struct vg_page *p, const struct vg_quantity *q);
/* What a claim says, in half a line: "station: at least 102", or its three parts. */
void vg_page_gist(const struct vg_page *p, const struct vg_claim *c);
/* Standing, speaker, date. */
void vg_page_standing(const struct vg_page *p, const struct vg_standing *s);
/* What a list of claims rests on that was withdrawn, replaced, corrected or changed: a line
 * each, the first few; nothing where there is none. */
void vg_page_marks(const struct vg_page *p, const int64_t *claims, size_t n);
/* Did the same speaker say something else later? */
int vg_standing_is_earlier(const struct vg_claim *c, size_t i);
void vg_page_period(const struct vg_page *p, const struct vg_period *t);

/* EDTF for reading: "12 Sep 2022", "2022年9月12日"; what is no plain date stays as it is. */
void vg_put_date(struct vg_buf *o, const char *language, const char *edtf);
void vg_put_time(struct vg_buf *o, const char *language, int64_t at); /* to the minute, UTC */

enum { VG_NUMBER_TEXT = 40 };
/* 230,000; with a scale 2.5. Returns `out`. */
const char *vg_number(char out[VG_NUMBER_TEXT], int64_t n, unsigned scale);
/* The short form of a vocabulary label: "station" of "station, service point, post". */
struct vg_str vg_label_head(const char *label);
enum vg_word vg_family_label(enum vg_family f);
enum vg_word vg_level_label(enum vg_place_level level);
enum vg_word vg_rule_label(enum vg_check_kind kind);
/* One check of a result, or many of them. */
enum vg_word vg_result_label(enum vg_check_result result, int many);
/* A shape that stands for a result beside its word, and the class that colours it. */
const char *vg_result_mark(enum vg_check_result result);
const char *vg_result_class(enum vg_check_result result);

/* -- figures (figure.c) ------------------------------------------------------- */
/* One row of a table of figures; `top` is the end of the scale of its bar. */
int vg_page_row(const struct vg_page *p, const struct vg_figure *f, size_t block, size_t row,
                int64_t top, struct vg_err *err);
/* A figure by itself whose claims are linked where this page prints them. */
int vg_page_sum(const struct vg_page *p, const struct vg_figure *f, struct vg_err *err);
int64_t vg_figure_top(const struct vg_figure *rows, size_t n);

/* What tells a figure from the other rows of one question, as fields of an address:
 * "place=CA&since=2021". Percent-encoded, not yet escaped for HTML. */
void vg_figure_key(struct vg_buf *o, const struct vg_figure *f);

/* The whole table under its caption. `block` numbers it: the rows have the ids f1-1, f1-2 … */
int vg_page_rows(const struct vg_page *p, const char *caption, const struct vg_figure *rows,
                 size_t n, size_t block, struct vg_err *err);

/* Totals over time (series.c): its rows, and below them the sum or why there is none. */
int vg_page_total(const struct vg_page *p, const struct vg_series *s, struct vg_err *err);

/* -- evidence (evidence.c) ------------------------------------------------------ */
/* One claim as evidence: what it says, the passage in its context, who says so, stance,
 * standing, roots, and where the quote stands. `is_replaced`: a later claim corrects it. */
void vg_page_claim(const struct vg_page *p, const struct vg_claim *c, int is_replaced);

/* The style sheet of a brief, and that of its pieces for other pages; in parts, each ends with
 * NULL. */
extern const char *const vg_brief_style[];
extern const char *const vg_piece_style[];

#endif
