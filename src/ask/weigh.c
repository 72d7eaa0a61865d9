/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Operations on time and weight: what came when, what was expected, what it rests on. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "ask/inside.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/edtf.h"
#include "base/table.h"
#include "claim/allege.h"
#include "claim/period.h"

/* -- timeline ------------------------------------------------------------------------------ */

struct moment {
    int64_t first, last;
    const struct vg_claim *c;
    const struct vg_link *said; /* NULL: the thing itself */
};

static int in_time(const void *x, const void *y)
{
    const struct moment *a = x, *b = y;

    if (a->first != b->first)
        return a->first < b->first ? -1 : 1;
    if (a->last != b->last)
        return a->last < b->last ? -1 : 1;
    if ((a->said == NULL) != (b->said == NULL))
        return a->said == NULL ? -1 : 1;
    return (a->c->id > b->c->id) - (a->c->id < b->c->id);
}

static void add_moment(struct vg_asking *k, const struct moment *m)
{
    struct vg_answer_row *r =
        vg_row(k, m->said == NULL ? "event" : "said", m->c->n_places > 0 ? m->c->places[0] : NULL);

    if (m->said == NULL) {
        r->from = m->c->period.from;
        r->to = m->c->period.to;
        r->name = vg_said_first(m->c);
        r->quantity = m->c->quantity.op != VG_OP_NONE ? &m->c->quantity : NULL;
    } else {
        r->from = r->to = m->said->date;
        r->name = vg_asked_word(k, VG_A_SAID_AS,
                                m->said->speaker != NULL
                                    ? m->said->speaker
                                    : vg_asked_word(k, VG_A_UNNAMED, NULL, NULL, NULL),
                                m->said->as, NULL);
    }
    r->says = vg_claim_words(k, m->c);
    vg_row_claim(k, r, m->c);
    if (m->said == NULL && m->c->period.n_inferred > 0)
        vg_note_one(k, &k->remarks, VG_A_INFERRED, m->c, vg_claim_id(k, m->c),
                    r->from != NULL ? r->from : r->to, NULL);
}

/* One row for each saying: who, as what, when; however many claims came of it. */
static void gather_said(struct vg_asking *k, const struct vg_claim *c, struct vg_table *seen,
                        struct moment **list, size_t *n, size_t *room)
{
    for (size_t i = 0; i < c->n_links; i++) {
        const struct vg_link *l = &c->links[i];
        struct vg_date d;

        if (l->date == NULL || vg_edtf_readz(l->date, &d, NULL) != VG_OK ||
            !vg_table_add(seen,
                          vg_str(vg_print(k->a, "%s\n%s\n%s", l->speaker == NULL ? "" : l->speaker,
                                          l->as == NULL ? "" : l->as, l->date)),
                          1, NULL))
            continue;
        *list = vg_grow(k->a, *list, *n, room);
        (*list)[(*n)++] = (struct moment){d.first, d.last, c, l};
    }
}

int vg_ask_timeline(struct vg_asking *k, struct vg_err *err)
{
    struct vg_table seen = VG_TABLE(k->a);
    struct moment *list = NULL;
    const struct vg_claim *c;
    size_t n = 0, room = 0;

    (void)err;
    for (size_t at = 0; (c = vg_next_fit(k, 0, &at)) != NULL;) {
        struct vg_date d;

        if (vg_claim_period(c, &d)) {
            list = vg_grow(k->a, list, n, &room);
            list[n++] = (struct moment){d.first, d.last, c, NULL};
        }
        gather_said(k, c, &seen, &list, &n, &room);
    }
    if (n > 0)
        qsort(list, n, sizeof *list, in_time);
    for (size_t i = 0; i < n; i++)
        add_moment(k, &list[i]);
    return VG_OK;
}

/* -- forecasts ----------------------------------------------------------------------------------
 */

/* What the same text states of the same place, beside the expectation. */
static void add_basis(struct vg_asking *k, const struct vg_claim *c)
{
    for (size_t p = 0; p < c->n_places; p++)
        for (const struct vg_multi_item *i = vg_claims_inside(k, c->places[p]); i != NULL;
             i = vg_multi_next(&k->by_place, i)) {
            const struct vg_claim *b = i->c;

            if (b == c || b->kind != VG_KIND_RELATION || b->passage == NULL || c->passage == NULL ||
                b->passage->source != c->passage->source)
                continue;
            (void)vg_row_of(k, "basis", b);
            vg_note_one(k, &k->remarks, VG_A_BASIS, b, vg_claim_words(k, b), NULL, NULL);
        }
}

/* Findings of the same unit inside the place, said later. Their roots are those of the answer. */
static size_t add_met(struct vg_asking *k, const struct vg_claim *c)
{
    int64_t said = vg_claim_said(k->v, c);
    size_t n = 0;

    for (size_t p = 0; p < c->n_places; p++)
        for (const struct vg_multi_item *i = vg_claims_inside(k, c->places[p]); i != NULL;
             i = vg_multi_next(&k->by_place, i)) {
            const struct vg_claim *f = i->c;

            if (vg_is_guess_kind(f) || f->stance != VG_ASSERTS ||
                f->kind == VG_KIND_NEGATIVE_FINDING || vg_claim_family(f) != VG_FAMILY_EXISTENCE ||
                c->quantity.unit == NULL || vg_claim_said(k->v, f) <= said ||
                !vg_claim_concerns(f, c->quantity.unit))
                continue;
            (void)vg_row_of(k, "met", f);
            vg_ask_root_of(k, f->id);
            n++;
        }
    return n;
}

int vg_ask_forecasts(struct vg_asking *k, struct vg_err *err)
{
    const struct vg_claim *c;

    (void)err;
    k->has_roots = 1; /* an expectation has none of its own */
    for (size_t at = 0; (c = vg_next_fit(k, 0, &at)) != NULL;) {
        if (!vg_is_guess_kind(c) || (c->quantity.op == VG_OP_NONE && c->kind == VG_KIND_OPINION))
            continue;
        (void)vg_row_of(k, "expected", c);
        vg_note_one(k, &k->remarks, VG_A_OPINION_ONLY, c, NULL, NULL, NULL);
        add_basis(k, c);
        if (add_met(k, c) == 0)
            vg_note_one(k, &k->missing, VG_A_NOT_LATER, c, NULL, NULL, NULL);
        else
            vg_note_one(k, &k->remarks, VG_A_NOT_MET_ALONE, c, NULL, NULL, NULL);
    }
    return VG_OK;
}

/* -- exposure -------------------------------------------------------------------------------------
 */

static int compares(const struct vg_claim *c)
{
    static const char *const tokens[] = {"than",   "most",  "least",   "more",    "fewer",
                                         "higher", "lower", "larger",  "largest", "biggest",
                                         "worse",  "worst", "highest", "main"};

    for (size_t i = 0; i < sizeof tokens / sizeof *tokens; i++)
        if (vg_predicate_has(c, tokens[i]))
            return 1;
    return 0;
}

static int tells_population(const struct vg_claim *c)
{
    static const char *const words[] = {"population", "diaspora",   "community",   "communities",
                                        "residents",  "immigrants", "expatriates", "exiles",
                                        "人口",       "侨民",       "社区",        "移民",
                                        NULL};

    return (c->kind == VG_KIND_RELATION || c->kind == VG_KIND_QUANTITY || compares(c)) &&
           (vg_any_word(c->object, words) || vg_any_word(c->subject, words));
}

static int is_identified(struct vg_asking *k, const char *place)
{
    for (const struct vg_multi_item *i = vg_claims_inside(k, place); i != NULL;
         i = vg_multi_next(&k->by_place, i))
        if (!vg_is_guess_kind(i->c) && i->c->stance == VG_ASSERTS &&
            i->c->kind != VG_KIND_NEGATIVE_FINDING && k->unit != NULL &&
            vg_claim_family(i->c) == VG_FAMILY_EXISTENCE && vg_claim_concerns(i->c, k->unit))
            return 1;
    return 0;
}

/* What people expect at a place that nothing was identified in. */
static void add_expected(struct vg_asking *k, const char *place)
{
    for (const struct vg_multi_item *i = vg_claims_inside(k, place); i != NULL;
         i = vg_multi_next(&k->by_place, i))
        if (vg_is_guess_kind(i->c) && i->c->quantity.unit != NULL && k->unit != NULL &&
            strcmp(i->c->quantity.unit, k->unit) == 0)
            (void)vg_row_of(k, "expected", i->c);
}

int vg_ask_exposure(struct vg_asking *k, struct vg_err *err)
{
    const struct vg_claim *c;
    size_t numbers = 0, n = 0;

    (void)err;
    for (size_t at = 0; (c = vg_next_fit(k, VG_LOOSE_WHAT, &at)) != NULL;) {
        if (!tells_population(c) || c->n_places == 0)
            continue;
        numbers += c->quantity.has != 0;
        if (compares(c)) { /* more than elsewhere: of how many, nobody says */
            (void)vg_row_of(k, c->quantity.has != 0 ? "supported" : "unsupported", c);
            continue;
        }
        for (size_t p = 0; p < c->n_places; p++) {
            struct vg_answer_row *r;

            if (is_identified(k, c->places[p]))
                continue;
            r = vg_row_of(k, "exposed", c);
            r->what = c->places[p];
            r->name = vg_place_name_of(k, c->places[p]);
            add_expected(k, c->places[p]);
            n++;
            if (c->quantity.has == 0)
                vg_note_one(k, &k->missing, VG_A_NO_TABLE, c, r->name, NULL, NULL);
        }
    }
    if (n == 0 && numbers == 0)
        vg_note(k, &k->missing, VG_A_NO_TABLE, NULL, 0, "-", NULL, NULL);
    return VG_OK;
}

/* -- comparisons --------------------------------------------------------------------------- */

int vg_ask_comparisons(struct vg_asking *k, struct vg_err *err)
{
    const struct vg_claim *c;

    (void)err;
    for (size_t at = 0; (c = vg_next_fit(k, 0, &at)) != NULL;) {
        int counted = c->quantity.has != 0;

        if (!compares(c) || vg_claim_family(c) == VG_FAMILY_TIME)
            continue;
        (void)vg_row_of(k, counted ? "supported" : "unsupported", c);
        if (!counted)
            vg_note_one(k, &k->missing, VG_A_NO_NUMBERS, c, NULL, NULL, NULL);
    }
    return VG_OK;
}

/* -- tasks --------------------------------------------------------------------------------- */

/* The claims a reader would put first: numbers, orders and pointers; not the guesses. */
static int is_main(const struct vg_claim *c)
{
    return !vg_is_guess_kind(c) && c->kind != VG_KIND_NEGATIVE_FINDING &&
           (c->quantity.has != 0 || c->kind == VG_KIND_INSTRUCTION ||
            c->kind == VG_KIND_ROOT_POINTER || c->kind == VG_KIND_EXISTENCE);
}

static void add_task(struct vg_asking *k, const struct vg_root *root, const struct vg_ids *ids)
{
    int held = vg_is_held(k, root);
    const char *name = vg_root_name_of(root);
    struct vg_answer_row *r = vg_row(k, "task", root->name);

    r->name = name;
    r->says = vg_asked_word(k, held ? VG_A_READ_ROOT : VG_A_FIND_ROOT, name, NULL, NULL);
    vg_row_claims(k, r, ids->id, ids->n);
    if (!held)
        vg_note(k, &k->missing, VG_A_NOT_HELD, NULL, 0, name, NULL, NULL);
}

static int task_rank(const struct vg_asking *k, const struct vg_root *r)
{
    return vg_is_read(k, r, 0) && r->corrected == NULL ? 0 : vg_is_held(k, r) ? 1 : 2;
}

int vg_ask_tasks(struct vg_asking *k, struct vg_err *err)
{
    (void)err;
    for (int rank = 2; rank > 0; rank--)
        for (size_t i = 0; i < k->v->n_roots; i++) {
            struct vg_ids ids = {0};

            if (task_rank(k, &k->v->roots[i]) != rank)
                continue;
            for (const struct vg_multi_item *c = vg_claims_of_root(k, k->v->roots[i].id); c != NULL;
                 c = vg_multi_next(&k->by_root, c))
                if (is_main(c->c) && vg_fits(k, c->c, 0))
                    vg_ids_put(k->a, &ids, c->c->id);
            if (ids.n > 0)
                add_task(k, &k->v->roots[i], &ids);
        }
    return VG_OK;
}

/* -- grades -------------------------------------------------------------------------------- */

static int root_corrected(const struct vg_asking *k, const struct vg_claim *c)
{
    for (size_t i = 0; i < c->n_roots; i++) {
        const struct vg_root *r = vg_view_root(k->v, c->roots[i]);

        if (r != NULL && r->corrected != NULL)
            return 1;
    }
    return vg_has_standing(c, "corrected-at-source");
}

static const char *root_words(struct vg_asking *k, const struct vg_claim *c)
{
    VG_SCOPED_BUF b = {0};

    for (size_t i = 0; i < c->n_roots; i++) {
        const struct vg_root *r = vg_view_root(k->v, c->roots[i]);

        if (r != NULL)
            vg_putf(&b, "%s%s", b.len == 0 ? "" : "; ", vg_root_name_of(r));
    }
    return b.len == 0 ? vg_asked_word(k, VG_A_UNNAMED, NULL, NULL, NULL)
                      : vg_copy(k->a, b.p, b.len);
}

/* On what a finding rests, worst first: nobody is graded here, only what is there is named. */
static const char *grade(struct vg_asking *k, const struct vg_claim *c, enum vg_ask_word *word)
{
    const char *who = vg_said_first(c);
    struct vg_root_count count;

    vg_root_count(k->g, k->a, &c->id, 1, 0, &count);
    if (vg_is_guess_kind(c))
        *word = VG_A_GRADE_OPINION;
    else if (root_corrected(k, c))
        *word = VG_A_GRADE_CORRECTED;
    else if (c->kind == VG_KIND_NEGATIVE_FINDING || c->quantity.op == VG_OP_NONE_FOUND)
        *word = VG_A_GRADE_NONE_FOUND;
    else if (vg_has_standing(c, "disputed") || vg_has_standing(c, "denied"))
        *word = VG_A_GRADE_DISPUTED;
    else if (vg_is_own_account(c))
        *word = VG_A_GRADE_OFFICIAL;
    else if (count.read > 0)
        return vg_asked_word(k, *word = VG_A_GRADE_READ, vg_print(k->a, "%zu", count.read), NULL,
                             NULL);
    else if (vg_roots_apart(k, &c->id, 1) <= 1)
        return vg_asked_word(k, *word = VG_A_GRADE_ONE_ROOT, root_words(k, c), NULL, NULL);
    else
        return vg_asked_word(k, *word = VG_A_GRADE_ROOTS, vg_print(k->a, "%zu", count.named), NULL,
                             NULL);
    return vg_asked_word(
        k, *word, who != NULL ? who : vg_asked_word(k, VG_A_UNNAMED, NULL, NULL, NULL), NULL, NULL);
}

int vg_ask_grades(struct vg_asking *k, struct vg_err *err)
{
    const struct vg_claim *c;

    (void)err;
    for (size_t at = 0; (c = vg_next_fit(k, 0, &at)) != NULL;) {
        enum vg_ask_word word;
        const char *says;
        struct vg_answer_row *r;

        if (c->quantity.op == VG_OP_NONE && c->kind != VG_KIND_INSTRUCTION)
            continue;
        says = grade(k, c, &word);
        r = vg_row_of(k, "grade", c);
        r->name = r->says;
        r->what = vg_ask_word_key(word);
        r->says = says;
    }
    if (k->part->n_rows > 0)
        vg_note(k, &k->remarks, VG_A_GRADED_BY_PEOPLE, NULL, 0, NULL, NULL, NULL);
    return VG_OK;
}

/* -- handover ------------------------------------------------------------------------------ */

static void add_line(struct vg_asking *k, const char *tag, enum vg_ask_word w, size_t n, size_t m,
                     const struct vg_ids *ids)
{
    struct vg_answer_row *r = vg_row(k, tag, vg_ask_word_key(w));

    r->says = vg_asked_word(k, w, vg_print(k->a, "%zu", n), vg_print(k->a, "%zu", m), NULL);
    if (ids != NULL)
        vg_row_claims(k, r, ids->id, ids->n);
}

static int is_fine(const struct vg_claim *c)
{
    return c->place_precision != NULL && (strcmp(c->place_precision, "street") == 0 ||
                                          strcmp(c->place_precision, "building") == 0);
}

/* Authorities of the host state that the case names as bodies: whom one could brief. */
static void add_addressees(struct vg_asking *k)
{
    size_t n = 0;

    for (size_t i = 0; i < k->v->n_entities; i++) {
        const struct vg_entity *e = &k->v->entities[i];

        if (e->level == NULL ||
            (strcmp(e->level, "host-police") != 0 && strcmp(e->level, "host-government") != 0 &&
             strcmp(e->level, "host-intelligence") != 0))
            continue;
        vg_row(k, "brief", e->id)->name = vg_entity_name_of(k, e->id);
        n++;
    }
    if (n == 0)
        vg_note(k, &k->missing, VG_A_NO_BODY, NULL, 0, NULL, NULL, NULL);
}

int vg_ask_handover(struct vg_asking *k, struct vg_err *err)
{
    struct vg_ids figures = {0}, own = {0}, fine = {0}, alleged = {0};
    const struct vg_claim *c;
    size_t held = 0;

    (void)err;
    for (size_t at = 0; (c = vg_next_fit(k, VG_LOOSE_PLACE, &at)) != NULL;) {
        if (c->quantity.op != VG_OP_NONE)
            vg_ids_put(k->a, &figures, c->id);
        if (vg_is_accused_account(k, c) || c->kind == VG_KIND_DENIAL)
            vg_ids_put(k->a, &own, c->id);
        if (is_fine(c))
            vg_ids_put(k->a, &fine, c->id);
        if ((vg_claim_alleges(k->v, c) || vg_claim_needs_reply(k->v, c)) &&
            vg_reply_kept(k, c->id) == 0)
            vg_ids_put(k->a, &alleged, c->id);
    }
    for (size_t i = 0; i < k->v->n_roots; i++)
        held += vg_is_held(k, &k->v->roots[i]) != 0;
    add_line(k, "safe", VG_A_COUNT_FIGURES, figures.n, 0, &figures);
    add_line(k, "safe", VG_A_COUNT_ROOTS, k->v->n_roots, held, NULL);
    add_line(k, "safe", VG_A_COUNT_CHECKS, k->in->n_checks, 0, NULL);
    add_line(k, "safe", VG_A_COUNT_REPLIES, own.n + k->v->n_replies, 0, &own);
    add_line(k, "not-safe", VG_A_FINE_PLACE, fine.n, 0, &fine);
    add_line(k, "not-safe", VG_A_ALLEGED_NAMES, alleged.n, 0, &alleged);
    add_addressees(k);
    vg_note(k, &k->remarks, VG_A_WITHHOLD, NULL, 0, NULL, NULL, NULL);
    return VG_OK;
}
