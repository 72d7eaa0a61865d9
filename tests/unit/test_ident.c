/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Telephones, addresses and numbers of registers in texts. */
#include "test.h"

#include <string.h>

#include "resolve/ident.h"

static const char *found(struct vg_arena *a, const char *text)
{
    VG_SCOPED_BUF b = {.max = 4096};
    struct vg_ident *list = NULL;
    const size_t n = vg_ident_find(text, strlen(text), a, &list);

    for (size_t i = 0; i < n; i++) {
        assert_true(list[i].at + list[i].len <= strlen(text));
        vg_putf(&b, "%s%s %.*s", i > 0 ? "; " : "", vg_ident_word((enum vg_ident_kind)list[i].kind),
                (int)list[i].key.len, list[i].key.p);
    }
    return vg_copy(a, b.len > 0 ? b.p : "", b.len);
}

static void what_identifies_a_body_is_found_and_what_does_not_is_not(void **state)
{
    static const struct {
        const char *text, *found;
    } rows[] = {
        {"Tel: 0591-87550110", "phone 59187550110"},
        {"电话：0591－8755 0110", "phone 59187550110"},
        {"（0591）87550110", "phone 59187550110"},
        {"call +86 591 8755 0110 now", "phone +86 59187550110"},
        {"0086-591-87550110", "phone +86 59187550110"},
        {"+1 (416) 555-0123", "phone +1 4165550123"},
        {"416-555-0123", "phone 4165550123"},
        {"+44 (0)20 7946 0958", "phone +44 2079460958"},
        {"+39 02 7946 0958", "phone +39 0279460958"},
        {"热线 4008 110 110 受理", "phone 4008110110"},
        {"call 110 or 12337", ""},
        {"on 2018-07-05 and 05.07.2018", ""},
        {"230,000 people in 54 stations", ""},
        {"1,234,567 of 12345678", ""},
        {"ISBN 978-3-16-148410-0", ""},
        {"192.168.100.200", ""},
        {"0010110100101101", ""},
        {"write to Info@Lantern.Example.", "mail info@lantern.example"},
        {"not@mail or @handle", ""},
        {"website: https://www.Lantern.example/Stations/?q=1", "web lantern.example/stations"},
        {"as https://news.example/a/1 reports", ""},
        {"官网 http://lantern.example:8080/", "web lantern.example"},
        {"统一社会信用代码：91350100M000100Y43", "register uscc 91350100M000100Y43"},
        {"统一社会信用代码：91350100M000100Y44", ""},
        {"Company number 01234567, founded", "register company 01234567"},
        {"charity no. 1234567-8", "register charity 12345678"},
        {"ein 12-3456789 and ein 12 Haus", "register ein 123456789"},
        {"ABN 51 824 753 556", "register abn 51824753556"},
        {"at 17 Steeles Ave. E, Markham", "address 17 steeles avenue east"},
        {"107 East Broadway", "address 107 east broadway"},
        {"Via Fabio Filzi 10, Milano", "address 10 via fabio filzi"},
        {"福州市鼓楼区福新路17号", "address 17 福新路"},
        {"Vierambachtsstraat 80, Rotterdam", "address 80 vierambachtsstraat"},
        {"in 2010 Downing Street said", ""},
        {"he took 3 main street corners", ""},
        {"2018年7月5日第17号文件", ""},
    };
    VG_SCOPED_ARENA a = {0};
    size_t wrong = 0;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *got = found(&a, rows[i].text);

        if (strcmp(got, rows[i].found) != 0) {
            print_error("row %zu: %s\n  wanted %s\n  got    %s\n", i, rows[i].text, rows[i].found,
                        got);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

static void one_number_is_one_with_and_without_its_country(void **state)
{
    static const struct {
        const char *left, *right;
        int same;
    } rows[] = {
        {"+86 591 87550110", "0591-87550110", 1},    {"+86 591 87550110", "+86 591 87550111", 0},
        {"+39 02 79460958", "02 79460958", 1},       {"+1 416 555 0123", "(416) 555-0123", 1},
        {"+44 20 7946 0958", "+86 20 7946 0958", 0}, {"5550123", "+1 416 555 0123", 0},
    };
    VG_SCOPED_ARENA a = {0};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct vg_str l, r;

        assert_true(vg_ident_read(VG_IDENT_PHONE, vg_str(rows[i].left), NULL, &a, &l));
        assert_true(vg_ident_read(VG_IDENT_PHONE, vg_str(rows[i].right), NULL, &a, &r));
        ROW_CHECK(i, rows[i].left, vg_ident_same(VG_IDENT_PHONE, l, r) == rows[i].same);
        ROW_CHECK(i, rows[i].left, vg_ident_same(VG_IDENT_PHONE, r, l) == rows[i].same);
    }
}

static void a_host_that_everybody_uses_says_nothing(void **state)
{
    (void)state;
    assert_int_equal(vg_ident_host(VG_IDENT_MAIL, vg_str("a@gmail.com")).len, 0);
    assert_int_equal(vg_ident_host(VG_IDENT_WEB, vg_str("m.weibo.com/u/1")).len, 0);
    assert_true(
        vg_str_is(vg_ident_host(VG_IDENT_MAIL, vg_str("a@gaj.example.cn")), "gaj.example.cn"));
    assert_true(
        vg_str_is(vg_ident_host(VG_IDENT_WEB, vg_str("lantern.example/a")), "lantern.example"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_identifies_a_body_is_found_and_what_does_not_is_not),
        cmocka_unit_test(one_number_is_one_with_and_without_its_country),
        cmocka_unit_test(a_host_that_everybody_uses_says_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
