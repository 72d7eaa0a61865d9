/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "estimate/gate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "estimate/loglinear.h"

/*
 * Every threshold, with its reason. Whoever changes one runs bench/estimate/known_truth again.
 */
static const struct {
    int64_t refuse_shared; /* E04: with fewer units on two lists, one more or less moves N by tens
                              of percent whatever the model */
    int64_t bound_shared;  /* E04: below it intervals of good models do not overlap any more */
    int64_t copied_least;  /* E05: an odds ratio from a handful of units proves nothing (New
                              Orleans, eight lists: 90 from a single unit) */
    double odds_alone, odds_alone_low; /* E05: no independent efforts known to us come near */
    double odds_share, odds_share_low, share; /* E05: less suffices where nearly the whole of the
                                                 smaller list is on the other */
    double ground;       /* E07: with less in common most units could be on one of the two only */
    double resolution;   /* E08: what the matching decides must stay below what the models decide */
    double models_apart; /* E10: factor in N between equally good models */
    double upper_most;   /* E11: times n; an interval that wide is a lower bound */
    unsigned missed_over;  /* E13: more than one in so many known sizes missed */
    unsigned tested_least; /* E13: one list alone shows nothing about a method */
} limits = {10, 30, 5, 10, 3, 3, 2, 0.8, 0.5, 0.25, 3, 10, 3, 2};

static const char *const verdicts[] = {"refuse", "bound", "range", "estimate"};
static const char *const codes[VG_GATE_CODES] = {"E01", "E02", "E03", "E04", "E05", "E06",
                                                 "E07", "E08", "E09", "E10", "E11", "E12",
                                                 "E13", "E14", "G01", "S01", "S02", "X01"};

const char *vg_gate_verdict_word(enum vg_gate_verdict v)
{
    return verdicts[v];
}

const char *vg_gate_code_word(enum vg_gate_code code)
{
    return codes[code];
}

struct vg_gate vg_gate_open(struct vg_arena *a)
{
    return (struct vg_gate){.a = a, .verdict = VG_GATE_ESTIMATE};
}

void vg_gate_found(struct vg_gate *g, enum vg_gate_code code, enum vg_gate_verdict verdict,
                   const struct vg_said *says, const struct vg_said *remedy)
{
    g->findings = vg_grow(g->a, g->findings, g->n, &g->room);
    g->findings[g->n++] = (struct vg_gate_finding){code, verdict, says, remedy};
    g->fired |= 1u << code;
    if (verdict < g->verdict)
        g->verdict = verdict;
}

void vg_gate_close(struct vg_gate *g)
{
    /* Insertion: stable, and there are a dozen at most. */
    for (size_t i = 1; i < g->n; i++) {
        const struct vg_gate_finding f = g->findings[i];
        size_t k = i;

        for (; k > 0 && g->findings[k - 1].code > f.code; k--)
            g->findings[k] = g->findings[k - 1];
        g->findings[k] = f;
    }
}

/* -- the table ------------------------------------------------------------------------------ */

struct vg_captures vg_gate_by_root(const struct vg_captures *c, const struct vg_listed *listed,
                                   struct vg_arena *a)
{
    struct vg_captures out = *c;
    unsigned at[VG_CAPTURE_LISTS_MAX]; /* where list i of `c` is by now */

    for (unsigned i = 0; i < c->t; i++)
        at[i] = i;
    for (unsigned j = 1; listed != NULL && j < c->t; j++) {
        for (unsigned i = 0; i < j; i++) {
            if (listed[i].root == NULL || listed[j].root == NULL ||
                strcmp(listed[i].root, listed[j].root) != 0)
                continue;
            out = vg_captures_merge(&out, at[i], at[j], a);
            for (unsigned k = j + 1; k < c->t; k++)
                at[k]--;
            at[j] = at[i];
            break;
        }
    }
    return out;
}

int64_t vg_gate_units_on_two(const struct vg_captures *c)
{
    int64_t n = 0;

    for (unsigned mask = 1; mask < 1u << c->t; mask++) {
        if (mask & (mask - 1))
            n += c->cells[mask];
    }
    return n;
}

unsigned vg_gate_parts(const struct vg_captures *c, unsigned *parts)
{
    unsigned found[VG_CAPTURE_LISTS_MAX], n = 0;

    for (unsigned i = 0; i < c->t; i++) {
        unsigned part = 1u << i, k;

        for (k = 0; k < n && !(found[k] & part); k++) {
        }
        if (k < n)
            continue;
        for (unsigned before = 0; before != part;) {
            before = part;
            for (unsigned mask = 1; mask < 1u << c->t; mask++) {
                if (c->cells[mask] > 0 && mask & part)
                    part |= mask;
            }
        }
        found[n++] = part;
    }
    if (parts != NULL)
        memcpy(parts, found, n * sizeof *parts);
    return n;
}

struct vg_gate_pair vg_gate_pair(const struct vg_captures *c, unsigned i, unsigned j)
{
    struct vg_gate_pair p = {.i = i, .j = j};
    const unsigned one = 1u << i, two = 1u << j;
    int64_t size_i = 0, size_j = 0;
    double spread;

    for (unsigned mask = 1; mask < 1u << c->t; mask++) {
        const int64_t n = c->cells[mask];

        size_i += (mask & one) ? n : 0;
        size_j += (mask & two) ? n : 0;
        p.shared += (mask & one) && (mask & two) ? n : 0;
        if ((mask & ~(one | two)) == 0)
            continue;
        if ((mask & one) && (mask & two))
            p.both += n;
        else if (mask & one)
            p.only_i += n;
        else if (mask & two)
            p.only_j += n;
        else
            p.neither += n;
    }
    p.odds = ((double)p.both + 0.5) * ((double)p.neither + 0.5) /
             (((double)p.only_i + 0.5) * ((double)p.only_j + 0.5));
    spread = 1.959964 * sqrt(1 / ((double)p.both + 0.5) + 1 / ((double)p.only_i + 0.5) +
                             1 / ((double)p.only_j + 0.5) + 1 / ((double)p.neither + 0.5));
    p.low = p.odds * exp(-spread);
    p.high = p.odds * exp(spread);
    p.copies = p.both >= limits.copied_least &&
               ((p.odds > limits.odds_alone && p.low > limits.odds_alone_low) ||
                (p.odds > limits.odds_share && p.low > limits.odds_share_low &&
                 (double)p.shared > limits.share * (double)(size_i < size_j ? size_i : size_j)));
    return p;
}

/* "A, B" of a mask. */
static struct vg_part_words names_of(struct vg_arena *a, const struct vg_captures *c, unsigned mask)
{
    struct vg_part_words names[VG_CAPTURE_LISTS_MAX];
    size_t n = 0;

    for (unsigned i = 0; i < c->t; i++) {
        if (mask & 1u << i)
            names[n++] = vg_part(c->lists[i]);
    }
    return vg_part_list(a, VG_S_LIST_COMMA, names, n);
}

static int64_t size_of(const struct vg_captures *c, unsigned i)
{
    int64_t n = 0;

    for (unsigned mask = 1; mask < 1u << c->t; mask++)
        n += (mask & 1u << i) ? c->cells[mask] : 0;
    return n;
}

/* E05: the later found on the earlier, or whichever is smaller on the larger. */
static void found_copy(struct vg_gate *g, const struct vg_captures *c, const struct vg_gate_pair *p)
{
    const int64_t size_i = size_of(c, p->i), size_j = size_of(c, p->j);
    const unsigned copy = size_i < size_j ? p->i : p->j, from = copy == p->i ? p->j : p->i;

    vg_gate_found(g, VG_E05, VG_GATE_REFUSE,
                  VG_SAID(g->a, GATE_COPIED, vg_part_number(g->a, p->shared),
                          vg_part_number(g->a, size_i < size_j ? size_i : size_j),
                          vg_part(c->lists[copy]), vg_part(c->lists[from]),
                          vg_part_number(g->a, (int64_t)fmin(p->odds, 1e15))),
                  VG_SAYS(GATE_COPIED_REMEDY));
}

/* E03, for two lists and more. */
static int look_at_parts(struct vg_gate *g, const struct vg_captures *c, struct vg_err *err)
{
    const struct vg_model independent = vg_model_main(c->t);
    unsigned parts[VG_CAPTURE_LISTS_MAX], n = vg_gate_parts(c, parts);
    int status = 0, rc;

    if (vg_gate_units_on_two(c) == 0) {
        vg_gate_found(g, VG_E03, VG_GATE_REFUSE, VG_SAYS(GATE_NO_OVERLAP),
                      VG_SAYS(GATE_PARTS_REMEDY));
        return VG_OK;
    }
    if (n > 1) {
        vg_gate_found(g, VG_E03, VG_GATE_REFUSE,
                      VG_SAID(g->a, GATE_PARTS, names_of(g->a, c, parts[0]),
                              names_of(g->a, c, ((1u << c->t) - 1) & ~parts[0])),
                      VG_SAYS(GATE_PARTS_REMEDY));
        return VG_OK;
    }
    rc = vg_loglinear_status(vg_loglinear_begin(c, g->a), &independent, &status, NULL, err);
    if (rc == VG_OK && status != VG_FIT_OK)
        vg_gate_found(g, VG_E03, VG_GATE_REFUSE, VG_SAYS(GATE_NO_MAXIMUM),
                      VG_SAYS(GATE_PARTS_REMEDY));
    return rc;
}

static void look_at_overlap(struct vg_gate *g, const struct vg_captures *c)
{
    const int64_t shared = vg_gate_units_on_two(c);

    if (shared < limits.bound_shared)
        vg_gate_found(g, VG_E04, shared < limits.refuse_shared ? VG_GATE_REFUSE : VG_GATE_BOUND,
                      shared == 1 ? VG_SAYS(GATE_ONE_SHARED)
                                  : VG_SAID(g->a, GATE_FEW_SHARED, vg_part_number(g->a, shared)),
                      VG_SAYS(GATE_FEW_SHARED_REMEDY));
    for (unsigned i = 0; i < c->t; i++) {
        for (unsigned j = i + 1; j < c->t; j++) {
            const struct vg_gate_pair p = vg_gate_pair(c, i, j);

            if (p.copies)
                found_copy(g, c, &p);
        }
    }
}

/* -- what is known of the lists --------------------------------------------------------------- */

/* E06. Which list one that is not its own passes on is the lists' matter; where one of its root is
 * in the table, that is the one. */
static void look_at_kinds(struct vg_gate *g, const struct vg_captures *c,
                          const struct vg_listed *listed)
{
    static const enum vg_wording says[] = {
        [VG_LISTED_PRESS] = VG_S_GATE_PRESS,
        [VG_LISTED_RELAY] = VG_S_GATE_RELAY,
        [VG_LISTED_TRANSLATION] = VG_S_GATE_TRANSLATION,
        [VG_LISTED_DERIVED] = VG_S_GATE_DERIVED,
    };

    for (unsigned i = 0; i < c->t; i++) {
        const struct vg_part_words name = vg_part(c->lists[i]);

        if (listed[i].kind == 0)
            g->unchecked |= 1u << VG_E06;
        else if (listed[i].kind != VG_LISTED_OWN)
            vg_gate_found(g, VG_E06, VG_GATE_REFUSE, vg_said(g->a, says[listed[i].kind], &name, 1),
                          VG_SAYS(GATE_KIND_REMEDY));
    }
}

/* The share of their union that two windows have in common. Open ends: what both leave open is
 * common ground of no length that one could name, so only what differs between them counts: it is
 * measured on the days from the first to the last end that either names. */
static double windows_share(const struct vg_date *a, const struct vg_date *b)
{
    const int64_t ends[] = {a->open_from ? VG_DAYS_MAX : a->first,
                            b->open_from ? VG_DAYS_MAX : b->first,
                            a->open_to ? VG_DAYS_MAX : a->last, b->open_to ? VG_DAYS_MAX : b->last};
    int64_t least = VG_DAYS_MAX, most = VG_DAYS_MIN, in, all;
    struct vg_date x = *a, y = *b;

    for (size_t k = 0; k < 4; k++) {
        if (ends[k] == VG_DAYS_MAX)
            continue;
        least = ends[k] < least ? ends[k] : least;
        most = ends[k] > most ? ends[k] : most;
    }
    if (least > most)
        return 1;
    x.first = x.open_from ? least : x.first;
    y.first = y.open_from ? least : y.first;
    x.last = x.open_to ? most : x.last;
    y.last = y.open_to ? most : y.last;
    in = (x.last < y.last ? x.last : y.last) - (x.first > y.first ? x.first : y.first) + 1;
    all = (x.last > y.last ? x.last : y.last) - (x.first < y.first ? x.first : y.first) + 1;
    return in <= 0 ? 0 : (double)in / (double)all;
}

static double places_share(const struct vg_listed *a, const struct vg_listed *b)
{
    size_t i = 0, j = 0, in = 0, all = 0;

    while (i < a->n_places || j < b->n_places) {
        const int order = i == a->n_places   ? 1
                          : j == b->n_places ? -1
                                             : strcmp(a->places[i], b->places[j]);

        i += order <= 0;
        j += order >= 0;
        in += order == 0;
        all++;
    }
    return (double)in / (double)all;
}

/* E07 for one pair. */
static void look_at_ground(struct vg_gate *g, const struct vg_captures *c,
                           const struct vg_listed *listed, unsigned i, unsigned j)
{
    const struct vg_listed *a = &listed[i], *b = &listed[j];
    const int has_windows = a->has_window && b->has_window;
    const int has_places = a->n_places > 0 && b->n_places > 0;
    const struct vg_part_words one = vg_part(c->lists[i]), two = vg_part(c->lists[j]);

    if (!has_windows || !has_places)
        g->unchecked |= 1u << VG_E07;
    if (has_places && places_share(a, b) < limits.ground)
        vg_gate_found(g, VG_E07, VG_GATE_REFUSE, VG_SAID(g->a, GATE_TERRITORY, one, two),
                      VG_SAYS(GATE_GROUND_REMEDY));
    else if (has_windows && windows_share(&a->window, &b->window) < limits.ground)
        vg_gate_found(g, VG_E07, VG_GATE_REFUSE, VG_SAID(g->a, GATE_WINDOW, one, two),
                      VG_SAYS(GATE_GROUND_REMEDY));
}

/* E08, E09, E14 for one list. */
static void look_at_units(struct vg_gate *g, const struct vg_captures *c,
                          const struct vg_listed *listed, unsigned i)
{
    const struct vg_part_words name = vg_part(c->lists[i]);

    if (listed[i].unit == 0)
        g->unchecked |= 1u << VG_E08 | 1u << VG_E09;
    if (listed[i].unit == VG_LISTED_UNRESOLVED)
        vg_gate_found(g, VG_E08, VG_GATE_REFUSE, VG_SAID(g->a, GATE_UNRESOLVED, name),
                      VG_SAYS(GATE_UNRESOLVED_REMEDY));
    if (listed[i].unit == VG_LISTED_CLAIMED_TOTAL)
        vg_gate_found(g, VG_E09, VG_GATE_REFUSE,
                      VG_SAID(g->a, GATE_CLAIMED, vg_part_number(g->a, size_of(c, i)), name),
                      VG_SAYS(GATE_CLAIMED_REMEDY));
    if (listed[i].scope == VG_LISTED_OVER)
        vg_gate_found(g, VG_E14, VG_GATE_REFUSE, VG_SAID(g->a, GATE_OVER, name),
                      VG_SAYS(GATE_OVER_REMEDY));
    if (listed[i].scope == VG_LISTED_UNKNOWN)
        vg_gate_found(g, VG_E14, VG_GATE_REFUSE, VG_SAID(g->a, GATE_SCOPE_UNKNOWN, name),
                      VG_SAYS(GATE_SCOPE_REMEDY));
}

static void look_at_lists(struct vg_gate *g, const struct vg_captures *c,
                          const struct vg_listed *listed)
{
    unsigned partial = 0;

    if (listed == NULL) {
        g->unchecked |= 1u << VG_E06 | 1u << VG_E07 | 1u << VG_E08 | 1u << VG_E09 | 1u << VG_E14;
        return;
    }
    look_at_kinds(g, c, listed);
    for (unsigned i = 0; i < c->t; i++) {
        look_at_units(g, c, listed, i);
        partial |= (listed[i].scope == VG_LISTED_PARTIAL ? 1u : 0u) << i;
        for (unsigned j = i + 1; j < c->t; j++)
            look_at_ground(g, c, listed, i, j);
    }
    if (partial != 0)
        vg_gate_found(g, VG_E14, VG_GATE_BOUND,
                      VG_SAID(g->a, GATE_PARTIAL, names_of(g->a, c, (1u << c->t) - 1)), NULL);
}

int vg_gate_table(struct vg_gate *g, const struct vg_captures *c, const struct vg_listed *listed,
                  struct vg_err *err)
{
    const struct vg_captures roots = vg_gate_by_root(c, listed, g->a);
    int rc = VG_OK, is_known = listed != NULL;

    for (unsigned i = 0; listed != NULL && i < c->t; i++)
        is_known = is_known && listed[i].root != NULL;
    if (!is_known && roots.t >= 2)
        g->unchecked |= 1u << VG_E01;
    if (roots.t < 2)
        vg_gate_found(g, VG_E01, VG_GATE_REFUSE,
                      c->t == 1 ? VG_SAYS(GATE_ONE_LIST)
                                : VG_SAID(g->a, GATE_ONE_ROOT, vg_part_number(g->a, c->t)),
                      VG_SAYS(GATE_ONE_ROOT_REMEDY));
    else if (roots.t == 2)
        vg_gate_found(g, VG_E02, VG_GATE_REFUSE, VG_SAYS(GATE_TWO_LISTS),
                      VG_SAYS(GATE_TWO_LISTS_REMEDY));
    if (roots.t >= 2)
        rc = look_at_parts(g, &roots, err);
    if (rc == VG_OK && roots.t >= 2)
        look_at_overlap(g, &roots);
    if (rc == VG_OK)
        look_at_lists(g, c, listed);
    return rc;
}

/* -- what the methods say --------------------------------------------------------------------- */

void vg_gate_resolution(struct vg_gate *g, double strict, double normal, double loose)
{
    const double most = fmax(strict, fmax(normal, loose)),
                 least = fmin(strict, fmin(normal, loose));

    if (!isfinite(strict + normal + loose))
        vg_gate_found(g, VG_E08, VG_GATE_BOUND, VG_SAYS(GATE_RESOLUTION_UNKNOWN),
                      VG_SAYS(GATE_UNRESOLVED_REMEDY));
    else if (most > least * (1 + limits.resolution))
        vg_gate_found(
            g, VG_E08, VG_GATE_BOUND,
            VG_SAID(g->a, GATE_RESOLUTION,
                    vg_part_number(g->a, (int64_t)fmin(1e15, round(100 * (most / least - 1))))),
            VG_SAYS(GATE_UNRESOLVED_REMEDY));
}

static struct vg_part_words rounded(struct vg_arena *a, double n)
{
    return vg_part_number(a, (int64_t)fmin(round(n), 9e15));
}

static int are_disjoint(const struct vg_gate_interval *a, const struct vg_gate_interval *b)
{
    return a->upper < b->lower || b->upper < a->lower; /* an open end reaches everything */
}

void vg_gate_methods(struct vg_gate *g, int64_t n, const struct vg_space *space,
                     const struct vg_gate_interval *intervals, size_t n_intervals)
{
    double most = 0;
    int is_open = 0;

    if (space != NULL && space->within10.count > 0 &&
        space->within10.high > limits.models_apart * space->within10.low)
        vg_gate_found(g, VG_E10, VG_GATE_RANGE,
                      VG_SAID(g->a, GATE_MODELS_APART, rounded(g->a, space->within10.low),
                              rounded(g->a, space->within10.high)),
                      NULL);
    for (size_t i = 0; i < n_intervals; i++) {
        is_open |= !isfinite(intervals[i].upper);
        most = fmax(most, intervals[i].upper);
        for (size_t k = i + 1; k < n_intervals; k++) {
            if (are_disjoint(&intervals[i], &intervals[k]))
                vg_gate_found(g, VG_E10, VG_GATE_RANGE,
                              VG_SAID(g->a, GATE_METHODS_APART, vg_part(intervals[i].method),
                                      vg_part(intervals[k].method)),
                              NULL);
        }
    }
    if (is_open || n_intervals == 0)
        vg_gate_found(g, VG_E11, VG_GATE_BOUND, VG_SAYS(GATE_NO_UPPER), NULL);
    else if (most > limits.upper_most * (double)n)
        vg_gate_found(g, VG_E11, VG_GATE_BOUND, VG_SAYS(GATE_FAR_UPPER), NULL);
}

int vg_gate_testable(const struct vg_captures *c, struct vg_arena *a, unsigned *mask,
                     struct vg_err *err)
{
    *mask = 0;
    for (unsigned j = 0; c->t > 3 && j < c->t; j++) {
        const struct vg_captures on = vg_captures_on(c, j, NULL, a);
        struct vg_gate g = vg_gate_open(a);
        int rc = look_at_parts(&g, &on, err);

        if (rc != VG_OK)
            return rc;
        if (g.n == 0 && vg_gate_units_on_two(&on) >= limits.bound_shared)
            *mask |= 1u << j;
    }
    return VG_OK;
}

void vg_gate_known_sizes(struct vg_gate *g, const struct vg_leave_one *l)
{
    if (l->tested < limits.tested_least)
        g->unchecked |= 1u << VG_E13;
    else if (l->missed * limits.missed_over > l->tested)
        vg_gate_found(g, VG_E13, VG_GATE_RANGE,
                      VG_SAID(g->a, GATE_SIZES_MISSED, vg_part_number(g->a, l->missed),
                              vg_part_number(g->a, l->tested)),
                      NULL);
}
