/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include "made_captures.h"

#include <math.h>
#include <string.h>

#include "estimate/random.h"
#include "estimate/space.h"
#include "estimate/stepwise.h"

/* A table that a population of unequal units could leave. */
static struct vg_captures random_table(struct vg_random *r, unsigned t, unsigned units,
                                       struct vg_arena *a)
{
    int64_t *cells = VG_NEW_ARRAY(a, int64_t, (size_t)1 << t);

    for (unsigned i = 0; i < units; i++) {
        const double ease = 0.1 + 0.4 * vg_random_uniform(r);
        unsigned h = 0;

        for (unsigned j = 0; j < t; j++)
            h |= (unsigned)(vg_random_uniform(r) < ease) << j;
        cells[h]++;
    }
    cells[0] = 0;
    return table(t, cells);
}

static struct vg_fit fitted(const struct vg_captures *c, const struct vg_model *m)
{
    struct vg_fit f = {.status = -1};

    assert_int_equal(vg_loglinear_once(c, m, &f, NULL), VG_OK);
    return f;
}

static void a_model_is_named_by_its_generators(void **state)
{
    static const struct {
        unsigned t;
        unsigned terms[8];
        const char *name;
    } rows[] = {
        {3, {0}, "[1,2,3]"},
        {5, {20}, "[35,1,2,4]"},
        {4, {3, 5, 6, 7, 9, 12}, "[123,14,34]"},
        {4, {12, 9, 7, 6, 5, 3}, "[123,14,34]"},
        {4, {5, 9, 12, 13, 3, 6}, "[134,12,23]"},
        {5, {3, 5, 9, 17, 6, 10, 18}, "[12,13,14,15,23,24,25]"},
        {16, {0x8001, 0x0600, 0x0003}, "[12,1g,ab,3,4,5,6,7,8,9,c,d,e,f]"},
        {1, {0}, "[1]"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct vg_model m = vg_model_main(rows[i].t);
        char name[VG_MODEL_NAME];

        for (size_t k = 0; k < 8 && rows[i].terms[k] != 0; k++)
            vg_model_add(&m, rows[i].terms[k]);
        (void)vg_model_name(&m, name);
        ROW_CHECK(i, name, strcmp(name, rows[i].name) == 0);
    }
}

static void the_longest_name_has_room(void **state)
{
    const struct vg_model m = vg_model_pairs(16);
    char name[VG_MODEL_NAME];

    (void)state;
    assert_int_equal(m.n, VG_MODEL_TERMS);
    assert_int_equal(strlen(vg_model_name(&m, name)), 120 * 3 + 1);
}

static void terms_are_added_once_and_removed(void **state)
{
    struct vg_model m = vg_model_main(4);

    (void)state;
    vg_model_add(&m, 3);
    vg_model_add(&m, 3);
    vg_model_add(&m, 5);
    assert_true(m.n == 2 && vg_model_has(&m, 3) && vg_model_has(&m, 5));
    vg_model_remove(&m, 3);
    assert_true(m.n == 1 && !vg_model_has(&m, 3) && vg_model_has(&m, 5));
}

static void two_independent_lists_are_lincoln_and_petersen(void **state)
{
    static const int64_t cells[] = {0, 60, 30, 20};
    const struct vg_captures c = table(2, cells);
    const struct vg_model m = vg_model_main(2);
    const struct vg_fit f = fitted(&c, &m);

    (void)state;
    assert_int_equal(f.status, VG_FIT_OK);
    assert_near(f.n, 80.0 * 50 / 20, 1e-10);
    assert_near(f.unseen, 90, 1e-10);
    assert_true(fabs(f.deviance) < 1e-9);
}

static void three_lists_with_all_pairs_have_a_closed_form(void **state)
{
    static const int64_t cells[] = {0, 37, 41, 12, 29, 17, 8, 5};
    const struct vg_captures c = table(3, cells);
    const struct vg_model m = vg_model_pairs(3);
    const struct vg_fit f = fitted(&c, &m);

    (void)state;
    assert_near(f.unseen, 37.0 * 41 * 29 * 5 / (12.0 * 17 * 8), 1e-9);
    assert_int_equal(f.params, 7);
}

/* Victims of trafficking in New Orleans on five lists (Bales, Murphy, Silverman 2020, as in the R
 * package SparseMSE); N and BIC by Rcapture 1.4-4. */
static const int64_t new_orleans[32] = {
    [1] = 25, [2] = 24, [3] = 1,  [4] = 70, [5] = 1,  [6] = 2,   [7] = 1,
    [8] = 33, [9] = 2,  [10] = 2, [11] = 1, [12] = 1, [16] = 21, [18] = 1};

static void new_orleans_is_as_rcapture_has_it(void **state)
{
    const struct vg_captures c = table(5, new_orleans);
    struct vg_model m = vg_model_main(5);
    struct vg_fit f = fitted(&c, &m);

    (void)state;
    assert_near(f.n, 1034.15106523105, 1e-9);
    assert_near(f.deviance, 19.2834545613752, 1e-9);
    assert_near(f.bic, 96.85152421, 1e-9);
    vg_model_add(&m, 20);
    f = fitted(&c, &m);
    assert_near(f.n, 924.549266983241, 1e-8);
    assert_near(f.deviance, 15.7314539088199, 1e-8);
    assert_int_equal(f.minus_inf, 1);
    assert_near(f.bic, 98.51987945, 1e-8);
}

static void more_overlap_makes_a_smaller_total_and_never_less_than_was_seen(void **state)
{
    double before = (double)INFINITY;

    (void)state;
    for (int64_t both = 1; both < 100; both++) {
        const int64_t cells[] = {0, 100 - both, 100 - both, both};
        const struct vg_captures c = table(2, cells);
        const struct vg_model m = vg_model_main(2);
        const struct vg_fit f = fitted(&c, &m);

        assert_true(f.n < before && f.n >= (double)c.n);
        before = f.n;
    }
    assert_near(before, 101, 2e-4);
}

/* Sums of fitted means over the cells that contain a mask. */
static double margin(const double *means, unsigned t, unsigned mask)
{
    double sum = 0;

    for (unsigned h = mask == 0 ? 1 : mask; h < 1u << t; h = (h + 1) | mask)
        sum += means[h];
    return sum;
}

static void fitted_margins_are_the_observed_ones(void **state)
{
    struct vg_random r = vg_random_of(3);

    (void)state;
    for (int i = 0; i < 60; i++) {
        VG_SCOPED_ARENA a = {0};
        const unsigned t = 3 + (unsigned)i % 5;
        const struct vg_captures c = random_table(&r, t, i % 2 ? 60 : 3000, &a);
        struct vg_loglinear *l = vg_loglinear_begin(&c, &a);
        double *means = VG_NEW_ARRAY(&a, double, (size_t)1 << t);
        struct vg_model m = vg_model_main(t);
        struct vg_fit f;

        for (unsigned h = 3; h < (1u << t) - 1; h++) {
            if (__builtin_popcount(h) == 2 && vg_random_below(&r, 3) == 0)
                vg_model_add(&m, h);
        }
        assert_int_equal(vg_loglinear_fit(l, &m, &f, means, NULL), VG_OK);
        for (unsigned h = 0; h < 1u << t && f.status == VG_FIT_OK; h++) {
            if (__builtin_popcount(h) < 2 || vg_model_has(&m, h))
                assert_near(margin(means, t, h) + 1, (double)vg_loglinear_margins(l)[h] + 1, 1e-8);
        }
        if (f.status == VG_FIT_OK) {
            assert_near(means[0], f.unseen, 1e-12);
            assert_true(f.n >= (double)c.n);
        }
    }
}

/* Iterative proportional fitting: the same maximum by a way that shares nothing with Newton's. */
static void proportional_fitting_finds_the_same_means(void **state)
{
    static const int64_t cells[] = {0, 37, 41, 12, 29, 17, 8, 5, 33, 9, 14, 3, 11, 6, 2, 1};
    static const unsigned fit_to[] = {3, 6, 1, 4, 8};
    VG_SCOPED_ARENA a = {0};
    const struct vg_captures c = table(4, cells);
    struct vg_loglinear *l = vg_loglinear_begin(&c, &a);
    struct vg_model m = vg_model_main(4);
    double means[16], ipf[16];
    struct vg_fit f;

    (void)state;
    vg_model_add(&m, 3);
    vg_model_add(&m, 6);
    assert_int_equal(vg_loglinear_fit(l, &m, &f, means, NULL), VG_OK);
    for (unsigned h = 0; h < 16; h++)
        ipf[h] = h != 0;
    for (int round = 0; round < 2000; round++) {
        for (size_t k = 0; k < sizeof fit_to / sizeof *fit_to; k++) {
            double seen[4] = {0}, has[4] = {0};
            const unsigned low = fit_to[k] & (0u - fit_to[k]), high = fit_to[k] & ~low;

            for (unsigned h = 1; h < 16; h++) {
                const unsigned at = (unsigned)((h & low) != 0) + 2 * (unsigned)((h & high) != 0);

                seen[at] += (double)cells[h];
                has[at] += ipf[h];
            }
            for (unsigned h = 1; h < 16; h++) {
                const unsigned at = (unsigned)((h & low) != 0) + 2 * (unsigned)((h & high) != 0);

                ipf[h] *= seen[at] / has[at];
            }
        }
    }
    for (unsigned h = 1; h < 16; h++)
        assert_near(means[h], ipf[h], 1e-8);
}

static void the_order_of_lists_does_not_matter(void **state)
{
    struct vg_random r = vg_random_of(5);
    static const unsigned to[] = {2, 4, 0, 3, 1}; /* list i becomes list to[i] */

    (void)state;
    for (int i = 0; i < 10; i++) {
        VG_SCOPED_ARENA a = {0};
        const struct vg_captures c = random_table(&r, 5, 80, &a);
        int64_t moved[32] = {0};
        struct vg_captures d;
        struct vg_model m = vg_model_main(5), n = vg_model_main(5);
        struct vg_fit f, g;

        for (unsigned h = 1; h < 32; h++) {
            unsigned k = 0;

            for (unsigned j = 0; j < 5; j++)
                k |= (h >> j & 1u) << to[j];
            moved[k] = c.cells[h];
            if (__builtin_popcount(h) == 2 && vg_random_below(&r, 2)) {
                vg_model_add(&m, h);
                vg_model_add(&n, k);
            }
        }
        d = table(5, moved);
        f = fitted(&c, &m);
        g = fitted(&d, &n);
        assert_true(f.status == g.status && f.minus_inf == g.minus_inf);
        if (f.status == VG_FIT_OK) {
            assert_near(f.n, g.n, 1e-9);
            assert_near(f.bic, g.bic, 1e-9);
        }
    }
}

static void a_status_other_than_0_has_no_numbers(void **state)
{
    /* artificial_3 of SparseMSE: units on A, B, C alone and on A and B */
    static const int64_t cells[] = {0, 40, 30, 6, 20, 0, 0, 0}, nothing[8] = {0};
    static const struct {
        const char *name;
        unsigned terms[3], minus_inf;
        int status;
        double n;
    } rows[] = {
        {"[1,2,3]", {0}, 0, 0, 539.093929428606},
        {"[12,3]", {3}, 0, VG_FIT_NO_MAXIMUM, 0},
        {"[13,2]", {5}, 1, 0, 396},
        {"[12,13]", {3, 5}, 1, VG_FIT_NO_MAXIMUM, 0},
        {"[23,1]", {6}, 1, 0, 429.333333333333},
        {"[13,23]", {5, 6}, 2, 0, 296},
        {"[12,13,23]", {3, 5, 6}, 2, VG_FIT_NOT_IDENTIFIED, 0},
    };
    const struct vg_captures c = table(3, cells), empty = table(3, nothing);
    struct vg_model m = vg_model_main(1);
    struct vg_fit f;

    (void)state;
    f = fitted(&(struct vg_captures){1, names, (const int64_t[]){0, 9}, 9}, &m);
    assert_true(f.status == VG_FIT_NOT_IDENTIFIED && isnan(f.n));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        m = vg_model_main(3);
        for (size_t k = 0; k < 3 && rows[i].terms[k] != 0; k++)
            vg_model_add(&m, rows[i].terms[k]);
        f = fitted(&c, &m);
        ROW_CHECK(i, rows[i].name, f.status == rows[i].status && f.minus_inf == rows[i].minus_inf);
        if (f.status == VG_FIT_OK)
            assert_near(f.n, rows[i].n, 1e-8);
        else
            ROW_CHECK(i, rows[i].name, isnan(f.n) && isnan(f.deviance) && isnan(f.bic));
    }
    f = fitted(&empty, &m);
    assert_true(f.status == VG_FIT_NO_MAXIMUM && isnan(f.n) && isnan(f.unseen));
}

static void an_overlap_of_none_drops_its_term_and_its_cells(void **state)
{
    static const int64_t cells[] = {0, 20, 21, 0, 22, 6, 7, 0}; /* nobody on A and B */
    const struct vg_captures c = table(3, cells);
    struct vg_model m = vg_model_main(3);
    struct vg_fit f;

    (void)state;
    vg_model_add(&m, 3);
    f = fitted(&c, &m);
    assert_true(f.status == VG_FIT_OK && f.minus_inf == 1 && f.params == 5);
}

static void numbers_as_large_as_a_table_may_have_are_fitted(void **state)
{
    static const int64_t k = INT64_C(10000000000000);
    const int64_t cells[] = {0, 37 * k, 41 * k, 12 * k, 29 * k, 17 * k, 8 * k, 5 * k};
    const struct vg_captures c = table(3, cells);
    const struct vg_model m = vg_model_pairs(3);
    const struct vg_fit f = fitted(&c, &m);

    (void)state;
    assert_near(f.unseen, (double)k * 37.0 * 41 * 29 * 5 / (12.0 * 17 * 8), 1e-9);
}

static void counts_as_unlike_each_other_as_can_be_are_fitted(void **state)
{
    struct vg_random r = vg_random_of(77);
    int fits = 0;

    (void)state;
    for (int i = 0; i < 200; i++) {
        VG_SCOPED_ARENA a = {0};
        int64_t cells[64] = {0};
        struct vg_captures c;
        struct vg_loglinear *l;
        struct vg_model m = vg_model_main(6);
        double means[64];
        struct vg_fit f;

        for (uint64_t k = vg_random_below(&r, 64); k > 0; k--)
            cells[1 + vg_random_below(&r, 63)] += (int64_t)exp(30 * vg_random_uniform(&r));
        for (unsigned h = 3; h < 64; h++) {
            if (__builtin_popcount(h) == 2 && vg_random_below(&r, 2) == 0)
                vg_model_add(&m, h);
        }
        c = table(6, cells);
        l = vg_loglinear_begin(&c, &a);
        assert_int_equal(vg_loglinear_fit(l, &m, &f, means, NULL), VG_OK);
        if (f.status != VG_FIT_OK)
            continue;
        fits++;
        assert_true(isfinite(f.n) && f.n >= (double)c.n);
        for (unsigned h = 0; h < 64; h++) {
            const double seen = (double)vg_loglinear_margins(l)[h];

            /* as near as sums of numbers as large as these can be told apart */
            if (__builtin_popcount(h) < 2 || vg_model_has(&m, h))
                assert_true(fabs(margin(means, 6, h) - seen) <=
                            1e-8 * (seen + 1) + 0x1p-52 * (double)c.n);
        }
    }
    assert_true(fits > 20);
}

/* -- spaces -------------------------------------------------------------------------------- */

struct order {
    size_t n;
    unsigned params;
    char name[VG_MODEL_NAME];
    int is_sorted;
};

static int follow(void *ctx, const struct vg_model *m, const struct vg_fit *f, struct vg_err *err)
{
    struct order *o = ctx;
    char name[VG_MODEL_NAME];

    (void)err;
    (void)vg_model_name(m, name);
    if (o->n > 0 &&
        (f->params < o->params || (f->params == o->params && strcmp(name, o->name) <= 0)))
        o->is_sorted = 0;
    o->n++;
    o->params = f->params;
    memcpy(o->name, name, sizeof name);
    return VG_OK;
}

static void hierarchical_models_come_by_parameters_then_name(void **state)
{
    (void)state;
    for (unsigned t = 1; t <= 4; t++) {
        struct order o = {.is_sorted = 1};
        const struct vg_captures c = table(t, new_orleans);

        assert_int_equal(vg_space_walk(&c, VG_SPACE_HIERARCHICAL, follow, &o, NULL), VG_OK);
        assert_int_equal(o.n, vg_space_count(t, VG_SPACE_HIERARCHICAL));
        assert_true(o.is_sorted);
    }
    assert_int_equal(vg_space_count(5, VG_SPACE_HIERARCHICAL), 6212);
    assert_int_equal(vg_space_count(6, VG_SPACE_PAIRS), 32768);
}

static int counts_like_a_binary_number(void *ctx, const struct vg_model *m, const struct vg_fit *f,
                                       struct vg_err *err)
{
    const struct vg_model all = vg_model_pairs(m->t);
    unsigned *n = ctx, set = 0;

    (void)f;
    for (unsigned i = 0; i < all.n; i++)
        set |= (unsigned)vg_model_has(m, all.terms[i]) << i;
    return set == (*n)++ ? VG_OK : vg_fail(err, VG_E_FORMAT, "model %u", set);
}

static void pair_models_come_in_the_order_of_a_binary_counter(void **state)
{
    const struct vg_captures c = table(4, new_orleans);
    unsigned n = 0;

    (void)state;
    assert_int_equal(vg_space_walk(&c, VG_SPACE_PAIRS, counts_like_a_binary_number, &n, NULL),
                     VG_OK);
    assert_int_equal(n, 64);
}

static void a_space_of_too_many_lists_is_refused(void **state)
{
    int64_t cells[128] = {0, 1};
    const struct vg_captures seven = table(7, cells), six = table(6, cells);
    struct vg_model m;
    struct vg_fit f;
    int found = 0;
    unsigned n = 0;

    (void)state;
    assert_int_equal(vg_space_walk(&seven, VG_SPACE_PAIRS, counts_like_a_binary_number, &n, NULL),
                     VG_E_LIMIT);
    assert_int_equal(
        vg_space_walk(&six, VG_SPACE_HIERARCHICAL, counts_like_a_binary_number, &n, NULL),
        VG_E_LIMIT);
    assert_int_equal(vg_space_best_pairs(&seven, NULL, &found, &m, &f, NULL), VG_E_LIMIT);
    assert_int_equal(n, 0);
}

static void leaps_and_bounds_find_the_best_of_all(void **state)
{
    struct vg_random r = vg_random_of(9);

    (void)state;
    for (int i = 0; i < 24; i++) {
        VG_SCOPED_ARENA a = {0};
        const unsigned t = i < 20 ? 3 + (unsigned)i % 2 : 5;
        const struct vg_captures c = random_table(&r, t, i % 3 ? 30 : 500, &a);
        struct vg_space s;
        struct vg_model m, hint = vg_model_pairs(t);
        struct vg_fit f;
        char name[VG_MODEL_NAME];
        int found = 0;

        assert_int_equal(vg_space_survey(&c, VG_SPACE_PAIRS, 3, &a, &s, NULL), VG_OK);
        assert_int_equal(vg_space_best_pairs(&c, i % 2 ? &hint : NULL, &found, &m, &f, NULL),
                         VG_OK);
        assert_int_equal(found, s.exists > 0);
        if (found) {
            assert_string_equal(vg_model_name(&m, name), s.best[0].name);
            assert_near(f.bic, s.best[0].fit.bic, 1e-12);
        }
    }
}

static void what_is_near_the_best_is_found_without_the_rest(void **state)
{
    struct vg_random r = vg_random_of(11);

    (void)state;
    for (int i = 0; i < 30; i++) {
        VG_SCOPED_ARENA a = {0};
        const unsigned t = i < 26 ? 2 + (unsigned)i % 3 : 5;
        const enum vg_space_kind kind = i % 4 == 3 ? VG_SPACE_PAIRS : VG_SPACE_HIERARCHICAL;
        const struct vg_captures c = random_table(&r, t, i % 2 ? 30 : 500, &a);
        const struct vg_model hint = vg_model_main(t);
        struct vg_space all, near;

        assert_int_equal(vg_space_survey(&c, kind, 1, &a, &all, NULL), VG_OK);
        assert_int_equal(vg_space_near(&c, kind, i % 5 ? &hint : NULL, &a, &near, NULL), VG_OK);
        ROW_CHECK(i, all.n > 0 ? all.best[0].name : "none",
                  near.n == all.n && near.within10.count == all.within10.count);
        assert_near(near.within10.low, all.within10.low, 1e-9);
        assert_near(near.within10.high, all.within10.high, 1e-9);
        if (all.n > 0)
            assert_string_equal(near.best[0].name, all.best[0].name);
    }
}

/* -- selection ------------------------------------------------------------------------------- */

static void stepwise_adds_the_pair_that_is_least_expected(void **state)
{
    /* A and B take each other along; all else is independent */
    static const int64_t cells[] = {0, 40, 40, 60, 50, 10, 10, 15};
    const struct vg_captures c = table(3, cells);
    struct vg_stepwise s;
    struct vg_model m = vg_model_main(3);
    struct vg_fit f;

    (void)state;
    assert_int_equal(vg_stepwise_run(&c, &s, NULL), VG_OK);
    assert_true(s.model.n >= 1 && s.model.terms[0] == 3 && s.p[0] < VG_STEPWISE_P);
    m = s.model;
    f = fitted(&c, &m);
    assert_near(f.n, s.fit.n, 1e-12);
}

static void stepwise_does_not_begin_where_main_effects_do_not_exist(void **state)
{
    static const int64_t islands[] = {0, 10, 11, 0, 12, 0, 0, 0}; /* nobody is on two */
    const struct vg_captures c = table(3, islands);
    struct vg_stepwise s;

    (void)state;
    assert_int_equal(vg_stepwise_run(&c, &s, NULL), VG_OK);
    assert_true(s.fit.status == VG_FIT_NO_MAXIMUM && isnan(s.fit.n) && s.model.n == 0);
}

static void eight_lists_are_selected_from(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_random r = vg_random_of(21);
    const struct vg_captures c = random_table(&r, 8, 2000, &a);
    struct vg_stepwise s;

    (void)state;
    assert_int_equal(vg_stepwise_run(&c, &s, NULL), VG_OK);
    assert_true(s.fit.status == VG_FIT_OK && s.fit.n >= (double)c.n);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_model_is_named_by_its_generators),
        cmocka_unit_test(the_longest_name_has_room),
        cmocka_unit_test(terms_are_added_once_and_removed),
        cmocka_unit_test(two_independent_lists_are_lincoln_and_petersen),
        cmocka_unit_test(three_lists_with_all_pairs_have_a_closed_form),
        cmocka_unit_test(new_orleans_is_as_rcapture_has_it),
        cmocka_unit_test(more_overlap_makes_a_smaller_total_and_never_less_than_was_seen),
        cmocka_unit_test(fitted_margins_are_the_observed_ones),
        cmocka_unit_test(proportional_fitting_finds_the_same_means),
        cmocka_unit_test(the_order_of_lists_does_not_matter),
        cmocka_unit_test(a_status_other_than_0_has_no_numbers),
        cmocka_unit_test(an_overlap_of_none_drops_its_term_and_its_cells),
        cmocka_unit_test(numbers_as_large_as_a_table_may_have_are_fitted),
        cmocka_unit_test(counts_as_unlike_each_other_as_can_be_are_fitted),
        cmocka_unit_test(hierarchical_models_come_by_parameters_then_name),
        cmocka_unit_test(pair_models_come_in_the_order_of_a_binary_counter),
        cmocka_unit_test(a_space_of_too_many_lists_is_refused),
        cmocka_unit_test(leaps_and_bounds_find_the_best_of_all),
        cmocka_unit_test(what_is_near_the_best_is_found_without_the_rest),
        cmocka_unit_test(stepwise_adds_the_pair_that_is_least_expected),
        cmocka_unit_test(stepwise_does_not_begin_where_main_effects_do_not_exist),
        cmocka_unit_test(eight_lists_are_selected_from),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
