/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Which claims allege something that somebody must be able to answer. Where the
 * accused side cannot be told from the words, the claim counts as an allegation:
 * "not asked" is a short answer, a missing reply is a wrong brief.
 */
#include "claim/allege.h"

#include <string.h>

static int is_in(const char *word, const char *const *list)
{
    for (size_t i = 0; word != NULL && list[i] != NULL; i++)
        if (strcmp(word, list[i]) == 0)
            return 1;
    return 0;
}

/* Whoever watches, reports, hosts or is written: never the accused side by itself. */
static const char *const bystanders[] = {
    "ngo", "media", "document", "host-police", "host-government", "host-intelligence", NULL};
static const char *const hosts[] = {"host-police", "host-government", "host-intelligence", NULL};
/* What an operator runs; counting such things alleges that somebody runs them. */
static const char *const presences[] = {"station", "site",           "centre", "office",
                                        "agency",  "police-service", NULL};
static const char *const open_words[] = {"alleged", "reported", "disputed", "denied", NULL};
static const char *const own_words[] = {"official-claim", "official-statement", NULL};

enum side { SIDE_NONE, SIDE_BYSTANDER, SIDE_HOST, SIDE_WORDS, SIDE_ACCUSED };

static enum side side_of(const struct vg_view *v, const char *name)
{
    const struct vg_entity *e = name == NULL ? NULL : vg_view_entity(v, name);

    if (name == NULL || vg_place_get(&v->places, name) != NULL)
        return SIDE_NONE;
    if (e == NULL)
        return SIDE_WORDS;
    if (is_in(e->level, hosts))
        return SIDE_HOST;
    return is_in(e->level, bystanders) ? SIDE_BYSTANDER : SIDE_ACCUSED;
}

/* An act of a host authority is about the accused side only when it names it. */
static int is_about_accused(const struct vg_view *v, const struct vg_claim *c)
{
    enum side subject = side_of(v, c->subject), object = side_of(v, c->object);

    if (subject == SIDE_ACCUSED || object == SIDE_ACCUSED || is_in(c->quantity.unit, presences))
        return 1;
    if (subject == SIDE_HOST || object == SIDE_HOST)
        return 0;
    return subject == SIDE_WORDS || object == SIDE_WORDS;
}

/* What a side says about itself is known by the standing under the speaker's own name. */
static int is_own_word(const struct vg_claim *c)
{
    const char *speaker = c->n_links > 0 ? c->links[0].speaker : NULL;

    for (size_t i = 0; speaker != NULL && i < c->n_standing; i++)
        if (c->standing[i].speaker != NULL && strcmp(c->standing[i].speaker, speaker) == 0)
            return is_in(c->standing[i].value, own_words);
    return c->n_standing > 0 && is_in(c->standing[0].value, own_words);
}

static int is_open(const struct vg_claim *c)
{
    for (size_t i = 0; i < c->n_standing; i++)
        if (is_in(c->standing[i].value, open_words))
            return 1;
    return c->n_standing == 0;
}

static int kind_may_allege(const struct vg_claim *c)
{
    switch (c->kind) {
    case VG_KIND_QUANTITY:
    case VG_KIND_EXISTENCE:
    case VG_KIND_EVENT:
    case VG_KIND_RELATION:
        return 1;
    case VG_KIND_OPINION:
        return c->quantity.op != VG_OP_NONE;
    case VG_KIND_PUBLICATION:
    case VG_KIND_NEGATIVE_FINDING:
    case VG_KIND_INSTRUCTION:
    case VG_KIND_ROOT_POINTER:
    case VG_KIND_FORECAST:
    case VG_KIND_DENIAL:
        break;
    }
    return 0;
}

int vg_claim_alleges(const struct vg_view *v, const struct vg_claim *c)
{
    enum vg_family f = vg_claim_family(c);

    if (c->stance != VG_ASSERTS && c->stance != VG_RELAYS)
        return 0;
    if (!kind_may_allege(c))
        return 0;
    if (f != VG_FAMILY_EXISTENCE && f != VG_FAMILY_FUNCTION && f != VG_FAMILY_EFFECT)
        return 0;
    return is_about_accused(v, c) && !is_own_word(c) && is_open(c);
}

int vg_claim_needs_reply(const struct vg_view *v, const struct vg_claim *c)
{
    static const char *const words[] = {"alleged", "reported", NULL};
    const struct vg_entity *subject = c->subject == NULL ? NULL : vg_view_entity(v, c->subject);
    int presence =
        is_in(c->quantity.unit, presences) ||
        (subject != NULL && subject->level != NULL && strcmp(subject->level, "presence") == 0);

    if (!kind_may_allege(c) || (c->stance != VG_ASSERTS && c->stance != VG_RELAYS))
        return 0;
    for (size_t i = 0; presence && !is_own_word(c) && i < c->n_standing; i++)
        if (is_in(c->standing[i].value, words))
            return 1;
    return 0;
}
