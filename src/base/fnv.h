/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_BASE_FNV_H
#define VG_BASE_FNV_H

#include <stddef.h>
#include <stdint.h>

/*
 * FNV-1a (Fowler, Noll and Vo; RFC 9923): a hash for tables and for telling whether bytes
 * changed, the same on every machine. It resists nobody who wants two texts to meet; whatever
 * must is SHA-256. A hash begins with VG_FNV32 or VG_FNV64 and takes one value after another:
 *
 *     uint64_t h = vg_fnv64_bytes(VG_FNV64, p, len);
 */
#define VG_FNV32 UINT32_C(0x811c9dc5)
#define VG_FNV64 UINT64_C(0xcbf29ce484222325)

/* `h` after one more value: a byte, by the book; wider ones serve where one step a value is meant.
 */
static inline uint32_t vg_fnv32(uint32_t h, uint32_t value)
{
    return (h ^ value) * UINT32_C(0x01000193);
}

static inline uint64_t vg_fnv64(uint64_t h, uint64_t value)
{
    return (h ^ value) * UINT64_C(0x100000001b3);
}

static inline uint32_t vg_fnv32_bytes(uint32_t h, const void *bytes, size_t len)
{
    const unsigned char *p = bytes;

    for (size_t i = 0; i < len; i++)
        h = vg_fnv32(h, p[i]);
    return h;
}

static inline uint64_t vg_fnv64_bytes(uint64_t h, const void *bytes, size_t len)
{
    const unsigned char *p = bytes;

    for (size_t i = 0; i < len; i++)
        h = vg_fnv64(h, p[i]);
    return h;
}

#endif
