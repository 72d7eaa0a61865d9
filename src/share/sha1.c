/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "share/sha1.h"

#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>

static void must(int held)
{
    if (held)
        return;
    (void)fputs("vigil: OpenSSL cannot make a SHA-1\n", stderr);
    abort();
}

void vg_sha1_begin(struct vg_sha1 *h)
{
    if (h->ctx == NULL)
        h->ctx = EVP_MD_CTX_new();
    must(h->ctx != NULL && EVP_DigestInit_ex(h->ctx, EVP_sha1(), NULL) == 1);
}

void vg_sha1_add(struct vg_sha1 *h, const void *bytes, size_t n)
{
    must(EVP_DigestUpdate(h->ctx, bytes, n) == 1);
}

void vg_sha1_done(struct vg_sha1 *h, char hex[VG_SHA1_HEX])
{
    static const char digits[] = "0123456789abcdef";
    unsigned char sum[EVP_MAX_MD_SIZE];

    must(EVP_DigestFinal_ex(h->ctx, sum, NULL) == 1);
    for (size_t i = 0; i < 20; i++) {
        hex[2 * i] = digits[sum[i] >> 4];
        hex[2 * i + 1] = digits[sum[i] & 15];
    }
    hex[40] = '\0';
}

void vg_sha1_end(struct vg_sha1 *h)
{
    if (h == NULL)
        return;
    EVP_MD_CTX_free(h->ctx);
    h->ctx = NULL;
}
