/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <string.h>

#include "claim/list.h"
#include "count/gap.h"
#include "seed_view.h"

/* A small case: an instrument that names four provinces, and what was found. */
static const struct vg_source_info sources[] = {{.id = 1, .captured_at = 1700000000},
                                                {.id = 2, .captured_at = 1700000000}};
static const struct vg_passage on_decree = {.source = 1, .start = 0, .end = 9};
static const struct vg_passage on_report = {.source = 2, .start = 0, .end = 9};
static const struct vg_link text = {.as = "text"};
static const int64_t decree = 1, report = 2;
static const int64_t said_by[] = {1};
static const struct vg_list_member four[] = {
    {.id = "CA-ON"}, {.id = "CA-QC"}, {.id = "CA-AB"}, {.id = "CA-MB"}};

enum { CLAIMS = 8 };

struct world {
    struct vg_claim claims[CLAIMS];
    const char *places[CLAIMS][3];
    struct vg_root roots[2];
    struct vg_reading reading;
    struct vg_list list;
    struct vg_view v;
    struct vg_gap gap;
};

static void begin(struct world *w)
{
    *w = (struct world){
        .roots = {{.id = 1, .name = "root:decree", .source = 1}, {.id = 2, .name = "root:report"}},
        .reading = {.root = 1, .family = VG_FAMILY_FUNCTION, .claim = 1},
        .list = {.id = 1,
                 .name = "decree",
                 .root = 1,
                 .unit = "station",
                 .claims = said_by,
                 .n_claims = 1,
                 .members = four,
                 .n_members = 4}};
    w->v = (struct vg_view){.claims = w->claims,
                            .n_claims = 1,
                            .sources = sources,
                            .n_sources = 2,
                            .roots = w->roots,
                            .n_roots = 2,
                            .readings = &w->reading,
                            .n_readings = 1,
                            .lists = &w->list,
                            .n_lists = 1};
    w->claims[0] = (struct vg_claim){.id = 1,
                                     .kind = VG_KIND_INSTRUCTION,
                                     .stance = VG_ASSERTS,
                                     .status = VG_ACCEPTED,
                                     .predicate = "names",
                                     .roots = &decree,
                                     .n_roots = 1,
                                     .links = &text,
                                     .n_links = 1,
                                     .passage = &on_decree};
    vg_quantity_set(&w->claims[0].quantity, VG_OP_EXACT, 4, 0);
    w->claims[0].quantity.unit = "province";
}

static struct vg_claim *say(struct world *w, enum vg_op op, int64_t n, const char *unit,
                            const char *place)
{
    size_t i = w->v.n_claims++;
    struct vg_claim *c = &w->claims[i];

    assert_true(i < CLAIMS);
    w->places[i][0] = place;
    *c = (struct vg_claim){.id = (int64_t)i + 1,
                           .kind = VG_KIND_QUANTITY,
                           .stance = VG_ASSERTS,
                           .status = VG_ACCEPTED,
                           .subject = "stations",
                           .predicate = "located-in",
                           .places = w->places[i],
                           .n_places = 1,
                           .roots = &report,
                           .n_roots = 1,
                           .links = &text,
                           .n_links = 1,
                           .passage = &on_report};
    if (op != VG_OP_NONE)
        vg_quantity_set(&c->quantity, op, n, 0);
    c->quantity.unit = unit;
    return c;
}

static void find(struct world *w, const struct vg_check *checks, size_t n, struct vg_arena *a)
{
    struct vg_root_graph *g = NULL;

    assert_int_equal(vg_root_graph_make(&w->v, a, &g, NULL), VG_OK);
    vg_gap_find(&w->v, g, &w->list, checks, n, a, &w->gap);
}

static void the_instruments_list_is_open_and_each_member_is_found_or_not(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct world w;

    (void)state;
    begin(&w);
    say(&w, VG_OP_EXACT, 1, "station", "scarborough");
    say(&w, VG_OP_AT_LEAST, 2, "station", "vancouver");
    find(&w, NULL, 0, &a);
    assert_int_equal(w.gap.n_locks, 0);
    assert_int_equal(w.gap.n_found, 1);
    assert_int_equal(w.gap.n_not_found, 3);
    assert_int_equal(w.gap.n_not_looked, 3);
    assert_string_equal(w.gap.members[0].id, "CA-ON");
    assert_int_equal(w.gap.members[0].n_found, 1);
    assert_int_equal(w.gap.members[0].found[0], 2);
    assert_int_equal(w.gap.n_outside, 1);
    assert_string_equal(w.gap.outside[0].id, "CA-BC");
    assert_int_equal(w.gap.n_claims, 3);
    assert_string_equal(vg_said_text(&a, vg_gap_sum(&w.gap, &a), "en"),
                        "4 on the list, 1 of them found, 3 not found; 1 found outside it");
}

/* What a single claim about Toronto does to the list. */
static const struct {
    const char *name;
    enum vg_op op;
    int64_t n;
    const char *unit, *predicate;
    enum vg_claim_kind kind;
    enum vg_stance stance;
    enum vg_claim_status status;
    const int64_t *root;
    int is_found;
} findings[] = {
    {"one station", VG_OP_EXACT, 1, "station", "located-in", 0, 0, 0, NULL, 1},
    {"at least one", VG_OP_AT_LEAST, 1, "station", "located-in", 0, 0, 0, NULL, 1},
    {"up to five may be none", VG_OP_AT_MOST, 5, "station", "located-in", 0, 0, 0, NULL, 0},
    {"none", VG_OP_EXACT, 0, "station", "located-in", 0, 0, 0, NULL, 0},
    {"none found", VG_OP_NONE_FOUND, 0, "station", "found", 0, 0, 0, NULL, 0},
    {"another unit", VG_OP_EXACT, 3, "office", "located-in", 0, 0, 0, NULL, 0},
    {"a presence", VG_OP_NONE, 0, NULL, "exists", VG_KIND_EXISTENCE, 0, 0, NULL, 1},
    {"a relation", VG_OP_NONE, 0, NULL, "located-in", VG_KIND_RELATION, 0, 0, NULL, 0},
    {"an opinion", VG_OP_EXACT, 1, "station", "located-in", VG_KIND_OPINION, 0, 0, NULL, 0},
    {"a forecast", VG_OP_EXACT, 1, "station", "located-in", VG_KIND_FORECAST, 0, 0, NULL, 0},
    {"what was done there", VG_OP_EXACT, 1, "station", "used-to-persuade", 0, 0, 0, NULL, 0},
    {"relayed", VG_OP_EXACT, 1, "station", "located-in", 0, VG_RELAYS, 0, NULL, 0},
    {"refuted", VG_OP_EXACT, 1, "station", "located-in", 0, VG_REFUTES, 0, NULL, 0},
    {"a suggestion", VG_OP_EXACT, 1, "station", "located-in", 0, 0, VG_SUGGESTED, NULL, 0},
    {"withdrawn", VG_OP_EXACT, 1, "station", "located-in", 0, 0, VG_WITHDRAWN, NULL, 0},
    {"the instrument's own word", VG_OP_EXACT, 1, "station", "located-in", 0, 0, 0, &decree, 0},
};

static void a_claim_finds_only_what_it_says_is_there(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof findings / sizeof *findings; i++) {
        VG_SCOPED_ARENA a = {0};
        struct world w;
        struct vg_claim *c;

        begin(&w);
        c = say(&w, findings[i].op, findings[i].n, findings[i].unit, "toronto");
        c->predicate = findings[i].predicate;
        c->kind = findings[i].kind != 0 ? findings[i].kind : c->kind;
        c->stance = findings[i].stance != 0 ? findings[i].stance : c->stance;
        c->status = findings[i].status != 0 ? findings[i].status : c->status;
        c->roots = findings[i].root != NULL ? findings[i].root : c->roots;
        find(&w, NULL, 0, &a);
        ROW_CHECK(i, findings[i].name, (w.gap.n_found == 1) == findings[i].is_found);
    }
}

static void two_in_a_and_b_finds_both_and_one_in_a_b_or_c_none(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct world w;
    struct vg_claim *c;

    (void)state;
    begin(&w);
    c = say(&w, VG_OP_EXACT, 2, "station", "CA-ON");
    w.places[1][1] = "CA-QC";
    c->n_places = 2;
    find(&w, NULL, 0, &a);
    assert_int_equal(w.gap.n_found, 2);
    w.places[1][2] = "CA-AB";
    c->n_places = 3;
    find(&w, NULL, 0, &a);
    assert_int_equal(w.gap.n_found, 0);
}

static void a_member_that_is_an_entity_is_found_by_what_exists_of_it(void **state)
{
    VG_SCOPED_ARENA a = {0};
    static const struct vg_list_member agencies[] = {{.id = "org:one"}, {.id = "org:two"}};
    struct world w;
    struct vg_claim *c;

    (void)state;
    begin(&w);
    w.list.members = agencies;
    w.list.n_members = 2;
    c = say(&w, VG_OP_NONE, 0, NULL, "CA-ON");
    c->kind = VG_KIND_EXISTENCE;
    c->subject = "org:two";
    c->n_places = 0;
    find(&w, NULL, 0, &a);
    assert_int_equal(w.gap.members[0].n_found, 0);
    assert_int_equal(w.gap.members[1].n_found, 1);
    assert_int_equal(w.gap.n_outside, 0);
}

static void a_country_is_known_too_coarsely_to_find_a_province(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct world w;

    (void)state;
    begin(&w);
    say(&w, VG_OP_EXACT, 5, "station", "CA");
    say(&w, VG_OP_EXACT, 5, "station", "chicago");
    find(&w, NULL, 0, &a);
    assert_int_equal(w.gap.n_found, 0);
    assert_int_equal(w.gap.n_outside, 0); /* another country is not outside of this list */
}

static int has_lock(const struct vg_gap *g, enum vg_gap_lock lock)
{
    for (size_t i = 0; i < g->n_locks; i++)
        if (g->locks[i].lock == lock)
            return 1;
    return 0;
}

static void each_fault_of_the_instrument_locks_the_list(void **state)
{
    static const struct vg_standing corrected = {.value = "corrected-at-source", .date = "2022"};
    static const struct vg_check citation = {.kind = VG_CHECK_CITATION,
                                             .result = VG_CHECK_ERROR,
                                             .claims = said_by,
                                             .n_claims = 1,
                                             .says = "it is about something else"};
    struct vg_source_info note[2] = {sources[0], sources[1]};

    (void)state;
    note[0].is_note = 1;
    for (int fault = 0; fault <= 10; fault++) {
        static const enum vg_gap_lock locks[] = {0,
                                                 VG_LOCK_NO_INSTRUMENT,
                                                 VG_LOCK_NOT_HELD,
                                                 VG_LOCK_NOT_HELD,
                                                 VG_LOCK_NOT_READ,
                                                 VG_LOCK_NOT_READ,
                                                 VG_LOCK_CORRECTED,
                                                 VG_LOCK_CORRECTED,
                                                 VG_LOCK_NOT_SAID,
                                                 VG_LOCK_EVERYONE,
                                                 VG_LOCK_EVERYONE};
        VG_SCOPED_ARENA a = {0};
        struct world w;

        begin(&w);
        w.list.root = fault == 1 ? 0 : 1;
        w.roots[0].source = fault == 2 ? 0 : 1;
        w.v.sources = fault == 3 ? note : sources;
        w.v.n_readings = fault == 4 ? 0 : 1;
        w.reading.claim = fault == 5 ? 7 : 1; /* read, but for another claim */
        w.roots[0].corrected = fault == 6 ? "corrected at source 2022-10-29" : NULL;
        w.claims[0].standing = &corrected;
        w.claims[0].n_standing = fault == 7;
        w.claims[0].status = fault == 8 ? VG_WITHDRAWN : VG_ACCEPTED;
        w.list.is_of_everyone = fault == 9;
        w.list.whole = fault == 10 ? 4 : 0;
        find(&w, NULL, 0, &a);
        if (w.gap.n_locks != (fault != 0) || (fault != 0 && !has_lock(&w.gap, locks[fault])))
            fail_msg("fault %d: %zu locks, first %s", fault, w.gap.n_locks,
                     w.gap.n_locks > 0 ? w.gap.locks[0].says : "none");
        if (fault != 0)
            continue;
        find(&w, &citation, 1, &a);
        assert_int_equal(w.gap.n_locks, 1);
        assert_string_equal(w.gap.locks[0].says,
                            "the instrument does not carry c1: it is about something else");
        assert_int_equal(w.gap.n_checks, 1);
    }
}

static const char *const of_china[] = {
    "CN-BJ", "CN-TJ", "CN-HE", "CN-SX", "CN-NM", "CN-LN", "CN-JL", "CN-HL",
    "CN-SH", "CN-JS", "CN-ZJ", "CN-AH", "CN-FJ", "CN-JX", "CN-SD", "CN-HA",
    "CN-HB", "CN-HN", "CN-GD", "CN-GX", "CN-HI", "CN-CQ", "CN-SC", "CN-GZ",
    "CN-YN", "CN-XZ", "CN-SN", "CN-GS", "CN-QH", "CN-NX", "CN-XJ"};

static void three_rounds_that_cover_all_point_nowhere(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_list_member members[31];
    struct vg_list rounds[3];
    struct vg_root_graph *g = NULL;
    struct vg_gap gap;
    struct world w;

    (void)state;
    begin(&w);
    for (size_t i = 0; i < 31; i++)
        members[i] = (struct vg_list_member){.id = of_china[i]};
    for (size_t i = 0; i < 3; i++) {
        static const size_t from[] = {0, 10, 21}, n[] = {10, 11, 10};

        rounds[i] = w.list;
        rounds[i].members = &members[from[i]];
        rounds[i].n_members = n[i];
    }
    w.v.lists = rounds;
    w.v.n_lists = 2;
    assert_int_equal(vg_root_graph_make(&w.v, &a, &g, NULL), VG_OK);
    vg_gap_find(&w.v, g, &rounds[0], NULL, 0, &a, &gap);
    assert_int_equal(gap.n_locks, 0);
    w.v.n_lists = 3;
    vg_gap_find(&w.v, g, &rounds[0], NULL, 0, &a, &gap);
    assert_int_equal(gap.n_locks, 1);
    assert_string_equal(gap.locks[0].says,
                        "with the other lists of the undertaking it names every first-level unit "
                        "of CN: a list of everyone points nowhere");
    rounds[2].root = 2; /* of another instrument: no list of one undertaking */
    vg_gap_find(&w.v, g, &rounds[0], NULL, 0, &a, &gap);
    assert_int_equal(gap.n_locks, 0);
}

static void searches_stand_beside_what_was_not_found_in_the_order_of_their_days(void **state)
{
    VG_SCOPED_ARENA a = {0};
    static const struct vg_looked looked[] = {
        {.id = 1, .place = "CA-QC", .date = "2023-03", .result = VG_LOOKED_NOTHING},
        {.id = 2, .place = "montreal", .date = "2023-02-01", .result = VG_LOOKED_UNCLEAR},
        {.id = 3, .place = "CA", .date = "2022", .result = VG_LOOKED_NOTHING},
        {.id = 4, .place = "FR", .date = "2022", .result = VG_LOOKED_NOTHING},
    };
    struct world w;

    (void)state;
    begin(&w);
    w.v.looked = looked;
    w.v.n_looked = 4;
    find(&w, NULL, 0, &a);
    assert_int_equal(w.gap.members[1].n_looked, 2);
    assert_int_equal(w.gap.members[1].looked[0]->id, 2);
    assert_int_equal(w.gap.members[1].looked[1]->id, 1);
    assert_int_equal(w.gap.members[1].n_wider, 1);
    assert_int_equal(w.gap.members[0].n_looked, 0);
    assert_int_equal(w.gap.n_not_looked, 3);
}

static void
the_ten_provinces_of_the_article_are_locked_and_the_difference_is_arithmetic(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct seed *s = seed_load(&a);
    static const int64_t says[] = {31, 38};
    struct vg_list list = {.name = "first-round", .claims = says, .n_claims = 2};
    struct vg_list_member members[10];
    struct vg_root_graph *g = NULL;
    struct vg_check *checks = NULL;
    const struct vg_claim *first;
    struct vg_gap gap;
    size_t n = 0;

    (void)state;
    if (s == NULL) {
        vg_arena_end(&a); /* skip() does not return */
        skip();
    }
    first = vg_view_claim(&s->view, 38);
    assert_int_equal(first->n_places, 10);
    for (size_t i = 0; i < 10; i++)
        members[i] = (struct vg_list_member){.id = first->places[i]};
    list.members = members;
    list.n_members = 10;
    list.root = vg_view_claim(&s->view, 31)->roots[0];
    assert_int_equal(vg_root_graph_make(&s->view, &a, &g, NULL), VG_OK);
    assert_int_equal(vg_check_all(&s->view, g, &a, &checks, &n, NULL), VG_OK);
    vg_gap_find(&s->view, g, &list, checks, n, &a, &gap);
    assert_true(has_lock(&gap, VG_LOCK_NOT_HELD));
    assert_string_equal(gap.unit, "province");
    assert_int_equal(gap.n_found, 1);
    assert_string_equal(gap.members[3].id, "CN-FJ");
    assert_int_equal(gap.members[3].found[0], 33);
    assert_int_equal(gap.n_not_found, 9);
    assert_int_equal(gap.n_outside, 1);
    assert_string_equal(gap.outside[0].id, "CN-ZJ");
    assert_true(gap.n_checks > 0);
    assert_int_equal(gap.checks[0]->result, VG_CHECK_ERROR); /* nine are left, not eight */
    json_decref(s->json);
}

static const struct {
    const char *json, *says; /* NULL: it is read */
} lines[] = {
    {"{\"type\":\"list\",\"name\":\"n\",\"members\":[\"CA-ON\",{\"id\":\"CA-QC\"}]}", NULL},
    {"{\"name\":\"n\",\"claims\":[\"c1\"],\"whole\":31,\"everyone\":true}", NULL},
    {"{\"members\":[\"CA-ON\"]}", "name: it is missing"},
    {"{\"name\":\"n\"}", "members: name them, or a claim whose places they are"},
    {"{\"name\":\"n\",\"members\":\"CA-ON\"}", "members: a list was expected"},
    {"{\"name\":\"n\",\"members\":[7]}", "members: each is an id, or has id, source and quote"},
    {"{\"name\":\"n\",\"members\":[\"\"]}", "members: an id is empty or too long"},
    {"{\"name\":\"n\",\"members\":[{\"id\":\"CA-ON\",\"quote\":\"x\"}]}",
     "members: source and quote go together"},
    {"{\"name\":\"n\",\"members\":[{\"id\":\"CA-ON\",\"town\":\"x\"}]}",
     "members: \"town\" is no key of it"},
    {"{\"name\":\"n\",\"members\":[\"CA-ON\"],\"everyone\":1}", "everyone: true or false"},
    {"{\"name\":\"n\",\"members\":[\"CA-ON\"],\"whole\":-1}",
     "whole: how many there are in all, 1 or more"},
    {"{\"name\":\"n\",\"members\":[\"CA-ON\"],\"unit\":\"statoin\"}",
     "unit: \"statoin\" is no term of unit; 'vigil help --words unit' lists them"},
    {"{\"name\":\"n\",\"claims\":[1]}", "claims: each is the name of a claim"},
    {"{\"name\":\"n\",\"mebmers\":[]}", "\"mebmers\" is no key of it"},
};

static void a_list_is_read_or_refused_with_its_field(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        VG_SCOPED_ARENA a = {0};
        VG_SCOPED_JSON *o = NULL;
        struct vg_err err = {0};
        struct vg_list_names names;
        struct vg_list l;
        int rc;

        assert_int_equal(vg_json_read(lines[i].json, strlen(lines[i].json), &o, &err), VG_OK);
        rc = vg_list_from_json(o, &a, &l, &names, &err);
        ROW_CHECK(i, lines[i].json, (rc == VG_OK) == (lines[i].says == NULL));
        if (lines[i].says != NULL && strcmp(err.text, lines[i].says) != 0)
            fail_msg("%s: \"%s\"", lines[i].json, err.text);
    }
}

static void a_list_names_each_member_once_and_no_more_than_there_are(void **state)
{
    static const struct vg_list_member twice[] = {{.id = "CA-ON"}, {.id = "CA-ON"}};
    struct vg_list l = {.name = "n", .members = twice, .n_members = 2};
    struct vg_err err = {0};

    (void)state;
    assert_int_equal(vg_list_check(&l, &err), VG_E_FORMAT);
    assert_string_equal(err.text, "members: CA-ON is named twice");
    l.n_members = 1;
    assert_int_equal(vg_list_check(&l, &err), VG_OK);
    l.members = four;
    l.n_members = 4;
    l.whole = 3;
    assert_int_equal(vg_list_check(&l, &err), VG_E_FORMAT);
    l.n_members = 0;
    assert_int_equal(vg_list_check(&l, &err), VG_E_FORMAT);
}

static const struct {
    const char *json, *says;
} searches[] = {
    {"{\"place\":\"CA\",\"date\":\"2023-02\",\"words\":\"w\",\"result\":\"nothing\"}", NULL},
    {"{\"place\":\"CA\",\"date\":\"2023-02\",\"words\":\"w\",\"result\":\"maybe\"}",
     "result: nothing, found or unclear, not \"maybe\""},
    {"{\"place\":\"CA\",\"words\":\"w\",\"result\":\"nothing\"}", "date: it is missing"},
    {"{\"place\":\"CA\",\"date\":\"2023\",\"words\":\"\",\"result\":\"nothing\"}",
     "words: it is missing"},
    {"{\"place\":\"CA\",\"date\":\"2023\",\"words\":\"w\",\"result\":\"nothing\",\"minutes\":-5}",
     "minutes: 1 to 1000000"},
    {"{\"place\":\"CA\",\"date\":\"2023\",\"words\":\"w\",\"result\":\"nothing\",\"hours\":5}",
     "\"hours\" is no key of it"},
};

static void a_search_is_read_or_refused_with_its_field(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof searches / sizeof *searches; i++) {
        VG_SCOPED_JSON *o = NULL;
        struct vg_err err = {0};
        struct vg_looked l;
        const char *claim;
        int rc;

        assert_int_equal(vg_json_read(searches[i].json, strlen(searches[i].json), &o, &err), VG_OK);
        rc = vg_looked_from_json(o, &l, &claim, &err);
        ROW_CHECK(i, searches[i].json, (rc == VG_OK) == (searches[i].says == NULL));
        if (searches[i].says != NULL && strcmp(err.text, searches[i].says) != 0)
            fail_msg("%s: \"%s\"", searches[i].json, err.text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_instruments_list_is_open_and_each_member_is_found_or_not),
        cmocka_unit_test(a_claim_finds_only_what_it_says_is_there),
        cmocka_unit_test(two_in_a_and_b_finds_both_and_one_in_a_b_or_c_none),
        cmocka_unit_test(a_member_that_is_an_entity_is_found_by_what_exists_of_it),
        cmocka_unit_test(a_country_is_known_too_coarsely_to_find_a_province),
        cmocka_unit_test(each_fault_of_the_instrument_locks_the_list),
        cmocka_unit_test(three_rounds_that_cover_all_point_nowhere),
        cmocka_unit_test(searches_stand_beside_what_was_not_found_in_the_order_of_their_days),
        cmocka_unit_test(
            the_ten_provinces_of_the_article_are_locked_and_the_difference_is_arithmetic),
        cmocka_unit_test(a_list_is_read_or_refused_with_its_field),
        cmocka_unit_test(a_list_names_each_member_once_and_no_more_than_there_are),
        cmocka_unit_test(a_search_is_read_or_refused_with_its_field),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
