/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_APP_DOOR_H
#define VG_APP_DOOR_H

#include "app/names.h"

/*
 * The one door through which tables of a case leave it for other programs. What is protected stays
 * inside whatever is asked for: persons, what claims call a victim, witness, relative, private
 * person or minor, and every text in which one of them is named.
 */
struct vg_door;

/* Made of a view as vg_view_load() fills it; all in the arena. */
struct vg_door *vg_door_make(const struct vg_view *v, struct vg_arena *a);

/* May these words leave? NULL may. */
int vg_door_lets(const struct vg_door *d, const char *words);
/* May this claim leave: does it stand, and is nobody protected its subject, object or speaker, or
 * named in its words? */
int vg_door_lets_claim(const struct vg_door *d, const struct vg_claim *c);
/* As exactly as the place of this claim may be told; VG_PLACE_UNKNOWN: not at all. */
enum vg_place_level vg_door_precision(const struct vg_door *d, const struct vg_claim *c);

#endif
