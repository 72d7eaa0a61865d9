/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_BRIEF_BRIEF_H
#define VG_BRIEF_BRIEF_H

#include "base/buf.h"
#include "base/err.h"
#include "claim/allege.h"
#include "claim/check.h"
#include "claim/view.h"
#include "count/count.h"
#include "count/gap.h"
#include "estimate/of_case.h"

/*
 * The finished page: one HTML file that opens without a network, is readable
 * without script and prints. Pure: everything it shows is handed in.
 */
struct vg_brief_figure {
    const char *question; /* heading: "Stations, by country" */
    const struct vg_figure *rows;
    size_t n;
    size_t n_all; /* how many there are, when these are only some of them; else 0 */
};

/* How a stranger checks it. */
struct vg_brief_record {
    const char *origin; /* of the log */
    int64_t size;       /* entries */
    const char *root_hex;
    const char *checkpoint; /* the signed note, whole */
    const char *vkey;       /* verifier key */
    const char *command;    /* "vigil verify fox.vigil" */
};

/* Sections that a page may go without. What is not known and the replies are no such. */
enum vg_brief_part {
    VG_PART_SERIES = 1,
    VG_PART_ROOTS = 2,
    VG_PART_CHECKS = 4,
    VG_PART_STATUS = 8,
};
/* "checks,roots" into a mask. VG_E_MISUSE with the word that is none. */
int vg_brief_parts_read(const char *text, unsigned *out, struct vg_err *err);
/* The other way, in the order above. */
void vg_brief_parts_write(unsigned mask, struct vg_buf *out);

struct vg_brief {
    const char *language; /* "en" or "zh": labels; quotes stay as they are */
    const char *title;
    const char *asked;    /* the question the brief answers, in words */
    const char *audience; /* public, partner, internal, or NULL: not said */
    unsigned without;     /* VG_PART_…: sections left out; the page says which */
    int64_t made_at;
    const char *program; /* "vigil 0.1.0" */
    const struct vg_view *view;
    const struct vg_root_graph *graph;
    const struct vg_brief_figure *figures;
    size_t n_figures;
    const struct vg_check *checks;
    size_t n_checks;                         /* ordered as by vg_check_all() */
    size_t checks_all[VG_CHECK_NOT_RUN + 1]; /* how many there are of each result, when the
                                                listed are only some of them; else 0 */
    struct vg_brief_record record;
    const char *const *withheld; /* what was withheld and why, in words */
    size_t n_withheld;
    const char *const *tasks; /* open tasks besides those the view shows */
    size_t n_tasks;
    const struct vg_gap *gaps; /* of the named lists */
    size_t n_gaps;
    const struct vg_estimate_case *estimate; /* what else was not found, or the refusal; or NULL */
    const struct vg_series *series;          /* with two rows or more, so that each has a sum */
    size_t n_series;
    int64_t max_claims; /* at most so many claims with full evidence, and long lists cut as
                           base/limits.h says (VG_BRIEF_…); 0: everything. What is left out is
                           said */
};

/*
 * What a page of limited length keeps of a long list, copied into the arena (the
 * words of the view are not copied): of the rows of a question the `most` that rest
 * on the most claims, in the order they had; of the checks the first `most` of each
 * result. Both note how many there are in all, so that the page says what it leaves
 * out. `most` SIZE_MAX keeps everything.
 */
void vg_brief_keep_rows(const struct vg_figure *rows, size_t n, size_t most, struct vg_arena *a,
                        struct vg_brief_figure *out);
void vg_brief_keep_checks(const struct vg_check *list, size_t n, size_t most, struct vg_arena *a,
                          struct vg_brief *b);

/*
 * Sections in this order: what is asked; figures; dispute cards; who says so
 * (roots named and read); what does not fit (and what holds); what is not known;
 * latest status per presence; how it was made and what is withheld; evidence.
 *
 * VG_E_REFUSED when a claim that alleges (standing alleged, or family function
 * or effect asserted against an origin-state agency, or listed in a figure with
 * standing alleged or reported about a presence) has no reply row, even
 * "not-asked": "c17 alleges and has no reply; set one with 'vigil claim --reply
 * c17 …' (not-asked is an answer)". VG_E_REFUSED from vg_figure_check() likewise.
 */
int vg_brief_write(const struct vg_brief *b, struct vg_buf *out, struct vg_err *err);

/* The one way a number reaches a page: low–best–high, unit, bound in words, as-of,
 * roots, link to its evidence. VG_E_REFUSED for a figure without claims. */
int vg_page_figure(struct vg_buf *page, const struct vg_figure *f, const char *language,
                   struct vg_err *err);

#endif
