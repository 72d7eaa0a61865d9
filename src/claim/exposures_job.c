/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "claim/exposures_job.h"

static int keep_place(struct vg_record *r, int64_t exposure, size_t n,
                      const struct vg_exposure_at *at, struct vg_err *err)
{
    struct vg_stmt *st = NULL;
    int64_t id;
    int rc = vg_keep(r, VG_KEPT_EXPOSURE_PLACE, &st, &id, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":exposure", exposure);
    vg_bind_i64(st, ":n", (int64_t)n);
    vg_bind_text(st, ":place", at->place);
    vg_bind_i64(st, ":amount", at->amount);
    vg_bind_text(st, ":origin", at->origin);
    return vg_run_end(st, err);
}

int vg_exposures_keep(struct vg_record *r, const struct vg_exposures *x, int64_t *id,
                      struct vg_err *err)
{
    struct vg_stmt *st = NULL;
    int rc = vg_keep(r, VG_KEPT_EXPOSURE, &st, id, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_text(st, ":what", x->what);
    if (x->source != 0)
        vg_bind_i64(st, ":source", x->source);
    else
        vg_bind_null(st, ":source");
    vg_bind_text(st, ":because", x->because);
    rc = vg_run_end(st, err);
    for (size_t i = 0; rc == VG_OK && i < x->n; i++)
        rc = keep_place(r, *id, i, &x->places[i], err);
    return rc;
}

static int read_places(struct vg_store *s, struct vg_exposures *x, struct vg_arena *a,
                       struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    struct vg_exposure_at *list = NULL;
    size_t n = 0, room = 0;
    int rc = vg_stmt(&st, s, VG_SQL_EXPOSURE_PLACES_OF, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":exposure", x->id);
    while ((rc = vg_step(st, err)) == VG_ROW) {
        list = vg_grow(a, list, n, &room);
        list[n++] = (struct vg_exposure_at){.place = vg_column_copy(st, 0, a),
                                            .amount = vg_column_i64(st, 1),
                                            .origin = vg_column_copy(st, 2, a)};
    }
    x->places = list;
    x->n = n;
    return rc;
}

int vg_exposures_read(struct vg_store *s, int64_t before, struct vg_arena *a,
                      struct vg_exposures *out, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, s, VG_SQL_EXPOSURE_LAST, err);

    *out = (struct vg_exposures){0};
    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":before", before);
    rc = vg_step(st, err);
    if (rc != VG_ROW)
        return rc;
    out->id = vg_column_i64(st, 0);
    out->what = vg_column_copy(st, 1, a);
    out->source = vg_column_i64(st, 2);
    out->because = vg_column_copy(st, 3, a);
    return read_places(s, out, a, err);
}

int vg_reaches_read(struct vg_store *s, int64_t before, struct vg_arena *a, struct vg_view *v,
                    struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    struct vg_reach *list = NULL;
    size_t n = 0, room = 0;
    int rc = vg_stmt(&st, s, VG_SQL_REACH_ALL, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":before", before);
    while ((rc = vg_step(st, err)) == VG_ROW) {
        list = vg_grow(a, list, n, &room);
        list[n++] = (struct vg_reach){.root = vg_column_i64(st, 0),
                                      .is_all = vg_str_is(vg_column_str(st, 1), "all"),
                                      .because = vg_column_copy(st, 2, a)};
    }
    v->reaches = list;
    v->n_reaches = n;
    return rc;
}
