/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_SCAN_PREFILTER_HAN_H
#define VG_SCAN_PREFILTER_HAN_H

#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"

/*
 * The part of the look before reading that is about Han: may this UTF-8, markup and all, hold a
 * trigger that has Han characters in it? See scan/prefilter.h; it errs on the same side.
 *
 * A page must hold all characters of a trigger, each in any form that folds to it, and each two
 * neighbours of them must stand together somewhere: with nothing between them but white space
 * and what is neither ASCII nor Han; or else the first stands before, and the second behind,
 * something that is ASCII and to be seen, which may be markup with anything in it.
 */
struct vg_prefilter_han;

/* Without triggers. Never fails; ended with vg_prefilter_han_end(). */
struct vg_prefilter_han *vg_prefilter_han_make(void);
void vg_prefilter_han_end(struct vg_prefilter_han *h); /* accepts NULL */

/* One more trigger: its name, folded, and the rarest of its Han characters, which is asked for
 * first. Of more than some thousand triggers that one alone is asked for. */
void vg_prefilter_han_add(struct vg_prefilter_han *h, struct vg_str folded, uint32_t rarest);

/* Behind the last one, before anything is asked. */
void vg_prefilter_han_ready(struct vg_prefilter_han *h);

/* 0: no trigger can be in a text made of this UTF-8. */
int vg_prefilter_han_may(const struct vg_prefilter_han *h, const char *p, size_t len);

/* A Han character that a trigger may be made of. */
int vg_prefilter_is_han(uint32_t c);

#endif
