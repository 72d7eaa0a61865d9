/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Names and judgements as pages, without HTTP. */
#include "web/desk.h"

#include <string.h>

/* -- a case, and requests to it ----------------------------------------------------------- */

static void desk_make(struct desk *d)
{
    desk_make_of(d, 1);
}

static void post_for(struct desk *d, const char *target, const char *form, int status)
{
    const char *said = send(d, "en", "POST", target, form);

    if (d->reply.status != status)
        fail_msg("%s: %d, not %d: %.600s", target, d->reply.status, status, said);
}

static void has(const char *page, const char *text)
{
    if (strstr(page, text) == NULL)
        fail_msg("the page has no %s", text);
}

static void lacks(const char *page, const char *text)
{
    if (strstr(page, text) != NULL)
        fail_msg("the page has %s", text);
}

/* Claims that name hostile words and persons. */
static void import(struct desk *d)
{
    static const char lines[] =
        "{\"type\":\"entity\",\"id\":\"org:evil\",\"en\":\"<script>alert(1)</script> "
        "\u202eevil\",\"level\":\"association\"}\n"
        "{\"type\":\"source-note\",\"ref\":\"n\",\"label\":\"n\",\"text\":\"Ann Example saw it. "
        "It is shut.\"}\n"
        "{\"ref\":\"x1\",\"kind\":\"event\",\"subject\":\"person:ann-example\",\"predicate\":"
        "\"saw\",\"object\":\"<img src=x>\",\"stance\":\"asserts\",\"status\":\"accepted\","
        "\"attribution\":[{\"speaker\":\"Ann Example\",\"as\":\"interview\"},{\"as\":\"text\"}],"
        "\"passage\":{\"source\":\"n\",\"quote\":\"Ann Example saw it\"}}\n"
        "{\"ref\":\"x2\",\"kind\":\"event\",\"subject\":\"org:evil\",\"predicate\":\"closed\","
        "\"stance\":\"asserts\",\"status\":\"accepted\",\"attribution\":[{\"as\":\"text\"}],"
        "\"passage\":{\"source\":\"n\",\"quote\":\"It is shut\"}}\n";
    struct vg_import_report report;
    struct vg_case *c = NULL;

    must(d, vg_case_open(&d->app, in(d, "a.vigil"), VG_CASE_WRITE, &c, &d->err));
    must(d, vg_import(c, lines, strlen(lines), 0, &report, &d->err));
    vg_case_close(c);
}

/* -- tests ----------------------------------------------------------------------------------- */

static void the_list_has_names_and_is_narrowed(void **state)
{
    SCOPED_DESK d;
    const char *page;

    (void)state;
    desk_make(&d);
    page = get(&d, "/names");
    assert_int_equal(d.reply.status, 200);
    has(page, "href=\"/names/org:fuzhou-psb\"");
    has(page, "Fuzhou Public Security Bureau");
    has(page, "福州市公安局");
    page = get(&d, "/names?kind=prog");
    has(page, "href=\"/names/prog:sky-net\"");
    lacks(page, "href=\"/names/org:fuzhou-psb\"");
    page = get(&d, "/names?q=%E7%A6%8F%E5%B7%9E"); /* 福州 */
    has(page, "href=\"/names/org:fuzhou-psb\"");
    lacks(page, "href=\"/names/prog:sky-net\"");
    page = get(&d, "/alike");
    has(page, "href=\"/names/org:de-government?with=German%20federal%20government#judge\"");
    has(page, "kind of body: Government and government are the same");
    lacks(page, "<span dir=\"auto\"></span>");
    page = send(&d, "zh", "GET", "/alike", NULL);
    has(page, "可能同一的名称");
    lacks(page, "<span dir=\"auto\"></span>");
    has(get(&d, "/names?q=zzzz"), "No name is like that");
    has(send(&d, "zh", "GET", "/names", NULL), "<h1 dir=\"auto\">名称</h1>");
}

static void one_name_shows_its_parts_claims_and_sources(void **state)
{
    SCOPED_DESK d;
    const char *page;

    (void)state;
    desk_make(&d);
    page = get(&d, "/names/org:fuzhou-psb");
    assert_int_equal(d.reply.status, 200);
    has(page, "href=\"/names/org:mps\"");
    has(page, "href=\"/names/prog:overseas-110\"");
    has(page, "href=\"/claims/c1\"");
    has(page, "href=\"/sources/s1\"");
    has(page, "prefecture-level bureau");
    has(page, "Names that may be the same");
    has(page, "href=\"/names/org:fuzhou-psb?with=Fuzhou%20Public%20Security%20Bureau#judge\"");
    page = send(&d, "zh", "GET", "/names/org:fuzhou-psb", NULL);
    has(page, "<h1 dir=\"auto\">福州市公安局</h1>");
    has(page, "地市级局");
    (void)get(&d, "/names/org:nobody");
    assert_int_equal(d.reply.status, 404);
}

static void a_judgement_is_kept_replaced_and_withdrawn(void **state)
{
    SCOPED_DESK d;
    const char *page;

    (void)state;
    desk_make(&d);
    post_for(&d, "/names/org:gac/judge", "other=RCMP&verdict=same&because=a+slip", 303);
    assert_string_equal(d.reply.location, "/names/org:gac?said=names-judged&of=j1");
    page = get(&d, "/names/org:gac?said=names-judged&of=j1");
    has(page, "The judgement is kept: j1.");
    has(page, "<q dir=\"auto\">a slip</q>");
    has(page, "Judged to be the same");
    /* a second window that has not seen it overwrites nothing, and loses nothing */
    post_for(&d, "/names/org:gac/judge", "other=RCMP&verdict=unsure&because=what+I+typed", 409);
    has(d.reply.body.p, "value=\"what I typed\"");
    has(d.reply.body.p, "j1 says of these");
    post_for(&d, "/names/org:gac/judge",
             "other=RCMP&verdict=different&because=two+bodies&instead_of=j1", 303);
    has(get(&d, "/names/org:gac"), "j2 took its place");
    post_for(&d, "/names/org:gac/withdraw", "judgement=j2", 422);
    post_for(&d, "/names/org:gac/withdraw", "judgement=j1&because=late", 409);
    post_for(&d, "/names/org:gac/withdraw", "judgement=j2&because=to+think", 303);
    page = get(&d, "/names/org:gac");
    has(page, "to think");
    lacks(page, "Withdraw j2");
    has(get(&d, "/names"), "id=\"j2\"");
}

static void conflicts_are_told_with_their_chain(void **state)
{
    SCOPED_DESK d;
    const char *page;

    (void)state;
    desk_make(&d);
    lacks(get(&d, "/names"), "speak against each other");
    post_for(&d, "/names/org:gac/judge", "other=RCMP&verdict=same&because=one", 303);
    post_for(&d, "/names/org:rcmp/judge", "other=RCMP&verdict=same&because=two", 303);
    post_for(&d, "/names/org:rcmp/judge", "other=org:gac&verdict=different&because=three", 303);
    page = get(&d, "/names");
    has(page, "speak against each other");
    has(page, "j3 says that these are different");
    has(page, "<ol class=\"steps\"><li><b>j2</b>");
    has(get(&d, "/names?judged=disputed"), "href=\"/names/org:gac\"");
    has(get(&d, "/names/org:rcmp"), "<ol class=\"steps\">");
    has(send(&d, "zh", "GET", "/names", NULL), "判断互相冲突之处");
}

static void failed_forms_keep_what_was_typed(void **state)
{
    static const struct {
        const char *form, *has;
        int status;
    } rows[] = {
        {"other=nothing+like+it&verdict=same&because=so", "value=\"nothing like it\"", 404},
        {"other=RCMP&verdict=perhaps&because=so+so", "value=\"so so\"", 422},
        {"other=RCMP&verdict=same", "value=\"RCMP\"", 422},
        {"other=person:x&verdict=same&because=so", "names of persons", 403},
    };
    SCOPED_DESK d;

    (void)state;
    desk_make(&d);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        (void)send(&d, "en", "POST", "/names/org:gac/judge", rows[i].form);
        has(d.reply.body.p, rows[i].has);
        assert_int_equal(d.reply.status, rows[i].status);
    }
}

static void hostile_words_are_text_and_persons_are_absent(void **state)
{
    SCOPED_DESK d;
    const char *page;

    (void)state;
    desk_make(&d);
    import(&d);
    page = get(&d, "/names");
    has(page, "&lt;script&gt;");
    has(page, "U+202E");
    lacks(page, "<script>alert");
    lacks(page, "Ann Example");
    page = get(&d, "/names?q=img");
    has(page, "&lt;img src=x&gt;");
    lacks(page, "<img");
    page = get(&d, "/names/org:evil");
    lacks(page, "<script>alert");
    lacks(page, "Ann Example");
    post_for(&d, "/names/org:evil/judge", "other=RCMP&verdict=same&because=<b>x</b>", 303);
    lacks(get(&d, "/names/org:evil"), "<b>x</b>");
    (void)get(&d, "/names/person:ann-example");
    assert_int_equal(d.reply.status, 404);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_list_has_names_and_is_narrowed),
        cmocka_unit_test(one_name_shows_its_parts_claims_and_sources),
        cmocka_unit_test(a_judgement_is_kept_replaced_and_withdrawn),
        cmocka_unit_test(conflicts_are_told_with_their_chain),
        cmocka_unit_test(failed_forms_keep_what_was_typed),
        cmocka_unit_test(hostile_words_are_text_and_persons_are_absent),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
