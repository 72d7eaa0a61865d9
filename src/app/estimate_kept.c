/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Estimates of a case as they were made. What was made under a key is read under it, and made anew
 * where nothing is there; so a total that takes seconds is sought once, by whoever asks first. It
 * is derived data: keeping it is no entry of the record, and where it cannot be kept (a case on a
 * disk that is only read, a case that somebody else is writing) it is made all the same.
 */
#include <inttypes.h>
#include <string.h>

#include "app/estimate_parts.h"
#include "app/inside.h"
#include "base/limits.h"
#include "base/table.h"

const char *vg_estimate_asked(const struct vg_estimate_with *with, struct vg_str exposure,
                              struct vg_arena *a)
{
    VG_SCOPED_SHA256 h = {0};
    unsigned char hash[VG_HASH_SIZE];
    char hex[2 * VG_HASH_SIZE + 1] = "-";

    if (with->exposure != NULL) {
        vg_sha256_of(&h, exposure.p, exposure.len, hash);
        vg_hex_write(hash, sizeof hash, hex);
    }
    return vg_print(a, "seed %" PRIu64 ", detection %.10g:%.10g, exposure %s", with->seed,
                    with->detection_a, with->detection_b, hex);
}

/* A case that is only read keeps for as long as it is open what it cannot keep in its file. */
static struct vg_str recall_unkept(const struct vg_case *c, const char *key)
{
    for (size_t i = 0; i < c->n_unkept; i++)
        if (strcmp(c->unkept[i].key, key) == 0)
            return c->unkept[i].methods;
    return (struct vg_str){0};
}

static void remember(struct vg_case *c, const struct vg_estimate_part *part)
{
    if (part->methods.len == 0 || part->is_recalled || c->n_unkept == VG_ESTIMATES_UNKEPT)
        return;
    c->unkept[c->n_unkept++] = (struct vg_estimate_unkept){vg_copyz(&c->memory, part->key),
                                                           vg_str_copy(&c->memory, part->methods)};
}

struct vg_str vg_estimate_recall(void *w, const char *key)
{
    const struct vg_estimate_keeping *k = w;
    VG_SCOPED_STMT *st = NULL;
    struct vg_str methods;

    if (vg_stmt(&st, k->c->store, VG_SQL_ESTIMATE_BY_KEY, NULL) != VG_OK)
        return (struct vg_str){0};
    vg_bind_text(st, ":key", key);
    if (vg_step(st, NULL) != VG_ROW)
        return recall_unkept(k->c, key);
    methods = vg_column_str(st, 0);
    return methods.len == 0 ? vg_str("") : vg_str_copy(k->a, methods);
}

/* -- keeping --------------------------------------------------------------------------------- */

struct kept_key {
    const char *key;
    int is_current;
};

static int read_keys(const struct vg_estimate_keeping *k, struct kept_key **out, size_t *n)
{
    VG_SCOPED_STMT *st = NULL;
    size_t room = 0;
    int rc = vg_stmt(&st, k->c->store, VG_SQL_ESTIMATE_KEYS_OF, NULL);

    if (rc != VG_OK)
        return rc;
    vg_bind_text(st, ":asked", k->asked);
    while ((rc = vg_step(st, NULL)) == VG_ROW) {
        *out = vg_grow(k->a, *out, *n, &room);
        (*out)[(*n)++] = (struct kept_key){.key = vg_column_copy(st, 0, k->a)};
    }
    return rc;
}

/* What is to be written: the parts that are not there as they are now. */
static size_t find_new(const struct vg_estimate_case *e, struct kept_key *keys, size_t n_keys,
                       const struct vg_estimate_part **out)
{
    size_t n = 0;

    for (size_t i = 0; i < e->n_parts; i++) {
        const struct vg_estimate_part *part = &e->parts[i];
        size_t k = 0;

        if (part->e == NULL || part->e->is_waiting)
            continue;
        while (k < n_keys && strcmp(keys[k].key, part->key) != 0)
            k++;
        if (k < n_keys)
            keys[k].is_current = 1;
        if (k == n_keys || (part->methods.len > 0 && !part->is_recalled))
            out[n++] = part;
    }
    return n;
}

static int put_part(struct vg_store *s, const struct vg_estimate_keeping *k,
                    const struct vg_estimate_case *e, const struct vg_estimate_part *part)
{
    VG_SCOPED_STMT *st = NULL;
    VG_SCOPED_BUF result = {0};
    struct vg_json j = {.out = &result};
    int rc = vg_stmt(&st, s, VG_SQL_ESTIMATE_PUT, NULL);

    if (rc != VG_OK)
        return rc;
    vg_estimate_part_to_json(&j, e, part);
    vg_bind_text(st, ":key", part->key);
    vg_bind_text(st, ":asked", k->asked);
    vg_bind_text(st, ":part", vg_estimate_part_name(part, k->a));
    vg_bind_i64(st, ":entries", vg_record_size(k->c->record));
    vg_bind_text(st, ":verdict", vg_gate_verdict_word(part->e->verdict));
    vg_bind_text(st, ":en", vg_said_text(k->a, part->e->text, "en"));
    vg_bind_text(st, ":zh", vg_said_text(k->a, part->e->text, "zh"));
    vg_bind_str(st, ":result", vg_buf_str(&result));
    vg_bind_blob(st, ":methods", part->methods.p == NULL ? "" : part->methods.p, part->methods.len);
    return vg_run(st, NULL);
}

static int drop_key(struct vg_store *s, const char *key)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, s, VG_SQL_ESTIMATE_DROP, NULL);

    if (rc != VG_OK)
        return rc;
    vg_bind_text(st, ":key", key);
    return vg_run(st, NULL);
}

/* Of other seeds and files only the latest stay. */
static int drop_old(struct vg_store *s)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, s, VG_SQL_ESTIMATE_DROP_ASKED, NULL);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":most", VG_MAX_ESTIMATES_ASKED);
    return vg_run(st, NULL);
}

void vg_estimate_keep(const struct vg_estimate_keeping *k, const struct vg_estimate_case *e)
{
    const struct vg_estimate_part **parts =
        VG_NEW_ARRAY(k->a, const struct vg_estimate_part *, e->n_parts + 1);
    struct kept_key *keys = NULL;
    struct vg_store *own = NULL, *s = k->c->store;
    size_t n_keys = 0, n, gone = 0;
    int rc = read_keys(k, &keys, &n_keys);

    if (rc != VG_OK)
        return;
    n = find_new(e, keys, n_keys, parts);
    for (size_t i = 0; i < n_keys; i++)
        gone += !keys[i].is_current;
    if (n + gone == 0)
        return;
    if (!k->c->writable) {
        rc = vg_store_open(k->c->path, VG_STORE_WRITE, &own, NULL);
        s = own;
    }
    if (rc == VG_OK)
        rc = vg_begin(s, NULL);
    for (size_t i = 0; rc == VG_OK && i < n_keys; i++)
        if (!keys[i].is_current)
            rc = drop_key(s, keys[i].key);
    for (size_t i = 0; rc == VG_OK && i < n; i++)
        rc = put_part(s, k, e, parts[i]);
    if (rc == VG_OK)
        rc = drop_old(s);
    if (rc == VG_OK)
        rc = vg_commit(s, NULL);
    if (s != NULL)
        vg_rollback(s);
    vg_store_close(own);
    for (size_t i = 0; rc != VG_OK && i < n; i++)
        remember(k->c, parts[i]);
}

/* -- what was said before ----------------------------------------------------------------------
 */

static const struct vg_estimate_before *find_before(const struct vg_estimate_keeping *k,
                                                    const struct vg_estimate_part *part)
{
    VG_SCOPED_STMT *st = NULL;
    struct vg_estimate_before *b;

    if (vg_stmt(&st, k->c->store, VG_SQL_ESTIMATE_BEFORE, NULL) != VG_OK)
        return NULL;
    vg_bind_text(st, ":asked", k->asked);
    vg_bind_text(st, ":part", vg_estimate_part_name(part, k->a));
    vg_bind_text(st, ":key", part->key);
    if (vg_step(st, NULL) != VG_ROW)
        return NULL;
    b = VG_NEW(k->a, struct vg_estimate_before);
    *b = (struct vg_estimate_before){
        .id = vg_print(k->a, "e%.12s", vg_column_copy(st, 0, k->a)),
        .entries = vg_record_size(k->c->record) - vg_column_i64(st, 1),
        .en = vg_column_copy(st, 2, k->a),
        .zh = vg_column_copy(st, 3, k->a),
    };
    return b;
}

void vg_estimate_look_back(const struct vg_estimate_keeping *k, struct vg_estimate_case *e)
{
    struct vg_estimate_part *parts = VG_NEW_ARRAY(k->a, struct vg_estimate_part, e->n_parts + 1);

    for (size_t i = 0; i < e->n_parts; i++) {
        parts[i] = e->parts[i];
        if (parts[i].e != NULL && parts[i].e->is_waiting)
            parts[i].before = find_before(k, &parts[i]);
    }
    e->parts = parts;
}

/* -- all of them -------------------------------------------------------------------------------
 */

int vg_estimates_kept(struct vg_case *c, struct vg_arena *a, struct vg_estimate_kept **out,
                      size_t *n, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    struct vg_estimate_kept *list = NULL;
    size_t count = 0, room = 0;
    int rc = vg_stmt(&st, c->store, VG_SQL_ESTIMATES_ALL, err);

    if (rc != VG_OK)
        return rc;
    while ((rc = vg_step(st, err)) == VG_ROW) {
        const char *key = vg_column_copy(st, 0, a);

        list = vg_grow(a, list, count, &room);
        list[count++] = (struct vg_estimate_kept){
            .key = key,
            .id = vg_print(a, "e%.12s", key),
            .asked = vg_column_copy(st, 1, a),
            .part = vg_column_copy(st, 2, a),
            .entries = vg_column_i64(st, 3),
            .verdict = vg_column_copy(st, 4, a),
            .en = vg_column_copy(st, 5, a),
            .zh = vg_column_copy(st, 6, a),
            .result = vg_column_copy(st, 7, a),
        };
    }
    if (rc != VG_OK)
        return rc;
    *out = list;
    *n = count;
    return VG_OK;
}

static const struct vg_estimate_with usual = {.seed = 1, .workers = 8};

static int clear(struct vg_case *c, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_begin(c->store, err);

    if (rc == VG_OK)
        rc = vg_stmt(&st, c->store, VG_SQL_ESTIMATE_CLEAR, err);
    if (rc == VG_OK)
        rc = vg_run(st, err);
    if (rc == VG_OK)
        rc = vg_commit(c->store, err);
    vg_rollback(c->store);
    return rc;
}

int vg_estimates_rebuild(struct vg_case *c, struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_root_graph *g = NULL;
    struct vg_estimate_case e;
    struct vg_view v = {0};
    int64_t had = 0;
    int rc = vg_ask_i64(c->store, VG_SQL_ESTIMATE_COUNT, 0, &had, err);

    if (rc != VG_OK || had == 0)
        return rc;
    rc = clear(c, err);
    if (rc == VG_OK)
        rc = vg_view_load(c, 0, &a, &v, &g, err);
    return rc == VG_OK ? vg_estimate_of_case(c, &v, g, &usual, &a, &e, err) : rc;
}

/* -- are they what is made anew? ---------------------------------------------------------------
 */

static int is_same(const struct vg_estimate_kept *kept, const struct vg_estimate_case *e,
                   const struct vg_estimate_part *part)
{
    VG_SCOPED_BUF result = {0};
    struct vg_json j = {.out = &result};

    vg_estimate_part_to_json(&j, e, part);
    return vg_str_is(vg_buf_str(&result), kept->result);
}

int vg_estimates_try(struct vg_case *c, struct vg_arena *a, struct vg_estimates_tried *out,
                     struct vg_err *err)
{
    struct vg_estimate_with anew = usual;
    struct vg_estimate_kept *kept = NULL;
    struct vg_estimate_case e = {0};
    struct vg_root_graph *g = NULL;
    struct vg_view v = {0};
    size_t n = 0;
    int rc = vg_estimates_kept(c, a, &kept, &n, err);

    *out = (struct vg_estimates_tried){.kept = n};
    if (rc != VG_OK || n == 0)
        return rc;
    anew.forgets = 1;
    rc = vg_view_load(c, 0, a, &v, &g, err);
    if (rc == VG_OK)
        rc = vg_estimate_of_case(c, &v, g, &anew, a, &e, err);
    for (size_t i = 0; rc == VG_OK && i < n; i++)
        for (size_t k = 0; k < e.n_parts; k++) {
            if (strcmp(kept[i].key, e.parts[k].key) != 0)
                continue;
            out->current++;
            if (!is_same(&kept[i], &e, &e.parts[k])) {
                out->differ++;
                out->first = kept[i].id;
            }
        }
    return rc;
}
