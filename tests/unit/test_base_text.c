/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "base/digits.h"
#include "base/html.h"
#include "base/json.h"
#include "base/order.h"
#include "base/table.h"
#include "base/utf8.h"

static void bad_utf8_is_found_where_it_stands(void **state)
{
    static const struct {
        const char *text;
        size_t len, bad;
    } rows[] = {
        {"", 0, 0},
        {"plain text, long enough for words", 33, 33},
        {"\xe7\xa6\x8f\xe5\xb7\x9e", 6, 6},
        {"12345678\xff", 9, 8},
        {"\xc0\xaf", 2, 0},          /* overlong */
        {"a\xed\xa0\x80", 4, 1},     /* surrogate */
        {"a\xf4\x90\x80\x80", 5, 1}, /* above U+10FFFF */
        {"a\xe7\xa6", 3, 1},         /* cut short */
        {"\xf0\x9f\x98\x80", 4, 4},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        ROW_CHECK(i, rows[i].text, vg_utf8_bad(rows[i].text, rows[i].len) == rows[i].bad);
}

static void every_character_is_written_and_read_alike(void **state)
{
    VG_SCOPED_BUF b = {0};

    (void)state;
    for (uint32_t c = 0; c <= 0x10ffff; c++) {
        uint32_t there, back;

        if (c == 0xd800)
            c = 0xe000;
        vg_buf_clear(&b);
        vg_put_utf8(&b, c);
        assert_int_equal(vg_utf8_next(b.p, b.len, &there), b.len);
        assert_int_equal(there, c);
        assert_int_equal(vg_utf8_before(b.p, b.len, &back), b.len);
        assert_int_equal(back, c);
    }
}

static void texts_are_the_same_by_their_bytes_and_nothing_is_like_nothing(void **state)
{
    char one[] = "one", other[] = "one";

    (void)state;
    assert_true(vg_same_text(one, other));
    assert_true(vg_same_text(NULL, NULL));
    assert_false(vg_same_text(one, "On"));
    assert_false(vg_same_text(one, NULL));
    assert_false(vg_same_text(NULL, ""));
}

static void numbers_too_far_apart_to_subtract_are_put_in_order(void **state)
{
    int64_t list[] = {INT64_MAX, 0, INT64_MIN, -1, 1};
    static const int64_t sorted[] = {INT64_MIN, -1, 0, 1, INT64_MAX};

    (void)state;
    qsort(list, sizeof list / sizeof *list, sizeof *list, vg_i64_order);
    assert_memory_equal(list, sorted, sizeof list);
}

static void html_escapes_and_shows_what_hides(void **state)
{
    VG_SCOPED_BUF b = {0};

    (void)state;
    vg_html_text(&b, vg_str("<script>'a' & \"b\"\xe2\x80\xae</script>\x01"));
    assert_string_equal(
        b.p, "&lt;script&gt;&#39;a&#39; &amp; &quot;b&quot;[U+202E]&lt;/script&gt;[U+0001]");
    vg_buf_clear(&b);
    vg_html_href(&b, vg_str("javascript:alert(1)"));
    assert_int_equal(b.len, 0);
    vg_html_href(&b, vg_str("https://example.org/?a=\"b\"&c"));
    assert_string_equal(b.p, " href=\"https://example.org/?a=&quot;b&quot;&amp;c\"");
}

static void json_is_canonical_and_exact(void **state)
{
    VG_SCOPED_BUF b = {0};
    struct vg_json j = {.out = &b};

    (void)state;
    vg_json_object(&j);
    vg_json_kt(&j, "a", "x\"\\\n\xe2\x80\xa8\xe7\xa6\x8f\xff");
    vg_json_key(&j, "b");
    vg_json_array(&j);
    vg_json_i64(&j, INT64_MIN);
    vg_json_decimal(&j, 250, 2);
    vg_json_decimal(&j, -5, 1);
    vg_json_decimal(&j, 9007199254740993, 0);
    vg_json_null(&j);
    vg_json_end(&j);
    vg_json_kb(&j, "c", 1);
    vg_json_end(&j);
    assert_string_equal(
        b.p, "{\"a\":\"x\\\"\\\\\\n\\u2028\xe7\xa6\x8f\xef\xbf\xbd\",\"b\":[-9223372036854775808,"
             "2.5,-0.5,9007199254740993,null],\"c\":true}");
}

static void json_is_read_strictly(void **state)
{
    static const char *bad[] = {
        "{\"a\":1,\"a\":2}", "{\"a\":1} x", "{\"a\":9223372036854775808}", "[\"\xff\"]", "[1,]", "",
    };
    char deep[200];
    json_t *v = NULL;

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        ROW_CHECK(i, bad[i], vg_json_read(bad[i], strlen(bad[i]), &v, NULL) == VG_E_FORMAT);
    memset(deep, '[', sizeof deep);
    assert_int_equal(vg_json_read(deep, sizeof deep, &v, NULL), VG_E_LIMIT);
    assert_int_equal(vg_json_read("{\"n\":9007199254740993}", 22, &v, NULL), VG_OK);
    assert_true(json_integer_value(json_object_get(v, "n")) == 9007199254740993);
    json_decref(v);
}

static void tables_keep_what_was_put_in_order(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_table t = VG_TABLE(&a);
    int64_t value = 0;

    (void)state;
    assert_false(vg_table_get(&t, vg_str("k0"), &value));
    for (int i = 0; i < 5000; i++)
        assert_true(vg_table_add(&t, vg_str(vg_print(&a, "k%d", i)), i, NULL));
    assert_false(vg_table_add(&t, vg_str("k17"), 0, &value));
    assert_int_equal(value, 17);
    vg_table_set(&t, vg_str("k17"), 99);
    assert_true(vg_table_get(&t, vg_str("k17"), &value));
    assert_int_equal(value, 99);
    for (size_t i = 0; i < t.n; i++)
        assert_true(i == 17 || t.items[i].value == (int64_t)i);
}

static void base64_that_is_canonical_is_read_and_no_other(void **state)
{
    static const struct {
        const char *text, *bytes;
        size_t n; /* SIZE_MAX: refused */
    } rows[] = {
        {"Zg==", "f", 1},        {"Zm8=", "fo", 2},           {"Zm9v", "foo", 3},
        {"Zm9vYg==", "foob", 4}, {"+/+/", "\xfb\xff\xbf", 3}, {"", "", SIZE_MAX},
        {"Zh==", "", SIZE_MAX},  {"Zm9=", "", SIZE_MAX},      {"Zg=", "", SIZE_MAX},
        {"Z===", "", SIZE_MAX},  {"Zg==Zg==", "", SIZE_MAX},  {"-_-_", "", SIZE_MAX},
        {"Zm9 ", "", SIZE_MAX},  {"Zm9vYmFy", "", SIZE_MAX}, /* more than there is room for */
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        unsigned char out[4];
        size_t n = SIZE_MAX;
        int ok = vg_base64_read(vg_str(rows[i].text), out, sizeof out, &n);
        VG_SCOPED_BUF back = {0};

        ROW_CHECK(i, rows[i].text, ok == (rows[i].n != SIZE_MAX) && n == rows[i].n);
        ROW_CHECK(i, rows[i].text, !ok || memcmp(out, rows[i].bytes, n) == 0);
        ROW_CHECK(i, rows[i].text, ok <= vg_base64_holds(vg_str(rows[i].text)));
        if (!ok)
            continue;
        vg_put_base64(&back, out, n);
        ROW_CHECK(i, rows[i].text,
                  back.len == strlen(rows[i].text) && memcmp(back.p, rows[i].text, back.len) == 0);
    }
}

static void base64_of_mails_is_read_as_far_as_it_goes(void **state)
{
    static const char *const rows[] = {"Zm9vYg==", "Zm9v\r\nYg", " Z#m 9vYg=", "Zm9vYgA"};
    VG_SCOPED_BUF other = {0};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_BUF out = {0};

        vg_put_unbase64(&out, vg_str(rows[i]));
        ROW_CHECK(i, rows[i], out.len >= 4 && memcmp(out.p, "foob", 4) == 0);
    }
    vg_put_unbase64(&other, vg_str("-_-_"));
    assert_int_equal(other.len, 3);
    assert_memory_equal(other.p, "\xfb\xff\xbf", 3);
    assert_int_equal(vg_digit_base64('-'), -1);
    assert_int_equal(vg_digit_base64_any('-'), 62);
    assert_int_equal(vg_digit_base64_any('_'), 63);
    assert_int_equal(vg_digit_base64_any('='), -1);
}

static void hexadecimal_digits_are_of_either_case(void **state)
{
    (void)state;
    for (int c = 0; c < 256; c++) {
        const char *at = c == 0 ? NULL : strchr("0123456789abcdefABCDEF", c);

        assert_int_equal(vg_digit_hex((char)c) >= 0, at != NULL);
    }
    assert_int_equal(vg_digit_hex('9'), 9);
    assert_int_equal(vg_digit_hex('f'), 15);
    assert_int_equal(vg_digit_hex('A'), 10);
}

static void escapes_are_undone_once_and_what_only_looks_like_one_stays(void **state)
{
    static const char *const rows[][2] = {
        {"a%41b", "aAb"}, {"%e7%A6%8f", "\xe7\xa6\x8f"}, {"%2541", "%41"}, {"100%", "100%"},
        {"%4", "%4"},     {"%4g%g4%", "%4g%g4%"},        {"=41", "=41"},   {"", ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_BUF out = {0};

        vg_put_unescaped(&out, vg_str(rows[i][0]), '%');
        ROW_CHECK(i, rows[i][0],
                  out.len == strlen(rows[i][1]) &&
                      memcmp(out.len == 0 ? "" : out.p, rows[i][1], out.len) == 0);
    }
    assert_int_equal(vg_digit_escape(vg_str("x=4a"), 1, '='), 0x4a);
    assert_int_equal(vg_digit_escape(vg_str("x=4a"), 1, '%'), -1);
    assert_int_equal(vg_digit_escape(vg_str("x=4"), 1, '='), -1);
}

static void a_buffer_stops_at_its_ceiling(void **state)
{
    VG_SCOPED_BUF b = {.max = 10};

    (void)state;
    vg_puts(&b, "12345");
    vg_puts(&b, "123456");
    assert_true(b.full);
    assert_string_equal(b.p, "12345");
    vg_buf_clear(&b);
    vg_puts(&b, "1234567890");
    assert_false(b.full);
}

static void a_long_error_is_cut_at_a_character(void **state)
{
    struct vg_err err = {0};
    char text[1024];

    (void)state;
    for (size_t i = 0; i + 3 < sizeof text; i += 3)
        memcpy(text + i, "\xe7\xa6\x8f", 4);
    assert_int_equal(vg_fail(&err, VG_E_FORMAT, "x%s", text), VG_E_FORMAT);
    assert_true(vg_utf8_bad(err.text, strlen(err.text)) == strlen(err.text));
    assert_int_equal(vg_within(&err, VG_E_FORMAT, "page.html"), VG_E_FORMAT);
    assert_memory_equal(err.text, "page.html: x", 12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bad_utf8_is_found_where_it_stands),
        cmocka_unit_test(every_character_is_written_and_read_alike),
        cmocka_unit_test(texts_are_the_same_by_their_bytes_and_nothing_is_like_nothing),
        cmocka_unit_test(numbers_too_far_apart_to_subtract_are_put_in_order),
        cmocka_unit_test(html_escapes_and_shows_what_hides),
        cmocka_unit_test(json_is_canonical_and_exact),
        cmocka_unit_test(json_is_read_strictly),
        cmocka_unit_test(tables_keep_what_was_put_in_order),
        cmocka_unit_test(base64_that_is_canonical_is_read_and_no_other),
        cmocka_unit_test(base64_of_mails_is_read_as_far_as_it_goes),
        cmocka_unit_test(hexadecimal_digits_are_of_either_case),
        cmocka_unit_test(escapes_are_undone_once_and_what_only_looks_like_one_stays),
        cmocka_unit_test(a_buffer_stops_at_its_ceiling),
        cmocka_unit_test(a_long_error_is_cut_at_a_character),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
