/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Checks of numbers against each other: sum, set, bound. */
#include <inttypes.h>
#include <string.h>

#include "base/edtf.h"
#include "claim/period.h"
#include "claim/rules.h"

enum {
    GAP = 32, /* bytes between the members of a list; as much as a passage keeps after it */
    PARTS_MOST = 16,
    GROUP_MOST = 16,
};

static int is_countable(const struct vg_claim *c)
{
    return vg_is_finding(c) && c->quantity.has != 0 && c->quantity.unit != NULL &&
           c->passage != NULL;
}

/* -- sum -------------------------------------------------------------------------------- */

struct list {
    const struct vg_claim *total;
    const struct vg_claim *part[PARTS_MOST];
    size_t n;
};

static int is_inside(struct vg_rules *k, const struct vg_claim *part, const struct vg_claim *total)
{
    const struct vg_places *ps = &k->v->places;

    for (size_t i = 0; i < total->n_places; i++)
        if (strcmp(part->places[0], total->places[i]) != 0 &&
            vg_place_within(ps, part->places[0], total->places[i]))
            return 1;
    return total->n_places == 0;
}

/* One place each, inside the total's and apart from the parts before. */
static int is_part(struct vg_rules *k, const struct list *l, const struct vg_claim *c)
{
    const struct vg_places *ps = &k->v->places;

    if (!is_countable(c) || c->n_places != 1 ||
        !vg_same_text(c->quantity.unit, l->total->quantity.unit) || !is_inside(k, c, l->total))
        return 0;
    for (size_t i = 0; i < l->n; i++)
        if (vg_place_narrower(ps, c->places[0], l->part[i]->places[0]) != NULL)
            return 0;
    return 1;
}

/* The members that follow a total in the text, each close behind the one before. */
static void list_after(struct vg_rules *k, const struct vg_group *g, size_t at, struct list *l)
{
    int64_t end = g->c[at]->passage->end;

    *l = (struct list){.total = g->c[at]};
    for (size_t j = at + 1; j < g->n && j <= at + 2 * PARTS_MOST && l->n < PARTS_MOST; j++) {
        const struct vg_claim *c = g->c[j];

        if (c->passage == NULL || c->passage->start > end + GAP)
            return;
        if (is_part(k, l, c))
            l->part[l->n++] = c;
        if (c->passage->end > end && (l->n == 0 || l->part[l->n - 1] == c))
            end = c->passage->end;
    }
}

enum closing { SAYS_NOTHING, SAYS_OPEN, SAYS_CLOSED };

/* What the words between a total and its first part say of the list: "namely", a colon, a
 * dash close it, "including" leaves it open. */
static enum closing words_between(const struct list *l)
{
    static const char *const open[] = {"including", "among", "such as", "其中", "包括"};
    static const char *const closed[] = {":", "：", "—", "namely", "that is", "即", "分别"};
    const struct vg_passage *p = l->total->passage;
    int64_t gap = l->part[0]->passage->start - p->end;
    struct vg_str between = {.p = p->after.p, .len = p->after.len};

    if (gap < 0)
        gap = 0;
    if ((size_t)gap < between.len)
        between.len = (size_t)gap;
    for (size_t i = 0; i < sizeof open / sizeof *open; i++)
        if (vg_holds_word(between, open[i]))
            return SAYS_OPEN;
    for (size_t i = 0; i < sizeof closed / sizeof *closed; i++)
        if (vg_holds_word(between, closed[i]))
            return SAYS_CLOSED;
    return SAYS_NOTHING;
}

/* Closed by its words, or when every one of several places of the total has a part. */
static int is_closed(struct vg_rules *k, const struct list *l)
{
    enum closing words = words_between(l);

    if (words != SAYS_NOTHING)
        return words == SAYS_CLOSED;
    for (size_t i = 0; i < l->total->n_places; i++) {
        int found = 0;

        for (size_t j = 0; j < l->n; j++)
            found |= vg_place_within(&k->v->places, l->part[j]->places[0], l->total->places[i]);
        if (!found)
            return 0;
    }
    return l->total->n_places > 1;
}

static struct vg_interval sum_of(const struct list *l)
{
    struct vg_interval s = {0};

    for (size_t i = 0; i < l->n; i++) {
        struct vg_interval in = vg_quantity_interval(&l->part[i]->quantity);

        s.low += in.low;
        s.high += in.high;
        s.open_high |= in.open_high; /* an open low end still is at least nothing */
    }
    return s;
}

static void say_metro(struct vg_rules *k, const struct list *l, const struct vg_ids *ids)
{
    const struct vg_places *ps = &k->v->places;
    const struct vg_place *total =
        l->total->n_places == 1 ? vg_place_get(ps, l->total->places[0]) : NULL;
    const struct vg_place *first = NULL;
    struct vg_part_words by[PARTS_MOST];
    int several = 0;

    if (total == NULL || total->level != VG_PLACE_METRO)
        return;
    for (size_t i = 0; i < l->n; i++) {
        const struct vg_place *city = vg_place_at(ps, l->part[i]->places[0], VG_PLACE_CITY);

        if (city == NULL)
            return;
        first = first == NULL ? city : first;
        several |= city != first;
        by[i] = vg_part_said(k->w, VG_SAID(k->w, NAME_AND_NUMBER, {city->en, city->zh},
                                           vg_part_number(k->w, vg_printed_number(l->part[i]))));
    }
    if (!several)
        return;
    vg_rule_says(k, VG_CHECK_SCOPE, VG_CHECK_WARNING, ids,
                 VG_SAID(k->w, METRO_ASKS, vg_rule_number(k, l->total)),
                 VG_SAID(k->w, METRO_SAYS, {total->en, total->zh},
                         vg_part_list(k->w, VG_S_LIST_COMMA, by, l->n)),
                 VG_SAYS(METRO_SHOW));
}

static const char *total_key(struct vg_rules *k, const struct vg_claim *c)
{
    return vg_rule_key(k, "%s|%s|%s", c->quantity.unit, vg_places_key(k, c),
                       vg_rule_number(k, c).en);
}

static void say_sum(struct vg_rules *k, const struct list *l, const struct vg_groups *totals)
{
    struct vg_interval parts = sum_of(l), total = vg_quantity_interval(&l->total->quantity);
    int too_many = !total.open_high && parts.low > total.high;
    int too_few = !total.open_low && !parts.open_high && parts.high < total.low;
    int closed = is_closed(k, l);
    const struct vg_group *same = vg_groups_get(totals, total_key(k, l->total));
    struct vg_part_words parted[PARTS_MOST];
    struct vg_ids ids = {0};

    vg_ids_add(k, &ids, l->total);
    for (size_t i = 0; same != NULL && i < same->n; i++)
        vg_ids_add(k, &ids, same->c[i]);
    for (size_t i = 0; i < l->n; i++) {
        vg_ids_add(k, &ids, l->part[i]);
        parted[i] = vg_part_said(k->w, VG_SAID(k->w, NAME_AND_NUMBER,
                                               vg_rule_place(k, l->part[i]->places[0]),
                                               vg_rule_number(k, l->part[i])));
    }
    say_metro(k, l, &ids);
    if (too_few && !closed)
        return; /* an open list need not name everything */
    vg_rule_says(k, VG_CHECK_SUM, too_many || too_few ? VG_CHECK_ERROR : VG_CHECK_HOLDS, &ids,
                 VG_SAID(k->w, SUM_ASKS, vg_part_list(k->w, VG_S_LIST_PLUS, parted, l->n),
                         vg_rule_number(k, l->total)),
                 too_many  ? VG_SAID(k->w, SUM_TOO_MANY, vg_part_number(k->w, parts.low))
                 : too_few ? VG_SAID(k->w, SUM_TOO_FEW, vg_part_number(k->w, parts.high))
                           : VG_SAYS(SUM_HOLDS),
                 VG_SAYS(SUM_SHOW));
}

/* "3 of the 54": a part named as one, by reference to two claims. */
void vg_say_part_of(struct vg_rules *k, const struct vg_claim *c)
{
    const struct vg_claim *part, *whole, *number;
    struct vg_interval p, t;
    struct vg_ids ids = {0};
    int fits;

    if (!vg_same_text(c->predicate, "part-of"))
        return;
    part = vg_rule_named(k, c->subject);
    whole = vg_rule_named(k, c->object);
    number = c->quantity.has != 0 ? c : part;
    if (whole == NULL || number == NULL || number->quantity.has == 0 || whole->quantity.has == 0)
        return;
    vg_ids_add(k, &ids, c);
    vg_ids_add(k, &ids, part);
    vg_ids_add(k, &ids, whole);
    if (!vg_same_text(number->quantity.unit, whole->quantity.unit)) {
        vg_rule_says(k, VG_CHECK_UNIT, VG_CHECK_ERROR, &ids, VG_SAYS(PART_UNIT_ASKS),
                     VG_SAYS(PART_UNIT_DIFFERS), VG_SAYS(PART_UNIT_SHOW));
        return;
    }
    p = vg_quantity_interval(&number->quantity);
    t = vg_quantity_interval(&whole->quantity);
    fits = p.open_low || t.open_high || p.low <= t.high;
    vg_rule_says(k, VG_CHECK_SUM, fits ? VG_CHECK_HOLDS : VG_CHECK_ERROR, &ids,
                 VG_SAID(k->w, PART_ASKS, vg_rule_number(k, number), vg_rule_number(k, whole)),
                 fits ? VG_SAYS(PART_FITS) : VG_SAYS(PART_LARGER), VG_SAYS(PART_SHOW));
}

/* The lists of one source. The totals that say the same are looked for only when there is
 * a list; a total without a place has one only where the words say so. */
void vg_say_sums(struct vg_rules *k, const struct vg_group *g)
{
    VG_SCOPED_GROUPS totals = vg_groups_new(GROUP_MOST);
    struct list l;

    for (size_t i = 0; i < g->n; i++) {
        if (!is_countable(g->c[i]))
            continue;
        list_after(k, g, i, &l);
        if (l.n < 2 || (l.total->n_places == 0 && words_between(&l) == SAYS_NOTHING))
            continue;
        for (size_t j = 0; totals.n == 0 && j < g->n; j++)
            if (is_countable(g->c[j]))
                vg_groups_add(&totals, total_key(k, g->c[j]), g->c[j]);
        if (totals.n == 0)
            vg_groups_close(&totals);
        say_sum(k, &l, &totals);
    }
}

/* -- set -------------------------------------------------------------------------------- */

static int level_fits(const char *unit, enum vg_place_level level)
{
    static const struct {
        const char *unit;
        enum vg_place_level from, to;
    } units[] = {
        {"country", VG_PLACE_COUNTRY, VG_PLACE_COUNTRY},
        {"country-or-region", VG_PLACE_COUNTRY, VG_PLACE_REGION},
        {"region", VG_PLACE_CONTINENT, VG_PLACE_METRO},
        {"province", VG_PLACE_REGION, VG_PLACE_METRO}, /* municipalities of province rank */
        {"state", VG_PLACE_REGION, VG_PLACE_METRO},
        {"county", VG_PLACE_METRO, VG_PLACE_DISTRICT},
        {"city", VG_PLACE_METRO, VG_PLACE_CITY},
        {"district", VG_PLACE_CITY, VG_PLACE_DISTRICT},
    };

    for (size_t i = 0; unit != NULL && i < sizeof units / sizeof *units; i++)
        if (strcmp(units[i].unit, unit) == 0)
            return level >= units[i].from && level <= units[i].to;
    return 0;
}

/* How many members the claim names: places of the level its unit counts. */
static size_t named_members(struct vg_rules *k, const struct vg_claim *c)
{
    for (size_t i = 0; i < c->n_places; i++) {
        const struct vg_place *p = vg_place_get(&k->v->places, c->places[i]);

        if (p == NULL || !level_fits(c->quantity.unit, p->level))
            return 0;
    }
    return c->n_places;
}

static int counts_places(const struct vg_claim *c)
{
    return c->stance == VG_ASSERTS && c->quantity.unit != NULL && vg_printed_number(c) > 0 &&
           (level_fits(c->quantity.unit, VG_PLACE_COUNTRY) ||
            level_fits(c->quantity.unit, VG_PLACE_REGION) ||
            level_fits(c->quantity.unit, VG_PLACE_CITY));
}

static int is_full_list(struct vg_rules *k, const struct vg_claim *c)
{
    return counts_places(c) && c->quantity.op == VG_OP_EXACT && c->n_places >= 2 &&
           (int64_t)named_members(k, c) == vg_printed_number(c);
}

static int has_place(const struct vg_claim *c, const char *id)
{
    for (size_t i = 0; i < c->n_places; i++)
        if (strcmp(c->places[i], id) == 0)
            return 1;
    return 0;
}

static void say_length(struct vg_rules *k, const struct vg_claim *c)
{
    int64_t named = (int64_t)named_members(k, c), stated = vg_printed_number(c);
    struct vg_ids ids = {0};
    int open = vg_holds_word(c->passage->quote, "including") ||
               vg_holds_word(c->passage->quote, "among") ||
               vg_holds_word(c->passage->quote, "包括") || vg_holds_word(c->passage->quote, "等");

    if (c->quantity.op != VG_OP_EXACT || named < 2 || (named < stated && open))
        return;
    vg_ids_add(k, &ids, c);
    vg_rule_says(k, VG_CHECK_SET,
                 named == stated  ? VG_CHECK_HOLDS
                 : named > stated ? VG_CHECK_ERROR
                                  : VG_CHECK_WARNING,
                 &ids, VG_SAID(k->w, LENGTH_ASKS, vg_part_number(k->w, stated)),
                 named == stated ? VG_SAID(k->w, LENGTH_HOLDS, vg_part_number(k->w, named))
                                 : VG_SAID(k->w, LENGTH_DIFFERS, vg_part_number(k->w, named),
                                           vg_part_number(k->w, stated)),
                 VG_SAYS(LENGTH_SHOW));
}

struct lists {
    struct vg_groups full;   /* source|unit → full lists */
    struct vg_groups number; /* source|unit|number → claims that state it without a list */
    struct vg_groups topic;  /* source|unit|subject → claims */
};

/*
 * Somebody takes the found from the announced and says how many are left. The
 * difference of the two named lists is the answer; the numbers alone are not,
 * since what was found need not be among what was announced.
 */
static void say_remainder(struct vg_rules *k, const struct lists *ls, const struct vg_claim *all,
                          const struct vg_claim *found)
{
    int64_t source = vg_source_of(all), left = 0, naive;
    const char *unit = all->quantity.unit, *outside = NULL;
    const struct vg_group *rest, *same, *topic;
    struct vg_ids ids = {0};
    int said = 0;

    naive = (int64_t)all->n_places - (int64_t)found->n_places;
    rest =
        vg_groups_get(&ls->number, vg_rule_key(k, "%" PRId64 "|%s|%" PRId64, source, unit, naive));
    for (size_t i = 0; rest != NULL && i < rest->n; i++)
        if (vg_same_text(vg_first_speaker(rest->c[i]), vg_first_speaker(found))) {
            vg_ids_add(k, &ids, rest->c[i]);
            said = 1;
        }
    if (!said)
        return;
    for (size_t i = 0; i < all->n_places; i++)
        left += !has_place(found, all->places[i]);
    vg_ids_add(k, &ids, all);
    vg_ids_add(k, &ids, found);
    same = vg_groups_get(&ls->number,
                         vg_rule_key(k, "%" PRId64 "|%s|%zu", source, unit, all->n_places));
    for (size_t i = 0; same != NULL && i < same->n; i++)
        vg_ids_add(k, &ids, same->c[i]);
    for (size_t i = 0; i < found->n_places; i++)
        if (!has_place(all, found->places[i]))
            outside = found->places[i];
    topic = all->subject == NULL || outside == NULL
                ? NULL
                : vg_groups_get(&ls->topic,
                                vg_rule_key(k, "%" PRId64 "|%s|%s", source, unit, all->subject));
    for (size_t i = 0; topic != NULL && i < topic->n; i++)
        if (topic->c[i] != all && has_place(topic->c[i], outside))
            vg_ids_add(k, &ids, topic->c[i]);
    vg_rule_says(
        k, VG_CHECK_SET, left == naive ? VG_CHECK_HOLDS : VG_CHECK_ERROR, &ids,
        VG_SAID(k->w, LEFT_ASKS, vg_part_number(k->w, (int64_t)all->n_places),
                vg_part_number(k->w, (int64_t)found->n_places), vg_part_number(k->w, naive)),
        left == naive
            ? VG_SAID(k->w, LEFT_HOLDS, vg_part_number(k->w, left))
            : VG_SAID(k->w, LEFT_DIFFERS, vg_part_number(k->w, left), vg_part_number(k->w, naive),
                      outside != NULL ? vg_rule_place(k, outside)
                                      : vg_part_said(k->w, VG_SAYS(LEFT_ONE_FOUND))),
        VG_SAYS(LEFT_SHOW));
}

/* Lists of one undertaking: do they together name every unit of a country? */
static void say_cover(struct vg_rules *k, const struct vg_group *g)
{
    struct vg_table named = VG_TABLE(k->w);
    struct vg_ids ids = {0};
    const char *country;
    size_t all = 0;
    char code[8];

    for (size_t i = 0; i < g->n; i++) {
        vg_ids_add(k, &ids, g->c[i]);
        for (size_t j = 0; j < g->c[i]->n_places; j++)
            (void)vg_table_add(&named, vg_str(g->c[i]->places[j]), 1, NULL);
        if (!is_full_list(k, g->c[i])) {
            int unheld = vg_rule_unheld(k, g->c[i]) != 0;

            vg_rule_says(k, VG_CHECK_SET, unheld ? VG_CHECK_NOT_RUN : VG_CHECK_NOTE, &ids,
                         VG_SAYS(COVER_ASKS),
                         unheld ? VG_SAYS(COVER_NOT_RUN) : VG_SAYS(COVER_NOT_TOLD),
                         VG_SAYS(COVER_SHOW));
            return;
        }
    }
    country = g->c[0]->places[0];
    if (strlen(country) < 4 || country[2] != '-' || g->n < 2)
        return;
    for (int x = 0; x < 36 * 37; x++) { /* codes of one or two characters, ISO 3166-2 */
        static const char digits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        int one = x / 37, two = x % 37; /* 36: the final NUL */

        (void)snprintf(code, sizeof code, "%.2s-%c%c", country, digits[one], digits[two]);
        if (vg_place_get(&k->v->places, code) == NULL)
            continue;
        all++;
        if (!vg_has_key(&named, code))
            return;
    }
    if (all > 0)
        vg_rule_says(k, VG_CHECK_SET, VG_CHECK_WARNING, &ids, VG_SAYS(COVER_ASKS),
                     VG_SAID(k->w, COVER_ALL, vg_part_number(k->w, (int64_t)all),
                             vg_rule_place(k, vg_copy(k->w, country, 2))),
                     VG_SAYS(COVER_SHOW));
}

/* "A third way is …": as many members as the highest ordinal says? */
static void say_ordinals(struct vg_rules *k, const struct vg_group *g)
{
    struct vg_table seen = VG_TABLE(k->w);
    struct vg_ids ids = {0};
    int highest = 0;

    for (size_t i = 0; i < g->n; i++) {
        int o = vg_ordinal_in(g->c[i]->predicate);

        highest = o > highest ? o : highest;
        (void)vg_table_add(&seen, vg_str(g->c[i]->subject), 1, NULL);
        vg_ids_add(k, &ids, g->c[i]);
    }
    if (highest < 2)
        return;
    vg_rule_says(k, VG_CHECK_SET, seen.n == (size_t)highest ? VG_CHECK_HOLDS : VG_CHECK_WARNING,
                 &ids,
                 VG_SAID(k->w, ORDINAL_ASKS, vg_part_number(k->w, highest),
                         vg_part_number(k->w, (int64_t)seen.n)),
                 seen.n == (size_t)highest ? VG_SAYS(ORDINAL_HOLDS) : VG_SAYS(ORDINAL_DIFFERS),
                 VG_SAYS(LENGTH_SHOW));
}

static void group_list(struct vg_rules *k, struct lists *ls, const struct vg_claim *c)
{
    int64_t source = vg_source_of(c);
    const char *unit = c->quantity.unit;

    if (is_full_list(k, c))
        vg_groups_add(&ls->full, vg_rule_key(k, "%" PRId64 "|%s", source, unit), c);
    else if (c->n_places < 2)
        vg_groups_add(&ls->number,
                      vg_rule_key(k, "%" PRId64 "|%s|%" PRId64, source, unit, vg_printed_number(c)),
                      c);
    if (c->subject != NULL && !vg_is_guess(c))
        vg_groups_add(&ls->topic, vg_rule_key(k, "%" PRId64 "|%s|%s", source, unit, c->subject), c);
}

static void group_members(struct vg_rules *k, struct vg_groups *gs, const struct vg_claim *c)
{
    const char *colon = c->subject != NULL ? strchr(c->subject, ':') : NULL;
    const char *who = vg_first_speaker(c);

    if (c->kind != VG_KIND_RELATION || colon == NULL || who == NULL || c->stance != VG_ASSERTS)
        return;
    vg_groups_add(gs,
                  vg_rule_key(k, "%" PRId64 "|%s|%.*s", vg_source_of(c), who,
                              (int)(colon - c->subject), c->subject),
                  c);
}

static void say_lists(struct vg_rules *k, const struct lists *ls)
{
    for (size_t i = 0; i < ls->full.n; i++)
        for (size_t x = 0; x < ls->full.g[i].n; x++)
            for (size_t y = 0; y < ls->full.g[i].n; y++)
                if (ls->full.g[i].c[x]->n_places > ls->full.g[i].c[y]->n_places)
                    say_remainder(k, ls, ls->full.g[i].c[x], ls->full.g[i].c[y]);
    for (size_t i = 0; i < ls->topic.n; i++) {
        const struct vg_group *g = &ls->topic.g[i];
        size_t lists = 0;

        for (size_t j = 0; j < g->n; j++)
            lists += named_members(k, g->c[j]) > 0;
        if (g->n >= 2 && lists == g->n)
            say_cover(k, g);
    }
}

void vg_say_sets(struct vg_rules *k, const struct vg_group *source)
{
    struct lists ls = {vg_groups_new(GROUP_MOST), vg_groups_new(GROUP_MOST),
                       vg_groups_new(GROUP_MOST)};
    VG_SCOPED_GROUPS members = vg_groups_new(VG_IDS_MOST);

    for (size_t i = 0; i < source->n; i++) {
        const struct vg_claim *c = source->c[i];

        group_members(k, &members, c);
        if (!counts_places(c) || c->passage == NULL)
            continue;
        say_length(k, c);
        group_list(k, &ls, c);
    }
    vg_groups_close(&ls.full);
    vg_groups_close(&ls.number);
    vg_groups_close(&ls.topic);
    vg_groups_close(&members);
    say_lists(k, &ls);
    for (size_t i = 0; i < members.n; i++)
        say_ordinals(k, &members.g[i]);
    vg_groups_end(&ls.full);
    vg_groups_end(&ls.number);
    vg_groups_end(&ls.topic);
}

/* -- bound ------------------------------------------------------------------------------ */

static void say_upper_only(struct vg_rules *k, const struct vg_claim *c)
{
    struct vg_ids ids = {0};
    struct vg_part_words number = vg_rule_number(k, c);

    vg_ids_add(k, &ids, c);
    vg_rule_says(k, VG_CHECK_BOUND, VG_CHECK_WARNING, &ids, VG_SAID(k->w, FINDING_ASKS, number),
                 VG_SAID(k->w, UPPER_ONLY, number), VG_SAYS(UPPER_ONLY_SHOW));
}

static void say_by_grammar(struct vg_rules *k, const struct vg_claim *c)
{
    struct vg_ids ids = {0};

    vg_ids_add(k, &ids, c);
    vg_rule_says(k, VG_CHECK_BOUND, VG_CHECK_NOTE, &ids,
                 VG_SAID(k->w, GRAMMAR_ASKS, vg_rule_unit(k, c->quantity.unit)),
                 VG_SAID(k->w, GRAMMAR_SAYS, vg_part_count(k->w, c->quantity.lower)),
                 VG_SAYS(GRAMMAR_SHOW));
}

static int is_stated(const struct vg_claim *c)
{
    return c->quantity.has != 0 && c->quantity.unit != NULL && c->stance == VG_ASSERTS;
}

void vg_say_bound_of(struct vg_rules *k, const struct vg_claim *c)
{
    const struct vg_quantity *q = &c->quantity;

    if (!is_stated(c))
        return;
    if (c->kind == VG_KIND_QUANTITY && q->has == VG_HAS_UPPER)
        say_upper_only(k, c);
    if (vg_is_finding(c) && q->has == VG_HAS_LOWER && c->passage != NULL &&
        c->passage->quote.len > 0 && !vg_says_number(c->passage->quote))
        say_by_grammar(k, c);
}

/* The highest lower end against the lowest upper end of one identity. Two exact
 * values that differ are for the check of values; one speaker on two days is a
 * matter of what superseded what. */
void vg_say_ranges(struct vg_rules *k, const struct vg_group *g)
{
    const struct vg_claim *low = NULL, *high = NULL;
    struct vg_interval il = {0}, ih = {0};
    struct vg_ids ids = {0};

    for (size_t i = 0; i < g->n; i++) {
        struct vg_interval in = vg_quantity_interval(&g->c[i]->quantity);

        if (!in.open_low && (low == NULL || in.low > il.low)) {
            low = g->c[i];
            il = in;
        }
        if (!in.open_high && (high == NULL || in.high < ih.high)) {
            high = g->c[i];
            ih = in;
        }
    }
    if (low == NULL || high == NULL || il.low <= ih.high || !vg_is_comparable(low, high) ||
        (low->quantity.op == VG_OP_EXACT && high->quantity.op == VG_OP_EXACT) ||
        (vg_same_text(vg_first_speaker(low), vg_first_speaker(high)) &&
         vg_claim_said(k->v, low) != vg_claim_said(k->v, high)))
        return;
    vg_ids_add(k, &ids, low);
    vg_ids_add(k, &ids, high);
    vg_rule_says(k, VG_CHECK_BOUND, VG_CHECK_ERROR, &ids,
                 VG_SAID(k->w, RANGES_ASKS, vg_rule_number(k, low), vg_rule_number(k, high)),
                 VG_SAYS(RANGES_DIFFER), VG_SAYS(RANGES_SHOW));
}

/* -- what is thought beside what was found ------------------------------------------------- */

int vg_is_guess_here(const struct vg_claim *c)
{
    return is_stated(c) && vg_is_guess(c) && c->n_places > 0;
}

static int is_identified(const struct vg_claim *c)
{
    return is_countable(c) && (c->quantity.has & VG_HAS_VALUE) != 0 && c->n_places == 1 &&
           c->stance == VG_ASSERTS &&
           (vg_claim_family(c) == VG_FAMILY_EXISTENCE || vg_claim_family(c) == VG_FAMILY_IDENTITY);
}

/* A guess stands under its first place, what is identified under every place that contains it. */
void vg_keys_guess(struct vg_rules *k, const struct vg_claim *c, struct vg_keys *out)
{
    const struct vg_place *p = is_identified(c) ? vg_place_get(&k->v->places, c->places[0]) : NULL;

    if (vg_is_guess_here(c))
        vg_key_is(out, vg_rule_key(k, "%s|%s", c->quantity.unit, c->places[0]));
    for (; p != NULL && p->level > VG_PLACE_WORLD;
         p = p->parent != NULL ? vg_place_get(&k->v->places, p->parent) : NULL)
        vg_key_is(out, vg_rule_key(k, "%s|%s", c->quantity.unit, p->id));
}

void vg_say_guess(struct vg_rules *k, const struct vg_group *g)
{
    struct vg_pick guesses = {0}, found = {0};
    const struct vg_claim *most = NULL;
    struct vg_ids ids = {0};

    for (size_t i = 0; i < g->n; i++)
        vg_pick_add(vg_is_guess_here(g->c[i]) ? &guesses : &found, g->c[i]);
    if (guesses.n == 0 || found.n == 0)
        return;
    for (size_t i = 0; i < found.n; i++)
        if (most == NULL || vg_printed_number(found.c[i]) > vg_printed_number(most))
            most = found.c[i];
    vg_ids_add_pick(k, &ids, &found);
    vg_ids_add_pick(k, &ids, &guesses);
    vg_rule_says(
        k, VG_CHECK_BOUND, VG_CHECK_WARNING, &ids,
        VG_SAID(k->w, OPINION_ASKS, vg_rule_number(k, most), vg_rule_number(k, guesses.c[0])),
        VG_SAYS(OPINION_SAYS), VG_SAYS(OPINION_SHOW));
}
