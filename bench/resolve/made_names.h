/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_BENCH_MADE_NAMES_H
#define VG_BENCH_MADE_NAMES_H

/* Names of bodies that never were, a third of them variants of others; name `i` is always the
 * same. */
#include <stdint.h>
#include <stdio.h>

#include "resolve/score.h"

enum { NAME_MOST = 64 };

static const char *const kinds[] = {"Trading",    "Holdings", "Logistics", "Institute",
                                    "University", "Shipping", "Bank",      "Technology",
                                    "Industries", "Group"};
static const char *const forms[] = {"Ltd", "Limited", "GmbH", "Inc.", "LLC", ""};
static const char *const pieces[] = {"ka",  "mo",  "ri",  "ten", "sul", "var", "on",  "dex",
                                     "lim", "bra", "qui", "zor", "fen", "tal", "ush", "pe"};

static uint64_t next(uint64_t *seed)
{
    uint64_t z = (*seed += 0x9e3779b97f4a7c15ULL);

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

/* Name `i`: of the body i, or a variant of a body before. */
static size_t name_of(uint32_t i, char out[NAME_MOST])
{
    uint64_t own = i, seed;
    const uint64_t fate = next(&own) % 3;
    uint32_t body = i;
    int n;

    if (fate == 0 && i > 10)
        body = (uint32_t)(next(&own) % i);
    seed = body * 2654435761ULL;
    const uint64_t r = next(&seed), q = next(&seed);

    n = snprintf(out, NAME_MOST, "%s%s%s%s %s%s%s%s %s %s", pieces[r % 16], pieces[r / 16 % 16],
                 pieces[r / 256 % 16], pieces[r / 65536 % 16], pieces[q % 16], pieces[q / 16 % 16],
                 pieces[q / 256 % 16], pieces[q / 65536 % 16], kinds[q / 4096 % 10],
                 forms[(body == i ? r / 4096 : next(&own)) % 6]);
    if (body != i && next(&own) % 2 == 0)
        out[(size_t)(next(&own) % 5) + 1] = 'e';
    return (size_t)n;
}

/* Name `i`, read as a body. */
static inline const struct vg_scored_name *read_name(const struct vg_scorer *s, uint32_t i,
                                                     struct vg_arena *a)
{
    char text[NAME_MOST];
    const size_t n = name_of(i, text);
    struct vg_name *name = VG_NEW(a, struct vg_name);

    vg_name_read(vg_str_copy(a, (struct vg_str){text, n}), (struct vg_str){0}, a, name);
    return vg_scored_name(s, name, VG_KIND_BODY, a);
}

#endif
