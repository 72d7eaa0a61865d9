/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Claims out of a Chinese sentence: the quantities, each with its stretch of the
 * clause, then the frames that need no number, where no quantity has given the
 * clause its claim.
 */
#include <stdio.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "claim/suggest_han_parts.h"

enum {
    LONGEST = 500 /* characters of a passage */,
    REFUTED_WITHIN = 3,
    NEAR = 4 /* 今年的310人 */,
    MIN_WORDS = 4
};

static int has_count(const struct vg_han_reading *r, size_t from, size_t to)
{
    for (size_t k = 0; k < r->n_count; k++)
        if (r->count[k].n.first >= from && r->count[k].n.first < to)
            return 1;
    return 0;
}

/* -- the passage -------------------------------------------------------------------- */

static int quotes_open(const struct vg_han_reading *r, size_t from, size_t to, char open,
                       char close)
{
    int n = 0;

    for (size_t i = from; i < to; i++)
        n += (r->s.ch[i].mark == open) - (r->s.ch[i].mark == close);
    return n;
}

static int is_loose(const struct vg_han_reading *r, size_t i)
{
    const struct vg_han_char *h = &r->s.ch[i];

    return h->kind == VG_HAN_KIND_SPACE ||
           (h->kind == VG_HAN_KIND_MARK && h->mark != VG_HAN_OPEN && h->mark != VG_HAN_CLOSE &&
            h->mark != VG_HAN_TITLE_OPEN && h->mark != VG_HAN_TITLE_CLOSE && h->mark != '%' &&
            h->mark != VG_HAN_PAREN && h->mark != VG_HAN_PAREN_CLOSE && h->mark != VG_HAN_MONEY);
}

static void trim(const struct vg_han_reading *r, size_t *from, size_t *to)
{
    for (;;) {
        size_t was = *to - *from;
        int open;

        if (was == 0)
            return;
        while (*from < *to && is_loose(r, *from))
            ++*from;
        while (*to > *from && is_loose(r, *to - 1))
            --*to;
        if (*from == *to)
            return;
        open = quotes_open(r, *from, *to, VG_HAN_OPEN, VG_HAN_CLOSE);
        if (open > 0 && r->s.ch[*from].mark == VG_HAN_OPEN)
            ++*from;
        else if (open < 0 && r->s.ch[*to - 1].mark == VG_HAN_CLOSE)
            --*to;
        else if (r->s.ch[*to - 1].mark == VG_HAN_OPEN)
            --*to;
        else if (r->s.ch[*from].mark == VG_HAN_CLOSE)
            ++*from;
        open = quotes_open(r, *from, *to, VG_HAN_PAREN, VG_HAN_PAREN_CLOSE);
        if (*from < *to && open > 0 && r->s.ch[*from].mark == VG_HAN_PAREN)
            ++*from;
        else if (*from < *to && open < 0 && r->s.ch[*to - 1].mark == VG_HAN_PAREN_CLOSE)
            --*to;
        if (*to - *from == was)
            return;
    }
}

/* -- what goes with it -------------------------------------------------------------- */

static void put_period(struct vg_han_reading *r, struct vg_claim *c, const struct vg_when *w)
{
    static const char *const names[] = {"year", "month", "day", "from", "to"};
    const char *list[5];

    if (!w->dated) {
        c->period.words = vg_str_copy(r->a, vg_han_words(&r->s, w->from, w->to)).p;
        return;
    }
    c->period.from = w->first[0] ? vg_copyz(r->a, w->first) : NULL;
    c->period.to = w->last[0] ? vg_copyz(r->a, w->last) : NULL;
    for (size_t k = 0; k < 5; k++)
        if (w->inferred & (1U << k))
            list[c->period.n_inferred++] = names[k];
    c->period.inferred = vg_suggest_words(list, c->period.n_inferred, r->a);
}

/* 其中 and 此外 lead on from the sentence before. */
static int goes_on(const struct vg_han_reading *r)
{
    const struct vg_han_entry *e = vg_han_at(&r->s, r->from, VG_HAN_PLACE_BEFORE);

    return e && vg_han_get(e, "goes_on");
}

static int has_semicolon(const struct vg_han_reading *r, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (r->s.ch[i].mark == VG_HAN_SEMICOLON)
            return 1;
    return 0;
}

/* The period of [from, to): one inside it; else the last one before it in the
 * sentence, which governs until another comes. */
static const struct vg_when *period_of(const struct vg_han_reading *r, size_t from, size_t to,
                                       size_t i)
{
    const struct vg_when *inside = NULL, *before = NULL;

    for (size_t k = 0; k < r->n_when; k++) {
        const struct vg_when *w = &r->when[k];

        if (r->at[w->from] & VG_HAN_IN_SAYING)
            continue;
        if (w->from >= from && w->to <= to && (!inside || (w->to <= i && w->to + NEAR > i)))
            inside = w;
        if (w->to <= from && (w->from <= r->from + 1 || !has_semicolon(r, w->to, from)))
            before = w;
    }
    return inside ? inside : before;
}

static void put_places(struct vg_han_reading *r, struct vg_claim *c, size_t from, size_t to)
{
    const char *list[VG_MAX_SPOTS];
    size_t n = 0;

    for (size_t k = 0; k < r->n_spot; k++) {
        const struct vg_spot *p = &r->spot[k];
        int skip = p->from < from || p->to > to || (r->at[p->from] & VG_HAN_IN_SAYING);

        for (size_t j = 0; j < n && !skip; j++)
            skip = strcmp(list[j], p->id) == 0;
        for (size_t j = 0; j < r->n_spot && !skip; j++)
            skip = j != k && r->spot[j].from >= from && r->spot[j].to <= to &&
                   strcmp(r->spot[j].id, p->id) != 0 &&
                   vg_place_within(&r->places, r->spot[j].id, p->id);
        if (!skip)
            list[n++] = p->id;
    }
    c->places = vg_suggest_words(list, n, r->a);
    c->n_places = n;
}

static void add_hedge(struct vg_claim *c, const char **list, const char *id)
{
    for (size_t i = 0; i < c->n_hedges; i++)
        if (strcmp(list[i], id) == 0)
            return;
    if (c->n_hedges < VG_MAX_HEDGES)
        list[c->n_hedges++] = id;
}

/* Said in front of a sentence, these hold for all of it. */
static int holds_on(const char *id)
{
    static const char *const ids[] = {"reportedly", "partial-count", "estimated", "to-date",
                                      "expected"};

    for (size_t k = 0; k < sizeof ids / sizeof *ids; k++)
        if (strcmp(id, ids[k]) == 0)
            return 1;
    return 0;
}

/* 该计划, “归巢”计划: a plan, not to plan. */
static int is_thing(const struct vg_han_reading *r, size_t i)
{
    const struct vg_han_entry *e;
    size_t begin;
    char m;

    if (i == r->from)
        return 0;
    m = r->s.ch[i - 1].mark;
    e = vg_han_tail(&r->s, r->from, i, VG_HAN_RATE, &begin);
    return m == VG_HAN_CLOSE || m == VG_HAN_TITLE_CLOSE || (e && vg_han_get(e, "definite")) ||
           r->s.ch[i - 1].c == 0x7684 || r->s.ch[i - 1].c == 0x9879; /* 的, 项 */
}

static void hedges_in(struct vg_han_reading *r, struct vg_claim *c, const char **list,
                      const char **cues, size_t from, size_t to, int front)
{
    for (size_t i = from; i < to; i++) {
        const struct vg_han_entry *e = vg_han_at(&r->s, i, VG_HAN_HEDGE);
        const char *id;
        size_t before = c->n_hedges;

        if (!e && vg_han_at(&r->s, i, VG_HAN_NEGATIVE)) /* 至今未发现 is one phrase */
            e = vg_han_any(&r->s, i, VG_HAN_HEDGE);
        if (!e || i + e->n > to || r->s.ch[i].role != VG_ROLE_NONE)
            continue;
        id = vg_han_get(e, "hedge");
        if (!id || (strcmp(id, "planned") == 0 && is_thing(r, i)))
            continue;
        /* a reason that is quoted hedges no figure outside it */
        if (c->quantity.op != VG_OP_NONE && (r->s.ch[i].flags & VG_HAN_QUOTED) &&
            !(r->s.ch[from].flags & VG_HAN_QUOTED) && r->s.ch[from].mark != VG_HAN_OPEN)
            continue;
        if (strcmp(id, "indefinite") == 0 &&
            (c->quantity.op != VG_OP_NONE || front || (r->at[i] & VG_HAN_IN_SAYING)))
            continue;
        if (front && !holds_on(id))
            continue;
        if (strcmp(id, "reportedly") == 0 && !front && i > from + 2)
            continue;
        add_hedge(c, list, id);
        if (c->n_hedges > before && c->n_cues < VG_MAX_HEDGES)
            cues[c->n_cues++] = vg_str_copy(r->a, vg_han_words(&r->s, i, i + e->n)).p;
        i += e->n - 1U;
    }
}

static void put_hedges(struct vg_han_reading *r, struct vg_claim *c, size_t from, size_t to,
                       size_t i)
{
    const char *list[VG_MAX_HEDGES], *cues[VG_MAX_HEDGES];
    const struct vg_han_saying *s = vg_han_saying_over(r, i);

    hedges_in(r, c, list, cues, from, to, 0);
    /* words in front of the sentence hold for all of it */
    for (size_t at = r->from; at < from; at = vg_han_clause_to(r, at)) {
        size_t end = vg_han_clause_to(r, at);

        if (end > from || (!vg_han_front(r, at, end) && at != r->from))
            break;
        if (has_count(r, at, end))
            break;
        hedges_in(r, c, list, cues, at, end, 1);
    }
    if (s && s->hedge)
        add_hedge(c, list, s->hedge);
    for (size_t k = 0; k < r->n_say; k++)
        if (r->say[k].plain && r->say[k].hedge && i >= r->say[k].scope && i < r->say[k].end)
            add_hedge(c, list, r->say[k].hedge);
    c->hedges = vg_suggest_words(list, c->n_hedges, r->a);
    c->cues = vg_suggest_words(cues, c->n_cues, r->a);
}

static int has_hedge(const struct vg_claim *c, const char *id)
{
    for (size_t i = 0; i < c->n_hedges; i++)
        if (strcmp(c->hedges[i], id) == 0)
            return 1;
    return 0;
}

static enum vg_stance stance_at(const struct vg_han_reading *r, const struct vg_claim *c, size_t i)
{
    const struct vg_han_saying *s = vg_han_saying_over(r, i);

    if (r->question)
        return VG_ASKS;
    if (s && s->deny)
        return VG_DENIES;
    for (size_t k = 0; k < r->n_say; k++)
        if (r->say[k].relays && i >= r->say[k].scope && i < r->say[k].end &&
            (c->n_links < 2 || !c->links[0].speaker))
            return VG_RELAYS;
    return VG_ASSERTS;
}

static struct vg_claim *begin(struct vg_han_reading *r, enum vg_claim_kind kind, size_t from,
                              size_t to, size_t i, const char *rule)
{
    struct vg_claim *c;
    int old = r->s.han >= 16 ? r->s.old * 12 > r->s.han : r->old;

    while (to - from > LONGEST && from + LONGEST / 2 < i)
        from = i - LONGEST / 2;
    if (to - from > LONGEST)
        to = from + LONGEST;
    trim(r, &from, &to);
    if (from >= to)
        return NULL;
    r->claims = vg_grow(r->a, r->claims, r->n, &r->room);
    c = &r->claims[r->n++];
    *c = (struct vg_claim){.kind = kind,
                           .status = VG_SUGGESTED,
                           .language = old ? "zh-Hant" : "zh-Hans",
                           .predicate = "says",
                           .rule = rule};
    c->passage = vg_suggest_passage(r->in, r->s.text, r->s.len, r->s.ch[from].start,
                                    r->s.ch[to - 1].end, r->a);
    for (size_t k = from; k < to; k++)
        r->at[k] |= VG_HAN_IN_CLAIM;
    vg_han_chain(r, c, i);
    c->stance = stance_at(r, c, i);
    return c;
}

/* -- quantities ---------------------------------------------------------------------- */

static int is_joint(const struct vg_han_reading *r, size_t i)
{
    uint32_t c = r->s.ch[i].c;

    return r->s.ch[i].mark == VG_HAN_LIST || c == 0x548c || c == 0x53ca || c == 0x4e0e;
}

/* Between two counts of one clause: where the second member of a list begins, or 0. */
static size_t member_from(const struct vg_han_reading *r, size_t from, size_t to)
{
    for (size_t i = to; i > from; i--)
        if (r->s.ch[i - 1].mark == VG_HAN_LIST && !(r->s.ch[i - 1].flags & VG_HAN_INSIDE))
            return i;
    from += from < to && r->s.ch[from].mark == VG_HAN_PAREN_CLOSE;
    /* 和 joins members only directly behind the first */
    if (from < to && is_joint(r, from))
        return from + 1;
    return 0;
}

/* Does the clause that ends here say of which these are some: …中， */
static int is_within(const struct vg_han_reading *r, size_t i)
{
    size_t end = i > r->from ? i - 1 : i, begin;
    const struct vg_han_entry *e = vg_han_tail(&r->s, r->from, end, VG_HAN_RATE, &begin);

    return e && vg_han_get(e, "within") && r->s.ch[i - 1].mark == VG_HAN_COMMA;
}

/* Nothing but 有 or 共 before the number: the subject is in the clause before. */
static int is_bare(const struct vg_han_reading *r, size_t from, const struct vg_han_count *q)
{
    size_t begin, at = q->n.from;

    if (from >= at || r->s.ch[from - 1].mark != VG_HAN_COMMA)
        return 0;
    while (at > from && vg_han_tail(&r->s, from, at, VG_HAN_BOUND_FILLER, &begin))
        at = begin;
    return at == from;
}

/* Figures in brackets are members of the one in front of them: 8个（马德里5个，巴黎3个）. */
static int bracket_of(const struct vg_han_reading *r, size_t i, size_t *from, size_t *to)
{
    size_t low = vg_han_clause_from(r, i), high = vg_han_clause_to(r, i), open = i, close = i;

    if (!(r->s.ch[i].flags & VG_HAN_INSIDE))
        return 0;
    while (open > low && r->s.ch[open - 1].mark != VG_HAN_PAREN)
        open--;
    while (close < high && r->s.ch[close].mark != VG_HAN_PAREN_CLOSE)
        close++;
    if (open == low || close == high)
        return 0;
    *from = open;
    *to = close;
    for (size_t j = open; j < close; j++) {
        char m = r->s.ch[j].mark;

        if (m != VG_HAN_COMMA && m != VG_HAN_LIST && m != VG_HAN_SEMICOLON)
            continue;
        if (j < i)
            *from = j + 1;
        else if (*to == close)
            *to = j;
    }
    return 1;
}

/* Is there another count in the brackets that open at or behind i? Where they open, or 0. */
static size_t bracket_behind(const struct vg_han_reading *r, size_t k, size_t to)
{
    size_t i = r->count[k].to;

    while (i < to && r->s.ch[i].mark != VG_HAN_PAREN && r->s.ch[i].mark != VG_HAN_LIST)
        i++;
    if (i >= to || r->s.ch[i].mark != VG_HAN_PAREN || k + 1 >= r->n_count)
        return 0;
    for (size_t j = i + 1; j < to && r->s.ch[j].mark != VG_HAN_PAREN_CLOSE; j++)
        if (r->count[k + 1].n.first == j || r->count[k + 1].n.from == j)
            return i;
    return 0;
}

/* 最常见的是约谈亲属，占61%: of what the clause before names; 对…的，罚款减免三成. */
static int is_share_of(const struct vg_han_reading *r, size_t from)
{
    size_t before;

    if (from < r->from + 2 || r->s.ch[from - 1].mark != VG_HAN_COMMA)
        return 0;
    before = vg_han_clause_from(r, from - 1);
    return r->s.ch[from].c == 0x5360 || /* 占 */
           (r->s.ch[before].c == 0x5bf9 && r->s.ch[from - 2].c == 0x7684);
}

static void count_span(const struct vg_han_reading *r, size_t k, size_t *from, size_t *to)
{
    const struct vg_han_count *q = &r->count[k];
    size_t cut;

    if (bracket_of(r, q->n.first, from, to))
        return;
    *from = vg_han_clause_from(r, q->n.first);
    *to = vg_han_clause_to(r, q->n.first);
    if ((cut = bracket_behind(r, k, *to)) != 0)
        *to = cut;
    if (k > 0 && r->count[k - 1].n.first >= *from &&
        (cut = member_from(r, r->count[k - 1].to, q->n.from)) != 0)
        *from = cut;
    if (k + 1 < r->n_count && r->count[k + 1].n.first < *to &&
        (cut = member_from(r, q->to, r->count[k + 1].n.from)) != 0)
        *to = cut - 1;
    /* 53名受访者中，47人…; 归巢站最多，有九个 */
    while (*to < r->to && (r->at[*to] & VG_HAN_AT_CLAUSE) && is_within(r, *to))
        *to = vg_han_clause_to(r, *to);
    while (*from > r->from && (r->at[*from] & VG_HAN_AT_CLAUSE) &&
           (is_within(r, *from) || ((is_bare(r, *from, q) || is_share_of(r, *from)) &&
                                    !has_count(r, vg_han_clause_from(r, *from - 1), *from) &&
                                    !(r->at[*from - 2] & VG_HAN_IN_SAYING))))
        *from = vg_han_clause_from(r, *from - 1);
    /* dates and places in front are of this clause */
    while (*from > r->from && (r->at[*from] & VG_HAN_AT_CLAUSE)) {
        size_t before = vg_han_clause_from(r, *from - 1);

        if (!vg_han_front(r, before, *from) || (r->at[before] & VG_HAN_IN_CLAIM))
            break;
        *from = before;
    }
}

/* Is a figure at i taken back by what follows? *to is moved behind it. */
static int is_refuted(const struct vg_han_reading *r, size_t i, size_t *to)
{
    size_t at = i, clause = vg_han_clause_to(r, i), end = r->to, found = 0;
    const struct vg_han_entry *e;
    const struct vg_han_saying *s;

    s = vg_han_saying_over(r, i);
    e = vg_han_first(r, r->from, end, VG_HAN_INSTEAD, &found);
    if (e && vg_han_get(e, "first")) {
        int wrong_first = strcmp(vg_han_get(e, "first"), "wrong") == 0;

        if (wrong_first && i < found && clause < end && vg_han_clause_to(r, clause) > found)
            *to = vg_han_clause_to(r, found);
        return wrong_first ? i < found : i > found && i < vg_han_clause_to(r, found);
    }
    if (s && s->version)
        return 1;
    for (int n = 0; n < REFUTED_WITHIN && clause <= end; n++) {
        if (vg_han_first(r, i, clause, VG_HAN_REFUTE, &at)) {
            *to = clause;
            return 1;
        }
        if (clause >= end)
            return 0;
        i = clause;
        clause = vg_han_clause_to(r, clause);
        /* another figure in between: it is that one which is meant */
        for (size_t k = 0; k < r->n_count; k++)
            if (r->count[k].n.first >= i && r->count[k].n.first < clause)
                return 0;
    }
    return 0;
}

/* 将于: still to come, and no word about how certain. */
static int is_to_come(const struct vg_han_reading *r, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        const struct vg_han_entry *e = vg_han_at(&r->s, i, VG_HAN_HEDGE);

        if (e && vg_han_get(e, "kind"))
            return 1;
    }
    return 0;
}

static const char *event_in(const struct vg_han_reading *r, size_t from, size_t to)
{
    const struct vg_han_entry *e = vg_han_first(r, from, to, VG_HAN_EVENT, NULL);

    return e ? vg_han_get(e, "predicate") : NULL;
}

static void put_quantity(struct vg_han_reading *r, struct vg_claim *c, const struct vg_han_count *q)
{
    vg_quantity_set(&c->quantity, q->n.op, q->n.a, q->n.b);
    c->quantity.scale = q->n.scale;
    c->quantity.unit = q->unit;
    c->quantity.per = q->per;
    if (q->noun_to > q->noun)
        c->subject = vg_str_copy(r->a, vg_han_words(&r->s, q->noun, q->noun_to)).p;
    c->note = q->note;
}

/* 不存在3处, 没有设立: denied in its own clause. */
static int is_denied(const struct vg_han_reading *r, size_t from, size_t i)
{
    const struct vg_han_entry *e = vg_han_first(r, from, i, VG_HAN_DENY, NULL);

    return e && (vg_han_get(e, "mouth") || vg_han_get(e, "no"));
}

/* 原通报309人，应为306人: the right figure stands beside the wrong one. */
static size_t wrong_one_before(const struct vg_han_reading *r, size_t i, size_t from)
{
    size_t found;
    const struct vg_han_entry *e = vg_han_first(r, r->from, r->to, VG_HAN_INSTEAD, &found);

    if (!e || strcmp(vg_han_get(e, "first") ? vg_han_get(e, "first") : "", "wrong") != 0 ||
        found < from || found > i || from <= r->from)
        return from;
    from = vg_han_clause_from(r, from - 1);
    return has_count(r, from, found) ? from : vg_han_clause_from(r, i);
}

static void suggest_count(struct vg_han_reading *r, size_t k)
{
    const struct vg_han_count *q = &r->count[k];
    size_t from, to, clause;
    const struct vg_when *w;
    const char *event;
    struct vg_claim *c;
    int refuted;

    count_span(r, k, &from, &to);
    clause = vg_han_clause_from(r, q->n.first);
    refuted = !r->question && is_refuted(r, q->n.first, &to);
    from = wrong_one_before(r, q->n.first, from);
    c = begin(r, VG_KIND_QUANTITY, from, to, q->n.first, "zh/quantity");
    if (!c)
        return;
    put_quantity(r, c, q);
    if (refuted)
        c->stance = VG_REFUTES;
    else if (c->stance == VG_ASSERTS && is_denied(r, clause, q->n.from))
        c->stance = VG_DENIES;
    put_places(r, c, from, to);
    if (!c->n_places)
        put_places(r, c, clause, q->n.from);
    put_hedges(r, c, clause < from ? clause : from, to, q->n.first);
    w = period_of(r, from, to, q->n.first);
    if (w)
        put_period(r, c, w);
    else if (r->table)
        c->period = r->table_period;
    else if (goes_on(r))
        c->period = r->before;
    event = event_in(r, from, to);
    c->predicate = event ? event : "number";
    if (has_hedge(c, "planned") || has_hedge(c, "expected") || is_to_come(r, from, to))
        c->kind = VG_KIND_FORECAST;
    else if (c->stance == VG_ASSERTS && c->n_links > 1 &&
             (has_hedge(c, "possible") || has_hedge(c, "likely") || has_hedge(c, "believed")))
        c->kind = VG_KIND_OPINION;
}

void vg_han_counts_suggest(struct vg_han_reading *r)
{
    size_t first = r->n;

    for (size_t k = 0; k < r->n_count; k++)
        suggest_count(r, k);
    if (r->n > first) {
        const struct vg_period *p = &r->claims[first].period;

        r->before = *p;
        r->before.from = p->from ? vg_han_keep(r, vg_str(p->from)) : NULL;
        r->before.to = p->to ? vg_han_keep(r, vg_str(p->to)) : NULL;
        r->before.inferred = NULL;
        r->before.n_inferred = 0;
        r->before.words = NULL;
    }
}

/* -- frames without a number ----------------------------------------------------------- */

static int is_covered(const struct vg_han_reading *r, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (r->at[i] & VG_HAN_IN_CLAIM)
            return 1;
    return 0;
}

/* Dated after the text itself. */
static int is_later(const struct vg_han_reading *r, const struct vg_when *w)
{
    char day[12];
    int y, m, d;

    if (r->dateline == VG_NO_DATELINE)
        return 0;
    vg_date_of(r->dateline, &y, &m, &d);
    (void)snprintf(day, sizeof day, "%04u-%02u-%02u", (unsigned)y % 10000U, (unsigned)m % 100U,
                   (unsigned)d % 100U);
    return w->dated && strncmp(w->last, day, strlen(w->last)) > 0;
}

static int is_ahead(const struct vg_han_reading *r, size_t from, size_t to)
{
    for (size_t k = 0; k < r->n_when; k++)
        if (r->when[k].from >= from && r->when[k].to <= to && is_later(r, &r->when[k]))
            return 1;
    return 0;
}

static struct vg_claim *frame(struct vg_han_reading *r, enum vg_claim_kind kind, size_t from,
                              size_t to, size_t i, const char *rule, int with_period)
{
    struct vg_claim *c = begin(r, kind, from, to, i, rule);
    const struct vg_when *w = NULL;

    if (!c)
        return NULL;
    put_places(r, c, from, to);
    put_hedges(r, c, from, to, i);
    for (size_t k = 0; k < r->n_when && with_period; k++)
        if (r->when[k].from >= from && r->when[k].to <= to &&
            !(r->at[r->when[k].from] & VG_HAN_IN_SAYING) &&
            (!w || (kind == VG_KIND_FORECAST && is_later(r, &r->when[k]))))
            w = &r->when[k];
    if (w)
        put_period(r, c, w);
    return c;
}

/* The clause of i, with a date, a place or short words of saying in front of it. */
static size_t statement_from(const struct vg_han_reading *r, size_t i)
{
    size_t from = vg_han_clause_from(r, i);

    while (from > r->from) {
        size_t before = vg_han_clause_from(r, from - 1);

        if (is_covered(r, before, from) || !vg_han_front(r, before, from))
            break;
        from = before;
    }
    for (size_t k = 0; k < r->n_say; k++)
        if (r->say[k].scope == from && r->say[k].from < from &&
            (r->say[k].deny || r->say[k].hedge || r->say[k].reply) &&
            r->s.ch[from - 1].mark != VG_HAN_COLON && r->s.ch[from].mark != VG_HAN_OPEN &&
            !is_covered(r, r->say[k].from, from))
            return r->say[k].from;
    return from;
}

static int has_speaker(const struct vg_han_reading *r, size_t i)
{
    const struct vg_han_saying *s = vg_han_saying_over(r, i);

    return (s && s->speaker) || (r->line_speaker && !r->line_asks) ||
           (r->quote && (r->s.ch[i].flags & VG_HAN_QUOTED)) || r->n_outer > 0;
}

static void put_speaker(struct vg_han_reading *r, struct vg_claim *c, const char *speaker)
{
    struct vg_link *links;

    if (!speaker || (c->n_links > 1 && c->links[0].speaker))
        return;
    links = VG_NEW_ARRAY(r->a, struct vg_link, c->n_links + 1);
    links[0] = (struct vg_link){.speaker = speaker, .as = "statement"};
    memcpy(links + 1, c->links, c->n_links * sizeof *links);
    c->links = links;
    c->n_links++;
}

/* 这家基金会: one that is known, not any. */
static int is_pointed_at(const struct vg_han_reading *r, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        const struct vg_han_entry *e = vg_han_any(&r->s, i, VG_HAN_RATE);

        if (e && vg_han_get(e, "definite"))
            return 1;
    }
    return 0;
}

static int words_between(const struct vg_han_reading *r, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (r->s.ch[i].kind == VG_HAN_KIND_HAN)
            return 1;
    return 0;
}

/* The last noun of [from, to), when the words end with it. */
static const char *last_noun(const struct vg_han_reading *r, size_t from, size_t to)
{
    size_t begin;
    const struct vg_han_entry *e;

    while (to > from && r->s.ch[to - 1].kind == VG_HAN_KIND_MARK)
        to--;
    e = vg_han_tail(&r->s, from, to, VG_HAN_UNIT, &begin);
    return e && !vg_han_get(e, "area") ? vg_han_get(e, "unit") : NULL;
}

/* A verb in [from, to) that no 的 turns into a quality. */
static int has_verb(const struct vg_han_reading *r, size_t from, size_t to)
{
    for (size_t i = to; i > from; i--) {
        if (r->s.ch[i - 1].c == 0x7684) /* 的 */
            return 0;
        if (vg_han_at(&r->s, i - 1, VG_HAN_EVENT))
            return 1;
    }
    return 0;
}

/* What was not found, behind the words that say so at i. */
static const char *unit_not_found(const struct vg_han_reading *r, size_t i,
                                  const struct vg_han_entry *e, size_t to)
{
    size_t at = i + e->n, noun_at = at, any = at;
    const struct vg_han_entry *noun, *classifier = NULL;
    const char *unit;

    if (r->s.ch[at - 1].c == 0x4eba) /* …人 */
        return "person";
    while (any < to && any < at + 2 && !vg_han_any(&r->s, any, VG_HAN_NUMERAL))
        any++;
    if (vg_han_any(&r->s, any, VG_HAN_NUMERAL)) /* 任何一人, 一份 */
        classifier = vg_han_any(&r->s, any + 1, VG_HAN_CLASSIFIER);
    if (!classifier)
        classifier = vg_han_any(&r->s, at - 1, VG_HAN_CLASSIFIER);
    unit = last_noun(r, at, to);
    if (classifier && vg_han_get(classifier, "strong"))
        return vg_han_get(classifier, "unit");
    if (classifier && unit)
        return unit;
    if (classifier)
        return vg_han_get(classifier, "unit") && !vg_han_get(classifier, "with")
                   ? vg_han_get(classifier, "unit")
                   : r->before_unit;
    noun = vg_han_first(r, at, to, VG_HAN_UNIT, &noun_at);
    if (!noun)
        return words_between(r, at, to) ? NULL : r->before_unit; /* 在根特没有找到 */
    if (vg_han_get(noun, "area") || noun_at >= at + 14U || is_pointed_at(r, at, noun_at))
        return NULL;
    if (unit && noun_at + noun->n < to)
        return unit; /* 群众对民警的投诉 */
    if (r->s.ch[noun_at + noun->n - 1U].c == 0x4eba && noun_at <= at + 2) /* 有人被…, 任何人 */
        return "person";
    if (noun_at > at && has_verb(r, at, noun_at))
        return NULL;
    /* 未发现工作人员截留: what they did, not they */
    if (noun_at + noun->n < to && noun_at == at && has_verb(r, noun_at + noun->n, to))
        return NULL;
    return vg_han_get(noun, "unit");
}

static void negatives(struct vg_han_reading *r)
{
    for (size_t i = r->from; i < r->to && vg_han_has(r, VG_HAN_NEGATIVE); i++) {
        const struct vg_han_entry *e = vg_han_at(&r->s, i, VG_HAN_NEGATIVE);
        size_t to, at;
        struct vg_claim *c;

        if (!e || r->s.ch[i].role != VG_ROLE_NONE || is_covered(r, i, i + e->n))
            continue;
        to = vg_han_clause_to(r, i);
        at = i + e->n;
        if (vg_han_get(e, "event") &&
            (!vg_han_first(r, at, to, VG_HAN_EVENT, &at) || at > i + e->n + 3U))
            continue;
        c = frame(r, VG_KIND_NEGATIVE_FINDING, statement_from(r, i), to, i, "zh/none-found", 1);
        if (!c)
            continue;
        c->predicate = "not-found";
        if (vg_han_get(e, "op")) {
            vg_quantity_set(&c->quantity, VG_OP_NONE_FOUND, 0, 0);
            c->quantity.unit = unit_not_found(r, i, e, to);
        } else {
            c->predicate = "not-verified";
            if (!(r->s.ch[i].flags & VG_HAN_QUOTED) && !vg_han_actor(r, i)) {
                c->links += c->n_links - 1; /* it is the text that could not */
                c->n_links = 1;
            }
        }
        if (c->n_links < 2)
            put_speaker(r, c, vg_han_actor(r, i));
        i = to - 1;
    }
}

/* Clauses behind a denial that only go on with it. */
static size_t denial_to(const struct vg_han_reading *r, size_t i)
{
    size_t to = vg_han_clause_to(r, i);

    while (to < r->to) {
        size_t next = vg_han_clause_to(r, to);
        size_t at;

        if (is_covered(r, to, next) || !vg_han_first(r, to, next, VG_HAN_DENY, &at) || at > to + 6)
            break;
        to = next;
    }
    return to;
}

/* A phrase that denies, or a verb of saying that does. */
static const struct vg_han_entry *denial_at(const struct vg_han_reading *r, size_t i)
{
    const struct vg_han_entry *e = vg_han_at(&r->s, i, VG_HAN_DENY);

    if (e)
        return e;
    e = vg_han_at(&r->s, i, VG_HAN_SPEECH);
    return e && vg_han_get(e, "deny") ? e : NULL;
}

static void denials(struct vg_han_reading *r)
{
    for (size_t i = r->from; i < r->to; i++) {
        const struct vg_han_entry *e = denial_at(r, i);
        const struct vg_han_saying *s;
        size_t from, to, at = i;
        struct vg_claim *c;

        if (!e || r->s.ch[i].role != VG_ROLE_NONE || is_covered(r, i, i + e->n))
            continue;
        if (vg_han_get(e, "mouth") && !has_speaker(r, i))
            continue;
        if (r->question)
            continue;
        s = vg_han_saying_over(r, i);
        from = statement_from(r, i);
        for (size_t k = 0; k < r->n_say; k++)
            if (r->say[k].verb == i) {
                s = &r->say[k];
                from = r->say[k].from;
                at = r->say[k].scope > i && r->say[k].scope < r->to ? r->say[k].scope : i;
            }
        to = denial_to(r, at);
        if (vg_han_get(e, "goes_on") && from > r->from && from == vg_han_clause_from(r, i) &&
            i <= from + 1) {
            size_t before = vg_han_clause_from(r, from - 1);

            if (!is_covered(r, before, from) && !(s && s->scope >= from))
                from = before;
        }
        if (is_covered(r, from, to))
            from = vg_han_clause_from(r, i);
        c = is_covered(r, from, to) ? NULL : frame(r, VG_KIND_DENIAL, from, to, at, "zh/denial", 0);
        if (c) {
            c->stance = VG_DENIES;
            c->predicate = "denies";
            if (!s || !s->speaker)
                put_speaker(r, c, vg_han_actor(r, i));
        }
        i = to > i ? to - 1 : i;
    }
}

static int dated_in(const struct vg_han_reading *r, size_t from, size_t to)
{
    for (size_t k = 0; k < r->n_when; k++)
        if (r->when[k].from >= from && r->when[k].to <= to && r->when[k].dated)
            return 1;
    return 0;
}

static int spot_in(const struct vg_han_reading *r, size_t from, size_t to)
{
    for (size_t k = 0; k < r->n_spot; k++)
        if (r->spot[k].from >= from && r->spot[k].to <= to &&
            !(r->at[r->spot[k].from] & VG_HAN_IN_SAYING))
            return 1;
    return 0;
}

/* 须于月底前, 一律不得: the text orders. */
static int is_ordered(const struct vg_han_reading *r, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        const struct vg_han_entry *e = vg_han_at(&r->s, i, VG_HAN_INSTRUCT);

        if (e && vg_han_get(e, "strong"))
            return 1;
    }
    return 0;
}

/* 某机构昨日在某地发表报告 */
static void publications(struct vg_han_reading *r)
{
    for (size_t i = r->from; i < r->to && vg_han_has(r, VG_HAN_PUBLISH); i++) {
        const struct vg_han_entry *e = vg_han_at(&r->s, i, VG_HAN_PUBLISH);
        size_t from, to, at;
        struct vg_claim *c;

        if (!e || r->s.ch[i].role != VG_ROLE_NONE || r->question)
            continue;
        from = statement_from(r, i);
        to = vg_han_clause_to(r, i);
        if (is_ordered(r, from, to))
            continue;
        if (is_covered(r, from, to) || (r->at[i] & VG_HAN_IN_SAYING && vg_han_saying_over(r, i)) ||
            !vg_han_first(r, i, to, VG_HAN_DOCUMENT, &at) || !dated_in(r, from, to))
            continue;
        c = begin(r, VG_KIND_PUBLICATION, from, to, from, "zh/publication");
        if (!c)
            continue;
        c->predicate = "published";
        c->links = &c->links[c->n_links - 1];
        c->n_links = 1;
        put_places(r, c, from, to);
        for (size_t k = 0; k < r->n_when; k++)
            if (r->when[k].from >= from && r->when[k].to <= to && !c->period.from && !c->period.to)
                put_period(r, c, &r->when[k]);
        i = to - 1;
    }
}

static void point(struct vg_han_reading *r, size_t from, size_t to)
{
    struct vg_claim *c = begin(r, VG_KIND_ROOT_POINTER, from, to, from, "zh/root-pointer");

    if (!c)
        return;
    c->predicate = "cites";
    c->stance = VG_ASSERTS;
    for (size_t w = 0; w < r->n_when; w++)
        if (r->when[w].from >= from && r->when[w].to <= to)
            put_period(r, c, &r->when[w]);
}

static void pointers(struct vg_han_reading *r)
{
    for (size_t i = r->from; i < r->to && vg_han_has(r, VG_HAN_CITE); i++) {
        const struct vg_han_entry *e = vg_han_at(&r->s, i, VG_HAN_CITE);
        size_t to = vg_han_clause_to(r, i), from = vg_han_clause_from(r, i);

        if (e && vg_han_get(e, "pointer") && !is_covered(r, from, to) &&
            vg_han_first(r, i, to, VG_HAN_DOCUMENT, NULL))
            point(r, from, to);
    }
    for (size_t k = 0; k < r->n_say; k++) {
        const struct vg_han_saying *s = &r->say[k];
        size_t from = vg_han_clause_from(r, s->verb), to = vg_han_clause_to(r, s->verb);

        if (!vg_han_is(&r->s, s->verb, VG_HAN_CITE) || s->verb > from + 2 ||
            !vg_han_first(r, s->verb, to, VG_HAN_DOCUMENT, NULL) || is_covered(r, from, to))
            continue;
        point(r, from, to);
    }
}

static size_t words_in(const struct vg_han_reading *r, size_t from, size_t to)
{
    size_t n = 0;

    for (size_t i = from; i < to; i++)
        n += r->s.ch[i].kind == VG_HAN_KIND_HAN && !(r->at[i] & VG_HAN_IN_SAYING);
    return n;
}

static enum vg_claim_kind kind_of(const struct vg_han_reading *r, size_t from, size_t to,
                                  const struct vg_han_saying *s)
{
    size_t at;
    const struct vg_han_entry *e;

    if (s && s->document && vg_han_first(r, from, to, VG_HAN_INSTRUCT, NULL))
        return VG_KIND_INSTRUCTION;
    for (at = from; (e = vg_han_first(r, at, to, VG_HAN_HEDGE, &at)) != NULL; at += e->n) {
        const char *id = vg_han_get(e, "hedge");

        if (!id)
            return VG_KIND_FORECAST;
        if (strcmp(id, "planned") == 0 || strcmp(id, "expected") == 0)
            return VG_KIND_FORECAST;
        if (strcmp(id, "likely") == 0 || strcmp(id, "possible") == 0 ||
            strcmp(id, "certain") == 0 || strcmp(id, "believed") == 0)
            return VG_KIND_OPINION;
    }
    if (s && s->hedge && strcmp(s->hedge, "believed") == 0)
        return VG_KIND_OPINION;
    if (is_ordered(r, from, to))
        return VG_KIND_INSTRUCTION;
    if (vg_han_first(r, from, to, VG_HAN_RELATION, NULL))
        return VG_KIND_RELATION;
    e = vg_han_first(r, from, to, VG_HAN_EVENT, NULL);
    if (e && !vg_han_get(e, "counted") && (dated_in(r, from, to) || spot_in(r, from, to) || s))
        return VG_KIND_EVENT;
    return 0;
}

/* An outcome, or what belongs to what: said plainly, without a date. */
static int is_plain(const struct vg_han_reading *r, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        const struct vg_han_entry *e = vg_han_at(&r->s, i, VG_HAN_EVENT);

        if (!e)
            e = vg_han_at(&r->s, i, VG_HAN_RELATION);
        if (e && vg_han_get(e, "own") && r->s.ch[i].role == VG_ROLE_NONE)
            return 1;
    }
    return 0;
}

static int is_opinion(const struct vg_han_reading *r, size_t from, size_t to)
{
    return kind_of(r, from, to, NULL) == VG_KIND_OPINION;
}

/* 每劝返一人: a rule, not an event. */
static int is_each(const struct vg_han_reading *r, size_t from, size_t to)
{
    const struct vg_han_entry *e = vg_han_first(r, from, to, VG_HAN_RATE, NULL);

    return e && vg_han_get(e, "each");
}

/* Clauses of somebody, and the text's own where they are plain. */
static void statements(struct vg_han_reading *r)
{
    for (size_t at = r->from, to; at < r->to; at = to) {
        const struct vg_han_saying *s;
        enum vg_claim_kind kind;
        size_t from;
        struct vg_claim *c;
        const char *event;

        to = vg_han_clause_to(r, at);
        s = vg_han_saying_over(r, to - 1);
        if (r->question || r->table || is_each(r, at, to) || is_covered(r, at, to) ||
            vg_han_front(r, at, to) || words_in(r, at, to) < MIN_WORDS || (s && s->deny))
            continue;
        if (!has_speaker(r, to - 1)) {
            event = event_in(r, at, to);
            from = statement_from(r, at);
            if (is_covered(r, from, to) ||
                (kind_of(r, from, to, NULL) == 0 && !is_ahead(r, from, to)))
                continue;
            if (!(event && dated_in(r, from, to)) && !is_ordered(r, at, to) &&
                !is_opinion(r, at, to) && !is_plain(r, at, to) && !is_ahead(r, from, to))
                continue;
        }
        kind = is_ordered(r, at, to) ? VG_KIND_INSTRUCTION
               : is_ahead(r, statement_from(r, at), to)
                   ? VG_KIND_FORECAST
                   : kind_of(r, statement_from(r, at), to, s && s->speaker ? s : NULL);
        if (kind == 0)
            continue;
        from = statement_from(r, at);
        if (is_covered(r, from, to))
            from = at;
        c = frame(r, kind, from, to, to - 1, "zh/statement", 1);
        event = c ? event_in(r, at, to) : NULL;
        if (event)
            c->predicate = event;
    }
}

void vg_han_frames_suggest(struct vg_han_reading *r)
{
    negatives(r);
    denials(r);
    publications(r);
    pointers(r);
    statements(r);
}

enum { POINTS_WITHIN = 8, WRONG_WITHIN = 26 };

void vg_han_look_back(struct vg_han_reading *r, size_t from, size_t to)
{
    size_t at, points = r->from;
    const struct vg_han_entry *e;

    if (from == to || r->n_count > 0 || r->question)
        return;
    if (!vg_han_first(r, r->from, r->to, VG_HAN_REFUTE, &at) || at > r->from + WRONG_WITHIN)
        return;
    for (; points < at && points < r->from + POINTS_WITHIN; points++) {
        e = vg_han_any(&r->s, points, VG_HAN_RATE);
        if (e && vg_han_get(e, "definite"))
            break;
    }
    if (points == at || points == r->from + POINTS_WITHIN)
        return;
    for (size_t k = from; k < to; k++)
        if (r->claims[k].kind == VG_KIND_QUANTITY && r->claims[k].n_links > 1 &&
            r->claims[k].stance != VG_DENIES && r->claims[k].stance != VG_ASKS)
            r->claims[k].stance = VG_REFUTES;
}
