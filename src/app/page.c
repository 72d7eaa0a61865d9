/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "app/page.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"

struct vg_page vg_page_of(struct vg_case *c, const struct vg_page_trait *facets, int64_t offset,
                          size_t limit, struct vg_arena *a)
{
    return (struct vg_page){
        .c = c,
        .a = a,
        .facets = facets,
        .offset = offset < 0               ? 0
                  : offset > VG_MAX_OFFSET ? VG_MAX_OFFSET
                                           : offset,
        .limit = limit > VG_MAX_PAGE ? VG_MAX_PAGE : (int64_t)limit,
    };
}

/* How many rows have a word: from the tally, without counting. */
static int tally(struct vg_case *c, const char *what, const char *word, int64_t *n,
                 struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc = vg_stmt(&st, c->store, VG_SQL_TALLY_OF, err);

    if (rc != VG_OK)
        return rc;
    vg_bind_text(st, ":what", what);
    vg_bind_text(st, ":word", word);
    rc = vg_step(st, err);
    if (rc >= 0)
        *n = rc == VG_ROW ? vg_column_i64(st, 0) : 0;
    return rc < 0 ? rc : VG_OK;
}

int vg_page_count(struct vg_page *p, enum vg_sql all, struct vg_err *err)
{
    int rc = vg_ask_i64(p->c->store, all, 0, &p->all, err);

    for (size_t i = 0; rc == VG_OK && i < VG_PAGE_TRAITS; i++) {
        if (p->facet[i] == NULL)
            continue;
        rc = tally(p->c, p->facets[i].what, p->facet[i], &p->has[i], err);
        if (p->n_facets++ == 0 || p->has[i] < p->has[p->rarest])
            p->rarest = i;
    }
    return rc;
}

enum { GATHER_COSTS = 3 }; /* to gather a row and put it into order, in steps along an order */

/* Walking passes all / some rows for each that it takes. */
int vg_page_is_walk(const struct vg_page *p)
{
    int64_t end = p->offset + p->limit, some;

    if (p->n_facets != 1)
        return p->n_facets == 0;
    some = p->has[p->rarest];
    return some > 0 && end < INT64_MAX / (p->all + 1) &&
           end * (p->all / some) < GATHER_COSTS * some;
}

void vg_page_bind(const struct vg_page *p, struct vg_stmt *st)
{
    for (size_t i = 0; i < VG_PAGE_TRAITS; i++)
        if (p->facet[i] != NULL && p->facets[i].is_number)
            vg_bind_i64(st, p->facets[i].name, p->facet[i][0] - '0');
        else
            vg_bind_text(st, p->facets[i].name, p->facet[i]);
}

int vg_page_ids(struct vg_page *p, struct vg_stmt *st, struct vg_err *err)
{
    size_t room = 0;
    int rc;

    while ((rc = vg_step(st, err)) == VG_ROW) {
        p->ids = vg_grow(p->a, p->ids, p->n, &room);
        p->ids[p->n++] = vg_column_i64(st, 0);
    }
    return rc;
}

int vg_page_walk(struct vg_page *p, enum vg_sql along, struct vg_err *err)
{
    VG_SCOPED_STMT *st = NULL;
    int rc;

    p->total = p->n_facets == 0 ? p->all : p->has[p->rarest];
    if (p->offset >= p->total)
        return VG_OK;
    rc = vg_stmt(&st, p->c->store, along, err);
    if (rc != VG_OK)
        return rc;
    vg_page_bind(p, st);
    vg_bind_i64(st, ":offset", p->offset);
    vg_bind_i64(st, ":limit", p->limit);
    return vg_page_ids(p, st, err);
}

void vg_page_take(struct vg_page *p, void *rows, size_t n, size_t size,
                  int (*order)(const void *, const void *))
{
    const char *list = rows;

    if (n > 0)
        qsort(rows, n, size, order);
    p->total = (int64_t)n;
    p->ids = VG_NEW_ARRAY(p->a, int64_t, (size_t)p->limit + 1);
    for (size_t i = (size_t)p->offset; i < n && p->n < (size_t)p->limit; i++)
        memcpy(&p->ids[p->n++], list + i * size, sizeof *p->ids);
}
