/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <string.h>

#include "count/count.h"
#include "seed_view.h"

static const struct vg_source_info source = {.id = 1, .captured_at = 1700000000};
static const struct vg_passage on_page = {.source = 1, .start = 0, .end = 1};
static const struct vg_root roots[] = {{.id = 1, .source = 1}, {.id = 2, .source = 1}};

/* What a row of these tests says; the rest is the same for all. */
struct say {
    enum vg_op op;
    int64_t a, b;
    const char *unit, *predicate, *place, *speaker, *date, *from, *to, *subject;
    enum vg_claim_kind kind;
    enum vg_stance stance;
    int64_t root;
    const char *definition;
};

struct made {
    struct vg_claim claims[32];
    struct vg_link links[32];
    const char *places[32];
    int64_t root[32];
    struct vg_view v;
    struct vg_root_graph *g;
};

static void make(struct made *m, const struct say *say, size_t n, struct vg_arena *a)
{
    *m = (struct made){0};
    for (size_t i = 0; i < n; i++) {
        struct vg_claim *c = &m->claims[i];

        m->links[i] =
            (struct vg_link){.speaker = say[i].speaker, .as = "text", .date = say[i].date};
        m->places[i] = say[i].place;
        m->root[i] = say[i].root;
        *c = (struct vg_claim){.id = (int64_t)i + 1,
                               .kind = say[i].kind != 0 ? say[i].kind : VG_KIND_QUANTITY,
                               .stance = say[i].stance != 0 ? say[i].stance : VG_ASSERTS,
                               .status = VG_ACCEPTED,
                               .subject = say[i].subject != NULL ? say[i].subject : "stations",
                               .predicate =
                                   say[i].predicate != NULL ? say[i].predicate : "located-in",
                               .period = {.from = say[i].from, .to = say[i].to},
                               .places = &m->places[i],
                               .n_places = say[i].place != NULL,
                               .links = &m->links[i],
                               .n_links = 1,
                               .roots = &m->root[i],
                               .n_roots = say[i].root != 0,
                               .passage = &on_page};
        if (say[i].op != VG_OP_NONE)
            vg_quantity_set(&c->quantity, say[i].op, say[i].a, say[i].b);
        c->quantity.unit = say[i].unit != NULL ? say[i].unit : "station";
        c->quantity.definition = say[i].definition;
    }
    m->v = (struct vg_view){.claims = m->claims,
                            .n_claims = n,
                            .sources = &source,
                            .n_sources = 1,
                            .roots = roots,
                            .n_roots = 2};
    assert_int_equal(vg_root_graph_make(&m->v, a, &m->g, NULL), VG_OK);
}

static struct vg_count counted(const struct made *m, const struct vg_count_ask *ask,
                               struct vg_arena *a)
{
    struct vg_count out = {0};

    assert_int_equal(vg_count(&m->v, m->g, ask, a, &out, NULL), VG_OK);
    for (size_t i = 0; i < out.n; i++) {
        struct vg_err err = {0};

        if (vg_figure_check(&out.rows[i], &err) != VG_OK)
            fail_msg("row %zu: %s", i, err.text);
    }
    return out;
}

static const struct vg_count_ask all_stations = {.unit = "station"};

/* The three stations of one article: two in one city, one in a district of another. */
static const struct say toronto[] = {
    {VG_OP_EXACT, 3, 0, .place = "greater-toronto-area"},
    {VG_OP_EXACT, 2, 0, .place = "markham"},
    {VG_OP_EXACT, 1, 0, .place = "scarborough"},
};

static void the_toronto_three_are_three_in_the_metro_and_one_in_the_city(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct made m;
    struct vg_count_ask ask = {.unit = "station", .by = VG_BY_PLACE, .level = VG_PLACE_METRO};
    struct vg_count c;

    (void)state;
    make(&m, toronto, 3, &a);
    c = counted(&m, &ask, &a);
    assert_int_equal(c.n, 1);
    assert_string_equal(c.rows[0].place, "greater-toronto-area");
    assert_int_equal(c.rows[0].low, 3);
    assert_int_equal(c.rows[0].best, 3);
    assert_int_equal(c.rows[0].high, 3);
    assert_int_equal(c.rows[0].n_claims, 3);
    ask.level = VG_PLACE_CITY;
    c = counted(&m, &ask, &a);
    assert_int_equal(c.n, 3);
    assert_string_equal(c.rows[0].place, "markham");
    assert_int_equal(c.rows[0].low, 2);
    assert_string_equal(c.rows[1].place, "toronto");
    assert_int_equal(c.rows[1].low, 1);
    assert_null(c.rows[2].place); /* the three, known only as of the wider area */
    assert_int_equal(c.rows[2].low, 3);
    ask.level = VG_PLACE_COUNTRY;
    c = counted(&m, &ask, &a);
    assert_int_equal(c.n, 1);
    assert_string_equal(c.rows[0].place, "CA");
    assert_int_equal(c.rows[0].has, VG_FIGURE_LOW); /* nobody says how many in all of it */
    assert_int_equal(c.rows[0].low, 3);
}

static void a_negative_finding_is_never_a_zero(void **state)
{
    VG_SCOPED_ARENA a = {0};
    static const struct say none[] = {
        {VG_OP_NONE_FOUND, .place = "CA", .kind = VG_KIND_NEGATIVE_FINDING},
        {VG_OP_NONE_FOUND, .place = "CA"},
        {VG_OP_EXACT, 2, 0, .place = "CA"},
    };
    struct made m;
    struct vg_count c;

    (void)state;
    make(&m, none, 2, &a);
    assert_int_equal(counted(&m, &all_stations, &a).n, 0);
    make(&m, none, 3, &a);
    c = counted(&m, &all_stations, &a);
    assert_int_equal(c.n, 1);
    assert_int_equal(c.rows[0].low, 2);
    assert_int_equal(c.rows[0].n_beside, 2);
}

static void up_to_sets_only_the_upper_end(void **state)
{
    VG_SCOPED_ARENA a = {0};
    static const struct say say[] = {
        {VG_OP_AT_MOST, 230000, 0, .unit = "person", .place = "world"}};
    const struct vg_count_ask ask = {.unit = "person"};
    struct made m;
    struct vg_count c;

    (void)state;
    make(&m, say, 1, &a);
    c = counted(&m, &ask, &a);
    assert_int_equal(c.n, 1);
    assert_int_equal(c.rows[0].has, VG_FIGURE_HIGH);
    assert_int_equal(c.rows[0].high, 230000);
    assert_string_equal(c.rows[0].note, "upper end only");
}

static void opinion_stands_beside_and_never_in_the_figure(void **state)
{
    VG_SCOPED_ARENA a = {0};
    static const struct say say[] = {
        {VG_OP_EXACT, 3, 0, .place = "CA"},
        {VG_OP_OVER, 3, 0, .place = "CA", .kind = VG_KIND_OPINION},
        {VG_OP_EXACT, 9, 0, .place = "CA", .kind = VG_KIND_FORECAST},
        {VG_OP_EXACT, 8, 0, .place = "CA", .stance = VG_REFUTES},
        {VG_OP_EXACT, 7, 0, .place = "CA", .stance = VG_RELAYS},
        {VG_OP_EXACT, 6, 0, .place = "CA", .stance = VG_ASKS},
    };
    const struct vg_count_ask in_canada = {.unit = "station", .within = "CA"};
    struct made m;
    struct vg_count c;

    (void)state;
    make(&m, say, 6, &a);
    c = counted(&m, &in_canada, &a);
    assert_int_equal(c.n, 1);
    assert_int_equal(c.rows[0].low, 3);
    assert_int_equal(c.rows[0].best, 3);
    assert_int_equal(c.rows[0].n_claims, 1);
    assert_int_equal(c.rows[0].n_beside, 2);
    m.claims[0].status = VG_SUGGESTED;
    assert_int_equal(counted(&m, &in_canada, &a).n, 0);
}

static const struct say editions[] = {
    {VG_OP_EXACT, 54, 0, .place = "world", .speaker = "monitor", .date = "2022-09"},
    {VG_OP_AT_LEAST, 102, 0, .place = "world", .speaker = "monitor", .date = "2022-12"},
};

static void a_later_edition_replaces_the_earlier_from_its_day_on(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_count_ask ask = {.unit = "station", .as_of = "2022-11"};
    struct made m;
    struct vg_count c;

    (void)state;
    make(&m, editions, 2, &a);
    c = counted(&m, &ask, &a);
    assert_int_equal(c.rows[0].best, 54);
    assert_int_equal(c.rows[0].n_claims, 1);
    assert_string_equal(c.rows[0].as_of, "2022-11");
    ask.as_of = NULL;
    c = counted(&m, &ask, &a);
    assert_int_equal(c.rows[0].has, VG_FIGURE_LOW);
    assert_int_equal(c.rows[0].low, 102);
    assert_int_equal(c.rows[0].n_beside, 1);
    assert_string_equal(c.rows[0].as_of, "2022-12");
    ask.as_of = "2022-08";
    assert_int_equal(counted(&m, &ask, &a).n, 0);
}

static void low_above_high_is_a_refusal_that_names_both(void **state)
{
    VG_SCOPED_ARENA a = {0};
    static const struct say say[] = {
        {VG_OP_AT_LEAST, 10, 0, .place = "CA", .speaker = "x"},
        {VG_OP_AT_MOST, 4, 0, .place = "CA", .speaker = "y"},
    };
    struct made m;
    struct vg_count c;

    (void)state;
    make(&m, say, 2, &a);
    c = counted(&m, &(struct vg_count_ask){.unit = "station", .within = "CA"}, &a);
    assert_int_equal(c.n, 1);
    assert_int_equal(c.rows[0].has, 0);
    assert_string_equal(c.rows[0].refusal, "c1 says at least 10, c2 at most 4: both cannot hold");
}

static void presences_are_counted_one_by_one_and_each_once(void **state)
{
    VG_SCOPED_ARENA a = {0};
    static const struct say say[] = {
        {VG_OP_NONE, .place = "markham", .kind = VG_KIND_EXISTENCE, .subject = "presence:a"},
        {VG_OP_NONE, .place = "markham", .kind = VG_KIND_EXISTENCE, .subject = "presence:b"},
        {VG_OP_NONE, .place = "toronto", .kind = VG_KIND_EXISTENCE, .subject = "presence:b"},
        {VG_OP_NONE, .place = "toronto", .kind = VG_KIND_EXISTENCE, .subject = "stations"},
        {VG_OP_AT_LEAST, 1, 0, .place = "CA"},
    };
    struct made m;
    struct vg_count c;

    (void)state;
    make(&m, say, 5, &a);
    c = counted(&m, &(struct vg_count_ask){.unit = "station", .within = "CA"}, &a);
    assert_int_equal(c.n, 1);
    assert_int_equal(c.rows[0].low, 2);
}

static void best_is_the_value_nearest_a_read_root(void **state)
{
    VG_SCOPED_ARENA a = {0};
    static const struct say say[] = {
        {VG_OP_EXACT, 5, 0, .place = "CA", .speaker = "x", .date = "2022", .root = 1},
        {VG_OP_ABOUT, 9, 0, .place = "CA", .speaker = "y", .date = "2023", .root = 2},
    };
    static const struct vg_reading reading[] = {{.root = 1, .family = VG_FAMILY_EXISTENCE},
                                                {.root = 2, .family = VG_FAMILY_EXISTENCE}};
    const struct vg_count_ask ask = {.unit = "station", .within = "CA"};
    struct made m;
    struct vg_count c;

    (void)state;
    make(&m, say, 2, &a);
    c = counted(&m, &ask, &a);
    assert_false(c.rows[0].has & VG_FIGURE_BEST); /* 9 is the latest, but above the high of 5 */
    m.v.readings = reading;
    m.v.n_readings = 1;
    assert_int_equal(vg_root_graph_make(&m.v, &a, &m.g, NULL), VG_OK);
    c = counted(&m, &ask, &a);
    assert_int_equal(c.rows[0].best, 5);
    assert_int_equal(c.rows[0].roots_named, 2);
    assert_int_equal(c.rows[0].roots_read, 1);
    m.v.n_readings = 2;
    assert_int_equal(vg_root_graph_make(&m.v, &a, &m.g, NULL), VG_OK);
    c = counted(&m, &ask, &a);
    assert_false(c.rows[0].has & VG_FIGURE_BEST);
    assert_string_equal(c.rows[0].note,
                        "best absent: two read roots disagree: c1 says 5, c2 says 9");
}

/* A slip in a copy speaks against nobody: the root is heard where it stands nearest. */
static void a_slip_in_a_copy_does_not_speak_against_the_root(void **state)
{
    VG_SCOPED_ARENA a = {0};
    static const struct say say[] = {
        {VG_OP_EXACT, 54, 0, .place = "CA", .speaker = "x", .date = "2022", .root = 1},
        {VG_OP_EXACT, 56, 0, .place = "CA", .speaker = "x", .date = "2022", .root = 1},
    };
    static const struct vg_reading reading = {.root = 1, .family = VG_FAMILY_EXISTENCE};
    static const struct vg_source_info two[] = {{.id = 1, .captured_at = 1700000000},
                                                {.id = 2, .captured_at = 1700000000}};
    static const struct vg_passage in_copy = {.source = 2, .start = 0, .end = 1};
    struct made m;
    struct vg_count c;

    (void)state;
    make(&m, say, 2, &a);
    m.v.sources = two;
    m.v.n_sources = 2;
    m.v.readings = &reading;
    m.v.n_readings = 1;
    m.v.n_roots = 1; /* the first source holds this root alone */
    m.claims[1].passage = &in_copy;
    assert_int_equal(vg_root_graph_make(&m.v, &a, &m.g, NULL), VG_OK);
    c = counted(&m, &(struct vg_count_ask){.unit = "station", .within = "CA"}, &a);
    assert_int_equal(c.n, 1);
    assert_true(c.rows[0].has & VG_FIGURE_HIGH);
    assert_int_equal(c.rows[0].high, 56);
    assert_int_equal(c.rows[0].low, 56); /* what is stated is stated; best says which to trust */
    assert_string_equal(c.rows[0].note,
                        "best absent: c1 says 54, which other claims leave no room for");
    vg_quantity_set(&m.claims[1].quantity, VG_OP_ABOUT, 56, 0);
    c = counted(&m, &(struct vg_count_ask){.unit = "station", .within = "CA"}, &a);
    assert_int_equal(c.rows[0].best, 54);
    vg_quantity_set(&m.claims[1].quantity, VG_OP_EXACT, 56, 0);
    m.claims[1].passage = &on_page; /* both in the root itself: which of the two? */
    assert_int_equal(vg_root_graph_make(&m.v, &a, &m.g, NULL), VG_OK);
    c = counted(&m, &(struct vg_count_ask){.unit = "station", .within = "CA"}, &a);
    assert_false(c.rows[0].has & VG_FIGURE_BEST);
    assert_string_equal(
        c.rows[0].note,
        "best absent: two figures of the same day disagree: c1 says 54, c2 says 56");
}

static void the_finder_is_not_the_operator(void **state)
{
    VG_SCOPED_ARENA a = {0};
    static const struct say say[] = {
        {VG_OP_EXACT, 54, 0, .predicate = "identified", .subject = "org:monitor"},
        {VG_OP_EXACT, 30, 0, .predicate = "set-up", .subject = "org:bureau"},
    };
    struct made m;
    struct vg_count c;

    (void)state;
    make(&m, say, 2, &a);
    c = counted(&m, &(struct vg_count_ask){.unit = "station", .by = VG_BY_AGENCY}, &a);
    assert_int_equal(c.n, 2);
    assert_string_equal(c.rows[0].by, "org:bureau");
    assert_int_equal(c.rows[0].low, 30);
    assert_null(c.rows[1].by);
}

static void what_was_done_is_counted_per_predicate_and_period(void **state)
{
    VG_SCOPED_ARENA a = {0};
    static const struct say say[] = {
        {VG_OP_EXACT, 230, 0, .unit = "person", .predicate = "persuaded-to-return",
         .from = "2021-04", .to = "2022-07"},
        {VG_OP_EXACT, 210, 0, .unit = "person", .predicate = "persuaded-to-return", .from = "2021",
         .to = "2021"},
        {VG_OP_EXACT, 46, 0, .unit = "person", .predicate = "interviewed"},
    };
    struct made m;
    struct vg_count c;

    (void)state;
    make(&m, say, 3, &a);
    c = counted(&m, &(struct vg_count_ask){.unit = "person"}, &a);
    assert_int_equal(c.n, 3);
    assert_string_equal(c.rows[0].definition, "persuaded-to-return");
    assert_int_equal(c.rows[0].best, 210);
    assert_int_equal(c.rows[1].best, 230);
    assert_null(c.rows[2].definition);
}

static void an_unknown_place_or_no_unit_is_misuse(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_count_ask ask = {.unit = "station", .within = "atlantis"};
    struct vg_unit_use *units = NULL;
    struct vg_err err = {0};
    struct vg_count c;
    struct made m;
    size_t n = 0;

    (void)state;
    make(&m, toronto, 3, &a);
    assert_int_equal(vg_count(&m.v, m.g, &ask, &a, &c, &err), VG_E_MISUSE);
    assert_non_null(strstr(err.text, "atlantis"));
    ask = (struct vg_count_ask){0};
    assert_int_equal(vg_count(&m.v, m.g, &ask, &a, &c, &err), VG_E_MISUSE);
    assert_int_equal(vg_count_units(&m.v, &a, &units, &n, NULL), VG_OK);
    assert_int_equal(n, 1);
    assert_string_equal(units[0].unit, "station");
    assert_int_equal(units[0].claims, 3);
}

static void a_figure_without_claims_cannot_be_printed(void **state)
{
    static const int64_t one[] = {1};
    struct vg_err err = {0};
    struct vg_figure f = {.has = VG_FIGURE_LOW, .low = 3};

    (void)state;
    assert_int_equal(vg_figure_check(&f, &err), VG_E_REFUSED);
    f.claims = one;
    f.n_claims = 1;
    assert_int_equal(vg_figure_check(&f, &err), VG_OK);
    f.refusal = "no";
    assert_int_equal(vg_figure_check(&f, &err), VG_E_FORMAT);
    f = (struct vg_figure){
        .has = VG_FIGURE_LOW | VG_FIGURE_HIGH, .low = 3, .high = 2, .claims = one, .n_claims = 1};
    assert_int_equal(vg_figure_check(&f, &err), VG_E_FORMAT);
}

/* Sums: two claims that differ in one thing, and what the refusal says of it. */
static const struct {
    const char *name;
    struct say x, y;
    const char *refusal; /* NULL: 5 + 7 */
} sums[] = {
    {"overlap",
     {VG_OP_EXACT, 230000, 0, "person", "persuaded", .from = "2021-04", .to = "2022-07"},
     {VG_OP_EXACT, 210000, 0, "person", "persuaded", .from = "2021", .to = "2021"},
     "c1 and c2 must not be added: 2021-04 to 2021-12 (nine months) is in both"},
    {"unit",
     {VG_OP_EXACT, 5, 0, "person", "p", .from = "2021", .to = "2021"},
     {VG_OP_EXACT, 7, 0, "family", "p", .from = "2022", .to = "2022"},
     "c1 and c2 must not be added: the unit differs (person, family)"},
    {"predicate",
     {VG_OP_EXACT, 5, 0, "person", "persuaded", .from = "2021", .to = "2021"},
     {VG_OP_EXACT, 7, 0, "person", "charged", .from = "2022", .to = "2022"},
     "c1 and c2 must not be added: what is counted differs (persuaded, charged)"},
    {"definition",
     {VG_OP_EXACT, 5, 0, "person", "p", .from = "2021", .to = "2021", .definition = "files"},
     {VG_OP_EXACT, 7, 0, "person", "p", .from = "2022", .to = "2022"},
     "c1 and c2 must not be added: the definition differs (files, not stated)"},
    {"programme",
     {VG_OP_EXACT, 5, 0, "person", "p", .from = "2021", .to = "2021", .subject = "prog:a"},
     {VG_OP_EXACT, 7, 0, "person", "p", .from = "2021-06", .to = "2022", .subject = "prog:b"},
     "c1 and c2 must not be added: the programme differs (prog:a, prog:b); 2021-06 to 2021-12 "
     "(seven months) is in both"},
    {"place",
     {VG_OP_EXACT, 5, 0, "person", "p", "CA", .from = "2021", .to = "2021"},
     {VG_OP_EXACT, 7, 0, "person", "p", "markham", .from = "2022", .to = "2022"},
     "c1 and c2 must not be added: the place differs (CA, markham)"},
    {"each release replaces the last",
     {VG_OP_EXACT, 5, 0, "person", "p", .speaker = "m", .from = "2014", .to = "2019"},
     {VG_OP_EXACT, 7, 0, "person", "p", .speaker = "m", .from = "2014", .to = "2020"},
     "c1 and c2 must not be added: 2014-01 to 2019-12 (72 months) is in both; both count from the "
     "same day on, so that the later holds the earlier"},
    {"what exists at a time",
     {VG_OP_EXACT, 54, 0, "station", "identified", .from = "2022-09", .to = "2022-09"},
     {VG_OP_EXACT, 102, 0, "station", "identified", .from = "2022-12", .to = "2022-12"},
     "c1 and c2 must not be added: both say how many there were at a time, so that the later "
     "number replaces the earlier"},
    {"a unit that lasts",
     {VG_OP_EXACT, 5, 0, "office", "p", .from = "2021", .to = "2021"},
     {VG_OP_EXACT, 7, 0, "office", "p", .from = "2022", .to = "2022"},
     "c1 and c2 must not be added: both say how many there were at a time, so that the later "
     "number replaces the earlier"},
    {"shares",
     {VG_OP_EXACT, 5, 0, "percent", "p", .from = "2021", .to = "2021"},
     {VG_OP_EXACT, 7, 0, "percent", "p", .from = "2022", .to = "2022"},
     "c1 is a share, and shares are not added"},
    {"no period",
     {VG_OP_EXACT, 5, 0, "person", "p", .from = "2021", .to = "2021"},
     {VG_OP_EXACT, 7, 0, "person", "p"},
     "c2 has no period: whether it overlaps is not known"},
    {"opinion",
     {VG_OP_EXACT, 5, 0, "person", "p", .from = "2021", .to = "2021", .kind = VG_KIND_OPINION},
     {VG_OP_EXACT, 7, 0, "person", "p", .from = "2022", .to = "2022"},
     "c1 is no figure that somebody asserts (opinion, asserts)"},
    {"disjoint",
     {VG_OP_EXACT, 7, 0, "person", "p", .from = "2022", .to = "2022"},
     {VG_OP_EXACT, 5, 0, "person", "p", .from = "2021", .to = "2021"},
     NULL},
};

static void a_sum_is_given_only_when_nothing_speaks_against_it(void **state)
{
    static const int64_t both[] = {2, 1};

    (void)state;
    for (size_t i = 0; i < sizeof sums / sizeof *sums; i++) {
        VG_SCOPED_ARENA a = {0};
        const struct say say[] = {sums[i].x, sums[i].y};
        struct vg_figure f = {0};
        struct made m;

        make(&m, say, 2, &a);
        ROW_CHECK(i, sums[i].name, vg_sum(&m.v, m.g, both, 2, &a, &f, NULL) == VG_OK);
        ROW_CHECK(i, sums[i].name, vg_figure_check(&f, NULL) == VG_OK);
        if (sums[i].refusal == NULL)
            ROW_CHECK(i, sums[i].name, f.refusal == NULL && f.low == 12 && f.best == 12);
        else if (f.refusal == NULL || strcmp(f.refusal, sums[i].refusal) != 0)
            fail_msg("%s: \"%s\"", sums[i].name, f.refusal != NULL ? f.refusal : "no refusal");
    }
}

static void a_refused_sum_names_its_pair_and_the_days_in_both(void **state)
{
    VG_SCOPED_ARENA a = {0};
    static const int64_t both[] = {1, 2};
    const struct say say[] = {sums[0].x, sums[0].y};
    struct vg_figure f = {0};
    struct made m;

    (void)state;
    make(&m, say, 2, &a);
    assert_int_equal(vg_sum(&m.v, m.g, both, 2, &a, &f, NULL), VG_OK);
    assert_int_equal(f.pair[0], 1);
    assert_int_equal(f.pair[1], 2);
    assert_string_equal(f.shared, "2021-04 to 2021-12 (nine months)");
}

/* Two years of one campaign, the first told twice; another programme; a stock. */
static const struct say totals[] = {
    {VG_OP_EXACT, 7, 0, "person", "persuaded", .subject = "prog:a", .from = "2022", .to = "2022"},
    {VG_OP_EXACT, 5, 0, "person", "persuaded", .subject = "prog:a", .from = "2021", .to = "2021"},
    {VG_OP_EXACT, 5, 0, "person", "persuaded", .subject = "prog:a", .from = "2021-01",
     .to = "2021-12", .speaker = "a copy"},
    {VG_OP_OVER, 100, 0, "person", "persuaded", .subject = "prog:b", .from = "2014"},
    {VG_OP_EXACT, 9, 0, "person", "persuaded", .subject = "prog:a"},
    {VG_OP_EXACT, 9, 0, "person", "persuaded", .subject = "prog:a", .from = "2023", .to = "2023",
     .kind = VG_KIND_FORECAST},
    {VG_OP_EXACT, 9, 0, "person", "persuaded", .subject = "prog:a", .from = "2023", .to = "2023",
     .stance = VG_DENIES},
};

static void a_series_is_one_row_a_period_and_a_copy_adds_nothing(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_count_ask ask = {.unit = "person"};
    struct vg_series *list = NULL;
    struct made m;
    size_t n = 0;

    (void)state;
    make(&m, totals, 7, &a);
    assert_int_equal(vg_series_list(&m.v, m.g, &ask, &a, &list, &n, NULL), VG_OK);
    assert_int_equal(n, 2);
    assert_string_equal(list[0].programme, "prog:a");
    assert_int_equal(list[0].n, 2);
    assert_int_equal(list[0].rows[0].n_claims, 2);
    assert_int_equal(list[0].rows[0].claims[0], 2);
    assert_int_equal(list[0].rows[0].claims[1], 3);
    assert_null(list[0].sum.refusal);
    assert_int_equal(list[0].sum.low, 12);
    assert_int_equal(list[0].sum.best, 12);
    assert_string_equal(list[1].programme, "prog:b");
    assert_int_equal(list[1].n, 1);
    assert_int_equal(list[1].sum.n_claims, 0); /* one row is no sum */
    ask.unit = NULL;
    ask.as_of = "2020";
    assert_int_equal(vg_series_list(&m.v, m.g, &ask, &a, &list, &n, NULL), VG_OK);
    assert_int_equal(n, 0);
    ask.within = "atlantis";
    assert_int_equal(vg_series_list(&m.v, m.g, &ask, &a, &list, &n, NULL), VG_E_MISUSE);
}

static void the_articles_two_totals_are_of_two_programmes_and_share_nine_months(void **state)
{
    VG_SCOPED_ARENA a = {0};
    static const int64_t both[] = {19, 46};
    struct seed *s = seed_load(&a);
    struct vg_root_graph *g = NULL;
    struct vg_figure f;

    (void)state;
    if (s == NULL) {
        vg_arena_end(&a); /* skip() does not return */
        skip();
    }
    assert_int_equal(vg_root_graph_make(&s->view, &a, &g, NULL), VG_OK);
    assert_int_equal(vg_sum(&s->view, g, both, 2, &a, &f, NULL), VG_OK);
    assert_non_null(f.refusal);
    assert_non_null(strstr(f.refusal, "the programme differs"));
    assert_string_equal(f.shared, "2021-04 to 2021-12 (nine months)");
    json_decref(s->json);
}

static void an_open_end_of_a_part_leaves_the_end_of_the_sum_open(void **state)
{
    VG_SCOPED_ARENA a = {0};
    static const struct say say[] = {
        {VG_OP_OVER, 5, 0, "person", "p", .from = "2021", .to = "2021"},
        {VG_OP_EXACT, 7, 0, "person", "p", .from = "2022", .to = "2022"},
    };
    static const int64_t ids[] = {1, 2, 2};
    struct vg_figure f = {0};
    struct made m;

    (void)state;
    make(&m, say, 2, &a);
    assert_int_equal(vg_sum(&m.v, m.g, ids, 2, &a, &f, NULL), VG_OK);
    assert_int_equal(f.has, VG_FIGURE_LOW);
    assert_int_equal(f.low, 13);
    assert_string_equal(f.period_from, "2021");
    assert_string_equal(f.period_to, "2022");
    assert_int_equal(vg_sum(&m.v, m.g, ids, 3, &a, &f, NULL), VG_E_MISUSE);
    assert_int_equal(vg_sum(&m.v, m.g, ids, 0, &a, &f, NULL), VG_E_MISUSE);
}

static void the_article_gives_three_in_the_toronto_area_and_no_zero_for_kidnapping(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct seed *s = seed_load(&a);
    struct vg_count_ask ask = {
        .unit = "station", .within = "CA", .by = VG_BY_PLACE, .level = VG_PLACE_METRO};
    struct vg_root_graph *g = NULL;
    struct vg_count c;

    (void)state;
    if (s == NULL) {
        vg_arena_end(&a); /* skip() does not return */
        skip();
    }
    assert_int_equal(vg_root_graph_make(&s->view, &a, &g, NULL), VG_OK);
    assert_int_equal(vg_count(&s->view, g, &ask, &a, &c, NULL), VG_OK);
    assert_int_equal(c.n, 1);
    assert_int_equal(c.rows[0].low, 3);
    assert_int_equal(c.rows[0].high, 3);
    ask.level = VG_PLACE_CITY;
    assert_int_equal(vg_count(&s->view, g, &ask, &a, &c, NULL), VG_OK);
    assert_int_equal(c.rows[0].low, 2);
    assert_int_equal(c.rows[1].low, 1);
    ask = (struct vg_count_ask){.unit = "case", .within = "CA"};
    assert_int_equal(vg_count(&s->view, g, &ask, &a, &c, NULL), VG_OK);
    assert_int_equal(c.n, 0);
    json_decref(s->json);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_toronto_three_are_three_in_the_metro_and_one_in_the_city),
        cmocka_unit_test(a_negative_finding_is_never_a_zero),
        cmocka_unit_test(up_to_sets_only_the_upper_end),
        cmocka_unit_test(opinion_stands_beside_and_never_in_the_figure),
        cmocka_unit_test(a_later_edition_replaces_the_earlier_from_its_day_on),
        cmocka_unit_test(low_above_high_is_a_refusal_that_names_both),
        cmocka_unit_test(presences_are_counted_one_by_one_and_each_once),
        cmocka_unit_test(best_is_the_value_nearest_a_read_root),
        cmocka_unit_test(a_slip_in_a_copy_does_not_speak_against_the_root),
        cmocka_unit_test(the_finder_is_not_the_operator),
        cmocka_unit_test(what_was_done_is_counted_per_predicate_and_period),
        cmocka_unit_test(an_unknown_place_or_no_unit_is_misuse),
        cmocka_unit_test(a_figure_without_claims_cannot_be_printed),
        cmocka_unit_test(a_sum_is_given_only_when_nothing_speaks_against_it),
        cmocka_unit_test(a_refused_sum_names_its_pair_and_the_days_in_both),
        cmocka_unit_test(a_series_is_one_row_a_period_and_a_copy_adds_nothing),
        cmocka_unit_test(the_articles_two_totals_are_of_two_programmes_and_share_nine_months),
        cmocka_unit_test(an_open_end_of_a_part_leaves_the_end_of_the_sum_open),
        cmocka_unit_test(the_article_gives_three_in_the_toronto_area_and_no_zero_for_kidnapping),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
