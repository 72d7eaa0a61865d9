/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/cache.h"

#include "base/limits.h"
#include "web/squeeze.h"

void vg_cache_open(struct vg_cache *c)
{
    *c = (struct vg_cache){0};
    c->pages = VG_TABLE(&c->memory);
}

void vg_cache_clear(struct vg_cache *c)
{
    vg_arena_end(&c->memory);
    c->list = NULL;
    c->n = c->room = 0;
    c->pages = VG_TABLE(&c->memory);
}

void vg_cache_close(struct vg_cache *c)
{
    vg_cache_clear(c);
}

const struct vg_cached *vg_cache_get(const struct vg_cache *c, struct vg_str key)
{
    int64_t at;

    return vg_table_get(&c->pages, key, &at) ? &c->list[at] : NULL;
}

struct vg_str vg_cache_packed(struct vg_cache *c, const struct vg_cached *page)
{
    struct vg_cached *mine = &c->list[page - c->list];
    VG_SCOPED_BUF packed = {0};

    if (mine->packed.p == NULL && vg_squeeze(mine->body, &packed))
        mine->packed = vg_str_copy(&c->memory, vg_buf_str(&packed));
    return mine->packed;
}

void vg_cache_put(struct vg_cache *c, struct vg_str key, const char *type, struct vg_str body)
{
    int64_t there;

    if (body.len > VG_WEB_CACHE / 16)
        return;
    if (c->memory.used + body.len + key.len > VG_WEB_CACHE)
        vg_cache_clear(c);
    if (!vg_table_add(&c->pages, key, (int64_t)c->n, &there))
        return;
    c->list = vg_grow(&c->memory, c->list, c->n, &c->room);
    c->list[c->n++] =
        (struct vg_cached){vg_copyz(&c->memory, type), vg_str_copy(&c->memory, body), {0}};
}
