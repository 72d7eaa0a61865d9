/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_TEST_ROUNDS_H
#define VG_TEST_ROUNDS_H

/* Laws over many small rounds, each from a seed of its own, which a failure names. */
#include "../unit/test.h"

#include <stdint.h>

static uint64_t state, seed_now;

/* A linear congruential generator: good from small seeds that follow each other. */
static inline unsigned below(unsigned n)
{
    state = state * 6364136223846793005U + 1442695040888963407U;
    return (unsigned)((state >> 33) % n);
}

#define LAW(condition)                                                                             \
    do {                                                                                           \
        if (!(condition))                                                                          \
            fail_msg("seed %llu: %s", (unsigned long long)seed_now, #condition);                   \
    } while (0)

#endif
