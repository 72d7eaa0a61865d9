/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <string.h>

#include "base/limits.h"
#include "seal/entry.h"

#define Z16 "00000000000000000000000000000000"
#define Z32 Z16 Z16

static const char good[] = "vigil-entry/v1\n"
                           "salt " Z32 "\n"
                           "kind capture\n"
                           "time 2026-11-23T17:00:00Z\n"
                           "actor " Z32 "\n"
                           "record " Z32 "\n"
                           "prev-token -\n"
                           "sig " Z32 Z32 "\n";

static struct vg_entry signed_entry(void)
{
    static const unsigned char seed[VG_SIGN_SEED] = {3};
    struct vg_entry e = {.kind = VG_ENTRY_CLAIM, .time = 1795453200, .has_token = 1, .token = 77};
    VG_SCOPED_SIGNER s = {0};

    memset(e.salt, 0xab, sizeof e.salt);
    memset(e.record, 0x5f, sizeof e.record);
    vg_signer_from_seed(&s, seed);
    assert_int_equal(vg_entry_sign(&e, &s, NULL), VG_OK);
    return e;
}

static void the_form_is_read_and_written_alike(void **state)
{
    VG_SCOPED_BUF b = {0};
    struct vg_entry e;

    (void)state;
    assert_int_equal(vg_entry_read(good, strlen(good), &e, NULL), VG_OK);
    assert_int_equal(e.kind, VG_ENTRY_CAPTURE);
    assert_string_equal(e.word, "capture");
    assert_int_equal(e.time, 1795453200);
    assert_false(e.has_token);
    assert_int_equal(vg_entry_write(&e, &b, NULL), VG_OK);
    assert_string_equal(b.p, good);
}

/* In `good`, `from` is replaced by `to`. */
static void replace(struct vg_buf *b, const char *from, const char *to)
{
    const char *at = strstr(good, from);

    assert_non_null(at);
    vg_buf_clear(b);
    vg_put(b, good, (size_t)(at - good));
    vg_puts(b, to);
    vg_puts(b, at + strlen(from));
}

static void every_other_spelling_is_refused(void **state)
{
    static const struct {
        const char *from, *to;
    } rows[] = {
        {"vigil-entry/v1\n", "vigil-entry/v2\n"},
        {"vigil-entry/v1\n", "vigil-entry/v1 \n"},
        {"vigil-entry/v1\n", "\nvigil-entry/v1\n"},
        {"vigil-entry/v1\n", "vigil-entry/v1\r\n"},
        {"salt 0", "salt  0"},
        {"salt 0", "salt A"},
        {"salt 0", "salt "},
        {"salt 0", "Salt 0"},
        {"kind capture", "kind Capture"},
        {"kind capture", "kind "},
        {"kind capture", "kind 1a"},
        {"kind capture", "kind -a"},
        {"kind capture", "kind a b"},
        {"kind capture", "kind abcdefghijklmnopqrstuvwxyzabcdefg"},
        {"time 2026", "time 026"},
        {"17:00:00Z", "17:00:00z"},
        {"17:00:00Z", "17:00:60Z"},
        {"17:00:00Z", "17:00:00.0Z"},
        {"11-23T", "02-30T"},
        {"prev-token -", "prev-token 01"},
        {"prev-token -", "prev-token +1"},
        {"prev-token -", "prev-token "},
        {"prev-token -", "prev-token 18446744073709551616"},
        {"prev-token -\n", ""},
        {"prev-token -\n", "prev-token -\nprev-token -\n"},
        {"actor " Z32 "\nrecord " Z32 "\n", "record " Z32 "\nactor " Z32 "\n"},
        {"sig " Z32 Z32 "\n", "sig " Z32 Z32},
        {"sig " Z32 Z32 "\n", "sig " Z32 Z32 "\n\n"},
        {"sig " Z32 Z32 "\n", "sig " Z32 "\n"},
    };
    VG_SCOPED_BUF b = {0};
    struct vg_entry e;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        replace(&b, rows[i].from, rows[i].to);
        ROW_CHECK(i, rows[i].to, vg_entry_read(b.p, b.len, &e, NULL) == VG_E_FORMAT);
    }
    assert_int_equal(vg_entry_read("", 0, &e, NULL), VG_E_FORMAT);
    assert_int_equal(vg_entry_read(good, (size_t)VG_MAX_ENTRY + 1, &e, NULL), VG_E_LIMIT);
}

static void every_word_of_the_list_is_known_and_no_other(void **state)
{
    (void)state;
    for (unsigned i = VG_ENTRY_OTHER + 1; i < VG_ENTRY_KINDS; i++) {
        const char *word = vg_entry_kind_word((enum vg_entry_kind)i);

        assert_non_null(word);
        assert_int_equal(vg_entry_kind_of(vg_str(word)), i);
    }
    assert_null(vg_entry_kind_word(VG_ENTRY_OTHER));
    assert_int_equal(vg_entry_kind_of(vg_str("cases")), VG_ENTRY_OTHER);
}

static void an_unknown_kind_verifies(void **state)
{
    static const unsigned char seed[VG_SIGN_SEED] = {4};
    struct vg_entry e = {.word = "later-kind", .time = 0}, back;
    VG_SCOPED_SIGNER s = {0};
    VG_SCOPED_BUF b = {0};

    (void)state;
    vg_signer_from_seed(&s, seed);
    assert_int_equal(vg_entry_sign(&e, &s, NULL), VG_OK);
    assert_int_equal(vg_entry_write(&e, &b, NULL), VG_OK);
    assert_int_equal(vg_entry_read(b.p, b.len, &back, NULL), VG_OK);
    assert_int_equal(back.kind, VG_ENTRY_OTHER);
    assert_int_equal(vg_entry_check(&back, NULL), VG_OK);
    (void)snprintf(e.word, sizeof e.word, "claim");
    assert_int_equal(vg_entry_write(&e, &b, NULL), VG_E_MISUSE);
    e.word[0] = '\0';
    assert_int_equal(vg_entry_sign(&e, &s, NULL), VG_E_MISUSE);
}

static void any_changed_bit_is_noticed(void **state)
{
    struct vg_entry e = signed_entry(), back;
    VG_SCOPED_BUF b = {0};

    (void)state;
    assert_int_equal(vg_entry_check(&e, NULL), VG_OK);
    assert_int_equal(vg_entry_write(&e, &b, NULL), VG_OK);
    for (size_t bit = 0; bit < 8 * b.len; bit++) {
        char *byte = &b.p[bit / 8];
        char was = *byte;

        *byte = (char)((unsigned char)was ^ 1U << bit % 8);
        if (vg_entry_read(b.p, b.len, &back, NULL) == VG_OK)
            ROW_CHECK(bit, "bit", vg_entry_check(&back, NULL) == VG_E_NOT_HELD);
        *byte = was;
    }
}

/* Old cases have to verify for ever. The signature is that of `openssl pkeyutl -rawin`
 * over the same lines. */
static void the_signed_bytes_are_those_of_the_first_release(void **state)
{
    struct vg_entry e = signed_entry();
    VG_SCOPED_BUF b = {0};

    (void)state;
    vg_put_hex(&b, e.sig, 8);
    assert_string_equal(b.p, "9317b10cf6e0b4ca");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_form_is_read_and_written_alike),
        cmocka_unit_test(every_other_spelling_is_refused),
        cmocka_unit_test(every_word_of_the_list_is_known_and_no_other),
        cmocka_unit_test(an_unknown_kind_verifies),
        cmocka_unit_test(any_changed_bit_is_noticed),
        cmocka_unit_test(the_signed_bytes_are_those_of_the_first_release),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
