/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_APP_PAGE_H
#define VG_APP_PAGE_H

#include "app/inside.h"

/*
 * A page of a list, as pages of claims and of sources have it in common. There are two ways to one.
 * Where most of an order is asked for, it is walked along and what is not asked for passed over;
 * how many there are is known from the tally. Where little is asked for, all of it is gathered by
 * what narrows it most, and put into order in memory. Which of them is shorter is known beforehand,
 * again from the tally.
 */
enum { VG_PAGE_TRAITS = 4 };

/* What of a row has few values: how it is counted, named in statements, and gathered. */
struct vg_page_trait {
    const char *what, *name;
    enum vg_sql gather;
    int is_number; /* one digit */
};

struct vg_page {
    struct vg_case *c;
    struct vg_arena *a;                 /* of the work */
    const struct vg_page_trait *facets; /* VG_PAGE_TRAITS of them */
    const char *facet[VG_PAGE_TRAITS];  /* the word that is asked for, or NULL */
    int64_t has[VG_PAGE_TRAITS];        /* how many rows have it */
    size_t n_facets, rarest;            /* how many are asked for; the one that fewest have */
    int64_t offset, limit;
    int64_t all;  /* rows of the case */
    int64_t *ids; /* of the page */
    size_t n;
    int64_t total; /* that are asked for */
};

/* `offset` and `limit` within what a page can be. */
struct vg_page vg_page_of(struct vg_case *c, const struct vg_page_trait *facets, int64_t offset,
                          size_t limit, struct vg_arena *a);

/* With `facet` filled in: `all` by that statement, and how many rows have what is asked for. */
int vg_page_count(struct vg_page *p, enum vg_sql all, struct vg_err *err);

/* Is it shorter to walk than to gather and sort, as far as facets go? */
int vg_page_is_walk(const struct vg_page *p);

/* Bind what is asked for to the names of the facets. */
void vg_page_bind(const struct vg_page *p, struct vg_stmt *st);

/* Along an order: the statement takes the facets, :offset and :limit, and gives ids. */
int vg_page_walk(struct vg_page *p, enum vg_sql along, struct vg_err *err);

/* The ids that a statement gives in its first column. */
int vg_page_ids(struct vg_page *p, struct vg_stmt *st, struct vg_err *err);

/* Of rows that were gathered, each beginning with its id (int64_t): in order, the page of them. */
void vg_page_take(struct vg_page *p, void *rows, size_t n, size_t size,
                  int (*order)(const void *, const void *));

#endif
