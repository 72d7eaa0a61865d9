/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Names and their keys as a case keeps them up. */
#include "place.h"

#include <sqlite3.h>

#include "app/alike.h"
#include "app/keyed.h"

#define NOTE                                                                                       \
    "{\"type\":\"source-note\",\"ref\":\"n\",\"label\":\"n\",\"text\":\"The Lantern Society runs " \
    "a post. It is shut. A neighbour saw it. Fuzhou Public Security Bureau, Fujian, runs it.\"}\n"
#define CLAIM(ref, subject, speaker, quote)                                                        \
    "{\"ref\":\"" ref "\",\"kind\":\"event\",\"subject\":\"" subject                               \
    "\",\"predicate\":\"runs\",\"stance\":\"asserts\",\"status\":\"accepted\",\"attribution\":[{"  \
    "\"speaker\":\"" speaker "\",\"as\":\"report\"},{\"as\":\"text\"}],\"passage\":{\"source\":"   \
    "\"n\",\"quote\":\"" quote "\"}}\n"

static const char first[] =
    "{\"type\":\"entity\",\"id\":\"org:fuzhou\",\"en\":\"Fuzhou Public Security Bureau, Fujian\","
    "\"zh\":\"福州市公安局\"}\n"
    "{\"type\":\"entity\",\"id\":\"org:lantern\",\"en\":\"Lantern Society of Northgate\"}\n" //
    NOTE                                                                                     //
        CLAIM("k1", "Fuzhou Municipal Public Security Bureau (Fujian)", "Ann Example", "It is shut")
            CLAIM("k2", "the Lantern Society of Northgate", "The Group",
                  "The Lantern Society runs");

static void place_make(struct place *p)
{
    place_begin(p);
    take(p, first);
}

static sqlite3 *raw(struct place *p)
{
    sqlite3 *db = NULL;

    assert_int_equal(sqlite3_open(p->path, &db), SQLITE_OK);
    return db;
}

static void change(struct place *p, const char *sql)
{
    sqlite3 *db = raw(p);

    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static int64_t ask(struct place *p, const char *sql)
{
    sqlite3 *db = raw(p);
    sqlite3_stmt *st = NULL;
    int64_t n;

    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &st, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(st), SQLITE_ROW);
    n = sqlite3_column_int64(st, 0);
    assert_int_equal(sqlite3_finalize(st), SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    return n;
}

static int64_t is_listed(struct place *p, const char *name)
{
    return ask(p, vg_print(&p->a, "SELECT count(*) FROM name_listed WHERE name = '%s'", name));
}

/* All rows of all tables of names. */
static void put_rows(struct place *p, struct vg_buf *out)
{
    static const char *const tables[] = {"name_listed", "name_use", "name_key", "name_guarding",
                                         "name_keyed"};
    sqlite3 *db = raw(p);

    vg_buf_clear(out);
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        sqlite3_stmt *st = NULL;
        const char *sql = vg_print(&p->a, "SELECT * FROM %s ORDER BY 1", tables[i]);

        assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &st, NULL), SQLITE_OK);
        vg_putf(out, "%s\n", tables[i]);
        while (sqlite3_step(st) == SQLITE_ROW)
            for (int k = 0; k < sqlite3_column_count(st); k++) {
                vg_puts(out, (const char *)sqlite3_column_text(st, k));
                vg_putc(out, k + 1 < sqlite3_column_count(st) ? '|' : '\n');
            }
        assert_int_equal(sqlite3_finalize(st), SQLITE_OK);
    }
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void is_rebuilt_the_same(struct place *p)
{
    VG_SCOPED_BUF before = {0}, after = {0};

    put_rows(p, &before);
    must(p, vg_keyed_rebuild(p->c, &p->err));
    put_rows(p, &after);
    assert_string_equal(after.p, before.p);
}

static const char statements[] =
    "{\"canonical_id\":\"Q1\",\"entity_id\":\"Q1\",\"prop\":\"name\",\"schema\":\"Company\","
    "\"value\":\"Northgate Lantern Trading Ltd\",\"dataset\":\"d\",\"id\":\"1\"}\n"
    "{\"canonical_id\":\"Q2\",\"entity_id\":\"Q2\",\"prop\":\"name\",\"schema\":\"Document\","
    "\"value\":\"Lantern papers\",\"dataset\":\"d\",\"id\":\"2\"}\n";

static const char more[] =
    "{\"canonical_id\":\"Q1\",\"entity_id\":\"Q1\",\"prop\":\"name\",\"schema\":\"Company\","
    "\"value\":\"北门灯社贸易有限公司\",\"lang\":\"zho\",\"dataset\":\"d\",\"id\":\"3\"}\n";

/* -- what is entered -------------------------------------------------------------------- */

static void what_is_kept_is_entered_with_its_keys_as_it_comes(void **state)
{
    SCOPED_PLACE p;

    (void)state;
    place_make(&p);
    assert_int_equal(is_listed(&p, "org:fuzhou"), 1);
    assert_int_equal(is_listed(&p, "Fuzhou Municipal Public Security Bureau (Fujian)"), 1);
    assert_int_equal(is_listed(&p, "The Group"), 1);
    assert_int_equal(is_listed(&p, "Ann Example"), 1); /* nobody said that it is a person */
    assert_true(ask(&p, "SELECT count(*) FROM name_key") > 20);
    assert_int_equal(ask(&p, "SELECT max(n) FROM (SELECT count(*) AS n FROM name_key "
                             "JOIN name_listed ON id = name_key.name AND kind IS NULL "
                             "GROUP BY name_key.name HAVING n > 12)"),
                     0);
    take(&p, CLAIM("k3", "Lantern Society, Northgate", "The Group", "A neighbour saw it"));
    assert_int_equal(is_listed(&p, "Lantern Society, Northgate"), 1);
    assert_int_equal(is_listed(&p, "The Group"), 1);
    assert_int_equal(ask(&p, "SELECT count(*) FROM name_use JOIN name_listed ON id = name_use.name "
                             "WHERE name_listed.name = 'The Group'"),
                     2);
    is_rebuilt_the_same(&p);
}

static void what_came_from_other_programs_is_entered_by_its_names(void **state)
{
    VG_SCOPED_BUF before = {0}, after = {0};
    SCOPED_PLACE p;
    struct vg_ftm_report report;

    (void)state;
    place_make(&p);
    must(&p, vg_import_ftm(p.c, statements, strlen(statements), 0, &report, &p.err));
    assert_int_equal(is_listed(&p, "ftm:Q1"), 1);
    assert_int_equal(is_listed(&p, "ftm:Q2"), 0);
    must(&p, vg_import_ftm(p.c, more, strlen(more), 0, &report, &p.err));
    assert_int_equal(ask(&p, "SELECT count(*) FROM name_listed WHERE zh = '北门灯社贸易有限公司'"),
                     1);
    put_rows(&p, &before);
    must(&p, vg_rebuild(p.c, &p.err)); /* with all that is derived */
    put_rows(&p, &after);
    assert_string_equal(after.p, before.p);
}

static void a_name_that_becomes_a_persons_goes(void **state)
{
    SCOPED_PLACE p;

    (void)state;
    place_make(&p);
    assert_int_equal(is_listed(&p, "Ann Example"), 1);
    take(&p, "{\"type\":\"entity\",\"id\":\"person:ann-example\",\"en\":\"Ann Example\"}\n");
    assert_int_equal(is_listed(&p, "Ann Example"), 0);
    assert_int_equal(is_listed(&p, "person:ann-example"), 0);
    take(&p, "{\"ref\":\"k4\",\"kind\":\"event\",\"detail\":\"witness\",\"subject\":\"The Group\","
             "\"predicate\":\"saw\",\"stance\":\"asserts\",\"status\":\"accepted\","
             "\"attribution\":[{\"as\":\"text\"}],\"passage\":{\"source\":\"n\",\"quote\":\"A "
             "neighbour saw it\"}}\n" CLAIM("k5", "Ann Example", "The Group", "It is shut"));
    assert_int_equal(is_listed(&p, "The Group"), 0);
    assert_int_equal(is_listed(&p, "Ann Example"), 0);
    assert_int_equal(ask(&p, "SELECT count(*) FROM name_key WHERE name NOT IN (SELECT id FROM "
                             "name_listed)"),
                     0);
    assert_int_equal(ask(&p, "SELECT count(*) FROM name_use WHERE name NOT IN (SELECT id FROM "
                             "name_listed)"),
                     0);
    is_rebuilt_the_same(&p);
}

/* -- made anew -------------------------------------------------------------------------- */

static void keys_of_another_program_or_none_are_made_anew_when_the_case_is_written_to(void **state)
{
    VG_SCOPED_BUF before = {0}, after = {0};
    SCOPED_PLACE p;

    (void)state;
    place_make(&p);
    put_rows(&p, &before);
    change(&p, "UPDATE name_keyed SET maker = 'another'; DELETE FROM name_key; "
               "INSERT INTO name_key (key, name) VALUES (1, 1)");
    vg_case_close(p.c);
    must(&p, vg_case_open(&p.app, p.path, VG_CASE_READ, &p.c, &p.err));
    vg_case_close(p.c);
    assert_int_equal(ask(&p, "SELECT count(*) FROM name_key"), 1);
    must(&p, vg_case_open(&p.app, p.path, VG_CASE_WRITE, &p.c, &p.err));
    put_rows(&p, &after);
    assert_string_equal(after.p, before.p);
    vg_case_close(p.c);
    change(&p, "DELETE FROM name_keyed");
    must(&p, vg_case_open(&p.app, p.path, VG_CASE_WRITE, &p.c, &p.err));
    put_rows(&p, &after);
    assert_string_equal(after.p, before.p);
}

/* -- names near one --------------------------------------------------------------------- */

static struct vg_name_near near(struct place *p, const char *typed, enum vg_alike_how how)
{
    struct vg_name_near n;

    must(p, vg_alike_find(p->c, typed, 20, how, &p->a, &n, &p->err));
    return n;
}

static const struct vg_name_neighbour *neighbour(const struct vg_name_near *near, const char *name)
{
    for (size_t i = 0; i < near->n; i++)
        if (strcmp(near->list[i].name.name, name) == 0)
            return &near->list[i];
    return NULL;
}

/* The same, where it must be there. */
static struct vg_name_neighbour neighbour_of(const struct vg_name_near *near, const char *name)
{
    const struct vg_name_neighbour *n = neighbour(near, name);

    if (n == NULL)
        fail_msg("%s is not near", name);
    return n == NULL ? (struct vg_name_neighbour){0} : *n;
}

static const char psb[] = "Fuzhou Municipal Public Security Bureau (Fujian)";

static void words_that_no_claim_has_are_met_again_however_they_are_written(void **state)
{
    static const char *const typed[] = {"FUZHOU PSB, FUJIAN", "Fujian: Fuzhou City Police Bureau",
                                        "福建省福州市公安局"};
    SCOPED_PLACE p;

    (void)state;
    place_make(&p);
    for (size_t i = 0; i < sizeof typed / sizeof *typed; i++)
        for (int how = VG_ALIKE_BY_KEYS; how <= VG_ALIKE_OF_ALL; how++) {
            struct vg_name_near n = near(&p, typed[i], (enum vg_alike_how)how);

            assert_false(n.is_known);
            assert_int_equal(n.by_keys, how == VG_ALIKE_BY_KEYS);
            assert_true(n.probes <= VG_KEYS_MOST);
            assert_non_null(neighbour(&n, "org:fuzhou"));
            assert_non_null(neighbour(&n, psb));
            assert_int_equal(neighbour_of(&n, psb).score.verdict, VG_SCORE_SAME);
            assert_null(neighbour(&n, "org:lantern"));
        }
}

static void a_name_of_the_case_is_asked_for_by_name_key_and_id(void **state)
{
    SCOPED_PLACE p;
    struct vg_names names;
    const struct vg_named *x = NULL;
    int64_t id;

    (void)state;
    place_make(&p);
    must(&p, vg_judge(p.c, psb, "org:fuzhou", VG_NAMES_UNSURE, "to be seen", 0, &id, &p.err));
    must(&p, vg_names_load(p.c, &p.a, &names, &p.err));
    must(&p, vg_names_find(&names, psb, &x, &p.err));
    for (int i = 0; i < 3; i++) {
        const char *typed = i == 0 ? x->name : i == 1 ? x->key : x->id;
        struct vg_name_near n = near(&p, typed, VG_ALIKE_BY_KEYS);

        assert_true(n.is_known);
        assert_string_equal(n.asked.name, psb);
        assert_string_equal(n.asked.key, x->key);
        assert_null(neighbour(&n, psb));
        assert_int_equal(neighbour_of(&n, "org:fuzhou").judgement, id);
        assert_int_equal(neighbour_of(&n, "org:fuzhou").judged, VG_NAMES_UNSURE);
        assert_false(neighbour_of(&n, "org:fuzhou").is_one);
    }
}

static void names_of_claims_that_do_not_stand_are_not_met(void **state)
{
    SCOPED_PLACE p;
    struct vg_name_near n;

    (void)state;
    place_make(&p);
    must(&p, vg_claim_set_status(p.c, 1, VG_WITHDRAWN, "a mistake", &p.err));
    n = near(&p, "Fuzhou PSB, Fujian", VG_ALIKE_BY_KEYS);
    assert_null(neighbour(&n, psb));
    assert_non_null(neighbour(&n, "org:fuzhou"));
    assert_false(near(&p, psb, VG_ALIKE_BY_KEYS).is_known);
    is_rebuilt_the_same(&p);
    must(&p, vg_claim_set_status(p.c, 1, VG_ACCEPTED, "none", &p.err));
    n = near(&p, "Fuzhou PSB, Fujian", VG_ALIKE_BY_KEYS);
    assert_non_null(neighbour(&n, psb));
}

static void what_people_judged_to_be_one_is_told(void **state)
{
    SCOPED_PLACE p;
    struct vg_name_near n;
    int64_t id, other;

    (void)state;
    place_make(&p);
    take(&p, CLAIM("k6", "Fuzhou PSB", "The Group", "It is shut"));
    must(&p, vg_judge(p.c, "Fuzhou PSB", "The Group", VG_NAMES_SAME, "so", 0, &other, &p.err));
    must(&p, vg_judge(p.c, "The Group", "org:fuzhou", VG_NAMES_SAME, "so", 0, &id, &p.err));
    n = near(&p, "Fuzhou PSB", VG_ALIKE_BY_KEYS);
    assert_true(neighbour_of(&n, "org:fuzhou").is_one);
    assert_int_equal(neighbour_of(&n, "org:fuzhou").judgement, 0);
    must(&p, vg_judgement_withdraw(p.c, id, "a mistake", &p.err));
    n = near(&p, "Fuzhou PSB", VG_ALIKE_BY_KEYS);
    assert_false(neighbour_of(&n, "org:fuzhou").is_one);
}

static void nobody_looks_for_a_person(void **state)
{
    SCOPED_PLACE p;
    struct vg_name_near n;

    (void)state;
    place_make(&p);
    assert_true(near(&p, "Ann Example", VG_ALIKE_BY_KEYS).is_known); /* nobody said yet who it is */
    take(&p, "{\"type\":\"entity\",\"id\":\"person:ann-example\",\"en\":\"Ann Example\"}\n");
    assert_int_equal(vg_names_near(p.c, "Ann Example", 5, &p.a, &n, &p.err), VG_E_REFUSED);
    assert_int_equal(vg_names_near(p.c, "ANN  example", 5, &p.a, &n, &p.err), VG_E_REFUSED);
    assert_int_equal(vg_names_near(p.c, "person:ann-example", 5, &p.a, &n, &p.err), VG_E_REFUSED);
    assert_int_equal(vg_names_near(p.c, "…", 5, &p.a, &n, &p.err), VG_E_MISUSE);
    assert_int_equal(vg_names_near(p.c, "", 5, &p.a, &n, &p.err), VG_E_MISUSE);
    assert_int_equal(near(&p, "An Exampel", VG_ALIKE_BY_KEYS).n, 0);
}

static void a_case_whose_keys_are_behind_is_looked_through_without_them(void **state)
{
    SCOPED_PLACE p;
    struct vg_name_near n;

    (void)state;
    place_make(&p);
    vg_case_close(p.c);
    change(&p, "UPDATE name_keyed SET maker = 'another'; DELETE FROM name_key");
    must(&p, vg_case_open(&p.app, p.path, VG_CASE_READ, &p.c, &p.err));
    n = near(&p, "Fuzhou PSB, Fujian", VG_ALIKE_BY_KEYS);
    assert_true(n.is_behind && !n.by_keys);
    assert_non_null(neighbour(&n, "org:fuzhou"));
    assert_non_null(neighbour(&n, psb));
    assert_true(near(&p, psb, VG_ALIKE_BY_KEYS).is_known);
}

/* Made of two words, of which one is in all. */
static void put_companies(struct vg_buf *b, size_t n)
{
    static const char *const parts[] = {"kal", "mor", "ten", "zub", "fin", "gra", "lop", "sed"};

    for (size_t i = 0; i < n; i++)
        vg_putf(
            b,
            "{\"canonical_id\":\"N%zu\",\"entity_id\":\"N%zu\",\"prop\":\"name\",\"schema\":"
            "\"Company\",\"value\":\"Northgateville %s%s%s\",\"dataset\":\"d\",\"id\":\"n%zu\"}\n",
            i, i, parts[i % 8], parts[i / 8 % 8], parts[(i + 3) % 8], i);
}

static void a_key_that_too_many_have_is_told_and_no_evidence(void **state)
{
    VG_SCOPED_BUF b = {0};
    struct vg_ftm_report report;
    struct vg_name_near n;
    SCOPED_PLACE p;

    (void)state;
    place_make(&p);
    put_companies(&b, VG_ALIKE_GROUP + 1);
    must(&p, vg_import_ftm(p.c, b.p, b.len, 0, &report, &p.err));
    n = near(&p, "Northgateville Quux", VG_ALIKE_BY_KEYS);
    assert_true(n.common >= 1);
    assert_true(n.candidates < VG_ALIKE_GROUP);
    n = near(&p, "Northgateville kalkalzub Ltd", VG_ALIKE_BY_KEYS);
    assert_true(n.common >= 1);
    assert_non_null(neighbour(&n, "ftm:N0"));
}

/* -- all pairs ------------------------------------------------------------------------- */

static size_t pairs_by_keys(struct place *p)
{
    struct vg_names names;
    struct vg_name_pair *pairs;
    struct vg_alike_told told;
    size_t n;

    must(p, vg_names_load(p->c, &p->a, &names, &p->err));
    vg_alike_pairs(&names, VG_ALIKE_BY_KEYS, &p->a, &pairs, &n, &told);
    assert_true(told.by_keys);
    for (size_t i = 0; i < n; i++)
        assert_false(strncmp(pairs[i].left->name, "presence:", 9) == 0 &&
                     strncmp(pairs[i].right->name, "presence:", 9) == 0);
    return n;
}

/* Their labels are ours. */
static void presences_are_paired_with_others_and_not_with_each_other(void **state)
{
    SCOPED_PLACE p;
    size_t n;

    (void)state;
    place_make(&p);
    n = pairs_by_keys(&p);
    assert_true(n >= 2); /* the bureau and the society, each an entity and words */
    take(&p, "{\"type\":\"entity\",\"id\":\"presence:a\",\"en\":\"Kestrel post in Zephyrville\"}\n"
             "{\"type\":\"entity\",\"id\":\"presence:b\",\"en\":\"Kestrel post in Zephyrville\"}\n"
             "{\"type\":\"entity\",\"id\":\"presence:c\",\"en\":\"Kestrel post, Zephyrville\"}\n");
    assert_int_equal(pairs_by_keys(&p), n);
    take(&p, CLAIM("k7", "the Kestrel post in Zephyrville", "The Group", "It is shut"));
    assert_int_equal(pairs_by_keys(&p), n + 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_kept_is_entered_with_its_keys_as_it_comes),
        cmocka_unit_test(what_came_from_other_programs_is_entered_by_its_names),
        cmocka_unit_test(a_name_that_becomes_a_persons_goes),
        cmocka_unit_test(keys_of_another_program_or_none_are_made_anew_when_the_case_is_written_to),
        cmocka_unit_test(words_that_no_claim_has_are_met_again_however_they_are_written),
        cmocka_unit_test(a_name_of_the_case_is_asked_for_by_name_key_and_id),
        cmocka_unit_test(names_of_claims_that_do_not_stand_are_not_met),
        cmocka_unit_test(what_people_judged_to_be_one_is_told),
        cmocka_unit_test(nobody_looks_for_a_person),
        cmocka_unit_test(a_case_whose_keys_are_behind_is_looked_through_without_them),
        cmocka_unit_test(a_key_that_too_many_have_is_told_and_no_evidence),
        cmocka_unit_test(presences_are_paired_with_others_and_not_with_each_other),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
