/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Checks of who says it and where it comes from: citation and attribution. */
#include <inttypes.h>
#include <string.h>

#include "base/edtf.h"
#include "claim/period.h"
#include "claim/rules.h"

enum { GROUP_MOST = 16 };

/* -- citation ----------------------------------------------------------------------------- */

static const char *root_name(struct vg_rules *k, const struct vg_root *r)
{
    if (r->name != NULL)
        return r->name;
    return r->what != NULL ? r->what : vg_print(k->a, "r%" PRId64, r->id);
}

static int is_done(const struct vg_claim *c)
{
    static const char *const words[] = {"completed", "closed", "ended", "finished", "ceased"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (vg_has_token(c->predicate, words[i]))
            return 1;
    return 0;
}

static int is_long_total(const struct vg_claim *c)
{
    struct vg_date d;

    return c->kind == VG_KIND_QUANTITY && c->quantity.has != 0 && vg_claim_period(c, &d) &&
           vg_date_months(&d) > 1;
}

/* What can only be told with the root in hand: each kind of check that would then
 * run, so that nobody takes its silence for consent. */
static void say_not_run(struct vg_rules *k, const struct vg_root *r, const struct vg_group *g)
{
    static const struct {
        enum vg_check_kind kind;
        const char *test;
    } rows[] = {
        {VG_CHECK_CITATION, "does the root say so?"},
        {VG_CHECK_VALUE, "is it the number of the root, and what variants are there?"},
        {VG_CHECK_DRIFT, "are bound and hedges those of the root?"},
        {VG_CHECK_TIME_ORDER, "was it completed when it is said to have been?"},
        {VG_CHECK_OVERLAP, "are there other totals that share its period?"},
        {VG_CHECK_SUPERSEDED, "is there a later edition?"},
    };
    const char *says = vg_print(k->a, "not run: source not held (%s)", root_name(k, r));

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct vg_ids ids = {0};

        for (size_t j = 0; j < g->n; j++) {
            const struct vg_claim *c = g->c[j];
            const struct vg_quantity *q = &c->quantity;
            int wanted = rows[i].kind == VG_CHECK_CITATION ||
                         (rows[i].kind == VG_CHECK_VALUE && q->op == VG_OP_EXACT) ||
                         (rows[i].kind == VG_CHECK_DRIFT && q->has != 0 &&
                          (q->op != VG_OP_EXACT || c->n_hedges > 0)) ||
                         (rows[i].kind == VG_CHECK_TIME_ORDER && is_done(c)) ||
                         (rows[i].kind == VG_CHECK_OVERLAP && is_long_total(c)) ||
                         (rows[i].kind == VG_CHECK_SUPERSEDED && q->has != 0 && vg_is_finding(c) &&
                          c->period.from != NULL);

            if (wanted)
                vg_ids_add(k, &ids, c);
        }
        vg_rule_says(k, rows[i].kind, VG_CHECK_NOT_RUN, &ids, rows[i].test, says,
                     "open task: find and preserve the root");
    }
}

/* Readings by what they cover: root, family, and a claim or 0 for all of them. */
static struct vg_table index_readings(struct vg_rules *k)
{
    struct vg_table t = VG_TABLE(k->w);

    for (size_t i = 0; i < k->v->n_readings; i++) {
        const struct vg_reading *x = &k->v->readings[i];

        vg_table_set(
            &t,
            vg_str(vg_print(k->w, "%" PRId64 "|%d|%" PRId64, x->root, (int)x->family, x->claim)),
            1);
    }
    return t;
}

static int was_read(struct vg_rules *k, const struct vg_table *readings, const struct vg_root *r,
                    const struct vg_claim *c)
{
    int family = (int)vg_claim_family(c);

    if (readings->n == 0)
        return 0;
    return vg_has_key(readings, vg_print(k->w, "%" PRId64 "|%d|0", r->id, family)) ||
           vg_has_key(readings, vg_print(k->w, "%" PRId64 "|%d|%" PRId64, r->id, family, c->id));
}

/* Does the root's own text state this number of this unit? */
static int states_it(const struct vg_group *own, const struct vg_claim *c)
{
    struct vg_interval in = vg_quantity_interval(&c->quantity);

    for (size_t i = 0; own != NULL && i < own->n; i++) {
        const struct vg_claim *o = own->c[i];
        struct vg_interval io = vg_quantity_interval(&o->quantity);

        if (!vg_same_text(o->quantity.unit, c->quantity.unit) || o->quantity.has == 0)
            continue;
        if (vg_printed_number(o) == vg_printed_number(c) ||
            (!in.open_low && !in.open_high && !io.open_low && !io.open_high && in.low <= io.high &&
             io.low <= in.high))
            return 1;
    }
    return 0;
}

static void say_held(struct vg_rules *k, const struct vg_root *r, const struct vg_group *g,
                     const struct vg_groups *by_source, const struct vg_table *readings)
{
    const struct vg_group *own = vg_groups_get(by_source, vg_print(k->w, "%" PRId64, r->source));
    const char *test = vg_print(k->a, "does %s say so?", root_name(k, r));
    struct vg_ids holds = {0}, fails = {0}, unread = {0};

    for (size_t i = 0; i < g->n; i++) {
        const struct vg_claim *c = g->c[i];

        if (vg_source_of(c) == r->source)
            continue; /* the passage stands in the root itself */
        if (was_read(k, readings, r, c) || (c->quantity.has != 0 && states_it(own, c)))
            vg_ids_add(k, &holds, c);
        else if (c->quantity.has != 0 && own != NULL)
            vg_ids_add(k, &fails, c);
        else
            vg_ids_add(k, &unread, c);
    }
    vg_rule_says(k, VG_CHECK_CITATION, VG_CHECK_HOLDS, &holds, test, "the root says so",
                 "the passage of the root beside the claim");
    vg_rule_says(k, VG_CHECK_CITATION, VG_CHECK_ERROR, &fails, test,
                 "the root is held and none of its claims states this number",
                 "the wording of the root beside the claim");
    vg_rule_says(k, VG_CHECK_CITATION, VG_CHECK_WARNING, &unread, test,
                 "the root is held and nobody has set that it says so", "open task: read the root");
}

static void say_pointer(struct vg_rules *k, const struct vg_claim *c)
{
    struct vg_ids ids = {0};
    const char *speaker = vg_first_speaker(c);

    if (c->kind != VG_KIND_ROOT_POINTER ||
        (!vg_is_unnamed(c->object != NULL ? c->object : "it") && !vg_is_unnamed(speaker)))
        return;
    vg_ids_add(k, &ids, c);
    vg_rule_says(k, VG_CHECK_CITATION, VG_CHECK_WARNING, &ids, "which source is pointed to?",
                 "it is unnamed", "open task: find and preserve it");
}

void vg_rule_citation(struct vg_rules *k)
{
    struct vg_groups by_root = vg_groups_new(k), by_source = vg_groups_new(k);
    const struct vg_table readings = index_readings(k);

    for (size_t i = 0; i < k->n; i++) {
        const struct vg_claim *c = k->by_id[i];

        say_pointer(k, c);
        if (c->quantity.has != 0)
            vg_groups_add(k, &by_source, vg_print(k->w, "%" PRId64, vg_source_of(c)), c,
                          VG_IDS_MOST);
        for (size_t r = 0; r < c->n_roots; r++)
            vg_groups_add(k, &by_root, vg_print(k->w, "%" PRId64, c->roots[r]), c, VG_IDS_MOST);
    }
    for (size_t i = 0; i < k->v->n_roots; i++) {
        const struct vg_root *r = &k->v->roots[i];
        const struct vg_group *g = vg_groups_get(&by_root, vg_print(k->w, "%" PRId64, r->id));
        struct vg_ids ids = {0};

        for (size_t j = 0; g != NULL && r->corrected != NULL && j < g->n; j++)
            vg_ids_add(k, &ids, g->c[j]);
        vg_rule_says(k, VG_CHECK_CITATION, VG_CHECK_ERROR, &ids,
                     vg_print(k->a, "does %s still stand as it was?", root_name(k, r)),
                     r->corrected,
                     "the banner “corrected at source” on every figure that rests on it");
        if (g != NULL && vg_root_held(k->v, r))
            say_held(k, r, g, &by_source, &readings);
        else if (g != NULL)
            say_not_run(k, r, g);
    }
}

/* -- attribution ---------------------------------------------------------------------------- */

/* How a relation claim places an entity: inside another or beside it. */
static void tell(struct vg_rules *k, struct vg_groups *gs, struct vg_table *ways,
                 const char *entity, const char *way, const char *other, const struct vg_claim *c)
{
    (void)vg_table_add(ways, vg_str(vg_print(k->w, "%s\n%s\n%s", entity, way, other)), 1, NULL);
    vg_groups_add(k, gs, entity, c, GROUP_MOST);
}

static int is_id(const char *s, size_t n)
{
    return n > 2 && memchr(s, ':', n) != NULL && memchr(s, ' ', n) == NULL;
}

static void tell_pair(struct vg_rules *k, struct vg_groups *gs, struct vg_table *ways,
                      const struct vg_claim *c)
{
    const char *with = c->subject != NULL ? strstr(c->subject, " with ") : NULL;
    const char *a, *b;

    if (with == NULL || !is_id(c->subject, (size_t)(with - c->subject)) ||
        !is_id(with + 6, strlen(with + 6)))
        return;
    a = vg_copy(k->w, c->subject, (size_t)(with - c->subject));
    b = with + 6;
    tell(k, gs, ways, a, "beside", b, c);
    tell(k, gs, ways, b, "beside", a, c);
}

static void tell_relation(struct vg_rules *k, struct vg_groups *gs, struct vg_table *ways,
                          const struct vg_claim *c)
{
    const char *s = c->subject, *o = c->object, *p = c->predicate;

    if (c->stance != VG_ASSERTS)
        return;
    tell_pair(k, gs, ways, c);
    if (c->kind != VG_KIND_RELATION || s == NULL || o == NULL || p == NULL)
        return;
    if ((strcmp(p, "part-of") == 0 || strcmp(p, "subordinate-to") == 0 ||
         strcmp(p, "narrower-than") == 0) &&
        is_id(s, strlen(s)))
        tell(k, gs, ways, s, "inside", o, c);
    else if ((strcmp(p, "broader-than") == 0 || strcmp(p, "includes") == 0) && is_id(o, strlen(o)))
        tell(k, gs, ways, o, "inside", s, c);
    else if (strcmp(p, "partner-of") == 0 && is_id(s, strlen(s)))
        tell(k, gs, ways, s, "beside", o, c);
}

static void say_relations(struct vg_rules *k)
{
    struct vg_groups gs = vg_groups_new(k);
    struct vg_table ways = VG_TABLE(k->w), per_entity = VG_TABLE(k->w);

    for (size_t i = 0; i < k->n; i++)
        tell_relation(k, &gs, &ways, k->by_id[i]);
    for (size_t i = 0; i < ways.n; i++) {
        struct vg_str key = ways.items[i].key;
        int64_t n = 0;

        key.len = (size_t)((const char *)memchr(key.p, '\n', key.len) - key.p);
        (void)vg_table_get(&per_entity, key, &n);
        vg_table_set(&per_entity, key, n + 1);
    }
    for (size_t i = 0; i < gs.n; i++) {
        struct vg_ids ids = {0};
        int64_t n = 0;

        if (!vg_table_get(&per_entity, vg_str(gs.g[i].key), &n) || n < 2)
            continue;
        for (size_t j = 0; j < gs.g[i].n; j++)
            vg_ids_add(k, &ids, gs.g[i].c[j]);
        vg_rule_says(k, VG_CHECK_ATTRIBUTION, VG_CHECK_NOTE, &ids,
                     vg_print(k->a, "%s: part of what, or partner of what?", gs.g[i].key),
                     vg_print(k->a, "the relation is told in %" PRId64 " ways", n),
                     "every relation with its passage");
    }
}

/* A statement of the side that is spoken about. */
static int is_reply(const struct vg_claim *c)
{
    if (c->kind == VG_KIND_DENIAL || c->stance == VG_DENIES)
        return 1;
    return c->predicate != NULL &&
           (strncmp(c->predicate, "says-", 5) == 0 || strncmp(c->predicate, "denies", 6) == 0);
}

static int is_allegation(const struct vg_claim *c)
{
    enum vg_family f = vg_claim_family(c);

    return vg_is_finding(c) && !is_reply(c) &&
           (f == VG_FAMILY_FUNCTION || f == VG_FAMILY_EFFECT || f == VG_FAMILY_EXISTENCE);
}

static void note_recorded_replies(struct vg_rules *k, struct vg_table *heard)
{
    for (size_t i = 0; i < k->v->n_replies; i++) {
        const struct vg_reply *r = &k->v->replies[i];
        const struct vg_claim *c = vg_view_claim(k->v, r->claim);

        if (c != NULL && r->question != NULL && strcmp(r->question, "existence") == 0 &&
            r->response != NULL && strcmp(r->response, "not-asked") != 0)
            (void)vg_table_add(heard, vg_str(vg_print(k->w, "%" PRId64, vg_source_of(c))), 1, NULL);
    }
}

static void say_other_side(struct vg_rules *k, const struct vg_claim *const *c, size_t n,
                           const struct vg_table *heard)
{
    struct vg_ids replies = {0}, alleged = {0};
    int exists_answered, exists_alleged = 0;

    exists_answered =
        heard->n > 0 && vg_has_key(heard, vg_print(k->w, "%" PRId64, vg_source_of(c[0])));
    for (size_t i = 0; i < n; i++) {
        if (is_reply(c[i])) {
            vg_ids_add(k, &replies, c[i]);
            exists_answered |= vg_claim_family(c[i]) == VG_FAMILY_EXISTENCE;
        } else if (is_allegation(c[i])) {
            vg_ids_add(k, &alleged, c[i]);
            exists_alleged |= vg_claim_family(c[i]) == VG_FAMILY_EXISTENCE;
        }
    }
    if (exists_answered || alleged.n == 0 || (replies.n > 0 && !exists_alleged))
        return;
    vg_rule_says(k, VG_CHECK_ATTRIBUTION, VG_CHECK_WARNING, replies.n > 0 ? &replies : &alleged,
                 "is the other side heard?",
                 replies.n > 0 ? "only on what it is for: whether it exists is not answered here"
                               : "no reply of the other side stands in this source",
                 "the response of the accused side with dates, per question: existence, function, "
                 "purpose, closure");
}

static void say_of_source(struct vg_rules *k, const struct vg_claim *const *c, size_t n)
{
    struct vg_ids loaded = {0}, unnamed = {0}, unheld = {0};

    for (size_t i = 0; i < n; i++) {
        const struct vg_link *first = c[i]->n_links > 1 ? &c[i]->links[0] : NULL;

        if (c[i]->passage != NULL && vg_is_loaded(c[i]->passage->quote))
            vg_ids_add(k, &loaded, c[i]);
        if (first != NULL && vg_is_unnamed(first->speaker) && c[i]->kind != VG_KIND_ROOT_POINTER)
            vg_ids_add(k, &unnamed, c[i]);
        for (size_t r = 0; r < c[i]->n_roots; r++) {
            const struct vg_root *root = vg_view_root(k->v, c[i]->roots[r]);

            if (root != NULL && !vg_root_held(k->v, root))
                vg_ids_add(k, &unheld, c[i]);
        }
    }
    vg_rule_says(k, VG_CHECK_ATTRIBUTION, VG_CHECK_NOTE, &loaded, "loaded words",
                 "the words of the source",
                 "entities carry neutral names; source words only inside quotation");
    vg_rule_says(k, VG_CHECK_ATTRIBUTION, VG_CHECK_WARNING, &unnamed, "who says so?",
                 "the first speaker is unnamed", "“speaker unnamed” beside the claim");
    vg_rule_says(k, VG_CHECK_ATTRIBUTION, VG_CHECK_NOT_RUN, &unheld,
                 "issuer and wording, in the language of the original?", "not run: source not held",
                 "open task: compare with the originals");
}

void vg_rule_attribution(struct vg_rules *k)
{
    struct vg_table heard = VG_TABLE(k->w);

    note_recorded_replies(k, &heard);
    for (size_t i = 0, j; i < k->n; i = j) {
        for (j = i + 1; j < k->n && vg_source_of(k->c[j]) == vg_source_of(k->c[i]); j++)
            continue;
        say_of_source(k, &k->c[i], j - i);
        say_other_side(k, &k->c[i], j - i, &heard);
    }
    say_relations(k);
}
