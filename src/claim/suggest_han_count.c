/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Numbers and what they count. The unit comes from the classifier and the noun
 * behind it (3处警署), from a noun before it (站点…12个), or from what was counted
 * before (西班牙4个).
 */
#include "claim/suggest_han_parts.h"

enum { NOUN_AFTER = 20, NOUN_BEFORE = 24, ALL = 3, LARGE = 10000 };

struct noun {
    const char *unit;
    size_t from, to;
    int area;
};

/* Is `unit` one of the words of `with`? "any" lets things through, not persons. */
static int is_among(const char *unit, const char *with)
{
    size_t len;

    if (!unit)
        return 0;
    if (!with)
        return 1;
    len = strlen(unit);
    if (strcmp(with, "any") == 0)
        return strcmp(unit, "person") != 0 && strcmp(unit, "person-time") != 0;
    for (const char *p = with; (p = strstr(p, unit)) != NULL; p += len)
        if ((p == with || p[-1] == ' ') && (p[len] == ' ' || p[len] == '\0'))
            return 1;
    return 0;
}

static int stops_noun(const struct vg_han_char *h)
{
    return h->mark == VG_HAN_COMMA || h->mark == VG_HAN_STOP || h->mark == VG_HAN_LIST ||
           h->mark == VG_HAN_SEMICOLON || h->mark == VG_HAN_COLON || h->mark == VG_HAN_PAREN ||
           h->mark == VG_HAN_QUESTION_MARK || h->kind == VG_HAN_KIND_DIGIT;
}

static struct noun noun_of(const struct vg_han_entry *e, size_t i)
{
    return (struct noun){vg_han_get(e, "unit"), i, i + e->n, vg_han_get(e, "area") != NULL};
}

/* 接到过 directly behind the classifier is what they did; 设立的 is which they are. */
static int is_main_verb(const struct vg_han_reading *r, size_t k)
{
    const struct vg_han_entry *e = vg_han_at(&r->s, k, VG_HAN_EVENT);
    size_t at;

    if (!e)
        return 0;
    at = k + e->n;
    return at >= r->to || r->s.ch[at].c != 0x7684; /* 的 */
}

/* The noun that a classifier ending at i counts; modifiers with a verb need their 的. */
static struct noun noun_after(const struct vg_han_reading *r, size_t i, size_t end,
                              const char *with)
{
    const uint64_t verbs = VG_HAN_BIT(VG_HAN_EVENT) | VG_HAN_BIT(VG_HAN_SPEECH) |
                           VG_HAN_BIT(VG_HAN_PREPOSITION) | VG_HAN_BIT(VG_HAN_RELATION) |
                           VG_HAN_BIT(VG_HAN_PLACE_BEFORE) | VG_HAN_BIT(VG_HAN_NEGATIVE) |
                           VG_HAN_BIT(VG_HAN_DENY);
    size_t low = i, high = i + NOUN_AFTER < end ? i + NOUN_AFTER : end;
    int verb = 0;

    for (size_t k = i; k < high && !stops_noun(&r->s.ch[k]); k++) {
        const struct vg_han_entry *e = vg_han_at(&r->s, k, VG_HAN_UNIT);
        struct noun n;

        if (r->s.ch[k].c == 0x7684) /* 的 */
            verb = 0;
        if (k == low && is_main_verb(r, k))
            return (struct noun){0};
        if (e && k + e->n <= end && (!verb || k == low)) {
            n = noun_of(e, k);
            while ((e = vg_han_at(&r->s, n.to, VG_HAN_UNIT)) != NULL && n.to + e->n <= end &&
                   !vg_han_get(e, "area"))
                n = (struct noun){vg_han_get(e, "unit"), n.from, n.to + e->n, 0};
            if (is_among(n.unit, with) || (k == low && with && strcmp(with, "any") == 0))
                return n;
            k = n.to - 1;
            continue;
        }
        if (r->s.mask[k] & verbs)
            verb = 1;
    }
    return (struct noun){0};
}

/* The nearest noun before i that the classifier can count. */
static struct noun noun_before(const struct vg_han_reading *r, size_t low, size_t i,
                               const char *with)
{
    low = i > low + NOUN_BEFORE ? i - NOUN_BEFORE : low;
    for (size_t k = i; k > low; k--) {
        const struct vg_han_entry *e = vg_han_at(&r->s, k - 1, VG_HAN_UNIT);

        if (!e || k - 1 + e->n > i || r->s.ch[k - 1].role != VG_ROLE_NONE ||
            !is_among(vg_han_get(e, "unit"), with) || (r->at[k - 1] & VG_HAN_IN_SAYING))
            continue;
        if (r->s.ch[k - 1 + e->n].c == 0x7684 && k - 1 + e->n < i) /* 地址的: which they are */
            continue;
        if (vg_han_get(e, "area") && with && strcmp(with, "any") == 0 && k - 1 + e->n + 1 < i)
            continue;
        return noun_of(e, k - 1);
    }
    return (struct noun){0};
}

struct memory {
    const char *counted, *named;
};

static const char *inherited(const struct vg_han_reading *r, const struct memory *m,
                             const char *with)
{
    if (m->counted && is_among(m->counted, with))
        return m->counted;
    if (m->named && is_among(m->named, with))
        return m->named;
    if (r->before_unit && is_among(r->before_unit, with))
        return r->before_unit;
    return NULL;
}

static void take(struct vg_han_count *q, const struct noun *n)
{
    q->unit = n->unit;
    q->noun = n->from;
    q->noun_to = n->to;
    if (n->to > q->to)
        q->to = n->to;
}

/* A length of time is a claim, unless it is how far back one looks: 近三年, 三年来. */
static int is_length(const struct vg_han_reading *r, const struct vg_han_count *q, size_t low,
                     size_t end)
{
    size_t begin, served = q->n.from > low + 10 ? q->n.from - 10 : low;
    const struct vg_han_entry *after =
        q->to < end ? vg_han_any(&r->s, q->to, VG_HAN_DATE_PAST) : NULL;

    if (vg_han_first(r, served, q->n.from, VG_HAN_SERVED, NULL))
        return 1;
    if (q->n.op == VG_OP_AT_MOST && r->s.ch[q->to - 1].c == 0x5185) /* 两天内 */
        return 0;
    if (q->n.a < 2 && q->n.in_words)
        return 0;
    if (after && vg_han_get(after, "past"))
        return 0;
    return vg_han_tail(&r->s, low, q->n.first, VG_HAN_DATE_PAST, &begin) == NULL;
}

/* 六千人到九千人, 30起至35起: the other end comes with its classifier. */
static int range_of(const struct vg_han_reading *r, struct vg_han_count *q,
                    const struct vg_han_entry *e, size_t end)
{
    const struct vg_han_entry *to = q->to < end ? vg_han_any(&r->s, q->to, VG_HAN_RANGE) : NULL;
    const struct vg_han_entry *same;
    struct vg_number n;

    if (!to || q->n.scale || q->n.op != VG_OP_EXACT ||
        !vg_han_number_at(&r->s, q->to + to->n, q->to + to->n, end, &n) || n.damaged || n.scale ||
        n.op != VG_OP_EXACT || n.unit)
        return 1;
    same = n.to < end ? vg_han_any(&r->s, n.to, VG_HAN_CLASSIFIER) : NULL;
    if (!same || same != e || n.a <= q->n.a)
        return 1;
    q->n.op = VG_OP_BETWEEN;
    q->n.b = n.a;
    q->n.bounded = 1;
    q->to = n.to + same->n;
    return 1;
}

/* One of something is worth a claim only where something is done to it. */
static int is_lone(const struct vg_han_reading *r, const struct vg_han_count *q,
                   const struct vg_han_entry *classifier, size_t low, size_t end)
{
    const struct vg_han_entry *e;
    size_t begin;

    if (q->n.a != 1 || !q->n.in_words || q->n.bounded || q->n.op != VG_OP_EXACT)
        return 0;
    if (!classifier || !vg_han_get(classifier, "one"))
        return 1;
    for (size_t k = low; k < q->n.from; k++)
        if ((e = vg_han_at(&r->s, k, VG_HAN_RATE)) != NULL && vg_han_get(e, "each"))
            return 1; /* 每劝回一人 */
    e = vg_han_tail(&r->s, low, q->n.from, VG_HAN_BOUND_FILLER, &begin);
    if (e && vg_han_get(e, "rest"))
        return 0;
    for (size_t k = q->to; k < end && vg_han_get(classifier, "strong"); k++)
        if (r->s.ch[k].c == 0x88ab && vg_han_first(r, k, end, VG_HAN_EVENT, NULL))
            return 0; /* 一名教师在机场被带离 */
    /* 嫌犯一名，已移送: counted behind its noun */
    e = vg_han_tail(&r->s, low, q->n.from, VG_HAN_UNIT, &begin);
    if (e && vg_han_get(classifier, "strong") && !vg_han_get(e, "area") &&
        vg_han_first(r, q->to, end, VG_HAN_EVENT, NULL))
        return 0;
    low = vg_han_clause_from(r, q->n.first); /* 拘捕了一名…和一名…: both */
    return !vg_han_first(r, low, q->n.from, VG_HAN_EVENT, NULL);
}

/* 四度修订: so many times, in words and in front of what was done. */
static int is_small(const struct vg_han_reading *r, const struct vg_han_count *q,
                    const struct vg_han_entry *classifier)
{
    return q->n.in_words && q->n.a > 1 && q->n.a < 10 && q->n.op == VG_OP_EXACT && q->to < r->to &&
           r->s.ch[q->to].kind == VG_HAN_KIND_HAN && vg_han_get(classifier, "small") != NULL;
}

/* The classifier at i and the nouns around; 0 when it counts nothing here. */
static int by_classifier(const struct vg_han_reading *r, struct vg_han_count *q,
                         const struct vg_han_entry *e, size_t low, size_t end,
                         const struct memory *m)
{
    const char *with = vg_han_get(e, "with"), *own = vg_han_get(e, "unit");
    size_t i = q->to + e->n;
    struct noun n = {0};

    q->to = i;
    q->to += vg_han_number_close(&r->s, i, end, &q->n);
    (void)range_of(r, q, e, end);
    if (vg_han_get(e, "span")) {
        q->unit = own;
        q->to += vg_han_number_close(&r->s, q->to, end, &q->n);
        return is_length(r, q, low, end);
    }
    if (vg_han_at(&r->s, q->to, VG_HAN_REFUTE))
        return 0; /* 三处失实 */
    if (is_lone(r, q, e, low, end))
        return 0;
    if (vg_han_get(e, "small")) {
        q->unit = own;
        return is_small(r, q, e);
    }
    n = noun_after(r, q->to, end, vg_han_get(e, "strong") ? own : with);
    if (vg_han_get(e, "strong")) {
        q->unit = own;
        if (n.unit)
            take(q, &n);
        else if ((n = noun_before(r, low, q->n.from, own)).unit)
            q->noun = n.from, q->noun_to = n.to;
        return 1;
    }
    if (!n.unit && q->n.a == 1 && q->n.in_words && vg_han_get(e, "noun"))
        return 0; /* 一起: together */
    if (!n.unit)
        n = noun_before(r, low, q->n.from, with);
    if (n.unit) {
        take(q, &n);
        q->to += vg_han_number_close(&r->s, q->to, end, &q->n);
        return 1;
    }
    if (!vg_han_get(e, "own") && with && m->counted && is_among(m->counted, with))
        q->unit = m->counted;
    else
        q->unit = own ? own : inherited(r, m, with);
    if (!q->unit && vg_han_get(e, "weak") && (n = noun_before(r, low, q->n.from, NULL)).unit)
        take(q, &n); /* 当事人中少说有十五个 */
    return q->unit != NULL;
}

/* 受害人数达3.4万, 案件数：134 */
static int by_figure(const struct vg_han_reading *r, struct vg_han_count *q, size_t low)
{
    size_t at = q->n.from, begin;
    const struct vg_han_entry *e;
    struct noun n;

    while (at > low && r->s.ch[at - 1].kind == VG_HAN_KIND_SPACE)
        at--;
    if (at > low && r->s.ch[at - 1].mark == VG_HAN_COLON)
        at--;
    e = vg_han_before(&r->s, low, at, VG_HAN_INSTEAD, &begin);
    if (e && r->n_count > 0 && q->n.to >= vg_han_clause_to(r, q->n.first) - 1 && q->n.a >= 10) {
        q->unit = r->count[r->n_count - 1].unit; /* 15万欧元，不是40万 */
        q->to = q->n.to;
        return q->unit != NULL;
    }
    for (int k = 0; k < ALL; k++) {
        if ((e = vg_han_before(&r->s, low, at, VG_HAN_FIGURE, &begin)) != NULL) {
            n = noun_before(r, low, begin + e->n, NULL);
            if (n.unit)
                take(q, &n);
            q->to = q->n.to;
            return n.unit != NULL;
        }
        if ((q->n.a >= LARGE || (q->n.a >= 100 && q->n.bounded)) &&
            (e = vg_han_tail(&r->s, low, at, VG_HAN_UNIT, &begin)) != NULL &&
            !vg_han_get(e, "area")) { /* 受害人达1.2万 */
            n = noun_of(e, begin);
            take(q, &n);
            q->to = q->n.to;
            return 1;
        }
        if (!vg_han_before(&r->s, low, at, VG_HAN_BOUND_FILLER, &begin) &&
            !vg_han_before(&r->s, low, at, VG_HAN_EVENT, &begin) &&
            !vg_han_before(&r->s, low, at, VG_HAN_BOUND, &begin))
            return 0;
        at = begin;
    }
    return 0;
}

/* Fill in what the number counts; 0 when it is better left alone. */
static int count_unit(const struct vg_han_reading *r, struct vg_han_count *q, size_t low,
                      size_t end, const struct memory *m)
{
    const struct vg_han_entry *classifier, *noun;
    size_t i = q->n.to;

    q->to = i;
    if (q->n.unit) {
        q->unit = q->n.unit;
        return 1;
    }
    q->to += vg_han_number_close(&r->s, i, end, &q->n); /* 3000以上 */
    i = q->to;
    if (i < end && r->s.ch[i].kind == VG_HAN_KIND_SPACE)
        i++;
    if (i >= end && r->table && end == r->to) {
        q->unit = r->table;
        return 1;
    }
    if (i >= end)
        return by_figure(r, q, vg_han_clause_from(r, q->n.first));
    classifier = vg_han_any(&r->s, i, VG_HAN_CLASSIFIER);
    noun = vg_han_at(&r->s, i, VG_HAN_UNIT);
    if (!noun && !classifier && r->s.ch[i].mark == VG_HAN_OPEN && i + 1 < end) {
        noun = vg_han_at(&r->s, i + 1, VG_HAN_UNIT); /* 两打“联络员” */
        i += noun != NULL;
    }
    if (noun && (!classifier || noun->n > classifier->n)) {
        struct noun n = noun_of(noun, i);

        if (q->n.in_words && q->n.a < 10 && !q->n.bounded && q->n.op == VG_OP_EXACT)
            return 0; /* 三人员 is no number */
        take(q, &n);
        q->to += vg_han_number_close(&r->s, q->to, end, &q->n);
        return 1;
    }
    if (!classifier)
        return by_figure(r, q, vg_han_clause_from(r, q->n.first));
    q->to = i;
    return by_classifier(r, q, classifier, low, end, m);
}

/* 这两处, 该3人, 上述4个地址: says again what was said. */
static int is_definite(const struct vg_han_reading *r, const struct vg_han_count *q)
{
    const struct vg_han_entry *e;
    size_t begin;

    e = vg_han_tail(&r->s, r->from, q->n.from, VG_HAN_RATE, &begin);
    return e && vg_han_get(e, "definite");
}

static const char *rate_of(const struct vg_han_reading *r, size_t low, size_t i)
{
    size_t begin, at = i;

    for (int k = 0; k < 2; k++) {
        const struct vg_han_entry *e = vg_han_before(&r->s, low, at, VG_HAN_RATE, &begin);

        if (e)
            return vg_han_get(e, "per");
        if (!vg_han_before(&r->s, low, at, VG_HAN_EVENT, &begin) &&
            !vg_han_before(&r->s, low, at, VG_HAN_BOUND_FILLER, &begin))
            return NULL;
        at = begin;
    }
    return NULL;
}

/* A bare 元 in traditional writing is not that of the mainland. */
static void settle_money(struct vg_han_reading *r, struct vg_han_count *q)
{
    size_t clause = vg_han_clause_from(r, q->n.first);

    if (!q->unit)
        return;
    if (strcmp(q->unit, "HKD") == 0 || strcmp(q->unit, "TWD") == 0 || strcmp(q->unit, "MOP") == 0)
        r->money = q->unit;
    if (strcmp(q->unit, "CNY") != 0 || !r->old)
        return;
    for (size_t i = clause; i < q->to; i++) {
        const struct vg_han_entry *e = vg_han_at(&r->s, i, VG_HAN_CURRENCY);

        if (e && !vg_han_get(e, "weak"))
            return;
    }
    q->unit = r->money;
}

/* May a number begin here? Words that hold a numeral (一些, 两国) are none. */
static int may_begin(const struct vg_han_reading *r, size_t i)
{
    const uint64_t words = VG_HAN_BIT(VG_HAN_SHARE) | VG_HAN_BIT(VG_HAN_MAGNITUDE);
    const struct vg_han_char *h = &r->s.ch[i];

    if (h->role != VG_ROLE_NONE)
        return 0;
    if (h->kind == VG_HAN_KIND_DIGIT || (r->s.mask[i] & words))
        return 1;
    if (r->s.first[i] == r->s.first[i + 1])
        return 0;
    if (!vg_han_any(&r->s, i, VG_HAN_NUMERAL) && !vg_han_any(&r->s, i, VG_HAN_MULTIPLIER)) {
        const struct vg_han_entry *few = vg_han_any(&r->s, i, VG_HAN_FEW);

        return few && vg_han_get(few, "digit") && !(h->flags & VG_HAN_IN_WORD);
    }
    return !(h->flags & VG_HAN_IN_WORD);
}

static void notice(const struct vg_han_reading *r, size_t i, struct memory *m)
{
    const struct vg_han_entry *e = vg_han_at(&r->s, i, VG_HAN_UNIT);

    if (e && !vg_han_get(e, "area") && !(r->at[i] & VG_HAN_IN_SAYING) &&
        !(i + e->n < r->to && r->s.ch[i + e->n].c == 0x7684) &&
        strcmp(vg_han_get(e, "unit"), "person") != 0)
        m->named = vg_han_get(e, "unit");
}

/* 3年6个月 is one length. */
static size_t and_months(const struct vg_han_reading *r, struct vg_han_count *q, size_t end)
{
    struct vg_number n;
    const struct vg_han_entry *e;

    if (!q->unit || strcmp(q->unit, "year") != 0 || q->n.scale || q->n.op != VG_OP_EXACT ||
        !vg_han_number_at(&r->s, q->to, q->to, end, &n))
        return q->to;
    e = n.to < end ? vg_han_any(&r->s, n.to, VG_HAN_CLASSIFIER) : NULL;
    if (!(n.to < end && r->s.ch[n.to].c == 0x6708) && /* 3年8月 */
        (!e || !vg_han_get(e, "unit") || strcmp(vg_han_get(e, "unit"), "month") != 0))
        return q->to;
    q->n.a = q->n.b = q->n.a * 12 + n.a;
    q->unit = "month";
    return n.to + (e ? e->n : 1U);
}

/* 178位当事人中, 三人是…, at the head of a clause and counted before: said again. */
static int is_told(const struct vg_han_reading *r, const struct vg_han_count *q)
{
    size_t n = r->n_told < VG_HAN_TOLD ? r->n_told : VG_HAN_TOLD, at = q->to;
    const struct vg_han_entry *within;
    uint32_t c;

    if (!q->unit || q->n.op != VG_OP_EXACT || q->n.scale || q->n.a < 2 ||
        vg_han_clause_from(r, q->n.first) + 1 < q->n.from || at >= r->to)
        return 0;
    within = vg_han_any(&r->s, at, VG_HAN_RATE);
    c = r->s.ch[at].c;
    /* 均, 都, 是, 皆 */
    if (!(within && vg_han_get(within, "within")) && c != 0x5747 && c != 0x90fd && c != 0x662f &&
        c != 0x7686)
        return 0;
    for (size_t k = 0; k < n; k++)
        if (r->told[k].n == q->n.a && strcmp(r->told[k].unit, q->unit) == 0)
            return 1;
    return 0;
}

/* 五个常任理事国之一 counts nobody. */
static int is_one_of(const struct vg_han_reading *r, size_t i)
{
    return i + 1 < r->to && r->s.ch[i].c == 0x4e4b && r->s.ch[i + 1].c == 0x4e00;
}

static const char *note_of(const struct vg_han_reading *r, size_t from, size_t to)
{
    const struct vg_han_entry *e = vg_han_first(r, from, to, VG_HAN_FALSE_FRIEND, NULL);

    return e ? vg_han_get(e, "note") : NULL;
}

/* Areas, shares, money and lengths of time are seldom what a bare 个 counts. */
static int may_be_inherited(const char *unit)
{
    static const char *const not [] = {
        "country",  "country-or-region", "city", "county", "province", "state",
        "district", "percent",           "day",  "week",   "month",    "year"};

    for (size_t k = 0; k < sizeof not / sizeof *not ; k++)
        if (strcmp(unit, not [k]) == 0)
            return 0;
    return unit[0] >= 'a';
}

void vg_han_counts(struct vg_han_reading *r)
{
    struct memory m = {0};
    const char *first = NULL;
    size_t done = r->from;

    r->n_count = 0;
    for (size_t i = r->from; i < r->to; i++) {
        struct vg_han_count q = {0};
        size_t low, end;

        notice(r, i, &m);
        if (!may_begin(r, i))
            continue;
        low = vg_han_clause_from(r, i);
        low = low > done ? low : done;
        end = vg_han_clause_to(r, i);
        if (!vg_han_number_at(&r->s, low, i, end, &q.n))
            continue;
        if (r->question && q.n.op == VG_OP_SEVERAL) {
            i = q.n.end - 1; /* 几宗: that is the question */
            continue;
        }
        if (!q.n.damaged && !is_definite(r, &q) && r->n_count < VG_MAX_SENTENCE_CLAIMS &&
            count_unit(r, &q, low, end, &m) && !is_one_of(r, q.to) && !is_told(r, &q)) {
            const char *unit = q.unit;

            settle_money(r, &q);
            q.to = and_months(r, &q, end);
            q.per = rate_of(r, low, q.n.from);
            q.note = note_of(r, low, q.to);
            if (unit && may_be_inherited(unit)) {
                m.counted = unit;
                first = first ? first : unit;
            }
            if (q.unit && q.n.op == VG_OP_EXACT) {
                r->told[r->n_told % VG_HAN_TOLD].n = q.n.a;
                r->told[r->n_told++ % VG_HAN_TOLD].unit = q.unit;
            }
            r->count[r->n_count++] = q;
            for (size_t k = q.n.from; k < q.to; k++)
                r->at[k] |= VG_HAN_IN_COUNT;
            i = q.to - 1;
        } else {
            i = q.n.end > i ? q.n.end - 1 : i;
        }
        done = i + 1;
    }
    if (first)
        r->before_unit = first;
}
