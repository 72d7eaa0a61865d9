/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Verification in one pass over each table. Entries are walked in order and the
 * tree is grown beside them; every kept table has a cursor ordered by entry, and
 * all cursors move together, so that memory does not grow with the case. A row
 * whose entry does not exist shows as a cursor that stays behind or is left over.
 */
#include "store/verify.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "seal/checkpoint.h"
#include "seal/entry.h"
#include "store/commitment.h"

struct name {
    int64_t entry, came_size;
    const char *origin, *vkey;
    struct vg_key key;
    int has_key;
    unsigned char came_root[VG_HASH_SIZE];
};

struct walk {
    struct vg_store *s;
    const struct vg_verify_how *how;
    struct vg_findings *out;
    struct vg_sha256 hash;
    struct vg_tree tree;
    struct vg_commit commit;
    struct vg_stmt *cursor[VG_KEPT_COUNT];
    int at_row[VG_KEPT_COUNT];
    int has_rows[VG_KEPT_COUNT]; /* under the entry at hand */
    struct vg_columns_order order[VG_KEPT_COUNT];
    struct vg_stmt *notes;   /* stored checkpoints, by size */
    struct vg_stmt *secrets; /* by entry */
    int has_note, has_secret;
    struct name *names; /* of the log, by their first entry */
    size_t n_names, room_names, now;
    int64_t tree_rows;
};

/* -- findings ------------------------------------------------------------------------ */

static void __attribute__((format(printf, 5, 0)))
add_finding(struct vg_findings *f, const char ***list, size_t *n, size_t *room, const char *form,
            va_list args)
{
    char text[1024];

    if (*n >= VG_MAX_FINDINGS) {
        f->more++;
        return;
    }
    (void)vsnprintf(text, sizeof text, form, args);
    *list = vg_grow(f->a, *list, *n, room);
    (*list)[(*n)++] = vg_copyz(f->a, text);
}

static void __attribute__((format(printf, 2, 3))) damaged(struct walk *w, const char *form, ...)
{
    va_list args;

    va_start(args, form);
    add_finding(w->out, &w->out->failed, &w->out->n_failed, &w->out->room_failed, form, args);
    va_end(args);
}

static void __attribute__((format(printf, 2, 3))) missing(struct walk *w, const char *form, ...)
{
    va_list args;

    va_start(args, form);
    add_finding(w->out, &w->out->missing, &w->out->n_missing, &w->out->room_missing, form, args);
    va_end(args);
}

/* Damage of the file's structure is a finding; other trouble ends the walk. No reason
 * in `why`: it stands in `err`, where the failure came up from. */
static int or_damage(struct walk *w, int rc, const struct vg_err *why, struct vg_err *err)
{
    if (rc >= 0 || why->text[0] == '\0')
        return rc;
    if (rc == VG_E_FORMAT) {
        damaged(w, "structure: %s", why->text);
        return VG_OK;
    }
    return vg_fail(err, rc, "%s", why->text);
}

static void tell(struct walk *w, const char *what, int64_t done, int64_t total)
{
    if (w->how->progress != NULL)
        w->how->progress(w->how->w, what, done, total);
}

/* -- the file ---------------------------------------------------------------------------- */

static int check_structure(struct walk *w, struct vg_err *err)
{
    VG_SCOPED_BUF lines = {.max = MIB(1)};
    struct vg_err why = {0};
    int rc = or_damage(w, vg_store_integrity(w->s, &lines, &why), &why, err);

    if (rc == VG_OK && lines.len > 0 && strcmp(lines.p, "ok\n") != 0)
        damaged(w, "structure: %.*s", (int)strcspn(lines.p, "\n"), lines.p);
    return rc;
}

static int check_schema(struct walk *w, struct vg_err *err)
{
    VG_SCOPED_BUF is = {.max = MIB(4)}, ours = {.max = MIB(4)};
    struct vg_err why = {0};
    int rc = or_damage(w, vg_store_schema(w->s, &is, &ours, &why), &why, err);

    if (rc == VG_OK && (is.len != ours.len || (is.len > 0 && memcmp(is.p, ours.p, is.len) != 0)))
        damaged(w, "schema: it is not the one this program makes (a table, trigger or index was "
                   "added, changed or removed)");
    return rc;
}

/* One name of the log: which entries it has, and the key of its checkpoints. */
static void take_name(struct walk *w, const struct vg_stmt *st)
{
    struct vg_str vkey = vg_column_str(st, 2), root = vg_column_str(st, 4);
    struct name *n;
    struct vg_err why = {0};

    w->names = vg_grow(w->out->a, w->names, w->n_names, &w->room_names);
    n = &w->names[w->n_names++];
    *n = (struct name){.entry = vg_column_i64(st, 0),
                       .origin = vg_column_copy(st, 1, w->out->a),
                       .vkey = vg_column_copy(st, 2, w->out->a),
                       .came_size = vg_column_i64(st, 3)};
    if (root.len == sizeof n->came_root)
        memcpy(n->came_root, root.p, sizeof n->came_root);
    if (vg_key_read(vkey.p, vkey.len, &n->key, &why) != VG_OK)
        damaged(w, "case_info: verifier key: %s", why.text);
    else
        n->has_key = 1;
    if (n->has_key && strcmp(n->key.name, n->origin) != 0)
        damaged(w, "case_info: the verifier key is of another log");
}

static int read_case_info(struct walk *w, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    struct vg_err why = {0};
    int rc = vg_stmt(&st, w->s, VG_SQL_CASE_INFOS_ALL, &why);

    if (rc == VG_OK)
        while ((rc = vg_step(st, &why)) == VG_ROW)
            take_name(w, st);
    if (rc < 0)
        return or_damage(w, rc, &why, err);
    if (w->n_names == 0) {
        damaged(w, "case_info: the row that names the log is gone");
        return VG_OK;
    }
    w->out->origin = w->names[w->n_names - 1].origin;
    if (w->how->vkey != NULL && strcmp(w->names[w->n_names - 1].vkey, w->how->vkey) != 0)
        damaged(w, "case_info: the verifier key is not the one given");
    return VG_OK;
}

/*
 * Whoever comes to an entry that gives the log a new name: it commits to the tree under the old
 * one. From then on checkpoints are under the new one.
 */
static void check_name(struct walk *w, int64_t index)
{
    unsigned char root[VG_HASH_SIZE];

    while (w->now + 1 < w->n_names && w->names[w->now + 1].entry <= index) {
        const struct name *n = &w->names[++w->now];

        vg_tree_root(&w->tree, &w->hash, root);
        if (n->entry != index || n->came_size != index || !vg_hash_is(root, n->came_root))
            damaged(w,
                    "case_info (entry %" PRId64 "): the log goes on from another tree than the "
                    "entries before it give",
                    n->entry);
    }
}

/* -- entries ------------------------------------------------------------------------------ */

static int step_cursor(struct walk *w, int t, struct vg_err *err)
{
    struct vg_err why = {0};
    int rc = vg_step(w->cursor[t], &why);

    w->at_row[t] = rc == VG_ROW;
    if (rc < 0)
        return or_damage(w, rc, &why, err);
    return VG_OK;
}

static int open_cursors(struct walk *w, struct vg_err *err)
{
    int rc = vg_stmt(&w->notes, w->s, VG_SQL_CHECKPOINTS_ALL, err);

    if (rc == VG_OK && !w->how->log_only)
        rc = vg_stmt(&w->secrets, w->s, VG_SQL_SECRETS_ALL, err);
    for (int t = 0; rc == VG_OK && !w->how->log_only && t < VG_KEPT_COUNT; t++) {
        rc = vg_stmt(&w->cursor[t], w->s, vg_kept[t].all, err);
        if (rc == VG_OK)
            rc = step_cursor(w, t, err);
    }
    return rc;
}

static int next_of(struct walk *w, struct vg_stmt *st, int *has, struct vg_err *err)
{
    struct vg_err why = {0};
    int rc;

    if (st == NULL)
        return VG_OK;
    rc = vg_step(st, &why);
    *has = rc == VG_ROW;
    return rc < 0 ? or_damage(w, rc, &why, err) : VG_OK;
}

/* Column 1 of every kept table is `entry`. */
enum { ENTRY_COLUMN = 1 };

static int commit_rows(struct walk *w, int64_t index, struct vg_err *err)
{
    for (int t = 0; t < VG_KEPT_COUNT; t++) {
        int64_t row = 0;

        w->has_rows[t] = 0;
        while (w->at_row[t] && vg_column_i64(w->cursor[t], ENTRY_COLUMN) <= index) {
            struct vg_err why = {0};
            int rc;

            if (vg_column_i64(w->cursor[t], ENTRY_COLUMN) < index)
                damaged(w, "%s row %" PRId64 ": its entry %" PRId64 " does not exist",
                        vg_kept[t].name, vg_column_i64(w->cursor[t], 0),
                        vg_column_i64(w->cursor[t], ENTRY_COLUMN));
            else if (vg_commit_row(&w->commit, vg_kept[t].name, row++, w->cursor[t], &w->order[t],
                                   &why) != VG_OK)
                damaged(w, "%s, entry %" PRId64 ": %s", vg_kept[t].name, index, why.text);
            w->has_rows[t] = row > 0;
            rc = step_cursor(w, t, err);
            if (rc != VG_OK)
                return rc;
        }
    }
    return VG_OK;
}

/* One root covers all rows of an entry, so that is how near the place can be told. */
static void rows_differ(struct walk *w, int64_t index, const char *kind)
{
    VG_SCOPED_BUF tables = {.max = KIB(4)};

    for (int t = 0; t < VG_KEPT_COUNT; t++) {
        if (w->has_rows[t])
            vg_putf(&tables, "%s%s", tables.len == 0 ? "" : ", ", vg_kept[t].name);
    }
    damaged(w,
            "entry %" PRId64 " (%s): the rows kept under it (%s), or its secret, are not those it "
            "commits to",
            index, kind, tables.len == 0 ? "none" : tables.p);
}

/* The rows kept under an entry against what the entry says of them. */
static int check_record(struct walk *w, int64_t index, const struct vg_entry *e, struct vg_err *err)
{
    unsigned char root[VG_HASH_SIZE];
    struct vg_str secret = {0};
    int rc = VG_OK;

    while (rc == VG_OK && w->has_secret && vg_column_i64(w->secrets, 0) < index) {
        damaged(w, "secret: its entry %" PRId64 " does not exist", vg_column_i64(w->secrets, 0));
        rc = next_of(w, w->secrets, &w->has_secret, err);
    }
    if (rc == VG_OK && w->has_secret && vg_column_i64(w->secrets, 0) == index)
        secret = vg_column_str(w->secrets, 1);
    if (secret.len != VG_SECRET_SIZE) {
        damaged(w, "secret: the one of entry %" PRId64 " is gone or damaged", index);
        secret.p = NULL;
    }
    vg_commit_begin(&w->commit, secret.p != NULL ? (const unsigned char *)secret.p
                                                 : (const unsigned char *)&(char[32]){0});
    if (rc == VG_OK)
        rc = commit_rows(w, index, err);
    vg_commit_root(&w->commit, root);
    if (rc == VG_OK && secret.p != NULL && e != NULL && !vg_hash_is(root, e->record))
        rows_differ(w, index, e->word);
    if (rc == VG_OK && secret.p != NULL)
        rc = next_of(w, w->secrets, &w->has_secret, err);
    return rc;
}

static int check_parts(struct walk *w, const struct vg_tree_part *parts, size_t n,
                       struct vg_err *err)
{
    for (size_t i = 0; i < n; i++) {
        VG_SCOPED_STMT *st = NULL;
        struct vg_err why = {0};
        struct vg_str h = {0};
        int rc = vg_stmt(&st, w->s, VG_SQL_TREE_GET, err);

        if (rc != VG_OK)
            return rc;
        vg_bind_i64(st, ":level", (int64_t)parts[i].level);
        vg_bind_i64(st, ":n", (int64_t)parts[i].n);
        rc = vg_step(st, &why);
        if (rc < 0)
            return or_damage(w, rc, &why, err);
        if (rc == VG_ROW)
            h = vg_column_str(st, 0);
        if (h.len != VG_HASH_SIZE || !vg_hash_is((const unsigned char *)h.p, parts[i].hash))
            damaged(w, "tree %u/%" PRIu64 ": the stored hash is not that of the entries",
                    parts[i].level, parts[i].n);
    }
    w->tree_rows += (int64_t)n;
    return VG_OK;
}

/* Stored notes of this size: signed by the log, and the root is the tree's. */
static int check_notes(struct walk *w, struct vg_err *err)
{
    while (w->has_note && vg_column_i64(w->notes, 0) <= (int64_t)w->tree.size) {
        int64_t size = vg_column_i64(w->notes, 0);
        struct vg_str note = vg_column_str(w->notes, 1);
        const struct name *name = w->n_names > 0 ? &w->names[w->now] : NULL;
        unsigned char root[VG_HASH_SIZE];
        struct vg_checkpoint c;
        struct vg_err why = {0};
        int rc;

        if (name != NULL && name->has_key &&
            vg_checkpoint_open(note.p, note.len, &name->key, 1, &c, NULL, &why) != VG_OK) {
            damaged(w, "checkpoint %" PRId64 ": %s", size, why.text);
        } else if (name != NULL && name->has_key) {
            vg_tree_root(&w->tree, &w->hash, root);
            if (strcmp(c.origin, name->origin) != 0 || (int64_t)c.size != size)
                damaged(w, "checkpoint %" PRId64 ": it is of another log or size", size);
            else if (!vg_hash_is(root, c.root))
                damaged(w, "checkpoint %" PRId64 ": the entries are not those it was made over",
                        size);
        }
        w->out->checkpoints++;
        rc = next_of(w, w->notes, &w->has_note, err);
        if (rc != VG_OK)
            return rc;
    }
    return VG_OK;
}

static int check_entry(struct walk *w, int64_t index, struct vg_str bytes, struct vg_err *err)
{
    struct vg_tree_part parts[VG_TREE_LEVELS];
    unsigned char leaf[VG_HASH_SIZE];
    struct vg_err why = {0};
    struct vg_entry e;
    int good = vg_entry_read(bytes.p, bytes.len, &e, &why) == VG_OK;
    int rc = VG_OK;

    if (!good)
        damaged(w, "entry %" PRId64 ": %s", index, why.text);
    else if (!w->how->log_only && vg_entry_check(&e, &why) != VG_OK)
        damaged(w, "entry %" PRId64 ": the signature is not that of its actor", index);
    if (!w->how->log_only)
        rc = check_record(w, index, good ? &e : NULL, err);
    if (rc != VG_OK)
        return rc;
    check_name(w, index);
    vg_tree_leaf(&w->hash, bytes.p, bytes.len, leaf);
    rc = check_parts(w, parts, vg_tree_append(&w->tree, &w->hash, leaf, parts), err);
    return rc == VG_OK ? check_notes(w, err) : rc;
}

static int count_leftovers(struct walk *w, int64_t n, struct vg_err *err)
{
    int rc = VG_OK;

    for (int t = 0; t < VG_KEPT_COUNT; t++)
        while (rc == VG_OK && w->at_row[t]) {
            damaged(w, "%s row %" PRId64 ": its entry %" PRId64 " does not exist", vg_kept[t].name,
                    vg_column_i64(w->cursor[t], 0), vg_column_i64(w->cursor[t], ENTRY_COLUMN));
            rc = step_cursor(w, t, err);
        }
    while (rc == VG_OK && w->has_secret) {
        damaged(w, "secret: its entry %" PRId64 " does not exist", vg_column_i64(w->secrets, 0));
        rc = next_of(w, w->secrets, &w->has_secret, err);
    }
    while (rc == VG_OK && w->has_note) {
        damaged(w, "checkpoint %" PRId64 ": the record has only %" PRId64 " entries",
                vg_column_i64(w->notes, 0), n);
        rc = next_of(w, w->notes, &w->has_note, err);
    }
    return rc;
}

/* The stored subtree hashes beyond those that the entries give. */
static int check_tree_rows(struct walk *w, struct vg_err *err)
{
    int64_t rows = 0;
    struct vg_err why = {0};
    int rc = or_damage(w, vg_ask_i64(w->s, VG_SQL_TREE_COUNT, 0, &rows, &why), &why, err);

    if (rc == VG_OK && rows != w->tree_rows)
        damaged(w, "tree: %" PRId64 " hashes are stored where the entries give %" PRId64, rows,
                w->tree_rows);
    return rc;
}

static int walk_entries(struct walk *w, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    struct vg_err why = {0};
    int64_t expected = 0, last = -1;
    int rc = or_damage(w, vg_ask_i64(w->s, VG_SQL_ENTRY_LAST, -1, &last, &why), &why, err);

    if (rc == VG_OK)
        rc = vg_stmt(&st, w->s, VG_SQL_ENTRIES_ALL, err);
    if (rc == VG_OK)
        rc = open_cursors(w, err);
    if (rc == VG_OK)
        rc = next_of(w, w->notes, &w->has_note, err);
    if (rc == VG_OK)
        rc = next_of(w, w->secrets, &w->has_secret, err);
    if (rc == VG_OK)
        rc = check_notes(w, err);
    while (rc == VG_OK && (rc = vg_step(st, &why)) == VG_ROW) {
        int64_t index = vg_column_i64(st, 0);

        if (index != expected)
            damaged(w, "entry %" PRId64 ": it is gone", expected);
        expected = index + 1;
        rc = check_entry(w, index, vg_column_str(st, 1), err);
        if ((expected & 1023) == 0)
            tell(w, "entries", expected, last + 1);
    }
    if (rc < 0)
        rc = or_damage(w, rc, &why, err);
    w->out->entries = (int64_t)w->tree.size;
    if (rc == VG_OK && expected == 0)
        damaged(w, "entry 0: it is gone");
    if (rc == VG_OK)
        rc = count_leftovers(w, expected, err);
    return rc == VG_OK ? check_tree_rows(w, err) : rc;
}

/* -- preserved bytes --------------------------------------------------------------------------- */

static void blob_differs(struct walk *w, int64_t id, int64_t entry, const char *how)
{
    damaged(w, "blob %" PRId64 " (entry %" PRId64 "), chunk: %s", id, entry, how);
}

static int hash_blob(struct walk *w, int64_t id, int64_t entry, int64_t *length,
                     unsigned char hash[VG_HASH_SIZE], struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    struct vg_err why = {0};
    int64_t n = 0;
    int rc = vg_stmt(&st, w->s, VG_SQL_CHUNKS_OF, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":blob", id);
    vg_sha256_begin(&w->hash);
    *length = 0;
    while ((rc = vg_step(st, &why)) == VG_ROW) {
        struct vg_str piece = vg_column_str(st, 1);

        if (vg_column_i64(st, 0) != n++)
            blob_differs(w, id, entry, "a piece is gone");
        else if (piece.len == 0 || *length % VG_CHUNK != 0)
            blob_differs(w, id, entry, "a piece is not cut as it was");
        vg_sha256_add(&w->hash, piece.p, piece.len);
        *length += (int64_t)piece.len;
    }
    vg_sha256_done(&w->hash, hash);
    return rc < 0 ? or_damage(w, rc, &why, err) : VG_OK;
}

static int check_blobs(struct walk *w, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    struct vg_err why = {0};
    int rc = vg_stmt(&st, w->s, VG_SQL_BLOBS_ALL, err);

    while (rc == VG_OK && (rc = vg_step(st, &why)) == VG_ROW) {
        int64_t id = vg_column_i64(st, 0), entry = vg_column_i64(st, 3), length = 0;
        struct vg_str stated = vg_column_str(st, 1);
        unsigned char hash[VG_HASH_SIZE];

        rc = hash_blob(w, id, entry, &length, hash, err);
        if (rc != VG_OK)
            break;
        if (length != vg_column_i64(st, 2))
            damaged(w,
                    "blob %" PRId64 " (entry %" PRId64 "), chunk: %" PRId64 " bytes where %" PRId64
                    " were preserved",
                    id, entry, length, vg_column_i64(st, 2));
        else if (stated.len != VG_HASH_SIZE || !vg_hash_is((const unsigned char *)stated.p, hash))
            blob_differs(w, id, entry, "the bytes do not have its SHA-256");
        w->out->blobs++;
        w->out->bytes += length;
        if ((w->out->blobs & 255) == 0)
            tell(w, "blobs", w->out->blobs, 0);
    }
    return rc < 0 ? or_damage(w, rc, &why, err) : VG_OK;
}

static int check_orphans(struct walk *w, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    struct vg_err why = {0};
    int rc = vg_stmt(&st, w->s, VG_SQL_CHUNKS_WITHOUT_BLOB, err);

    while (rc == VG_OK && (rc = vg_step(st, &why)) == VG_ROW) {
        damaged(w, "chunk: pieces of blob %" PRId64 " have no blob", vg_column_i64(st, 0));
        rc = VG_OK;
    }
    return rc < 0 ? or_damage(w, rc, &why, err) : VG_OK;
}

/* Passages against the derived texts: the record holds either way, but a text that
 * differs would show a reader something else than what was claimed from it. */
static int check_passages(struct walk *w, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    struct vg_err why = {0};
    int rc = vg_stmt(&st, w->s, VG_SQL_PASSAGES_OFF_TEXT_ALL, err);

    while (rc == VG_OK && (rc = vg_step(st, &why)) == VG_ROW) {
        missing(w,
                "text of s%" PRId64 ": passage %" PRId64
                " does not stand where it was; run 'vigil rebuild'",
                vg_column_i64(st, 1), vg_column_i64(st, 0));
        rc = VG_OK;
    }
    return rc < 0 ? or_damage(w, rc, &why, err) : VG_OK;
}

/* -- the mark
 * -------------------------------------------------------------------------------------- */

static int tree_row(void *w, unsigned level, uint64_t n, unsigned char hash[VG_HASH_SIZE],
                    struct vg_err *err)
{
    struct walk *walk = w;
    VG_SCOPED_STMT *st = NULL;
    struct vg_str h = {0};
    int rc = vg_stmt(&st, walk->s, VG_SQL_TREE_GET, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":level", (int64_t)level);
    vg_bind_i64(st, ":n", (int64_t)n);
    rc = vg_step(st, err);
    if (rc == VG_ROW)
        h = vg_column_str(st, 0);
    if (h.len != VG_HASH_SIZE)
        return vg_fail(err, VG_E_ABSENT, "tree hash %u/%" PRIu64 " is missing", level, n);
    memcpy(hash, h.p, VG_HASH_SIZE);
    return VG_OK;
}

static void check_mark(struct walk *w)
{
    struct vg_tree_source from = {tree_row, w};
    unsigned char root[VG_HASH_SIZE];
    struct vg_checkpoint seen;

    if (w->how->home == NULL || w->out->origin == NULL ||
        vg_home_mark_read(w->how->home, w->out->origin, &seen, NULL) != VG_OK)
        return;
    if (seen.size > w->tree.size)
        missing(w,
                "this file was restored from an older copy: it has %" PRIu64
                " entries, this machine has seen %" PRIu64,
                w->tree.size, seen.size);
    else if (w->out->n_failed == 0 &&
             (vg_tree_root_at(&from, &w->hash, seen.size, root, NULL) != VG_OK ||
              !vg_hash_is(root, seen.root)))
        missing(w, "this machine has seen another history of this case, up to entry %" PRIu64,
                seen.size);
}

/* -- all of it
 * ---------------------------------------------------------------------------------------- */

static int check_content(struct walk *w, struct vg_err *err)
{
    int rc;

    if (w->how->log_only) {
        missing(w, "only the log was looked at: signatures of entries, kept rows and preserved "
                   "bytes were not");
        return VG_OK;
    }
    rc = check_blobs(w, err);
    if (rc == VG_OK)
        rc = check_orphans(w, err);
    return rc == VG_OK ? check_passages(w, err) : rc;
}

static void end_walk(struct walk *w)
{
    for (int t = 0; t < VG_KEPT_COUNT; t++)
        vg_stmt_end(w->cursor[t]);
    vg_stmt_end(w->notes);
    vg_stmt_end(w->secrets);
    vg_sha256_end(&w->hash);
    vg_commit_end(&w->commit);
}

static int check_all(struct walk *w, struct vg_err *err)
{
    int rc = VG_OK;

    if (!w->how->log_only)
        rc = check_structure(w, err);
    if (rc == VG_OK)
        rc = check_schema(w, err);
    if (rc == VG_OK)
        rc = read_case_info(w, err);
    if (rc == VG_OK)
        rc = walk_entries(w, err);
    if (rc == VG_OK)
        rc = check_content(w, err);
    if (rc == VG_OK)
        check_mark(w);
    return rc;
}

int vg_store_verify(struct vg_store *s, const struct vg_verify_how *how, struct vg_findings *out,
                    struct vg_err *err)
{
    struct walk w = {.s = s, .how = how, .out = out};
    unsigned char root[VG_HASH_SIZE];
    VG_SCOPED_BUF hex = {.max = 100};
    struct vg_err why = {0};
    int rc = vg_begin_read(s, &why);

    if (rc == VG_OK)
        rc = check_all(&w, &why);
    rc = or_damage(&w, rc, &why, err); /* as where a damaged schema lets no statement be made */
    vg_tree_root(&w.tree, &w.hash, root);
    vg_put_hex(&hex, root, sizeof root);
    memcpy(out->root_hex, hex.p, sizeof out->root_hex);
    end_walk(&w);
    vg_rollback(s);
    return rc;
}
