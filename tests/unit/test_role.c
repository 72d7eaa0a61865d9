/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What a claim does in a figure, and why one is left out of it: a small case by hand. */
#include "test.h"

#include "base/edtf.h"
#include "count/role.h"

static const char *const canada[] = {"CA"}, *const toronto[] = {"toronto"},
                         *const europe[] = {"FR"}, *const world[] = {"world"};
static const struct vg_passage passage = {.source = 1};
static const struct vg_source_info source = {.id = 1, .label = "a"};

static struct vg_claim station(int64_t id, enum vg_claim_kind kind, const char *const *place,
                               enum vg_op op, int64_t n)
{
    struct vg_claim c = {.id = id,
                         .kind = kind,
                         .subject = "overseas stations",
                         .predicate = "identified",
                         .places = place,
                         .n_places = 1,
                         .stance = VG_ASSERTS,
                         .status = VG_ACCEPTED,
                         .passage = &passage};

    c.quantity = (struct vg_quantity){.op = op, .unit = "station"};
    if (op == VG_OP_EXACT) {
        c.quantity.has = VG_HAS_VALUE | VG_HAS_LOWER | VG_HAS_UPPER;
        c.quantity.value = c.quantity.lower = c.quantity.upper = n;
    } else if (op == VG_OP_AT_LEAST) {
        c.quantity.has = VG_HAS_LOWER;
        c.quantity.lower = n;
    } else {
        c.quantity.has = VG_HAS_UPPER;
        c.quantity.upper = n;
    }
    return c;
}

enum { CLAIMS = 11 };

static void fill(struct vg_claim *c)
{
    c[0] = station(1, VG_KIND_QUANTITY, canada, VG_OP_AT_LEAST, 3);
    c[1] = station(2, VG_KIND_QUANTITY, canada, VG_OP_EXACT, 5);
    c[2] = station(3, VG_KIND_QUANTITY, canada, VG_OP_AT_MOST, 9);
    c[3] = station(4, VG_KIND_EXISTENCE, toronto, VG_OP_EXACT, 1);
    c[3].subject = "presence:toronto-1";
    c[3].predicate = "located-in";
    c[4] = station(5, VG_KIND_QUANTITY, canada, VG_OP_EXACT, 7);
    c[4].stance = VG_DENIES;
    c[5] = station(6, VG_KIND_QUANTITY, canada, VG_OP_EXACT, 8);
    c[5].status = VG_WITHDRAWN;
    c[6] = station(7, VG_KIND_QUANTITY, world, VG_OP_AT_LEAST, 100);
    c[7] = station(8, VG_KIND_QUANTITY, europe, VG_OP_AT_LEAST, 40);
    c[8] = station(9, VG_KIND_OPINION, canada, VG_OP_AT_LEAST, 1);
    c[9] = station(10, VG_KIND_PUBLICATION, canada, VG_OP_EXACT, 2);
    c[10] = station(11, VG_KIND_QUANTITY, canada, VG_OP_AT_LEAST, 2);
    c[10].quantity.definition = "offices with a sign";
}

static const struct vg_figure *figure_of_canada(const struct vg_view *v, struct vg_arena *a)
{
    const struct vg_count_ask ask = {
        .unit = "station", .by = VG_BY_PLACE, .level = VG_PLACE_COUNTRY};
    struct vg_root_graph *g = NULL;
    struct vg_count count = {0};
    struct vg_err err = {0};

    assert_int_equal(vg_root_graph_make(v, a, &g, &err), VG_OK);
    assert_int_equal(vg_count(v, g, &ask, a, &count, &err), VG_OK);
    for (size_t i = 0; i < count.n; i++)
        if (count.rows[i].place != NULL && vg_str_is(vg_str(count.rows[i].place), "CA") &&
            count.rows[i].definition == NULL)
            return &count.rows[i];
    fail_msg("no row for Canada");
    return NULL;
}

static void each_end_is_told_by_the_claims_that_state_it(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_claim c[CLAIMS];
    struct vg_view v = {.claims = c, .n_claims = CLAIMS, .sources = &source, .n_sources = 1};
    const struct vg_figure *f;
    unsigned *roles;

    (void)state;
    fill(c);
    f = figure_of_canada(&v, &a);
    assert_int_equal(f->low, 5);
    assert_int_equal(f->best, 5);
    assert_int_equal(f->high, 9);
    roles = vg_figure_roles(&v, f, &a);
    assert_int_equal(f->n_claims, 4);
    assert_int_equal(roles[0], 0);
    assert_int_equal(roles[1], VG_ROLE_LOW | VG_ROLE_BEST);
    assert_int_equal(roles[2], VG_ROLE_HIGH);
    assert_int_equal(roles[3], VG_ROLE_ONE_BY_ONE);
}

static void whoever_is_left_out_has_a_reason(void **state)
{
    static const struct {
        int64_t id;
        enum vg_left_why why;
    } rows[] = {
        {6, VG_LEFT_WITHDRAWN},   {5, VG_LEFT_STANCE}, {10, VG_LEFT_KIND},
        {11, VG_LEFT_DEFINITION}, {7, VG_LEFT_COARSE},
    };
    VG_SCOPED_ARENA a = {0};
    struct vg_claim c[CLAIMS];
    struct vg_view v = {.claims = c, .n_claims = CLAIMS, .sources = &source, .n_sources = 1};
    struct vg_left *left = NULL;
    size_t n;

    (void)state;
    fill(c);
    n = vg_figure_left(&v, figure_of_canada(&v, &a), VG_DAYS_MAX, &a, &left);
    assert_int_equal(n, sizeof rows / sizeof *rows); /* nor France, nor what stands beside */
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(left[i].claim->id, rows[i].id);
        assert_int_equal(left[i].why, rows[i].why);
    }
}

static void a_corrected_claim_is_left_out_as_replaced(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_claim c[2] = {station(1, VG_KIND_QUANTITY, canada, VG_OP_EXACT, 3),
                            station(2, VG_KIND_QUANTITY, canada, VG_OP_EXACT, 4)};
    struct vg_view v = {.claims = c, .n_claims = 2, .sources = &source, .n_sources = 1};
    struct vg_left *left = NULL;

    (void)state;
    c[0].status = VG_CORRECTED;
    c[1].replaces = 1;
    assert_int_equal(vg_figure_left(&v, figure_of_canada(&v, &a), VG_DAYS_MAX, &a, &left), 1);
    assert_int_equal(left[0].why, VG_LEFT_REPLACED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_end_is_told_by_the_claims_that_state_it),
        cmocka_unit_test(whoever_is_left_out_has_a_reason),
        cmocka_unit_test(a_corrected_claim_is_left_out_as_replaced),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
