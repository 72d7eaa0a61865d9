/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_CLAIM_NEAR_UNITS_H
#define VG_CLAIM_NEAR_UNITS_H

#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"

/*
 * The units of claim/near.h: a text as words and single characters, folded. Shared by
 * what finds pairs of texts and what shows the stretches that two have in common.
 */
struct vg_near_unit {
    uint64_t hash;       /* of its folded characters */
    uint32_t start, end; /* bytes of the text, on borders of characters */
    uint8_t weight;
};

struct vg_near_units {
    struct vg_near_unit *list;
    size_t n, room;
    size_t most; /* units that are kept, set by the caller; 0: all. The rest is only hashed */
    size_t all;  /* units that there are */
    struct vg_near_unit beyond; /* the last one, when it is not kept */
    uint64_t whole;             /* of those before the last */
    int in_word;                /* the last unit is a word that goes on */
};

/* A shingle weighs at least so much: 7 words, or 13 characters of a script without blanks. */
enum { VG_NEAR_SHINGLE = 91 };

/* The units of text[from, to) behind those there are; a new part begins a new word. */
void vg_near_units_add(struct vg_near_units *u, struct vg_str text, size_t from, size_t to);
void vg_near_units_end(struct vg_near_units *u);

/* A hash of all units, kept or not; never 0. */
uint64_t vg_near_units_whole(const struct vg_near_units *u);

/* What sums of hashes are multiplied by. */
#define VG_NEAR_STEP UINT64_C(0x9e3779b97f4a7c15)

/* Every bit of the input moves every bit of the output. */
uint64_t vg_near_mix(uint64_t h);

#endif
