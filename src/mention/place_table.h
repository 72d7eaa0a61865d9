/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_MENTION_PLACE_TABLE_H
#define VG_MENTION_PLACE_TABLE_H

#include <stdint.h>

#include "mention/place.h"

/*
 * The gazetteer as tools/gen-places.c makes it from data/places when the program
 * is built; read by place.c alone.
 *
 * Every name and every beginning of one (word by word, from the second character
 * on in Han) is an entry, found through a hash table of open addressing. An
 * entry with `n` places is a name; one with `more` is the beginning of a longer.
 */
enum { VG_PLACE_REF_INDEX = 0x3fff, VG_PLACE_REF_KIND = 0x8000, VG_PLACE_REF_UPPER = 0x4000 };

struct vg_place_entry {
    uint32_t key;  /* offset in vg_place_keys */
    uint16_t refs; /* first of its places in vg_place_refs, the one most often meant first */
    uint8_t key_len;
    uint8_t n : 7;
    uint8_t more : 1;
};

/* By id, in the order of strcmp. */
extern const struct vg_place vg_place_list[];
extern const unsigned vg_place_count;

extern const char vg_place_keys[];
extern const struct vg_place_entry vg_place_entries[];

/* Index in vg_place_list, with VG_PLACE_REF_KIND when the name counts only with
 * a word of kind after it, and _UPPER when only in capitals. */
extern const uint16_t vg_place_refs[];

/* Index of an entry + 1, or 0; in the upper half those of the key's hash, so that
 * nearly every key that is not there is known from the slot alone. The size is a
 * power of two. */
extern const uint32_t vg_place_slots[];
extern const uint32_t vg_place_slot_mask;

#endif
