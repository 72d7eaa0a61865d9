/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The review and claims as pages, without HTTP: what a decision does, by form and by JSON. */
#include "web/desk.h"

#include <stdio.h>
#include <string.h>

/* -- a case, and requests to it ----------------------------------------------------------- */

/* Two texts that say one thing word for word, in the second of which a person wrote markup. */
static void write_file(const char *path, const char *text)
{
    FILE *f = fopen(path, "w");

    assert_non_null(f);
    assert_true(fputs(text, f) >= 0);
    assert_int_equal(fclose(f), 0);
}

static void quiet(void *w, const struct vg_add_event *e)
{
    (void)w;
    (void)e;
}

static void add_texts(struct desk *d)
{
    static const char *const texts[] = {
        "The agency said it had opened 12 stations in Canada in 2021.\n",
        "<img src=x onerror=alert(1)> wrote to us.\n\n"
        "The agency said it had opened 12 stations in Canada in 2021.\n"};
    const char *names[] = {in(d, "one.txt"), in(d, "two<b>.txt")};
    const struct vg_add_options o = {.stdin_fd = -1};
    struct vg_case *c = NULL;
    int64_t failed = 0, made = 0;

    for (int i = 0; i < 2; i++)
        write_file(names[i], texts[i]);
    must(d, vg_case_new(&d->app, in(d, "a.vigil"), 0, &d->err));
    must(d, vg_case_open(&d->app, in(d, "a.vigil"), VG_CASE_WRITE, &c, &d->err));
    must(d, vg_add(c, names, 2, &o, quiet, NULL, &failed, &d->err));
    must(d, vg_case_suggest(c, 0, &made, &d->err));
    assert_true(made >= 2);
    vg_case_close(c);
}

static void desk_make(struct desk *d)
{
    desk_begin(d);
    add_texts(d);
    desk_ready(d);
}

static void expect(struct desk *d, int status, const char *text)
{
    assert_int_equal(d->reply.status, status);
    if (text != NULL && strstr(d->reply.body.p, text) == NULL)
        fail_msg("not there: %s", text);
}

static void expect_not(struct desk *d, const char *text)
{
    if (strstr(d->reply.body.p, text) != NULL)
        fail_msg("there: %s", text);
}

static void goes_to(struct desk *d, const char *where)
{
    assert_int_equal(d->reply.status, 303);
    assert_string_equal(d->reply.location, where);
}

/* -- the review ----------------------------------------------------------------------------------
 */

static void the_first_suggestion_is_shown_in_its_text(void **state)
{
    SCOPED_DESK d;

    (void)state;
    desk_make(&d);
    get(&d, "/review");
    expect(&d, 200, "data-module=\"review\"");
    expect(&d, 200, "<mark>");
    expect(&d, 200, "data-key=\"a\"");
    send(&d, "zh", "GET", "/review", NULL);
    expect(&d, 200, "接受");
    get(&d, "/review?at=s9.9");
    expect(&d, 404, NULL);
    get(&d, "/review?source=%3Cscript%3E");
    expect_not(&d, "<script>");
}

static void what_a_text_says_is_never_markup(void **state)
{
    SCOPED_DESK d;

    (void)state;
    desk_make(&d);
    get(&d, "/review?at=s2.1");
    expect(&d, 200, "two&lt;b&gt;.txt");
    expect_not(&d, "<img");
    post(&d, "/review/s2.1/accept", "corrected=1&subject=%3Cscript%3Ealert(1)");
    get(&d, "/claims/c1");
    expect(&d, 200, "&lt;script&gt;alert(1)");
    expect_not(&d, "<script>alert");
    get(&d, "/claims?words=%22%3E%3Cscript%3E");
    expect(&d, 200, NULL);
    expect_not(&d, "\"><script>");
}

static void a_decision_leads_to_the_next_and_can_be_taken_back(void **state)
{
    SCOPED_DESK d;

    (void)state;
    desk_make(&d);
    post(&d, "/review/s1.1/accept", "source=s1");
    assert_int_equal(d.reply.status, 303);
    assert_non_null(strstr(d.reply.location, "said=accepted&of=s1.1"));
    get(&d, "/claims/c1");
    expect(&d, 200, "accepted");
    post(&d, "/review/s1.1/undo", "");
    goes_to(&d, "/review?at=s1.1&said=undone&of=s1.1");
    get(&d, "/claims/c1");
    expect(&d, 200, "This claim is withdrawn");
    get(&d, "/review?at=s1.1");
    expect(&d, 200, "data-key=\"a\"");
    post(&d, "/review/s1.1/reject", "because=");
    expect(&d, 422, "a reason is needed");
    post(&d, "/review/s1.1/reject", "because=a+heading");
    assert_int_equal(d.reply.status, 303);
}

static void whoever_comes_second_is_told_and_loses_nothing(void **state)
{
    SCOPED_DESK d;

    (void)state;
    desk_make(&d);
    post(&d, "/review/s1.1/reject", "because=not+about+this");
    post(&d, "/review/s1.1/accept", "corrected=1&subject=typed+in+vain");
    expect(&d, 409, "has been decided: rejected");
    expect(&d, 409, "not about this");
    expect(&d, 409, "value=\"typed in vain\"");
    get(&d, "/claims");
    expect(&d, 200, "No claim is kept yet");
}

static void only_what_was_typed_differently_is_corrected(void **state)
{
    SCOPED_DESK d;

    (void)state;
    desk_make(&d);
    post(&d, "/review/s1.1/accept", "corrected=1&op=at-least&number=1%2C200&unit=station&place=CA");
    assert_int_equal(d.reply.status, 303);
    assert_non_null(strstr(d.reply.location, "said=corrected"));
    get(&d, "/claims/c1");
    expect(&d, 200, "1,200");
    expect(&d, 200, "Canada");
    post(&d, "/review/s2.1/accept", "corrected=1&op=exact&number=many");
    expect(&d, 422, "value=\"many\"");
    expect(&d, 422, "no number");
}

static void exact_repeats_are_decided_together_and_nothing_else(void **state)
{
    SCOPED_DESK d;

    (void)state;
    desk_make(&d);
    get(&d, "/review?at=s1.1");
    if (strstr(d.reply.body.p, "name=\"twin\"") == NULL)
        fail_msg("no repeat of s1.1 was found");
    post(&d, "/review/s1.1/accept", "with=twins&twin=s9.1");
    expect(&d, 409, "no open repeat");
    get(&d, "/claims");
    expect(&d, 200, "No claim is kept yet");
    post(&d, "/review/s1.1/accept", "with=twins&twin=s2.1");
    if (d.reply.status == 409) /* the second text has an own first suggestion */
        post(&d, "/review/s1.1/accept", "with=twins&twin=s2.2");
    assert_int_equal(d.reply.status, 303);
    assert_non_null(strstr(d.reply.location, "said=accepted-all"));
    get(&d, "/claims/c2");
    expect(&d, 200, "accepted");
}

static void the_same_is_done_in_json(void **state)
{
    SCOPED_DESK d;

    (void)state;
    desk_make(&d);
    get(&d, "/api/suggestions?limit=1");
    expect(&d, 200, "\"id\":\"s1.1\"");
    assert_string_equal(d.reply.type, "application/json");
    post(&d, "/api/review", "id=s1.1&do=accept");
    expect(&d, 200, "\"claims\":[\"c1\"]");
    expect(&d, 200, "\"where\":\"/review?");
    post(&d, "/api/review", "id=s1.1&do=accept");
    expect(&d, 409, "\"error\":");
    post(&d, "/api/review", "id=s1.1&do=dance");
    expect(&d, 422, "\"says\":");
    post(&d, "/api/review", "id=s1.1&do=undo");
    expect(&d, 200, "\"said\":\"undone\"");
}

/* -- claims
 * ------------------------------------------------------------------------------------------ */

static void claims_are_listed_filtered_and_ordered(void **state)
{
    static const char *const found[] = {
        "/claims",
        "/claims?unit=station&order=value",
        "/claims?words=AGENCY&order=said",
        "/claims?source=s1&status=accepted&order=source",
        "/claims?order=up",
    };
    static const char *const none[] = {"/claims?kind=denial",      "/claims?source=s2",
                                       "/claims?status=withdrawn", "/claims?place=XX",
                                       "/claims?speaker=nobody",   "/claims?stance=denies"};
    SCOPED_DESK d;

    (void)state;
    desk_make(&d);
    post(&d, "/review/s1.1/accept", "corrected=1&op=exact&number=12&unit=station");
    for (size_t i = 0; i < sizeof found / sizeof *found; i++) {
        get(&d, found[i]);
        expect(&d, 200, "href=\"/claims/c1\"");
    }
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        get(&d, none[i]);
        expect(&d, 200, "No claim is like that");
    }
    send(&d, "zh", "GET", "/claims", NULL);
    expect(&d, 200, "主张");
}

static void a_correction_is_a_new_claim(void **state)
{
    SCOPED_DESK d;

    (void)state;
    desk_make(&d);
    post(&d, "/review/s1.1/accept", "");
    post(&d, "/claims/c1/correct", "");
    expect(&d, 422, "change a field first");
    post(&d, "/claims/c1/correct", "seen=999999&subject=kept+as+typed");
    expect(&d, 409, "value=\"kept as typed\"");
    post(&d, "/claims/c1/correct", "subject=the+agency");
    goes_to(&d, "/claims/c2?said=claim-corrected&of=c2");
    get(&d, "/claims/c1");
    expect(&d, 200, "A later claim corrects this one");
    get(&d, "/claims?status=corrected");
    expect(&d, 200, "href=\"/claims/c1\"");
    post(&d, "/claims/c2/translation", "translation=Das+Amt+sagte&translator=M.");
    goes_to(&d, "/claims/c3?said=translation-kept&of=c3");
    get(&d, "/claims/c3");
    expect(&d, 200, "Das Amt sagte");
}

static void what_becomes_of_a_claim_is_added_to_it(void **state)
{
    SCOPED_DESK d;

    (void)state;
    desk_make(&d);
    post(&d, "/review/s1.1/accept", "");
    post(&d, "/claims/c1/standing", "value=denied&speaker=The+embassy&date=2023-01");
    goes_to(&d, "/claims/c1?said=standing-added&of=c1");
    post(&d, "/claims/c1/standing", "value=denied&speaker=typed+before&date=soon");
    expect(&d, 422, "value=\"typed before\"");
    post(&d, "/claims/c1/reply", "question=existence&response=not-asked");
    goes_to(&d, "/claims/c1?said=reply-added&of=c1");
    post(&d, "/claims/c1/reply", "question=existence&response=not-asked&answer=nine&words=kept");
    expect(&d, 422, "kept</textarea>");
    post(&d, "/claims/c1/status", "status=withdrawn");
    expect(&d, 422, "a reason is needed");
    post(&d, "/claims/c1/status", "status=withdrawn&because=a+slip");
    goes_to(&d, "/claims/c1?said=claim-withdrawn&of=c1");
    get(&d, "/claims/c1");
    expect(&d, 200, "The embassy");
    expect(&d, 200, "a slip");
    expect(&d, 200, "latest of this speaker");
    get(&d, "/claims/c1/uses");
    expect(&d, 200, "No figure rests on it");
    get(&d, "/claims/c77");
    expect(&d, 404, NULL);
    post(&d, "/claims/c77/status", "status=withdrawn&because=x");
    expect(&d, 404, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_suggestion_is_shown_in_its_text),
        cmocka_unit_test(what_a_text_says_is_never_markup),
        cmocka_unit_test(a_decision_leads_to_the_next_and_can_be_taken_back),
        cmocka_unit_test(whoever_comes_second_is_told_and_loses_nothing),
        cmocka_unit_test(only_what_was_typed_differently_is_corrected),
        cmocka_unit_test(exact_repeats_are_decided_together_and_nothing_else),
        cmocka_unit_test(the_same_is_done_in_json),
        cmocka_unit_test(claims_are_listed_filtered_and_ordered),
        cmocka_unit_test(a_correction_is_a_new_claim),
        cmocka_unit_test(what_becomes_of_a_claim_is_added_to_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
