/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Ids of entities, and a case that leaves as FollowTheMoney and takes in what others have. */
#include "test.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "vigil.h"

struct place {
    char folder[64];
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

/* Lines are short: the rest of a claim follows from its key. */
#define CLAIM(ref, kind, rest, quote)                                                              \
    "{\"ref\":\"" ref "\",\"kind\":\"" kind "\",\"stance\":\"asserts\",\"status\":\"accepted\","   \
    "\"attribution\":[{\"as\":\"text\"}],\"passage\":{\"source\":\"n\",\"quote\":\"" quote         \
    "\"}," rest "}\n"

static const char filled[] =
    "{\"type\":\"entity\",\"id\":\"org:lantern\",\"en\":\"Lantern Society\",\"zh\":\"灯社\","
    "\"level\":\"association\",\"parent\":\"org:union\"}\n"
    "{\"type\":\"entity\",\"id\":\"org:union\",\"en\":\"Union\"}\n"
    "{\"type\":\"entity\",\"id\":\"presence:toronto-1\",\"en\":\"post in Toronto\"}\n"
    "{\"type\":\"entity\",\"id\":\"person:ann-example\",\"en\":\"Ann Example\",\"zh\":\"安例\"}\n"
    "{\"type\":\"source-note\",\"ref\":\"n\",\"label\":\"n\",\"text\":\"The LANTERN SOCIETY runs "
    "it. "
    "A post is in Toronto. Ann Example saw it. A neighbour of Ann Example met the Union. The "
    "Lanterns "
    "closed it. It is hidden.\"}\n" CLAIM(
        "k1", "relation",
        "\"subject\":\"org:lantern\",\"predicate\":\"runs\",\"object\":"
        "\"presence:toronto-1\"",
        "The LANTERN SOCIETY runs it") CLAIM("k2", "existence",
                                             "\"subject\":\"presence:toronto-1\",\"predicate\":"
                                             "\"located-in\",\"place\":[\"toronto\"],"
                                             "\"place_precision\":\"city\"",
                                             "A post is in Toronto")
        CLAIM("k3", "event",
              "\"subject\":\"person:ann-example\",\"predicate\":\"saw\",\"object\":\"org:lantern\"",
              "Ann Example saw it")
            CLAIM("k4", "event",
                  "\"detail\":\"witness\",\"subject\":\"a neighbour\",\"predicate\":\"met\","
                  "\"object\":\"org:union\"",
                  "A neighbour of Ann Example met the Union")
                CLAIM("k5", "event",
                      "\"subject\":\"The Lanterns\",\"predicate\":\"closed\",\"place\":[\"CA\"]",
                      "The Lanterns closed it")
                    CLAIM(
                        "k6", "event",
                        "\"subject\":\"org:union\",\"predicate\":\"hides\",\"place\":[\"toronto\"],"
                        "\"place_precision\":\"withheld\"",
                        "It is hidden");

static void place_make(struct place *p, const char *lines)
{
    struct vg_import_report report;
    const char *path;

    *p = (struct place){.folder = "/tmp/vigil-ftm-XXXXXX"};
    assert_non_null(mkdtemp(p->folder));
    p->app.world = vg_world_real();
    p->app.home = vg_print(&p->a, "%s/home", p->folder);
    p->app.weak_box = 1;
    path = vg_print(&p->a, "%s/My Case.vigil", p->folder);
    must(p, vg_case_new(&p->app, path, 0, &p->err));
    must(p, vg_case_open(&p->app, path, VG_CASE_WRITE, &p->c, &p->err));
    if (lines != NULL)
        must(p, vg_import(p->c, lines, strlen(lines), 0, &report, &p->err));
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

    must(p, vg_names_load(p->c, &p->a, &p->names, &p->err));
    must(p, vg_names_find(&p->names, typed, &n, &p->err));
    return n;
}

static int64_t judge(struct place *p, const char *x, const char *y, enum vg_name_verdict verdict)
{
    int64_t id = 0;

    must(p, vg_judge(p->c, x, y, verdict, "so it says", 0, &id, &p->err));
    return id;
}

static const char *exported(struct place *p, enum vg_ftm_form form)
{
    VG_SCOPED_BUF b = {0};
    struct vg_ftm_report report;

    must(p, vg_export_ftm(p->c, form, 0, &b, &report, &p->err));
    return vg_copy(&p->a, b.p, b.len);
}

static struct vg_ftm_report imported(struct place *p, const char *text)
{
    struct vg_ftm_report report;

    must(p, vg_import_ftm(p->c, text, strlen(text), 0, &report, &p->err));
    return report;
}

/* -- ids ---------------------------------------------------------------------------------- */

static void an_id_is_given_once_and_the_older_stays_when_two_become_one(void **state)
{
    struct place p;
    const char *union_id, *lantern_id;
    int64_t j;

    (void)state;
    place_make(&p, filled);
    assert_null(named(&p, "org:union")->id);
    (void)judge(&p, "org:union", "presence:toronto-1", VG_NAMES_DIFFERENT);
    union_id = named(&p, "org:union")->id;
    assert_int_equal(strlen(union_id), 36);
    assert_string_equal(named(&p, "org:union")->entity, union_id);
    j = judge(&p, "org:lantern", "org:union", VG_NAMES_SAME);
    lantern_id = named(&p, "org:lantern")->id;
    assert_string_not_equal(lantern_id, union_id);
    assert_string_equal(named(&p, "org:lantern")->entity, union_id);
    assert_string_equal(named(&p, lantern_id)->entity, union_id);
    assert_string_equal(named(&p, "org:union")->id, union_id);
    must(&p, vg_judgement_withdraw(p.c, j, "a slip", &p.err));
    assert_string_equal(named(&p, "org:lantern")->entity, lantern_id);
    assert_string_equal(named(&p, "org:union")->entity, union_id);
    (void)judge(&p, "org:union", "org:lantern", VG_NAMES_SAME);
    assert_string_equal(named(&p, "org:lantern")->entity, union_id);
    must(&p, vg_rebuild(p.c, &p.err));
    assert_string_equal(named(&p, "org:lantern")->entity, union_id);
    place_end(&p);
}

static void exact_rules_are_off_until_a_person_switches_them_on(void **state)
{
    struct place p;
    struct vg_exact_rules rules;

    (void)state;
    place_make(&p, NULL);
    must(&p, vg_exact_rules(p.c, &p.a, &rules, &p.err));
    assert_false(rules.on);
    assert_int_equal(vg_exact_rules_set(p.c, 1, " ", &p.err), VG_E_MISUSE);
    must(&p, vg_exact_rules_set(p.c, 1, "names of one register", &p.err));
    must(&p, vg_exact_rules(p.c, &p.a, &rules, &p.err));
    assert_true(rules.on);
    assert_string_equal(rules.because, "names of one register");
    assert_int_equal(vg_exact_rules_set(p.c, 1, "again", &p.err), VG_E_CONFLICT);
    place_end(&p);
}

static const char posts[] =
    "{\"type\":\"entity\",\"id\":\"presence:a\",\"en\":\"first\"}\n"
    "{\"type\":\"entity\",\"id\":\"presence:b\",\"en\":\"second\"}\n"
    "{\"type\":\"source-note\",\"ref\":\"n\",\"label\":\"n\",\"text\":\"A post is here. Another is "
    "there. The corner shop is one.\"}\n" CLAIM("k1", "existence",
                                                "\"subject\":\"presence:a\",\"place\":[\"CA\"],"
                                                "\"predicate\":\"located-in\"",
                                                "A post is here")
        CLAIM("k2", "existence",
              "\"subject\":\"presence:b\",\"place\":[\"CA\"],\"predicate\":\"located-in\"",
              "Another is there")
            CLAIM("k3", "existence",
                  "\"subject\":\"the corner shop\",\"place\":[\"CA\"],\"predicate\":\"located-in\"",
                  "The corner shop is one");

/* The lower end of how many stations there are. */
static int64_t stations(struct place *p, int64_t before, int is_strict)
{
    const struct vg_count_ask ask = {.unit = "station", .level = VG_PLACE_WORLD};
    struct vg_root_graph *g = NULL;
    struct vg_count count;
    struct vg_view v;

    must(p, vg_view_load(p->c, before, &p->a, &v, &g, &p->err));
    if (is_strict)
        v.same = NULL;
    must(p, vg_count(&v, g, &ask, &p->a, &count, &p->err));
    assert_int_equal(count.n, 1);
    return count.rows[0].low;
}

static void what_people_judged_to_be_one_counts_once(void **state)
{
    struct place p;
    int64_t j, then;

    (void)state;
    place_make(&p, posts);
    assert_int_equal(stations(&p, 0, 0), 2);
    (void)judge(&p, "the corner shop", "presence:b", VG_NAMES_SAME);
    assert_int_equal(stations(&p, 0, 0), 2);
    then = vg_case_entries(p.c);
    j = judge(&p, "presence:a", "presence:b", VG_NAMES_SAME);
    assert_int_equal(stations(&p, 0, 0), 1);
    assert_int_equal(stations(&p, 0, 1), 2);
    assert_int_equal(stations(&p, then, 0), 2);
    must(&p, vg_rebuild(p.c, &p.err));
    assert_int_equal(stations(&p, 0, 0), 1);
    must(&p, vg_judgement_withdraw(p.c, j, "two after all", &p.err));
    assert_int_equal(stations(&p, 0, 0), 2);
    place_end(&p);
}

static const char alike[] =
    "{\"type\":\"source-note\",\"ref\":\"n\",\"label\":\"n\",\"text\":\"It runs one. It runs two. "
    "Lamps.\"}\n" CLAIM(
        "k1", "relation",
        "\"subject\":\"Fujian Lantern Friendship Association\",\"predicate\":\"runs\"",
        "It runs one")
        CLAIM("k2", "relation",
              "\"subject\":\"fujian lantern friendship association\",\"predicate\":\"runs\"",
              "It runs two")
            CLAIM("k3", "relation", "\"subject\":\"Hubei Chess Club\",\"predicate\":\"runs\"",
                  "Lamps");

static void a_program_proposes_pairs_and_rules_join_only_where_switched_on(void **state)
{
    static const char upper[] = "Fujian Lantern Friendship Association",
                      lower[] = "fujian lantern friendship association";
    struct vg_name_pair *pairs = NULL;
    struct vg_view v;
    struct place p;
    size_t n = 0;

    (void)state;
    place_make(&p, alike);
    (void)named(&p, upper);
    vg_names_alike(&p.names, &p.a, &pairs, &n, NULL);
    assert_int_equal(n, 1);
    assert_int_equal(pairs[0].score.verdict, VG_SCORE_SAME);
    must(&p, vg_view_load(p.c, 0, &p.a, &v, NULL, &p.err));
    assert_string_equal(vg_view_one(&v, lower), lower);
    must(&p, vg_exact_rules_set(p.c, 1, "one register", &p.err));
    must(&p, vg_view_load(p.c, 0, &p.a, &v, NULL, &p.err));
    assert_string_equal(vg_view_one(&v, lower), upper);
    assert_string_equal(vg_view_one(&v, "Hubei Chess Club"), "Hubei Chess Club");
    (void)judge(&p, upper, lower, VG_NAMES_UNSURE);
    must(&p, vg_view_load(p.c, 0, &p.a, &v, NULL, &p.err));
    assert_string_equal(vg_view_one(&v, lower), lower);
    (void)named(&p, upper);
    vg_names_alike(&p.names, &p.a, &pairs, &n, NULL);
    assert_int_equal(n, 0);
    place_end(&p);
}

static void what_people_disagree_about_counts_as_it_stands(void **state)
{
    struct place p;

    (void)state;
    place_make(&p, posts);
    (void)judge(&p, "the corner shop", "presence:b", VG_NAMES_SAME);
    (void)judge(&p, "the corner shop", "presence:a", VG_NAMES_SAME);
    assert_int_equal(stations(&p, 0, 0), 1);
    (void)judge(&p, "presence:a", "presence:b", VG_NAMES_DIFFERENT);
    assert_int_equal(stations(&p, 0, 0), 2);
    place_end(&p);
}

/* -- out ---------------------------------------------------------------------------------- */

static void protected_people_stay_inside_in_every_form(void **state)
{
    static const char *const hidden[] = {"Ann",       "安例",      "ann-example",
                                         "neighbour", "Neighbour", "k3"};
    struct place p;
    VG_SCOPED_BUF other = {0};
    const char *texts[5];
    int64_t n;

    (void)state;
    place_make(&p, filled);
    texts[0] = exported(&p, VG_FTM_ENTITIES);
    texts[1] = exported(&p, VG_FTM_STATEMENTS);
    texts[2] = exported(&p, VG_FTM_CSV);
    must(&p, vg_export_huridocs(p.c, &other, &n, &p.err));
    texts[3] = vg_copy(&p.a, other.p, other.len);
    vg_buf_clear(&other);
    must(&p, vg_export_geojson(p.c, &other, &n, &p.err));
    texts[4] = other.p;
    for (size_t i = 0; i < 5; i++)
        for (size_t k = 0; k < sizeof hidden / sizeof *hidden; k++)
            ROW_CHECK(i, hidden[k], strstr(texts[i], hidden[k]) == NULL);
    assert_non_null(strstr(texts[0], "\"Lantern Society\""));
    assert_non_null(strstr(texts[0], "\"LANTERN SOCIETY\""));
    place_end(&p);
}

static void a_place_leaves_as_exactly_as_it_may(void **state)
{
    struct place p;
    VG_SCOPED_BUF b = {0};
    int64_t n;

    (void)state;
    place_make(&p, filled);
    must(&p, vg_export_geojson(p.c, &b, &n, &p.err));
    assert_int_equal(n, 3);
    assert_non_null(strstr(b.p, "\"place\":\"toronto\""));
    assert_non_null(strstr(b.p, "\"drawn_at\":\"country\""));
    assert_non_null(strstr(b.p, "\"geometry\":null"));
    assert_null(strstr(b.p, "hides\",\"place\":\"toronto\""));
    vg_buf_clear(&b);
    must(&p, vg_export_huridocs(p.c, &b, &n, &p.err));
    assert_non_null(strstr(b.p, "\"Canada\",\"Toronto\""));
    place_end(&p);
}

static void the_country_is_drawn_where_it_is(void **state)
{
    static const struct {
        const char *code;
        int west, east, south, north; /* tenths of a degree */
    } rows[] = {{"CA", -1410, -520, 420, 830}, {"CN", 730, 1350, 180, 540},
                {"IE", -110, -50, 510, 560},   {"NZ", 1660, 1790, -480, -340},
                {"SG", 1036, 1041, 12, 15},    {"BR", -740, -340, -340, 60}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int east = 0, north = 0;

        ROW_CHECK(i, rows[i].code, vg_map_tenths(rows[i].code, &east, &north));
        ROW_CHECK(i, rows[i].code, east >= rows[i].west && east <= rows[i].east);
        ROW_CHECK(i, rows[i].code, north >= rows[i].south && north <= rows[i].north);
    }
}

static void what_is_proposed_leaves_only_on_request(void **state)
{
    static const char two[] =
        "{\"type\":\"entity\",\"id\":\"org:a\",\"en\":\"Fujian Lantern Friendship Association\"}\n"
        "{\"type\":\"entity\",\"id\":\"org:b\",\"en\":\"Lantern Friendship Association of "
        "Fujian\"}\n";
    VG_SCOPED_BUF b = {0};
    struct vg_ftm_report report;
    struct place p;

    (void)state;
    place_make(&p, two);
    assert_null(strstr(exported(&p, VG_FTM_ENTITIES), "Similar"));
    must(&p, vg_export_ftm(p.c, VG_FTM_ENTITIES, 1, &b, &report, &p.err));
    assert_non_null(strstr(b.p, "\"schema\":\"Similar\""));
    (void)judge(&p, "org:a", "org:b", VG_NAMES_DIFFERENT);
    vg_buf_clear(&b);
    must(&p, vg_export_ftm(p.c, VG_FTM_ENTITIES, 1, &b, &report, &p.err));
    assert_null(strstr(b.p, "Similar"));
    place_end(&p);
}

/* -- in and out again ------------------------------------------------------------------------- */

static void a_case_that_takes_in_its_own_export_stays_as_it_is(void **state)
{
    static const enum vg_ftm_form forms[] = {VG_FTM_ENTITIES, VG_FTM_STATEMENTS, VG_FTM_CSV,
                                             VG_FTM_RESOLVER};
    struct place p;
    int64_t entries;

    (void)state;
    place_make(&p, filled);
    (void)judge(&p, "org:lantern", "The Lanterns", VG_NAMES_SAME);
    (void)exported(&p, VG_FTM_ENTITIES);
    entries = vg_case_entries(p.c);
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        const char *text = exported(&p, forms[i]);
        struct vg_ftm_report r = imported(&p, text);

        assert_int_equal(r.statements + r.judgements, 0);
        assert_true(r.known > 0);
    }
    assert_int_equal(vg_case_entries(p.c), entries);
    place_end(&p);
}

static void another_case_gives_back_what_it_was_given_and_judges_alike(void **state)
{
    struct place p, q;
    const char *entities, *resolver;

    (void)state;
    place_make(&p, filled);
    (void)judge(&p, "org:lantern", "org:union", VG_NAMES_SAME);
    (void)judge(&p, "org:union", "presence:toronto-1", VG_NAMES_DIFFERENT);
    entities = exported(&p, VG_FTM_ENTITIES);
    assert_non_null(strstr(entities, "\"referents\":[\"vgl-"));
    resolver = exported(&p, VG_FTM_RESOLVER);
    place_make(&q, NULL);
    (void)imported(&q, exported(&p, VG_FTM_STATEMENTS));
    assert_string_equal(exported(&q, VG_FTM_STATEMENTS), exported(&p, VG_FTM_STATEMENTS));
    assert_string_equal(exported(&q, VG_FTM_ENTITIES), entities);
    assert_int_equal(imported(&q, resolver).judgements, 2);
    assert_int_equal(imported(&q, resolver).judgements, 0);
    assert_int_equal(q.names.n, 0);
    must(&q, vg_names_load(q.c, &q.a, &q.names, &q.err));
    assert_int_equal(q.names.n, 3);
    assert_int_equal(q.names.list[0].n_same + q.names.list[1].n_same + q.names.list[2].n_same, 4);
    place_end(&p);
    place_end(&q);
}

static void what_others_say_is_no_claim_and_persons_stay_out(void **state)
{
    static const char theirs[] =
        "{\"id\":\"NK-1\",\"schema\":\"Company\",\"properties\":{\"name\":[\"Lamp "
        "Ltd\",\"灯公司\"]},"
        "\"datasets\":[\"theirs\"]}\n"
        "{\"id\":\"p\",\"schema\":\"Person\",\"properties\":{\"name\":[\"Somebody\"]}}\n";
    struct place p;
    struct vg_case_facts facts;
    struct vg_ftm_report r;
    int64_t before;

    (void)state;
    place_make(&p, filled);
    must(&p, vg_case_facts(p.c, &p.a, &facts, &p.err));
    before = facts.claims;
    r = imported(&p, theirs);
    assert_int_equal(r.persons, 1);
    assert_int_equal(r.statements, 3);
    must(&p, vg_case_facts(p.c, &p.a, &facts, &p.err));
    assert_int_equal(facts.claims, before);
    assert_string_equal(named(&p, "ftm:NK-1")->zh, "灯公司");
    (void)judge(&p, "ftm:NK-1", "org:lantern", VG_NAMES_SAME);
    assert_null(strstr(exported(&p, VG_FTM_STATEMENTS), "Somebody"));
    assert_non_null(strstr(exported(&p, VG_FTM_ENTITIES), "\"referents\":[\"NK-1\"]"));
    place_end(&p);
}

static void a_line_of_a_resolver_that_names_nothing_keeps_nothing(void **state)
{
    struct place p;
    struct vg_ftm_report r;
    static const char bad[] = "[\"vgl-x\",\"vgl-y\",\"positive\",1,\"me\",null]\n";

    (void)state;
    place_make(&p, filled);
    assert_int_equal(vg_import_ftm(p.c, bad, strlen(bad), 0, &r, &p.err), VG_E_ABSENT);
    assert_non_null(strstr(p.err.text, "line 1"));
    place_end(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_id_is_given_once_and_the_older_stays_when_two_become_one),
        cmocka_unit_test(exact_rules_are_off_until_a_person_switches_them_on),
        cmocka_unit_test(what_people_judged_to_be_one_counts_once),
        cmocka_unit_test(a_program_proposes_pairs_and_rules_join_only_where_switched_on),
        cmocka_unit_test(what_people_disagree_about_counts_as_it_stands),
        cmocka_unit_test(protected_people_stay_inside_in_every_form),
        cmocka_unit_test(a_place_leaves_as_exactly_as_it_may),
        cmocka_unit_test(what_is_proposed_leaves_only_on_request),
        cmocka_unit_test(the_country_is_drawn_where_it_is),
        cmocka_unit_test(a_case_that_takes_in_its_own_export_stays_as_it_is),
        cmocka_unit_test(another_case_gives_back_what_it_was_given_and_judges_alike),
        cmocka_unit_test(what_others_say_is_no_claim_and_persons_stay_out),
        cmocka_unit_test(a_line_of_a_resolver_that_names_nothing_keeps_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
