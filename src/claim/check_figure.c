/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Checks of figures of one thing in several places: overlap, unit, value, drift. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/edtf.h"
#include "claim/period.h"
#include "claim/rules.h"

enum { GROUP_MOST = 16, NEIGHBOURS = 4, STEM = 6 };

/* -- overlap ------------------------------------------------------------------------------ */

/*
 * Headings: what relation claims put under one roof. "X part-of H" and "method
 * M key-method-of H" make X and M parts of H; a figure belongs to H when its
 * subject holds the id X or its predicate the stem of M.
 */
struct headings {
    struct vg_groups of_id;   /* entity id → relation claims with it as subject */
    struct vg_groups of_stem; /* first letters of a method's name → relation claims */
};

static int ends_in_of(const char *predicate)
{
    size_t n = predicate != NULL ? strlen(predicate) : 0;

    return n > 3 && strcmp(predicate + n - 3, "-of") == 0;
}

static void note_heading(struct vg_rules *k, struct headings *h, const struct vg_claim *c)
{
    const char *word;

    if (c->kind != VG_KIND_RELATION || !ends_in_of(c->predicate) || c->subject == NULL ||
        c->object == NULL || strchr(c->subject, ':') == NULL || strchr(c->subject, ' ') != NULL)
        return;
    word = strchr(c->subject, ':') + 1;
    vg_groups_add(&h->of_id, c->subject, c);
    if (strlen(word) >= STEM)
        vg_groups_add(&h->of_stem, vg_rule_key(k, "%.*s", STEM, word), c);
}

/* The relation claims that put a figure under a heading, at most `most`. */
static size_t headings_of(struct vg_rules *k, const struct headings *h, const struct vg_claim *c,
                          const struct vg_claim **out, size_t most)
{
    size_t n = 0;

    for (const char *p = c->subject; p != NULL && *p != '\0';) {
        size_t len = strcspn(p, " ,");
        const struct vg_group *g = vg_groups_get(&h->of_id, vg_rule_key(k, "%.*s", (int)len, p));

        for (size_t i = 0; g != NULL && i < g->n && n < most; i++)
            out[n++] = g->c[i];
        p += len + strspn(p + len, " ,");
    }
    for (const char *p = c->predicate; p != NULL && *p != '\0';) {
        size_t len = strcspn(p, "-");
        const struct vg_group *g =
            len >= STEM ? vg_groups_get(&h->of_stem, vg_rule_key(k, "%.*s", STEM, p)) : NULL;

        for (size_t i = 0; g != NULL && i < g->n && n < most; i++)
            out[n++] = g->c[i];
        p += len + strspn(p + len, "-");
    }
    return n;
}

/* Do two figures stand under one heading? Adds the claims that say so. */
static int under_one_heading(struct vg_rules *k, const struct headings *h, const struct vg_claim *x,
                             const struct vg_claim *y, struct vg_ids *ids)
{
    const struct vg_claim *hx[GROUP_MOST], *hy[GROUP_MOST];
    size_t nx = headings_of(k, h, x, hx, GROUP_MOST), ny = headings_of(k, h, y, hy, GROUP_MOST);
    int found = 0;

    for (size_t i = 0; i < nx; i++)
        for (size_t j = 0; j < ny; j++)
            if (strcmp(hx[i]->object, hy[j]->object) == 0) {
                vg_ids_add(k, ids, hx[i]);
                vg_ids_add(k, ids, hy[j]);
                found = 1;
            }
    return found;
}

struct spell {
    const struct vg_claim *c;
    struct vg_date d;
};

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

static void say_overlap(struct vg_rules *k, const struct headings *h, const struct spell *x,
                        const struct spell *y)
{
    int64_t nx = vg_printed_number(x->c), ny = vg_printed_number(y->c);
    struct vg_ids ids = {0};
    int one_heading, misfit = is_misfit(x, y);
    const char *test, *shared;

    if (nx < 0 || ny < 0 || (nx == ny && x->d.first == y->d.first))
        return;
    if (vg_source_of(x->c) == vg_source_of(y->c) && x->d.first == y->d.first &&
        x->d.last == y->d.last)
        return; /* one source on one period: a total and its parts, not two totals */
    vg_ids_add(k, &ids, x->c);
    vg_ids_add(k, &ids, y->c);
    one_heading = under_one_heading(k, h, x->c, y->c, &ids);
    if (!one_heading && !vg_same_text(x->c->predicate, y->c->predicate))
        return; /* nobody is about to add them */
    shared = vg_period_shared(&x->d, &y->d, k->w);
    if (shared == NULL)
        return;
    test = vg_print(k->w, "%s (%s to %s) and %s (%s to %s): to be added?", vg_rule_number(k, x->c),
                    x->c->period.from, x->c->period.to, vg_rule_number(k, y->c), y->c->period.from,
                    y->c->period.to);
    if (misfit) {
        vg_rule_says(k, VG_CHECK_OVERLAP, one_heading ? VG_CHECK_ERROR : VG_CHECK_WARNING, &ids,
                     test,
                     vg_print(k->w, "cannot be one population: %" PRId64 " to 1, and %s is in both",
                              nx > ny ? nx / (ny > 0 ? ny : 1) : ny / (nx > 0 ? nx : 1), shared),
                     "two programmes, two counters, never one total");
        return;
    }
    vg_rule_says(k, VG_CHECK_OVERLAP, VG_CHECK_WARNING, &ids, test,
                 vg_print(k->w,
                          "not additive: %s is in both; consistent if what they do not "
                          "share is at least %" PRId64,
                          shared, nx > ny ? nx - ny : ny - nx),
                 "the sum is refused, with the time in common");
}

static int is_flow(const struct vg_claim *c)
{
    enum vg_family f = vg_claim_family(c);

    return (f == VG_FAMILY_FUNCTION || f == VG_FAMILY_EFFECT || f == VG_FAMILY_NUMBER) &&
           (c->kind == VG_KIND_QUANTITY || c->kind == VG_KIND_EVENT);
}

/* Each with those that begin next after it. What is written on the way is gone afterwards. */
static void compare_spells(struct vg_rules *k, const struct headings *h, const struct vg_group *g)
{
    VG_SCOPED_ARENA mine = {0};
    struct vg_arena *work = k->w;
    struct spell *s = VG_NEW_ARRAY(&mine, struct spell, g->n);

    k->w = &mine;
    for (size_t i = 0; i < g->n; i++) {
        s[i].c = g->c[i];
        (void)vg_claim_period(s[i].c, &s[i].d);
    }
    qsort(s, g->n, sizeof *s, spell_order);
    for (size_t x = 0; x < g->n; x++)
        for (size_t y = x + 1; y < g->n && y <= x + NEIGHBOURS; y++)
            say_overlap(k, h, &s[x], &s[y]);
    k->w = work;
}

void vg_rule_overlap(struct vg_rules *k)
{
    struct headings h = {vg_groups_new(GROUP_MOST), vg_groups_new(GROUP_MOST)};
    VG_SCOPED_GROUPS gs = vg_groups_new(SIZE_MAX);

    for (size_t i = 0; i < k->n; i++) {
        const struct vg_claim *c = k->by_id[i];
        struct vg_date d;

        note_heading(k, &h, c);
        if (vg_is_finding(c) && is_flow(c) && c->quantity.has != 0 && c->quantity.unit != NULL &&
            c->period.from != NULL && c->period.to != NULL && vg_claim_period(c, &d))
            vg_groups_add(&gs, vg_rule_key(k, "%s|%s", c->quantity.unit, vg_places_key(k, c)), c);
    }
    vg_groups_close(&h.of_id);
    vg_groups_close(&h.of_stem);
    vg_groups_close(&gs);
    for (size_t i = 0; i < gs.n; i++)
        compare_spells(k, &h, &gs.g[i]);
    vg_groups_end(&h.of_id);
    vg_groups_end(&h.of_stem);
}

/* -- unit --------------------------------------------------------------------------------- */

static int units_differ(const struct vg_group *g)
{
    for (size_t i = 1; i < g->n; i++)
        if (strcmp(g->c[i]->quantity.unit, g->c[0]->quantity.unit) != 0)
            return 1;
    return 0;
}

static void say_units(struct vg_rules *k, const struct vg_claim *const *c, size_t n)
{
    VG_SCOPED_GROUPS same = vg_groups_new(GROUP_MOST);
    VG_SCOPED_ARENA mine = {0};
    struct vg_table units = VG_TABLE(&mine);
    struct vg_ids ids = {0};

    for (size_t i = 0; i < n; i++) {
        int64_t number = vg_printed_number(c[i]);

        if (c[i]->quantity.unit == NULL || number < 0)
            continue;
        (void)vg_table_add(&units, vg_str(c[i]->quantity.unit), 1, NULL);
        vg_groups_add(&same, vg_rule_key(k, "%" PRId64, number), c[i]);
        if (c[i]->subject != NULL)
            vg_groups_add(&same, vg_rule_key(k, "=%s", c[i]->subject), c[i]);
    }
    if (units.n < 2)
        return;
    vg_groups_close(&same);
    for (size_t i = 0; i < same.n; i++)
        if (units_differ(&same.g[i]))
            vg_ids_add_group(k, &ids, &same.g[i]);
    vg_rule_says(k, VG_CHECK_UNIT, VG_CHECK_NOTE, &ids,
                 "one number, or one subject, with several units?",
                 vg_print(k->w, "different units: %zu stand in this source", units.n),
                 "units are never compared");
}

void vg_rule_unit(struct vg_rules *k)
{
    for (size_t i = 0, n; i < k->n; i += n) {
        n = vg_rule_run(k, i);
        say_units(k, &k->c[i], n);
    }
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
                         struct vg_str meant, const char *says)
{
    struct vg_ids ids = {0};

    vg_ids_add(k, &ids, c);
    vg_rule_says(k, VG_CHECK_VALUE, VG_CHECK_HOLDS, &ids,
                 vg_print(k->w, "“%.*s” for “%.*s”: another thing?", (int)written.len, written.p,
                          (int)meant.len, meant.p),
                 says, "source form kept, nothing new made of it");
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
            say_spelling(k, c, written, name, "the same by the judgement of a person");
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
            say_spelling(k, c, misprint, w, "a misprint of the source, no new value");
    }
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

static void say_values(struct vg_rules *k, const struct vg_group *g)
{
    struct vg_root_count roots;
    struct vg_ids ids = {0};
    VG_SCOPED_BUF values = {0};
    int64_t first = -1;
    int differ = 0;

    for (size_t i = 0; i < g->n; i++) {
        if (is_overtaken(k, g, i))
            continue;
        first = first < 0 ? vg_printed_number(g->c[i]) : first;
        differ |= vg_printed_number(g->c[i]) != first;
        vg_ids_add(k, &ids, g->c[i]);
        vg_putf(&values, "%s%" PRId64, ids.n > 1 ? ", " : "", vg_printed_number(g->c[i]));
    }
    if (!differ)
        return;
    vg_root_count(k->g, k->w, ids.id, ids.n, 0, &roots);
    vg_rule_says(k, VG_CHECK_VALUE, VG_CHECK_WARNING, &ids,
                 vg_print(k->w, "%s for one thing?", values.p),
                 roots.named <= 1 ? "one root: variants of one figure, each wants its reason"
                                  : vg_print(k->w, "%zu roots say different values", roots.named),
                 roots.named <= 1 ? "the variants under one root, each with its reason"
                                  : "both values with their roots");
}

void vg_rule_value(struct vg_rules *k)
{
    VG_SCOPED_GROUPS same = vg_groups_new(GROUP_MOST);

    for (size_t i = 0; i < k->n; i++) {
        const struct vg_claim *c = k->by_id[i];

        if (vg_is_finding(c) && c->quantity.op == VG_OP_EXACT && c->quantity.unit != NULL &&
            vg_printed_number(c) >= 0)
            vg_groups_add(&same, vg_identity_key(k, c), c);
        if (c->passage == NULL || c->passage->quote.len == 0 || c->passage->quote.len > MOST_TEXT)
            continue;
        check_name(k, c, c->object);
        check_words_of(k, c, c->object);
    }
    vg_groups_close(&same);
    for (size_t i = 0; i < same.n; i++)
        if (same.g[i].n > 1)
            say_values(k, &same.g[i]);
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

/* `copy` derives from `origin`. */
static void say_drift(struct vg_rules *k, const struct vg_claim *copy,
                      const struct vg_claim *origin)
{
    enum direction to = direction_of(copy->quantity.op), from = direction_of(origin->quantity.op);
    struct vg_ids ids = {0};
    const char *test;

    vg_ids_add(k, &ids, copy);
    vg_ids_add(k, &ids, origin);
    test = vg_print(k->w, "%s in the copy, %s at its origin", vg_rule_number(k, copy),
                    vg_rule_number(k, origin));
    if (!vg_same_text(copy->quantity.unit, origin->quantity.unit)) {
        if (vg_same_text(copy->predicate, origin->predicate))
            vg_rule_says(k, VG_CHECK_DRIFT, VG_CHECK_ERROR, &ids, test,
                         vg_print(k->w, "the unit changed on the way: %s became %s",
                                  origin->quantity.unit, copy->quantity.unit),
                         "the unit of the origin is taken");
        return;
    }
    if (to != from && to != NONE)
        vg_rule_says(k, VG_CHECK_DRIFT, VG_CHECK_WARNING, &ids, test,
                     "the bound changed direction on the way",
                     "the variants with their passages; the wording nearest the root is taken");
    if (has_hedge(origin) && !has_hedge(copy))
        vg_rule_says(k, VG_CHECK_DRIFT, VG_CHECK_WARNING, &ids, test,
                     "a hedge of the origin is lost in the copy",
                     "the wording nearest the root is taken");
}

static int can_drift(const struct vg_claim *c)
{
    return vg_printed_number(c) >= 0 && c->quantity.unit != NULL && vg_is_finding(c);
}

/* From a claim to those of the source it comes from that state the same number. */
static void drift_to(struct vg_rules *k, const struct vg_groups *at, const struct vg_claim *c,
                     int64_t source)
{
    const struct vg_group *g =
        vg_groups_get(at, vg_rule_key(k, "%" PRId64 "|%" PRId64, source, vg_printed_number(c)));

    for (size_t i = 0; g != NULL && i < g->n; i++)
        say_drift(k, c, g->c[i]);
}

/* From a claim to the held bytes of each root that it names. */
static void drift_to_roots(struct vg_rules *k, const struct vg_groups *at, const struct vg_claim *c)
{
    for (size_t r = 0; r < c->n_roots; r++) {
        const struct vg_root *root = vg_view_root(k->v, c->roots[r]);

        if (root != NULL && root->source != 0 && root->source != vg_source_of(c))
            drift_to(k, at, c, root->source);
    }
}

/* The source whose claims an edge leads to, or 0. */
static int64_t source_at_end(const struct vg_rules *k, const struct vg_edge *e)
{
    const struct vg_root *to = e->to.kind == VG_NODE_ROOT ? vg_view_root(k->v, e->to.id) : NULL;

    if (e->from.kind != VG_NODE_SOURCE || e->kind == VG_DERIVES_SAME_AUTHOR)
        return 0;
    return e->to.kind == VG_NODE_SOURCE ? e->to.id : to != NULL ? to->source : 0;
}

/* From the claims of one source to those of the source it derives from. */
static void drift_along(struct vg_rules *k, const struct vg_groups *at, const struct vg_edge *e)
{
    int64_t target = source_at_end(k, e);
    size_t n = 0, looked_at = 0;
    const struct vg_claim *const *c = target != 0 ? vg_rule_source(k, e->from.id, &n) : NULL;

    for (size_t i = 0; i < n && looked_at < VG_IDS_MOST; i++)
        if (can_drift(c[i])) {
            drift_to(k, at, c[i], target);
            looked_at++;
        }
}

/* Only what something derives from is looked up by its number. */
static void index_origins(struct vg_rules *k, struct vg_groups *at)
{
    struct vg_table origins = VG_TABLE(k->w);

    for (size_t i = 0; i < k->v->n_roots; i++)
        if (k->v->roots[i].source != 0)
            vg_table_set(&origins, vg_str(vg_rule_key(k, "%" PRId64, k->v->roots[i].source)), 1);
    for (size_t i = 0; i < k->v->n_edges; i++)
        vg_table_set(&origins,
                     vg_str(vg_rule_key(k, "%" PRId64, source_at_end(k, &k->v->edges[i]))), 1);
    for (size_t i = 0; origins.n > 0 && i < k->n; i++) {
        const struct vg_claim *c = k->by_id[i];

        if (can_drift(c) && vg_has_key(&origins, vg_rule_key(k, "%" PRId64, vg_source_of(c))))
            vg_groups_add(
                at, vg_rule_key(k, "%" PRId64 "|%" PRId64, vg_source_of(c), vg_printed_number(c)),
                c);
    }
    vg_groups_close(at);
}

void vg_rule_drift(struct vg_rules *k)
{
    VG_SCOPED_GROUPS at = vg_groups_new(GROUP_MOST); /* source|number → claims */

    index_origins(k, &at);
    if (at.n == 0)
        return;
    for (size_t i = 0; i < k->n; i++)
        if (can_drift(k->by_id[i]))
            drift_to_roots(k, &at, k->by_id[i]);
    for (size_t i = 0; i < k->v->n_edges; i++)
        drift_along(k, &at, &k->v->edges[i]);
}
