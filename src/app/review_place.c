/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Where a person stands in a review, and what was decided lately by whom. */
#include <inttypes.h>
#include <string.h>

#include "app/inside.h"
#include "base/limits.h"

/* As the id of a row is made of the two parts of "s1.3". */
enum { PER_SOURCE_BITS = 32 };

static const char *id_of(int64_t row, struct vg_arena *a)
{
    return row == 0 ? NULL
                    : vg_print(a, "s%" PRId64 ".%" PRId64, row >> PER_SOURCE_BITS,
                               row & INT64_C(0xffffffff));
}

/* "s1.3" to its row; 0 when it is of another shape. */
static int64_t row_of(const char *id)
{
    int64_t part[2] = {0, 0};
    size_t at = 0;

    if (id == NULL || *id++ != 's')
        return 0;
    for (; *id != '\0'; id++) {
        if (*id == '.' && at == 0) {
            at = 1;
            continue;
        }
        if (*id < '0' || *id > '9' || part[at] > INT32_MAX / 10 - 1)
            return 0;
        part[at] = 10 * part[at] + (*id - '0');
    }
    return at == 0 || part[0] == 0 || part[1] == 0 ? 0 : part[0] << PER_SOURCE_BITS | part[1];
}

static int count_all(struct vg_case *c, int64_t source, int64_t at, struct vg_review_place *p,
                     struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, c->store, VG_SQL_REVIEW_COUNT, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":first", source);
    vg_bind_i64(st, ":last", source == 0 ? INT32_MAX : source);
    vg_bind_i64(st, ":source", at >> PER_SOURCE_BITS);
    vg_bind_i64(st, ":n", at & INT64_C(0xffffffff));
    rc = vg_step(st, err);
    if (rc == VG_ROW) {
        p->all = vg_column_i64(st, 0);
        p->rank = vg_column_i64(st, 1);
    }
    return rc < 0 ? rc : VG_OK;
}

int vg_review_place(struct vg_case *c, const char *at, int64_t source, struct vg_arena *a,
                    struct vg_review_place *out, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    struct vg_review_place p = {0};
    int64_t after, before;
    int rc;

    if (source < 0 || source >= INT32_MAX)
        return vg_fail(err, VG_E_ABSENT, "there is no such source; see 'vigil sources'");
    after = source << PER_SOURCE_BITS;
    before = source == 0 ? INT64_MAX : (source + 1) << PER_SOURCE_BITS;
    rc = vg_stmt(&st, c->store, VG_SQL_REVIEW_PLACE, err);
    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":after", after);
    vg_bind_i64(st, ":before", before);
    vg_bind_i64(st, ":at", row_of(at));
    rc = vg_step(st, err);
    if (rc == VG_ROW) {
        p.open = vg_column_i64(st, 0);
        p.before = vg_column_i64(st, 1);
        p.previous = id_of(vg_column_i64(st, 2), a);
        p.next = id_of(vg_column_i64(st, 3), a);
        rc = count_all(c, source, row_of(at), &p, err);
    }
    if (rc == VG_OK)
        *out = p;
    return rc;
}

static int take_decision(const struct vg_stmt *st, struct vg_arena *a, struct vg_decision *d,
                         struct vg_err *err)
{
    VG_SCOPED_BUF hex = {.max = 100};
    struct vg_str bytes = vg_column_str(st, 5);
    struct vg_entry e;
    int rc = vg_entry_read(bytes.p, bytes.len, &e, err);

    d->suggestion = vg_column_copy(st, 0, a);
    d->claim = vg_column_i64(st, 1);
    if (rc == VG_OK)
        rc = vg_claim_status_read(vg_column_copy(st, 2, a), &d->status, err);
    d->because = vg_column_copy(st, 3, a);
    d->entry = vg_column_i64(st, 4);
    if (rc != VG_OK)
        return vg_within(err, rc, "entry %" PRId64, d->entry);
    vg_put_hex(&hex, e.actor, 8);
    d->by = vg_copy(a, hex.p, hex.len);
    d->at = e.time;
    return VG_OK;
}

int vg_decisions_late(struct vg_case *c, size_t limit, struct vg_arena *a, struct vg_decision **out,
                      size_t *n, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    struct vg_decision *list = NULL;
    size_t count = 0, room = 0;
    int rc = vg_stmt(&st, c->store, VG_SQL_REVIEW_LATE, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":before", INT64_MAX);
    vg_bind_i64(st, ":limit", limit > VG_MAX_PAGE ? VG_MAX_PAGE : (int64_t)limit);
    while (rc == VG_OK && (rc = vg_step(st, err)) == VG_ROW) {
        list = vg_grow(a, list, count, &room);
        rc = take_decision(st, a, &list[count++], err);
    }
    if (rc != VG_OK)
        return rc;
    *out = list;
    *n = count;
    return VG_OK;
}
