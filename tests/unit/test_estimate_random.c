/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "estimate/random.h"
#include "estimate/sure.h"

enum { DRAWS = 20000 };

static double units_off(double x, double wanted)
{
    const double unit = nextafter(fabs(wanted), HUGE_VAL) - fabs(wanted);

    return fabs(x - wanted) / unit;
}

static void logarithm_and_exponential_are_right_to_the_last_bits(void **state)
{
    struct vg_random r = vg_random_of(7);

    (void)state;
    for (int i = 0; i < DRAWS; i++) {
        const double x = (vg_random_uniform(&r) - 0.5) * 1380;
        const double y = vg_random_uniform(&r) * 3, z = vg_random_uniform(&r) * 1.2 - 0.3;
        double each = x;

        assert_true(units_off(vg_sure_exp(x), exp(x)) <= 4);
        assert_true(units_off(vg_sure_log(exp(x)), log(exp(x))) <= 2);
        assert_true(units_off(vg_sure_log(y), log(y)) <= 2);
        assert_true(units_off(vg_sure_log1p(z), log1p(z)) <= 3);
        vg_sure_exp_each(&each, 1);
        assert_true(each == vg_sure_exp(x));
    }
}

static void logarithm_and_exponential_keep_to_their_ends(void **state)
{
    double low = -701;

    (void)state;
    vg_sure_exp_each(&low, 1);
    assert_true(low == 0);
    assert_true(vg_sure_exp(0) == 1 && vg_sure_log(1) == 0 && vg_sure_log1p(0) == 0);
    assert_true(vg_sure_exp(-800) == 0 && isinf(vg_sure_exp(710)) && isinf(vg_sure_exp(HUGE_VAL)));
    assert_true(vg_sure_exp(-HUGE_VAL) == 0 && isnan(vg_sure_exp((double)NAN)));
    assert_true(isinf(vg_sure_log(0)) && isnan(vg_sure_log(-1)) && isnan(vg_sure_log((double)NAN)));
    assert_true(isinf(vg_sure_log(HUGE_VAL)));
    assert_true(fabs(vg_sure_log(0x1p-1074) - log(0x1p-1074)) < 1e-12);
    assert_true(fabs(vg_sure_exp(-740) / exp(-740) - 1) < 1e-9);
}

static void gamma_functions_agree_with_the_c_library(void **state)
{
    struct vg_random r = vg_random_of(8);

    (void)state;
    for (int i = 0; i < 2000; i++) {
        const double x = exp(vg_random_uniform(&r) * 20 - 4);
        const double a = vg_random_uniform(&r) * 30, b = vg_random_uniform(&r) * 30;
        const long double exact =
            lgammal((long double)x + (long double)a) - lgammal((long double)x + (long double)b);

        assert_true(fabs(vg_sure_ln_gamma(x) - lgamma(x)) <= 1e-14 + 4e-16 * fabs(lgamma(x)) * 4);
        assert_true(fabsl((long double)vg_sure_ln_gamma_ratio(x, a, b) - exact) < 3e-11L);
        assert_true(fabs(vg_sure_stirling_rest(x) -
                         (lgamma(x + 1) - ((x + 0.5) * log(x) - x + 0.5 * log(2 * M_PI)))) <
                    1e-13 * (1 + x * fabs(log(x))));
        assert_true(fabs(vg_sure_deviance(x, x + a) - (x * log(x / (x + a)) + a)) <
                    1e-14 * (x + a + 1));
    }
    /* Where the difference of two logarithms of gamma functions has lost every digit. */
    assert_true(fabs(vg_sure_ln_gamma_ratio(1e9, 1.5, 0.5) - log(1e9 + 0.5)) < 1e-14 * 20);
    assert_true(vg_sure_deviance(0, 3) == 3 && vg_sure_deviance(1e12, 1e12) == 0);
    assert_true(fabs(vg_sure_deviance(1e12 + 1e3, 1e12) - 5e-7) < 1e-13);
}

static void normal_quantile_is_that_of_the_tables(void **state)
{
    (void)state;
    assert_true(fabs(vg_sure_normal(0.975) - 1.959963984540054) < 1e-14);
    assert_true(fabs(vg_sure_normal(1e-10) + 6.361340902404056) < 1e-13);
    assert_true(fabs(vg_sure_normal(0.001) + 3.090232306167813) < 1e-14);
    assert_true(vg_sure_normal(0.5) == 0);
    assert_true(vg_sure_normal(0x1p-53) < -8.2 && vg_sure_normal(1 - 0x1p-53) > 8.2);
    for (int i = 1; i < 1000; i++) {
        const double x = vg_sure_normal(i / 1000.0);

        assert_true(fabs(0.5 * erfc(-x / sqrt(2)) - i / 1000.0) < 1e-15);
    }
}

static void same_seed_gives_the_same_bits(void **state)
{
    struct vg_random r = vg_random_of(1);
    uint64_t hash = 0, b;

    (void)state;
    assert_true(vg_random_split(1, 2) != vg_random_split(2, 1));
    assert_true(vg_random_split(0, 0) != 0);
    for (int i = 0; i < 3000; i++) {
        const double x = vg_random_gamma_ln(&r, 0.01 + i * 0.01);
        const double p = vg_random_uniform(&r);
        const int64_t k = vg_random_binomial(&r, 10 * (int64_t)i, p);
        const int64_t l = vg_random_poisson(&r, i);

        memcpy(&b, &x, sizeof b);
        hash = vg_random_split(hash, b ^ (uint64_t)(k + 65536 * l));
    }
    /* Another number here means that every seeded result of the program changes. */
    assert_int_equal(hash, 0x9655b2c65ead8638U);
}

/* Mean and variance of draws against what they should be, within five standard errors
 * (the fourth moment is taken as that of something a little heavier than normal). */
static void assert_moments(const double *x, double mean, double variance)
{
    double m = 0, v = 0;

    for (int i = 0; i < DRAWS; i++)
        m += x[i] / DRAWS;
    for (int i = 0; i < DRAWS; i++)
        v += (x[i] - mean) * (x[i] - mean) / DRAWS;
    if (fabs(m - mean) > 5 * sqrt(variance / DRAWS) ||
        fabs(v / variance - 1) > 5 * sqrt(8.0 / DRAWS))
        fail_msg("mean %.6g for %.6g, variance %.6g for %.6g", m, mean, v, variance);
}

static void variates_have_their_moments(void **state)
{
    static double x[DRAWS];
    struct vg_random r = vg_random_of(3);
    static const double shapes[] = {1, 1.5, 4, 100, 1e6};
    static const double means[] = {0.3, 5, 9.9, 10.1, 40, 3000, 1e9};

    (void)state;
    for (int i = 0; i < DRAWS; i++)
        x[i] = vg_random_uniform(&r);
    assert_moments(x, 0.5, 1.0 / 12);
    for (int i = 0; i < DRAWS; i++)
        x[i] = vg_random_normal(&r);
    assert_moments(x, 0, 1);
    for (int i = 0; i < DRAWS; i++)
        x[i] = (double)vg_random_below(&r, 7);
    assert_moments(x, 3, 4);
    for (size_t s = 0; s < sizeof shapes / sizeof *shapes; s++) {
        for (int i = 0; i < DRAWS; i++)
            x[i] = vg_random_gamma(&r, shapes[s]);
        assert_moments(x, shapes[s], shapes[s]);
    }
    for (size_t s = 0; s < sizeof means / sizeof *means; s++) {
        for (int i = 0; i < DRAWS; i++)
            x[i] = (double)vg_random_poisson(&r, means[s]);
        assert_moments(x, means[s], means[s]);
        for (int i = 0; i < DRAWS; i++)
            x[i] = (double)vg_random_binomial(&r, (int64_t)(means[s] * 4), 0.25);
        assert_moments(x, floor(means[s] * 4) / 4, floor(means[s] * 4) * 3 / 16 + 1e-12);
        for (int i = 0; i < DRAWS; i++)
            x[i] = (double)vg_random_binomial(&r, (int64_t)(means[s] * 4), 0.9);
        assert_moments(x, floor(means[s] * 4) * 0.9, floor(means[s] * 4) * 0.09 + 1e-12);
    }
    for (int i = 0; i < DRAWS; i++)
        x[i] = (double)vg_random_negative_binomial(&r, 30, 2, 1e9);
    assert_moments(x, 60, 180);
}

/* ln of a gamma variate with shape a has mean ψ(a) and variance ψ'(a). */
static void logarithms_of_small_gammas_do_not_underflow(void **state)
{
    static double x[DRAWS];
    struct vg_random r = vg_random_of(4);
    double ln_x, ln_other;

    (void)state;
    for (int i = 0; i < DRAWS; i++)
        x[i] = vg_random_gamma_ln(&r, 0.5);
    assert_moments(x, -1.963510026021423, 4.934802200544679);
    for (int i = 0; i < DRAWS; i++)
        assert_true(isfinite(vg_random_gamma_ln(&r, 1e-4)));
    for (int i = 0; i < DRAWS; i++) {
        vg_random_beta_ln(&r, 1, 1e-3, &ln_x, &ln_other);
        assert_true(isfinite(ln_other) && ln_x <= 0 && ln_other <= 0);
        assert_true(fabs(exp(ln_x) + exp(ln_other) - 1) < 1e-14);
    }
}

/* Pearson's χ² of binomials and Poissons against their probabilities. */
static void counts_follow_their_distributions(void **state)
{
    struct vg_random r = vg_random_of(5);
    int64_t seen[2][128] = {0};
    double chi[2] = {0, 0};
    int bins[2] = {0, 0};

    (void)state;
    for (int i = 0; i < DRAWS; i++) {
        seen[0][vg_random_binomial(&r, 60, 0.4)]++;
        seen[1][vg_random_poisson(&r, 24) & 127]++;
    }
    for (int k = 0; k < 128; k++) {
        const double p[2] = {k > 60 ? 0
                                    : exp(lgamma(61) - lgamma(k + 1) - lgamma(61 - k) +
                                          k * log(0.4) + (60 - k) * log(0.6)),
                             exp(k * log(24) - 24 - lgamma(k + 1))};

        for (int i = 0; i < 2; i++) {
            const double wanted = p[i] * DRAWS;

            if (wanted < 5)
                continue;
            bins[i]++;
            chi[i] += ((double)seen[i][k] - wanted) * ((double)seen[i][k] - wanted) / wanted;
        }
    }
    for (int i = 0; i < 2; i++)
        assert_true(chi[i] < bins[i] + 5 * sqrt(2.0 * bins[i]));
}

static void a_multinomial_hands_out_everything_by_weight(void **state)
{
    static const double sums[] = {0, 1, 1, 4, 5};
    struct vg_random r = vg_random_of(6);
    int64_t out[5], total[5] = {0};

    (void)state;
    for (int i = 0; i < 2000; i++) {
        int64_t n = 0;

        vg_random_multinomial(&r, 50, sums, 5, out);
        for (int k = 0; k < 5; k++) {
            n += out[k];
            total[k] += out[k];
        }
        assert_int_equal(n, 50);
    }
    assert_true(total[0] == 0 && total[2] == 0);
    assert_true(llabs(total[1] - 20000) < 700 && llabs(total[3] - 60000) < 800);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(logarithm_and_exponential_are_right_to_the_last_bits),
        cmocka_unit_test(logarithm_and_exponential_keep_to_their_ends),
        cmocka_unit_test(gamma_functions_agree_with_the_c_library),
        cmocka_unit_test(normal_quantile_is_that_of_the_tables),
        cmocka_unit_test(same_seed_gives_the_same_bits),
        cmocka_unit_test(variates_have_their_moments),
        cmocka_unit_test(logarithms_of_small_gammas_do_not_underflow),
        cmocka_unit_test(counts_follow_their_distributions),
        cmocka_unit_test(a_multinomial_hands_out_everything_by_weight),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
