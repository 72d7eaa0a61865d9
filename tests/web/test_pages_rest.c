/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The first page, long work, roots, pictures, the record and help, of the sample case and of
 * others, without HTTP.
 */
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

/* Keep import lines in the case. */
static void keep(struct desk *d, const char *lines)
{
    struct vg_import_report report;
    struct vg_case *c = NULL;

    must(d, vg_case_open(&d->app, in(d, "a.vigil"), VG_CASE_WRITE, &c, &d->err));
    must(d, vg_import(c, lines, strlen(lines), 0, &report, &d->err));
    vg_case_close(c);
}

static int64_t entries(struct desk *d)
{
    struct vg_case *c = NULL;
    int64_t n;

    must(d, vg_case_open(&d->app, in(d, "a.vigil"), VG_CASE_READ, &c, &d->err));
    n = vg_case_entries(c);
    vg_case_close(c);
    return n;
}

/* -- every page ------------------------------------------------------------------------------ */

static const char *const pages[] = {"/",
                                    "/roots",
                                    "/roots?claim=c10",
                                    "/roots?from=10",
                                    "/roots/r30",
                                    "/map",
                                    "/map?unit=claims",
                                    "/map?unit=station&at=city&in=Canada&kind=existence",
                                    "/map?speaker=RCMP&from=2022&to=2023-06",
                                    "/timeline",
                                    "/timeline?by=kind&in=CA&from=2023",
                                    "/overlaps",
                                    "/overlaps?of=sources&set=s15&set=s16&set=s37",
                                    "/overlaps?of=lists",
                                    "/record",
                                    "/record?before=20",
                                    "/record/proof",
                                    "/help"};

static void every_page_stands_in_both_languages(void **state)
{
    SCOPED_DESK d;
    int64_t before;

    (void)state;
    desk_make(&d);
    before = entries(&d);
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        const char *en = vg_copyz(&d.a, get(&d, pages[i])), *zh;

        expect(&d, 200);
        zh = send(&d, "zh", "GET", pages[i], NULL);
        expect(&d, 200);
        if (!holds(en, "<html lang=\"en\">") || !holds(zh, "<html lang=\"zh-Hans\">") ||
            strcmp(en, zh) == 0 || holds(en, " style=\"") || holds(en, "<style") ||
            holds(en, "<script>"))
            fail_msg("%s", pages[i]);
    }
    assert_int_equal(entries(&d), before); /* looking changes nothing */
}

static void an_empty_case_greets_with_three_steps(void **state)
{
    SCOPED_DESK d;

    (void)state;
    desk_make_of(&d, 0);
    assert_true(holds(get(&d, "/"), "<ol class=\"steps\">"));
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        if (strchr(pages[i], '=') == NULL && strcmp(pages[i], "/roots/r30") != 0) {
            (void)get(&d, pages[i]);
            expect(&d, 200);
        }
    (void)get(&d, "/roots/r1");
    expect(&d, 404);
}

/* -- the first page --------------------------------------------------------------------------- */

static void the_first_page_says_what_a_careful_reader_looks_for(void **state)
{
    SCOPED_DESK d;
    const char *page;

    (void)state;
    desk_make(&d);
    page = get(&d, "/");
    assert_true(holds(page, "<td role=\"cell\" class=\"n\" data-l=\"Low\">102</td>"));
    assert_true(holds(page, "corrected at source 2022-10-29"));
    assert_true(holds(page, "<b>4</b> <span>Holds</span>")); /* as visible as the errors */
    assert_true(holds(page, "ten-provinces: locked"));
    assert_true(holds(page, "href=\"/roots\">Roots that are named and not held</a>"));
}

static void long_work_is_told_and_followed(void **state)
{
    SCOPED_DESK d;
    const char *page;

    (void)state;
    desk_make(&d);
    d.jobs =
        "[{\"id\":2,\"kind\":\"add\",\"state\":\"running\",\"what\":\"preserving\",\"done\":3,"
        "\"total\":10,\"sources\":2,\"says\":[{\"what\":\"stored\",\"source\":1,\"label\":"
        "\"<b>a.txt\"},{\"what\":\"failed\",\"label\":\"x.pdf\",\"says\":\"gone\"}]},"
        "{\"id\":1,\"kind\":\"verify\",\"state\":\"done\",\"what\":\"\",\"done\":0,\"total\":0,"
        "\"sources\":0,\"says\":[{\"what\":\"verdict\",\"label\":\"VERIFIED-UNTIMED\"}]}]";
    page = get(&d, "/jobs/2");
    expect(&d, 200);
    assert_true(holds(page, "max=\"10\" value=\"3\""));
    assert_true(holds(page, "&lt;b&gt;a.txt"));
    assert_true(holds(page, "not preserved"));
    assert_true(holds(page, "action=\"/jobs/2/stop\""));
    assert_true(holds(send(&d, "zh", "GET", "/jobs/2", NULL), "进行中"));
    page = get(&d, "/jobs/1");
    assert_false(holds(page, "/stop\""));
    assert_true(holds(page, "the time of the entries is not proved"));
    assert_true(holds(get(&d, "/"), "href=\"/jobs/2\""));
    assert_true(holds(get(&d, "/record"), "the time of the entries is not proved"));
    (void)get(&d, "/jobs/9");
    expect(&d, 404);
}

/* -- roots ---------------------------------------------------------------------------------------
 */

static const char held[] = "{\"type\":\"source-note\",\"label\":\"report\",\"text\":\"We "
                           "identified 12 stations in 2022, it "
                           "says.\"}\n"
                           "{\"type\":\"source-note\",\"label\":\"copy\",\"text\":\"They "
                           "identified 12 stations in 2022, the "
                           "report says.\"}\n"
                           "{\"type\":\"root\",\"name\":\"root:report\",\"what\":\"<i>the "
                           "report\",\"source\":\"report\"}\n";

static void what_was_read_in_a_root_is_kept_with_its_words(void **state)
{
    SCOPED_DESK d;
    const char *page;

    (void)state;
    desk_make_of(&d, 0);
    keep(&d, held);
    page = get(&d, "/roots/r1");
    assert_true(holds(page, "&lt;i&gt;the report"));
    assert_false(holds(page, "<i>the report"));
    page = post(&d, "/roots/r1/read", "says=so&family=number&source=s1&quote=thirteen+stations");
    expect(&d, 422);
    assert_true(holds(page, "do not stand in s1"));
    assert_true(holds(page, "thirteen stations")); /* what was typed is there again */
    page = post(&d, "/roots/r1/read", "family=number&source=s1&quote=12+stations");
    expect(&d, 422);
    (void)post(&d, "/roots/r1/read", "says=so&family=number&source=s1&quote=12+stations");
    expect(&d, 303);
    assert_string_equal(d.reply.location, "/roots/r1?said=root-read&of=r1#read");
    page = get(&d, "/roots/r1?said=root-read&of=r1");
    assert_true(holds(page, "<mark>12 stations</mark>"));
    assert_true(holds(page, "What you read was kept."));
}

static void a_root_is_named_once_and_what_is_new_about_it_kept(void **state)
{
    SCOPED_DESK d;

    (void)state;
    desk_make_of(&d, 0);
    keep(&d, held);
    (void)post(&d, "/roots", "name=root:law&what=The+law&speaker=Parliament");
    assert_string_equal(d.reply.location, "/roots?said=root");
    (void)post(&d, "/roots", "name=root:law&what=The+law&speaker=Parliament");
    assert_string_equal(d.reply.location, "/roots?said=root-known");
    assert_true(holds(post(&d, "/roots", "name=root:x&source=s99"), "value=\"root:x\""));
    assert_true(d.reply.status >= 400);
    (void)post(&d, "/roots/r2/state", "held=s2&corrected=corrected+at+source+2023");
    expect(&d, 303);
    assert_true(holds(get(&d, "/roots/r2"), "corrected at source 2023"));
    (void)post(&d, "/roots/r2/state", "");
    expect(&d, 422);
}

static void a_derivation_is_taken_back_with_a_reason(void **state)
{
    SCOPED_DESK d;
    const char *page;

    (void)state;
    desk_make(&d);
    page = post(&d, "/roots/edges/e2", "because=");
    assert_true(d.reply.status >= 400 && holds(page, "role=\"alert\""));
    (void)post(&d, "/roots/edges/e2", "because=it+is+no+relay");
    assert_string_equal(d.reply.location, "/roots?said=edge-withdrawn&of=e2#edges");
    assert_false(holds(get(&d, "/roots"), "<li id=\"e2\">"));
    (void)post(&d, "/roots/suggested/s1-s2", "do=accept");
    assert_true(d.reply.status >= 400); /* nothing of the kind is proposed */
}

static void a_proposed_derivation_is_decided(void **state)
{
    static const char body[] =
        "The office on the third floor was opened in May by the regional bureau, and it renewed "
        "four hundred driving licences before the ministry asked for its closure in October. The "
        "ministry gave no reason in its letter, which reached the consulate eleven days later. "
        "Neighbours remember two men who carried boxes to a van on the last evening of the month. ";
    VG_SCOPED_BUF lines = {0};
    SCOPED_DESK d;
    struct vg_case *c = NULL;
    int64_t made = 0;
    const char *page;

    (void)state;
    desk_make_of(&d, 0);
    vg_putf(&lines, "{\"type\":\"source-note\",\"label\":\"first\",\"text\":\"%s\"}\n", body);
    vg_putf(&lines, "{\"type\":\"source-note\",\"label\":\"again\",\"text\":\"Reprinted. %s\"}\n",
            body);
    keep(&d, lines.p);
    must(&d, vg_case_open(&d.app, in(&d, "a.vigil"), VG_CASE_WRITE, &c, &d.err));
    must(&d, vg_edges_suggest(c, &made, &d.err));
    vg_case_close(c);
    assert_int_equal(made, 1);
    page = get(&d, "/roots");
    assert_true(holds(page, "action=\"/roots/suggested/s2-s1\""));
    (void)post(&d, "/roots/suggested/s2-s1", "do=reject&because=");
    assert_true(d.reply.status >= 400); /* needs a reason */
    (void)post(&d, "/roots/suggested/s2-s1", "do=accept&as=copy&because=the+same+text");
    assert_string_equal(d.reply.location, "/roots?said=edge-kept&of=e1#suggested");
    (void)post(&d, "/roots/suggested/s2-s1", "do=reject&because=no");
    expect(&d, 409); /* somebody was faster */
    assert_true(holds(get(&d, "/roots"), "the same text"));
}

/* -- pictures
 * --------------------------------------------------------------------------------------- */

static void a_mark_leads_to_its_row_and_a_row_to_its_claims(void **state)
{
    SCOPED_DESK d;
    const char *page;

    (void)state;
    desk_make(&d);
    page = get(&d, "/map?unit=station");
    assert_true(holds(page, "<a href=\"#f1-1\"") && holds(page, "id=\"f1-1\""));
    assert_true(holds(page, "Boundaries as drawn"));
    page = get(&d, "/map?unit=claims");
    assert_true(holds(page, "<a href=\"#m1\"") && holds(page, "id=\"m1\""));
    page = get(&d, "/timeline");
    assert_true(holds(page, "<a href=\"/claims/c"));
    page = get(&d, "/overlaps?of=sources&set=s15&set=s16&set=s37");
    assert_true(holds(page, "<a href=\"#m6\"") && holds(page, "id=\"m6\""));
    page = get(&d, "/roots");
    assert_true(holds(page, "<a href=\"/roots/r1\">") && holds(page, "class=\"derives\""));
}

static void a_picture_of_some_claims_says_so(void **state)
{
    SCOPED_DESK d;
    const char *page;

    (void)state;
    desk_make(&d);
    page = get(&d, "/timeline?in=Canada&from=2023&to=2023");
    expect(&d, 200);
    assert_true(holds(page, "of 121 standing claims fit"));
    page = get(&d, "/map?in=Atlantis");
    expect(&d, 422);
    assert_true(holds(page, "Atlantis") && holds(page, "<form"));
    (void)get(&d, "/timeline?from=then");
    expect(&d, 422);
    (void)get(&d, "/map?unit=unicorns");
    expect(&d, 422);
    (void)get(&d, "/overlaps?at=street");
    expect(&d, 422);
    (void)get(&d, "/roots?claim=r1");
    expect(&d, 404);
}

/* -- the record
 * ------------------------------------------------------------------------------------------ */

static void a_checkpoint_makes_proofs(void **state)
{
    SCOPED_DESK d;
    const char *page;

    (void)state;
    desk_make(&d);
    assert_true(holds(get(&d, "/record"), "No checkpoint was made yet."));
    page = get(&d, "/record/proof?of=c17");
    expect(&d, 404);
    assert_true(holds(page, "no checkpoint was made yet"));
    (void)post(&d, "/record/checkpoint", "");
    assert_string_equal(d.reply.location, "/record?said=checkpoint#checkpoint");
    page = get(&d, "/record");
    assert_true(holds(page, "covers all 355 entries"));
    assert_true(holds(page, "href=\"/record/proof?of=354\""));
    page = get(&d, "/record/proof?of=c17");
    expect(&d, 200);
    assert_string_equal(d.reply.type, "text/plain; charset=utf-8");
    assert_true(strncmp(page, "c2sp.org/tlog-proof@v1\n", 23) == 0);
    (void)post(&d, "/roots", "name=root:later&what=later");
    page = get(&d, "/record");
    assert_true(holds(page, "covers 355 of 356 entries"));
    assert_false(holds(page, "/record/proof?of=355"));
    (void)get(&d, "/record/proof?of=355"); /* kept after it: no proof yet */
    expect(&d, 404);
}

static void entries_are_told_in_words(void **state)
{
    SCOPED_DESK d;
    const char *page;

    (void)state;
    desk_make(&d);
    keep(&d, "{\"type\":\"source-note\",\"label\":\"<script>x; claim c1 y\",\"text\":\"a\"}\n");
    page = get(&d, "/record");
    assert_true(holds(page, "standing of <span dir=\"auto\"><a href=\"/claims/c101\">c101</a>"));
    assert_false(holds(page, "<script>x"));
    page = send(&d, "zh", "GET", "/record", NULL);
    assert_true(holds(page, "状态 <span dir=\"auto\"><a href=\"/claims/c96\">c96</a> 被否认"));
}

/* -- the Chinese page is Chinese ----------------------------------------------------------------
 */

/* What the program says in English on a Chinese page is marked by this; words of a case that are
 * English are marked by other elements. */
static void says_no_english(struct desk *d, const char *target, const char *form)
{
    static const char mark[] = "<span lang=\"en\">";
    const char *page = send(d, "zh", form == NULL ? "GET" : "POST", target, form);
    const char *at = strstr(page, mark);

    if (at != NULL)
        fail_msg("%s: %.120s", target, at);
}

/* Each check has a page of its own. */
static void each_check_is_chinese(struct desk *d, const char *list)
{
    const char *page = vg_copyz(&d->a, send(d, "zh", "GET", list, NULL));
    static const char link[] = "href=\"/checks/";
    size_t seen = 0;

    for (const char *p = strstr(page, link); p != NULL; p = strstr(p + 1, link)) {
        const char *id = p + strlen(link);

        says_no_english(d, vg_print(&d->a, "/checks/%.*s", (int)strcspn(id, "\""), id), NULL);
        seen++;
    }
    assert_true(seen > 0);
}

static void no_check_lock_or_refusal_is_left_in_english(void **state)
{
    static const char *const targets[] = {
        "/",
        "/checks",
        "/checks?suggestions=1",
        "/figures",
        "/figures/sum?claims=c103+c105",
        "/figures/sum?claims=c1+c10",
        "/figures/sum?claims=c1",
        "/gaps",
        "/roots",
        "/roots/r30",
        "/map",
        "/timeline",
        "/overlaps",
        "/brief",
        "/brief/preview",
        "/names",
        "/questions/how-many",
        "/questions/may-add",
        "/questions/list-covers",
        "/sources",
        "/sources/s1",
        "/sources/s15/record",
        "/review",
        "/claims",
        "/claims/c10/uses",
        "/claims/c103",
        "/record",
        "/claims/c999",
        "/sources/s999",
        "/checks/ffffffffffff",
        "/questions/no-such-question",
        "/nothing-here",
        "/figures?place=Nowhereland",
        "/timeline?from=sometime",
    };
    SCOPED_DESK d;

    (void)state;
    desk_make(&d);
    keep(&d, "{\"type\":\"list\",\"name\":\"two\",\"unit\":\"station\",\"members\":[\"CA-ON\","
             "\"CA-BC\"],\"claims\":[\"c10\"]}\n");
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++)
        says_no_english(&d, targets[i], NULL);
    each_check_is_chinese(&d, "/checks?result=error");
    each_check_is_chinese(&d, "/checks?result=warning");
    each_check_is_chinese(&d, "/checks?result=holds");
    assert_true(holds(send(&d, "zh", "GET", "/figures/sum?claims=c103+c105", NULL),
                      "c103 与 c105 不得相加：2021年4月至2021年12月（9 个月）为两者共有"));
    assert_true(holds(send(&d, "zh", "GET", "/gaps", NULL), "未指明文件：谁说这些同属一份名单？"));
}

static void a_form_that_is_refused_says_why_in_chinese(void **state)
{
    static const struct {
        const char *target, *form, *says;
    } rows[] = {
        {"/claims/c10/status", "status=withdrawn", "须说明理由"},
        {"/claims/c10/reply", "question=existence&response=nonsense", "回应：“nonsense”不是"},
        {"/claims", "source=s1&kind=existence&predicate=x&quote=stands+nowhere",
         "s1 中没有这些文字"},
        {"/claims", "source=s999&kind=existence&quote=x", "没有来源 s999"},
        {"/gaps/lists", "name=x", "请说明名单上有谁"},
        {"/gaps/looked", "place=Nowhereland", "请说明在何处、哪一天"},
        {"/review/s1.1/reject", "", "没有建议 s1.1"},
        {"/names/no-such/judge", "other=y&verdict=same&because=z", "没有主张使用名称“no-such”"},
    };
    SCOPED_DESK d;

    (void)state;
    desk_make(&d);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *page;

        says_no_english(&d, rows[i].target, rows[i].form);
        page = send(&d, "zh", "POST", rows[i].target, rows[i].form);
        if (!holds(page, rows[i].says))
            fail_msg("%s: no %s in %.2000s", rows[i].target, rows[i].says, page);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_page_stands_in_both_languages),
        cmocka_unit_test(an_empty_case_greets_with_three_steps),
        cmocka_unit_test(the_first_page_says_what_a_careful_reader_looks_for),
        cmocka_unit_test(long_work_is_told_and_followed),
        cmocka_unit_test(what_was_read_in_a_root_is_kept_with_its_words),
        cmocka_unit_test(a_root_is_named_once_and_what_is_new_about_it_kept),
        cmocka_unit_test(a_derivation_is_taken_back_with_a_reason),
        cmocka_unit_test(a_proposed_derivation_is_decided),
        cmocka_unit_test(a_mark_leads_to_its_row_and_a_row_to_its_claims),
        cmocka_unit_test(a_picture_of_some_claims_says_so),
        cmocka_unit_test(a_checkpoint_makes_proofs),
        cmocka_unit_test(entries_are_told_in_words),
        cmocka_unit_test(no_check_lock_or_refusal_is_left_in_english),
        cmocka_unit_test(a_form_that_is_refused_says_why_in_chinese),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
