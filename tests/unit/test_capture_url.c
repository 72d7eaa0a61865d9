/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <string.h>

#include "base/limits.h"
#include "capture/label.h"
#include "capture/url.h"

static void urls_are_written_one_way(void **state)
{
    static const struct {
        const char *text, *written, *host, *target;
        int port;
    } rows[] = {
        {"http://example.org", "http://example.org/", "example.org", "/", 80},
        {"HTTPS://Example.ORG:443/A?b#c", "https://example.org/A?b", "example.org", "/A?b", 443},
        {" http://a.b/ \n", "http://a.b/", "a.b", "/", 80},
        {"http://a.b:/x", "http://a.b/x", "a.b", "/x", 80},
        {"http://a.b:8080", "http://a.b:8080/", "a.b", "/", 8080},
        {"https://a.b:80/", "https://a.b:80/", "a.b", "/", 80},
        {"http://a.b?q", "http://a.b/?q", "a.b", "/?q", 80},
        {"http://a.b/?", "http://a.b/?", "a.b", "/?", 80},
        {"http://a.b/x/../y/./z/..", "http://a.b/y/", "a.b", "/y/", 80},
        {"http://a.b/%2e%2E/x/.%2e/y", "http://a.b/y", "a.b", "/y", 80},
        {"http://a.b/../../etc", "http://a.b/etc", "a.b", "/etc", 80},
        {"http://a.b//x//", "http://a.b//x//", "a.b", "//x//", 80},
        {"http://a.b/a b\"<>\\^", "http://a.b/a%20b%22%3C%3E%5C%5E", "a.b", "/a%20b%22%3C%3E%5C%5E",
         80},
        {"http://a.b/%7e%zz%", "http://a.b/%7e%zz%", "a.b", "/%7e%zz%", 80},
        {"http://a.b/福州?公", "http://a.b/%E7%A6%8F%E5%B7%9E?%E5%85%AC", "a.b",
         "/%E7%A6%8F%E5%B7%9E?%E5%85%AC", 80},
        {"http://a.b/\xff", "http://a.b/%FF", "a.b", "/%FF", 80},
        {"http://公安.中国/", "http://xn--55q79v.xn--fiqs8s/", "xn--55q79v.xn--fiqs8s", "/", 80},
        {"http://BÜCHER.example/", "http://xn--bcher-kva.example/", "xn--bcher-kva.example", "/",
         80},
        {"http://１２７.0.0.1/", "http://127.0.0.1/", "127.0.0.1", "/", 80},
        {"http://127。0。0。1/", "http://127.0.0.1/", "127.0.0.1", "/", 80},
        {"http://[2606:4700:0:0::1111]:8080/", "http://[2606:4700::1111]:8080/", "2606:4700::1111",
         "/", 8080},
        {"http://[::FFFF:7f00:1]", "http://[::ffff:7f00:1]/", "::ffff:7f00:1", "/", 80},
    };
    VG_SCOPED_ARENA a = {0};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct vg_url u;
        struct vg_err err = {0};

        if (vg_url_read(&a, vg_str(rows[i].text), &u, &err) != VG_OK)
            fail_msg("%s: %s", rows[i].text, err.text);
        if (!vg_str_is(u.text, rows[i].written))
            fail_msg("%s is written %s", rows[i].text, u.text.p);
        ROW_CHECK(i, rows[i].text, vg_str_is(u.host, rows[i].host));
        ROW_CHECK(i, rows[i].text, vg_str_is(u.target, rows[i].target));
        ROW_CHECK(i, rows[i].text, u.port == rows[i].port);
    }
}

static void what_is_no_web_address_is_refused(void **state)
{
    static const struct {
        const char *text;
        int code;
    } rows[] = {
        {"", VG_E_FORMAT},
        {"example.org", VG_E_FORMAT},
        {"/etc/passwd", VG_E_FORMAT},
        {"//example.org/", VG_E_FORMAT},
        {"ftp://example.org/", VG_E_REFUSED},
        {"file:///etc/passwd", VG_E_REFUSED},
        {"gopher://example.org/", VG_E_REFUSED},
        {"javascript:alert(1)", VG_E_REFUSED},
        {"httpx://example.org/", VG_E_REFUSED},
        {"http:", VG_E_FORMAT},
        {"http:example.org", VG_E_FORMAT},
        {"http:/example.org", VG_E_FORMAT},
        {"http:///example.org", VG_E_FORMAT},
        {"http://", VG_E_FORMAT},
        {"http://?q", VG_E_FORMAT},
        {"http://user@example.org/", VG_E_REFUSED},
        {"http://user:secret@example.org/", VG_E_REFUSED},
        {"http://example.org@127.0.0.1/", VG_E_REFUSED},
        {"http://127.0.0.1\\@example.org/", VG_E_REFUSED},
        {"http://127.0.0.1\\.example.org/", VG_E_FORMAT},
        {"http://example.org:0/", VG_E_FORMAT},
        {"http://example.org:65536/", VG_E_FORMAT},
        {"http://example.org:99999999999999999999/", VG_E_FORMAT},
        {"http://example.org:80a/", VG_E_FORMAT},
        {"http://example.org:-1/", VG_E_FORMAT},
        {"http://a\nb/", VG_E_FORMAT},
        {"http://a.b/\x01", VG_E_FORMAT},
        {"http://2130706433/", VG_E_FORMAT},
        {"http://0x7f.1/", VG_E_FORMAT},
        {"http://0177.0.0.1/", VG_E_FORMAT},
        {"http://127.1/", VG_E_FORMAT},
        {"http://127.0.0.1./", VG_E_FORMAT},
        {"http://a%2eb/", VG_E_FORMAT},
        {"http://[::1/", VG_E_FORMAT},
        {"http://::1/", VG_E_FORMAT},
        {"http://[::1]x/", VG_E_FORMAT},
        {"http://[fe80::1%25eth0]/", VG_E_FORMAT},
        {"http://[v7.a]/", VG_E_FORMAT},
        {"http://a b/", VG_E_FORMAT},
        {"http://\xff\xfe/", VG_E_FORMAT},
        {"http://\xe2\x80\xae.org/", VG_E_FORMAT},
    };
    VG_SCOPED_ARENA a = {0};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct vg_url u;
        int rc = vg_url_read(&a, vg_str(rows[i].text), &u, NULL);

        if (rc != rows[i].code)
            fail_msg("row %zu (%s): code %d", i, rows[i].text, rc);
    }
}

static void a_url_over_the_ceiling_is_refused_before_and_after_escaping(void **state)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF b = {0};
    struct vg_url u;

    (void)state;
    vg_puts(&b, "http://a.b/");
    while (b.len < VG_MAX_URL)
        vg_putc(&b, 'x');
    assert_int_equal(vg_url_read(&a, vg_buf_str(&b), &u, NULL), VG_OK);
    vg_putc(&b, 'x');
    assert_int_equal(vg_url_read(&a, vg_buf_str(&b), &u, NULL), VG_E_LIMIT);
    vg_buf_clear(&b);
    vg_puts(&b, "http://a.b/");
    while (b.len < 1000)
        vg_putc(&b, '\xff');
    assert_int_equal(vg_url_read(&a, vg_buf_str(&b), &u, NULL), VG_E_LIMIT);
}

/* RFC 3986 sections 5.4.1 and 5.4.2, whole; then what redirects bring. */
static void references_are_joined_as_the_standard_shows(void **state)
{
    static const char base[] = "http://a/b/c/d;p?q";
    static const struct {
        const char *ref, *whole;
    } rows[] = {
        {"g:h", "g:h"},
        {"g", "http://a/b/c/g"},
        {"./g", "http://a/b/c/g"},
        {"g/", "http://a/b/c/g/"},
        {"/g", "http://a/g"},
        {"//g", "http://g"},
        {"?y", "http://a/b/c/d;p?y"},
        {"g?y", "http://a/b/c/g?y"},
        {"#s", "http://a/b/c/d;p?q#s"},
        {"g#s", "http://a/b/c/g#s"},
        {"g?y#s", "http://a/b/c/g?y#s"},
        {";x", "http://a/b/c/;x"},
        {"g;x", "http://a/b/c/g;x"},
        {"g;x?y#s", "http://a/b/c/g;x?y#s"},
        {"", "http://a/b/c/d;p?q"},
        {".", "http://a/b/c/"},
        {"./", "http://a/b/c/"},
        {"..", "http://a/b/"},
        {"../", "http://a/b/"},
        {"../g", "http://a/b/g"},
        {"../..", "http://a/"},
        {"../../", "http://a/"},
        {"../../g", "http://a/g"},
        {"../../../g", "http://a/g"},
        {"../../../../g", "http://a/g"},
        {"/./g", "http://a/g"},
        {"/../g", "http://a/g"},
        {"g.", "http://a/b/c/g."},
        {".g", "http://a/b/c/.g"},
        {"g..", "http://a/b/c/g.."},
        {"..g", "http://a/b/c/..g"},
        {"./../g", "http://a/b/g"},
        {"./g/.", "http://a/b/c/g/"},
        {"g/./h", "http://a/b/c/g/h"},
        {"g/../h", "http://a/b/c/h"},
        {"g;x=1/./y", "http://a/b/c/g;x=1/y"},
        {"g;x=1/../y", "http://a/b/c/y"},
        {"g?y/./x", "http://a/b/c/g?y/./x"},
        {"g?y/../x", "http://a/b/c/g?y/../x"},
        {"g#s/./x", "http://a/b/c/g#s/./x"},
        {"g#s/../x", "http://a/b/c/g#s/../x"},
        {"http:g", "http:g"},
        {"https://b/../x", "https://b/x"},
        {"?", "http://a/b/c/d;p?"},
    };
    VG_SCOPED_ARENA a = {0};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct vg_str whole;

        assert_int_equal(vg_url_join(&a, vg_str(base), vg_str(rows[i].ref), &whole, NULL), VG_OK);
        if (!vg_str_is(whole, rows[i].whole))
            fail_msg("%s joins to %s", rows[i].ref, whole.p);
    }
    {
        struct vg_str whole;

        assert_int_equal(vg_url_join(&a, vg_str("http://a"), vg_str("g"), &whole, NULL), VG_OK);
        assert_true(vg_str_is(whole, "http://a/g"));
        assert_int_equal(vg_url_join(&a, vg_str("a/b"), vg_str("g"), &whole, NULL), VG_E_FORMAT);
    }
}

static void labels_are_text_and_lead_back_to_the_name(void **state)
{
    static const struct {
        const char *name, *label;
    } rows[] = {
        {"notice.html", "notice.html"},
        {"福州 100%.pdf", "福州 100%.pdf"},
        {"%41", "%2541"},
        {"%4", "%4"},
        {"%%41", "%%2541"},
        {"%\xff", "%%FF"},
        {"%4\xff", "%4%FF"},
        {"a\nb", "a%0Ab"},
        {"a\tb\x7f", "a%09b%7F"},
        {"\xe2\x80\xae", "%E2%80%AE"}, /* right-to-left override */
        {"\xe2\x80\x8b", "%E2%80%8B"}, /* zero width space */
        {"\xe2\x80\xa8", "%E2%80%A8"}, /* line separator */
        {"\xef\xbf\xbd", "\xef\xbf\xbd"},
        {"\xc0\xaf", "%C0%AF"},
        {"b\xfc"
         "cher",
         "b%FCcher"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_BUF label = {0};
        VG_SCOPED_BUF back = {0};

        vg_put_label(&label, vg_str(rows[i].name));
        if (strcmp(label.p, rows[i].label) != 0)
            fail_msg("row %zu: label %s", i, label.p);
        vg_put_label_name(&back, vg_buf_str(&label));
        ROW_CHECK(i, rows[i].name, strcmp(back.p, rows[i].name) == 0);
    }
}

/* An address escapes what it has to by itself: 中 is not to become %25E4 … */
static void an_address_is_not_escaped_twice(void **state)
{
    static const struct {
        const char *address, *label;
    } rows[] = {
        {"http://a.example/%E4%B8%AD", "http://a.example/%E4%B8%AD"},
        {"http://a.example/\xe4\xb8\xad", "http://a.example/\xe4\xb8\xad"},
        {"http://a.example/a\nb\xff", "http://a.example/a%0Ab%FF"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_BUF label = {0};

        vg_put_label_address(&label, vg_str(rows[i].address));
        ROW_CHECK(i, rows[i].address, strcmp(label.p, rows[i].label) == 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(urls_are_written_one_way),
        cmocka_unit_test(what_is_no_web_address_is_refused),
        cmocka_unit_test(a_url_over_the_ceiling_is_refused_before_and_after_escaping),
        cmocka_unit_test(references_are_joined_as_the_standard_shows),
        cmocka_unit_test(labels_are_text_and_lead_back_to_the_name),
        cmocka_unit_test(an_address_is_not_escaped_twice),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
