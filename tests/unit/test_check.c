/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "claim/check.h"
#include "seed_view.h"

static struct vg_check *run(const struct vg_view *v, struct vg_arena *a, size_t *n)
{
    struct vg_root_graph *g = NULL;
    struct vg_check *out = NULL;

    assert_int_equal(vg_root_graph_make(v, a, &g, NULL), VG_OK);
    assert_int_equal(vg_check_all(v, g, a, &out, n, NULL), VG_OK);
    return out;
}

static int64_t id_of_ref(const struct vg_view *v, const char *ref)
{
    for (size_t i = 0; i < v->n_claims; i++)
        if (v->claims[i].ref != NULL && strcmp(v->claims[i].ref, ref) == 0)
            return v->claims[i].id;
    return 0;
}

static int has_claim(const struct vg_check *c, int64_t id)
{
    for (size_t i = 0; i < c->n_claims; i++)
        if (c->claims[i] == id)
            return 1;
    return 0;
}

/* Are all the claims of a worked check among those of a result? */
static int covers(const struct vg_view *v, const struct vg_check *c, const json_t *gold)
{
    const json_t *o;
    size_t i;

    json_array_foreach(json_object_get(gold, "claims"), i,
                       o) if (!has_claim(c, id_of_ref(v, json_string_value(o)))) return 0;
    return 1;
}

static const char *text_in(const json_t *o, const char *key)
{
    return json_string_value(json_object_get(o, key));
}

/* The best result for a worked check: same kind, all its claims. */
static const struct vg_check *find(const struct vg_view *v, const struct vg_check *all, size_t n,
                                   const json_t *gold, const char *result)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(vg_check_kind_word(all[i].kind), text_in(gold, "kind")) == 0 &&
            strcmp(vg_check_result_word(all[i].result), result) == 0 && covers(v, &all[i], gold))
            return &all[i];
    return NULL;
}

static void print_all(const struct vg_view *v, const struct vg_check *all, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        printf("# %-8s %-11s", vg_check_result_word(all[i].result),
               vg_check_kind_word(all[i].kind));
        for (size_t j = 0; j < all[i].n_claims; j++)
            printf(" %s", v->claims[all[i].claims[j] - 1].ref);
        printf(" | %s | %s\n", all[i].test, all[i].says);
    }
}

/* What rests on the claims, and on places, comes out as it was worked by hand. What needs
 * sources that are not held is not run, or comes out as worked all the same. */
static int comes_out(const struct seed *s, const struct vg_check *all, size_t n, const json_t *gold)
{
    const char *needs = text_in(gold, "needs"), *wanted = text_in(gold, "result");
    int is_ours = strcmp(needs, "seed") == 0 || strcmp(needs, "seed, gazetteer") == 0;

    if (find(&s->view, all, n, gold, wanted) != NULL)
        return is_ours || strcmp(wanted, "holds") != 0;
    return !is_ours && find(&s->view, all, n, gold, "not-run") != NULL &&
           find(&s->view, all, n, gold, "holds") == NULL;
}

static void the_worked_checks_of_the_article_come_out(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct seed *s = seed_load(&a);
    const json_t *gold;
    struct vg_check *all;
    size_t i, n = 0, missed = 0;

    (void)state;
    if (s == NULL) {
        vg_arena_end(&a); /* skip() does not return */
        skip();
    }
    all = run(&s->view, &a, &n);
    if (getenv("VIGIL_SHOW") != NULL)
        print_all(&s->view, all, n);
    json_array_foreach(json_object_get(s->json, "checks"), i, gold)
    {
        if (comes_out(s, all, n, gold))
            continue;
        printf("# %s: %s %s over its claims is missing; needs %s\n", text_in(gold, "id"),
               text_in(gold, "kind"), text_in(gold, "result"), text_in(gold, "needs"));
        missed++;
    }
    assert_int_equal(missed, 0);
    assert_int_equal(i, 35);
    json_decref(s->json);
}

/*
 * When a root is held, what waited for it runs. The article's claims stay as they are; a
 * second source holds the root, with a claim on its own text, or a person has set that it
 * says so.
 */
static const struct held_row {
    const char *root;                        /* now held */
    const char *claim;                       /* of the article */
    const char *own_predicate, *own_subject; /* what the root's own text says; NULL: nothing */
    int64_t number;                          /* of the same unit, 0: none */
    int is_read;                             /* a person has set for this claim that it says so */
    int is_read_else;                        /* for another claim */
    enum vg_check_kind kind;
    enum vg_check_result result;
} held_rows[] = {
    /* k05: the notice orders stations abroad? */
    {"root:notice-2018-07-05", "s31", NULL, NULL, 0, 1, 0, VG_CHECK_CITATION, VG_CHECK_HOLDS},
    {"root:notice-2018-07-05", "s31", NULL, NULL, 0, 0, 1, VG_CHECK_CITATION, VG_CHECK_ERROR},
    {"root:notice-2018-07-05", "s31", NULL, NULL, 0, 0, 0, VG_CHECK_CITATION, VG_CHECK_WARNING},
    {"root:notice-2018-07-05", "s31", "plans-against", "gangs", 8, 0, 0, VG_CHECK_CITATION,
     VG_CHECK_ERROR},
    /* k06: completed, or arrived? */
    {"root:gang-round2", "s39", "teams-arrived-in", "prog:gang-crime-supervision", 11, 0, 0,
     VG_CHECK_TIME_ORDER, VG_CHECK_ERROR},
    {"root:gang-round2", "s39", "round-2-completed-in", "prog:gang-crime-supervision", 11, 0, 0,
     VG_CHECK_TIME_ORDER, VG_CHECK_HOLDS},
    /* k12: does the total mention the stations? */
    {"root:mps-230k", "s19", "returned-after-warning", "fraud suspects", 230000, 0, 0,
     VG_CHECK_CITATION, VG_CHECK_ERROR},
    {"root:mps-230k", "s19", "used-to-persuade", "the stations", 230000, 0, 0, VG_CHECK_CITATION,
     VG_CHECK_HOLDS},
    /* the plain figure of the root against "up to" */
    {"root:mps-230k", "s19", "used-to-persuade", "the stations", 230000, 0, 0, VG_CHECK_DRIFT,
     VG_CHECK_WARNING},
};

/* The claim of the root's own text, like that of the article but for what the row says. */
static struct vg_claim own_claim(const struct vg_claim *like, const struct held_row *r,
                                 struct vg_passage *p)
{
    struct vg_claim c = *like;

    *p = (struct vg_passage){.source = 2, .start = 0, .end = 9, .quote = vg_str("its words")};
    c.passage = p;
    c.ref = NULL;
    c.subject = r->own_subject;
    c.predicate = r->own_predicate;
    c.n_roots = 0;
    if (r->number != 0)
        vg_quantity_set(&c.quantity, VG_OP_EXACT, r->number, 0);
    return c;
}

static int held_row_holds(struct seed *s, const struct held_row *r, struct vg_arena *a)
{
    struct vg_view v = s->view;
    struct vg_root *roots = VG_NEW_ARRAY(a, struct vg_root, v.n_roots);
    struct vg_claim *claims = VG_NEW_ARRAY(a, struct vg_claim, v.n_claims + 1);
    struct vg_passage own;
    const struct vg_source_info sources[] = {v.sources[0], {.id = 2, .captured_at = 1700000000}};
    int64_t id = id_of_ref(&v, r->claim);
    struct vg_reading reading = {.claim = r->is_read ? id : 1};
    struct vg_check *all;
    size_t n = 0;

    memcpy(roots, v.roots, v.n_roots * sizeof *roots);
    for (size_t i = 0; i < v.n_roots; i++)
        if (strcmp(roots[i].name, r->root) == 0) {
            roots[i].source = 2;
            reading.root = roots[i].id;
        }
    memcpy(claims, v.claims, v.n_claims * sizeof *claims);
    reading.family = vg_claim_family(&claims[id - 1]);
    v.claims = claims;
    v.roots = roots;
    v.sources = sources;
    v.n_sources = 2;
    v.readings = &reading;
    v.n_readings = r->is_read || r->is_read_else;
    if (r->own_predicate != NULL) {
        claims[v.n_claims] = own_claim(&claims[id - 1], r, &own);
        v.n_claims++;
        claims[v.n_claims - 1].id = (int64_t)v.n_claims;
    }
    all = run(&v, a, &n);
    for (size_t i = 0; i < n; i++)
        if (all[i].kind == r->kind && all[i].result == r->result && has_claim(&all[i], id))
            return 1;
    return 0;
}

static void checks_that_waited_for_a_root_run_when_it_is_held(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct seed *s = seed_load(&a);
    size_t missed = 0;

    (void)state;
    if (s == NULL) {
        vg_arena_end(&a);
        skip();
    }
    for (size_t i = 0; i < sizeof held_rows / sizeof *held_rows; i++)
        if (!held_row_holds(s, &held_rows[i], &a)) {
            printf("# row %zu: %s of %s: no %s %s\n", i, held_rows[i].claim, held_rows[i].root,
                   vg_check_kind_word(held_rows[i].kind),
                   vg_check_result_word(held_rows[i].result));
            missed++;
        }
    assert_int_equal(missed, 0);
    json_decref(s->json);
}

/* -- each kind on small cases of its own ------------------------------------------------ */

struct say {
    enum vg_op op;
    int64_t a;
    const char *unit, *subject, *predicate, *object;
    const char *place, *place2, *from, *to, *speaker, *date, *hedge, *quote;
    enum vg_claim_kind kind;
    enum vg_stance stance;
    int64_t source, root;
    int64_t start, end;
};

enum { SAY_MOST = 4 };

static const struct row {
    const char *name;
    enum vg_check_kind kind;
    enum vg_check_result result; /* 0: nothing of this kind may come out */
    struct say say[SAY_MOST];
} kinds[] = {
    {"sum holds",
     VG_CHECK_SUM,
     VG_CHECK_HOLDS,
     {{VG_OP_EXACT, 3, "office", .place = "ES", .place2 = "FR", .start = 1, .end = 20},
      {VG_OP_EXACT, 1, "office", .place = "madrid", .start = 22, .end = 30},
      {VG_OP_EXACT, 2, "office", .place = "lyon", .start = 35, .end = 40}}},
    {"closed list too short",
     VG_CHECK_SUM,
     VG_CHECK_ERROR,
     {{VG_OP_EXACT, 4, "office", .place = "ES", .place2 = "FR", .start = 1, .end = 20},
      {VG_OP_EXACT, 1, "office", .place = "madrid", .start = 22, .end = 30},
      {VG_OP_EXACT, 2, "office", .place = "lyon", .start = 35, .end = 40}}},
    {"open list may be short",
     VG_CHECK_SUM,
     0,
     {{VG_OP_EXACT, 9, "office", .place = "IT", .start = 1, .end = 20},
      {VG_OP_EXACT, 1, "office", .place = "milan", .start = 22, .end = 30},
      {VG_OP_EXACT, 2, "office", .place = "turin", .start = 35, .end = 40}}},
    {"open list too long",
     VG_CHECK_SUM,
     VG_CHECK_ERROR,
     {{VG_OP_EXACT, 2, "office", .place = "IT", .start = 1, .end = 20},
      {VG_OP_EXACT, 1, "office", .place = "milan", .start = 22, .end = 30},
      {VG_OP_EXACT, 2, "office", .place = "turin", .start = 35, .end = 40}}},
    {"far apart is no list",
     VG_CHECK_SUM,
     0,
     {{VG_OP_EXACT, 2, "office", .place = "IT", .start = 1, .end = 20},
      {VG_OP_EXACT, 1, "office", .place = "milan", .start = 922, .end = 930},
      {VG_OP_EXACT, 2, "office", .place = "turin", .start = 935, .end = 940}}},
    {"part of its whole",
     VG_CHECK_SUM,
     VG_CHECK_HOLDS,
     {{VG_OP_EXACT, 54, "station"},
      {VG_OP_EXACT, 3, "station", "c2", "part-of", "c1", .start = 500}}},
    {"part above its whole",
     VG_CHECK_SUM,
     VG_CHECK_ERROR,
     {{VG_OP_EXACT, 2, "station"}, {VG_OP_EXACT, 3, "station", "c2", "part-of", "c1"}}},
    {"part in another unit",
     VG_CHECK_UNIT,
     VG_CHECK_ERROR,
     {{VG_OP_EXACT, 9, "station"}, {VG_OP_EXACT, 3, "person", "c2", "part-of", "c1"}}},
    {"named as stated",
     VG_CHECK_SET,
     VG_CHECK_HOLDS,
     {{VG_OP_EXACT, 2, "country", .place = "ES", .place2 = "IT"}}},
    {"more named than stated",
     VG_CHECK_SET,
     VG_CHECK_ERROR,
     {{VG_OP_EXACT, 1, "country", .place = "ES", .place2 = "IT"}}},
    {"fewer named than stated",
     VG_CHECK_SET,
     VG_CHECK_WARNING,
     {{VG_OP_EXACT, 3, "country", .place = "ES", .place2 = "IT"}}},
    {"an open list names some",
     VG_CHECK_SET,
     0,
     {{VG_OP_EXACT, 3, "country", .place = "ES", .place2 = "IT", .quote = "three, including"}}},
    {"apart",
     VG_CHECK_BOUND,
     VG_CHECK_ERROR,
     {{VG_OP_AT_LEAST, 9, "station", .place = "CA", .speaker = "x"},
      {VG_OP_UNDER, 9, "station", .place = "CA", .speaker = "y"}}},
    {"touching",
     VG_CHECK_BOUND,
     0,
     {{VG_OP_AT_LEAST, 8, "station", .place = "CA", .kind = VG_KIND_EVENT, .quote = "8 of them"},
      {VG_OP_UNDER, 9, "station", .place = "CA", .kind = VG_KIND_EVENT}}},
    {"upper end only", VG_CHECK_BOUND, VG_CHECK_WARNING, {{VG_OP_NEARLY, 9, "station"}}},
    {"plural only",
     VG_CHECK_BOUND,
     VG_CHECK_NOTE,
     {{VG_OP_SEVERAL, 2, "agency", .quote = "agencies approached us"}}},
    {"overlap",
     VG_CHECK_OVERLAP,
     VG_CHECK_WARNING,
     {{VG_OP_EXACT, 230, "person", .predicate = "persuaded", .from = "2021-04", .to = "2022-07"},
      {VG_OP_EXACT, 210, "person", .predicate = "persuaded", .from = "2021", .to = "2021"}}},
    {"no day shared",
     VG_CHECK_OVERLAP,
     0,
     {{VG_OP_EXACT, 230, "person", .predicate = "persuaded", .from = "2022-01", .to = "2022-07"},
      {VG_OP_EXACT, 210, "person", .predicate = "persuaded", .from = "2021", .to = "2021"}}},
    {"one number, two units",
     VG_CHECK_UNIT,
     VG_CHECK_NOTE,
     {{VG_OP_OVER, 1300, "file"}, {VG_OP_EXACT, 1300, "family", "other"}}},
    {"share without base",
     VG_CHECK_SCOPE,
     VG_CHECK_WARNING,
     {{VG_OP_EXACT, 64, "percent", .place = "world", .from = "2018"}}},
    {"told before it was done",
     VG_CHECK_TIME_ORDER,
     VG_CHECK_ERROR,
     {{VG_OP_EXACT, 4, "person", .predicate = "charged", .from = "2022-05", .date = "2022-04"}}},
    {"closed before it opened",
     VG_CHECK_TIME_ORDER,
     VG_CHECK_ERROR,
     {{.subject = "presence:a",
       .predicate = "closed",
       .from = "2020",
       .to = "2020",
       .kind = VG_KIND_EVENT},
      {.subject = "presence:a",
       .predicate = "opened",
       .from = "2021",
       .to = "2021",
       .kind = VG_KIND_EVENT}}},
    {"a stated length",
     VG_CHECK_TIME_ORDER,
     VG_CHECK_ERROR,
     {{VG_OP_EXACT, 15, "month", .from = "2021-04", .to = "2022-07", .kind = VG_KIND_EVENT}}},
    {"two values",
     VG_CHECK_VALUE,
     VG_CHECK_WARNING,
     {{VG_OP_EXACT, 54, "station", .speaker = "x"}, {VG_OP_EXACT, 55, "station", .speaker = "y"}}},
    {"two editions are no conflict",
     VG_CHECK_VALUE,
     0,
     {{VG_OP_EXACT, 54, "station", .speaker = "x", .date = "2021"},
      {VG_OP_EXACT, 55, "station", .speaker = "x", .date = "2022"}}},
    {"two editions",
     VG_CHECK_SUPERSEDED,
     VG_CHECK_NOTE,
     {{VG_OP_EXACT, 54, "station", .speaker = "x", .date = "2021"},
      {VG_OP_EXACT, 55, "station", .speaker = "x", .date = "2022"}}},
    {"forecast met",
     VG_CHECK_SUPERSEDED,
     VG_CHECK_NOTE,
     {{VG_OP_AT_LEAST, 1, "station", .place = "vancouver", .date = "2021", .kind = VG_KIND_OPINION},
      {VG_OP_EXACT, 1, "station", .place = "vancouver", .date = "2022"}}},
    {"a bound appears",
     VG_CHECK_DRIFT,
     VG_CHECK_WARNING,
     {{VG_OP_ABOUT, 10, "person"}, {VG_OP_OVER, 10, "person", .source = 2}}},
    {"a bound is kept",
     VG_CHECK_DRIFT,
     0,
     {{VG_OP_AT_LEAST, 10, "person"}, {VG_OP_OVER, 10, "person", .source = 2}}},
    {"a hedge is lost",
     VG_CHECK_DRIFT,
     VG_CHECK_WARNING,
     {{VG_OP_EXACT, 10, "person", .hedge = "alleged"}, {VG_OP_EXACT, 10, "person", .source = 2}}},
    {"a unit changes",
     VG_CHECK_DRIFT,
     VG_CHECK_ERROR,
     {{VG_OP_EXACT, 10, "family"}, {VG_OP_EXACT, 10, "person", .source = 2}}},
    {"the root says so",
     VG_CHECK_CITATION,
     VG_CHECK_HOLDS,
     {{VG_OP_EXACT, 10, "person"}, {VG_OP_EXACT, 10, "person", .source = 2, .root = 1}}},
    {"the root does not say so",
     VG_CHECK_CITATION,
     VG_CHECK_ERROR,
     {{VG_OP_EXACT, 10, "person"}, {VG_OP_EXACT, 12, "person", .source = 2, .root = 1}}},
    {"the root is not held",
     VG_CHECK_CITATION,
     VG_CHECK_NOT_RUN,
     {{VG_OP_EXACT, 12, "person", .source = 2, .root = 2}}},
    {"the root was corrected",
     VG_CHECK_CITATION,
     VG_CHECK_ERROR,
     {{VG_OP_EXACT, 12, "person", .source = 2, .root = 3}}},
    {"no reply",
     VG_CHECK_ATTRIBUTION,
     VG_CHECK_WARNING,
     {{.predicate = "used-to-press", .kind = VG_KIND_RELATION}}},
    {"denied",
     VG_CHECK_EXISTENCE,
     VG_CHECK_NOTE,
     {{VG_OP_EXACT, 2, "station"}, {.kind = VG_KIND_DENIAL, .predicate = "exist"}}},
    {"searched",
     VG_CHECK_EXISTENCE,
     VG_CHECK_WARNING,
     {{VG_OP_NONE_FOUND, 0, "case", .kind = VG_KIND_NEGATIVE_FINDING}}},
    {"two purposes",
     VG_CHECK_PURPOSE,
     VG_CHECK_NOTE,
     {{.predicate = "says-purpose", .object = "a", .kind = VG_KIND_RELATION, .speaker = "x"},
      {.predicate = "target", .object = "b", .kind = VG_KIND_RELATION, .speaker = "y"}}},
    {"one purpose",
     VG_CHECK_PURPOSE,
     0,
     {{.predicate = "says-purpose", .object = "a", .kind = VG_KIND_RELATION, .speaker = "x"},
      {.predicate = "target", .object = "b", .kind = VG_KIND_RELATION, .speaker = "x"}}},
};

struct made {
    struct vg_claim claims[SAY_MOST];
    struct vg_passage passages[SAY_MOST];
    struct vg_link links[SAY_MOST][2];
    const char *places[SAY_MOST][2];
    const char *hedges[SAY_MOST];
    int64_t roots[SAY_MOST];
    struct vg_view v;
};

static const struct vg_source_info two_sources[] = {{.id = 1, .captured_at = 1700000000},
                                                    {.id = 2, .captured_at = 1700000000}};
static const struct vg_root three_roots[] = {
    {.id = 1, .source = 1}, {.id = 2}, {.id = 3, .corrected = "corrected at source"}};
static const struct vg_edge copy_edge = {.id = 1,
                                         .kind = VG_DERIVES_COPY,
                                         .from = {.kind = VG_NODE_SOURCE, .id = 2},
                                         .to = {.kind = VG_NODE_SOURCE, .id = 1}};

static void make_one(struct made *m, size_t i, const struct say *s)
{
    struct vg_claim *c = &m->claims[i];

    m->passages[i] = (struct vg_passage){.source = s->source ? s->source : 1,
                                         .start = s->start,
                                         .end = s->end ? s->end : s->start + 9};
    m->passages[i].quote = vg_str(s->quote != NULL ? s->quote : "seen 1");
    m->links[i][0] = (struct vg_link){
        .speaker = s->speaker != NULL ? s->speaker : "someone", .as = "report", .date = s->date};
    m->links[i][1] = (struct vg_link){.as = "text"};
    m->places[i][0] = s->place;
    m->places[i][1] = s->place2;
    m->hedges[i] = s->hedge;
    m->roots[i] = s->root;
    *c = (struct vg_claim){.id = (int64_t)i + 1,
                           .kind = s->kind ? s->kind : VG_KIND_QUANTITY,
                           .stance = s->stance ? s->stance : VG_ASSERTS,
                           .status = VG_ACCEPTED,
                           .subject = s->subject != NULL ? s->subject : "things",
                           .predicate = s->predicate != NULL ? s->predicate : "located-in",
                           .object = s->object,
                           .period = {.from = s->from, .to = s->to},
                           .places = m->places[i],
                           .n_places = (size_t)(s->place != NULL) + (s->place2 != NULL),
                           .links = m->links[i],
                           .n_links = 2,
                           .hedges = &m->hedges[i],
                           .n_hedges = s->hedge != NULL,
                           .roots = &m->roots[i],
                           .n_roots = s->root != 0,
                           .passage = &m->passages[i]};
    if (s->op != VG_OP_NONE)
        vg_quantity_set(&c->quantity, s->op, s->a, 0);
    c->quantity.unit = s->unit;
}

static void make(struct made *m, const struct say *s)
{
    size_t n = 0;

    *m = (struct made){0};
    while (n < SAY_MOST && (s[n].op != VG_OP_NONE || s[n].kind != 0)) {
        make_one(m, n, &s[n]);
        n++;
    }
    m->v = (struct vg_view){.claims = m->claims,
                            .n_claims = n,
                            .sources = two_sources,
                            .n_sources = 2,
                            .roots = three_roots,
                            .n_roots = 3,
                            .edges = &copy_edge,
                            .n_edges = 1};
}

static void each_kind_says_what_its_rule_says(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        VG_SCOPED_ARENA a = {0};
        struct vg_check *all;
        struct made m;
        size_t n = 0;
        int found = 0;

        make(&m, kinds[i].say);
        all = run(&m.v, &a, &n);
        for (size_t j = 0; j < n; j++)
            if (all[j].kind == kinds[i].kind &&
                (kinds[i].result == 0 ? all[j].result != VG_CHECK_NOT_RUN
                                      : all[j].result == kinds[i].result))
                found = 1;
        ROW_CHECK(i, kinds[i].name, found == (kinds[i].result != 0));
    }
}

static void errors_come_first_and_what_was_not_run_last(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_check *all;
    struct made m;
    size_t n = 0;

    (void)state;
    make(&m, kinds[1].say);
    m.roots[0] = 2;
    m.claims[0].n_roots = 1;
    all = run(&m.v, &a, &n);
    assert_true(n >= 2);
    assert_int_equal(all[0].result, VG_CHECK_ERROR);
    assert_int_equal(all[n - 1].result, VG_CHECK_NOT_RUN);
    for (size_t i = 1; i < n; i++)
        assert_true(all[i - 1].result <= all[i].result);
}

/* Three hundred claims in sixty sources that wait for three roots. */
static void what_waits_for_a_root_waits_once_and_names_how_many_it_cannot_list(void **state)
{
    enum { N = 300, EACH = 5, ROOTS = 3 };
    VG_SCOPED_ARENA a = {0};
    struct vg_claim *claims = VG_NEW_ARRAY(&a, struct vg_claim, N);
    struct vg_passage *passages = VG_NEW_ARRAY(&a, struct vg_passage, N);
    struct vg_source_info *sources = VG_NEW_ARRAY(&a, struct vg_source_info, N / EACH);
    const struct vg_root roots[ROOTS] = {{.id = 1}, {.id = 2}, {.id = 3}};
    struct vg_view v = {.claims = claims,
                        .n_claims = N,
                        .sources = sources,
                        .n_sources = N / EACH,
                        .roots = roots,
                        .n_roots = ROOTS};
    size_t n = 0, waits[VG_CHECK_SUPERSEDED + 1] = {0}, listed = 0;
    struct vg_check *all;
    struct made m;

    (void)state;
    make(&m, kinds[0].say);
    for (size_t i = 0; i < N; i++) {
        sources[i / EACH] = (struct vg_source_info){.id = (int64_t)(i / EACH) + 1};
        passages[i] = (struct vg_passage){.source = (int64_t)(i / EACH) + 1,
                                          .start = 100 * (int64_t)i,
                                          .end = 100 * (int64_t)i + 9};
        claims[i] = m.claims[0];
        claims[i].id = (int64_t)i + 1;
        claims[i].passage = &passages[i];
        /* 280 claims of the first root, 20 of the third; the second is named by none */
        claims[i].roots = i < 280 ? &roots[0].id : &roots[2].id;
        claims[i].n_roots = 1;
    }
    all = run(&v, &a, &n);
    for (size_t i = 0; i < n; i++) {
        if (all[i].result != VG_CHECK_NOT_RUN)
            continue;
        waits[all[i].kind]++;
        if (all[i].kind != VG_CHECK_ATTRIBUTION)
            continue;
        listed += all[i].n_claims;
        if (all[i].claims[0] == 1)
            assert_string_equal(all[i].says, "not run: source not held (and 24 more claims)");
    }
    assert_int_equal(waits[VG_CHECK_ATTRIBUTION], 2);
    assert_int_equal(waits[VG_CHECK_CITATION], 2);
    assert_int_equal(listed, 256 + 20);
}

static void suggestions_and_rejected_claims_are_not_checked(void **state)
{
    VG_SCOPED_ARENA a = {0};
    struct made m;
    size_t n = 0;

    (void)state;
    make(&m, kinds[1].say);
    for (size_t i = 0; i < m.v.n_claims; i++)
        m.claims[i].status = i == 0 ? VG_SUGGESTED : VG_REJECTED;
    (void)run(&m.v, &a, &n);
    assert_int_equal(n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_worked_checks_of_the_article_come_out),
        cmocka_unit_test(checks_that_waited_for_a_root_run_when_it_is_held),
        cmocka_unit_test(each_kind_says_what_its_rule_says),
        cmocka_unit_test(errors_come_first_and_what_was_not_run_last),
        cmocka_unit_test(what_waits_for_a_root_waits_once_and_names_how_many_it_cannot_list),
        cmocka_unit_test(suggestions_and_rejected_claims_are_not_checked),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
