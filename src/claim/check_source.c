/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Checks of who says it and where it comes from: citation and attribution. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/edtf.h"
#include "claim/allege.h"
#include "claim/period.h"
#include "claim/rules.h"

enum { OWN_MOST = 256 };

/* -- citation ----------------------------------------------------------------------------- */

static struct vg_part_words root_name(struct vg_rules *k, const struct vg_root *r)
{
    if (r->name != NULL)
        return vg_part(r->name);
    return r->what != NULL ? vg_part(r->what) : vg_part_id(k->w, 'r', r->id);
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
        enum vg_wording test;
    } rows[] = {
        {VG_CHECK_CITATION, VG_S_ROOT_ASKS_SAYS},  {VG_CHECK_VALUE, VG_S_ROOT_ASKS_NUMBER},
        {VG_CHECK_DRIFT, VG_S_ROOT_ASKS_BOUND},    {VG_CHECK_TIME_ORDER, VG_S_ROOT_ASKS_DONE},
        {VG_CHECK_OVERLAP, VG_S_ROOT_ASKS_TOTALS}, {VG_CHECK_SUPERSEDED, VG_S_ROOT_ASKS_EDITION},
    };
    const struct vg_said *says = VG_SAID(k->w, ROOT_NOT_HELD, root_name(k, r));

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
        vg_rule_says(k, rows[i].kind, VG_CHECK_NOT_RUN, &ids, vg_said_plain(rows[i].test), says,
                     VG_SAYS(ROOT_SHOW_FIND));
    }
}

/* What the held bytes of a root state: the claims on its own text, at most so many. */
struct held {
    const struct vg_root *root;
    const struct vg_claim *own[OWN_MOST];
    size_t n;
    int is_read; /* a person has set of something that it says so */
};

static int numbers_meet(const struct vg_claim *x, const struct vg_claim *y)
{
    struct vg_interval ix = vg_quantity_interval(&x->quantity);
    struct vg_interval iy = vg_quantity_interval(&y->quantity);

    return vg_printed_number(x) == vg_printed_number(y) ||
           (!ix.open_low && !ix.open_high && !iy.open_low && !iy.open_high && ix.low <= iy.high &&
            iy.low <= ix.high);
}

/* Of one thing: what is said, or of whom, is told in the same words. Only where both are
 * told in others is it another thing; one word may be a translation. */
static int is_same_thing(const struct vg_claim *x, const struct vg_claim *y)
{
    return vg_same_text(x->subject, y->subject) || vg_same_text(x->predicate, y->predicate);
}

enum answer { SAYS_SO, SAYS_OF_ANOTHER, SAYS_OTHERWISE, SAYS_NOTHING };

/* Does the root's own text state this number of this unit, and of this thing? */
static enum answer number_in(const struct held *h, const struct vg_claim *c,
                             const struct vg_claim **where)
{
    enum answer best = SAYS_NOTHING;

    for (size_t i = 0; i < h->n; i++) {
        const struct vg_claim *o = h->own[i];
        enum answer now = SAYS_OTHERWISE;

        if (o->quantity.has == 0)
            continue;
        if (vg_same_text(o->quantity.unit, c->quantity.unit) && numbers_meet(o, c))
            now = is_same_thing(o, c) ? SAYS_SO : SAYS_OF_ANOTHER;
        if (now < best) {
            best = now;
            *where = o;
        }
    }
    return best;
}

/* What is no number is said when one says the same of the same. */
static enum answer words_in(const struct held *h, const struct vg_claim *c,
                            const struct vg_claim **where)
{
    for (size_t i = 0; i < h->n; i++)
        if (vg_same_text(h->own[i]->subject, c->subject) &&
            vg_same_text(h->own[i]->predicate, c->predicate) && c->subject != NULL) {
            *where = h->own[i];
            return SAYS_SO;
        }
    return h->n > 0 ? SAYS_OTHERWISE : SAYS_NOTHING;
}

struct outcome {
    struct vg_ids denied, holds, fails, another, unread;
};

static void sort_out(struct vg_rules *k, const struct held *h, const struct vg_claim *c,
                     struct outcome *o)
{
    const struct vg_claim *where = NULL;
    enum answer says = c->quantity.has != 0 ? number_in(h, c, &where) : words_in(h, c, &where);

    if (k->g != NULL && vg_root_verdict(k->g, h->root->id, c) < 0) {
        vg_ids_add(k, &o->denied, c);
    } else if (vg_rule_was_read(k, h->root, c)) {
        vg_ids_add(k, &o->holds, c);
    } else if (says == SAYS_SO) {
        vg_ids_add(k, &o->holds, c);
    } else if (says == SAYS_OF_ANOTHER) {
        vg_ids_add(k, &o->another, c);
        vg_ids_add(k, &o->another, where);
    } else if (says == SAYS_OTHERWISE || h->is_read) {
        vg_ids_add(k, &o->fails, c);
    } else {
        vg_ids_add(k, &o->unread, c);
    }
}

static void say_held(struct vg_rules *k, const struct held *h, const struct vg_group *g)
{
    const struct vg_said *test = VG_SAID(k->w, CITED_ASKS, root_name(k, h->root));
    struct outcome o = {0};

    for (size_t i = 0; i < g->n; i++)
        if (vg_source_of(g->c[i]) != h->root->source) /* else it stands in the root itself */
            sort_out(k, h, g->c[i], &o);
    vg_rule_says(k, VG_CHECK_CITATION, VG_CHECK_ERROR, &o.denied, test, VG_SAYS(CITED_DENIED),
                 VG_SAYS(CITED_SHOW_WORDING));
    vg_rule_says(k, VG_CHECK_CITATION, VG_CHECK_HOLDS, &o.holds, test, VG_SAYS(CITED_HOLDS),
                 VG_SAYS(CITED_SHOW_PASSAGE));
    vg_rule_says(k, VG_CHECK_CITATION, VG_CHECK_ERROR, &o.another, test, VG_SAYS(CITED_ANOTHER),
                 VG_SAYS(CITED_SHOW_WORDING));
    vg_rule_says(k, VG_CHECK_CITATION, VG_CHECK_ERROR, &o.fails, test, VG_SAYS(CITED_FAILS),
                 VG_SAYS(CITED_SHOW_WORDING));
    vg_rule_says(k, VG_CHECK_CITATION, VG_CHECK_WARNING, &o.unread, test, VG_SAYS(CITED_UNREAD),
                 VG_SAYS(CITED_SHOW_READ));
}

/* "Completed" in a time when, by the root, something else was done to it. */
static void say_done(struct vg_rules *k, const struct held *h, const struct vg_claim *c)
{
    struct vg_date told, is;
    struct vg_ids ids = {0};

    if (!is_done(c) || vg_source_of(c) == h->root->source || !vg_claim_period(c, &told))
        return;
    for (size_t i = 0; i < h->n; i++) {
        const struct vg_claim *o = h->own[i];
        int same_time = vg_claim_period(o, &is) && is.first <= told.last && told.first <= is.last;

        ids.n = 0;
        if (!vg_same_text(o->subject, c->subject) || !vg_claim_period(o, &is) ||
            (!is_done(o) && !same_time) ||
            (c->quantity.has != 0 && o->quantity.has != 0 && !numbers_meet(o, c)))
            continue;
        vg_ids_add(k, &ids, c);
        vg_ids_add(k, &ids, o);
        vg_rule_says(k, VG_CHECK_TIME_ORDER,
                     is_done(o) && same_time ? VG_CHECK_HOLDS : VG_CHECK_ERROR, &ids,
                     VG_SAYS(ROOT_ASKS_DONE),
                     !is_done(o) ? VG_SAID(k->w, DONE_THEN, vg_part(o->predicate))
                     : same_time ? VG_SAYS(CITED_HOLDS)
                                 : VG_SAYS(DONE_ANOTHER_TIME),
                     VG_SAYS(CITED_SHOW_WORDING));
    }
}

/* Who issued what the root is, as its own text has it, and who is left out on the way. */
static void say_issuers(struct vg_rules *k, const struct held *h, const struct vg_claim *c)
{
    struct vg_ids ids = {0};
    const char *missing = NULL;
    int named = 0;

    for (size_t i = 0; i < h->n; i++) {
        const struct vg_claim *o = h->own[i];
        const char *issuer = vg_first_speaker(o);
        int found = 0;

        if ((o->kind != VG_KIND_INSTRUCTION && o->kind != VG_KIND_PUBLICATION) || issuer == NULL)
            continue;
        for (size_t j = 0; j < c->n_links; j++)
            found |= vg_same_text(c->links[j].speaker, issuer);
        named |= found;
        if (!found) {
            missing = issuer;
            vg_ids_add(k, &ids, o);
        }
    }
    if (!named || missing == NULL || vg_source_of(c) == h->root->source)
        return;
    vg_ids_add(k, &ids, c);
    vg_rule_says(k, VG_CHECK_ATTRIBUTION, VG_CHECK_NOTE, &ids, VG_SAYS(ISSUER_ASKS),
                 VG_SAID(k->w, ISSUER_BESIDES, vg_rule_name(k, missing)), VG_SAYS(ISSUER_SHOW));
}

void vg_say_pointer_of(struct vg_rules *k, const struct vg_claim *c)
{
    struct vg_ids ids = {0};
    const char *speaker = vg_first_speaker(c);

    if (c->kind != VG_KIND_ROOT_POINTER ||
        (!vg_is_unnamed(c->object != NULL ? c->object : "it") && !vg_is_unnamed(speaker)))
        return;
    vg_ids_add(k, &ids, c);
    vg_rule_says(k, VG_CHECK_CITATION, VG_CHECK_WARNING, &ids, VG_SAYS(POINTER_ASKS),
                 VG_SAYS(POINTER_UNNAMED), VG_SAYS(POINTER_SHOW));
}

/* A claim stands under the roots that it names, and under those that its own source holds. */
void vg_keys_cite(struct vg_rules *k, const struct vg_claim *c, struct vg_keys *out)
{
    const struct vg_source_link *held;
    size_t n = 0;

    for (size_t i = 0; i < c->n_roots; i++)
        if (vg_view_root(k->v, c->roots[i]) != NULL)
            vg_key_is(out, vg_rule_key(k, "%" PRId64, c->roots[i]));
    held = vg_rule_held_by(k, vg_source_of(c), &n);
    for (size_t i = 0; i < n; i++)
        vg_key_is(out, vg_rule_key(k, "%" PRId64, held[i].to));
}

static int names_root(const struct vg_claim *c, int64_t root)
{
    for (size_t i = 0; i < c->n_roots; i++)
        if (c->roots[i] == root)
            return 1;
    return 0;
}

static void say_root(struct vg_rules *k, const struct held *h, const struct vg_group *g)
{
    const struct vg_root *r = h->root;
    struct vg_ids ids = {0};

    if (r->corrected != NULL)
        vg_ids_add_group(k, &ids, g);
    vg_rule_says(k, VG_CHECK_CITATION, VG_CHECK_ERROR, &ids,
                 VG_SAID(k->w, STANDS_ASKS, root_name(k, r)),
                 VG_SAID(k->w, VERBATIM, vg_part(r->corrected)), VG_SAYS(STANDS_SHOW));
    if (!vg_root_held(k->v, r)) {
        say_not_run(k, r, g);
        return;
    }
    say_held(k, h, g);
    for (size_t i = 0; i < g->n; i++) {
        say_done(k, h, g->c[i]);
        say_issuers(k, h, g->c[i]);
    }
}

/* Part the cell into what rests on the root and what its own text says. */
static void part_cell(const struct vg_group *cell, struct held *h, struct vg_group *g)
{
    for (size_t i = 0; i < cell->n; i++) {
        const struct vg_claim *c = cell->c[i];

        if (vg_source_of(c) == h->root->source && h->n < OWN_MOST)
            h->own[h->n++] = c;
        if (!names_root(c, h->root->id))
            continue;
        if (g->n < VG_IDS_MOST)
            g->c[g->n++] = c;
        else
            g->more++;
    }
}

/* What is written on the way is gone afterwards: there are thousands of roots. */
void vg_say_cite(struct vg_rules *k, const struct vg_group *cell)
{
    VG_SCOPED_ARENA mine = {0};
    struct vg_arena *work = k->w;
    struct vg_group g = {0};
    struct held h = {0};
    int64_t id = 0;

    for (const char *p = cell->key; *p >= '0' && *p <= '9'; p++)
        id = 10 * id + (*p - '0');
    h.root = vg_view_root(k->v, id);
    g.c = VG_NEW_ARRAY(&mine, const struct vg_claim *, VG_IDS_MOST);
    if (h.root != NULL)
        part_cell(cell, &h, &g);
    if (g.n == 0)
        return;
    h.is_read = vg_rule_is_read(k, h.root);
    k->w = &mine;
    say_root(k, &h, &g);
    k->w = work;
}

/* -- attribution ---------------------------------------------------------------------------- */

static int is_id(const char *s, size_t n)
{
    return n > 2 && memchr(s, ':', n) != NULL && memchr(s, ' ', n) == NULL;
}

/* How a claim places an entity: inside another, or beside it. At most two entities. */
struct telling {
    const char *entity, *way, *other;
    size_t n_entity, n_other;
};

static struct telling tells(const char *entity, const char *way, const char *other)
{
    return (struct telling){entity, way, other, strlen(entity), strlen(other)};
}

/* "prog:a with prog:b" */
static size_t tell_pair(const struct vg_claim *c, struct telling *out)
{
    const char *with = c->subject != NULL ? strstr(c->subject, " with ") : NULL;

    if (with == NULL || !is_id(c->subject, (size_t)(with - c->subject)) ||
        !is_id(with + 6, strlen(with + 6)))
        return 0;
    out[0] = tells(c->subject, "beside", with + 6);
    out[0].n_entity = (size_t)(with - c->subject);
    out[1] = tells(with + 6, "beside", c->subject);
    out[1].n_other = out[0].n_entity;
    return 2;
}

static size_t tell(const struct vg_claim *c, struct telling *out)
{
    const char *s = c->subject, *o = c->object, *p = c->predicate;
    size_t n = c->stance == VG_ASSERTS ? tell_pair(c, out) : 0;

    if (n > 0 || c->stance != VG_ASSERTS || c->kind != VG_KIND_RELATION || s == NULL || o == NULL ||
        p == NULL)
        return n;
    if ((strcmp(p, "part-of") == 0 || strcmp(p, "subordinate-to") == 0 ||
         strcmp(p, "narrower-than") == 0) &&
        is_id(s, strlen(s)))
        out[n++] = tells(s, "inside", o);
    else if ((strcmp(p, "broader-than") == 0 || strcmp(p, "includes") == 0) && is_id(o, strlen(o)))
        out[n++] = tells(o, "inside", s);
    else if (strcmp(p, "partner-of") == 0 && is_id(s, strlen(s)))
        out[n++] = tells(s, "beside", o);
    return n;
}

void vg_keys_relation(struct vg_rules *k, const struct vg_claim *c, struct vg_keys *out)
{
    struct telling t[2];
    size_t n = tell(c, t);

    for (size_t i = 0; i < n; i++)
        vg_key_is(out, vg_rule_key(k, "%.*s", (int)t[i].n_entity, t[i].entity));
}

void vg_say_relation(struct vg_rules *k, const struct vg_group *g)
{
    struct vg_table ways = VG_TABLE(k->w);
    struct vg_pick shown = {0};
    struct vg_ids ids = {0};
    size_t length = strlen(g->key);

    if (g->n < 2)
        return;
    for (size_t i = 0; i < g->n; i++) {
        struct telling t[2];
        size_t n = tell(g->c[i], t);

        for (size_t j = 0; j < n; j++)
            if (t[j].n_entity == length && memcmp(t[j].entity, g->key, length) == 0)
                (void)vg_table_add(
                    &ways,
                    vg_str(vg_rule_key(k, "%s\n%.*s", t[j].way, (int)t[j].n_other, t[j].other)), 1,
                    NULL);
        vg_pick_add(&shown, g->c[i]);
    }
    if (ways.n < 2)
        return;
    vg_ids_add_pick(k, &ids, &shown);
    vg_rule_says(k, VG_CHECK_ATTRIBUTION, VG_CHECK_NOTE, &ids,
                 VG_SAID(k->w, RELATION_ASKS, vg_rule_name(k, g->key)),
                 VG_SAID(k->w, RELATION_WAYS, vg_part_number(k->w, (int64_t)ways.n)),
                 VG_SAYS(RELATION_SHOW));
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

static void say_other_side(struct vg_rules *k, const struct vg_claim *const *c, size_t n)
{
    struct vg_ids replies = {0}, alleged = {0};
    int exists_answered = 0, exists_alleged = 0;

    if (vg_rule_is_heard(k, vg_source_of(c[0])))
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
                 VG_SAYS(HEARD_ASKS), replies.n > 0 ? VG_SAYS(HEARD_PURPOSE) : VG_SAYS(HEARD_NOT),
                 VG_SAYS(HEARD_SHOW));
}

void vg_say_speakers(struct vg_rules *k, const struct vg_group *g)
{
    const struct vg_claim *const *c = g->c;
    size_t n = g->n;
    struct vg_ids loaded = {0}, unnamed = {0};

    for (size_t i = 0; i < n; i++) {
        const struct vg_link *first = c[i]->n_links > 1 ? &c[i]->links[0] : NULL;

        if (c[i]->passage != NULL && vg_is_loaded(c[i]->passage->quote))
            vg_ids_add(k, &loaded, c[i]);
        if (first != NULL && vg_is_unnamed(first->speaker) && c[i]->kind != VG_KIND_ROOT_POINTER)
            vg_ids_add(k, &unnamed, c[i]);
    }
    vg_rule_says(k, VG_CHECK_ATTRIBUTION, VG_CHECK_NOTE, &loaded, VG_SAYS(LOADED_ASKS),
                 VG_SAYS(LOADED_SAYS), VG_SAYS(LOADED_SHOW));
    vg_rule_says(k, VG_CHECK_ATTRIBUTION, VG_CHECK_WARNING, &unnamed, VG_SAYS(SPEAKER_ASKS),
                 VG_SAYS(SPEAKER_UNNAMED), VG_SAYS(SPEAKER_SHOW));
    say_other_side(k, c, n);
}

/* What waits for originals, source by source; sources that wait for the same root
 * first of all wait together, so that there is at most one such task per root. */
void vg_keys_unheld(struct vg_rules *k, const struct vg_claim *c, struct vg_keys *out)
{
    if (vg_rule_unheld(k, c) != 0)
        vg_key_is(out, vg_rule_key(k, "%" PRId64, vg_rule_lowest(k, vg_source_of(c))));
}

void vg_say_unheld(struct vg_rules *k, const struct vg_group *g)
{
    struct vg_ids ids = {0};

    vg_ids_add_group(k, &ids, g);
    vg_rule_says(k, VG_CHECK_ATTRIBUTION, VG_CHECK_NOT_RUN, &ids, VG_SAYS(ORIGINAL_ASKS),
                 VG_SAYS(ORIGINAL_NOT_HELD), VG_SAYS(ORIGINAL_SHOW));
}
