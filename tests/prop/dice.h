/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_TEST_DICE_H
#define VG_TEST_DICE_H

/* Numbers at random from a seed (G. Marsaglia, "Xorshift RNGs", 2003), for laws over made-up input.
 */
#include <stdint.h>

static uint64_t rng; /* not 0 */

static inline unsigned draw(unsigned below)
{
    rng ^= rng << 13;
    rng ^= rng >> 7;
    rng ^= rng << 17;
    return (unsigned)(rng % below);
}

#endif
