/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <math.h>

#include "resolve/similar.h"

/* The pairs of Winkler's own papers, and characters of more than one byte. */
static const struct {
    const char *a, *b;
    double jaro_winkler;
    unsigned distance;
} rows[] = {
    {"MARTHA", "MARHTA", 0.961111, 2},
    {"DWAYNE", "DUANE", 0.84, 2},
    {"DIXON", "DICKSONX", 0.813333, 4},
    {"", "", 1.0, 0},
    {"", "a", 0.0, 1},
    {"abc", "xyz", 0.0, 3},
    {"福州市公安局", "抚州市公安局", 0.888889, 1},
    {"same", "same", 1.0, 0},
};

static void likeness_is_as_published_and_symmetric(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct vg_str a = vg_str(rows[i].a), b = vg_str(rows[i].b);

        ROW_CHECK(i, rows[i].a, fabs(vg_jaro_winkler(a, b) - rows[i].jaro_winkler) < 1e-6);
        ROW_CHECK(i, rows[i].a, vg_jaro_winkler(a, b) == vg_jaro_winkler(b, a));
        ROW_CHECK(i, rows[i].a, vg_levenshtein_distance(a, b, 99) == rows[i].distance);
        ROW_CHECK(i, rows[i].a, vg_levenshtein(a, b) == vg_levenshtein(b, a));
        if (rows[i].distance > 1)
            ROW_CHECK(i, rows[i].a, vg_levenshtein_distance(a, b, 1) == 2);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(likeness_is_as_published_and_symmetric),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
