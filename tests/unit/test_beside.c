/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <string.h>

#include "claim/beside.h"

/* -- claims ------------------------------------------------------------------------------- */

static struct vg_claim number(const char *subject, int64_t n, const char *hedge, const char *place,
                              struct vg_arena *a)
{
    struct vg_claim c = {.kind = VG_KIND_QUANTITY, .stance = VG_ASSERTS, .subject = subject};
    const char **list = VG_NEW_ARRAY(a, const char *, 2);

    vg_quantity_set(&c.quantity, VG_OP_EXACT, n, n);
    c.quantity.unit = "station";
    list[0] = hedge;
    list[1] = place;
    c.hedges = &list[0];
    c.n_hedges = hedge != NULL;
    c.places = &list[1];
    c.n_places = place != NULL;
    return c;
}

static const struct {
    const char *what;
    const char *subject_x, *hedge_x, *place_x;
    int64_t x;
    const char *subject_y, *hedge_y, *place_y;
    int64_t y;
    size_t rows;
    unsigned differs;
} rows[] = {
    {"the same", "stations", NULL, "CA", 3, "Stations", NULL, "CA", 3, 1, 0},
    {"another number", "stations", NULL, NULL, 54, "stations", NULL, NULL, 45, 1, VG_BESIDE_NUMBER},
    {"a doubt was lost", "stations", "likely", NULL, 3, "stations", NULL, NULL, 3, 1,
     VG_BESIDE_HEDGES},
    {"one says where", "stations", NULL, "CA", 3, "stations", NULL, NULL, 3, 1, VG_BESIDE_PLACE},
    {"elsewhere", "stations", NULL, "CA", 3, "stations", NULL, "NL", 3, 2, 0},
    {"of something else", "stations", NULL, NULL, 3, "offices", NULL, NULL, 3, 2, 0},
    {"of what, nobody says", NULL, NULL, NULL, 3, NULL, NULL, NULL, 3, 2, 0},
};

static void test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        struct vg_claim x =
            number(rows[i].subject_x, rows[i].x, rows[i].hedge_x, rows[i].place_x, &a);
        struct vg_claim y =
            number(rows[i].subject_y, rows[i].y, rows[i].hedge_y, rows[i].place_y, &a);
        struct vg_beside_row *out = NULL;
        size_t n = 0;

        vg_beside(&x, 1, &y, 1, NULL, 0, &a, &out, &n);
        ROW_CHECK(i, rows[i].what, n == rows[i].rows);
        ROW_CHECK(i, rows[i].what, out[0].x == &x);
        ROW_CHECK(i, rows[i].what, n == 2 ? out[0].y == NULL && out[1].y == &y : out[0].y == &y);
        ROW_CHECK(i, rows[i].what, out[0].differs == rows[i].differs);
    }
}

/* Where the words stand in both texts, no subject needs to be the same. */
static void test_shared_words(void **state)
{
    VG_SCOPED_ARENA a = {0};
    const struct vg_passage p = {.start = 10, .end = 40}, q = {.start = 100, .end = 130};
    const struct vg_near_shared shared = {{0, 60}, {90, 150}};
    struct vg_claim x = number("stations", 54, NULL, NULL, &a);
    struct vg_claim y = number("service points", 54, NULL, NULL, &a);
    struct vg_beside_row *out = NULL;
    size_t n = 0;

    (void)state;
    x.passage = &p;
    y.passage = &q;
    vg_beside(&x, 1, &y, 1, &shared, 1, &a, &out, &n);
    assert_int_equal(n, 1);
    vg_beside(&x, 1, &y, 1, NULL, 0, &a, &out, &n);
    assert_int_equal(n, 2);
}

/* The nearest are put together, each once, and what is left keeps its order. */
static void test_many(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_claim x[2], y[3];
    struct vg_beside_row *out = NULL;
    size_t n = 0;

    (void)state;
    x[0] = number("stations", 3, NULL, "CA", &a);
    x[1] = number("stations", 54, NULL, NULL, &a);
    y[0] = number("offices", 9, NULL, NULL, &a);
    y[1] = number("stations", 54, NULL, NULL, &a);
    y[2] = number("stations", 4, NULL, "CA", &a);
    vg_beside(x, 2, y, 3, NULL, 0, &a, &out, &n);
    assert_int_equal(n, 3);
    assert_ptr_equal(out[0].y, &y[0]);
    assert_ptr_equal(out[1].x, &x[0]);
    assert_ptr_equal(out[1].y, &y[2]);
    assert_int_equal(out[1].differs, VG_BESIDE_NUMBER);
    assert_ptr_equal(out[2].x, &x[1]);
    assert_ptr_equal(out[2].y, &y[1]);
}

/* -- paragraphs ----------------------------------------------------------------------------- */

static const struct {
    const char *what;
    uint32_t x[6], y[6];
    size_t n_x, n_y, n;
    struct vg_parallel_row rows[6];
} parallel[] = {
    {"one to one",
     {300, 900, 150},
     {110, 320, 50},
     3,
     3,
     3,
     {{0, 1, 0, 1}, {1, 1, 1, 1}, {2, 1, 2, 1}}},
    {"one was split",
     {300, 900, 150},
     {300, 450, 450, 150},
     3,
     4,
     3,
     {{0, 1, 0, 1}, {1, 1, 1, 2}, {2, 1, 3, 1}}},
    {"a short one has no row of its own",
     {600, 30, 700},
     {610, 690},
     3,
     2,
     2,
     {{0, 2, 0, 1}, {2, 1, 1, 1}}},
    {"nothing beside it", {5, 6}, {0}, 2, 0, 2, {{0, 1, 0, 0}, {1, 1, 0, 0}}},
    {"nothing at all", {0}, {0}, 0, 0, 0, {{0}}},
};

static void test_parallel(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof parallel / sizeof *parallel; i++) {
        VG_SCOPED_ARENA a = {0};
        struct vg_parallel_row *out = NULL;
        size_t n = 99;

        vg_parallel(parallel[i].x, parallel[i].n_x, parallel[i].y, parallel[i].n_y, &a, &out, &n);
        ROW_CHECK(i, parallel[i].what, n == parallel[i].n);
        ROW_CHECK(i, parallel[i].what,
                  n == 0 || memcmp(out, parallel[i].rows, n * sizeof *out) == 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_shared_words),
        cmocka_unit_test(test_many),
        cmocka_unit_test(test_parallel),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
