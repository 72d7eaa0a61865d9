/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Damage by hand: damage VIGIL FILLED.JSONL [FLIPS [STRIDE]].
 *
 * A case with a row in every kept table is damaged one thing at a time, and
 * verification must say so and where. Three kinds of hand: one that knows SQL
 * (each column of each kept table changed, rows dropped and added, with the
 * triggers taken off and put back, so that the schema looks untouched); one that
 * knows nothing (bits of the file); and one that meddles with a folder of tiles.
 * A flipped bit may pass only when every kept row still reads the same: then it
 * stood in unused space or in what is derived. Verification runs in this
 * process, in children that take a share each, so that a crash is seen as one.
 * By default a sample of the file's bits is flipped, so that the whole run of the
 * tests stays short; 600 97 flips ten times as many.
 */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fnv.h"
#include "crash.h"
#include "vigil.h"

enum { NAMES = 64, NAME = 64 };

struct names {
    char name[NAMES][NAME];
    int n;
};

static const char original[] = "original.vigil";
static struct vg_app app;

/* -- the case --------------------------------------------------------------------------- */

static void must(const char *const *argv, const char *in, const char *out)
{
    int status = cr_run(argv, in, out);

    if (status != 0) {
        char *said = cr_read("said", NULL);

        cr_broken("%s %s: exit %d: %s", argv[0], argv[1], status, said);
    }
}

/* A person answers the first check that the claims of the case fail. */
static void answer_check(const char *vigil)
{
    const char *list[] = {vigil, "check", original, "--result", "error", "--json", NULL};
    const char *answer[] = {vigil, "check", original, "--answer", "", "--because", "so", NULL};
    static const char before[] = "{\"id\":\"";
    char *checks, *id = NULL;

    must(list, NULL, "checks");
    checks = cr_read("checks", NULL);
    if (checks != NULL && strncmp(checks, before, sizeof before - 1) == 0)
        id = checks + sizeof before - 1;
    if (id == NULL)
        cr_broken("no claim of the case fails a check, so none can be answered");
    id[strcspn(id, "\"")] = '\0';
    answer[4] = id;
    must(answer, NULL, NULL);
    free(checks);
}

static void make_case(const char *vigil, const char *filled)
{
    const char *new[] = {vigil, "new", original, NULL};
    const char *import[] = {vigil, "import", original, filled, NULL};
    const char *add[] = {vigil,  "add",       original, "two-pieces", "--purpose",
                         "test", "--vantage", "here",   NULL};
    const char *open[] = {vigil, "add", original, "crawl.warc", NULL};
    static const char crawl[] =
        "WARC/1.1\r\nWARC-Type: resource\r\nWARC-Target-URI: http://a.example/\r\n"
        "WARC-Date: 2024-03-01T10:00:00Z\r\nContent-Type: text/plain\r\n"
        "Content-Length: 20\r\n\r\nA page of a crawl.\n\n\r\n\r\n";
    const char *empty[] = {vigil, "add", original, "empty", NULL};
    const char *page[] = {vigil, "add", original, "http://127.0.0.1:1/", NULL};
    const char *suggest[] = {vigil, "suggest", original, NULL};
    const char *accept[] = {vigil, "accept", original, "s1.1", NULL};
    const char *reject[] = {vigil, "reject", original, "s1.2", "--because", "not meant", NULL};
    const char *patterns[] = {vigil, "patterns", "add", original, "own.pat", NULL};
    static const char own[] = "list det\n  yonder\n";
    const char *withdraw[] = {vigil, "roots",     original,     "--withdraw-edge",
                              "e2",  "--because", "it is none", NULL};
    const char *reply[] = {vigil,        "claim",     original,     "--reply",   "c4",
                           "--question", "existence", "--response", "not-asked", NULL};
    const char *same[] = {vigil,      "same",      original,         "org:lantern",
                          "stations", "--because", "one letterhead", NULL};
    const char *apart[] = {vigil, "entities",  original,          "--withdraw",
                           "j1",  "--because", "two letterheads", NULL};
    const char *rules[] = {vigil, "entities",  original,       "--exact-rules",
                           "on",  "--because", "one register", NULL};
    const char *others[] = {vigil, "import", original, "others.json", NULL};
    static const char theirs[] = "{\"id\":\"x\",\"schema\":\"Company\",\"properties\":{\"name\":"
                                 "[\"Lamp\"]},\"datasets\":[\"d\"]}\n";
    const char *exposure[] = {vigil,       "exposure", original, "exposure.csv",
                              "--because", "a census", NULL};
    static const char denominators[] = "place,exposure,source\nFR,100,a census\n";
    const char *reaches[] = {vigil,     "roots", original,    "--reaches",      "r1",
                             "--scope", "all",   "--because", "it went to all", NULL};
    const char *publish[] = {vigil, "brief", original, "--publish", "--audience", "public", NULL};
    const char *note[] = {vigil, "checkpoint", original, NULL};

    size_t unsettled = 0;

    cr_make_file("two-pieces", 300000, 1);
    cr_write("empty", "", 0);
    (void)setenv("VIGIL_TEST_LOOPBACK", "1", 1);
    must(new, NULL, NULL);
    must(import, NULL, NULL);
    must(note, NULL, "note");
    must(add, NULL, NULL);
    cr_write("crawl.warc", crawl, sizeof crawl - 1);
    must(open, NULL, NULL);
    if (cr_run(empty, NULL, NULL) != 1 || cr_run(page, NULL, NULL) != 1)
        cr_broken("an empty file or an absent page was added");
    must(suggest, NULL, NULL);
    must(accept, NULL, NULL);
    must(reject, NULL, NULL);
    cr_write("own.pat", own, sizeof own - 1);
    must(patterns, NULL, NULL);
    must(withdraw, NULL, NULL);
    answer_check(vigil);
    must(reply, NULL, NULL);
    must(same, NULL, "judgement");
    must(apart, NULL, NULL);
    must(rules, NULL, NULL);
    cr_write("others.json", theirs, sizeof theirs - 1);
    must(others, NULL, NULL);
    cr_write("exposure.csv", denominators, sizeof denominators - 1);
    must(exposure, NULL, NULL);
    must(reaches, NULL, NULL);
    must(publish, NULL, "edition");
    must(note, NULL, "note");
    cr_must_hold(vigil, original, "as it was made");
    free(cr_read("original.vigil-wal", &unsettled));
    if (unsettled > 0)
        cr_broken("the case is not settled");
}

static void kept_tables(const char *vigil, struct names *out)
{
    const char *argv[] = {vigil, "log", original, "--tables", NULL};
    char *text;

    must(argv, NULL, "tables");
    text = cr_read("tables", NULL);
    out->n = 0;
    for (char *line = text, *end; (end = strchr(line, '\n')) != NULL; line = end + 1) {
        *end = '\0';
        if (strncmp(line, "kept ", 5) == 0 && out->n < NAMES)
            (void)snprintf(out->name[out->n++], NAME, "%s", line + 5);
    }
    free(text);
}

/* -- SQL without the program ---------------------------------------------------------------- */

static sqlite3 *open_damaged(const char *path)
{
    sqlite3 *db = NULL;

    if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
        cr_broken("%s: %s", path, sqlite3_errmsg(db));
    (void)sqlite3_exec(db, "PRAGMA synchronous = OFF", NULL, NULL, NULL);
    return db;
}

static int do_sql(sqlite3 *db, const char *form, ...)
{
    char *sql;
    va_list args;
    int rc;

    va_start(args, form);
    sql = sqlite3_vmprintf(form, args);
    va_end(args);
    rc = sqlite3_exec(db, sql, NULL, NULL, NULL);
    sqlite3_free(sql);
    return rc == SQLITE_OK;
}

static int64_t number(sqlite3 *db, const char *form, ...)
{
    sqlite3_stmt *st = NULL;
    int64_t answer = INT64_MIN;
    char *sql;
    va_list args;

    va_start(args, form);
    sql = sqlite3_vmprintf(form, args);
    va_end(args);
    if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) == SQLITE_OK && sqlite3_step(st) == SQLITE_ROW)
        answer = sqlite3_column_int64(st, 0);
    (void)sqlite3_finalize(st);
    sqlite3_free(sql);
    return answer;
}

/* The triggers of the schema: taken off before, put back as they were. */
struct triggers {
    char *make[2 * NAMES];
    int n;
};

static void take_off(sqlite3 *db, struct triggers *t)
{
    sqlite3_stmt *st = NULL;
    char *drop[2 * NAMES];

    t->n = 0;
    (void)sqlite3_prepare_v2(db, "SELECT sql, name FROM sqlite_schema WHERE type = 'trigger'", -1,
                             &st, NULL);
    while (sqlite3_step(st) == SQLITE_ROW && t->n < 2 * NAMES) {
        t->make[t->n] = sqlite3_mprintf("%s", sqlite3_column_text(st, 0));
        drop[t->n++] = sqlite3_mprintf("DROP TRIGGER %s", sqlite3_column_text(st, 1));
    }
    (void)sqlite3_finalize(st);
    for (int i = 0; i < t->n; i++) {
        if (sqlite3_exec(db, drop[i], NULL, NULL, NULL) != SQLITE_OK)
            cr_broken("%s: %s", drop[i], sqlite3_errmsg(db));
        sqlite3_free(drop[i]);
    }
}

static void put_back(sqlite3 *db, struct triggers *t)
{
    for (int i = 0; i < t->n; i++) {
        if (sqlite3_exec(db, t->make[i], NULL, NULL, NULL) != SQLITE_OK)
            cr_broken("%s: %s", t->make[i], sqlite3_errmsg(db));
        sqlite3_free(t->make[i]);
    }
}

/* -- verdicts ------------------------------------------------------------------------------------
 */

/* The exit status that `vigil verify` would have, and all findings in one text. */
static int verdict_of(const char *path, const char *vkey, char *findings, size_t room)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_verify_report report = {0};
    struct vg_err err = {0};
    int rc = vg_verify(&app, path, vkey, 0, &a, &report, &err);
    size_t at = 0;

    findings[0] = '\0';
    if (rc != VG_OK) {
        (void)snprintf(findings, room, "%s", err.text);
        return 1;
    }
    for (size_t i = 0; i < report.n_findings && at < room; i++)
        at += (size_t)snprintf(findings + at, room - at, "%s\n", report.findings[i]);
    return report.verdict == VG_VERIFIED || report.verdict == VG_VERIFIED_UNTIMED ? 0 : 3;
}

static int names(const char *findings, const char *word, int64_t entry)
{
    char by_index[48];

    (void)snprintf(by_index, sizeof by_index, "entry %" PRId64, entry);
    return strstr(findings, word) != NULL && (entry < 0 || strstr(findings, by_index) != NULL);
}

/* -- one thing changed
 * ------------------------------------------------------------------------------- */

struct hand {
    sqlite3 *db;
    struct triggers triggers;
    int64_t done;
};

static const char damaged[] = "damaged.vigil";

static void begin_damage(struct hand *h)
{
    cr_drop_case(damaged);
    cr_copy(original, damaged);
    h->db = open_damaged(damaged);
    (void)do_sql(h->db, "BEGIN");
    take_off(h->db, &h->triggers);
}

static void close_damaged(struct hand *h)
{
    put_back(h->db, &h->triggers);
    if (!do_sql(h->db, "COMMIT"))
        cr_broken("%s: %s", damaged, sqlite3_errmsg(h->db));
    (void)sqlite3_close(h->db);
}

/* Put the triggers back, close, verify: must be found, at its place. */
static void end_damage(struct hand *h, const char *table, int64_t entry, const char *what)
{
    static char findings[200000];
    int status;

    close_damaged(h);
    status = verdict_of(damaged, NULL, findings, sizeof findings);
    h->done++;
    if (status != 3)
        cr_bad("%s: verify would exit %d: %s", what, status, findings);
    else if (strstr(findings, "schema:") != NULL)
        cr_bad("%s: the schema explains it, so this proves nothing", what);
    else if (!names(findings, table, entry))
        cr_bad("%s: found, but %s and entry %" PRId64 " are not named: %s", what, table, entry,
               findings);
}

/* Which entry answers for a row. */
static int64_t entry_of(sqlite3 *db, const char *table, int64_t rowid)
{
    if (strcmp(table, "chunk") == 0)
        return number(db,
                      "SELECT blob.entry FROM blob, chunk WHERE blob.id = chunk.blob AND "
                      "chunk.rowid = %lld",
                      (long long)rowid);
    if (strcmp(table, "entry") == 0 || strcmp(table, "secret") == 0)
        return rowid;
    if (strcmp(table, "checkpoint") == 0)
        return -1;
    return number(db, "SELECT entry FROM %s WHERE rowid = %lld", table, (long long)rowid);
}

/*
 * Bind the n-th new value for what a column holds now; 0 when there is none such.
 * Of the words some fit the lists that columns are held to, so that the table's
 * own rules do not speak first.
 */
enum { NEW_VALUES = 8 };

static int bind_new(sqlite3_stmt *st, const sqlite3_value *old, int n)
{
    static const char *const words[] = {"note", "root", "source", "function", "x"};
    sqlite3_value *v = sqlite3_value_dup(old);
    int type = sqlite3_value_type(v), is_bound = 1;
    int64_t number_now = sqlite3_value_int64(v);
    size_t len = (size_t)sqlite3_value_bytes(v);
    unsigned char bytes[400000];

    if (type == SQLITE_INTEGER && n < 3)
        (void)sqlite3_bind_int64(st, 1, n == 0 ? 1 - number_now : number_now + (n == 1 ? 1 : 1000));
    else if (type == SQLITE_NULL && n == 0)
        (void)sqlite3_bind_int64(st, 1, 1);
    else if (type == SQLITE_NULL && n == 1)
        (void)sqlite3_bind_text(st, 1, "x", 1, SQLITE_STATIC);
    else if (type == SQLITE_NULL && n == 2)
        (void)sqlite3_bind_blob(st, 1, "x", 1, SQLITE_STATIC);
    else if (type == SQLITE_TEXT && n > 0 && n <= 5)
        (void)sqlite3_bind_text(st, 1, words[n - 1], -1, SQLITE_STATIC);
    else if ((type == SQLITE_TEXT || type == SQLITE_BLOB) && n == 0 && len > 0 &&
             len <= sizeof bytes) {
        memcpy(bytes, sqlite3_value_blob(v), len);
        bytes[len - 1] ^= 1;
        if (type == SQLITE_TEXT)
            (void)sqlite3_bind_text(st, 1, (const char *)bytes, (int)len, SQLITE_TRANSIENT);
        else
            (void)sqlite3_bind_blob(st, 1, bytes, (int)len, SQLITE_TRANSIENT);
    } else {
        is_bound = 0;
    }
    sqlite3_value_free(v);
    return is_bound;
}

/* The value as it is, to be freed; NULL when the row is gone. */
static sqlite3_value *value_of(sqlite3 *db, const char *table, const char *column, int64_t rowid)
{
    sqlite3_stmt *st = NULL;
    sqlite3_value *v = NULL;
    char *sql =
        sqlite3_mprintf("SELECT %s FROM %s WHERE rowid = %lld", column, table, (long long)rowid);

    if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) == SQLITE_OK && sqlite3_step(st) == SQLITE_ROW)
        v = sqlite3_value_dup(sqlite3_column_value(st, 0));
    (void)sqlite3_finalize(st);
    sqlite3_free(sql);
    return v;
}

/* First within the table's own rules, then in spite of them. */
static int set_value(sqlite3 *db, const char *table, const char *column, int64_t rowid, int as_null)
{
    sqlite3_value *old = value_of(db, table, column, rowid);
    sqlite3_stmt *st = NULL;
    char *sql = sqlite3_mprintf("UPDATE %s SET %s = ?1 WHERE rowid = %lld AND %s IS NOT ?1", table,
                                column, (long long)rowid, column);
    int done = 0;

    if (old == NULL || sqlite3_prepare_v2(db, sql, -1, &st, NULL) != SQLITE_OK)
        cr_broken("%s: %s", sql, sqlite3_errmsg(db));
    for (int i = 0; !done && i < (as_null ? 1 : 2 * NEW_VALUES); i++) {
        (void)do_sql(db, "PRAGMA ignore_check_constraints = %d", i >= NEW_VALUES);
        (void)sqlite3_clear_bindings(st);
        if (as_null || bind_new(st, old, i % NEW_VALUES))
            done = sqlite3_step(st) == SQLITE_DONE && sqlite3_changes(db) == 1;
        (void)sqlite3_reset(st);
    }
    (void)sqlite3_finalize(st);
    sqlite3_value_free(old);
    sqlite3_free(sql);
    return done;
}

static void change_column(struct hand *h, const char *table, const char *column, int64_t rowid,
                          int as_null)
{
    char what[200];
    int64_t entry;

    (void)snprintf(what, sizeof what, "%s.%s of row %" PRId64 " %s", table, column, rowid,
                   as_null ? "removed" : "changed");
    begin_damage(h);
    entry = entry_of(h->db, table, rowid);
    if (set_value(h->db, table, column, rowid, as_null)) {
        end_damage(h, table, entry, what);
    } else {
        if (!as_null)
            cr_bad("%s: could not be done", what);
        close_damaged(h);
    }
}

static void columns_of(const char *table, struct names *out)
{
    sqlite3 *db = open_damaged(original);
    sqlite3_stmt *st = NULL;
    char *sql = sqlite3_mprintf("SELECT name FROM pragma_table_info('%s')", table);

    out->n = 0;
    (void)sqlite3_prepare_v2(db, sql, -1, &st, NULL);
    while (sqlite3_step(st) == SQLITE_ROW && out->n < NAMES)
        (void)snprintf(out->name[out->n++], NAME, "%s", sqlite3_column_text(st, 0));
    (void)sqlite3_finalize(st);
    sqlite3_free(sql);
    (void)sqlite3_close(db);
}

/* A column's value in a row that is added: another one where it must be unique. */
static void put_other(const char *table, const char *column, char *out, size_t room)
{
    int is_key =
        strcmp(column, "id") == 0 || (strcmp(table, "chunk") == 0 && strcmp(column, "n") == 0);

    if (is_key)
        (void)snprintf(out, room, "%s + 1", column);
    else if (strcmp(table, "blob") == 0 && strcmp(column, "sha256") == 0)
        (void)snprintf(out, room, "randomblob(32)");
    else if (strcmp(table, "root") == 0 && strcmp(column, "name") == 0)
        (void)snprintf(out, room, "%s || 'x'", column);
    else
        (void)snprintf(out, room, "%s", column);
}

/* A row with its values, under a new id. */
static void add_row(struct hand *h, const char *table, const struct names *columns)
{
    char what[200], list[2000] = "", values[2000] = "";
    int64_t entry, last;

    (void)snprintf(what, sizeof what, "%s: a row added", table);
    begin_damage(h);
    last = number(h->db, "SELECT max(rowid) FROM %s", table);
    entry = strcmp(table, "entry") == 0 || strcmp(table, "secret") == 0
                ? last + 1
                : entry_of(h->db, table, last);
    for (int i = 0; i < columns->n; i++) {
        const char *c = columns->name[i];
        size_t at = strlen(list), to = strlen(values);
        char value[100];

        (void)snprintf(list + at, sizeof list - at, "%s%s", i == 0 ? "" : ", ", c);
        put_other(table, c, value, sizeof value);
        (void)snprintf(values + to, sizeof values - to, "%s%s", i == 0 ? "" : ", ", value);
    }
    if (do_sql(h->db, "INSERT INTO %s (%s) SELECT %s FROM %s WHERE rowid = %lld", table, list,
               values, table, (long long)last))
        end_damage(h, table, entry, what);
    else
        cr_bad("%s: could not be done: %s", what, sqlite3_errmsg(h->db));
}

static void drop_row(struct hand *h, const char *table, int64_t rowid)
{
    char what[200];
    int64_t entry;
    int alone;

    (void)snprintf(what, sizeof what, "%s: row %" PRId64 " dropped", table, rowid);
    begin_damage(h);
    entry = entry_of(h->db, table, rowid);
    alone = 1; /* of a row that is gone only the entry can tell */
    if (strcmp(table, "entry") == 0 || strcmp(table, "secret") == 0)
        alone = 0;
    if (do_sql(h->db, "DELETE FROM %s WHERE rowid = %lld", table, (long long)rowid))
        end_damage(h, alone ? "" : table, entry, what);
    else
        cr_bad("%s: could not be done", what);
}

/*
 * A checkpoint that is dropped leaves no hole: it is the signed root of a size, and
 * signing is deterministic. Nothing is lost by it, and that is what is asked.
 */
static void drop_note(struct hand *h, const char *vigil)
{
    const char *argv[] = {vigil, "checkpoint", damaged, NULL};
    char *before = cr_read("note", NULL), *after;

    begin_damage(h);
    (void)do_sql(h->db, "DELETE FROM checkpoint");
    close_damaged(h);
    must(argv, NULL, "note-again");
    after = cr_read("note-again", NULL);
    if (before == NULL || after == NULL || strcmp(before, after) != 0)
        cr_bad("a checkpoint of one size was signed twice, and differs");
    free(before);
    free(after);
}

/* A piece of nothing at the end of a blob, and one piece cut in two: the bytes are
 * the same, the rows are not. */
static void redo_pieces(struct hand *h)
{
    begin_damage(h);
    if (!do_sql(h->db, "INSERT INTO chunk (blob, n, bytes) SELECT blob, max(n) + 1, x'' FROM chunk "
                       "GROUP BY blob"))
        cr_broken("no empty piece");
    end_damage(h, "chunk", -1, "chunk: a piece without bytes added");
    begin_damage(h);
    if (!do_sql(h->db, "INSERT INTO chunk (blob, n, bytes) SELECT blob, 2, substr(bytes, 10) FROM "
                       "chunk WHERE n = 1") ||
        !do_sql(h->db, "UPDATE chunk SET bytes = substr(bytes, 1, 9) WHERE n = 1"))
        cr_broken("no piece cut");
    end_damage(h, "chunk", -1, "chunk: a piece cut in two");
}

/* The newest entry goes with all that is under it: only the mark remembers it. */
static void cut_back(struct hand *h, const struct names *tables)
{
    static char findings[200000];
    int64_t last;
    int status;

    begin_damage(h);
    last = number(h->db, "SELECT max(id) FROM entry");
    for (int i = 0; i < tables->n; i++)
        (void)do_sql(h->db, "DELETE FROM %s WHERE entry = %lld", tables->name[i], (long long)last);
    (void)do_sql(h->db, "DELETE FROM entry WHERE id = %lld", (long long)last);
    (void)do_sql(h->db, "DELETE FROM secret WHERE id = %lld", (long long)last);
    (void)do_sql(h->db, "DELETE FROM checkpoint WHERE id > %lld", (long long)last);
    (void)do_sql(h->db, "DELETE FROM tree WHERE (n + 1) << level > %lld", (long long)last);
    close_damaged(h);
    h->done++;
    status = verdict_of(damaged, NULL, findings, sizeof findings);
    if (status != 3 || strstr(findings, "restored from an older copy") == NULL)
        cr_bad("the newest entry was cut off and verify would exit %d: %s", status, findings);
}

static void by_hand(const char *vigil, const struct names *tables)
{
    struct hand h = {0};

    for (int t = 0; t < tables->n; t++) {
        const char *table = tables->name[t];
        sqlite3 *db = open_damaged(original);
        int64_t first = number(db, "SELECT min(rowid) FROM %s", table);
        int64_t last = number(db, "SELECT max(rowid) FROM %s", table);
        struct names columns;

        (void)sqlite3_close(db);
        if (first == INT64_MIN || last < first ||
            (first == 0 && last == 0 && strcmp(table, "entry") != 0))
            cr_bad("kept table %s is empty: the test case must have a row in each", table);
        columns_of(table, &columns);
        for (int c = 0; c < columns.n; c++) {
            change_column(&h, table, columns.name[c], first, 0);
            change_column(&h, table, columns.name[c], first, 1);
            if (last != first)
                change_column(&h, table, columns.name[c], last, 0);
        }
        add_row(&h, table, &columns);
        if (strcmp(table, "checkpoint") != 0) {
            drop_row(&h, table, first);
            if (last != first)
                drop_row(&h, table, last);
        }
    }
    drop_note(&h, vigil);
    redo_pieces(&h);
    cut_back(&h, tables);
    (void)printf("damage: %" PRId64 " changes by hand in %d kept tables\n", h.done, tables->n);
}

/* -- flipped bits
 * ---------------------------------------------------------------------------------------- */

/* Every kept row, in one hash; 0 when they cannot all be read. */
static uint64_t kept_rows(const char *path, const struct names *tables)
{
    sqlite3 *db = NULL;
    uint64_t h = VG_FNV64;

    if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK)
        h = 0;
    for (int t = 0; h != 0 && t < tables->n; t++) {
        sqlite3_stmt *st = NULL;
        char sql[NAME + 40];
        int rc;

        (void)snprintf(sql, sizeof sql, "SELECT * FROM %s ORDER BY rowid", tables->name[t]);
        (void)sqlite3_prepare_v2(db, sql, -1, &st, NULL);
        while ((rc = sqlite3_step(st)) == SQLITE_ROW) {
            for (int c = 0; c < sqlite3_column_count(st); c++) {
                const unsigned char *p = sqlite3_column_blob(st, c);
                int n = sqlite3_column_bytes(st, c);

                h = vg_fnv64(h, (uint64_t)sqlite3_column_type(st, c) + 8 * (uint64_t)n);
                h = vg_fnv64_bytes(h, p, (size_t)n);
            }
        }
        if (rc != SQLITE_DONE)
            h = 0;
        (void)sqlite3_finalize(st);
    }
    (void)sqlite3_close(db);
    return h;
}

struct flips {
    const struct names *tables;
    const unsigned char *bytes;
    size_t n;
    uint64_t rows;
    int64_t done, found, harmless;
};

static void put_byte(const char *path, size_t at, unsigned char byte)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);

    if (fd < 0 || pwrite(fd, &byte, 1, (off_t)at) != 1)
        cr_broken("%s: %s", path, strerror(errno));
    (void)close(fd);
}

/* user_version and application_id say whether it is a case of ours at all. */
static int may_be_no_case(size_t at)
{
    return (at >= 60 && at < 64) || (at >= 68 && at < 72) || at < 16;
}

static void flip(struct flips *f, const char *path, size_t at, unsigned bit)
{
    static char findings[200000];
    int status;

    put_byte(path, at, (unsigned char)(f->bytes[at] ^ (1U << bit)));
    status = verdict_of(path, NULL, findings, sizeof findings);
    f->done++;
    if (status == 0 && kept_rows(path, f->tables) != f->rows)
        cr_bad("byte %zu bit %u: kept rows read otherwise and verify holds", at, bit);
    else if (status == 1 && !may_be_no_case(at))
        cr_bad("byte %zu bit %u: verify would exit 1: %s", at, bit, findings);
    else if (status == 0)
        f->harmless++;
    else
        f->found++;
    put_byte(path, at, f->bytes[at]);
}

/* Bytes near some that are not zero: pages are zeroed where nothing lives. */
static int is_live(const struct flips *f, size_t at)
{
    for (size_t i = at < 3 ? 0 : at - 3; i <= at + 3 && i < f->n; i++) {
        if (f->bytes[i] != 0)
            return 1;
    }
    return 0;
}

/* One of two shares: flips of every stride-th byte, and of `wanted` live ones besides. */
static void flip_share(struct flips *f, int share, int64_t wanted, size_t stride)
{
    char path[40];
    struct cr_dice d = {(uint64_t)share + 1};
    int64_t live = 0, step;

    (void)snprintf(path, sizeof path, "flipped%d.vigil", share);
    cr_copy(original, path);
    for (size_t i = 0; i < f->n; i++)
        live += is_live(f, i);
    step = live / (wanted > 0 ? wanted : 1) + 1;
    for (size_t i = 0, nth = 0; i < f->n; i++) {
        int alive = is_live(f, i);

        nth += (size_t)alive;
        if (i < 100 ? i % 2 == (size_t)share
                    : alive && ((i % stride == 0 && i / stride % 2 == (size_t)share) ||
                                ((int64_t)nth % step == 0 && i % 2 == (size_t)share)))
            flip(f, path, i, (unsigned)cr_below(&d, 8));
    }
    (void)printf("damage: share %d: %" PRId64 " bits flipped in the file, %" PRId64
                 " found, %" PRId64 " changed no kept row\n",
                 share, f->done, f->found, f->harmless);
}

/* In two children at once. */
static void in_children(void (*share)(void *w, int n), void *w)
{
    pid_t pid[2];

    (void)fflush(NULL);
    for (int i = 0; i < 2; i++) {
        pid[i] = fork();
        if (pid[i] < 0)
            cr_broken("no fork");
        if (pid[i] == 0) {
            int before = cr_violations();

            share(w, i);
            exit(cr_violations() > before);
        }
    }
    for (int i = 0; i < 2; i++) {
        int status = cr_wait_for(pid[i], 0);

        if (status != 0)
            cr_bad("share %d ended with %d", i, status);
    }
}

struct flipping {
    struct flips flips;
    int64_t wanted;
    size_t stride;
};

static void flip_file_share(void *w, int n)
{
    struct flipping *f = w;

    flip_share(&f->flips, n, f->wanted, f->stride);
}

static void flip_file(const struct names *tables, int64_t wanted, size_t stride)
{
    struct flipping f = {.flips = {.tables = tables}, .wanted = wanted, .stride = stride};
    char *bytes = cr_read(original, &f.flips.n);

    f.flips.bytes = (const unsigned char *)bytes;
    f.flips.rows = kept_rows(original, tables);
    in_children(flip_file_share, &f);
    free(bytes);
}

/* -- tiles
 * ---------------------------------------------------------------------------------------------------
 */

struct tiles {
    const char *vkey;
};

static const char *const tile_files[] = {"checkpoint", "tile/0/000.p/3", "tile/entries/000.p/3"};

/* Every second bit of every file of a small folder, others in the next byte. */
static void flip_tiles(void *w, int share)
{
    static char findings[200000];
    const struct tiles *t = w;
    char folder[40], path[100];
    const char *copy[] = {"cp", "-r", "tiles", folder, NULL};
    int64_t done = 0;

    (void)snprintf(folder, sizeof folder, "tiles%d", share);
    must(copy, NULL, NULL);
    for (size_t i = 0; i < sizeof tile_files / sizeof *tile_files; i++) {
        size_t n;
        char *bytes;

        (void)snprintf(path, sizeof path, "%s/%s", folder, tile_files[i]);
        bytes = cr_read(path, &n);
        if (bytes == NULL)
            cr_broken("%s is not there", path);
        for (size_t at = (size_t)share; at < n; at += 2) {
            for (unsigned bit = at / 2 % 2; bit < 8; bit += 2) {
                put_byte(path, at, (unsigned char)((unsigned char)bytes[at] ^ (1U << bit)));
                if (verdict_of(folder, t->vkey, findings, sizeof findings) != 3)
                    cr_bad("%s: byte %zu bit %u: not found: %s", path, at, bit, findings);
                done++;
            }
            put_byte(path, at, (unsigned char)bytes[at]);
        }
        free(bytes);
    }
    if (verdict_of(folder, t->vkey, findings, sizeof findings) != 0)
        cr_bad("%s does not hold when nothing is flipped: %s", folder, findings);
    (void)printf("damage: share %d: %" PRId64 " bits of tiles flipped\n", share, done);
}

/* A file that is gone, cut or longer. */
static void cut_tiles(const char *vkey)
{
    static char findings[200000];

    for (size_t i = 0; i < sizeof tile_files / sizeof *tile_files; i++) {
        char path[100];
        size_t n;
        char *bytes;

        (void)snprintf(path, sizeof path, "tiles/%s", tile_files[i]);
        bytes = cr_read(path, &n);
        cr_write(path, bytes, n - 1);
        if (verdict_of("tiles", vkey, findings, sizeof findings) != 3)
            cr_bad("%s cut by a byte: %s", path, findings);
        bytes[n] = '\n';
        cr_write(path, bytes, n + 1);
        if (verdict_of("tiles", vkey, findings, sizeof findings) != 3)
            cr_bad("%s longer by a byte: %s", path, findings);
        (void)unlink(path);
        if (verdict_of("tiles", vkey, findings, sizeof findings) == 0)
            cr_bad("%s is gone and the folder holds", path);
        cr_write(path, bytes, n);
        free(bytes);
    }
}

static void damage_tiles(const char *vigil)
{
    const char *new[] = {vigil, "new", "small.vigil", NULL};
    const char *add[] = {vigil, "add", "small.vigil", "two-pieces", "tables", NULL};
    const char *out[] = {vigil, "log", "small.vigil", "--tiles", "tiles", NULL};
    const char *key[] = {vigil, "log", "small.vigil", "--vkey", NULL};
    struct tiles t;
    char *vkey;

    must(new, NULL, NULL);
    must(add, NULL, NULL);
    must(out, NULL, NULL);
    must(key, NULL, "vkey");
    vkey = cr_read("vkey", NULL);
    vkey[strcspn(vkey, "\n")] = '\0';
    t.vkey = vkey;
    in_children(flip_tiles, &t);
    cut_tiles(vkey);
    free(vkey);
}

int main(int argc, char **argv)
{
    const char *vigil = cr_program(argv[1]);
    char *filled = argc > 2 ? realpath(argv[2], NULL) : NULL;
    int64_t wanted = argc > 3 ? strtoll(argv[3], NULL, 10) : 40;
    size_t stride = argc > 4 ? (size_t)strtoul(argv[4], NULL, 10) : 1597;
    struct names tables;

    if (filled == NULL || stride == 0)
        return 2;
    cr_begin("damage");
    app.world = vg_world_real();
    make_case(vigil, filled);
    kept_tables(vigil, &tables);
    by_hand(vigil, &tables);
    flip_file(&tables, wanted, stride);
    damage_tiles(vigil);
    free(filled);
    return cr_end("%d kept tables, file and tiles", tables.n);
}
