/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * A result for a person. The sentence comes first, and of the figures below it only those that the
 * verdict lets be said; a method's own object, which the workbench shows in JSON, is not here.
 */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "estimate/result.h"

struct page {
    struct vg_buf *b;
    const char *language;
    struct vg_arena *a;
};

static void line(const struct page *p, const struct vg_said *s)
{
    vg_said_put(p->b, s, p->language);
    vg_putc(p->b, '\n');
}

static void heading(const struct page *p, const struct vg_said *s)
{
    vg_putc(p->b, '\n');
    line(p, s);
}

static struct vg_part_words whole(const struct page *p, int64_t n)
{
    return vg_part_number(p->a, n);
}

/* A figure that is none of people: two digits behind the point. */
static struct vg_part_words ratio(const struct page *p, double v)
{
    return vg_part(isfinite(v) ? vg_print(p->a, "%.2f", v) : "?");
}

static struct vg_part_words outward(const struct page *p, double v, int up)
{
    if (!isfinite(v))
        return vg_part("?");
    return whole(p, (int64_t)fmin(up ? ceil(v) : floor(v), 9e15));
}

/* -- lists
 * ----------------------------------------------------------------------------------------- */

static void put_findings(const struct page *p, const struct vg_estimate *e)
{
    for (size_t i = 0; i < e->n_findings; i++) {
        vg_puts(p->b, "  ");
        line(p, VG_SAID(p->a, SHOW_FINDING, vg_part(vg_gate_code_word(e->findings[i].code)),
                        vg_part_said(p->a, e->findings[i].says)));
    }
}

static void put_unchecked(const struct page *p, const struct vg_estimate_diagnostics *d)
{
    struct vg_part_words codes[VG_GATE_CODES];
    size_t n = 0;

    for (unsigned k = 0; k < VG_GATE_CODES; k++) {
        if (d->unchecked >> k & 1u)
            codes[n++] = vg_part(vg_gate_code_word((enum vg_gate_code)k));
    }
    if (n > 0)
        line(p, VG_SAID(p->a, SHOW_UNCHECKED, vg_part_list(p->a, VG_S_LIST_COMMA, codes, n)));
}

static void put_lists(const struct page *p, const struct vg_estimate *e)
{
    const struct vg_estimate_diagnostics *d = e->diagnostics;
    const unsigned t = e->captures->t;

    heading(p, VG_SAYS(SHOW_LISTS));
    for (unsigned i = 0; i < t; i++) {
        vg_puts(p->b, "  ");
        line(p, VG_SAID(p->a, SHOW_LIST, vg_part(e->captures->lists[i]),
                        whole(p, d->overlap[i * t + i]), outward(p, 100 * d->elsewhere[i], 0)));
    }
    for (size_t i = 0; i < d->n_pairs; i++) {
        vg_puts(p->b, "  ");
        line(p, VG_SAID(p->a, SHOW_PAIR, vg_part(e->captures->lists[d->pairs[i].i]),
                        vg_part(e->captures->lists[d->pairs[i].j]), whole(p, d->pairs[i].shared),
                        ratio(p, d->pairs[i].odds), ratio(p, d->pairs[i].low),
                        ratio(p, d->pairs[i].high)));
    }
}

static void put_known_sizes(const struct page *p, const struct vg_estimate *e)
{
    const struct vg_leave_one *l = e->diagnostics->leave_one;

    if (l == NULL || l->tested == 0)
        return;
    heading(p, VG_SAYS(SHOW_KNOWN_SIZES));
    for (unsigned i = 0; i < l->n; i++) {
        const struct vg_leave_one_row *row = &l->rows[i];

        if (!row->is_tested)
            continue;
        vg_puts(p->b, "  ");
        line(p, VG_SAID(p->a, SHOW_KNOWN_SIZE, vg_part(e->captures->lists[row->list]),
                        whole(p, row->size), whole(p, row->lower), whole(p, row->upper),
                        vg_part_said(p->a, row->hit ? VG_SAYS(SHOW_HIT) : VG_SAYS(SHOW_MISS))));
    }
}

/* The limits of each method, when a range may be said. */
static void put_methods(const struct page *p, const struct vg_estimate *e)
{
    if (e->profile == NULL && e->graphs == NULL)
        return;
    heading(p, VG_SAYS(SHOW_METHODS));
    if (e->profile != NULL) {
        vg_puts(p->b, "  ");
        line(p, VG_SAID(p->a, SHOW_METHOD, vg_part(vg_print(p->a, "profile %s", e->profile->model)),
                        outward(p, e->profile->p.lower, 0), outward(p, e->profile->p.upper, 1)));
    }
    if (e->graphs != NULL && e->graphs->status == VG_GRAPHS_OK) {
        vg_puts(p->b, "  ");
        line(p, VG_SAID(p->a, SHOW_METHOD, vg_part("dga"), whole(p, e->graphs->q[0]),
                        whole(p, e->graphs->q[2])));
    }
    if (e->latent != NULL && e->latent->converged) {
        vg_puts(p->b, "  ");
        line(p, VG_SAID(p->a, SHOW_METHOD, vg_part("LCMCR"), outward(p, e->latent->q[0], 0),
                        outward(p, e->latent->q[4], 1)));
    }
    if (e->chao != NULL && !e->chao_is_bound) {
        vg_puts(p->b, "  ");
        line(p, VG_SAID(p->a, SHOW_METHOD, vg_part("Chao"), outward(p, e->chao->lower, 0),
                        outward(p, e->chao->upper, 1)));
    }
    if (e->space != NULL)
        line(p, VG_SAID(p->a, SHOW_SPACE, whole(p, (int64_t)e->space->total),
                        whole(p, (int64_t)e->space->exists),
                        whole(p, (int64_t)e->space->within10.count),
                        outward(p, e->space->within10.low, 0),
                        outward(p, e->space->within10.high, 1)));
}

/* The average again, with other weights of its prior. */
static void put_sides(const struct page *p, const struct vg_estimate *e)
{
    if (e->sides == NULL || e->verdict < VG_GATE_RANGE)
        return;
    heading(p, VG_SAYS(SHOW_SIDES));
    for (size_t i = 0; i < VG_GRAPHS_SIDES; i++) {
        const struct vg_graphs *g = &e->sides[i];
        const struct vg_part_words delta = vg_part(vg_print(p->a, "%.10g", g->delta));

        vg_puts(p->b, "  ");
        line(p, g->status == VG_GRAPHS_OK
                    ? VG_SAID(p->a, SHOW_SIDE, delta, whole(p, g->q[0]), whole(p, g->q[2]))
                    : VG_SAID(p->a, SHOW_SIDE_REFUSED, delta));
    }
}

/* The list and the single record that the total hangs on most. */
static void put_influence(const struct page *p, const struct vg_estimate *e)
{
    const struct vg_influence *f = e->diagnostics->influence;
    double most = 0;
    size_t at = 0;

    if (f == NULL || f->status != 0)
        return;
    for (size_t i = 0; i < f->lists; i++) {
        if (isfinite(f->drop[i]) && f->drop[i] > 0 && fabs(log(f->drop[i])) >= most) {
            most = fabs(log(f->drop[i]));
            at = i;
        }
    }
    if (most > 0)
        line(p,
             VG_SAID(p->a, SHOW_INFLUENCE, vg_part(e->captures->lists[at]), ratio(p, f->drop[at])));
    most = 0;
    for (size_t i = 0; i < f->cells; i++) {
        if (isfinite(f->remove[i].ratio) && f->remove[i].ratio > 0)
            most = fmax(most, fabs(log(f->remove[i].ratio)));
    }
    if (most > 0)
        line(p, VG_SAID(p->a, SHOW_ONE_RECORD, ratio(p, 100 * expm1(most))));
}

/* -- without lists --------------------------------------------------------------------------------
 */

static void put_coverage(const struct page *p, const struct vg_coverage *v)
{
    if (v->n_unfound == 0)
        return;
    heading(p, VG_SAYS(SHOW_NOT_FOUND));
    for (size_t i = 0; i < v->n_unfound; i++) {
        vg_puts(p->b, "  ");
        line(p, VG_SAID(p->a, SHOW_FINDING, vg_part(v->unfound[i].name),
                        vg_part_said(p->a, v->unfound[i].searched ? VG_SAYS(SHOW_IN_VAIN)
                                                                  : VG_SAYS(SHOW_NOT_SEARCHED))));
    }
}

enum { TOP = 20 /* places that are printed; all are in the JSON */ };

static const struct vg_said *place_said(const struct page *p, const struct vg_estimate *e, size_t i)
{
    const struct vg_estimate_exposure *x = e->exposure;
    const struct vg_part_words name = vg_part(x->table->places[i].place),
                               observed = whole(p, x->table->places[i].observed),
                               expected = ratio(p, x->e.rows[i].expected),
                               deficit = ratio(p, x->e.rows[i].deficit);

    if (e->searches == NULL)
        return VG_SAID(p->a, SHOW_PLACE, name, observed, expected, deficit);
    return VG_SAID(p->a, SHOW_PLACE_SEARCHED, name, observed, expected, deficit,
                   whole(p, (int64_t)e->searches[i].n));
}

static void put_exposure(const struct page *p, const struct vg_estimate *e)
{
    const struct vg_estimate_exposure *x = e->exposure;

    if (x->e.is_refused)
        return;
    heading(p, VG_SAYS(SHOW_PLACES));
    for (size_t rank = 1; rank <= TOP && rank <= x->e.places; rank++) {
        for (size_t i = 0; i < x->e.places; i++) {
            if (x->e.rows[i].rank != rank)
                continue;
            vg_puts(p->b, "  ");
            line(p, place_said(p, e, i));
        }
    }
}

void vg_estimate_to_text(struct vg_buf *b, const struct vg_estimate *e, const char *language,
                         struct vg_arena *a)
{
    const struct page p = {b, language, a};

    line(&p, e->text);
    if (e->coverage != NULL)
        put_coverage(&p, e->coverage);
    if (e->exposure != NULL)
        put_exposure(&p, e);
    if (e->n_findings > 0) {
        heading(&p, VG_SAYS(SHOW_FINDINGS));
        put_findings(&p, e);
    }
    if (e->diagnostics == NULL) {
        put_sides(&p, e);
        return;
    }
    put_unchecked(&p, e->diagnostics);
    put_methods(&p, e);
    put_sides(&p, e);
    put_known_sizes(&p, e);
    put_lists(&p, e);
    put_influence(&p, e);
}
