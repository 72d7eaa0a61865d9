/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_RESOLVE_SIMILAR_H
#define VG_RESOLVE_SIMILAR_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

/*
 * How alike two texts are, 0 to 1, by characters (UTF-8; each byte that is none is one U+FFFD).
 * Two empty texts are 1, an empty one and another 0. Symmetric, exact 1.0 only when equal. Of
 * longer texts the first VG_SIMILAR_MOST characters are compared.
 *
 * Jaro-Winkler (Winkler 1990): a common start of up to four characters counts a tenth each of what
 * is missing to 1. Levenshtein: 1 - distance / characters of the longer one (Myers 1999, bit by
 * bit, blocks of 64).
 */
enum { VG_SIMILAR_MOST = 1024 };

double vg_jaro_winkler(struct vg_str a, struct vg_str b);
double vg_levenshtein(struct vg_str a, struct vg_str b);
/* The distance itself; no more than `most` + 1 is found out. */
unsigned vg_levenshtein_distance(struct vg_str a, struct vg_str b, unsigned most);

#endif
