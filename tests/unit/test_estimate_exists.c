/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <string.h>

#include "estimate/loglinear.h"
#include "estimate/random.h"

/* The design of a model over the cells of a table that are not dropped with a term. */
static struct vg_design design_of(const struct vg_captures *c, const struct vg_model *m,
                                  struct vg_arena *a)
{
    const size_t cells = (size_t)1 << c->t;
    int64_t *margins = VG_NEW_ARRAY(a, int64_t, cells);
    unsigned param[64], params = 0;
    int32_t *rows = VG_NEW_ARRAY(a, int32_t, cells * 64);
    unsigned char *seen = VG_NEW_ARRAY(a, unsigned char, cells);
    struct vg_design d = {.rows = rows, .seen = seen};

    vg_captures_margins(c, margins);
    for (unsigned h = 0; h < cells; h++) {
        if (margins[h] != 0 && (__builtin_popcount(h) < 2 || vg_model_has(m, h)))
            param[params++] = h;
    }
    d.params = params;
    for (unsigned h = 1; h < cells; h++) {
        int dropped = 0;

        for (unsigned s = 1; s < cells; s++)
            dropped |= (h & s) == s && margins[s] == 0 &&
                       (__builtin_popcount(s) < 2 || vg_model_has(m, s));
        for (unsigned k = 0; k < params && !dropped; k++)
            rows[d.cells * params + k] = (h & param[k]) == param[k];
        if (!dropped)
            seen[d.cells++] = c->cells[h] != 0;
    }
    return d;
}

static void a_maximum_at_infinity_is_told_from_one_that_is_not_single(void **state)
{
    /* cells 10, 01, 11 of two lists; constant, two lists, then their pair */
    static const int32_t independent[] = {1, 1, 0, 1, 0, 1, 1, 1, 1};
    static const int32_t saturated[] = {1, 1, 0, 0, 1, 0, 1, 0, 1, 1, 1, 1};
    static const unsigned char all[] = {1, 1, 1}, full_overlap[] = {0, 0, 1}, none[] = {1, 1, 0};
    static const struct {
        const char *what;
        struct vg_design d;
        int status;
    } rows[] = {
        {"independent lists", {3, 3, independent, all}, VG_FIT_OK},
        {"every unit on both", {3, 3, independent, full_overlap}, VG_FIT_NO_MAXIMUM},
        {"no unit on both", {3, 3, independent, none}, VG_FIT_NO_MAXIMUM},
        {"more parameters than cells", {3, 4, saturated, all}, VG_FIT_NOT_IDENTIFIED},
        {"both", {3, 4, saturated, none}, VG_FIT_NO_MAXIMUM | VG_FIT_NOT_IDENTIFIED},
        {"no parameter", {3, 0, saturated, all}, VG_FIT_NO_MAXIMUM},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        struct vg_exists_proof proof;
        int status = -1, quick = -1;

        ROW_CHECK(i, rows[i].what,
                  vg_exists_decide(&rows[i].d, &a, &status, &proof, NULL) == VG_OK);
        ROW_CHECK(i, rows[i].what, vg_exists_decide(&rows[i].d, &a, &quick, NULL, NULL) == VG_OK);
        ROW_CHECK(i, rows[i].what, status == rows[i].status && quick == status);
        ROW_CHECK(i, rows[i].what, vg_exists_check(&rows[i].d, &proof, NULL) == VG_OK);
    }
}

/* A table of few units, spread anyhow. */
static struct vg_captures sparse_table(struct vg_random *r, unsigned t, struct vg_arena *a)
{
    static const char *const names[] = {"A", "B", "C", "D", "E", "F", "G", "H"};
    int64_t *cells = VG_NEW_ARRAY(a, int64_t, (size_t)1 << t);
    struct vg_captures c = {t, names, cells, 0};
    const uint64_t filled = 1 + vg_random_below(r, (1u << t) - 1);

    for (uint64_t i = 0; i < filled; i++) {
        const int64_t units = (int64_t)vg_random_below(r, 5);

        cells[1 + vg_random_below(r, (1u << t) - 1)] += units;
        c.n += units;
    }
    return c;
}

static struct vg_model some_model(struct vg_random *r, unsigned t)
{
    struct vg_model m = vg_model_main(t);

    for (unsigned h = 1; h < (1u << t) - 1; h++) {
        if (__builtin_popcount(h) >= 2 &&
            vg_random_below(r, __builtin_popcount(h) == 2 ? 2 : 6) == 0)
            vg_model_add(&m, h);
    }
    return m;
}

/* Change one number at a place; the proof must fail, and hold again afterwards. */
static void one_number_changed_is_noticed(const struct vg_design *d, struct vg_exists_proof *p,
                                          const int64_t **field, size_t n, size_t at)
{
    const int64_t *kept = *field;
    int64_t copy[128];

    memcpy(copy, kept, n * sizeof *copy);
    copy[at] += copy[at] == 0 ? 1 : -copy[at];
    *field = copy;
    assert_int_equal(vg_exists_check(d, p, NULL), VG_E_NOT_HELD);
    *field = kept;
}

static void every_proof_holds_and_none_with_a_number_changed(void **state)
{
    struct vg_random r = vg_random_of(8);
    int met[4] = {0};

    (void)state;
    for (int i = 0; i < 400; i++) {
        VG_SCOPED_ARENA a = {0};
        const struct vg_captures c = sparse_table(&r, 3 + (unsigned)i % 4, &a);
        const struct vg_model m = some_model(&r, c.t);
        const struct vg_design d = design_of(&c, &m, &a);
        struct vg_exists_proof p = {0};
        struct vg_err err = {0};
        int status = -1, of_model = -1;

        assert_int_equal(vg_exists_decide(&d, &a, &status, &p, &err), VG_OK);
        if (vg_exists_check(&d, &p, &err) != VG_OK)
            fail_msg("table %d: %s", i, err.text);
        assert_int_equal(vg_loglinear_status(vg_loglinear_begin(&c, &a), &m, &of_model, NULL, &err),
                         VG_OK);
        assert_int_equal(status, of_model);
        met[status]++;
        p.status = status ^ VG_FIT_NO_MAXIMUM;
        assert_int_equal(vg_exists_check(&d, &p, NULL), VG_E_NOT_HELD);
        p.status = status;
        if (p.move)
            one_number_changed_is_noticed(&d, &p, &p.move, d.cells, vg_random_below(&r, d.cells));
        if (p.away)
            one_number_changed_is_noticed(&d, &p, &p.away, d.params, vg_random_below(&r, d.params));
        if (p.null)
            one_number_changed_is_noticed(&d, &p, &p.null, d.params, vg_random_below(&r, d.params));
    }
    for (int s = 0; s < 4; s++)
        assert_true(met[s] > 5);
}

static void what_is_inherited_is_what_would_be_decided(void **state)
{
    struct vg_random r = vg_random_of(11);

    (void)state;
    for (int i = 0; i < 30; i++) {
        VG_SCOPED_ARENA a = {0};
        const struct vg_captures c = sparse_table(&r, 4 + (unsigned)i % 2, &a);
        struct vg_loglinear *kept = vg_loglinear_begin(&c, &a);

        for (int j = 0; j < 40; j++) {
            const struct vg_model m = some_model(&r, c.t);
            const struct vg_design d = design_of(&c, &m, &a);
            int one = -1, other = -1;

            assert_int_equal(vg_loglinear_status(kept, &m, &one, NULL, NULL), VG_OK);
            assert_int_equal(vg_exists_decide(&d, &a, &other, NULL, NULL), VG_OK);
            assert_int_equal(one, other);
        }
    }
}

static void eight_lists_are_decided_as_fewer_are(void **state)
{
    struct vg_random r = vg_random_of(13);

    (void)state;
    for (int i = 0; i < 12; i++) {
        VG_SCOPED_ARENA a = {0};
        const struct vg_captures c = sparse_table(&r, 8, &a);
        struct vg_model m = vg_model_main(8);
        struct vg_design d;
        struct vg_exists_proof p = {0};
        int one = -1, other = -1;

        for (int j = 0; j < i; j++) {
            const unsigned x = (unsigned)vg_random_below(&r, 8);

            vg_model_add(&m, 1u << x | 1u << (x + 1 + vg_random_below(&r, 7)) % 8);
        }
        d = design_of(&c, &m, &a);
        assert_int_equal(vg_loglinear_status(vg_loglinear_begin(&c, &a), &m, &one, NULL, NULL),
                         VG_OK);
        assert_int_equal(vg_exists_decide(&d, &a, &other, &p, NULL), VG_OK);
        assert_int_equal(one, other);
        assert_int_equal(vg_exists_check(&d, &p, NULL), VG_OK);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_maximum_at_infinity_is_told_from_one_that_is_not_single),
        cmocka_unit_test(every_proof_holds_and_none_with_a_number_changed),
        cmocka_unit_test(what_is_inherited_is_what_would_be_decided),
        cmocka_unit_test(eight_lists_are_decided_as_fewer_are),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
