/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_COUNT_COUNT_H
#define VG_COUNT_COUNT_H

#include "base/err.h"
#include "base/mem.h"
#include "claim/root.h"
#include "claim/view.h"

/*
 * A number the product prints, with the claims it rests on and how it was made.
 * A figure without claims cannot be built: vg_figure_check() refuses it, and
 * every writer of pages calls that first.
 */
enum { VG_FIGURE_LOW = 1, VG_FIGURE_BEST = 2, VG_FIGURE_HIGH = 4 };

struct vg_figure {
    unsigned has; /* VG_FIGURE_…; no high: open */
    int64_t low, best, high;
    const char *unit;
    const char *definition; /* or NULL */
    const char *place; /* place id; "world"; NULL on the row of what is not placed this finely */
    enum vg_place_level level;
    const char *by;    /* entity id of the row (agency, programme), or NULL */
    const char *as_of; /* EDTF; the latest date among its claims, or what was asked */
    const char *period_from, *period_to; /* or NULL */
    const int64_t *claims;               /* the evidence, ascending */
    size_t n_claims;
    const int64_t *beside; /* opinions, forecasts, negative findings, and what the same speaker
                              has replaced by a later figure: shown beside, never in it */
    size_t n_beside;
    size_t roots_named, roots_read; /* family number */
    const char *method;             /* "counted" */
    const char *refusal;            /* why there is no number (then has is 0), or NULL */
    const char *note; /* what to say with it: "upper end only", "best absent: two read roots
                  disagree: c1 says   5, c2 says 9" */
    const struct vg_said *refusal_said; /* the same as kind and parts, for other languages than */
    const struct vg_said *note_said;    /* the English of `refusal` and `note`; NULL with them */
    int64_t pair[2];    /* of a sum that is refused: the two claims it fails on; 0: no pair */
    const char *shared; /* the days that both are about, in words, or NULL */
};

/* VG_E_REFUSED "a figure without claims cannot be printed"; VG_E_FORMAT when low is
 * above high or has and refusal disagree. */
int vg_figure_check(const struct vg_figure *f, struct vg_err *err);

enum vg_count_by { VG_BY_NOTHING, VG_BY_PLACE, VG_BY_AGENCY, VG_BY_PROGRAMME };

struct vg_count_ask {
    const char *unit;          /* "station"; NULL: list the units there are */
    const char *definition;    /* NULL: each definition is its own row */
    const char *within;        /* only places inside this one; NULL: everywhere */
    enum vg_place_level level; /* for VG_BY_PLACE: country, region, metro, city, district */
    enum vg_count_by by;
    const char *as_of; /* EDTF day, month or year; NULL: everything known now */
};

struct vg_count {
    struct vg_figure *rows; /* ordered by place id, by, definition; the unplaced row last */
    size_t n;
};

/*
 * low, best and high after these rules (claims.md section 8). Considered: claims
 * that stand as of the date, stance asserts, kinds quantity, existence and event.
 * Never: suggestions, opinions, forecasts, negative findings, refutes, asks,
 * relays. low is the larger of the distinct presences identified one by one at
 * the place (subjects of existence claims, one per entity, and one for all names that
 * people judged to be of one thing: vg_view_one()) and the largest lower
 * end stated for the same definition. high is the largest upper end stated for
 * it; open when nobody states one. best is the exact or about value nearest a
 * root that was read (fewest steps from it; else of a named root), latest as-of; absent
 * when two read roots disagree, each heard where it stands nearest, so that a slip in a
 * copy speaks against nobody. low above high: no figure, the refusal names the two claims.
 * An upper end or a best value holds for the place it was stated for and is never
 * lifted to a wider one; a lower end is. A figure that its own speaker has replaced
 * by a later one (same predicate, unit, definition and place) stands beside. What
 * was done or caused (families function and effect) is counted per predicate and
 * period: the predicate then stands as the definition where none is stated.
 * A place is lifted to the level asked; what is known only more coarsely goes to
 * a row of its own and is never spread. A part (predicate part-of) is not added
 * to its whole. Rows over countries are never summed.
 *
 * VG_E_MISUSE for an unknown place; an empty answer is VG_OK with n 0.
 */
int vg_count(const struct vg_view *v, const struct vg_root_graph *g, const struct vg_count_ask *ask,
             struct vg_arena *a, struct vg_count *out, struct vg_err *err);

/* The units in the standing claims with how many claims have each, ascending by id. */
struct vg_unit_use {
    const char *unit;
    size_t claims;
};
int vg_count_units(const struct vg_view *v, struct vg_arena *a, struct vg_unit_use **out, size_t *n,
                   struct vg_err *err);

/* The programme that a claim is about: its subject or object with an id of the kind
 * prog:, or NULL. */
const char *vg_claim_programme(const struct vg_claim *c);

/*
 * May these claims be added? The sum, only if unit, definition, programme, predicate and
 * places agree and the periods are disjoint and dated; else a figure with a refusal that
 * names the pair and all that speaks against it ("c3 and c9 must not be added: the
 * programme differs (…); 2021-04 to 2021-12 (nine months) is in both"). Totals that the
 * same speaker counts from one day on replace each other and are never added; nor are
 * numbers of what exists at a time (family existence, or a unit that lasts: stations in
 * 2021 and stations in 2022), nor shares. A refusal
 * is VG_OK: it is a result.
 */
int vg_sum(const struct vg_view *v, const struct vg_root_graph *g, const int64_t *claims, size_t n,
           struct vg_arena *a, struct vg_figure *out, struct vg_err *err);

/*
 * Totals over time: what is said of one unit, definition, programme, predicate and set of
 * places, a row for each period and number. Claims that say the same number of the same
 * period are one row, whoever says it, so that a copy adds nothing.
 */
struct vg_series_row {
    const struct vg_claim *claim; /* the first to say it */
    const int64_t *claims;        /* all that say it, ascending */
    size_t n_claims;
};

struct vg_series {
    const char *unit;
    const char *definition, *programme, *predicate; /* any may be NULL */
    const char *const *places;
    size_t n_places;
    const struct vg_series_row *rows; /* by first day, last day, claim */
    size_t n;
    struct vg_figure sum; /* of the rows, or the refusal; without claims for a single row */
};

/*
 * The series of a unit (NULL: of every unit), ordered by unit, definition, programme,
 * predicate, places. Considered: claims that stand as of the date, asserted, of kind
 * quantity or event, with a number and a period of at least one end. `ask` may set unit,
 * definition, within and as_of. VG_E_MISUSE as vg_count().
 */
int vg_series_list(const struct vg_view *v, const struct vg_root_graph *g,
                   const struct vg_count_ask *ask, struct vg_arena *a, struct vg_series **out,
                   size_t *n, struct vg_err *err);

#endif
