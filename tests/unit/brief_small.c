/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "brief_case.h"

#include <string.h>

#define STR(text)                                                                                  \
    {                                                                                              \
        (text), sizeof(text) - 1                                                                   \
    }
#define LEN(list) (sizeof(list) / sizeof *(list))
#define HASH      "075b62f2b816029c95c406ee55dcde8e4b2087bb350fe89f5005492748e69071"

/* clang-format off */
static const struct vg_passage passages[SMALL_CLAIMS] = {
    {1, 1, 40, 96, STR("the group identified 54 stations abroad in its September"), STR("Toronto — "),
     STR(" report."), "html/1"},
    {2, 1, 120, 170, STR("operators used the posts to press people to return"), STR("It said "),
     STR("."), "html/1"},
    {3, 2, 0, 27, STR("不存在所谓海外警察站"), STR("发言人表示，"), STR("。"), "html/1"},
    {4, 2, 60, 99, STR("ما يسمى مراكز الشرطة"), STR(""), STR(""), "html/1"},
    {5, 3, 0, 52, STR("up to 230,000 people are said to have been persuaded"), STR(""), STR(""),
     "note/1"},
    {6, 1, 200, 260, STR("there are likely more than three in Canada, he believes"), STR(""), STR(""),
     "html/1"},
};

static const struct vg_link by_group[] = {
    {"org:watch", "report", "2022-09-12", NULL, NULL},
    {"The Daily", "text", "2022-10-01", "repeats", NULL},
};
static const struct vg_link by_ministry[] = {
    {"org:ministry", "spokesperson", "2022-10-26", NULL, NULL},
    {"State Wire", "text", "2022-10-26", NULL, NULL},
};
static const struct vg_link unnamed[] = {{NULL, "text", NULL, NULL, NULL}};
static const struct vg_standing alleged[] = {
    {"alleged", "org:watch", "2022-09-12", NULL},
    {"reported", "org:police", "2023-02-06", NULL},
    {"investigation-closed-no-charge", "org:police", "2025-10", NULL},
};
static const struct vg_standing reported[] = {{"reported", "org:watch", "2022-09", NULL}};
static const struct vg_standing denied[] = {{"denied", "org:ministry", "2022-10-26", NULL}};
static const struct vg_standing opinion[] = {{"opinion", "org:watch", NULL, NULL}};
static const char *const canada[] = {"CA"};
static const char *const likely[] = {"likely"};
static const int64_t root_1[] = {1}, root_2[] = {2};
static const char *const year[] = {"year"};
static const int64_t claim_1[] = {1}, claim_5[] = {5}, claims_12[] = {1, 2}, claim_6[] = {6};

static const struct vg_claim claims[SMALL_CLAIMS] = {
    {.id = 1, .kind = VG_KIND_QUANTITY, .subject = "org:watch", .predicate = "identified",
     .object = "stations", .family = VG_FAMILY_EXISTENCE,
     .quantity = {VG_OP_EXACT, VG_HAS_VALUE | VG_HAS_LOWER | VG_HAS_UPPER, 54, 54, 54, 0, "station",
                  NULL, NULL, NULL},
     .period = {"2022-09", "2022-09", year, 1, NULL}, .places = canada, .n_places = 1,
     .links = by_group, .n_links = 2, .stance = VG_ASSERTS, .standing = alleged, .n_standing = 3,
     .passage = &passages[0], .roots = root_1, .n_roots = 1, .language = "en",
     .status = VG_ACCEPTED, .by = "a1b2", .at = 1700000000},
    {.id = 2, .kind = VG_KIND_RELATION, .subject = "presence:one", .predicate = "used-to",
     .object = "press people to return", .family = VG_FAMILY_FUNCTION, .places = canada,
     .n_places = 1, .links = by_group, .n_links = 2, .stance = VG_ASSERTS, .standing = reported,
     .n_standing = 1, .passage = &passages[1], .roots = root_1, .n_roots = 1, .language = "en",
     .status = VG_ACCEPTED, .at = 1700000000},
    {.id = 3, .kind = VG_KIND_DENIAL, .subject = "org:ministry", .predicate = "denies",
     .object = "c1", .family = VG_FAMILY_EXISTENCE, .links = by_ministry, .n_links = 2,
     .stance = VG_DENIES, .standing = denied, .n_standing = 1, .passage = &passages[2],
     .roots = root_2, .n_roots = 1, .language = "zh",
     .translation = "So-called overseas police stations do not exist", .translator = "desk",
     .status = VG_ACCEPTED, .at = 1700000000},
    {.id = 4, .kind = VG_KIND_PUBLICATION, .subject = "State Wire", .predicate = "wrote-of",
     .family = VG_FAMILY_IDENTITY, .links = by_ministry, .n_links = 2, .stance = VG_RELAYS,
     .passage = &passages[3], .language = "ar", .status = VG_ACCEPTED, .at = 1700000000},
    {.id = 5, .kind = VG_KIND_QUANTITY, .subject = "campaign", .predicate = "number",
     .family = VG_FAMILY_NUMBER,
     .quantity = {VG_OP_AT_MOST, VG_HAS_UPPER, 0, 0, 230000, 0, "person", NULL, NULL, NULL},
     .links = unnamed, .n_links = 1, .stance = VG_RELAYS, .passage = &passages[4],
     .language = "en", .status = VG_ACCEPTED, .at = 1700000000},
    {.id = 6, .kind = VG_KIND_OPINION, .subject = "stations in Canada", .predicate = "likely-exist",
     .family = VG_FAMILY_EXISTENCE, .links = by_group, .n_links = 2, .stance = VG_ASSERTS,
     .hedges = likely, .n_hedges = 1, .cues = likely, .n_cues = 1, .standing = opinion,
     .n_standing = 1, .passage = &passages[5], .roots = root_1, .n_roots = 1, .language = "en",
     .status = VG_ACCEPTED, .at = 1700000000},
};

static const struct vg_reply replies[SMALL_REPLIES] = {
    {1, "existence", "denies-existence", "org:ministry", "2022-10-26", "不存在", 3},
    {1, "closure", "says-closed", "org:ministry", "2023", NULL, 0},
    {1, "function", "not-asked", NULL, NULL, NULL, 0},
    {2, NULL, "not-asked", NULL, NULL, NULL, 0},
    {6, NULL, "not-asked", NULL, NULL, NULL, 0},
    {5, "purpose", "no-comment", "org:ministry", NULL, NULL, 0},
};

static const struct vg_figure rows[SMALL_ROWS] = {
    {.has = VG_FIGURE_LOW | VG_FIGURE_BEST, .low = 3, .best = 54, .unit = "station",
     .definition = "one address", .place = "CA", .level = VG_PLACE_COUNTRY, .as_of = "2022-09",
     .claims = claims_12, .n_claims = 2, .beside = claim_6, .n_beside = 1, .roots_named = 1,
     .method = "counted"},
    {.has = VG_FIGURE_HIGH, .high = 230000, .unit = "person", .place = "world",
     .level = VG_PLACE_WORLD, .period_from = "2021-04", .period_to = "2022-07", .claims = claim_5,
     .n_claims = 1, .roots_named = 1, .method = "counted", .note = "upper end only"},
    {.unit = "station", .claims = claim_1, .n_claims = 1, .method = "counted",
     .refusal = "c1 and c5 must not be added: the units differ"},
};

static const struct vg_check checks[SMALL_CHECKS] = {
    {VG_CHECK_CITATION, VG_CHECK_ERROR, claim_5, 1, "does the root carry it?",
     "the root does not mention stations", "a red mark"},
    {VG_CHECK_BOUND, VG_CHECK_WARNING, claim_5, 1, "230,000 with \"up to\"", "upper end only", NULL},
    {VG_CHECK_PURPOSE, VG_CHECK_NOTE, claims_12, 2, "purpose?", "disputed", NULL},
    {VG_CHECK_SUM, VG_CHECK_HOLDS, claim_1, 1, "2 + 1 = 3 stated?", "the parts add up", NULL},
    {VG_CHECK_TIME_ORDER, VG_CHECK_NOT_RUN, claim_5, 1, "report before event?",
     "not run: source not held", NULL},
};

static const struct vg_root roots[2] = {
    {1, "root:report", "report of September 2022", "org:watch", "https://watch.example/r", 0,
     "corrected at source 2022-10-29"},
    {2, "root:position", "press conference", "org:ministry", NULL, 2, NULL},
};

static const struct vg_source_info sources[3] = {
    {.id = 1, .label = "daily.html", .url = "https://daily.example/a?b=1&c=2", .title = "Posts abroad",
     .publisher = "The Daily", .language = "en", .kind = "press", .date = "2022-10-01",
     .captured_at = 1700000000, .sha256 = HASH, .length = 6249,
     .changed = "changed at source 2022-10-29"},
    {.id = 2, .label = "wire.html", .publisher = "State Wire", .language = "zh",
     .kind = "official-media", .captured_at = 1700000000, .sha256 = HASH, .length = 900},
    {.id = 3, .label = "note on a page", .captured_at = 1700000000, .sha256 = HASH, .length = 60,
     .is_note = 1},
};

static const struct vg_entity entities[4] = {
    {"org:ministry", "Ministry of Order", "秩序部", "national-ministry", NULL},
    {"org:police", "Host Police", "所在国警方", "host-police", NULL},
    {"org:watch", "Watch Group", "观察组织", "ngo", NULL},
    {"presence:one", "service post, harbour district", "港区服务站", "presence", NULL},
};

static const char *const tasks[] = {"Ask the ministry about lawfulness"};
static const char *const withheld[] = {"Two passages: they protect a witness"};

/* clang-format on */

void brief_case_small(struct brief_case *k)
{
    memset(k, 0, sizeof *k);
    memcpy(k->claims, claims, sizeof claims);
    memcpy(k->replies, replies, sizeof replies);
    memcpy(k->rows, rows, sizeof rows);
    memcpy(k->checks, checks, sizeof checks);
    memcpy(k->roots, roots, sizeof roots);
    memcpy(k->sources, sources, sizeof sources);
    memcpy(k->entities, entities, sizeof entities);
    k->block = (struct vg_brief_figure){"Stations, by country", k->rows, SMALL_ROWS};
    k->view = (struct vg_view){.claims = k->claims,
                               .n_claims = SMALL_CLAIMS,
                               .sources = k->sources,
                               .n_sources = LEN(sources),
                               .roots = k->roots,
                               .n_roots = LEN(roots),
                               .entities = k->entities,
                               .n_entities = LEN(entities),
                               .replies = k->replies,
                               .n_replies = SMALL_REPLIES};
    k->brief =
        (struct vg_brief){.language = "en",
                          .title = "Posts abroad",
                          .asked = "How many, where, on whose word?",
                          .made_at = 1795456800,
                          .program = "vigil 0.1.0",
                          .view = &k->view,
                          .figures = &k->block,
                          .n_figures = 1,
                          .checks = k->checks,
                          .n_checks = SMALL_CHECKS,
                          .record = {"posts.vigil", 41, HASH,
                                     "posts.vigil\n41\nB1tisvgWApyVxgbuVdzeLA==\n\n— posts sig\n",
                                     "posts+c74f20a3+AYEs", "vigil verify posts.vigil"},
                          .withheld = withheld,
                          .n_withheld = 1,
                          .tasks = tasks,
                          .n_tasks = 1};
}

/* Point to what stands in `k` itself, which may be a copy. */
static void settle(struct brief_case *k)
{
    static const int64_t first[] = {1}, both[] = {1, 2};

    k->list.claims = first;
    k->list.n_claims = 1;
    k->searches[0] = &k->looked;
    k->members[0].found = first;
    k->members[0].n_found = 1;
    k->members[1].looked = k->searches;
    k->members[1].n_looked = 1;
    k->members[2].wider = k->searches;
    k->members[2].n_wider = 1;
    for (size_t i = 0; i < 2; i++)
        k->gaps[i] = (struct vg_gap){.list = &k->list,
                                     .locks = &k->lock,
                                     .n_locks = i == 0,
                                     .members = k->members,
                                     .n_members = 3,
                                     .n_found = 1,
                                     .n_not_found = 2,
                                     .n_not_looked = 1,
                                     .outside = k->members,
                                     .n_outside = 1,
                                     .claims = first,
                                     .n_claims = 1};
    for (size_t i = 0; i < 2; i++)
        k->totals[i] =
            (struct vg_series_row){.claim = &k->claims[i], .claims = &both[i], .n_claims = 1};
    k->series.rows = k->totals;
    k->series.n = 2;
    k->series.sum.claims = both;
    k->series.sum.n_claims = 2;
    k->brief.gaps = k->gaps;
    k->brief.n_gaps = 2;
    k->brief.series = &k->series;
    k->brief.n_series = 1;
}

void brief_case_lists(struct brief_case *k)
{
    k->list = (struct vg_list){.name = "decree", .what = "provinces of the decree"};
    k->looked = (struct vg_looked){.id = 1,
                                   .place = "CA-QC",
                                   .date = "2023-02-01",
                                   .words = "poste de service",
                                   .language = "fr",
                                   .searched = "company register",
                                   .result = VG_LOOKED_NOTHING};
    k->lock = (struct vg_gap_reason){VG_LOCK_NOT_HELD, "the instrument (r1) is not held"};
    k->members[0].id = "CA-ON";
    k->members[1].id = "CA-QC";
    k->members[2].id = "CA-AB";
    k->series = (struct vg_series){
        .unit = "person",
        .programme = "prog:return",
        .sum = {.unit = "person",
                .pair = {1, 2},
                .shared = "2021-04 to 2021-12 (nine months)",
                .refusal =
                    "c1 and c2 must not be added: 2021-04 to 2021-12 (nine months) is in both"}};
    settle(k);
}

void brief_case_lists_fill(struct brief_case *k, const char *text)
{
    k->list.name = k->list.what = text;
    k->looked.place = k->looked.date = k->looked.words = text;
    k->looked.language = k->looked.searched = text;
    k->lock.says = text;
    for (size_t i = 0; i < 3; i++)
        k->members[i].id = text;
    k->series.unit = k->series.definition = k->series.programme = k->series.predicate = text;
    k->series.sum.unit = k->series.sum.refusal = k->series.sum.shared = text;
    settle(k);
}

void brief_case_end(struct brief_case *k)
{
    json_decref(k->json[0]);
    json_decref(k->json[1]);
}

int brief_case_write(struct brief_case *k, struct vg_arena *a, struct vg_buf *out,
                     struct vg_err *err)
{
    int rc = vg_root_graph_make(&k->view, a, &k->graph, err);

    k->brief.view = &k->view;
    k->brief.graph = k->graph;
    return rc != VG_OK ? rc : vg_brief_write(&k->brief, out, err);
}

void brief_case_fill(struct brief_case *k, const char *text, struct vg_arena *a)
{
    struct vg_passage *p = VG_NEW(a, struct vg_passage);
    struct vg_link *link = VG_NEW(a, struct vg_link);
    struct vg_standing *standing = VG_NEW(a, struct vg_standing);
    const char **list = VG_NEW_ARRAY(a, const char *, 2);

    list[0] = text;
    *p = (struct vg_passage){1, 1, 0, 9, vg_str(text), vg_str(text), vg_str(text), text};
    *link = (struct vg_link){text, text, text, text, NULL};
    *standing = (struct vg_standing){text, text, text, NULL};
    for (size_t i = 0; i < SMALL_CLAIMS; i++) {
        struct vg_claim *c = &k->claims[i];

        c->ref = c->detail = c->subject = c->predicate = c->object = text;
        c->quantity.unit = c->quantity.definition = c->quantity.base = c->quantity.per = text;
        c->period = (struct vg_period){text, text, list, 1, text};
        c->places = c->hedges = c->cues = list;
        c->n_places = c->n_hedges = c->n_cues = 1;
        c->links = link;
        c->standing = standing;
        c->n_links = c->n_standing = 1;
        c->passage = c->also_at = p;
        c->n_also_at = 1;
        c->language = c->translation = c->translator = c->note = c->by = text;
    }
    for (size_t i = 0; i < SMALL_REPLIES; i++)
        k->replies[i] = (struct vg_reply){(int64_t)i + 1, text, text, text, text, text, 0};
    for (size_t i = 0; i < SMALL_ROWS; i++) {
        struct vg_figure *f = &k->rows[i];

        f->unit = f->definition = f->place = f->by = f->as_of = f->note = text;
        f->period_from = f->period_to = f->method = text;
        f->refusal = f->refusal != NULL ? text : NULL;
    }
    for (size_t i = 0; i < SMALL_CHECKS; i++)
        k->checks[i].test = k->checks[i].says = k->checks[i].show = text;
    for (size_t i = 0; i < 2; i++)
        k->roots[i] = (struct vg_root){(int64_t)i + 1, text, text, text, text, (int64_t)i, text};
    for (size_t i = 0; i < 3; i++) {
        struct vg_source_info *s = &k->sources[i];

        s->label = s->url = s->title = s->publisher = s->language = s->kind = text;
        s->date = s->changed = text;
        (void)snprintf(s->sha256, sizeof s->sha256, "%s", text);
    }
    k->entities[0].en = k->entities[0].zh = k->entities[0].level = text;
    k->block.question = k->brief.title = k->brief.asked = k->brief.program = text;
    k->brief.withheld = k->brief.tasks = list;
    k->brief.record = (struct vg_brief_record){text, 1, text, text, text, text};
}
