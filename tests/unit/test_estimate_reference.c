/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Against what R's packages say, on the shared tables where they are there. What takes long is in
 * bench/estimate/reference.c, which looks at all of it.
 */
#include "test.h"

#include "capture_data.h"
#include "estimate/space.h"

struct rows {
    struct vg_csv *csv;
    const char *file;
};

/* One row: "model","status","n_neginf","N","deviance". */
static int is_as_the_row_says(void *ctx, const struct vg_model *m, const struct vg_fit *f,
                              struct vg_err *err)
{
    struct rows *r = ctx;
    char name[VG_MODEL_NAME];
    double minus_inf, n;

    if (vg_csv_next(r->csv, err) != VG_ROW)
        return VG_E_FORMAT;
    (void)vg_model_name(m, name);
    minus_inf = capture_number(vg_csv_field(r->csv, 2));
    n = capture_number(vg_csv_field(r->csv, 3));
    if (!vg_str_is(vg_csv_field(r->csv, 0), name) ||
        (int)capture_number(vg_csv_field(r->csv, 1)) != f->status ||
        (!isnan(minus_inf) && (unsigned)minus_inf != f->minus_inf))
        fail_msg("%s: %s has status %d, %u at minus infinity", r->file, name, f->status,
                 f->minus_inf);
    if (f->status == VG_FIT_OK && !isnan(n) &&
        (!is_near(f->n, n, 1e-6) ||
         fabs(f->deviance - capture_number(vg_csv_field(r->csv, 4))) > 1e-6))
        fail_msg("%s: %s has N %.12g, deviance %.12g", r->file, name, f->n, f->deviance);
    return VG_OK;
}

static void compare(const char *table, const char *rows)
{
    VG_SCOPED_ARENA a = {0};
    const struct vg_captures c = capture_table(&a, table);
    const struct vg_str text = capture_bytes(&a, rows);
    VG_SCOPED_CSV csv = vg_csv_begin(text.p, text.len, 4096);
    struct rows r = {&csv, rows};

    assert_int_equal(vg_csv_next(&csv, NULL), VG_ROW);
    assert_int_equal(vg_space_walk(&c, VG_SPACE_PAIRS, is_as_the_row_says, &r, NULL), VG_OK);
    assert_int_equal(vg_csv_next(&csv, NULL), VG_OK);
}

static void every_pair_model_is_as_the_reference_has_it(void **state)
{
    static const char *const tables[] = {"artificial_3",   "diabetes_4",       "hepatitis_a_3",
                                         "hiv_rome_4",     "kosovo_4",         "neworleans_5",
                                         "spina_bifida_3", "neworleans_5_n186"};

    (void)state;
    if (!has_capture_data())
        return;
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        VG_SCOPED_ARENA a = {0};

        compare(vg_print(&a, "tables/%s.csv", tables[i]),
                vg_print(&a, "reference/%s_pairmodels.csv", tables[i]));
    }
}

static void every_pair_model_of_a_sparse_table_is_as_the_reference_has_it(void **state)
{
    (void)state;
    if (!has_capture_data())
        return;
    for (unsigned i = 0; i < 21; i++) {
        VG_SCOPED_ARENA a = {0};
        const char *name = vg_print(&a, "sparse/s%u_%02u", 3 + i / 10, 1 + i % 10);

        compare(vg_print(&a, "%s.csv", name), vg_print(&a, "%s_pairmodels.csv", name));
    }
}

/* How many exist and which one is best, as `mse_bic` has it. */
static void the_hierarchical_models_that_exist_are_as_many_as_the_reference_counts(void **state)
{
    static const struct {
        const char *table, *best;
        size_t exists;
    } rows[] = {
        {"tables/artificial_3.csv", "[1,2,3]", 4},
        {"tables/kosovo_4.csv", "[123,14,34]", 113},
        {"tables/neworleans_5.csv", "[1,2,3,4,5]", 5925},
    };

    (void)state;
    if (!has_capture_data())
        return;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        const struct vg_captures c = capture_table(&a, rows[i].table);
        struct vg_space s;

        assert_int_equal(vg_space_survey(&c, VG_SPACE_HIERARCHICAL, 20, &a, &s, NULL), VG_OK);
        ROW_CHECK(i, rows[i].table, s.exists == rows[i].exists);
        ROW_CHECK(i, rows[i].table, s.total == vg_space_count(c.t, VG_SPACE_HIERARCHICAL));
        assert_string_equal(s.best[0].name, rows[i].best);
        for (size_t k = 1; k < s.n; k++)
            assert_true(s.best[k - 1].fit.bic <= s.best[k].fit.bic + 1e-9);
        assert_true(s.within10.low <= s.best[0].fit.n && s.within10.high >= s.best[0].fit.n);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_pair_model_is_as_the_reference_has_it),
        cmocka_unit_test(every_pair_model_of_a_sparse_table_is_as_the_reference_has_it),
        cmocka_unit_test(the_hierarchical_models_that_exist_are_as_many_as_the_reference_counts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
