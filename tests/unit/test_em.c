/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/csv.h"
#include "base/file.h"
#include "base/limits.h"
#include "resolve/em.h"

/* Rows whose parameters are known: each pattern as often as lambda 0.3, m and u say, times 100,000,
 * in whole rows. */
static const double known_m[2][3] = {{0.05, 0.15, 0.8}, {0.1, 0.9, 0}};
static const double known_u[2][3] = {{0.7, 0.2, 0.1}, {0.95, 0.05, 0}};

static void add_rows(struct vg_em_rows *rows, const uint8_t *row, long n)
{
    uint32_t at = 0;

    assert_int_equal(vg_em_add(rows, row, &at, NULL), VG_OK);
    rows->count[at] += n - 1;
}

static void known_rows(struct vg_em_rows *rows)
{
    static const double third[2] = {0.75, 0.2}; /* of level 1, in matches and others */

    for (uint8_t i = 0; i < 3; i++)
        for (uint8_t j = 0; j < 2; j++)
            for (uint8_t k = 0; k < 2; k++) {
                const uint8_t row[] = {i, j, k};
                const double m = known_m[0][i] * known_m[1][j] * (k ? third[0] : 1 - third[0]);
                const double u = known_u[0][i] * known_u[1][j] * (k ? third[1] : 1 - third[1]);

                add_rows(rows, row, lround(1e7 * (0.3 * m + 0.7 * u)));
            }
}

static void known_parameters_are_found_again(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_em_rows rows = {.a = &a, .n_features = 3};
    struct vg_em_table t;
    struct vg_em_model model;

    (void)state;
    known_rows(&rows);
    vg_em_sort(&rows, NULL);
    t = vg_em_table_of(&rows);
    vg_em_fit(&t, &a, &model);
    assert_true(model.converged);
    assert_true(fabs(model.lambda - 0.3) < 1e-4);
    for (size_t f = 0; f < 2; f++)
        for (size_t k = 0; k < t.levels[f]; k++) {
            ROW_CHECK(k, "m", fabs(model.m[f * VG_EM_LEVELS + k] - known_m[f][k]) < 1e-4);
            ROW_CHECK(k, "u", fabs(model.u[f * VG_EM_LEVELS + k] - known_u[f][k]) < 1e-4);
        }
}

static void two_runs_give_the_same_bits(void **state)
{
    struct vg_em_model first = {0};
    VG_SCOPED_ARENA a = {0};

    (void)state;
    for (int run = 0; run < 2; run++) {
        struct vg_em_rows rows = {.a = &a, .n_features = 3};
        struct vg_em_model model;
        struct vg_em_table t;

        known_rows(&rows);
        vg_em_sort(&rows, NULL);
        t = vg_em_table_of(&rows);
        vg_em_fit(&t, &a, &model);
        if (run == 0)
            first = model;
        assert_memory_equal(first.m, model.m, 3 * VG_EM_LEVELS * sizeof *model.m);
        assert_memory_equal(&first.lambda, &model.lambda, sizeof model.lambda);
    }
}

static void a_missing_level_says_nothing(void **state)
{
    static const uint8_t all[] = {2, VG_EM_MISSING, 1},
                         none[] = {VG_EM_MISSING, VG_EM_MISSING, VG_EM_MISSING};
    VG_SCOPED_ARENA a = {0};
    struct vg_em_rows rows = {.a = &a, .n_features = 3};
    struct vg_em_table t;
    struct vg_em_model model;
    double w;

    (void)state;
    known_rows(&rows);
    t = vg_em_table_of(&rows);
    vg_em_fit(&t, &a, &model);
    w = log2(model.lambda / (1 - model.lambda));
    assert_true(fabs(vg_em_weight(&model, 3, none) - w) < 1e-12);
    w += log2(model.m[2] / model.u[2]) +
         log2(model.m[2 * VG_EM_LEVELS + 1] / model.u[2 * VG_EM_LEVELS + 1]);
    assert_true(fabs(vg_em_weight(&model, 3, all) - w) < 1e-12);
}

/* Levels that fall in the data rise in the weights, and nothing leaves 0 to 1. */
static void trained_weights_rise_with_the_level(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_em_rows rows = {.a = &a, .n_features = 2};
    struct vg_em_model model = vg_em_model_make(2, &a);
    struct vg_em_table t;

    (void)state;
    for (uint8_t i = 0; i < 4; i++)
        for (uint8_t j = 0; j < 4; j++) {
            const uint8_t row[] = {i, j};

            add_rows(&rows, row, 1 + (i == j) * 50 + (i == 1) * 90);
        }
    t = vg_em_table_of(&rows);
    for (size_t f = 0; f < 2; f++)
        for (size_t k = 0; k < 4; k++)
            model.u[f * VG_EM_LEVELS + k] = (const double[]){0.6, 0.1, 0.2, 0.1}[k];
    vg_em_train(&t, 1e5, &model);
    for (size_t f = 0; f < 2; f++) {
        double all = 0;

        for (size_t k = 0; k < 4; k++)
            all += model.m[f * VG_EM_LEVELS + k];
        assert_true(fabs(all - 1) < 1e-9);
        for (size_t k = 1; k < 4; k++) {
            const double *m = model.m + f * VG_EM_LEVELS, *u = model.u + f * VG_EM_LEVELS;

            ROW_CHECK(k, "rises", m[k] / u[k] >= m[k - 1] / u[k - 1] - 1e-9);
        }
    }
}

static void what_is_no_table_of_levels_is_refused_with_its_line(void **state)
{
    static const struct {
        const char *text;
        int code;
        const char *says;
    } rows[] = {
        {"gamma_a,b\n0,x\n1,\n-1,y\n", VG_OK, NULL},
        {"\xef\xbb\xbfgamma_a\r\n0\r\n1\r\n", VG_OK, NULL},
        {"gamma_a\n0\n\n1\n\n", VG_OK, NULL},
        {"", VG_E_FORMAT, "line 1: there is no column"},
        {"a,b\n1,2\n", VG_E_FORMAT, "line 1: there is no column"},
        {"gamma_a,b\n", VG_E_FORMAT, "no row"},
        {"gamma_a,b\n0,1\n0.5,1\n", VG_E_FORMAT, "line 3: '0.5' in gamma_a is no level"},
        {"gamma_a,b\n-2,1\n", VG_E_FORMAT, "line 2: '-2' in gamma_a is no level"},
        {"gamma_a,b\n,1\n", VG_E_FORMAT, "line 2: '' in gamma_a is no level"},
        {"gamma_a,b\n1\n", VG_E_FORMAT, "line 2: 1 field, 2 expected"},
        {"gamma_a,b\n64,1\n", VG_E_LIMIT, "line 2: level 64"},
        {"gamma_a,b\n99999999999999999999,1\n", VG_E_LIMIT, "line 2: level 9999"},
        {"gamma_a,b\n1,\"x\n", VG_E_FORMAT, "line 2: a quote"},
        {"gamma_a,b\n1,\xff\n", VG_E_FORMAT, "line 2: is not UTF-8"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        struct vg_em_file file;
        struct vg_err err = {0};

        ROW_CHECK(i, rows[i].text,
                  vg_em_read(rows[i].text, strlen(rows[i].text), &a, &file, &err) == rows[i].code);
        ROW_CHECK(i, err.text, rows[i].says == NULL || strstr(err.text, rows[i].says) != NULL);
    }
}

/* The exact posterior of each row stands in the table itself. */
static void the_oracle_agrees_to_a_millionth(void **state)
{
    static const char path[] = SHARED_BESIDE "/data/resolve/em/known_params_comparison_vectors.csv";
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF text = {0};
    VG_SCOPED_CSV csv = {0};
    struct vg_em_file file;
    struct vg_em_model model;
    size_t row = 0;

    (void)state;
    if (vg_file_read(path, &text, NULL) != VG_OK) {
        print_message("# skipped: no known answers at %s\n", path);
        return;
    }
    assert_int_equal(vg_em_read(text.p, text.len, &a, &file, NULL), VG_OK);
    vg_em_fit(&file.table, &a, &model);
    csv = vg_csv_begin(text.p, text.len, VG_MAX_RECORD_BYTES);
    assert_int_equal(vg_csv_next(&csv, NULL), VG_ROW);
    for (; vg_csv_next(&csv, NULL) == VG_ROW; row++) {
        const struct vg_str s = vg_csv_field(&csv, 7);
        double known = 0, place = 1;
        const double found = vg_em_posterior(
            vg_em_weight(&model, 3, file.table.pattern + 3 * (size_t)file.row[row]));

        assert_true(s.len > 2 && s.p[1] == '.');
        for (size_t i = 2; i < s.len && i < 17 && s.p[i] != 'e'; i++)
            known += (s.p[i] - '0') * (place /= 10);
        known += s.p[0] - '0';
        ROW_CHECK(row, "posterior", fabs(known - found) < 1e-6);
    }
    assert_int_equal(row, 4000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_parameters_are_found_again),
        cmocka_unit_test(two_runs_give_the_same_bits),
        cmocka_unit_test(a_missing_level_says_nothing),
        cmocka_unit_test(trained_weights_rise_with_the_level),
        cmocka_unit_test(what_is_no_table_of_levels_is_refused_with_its_line),
        cmocka_unit_test(the_oracle_agrees_to_a_millionth),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
