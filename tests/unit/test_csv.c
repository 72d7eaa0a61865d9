/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <string.h>

#include "base/csv.h"

static void a_record_is_fields_with_its_line(void **state)
{
    static const char text[] = "\xef\xbb\xbf"
                               "a, b ,\"c\"\"\nd\"\r\n\r\n\"x\" ,,\n";
    VG_SCOPED_CSV c = vg_csv_begin(text, sizeof text - 1, 1024);

    (void)state;
    assert_int_equal(vg_csv_next(&c, NULL), VG_ROW);
    assert_true(c.line == 1 && c.n == 3);
    assert_true(vg_str_is(vg_csv_field(&c, 1), "b") && vg_str_is(vg_csv_field(&c, 2), "c\"\nd"));
    assert_int_equal(vg_csv_next(&c, NULL), VG_ROW);
    assert_true(c.line == 3 && c.n == 1 && vg_csv_is_empty(&c));
    assert_int_equal(vg_csv_next(&c, NULL), VG_ROW);
    assert_true(c.line == 4 && c.n == 3 && !vg_csv_is_empty(&c));
    assert_true(vg_csv_field(&c, 2).len == 0 && vg_csv_field(&c, 99).len == 0);
    assert_int_equal(vg_csv_next(&c, NULL), VG_OK);
}

static void what_breaks_a_table_is_told_with_its_line(void **state)
{
    static const struct {
        const char *text, *says;
    } rows[] = {
        {"a,b\n\"c,d\n", "line 2: a quote is opened and not closed"},
        {"a\nb\"c\n", "line 2: a quote inside a field that does not begin with one"},
        {"\"a\"b\n", "line 1: after a closing quote there must be a comma or the line's end"},
        {"a\n\xff\n", "line 2: is not UTF-8; save the table as UTF-8"},
        {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n",
         "line 1: longer than a line can be"},
        {",,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,\n",
         "line 1: more than 64 columns"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_CSV c = vg_csv_begin(rows[i].text, strlen(rows[i].text), 64);
        struct vg_err err = {0};
        int rc;

        while ((rc = vg_csv_next(&c, &err)) == VG_ROW)
            continue;
        ROW_CHECK(i, err.text, rc == VG_E_FORMAT && strcmp(err.text, rows[i].says) == 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_record_is_fields_with_its_line),
        cmocka_unit_test(what_breaks_a_table_is_told_with_its_line),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
