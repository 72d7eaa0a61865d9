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
    int in_word; /* the last unit is a word that goes on */
};

/* A shingle weighs at least so much: 7 words, or 13 characters of a script without blanks. */
enum { VG_NEAR_SHINGLE = 91 };

/* The units of text[from, to) behind those there are; a new part begins a new word. */
void vg_near_units_add(struct vg_near_units *u, struct vg_str text, size_t from, size_t to);
void vg_near_units_end(struct vg_near_units *u);

/* Every bit of the input moves every bit of the output. */
uint64_t vg_near_mix(uint64_t h);

#endif
