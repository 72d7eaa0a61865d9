/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_WEB_CACHE_H
#define VG_WEB_CACHE_H

#include "base/table.h"

/*
 * Pages that were made and are still true: thrown away all at once when the case changes,
 * or when they take more than VG_WEB_CACHE. Kept with the session that they were made for,
 * whose token stands in their forms.
 */
struct vg_cache {
    struct vg_arena memory;
    struct vg_table pages; /* by key */
    struct vg_cached {
        const char *type;
        struct vg_str body;
        struct vg_str packed; /* the same as gzip, once somebody wanted it so */
    } * list;
    size_t n, room;
};

void vg_cache_open(struct vg_cache *c);
void vg_cache_close(struct vg_cache *c);
void vg_cache_clear(struct vg_cache *c);
const struct vg_cached *vg_cache_get(const struct vg_cache *c, struct vg_str key);
/* The body as gzip, made the first time; empty when it would not be smaller. */
struct vg_str vg_cache_packed(struct vg_cache *c, const struct vg_cached *page);
/* Keeps copies; one that is too large is not kept. */
void vg_cache_put(struct vg_cache *c, struct vg_str key, const char *type, struct vg_str body);

#endif
