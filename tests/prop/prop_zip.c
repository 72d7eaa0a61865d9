/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Whatever happens to a package, every byte of it is accounted for, nothing ends the
 * reading, and records in members that were left alone are read as before.
 */
#include "../unit/test.h"

#include <inttypes.h>

#include "../unit/wacz_make.h"
#include "unpack/find.h"
#include "unpack/unpack.h"

/* xorshift64*: the seed of a failing case is printed with it. */
static uint64_t next(uint64_t *s)
{
    *s ^= *s >> 12;
    *s ^= *s << 25;
    *s ^= *s >> 27;
    return *s * UINT64_C(2685821657736338717);
}

static size_t below(uint64_t *s, size_t n)
{
    return n == 0 ? 0 : (size_t)(next(s) >> 33) % n;
}

/* Which of the three captures are there whole: a bit for each. */
static unsigned whole_captures(struct vg_str bytes)
{
    static const char *const bodies[] = {"one", "one again", "two"};
    const struct vg_unpack_options o = {.digests = 1, .bodies = 1};
    VG_SCOPED_UNPACK *u = NULL;
    struct vg_unpack_end end;
    struct vg_piece p;
    unsigned whole = 0;

    assert_int_equal(vg_unpack_open(&u, bytes.p, bytes.len, &o, NULL), VG_OK);
    while (vg_unpack_next(u, &p, NULL) == VG_OK) {
        assert_true(p.offset <= bytes.len && p.length <= bytes.len - p.offset);
        for (unsigned i = 0; i < 3; i++) {
            if (p.damage_total == 0 && p.url.len > 0 && vg_str_is(p.body, bodies[i]))
                whole |= 1U << i;
        }
    }
    vg_unpack_sum(u, &end);
    assert_int_equal(end.bytes_in, bytes.len);
    if (end.bytes_accounted != bytes.len)
        fail_msg("%" PRIu64 " of %zu bytes are accounted for", end.bytes_accounted, bytes.len);
    return whole;
}

enum { HEADER = 47 }; /* bytes of the local header in front of the WARC */

static const struct wacz_wishes forms[] = {
    {0},
    {.deflate_warc = 1, .packed_index = 1, .document = 1},
};

static void a_package_cut_anywhere_is_accounted_for(void **state)
{
    (void)state;
    for (size_t form = 0; form < 2; form++) {
        struct wacz_made made = {0};

        wacz_make(&forms[form], &made);
        for (size_t n = 0; n < made.bytes.len; n++) {
            /* A copy of its own, so that a look behind the end is seen. */
            char *copy = malloc(n == 0 ? 1 : n);
            unsigned whole;

            assert_non_null(copy);
            memcpy(copy, made.bytes.p, n);
            whole = whole_captures((struct vg_str){copy, n});
            if (form == 0) {
                for (unsigned i = 0; i < 3; i++)
                    assert_true((whole >> i & 1U) || n < made.ends[i + 1] + HEADER);
            }
            free(copy);
        }
        vg_buf_end(&made.bytes);
    }
}

static void a_package_with_any_byte_changed_is_accounted_for(void **state)
{
    (void)state;
    for (size_t form = 0; form < 2; form++) {
        struct wacz_made made = {0};

        wacz_make(&forms[form], &made);
        for (size_t n = 0; n < made.bytes.len; n++) {
            unsigned char was = (unsigned char)made.bytes.p[n];
            unsigned whole;

            made.bytes.p[n] = (char)(was ^ (1U << n % 8));
            whole = whole_captures(vg_buf_str(&made.bytes));
            /* Of a stored WARC only the member that was hit may suffer. */
            for (unsigned i = 0; form == 0 && i < 3; i++)
                assert_true((whole >> i & 1U) != 0 ||
                            (n >= made.starts[i + 1] + HEADER && n < made.ends[i + 1] + HEADER));
            made.bytes.p[n] = (char)was;
        }
        vg_buf_end(&made.bytes);
    }
}

/* Insert, delete or swap a span. */
static void mutate(struct vg_buf *b, const struct vg_buf *from, uint64_t *seed)
{
    size_t at = below(seed, from->len), n = 1 + below(seed, 40), other = below(seed, from->len);

    vg_buf_clear(b);
    n = n < from->len - at ? n : from->len - at;
    n = n < from->len - other ? n : from->len - other;
    vg_put(b, from->p, at);
    switch (below(seed, 3)) {
    case 0: /* insert a piece of itself */
        vg_put(b, from->p + other, n);
        vg_put(b, from->p + at, from->len - at);
        break;
    case 1: /* delete */
        vg_put(b, from->p + at + n, from->len - at - n);
        break;
    default: /* write one over another */
        vg_put(b, from->p + other, n);
        vg_put(b, from->p + at + n, from->len - at - n);
        break;
    }
}

static void a_package_cut_and_pasted_is_accounted_for(void **state)
{
    uint64_t seed = UINT64_C(0x9E3779B97F4A7C15);

    (void)state;
    for (size_t form = 0; form < 2; form++) {
        struct wacz_made made = {0};
        VG_SCOPED_BUF once = {0}, twice = {0};

        wacz_make(&forms[form], &made);
        for (int round = 0; round < 1000; round++) {
            struct vg_find *f = NULL;
            struct vg_found found;

            mutate(&once, &made.bytes, &seed);
            mutate(&twice, &once, &seed);
            (void)whole_captures(vg_buf_str(&once));
            (void)whole_captures(vg_buf_str(&twice));
            if (vg_find_url(&f, twice.p, twice.len, vg_str(WACZ_URL_A), vg_str("2024"), NULL,
                            &found, NULL) == VG_OK)
                assert_true(found.piece.url.len > 0);
            vg_find_close(f);
        }
        vg_buf_end(&made.bytes);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_package_cut_anywhere_is_accounted_for),
        cmocka_unit_test(a_package_with_any_byte_changed_is_accounted_for),
        cmocka_unit_test(a_package_cut_and_pasted_is_accounted_for),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
