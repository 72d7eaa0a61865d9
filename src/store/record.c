/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Appending. One writer at a time holds the case by BEGIN IMMEDIATE; another
 * process may have appended since our last transaction, so each begins by
 * looking at the size and, if it moved, loading the right edge of the tree anew
 * (at most 63 reads). Commitments are made from the rows read back out of the
 * tables, not from what was handed in: what is committed to is what is stored.
 */
#include "store/record.h"

#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "seal/commit.h"
#include "seal/note.h"
#include "store/commitment.h"

struct vg_record {
    struct vg_store *store;
    struct vg_home home;
    int has_home;
    struct vg_arena memory; /* home path, origin, vkey */
    struct vg_world world;
    const char *origin, *vkey;
    struct vg_signer actor;
    int has_actor;
    struct vg_tree tree;      /* as of the open transaction */
    struct vg_tree committed; /* as of the last commit */
    struct vg_sha256 hash;
    struct vg_commit commit;
    struct vg_columns_order order[VG_KEPT_COUNT];
    int64_t last_id[VG_KEPT_COUNT]; /* -1: not asked yet in this transaction */
    unsigned char touched[VG_KEPT_COUNT];
    uint64_t marked; /* size the mark has, as far as we wrote or read it */
    enum vg_mark_state mark;
    int failed;
    int (*fit)(void *w, struct vg_err *err); /* NULL, or called before each commit */
    void *fit_w;
};

/* -- reading the tree -------------------------------------------------------------- */

static int tree_get(void *w, unsigned level, uint64_t n, unsigned char hash[VG_HASH_SIZE],
                    struct vg_err *err)
{
    struct vg_record *r = w;
    VG_SCOPED_STMT *st = NULL;
    struct vg_str h;
    int rc = vg_stmt(&st, r->store, VG_SQL_TREE_GET, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":level", (int64_t)level);
    vg_bind_i64(st, ":n", (int64_t)n);
    rc = vg_step(st, err);
    if (rc < 0)
        return rc;
    h = rc == VG_ROW ? vg_column_str(st, 0) : (struct vg_str){0};
    if (h.len != VG_HASH_SIZE)
        return vg_fail(err, VG_E_ABSENT, "tree hash %u/%" PRIu64 " is missing; run 'vigil rebuild'",
                       level, n);
    memcpy(hash, h.p, VG_HASH_SIZE);
    return VG_OK;
}

struct vg_tree_source vg_record_tree(struct vg_record *r)
{
    return (struct vg_tree_source){tree_get, r};
}

int vg_record_entry(struct vg_record *r, int64_t index, struct vg_buf *out, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, r->store, VG_SQL_ENTRY_GET, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":id", index);
    rc = vg_step(st, err);
    if (rc < 0)
        return rc;
    if (rc != VG_ROW)
        return vg_fail(err, VG_E_ABSENT, "there is no entry %" PRId64, index);
    vg_put_str(out, vg_column_str(st, 0));
    return VG_OK;
}

/* The name under which the log goes on, and its key. */
static int read_case_info(struct vg_record *r, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, r->store, VG_SQL_CASE_INFO_GET, err);

    if (rc == VG_OK)
        rc = vg_step(st, err);
    if (rc < 0)
        return rc;
    if (rc != VG_ROW)
        return vg_fail(err, VG_E_FORMAT,
                       "the case has no record; it was not finished when it was "
                       "made: remove it and make it again");
    if (r->origin != NULL && vg_str_is(vg_column_str(st, 0), r->origin))
        return VG_OK;
    r->origin = vg_column_copy(st, 0, &r->memory);
    r->vkey = vg_column_copy(st, 1, &r->memory);
    r->marked = 0; /* of another name */
    if (!vg_origin_is_ours(r->origin))
        return vg_fail(err, VG_E_FORMAT, "the origin of the log is damaged");
    return VG_OK;
}

/* Bring r->tree to the size that the file has now. Who appended may have renamed the log. */
static int refresh(struct vg_record *r, struct vg_err *err)
{
    struct vg_tree_source from = vg_record_tree(r);
    int64_t last = -1;
    int rc = vg_ask_i64(r->store, VG_SQL_ENTRY_LAST, -1, &last, err);

    if (rc != VG_OK || (uint64_t)(last + 1) == r->tree.size)
        return rc;
    rc = vg_tree_load(&r->tree, &from, (uint64_t)(last + 1), err);
    return rc == VG_OK ? read_case_info(r, err) : rc;
}

/* -- the mark ----------------------------------------------------------------------- */

static int check_mark(struct vg_record *r, struct vg_err *err)
{
    struct vg_checkpoint seen;
    struct vg_tree_source from = vg_record_tree(r);
    unsigned char root[VG_HASH_SIZE];
    int rc;

    r->mark = VG_MARK_NONE;
    if (!r->has_home)
        return VG_OK;
    rc = vg_home_mark_read(&r->home, r->origin, &seen, NULL);
    if (rc == VG_E_ABSENT)
        return VG_OK;
    if (rc != VG_OK)
        return vg_home_mark_read(&r->home, r->origin, &seen, err);
    r->mark = VG_MARK_BEHIND;
    if (seen.size > r->tree.size) {
        /* Somebody may have committed, and written the mark, since the file was looked at: a
         * mark is written after its commit, so a file that is no older copy has it by now. */
        rc = refresh(r, err);
        if (rc != VG_OK)
            return rc;
        r->committed = r->tree;
    }
    if (seen.size > r->tree.size)
        return VG_OK;
    rc = vg_tree_root_at(&from, &r->hash, seen.size, root, err);
    if (rc != VG_OK)
        return rc;
    if (!vg_hash_is(root, seen.root))
        return VG_OK;
    r->mark = VG_MARK_HELD;
    r->marked = seen.size;
    return VG_OK;
}

static int refuse_old_copy(struct vg_record *r, struct vg_err *err)
{
    struct vg_checkpoint seen = {0};

    (void)vg_home_mark_read(&r->home, r->origin, &seen, NULL);
    if (seen.size > r->tree.size)
        return vg_fail(err, VG_E_REFUSED,
                       "this file was restored from an older copy: it has %" PRIu64
                       " entries, this machine has seen %" PRIu64
                       "; find the newer file, or let this one go on under a name of its own: "
                       "'vigil epoch CASE --because TEXT'",
                       r->tree.size, seen.size);
    return vg_fail(err, VG_E_REFUSED,
                   "this file has another history than this machine has seen: entry %" PRIu64
                   " or one before it differs; find the file with the history you know, or let "
                   "this one go on under a name of its own: 'vigil epoch CASE --because TEXT'",
                   seen.size == 0 ? 0 : seen.size - 1);
}

int vg_record_mark(struct vg_record *r, struct vg_err *err)
{
    struct vg_checkpoint c = {.size = r->committed.size};
    int rc;

    if (!r->has_home || r->committed.size <= r->marked)
        return VG_OK;
    memcpy(c.origin, r->origin, strlen(r->origin) + 1);
    vg_tree_root(&r->committed, &r->hash, c.root);
    rc = vg_home_mark_write(&r->home, &c, err);
    if (rc == VG_OK)
        r->marked = c.size;
    return rc;
}

/* -- opening -------------------------------------------------------------------------- */

static struct vg_record *record_for(struct vg_store *s, const struct vg_home *home,
                                    const struct vg_world *world)
{
    struct vg_record *r = vg_malloc(sizeof *r);

    memset(r, 0, sizeof *r);
    r->store = s;
    r->world = *world;
    if (home != NULL) {
        r->has_home = 1;
        r->home.path = vg_copyz(&r->memory, home->path);
    }
    return r;
}

static int drop_staged(struct vg_record *r, int64_t id, struct vg_err *err)
{
    static const enum vg_sql steps[] = {VG_SQL_STAGED_DROP_CHUNKS, VG_SQL_STAGED_DROP};
    int rc = VG_OK;

    for (size_t i = 0; rc == VG_OK && i < 2; i++) {
        VG_SCOPED_STMT *st = NULL;

        rc = vg_stmt(&st, r->store, steps[i], err);
        if (rc != VG_OK)
            return rc;
        vg_bind_i64(st, ":id", id);
        rc = vg_run(st, err);
    }
    return rc;
}

/*
 * Pieces of blobs whose making was cut off, one blob a transaction. Whoever is still
 * at one holds the write lock only now and then, so being able to write is not enough:
 * they go only while nobody else has the case open. Else the next start finds them.
 */
static int sweep(struct vg_record *r, struct vg_err *err)
{
    int64_t id = -1;
    int rc = vg_ask_i64(r->store, VG_SQL_STAGED_ALL, -1, &id, err);

    while (rc == VG_OK && id >= 0) {
        rc = vg_begin(r->store, err);
        if (rc == VG_OK && !vg_store_is_alone(r->store)) {
            vg_rollback(r->store);
            return VG_OK;
        }
        if (rc == VG_OK)
            rc = vg_ask_i64(r->store, VG_SQL_STAGED_ALL, -1, &id, err);
        if (rc == VG_OK)
            rc = drop_staged(r, id, err);
        if (rc == VG_OK)
            rc = vg_commit(r->store, err);
        vg_rollback(r->store);
        if (rc == VG_OK)
            rc = vg_ask_i64(r->store, VG_SQL_STAGED_ALL, -1, &id, err);
    }
    return rc;
}

static int prepare_writing(struct vg_record *r, struct vg_err *err)
{
    int rc;

    if (r->mark == VG_MARK_BEHIND)
        return refuse_old_copy(r, err);
    rc = vg_home_actor_key_make(&r->home, &r->world, &r->actor, err);
    if (rc != VG_OK)
        return rc;
    r->has_actor = 1;
    return sweep(r, err);
}

int vg_record_open(struct vg_store *s, const struct vg_home *home, const struct vg_world *world,
                   struct vg_record **out, struct vg_err *err)
{
    struct vg_record *r = record_for(s, home, world);
    int rc = read_case_info(r, err);

    if (rc == VG_OK)
        rc = refresh(r, err);
    r->committed = r->tree;
    if (rc == VG_OK)
        rc = check_mark(r, err);
    if (rc == VG_OK && vg_store_writable(s) && r->has_home)
        rc = prepare_writing(r, err);
    if (rc != VG_OK) {
        r->failed = 1;
        vg_record_close(r);
        return rc;
    }
    *out = r;
    return VG_OK;
}

void vg_record_close(struct vg_record *r)
{
    if (r == NULL)
        return;
    vg_record_rollback(r);
    if (!r->failed && r->has_actor)
        (void)vg_record_mark(r, NULL);
    vg_signer_end(&r->actor);
    vg_sha256_end(&r->hash);
    vg_commit_end(&r->commit);
    vg_arena_end(&r->memory);
    free(r);
}

/* What stands before a new name: the tree so far, and what was seen of it. */
struct came {
    const char *because;
    unsigned char root[VG_HASH_SIZE];
    struct vg_checkpoint seen; /* of size 0: nothing */
};

static void bind_came(struct vg_stmt *st, const struct vg_record *r, const struct came *c)
{
    vg_bind_text(st, ":because", c->because);
    vg_bind_i64(st, ":came_size", (int64_t)r->tree.size);
    vg_bind_blob(st, ":came_root", c->root, sizeof c->root);
    if (c->seen.size == 0)
        return;
    vg_bind_i64(st, ":seen_size", (int64_t)c->seen.size);
    vg_bind_blob(st, ":seen_root", c->seen.root, sizeof c->seen.root);
}

/* `came` is NULL for the case's first name. */
static int keep_case_info(struct vg_record *r, const char *program, int weak_box,
                          const struct came *came, struct vg_err *err)
{
    struct vg_stmt *st = NULL;
    int64_t id;
    int rc = vg_keep(r, VG_KEPT_CASE_INFO, &st, &id, err);

    if (rc != VG_OK)
        return rc;
    if (came != NULL)
        bind_came(st, r, came);
    vg_bind_text(st, ":origin", r->origin);
    vg_bind_text(st, ":vkey", r->vkey);
    vg_bind_text(st, ":program", program);
    vg_bind_i64(st, ":weak_box", weak_box);
    rc = vg_run(st, err);
    vg_stmt_end(st);
    return rc;
}

static int make_log_key(struct vg_record *r, struct vg_err *err)
{
    VG_SCOPED_SIGNER log = {0};
    VG_SCOPED_BUF vkey = {.max = 1024};
    struct vg_key key;
    int rc = vg_home_log_key_make(&r->home, &r->world, r->origin, &log, err);

    if (rc == VG_OK)
        rc = vg_key_make(&key, r->origin, VG_KEY_ED25519, log.public, err);
    if (rc != VG_OK)
        return rc;
    vg_key_write(&key, &vkey);
    r->vkey = vg_copy(&r->memory, vkey.p, vkey.len);
    return VG_OK;
}

int vg_record_make(struct vg_store *s, const struct vg_home *home, const struct vg_world *world,
                   const char *program, int weak_box, struct vg_record **out, struct vg_err *err)
{
    struct vg_record *r = record_for(s, home, world);
    char origin[VG_ORIGIN];
    int rc = vg_origin_make(&r->world, origin, err);

    if (rc == VG_OK) {
        r->origin = vg_copyz(&r->memory, origin);
        rc = make_log_key(r, err);
    }
    if (rc == VG_OK)
        rc = prepare_writing(r, err);
    if (rc == VG_OK)
        rc = vg_record_begin(r, err);
    if (rc == VG_OK)
        rc = keep_case_info(r, program, weak_box, NULL, err);
    if (rc == VG_OK)
        rc = vg_record_seal(r, VG_ENTRY_CASE, NULL, err);
    if (rc == VG_OK)
        rc = vg_record_commit(r, err);
    if (rc != VG_OK) {
        r->failed = 1;
        vg_record_close(r);
        return rc;
    }
    *out = r;
    return VG_OK;
}

/* In the transaction that is open: a new name, and the row that says what stood before it. */
static int take_new_name(struct vg_record *r, const char *program, const char *because,
                         struct vg_err *err)
{
    struct came came = {.because = because};
    char origin[VG_ORIGIN];
    int rc = vg_home_mark_read(&r->home, r->origin, &came.seen, NULL);

    if (rc != VG_OK)
        came.seen.size = 0; /* none, or a damaged one: nothing is known to have been seen */
    vg_tree_root(&r->tree, &r->hash, came.root);
    rc = vg_origin_make(&r->world, origin, err);
    if (rc != VG_OK)
        return rc;
    r->origin = vg_copyz(&r->memory, origin);
    r->marked = 0;
    rc = make_log_key(r, err);
    return rc == VG_OK ? keep_case_info(r, program, 0, &came, err) : rc;
}

static int renew(struct vg_record *r, const char *program, const char *because, struct vg_err *err)
{
    VG_SCOPED_BUF note = {.max = VG_MAX_NOTE};
    int rc = read_case_info(r, err);

    if (rc == VG_OK)
        rc = vg_home_actor_key_make(&r->home, &r->world, &r->actor, err);
    if (rc != VG_OK)
        return rc;
    r->has_actor = 1;
    rc = vg_record_begin(r, err);
    if (rc == VG_OK)
        rc = vg_record_conclude(r, VG_ENTRY_EPOCH, take_new_name(r, program, because, err), err);
    return rc == VG_OK ? vg_record_checkpoint(r, &note, err) : rc;
}

int vg_record_renew(struct vg_store *s, const struct vg_home *home, const struct vg_world *world,
                    const char *program, const char *because, struct vg_err *err)
{
    struct vg_record *r = record_for(s, home, world);
    int rc = renew(r, program, because, err);

    r->failed = rc != VG_OK;
    vg_record_close(r);
    return rc;
}

struct vg_store *vg_record_store(struct vg_record *r)
{
    return r->store;
}

const char *vg_record_origin(const struct vg_record *r)
{
    return r->origin;
}

const char *vg_record_vkey(const struct vg_record *r)
{
    return r->vkey;
}

int vg_record_refresh(struct vg_record *r, struct vg_err *err)
{
    int rc = refresh(r, err);

    if (rc == VG_OK)
        r->committed = r->tree;
    return rc;
}

int64_t vg_record_size(struct vg_record *r)
{
    return (int64_t)r->tree.size;
}

enum vg_mark_state vg_record_mark_state(const struct vg_record *r)
{
    return r->mark;
}

/* -- writing ----------------------------------------------------------------------------- */

int vg_record_begin(struct vg_record *r, struct vg_err *err)
{
    int rc;

    if (r->failed)
        return vg_fail(err, VG_E_IO, "an earlier write failed; run the command again");
    if (!r->has_actor)
        return vg_fail(err, VG_E_REFUSED, "the case is open for reading only");
    rc = vg_begin(r->store, err);
    if (rc != VG_OK)
        return rc;
    for (int i = 0; i < VG_KEPT_COUNT; i++)
        r->last_id[i] = -1;
    memset(r->touched, 0, sizeof r->touched);
    rc = refresh(r, err);
    if (rc != VG_OK)
        vg_rollback(r->store);
    return rc;
}

int64_t vg_record_next(const struct vg_record *r)
{
    return (int64_t)r->tree.size;
}

int vg_keep(struct vg_record *r, enum vg_kept table, struct vg_stmt **st, int64_t *id,
            struct vg_err *err)
{
    int rc = VG_OK;

    if (r->last_id[table] < 0)
        rc = vg_ask_i64(r->store, vg_kept[table].last, 0, &r->last_id[table], err);
    if (rc == VG_OK)
        rc = vg_stmt(st, r->store, vg_kept[table].put, err);
    if (rc != VG_OK)
        return rc;
    *id = ++r->last_id[table];
    r->touched[table] = 1;
    vg_bind_i64(*st, ":id", *id);
    vg_bind_i64(*st, ":entry", (int64_t)r->tree.size);
    return VG_OK;
}

/* The record root over the rows of the entry being sealed. */
static int commit_rows(struct vg_record *r, unsigned char root[VG_HASH_SIZE], struct vg_err *err)
{
    for (int t = 0; t < VG_KEPT_COUNT; t++) {
        VG_SCOPED_STMT *st = NULL;
        int64_t row = 0;
        int rc;

        if (!r->touched[t])
            continue;
        rc = vg_stmt(&st, r->store, vg_kept[t].of, err);
        if (rc != VG_OK)
            return rc;
        vg_bind_i64(st, ":entry", (int64_t)r->tree.size);
        while ((rc = vg_step(st, err)) == VG_ROW) {
            rc = vg_commit_row(&r->commit, vg_kept[t].name, row++, st, &r->order[t], err);
            if (rc != VG_OK)
                return rc;
        }
        if (rc != VG_OK)
            return rc;
    }
    vg_commit_root(&r->commit, root);
    return VG_OK;
}

static int put_bytes(struct vg_record *r, enum vg_sql id, const char *name, const void *p, size_t n,
                     struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, r->store, id, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":id", (int64_t)r->tree.size);
    vg_bind_blob(st, name, p, n);
    return vg_run(st, err);
}

static int put_tree(struct vg_record *r, const struct vg_tree_part *parts, size_t n,
                    struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, r->store, VG_SQL_TREE_PUT, err);

    for (size_t i = 0; rc == VG_OK && i < n; i++) {
        vg_bind_i64(st, ":level", (int64_t)parts[i].level);
        vg_bind_i64(st, ":n", (int64_t)parts[i].n);
        vg_bind_blob(st, ":hash", parts[i].hash, VG_HASH_SIZE);
        rc = vg_run(st, err);
        vg_stmt_again(st);
    }
    return rc;
}

int vg_record_seal(struct vg_record *r, enum vg_entry_kind kind, int64_t *index, struct vg_err *err)
{
    struct vg_entry e = {.kind = kind, .time = r->world.now(r->world.w)};
    unsigned char secret[VG_SECRET_SIZE], leaf[VG_HASH_SIZE];
    struct vg_tree_part parts[VG_TREE_LEVELS];
    VG_SCOPED_BUF bytes = {.max = VG_MAX_ENTRY};
    size_t n;
    int rc;

    if (r->world.fill_random(r->world.w, secret, sizeof secret) != VG_OK ||
        r->world.fill_random(r->world.w, e.salt, sizeof e.salt) != VG_OK)
        return vg_fail(err, VG_E_IO, "no randomness to be had from the system");
    vg_commit_begin(&r->commit, secret);
    rc = commit_rows(r, e.record, err);
    if (rc == VG_OK)
        rc = vg_entry_sign(&e, &r->actor, err);
    if (rc == VG_OK)
        rc = vg_entry_write(&e, &bytes, err);
    if (rc == VG_OK)
        rc = put_bytes(r, VG_SQL_ENTRY_PUT, ":bytes", bytes.p, bytes.len, err);
    if (rc == VG_OK)
        rc = put_bytes(r, VG_SQL_SECRET_PUT, ":secret", secret, sizeof secret, err);
    if (rc != VG_OK)
        return rc;
    vg_tree_leaf(&r->hash, bytes.p, bytes.len, leaf);
    n = vg_tree_append(&r->tree, &r->hash, leaf, parts);
    memset(r->touched, 0, sizeof r->touched);
    if (index != NULL)
        *index = (int64_t)r->tree.size - 1;
    return put_tree(r, parts, n, err);
}

void vg_record_before_commit(struct vg_record *r, int (*fit)(void *w, struct vg_err *err), void *w)
{
    r->fit = fit;
    r->fit_w = w;
}

void vg_record_rollback(struct vg_record *r)
{
    vg_rollback(r->store);
    r->tree = r->committed;
}

int vg_record_commit(struct vg_record *r, struct vg_err *err)
{
    int rc = r->fit == NULL ? VG_OK : r->fit(r->fit_w, err);

    if (rc != VG_OK) {
        vg_record_rollback(r);
        return rc;
    }
    rc = vg_commit(r->store, err);
    if (rc != VG_OK) {
        r->failed = 1; /* nothing read back after a failed sync can be trusted */
        return rc;
    }
    r->committed = r->tree;
    return VG_OK;
}

int vg_record_conclude(struct vg_record *r, enum vg_entry_kind kind, int rc, struct vg_err *err)
{
    if (rc == VG_OK)
        rc = vg_record_seal(r, kind, NULL, err);
    if (rc == VG_OK)
        rc = vg_record_commit(r, err);
    if (rc != VG_OK)
        vg_record_rollback(r);
    return rc;
}

/* -- checkpoints ---------------------------------------------------------------------------- */

static int stored_note(struct vg_record *r, struct vg_buf *out, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, r->store, VG_SQL_CHECKPOINT_GET, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":id", (int64_t)r->tree.size);
    rc = vg_step(st, err);
    if (rc < 0)
        return rc;
    if (rc != VG_ROW)
        return vg_fail(err, VG_E_ABSENT, "there is no checkpoint of the newest size");
    vg_put_str(out, vg_column_str(st, 0));
    return VG_OK;
}

static int sign_note(struct vg_record *r, struct vg_buf *out, struct vg_err *err)
{
    VG_SCOPED_SIGNER log = {0};
    struct vg_checkpoint c = {.size = r->tree.size};
    int rc = vg_home_log_key(&r->home, r->origin, &log, err);

    if (rc == VG_E_ABSENT)
        return vg_fail(err, VG_E_REFUSED,
                       "this machine does not hold the log key of the case (keys/%s.key under "
                       "VIGIL_HOME); make the checkpoint where the case was made",
                       r->origin);
    if (rc != VG_OK)
        return rc;
    memcpy(c.origin, r->origin, strlen(r->origin) + 1);
    vg_tree_root(&r->tree, &r->hash, c.root);
    rc = vg_checkpoint_sign(&c, &log, out, err);
    return rc == VG_OK ? put_bytes(r, VG_SQL_CHECKPOINT_PUT, ":note", out->p, out->len, err) : rc;
}

/* Read size and root, sign, store: one transaction, so there are never two notes
 * of one size. Only stored bytes are shown, and only once the mark is written. */
int vg_record_checkpoint(struct vg_record *r, struct vg_buf *out, struct vg_err *err)
{
    VG_SCOPED_BUF note = {.max = VG_MAX_NOTE};
    int rc;

    if (!r->has_actor) {
        rc = stored_note(r, out, err);
        if (rc != VG_E_ABSENT)
            return rc;
        if (r->mark == VG_MARK_BEHIND)
            return refuse_old_copy(r, err); /* why it could not be opened for writing */
        return vg_fail(err, VG_E_REFUSED,
                       "the case is read-only and has no checkpoint of its newest size");
    }
    rc = vg_record_begin(r, err);
    if (rc == VG_OK)
        rc = stored_note(r, &note, NULL);
    if (rc == VG_E_ABSENT)
        rc = sign_note(r, &note, err);
    if (rc == VG_OK)
        rc = vg_record_commit(r, err);
    if (rc == VG_OK)
        rc = vg_record_mark(r, err);
    if (rc != VG_OK) {
        vg_record_rollback(r);
        return rc;
    }
    vg_put(out, note.p, note.len);
    return VG_OK;
}
