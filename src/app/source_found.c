/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * What there is to say of the bytes of a source besides their text: what the reader
 * stumbled over, and where they lie when they came inside an archive.
 */
#include "app/inside.h"
#include "read/read_job.h"

static int find_archive(struct vg_case *c, int64_t id, struct vg_arena *a,
                        struct vg_source_found *out, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, c->store, VG_SQL_ARCHIVED_OF, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":source", id);
    rc = vg_step(st, err);
    if (rc != VG_ROW)
        return rc;
    out->archive = vg_column_i64(st, 0);
    out->record = vg_column_i64(st, 1);
    out->captured = vg_column_copy(st, 2, a);
    out->tool = vg_column_copy(st, 3, a);
    out->member = vg_column_copy(st, 4, a);
    out->ip = vg_column_copy(st, 5, a);
    out->damage = vg_column_copy(st, 6, a);
    out->offset = vg_column_i64(st, 7);
    out->length = vg_column_i64(st, 8);
    return VG_OK;
}

static int count_pages(struct vg_case *c, int64_t id, int64_t *out, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, c->store, VG_SQL_ARCHIVED_PAGES, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":archive", id);
    rc = vg_step(st, err);
    if (rc == VG_ROW)
        *out = vg_column_i64(st, 0);
    return rc < 0 ? rc : VG_OK;
}

static void take_notes(struct vg_source_note *to, size_t *n, const struct vg_read_note *from,
                       size_t count, int is_damage, struct vg_arena *a)
{
    for (size_t i = 0; i < count; i++)
        to[(*n)++] = (struct vg_source_note){
            .kind = vg_note_kind_word(from[i].kind),
            .says = vg_copy(a, from[i].text.p == NULL ? "" : from[i].text.p, from[i].text.len),
            .is_damage = is_damage,
            .offset = from[i].offset,
            .length = from[i].length,
        };
}

static int load_notes(struct vg_case *c, int64_t id, struct vg_arena *a,
                      struct vg_source_found *out, struct vg_err *err)
{
    struct vg_text t;
    struct vg_source_note *list;
    int64_t blob;
    int rc = vg_source_blob(c, id, &blob, err);

    if (rc == VG_OK)
        rc = vg_text_load(c->store, blob, a, &t, err);
    if (rc == VG_E_ABSENT)
        return VG_OK; /* not read: the source says why */
    if (rc != VG_OK)
        return rc;
    list = VG_NEW_ARRAY(a, struct vg_source_note, t.damage_count + t.odd_count);
    take_notes(list, &out->n_notes, t.damage, t.damage_count, 1, a);
    take_notes(list, &out->n_notes, t.odd, t.odd_count, 0, a);
    out->notes = list;
    return VG_OK;
}

int vg_source_found(struct vg_case *c, int64_t id, struct vg_arena *a, struct vg_source_found *out,
                    struct vg_err *err)
{
    struct vg_source_found found = {0};
    int rc = find_archive(c, id, a, &found, err);

    if (rc == VG_OK)
        rc = count_pages(c, id, &found.pages, err);
    if (rc == VG_OK)
        rc = load_notes(c, id, a, &found, err);
    if (rc == VG_OK)
        *out = found;
    return rc;
}

int vg_source_inside(struct vg_case *c, int64_t id, size_t limit, struct vg_arena *a,
                     struct vg_source_inside **out, size_t *n, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    struct vg_source_inside *list = NULL;
    size_t count = 0, room = 0;
    int rc = vg_stmt(&st, c->store, VG_SQL_ARCHIVED_LIST, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":archive", id);
    vg_bind_i64(st, ":limit", (int64_t)limit);
    while ((rc = vg_step(st, err)) == VG_ROW) {
        list = vg_grow(a, list, count, &room);
        list[count++] = (struct vg_source_inside){
            .source = vg_column_i64(st, 0),
            .record = vg_column_i64(st, 1),
            .captured = vg_column_copy(st, 2, a),
            .name = vg_column_copy(st, 3, a),
            .damaged = vg_column_copy(st, 4, a),
        };
    }
    if (rc != VG_OK)
        return rc;
    *out = list;
    *n = count;
    return VG_OK;
}
