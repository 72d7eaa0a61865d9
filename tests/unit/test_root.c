/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <string.h>

#include "claim/root.h"

/* A small world: seven pages, and roots with two statements of one ministry. */
static const struct vg_source_info sources[] = {
    {.id = 1}, {.id = 2}, {.id = 3}, {.id = 4}, {.id = 5}, {.id = 6}, {.id = 7, .is_note = 1}};
static const struct vg_root roots[] = {
    {.id = 1, .name = "root:report", .speaker = "org:monitor"},
    {.id = 2, .name = "root:interview", .speaker = NULL},
    {.id = 3, .name = "root:list", .source = 6},
    {.id = 4, .name = "root:embassy", .source = 7},
    {.id = 5, .name = "root:ministry-a", .speaker = "org:ministry"},
    {.id = 6, .name = "root:ministry-b", .speaker = "org:ministry"},
};
static const struct vg_passage at[] = {{.source = 1}, {.source = 2}, {.source = 3}, {.source = 4},
                                       {.source = 5}, {.source = 6}, {.source = 7}};
static const int64_t r1[] = {1}, r3[] = {3}, r34[] = {3, 4}, r56[] = {5, 6}, r9[] = {9};

enum { S = VG_NODE_SOURCE, R = VG_NODE_ROOT };

static struct vg_claim claim(int64_t id, const struct vg_passage *p, const int64_t *named, size_t n,
                             enum vg_family family)
{
    return (struct vg_claim){.id = id,
                             .kind = VG_KIND_EXISTENCE,
                             .family = family,
                             .stance = VG_ASSERTS,
                             .status = VG_ACCEPTED,
                             .passage = p,
                             .roots = named,
                             .n_roots = n};
}

static struct vg_edge edge(int64_t id, enum vg_derivation kind, int fk, int64_t f, int tk,
                           int64_t t)
{
    struct vg_edge e = {.id = id, .kind = kind};

    e.from.kind = fk == S ? VG_NODE_SOURCE : VG_NODE_ROOT;
    e.from.id = f;
    e.to.kind = tk == S ? VG_NODE_SOURCE : VG_NODE_ROOT;
    e.to.id = t;
    return e;
}

static struct vg_view world(const struct vg_claim *claims, size_t n, const struct vg_edge *edges,
                            size_t n_edges)
{
    return (struct vg_view){.claims = claims,
                            .n_claims = n,
                            .sources = sources,
                            .n_sources = 7,
                            .roots = roots,
                            .n_roots = 6,
                            .edges = edges,
                            .n_edges = n_edges};
}

static struct vg_root_count count(const struct vg_view *v, const int64_t *ids, size_t n,
                                  enum vg_family family, struct vg_arena *a)
{
    struct vg_root_graph *g = NULL;
    struct vg_root_count out;

    assert_int_equal(vg_root_graph_make(v, a, &g, NULL), VG_OK);
    vg_root_count(g, a, ids, n, family, &out);
    return out;
}

static void copies_relays_and_translations_of_one_report_are_one_root(void **state)
{
    VG_SCOPED_ARENA a = {0};
    static const int64_t ids[] = {1, 2, 3, 4, 5};
    struct vg_claim claims[5];
    const struct vg_edge edges[] = {
        edge(1, VG_DERIVES_COPY, S, 1, S, 2),    edge(2, VG_DERIVES_TRANSLATION, S, 2, S, 3),
        edge(3, VG_DERIVES_RELAY, S, 3, R, 1),   edge(4, VG_DERIVES_REWORD, S, 4, R, 1),
        edge(5, VG_DERIVES_EXCERPT, S, 5, S, 1),
    };
    struct vg_view v;
    struct vg_root_count c;

    (void)state;
    for (size_t i = 0; i < 5; i++)
        claims[i] = claim((int64_t)i + 1, &at[i], NULL, 0, VG_FAMILY_EXISTENCE);
    v = world(claims, 5, edges, 5);
    c = count(&v, ids, 5, VG_FAMILY_EXISTENCE, &a);
    assert_int_equal(c.named, 1);
    assert_int_equal(c.read, 0);
    assert_int_equal(c.n_sinks, 1);
    assert_int_equal(c.sinks[0].kind, VG_NODE_ROOT);
    assert_int_equal(c.sinks[0].id, 1);
}

static void an_interview_with_the_author_adds_no_root(void **state)
{
    VG_SCOPED_ARENA a = {0};
    static const int64_t ids[] = {1, 2}, r2[] = {2};
    const struct vg_claim claims[] = {claim(1, &at[0], r1, 1, VG_FAMILY_EXISTENCE),
                                      claim(2, &at[1], r2, 1, VG_FAMILY_EXISTENCE)};
    const struct vg_edge same = edge(1, VG_DERIVES_SAME_AUTHOR, R, 2, R, 1);
    struct vg_view v = world(claims, 2, &same, 1);

    (void)state;
    assert_int_equal(count(&v, ids, 2, 0, &a).named, 1);
    v.n_edges = 0;
    assert_int_equal(count(&v, ids, 2, 0, &a).named, 2);
}

static void two_statements_of_one_speaker_are_one_voice(void **state)
{
    VG_SCOPED_ARENA a = {0};
    static const int64_t ids[] = {1};
    const struct vg_claim claims[] = {claim(1, &at[0], r56, 2, VG_FAMILY_NUMBER)};
    const struct vg_view v = world(claims, 1, NULL, 0);

    (void)state;
    assert_int_equal(count(&v, ids, 1, VG_FAMILY_NUMBER, &a).named, 1);
}

static void roots_are_counted_for_each_family_by_itself(void **state)
{
    VG_SCOPED_ARENA a = {0};
    static const int64_t ids[] = {1, 2, 3};
    const struct vg_claim claims[] = {claim(1, &at[0], r34, 2, VG_FAMILY_EXISTENCE),
                                      claim(2, &at[1], r1, 1, VG_FAMILY_FUNCTION),
                                      claim(3, &at[1], r3, 1, VG_FAMILY_EXISTENCE)};
    const struct vg_view v = world(claims, 3, NULL, 0);

    (void)state;
    assert_int_equal(count(&v, ids, 3, VG_FAMILY_EXISTENCE, &a).named, 2);
    assert_int_equal(count(&v, ids, 3, VG_FAMILY_FUNCTION, &a).named, 1);
    assert_int_equal(count(&v, ids, 3, VG_FAMILY_EFFECT, &a).named, 0);
    assert_int_equal(count(&v, ids, 3, 0, &a).named, 3);
}

static void a_root_is_read_only_when_held_and_a_person_said_so(void **state)
{
    VG_SCOPED_ARENA a = {0};
    static const int64_t ids[] = {1, 2};
    const struct vg_claim claims[] = {claim(1, &at[0], r34, 2, VG_FAMILY_EXISTENCE),
                                      claim(2, &at[1], r1, 1, VG_FAMILY_EXISTENCE)};
    struct vg_reading readings[] = {{.root = 1, .family = VG_FAMILY_EXISTENCE},
                                    {.root = 3, .family = VG_FAMILY_FUNCTION},
                                    {.root = 4, .family = VG_FAMILY_EXISTENCE}};
    struct vg_view v = world(claims, 2, NULL, 0);

    (void)state;
    v.readings = readings;
    v.n_readings = 3; /* not held; another family; only a note of our own is held */
    assert_int_equal(count(&v, ids, 2, VG_FAMILY_EXISTENCE, &a).read, 0);
    readings[1].family = VG_FAMILY_EXISTENCE;
    assert_int_equal(count(&v, ids, 2, VG_FAMILY_EXISTENCE, &a).read, 1);
    readings[1].claim = 2; /* of a claim that does not name this root, but is asked about too */
    assert_int_equal(count(&v, ids, 1, VG_FAMILY_EXISTENCE, &a).read, 0);
}

static void what_does_not_assert_or_does_not_stand_adds_nothing(void **state)
{
    VG_SCOPED_ARENA a = {0};
    static const int64_t ids[] = {1, 2, 3, 77};
    struct vg_claim claims[] = {claim(1, &at[0], r1, 1, VG_FAMILY_EXISTENCE),
                                claim(2, &at[1], r3, 1, VG_FAMILY_EXISTENCE),
                                claim(3, &at[2], r9, 1, VG_FAMILY_EXISTENCE)};
    const struct vg_view v = world(claims, 3, NULL, 0);

    (void)state;
    claims[0].stance = VG_REFUTES;
    claims[1].status = VG_SUGGESTED;
    assert_int_equal(count(&v, ids, 4, VG_FAMILY_EXISTENCE, &a).named, 1); /* source 3 itself */
}

static void a_cycle_is_refused_and_named(void **state)
{
    VG_SCOPED_ARENA a = {0};
    const struct vg_edge edges[] = {
        edge(1, VG_DERIVES_COPY, S, 1, S, 2), edge(2, VG_DERIVES_COPY, S, 2, S, 3),
        edge(3, VG_DERIVES_COPY, S, 3, S, 2), edge(4, VG_DERIVES_COPY, S, 3, S, 4)};
    struct vg_view v = world(NULL, 0, edges, 4);
    struct vg_root_graph *g = NULL;
    struct vg_err err = {0};

    (void)state;
    assert_int_equal(vg_root_graph_make(&v, &a, &g, &err), VG_E_FORMAT);
    assert_null(g);
    assert_true(strstr(err.text, "s2 ") != NULL || strstr(err.text, "s3 ") != NULL);
    v.n_edges = 2;
    assert_int_equal(vg_root_graph_make(&v, &a, &g, &err), VG_OK);
    assert_true(vg_root_would_cycle(g, edges[2].from, edges[0].from));
    assert_true(vg_root_would_cycle(g, edges[0].from, edges[0].from));
    assert_false(vg_root_would_cycle(g, edges[0].from, edges[2].from));
}

static void a_page_that_holds_a_root_is_that_root(void **state)
{
    VG_SCOPED_ARENA a = {0};
    static const int64_t ids[] = {1, 2};
    const struct vg_claim claims[] = {claim(1, &at[5], NULL, 0, VG_FAMILY_EXISTENCE),
                                      claim(2, &at[0], r3, 1, VG_FAMILY_EXISTENCE)};
    const struct vg_view v = world(claims, 2, NULL, 0);

    (void)state;
    assert_int_equal(count(&v, ids, 2, 0, &a).named, 1);
}

static void each_root_is_listed_with_its_claims_and_what_derives_from_it(void **state)
{
    VG_SCOPED_ARENA a = {0};
    const struct vg_claim claims[] = {claim(1, &at[0], NULL, 0, VG_FAMILY_EXISTENCE),
                                      claim(2, &at[1], r3, 1, VG_FAMILY_FUNCTION)};
    const struct vg_edge edges[] = {edge(1, VG_DERIVES_COPY, S, 1, R, 3)};
    const struct vg_reading reading = {.root = 3, .family = VG_FAMILY_FUNCTION};
    struct vg_view v = world(claims, 2, edges, 1);
    struct vg_root_graph *g = NULL;
    struct vg_root_row *rows = NULL;
    size_t n = 0, found = 0;

    (void)state;
    v.readings = &reading;
    v.n_readings = 1;
    assert_int_equal(vg_root_graph_make(&v, &a, &g, NULL), VG_OK);
    assert_int_equal(vg_root_rows(g, &a, &rows, &n, NULL), VG_OK);
    assert_int_equal(n, 6);
    for (size_t i = 0; i < n; i++) {
        if (rows[i].root == NULL || rows[i].root->id != 3)
            continue;
        found = 1;
        assert_int_equal(rows[i].n_claims, 2);
        assert_int_equal(rows[i].n_through, 2);
        assert_int_equal(rows[i].family[VG_FAMILY_EXISTENCE].named, 1);
        assert_int_equal(rows[i].family[VG_FAMILY_EXISTENCE].read, 0);
        assert_int_equal(rows[i].family[VG_FAMILY_FUNCTION].read, 1);
        assert_int_equal(rows[i].source->id, 6);
    }
    assert_int_equal(found, 1);
}

/* -- the tests of the page: what adds a root, and what does not ------------------- */

static void an_organisation_that_repeats_a_ministry_adds_nothing(void **state)
{
    VG_SCOPED_ARENA a = {0};
    static const int64_t ids[] = {1, 2}, r5[] = {5};
    const struct vg_claim claims[] = {claim(1, &at[0], r1, 1, VG_FAMILY_NUMBER),
                                      claim(2, &at[1], r5, 1, VG_FAMILY_NUMBER)};
    const struct vg_edge relay = edge(1, VG_DERIVES_RELAY, R, 1, R, 5);
    struct vg_view v = world(claims, 2, &relay, 1);

    (void)state;
    assert_int_equal(count(&v, ids, 2, VG_FAMILY_NUMBER, &a).named, 1);
    v.n_edges = 0;
    assert_int_equal(count(&v, ids, 2, VG_FAMILY_NUMBER, &a).named, 2);
}

static void outlets_on_a_minister_who_relays_an_ambassador_are_one(void **state)
{
    VG_SCOPED_ARENA a = {0};
    static const int64_t ids[] = {1, 2, 3};
    struct vg_claim claims[3];
    const struct vg_edge edges[] = {
        edge(1, VG_DERIVES_RELAY, S, 1, R, 1), edge(2, VG_DERIVES_RELAY, S, 2, R, 1),
        edge(3, VG_DERIVES_REWORD, S, 3, R, 1), edge(4, VG_DERIVES_RELAY, R, 1, R, 2)};
    struct vg_view v;

    (void)state;
    for (size_t i = 0; i < 3; i++)
        claims[i] = claim((int64_t)i + 1, &at[i], NULL, 0, VG_FAMILY_EXISTENCE);
    v = world(claims, 3, edges, 4);
    assert_int_equal(count(&v, ids, 3, 0, &a).named, 1);
    assert_int_equal(count(&v, ids, 3, 0, &a).sinks[0].id, 2);
}

static void a_root_that_does_not_say_so_is_none(void **state)
{
    VG_SCOPED_ARENA a = {0};
    static const int64_t ids[] = {1, 2};
    const struct vg_claim claims[] = {claim(1, &at[0], r3, 1, VG_FAMILY_NUMBER),
                                      claim(2, &at[1], r3, 1, VG_FAMILY_NUMBER)};
    const struct vg_reading of_all = {.root = 3, .family = VG_FAMILY_NUMBER},
                            of_one = {.root = 3, .family = VG_FAMILY_NUMBER, .claim = 1};
    struct vg_view v = world(claims, 2, NULL, 0);
    struct vg_root_count c;

    (void)state;
    v.denials = &of_one;
    v.n_denials = 1;
    assert_int_equal(count(&v, ids, 1, 0, &a).named, 0);
    assert_int_equal(count(&v, ids, 2, 0, &a).named, 1); /* the other claim still names it */
    v.readings = &of_all; /* what was read of one claim goes before what was read of all */
    v.n_readings = 1;
    assert_int_equal(count(&v, ids, 1, 0, &a).named, 0);
    c = count(&v, &ids[1], 1, 0, &a);
    assert_int_equal(c.named, 1);
    assert_int_equal(c.read, 1);
    v.readings = &of_one;
    v.denials = &of_all;
    c = count(&v, ids, 2, 0, &a);
    assert_int_equal(c.named, 1);
    assert_int_equal(c.read, 1);
    assert_int_equal(count(&v, &ids[1], 1, 0, &a).named, 0);
}

static void a_root_is_read_in_its_own_bytes_not_in_a_copy(void **state)
{
    VG_SCOPED_ARENA a = {0};
    static const int64_t ids[] = {1};
    const struct vg_claim claims[] = {claim(1, &at[0], r3, 1, VG_FAMILY_EXISTENCE)};
    struct vg_reading reading = {.root = 3, .family = VG_FAMILY_EXISTENCE, .passage = &at[0]};
    struct vg_view v = world(claims, 1, NULL, 0);

    (void)state;
    v.readings = &reading;
    v.n_readings = 1;
    assert_int_equal(count(&v, ids, 1, 0, &a).read, 0);
    reading.passage = &at[5]; /* of the source that holds the root */
    assert_int_equal(count(&v, ids, 1, 0, &a).read, 1);
}

static void an_interview_with_the_author_of_a_held_report_adds_no_root(void **state)
{
    VG_SCOPED_ARENA a = {0};
    static const int64_t ids[] = {1, 2};
    const struct vg_claim claims[] = {claim(1, &at[5], NULL, 0, VG_FAMILY_EXISTENCE),
                                      claim(2, &at[0], NULL, 0, VG_FAMILY_EXISTENCE)};
    /* said of the page that holds the report, or of a copy of that page */
    const struct vg_edge edges[] = {edge(1, VG_DERIVES_SAME_AUTHOR, S, 1, S, 6),
                                    edge(2, VG_DERIVES_COPY, S, 2, S, 6),
                                    edge(3, VG_DERIVES_SAME_AUTHOR, S, 1, S, 2)};
    struct vg_view v = world(claims, 2, edges, 1);

    (void)state;
    assert_int_equal(count(&v, ids, 2, 0, &a).named, 1);
    v.edges = edges + 1;
    v.n_edges = 2;
    assert_int_equal(count(&v, ids, 2, 0, &a).named, 1);
    v.n_edges = 1;
    assert_int_equal(count(&v, ids, 2, 0, &a).named, 2);
}

static void the_same_bytes_twice_are_one_root_however_they_came(void **state)
{
    VG_SCOPED_ARENA a = {0};
    static const int64_t ids[] = {1, 2};
    struct vg_source_info twice[7];
    const struct vg_claim claims[] = {claim(1, &at[0], NULL, 0, VG_FAMILY_EXISTENCE),
                                      claim(2, &at[1], NULL, 0, VG_FAMILY_EXISTENCE)};
    const struct vg_edge edges[] = {edge(1, VG_DERIVES_RELAY, S, 2, R, 1),
                                    edge(2, VG_DERIVES_COPY, S, 1, S, 3),
                                    edge(3, VG_DERIVES_COPY, S, 3, S, 2)};
    struct vg_view v = world(claims, 2, NULL, 0);

    (void)state;
    memcpy(twice, sources, sizeof twice);
    memcpy(twice[0].sha256, "aa", 3);
    memcpy(twice[1].sha256, "aa", 3);
    v.sources = twice;
    assert_int_equal(count(&v, ids, 2, 0, &a).named, 1);
    v.edges = edges; /* where the one comes from, the other does */
    v.n_edges = 1;
    assert_int_equal(count(&v, ids, 2, 0, &a).named, 1);
    assert_int_equal(count(&v, ids, 1, 0, &a).sinks[0].kind, VG_NODE_ROOT);
    v.n_edges = 3; /* what persons have said goes before, and makes no circle with it */
    assert_int_equal(count(&v, ids, 2, 0, &a).named, 1);
    twice[0].is_note = twice[1].is_note = 1; /* two notes in the same words are two notes */
    v.n_edges = 0;
    assert_int_equal(count(&v, ids, 2, 0, &a).named, 2);
}

static void pages_of_one_publisher_are_one_voice_under_any_of_its_names(void **state)
{
    VG_SCOPED_ARENA a = {0};
    static const int64_t ids[] = {1, 2, 3};
    static const struct vg_entity monitor = {
        .id = "org:monitor", .en = "The Monitor", .zh = "监测社"};
    struct vg_source_info named[7];
    const struct vg_claim claims[] = {claim(1, &at[0], NULL, 0, VG_FAMILY_EXISTENCE),
                                      claim(2, &at[1], NULL, 0, VG_FAMILY_EXISTENCE),
                                      claim(3, &at[2], r1, 1, VG_FAMILY_EXISTENCE)};
    const struct vg_edge passes_on = edge(1, VG_DERIVES_RELAY, S, 1, R, 5);
    struct vg_view v = world(claims, 3, NULL, 0);

    (void)state;
    memcpy(named, sources, sizeof named);
    v.sources = named;
    assert_int_equal(count(&v, ids, 3, 0, &a).named, 3);
    named[0].publisher = "Example Press";
    named[1].publisher = "EXAMPLE PRESS";
    assert_int_equal(count(&v, ids, 3, 0, &a).named, 2);
    named[0].publisher = "the monitor";
    named[1].publisher = "监测社";
    assert_int_equal(count(&v, ids, 3, 0, &a).named, 3);
    v.entities = &monitor; /* as one entity they are the speaker of the first root */
    v.n_entities = 1;
    assert_int_equal(count(&v, ids, 3, 0, &a).named, 1);
    v.edges = &passes_on; /* a page that passes on what a ministry says is not its voice */
    v.n_edges = 1;
    assert_int_equal(count(&v, ids, 3, 0, &a).named, 2);
}

static void the_way_down_is_told_step_by_step(void **state)
{
    VG_SCOPED_ARENA a = {0};
    const struct vg_claim c = claim(1, &at[0], NULL, 0, VG_FAMILY_EXISTENCE);
    const struct vg_edge edges[] = {edge(1, VG_DERIVES_COPY, S, 1, S, 6)};
    const struct vg_view v = world(&c, 1, edges, 1);
    static const char *const wanted[][3] = {
        {"it", "stands in", "s1"}, {"s1", "copy", "s6"}, {"s6", "holds", "r3"}};
    struct vg_root_step *steps = NULL;
    struct vg_root_graph *g = NULL;

    (void)state;
    assert_int_equal(vg_root_way(&v, &c, &a, &steps), 3);
    for (size_t i = 0; i < 3; i++) {
        assert_string_equal(vg_root_node_text(steps[i].from, &a), wanted[i][0]);
        assert_string_equal(steps[i].by, wanted[i][1]);
        assert_string_equal(vg_root_node_text(steps[i].to, &a), wanted[i][2]);
    }
    assert_int_equal(vg_root_graph_make(&v, &a, &g, NULL), VG_OK);
    assert_true(vg_root_leads(g, &c, (struct vg_node){VG_NODE_ROOT, 3}));
    assert_false(vg_root_leads(g, &c, (struct vg_node){VG_NODE_ROOT, 4}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(copies_relays_and_translations_of_one_report_are_one_root),
        cmocka_unit_test(an_interview_with_the_author_adds_no_root),
        cmocka_unit_test(two_statements_of_one_speaker_are_one_voice),
        cmocka_unit_test(roots_are_counted_for_each_family_by_itself),
        cmocka_unit_test(a_root_is_read_only_when_held_and_a_person_said_so),
        cmocka_unit_test(what_does_not_assert_or_does_not_stand_adds_nothing),
        cmocka_unit_test(a_cycle_is_refused_and_named),
        cmocka_unit_test(a_page_that_holds_a_root_is_that_root),
        cmocka_unit_test(each_root_is_listed_with_its_claims_and_what_derives_from_it),
        cmocka_unit_test(an_organisation_that_repeats_a_ministry_adds_nothing),
        cmocka_unit_test(outlets_on_a_minister_who_relays_an_ambassador_are_one),
        cmocka_unit_test(a_root_that_does_not_say_so_is_none),
        cmocka_unit_test(a_root_is_read_in_its_own_bytes_not_in_a_copy),
        cmocka_unit_test(an_interview_with_the_author_of_a_held_report_adds_no_root),
        cmocka_unit_test(the_same_bytes_twice_are_one_root_however_they_came),
        cmocka_unit_test(pages_of_one_publisher_are_one_voice_under_any_of_its_names),
        cmocka_unit_test(the_way_down_is_told_step_by_step),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
