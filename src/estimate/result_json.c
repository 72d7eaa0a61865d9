/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <math.h>

#include "estimate/result.h"

static void numbers(struct vg_json *j, const char *key, const double *v, size_t n)
{
    vg_json_key(j, key);
    vg_json_array(j);
    for (size_t i = 0; i < n; i++)
        vg_json_number(j, v[i]);
    vg_json_end(j);
}

static void wholes(struct vg_json *j, const char *key, const int64_t *v, size_t n)
{
    vg_json_key(j, key);
    vg_json_array(j);
    for (size_t i = 0; i < n; i++)
        vg_json_i64(j, v[i]);
    vg_json_end(j);
}

static void begin(struct vg_json *j, const char *key)
{
    vg_json_key(j, key);
    vg_json_object(j);
}

/* -- the log-linear half ---------------------------------------------------------------------- */

void vg_estimate_model_to_json(struct vg_json *j, const char *name, const struct vg_fit *fit,
                               double n)
{
    const int is_fit = fit->status == VG_FIT_OK;

    vg_json_object(j);
    vg_json_kt(j, "model", name);
    vg_json_kn(j, "N", is_fit ? fit->n : (double)NAN);
    vg_json_kn(j, "deviance", is_fit ? fit->deviance : (double)NAN);
    vg_json_kn(j, "bic", is_fit ? fit->bic : (double)NAN);
    vg_json_ki(j, "status", fit->status);
    vg_json_ki(j, "minus_inf", fit->minus_inf);
    if (is_fit && fit->n - n < 0.5 && n > 0)
        vg_json_kb(j, "boundary", 1);
    vg_json_end(j);
}

static void put_space(struct vg_json *j, const struct vg_space *s, double n)
{
    vg_json_key(j, "models");
    vg_json_array(j);
    for (size_t i = 0; i < s->n; i++)
        vg_estimate_model_to_json(j, s->best[i].name, &s->best[i].fit, n);
    vg_json_end(j);
    begin(j, "space");
    vg_json_kt(j, "kind", vg_space_word(s->kind));
    vg_json_ku(j, "total", s->total);
    vg_json_ku(j, "exists", s->exists);
    begin(j, "within10");
    vg_json_ku(j, "count", s->within10.count);
    vg_json_kn(j, "low", s->within10.count > 0 ? s->within10.low : (double)NAN);
    vg_json_kn(j, "high", s->within10.count > 0 ? s->within10.high : (double)NAN);
    vg_json_end(j);
    vg_json_end(j);
}

static void put_main(struct vg_json *j, const struct vg_estimate_main *m)
{
    begin(j, "main");
    vg_json_ki(j, "status", m->fit.status);
    vg_json_kn(j, "N", m->fit.status == VG_FIT_OK ? m->fit.n : (double)NAN);
    vg_json_kn(j, "lower", m->profile.lower);
    vg_json_kn(j, "upper", m->profile.upper);
    vg_json_end(j);
}

static void put_profile(struct vg_json *j, const struct vg_estimate_profile *p)
{
    begin(j, "profile");
    vg_json_kt(j, "model", p->model);
    vg_json_kn(j, "mode", p->p.mode);
    vg_json_kn(j, "lower", p->p.lower);
    vg_json_kn(j, "upper", p->p.upper);
    vg_json_end(j);
}

static void put_bootstrap(struct vg_json *j, const struct vg_bootstrap *b)
{
    begin(j, "bootstrap");
    vg_json_ku(j, "replicates", b->replicates);
    vg_json_ku(j, "usable", b->usable);
    vg_json_ku(j, "ties", b->ties);
    vg_json_kn(j, "z0", b->z0);
    vg_json_kn(j, "ahat", b->ahat);
    vg_json_kn(j, "q025", b->has_limits ? b->q025 : (double)NAN);
    vg_json_kn(j, "q100", b->has_limits ? b->q100 : (double)NAN);
    vg_json_kn(j, "q900", b->has_limits ? b->q900 : (double)NAN);
    vg_json_kn(j, "q975", b->has_limits ? b->q975 : (double)NAN);
    vg_json_end(j);
}

static void put_stepwise(struct vg_json *j, const struct vg_estimate_stepwise *s)
{
    char name[VG_MODEL_NAME];

    begin(j, "stepwise");
    vg_json_kt(j, "model", vg_model_name(&s->s.model, name));
    vg_json_kn(j, "N", s->s.fit.status == VG_FIT_OK ? s->s.fit.n : (double)NAN);
    vg_json_ki(j, "status", s->s.fit.status);
    vg_json_key(j, "path");
    vg_json_array(j);
    for (unsigned i = 0; i < s->s.model.n; i++)
        vg_json_text(j, vg_model_term_name(s->s.model.terms[i], name));
    vg_json_end(j);
    put_bootstrap(j, &s->b);
    vg_json_end(j);
}

static void put_chao(struct vg_json *j, const struct vg_chao *c, int is_bound)
{
    begin(j, "chao");
    wholes(j, "f", c->f, c->t);
    if (is_bound) {
        vg_json_kn(j, "lower", c->lower);
        vg_json_end(j);
        return;
    }
    vg_json_kn(j, "bc", c->bc);
    if (c->t > 1 && c->f[1] > 0)
        vg_json_kn(j, "classic", c->classic);
    vg_json_kn(j, "lower", c->lower);
    vg_json_kn(j, "upper", c->upper);
    if (c->t >= 3)
        vg_json_kn(j, "mth", c->mth);
    vg_json_end(j);
}

static void put_sensitivity(struct vg_json *j, const struct vg_estimate_sensitivity *s)
{
    begin(j, "sensitivity");
    vg_json_kt(j, "basis", s->basis);
    vg_json_key(j, "points");
    vg_json_array(j);
    for (size_t i = 0; i < s->s.n; i++) {
        vg_json_object(j);
        vg_json_kn(j, "x", s->s.points[i].x);
        vg_json_kn(j, "N", s->s.points[i].n);
        vg_json_end(j);
    }
    vg_json_end(j);
    vg_json_end(j);
}

/* -- averages ------------------------------------------------------------------------------------
 */

static void put_sides(struct vg_json *j, const struct vg_graphs *sides)
{
    vg_json_key(j, "sides");
    vg_json_array(j);
    for (size_t i = 0; i < VG_GRAPHS_SIDES; i++) {
        const int is_ok = sides[i].status == VG_GRAPHS_OK;

        vg_json_object(j);
        vg_json_kn(j, "delta", sides[i].delta);
        vg_json_kt(j, "status", is_ok ? "ok" : "refused");
        if (is_ok) {
            vg_json_kn(j, "mean", sides[i].mean);
            wholes(j, "q", sides[i].q, 3);
        }
        vg_json_kn(j, "p_complete", sides[i].p_complete);
        vg_json_end(j);
    }
    vg_json_end(j);
}

static void put_graphs(struct vg_json *j, const struct vg_graphs *g, const struct vg_graphs *sides)
{
    const int is_ok = g->status == VG_GRAPHS_OK;

    begin(j, "dga");
    vg_json_kt(j, "status", is_ok ? "ok" : "refused");
    vg_json_kn(j, "delta", g->delta);
    vg_json_ku(j, "graphs", g->graphs);
    wholes(j, "grid", (const int64_t[]){g->from, g->to}, 2);
    vg_json_kn(j, "tail", g->tail);
    if (is_ok) {
        vg_json_kn(j, "mean", g->mean);
        wholes(j, "q", g->q, 3);
        vg_json_key(j, "top");
        vg_json_array(j);
        for (size_t i = 0; i < g->n_top; i++) {
            vg_json_object(j);
            vg_json_kt(j, "cliques", g->top[i].cliques);
            vg_json_kn(j, "p", g->top[i].p);
            vg_json_end(j);
        }
        vg_json_end(j);
    }
    vg_json_kn(j, "p_complete", g->p_complete);
    if (sides != NULL)
        put_sides(j, sides);
    vg_json_end(j);
}

static void put_latent(struct vg_json *j, const struct vg_latent *l)
{
    begin(j, "lcmcr");
    vg_json_kb(j, "converged", l->converged);
    vg_json_ki(j, "chains", l->chains);
    vg_json_ku(j, "draws", l->draws);
    vg_json_kn(j, "rhat", l->rhat);
    vg_json_kn(j, "ess", l->ess);
    vg_json_kn(j, "cap_share", l->cap_share);
    if (l->converged)
        numbers(j, "q", l->q, VG_LATENT_QUANTILES);
    vg_json_end(j);
}

/* -- without lists
 * --------------------------------------------------------------------------------- */

static void put_coverage(struct vg_json *j, const struct vg_coverage *v)
{
    begin(j, "gap");
    vg_json_ki(j, "told", v->told);
    vg_json_ki(j, "searched", v->searched);
    vg_json_ki(j, "found", v->found);
    vg_json_ki(j, "found_unsearched", v->found_unsearched);
    if (!v->is_refused) {
        numbers(j, "posterior", v->posterior, (size_t)v->told + 1);
        vg_json_kn(j, "mean", v->mean);
        wholes(j, "q", v->q, 5);
        vg_json_kn(j, "p_more", v->p_more);
    }
    vg_json_key(j, "unfound");
    vg_json_array(j);
    for (size_t i = 0; i < v->n_unfound; i++) {
        vg_json_object(j);
        vg_json_kt(j, "unit", v->unfound[i].name);
        vg_json_kb(j, "searched", v->unfound[i].searched);
        vg_json_end(j);
    }
    vg_json_end(j);
    vg_json_end(j);
}

static void put_place(struct vg_json *j, const struct vg_exposure_place *p,
                      const struct vg_exposure_row *row,
                      const struct vg_estimate_searches *searches)
{
    vg_json_object(j);
    vg_json_kt(j, "place", p->place);
    vg_json_ki(j, "observed", p->observed);
    vg_json_kn(j, "exposure", p->exposure);
    if (row != NULL) {
        vg_json_kn(j, "rate", row->rate);
        vg_json_kn(j, "eb", row->eb);
        vg_json_kn(j, "eb_moments", row->eb_moments);
        vg_json_kn(j, "q05", row->q05);
        vg_json_kn(j, "q95", row->q95);
        vg_json_kn(j, "expected", row->expected);
        vg_json_kn(j, "deficit", row->deficit);
        vg_json_kn(j, "p_low", row->p_low);
        vg_json_kn(j, "p_low_mid", row->p_low_mid);
        vg_json_ku(j, "rank", row->rank);
    }
    if (searches != NULL)
        vg_json_ku(j, "searches", searches->n);
    vg_json_end(j);
}

static void put_exposure(struct vg_json *j, const struct vg_estimate_exposure *x,
                         const struct vg_estimate_searches *searches)
{
    const struct vg_exposure *e = &x->e;

    begin(j, "exposure");
    vg_json_ku(j, "places", e->places);
    vg_json_ki(j, "observed", e->observed);
    vg_json_kn(j, "exposure", e->exposure);
    if (!e->is_refused) {
        vg_json_kn(j, "r", e->r);
        vg_json_kn(j, "log_mu", e->log_mu);
        vg_json_kn(j, "loglik", e->loglik);
        vg_json_kn(j, "poisson_loglik", e->poisson_loglik);
        vg_json_kn(j, "lr", e->lr);
    }
    vg_json_key(j, "rows");
    vg_json_array(j);
    for (size_t i = 0; i < e->places; i++)
        put_place(j, &x->table->places[i], e->is_refused ? NULL : &e->rows[i],
                  searches == NULL ? NULL : &searches[i]);
    vg_json_end(j);
    vg_json_end(j);
}

static void put_richness(struct vg_json *j, const struct vg_richness *r)
{
    begin(j, "richness");
    vg_json_kt(j, "kind", r->searches > 0 ? "incidence" : "abundance");
    vg_json_ki(j, "n", r->n);
    if (r->searches > 0)
        vg_json_ki(j, "searches", r->searches);
    else
        vg_json_kt(j, "searches", NULL);
    vg_json_ki(j, "seen", r->seen);
    vg_json_ki(j, "f1", r->f1);
    vg_json_ki(j, "f2", r->f2);
    if (!r->is_single) {
        vg_json_kn(j, "coverage", r->coverage);
        begin(j, "chao");
        vg_json_kn(j, "classic", r->classic);
        vg_json_kn(j, "bc", r->bc);
        vg_json_kn(j, "lower", r->lower);
        vg_json_kn(j, "upper", r->upper);
        vg_json_end(j);
        if (r->searches == 0)
            vg_json_kn(j, "ace", r->ace);
        vg_json_key(j, "curve");
        vg_json_array(j);
        for (size_t i = 0; i < r->n_curve; i++) {
            vg_json_object(j);
            vg_json_ki(j, "m", r->curve[i].m);
            vg_json_kn(j, "seen", r->curve[i].seen);
            vg_json_kn(j, "coverage", r->curve[i].coverage);
            vg_json_end(j);
        }
        vg_json_end(j);
    }
    vg_json_end(j);
}

/* -- diagnostics ---------------------------------------------------------------------------------
 */

/* "00110": which lists, in column order. */
static void put_cell(struct vg_json *j, unsigned mask, unsigned t)
{
    char cell[VG_CAPTURE_LISTS_MAX + 1];

    for (unsigned i = 0; i < t; i++)
        cell[i] = (char)('0' + (mask >> i & 1u));
    vg_json_key(j, "cell");
    vg_json_str(j, (struct vg_str){cell, t});
}

static void put_overlap(struct vg_json *j, const struct vg_estimate_diagnostics *d, unsigned t)
{
    vg_json_key(j, "overlap");
    vg_json_array(j);
    for (unsigned i = 0; i < t; i++) {
        vg_json_array(j);
        for (unsigned k = 0; k < t; k++)
            vg_json_i64(j, d->overlap[i * t + k]);
        vg_json_end(j);
    }
    vg_json_end(j);
    numbers(j, "share_elsewhere", d->elsewhere, t);
    vg_json_key(j, "pairs");
    vg_json_array(j);
    for (size_t i = 0; i < d->n_pairs; i++) {
        vg_json_object(j);
        vg_json_ki(j, "i", d->pairs[i].i + 1);
        vg_json_ki(j, "j", d->pairs[i].j + 1);
        vg_json_ki(j, "both", d->pairs[i].shared);
        vg_json_kn(j, "or", d->pairs[i].odds);
        vg_json_kn(j, "low", d->pairs[i].low);
        vg_json_kn(j, "high", d->pairs[i].high);
        vg_json_end(j);
    }
    vg_json_end(j);
    vg_json_ki(j, "units_on_two", d->units_on_two);
    vg_json_ki(j, "components", d->components);
}

static void put_leave_one(struct vg_json *j, const struct vg_leave_one *l)
{
    vg_json_key(j, "leave_one");
    vg_json_array(j);
    for (unsigned i = 0; i < l->n; i++) {
        const struct vg_leave_one_row *row = &l->rows[i];

        if (!row->is_tested)
            continue;
        vg_json_object(j);
        vg_json_ki(j, "list", row->list + 1);
        vg_json_ki(j, "size", row->size);
        vg_json_ki(j, "lower", row->lower);
        vg_json_ki(j, "median", row->median);
        vg_json_ki(j, "upper", row->upper);
        vg_json_kb(j, "hit", row->hit);
        vg_json_end(j);
    }
    vg_json_end(j);
}

static void put_influence(struct vg_json *j, const struct vg_influence *f, unsigned t)
{
    const int is_ok = f->status == 0;

    begin(j, "influence");
    vg_json_key(j, "drop_list");
    vg_json_array(j);
    for (size_t i = 0; is_ok && i < f->lists; i++) {
        vg_json_object(j);
        vg_json_ku(j, "list", i + 1);
        vg_json_kn(j, "ratio", f->drop[i]);
        vg_json_end(j);
    }
    vg_json_end(j);
    vg_json_key(j, "merge");
    vg_json_array(j);
    for (size_t i = 0; is_ok && i < f->pairs; i++) {
        vg_json_object(j);
        vg_json_ki(j, "i", f->merge[i].i + 1);
        vg_json_ki(j, "j", f->merge[i].j + 1);
        vg_json_kn(j, "ratio", f->merge[i].ratio);
        vg_json_end(j);
    }
    vg_json_end(j);
    vg_json_key(j, "remove_one");
    vg_json_array(j);
    for (size_t i = 0; is_ok && i < f->cells; i++) {
        vg_json_object(j);
        put_cell(j, f->remove[i].mask, t);
        vg_json_kn(j, "ratio", f->remove[i].ratio);
        vg_json_end(j);
    }
    vg_json_end(j);
    vg_json_end(j);
}

static void put_diagnostics(struct vg_json *j, const struct vg_estimate_diagnostics *d, unsigned t)
{
    begin(j, "diagnostics");
    put_overlap(j, d, t);
    if (d->leave_one != NULL)
        put_leave_one(j, d->leave_one);
    if (d->influence != NULL)
        put_influence(j, d->influence, t);
    vg_json_key(j, "unchecked");
    vg_json_array(j);
    for (unsigned k = 0; k < VG_GATE_CODES; k++) {
        if (d->unchecked >> k & 1u)
            vg_json_text(j, vg_gate_code_word((enum vg_gate_code)k));
    }
    vg_json_end(j);
    vg_json_end(j);
}

/* -- the whole
 * ------------------------------------------------------------------------------------- */

static void put_head(struct vg_json *j, const struct vg_estimate *e)
{
    VG_SCOPED_ARENA a = {0};

    vg_json_kt(j, "shape", "estimate/1");
    vg_json_kt(j, "table", e->table);
    if (e->captures != NULL) {
        vg_json_key(j, "lists");
        vg_json_array(j);
        for (unsigned i = 0; i < e->captures->t; i++)
            vg_json_text(j, e->captures->lists[i]);
        vg_json_end(j);
    }
    vg_json_kt(j, "verdict", vg_gate_verdict_word(e->verdict));
    vg_json_key(j, "codes");
    vg_json_array(j);
    for (size_t i = 0; i < e->n_findings; i++) {
        if (i == 0 || e->findings[i].code != e->findings[i - 1].code)
            vg_json_text(j, vg_gate_code_word(e->findings[i].code));
    }
    vg_json_end(j);
    vg_json_kt(j, "text", vg_said_text(&a, e->text, "en"));
    vg_json_ki(j, "n", e->n);
    vg_json_ki(j, "lower", e->lower);
    if (e->upper >= 0)
        vg_json_ki(j, "upper", e->upper);
    if (isfinite(e->median))
        vg_json_kn(j, "median", e->median);
}

void vg_estimate_to_json(struct vg_json *j, const struct vg_estimate *e)
{
    vg_json_object(j);
    put_head(j, e);
    if (e->space != NULL)
        put_space(j, e->space, (double)e->captures->n);
    if (e->main != NULL)
        put_main(j, e->main);
    if (e->profile != NULL)
        put_profile(j, e->profile);
    if (e->stepwise != NULL)
        put_stepwise(j, e->stepwise);
    if (e->graphs != NULL)
        put_graphs(j, e->graphs, e->sides);
    if (e->latent != NULL)
        put_latent(j, e->latent);
    if (e->chao != NULL)
        put_chao(j, e->chao, e->chao_is_bound);
    if (e->sensitivity != NULL)
        put_sensitivity(j, e->sensitivity);
    if (e->coverage != NULL)
        put_coverage(j, e->coverage);
    if (e->exposure != NULL)
        put_exposure(j, e->exposure, e->searches);
    if (e->richness != NULL)
        put_richness(j, e->richness);
    if (e->diagnostics != NULL)
        put_diagnostics(j, e->diagnostics, e->captures->t);
    vg_json_end(j);
}
