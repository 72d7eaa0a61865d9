/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Laws of the checks that follow the claims (claim/check_index.h): after any sequence
 * of claims that come, change and go the index has the list that vg_check_all() makes
 * from scratch, byte for byte; what it calls gone and new is the difference of the lists
 * before and after; a claim that comes and goes leaves no trace. PROP_SEED sets the
 * seed; a failing case prints it.
 */
#include "../unit/test.h"

#include <stdlib.h>
#include <string.h>

#include "claim/check_index.h"

enum { IDS = 26, SOURCES = 5, ROOTS = 5, CASES = 60, STEPS = 40 };

static uint64_t rng;

static unsigned draw(unsigned below)
{
    rng ^= rng << 13;
    rng ^= rng >> 7;
    rng ^= rng << 17;
    return (unsigned)((rng >> 11) % below);
}

#define PICK(list) ((list)[draw(sizeof(list) / sizeof *(list))])

static const char *const places[] = {
    "CA", "CA-ON", "greater-toronto-area", "markham", "scarborough", "vancouver", "CN-FJ", "CN-ZJ"};
static const char *const speakers[] = {"monitor", "ministry", "paper", "unnamed outlet", NULL};
static const char *const dates[] = {"2021", "2022-03", "2022-09-12", "2019-05", NULL};
static const char *const months[] = {"2020", "2021-04", "2022-07", "2021-12", NULL};
static const char *const units[] = {"station", "person", "province", "month", "percent"};
static const char *const subjects[] = {"stations",
                                       "presence:a",
                                       "prog:fox-hunt",
                                       "prog:sky-net",
                                       "prog:fox-hunt with prog:sky-net",
                                       "method:persuasion",
                                       "c3",
                                       "c7",
                                       "ref-4",
                                       "ref-9",
                                       NULL};
static const char *const objects[] = {"prog:sky-net", "the whole",         "c2", "ref-5",
                                      "c11",          "an unnamed outlet", NULL};
static const char *const predicates[] = {"located-in",
                                         "identified",
                                         "returned",
                                         "persuasion-returned",
                                         "part-of",
                                         "partner-of",
                                         "key-method-of",
                                         "opened",
                                         "closed",
                                         "round-1-completed",
                                         "exist",
                                         "says-purpose",
                                         "targets",
                                         "larger-than",
                                         "told",
                                         "held-in",
                                         "third-method",
                                         "used-as",
                                         "denies-existence",
                                         "published"};
static const char *const quotes[] = {"found three stations", "agencies of the regime",
                                     "up to 300, including some", "said so"};
static const char *const hedges[] = {"alleged", "only"};
static const char *const inferred[] = {"year"};
static const enum vg_claim_kind kinds[] = {
    VG_KIND_QUANTITY,        VG_KIND_QUANTITY,     VG_KIND_QUANTITY, VG_KIND_EXISTENCE,
    VG_KIND_RELATION,        VG_KIND_RELATION,     VG_KIND_EVENT,    VG_KIND_OPINION,
    VG_KIND_FORECAST,        VG_KIND_ROOT_POINTER, VG_KIND_DENIAL,   VG_KIND_INSTRUCTION,
    VG_KIND_NEGATIVE_FINDING};

/* Everything of one claim that is not a constant. */
struct body {
    struct vg_passage passage;
    struct vg_link links[2];
    const char *place[3];
    int64_t roots[2];
    char ref[12];
};

static void draw_number(struct vg_claim *c)
{
    static const enum vg_op ops[] = {VG_OP_EXACT, VG_OP_EXACT,   VG_OP_EXACT, VG_OP_AT_LEAST,
                                     VG_OP_OVER,  VG_OP_AT_MOST, VG_OP_ABOUT, VG_OP_SEVERAL};

    if (c->kind == VG_KIND_NEGATIVE_FINDING)
        vg_quantity_set(&c->quantity, VG_OP_NONE_FOUND, 0, 0);
    else if (draw(4) != 0)
        vg_quantity_set(&c->quantity, PICK(ops), 1 + draw(4), 0);
    else
        return;
    c->quantity.unit = PICK(units);
}

static struct vg_claim draw_claim(struct vg_arena *a, int64_t id)
{
    struct body *b = VG_NEW(a, struct body);
    struct vg_claim c = {.id = id, .kind = PICK(kinds), .stance = VG_ASSERTS};

    b->passage = (struct vg_passage){.source = 1 + draw(SOURCES), .start = 10 * draw(12)};
    b->passage.end = b->passage.start + 9;
    b->passage.quote = vg_str(PICK(quotes));
    b->links[0] = (struct vg_link){.speaker = PICK(speakers), .as = "report", .date = PICK(dates)};
    b->links[1] = (struct vg_link){.as = "text"};
    for (size_t i = 0; i < 3; i++)
        b->place[i] = PICK(places);
    b->roots[0] = 1 + draw(ROOTS);
    b->roots[1] = 1 + draw(ROOTS);
    (void)snprintf(b->ref, sizeof b->ref, "ref-%u", draw(12));
    c.ref = draw(2) ? b->ref : NULL;
    c.status = draw(6) == 0 ? VG_WITHDRAWN : VG_ACCEPTED;
    c.stance = draw(9) == 0 ? VG_DENIES : VG_ASSERTS;
    c.subject = PICK(subjects);
    c.predicate = PICK(predicates);
    c.object = PICK(objects);
    c.period = (struct vg_period){.from = PICK(months), .to = PICK(months)};
    c.period.inferred = inferred;
    c.period.n_inferred = draw(5) == 0;
    c.places = b->place;
    c.n_places = draw(3) == 0 ? 0 : draw(5) == 0 ? 3 : 1;
    c.links = b->links;
    c.n_links = 2;
    c.hedges = hedges;
    c.n_hedges = draw(3) == 0;
    c.roots = b->roots;
    c.n_roots = draw(3);
    c.passage = &b->passage;
    c.replaces = draw(10) == 0 ? 1 + draw(IDS) : 0;
    draw_number(&c);
    return c;
}

/* Of drawn claims few are about one thing. Every second case is about one: figures of one
 * unit with the headings they may stand under, and values that differ. */
static void draw_together(struct vg_claim *c)
{
    static const char *const who[] = {"prog:fox-hunt", "prog:sky-net"};
    static const char *const does[] = {"returned", "charged"};

    c->kind = draw(4) == 0 ? VG_KIND_RELATION : VG_KIND_QUANTITY;
    c->stance = VG_ASSERTS;
    c->subject = PICK(who);
    c->predicate = c->kind == VG_KIND_RELATION ? "part-of" : PICK(does);
    c->object = "the whole";
    c->n_places = 0;
    c->quantity = (struct vg_quantity){0};
    if (c->kind == VG_KIND_RELATION)
        return;
    vg_quantity_set(&c->quantity, VG_OP_EXACT, 1 + draw(3), 0);
    c->quantity.unit = "person";
    c->period = (struct vg_period){.from = draw(3) ? "2020" : "2021-04", .to = "2022-07"};
}

struct world {
    struct vg_arena a;
    struct vg_source_info sources[SOURCES];
    struct vg_root roots[ROOTS];
    struct vg_edge edges[3];
    struct vg_reading readings[2];
    struct vg_reply replies[2];
    struct vg_claim claims[IDS + 1]; /* by id; id 0: not there */
    struct vg_view v;
    int is_narrow;
};

static struct vg_claim next_claim(struct world *w, int64_t id)
{
    struct vg_claim c = draw_claim(&w->a, id);

    if (w->is_narrow)
        draw_together(&c);
    return c;
}

static void make_world(struct world *w)
{
    for (size_t i = 0; i < SOURCES; i++)
        w->sources[i] = (struct vg_source_info){
            .id = (int64_t)i + 1, .captured_at = 1700000000, .is_note = draw(3) == 0};
    for (size_t i = 0; i < ROOTS; i++)
        w->roots[i] = (struct vg_root){.id = (int64_t)i + 1,
                                       .name = "root:x",
                                       .source = draw(2) ? 1 + draw(SOURCES) : 0,
                                       .corrected = draw(5) == 0 ? "corrected" : NULL};
    for (size_t i = 0; i < 3; i++) {
        w->edges[i] = (struct vg_edge){.id = (int64_t)i + 1, .kind = VG_DERIVES_COPY};
        w->edges[i].from = (struct vg_node){VG_NODE_SOURCE, 1 + (int64_t)i};
        w->edges[i].to =
            (struct vg_node){VG_NODE_SOURCE, 2 + (int64_t)i + draw(SOURCES - 1 - (unsigned)i)};
    }
    for (size_t i = 0; i < 2; i++) {
        w->readings[i] = (struct vg_reading){
            .root = 1 + draw(ROOTS), .family = VG_FAMILY_EXISTENCE, .claim = draw(2) ? 3 : 0};
        w->replies[i] = (struct vg_reply){.claim = 1 + draw(IDS), .question = "existence"};
    }
    w->v = (struct vg_view){.sources = w->sources,
                            .n_sources = SOURCES,
                            .roots = w->roots,
                            .n_roots = ROOTS,
                            .edges = w->edges,
                            .n_edges = 3,
                            .readings = w->readings,
                            .n_readings = 2,
                            .replies = w->replies,
                            .n_replies = 2};
}

static struct vg_view view_of(struct world *w, struct vg_arena *a)
{
    struct vg_claim *list = VG_NEW_ARRAY(a, struct vg_claim, IDS + 1);
    struct vg_view v = w->v;

    for (size_t i = 1; i <= IDS; i++)
        if (w->claims[i].id != 0)
            list[v.n_claims++] = w->claims[i];
    v.claims = list;
    return v;
}

/* With the cycles that made-up edges may close there is nothing to check. */
static int from_scratch(struct world *w, struct vg_arena *a, struct vg_check **out, size_t *n)
{
    struct vg_view *v = VG_NEW(a, struct vg_view);
    struct vg_root_graph *g = NULL;

    *v = view_of(w, a);
    if (vg_root_graph_make(v, a, &g, NULL) != VG_OK)
        return 0;
    assert_int_equal(vg_check_all(v, g, a, out, n, NULL), VG_OK);
    return 1;
}

static void print(const char *head, const struct vg_check *c)
{
    printf("# %s %s %s", head, vg_check_kind_word(c->kind), vg_check_result_word(c->result));
    for (size_t i = 0; i < c->n_claims; i++)
        printf(" c%lld", (long long)c->claims[i]);
    printf(" | %s | %s\n", c->test, c->says);
}

static int is_same(const struct vg_check *x, const struct vg_check *y)
{
    return x->kind == y->kind && x->result == y->result && x->n_claims == y->n_claims &&
           memcmp(x->claims, y->claims, x->n_claims * sizeof *x->claims) == 0 &&
           strcmp(x->test, y->test) == 0 && strcmp(x->says, y->says) == 0 &&
           (x->show == y->show || strcmp(x->show, y->show) == 0);
}

static int has(const struct vg_check *list, size_t n, const struct vg_check *c)
{
    for (size_t i = 0; i < n; i++)
        if (is_same(&list[i], c))
            return 1;
    return 0;
}

static int same_lists(const struct vg_check *x, size_t nx, const struct vg_check *y, size_t ny)
{
    for (size_t i = 0; i < nx || i < ny; i++)
        if (i >= nx || i >= ny || !is_same(&x[i], &y[i])) {
            if (i < nx)
                print("index:", &x[i]);
            if (i < ny)
                print("anew: ", &y[i]);
            return 0;
        }
    return 1;
}

/* What is in x and not in y is what a change calls `told`. */
static int is_difference(const struct vg_check *x, size_t nx, const struct vg_check *y, size_t ny,
                         const struct vg_check *told, size_t n_told)
{
    size_t only = 0;

    for (size_t i = 0; i < nx; i++)
        if (!has(y, ny, &x[i])) {
            only++;
            if (!has(told, n_told, &x[i]))
                return 0;
        }
    return only == n_told;
}

static void step(struct world *w, struct vg_check_index *ix, struct vg_arena *a,
                 struct vg_check_change *out)
{
    int64_t id = 1 + draw(IDS);
    int is_there = w->claims[id].id != 0;

    if (is_there && draw(3) == 0) {
        assert_int_equal(vg_check_index_remove(ix, id, a, out, NULL), VG_OK);
        w->claims[id].id = 0;
        return;
    }
    if (is_there && draw(2) == 0)
        w->claims[id].status = w->claims[id].status == VG_ACCEPTED ? VG_WITHDRAWN : VG_ACCEPTED;
    else
        w->claims[id] = next_claim(w, id);
    assert_int_equal(is_there ? vg_check_index_change(ix, &w->claims[id], a, out, NULL)
                              : vg_check_index_add(ix, &w->claims[id], a, out, NULL),
                     VG_OK);
}

static int follow(struct world *w, struct vg_check_index *ix)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_check *before = NULL, *after = NULL, *kept = NULL;
    struct vg_check_change change;
    size_t n_before = 0, n_after = 0, n_kept = 0;

    assert_true(from_scratch(w, &a, &before, &n_before));
    step(w, ix, &a, &change);
    assert_true(from_scratch(w, &a, &after, &n_after));
    vg_check_index_list(ix, &a, &kept, &n_kept);
    return same_lists(kept, n_kept, after, n_after) &&
           is_difference(before, n_before, after, n_after, change.gone, change.n_gone) &&
           is_difference(after, n_after, before, n_before, change.fresh, change.n_fresh);
}

static uint64_t first_seed(void)
{
    const char *s = getenv("PROP_SEED");

    return s != NULL ? strtoull(s, NULL, 10) : 20261130;
}

static void run_case(uint64_t seed)
{
    struct world w = {0};
    struct vg_check_index *ix = NULL;
    VG_SCOPED_ARENA a = {0};
    struct vg_check *list = NULL;
    struct vg_view v;
    size_t n = 0;

    rng = seed * 2654435761U + 88172645463325252U;
    make_world(&w);
    w.is_narrow = seed % 2 != 0;
    for (int64_t id = 1; id <= IDS; id++)
        if (draw(2))
            w.claims[id] = next_claim(&w, id);
    if (!from_scratch(&w, &a, &list, &n))
        return;
    v = view_of(&w, &a);
    assert_int_equal(vg_check_index_open(&v, &ix, NULL), VG_OK);
    for (int i = 0; i < STEPS; i++)
        if (!follow(&w, ix))
            fail_msg("PROP_SEED=%llu: step %d", (unsigned long long)seed, i);
    vg_check_index_close(ix);
    vg_arena_end(&w.a);
}

static void the_index_is_at_every_moment_what_checking_anew_gives(void **state)
{
    (void)state;
    for (uint64_t i = 0; i < CASES; i++)
        run_case(first_seed() + i);
}

static void a_claim_that_comes_and_goes_leaves_no_trace(void **state)
{
    (void)state;
    for (uint64_t i = 0; i < CASES; i++) {
        struct world w = {0};
        struct vg_check_index *ix = NULL;
        VG_SCOPED_ARENA a = {0};
        struct vg_check *before = NULL, *after = NULL;
        struct vg_check_change in, out;
        struct vg_claim guest;
        struct vg_view v;
        size_t n_before = 0, n_after = 0;

        rng = (first_seed() + i) * 2654435761U + 88172645463325252U;
        make_world(&w);
        w.is_narrow = i % 2 != 0;
        for (int64_t id = 1; id < IDS; id++)
            w.claims[id] = next_claim(&w, id);
        guest = next_claim(&w, IDS);
        if (!from_scratch(&w, &a, &before, &n_before))
            continue;
        v = view_of(&w, &a);
        assert_int_equal(vg_check_index_open(&v, &ix, NULL), VG_OK);
        assert_int_equal(vg_check_index_add(ix, &guest, &a, &in, NULL), VG_OK);
        assert_int_equal(vg_check_index_add(ix, &guest, &a, &in, NULL), VG_E_CONFLICT);
        assert_int_equal(vg_check_index_remove(ix, IDS, &a, &out, NULL), VG_OK);
        assert_int_equal(vg_check_index_remove(ix, IDS, &a, &out, NULL), VG_E_ABSENT);
        vg_check_index_list(ix, &a, &after, &n_after);
        if (!same_lists(after, n_after, before, n_before))
            fail_msg("PROP_SEED=%llu", (unsigned long long)(first_seed() + i));
        vg_check_index_close(ix);
        vg_arena_end(&w.a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_index_is_at_every_moment_what_checking_anew_gives),
        cmocka_unit_test(a_claim_that_comes_and_goes_leaves_no_trace),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
