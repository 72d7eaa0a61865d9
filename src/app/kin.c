/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* One source and what stands beside it, without reading the case. */
#include <inttypes.h>
#include <string.h>

#include "app/inside.h"
#include "base/limits.h"
#include "read/read_job.h"

static int begin(struct vg_stmt **st, struct vg_case *c, enum vg_sql sql, int64_t id,
                 struct vg_err *err)
{
    int rc = vg_stmt(st, c->store, sql, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(*st, ":source", id);
    vg_bind_i64(*st, ":limit", VG_MAX_KIN);
    return VG_OK;
}

static int load_same(struct vg_case *c, int64_t id, struct vg_arena *a, struct vg_source_kin *out,
                     struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int64_t *list = NULL;
    size_t room = 0;
    int rc = begin(&st, c, VG_SQL_SIGHTINGS_OF_SOURCE, id, err);

    while (rc == VG_OK && (rc = vg_step(st, err)) == VG_ROW) {
        list = vg_grow(a, list, out->n_same, &room);
        list[out->n_same++] = vg_column_i64(st, 0);
        rc = VG_OK;
    }
    out->same = list;
    return rc;
}

static int load_roots(struct vg_case *c, int64_t id, struct vg_arena *a, struct vg_source_kin *out,
                      struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    struct vg_root *list = NULL;
    size_t room = 0;
    int rc = begin(&st, c, VG_SQL_ROOTS_HELD_ALL, id, err);

    while (rc == VG_OK && (rc = vg_step(st, err)) == VG_ROW) {
        list = vg_grow(a, list, out->n_roots, &room);
        list[out->n_roots++] = (struct vg_root){
            .id = vg_column_i64(st, 0),
            .name = vg_column_copy(st, 1, a),
            .what = vg_column_copy(st, 2, a),
            .speaker = vg_column_copy(st, 3, a),
            .url = vg_column_copy(st, 4, a),
            .source = id,
            .corrected = vg_column_copy(st, 5, a),
        };
        rc = VG_OK;
    }
    out->roots = list;
    return rc;
}

static struct vg_node node_of(const struct vg_stmt *st, int column)
{
    struct vg_node n = {VG_NODE_SOURCE, vg_column_i64(st, column + 1)};

    if (vg_str_is(vg_column_str(st, column), "root"))
        n.kind = VG_NODE_ROOT;
    return n;
}

static int load_edges(struct vg_case *c, int64_t id, struct vg_arena *a, struct vg_source_kin *out,
                      struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    struct vg_edge *list = NULL;
    size_t room = 0;
    int rc = begin(&st, c, VG_SQL_EDGES_OF_SOURCE_ALL, id, err);

    while (rc == VG_OK && (rc = vg_step(st, err)) == VG_ROW) {
        struct vg_edge *e;

        list = vg_grow(a, list, out->n_edges, &room);
        e = &list[out->n_edges++];
        *e = (struct vg_edge){
            .id = vg_column_i64(st, 0),
            .from = node_of(st, 2),
            .to = node_of(st, 4),
            .because = vg_column_copy(st, 6, a),
        };
        rc = vg_derivation_read(vg_column_copy(st, 1, a), &e->kind, err);
    }
    out->edges = list;
    return rc;
}

static const char *id_of(struct vg_node from, struct vg_node to, struct vg_arena *a)
{
    return vg_print(a, "%c%" PRId64 "-%c%" PRId64, from.kind == VG_NODE_ROOT ? 'r' : 's', from.id,
                    to.kind == VG_NODE_ROOT ? 'r' : 's', to.id);
}

static int load_open(struct vg_case *c, int64_t id, struct vg_arena *a, struct vg_source_kin *out,
                     struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    struct vg_edge_suggestion *list = NULL;
    size_t room = 0;
    int rc = begin(&st, c, VG_SQL_EDGE_SUGGESTIONS_OF_SOURCE_ALL, id, err);

    while (rc == VG_OK && (rc = vg_step(st, err)) == VG_ROW) {
        struct vg_edge_suggestion *s;

        list = vg_grow(a, list, out->n_open, &room);
        s = &list[out->n_open++];
        *s = (struct vg_edge_suggestion){
            .from = node_of(st, 1),
            .to = node_of(st, 3),
            .why = vg_column_copy(st, 5, a),
            .direction = vg_column_copy(st, 6, a),
            .shared = vg_column_i64(st, 7),
            .of_from = vg_column_i64(st, 8),
            .of_to = vg_column_i64(st, 9),
        };
        s->id = id_of(s->from, s->to, a);
        rc = vg_derivation_read(vg_column_copy(st, 0, a), &s->kind, err);
    }
    out->open = list;
    return rc;
}

int vg_source_kin(struct vg_case *c, int64_t id, struct vg_arena *a, struct vg_source_kin *out,
                  struct vg_err *err)
{
    struct vg_source_kin kin = {0};
    int rc = load_same(c, id, a, &kin, err);

    if (rc == VG_OK)
        rc = load_roots(c, id, a, &kin, err);
    if (rc == VG_OK)
        rc = load_edges(c, id, a, &kin, err);
    if (rc == VG_OK)
        rc = load_open(c, id, a, &kin, err);
    if (rc == VG_OK)
        *out = kin;
    return rc;
}

int vg_source_open(struct vg_case *c, int64_t id, int64_t *out, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, c->store, VG_SQL_SUGGESTIONS_OPEN_OF, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":source", id);
    rc = vg_step(st, err);
    if (rc == VG_ROW)
        *out = vg_column_i64(st, 0);
    return rc < 0 ? rc : VG_OK;
}

/* -- the text in blocks ------------------------------------------------------------------- */

static int is_inside(const struct vg_text *t, const struct vg_block *b, size_t *at)
{
    while (*at < t->main_count && t->main[*at].end <= b->start)
        (*at)++;
    return *at < t->main_count && t->main[*at].start <= b->start &&
           b->start + b->len <= t->main[*at].end;
}

int vg_source_blocks(struct vg_case *c, int64_t id, struct vg_arena *a, struct vg_str *text,
                     struct vg_text_block **out, size_t *n, struct vg_err *err)
{
    struct vg_text t;
    struct vg_text_block *list;
    int64_t blob;
    size_t at = 0;
    int rc = vg_source_blob(c, id, &blob, err);

    if (rc == VG_OK)
        rc = vg_text_load(c->store, blob, a, &t, err);
    if (rc != VG_OK)
        return vg_within(err, rc, "s%" PRId64, id);
    list = VG_NEW_ARRAY(a, struct vg_text_block, t.block_count + 1);
    for (size_t i = 0; i < t.block_count; i++) {
        const struct vg_block *b = &t.blocks[i];

        list[i] = (struct vg_text_block){
            .start = b->start,
            .end = (int64_t)b->start + b->len,
            .class = vg_block_class_word(b->class),
            .level = b->level,
            .is_main = is_inside(&t, b, &at),
            .language =
                strcmp(b->language, "und") == 0 || b->language[0] == '\0' ? NULL : b->language,
        };
    }
    *text = t.text;
    *out = list;
    *n = t.block_count;
    return VG_OK;
}
