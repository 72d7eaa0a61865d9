/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <string.h>

#include "base/limits.h"
#include "mention/quantity.h"

enum { V = VG_HAS_VALUE, L = VG_HAS_LOWER, U = VG_HAS_UPPER };

/* clang-format off */
static const struct {
    const char *word;
    enum vg_op op;
    int64_t a, b;
    unsigned has;
    int64_t value, lower, upper;
    int open_low; int64_t low;
    int open_high; int64_t high;
} rows[] = {
    {"exact", VG_OP_EXACT, 54, 0, V | L | U, 54, 54, 54, 0, 54, 0, 54},
    {"about", VG_OP_ABOUT, 10000, 0, V, 10000, 0, 0, 1, 0, 1, 0},
    {"at-least", VG_OP_AT_LEAST, 102, 0, L, 0, 102, 0, 0, 102, 1, 0},
    {"over", VG_OP_OVER, 3, 0, L, 0, 3, 0, 0, 4, 1, 0},
    {"at-most", VG_OP_AT_MOST, 230000, 0, U, 0, 0, 230000, 1, 0, 0, 230000},
    {"under", VG_OP_UNDER, 10, 0, U, 0, 0, 10, 1, 0, 0, 9},
    {"nearly", VG_OP_NEARLY, 1000, 0, U, 0, 0, 1000, 1, 0, 0, 999},
    {"between", VG_OP_BETWEEN, 5, 9, L | U, 0, 5, 9, 0, 5, 0, 9},
    {"magnitude", VG_OP_MAGNITUDE, 24, 99, L | U, 0, 24, 99, 0, 24, 0, 99},
    {"several", VG_OP_SEVERAL, 2, 0, L, 0, 2, 0, 0, 2, 1, 0},
    {"none-found", VG_OP_NONE_FOUND, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0},
};
/* clang-format on */

static void each_op_sets_what_the_table_says_and_no_more(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct vg_quantity q = {.value = 7, .lower = 7, .upper = 7};
        struct vg_interval in;
        enum vg_op op;

        ROW_CHECK(i, rows[i].word, vg_op_read(rows[i].word, &op, NULL) == VG_OK);
        ROW_CHECK(i, rows[i].word, op == rows[i].op);
        ROW_CHECK(i, rows[i].word, strcmp(vg_op_word(op), rows[i].word) == 0);
        vg_quantity_set(&q, op, rows[i].a, rows[i].b);
        ROW_CHECK(i, rows[i].word, q.has == rows[i].has);
        ROW_CHECK(i, rows[i].word, q.value == rows[i].value);
        ROW_CHECK(i, rows[i].word, q.lower == rows[i].lower);
        ROW_CHECK(i, rows[i].word, q.upper == rows[i].upper);
        ROW_CHECK(i, rows[i].word, vg_quantity_check(&q, NULL) == VG_OK);
        in = vg_quantity_interval(&q);
        ROW_CHECK(i, rows[i].word, in.open_low == rows[i].open_low && in.low == rows[i].low);
        ROW_CHECK(i, rows[i].word, in.open_high == rows[i].open_high && in.high == rows[i].high);
    }
}

/* clang-format off */
static const struct {
    struct vg_quantity q;
    const char *says; /* how the sentence begins */
} wrong[] = {
    {{VG_OP_AT_MOST, V | U, 5, 0, 5}, "value: op at-most"},
    {{VG_OP_AT_LEAST, L | U, 0, 5, 9}, "upper: op at-least leaves the upper end open"},
    {{VG_OP_OVER, U, 0, 0, 5}, "lower: op over needs it"},
    {{VG_OP_BETWEEN, L | U, 0, 9, 5}, "lower: 9 is above upper 5"},
    {{VG_OP_EXACT, V | L | U, 5, 4, 5}, "lower: op exact"},
    {{VG_OP_EXACT, V, 5, 0, 0}, "lower: op exact needs it"},
    {{VG_OP_ABOUT, V, -1, 0, 0}, "value: a number of things"},
    {{VG_OP_ABOUT, V, VG_MAX_NUMBER + 1, 0, 0}, "value: more than 15 digits"},
    {{VG_OP_NONE_FOUND, L, 0, 0, 0}, "lower: op none-found"},
    {{VG_OP_NONE, V, 1, 0, 0}, "value: op none"},
    {{VG_OP_ABOUT, V, 1, 0, 0, 7}, "scale: 7"},
};
/* clang-format on */

static void a_quantity_against_the_table_is_refused_with_its_field(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct vg_err err = {0};

        ROW_CHECK(i, wrong[i].says, vg_quantity_check(&wrong[i].q, &err) == VG_E_FORMAT);
        if (strncmp(err.text, wrong[i].says, strlen(wrong[i].says)) != 0)
            fail_msg("row %zu: \"%s\", wanted \"%s\"", i, err.text, wrong[i].says);
    }
}

static void shares_round_inward_to_whole_things(void **state)
{
    struct vg_quantity q = {.scale = 1};
    struct vg_interval in;

    (void)state;
    vg_quantity_set(&q, VG_OP_BETWEEN, 25, 79); /* 2.5 to 7.9 */
    in = vg_quantity_interval(&q);
    assert_int_equal(in.low, 3);
    assert_int_equal(in.high, 7);
    vg_quantity_set(&q, VG_OP_OVER, 25, 0);
    assert_int_equal(vg_quantity_interval(&q).low, 3);
    vg_quantity_set(&q, VG_OP_OVER, 30, 0);
    assert_int_equal(vg_quantity_interval(&q).low, 4);
    vg_quantity_set(&q, VG_OP_UNDER, 25, 0);
    assert_int_equal(vg_quantity_interval(&q).high, 2);
    vg_quantity_set(&q, VG_OP_UNDER, 30, 0);
    assert_int_equal(vg_quantity_interval(&q).high, 2);
}

static void an_unknown_op_is_named(void **state)
{
    struct vg_err err = {0};
    enum vg_op op = VG_OP_ABOUT;

    (void)state;
    assert_int_equal(vg_op_read("approx", &op, &err), VG_E_FORMAT);
    assert_non_null(strstr(err.text, "approx"));
    assert_int_equal(op, VG_OP_ABOUT);
    assert_int_equal(vg_op_read("none", &op, NULL), VG_E_FORMAT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_op_sets_what_the_table_says_and_no_more),
        cmocka_unit_test(a_quantity_against_the_table_is_refused_with_its_field),
        cmocka_unit_test(shares_round_inward_to_whole_things),
        cmocka_unit_test(an_unknown_op_is_named),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
