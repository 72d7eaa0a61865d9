/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/table.h"

#include <assert.h>

#include "base/fnv.h"

uint64_t vg_hash(const void *bytes, size_t n)
{
    uint64_t h = vg_fnv64_bytes(VG_FNV64, bytes, n);

    h ^= h >> 32;
    h *= 0xd6e8feb86659fd93U;
    return h ^ h >> 32;
}

static void grow_slots(struct vg_table *t)
{
    t->slot_count = t->slot_count == 0 ? 16 : 2 * t->slot_count;
    t->slots = VG_NEW_ARRAY(t->a, uint32_t, t->slot_count);
    for (size_t i = 0; i < t->n; i++) {
        size_t at = (size_t)t->items[i].hash & (t->slot_count - 1);

        while (t->slots[at] != 0)
            at = (at + 1) & (t->slot_count - 1);
        t->slots[at] = (uint32_t)i + 1;
    }
}

/* The item with this key, or NULL with *slot the free place for it. */
static struct vg_table_item *find(const struct vg_table *t, struct vg_str key, uint64_t hash,
                                  size_t *slot)
{
    size_t at = (size_t)hash & (t->slot_count - 1);

    while (t->slots[at] != 0) {
        struct vg_table_item *item = &t->items[t->slots[at] - 1];

        if (item->hash == hash && vg_str_cmp(item->key, key) == 0)
            return item;
        at = (at + 1) & (t->slot_count - 1);
    }
    *slot = at;
    return NULL;
}

int vg_table_add(struct vg_table *t, struct vg_str key, int64_t value, int64_t *there)
{
    uint64_t hash = vg_hash(key.p, key.len);
    struct vg_table_item *item;
    size_t slot = 0;

    if (2 * (t->n + 1) > t->slot_count)
        grow_slots(t);
    item = find(t, key, hash, &slot);
    if (item != NULL) {
        if (there != NULL)
            *there = item->value;
        return 0;
    }
    t->items = vg_grow(t->a, t->items, t->n, &t->room);
    t->items[t->n] = (struct vg_table_item){vg_str_copy(t->a, key), hash, value};
    t->slots[slot] = (uint32_t)++t->n;
    return 1;
}

int vg_table_get(const struct vg_table *t, struct vg_str key, int64_t *value)
{
    struct vg_table_item *item;
    size_t slot;

    if (t->n == 0)
        return 0;
    item = find(t, key, vg_hash(key.p, key.len), &slot);
    if (item == NULL)
        return 0;
    *value = item->value;
    return 1;
}

void vg_table_set(struct vg_table *t, struct vg_str key, int64_t value)
{
    struct vg_table_item *item;
    size_t slot;

    if (vg_table_add(t, key, value, NULL))
        return;
    item = find(t, key, vg_hash(key.p, key.len), &slot);
    assert(item != NULL); /* or it would have been added */
    item->value = value;
}
