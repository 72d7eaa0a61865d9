/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_RESOLVE_SOUND_H
#define VG_RESOLVE_SOUND_H

#include "base/mem.h"

/*
 * How far apart two words of Latin letters and digits are when what is commonly mistaken is cheap:
 * letters that sound alike (c k, i y j, vowels among themselves), look alike (0 o, 1 l), are
 * doubled or change places. A letter more, less or another costs VG_SOUND_LETTER; a digit in the
 * place of another digit three times that. More than `most` is `most` + 1. Of each word the first
 * VG_SOUND_MOST letters count.
 */
enum { VG_SOUND_LETTER = 10, VG_SOUND_MOST = 48 };

unsigned vg_sound_cost(struct vg_str a, struct vg_str b, unsigned most);

enum vg_sound { VG_SOUND_UNLIKE, VG_SOUND_WEAK, VG_SOUND_NEAR, VG_SOUND_EQUAL };

/* Near: one slip that people make in a word of this length; weak: two. Short words have none. */
enum vg_sound vg_sound(struct vg_str a, struct vg_str b);

/* Does it consist of syllables of Mandarin in pinyin? How many; 0: no. */
unsigned vg_sound_pinyin(struct vg_str word);

#endif
