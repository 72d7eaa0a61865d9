/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * One function for each thing that is written down, and the same one for reading it, so that the
 * two cannot come apart. Reading checks ranges; writing what is in memory never fails.
 */
#include "estimate/recall.h"

#include <math.h>
#include <string.h>

/* Either `out`, or what is left of what is read. */
struct passing {
    struct vg_buf *out;
    struct vg_str left;
    struct vg_arena *a;
    unsigned t;
    int is_bad;
};

static void bits(struct passing *p, uint64_t *v)
{
    if (p->out != NULL) {
        vg_put_u64be(p->out, *v);
        return;
    }
    if (p->left.len < 8)
        p->is_bad = 1;
    *v = 0;
    for (size_t i = 0; !p->is_bad && i < 8; i++)
        *v = *v << 8 | (unsigned char)p->left.p[i];
    if (!p->is_bad)
        p->left = (struct vg_str){p->left.p + 8, p->left.len - 8};
}

/* A number that is at most `most`; 0 once something was wrong. */
static uint64_t bounded(struct passing *p, uint64_t v, uint64_t most)
{
    bits(p, &v);
    if (v > most)
        p->is_bad = 1;
    return p->is_bad ? 0 : v;
}

static void size(struct passing *p, size_t *v, size_t most)
{
    *v = (size_t)bounded(p, *v, most);
}

static void small(struct passing *p, unsigned *v, unsigned most)
{
    *v = (unsigned)bounded(p, *v, most);
}

static void choice(struct passing *p, int *v, int most)
{
    *v = (int)bounded(p, (uint64_t)*v, (uint64_t)most);
}

/* A count of people: never negative, and what a double holds exactly. */
static void whole(struct passing *p, int64_t *v)
{
    *v = (int64_t)bounded(p, (uint64_t)*v, (uint64_t)9e15);
}

static void real(struct passing *p, double *v)
{
    uint64_t u;

    memcpy(&u, v, sizeof u);
    bits(p, &u);
    if (p->is_bad)
        u = 0;
    memcpy(v, &u, sizeof u);
}

static int is_reading(const struct passing *p)
{
    return p->out == NULL;
}

/* -- parts ---------------------------------------------------------------------------------------
 */

enum { NAMED = VG_MODEL_NAME - 4 * VG_CAPTURE_LISTS_MAX };

static void pass_model(struct passing *p, struct vg_model *m)
{
    unsigned letters = 0;

    m->t = p->t;
    small(p, &m->n, VG_MODEL_TERMS);
    for (unsigned i = 0; i < m->n && !p->is_bad; i++) {
        m->terms[i] = (uint16_t)bounded(p, m->terms[i], ((uint64_t)1 << p->t) - 1);
        letters += (unsigned)__builtin_popcount(m->terms[i]) + 1;
        if ((m->terms[i] & (m->terms[i] - 1)) == 0) /* a term joins two lists or more */
            p->is_bad = 1;
    }
    if (letters > NAMED) /* no model in use has so long a name, and there is room for none */
        p->is_bad = 1;
}

static void pass_fit(struct passing *p, struct vg_fit *f)
{
    choice(p, &f->status, 3);
    small(p, &f->params, 1u << 16);
    small(p, &f->minus_inf, 1u << 16);
    real(p, &f->n);
    real(p, &f->unseen);
    real(p, &f->deviance);
    real(p, &f->bic);
}

static const char *model_name(const struct passing *p, const struct vg_model *m)
{
    char name[VG_MODEL_NAME];

    return vg_copyz(p->a, vg_model_name(m, name));
}

enum { SHOWN = 64 /* rows of a space, more than are ever kept */ };

static void pass_space(struct passing *p, struct vg_space *s)
{
    struct vg_space_row *rows;
    int kind = (int)s->kind;

    choice(p, &kind, VG_SPACE_HIERARCHICAL);
    s->kind = (enum vg_space_kind)kind;
    size(p, &s->total, SIZE_MAX);
    size(p, &s->exists, SIZE_MAX);
    size(p, &s->within10.count, SIZE_MAX);
    real(p, &s->within10.low);
    real(p, &s->within10.high);
    size(p, &s->n, SHOWN);
    if (is_reading(p))
        s->best = VG_NEW_ARRAY(p->a, struct vg_space_row, s->n + 1);
    for (size_t i = 0; i < s->n && !p->is_bad; i++) {
        struct vg_space_row row = s->best[i];

        pass_model(p, &row.model);
        pass_fit(p, &row.fit);
        if (row.fit.status != VG_FIT_OK) /* only models that exist are among the best */
            p->is_bad = 1;
        if (!is_reading(p) || p->is_bad)
            continue;
        row.name = model_name(p, &row.model);
        rows = (struct vg_space_row *)(uintptr_t)s->best; /* made above */
        rows[i] = row;
    }
}

static void pass_stepwise(struct passing *p, struct vg_stepwise *s)
{
    pass_model(p, &s->model);
    pass_fit(p, &s->fit);
    for (unsigned i = 0; i < s->model.n; i++)
        real(p, &s->p[i]);
}

static void pass_profile(struct passing *p, struct vg_estimate_profile *e)
{
    real(p, &e->p.mode);
    real(p, &e->p.lower);
    real(p, &e->p.upper);
}

/* "123,34": nothing else may come out of it. */
static void pass_cliques(struct passing *p, char *name)
{
    size_t n = strlen(name);

    size(p, &n, VG_GRAPHS_NAME - 1);
    if (!is_reading(p)) {
        vg_put(p->out, name, n);
        return;
    }
    if (n > p->left.len)
        p->is_bad = 1;
    if (p->is_bad)
        return;
    memcpy(name, p->left.p, n);
    name[n] = '\0';
    p->left = (struct vg_str){p->left.p + n, p->left.len - n};
    if (strspn(name, "0123456789,") != n)
        p->is_bad = 1;
}

static void pass_graphs(struct passing *p, struct vg_graphs *g)
{
    int status = (int)g->status;

    choice(p, &status, VG_GRAPHS_COMPLETE);
    g->status = (enum vg_graphs_status)status;
    real(p, &g->delta);
    size(p, &g->graphs, SIZE_MAX);
    whole(p, &g->from);
    whole(p, &g->to);
    real(p, &g->tail);
    real(p, &g->p_complete);
    real(p, &g->mean);
    for (size_t i = 0; i < 3; i++)
        whole(p, &g->q[i]);
    size(p, &g->n_top, VG_GRAPHS_TOP);
    for (size_t i = 0; i < g->n_top && !p->is_bad; i++) {
        pass_cliques(p, g->top[i].cliques);
        real(p, &g->top[i].p);
    }
}

static void pass_latent(struct passing *p, struct vg_latent *l)
{
    choice(p, &l->converged, 1);
    small(p, &l->chains, 1u << 16);
    size(p, &l->draws, SIZE_MAX);
    real(p, &l->rhat);
    real(p, &l->ess);
    real(p, &l->cap_share);
    for (size_t i = 0; i < VG_LATENT_QUANTILES; i++)
        real(p, &l->q[i]);
}

static void pass_leave_one(struct passing *p, struct vg_leave_one *l)
{
    small(p, &l->n, p->t);
    for (unsigned i = 0; i < l->n && !p->is_bad; i++) {
        struct vg_leave_one_row *row = &l->rows[i];
        int status = (int)row->status;

        small(p, &row->list, p->t - 1);
        whole(p, &row->size);
        whole(p, &row->seen);
        choice(p, &row->is_tested, 1);
        choice(p, &status, VG_GRAPHS_COMPLETE);
        row->status = (enum vg_graphs_status)status;
        whole(p, &row->lower);
        whole(p, &row->median);
        whole(p, &row->upper);
        choice(p, &row->hit, 1);
    }
    small(p, &l->tested, VG_CAPTURE_LISTS_MAX);
    small(p, &l->missed, VG_CAPTURE_LISTS_MAX);
}

static void pass_bootstrap(struct passing *p, struct vg_bootstrap *b)
{
    size(p, &b->replicates, SIZE_MAX);
    size(p, &b->usable, SIZE_MAX);
    size(p, &b->ties, 3);
    real(p, &b->z0);
    real(p, &b->ahat);
    choice(p, &b->has_limits, 1);
    real(p, &b->q025);
    real(p, &b->q100);
    real(p, &b->q900);
    real(p, &b->q975);
}

/* `most` bytes are read for each at least, so that no count makes room for what is not there. */
static size_t counted(struct passing *p, size_t n, size_t most)
{
    size(p, &n, most);
    if (is_reading(p) && n > p->left.len / 8)
        p->is_bad = 1;
    return p->is_bad ? 0 : n;
}

static void pass_influence(struct passing *p, struct vg_influence *f)
{
    const size_t pairs = (size_t)p->t * (p->t - 1) / 2, cells = (size_t)1 << p->t;

    choice(p, &f->status, 1);
    choice(p, &f->by_steps, 1);
    real(p, &f->n);
    pass_model(p, &f->model);
    f->lists = counted(p, f->lists, p->t);
    if (is_reading(p))
        f->drop = VG_NEW_ARRAY(p->a, double, f->lists + 1);
    for (size_t i = 0; i < f->lists; i++)
        real(p, &f->drop[i]);
    f->pairs = counted(p, f->pairs, pairs);
    if (is_reading(p))
        f->merge = VG_NEW_ARRAY(p->a, struct vg_influence_merge, f->pairs + 1);
    for (size_t i = 0; i < f->pairs; i++) {
        small(p, &f->merge[i].i, p->t - 1);
        small(p, &f->merge[i].j, p->t - 1);
        real(p, &f->merge[i].ratio);
    }
    f->cells = counted(p, f->cells, cells);
    if (is_reading(p))
        f->remove = VG_NEW_ARRAY(p->a, struct vg_influence_cell, f->cells + 1);
    for (size_t i = 0; i < f->cells; i++) {
        small(p, &f->remove[i].mask, (1u << p->t) - 1);
        real(p, &f->remove[i].ratio);
    }
}

/* -- the whole -----------------------------------------------------------------------------------
 */

/* Is the next one there? Its bit says so; reading makes room for it. */
#define VG_PASSES(p, has, bit, field, type)                                                        \
    (((has) >> (bit)&1u) != 0 && !(p)->is_bad &&                                                   \
     (!is_reading(p) || ((field) = VG_NEW((p)->a, type)) != NULL))

static void pass_averages(struct passing *p, struct vg_methods *m, uint64_t has)
{
    if (VG_PASSES(p, has, 3, m->graphs, struct vg_graphs))
        pass_graphs(p, m->graphs);
    if ((has >> 4 & 1u) != 0 && is_reading(p))
        m->sides = VG_NEW_ARRAY(p->a, struct vg_graphs, VG_GRAPHS_SIDES);
    for (size_t i = 0; (has >> 4 & 1u) != 0 && i < VG_GRAPHS_SIDES; i++)
        pass_graphs(p, &m->sides[i]);
    if (VG_PASSES(p, has, 5, m->latent, struct vg_latent))
        pass_latent(p, m->latent);
    if (VG_PASSES(p, has, 6, m->leave_one, struct vg_leave_one))
        pass_leave_one(p, m->leave_one);
}

static void pass_methods(struct passing *p, struct vg_methods *m)
{
    const void *const parts[] = {m->space,  m->stepwise,  m->profile,   m->graphs,   m->sides,
                                 m->latent, m->leave_one, m->bootstrap, m->influence};
    uint64_t has = 0;
    unsigned t = p->t;

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        has |= (uint64_t)(parts[i] != NULL) << i;
    small(p, &t, VG_CAPTURE_LISTS_MAX);
    has = bounded(p, has, ((uint64_t)1 << sizeof parts / sizeof *parts) - 1);
    if (t != p->t || t == 0)
        p->is_bad = 1;
    if (p->is_bad)
        return;
    if (VG_PASSES(p, has, 0, m->space, struct vg_space))
        pass_space(p, m->space);
    if (VG_PASSES(p, has, 1, m->stepwise, struct vg_stepwise))
        pass_stepwise(p, m->stepwise);
    if (VG_PASSES(p, has, 2, m->profile, struct vg_estimate_profile))
        pass_profile(p, m->profile);
    pass_averages(p, m, has);
    if (VG_PASSES(p, has, 7, m->bootstrap, struct vg_bootstrap))
        pass_bootstrap(p, m->bootstrap);
    if (VG_PASSES(p, has, 8, m->influence, struct vg_influence))
        pass_influence(p, m->influence);
}

void vg_methods_write(const struct vg_methods *m, unsigned t, struct vg_buf *out)
{
    struct vg_methods copy = *m; /* what it points to is only read */
    struct passing p = {.out = out, .t = t};

    pass_methods(&p, &copy);
}

int vg_methods_read(struct vg_str bytes, size_t *at, unsigned t, struct vg_arena *a,
                    struct vg_methods *out)
{
    struct vg_methods m = {0};
    struct passing p = {.a = a, .t = t, .left = {bytes.p + *at, bytes.len - *at}};

    pass_methods(&p, &m);
    if (p.is_bad)
        return 0;
    if (m.profile != NULL) { /* it is of the best model */
        const struct vg_model *best = m.space != NULL && m.space->n > 0 ? &m.space->best[0].model
                                      : m.stepwise != NULL              ? &m.stepwise->model
                                                                        : NULL;

        if (best == NULL)
            return 0;
        m.profile->model = model_name(&p, best);
    }
    *at = bytes.len - p.left.len;
    *out = m;
    return 1;
}
