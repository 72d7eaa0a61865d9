/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "estimate/chao.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "estimate/exists.h"
#include "estimate/sure.h"

void vg_chao_limits(double seen, double unseen, double var, double *lower, double *upper)
{
    double k;

    *lower = *upper = seen;
    if (!(unseen > 0))
        return;
    k = vg_sure_exp(1.959964 * sqrt(vg_sure_log1p(var / (unseen * unseen))));
    *lower = seen + unseen / k;
    *upper = seen + unseen * k;
}

/* -- the model of main effects and heterogeneity --------------------------------------------- */

enum { COLUMNS = 1 + 2 * VG_CAPTURE_LISTS_MAX };

/* Columns: the constant, the lists, then eta_k for each k that is still in. */
struct mth {
    const struct vg_captures *c;
    size_t cells;
    unsigned lists[VG_CAPTURE_LISTS_MAX]; /* that hold a unit */
    unsigned n_lists;
    unsigned k[VG_CAPTURE_LISTS_MAX]; /* ascending */
    unsigned n_k;
    unsigned below; /* cells of so many lists or more have mean 0 */
    unsigned all;   /* mask of the lists that hold a unit */
    double beta[COLUMNS];
};

static unsigned columns(const struct mth *m)
{
    return 1 + m->n_lists + m->n_k;
}

static int is_kept(const struct mth *m, size_t h)
{
    return (h & ~(size_t)m->all) == 0 && (unsigned)__builtin_popcountll(h) < m->below;
}

static void row_of(const struct mth *m, size_t h, int32_t *row)
{
    const int size = __builtin_popcountll(h);

    *row++ = 1;
    for (unsigned i = 0; i < m->n_lists; i++)
        *row++ = (int32_t)(h >> m->lists[i] & 1u);
    for (unsigned i = 0; i < m->n_k; i++)
        *row++ = size >= (int)m->k[i] ? size - (int)m->k[i] + 1 : 0;
}

static int mth_status(const struct mth *m)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_design d = {.params = columns(m)};
    int32_t *rows = VG_NEW_ARRAY(&a, int32_t, m->cells * d.params);
    unsigned char *seen = VG_NEW_ARRAY(&a, unsigned char, m->cells);
    int status = VG_FIT_NO_MAXIMUM;

    for (size_t h = 1; h < m->cells; h++) {
        if (!is_kept(m, h))
            continue;
        row_of(m, h, rows + d.cells * d.params);
        seen[d.cells++] = m->c->cells[h] != 0;
    }
    d.rows = rows;
    d.seen = seen;
    return vg_exists_decide(&d, &a, &status, NULL, NULL) == VG_OK ? status : VG_FIT_NO_MAXIMUM;
}

/* Cholesky: x := the solution of a x = x, for a symmetric a of n × COLUMNS. */
static void solve(double (*a)[COLUMNS], double *x, unsigned n)
{
    for (unsigned i = 0; i < n; i++) {
        for (unsigned j = 0; j <= i; j++) {
            double sum = a[i][j];

            for (unsigned k = 0; k < j; k++)
                sum -= a[i][k] * a[j][k];
            a[i][j] = i == j ? sqrt(sum > 1e-14 * a[i][i] ? sum : 1e-14 * a[i][i]) : sum / a[j][j];
        }
    }
    for (unsigned i = 0; i < n; i++) {
        for (unsigned k = 0; k < i; k++)
            x[i] -= a[i][k] * x[k];
        x[i] /= a[i][i];
    }
    for (unsigned i = n; i-- > 0;) {
        for (unsigned k = i + 1; k < n; k++)
            x[i] -= a[k][i] * x[k];
        x[i] /= a[i][i];
    }
}

/* One pass over the cells at beta, or at mu = y + 0.1 for the first step: X'WX, the right side,
 * and minus the log-likelihood. */
static double pass(const struct mth *m, int is_first, double (*a)[COLUMNS], double *x)
{
    const unsigned n = columns(m);
    double sum = 0;

    memset(a, 0, n * sizeof *a);
    memset(x, 0, n * sizeof *x);
    for (size_t h = 1; h < m->cells; h++) {
        const double y = (double)m->c->cells[h];
        int32_t row[COLUMNS];
        unsigned at[COLUMNS], filled = 0; /* its columns other than 0: half of them or fewer */
        double eta = 0, w, side;

        if (!is_kept(m, h))
            continue;
        row_of(m, h, row);
        for (unsigned i = 0; i < n; i++) {
            if (row[i] != 0)
                at[filled++] = i;
            eta += row[i] * m->beta[i];
        }
        w = is_first ? y + 0.1 : vg_sure_exp(eta < 700 ? eta : 700);
        side = is_first ? w * vg_sure_log(w) - 0.1 : y - w;
        sum += w - y * eta;
        for (unsigned i = 0; i < filled; i++) {
            x[at[i]] += row[at[i]] * side;
            for (unsigned j = 0; j <= i; j++)
                a[at[i]][at[j]] += w * row[at[i]] * row[at[j]];
        }
    }
    return sum;
}

/* Newton with halving, as in loglinear.c; the columns are no sets of lists here, so the design is
 * made row by row. */
static void fit(struct mth *m)
{
    enum { STEPS = 200, HALVINGS = 40 };
    double a[COLUMNS][COLUMNS], step[COLUMNS], side[COLUMNS], now;
    const unsigned n = columns(m);

    (void)pass(m, 1, a, step);
    solve(a, step, n);
    memcpy(m->beta, step, sizeof step);
    now = pass(m, 0, a, side);
    for (int i = 0; i < STEPS; i++) {
        double gain = 0, next;

        memcpy(step, side, sizeof step);
        solve(a, step, n);
        for (unsigned j = 0; j < n; j++) {
            gain += step[j] * side[j];
            m->beta[j] += step[j];
        }
        next = pass(m, 0, a, side);
        for (int k = 0; k < HALVINGS && !(next <= now + 1e-12 * (fabs(now) + 1)); k++) {
            for (unsigned j = 0; j < n; j++)
                m->beta[j] -= step[j] *= 0.5;
            next = pass(m, 0, a, side);
        }
        now = next;
        if (!(gain > 1e-13))
            return;
    }
}

/* Without the lowest eta that is below 0; an eta that no unit speaks for is minus infinity, and
 * the cells with it are 0. The unseen cell's mean; NaN where there is no maximum. */
static double mth_unseen(const struct vg_captures *c, const int64_t *f)
{
    struct mth m = {.c = c, .cells = (size_t)1 << c->t, .n_k = c->t - 2};
    unsigned highest = 0;

    for (size_t h = 1; h < m.cells; h++)
        m.all |= c->cells[h] != 0 ? (unsigned)h : 0;
    for (unsigned i = 0; i < c->t; i++) {
        if (m.all >> i & 1u)
            m.lists[m.n_lists++] = i;
        m.k[i] = i + 3;
        highest = f[i] != 0 ? i + 1 : highest;
    }
    for (;;) {
        const unsigned n_k = m.n_k;
        unsigned at = 0;

        m.n_k = 0;
        while (m.n_k < n_k && m.k[m.n_k] <= highest)
            m.n_k++;
        m.below = m.n_k < n_k ? m.k[m.n_k] : c->t + 1;
        if (mth_status(&m) != VG_FIT_OK)
            return (double)NAN;
        fit(&m);
        while (at < m.n_k && m.beta[1 + m.n_lists + at] >= 0)
            at++;
        if (at == n_k)
            return vg_sure_exp(m.beta[0]);
        m.n_k = n_k - 1;
        memmove(m.k + at, m.k + at + 1, (m.n_k - at) * sizeof *m.k);
    }
}

/* -- all of them ------------------------------------------------------------------------------ */

struct vg_chao vg_chao_run(const struct vg_captures *c)
{
    struct vg_chao out = {.t = c->t, .classic = (double)NAN, .mth = (double)NAN};
    const double n = (double)c->n, a = (c->t - 1.0) / c->t;
    double f1, f2, unseen, var;

    for (size_t h = 1; h < (size_t)1 << c->t; h++)
        out.f[__builtin_popcountll(h) - 1] += c->cells[h];
    f1 = (double)out.f[0];
    f2 = c->t > 1 ? (double)out.f[1] : 0;
    if (f2 > 0)
        out.classic = n + f1 * f1 / (2 * f2);
    unseen = a * f1 * (f1 - 1) / (2 * (f2 + 1));
    var = unseen + a * a * f1 * (2 * f1 - 1) * (2 * f1 - 1) / (4 * (f2 + 1) * (f2 + 1)) +
          a * a * f1 * f1 * f2 * (f1 - 1) * (f1 - 1) / (4 * pow(f2 + 1, 4));
    out.bc = n + unseen;
    vg_chao_limits(n, unseen, var, &out.lower, &out.upper);
    if (c->t > 2 && c->n > 0)
        out.mth = n + mth_unseen(c, out.f);
    return out;
}
