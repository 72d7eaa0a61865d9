/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "estimate/space.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "estimate/sure.h"

enum {
    PAIR_LISTS = 6, /* 32,768 models; seven lists would have two millions */
    HIERARCHICAL_LISTS = 5,
    PAIRS = PAIR_LISTS * (PAIR_LISTS - 1) / 2,
};

#define TIE 1e-9 /* of BIC: the same model by two names, but for rounding */

const char *vg_space_word(enum vg_space_kind kind)
{
    return kind == VG_SPACE_PAIRS ? "pairs" : "hierarchical";
}

size_t vg_space_count(unsigned t, enum vg_space_kind kind)
{
    static const size_t hierarchical[] = {0, 1, 1, 8, 113, 6212};

    if (t == 0 || t > PAIR_LISTS || (kind == VG_SPACE_HIERARCHICAL && t > HIERARCHICAL_LISTS))
        return 0;
    return kind == VG_SPACE_PAIRS ? (size_t)1 << t * (t - 1) / 2 : hierarchical[t];
}

/* -- the models of a space ------------------------------------------------------------------ */

struct listed {
    uint32_t terms; /* bit h: the term of mask h */
    unsigned n;
    const char *name;
};

struct listing {
    unsigned t;
    enum vg_space_kind kind;
    size_t n;
    struct vg_model pairs;       /* all of them, in order */
    const struct listed *models; /* of a hierarchical space */
};

/* The model of the pairs whose bit is set. */
static void pairs_model(const struct vg_model *all, unsigned set, struct vg_model *out)
{
    out->t = all->t;
    out->n = 0;
    for (unsigned i = 0; i < all->n; i++) {
        if (set >> i & 1u)
            out->terms[out->n++] = all->terms[i];
    }
}

static void model_at(const struct listing *s, size_t i, struct vg_model *out)
{
    if (s->kind == VG_SPACE_PAIRS) {
        pairs_model(&s->pairs, (unsigned)i, out);
        return;
    }
    assert(s->models != NULL && i < s->n);
    out->t = s->t;
    out->n = 0;
    for (uint32_t rest = s->models[i].terms; rest != 0; rest &= rest - 1)
        out->terms[out->n++] = (uint16_t)__builtin_ctz(rest);
}

static int by_parameters_then_name(const void *x, const void *y)
{
    const struct listed *a = x, *b = y;

    if (a->n != b->n)
        return a->n < b->n ? -1 : 1;
    return strcmp(a->name, b->name);
}

/* The triples all of whose pairs are in the model, as masks. */
static unsigned triples_of(const struct vg_model *m, uint16_t *out)
{
    unsigned n = 0;

    for (unsigned h = 7; h < 1u << m->t; h++) {
        unsigned pairs = 0;

        for (unsigned i = 0; i < m->n; i++)
            pairs += (m->terms[i] & h) == m->terms[i];
        if (__builtin_popcount(h) == 3 && pairs == 3)
            out[n++] = (uint16_t)h;
    }
    return n;
}

/* Every set of pairs, each with every set of the triples that it allows. */
static void list_hierarchical(struct listing *s, struct vg_arena *a)
{
    struct listed *models = VG_NEW_ARRAY(a, struct listed, s->n);
    char name[VG_MODEL_NAME];
    uint16_t triples[10]; /* of five lists */
    size_t n = 0;

    for (unsigned set = 0; set < 1u << s->pairs.n; set++) {
        struct vg_model m = {0};
        unsigned pairs, allowed;

        pairs_model(&s->pairs, set, &m);
        pairs = m.n;
        /* The t-way term is in no model: it would leave nothing to infer from. */
        if (s->t == 2 && pairs > 0)
            continue;
        allowed = s->t > 3 ? triples_of(&m, triples) : 0;
        for (unsigned which = 0; which < 1u << allowed; which++) {
            uint32_t terms = 0;

            m.n = pairs;
            for (unsigned i = 0; i < allowed; i++) {
                if (which >> i & 1u)
                    m.terms[m.n++] = triples[i];
            }
            for (unsigned i = 0; i < m.n; i++)
                terms |= UINT32_C(1) << m.terms[i];
            assert(n < s->n);
            models[n++] = (struct listed){terms, m.n, vg_copyz(a, vg_model_name(&m, name))};
        }
    }
    assert(n == s->n);
    qsort(models, n, sizeof *models, by_parameters_then_name);
    s->models = models;
}

static int listing_make(unsigned t, enum vg_space_kind kind, struct vg_arena *a,
                        struct listing *out, struct vg_err *err)
{
    *out = (struct listing){.t = t, .kind = kind, .n = vg_space_count(t, kind)};
    if (out->n == 0)
        return vg_fail(err, VG_E_LIMIT, "%u lists: the %s space has at most %d", t,
                       vg_space_word(kind),
                       kind == VG_SPACE_PAIRS ? PAIR_LISTS : HIERARCHICAL_LISTS);
    out->pairs = vg_model_pairs(t);
    if (kind == VG_SPACE_HIERARCHICAL)
        list_hierarchical(out, a);
    return VG_OK;
}

int vg_space_walk(const struct vg_captures *c, enum vg_space_kind kind, vg_space_each *each,
                  void *ctx, struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    struct listing s;
    struct vg_loglinear *l;
    int rc = listing_make(c->t, kind, &a, &s, err);

    if (rc != VG_OK)
        return rc;
    l = vg_loglinear_begin(c, &a);
    for (size_t i = 0; i < s.n && rc == VG_OK; i++) {
        struct vg_model m;
        struct vg_fit fit = {0};

        model_at(&s, i, &m);
        rc = vg_loglinear_fit(l, &m, &fit, NULL, err);
        if (rc == VG_OK)
            rc = each(ctx, &m, &fit, err);
    }
    return rc;
}

/* -- in brief ------------------------------------------------------------------------------- */

struct ranked {
    double bic, n;
    size_t index;
    const char *name; /* made when it is needed */
};

static int by_bic(const void *x, const void *y)
{
    const struct ranked *a = x, *b = y;

    if (a->bic != b->bic)
        return a->bic < b->bic ? -1 : 1;
    return a->index < b->index ? -1 : a->index > b->index;
}

static int by_name(const void *x, const void *y)
{
    const struct ranked *a = x, *b = y;

    return strcmp(a->name, b->name);
}

struct ranking {
    struct ranked *list;
    size_t n, index;
};

static int rank_one(void *ctx, const struct vg_model *m, const struct vg_fit *fit,
                    struct vg_err *err)
{
    struct ranking *r = ctx;

    (void)m;
    (void)err;
    if (fit->status == VG_FIT_OK)
        r->list[r->n++] = (struct ranked){fit->bic, fit->n, r->index, NULL};
    r->index++;
    return VG_OK;
}

/* Put runs of equal BIC in order of name, as far as `keep` rows need it. */
static void settle_ties(const struct listing *s, struct ranking *r, size_t keep, struct vg_arena *a)
{
    char name[VG_MODEL_NAME];

    for (size_t from = 0, end; from < r->n && from < keep; from = end) {
        end = from + 1;
        while (end < r->n && r->list[end].bic - r->list[end - 1].bic <= TIE)
            end++;
        for (size_t i = from; i < end; i++) {
            struct vg_model m;

            model_at(s, r->list[i].index, &m);
            r->list[i].name = vg_copyz(a, vg_model_name(&m, name));
        }
        qsort(r->list + from, end - from, sizeof *r->list, by_name);
    }
}

static int best_rows(const struct vg_captures *c, const struct listing *s, struct ranking *r,
                     size_t keep, struct vg_arena *a, struct vg_space *out, struct vg_err *err)
{
    struct vg_loglinear *l = vg_loglinear_begin(c, a);
    struct vg_space_row *rows;

    settle_ties(s, r, keep, a);
    out->n = keep < r->n ? keep : r->n;
    out->best = rows = VG_NEW_ARRAY(a, struct vg_space_row, out->n);
    for (size_t i = 0; i < out->n; i++) {
        int rc;

        model_at(s, r->list[i].index, &rows[i].model);
        rows[i].name = r->list[i].name;
        rc = vg_loglinear_fit(l, &rows[i].model, &rows[i].fit, NULL, err);
        if (rc != VG_OK)
            return rc;
    }
    return VG_OK;
}

int vg_space_survey(const struct vg_captures *c, enum vg_space_kind kind, size_t keep,
                    struct vg_arena *a, struct vg_space *out, struct vg_err *err)
{
    struct vg_space found = {.kind = kind};
    struct ranking r = {0};
    struct listing s;
    int rc = listing_make(c->t, kind, a, &s, err);

    if (rc != VG_OK)
        return rc;
    r.list = VG_NEW_ARRAY(a, struct ranked, s.n);
    rc = vg_space_walk(c, kind, rank_one, &r, err);
    if (rc != VG_OK)
        return rc;
    qsort(r.list, r.n, sizeof *r.list, by_bic);
    found.total = s.n;
    found.exists = r.n;
    for (size_t i = 0; i < r.n && r.list[i].bic <= r.list[0].bic + 10; i++) {
        const double n = r.list[i].n;

        found.within10.low = i == 0 || n < found.within10.low ? n : found.within10.low;
        found.within10.high = i == 0 || n > found.within10.high ? n : found.within10.high;
        found.within10.count++;
    }
    rc = best_rows(c, &s, &r, keep, a, &found, err);
    if (rc == VG_OK)
        *out = found;
    return rc;
}

/* -- the best one alone ----------------------------------------------------------------------- */

/* A set of models: those with the pairs `in` and any of the pairs `free`. */
struct branch {
    unsigned in, free;
    double deviance; /* of none of them is it lower */
};

struct search {
    struct vg_loglinear *l;
    struct vg_model all;
    double each; /* what a parameter costs: ln n */
    double base; /* BIC of a deviance of 0 with main effects only */
    int found;
    struct vg_model model;
    struct vg_fit fit;
    char name[VG_MODEL_NAME];
};

static void consider(struct search *s, const struct vg_model *m, const struct vg_fit *fit)
{
    char name[VG_MODEL_NAME];

    if (fit->status != VG_FIT_OK || (s->found && fit->bic > s->fit.bic + TIE))
        return;
    (void)vg_model_name(m, name);
    if (s->found && fit->bic >= s->fit.bic - TIE && strcmp(name, s->name) > 0)
        return;
    s->found = 1;
    s->model = *m;
    s->fit = *fit;
    memcpy(s->name, name, sizeof name);
}

/* Can no model of this deviance or more, with so many pairs or more, win? */
static int cannot_win(const struct search *s, double deviance, unsigned pairs)
{
    return s->found && s->base + deviance + s->each * pairs > s->fit.bic + 2 * TIE;
}

/* Fit the model of a set of pairs; `deviance` is lowered to nothing, only raised to its own. */
static int try_set(struct search *s, unsigned set, double *deviance, struct vg_err *err)
{
    struct vg_model m;
    struct vg_fit fit = {0};
    int rc;

    pairs_model(&s->all, set, &m);
    rc = vg_loglinear_fit(s->l, &m, &fit, NULL, err);
    if (rc != VG_OK)
        return rc;
    consider(s, &m, &fit);
    /* A hair lower, for rounding. Of one that does not exist only the bound of its parent holds. */
    if (fit.status == VG_FIT_OK && fit.deviance - 1e-7 > *deviance)
        *deviance = fit.deviance - 1e-7;
    return VG_OK;
}

struct child {
    unsigned bit;
    double deviance;
};

static int by_deviance_falling(const void *x, const void *y)
{
    const struct child *a = x, *b = y;

    if (a->deviance != b->deviance)
        return a->deviance > b->deviance ? -1 : 1;
    return a->bit < b->bit ? -1 : a->bit > b->bit;
}

/*
 * Split a branch: each child is without one free pair and keeps those taken out of its elder
 * siblings. What is worst to be without goes first: its child has most models and falls at once.
 */
static int split(struct search *s, const struct branch *b, struct branch *stack, size_t *depth,
                 struct vg_err *err)
{
    struct child children[PAIRS] = {{0}};
    unsigned n = 0, in = b->in, free = b->free;

    for (unsigned rest = b->free; rest != 0; rest &= rest - 1) {
        int rc;

        children[n] = (struct child){rest & (0u - rest), b->deviance};
        rc = try_set(s, (b->in | b->free) & ~children[n].bit, &children[n].deviance, err);
        if (rc != VG_OK)
            return rc;
        n++;
    }
    qsort(children, n, sizeof *children, by_deviance_falling);
    for (unsigned i = 0; i < n; i++) {
        free &= ~children[i].bit;
        if (free != 0)
            stack[(*depth)++] = (struct branch){in, free, children[i].deviance};
        in |= children[i].bit;
    }
    return VG_OK;
}

static int search_all(struct search *s, struct vg_err *err)
{
    struct branch stack[PAIRS * PAIRS + 1]; /* a level leaves at most PAIRS - 1 behind */
    size_t depth = 0;
    const unsigned all = (1u << s->all.n) - 1;
    double deviance = 0;
    int rc = try_set(s, 0, &(double){0}, err);

    if (rc == VG_OK)
        rc = try_set(s, all, &deviance, err);
    if (rc == VG_OK && all != 0)
        stack[depth++] = (struct branch){0, all, deviance};
    while (rc == VG_OK && depth > 0) {
        const struct branch b = stack[--depth];

        if (!cannot_win(s, b.deviance, (unsigned)__builtin_popcount(b.in)))
            rc = split(s, &b, stack, &depth, err);
    }
    return rc;
}

int vg_space_best_pairs(const struct vg_captures *c, const struct vg_model *hint, int *found,
                        struct vg_model *model, struct vg_fit *fit, struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    struct search s = {.all = vg_model_pairs(c->t), .each = vg_sure_log((double)c->n)};
    struct vg_fit f = {0};
    int rc = VG_OK;

    if (vg_space_count(c->t, VG_SPACE_PAIRS) == 0)
        return vg_fail(err, VG_E_LIMIT, "%u lists: every pair model is fitted to at most %d", c->t,
                       PAIR_LISTS);
    s.l = vg_loglinear_begin(c, &a);
    s.base = vg_loglinear_bic(s.l, 0, 1 + c->t);
    if (hint) {
        rc = vg_loglinear_fit(s.l, hint, &f, NULL, err);
        if (rc != VG_OK)
            return rc;
        consider(&s, hint, &f);
    }
    rc = search_all(&s, err);
    if (rc != VG_OK)
        return rc;
    *found = s.found;
    if (s.found) {
        *model = s.model;
        *fit = s.fit;
    }
    return VG_OK;
}

/* -- those near the best one --------------------------------------------------------------------
 */

struct near {
    struct search best;
    enum vg_space_kind kind;
    double within, least;                 /* how near; the lowest BIC so far */
    double without[PAIRS + 1][PAIRS + 1]; /* no deviance is lower without pairs i and j */
    struct ranked *list;
    size_t n;
};

/* The largest model of a set of pairs. */
static void widest(const struct near *s, unsigned set, struct vg_model *m)
{
    uint16_t triples[PAIRS];
    unsigned allowed;

    pairs_model(&s->best.all, set, m);
    if (s->kind == VG_SPACE_PAIRS || m->t <= 3)
        return;
    allowed = triples_of(m, triples);
    memcpy(m->terms + m->n, triples, allowed * sizeof *triples);
    m->n += allowed;
}

/* The deviance of the largest model of a set; `otherwise` if it has none of its own. */
static int deviance_of_set(struct near *s, unsigned set, double otherwise, double *out,
                           struct vg_err *err)
{
    struct vg_model m;
    struct vg_fit fit = {0};
    int rc;

    widest(s, set, &m);
    rc = vg_loglinear_fit(s->best.l, &m, &fit, NULL, err);
    if (rc != VG_OK)
        return rc;
    /* A hair lower, for rounding. */
    fit.deviance -= 1e-7 + 1e-13 * (double)vg_loglinear_table(s->best.l)->n;
    *out = fit.status == VG_FIT_OK ? fmax(fit.deviance, otherwise) : otherwise;
    return VG_OK;
}

/* What it costs at least to be without one pair, and without two. */
static int bound_deviances(struct near *s, struct vg_err *err)
{
    const unsigned n = s->best.all.n, all = (1u << n) - 1;
    double whole = 0;
    int rc = deviance_of_set(s, all, 0, &whole, err);

    s->without[n][n] = whole;
    for (unsigned i = 0; i < n && rc == VG_OK; i++)
        rc = deviance_of_set(s, all & ~(1u << i), whole, &s->without[i][i], err);
    for (unsigned i = 0; i < n; i++) {
        for (unsigned j = i + 1; j < n && rc == VG_OK; j++)
            rc = deviance_of_set(s, all & ~(1u << i | 1u << j),
                                 fmax(s->without[i][i], s->without[j][j]), &s->without[i][j], err);
    }
    return rc;
}

static double least_deviance(const struct near *s, unsigned set)
{
    const unsigned n = s->best.all.n, all = (1u << n) - 1;
    double most = s->without[n][n];

    for (unsigned i = ~set & all; i != 0; i &= i - 1) {
        const double *of_one = s->without[__builtin_ctz(i)];

        for (unsigned j = i; j != 0; j &= j - 1)
            most = fmax(most, of_one[__builtin_ctz(j)]);
    }
    return most;
}

static int is_too_far(const struct near *s, double deviance, unsigned terms)
{
    return s->best.found &&
           s->best.base + deviance + s->best.each * terms > s->least + s->within + 2 * TIE;
}

static int fit_near(struct near *s, const struct vg_model *m, struct vg_err *err)
{
    struct vg_fit fit = {0};
    int rc = vg_loglinear_fit(s->best.l, m, &fit, NULL, err);

    if (rc != VG_OK || fit.status != VG_FIT_OK)
        return rc;
    consider(&s->best, m, &fit);
    s->least = fmin(s->least, fit.bic);
    if (fit.bic <= s->least + s->within)
        s->list[s->n++] = (struct ranked){.bic = fit.bic, .n = fit.n};
    return VG_OK;
}

/* The models of a set of pairs, each set of the triples that it allows. */
static int fit_set(struct near *s, unsigned set, struct vg_err *err)
{
    const double deviance = least_deviance(s, set);
    struct vg_model whole, m;
    unsigned pairs;
    int rc = VG_OK;

    pairs_model(&s->best.all, set, &m);
    pairs = m.n;
    if (is_too_far(s, deviance, pairs))
        return VG_OK;
    widest(s, set, &whole);
    for (unsigned which = 0; which < 1u << (whole.n - pairs) && rc == VG_OK; which++) {
        m.n = pairs;
        for (unsigned i = pairs; i < whole.n; i++) {
            if (which >> (i - pairs) & 1u)
                m.terms[m.n++] = whole.terms[i];
        }
        if (!is_too_far(s, deviance, m.n))
            rc = fit_near(s, &m, err);
    }
    return rc;
}

static int fit_sets(struct near *s, const struct vg_model *hint, struct vg_err *err)
{
    int rc = VG_OK;

    /* The hint is fitted again in its turn, so it only sets the mark. */
    if (hint) {
        struct vg_fit fit = {0};

        rc = vg_loglinear_fit(s->best.l, hint, &fit, NULL, err);
        if (rc == VG_OK && fit.status == VG_FIT_OK) {
            consider(&s->best, hint, &fit);
            s->least = fit.bic;
        }
    }
    if (rc == VG_OK)
        rc = bound_deviances(s, err);
    for (unsigned set = 0; set < 1u << s->best.all.n && rc == VG_OK; set++)
        rc = fit_set(s, set, err);
    return rc;
}

int vg_space_near(const struct vg_captures *c, enum vg_space_kind kind, const struct vg_model *hint,
                  struct vg_arena *a, struct vg_space *out, struct vg_err *err)
{
    VG_SCOPED_ARENA work = {0};
    struct near s = {.kind = kind, .within = 10, .least = HUGE_VAL};
    struct vg_space found = {.kind = kind, .total = vg_space_count(c->t, kind)};
    struct vg_space_row *row;
    int rc;

    if (found.total == 0)
        return vg_fail(err, VG_E_LIMIT, "%u lists: the %s space has at most %d", c->t,
                       vg_space_word(kind),
                       kind == VG_SPACE_PAIRS ? PAIR_LISTS : HIERARCHICAL_LISTS);
    s.best.all = vg_model_pairs(c->t);
    /* The t-way term is in no hierarchical model. */
    if (c->t == 2 && kind == VG_SPACE_HIERARCHICAL)
        s.best.all.n = 0;
    s.best.each = vg_sure_log((double)c->n);
    s.best.l = vg_loglinear_begin(c, &work);
    s.best.base = vg_loglinear_bic(s.best.l, 0, 1 + c->t);
    s.list = VG_NEW_ARRAY(&work, struct ranked, found.total);
    rc = fit_sets(&s, hint, err);
    if (rc != VG_OK)
        return rc;
    for (size_t i = 0; i < s.n; i++) {
        const double n = s.list[i].n;
        const int is_first = found.within10.count == 0;

        if (s.list[i].bic > s.least + 10)
            continue;
        found.within10.low = is_first || n < found.within10.low ? n : found.within10.low;
        found.within10.high = is_first || n > found.within10.high ? n : found.within10.high;
        found.within10.count++;
    }
    if (s.best.found) {
        row = VG_NEW(a, struct vg_space_row);
        *row = (struct vg_space_row){s.best.model, s.best.fit, vg_copyz(a, s.best.name)};
        found.best = row;
        found.n = 1;
    }
    *out = found;
    return VG_OK;
}
