/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What a case has not found, out of a view made by hand. */
#include "test.h"

#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "claim/exposures.h"
#include "estimate/of_case.h"

enum { CLAIMS = 24 };

/* Three roots, each held; r1 and r2 name presences, r3 is of the speaker of r1. */
struct made {
    struct vg_arena a;
    struct vg_claim claims[CLAIMS];
    size_t n;
    struct vg_source_info sources[3];
    struct vg_root roots[3];
    struct vg_looked looked[3];
    struct vg_view v;
    struct vg_root_graph *g;
};

static const struct vg_passage passage = {.source = 1, .end = 1};
static const char *const canada[] = {"toronto"}, *const france[] = {"FR"};
static const int64_t of_r1[] = {1}, of_r2[] = {2}, of_r3[] = {3};

static void add_claim(struct made *m, const char *subject, const int64_t *root,
                      const char *const *place)
{
    m->claims[m->n] = (struct vg_claim){.id = (int64_t)m->n + 1,
                                        .kind = VG_KIND_EXISTENCE,
                                        .subject = subject,
                                        .predicate = "located-in",
                                        .family = VG_FAMILY_EXISTENCE,
                                        .places = place,
                                        .n_places = 1,
                                        .stance = VG_ASSERTS,
                                        .passage = &passage,
                                        .roots = root,
                                        .n_roots = 1,
                                        .status = VG_ACCEPTED};
    m->n++;
}

static void make(struct made *m)
{
    *m = (struct made){0};
    for (int i = 0; i < 3; i++) {
        m->sources[i] = (struct vg_source_info){.id = i + 1,
                                                .label = "x",
                                                .kind = "ngo-report",
                                                .date = i == 1 ? "2022-10" : "2022-09",
                                                .captured_at = 1700000000};
        m->roots[i] = (struct vg_root){.id = i + 1,
                                       .name = i == 0   ? "root:a"
                                               : i == 1 ? "root:b"
                                                        : "root:c",
                                       .what = i == 1 ? "The <second> report" : "A report",
                                       .speaker = i == 1 ? "Other" : "One",
                                       .source = i + 1};
    }
}

static void settle(struct made *m)
{
    struct vg_err err = {0};

    m->v.claims = m->claims;
    m->v.n_claims = m->n;
    m->v.sources = m->sources;
    m->v.n_sources = 3;
    m->v.roots = m->roots;
    m->v.n_roots = 3;
    if (vg_root_graph_make(&m->v, &m->a, &m->g, &err) != VG_OK)
        fail_msg("%s", err.text);
}

static struct vg_estimate_case run(struct made *m, struct vg_estimate_case_ask ask)
{
    struct vg_estimate_case out = {0};
    struct vg_err err = {0};

    settle(m);
    ask.view = &m->v;
    ask.graph = m->g;
    ask.seed = 1;
    if (vg_estimate_case_make(&ask, &m->a, &out, &err) != VG_OK)
        fail_msg("%s", err.text);
    return out;
}

static const struct vg_estimate_part *part(const struct vg_estimate_case *c,
                                           enum vg_estimate_model model)
{
    static const struct vg_estimate_part none = {0};

    for (size_t i = 0; i < c->n_parts; i++)
        if (c->parts[i].model == model)
            return &c->parts[i];
    return &none; /* what is asked of it then fails, and says where */
}

static int has_code(const struct vg_estimate *e, enum vg_gate_code code)
{
    for (size_t i = 0; i < e->n_findings; i++)
        if (e->findings[i].code == code)
            return 1;
    return 0;
}

/* -- lists ------------------------------------------------------------------------------------ */

static void a_list_is_a_voice_and_a_unit_a_presence(void **state)
{
    struct made m;
    struct vg_estimate_case c;

    (void)state;
    make(&m);
    add_claim(&m, "presence:a", of_r1, canada);
    add_claim(&m, "presence:b", of_r2, canada);
    add_claim(&m, "presence:a", of_r2, canada);
    add_claim(&m, "presence:c", of_r3, canada); /* the speaker of r1 */
    add_claim(&m, "presence:a", of_r3, canada);
    c = run(&m, (struct vg_estimate_case_ask){0});
    assert_int_equal(c.units, 3);
    assert_int_equal(c.n_claims, 5);
    assert_string_equal(part(&c, VG_ESTIMATE_ALL)->table, "r1,r2,count\n1,0,1\n0,1,1\n1,1,1\n");
    assert_string_equal(part(&c, VG_ESTIMATE_RICHNESS)->table,
                        "times,units,searches\n1,2,2\n2,1,2\n");
    assert_int_equal(part(&c, VG_ESTIMATE_ALL)->e->verdict, VG_GATE_REFUSE);
    assert_true(has_code(part(&c, VG_ESTIMATE_ALL)->e, VG_E02));
    assert_false(has_code(part(&c, VG_ESTIMATE_ALL)->e, VG_E06));
    vg_arena_end(&m.a);
}

static void what_the_gate_asks_of_a_list_comes_from_the_record(void **state)
{
    struct made m;
    struct vg_estimate_case c;
    const struct vg_estimate_part *p;

    (void)state;
    make(&m);
    m.sources[0].kind = "press-copy";
    add_claim(&m, "presence:a", of_r1, canada);
    add_claim(&m, "presence:b", of_r2, france);
    add_claim(&m, "a station", of_r2, france); /* names no presence */
    c = run(&m, (struct vg_estimate_case_ask){0});
    p = part(&c, VG_ESTIMATE_ALL);
    assert_string_equal(p->lists, "list,root,kind,from,to,territory,unit,scope\n"
                                  "r1,r1,relay,2022-09-30,2022-09-30,CA,resolved,partial\n"
                                  "r2,r2,own,2022-09-30,2022-09-30,FR,unresolved,partial\n");
    assert_true(has_code(p->e, VG_E03) && has_code(p->e, VG_E04) && has_code(p->e, VG_E06));
    assert_true(has_code(p->e, VG_E07) && has_code(p->e, VG_E08) && has_code(p->e, VG_E14));
    assert_int_equal(p->e->diagnostics->unchecked & (1U << VG_E06 | 1U << VG_E07 | 1U << VG_E08),
                     0);
    assert_int_equal(p->e->lower, 2);
    vg_arena_end(&m.a);
}

static void only_a_person_can_say_that_a_list_reaches_all(void **state)
{
    static const struct vg_reach reaches[] = {{1, 1, "by law"}, {2, 0, "only letters"}};
    VG_SCOPED_BUF text = {0};
    struct made m;
    struct vg_estimate_case c;

    (void)state;
    make(&m);
    add_claim(&m, "presence:a", of_r1, canada);
    add_claim(&m, "presence:a", of_r2, canada);
    m.v.reaches = reaches;
    m.v.n_reaches = 2;
    c = run(&m, (struct vg_estimate_case_ask){0});
    assert_non_null(strstr(part(&c, VG_ESTIMATE_ALL)->lists, "r1,r1,own,"));
    assert_non_null(strstr(part(&c, VG_ESTIMATE_ALL)->lists, "CA,resolved,all\nr2,"));
    assert_non_null(strstr(part(&c, VG_ESTIMATE_ALL)->lists, "CA,resolved,partial\n"));
    vg_estimate_case_to_text(&text, &c, &m.v, "en", &m.a);
    assert_non_null(strstr(text.p, "every presence could have come to its notice: by law"));
    assert_null(strstr(text.p, "only letters"));
    vg_arena_end(&m.a);
}

static void judgements_move_presences_together_and_the_tables_say_so(void **state)
{
    static const struct vg_estimate_alias aliases[] = {{"presence:c", "presence:a"}};
    static const char *const names[] = {"presence:b"}, *const one[] = {"presence:a"};
    struct made m;
    struct vg_estimate_case c;
    const struct vg_estimate_part *p;

    (void)state;
    make(&m);
    add_claim(&m, "presence:a", of_r1, canada);
    add_claim(&m, "presence:b", of_r2, canada);
    add_claim(&m, "presence:c", of_r2, canada);
    c = run(&m, (struct vg_estimate_case_ask){0});
    assert_null(part(&c, VG_ESTIMATE_ALL)->strict);
    m.v.same = vg_sameness_make(names, one, 1, &m.a);
    c = run(&m, (struct vg_estimate_case_ask){.aliases = aliases, .n_aliases = 1});
    p = part(&c, VG_ESTIMATE_ALL);
    assert_int_equal(c.units, 2);
    assert_string_equal(p->strict, "r1,r2,count\n1,0,1\n0,1,2\n");
    assert_string_equal(p->table, "r1,r2,count\n0,1,1\n1,1,1\n");
    assert_string_equal(p->loose, "r1,r2,count\n1,1,1\n");
    vg_arena_end(&m.a);
}

static void without_a_presence_there_is_neither_saturation_nor_a_total(void **state)
{
    struct made m;
    struct vg_estimate_case c;

    (void)state;
    make(&m);
    add_claim(&m, "a station", of_r1, canada);
    c = run(&m, (struct vg_estimate_case_ask){0});
    assert_int_equal(c.units, 0);
    assert_int_equal(c.n_parts, 0);
    vg_arena_end(&m.a);
}

static void denied_and_withdrawn_claims_name_nothing(void **state)
{
    struct made m;

    (void)state;
    make(&m);
    add_claim(&m, "presence:a", of_r1, canada);
    add_claim(&m, "presence:b", of_r1, canada);
    m.claims[0].stance = VG_DENIES;
    m.claims[1].status = VG_WITHDRAWN;
    assert_int_equal(run(&m, (struct vg_estimate_case_ask){0}).units, 0);
    vg_arena_end(&m.a);
}

/* -- keys ------------------------------------------------------------------------------------- */

static void a_key_is_of_everything_that_goes_in(void **state)
{
    static const char table[] = "place,exposure,source\nCA,10,census\n";
    static const struct vg_estimate_text one = {"x", {table, sizeof table - 1}};
    char before[VG_ESTIMATE_KEY], seen[VG_ESTIMATE_KEY];
    struct made m;
    struct vg_estimate_case c;

    (void)state;
    make(&m);
    add_claim(&m, "presence:a", of_r1, canada);
    add_claim(&m, "presence:b", of_r2, canada);
    c = run(&m, (struct vg_estimate_case_ask){.exposure = &one});
    memcpy(before, part(&c, VG_ESTIMATE_ALL)->key, sizeof before);
    memcpy(seen, part(&c, VG_ESTIMATE_EXPOSURE)->key, sizeof seen);
    assert_int_equal(strlen(before), 64);
    assert_int_equal(part(&c, VG_ESTIMATE_ALL)->id[0], 'e');
    assert_memory_equal(part(&c, VG_ESTIMATE_ALL)->id + 1, before, 12);
    c = run(&m, (struct vg_estimate_case_ask){.exposure = &one});
    assert_string_equal(part(&c, VG_ESTIMATE_ALL)->key, before);
    /* A search moves no figure, but it is shown beside the place. */
    m.looked[0] = (struct vg_looked){.id = 1, .place = "CA-ON", .result = VG_LOOKED_NOTHING};
    m.v.looked = m.looked;
    m.v.n_looked = 1;
    c = run(&m, (struct vg_estimate_case_ask){.exposure = &one});
    assert_string_not_equal(part(&c, VG_ESTIMATE_EXPOSURE)->key, seen);
    assert_string_equal(part(&c, VG_ESTIMATE_ALL)->key, before);
    /* The same table on other claims is another result: it rests on something else. */
    m.claims[1].id = 9;
    c = run(&m, (struct vg_estimate_case_ask){.exposure = &one});
    assert_string_not_equal(part(&c, VG_ESTIMATE_ALL)->key, before);
    vg_arena_end(&m.a);
}

/* -- denominators ------------------------------------------------------------------------------ */

static int read_table(const char *json, struct vg_arena *a, struct vg_exposures *out,
                      struct vg_err *err)
{
    static const struct vg_places places = {0};
    VG_SCOPED_JSON *o = NULL;
    const char *source = NULL;

    if (vg_json_read(json, strlen(json), &o, err) != VG_OK)
        fail_msg("%s", err->text);
    return vg_exposures_from_json(o, &places, a, out, &source, err);
}

static void denominators_are_of_large_places_with_an_origin(void **state)
{
    static const struct {
        const char *json, *says;
    } rows[] = {
        {"{\"places\":[]}", "because: it is missing"},
        {"{\"because\":\"b\"}", "places: a list"},
        {"{\"because\":\"b\",\"who\":1,\"places\":[]}", "\"who\" is no key"},
        {"{\"because\":\"b\",\"places\":[{\"place\":\"XQ\",\"amount\":1,\"origin\":\"o\"}]}",
         "is no place id"},
        {"{\"because\":\"b\",\"places\":[{\"place\":\"markham\",\"amount\":1,\"origin\":\"o\"}]}",
         "smaller than a large city"},
        {"{\"because\":\"b\",\"places\":[{\"place\":\"CA\",\"amount\":0,\"origin\":\"o\"}]}",
         "whole number above 0"},
        {"{\"because\":\"b\",\"places\":[{\"place\":\"CA\",\"amount\":1.5,\"origin\":\"o\"}]}", ""},
        {"{\"because\":\"b\",\"places\":[{\"place\":\"CA\",\"amount\":1}]}", "origin: it is"},
        {"{\"because\":\"b\",\"places\":[{\"place\":\"CA\",\"amount\":1,\"origin\":\"o\"},"
         "{\"place\":\"CA\",\"amount\":2,\"origin\":\"o\"}]}",
         "there twice"},
        {"{\"because\":\"b\",\"places\":[7]}", "each has place"},
    };
    struct vg_exposures x;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        VG_SCOPED_ARENA a = {0};
        struct vg_err err = {0};

        ROW_CHECK(i, rows[i].json, read_table(rows[i].json, &a, &x, &err) == VG_E_FORMAT);
        ROW_CHECK(i, err.text, strstr(err.text, rows[i].says) != NULL);
    }
    assert_true(vg_exposures_may_rank(&(struct vg_places){0}, "CA-ON"));
    assert_false(vg_exposures_may_rank(&(struct vg_places){0}, "markham"));
    assert_false(vg_exposures_may_rank(&(struct vg_places){0}, "nowhere"));
}

static void where_nobody_searched_is_said_before_anything_is_ranked(void **state)
{
    static const char table[] = "place,exposure,source\nCA,10,census\nFR,20,census\n";
    static const struct vg_estimate_text two = {"x", {table, sizeof table - 1}};
    VG_SCOPED_BUF text = {0};
    struct made m;
    struct vg_estimate_case c;

    (void)state;
    make(&m);
    add_claim(&m, "presence:a", of_r1, canada);
    m.looked[0] = (struct vg_looked){.id = 1, .place = "CA-ON", .result = VG_LOOKED_NOTHING};
    m.v.looked = m.looked;
    m.v.n_looked = 1;
    c = run(&m, (struct vg_estimate_case_ask){.exposure = &two, .exposure_left_out = 3});
    vg_estimate_case_to_text(&text, &c, &m.v, "en", &m.a);
    assert_non_null(strstr(text.p, "Nobody has searched in 1 of these 2 places"));
    assert_non_null(strstr(text.p, "no longer has as countries, regions or large cities: 3"));
    assert_true(strstr(text.p, "Nobody has searched") < strstr(text.p, "X01"));
    vg_buf_clear(&text);
    vg_estimate_case_to_text(&text, &c, &m.v, "zh", &m.a);
    assert_non_null(strstr(text.p, "从未有人搜索"));
    vg_arena_end(&m.a);
}

/* -- gaps
 * ------------------------------------------------------------------------------------------ */

static const int64_t found_by[] = {1};
static const struct vg_looked nothing = {
    .id = 1, .place = "CA-QC", .date = "2023-02-01", .result = VG_LOOKED_NOTHING};
static const struct vg_looked unclear = {
    .id = 2, .place = "CA-MB", .date = "2023-03-01", .result = VG_LOOKED_UNCLEAR};
static const struct vg_looked *const in_quebec[] = {&nothing}, *const in_manitoba[] = {&unclear};
static const struct vg_gap_member members[] = {
    {.id = "CA-ON", .found = found_by, .n_found = 1, .looked = in_quebec, .n_looked = 1},
    {.id = "CA-QC", .looked = in_quebec, .n_looked = 1},
    {.id = "CA-MB", .looked = in_manitoba, .n_looked = 1},
    {.id = "CA-AB"},
};
static const struct vg_list list = {.id = 1, .name = "decree"};
static const struct vg_gap_reason lock = {.lock = VG_LOCK_NOT_READ, .says = "nobody has read it"};

static struct vg_gap gap(size_t locks)
{
    return (struct vg_gap){.list = &list,
                           .members = members,
                           .n_members = 4,
                           .locks = &lock,
                           .n_locks = locks,
                           .claims = found_by,
                           .n_claims = 1};
}

static void a_gap_without_a_known_detection_is_names_alone(void **state)
{
    struct made m;
    const struct vg_gap g = gap(0);
    struct vg_estimate_case c;
    const struct vg_estimate_part *p;

    (void)state;
    make(&m);
    c = run(&m, (struct vg_estimate_case_ask){.gaps = &g, .n_gaps = 1});
    p = part(&c, VG_ESTIMATE_GAP);
    assert_string_equal(p->table, "unit,searched,found,detection_a,detection_b\nCA-ON,1,1,1,1\n"
                                  "CA-QC,1,0,1,1\nCA-MB,0,0,1,1\nCA-AB,0,0,1,1\n");
    assert_true(has_code(p->e, VG_G01));
    assert_int_equal(p->e->coverage->n_unfound, 3);
    assert_int_equal(p->e->searches[1].n, 1);
    assert_int_equal(p->e->searches[1].days[0], vg_days_of(2023, 2, 1));
    assert_int_equal(p->e->searches[2].n, 0); /* unclear says nothing */
    c = run(&m, (struct vg_estimate_case_ask){
                    .gaps = &g, .n_gaps = 1, .detection_a = 8, .detection_b = 2});
    p = part(&c, VG_ESTIMATE_GAP);
    assert_false(has_code(p->e, VG_G01));
    assert_in_range(p->e->upper, 2, 4);
    vg_arena_end(&m.a);
}

static void a_locked_list_gives_its_locks_and_no_estimate(void **state)
{
    struct made m;
    const struct vg_gap g = gap(1);
    struct vg_estimate_case c;
    VG_SCOPED_BUF text = {0}, json = {0};
    struct vg_json j = {.out = &json};

    (void)state;
    make(&m);
    c = run(&m, (struct vg_estimate_case_ask){.gaps = &g, .n_gaps = 1});
    assert_null(part(&c, VG_ESTIMATE_GAP)->e);
    vg_estimate_case_to_text(&text, &c, &m.v, "en", &m.a);
    assert_non_null(strstr(text.p, "nobody has read it"));
    vg_estimate_part_to_json(&j, &c, &c.parts[0]);
    assert_non_null(strstr(json.p, "\"lock\":\"not-read\""));
    assert_non_null(strstr(json.p, "\"result\":null"));
    vg_arena_end(&m.a);
}

/* -- places
 * -------------------------------------------------------------------------------------------- */

static int expose(struct made *m, const char *csv, struct vg_estimate_case *out, struct vg_err *err)
{
    const struct vg_estimate_text text = {"who.csv", vg_str(csv)};
    struct vg_estimate_case_ask ask = {.exposure = &text, .seed = 1};

    settle(m);
    m->v.looked = m->looked;
    m->v.n_looked = 3;
    ask.view = &m->v;
    ask.graph = m->g;
    return vg_estimate_case_make(&ask, &m->a, out, err);
}

static void places_are_counted_by_presence_and_never_smaller_than_a_large_city(void **state)
{
    static const struct {
        const char *csv, *says;
    } rows[] = {
        {"place,exposure,source\nCA,5,\n", "line 2: source: where is the figure from?"},
        {"place,exposure,source\nscarborough,5,x\n", "smaller than a large city"},
        {"place,exposure,source\nNowhere,5,x\n", "is no place of the gazetteer"},
        {"place,exposure,source\nCA,5,x\nCA,5,x\n", "line 3: place: CA is there twice"},
        {"place,exposure,source\nCA,0,x\n", "exposure: not above 0"},
        {"place,exposure\nCA,1\n", "source"},
    };
    struct made m;
    struct vg_estimate_case c = {0};
    struct vg_err err = {0};
    const struct vg_estimate_part *p;

    (void)state;
    make(&m);
    m.looked[0] = nothing;
    m.looked[1] = unclear;
    m.looked[2] = (struct vg_looked){.id = 3, .place = "FR", .date = "2023", .result = 1};
    add_claim(&m, "presence:a", of_r1, canada);
    add_claim(&m, "presence:a", of_r2, canada);
    add_claim(&m, "presence:b", of_r2, france);
    assert_int_equal(expose(&m, "source,place,exposure\ncensus,CA,10.5\ncensus,FR,2e3\n", &c, &err),
                     VG_OK);
    p = part(&c, VG_ESTIMATE_EXPOSURE);
    assert_string_equal(p->table, "place,observed,exposure\nCA,1,10.5\nFR,1,2000\n");
    assert_string_equal(p->source, "census");
    assert_true(has_code(p->e, VG_X01));
    assert_int_equal(p->e->searches[0].n, 1);
    assert_int_equal(p->e->searches[1].n, 1);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(expose(&m, rows[i].csv, &c, &err), VG_E_FORMAT);
        if (strstr(err.text, rows[i].says) == NULL || strstr(err.text, "who.csv") == NULL)
            fail_msg("%s", err.text);
    }
    vg_arena_end(&m.a);
}

static void a_part_is_shown_by_names_and_its_figures_stay(void **state)
{
    struct made m;
    struct vg_estimate_case c;
    struct vg_estimate named;

    (void)state;
    make(&m);
    add_claim(&m, "presence:a", of_r1, canada);
    add_claim(&m, "presence:b", of_r2, canada);
    c = run(&m, (struct vg_estimate_case_ask){0});
    named = vg_estimate_part_named(part(&c, VG_ESTIMATE_ALL), &m.v, "en", &m.a);
    assert_string_equal(named.captures->lists[1], "r2 The <second> report");
    assert_int_equal(named.n, 2);
    assert_string_equal(vg_estimate_name_of(&m.v, "toronto", "zh", &m.a), "多伦多");
    assert_string_equal(vg_estimate_name_of(&m.v, "s2x", "en", &m.a), "s2x");
    assert_string_equal(vg_estimate_name_of(&m.v, "r99", "en", &m.a), "r99");
    vg_arena_end(&m.a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_a_person_can_say_that_a_list_reaches_all),
        cmocka_unit_test(a_key_is_of_everything_that_goes_in),
        cmocka_unit_test(denominators_are_of_large_places_with_an_origin),
        cmocka_unit_test(where_nobody_searched_is_said_before_anything_is_ranked),
        cmocka_unit_test(a_list_is_a_voice_and_a_unit_a_presence),
        cmocka_unit_test(what_the_gate_asks_of_a_list_comes_from_the_record),
        cmocka_unit_test(judgements_move_presences_together_and_the_tables_say_so),
        cmocka_unit_test(without_a_presence_there_is_neither_saturation_nor_a_total),
        cmocka_unit_test(denied_and_withdrawn_claims_name_nothing),
        cmocka_unit_test(a_gap_without_a_known_detection_is_names_alone),
        cmocka_unit_test(a_locked_list_gives_its_locks_and_no_estimate),
        cmocka_unit_test(places_are_counted_by_presence_and_never_smaller_than_a_large_city),
        cmocka_unit_test(a_part_is_shown_by_names_and_its_figures_stay),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
