/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Whether a maximum exists, in integers.
 *
 * What the observed cells say comes first. If c'A'y = 0 and Ac >= 0 then Ac = 0 on every observed
 * cell, so c lies in the null space of their rows. Mostly that space is nothing but 0: the model
 * then exists and is identifiable, and nothing else has to be looked at. Otherwise, with Z a basis
 * of it (a handful of columns at most) and B = A0 Z the unobserved cells' rows in that basis:
 *   identifiable  B has full column rank
 *   exists        some x > 0 has B'x = 0; else some w has Bw >= 0, not all 0, and c = Zw
 * The last is a linear programme with as many rows as Z has columns. Simplex with integer pivots
 * (Edmonds: the tableau times its determinant stays whole, every division comes out even) and
 * Bland's rule decides it without any rounding, so no candidate from floating point is needed: a
 * programme of two rows is smaller than the verification of a guess would be.
 *
 * The numbers are minors of a 0/1 matrix divided by their common factor: far below 2^63. Each step
 * is checked all the same.
 */
#include "estimate/exists.h"

#include <assert.h>
#include <string.h>

__extension__ typedef __int128 wide;

static int too_large(struct vg_err *err)
{
    return vg_fail(err, VG_E_LIMIT, "whether the model exists: numbers too large to decide it");
}

static int64_t gcd(int64_t a, int64_t b)
{
    a = a < 0 ? -a : a;
    b = b < 0 ? -b : b;
    while (b != 0) {
        const int64_t r = a % b;

        a = b;
        b = r;
    }
    return a;
}

static wide gcd_wide(wide a, wide b)
{
    a = a < 0 ? -a : a;
    b = b < 0 ? -b : b;
    while (b != 0) {
        const wide r = a % b;

        a = b;
        b = r;
    }
    return a;
}

/* `x` without the factor all its numbers share. 0 if one does not fit into 63 bits even so. */
static int primitive(const wide *x, int64_t *out, size_t n)
{
    wide g = 0;

    for (size_t j = 0; j < n && g != 1; j++)
        g = gcd_wide(g, x[j]);
    for (size_t j = 0; j < n; j++) {
        const wide q = g == 0 ? 0 : x[j] / g;

        if (q > INT64_MAX || q < -INT64_MAX)
            return 0;
        out[j] = (int64_t)q;
    }
    return 1;
}

/* -- row space and null space ----------------------------------------------------------- */

/* Rows in reduced echelon form: each has a column, its pivot, where all others are 0. */
struct echelon {
    size_t n, rank;
    size_t free;   /* columns at the end that are never a pivot */
    int64_t *rows; /* rank × n */
    size_t *pivot; /* column of each */
    size_t *from;  /* number of the row it was made from */
    int64_t *work; /* one row */
    wide *sums;
};

static struct echelon echelon_of(size_t n, struct vg_arena *a)
{
    return (struct echelon){
        .n = n,
        .rows = VG_NEW_ARRAY(a, int64_t, n * n),
        .pivot = VG_NEW_ARRAY(a, size_t, n),
        .from = VG_NEW_ARRAY(a, size_t, n),
        .work = VG_NEW_ARRAY(a, int64_t, n),
        .sums = VG_NEW_ARRAY(a, wide, n),
    };
}

/* r := r p - s q with p, q such that column `at` of r becomes 0. 0 if it does not fit. */
static int clear_column(struct echelon *e, int64_t *r, const int64_t *s, size_t at)
{
    const int64_t g = gcd(r[at], s[at]), p = s[at] / g, q = r[at] / g;
    int unit = 1;

    for (size_t j = 0; j < e->n; j++) {
        if (__builtin_mul_overflow((wide)p, r[j], &e->sums[j]) ||
            __builtin_sub_overflow(e->sums[j], (wide)q * s[j], &e->sums[j]))
            return 0;
        unit = unit && e->sums[j] <= 1 && e->sums[j] >= -1;
    }
    if (!unit)
        return primitive(e->sums, r, e->n);
    for (size_t j = 0; j < e->n; j++)
        r[j] = (int64_t)e->sums[j];
    return 1;
}

/* The column of the number nearest to 0 but not 0; n if there is none. Small pivots keep the
 * numbers small. */
static size_t best_pivot(const int64_t *r, size_t n)
{
    size_t best = n;

    for (size_t j = 0; j < n; j++) {
        const int64_t size = r[j] < 0 ? -r[j] : r[j];

        if (size == 1)
            return j;
        if (size != 0 && (best == n || size < (r[best] < 0 ? -r[best] : r[best])))
            best = j;
    }
    return best;
}

/* Take the row in e->work in. 0 if a number does not fit. */
static int echelon_add(struct echelon *e, size_t from)
{
    int64_t *r = e->work;
    size_t at;

    for (size_t k = 0; k < e->rank; k++) {
        if (r[e->pivot[k]] != 0 && !clear_column(e, r, e->rows + k * e->n, e->pivot[k]))
            return 0;
    }
    at = best_pivot(r, e->n - e->free);
    if (at == e->n - e->free)
        return 1;
    for (size_t k = 0; k < e->rank; k++) {
        if (e->rows[k * e->n + at] != 0 && !clear_column(e, e->rows + k * e->n, r, at))
            return 0;
    }
    memcpy(e->rows + e->rank * e->n, r, e->n * sizeof *r);
    e->pivot[e->rank] = at;
    e->from[e->rank++] = from;
    return 1;
}

/* The vector of the null space that has a number in the free column `at` and 0 in the other free
 * ones. */
static int null_vector(const struct echelon *e, size_t at, int64_t *out)
{
    wide times = 1;

    for (size_t k = 0; k < e->rank; k++) {
        const int64_t *r = e->rows + k * e->n;
        const int64_t p = r[e->pivot[k]];

        if (r[at] != 0)
            times *= p / gcd(p, (int64_t)(times % p));
        if (times > INT64_MAX || times < -INT64_MAX)
            return 0;
    }
    memset(e->sums, 0, e->n * sizeof *e->sums);
    for (size_t k = 0; k < e->rank; k++) {
        const int64_t *r = e->rows + k * e->n;

        e->sums[e->pivot[k]] = -(times / r[e->pivot[k]]) * r[at];
    }
    e->sums[at] = times;
    return primitive(e->sums, out, e->n);
}

/* A basis of the null space: n - rank rows of n numbers. */
static int null_space(const struct echelon *e, struct vg_arena *a, int64_t **out)
{
    int64_t *z = VG_NEW_ARRAY(a, int64_t, (e->n - e->rank) * e->n);
    size_t n = 0;

    for (size_t j = 0; j < e->n; j++) {
        int is_free = 1;

        for (size_t k = 0; k < e->rank; k++)
            is_free = is_free && e->pivot[k] != j;
        if (is_free && !null_vector(e, j, z + n++ * e->n))
            return 0;
    }
    *out = z;
    return 1;
}

/* sum of w_i z_i, made primitive */
static int combine(const int64_t *w, const int64_t *z, size_t n, size_t width, wide *sums,
                   int64_t *out)
{
    for (size_t j = 0; j < width; j++) {
        sums[j] = 0;
        for (size_t i = 0; i < n; i++) {
            if (__builtin_add_overflow(sums[j], (wide)w[i] * z[i * width + j], &sums[j]))
                return 0;
        }
    }
    return primitive(sums, out, width);
}

/* -- the programme ------------------------------------------------------------------------ */

/*
 * The unobserved cells in the basis of the null space. Cells of one direction are one column of
 * the programme: a table of sixteen lists has 65,535 cells and a few dozen directions.
 */
struct directions {
    size_t width, n;
    int64_t *row;   /* n × width, each primitive */
    int64_t *times; /* per cell: how many times its direction it is */
    size_t *of;     /* per cell: its direction, or SIZE_MAX for 0 and for observed cells */
    size_t *cells;  /* per direction: how many cells have it */
};

static size_t direction_of(struct directions *b, const int64_t *row)
{
    for (size_t i = 0; i < b->n; i++) {
        if (memcmp(b->row + i * b->width, row, b->width * sizeof *row) == 0)
            return i;
    }
    memcpy(b->row + b->n * b->width, row, b->width * sizeof *row);
    return b->n++;
}

static int directions_make(const struct vg_design *d, const int64_t *z, size_t width,
                           struct vg_arena *a, struct directions *b)
{
    wide *sums = VG_NEW_ARRAY(a, wide, width);
    int64_t *row = VG_NEW_ARRAY(a, int64_t, width);

    *b = (struct directions){
        .width = width,
        .row = VG_NEW_ARRAY(a, int64_t, d->cells * width),
        .times = VG_NEW_ARRAY(a, int64_t, d->cells),
        .of = VG_NEW_ARRAY(a, size_t, d->cells),
        .cells = VG_NEW_ARRAY(a, size_t, d->cells),
    };
    for (size_t h = 0; h < d->cells; h++) {
        size_t at = 0;

        b->of[h] = SIZE_MAX;
        if (d->seen[h])
            continue;
        for (size_t i = 0; i < width; i++) {
            sums[i] = 0;
            for (size_t j = 0; j < d->params; j++)
                sums[i] += (wide)d->rows[h * d->params + j] * z[i * d->params + j];
        }
        while (at < width && sums[at] == 0)
            at++;
        if (at == width)
            continue;
        if (!primitive(sums, row, width) || sums[at] / row[at] > INT64_MAX)
            return 0;
        b->times[h] = (int64_t)(sums[at] / row[at]);
        b->of[h] = direction_of(b, row);
        b->cells[b->of[h]]++;
    }
    return 1;
}

/* A simplex tableau times its determinant. Columns: directions, artificial ones, right side. The
 * last row is the objective: the sum of the artificial variables. */
struct tableau {
    size_t rows, columns, n; /* n directions */
    wide *t;                 /* (rows + 1) × columns */
    wide det;
    size_t *basis;
};

static wide *entry(const struct tableau *p, size_t i, size_t j)
{
    return p->t + i * p->columns + j;
}

/* B'(1 + u) = 0, u >= 0, with signs turned so that the right side is not negative. */
static struct tableau tableau_make(const struct directions *b, int *sign, struct vg_arena *a)
{
    struct tableau p = {.rows = b->width, .columns = b->n + b->width + 1, .n = b->n, .det = 1};

    p.t = VG_NEW_ARRAY(a, wide, (p.rows + 1) * p.columns);
    p.basis = VG_NEW_ARRAY(a, size_t, p.rows);
    for (size_t i = 0; i < p.rows; i++) {
        wide sum = 0;

        for (size_t j = 0; j < b->n; j++)
            sum += b->row[j * b->width + i];
        sign[i] = sum > 0 ? -1 : 1;
        for (size_t j = 0; j < b->n; j++)
            *entry(&p, i, j) = sign[i] * b->row[j * b->width + i];
        *entry(&p, i, b->n + i) = 1;
        *entry(&p, i, p.columns - 1) = -sign[i] * sum;
        p.basis[i] = b->n + i;
        for (size_t j = 0; j < p.columns; j++) {
            if (j < b->n || j == p.columns - 1)
                *entry(&p, p.rows, j) -= *entry(&p, i, j);
        }
    }
    return p;
}

static int pivot(struct tableau *p, size_t r, size_t s)
{
    const wide by = *entry(p, r, s);

    for (size_t i = 0; i <= p->rows; i++) {
        const wide times = *entry(p, i, s);

        if (i == r)
            continue;
        for (size_t j = 0; j < p->columns; j++) {
            wide x, y;

            if (__builtin_mul_overflow(*entry(p, i, j), by, &x) ||
                __builtin_mul_overflow(times, *entry(p, r, j), &y) ||
                __builtin_sub_overflow(x, y, &x))
                return 0;
            *entry(p, i, j) = x / p->det;
        }
    }
    p->det = by;
    p->basis[r] = s;
    return 1;
}

/* The row whose variable leaves when `s` enters: smallest ratio, then smallest variable (Bland).
 * *found is `rows` if none bounds it, which a sum that cannot fall below 0 rules out. */
static int leaving(const struct tableau *p, size_t s, size_t *found)
{
    const size_t right = p->columns - 1;
    size_t best = p->rows;

    for (size_t i = 0; i < p->rows; i++) {
        wide x, y;

        if (*entry(p, i, s) <= 0)
            continue;
        if (best != p->rows) {
            if (__builtin_mul_overflow(*entry(p, i, right), *entry(p, best, s), &x) ||
                __builtin_mul_overflow(*entry(p, best, right), *entry(p, i, s), &y))
                return 0;
            if (x > y || (x == y && p->basis[i] > p->basis[best]))
                continue;
        }
        best = i;
    }
    *found = best;
    return 1;
}

/* To the optimum. 0 if a number does not fit. */
static int solve(struct tableau *p)
{
    for (;;) {
        size_t s = 0, r;

        while (s < p->n && *entry(p, p->rows, s) >= 0)
            s++;
        if (s == p->n)
            return 1;
        if (!leaving(p, s, &r))
            return 0;
        assert(r < p->rows);
        if (!pivot(p, r, s))
            return 0;
    }
}

/* From the optimum above 0: w with Bw >= 0, not all 0. */
static int refutation(const struct tableau *p, const int *sign, struct vg_arena *a, int64_t *w)
{
    wide *x = VG_NEW_ARRAY(a, wide, p->rows);

    for (size_t i = 0; i < p->rows; i++)
        x[i] = sign[i] * (*entry(p, p->rows, p->n + i) - p->det);
    return primitive(x, w, p->rows);
}

/* From the optimum 0: for each direction a whole number above 0, their sum weighted with the
 * directions being 0. */
static int solution(const struct tableau *p, struct vg_arena *a, int64_t *x)
{
    wide *u = VG_NEW_ARRAY(a, wide, p->n);

    for (size_t j = 0; j < p->n; j++)
        u[j] = p->det;
    for (size_t i = 0; i < p->rows; i++) {
        if (p->basis[i] < p->n)
            u[p->basis[i]] += *entry(p, i, p->columns - 1);
    }
    return primitive(u, x, p->n);
}

/* Which of the two holds for B: w (exists = 0) or x (exists = 1). */
struct answer {
    int exists;
    int64_t *w, *x;
};

static int answer_find(const struct directions *b, struct vg_arena *a, struct answer *out)
{
    int *sign = VG_NEW_ARRAY(a, int, b->width);
    struct tableau p;

    out->w = VG_NEW_ARRAY(a, int64_t, b->width);
    out->x = VG_NEW_ARRAY(a, int64_t, b->n);
    out->exists = 1;
    if (b->n == 0)
        return 1;
    p = tableau_make(b, sign, a);
    if (!solve(&p))
        return 0;
    out->exists = *entry(&p, p.rows, p.columns - 1) == 0;
    return out->exists ? solution(&p, a, out->x) : refutation(&p, sign, a, out->w);
}

/* -- the proof ---------------------------------------------------------------------------- */

/* out[h] of the unobserved cells so that B'out = 0: what a direction got is shared out among its
 * cells. */
static int share_out(const struct vg_design *d, const struct directions *b, const int64_t *x,
                     wide *out)
{
    int64_t all = 1;

    for (size_t h = 0; h < d->cells; h++) {
        int64_t each;

        if (b->of[h] == SIZE_MAX)
            continue;
        if (__builtin_mul_overflow(b->times[h], (int64_t)b->cells[b->of[h]], &each) ||
            __builtin_mul_overflow(all / gcd(all, each), each, &all))
            return 0;
    }
    for (size_t h = 0; h < d->cells; h++) {
        if (d->seen[h])
            continue;
        out[h] = b->of[h] == SIZE_MAX
                     ? 1
                     : (wide)x[b->of[h]] * (all / b->times[h] / (int64_t)b->cells[b->of[h]]);
    }
    return 1;
}

/* The rows the echelon was made from, times what, give `target`? `out` gets, per such row, the
 * number for `scale` times the target. */
static int express(const struct vg_design *d, const struct echelon *e, const wide *target,
                   struct vg_arena *a, wide *out, wide *scale)
{
    const size_t n = e->rank + 1;
    struct echelon s = echelon_of(n, a);

    s.free = 1; /* the target; it is in the row space, so nothing is lost */
    for (size_t j = 0; j < d->params; j++) {
        for (size_t k = 0; k < e->rank; k++)
            s.sums[k] = d->rows[e->from[k] * d->params + j];
        s.sums[e->rank] = target[j];
        if (!primitive(s.sums, s.work, n) || !echelon_add(&s, j))
            return 0;
    }
    *scale = 1;
    for (size_t k = 0; k < s.rank; k++) {
        const int64_t p = s.rows[k * n + s.pivot[k]];

        if (__builtin_mul_overflow(*scale, p / gcd_wide(p, *scale), scale))
            return 0;
    }
    *scale = *scale < 0 ? -*scale : *scale;
    for (size_t k = 0; k < s.rank; k++) {
        const int64_t *r = s.rows + k * n;

        out[s.pivot[k]] = *scale / r[s.pivot[k]] * r[e->rank];
    }
    return 1;
}

static int move_make(const struct vg_design *d, const struct echelon *e, const struct directions *b,
                     const int64_t *x, struct vg_arena *a, const int64_t **move)
{
    wide *v = VG_NEW_ARRAY(a, wide, d->cells), *target = VG_NEW_ARRAY(a, wide, d->params);
    wide *seen = VG_NEW_ARRAY(a, wide, e->rank), scale;
    int64_t *out = VG_NEW_ARRAY(a, int64_t, d->cells);

    if (!share_out(d, b, x, v))
        return 0;
    for (size_t h = 0; h < d->cells; h++) {
        for (size_t j = 0; j < d->params && !d->seen[h]; j++)
            target[j] -= v[h] * d->rows[h * d->params + j];
    }
    if (!express(d, e, target, a, seen, &scale))
        return 0;
    for (size_t h = 0; h < d->cells; h++) {
        if (!d->seen[h] && __builtin_mul_overflow(v[h], scale, &v[h]))
            return 0;
    }
    for (size_t k = 0; k < e->rank; k++)
        v[e->from[k]] = seen[k];
    *move = out;
    return primitive(v, out, d->cells);
}

/* -- the decision ------------------------------------------------------------------------- */

static int observed_rows(const struct vg_design *d, struct echelon *e)
{
    for (size_t h = 0; h < d->cells && e->rank < d->params; h++) {
        if (!d->seen[h])
            continue;
        for (size_t j = 0; j < d->params; j++)
            e->work[j] = d->rows[h * d->params + j];
        if (!echelon_add(e, h))
            return 0;
    }
    return 1;
}

/* A combination of the null space that the unobserved cells do not see either, in *out; or NULL. */
static int unseen_null(const struct vg_design *d, const struct directions *b, const int64_t *z,
                       struct vg_arena *a, const int64_t **out)
{
    struct echelon e = echelon_of(b->width, a);
    wide *sums = VG_NEW_ARRAY(a, wide, d->params);
    int64_t *w, *c = VG_NEW_ARRAY(a, int64_t, d->params);

    *out = NULL;
    for (size_t i = 0; i < b->n && e.rank < b->width; i++) {
        memcpy(e.work, b->row + i * b->width, b->width * sizeof *e.work);
        if (!echelon_add(&e, i))
            return 0;
    }
    if (e.rank == b->width)
        return 1;
    if (!null_space(&e, a, &w) || !combine(w, z, b->width, d->params, sums, c))
        return 0;
    *out = c;
    return 1;
}

static int decide(const struct vg_design *d, const struct echelon *e, int want,
                  struct vg_exists_proof *proof, struct vg_arena *a)
{
    const size_t width = d->params - e->rank;
    wide *sums = VG_NEW_ARRAY(a, wide, d->params);
    struct directions b;
    struct answer answer;
    int64_t *z, *c;

    if (!null_space(e, a, &z) || !directions_make(d, z, width, a, &b) ||
        !answer_find(&b, a, &answer) || !unseen_null(d, &b, z, a, &proof->null))
        return 0;
    proof->status = (answer.exists ? VG_FIT_OK : VG_FIT_NO_MAXIMUM) |
                    (proof->null ? VG_FIT_NOT_IDENTIFIED : VG_FIT_OK);
    if (!want)
        return 1;
    if (answer.exists)
        return move_make(d, e, &b, answer.x, a, &proof->move);
    c = VG_NEW_ARRAY(a, int64_t, d->params);
    proof->away = c;
    return combine(answer.w, z, width, d->params, sums, c);
}

int vg_exists_decide(const struct vg_design *d, struct vg_arena *a, int *status,
                     struct vg_exists_proof *proof, struct vg_err *err)
{
    struct vg_exists_proof found = {0};
    struct echelon e;

    if (d->params == 0) {
        found.status = VG_FIT_NO_MAXIMUM;
    } else {
        e = echelon_of(d->params, a);
        if (!observed_rows(d, &e))
            return too_large(err);
        if ((e.rank < d->params || proof) && !decide(d, &e, proof != NULL, &found, a))
            return too_large(err);
    }
    *status = found.status;
    if (proof)
        *proof = found;
    return VG_OK;
}

/* -- looking at a proof anew ---------------------------------------------------------------- */

/* Row `h` times c. */
static wide row_times(const struct vg_design *d, size_t h, const int64_t *c)
{
    wide sum = 0;

    for (size_t j = 0; j < d->params; j++)
        sum += (wide)d->rows[h * d->params + j] * c[j];
    return sum;
}

static const char *wrong_with_move(const struct vg_design *d, const int64_t *v)
{
    for (size_t h = 0; h < d->cells; h++) {
        if (!d->seen[h] && v[h] <= 0)
            return "an unobserved cell does not grow";
    }
    for (size_t j = 0; j < d->params; j++) {
        wide sum = 0;

        for (size_t h = 0; h < d->cells; h++)
            sum += (wide)d->rows[h * d->params + j] * v[h];
        if (sum != 0)
            return "a margin changes";
    }
    return NULL;
}

static const char *wrong_with_away(const struct vg_design *d, const int64_t *c)
{
    int moves = 0;

    for (size_t h = 0; h < d->cells; h++) {
        const wide sum = row_times(d, h, c);

        if (d->seen[h] && sum != 0)
            return "an observed cell moves";
        if (sum < 0)
            return "an unobserved cell moves the wrong way";
        moves = moves || sum > 0;
    }
    return moves ? NULL : "no cell moves";
}

static const char *wrong_with_null(const struct vg_design *d, const int64_t *z)
{
    int is_zero = 1;

    for (size_t j = 0; j < d->params; j++)
        is_zero = is_zero && z[j] == 0;
    for (size_t h = 0; h < d->cells; h++) {
        if (row_times(d, h, z) != 0)
            return "the design sees the null vector";
    }
    return is_zero ? "the null vector is 0" : NULL;
}

static uint64_t power(uint64_t x, uint64_t n, uint64_t prime)
{
    uint64_t out = 1;

    for (; n != 0; n >>= 1, x = x * x % prime) {
        if (n & 1)
            out = out * x % prime;
    }
    return out;
}

/* r -= r[at] s, where s[at] is 1 */
static void reduce(uint64_t *r, const uint64_t *s, size_t at, size_t n, uint64_t prime)
{
    const uint64_t times = prime - r[at];

    if (r[at] == 0)
        return;
    for (size_t j = 0; j < n; j++)
        r[j] = (r[j] + times * s[j]) % prime;
}

/* The rank of the design modulo a prime below 2^31: never above the rank. */
static size_t rank_modulo(const struct vg_design *d, uint64_t prime)
{
    VG_SCOPED_ARENA a = {0};
    uint64_t *rows = VG_NEW_ARRAY(&a, uint64_t, (d->params + 1) * d->params);
    size_t *pivot_of = VG_NEW_ARRAY(&a, size_t, d->params), rank = 0;

    for (size_t h = 0; h < d->cells && rank < d->params; h++) {
        uint64_t *r = rows + rank * d->params, inverse;
        size_t j = 0;

        for (size_t i = 0; i < d->params; i++) {
            const int64_t x = d->rows[h * d->params + i] % (int64_t)prime;

            r[i] = (uint64_t)(x < 0 ? x + (int64_t)prime : x);
        }
        for (size_t k = 0; k < rank; k++)
            reduce(r, rows + k * d->params, pivot_of[k], d->params, prime);
        while (j < d->params && r[j] == 0)
            j++;
        if (j == d->params)
            continue;
        inverse = power(r[j], prime - 2, prime);
        for (size_t i = 0; i < d->params; i++)
            r[i] = r[i] * inverse % prime;
        pivot_of[rank++] = j;
    }
    return rank;
}

static const char *wrong_with_rank(const struct vg_design *d)
{
    const size_t one = rank_modulo(d, UINT64_C(2147483647));
    const size_t other = rank_modulo(d, UINT64_C(2147483629));

    return one == d->params || other == d->params ? NULL : "the rank is not full";
}

int vg_exists_check(const struct vg_design *d, const struct vg_exists_proof *proof,
                    struct vg_err *err)
{
    const char *wrong = NULL;

    if (d->params == 0)
        wrong = proof->status == VG_FIT_NO_MAXIMUM ? NULL : "there is no parameter";
    else if (proof->status & VG_FIT_NO_MAXIMUM)
        wrong = proof->away ? wrong_with_away(d, proof->away) : "there is no refutation";
    else
        wrong = proof->move ? wrong_with_move(d, proof->move) : "there is no certificate";
    if (!wrong && proof->status & VG_FIT_NOT_IDENTIFIED)
        wrong = proof->null ? wrong_with_null(d, proof->null) : "there is no null vector";
    else if (!wrong && d->params != 0)
        wrong = wrong_with_rank(d);
    return wrong ? vg_fail(err, VG_E_NOT_HELD, "proof of existence: %s", wrong) : VG_OK;
}
