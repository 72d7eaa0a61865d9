/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_STORE_STORE_H
#define VG_STORE_STORE_H

#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "sql.h"

/*
 * The case file as a set of named statements and transactions. Everything that
 * knows the engine is in store_sqlite.c; statements are text in sql/, named by
 * enum vg_sql, prepared on first use and kept till the store closes.
 *
 * Codes: VG_E_IO (disk), VG_E_FORMAT (not a case, damaged), VG_E_CONFLICT
 * (somebody else writes and did not finish within VG_BUSY_MS; or a row is there
 * already), VG_E_REFUSED (newer file, read-only file, a rule of the schema),
 * VG_E_LIMIT (a value over VG_MAX_VALUE).
 */
struct vg_store;

enum vg_store_use { VG_STORE_READ, VG_STORE_WRITE };

/* Make a new file with the newest schema. VG_E_CONFLICT when the path exists. */
int vg_store_make(const char *path, struct vg_store **out, struct vg_err *err);

/*
 * Open an existing file after the ritual: locked-down connection, application_id
 * and user_version checked, migrated to the newest schema when opened for
 * writing. Reading works on a read-only disk; an unmigrated old file opened for
 * reading is VG_E_REFUSED with the way on. VG_E_ABSENT when there is none.
 */
int vg_store_open(const char *path, enum vg_store_use use, struct vg_store **out,
                  struct vg_err *err);
void vg_store_close(struct vg_store *s); /* accepts NULL; rolls back what is open */
int vg_store_writable(const struct vg_store *s);

/* BEGIN IMMEDIATE, COMMIT (synced when it returns VG_OK), ROLLBACK (a no-op outside
 * a transaction). A failed commit is final: the caller stops. */
int vg_begin(struct vg_store *s, struct vg_err *err);
int vg_commit(struct vg_store *s, struct vg_err *err);
void vg_rollback(struct vg_store *s);
/* A transaction that only reads: everything in it sees one state of the case. */
int vg_begin_read(struct vg_store *s, struct vg_err *err);

/*
 * Has anything been written to the file since `seen` was last shown here, by anybody,
 * this store included? An empty `seen` has seen nothing, so the answer is 1; one that
 * was rolled back here may count too. A cheap call, for whoever keeps what it has read.
 */
struct vg_store_seen {
    int64_t version, writes;
};
int vg_store_changed(struct vg_store *s, struct vg_store_seen *seen, int *changed,
                     struct vg_err *err);

/*
 * A use of a named statement. Ended by scope (VG_SCOPED_STMT) it goes back to
 * the store, reset. Values are bound by name; a misspelt name aborts. Text and
 * blobs must stay alive until the statement is ended. NULL text binds NULL.
 */
struct vg_stmt;
#define VG_SCOPED_STMT __attribute__((cleanup(vg_stmt_endp))) struct vg_stmt
int vg_stmt(struct vg_stmt **out, struct vg_store *s, enum vg_sql id, struct vg_err *err);
void vg_stmt_end(struct vg_stmt *st);
void vg_stmt_endp(struct vg_stmt **st);
void vg_stmt_again(struct vg_stmt *st); /* reset and forget bindings, to run once more */

void vg_bind_i64(struct vg_stmt *st, const char *name, int64_t v);
void vg_bind_text(struct vg_stmt *st, const char *name, const char *text);
void vg_bind_str(struct vg_stmt *st, const char *name, struct vg_str s); /* p NULL binds NULL */
void vg_bind_blob(struct vg_stmt *st, const char *name, const void *p, size_t n); /* p NULL: NULL */
void vg_bind_null(struct vg_stmt *st, const char *name);

/* VG_ROW, VG_OK at the end, or a failure. */
int vg_step(struct vg_stmt *st, struct vg_err *err);
/* Step a statement that gives no rows, to its end. */
int vg_run(struct vg_stmt *st, struct vg_err *err);
/* Statements without parameters, one after the other, up to the first failure. */
int vg_run_each(struct vg_store *s, const enum vg_sql *steps, size_t n, struct vg_err *err);
/* The same, and the statement goes back to the store whatever came of it. */
int vg_run_end(struct vg_stmt *st, struct vg_err *err);

/* Columns of the present row, valid until the next step. */
int vg_columns(const struct vg_stmt *st);
const char *vg_column_name(const struct vg_stmt *st, int i);
enum vg_column_type {
    VG_COLUMN_NULL,
    VG_COLUMN_I64,
    VG_COLUMN_TEXT,
    VG_COLUMN_BLOB,
    VG_COLUMN_REAL
};
enum vg_column_type vg_column_type(const struct vg_stmt *st, int i);
int64_t vg_column_i64(const struct vg_stmt *st, int i);
double vg_column_real(const struct vg_stmt *st, int i);
struct vg_str vg_column_str(const struct vg_stmt *st, int i); /* NULL: p is NULL */
/* Text copied into an arena; NULL stays NULL. */
char *vg_column_copy(const struct vg_stmt *st, int i, struct vg_arena *a);

/* One integer from a statement without bindings; `otherwise` for no row or NULL. */
int vg_ask_i64(struct vg_store *s, enum vg_sql id, int64_t otherwise, int64_t *out,
               struct vg_err *err);

/* -- care ----------------------------------------------------------------------- */

/* The engine's own check of the file's structure; each finding is a line in *out. */
int vg_store_integrity(struct vg_store *s, struct vg_buf *out, struct vg_err *err);

/* The engine's plan for a statement, a line each step, for the test of plans. */
int vg_store_plan(struct vg_store *s, enum vg_sql id, struct vg_buf *out, struct vg_err *err);

/*
 * The schema of this file, and the schema that this program makes of a new file
 * at the same version, both in one canonical text: equal when nothing was added,
 * changed or removed.
 */
int vg_store_schema(struct vg_store *s, struct vg_buf *is, struct vg_buf *ours, struct vg_err *err);

/* Does nobody else have the case open at this moment, for reading or for writing? To be
 * asked inside a transaction that writes; whoever comes later waits for its end to write. */
int vg_store_is_alone(struct vg_store *s);

/* Bring the write-ahead log into the file and shorten it to nothing. */
int vg_store_settle(struct vg_store *s, struct vg_err *err);

/* "name value" lines of every setting of the ritual, read back. */
int vg_store_settings(struct vg_store *s, struct vg_buf *out, struct vg_err *err);

/* Reset the full-text index to empty and squeeze it, as one derived table. */
int vg_store_clear_found(struct vg_store *s, struct vg_err *err);

/* Is a table kept? By name, from the list that the schema's rule gives. */
int vg_table_is_kept(const char *name);

#endif
