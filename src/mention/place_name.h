/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_MENTION_PLACE_NAME_H
#define VG_MENTION_PLACE_NAME_H

#include <stddef.h>
#include <stdint.h>

#include "base/fnv.h"

/*
 * How names of places are compared, shared by the generator of the table and by
 * the search in it. A name is a row of units: a Han character each, simplified;
 * or a word of any other script, folded, without accents, apostrophes and inner
 * points (Xi'an is xian, U.S. is us). Blanks, hyphens, middle dots and a comma
 * before a blank part units and are nothing themselves. The key of a name is
 * its units, with a blank between two that are not Han.
 */
enum { VG_PLACE_UNIT = 64 }; /* bytes of one unit; longer words are in no name */
enum { VG_PLACE_KEY = 128 }; /* bytes of a key; longer names are not entered */
#define VG_PLACE_HASH_START VG_FNV32

struct vg_place_unit {
    char text[VG_PLACE_UNIT];
    size_t len;
    size_t bytes; /* of the original that it took */
    int is_han;
    size_t stem, stem_bytes; /* the same without a possessive 's, when it ends in one; else 0 */
    int is_capital;          /* begins with a capital letter (d'Azur counts) or has no case */
    int is_upper;            /* has capital letters only */
};

/* The unit at the start of `p`; returns 0 when there is none (a mark, a blank,
 * nothing) or when it is too long. */
int vg_place_unit(const char *p, size_t len, struct vg_place_unit *out);

/* Bytes of what may stand between two units of one name: no blanks after a Han unit. */
size_t vg_place_gap(const char *p, size_t len, int is_han);

/* Append a unit to a key; returns its new length, or 0 when it would be too long. */
size_t vg_place_key_add(char key[VG_PLACE_KEY], size_t len, const struct vg_place_unit *u);

/* 32-bit FNV-1a, carried on from `hash`. */
uint32_t vg_place_hash(uint32_t hash, const char *p, size_t len);

#endif
