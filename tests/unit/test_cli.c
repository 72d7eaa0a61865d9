/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <string.h>

#include "cli/fields.h"
#include "cli/nearest.h"
#include "cli/run.h"
#include "cli/screen.h"

static const struct vg_option options[] = {
    {.name = "limit", .argument = "N", .does = "x"},
    {.name = "output", .argument = "FILE", .does = "x", .letter = 'o'},
    {.name = "place", .argument = "ID", .does = "x", .repeats = 1},
    {.name = "json", .does = "x"},
    {0},
};

static const struct vg_command command = {
    .name = "try", .group = "g", .args = "CASE [ID]", .does = "Try", .options = options};

/* One command line, its words separated by single spaces. */
static int parse(struct vg_run *r, struct vg_arena *a, struct vg_err *err, const char *line,
                 int *help)
{
    const char **words = VG_NEW_ARRAY(a, const char *, strlen(line) + 1);
    char *text = vg_copyz(a, line);
    size_t n = 0;

    for (char *p = text; *p != '\0';) {
        words[n++] = p;
        p += strcspn(p, " ");
        if (*p == ' ')
            *p++ = '\0';
    }
    *r = (struct vg_run){.command = &command, .a = a, .err = err};
    return vg_run_parse(r, words, n, help);
}

static void words_are_sorted_into_options_and_the_rest(void **state)
{
    static const struct {
        const char *line;
        int code;
        const char *says; /* part of the sentence */
    } rows[] = {
        {"a.vigil", VG_OK, NULL},
        {"a.vigil s1 --json", VG_OK, NULL},
        {"--json a.vigil -o x", VG_OK, NULL},
        {"a.vigil -ox", VG_OK, NULL},
        {"a.vigil -o -", VG_OK, NULL},
        {"a.vigil -- --json", VG_OK, NULL},
        {"a.vigil --place A --place B", VG_OK, NULL},
        {"a.vigil --limit=--json", VG_OK, NULL},
        {"", VG_E_MISUSE, "CASE is missing"},
        {"a.vigil s1 s2", VG_E_MISUSE, "'s2' is one word too many"},
        {"a.vigil --limt 3", VG_E_MISUSE, "did you mean --limit?"},
        {"a.vigil --quux", VG_E_MISUSE, "there is no option --quux; see"},
        {"a.vigil -x", VG_E_MISUSE, "there is no option -x"},
        {"a.vigil --limit", VG_E_MISUSE, "--limit needs a value"},
        {"a.vigil --limit --json", VG_E_MISUSE, "write --limit=--json"},
        {"a.vigil --json=1", VG_E_MISUSE, "--json takes no value"},
        {"a.vigil --limit 1 --limit 2", VG_E_MISUSE, "--limit is given twice"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        VG_SCOPED_ARENA a = {0};
        struct vg_err err = {0};
        struct vg_run r;
        int help = 0;

        ROW_CHECK(i, rows[i].line, parse(&r, &a, &err, rows[i].line, &help) == rows[i].code);
        ROW_CHECK(i, err.text, rows[i].says == NULL || strstr(err.text, rows[i].says) != NULL);
    }
}

static void values_come_back_in_order(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_err err = {0};
    struct vg_run r;
    const char *const *places;
    int64_t limit = 0;
    size_t n = 0;
    int help = 0;

    (void)state;
    assert_int_equal(parse(&r, &a, &err, "c.vigil --place B s1 --place A --limit=12", &help),
                     VG_OK);
    assert_int_equal(r.n_args, 2);
    assert_string_equal(r.args[1], "s1");
    places = vg_run_values(&r, "place", &n);
    assert_int_equal(n, 2);
    assert_string_equal(places[0], "B");
    assert_string_equal(places[1], "A");
    assert_int_equal(vg_run_number(&r, "limit", 1, 20, &limit), VG_OK);
    assert_int_equal(limit, 12);
    assert_false(vg_run_has(&r, "json"));
}

static void help_wins_over_everything_wrong(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_err err = {0};
    struct vg_run r;
    int help = 0;

    (void)state;
    assert_int_equal(parse(&r, &a, &err, "--quux --help", &help), VG_OK);
    assert_true(help);
    assert_int_equal(parse(&r, &a, &err, "a.vigil -- -h", &help), VG_OK);
    assert_false(help);
}

static void a_number_that_is_none_is_refused(void **state)
{
    static const char *const lines[] = {
        "c --limit x", "c --limit -3", "c --limit 3x",
        "c --limit=",  "c --limit 0",  "c --limit 9999999999999999999"};

    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        VG_SCOPED_ARENA a = {0};
        struct vg_err err = {0};
        struct vg_run r;
        int64_t out = 7;
        int help = 0;

        ROW_CHECK(i, lines[i], parse(&r, &a, &err, lines[i], &help) == VG_OK);
        ROW_CHECK(i, lines[i], vg_run_number(&r, "limit", 1, 20, &out) == VG_E_MISUSE);
        ROW_CHECK(i, lines[i], out == 7);
    }
}

static void distance_counts_single_changes(void **state)
{
    static const struct {
        const char *a, *b;
        int distance;
    } rows[] = {
        {"claim", "claim", 0}, {"clam", "claim", 1},
        {"calim", "claim", 1}, {"claims", "claim", 1},
        {"chaim", "claim", 1}, {"", "add", 3},
        {"brief", "roots", 5}, {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "a", 99},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ROW_CHECK(i, rows[i].a, vg_word_distance(rows[i].a, rows[i].b) == rows[i].distance);
        ROW_CHECK(i, rows[i].b, vg_word_distance(rows[i].b, rows[i].a) == rows[i].distance);
    }
}

static void ids_have_their_letter(void **state)
{
    int64_t id = 0;

    (void)state;
    assert_int_equal(vg_typed_id("c17", 'c', &id, NULL), VG_OK);
    assert_int_equal(id, 17);
    assert_int_equal(vg_typed_id("s17", 'c', &id, NULL), VG_E_MISUSE);
    assert_int_equal(vg_typed_id("c", 'c', &id, NULL), VG_E_MISUSE);
    assert_int_equal(vg_typed_id("c1x", 'c', &id, NULL), VG_E_MISUSE);
    assert_int_equal(vg_typed_id("c9999999999999999999", 'c', &id, NULL), VG_E_MISUSE);
    assert_int_equal(id, 17);
}

static const char *shown(const char *text)
{
    return text == NULL ? "-" : text;
}

static void parts_keep_the_colon_of_an_entity(void **state)
{
    static const struct {
        const char *text, *one, *two, *three;
    } rows[] = {
        {"A Group", "A Group", "-", "-"},
        {"A Group:report", "A Group", "report", "-"},
        {"A Group:report:2022-09", "A Group", "report", "2022-09"},
        {"A Group::2022-09", "A Group", "-", "2022-09"},
        {":report", "-", "report", "-"},
        {"org:a-b:notice:2022", "org:a-b", "notice", "2022"},
        {"denied:org:a-b:2022", "denied", "org:a-b", "2022"},
        {"A\\: B:report", "A: B", "report", "-"},
        {"a:b:c:d", "a", "b", "c:d"},
        {"", "-", "-", "-"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        VG_SCOPED_ARENA a = {0};
        const char *parts[3];

        vg_parts_read(&a, rows[i].text, parts);
        ROW_CHECK(i, rows[i].text, strcmp(shown(parts[0]), rows[i].one) == 0);
        ROW_CHECK(i, rows[i].text, strcmp(shown(parts[1]), rows[i].two) == 0);
        ROW_CHECK(i, rows[i].text, strcmp(shown(parts[2]), rows[i].three) == 0);
    }
}

/* Set "field=value" words, separated by a space, on a claim that says exactly 54 stations. */
static void changes_of(const char *words, struct vg_buf *out)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_FIELDS f = {0};
    struct vg_claim old = {.kind = VG_KIND_QUANTITY, .stance = VG_ASSERTS};

    vg_quantity_set(&old.quantity, VG_OP_EXACT, 54, 54);
    old.quantity.unit = "station";
    vg_fields_begin(&f, &old);
    while (*words != '\0') {
        size_t n = strcspn(words, " ");
        char *word = vg_copy(&a, words, n);
        char *equals = strchr(word, '=');

        *equals = '\0';
        assert_int_equal(vg_fields_set(&f, word, equals + 1, NULL), VG_OK);
        words += n + (words[n] == ' ');
    }
    vg_fields_settle(&f, "Press");
    vg_fields_changes(&f, out);
}

static void numbers_follow_the_op(void **state)
{
    static const struct {
        const char *set, *changes;
    } rows[] = {
        {"value=55", "{\"quantity\":{\"value\":55,\"lower\":55,\"upper\":55,\"op\":\"exact\","
                     "\"unit\":\"station\"}}"},
        {"op=at-most", "{\"quantity\":{\"value\":null,\"lower\":null,\"upper\":54,\"op\":\"at-"
                       "most\",\"unit\":\"station\"}}"},
        {"op=about", "{\"quantity\":{\"value\":54,\"lower\":null,\"upper\":null,\"op\":\"about\","
                     "\"unit\":\"station\"}}"},
        {"lower=50", "{\"quantity\":{\"value\":null,\"lower\":50,\"upper\":null,\"op\":\"at-"
                     "least\",\"unit\":\"station\"}}"},
        {"lower=50 upper=60", "{\"quantity\":{\"value\":null,\"lower\":50,\"upper\":60,\"op\":"
                              "\"between\",\"unit\":\"station\"}}"},
        {"op=over lower=50", "{\"quantity\":{\"value\":null,\"lower\":50,\"upper\":null,\"op\":"
                             "\"over\",\"unit\":\"station\"}}"},
        {"op=none-found", "{\"quantity\":{\"value\":null,\"lower\":null,\"upper\":null,\"op\":"
                          "\"none-found\",\"unit\":\"station\"}}"},
        {"unit=site", "{\"quantity\":{\"value\":54,\"lower\":54,\"upper\":54,\"op\":\"exact\","
                      "\"unit\":\"site\"}}"},
        /* what was typed stays, for the claim's own check to refuse */
        {"op=at-most value=54", "{\"quantity\":{\"value\":54,\"lower\":null,\"upper\":54,\"op\":"
                                "\"at-most\",\"unit\":\"station\"}}"},
        {"place=CA place=FR", "{\"place\":[\"CA\",\"FR\"]}"},
        {"period=2022/..", "{\"period\":{\"from\":\"2022\",\"to\":null}}"},
        {"period=2022-09", "{\"period\":{\"from\":\"2022-09\",\"to\":\"2022-09\"}}"},
        {"subject=", "{\"subject\":null}"},
        {"speaker=A:report", "{\"attribution\":[{\"speaker\":\"A\",\"as\":\"report\"},{\"speaker\":"
                             "\"Press\",\"as\":\"text\"}]}"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        VG_SCOPED_BUF out = {0};

        changes_of(rows[i].set, &out);
        if (strcmp(out.p, rows[i].changes) != 0)
            fail_msg("row %zu (%s): %s", i, rows[i].set, out.p);
    }
}

static void a_field_that_is_none_is_named(void **state)
{
    VG_SCOPED_FIELDS f = {0};
    struct vg_err err = {0};

    (void)state;
    vg_fields_begin(&f, NULL);
    assert_int_equal(vg_fields_set(&f, "plase", "CA", &err), VG_E_MISUSE);
    assert_non_null(strstr(err.text, "did you mean 'place'?"));
    assert_int_equal(vg_fields_set(&f, "value", "2,300", &err), VG_E_MISUSE);
    assert_int_equal(vg_fields_set(&f, "value", "-3", &err), VG_E_MISUSE);
    assert_int_equal(vg_fields_set(&f, "value", "1e3", &err), VG_E_MISUSE);
    assert_int_equal(f.touched, 0);
}

static void widths_follow_the_script(void **state)
{
    static const struct {
        const char *text;
        size_t columns;
    } rows[] = {{"abc", 3}, {"福州市", 6}, {"a福b", 4}, {"e\xcc\x81", 1}, {"Ｔ", 2}, {"", 0}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        ROW_CHECK(i, rows[i].text, vg_screen_columns(vg_str(rows[i].text)) == rows[i].columns);
    assert_int_equal(vg_columns_cut(vg_str("福州市"), 5).len, 6);
    assert_int_equal(vg_columns_cut(vg_str("abc"), 9).len, 3);
}

static void lines_break_at_spaces_and_between_han(void **state)
{
    static const struct {
        const char *text;
        size_t indent, columns;
        const char *out;
    } rows[] = {
        {"one two three", 0, 7, "one two\nthree"},
        {"one two three", 2, 9, "one two\n  three"},
        {"unbreakable word", 0, 4, "unbreakable\nword"},
        {"one\n\ntwo", 0, 20, "one\n\ntwo"},
        {"福州市公安局", 0, 6, "福州市\n公安局"},
        {"", 0, 6, ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        VG_SCOPED_BUF b = {0};

        vg_wrap(&b, vg_str(rows[i].text), rows[i].indent, rows[i].columns);
        ROW_CHECK(i, vg_buf_str(&b).p, vg_str_is(vg_buf_str(&b), rows[i].out));
    }
}

static void numbers_and_sizes_are_readable(void **state)
{
    char text[VG_NUMBER_TEXT];

    (void)state;
    vg_number_text(1234567, text);
    assert_string_equal(text, "1,234,567");
    vg_number_text(-1234, text);
    assert_string_equal(text, "-1,234");
    vg_number_text(999, text);
    assert_string_equal(text, "999");
    vg_size_text(999, text);
    assert_string_equal(text, "999 B");
    vg_size_text(123456, text);
    assert_string_equal(text, "123.4 kB");
    vg_size_text(INT64_C(68719476736), text);
    assert_string_equal(text, "68.7 GB");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_sorted_into_options_and_the_rest),
        cmocka_unit_test(values_come_back_in_order),
        cmocka_unit_test(help_wins_over_everything_wrong),
        cmocka_unit_test(a_number_that_is_none_is_refused),
        cmocka_unit_test(distance_counts_single_changes),
        cmocka_unit_test(ids_have_their_letter),
        cmocka_unit_test(parts_keep_the_colon_of_an_entity),
        cmocka_unit_test(numbers_follow_the_op),
        cmocka_unit_test(a_field_that_is_none_is_named),
        cmocka_unit_test(widths_follow_the_script),
        cmocka_unit_test(lines_break_at_spaces_and_between_han),
        cmocka_unit_test(numbers_and_sizes_are_readable),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
