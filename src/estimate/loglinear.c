/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Extended maximum likelihood of log-linear models, for tables of up to sixteen lists.
 *
 * A term that no unit is on has its parameter at minus infinity: it and every cell that contains
 * it are dropped (Chan, Silverman, Vincent 2021, section 2). Of the rest, existence and
 * identifiability are decided in integers before anything is fitted: see exists.c. Two short ways
 * spare most of that work.
 *   - Full column rank over the observed cells proves both. Modulo 2 a column is a word of bits
 *     and elimination is a few hundred exclusive ors; an odd determinant is not 0.
 *   - Both are inherited by models with fewer terms over the same cells, and their failure by
 *     those with more. So the largest model over a set of cells is looked at first, and what was
 *     decided is remembered.
 *
 * The fit is Newton's, from the first step of iteratively reweighted least squares at
 * mu = y + 0.1. No design matrix is ever made: the sum over the cells that contain a mask, of
 * whatever the cells hold, comes for all masks at once from one pass over the table; element
 * (s, r) of X'WX is that sum for s and r together, and ln mu is the same pass the other way round.
 */
#include "estimate/loglinear.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "estimate/sure.h"

enum {
    PARAMS = 1 + VG_CAPTURE_LISTS_MAX + VG_MODEL_TERMS,
    WORDS = (PARAMS + 63) / 64,
    SMALL_LISTS = 6, /* so few that a set of masks is one word */
    BUCKETS = 256,
};

/* What is known of a set of terms over a set of cells (bit h is mask h). */
struct known {
    uint64_t cells, terms;
    int status;
    struct known *next;
};

struct vg_loglinear {
    const struct vg_captures *c;
    unsigned t;
    size_t cells;
    struct vg_arena *a;
    int64_t *margins;
    double *y;         /* counts; y[0] is 0, or the unseen units of a profile */
    double *log_start; /* ln(y + 0.1) */
    double *keep;      /* 1 for a cell with a mean, 0 for one without */
    double *mean, *sums, *eta;
    double constant;   /* 2 sum (y - y ln y + ln y!) */
    uint64_t observed; /* the cells with units; small tables only */
    struct known **known;
    /* the model in hand */
    unsigned params, minus_inf, largest; /* lists of its largest term */
    uint16_t param[PARAMS];
    uint16_t dropped[VG_MODEL_TERMS];
    double *beta, *step, *total; /* total: the observed margins */
    double *matrix;              /* params × params */
    double *column;
};

/* -- models -------------------------------------------------------------------------------- */

struct vg_model vg_model_main(unsigned t)
{
    return (struct vg_model){.t = t};
}

struct vg_model vg_model_pairs(unsigned t)
{
    struct vg_model m = {.t = t};

    for (unsigned i = 0; i < t; i++) {
        for (unsigned j = i + 1; j < t; j++)
            m.terms[m.n++] = (uint16_t)(1u << i | 1u << j);
    }
    return m;
}

int vg_model_has(const struct vg_model *m, unsigned term)
{
    for (unsigned i = 0; i < m->n; i++) {
        if (m->terms[i] == term)
            return 1;
    }
    return 0;
}

void vg_model_add(struct vg_model *m, unsigned term)
{
    assert(__builtin_popcount(term) >= 2 && term < 1u << m->t);
    if (vg_model_has(m, term))
        return;
    assert(m->n < VG_MODEL_TERMS);
    m->terms[m->n++] = (uint16_t)term;
}

void vg_model_remove(struct vg_model *m, unsigned term)
{
    unsigned n = 0;

    for (unsigned i = 0; i < m->n; i++) {
        if (m->terms[i] != term)
            m->terms[n++] = m->terms[i];
    }
    m->n = n;
}

const char *vg_model_term_name(unsigned term, char *out)
{
    static const char digits[] = "123456789abcdefg";
    size_t n = 0;

    for (unsigned i = 0; i < VG_CAPTURE_LISTS_MAX; i++) {
        if (term >> i & 1u)
            out[n++] = digits[i];
    }
    out[n] = '\0';
    return out;
}

/* Does `a` stand before `b` in a name: longer, or the first list that differs is its own? */
static int stands_before(unsigned a, unsigned b)
{
    const int la = __builtin_popcount(a), lb = __builtin_popcount(b);
    const unsigned differ = a ^ b;

    return la != lb ? la > lb : (a & (differ & (0u - differ))) != 0;
}

/* Put the generators into `out`, sorted; how many there are. */
static unsigned generators(const struct vg_model *m, uint16_t *out)
{
    unsigned n = 0, covered = 0;

    for (unsigned i = 0; i < m->n + m->t; i++) {
        const unsigned term = i < m->n ? m->terms[i] : 1u << (i - m->n);
        int is_part = i >= m->n && (covered & term);
        unsigned at = n;

        for (unsigned j = 0; j < m->n && i < m->n && !is_part; j++)
            is_part = j != i && (term & m->terms[j]) == term;
        if (i < m->n)
            covered |= term;
        if (is_part)
            continue;
        for (; at > 0 && stands_before(term, out[at - 1]); at--)
            out[at] = out[at - 1];
        out[at] = (uint16_t)term;
        n++;
    }
    return n;
}

const char *vg_model_name(const struct vg_model *m, char *out)
{
    uint16_t terms[VG_MODEL_TERMS + VG_CAPTURE_LISTS_MAX];
    const unsigned n = generators(m, terms);
    size_t at = 0;

    out[at++] = '[';
    for (unsigned i = 0; i < n; i++) {
        if (i > 0)
            out[at++] = ',';
        /* A name of all pairs is the longest that models in use have; one that does not fit
         * (a crowd of long terms) is a mistake of ours. */
        assert(at + VG_CAPTURE_LISTS_MAX + 2 < VG_MODEL_NAME);
        (void)vg_model_term_name(terms[i], out + at);
        at += strlen(out + at);
    }
    out[at++] = ']';
    out[at] = '\0';
    return out;
}

/* -- a table made ready -------------------------------------------------------------------- */

struct vg_loglinear *vg_loglinear_begin(const struct vg_captures *c, struct vg_arena *a)
{
    struct vg_loglinear *l = VG_NEW(a, struct vg_loglinear);
    const size_t most = c->t <= SMALL_LISTS ? (size_t)1 << c->t : PARAMS;
    int64_t *margins;
    double *y, *log_start;

    l->c = c;
    l->t = c->t;
    l->a = a;
    l->cells = (size_t)1 << c->t;
    l->margins = margins = VG_NEW_ARRAY(a, int64_t, l->cells);
    l->y = y = VG_NEW_ARRAY(a, double, l->cells);
    l->log_start = log_start = VG_NEW_ARRAY(a, double, l->cells);
    l->keep = VG_NEW_ARRAY(a, double, l->cells);
    l->mean = VG_NEW_ARRAY(a, double, l->cells);
    l->sums = VG_NEW_ARRAY(a, double, l->cells);
    l->eta = VG_NEW_ARRAY(a, double, l->cells);
    l->known = VG_NEW_ARRAY(a, struct known *, BUCKETS);
    l->beta = VG_NEW_ARRAY(a, double, most);
    l->step = VG_NEW_ARRAY(a, double, most);
    l->total = VG_NEW_ARRAY(a, double, most);
    l->column = VG_NEW_ARRAY(a, double, most);
    l->matrix = VG_NEW_ARRAY(a, double, most *most);
    vg_captures_margins(c, margins);
    log_start[0] = vg_sure_log(0.1);
    for (size_t h = 1; h < l->cells; h++) {
        y[h] = (double)c->cells[h];
        log_start[h] = y[h] == 0 ? log_start[0] : vg_sure_log(y[h] + 0.1);
        if (c->cells[h] == 0)
            continue;
        l->constant += 2 * (y[h] - y[h] * vg_sure_log(y[h]) + vg_sure_ln_gamma(y[h] + 1));
        if (c->t <= SMALL_LISTS)
            l->observed |= UINT64_C(1) << h;
    }
    return l;
}

void vg_loglinear_add_up(double *x, size_t cells)
{
    for (size_t bit = 1; bit < cells; bit <<= 1) {
        for (size_t from = 0; from < cells; from += 2 * bit) {
            for (size_t h = from; h < from + bit; h++)
                x[h] += x[h + bit];
        }
    }
}

/* Sort the model's terms into parameters and what is dropped, and the cells with it. */
static void take_model(struct vg_loglinear *l, const struct vg_model *m)
{
    assert(m->t == l->t);
    l->params = l->minus_inf = 0;
    l->largest = 1;
    for (unsigned i = 0; i < 1 + l->t + m->n; i++) {
        const unsigned term = i == 0 ? 0 : i <= l->t ? 1u << (i - 1) : m->terms[i - 1 - l->t];
        const unsigned size = (unsigned)__builtin_popcount(term);

        l->largest = size > l->largest ? size : l->largest;
        if (l->margins[term] != 0)
            l->param[l->params++] = (uint16_t)term;
        else
            l->dropped[l->minus_inf++] = (uint16_t)term;
    }
    l->keep[0] = 0;
    for (size_t h = 1; h < l->cells; h++)
        l->keep[h] = 1;
    for (unsigned i = 0; i < l->minus_inf; i++) {
        for (size_t h = l->dropped[i]; h < l->cells; h = (h + 1) | l->dropped[i])
            l->keep[h] = 0;
    }
}

/* -- status -------------------------------------------------------------------------------- */

/* Columns over the observed cells, as bits. */
static int independent_small(uint64_t observed, const uint16_t *param, unsigned n)
{
    /* inside[i]: the cells that list i is on */
    static const uint64_t inside[SMALL_LISTS] = {
        UINT64_C(0xaaaaaaaaaaaaaaaa), UINT64_C(0xcccccccccccccccc), UINT64_C(0xf0f0f0f0f0f0f0f0),
        UINT64_C(0xff00ff00ff00ff00), UINT64_C(0xffff0000ffff0000), UINT64_C(0xffffffff00000000)};
    uint64_t basis[1 << SMALL_LISTS], low[1 << SMALL_LISTS];

    for (unsigned k = 0; k < n; k++) {
        uint64_t column = observed;

        for (unsigned rest = param[k]; rest != 0; rest &= rest - 1)
            column &= inside[__builtin_ctz(rest)];
        for (unsigned i = 0; i < k; i++)
            column ^= column & low[i] ? basis[i] : 0;
        if (column == 0)
            return 0;
        basis[k] = column;
        low[k] = column & (0 - column);
    }
    return 1;
}

/* The same by rows, for tables with more cells than a word has bits. */
static int independent_large(const struct vg_loglinear *l)
{
    uint64_t basis[PARAMS][WORDS] = {0};
    unsigned rank = 0;

    for (size_t h = 1; h < l->cells && rank < l->params; h++) {
        uint64_t row[WORDS] = {0};

        if (l->c->cells[h] == 0)
            continue;
        for (unsigned k = 0; k < l->params; k++)
            row[k / 64] |= (uint64_t)((h & l->param[k]) == l->param[k]) << k % 64;
        for (unsigned k = 0; k < l->params; k++) {
            if (!(row[k / 64] >> k % 64 & 1))
                continue;
            if (!(basis[k][k / 64] >> k % 64 & 1)) {
                memcpy(basis[k], row, sizeof row);
                rank++;
                break;
            }
            for (unsigned w = 0; w < WORDS; w++)
                row[w] ^= basis[k][w];
        }
    }
    return rank == l->params;
}

/* Ask exists.c about the parameters in hand over the cells kept, or over the observed ones. */
static int ask_integers(const struct vg_loglinear *l, const uint16_t *param, unsigned n,
                        int all_kept, int *status, struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_design d = {.params = n};
    size_t room = 0;
    int32_t *rows;
    unsigned char *seen;

    for (size_t h = 1; h < l->cells; h++)
        room += l->c->cells[h] != 0 || (all_kept && l->keep[h] != 0);
    d.rows = rows = VG_NEW_ARRAY(&a, int32_t, room * n);
    d.seen = seen = VG_NEW_ARRAY(&a, unsigned char, room);
    for (size_t h = 1; h < l->cells; h++) {
        const int is_seen = l->c->cells[h] != 0;

        if (!is_seen && !(all_kept && l->keep[h] != 0))
            continue;
        for (unsigned k = 0; k < n; k++)
            rows[d.cells * n + k] = (h & param[k]) == param[k];
        seen[d.cells++] = (unsigned char)is_seen;
    }
    return vg_exists_decide(&d, &a, status, NULL, err);
}

static struct known **bucket_of(const struct vg_loglinear *l, uint64_t cells)
{
    return &l->known[cells * UINT64_C(0x9e3779b97f4a7c15) >> 56];
}

static void remember(struct vg_loglinear *l, uint64_t cells, uint64_t terms, int status)
{
    struct known **at = bucket_of(l, cells), *k = VG_NEW(l->a, struct known);

    *k = (struct known){.cells = cells, .terms = terms, .status = status, .next = *at};
    *at = k;
}

/* What the known ones say of these terms: *out and 1 if they say all. */
static int recall(const struct vg_loglinear *l, uint64_t cells, uint64_t terms, int *out)
{
    int set = 0, clear = 0;

    for (const struct known *k = *bucket_of(l, cells); k; k = k->next) {
        if (k->cells != cells)
            continue;
        if ((k->terms & ~terms) == 0)
            set |= k->status;
        if ((terms & ~k->terms) == 0)
            clear |= ~k->status & (VG_FIT_NO_MAXIMUM | VG_FIT_NOT_IDENTIFIED);
    }
    *out = set;
    return (set | clear) == (VG_FIT_NO_MAXIMUM | VG_FIT_NOT_IDENTIFIED);
}

/* Every term of no more lists than the model's largest that some unit is on. */
static unsigned largest_model(const struct vg_loglinear *l, uint16_t *param, uint64_t *terms)
{
    unsigned n = 0;

    *terms = 0;
    for (unsigned h = 0; h < l->cells; h++) {
        if (l->margins[h] == 0 || (unsigned)__builtin_popcount(h) > l->largest)
            continue;
        param[n++] = (uint16_t)h;
        *terms |= UINT64_C(1) << h;
    }
    return n;
}

/* The masks of a set. */
static unsigned listed_terms(uint64_t terms, uint16_t *param)
{
    unsigned n = 0;

    for (; terms != 0; terms &= terms - 1)
        param[n++] = (uint16_t)__builtin_ctzll(terms);
    return n;
}

/* Add term after term of `all` to a model that has a fit, as long as it keeps having one: what is
 * then remembered speaks for every model within. */
static int remember_widest(struct vg_loglinear *l, uint64_t cells, uint64_t terms, uint64_t all,
                           struct vg_err *err)
{
    for (uint64_t rest = all & ~terms; rest != 0; rest &= rest - 1) {
        const uint64_t wider = terms | (rest & (0 - rest));
        uint16_t param[1 << SMALL_LISTS];
        int status = 0;

        if (!recall(l, cells, wider, &status)) {
            const unsigned n = listed_terms(wider, param);
            int rc = ask_integers(l, param, n, 1, &status, err);

            if (rc != VG_OK)
                return rc;
            if (status != VG_FIT_OK)
                remember(l, cells, wider, status);
        }
        if (status == VG_FIT_OK)
            terms = wider;
    }
    remember(l, cells, terms, VG_FIT_OK);
    return VG_OK;
}

static int status_small(struct vg_loglinear *l, int *status, struct vg_err *err)
{
    uint16_t all[1 << SMALL_LISTS];
    uint64_t cells = 0, terms = 0, all_terms;
    unsigned n;
    int rc = VG_OK, of_all = 0;

    for (size_t h = 1; h < l->cells; h++)
        cells |= (uint64_t)(l->keep[h] != 0) << h;
    for (unsigned k = 0; k < l->params; k++)
        terms |= UINT64_C(1) << l->param[k];
    if (recall(l, cells, terms, status))
        return VG_OK;
    n = largest_model(l, all, &all_terms);
    if (!recall(l, cells, all_terms, &of_all)) {
        rc = ask_integers(l, all, n, 1, &of_all, err);
        if (rc != VG_OK)
            return rc;
        remember(l, cells, all_terms, of_all);
        if (recall(l, cells, terms, status))
            return VG_OK;
    }
    rc = ask_integers(l, l->param, l->params, 1, status, err);
    if (rc != VG_OK)
        return rc;
    if (*status == VG_FIT_OK)
        return remember_widest(l, cells, terms, all_terms, err);
    remember(l, cells, terms, *status);
    return VG_OK;
}

/* The status of the model in hand. */
static int find_status(struct vg_loglinear *l, int *status, struct vg_err *err)
{
    int rc;

    if (l->params == 0) {
        *status = VG_FIT_NO_MAXIMUM;
        return VG_OK;
    }
    if (l->t <= SMALL_LISTS ? independent_small(l->observed, l->param, l->params)
                            : independent_large(l)) {
        *status = VG_FIT_OK;
        return VG_OK;
    }
    if (l->t <= SMALL_LISTS)
        return status_small(l, status, err);
    /* The observed cells first: they are few, and mostly enough. */
    rc = ask_integers(l, l->param, l->params, 0, status, err);
    if (rc != VG_OK || *status == VG_FIT_OK)
        return rc;
    return ask_integers(l, l->param, l->params, 1, status, err);
}

/* -- the fit ------------------------------------------------------------------------------- */

/* X'WX of the weights whose sums over supersets are in l->sums. */
static void fill_matrix(struct vg_loglinear *l)
{
    const unsigned n = l->params;

    for (unsigned i = 0; i < n; i++) {
        for (unsigned j = 0; j <= i; j++)
            l->matrix[i * n + j] = l->sums[l->param[i] | l->param[j]];
    }
}

/*
 * L D L' in place (L below the diagonal, D on it). A pivot that rounding has eaten is kept a
 * little above 0: the step is then shorter that way, and still goes down.
 */
static void factor(struct vg_loglinear *l)
{
    const unsigned n = l->params;
    double *restrict m = l->matrix, *restrict column = l->column;

    for (unsigned i = 0; i < n; i++)
        l->step[i] = m[i * n + i];
    for (unsigned k = 0; k < n; k++) {
        const double least = 1e-14 * l->step[k] + 1e-300;
        const double pivot = m[k * n + k] > least ? m[k * n + k] : least;

        m[k * n + k] = pivot;
        for (unsigned i = k + 1; i < n; i++)
            column[i] = m[i * n + k];
        for (unsigned i = k + 1; i < n; i++) {
            const double times = column[i] / pivot;
            double *restrict row = m + (size_t)i * n;

            row[k] = times;
            for (unsigned j = k + 1; j <= i; j++)
                row[j] -= times * column[j];
        }
    }
}

/* x := the solution for the right side x */
static void solve(const struct vg_loglinear *l, double *restrict x)
{
    const unsigned n = l->params;
    const double *restrict m = l->matrix;

    for (unsigned i = 0; i < n; i++) {
        for (unsigned j = 0; j < i; j++)
            x[i] -= m[i * n + j] * x[j];
    }
    for (unsigned i = 0; i < n; i++)
        x[i] /= m[i * n + i];
    for (unsigned i = n; i-- > 0;) {
        for (unsigned j = 0; j < i; j++)
            x[j] -= m[i * n + j] * x[i];
    }
}

/* The logarithms of the means from l->beta, then the means. */
static void means_by_sums(struct vg_loglinear *l)
{
    memset(l->mean, 0, l->cells * sizeof *l->mean);
    for (unsigned k = 0; k < l->params; k++)
        l->mean[l->param[k]] = l->beta[k];
    for (size_t bit = 1; bit < l->cells; bit <<= 1) {
        for (size_t from = 0; from < l->cells; from += 2 * bit) {
            for (size_t h = from; h < from + bit; h++)
                l->mean[h + bit] += l->mean[h];
        }
    }
    for (size_t h = 0; h < l->cells; h++)
        l->mean[h] = l->mean[h] < 700 ? l->mean[h] : 700;
    vg_sure_exp_each(l->mean, l->cells);
}

/* The means as products: an exponential for each parameter instead of one for each cell. */
static void means_by_products(struct vg_loglinear *l)
{
    double *restrict mean = l->mean, *restrict factors = l->column;

    memcpy(factors, l->beta, l->params * sizeof *factors);
    vg_sure_exp_each(factors, l->params);
    for (size_t h = 0; h < l->cells; h++)
        mean[h] = 1;
    for (unsigned k = 0; k < l->params; k++)
        mean[l->param[k]] = factors[k];
    for (size_t bit = 1; bit < l->cells; bit <<= 1) {
        for (size_t from = 0; from < l->cells; from += 2 * bit) {
            for (size_t h = from; h < from + bit; h++)
                mean[h + bit] *= mean[h];
        }
    }
}

/* Means from l->beta; minus the log-likelihood, up to a constant. */
static double set_means(struct vg_loglinear *l)
{
    double sum = 0, size = 0;

    for (unsigned k = 0; k < l->params; k++)
        size += fabs(l->beta[k]);
    /* No product of some of them can then leave the range of a double. */
    if (size < 600)
        means_by_products(l);
    else
        means_by_sums(l);
    for (size_t h = 0; h < l->cells; h++)
        sum += l->mean[h] *= l->keep[h];
    for (unsigned k = 0; k < l->params; k++)
        sum -= l->beta[k] * l->total[k];
    return sum;
}

/* The first step of reweighted least squares, at mu = y + 0.1. */
static void begin_fit(struct vg_loglinear *l)
{
    for (size_t h = 0; h < l->cells; h++) {
        const double w = (l->y[h] + 0.1) * l->keep[h];

        l->sums[h] = w;
        l->eta[h] = w * l->log_start[h] - 0.1 * l->keep[h];
    }
    vg_loglinear_add_up(l->sums, l->cells);
    vg_loglinear_add_up(l->eta, l->cells);
    fill_matrix(l);
    factor(l);
    for (unsigned k = 0; k < l->params; k++)
        l->beta[k] = l->eta[l->param[k]];
    solve(l, l->beta);
}

/* The same from a table without any pattern, which is never far off by orders of magnitude: for
 * counts so unlike each other that the step above has overshot. */
static double begin_flat(struct vg_loglinear *l)
{
    double cells = 0;

    for (size_t h = 0; h < l->cells; h++)
        cells += l->keep[h];
    memset(l->beta, 0, l->params * sizeof *l->beta);
    l->beta[0] = vg_sure_log(l->total[0] / cells);
    return set_means(l);
}

/* Newton's step into l->step; what it is expected to take off the deviance. */
static double newton_step(struct vg_loglinear *l)
{
    double gain = 0;

    memcpy(l->sums, l->mean, l->cells * sizeof *l->sums);
    vg_loglinear_add_up(l->sums, l->cells);
    fill_matrix(l);
    factor(l);
    for (unsigned k = 0; k < l->params; k++)
        l->column[k] = l->step[k] = l->total[k] - l->sums[l->param[k]];
    solve(l, l->step);
    for (unsigned k = 0; k < l->params; k++)
        gain += l->column[k] * l->step[k];
    return gain;
}

/* Take the step, or as much of it as makes things better, but for what rounding does to a sum. */
static double take_step(struct vg_loglinear *l, double now)
{
    enum { HALVINGS = 60 };
    const double noise = 1e-13 * (fabs(now) + l->total[0]);
    double next;

    for (unsigned k = 0; k < l->params; k++)
        l->beta[k] += l->step[k];
    next = set_means(l);
    for (int j = 0; j < HALVINGS && !(next <= now + noise); j++) {
        for (unsigned k = 0; k < l->params; k++)
            l->beta[k] -= l->step[k] *= 0.5;
        next = set_means(l);
    }
    return next;
}

/*
 * To the maximum. Newton's steps converge quadratically, so after one that promised 1e-13 of
 * deviance (or what is left of it in counts beyond 10^9, which have no such digits) nothing is
 * left; near the boundary the last ones shrink by e each.
 */
static void fit(struct vg_loglinear *l)
{
    enum { STEPS = 500 };
    double now, enough;

    for (unsigned k = 0; k < l->params; k++)
        l->total[k] = (double)l->margins[l->param[k]] + (l->param[k] == 0 ? l->y[0] : 0);
    enough = fmax(1e-13, 1e-24 * l->total[0]);
    begin_fit(l);
    now = set_means(l);
    if (!(now < 10 * l->total[0] * (1 + vg_sure_log1p(l->total[0]))))
        now = begin_flat(l);
    for (int i = 0; i < STEPS; i++) {
        const double gain = newton_step(l);

        now = take_step(l, now);
        if (!(gain > enough))
            break;
    }
}

static double deviance_of(const struct vg_loglinear *l)
{
    double sum = 0;

    for (size_t h = 0; h < l->cells; h++) {
        if (l->keep[h] != 0)
            sum += l->y[h] == 0 ? l->mean[h] : vg_sure_deviance(l->y[h], l->mean[h]);
    }
    return 2 * sum;
}

const struct vg_captures *vg_loglinear_table(const struct vg_loglinear *l)
{
    return l->c;
}

const int64_t *vg_loglinear_margins(const struct vg_loglinear *l)
{
    return l->margins;
}

double vg_loglinear_bic(const struct vg_loglinear *l, double deviance, unsigned params)
{
    return deviance + l->constant + params * vg_sure_log((double)l->c->n);
}

int vg_loglinear_fit(struct vg_loglinear *l, const struct vg_model *m, struct vg_fit *out,
                     double *means, struct vg_err *err)
{
    struct vg_fit f = {
        .n = (double)NAN, .unseen = (double)NAN, .deviance = (double)NAN, .bic = (double)NAN};
    int rc;

    take_model(l, m);
    f.params = 1 + l->t + m->n;
    f.minus_inf = l->minus_inf;
    rc = find_status(l, &f.status, err);
    if (rc != VG_OK)
        return rc;
    if (f.status == VG_FIT_OK) {
        fit(l);
        f.unseen = vg_sure_exp(l->beta[0]);
        f.n = (double)l->c->n + f.unseen;
        f.deviance = deviance_of(l);
        f.bic = vg_loglinear_bic(l, f.deviance, f.params);
        if (means) {
            memcpy(means, l->mean, l->cells * sizeof *means);
            means[0] = f.unseen;
        }
    }
    *out = f;
    return VG_OK;
}

int vg_loglinear_status(struct vg_loglinear *l, const struct vg_model *m, int *status,
                        unsigned *minus_inf, struct vg_err *err)
{
    int rc, found = 0;

    take_model(l, m);
    rc = find_status(l, &found, err);
    if (rc != VG_OK)
        return rc;
    *status = found;
    if (minus_inf)
        *minus_inf = l->minus_inf;
    return VG_OK;
}

double vg_loglinear_deviance_at(struct vg_loglinear *l, const struct vg_model *m, double unseen)
{
    double deviance;

    take_model(l, m);
    l->keep[0] = 1;
    l->y[0] = unseen;
    l->log_start[0] = vg_sure_log(unseen + 0.1);
    fit(l);
    deviance = deviance_of(l);
    l->y[0] = 0;
    return deviance;
}

int vg_loglinear_once(const struct vg_captures *c, const struct vg_model *m, struct vg_fit *out,
                      struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};

    return vg_loglinear_fit(vg_loglinear_begin(c, &a), m, out, NULL, err);
}
