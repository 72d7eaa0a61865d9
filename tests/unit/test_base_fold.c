/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <string.h>

#include "base/fold.h"
#include "base/utf8.h"

static void two_writings_of_a_word_fold_alike(void **state)
{
    static const struct {
        const char *text;
        unsigned flags;
        const char *folded;
    } rows[] = {
        {"", VG_FOLD_PLAIN, ""},
        {"Police STATION @[Z]", VG_FOLD_PLAIN, "police station @[z]"},
        {"福州市長樂區", VG_FOLD_PLAIN, "福州市长乐区"},
        {"臺州 馬德里 馬德裏", VG_FOLD_PLAIN, "台州 马德里 马德里"},
        {"萬億兩", VG_FOLD_PLAIN, "万亿两"},
        {"１，３００ＡＢＣ", VG_FOLD_PLAIN, "1,300abc"},
        {"Straße ﬁn", VG_FOLD_PLAIN, "strasse fin"},
        {"É", VG_FOLD_PLAIN, "e\xcc\x81"},
        {"E\xcc\x81", VG_FOLD_PLAIN, "e\xcc\x81"},
        {"Évry Łódź Århus Ærø İstanbul", VG_FOLD_STRIP, "evry lodz arhus aero istanbul"},
        {"Ёлка Й Ї", VG_FOLD_STRIP, "елка и\xcc\x86 і\xcc\x88"},
        {"ΆΘΉΝΑΣ Ὀδυσσεύς", VG_FOLD_STRIP, "αθηνασ οδυσσευσ"},
        {"مُحَمَّد", VG_FOLD_STRIP, "محمد"},
        {"ｶﾞｷﾞ ﾊﾟ か\xe3\x82\x99", VG_FOLD_PLAIN, "ガギ パ が"},
        {"\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab 한", VG_FOLD_PLAIN, "한 한"},
        {"po\xe2\x80\x8blice\xc2\xad", VG_FOLD_PLAIN, "police"},
        {"a\xffz", VG_FOLD_PLAIN, "a\xef\xbf\xbdz"},
        {"⑫ ㎞", VG_FOLD_PLAIN, "12 km"},
    };
    VG_SCOPED_BUF b = {0};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        vg_buf_clear(&b);
        vg_fold(rows[i].text, strlen(rows[i].text), rows[i].flags, &b);
        ROW_CHECK(i, rows[i].text, strcmp(vg_buf_str(&b).p, rows[i].folded) == 0);
    }
}

static void folding_twice_changes_nothing(void **state)
{
    VG_SCOPED_BUF once = {0}, twice = {0};

    (void)state;
    for (unsigned flags = 0; flags <= VG_FOLD_STRIP; flags++)
        for (uint32_t c = 1; c <= 0x10ffff; c++) {
            char in[8] = "";
            VG_SCOPED_BUF one = {.max = 8};

            if (c >= 0xd800 && c < 0xe000)
                continue;
            vg_put_utf8(&one, c);
            memcpy(in, one.p, one.len);
            vg_buf_clear(&once);
            vg_buf_clear(&twice);
            vg_fold(in, one.len, flags, &once);
            vg_fold(vg_buf_str(&once).p, once.len, flags, &twice);
            if (once.len != twice.len ||
                memcmp(vg_buf_str(&once).p, vg_buf_str(&twice).p, once.len) != 0)
                fail_msg("U+%04X, flags %u", (unsigned)c, flags);
        }
}

static void upper_and_lower_fold_alike_in_the_table(void **state)
{
    uint32_t a[VG_FOLD_MAX], b[VG_FOLD_MAX];

    (void)state;
    assert_int_equal(vg_fold_char(0xfdfa, a), VG_FOLD_MAX);
    assert_int_equal(vg_fold_char(0x200b, a), 0);
    assert_int_equal(vg_fold_char(0xe0041, a), 0);
    for (uint32_t c = 0x410; c < 0x430; c++) {
        size_t n = vg_fold_char(c, a);

        assert_int_equal(n, vg_fold_char(c + 0x20, b));
        assert_memory_equal(a, b, n * sizeof *a);
    }
}

static void folded_stretches_lead_back_to_the_original(void **state)
{
    static const struct {
        const char *text, *find;
        unsigned flags;
        const char *original;
    } rows[] = {
        {"in the Police Station", "station", VG_FOLD_PLAIN, "Station"},
        {"在福建省福州市長樂區的", "长乐", VG_FOLD_PLAIN, "長樂"},
        {"Straße in Zürich, Süd", "zurich", VG_FOLD_STRIP, "Zürich"},
        {"Straße in Zürich, Süd", "strasse", VG_FOLD_STRIP, "Straße"},
        {"Straße", "tras", VG_FOLD_STRIP, "traß"},
        {"a po\xe2\x80\x8blice b", "police", VG_FOLD_PLAIN, "po\xe2\x80\x8blice"},
        {"a \xe2\x80\x8bpolice\xe2\x80\x8b b", "police", VG_FOLD_PLAIN, "police"},
        {"x ﾊﾟﾘ y", "パ", VG_FOLD_PLAIN, "ﾊﾟ"},
        {"か\xe3\x82\x99 z", "が", VG_FOLD_PLAIN, "か\xe3\x82\x99"},
        {"\xff\xff z", "z", VG_FOLD_PLAIN, "z"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        VG_SCOPED_BUF b = {0};
        struct vg_fold_map map;
        const char *hit;
        size_t start, end;

        vg_fold_mapped(rows[i].text, strlen(rows[i].text), rows[i].flags, &a, &b, &map);
        hit = strstr(b.p, rows[i].find);
        ROW_CHECK(i, rows[i].text, hit != NULL);
        start = (size_t)(hit - b.p);
        end = start + strlen(rows[i].find);
        vg_fold_back(&map, &start, &end);
        ROW_CHECK(i, rows[i].text,
                  end - start == strlen(rows[i].original) &&
                      memcmp(rows[i].text + start, rows[i].original, end - start) == 0);
    }
}

static void a_plain_text_is_one_run(void **state)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_BUF b = {0};
    struct vg_fold_map map;
    const char *text = "Plain text, 福州市 and 長樂區 alike";

    (void)state;
    vg_fold_mapped(text, strlen(text), VG_FOLD_PLAIN, &a, &b, &map);
    assert_int_equal(map.n, 1);
    assert_int_equal(map.in_len, strlen(text));
}

static void a_full_buffer_ends_folding(void **state)
{
    VG_SCOPED_BUF b = {.max = 10};

    (void)state;
    vg_fold("福州市公安局长乐分局", 30, VG_FOLD_PLAIN, &b);
    assert_true(b.full);
    assert_in_range(b.len, 0, 10);
}

static void characters_have_a_kind(void **state)
{
    static const struct {
        const char *what;
        uint32_t c;
        enum vg_char_kind kind;
    } rows[] = {
        {"a", 'a', VG_CHAR_LOWER},         {"A", 'A', VG_CHAR_UPPER},
        {"É", 0xc9, VG_CHAR_UPPER},        {"福", 0x798f, VG_CHAR_LETTER},
        {"が", 0x304c, VG_CHAR_LETTER},    {"7", '7', VG_CHAR_DIGIT},
        {"７", 0xff17, VG_CHAR_DIGIT},     {"comma", ',', VG_CHAR_OTHER},
        {"。", 0x3002, VG_CHAR_OTHER},     {"blank", 0x3000, VG_CHAR_SPACE},
        {"acute", 0x301, VG_CHAR_MARK},    {"Han ext. G", 0x30000, VG_CHAR_LETTER},
        {"none", 0x10ffff, VG_CHAR_OTHER}, {"line end", '\n', VG_CHAR_SPACE},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        ROW_CHECK(i, rows[i].what, vg_char_kind(rows[i].c) == rows[i].kind);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_writings_of_a_word_fold_alike),
        cmocka_unit_test(folding_twice_changes_nothing),
        cmocka_unit_test(upper_and_lower_fold_alike_in_the_table),
        cmocka_unit_test(folded_stretches_lead_back_to_the_original),
        cmocka_unit_test(a_plain_text_is_one_run),
        cmocka_unit_test(a_full_buffer_ends_folding),
        cmocka_unit_test(characters_have_a_kind),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
