/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What is said about an N besides N: intervals, bounds, sensitivity, influence. */
#include "test.h"

#include "made_captures.h"

#include <math.h>
#include <string.h>

#include "base/limits.h"
#include "estimate/bootstrap.h"
#include "estimate/chao.h"
#include "estimate/influence.h"
#include "estimate/profile.h"
#include "estimate/random.h"
#include "estimate/sensitivity.h"
#include "estimate/space.h"

/* As in test_loglinear.c; numbers by Rcapture 1.4-4 and MultipleSystemsEstimation 1.2.0. */
static const int64_t new_orleans[32] = {
    [1] = 25, [2] = 24, [3] = 1,  [4] = 70, [5] = 1,  [6] = 2,   [7] = 1,
    [8] = 33, [9] = 2,  [10] = 2, [11] = 1, [12] = 1, [16] = 21, [18] = 1};
static const int64_t three[] = {0, 37, 41, 12, 29, 17, 8, 5};

/* -- profile --------------------------------------------------------------------------------- */

static void the_profile_of_main_effects_is_as_published(void **state)
{
    const struct vg_captures c = table(5, new_orleans);
    const struct vg_model m = vg_model_main(5);
    struct vg_fit f;
    struct vg_profile p;

    (void)state;
    assert_int_equal(vg_loglinear_once(&c, &m, &f, NULL), VG_OK);
    assert_int_equal(vg_profile_run(&c, &m, &f, &p, NULL), VG_OK);
    assert_near(p.mode, 1027.30261715, 1e-5);
    assert_near(p.lower, 665.58250056, 1e-5);
    assert_near(p.upper, 1762.03077486, 1e-5);
}

static void a_profile_ends_at_what_was_seen_and_may_have_no_upper_end(void **state)
{
    /* hardly anything unseen; then a model that leaves N open */
    static const int64_t full[] = {0, 1, 1, 300}, open[] = {0, 500, 400, 1};
    const struct vg_model m = vg_model_main(2);
    struct vg_captures c = table(2, full);
    struct vg_fit f;
    struct vg_profile p;

    (void)state;
    assert_int_equal(vg_loglinear_once(&c, &m, &f, NULL), VG_OK);
    assert_int_equal(vg_profile_run(&c, &m, &f, &p, NULL), VG_OK);
    assert_true(p.lower == 302 && p.mode >= 302 && p.upper > 302 && p.upper < 304);
    c = table(2, open);
    assert_int_equal(vg_loglinear_once(&c, &m, &f, NULL), VG_OK);
    assert_int_equal(vg_profile_run(&c, &m, &f, &p, NULL), VG_OK);
    assert_true(p.lower > 901 && p.lower < f.n && (isnan(p.upper) || p.upper > f.n));
}

static void a_model_without_a_fit_has_no_profile(void **state)
{
    const struct vg_captures c = table(3, three);
    const struct vg_model m = vg_model_pairs(3);
    const struct vg_fit none = {.status = VG_FIT_NO_MAXIMUM};
    struct vg_profile p;
    struct vg_sensitivity s;

    (void)state;
    assert_int_equal(vg_profile_run(&c, &m, &none, &p, NULL), VG_E_MISUSE);
    assert_int_equal(vg_sensitivity_run(&c, &none, &s, NULL), VG_E_MISUSE);
}

/* -- bootstrap --------------------------------------------------------------------------------- */

static void quantiles_are_of_type_8(void **state)
{
    static const double x[] = {1, 2, 4, 8, 16};

    (void)state;
    /* quantile(c(1, 2, 4, 8, 16), p, type = 8) in R */
    assert_near(vg_bootstrap_quantile(x, 5, 0.5), 4, 1e-12);
    assert_near(vg_bootstrap_quantile(x, 5, 0.25), 1 + 2.0 / 3, 1e-12);
    assert_near(vg_bootstrap_quantile(x, 5, 0.9), 16, 1e-12);
    assert_near(vg_bootstrap_quantile(x, 5, 0.0), 1, 1e-12);
    assert_near(vg_bootstrap_quantile(x, 5, 1.0), 16, 1e-12);
    assert_near(vg_bootstrap_quantile(x, 1, 0.3), 1, 1e-12);
}

static void a_seed_gives_the_same_limits_and_another_seed_others(void **state)
{
    const struct vg_captures c = table(5, new_orleans);
    struct vg_bootstrap b, again, other;
    double theta[100];

    (void)state;
    memset(&b, 0, sizeof b);
    memset(&again, 0, sizeof again);
    assert_int_equal(vg_bootstrap_run(&c, 100, 1, &b, theta, NULL), VG_OK);
    assert_int_equal(vg_bootstrap_run(&c, 100, 1, &again, NULL, NULL), VG_OK);
    assert_int_equal(vg_bootstrap_run(&c, 100, 2, &other, NULL, NULL), VG_OK);
    assert_true(b.q025 == again.q025 && b.q975 == again.q975 && b.z0 == again.z0);
    assert_true(b.q975 != other.q975);
    assert_near(b.ahat, -0.05516147, 1e-3);
    assert_near(other.ahat, b.ahat, 1e-15);
    assert_true(b.has_limits && b.usable <= 100 && b.ties <= 3);
    for (size_t i = 1; i < b.usable; i++)
        assert_true(theta[i - 1] <= theta[i]);
    assert_true(b.q025 <= b.q100 && b.q100 <= b.q900 && b.q900 <= b.q975);
}

static void a_table_without_an_estimate_has_no_replicate_of_use(void **state)
{
    static const int64_t islands[] = {0, 10, 11, 0, 12, 0, 0, 0};
    const struct vg_captures c = table(3, islands);
    struct vg_bootstrap b;

    (void)state;
    assert_int_equal(vg_bootstrap_run(&c, 20, 1, &b, NULL, NULL), VG_OK);
    assert_true(b.replicates == 20 && b.usable == 0 && !b.has_limits && isnan(b.q025));
    assert_int_equal(vg_bootstrap_run(&c, 0, 1, &b, NULL, NULL), VG_E_MISUSE);
    assert_int_equal(vg_bootstrap_run(&c, VG_MAX_REPLICATES + 1, 1, &b, NULL, NULL), VG_E_LIMIT);
}

/* -- lower bounds ---------------------------------------------------------------------------------
 */

static void chao_is_as_published(void **state)
{
    const struct vg_chao c = vg_chao_run(&(const struct vg_captures){5, names, new_orleans, 185});

    (void)state;
    assert_true(c.f[0] == 173 && c.f[1] == 10 && c.f[2] == 2 && c.f[3] == 0);
    assert_near(c.classic, 1681.45, 1e-8);
    assert_near(c.bc, 1267.03636364, 1e-8);
    assert_near(c.mth, 1294.10349352, 1e-8);
    assert_true(c.lower > 185 && c.lower < c.bc && c.upper > c.bc);
}

static void chao_says_what_it_cannot_know(void **state)
{
    static const int64_t alone[] = {0, 5, 6, 0, 7, 0, 0, 0}, full[] = {0, 0, 0, 0, 0, 0, 0, 9};
    static const int64_t pair[] = {0, 5, 6, 3};
    struct vg_chao c = vg_chao_run(&(const struct vg_captures){3, names, alone, 18});

    (void)state;
    assert_true(isnan(c.classic) && isnan(c.mth) && c.bc > 18);
    c = vg_chao_run(&(const struct vg_captures){3, names, full, 9});
    assert_true(c.bc == 9 && c.lower == 9 && c.upper == 9 && isnan(c.classic));
    c = vg_chao_run(&(const struct vg_captures){2, names, pair, 14});
    assert_true(isnan(c.mth));
    assert_near(c.classic, 14 + 121.0 / 6, 1e-12);
    assert_near(c.bc, 14 + 0.5 * 110 / 8, 1e-12);
}

static void a_column_of_two_lists_more_is_dropped_when_it_points_down(void **state)
{
    /* units that come often come with everybody: eta_3 would be negative, so main effects remain */
    static const int64_t cells[] = {0, 50, 50, 25, 50, 25, 25, 2};
    const struct vg_captures c = table(3, cells);
    const struct vg_model m = vg_model_main(3);
    struct vg_fit f;

    (void)state;
    assert_int_equal(vg_loglinear_once(&c, &m, &f, NULL), VG_OK);
    assert_near(vg_chao_run(&c).mth, f.n, 1e-9);
}

/* -- sensitivity ---------------------------------------------------------------------------------
 */

static void sensitivity_has_exact_ends_and_the_model_itself_in_it(void **state)
{
    static const int64_t pair[] = {0, 60, 30, 20};
    static const struct {
        unsigned t;
        const int64_t *cells;
        size_t n;
        double low, high;
    } rows[] = {{2, pair, 43, 1.0 / 3, 10}, {3, three, 41, 0.2, 5}, {5, new_orleans, 41, 0.2, 5}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct vg_captures c = table(rows[i].t, rows[i].cells);
        const struct vg_model m = vg_model_main(c.t);
        struct vg_fit f;
        struct vg_sensitivity s;
        int has_one = 0;

        assert_int_equal(vg_loglinear_once(&c, &m, &f, NULL), VG_OK);
        assert_int_equal(vg_sensitivity_run(&c, &f, &s, NULL), VG_OK);
        assert_true(s.n == rows[i].n && s.points[0].x == rows[i].low);
        assert_true(s.points[s.n - 1].x == rows[i].high);
        for (size_t k = 0; k < s.n; k++) {
            assert_true(k == 0 || s.points[k].x > s.points[k - 1].x);
            has_one |= s.points[k].x == 1 && fabs(s.points[k].n - f.n) < 1e-9;
        }
        assert_true(has_one);
        assert_near(s.points[s.n - 1].n - (double)c.n,
                    c.t % 2 ? f.unseen / rows[i].high : f.unseen * rows[i].high, 1e-12);
    }
}

static void the_formula_over_all_cells_is_the_unseen_of_the_model(void **state)
{
    VG_SCOPED_ARENA a = {0};
    const struct vg_captures c = table(5, new_orleans);
    struct vg_loglinear *l = vg_loglinear_begin(&c, &a);
    const struct vg_model m = vg_model_main(5);
    double means[32], sum = 0;
    struct vg_fit f;

    (void)state;
    assert_int_equal(vg_loglinear_fit(l, &m, &f, means, NULL), VG_OK);
    for (unsigned h = 1; h < 32; h++)
        sum += __builtin_popcount(h) % 2 ? log(means[h]) : -log(means[h]);
    assert_near(exp(sum), f.unseen, 1e-9);
}

/* -- influence --------------------------------------------------------------------------------- */

static void one_unit_of_new_orleans_moves_the_total_by_a_twentieth(void **state)
{
    VG_SCOPED_ARENA a = {0};
    int64_t cells[32];
    struct vg_captures c;
    struct vg_influence in;
    double most = 0;

    (void)state;
    memcpy(cells, new_orleans, sizeof cells);
    cells[12]++; /* the record that one edition has and another has not */
    c = table(5, cells);
    assert_int_equal(vg_influence_run(&c, &a, &in, NULL), VG_OK);
    assert_true(in.status == 0 && in.lists == 5 && in.pairs == 10 && in.cells == 14);
    for (size_t i = 0; i < in.cells; i++) {
        if (in.remove[i].mask == 12)
            most = in.remove[i].ratio;
    }
    assert_near(most * in.n, 1034.15106523, 1e-8);
    assert_near(most, 1.0537, 5e-5);
}

static void influence_is_what_the_changed_table_says(void **state)
{
    static const int64_t cells[] = {0, 37, 41, 12, 29, 17, 8, 5, 33, 9, 14, 3, 11, 6, 2, 1};
    VG_SCOPED_ARENA a = {0};
    const struct vg_captures c = table(4, cells);
    const struct vg_captures less = vg_captures_keep(&c, 13, &a);
    const struct vg_captures one = vg_captures_merge(&c, 1, 3, &a);
    struct vg_influence in;
    struct vg_space s;

    (void)state;
    assert_int_equal(vg_influence_run(&c, &a, &in, NULL), VG_OK);
    assert_int_equal(vg_space_survey(&c, VG_SPACE_PAIRS, 1, &a, &s, NULL), VG_OK);
    assert_near(in.n, s.best[0].fit.n, 1e-12);
    assert_int_equal(vg_space_survey(&less, VG_SPACE_PAIRS, 1, &a, &s, NULL), VG_OK);
    assert_near(in.drop[1], s.best[0].fit.n / in.n, 1e-12);
    assert_int_equal(vg_space_survey(&one, VG_SPACE_PAIRS, 1, &a, &s, NULL), VG_OK);
    assert_true(in.merge[4].i == 1 && in.merge[4].j == 3);
    assert_near(in.merge[4].ratio, s.best[0].fit.n / in.n, 1e-12);
}

static void influence_needs_a_model(void **state)
{
    static const int64_t islands[] = {0, 10, 11, 0, 12, 0, 0, 0}, pair[] = {0, 60, 30, 20};
    VG_SCOPED_ARENA a = {0};
    struct vg_captures c = table(3, islands);
    struct vg_influence in;

    (void)state;
    assert_int_equal(vg_influence_run(&c, &a, &in, NULL), VG_OK);
    assert_true(in.status == VG_FIT_NO_MAXIMUM && in.lists == 0 && in.cells == 0);
    c = table(2, pair);
    assert_int_equal(vg_influence_run(&c, &a, &in, NULL), VG_OK);
    assert_true(in.status == 0 && in.lists == 0 && in.pairs == 0 && in.cells == 3);
    assert_near(in.remove[2].ratio * in.n, 79.0 * 49 / 19, 1e-9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_profile_of_main_effects_is_as_published),
        cmocka_unit_test(a_profile_ends_at_what_was_seen_and_may_have_no_upper_end),
        cmocka_unit_test(a_model_without_a_fit_has_no_profile),
        cmocka_unit_test(quantiles_are_of_type_8),
        cmocka_unit_test(a_seed_gives_the_same_limits_and_another_seed_others),
        cmocka_unit_test(a_table_without_an_estimate_has_no_replicate_of_use),
        cmocka_unit_test(chao_is_as_published),
        cmocka_unit_test(chao_says_what_it_cannot_know),
        cmocka_unit_test(a_column_of_two_lists_more_is_dropped_when_it_points_down),
        cmocka_unit_test(sensitivity_has_exact_ends_and_the_model_itself_in_it),
        cmocka_unit_test(the_formula_over_all_cells_is_the_unseen_of_the_model),
        cmocka_unit_test(one_unit_of_new_orleans_moves_the_total_by_a_twentieth),
        cmocka_unit_test(influence_is_what_the_changed_table_says),
        cmocka_unit_test(influence_needs_a_model),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
