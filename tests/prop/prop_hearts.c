/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Laws of counts, roots and checks over made-up cases: the order of sources and
 * claims' neighbours does not matter, a copy changes no number and no root, a
 * search without result changes no count, a wider place never has a smaller low.
 * PROP_SEED sets the seed; a failing case prints it.
 */
#include "../unit/test.h"
#include "dice.h"

#include <stdlib.h>
#include <string.h>

#include "claim/check.h"
#include "count/count.h"
#include "count/gap.h"

enum { CLAIMS = 24, SOURCES = 6, ROOTS = 4, CASES = 300 };

static const char *const places[] = {"CA",        "CA-ON",   "greater-toronto-area",
                                     "markham",   "toronto", "scarborough",
                                     "vancouver", "world"};
static const char *const speakers[] = {"monitor", "ministry", "paper", NULL};
static const char *const dates[] = {"2021", "2022-03", "2022-09-12", NULL};
static const char *const periods[] = {"2020", "2021", "2021-04", "2022-07"};

struct world {
    struct vg_claim claims[CLAIMS + 2];
    struct vg_passage passages[CLAIMS + 2];
    struct vg_link links[CLAIMS + 2];
    const char *place[CLAIMS + 2];
    int64_t root[CLAIMS + 2];
    struct vg_source_info sources[SOURCES + 1];
    struct vg_root roots[ROOTS];
    struct vg_edge edges[SOURCES + 1];
    struct vg_view v;
};

static void make_claim(struct world *w, size_t i)
{
    struct vg_claim *c = &w->claims[i];
    unsigned kind = draw(12);

    w->passages[i] = (struct vg_passage){.source = 1 + draw(SOURCES), .start = draw(500)};
    w->passages[i].end = w->passages[i].start + 20;
    w->passages[i].quote = vg_str("found three stations");
    w->links[i] =
        (struct vg_link){.speaker = speakers[draw(4)], .as = "text", .date = dates[draw(4)]};
    w->place[i] = places[draw(8)];
    w->root[i] = 1 + draw(ROOTS);
    *c = (struct vg_claim){.id = (int64_t)i + 1,
                           .kind = kind == 0   ? VG_KIND_OPINION
                                   : kind == 1 ? VG_KIND_NEGATIVE_FINDING
                                   : kind < 4  ? VG_KIND_EXISTENCE
                                               : VG_KIND_QUANTITY,
                           .stance = draw(8) == 0 ? VG_REFUTES : VG_ASSERTS,
                           .status = draw(9) == 0 ? VG_SUGGESTED : VG_ACCEPTED,
                           .subject = draw(2) ? "stations" : "presence:a",
                           .predicate = draw(3) ? "located-in" : "identified",
                           .period = {.from = draw(2) ? periods[draw(2)] : NULL},
                           .passage = &w->passages[i],
                           .links = &w->links[i],
                           .n_links = 1,
                           .places = &w->place[i],
                           .n_places = draw(6) != 0,
                           .roots = &w->root[i],
                           .n_roots = draw(2)};
    if (c->period.from != NULL)
        c->period.to = periods[2 + draw(2)];
    /* lower ends only, so that no row is refused and every row has a low */
    if (c->kind == VG_KIND_NEGATIVE_FINDING)
        vg_quantity_set(&c->quantity, VG_OP_NONE_FOUND, 0, 0);
    else
        vg_quantity_set(&c->quantity, draw(2) ? VG_OP_AT_LEAST : VG_OP_OVER, 1 + draw(50), 0);
    c->quantity.unit = "station";
}

static void make_world(struct world *w)
{
    *w = (struct world){0};
    for (size_t i = 0; i < SOURCES; i++) {
        w->sources[i] = (struct vg_source_info){
            .id = (int64_t)i + 1, .captured_at = 1700000000, .publisher = speakers[draw(4)]};
        if (i + 1 == SOURCES)
            continue;
        w->edges[i] = (struct vg_edge){.id = (int64_t)i + 1, .kind = VG_DERIVES_COPY};
        w->edges[i].from.kind = VG_NODE_SOURCE;
        w->edges[i].from.id = (int64_t)i + 1;
        w->edges[i].to.kind = draw(2) ? VG_NODE_ROOT : VG_NODE_SOURCE;
        w->edges[i].to.id = w->edges[i].to.kind == VG_NODE_ROOT
                                ? 1 + draw(ROOTS)
                                : (int64_t)i + 2 + draw((unsigned)(SOURCES - i - 1));
    }
    for (size_t i = 0; i < ROOTS; i++)
        w->roots[i] =
            (struct vg_root){.id = (int64_t)i + 1, .name = "root:x", .speaker = speakers[draw(4)]};
    for (size_t i = 0; i < CLAIMS; i++)
        make_claim(w, i);
    w->v = (struct vg_view){.claims = w->claims,
                            .n_claims = CLAIMS,
                            .sources = w->sources,
                            .n_sources = SOURCES,
                            .roots = w->roots,
                            .n_roots = ROOTS,
                            .edges = w->edges,
                            .n_edges = SOURCES - 1};
}

static struct vg_count count(const struct vg_view *v, const struct vg_count_ask *ask,
                             struct vg_arena *a)
{
    struct vg_root_graph *g = NULL;
    struct vg_count out = {0};

    assert_int_equal(vg_root_graph_make(v, a, &g, NULL), VG_OK);
    assert_int_equal(vg_count(v, g, ask, a, &out, NULL), VG_OK);
    return out;
}

static const struct vg_count_ask whole = {.unit = "station"};
static const struct vg_count_ask in_metro = {
    .unit = "station", .by = VG_BY_PLACE, .level = VG_PLACE_METRO};
static const struct vg_count_ask in_city = {
    .unit = "station", .by = VG_BY_PLACE, .level = VG_PLACE_CITY};
static const struct vg_count_ask in_country = {
    .unit = "station", .by = VG_BY_PLACE, .level = VG_PLACE_COUNTRY};

/* Same rows with the same numbers (and, asked for, the same roots). */
static int same_numbers(const struct vg_count *x, const struct vg_count *y)
{
    if (x->n != y->n)
        return 0;
    for (size_t i = 0; i < x->n; i++) {
        const struct vg_figure *p = &x->rows[i], *q = &y->rows[i];

        if (p->has != q->has || p->low != q->low || p->best != q->best || p->high != q->high ||
            p->roots_named != q->roots_named || p->roots_read != q->roots_read)
            return 0;
    }
    return 1;
}

static uint64_t first_seed(void)
{
    const char *s = getenv("PROP_SEED");

    return s != NULL ? strtoull(s, NULL, 10) : 20261123;
}

#define EACH_CASE(seed) for (uint64_t seed = first_seed(), end_ = seed + CASES; seed < end_; seed++)
#define LAW(seed, condition)                                                                       \
    do {                                                                                           \
        if (!(condition))                                                                          \
            fail_msg("PROP_SEED=%llu: %s", (unsigned long long)(seed), #condition);                \
    } while (0)

static void begin(uint64_t seed)
{
    rng = seed * 0x9e3779b97f4a7c15U + 1;
    for (int i = 0; i < 8; i++)
        (void)draw(2);
}

static void a_copy_changes_no_count_and_no_root(void **state)
{
    (void)state;
    EACH_CASE(seed)
    {
        VG_SCOPED_ARENA a = {0};
        struct vg_count before, after;
        struct world w;
        size_t i;

        begin(seed);
        make_world(&w);
        before = count(&w.v, &whole, &a);
        i = draw(CLAIMS);
        w.sources[SOURCES] = (struct vg_source_info){.id = SOURCES + 1, .captured_at = 1700000000};
        w.edges[SOURCES - 1] = (struct vg_edge){.id = SOURCES, .kind = VG_DERIVES_COPY};
        w.edges[SOURCES - 1].from.kind = VG_NODE_SOURCE;
        w.edges[SOURCES - 1].from.id = SOURCES + 1;
        w.edges[SOURCES - 1].to.kind = VG_NODE_SOURCE;
        w.edges[SOURCES - 1].to.id = w.passages[i].source;
        w.claims[CLAIMS] = w.claims[i];
        w.claims[CLAIMS].id = CLAIMS + 1;
        w.passages[CLAIMS] = w.passages[i];
        w.passages[CLAIMS].source = SOURCES + 1;
        w.claims[CLAIMS].passage = &w.passages[CLAIMS];
        w.v.n_claims++;
        w.v.n_sources++;
        w.v.n_edges++;
        after = count(&w.v, &whole, &a);
        LAW(seed, same_numbers(&before, &after));
    }
}

static void a_search_without_result_changes_no_count(void **state)
{
    (void)state;
    EACH_CASE(seed)
    {
        VG_SCOPED_ARENA a = {0};
        struct vg_count before, after;
        struct world w;

        begin(seed);
        make_world(&w);
        before = count(&w.v, &in_metro, &a);
        make_claim(&w, CLAIMS);
        w.claims[CLAIMS].kind = VG_KIND_NEGATIVE_FINDING;
        vg_quantity_set(&w.claims[CLAIMS].quantity, VG_OP_NONE_FOUND, 0, 0);
        w.v.n_claims++;
        after = count(&w.v, &in_metro, &a);
        LAW(seed, same_numbers(&before, &after));
        for (size_t i = 0; i < after.n; i++)
            LAW(seed, !(after.rows[i].has & VG_FIGURE_LOW) || after.rows[i].low > 0);
    }
}

/* The row of a wider place that contains this one. */
static int64_t low_around(const struct vg_view *v, const struct vg_count *wide, const char *place)
{
    for (size_t i = 0; i < wide->n; i++)
        if (wide->rows[i].place != NULL && vg_place_within(&v->places, place, wide->rows[i].place))
            return wide->rows[i].low;
    return -1;
}

static void a_wider_place_never_has_a_smaller_low(void **state)
{
    (void)state;
    EACH_CASE(seed)
    {
        VG_SCOPED_ARENA a = {0};
        struct vg_count city, metro, country;
        struct world w;

        begin(seed);
        make_world(&w);
        city = count(&w.v, &in_city, &a);
        metro = count(&w.v, &in_metro, &a);
        country = count(&w.v, &in_country, &a);
        for (size_t i = 0; i < city.n; i++)
            if (city.rows[i].place != NULL)
                LAW(seed, low_around(&w.v, &metro, city.rows[i].place) >= city.rows[i].low);
        for (size_t i = 0; i < metro.n; i++)
            if (metro.rows[i].place != NULL)
                LAW(seed, low_around(&w.v, &country, metro.rows[i].place) >= metro.rows[i].low);
    }
}

static int same_checks(const struct vg_check *x, const struct vg_check *y, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (x[i].kind != y[i].kind || x[i].result != y[i].result ||
            x[i].n_claims != y[i].n_claims ||
            memcmp(x[i].claims, y[i].claims, x[i].n_claims * sizeof *x[i].claims) != 0 ||
            strcmp(x[i].says, y[i].says) != 0)
            return 0;
    return 1;
}

/* Sources get other numbers in another order; what is said of the claims stays. */
static void the_order_of_sources_does_not_matter(void **state)
{
    (void)state;
    EACH_CASE(seed)
    {
        VG_SCOPED_ARENA a = {0};
        struct vg_root_graph *g = NULL;
        struct vg_check *x = NULL, *y = NULL;
        struct vg_count before, after;
        size_t n = 0, m = 0;
        struct world w;

        begin(seed);
        make_world(&w);
        before = count(&w.v, &in_city, &a);
        assert_int_equal(vg_root_graph_make(&w.v, &a, &g, NULL), VG_OK);
        assert_int_equal(vg_check_all(&w.v, g, &a, &x, &n, NULL), VG_OK);
        for (size_t i = 0; i < CLAIMS; i++)
            w.passages[i].source = SOURCES + 1 - w.passages[i].source;
        for (size_t i = 0; i < SOURCES / 2; i++) {
            const char *publisher = w.sources[i].publisher;

            w.sources[i].publisher = w.sources[SOURCES - 1 - i].publisher;
            w.sources[SOURCES - 1 - i].publisher = publisher;
        }
        for (size_t i = 0; i + 1 < SOURCES; i++) {
            w.edges[i].from.id = SOURCES + 1 - w.edges[i].from.id;
            if (w.edges[i].to.kind == VG_NODE_SOURCE)
                w.edges[i].to.id = SOURCES + 1 - w.edges[i].to.id;
        }
        after = count(&w.v, &in_city, &a);
        LAW(seed, same_numbers(&before, &after));
        assert_int_equal(vg_root_graph_make(&w.v, &a, &g, NULL), VG_OK);
        assert_int_equal(vg_check_all(&w.v, g, &a, &y, &m, NULL), VG_OK);
        LAW(seed, n == m && same_checks(x, y, n));
    }
}

/* A list of some of the places, drawn up by a root, and the gap of it. */
static struct vg_gap gap_of(const struct vg_view *v, const struct vg_list *l, struct vg_arena *a)
{
    struct vg_root_graph *g = NULL;
    struct vg_gap out;

    assert_int_equal(vg_root_graph_make(v, a, &g, NULL), VG_OK);
    vg_gap_find(v, g, l, NULL, 0, a, &out);
    return out;
}

static int same_gap(const struct vg_gap *x, const struct vg_gap *y)
{
    if (x->n_found != y->n_found || x->n_outside != y->n_outside || x->n_locks != y->n_locks)
        return 0;
    for (size_t i = 0; i < x->n_members; i++)
        if ((x->members[i].n_found > 0) != (y->members[i].n_found > 0))
            return 0;
    return 1;
}

static void a_copy_or_a_search_without_result_closes_no_gap(void **state)
{
    static const struct vg_list_member members[] = {
        {.id = "toronto"}, {.id = "markham"}, {.id = "vancouver"}, {.id = "montreal"}};
    const struct vg_list list = {
        .name = "l", .root = 1, .unit = "station", .members = members, .n_members = 4};

    (void)state;
    EACH_CASE(seed)
    {
        VG_SCOPED_ARENA a = {0};
        struct vg_looked looked = {
            .id = 1, .place = "montreal", .date = "2022", .result = VG_LOOKED_NOTHING};
        struct vg_gap before, after;
        struct world w;
        size_t i;

        begin(seed);
        make_world(&w);
        before = gap_of(&w.v, &list, &a);
        LAW(seed, before.n_found + before.n_not_found == 4);
        LAW(seed, before.n_not_looked == before.n_not_found);
        w.v.looked = &looked;
        w.v.n_looked = 1;
        after = gap_of(&w.v, &list, &a);
        LAW(seed, same_gap(&before, &after));
        LAW(seed, after.n_not_looked + 1 == before.n_not_looked || after.members[3].n_found > 0);
        i = draw(CLAIMS);
        w.claims[CLAIMS] = w.claims[i];
        w.claims[CLAIMS].id = CLAIMS + 1;
        w.v.n_claims++;
        make_claim(&w, CLAIMS + 1);
        w.claims[CLAIMS + 1].kind = VG_KIND_NEGATIVE_FINDING;
        vg_quantity_set(&w.claims[CLAIMS + 1].quantity, VG_OP_NONE_FOUND, 0, 0);
        w.v.n_claims++;
        after = gap_of(&w.v, &list, &a);
        LAW(seed, same_gap(&before, &after));
    }
}

/* Whatever is added up, no day is in two of its parts and no part is lost. */
static void a_sum_that_is_given_is_of_days_apart(void **state)
{
    (void)state;
    EACH_CASE(seed)
    {
        VG_SCOPED_ARENA a = {0};
        struct vg_root_graph *g = NULL;
        struct vg_series *list = NULL;
        struct world w;
        size_t n = 0;

        begin(seed);
        make_world(&w);
        for (size_t i = 0; i < CLAIMS; i++)
            w.claims[i].predicate = draw(3) ? "persuaded" : "located-in";
        assert_int_equal(vg_root_graph_make(&w.v, &a, &g, NULL), VG_OK);
        assert_int_equal(vg_series_list(&w.v, g, &whole, &a, &list, &n, NULL), VG_OK);
        for (size_t i = 0; i < n; i++) {
            const struct vg_figure *f = &list[i].sum;
            int64_t low = 0;

            LAW(seed, (f->n_claims > 0) == (list[i].n > 1));
            LAW(seed, f->n_claims == 0 || f->n_claims == list[i].n);
            if (f->n_claims == 0 || f->refusal != NULL)
                continue;
            LAW(seed, strcmp(list[i].predicate, "persuaded") == 0);
            for (size_t k = 0; k < list[i].n; k++) {
                low += vg_quantity_interval(&list[i].rows[k].claim->quantity).low;
                LAW(seed, k == 0 || strcmp(list[i].rows[k - 1].claim->period.to,
                                           list[i].rows[k].claim->period.from) < 0);
            }
            LAW(seed, f->low == low);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_copy_changes_no_count_and_no_root),
        cmocka_unit_test(a_search_without_result_changes_no_count),
        cmocka_unit_test(a_wider_place_never_has_a_smaller_low),
        cmocka_unit_test(the_order_of_sources_does_not_matter),
        cmocka_unit_test(a_copy_or_a_search_without_result_closes_no_gap),
        cmocka_unit_test(a_sum_that_is_given_is_of_days_apart),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
