/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "base/limits.h"
#include "resolve/records_inside.h"

/* -- pairs in all --------------------------------------------------------------------------------
 */

/* Pairs that n things make, or things of several files across them; `squares` is the sum of the
 * squares of what each file has. */
static double pairs_of(const struct vg_records *r, double n, double squares)
{
    return r->n_files > 1 ? (n * n - squares) / 2 : n * (n - 1) / 2;
}

double vg_records_pairs(const struct vg_records *r)
{
    double squares = 0;
    int64_t in[VG_MAX_RECORDS_FILES] = {0};

    for (size_t i = 0; i < r->n; i++)
        in[r->list[i].file]++;
    for (size_t i = 0; i < r->n_files; i++)
        squares += (double)in[i] * (double)in[i];
    return pairs_of(r, (double)r->n, squares);
}

void vg_records_equal_pairs(const struct vg_records *r, size_t f, double *both, double *equal)
{
    const struct vg_records_column *c = &r->column[f];
    double in[VG_MAX_RECORDS_FILES] = {0};
    double all = 0, all_squares = 0;

    *equal = 0;
    for (size_t v = 1; v <= c->n; v++) {
        double n = 0, squares = 0;

        for (size_t i = 0; i < r->n_files; i++) {
            const double here = (double)c->count[i * (c->n + 1) + v];

            n += here;
            squares += here * here;
            in[i] += here;
        }
        *equal += pairs_of(r, n, squares);
    }
    for (size_t i = 0; i < r->n_files; i++) {
        all += in[i];
        all_squares += in[i] * in[i];
    }
    *both = pairs_of(r, all, all_squares);
}

/* -- random pairs ---------------------------------------------------------------------------------
 */

enum { LEFTS = 1024, RIGHTS = VG_RECORDS_SAMPLE / LEFTS };

/* A fixed sequence (Knuth's constants): the same sample on any machine. */
static uint32_t below(uint64_t *state, size_t n)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(((*state >> 32) * (uint64_t)n) >> 32);
}

/* Levels of pairs whose values are there and differ. */
struct sampling {
    const struct vg_records *r;
    struct vg_records_left left;
    uint8_t *levels;
    int64_t *seen; /* n_compares rows of VG_EM_LEVELS */
};

static void sample_some(struct sampling *s, uint32_t i, const uint32_t *js, size_t n)
{
    const size_t n_f = s->r->config->n_compares;

    for (size_t f = 0; f < n_f; f++) {
        const size_t equal = s->r->config->compare[f].n_cuts + 1;

        if (equal == 1)
            continue; /* differ is differ */
        vg_records_levels(s->r, &s->left, f, i, js, n, s->levels);
        for (size_t k = 0; k < n; k++) {
            const uint8_t level = s->levels[k * n_f + f];

            s->seen[f * VG_EM_LEVELS + level % VG_EM_LEVELS] += level < equal;
        }
    }
}

static int may_pair(const struct vg_records *r, uint32_t i, uint32_t j)
{
    return i != j && (r->n_files == 1 || r->list[i].file != r->list[j].file);
}

static void sample_pairs(struct sampling *s, double pairs)
{
    const size_t n = s->r->n;
    const int all = pairs <= VG_RECORDS_SAMPLE;
    const size_t lefts = all ? n : LEFTS;
    uint32_t *js = VG_NEW_ARRAY(s->r->a, uint32_t, (all ? n : RIGHTS) + 1);
    uint64_t state = 20261130;

    for (size_t k = 0; k < lefts; k++) {
        const uint32_t i = all ? (uint32_t)k : below(&state, n);
        size_t found = 0;

        for (size_t t = all ? k + 1 : 0; t < (all ? n : RIGHTS); t++) {
            js[found] = all ? (uint32_t)t : below(&state, n);
            found += (size_t)may_pair(s->r, i, js[found]);
        }
        sample_some(s, i, js, found);
    }
}

/* Of each comparison: the share of random pairs at each level. Half a pair is added to what
 * stands beside what was seen, so that nothing is impossible. */
static void shares_of(const struct vg_records *r, const int64_t *seen, size_t f, double *u)
{
    const size_t equal = r->config->compare[f].n_cuts + 1;
    double both, same, differ = 0;

    vg_records_equal_pairs(r, f, &both, &same);
    u[equal] = (same + 0.5) / (both + 1);
    for (size_t k = 0; k < equal; k++)
        differ += (double)seen[f * VG_EM_LEVELS + k];
    for (size_t k = 0; k < equal; k++)
        u[k] = (1 - u[equal]) * ((double)seen[f * VG_EM_LEVELS + k] + (k == 0 ? 0.5 : 0.25)) /
               (differ + 0.25 + 0.25 * (double)equal);
}

static double *random_shares(const struct vg_records *r, double pairs)
{
    const size_t n_f = r->config->n_compares;
    const size_t most = pairs <= VG_RECORDS_SAMPLE ? r->n : RIGHTS;
    struct sampling s = {.r = r, .left = vg_records_left_make(r, r->a)};
    double *u = VG_NEW_ARRAY(r->a, double, n_f *VG_EM_LEVELS);

    s.levels = VG_NEW_ARRAY(r->a, uint8_t, (most + 1) * n_f);
    s.seen = VG_NEW_ARRAY(r->a, int64_t, n_f * VG_EM_LEVELS);
    if (r->n > 1)
        sample_pairs(&s, pairs);
    for (size_t f = 0; f < n_f; f++)
        shares_of(r, s.seen, f, u + f * VG_EM_LEVELS);
    return u;
}

/* -- candidates --------------------------------------------------------------------------- */

/* A bound on the candidates, from the sizes of the blocks alone. */
static double most_pairs(const struct vg_records *r, size_t b)
{
    VG_SCOPED_ARENA a = {0};
    uint32_t *size = VG_NEW_ARRAY(&a, uint32_t, r->n_keys[b] + 1);
    double pairs = 0;

    for (size_t i = 0; i < r->n; i++)
        size[r->key[b * r->n + i]]++;
    for (size_t k = 1; k <= r->n_keys[b]; k++)
        pairs += (double)size[k] * ((double)size[k] - 1) / 2;
    return pairs;
}

static int bound_candidates(const struct vg_records *r, double *all, struct vg_err *err)
{
    double widest = 0;
    size_t which = 0;

    *all = 0;
    for (size_t b = 0; b < r->config->n_blocks; b++) {
        const double pairs = most_pairs(r, b);

        *all += pairs;
        if (pairs > widest) {
            widest = pairs;
            which = b;
        }
    }
    if (*all > VG_MAX_RECORD_PAIRS)
        return vg_fail(err, VG_E_LIMIT,
                       "block %zu (%s%s) alone makes %.0f pairs; at most %d are compared: add a "
                       "column to it",
                       which + 1, r->config->block[which].columns[0],
                       r->config->block[which].n > 1 ? " …" : "", widest, VG_MAX_RECORD_PAIRS);
    return VG_OK;
}

struct counting {
    struct vg_records *r;
    struct vg_records_left left;
    uint8_t *levels;
    uint32_t *kept;
};

static int count_some(void *w, uint32_t i, const uint32_t *js, size_t n, struct vg_err *err)
{
    struct counting *g = w;
    struct vg_records *r = g->r;
    const size_t n_f = r->config->n_compares;
    int rc = VG_OK;

    for (size_t from = 0, some; rc == VG_OK && from < n; from += some) {
        some = vg_records_at_once(n - from);

        for (size_t f = 0; f < n_f; f++)
            vg_records_levels(r, &g->left, f, i, js + from, some, g->levels);
        for (size_t k = 0; rc == VG_OK && k < some; k++) {
            uint32_t at = 0;

            rc = vg_em_add(&r->kept->rows, g->levels + k * n_f, &at, err);
            if (g->kept != NULL)
                g->kept[r->n_candidates] = at;
            r->n_candidates++;
        }
    }
    return rc;
}

/* Patterns into one order, whatever order they were met in; the kept places follow. */
static void settle(struct vg_records *r, uint32_t *kept)
{
    uint32_t *place = VG_NEW_ARRAY(r->a, uint32_t, r->kept->rows.n + 1);
    unsigned *levels = VG_NEW_ARRAY(r->a, unsigned, r->config->n_compares);

    vg_em_sort(&r->kept->rows, place);
    for (int64_t i = 0; kept != NULL && i < r->n_candidates; i++)
        kept[i] = place[kept[i]];
    r->kept->pattern = kept;
    r->kept->table = vg_em_table_of(&r->kept->rows);
    for (size_t f = 0; f < r->config->n_compares; f++)
        levels[f] = (unsigned)r->config->compare[f].n_cuts + 2;
    r->kept->table.levels = levels;
}

static int count_candidates(struct vg_records *r, struct vg_err *err)
{
    struct counting g = {.r = r, .left = vg_records_left_make(r, r->a)};
    double most = 0;
    int rc = bound_candidates(r, &most, err);

    if (rc != VG_OK)
        return rc;
    r->kept = VG_NEW(r->a, struct vg_records_kept);
    r->kept->rows = (struct vg_em_rows){.a = r->a, .n_features = r->config->n_compares};
    g.levels = VG_NEW_ARRAY(r->a, uint8_t, VG_RECORDS_AT_ONCE * r->config->n_compares);
    if (most <= VG_MAX_CANDIDATES_KEPT)
        g.kept = VG_NEW_ARRAY(r->a, uint32_t, (size_t)most + 1);
    rc = vg_records_walk(r, count_some, &g, err);
    if (rc == VG_OK)
        settle(r, g.kept);
    return rc;
}

/* -- u, then lambda and m ------------------------------------------------------------------------
 */

/* What random pairs show is lambda m + (1 - lambda) u. At least a fiftieth of it stays with u: the
 * estimate of what is taken away is not better than that. */
#define AT_LEAST_KEPT 0.02
enum { FREED = 3 /* times; the last one moves nothing that matters */ };

static void free_of_matches(const struct vg_records *r, const double *shares,
                            struct vg_em_model *model)
{
    for (size_t f = 0; f < r->config->n_compares; f++) {
        const size_t first = f * VG_EM_LEVELS, n = r->config->compare[f].n_cuts + 2;
        double all = 0;

        for (size_t k = first; k < first + n; k++) {
            const double left = (shares[k] - model->lambda * model->m[k]) / (1 - model->lambda);

            model->u[k] = fmax(left, AT_LEAST_KEPT * shares[k]);
            all += model->u[k];
        }
        for (size_t k = first; k < first + n; k++)
            model->u[k] /= all;
    }
}

static void weigh_patterns(struct vg_records *r)
{
    const size_t n_f = r->config->n_compares;
    struct vg_records_kept *kept = r->kept;

    kept->weight = VG_NEW_ARRAY(r->a, double, kept->table.n + 1);
    kept->posterior = VG_NEW_ARRAY(r->a, double, kept->table.n + 1);
    for (size_t i = 0; i < kept->table.n; i++) {
        kept->weight[i] = vg_em_weight(&r->model, n_f, kept->table.pattern + i * n_f);
        kept->posterior[i] = vg_em_posterior(kept->weight[i]);
    }
}

int vg_records_train(struct vg_records *r, struct vg_err *err)
{
    const double pairs = vg_records_pairs(r);
    const double *shares;
    const int rc = count_candidates(r, err);

    if (rc != VG_OK)
        return rc;
    shares = random_shares(r, pairs);
    r->model = vg_em_model_make(r->config->n_compares, r->a);
    memcpy(r->model.u, shares, r->config->n_compares * VG_EM_LEVELS * sizeof *shares);
    vg_em_train(&r->kept->table, pairs, &r->model);
    for (int again = 0; again < FREED; again++) {
        free_of_matches(r, shares, &r->model);
        vg_em_train(&r->kept->table, pairs, &r->model);
    }
    weigh_patterns(r);
    return VG_OK;
}
