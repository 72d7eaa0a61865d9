/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_MENTION_HAN_TEXT_H
#define VG_MENTION_HAN_TEXT_H

#include <stdint.h>

/* One character folded (base/fold.h): itself or another; 0 when nobody sees it,
 * VG_HAN_OTHER when it becomes several, or is a number in a circle or in brackets. */
#define VG_HAN_OTHER 0xfffdU
uint32_t vg_han_fold_char(uint32_t c);

#endif
