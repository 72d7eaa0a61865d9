/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_READ_HAN_H
#define VG_READ_HAN_H

#include <stdint.h>

/* How common a Han character is in Chinese text of either script: the higher the commoner;
 * negative for one that no common text has. */
int vg_han_level(uint32_t c);

/* The character is written so in one script only: common there, and not in the
 * other's standard at all. */
int vg_han_only_simplified(uint32_t c);
int vg_han_only_traditional(uint32_t c);

/* Both at once: 1 for the simplified, 2 for the traditional script, 0 for either. */
unsigned vg_han_only(uint32_t c);

#endif
