/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "claim/foreign.h"

/* Ten bytes to the dash, which has three. */
#define TEXT "\xef\xbb\xbfThe NGO \xe2\x80\x94 counted 54 stations in Lyon."

static const struct vg_asked about = {
    .text = {TEXT, sizeof TEXT - 1}, .language = "en", .publisher = "Kim", .reader = "r/1"};

#define EVENT "{\"kind\":\"event\",\"predicate\":\"p\","
#define AT    "\"passage\":{\"start\":3,\"end\":10}"

static const struct {
    const char *line;
    int code;
    const char *says;
} lines[] = {
    {EVENT AT "}", VG_OK, NULL},
    {EVENT "\"passage\":{\"start\":3,\"end\":10,\"quote\":\"The NGO\"}}", VG_OK, NULL},
    {EVENT "\"status\":\"suggested\"," AT "}", VG_OK, NULL},
    {EVENT "\"rule\":\"en/quantity\"," AT "}", VG_OK, NULL},
    {EVENT "\"roots\":[],\"standing\":[],\"id\":null," AT "}", VG_OK, NULL},
    {EVENT "\"attribution\":[{\"speaker\":\"A\",\"as\":\"report\"}]," AT "}", VG_OK, NULL},
    {EVENT "\"attribution\":[{\"speaker\":\"Kim\",\"as\":\"text\"}]," AT "}", VG_OK, NULL},
    {"{\"kind\":\"quantity\",\"predicate\":\"number\",\"quantity\":{\"value\":54,\"lower\":54,"
     "\"upper\":54,\"op\":\"exact\",\"unit\":\"station\"}," AT "}",
     VG_OK, NULL},
    /* not the shape */
    {"", VG_E_FORMAT, "not valid JSON"},
    {"spam", VG_E_FORMAT, "not valid JSON"},
    {"[]", VG_E_FORMAT, "an object was expected"},
    {"null", VG_E_FORMAT, "an object was expected"},
    {EVENT AT "} {}", VG_E_FORMAT, "not valid JSON"},
    {"{\"predicate\":\"p\"," AT "}", VG_E_FORMAT, "kind: missing"},
    {EVENT "\"predicate\":\"q\"," AT "}", VG_E_FORMAT, "duplicate"},
    {EVENT "\"score\":1," AT "}", VG_E_FORMAT, "\"score\" is no key"},
    {EVENT "\"note\":\"\xff\"," AT "}", VG_E_FORMAT, "not valid JSON"},
    {EVENT "\"note\":\"a\\u0000b\"," AT "}", VG_E_FORMAT, "not valid JSON"},
    {EVENT "\"note\":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]," AT "}",
     VG_E_LIMIT, "nested"},
    /* a decision */
    {EVENT "\"id\":\"c1\"," AT "}", VG_E_REFUSED, "id:"},
    {EVENT "\"id\":\"mine\"," AT "}", VG_E_REFUSED, "id:"},
    {EVENT "\"ref\":\"mine\"," AT "}", VG_E_REFUSED, "id:"},
    {EVENT "\"status\":\"accepted\"," AT "}", VG_E_REFUSED, "status:"},
    {EVENT "\"status\":\"rejected\"," AT "}", VG_E_REFUSED, "status:"},
    {EVENT "\"by\":\"0123456789abcdef\"," AT "}", VG_E_REFUSED, "by:"},
    {EVENT "\"at\":\"2026-11-23T17:00:00Z\"," AT "}", VG_E_REFUSED, "at:"},
    {EVENT "\"replaces\":\"c1\"," AT "}", VG_E_REFUSED, "replaces:"},
    {EVENT "\"roots\":[\"r1\"]," AT "}", VG_E_REFUSED, "roots:"},
    {EVENT "\"standing\":[{\"value\":\"alleged\"}]," AT "}", VG_E_REFUSED, "standing:"},
    /* a lie about the text */
    {EVENT "\"note\":null}", VG_E_REFUSED, "no passage"},
    {EVENT "\"passage\":null}", VG_E_REFUSED, "no passage"},
    {EVENT "\"passage\":{\"quote\":\"The NGO\"}}", VG_E_FORMAT, "start and end are needed"},
    {EVENT "\"passage\":{\"start\":3}}", VG_E_FORMAT, "hold no text"},
    {EVENT "\"passage\":{\"start\":10,\"end\":10}}", VG_E_FORMAT, "hold no text"},
    {EVENT "\"passage\":{\"start\":10,\"end\":3}}", VG_E_FORMAT, "hold no text"},
    {EVENT "\"passage\":{\"start\":-4,\"end\":-3}}", VG_E_FORMAT, "start"},
    {EVENT "\"passage\":{\"start\":3,\"end\":1000}}", VG_E_FORMAT, "ends at byte"},
    {EVENT "\"passage\":{\"start\":3,\"end\":9223372036854775807}}", VG_E_FORMAT, "ends at byte"},
    {EVENT "\"passage\":{\"start\":3,\"end\":9223372036854775808}}", VG_E_FORMAT, "not valid"},
    {EVENT "\"passage\":{\"start\":3,\"end\":9.5}}", VG_E_FORMAT, "whole number"},
    {EVENT "\"passage\":{\"start\":1,\"end\":10}}", VG_E_FORMAT, "cuts a character"},
    {EVENT "\"passage\":{\"start\":3,\"end\":12}}", VG_E_FORMAT, "cuts a character"},
    {EVENT "\"passage\":{\"start\":3,\"end\":10,\"quote\":\"The ngo\"}}", VG_E_FORMAT, "differs"},
    {EVENT "\"passage\":{\"start\":3,\"end\":10,\"quote\":\"The NG\"}}", VG_E_FORMAT, "differs"},
    {EVENT "\"passage\":{\"start\":3,\"end\":10,\"quote\":\"\"}}", VG_E_FORMAT, "differs"},
    {EVENT "\"passage\":{\"id\":\"p1\",\"start\":3,\"end\":10}}", VG_E_REFUSED, "id:"},
    {EVENT "\"passage\":{\"source\":\"s1\",\"start\":3,\"end\":10}}", VG_E_FORMAT, "not put to it"},
    {EVENT AT ",\"also_at\":[{\"start\":3,\"end\":1000}]}", VG_E_FORMAT, "also_at"},
    {EVENT AT ",\"also_at\":[{\"source\":\"s2\",\"start\":3,\"end\":10}]}", VG_E_FORMAT,
     "more than one text"},
    {EVENT "\"attribution\":[{\"speaker\":\"A\",\"as\":\"report\",\"passage\":{\"start\":1,\"end\":"
           "3}}]," AT "}",
     VG_E_FORMAT, "attribution: passage"},
    {EVENT "\"attribution\":[{\"speaker\":\"Eve\",\"as\":\"text\"}]," AT "}", VG_E_FORMAT,
     "its publisher is Kim, not Eve"},
    /* against the vocabulary and the op table */
    {"{\"kind\":\"rumour\",\"predicate\":\"p\"," AT "}", VG_E_FORMAT, "rumour"},
    {"{\"kind\":\"event\"," AT "}", VG_E_FORMAT, "predicate"},
    {"{\"kind\":\"quantity\",\"predicate\":\"number\"," AT "}", VG_E_FORMAT, "quantity"},
    {"{\"kind\":\"quantity\",\"predicate\":\"number\",\"quantity\":{\"value\":54,\"op\":\"at-"
     "most\","
     "\"unit\":\"station\"}," AT "}",
     VG_E_FORMAT, "quantity"},
    {"{\"kind\":\"quantity\",\"predicate\":\"number\",\"quantity\":{\"lower\":9,\"upper\":5,"
     "\"op\":\"between\",\"unit\":\"station\"}," AT "}",
     VG_E_FORMAT, "quantity"},
    {"{\"kind\":\"quantity\",\"predicate\":\"number\",\"quantity\":{\"value\":54,\"lower\":54,"
     "\"upper\":54,\"op\":\"exact\",\"unit\":\"furlong\"}," AT "}",
     VG_E_FORMAT, "unit"},
    {EVENT "\"hedges\":[\"perhaps-so\"]," AT "}", VG_E_FORMAT, "hedges"},
    {EVENT "\"place\":[\"two words\"]," AT "}", VG_E_FORMAT, "place"},
    {EVENT "\"period\":{\"from\":\"soon\",\"to\":null}," AT "}", VG_E_FORMAT, "period"},
    {EVENT "\"period\":{\"from\":\"2022\",\"to\":\"2021\"}," AT "}", VG_E_FORMAT, "period"},
};

static void only_what_is_so_is_believed(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        VG_SCOPED_ARENA a = {0};
        struct vg_claim c = {0};
        struct vg_err err = {0};
        size_t which = 9;
        int rc =
            vg_foreign_read(vg_str(lines[i].line), &about, 1, "plugin:x/1", &a, &c, &which, &err);

        if (rc != lines[i].code || (lines[i].says != NULL && !strstr(err.text, lines[i].says)))
            fail_msg("row %zu (%s): %d %s", i, lines[i].line, rc, err.text);
        if (rc != VG_OK)
            continue;
        ROW_CHECK(i, lines[i].line, which == 0 && c.id == 0 && c.status == VG_SUGGESTED);
        ROW_CHECK(i, lines[i].line, strcmp(c.rule, "plugin:x/1") == 0);
        ROW_CHECK(i, lines[i].line, strcmp(c.language, "en") == 0);
        ROW_CHECK(i, lines[i].line, vg_str_is(c.passage->quote, "The NGO"));
        ROW_CHECK(i, lines[i].line, vg_str_is(c.passage->before, "\xef\xbb\xbf"));
        ROW_CHECK(i, lines[i].line, strcmp(c.passage->reader, "r/1") == 0);
        ROW_CHECK(i, lines[i].line, strcmp(c.links[c.n_links - 1].as, "text") == 0);
        ROW_CHECK(i, lines[i].line, strcmp(c.links[c.n_links - 1].speaker, "Kim") == 0);
    }
}

static void of_several_texts_the_named_one_is_meant(void **state)
{
    VG_SCOPED_ARENA a = {0};
    const struct vg_asked texts[] = {{.text = {"one text", 8}, .source = "s4", .id = 4},
                                     {.text = {"another", 7}, .source = "s7", .id = 7}};
    struct vg_claim c = {0};
    struct vg_err err = {0};
    size_t which = 9;

    (void)state;
    assert_int_equal(
        vg_foreign_read(vg_str(EVENT "\"passage\":{\"source\":\"s7\",\"start\":0,\"end\":7}}"),
                        texts, 2, "r", &a, &c, &which, &err),
        VG_OK);
    assert_int_equal(which, 1);
    assert_int_equal(c.passage->source, 7);
    assert_int_equal(
        vg_foreign_read(vg_str(EVENT "\"passage\":{\"source\":\"s7\",\"start\":0,\"end\":8}}"),
                        texts, 2, "r", &a, &c, &which, &err),
        VG_E_FORMAT);
    assert_int_equal(vg_foreign_read(vg_str(EVENT "\"passage\":{\"start\":0,\"end\":7}}"), texts, 2,
                                     "r", &a, &c, &which, &err),
                     VG_E_FORMAT);
    assert_non_null(strstr(err.text, "say which of the 2 texts"));
}

#define BLANK " \t\r\n\xef\xbb\xbf" /* and NUL, for strchr() */

/* Every byte that is no white space is in exactly one passage, in order, none too long. */
static void check_cut(const char *text, size_t len, size_t least)
{
    size_t at = 0, start, end, last = 0, n = 0;

    while (vg_foreign_passage((struct vg_str){text, len}, &at, &start, &end)) {
        assert_true(start >= last && end > start && end <= len);
        assert_true(end - start <= (size_t)VG_PLUGIN_PASSAGE);
        assert_true(vg_utf8_border(text, len, start) && vg_utf8_border(text, len, end));
        for (size_t i = last; i < start; i++)
            assert_non_null(strchr(BLANK, text[i]));
        last = end;
        n++;
    }
    for (size_t i = last; i < len; i++)
        assert_non_null(strchr(BLANK, text[i]));
    assert_true(n >= least);
}

static void a_text_is_cut_without_loss(void **state)
{
    static char text[40000];
    size_t at = 0, start = 0, end = 0;
    const struct vg_str two = {"  One. Two.\r\n\r\n\tThree\n", 23};

    (void)state;
    check_cut("", 0, 0);
    check_cut(" \n\r\n", 4, 0);
    check_cut("\xef\xbb\xbf", 3, 0);
    check_cut(two.p, two.len, 2);
    memset(text, 'a', sizeof text);
    check_cut(text, sizeof text, 9); /* one word */
    for (size_t i = 9; i < sizeof text; i += 10)
        text[i] = ' ';
    check_cut(text, sizeof text, 9); /* no sentence */
    for (size_t i = 0; i + 2 < sizeof text; i += 3)
        memcpy(text + i, i % 300 == 0 ? "\xe3\x80\x82" : "\xe6\x9d\x8e", 3);
    check_cut(text, sizeof text - sizeof text % 3, 9); /* Han, stops between */
    memset(text, 0, sizeof text);
    check_cut(text, sizeof text, 0);
    assert_true(vg_foreign_passage(two, &at, &start, &end));
    assert_int_equal(start, 2);
    assert_int_equal(end, 11);
}

static void a_long_paragraph_is_cut_at_a_sentence(void **state)
{
    static char text[6000];
    size_t at = 0, start, end;

    (void)state;
    memset(text, 'a', sizeof text);
    for (size_t i = 19; i < sizeof text; i += 20)
        text[i] = ' ';
    text[3000] = '.';
    text[3001] = ' ';
    assert_true(vg_foreign_passage((struct vg_str){text, sizeof text}, &at, &start, &end));
    assert_int_equal(end, 3001);
}

static void a_passage_is_put_as_one_line_of_json(void **state)
{
    VG_SCOPED_BUF out = {0};
    VG_SCOPED_JSON *o = NULL;
    const char *text = NULL;
    const struct vg_asked t = {.text = {"a\0\"b\n", 5}, .source = "s2", .date = "2022"};

    (void)state;
    vg_foreign_ask(&out, &t, 3, 0, 4);
    assert_int_equal(out.p[out.len - 1], '\n');
    assert_null(memchr(out.p, '\n', out.len - 1));
    assert_int_equal(vg_json_read(out.p, out.len - 1, &o, NULL), VG_OK);
    assert_int_equal(vg_json_get_text(o, "text", &text, NULL), VG_OK);
    assert_string_equal(text, "a \"b");
    assert_int_equal(json_object_size(o), 8);
}

static void what_moved_is_found_and_what_is_gone_is_not(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_claim c = {0}, moved, gone, twice;
    size_t which;
    const struct vg_asked again = {.text = vg_str("Title\n\nThe NGO \xe2\x80\x94 counted 54."),
                                   .reader = "r/2"};
    const struct vg_asked other = {.text = vg_str("Something else altogether.")};

    (void)state;
    assert_int_equal(vg_foreign_read(vg_str(EVENT AT "}"), &about, 1, "x", &a, &c, &which, NULL),
                     VG_OK);
    moved = gone = twice = c;
    assert_true(vg_foreign_place(&moved, &again, &a));
    assert_int_equal(moved.passage->start, 7);
    assert_string_equal(moved.passage->reader, "r/2");
    assert_true(vg_str_is(moved.passage->quote, "The NGO"));
    assert_false(vg_foreign_place(&gone, &other, &a));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_what_is_so_is_believed),
        cmocka_unit_test(of_several_texts_the_named_one_is_meant),
        cmocka_unit_test(a_text_is_cut_without_loss),
        cmocka_unit_test(a_long_paragraph_is_cut_at_a_sentence),
        cmocka_unit_test(a_passage_is_put_as_one_line_of_json),
        cmocka_unit_test(what_moved_is_found_and_what_is_gone_is_not),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
