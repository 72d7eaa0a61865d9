/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "unpack/cdx.h"
#include "unpack/flat_json.h"
#include "unpack/surt.h"

static void addresses_have_the_keys_that_archives_give_them(void **state)
{
    static const char *const rows[][2] = {
        {"http://www.example.com/", "com,example)/"},
        {"https://www.example.com", "com,example)/"},
        {"http://WWW2.Example.COM:80/A/B/?Z=1&a=2#top", "com,example)/a/b?a=2&z=1"},
        {"https://example.com:443/", "com,example)/"},
        {"http://example.com:443/", "com,example:443)/"},
        {"https://user:pass@example.com:8080/x", "com,example:8080)/x"},
        {"http://a.example/1", "example,a)/1"},
        {"http://example.com/a/../b/./c//d", "com,example)/b/c/d"},
        {"http://example.com/?", "com,example)/"},
        {"http://example.com/?b&a=1&a", "com,example)/?a&a=1&b"},
        {"http://example.com/%7Ejoe/%2541", "com,example)/~joe/a"},
        {"http://example.com/%E4%BD%A0", "com,example)/%e4%bd%a0"},
        {"http://example.com/\xe4\xbd\xa0", "com,example)/%e4%bd%a0"},
        {"http://example.com/x;jsessionid=0123456789abcdef0123456789ABCDEF", "com,example)/x"},
        {"http://example.com/?x=1&sid=0123456789abcdef0123456789abcdef", "com,example)/?x=1"},
        {"http://example.com/?sid=7", "com,example)/?sid=7"},
        {"http://192.0.2.1/x", "1,2,0,192)/x"},
        {"http://www.com/", "com)/"},
        {"http://example.com./", "com,example)/"},
        {"http://example.com?a=b", "com,example)/?a=b"},
        {"urn:pageinfo:http://example.com/", "urn:pageinfo:http://example.com/"},
        {"dns:example.com", "dns:example.com"},
        {"", ""},
        {"http://", ")/"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        struct vg_str got = vg_surt(&a, vg_str(rows[i][0]));

        if (!vg_str_is(got, rows[i][1]))
            fail_msg("row %zu: %s gives %.*s", i, rows[i][0], (int)got.len, got.p);
    }
}

static void other_tools_keys_are_tried_too(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_str keys[VG_SURT_FORMS];

    (void)state;
    assert_int_equal(vg_surt_forms(&a, vg_str("http://a.example/1"), keys), 1);
    assert_int_equal(vg_surt_forms(&a, vg_str("https://www.A.example/B/?u=http://x&C"), keys), 3);
    assert_true(vg_str_is(keys[0], "example,a)/b?c&u=http://x"));
    assert_true(vg_str_is(keys[1], "example,a)/b/?c=&u=http%3A%2F%2Fx"));
    assert_true(vg_str_is(keys[2], "example,a,www)/B/?u=http://x&C"));
}

static void lines_of_each_form_are_read(void **state)
{
    static const struct {
        const char *line;
        enum vg_cdx_kind kind;
        const char *key, *at, *url, *digest, *filename;
        int64_t offset, length; /* -1: not said */
    } rows[] = {
        {"com,x)/ 20240301100000 "
         "{\"url\":\"http://x.com/\",\"digest\":\"sha1:AB\",\"length\":\"53\","
         "\"offset\":\"7\",\"filename\":\"a.warc.gz\"}",
         VG_CDX_LINE, "com,x)/", "20240301100000", "http://x.com/", "sha1:AB", "a.warc.gz", 7, 53},
        {"com,x)/ 2024 { \"offset\" : 7 , \"x\":{\"offset\":\"{}\",\"y\":[1,\"]\"]}, \"length\":53 "
         "}",
         VG_CDX_LINE, "com,x)/", "2024", "", "", "", 7, 53},
        {"com,x)/ 2024 {\"url\":\"http:\\/\\/x.com\\/\\u4f60\\ud83d\\ude00\",\"digest\":\"-\"}",
         VG_CDX_LINE, "com,x)/", "2024", "http://x.com/\xe4\xbd\xa0\xf0\x9f\x98\x80", "", "", -1,
         -1},
        {"com,x)/ 20200101 http://x.com/ text/html 200 AB - - 53 7 a.warc.gz", VG_CDX_LINE,
         "com,x)/", "20200101", "http://x.com/", "AB", "a.warc.gz", 7, 53},
        {"com,x)/ 20200101 http://x.com/ text/html 200 AB - - 7 a.warc.gz", VG_CDX_LINE, "com,x)/",
         "20200101", "http://x.com/", "AB", "a.warc.gz", 7, -1},
        {"com,x)/ 20200101 http://x.com/ text/html 200 AB - 7 a.warc.gz", VG_CDX_LINE, "com,x)/",
         "20200101", "http://x.com/", "AB", "a.warc.gz", 7, -1},
        {"!meta 0 {\"format\": \"cdxj-gzip-1.0\", \"filename\": \"index.cdx.gz\"}", VG_CDX_META,
         "!meta", "0", "", "", "index.cdx.gz", -1, -1},
        {"com,x)/ 20200101\tindex.cdx.gz\t188\t53\t1", VG_CDX_LINE, "com,x)/", "20200101", "", "",
         "index.cdx.gz", 188, 53},
        {" CDX N b a m s k r M S V g", VG_CDX_OTHER, "", "", "", "", "", -1, -1},
        {"", VG_CDX_OTHER, "", "", "", "", "", -1, -1},
        {"com,x)/ 2024 {\"url\":\"http", VG_CDX_BAD, "com,x)/", "2024", "", "", "", -1, -1},
        {"com,x)/ 2024 {\"offset\":\"x\"}", VG_CDX_LINE, "com,x)/", "2024", "", "", "", -1, -1},
        {"com,x)/ 2024 {\"offset\":\"99999999999999999999\"}", VG_CDX_LINE, "com,x)/", "2024", "",
         "", "", -1, -1},
        {"a b c", VG_CDX_BAD, "", "", "", "", "", -1, -1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        struct vg_cdx_form form = {0};
        struct vg_cdx_line l;

        ROW_CHECK(i, rows[i].line,
                  vg_cdx_read(&a, vg_str(rows[i].line), &form, &l) == rows[i].kind);
        if (rows[i].kind != VG_CDX_LINE && rows[i].kind != VG_CDX_META)
            continue;
        ROW_CHECK(i, rows[i].line, vg_str_is(l.key, rows[i].key) && vg_str_is(l.at, rows[i].at));
        ROW_CHECK(i, rows[i].line, vg_str_is(l.url, rows[i].url));
        ROW_CHECK(i, rows[i].line, vg_str_is(l.digest, rows[i].digest));
        ROW_CHECK(i, rows[i].line, vg_str_is(l.filename, rows[i].filename));
        ROW_CHECK(i, rows[i].line, (l.has_offset ? (int64_t)l.offset : -1) == rows[i].offset);
        ROW_CHECK(i, rows[i].line, (l.has_length ? (int64_t)l.length : -1) == rows[i].length);
    }
}

static void columns_are_named_by_the_first_line(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_cdx_form form = {0};
    struct vg_cdx_line l;

    (void)state;
    assert_int_equal(vg_cdx_read(&a, vg_str(" CDX A b g V k"), &form, &l), VG_CDX_OTHER);
    assert_int_equal(vg_cdx_read(&a, vg_str("k/ 2020 f.warc 77 DIG"), &form, &l), VG_CDX_LINE);
    assert_true(vg_str_is(l.key, "k/") && vg_str_is(l.filename, "f.warc") && l.offset == 77);
    assert_true(vg_str_is(l.digest, "DIG"));
}

static void binary_search_finds_what_looking_at_each_line_finds(void **state)
{
    uint32_t x = 7;

    (void)state;
    for (int round = 0; round < 200; round++) {
        VG_SCOPED_BUF b = {0};
        unsigned key = 0;
        size_t lines = (x >> 8) % 40;

        for (size_t i = 0; i < lines; i++) {
            x = x * 1664525U + 1013904223U;
            key += (x >> 28) / 4;
            vg_putf(&b, "k%04u 20%02u rest%.*s\n", key, (unsigned)(i % 90), (int)((x >> 20) % 30),
                    "-----------------------------------");
        }
        for (unsigned k = 0; k <= key + 1; k++) {
            char wanted[16];
            size_t at = 0, first, block = 0;
            struct vg_str line, text = vg_buf_str(&b);

            (void)snprintf(wanted, sizeof wanted, "k%04u", k);
            first = text.len;
            for (size_t next = 0; vg_cdx_next(text, &next, &line); at = next) {
                if (vg_str_cmp(vg_cdx_key(line), vg_str(wanted)) >= 0) {
                    first = at;
                    break;
                }
                block = at;
            }
            assert_int_equal(vg_cdx_lower(text, vg_str(wanted)), first);
            if (text.len > 0)
                assert_int_equal(vg_cdx_block(text, vg_str(wanted)), block);
        }
    }
}

static void the_block_of_a_key_is_behind_the_meta_lines(void **state)
{
    static const char text[] = "!meta 0 {}\nb 2020 {\"offset\":0}\nd 2020 {\"offset\":9}\n";

    (void)state;
    assert_int_equal(vg_cdx_block(vg_str(text), vg_str("a")), 11);
    assert_int_equal(vg_cdx_block(vg_str(text), vg_str("c")), 11);
    assert_int_equal(vg_cdx_block(vg_str(text), vg_str("d")), 11); /* its first line may be there */
    assert_int_equal(vg_cdx_block(vg_str(text), vg_str("e")), 31);
}

static void times_of_any_form_are_seconds(void **state)
{
    static const struct {
        const char *text;
        int ok;
        int64_t seconds;
    } rows[] = {
        {"19700101000000", 1, 0},
        {"20240301100000", 1, 1709287200},
        {"2024-03-01T10:00:00Z", 1, 1709287200},
        {"2024-03-01T10:00:00.123456Z", 1, 1709287200},
        {"20240301100000123", 1, 1709287200},
        {"2024-03", 1, 1709251200},
        {"2024", 1, 1704067200},
        {"202", 0, 0},
        {"", 0, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int64_t s = 0;

        ROW_CHECK(i, rows[i].text, vg_cdx_time(vg_str(rows[i].text), &s) == rows[i].ok);
        ROW_CHECK(i, rows[i].text, s == rows[i].seconds);
    }
    assert_true(vg_cdx_nearer(10, 12, 7) && !vg_cdx_nearer(10, 13, 7) && vg_cdx_nearer(10, 7, 13));
}

static void no_flat_object_is_said_so(void **state)
{
    static const struct {
        const char *text;
        int members, end;
    } rows[] = {
        {"{}", 0, 0},
        {"{\"a\":1}", 1, 0},
        {"{\"a\":1,\"b\":null}", 2, 0},
        {"[]", 0, -1},
        {"", 0, -1},
        {"{\"a\"", 0, -1},
        {"{\"a\":1 \"b\":2}", 1, -1},
        {"{\"a\":[[}", 0, -1},
        {"{\"a\":\"\\", 0, -1},
        {"{\"a\":}", 0, -1},
        {"{\"a\":1,", 1, -1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        struct vg_str key, value;
        size_t at = 0;
        int n = 0, rc;

        while ((rc = vg_flat_json(&a, vg_str(rows[i].text), &at, &key, &value)) == 1)
            n++;
        ROW_CHECK(i, rows[i].text, n == rows[i].members && rc == rows[i].end);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_have_the_keys_that_archives_give_them),
        cmocka_unit_test(other_tools_keys_are_tried_too),
        cmocka_unit_test(lines_of_each_form_are_read),
        cmocka_unit_test(columns_are_named_by_the_first_line),
        cmocka_unit_test(binary_search_finds_what_looking_at_each_line_finds),
        cmocka_unit_test(the_block_of_a_key_is_behind_the_meta_lines),
        cmocka_unit_test(times_of_any_form_are_seconds),
        cmocka_unit_test(no_flat_object_is_said_so),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
