/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_RESOLVE_SLIP_H
#define VG_RESOLVE_SLIP_H

#include "base/mem.h"

/*
 * The word of an English head or level ("security", "procuratorate", "county") that `word` is with
 * one slip of the pen, or an empty text: none is, or more than one, or it is such a word itself.
 *
 * A slip is: two neighbours changed places; a letter left out (of six and more) or written twice;
 * in words of seven letters and more a letter too many, in those of eight and more another letter.
 * The first letter is right. Short words have none, and Justine is no justice.
 * `word` is in small letters. Pure.
 */
struct vg_str vg_slip_of(struct vg_str word);

#endif
