/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "resolve/keyed_job.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/order.h"
#include "base/table.h"
#include "seal/hash.h"

struct entry {
    int64_t number;
    struct vg_keyed_name name;
};

struct pair {
    int64_t key, name;
};

struct use {
    int64_t name, claim;
    int speaks;
};

struct vg_keyed_writer {
    struct vg_store *s;
    const struct vg_scorer **scorer; /* *scorer NULL: not needed yet */
    struct vg_arena *tables;
    struct vg_arena work; /* of one name */
    struct vg_arena held; /* names and keys that are not written yet */
    struct vg_table at;   /* number of a held name → its place */
    struct entry *entries;
    struct pair *keys;
    struct use *uses;
    size_t n_entries, room_entries, n_keys, room_keys, n_uses, room_uses;
};

int64_t vg_keyed_number(struct vg_str name)
{
    VG_SCOPED_SHA256 h = {0};
    unsigned char hash[VG_HASH_SIZE];
    uint64_t number = 0;

    vg_sha256_of(&h, name.p, name.len, hash);
    for (size_t i = 0; i < 8; i++)
        number = number << 8 | hash[i];
    return (int64_t)number;
}

struct vg_keyed_name vg_keyed_copy(const struct vg_keyed_name *n, struct vg_arena *a)
{
    return (struct vg_keyed_name){.name = vg_copyz(a, n->name),
                                  .kind = vg_copyz(a, n->kind),
                                  .en = vg_copyz(a, n->en),
                                  .zh = vg_copyz(a, n->zh),
                                  .parent = vg_copyz(a, n->parent)};
}

/* -- keys of a name -----------------------------------------------------------------------------
 */

static const struct vg_scored_name *ready(const struct vg_scorer *s, const char *text,
                                          struct vg_arena *a)
{
    struct vg_name *name;

    if (text == NULL || text[0] == '\0')
        return NULL;
    name = VG_NEW(a, struct vg_name);
    vg_name_read(vg_str(text), (struct vg_str){0}, a, name);
    return name->n == 0 ? NULL : vg_scored_name(s, name, VG_KIND_BODY, a);
}

void vg_keyed_ready(const struct vg_scorer *s, const struct vg_keyed_name *n, struct vg_arena *a,
                    const struct vg_scored_name *out[VG_KEYED_TEXTS])
{
    out[0] = ready(s, n->kind == NULL ? n->name : n->en, a);
    out[1] = ready(s, n->kind == NULL ? NULL : n->zh, a);
}

static int key_order(const void *x, const void *y)
{
    const uint64_t *a = x, *b = y;

    return *a < *b ? -1 : *a > *b;
}

size_t vg_keyed_keys(const struct vg_scored_name *const texts[VG_KEYED_TEXTS],
                     uint64_t out[VG_KEYED_KEYS])
{
    size_t n = 0, kept = 0;

    for (size_t t = 0; t < VG_KEYED_TEXTS; t++)
        n += texts[t] == NULL ? 0 : vg_name_keys(texts[t], out + n);
    if (n > 1)
        qsort(out, n, sizeof *out, key_order);
    for (size_t i = 0; i < n; i++)
        if (kept == 0 || out[kept - 1] != out[i])
            out[kept++] = out[i];
    return kept;
}

static size_t keys_of(struct vg_keyed_writer *w, const struct vg_keyed_name *n,
                      uint64_t out[VG_KEYED_KEYS])
{
    const struct vg_scored_name *texts[VG_KEYED_TEXTS];

    if (*w->scorer == NULL)
        *w->scorer = vg_scorer_make(w->tables);
    vg_arena_clear(&w->work);
    vg_keyed_ready(*w->scorer, n, &w->work, texts);
    return vg_keyed_keys(texts, out);
}

/* -- writing ------------------------------------------------------------------------------------
 */

struct vg_keyed_writer *vg_keyed_writer_open(struct vg_store *s, const struct vg_scorer **scorer,
                                             struct vg_arena *tables)
{
    struct vg_keyed_writer *w = vg_malloc(sizeof *w);

    *w = (struct vg_keyed_writer){.s = s, .scorer = scorer, .tables = tables};
    w->at = VG_TABLE(&w->held);
    return w;
}

void vg_keyed_writer_closep(struct vg_keyed_writer **w)
{
    if (*w == NULL)
        return;
    vg_arena_end(&(*w)->work);
    vg_arena_end(&(*w)->held);
    free(*w);
    *w = NULL;
}

static void let_go(struct vg_keyed_writer *w)
{
    vg_arena_clear(&w->held);
    w->at = VG_TABLE(&w->held);
    w->entries = NULL;
    w->keys = NULL;
    w->uses = NULL;
    w->n_entries = w->room_entries = w->n_keys = w->room_keys = w->n_uses = w->room_uses = 0;
}

static int entry_order(const void *x, const void *y)
{
    const struct entry *a = x, *b = y;

    return a->number < b->number ? -1 : a->number > b->number;
}

static int pair_order(const void *x, const void *y)
{
    const struct pair *a = x, *b = y;

    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return a->name < b->name ? -1 : a->name > b->name;
}

static int use_order(const void *x, const void *y)
{
    const struct use *a = x, *b = y;

    if (a->name != b->name)
        return a->name < b->name ? -1 : 1;
    if (a->claim != b->claim)
        return a->claim < b->claim ? -1 : 1;
    return a->speaks - b->speaks;
}

static int write_entries(struct vg_keyed_writer *w, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, w->s, VG_SQL_KEYED_PUT, err);

    if (w->n_entries > 1)
        qsort(w->entries, w->n_entries, sizeof *w->entries, entry_order);
    for (size_t i = 0; rc == VG_OK && i < w->n_entries; i++) {
        const struct vg_keyed_name *n = &w->entries[i].name;

        vg_bind_i64(st, ":id", w->entries[i].number);
        vg_bind_text(st, ":name", n->name);
        vg_bind_text(st, ":kind", n->kind);
        vg_bind_text(st, ":en", n->en);
        vg_bind_text(st, ":zh", n->zh);
        vg_bind_text(st, ":parent", n->parent);
        rc = vg_run(st, err);
        vg_stmt_again(st);
    }
    return rc;
}

static int write_keys(struct vg_keyed_writer *w, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, w->s, VG_SQL_KEYED_KEY_PUT, err);

    if (w->n_keys > 1)
        qsort(w->keys, w->n_keys, sizeof *w->keys, pair_order);
    for (size_t i = 0; rc == VG_OK && i < w->n_keys; i++) {
        vg_bind_i64(st, ":key", w->keys[i].key);
        vg_bind_i64(st, ":name", w->keys[i].name);
        rc = vg_run(st, err);
        vg_stmt_again(st);
    }
    return rc;
}

static int write_uses(struct vg_keyed_writer *w, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, w->s, VG_SQL_KEYED_USE_PUT, err);

    if (w->n_uses > 1)
        qsort(w->uses, w->n_uses, sizeof *w->uses, use_order);
    for (size_t i = 0; rc == VG_OK && i < w->n_uses; i++) {
        vg_bind_i64(st, ":name", w->uses[i].name);
        vg_bind_i64(st, ":claim", w->uses[i].claim);
        vg_bind_i64(st, ":speaks", w->uses[i].speaks);
        rc = vg_run(st, err);
        vg_stmt_again(st);
    }
    return rc;
}

int vg_keyed_flush(struct vg_keyed_writer *w, struct vg_err *err)
{
    int rc = w->n_entries > 0 ? write_entries(w, err) : VG_OK;

    if (rc == VG_OK && w->n_keys > 0)
        rc = write_keys(w, err);
    if (rc == VG_OK && w->n_uses > 0)
        rc = write_uses(w, err);
    let_go(w);
    return rc;
}

static struct vg_str number_text(const int64_t *number)
{
    return (struct vg_str){(const char *)number, sizeof *number};
}

/* Its keys go by what its texts were. */
static int drop_keys(struct vg_keyed_writer *w, int64_t number, const struct vg_keyed_name *n,
                     struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    uint64_t keys[VG_KEYED_KEYS];
    size_t n_keys = keys_of(w, n, keys);
    int rc = vg_stmt(&st, w->s, VG_SQL_KEYED_KEY_DROP, err);

    for (size_t i = 0; rc == VG_OK && i < n_keys; i++) {
        vg_bind_i64(st, ":key", (int64_t)keys[i]);
        vg_bind_i64(st, ":name", number);
        rc = vg_run(st, err);
        vg_stmt_again(st);
    }
    return rc;
}

/* What stays as it is needs no writing. Of two names with one number the first one stays. */
static int is_needed(const struct vg_keyed_name *was, const struct vg_keyed_name *n)
{
    if (strcmp(was->name, n->name) != 0 || n->kind == NULL)
        return 0;
    return !vg_same_text(was->kind, n->kind) || !vg_same_text(was->en, n->en) ||
           !vg_same_text(was->zh, n->zh) || !vg_same_text(was->parent, n->parent);
}

/* Is there something to be written? What is there under the name goes first. */
static int make_way(struct vg_keyed_writer *w, int64_t number, const struct vg_keyed_name *n,
                    int *needed, struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_keyed_name was;
    int64_t at;
    int rc = VG_OK;

    *needed = 1;
    if (vg_table_get(&w->at, number_text(&number), &at)) {
        *needed = is_needed(&w->entries[at].name, n);
        if (*needed)
            rc = vg_keyed_flush(w, err);
        if (rc != VG_OK || !*needed)
            return rc;
    }
    rc = vg_keyed_get(w->s, number, &a, &was, err);
    if (rc != VG_ROW)
        return rc;
    *needed = is_needed(&was, n);
    return *needed ? drop_keys(w, number, &was, err) : VG_OK;
}

static void hold(struct vg_keyed_writer *w, int64_t number, const struct vg_keyed_name *n)
{
    uint64_t keys[VG_KEYED_KEYS];
    size_t n_keys = keys_of(w, n, keys);

    w->entries = vg_grow(&w->held, w->entries, w->n_entries, &w->room_entries);
    w->entries[w->n_entries] = (struct entry){number, vg_keyed_copy(n, &w->held)};
    (void)vg_table_add(&w->at, number_text(&number), (int64_t)w->n_entries++, NULL);
    for (size_t i = 0; i < n_keys; i++) {
        w->keys = vg_grow(&w->held, w->keys, w->n_keys, &w->room_keys);
        w->keys[w->n_keys++] = (struct pair){(int64_t)keys[i], number};
    }
}

int vg_keyed_put(struct vg_keyed_writer *w, const struct vg_keyed_name *n, struct vg_err *err)
{
    int64_t number = vg_keyed_number(vg_str(n->name));
    int needed = 0;
    int rc = make_way(w, number, n, &needed, err);

    if (rc != VG_OK || !needed)
        return rc;
    hold(w, number, n);
    return w->n_keys >= VG_KEYED_HELD ? vg_keyed_flush(w, err) : VG_OK;
}

int vg_keyed_use(struct vg_keyed_writer *w, struct vg_str name, int64_t claim, int speaks,
                 struct vg_err *err)
{
    w->uses = vg_grow(&w->held, w->uses, w->n_uses, &w->room_uses);
    w->uses[w->n_uses++] = (struct use){vg_keyed_number(name), claim, speaks};
    return w->n_uses >= VG_KEYED_HELD ? vg_keyed_flush(w, err) : VG_OK;
}

static int drop_rows(struct vg_store *s, enum vg_sql sql, const char *column, int64_t number,
                     struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, s, sql, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, column, number);
    return vg_run(st, err);
}

int vg_keyed_drop(struct vg_keyed_writer *w, int64_t number, struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_keyed_name was;
    int rc = vg_keyed_flush(w, err);

    if (rc == VG_OK)
        rc = vg_keyed_get(w->s, number, &a, &was, err);
    if (rc != VG_ROW)
        return rc;
    rc = drop_keys(w, number, &was, err);
    if (rc == VG_OK)
        rc = drop_rows(w->s, VG_SQL_KEYED_USE_DROP, ":name", number, err);
    return rc == VG_OK ? drop_rows(w->s, VG_SQL_KEYED_DROP, ":id", number, err) : rc;
}

int vg_keyed_clear(struct vg_store *s, struct vg_err *err)
{
    static const enum vg_sql steps[] = {VG_SQL_KEYED_CLEAR_STATE, VG_SQL_KEYED_CLEAR_GUARDING,
                                        VG_SQL_KEYED_CLEAR_KEYS, VG_SQL_KEYED_CLEAR_USES,
                                        VG_SQL_KEYED_CLEAR_LISTED};

    return vg_run_each(s, steps, sizeof steps / sizeof *steps, err);
}

/* -- asking -------------------------------------------------------------------------------------
 */

static struct vg_keyed_name row_of(const struct vg_stmt *st, struct vg_arena *a)
{
    return (struct vg_keyed_name){.name = vg_column_copy(st, 0, a),
                                  .kind = vg_column_copy(st, 1, a),
                                  .en = vg_column_copy(st, 2, a),
                                  .zh = vg_column_copy(st, 3, a),
                                  .parent = vg_column_copy(st, 4, a)};
}

int vg_keyed_get(struct vg_store *s, int64_t number, struct vg_arena *a, struct vg_keyed_name *out,
                 struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, s, VG_SQL_KEYED_GET, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":id", number);
    rc = vg_step(st, err);
    if (rc == VG_ROW)
        *out = row_of(st, a);
    return rc;
}

int vg_keyed_count(struct vg_store *s, int64_t most, int64_t *out, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, s, VG_SQL_KEYED_COUNT, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":limit", most + 1);
    rc = vg_step(st, err);
    if (rc == VG_ROW)
        *out = vg_column_i64(st, 0);
    return rc < 0 ? rc : VG_OK;
}

int vg_keyed_each(struct vg_store *s, int (*each)(void *w, const struct vg_keyed_name *n), void *w,
                  struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, s, VG_SQL_KEYED_EACH_ALL, err);

    while (rc == VG_OK && (rc = vg_step(st, err)) == VG_ROW) {
        struct vg_keyed_name n;

        vg_arena_clear(&a);
        n = row_of(st, &a);
        if (each(w, &n) != 0)
            return VG_OK;
        rc = VG_OK;
    }
    return rc;
}

static int by_name(const void *x, const void *y)
{
    const struct vg_keyed_found *a = x, *b = y;

    return a->name < b->name ? -1 : a->name > b->name;
}

static int likeliest_first(const void *x, const void *y)
{
    const struct vg_keyed_found *a = x, *b = y;

    if (a->keys != b->keys)
        return a->keys > b->keys ? -1 : 1;
    if (a->few != b->few)
        return a->few > b->few ? -1 : 1;
    return by_name(x, y);
}

/* The names of one key into `list` from its end on, or none where they are too many. */
static int probe(struct vg_stmt *st, uint64_t key, unsigned most, struct vg_keyed_found *list,
                 size_t *n, struct vg_err *err)
{
    size_t met = 0;
    int rc;

    vg_stmt_again(st);
    vg_bind_i64(st, ":key", (int64_t)key);
    vg_bind_i64(st, ":limit", (int64_t)most + 1);
    while ((rc = vg_step(st, err)) == VG_ROW) {
        if (met < most)
            list[met].name = vg_column_i64(st, 0);
        met++;
    }
    for (size_t i = 0; i < met && met <= most; i++) {
        list[i].keys = 1;
        list[i].few = most - (uint32_t)met;
    }
    *n = met;
    return rc;
}

int vg_keyed_find(struct vg_store *s, const uint64_t *keys, size_t n, unsigned most,
                  struct vg_arena *a, struct vg_keyed_found **out, size_t *n_out,
                  struct vg_keyed_told *told, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    struct vg_keyed_found *list = VG_NEW_ARRAY(a, struct vg_keyed_found, n * most + 1);
    size_t all = 0, kept = 0;
    int rc = vg_stmt(&st, s, VG_SQL_KEYED_PROBE, err);

    for (size_t i = 0; rc == VG_OK && i < n; i++) {
        size_t met = 0;

        rc = probe(st, keys[i], most, list + all, &met, err);
        told->probes++;
        told->common += met > most;
        all += met > most ? 0 : met;
    }
    if (rc != VG_OK)
        return rc;
    if (all > 1)
        qsort(list, all, sizeof *list, by_name);
    for (size_t i = 0; i < all; i++) {
        if (kept == 0 || list[kept - 1].name != list[i].name) {
            list[kept++] = list[i];
            continue;
        }
        list[kept - 1].keys += list[i].keys;
        list[kept - 1].few += list[i].few;
    }
    if (kept > 1)
        qsort(list, kept, sizeof *list, likeliest_first);
    *out = list;
    *n_out = kept;
    return VG_OK;
}
