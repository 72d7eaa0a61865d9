/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Entities and statements of FollowTheMoney, without a case. */
#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "share/ftm.h"

struct desk {
    struct vg_arena a;
    struct vg_ftm f;
    struct vg_ftm_judged *judged;
    size_t n_judged;
    struct vg_buf out;
    struct vg_err err;
};

static int reads(struct desk *d, const char *text)
{
    vg_arena_end(&d->a);
    d->f = vg_ftm_make(&d->a);
    return vg_ftm_read(&d->f, text, strlen(text), "here", &d->judged, &d->n_judged, &d->err);
}

static void must_read(struct desk *d, const char *text)
{
    if (reads(d, text) != VG_OK)
        fail_msg("%s", d->err.text);
    vg_ftm_settle(&d->f);
}

static const char *written(struct desk *d, void (*put)(const struct vg_ftm *, struct vg_buf *))
{
    vg_buf_clear(&d->out);
    put(&d->f, &d->out);
    return vg_buf_str(&d->out).p;
}

static void end(struct desk *d)
{
    vg_buf_end(&d->out);
    vg_arena_end(&d->a);
}

static void a_statement_has_the_id_that_others_give_it(void **state)
{
    static const struct {
        struct vg_ftm_statement s;
        const char *id;
    } rows[] = {
        {{.dataset = "demo",
          .entity_id = "vgl-x",
          .prop = "name",
          .value = "福州市公安局",
          .lang = "zho"},
         "7aa9ff2e1bf07e62d78d82cf22397348f4bff929"},
        {{.dataset = "demo", .entity_id = "vgl-x", .prop = "country", .value = "cn"},
         "cf90f9c69f83e234624a8060475f4d1328e9eee2"},
    };
    char id[41];

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        vg_ftm_statement_id(&rows[i].s, id);
        ROW_CHECK(i, rows[i].s.value, strcmp(id, rows[i].id) == 0);
    }
}

static void a_property_is_found_where_it_is_inherited(void **state)
{
    struct vg_ftm_prop p;

    (void)state;
    assert_true(vg_ftm_prop_get("PublicBody", "name", &p));
    assert_string_equal(p.type, "name");
    assert_int_equal(p.longest, 384);
    assert_true(vg_ftm_prop_get("PublicBody", "parent", &p));
    assert_string_equal(p.range, "LegalEntity");
    assert_false(vg_ftm_prop_get("PublicBody", "fileName", &p));
    assert_true(vg_ftm_prop_required("Article", "fileName"));
    assert_true(vg_ftm_schema_is("PublicBody", "Thing"));
    assert_false(vg_ftm_schema_is("PublicBody", "Person"));
    assert_false(vg_ftm_schema_known("Thing"));
    assert_string_equal(vg_ftm_language("zh-Hant"), "zho");
    assert_string_equal(vg_ftm_language("eng"), "eng");
    assert_null(vg_ftm_language("xx"));
}

static const char line[] =
    "{\"id\":\"x\",\"caption\":\"A\",\"schema\":\"PublicBody\",\"properties\":{\"country\":[\"cn\"]"
    ","
    "\"name\":[\"A\",\"B "
    "\\\"quoted\\\"\",\"福州\"]},\"datasets\":[\"d1\",\"d2\"],\"referents\":[\"y\"],"
    "\"first_seen\":\"2022-01-01T00:00:00\",\"last_seen\":\"2023-01-01T00:00:00\","
    "\"last_change\":\"2022-05-05T00:00:00\"}\n";

static void what_was_read_and_written_is_the_same_in_each_form(void **state)
{
    static void (*const forms[])(const struct vg_ftm *, struct vg_buf *) = {
        vg_ftm_put_statements, vg_ftm_put_csv, vg_ftm_put_entities};
    struct desk d = {0};

    (void)state;
    must_read(&d, line);
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        char *before = strdup(written(&d, forms[i]));

        assert_true(vg_ftm_looks_like(before, strlen(before)));
        must_read(&d, before);
        assert_string_equal(before, written(&d, forms[i]));
        assert_string_equal(line, written(&d, vg_ftm_put_entities));
        free(before);
    }
    end(&d);
}

static void a_table_says_each_column_and_quotes_every_field(void **state)
{
    struct desk d = {0};

    (void)state;
    must_read(&d, "{\"entity_id\":\"x\",\"prop\":\"name\",\"schema\":\"PublicBody\",\"value\":\"a "
                  "\\\"b\\\"\","
                  "\"lang\":\"eng\"}\n");
    assert_string_equal(
        written(&d, vg_ftm_put_csv),
        "\"canonical_id\",\"entity_id\",\"prop\",\"prop_type\",\"schema\",\"value\","
        "\"dataset\",\"origin\",\"lang\",\"original_value\",\"external\","
        "\"first_seen\",\"last_seen\",\"id\"\n"
        "\"x\",\"x\",\"name\",\"name\",\"PublicBody\",\"a \"\"b\"\"\",\"here\",\"\","
        "\"eng\",\"\",\"f\",\"\",\"\","
        "\"ba01b1726c1c9920507e7adda7f153bb5ee34d85\"\n");
    end(&d);
}

static void what_is_wrong_is_told_with_its_line(void **state)
{
    static const struct {
        const char *text, *says;
    } rows[] = {
        {"\n{\"id\":\"x\",\"schema\":\"Alien\",\"properties\":{\"name\":[\"n\"]}}",
         "line 2: schema: "},
        {"{\"id\":\"x\",\"schema\":\"Thing\",\"properties\":{\"name\":[\"n\"]}}",
         "line 1: schema: "},
        {"{\"id\":\"x\",\"schema\":\"Address\",\"properties\":{\"fileName\":[\"n\"]}}",
         "line 1: prop: "},
        {"{\"id\":\"x\",\"schema\":\"Address\",\"properties\":{\"full\":\"n\"}}",
         "line 1: full: a list"},
        {"{\"schema\":\"Address\",\"properties\":{}}", "line 1: id: it is missing"},
        {"{\"entity_id\":\"x\",\"prop\":\"name\",\"value\":\"v\"}",
         "line 1: schema: it is missing"},
        {"[\"a\",\"b\",\"perhaps\"]", "line 1: judgement: "},
        {"[\"a\",\"b\"]", "line 1: [target"},
        {"entity_id,prop\nx,name\n", "line 1: there is no column schema"},
        {"7", "line 1: there is no column"},
    };
    struct desk d = {0};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ROW_CHECK(i, rows[i].text, reads(&d, rows[i].text) == VG_E_FORMAT);
        ROW_CHECK(i, d.err.text, strncmp(d.err.text, rows[i].says, strlen(rows[i].says)) == 0);
    }
    end(&d);
}

static void persons_go_and_what_needs_one_goes_with_them(void **state)
{
    struct desk d = {0};

    (void)state;
    must_read(&d, "{\"id\":\"p\",\"schema\":\"Person\",\"properties\":{\"name\":[\"N\"]}}\n"
                  "{\"id\":\"o\",\"schema\":\"Organization\",\"properties\":{\"name\":[\"O\"],"
                  "\"parent\":[\"p\"]}}\n"
                  "{\"id\":\"l\",\"schema\":\"UnknownLink\",\"properties\":{\"subject\":[\"p\"],"
                  "\"object\":[\"o\"]}}\n"
                  "{\"id\":\"k\",\"schema\":\"Documentation\",\"properties\":{\"document\":[\"q\"],"
                  "\"entity\":[\"l\"]}}\n");
    vg_ftm_drop_persons(&d.f);
    assert_int_equal(d.f.persons, 1);
    assert_string_equal(
        written(&d, vg_ftm_put_entities),
        "{\"id\":\"o\",\"caption\":\"O\",\"schema\":\"Organization\",\"properties\":{"
        "\"name\":[\"O\"]},\"datasets\":[\"here\"],\"referents\":[]}\n");
    end(&d);
}

static void a_complete_set_leads_nowhere_outside(void **state)
{
    struct desk d = {0};

    (void)state;
    must_read(&d,
              "{\"id\":\"o\",\"schema\":\"Organization\",\"properties\":{\"name\":[\"O\"],"
              "\"parent\":[\"z\"]}}\n"
              "{\"id\":\"k\",\"schema\":\"UnknownLink\",\"properties\":{\"subject\":[\"o\"],"
              "\"object\":[\"z\"]}}\n"
              "{\"id\":\"a\",\"schema\":\"Address\",\"properties\":{\"full\":[\"no name\"]}}\n");
    vg_ftm_complete(&d.f);
    assert_int_equal(d.f.n, 2);
    end(&d);
}

static void a_value_is_cut_at_a_character_and_kept_whole_beside(void **state)
{
    struct desk d = {.f = {0}};
    char long_name[500];
    struct vg_ftm_statement s = {.canonical_id = "x",
                                 .entity_id = "x",
                                 .prop = "name",
                                 .schema = "Organization",
                                 .value = long_name,
                                 .dataset = "d",
                                 .lang = "zho"};

    (void)state;
    long_name[0] = '\0';
    for (size_t i = 0; i + 3 < sizeof long_name; i += 3)
        memcpy(long_name + i, "福\0", 4);
    d.f = vg_ftm_make(&d.a);
    assert_int_equal(vg_ftm_add(&d.f, &s, &d.err), VG_OK);
    assert_int_equal(strlen(d.f.list[0].value), 384);
    assert_string_equal(d.f.list[0].original_value, long_name);
    s.prop = "country";
    s.value = "cn";
    assert_int_equal(vg_ftm_add(&d.f, &s, &d.err), VG_OK);
    assert_null(d.f.list[1].lang);
    assert_int_equal(vg_ftm_add(&d.f, &s, &d.err), VG_OK);
    assert_int_equal(d.f.n, 2);
    end(&d);
}

static void lines_of_a_resolver_are_read(void **state)
{
    struct desk d = {0};

    (void)state;
    must_read(&d, "[\"vgl-a\",\"vgl-b\",\"positive\",0.9,\"me\",\"2024-01-01\"]\n"
                  "[\"a\",\"b\",\"negative\",null,null,null]\n");
    assert_int_equal(d.n_judged, 2);
    assert_string_equal(d.judged[0].judgement, "positive");
    assert_string_equal(d.judged[0].user, "me");
    assert_null(d.judged[1].user);
    end(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_statement_has_the_id_that_others_give_it),
        cmocka_unit_test(a_property_is_found_where_it_is_inherited),
        cmocka_unit_test(what_was_read_and_written_is_the_same_in_each_form),
        cmocka_unit_test(a_table_says_each_column_and_quotes_every_field),
        cmocka_unit_test(what_is_wrong_is_told_with_its_line),
        cmocka_unit_test(persons_go_and_what_needs_one_goes_with_them),
        cmocka_unit_test(a_complete_set_leads_nowhere_outside),
        cmocka_unit_test(a_value_is_cut_at_a_character_and_kept_whole_beside),
        cmocka_unit_test(lines_of_a_resolver_are_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
