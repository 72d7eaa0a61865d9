/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Named lists, checks, what is cited and what is ascribed: where the naive number is refused. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "ask/inside.h"
#include "base/buf.h"
#include "count/gap.h"

static const char *number(struct vg_asking *k, size_t n)
{
    return vg_print(k->a, "%zu", n);
}

/* -- difference ---------------------------------------------------------------------------- */

/* Does the claim count places and name each of them? */
static int is_full_list(const struct vg_claim *c)
{
    return c->n_places >= 2 && c->quantity.op == VG_OP_EXACT && c->quantity.unit != NULL &&
           c->quantity.scale == 0 && c->quantity.value == (int64_t)c->n_places;
}

static int same_unit(const struct vg_claim *x, const struct vg_claim *y)
{
    return x->quantity.unit != NULL && y->quantity.unit != NULL &&
           strcmp(x->quantity.unit, y->quantity.unit) == 0;
}

static int has_place(const struct vg_claim *c, const char *place)
{
    for (size_t i = 0; i < c->n_places; i++)
        if (strcmp(c->places[i], place) == 0)
            return 1;
    return 0;
}

static int same_speaker(const struct vg_claim *x, const struct vg_claim *y)
{
    const char *a = vg_said_first(x), *b = vg_said_first(y);

    return a != NULL && b != NULL && strcmp(a, b) == 0;
}

/* Another list of the same unit, in one of the speaker's own voice or elsewhere: what was found. */
static const struct vg_claim *found_list(struct vg_asking *k, const struct vg_claim *all)
{
    const struct vg_claim *best = NULL;

    for (size_t i = 0; i < k->v->n_claims; i++) {
        const struct vg_claim *c = &k->v->claims[i];

        if (c == all || !vg_stands(k, c) || vg_is_guess_kind(c) || !is_full_list(c) ||
            !same_unit(c, all) || c->n_places >= all->n_places)
            continue;
        if (best == NULL || c->n_places > best->n_places)
            best = c;
    }
    return best;
}

/* Claims of the same number and unit that order or announce it: the instrument. */
static int is_instrument(const struct vg_claim *c, const struct vg_claim *all)
{
    return c != all && same_unit(c, all) && c->n_places < 2 && !vg_is_guess_kind(c) &&
           (c->quantity.has & VG_HAS_VALUE) && c->quantity.value == all->quantity.value;
}

static const struct vg_claim *pointer_to(struct vg_asking *k, const struct vg_claim *c)
{
    for (size_t i = 0; i < k->v->n_claims; i++) {
        const struct vg_claim *p = &k->v->claims[i];

        if (p->kind == VG_KIND_ROOT_POINTER && p->subject != NULL && vg_stands(k, p) &&
            vg_view_named(k->v, &k->refs, p->subject) == c)
            return p;
    }
    return NULL;
}

static const char *when_corrected(const struct vg_claim *c)
{
    for (size_t i = 0; i < c->n_standing; i++)
        if (strcmp(c->standing[i].value, "corrected-at-source") == 0)
            return c->standing[i].date != NULL ? c->standing[i].date : c->standing[i].value;
    return NULL;
}

/* Why no list of where to look may be drawn from what this claim comes from. */
static void lock_by(struct vg_asking *k, const struct vg_claim *c)
{
    const char *date = when_corrected(c);

    if (date != NULL)
        vg_note_one(k, &k->refusals, VG_A_NO_LIST_CORRECTED, c, date, NULL, NULL);
    for (size_t i = 0; i < c->n_roots; i++) {
        const struct vg_root *r = vg_view_root(k->v, c->roots[i]);

        if (r == NULL)
            continue;
        if (r->corrected != NULL)
            vg_note_one(k, &k->refusals, VG_A_NO_LIST_CORRECTED, c, r->corrected, NULL, NULL);
        else if (!vg_is_held(k, r))
            vg_note_one(k, &k->refusals, VG_A_NO_LIST_NOT_HELD, c, vg_root_name_of(r), NULL, NULL);
        else if (!vg_is_read(k, r, 0))
            vg_note_one(k, &k->refusals, VG_A_NO_LIST_NOT_READ, c, vg_root_name_of(r), NULL, NULL);
    }
}

static void add_member(struct vg_asking *k, const char *tag, const char *place,
                       const struct vg_claim *x, const struct vg_claim *y)
{
    struct vg_answer_row *r = vg_row(k, tag, place);

    r->name = vg_place_name_of(k, place);
    vg_row_claim(k, r, x);
    vg_row_claim(k, r, y);
}

static void add_list(struct vg_asking *k, const struct vg_claim *all, const char *tag)
{
    struct vg_answer_row *r = vg_row(k, tag, all->quantity.unit);

    r->says = vg_claim_words(k, all);
    r->from = all->period.from;
    r->to = all->period.to;
    r->quantity = &all->quantity;
    vg_row_claim(k, r, all);
}

/* What somebody says is left, of the same unit and speaker as what was found. */
static void add_remainder(struct vg_asking *k, const struct vg_claim *all,
                          const struct vg_claim *found)
{
    for (size_t i = 0; i < k->v->n_claims; i++) {
        const struct vg_claim *c = &k->v->claims[i];

        if (vg_stands(k, c) && same_unit(c, all) && vg_is_guess_kind(c) && c->n_places < 2 &&
            same_speaker(c, found) && c->quantity.has != 0)
            add_list(k, c, "remainder");
    }
}

static void add_outside(struct vg_asking *k, const struct vg_claim *all,
                        const struct vg_claim *found, const char *place)
{
    add_member(k, "found-outside", place, found, NULL);
    vg_note_one(k, &k->remarks, VG_A_FOUND_OUTSIDE, found, vg_place_name_of(k, place), NULL, NULL);
    for (size_t i = 0; i < k->v->n_claims; i++) {
        const struct vg_claim *c = &k->v->claims[i];

        if (c != found && c != all && vg_stands(k, c) && same_unit(c, all) && c->subject != NULL &&
            all->subject != NULL && strcmp(c->subject, all->subject) == 0 && has_place(c, place))
            add_list(k, c, "list");
    }
}

static void compare_lists(struct vg_asking *k, const struct vg_claim *all,
                          const struct vg_claim *found)
{
    size_t in = 0;

    for (size_t i = 0; i < all->n_places; i++) {
        int is_found = has_place(found, all->places[i]);

        in += is_found != 0;
        add_member(k, is_found ? "found" : "not-found", all->places[i], all,
                   is_found ? found : NULL);
    }
    for (size_t i = 0; i < found->n_places; i++)
        if (!has_place(all, found->places[i]))
            add_outside(k, all, found, found->places[i]);
    vg_note_one(k, &k->remarks, VG_A_REMAINDER, all, number(k, all->n_places), number(k, in),
                number(k, all->n_places - in));
    add_remainder(k, all, found);
}

static void lock_list(struct vg_asking *k, const struct vg_claim *all)
{
    size_t instruments = 0, before = k->refusals.n;

    for (size_t i = 0; i < k->v->n_claims; i++) {
        const struct vg_claim *c = &k->v->claims[i], *p;

        if (!vg_stands(k, c) || !is_instrument(c, all))
            continue;
        instruments++;
        add_list(k, c, "instrument");
        p = pointer_to(k, c);
        if (p != NULL)
            vg_row_claim(k, &k->part->rows[k->part->n_rows - 1], p);
        lock_by(k, c);
    }
    if (instruments == 0)
        lock_by(k, all);
    for (size_t i = 0; i < k->in->n_checks; i++) {
        const struct vg_check *c = &k->in->checks[i];

        if (c->kind == VG_CHECK_SET && c->result == VG_CHECK_WARNING && c->n_claims > 1 &&
            strncmp(c->says, "together they name all", 22) == 0)
            vg_note(k, &k->refusals, VG_A_NO_LIST_COVERS_ALL, c->claims, c->n_claims,
                    vg_asked_said(k, c->says_said, c->says), NULL, NULL);
    }
    if (k->refusals.n > before)
        vg_note_one(k, &k->remarks, VG_A_LOCKED, all, NULL, NULL, NULL);
    else
        vg_note_one(k, &k->missing, VG_A_NO_SEARCH_LOG, all, NULL, NULL, NULL);
}

/* -- lists that were kept as such, with the search log beside them */

/* "nothing 2023-05-02 (words); not looked" */
static const char *searched(struct vg_asking *k, const struct vg_gap_member *m)
{
    struct vg_part_words *list = VG_NEW_ARRAY(k->a, struct vg_part_words, m->n_looked + 1);

    for (size_t i = 0; i < m->n_looked; i++)
        list[i] = vg_part_said(
            k->a, VG_SAID(k->a, LOOKED_ON, vg_looked_part(k, m->looked[i]->result),
                          vg_part_date(k->a, m->looked[i]->date), vg_part(m->looked[i]->words)));
    if (m->n_looked > 0)
        return vg_asked_said(
            k, VG_SAID(k->a, VERBATIM, vg_part_list(k->a, VG_S_LIST_SEMICOLON, list, m->n_looked)),
            NULL);
    return m->n_found > 0 ? NULL : vg_asked_word(k, VG_A_NOT_LOOKED, NULL, NULL, NULL);
}

static void add_kept_member(struct vg_asking *k, const char *tag, const struct vg_gap_member *m)
{
    struct vg_answer_row *r = vg_row(k, tag, m->id);

    r->name = vg_place_get(&k->v->places, m->id) != NULL ? vg_place_name_of(k, m->id)
                                                         : vg_entity_name_of(k, m->id);
    r->says = searched(k, m);
    vg_row_claims(k, r, m->found, m->n_found);
    if (strcmp(tag, "found-outside") == 0)
        vg_note(k, &k->remarks, VG_A_FOUND_OUTSIDE, m->found, m->n_found, r->name, NULL, NULL);
}

static void add_kept_list(struct vg_asking *k, const struct vg_list *l)
{
    struct vg_answer_row *r = vg_row(k, "list", l->name);
    struct vg_gap gap;

    vg_gap_find(k->v, k->g, l, k->in->checks, k->in->n_checks, k->a, &gap);
    r->name = l->what;
    r->says = vg_asked_said(k, vg_gap_sum(&gap, k->a), NULL);
    vg_row_claims(k, r, l->claims, l->n_claims);
    for (size_t i = 0; i < gap.n_members; i++)
        add_kept_member(k, gap.members[i].n_found > 0 ? "found" : "not-found", &gap.members[i]);
    for (size_t i = 0; i < gap.n_outside; i++)
        add_kept_member(k, "found-outside", &gap.outside[i]);
    for (size_t i = 0; i < l->n_claims; i++) {
        const struct vg_claim *c = vg_view_claim(k->v, l->claims[i]);
        const struct vg_claim *found = c != NULL && is_full_list(c) ? found_list(k, c) : NULL;

        if (found != NULL)
            add_remainder(k, c, found);
    }
    if (k->ask->op == VG_ASK_REMAINDER)
        return;
    for (size_t i = 0; i < gap.n_locks; i++)
        vg_note(k, &k->refusals, VG_A_LIST_LOCKED, l->claims, l->n_claims, l->name,
                vg_asked_said(k, gap.locks[i].said, gap.locks[i].says), NULL);
    if (gap.n_locks > 0)
        vg_note(k, &k->remarks, VG_A_LOCKED, l->claims, l->n_claims, NULL, NULL, NULL);
    else if (gap.n_not_looked > 0)
        vg_note(k, &k->missing, VG_A_NOT_LOOKED_AT, l->claims, l->n_claims,
                number(k, gap.n_not_looked), NULL, NULL);
}

/* A list is asked for by its name or its root, by a claim that says it, or by nothing. */
static int list_fits(const struct vg_asking *k, const struct vg_list *l)
{
    const struct vg_filter *f = &k->ask->filter;
    const struct vg_root *root = vg_view_root(k->v, l->root);

    for (size_t i = 0; i < f->about.n; i++)
        if (strcmp(f->about.p[i], l->name) == 0 ||
            (root != NULL && strcmp(f->about.p[i], root->name) == 0))
            return 1;
    for (size_t i = 0; i < l->n_claims; i++) {
        const struct vg_claim *c = vg_view_claim(k->v, l->claims[i]);

        if (c != NULL && vg_fits(k, c, VG_LOOSE_PLACE | VG_LOOSE_WHAT))
            return 1;
    }
    return l->n_claims == 0 && f->about.n + f->claim.n + f->speaker.n + f->source.n == 0;
}

static int is_kept_list(const struct vg_asking *k, const struct vg_claim *c)
{
    for (size_t i = 0; i < k->v->n_lists; i++)
        for (size_t j = 0; j < k->v->lists[i].n_claims; j++)
            if (k->v->lists[i].claims[j] == c->id)
                return 1;
    return 0;
}

/* A list that a claim names and nobody has kept as one: what was found is another such claim. */
static size_t compare_claims(struct vg_asking *k)
{
    const struct vg_claim *c;
    size_t at = 0, lists = 0;

    while ((c = vg_next_fit(k, VG_LOOSE_WHAT, &at)) != NULL) {
        const struct vg_claim *found;

        if (!is_full_list(c) || vg_is_guess_kind(c) || is_kept_list(k, c))
            continue;
        if (k->ask->filter.what.n > 0 && strcmp(c->quantity.unit, k->unit) != 0)
            continue;
        found = found_list(k, c);
        if (found == NULL)
            continue;
        lists++;
        add_list(k, c, "list");
        compare_lists(k, c, found);
        if (k->ask->op == VG_ASK_DIFFERENCE)
            lock_list(k, c);
    }
    return lists;
}

int vg_ask_difference(struct vg_asking *k, struct vg_err *err)
{
    size_t lists = 0;

    (void)err;
    for (size_t i = 0; i < k->v->n_lists; i++)
        if (list_fits(k, &k->v->lists[i])) {
            add_kept_list(k, &k->v->lists[i]);
            lists++;
        }
    lists += compare_claims(k);
    if (lists == 0)
        vg_note(k, &k->missing, VG_A_NO_LIST, NULL, 0, NULL, NULL, NULL);
    return VG_OK;
}

/* -- checks -------------------------------------------------------------------------------- */

static int check_fits(const struct vg_asking *k, const struct vg_check *c)
{
    if (k->ask->check != NULL && strcmp(k->ask->check, vg_check_kind_word(c->kind)) != 0)
        return 0;
    if (k->ask->result != NULL && strcmp(k->ask->result, vg_check_result_word(c->result)) != 0)
        return 0;
    for (size_t i = 0; i < c->n_claims; i++) {
        const struct vg_claim *claim = vg_view_claim(k->v, c->claims[i]);

        if (claim != NULL && vg_fits(k, claim, 0))
            return 1;
    }
    return 0;
}

int vg_ask_checks(struct vg_asking *k, struct vg_err *err)
{
    (void)err;
    for (size_t i = 0; i < k->in->n_checks; i++) {
        const struct vg_check *c = &k->in->checks[i];
        struct vg_answer_row *r;

        if (!check_fits(k, c))
            continue;
        r = vg_row(k, vg_check_result_word(c->result), vg_check_kind_word(c->kind));
        r->name = vg_asked_said(k, c->test_said, c->test);
        r->says = vg_asked_said(k, c->says_said, c->says);
        vg_row_claims(k, r, c->claims, c->n_claims);
    }
    return VG_OK;
}

/* -- citation ------------------------------------------------------------------------------ */

/* Orders, announcements and pointers are what a root is cited for. */
static int cites(const struct vg_claim *c)
{
    return c->kind == VG_KIND_INSTRUCTION || c->kind == VG_KIND_ROOT_POINTER;
}

/* Relations that say of the root's own document what it is about. */
static int describes(const struct vg_claim *c)
{
    static const char *const tokens[] = {"concerns", "about",   "title",
                                         "subject",  "relates", "titled"};

    if (c->kind != VG_KIND_RELATION && c->kind != VG_KIND_PUBLICATION)
        return 0;
    for (size_t i = 0; i < sizeof tokens / sizeof *tokens; i++)
        if (vg_predicate_has(c, tokens[i]))
            return 1;
    return 0;
}

static void add_cited(struct vg_asking *k, const struct vg_root *root, const struct vg_claim *c,
                      const char *tag)
{
    struct vg_answer_row *r = vg_row(k, tag, root->name);

    r->name = vg_root_name_of(root);
    r->says = vg_claim_words(k, c);
    r->from = c->period.from;
    r->to = c->period.to;
    r->quantity = c->quantity.op != VG_OP_NONE ? &c->quantity : NULL;
    vg_row_claim(k, r, c);
}

static void refuse_citation(struct vg_asking *k, const struct vg_root *root,
                            const struct vg_ids *ids)
{
    const char *name = vg_root_name_of(root);

    if (root->corrected != NULL)
        vg_note(k, &k->refusals, VG_A_CITED_CORRECTED, ids->id, ids->n, root->corrected, NULL,
                NULL);
    else if (!vg_is_held(k, root))
        vg_note(k, &k->refusals, VG_A_CITED_NOT_HELD, ids->id, ids->n, name, NULL, NULL);
    else if (!vg_is_read(k, root, 0))
        vg_note(k, &k->refusals, VG_A_CITED_NOT_READ, ids->id, ids->n, name, NULL, NULL);
}

static void ask_root(struct vg_asking *k, const struct vg_root *root)
{
    const struct vg_multi_item *first = vg_claims_of_root(k, root->id);
    struct vg_ids ids = {0};

    for (const struct vg_multi_item *i = first; i != NULL; i = vg_multi_next(&k->by_root, i))
        if (cites(i->c) && vg_fits(k, i->c, VG_LOOSE_PLACE)) {
            vg_ids_put(k->a, &ids, i->c->id);
            add_cited(k, root, i->c, "cited-for");
        }
    if (ids.n == 0)
        return;
    for (const struct vg_multi_item *i = first; i != NULL; i = vg_multi_next(&k->by_root, i)) {
        if (!describes(i->c))
            continue;
        add_cited(k, root, i->c, "described");
        vg_note_one(k, &k->remarks, VG_A_DESCRIBED_AS, i->c, vg_root_name_of(root),
                    i->c->object != NULL ? i->c->object : vg_claim_words(k, i->c), NULL);
    }
    refuse_citation(k, root, &ids);
}

int vg_ask_citation(struct vg_asking *k, struct vg_err *err)
{
    (void)err;
    for (size_t i = 0; i < k->v->n_roots; i++)
        ask_root(k, &k->v->roots[i]);
    return VG_OK;
}

/* -- effect ---------------------------------------------------------------------------------------
 */

/* A number of what was done or caused, ascribed to something. */
static int is_ascribed(const struct vg_asking *k, const struct vg_claim *c)
{
    enum vg_family f = vg_claim_family(c);
    struct vg_str subject = vg_str(c->subject);

    if (c->quantity.has == 0 || c->subject == NULL || c->stance != VG_ASSERTS ||
        vg_is_guess_kind(c) || vg_is_own_account(c) ||
        (f != VG_FAMILY_FUNCTION && f != VG_FAMILY_EFFECT))
        return 0;
    if (k->ask->filter.what.n > 0 || k->ask->filter.claim.n > 0 || k->ask->filter.about.n > 0)
        return 1;
    /* asked without a filter: ascribed to what the case is about */
    return k->unit != NULL && (vg_text_holds(subject, k->unit) ||
                               vg_text_holds(subject, vg_print(k->a, "%ss", k->unit)) ||
                               strncmp(c->subject, "presence:", 9) == 0);
}

static int is_carried(struct vg_asking *k, const struct vg_claim *c, struct vg_buf *roots)
{
    enum vg_family f = vg_claim_family(c);

    for (size_t i = 0; i < c->n_roots; i++) {
        const struct vg_root *r = vg_view_root(k->v, c->roots[i]);

        if (r == NULL)
            continue;
        if (vg_is_read(k, r, f))
            return 1;
        vg_putf(roots, "%s%s (%s)", roots->len == 0 ? "" : "; ", vg_root_name_of(r),
                vg_asked_word(k, vg_is_held(k, r) ? VG_A_HELD : VG_A_UNHELD, NULL, NULL, NULL));
    }
    if (roots->len == 0)
        vg_puts(roots, vg_asked_word(k, VG_A_UNNAMED, NULL, NULL, NULL));
    return 0;
}

int vg_ask_effect(struct vg_asking *k, struct vg_err *err)
{
    const struct vg_claim *c;
    size_t at = 0;

    (void)err;
    while ((c = vg_next_fit(k, VG_LOOSE_WHAT, &at)) != NULL) {
        VG_SCOPED_BUF roots = {0};
        struct vg_answer_row *r;
        int carried;

        if (!is_ascribed(k, c))
            continue;
        carried = is_carried(k, c, &roots);
        r = vg_row(k, carried ? "carried" : "ascribed", c->subject);
        r->name = vg_entity_name_of(k, c->subject);
        r->says = vg_claim_words(k, c);
        r->from = c->period.from;
        r->to = c->period.to;
        r->quantity = &c->quantity;
        vg_row_claim(k, r, c);
        vg_ask_root_of(k, c->id);
        vg_note_one(k, &k->remarks, VG_A_TWO_CLAIMS, c, NULL, NULL, NULL);
        if (c->note != NULL)
            vg_note_one(k, &k->remarks, VG_A_NOTE_OF_PERSON, c, vg_claim_id(k, c), c->note, NULL);
        if (!carried)
            vg_note_one(k, &k->refusals, VG_A_NO_LINK, c, vg_claim_id(k, c), r->name, roots.p);
    }
    return VG_OK;
}
