/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * From claims to figures in one pass over the claims and one over the rows. Each
 * claim that may count is put into the row of its place, agency or programme and
 * definition by a hash of that key; then each row is closed by itself. Nothing
 * is added up: a row's low is the largest single statement about anything inside
 * it, or the number of presences that people told apart.
 */
#include "count/count.h"

#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/edtf.h"
#include "base/order.h"
#include "base/table.h"
#include "claim/period.h"
#include "claim/vocab.h"
#include "count/role.h"

struct member {
    const struct vg_claim *c;
    int is_exact_place; /* stated for the row's place itself, not for one inside it */
    int is_beside;
};

struct row {
    struct vg_figure f;
    struct member *m;
    size_t n, room;
    int64_t presences;
    const char *places; /* of an unplaced row: the place set all its claims share */
    int places_differ;
};

struct counting {
    const struct vg_view *v;
    const struct vg_root_graph *g;
    const struct vg_count_ask *ask;
    struct vg_arena *a; /* of the result */
    struct vg_arena *w; /* of the work, gone afterwards */
    int64_t as_of;
    const unsigned char *stands;
    int64_t *said; /* per claim of the view, set for those asked about */
    struct vg_buf key;
    struct vg_table rows_by_key;
    struct vg_table seen_presences;
    struct vg_table keys; /* supersession key → index into latest */
    int64_t *latest;      /* day of the latest statement of each key */
    size_t n_keys, room_keys;
    uint32_t *key_of;          /* per claim of the view: its key + 1, or 0 */
    struct vg_table operators; /* subject → entity that runs it */
    struct row *rows;
    size_t n, room;
};

int vg_figure_check(const struct vg_figure *f, struct vg_err *err)
{
    if (f->n_claims == 0)
        return vg_fail(err, VG_E_REFUSED, "a figure without claims cannot be printed");
    if (f->refusal != NULL && f->has != 0)
        return vg_fail(err, VG_E_FORMAT, "a refused figure must have no number");
    if (f->refusal == NULL && f->has == 0)
        return vg_fail(err, VG_E_FORMAT, "a figure needs a number or a refusal");
    if ((f->has & VG_FIGURE_LOW) && (f->has & VG_FIGURE_HIGH) && f->low > f->high)
        return vg_fail(err, VG_E_FORMAT, "low %" PRId64 " is above high %" PRId64, f->low, f->high);
    return VG_OK;
}

/* -- which claims, and what they count ------------------------------------------------ */

static int begins(const char *text, const char *with)
{
    return text != NULL && strncmp(text, with, strlen(with)) == 0;
}

int vg_is_presence(const struct vg_view *v, const char *subject)
{
    const char *one = vg_view_one(v, subject);
    const struct vg_entity *e = vg_view_entity(v, one);

    if (begins(one, "presence:"))
        return 1;
    return e != NULL && e->level != NULL &&
           (strcmp(e->level, "presence") == 0 || vg_term_get("station-kind", e->level) != NULL);
}

const char *vg_counted_unit(const struct vg_view *v, const struct vg_claim *c)
{
    if (c->quantity.op != VG_OP_NONE)
        return c->quantity.unit;
    return c->kind == VG_KIND_EXISTENCE && vg_is_presence(v, c->subject) ? "station" : NULL;
}

int vg_may_count(const struct vg_claim *c)
{
    return c->stance == VG_ASSERTS &&
           (c->kind == VG_KIND_QUANTITY || c->kind == VG_KIND_EXISTENCE ||
            c->kind == VG_KIND_EVENT) &&
           c->quantity.op != VG_OP_NONE_FOUND;
}

int vg_stands_beside(const struct vg_claim *c)
{
    return c->kind == VG_KIND_OPINION || c->kind == VG_KIND_FORECAST ||
           c->kind == VG_KIND_NEGATIVE_FINDING || c->quantity.op == VG_OP_NONE_FOUND;
}

/* What was done to whom is no stock that can be looked up on a day: it is counted
 * per predicate and period. */
static int is_flow(const struct vg_claim *c)
{
    enum vg_family f = vg_claim_family(c);

    return f == VG_FAMILY_FUNCTION || f == VG_FAMILY_EFFECT;
}

const char *vg_counted_definition(const struct vg_claim *c)
{
    if (c->quantity.definition != NULL)
        return c->quantity.definition;
    return is_flow(c) && !vg_stands_beside(c) ? c->predicate : NULL;
}

/* -- supersession -------------------------------------------------------------------- */

static int64_t day_of(const struct counting *k, const struct vg_claim *c)
{
    return k->said[c - k->v->claims];
}

static int has_own_date(const struct vg_claim *c)
{
    for (size_t i = 0; i < c->n_links; i++)
        if (c->links[i].date != NULL)
            return 1;
    for (size_t i = 0; i < c->n_standing; i++)
        if (c->standing[i].date != NULL)
            return 1;
    return 0;
}

static const char *place_set(const struct vg_claim *c, struct vg_arena *a)
{
    VG_SCOPED_BUF b = {0};

    if (c->n_places <= 1) /* as nearly always; the others end with a line feed */
        return c->n_places == 0 ? "" : c->places[0];
    for (size_t i = 0; i < c->n_places; i++) {
        vg_puts(&b, c->places[i]);
        vg_putc(&b, '\n');
    }
    return vg_copy(a, b.p, b.len);
}

/* The parts with a line feed after each, in a buffer that the next key overwrites. */
static void put_parts(struct counting *k, const char *const *parts, size_t n)
{
    vg_buf_clear(&k->key);
    for (size_t i = 0; i < n; i++) {
        vg_puts(&k->key, parts[i]);
        vg_putc(&k->key, '\n');
    }
}

/* NULL when nobody, or no day, is named: then nothing can supersede it. A document
 * as subject is left out of the key, since a later edition is another document. */
static const char *supersession_key(struct counting *k, const struct vg_claim *c)
{
    const char *speaker = c->n_links > 0 ? vg_view_one(k->v, c->links[0].speaker) : NULL;
    const char *one = vg_view_one(k->v, c->subject);
    const char *subject =
        one != NULL && strchr(one, ':') != NULL && !begins(one, "doc:") ? one : "";

    if (speaker == NULL || !has_own_date(c))
        return NULL;
    put_parts(k,
              (const char *const[]){speaker, c->predicate, c->quantity.unit, c->quantity.definition,
                                    subject, is_flow(c) ? c->period.from : NULL,
                                    is_flow(c) ? c->period.to : NULL, place_set(c, k->w)},
              8);
    return k->key.p;
}

static void note_latest(struct counting *k, size_t i)
{
    const struct vg_claim *c = &k->v->claims[i];
    const char *key = supersession_key(k, c);
    int64_t said = k->said[i], at = (int64_t)k->n_keys;

    if (key == NULL)
        return;
    if (vg_table_add(&k->keys, vg_str(key), at, &at)) {
        k->latest = vg_grow(k->w, k->latest, k->n_keys, &k->room_keys);
        k->latest[k->n_keys++] = VG_DAYS_MIN;
    }
    assert(k->latest != NULL); /* a key in the table has its day in the list */
    if (said > k->latest[at])
        k->latest[at] = said;
    k->key_of[i] = (uint32_t)at + 1;
}

static int is_superseded(const struct counting *k, size_t i)
{
    if (k->key_of[i] == 0)
        return 0;
    assert(k->latest != NULL); /* who has a key has put its day into the list */
    return k->latest[k->key_of[i] - 1] > k->said[i];
}

/* -- which row ------------------------------------------------------------------------ */

struct spot {
    int is_in;         /* belongs to the question at all */
    const char *place; /* NULL: not placed this finely */
    int is_exact;
};

static struct spot spot_whole(const struct counting *k, const struct vg_claim *c)
{
    const char *within = k->ask->within;
    struct spot s = {.is_in = 1, .place = within != NULL ? within : "world"};

    s.is_exact = c->n_places == 1 && strcmp(c->places[0], s.place) == 0;
    if (within == NULL)
        s.is_exact = s.is_exact || c->n_places == 0;
    else
        s.is_in = c->n_places > 0;
    for (size_t i = 0; within != NULL && i < c->n_places; i++)
        s.is_in = s.is_in && vg_place_within(&k->v->places, c->places[i], within);
    return s;
}

/* Each narrowest place is lifted to the level asked; two that differ are not spread. */
static struct spot spot_at_level(const struct counting *k, const struct vg_claim *c)
{
    struct spot s = spot_whole(k, c);

    s.place = NULL;
    s.is_exact = 0;
    for (size_t i = 0; s.is_in && i < c->n_places; i++) {
        const struct vg_place *p = vg_place_at(&k->v->places, c->places[i], k->ask->level);

        if (p == NULL || (i > 0 && !vg_same_text(s.place, p->id))) {
            s.place = NULL;
            break;
        }
        s.place = p->id;
        s.is_exact = c->n_places == 1 && strcmp(p->id, c->places[0]) == 0;
    }
    return s;
}

/* Who runs it: predicates whose subject (or object) is the one that operates. A
 * group that identified stations does not run them. */
static const char *const runs[] = {
    "operates",  "set-up", "has-established", "established",
    "announced", "opened", "hosts",           "has-jurisdiction-over"};
static const char *const run_by[] = {"run-by",         "operated-by", "under-jurisdiction-of",
                                     "established-by", "set-up-by",   "subordinate-to"};

static int one_of(const char *word, const char *const *list, size_t n)
{
    for (size_t i = 0; word != NULL && i < n; i++)
        if (strcmp(word, list[i]) == 0)
            return 1;
    return 0;
}

/* *what (may be NULL) is what it runs. */
static const char *operator_in(const struct vg_view *v, const struct vg_claim *c, const char **what)
{
    const char *subject = vg_view_one(v, c->subject), *object = vg_view_one(v, c->object);
    int is_subject = one_of(c->predicate, runs, sizeof runs / sizeof *runs);

    if (what != NULL)
        *what = is_subject ? object : subject;
    if (is_subject && begins(subject, "org:"))
        return subject;
    return one_of(c->predicate, run_by, sizeof run_by / sizeof *run_by) && begins(object, "org:")
               ? object
               : NULL;
}

/* A claim that says only who runs a thing serves all claims about that thing. */
static void note_operator(struct counting *k, size_t i)
{
    const struct vg_claim *c = &k->v->claims[i];
    const char *what = NULL, *who = operator_in(k->v, c, &what);

    if (c->stance == VG_ASSERTS && who != NULL && what != NULL && strchr(what, ':') != NULL)
        (void)vg_table_add(&k->operators, vg_str(what), (int64_t)i, NULL);
}

static const char *by_of(const struct counting *k, const struct vg_claim *c)
{
    int64_t at = 0;

    const char *subject = vg_view_one(k->v, c->subject), *object = vg_view_one(k->v, c->object);
    const char *who;

    if (k->ask->by == VG_BY_PROGRAMME) {
        if (begins(subject, "prog:"))
            return subject;
        return begins(object, "prog:") ? object : NULL;
    }
    if (k->ask->by != VG_BY_AGENCY)
        return NULL;
    who = operator_in(k->v, c, NULL);
    if (who != NULL)
        return who;
    if (subject != NULL && k->operators.n > 0 && vg_table_get(&k->operators, vg_str(subject), &at))
        return operator_in(k->v, &k->v->claims[at], NULL);
    return NULL;
}

static struct row *row_for(struct counting *k, const struct vg_claim *c, const struct spot *s)
{
    int flow = is_flow(c) && !vg_stands_beside(c);
    const char *from = flow ? c->period.from : NULL, *to = flow ? c->period.to : NULL;
    const char *by = by_of(k, c), *definition = vg_counted_definition(c);
    int64_t at = 0;
    struct row *r;

    put_parts(k, (const char *const[]){s->place, by, definition, from, to}, 5);
    if (!vg_table_add(&k->rows_by_key, vg_buf_str(&k->key), (int64_t)k->n, &at))
        return &k->rows[at];
    k->rows = vg_grow(k->w, k->rows, k->n, &k->room);
    r = &k->rows[k->n++];
    *r = (struct row){.f = {.unit = k->ask->unit,
                            .definition = definition,
                            .place = s->place,
                            .by = by,
                            .period_from = from,
                            .period_to = to,
                            .method = "counted"}};
    return r;
}

static void count_presence(struct counting *k, struct row *r, const struct vg_claim *c)
{
    const char *key;

    if (vg_claim_family(c) != VG_FAMILY_EXISTENCE || !vg_is_presence(k->v, c->subject))
        return;
    key = vg_print(k->w, "%zu\n%s", (size_t)(r - k->rows), vg_view_one(k->v, c->subject));
    if (vg_table_add(&k->seen_presences, vg_str(key), 1, NULL))
        r->presences++;
}

static void put(struct counting *k, size_t i)
{
    const struct vg_claim *c = &k->v->claims[i];
    struct spot s = k->ask->by == VG_BY_PLACE ? spot_at_level(k, c) : spot_whole(k, c);
    int beside = vg_stands_beside(c) || is_superseded(k, i);
    struct row *r;

    if (!s.is_in)
        return;
    r = row_for(k, c, &s);
    if (s.place == NULL) {
        const char *places = place_set(c, k->w);

        r->places_differ |= r->places != NULL && strcmp(r->places, places) != 0;
        r->places = places;
    }
    r->m = vg_grow(k->w, r->m, r->n, &r->room);
    r->m[r->n++] = (struct member){
        .c = c, .is_exact_place = s.is_exact || s.place == NULL, .is_beside = beside};
    if (!beside)
        count_presence(k, r, c);
}

static int is_asked(const struct counting *k, size_t i)
{
    const struct vg_claim *c = &k->v->claims[i];

    return k->stands[i] && (vg_may_count(c) || (vg_stands_beside(c) && c->stance == VG_ASSERTS)) &&
           vg_same_text(vg_counted_unit(k->v, c), k->ask->unit) &&
           (k->ask->definition == NULL ||
            vg_same_text(vg_counted_definition(c), k->ask->definition) ||
            (vg_stands_beside(c) && c->quantity.definition == NULL));
}

/* -- closing a row --------------------------------------------------------------------- */

static const struct vg_claim *lowest(const struct row *r, int64_t *low)
{
    const struct vg_claim *from = NULL;

    for (size_t i = 0; i < r->n; i++) {
        struct vg_interval in = vg_quantity_interval(&r->m[i].c->quantity);

        if (r->m[i].is_beside || in.open_low || (from != NULL && in.low <= *low))
            continue;
        *low = in.low;
        from = r->m[i].c;
    }
    return from;
}

static const struct vg_claim *highest(const struct row *r, int64_t *high)
{
    const struct vg_claim *from = NULL;

    for (size_t i = 0; i < r->n; i++) {
        struct vg_interval in = vg_quantity_interval(&r->m[i].c->quantity);

        if (r->m[i].is_beside || in.open_high || !r->m[i].is_exact_place || r->places_differ ||
            (from != NULL && in.high <= *high))
            continue;
        *high = in.high;
        from = r->m[i].c;
    }
    return from;
}

struct candidate {
    const struct vg_claim *c;
    int rank;       /* 2 a root of it was read, 1 it names a root, 0 neither */
    size_t steps;   /* to the read root */
    uint32_t voice; /* of the read root */
    int64_t said;
};

static struct candidate candidate_of(const struct counting *k, const struct vg_claim *c)
{
    struct candidate x = {.c = c, .said = day_of(k, c)};
    struct vg_root_count roots;

    vg_root_count(k->g, k->w, &c->id, 1, 0, &roots);
    x.rank = roots.read > 0 ? 2 : c->n_roots > 0 && roots.named > 0;
    if (x.rank == 2)
        x.steps = vg_root_nearest_read(k->g, c, &x.voice);
    return x;
}

/* Best first: nearest to a read root, then the latest; ids only make the order whole. */
static int candidate_order(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;

    if (x->rank != y->rank)
        return x->rank > y->rank ? -1 : 1;
    if (x->steps != y->steps)
        return x->steps < y->steps ? -1 : 1;
    if (x->said != y->said)
        return x->said > y->said ? -1 : 1;
    return (x->c->id > y->c->id) - (x->c->id < y->c->id);
}

static struct candidate *candidates(const struct counting *k, const struct row *r, size_t *n)
{
    struct candidate *list = NULL;
    size_t room = 0;

    *n = 0;
    for (size_t i = 0; i < r->n; i++) {
        const struct vg_quantity *q = &r->m[i].c->quantity;

        if (r->m[i].is_beside || !r->m[i].is_exact_place || r->places_differ ||
            !(q->has & VG_HAS_VALUE) || q->scale != 0)
            continue;
        list = vg_grow(k->w, list, *n, &room);
        list[(*n)++] = candidate_of(k, r->m[i].c);
    }
    if (*n > 0)
        qsort(list, *n, sizeof *list, candidate_order);
    return list;
}

/* The first in the order that speaks against the best, or NULL: what another read root
 * says, however old; else what was said on the same day, from equally near. A root is
 * heard where it stands nearest: what a copy of it makes of its number speaks for nobody. */
static const struct candidate *dissent(const struct candidate *list, size_t n)
{
    for (size_t i = 1; i < n && list[i].rank == list[0].rank; i++) {
        int heard = 0;

        for (size_t j = 1; list[0].rank == 2 && j < i && !heard; j++)
            heard = list[j].voice == list[i].voice && list[j].voice != list[0].voice;
        if (heard || list[i].c->quantity.value == list[0].c->quantity.value)
            continue;
        if (list[0].rank == 2 && list[i].voice != list[0].voice)
            return &list[i];
        if (list[i].steps == list[0].steps && list[i].said == list[0].said)
            return &list[i];
    }
    return NULL;
}

static void refuse(const struct counting *k, struct row *r, const struct vg_said *why)
{
    r->f.refusal_said = why;
    r->f.refusal = vg_said_text(k->a, why, "en");
}

static void note(const struct counting *k, struct row *r, const struct vg_said *says)
{
    r->f.note_said = says;
    r->f.note = vg_said_text(k->a, says, "en");
}

static void set_best(const struct counting *k, struct row *r)
{
    size_t n;
    const struct candidate *list = candidates(k, r, &n), *other;
    int64_t value;

    if (n == 0)
        return;
    other = dissent(list, n);
    if (other != NULL) {
        const struct candidate *x = list[0].c->id < other->c->id ? &list[0] : other;
        const struct candidate *y = x == other ? &list[0] : other;

        note(k, r,
             VG_SAID(k->a, FIGURE_BEST_DISAGREE,
                     vg_part_said(k->a, list[0].rank == 2 && list[0].voice != other->voice
                                            ? VG_SAYS(FIGURE_READ_ROOTS)
                                            : VG_SAYS(FIGURE_SAME_DAY)),
                     vg_part_id(k->a, 'c', x->c->id), vg_part_number(k->a, x->c->quantity.value),
                     vg_part_id(k->a, 'c', y->c->id), vg_part_number(k->a, y->c->quantity.value)));
        return;
    }
    value = list[0].c->quantity.value;
    if (((r->f.has & VG_FIGURE_LOW) && value < r->f.low) ||
        ((r->f.has & VG_FIGURE_HIGH) && value > r->f.high)) {
        note(k, r,
             VG_SAID(k->a, FIGURE_NO_ROOM, vg_part_id(k->a, 'c', list[0].c->id),
                     vg_part_number(k->a, value)));
        return;
    }
    r->f.has |= VG_FIGURE_BEST;
    r->f.best = value;
}

static void set_evidence(const struct counting *k, struct row *r)
{
    int64_t *claims = VG_NEW_ARRAY(k->a, int64_t, r->n + 1);
    int64_t *beside = VG_NEW_ARRAY(k->a, int64_t, r->n + 1);
    const struct vg_claim *latest = NULL;

    for (size_t i = 0; i < r->n; i++) {
        const struct vg_claim *c = r->m[i].c;

        if (r->m[i].is_beside) {
            beside[r->f.n_beside++] = c->id;
            continue;
        }
        claims[r->f.n_claims++] = c->id;
        if (latest == NULL || day_of(k, c) > day_of(k, latest))
            latest = c;
    }
    qsort(claims, r->f.n_claims, sizeof *claims, vg_i64_order);
    qsort(beside, r->f.n_beside, sizeof *beside, vg_i64_order);
    r->f.claims = claims;
    r->f.beside = beside;
    r->f.as_of = k->ask->as_of;
    if (r->f.as_of == NULL && latest != NULL)
        r->f.as_of = vg_claim_said_text(k->v, latest, k->a);
}

static void set_range(const struct counting *k, struct row *r)
{
    int64_t low = 0, high = 0;
    const struct vg_claim *l = lowest(r, &low), *h = highest(r, &high);

    if (l != NULL && low >= r->presences && h != NULL && low > high) {
        refuse(k, r,
               VG_SAID(k->a, FIGURE_ENDS_CROSS, vg_part_id(k->a, 'c', l->id),
                       vg_part_number(k->a, low), vg_part_id(k->a, 'c', h->id),
                       vg_part_number(k->a, high)));
        return;
    }
    if (h != NULL && r->presences > high) {
        refuse(k, r,
               VG_SAID(k->a, FIGURE_PRESENCES_CROSS, vg_part_number(k->a, r->presences),
                       vg_part_id(k->a, 'c', h->id), vg_part_number(k->a, high)));
        return;
    }
    if (l != NULL || r->presences > 0) {
        r->f.has |= VG_FIGURE_LOW;
        r->f.low = low > r->presences ? low : r->presences;
    }
    if (h != NULL) {
        r->f.has |= VG_FIGURE_HIGH;
        r->f.high = high;
    }
    set_best(k, r);
    if (r->f.note == NULL && r->f.has == VG_FIGURE_HIGH)
        note(k, r, VG_SAYS(FIGURE_UPPER_ONLY));
    if (r->f.has == 0)
        refuse(k, r, VG_SAYS(FIGURE_NOTHING));
}

static void close_row(const struct counting *k, struct row *r)
{
    const struct vg_place *p = r->f.place != NULL ? vg_place_get(&k->v->places, r->f.place) : NULL;
    struct vg_root_count roots;

    r->f.level = p != NULL ? p->level : VG_PLACE_UNKNOWN;
    set_evidence(k, r);
    if (r->f.n_claims == 0)
        return; /* only things that stand beside: there is no figure to stand beside */
    set_range(k, r);
    vg_root_count(k->g, k->w, r->f.claims, r->f.n_claims, 0, &roots);
    r->f.roots_named = roots.named;
    r->f.roots_read = roots.read;
}

static int text_order(const char *a, const char *b)
{
    if (a == NULL || b == NULL)
        return (a == NULL) - (b == NULL); /* nothing comes last */
    return strcmp(a, b);
}

static int row_order(const void *a, const void *b)
{
    const struct vg_figure *x = a, *y = b;
    int order = text_order(x->place, y->place);

    if (order == 0)
        order = text_order(x->by, y->by);
    if (order == 0)
        order = text_order(x->definition, y->definition);
    if (order == 0)
        order = text_order(x->period_from, y->period_from);
    return order != 0 ? order : text_order(x->period_to, y->period_to);
}

/* A row of things that only stand beside is no figure and is left out. */
static void close_rows(struct counting *k, struct vg_count *out)
{
    out->rows = VG_NEW_ARRAY(k->a, struct vg_figure, k->n + 1);
    out->n = 0;
    for (size_t i = 0; i < k->n; i++) {
        close_row(k, &k->rows[i]);
        if (k->rows[i].f.n_claims > 0)
            out->rows[out->n++] = k->rows[i].f;
    }
    qsort(out->rows, out->n, sizeof *out->rows, row_order);
}

static int read_ask(const struct vg_view *v, const struct vg_count_ask *ask, int64_t *as_of,
                    struct vg_err *err)
{
    struct vg_date d;
    int rc;

    if (ask->unit == NULL)
        return vg_fail(err, VG_E_MISUSE, "what is to be counted: name a unit");
    if (ask->within != NULL && strcmp(ask->within, "world") != 0 &&
        vg_place_get(&v->places, ask->within) == NULL)
        return vg_fail(err, VG_E_MISUSE, "%s is no known place", ask->within);
    *as_of = VG_DAYS_MAX;
    if (ask->as_of == NULL)
        return VG_OK;
    rc = vg_edtf_readz(ask->as_of, &d, err);
    if (rc != VG_OK)
        return vg_within(err, VG_E_MISUSE, "as of");
    *as_of = d.last;
    return VG_OK;
}

int vg_count(const struct vg_view *v, const struct vg_root_graph *g, const struct vg_count_ask *ask,
             struct vg_arena *a, struct vg_count *out, struct vg_err *err)
{
    VG_SCOPED_ARENA work = {0};
    struct counting k = {.v = v, .g = g, .ask = ask, .a = a, .w = &work};
    int rc = read_ask(v, ask, &k.as_of, err);

    if (rc != VG_OK)
        return rc;
    k.rows_by_key = VG_TABLE(&work);
    k.seen_presences = VG_TABLE(&work);
    k.keys = VG_TABLE(&work);
    k.said = VG_NEW_ARRAY(&work, int64_t, v->n_claims + 1);
    k.key_of = VG_NEW_ARRAY(&work, uint32_t, v->n_claims + 1);
    k.operators = VG_TABLE(&work);
    k.stands = vg_view_standing(v, k.as_of, &work);
    for (size_t i = 0; i < v->n_claims; i++) {
        if (ask->by == VG_BY_AGENCY && k.stands[i])
            note_operator(&k, i);
        if (!is_asked(&k, i))
            continue;
        k.said[i] = vg_claim_said(v, &v->claims[i]);
        if (!vg_stands_beside(&v->claims[i]))
            note_latest(&k, i);
    }
    for (size_t i = 0; i < v->n_claims; i++)
        if (is_asked(&k, i))
            put(&k, i);
    close_rows(&k, out);
    vg_buf_end(&k.key);
    return VG_OK;
}

int vg_count_units(const struct vg_view *v, struct vg_arena *a, struct vg_unit_use **out, size_t *n,
                   struct vg_err *err)
{
    VG_SCOPED_ARENA work = {0};
    const unsigned char *stands = vg_view_standing(v, VG_DAYS_MAX, &work);
    struct vg_table at = VG_TABLE(&work);
    struct vg_unit_use *list = NULL;
    size_t count = 0, room = 0;

    (void)err;
    for (size_t i = 0; i < v->n_claims; i++) {
        const char *unit = stands[i] ? vg_counted_unit(v, &v->claims[i]) : NULL;
        int64_t there = 0;

        if (unit == NULL)
            continue;
        if (!vg_table_add(&at, vg_str(unit), (int64_t)count, &there)) {
            assert((size_t)there < count);
            list[there].claims++;
            continue;
        }
        list = vg_grow(a, list, count, &room);
        list[count++] = (struct vg_unit_use){.unit = unit, .claims = 1};
    }
    for (size_t i = 1; i < count; i++) /* a few dozen units: insertion keeps them sorted */
        for (size_t j = i; j > 0 && strcmp(list[j - 1].unit, list[j].unit) > 0; j--) {
            struct vg_unit_use t = list[j];

            list[j] = list[j - 1];
            list[j - 1] = t;
        }
    *out = list;
    *n = count;
    return VG_OK;
}
