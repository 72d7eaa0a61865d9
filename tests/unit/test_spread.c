/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <string.h>

#include "base/buf.h"
#include "claim/spread.h"

/*
 * s2 copies s1, which holds r1; s3 relays r2, which relays r1; s4 corrects s1; s5 is by the
 * author of s1. c1 in s1, c2 in s2, c3 names r2, c4 in s4, c5 in s5, c6 speaks of c2.
 */
static struct vg_source_info sources[] = {{.id = 1}, {.id = 2}, {.id = 3}, {.id = 4}, {.id = 5}};
static struct vg_root roots[] = {{.id = 1, .name = "root:a", .source = 1},
                                 {.id = 2, .name = "root:b"}};
static const struct vg_passage at[] = {
    {.source = 1}, {.source = 2}, {.source = 3}, {.source = 4}, {.source = 5}};
static const int64_t r2[] = {2};
static struct vg_edge edges[] = {
    {.id = 1, .kind = VG_DERIVES_COPY, .from = {VG_NODE_SOURCE, 2}, .to = {VG_NODE_SOURCE, 1}},
    {.id = 2, .kind = VG_DERIVES_RELAY, .from = {VG_NODE_ROOT, 2}, .to = {VG_NODE_ROOT, 1}},
    {.id = 3,
     .kind = VG_DERIVES_CORRECTION,
     .from = {VG_NODE_SOURCE, 4},
     .to = {VG_NODE_SOURCE, 1}},
    {.id = 4,
     .kind = VG_DERIVES_SAME_AUTHOR,
     .from = {VG_NODE_SOURCE, 5},
     .to = {VG_NODE_SOURCE, 1}},
};
static struct vg_claim claims[6];

static struct vg_view world(void)
{
    memset(claims, 0, sizeof claims);
    for (size_t i = 0; i < 6; i++)
        claims[i] = (struct vg_claim){.id = (int64_t)i + 1,
                                      .kind = VG_KIND_EXISTENCE,
                                      .stance = VG_ASSERTS,
                                      .status = VG_ACCEPTED,
                                      .passage = &at[i < 5 ? i : 4]};
    claims[2].roots = r2;
    claims[2].n_roots = 1;
    claims[5].subject = "c2";
    for (size_t i = 0; i < 5; i++)
        sources[i].changed = NULL;
    roots[0].corrected = roots[1].corrected = NULL;
    return (struct vg_view){.claims = claims,
                            .n_claims = 6,
                            .sources = sources,
                            .n_sources = 5,
                            .roots = roots,
                            .n_roots = 2,
                            .edges = edges,
                            .n_edges = 4};
}

/* "c1:r1 c2:s1,r1": what is marked, by way of what. */
static const char *marked(const struct vg_view *v, int with_corrections, struct vg_arena *a)
{
    VG_SCOPED_BUF b = {0};
    struct vg_spread_origin *origins;
    struct vg_spread_node *all;
    struct vg_spread *s;
    struct vg_view copy = *v;
    size_t n, count;

    copy.n_edges = with_corrections ? v->n_edges : 2;
    vg_spread_origins(&copy, a, &origins, &n);
    vg_spread_make(&copy, origins, n, a, &s);
    count = vg_spread_all(s, a, &all);
    for (size_t i = 0; i < count; i++) {
        struct vg_spread_mark *marks;
        size_t m = vg_spread_of(s, all[i], a, &marks);

        assert_true(m > 0);
        vg_putf(&b, "%s%s:", i > 0 ? " " : "", vg_spread_name(all[i], a));
        for (size_t k = 0; k < marks[0].n_path; k++)
            vg_putf(&b, "%s%s", k > 0 ? "," : "", vg_spread_name(marks[0].path[k], a));
    }
    return vg_copy(a, b.p == NULL ? "" : b.p, b.len);
}

static void where_nothing_was_corrected_nothing_is_marked(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_view v = world();

    (void)state;
    assert_string_equal(marked(&v, 0, &a), "");
}

static void a_corrected_root_marks_all_that_leads_to_it(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_view v = world();

    (void)state;
    roots[0].corrected = "corrected at source 2022-10-29";
    assert_string_equal(marked(&v, 0, &a), "s1:r1 s2:s1,r1 r2:r1 c1:s1,r1 c2:s2,s1,r1 c3:r2,r1 "
                                           "c6:c2,s2,s1,r1");
}

static void a_page_that_is_gone_marks_its_claims_and_its_copies(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_view v = world();

    (void)state;
    sources[1].changed = "vanished 2023-01-05";
    assert_string_equal(marked(&v, 0, &a), "c2:s2 c6:c2,s2");
    sources[1].changed = NULL;
    sources[0].changed = "changed at source 2022-10-29";
    assert_string_equal(marked(&v, 0, &a), "s2:s1 r1:s1 r2:r1,s1 c1:s1 c2:s2,s1 c3:r2,r1,s1 "
                                           "c6:c2,s2,s1");
}

static void a_correction_marks_what_it_corrects_but_not_itself(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_view v = world();
    const char *text = marked(&v, 1, &a);

    (void)state;
    assert_non_null(strstr(text, "c1:s1"));
    assert_null(strstr(text, "s4:"));
    assert_null(strstr(text, "c4:"));
    assert_null(strstr(text, "s5:")); /* nor what is by the same author */
    assert_null(strstr(text, "c5:"));
}

static void withdrawn_and_replaced_claims_mark_what_speaks_of_them(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_view v = world();
    struct vg_spread_origin *origins;
    size_t n;

    (void)state;
    claims[1].status = VG_WITHDRAWN;
    assert_string_equal(marked(&v, 0, &a), "c6:c2");
    claims[1].status = VG_ACCEPTED;
    claims[3].replaces = 2;
    assert_string_equal(marked(&v, 0, &a), "c6:c2");
    v.n_edges = 0;
    vg_spread_origins(&v, &a, &origins, &n);
    assert_int_equal(n, 1);
    assert_string_equal(origins[0].says, "replaced by c4");
    claims[3].status = VG_WITHDRAWN; /* what is withdrawn replaces nothing */
    vg_spread_origins(&v, &a, &origins, &n);
    assert_int_equal(n, 1);
    assert_int_equal(origins[0].at.id, 4);
}

static void a_figure_carries_each_origin_once(void **state)
{
    VG_SCOPED_ARENA a = {0};
    static const int64_t figure[] = {1, 2, 3};
    struct vg_view v = world();
    struct vg_spread_origin *origins;
    struct vg_spread_mark *marks;
    struct vg_spread *s;
    size_t n;

    (void)state;
    v.n_edges = 2;
    roots[0].corrected = "corrected at source 2022-10-29";
    sources[1].changed = "vanished 2023-01-05";
    vg_spread_origins(&v, &a, &origins, &n);
    vg_spread_make(&v, origins, n, &a, &s);
    n = vg_spread_of_claims(s, figure, 3, &a, &marks);
    assert_int_equal(n, 2);
    assert_string_equal(vg_spread_says(&marks[0], &a),
                        "r1 was corrected: corrected at source 2022-10-29 (by way of s1)");
    assert_string_equal(vg_spread_says(&marks[1], &a),
                        "s2 changed where it was: vanished 2023-01-05");
}

static void many_origins_in_one_chain_stay_few_marks(void **state)
{
    enum { MANY = 3000 };
    VG_SCOPED_ARENA a = {0};
    struct vg_source_info *list = VG_NEW_ARRAY(&a, struct vg_source_info, MANY);
    struct vg_edge *chain = VG_NEW_ARRAY(&a, struct vg_edge, MANY);
    struct vg_view v = {.sources = list, .n_sources = MANY, .edges = chain, .n_edges = MANY - 1};
    struct vg_spread_origin *origins;
    struct vg_spread_mark *marks;
    struct vg_spread *s;
    size_t n;

    (void)state;
    for (size_t i = 0; i < MANY; i++) {
        list[i] = (struct vg_source_info){.id = (int64_t)i + 1, .changed = "changed"};
        chain[i] = (struct vg_edge){.id = (int64_t)i + 1,
                                    .kind = VG_DERIVES_COPY,
                                    .from = {VG_NODE_SOURCE, (int64_t)i + 2},
                                    .to = {VG_NODE_SOURCE, (int64_t)i + 1}};
    }
    vg_spread_origins(&v, &a, &origins, &n);
    assert_int_equal(n, MANY);
    vg_spread_make(&v, origins, n, &a, &s);
    n = vg_spread_of(s, (struct vg_spread_node){VG_SPREAD_SOURCE, MANY}, &a, &marks);
    assert_int_equal(n, VG_SPREAD_MARKS - 1); /* one place is taken by itself */
    assert_int_equal(marks[0].n_path, 1);
    assert_int_equal(marks[0].path[0].id, MANY - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(where_nothing_was_corrected_nothing_is_marked),
        cmocka_unit_test(a_corrected_root_marks_all_that_leads_to_it),
        cmocka_unit_test(a_page_that_is_gone_marks_its_claims_and_its_copies),
        cmocka_unit_test(a_correction_marks_what_it_corrects_but_not_itself),
        cmocka_unit_test(withdrawn_and_replaced_claims_mark_what_speaks_of_them),
        cmocka_unit_test(a_figure_carries_each_origin_once),
        cmocka_unit_test(many_origins_in_one_chain_stay_few_marks),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
