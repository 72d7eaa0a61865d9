/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Claims out of a sentence: first the quantities, each with its own stretch of
 * the clause; then the frames that need no number. A frame is left out where a
 * quantity has already given the clause its claim.
 */
#include <assert.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/utf8.h"
#include "claim/suggest_parts.h"

enum { FRAME_REACH = 8, LONGEST = 1500 /* bytes of a passage proposed */ };

/* Could the sentence hold a phrase of a class at all? Most questions end here. */
static int may_hold(const struct vg_reading *r, enum vg_lex_class class)
{
    return (r->classes & VG_LEX_BIT(class)) != 0;
}

/* -- the passage -------------------------------------------------------------------- */

static int is_trimmed_front(const struct vg_reading *r, size_t i)
{
    const struct vg_token *t = &r->s.tok[i];

    if (t->kind == VG_TOKEN_MARK)
        return t->mark != '(' && t->mark != '[' && t->mark != '$' && t->mark != '+';
    return vg_scan_word_is(&r->s, i, "and") || vg_scan_word_is(&r->s, i, "but") ||
           vg_scan_word_is(&r->s, i, "while") || vg_scan_word_is(&r->s, i, "so") ||
           vg_scan_word_is(&r->s, i, "than") || vg_scan_word_is(&r->s, i, "though") ||
           vg_scan_word_is(&r->s, i, "although");
}

/* How many quotation marks open minus those that close in [from, to). */
static int quotes_open(const struct vg_reading *r, size_t from, size_t to)
{
    int open = 0;

    for (size_t i = from; i < to; i++)
        open += vg_scan_mark(&r->s, i, VG_MARK_OPEN) - vg_scan_mark(&r->s, i, VG_MARK_CLOSE);
    return open;
}

static void trim(const struct vg_reading *r, size_t *from, size_t *to)
{
    while (*from < *to && is_trimmed_front(r, *from) &&
           !(vg_scan_mark(&r->s, *from, VG_MARK_OPEN) && quotes_open(r, *from, *to) == 0 &&
             !vg_scan_mark(&r->s, *to - 1, VG_MARK_CLOSE)))
        ++*from;
    while (*to > *from && r->s.tok[*to - 1].kind == VG_TOKEN_MARK) {
        char m = r->s.tok[*to - 1].mark;

        if (m == '?' || m == ')' || m == ']' || m == '%' || m == '+')
            break;
        if (m == VG_MARK_CLOSE && quotes_open(r, *from, *to) == 0)
            break;
        --*to;
    }
    while (*to > *from &&
           (vg_scan_word_is(&r->s, *to - 1, "and") || vg_scan_word_is(&r->s, *to - 1, "but") ||
            vg_scan_word_is(&r->s, *to - 1, "than")))
        --*to;
}

/* Keep a passage a stretch that a person can read: around the token that matters. */
static void narrow(const struct vg_reading *r, size_t *from, size_t *to, size_t token)
{
    const struct vg_token *t = r->s.tok;

    while (*from < token && t[token].end - t[*from].start > LONGEST / 2)
        ++*from;
    while (*to > token + 1 && t[*to - 1].end - t[*from].start > LONGEST)
        --*to;
}

struct vg_passage *vg_suggest_passage(const struct vg_suggest_in *in, const char *text, size_t len,
                                      size_t start, size_t end, struct vg_arena *a)
{
    struct vg_passage *p = VG_NEW(a, struct vg_passage);
    size_t low = vg_utf8_up(text, len, start > VG_CONTEXT ? start - VG_CONTEXT : 0);
    size_t high = vg_utf8_down(text, len, end + VG_CONTEXT < len ? end + VG_CONTEXT : len);

    p->source = in->source;
    p->reader = in->reader;
    p->start = (int64_t)start;
    p->end = (int64_t)end;
    p->quote = (struct vg_str){text + start, end - start};
    p->before = (struct vg_str){text + low, start - low};
    p->after = (struct vg_str){text + end, high - end};
    return p;
}

/* -- what goes with it -------------------------------------------------------------- */

static int in_saying(const struct vg_reading *r, size_t i)
{
    return (r->at[i] & VG_IN_SAYING) != 0;
}

const char *const *vg_suggest_words(const char *const *list, size_t n, struct vg_arena *a)
{
    const char **copy;

    if (n == 0)
        return NULL;
    copy = VG_NEW_ARRAY(a, const char *, n);
    memcpy(copy, list, n * sizeof *copy);
    return copy;
}

static int has_hedge(const struct vg_claim *c, const char *id)
{
    for (size_t i = 0; i < c->n_hedges; i++)
        if (strcmp(c->hedges[i], id) == 0)
            return 1;
    return 0;
}

/* The same date a year on; the digits are carried by hand, the form stays. */
static void next_year(char date[12])
{
    for (int i = 3; date[0] && i >= 0; i--) {
        if (date[i] != '9') {
            date[i]++;
            return;
        }
        date[i] = '0';
    }
}

/* Does the clause of a date speak of what is to come? */
static int is_ahead(const struct vg_reading *r, const struct vg_when *w)
{
    size_t to = vg_clause_to(r, w->from);

    for (size_t i = vg_clause_from(r, w->from); i < to; i++)
        if (vg_scan_word_is(&r->s, i, "will") || vg_scan_word_is(&r->s, i, "shall") ||
            vg_scan_word_is(&r->s, i, "must"))
            return 1;
    return 0;
}

/* What is planned lies ahead: a year that was not printed is the first in which the
 * date is not before the dateline. */
static void look_ahead(const struct vg_reading *r, const struct vg_claim *c, struct vg_when *w)
{
    const char *last = w->last[0] ? w->last : w->first;
    int y, m, d;
    char today[12];
    size_t n = strlen(last);

    if (!(w->inferred & VG_INFERRED_YEAR) ||
        (w->inferred & (VG_INFERRED_MONTH | VG_INFERRED_DAY)) || r->dateline == VG_NO_DATELINE ||
        n < 7 || !(has_hedge(c, "planned") || has_hedge(c, "expected") || is_ahead(r, w)))
        return;
    vg_date_of(r->dateline, &y, &m, &d);
    (void)snprintf(today, sizeof today, "%04u-%02u-%02u", (unsigned)y % 10000U, (unsigned)m % 100U,
                   (unsigned)d % 100U);
    if (last[5] == '2' && last[6] <= '4') /* seasons come in the order of their codes */
        (void)snprintf(today + 5, sizeof today - 5, "%u", 21U + ((unsigned)m - 1U) / 3U % 4U);
    if (strncmp(last, today, n) >= 0)
        return;
    next_year(w->first);
    next_year(w->last);
}

static void put_period(struct vg_reading *r, struct vg_claim *c, const struct vg_when *found)
{
    static const char *const names[] = {"year", "month", "day", "from", "to"};
    const char *list[5];
    struct vg_when when = *found, *w = &when;

    look_ahead(r, c, w);

    if (!w->dated) {
        c->period.words = vg_str_copy(r->a, vg_scan_text(&r->s, w->from, w->to)).p;
        return;
    }
    c->period.from = w->first[0] ? vg_copyz(r->a, w->first) : NULL;
    c->period.to = w->last[0] ? vg_copyz(r->a, w->last) : NULL;
    for (size_t k = 0; k < 5; k++)
        if (w->inferred & (1U << k))
            list[c->period.n_inferred++] = names[k];
    c->period.inferred = vg_suggest_words(list, c->period.n_inferred, r->a);
}

/* "Of these …": the sentence counts on from the one before. */
static int goes_on_counting(const struct vg_reading *r)
{
    return vg_scan_word_is(&r->s, r->from, "of") && (vg_scan_word_is(&r->s, r->from + 1, "these") ||
                                                     vg_scan_word_is(&r->s, r->from + 1, "those") ||
                                                     vg_scan_word_is(&r->s, r->from + 1, "them"));
}

/* Members of a list behind a colon have the period of what it lists. */
static const struct vg_when *before_colon(const struct vg_reading *r, size_t token)
{
    const struct vg_when *last = NULL;

    while (token > r->from && !vg_scan_mark(&r->s, token, ':'))
        token--;
    for (size_t k = 0; token > r->from && k < r->n_when; k++)
        if (r->when[k].to <= token && !in_saying(r, r->when[k].from) && !r->when[k].of_document)
            last = &r->when[k];
    return last;
}

/* The period of [from, to): one inside it; else one of its clause; else one that
 * opens the sentence and so governs all of it. */
static const struct vg_when *period_of(const struct vg_reading *r, size_t from, size_t to,
                                       size_t token)
{
    size_t low = vg_clause_from(r, token), high = vg_clause_to(r, token);
    const struct vg_when *inside = NULL, *clause = NULL, *opening = NULL;

    for (size_t k = 0; k < r->n_when; k++) {
        const struct vg_when *w = &r->when[k];

        if (in_saying(r, w->from) || w->of_document)
            continue;
        if (w->from >= from && w->to <= to && !inside)
            inside = w;
        if (w->from >= low && w->to <= high && !clause)
            clause = w;
        if (w->from <= r->from + 1 && !opening)
            opening = w;
    }
    if (!inside && !clause && !opening)
        opening = before_colon(r, token);
    if (!inside && !clause && !opening && r->opening.dated && goes_on_counting(r))
        return &r->opening; /* "Of these, 1,220 returned" */
    return inside ? inside : clause ? clause : opening;
}

static int has_place(const struct vg_claim *c, const char *id)
{
    for (size_t i = 0; i < c->n_places; i++)
        if (strcmp(c->places[i], id) == 0)
            return 1;
    return 0;
}

/* Is it said where a country acts: another place, abroad, in so many countries? */
static int says_abroad(const struct vg_reading *r, size_t from, size_t to)
{
    for (size_t k = 0; k < r->n_spot; k++)
        if (r->spot[k].from >= from && r->spot[k].to <= to && !r->spot[k].acts)
            return 1;
    for (size_t i = from; i < to; i++) {
        const struct vg_lex_entry *e = vg_scan_phrase(&r->s, i, to, VG_LEX_REGION);

        if (e && strcmp(e->value, "abroad") == 0)
            return 1;
    }
    return 0;
}

/* Places of [from, to), the narrowest only. */
static size_t put_places(struct vg_reading *r, struct vg_claim *c, size_t from, size_t to)
{
    const char *list[VG_MAX_SPOTS];
    size_t n = 0;

    c->places = list;
    c->n_places = 0;
    for (size_t k = 0; k < r->n_spot; k++) {
        const struct vg_spot *p = &r->spot[k];
        int wider = 0;

        if (p->from < from || p->to > to || in_saying(r, p->from) || has_place(c, p->id) ||
            (p->acts && says_abroad(r, p->to, to)))
            continue;
        for (size_t j = 0; j < r->n_spot; j++)
            wider |= j != k && r->spot[j].from >= from && r->spot[j].to <= to &&
                     strcmp(r->spot[j].id, p->id) != 0 && !in_saying(r, r->spot[j].from) &&
                     vg_place_within(&r->places, r->spot[j].id, p->id);
        if (!wider)
            list[n++] = p->id;
        c->n_places = n;
    }
    c->places = vg_suggest_words(list, n, r->a);
    return n;
}

void vg_claim_places(struct vg_reading *r, struct vg_claim *c, size_t from, size_t to)
{
    (void)put_places(r, c, from, to);
}

static void add_hedge(struct vg_claim *c, const char **list, const char *id)
{
    for (size_t i = 0; i < c->n_hedges; i++)
        if (strcmp(list[i], id) == 0)
            return;
    if (c->n_hedges < VG_MAX_HEDGES)
        list[c->n_hedges++] = id;
}

/* Is the hedge word one here? "could not trace" and "May 2021" are none. */
static int hedges_here(const struct vg_reading *r, size_t i, const struct vg_lex_entry *e)
{
    if (r->s.tok[i].role != VG_ROLE_NONE)
        return 0;
    if (vg_scan_is(&r->s, i, VG_LEX_MODAL) && vg_scan_word_is(&r->s, i + e->n, "not"))
        return 0;
    return !(strcmp(e->value, "to-date") == 0 && e->n == 1 && i == r->from);
}

static void put_hedges(struct vg_reading *r, struct vg_claim *c, size_t from, size_t to,
                       size_t token)
{
    const char *list[VG_MAX_HEDGES], *cues[VG_MAX_HEDGES];
    size_t low = vg_clause_from(r, token), high = vg_clause_to(r, token);

    c->hedges = list;
    c->cues = cues;
    low = from < low ? from : low;
    high = to > high ? to : high;
    for (size_t i = low; i < high && may_hold(r, VG_LEX_HEDGE); i++) {
        const struct vg_lex_entry *e = vg_scan_phrase(&r->s, i, high, VG_LEX_HEDGE);
        size_t before = c->n_hedges;

        if (!e || !hedges_here(r, i, e) || (in_saying(r, i) && strcmp(e->value, "alleged") != 0))
            continue;
        if (strcmp(e->value, "claimed") == 0 && c->stance == VG_REFUTES)
            continue; /* "the claim that … is wrong" only says what is refuted */
        if (strcmp(e->value, "indefinite") == 0 && c->quantity.op != VG_OP_NONE)
            continue;
        add_hedge(c, list, e->value);
        if (c->n_hedges > before)
            cues[c->n_cues++] = vg_str_copy(r->a, vg_scan_text(&r->s, i, i + e->n)).p;
        i += e->n - 1U;
    }
    for (size_t k = 0; k < r->n_say; k++)
        if (r->say[k].hedge && token >= r->say[k].scope && token < r->say[k].end)
            add_hedge(c, list, r->say[k].hedge);
    c->hedges = vg_suggest_words(list, c->n_hedges, r->a);
    c->cues = vg_suggest_words(cues, c->n_cues, r->a);
}

static int has_class(const struct vg_reading *r, size_t from, size_t to, enum vg_lex_class class)
{
    for (size_t i = from; may_hold(r, class) && i < to; i++)
        if (vg_scan_phrase(&r->s, i, to, class))
            return 1;
    return 0;
}

/* The stretch between semicolons around a token. */
static void half_sentence(const struct vg_reading *r, size_t token, size_t *from, size_t *to)
{
    *from = token;
    *to = token;
    while (*from > r->from && !vg_scan_mark(&r->s, *from - 1, ';'))
        --*from;
    while (*to < r->to && !vg_scan_mark(&r->s, *to, ';'))
        ++*to;
}

/* Who is refuted: "the claim, made in several newspapers, that …", "on social
 * media the figure grew". */
static void refuted_speaker(struct vg_reading *r, struct vg_claim *c, size_t from, size_t to)
{
    struct vg_link *links;

    for (size_t i = from; i + 2 < to && c->n_links == 1; i++) {
        size_t end = i + 2;

        if (!((vg_scan_word_is(&r->s, i, "made") &&
               (vg_scan_word_is(&r->s, i + 1, "in") || vg_scan_word_is(&r->s, i + 1, "by"))) ||
              (vg_scan_word_is(&r->s, i, "on") && vg_scan_word_is(&r->s, i + 1, "social"))))
            continue;
        while (end < to && r->s.tok[end].kind == VG_TOKEN_WORD &&
               !vg_scan_is(&r->s, end, VG_LEX_DET) && !vg_scan_word_is(&r->s, end, "that"))
            end++;
        if (vg_scan_word_is(&r->s, i, "on"))
            i--;
        links = VG_NEW_ARRAY(r->a, struct vg_link, 2);
        links[0] = (struct vg_link){.speaker = vg_str_copy(r->a, vg_scan_text(&r->s, i + 2, end)).p,
                                    .as = "press"};
        links[1] = c->links[0];
        c->links = links;
        c->n_links = 2;
    }
}

static void put_stance(struct vg_reading *r, struct vg_claim *c, size_t token)
{
    const struct vg_saying *s = vg_saying_over(r, token);
    size_t from, to;

    half_sentence(r, token, &from, &to);
    c->stance = VG_ASSERTS;
    if (r->question || r->line_asks || (s && s->asks)) {
        c->stance = VG_ASKS;
    } else if ((s && s->version) || has_class(r, from, to, VG_LEX_WRONG) ||
               has_class(r, from, to, VG_LEX_VERSION)) {
        c->stance = VG_REFUTES;
        refuted_speaker(r, c, from, to);
    } else if (s && s->denies) {
        c->stance = VG_DENIES;
    } else if (has_class(r, vg_clause_from(r, token), vg_clause_to(r, token), VG_LEX_RUMOUR) &&
               !(s && s->speaker)) {
        c->stance = VG_RELAYS;
    }
}

static const char *language_of(struct vg_reading *r)
{
    return vg_phrase_keep(r, vg_str(r->patterns->language));
}

/* "quantity": the language in hand in front of the frame. */
static const char *rule_name(struct vg_reading *r, const char *frame)
{
    const char *language = r->patterns->language;
    size_t n = strlen(language), m = strlen(frame);
    char name[2 * VG_MAX_PATTERN_NAME];

    assert(n + m + 1 <= sizeof name); /* a name of ours behind one that was checked */
    memcpy(name, language, n);
    name[n] = '/';
    memcpy(name + n + 1, frame, m);
    return vg_phrase_keep(r, (struct vg_str){name, n + m + 1});
}

struct vg_claim *vg_claim_begin(struct vg_reading *r, enum vg_claim_kind kind, size_t from,
                                size_t to, size_t token, const char *rule)
{
    struct vg_claim *c;

    trim(r, &from, &to);
    if (from >= to)
        return NULL;
    if (token < from || token >= to)
        token = from;
    narrow(r, &from, &to, token);
    r->claims = vg_grow(r->a, r->claims, r->n, &r->room);
    c = &r->claims[r->n++];
    *c = (struct vg_claim){.kind = kind,
                           .status = VG_SUGGESTED,
                           .language = language_of(r),
                           .predicate = "says",
                           .rule = rule_name(r, rule)};
    c->passage = vg_suggest_passage(r->in, r->s.text, r->s.len, r->s.tok[from].start,
                                    r->s.tok[to - 1].end, r->a);
    if (r->in->explain) {
        c->explained = VG_NEW(r->a, struct vg_explained);
        c->explained->frame = c->rule;
    }
    for (size_t i = from; i < to; i++)
        r->at[i] |= VG_IN_CLAIM;
    return c;
}

void vg_claim_finish(struct vg_reading *r, struct vg_claim *c, size_t from, size_t to, size_t token,
                     int with_period)
{
    const struct vg_when *w = with_period ? period_of(r, from, to, token) : NULL;

    vg_chain_make(r, c, token);
    put_stance(r, c, token);
    put_hedges(r, c, from, to, token);
    if (w)
        put_period(r, c, w);
}

/* -- quantities ----------------------------------------------------------------------- */

/* The first rule that says what happened in [from, to). */
static int what_happened(struct vg_reading *r, size_t from, size_t to, struct vg_rule_hit *h)
{
    return vg_rule_in(r, from, to, VG_PAT_CLAIMS, h) && vg_hit_value(r, h, "predicate") != NULL;
}

/* "Poland (over 500), Latvia (270)" */
static int in_brackets(const struct vg_reading *r, const struct vg_count *q)
{
    return q->n.from > r->from + 1 && vg_scan_mark(&r->s, q->n.from - 1, '(') &&
           vg_scan_mark(&r->s, q->to, ')') && (r->s.tok[q->n.from - 2].flags & VG_TOKEN_CAPITAL);
}

/* Where the stretch of count k begins: its own number, with the preposition or
 * "including" in front; the first of a clause takes the clause's beginning. */
static size_t count_from(const struct vg_reading *r, size_t k)
{
    const struct vg_count *q = &r->count[k];
    size_t clause = vg_clause_from(r, q->n.from), from = q->n.from;

    if (in_brackets(r, q)) {
        for (from--; from > clause && (r->s.tok[from - 1].flags & VG_TOKEN_CAPITAL);)
            from--;
        return from; /* Poland (over 500) */
    }
    if (k == 0 || r->count[k - 1].n.from < clause)
        return clause;
    while (from > clause && from > r->count[k - 1].to &&
           (vg_scan_is(&r->s, from - 1, VG_LEX_DET) || vg_scan_is(&r->s, from - 1, VG_LEX_WHERE) ||
            vg_scan_word_is(&r->s, from - 1, "on") ||
            vg_scan_word_is(&r->s, from - 1, "including") ||
            vg_scan_word_is(&r->s, from - 1, "with") || vg_scan_word_is(&r->s, from - 1, "to")))
        from--;
    /* "and could not trace 8": with its verb when one stands between */
    for (size_t i = r->count[k - 1].to; i < from; i++)
        if (vg_is_verb(r, i) && i > r->count[k - 1].to && vg_scan_word_is(&r->s, i - 1, "and"))
            return i;
    return from;
}

static size_t count_to(const struct vg_reading *r, size_t k)
{
    size_t clause = vg_clause_to(r, r->count[k].n.from);

    if (in_brackets(r, &r->count[k]))
        return r->count[k].to + 1;
    for (size_t j = k + 1; j < r->n_count && r->count[j].n.from < clause; j++) {
        size_t next = count_from(r, j);

        if (!r->count[j].definite && next >= r->count[k].to)
            return next; /* "two of the three were paid" goes on */
    }
    return clause;
}

static void put_quantity(struct vg_reading *r, struct vg_claim *c, const struct vg_count *q)
{
    vg_quantity_set(&c->quantity, q->n.op, q->n.a, q->n.b);
    c->quantity.scale = q->n.scale;
    c->quantity.unit = q->unit;
    if (q->to > q->noun)
        c->subject = vg_str_copy(r->a, vg_scan_text(&r->s, q->noun, q->to)).p;
}

static void suggest_count(struct vg_reading *r, size_t k)
{
    const struct vg_count *q = &r->count[k];
    size_t from = count_from(r, k), to = count_to(r, k), clause = vg_clause_from(r, q->n.from);
    const struct vg_saying *said = vg_saying_over(r, q->n.from);
    struct vg_claim *c;
    struct vg_rule_hit h;

    if (said && said->place == VG_SAID_BEFORE && said->from > from && said->from < q->n.from)
        from = said->from;
    c = vg_claim_begin(r, VG_KIND_QUANTITY, from, to, q->n.from, "quantity");
    if (!c)
        return;
    put_quantity(r, c, q);
    if (!put_places(r, c, from, to))
        (void)put_places(r, c, clause, q->n.from); /* a place in front governs the list */
    vg_claim_finish(r, c, from, to, q->n.from, 1);
    c->predicate = "number";
    if (has_hedge(c, "planned") || has_hedge(c, "expected"))
        c->kind = VG_KIND_FORECAST;
    else if (c->stance == VG_ASSERTS && said &&
             (has_hedge(c, "possible") || has_hedge(c, "likely") || has_hedge(c, "believed")))
        c->kind = VG_KIND_OPINION;
    if (vg_rule_in(r, from, to, VG_PAT_CLAIMS, &h))
        vg_hit_apply(r, c, &h);
    vg_rules_note(r, c, from, to);
}

void vg_counts_suggest(struct vg_reading *r)
{
    for (size_t k = 0; k < r->n_count; k++)
        if (!r->count[k].n.damaged && !r->count[k].definite)
            suggest_count(r, k);
}

/* -- frames without a number --------------------------------------------------------- */

static int is_covered(const struct vg_reading *r, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (r->at[i] & VG_IN_CLAIM)
            return 1;
    return 0;
}

static struct vg_claim *frame(struct vg_reading *r, enum vg_claim_kind kind, size_t from, size_t to,
                              size_t token, const char *rule, int with_period)
{
    struct vg_claim *c = vg_claim_begin(r, kind, from, to, token, rule);

    if (c) {
        vg_claim_finish(r, c, from, to, token, with_period);
        (void)put_places(r, c, from, to);
    }
    return c;
}

/* "not, to date, identified any": a denied verb of finding. Its length, or 0. */
static size_t negated_find(const struct vg_reading *r, size_t i)
{
    size_t end = i + FRAME_REACH < r->to ? i + FRAME_REACH : r->to;

    if (!vg_scan_word_is(&r->s, i, "not") || i == r->from ||
        !(vg_lex_mask(r->s.lex, r->s.word[i - 1]) & VG_LEX_BIT(VG_LEX_AUX)))
        return 0;
    for (size_t k = i + 1; k < end; k++)
        if (vg_scan_is(&r->s, k, VG_LEX_FIND))
            return vg_scan_word_is(&r->s, k + 1, "any") ? k + 1 - i : 0;
    return 0;
}

/* "No application was rejected", "In no case was a court asked": its length, or 0. */
static size_t no_noun_at(const struct vg_reading *r, size_t i, const char **unit)
{
    size_t from;
    struct vg_unit u;

    if (!vg_scan_word_is(&r->s, i, "no"))
        return 0;
    from = vg_clause_from(r, i);
    while (from < i && (r->s.tok[from].kind == VG_TOKEN_MARK || in_saying(r, from) ||
                        vg_scan_is(&r->s, from, VG_LEX_CONJ) ||
                        vg_scan_word_is(&r->s, from, "in") || r->s.tok[from].role == VG_ROLE_DATE))
        from++;
    if (from != i || !vg_unit_at(&r->s, i + 1, r->to, 1, &u) || u.weak || u.head > i + 4)
        return 0;
    *unit = u.id;
    return u.to - i;
}

static size_t negative_at(const struct vg_reading *r, size_t i, const char **unit)
{
    const struct vg_lex_entry *e = vg_scan_phrase(&r->s, i, r->to, VG_LEX_NEGATIVE);
    struct vg_unit u;
    size_t n = e ? e->n : negated_find(r, i), at;

    if (!n)
        return no_noun_at(r, i, unit);
    *unit = NULL;
    at = i + n;
    while (vg_scan_is(&r->s, at, VG_LEX_DET) && at < r->to)
        at++;
    if (vg_unit_at(&r->s, at, r->to, 1, &u) && u.head < at + 5)
        *unit = u.id;
    for (size_t k = 0; *unit && u.weak && k < 1; k++)
        *unit = NULL;
    for (size_t k = 0; !*unit && u.id && u.weak && k < r->n_known; k++)
        if (r->known[k].word == r->s.word[u.head])
            *unit = r->known[k].unit;
    if (e && strcmp(e->value, "none") == 0 && !*unit) {
        if (e->n == 2 && vg_scan_word_is(&r->s, i, "no"))
            *unit = "person";
        else if (vg_scan_word_is(&r->s, i, "nobody"))
            *unit = "person";
        else if (vg_scan_word_is(&r->s, i, "none") || vg_scan_word_is(&r->s, i, "neither"))
            *unit = r->before_unit;
    }
    return n;
}

/* "We looked in A and B and found none there": back over a clause joined by "and". */
static size_t joined_from(const struct vg_reading *r, size_t token)
{
    size_t from = vg_clause_from(r, token);

    while (from > r->from && vg_scan_word_is(&r->s, from, "and") && !is_covered(r, from - 1, from))
        from = vg_clause_from(r, from - 1);
    return from;
}

enum { NEGATION_REACH = 9 };

/* Where a clause is negated, near its beginning; `to` when it is not. Bounds ("no more
 * than") and "not only" negate nothing. */
static size_t negation_in(const struct vg_reading *r, size_t from, size_t to)
{
    size_t end = from + NEGATION_REACH < to ? from + NEGATION_REACH : to;

    for (size_t i = from; i < end && may_hold(r, VG_LEX_NEGATION); i++)
        if (vg_scan_is(&r->s, i, VG_LEX_NEGATION) && !in_saying(r, i) &&
            r->s.tok[i].role == VG_ROLE_NONE && !vg_scan_is(&r->s, i, VG_LEX_BOUND) &&
            !vg_scan_word_is(&r->s, i + 1, "only") && !vg_scan_is(&r->s, i, VG_LEX_HEDGE))
            return i;
    return to;
}

/* What is negated in somebody's mouth is a denial. */
static void deny(const struct vg_reading *r, struct vg_claim *c, size_t from, size_t to)
{
    if ((c->n_links < 2 && !r->answers) || c->stance != VG_ASSERTS ||
        negation_in(r, from, to) == to)
        return;
    while (from < to && r->s.tok[from].kind == VG_TOKEN_MARK)
        from++;
    if (vg_scan_word_is(&r->s, from, "i") || vg_scan_word_is(&r->s, from, "my"))
        return; /* what somebody tells of themselves */
    c->kind = VG_KIND_DENIAL;
    c->stance = VG_DENIES;
    c->predicate = "denies";
}

/* "Nobody has been forced": in somebody's mouth a denial, where "none of the sites was"
 * is what they found. */
static int is_nobody(const struct vg_reading *r, size_t i, const char *unit)
{
    static const char *const findings[] = {"case", "incident", "complaint", "file", "document"};

    for (size_t k = 0; unit && k < sizeof findings / sizeof *findings; k++)
        if (strcmp(unit, findings[k]) == 0)
            return 0; /* no complaint has come in */
    return vg_scan_word_is(&r->s, i, "nobody") || vg_scan_word_is(&r->s, i, "no");
}

/* "Nobody was threatened", "We know of no such payments" in the text of the side that is
 * spoken of: its answer, no finding. */
static int answers_with(const struct vg_reading *r, size_t i)
{
    return vg_scan_word_is(&r->s, i, "nobody") || vg_scan_word_is(&r->s, i, "no") ||
           vg_scan_word_is(&r->s, i, "know");
}

static void negatives(struct vg_reading *r)
{
    int may = may_hold(r, VG_LEX_NEGATIVE) || may_hold(r, VG_LEX_NEGATION);

    for (size_t i = r->from; may && i < r->to; i++) {
        const char *unit;
        size_t n = negative_at(r, i, &unit), from, to;
        struct vg_claim *c;
        struct vg_rule_hit h;

        if (!n)
            continue;
        from = joined_from(r, i);
        to = vg_clause_to(r, i + n - 1);
        c = is_covered(r, i, i + n)
                ? NULL
                : frame(r, VG_KIND_NEGATIVE_FINDING, from, to, i, "none-found", 1);
        if (c && vg_scan_word_is(&r->s, i, "no") && vg_scan_word_is(&r->s, i + 1, "such") &&
            !vg_scan_is(&r->s, i, VG_LEX_NEGATIVE)) {
            c->kind = VG_KIND_DENIAL; /* "no such body exists": of what somebody else said */
            c->stance = VG_DENIES;
            c->predicate = "denies";
        } else if (c && r->answers && c->n_links == 1 && answers_with(r, i)) {
            deny(r, c, i, to);
        } else if (c && c->n_links > 1 && is_nobody(r, i, unit) && !what_happened(r, i, to, &h)) {
            deny(r, c, i, to);
        } else if (c) {
            vg_quantity_set(&c->quantity, VG_OP_NONE_FOUND, 0, 0);
            c->quantity.unit = unit;
            c->predicate = "not-found";
        }
        i = to - 1;
    }
}

/* "The embassy called the report “a spy novel”": a body that is spoken of answers. */
static int calls_in_quotes(const struct vg_reading *r, size_t verb, size_t end)
{
    size_t from, to;
    int quoted = 0;

    for (size_t i = verb + 2; i < end; i++)
        quoted |= vg_scan_mark(&r->s, i, VG_MARK_OPEN);
    if (!quoted || vg_scan_word_is(&r->s, verb + 1, "it") || !vg_subject_of(r, verb, &from, &to))
        return 0;
    for (size_t i = from; i < to; i++)
        if (vg_scan_is(&r->s, i, VG_LEX_ACTOR))
            return 1;
    return 0;
}

/* "called … a fabrication" */
static int calls_it_none(const struct vg_reading *r, size_t i)
{
    size_t end = i + FRAME_REACH < r->to ? i + FRAME_REACH : r->to;

    return vg_scan_is(&r->s, i, VG_LEX_CALL) &&
           (has_class(r, i + 1, end, VG_LEX_NONE) || calls_in_quotes(r, i, end));
}

static const char *speaker_of(struct vg_reading *r, size_t verb, size_t *from)
{
    size_t to;
    struct vg_saying probe = {0};

    if (vg_subject_of(r, verb, from, &to))
        return vg_speaker_name(r, *from, to, &probe);
    *from = verb;
    return r->n_say ? r->say[0].speaker : NULL;
}

static void put_speaker(struct vg_reading *r, struct vg_claim *c, const char *speaker)
{
    struct vg_link *links = VG_NEW_ARRAY(r->a, struct vg_link, c->n_links + 1);

    if (!speaker ||
        (c->n_links > 1 && c->links[0].speaker && strcmp(c->links[0].speaker, speaker) == 0))
        return;
    links[0] = (struct vg_link){.speaker = speaker, .as = "statement"};
    memcpy(links + 1, c->links, c->n_links * sizeof *links);
    c->links = links;
    c->n_links++;
}

static void denials(struct vg_reading *r)
{
    int may = may_hold(r, VG_LEX_DENY) || may_hold(r, VG_LEX_CALL);

    for (size_t i = r->from; may && i < r->to; i++) {
        int calls = calls_it_none(r, i);
        const struct vg_lex_entry *e = vg_scan_phrase(&r->s, i, r->to, VG_LEX_DENY);
        const char *speaker;
        size_t subject, from, to;
        struct vg_claim *c;

        if (!calls && (!e || (i > r->from && vg_scan_is(&r->s, i - 1, VG_LEX_DET)) ||
                       (i > r->from && vg_scan_is(&r->s, i - 1, VG_LEX_AUX) &&
                        !vg_scan_word_is(&r->s, i, "has"))))
            continue;
        if (e && e->n == 2 && vg_saying_over(r, i) == NULL)
            continue; /* "has never" denies only in somebody's mouth */
        speaker = speaker_of(r, i, &subject);
        from = vg_clause_from(r, subject);
        to = vg_clause_to(r, i);
        if (calls && subject == i)
            from = joined_from(r, i);
        if (!speaker || is_covered(r, from, to))
            continue;
        c = vg_claim_begin(r, VG_KIND_DENIAL, from, to, i, "denial");
        if (c) {
            vg_claim_finish(r, c, from, to, i, 0);
            (void)put_places(r, c, i, to);
            c->stance = VG_DENIES;
            c->predicate = "denies";
            if (!(e && e->n == 2))
                put_speaker(r, c, speaker);
        }
        for (size_t k = from; c && k < r->to && to == r->to; k++)
            r->at[k] |= VG_IN_CLAIM;
    }
}

/* "Lumen published a report in May"; "a report published on Tuesday"; and, behind
 * citing, the pointer to a root. */
static void publications(struct vg_reading *r)
{
    for (size_t k = 0; k < r->n_when; k++) {
        const struct vg_when *w = &r->when[k];
        size_t low = w->from > FRAME_REACH + 4 ? w->from - FRAME_REACH - 4 : 0, from;
        int issued = 0, document = 0;
        struct vg_claim *c;

        low = low < r->from ? r->from : low;
        for (size_t i = low; i < w->from; i++) {
            issued |= vg_scan_is(&r->s, i, VG_LEX_ISSUE) || vg_scan_word_is(&r->s, i, "dated");
            document |= vg_scan_is(&r->s, i, VG_LEX_DOCUMENT);
        }
        from = vg_clause_from(r, w->from);
        if (!issued || !document || is_covered(r, from, w->to) ||
            vg_scan_is(&r->s, from, VG_LEX_CITE) || vg_scan_is(&r->s, from, VG_LEX_LINK))
            continue;
        c = vg_claim_begin(r, VG_KIND_PUBLICATION, from, w->to, from, "publication");
        if (!c)
            continue;
        c->predicate = "published";
        vg_chain_make(r, c, w->from);
        put_stance(r, c, w->from);
        if (c->stance != VG_REFUTES)
            c->links = &c->links[c->n_links - 1], c->n_links = 1;
        put_period(r, c, w);
    }
}

static void pointers(struct vg_reading *r)
{
    int may = may_hold(r, VG_LEX_CITE) || may_hold(r, VG_LEX_LINK);

    for (size_t i = r->from; may && i < r->to; i++) {
        size_t from = i, to;
        int cites = vg_scan_is(&r->s, i, VG_LEX_CITE), links = vg_scan_is(&r->s, i, VG_LEX_LINK);
        struct vg_claim *c;

        if (!cites && !links)
            continue;
        to = vg_clause_to(r, i);
        if (cites && !(has_class(r, i, to, VG_LEX_DOCUMENT) &&
                       (has_class(r, i, to, VG_LEX_ISSUE) || has_class(r, i, to, VG_LEX_MONTH))))
            continue;
        if (is_covered(r, from, to))
            continue;
        c = vg_claim_begin(r, VG_KIND_ROOT_POINTER, from, to, from, "root-pointer");
        if (!c)
            continue;
        c->predicate = "cites";
        c->stance = VG_ASSERTS;
        vg_chain_make(r, c, from);
        if (cites)
            c->links = &c->links[c->n_links - 1], c->n_links = 1;
        for (size_t k = 0; k < r->n_when; k++)
            if (r->when[k].from >= from && r->when[k].to <= to)
                put_period(r, c, &r->when[k]);
        i = to - 1;
    }
}

static enum vg_claim_kind kind_of(const struct vg_reading *r, const struct vg_claim *c, size_t from,
                                  size_t to, int happened)
{
    if (has_class(r, from, to, VG_LEX_OBLIGE) && has_class(r, from, to, VG_LEX_DOCUMENT))
        return VG_KIND_INSTRUCTION;
    if (has_hedge(c, "planned") || has_hedge(c, "expected"))
        return VG_KIND_FORECAST;
    if (has_hedge(c, "likely") || has_hedge(c, "possible") || has_hedge(c, "believed") ||
        has_hedge(c, "certain"))
        return VG_KIND_OPINION;
    return happened && !has_class(r, from, to, VG_LEX_RELATION) ? VG_KIND_EVENT : VG_KIND_RELATION;
}

/* Enough words behind the saying to be a statement, and not the speaker's own
 * "I cannot say". */
static int says_something(const struct vg_reading *r, size_t from, size_t to)
{
    size_t words = 0;
    int verb = 0;

    for (size_t i = from; i < to; i++) {
        words += r->s.tok[i].kind == VG_TOKEN_WORD;
        verb |= vg_is_verb(r, i) && !in_saying(r, i);
    }
    return words >= 4 && verb;
}

static void state(struct vg_reading *r, const struct vg_saying *s, size_t from, size_t to,
                  size_t token)
{
    struct vg_claim *c = frame(r, VG_KIND_RELATION, from, to, token, "statement", 1);
    struct vg_rule_hit h;
    int happened;

    if (!c)
        return;
    happened = what_happened(r, from, to, &h);
    c->kind = s->version ? VG_KIND_PUBLICATION : kind_of(r, c, from, to, happened);
    c->predicate = "says";
    if (c->kind == VG_KIND_EVENT || (happened && vg_hit_value(r, &h, "kind")))
        vg_hit_apply(r, c, &h);
    vg_rules_note(r, c, from, to);
    if (c->kind == VG_KIND_RELATION)
        deny(r, c, s->to > from && s->to < to ? s->to : from, to);
}

/* What somebody is said to say, clause by clause, where no number has given the
 * clause a claim. The first clause takes the words of saying before it along. */
static void statements(struct vg_reading *r)
{
    for (size_t k = 0; k < r->n_say; k++) {
        const struct vg_saying *s = &r->say[k];
        size_t token = s->scope, end = s->end, to;
        int within = s->place == VG_SAID_AFTER && s->from < r->from + 5;

        if (s->place == VG_SAID_CITED || s->place == VG_SAID_FOUND || !s->speaker || s->denies ||
            vg_scan_word_is(&r->s, s->verb + 1, "not"))
            continue;
        if (s->place == VG_SAID_AFTER && !within)
            end = s->from;
        for (; token < end; token = to) {
            size_t from = vg_clause_from(r, token);

            to = vg_clause_to(r, within && token < s->to ? s->to : token);
            if (s->place == VG_SAID_BEFORE && token == s->scope && s->from >= from)
                from = s->from;
            if (to > end)
                to = end;
            if (to <= token)
                break;
            if (!is_covered(r, token, to) && says_something(r, token, to) &&
                vg_saying_over(r, token) == s)
                state(r, s, from, to, token);
        }
    }
}

static const struct vg_lex_entry *first_of(const struct vg_reading *r, size_t from, size_t to,
                                           enum vg_lex_class class, size_t *at)
{
    for (size_t i = from; i < to; i++) {
        const struct vg_lex_entry *e = vg_scan_phrase(&r->s, i, to, class);

        if (e && !in_saying(r, i)) {
            *at = i;
            return e;
        }
    }
    return NULL;
}

/* Does a clause say something of bodies, documents, presences or what befell people, and
 * not just how a private person lives? */
static int is_of_the_field(const struct vg_reading *r, size_t from, size_t to)
{
    static const enum vg_lex_class field[] = {VG_LEX_ACTOR,    VG_LEX_DOCUMENT,    VG_LEX_EVENT,
                                              VG_LEX_RELATION, VG_LEX_UNIT_PLURAL, VG_LEX_OFFICE,
                                              VG_LEX_HEDGE};

    if (vg_scan_is(&r->s, from, VG_LEX_PERSON_PRONOUN))
        return 0;
    for (size_t i = from; i < to; i++) {
        if (i > from && (r->s.tok[i].flags & VG_TOKEN_CAPITAL) && r->s.tok[i].role == VG_ROLE_NONE)
            return 1;
        for (size_t k = 0; k < sizeof field / sizeof *field; k++)
            if (vg_scan_is(&r->s, i, field[k]))
                return 1;
    }
    return 0;
}

/* A clause with a subject of its own that says how something is: no head line, no
 * "I cannot say", no words of saying. */
static int is_plain_statement(const struct vg_reading *r, size_t from, size_t to)
{
    size_t i = from;

    if (!r->s.tok[r->to - 1].mark || strchr(",:;-", r->s.tok[r->to - 1].mark))
        return 0; /* no sentence */
    while (i < to && (r->s.tok[i].kind == VG_TOKEN_MARK || vg_scan_is(&r->s, i, VG_LEX_CONJ)))
        i++;
    if (i == to || (!is_of_the_field(r, i, to) && r->line_speaker == NULL) || in_saying(r, i) ||
        vg_is_verb(r, i) || vg_scan_is(&r->s, i, VG_LEX_WHETHER) ||
        vg_scan_is(&r->s, i, VG_LEX_SUBORDINATE))
        return 0;
    if (vg_scan_is(&r->s, i, VG_LEX_FIRST) && i + 1 < to &&
        (vg_scan_is(&r->s, i + 1, VG_LEX_MODAL) || vg_scan_word_is(&r->s, i + 2, "nothing") ||
         vg_scan_is(&r->s, i + 2, VG_LEX_NEGATION) || vg_scan_is(&r->s, i + 1, VG_LEX_BE)))
        return 0;
    return 1;
}

/* Clauses nobody is quoted for: an event with its date or place, a relation that
 * is named, an opinion inside a quotation. */
static void own_clauses(struct vg_reading *r)
{
    for (size_t from = r->from, to; from < r->to; from = to) {
        size_t at = from;
        const struct vg_lex_entry *e;
        int dated, quoted = (r->s.tok[from].flags & VG_TOKEN_QUOTED) != 0 ||
                            vg_scan_mark(&r->s, from, VG_MARK_OPEN);
        struct vg_claim *c = NULL;
        struct vg_rule_hit h;

        to = vg_clause_to(r, from);
        if (r->question || is_covered(r, from, to) || !says_something(r, from, to))
            continue;
        dated = 0;
        for (size_t k = 0; k < r->n_when; k++)
            dated |= r->when[k].from >= from && r->when[k].to <= to && r->when[k].dated &&
                     !in_saying(r, r->when[k].from);
        for (size_t k = 0; k < r->n_spot; k++)
            dated |=
                r->spot[k].from >= from && r->spot[k].to <= to && !in_saying(r, r->spot[k].from);
        if ((e = first_of(r, from, to, VG_LEX_RELATION, &at)) != NULL) {
            c = frame(r, VG_KIND_RELATION, from, to, at, "relation", 1);
        } else if (dated && what_happened(r, from, to, &h)) {
            c = frame(r, VG_KIND_EVENT, from, to, h.match.from, "event", 1);
            if (c)
                vg_hit_apply(r, c, &h);
        } else if (quoted && (e = first_of(r, from, to, VG_LEX_HEDGE, &at)) != NULL &&
                   hedges_here(r, at, e)) {
            c = frame(r, VG_KIND_OPINION, from, to, at, "opinion", 0);
        } else if (is_plain_statement(r, from, to)) {
            c = frame(r, VG_KIND_RELATION, from, to, from, "statement", 1);
            e = NULL;
            if (c)
                deny(r, c, from, to);
        }
        if (c && c->kind != VG_KIND_OPINION && e)
            c->predicate = e->value;
        if (c)
            vg_rules_note(r, c, from, to);
    }
}

void vg_frames_suggest(struct vg_reading *r)
{
    negatives(r);
    denials(r);
    publications(r);
    pointers(r);
    statements(r);
    own_clauses(r);
}
