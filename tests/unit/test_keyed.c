/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Names and their keys as a case keeps them up. */
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
};

static void must(struct place *p, int rc)
{
    if (rc != VG_OK)
        fail_msg("%d: %s", rc, p->err.text);
}

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

static void import(struct place *p, const char *text)
{
    struct vg_import_report report;

    must(p, vg_import(p->c, text, strlen(text), 0, &report, &p->err));
}

static void place_make(struct place *p)
{
    *p = (struct place){.folder = "/tmp/vigil-keyed-XXXXXX"};
    assert_non_null(mkdtemp(p->folder));
    p->app.world = vg_world_real();
    p->app.home = vg_print(&p->a, "%s/home", p->folder);
    p->app.weak_box = 1;
    p->path = vg_print(&p->a, "%s/a.vigil", p->folder);
    must(p, vg_case_new(&p->app, p->path, 0, &p->err));
    must(p, vg_case_open(&p->app, p->path, VG_CASE_WRITE, &p->c, &p->err));
    import(p, first);
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
    must(p, vg_rebuild(p->c, &p->err));
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
    struct place p;

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
    import(&p, CLAIM("k3", "Lantern Society, Northgate", "The Group", "A neighbour saw it"));
    assert_int_equal(is_listed(&p, "Lantern Society, Northgate"), 1);
    assert_int_equal(is_listed(&p, "The Group"), 1);
    assert_int_equal(ask(&p, "SELECT count(*) FROM name_use JOIN name_listed ON id = name_use.name "
                             "WHERE name_listed.name = 'The Group'"),
                     2);
    is_rebuilt_the_same(&p);
    place_end(&p);
}

static void what_came_from_other_programs_is_entered_by_its_names(void **state)
{
    struct place p;
    struct vg_ftm_report report;

    (void)state;
    place_make(&p);
    must(&p, vg_import_ftm(p.c, statements, strlen(statements), 0, &report, &p.err));
    assert_int_equal(is_listed(&p, "ftm:Q1"), 1);
    assert_int_equal(is_listed(&p, "ftm:Q2"), 0);
    must(&p, vg_import_ftm(p.c, more, strlen(more), 0, &report, &p.err));
    assert_int_equal(ask(&p, "SELECT count(*) FROM name_listed WHERE zh = '北门灯社贸易有限公司'"),
                     1);
    is_rebuilt_the_same(&p);
    place_end(&p);
}

static void a_name_that_becomes_a_persons_goes(void **state)
{
    struct place p;

    (void)state;
    place_make(&p);
    assert_int_equal(is_listed(&p, "Ann Example"), 1);
    import(&p, "{\"type\":\"entity\",\"id\":\"person:ann-example\",\"en\":\"Ann Example\"}\n");
    assert_int_equal(is_listed(&p, "Ann Example"), 0);
    assert_int_equal(is_listed(&p, "person:ann-example"), 0);
    import(&p,
           "{\"ref\":\"k4\",\"kind\":\"event\",\"detail\":\"witness\",\"subject\":\"The Group\","
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
    place_end(&p);
}

/* -- made anew -------------------------------------------------------------------------- */

static void keys_of_another_program_are_made_anew_when_the_case_is_written_to(void **state)
{
    VG_SCOPED_BUF before = {0}, after = {0};
    struct place p;

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
    place_end(&p);
}

static void a_case_whose_tables_were_emptied_gets_them_again(void **state)
{
    VG_SCOPED_BUF before = {0}, after = {0};
    struct place p;

    (void)state;
    place_make(&p);
    put_rows(&p, &before);
    change(&p, "DELETE FROM name_keyed");
    vg_case_close(p.c);
    must(&p, vg_case_open(&p.app, p.path, VG_CASE_WRITE, &p.c, &p.err));
    put_rows(&p, &after);
    assert_string_equal(after.p, before.p);
    place_end(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_kept_is_entered_with_its_keys_as_it_comes),
        cmocka_unit_test(what_came_from_other_programs_is_entered_by_its_names),
        cmocka_unit_test(a_name_that_becomes_a_persons_goes),
        cmocka_unit_test(keys_of_another_program_are_made_anew_when_the_case_is_written_to),
        cmocka_unit_test(a_case_whose_tables_were_emptied_gets_them_again),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
