/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_READ_HAN_H
#define VG_READ_HAN_H

#include <stdint.h>

/*
 * How common a Han character is, from the character standards' own lists:
 * GB 2312 level 1 and the frequent plane of Big5 hold what is used every day.
 */
enum vg_han_rank {
    VG_HAN_UNLISTED, /* in neither standard */
    VG_HAN_RARE,     /* GB 2312 level 2 or the second plane of Big5 */
    VG_HAN_COMMON,
    VG_HAN_TOP, /* among the few hundred that make up most of any Chinese text */
};

enum vg_han_rank vg_han_rank(uint32_t c);

/* The character is written so in one script only: common there, and not in the
 * other's standard at all. */
int vg_han_only_simplified(uint32_t c);
int vg_han_only_traditional(uint32_t c);

#endif
