/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "read/han.h"

#include <stddef.h>

/* clang-format off */
static const unsigned char levels[] = {
#include "read/han.inc"
};

/* clang-format on */

static unsigned level(uint32_t c)
{
    if (c < 0x4e00 || c >= 0x4e00 + 2 * sizeof levels)
        return 0;
    return (unsigned)levels[(c - 0x4e00) / 2] >> ((c & 1U) * 4) & 15U;
}

int vg_han_only_simplified(uint32_t c)
{
    return level(c) == 2;
}

int vg_han_only_traditional(uint32_t c)
{
    return level(c) == 8;
}

unsigned vg_han_only(uint32_t c)
{
    unsigned l = level(c);

    return (unsigned)(l == 2) | (unsigned)(l == 8) << 1;
}
