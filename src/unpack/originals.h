/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_UNPACK_ORIGINALS_H
#define VG_UNPACK_ORIGINALS_H

#include <stddef.h>
#include <stdint.h>

#include "unpack/unpack.h"

/*
 * What records of an input can be led back to: by payload digest, by record id, by
 * address and date. Keys are kept as 64-bit hashes, 16 bytes each and not the texts: an
 * archive of a million records stays in tens of megabytes. At most VG_MAX_ORIGINALS
 * records; those that come later are not found. The zero value is empty.
 *
 * Records are added as they are read, so a revisit finds those before it. In an archive of
 * several WARCs what it repeats may as well stand behind it, since files lie in any order:
 * whoever sets `look_ahead` is asked once, when a revisit finds nothing, and adds what it can
 * of the whole input.
 */
struct vg_originals {
    struct vg_original *slots;
    size_t count, room;
    uint64_t records;
    int is_whole; /* all records of the input are in it: nothing more is added */
    void (*look_ahead)(void *w, struct vg_originals *o); /* may be NULL; sets is_whole */
    void *w;
};

void vg_originals_end(struct vg_originals *o);

/* A response, resource or conversion with a payload, which revisits may refer to. */
void vg_originals_add(struct vg_originals *o, const struct vg_piece *p);

/*
 * The record that a revisit repeats: by digest, else by id, else by address and date; -1: none.
 * Of several with its digest the one whose address and date it states, else the first. An empty
 * payload is not found by its digest alone: the answer "not modified" states it of itself.
 */
int64_t vg_originals_find(struct vg_originals *o, const struct vg_piece *p);

#endif
