/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <ctype.h>
#include <string.h>

#include "base/said.h"

enum { EACH = 3 };

/* Parts that no template has of its own: digits for Chinese, letters nowhere. */
static const struct vg_said *sample(struct vg_arena *a, enum vg_wording w)
{
    struct vg_part_words parts[VG_SAID_PARTS];
    size_t n = vg_saying_is_listing(w) ? EACH : vg_saying_places(w);

    for (size_t i = 0; i < n; i++)
        parts[i] = vg_part_number(a, (int64_t)(1111 * (i + 1)));
    return vg_said(a, w, parts, n);
}

static int has_place(const char *text)
{
    for (const char *p = strchr(text, '{'); p != NULL; p = strchr(p + 1, '{'))
        if (isdigit((unsigned char)p[1]) && p[2] == '}')
            return 1;
    return 0;
}

static void each_part_is_there(const struct vg_said *s, const char *text, int zh)
{
    for (uint32_t i = 0; i < s->n; i++) {
        const char *part = zh ? s->parts[i].zh : s->parts[i].en;

        if (strstr(text, part) == NULL)
            fail_msg("%s lacks part %u: %s", vg_said_key(s->saying), i + 1, text);
    }
}

static void every_sentence_has_all_its_parts_in_both_languages(void **state)
{
    VG_SCOPED_ARENA a = {0};

    (void)state;
    for (int w = 0; w < VG_SAYINGS; w++) {
        const struct vg_said *s = sample(&a, (enum vg_wording)w);
        const char *en = vg_said_text(&a, s, "en"), *zh = vg_said_text(&a, s, "zh");

        if (has_place(en) || has_place(zh))
            fail_msg("a place is left: %s: %s / %s", vg_said_key((enum vg_wording)w), en, zh);
        assert_true(en[0] != '\0' && zh[0] != '\0');
        each_part_is_there(s, en, 0);
        each_part_is_there(s, zh, 1);
    }
}

/* Commands to type and their options keep their letters. */
static int is_letter_outside_commands(const char *zh)
{
    int quoted = 0;

    for (const char *p = zh; *p != '\0'; p++) {
        if (strncmp(p, "“vigil", strlen("“vigil")) == 0 || strncmp(p, "“--", strlen("“--")) == 0)
            quoted = 1;
        if (strncmp(p, "”", strlen("”")) == 0)
            quoted = 0;
        if (!quoted && isalpha((unsigned char)*p))
            return 1;
    }
    return 0;
}

static void no_english_is_left_in_chinese(void **state)
{
    VG_SCOPED_ARENA a = {0};

    (void)state;
    for (int w = 0; w < VG_SAYINGS; w++) {
        const char *zh = vg_said_text(&a, sample(&a, (enum vg_wording)w), "zh");

        if (is_letter_outside_commands(zh))
            fail_msg("%s: %s", vg_said_key((enum vg_wording)w), zh);
        if (!vg_saying_is_listing((enum vg_wording)w) && strpbrk(zh, "?;()") != NULL)
            fail_msg("half-width mark: %s: %s", vg_said_key((enum vg_wording)w), zh);
    }
}

/* A template that is the same in English and has other parts would be taken for the other where
 * sentences are kept once each. */
static void no_two_sentences_have_one_key_or_one_english(void **state)
{
    VG_SCOPED_ARENA a = {0};

    (void)state;
    for (int w = 0; w < VG_SAYINGS; w++)
        for (int x = w + 1; x < VG_SAYINGS; x++) {
            const struct vg_said *s = sample(&a, (enum vg_wording)w);
            const struct vg_said *t = sample(&a, (enum vg_wording)x);

            assert_string_not_equal(vg_said_key(s->saying), vg_said_key(t->saying));
            if (strcmp(vg_said_text(&a, s, "en"), vg_said_text(&a, t, "en")) == 0)
                fail_msg("%s and %s", vg_said_key(s->saying), vg_said_key(t->saying));
        }
}

static void parts_are_written_as_each_language_does(void **state)
{
    VG_SCOPED_ARENA a = {0};
    const struct {
        struct vg_part_words part;
        const char *en, *zh;
    } rows[] = {
        {vg_part_number(&a, 7), "7", "7"},
        {vg_part_number(&a, 230000), "230000", "230,000"},
        {vg_part_number(&a, -1234567), "-1234567", "-1,234,567"},
        {vg_part_number(&a, INT64_MIN), "-9223372036854775808", "-9,223,372,036,854,775,808"},
        {vg_part_count(&a, 0), "none", "0"},
        {vg_part_count(&a, 9), "nine", "9"},
        {vg_part_count(&a, 13), "13", "13"},
        {vg_part_id(&a, 'c', 17), "c17", NULL},
        {vg_part_date(&a, "2022"), "2022", "2022年"},
        {vg_part_date(&a, "2022-09"), "2022-09", "2022年9月"},
        {vg_part_date(&a, "2022-09-05"), "2022-09-05", "2022年9月5日"},
        {vg_part_date(&a, "2021-23"), "2021-23", NULL}, /* a season stays */
        {vg_part_date(&a, "20x2-09"), "20x2-09", NULL},
        {vg_part_date(&a, ".."), "..", NULL},
        {vg_part_date(&a, NULL), NULL, NULL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (rows[i].en == NULL)
            assert_null(rows[i].part.en);
        else
            assert_string_equal(rows[i].part.en, rows[i].en);
        if (rows[i].zh == NULL)
            assert_null(rows[i].part.zh);
        else
            assert_string_equal(rows[i].part.zh, rows[i].zh);
    }
}

static void han_and_latin_meet_with_a_blank(void **state)
{
    VG_SCOPED_ARENA a = {0};
    const struct {
        const struct vg_said *said;
        const char *zh;
    } rows[] = {
        {VG_SAID(&a, NUMBER_AT_LEAST, vg_part_number(&a, 54)), "至少 54"},
        {VG_SAID(&a, LENGTH_HOLDS, vg_part_number(&a, 3)), "列名 3 项，与所述相符"},
        {VG_SAID(&a, CITED_ASKS, vg_part("root:x")), "root:x 是否确有此说？"},
        {VG_SAID(&a, CITED_ASKS, vg_part("省公安厅通报")), "省公安厅通报是否确有此说？"},
        {VG_SAID(&a, MONTHS_ASKS, vg_part_date(&a, "2021-04"), vg_part_date(&a, "2022-07")),
         "2021年4月至2022年7月的时长"},
        {VG_SAID(&a, BASE_ASKS, vg_part_number(&a, 22), vg_part("案件")), "22 案件，以何为基数？"},
        {VG_SAID(&a, SPREAD_RESTS, vg_part("")), "是其所据"},
        {VG_SAID(&a, BECAUSE, vg_part("{2}"), vg_part("x")), "{2}：x"}, /* parts are no forms */
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(vg_said_text(&a, rows[i].said, "zh"), rows[i].zh);
}

static void lists_and_sentences_stand_within_sentences(void **state)
{
    VG_SCOPED_ARENA a = {0};
    const struct vg_part_words list[] = {
        vg_part_said(&a, VG_SAID(&a, NUMBER_ABOUT, vg_part_number(&a, 5))),
        vg_part("x"),
        {"y", "丙"}};
    const struct vg_said *s = VG_SAID(&a, VALUES_ASKS, vg_part_list(&a, VG_S_LIST_COMMA, list, 3));

    (void)state;
    assert_string_equal(vg_said_text(&a, s, "en"), "about 5, x, y for one thing?");
    assert_string_equal(vg_said_text(&a, s, "zh-Hans"), "约 5、x、丙：所指是否为同一事物？");
    assert_string_equal(vg_said_text(&a, s, NULL), "about 5, x, y for one thing?");
    assert_string_equal(vg_part_list(&a, VG_S_LIST_COMMA, list, 0).en, "");
    assert_null(vg_said_text(&a, NULL, "zh"));
    assert_null(vg_part_said(&a, NULL).en);
}

static void a_copy_says_the_same_when_the_first_is_gone(void **state)
{
    VG_SCOPED_ARENA a = {0};
    const struct vg_said *copy;
    {
        VG_SCOPED_ARENA first = {0};
        const char *text = vg_print(&first, "%s", "only here");

        copy = vg_said_copy(&a, VG_SAID(&first, CITED_ASKS, vg_part(text)));
    }

    (void)state;
    assert_string_equal(vg_said_text(&a, copy, "en"), "does only here say so?");
    assert_null(vg_said_copy(&a, NULL));
    assert_int_equal(vg_said_size(NULL), 0);
    assert_int_equal(vg_said_size(copy) % sizeof(void *), 0);
    assert_string_equal(vg_said_text(&a, vg_said_copy(&a, VG_SAYS(SUM_HOLDS)), "zh"),
                        "各部分之和与总数相符");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_sentence_has_all_its_parts_in_both_languages),
        cmocka_unit_test(no_english_is_left_in_chinese),
        cmocka_unit_test(no_two_sentences_have_one_key_or_one_english),
        cmocka_unit_test(parts_are_written_as_each_language_does),
        cmocka_unit_test(han_and_latin_meet_with_a_blank),
        cmocka_unit_test(lists_and_sentences_stand_within_sentences),
        cmocka_unit_test(a_copy_says_the_same_when_the_first_is_gone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
