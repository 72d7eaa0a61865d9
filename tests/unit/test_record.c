/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <ftw.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "store/record.h"
#include "store/verify.h"

struct place {
    char folder[64];
    char path[128];
    char home_path[128];
    struct vg_home home;
};

static int64_t fixed_now(void *w)
{
    (void)w;
    return 1795453200; /* 2026-11-23T17:00:00Z */
}

static int counting_random(void *w, void *bytes, size_t n)
{
    static unsigned char next;
    unsigned char *p = bytes;

    (void)w;
    for (size_t i = 0; i < n; i++)
        p[i] = next++;
    return VG_OK;
}

static struct vg_world world = {fixed_now, counting_random, NULL};

static struct place make_place(void)
{
    struct place p;

    (void)snprintf(p.folder, sizeof p.folder, "/tmp/vigil-record-XXXXXX");
    assert_non_null(mkdtemp(p.folder));
    (void)snprintf(p.path, sizeof p.path, "%s/case.vigil", p.folder);
    (void)snprintf(p.home_path, sizeof p.home_path, "%s/home", p.folder);
    return p;
}

static int forget(const char *path, const struct stat *st, int kind, struct FTW *at)
{
    (void)st;
    (void)kind;
    (void)at;
    return remove(path);
}

static void end_place(struct place *p)
{
    (void)nftw(p->folder, forget, 16, FTW_DEPTH | FTW_PHYS);
}

#define SCOPED_PLACE __attribute__((cleanup(end_place))) struct place

static struct vg_home home_of(struct place *p)
{
    return (struct vg_home){.path = p->home_path};
}

static void keep_entity(struct vg_record *r, const char *name)
{
    struct vg_stmt *st = NULL;
    int64_t id;

    assert_int_equal(vg_keep(r, VG_KEPT_ENTITY, &st, &id, NULL), VG_OK);
    vg_bind_text(st, ":name", name);
    vg_bind_text(st, ":en", "An agency");
    assert_int_equal(vg_run(st, NULL), VG_OK);
    vg_stmt_end(st);
}

/* A case with `n` entries after the first. */
static void make_case(struct place *p, int n)
{
    struct vg_home home = home_of(p);
    struct vg_store *s = NULL;
    struct vg_record *r = NULL;
    struct vg_err err = {0};

    if (vg_store_make(p->path, &s, &err) != VG_OK ||
        vg_record_make(s, &home, &world, "test", 0, &r, &err) != VG_OK)
        fail_msg("%s", err.text);
    assert_int_equal(vg_record_begin(r, NULL), VG_OK);
    for (int i = 0; i < n; i++) {
        char name[32];

        (void)snprintf(name, sizeof name, "org:%d", i);
        keep_entity(r, name);
        assert_int_equal(vg_record_seal(r, VG_ENTRY_CLAIM, NULL, &err), VG_OK);
    }
    assert_int_equal(vg_record_commit(r, &err), VG_OK);
    vg_record_close(r);
    vg_store_close(s);
}

struct outcome {
    int rc;
    size_t failed, missing;
    char first[512];
};

static struct outcome verify(struct place *p)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_home home = home_of(p);
    struct vg_verify_how how = {.home = &home};
    struct vg_findings f = {.a = &a};
    struct vg_store *s = NULL;
    struct outcome o = {0};

    o.rc = vg_store_open(p->path, VG_STORE_READ, &s, NULL);
    if (o.rc == VG_OK)
        o.rc = vg_store_verify(s, &how, &f, NULL);
    vg_store_close(s);
    o.failed = f.n_failed;
    o.missing = f.n_missing;
    (void)snprintf(o.first, sizeof o.first, "%s",
                   f.n_failed > 0    ? f.failed[0]
                   : f.n_missing > 0 ? f.missing[0]
                                     : "");
    return o;
}

/* What somebody with another tool can do to the file. */
static void tamper(struct place *p, const char *sql)
{
    sqlite3 *db = NULL;
    char *why = NULL;

    assert_int_equal(sqlite3_open(p->path, &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
        fail_msg("%s: %s", sql, why);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void a_new_case_verifies(void **state)
{
    SCOPED_PLACE p = make_place();
    struct outcome o;

    (void)state;
    make_case(&p, 40);
    o = verify(&p);
    assert_string_equal(o.first, "");
    assert_int_equal(o.rc, VG_OK);
}

static void every_kind_of_tampering_is_found(void **state)
{
    static const struct {
        const char *sql, *says;
    } rows[] = {
        {"DROP TRIGGER entity_stays; UPDATE entity SET en = 'Another' WHERE id = 7;", "schema"},
        {"UPDATE tree SET hash = zeroblob(32) WHERE level = 0 AND n = 3;", "tree 0/3"},
        {"INSERT INTO tree VALUES (40, 0, zeroblob(32));", "tree"},
        {"INSERT INTO entity (id, entry, name) VALUES (900, 3, 'org:new');", "entry 3"},
        {"INSERT INTO entity (id, entry, name) VALUES (900, 900, 'org:new');", "entity row 900"},
        {"INSERT INTO secret VALUES (900, zeroblob(32));", "secret: its entry 900"},
        {"INSERT INTO chunk VALUES (5, 0, x'00');", "chunk"},
        {"INSERT INTO checkpoint VALUES (7, x'00');", "checkpoint 7"},
        {"CREATE TABLE extra (x);", "schema"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        SCOPED_PLACE p = make_place();
        struct outcome o;

        make_case(&p, 12);
        tamper(&p, rows[i].sql);
        o = verify(&p);
        if (o.rc != VG_OK || o.failed == 0 || strstr(o.first, rows[i].says) == NULL)
            fail_msg("%s: %s", rows[i].sql, o.first);
    }
}

static void kept_rows_are_refused_to_the_program_itself(void **state)
{
    SCOPED_PLACE p = make_place();
    sqlite3 *db = NULL;

    (void)state;
    make_case(&p, 1);
    assert_int_equal(sqlite3_open(p.path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "UPDATE entity SET en = 'x'", NULL, NULL, NULL),
                     SQLITE_CONSTRAINT);
    assert_int_equal(sqlite3_exec(db, "DELETE FROM entry", NULL, NULL, NULL), SQLITE_CONSTRAINT);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void copy_file(const char *from, const char *to)
{
    VG_SCOPED_BUF b = {0};

    assert_int_equal(vg_file_read(from, &b, NULL), VG_OK);
    assert_int_equal(vg_file_write(to, b.p, b.len, 0600, NULL), VG_OK);
}

static void an_older_copy_is_refused_and_incomplete(void **state)
{
    SCOPED_PLACE p = make_place();
    struct vg_home home = home_of(&p);
    struct vg_store *s = NULL;
    struct vg_record *r = NULL;
    struct vg_err err = {0};
    char old[160];
    struct outcome o;

    (void)state;
    make_case(&p, 3);
    (void)snprintf(old, sizeof old, "%s.old", p.path);
    copy_file(p.path, old);
    assert_int_equal(vg_store_open(p.path, VG_STORE_WRITE, &s, NULL), VG_OK);
    assert_int_equal(vg_record_open(s, &home, &world, &r, NULL), VG_OK);
    assert_int_equal(vg_record_begin(r, NULL), VG_OK);
    keep_entity(r, "org:later");
    assert_int_equal(vg_record_seal(r, VG_ENTRY_CLAIM, NULL, NULL), VG_OK);
    assert_int_equal(vg_record_commit(r, NULL), VG_OK);
    vg_record_close(r);
    vg_store_close(s);
    copy_file(old, p.path);
    s = NULL;
    assert_int_equal(vg_store_open(p.path, VG_STORE_WRITE, &s, NULL), VG_OK);
    assert_int_equal(vg_record_open(s, &home, &world, &r, &err), VG_E_REFUSED);
    assert_non_null(strstr(err.text, "restored from an older copy: it has 4 entries, this machine "
                                     "has seen 5"));
    vg_store_close(s);
    o = verify(&p);
    assert_int_equal(o.failed, 0);
    assert_int_equal(o.missing, 1);
}

static void a_checkpoint_of_one_size_is_always_the_same_bytes(void **state)
{
    SCOPED_PLACE p = make_place();
    struct vg_home home = home_of(&p);
    struct vg_store *s = NULL;
    struct vg_record *r = NULL;
    VG_SCOPED_BUF one = {0}, two = {0};

    (void)state;
    make_case(&p, 5);
    assert_int_equal(vg_store_open(p.path, VG_STORE_WRITE, &s, NULL), VG_OK);
    assert_int_equal(vg_record_open(s, &home, &world, &r, NULL), VG_OK);
    assert_int_equal(vg_record_checkpoint(r, &one, NULL), VG_OK);
    assert_int_equal(vg_record_checkpoint(r, &two, NULL), VG_OK);
    assert_string_equal(one.p, two.p);
    vg_record_close(r);
    vg_store_close(s);
    assert_int_equal(verify(&p).failed, 0);
}

static void the_ritual_is_read_back(void **state)
{
    static const char *wanted[] = {
        "defensive 1",       "trusted_schema 0",
        "load_extension 0",  "fts3_tokenizer 0",
        "dqs_dml 0",         "dqs_ddl 0",
        "foreign_keys 1",    "views 0",
        "mmap_size 0",       "limit_length 268435456",
        "limit_attached 0",  "limit_sql_length 100000",
        "synchronous 2",     "limit_vdbe_op 25000000",
        "secure_delete 1",   "journal_mode wal",
        "temp_store 2",      "busy_timeout 10000",
        "cell_size_check 1", "limit_expr_depth 100",
    };
    SCOPED_PLACE p = make_place();
    struct vg_store *s = NULL;
    VG_SCOPED_BUF b = {0};

    (void)state;
    make_case(&p, 0);
    assert_int_equal(vg_store_open(p.path, VG_STORE_WRITE, &s, NULL), VG_OK);
    assert_int_equal(vg_store_settings(s, &b, NULL), VG_OK);
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        ROW_CHECK(i, wanted[i], strstr(b.p, wanted[i]) != NULL);
    vg_store_close(s);
}

static void every_statement_prepares_and_none_of_daily_use_scans_a_kept_table(void **state)
{
    SCOPED_PLACE p = make_place();
    struct vg_store *s = NULL;

    (void)state;
    make_case(&p, 0);
    assert_int_equal(vg_store_open(p.path, VG_STORE_WRITE, &s, NULL), VG_OK);
    for (int i = 0; i < VG_SQL_COUNT; i++) {
        struct vg_err err = {0};
        struct vg_stmt *st = NULL;
        VG_SCOPED_BUF plan = {0};
        size_t n = strlen(vg_sql[i].name);
        int whole = n > 4 && strcmp(vg_sql[i].name + n - 4, "_all") == 0;

        if (vg_stmt(&st, s, (enum vg_sql)i, &err) != VG_OK)
            fail_msg("%s", err.text);
        vg_stmt_end(st);
        assert_int_equal(vg_store_plan(s, (enum vg_sql)i, &plan, NULL), VG_OK);
        for (int t = 0; !whole && plan.p != NULL && t < VG_KEPT_COUNT; t++) {
            char scan[80];
            const char *at;

            (void)snprintf(scan, sizeof scan, "SCAN %s", vg_kept[t].name);
            at = strstr(plan.p, scan);
            /* reading the highest key first and stopping is no scan */
            if (at != NULL && (at[strlen(scan)] == '\n' || at[strlen(scan)] == ' '))
                fail_msg("%s: %s", vg_sql[i].name, plan.p);
        }
    }
    vg_store_close(s);
}

static void the_list_of_kept_tables_is_the_schema(void **state)
{
    SCOPED_PLACE p = make_place();
    struct vg_store *s = NULL;
    VG_SCOPED_STMT *st = NULL;
    int seen = 0;

    (void)state;
    make_case(&p, 0);
    assert_int_equal(vg_store_open(p.path, VG_STORE_WRITE, &s, NULL), VG_OK);
    assert_int_equal(vg_stmt(&st, s, VG_SQL_TABLES_ALL, NULL), VG_OK);
    while (vg_step(st, NULL) == VG_ROW) {
        VG_SCOPED_ARENA a = {0};
        const char *name = vg_column_copy(st, 0, &a), *sql = vg_column_copy(st, 1, &a);
        int has_entry = sql != NULL && strstr(sql, "entry INTEGER NOT NULL REFERENCES") != NULL;

        if (has_entry && !vg_table_is_kept(name))
            fail_msg("%s has a column entry and is not in the list", name);
        seen += has_entry;
    }
    assert_int_equal(seen, VG_KEPT_COUNT);
    vg_stmt_end(st);
    st = NULL;
    for (int t = 1; t < VG_KEPT_COUNT; t++)
        assert_true(strcmp(vg_kept[t - 1].name, vg_kept[t].name) < 0);
    vg_store_close(s);
}

static void what_is_no_case_is_told_apart(void **state)
{
    SCOPED_PLACE p = make_place();
    struct vg_store *s = NULL;
    struct vg_err err = {0};

    (void)state;
    assert_int_equal(vg_store_open(p.path, VG_STORE_WRITE, &s, &err), VG_E_ABSENT);
    assert_non_null(strstr(err.text, "make one with 'vigil new FILE'"));
    assert_int_equal(vg_file_write(p.path, "not a database, but long enough", 31, 0600, NULL),
                     VG_OK);
    assert_int_equal(vg_store_open(p.path, VG_STORE_WRITE, &s, &err), VG_E_FORMAT);
    assert_int_equal(vg_store_open(p.path, VG_STORE_READ, &s, &err), VG_E_FORMAT);
    (void)unlink(p.path);
    make_case(&p, 0);
    assert_int_equal(vg_store_make(p.path, &s, &err), VG_E_CONFLICT);
    tamper(&p, "PRAGMA user_version = 999;");
    assert_int_equal(vg_store_open(p.path, VG_STORE_WRITE, &s, &err), VG_E_REFUSED);
    assert_non_null(strstr(err.text, "newer vigil"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_case_verifies),
        cmocka_unit_test(every_kind_of_tampering_is_found),
        cmocka_unit_test(kept_rows_are_refused_to_the_program_itself),
        cmocka_unit_test(an_older_copy_is_refused_and_incomplete),
        cmocka_unit_test(a_checkpoint_of_one_size_is_always_the_same_bytes),
        cmocka_unit_test(the_ritual_is_read_back),
        cmocka_unit_test(every_statement_prepares_and_none_of_daily_use_scans_a_kept_table),
        cmocka_unit_test(the_list_of_kept_tables_is_the_schema),
        cmocka_unit_test(what_is_no_case_is_told_apart),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
