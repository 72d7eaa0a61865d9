/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "brief_case.h"

#include <stdlib.h>
#include <string.h>

#include "seed_view.h"

/* Tables of the sample, filled one fact at a time. */
struct filling {
    struct vg_arena *a;
    struct brief_case *k;
    struct vg_claim *claims;
    struct vg_source_info *sources;
    struct vg_root *roots;
    struct vg_reply *replies;
    size_t n_replies, room_replies;
    const json_t *facts;
};

static const char *text(const json_t *o, const char *key)
{
    return json_string_value(json_object_get(o, key));
}

static int64_t root_named(struct filling *f, const char *name)
{
    for (size_t i = 0; i < f->k->view.n_roots; i++)
        if (strcmp(f->roots[i].name, name) == 0)
            return f->roots[i].id;
    f->roots[f->k->view.n_roots] = (struct vg_root){
        .id = (int64_t)f->k->view.n_roots + 1, .name = name, .what = name + strlen("root:")};
    return f->roots[f->k->view.n_roots++].id;
}

static void hash_text(char out[65], const char *p)
{
    static const char digits[] = "0123456789abcdef";
    uint64_t h = 1469598103934665603U;

    for (int i = 0; i < 64; i++) { /* stands for a hash; nothing here is verified */
        h = (h ^ (unsigned char)p[(size_t)i % strlen(p)]) * 1099511628211U;
        out[i] = digits[h >> 60];
    }
    out[64] = '\0';
}

static void add_source(struct filling *f, const json_t *fact)
{
    size_t n = f->k->view.n_sources++;
    const json_t *first = json_array_get(json_object_get(fact, "sources"), 0);
    const json_t *who = json_object_get(fact, "attribution");
    struct vg_source_info *s = &f->sources[n];

    *s = (struct vg_source_info){.id = (int64_t)n + 1, .is_note = 1};
    s->url = text(first, "url");
    s->label = vg_print(f->a, "note %s", text(fact, "id"));
    s->publisher = json_string_value(json_array_get(who, json_array_size(who) - 1));
    s->captured_at = 1795450000;
    s->length = (int64_t)strlen(text(fact, "statement"));
    hash_text(s->sha256, text(fact, "statement"));
}

static void set_links(struct filling *f, struct vg_claim *c, const json_t *fact)
{
    const json_t *who = json_object_get(fact, "attribution");
    size_t n = json_array_size(who);
    struct vg_link *links = VG_NEW_ARRAY(f->a, struct vg_link, n + 1);

    for (size_t i = 0; i < n; i++)
        links[i] = (struct vg_link){.speaker = json_string_value(json_array_get(who, i)),
                                    .as = i + 1 == n ? "text" : "statement"};
    if (n > 0)
        links[0].date = text(fact, "when");
    c->links = links;
    c->n_links = n;
}

static void set_quantity(struct vg_quantity *q, const json_t *o)
{
    const char *const keys[] = {"value", "lower", "upper"};
    int64_t *const ends[] = {&q->value, &q->lower, &q->upper};

    if (o == NULL || vg_op_read(text(o, "op"), &q->op, NULL) != VG_OK)
        return;
    for (unsigned i = 0; i < 3; i++) {
        const json_t *v = json_object_get(o, keys[i]);

        if (!json_is_integer(v))
            continue;
        *ends[i] = json_integer_value(v);
        q->has |= 1U << i;
    }
    q->unit = text(o, "unit");
}

static void set_standing(struct filling *f, struct vg_claim *c, const json_t *fact)
{
    struct vg_standing *s = VG_NEW_ARRAY(f->a, struct vg_standing, 4);
    const char *when = text(fact, "when"), *slash = when == NULL ? NULL : strchr(when, '/');

    c->standing = s;
    if (slash != NULL) { /* the first date is that of the suspicion */
        s[c->n_standing++] = (struct vg_standing){
            "alleged", c->links[0].speaker, vg_copy(f->a, when, (size_t)(slash - when)), NULL};
        when = slash + 1;
    }
    s[c->n_standing++] =
        (struct vg_standing){text(fact, "standing"), c->links[0].speaker, when, NULL};
}

static void set_passage(struct filling *f, struct vg_claim *c, const json_t *fact)
{
    struct vg_passage *p = VG_NEW(f->a, struct vg_passage);

    p->quote = vg_str(text(fact, "statement"));
    p->source = (int64_t)f->k->view.n_sources;
    p->end = (int64_t)p->quote.len;
    c->passage = p;
    c->language = "en";
}

static const char *const *texts_of(struct filling *f, const json_t *list, size_t *n)
{
    const char **out = VG_NEW_ARRAY(f->a, const char *, json_array_size(list) + 1);

    *n = json_array_size(list);
    for (size_t i = 0; i < *n; i++)
        out[i] = json_string_value(json_array_get(list, i));
    return out;
}

static void set_roots(struct filling *f, struct vg_claim *c, const json_t *fact)
{
    const json_t *list = json_object_get(fact, "roots");
    int64_t *ids = VG_NEW_ARRAY(f->a, int64_t, json_array_size(list) + 1);

    c->n_roots = json_array_size(list);
    for (size_t i = 0; i < c->n_roots; i++)
        ids[i] = root_named(f, json_string_value(json_array_get(list, i)));
    c->roots = ids;
}

static void add_fact(struct filling *f, const json_t *fact)
{
    struct vg_claim *c = &f->claims[f->k->view.n_claims++];
    const char *standing = text(fact, "standing");
    int denies = strcmp(standing, "denied") == 0;
    size_t n;

    add_source(f, fact);
    *c = (struct vg_claim){.id = (int64_t)f->k->view.n_claims, .ref = text(fact, "id")};
    set_quantity(&c->quantity, json_object_get(fact, "quantity"));
    c->kind = denies                         ? VG_KIND_DENIAL
              : c->quantity.op != VG_OP_NONE ? VG_KIND_QUANTITY
                                             : VG_KIND_EVENT;
    c->family = c->quantity.unit != NULL && strcmp(c->quantity.unit, "station") == 0
                    ? VG_FAMILY_EXISTENCE
                : strcmp(standing, "alleged") == 0 || json_object_get(fact, "answered_by") != NULL
                    ? VG_FAMILY_EXISTENCE
                    : VG_FAMILY_TIME;
    c->stance = denies ? VG_DENIES : VG_ASSERTS;
    c->subject = json_string_value(json_array_get(json_object_get(fact, "about"), 0));
    c->predicate = denies ? "denies" : "said";
    c->places = texts_of(f, json_object_get(fact, "place"), &n);
    c->n_places = n;
    set_links(f, c, fact);
    set_standing(f, c, fact);
    set_passage(f, c, fact);
    set_roots(f, c, fact);
    c->status = VG_ACCEPTED;
}

/* -- replies ----------------------------------------------------------------------- */

static void add_reply(struct filling *f, struct vg_reply r)
{
    f->replies = vg_grow(f->a, f->replies, f->n_replies, &f->room_replies);
    f->replies[f->n_replies++] = r;
}

/* What the fact with this id answers, as careful hand work filed it. */
static void add_answer(struct filling *f, int64_t claim, const char *fact)
{
    static const struct vg_reply filed[] = {
        {0, "existence", "denies-existence", "foreign ministry of China", "2022-10-26",
         "untrue; service centres for licence renewal and medical checks", 75},
        {0, "function", "says-volunteers", "foreign ministry of China", "2022-11-02",
         "no police officer works there; local associations provide rooms and volunteers", 76},
        {0, "existence", "denies-existence", "foreign ministry of China", "2023",
         "no such police stations exist", 77},
        {0, "closure", "says-closed", "foreign ministry of China", "2023",
         "the service centres have closed because services are now on line", 77},
        {0, "purpose", "says-admin-service", "Chinese authorities", NULL, NULL, 78},
        {0, "existence", "says-admin-service", "embassy of China in Canada", NULL,
         "three addresses acknowledged as service points for paperwork and licences", 80},
    };
    static const char *const by[] = {"f11", "f12", "f13", "f13", "f14", "f16"};

    for (size_t i = 0; i < sizeof filed / sizeof *filed; i++) {
        struct vg_reply r = filed[i];

        r.claim = claim;
        if (strcmp(by[i], fact) == 0)
            add_reply(f, r);
    }
}

static void reply_to(struct filling *f, const struct vg_claim *c, const json_t *answered)
{
    size_t before = f->n_replies;

    for (size_t i = 0; i < json_array_size(answered); i++)
        add_answer(f, c->id, json_string_value(json_array_get(answered, i)));
    if (f->n_replies == before && c->id <= 64 && c->quantity.unit != NULL &&
        strcmp(c->quantity.unit, "station") == 0)
        add_answer(f, c->id, "f14"); /* the one clause of reply in the article */
    if (f->n_replies == before)
        add_reply(f, (struct vg_reply){.claim = c->id, .response = "not-asked"});
}

/* -- figures and checks -------------------------------------------------------------- */

/* clang-format off */
static const int64_t f05[] = {8, 69}, f08[] = {72}, gta[] = {2, 26, 27, 28, 79}, van[] = {83},
    unplaced[] = {83}, p230[] = {19, 105}, p230s[] = {19}, p210[] = {106}, p10[] = {46, 107},
    more[] = {1, 30}, sum[] = {105, 106};
enum { ALL = VG_FIGURE_LOW | VG_FIGURE_BEST | VG_FIGURE_HIGH };

static const struct vg_figure world_rows[] = {
    {.has = VG_FIGURE_LOW, .low = 102, .unit = "station", .definition = "a post named in the report's table", .place = "world", .level = VG_PLACE_WORLD, .as_of = "2022-12-05", .claims = f08, .n_claims = 1, .roots_named = 1, .method = "counted"},
    {.has = ALL, .low = 54, .best = 54, .high = 54, .unit = "station", .definition = "a post named in the first edition", .place = "world", .level = VG_PLACE_WORLD, .as_of = "2022-09", .claims = f05, .n_claims = 2, .roots_named = 1, .method = "counted", .note = "superseded by at least 102 (2022-12, same organisation)"},
};
static const struct vg_figure canada_rows[] = {
    {.has = ALL, .low = 3, .best = 3, .high = 3, .unit = "station", .place = "greater-toronto-area", .level = VG_PLACE_METRO, .as_of = "2022-09", .claims = gta, .n_claims = 5, .beside = more, .n_beside = 2, .roots_named = 2, .method = "counted"},
    {.has = VG_FIGURE_LOW | VG_FIGURE_HIGH, .low = 1, .high = 2, .unit = "station", .place = "vancouver", .level = VG_PLACE_METRO, .as_of = "2022-12-05", .claims = van, .n_claims = 1, .roots_named = 1, .method = "counted"},
    {.has = ALL, .low = 1, .best = 1, .high = 1, .unit = "station", .as_of = "2022-12-05", .claims = unplaced, .n_claims = 1, .roots_named = 1, .method = "counted"},
};
static const struct vg_figure person_rows[] = {
    {.has = VG_FIGURE_HIGH, .high = 230000, .unit = "person", .definition = "persuaded to return, as one article puts it", .place = "world", .level = VG_PLACE_WORLD, .period_from = "2021-04", .period_to = "2022-07", .as_of = "2022-10", .claims = p230s, .n_claims = 1, .roots_named = 1, .method = "counted", .note = "upper end only"},
    {.has = ALL, .low = 230000, .best = 230000, .high = 230000, .unit = "person", .definition = "persuaded to return, official total", .place = "world", .level = VG_PLACE_WORLD, .by = "prog:fraud-campaign", .period_from = "2021-04", .period_to = "2022-07", .as_of = "2022-08-17", .claims = p230, .n_claims = 2, .roots_named = 1, .roots_read = 1, .method = "counted"},
    {.has = ALL, .low = 210000, .best = 210000, .high = 210000, .unit = "person", .definition = "persuaded to return, official total", .place = "world", .level = VG_PLACE_WORLD, .by = "prog:fraud-campaign", .period_from = "2021", .period_to = "2021", .as_of = "2022-04-14", .claims = p210, .n_claims = 1, .roots_named = 1, .method = "counted"},
    {.has = VG_FIGURE_BEST, .best = 10000, .unit = "person", .definition = "returned, official total", .place = "world", .level = VG_PLACE_WORLD, .by = "prog:sky-net", .period_from = "2014", .period_to = "2021", .as_of = "2021-12", .claims = p10, .n_claims = 2, .roots_named = 1, .method = "counted"},
    {.unit = "person", .definition = "persuaded to return, sum of both official totals", .place = "world", .level = VG_PLACE_WORLD, .claims = sum, .n_claims = 2, .roots_named = 2, .method = "counted", .refusal = "c105 and c106 must not be added: 2021-04 to 2021-12 is in both"},
};
static const struct vg_brief_figure blocks[] = {
    {"Stations identified, worldwide", world_rows, 2},
    {"Stations identified in Canada, by metropolitan area", canada_rows, 3},
    {"Persons said to have been persuaded to return", person_rows, 5},
};
/* clang-format on */

static void add_checks(struct filling *f)
{
    struct vg_root_graph *graph;
    struct vg_check *checks = NULL;
    struct vg_err err = {0};

    if (vg_root_graph_make(&f->k->view, f->a, &graph, &err) != VG_OK ||
        vg_check_all(&f->k->view, graph, f->a, &checks, &f->k->brief.n_checks, &err) != VG_OK) {
        (void)fprintf(stderr, "# %s\n", err.text);
        abort();
    }
    f->k->brief.checks = checks;
}

/* -- the case -------------------------------------------------------------------------- */

static int by_id(const void *x, const void *y)
{
    const struct vg_entity *a = x, *b = y;

    return strcmp(a->id, b->id);
}

static void add_entities(struct filling *f, const json_t *list)
{
    size_t n = json_array_size(list);
    struct vg_entity *e = VG_NEW_ARRAY(f->a, struct vg_entity, n + 1);

    for (size_t i = 0; i < n; i++) {
        const json_t *o = json_array_get(list, i);

        e[i] = (struct vg_entity){text(o, "id"), text(o, "en"), text(o, "zh"), text(o, "level"),
                                  text(o, "parent")};
    }
    qsort(e, n, sizeof *e, by_id);
    f->k->view.entities = e;
    f->k->view.n_entities = n;
}

static void add_seed(struct filling *f, const struct seed *seed)
{
    f->k->view = seed->view;
    memcpy(f->claims, seed->view.claims, seed->view.n_claims * sizeof *f->claims);
    memcpy(f->roots, seed->view.roots, seed->view.n_roots * sizeof *f->roots);
    f->sources[0] = seed->view.sources[0];
    f->sources[0].title = "The article";
    f->sources[0].publisher = "The Epoch Times";
    f->sources[0].label = "article.txt";
    f->sources[0].kind = "press";
    f->sources[0].length = 6249;
    f->sources[0].captured_at = 1795450000;
    hash_text(f->sources[0].sha256, "article");
    f->k->view.claims = f->claims;
    f->k->view.roots = f->roots;
    f->k->view.sources = f->sources;
}

int brief_case_sample(struct vg_arena *a, struct brief_case *k)
{
    json_t *sample = shared_json("claims/sample-case.json");
    struct seed *seed = sample == NULL ? NULL : seed_load(a);
    struct filling f = {.a = a, .k = k};

    if (seed == NULL) {
        json_decref(sample);
        return 0;
    }
    brief_case_small(k);
    k->json[0] = sample;
    k->json[1] = seed->json;
    f.facts = json_object_get(sample, "facts");
    f.claims = VG_NEW_ARRAY(a, struct vg_claim, 200);
    f.sources = VG_NEW_ARRAY(a, struct vg_source_info, 200);
    f.roots = VG_NEW_ARRAY(a, struct vg_root, 200);
    add_seed(&f, seed);
    add_entities(&f, json_object_get(sample, "entities"));
    for (size_t i = 0; i < json_array_size(f.facts); i++)
        add_fact(&f, json_array_get(f.facts, i));
    for (size_t i = 0; i < k->view.n_claims; i++) {
        f.claims[i].at = 1795453200;
        f.claims[i].by = "7c41d2e9";
        if (vg_claim_alleges(&k->view, &f.claims[i]) ||
            (f.claims[i].quantity.unit != NULL &&
             strcmp(f.claims[i].quantity.unit, "station") == 0))
            reply_to(&f, &f.claims[i],
                     i < 64 ? NULL
                            : json_object_get(json_array_get(f.facts, i - 64), "answered_by"));
    }
    k->view.replies = f.replies;
    k->view.n_replies = f.n_replies;
    add_checks(&f);
    k->brief.title = "Overseas service stations: who says what";
    k->brief.asked =
        "How many stations are there, where, run by whom, on whose word, from how many "
        "independent roots, and what speaks against it?";
    k->brief.figures = blocks;
    k->brief.n_figures = sizeof blocks / sizeof *blocks;
    return 1;
}
