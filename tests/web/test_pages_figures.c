/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Figures, checks, questions, search and gaps as pages of the sample case, without HTTP. */
#include "web/desk.h"

#include <string.h>

/* -- a case, and requests to it ----------------------------------------------------------- */

static void desk_make(struct desk *d)
{
    desk_make_of(d, 1);
}

static int holds(const char *page, const char *text)
{
    return strstr(page, text) != NULL;
}

static void expect(struct desk *d, int status)
{
    if (d->reply.status != status)
        fail_msg("%d instead of %d: %.300s", d->reply.status, status,
                 d->reply.body.p == NULL ? "" : d->reply.body.p);
}

/* What follows `before` on the page, up to `end`. */
static char *cut(struct desk *d, const char *page, const char *before, const char *end)
{
    const char *p = strstr(page, before);

    if (p == NULL)
        fail_msg("no %s on the page", before);
    p += strlen(before);
    return vg_copy(&d->a, p, strcspn(p, end));
}

/* -- every page ------------------------------------------------------------------------------ */

static void every_page_stands_in_both_languages(void **state)
{
    static const char *const pages[] = {"/figures",
                                        "/figures?unit=station&by=place&at=metro&in=Canada",
                                        "/figures?unit=station&by=agency&as-of=2022-12-31",
                                        "/figures?unit=person&by=programme",
                                        "/figures/one?unit=station&by=place&at=country&place=CA",
                                        "/figures/sum",
                                        "/figures/sum?claims=c1+c7",
                                        "/checks",
                                        "/checks?result=holds",
                                        "/checks?kind=citation&answered=no",
                                        "/checks?suggestions=1",
                                        "/checks?claim=c33",
                                        "/questions",
                                        "/questions/how-many",
                                        "/questions/timeline?place=Canada&from=20",
                                        "/questions/may-add?what=station",
                                        "/search",
                                        "/search?q=station",
                                        "/search?q=station&lang=en&cited=no&from=20",
                                        "/gaps",
                                        "/gaps?list=ten-provinces",
                                        "/gaps?looked=CA-ON",
                                        "/estimate"};
    SCOPED_DESK d;

    (void)state;
    desk_make(&d);
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        for (int zh = 0; zh < 2; zh++) {
            const char *page = send(&d, zh ? "zh" : "en", "GET", pages[i], NULL);

            ROW_CHECK(i, pages[i], d.reply.status == 200);
            ROW_CHECK(i, pages[i],
                      holds(page, zh ? "<html lang=\"zh-Hans\">" : "<html lang=\"en\">"));
            ROW_CHECK(i, pages[i], holds(page, "</html>"));
            ROW_CHECK(i, pages[i], !holds(page, " style=") && !holds(page, " onclick="));
            ROW_CHECK(i, pages[i], !holds(page, "{1}"));
        }
}

static void every_question_of_the_program_is_answered(void **state)
{
    struct vg_question *list = NULL;
    struct vg_case *c = NULL;
    SCOPED_DESK d;
    size_t n = 0;

    (void)state;
    desk_make(&d);
    must(&d, vg_case_open(&d.app, in(&d, "a.vigil"), VG_CASE_READ, &c, &d.err));
    must(&d, vg_questions(c, &d.a, &list, &n, &d.err));
    vg_case_close(c);
    for (size_t i = 0; i < n; i++) {
        (void)send(&d, i % 2 ? "zh" : "en", "GET", vg_print(&d.a, "/questions/%s", list[i].name),
                   NULL);
        ROW_CHECK(i, list[i].name, d.reply.status == 200);
    }
}

/* -- figures ------------------------------------------------------------------------------------
 */

static void a_figure_opens_to_the_claims_that_make_its_ends(void **state)
{
    SCOPED_DESK d;
    const char *page;

    (void)state;
    desk_make(&d);
    page = get(&d, "/figures?unit=station&by=place");
    assert_true(holds(page, "/figures/one?unit=station&amp;by=place&amp;at=country&amp;place=CA"));
    page = get(&d, "/figures/one?unit=station&by=place&at=country&place=CA");
    expect(&d, 200);
    assert_true(holds(page, "at least 5"));
    assert_true(holds(page, "Identified one by one"));
    assert_true(holds(page, "Beside it, not in it"));
    assert_true(holds(page, "Not counted"));
    assert_true(holds(page, "id=\"c38\""));
    page = get(&d, "/figures/one?unit=station&place=world");
    assert_true(holds(page, "State the largest lower end"));
    assert_true(holds(page, "id=\"c19\""));
    (void)get(&d, "/figures/one?unit=station&by=place&at=country&place=XX");
    expect(&d, 404);
}

static void an_address_that_names_the_record_shows_the_same_for_good(void **state)
{
    SCOPED_DESK d;
    struct vg_case *c = NULL;
    const char *now = "/figures/one?unit=station&place=world", *page;
    char *lasting, *words;

    (void)state;
    desk_make(&d);
    page = get(&d, now);
    expect(&d, 200);
    assert_true(holds(page, "at least 102; nobody"));
    lasting = cut(&d, page, "data-copy value=\"", "\"");
    words = strstr(lasting, "&amp;place"); /* the only entity in it */
    assert_non_null(words);
    lasting = vg_print(&d.a, "/figures/one?unit=station&entry=%s&place=world",
                       cut(&d, lasting, "entry=", "&"));
    must(&d, vg_case_open(&d.app, in(&d, "a.vigil"), VG_CASE_WRITE, &c, &d.err));
    must(&d, vg_claim_set_status(c, 19, VG_WITHDRAWN, "a test", &d.err));
    vg_case_close(c);
    page = get(&d, now);
    assert_false(holds(page, "at least 102; nobody"));
    page = get(&d, lasting);
    expect(&d, 200);
    assert_true(holds(page, "at least 102; nobody"));
    assert_true(holds(page, "as the record stood"));
}

static void what_cannot_be_asked_leaves_the_form_as_it_was(void **state)
{
    static const struct {
        const char *target, *says;
    } rows[] = {
        {"/figures?unit=station&in=Nowhereland", "is no known place"},
        {"/figures?unit=station&as-of=soon", "is no date"},
        {"/figures?unit=station&by=place&at=galaxy", "galaxy"},
        {"/figures?recorded=never", "never"},
        {"/figures/sum?claims=c1+x7", "x7"},
        {"/figures/sum?claims=c1+c9999", "there is no claim c9999"},
        {"/questions/how-many?place=Nowhereland", "Nowhereland"},
        {"/questions/how-many?as-of=soon", "is no date"},
        {"/search?q=-only", "nothing to look for"},
    };
    SCOPED_DESK d;

    (void)state;
    desk_make(&d);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *page = get(&d, rows[i].target);

        ROW_CHECK(i, rows[i].target, d.reply.status == 422);
        ROW_CHECK(i, page, holds(page, rows[i].says));
        ROW_CHECK(i, rows[i].target, holds(page, "class=\"filters\""));
    }
}

/* -- checks
 * ---------------------------------------------------------------------------------------- */

static void an_answer_is_kept_and_a_newer_one_is_not_overwritten(void **state)
{
    SCOPED_DESK d;
    char *id, *seen, *form;
    const char *page, *target;

    (void)state;
    desk_make(&d);
    id = cut(&d, get(&d, "/checks?result=error"), "href=\"/checks/", "\"?");
    target = vg_print(&d.a, "/checks/%s/answer", id);
    page = get(&d, vg_print(&d.a, "/checks/%s", id));
    expect(&d, 200);
    seen = cut(&d, page, "name=\"seen\" value=\"", "\"");
    page = post(&d, target, vg_print(&d.a, "seen=%s&as=explained", seen));
    expect(&d, 422); /* no reason */
    form = vg_print(&d.a, "seen=%s&as=accepted&because=<b>it+stays</b>", seen);
    (void)post(&d, target, form);
    expect(&d, 303);
    page = get(&d, d.reply.location);
    assert_true(holds(page, "&lt;b&gt;it stays&lt;/b&gt;"));
    assert_true(holds(page, "The answer to"));
    page = get(&d, "/checks?answered=yes");
    assert_true(holds(page, id));
    page = post(&d, target, vg_print(&d.a, "seen=%s&as=wrong&because=mine", seen));
    expect(&d, 409);
    assert_true(holds(page, "it stays") && holds(page, ">\nmine</textarea>"));
    (void)get(&d, "/checks/000000000000");
    expect(&d, 404);
}

static void what_holds_is_as_visible_as_an_error(void **state)
{
    SCOPED_DESK d;
    const char *page;

    (void)state;
    desk_make(&d);
    page = get(&d, "/checks");
    assert_true(holds(page, "class=\"result ck-e\"") && holds(page, "class=\"result ck-h\""));
    assert_true(holds(page, "class=\"result ck-x\""));
    page = get(&d, "/checks?result=holds");
    assert_false(holds(page, "class=\"result ck-e\""));
    assert_true(holds(page, "class=\"result ck-h\""));
}

/* -- questions
 * --------------------------------------------------------------------------------------- */

static void a_question_is_kept_as_it_is_narrowed(void **state)
{
    SCOPED_DESK d;
    const char *page, *save = "/questions/how-many/save?what=station&place=Canada";

    (void)state;
    desk_make(&d);
    page = get(&d, "/questions/how-many?what=station&place=Canada");
    assert_true(holds(page, "How many stations in Canada"));
    page = post(&d, save, "name=how-many&en=Mine");
    expect(&d, 409);
    assert_true(holds(page, "comes with the program") && holds(page, "value=\"Mine\""));
    (void)post(&d, save, "name=Not+a+name&en=Mine");
    expect(&d, 422);
    (void)post(&d, save, "name=canada&group=mine&en=Stations+%3Cin%3E+{place}%3F");
    expect(&d, 303);
    page = get(&d, "/questions");
    assert_true(holds(page, "href=\"/questions/canada\""));
    assert_true(holds(page, "Stations &lt;in&gt; Canada?"));
    page = get(&d, "/questions/canada");
    expect(&d, 200);
    assert_true(holds(page, "at least 5"));
}

static void a_refusal_comes_before_the_rows(void **state)
{
    SCOPED_DESK d;
    const char *page;

    (void)state;
    desk_make(&d);
    page = get(&d, "/questions/may-add?what=station");
    assert_true(holds(page, "class=\"refusals\"") && holds(page, "must not be added"));
    assert_true(strstr(page, "class=\"refusals\"") < strstr(page, "<table class=\"rows\">"));
}

/* -- search
 * ---------------------------------------------------------------------------------------------- */

static void add_text(struct desk *d, const char *name, const char *text)
{
    const char *path = in(d, name), *what[] = {path};
    struct vg_add_options o = {.stdin_fd = -1};
    struct vg_case *c = NULL;
    int64_t failed = 0;
    FILE *f = fopen(path, "w");

    assert_non_null(f);
    assert_true(fputs(text, f) >= 0);
    assert_int_equal(fclose(f), 0);
    must(d, vg_case_open(&d->app, in(d, "a.vigil"), VG_CASE_WRITE, &c, &d->err));
    must(d, vg_add(c, what, 1, &o, NULL, NULL, &failed, &d->err));
    vg_case_close(c);
}

static void hits_are_shown_as_text_whatever_they_hold(void **state)
{
    SCOPED_DESK d;
    const char *page;

    (void)state;
    desk_make(&d);
    add_text(&d, "a<img src=x>.txt",
             "Plain words first.\n\nzebra <script>alert(1)</script> \xe2\x80\xae"
             "dnuor\n福州市長樂区 zebra\n");
    page = get(&d, "/search?q=zebra");
    expect(&d, 200);
    assert_true(holds(page, "<mark>zebra</mark>"));
    assert_true(holds(page, "2 places in it"));
    assert_false(holds(page, "<script>alert") || holds(page, "<img") ||
                 holds(page, "\xe2\x80\xae"));
    assert_true(holds(page, "?at=") && holds(page, "bytes verified now"));
    page = get(&d, "/search?q=长乐");
    assert_true(holds(page, "<mark>長樂</mark>"));
    page = get(&d, "/search?q=\"><script>x</script>");
    assert_false(holds(page, "<script>x"));
    page = get(&d, "/search?q=zebra -dnuor");
    assert_true(holds(page, "Nothing is found"));
}

static void search_goes_on_where_it_was_and_narrows(void **state)
{
    SCOPED_DESK d;
    const char *page;

    (void)state;
    desk_make(&d);
    add_text(&d, "plain.txt", "A station without any claim.\n");
    page = get(&d, "/search?q=station");
    assert_true(holds(page, "rel=\"next\""));
    page = get(&d, "/search?q=station&from=20");
    assert_true(holds(page, "rel=\"prev\"") && holds(page, "21 to "));
    page = get(&d, "/search?q=station&cited=no");
    assert_true(holds(page, "plain.txt"));
    page = get(&d, "/search?q=without+claim&cited=yes");
    assert_false(holds(page, "plain.txt"));
    page = get(&d, "/search?q=station&lang=zh");
    assert_false(holds(page, "plain.txt"));
}

/* -- gaps
 * --------------------------------------------------------------------------------------------------
 */

static void a_locked_list_says_why_and_points_nowhere(void **state)
{
    SCOPED_DESK d;
    const char *page;

    (void)state;
    desk_make(&d);
    page = get(&d, "/gaps");
    assert_true(holds(page, "Locked") && holds(page, "The instrument is not held"));
    assert_false(holds(page, "keep a search") || holds(page, "<svg class=\"grid"));
}

static void what_is_missing_is_refused_with_its_reason_and_no_total(void **state)
{
    SCOPED_DESK d;
    const char *page;

    (void)state;
    desk_make(&d);
    page = get(&d, "/estimate");
    assert_true(holds(page, "Counted one by one: 6"));
    assert_true(holds(page, "The list is locked, so no estimate is drawn from it:"));
    assert_true(holds(page, "No estimate of the undiscovered is warranted: E03, "));
    assert_true(holds(page, "What can be said: at least 6 confirmed."));
    assert_true(holds(page, "What would make an estimate possible: "));
    assert_true(holds(page, "<a href=\"/roots/r16\">r16 List of station locations"));
    assert_true(holds(page, "-overlap\"") && holds(page, "The numbers as a table"));
    assert_false(holds(page, "-space\"") || holds(page, "-sensitivity\""));
    page = send(&d, "zh", "GET", "/estimate", NULL);
    assert_true(holds(page, "没有依据估计未被发现的数目：E03，"));
    page = get(&d, "/api/estimate");
    assert_true(holds(page, "[{\"shape\":\"estimate-case/1\",\"part\":\"counted\",\"units\":6"));
    assert_true(holds(page, "\"verdict\":\"refuse\""));
    assert_false(holds(page, "\"upper\":") && holds(page, "\"median\":"));
}

static void an_open_list_is_missing_by_name_and_gives_no_number_without_detection(void **state)
{
    SCOPED_DESK d;
    const char *page;

    (void)state;
    desk_make(&d);
    (void)post(&d, "/gaps/lists", "name=mine&members=Ontario,+CA-QC&unit=station");
    expect(&d, 303);
    page = get(&d, "/estimate");
    assert_true(holds(page, "Gap by name: mine"));
    assert_true(holds(page, "href=\"/gaps?list=mine\""));
}

static void a_search_is_kept_in_the_log(void **state)
{
    SCOPED_DESK d;
    const char *page;

    (void)state;
    desk_make(&d);
    page = post(&d, "/gaps/looked", "place=Ontario&on=yesterday&words=<i>x&result=nothing");
    expect(&d, 422);
    assert_true(holds(page, "value=\"&lt;i&gt;x\"") && holds(page, "value=\"Ontario\""));
    page =
        post(&d, "/gaps/looked", "place=Ontario&on=2023-02-01&words=x&result=nothing&minutes=no");
    expect(&d, 422);
    (void)post(&d, "/gaps/looked",
               "place=Ontario&on=2023-02-01&words=<i>police+station&language=en&searched=register&"
               "result=nothing&minutes=90&who=AB");
    expect(&d, 303);
    page = get(&d, "/gaps");
    assert_true(holds(page, "id=\"l1\"") && holds(page, "&lt;i&gt;police station"));
    assert_true(holds(page, "90 min"));
    (void)post(&d, "/gaps/looked", "place=CA-ON&on=2023-03&words=y&result=found");
    assert_true(holds(d.reply.location, "gaps.looked.found"));
}

static void a_list_is_replaced_only_by_somebody_who_was_told(void **state)
{
    SCOPED_DESK d;
    const char *page;
    char *replaces;

    (void)state;
    desk_make(&d);
    (void)post(&d, "/gaps/lists", "name=mine");
    expect(&d, 422);
    page = post(&d, "/gaps/lists", "name=mine&members=Ontario,+Nowhereland");
    expect(&d, 422);
    assert_true(holds(page, "Nowhereland") && holds(page, "value=\"mine\""));
    (void)post(&d, "/gaps/lists",
               "name=mine&what=My+<list>&members=Ontario,+CA-QC%0A福建省&unit=station");
    expect(&d, 303);
    page = get(&d, "/gaps?list=mine");
    assert_true(holds(page, "My &lt;list&gt;") && holds(page, "CN-FJ") && holds(page, "CA-QC"));
    page = post(&d, "/gaps/lists", "name=mine&members=Ontario");
    expect(&d, 409);
    replaces = cut(&d, page, "name=\"replaces\" value=\"", "\"");
    page = get(&d, "/gaps?list=mine");
    assert_true(holds(page, "CA-QC"));
    (void)post(&d, "/gaps/lists",
               vg_print(&d.a, "name=mine&members=Ontario&replaces=%s", replaces));
    expect(&d, 303);
    page = get(&d, "/gaps?list=mine");
    assert_false(holds(page, "CA-QC"));
    (void)get(&d, "/gaps?list=nobodys");
    expect(&d, 404);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_page_stands_in_both_languages),
        cmocka_unit_test(every_question_of_the_program_is_answered),
        cmocka_unit_test(a_figure_opens_to_the_claims_that_make_its_ends),
        cmocka_unit_test(an_address_that_names_the_record_shows_the_same_for_good),
        cmocka_unit_test(what_cannot_be_asked_leaves_the_form_as_it_was),
        cmocka_unit_test(an_answer_is_kept_and_a_newer_one_is_not_overwritten),
        cmocka_unit_test(what_holds_is_as_visible_as_an_error),
        cmocka_unit_test(a_question_is_kept_as_it_is_narrowed),
        cmocka_unit_test(a_refusal_comes_before_the_rows),
        cmocka_unit_test(hits_are_shown_as_text_whatever_they_hold),
        cmocka_unit_test(search_goes_on_where_it_was_and_narrows),
        cmocka_unit_test(a_locked_list_says_why_and_points_nowhere),
        cmocka_unit_test(what_is_missing_is_refused_with_its_reason_and_no_total),
        cmocka_unit_test(an_open_list_is_missing_by_name_and_gives_no_number_without_detection),
        cmocka_unit_test(a_search_is_kept_in_the_log),
        cmocka_unit_test(a_list_is_replaced_only_by_somebody_who_was_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
