/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "seal/sign.h"

#include <sodium.h>

_Static_assert(VG_SIGN_SEED == crypto_sign_ed25519_SEEDBYTES, "seed");
_Static_assert(VG_SIGN_PUBLIC == crypto_sign_ed25519_PUBLICKEYBYTES, "public key");
_Static_assert(VG_SIGN_SIZE == crypto_sign_ed25519_BYTES, "signature");
_Static_assert(sizeof((struct vg_signer *)0)->secret == crypto_sign_ed25519_SECRETKEYBYTES,
               "secret key");

void vg_signer_from_seed(struct vg_signer *s, const unsigned char seed[VG_SIGN_SEED])
{
    (void)crypto_sign_ed25519_seed_keypair(s->public, s->secret, seed);
}

void vg_signer_end(struct vg_signer *s)
{
    if (s != NULL)
        sodium_memzero(s, sizeof *s);
}

void vg_sign(const struct vg_signer *s, const void *bytes, size_t n,
             unsigned char sig[VG_SIGN_SIZE])
{
    (void)crypto_sign_ed25519_detached(sig, NULL, bytes, n, s->secret);
}

/*
 * None of this depends on sodium_init(): Ed25519 has one implementation there, and
 * randomness comes from the caller.
 *
 * libsodium as Debian builds it does all the refusals that the header promises;
 * the unit test shows each, so that another build of it would be noticed.
 */
int vg_sign_check(const unsigned char public[VG_SIGN_PUBLIC], const void *bytes, size_t n,
                  const unsigned char sig[VG_SIGN_SIZE], struct vg_err *err)
{
    if (crypto_sign_ed25519_verify_detached(sig, bytes, n, public) != 0)
        return vg_fail(err, VG_E_NOT_HELD, "the Ed25519 signature does not verify");
    return VG_OK;
}
