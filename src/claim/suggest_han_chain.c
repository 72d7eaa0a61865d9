/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Who says it, in Chinese. The subject stands before its verb in the same clause,
 * up to the first word of time, place or direction (外交部发言人昨日在记者会上表示); it
 * may stand between 据 and 介绍, between 从 and 获悉, behind 援引; without one it is
 * that of the clause before, or the last speaker.
 */
#include "claim/suggest_han_parts.h"

enum { LONGEST_SUBJECT = 34, LABEL = 26, HEADING = 24, SHORT_LABEL = 8, NAME_REACH = 12 };

struct span {
    size_t from, to;
};

static int is_role(const struct vg_han_reading *r, size_t i, enum vg_role role)
{
    return r->s.ch[i].role == role;
}

static int is_edge(const struct vg_han_char *h)
{
    return h->kind == VG_HAN_KIND_SPACE ||
           (h->kind == VG_HAN_KIND_MARK && h->mark != VG_HAN_PAREN && h->mark != VG_HAN_DOT &&
            h->mark != VG_HAN_PAREN_CLOSE && h->mark != VG_HAN_LIST);
}

/* Number and classifier in front: 数十名受访者, 3家媒体. */
static size_t skip_number(const struct vg_han_reading *r, size_t i, size_t to)
{
    struct vg_number n;
    const struct vg_han_entry *e;
    size_t at = i;

    e = vg_han_any(&r->s, at, VG_HAN_BOUND);
    at += e ? e->n : 0U;
    if (at >= to || !vg_han_number_at(&r->s, at, at, to, &n))
        return i;
    e = n.to < to ? vg_han_any(&r->s, n.to, VG_HAN_CLASSIFIER) : NULL;
    return e && n.to + e->n < to ? n.to + e->n : i;
}

static struct span trim(const struct vg_han_reading *r, struct span p)
{
    const struct vg_han_entry *e;
    size_t next;

    for (;;) {
        while (p.from == 0 && p.from < p.to && is_role(r, p.from, VG_ROLE_NAME) &&
               r->s.ch[p.from].mark != VG_HAN_TITLE_OPEN) {
            size_t at = p.from; /* 一、 at the head of a line */

            while (at < p.to && is_role(r, at, VG_ROLE_NAME))
                at++;
            if (at >= p.to || r->s.ch[at].kind != VG_HAN_KIND_MARK)
                break;
            p.from = at + 1;
        }
        while (p.from < p.to && (is_edge(&r->s.ch[p.from]) || is_role(r, p.from, VG_ROLE_DATE)) &&
               r->s.ch[p.from].mark != VG_HAN_TITLE_OPEN)
            p.from++;
        if (p.from < p.to && r->s.ch[p.from].mark == VG_HAN_TITLE_OPEN)
            p.from++;
        if (p.from < p.to && r->s.ch[p.from].mark == VG_HAN_PAREN) {
            size_t at = p.from + 1; /* （某社某地11日电） */

            while (at < p.to && r->s.ch[at].mark != VG_HAN_PAREN_CLOSE)
                at++;
            if (at < p.to) {
                p.from = at + 1;
                continue;
            }
        }
        e = p.from < p.to ? vg_han_at(&r->s, p.from, VG_HAN_LEAD) : NULL;
        if (e && p.from + e->n < p.to) {
            p.from += e->n;
            continue;
        }
        next = p.from < p.to ? skip_number(r, p.from, p.to) : p.from;
        if (next == p.from)
            break;
        p.from = next;
    }
    while (p.to > p.from && (is_edge(&r->s.ch[p.to - 1]) || is_role(r, p.to - 1, VG_ROLE_DATE)))
        p.to--;
    return p;
}

/* 活动人士阿米尔, 外交部长霍克斯特拉: a name behind a word for somebody. */
static int is_named(const struct vg_han_reading *r, struct span p)
{
    size_t low = p.to > p.from + NAME_REACH ? p.to - NAME_REACH : p.from;

    for (size_t i = low; i + 3 < p.to; i++) {
        const struct vg_han_entry *e = vg_han_any(&r->s, i, VG_HAN_SPEAKER);

        if (e && e->n > 1 && i + e->n + 2U <= p.to && i + e->n + 6U >= p.to)
            return 1;
    }
    return 0;
}

/* 嫌犯, 护士, 联络员: whoever can be counted can speak. */
static int is_person(const struct vg_han_reading *r, struct span p)
{
    size_t begin;
    const struct vg_han_entry *e = vg_han_tail(&r->s, p.from, p.to, VG_HAN_UNIT, &begin);
    const char *unit = e ? vg_han_get(e, "unit") : NULL;

    return unit && e->n > 1 &&
           (strcmp(unit, "person") == 0 || strcmp(unit, "organisation") == 0 ||
            strcmp(unit, "agency") == 0 || strcmp(unit, "police-service") == 0);
}

/* 加拿大称: a country speaks. */
static int is_country(const struct vg_han_reading *r, struct span p)
{
    const struct vg_place *place;
    int others;
    size_t start = r->s.ch[p.from].start, end = r->s.ch[p.to - 1].end;

    return r->s.ch[p.from].kind == VG_HAN_KIND_HAN && p.to - p.from < SHORT_LABEL + 2 &&
           vg_place_match(&r->places, r->s.text + start, end - start, &place, &others) ==
               end - start;
}

/* Does the phrase end with a word for somebody, or in quotation marks? */
static int is_somebody(const struct vg_han_reading *r, struct span p)
{
    size_t begin;

    if (p.from >= p.to)
        return 0;
    return vg_han_tail(&r->s, p.from, p.to, VG_HAN_SPEAKER, &begin) != NULL || is_named(r, p) ||
           is_person(r, p) || is_country(r, p) ||
           vg_han_tail(&r->s, p.from, p.to, VG_HAN_PRONOUN, &begin) != NULL ||
           vg_han_tail(&r->s, p.from, p.to, VG_HAN_SELF, &begin) != NULL ||
           r->s.ch[p.to - 1].mark == VG_HAN_PAREN_CLOSE ||
           (p.to < r->to &&
            (r->s.ch[p.to].mark == VG_HAN_CLOSE || r->s.ch[p.to].mark == VG_HAN_TITLE_CLOSE));
}

static int is_document(const struct vg_han_reading *r, struct span p)
{
    size_t begin;

    return p.from < p.to && vg_han_tail(&r->s, p.from, p.to, VG_HAN_DOCUMENT, &begin) != NULL;
}

static int is_pronoun(const struct vg_han_reading *r, struct span p)
{
    const struct vg_han_entry *e = p.from < p.to ? vg_han_at(&r->s, p.from, VG_HAN_PRONOUN) : NULL;

    return e && p.from + e->n == p.to;
}

/* 本报, 我们: the text speaks. */
static int is_self(const struct vg_han_reading *r, struct span p)
{
    const struct vg_han_entry *e = p.from < p.to ? vg_han_any(&r->s, p.from, VG_HAN_SELF) : NULL;

    return e && p.from + e->n <= p.to && p.to <= p.from + e->n + 2U; /* 我们会 */
}

static int is_version(const struct vg_han_reading *r, struct span p)
{
    size_t begin;
    const struct vg_han_entry *e =
        p.from < p.to ? vg_han_tail(&r->s, p.from, p.to, VG_HAN_DOCUMENT, &begin) : NULL;

    return e && vg_han_get(e, "version");
}

/* A word that ends the subject before it. */
static int ends_subject(const struct vg_han_reading *r, size_t i)
{
    const uint64_t words = VG_HAN_BIT(VG_HAN_PREPOSITION) | VG_HAN_BIT(VG_HAN_ADVERB) |
                           VG_HAN_BIT(VG_HAN_PUBLISH) | VG_HAN_BIT(VG_HAN_SPEECH) |
                           VG_HAN_BIT(VG_HAN_CITE);

    return r->s.ch[i].role == VG_ROLE_DATE || (r->s.mask[i] & words) != 0;
}

/* What stands behind the last 的 of [from, to), up to a word that ends it. */
static struct span behind_last_de(const struct vg_han_reading *r, size_t from, size_t to)
{
    struct span p = {to, to};

    for (size_t i = from; i < to; i++)
        if (r->s.ch[i].c == 0x7684) /* 的 */
            p.from = i + 1;
    for (size_t i = p.from + 1; i < to; i++)
        if (ends_subject(r, i)) {
            p.to = i;
            break;
        }
    return p;
}

/* The subject in [from, to): up to the first word that ends one. */
static struct span subject_in(const struct vg_han_reading *r, size_t from, size_t to)
{
    struct span p = trim(r, (struct span){from, to});
    size_t depth = 0;

    for (size_t i = p.from; i < p.to; i++) {
        char m = r->s.ch[i].mark;

        if ((m == VG_HAN_COMMA || m == VG_HAN_COLON || m == VG_HAN_SEMICOLON) &&
            !(r->s.ch[i].flags & VG_HAN_INSIDE)) {
            p.from = i + 1;
            continue;
        }
        depth += m == VG_HAN_TITLE_OPEN || m == VG_HAN_OPEN;
        depth -= depth > 0 && (m == VG_HAN_TITLE_CLOSE || m == VG_HAN_CLOSE);
        if (depth == 0 && i > p.from && !(r->s.ch[i].flags & VG_HAN_INSIDE) && ends_subject(r, i)) {
            struct span head = behind_last_de(r, i, p.to);

            p.to = i;
            /* 不愿透露姓名的前警员: the verb was in the words before 的 */
            if (!is_somebody(r, p) && is_somebody(r, head))
                p = head;
            break;
        }
    }
    return trim(r, p);
}

/* 48人表示: they have no name. */
static int is_only_number(const struct vg_han_reading *r, struct span p)
{
    struct vg_number n;
    const struct vg_han_entry *e;

    if (!vg_han_number_at(&r->s, p.from, p.from, p.to, &n))
        return 0;
    e = n.to < p.to ? vg_han_any(&r->s, n.to, VG_HAN_CLASSIFIER) : NULL;
    return n.to + (e ? e->n : 0U) >= p.to;
}

static const char *name_of(struct vg_han_reading *r, struct span p)
{
    int open = 0;

    /* 萨米（化名，44岁） */
    if (p.from < p.to && r->s.ch[p.to - 1].mark == VG_HAN_PAREN_CLOSE)
        for (size_t i = p.to - 1; i > p.from; i--)
            if (r->s.ch[i].mark == VG_HAN_PAREN) {
                p.to = i;
                break;
            }
    if (p.from >= p.to || p.to - p.from > LONGEST_SUBJECT || is_only_number(r, p))
        return NULL;
    for (size_t i = p.from; i < p.to && p.to < r->to; i++) {
        open += r->s.ch[i].mark == VG_HAN_OPEN;
        open -= r->s.ch[i].mark == VG_HAN_CLOSE;
    }
    if (open > 0 && p.to < r->to && r->s.ch[p.to].mark == VG_HAN_CLOSE)
        p.to++; /* 流亡团体“自由之声” */
    /* “保护卫士”的报告: the mark that opens belongs to the one that closes */
    if (p.from > 0 && r->s.ch[p.from - 1].mark == VG_HAN_OPEN)
        for (size_t i = p.from; i < p.to; i++)
            if (r->s.ch[i].mark == VG_HAN_CLOSE) {
                p.from--;
                break;
            }
    return vg_han_keep(r, vg_han_words(&r->s, p.from, p.to));
}

/* -- lines of a transcript ----------------------------------------------------------- */

static size_t colon_of(const struct vg_han_reading *r)
{
    for (size_t i = 0; i < r->s.n && i < LABEL; i++) {
        char m = r->s.ch[i].mark;

        if (m == VG_HAN_COLON)
            return i;
        if (m == VG_HAN_COMMA || m == VG_HAN_STOP || m == VG_HAN_OPEN)
            break;
    }
    return 0;
}

/* A name that heads several lines of the text, or any short one in a transcript. */
static int is_label(const struct vg_han_reading *r, struct span p)
{
    int64_t times = 0;

    for (size_t i = p.from; i < p.to; i++)
        if (r->s.ch[i].kind != VG_HAN_KIND_HAN && r->s.ch[i].mark != VG_HAN_DOT)
            return 0;
    if (p.from >= p.to || p.to - p.from > SHORT_LABEL ||
        vg_han_any(&r->s, p.from, VG_HAN_NAME_LABEL))
        return 0;
    (void)vg_table_get(&r->labels, vg_han_words(&r->s, p.from, p.to), &times);
    return times > 1 || r->is_transcript;
}

/* 问： and 答： name nobody. */
static int is_turn(struct vg_han_reading *r, struct span p)
{
    const struct vg_han_entry *e = p.from < p.to ? vg_han_any(&r->s, p.from, VG_HAN_ASKER) : NULL;

    if (!e || p.from + e->n != p.to || !(vg_han_get(e, "plain") || vg_han_get(e, "answers")))
        return 0;
    r->line_asks = vg_han_get(e, "plain") != NULL;
    r->line_speaker = r->line_asks ? r->asks : r->answers;
    return 1;
}

/* A short line without a mark that ends a sentence, not of a list: nobody speaks any more. */
static int is_heading(const struct vg_han_reading *r)
{
    size_t end = r->s.n;

    if (r->is_transcript || end > HEADING || end < 2)
        return 0;
    for (size_t i = 0; i < end; i++) {
        char m = r->s.ch[i].mark;

        if (m == VG_HAN_STOP || m == VG_HAN_COMMA || m == VG_HAN_QUESTION_MARK ||
            m == VG_HAN_SEMICOLON || m == VG_HAN_CLOSE || m == VG_HAN_BANG)
            return 0;
    }
    return 1;
}

/* 内政大臣答：, 发言人： with nothing behind it: who speaks in the lines below. */
static int is_lead_in(const struct vg_han_reading *r, struct span p)
{
    size_t begin;
    const struct vg_han_entry *e = vg_han_tail(&r->s, p.from, p.to, VG_HAN_SPEECH, &begin);

    if (e && begin > p.from && !vg_han_get(e, "document"))
        return vg_han_tail(&r->s, p.from, begin, VG_HAN_SPEAKER, &begin) != NULL ||
               vg_han_tail(&r->s, p.from, p.to, VG_HAN_ASKER, &begin) != NULL;
    return vg_han_tail(&r->s, p.from, p.to, VG_HAN_SPEAKER, &begin) != NULL;
}

/* 个案, 附件: things and papers, not people. */
static int is_matter(const struct vg_han_reading *r, struct span p)
{
    size_t begin;
    const struct vg_han_entry *e = vg_han_tail(&r->s, p.from, p.to, VG_HAN_UNIT, &begin);

    if (vg_han_tail(&r->s, p.from, p.to, VG_HAN_SPEAKER, &begin))
        return 0;
    return (e && !is_person(r, p)) ||
           vg_han_tail(&r->s, p.from, p.to, VG_HAN_DOCUMENT, &begin) != NULL;
}

/* 路讯社记者：, 发言人：, 另有记者问： */
void vg_han_line_speaker(struct vg_han_reading *r)
{
    size_t colon = colon_of(r), begin;
    struct span p;
    const struct vg_han_entry *e;
    int asks;

    if (colon == 0) {
        if (is_heading(r))
            r->line_speaker = NULL;
        return;
    }
    r->from = 0;
    r->to = r->s.n;
    p = trim(r, (struct span){0, colon});
    if (is_turn(r, p))
        return;
    if (colon + 2 >= r->s.n && !is_lead_in(r, p)) /* 发言人： alone in its line leads on */
        return;
    if (is_heading(r) && !is_lead_in(r, p) && is_matter(r, p)) {
        r->line_speaker = NULL;
        return; /* 个案：药剂师 */
    }
    e = vg_han_tail(&r->s, p.from, p.to, VG_HAN_ASKER, &begin);
    asks = e && !vg_han_get(e, "spokes") && !vg_han_get(e, "answers") && !vg_han_get(e, "begs");
    asks = asks || (e && vg_han_get(e, "plain"));
    e = vg_han_tail(&r->s, p.from, p.to, VG_HAN_SPEECH, &begin);
    if (e && begin > p.from) {
        p.to = begin;
        if (colon + 2 >= r->s.n)
            e = NULL; /* alone in its line */
    } else {
        e = NULL;
    }
    if (p.from >= p.to || r->s.ch[p.to - 1].mark == VG_HAN_PAREN_CLOSE ||
        (!asks && !is_label(r, p) && (e || !is_somebody(r, p))))
        return;
    for (size_t i = p.from + 1; i < p.to; i++)
        if (ends_subject(r, i) && !is_label(r, p))
            return;
    r->line_speaker = name_of(r, p);
    r->line_asks = asks;
}

/* Who speaks a sentence that is one quotation: “……。”流亡教师萨米说。 stands behind it. */
const char *vg_han_speaker_behind(struct vg_han_reading *r, size_t from, size_t to)
{
    size_t end = to, begin;
    struct span p;
    const struct vg_han_entry *e;

    while (end > from && r->s.ch[end - 1].kind == VG_HAN_KIND_MARK)
        end--;
    e = vg_han_before(&r->s, from, end, VG_HAN_SPEECH, &begin);
    if (!e || begin == from || end - from > LONGEST_SUBJECT)
        return NULL;
    p = subject_in(r, from, begin);
    if (!is_somebody(r, p) && p.to - p.from > SHORT_LABEL)
        return NULL;
    return is_pronoun(r, p) ? r->last : name_of(r, p);
}

/* The subject of the clause of i, if it is somebody: who denies without a word of saying. */
const char *vg_han_actor(struct vg_han_reading *r, size_t i)
{
    struct span p = subject_in(r, vg_han_clause_from(r, i), i);

    if (p.from >= p.to || p.to - p.from > LONGEST_SUBJECT || is_self(r, p) || !is_somebody(r, p) ||
        r->s.ch[p.to - 1].mark == VG_HAN_CLOSE ||
        (p.to < r->to && r->s.ch[p.to].mark == VG_HAN_CLOSE))
        return NULL;
    return is_pronoun(r, p) && !r->in_stretch ? r->last : name_of(r, p);
}

/* -- words of saying ------------------------------------------------------------------ */

static struct vg_han_saying *add(struct vg_han_reading *r)
{
    if (r->n_say == VG_MAX_SAYINGS)
        return NULL;
    r->say[r->n_say] = (struct vg_han_saying){.as = "statement"};
    return &r->say[r->n_say++];
}

static int is_mark(const struct vg_han_reading *r, size_t i, char mark)
{
    return i < r->to && r->s.ch[i].mark == mark;
}

static int pauses(const struct vg_han_reading *r, size_t i)
{
    return i >= r->to || is_mark(r, i, VG_HAN_COMMA) || is_mark(r, i, VG_HAN_COLON) ||
           is_mark(r, i, VG_HAN_OPEN) || is_mark(r, i, VG_HAN_STOP);
}

static void settle(struct vg_han_reading *r, struct vg_han_saying *s, struct span who, size_t verb,
                   size_t end)
{
    s->from = who.from < who.to && who.from < verb ? who.from : vg_han_clause_from(r, verb);
    if (s->from > r->from && (r->s.ch[s->from - 1].mark == VG_HAN_OPEN ||
                              r->s.ch[s->from - 1].mark == VG_HAN_TITLE_OPEN))
        s->from--;
    s->verb = verb;
    s->to = end;
    s->scope = end;
    s->end = r->to;
    if (is_mark(r, end, VG_HAN_COMMA) || is_mark(r, end, VG_HAN_COLON))
        s->scope = end + 1;
    /* “……”，某人说。 what is said stands before */
    if (s->scope + 1 >= r->to || is_mark(r, s->scope, VG_HAN_STOP)) {
        s->scope = r->from;
        s->end = s->from;
    }
}

/* Without a subject of its own: that of the clause before, or who spoke last. */
static const char *carried(struct vg_han_reading *r, size_t verb)
{
    size_t clause = vg_han_clause_from(r, verb), before;
    struct span p;

    for (size_t k = r->n_say; k > 0; k--)
        if (r->say[k - 1].speaker && r->say[k - 1].to <= verb)
            return r->say[k - 1].speaker;
    while (clause > r->from) {
        before = vg_han_clause_from(r, clause - 1);
        p = subject_in(r, before, clause);
        if (p.to < clause && p.from < p.to && !vg_han_front(r, before, clause) &&
            (is_somebody(r, p) || ends_subject(r, p.to)))
            return is_pronoun(r, p) && r->last ? r->last : name_of(r, p);
        clause = before;
    }
    return r->line_speaker ? r->line_speaker : r->last;
}

static int is_number(const struct vg_han_reading *r, size_t i)
{
    struct vg_han_value v;

    return i < r->to && !(r->s.ch[i].flags & VG_HAN_IN_WORD) &&
           vg_han_value_at(&r->s, i, r->to, &v) > 0;
}

/* 答复我们，, 告诉记者： who is told belongs to the words of saying. */
static size_t told_to(const struct vg_han_reading *r, size_t end)
{
    const struct vg_han_entry *e = end < r->to ? vg_han_any(&r->s, end, VG_HAN_SELF) : NULL;

    if (!e && end < r->to)
        e = vg_han_any(&r->s, end, VG_HAN_SPEAKER);
    return e && pauses(r, end + e->n) ? end + e->n : end;
}

/* Whom 他 and 该组织 mean: who has just spoken, in this sentence or before. */
static const char *antecedent(const struct vg_han_reading *r)
{
    for (size_t k = r->n_say; k > 0; k--)
        if (r->say[k - 1].speaker)
            return r->say[k - 1].speaker;
    return r->last;
}

/* 某团体在报告中列举了51起 */
static int in_document(const struct vg_han_reading *r, size_t from, size_t i)
{
    for (size_t k = from; k < i; k++) {
        const struct vg_han_entry *e = vg_han_any(&r->s, k, VG_HAN_DOCUMENT), *within;

        within = e ? vg_han_any(&r->s, k + e->n, VG_HAN_RATE) : NULL;
        if (within && vg_han_get(within, "within"))
            return 1;
    }
    return 0;
}

/* 从未公布, 没有透露, 拒绝说明, 或会觉得: nothing is said. */
static int is_unsaid(const struct vg_han_reading *r, size_t from, size_t i,
                     const struct vg_han_entry *verb)
{
    static const uint32_t not [] = {0x672a, 0x4e0d, 0x65e0, 0x975e, 0x62d2}; /* 未不无非拒 */
    size_t begin;
    const struct vg_han_entry *e;

    if (vg_han_get(verb, "deny"))
        return 0;
    for (size_t k = i > from + 3 ? i - 3 : from; k < i; k++)
        for (size_t w = 0; w < sizeof not / sizeof *not ; w++)
            if (r->s.ch[k].c == not [w] && !(r->s.ch[k].flags & VG_HAN_IN_WORD))
                return 1;
    if (vg_han_before(&r->s, from, i, VG_HAN_DENY, &begin) ||
        (i >= from + 2 && r->s.ch[i - 2].c == 0x6ca1 && r->s.ch[i - 1].c == 0x6709)) /* 没有 */
        return 1;
    e = vg_han_before(&r->s, from, i, VG_HAN_HEDGE, &begin);
    return e && vg_han_get(e, "hedge") && strcmp(vg_han_get(e, "hedge"), "possible") == 0;
}

/* 是否出于胁迫无: no name of anybody. */
static int is_clause(const struct vg_han_reading *r, struct span p)
{
    for (size_t i = p.from; i + 1 < p.to; i++)
        if (r->s.ch[i].c == 0x662f && r->s.ch[i + 1].c == 0x5426) /* 是否 */
            return 1;
    for (size_t i = p.from; i < p.to; i++) { /* 受访者中有四成三 */
        struct vg_number n;

        if ((vg_han_any(&r->s, i, VG_HAN_NUMERAL) || r->s.ch[i].kind == VG_HAN_KIND_DIGIT) &&
            vg_han_number_at(&r->s, i, i, p.to, &n) && n.unit && strcmp(n.unit, "percent") == 0)
            return 1;
    }
    return 0;
}

/* 称 and its like must be words of saying here. */
static int says(const struct vg_han_reading *r, size_t i, const struct vg_han_entry *e,
                struct span who)
{
    size_t end = told_to(r, i + e->n);
    int somebody = is_somebody(r, who), document = is_document(r, who);

    if (i > r->from && r->s.ch[i - 1].c == 0x7684) /* 的: a noun */
        return 0;
    if (is_unsaid(r, who.to < i ? who.to : who.from, i, e) || is_clause(r, who))
        return 0;
    if (end < r->to && (r->s.ch[end].c == 0x7684 || r->s.ch[end].c == 0x4e66)) /* 的, 书 */
        return 0;
    if (is_number(r, end) && who.to - who.from < 2 && e->n == 1)
        return 0;
    if (vg_han_get(e, "acts") && (is_number(r, end) || !(somebody || document)))
        return 0; /* 承认三项控罪 */
    if (vg_han_get(e, "document"))
        return document || (somebody && pauses(r, end)) ||
               (who.to > who.from && in_document(r, who.to, i));
    if (pauses(r, end))
        return who.from < who.to ? who.to - who.from >= 2 || is_pronoun(r, who)
                                 : !is_mark(r, end, VG_HAN_STOP);
    if (who.from >= who.to) /* 称该处仅为… at the head of a clause */
        return i == vg_han_clause_from(r, i) && i > r->from && (e->n <= 3 || vg_han_get(e, "deny"));
    return somebody || document;
}

/* Who says "we": the speaker of the words around, if there is one. */
static const char *said_over(const struct vg_han_reading *r, size_t i)
{
    const struct vg_han_saying *s = NULL;

    for (size_t k = 0; k + 1 < r->n_say; k++)
        if (i >= r->say[k].scope && i < r->say[k].end && r->say[k].speaker)
            s = &r->say[k];
    if (s)
        return s->speaker;
    return r->quote && (r->s.ch[i].flags & VG_HAN_QUOTED) ? r->quote : NULL;
}

static void speech_at(struct vg_han_reading *r, size_t i, const struct vg_han_entry *e)
{
    size_t clause = vg_han_clause_from(r, i);
    struct span who = subject_in(r, clause, i);
    struct vg_han_saying *s;
    const char *speaker;

    if (vg_han_get(e, "document")) { /* 本机构此前的报告记录了 */
        struct span whole = trim(r, (struct span){clause, i});

        if (is_document(r, whole) && whole.to - whole.from <= LONGEST_SUBJECT)
            who = whole;
    }
    /* another saying's words already hold this one, or end here: 斥指控… */
    if (r->n_say && i <= r->say[r->n_say - 1].to && i > r->say[r->n_say - 1].verb)
        return;
    if (who.to - who.from > LONGEST_SUBJECT || !says(r, i, e, who))
        return;
    if (is_self(r, who))
        speaker = NULL;
    else if (who.from >= who.to)
        speaker = carried(r, i);
    else if (is_pronoun(r, who) && antecedent(r))
        speaker = antecedent(r);
    else
        speaker = name_of(r, who);
    s = add(r);
    if (!s)
        return;
    s->speaker = speaker;
    settle(r, s, who, i, told_to(r, i + e->n));
    s->as = vg_han_get(e, "as");
    s->hedge = vg_han_get(e, "hedge");
    s->deny = vg_han_get(e, "deny") != NULL;
    s->reply = vg_han_get(e, "reply") != NULL;
    s->document = is_document(r, who);
    s->version = is_version(r, who);
    if (is_self(r, who)) {
        const char *over = said_over(r, i);

        s->speaker = over;
        s->plain = over == NULL;
    }
    if (s->version)
        s->speaker = NULL;
    if (r->n_say > 1 && r->say[r->n_say - 2].document && r->say[r->n_say - 2].to <= s->from)
        s->via = r->say[r->n_say - 2].speaker;
}

/* 当地媒体, 多家外媒: nobody in particular. */
static int is_any_media(const struct vg_han_reading *r, struct span p)
{
    size_t n = p.to - p.from;

    /* 媒体, 媒: at most a word for where in front */
    if (n < 2 || n > 6)
        return 0;
    return (r->s.ch[p.to - 2].c == 0x5a92 && r->s.ch[p.to - 1].c == 0x4f53) ||
           (n == 2 && r->s.ch[p.to - 1].c == 0x5a92);
}

/* 据云栖县侨办介绍，; 根据起诉书， */
static size_t accord_at(struct vg_han_reading *r, size_t i, const struct vg_han_entry *e)
{
    size_t clause = vg_han_clause_to(r, i), end = clause, begin;
    struct span who = {i + e->n, 0};
    const struct vg_han_entry *tail;
    struct vg_han_saying *s;

    while (end > who.from && r->s.ch[end - 1].kind == VG_HAN_KIND_MARK &&
           r->s.ch[end - 1].mark != VG_HAN_TITLE_CLOSE && r->s.ch[end - 1].mark != VG_HAN_CLOSE)
        end--;
    who.to = end;
    tail = vg_han_tail(&r->s, who.from, end, VG_HAN_ACCORD_END, &begin);
    for (const struct vg_han_entry *t = tail; t;
         t = vg_han_tail(&r->s, who.from, who.to, VG_HAN_ACCORD_END, &begin)) {
        who.to = begin;
        if (begin <= who.from)
            break;
    }
    if (tail)
        ;
    else if (!is_document(r, who) && !is_somebody(r, who))
        return i;
    who = subject_in(r, who.from, who.to);
    while (who.to > who.from && r->s.ch[who.to - 1].c == 0x7684)
        who.to--;
    if ((who.from >= who.to && !tail) || (s = add(r)) == NULL)
        return i;
    s->speaker = is_pronoun(r, who) && r->last ? r->last : name_of(r, who);
    settle(r, s, who, i, end);
    s->from = i;
    s->plain = s->speaker == NULL;
    s->document = is_document(r, who);
    if (s->speaker && is_any_media(r, who)) {
        s->relays = 1;
        s->hedge = "reportedly";
    }
    return end;
}

/* 记者从澄州市公安局获悉， */
static void learn_at(struct vg_han_reading *r, size_t i, const struct vg_han_entry *e)
{
    size_t clause = vg_han_clause_from(r, i), at = i;
    struct vg_han_saying *s;
    struct span who;

    while (at > clause && !(vg_han_at(&r->s, at, VG_HAN_DATE_FROM)))
        at--;
    if (!vg_han_at(&r->s, at, VG_HAN_DATE_FROM) || !pauses(r, i + e->n))
        return;
    who = subject_in(r, at + 1, i);
    if (who.from >= who.to || (s = add(r)) == NULL)
        return;
    s->speaker = name_of(r, who);
    s->as = "notice";
    settle(r, s, who, i, i + e->n);
    s->from = clause;
}

/* 《海岬时报》援引加拿大警方消息称， */
static size_t cite_at(struct vg_han_reading *r, size_t i, const struct vg_han_entry *e)
{
    size_t clause = vg_han_clause_from(r, i), end = vg_han_clause_to(r, i), at, verb;
    struct span by = subject_in(r, clause, i), who = {i + e->n, end};
    struct vg_han_saying *s;

    while (end > who.from && r->s.ch[end - 1].kind == VG_HAN_KIND_MARK &&
           r->s.ch[end - 1].mark != VG_HAN_TITLE_CLOSE)
        end--;
    who.to = verb = end;
    if (vg_han_tail(&r->s, who.from, end, VG_HAN_SPEECH, &at) && at > who.from)
        who.to = at;
    for (at = who.from; at < who.to; at++) {
        const struct vg_han_entry *said = vg_han_at(&r->s, at, VG_HAN_SPEECH);

        if (!said)
            continue;
        verb = at + said->n;
        who.to = at;
        break;
    }
    if (vg_han_get(e, "pointer"))
        return i;
    for (at = who.from + 2; at < who.to; at++)
        if (vg_han_any(&r->s, at, VG_HAN_ACCORD_END))
            who.to = at;
    who = subject_in(r, who.from, who.to);
    while (who.to > who.from && r->s.ch[who.to - 1].c == 0x7684)
        who.to--;
    if (who.from >= who.to || (s = add(r)) == NULL)
        return i;
    s->speaker = name_of(r, who);
    s->via = by.from < by.to ? name_of(r, by) : carried(r, i);
    settle(r, s, by.from < by.to ? by : who, i, verb);
    s->document = is_document(r, who);
    if (i == clause && s->scope != r->from) { /* 「…，援引司法部的数据」 */
        s->scope = r->from;
        s->end = i;
    }
    return verb;
}

static void unnamed_at(struct vg_han_reading *r, size_t i, const struct vg_han_entry *e)
{
    struct vg_han_saying *s;

    if (i + e->n < r->to && r->s.ch[i + e->n].c == 0x7684) /* 网上流传的名单 */
        return;
    s = add(r);
    if (!s)
        return;
    settle(r, s, (struct span){i, i}, i, i + e->n);
    s->from = i;
    s->relays = vg_han_get(e, "stance") != NULL;
    s->hedge = vg_han_get(e, "hedge");
    s->plain = 1;
}

/* 官方承认的却只有七十八户, 外交部给出的数字是…: saying inside a subject. Where the clause
 * goes on behind it, 0: it is none. */
static size_t given_at(struct vg_han_reading *r, size_t i)
{
    const uint64_t verbs =
        VG_HAN_BIT(VG_HAN_SPEECH) | VG_HAN_BIT(VG_HAN_PUBLISH) | VG_HAN_BIT(VG_HAN_EVENT);
    size_t clause = vg_han_clause_from(r, i), end = vg_han_clause_to(r, i), at, verb;
    const struct vg_han_entry *e = NULL, *given = vg_han_any(&r->s, i, VG_HAN_FIGURE);
    struct span who;
    struct vg_han_saying *s;

    (void)given;
    for (size_t k = r->s.first[i]; k < r->s.first[i + 1]; k++) {
        const struct vg_han_entry *h = r->s.hit[k].e;
        int says = h->class == VG_HAN_SPEECH || h->class == VG_HAN_PUBLISH;

        if (!r->s.hit[k].shadowed && (verbs & VG_HAN_BIT(h->class)) &&
            (says || (vg_han_get(h, "predicate") &&
                      strcmp(vg_han_get(h, "predicate"), "identified") == 0)) &&
            i + h->n < end && r->s.ch[i + h->n].c == 0x7684) {
            e = h;
            break;
        }
    }
    if (!e || (e->class == VG_HAN_SPEECH && vg_han_get(e, "deny")))
        return 0;
    who = subject_in(r, clause, i);
    if (who.from >= who.to || who.to - who.from > LONGEST_SUBJECT || is_self(r, who) ||
        !(is_somebody(r, who) || is_document(r, who)) || is_unsaid(r, who.to, i, e))
        return 0;
    verb = i + e->n + 1;
    for (at = verb; at < end && at < verb + 10; at++) {
        uint32_t c = r->s.ch[at].c;

        /* 是, 为, 只, 仅, 却, 则, 达 */
        if (c == 0x662f || c == 0x4e3a || c == 0x53ea || c == 0x4ec5 || c == 0x5374 ||
            c == 0x5219 || c == 0x8fbe)
            break;
        if (r->s.ch[at].kind != VG_HAN_KIND_HAN)
            return 0;
    }
    if (at >= end || at >= verb + 10 || (s = add(r)) == NULL)
        return 0;
    s->speaker = is_pronoun(r, who) && antecedent(r) ? antecedent(r) : name_of(r, who);
    s->from = who.from;
    s->verb = i;
    s->to = s->scope = at;
    s->end = end;
    s->plain = s->speaker == NULL;
    s->inside = 1;
    return at;
}

static int at_head(const struct vg_han_reading *r, size_t i)
{
    size_t clause = vg_han_clause_from(r, i);
    struct span p = trim(r, (struct span){clause, i + 1});

    return i == clause || p.from >= i || i <= clause + 2;
}

static void remember(struct vg_han_reading *r)
{
    for (size_t k = 0; k < r->n_say; k++) {
        struct vg_han_saying *s = &r->say[k];

        for (size_t i = s->from; i < s->to && !s->inside; i++)
            r->at[i] |= VG_HAN_IN_SAYING;
        if (s->speaker)
            r->last = s->speaker;
        if (s->inside)
            continue;
        if (k + 1 < r->n_say && s->end > r->say[k + 1].from && !r->say[k + 1].plain &&
            !r->say[k + 1].inside && s->scope < r->say[k + 1].from)
            s->end = r->say[k + 1].from;
        /* the date just before the verb, or in a clause before, is that of saying */
        for (size_t w = 0; w < r->n_when; w++) {
            const struct vg_when *d = &r->when[w];
            int point = d->first[0] && strcmp(d->first, d->last) == 0;

            if (d->from >= s->from && d->to <= s->verb)
                s->when = d;
            else if (point && d->to <= s->from && s->from - d->to <= 2 &&
                     vg_han_clause_from(r, s->from) == s->from && d->from <= r->from + 1)
                s->when = d;
            if (s->when == d)
                for (size_t i = d->from; i < d->to; i++)
                    r->at[i] |= VG_HAN_IN_SAYING;
        }
    }
}

void vg_han_sayings(struct vg_han_reading *r)
{
    const uint64_t words = VG_HAN_BIT(VG_HAN_SPEECH) | VG_HAN_BIT(VG_HAN_ACCORD) |
                           VG_HAN_BIT(VG_HAN_LEARN) | VG_HAN_BIT(VG_HAN_CITE) |
                           VG_HAN_BIT(VG_HAN_UNNAMED);
    const uint64_t givers = VG_HAN_BIT(VG_HAN_PUBLISH) | VG_HAN_BIT(VG_HAN_EVENT);

    r->n_say = 0;
    for (size_t i = r->from; i < r->to; i++) {
        const struct vg_han_entry *e;

        if (!(r->s.mask[i] & (words | givers)) || r->s.ch[i].role == VG_ROLE_NAME ||
            (r->s.ch[i].flags & VG_HAN_INSIDE))
            continue;
        if (!(r->s.mask[i] & words)) {
            (void)given_at(r, i);
            continue;
        }
        if ((e = vg_han_at(&r->s, i, VG_HAN_UNNAMED)) != NULL && at_head(r, i)) {
            unnamed_at(r, i, e);
            i += e->n - 1U;
        } else if ((e = vg_han_at(&r->s, i, VG_HAN_ACCORD)) != NULL && at_head(r, i)) {
            size_t end = accord_at(r, i, e);

            i = end > i ? end - 1 : i;
        } else if ((e = vg_han_at(&r->s, i, VG_HAN_CITE)) != NULL) {
            size_t end = cite_at(r, i, e);

            i = end > i ? end - 1 : i;
        } else if ((e = vg_han_at(&r->s, i, VG_HAN_LEARN)) != NULL) {
            learn_at(r, i, e);
        } else if ((e = vg_han_at(&r->s, i, VG_HAN_SPEECH)) != NULL && !given_at(r, i)) {
            speech_at(r, i, e);
            i += e->n - 1U;
        }
    }
    remember(r);
}

const struct vg_han_saying *vg_han_saying_over(const struct vg_han_reading *r, size_t i)
{
    const struct vg_han_saying *best = NULL;

    for (size_t k = 0; k < r->n_say; k++) {
        const struct vg_han_saying *s = &r->say[k];

        if (i < s->scope || i >= s->end || (s->plain && best))
            continue;
        if (!best || best->plain || s->from >= best->from)
            best = s;
    }
    return best;
}

static void add_link(struct vg_link *links, size_t *n, const char *speaker, const char *as,
                     const char *date)
{
    if (!speaker || (*n && links[*n - 1].speaker && strcmp(links[*n - 1].speaker, speaker) == 0))
        return;
    links[(*n)++] = (struct vg_link){.speaker = speaker, .as = as, .date = date};
}

void vg_han_chain(struct vg_han_reading *r, struct vg_claim *c, size_t i)
{
    struct vg_link links[VG_MAX_LINKS] = {0}, *kept;
    const struct vg_han_saying *s = vg_han_saying_over(r, i);
    size_t n = 0;

    if (s && s->speaker) {
        const struct vg_when *w = s->when;

        add_link(links, &n, s->speaker, s->as ? s->as : "statement",
                 w && w->dated && w->first[0] && strcmp(w->first, w->last) == 0
                     ? vg_copyz(r->a, w->first)
                     : NULL);
        add_link(links, &n, s->via, "report", NULL);
    } else if (r->quote && (r->s.ch[i].flags & VG_HAN_QUOTED)) {
        add_link(links, &n, r->quote, "statement", NULL);
    }
    add_link(links, &n, r->line_speaker, r->line_asks ? "question" : "answer", NULL);
    for (size_t k = 0; k < r->n_outer && n + 1 < VG_MAX_LINKS; k++)
        add_link(links, &n, r->outer[k].speaker, r->outer[k].as, r->outer[k].date);
    links[n++] = (struct vg_link){.speaker = r->in->publisher, .as = "text"};
    kept = VG_NEW_ARRAY(r->a, struct vg_link, n);
    memcpy(kept, links, n * sizeof *links);
    c->links = kept;
    c->n_links = n;
}
