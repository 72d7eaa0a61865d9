/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_SEAL_PROOF_H
#define VG_SEAL_PROOF_H

#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "seal/checkpoint.h"
#include "seal/tree.h"

/*
 * A proof as a file (c2sp.org/tlog-proof@v1), for one leaf:
 *
 *     c2sp.org/tlog-proof@v1
 *     extra <base64>              optional; not authenticated: nothing is read from it
 *     index 123
 *     <base64 hash>               one line each, leaf to root
 *
 *     <signed checkpoint>
 */
struct vg_proof {
    uint64_t index;
    struct vg_tree_proof path;
    struct vg_str checkpoint; /* the signed note; points into what was read */
};

/* Append the text, without `extra`. VG_E_LIMIT when the checkpoint passes VG_MAX_NOTE. */
int vg_proof_write(const struct vg_proof *p, struct vg_buf *out, struct vg_err *err);

/* Read the form, exactly; nothing is checked yet, and the checkpoint is not looked
 * into. VG_E_LIMIT: more than VG_MAX_PROOF bytes or 63 hashes; VG_E_FORMAT otherwise. */
int vg_proof_read(const char *p, size_t len, struct vg_proof *out, struct vg_err *err);

/*
 * Check that the leaf hash is in the tree of the proof's checkpoint, signed by a
 * trusted key. On VG_OK *out (may be NULL) is the checkpoint. Fails as
 * vg_checkpoint_open(), and with VG_E_NOT_HELD when the path does not lead to its root.
 */
int vg_proof_check(const struct vg_proof *p, const unsigned char leaf[VG_HASH_SIZE],
                   const struct vg_key *keys, size_t n, struct vg_checkpoint *out,
                   struct vg_err *err);

#endif
