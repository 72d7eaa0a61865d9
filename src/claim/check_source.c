/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Checks of who says it and where it comes from: citation and attribution. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/edtf.h"
#include "claim/allege.h"
#include "claim/period.h"
#include "claim/rules.h"

enum { GROUP_MOST = 16 };

/* -- citation ----------------------------------------------------------------------------- */

static const char *root_name(struct vg_rules *k, const struct vg_root *r)
{
    if (r->name != NULL)
        return r->name;
    return r->what != NULL ? r->what : vg_print(k->w, "r%" PRId64, r->id);
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
    const char *says = vg_print(k->w, "not run: source not held (%s)", root_name(k, r));

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
        ids.more += ids.n > 0 ? g->more : 0;
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
            vg_str(vg_rule_key(k, "%" PRId64 "|%d|%" PRId64, x->root, (int)x->family, x->claim)),
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
    return vg_has_key(readings, vg_rule_key(k, "%" PRId64 "|%d|0", r->id, family)) ||
           vg_has_key(readings, vg_rule_key(k, "%" PRId64 "|%d|%" PRId64, r->id, family, c->id));
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

/* The claims of a source that state a number; NULL when there are none. */
static const struct vg_group *numbers_of(struct vg_rules *k, int64_t source)
{
    size_t n = 0;
    const struct vg_claim *const *c = vg_rule_source(k, source, &n);
    struct vg_group *g = VG_NEW(k->w, struct vg_group);

    g->c = VG_NEW_ARRAY(k->w, const struct vg_claim *, VG_IDS_MOST);
    for (size_t i = 0; i < n && g->n < VG_IDS_MOST; i++)
        if (c[i]->quantity.has != 0)
            g->c[g->n++] = c[i];
    return g->n > 0 ? g : NULL;
}

static void say_held(struct vg_rules *k, const struct vg_root *r, const struct vg_group *g,
                     const struct vg_table *readings)
{
    const struct vg_group *own = numbers_of(k, r->source);
    const char *test = vg_print(k->w, "does %s say so?", root_name(k, r));
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

/* What is written on the way is gone afterwards: there are thousands of roots. */
static void say_root(struct vg_rules *k, const struct vg_root *r, const struct vg_group *g,
                     const struct vg_table *readings)
{
    VG_SCOPED_ARENA mine = {0};
    struct vg_arena *work = k->w;
    struct vg_ids ids = {0};

    k->w = &mine;
    if (r->corrected != NULL)
        vg_ids_add_group(k, &ids, g);
    vg_rule_says(k, VG_CHECK_CITATION, VG_CHECK_ERROR, &ids,
                 vg_print(k->w, "does %s still stand as it was?", root_name(k, r)), r->corrected,
                 "the banner “corrected at source” on every figure that rests on it");
    if (vg_root_held(k->v, r))
        say_held(k, r, g, readings);
    else
        say_not_run(k, r, g);
    k->w = work;
}

void vg_rule_citation(struct vg_rules *k)
{
    VG_SCOPED_GROUPS by_root = vg_groups_new(VG_IDS_MOST);
    const struct vg_table readings = index_readings(k);

    for (size_t i = 0; i < k->n; i++) {
        const struct vg_claim *c = k->by_id[i];

        say_pointer(k, c);
        for (size_t r = 0; r < c->n_roots; r++)
            vg_groups_add(&by_root, vg_rule_key(k, "%" PRId64, c->roots[r]), c);
    }
    vg_groups_close(&by_root);
    for (size_t i = 0; i < k->v->n_roots; i++) {
        const struct vg_root *r = &k->v->roots[i];
        const struct vg_group *g = vg_groups_get(&by_root, vg_rule_key(k, "%" PRId64, r->id));

        if (g != NULL)
            say_root(k, r, g, &readings);
    }
}

/* -- attribution ---------------------------------------------------------------------------- */

/* How a relation claim places an entity: inside another or beside it. */
static void tell(struct vg_rules *k, struct vg_groups *gs, struct vg_table *ways,
                 const char *entity, const char *way, const char *other, const struct vg_claim *c)
{
    (void)vg_table_add(ways, vg_str(vg_rule_key(k, "%s\n%s\n%s", entity, way, other)), 1, NULL);
    vg_groups_add(gs, entity, c);
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
    VG_SCOPED_GROUPS gs = vg_groups_new(GROUP_MOST);
    struct vg_table ways = VG_TABLE(k->w), per_entity = VG_TABLE(k->w);

    for (size_t i = 0; i < k->n; i++)
        tell_relation(k, &gs, &ways, k->by_id[i]);
    vg_groups_close(&gs);
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
        vg_ids_add_group(k, &ids, &gs.g[i]);
        vg_rule_says(k, VG_CHECK_ATTRIBUTION, VG_CHECK_NOTE, &ids,
                     vg_print(k->w, "%s: part of what, or partner of what?", gs.g[i].key),
                     vg_print(k->w, "the relation is told in %" PRId64 " ways", n),
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

static int is_allegation(const struct vg_rules *k, const struct vg_claim *c)
{
    return !is_reply(c) && vg_claim_alleges(k->v, c);
}

/* Sources with an allegation beside which a person has set what the accused side says.
 * "not asked" is an answer too: the brief shows it, and nothing is missing. */
static void note_recorded_replies(struct vg_rules *k, struct vg_table *heard)
{
    for (size_t i = 0; i < k->v->n_replies; i++) {
        const struct vg_claim *c = vg_view_claim(k->v, k->v->replies[i].claim);

        if (c != NULL)
            (void)vg_table_add(heard, vg_str(vg_rule_key(k, "%" PRId64, vg_source_of(c))), 1, NULL);
    }
}

static void say_other_side(struct vg_rules *k, const struct vg_claim *const *c, size_t n,
                           const struct vg_table *heard)
{
    struct vg_ids replies = {0}, alleged = {0};
    int exists_answered = 0, exists_alleged = 0;

    if (heard->n > 0 && vg_has_key(heard, vg_rule_key(k, "%" PRId64, vg_source_of(c[0]))))
        return;
    for (size_t i = 0; i < n; i++) {
        if (is_reply(c[i])) {
            vg_ids_add(k, &replies, c[i]);
            exists_answered |= vg_claim_family(c[i]) == VG_FAMILY_EXISTENCE;
        } else if (is_allegation(k, c[i])) {
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
    struct vg_ids loaded = {0}, unnamed = {0};

    for (size_t i = 0; i < n; i++) {
        const struct vg_link *first = c[i]->n_links > 1 ? &c[i]->links[0] : NULL;

        if (c[i]->passage != NULL && vg_is_loaded(c[i]->passage->quote))
            vg_ids_add(k, &loaded, c[i]);
        if (first != NULL && vg_is_unnamed(first->speaker) && c[i]->kind != VG_KIND_ROOT_POINTER)
            vg_ids_add(k, &unnamed, c[i]);
    }
    vg_rule_says(k, VG_CHECK_ATTRIBUTION, VG_CHECK_NOTE, &loaded, "loaded words",
                 "the words of the source",
                 "entities carry neutral names; source words only inside quotation");
    vg_rule_says(k, VG_CHECK_ATTRIBUTION, VG_CHECK_WARNING, &unnamed, "who says so?",
                 "the first speaker is unnamed", "“speaker unnamed” beside the claim");
}

static int claim_order(const void *a, const void *b)
{
    const struct vg_claim *x = *(const struct vg_claim *const *)a;
    const struct vg_claim *y = *(const struct vg_claim *const *)b;

    return (x->id > y->id) - (x->id < y->id);
}

/* The root of a claim that is not held, the lowest; NULL when it has none. */
static const struct vg_root *unheld_root(struct vg_rules *k, const struct vg_claim *c)
{
    const struct vg_root *lowest = NULL;

    for (size_t i = 0; i < c->n_roots; i++) {
        const struct vg_root *r = vg_view_root(k->v, c->roots[i]);

        if (r != NULL && !vg_root_held(k->v, r) && (lowest == NULL || r->id < lowest->id))
            lowest = r;
    }
    return lowest;
}

/* What waits for originals, source by source; sources that wait for the same root
 * first of all wait together, so that there is at most one such task per root. */
static void say_unheld(struct vg_rules *k)
{
    VG_SCOPED_GROUPS gs = vg_groups_new(SIZE_MAX);

    for (size_t i = 0, n; i < k->n; i += n) {
        const struct vg_root *lowest = NULL;

        n = vg_rule_run(k, i);
        for (size_t j = i; j < i + n; j++) {
            const struct vg_root *r = unheld_root(k, k->c[j]);

            if (r != NULL && (lowest == NULL || r->id < lowest->id))
                lowest = r;
        }
        for (size_t j = i; lowest != NULL && j < i + n; j++)
            if (unheld_root(k, k->c[j]) != NULL)
                vg_groups_add(&gs, vg_rule_key(k, "%" PRId64, lowest->id), k->c[j]);
    }
    vg_groups_close(&gs);
    for (size_t i = 0; i < gs.n; i++) {
        struct vg_ids ids = {0};

        qsort(gs.g[i].c, gs.g[i].n, sizeof(const struct vg_claim *), claim_order);
        vg_ids_add_group(k, &ids, &gs.g[i]);
        vg_rule_says(k, VG_CHECK_ATTRIBUTION, VG_CHECK_NOT_RUN, &ids,
                     "issuer and wording, in the language of the original?",
                     "not run: source not held", "open task: compare with the originals");
    }
}

void vg_rule_attribution(struct vg_rules *k)
{
    struct vg_table heard = VG_TABLE(k->w);

    note_recorded_replies(k, &heard);
    for (size_t i = 0, n; i < k->n; i += n) {
        n = vg_rule_run(k, i);
        say_of_source(k, &k->c[i], n);
        say_other_side(k, &k->c[i], n, &heard);
    }
    say_unheld(k);
    say_relations(k);
}
