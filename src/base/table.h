/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_BASE_TABLE_H
#define VG_BASE_TABLE_H

#include <stdint.h>

#include "base/mem.h"

/*
 * A hash table from text to a 64-bit value, kept in an arena. Keys are copied
 * unless the caller says that they outlive the table. Iteration is in the order
 * of insertion, so results do not depend on the hash. Hashing is seeded with a
 * constant: tables hold at most what a named limit lets in, and lookups are
 * by open addressing with at most half the slots filled.
 */
struct vg_table {
    struct vg_arena *a;
    struct vg_table_item *items; /* in order of insertion */
    size_t n;
    size_t room;
    uint32_t *slots; /* index into items + 1, 0 = free */
    size_t slot_count;
};

struct vg_table_item {
    struct vg_str key;
    uint64_t hash;
    int64_t value;
};

#define VG_TABLE(arena) ((struct vg_table){.a = (arena)})

/* Set `key` to `value`, or return the value that is there already in *there.
 * Returns 1 when the key is new, 0 when it was there (nothing is changed). */
int vg_table_add(struct vg_table *t, struct vg_str key, int64_t value, int64_t *there);

/* 1 and *value when the key is there, else 0. */
int vg_table_get(const struct vg_table *t, struct vg_str key, int64_t *value);

/* Set or replace. */
void vg_table_set(struct vg_table *t, struct vg_str key, int64_t value);

/* The hash used (64-bit FNV-1a with a final mix): stable between runs and machines. */
uint64_t vg_hash(const void *bytes, size_t n);

#endif
