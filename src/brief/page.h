/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_BRIEF_PAGE_H
#define VG_BRIEF_PAGE_H

#include "brief/brief.h"
#include "brief/phrase.h"
#include "claim/spread.h"

/*
 * What every section of one brief shares. Private to this folder; other pages get at the
 * pieces through brief/phrase.h. Made once:
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
    size_t most_links;                       /* claims named in a cell then; 0: VG_BRIEF_LINKS */
    size_t n_printable, n_shown, n_alleging;
    const struct vg_phrase_links *links; /* NULL: to this page itself */
};

/* Index of a claim of the view, or SIZE_MAX. */
size_t vg_page_index(const struct vg_page *p, int64_t claim);

/* -- phrases that only a brief needs (phrase.c) ----------------------------- */
/* "and 12 more" where some were left out. */
void vg_page_more(const struct vg_page *p, size_t left);
/* A paragraph that says that `shown` of `all` are printed and how to get the rest. */
void vg_page_cut(const struct vg_page *p, enum vg_word w, size_t shown, size_t all);
/* How many of `n` a list may print, at most `most` where lists are cut. */
size_t vg_page_limit(const struct vg_page *p, size_t n, size_t most);
/* The number of a listed check, k1 the first of all. */
size_t vg_page_check_number(const struct vg_page *p, size_t i);

/* Indices of the `most` heaviest of `n`, ascending; how many. In the arena. (choose.c) */
size_t vg_brief_choose(const size_t *weights, size_t n, size_t most, struct vg_arena *a,
                       size_t **out);

/* -- sections, in the order they are printed ---------------------------------- */
void vg_page_head(const struct vg_page *p);
void vg_page_asked(const struct vg_page *p);
int vg_page_figures(const struct vg_page *p, struct vg_err *err);
void vg_page_disputes(const struct vg_page *p);
int vg_page_roots(const struct vg_page *p, struct vg_err *err);
void vg_page_checks(const struct vg_page *p);
int vg_page_unknown(const struct vg_page *p, struct vg_err *err);
size_t vg_page_gaps(const struct vg_page *p); /* within what is not known */
/* Behind them: the estimate of the case; adds to *items. */
int vg_page_missing(const struct vg_page *p, size_t *items, struct vg_err *err);
int vg_page_series(const struct vg_page *p, struct vg_err *err); /* within the figures */
void vg_page_map(const struct vg_page *p, size_t block);         /* below the table of a question */
void vg_page_timeline(const struct vg_page *p);                  /* below the statuses */
void vg_page_statuses(const struct vg_page *p);
void vg_page_made(const struct vg_page *p);
void vg_page_evidence(const struct vg_page *p);
void vg_page_foot(const struct vg_page *p);

void vg_page_open(const struct vg_page *p, const char *id, enum vg_word title, enum vg_word how);
void vg_page_close(const struct vg_page *p);

/* Number the dispute cards before anything is written, so that evidence can name them. */
void vg_page_deal(struct vg_page *p);

#endif
