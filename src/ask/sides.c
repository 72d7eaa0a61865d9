/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Operations on who does what, and what each side says of it. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "ask/inside.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/edtf.h"
#include "base/table.h"
#include "claim/allege.h"
#include "claim/vocab.h"

/* -- claims, negative ---------------------------------------------------------------------- */

int vg_ask_claims(struct vg_asking *k, struct vg_err *err)
{
    const struct vg_claim *c;

    (void)err;
    for (size_t at = 0; (c = vg_next_fit(k, 0, &at)) != NULL;) {
        (void)vg_row_of(k, "claim", c);
        if (k->ask->filter.inferred && c->period.n_inferred > 0)
            vg_note_one(k, &k->remarks, VG_A_INFERRED, c, vg_claim_id(k, c),
                        vg_print(k->a, "%s (%s)", c->period.from != NULL ? c->period.from : "",
                                 c->period.inferred[0]),
                        NULL);
        if (vg_is_guess_kind(c))
            vg_note_one(k, &k->remarks, VG_A_OPINION_ONLY, c, NULL, NULL, NULL);
    }
    return VG_OK;
}

/* Is a search kept that this claim came of? */
static int has_log(const struct vg_asking *k, int64_t claim)
{
    for (size_t i = 0; i < k->v->n_looked; i++)
        if (k->v->looked[i].claim == claim)
            return 1;
    return 0;
}

/* "nothing: police station · yellow pages" */
static const struct vg_said *looked(struct vg_asking *k, const struct vg_looked *l)
{
    if (l->searched == NULL)
        return VG_SAID(k->a, BECAUSE, vg_looked_part(k, l->result), vg_part(l->words));
    return VG_SAID(k->a, LOOKED_IN, vg_looked_part(k, l->result), vg_part(l->words),
                   vg_part(l->searched));
}

/* The search log: where somebody looked, that day, with these words, and found nothing. */
static void add_searches(struct vg_asking *k)
{
    const struct vg_texts *places = &k->ask->filter.place;

    for (size_t i = 0; i < k->v->n_looked; i++) {
        const struct vg_looked *l = &k->v->looked[i];
        struct vg_answer_row *r;
        int inside = places->n == 0;

        for (size_t p = 0; p < places->n; p++)
            inside |= vg_place_within(&k->v->places, l->place, places->p[p]);
        if (!inside || l->result == VG_LOOKED_FOUND)
            continue;
        r = vg_row(k, "searched", l->place);
        r->name = vg_place_name_of(k, l->place);
        r->says = vg_asked_said(k, looked(k, l), NULL);
        r->from = r->to = l->date;
        if (l->claim != 0)
            vg_row_claim(k, r, vg_view_claim(k->v, l->claim));
    }
}

int vg_ask_negative(struct vg_asking *k, struct vg_err *err)
{
    const struct vg_claim *c;

    (void)err;
    for (size_t at = 0; (c = vg_next_fit(k, 0, &at)) != NULL;) {
        if (c->kind != VG_KIND_NEGATIVE_FINDING && c->quantity.op != VG_OP_NONE_FOUND)
            continue;
        (void)vg_row_of(k, "none-found", c);
        vg_note_one(k, &k->remarks, VG_A_NOT_ABSENCE, c, NULL, NULL, NULL);
        if (c->period.from == NULL && c->period.to == NULL && !has_log(k, c->id))
            vg_note_one(k, &k->missing, VG_A_NO_SEARCH_LOG, c, NULL, NULL, NULL);
    }
    add_searches(k);
    return VG_OK;
}

/* -- operators ----------------------------------------------------------------------------------
 */

static const char *const run_words[] = {
    "jurisdiction", "run",      "operates", "operated",   "tracked", "managed", "manages",
    "controlled",   "controls", "directed", "supervised", "hosts",   "under",   NULL};

static int tells_who_runs(const struct vg_claim *c)
{
    if (vg_is_guess_kind(c) || c->kind == VG_KIND_NEGATIVE_FINDING || c->stance == VG_REFUTES)
        return 0;
    if (vg_predicate_has(c, "investigation") || vg_predicate_has(c, "inquiry"))
        return 0; /* "under investigation" */
    for (size_t i = 0; run_words[i] != NULL; i++)
        if (vg_predicate_has(c, run_words[i]))
            return 1;
    return 0;
}

/* Where a body sits, and how high it stands. */
static const struct vg_claim *seat_of(struct vg_asking *k, const char *body)
{
    const struct vg_claim *found = NULL;

    for (size_t i = 0; i < k->v->n_claims; i++) {
        const struct vg_claim *c = &k->v->claims[i];

        if (c->subject == NULL || strcmp(c->subject, body) != 0 || !vg_stands(k, c) ||
            c->n_places != 1 || (!vg_predicate_has(c, "located") && !vg_predicate_has(c, "based")))
            continue;
        if (found == NULL || vg_place_within(&k->v->places, c->places[0], found->places[0]))
            found = c;
    }
    return found;
}

static void add_body(struct vg_asking *k, const char *id, const struct vg_claim *because)
{
    const struct vg_entity *e = vg_view_entity(k->v, id);
    const struct vg_claim *seat = seat_of(k, id);
    const char *level = e != NULL && e->level != NULL
                            ? vg_term_label("agency-level", e->level, k->in->language)
                            : NULL;
    const struct vg_place *region = NULL;
    struct vg_answer_row *r = vg_row(k, "body", id);

    r->name = vg_entity_name_of(k, id);
    if (seat != NULL)
        region = vg_place_at(&k->v->places, seat->places[0], VG_PLACE_REGION);
    r->from = NULL;
    if (seat != NULL)
        r->says = vg_asked_word(
            k, VG_A_SEAT, level != NULL ? level : "?",
            region != NULL && strcmp(region->id, seat->places[0]) != 0
                ? vg_print(k->a, "%s, %s (%s)", vg_place_name_of(k, seat->places[0]),
                           vg_place_name_of(k, region->id), region->id)
                : vg_print(k->a, "%s (%s)", vg_place_name_of(k, seat->places[0]), seat->places[0]),
            NULL);
    else
        r->says = level;
    vg_row_claim(k, r, because);
    vg_row_claim(k, r, seat);
}

static int is_body(const struct vg_asking *k, const char *id)
{
    const struct vg_entity *e = id == NULL ? NULL : vg_view_entity(k->v, id);

    return e != NULL && strncmp(id, "org:", 4) == 0;
}

/* The bodies that stand in words by their ids: "org:one, org:two". */
static size_t bodies_in(struct vg_asking *k, const char *text, const struct vg_claim *c,
                        struct vg_table *seen)
{
    size_t n = 0;

    for (const char *p = text; p != NULL && (p = strstr(p, "org:")) != NULL;) {
        const char *id = vg_copy(k->a, p, strcspn(p, " ,;"));

        p += strlen(id);
        if (!is_body(k, id))
            continue;
        n++;
        if (vg_table_add(seen, vg_str(id), 1, NULL))
            add_body(k, id, c);
    }
    return n;
}

/* The bodies that a claim of running names: its ends, and whoever stands within its words. */
static size_t add_bodies(struct vg_asking *k, const struct vg_claim *c, struct vg_table *seen)
{
    const struct vg_claim *const *within;
    size_t n = bodies_in(k, c->subject, c, seen), n_within = 0;

    n += bodies_in(k, c->object, c, seen);
    within = c->passage == NULL ? NULL : vg_claims_within(k, c->passage, &n_within);
    for (size_t i = 0; i < n_within; i++) {
        const struct vg_claim *d = within[i];

        if (d == c || !is_body(k, d->subject) || d->passage->end > c->passage->end ||
            d->passage->end - d->passage->start == c->passage->end - c->passage->start)
            continue; /* of the same words another claim says what they say */
        n++;
        if (vg_table_add(seen, vg_str(d->subject), 1, NULL))
            add_body(k, d->subject, d);
    }
    return n;
}

int vg_ask_operators(struct vg_asking *k, struct vg_err *err)
{
    struct vg_table seen = VG_TABLE(k->a);
    struct vg_filter f = k->ask->filter;
    const struct vg_claim *c;

    (void)err;
    for (size_t i = 0; i < k->v->n_claims; i++) {
        size_t bodies;

        c = &k->v->claims[i];
        if (!vg_stands(k, c) || !tells_who_runs(c))
            continue;
        if (!vg_filter_fits(k->v, &f, c, VG_LOOSE_PLACE | VG_LOOSE_WHAT) ||
            (f.what.n > 0 && !vg_claim_concerns(c, f.what.p[0])))
            continue;
        (void)vg_row_of(k, "runs", c);
        vg_ask_root_of(k, c->id);
        bodies = add_bodies(k, c, &seen);
        if (bodies > 1 && (c->n_places != 1 || strcmp(c->places[0], "world") == 0))
            vg_note_one(k, &k->remarks, VG_A_SAYS_NOT_WHICH, c, vg_print(k->a, "%zu", bodies), NULL,
                        NULL);
    }
    return VG_OK;
}

/* -- methods ------------------------------------------------------------------------------- */

struct method {
    const char *id;
    const struct vg_claim *c;
    int64_t order; /* of the claim: told by its words, or by what stands before it */
    int64_t first; /* of the method: the least of its claims */
};

static int is_method(const struct vg_claim *c)
{
    return (c->subject != NULL && strncmp(c->subject, "method:", 7) == 0) ||
           (vg_predicate_has(c, "method") && c->kind == VG_KIND_RELATION);
}

static int by_passage(const void *x, const void *y)
{
    const struct vg_passage *a = ((const struct method *)x)->c->passage;
    const struct vg_passage *b = ((const struct method *)y)->c->passage;

    if (a->source != b->source)
        return a->source < b->source ? -1 : 1;
    return (a->start > b->start) - (a->start < b->start);
}

static int by_order(const void *x, const void *y)
{
    const struct method *a = x, *b = y;

    if (a->first != b->first)
        return a->first < b->first ? -1 : 1;
    if (strcmp(a->id, b->id) != 0)
        return strcmp(a->id, b->id);
    return (a->c->id > b->c->id) - (a->c->id < b->c->id);
}

/* "The most common …", "We have also …", "A third way …": what has no number of its own
 * follows what stands before it. */
static void order_methods(struct method *m, size_t n)
{
    int64_t last = 0;

    qsort(m, n, sizeof *m, by_passage);
    for (size_t i = 0; i < n; i++) {
        int rank = vg_predicate_rank(m[i].c);

        if (i > 0 && m[i].c->passage->source != m[i - 1].c->passage->source)
            last = 0;
        m[i].order = rank > 0 ? (int64_t)rank * 1000 : last > 0 ? last + 1 : 100000;
        last = m[i].order < 100000 ? m[i].order : last;
    }
    for (size_t i = 0; i < n; i++) {
        m[i].first = m[i].order;
        for (size_t j = 0; j < n; j++)
            if (strcmp(m[i].id, m[j].id) == 0 && m[j].order < m[i].first)
                m[i].first = m[j].order;
    }
    qsort(m, n, sizeof *m, by_order);
}

static const char *method_name(struct vg_asking *k, const char *id)
{
    if (strncmp(id, "method:", 7) != 0)
        return vg_entity_name_of(k, id);
    return vg_term_label("method", id + 7, k->in->language);
}

int vg_ask_methods(struct vg_asking *k, struct vg_err *err)
{
    struct method *m = NULL;
    const struct vg_claim *c;
    size_t n = 0, room = 0;

    (void)err;
    for (size_t at = 0; (c = vg_next_fit(k, VG_LOOSE_PLACE | VG_LOOSE_WHAT, &at)) != NULL;) {
        if (!is_method(c) || c->passage == NULL || c->subject == NULL || n == 4096)
            continue;
        m = vg_grow(k->a, m, n, &room);
        m[n++] = (struct method){c->subject, c, 0, 0};
    }
    if (n == 0)
        return VG_OK;
    order_methods(m, n);
    for (size_t i = 0; i < n; i++) {
        struct vg_answer_row *r = vg_row_of(k, "method", m[i].c);

        r->what = m[i].id;
        r->name = method_name(k, m[i].id);
    }
    return VG_OK;
}

/* -- each side's account ------------------------------------------------------------------- */

/* The claims that some check finds told in several ways. */
static void index_disputed(struct vg_asking *k, struct vg_table *out)
{
    for (size_t i = 0; i < k->in->n_checks; i++) {
        const struct vg_check *check = &k->in->checks[i];

        if (check->kind != VG_CHECK_PURPOSE && check->kind != VG_CHECK_EXISTENCE)
            continue;
        if (check->kind == VG_CHECK_EXISTENCE && check->n_claims < 2)
            continue; /* a search without result is no dispute */
        for (size_t j = 0; j < check->n_claims; j++)
            vg_table_set(out, vg_str(vg_print(k->a, "%" PRId64, check->claims[j])), 1);
    }
}

static int is_disputed(struct vg_asking *k, const struct vg_table *disputed,
                       const struct vg_claim *c)
{
    int64_t there;

    return vg_table_get(disputed, vg_str(vg_print(k->a, "%" PRId64, c->id)), &there);
}

int vg_ask_dispute(struct vg_asking *k, struct vg_err *err)
{
    struct vg_table disputed = VG_TABLE(k->a);
    const struct vg_claim *c;

    (void)err;
    index_disputed(k, &disputed);
    for (int own = 1; own >= 0; own--)
        for (size_t at = 0; (c = vg_next_fit(k, VG_LOOSE_PLACE | VG_LOOSE_WHAT, &at)) != NULL;) {
            int denies = c->kind == VG_KIND_DENIAL || c->stance == VG_DENIES;

            if (!is_disputed(k, &disputed, c) && !denies)
                continue;
            if (((vg_is_own_account(c) || denies) && !vg_speaks_as_host(k, c)) != own)
                continue;
            vg_row_of(k, own ? "own-side" : "other-side", c)->what = c->subject;
        }
    return VG_OK;
}

/* -- replies ------------------------------------------------------------------------------- */

static const char *const questions[] = {"existence", "function", "purpose", "lawfulness",
                                        "closure"};
enum { QUESTIONS = sizeof questions / sizeof *questions };

static int acknowledges(const struct vg_claim *c)
{
    return vg_predicate_has(c, "acknowledged") || vg_predicate_has(c, "admitted") ||
           vg_predicate_has(c, "confirmed");
}

/* Which question an account answers; QUESTIONS: none of them. */
static size_t question_of(const struct vg_claim *c)
{
    static const char *const purpose[] = {"purpose", "targets", "target", "aims",
                                          "serves",  "serve",   "goal"};
    static const char *const law[] = {"lawful", "legal", "law"};

    if (vg_predicate_has(c, "closed") || vg_predicate_has(c, "closure"))
        return 4;
    if (c->kind == VG_KIND_DENIAL || c->stance == VG_DENIES)
        return vg_claim_family(c) == VG_FAMILY_FUNCTION ? 1 : 0;
    if (acknowledges(c))
        return 0;
    for (size_t i = 0; i < sizeof law / sizeof *law; i++)
        if (vg_predicate_has(c, law[i]))
            return 3;
    for (size_t i = 0; i < sizeof purpose / sizeof *purpose; i++)
        if (vg_predicate_has(c, purpose[i]))
            return 2;
    return vg_claim_family(c) == VG_FAMILY_FUNCTION ? 1 : QUESTIONS;
}

/* What a side says to what is said of it: a denial, or its own account in so many words. A host
 * authority that denies or says is no accused side. */
static int is_reply(const struct vg_asking *k, const struct vg_claim *c)
{
    if (vg_speaks_as_host(k, c))
        return 0;
    return c->kind == VG_KIND_DENIAL || (c->stance == VG_DENIES && c->kind != VG_KIND_OPINION) ||
           (vg_is_own_account(c) && (vg_predicate_has(c, "says") || acknowledges(c)));
}

static size_t question_named(const char *word)
{
    size_t i = 0;

    while (i < QUESTIONS && strcmp(questions[i], word) != 0)
        i++;
    return i;
}

/* A kept reply is about an allegation: it is shown when that fits. */
static void add_kept_reply(struct vg_asking *k, const struct vg_reply *reply, int *answered)
{
    const struct vg_claim *c = vg_view_claim(k->v, reply->claim);
    size_t q = question_named(reply->question);
    struct vg_answer_row *r;

    if (c == NULL || !vg_fits(k, c, 0))
        return;
    if (q < QUESTIONS && strcmp(reply->response, "not-asked") != 0)
        answered[q] = 1;
    r = vg_row(k, strcmp(reply->response, "not-asked") == 0 ? "not-answered" : "answered",
               reply->question);
    r->name = reply->speaker;
    r->says =
        vg_print(k->a, "%s%s%s", vg_term_label("response-origin", reply->response, k->in->language),
                 reply->words != NULL ? ": " : "", reply->words != NULL ? reply->words : "");
    r->from = r->to = reply->date;
    vg_row_claim(k, r, c);
    if (reply->answer != 0)
        vg_row_claim(k, r, vg_view_claim(k->v, reply->answer));
}

static void sum_up_answers(struct vg_asking *k, const int *answered)
{
    VG_SCOPED_BUF yes = {0}, no = {0};

    for (size_t i = 0; i < QUESTIONS; i++) {
        struct vg_buf *b = answered[i] ? &yes : &no;

        vg_putf(b, "%s%s", b->len == 0 ? "" : ", ", questions[i]);
        if (!answered[i])
            (void)vg_row(k, "not-answered", questions[i]);
    }
    if (yes.len == 0)
        vg_note(k, &k->missing, VG_A_NO_ANSWER, NULL, 0, NULL, NULL, NULL);
    else if (no.len > 0)
        vg_note(k, &k->remarks, VG_A_ANSWERS_ONLY, NULL, 0, yes.p, no.p, NULL);
}

int vg_ask_replies(struct vg_asking *k, struct vg_err *err)
{
    int answered[QUESTIONS] = {0};
    const struct vg_claim *c;

    (void)err;
    for (size_t at = 0; (c = vg_next_fit(k, VG_LOOSE_PLACE, &at)) != NULL;) {
        size_t q = is_reply(k, c) ? question_of(c) : QUESTIONS;

        if (q == QUESTIONS)
            continue;
        answered[q] = 1;
        vg_row_of(k, "answered", c)->what = questions[q];
    }
    for (size_t i = 0; i < k->v->n_replies; i++)
        add_kept_reply(k, &k->v->replies[i], answered);
    sum_up_answers(k, answered);
    return VG_OK;
}

/* -- fairness ------------------------------------------------------------------------------ */

/* An opinion that ascribes conduct is as hard on whom it is about as a statement of it. */
static int ascribes_conduct(const struct vg_asking *k, const struct vg_claim *c)
{
    static const char *const bystanders[] = {"ngo",         "media",           "document",
                                             "host-police", "host-government", "host-intelligence"};
    const struct vg_entity *e = c->subject == NULL ? NULL : vg_view_entity(k->v, c->subject);

    if (!vg_is_guess_kind(c) || c->quantity.op != VG_OP_NONE || e == NULL)
        return 0;
    for (size_t i = 0; e->level != NULL && i < sizeof bystanders / sizeof *bystanders; i++)
        if (strcmp(e->level, bystanders[i]) == 0)
            return 0;
    return 1;
}

int vg_ask_fairness(struct vg_asking *k, struct vg_err *err)
{
    const struct vg_claim *c;
    struct vg_ids open = {0};

    (void)err;
    for (size_t at = 0; (c = vg_next_fit(k, 0, &at)) != NULL;) {
        int replied;

        if (!vg_claim_alleges(k->v, c) && !vg_claim_needs_reply(k->v, c) && !ascribes_conduct(k, c))
            continue;
        replied = vg_reply_kept(k, c->id) == 2;
        (void)vg_row_of(k, replied ? "has-reply" : "no-reply", c);
        if (!replied)
            vg_ids_put(k->a, &open, c->id);
    }
    for (size_t i = 0; i < k->v->n_claims; i++) {
        c = &k->v->claims[i];
        if (vg_stands(k, c) && is_reply(k, c) && question_of(c) < QUESTIONS)
            (void)vg_row_of(k, "reply-available", c);
    }
    if (open.n > 0)
        vg_note(k, &k->missing, VG_A_NO_REPLY, open.id, open.n, vg_print(k->a, "%zu", open.n), NULL,
                NULL);
    return VG_OK;
}

/* -- responses ----------------------------------------------------------------------------- */

/* What an authority does or says about it, and what was done to those it names. */
static int is_response(const struct vg_asking *k, const struct vg_claim *c)
{
    static const char *const tokens[] = {"indicted",  "charged",      "investigated", "convicted",
                                         "arrested",  "summoned",     "expelled",     "pleaded",
                                         "sentenced", "investigates", "ordered",      "closure"};

    if (c->kind == VG_KIND_ROOT_POINTER || c->kind == VG_KIND_PUBLICATION)
        return 0;
    if (vg_speaks_as_host(k, c))
        return 1;
    if (c->subject != NULL && vg_view_entity(k->v, c->subject) != NULL)
        return vg_is_authority(k, c->subject);
    if (vg_is_own_account(c))
        return 0;
    if (vg_is_authority(k, c->subject))
        return c->kind == VG_KIND_EVENT || c->kind == VG_KIND_OPINION ||
               c->kind == VG_KIND_RELATION;
    for (size_t i = 0; c->kind == VG_KIND_EVENT && i < sizeof tokens / sizeof *tokens; i++)
        if (vg_predicate_has(c, tokens[i]))
            return 1;
    return 0;
}

/* Who it was, and when: of what was done, else of the saying. */
static void add_response(struct vg_asking *k, const struct vg_claim *c)
{
    struct vg_answer_row *r = vg_row_of(k, "response", c);

    r->name = vg_is_authority(k, c->subject) ? vg_entity_name_of(k, c->subject) : r->name;
    for (size_t i = 0; r->from == NULL && r->to == NULL && i < c->n_links; i++)
        r->from = r->to = c->links[i].date;
    for (size_t i = 0; r->from == NULL && r->to == NULL && i < c->n_standing; i++)
        r->from = r->to = c->standing[i].date;
    if ((c->quantity.has & VG_HAS_LOWER) && !(c->quantity.has & VG_HAS_VALUE) &&
        vg_is_authority(k, c->subject) && vg_view_entity(k->v, c->subject) == NULL)
        vg_note_one(k, &k->remarks, VG_A_BODY_UNNAMED, c,
                    vg_print(k->a, "%" PRId64, c->quantity.lower), NULL, NULL);
    if (r->from == NULL && r->to == NULL)
        vg_note_one(k, &k->missing, VG_A_NO_PERIOD, c, vg_claim_id(k, c), NULL, NULL);
}

int vg_ask_responses(struct vg_asking *k, struct vg_err *err)
{
    const struct vg_claim *c;
    size_t n = 0;

    (void)err;
    for (size_t at = 0; (c = vg_next_fit(k, VG_LOOSE_WHAT, &at)) != NULL;) {
        if (!is_response(k, c))
            continue;
        n++;
        add_response(k, c);
    }
    if (n == 0)
        vg_note(k, &k->missing, VG_A_NO_BODY, NULL, 0, NULL, NULL, NULL);
    return VG_OK;
}

/* -- status -------------------------------------------------------------------------------- */

struct word {
    const char *where;
    const struct vg_standing *s;
    const struct vg_claim *c;
    int64_t day;
    size_t order;
};

static int64_t day_of(const char *edtf)
{
    struct vg_date d;

    if (edtf == NULL || vg_edtf_readz(edtf, &d, NULL) != VG_OK)
        return VG_DAYS_MIN;
    return d.open_to ? d.first : d.last;
}

static int newest_first(const void *x, const void *y)
{
    const struct word *a = x, *b = y;
    int order = strcmp(a->where, b->where);

    if (order != 0)
        return order;
    if (a->day != b->day)
        return a->day > b->day ? -1 : 1;
    return a->order > b->order ? -1 : 1;
}

static int tells_status(const struct vg_asking *k, const struct vg_claim *c)
{
    const struct vg_entity *e = c->subject == NULL ? NULL : vg_view_entity(k->v, c->subject);
    int presence = e != NULL && e->level != NULL && strcmp(e->level, "presence") == 0;
    enum vg_family f = vg_claim_family(c);

    if (vg_is_guess_kind(c) || c->kind == VG_KIND_PUBLICATION || c->n_standing == 0)
        return 0;
    if (c->quantity.unit != NULL && k->unit != NULL && strcmp(c->quantity.unit, k->unit) != 0)
        return 0; /* a number of something else at these places */
    return presence || (k->unit != NULL && vg_claim_concerns(c, k->unit) && c->n_places > 0 &&
                        (f == VG_FAMILY_EXISTENCE || f == VG_FAMILY_IDENTITY ||
                         f == VG_FAMILY_TIME || c->kind == VG_KIND_EVENT));
}

static void gather_status(struct vg_asking *k, const struct vg_claim *c, struct word **list,
                          size_t *n, size_t *room)
{
    int presence = c->subject != NULL && strncmp(c->subject, "presence:", 9) == 0;
    size_t places = presence ? 1 : c->n_places;

    for (size_t p = 0; p < places; p++)
        for (size_t s = 0; s < c->n_standing; s++) {
            *list = vg_grow(k->a, *list, *n, room);
            (*list)[*n] = (struct word){presence ? c->subject : c->places[p], &c->standing[s], c,
                                        day_of(c->standing[s].date), *n};
            (*n)++;
        }
}

/* What the accused side says of them all stands with their status, as a brief has it. */
static void add_own_accounts(struct vg_asking *k)
{
    const struct vg_claim *c;

    for (size_t at = 0; (c = vg_next_fit(k, VG_LOOSE_WHAT | VG_LOOSE_PLACE, &at)) != NULL;)
        if (is_reply(k, c) && question_of(c) < QUESTIONS && k->unit != NULL &&
            vg_claim_concerns(c, k->unit))
            (void)vg_row_of(k, "own-side", c);
}

int vg_ask_status(struct vg_asking *k, struct vg_err *err)
{
    struct vg_table seen = VG_TABLE(k->a);
    struct word *list = NULL;
    const struct vg_claim *c;
    size_t n = 0, room = 0;

    (void)err;
    for (size_t at = 0; (c = vg_next_fit(k, VG_LOOSE_WHAT, &at)) != NULL;)
        if (tells_status(k, c))
            gather_status(k, c, &list, &n, &room);
    if (n > 0)
        qsort(list, n, sizeof *list, newest_first);
    for (size_t i = 0; i < n; i++) {
        const char *speaker = list[i].s->speaker == NULL ? "" : list[i].s->speaker;
        struct vg_answer_row *r;

        if (!vg_table_add(&seen, vg_str(vg_print(k->a, "%s\n%s", list[i].where, speaker)), 1, NULL))
            continue;
        r = vg_row(k, "status", list[i].where);
        r->name = vg_view_entity(k->v, list[i].where) != NULL ? vg_entity_name_of(k, list[i].where)
                                                              : vg_place_name_of(k, list[i].where);
        r->says = vg_print(k->a, "%s: %s", speaker,
                           vg_term_label("standing", list[i].s->value, k->in->language));
        r->from = r->to = list[i].s->date;
        vg_row_claim(k, r, list[i].c);
    }
    add_own_accounts(k);
    return VG_OK;
}
