/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_RESOLVE_SOUND_H
#define VG_RESOLVE_SOUND_H

#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"

/*
 * How far apart two words of Latin letters and digits are when what is commonly mistaken is cheap:
 * letters that sound alike (c k, i y j, vowels among themselves), look alike (0 o, 1 l), are
 * doubled or change places. A letter more, less or another costs VG_SOUND_LETTER; a digit in the
 * place of another digit three times that. More than `most` is `most` + 1. Of each word the first
 * VG_SOUND_MOST letters count.
 */
enum { VG_SOUND_LETTER = 10, VG_SOUND_MOST = 48 };

unsigned vg_sound_cost(struct vg_str left, struct vg_str right, unsigned most);

enum vg_sound { VG_SOUND_UNLIKE, VG_SOUND_WEAK, VG_SOUND_NEAR, VG_SOUND_EQUAL };

/* Near: one slip that people make in a word of this length; weak: two. Short words have none. */
enum vg_sound vg_sound(struct vg_str a, struct vg_str b);

/* The same where only what is at least so alike is of interest: what is less is VG_SOUND_UNLIKE. */
enum vg_sound vg_sound_from(struct vg_str a, struct vg_str b, enum vg_sound from);

/*
 * Most pairs of words are told apart by their letters alone, without a look at their order.
 * vg_sound_letters() is a set of the letters and digits there are, a bit each, and of those that
 * may stand for one of them at less than a whole letter. By these sets, vg_sound_least() is what
 * vg_sound_cost() is at least (more than `most` is `most` + 1), and vg_sound_may() says 0 where
 * vg_sound_from() would say VG_SOUND_UNLIKE; 1 leaves it open. Sets of words that are put
 * together, if they have no more than VG_SOUND_MOST letters, are or'ed.
 */
struct vg_sound_set {
    uint64_t letters, cheap;
};
struct vg_sound_set vg_sound_letters(struct vg_str word);
unsigned vg_sound_least(struct vg_sound_set a, struct vg_sound_set b, unsigned most);
int vg_sound_may(size_t a_len, struct vg_sound_set a, size_t b_len, struct vg_sound_set b,
                 enum vg_sound from);

/* Are two readings one where the south does not tell zh from z, ch from c, sh from s and ng from n?
 * 杉达 is Sanda to its own people. */
int vg_sound_southern(struct vg_str a, struct vg_str b);

/* How many letters a syllable of Mandarin in pinyin at the start of `s` may take: bit n says that
 * one takes n, of 1 to 6. */
unsigned vg_sound_syllable(struct vg_str s);

/* Does it consist of syllables of Mandarin in pinyin? How many; 0: no. */
unsigned vg_sound_pinyin(struct vg_str word);

#endif
