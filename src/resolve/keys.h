/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_RESOLVE_KEYS_H
#define VG_RESOLVE_KEYS_H

#include <stddef.h>
#include <stdint.h>

#include "resolve/score.h"

/*
 * Under which keys a name is put, so that names of one thing meet under one of them at least:
 *
 *   the folded name · each place of its frame with its head · its words as one, in order · its
 * words sorted, without legal form · its consonants, sorted · each rare word, the longest first ·
 * four bands of the least hashes of its groups of three letters (Broder 1997), for slips of the pen
 *
 * in that order of importance: where they are more than VG_KEYS_MOST, the last ones go.
 */
enum { VG_KEYS_MOST = 12 };

/* Ascending, none twice; returns how many. A name without words has none. The same on every
 * machine. */
size_t vg_name_keys(const struct vg_scored_name *name, uint64_t out[VG_KEYS_MOST]);

#endif
