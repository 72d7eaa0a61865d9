/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Checks of claims that stand against each other: existence, purpose, superseded. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/edtf.h"
#include "claim/period.h"
#include "claim/rules.h"

enum { GROUP_MOST = 16 };

/* -- existence ------------------------------------------------------------------------------ */

static void say_none_found(struct vg_rules *k, const struct vg_claim *c)
{
    struct vg_ids ids = {0};

    vg_ids_add(k, &ids, c);
    vg_rule_says(k, VG_CHECK_EXISTENCE, VG_CHECK_WARNING, &ids,
                 vg_print(k->w, "%s: not found, so not there?",
                          c->object != NULL    ? c->object
                          : c->subject != NULL ? c->subject
                                               : "it"),
                 "a search without result, no evidence of absence",
                 "“none found”, never “none” and never 0 in a count");
}

/* By its predicate: a denial of something else ("forced") is no denial that it exists. */
static int denies_existence(const struct vg_claim *c)
{
    const struct vg_claim plain = {
        .kind = VG_KIND_RELATION, .family = c->family, .predicate = c->predicate};

    return (c->kind == VG_KIND_DENIAL || c->stance == VG_DENIES) &&
           vg_claim_family(&plain) == VG_FAMILY_EXISTENCE;
}

static int says_existence(const struct vg_claim *c)
{
    return vg_is_finding(c) && vg_claim_family(c) == VG_FAMILY_EXISTENCE &&
           (c->kind == VG_KIND_EXISTENCE || c->kind == VG_KIND_QUANTITY ||
            c->kind == VG_KIND_EVENT);
}

/* Of one subject, or of one kind of thing in one place. */
static void group_existence(struct vg_rules *k, struct vg_groups *gs, const struct vg_claim *c)
{
    if (c->subject != NULL)
        vg_groups_add(gs, c->subject, c);
    for (size_t i = 0; i < c->n_places && i < GROUP_MOST; i++)
        if (c->quantity.unit != NULL)
            vg_groups_add(gs, vg_rule_key(k, "%s @ %s", c->quantity.unit, c->places[i]), c);
}

static void say_dispute(struct vg_rules *k, const struct vg_group *yes, const struct vg_group *no)
{
    struct vg_ids ids = {0};

    vg_ids_add_group(k, &ids, yes);
    vg_ids_add_group(k, &ids, no);
    vg_rule_says(
        k, VG_CHECK_EXISTENCE, VG_CHECK_NOTE, &ids, vg_print(k->w, "%s: is it there?", yes->key),
        "one side says that it exists, the other that it does not", "dispute card, both sides");
}

void vg_rule_existence(struct vg_rules *k)
{
    VG_SCOPED_GROUPS yes = vg_groups_new(GROUP_MOST);
    VG_SCOPED_GROUPS no = vg_groups_new(GROUP_MOST);

    for (size_t i = 0; i < k->n; i++) {
        const struct vg_claim *c = k->by_id[i];

        if (c->kind == VG_KIND_NEGATIVE_FINDING || c->quantity.op == VG_OP_NONE_FOUND)
            say_none_found(k, c);
        else if (denies_existence(c))
            group_existence(k, &no, c);
        else if (says_existence(c))
            group_existence(k, &yes, c);
    }
    vg_groups_close(&yes);
    vg_groups_close(&no);
    for (size_t i = 0; i < no.n; i++) {
        const struct vg_group *g = vg_groups_get(&yes, no.g[i].key);

        if (g != NULL)
            say_dispute(k, g, &no.g[i]);
    }
}

/* -- purpose -------------------------------------------------------------------------------- */

static int is_about_purpose(const struct vg_claim *c)
{
    static const char *const words[] = {"target", "targets", "purpose", "aims",    "serves",
                                        "used",   "meant",   "police",  "function"};

    if (vg_is_guess(c) || c->stance == VG_ASKS || c->stance == VG_RELAYS)
        return 0;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (vg_has_token(c->predicate, words[i]))
            return 1;
    return 0;
}

/* Under each entity id of the subject, or the subject as a whole. */
static void group_subjects(struct vg_rules *k, struct vg_groups *gs, const struct vg_claim *c)
{
    int ids = 0;

    for (const char *p = c->subject; p != NULL && *p != '\0';) {
        size_t len = strcspn(p, " ,");

        if (memchr(p, ':', len) != NULL) {
            vg_groups_add(gs, vg_rule_key(k, "%.*s", (int)len, p), c);
            ids = 1;
        }
        p += len + strspn(p + len, " ,");
    }
    if (!ids && c->subject != NULL)
        vg_groups_add(gs, c->subject, c);
}

void vg_rule_purpose(struct vg_rules *k)
{
    VG_SCOPED_GROUPS gs = vg_groups_new(GROUP_MOST);

    for (size_t i = 0; i < k->n; i++)
        if (is_about_purpose(k->by_id[i]))
            group_subjects(k, &gs, k->by_id[i]);
    vg_groups_close(&gs);
    for (size_t i = 0; i < gs.n; i++) {
        const struct vg_group *g = &gs.g[i];
        struct vg_ids ids = {0};
        int differ = 0;

        for (size_t j = 0; j < g->n; j++) {
            differ |= !vg_same_text(vg_first_speaker(g->c[j]), vg_first_speaker(g->c[0])) &&
                      (!vg_same_text(g->c[j]->object, g->c[0]->object) ||
                       g->c[j]->stance != g->c[0]->stance);
        }
        if (!differ)
            continue;
        vg_ids_add_group(k, &ids, g);
        vg_rule_says(k, VG_CHECK_PURPOSE, VG_CHECK_NOTE, &ids,
                     vg_print(k->w, "what is %s for, by whom?", g->key),
                     "the speakers differ, none is shown to be wrong", "dispute card, both sides");
    }
}

/* -- superseded ------------------------------------------------------------------------------ */

static int has_own_date(const struct vg_claim *c)
{
    for (size_t i = 0; i < c->n_links; i++)
        if (c->links[i].date != NULL)
            return 1;
    return 0;
}

static void say_editions(struct vg_rules *k, const struct vg_group *g)
{
    const struct vg_claim *first = g->c[0], *last = g->c[0];
    struct vg_ids ids = {0};

    for (size_t i = 0; i < g->n; i++) {
        int64_t said = vg_claim_said(k->v, g->c[i]);

        if (said < vg_claim_said(k->v, first))
            first = g->c[i];
        if (said > vg_claim_said(k->v, last))
            last = g->c[i];
        vg_ids_add(k, &ids, g->c[i]);
    }
    if (vg_claim_said(k->v, first) == vg_claim_said(k->v, last) ||
        (vg_printed_number(first) == vg_printed_number(last) &&
         first->quantity.op == last->quantity.op))
        return;
    vg_rule_says(k, VG_CHECK_SUPERSEDED, VG_CHECK_NOTE, &ids,
                 vg_print(k->w, "%s (%s), then %s (%s)", vg_rule_number(k, first),
                          vg_claim_said_text(k->v, first, k->w), vg_rule_number(k, last),
                          vg_claim_said_text(k->v, last, k->w)),
                 "one speaker on two days: the earlier stays true as of then",
                 "time-scoped, no contradiction");
}

static void index_found(struct vg_rules *k, struct vg_groups *gs, const struct vg_claim *c)
{
    const struct vg_place *p = c->n_places == 1 ? vg_place_get(&k->v->places, c->places[0]) : NULL;

    if (!says_existence(c) || c->quantity.unit == NULL || c->quantity.has == 0)
        return;
    for (; p != NULL && p->level > VG_PLACE_WORLD;
         p = p->parent != NULL ? vg_place_get(&k->v->places, p->parent) : NULL)
        vg_groups_add(gs, vg_rule_key(k, "%s|%s", c->quantity.unit, p->id), c);
}

/* A forecast, or an expectation, against what was identified there later. */
static int score(struct vg_rules *k, const struct vg_groups *found, const struct vg_claim *c)
{
    const struct vg_group *g =
        c->n_places == 0
            ? NULL
            : vg_groups_get(found, vg_rule_key(k, "%s|%s", c->quantity.unit, c->places[0]));
    struct vg_interval wanted = vg_quantity_interval(&c->quantity), got;
    struct vg_root_count roots;
    struct vg_ids ids = {0};
    int met = 0;

    for (size_t i = 0; g != NULL && i < g->n; i++) {
        if (vg_claim_said(k->v, g->c[i]) <= vg_claim_said(k->v, c))
            continue;
        got = vg_quantity_interval(&g->c[i]->quantity);
        vg_ids_add(k, &ids, g->c[i]);
        met |= !wanted.open_low && !got.open_low && got.low >= wanted.low;
    }
    if (ids.n == 0)
        return 0;
    vg_ids_add(k, &ids, c);
    vg_root_count(k->g, k->w, ids.id, ids.n, 0, &roots);
    vg_rule_says(k, VG_CHECK_SUPERSEDED, VG_CHECK_NOTE, &ids,
                 vg_print(k->w, "was “%s” in %s met later?", vg_rule_number(k, c), c->places[0]),
                 !met               ? "not met by what was stated since"
                 : roots.named >= 2 ? "met, by another root"
                                    : "met, not independently: the same root",
                 "the forecast with its score");
    return 1;
}

static const char *edition_key(struct vg_rules *k, const struct vg_claim *c)
{
    int effect = vg_claim_family(c) == VG_FAMILY_EFFECT;
    const char *from = effect && c->kind == VG_KIND_QUANTITY ? c->period.from : NULL;
    const char *to = effect ? c->period.to : NULL;

    return vg_rule_key(k, "%s|%s|%s|%s|%s|%s|%s", vg_first_speaker(c),
                       c->predicate != NULL ? c->predicate : "", c->quantity.unit,
                       c->quantity.definition != NULL ? c->quantity.definition : "",
                       from != NULL ? from : "", to != NULL ? to : "", vg_places_key(k, c));
}

static void find_editions(struct vg_rules *k)
{
    VG_SCOPED_GROUPS editions = vg_groups_new(VG_IDS_MOST);

    for (size_t i = 0; i < k->n; i++) {
        const struct vg_claim *c = k->by_id[i];

        if (vg_is_finding(c) && c->quantity.has != 0 && c->quantity.unit != NULL &&
            vg_first_speaker(c) != NULL && has_own_date(c))
            vg_groups_add(&editions, edition_key(k, c), c);
    }
    vg_groups_close(&editions);
    for (size_t i = 0; i < editions.n; i++)
        if (editions.g[i].n > 1)
            say_editions(k, &editions.g[i]);
}

static int is_expectation(const struct vg_claim *c)
{
    return vg_is_guess(c) && c->stance == VG_ASSERTS && c->quantity.has != 0 &&
           c->quantity.op != VG_OP_EXACT && c->quantity.unit != NULL;
}

/* What was found is put in order only when somebody expected something. */
static void score_expectations(struct vg_rules *k)
{
    VG_SCOPED_GROUPS found = vg_groups_new(GROUP_MOST);
    VG_SCOPED_GROUPS open = vg_groups_new(VG_IDS_MOST);
    size_t expected = 0;

    for (size_t i = 0; i < k->n; i++)
        expected += is_expectation(k->by_id[i]) != 0;
    for (size_t i = 0; expected > 0 && i < k->n; i++)
        index_found(k, &found, k->by_id[i]);
    vg_groups_close(&found);
    for (size_t i = 0; expected > 0 && i < k->n; i++)
        if (is_expectation(k->by_id[i]) && !score(k, &found, k->by_id[i]))
            vg_groups_add(&open, vg_rule_key(k, "%" PRId64, vg_source_of(k->by_id[i])),
                          k->by_id[i]);
    vg_groups_close(&open);
    for (size_t i = 0; i < open.n; i++) {
        struct vg_ids ids = {0};

        vg_ids_add_group(k, &ids, &open.g[i]);
        vg_rule_says(k, VG_CHECK_SUPERSEDED, VG_CHECK_NOT_RUN, &ids, "was the expectation met?",
                     "not run: source not held; nothing that was said later is in the case",
                     "forecasts wait for their score");
    }
}

void vg_rule_superseded(struct vg_rules *k)
{
    find_editions(k);
    score_expectations(k);
}
