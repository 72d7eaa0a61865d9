/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_RESOLVE_READING_H
#define VG_RESOLVE_READING_H

#include "base/mem.h"
#include "resolve/name.h"

/*
 * How a text sounds, in letters a-z (and digits, which stand for themselves), joined. `text` is
 * folded. Han: words of data/language/han-words.csv (longest first) before single characters; as a
 * name of a person (`is_person`) the first characters by surnames.csv. The second way, where one
 * character is open, is out[1]; else empty. Of an Arabic word without the article. Returns the
 * syllables of a Han text, else 0.
 */
unsigned vg_reading_of(struct vg_str text, enum vg_script script, int is_person, struct vg_arena *a,
                       struct vg_str out[VG_NAME_READINGS]);

/* The consonants of a reading, runs of one letter once; what sounds alike in names that went
 * through Cyrillic or Arabic is one (c k q, g j, s z, b p, f v, d t). Vowels, y, w and h are left
 * out but for the first letter, which is a when it is one of them. */
struct vg_str vg_reading_skeleton(struct vg_str reading, struct vg_arena *a);

#endif
