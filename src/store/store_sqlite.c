/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The SQLite engine. One connection, opened locked down: Debian's build comes
 * with defensive mode off, trusted schemas and extension loading on, and hands
 * out raw pointers through fts3_tokenizer(); all of that is closed here before
 * the first statement runs, and vg_store_settings() reads every setting back.
 */
#include "store/store.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "store/kept.h"
#include "store/sqlite.h"

#ifndef VG_SYNC
#define VG_SYNC "FULL" /* the build option sync=normal exists for the crash tests */
#endif

enum { APPLICATION_ID = 0x7667636c /* "vgcl" */, PAGE_SIZE = 8192, CACHE_BYTES = 8 * 1024 * 1024 };

struct vg_stmt {
    sqlite3_stmt *s;
    struct vg_store *store;
    int in_use;
    enum vg_sql id;
};

struct vg_store {
    sqlite3 *db;
    struct vg_stmt kept[VG_SQL_COUNT];
    int writable;
    int locked; /* the authorizer is on: no DDL, no PRAGMA, kept rows stay */
    char path[4096];
};

/* -- failures ------------------------------------------------------------------ */

static int code_of(int sqlite_code)
{
    switch (sqlite_code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return VG_E_CONFLICT;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT:
    case SQLITE_ERROR: /* our statements are right, so the schema they meet is not */
        return VG_E_FORMAT;
    case SQLITE_READONLY:
    case SQLITE_AUTH:
    case SQLITE_PERM:
        return VG_E_REFUSED;
    case SQLITE_CONSTRAINT:
        return VG_E_CONFLICT;
    case SQLITE_TOOBIG:
        return VG_E_LIMIT;
    case SQLITE_INTERRUPT:
        return VG_E_INTERRUPTED;
    case SQLITE_NOMEM:
        abort();
    default:
        return VG_E_IO;
    }
}

static const char *advice_of(int sqlite_code)
{
    switch (sqlite_code & 0xff) {
    case SQLITE_FULL:
        return "; make room and run the command again, what was acknowledged is kept";
    case SQLITE_IOERR:
        return "; see that the disk is sound and has room, then run the command again; what was "
               "acknowledged is kept";
    case SQLITE_BUSY:
        return "; another program is writing to the case, try again when it is done";
    case SQLITE_CORRUPT:
        return "; run 'vigil verify' to see what is damaged, and go on from a copy";
    case SQLITE_READONLY:
        return "; the case file or its folder is read-only, copy it to a place you may write to";
    default:
        return "";
    }
}

static int fail(struct vg_store *s, int sqlite_code, struct vg_err *err)
{
    return vg_fail(err, code_of(sqlite_code), "%s%s", sqlite3_errmsg(s->db),
                   advice_of(sqlite_code));
}

/* -- opening ------------------------------------------------------------------- */

static int run_text(struct vg_store *s, const char *sql, struct vg_err *err)
{
    int rc = sqlite3_exec(s->db, sql, NULL, NULL, NULL);

    return rc == SQLITE_OK ? VG_OK : fail(s, rc, err);
}

static int ask_text(struct vg_store *s, const char *sql, struct vg_buf *out, struct vg_err *err)
{
    sqlite3_stmt *st = NULL;
    int rc = sqlite3_prepare_v2(s->db, sql, -1, &st, NULL);

    if (rc == SQLITE_OK)
        rc = sqlite3_step(st);
    if (rc == SQLITE_ROW)
        vg_puts(out, (const char *)sqlite3_column_text(st, 0));
    (void)sqlite3_finalize(st);
    return rc == SQLITE_ROW || rc == SQLITE_DONE ? VG_OK : fail(s, rc, err);
}

static int ask_number(struct vg_store *s, const char *sql, int64_t *out, struct vg_err *err)
{
    sqlite3_stmt *st = NULL;
    int rc = sqlite3_prepare_v2(s->db, sql, -1, &st, NULL);

    if (rc == SQLITE_OK)
        rc = sqlite3_step(st);
    if (rc == SQLITE_ROW)
        *out = sqlite3_column_int64(st, 0);
    (void)sqlite3_finalize(st);
    return rc == SQLITE_ROW ? VG_OK : fail(s, rc, err);
}

/* What a statement may do once the store is open. FTS5 asks for its own tables
 * and for data_version through the same connection. */
static int authorize(void *w, int action, const char *one, const char *two, const char *db,
                     const char *trigger)
{
    const struct vg_store *s = w;

    (void)two;
    (void)db;
    (void)trigger;
    if (!s->locked)
        return SQLITE_OK;
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_FUNCTION:
    case SQLITE_INSERT:
    case SQLITE_TRANSACTION:
    case SQLITE_SAVEPOINT:
    case SQLITE_RECURSIVE:
        return SQLITE_OK;
    case SQLITE_PRAGMA:
        return strcmp(one, "data_version") == 0 ? SQLITE_OK : SQLITE_DENY;
    case SQLITE_DELETE:
        /* a trigger lets pieces of unfinished blobs go, and no others */
        return vg_table_is_kept(one) && strcmp(one, "chunk") != 0 ? SQLITE_DENY : SQLITE_OK;
    case SQLITE_UPDATE:
        return vg_table_is_kept(one) ? SQLITE_DENY : SQLITE_OK;
    default:
        return SQLITE_DENY;
    }
}

static void set_limits(sqlite3 *db)
{
    (void)sqlite3_limit(db, SQLITE_LIMIT_LENGTH, (int)VG_MAX_VALUE);
    (void)sqlite3_limit(db, SQLITE_LIMIT_SQL_LENGTH, VG_SQL_LENGTH);
    (void)sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0);
    (void)sqlite3_limit(db, SQLITE_LIMIT_EXPR_DEPTH, VG_SQL_DEPTH);
    (void)sqlite3_limit(db, SQLITE_LIMIT_VDBE_OP, VG_SQL_VDBE_OPS);
}

static const struct {
    const char *name;
    int option, value;
} switches[] = {
    {"defensive", SQLITE_DBCONFIG_DEFENSIVE, 1},
    {"trusted_schema", SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
    {"load_extension", SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
    {"fts3_tokenizer", SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, 0},
    {"dqs_dml", SQLITE_DBCONFIG_DQS_DML, 0},
    {"dqs_ddl", SQLITE_DBCONFIG_DQS_DDL, 0},
    {"foreign_keys", SQLITE_DBCONFIG_ENABLE_FKEY, 1},
    {"triggers", SQLITE_DBCONFIG_ENABLE_TRIGGER, 1},
    {"views", SQLITE_DBCONFIG_ENABLE_VIEW, 0},
};

static int lock_down(struct vg_store *s, struct vg_err *err)
{
    for (size_t i = 0; i < sizeof switches / sizeof *switches; i++) {
        int is = -1;
        int rc = sqlite3_db_config(s->db, switches[i].option, switches[i].value, &is);

        if (rc != SQLITE_OK || is != switches[i].value)
            return vg_fail(err, VG_E_REFUSED,
                           "this SQLite (%s) cannot be locked down: %s does not switch; install "
                           "Debian's libsqlite3-0",
                           sqlite3_libversion(), switches[i].name);
    }
    set_limits(s->db);
    (void)sqlite3_busy_timeout(s->db, VG_BUSY_MS);
    (void)sqlite3_extended_result_codes(s->db, 1);
    return vg_search_register(s->db, err);
}

static int set_pragmas(struct vg_store *s, struct vg_err *err)
{
    int rc =
        run_text(s,
                 "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY;"
                 "PRAGMA cache_size = -8192;",
                 err);

    if (rc == VG_OK && s->writable)
        rc = run_text(s,
                      "PRAGMA journal_mode = WAL; PRAGMA synchronous = " VG_SYNC ";"
                      "PRAGMA secure_delete = ON; PRAGMA wal_autocheckpoint = 1000;"
                      "PRAGMA journal_size_limit = 67108864;",
                      err);
    return rc;
}

/* Is there something in the write-ahead log? A reader leaves an empty one behind. */
static int has_wal(const struct vg_store *s)
{
    char name[sizeof s->path + 16];
    struct stat st;

    (void)snprintf(name, sizeof name, "%s-wal", s->path);
    return stat(name, &st) == 0 && st.st_size > 0;
}

/* On a disk that may not be written WAL files cannot be made; without one beside
 * it the file is whole and may be read as it stands. */
static int open_for_reading(struct vg_store *s, struct vg_err *err)
{
    VG_SCOPED_BUF uri = {.max = 4 * sizeof s->path};
    int rc = sqlite3_open_v2(s->path, &s->db, SQLITE_OPEN_READONLY, NULL);

    if (rc == SQLITE_OK) {
        /* another may be closing the case, and holds it whole for that long */
        (void)sqlite3_busy_timeout(s->db, VG_BUSY_MS);
        rc = sqlite3_exec(s->db, "SELECT count(*) FROM sqlite_schema", NULL, NULL, NULL);
    }
    if (rc == SQLITE_OK || (rc & 0xff) == SQLITE_NOTADB || (rc & 0xff) == SQLITE_CORRUPT)
        return VG_OK; /* what is wrong with it is said by the first look at it */
    if ((rc & 0xff) == SQLITE_BUSY)
        return fail(s, rc, err);
    if (has_wal(s))
        return vg_fail(err, VG_E_IO,
                       "cannot be read on a read-only disk with its -wal file beside it; copy both "
                       "to a place you may write to");
    vg_puts(&uri, "file:");
    for (const char *p = s->path; *p != '\0'; p++) {
        if (*p == '?' || *p == '#' || *p == '%')
            vg_putf(&uri, "%%%02X", (unsigned)*p);
        else
            vg_putc(&uri, *p);
    }
    vg_puts(&uri, "?immutable=1");
    (void)sqlite3_close(s->db);
    rc = sqlite3_open_v2(uri.p, &s->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL);
    return rc == SQLITE_OK ? VG_OK : fail(s, rc, err);
}

/*
 * The page cache lives in a mapping of its own that children do not get: readers of
 * hostile bytes are forked by the thousand, and what is not mapped need not be
 * copied, nor can it be seen there. The engine takes the setting once in the life of the
 * process and says no later, which is fine. Without the mapping pages come from the heap.
 */
static void set_page_cache(void)
{
    int header = 0;
    size_t slot, n = (size_t)CACHE_BYTES / PAGE_SIZE;
    void *room;

    if (sqlite3_config(SQLITE_CONFIG_PCACHE_HDRSZ, &header) != SQLITE_OK)
        return;
    slot = ((size_t)PAGE_SIZE + (size_t)header + 15U) & ~(size_t)15U;
    room = mmap(NULL, slot * n, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (room == MAP_FAILED)
        return;
    if (madvise(room, slot * n, MADV_DONTFORK) != 0 ||
        sqlite3_config(SQLITE_CONFIG_PAGECACHE, room, (int)slot, (int)n) != SQLITE_OK)
        (void)munmap(room, slot * n);
}

static int open_connection(struct vg_store *s, struct vg_err *err)
{
    int rc;

    set_page_cache();
    if (!s->writable)
        return open_for_reading(s, err);
    rc = sqlite3_open_v2(s->path, &s->db, SQLITE_OPEN_READWRITE, NULL);
    if (rc != SQLITE_OK)
        return fail(s, rc, err);
    if (sqlite3_db_readonly(s->db, "main") == 1)
        return vg_fail(err, VG_E_REFUSED,
                       "the case file is read-only; copy it to a place you may write to");
    return VG_OK;
}

/* -- schema -------------------------------------------------------------------- */

static int migrate_to(struct vg_store *s, int64_t version, struct vg_err *err)
{
    char set[64];
    int rc = run_text(s, "BEGIN IMMEDIATE", err);

    if (rc != VG_OK)
        return rc;
    rc = run_text(s, vg_migrations[version - 1], err);
    (void)snprintf(set, sizeof set, "PRAGMA user_version = %d; COMMIT", (int)version);
    if (rc == VG_OK)
        rc = run_text(s, set, err);
    if (rc != VG_OK)
        vg_rollback(s);
    return rc == VG_OK ? VG_OK : vg_within(err, rc, "schema %d", (int)version);
}

static int check_version(struct vg_store *s, int64_t *version, struct vg_err *err)
{
    int64_t id = 0;
    int rc = ask_number(s, "PRAGMA application_id", &id, err);

    if (rc == VG_OK)
        rc = ask_number(s, "PRAGMA user_version", version, err);
    if ((rc == VG_E_FORMAT && (sqlite3_errcode(s->db) & 0xff) == SQLITE_NOTADB) ||
        (rc == VG_OK && id != APPLICATION_ID))
        return vg_fail(err, VG_E_FORMAT, "this is no case file; make one with 'vigil new FILE'");
    if (rc != VG_OK)
        return rc;
    if (*version > vg_migrations_n)
        return vg_fail(err, VG_E_REFUSED,
                       "the case was made by a newer vigil (schema %d, this one knows %d); install "
                       "the newer one to open it",
                       (int)*version, vg_migrations_n);
    return VG_OK;
}

static int bring_up_to_date(struct vg_store *s, struct vg_err *err)
{
    int64_t version = 0;
    int rc = check_version(s, &version, err);

    if (rc != VG_OK)
        return rc;
    if (version < vg_migrations_n && !s->writable)
        return vg_fail(err, VG_E_REFUSED,
                       "the case has an older schema; open it once for writing, as with 'vigil "
                       "rebuild', to bring it up to date");
    while (rc == VG_OK && version < vg_migrations_n)
        rc = migrate_to(s, ++version, err);
    return rc;
}

static struct vg_store *store_for(const char *path, int writable)
{
    struct vg_store *s = vg_malloc(sizeof *s);

    memset(s, 0, sizeof *s);
    s->writable = writable;
    (void)snprintf(s->path, sizeof s->path, "%s", path);
    return s;
}

static int path_is_usable(const char *path, struct vg_err *err)
{
    struct stat st;

    if (strlen(path) >= sizeof((struct vg_store *)0)->path)
        return vg_fail(err, VG_E_LIMIT, "the path is too long");
    if (stat(path, &st) != 0)
        return vg_fail(err, errno == ENOENT ? VG_E_ABSENT : VG_E_IO,
                       errno == ENOENT ? "no case here; make one with 'vigil new FILE'"
                                       : "cannot be opened: %s",
                       strerror(errno));
    if (!S_ISREG(st.st_mode))
        return vg_fail(err, VG_E_FORMAT,
                       "this is no file; a case is one file, made with 'vigil new FILE'");
    if (st.st_size > VG_MAX_CASE)
        return vg_fail(err, VG_E_LIMIT, "larger than a case may be (100 GiB)");
    return VG_OK;
}

int vg_store_open(const char *path, enum vg_store_use use, struct vg_store **out,
                  struct vg_err *err)
{
    struct vg_store *s;
    int rc = path_is_usable(path, err);

    if (rc != VG_OK)
        return vg_within(err, rc, "%s", path);
    s = store_for(path, use == VG_STORE_WRITE);
    rc = open_connection(s, err);
    if (rc == VG_OK)
        rc = lock_down(s, err);
    if (rc == VG_OK) {
        int64_t version;

        rc = check_version(s, &version, err); /* before anything is written to it */
    }
    if (rc == VG_OK)
        rc = set_pragmas(s, err);
    if (rc == VG_OK)
        rc = bring_up_to_date(s, err);
    if (rc != VG_OK) {
        vg_store_close(s);
        return vg_within(err, rc, "%s", path);
    }
    (void)sqlite3_set_authorizer(s->db, authorize, s);
    s->locked = 1;
    *out = s;
    return VG_OK;
}

/* The file is made whole under another name's lock: O_EXCL decides who makes it. */
int vg_store_make(const char *path, struct vg_store **out, struct vg_err *err)
{
    struct vg_store *s;
    char set[160];
    int fd, rc;

    if (strlen(path) >= sizeof s->path)
        return vg_fail(err, VG_E_LIMIT, "%.60s…: the path is too long", path);
    fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return vg_fail(err, errno == EEXIST ? VG_E_CONFLICT : VG_E_IO,
                       errno == EEXIST ? "%s: something is there already; nothing was overwritten, "
                                         "choose another name (%s)"
                                       : "%s: cannot be made: %s",
                       path, strerror(errno));
    (void)close(fd);
    s = store_for(path, 1);
    rc = open_connection(s, err);
    if (rc == VG_OK)
        rc = lock_down(s, err);
    (void)snprintf(set, sizeof set,
                   "PRAGMA page_size = %d; PRAGMA application_id = %d; "
                   "PRAGMA encoding = 'UTF-8';",
                   PAGE_SIZE, APPLICATION_ID);
    if (rc == VG_OK)
        rc = run_text(s, set, err);
    if (rc == VG_OK)
        rc = set_pragmas(s, err);
    if (rc == VG_OK)
        rc = bring_up_to_date(s, err);
    if (rc != VG_OK) {
        vg_store_close(s);
        (void)unlink(path);
        return vg_within(err, rc, "%s", path);
    }
    (void)sqlite3_set_authorizer(s->db, authorize, s);
    s->locked = 1;
    *out = s;
    return VG_OK;
}

void vg_store_close(struct vg_store *s)
{
    if (s == NULL)
        return;
    vg_rollback(s);
    for (int i = 0; i < VG_SQL_COUNT; i++)
        (void)sqlite3_finalize(s->kept[i].s);
    s->locked = 0;
    (void)sqlite3_close(s->db);
    free(s);
}

int vg_store_writable(const struct vg_store *s)
{
    return s->writable;
}

/* -- transactions ---------------------------------------------------------------- */

int vg_begin(struct vg_store *s, struct vg_err *err)
{
    if (!s->writable)
        return vg_fail(err, VG_E_REFUSED, "the case is open for reading only");
    return run_text(s, "BEGIN IMMEDIATE", err);
}

int vg_begin_read(struct vg_store *s, struct vg_err *err)
{
    return run_text(s, "BEGIN", err);
}

int vg_commit(struct vg_store *s, struct vg_err *err)
{
    int rc = run_text(s, "COMMIT", err);

    if (rc != VG_OK)
        vg_rollback(s);
    return rc;
}

void vg_rollback(struct vg_store *s)
{
    if (s->db != NULL && !sqlite3_get_autocommit(s->db))
        (void)sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
}

/* -- statements ------------------------------------------------------------------ */

int vg_stmt(struct vg_stmt **out, struct vg_store *s, enum vg_sql id, struct vg_err *err)
{
    struct vg_stmt *st = &s->kept[id];

    if (st->s == NULL) {
        int rc =
            sqlite3_prepare_v3(s->db, vg_sql[id].text, -1, SQLITE_PREPARE_PERSISTENT, &st->s, NULL);

        if (rc != SQLITE_OK) {
            rc = fail(s, rc, err);
            return vg_within(err, rc, "%s", vg_sql[id].name);
        }
        st->store = s;
        st->id = id;
    }
    assert(!st->in_use); /* two uses of one statement at a time would share its row */
    st->in_use = 1;
    *out = st;
    return VG_OK;
}

void vg_stmt_end(struct vg_stmt *st)
{
    if (st == NULL)
        return;
    vg_stmt_again(st);
    st->in_use = 0;
}

void vg_stmt_endp(struct vg_stmt **st)
{
    vg_stmt_end(*st);
    *st = NULL;
}

void vg_stmt_again(struct vg_stmt *st)
{
    (void)sqlite3_reset(st->s);
    (void)sqlite3_clear_bindings(st->s);
}

static int place_of(struct vg_stmt *st, const char *name)
{
    int at = sqlite3_bind_parameter_index(st->s, name);

    if (at == 0) {
        (void)fprintf(stderr, "vigil: statement %s has no %s\n", vg_sql[st->id].name, name);
        abort();
    }
    return at;
}

void vg_bind_i64(struct vg_stmt *st, const char *name, int64_t v)
{
    (void)sqlite3_bind_int64(st->s, place_of(st, name), v);
}

void vg_bind_text(struct vg_stmt *st, const char *name, const char *text)
{
    (void)sqlite3_bind_text(st->s, place_of(st, name), text, -1, SQLITE_STATIC);
}

void vg_bind_str(struct vg_stmt *st, const char *name, struct vg_str s)
{
    (void)sqlite3_bind_text64(st->s, place_of(st, name), s.p, s.len, SQLITE_STATIC, SQLITE_UTF8);
}

void vg_bind_blob(struct vg_stmt *st, const char *name, const void *p, size_t n)
{
    (void)sqlite3_bind_blob64(st->s, place_of(st, name), p, n, SQLITE_STATIC);
}

void vg_bind_null(struct vg_stmt *st, const char *name)
{
    (void)sqlite3_bind_null(st->s, place_of(st, name));
}

int vg_step(struct vg_stmt *st, struct vg_err *err)
{
    int rc = sqlite3_step(st->s);

    if (rc == SQLITE_ROW)
        return VG_ROW;
    if (rc == SQLITE_DONE)
        return VG_OK;
    rc = fail(st->store, rc, err);
    return vg_within(err, rc, "%s", vg_sql[st->id].name);
}

int vg_run(struct vg_stmt *st, struct vg_err *err)
{
    int rc;

    do
        rc = vg_step(st, err);
    while (rc == VG_ROW);
    return rc;
}

int vg_run_each(struct vg_store *s, const enum vg_sql *steps, size_t n, struct vg_err *err)
{
    int rc = VG_OK;

    for (size_t i = 0; rc == VG_OK && i < n; i++) {
        VG_SCOPED_STMT *st = NULL;

        rc = vg_stmt(&st, s, steps[i], err);
        if (rc == VG_OK)
            rc = vg_run(st, err);
    }
    return rc;
}

int vg_run_end(struct vg_stmt *st, struct vg_err *err)
{
    int rc = vg_run(st, err);

    vg_stmt_end(st);
    return rc;
}

int vg_columns(const struct vg_stmt *st)
{
    return sqlite3_column_count(st->s);
}

const char *vg_column_name(const struct vg_stmt *st, int i)
{
    return sqlite3_column_name(st->s, i);
}

enum vg_column_type vg_column_type(const struct vg_stmt *st, int i)
{
    switch (sqlite3_column_type(st->s, i)) {
    case SQLITE_INTEGER:
        return VG_COLUMN_I64;
    case SQLITE_TEXT:
        return VG_COLUMN_TEXT;
    case SQLITE_BLOB:
        return VG_COLUMN_BLOB;
    case SQLITE_FLOAT:
        return VG_COLUMN_REAL;
    default:
        return VG_COLUMN_NULL;
    }
}

int64_t vg_column_i64(const struct vg_stmt *st, int i)
{
    return sqlite3_column_int64(st->s, i);
}

double vg_column_real(const struct vg_stmt *st, int i)
{
    return sqlite3_column_double(st->s, i);
}

struct vg_str vg_column_str(const struct vg_stmt *st, int i)
{
    const char *p = sqlite3_column_blob(st->s, i);
    size_t n = (size_t)sqlite3_column_bytes(st->s, i);

    if (p == NULL && sqlite3_column_type(st->s, i) != SQLITE_NULL)
        p = ""; /* an empty blob has no address, but it is not absent */
    return (struct vg_str){p, n};
}

char *vg_column_copy(const struct vg_stmt *st, int i, struct vg_arena *a)
{
    struct vg_str s = vg_column_str(st, i);

    return s.p == NULL ? NULL : vg_copy(a, s.p, s.len);
}

int vg_ask_i64(struct vg_store *s, enum vg_sql id, int64_t otherwise, int64_t *out,
               struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, s, id, err);

    if (rc != VG_OK)
        return rc;
    assert(st != NULL);
    rc = vg_step(st, err);
    if (rc < 0)
        return rc;
    *out =
        rc == VG_ROW && vg_column_type(st, 0) != VG_COLUMN_NULL ? vg_column_i64(st, 0) : otherwise;
    return VG_OK;
}

/* The engine counts what other connections commit, and what this one writes. */
int vg_store_changed(struct vg_store *s, struct vg_store_seen *seen, int *changed,
                     struct vg_err *err)
{
    int64_t version = 0, writes = sqlite3_total_changes64(s->db);
    int rc = vg_ask_i64(s, VG_SQL_CASE_VERSION, 0, &version, err);

    if (rc != VG_OK)
        return rc;
    *changed = version != seen->version || writes != seen->writes;
    seen->version = version;
    seen->writes = writes;
    return VG_OK;
}

/* -- care ------------------------------------------------------------------------ */

static int put_rows(struct vg_store *s, const char *sql, int column, struct vg_buf *out,
                    struct vg_err *err)
{
    sqlite3_stmt *st = NULL;
    int rc = sqlite3_prepare_v2(s->db, sql, -1, &st, NULL);

    while (rc == SQLITE_OK || rc == SQLITE_ROW) {
        rc = sqlite3_step(st);
        if (rc == SQLITE_ROW) {
            vg_puts(out, (const char *)sqlite3_column_text(st, column));
            vg_putc(out, '\n');
        }
    }
    (void)sqlite3_finalize(st);
    return rc == SQLITE_DONE ? VG_OK : fail(s, rc, err);
}

int vg_store_integrity(struct vg_store *s, struct vg_buf *out, struct vg_err *err)
{
    int locked = s->locked;
    int rc;

    s->locked = 0;
    rc = put_rows(s, "PRAGMA integrity_check", 0, out, err);
    s->locked = locked;
    return rc;
}

static const char schema_sql[] =
    "SELECT type || ' ' || name || ' ' || tbl_name || ' ' || coalesce(sql, '') FROM sqlite_schema "
    "ORDER BY type, name";

int vg_store_schema(struct vg_store *s, struct vg_buf *is, struct vg_buf *ours, struct vg_err *err)
{
    struct vg_store *fresh = store_for(":memory:", 1);
    int64_t version = 0;
    int locked = s->locked;
    int rc;

    s->locked = 0;
    rc = put_rows(s, schema_sql, 0, is, err);
    if (rc == VG_OK)
        rc = ask_number(s, "PRAGMA user_version", &version, err);
    s->locked = locked;
    if (rc == VG_OK &&
        sqlite3_open_v2(":memory:", &fresh->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY, NULL) !=
            SQLITE_OK)
        rc = fail(fresh, SQLITE_CANTOPEN, err);
    if (rc == VG_OK)
        rc = lock_down(fresh, err);
    for (int64_t v = 1; rc == VG_OK && v <= version; v++)
        rc = migrate_to(fresh, v, err);
    if (rc == VG_OK)
        rc = put_rows(fresh, schema_sql, 0, ours, err);
    vg_store_close(fresh);
    return rc;
}

int vg_store_plan(struct vg_store *s, enum vg_sql id, struct vg_buf *out, struct vg_err *err)
{
    VG_SCOPED_BUF sql = {.max = VG_SQL_LENGTH};

    vg_puts(&sql, "EXPLAIN QUERY PLAN ");
    vg_puts(&sql, vg_sql[id].text);
    return put_rows(s, sql.p, 3, out, err);
}

/* In WAL mode every connection has a shared lock on the file as long as it is open;
 * whoever gets the exclusive one is alone. SQLite finds the last to close so. */
int vg_store_is_alone(struct vg_store *s)
{
    sqlite3_file *file = NULL;
    int rc = sqlite3_file_control(s->db, "main", SQLITE_FCNTL_FILE_POINTER, &file);

    if (rc != SQLITE_OK || file == NULL || file->pMethods == NULL)
        return 0;
    rc = file->pMethods->xLock(file, SQLITE_LOCK_EXCLUSIVE);
    (void)file->pMethods->xUnlock(file, SQLITE_LOCK_SHARED);
    return rc == SQLITE_OK;
}

int vg_store_settle(struct vg_store *s, struct vg_err *err)
{
    int rc = sqlite3_wal_checkpoint_v2(s->db, "main", SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);

    return rc == SQLITE_OK || rc == SQLITE_BUSY ? VG_OK : fail(s, rc, err);
}

int vg_store_clear_found(struct vg_store *s, struct vg_err *err)
{
    return run_text(s, "INSERT INTO found (found) VALUES ('delete-all');", err);
}

static const struct {
    const char *name, *sql;
} pragmas[] = {
    {"journal_mode", "PRAGMA journal_mode"},       {"synchronous", "PRAGMA synchronous"},
    {"cell_size_check", "PRAGMA cell_size_check"}, {"mmap_size", "PRAGMA mmap_size"},
    {"secure_delete", "PRAGMA secure_delete"},     {"temp_store", "PRAGMA temp_store"},
    {"busy_timeout", "PRAGMA busy_timeout"},       {"application_id", "PRAGMA application_id"},
    {"user_version", "PRAGMA user_version"},
};

static const struct {
    const char *name;
    int id;
} limits[] = {
    {"limit_length", SQLITE_LIMIT_LENGTH},     {"limit_sql_length", SQLITE_LIMIT_SQL_LENGTH},
    {"limit_attached", SQLITE_LIMIT_ATTACHED}, {"limit_expr_depth", SQLITE_LIMIT_EXPR_DEPTH},
    {"limit_vdbe_op", SQLITE_LIMIT_VDBE_OP},
};

int vg_store_settings(struct vg_store *s, struct vg_buf *out, struct vg_err *err)
{
    int rc = VG_OK;

    for (size_t i = 0; i < sizeof switches / sizeof *switches; i++) {
        int is = -1;

        (void)sqlite3_db_config(s->db, switches[i].option, -1, &is);
        vg_putf(out, "%s %d\n", switches[i].name, is);
    }
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
        vg_putf(out, "%s %d\n", limits[i].name, sqlite3_limit(s->db, limits[i].id, -1));
    s->locked = 0;
    for (size_t i = 0; rc == VG_OK && i < sizeof pragmas / sizeof *pragmas; i++) {
        vg_putf(out, "%s ", pragmas[i].name);
        rc = ask_text(s, pragmas[i].sql, out, err);
        vg_putc(out, '\n');
    }
    s->locked = 1;
    return rc;
}
