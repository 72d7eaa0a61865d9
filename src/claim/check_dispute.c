/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Checks of claims that stand against each other: existence, purpose, superseded. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/edtf.h"
#include "claim/period.h"
#include "claim/rules.h"

/* -- existence ------------------------------------------------------------------------------ */

static int is_none_found(const struct vg_claim *c)
{
    return c->kind == VG_KIND_NEGATIVE_FINDING || c->quantity.op == VG_OP_NONE_FOUND;
}

void vg_say_none_found_of(struct vg_rules *k, const struct vg_claim *c)
{
    struct vg_part_words what = vg_part_said(k->w, VG_SAYS(ABSENT_WHAT));
    struct vg_ids ids = {0};

    if (!is_none_found(c))
        return;
    if (c->object != NULL)
        what = vg_rule_name(k, c->object);
    else if (c->quantity.unit != NULL)
        what = vg_rule_unit(k, c->quantity.unit);
    else if (c->subject != NULL) /* as often who looked as what was looked for */
        what = vg_rule_name(k, c->subject);
    vg_ids_add(k, &ids, c);
    vg_rule_says(k, VG_CHECK_EXISTENCE, VG_CHECK_WARNING, &ids, VG_SAID(k->w, ABSENT_ASKS, what),
                 VG_SAYS(ABSENT_SAYS), VG_SAYS(ABSENT_SHOW));
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
void vg_keys_existence(struct vg_rules *k, const struct vg_claim *c, struct vg_keys *out)
{
    if (is_none_found(c) || (!denies_existence(c) && !says_existence(c)))
        return;
    if (c->subject != NULL)
        vg_key_is(out, c->subject);
    for (size_t i = 0; i < c->n_places && i < VG_PICK_MOST; i++)
        if (c->quantity.unit != NULL)
            vg_key_is(out, vg_rule_key(k, "%s @ %s", c->quantity.unit, c->places[i]));
}

/* What a cell is about: the subject, or "unit @ place". */
static struct vg_part_words about(struct vg_rules *k, const char *key)
{
    const char *at = strstr(key, " @ ");

    if (at == NULL)
        return vg_rule_name(k, key);
    return vg_part_said(k->w, VG_SAID(k->w, UNIT_AT_PLACE,
                                      vg_rule_unit(k, vg_copy(k->w, key, (size_t)(at - key))),
                                      vg_rule_place(k, at + 3)));
}

void vg_say_existence(struct vg_rules *k, const struct vg_group *g)
{
    struct vg_pick yes = {0}, no = {0};
    struct vg_ids ids = {0};

    for (size_t i = 0; i < g->n; i++)
        vg_pick_add(denies_existence(g->c[i]) ? &no : &yes, g->c[i]);
    if (yes.n == 0 || no.n == 0)
        return;
    vg_ids_add_pick(k, &ids, &yes);
    vg_ids_add_pick(k, &ids, &no);
    vg_rule_says(k, VG_CHECK_EXISTENCE, VG_CHECK_NOTE, &ids,
                 VG_SAID(k->w, EXISTS_ASKS, about(k, g->key)), VG_SAYS(EXISTS_SAYS),
                 VG_SAYS(DISPUTE_SHOW));
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
void vg_keys_purpose(struct vg_rules *k, const struct vg_claim *c, struct vg_keys *out)
{
    int ids = 0;

    if (!is_about_purpose(c))
        return;
    for (const char *p = c->subject; p != NULL && *p != '\0';) {
        size_t len = strcspn(p, " ,");

        if (memchr(p, ':', len) != NULL) {
            vg_key_is(out, vg_rule_key(k, "%.*s", (int)len, p));
            ids = 1;
        }
        p += len + strspn(p + len, " ,");
    }
    if (!ids && c->subject != NULL)
        vg_key_is(out, c->subject);
}

void vg_say_purpose(struct vg_rules *k, const struct vg_group *g)
{
    struct vg_ids ids = {0};
    struct vg_pick shown = {0};
    int differ = 0;

    for (size_t j = 0; j < g->n; j++) {
        differ |=
            !vg_same_text(vg_first_speaker(g->c[j]), vg_first_speaker(g->c[0])) &&
            (!vg_same_text(g->c[j]->object, g->c[0]->object) || g->c[j]->stance != g->c[0]->stance);
        vg_pick_add(&shown, g->c[j]);
    }
    if (!differ)
        return;
    vg_ids_add_pick(k, &ids, &shown);
    vg_rule_says(k, VG_CHECK_PURPOSE, VG_CHECK_NOTE, &ids,
                 VG_SAID(k->w, PURPOSE_ASKS, vg_rule_name(k, g->key)), VG_SAYS(PURPOSE_SAYS),
                 VG_SAYS(DISPUTE_SHOW));
}

/* -- superseded ------------------------------------------------------------------------------ */

static int has_own_date(const struct vg_claim *c)
{
    for (size_t i = 0; i < c->n_links; i++)
        if (c->links[i].date != NULL)
            return 1;
    return 0;
}

void vg_say_edition(struct vg_rules *k, const struct vg_group *g)
{
    const struct vg_claim *first = g->c[0], *last = g->c[0];
    struct vg_ids ids = {0};

    if (g->n < 2)
        return;
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
                 VG_SAID(k->w, EDITION_ASKS, vg_rule_number(k, first),
                         vg_part_date(k->w, vg_claim_said_text(k->v, first, k->w)),
                         vg_rule_number(k, last),
                         vg_part_date(k->w, vg_claim_said_text(k->v, last, k->w))),
                 VG_SAYS(EDITION_SAYS), VG_SAYS(EDITION_SHOW));
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

void vg_keys_edition(struct vg_rules *k, const struct vg_claim *c, struct vg_keys *out)
{
    if (vg_is_finding(c) && c->quantity.has != 0 && c->quantity.unit != NULL &&
        vg_first_speaker(c) != NULL && has_own_date(c))
        vg_key_is(out, edition_key(k, c));
}

/* -- forecasts ------------------------------------------------------------------------------- */

int vg_is_expectation(const struct vg_claim *c)
{
    return vg_is_guess(c) && c->stance == VG_ASSERTS && c->quantity.has != 0 &&
           c->quantity.op != VG_OP_EXACT && c->quantity.unit != NULL;
}

/* What is expected stands under its first place, what was found under every place around it. */
void vg_keys_forecast(struct vg_rules *k, const struct vg_claim *c, struct vg_keys *out)
{
    const struct vg_place *p = NULL;

    if (vg_is_expectation(c) && c->n_places > 0)
        vg_key_is(out, vg_rule_key(k, "%s|%s", c->quantity.unit, c->places[0]));
    if (says_existence(c) && c->quantity.unit != NULL && c->quantity.has != 0 && c->n_places == 1)
        p = vg_place_get(&k->v->places, c->places[0]);
    for (; p != NULL && p->level > VG_PLACE_WORLD;
         p = p->parent != NULL ? vg_place_get(&k->v->places, p->parent) : NULL)
        vg_key_is(out, vg_rule_key(k, "%s|%s", c->quantity.unit, p->id));
}

/* When a claim was said and what it found: dates are read once for many forecasts. */
struct found {
    const struct vg_claim *c;
    int64_t said;
    struct vg_interval in;
};

/* Is that what was wanted, or more of it; or, where only an upper end was foretold, less? */
static int meets(const struct found *f, const struct vg_interval *wanted)
{
    if (!wanted->open_low)
        return !f->in.open_low && f->in.low >= wanted->low;
    return !wanted->open_high && !f->in.open_high && f->in.high <= wanted->high;
}

/* A forecast, or an expectation, against what was identified there later. */
static void score(struct vg_rules *k, const struct found *f, size_t n, const struct vg_claim *c)
{
    struct vg_interval wanted = vg_quantity_interval(&c->quantity);
    int64_t said = vg_claim_said(k->v, c);
    struct vg_root_count roots;
    struct vg_pick later = {0};
    struct vg_ids ids = {0};
    int met = 0;

    for (size_t i = 0; i < n; i++) {
        if (f[i].said <= said)
            continue;
        vg_pick_add(&later, f[i].c);
        met |= meets(&f[i], &wanted);
    }
    if (later.n == 0)
        return;
    vg_ids_add_pick(k, &ids, &later);
    vg_ids_add(k, &ids, c);
    vg_root_count(k->g, k->w, ids.id, ids.n, 0, &roots);
    vg_rule_says(k, VG_CHECK_SUPERSEDED, VG_CHECK_NOTE, &ids,
                 VG_SAID(k->w, FORECAST_ASKS, vg_rule_number(k, c), vg_rule_place(k, c->places[0])),
                 !met               ? VG_SAYS(FORECAST_NOT_MET)
                 : roots.named >= 2 ? VG_SAYS(FORECAST_MET)
                                    : VG_SAYS(FORECAST_MET_ALONE),
                 VG_SAYS(FORECAST_SHOW));
}

void vg_say_forecast(struct vg_rules *k, const struct vg_group *g)
{
    struct found *f = VG_NEW_ARRAY(k->w, struct found, g->n + 1);
    size_t n = 0;

    for (size_t i = 0; i < g->n; i++)
        if (!vg_is_guess(g->c[i]))
            f[n++] = (struct found){g->c[i], vg_claim_said(k->v, g->c[i]),
                                    vg_quantity_interval(&g->c[i]->quantity)};
    for (size_t i = 0; n > 0 && i < g->n; i++)
        if (vg_is_expectation(g->c[i]))
            score(k, f, n, g->c[i]);
}

static int is_scored(struct vg_rules *k, const struct vg_claim *c)
{
    const struct vg_group *g =
        c->n_places == 0 ? NULL
                         : vg_rule_look(k, VG_PART_FORECAST,
                                        vg_rule_key(k, "%s|%s", c->quantity.unit, c->places[0]));
    int64_t said = vg_claim_said(k->v, c);

    for (size_t i = 0; g != NULL && i < g->n; i++)
        if (!vg_is_guess(g->c[i]) && vg_claim_said(k->v, g->c[i]) > said)
            return 1;
    return 0;
}

/* What is expected in one source, and waits. */
void vg_keys_waiting(struct vg_rules *k, const struct vg_claim *c, struct vg_keys *out)
{
    if (vg_is_expectation(c))
        vg_key_is(out, vg_rule_key(k, "%" PRId64, vg_source_of(c)));
}

void vg_say_waiting(struct vg_rules *k, const struct vg_group *source)
{
    struct vg_ids ids = {0};

    for (size_t i = 0; i < source->n; i++)
        if (!is_scored(k, source->c[i]))
            vg_ids_add(k, &ids, source->c[i]);
    vg_rule_says(k, VG_CHECK_SUPERSEDED, VG_CHECK_NOT_RUN, &ids, VG_SAYS(WAITING_ASKS),
                 VG_SAYS(WAITING_SAYS), VG_SAYS(WAITING_SHOW));
}
