/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <math.h>
#include <string.h>

#include "base/limits.h"
#include "estimate/latent.h"
#include "estimate/random.h"
#include "estimate/sure.h"

static const char *const names[] = {"A", "B", "C", "D"};
/* Kosovo, by mask: EXH is bit 0. */
static const int64_t kosovo_cells[] = {0,   1131, 845, 177, 936, 228, 217, 181,
                                       306, 106,  31,  18,  123, 42,  32,  27};
static const struct vg_captures kosovo = {4, names, kosovo_cells, 4400};
static const struct vg_latent_plan short_plan = {50, 200, 100, 2};

static void a_seed_is_enough_to_repeat_a_chain(void **state)
{
    VG_SCOPED_ARENA a = {0};
    int64_t one[100], again[100], other[100], chain[100];
    uint64_t hash = 0;

    (void)state;
    assert_int_equal(vg_latent_draw(&kosovo, 1, 0, &short_plan, &a, one, NULL), VG_OK);
    assert_int_equal(vg_latent_draw(&kosovo, 1, 0, &short_plan, &a, again, NULL), VG_OK);
    assert_int_equal(vg_latent_draw(&kosovo, 2, 0, &short_plan, &a, other, NULL), VG_OK);
    assert_int_equal(vg_latent_draw(&kosovo, 1, 1, &short_plan, &a, chain, NULL), VG_OK);
    assert_memory_equal(one, again, sizeof one);
    assert_true(memcmp(one, other, sizeof one) != 0 && memcmp(one, chain, sizeof one) != 0);
    for (size_t i = 0; i < 100; i++)
        hash = vg_random_split(hash, (uint64_t)one[i]);
    /* Another number here means that every seeded estimate of the program changes. */
    assert_int_equal(hash, 0xae56a6919a65886bU);
}

/* Three lists that hold two fifths of some 16,667 each. */
static void a_chain_finds_what_independent_lists_tell(void **state)
{
    static const int64_t cells[] = {0, 2400, 2400, 1600, 2400, 1600, 1600, 1067};
    static const struct vg_captures c = {3, names, cells, 13067};
    static const struct vg_latent_plan plan = {100, 4000, 100, 20};
    VG_SCOPED_ARENA a = {0};
    int64_t n0[100];
    double sum = 0;

    (void)state;
    assert_int_equal(vg_latent_draw(&c, 1, 0, &plan, &a, n0, NULL), VG_OK);
    for (size_t i = 0; i < 100; i++)
        sum += (double)n0[i] / 100;
    /* Independent lists leave 3,600 unseen; classes may make it more. */
    assert_true(sum > 3200 && sum < 5500);
}

static void nobody_more_than_twenty_times_the_seen(void **state)
{
    static const int64_t cells[] = {0, 40, 50, 0, 60, 0, 0, 0};
    static const struct vg_captures c = {3, names, cells, 150};
    VG_SCOPED_ARENA a = {0};
    int64_t n0[100];

    (void)state;
    for (unsigned chain = 0; chain < 4; chain++) {
        assert_int_equal(vg_latent_draw(&c, 1, chain, &short_plan, &a, n0, NULL), VG_OK);
        for (size_t i = 0; i < 100; i++)
            assert_true(n0[i] >= 0 && n0[i] <= 3000);
    }
}

static void the_ends_of_tables_make_no_nonsense(void **state)
{
    static int64_t many[1 << 16];
    static const int64_t one_cells[] = {0, 1};
    static const int64_t full_cells[] = {0, 0, 0, INT64_C(999999999999)};
    static const struct vg_latent_plan tiny = {2, 5, 5, 1};
    const struct vg_captures rows[] = {
        {1, names, one_cells, 1},
        {2, names, full_cells, INT64_C(999999999999)},
        {16, NULL, many, 65535},
    };
    VG_SCOPED_ARENA a = {0};
    int64_t n0[5];

    (void)state;
    for (size_t i = 1; i < 1 << 16; i += 97)
        many[i] = 1;
    many[1] = 65535 - 675;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(vg_latent_draw(&rows[i], 1, 0, &tiny, &a, n0, NULL), VG_OK);
        for (size_t k = 0; k < 5; k++)
            ROW_CHECK(i, "", n0[k] >= 0 && n0[k] <= 20 * rows[i].n);
    }
}

static void a_table_without_units_or_with_too_many_is_refused(void **state)
{
    static const int64_t none[] = {0, 0, 0, 0};
    static const int64_t lots[] = {0, VG_MAX_LATENT_UNITS, 1, 0};
    const struct vg_captures rows[] = {{2, names, none, 0}, {2, names, lots, lots[1] + 1}};
    VG_SCOPED_ARENA a = {0};
    struct vg_latent l = {.chains = 77};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(vg_latent(&rows[i], 1, &a, &l, NULL), VG_E_MISUSE);
        assert_int_equal(vg_latent_spread(&rows[i], 1, 2, &a, &l, NULL), VG_E_MISUSE);
    }
    assert_int_equal(l.chains, 77);
}

static void how_many_run_at_once_does_not_matter(void **state)
{
    static const struct vg_latent_plan tiny = {5, 20, 30, 2};
    VG_SCOPED_ARENA a = {0};
    int64_t in_turn[8 * 30], three[8 * 30], many[8 * 30];

    (void)state;
    assert_int_equal(vg_latent_draw_all(&kosovo, 1, &tiny, 1, &a, in_turn, NULL), VG_OK);
    assert_int_equal(vg_latent_draw_all(&kosovo, 1, &tiny, 3, &a, three, NULL), VG_OK);
    assert_int_equal(vg_latent_draw_all(&kosovo, 1, &tiny, 16, &a, many, NULL), VG_OK);
    assert_memory_equal(in_turn, three, sizeof in_turn);
    assert_memory_equal(in_turn, many, sizeof in_turn);
}

/* x_i = r x_{i-1} + noise has (1 - r) / (1 + r) of its draws' worth. */
static void health_is_known_of_known_chains(void **state)
{
    enum { M = 8, EACH = 600 };
    static const double slow[] = {0, 0.5, 0.9};
    static double x[M * EACH];
    struct vg_random r = vg_random_of(1);
    double rhat, ess;

    (void)state;
    for (size_t s = 0; s < 3; s++) {
        VG_SCOPED_ARENA a = {0};
        const double wanted = M * EACH * (1 - slow[s]) / (1 + slow[s]);

        for (size_t i = 0; i < (size_t)M * EACH; i++) {
            const double noise = vg_random_normal(&r) * sqrt(1 - slow[s] * slow[s]);

            x[i] = i % EACH == 0 ? vg_random_normal(&r) : slow[s] * x[i - 1] + noise;
        }
        vg_latent_health(x, M, EACH, &a, &rhat, &ess);
        assert_true(rhat > 0.99 && rhat < 1.05);
        assert_true(ess > 0.75 * wanted && ess < 1.3 * wanted);
    }
}

static void chains_that_disagree_are_found(void **state)
{
    enum { M = 8, EACH = 625 };
    static double x[M * EACH];
    struct vg_random r = vg_random_of(2);
    VG_SCOPED_ARENA a = {0};
    double rhat, ess;

    (void)state;
    /* In place: one of eight elsewhere. */
    for (size_t i = 0; i < (size_t)M * EACH; i++)
        x[i] = vg_random_normal(&r) + (i < EACH ? 2 : 0);
    vg_latent_health(x, M, EACH, &a, &rhat, &ess);
    assert_true(rhat > 1.1 && ess < 400);
    /* In width only: the folded draws tell. */
    for (size_t i = 0; i < (size_t)M * EACH; i++)
        x[i] = vg_random_normal(&r) * (i < EACH ? 8 : 1);
    vg_latent_health(x, M, EACH, &a, &rhat, &ess);
    assert_true(rhat > 1.05);
    /* Within a chain: the halves differ. */
    for (size_t i = 0; i < (size_t)M * EACH; i++)
        x[i] = vg_random_normal(&r) + (i % EACH < EACH / 2 ? 1 : 0);
    vg_latent_health(x, M, EACH, &a, &rhat, &ess);
    assert_true(rhat > 1.05);
}

static void draws_that_do_not_move_are_judged(void **state)
{
    enum { M = 2, EACH = 10 };
    double x[M * EACH], rhat, ess;
    VG_SCOPED_ARENA a = {0};

    (void)state;
    for (size_t i = 0; i < (size_t)M * EACH; i++)
        x[i] = 5;
    vg_latent_health(x, M, EACH, &a, &rhat, &ess);
    assert_true(rhat == 1 && ess == 20);
    for (size_t i = EACH; i < (size_t)M * EACH; i++)
        x[i] = 6;
    vg_latent_health(x, M, EACH, &a, &rhat, &ess);
    assert_true(isinf(rhat) && ess < 10);
}

static void figures_come_from_converged_chains_only(void **state)
{
    VG_SCOPED_ARENA a = {0};
    static int64_t n0[VG_LATENT_DRAWS];
    struct vg_random r = vg_random_of(3);
    struct vg_latent l;

    (void)state;
    for (size_t i = 0; i < VG_LATENT_DRAWS; i++)
        n0[i] = (int64_t)vg_random_below(&r, 1001);
    vg_latent_judge(1000, n0, &a, &l);
    assert_true(l.converged && l.chains == 8 && l.draws == 5000 && l.cap_share == 0);
    assert_true(fabs(l.q[0] - 1025) < 12 && fabs(l.q[2] - 1500) < 40 && fabs(l.q[4] - 1975) < 12);
    /* Seen at the ceiling of the prior. */
    for (size_t i = 0; i < VG_LATENT_DRAWS; i += 50)
        n0[i] = 19600;
    vg_latent_judge(1000, n0, &a, &l);
    assert_true(!l.converged && fabs(l.cap_share - 0.02) < 1e-12 && l.q[2] == 0);
    /* One chain elsewhere. */
    for (size_t i = 0; i < VG_LATENT_DRAWS; i++)
        n0[i] = (int64_t)vg_random_below(&r, 1001) + (i < VG_LATENT_EACH ? 900 : 0);
    vg_latent_judge(1000, n0, &a, &l);
    assert_true(!l.converged && l.rhat > VG_LATENT_RHAT_MOST && l.q[2] == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_seed_is_enough_to_repeat_a_chain),
        cmocka_unit_test(a_chain_finds_what_independent_lists_tell),
        cmocka_unit_test(nobody_more_than_twenty_times_the_seen),
        cmocka_unit_test(the_ends_of_tables_make_no_nonsense),
        cmocka_unit_test(a_table_without_units_or_with_too_many_is_refused),
        cmocka_unit_test(how_many_run_at_once_does_not_matter),
        cmocka_unit_test(health_is_known_of_known_chains),
        cmocka_unit_test(chains_that_disagree_are_found),
        cmocka_unit_test(draws_that_do_not_move_are_judged),
        cmocka_unit_test(figures_come_from_converged_chains_only),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
