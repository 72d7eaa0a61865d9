/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_RESOLVE_WADE_H
#define VG_RESOLVE_WADE_H

#include <stddef.h>

#include "base/mem.h"

/*
 * The same syllables as Wade and Giles wrote them (A Chinese-English Dictionary, 1892; the usual
 * table), as names are written in Taiwan and were everywhere: zhuhai is chuhai, hehai hohai, xinzhu
 * hsinchu, yishou ishou. Apostrophes are left out, as names leave them out: ch and ch', p and p'
 * come to one. The postal spellings of places (Foochow, Amoy) are no rule but a table of their own.
 *
 * `pinyin` has letters a-z and no tones, and is `syllables` of it joined. Returns the length of
 * what is in `out`; 0 where it cannot be cut into that many syllables or would be longer than
 * VG_WADE_MOST. The result may be equal to `pinyin`. Pure.
 */
enum { VG_WADE_MOST = 64, VG_WADE_SYLLABLES = 8 };

size_t vg_wade_giles(struct vg_str pinyin, unsigned syllables, char out[VG_WADE_MOST]);

#endif
