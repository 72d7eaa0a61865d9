/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_SEAL_HASH_H
#define VG_SEAL_HASH_H

#include <sodium/crypto_auth_hmacsha256.h>
#include <stddef.h>
#include <stdint.h>

/*
 * SHA-256 (FIPS 180-4) by OpenSSL, HKDF-SHA-256 (RFC 5869) by libsodium. A
 * library that cannot hash at all aborts with a message, as running out of
 * memory does; so nothing here fails.
 */
#define VG_HASH_SIZE 32

/* SHA-256 of no bytes: the root of an empty tree. */
extern const unsigned char vg_hash_empty[VG_HASH_SIZE];

/*
 * A hash being made. The zero value is ready for vg_sha256_begin(), which looks
 * the algorithm up the first time only; a struct that serves many hashes is
 * therefore much cheaper than many structs. Not copied, not shared by threads.
 *
 *     VG_SCOPED_SHA256 h = {0};
 *     vg_sha256_begin(&h);
 *     vg_sha256_add(&h, bytes, n);
 *     vg_sha256_done(&h, hash);      then vg_sha256_begin() again, or the end
 */
struct vg_sha256 {
    struct evp_md_ctx_st *ctx;
    struct evp_md_st *md;
};

#define VG_SCOPED_SHA256 __attribute__((cleanup(vg_sha256_end))) struct vg_sha256

void vg_sha256_begin(struct vg_sha256 *h);
void vg_sha256_add(struct vg_sha256 *h, const void *bytes, size_t n);
void vg_sha256_done(struct vg_sha256 *h, unsigned char out[VG_HASH_SIZE]);
void vg_sha256_end(struct vg_sha256 *h); /* accepts NULL; leaves the zero value */

/* All in one; `h` may be in any state but between begin and done. */
void vg_sha256_of(struct vg_sha256 *h, const void *bytes, size_t n,
                  unsigned char out[VG_HASH_SIZE]);

/*
 * HKDF-SHA-256 without salt. The extract step is done once, each expand costs
 * two or three compressions. Output is one block (32 bytes), as much as is used here.
 * Wipe with vg_hkdf_end(): the state is as secret as the key.
 */
struct vg_hkdf {
    crypto_auth_hmacsha256_state prk; /* keyed with the extracted key, ready to copy */
};

#define VG_SCOPED_HKDF __attribute__((cleanup(vg_hkdf_end))) struct vg_hkdf

void vg_hkdf_begin(struct vg_hkdf *k, const void *key, size_t n);
void vg_hkdf_expand(const struct vg_hkdf *k, const void *info, size_t n,
                    unsigned char out[VG_HASH_SIZE]);
void vg_hkdf_end(struct vg_hkdf *k);

/* Are the hashes equal? In constant time, so that it serves for secrets too. */
int vg_hash_is(const unsigned char a[VG_HASH_SIZE], const unsigned char b[VG_HASH_SIZE]);

#endif
