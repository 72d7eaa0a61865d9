/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Names that claims use, and what people decide about them. */
#include "test.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "vigil.h"

struct place {
    char folder[64];
    const char *path;
    struct vg_app app;
    struct vg_case *c;
    struct vg_arena a;
    struct vg_err err;
    struct vg_names names;
};

static void must(struct place *p, int rc)
{
    if (rc != VG_OK)
        fail_msg("%d: %s", rc, p->err.text);
}

static const char filled[] =
    "{\"type\":\"entity\",\"id\":\"org:lantern\",\"en\":\"Lantern Society\",\"zh\":\"灯社\","
    "\"level\":\"association\",\"parent\":\"org:union\"}\n"
    "{\"type\":\"entity\",\"id\":\"org:union\",\"en\":\"Union\"}\n"
    "{\"type\":\"entity\",\"id\":\"person:ann-example\",\"en\":\"Ann Example\",\"zh\":\"安例\"}\n"
    "{\"type\":\"source-note\",\"ref\":\"n\",\"label\":\"n\",\"text\":\"The LANTERN SOCIETY runs "
    "two "
    "posts. 燈社 runs a post in Toronto. Ann Example saw it. A neighbour saw it. It is shut.\"}\n"
    "{\"ref\":\"k1\",\"kind\":\"relation\",\"subject\":\"org:lantern\",\"predicate\":\"runs\","
    "\"object\":\"two posts\",\"stance\":\"asserts\",\"status\":\"accepted\",\"attribution\":[{"
    "\"speaker\":\"Lantern\",\"as\":\"report\"},{\"as\":\"text\"}],\"passage\":{\"source\":\"n\","
    "\"quote\":\"The LANTERN SOCIETY runs two posts\"}}\n"
    "{\"ref\":\"k2\",\"kind\":\"existence\",\"subject\":\"org:lantern with "
    "prog:torch\",\"predicate\":"
    "\"located-in\",\"object\":\"Toronto\",\"stance\":\"asserts\",\"status\":\"accepted\","
    "\"attribution\":[{\"as\":\"text\"}],\"passage\":{\"source\":\"n\",\"quote\":\"燈社 runs a "
    "post in "
    "Toronto\"}}\n"
    "{\"ref\":\"k3\",\"kind\":\"event\",\"subject\":\"person:ann-example\",\"predicate\":\"saw\","
    "\"object\":\"k1\",\"stance\":\"asserts\",\"status\":\"accepted\",\"attribution\":[{"
    "\"speaker\":"
    "\"Ann "
    "Example\",\"as\":\"interview\"},{\"as\":\"text\"}],\"passage\":{\"source\":\"n\",\"quote\":"
    "\"Ann Example saw it\"}}\n"
    "{\"ref\":\"k4\",\"kind\":\"event\",\"detail\":\"witness\",\"subject\":\"a neighbour\","
    "\"predicate\":\"saw\",\"stance\":\"asserts\",\"status\":\"accepted\",\"attribution\":[{\"as\":"
    "\"text\"}],\"passage\":{\"source\":\"n\",\"quote\":\"A neighbour saw it\"}}\n"
    "{\"ref\":\"k5\",\"kind\":\"event\",\"subject\":\"the "
    "post\",\"predicate\":\"closed\",\"stance\":"
    "\"asserts\",\"status\":\"accepted\",\"attribution\":[{\"as\":\"text\"}],\"passage\":{"
    "\"source\":"
    "\"n\",\"quote\":\"It is shut\"}}\n";

static void load(struct place *p)
{
    must(p, vg_names_load(p->c, &p->a, &p->names, &p->err));
}

static void place_make(struct place *p)
{
    struct vg_import_report report;

    *p = (struct place){.folder = "/tmp/vigil-names-XXXXXX"};
    assert_non_null(mkdtemp(p->folder));
    p->app.world = vg_world_real();
    p->app.home = vg_print(&p->a, "%s/home", p->folder);
    p->app.weak_box = 1;
    p->path = vg_print(&p->a, "%s/a.vigil", p->folder);
    must(p, vg_case_new(&p->app, p->path, 0, &p->err));
    must(p, vg_case_open(&p->app, p->path, VG_CASE_WRITE, &p->c, &p->err));
    must(p, vg_import(p->c, filled, strlen(filled), 0, &report, &p->err));
    load(p);
}

static void place_end(struct place *p)
{
    pid_t child;

    vg_case_close(p->c);
    child = fork();
    if (child == 0) {
        (void)execlp("rm", "rm", "-rf", p->folder, (char *)NULL);
        _exit(127);
    }
    assert_true(waitpid(child, NULL, 0) == child);
    vg_arena_end(&p->a);
}

static const struct vg_named *named(struct place *p, const char *typed)
{
    const struct vg_named *n = NULL;

    must(p, vg_names_find(&p->names, typed, &n, &p->err));
    return n;
}

static int is_listed(struct place *p, const char *typed)
{
    const struct vg_named *n = NULL;

    return vg_names_find(&p->names, typed, &n, &p->err) == VG_OK;
}

static int64_t judge(struct place *p, const char *x, const char *y, enum vg_name_verdict verdict)
{
    int64_t id = 0;

    must(p, vg_judge(p->c, x, y, verdict, "so it says", 0, &id, &p->err));
    return id;
}

/* -- what is a name -------------------------------------------------------------------- */

static void claims_give_names_with_roles_parts_and_places(void **state)
{
    struct place p;
    const struct vg_named *n;

    (void)state;
    place_make(&p);
    n = named(&p, "org:lantern");
    assert_string_equal(n->kind, "org");
    assert_string_equal(n->level, "association");
    assert_int_equal(n->n_claims, 2);
    assert_int_equal(n->n_sources, 1);
    assert_int_equal(n->roles, VG_NAMED_SUBJECT);
    assert_int_equal(named(&p, "org:union")->n_parts, 1);
    assert_int_equal(named(&p, "org:union")->n_claims, 0);
    assert_string_equal(named(&p, "prog:torch")->kind, "prog");
    assert_int_equal(named(&p, "two posts")->roles, VG_NAMED_OBJECT);
    assert_int_equal(named(&p, "Lantern")->roles, VG_NAMED_SPEAKER);
    assert_int_equal(named(&p, "Lantern")->key[0], 'w');
    assert_ptr_equal(named(&p, named(&p, "Lantern")->key), named(&p, "Lantern"));
    assert_ptr_equal(named(&p, "lantern society"), n);
    assert_ptr_equal(named(&p, "燈社"), n); /* traditional, for the simplified of the entity */
    assert_false(is_listed(&p, "Toronto"));
    assert_false(is_listed(&p, "k1"));
    place_end(&p);
}

static void persons_are_in_no_list(void **state)
{
    static const char *const hidden[] = {"person:ann-example", "Ann Example", "安例",
                                         "a neighbour"};
    struct place p;

    (void)state;
    place_make(&p);
    for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++) {
        int64_t id = 0;

        assert_false(is_listed(&p, hidden[i]));
        assert_int_equal(
            vg_judge(p.c, "org:lantern", hidden[i], VG_NAMES_SAME, "so", 0, &id, &p.err),
            VG_E_REFUSED);
    }
    must(&p, vg_claim_set_status(p.c, 4, VG_WITHDRAWN, "misread", &p.err));
    load(&p); /* what a withdrawn claim says of a person still protects */
    assert_int_equal(p.names.n_judgements, 0);
    assert_false(is_listed(&p, "a neighbour"));
    place_end(&p);
}

static void names_go_with_the_claims_that_gave_them(void **state)
{
    struct place p;

    (void)state;
    place_make(&p);
    must(&p, vg_claim_set_status(p.c, 5, VG_WITHDRAWN, "misread", &p.err));
    load(&p);
    assert_false(is_listed(&p, "the post"));
    place_end(&p);
}

static void passages_show_how_a_name_is_written(void **state)
{
    struct place p;
    struct vg_name_form *forms = NULL;
    size_t n = 0;

    (void)state;
    place_make(&p);
    must(&p, vg_name_forms(p.c, named(&p, "org:lantern"), &p.a, &forms, &n, &p.err));
    assert_int_equal(n, 2);
    assert_string_equal(forms[0].text, "LANTERN SOCIETY");
    assert_string_equal(forms[1].text, "燈社");
    assert_int_equal(forms[1].claim, 2);
    place_end(&p);
}

/* -- judgements ---------------------------------------------------------------------------- */

static void a_judgement_stands_until_one_takes_its_place(void **state)
{
    struct place p;
    int64_t id = 0, first, second = 0;
    const struct vg_judgement *j;

    (void)state;
    place_make(&p);
    first = judge(&p, "org:lantern", "Lantern", VG_NAMES_SAME);
    load(&p);
    assert_int_equal(named(&p, "Lantern")->n_same, 2);
    assert_int_equal(vg_judge(p.c, "Lantern", "org:lantern", VG_NAMES_UNSURE, "hm", 0, &id, &p.err),
                     VG_E_CONFLICT);
    assert_non_null(strstr(p.err.text, "so it says"));
    assert_int_equal(
        vg_judge(p.c, "Lantern", "org:lantern", VG_NAMES_UNSURE, "hm", 99, &id, &p.err),
        VG_E_CONFLICT);
    must(&p,
         vg_judge(p.c, "Lantern", "org:lantern", VG_NAMES_UNSURE, "hm", first, &second, &p.err));
    load(&p);
    assert_int_equal(p.names.n_judgements, 2);
    j = vg_names_judgement(&p.names, first);
    assert_int_equal(j->ended_by, second);
    assert_false(j->is_withdrawn);
    assert_int_equal(vg_names_judgement(&p.names, second)->supersedes, first);
    assert_int_equal(named(&p, "Lantern")->n_same, 0);
    assert_int_equal(named(&p, "Lantern")->n_judgements, 2);
    place_end(&p);
}

static void withdrawing_and_judging_again_is_as_never_withdrawn(void **state)
{
    struct place p;
    int64_t id;

    (void)state;
    place_make(&p);
    id = judge(&p, "org:lantern", "Lantern", VG_NAMES_SAME);
    must(&p, vg_judgement_withdraw(p.c, id, "too early", &p.err));
    load(&p);
    assert_int_equal(named(&p, "org:lantern")->n_same, 0);
    assert_true(vg_names_judgement(&p.names, id)->is_withdrawn);
    assert_string_equal(vg_names_judgement(&p.names, id)->ended_because, "too early");
    assert_int_equal(vg_judgement_withdraw(p.c, id, "again", &p.err), VG_E_CONFLICT);
    assert_int_equal(vg_judgement_withdraw(p.c, 77, "none", &p.err), VG_E_ABSENT);
    id = judge(&p, "org:lantern", "Lantern", VG_NAMES_SAME);
    load(&p);
    assert_int_equal(named(&p, "org:lantern")->n_same, 2);
    assert_int_equal(p.names.n_conflicts, 0);
    assert_null(vg_names_judgement(&p.names, id - 1)); /* the row that withdrew is none */
    place_end(&p);
}

static void what_contradicts_is_told_with_the_shortest_chain(void **state)
{
    struct place p;
    int64_t ids[5];

    (void)state;
    place_make(&p);
    ids[0] = judge(&p, "org:lantern", "Lantern", VG_NAMES_SAME);
    ids[1] = judge(&p, "Lantern", "two posts", VG_NAMES_SAME);
    ids[2] = judge(&p, "two posts", "the post", VG_NAMES_SAME);
    ids[3] = judge(&p, "org:lantern", "two posts", VG_NAMES_SAME); /* a shorter way */
    ids[4] = judge(&p, "the post", "org:lantern", VG_NAMES_DIFFERENT);
    load(&p);
    assert_int_equal(p.names.n_conflicts, 1);
    assert_int_equal(p.names.conflicts[0].judgement, ids[4]);
    assert_int_equal(p.names.conflicts[0].n_chain, 2);
    assert_int_equal(p.names.conflicts[0].chain[0], ids[2]);
    assert_int_equal(p.names.conflicts[0].chain[1], ids[3]);
    assert_int_equal(named(&p, "Lantern")->n_same, 4);
    assert_true(named(&p, "Lantern")->is_disputed);
    assert_false(named(&p, "org:union")->is_disputed);
    must(&p, vg_judgement_withdraw(p.c, ids[2], "another post", &p.err));
    load(&p);
    assert_int_equal(p.names.n_conflicts, 0);
    assert_int_equal(named(&p, "Lantern")->n_same, 3);
    place_end(&p);
}

static void a_judgement_needs_a_reason_and_two_names(void **state)
{
    static const struct {
        const char *x, *y, *because;
        int code;
    } rows[] = {
        {"org:lantern", "Lantern", NULL, VG_E_MISUSE},
        {"org:lantern", "Lantern", " \n", VG_E_MISUSE},
        {"org:lantern", "灯社", "so", VG_E_MISUSE}, /* one and the same */
        {"org:lantern", "org:none", "so", VG_E_ABSENT},
    };
    struct place p;
    int64_t id = 0, before;

    (void)state;
    place_make(&p);
    before = vg_case_entries(p.c);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(
            vg_judge(p.c, rows[i].x, rows[i].y, VG_NAMES_SAME, rows[i].because, 0, &id, &p.err),
            rows[i].code);
    assert_int_equal(vg_case_entries(p.c), before);
    place_end(&p);
}

/* The text of one column of the first judgement, as the file has it. */
static char *kept(struct place *p, const char *column)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *st = NULL;
    char *out;

    assert_int_equal(sqlite3_open_v2(p->path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    assert_int_equal(
        sqlite3_prepare_v2(db, vg_print(&p->a, "SELECT %s FROM judgement WHERE id = 1", column), -1,
                           &st, NULL),
        SQLITE_OK);
    assert_int_equal(sqlite3_step(st), SQLITE_ROW);
    out = vg_copyz(&p->a, (const char *)sqlite3_column_text(st, 0));
    (void)sqlite3_finalize(st);
    (void)sqlite3_close(db);
    return out;
}

static void where_it_stands_is_kept_and_the_case_verifies(void **state)
{
    struct vg_verify_report report;
    struct place p;

    (void)state;
    place_make(&p);
    (void)judge(&p, "org:lantern", "org:union", VG_NAMES_DIFFERENT);
    assert_string_equal(kept(&p, "left_surface"), "LANTERN SOCIETY");
    assert_string_equal(kept(&p, "left_start"), "4");
    assert_string_equal(kept(&p, "left_end"), "19");
    assert_string_equal(kept(&p, "length(left_mention)"), "32");
    assert_null(kept(&p, "right_mention")); /* no passage has it */
    must(&p, vg_rebuild(p.c, &p.err));
    load(&p);
    assert_int_equal(p.names.n_judgements, 1);
    must(&p, vg_verify(&p.app, p.path, NULL, 0, &p.a, &report, &p.err));
    assert_int_equal(report.verdict, VG_VERIFIED_UNTIMED);
    place_end(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(claims_give_names_with_roles_parts_and_places),
        cmocka_unit_test(persons_are_in_no_list),
        cmocka_unit_test(names_go_with_the_claims_that_gave_them),
        cmocka_unit_test(passages_show_how_a_name_is_written),
        cmocka_unit_test(a_judgement_stands_until_one_takes_its_place),
        cmocka_unit_test(withdrawing_and_judging_again_is_as_never_withdrawn),
        cmocka_unit_test(what_contradicts_is_told_with_the_shortest_chain),
        cmocka_unit_test(a_judgement_needs_a_reason_and_two_names),
        cmocka_unit_test(where_it_stands_is_kept_and_the_case_verifies),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
