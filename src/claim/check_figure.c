/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Checks of figures of one thing in several places: overlap, unit, value, drift. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/edtf.h"
#include "claim/period.h"
#include "claim/rules.h"

enum { GROUP_MOST = 16, NEIGHBOURS = 3, STEM = 6 };

/* -- overlap ------------------------------------------------------------------------------ */

/*
 * Headings: what relation claims put under one roof. "X part-of H" and "method
 * M key-method-of H" make X and M parts of H; a figure belongs to H when its
 * subject holds the id X or its predicate the stem of M.
 */
static int ends_in_of(const char *predicate)
{
    size_t n = predicate != NULL ? strlen(predicate) : 0;

    return n > 3 && strcmp(predicate + n - 3, "-of") == 0;
}

static const char *stem_key(struct vg_rules *k, const char *word)
{
    return vg_rule_key(k, "~%.*s", STEM, word);
}

void vg_keys_heading(struct vg_rules *k, const struct vg_claim *c, struct vg_keys *out)
{
    const char *word;

    if (c->kind != VG_KIND_RELATION || !ends_in_of(c->predicate) || c->subject == NULL ||
        c->object == NULL || strchr(c->subject, ':') == NULL || strchr(c->subject, ' ') != NULL)
        return;
    word = strchr(c->subject, ':') + 1;
    vg_key_is(out, c->subject);
    if (strlen(word) >= STEM)
        vg_key_is(out, stem_key(k, word));
}

/* Under which keys a figure looks for its headings: each is handed to `each`. */
static void look_for_headings(struct vg_rules *k, const struct vg_claim *c,
                              void (*each)(void *w, struct vg_rules *k, const char *key), void *w)
{
    for (const char *p = c->subject; p != NULL && *p != '\0';) {
        size_t len = strcspn(p, " ,");

        if (memchr(p, ':', len) != NULL)
            each(w, k, vg_rule_key(k, "%.*s", (int)len, p));
        p += len + strspn(p + len, " ,");
    }
    for (const char *p = c->predicate; p != NULL && *p != '\0';) {
        size_t len = strcspn(p, "-");

        if (len >= STEM)
            each(w, k, stem_key(k, p));
        p += len + strspn(p + len, "-");
    }
}

static void take_heading(void *w, struct vg_rules *k, const char *key)
{
    const struct vg_group *g = vg_rule_look(k, VG_PART_HEADING, key);
    struct vg_pick *p = w;

    for (size_t i = 0; g != NULL && i < g->n && p->n < VG_PICK_MOST; i++)
        vg_pick_add(p, g->c[i]);
}

/* A figure over a time, with what puts it under a heading. */
struct spell {
    const struct vg_claim *c;
    struct vg_date d;
    struct vg_pick heads;
};

/* Do two figures stand under one heading? Adds the claims that say so. */
static int under_one_heading(struct vg_rules *k, const struct spell *x, const struct spell *y,
                             struct vg_ids *ids)
{
    int found = 0;

    for (size_t i = 0; i < x->heads.n; i++)
        for (size_t j = 0; j < y->heads.n; j++)
            if (strcmp(x->heads.c[i]->object, y->heads.c[j]->object) == 0) {
                vg_ids_add(k, ids, x->heads.c[i]);
                vg_ids_add(k, ids, y->heads.c[j]);
                found = 1;
            }
    return found;
}

static int spell_order(const void *a, const void *b)
{
    const struct spell *x = a, *y = b;

    if (x->d.first != y->d.first)
        return x->d.first < y->d.first ? -1 : 1;
    return (x->c->id > y->c->id) - (x->c->id < y->c->id);
}

/* More in a shorter time than in a longer one that shares it: not one population. */
static int is_misfit(const struct spell *x, const struct spell *y)
{
    int64_t nx = vg_printed_number(x->c), ny = vg_printed_number(y->c);
    int64_t lx = x->d.last - x->d.first, ly = y->d.last - y->d.first;

    return lx < ly ? nx / 2 > ny : ly < lx && ny / 2 > nx;
}

/* Do both name who or what it is by an id, and none of the one is of the other? Figures of
 * two programmes are not about to be added because the same verb stands with both. */
static int are_apart(const struct vg_claim *x, const struct vg_claim *y)
{
    int ids = 0;

    if (x->subject == NULL || y->subject == NULL || strchr(y->subject, ':') == NULL)
        return 0;
    for (const char *p = x->subject; *p != '\0';) {
        size_t len = strcspn(p, " ,");

        if (memchr(p, ':', len) != NULL) {
            ids = 1;
            if (memmem(y->subject, strlen(y->subject), p, len) != NULL)
                return 0;
        }
        p += len + strspn(p + len, " ,");
    }
    return ids;
}

static void say_overlap(struct vg_rules *k, const struct spell *x, const struct spell *y)
{
    int64_t nx = vg_printed_number(x->c), ny = vg_printed_number(y->c);
    struct vg_ids ids = {0};
    int one_heading, misfit = is_misfit(x, y);
    const struct vg_said *test, *shared;

    if (nx < 0 || ny < 0 || (nx == ny && x->d.first == y->d.first))
        return;
    if (vg_source_of(x->c) == vg_source_of(y->c) && x->d.first == y->d.first &&
        x->d.last == y->d.last)
        return; /* one source on one period: a total and its parts, not two totals */
    vg_ids_add(k, &ids, x->c);
    vg_ids_add(k, &ids, y->c);
    one_heading = under_one_heading(k, x, y, &ids);
    if (!one_heading && (!vg_same_text(x->c->predicate, y->c->predicate) || are_apart(x->c, y->c)))
        return; /* nobody is about to add them */
    shared = vg_period_shared(&x->d, &y->d, k->w);
    if (shared == NULL)
        return;
    test =
        VG_SAID(k->w, OVERLAP_ASKS, vg_rule_number(k, x->c), vg_part_date(k->w, x->c->period.from),
                vg_part_date(k->w, x->c->period.to), vg_rule_number(k, y->c),
                vg_part_date(k->w, y->c->period.from), vg_part_date(k->w, y->c->period.to));
    if (misfit) {
        vg_rule_says(
            k, VG_CHECK_OVERLAP, one_heading ? VG_CHECK_ERROR : VG_CHECK_WARNING, &ids, test,
            VG_SAID(k->w, MISFIT_SAYS,
                    vg_part_number(k->w, nx > ny ? nx / (ny > 0 ? ny : 1) : ny / (nx > 0 ? nx : 1)),
                    vg_part_said(k->w, shared)),
            VG_SAYS(MISFIT_SHOW));
        return;
    }
    vg_rule_says(k, VG_CHECK_OVERLAP, VG_CHECK_WARNING, &ids, test,
                 VG_SAID(k->w, OVERLAP_SAYS, vg_part_said(k->w, shared),
                         vg_part_number(k->w, nx > ny ? nx - ny : ny - nx)),
                 VG_SAYS(OVERLAP_SHOW));
}

static int is_flow(const struct vg_claim *c)
{
    enum vg_family f = vg_claim_family(c);

    return (f == VG_FAMILY_FUNCTION || f == VG_FAMILY_EFFECT || f == VG_FAMILY_NUMBER) &&
           (c->kind == VG_KIND_QUANTITY || c->kind == VG_KIND_EVENT);
}

struct spell_keys {
    const struct vg_claim *c;
    struct vg_keys *out;
    const char *head; /* unit and places */
};

static void add_spell_keys(void *w, struct vg_rules *k, const char *key)
{
    const struct vg_group *g = vg_rule_look(k, VG_PART_HEADING, key);
    const struct spell_keys *s = w;

    for (size_t i = 0; g != NULL && i < g->n && i < VG_PICK_MOST; i++)
        vg_key_is(s->out, vg_rule_key(k, "%s|under|%s", s->head, g->c[i]->object));
}

static int is_total_of_a_time(const struct vg_claim *c)
{
    struct vg_date d;

    return vg_is_finding(c) && is_flow(c) && c->quantity.has != 0 && c->quantity.unit != NULL &&
           c->period.from != NULL && c->period.to != NULL && vg_claim_period(c, &d);
}

static void add_key(void *w, struct vg_rules *k, const char *key)
{
    (void)k;
    vg_key_is(w, key);
}

void vg_keys_figure(struct vg_rules *k, const struct vg_claim *c, struct vg_keys *out)
{
    if (is_total_of_a_time(c))
        look_for_headings(k, c, add_key, out);
}

/* Figures of one unit and place that say the same, or that stand under one heading. */
void vg_keys_spell(struct vg_rules *k, const struct vg_claim *c, struct vg_keys *out)
{
    struct spell_keys s = {.c = c, .out = out};

    if (!is_total_of_a_time(c))
        return;
    s.head = vg_print(k->w, "%s|%s", c->quantity.unit, vg_places_key(k, c));
    vg_key_is(out, vg_rule_key(k, "%s|says|%s", s.head, c->predicate != NULL ? c->predicate : ""));
    look_for_headings(k, c, add_spell_keys, &s);
}

/* Each with those that begin next after it. What is written on the way is gone afterwards. */
void vg_say_spell(struct vg_rules *k, const struct vg_group *g)
{
    VG_SCOPED_ARENA mine = {0};
    struct vg_arena *work = k->w;
    struct spell *s;

    if (g->n < 2)
        return;
    s = VG_NEW_ARRAY(&mine, struct spell, g->n);
    k->w = &mine;
    for (size_t i = 0; i < g->n; i++) {
        s[i].c = g->c[i];
        (void)vg_claim_period(s[i].c, &s[i].d);
        look_for_headings(k, s[i].c, take_heading, &s[i].heads);
    }
    qsort(s, g->n, sizeof *s, spell_order);
    for (size_t x = 0; x < g->n; x++)
        for (size_t y = x + 1; y < g->n && y <= x + NEIGHBOURS; y++)
            say_overlap(k, &s[x], &s[y]);
    k->w = work;
}

/* -- unit --------------------------------------------------------------------------------- */

static int units_differ(const struct vg_group *g)
{
    for (size_t i = 1; i < g->n; i++)
        if (strcmp(g->c[i]->quantity.unit, g->c[0]->quantity.unit) != 0)
            return 1;
    return 0;
}

void vg_say_units(struct vg_rules *k, const struct vg_group *g)
{
    VG_SCOPED_GROUPS same = vg_groups_new(GROUP_MOST);
    VG_SCOPED_ARENA mine = {0};
    struct vg_table units = VG_TABLE(&mine);
    struct vg_ids ids = {0};

    for (size_t i = 0; i < g->n; i++) {
        const struct vg_claim *c = g->c[i];
        int64_t number = vg_printed_number(c);

        if (c->quantity.unit == NULL || number < 0)
            continue;
        (void)vg_table_add(&units, vg_str(c->quantity.unit), 1, NULL);
        vg_groups_add(&same, vg_rule_key(k, "%" PRId64, number), c);
        if (c->subject != NULL)
            vg_groups_add(&same, vg_rule_key(k, "=%s", c->subject), c);
    }
    if (units.n < 2)
        return;
    vg_groups_close(&same);
    for (size_t i = 0; i < same.n; i++)
        if (units_differ(&same.g[i]))
            vg_ids_add_group(k, &ids, &same.g[i]);
    vg_rule_says(k, VG_CHECK_UNIT, VG_CHECK_NOTE, &ids, VG_SAYS(UNITS_ASKS),
                 VG_SAID(k->w, UNITS_SAYS, vg_part_number(k->w, (int64_t)units.n)),
                 VG_SAYS(UNITS_SHOW));
}

/* -- value -------------------------------------------------------------------------------- */

/* The name of an entity in words: from the case, else from its id. */
static struct vg_str name_of(struct vg_rules *k, const char *id, size_t n)
{
    const struct vg_entity *e = vg_view_entity(k->v, vg_copy(k->w, id, n));
    const char *colon = memchr(id, ':', n);
    char *words;

    if (e != NULL && e->en != NULL)
        return vg_str(e->en);
    if (colon == NULL)
        return (struct vg_str){0};
    words = vg_copy(k->w, colon + 1, n - (size_t)(colon + 1 - id));
    for (char *p = words; *p != '\0'; p++)
        *p = *p == '-' ? ' ' : *p;
    return vg_str(words);
}

static size_t count_words(struct vg_str s)
{
    size_t at = 0, n = 0;

    while (vg_next_word(s, &at).len > 0)
        n++;
    return n;
}

/* The stretch of `text` with as many words as the name that is nearest to it:
 * its distance, and the stretch itself. */
static size_t nearest(struct vg_str text, struct vg_str name, size_t words, struct vg_str *out)
{
    size_t best = SIZE_MAX, at = 0;

    for (;;) {
        struct vg_str first = vg_next_word(text, &at), s = first;
        size_t end = at, distance;

        if (first.len == 0)
            return best;
        for (size_t i = 1; i < words; i++) {
            struct vg_str w = vg_next_word(text, &end);

            s.len = (size_t)(w.p + w.len - s.p);
        }
        distance = vg_edit_distance(s, name, 2);
        if (distance < best) {
            best = distance;
            *out = s;
        }
    }
}

enum { MOST_TEXT = 512, MOST_NAME = 60, SHORT_NAME = 8 };

static void say_spelling(struct vg_rules *k, const struct vg_claim *c, struct vg_str written,
                         struct vg_str meant, const struct vg_said *says)
{
    struct vg_ids ids = {0};

    vg_ids_add(k, &ids, c);
    vg_rule_says(k, VG_CHECK_VALUE, VG_CHECK_HOLDS, &ids,
                 VG_SAID(k->w, SPELLING_ASKS, vg_part(vg_copy(k->w, written.p, written.len)),
                         vg_part(vg_copy(k->w, meant.p, meant.len))),
                 says, VG_SAYS(SPELLING_SHOW));
}

/* An entity that a person set, spelt a little differently on the page. */
static void check_name(struct vg_rules *k, const struct vg_claim *c, const char *text)
{
    struct vg_str quote = c->passage->quote, written = {0};

    for (const char *p = text; p != NULL && *p != '\0';) {
        size_t len = strcspn(p, " ,;()");
        struct vg_str name = name_of(k, p, len);
        size_t words = count_words(name), distance;

        p += len + strspn(p + len, " ,;()");
        if (name.len < SHORT_NAME || name.len > MOST_NAME || words == 0)
            continue;
        distance = nearest(quote, name, words, &written);
        if (distance > 0 && distance <= 2)
            say_spelling(k, c, written, name, VG_SAYS(SPELLING_NAME));
    }
}

/* Two words that differ inside, with the same head and tail: a misprint, not an
 * inflection ("stations" for "station" differs at its end). */
static int is_misprint(struct vg_str a, struct vg_str b)
{
    size_t distance;

    if (a.len < SHORT_NAME || b.len < SHORT_NAME || vg_str_cmp(a, b) == 0 ||
        strncasecmp(a.p, b.p, 3) != 0 || strncasecmp(a.p + a.len - 3, b.p + b.len - 3, 3) != 0)
        return 0;
    distance = vg_edit_distance(a, b, 2);
    return distance == 1 || distance == 2;
}

static void check_words_of(struct vg_rules *k, const struct vg_claim *c, const char *text)
{
    struct vg_str quote = c->passage->quote, ours = vg_str(text);
    size_t at = 0;

    for (struct vg_str w = vg_next_word(ours, &at); w.len > 0; w = vg_next_word(ours, &at)) {
        struct vg_str misprint = {0};
        size_t in = 0;

        if (w.len < SHORT_NAME || vg_holds_word(quote, vg_copy(k->w, w.p, w.len)))
            continue;
        for (struct vg_str q = vg_next_word(quote, &in); q.len > 0; q = vg_next_word(quote, &in))
            if (is_misprint(w, q))
                misprint = q;
        if (misprint.len > 0)
            say_spelling(k, c, misprint, w, VG_SAYS(SPELLING_MISPRINT));
    }
}

void vg_say_spelling_of(struct vg_rules *k, const struct vg_claim *c)
{
    if (c->passage == NULL || c->passage->quote.len == 0 || c->passage->quote.len > MOST_TEXT)
        return;
    check_name(k, c, c->object);
    check_words_of(k, c, c->object);
}

/* The latest statement of each speaker only: the earlier are superseded, not in conflict. */
static int is_overtaken(struct vg_rules *k, const struct vg_group *g, size_t i)
{
    int64_t said = vg_claim_said(k->v, g->c[i]);

    for (size_t j = 0; j < g->n; j++)
        if (vg_first_speaker(g->c[i]) != NULL &&
            vg_same_text(vg_first_speaker(g->c[i]), vg_first_speaker(g->c[j])) &&
            vg_claim_said(k->v, g->c[j]) > said)
            return 1;
    return 0;
}

/* Is the smaller number the larger, or the other way round, with its last figures left out? */
static int is_rounded(int64_t x, int64_t y)
{
    for (int64_t step = 10; step <= x || step <= y; step *= 10) {
        int64_t to_x = (y + step / 2) / step * step, to_y = (x + step / 2) / step * step;

        if ((to_x == x && y % step != 0) || (to_y == y && x % step != 0))
            return 1;
        if (step > INT64_MAX / 100)
            break;
    }
    return 0;
}

static const char *stated_key(struct vg_rules *k, int64_t source, const struct vg_claim *c)
{
    return vg_rule_key(k, "%" PRId64 "|%s|%" PRId64, source, c->quantity.unit,
                       vg_printed_number(c));
}

void vg_keys_stated(struct vg_rules *k, const struct vg_claim *c, struct vg_keys *out)
{
    if (vg_is_finding(c) && c->quantity.op == VG_OP_EXACT && c->quantity.unit != NULL &&
        vg_printed_number(c) >= 0)
        vg_key_is(out, stated_key(k, vg_source_of(c), c));
}

/* Another number of the source of `x` that says what `y` says: of a part, or of something else. */
static const struct vg_claim *taken_for(struct vg_rules *k, const struct vg_claim *x,
                                        const struct vg_claim *y)
{
    const struct vg_group *g = vg_rule_look(k, VG_PART_STATED, stated_key(k, vg_source_of(x), y));

    for (size_t i = 0; g != NULL && i < g->n; i++) {
        const struct vg_claim *c = g->c[i];

        if (c != x && c != y &&
            (!vg_same_text(c->subject, x->subject) || !vg_same_text(c->predicate, x->predicate) ||
             c->n_places != x->n_places))
            return c;
    }
    return NULL;
}

static int is_part_of(struct vg_rules *k, const struct vg_claim *part, const struct vg_claim *whole)
{
    if (vg_same_text(part->predicate, "part-of"))
        return 1;
    return part->n_places > 0 &&
           (whole->n_places == 0 ||
            vg_place_within(&k->v->places, part->places[0], whole->places[0]));
}

/* Why two values of one thing differ, as far as the claims themselves tell. */
static const struct vg_said *reason_for(struct vg_rules *k, const struct vg_claim *x,
                                        const struct vg_claim *y, struct vg_ids *ids)
{
    const struct vg_claim *other = taken_for(k, x, y), *whole = x;

    if (other == NULL) {
        other = taken_for(k, y, x);
        whole = y;
    }
    vg_ids_add(k, ids, other);
    if (other != NULL)
        return is_part_of(k, other, whole) ? VG_SAYS(WHY_PART) : VG_SAYS(WHY_MIXED);
    if (is_rounded(vg_printed_number(x), vg_printed_number(y)))
        return VG_SAYS(WHY_ROUNDED);
    if (vg_claim_said(k->v, x) != vg_claim_said(k->v, y))
        return VG_SAYS(WHY_DAYS);
    return NULL;
}

/* What two values of one thing come to, with the reason where one is known. */
static const struct vg_said *of_values(struct vg_rules *k, size_t roots, const struct vg_said *why)
{
    struct vg_part_words n = vg_part_number(k->w, (int64_t)roots),
                         because = vg_part_said(k->w, why);

    if (roots > 1)
        return why != NULL ? VG_SAID(k->w, VALUES_ROOTS_WHY, n, because)
                           : VG_SAID(k->w, VALUES_ROOTS, n);
    return why != NULL ? VG_SAID(k->w, VALUES_VARIANTS_WHY, because) : VG_SAYS(VALUES_VARIANTS);
}

static void say_values(struct vg_rules *k, const struct vg_group *g)
{
    struct vg_root_count roots;
    struct vg_ids ids = {0};
    struct vg_part_words values[VG_PICK_MOST];
    const struct vg_claim *first = NULL, *other = NULL;
    const struct vg_said *test, *why;

    for (size_t i = 0; i < g->n && ids.n < VG_PICK_MOST; i++) {
        if (is_overtaken(k, g, i) || (first != NULL && !vg_is_comparable(first, g->c[i])))
            continue;
        first = first == NULL ? g->c[i] : first;
        if (other == NULL && vg_printed_number(g->c[i]) != vg_printed_number(first))
            other = g->c[i];
        values[ids.n] = vg_part_number(k->w, vg_printed_number(g->c[i]));
        vg_ids_add(k, &ids, g->c[i]);
    }
    if (other == NULL)
        return;
    test = VG_SAID(k->w, VALUES_ASKS, vg_part_list(k->w, VG_S_LIST_COMMA, values, ids.n));
    vg_root_count(k->g, k->w, ids.id, ids.n, 0, &roots);
    ids.more += g->more;
    why = reason_for(k, first, other, &ids);
    vg_rule_says(k, VG_CHECK_VALUE, VG_CHECK_WARNING, &ids, test, of_values(k, roots.named, why),
                 roots.named <= 1 ? VG_SAYS(VALUES_SHOW_VARIANTS) : VG_SAYS(VALUES_SHOW_ROOTS));
}

void vg_keys_identity(struct vg_rules *k, const struct vg_claim *c, struct vg_keys *out)
{
    if (vg_is_finding(c) && c->quantity.has != 0 && c->quantity.unit != NULL)
        vg_key_is(out, vg_identity_key(k, c));
}

enum { EXACT_MOST = 64 };

void vg_say_identity(struct vg_rules *k, const struct vg_group *g)
{
    const struct vg_claim *exact[EXACT_MOST];
    struct vg_group values = {.c = exact};

    if (g->n < 2)
        return;
    vg_say_ranges(k, g);
    for (size_t i = 0; i < g->n; i++) {
        if (g->c[i]->quantity.op != VG_OP_EXACT || vg_printed_number(g->c[i]) < 0)
            continue;
        if (values.n < EXACT_MOST)
            exact[values.n++] = g->c[i];
        else
            values.more++;
    }
    if (values.n > 1)
        say_values(k, &values);
}

/* -- drift -------------------------------------------------------------------------------- */

enum direction { NONE, UP, DOWN };

static enum direction direction_of(enum vg_op op)
{
    if (op == VG_OP_AT_LEAST || op == VG_OP_OVER || op == VG_OP_SEVERAL)
        return UP;
    return op == VG_OP_AT_MOST || op == VG_OP_UNDER || op == VG_OP_NEARLY ? DOWN : NONE;
}

static int has_hedge(const struct vg_claim *c)
{
    for (size_t i = 0; i < c->n_hedges; i++)
        if (strcmp(c->hedges[i], "to-date") != 0 && strcmp(c->hedges[i], "only") != 0 &&
            strcmp(c->hedges[i], "certain") != 0)
            return 1;
    return 0;
}

static void say_bound_drift(struct vg_rules *k, const struct vg_claim *copy,
                            const struct vg_claim *origin, const struct vg_ids *ids,
                            const struct vg_said *test)
{
    enum direction to = direction_of(copy->quantity.op), from = direction_of(origin->quantity.op);

    if (to != from && to != NONE)
        vg_rule_says(k, VG_CHECK_DRIFT, VG_CHECK_WARNING, ids, test, VG_SAYS(DRIFT_BOUND),
                     VG_SAYS(DRIFT_SHOW_VARIANTS));
    if (has_hedge(origin) && !has_hedge(copy))
        vg_rule_says(k, VG_CHECK_DRIFT, VG_CHECK_WARNING, ids, test, VG_SAYS(DRIFT_HEDGE),
                     VG_SAYS(DRIFT_SHOW_WORDING));
}

/*
 * Which statement of the origin a copy repeats, among those with its number: of its unit
 * and predicate before of its unit, with its bound and hedges before without. Where none
 * has its unit, one with its predicate, so that a changed unit is seen.
 */
static int likeness(const struct vg_claim *copy, const struct vg_claim *origin)
{
    int unit = vg_same_text(copy->quantity.unit, origin->quantity.unit);
    int predicate = vg_same_text(copy->predicate, origin->predicate);
    int bound = direction_of(copy->quantity.op) == direction_of(origin->quantity.op);
    int hedge = has_hedge(copy) == has_hedge(origin);

    return 8 * unit + 4 * predicate + 2 * bound + hedge;
}

static void say_drift(struct vg_rules *k, const struct vg_claim *copy,
                      const struct vg_pick *origins)
{
    const struct vg_claim *origin = origins->c[0];
    struct vg_ids ids = {0};
    const struct vg_said *test;

    for (size_t i = 1; i < origins->n; i++)
        if (likeness(copy, origins->c[i]) > likeness(copy, origin))
            origin = origins->c[i];
    vg_ids_add(k, &ids, copy);
    vg_ids_add(k, &ids, origin);
    test = VG_SAID(k->w, DRIFT_ASKS, vg_rule_number(k, copy), vg_rule_number(k, origin));
    if (vg_same_text(copy->quantity.unit, origin->quantity.unit))
        say_bound_drift(k, copy, origin, &ids, test);
    else if (vg_same_text(copy->predicate, origin->predicate))
        vg_rule_says(k, VG_CHECK_DRIFT, VG_CHECK_ERROR, &ids, test,
                     VG_SAID(k->w, DRIFT_UNIT, vg_rule_unit(k, origin->quantity.unit),
                             vg_rule_unit(k, copy->quantity.unit)),
                     VG_SAYS(DRIFT_SHOW_UNIT));
}

static int can_drift(const struct vg_claim *c)
{
    return vg_printed_number(c) >= 0 && c->quantity.unit != NULL && vg_is_finding(c);
}

static const char *drift_key(struct vg_rules *k, int64_t source, const struct vg_claim *c)
{
    return vg_rule_key(k, "%" PRId64 "|%" PRId64, source, vg_printed_number(c));
}

/* A claim stands with those of its number in its own source, if something derives from that,
 * in the sources that its own derives from, and in the held bytes of each root it names. */
void vg_keys_drift(struct vg_rules *k, const struct vg_claim *c, struct vg_keys *out)
{
    const struct vg_source_link *to;
    int64_t source = vg_source_of(c);
    size_t n = 0;

    if (!can_drift(c))
        return;
    if (vg_rule_is_origin(k, source))
        vg_key_is(out, drift_key(k, source, c));
    to = vg_rule_origins(k, source, &n);
    for (size_t i = 0; i < n; i++)
        vg_key_is(out, drift_key(k, to[i].to, c));
    for (size_t i = 0; i < c->n_roots; i++) {
        const struct vg_root *root = vg_view_root(k->v, c->roots[i]);

        if (root != NULL && root->source != 0)
            vg_key_is(out, drift_key(k, root->source, c));
    }
}

void vg_say_drift(struct vg_rules *k, const struct vg_group *g)
{
    struct vg_pick origins = {0};
    int64_t source = 0;

    for (const char *p = g->key; *p >= '0' && *p <= '9'; p++)
        source = 10 * source + (*p - '0');
    for (size_t i = 0; i < g->n; i++)
        if (vg_source_of(g->c[i]) == source)
            vg_pick_add(&origins, g->c[i]);
    for (size_t i = 0; origins.n > 0 && i < g->n; i++)
        if (vg_source_of(g->c[i]) != source)
            say_drift(k, g->c[i], &origins);
}

/* -- one figure in several wordings of one text ------------------------------------------- */

/* What is told in several ways is of one size; numbers further apart are different things. */
static int is_near(int64_t x, int64_t y)
{
    return x > 0 && y > 0 && 2 * x <= 3 * y && 2 * y <= 3 * x;
}

/* Told by another, or by the same elsewhere ("notice", "release"): one who gives a lower and
 * an upper end in one breath does not change his words. */
static int is_told_elsewhere(const struct vg_claim *x, const struct vg_claim *y)
{
    return x->n_links > 0 && y->n_links > 0 &&
           (!vg_same_text(vg_first_speaker(x), vg_first_speaker(y)) ||
            !vg_same_text(x->links[0].as, y->links[0].as));
}

static int is_variant(const struct vg_claim *x, const struct vg_claim *y)
{
    struct vg_date dx, dy;

    if (direction_of(x->quantity.op) == direction_of(y->quantity.op) || !is_told_elsewhere(x, y) ||
        !is_near(vg_printed_number(x), vg_printed_number(y)))
        return 0;
    return !vg_claim_period(x, &dx) || !vg_claim_period(y, &dy) ||
           (dx.first <= dy.last && dy.first <= dx.last);
}

static void say_wordings(struct vg_rules *k, const struct vg_group *g)
{
    struct vg_part_words told[VG_PICK_MOST];
    struct vg_ids ids = {0};
    size_t n = 0;

    for (size_t i = 0; i < g->n; i++) {
        int varies = 0;

        for (size_t j = 0; j < g->n && !varies; j++)
            varies = is_variant(g->c[i], g->c[j]);
        if (!varies)
            continue;
        if (n < VG_PICK_MOST)
            told[n++] = vg_rule_number(k, g->c[i]);
        vg_ids_add(k, &ids, g->c[i]);
    }
    if (ids.n > 0)
        vg_rule_says(k, VG_CHECK_DRIFT, VG_CHECK_WARNING, &ids,
                     VG_SAID(k->w, DRIFT_VARIES_ASKS, vg_part_list(k->w, VG_S_LIST_COMMA, told, n)),
                     VG_SAYS(DRIFT_VARIES), VG_SAYS(DRIFT_SHOW_VARIANTS));
}

void vg_say_variants(struct vg_rules *k, const struct vg_group *source)
{
    VG_SCOPED_GROUPS same = vg_groups_new(VG_PICK_MOST);

    for (size_t i = 0; i < source->n; i++) {
        const struct vg_claim *c = source->c[i];

        if (can_drift(c) && c->subject != NULL && c->predicate != NULL)
            vg_groups_add(&same,
                          vg_rule_key(k, "%s|%s|%s|%s", c->quantity.unit, c->subject, c->predicate,
                                      vg_places_key(k, c)),
                          c);
    }
    vg_groups_close(&same);
    for (size_t i = 0; i < same.n; i++)
        if (same.g[i].n > 1)
            say_wordings(k, &same.g[i]);
}
