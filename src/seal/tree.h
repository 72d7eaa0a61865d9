/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_SEAL_TREE_H
#define VG_SEAL_TREE_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "seal/hash.h"

/*
 * The Merkle tree of RFC 6962 section 2.1: leaf = SHA-256(0x00 ‖ data), node =
 * SHA-256(0x01 ‖ left ‖ right), empty tree = SHA-256 of nothing.
 *
 * A full subtree is named (level, n): it stands on the leaves n·2^level up to
 * (n+1)·2^level - 1. Level 0 are the leaf hashes. The hash of a full subtree
 * never changes, so they are what a store keeps: `tree(level, n, hash)`.
 */
enum {
    VG_TREE_LEVELS = 64, /* levels 0 to 63: as many as a 64-bit size can fill */
    VG_TREE_PROOF = 66,  /* hashes of the longest proof of either kind, and one spare */
};

void vg_tree_leaf(struct vg_sha256 *h, const void *data, size_t n, unsigned char out[VG_HASH_SIZE]);
void vg_tree_node(struct vg_sha256 *h, const unsigned char left[VG_HASH_SIZE],
                  const unsigned char right[VG_HASH_SIZE], unsigned char out[VG_HASH_SIZE]);

/*
 * The right edge of a tree that grows: the roots of its full subtrees, largest
 * first. A plain value that may be copied, which is how a writer tries a batch
 * and drops it. The zero value is the empty tree.
 */
struct vg_tree {
    uint64_t size; /* leaves */
    unsigned char peak[VG_TREE_LEVELS][VG_HASH_SIZE];
};

struct vg_tree_part {
    unsigned level;
    uint64_t n;
    unsigned char hash[VG_HASH_SIZE];
};

/*
 * Append a leaf hash. Returns how many full subtrees became complete (at least
 * 1: the leaf itself at level 0, then upwards) and, unless `done` is NULL, puts
 * them there. The size stays below 2^63 - 1, SQLite's largest integer; asserted,
 * because no writer gets there.
 */
size_t vg_tree_append(struct vg_tree *t, struct vg_sha256 *h,
                      const unsigned char leaf[VG_HASH_SIZE],
                      struct vg_tree_part done[VG_TREE_LEVELS]);

void vg_tree_root(const struct vg_tree *t, struct vg_sha256 *h, unsigned char out[VG_HASH_SIZE]);

/*
 * Where full subtrees come from: a table, a tile folder, an array. `get` gives
 * the hash of a full subtree of the tree in question, or fails (VG_E_ABSENT when
 * it has none); the failure goes to the caller unchanged.
 */
struct vg_tree_source {
    int (*get)(void *w, unsigned level, uint64_t n, unsigned char hash[VG_HASH_SIZE],
               struct vg_err *err);
    void *w;
};

/* The right edge of the tree of the first `size` leaves, by at most 63 reads.
 * VG_E_LIMIT when size is 2^63 - 1 or more; else as `get`. */
int vg_tree_load(struct vg_tree *t, const struct vg_tree_source *from, uint64_t size,
                 struct vg_err *err);

/* The root of the first `size` leaves: of now, or of any earlier day. As vg_tree_load(). */
int vg_tree_root_at(const struct vg_tree_source *from, struct vg_sha256 *h, uint64_t size,
                    unsigned char out[VG_HASH_SIZE], struct vg_err *err);

struct vg_tree_proof {
    size_t n;
    unsigned char hash[VG_TREE_PROOF][VG_HASH_SIZE];
};

/*
 * Proof that leaf `index` is in the tree of `size` leaves (RFC 6962 2.1.1), and
 * that the tree of `old` leaves is a prefix of that of `size` (2.1.2), from at
 * most some 130 reads each. Fails as `get`, with VG_E_MISUSE when index >= size or
 * old > size, with VG_E_LIMIT when size is 2^63 - 1 or more. A proof from the empty
 * tree, or from a tree to itself, has no hashes.
 */
int vg_tree_prove(const struct vg_tree_source *from, struct vg_sha256 *h, uint64_t index,
                  uint64_t size, struct vg_tree_proof *out, struct vg_err *err);
int vg_tree_prove_growth(const struct vg_tree_source *from, struct vg_sha256 *h, uint64_t old,
                         uint64_t size, struct vg_tree_proof *out, struct vg_err *err);

/*
 * Check such proofs (RFC 9162 2.1.3.2 and 2.1.4.2): VG_OK, or VG_E_NOT_HELD. All numbers
 * and hashes may be hostile; `n` hashes follow each other at `hashes`, which may be
 * NULL when n is 0.
 */
int vg_tree_check(uint64_t index, uint64_t size, const unsigned char leaf[VG_HASH_SIZE],
                  const unsigned char root[VG_HASH_SIZE], const unsigned char *hashes, size_t n,
                  struct vg_err *err);
int vg_tree_check_growth(uint64_t old, uint64_t size, const unsigned char old_root[VG_HASH_SIZE],
                         const unsigned char root[VG_HASH_SIZE], const unsigned char *hashes,
                         size_t n, struct vg_err *err);

#endif
