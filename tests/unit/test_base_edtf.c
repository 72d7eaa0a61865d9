/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include "base/clock.h"
#include "base/edtf.h"

static const struct {
    const char *text;
    int code;
    int y1, m1, d1, y2, m2, d2;
} rows[] = {
    {"2022", VG_OK, 2022, 1, 1, 2022, 12, 31},
    {"2022-09", VG_OK, 2022, 9, 1, 2022, 9, 30},
    {"2024-02", VG_OK, 2024, 2, 1, 2024, 2, 29},
    {"2022-09-12", VG_OK, 2022, 9, 12, 2022, 9, 12},
    {"2021-23", VG_OK, 2021, 9, 1, 2021, 11, 30},
    {"2021-24", VG_OK, 2021, 12, 1, 2022, 2, 28},
    {"2021-34", VG_OK, 2021, 4, 1, 2021, 6, 30},
    {"2021-04/2022-07", VG_OK, 2021, 4, 1, 2022, 7, 31},
    {"[2022-03-04,2022-04-03]", VG_OK, 2022, 3, 4, 2022, 4, 3},
    {"2022?", VG_OK, 2022, 1, 1, 2022, 12, 31},
    {"2022-13", VG_E_FORMAT, 0, 0, 0, 0, 0, 0},
    {"2023-02-29", VG_E_FORMAT, 0, 0, 0, 0, 0, 0},
    {"2022-07/2021-04", VG_E_FORMAT, 0, 0, 0, 0, 0, 0},
    {"..", VG_E_FORMAT, 0, 0, 0, 0, 0, 0},
    {"", VG_E_FORMAT, 0, 0, 0, 0, 0, 0},
    {"September", VG_E_FORMAT, 0, 0, 0, 0, 0, 0},
};

static void a_date_covers_the_days_it_says(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct vg_date d;
        int rc = vg_edtf_readz(rows[i].text, &d, NULL);

        ROW_CHECK(i, rows[i].text, rc == rows[i].code);
        if (rc != VG_OK)
            continue;
        ROW_CHECK(i, rows[i].text, d.first == vg_days_of(rows[i].y1, rows[i].m1, rows[i].d1));
        ROW_CHECK(i, rows[i].text, d.last == vg_days_of(rows[i].y2, rows[i].m2, rows[i].d2));
    }
}

static void april_2021_to_july_2022_is_16_months_of_which_9_lie_in_2021(void **state)
{
    struct vg_date a, b, shared;

    (void)state;
    assert_int_equal(vg_edtf_period("2021-04", "2022-07", &a, NULL), VG_OK);
    assert_int_equal(vg_edtf_readz("2021", &b, NULL), VG_OK);
    assert_int_equal(vg_date_months(&a), 16);
    assert_int_equal(vg_date_shared_days(&a, &b), 275);
    shared = (struct vg_date){.first = a.first, .last = b.last};
    assert_int_equal(vg_date_months(&shared), 9);
}

static void open_periods_reach_to_the_end_of_the_other(void **state)
{
    struct vg_date since, year, until;

    (void)state;
    assert_int_equal(vg_edtf_readz("2014/..", &since, NULL), VG_OK);
    assert_int_equal(vg_edtf_readz("../2014", &until, NULL), VG_OK);
    assert_int_equal(vg_edtf_readz("2021", &year, NULL), VG_OK);
    assert_int_equal(vg_date_shared_days(&since, &year), 365);
    assert_int_equal(vg_date_shared_days(&since, &since), VG_DAYS_MAX);
    assert_int_equal(vg_date_shared_days(&until, &year), 0);
    assert_int_equal(vg_date_months(&since), -1);
}

static void every_day_of_four_centuries_comes_back(void **state)
{
    int64_t first = vg_days_of(1800, 1, 1), last = vg_days_of(2200, 1, 1);

    (void)state;
    for (int64_t d = first; d < last; d++) {
        int y, m, day;

        vg_date_of(d, &y, &m, &day);
        assert_int_equal(vg_days_of(y, m, day), d);
    }
    assert_int_equal(vg_weekday_of(vg_days_of(2026, 11, 23)), 0);
}

static void times_are_written_and_read_alike(void **state)
{
    static const int64_t times[] = {0, -1, 951782400, 1795453200, 253402300799};
    char text[VG_TIME_TEXT];
    int64_t back;

    (void)state;
    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        vg_time_write(times[i], text);
        assert_int_equal(vg_time_read(text, 20, &back, NULL), VG_OK);
        assert_int_equal(back, times[i]);
    }
    assert_int_equal(vg_time_read("2026-11-23 17:00:00Z", 20, &back, NULL), VG_E_FORMAT);
    assert_int_equal(vg_time_read("2026-02-30T17:00:00Z", 20, &back, NULL), VG_E_FORMAT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_date_covers_the_days_it_says),
        cmocka_unit_test(april_2021_to_july_2022_is_16_months_of_which_9_lie_in_2021),
        cmocka_unit_test(open_periods_reach_to_the_end_of_the_other),
        cmocka_unit_test(every_day_of_four_centuries_comes_back),
        cmocka_unit_test(times_are_written_and_read_alike),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
