/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What needs no lists: coverage of named units, saturation, exposure. */
#include "test.h"

#include <string.h>

#include "estimate/coverage.h"
#include "estimate/exposure.h"
#include "estimate/richness.h"
#include "estimate/special.h"
#include "estimate_files.h"

/* -- special functions -------------------------------------------------------------------- */

static void special_functions_have_the_values_of_the_tables(void **state)
{
    double upper = 0;

    (void)state;
    assert_true(is_near(vg_special_digamma(1), -0.57721566490153286, 1e-13, 0));
    assert_true(is_near(vg_special_trigamma(1), 1.6449340668482264, 1e-13, 0));
    assert_true(is_near(vg_special_gamma(3, 2, &upper), 0.32332358381693654, 1e-14, 0));
    assert_true(is_near(upper, 0.67667641618306346, 1e-14, 0));
    assert_true(is_near(vg_special_gamma(0.5, 8, &upper), 0.99993665751633376, 1e-14, 0));
    assert_true(is_near(upper, 6.3342483666239840e-5, 0, 1e-11));
    assert_true(is_near(vg_special_beta(2, 3, 0.4, 0.6), 0.5248, 1e-14, 0));
    assert_true(is_near(vg_special_beta(0.5, 0.5, 0.25, 0.75), 1.0 / 3, 1e-13, 0));
    assert_true(is_near(vg_special_gamma_quantile(1, 0.05), 0.051293294387550578, 0, 1e-12));
    assert_true(is_near(vg_special_gamma_quantile(10, 0.95), 15.705216422115430, 0, 1e-12));
    assert_true(is_near(vg_special_gamma(1e6, 1e6, NULL), 0.50013298, 1e-8, 0));
}

/* -- coverage ------------------------------------------------------------------------------- */

static struct vg_coverage coverage_of(struct vg_str s, struct vg_arena *a)
{
    struct vg_coverage_table t;
    struct vg_err err = {0};

    if (vg_coverage_read(s.p, s.len, a, &t, &err) != VG_OK)
        fail_msg("%s", err.text);
    return vg_coverage_run(&t, a);
}

static void check_posterior(const char *name, const json_t *wanted, const struct vg_coverage *g)
{
    const json_t *p = json_object_get(wanted, "posterior"), *q = json_object_get(wanted, "q");

    assert_int_equal(json_array_size(p), (size_t)g->told + 1);
    for (size_t d = 0; d <= (size_t)g->told; d++)
        ROW_CHECK(d, name,
                  is_near(g->posterior[d], json_number_value(json_array_get(p, d)), 1e-9, 0));
    for (size_t i = 0; i < 5; i++)
        ROW_CHECK(i, name, g->q[i] == json_integer_value(json_array_get(q, i)));
    assert_true(is_near(g->mean, json_at(wanted, "mean"), 1e-9, 0));
    assert_true(is_near(g->p_more, json_at(wanted, "p_more"), 1e-9, 0));
}

static void posteriors_of_named_units_are_those_of_the_reference(void **state)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_JSON *all = NULL;
    const char *name;
    json_t *wanted;

    (void)state;
    if (!has_estimate_data())
        return;
    all = estimate_json(&a, "gap/reference.json");
    json_object_foreach(all, name, wanted)
    {
        const char *file = vg_print(&a, "gap/%s.csv", name);
        const struct vg_coverage g = coverage_of(estimate_bytes(&a, file), &a);

        assert_int_equal(g.is_refused, strcmp(name, "ten_told_detection_unknown") == 0);
        assert_true(g.searched == (int64_t)json_at(wanted, "searched"));
        assert_true(g.n_unfound == (size_t)(g.told - g.found));
        if (!g.is_refused)
            check_posterior(name, wanted, &g);
    }
}

static void a_unit_found_without_a_search_is_added_to_every_figure(void **state)
{
    VG_SCOPED_ARENA a = {0};
    const struct vg_coverage plain =
        coverage_of(vg_str("unit,searched,found\nA,1,1\nB,1,0\nC,0,0\nD,0,0\n"), &a);
    const struct vg_coverage more =
        coverage_of(vg_str("unit,searched,found\nE,0,1\nA,1,1\nB,1,0\nC,0,0\nD,0,0\n"), &a);

    (void)state;
    assert_true(more.told == 5 && more.found == 1 && more.found_unsearched == 1);
    assert_true(is_near(more.mean, plain.mean + 1, 1e-12, 0));
    assert_true(more.q[0] == plain.q[0] + 1 && more.q[4] == plain.q[4] + 1);
    assert_true(is_near(more.p_more, plain.p_more, 1e-12, 0));
    assert_true(more.posterior[0] <= 0 && more.posterior[1] <= 0);
    assert_int_equal(more.n_unfound, 3);
    assert_string_equal(more.unfound[0].name, "B");
}

static void nothing_searched_gives_names_and_no_number(void **state)
{
    VG_SCOPED_ARENA a = {0};
    const struct vg_coverage g = coverage_of(vg_str("unit,searched,found\nA,0,1\nB,0,0\n"), &a);

    (void)state;
    assert_true(g.is_refused && g.posterior == NULL && g.n_unfound == 1);
}

static void five_thousand_units_of_all_kinds_do_not_overflow(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_coverage_unit *u = VG_NEW_ARRAY(&a, struct vg_coverage_unit, 1200);
    struct vg_coverage g;

    (void)state;
    for (size_t i = 0; i < 1200; i++)
        u[i] = (struct vg_coverage_unit){"u", i % 2 == 0, i % 20 == 0, i % 2 == 0 ? 0.3 : 1};
    g = vg_coverage_run(&(struct vg_coverage_table){.n = 1200, .units = u, .a = 1, .b = 1}, &a);
    assert_true(g.found == 60 && g.q[0] > 200 && g.q[4] < 900 && g.q[0] < g.q[2]);
    assert_true(isfinite(g.mean) && g.p_more > 0.999);
}

/* -- saturation ----------------------------------------------------------------------------- */

static struct vg_richness richness_of(struct vg_str s, struct vg_arena *a)
{
    struct vg_richness_table t;
    struct vg_err err = {0};

    if (vg_richness_read(s.p, s.len, a, &t, &err) != VG_OK)
        fail_msg("%s", err.text);
    return vg_richness_run(&t);
}

static void check_curve(const char *name, const json_t *wanted, const struct vg_richness *r)
{
    size_t i;
    json_t *point;

    assert_int_equal(json_array_size(wanted), r->n_curve);
    json_array_foreach(wanted, i, point)
    {
        const json_t *m = json_object_get(point, "m");

        if (m == NULL)
            m = json_object_get(point, "t");
        ROW_CHECK(i, name, r->curve[i].m == json_integer_value(m));
        ROW_CHECK(i, name, is_near(r->curve[i].seen, json_at(point, "qD"), 0, 1e-8));
        ROW_CHECK(i, name, is_near(r->curve[i].coverage, json_at(point, "SC"), 0, 1e-8));
    }
}

static void saturation_is_that_of_the_references(void **state)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_JSON *all = NULL;
    const char *name;
    json_t *wanted;

    (void)state;
    if (!has_estimate_data())
        return;
    all = estimate_json(&a, "richness/reference.json");
    json_object_foreach(all, name, wanted)
    {
        const char *file = vg_print(&a, "richness/%s.csv", name);
        const struct vg_richness r = richness_of(estimate_bytes(&a, file), &a);
        const json_t *vegan = json_object_get(wanted, "vegan_estimateR");
        const json_t *limits = json_object_get(wanted, "iNEXT_ChaoRichness");

        if (json_object_get(wanted, "coverage") != NULL)
            ROW_CHECK(0, name, is_near(r.coverage, json_at(wanted, "coverage"), 0, 1e-8));
        if (json_object_get(wanted, "specpool") != NULL)
            ROW_CHECK(
                0, name,
                is_near(r.classic, json_at(json_object_get(wanted, "specpool"), "chao"), 0, 1e-8));
        if (vegan != NULL) {
            ROW_CHECK(1, name, is_near(r.bc, json_at(vegan, "S.chao1"), 0, 1e-8));
            ROW_CHECK(2, name, is_near(r.ace, json_at(vegan, "S.ACE"), 0, 1e-8));
        }
        if (limits != NULL) {
            ROW_CHECK(3, name, is_near(r.classic, json_at(limits, "Estimator"), 6e-4, 0));
            ROW_CHECK(4, name, is_near(r.lower, json_at(limits, "95% Lower"), 1.5e-3, 0));
            ROW_CHECK(5, name, is_near(r.upper, json_at(limits, "95% Upper"), 1.5e-3, 0));
        }
        if (json_object_get(wanted, "iNEXT_curve") != NULL)
            check_curve(name, json_object_get(wanted, "iNEXT_curve"), &r);
    }
}

static void units_all_seen_once_give_no_bound(void **state)
{
    VG_SCOPED_ARENA a = {0};
    const struct vg_richness single = richness_of(vg_str("times,units\n1,12\n"), &a);
    const struct vg_richness none = richness_of(vg_str("times,units\n3,5\n4,2\n"), &a);
    const struct vg_richness no_pairs = richness_of(vg_str("units,times\n4,1\n2,3\n"), &a);

    (void)state;
    assert_true(single.is_single && single.n_curve == 0);
    assert_true(!none.is_single && none.is_thin && is_near(none.lower, 7, 1e-12, 0));
    assert_true(is_near(none.coverage, 1, 1e-15, 0));
    assert_true(no_pairs.classic > 6 && isfinite(no_pairs.lower) && isfinite(no_pairs.upper));
}

/* -- exposure ------------------------------------------------------------------------------- */

static void check_places(const json_t *post, const struct vg_exposure *e)
{
    static const char *const keys[] = {"raw", "eb_nb", "q05", "q95", "expected", "p_low_mid"};
    size_t i;
    json_t *wanted;

    json_array_foreach(post, i, wanted)
    {
        const struct vg_exposure_row *row = &e->rows[i];
        const double got[] = {row->rate, row->eb,       row->q05,
                              row->q95,  row->expected, row->p_low_mid};

        for (size_t k = 0; k < 6; k++)
            ROW_CHECK(i, keys[k], is_near(got[k], json_at(wanted, keys[k]), 1e-15, 2e-6));
        ROW_CHECK(i, "moments",
                  is_near(row->eb_moments, json_at(wanted, "eb_marshall"), 1e-15, 1e-9));
        ROW_CHECK(i, "p_low", is_near(row->p_low, json_at(wanted, "p_low"), 1e-15, 2e-6));
    }
}

static void rates_are_those_of_the_reference(void **state)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_JSON *all = NULL;
    struct vg_exposure_table t;
    struct vg_exposure e;
    const json_t *wanted;
    struct vg_str s;

    (void)state;
    if (!has_estimate_data())
        return;
    all = estimate_json(&a, "exposure/reference.json");
    wanted = json_object_get(all, "nc_sids_1974");
    s = estimate_bytes(&a, "exposure/nc_sids_1974.csv");
    assert_int_equal(vg_exposure_read(s.p, s.len, &a, &t, NULL), VG_OK);
    e = vg_exposure_run(&t, &a);
    assert_true(e.observed == 667 && is_near(e.exposure, 329962, 1e-9, 0));
    assert_true(is_near(e.r, json_at(wanted, "nb_theta"), 0, 1e-5));
    assert_true(is_near(e.log_mu, json_at(wanted, "nb_log_mu"), 0, 1e-7));
    assert_true(is_near(e.loglik, json_at(wanted, "nb_loglik"), 0, 1e-7));
    assert_true(is_near(e.poisson_loglik, json_at(wanted, "poisson_loglik"), 0, 1e-7));
    assert_true(is_near(e.lr, json_at(wanted, "LR_overdispersion"), 0, 1e-7));
    check_places(json_object_get(wanted, "post"), &e);
}

static struct vg_exposure exposure_made(size_t n, int spread, struct vg_arena *a)
{
    struct vg_exposure_place *p = VG_NEW_ARRAY(a, struct vg_exposure_place, n);

    for (size_t i = 0; i < n; i++)
        p[i] = (struct vg_exposure_place){
            vg_print(a, "p%03zu", i), spread ? (int64_t)(i * i % 37) : 10, 100 + (double)(i % 7)};
    return vg_exposure_run(&(struct vg_exposure_table){n, p}, a);
}

static void places_that_differ_by_chance_alone_are_poisson(void **state)
{
    VG_SCOPED_ARENA a = {0};
    const struct vg_exposure even = exposure_made(40, 0, &a), uneven = exposure_made(40, 1, &a);
    size_t first = 0, ranks = 0;

    (void)state;
    assert_true(isinf(even.r) && even.lr <= 0 && is_near(even.rows[3].eb, even.rows[9].eb, 0, 0));
    assert_true(uneven.r > 0.5 && uneven.r < 10 && uneven.lr > 10);
    for (size_t i = 0; i < 40; i++) {
        ranks += uneven.rows[i].rank;
        if (uneven.rows[i].rank == 1)
            first = i;
    }
    assert_true(ranks == 820 && uneven.rows[first].deficit > 10);
    assert_true(exposure_made(19, 1, &a).is_refused);
}

/* -- tables that are refused ------------------------------------------------------------------ */

static void bad_tables_name_their_line(void **state)
{
    static const struct {
        const char *text, *says;
        int kind; /* 0 coverage, 1 richness, 2 exposure */
    } rows[] = {
        {"", "line 1", 0},
        {"unit,searched\nA,1\n", "line 1: no column found", 0},
        {"unit,searched,found,colour\n", "line 1: 'colour' is no column", 0},
        {"unit,searched,found\n", "line 1: no rows", 0},
        {"unit,searched,found\nA,1,2\n", "line 2: found", 0},
        {"unit,searched,found\nA,1,0\nA,1,0\n", "line 3: the unit 'A'", 0},
        {"unit,searched,found\nA,1\n", "line 2: 2 fields", 0},
        {"unit,searched,found,detection\nA,1,0,1.5\n", "line 2: detection", 0},
        {"unit,searched,found,detection\nA,1,0,0\n", "line 2: detection", 0},
        {"unit,searched,found,prior_a,prior_b\nA,1,0,1,1\nB,1,0,2,1\n", "line 3: prior_a", 0},
        {"unit,searched,found,prior_a,prior_b\nA,1,0,1,\n", "line 2: one of a pair", 0},
        {"times,units\n0,4\n", "line 2: times", 1},
        {"times,units\n1,-4\n", "line 2: units", 1},
        {"times,units\n1,1.5\n", "line 2: units", 1},
        {"times,units,searches\n1,4,10\n2,4,11\n", "line 3: searches", 1},
        {"times,units,searches\n12,4,10\n", "line 2: times: more than", 1},
        {"times,units\n1,0\n", "line 2: no unit", 1},
        {"place,exposure,observed\nA,1,2\n", "line 1: the columns", 2},
        {"place,observed,exposure\nA,1,0\n", "line 2: exposure", 2},
        {"place,observed,exposure\nA,1,1e999\n", "line 2: exposure", 2},
        {"place,observed,exposure\nA,1,12,3\n", "line 2: 4 fields", 2},
        {"place,observed,exposure\nA,1,9\nA,1,9\n", "line 3: the place 'A'", 2},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        VG_SCOPED_ARENA a = {0};
        const struct vg_str s = vg_str(rows[i].text);
        struct vg_coverage_table gap;
        struct vg_richness_table richness;
        struct vg_exposure_table exposure;
        struct vg_err err = {0};
        int rc = VG_OK;

        if (rows[i].kind == 0)
            rc = vg_coverage_read(s.p, s.len, &a, &gap, &err);
        else if (rows[i].kind == 1)
            rc = vg_richness_read(s.p, s.len, &a, &richness, &err);
        else
            rc = vg_exposure_read(s.p, s.len, &a, &exposure, &err);
        ROW_CHECK(i, err.text, rc == VG_E_FORMAT && strstr(err.text, rows[i].says) == err.text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(special_functions_have_the_values_of_the_tables),
        cmocka_unit_test(posteriors_of_named_units_are_those_of_the_reference),
        cmocka_unit_test(a_unit_found_without_a_search_is_added_to_every_figure),
        cmocka_unit_test(nothing_searched_gives_names_and_no_number),
        cmocka_unit_test(five_thousand_units_of_all_kinds_do_not_overflow),
        cmocka_unit_test(saturation_is_that_of_the_references),
        cmocka_unit_test(units_all_seen_once_give_no_bound),
        cmocka_unit_test(rates_are_those_of_the_reference),
        cmocka_unit_test(places_that_differ_by_chance_alone_are_poisson),
        cmocka_unit_test(bad_tables_name_their_line),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
