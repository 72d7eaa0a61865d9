/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <string.h>

#include "../seal_log.h"
#include "seal/checkpoint.h"
#include "seal/line.h"
#include "seal/note.h"
#include "seal/proof.h"
#include "shared.h"

enum { KEYS = 8 };

static json_t *json_of(struct vg_arena *a, const char *name)
{
    struct vg_str s = shared_bytes(a, name);
    json_t *v = json_loadb(s.p, s.len, JSON_ALLOW_NUL, NULL);

    assert_non_null(v);
    return v;
}

static size_t keys_of(const json_t *row, struct vg_key keys[KEYS])
{
    const json_t *list = json_object_get(row, "keys"), *v;
    size_t i;

    json_array_foreach(list, i, v) assert_int_equal(
        vg_key_read(json_string_value(v), json_string_length(v), &keys[i], NULL), VG_OK);
    return json_array_size(list);
}

static void notes_have_their_known_verdict(void **state)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_JSON *rows = NULL;
    const json_t *row;
    size_t i;

    (void)state;
    if (!has_shared())
        return;
    rows = json_of(&a, "note/notes.json");
    assert_int_equal(json_array_size(rows), 24);
    json_array_foreach(rows, i, row)
    {
        const json_t *text = json_object_get(row, "note"),
                     *unknown = json_object_get(row, "unknown");
        const char *verdict = json_string_value(json_object_get(row, "verdict"));
        struct vg_key keys[KEYS];
        size_t n = keys_of(row, keys);
        struct vg_note note = {0};
        int rc =
            vg_note_read(json_string_value(text), json_string_length(text), keys, n, &note, NULL);

        ROW_CHECK(i, verdict, (rc == VG_OK) == (strcmp(verdict, "accepted") == 0));
        if (rc != VG_OK)
            continue;
        ROW_CHECK(i, verdict,
                  (json_int_t)note.verified ==
                      json_integer_value(json_object_get(row, "verified")));
        if (unknown != NULL)
            ROW_CHECK(i, verdict, (json_int_t)note.unknown == json_integer_value(unknown));
    }
}

static void keys_have_their_known_verdict(void **state)
{
    VG_SCOPED_ARENA a = {0};
    VG_SCOPED_JSON *all = NULL;
    const json_t *rows, *row;
    size_t i;

    (void)state;
    if (!has_shared())
        return;
    all = json_of(&a, "note/keys.json");
    rows = json_object_get(all, "rows");
    assert_int_equal(json_array_size(rows), 9);
    json_array_foreach(rows, i, row)
    {
        const char *text = json_string_value(json_object_get(row, "vkey"));
        const char *verdict = json_string_value(json_object_get(row, "verdict"));
        VG_SCOPED_BUF b = {0};
        struct vg_key k;
        int rc = vg_key_read(text, strlen(text), &k, NULL);

        ROW_CHECK(i, text, (rc == VG_OK) == (strcmp(verdict, "accepted") == 0));
        if (rc != VG_OK)
            continue;
        vg_key_write(&k, &b);
        assert_string_equal(b.p, text);
    }
}

static const char vkey[] = "vigil-0123456789abcdef+bdaee0b6+"
                           "AdULbF1DxUg7tQo6LqdQwU2ryZVmBen0/AK7i0UzgAf3";

static void no_part_of_a_key_and_no_altered_key_is_a_key(void **state)
{
    size_t len = strlen(vkey);
    struct vg_key k;
    char copy[sizeof vkey];

    (void)state;
    assert_int_equal(vg_key_read(vkey, len, &k, NULL), VG_OK);
    for (size_t from = 0; from < len; from++)
        for (size_t n = 0; n <= len - from; n++)
            if (n != len)
                ROW_CHECK(from, "part", vg_key_read(vkey + from, n, &k, NULL) == VG_E_FORMAT);
    for (size_t i = 0; i < len; i++) {
        memcpy(copy, vkey, sizeof copy);
        copy[i]++;
        ROW_CHECK(i, copy, vg_key_read(copy, len, &k, NULL) == VG_E_FORMAT);
    }
}

/* -- what we write ------------------------------------------------------------------ */

static void known_signer(struct vg_signer *s)
{
    static const char hex[] = "03a4265a77bb5a6cb6afbbf41d914bf5c5588c766da21d293f085dc574cf9cee";
    unsigned char seed[VG_SIGN_SEED];

    assert_true(vg_line_hex(vg_str(hex), seed, sizeof seed));
    vg_signer_from_seed(s, seed);
}

static struct vg_key known_key(void)
{
    struct vg_key k;

    assert_int_equal(vg_key_read(vkey, strlen(vkey), &k, NULL), VG_OK);
    return k;
}

static void checkpoints_are_those_of_the_known_log(void **state)
{
    static const uint64_t sizes[] = {0, 1, 2, 3, 7, 8, 255, 256, 257, 300};
    VG_SCOPED_ARENA a = {0};
    struct mem_log log = {0};
    struct vg_key k = known_key();
    VG_SCOPED_SIGNER s = {0};
    struct vg_note note;
    int is_known = has_shared();

    (void)state;
    known_signer(&s);
    while (log.n < 300)
        mem_log_add_line(&log);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct vg_checkpoint c = mem_log_checkpoint(&log, sizes[i]), back;
        char *name = vg_print(&a, "tiles/own/checkpoint.%llu", (unsigned long long)sizes[i]);
        VG_SCOPED_BUF b = {0};

        assert_int_equal(vg_checkpoint_sign(&c, &s, &b, NULL), VG_OK);
        assert_int_equal(vg_checkpoint_open(b.p, b.len, &k, 1, &back, &note, NULL), VG_OK);
        assert_int_equal(back.size, c.size);
        assert_memory_equal(back.root, c.root, VG_HASH_SIZE);
        if (is_known)
            ROW_CHECK(i, name, vg_str_cmp(vg_buf_str(&b), shared_bytes(&a, name)) == 0);
    }
    mem_log_end(&log);
}

static void any_changed_bit_of_a_checkpoint_is_noticed(void **state)
{
    struct vg_checkpoint c = {.origin = "vigil-0123456789abcdef", .size = 5}, back;
    struct vg_key k = known_key();
    VG_SCOPED_SIGNER s = {0};
    VG_SCOPED_BUF b = {0};

    (void)state;
    known_signer(&s);
    assert_int_equal(vg_checkpoint_sign(&c, &s, &b, NULL), VG_OK);
    for (size_t bit = 0; bit < 8 * b.len; bit++) {
        char was = b.p[bit / 8];

        b.p[bit / 8] = (char)((unsigned char)was ^ 1U << bit % 8);
        ROW_CHECK(bit, "bit", vg_checkpoint_open(b.p, b.len, &k, 1, &back, NULL, NULL) != VG_OK);
        b.p[bit / 8] = was;
    }
}

static void a_checkpoint_has_one_spelling(void **state)
{
#define ROOT "9ZAe0pZbyaYemzy7fnwA4zHJ3mjkmD5KkWU15Jjt5nk=\n"
    static const struct {
        const char *text;
        int code;
    } rows[] = {
        {"o\n300\n" ROOT, VG_OK},
        {"o\n18446744073709551615\n" ROOT, VG_OK},
        {"o\n18446744073709551616\n" ROOT, VG_E_FORMAT},
        {"o\n0300\n" ROOT, VG_E_FORMAT},
        {"o\n-1\n" ROOT, VG_E_FORMAT},
        {"o\n+1\n" ROOT, VG_E_FORMAT},
        {"o\n\n" ROOT, VG_E_FORMAT},
        {"\n300\n" ROOT, VG_E_FORMAT},
        {"o\n300\n" ROOT "extension\n", VG_E_FORMAT},
        {"o\n300\n", VG_E_FORMAT},
        {"o\n300\n9ZAe0pZbyaYemzy7fnwA4zHJ3mjkmD5KkWU15Jjt5nl=\n", VG_E_FORMAT},
        {"o\n300\n9ZAe0pZbyaYemzy7fnwA4zHJ3mjkmD5KkWU15Jjt5nk\n", VG_E_FORMAT},
        {"o\n300\n9ZAe0pZbyaYemzy7fnwA4zHJ3mjkmD5KkWU15Jjt\n", VG_E_FORMAT},
        {"o\n0\n" ROOT, VG_E_FORMAT},
        {"o\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n", VG_OK},
    };
    struct vg_checkpoint c;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        ROW_CHECK(i, rows[i].text,
                  vg_checkpoint_read(vg_str(rows[i].text), &c, NULL) == rows[i].code);
}

static int counted_bytes(void *w, void *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++)
        ((unsigned char *)bytes)[i] = (*(unsigned char *)w)++;
    return VG_OK;
}

static void an_origin_is_random_and_safe_as_a_name(void **state)
{
    static const char *const foreign[] = {
        "",
        "vigil-",
        "vigil-0123456789abcde",
        "vigil-0123456789ABCDEF",
        "vigil-../../../../../..",
        "vigil-0123456789abcdef0",
        "vigil 0123456789abcdef",
    };
    unsigned char next = 0x10;
    struct vg_world w = {.fill_random = counted_bytes, .w = &next};
    char origin[VG_ORIGIN];

    (void)state;
    assert_int_equal(vg_origin_make(&w, origin, NULL), VG_OK);
    assert_string_equal(origin, "vigil-1011121314151617");
    assert_true(vg_origin_is_ours(origin));
    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++)
        ROW_CHECK(i, foreign[i], !vg_origin_is_ours(foreign[i]));
}

static void what_cannot_be_a_note_is_not_signed(void **state)
{
    static const char *const texts[] = {"",       "no end",  "a\tb\n",    "a\rb\n",
                                        "\xff\n", "a\x7f\n", "\xc2\x85\n"};
    static const char *const names[] = {"", "a b", "a+b", "a\nb", "a\302\240b", "\xff"};
    VG_SCOPED_SIGNER s = {0};
    VG_SCOPED_BUF b = {0};

    (void)state;
    known_signer(&s);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        ROW_CHECK(i, texts[i], vg_note_write(vg_str(texts[i]), "n", &s, &b, NULL) == VG_E_MISUSE);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        ROW_CHECK(i, names[i], vg_note_write(vg_str("t\n"), names[i], &s, &b, NULL) == VG_E_MISUSE);
    assert_int_equal(b.len, 0);
}

/* Twice the same good signature counts once; one good and one bad of the same key falls. */
static void a_key_counts_once(void **state)
{
    struct vg_key k = known_key();
    VG_SCOPED_SIGNER s = {0};
    VG_SCOPED_BUF b = {0};
    struct vg_note note;
    VG_SCOPED_BUF twice = {0};

    (void)state;
    known_signer(&s);
    assert_int_equal(vg_note_write(vg_str("text\n"), k.name, &s, &b, NULL), VG_OK);
    vg_put_str(&twice, vg_buf_str(&b));
    vg_put(&twice, b.p + 6, b.len - 6);
    assert_int_equal(vg_note_read(twice.p, twice.len, &k, 1, &note, NULL), VG_OK);
    assert_int_equal(note.verified, 1);
    twice.p[twice.len - 20] = twice.p[twice.len - 20] == 'A' ? 'B' : 'A';
    assert_int_equal(vg_note_read(twice.p, twice.len, &k, 1, &note, NULL), VG_E_NOT_HELD);
}

static void a_note_beyond_its_bounds_is_refused(void **state)
{
    static const char other[] = "\xe2\x80\x94 other AAAAAAAA\n";
    struct vg_key k = known_key();
    VG_SCOPED_SIGNER s = {0};
    VG_SCOPED_BUF b = {0}, text = {0};
    struct vg_note note;

    (void)state;
    known_signer(&s);
    assert_int_equal(vg_note_write(vg_str("text\n"), k.name, &s, &b, NULL), VG_OK);
    for (int i = 1; i < VG_MAX_NOTE_SIGS; i++)
        vg_puts(&b, other);
    assert_int_equal(vg_note_read(b.p, b.len, &k, 1, &note, NULL), VG_OK);
    assert_int_equal(note.unknown, VG_MAX_NOTE_SIGS - 1);
    vg_puts(&b, other);
    assert_int_equal(vg_note_read(b.p, b.len, &k, 1, &note, NULL), VG_E_LIMIT);
    while (text.len < (size_t)VG_MAX_NOTE - 1)
        vg_putc(&text, 'x');
    vg_putc(&text, '\n');
    assert_int_equal(vg_note_write(vg_buf_str(&text), k.name, &s, &b, NULL), VG_E_LIMIT);
    vg_putc(&text, '\n');
    assert_int_equal(vg_note_read(text.p, text.len, &k, 1, &note, NULL), VG_E_LIMIT);
    assert_int_equal(vg_note_read(b.p, b.len, &k, VG_MAX_NOTE_SIGS + 1, &note, NULL), VG_E_MISUSE);
}

static void cosignatures_of_others_are_verified(void **state)
{
    static const struct {
        const char *file, *key;
        size_t unknown;
    } rows[] = {
        {"tiles/witness/000de184301123b9278c086a7d9f68c9577e83872224c197058fd90784ea9706/"
         "checkpoint",
         "witness.example.org+b8a2cf20+BFLN3yikSfFkVAJtrnh/CiY3Zozkoy7clp+P7XB28qUN", 1},
        {"tiles/witness2/88ad7a28caeb0b2aa890fdf0304c2fcaf59fca2ee140134ff8c1300bac493482/"
         "checkpoint",
         "witness2.example.org+2e55b896+BIZ7fpceQWd60IfqQeS9IAnmNOCZjMDne8lZuguz/bi9", 0},
        {"tiles/witness/mirror/000de184301123b9278c086a7d9f68c9577e83872224c197058fd90784ea9706/"
         "checkpoint",
         "mirror.example.org+3fb148ef+BAAjjch9GyYz0sJsJx7ALhbdAtz2ov0unbzSl1vMp94O", 0},
    };
    VG_SCOPED_ARENA a = {0};
    struct vg_checkpoint c;
    struct vg_note note;
    struct vg_key k;

    (void)state;
    if (!has_shared())
        return;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct vg_str s = shared_bytes(&a, rows[i].file);

        assert_int_equal(vg_key_read(rows[i].key, strlen(rows[i].key), &k, NULL), VG_OK);
        ROW_CHECK(i, rows[i].key, vg_checkpoint_open(s.p, s.len, &k, 1, &c, &note, NULL) == VG_OK);
        ROW_CHECK(i, rows[i].key,
                  note.unknown == rows[i].unknown && note.sigs[0].time > 1700000000);
        ROW_CHECK(i, rows[i].key, c.size == 300);
    }
    {
        struct vg_str s = shared_bytes(&a, "tiles/tree/checkpoint");

        assert_int_equal(vg_checkpoint_open(s.p, s.len, &k, 1, &c, NULL, NULL), VG_E_NOT_HELD);
        s = shared_bytes(&a, "tiles/witness/checkpoint");
        assert_int_equal(vg_checkpoint_open(s.p, s.len, &k, 1, &c, NULL, NULL), VG_E_FORMAT);
    }
}

/* -- proofs ----------------------------------------------------------------------------- */

static void proof_of_17(struct vg_buf *out, unsigned char leaf[VG_HASH_SIZE])
{
    struct mem_log log = {0};
    struct vg_tree_source from = {mem_log_hash, &log};
    VG_SCOPED_SIGNER s = {0};
    VG_SCOPED_BUF note = {0};
    struct vg_checkpoint c;
    struct vg_proof p = {.index = 17};

    known_signer(&s);
    while (log.n < 300)
        mem_log_add_line(&log);
    c = mem_log_checkpoint(&log, 300);
    assert_int_equal(vg_checkpoint_sign(&c, &s, &note, NULL), VG_OK);
    assert_int_equal(vg_tree_prove(&from, &log.sha, 17, 300, &p.path, NULL), VG_OK);
    p.checkpoint = vg_buf_str(&note);
    assert_int_equal(vg_proof_write(&p, out, NULL), VG_OK);
    memcpy(leaf, log.level[0].hash[17], VG_HASH_SIZE);
    mem_log_end(&log);
}

static void a_proof_holds_as_a_file_and_any_changed_bit_is_noticed(void **state)
{
    struct vg_key k = known_key();
    unsigned char leaf[VG_HASH_SIZE];
    VG_SCOPED_BUF b = {0};
    struct vg_proof p;
    struct vg_checkpoint c;

    (void)state;
    proof_of_17(&b, leaf);
    assert_int_equal(vg_proof_read(b.p, b.len, &p, NULL), VG_OK);
    assert_int_equal(vg_proof_check(&p, leaf, &k, 1, &c, NULL), VG_OK);
    assert_true(c.size == 300 && p.index == 17 && b.len <= 2048);
    for (size_t bit = 0; bit < 8 * b.len; bit++) {
        char was = b.p[bit / 8];

        b.p[bit / 8] = (char)((unsigned char)was ^ 1U << bit % 8);
        if (vg_proof_read(b.p, b.len, &p, NULL) == VG_OK)
            ROW_CHECK(bit, "bit", vg_proof_check(&p, leaf, &k, 1, &c, NULL) != VG_OK);
        b.p[bit / 8] = was;
    }
}

static void a_proof_has_one_form(void **state)
{
#define HEAD "c2sp.org/tlog-proof@v1\n"
    static const struct {
        const char *text;
        int code;
    } rows[] = {
        {HEAD "index 0\n\nnote", VG_OK},
        {HEAD "extra aGVsbG8=\nindex 0\n\nnote", VG_OK},
        {HEAD "index 0\n" ROOT "\nnote", VG_OK},
        {HEAD "index 0\n" ROOT "note", VG_E_FORMAT},
        {HEAD "index 0\n\n", VG_E_FORMAT},
        {HEAD "index 00\n\nnote", VG_E_FORMAT},
        {HEAD "index\n\nnote", VG_E_FORMAT},
        {HEAD "extra \nindex 0\n\nnote", VG_E_FORMAT},
        {HEAD "extra aGVsbG9=\nindex 0\n\nnote", VG_E_FORMAT},
        {HEAD "index 0\nextra aGVsbG8=\n\nnote", VG_E_FORMAT},
        {HEAD "extra aGVsbG8=\nextra aGVsbG8=\nindex 0\n\nnote", VG_E_FORMAT},
        {"c2sp.org/tlog-proof@v2\nindex 0\n\nnote", VG_E_FORMAT},
        {"", VG_E_FORMAT},
    };
    VG_SCOPED_BUF b = {0};
    struct vg_proof p;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        ROW_CHECK(i, rows[i].text,
                  vg_proof_read(rows[i].text, strlen(rows[i].text), &p, NULL) == rows[i].code);
    vg_puts(&b, HEAD "index 0\n");
    for (int i = 0; i < 64; i++)
        vg_puts(&b, ROOT);
    vg_puts(&b, "\nnote");
    assert_int_equal(vg_proof_read(b.p, b.len, &p, NULL), VG_E_LIMIT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(notes_have_their_known_verdict),
        cmocka_unit_test(keys_have_their_known_verdict),
        cmocka_unit_test(no_part_of_a_key_and_no_altered_key_is_a_key),
        cmocka_unit_test(checkpoints_are_those_of_the_known_log),
        cmocka_unit_test(any_changed_bit_of_a_checkpoint_is_noticed),
        cmocka_unit_test(a_checkpoint_has_one_spelling),
        cmocka_unit_test(an_origin_is_random_and_safe_as_a_name),
        cmocka_unit_test(what_cannot_be_a_note_is_not_signed),
        cmocka_unit_test(a_key_counts_once),
        cmocka_unit_test(a_note_beyond_its_bounds_is_refused),
        cmocka_unit_test(cosignatures_of_others_are_verified),
        cmocka_unit_test(a_proof_holds_as_a_file_and_any_changed_bit_is_noticed),
        cmocka_unit_test(a_proof_has_one_form),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
