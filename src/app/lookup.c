/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Claims by their key, without reading the case whole. */
#include <inttypes.h>
#include <string.h>

#include "app/inside.h"
#include "base/limits.h"
#include "claim/claim_job.h"

int vg_claim_get(struct vg_case *c, int64_t id, struct vg_arena *a, struct vg_claim *out,
                 struct vg_err *err)
{
    int rc = vg_begin_read(c->store, err);

    if (rc != VG_OK)
        return rc;
    rc = vg_claim_read(c->store, id, a, out, err);
    vg_rollback(c->store);
    return rc;
}

/* A claim more of a list, read by its id while the statement that names it goes on. */
struct claim_list {
    struct vg_claim *list;
    size_t n, room;
};

static int take_claim(struct vg_case *c, int64_t id, struct vg_arena *a, struct claim_list *l,
                      struct vg_err *err)
{
    l->list = vg_grow(a, l->list, l->n, &l->room);
    return vg_claim_read(c->store, id, a, &l->list[l->n++], err);
}

static int claims_of(struct vg_case *c, int64_t source, struct vg_arena *a, struct claim_list *l,
                     struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, c->store, VG_SQL_CLAIMS_OF_SOURCE, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":source", source);
    while (rc == VG_OK && (rc = vg_step(st, err)) == VG_ROW)
        rc = take_claim(c, vg_column_i64(st, 2), a, l, err);
    return rc;
}

int vg_claims_of_source(struct vg_case *c, int64_t source, struct vg_arena *a,
                        struct vg_claim **out, size_t *n, struct vg_err *err)
{
    struct claim_list l = {0};
    int rc = vg_begin_read(c->store, err);

    if (rc != VG_OK)
        return rc;
    rc = claims_of(c, source, a, &l, err);
    vg_rollback(c->store);
    if (rc != VG_OK)
        return rc;
    *out = l.list;
    *n = l.n;
    return VG_OK;
}
