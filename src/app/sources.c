/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * A page of the list of sources. Which ones is asked of the store, what each is of
 * vg_source_get(): a page shows a few dozen.
 */
#include <string.h>

#include "app/inside.h"
#include "base/limits.h"

struct page {
    struct vg_case *c;
    const struct vg_sources_filter *f;
    int64_t offset, limit, total;
    int64_t *ids;
    size_t n;
};

static int is_plain(const struct vg_sources_filter *f)
{
    return f->words == NULL && f->language == NULL && f->kind == NULL && f->publisher == NULL &&
           !f->without_text && !f->with_open;
}

static void bind_filter(struct vg_stmt *st, const struct vg_sources_filter *f)
{
    vg_bind_text(st, ":words", f->words);
    vg_bind_text(st, ":language", f->language);
    vg_bind_text(st, ":kind", f->kind);
    vg_bind_text(st, ":publisher", f->publisher);
    if (f->without_text)
        vg_bind_i64(st, ":without_text", 1);
    if (f->with_open)
        vg_bind_i64(st, ":with_open", 1);
}

static int take_ids(struct page *p, struct vg_stmt *st, struct vg_err *err)
{
    int rc = VG_OK;

    while (p->n < (size_t)p->limit && (rc = vg_step(st, err)) == VG_ROW)
        p->ids[p->n++] = vg_column_i64(st, 0);
    return rc < 0 ? rc : VG_OK;
}

/* Ids have no holes: nothing kept is ever removed. So a place in the list is an id. */
static int plain_ids(struct page *p, int newest, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_ask_i64(p->c->store, VG_SQL_SOURCES_LAST, 0, &p->total, err);

    if (rc == VG_OK)
        rc = vg_stmt(&st, p->c->store, newest ? VG_SQL_SOURCES_PLAIN_NEWEST : VG_SQL_SOURCES_PLAIN,
                     err);
    if (rc != VG_OK)
        return rc;
    if (newest)
        vg_bind_i64(st, ":from", p->total - p->offset);
    else
        vg_bind_i64(st, ":offset", p->offset);
    vg_bind_i64(st, ":limit", p->limit);
    return take_ids(p, st, err);
}

static int count_found(struct page *p, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, p->c->store, VG_SQL_SOURCES_FOUND_COUNT_ALL, err);

    if (rc != VG_OK)
        return rc;
    bind_filter(st, p->f);
    rc = vg_step(st, err);
    if (rc == VG_ROW)
        p->total = vg_column_i64(st, 0);
    return rc < 0 ? rc : VG_OK;
}

static int found_ids(struct page *p, enum vg_sources_order order, struct vg_err *err)
{
    static const enum vg_sql orders[] = {
        [VG_SOURCES_BY_ID] = VG_SQL_SOURCES_FOUND_ALL,
        [VG_SOURCES_NEWEST] = VG_SQL_SOURCES_FOUND_NEWEST_ALL,
        [VG_SOURCES_BY_DATE] = VG_SQL_SOURCES_FOUND_DATED_ALL,
        [VG_SOURCES_BY_CLAIMS] = VG_SQL_SOURCES_FOUND_CLAIMED_ALL,
    };
    VG_SCOPED_STMT *st = NULL;
    int rc = count_found(p, err);

    if (rc == VG_OK)
        rc = vg_stmt(&st, p->c->store, orders[order], err);
    if (rc != VG_OK)
        return rc;
    bind_filter(st, p->f);
    vg_bind_i64(st, ":limit", p->limit);
    vg_bind_i64(st, ":offset", p->offset);
    return take_ids(p, st, err);
}

static int open_of(struct vg_case *c, int64_t id, int64_t *out, struct vg_err *err)
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

int vg_sources_page(struct vg_case *c, const struct vg_sources_filter *f,
                    enum vg_sources_order order, int64_t offset, size_t limit, struct vg_arena *a,
                    struct vg_source_row **out, size_t *n, int64_t *total, struct vg_err *err)
{
    VG_SCOPED_ARENA work = {0};
    struct page p = {.c = c, .f = f, .offset = offset < 0 ? 0 : offset};
    struct vg_source_row *rows;
    int rc;

    p.limit = (int64_t)(limit < VG_MAX_PAGE ? limit : VG_MAX_PAGE);
    p.ids = VG_NEW_ARRAY(&work, int64_t, (size_t)p.limit + 1);
    if (is_plain(f) && (order == VG_SOURCES_BY_ID || order == VG_SOURCES_NEWEST))
        rc = plain_ids(&p, order == VG_SOURCES_NEWEST, err);
    else
        rc = found_ids(&p, order, err);
    rows = VG_NEW_ARRAY(a, struct vg_source_row, p.n + 1);
    for (size_t i = 0; rc == VG_OK && i < p.n; i++) {
        rc = vg_source_get(c, p.ids[i], a, &rows[i].source, err);
        if (rc == VG_OK)
            rc = open_of(c, p.ids[i], &rows[i].open, err);
    }
    if (rc != VG_OK)
        return rc;
    *out = rows;
    *n = p.n;
    *total = p.total;
    return VG_OK;
}
