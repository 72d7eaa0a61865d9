/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Single things and pages of a case, and decisions that are taken back. */
#include "test.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "vigil.h"

struct place {
    char folder[64];
    struct vg_app app;
    struct vg_case *c, *other; /* two handles on one case */
    struct vg_arena a;
    struct vg_err err;
};

static void must(struct place *p, int rc)
{
    if (rc != VG_OK)
        fail_msg("%d: %s", rc, p->err.text);
}

/* Two sources with one sentence in common, and suggestions of all of them. */
static const char lines[] =
    "{\"type\":\"source-note\",\"ref\":\"a\",\"label\":\"a\",\"text\":\"The group says that there "
    "are 54 police stations in Canada. Officials arrested 12 people in Toronto.\"}\n"
    "{\"type\":\"source-note\",\"ref\":\"b\",\"label\":\"b\",\"text\":\"A summary. The group says "
    "that there are 54 police stations in Canada.\"}\n";

static void place_make(struct place *p)
{
    struct vg_import_report report;
    const char *path;
    int64_t made;

    *p = (struct place){.folder = "/tmp/vigil-lookups-XXXXXX"};
    assert_non_null(mkdtemp(p->folder));
    p->app.world = vg_world_real();
    p->app.home = vg_print(&p->a, "%s/home", p->folder);
    p->app.weak_box = 1;
    path = vg_print(&p->a, "%s/a.vigil", p->folder);
    must(p, vg_case_new(&p->app, path, 0, &p->err));
    must(p, vg_case_open(&p->app, path, VG_CASE_WRITE, &p->c, &p->err));
    must(p, vg_import(p->c, lines, strlen(lines), 0, &report, &p->err));
    must(p, vg_case_suggest(p->c, 0, &made, &p->err));
    must(p, vg_case_open(&p->app, path, VG_CASE_WRITE, &p->other, &p->err));
}

static void place_end(struct place *p)
{
    pid_t child;

    vg_case_close(p->c);
    vg_case_close(p->other);
    child = fork();
    if (child == 0) {
        (void)execlp("rm", "rm", "-rf", p->folder, (char *)NULL);
        _exit(127);
    }
    assert_true(waitpid(child, NULL, 0) == child);
    vg_arena_end(&p->a);
}

#define SCOPED_PLACE __attribute__((cleanup(place_end))) struct place

static int64_t open_now(struct place *p)
{
    struct vg_case_facts f;
    struct vg_suggestion *list;
    size_t n;

    must(p, vg_case_facts(p->c, &p->a, &f, &p->err));
    must(p, vg_suggestions(p->c, 0, 1, &p->a, &list, &n, &p->err));
    assert_int_equal((int64_t)n, f.open_reviews); /* the count is that of the list */
    return f.open_reviews;
}

/* The first open suggestion, and one that repeats it. */
static const char *first(struct place *p)
{
    struct vg_suggestion *list;
    size_t n;

    must(p, vg_suggestions_after(p->c, NULL, 0, 1, &p->a, &list, &n, &p->err));
    assert_int_equal(n, 1);
    return list[0].id;
}

static void a_change_by_anybody_is_seen_once(void **state)
{
    SCOPED_PLACE p;
    int changed = 0;

    (void)state;
    place_make(&p);
    must(&p, vg_case_changed(p.other, &changed, &p.err));
    assert_int_equal(changed, 1);
    must(&p, vg_case_changed(p.other, &changed, &p.err));
    assert_int_equal(changed, 0);
    must(&p, vg_reject(p.c, first(&p), "no", &p.err));
    must(&p, vg_case_changed(p.other, &changed, &p.err));
    assert_int_equal(changed, 1);
    must(&p, vg_case_changed(p.other, &changed, &p.err));
    assert_int_equal(changed, 0);
    must(&p, vg_review_undo(p.other, "s1.1", "again", &p.err));
    must(&p, vg_case_changed(p.other, &changed, &p.err));
    assert_int_equal(changed, 1);
}

static void open_suggestions_come_page_by_page_in_reading_order(void **state)
{
    SCOPED_PLACE p;
    struct vg_suggestion *all, *one;
    const char *after = NULL;
    size_t n, m;

    (void)state;
    place_make(&p);
    must(&p, vg_suggestions(p.c, 0, 1, &p.a, &all, &n, &p.err));
    assert_true(n >= 3);
    for (size_t i = 0; i < n; i++) {
        must(&p, vg_suggestions_after(p.c, after, 0, 1, &p.a, &one, &m, &p.err));
        assert_int_equal(m, 1);
        assert_string_equal(one[0].id, all[i].id);
        after = one[0].id;
    }
    must(&p, vg_suggestions_after(p.c, after, 0, 1, &p.a, &one, &m, &p.err));
    assert_int_equal(m, 0);
    must(&p, vg_suggestions_after(p.c, NULL, 2, 10, &p.a, &one, &m, &p.err));
    assert_true(m > 0 && m < n);
    for (size_t i = 0; i < m; i++)
        assert_int_equal(one[i].claim.passage->source, 2);
    must(&p, vg_suggestion_get(p.c, all[1].id, &p.a, one, &p.err));
    assert_string_equal(one[0].id, all[1].id);
    assert_int_equal(vg_suggestion_get(p.c, "s1.99", &p.a, one, &p.err), VG_E_ABSENT);
    assert_int_equal(vg_suggestion_get(p.c, "x", &p.a, one, &p.err), VG_E_MISUSE);
}

static void a_claim_alone_is_that_of_the_whole_view(void **state)
{
    SCOPED_PLACE p;
    struct vg_claim *all, *of, one;
    int64_t id;
    size_t n, m;

    (void)state;
    place_make(&p);
    must(&p, vg_accept(p.c, first(&p), NULL, NULL, &id, &p.err));
    must(&p, vg_claims(p.c, &p.a, &all, &n, &p.err));
    must(&p, vg_claims_of_source(p.c, 1, &p.a, &of, &m, &p.err));
    assert_int_equal(n, 1);
    assert_int_equal(m, 1);
    must(&p, vg_claim_get(p.c, id, &p.a, &one, &p.err));
    for (int i = 0; i < 2; i++) {
        VG_SCOPED_BUF x = {0}, y = {0};
        struct vg_json jx = {.out = &x}, jy = {.out = &y};

        vg_claim_to_json(&jx, all);
        vg_claim_to_json(&jy, i == 0 ? &one : of);
        assert_int_equal(x.len, y.len);
        assert_memory_equal(x.p, y.p, x.len);
    }
    assert_int_equal(vg_claim_get(p.c, id + 1, &p.a, &one, &p.err), VG_E_ABSENT);
    assert_int_equal(vg_claim_get(p.c, -1, &p.a, &one, &p.err), VG_E_ABSENT);
}

static void a_decision_taken_back_is_open_again(void **state)
{
    SCOPED_PLACE p;
    struct vg_claim claim;
    int64_t before, id, again;
    const char *s;

    (void)state;
    place_make(&p);
    before = open_now(&p);
    s = first(&p);
    must(&p, vg_accept(p.c, s, NULL, NULL, &id, &p.err));
    assert_int_equal(open_now(&p), before - 1);
    assert_int_equal(vg_review_undo(p.c, s, "", &p.err), VG_E_MISUSE);
    must(&p, vg_review_undo(p.c, s, "too quick", &p.err));
    must(&p, vg_claim_get(p.c, id, &p.a, &claim, &p.err));
    assert_int_equal(claim.status, VG_WITHDRAWN);
    assert_int_equal(open_now(&p), before);
    assert_int_equal(vg_review_undo(p.c, s, "twice", &p.err), VG_E_CONFLICT);
    must(&p, vg_reject(p.c, s, "no", &p.err));
    assert_int_equal(open_now(&p), before - 1);
    must(&p, vg_review_undo(p.c, s, "yes", &p.err));
    must(&p, vg_accept(p.c, s, NULL, NULL, &again, &p.err));
    assert_true(again > id);
    must(&p, vg_case_suggest(p.c, 1, &id, &p.err)); /* derived anew, it is still decided */
    assert_int_equal(open_now(&p), before - 1);
}

static void the_second_who_decides_is_told_of_the_first(void **state)
{
    SCOPED_PLACE p;
    const char *s;
    int64_t id;

    (void)state;
    place_make(&p);
    s = first(&p);
    must(&p, vg_accept(p.c, s, NULL, NULL, &id, &p.err));
    assert_int_equal(vg_reject(p.other, s, "no", &p.err), VG_E_CONFLICT);
    assert_non_null(strstr(p.err.text, "accepted as c1 by "));
    assert_int_equal(vg_accept(p.other, s, NULL, NULL, &id, &p.err), VG_E_CONFLICT);
}

static void exact_repeats_are_decided_all_or_none(void **state)
{
    SCOPED_PLACE p;
    const char *const *twins;
    const char *both[2];
    int64_t *claims, before, id;
    size_t n;

    (void)state;
    place_make(&p);
    before = open_now(&p);
    both[0] = first(&p);
    must(&p, vg_suggestion_twins(p.c, both[0], &p.a, &twins, &n, &p.err));
    assert_int_equal(n, 1);
    assert_int_equal(strncmp(twins[0], "s2.", 3), 0);
    both[1] = twins[0];
    must(&p, vg_accept(p.other, both[1], NULL, NULL, &id, &p.err));
    assert_int_equal(vg_accept_many(p.c, both, 2, NULL, &p.a, &claims, &p.err), VG_E_CONFLICT);
    assert_int_equal(vg_reject_many(p.c, both, 2, "no", &p.err), VG_E_CONFLICT);
    assert_int_equal(open_now(&p), before - 1);
    must(&p, vg_review_undo(p.c, both[1], "both at once", &p.err));
    must(&p, vg_accept_many(p.c, both, 2, NULL, &p.a, &claims, &p.err));
    assert_int_equal(claims[1], claims[0] + 1);
    assert_int_equal(open_now(&p), before - 2);
    assert_int_equal(vg_reject_many(p.c, both, 0, "no", &p.err), VG_E_MISUSE);
}

static void the_log_comes_a_page_at_a_time(void **state)
{
    SCOPED_PLACE p;
    struct vg_log_row *all, *page;
    size_t n, m;

    (void)state;
    place_make(&p);
    must(&p, vg_log(p.c, &p.a, &all, &n, &p.err));
    must(&p, vg_log_page(p.c, 0, 2, &p.a, &page, &m, &p.err));
    assert_int_equal(m, 2);
    assert_int_equal(page[0].index, all[n - 1].index);
    must(&p, vg_log_page(p.c, page[1].index, 500, &p.a, &page, &m, &p.err));
    assert_int_equal(m, n - 2);
    assert_int_equal(page[m - 1].index, 0);
}

static void an_upload_has_the_name_it_came_with(void **state)
{
    static const char *const what[] = {"-"};
    SCOPED_PLACE p;
    struct vg_add_options o = {.no_read = 1, .stdin_name = "a\nb.txt"};
    struct vg_source *list;
    int64_t failed;
    int ends[2];
    size_t n;

    (void)state;
    place_make(&p);
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], "hello", 5), 5);
    (void)close(ends[1]);
    o.stdin_fd = ends[0];
    must(&p, vg_add(p.c, what, 1, &o, NULL, NULL, &failed, &p.err));
    (void)close(ends[0]);
    must(&p, vg_sources(p.c, &p.a, &list, &n, &p.err));
    assert_string_equal(list[n - 1].info.label, "a%0Ab.txt");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_change_by_anybody_is_seen_once),
        cmocka_unit_test(open_suggestions_come_page_by_page_in_reading_order),
        cmocka_unit_test(a_claim_alone_is_that_of_the_whole_view),
        cmocka_unit_test(a_decision_taken_back_is_open_again),
        cmocka_unit_test(the_second_who_decides_is_told_of_the_first),
        cmocka_unit_test(exact_repeats_are_decided_all_or_none),
        cmocka_unit_test(an_upload_has_the_name_it_came_with),
        cmocka_unit_test(the_log_comes_a_page_at_a_time),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
