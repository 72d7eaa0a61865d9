/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_BRIEF_PAGE_H
#define VG_BRIEF_PAGE_H

#include "brief/brief.h"
#include "brief/words.h"
#include "claim/spread.h"

/*
 * What every section of one brief shares. Private to this folder. Made once:
 * which claims are printed, where each is used, which replies belong to it, so
 * that writing is a single pass.
 */
enum vg_use_kind { VG_USE_FIGURE, VG_USE_CHECK };

struct vg_use {
    enum vg_use_kind kind;
    uint32_t a, b; /* figure and row, or check; from 0 */
};

struct vg_fact { /* parallel to view->claims */
    unsigned char stands, shown, alleges, replaced;
    unsigned char in_figure, in_check;
    uint32_t card;                   /* dispute card, from 1; 0: none */
    uint32_t first_reply, n_replies; /* in page.replies */
    uint32_t first_use, n_uses;      /* in page.uses */
};

struct vg_page {
    struct vg_buf *o;
    const struct vg_brief *b;
    const struct vg_view *v;
    const char *lang; /* "en" or "zh" */
    struct vg_arena *a;
    struct vg_fact *facts;
    const struct vg_reply **replies; /* by claim, then as given */
    struct vg_use *uses;
    const struct vg_spread *spread; /* what rests on what was corrected, changed, withdrawn */
    unsigned char *root_listed;     /* parallel to view->roots: has a row to link to */
    unsigned char *source_listed;   /* parallel to view->sources: is, or will be, in the list */
    size_t check_skip[VG_CHECK_NOT_RUN + 1]; /* checks left out before those of a result */
    int is_bounded;                          /* long lists are cut */
    size_t n_printable, n_shown, n_alleging;
};

/* Index of a claim of the view, or SIZE_MAX. */
size_t vg_page_index(const struct vg_page *p, int64_t claim);

/* -- phrases (phrase.c): all append escaped HTML ----------------------------- */
void vg_page_word(const struct vg_page *p, enum vg_word w);
void vg_page_say(const struct vg_page *p, enum vg_word w, const char *a, const char *b,
                 const char *c);
/* A link "c17", or its bare name where the claim is not printed. */
void vg_page_claim_link(const struct vg_page *p, int64_t claim);
void vg_page_claim_links(const struct vg_page *p, const int64_t *claims, size_t n);
/* "and 12 more" where some were left out. */
void vg_page_more(const struct vg_page *p, size_t left);
/* A paragraph that says that `shown` of `all` are printed and how to get the rest. */
void vg_page_cut(const struct vg_page *p, enum vg_word w, size_t shown, size_t all);
/* How many of `n` a list may print, at most `most` where lists are cut. */
size_t vg_page_limit(const struct vg_page *p, size_t n, size_t most);
/* The number of a listed check, k1 the first of all. */
size_t vg_page_check_number(const struct vg_page *p, size_t i);
/* Label of a vocabulary term in the language of the page. */
void vg_page_term(const struct vg_page *p, const char *scheme, const char *id);
/* The neutral name of the entity `name`, or `name` itself. NULL: "unnamed". */
void vg_page_name(const struct vg_page *p, const char *name);
void vg_page_place(const struct vg_page *p, const char *id);
/* Text made by the program in English, marked so on a page of another language. */
void vg_page_english(const struct vg_page *p, const char *text);
/* " lang=…" when it is a plain language tag, " dir=auto" always. */
void vg_page_lang(const struct vg_page *p, const char *language);
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

/* Indices of the `most` heaviest of `n`, ascending; how many. In the arena. (choose.c) */
size_t vg_brief_choose(const size_t *weights, size_t n, size_t most, struct vg_arena *a,
                       size_t **out);

/* -- figures (figure.c) ------------------------------------------------------- */
/* One row of a table of figures; `top` is the end of the scale of its bar. */
int vg_page_row(const struct vg_page *p, const struct vg_figure *f, size_t block, size_t row,
                int64_t top, struct vg_err *err);
/* A figure by itself whose claims are linked where this page prints them. */
int vg_page_sum(const struct vg_page *p, const struct vg_figure *f, struct vg_err *err);
int64_t vg_figure_top(const struct vg_figure *rows, size_t n);

/* -- sections, in the order they are printed ---------------------------------- */
void vg_page_head(const struct vg_page *p);
void vg_page_asked(const struct vg_page *p);
int vg_page_figures(const struct vg_page *p, struct vg_err *err);
void vg_page_disputes(const struct vg_page *p);
int vg_page_roots(const struct vg_page *p, struct vg_err *err);
void vg_page_checks(const struct vg_page *p);
void vg_page_unknown(const struct vg_page *p);
size_t vg_page_gaps(const struct vg_page *p);                    /* within what is not known */
int vg_page_series(const struct vg_page *p, struct vg_err *err); /* within the figures */
void vg_page_statuses(const struct vg_page *p);
void vg_page_made(const struct vg_page *p);
void vg_page_evidence(const struct vg_page *p);
void vg_page_foot(const struct vg_page *p);

void vg_page_open(const struct vg_page *p, const char *id, enum vg_word title, enum vg_word how);
void vg_page_close(const struct vg_page *p);

/* Number the dispute cards before anything is written, so that evidence can name them. */
void vg_page_deal(struct vg_page *p);

/* The style sheet, in pieces; ends with NULL. */
extern const char *const vg_brief_style[];

#endif
