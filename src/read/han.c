/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "read/han.h"

#include <stddef.h>

#include "base/utf8.h"

/* clang-format off */
static const unsigned char levels[] = {
#include "read/han.inc"
};

/* The commonest characters of written Chinese in both scripts, sorted by code point. Counts of
 * different corpora agree on this set to a few members; their order within it is not used. */
static const uint16_t top[] = {
#include "read/han_top.inc"
};
/* clang-format on */

static unsigned level(uint32_t c)
{
    if (c < 0x4e00 || c >= 0x4e00 + 2 * sizeof levels)
        return 0;
    return (unsigned)levels[(c - 0x4e00) / 2] >> ((c & 1U) * 4) & 15U;
}

static int is_top(uint32_t c)
{
    size_t low = 0, high = sizeof top / sizeof *top;

    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (top[mid] == c)
            return 1;
        if (top[mid] < c)
            low = mid + 1;
        else
            high = mid;
    }
    return 0;
}

enum vg_han_rank vg_han_rank(uint32_t c)
{
    unsigned l = level(c);

    if ((l & 3U) == 2 || l >> 2 == 2)
        return is_top(c) ? VG_HAN_TOP : VG_HAN_COMMON;
    return l != 0 ? VG_HAN_RARE : VG_HAN_UNLISTED;
}

int vg_han_only_simplified(uint32_t c)
{
    return level(c) == 2;
}

int vg_han_only_traditional(uint32_t c)
{
    return level(c) == 8;
}
