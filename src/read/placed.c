/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "read/placed.h"

#include "read/anchor.h"

static int drop(struct vg_store *s, int64_t blob, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, s, VG_SQL_PLACED_DROP_OF, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":blob", blob);
    return vg_run(st, err);
}

static int put(struct vg_store *s, const struct vg_stmt *passage, struct vg_anchor_found found,
               const struct vg_text *t, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, s, VG_SQL_PLACED_PUT, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":id", vg_column_i64(passage, 0));
    vg_bind_i64(st, ":source", vg_column_i64(passage, 1));
    vg_bind_text(st, ":how", vg_anchor_how_word(found.how));
    if (found.how != VG_ANCHOR_LOST) {
        vg_bind_i64(st, ":start_at", (int64_t)found.start);
        vg_bind_i64(st, ":end_at", (int64_t)found.end);
        vg_bind_str(st, ":reader", t->reader);
    }
    return vg_run(st, err);
}

static struct vg_anchor_found find(const struct vg_stmt *passage, const struct vg_text *t)
{
    struct vg_anchor_found lost = {.how = VG_ANCHOR_LOST};
    struct vg_anchor p = {
        .start = (size_t)vg_column_i64(passage, 2),
        .end = (size_t)vg_column_i64(passage, 3),
        .quote = vg_column_str(passage, 4),
        .before = vg_column_str(passage, 5),
        .after = vg_column_str(passage, 6),
    };

    return t == NULL ? lost : vg_anchor_find(&p, t->text);
}

int vg_passages_place(struct vg_store *s, int64_t blob, const struct vg_text *t, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = drop(s, blob, err);

    if (rc == VG_OK)
        rc = vg_stmt(&st, s, VG_SQL_PASSAGES_OF_BLOB, err);
    if (rc != VG_OK)
        return rc;
    vg_bind_i64(st, ":blob", blob);
    while (rc == VG_OK && (rc = vg_step(st, err)) == VG_ROW) {
        struct vg_anchor_found found = find(st, t);

        rc = found.how == VG_ANCHOR_EXACT ? VG_OK : put(s, st, found, t, err);
    }
    return rc;
}
