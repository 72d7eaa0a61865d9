/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Lists of sources, a page at a time: see app/page.h. */
#include <stdlib.h>
#include <string.h>

#include "app/page.h"
#include "base/fold.h"
#include "base/limits.h"
#include "base/order.h"

enum { MAX_PARTS = 64 };
static const struct vg_page_trait facets[VG_PAGE_TRAITS] = {
    {"source-language", ":language", VG_SQL_SOURCES_OF_LANGUAGE, 0},
    {"source-kind", ":kind", VG_SQL_SOURCES_OF_KIND, 0},
    {"source-text", ":text", VG_SQL_SOURCES_OF_TEXT, 1},
    {"source-open", ":open", VG_SQL_SOURCES_OF_OPEN, 1},
};

struct row {
    int64_t id, claims;
    const char *key; /* captured or dated */
};

struct pager {
    struct vg_page page;
    const struct vg_sources_filter *f;
    enum vg_sources_order order;
    struct vg_str parts[MAX_PARTS]; /* folded words that names must hold */
    size_t n_parts;
    struct row *rows;
    size_t n_rows, room;
};

static int look_at_facets(struct pager *p, struct vg_err *err)
{
    const char **facet = p->page.facet;

    facet[0] = p->f->language;
    facet[1] = p->f->kind;
    facet[2] = p->f->without_text ? "0" : NULL;
    facet[3] = p->f->with_open ? "1" : NULL;
    return vg_page_count(&p->page, VG_SQL_SOURCES_NUMBER, err);
}

static int read_words(struct pager *p, struct vg_err *err)
{
    VG_SCOPED_BUF folded = {.max = KIB(64)};
    const char *words = p->f->words == NULL ? "" : p->f->words;
    struct vg_str all;

    if (strlen(words) > VG_MAX_QUERY)
        return vg_fail(err, VG_E_LIMIT, "the question is longer than %d bytes", (int)VG_MAX_QUERY);
    vg_fold(words, strlen(words), VG_FOLD_STRIP, &folded);
    all = vg_str_copy(p->page.a, vg_buf_str(&folded));
    for (size_t i = 0, from = 0; i <= all.len; i++) {
        if (i < all.len && all.p[i] != ' ')
            continue;
        if (i > from && p->n_parts == MAX_PARTS)
            return vg_fail(err, VG_E_LIMIT, "the question has more than %d words", MAX_PARTS);
        if (i > from)
            p->parts[p->n_parts++] = (struct vg_str){all.p + from, i - from};
        from = i + 1;
    }
    return VG_OK;
}

static int walk(struct pager *p, struct vg_err *err)
{
    static const enum vg_sql along[] = {
        [VG_SOURCES_UP] = VG_SQL_SOURCES_BY_ID,
        [VG_SOURCES_NEWEST] = VG_SQL_SOURCES_BY_CAPTURED,
        [VG_SOURCES_DATE] = VG_SQL_SOURCES_BY_DATED,
        [VG_SOURCES_CLAIMS] = VG_SQL_SOURCES_BY_CLAIMS,
    };

    return vg_page_walk(&p->page, along[p->order], err);
}

static int has_words(const struct pager *p, struct vg_str names, struct vg_buf *folded)
{
    if (p->n_parts == 0)
        return 1;
    vg_buf_clear(folded);
    vg_fold(names.p, names.len, VG_FOLD_STRIP, folded);
    for (size_t i = 0; i < p->n_parts; i++)
        if (memmem(folded->p, folded->len, p->parts[i].p, p->parts[i].len) == NULL)
            return 0;
    return 1;
}

static int gather(struct pager *p, struct vg_err *err)
{
    VG_SCOPED_BUF folded = {.max = MIB(1)};
    VG_SCOPED_STMT *st = NULL;
    int key = p->order == VG_SOURCES_NEWEST ? 2 : 3;
    int rc =
        vg_stmt(&st, p->page.c->store,
                p->page.n_facets == 0 ? VG_SQL_SOURCES_NAMED : facets[p->page.rarest].gather, err);

    if (rc != VG_OK)
        return rc;
    vg_page_bind(&p->page, st);
    while ((rc = vg_step(st, err)) == VG_ROW) {
        if (!has_words(p, vg_column_str(st, 4), &folded))
            continue;
        p->rows = vg_grow(p->page.a, p->rows, p->n_rows, &p->room);
        p->rows[p->n_rows++] = (struct row){
            .id = vg_column_i64(st, 0),
            .claims = vg_column_i64(st, 1),
            .key = vg_column_copy(st, key, p->page.a),
        };
    }
    return rc;
}

static int id_order(const void *a, const void *b)
{
    const struct row *x = a, *y = b;

    return vg_i64_order(&x->id, &y->id);
}

static int key_order(const void *a, const void *b)
{
    const struct row *x = a, *y = b;
    int by = strcmp(y->key, x->key);

    return by != 0 ? by : id_order(b, a);
}

static int claims_order(const void *a, const void *b)
{
    const struct row *x = a, *y = b;
    int by = vg_i64_order(&y->claims, &x->claims);

    return by != 0 ? by : id_order(b, a);
}

static int gather_page(struct pager *p, struct vg_err *err)
{
    static int (*const orders[])(const void *, const void *) = {
        [VG_SOURCES_UP] = id_order,
        [VG_SOURCES_NEWEST] = key_order,
        [VG_SOURCES_DATE] = key_order,
        [VG_SOURCES_CLAIMS] = claims_order,
    };
    int rc = gather(p, err);

    if (rc != VG_OK)
        return rc;
    vg_page_take(&p->page, p->rows, p->n_rows, sizeof *p->rows, orders[p->order]);
    return VG_OK;
}

static int make_page(struct pager *p, struct vg_arena *a, struct vg_source **out,
                     struct vg_err *err)
{
    struct vg_source *list;
    int rc = look_at_facets(p, err);

    if (rc == VG_OK)
        rc = read_words(p, err);
    if (rc == VG_OK)
        rc = p->n_parts == 0 && vg_page_is_walk(&p->page) ? walk(p, err) : gather_page(p, err);
    if (rc != VG_OK)
        return rc;
    list = VG_NEW_ARRAY(a, struct vg_source, p->page.n + 1);
    for (size_t i = 0; rc == VG_OK && i < p->page.n; i++)
        rc = vg_source_get(p->page.c, p->page.ids[i], a, &list[i], err);
    *out = list;
    return rc;
}

int vg_sources_page(struct vg_case *c, const struct vg_sources_filter *filter,
                    enum vg_sources_order order, int64_t offset, size_t limit, struct vg_arena *a,
                    struct vg_source **out, size_t *n, int64_t *total, struct vg_err *err)
{
    static const struct vg_sources_filter everything;
    VG_SCOPED_ARENA work = {0};
    struct pager p = {
        .page = vg_page_of(c, facets, offset, limit, &work),
        .f = filter == NULL ? &everything : filter,
        .order = order,
    };
    struct vg_source *list = NULL;
    int rc = order < VG_SOURCES_UP || order > VG_SOURCES_CLAIMS
                 ? vg_fail(err, VG_E_MISUSE, "there is no such order of sources")
                 : vg_begin_read(c->store, err);

    if (rc != VG_OK)
        return rc;
    rc = make_page(&p, a, &list, err);
    vg_rollback(c->store);
    if (rc != VG_OK)
        return rc;
    *out = list;
    *n = p.page.n;
    *total = p.page.total;
    return VG_OK;
}
