/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "resolve/han_cut.h"
#include "resolve/sound.h"
#include "resolve/wade.h"

static const struct vg_name_words *words(void **state)
{
    return *state;
}

static int read_words(void **state)
{
    static struct vg_arena a;

    a = (struct vg_arena){0};
    *state = (void *)(uintptr_t)vg_name_words_read(&a);
    return 0;
}

/* Pieces with a stroke between, unknown ones in brackets. */
static void cut(const struct vg_name_words *w, const char *text, struct vg_buf *out)
{
    struct vg_han_piece pieces[VG_HAN_CUT_CHARS];
    const size_t n = vg_han_cut(w, vg_str(text), pieces);
    size_t at = 0;

    for (size_t i = 0; i < n; i++) {
        assert_int_equal(pieces[i].from, at);
        at += pieces[i].n;
        vg_putf(out, pieces[i].word != NULL ? "%s%.*s" : "%s[%.*s]", i > 0 ? "|" : "",
                (int)pieces[i].n, text + pieces[i].from);
    }
}

static void fewest_characters_stay_unknown_and_what_it_is_stands_last(void **state)
{
    static const struct {
        const char *text, *pieces;
    } rows[] = {
        {"工业职业技术学院", "工业|职业技术学院"},
        {"国家安全生产", "国家|安全生产"},
        {"华商学院", "[华商]|学院"},
        {"聊城市", "[聊城]|市"},
        {"之大学", "[之]|大学"},
        {"院", "[院]"},
        {"珠海", "[珠海]"},
        {"", ""},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_BUF b = {.max = 1024};

        cut(words(state), rows[i].text, &b);
        if (!vg_str_is(vg_buf_str(&b), rows[i].pieces))
            fail_msg("%s: %.*s, not %s", rows[i].text, (int)vg_buf_str(&b).len, vg_buf_str(&b).p,
                     rows[i].pieces);
    }
}

static void a_text_without_end_is_cut_as_far_as_a_name_can_go(void **state)
{
    static char text[3 * 2 * VG_HAN_CUT_CHARS + 1];
    struct vg_han_piece pieces[VG_HAN_CUT_CHARS];
    size_t n, bytes = 0;

    for (size_t i = 0; i + 3 < sizeof text; i += 3)
        memcpy(text + i, i % 2 == 0 ? "大" : "州", 3);
    n = vg_han_cut(words(state), vg_str(text), pieces);
    for (size_t i = 0; i < n; i++)
        bytes += pieces[i].n;
    assert_int_equal(bytes, 3 * VG_HAN_CUT_CHARS);
    memset(text, 0x80, sizeof text - 1); /* no UTF-8 at all */
    assert_true(vg_han_cut(words(state), vg_str(text), pieces) > 0);
}

static void syllables_are_spelt_as_wade_and_giles_did(void **state)
{
    static const struct {
        const char *pinyin;
        unsigned syllables;
        const char *wade;
    } rows[] = {
        {"zhuhai", 2, "chuhai"},
        {"hehai", 2, "hohai"},
        {"xinzhu", 2, "hsinchu"},
        {"yishou", 2, "ishou"},
        {"gaoxiong", 2, "kaohsiung"},
        {"taibei", 2, "taipei"},
        {"jiayi", 2, "chiai"},
        {"pingdong", 2, "pingtung"},
        {"fengjia", 2, "fengchia"},
        {"zhongxing", 2, "chunghsing"},
        {"jianguo", 2, "chienkuo"},
        {"xian", 2, "hsian"},
        {"xian", 1, "hsien"},
        {"sichuan", 2, "szuchuan"},
        {"erlang", 2, "erhlang"},
        {"guilin", 2, "kueilin"},
        {"zhaorong", 2, "chaojung"},
        {"abc", 2, ""},
        {"zhuhai", 3, ""},
        {"", 1, ""},
        {"zhuhai", 0, ""},
        {"zhuhai", 99, ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char out[VG_WADE_MOST];
        const size_t n = vg_wade_giles(vg_str(rows[i].pinyin), rows[i].syllables, out);

        if (!vg_str_is((struct vg_str){out, n}, rows[i].wade))
            fail_msg("%s of %u: %.*s, not %s", rows[i].pinyin, rows[i].syllables, (int)n, out,
                     rows[i].wade);
    }
}

static void the_south_writes_fewer_letters(void **state)
{
    (void)state;
    assert_true(vg_sound_southern(vg_str("shanda"), vg_str("sanda")));
    assert_true(vg_sound_southern(vg_str("zhongqing"), vg_str("zonqin")));
    assert_true(vg_sound_southern((struct vg_str){0}, (struct vg_str){0}));
    assert_false(vg_sound_southern(vg_str("shanda"), vg_str("sand")));
    assert_false(vg_sound_southern(vg_str("guangxi"), vg_str("jiangxi")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fewest_characters_stay_unknown_and_what_it_is_stands_last),
        cmocka_unit_test(a_text_without_end_is_cut_as_far_as_a_name_can_go),
        cmocka_unit_test(the_south_writes_fewer_letters),
        cmocka_unit_test(syllables_are_spelt_as_wade_and_giles_did),
    };

    return cmocka_run_group_tests(tests, read_words, NULL);
}
