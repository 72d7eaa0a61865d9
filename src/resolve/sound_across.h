/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_RESOLVE_SOUND_ACROSS_H
#define VG_RESOLVE_SOUND_ACROSS_H

#include "base/mem.h"
#include "resolve/sound.h"

/*
 * How alike a word of a script that leaves vowels out (Arabic, Hebrew; as the letters are read one
 * by one) and a Latin word sound. A vowel that only the Latin word has costs next to nothing, a
 * long vowel and its half vowel are one (u ou w, i ee y), sounds that are written in several ways
 * are near (j dj g, sh ch, kh h, th t s, q k g), doubled letters are one, and the Latin word may
 * begin with the article. VG_SOUND_EQUAL: nothing but customs of writing differ; near: a sound or
 * two; weak: more. Fewer than two consonants say nothing: unlike. Pure.
 */
enum vg_sound vg_sound_across(struct vg_str read, struct vg_str latin);

enum { VG_SOUND_KEYS = 2 };

/*
 * Keys by which words are found that sound alike: the consonants in few classes, once as they are
 * read in the east (th as s, g as j) and once as in the west. `out` has room for VG_SOUND_MOST
 * each; lengths go to n, 0 where there are fewer than two consonants.
 */
void vg_sound_keys(struct vg_str word, char out[VG_SOUND_KEYS][VG_SOUND_MOST],
                   size_t n[VG_SOUND_KEYS]);

#endif
