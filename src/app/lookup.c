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

/* -- what happened to a claim --------------------------------------------------------------- */

static int take_entry(const struct vg_stmt *st, int column, struct vg_claim_event *e,
                      struct vg_err *err)
{
    VG_SCOPED_BUF hex = {.max = 100};
    struct vg_str bytes = vg_column_str(st, column);
    struct vg_entry entry;
    int rc = vg_entry_read(bytes.p, bytes.len, &entry, err);

    if (rc != VG_OK)
        return vg_within(err, rc, "entry %" PRId64, e->entry);
    e->at = entry.time;
    vg_put_hex(&hex, entry.actor, sizeof entry.actor);
    memcpy(e->actor, hex.p, sizeof e->actor);
    return VG_OK;
}

static int take_event(const struct vg_stmt *st, struct vg_arena *a, struct vg_claim_event *e,
                      struct vg_err *err)
{
    const char *word = vg_column_copy(st, 2, a);

    *e = (struct vg_claim_event){
        .what = (enum vg_claim_happened)vg_column_i64(st, 0),
        .entry = vg_column_i64(st, 1),
        .question = vg_column_copy(st, 3, a),
        .speaker = vg_column_copy(st, 4, a),
        .date = vg_column_copy(st, 5, a),
        .words = vg_column_copy(st, 6, a),
        .other = vg_column_i64(st, 7),
        .root = vg_column_i64(st, 8),
    };
    if (e->what == VG_CLAIM_KEPT)
        e->suggestion = word;
    else
        e->value = word;
    return take_entry(st, 9, e, err);
}

/* A reading is for a family of predicates; that of the claim may be its predicate's own. */
static int is_of_other_family(const struct vg_claim_event *e, const struct vg_claim *claim)
{
    return (e->what == VG_CLAIM_READ || e->what == VG_CLAIM_READ_NOT) &&
           strcmp(e->value, vg_family_word(vg_claim_family(claim))) != 0;
}

static int take_events(struct vg_case *c, const struct vg_claim *claim, struct vg_arena *a,
                       struct vg_claim_event **out, size_t *n, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    struct vg_claim_event *list = NULL;
    size_t count = 0, room = 0;
    int rc = vg_stmt(&st, c->store, VG_SQL_CLAIM_HAPPENED, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":claim", claim->id);
    while (rc == VG_OK && (rc = vg_step(st, err)) == VG_ROW) {
        struct vg_claim_event *e;

        list = vg_grow(a, list, count, &room);
        e = &list[count];
        rc = take_event(st, a, e, err);
        if (rc == VG_OK && e->what == VG_CLAIM_DECIDED)
            rc = vg_claim_status_read(e->value, &e->status, err);
        count += rc == VG_OK && !is_of_other_family(e, claim);
    }
    *out = list;
    *n = count;
    return rc;
}

int vg_claim_history(struct vg_case *c, int64_t id, struct vg_arena *a, struct vg_claim_event **out,
                     size_t *n, struct vg_err *err)
{
    VG_SCOPED_ARENA work = {0};
    struct vg_claim_event *list = NULL;
    struct vg_claim claim;
    size_t count = 0;
    int rc = vg_begin_read(c->store, err);

    if (rc != VG_OK)
        return rc;
    rc = vg_claim_read(c->store, id, &work, &claim, err);
    if (rc == VG_OK)
        rc = take_events(c, &claim, a, &list, &count, err);
    vg_rollback(c->store);
    if (rc != VG_OK)
        return rc;
    *out = list;
    *n = count;
    return VG_OK;
}
