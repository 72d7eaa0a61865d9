/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_READ_LITTLE_H
#define VG_READ_LITTLE_H

#include <stddef.h>
#include <stdint.h>

/* The number in the `n` bytes (4 at most) from `at` on, the lowest first, as the heads of pictures
 * have them; what stands behind the `len` bytes that there are counts as 0. */
static inline uint32_t vg_little_at(const unsigned char *p, size_t len, size_t at, size_t n)
{
    uint32_t v = 0;

    for (size_t i = n; i > 0; i--)
        v = v << 8 | (at + i - 1 < len ? p[at + i - 1] : 0);
    return v;
}

#endif
