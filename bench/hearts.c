/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * How long the pure hearts take on a large case: 50,000 claims of 10,000 sources
 * on 2,000 roots, made by a fixed generator. Prints milliseconds for the graph of
 * roots, all checks, the checks that follow the claims, and two counts. Run by hand:
 * build/bench/hearts
 */
#include <stdio.h>

#include "base/clock.h"
#include "claim/check.h"
#include "claim/check_index.h"
#include "count/count.h"

enum { CLAIMS = 50000, SOURCES = 10000, ROOTS = 2000 };

static uint64_t state = 88172645463325252U;

static unsigned draw(unsigned below)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (unsigned)(state % below);
}

static const char *const places[] = {"CA",      "ES",      "IT",        "FR",
                                     "markham", "toronto", "vancouver", "madrid",
                                     "milan",   "lyon",    "world",     "greater-toronto-area"};
static const char *const units[] = {"station", "person", "case", "country", "province"};
static const char *const predicates[] = {"located-in", "identified", "persuaded-to-return",
                                         "charged",    "part-of",    "says-purpose",
                                         "target"};

static struct vg_claim one_claim(struct vg_arena *a, int64_t id)
{
    struct vg_claim c = {.id = id, .status = VG_ACCEPTED, .stance = VG_ASSERTS};
    struct vg_passage *p = VG_NEW(a, struct vg_passage);
    struct vg_link *l = VG_NEW_ARRAY(a, struct vg_link, 2);
    const char **place = VG_NEW_ARRAY(a, const char *, 1);
    int64_t *root = VG_NEW_ARRAY(a, int64_t, 1);
    unsigned year = 2010 + draw(14);

    p->source = 1 + draw(SOURCES);
    p->start = draw(20000);
    p->end = p->start + 40;
    p->quote = vg_str("at least three stations in the city were identified");
    l[0].speaker = vg_print(a, "speaker %u", draw(500));
    l[0].as = "report";
    l[0].date = vg_print(a, "%u-%02u", year, 1 + draw(12));
    l[1].as = "text";
    place[0] = places[draw(sizeof places / sizeof *places)];
    root[0] = 1 + draw(ROOTS);
    c.kind = draw(10) == 0 ? VG_KIND_OPINION : draw(8) == 0 ? VG_KIND_RELATION : VG_KIND_QUANTITY;
    c.subject = draw(3) == 0 ? vg_print(a, "prog:p%u", draw(300)) : "stations";
    c.predicate = predicates[draw(sizeof predicates / sizeof *predicates)];
    c.object = "overseas service stations";
    vg_quantity_set(&c.quantity, (enum vg_op)(1 + draw(7)), 1 + draw(300), 400);
    c.quantity.unit = units[draw(sizeof units / sizeof *units)];
    c.period.from = vg_print(a, "%u-01", year - 2);
    c.period.to = vg_print(a, "%u-12", year - 1);
    c.passage = p;
    c.links = l;
    c.n_links = 2;
    c.places = place;
    c.n_places = 1;
    c.roots = root;
    c.n_roots = draw(2);
    return c;
}

static struct vg_view make_view(struct vg_arena *a)
{
    struct vg_claim *claims = VG_NEW_ARRAY(a, struct vg_claim, CLAIMS);
    struct vg_source_info *sources = VG_NEW_ARRAY(a, struct vg_source_info, SOURCES);
    struct vg_root *roots = VG_NEW_ARRAY(a, struct vg_root, ROOTS);
    struct vg_edge *edges = VG_NEW_ARRAY(a, struct vg_edge, SOURCES);

    for (size_t i = 0; i < CLAIMS; i++)
        claims[i] = one_claim(a, (int64_t)i + 1);
    for (size_t i = 0; i < SOURCES; i++) {
        sources[i] = (struct vg_source_info){.id = (int64_t)i + 1, .captured_at = 1700000000};
        edges[i] = (struct vg_edge){.id = (int64_t)i + 1, .kind = VG_DERIVES_COPY};
        edges[i].from.kind = VG_NODE_SOURCE;
        edges[i].from.id = (int64_t)i + 1;
        edges[i].to.kind = i % 3 == 0 || i == SOURCES - 1 ? VG_NODE_ROOT : VG_NODE_SOURCE;
        edges[i].to.id = edges[i].to.kind == VG_NODE_ROOT
                             ? 1 + draw(ROOTS)
                             : (int64_t)i + 2 + draw((unsigned)(SOURCES - i - 1));
    }
    for (size_t i = 0; i < ROOTS; i++)
        roots[i] = (struct vg_root){.id = (int64_t)i + 1, .name = "root:x"};
    return (struct vg_view){.claims = claims,
                            .n_claims = CLAIMS,
                            .sources = sources,
                            .n_sources = SOURCES,
                            .roots = roots,
                            .n_roots = ROOTS,
                            .edges = edges,
                            .n_edges = SOURCES};
}

/* Claims that come one after the other into an index of all others. */
static void follow_claims(const struct vg_view *v)
{
    enum { NEW = 500 };
    VG_SCOPED_ARENA a = {0};
    struct vg_check_index *ix = NULL;
    int64_t start = vg_ticks_ms(), opened, took, longest = 0;
    size_t fresh = 0;

    if (vg_check_index_open(v, &ix, NULL) != VG_OK)
        return;
    opened = vg_ticks_ms();
    for (int64_t i = 1; i <= NEW; i++) {
        const struct vg_claim c = one_claim(&a, CLAIMS + i);
        struct vg_check_change change = {0};
        int64_t before = vg_ticks_ms();

        (void)vg_check_index_add(ix, &c, &a, &change, NULL);
        took = vg_ticks_ms() - before;
        longest = took > longest ? took : longest;
        fresh += change.n_fresh;
    }
    took = vg_ticks_ms() - opened;
    printf("index of checks %lld ms; one new claim %.2f ms in the mean, %lld ms at most (%zu new "
           "checks from %d claims)\n",
           (long long)(opened - start), (double)took / NEW, (long long)longest, fresh, (int)NEW);
    vg_check_index_close(ix);
}

int main(void)
{
    VG_SCOPED_ARENA a = {0};
    const struct vg_view v = make_view(&a);
    const struct vg_count_ask by_place = {
        .unit = "station", .by = VG_BY_PLACE, .level = VG_PLACE_CITY};
    const struct vg_count_ask persons = {.unit = "person"};
    struct vg_root_graph *g = NULL;
    struct vg_check *checks = NULL;
    struct vg_root_row *rows = NULL;
    struct vg_count count = {0};
    size_t n = 0, n_rows = 0;
    int64_t t[6];

    t[0] = vg_ticks_ms();
    if (vg_root_graph_make(&v, &a, &g, NULL) != VG_OK)
        return 1;
    t[1] = vg_ticks_ms();
    (void)vg_check_all(&v, g, &a, &checks, &n, NULL);
    t[2] = vg_ticks_ms();
    (void)vg_count(&v, g, &by_place, &a, &count, NULL);
    t[3] = vg_ticks_ms();
    (void)vg_count(&v, g, &persons, &a, &count, NULL);
    t[4] = vg_ticks_ms();
    (void)vg_root_rows(g, &a, &rows, &n_rows, NULL);
    t[5] = vg_ticks_ms();
    printf("graph of roots %lld ms\nall checks %lld ms (%zu results)\n", (long long)(t[1] - t[0]),
           (long long)(t[2] - t[1]), n);
    printf("count stations by city %lld ms\ncount persons %lld ms (%zu rows)\nlist of roots %lld "
           "ms (%zu rows)\narena %zu MiB\n",
           (long long)(t[3] - t[2]), (long long)(t[4] - t[3]), count.n, (long long)(t[5] - t[4]),
           n_rows, a.used >> 20);
    follow_claims(&v);
    return 0;
}
