/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "unpack/digest.h"

#include <assert.h>
#include <string.h>

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include "base/digits.h"
#include "unpack/head.h"

static const struct {
    const char *names[2];
    const char *openssl;
    size_t len;
} kinds[VG_DIGEST_KINDS] = {
    [VG_DIGEST_MD5] = {{"md5", "md-5"}, "MD5", 16},
    [VG_DIGEST_SHA1] = {{"sha1", "sha-1"}, "SHA1", 20},
    [VG_DIGEST_SHA256] = {{"sha256", "sha-256"}, "SHA256", 32},
    [VG_DIGEST_SHA384] = {{"sha384", "sha-384"}, "SHA384", 48},
    [VG_DIGEST_SHA512] = {{"sha512", "sha-512"}, "SHA512", 64},
};

static int base32_value(char c)
{
    if (c >= '2' && c <= '7')
        return c - '2' + 26;
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    return c >= 'a' && c <= 'z' ? c - 'a' : -1;
}

/* Digits of `bits` bits each, most significant first, to exactly `want` bytes. */
static int unpack(struct vg_str s, unsigned bits, int (*value)(char), size_t want,
                  unsigned char *out)
{
    unsigned acc = 0, have = 0;
    size_t n = 0;

    if (s.len != (want * 8 + bits - 1) / bits)
        return 0;
    for (size_t i = 0; i < s.len; i++) {
        int v = value(s.p[i]);

        if (v < 0)
            return 0;
        acc = (acc << bits | (unsigned)v) & 0xFFFFU;
        have += bits;
        if (have >= 8 && n < want) {
            have -= 8;
            out[n++] = (unsigned char)(acc >> have & 0xFF);
        }
    }
    return n == want;
}

void vg_digest_read(struct vg_str stated, struct vg_digest *out)
{
    const char *colon = stated.len > 0 ? memchr(stated.p, ':', stated.len) : NULL;
    struct vg_str name, value;

    out->kind = VG_DIGEST_NONE;
    if (colon == NULL)
        return;
    name = vg_trim((struct vg_str){stated.p, (size_t)(colon - stated.p)});
    value = vg_trim((struct vg_str){colon + 1, stated.len - (size_t)(colon - stated.p) - 1});
    while (value.len > 0 && value.p[value.len - 1] == '=')
        value.len--;
    for (int k = VG_DIGEST_MD5; k < VG_DIGEST_KINDS; k++) {
        size_t want = kinds[k].len;

        if (!vg_head_is_word(name, kinds[k].names[0]) && !vg_head_is_word(name, kinds[k].names[1]))
            continue;
        out->kind = (enum vg_digest_kind)k;
        out->len = 0;
        if (unpack(value, 4, vg_digit_hex, want, out->bytes) ||
            unpack(value, 5, base32_value, want, out->bytes) ||
            unpack(value, 6, vg_digit_base64_any, want, out->bytes))
            out->len = want;
        return;
    }
}

void vg_digester_end(struct vg_digester *d)
{
    EVP_MD_CTX_free(d->ctx);
    for (int k = 0; k < VG_DIGEST_KINDS; k++)
        EVP_MD_free(d->md[k]);
    *d = (struct vg_digester){0};
}

/* OpenSSL fails here only without memory or without its default provider. */
static void must(int is_done)
{
    if (is_done)
        return;
    (void)fputs("vigil: a digest is not to be had from OpenSSL\n", stderr);
    abort();
}

void vg_digest_of(struct vg_digester *d, enum vg_digest_kind kind, struct vg_str bytes,
                  struct vg_digest *out)
{
    unsigned n = 0;

    assert(kind > VG_DIGEST_NONE && kind < VG_DIGEST_KINDS);
    if (d->ctx == NULL) {
        /* In the closed child no file may be opened: without its settings, then. */
        (void)OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, NULL);
        d->ctx = EVP_MD_CTX_new();
    }
    if (d->md[kind] == NULL)
        d->md[kind] = EVP_MD_fetch(NULL, kinds[kind].openssl, NULL);
    must(d->ctx != NULL && d->md[kind] != NULL);
    must(EVP_DigestInit_ex2(d->ctx, d->md[kind], NULL) == 1);
    if (bytes.len > 0)
        must(EVP_DigestUpdate(d->ctx, bytes.p, bytes.len) == 1);
    must(EVP_DigestFinal_ex(d->ctx, out->bytes, &n) == 1);
    out->kind = kind;
    out->len = n;
}

int vg_digest_matches(struct vg_digester *d, const struct vg_digest *stated, struct vg_str bytes)
{
    struct vg_digest is;

    vg_digest_of(d, stated->kind, bytes, &is);
    return is.len == stated->len && memcmp(is.bytes, stated->bytes, is.len) == 0;
}
