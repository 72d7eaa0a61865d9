/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "seal/hash.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>
#include <sodium.h>

const unsigned char vg_hash_empty[VG_HASH_SIZE] = {
    0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14, 0x9a, 0xfb, 0xf4, 0xc8, 0x99, 0x6f, 0xb9, 0x24,
    0x27, 0xae, 0x41, 0xe4, 0x64, 0x9b, 0x93, 0x4c, 0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52, 0xb8, 0x55,
};

/* OpenSSL fails here only without memory or without its default provider. */
static void must(int is_done)
{
    if (is_done)
        return;
    (void)fputs("vigil: SHA-256 is not to be had from OpenSSL\n", stderr);
    abort();
}

void vg_sha256_begin(struct vg_sha256 *h)
{
    if (h->ctx == NULL) {
        h->md = EVP_MD_fetch(NULL, "SHA256", NULL);
        h->ctx = EVP_MD_CTX_new();
        must(h->md != NULL && h->ctx != NULL);
    }
    must(EVP_DigestInit_ex2(h->ctx, h->md, NULL) == 1);
}

void vg_sha256_add(struct vg_sha256 *h, const void *bytes, size_t n)
{
    if (n > 0)
        must(EVP_DigestUpdate(h->ctx, bytes, n) == 1);
}

void vg_sha256_done(struct vg_sha256 *h, unsigned char out[VG_HASH_SIZE])
{
    unsigned n = 0;

    must(EVP_DigestFinal_ex(h->ctx, out, &n) == 1 && n == VG_HASH_SIZE);
}

void vg_sha256_end(struct vg_sha256 *h)
{
    if (h == NULL)
        return;
    EVP_MD_CTX_free(h->ctx);
    EVP_MD_free(h->md);
    *h = (struct vg_sha256){0};
}

void vg_sha256_of(struct vg_sha256 *h, const void *bytes, size_t n, unsigned char out[VG_HASH_SIZE])
{
    vg_sha256_begin(h);
    vg_sha256_add(h, bytes, n);
    vg_sha256_done(h, out);
}

/* RFC 5869 2.2 with no salt given: HMAC under 32 zero bytes. */
void vg_hkdf_begin(struct vg_hkdf *k, const void *key, size_t n)
{
    static const unsigned char no_salt[VG_HASH_SIZE];
    unsigned char extracted[VG_HASH_SIZE];

    (void)crypto_auth_hmacsha256_init(&k->prk, no_salt, sizeof no_salt);
    (void)crypto_auth_hmacsha256_update(&k->prk, key, n);
    (void)crypto_auth_hmacsha256_final(&k->prk, extracted);
    (void)crypto_auth_hmacsha256_init(&k->prk, extracted, sizeof extracted);
    sodium_memzero(extracted, sizeof extracted);
}

/* RFC 5869 2.3, the first block: T(1) = HMAC(PRK, info ‖ 0x01). */
void vg_hkdf_expand(const struct vg_hkdf *k, const void *info, size_t n,
                    unsigned char out[VG_HASH_SIZE])
{
    static const unsigned char first = 1;
    crypto_auth_hmacsha256_state state = k->prk;

    (void)crypto_auth_hmacsha256_update(&state, info, n);
    (void)crypto_auth_hmacsha256_update(&state, &first, 1);
    (void)crypto_auth_hmacsha256_final(&state, out);
    sodium_memzero(&state, sizeof state);
}

void vg_hkdf_end(struct vg_hkdf *k)
{
    if (k != NULL)
        sodium_memzero(k, sizeof *k);
}

int vg_hash_is(const unsigned char a[VG_HASH_SIZE], const unsigned char b[VG_HASH_SIZE])
{
    return sodium_memcmp(a, b, VG_HASH_SIZE) == 0;
}
