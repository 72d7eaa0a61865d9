/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>

#include "app/inside.h"
#include "base/file.h"
#include "base/limits.h"
#include "seal/proof.h"
#include "seal/tile.h"
#include "store/verify.h"

/* -- log ------------------------------------------------------------------------------ */

static int says_of(struct vg_case *c, int64_t entry, struct vg_arena *a, const char **out,
                   struct vg_err *err)
{
    VG_SCOPED_BUF b = {.max = KIB(4)};
    VG_SCOPED_STMT *st = NULL;
    int64_t n = 0;
    int rc = vg_stmt(&st, c->store, VG_SQL_LABELS_OF_ENTRY, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":entry", entry);
    while ((rc = vg_step(st, err)) == VG_ROW) {
        if (n++ < 3) {
            vg_puts(&b, n == 1 ? "" : "; ");
            vg_put_str(&b, vg_column_str(st, 0));
        }
    }
    if (n > 3)
        vg_putf(&b, "; and %" PRId64 " more", n - 3);
    *out = b.len == 0 ? "" : vg_copy(a, b.p, b.len);
    return rc;
}

static int row_from(struct vg_case *c, int64_t index, struct vg_str bytes, struct vg_arena *a,
                    struct vg_log_row *row, struct vg_err *err)
{
    VG_SCOPED_BUF hex = {.max = 100};
    struct vg_entry e;
    int rc = vg_entry_read(bytes.p, bytes.len, &e, err);

    if (rc != VG_OK)
        return vg_within(err, rc, "entry %" PRId64, index);
    row->index = index;
    row->at = e.time;
    row->kind = vg_copyz(a, e.word);
    vg_put_hex(&hex, e.actor, sizeof e.actor);
    memcpy(row->actor, hex.p, sizeof row->actor);
    return says_of(c, index, a, &row->says, err);
}

static int take_rows(struct vg_case *c, struct vg_stmt *st, struct vg_arena *a,
                     struct vg_log_row **out, size_t *n, struct vg_err *err)
{
    struct vg_log_row *list = NULL;
    size_t count = 0, room = 0;
    int rc = VG_OK;

    while (rc == VG_OK && (rc = vg_step(st, err)) == VG_ROW) {
        list = vg_grow(a, list, count, &room);
        rc = row_from(c, vg_column_i64(st, 0), vg_column_str(st, 1), a, &list[count++], err);
    }
    if (rc != VG_OK)
        return rc;
    *out = list;
    *n = count;
    return VG_OK;
}

int vg_log(struct vg_case *c, struct vg_arena *a, struct vg_log_row **out, size_t *n,
           struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, c->store, VG_SQL_ENTRIES_ALL, err);

    return rc == VG_OK ? take_rows(c, st, a, out, n, err) : rc;
}

int vg_log_page(struct vg_case *c, int64_t before, size_t limit, struct vg_arena *a,
                struct vg_log_row **out, size_t *n, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, c->store, VG_SQL_ENTRIES_BEFORE, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":before", before == 0 ? INT64_MAX : before);
    vg_bind_i64(st, ":limit", limit > VG_MAX_PAGE ? VG_MAX_PAGE : (int64_t)limit);
    return take_rows(c, st, a, out, n, err);
}

int vg_checkpoint(struct vg_case *c, struct vg_buf *out, struct vg_err *err)
{
    return vg_record_checkpoint(c->record, out, err);
}

int vg_checkpoint_last(struct vg_case *c, struct vg_buf *out, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, c->store, VG_SQL_CHECKPOINT_LAST, err);

    if (rc == VG_OK)
        rc = vg_step(st, err);
    if (rc != VG_ROW)
        return rc < 0 ? rc : vg_fail(err, VG_E_ABSENT, "no checkpoint was made yet");
    vg_put_str(out, vg_column_str(st, 0));
    return VG_OK;
}

int vg_log_vkey(struct vg_case *c, struct vg_buf *out, struct vg_err *err)
{
    (void)err;
    vg_puts(out, vg_record_vkey(c->record));
    vg_putc(out, '\n');
    return VG_OK;
}

/* Answers of programs that a person named are neither: sql/migrate/0007_answer.sql. */
static const char *sort_of(const char *name)
{
    if (strcmp(name, "answer") == 0 || strcmp(name, "answered") == 0)
        return "foreign";
    return vg_table_is_kept(name) ? "kept" : "derived";
}

int vg_log_tables(struct vg_case *c, struct vg_buf *out, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, c->store, VG_SQL_TABLES_ALL, err);

    while (rc == VG_OK && (rc = vg_step(st, err)) == VG_ROW) {
        VG_SCOPED_ARENA a = {0};
        const char *name = vg_column_copy(st, 0, &a);

        rc = VG_OK;
        if (strncmp(name, "sqlite_", 7) == 0 || strncmp(name, "found_", 6) == 0 ||
            strncmp(name, "claim_found_", 12) == 0)
            continue; /* the engine's own, and shadows of the derived tables of its index */
        vg_putf(out, "%s %s\n", sort_of(name), name);
    }
    return rc;
}

/* -- tiles ---------------------------------------------------------------------------- */

static int entry_bytes(void *w, uint64_t i, struct vg_buf *out, struct vg_err *err)
{
    struct vg_case *c = w;

    return vg_record_entry(c->record, (int64_t)i, out, err);
}

struct folder {
    const char *path;
};

static int put_file(void *w, const char *path, const void *bytes, size_t n, struct vg_err *err)
{
    const struct folder *f = w;
    VG_SCOPED_ARENA a = {0};
    char *whole = vg_print(&a, "%s/%s", f->path, path);
    char *slash = strrchr(whole, '/');
    int rc;

    *slash = '\0';
    rc = vg_folder_make(whole, err);
    *slash = '/';
    return rc == VG_OK ? vg_file_write(whole, bytes, n, 0644, err) : rc;
}

static int open_note(struct vg_case *c, const struct vg_buf *note, struct vg_checkpoint *out,
                     struct vg_err *err)
{
    const char *vkey = vg_record_vkey(c->record);
    struct vg_key key;
    int rc = vg_key_read(vkey, strlen(vkey), &key, err);

    return rc == VG_OK ? vg_checkpoint_open(note->p, note->len, &key, 1, out, NULL, err) : rc;
}

/* The newest checkpoint, opened: what tiles and proofs are made for. */
static int newest(struct vg_case *c, struct vg_buf *note, struct vg_checkpoint *out,
                  struct vg_err *err)
{
    int rc = vg_record_checkpoint(c->record, note, err);

    return rc == VG_OK ? open_note(c, note, out, err) : rc;
}

/* The same for whoever only reads: the newest there is. */
static int newest_made(struct vg_case *c, struct vg_buf *note, struct vg_checkpoint *out,
                       struct vg_err *err)
{
    int rc =
        c->writable ? vg_record_checkpoint(c->record, note, err) : vg_checkpoint_last(c, note, err);

    return rc == VG_OK ? open_note(c, note, out, err) : rc;
}

int vg_log_tiles(struct vg_case *c, const char *folder, struct vg_err *err)
{
    VG_SCOPED_BUF note = {.max = VG_MAX_NOTE};
    struct vg_tree_source tree = vg_record_tree(c->record);
    struct vg_entry_source entries = {entry_bytes, c};
    struct folder f = {folder};
    struct vg_tile_sink sink = {put_file, &f};
    struct vg_checkpoint cp;
    int rc = newest(c, &note, &cp, err);

    if (rc == VG_OK)
        rc = vg_folder_make(folder, err);
    if (rc == VG_OK)
        rc = vg_tiles_write(0, cp.size, &tree, &entries, &sink, err);
    return rc == VG_OK ? put_file(&f, "checkpoint", note.p, note.len, err) : rc;
}

/* -- proof ---------------------------------------------------------------------------- */

static int entry_of(struct vg_case *c, const char *id, int64_t *out, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    char letter = id[0];
    int64_t n = 0;
    int rc;

    if (letter >= '0' && letter <= '9') {
        for (const char *p = id; *p >= '0' && *p <= '9' && n < INT64_MAX / 16; p++)
            n = 10 * n + (*p - '0');
        *out = n;
        return VG_OK;
    }
    if (letter != 's' && letter != 'c')
        return vg_fail(err, VG_E_MISUSE,
                       "\"%.40s\" names nothing in the record; give a source (s1), a claim (c1) or "
                       "the index of an entry",
                       id);
    rc = vg_id_read(id, letter, &n, err);
    if (rc == VG_OK)
        rc = vg_stmt(&st, c->store, letter == 's' ? VG_SQL_ENTRY_OF_SOURCE : VG_SQL_ENTRY_OF_CLAIM,
                     err);
    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":id", n);
    rc = vg_step(st, err);
    if (rc < 0)
        return rc;
    if (rc != VG_ROW)
        return vg_fail(err, VG_E_ABSENT, "there is no %s", id);
    *out = vg_column_i64(st, 0);
    return VG_OK;
}

int vg_log_proof(struct vg_case *c, const char *id, struct vg_buf *out, struct vg_err *err)
{
    VG_SCOPED_BUF note = {.max = VG_MAX_NOTE};
    VG_SCOPED_SHA256 hash = {0};
    struct vg_tree_source tree = vg_record_tree(c->record);
    struct vg_checkpoint cp;
    struct vg_proof p = {0};
    int64_t index = 0;
    int rc = entry_of(c, id, &index, err);

    if (rc == VG_OK)
        rc = newest_made(c, &note, &cp, err);
    if (rc != VG_OK)
        return rc;
    if ((uint64_t)index >= cp.size)
        return vg_fail(err, VG_E_ABSENT,
                       "there is no entry %" PRId64 " below the checkpoint, which covers %" PRIu64,
                       index, cp.size);
    p.index = (uint64_t)index;
    p.checkpoint = vg_buf_str(&note);
    rc = vg_tree_prove(&tree, &hash, p.index, cp.size, &p.path, err);
    return rc == VG_OK ? vg_proof_write(&p, out, err) : rc;
}
