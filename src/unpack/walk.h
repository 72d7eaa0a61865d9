/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_UNPACK_WALK_H
#define VG_UNPACK_WALK_H

#include "unpack/notes.h"
#include "unpack/originals.h"
#include "unpack/unpack.h"

/*
 * A walk over the records of one run of bytes: a whole input, or an entry of an
 * archive of archives. Several walks of one input, one after the other, share what is said
 * about all of it (the tally) and what revisits are led back to (the originals); the
 * numbers of records go on in the tally.
 *
 * Not for callers of the stage: they use unpack.h.
 */
struct vg_walk_place {
    uint64_t base;        /* offset of the bytes in the input */
    struct vg_str member; /* name of the entry; lives as long as the walk */

    /* The bytes are not those of the input but came out of it (a deflated entry): the first
     * record carries this range, the others length 0, and `inner` counts in the bytes. The range
     * is accounted with the first record, or as damage when there is none. */
    int is_unwrapped;
    uint64_t wrap_offset, wrap_length;
};

struct vg_walk;

/* `bytes`, `tally` and `originals` outlive the walk. */
struct vg_walk *vg_walk_open(const void *bytes, uint64_t len, const struct vg_walk_place *place,
                             const struct vg_unpack_options *o, struct vg_tally *tally,
                             struct vg_originals *originals);

/* The next record: VG_OK, or VG_E_ABSENT when every byte is accounted for. */
int vg_walk_next(struct vg_walk *w, struct vg_piece *out);

/* Accepts NULL. */
void vg_walk_close(struct vg_walk *w);

/*
 * The whole as one document, decompressed if it is one gzip or zstd stream; `out` lives as long as
 * the walk. Instead of vg_walk_next().
 */
void vg_walk_document(struct vg_walk *w, struct vg_piece *out);

/* Say this of the document just given: what the archive that it lies in knows about it. Its place
 * is the document's. */
void vg_walk_document_damage(struct vg_walk *w, const struct vg_read_note *n, struct vg_piece *out);

/*
 * Do the bytes hold records? They begin like an archive; or, because its first bytes are
 * damaged, there is a record further behind whose end fits: a document that only speaks of
 * the format has none.
 */
int vg_walk_is_archive(const void *bytes, uint64_t len);

#endif
