/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_SEAL_SIGN_H
#define VG_SEAL_SIGN_H

#include <stddef.h>

#include "base/err.h"

/*
 * Ed25519 (RFC 8032) by libsodium. Signatures are deterministic: the same seed
 * and bytes give the same signature.
 */
enum { VG_SIGN_SEED = 32, VG_SIGN_PUBLIC = 32, VG_SIGN_SIZE = 64 };

/* A key pair. Wiped by vg_signer_end(); declare it VG_SCOPED_SIGNER. */
struct vg_signer {
    unsigned char public[VG_SIGN_PUBLIC];
    unsigned char secret[64]; /* seed and public key, as libsodium wants it */
};

#define VG_SCOPED_SIGNER __attribute__((cleanup(vg_signer_end))) struct vg_signer

void vg_signer_from_seed(struct vg_signer *s, const unsigned char seed[VG_SIGN_SEED]);
void vg_signer_end(struct vg_signer *s);

void vg_sign(const struct vg_signer *s, const void *bytes, size_t n,
             unsigned char sig[VG_SIGN_SIZE]);

/*
 * VG_OK when `sig` is a signature of the bytes by `public`, else VG_E_NOT_HELD.
 * Refused as well: an S that is not reduced (RFC 8032 5.1.7), a public key or R
 * of small order, a public key that is not canonical; each would let one
 * signature be written in two ways or serve for two messages.
 */
int vg_sign_check(const unsigned char public[VG_SIGN_PUBLIC], const void *bytes, size_t n,
                  const unsigned char sig[VG_SIGN_SIZE], struct vg_err *err);

#endif
