/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_SEAL_COMMIT_H
#define VG_SEAL_COMMIT_H

#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"
#include "seal/hash.h"
#include "seal/tree.h"

/*
 * What an entry says of its content: one root over salted commitments, so that
 * any one field can be shown, withheld or destroyed and the entry still holds.
 *
 *     salt_i = HKDF-SHA-256(key = secret, info = "vigil-salt/v1" ‖ u32be i, 32 bytes)
 *     c_i    = SHA-256("vigil-commit/v1" ‖ 0x00 ‖ salt_i ‖ u16be len(name) ‖ name
 *                      ‖ u64be len(value) ‖ value)
 *     record = RFC 6962 root with the c_i as leaf data
 *
 * i counts from 0 in the order of adding. An entry without fields has the root
 * of the empty tree. A NULL field is absent: it is not added.
 */
enum { VG_SECRET_SIZE = 32 };

/* A record root being made. Wiped by vg_commit_end(); declare it VG_SCOPED_COMMIT, and
 * begin it again for the next entry, which reuses what is costly. */
struct vg_commit {
    struct vg_hkdf key;
    struct vg_sha256 hash;
    struct vg_tree tree;
};

#define VG_SCOPED_COMMIT __attribute__((cleanup(vg_commit_end))) struct vg_commit

void vg_commit_begin(struct vg_commit *c, const unsigned char secret[VG_SECRET_SIZE]);

/* The next field. VG_E_LIMIT: a name beyond 65,535 bytes, a value beyond
 * VG_MAX_FIELD, more than VG_MAX_FIELDS fields; the commitment is then unchanged. */
int vg_commit_add(struct vg_commit *c, struct vg_str name, struct vg_str value, struct vg_err *err);

/* The root over the fields added so far. */
void vg_commit_root(struct vg_commit *c, unsigned char out[VG_HASH_SIZE]);
void vg_commit_end(struct vg_commit *c);

struct vg_commit_field {
    struct vg_str name;
    struct vg_str value;
};

/* One field shown, the others not: what a holder of the entry needs to check it. */
struct vg_disclosed {
    struct vg_str name;
    struct vg_str value;
    unsigned char salt[VG_HASH_SIZE];
    uint32_t index;
    uint32_t count; /* fields of the record */
    struct vg_tree_proof proof;
};

/* Show field `index` of the `n` fields of a record. Name and value point to where
 * the caller's do. VG_E_MISUSE when index >= n, VG_E_LIMIT as vg_commit_add(). */
int vg_commit_disclose(const unsigned char secret[VG_SECRET_SIZE],
                       const struct vg_commit_field *fields, uint32_t n, uint32_t index,
                       struct vg_disclosed *out, struct vg_err *err);

/* VG_OK when the field belongs to the record, VG_E_NOT_HELD when not, VG_E_LIMIT as above. */
int vg_commit_check(const unsigned char record[VG_HASH_SIZE], const struct vg_disclosed *d,
                    struct vg_err *err);

/* The two steps alone. vg_commit_of() fails with VG_E_LIMIT as vg_commit_add(). */
void vg_commit_salt(const struct vg_hkdf *secret, uint32_t i, unsigned char out[VG_HASH_SIZE]);
int vg_commit_of(struct vg_sha256 *h, const unsigned char salt[VG_HASH_SIZE], struct vg_str name,
                 struct vg_str value, unsigned char out[VG_HASH_SIZE], struct vg_err *err);

#endif
