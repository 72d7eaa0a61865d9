/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_MENTION_GAZETTEER_MASK_H
#define VG_MENTION_GAZETTEER_MASK_H

#include <stdint.h>

/* What 64 bytes of a text are, one bit per byte, the first one lowest. */
struct vg_masks {
    uint64_t word; /* a-z A-Z 0-9 */
    uint64_t high; /* 0x80 and above */
    uint64_t core; /* 0xe4 to 0xe9: the lead of U+4000 to U+9FFF */
    uint64_t lead; /* 0xc0 and above, but for `core`: any other character that is no ASCII */
};

typedef void vg_masks_of(const unsigned char *p, struct vg_masks *m);

/* By enum vg_gazetteer_path; NULL where this machine cannot. */
vg_masks_of *vg_masks_by(int path);

#endif
