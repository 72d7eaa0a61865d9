/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "seal/commit.h"
#include "seal/hash.h"
#include "seal/line.h"
#include "seal/sign.h"

static void is_hex(const void *bytes, size_t n, const char *hex)
{
    VG_SCOPED_BUF b = {0};

    vg_put_hex(&b, bytes, n);
    assert_string_equal(b.p, hex);
}

/* FIPS 180-4 examples and one of a million letters. */
static void sha256_gives_the_published_hashes(void **state)
{
    static const struct {
        const char *text, *hex;
    } rows[] = {
        {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
         "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
    };
    VG_SCOPED_SHA256 h = {0};
    unsigned char out[VG_HASH_SIZE];

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        vg_sha256_of(&h, rows[i].text, strlen(rows[i].text), out);
        is_hex(out, sizeof out, rows[i].hex);
    }
    vg_sha256_begin(&h);
    for (int i = 0; i < 100000; i++)
        vg_sha256_add(&h, "aaaaaaaaaa", 10);
    vg_sha256_done(&h, out);
    is_hex(out, sizeof out, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

/* RFC 5869 A.3, the first 32 of its 42 bytes. */
static void hkdf_gives_the_published_key(void **state)
{
    unsigned char key[22], out[VG_HASH_SIZE], again[VG_HASH_SIZE];
    VG_SCOPED_HKDF k = {0};

    (void)state;
    memset(key, 0x0b, sizeof key);
    vg_hkdf_begin(&k, key, sizeof key);
    vg_hkdf_expand(&k, NULL, 0, out);
    is_hex(out, sizeof out, "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d");
    vg_hkdf_expand(&k, NULL, 0, again);
    assert_memory_equal(out, again, sizeof out);
}

/* -- signatures ------------------------------------------------------------------ */

/* RFC 8032 7.1, test 2. */
static void ed25519_gives_the_published_signature(void **state)
{
    static const char seed_hex[] =
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb";
    unsigned char seed[VG_SIGN_SEED], sig[VG_SIGN_SIZE];
    VG_SCOPED_SIGNER s = {0};

    (void)state;
    assert_true(vg_line_hex(vg_str(seed_hex), seed, sizeof seed));
    vg_signer_from_seed(&s, seed);
    is_hex(s.public, sizeof s.public,
           "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
    vg_sign(&s, "\x72", 1, sig);
    is_hex(sig, sizeof sig,
           "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
           "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
    assert_int_equal(vg_sign_check(s.public, "\x72", 1, sig, NULL), VG_OK);
    assert_int_equal(vg_sign_check(s.public, "\x73", 1, sig, NULL), VG_E_NOT_HELD);
}

/* S and S + L satisfy the same equation; only the reduced one may pass. */
static void a_signature_has_one_spelling(void **state)
{
    static const unsigned char order[32] = {
        0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58,        0xd6,
        0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, [31] = 0x10,
    };
    unsigned char seed[VG_SIGN_SEED] = {7}, sig[VG_SIGN_SIZE];
    VG_SCOPED_SIGNER s = {0};

    (void)state;
    vg_signer_from_seed(&s, seed);
    vg_sign(&s, "text", 4, sig);
    assert_int_equal(vg_sign_check(s.public, "text", 4, sig, NULL), VG_OK);
    for (unsigned i = 0, carry = 0; i < 32; i++) {
        carry += (unsigned)sig[32 + i] + order[i];
        sig[32 + i] = (unsigned char)carry;
        carry >>= 8;
    }
    assert_int_equal(vg_sign_check(s.public, "text", 4, sig, NULL), VG_E_NOT_HELD);
}

/* With such a key, R = key and S = 0 would be a signature of half of all texts. The points of
 * small order of edwards25519 and their other spellings. */
static void keys_of_small_order_are_refused(void **state)
{
    static const char *const keys[] = {
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "0100000000000000000000000000000000000000000000000000000000000080",
    };
    unsigned char key[VG_SIGN_PUBLIC], other[VG_SIGN_PUBLIC];

    (void)state;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        for (size_t r = 0; r < sizeof keys / sizeof *keys; r++) {
            unsigned char sig[VG_SIGN_SIZE] = {0};

            assert_true(vg_line_hex(vg_str(keys[i]), key, sizeof key));
            assert_true(vg_line_hex(vg_str(keys[r]), other, sizeof other));
            memcpy(sig, other, sizeof other);
            for (unsigned text = 0; text < 16; text++)
                ROW_CHECK(i, keys[i],
                          vg_sign_check(key, &text, sizeof text, sig, NULL) == VG_E_NOT_HELD);
        }
}

/* -- commitments --------------------------------------------------------------------- */

/* Step by step, and once more with `openssl kdf` and `openssl dgst`: the known root. */
static void a_record_root_is_the_published_formula(void **state)
{
    static const unsigned char secret[VG_SECRET_SIZE] = {1, 2, 3};
    VG_SCOPED_COMMIT c = {0};
    VG_SCOPED_SHA256 h = {0};
    unsigned char root[VG_HASH_SIZE], leaf[3][VG_HASH_SIZE], made[VG_HASH_SIZE];
    const char *names[] = {"claim.0.id", "claim.0.word", "source.0.url"};

    (void)state;
    vg_commit_begin(&c, secret);
    vg_commit_root(&c, root);
    assert_memory_equal(root, vg_hash_empty, sizeof root);
    for (uint32_t i = 0; i < 3; i++) {
        VG_SCOPED_HKDF k = {0};
        VG_SCOPED_BUF b = {0};
        unsigned char salt[VG_HASH_SIZE];
        unsigned char info[17] = "vigil-salt/v1";

        info[16] = (unsigned char)i;
        vg_hkdf_begin(&k, secret, sizeof secret);
        vg_hkdf_expand(&k, info, sizeof info, salt);
        vg_put(&b, "vigil-commit/v1", 16);
        vg_put(&b, salt, sizeof salt);
        vg_put_u16be(&b, (uint16_t)strlen(names[i]));
        vg_puts(&b, names[i]);
        vg_put_u64be(&b, 2);
        vg_puts(&b, "54");
        vg_sha256_of(&h, b.p, b.len, made);
        vg_tree_leaf(&h, made, sizeof made, leaf[i]);
        assert_int_equal(vg_commit_add(&c, vg_str(names[i]), vg_str("54"), NULL), VG_OK);
    }
    vg_tree_node(&h, leaf[0], leaf[1], made);
    vg_tree_node(&h, made, leaf[2], made);
    vg_commit_root(&c, root);
    assert_memory_equal(root, made, sizeof root);
    is_hex(root, sizeof root, "d9d178368ab0d446daccb1e7557ee70ce4180810ff643fcf18e1397fa73ce275");
}

static void each_field_is_shown_alone(void **state)
{
    static const unsigned char secret[VG_SECRET_SIZE] = {9};
    struct vg_commit_field fields[9];
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_COMMIT c = {0};
    unsigned char root[VG_HASH_SIZE];
    struct vg_disclosed d;

    (void)state;
    for (uint32_t n = 1; n <= 9; n++) {
        vg_commit_begin(&c, secret);
        for (uint32_t i = 0; i < n; i++) {
            fields[i].name = vg_str(vg_print(&a, "claim.0.f%u", i));
            fields[i].value = vg_str(vg_print(&a, "value %u", i * i));
            assert_int_equal(vg_commit_add(&c, fields[i].name, fields[i].value, NULL), VG_OK);
        }
        vg_commit_root(&c, root);
        for (uint32_t i = 0; i < n; i++) {
            assert_int_equal(vg_commit_disclose(secret, fields, n, i, &d, NULL), VG_OK);
            assert_int_equal(vg_commit_check(root, &d, NULL), VG_OK);
            d.value = vg_str("value x");
            assert_int_equal(vg_commit_check(root, &d, NULL), VG_E_NOT_HELD);
            d.value = fields[i].value;
            d.salt[31] ^= 1;
            assert_int_equal(vg_commit_check(root, &d, NULL), VG_E_NOT_HELD);
        }
    }
    assert_int_equal(vg_commit_disclose(secret, fields, 9, 9, &d, NULL), VG_E_MISUSE);
}

static void name_and_value_do_not_run_together(void **state)
{
    VG_SCOPED_SHA256 h = {0};
    const unsigned char salt[VG_HASH_SIZE] = {0};
    unsigned char a[VG_HASH_SIZE], b[VG_HASH_SIZE];
    struct vg_str too_long = {"", (size_t)VG_MAX_FIELD + 1};

    (void)state;
    assert_int_equal(vg_commit_of(&h, salt, vg_str("ab"), vg_str("c"), a, NULL), VG_OK);
    assert_int_equal(vg_commit_of(&h, salt, vg_str("a"), vg_str("bc"), b, NULL), VG_OK);
    assert_false(vg_hash_is(a, b));
    assert_int_equal(vg_commit_of(&h, salt, vg_str("a"), too_long, b, NULL), VG_E_LIMIT);
    too_long.len = 65536;
    assert_int_equal(vg_commit_of(&h, salt, too_long, vg_str("a"), b, NULL), VG_E_LIMIT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sha256_gives_the_published_hashes),
        cmocka_unit_test(hkdf_gives_the_published_key),
        cmocka_unit_test(ed25519_gives_the_published_signature),
        cmocka_unit_test(a_signature_has_one_spelling),
        cmocka_unit_test(keys_of_small_order_are_refused),
        cmocka_unit_test(a_record_root_is_the_published_formula),
        cmocka_unit_test(each_field_is_shown_alone),
        cmocka_unit_test(name_and_value_do_not_run_together),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
