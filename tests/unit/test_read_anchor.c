/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <string.h>

#include "read/anchor.h"

/* The quote is what stands between [ and ] in `old`. */
static struct vg_anchor anchor_of(struct vg_arena *a, const char *old)
{
    const char *open = strchr(old, '['), *close = strchr(old, ']');
    char *text = vg_print(a, "%.*s%.*s%s", (int)(open - old), old, (int)(close - open - 1),
                          open + 1, close + 1);
    struct vg_anchor p;

    assert_int_equal(
        vg_anchor_make(vg_str(text), (size_t)(open - old), (size_t)(close - old - 1), &p, NULL),
        VG_OK);
    return p;
}

static void a_passage_is_found_again_in_another_reading(void **state)
{
    static const struct {
        const char *old, *new;
        enum vg_anchor_how how;
        const char *found;
        size_t start;
    } rows[] = {
        {"one [two] three", "one two three", VG_ANCHOR_EXACT, "two", 4},
        {"one [two] three", "zero one two three", VG_ANCHOR_MOVED, "two", 9},
        {"a [54] b, c 54 d", "menu 54 x c 54 d and a 54 b", VG_ANCHOR_MOVED, "54", 23},
        {"[yes] no", "no yes, no yes", VG_ANCHOR_AMBIGUOUS, "yes", 3},
        {"x [aa] y", "aaa", VG_ANCHOR_AMBIGUOUS, "aa", 1},
        {"in [two  Canadian\ncities] now", "menu in two Canadian cities now", VG_ANCHOR_REFITTED,
         "two Canadian cities", 8},
        {"［ [福州 市公安局] 说", "菜单 福州市公安局 说", VG_ANCHOR_REFITTED, "福州市公安局", 7},
        {"at [caf\xc3\xa9 no. 5]", "x at cafe\xcc\x81 no. \xef\xbc\x95", VG_ANCHOR_REFITTED,
         "cafe\xcc\x81 no. \xef\xbc\x95", 5},
        {"one [two] three", "something else", VG_ANCHOR_LOST, "", 0},
        {"a[ ]b", "ab c", VG_ANCHOR_LOST, "", 0},
        {"a [b] c", "", VG_ANCHOR_LOST, "", 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        struct vg_anchor p = anchor_of(&a, rows[i].old);
        struct vg_anchor_found f = vg_anchor_find(&p, vg_str(rows[i].new));

        ROW_CHECK(i, vg_anchor_how_word(f.how), f.how == rows[i].how);
        ROW_CHECK(i, rows[i].new, f.end - f.start == strlen(rows[i].found));
        ROW_CHECK(i, rows[i].new,
                  memcmp(rows[i].new + f.start, rows[i].found, f.end - f.start) == 0);
        ROW_CHECK(i, rows[i].new, f.start == rows[i].start);
    }
}

static void the_context_is_cut_at_characters(void **state)
{
    char text[200];
    struct vg_anchor p;
    size_t n = 0;

    (void)state;
    for (int i = 0; i < 30; i++) {
        memcpy(text + n, "\xe7\xa6\x8f", 3);
        n += 3;
    }
    assert_int_equal(vg_anchor_make((struct vg_str){text, n}, 45, 48, &p, NULL), VG_OK);
    assert_int_equal(p.before.len, 30);
    assert_int_equal(p.after.len, 30);
    assert_int_equal(vg_anchor_make((struct vg_str){text, n}, 46, 48, &p, NULL), VG_E_MISUSE);
    assert_int_equal(vg_anchor_make((struct vg_str){text, n}, 48, 48, &p, NULL), VG_E_MISUSE);
    assert_int_equal(vg_anchor_make((struct vg_str){text, n}, 45, 93, &p, NULL), VG_E_MISUSE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_passage_is_found_again_in_another_reading),
        cmocka_unit_test(the_context_is_cut_at_characters),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
