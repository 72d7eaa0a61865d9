/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "claim/list_job.h"

#include <string.h>

#include "base/order.h"
#include "claim/claim_job.h"

/* -- into the case ------------------------------------------------------------------ */

static void bind_id(struct vg_stmt *st, const char *name, int64_t id)
{
    if (id == 0)
        vg_bind_null(st, name);
    else
        vg_bind_i64(st, name, id);
}

static int keep_member(struct vg_record *r, int64_t list, size_t n, const struct vg_list_member *m,
                       struct vg_err *err)
{
    struct vg_stmt *st = NULL;
    int64_t id, passage = 0;
    int rc = m->passage == NULL ? VG_OK : vg_passage_keep(r, m->passage, &passage, err);

    if (rc == VG_OK)
        rc = vg_keep(r, VG_KEPT_LIST_MEMBER, &st, &id, err);
    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":list", list);
    vg_bind_i64(st, ":n", (int64_t)n);
    vg_bind_text(st, ":member", m->id);
    bind_id(st, ":passage", passage);
    return vg_run_end(st, err);
}

static int keep_claim(struct vg_record *r, int64_t list, int64_t claim, struct vg_err *err)
{
    struct vg_stmt *st = NULL;
    int64_t id;
    int rc = vg_keep(r, VG_KEPT_LIST_CLAIM, &st, &id, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":list", list);
    vg_bind_i64(st, ":claim", claim);
    return vg_run_end(st, err);
}

int vg_list_keep(struct vg_record *r, const struct vg_list *l, int64_t *id, struct vg_err *err)
{
    struct vg_stmt *st = NULL;
    int rc = vg_list_check(l, err);

    if (rc == VG_OK)
        rc = vg_keep(r, VG_KEPT_LIST, &st, id, err);
    if (rc != VG_OK)
        return rc;
    vg_bind_text(st, ":name", l->name);
    vg_bind_text(st, ":what", l->what);
    bind_id(st, ":root", l->root);
    vg_bind_text(st, ":unit", l->unit);
    bind_id(st, ":whole", l->whole);
    vg_bind_i64(st, ":everyone", l->is_of_everyone != 0);
    rc = vg_run_end(st, err);
    for (size_t i = 0; rc == VG_OK && i < l->n_claims; i++)
        rc = keep_claim(r, *id, l->claims[i], err);
    for (size_t i = 0; rc == VG_OK && i < l->n_members; i++)
        rc = keep_member(r, *id, i, &l->members[i], err);
    return rc;
}

static void bind_looked(struct vg_stmt *st, const struct vg_looked *l)
{
    vg_bind_text(st, ":place", l->place);
    vg_bind_text(st, ":dated", l->date);
    vg_bind_text(st, ":words", l->words);
    vg_bind_text(st, ":language", l->language);
    vg_bind_text(st, ":searched", l->searched);
    vg_bind_text(st, ":result", vg_looked_result_word(l->result));
    bind_id(st, ":minutes", l->minutes);
    vg_bind_text(st, ":who", l->who);
    bind_id(st, ":claim", l->claim);
}

int vg_looked_keep(struct vg_record *r, const struct vg_looked *l, int64_t *id, struct vg_err *err)
{
    struct vg_stmt *st = NULL;
    int rc = vg_keep(r, VG_KEPT_LOOKED, &st, id, err);

    if (rc != VG_OK)
        return rc;
    bind_looked(st, l);
    return vg_run_end(st, err);
}

int vg_looked_known(struct vg_store *s, const struct vg_looked *l, int *out, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, s, VG_SQL_LOOKED_KNOWN, err);

    if (rc != VG_OK)
        return rc;
    bind_looked(st, l);
    rc = vg_step(st, err);
    *out = rc == VG_ROW;
    return rc < 0 ? rc : VG_OK;
}

/* -- out of it ---------------------------------------------------------------------- */

static const struct vg_passage *passage_at(const struct vg_stmt *st, int column, struct vg_arena *a)
{
    struct vg_passage *p;
    struct vg_str *texts[3];

    if (vg_column_type(st, column) == VG_COLUMN_NULL)
        return NULL;
    p = VG_NEW(a, struct vg_passage);
    p->id = vg_column_i64(st, column);
    p->source = vg_column_i64(st, column + 1);
    p->start = vg_column_i64(st, column + 2);
    p->end = vg_column_i64(st, column + 3);
    texts[0] = &p->quote;
    texts[1] = &p->before;
    texts[2] = &p->after;
    for (int i = 0; i < 3; i++) {
        struct vg_str s = vg_column_str(st, column + 4 + i);

        *texts[i] = (struct vg_str){vg_copy(a, s.p, s.len), s.len};
    }
    p->reader = vg_column_copy(st, column + 7, a);
    vg_passage_read_marks(st, column + 8, p);
    return p;
}

static int read_members(struct vg_store *s, struct vg_list *l, struct vg_arena *a,
                        struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    struct vg_list_member *list = NULL;
    size_t n = 0, room = 0;
    int rc = vg_stmt(&st, s, VG_SQL_LIST_MEMBERS_OF, err);

    if (rc == VG_OK)
        vg_bind_i64(st, ":list", l->id);
    while (rc == VG_OK && (rc = vg_step(st, err)) == VG_ROW) {
        list = vg_grow(a, list, n, &room);
        list[n++] = (struct vg_list_member){.id = vg_column_copy(st, 0, a),
                                            .passage = passage_at(st, 1, a)};
        rc = VG_OK;
    }
    l->members = list;
    l->n_members = n;
    return rc;
}

static int read_claims(struct vg_store *s, struct vg_list *l, struct vg_arena *a,
                       struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int64_t *list = NULL;
    size_t n = 0, room = 0;
    int rc = vg_stmt(&st, s, VG_SQL_LIST_CLAIMS_OF, err);

    if (rc == VG_OK)
        vg_bind_i64(st, ":list", l->id);
    while (rc == VG_OK && (rc = vg_step(st, err)) == VG_ROW) {
        list = vg_grow(a, list, n, &room);
        list[n++] = vg_column_i64(st, 0);
        rc = VG_OK;
    }
    l->claims = list;
    l->n_claims = n;
    return rc;
}

static int fill(struct vg_store *s, struct vg_list *l, struct vg_arena *a, struct vg_err *err)
{
    int rc = read_members(s, l, a, err);

    return rc == VG_OK ? read_claims(s, l, a, err) : rc;
}

/* The columns from `at` on: what, root, unit, whole, everyone. */
static void take_list(const struct vg_stmt *st, int at, struct vg_arena *a, struct vg_list *l)
{
    l->what = vg_column_copy(st, at, a);
    l->root = vg_column_i64(st, at + 1);
    l->unit = vg_column_copy(st, at + 2, a);
    l->whole = vg_column_i64(st, at + 3);
    l->is_of_everyone = vg_column_i64(st, at + 4) != 0;
}

/* A later row of one name holds. */
static int read_lists(struct vg_store *s, int64_t before, struct vg_arena *a, struct vg_view *v,
                      struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    struct vg_list *list = NULL;
    size_t n = 0, room = 0;
    int rc = vg_stmt(&st, s, VG_SQL_LISTS_ALL, err);

    if (rc == VG_OK)
        vg_bind_i64(st, ":before", before);
    while (rc == VG_OK && (rc = vg_step(st, err)) == VG_ROW) {
        struct vg_list one = {.id = vg_column_i64(st, 0), .name = vg_column_copy(st, 1, a)};

        take_list(st, 2, a, &one);
        if (n == 0 || strcmp(list[n - 1].name, one.name) != 0) {
            list = vg_grow(a, list, n, &room);
            n++;
        }
        list[n - 1] = one;
        rc = VG_OK;
    }
    for (size_t i = 0; rc == VG_OK && i < n; i++)
        rc = fill(s, &list[i], a, err);
    v->lists = list;
    v->n_lists = n;
    return rc;
}

/* Who and when stand in the entry: the actor signed it. */
static int take_who(struct vg_str entry, struct vg_arena *a, struct vg_looked *l,
                    struct vg_err *err)
{
    VG_SCOPED_BUF hex = {.max = 100};
    struct vg_entry e;
    int rc = vg_entry_read(entry.p, entry.len, &e, err);

    if (rc != VG_OK)
        return rc;
    vg_put_hex(&hex, e.actor, 8);
    l->by = vg_copy(a, hex.p, hex.len);
    l->at = e.time;
    return VG_OK;
}

static int read_looked(struct vg_store *s, int64_t before, struct vg_arena *a, struct vg_view *v,
                       struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    struct vg_looked *list = NULL;
    size_t n = 0, room = 0;
    int rc = vg_stmt(&st, s, VG_SQL_LOOKED_ALL, err);

    if (rc == VG_OK)
        vg_bind_i64(st, ":before", before);
    while (rc == VG_OK && (rc = vg_step(st, err)) == VG_ROW) {
        struct vg_looked *l;

        list = vg_grow(a, list, n, &room);
        l = &list[n++];
        *l = (struct vg_looked){.id = vg_column_i64(st, 0),
                                .place = vg_column_copy(st, 1, a),
                                .date = vg_column_copy(st, 2, a),
                                .words = vg_column_copy(st, 3, a),
                                .language = vg_column_copy(st, 4, a),
                                .searched = vg_column_copy(st, 5, a),
                                .minutes = vg_column_i64(st, 7),
                                .who = vg_column_copy(st, 8, a),
                                .claim = vg_column_i64(st, 9)};
        rc = vg_looked_result_read(vg_column_copy(st, 6, a), &l->result, err);
        if (rc == VG_OK)
            rc = take_who(vg_column_str(st, 10), a, l, err);
    }
    v->looked = list;
    v->n_looked = n;
    return rc;
}

int vg_lists_read(struct vg_store *s, int64_t before, struct vg_arena *a, struct vg_view *v,
                  struct vg_err *err)
{
    int rc = read_lists(s, before, a, v, err);

    return rc == VG_OK ? read_looked(s, before, a, v, err) : rc;
}

static int same_passage(const struct vg_passage *x, const struct vg_passage *y)
{
    return x == y || (x != NULL && y != NULL && x->source == y->source && x->start == y->start &&
                      x->end == y->end);
}

static int same_list(const struct vg_list *x, const struct vg_list *y)
{
    if (!vg_same_text(x->what, y->what) || x->root != y->root || !vg_same_text(x->unit, y->unit) ||
        x->whole != y->whole || x->is_of_everyone != y->is_of_everyone ||
        x->n_claims != y->n_claims || x->n_members != y->n_members)
        return 0;
    for (size_t i = 0; i < x->n_claims; i++)
        if (x->claims[i] != y->claims[i])
            return 0;
    for (size_t i = 0; i < x->n_members; i++)
        if (!vg_same_text(x->members[i].id, y->members[i].id) ||
            !same_passage(x->members[i].passage, y->members[i].passage))
            return 0;
    return 1;
}

int vg_list_known(struct vg_store *s, const struct vg_list *l, int *out, struct vg_err *err)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_STMT *st = NULL;
    struct vg_list kept = {0};
    int rc = vg_stmt(&st, s, VG_SQL_LIST_BY_NAME, err);

    *out = 0;
    if (rc != VG_OK)
        return rc;
    vg_bind_text(st, ":name", l->name);
    rc = vg_step(st, err);
    if (rc != VG_ROW)
        return rc;
    kept.id = vg_column_i64(st, 0);
    take_list(st, 1, &a, &kept);
    rc = fill(s, &kept, &a, err);
    *out = rc == VG_OK && same_list(&kept, l);
    return rc;
}
