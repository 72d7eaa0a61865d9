/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <string.h>

#include "base/utf8.h"
#include "base/utf8_scan.h"

/* The contract, a character at a time. */
static size_t bad_by_rule(const char *p, size_t len)
{
    size_t at = 0;

    while (at < len) {
        uint32_t c;
        size_t n = vg_utf8_next(p + at, len - at, &c);

        if (n == 1 && (unsigned char)p[at] >= 0x80)
            return at;
        at += n;
    }
    return len;
}

static size_t ascii_by_rule(const char *p, size_t len)
{
    size_t at = 0;

    while (at < len && (unsigned char)p[at] < 0x80)
        at++;
    return at;
}

static int control_by_rule(const char *p, size_t len, uint32_t but)
{
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)p[i] < 0x20 && (but >> p[i] & 1U) == 0)
            return 1;
    return 0;
}

static void compare(const char *p, size_t len)
{
    size_t bad = bad_by_rule(p, len), ascii = ascii_by_rule(p, len);

    assert_int_equal(vg_utf8_bad(p, len), bad);
    assert_int_equal(vg_ascii_len(p, len), ascii);
    assert_int_equal(vg_has_control(p, len, 0), control_by_rule(p, len, 0));
    for (enum vg_scan_path path = VG_SCAN_PLAIN; path < VG_SCAN_PATHS; path++) {
        if (!vg_scan_has(path))
            continue;
        assert_int_equal(vg_utf8_bad_by(path, p, len), bad);
        assert_int_equal(vg_ascii_len_by(path, p, len), ascii);
        assert_int_equal(vg_has_control_by(path, p, len, 1U << '\n'),
                         control_by_rule(p, len, 1U << '\n'));
    }
}

/* Every lead with second bytes at the edges of what is allowed, then tails right and wrong, at
 * every place of a block and across two. */
static void each_way_finds_the_first_fault_at_every_place(void **state)
{
    static const unsigned char second[] = {0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90,
                                           0x9f, 0xa0, 0xbf, 0xc0, 0xe4, 0xff};
    static const char *const tails[] = {"",      "\200",         "\200\200",    "a",
                                        "\200a", "\344\270\255", "\200\303\251"};
    char buf[128];

    (void)state;
    for (unsigned lead = 0x7f; lead < 0x100; lead++) {
        for (size_t i = 0; i < sizeof second * 7; i++) {
            const char *tail = tails[i % 7];

            for (size_t at = 0; at<66; at += at> 26 && at < 60 ? 5 : 1) {
                memset(buf, 'x', sizeof buf);
                buf[at] = (char)lead;
                buf[at + 1] = (char)second[i / 7];
                memcpy(buf + at + 2, tail, strlen(tail));
                compare(buf, 96);
                compare(buf, at + 2 + strlen(tail));
            }
        }
    }
}

static uint64_t next(uint64_t *s)
{
    *s ^= *s >> 12;
    *s ^= *s << 25;
    *s ^= *s >> 27;
    return *s * UINT64_C(2685821657736338717);
}

static void each_way_agrees_on_texts_with_single_bytes_changed(void **state)
{
    static const char *const pieces[] = {"word ", "é", "中文", "𠀀",          "ж",
                                         "\n",    "ﬁ", "한",   "\xef\xbf\xbd"};
    uint64_t seed = 99;

    (void)state;
    for (unsigned round = 0; round < 20000; round++) {
        VG_SCOPED_BUF b = {0};
        size_t want = (size_t)(next(&seed) % 300), at;

        while (b.len < want)
            vg_puts(&b, pieces[next(&seed) % (sizeof pieces / sizeof *pieces)]);
        if (b.len == 0)
            continue;
        compare(b.p, b.len);
        at = (size_t)(next(&seed) % b.len);
        b.p[at] = (char)next(&seed);
        compare(b.p, b.len);
    }
}

/* Each byte at each place of words and blocks, whole and broken, allowed and not. */
static void a_control_is_found_wherever_it_stands(void **state)
{
    static const uint32_t allowed[] = {0, 1U << '\n' | 1U << '\t', 1U << 0x1f, 0xffffffff};
    char buf[79];

    (void)state;
    for (unsigned c = 0; c < 0x100; c++)
        for (size_t len = 1; len <= sizeof buf; len += 13)
            for (size_t at = 0; at < len; at++)
                for (size_t k = 0; k < sizeof allowed / sizeof *allowed; k++) {
                    memset(buf, 'a', sizeof buf);
                    buf[at] = (char)c;
                    buf[(at + 3) % len] = '\n';
                    assert_int_equal(vg_has_control(buf, len, allowed[k]),
                                     control_by_rule(buf, len, allowed[k]));
                }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_way_finds_the_first_fault_at_every_place),
        cmocka_unit_test(a_control_is_found_wherever_it_stands),
        cmocka_unit_test(each_way_agrees_on_texts_with_single_bytes_changed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
