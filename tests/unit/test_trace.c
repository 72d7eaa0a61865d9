/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <string.h>

#include "claim/trace.h"

static const struct {
    const char *address, *plain;
} addresses[] = {
    {"https://www.Example.ORG/Report/", "example.org/Report"},
    {"http://example.org:80/a?b=1#part", "example.org/a?b=1"},
    {"example.org:443", "example.org"},
    {"https://example.org:8080/x", "example.org:8080/x"},
    {"HTTPS://EXAMPLE.org", "example.org"},
};

static void addresses_are_compared_by_where_they_lead(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++) {
        VG_SCOPED_BUF b = {0};

        vg_address_plain(vg_str(addresses[i].address), &b);
        assert_string_equal(b.p, addresses[i].plain);
    }
}

static void put_points(const char *text, struct vg_buf *out)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_point *list, *again;
    size_t n, m;

    vg_points_find(vg_str(text), NULL, 0, &a, &list, &n);
    vg_points_lines(list, n, out);
    vg_points_read(vg_buf_str(out), &a, &again, &m);
    assert_int_equal(n, m);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(list[i].kind, again[i].kind);
        assert_int_equal(list[i].start, again[i].start);
        assert_int_equal(list[i].end, again[i].end);
    }
}

static const struct {
    const char *text, *points;
} texts[] = {
    {"", ""},
    {"See (https://www.example.org/a), and no more.", "5 30 a example.org/a\n"},
    {"It is in “The Long Arm of the County”.", "12 38 t thelongarmofthecounty\n"},
    {"据《海外警务服务站调查报告》", "6 39 t 海外警务服务站调查报告\n"},
    {"\"No such office exists here and none has existed at any time since then at all,\" he said.",
     "1 79 q \n"},
    {"Too \"short\" and “never closed", ""},
    {"“opened in one paragraph\n\nand closed in the next one by mistake, as it seems to be”", ""},
};

static void what_a_text_points_to_is_found_with_its_place(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        VG_SCOPED_BUF b = {0};

        put_points(texts[i].text, &b);
        if (strcmp(b.p == NULL ? "" : b.p, texts[i].points) != 0)
            fail_msg("row %zu: %s", i, b.p == NULL ? "" : b.p);
    }
}

static void lines_that_are_none_are_passed_over(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_point *list;
    size_t n;

    (void)state;
    vg_points_read(vg_str("\n1 2\n3 2 a x\n1 2 z x\n99999999999999 2 a x\n1 5 a ok\n-1 2 a x"), &a,
                   &list, &n);
    assert_int_equal(n, 1);
    assert_int_equal(list[0].end, 5);
}

static const struct {
    const char *text, *marks;
} marked[] = {
    {"LISBON, 14 March 2024 - At least 54 stations in 30 countries were found in Toronto.",
     "n 30 country\nn 54 station\np lisbon\np toronto\n"},
    {"2024年3月14日电 "
     "该机构在30个国家发现五十四个警务服务站，多伦多有三个站点，2.36万名嫌疑人被劝返。",
     "n 23600 person\nn 3 station\nn 30 country\nn 54 station\np toronto\n"},
    {"該機構在３０個國家發現５４個服務站，截至2022年9月。這是一份摘要，由記者寫成，供讀者參考。",
     "d 2022-09\nn 30 country\nn 54 station\n"},
    {"电话110和96110，第二轮，二百三十起案件，共计2,300人。这些数字出自同一份通告，别无来源。",
     "n 230 case\nn 2300 person\n"},
};

static void numbers_with_units_dates_and_places_are_the_same_in_any_language(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_patterns words;

    (void)state;
    assert_int_equal(vg_patterns_make("en", NULL, 0, &a, &words, NULL), VG_OK);
    for (size_t i = 0; i < sizeof marked / sizeof *marked; i++) {
        VG_SCOPED_BUF b = {0};
        struct vg_marks m = {0};

        vg_marks_scan(&m, vg_str(marked[i].text), &words, &a);
        vg_marks_settle(&m);
        vg_marks_lines(&m, &b);
        if (strcmp(b.p == NULL ? "" : b.p, marked[i].marks) != 0)
            fail_msg("row %zu: %s", i, b.p == NULL ? "" : b.p);
    }
}

static void huge_numbers_and_broken_bytes_make_no_marks(void **state)
{
    static const char *const bad[] = {
        "\xff\xfe 30 countries",
        "九九九九九九九九九九九九九九九九九九九九人，万亿亿亿亿亿亿人的报告文本"};
    VG_SCOPED_ARENA a = {0};
    struct vg_patterns words;

    (void)state;
    assert_int_equal(vg_patterns_make("en", NULL, 0, &a, &words, NULL), VG_OK);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct vg_marks m = {0};

        vg_marks_scan(&m, vg_str(bad[i]), &words, &a);
        assert_int_equal(m.n, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_are_compared_by_where_they_lead),
        cmocka_unit_test(what_a_text_points_to_is_found_with_its_place),
        cmocka_unit_test(lines_that_are_none_are_passed_over),
        cmocka_unit_test(numbers_with_units_dates_and_places_are_the_same_in_any_language),
        cmocka_unit_test(huge_numbers_and_broken_bytes_make_no_marks),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
