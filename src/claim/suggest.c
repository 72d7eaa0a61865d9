/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The suggester for English: paragraph by paragraph, sentence by sentence, so
 * that memory is that of one paragraph and of what is suggested. Words come from
 * the lexicon; what is here and in the suggest_*.c files is how they combine.
 */
#include "claim/suggest.h"

#include "base/clock.h"
#include "base/edtf.h"
#include "base/utf8.h"
#include "claim/suggest_han.h"
#include "claim/suggest_parts.h"
#include "mention/han_lexicon.h"

#define VG_NO_RULES "there are no rules for this language yet; nothing is suggested"

enum {
    HEAD_LINES = 4,
    HEAD_BYTES = 4096,
    MORE_REACH = 16,
    VERDICT_MAX = 9 /* tokens of "This is not true." */,
    AFTER_WORDS = 3,
    PLAINLY_MANY = 10,
    LABEL_MAX = 6 /* tokens of "United Arab Emirates: at least" */,
    DATE_REACH = 9 /* since the end of it all that began in May */
};

/* Where suggestions go. */
struct sink {
    int (*put)(void *w, const struct vg_claim *claims, size_t n, struct vg_err *err);
    void *w;
    int keeps; /* what was handed on must outlive the paragraph */
};

const char *vg_phrase_keep(struct vg_reading *r, struct vg_str words)
{
    int64_t at;
    char *copy;

    if (vg_table_get(&r->phrases, words, &at))
        return (const char *)(intptr_t)at;
    copy = vg_copy(r->keep, words.p, words.len);
    (void)vg_table_add(&r->phrases, words, (int64_t)(intptr_t)copy, NULL);
    return copy;
}

/* -- dates and places of a sentence ------------------------------------------------- */

/* Is it part of a calendar: a number, a month, "yesterday"? */
static int is_calendar(const struct vg_reading *r, size_t i)
{
    const uint64_t calendar = VG_LEX_BIT(VG_LEX_MONTH) | VG_LEX_BIT(VG_LEX_WEEKDAY) |
                              VG_LEX_BIT(VG_LEX_SEASON) | VG_LEX_BIT(VG_LEX_CALENDAR);
    const struct vg_token *t = &r->s.tok[i];

    /* of numbers only years; days have a month beside them */
    if (t->kind == VG_TOKEN_NUMBER)
        return t->end - t->start == 4 && r->s.text[t->start + 1] != ',';
    return t->kind == VG_TOKEN_CODE || (vg_lex_mask(r->s.lex, r->s.word[i]) & calendar) != 0;
}

/* The first token from i on that is part of a calendar, for the loop over i: no date
 * begins further than DATE_REACH before one. */
static size_t next_calendar(const struct vg_reading *r, size_t i, size_t known)
{
    if (known >= i && known != SIZE_MAX)
        return known;
    while (i < r->to && !is_calendar(r, i))
        i++;
    return i;
}

static int may_begin_date(const struct vg_reading *r, size_t i)
{
    const uint64_t begins = VG_LEX_BIT(VG_LEX_PREPOSITION) | VG_LEX_BIT(VG_LEX_DET) |
                            VG_LEX_BIT(VG_LEX_MONTH) | VG_LEX_BIT(VG_LEX_WEEKDAY) |
                            VG_LEX_BIT(VG_LEX_SEASON) | VG_LEX_BIT(VG_LEX_ORDINAL) |
                            VG_LEX_BIT(VG_LEX_ADVERB) | VG_LEX_BIT(VG_LEX_NUMBER) |
                            VG_LEX_BIT(VG_LEX_SUBORDINATE) | VG_LEX_BIT(VG_LEX_BOUND);
    const struct vg_token *t = &r->s.tok[i];

    if (t->kind == VG_TOKEN_NUMBER || t->kind == VG_TOKEN_CODE)
        return 1;
    if (vg_scan_word_is(&r->s, i, "of") || vg_scan_word_is(&r->s, i, "to") ||
        vg_scan_word_is(&r->s, i, "a") || vg_scan_word_is(&r->s, i, "and"))
        return 0;
    return t->kind == VG_TOKEN_WORD && ((vg_lex_mask(r->s.lex, r->s.word[i]) & begins) != 0 ||
                                        vg_scan_word_is(&r->s, i, "next"));
}

/* The date of the text in its own head is no period of anything. */
static int is_own_date(const struct vg_reading *r, const struct vg_when *w)
{
    char day[12];
    int y, m, d;

    if (!w->full || r->s.line > HEAD_LINES || r->dateline == VG_NO_DATELINE)
        return 0;
    vg_date_of(r->dateline, &y, &m, &d);
    (void)snprintf(day, sizeof day, "%04u-%02u-%02u", (unsigned)y % 10000U, (unsigned)m % 100U,
                   (unsigned)d % 100U);
    return strcmp(day, w->first) == 0;
}

/* "our report of 21 September", "a memo dated 3 June": when it was written. */
static int is_of_document(const struct vg_reading *r, const struct vg_when *w)
{
    size_t i = w->from;

    if (i > r->from + 2 &&
        ((vg_scan_is(&r->s, i - 1, VG_LEX_ISSUE) && vg_scan_mark(&r->s, i - 2, ',')) ||
         (vg_scan_is(&r->s, i - 2, VG_LEX_ISSUE) && vg_scan_mark(&r->s, i - 3, ','))))
        return 1; /* a first version, put out on 28 September */
    if (i < r->from + 2 ||
        !(vg_scan_word_is(&r->s, i - 1, "of") || vg_scan_word_is(&r->s, i - 1, "dated")))
        return 0;
    i -= 2;
    if (vg_scan_mark(&r->s, i, ',') && i > r->from)
        return 1; /* ", dated 3 June" */
    return vg_scan_is(&r->s, i, VG_LEX_DOCUMENT);
}

static void find_dates(struct vg_reading *r)
{
    size_t calendar = SIZE_MAX;

    r->n_when = 0;
    for (size_t i = r->from; i < r->to; i++) {
        struct vg_when w;

        calendar = next_calendar(r, i, calendar);
        if (calendar > i + DATE_REACH)
            i = calendar - DATE_REACH;
        if (i >= r->to)
            break;
        if (!may_begin_date(r, i) || !vg_date_at(&r->s, i, r->to, r->dateline, &w))
            continue;
        for (size_t k = w.from; k < w.to; k++)
            r->s.tok[k].role = VG_ROLE_DATE;
        if (r->n_when < VG_MAX_WHENS && !is_own_date(r, &w)) {
            w.of_document = is_of_document(r, &w);
            r->when[r->n_when++] = w;
        }
        i = w.to - 1;
    }
}

static size_t token_behind(const struct vg_reading *r, size_t i, size_t byte)
{
    while (i < r->to && r->s.tok[i].start < byte)
        i++;
    return i;
}

/* A region said by its adjective: in nine European countries. */
static size_t region_at(const struct vg_reading *r, size_t i, const char **id)
{
    const struct vg_lex_entry *e = vg_scan_phrase(&r->s, i, r->to, VG_LEX_REGION);

    if (!e || strcmp(e->value, "abroad") == 0 ||
        !(vg_scan_word_is(&r->s, i + e->n, "countries") ||
          vg_scan_word_is(&r->s, i + e->n, "cities") ||
          vg_scan_word_is(&r->s, i + e->n, "states") ||
          vg_scan_word_is(&r->s, i + e->n, "nations") ||
          vg_scan_word_is(&r->s, i + e->n, "capitals")))
        return 0;
    *id = e->value;
    return e->n;
}

enum { LIST_REACH = 60 }; /* tokens of the longest list of places looked back over */

static int joins_list(const struct vg_reading *r, size_t i)
{
    return vg_scan_mark(&r->s, i, ',') || vg_scan_word_is(&r->s, i, "and") ||
           vg_scan_word_is(&r->s, i, "or");
}

/* The names of a list go back, over commas and "and", to the word that places them. */
static size_t list_begin(const struct vg_reading *r, size_t i)
{
    size_t low = i > r->from + LIST_REACH ? i - LIST_REACH : r->from;

    while (i > low + 1 && joins_list(r, i - 1)) {
        size_t k = i - 1;

        if (k > low + 2 && vg_scan_mark(&r->s, k - 1, ')'))
            while (k > low && !vg_scan_mark(&r->s, k, '('))
                k--; /* Poland (over 500), Latvia (270) */

        while (k > low && joins_list(r, k - 1))
            k--;
        while (k > low && (r->s.tok[k - 1].flags & VG_TOKEN_CAPITAL) &&
               r->s.tok[k - 1].role == VG_ROLE_NONE && !vg_scan_is(&r->s, k - 1, VG_LEX_WHERE))
            k--;
        if (k == i - 1 || !(r->s.tok[k].flags & VG_TOKEN_CAPITAL))
            break;
        i = k;
    }
    return i;
}

/* "New Zealand: 4 cases": a line that begins with where. */
static int is_label(const struct vg_reading *r)
{
    size_t i = 0;

    if (r->s.tok[0].kind == VG_TOKEN_MARK)
        i++; /* a bullet */
    while (i < r->to && i < 7 && r->s.tok[i].kind == VG_TOKEN_WORD)
        i++;
    return i > 0 && vg_scan_mark(&r->s, i, ':') && i + 1 < r->to &&
           (r->s.tok[i + 1].kind == VG_TOKEN_NUMBER || vg_scan_is(&r->s, i + 1, VG_LEX_NUMBER) ||
            vg_scan_is(&r->s, i + 1, VG_LEX_BOUND) || vg_scan_is(&r->s, i + 1, VG_LEX_NEGATION));
}

/* Only a place that something is at: behind in, at, across …, or going on such a
 * list. "the Lisbon embassy" and "return to China" are not where it happened. */
static int is_located(const struct vg_reading *r, size_t i)
{
    size_t k;

    if (i <= 1 && is_label(r))
        return 1; /* behind a bullet, too */
    k = list_begin(r, i);
    if (k == r->from)
        return 0;
    k--;
    if (vg_scan_is(&r->s, k, VG_LEX_DET) && k > r->from)
        k--;
    if (vg_scan_is(&r->s, k, VG_LEX_WHERE) || vg_scan_word_is(&r->s, k, "including"))
        return 1;
    return vg_scan_word_is(&r->s, k, "of") && k > r->from &&
           vg_scan_is(&r->s, k - 1, VG_LEX_UNIT_PLURAL); /* the provinces of A and B */
}

/* Does a clause begin at i, over marks and a conjunction? */
static int opens_clause(const struct vg_reading *r, size_t i)
{
    while (i > r->from && !(r->at[i] & VG_AT_CLAUSE) &&
           (r->s.tok[i - 1].kind == VG_TOKEN_MARK || vg_scan_is(&r->s, i - 1, VG_LEX_CONJ) ||
            r->s.tok[i - 1].role == VG_ROLE_DATE))
        i--;
    return (r->at[i] & VG_AT_CLAUSE) != 0;
}

static void find_places(struct vg_reading *r)
{
    r->n_spot = 0;
    for (size_t i = r->from; i < r->to && r->n_spot < VG_MAX_SPOTS; i++) {
        const struct vg_token *t = &r->s.tok[i];
        const struct vg_place *place = NULL;
        const char *id = NULL;
        size_t n = region_at(r, i, &id), to = i + n, bytes;
        int others, acts = 0;

        if (!n) {
            if (t->kind != VG_TOKEN_WORD || !(t->flags & VG_TOKEN_CAPITAL) ||
                t->role != VG_ROLE_NONE || (t->flags & VG_TOKEN_POSSESSIVE))
                continue;
            acts = 0;
            if (!is_located(r, i) && !(acts = opens_clause(r, i)))
                continue;
            bytes = vg_place_match(&r->places, r->s.text + t->start,
                                   r->s.tok[r->to - 1].end - t->start, &place, &others);
            if (!bytes)
                continue;
            id = place->id;
            to = token_behind(r, i, t->start + bytes);
            if (r->s.tok[to - 1].flags & VG_TOKEN_POSSESSIVE)
                continue;
            if (acts && (place->level != VG_PLACE_COUNTRY || to >= r->to || !vg_is_verb(r, to)))
                continue;
        }
        r->spot[r->n_spot++] = (struct vg_spot){i, to, id, acts};
        i = to - 1;
    }
}

/* -- counting ------------------------------------------------------------------------ */

static int is_one_of(const char *id, const char *const *list)
{
    for (; *list; list++)
        if (id[0] == **list && strcmp(id, *list) == 0)
            return 1;
    return 0;
}

static int is_span(const char *unit)
{
    static const char *const spans[] = {"day", "week", "month", "year", NULL};

    return is_one_of(unit, spans);
}

/* Units of place count where something is; they are seldom what "three in X" means. */
static int is_area(const char *unit)
{
    static const char *const areas[] = {"country", "country-or-region", "province", "state",
                                        "county",  "district",          "city",     NULL};

    return is_one_of(unit, areas);
}

static const char *known_unit(const struct vg_reading *r, uint16_t word)
{
    for (size_t k = 0; k < r->n_known; k++)
        if (r->known[k].word == word)
            return r->known[k].unit;
    return NULL;
}

/* "service points" says what "points" will mean from here on. */
static void learn(struct vg_reading *r, size_t head, const char *unit)
{
    uint16_t word = r->s.word[head];

    if (!(vg_lex_mask(r->s.lex, word) &
          (VG_LEX_BIT(VG_LEX_WEAK_PLURAL) | VG_LEX_BIT(VG_LEX_WEAK_SINGULAR))) ||
        known_unit(r, word) || r->n_known + 1 >= VG_MAX_KNOWN)
        return;
    r->known[r->n_known++] = (struct vg_known){word, unit};
    {
        /* the singular of a regular plural, too */
        struct vg_str w = vg_scan_text(&r->s, head, head + 1);
        uint16_t one =
            w.len > 2 && w.p[w.len - 1] == 's' ? vg_lex_word(r->s.lex, w.p, w.len - 1) : 0;

        if (one)
            r->known[r->n_known++] = (struct vg_known){one, unit};
    }
}

struct memory {
    const char *counted, *named; /* units of this sentence so far */
    const char *figure_of;
    int figure; /* "the number", "the total" stands before */
};

static void notice(struct vg_reading *r, size_t i, struct memory *m)
{
    const struct vg_lex_entry *e = vg_scan_phrase(&r->s, i, r->to, VG_LEX_UNIT_PLURAL);

    if (e) {
        if (e->n > 1)
            learn(r, i + e->n - 1U, e->value);
        if (!is_area(e->value) && !is_span(e->value) && !(r->at[i] & VG_IN_SAYING))
            m->named = e->value;
        if (m->figure && !m->figure_of)
            m->figure_of = e->value; /* the number of cases */
    }
    m->figure |= vg_scan_is(&r->s, i, VG_LEX_FIGURE);
}

/* "compared with 902", "up from three", "numbered 711" */
static int compares(const struct vg_reading *r, size_t number)
{
    for (size_t k = 1; k <= 3 && number >= r->from + k; k++) {
        const struct vg_lex_entry *e = vg_scan_phrase(&r->s, number - k, number, VG_LEX_COMPARE);

        if (e && e->n == k)
            return 1;
    }
    return 0;
}

/* A number that names no unit but plainly counts what was counted before. */
static int may_inherit(const struct vg_reading *r, const struct vg_number *n,
                       const struct memory *m)
{
    size_t i = n->to;
    int last =
        i >= r->to || (r->s.tok[i].kind == VG_TOKEN_MARK && strchr(",.;:?!>_", r->s.tok[i].mark));

    if (m->figure)
        return 1;
    if (i < r->to && vg_scan_is(&r->s, i, VG_LEX_WHERE) && i + 1 < r->to &&
        (r->s.tok[i + 1].flags & VG_TOKEN_CAPITAL))
        return 1;
    if (n->from > r->from + 1 && vg_scan_mark(&r->s, n->from - 1, '(') &&
        vg_scan_mark(&r->s, i, ')') && m->named && (r->s.tok[n->from - 2].flags & VG_TOKEN_CAPITAL))
        return 1; /* Poland (over 500) */
    if (last && n->from > r->from + 2 && vg_scan_word_is(&r->s, n->from - 1, "of") &&
        (vg_scan_is(&r->s, n->from - 2, VG_LEX_UNIT_PLURAL) ||
         vg_scan_is(&r->s, n->from - 2, VG_LEX_UNIT_SINGULAR)))
        return 1; /* a staff of 140 */
    if (vg_scan_word_is(&r->s, i, "of"))
        return vg_scan_word_is(&r->s, i + 1, "them") || vg_scan_word_is(&r->s, i + 1, "these") ||
               vg_scan_word_is(&r->s, i + 1, "those") || vg_scan_word_is(&r->s, i + 1, "whom") ||
               vg_scan_word_is(&r->s, i + 1, "which") ||
               (vg_scan_word_is(&r->s, i + 1, "the") && i + 2 < r->to &&
                (r->s.tok[i + 2].kind == VG_TOKEN_NUMBER ||
                 vg_scan_is(&r->s, i + 2, VG_LEX_NUMBER)));
    if (n->from > r->from && compares(r, n->from))
        return 1;
    if (n->in_words && n->a < 2 && !n->bounded)
        return 0;
    if (vg_scan_word_is(&r->s, i, "a") && i + 1 < r->to &&
        vg_scan_is(&r->s, i + 1, VG_LEX_CALENDAR))
        return 1; /* now it is five to six a week */
    if (last && r->before_unit && n->first == r->from + 2 && i + 1 >= r->to &&
        (vg_scan_word_is(&r->s, r->from, "it") || vg_scan_word_is(&r->s, r->from, "there")) &&
        vg_scan_is(&r->s, r->from + 1, VG_LEX_BE))
        return 1; /* It was seven. */
    if (last && m->counted && n->first > r->from &&
        (r->s.tok[n->first - 1].flags & VG_TOKEN_CAPITAL))
        return 1; /* 711 in Warsaw, in Krakow 288 */
    if ((last || vg_scan_mark(&r->s, i, '(')) && n->from > r->from &&
        vg_scan_mark(&r->s, n->from - 1, ':') &&
        (m->named || (r->list_unit && n->from <= r->from + LABEL_MAX)))
        return 1; /* "Complaints received: 2,716"; "Antwerp: 415" under "Complaints by city:" */
    if (n->first > r->from &&
        (vg_scan_word_is(&r->s, i, "more") || vg_scan_word_is(&r->s, i, "others")) &&
        i + 1 < r->to && vg_is_verb(r, i + 1))
        return 1; /* and 17 more have bought tickets */
    if (n->first > r->from + 1 && vg_scan_word_is(&r->s, n->first - 1, "other") &&
        vg_scan_is(&r->s, n->first - 2, VG_LEX_DET) && i < r->to &&
        vg_scan_is(&r->s, i, VG_LEX_PRONOUN))
        return 1; /* for the other 25 we rely on notices */
    if (last && n->first > r->from &&
        (vg_scan_word_is(&r->s, n->first - 1, "remaining") ||
         vg_scan_word_is(&r->s, n->first - 1, "other")))
        return 1;
    if (last && n->first > r->from + 1 && vg_scan_is(&r->s, n->first - 1, VG_LEX_BE) &&
        vg_scan_word_is(&r->s, n->first - 2, "there"))
        return 1;
    if (!last && vg_is_verb(r, i))
        return 1;
    return last && !n->in_words && n->first > r->from + 1 &&
           (vg_is_verb(r, n->first - 1) || vg_scan_word_is(&r->s, n->first - 2, "not") ||
            vg_scan_is(&r->s, n->first - 2, VG_LEX_MODAL));
}

/* "the four addresses", "all of the 46": says again what was said. */
static int is_definite(const struct vg_reading *r, const struct vg_number *n)
{
    size_t i = n->from;

    if (i == r->from)
        return 0;
    if (vg_scan_word_is(&r->s, i - 1, "these") || vg_scan_word_is(&r->s, i - 1, "those"))
        return 1;
    if (i >= r->from + 2 && vg_scan_word_is(&r->s, i - 2, "of") &&
        !vg_scan_word_is(&r->s, i - 1, "the") && vg_scan_is(&r->s, i - 1, VG_LEX_DET))
        return 1; /* of his four brothers */
    if (!vg_scan_word_is(&r->s, i - 1, "the") || i < r->from + 2)
        return 0;
    if (!vg_scan_word_is(&r->s, i - 2, "of"))
        return 0;
    return i < r->from + 3 ||
           !(vg_scan_word_is(&r->s, i - 3, "each") || vg_scan_word_is(&r->s, i - 3, "all"));
}

/* one of them, one of the five */
static int is_one_of_them(const struct vg_reading *r, size_t i)
{
    if (vg_scan_word_is(&r->s, i, "them") || vg_scan_word_is(&r->s, i, "whom"))
        return 1;
    return vg_scan_word_is(&r->s, i, "the") && i + 2 < r->to &&
           (r->s.tok[i + 1].kind == VG_TOKEN_NUMBER || vg_scan_is(&r->s, i + 1, VG_LEX_NUMBER)) &&
           (r->s.tok[i + 2].kind == VG_TOKEN_MARK || vg_is_verb(r, i + 2));
}

static int is_multiple(const struct vg_reading *r, const struct vg_number *n)
{
    return vg_scan_is(&r->s, n->to, VG_LEX_MULTIPLE) ||
           (vg_scan_word_is(&r->s, n->to, "of") && n->a == 1 && !n->bounded &&
            !is_one_of_them(r, n->to + 1)) ||
           (n->in_words && !n->bounded && vg_scan_mark(&r->s, n->to, VG_MARK_CLOSE));
}

/* ago, later, within, every …: words that make a time of a number of days */
static int counts_off(const struct vg_reading *r, size_t i)
{
    return vg_scan_is(&r->s, i, VG_LEX_SPAN);
}

/* How long something took, and not when: no "three years ago", "two days later",
 * "within five days", "every two weeks". */
static int is_duration(struct vg_reading *r, struct vg_count *q)
{
    size_t i = q->to;

    if (counts_off(r, i) || (q->n.from > r->from && counts_off(r, q->n.from - 1)))
        return 0;
    /* two years and six months: in the smaller unit */
    if (strcmp(q->unit, "year") == 0 && vg_scan_word_is(&r->s, i, "and") && !q->n.scale) {
        struct vg_number months;
        struct vg_unit u;

        if (vg_number_at(&r->s, i + 1, r->to, &months) && !months.bounded && !months.damaged &&
            !months.scale && vg_unit_at(&r->s, months.to, r->to, 1, &u) &&
            strcmp(u.id, "month") == 0 && q->n.a < 1000) {
            q->n.a = q->n.a * 12 + months.a;
            q->unit = "month";
            q->to = u.to;
        }
    }
    return 1;
}

/* "over eighteen months at least 210 people came": the time in which, no length that is told.
 * "It took over two years" and "for over two years" are. */
static int is_stretch_of_time(const struct vg_reading *r, const struct vg_number *n)
{
    size_t i = n->from;

    if (!vg_scan_word_is(&r->s, i, "over") || n->op != VG_OP_OVER)
        return 0;
    return i == r->from ||
           !(vg_scan_word_is(&r->s, i - 1, "for") || vg_scan_word_is(&r->s, i - 1, "after") ||
             vg_scan_word_is(&r->s, i - 1, "of") || vg_is_verb(r, i - 1));
}

/* Fill in what the number counts; 0 when it is better left alone. */
static int count_unit(struct vg_reading *r, const struct memory *m, struct vg_count *q)
{
    struct vg_unit u = {0};
    int one = q->n.a == 1 && q->n.op != VG_OP_BETWEEN;

    q->to = q->noun = q->n.to;
    q->unit = q->n.unit;
    if (q->unit)
        return 1;
    if (is_multiple(r, &q->n))
        return 0;
    if (vg_unit_at(&r->s, q->n.to, r->to, one, &u)) {
        q->unit = u.weak ? known_unit(r, r->s.word[u.head]) : u.id;
        q->noun = u.noun;
        q->to = u.to;
    }
    if (q->unit) {
        if (is_span(q->unit) && (!is_duration(r, q) || is_stretch_of_time(r, &q->n)))
            return 0;
        if (strcmp(q->unit, "time") == 0 && !q->n.bounded && q->n.a < 2)
            return 0;
        return 1;
    }
    if (!u.id && vg_noun_at(&r->s, q->n.to, r->to, &u)) {
        q->unit = u.id;
        q->noun = u.noun;
        q->to = u.to;
        return 1;
    }
    if (u.weak && !q->n.in_words && q->n.a >= PLAINLY_MANY && !q->n.scale)
        return 1; /* "96 posts": what they are is left to the person */
    if (u.id || !may_inherit(r, &q->n, m))
        return 0;
    q->inherited = 1;
    q->unit = m->counted     ? m->counted
              : m->named     ? m->named
              : r->list_unit ? r->list_unit
                             : r->before_unit;
    if (m->figure)
        q->unit = m->figure_of ? m->figure_of : m->counted ? m->counted : r->before_unit;
    if (vg_scan_word_is(&r->s, q->n.to, "of") && r->before_unit && !m->counted)
        q->unit = r->before_unit;
    return 1; /* what it counts may be left to the person */
}

static int may_begin_number(const struct vg_reading *r, size_t i)
{
    const uint64_t begins = VG_LEX_BIT(VG_LEX_NUMBER) | VG_LEX_BIT(VG_LEX_BOUND) |
                            VG_LEX_BIT(VG_LEX_MAGNITUDE) | VG_LEX_BIT(VG_LEX_CURRENCY);
    const struct vg_token *t = &r->s.tok[i];

    if (t->role != VG_ROLE_NONE)
        return 0;
    if (t->kind == VG_TOKEN_MARK)
        return t->mark == VG_MARK_MONEY;
    if (t->kind == VG_TOKEN_NUMBER)
        return 1;
    if (vg_scan_word_is(&r->s, i, "half"))
        return 1; /* a dozen, a million, of them */
    if (r->s.word[i])
        return (vg_lex_mask(r->s.lex, r->s.word[i]) & begins) != 0 ||
               vg_scan_word_is(&r->s, i, "a") || vg_scan_word_is(&r->s, i, "between");
    return memchr(r->s.text + t->start, '-', t->end - t->start) != NULL;
}

/* "more offices in Canada than the three": over three offices, said without a number. */
static void more_than(struct vg_reading *r, const struct vg_count *q)
{
    size_t low = q->n.from > r->from + MORE_REACH ? q->n.from - MORE_REACH : r->from, i;
    struct vg_unit u;
    struct vg_count more = {.n = {.op = VG_OP_OVER, .a = q->n.a, .in_words = 1, .bounded = 1}};

    if (q->n.from < r->from + 3 || q->n.op != VG_OP_EXACT || q->n.scale ||
        !vg_scan_word_is(&r->s, q->n.from - 1, "the") ||
        !vg_scan_word_is(&r->s, q->n.from - 2, "than"))
        return;
    for (i = q->n.from - 3; i > low && !vg_scan_word_is(&r->s, i, "more"); i--)
        ;
    if (!vg_scan_word_is(&r->s, i, "more") || (r->at[i] & VG_IN_COUNT) ||
        !vg_unit_at(&r->s, i + 1, q->n.from - 2, 0, &u) || u.weak ||
        r->n_count + 1 >= VG_MAX_SENTENCE_CLAIMS)
        return;
    more.n.from = more.n.first = i;
    more.n.end = more.n.to = i + 1;
    more.unit = u.id;
    more.noun = u.noun;
    more.to = u.to;
    r->count[r->n_count++] = more;
    for (size_t k = i; k < u.to; k++)
        r->at[k] |= VG_IN_COUNT;
}

static void find_counts(struct vg_reading *r)
{
    struct memory m = {0};
    const char *first = NULL;

    r->n_count = 0;
    for (size_t i = r->from; i < r->to; i++) {
        struct vg_count q = {0};

        notice(r, i, &m);
        if (!may_begin_number(r, i) || !vg_number_at(&r->s, i, r->to, &q.n))
            continue;
        q.definite = is_definite(r, &q.n);
        if (!(r->at[q.n.first] & VG_IN_SAYING) && count_unit(r, &m, &q) &&
            r->n_count < VG_MAX_SENTENCE_CLAIMS) {
            q.to = vg_bound_behind(&r->s, q.to, r->to, &q.n);
            for (size_t k = q.noun; k < q.to; k++)
                notice(r, k, &m);
            more_than(r, &q);
            if (q.unit && !is_area(q.unit) && !q.n.unit) {
                m.counted = q.unit;
                first = first ? first : q.unit;
            }
            r->count[r->n_count++] = q;
            for (size_t k = q.n.from; k < q.to; k++)
                r->at[k] |= VG_IN_COUNT;
            i = q.to - 1;
        } else {
            i = q.n.to - 1;
        }
    }
    if (first)
        r->before_unit = first;
    if (vg_scan_mark(&r->s, r->to - 1, ':'))
        r->list_unit = m.named; /* "Reports by city of residence:" heads a list */
    else if (r->n_count == 0 || r->to - r->from > LIST_REACH)
        r->list_unit = NULL;
}

/* -- the text ---------------------------------------------------------------------- */

static int is_question(const struct vg_reading *r)
{
    for (size_t i = r->to; i > r->from; i--) {
        if (vg_scan_mark(&r->s, i - 1, '?'))
            return 1;
        if (r->s.tok[i - 1].kind != VG_TOKEN_MARK)
            return 0;
    }
    return 0;
}

/* The period in front of a sentence governs a next one that counts on. */
static void opening_remember(struct vg_reading *r)
{
    if (r->n_when > 0 && r->when[0].from <= r->from + 1 && r->when[0].dated &&
        !r->when[0].of_document)
        r->opening = r->when[0];
    else if (!vg_scan_word_is(&r->s, r->from, "of"))
        r->opening.dated = 0;
}

/* "This is false.", "They are untrue.": of the sentence before. */
static int says_it_is_wrong(const struct vg_reading *r)
{
    size_t to = r->from + VERDICT_MAX < r->to ? r->from + VERDICT_MAX : r->to;

    if (r->to - r->from > VERDICT_MAX ||
        !(vg_scan_word_is(&r->s, r->from, "this") || vg_scan_word_is(&r->s, r->from, "that") ||
          vg_scan_word_is(&r->s, r->from, "these") || vg_scan_word_is(&r->s, r->from, "they") ||
          vg_scan_word_is(&r->s, r->from, "both") || vg_scan_word_is(&r->s, r->from, "neither")))
        return 0;
    for (size_t i = r->from + 1; i < to; i++)
        if (vg_scan_is(&r->s, i, VG_LEX_WRONG) || vg_scan_is(&r->s, i, VG_LEX_NONE))
            return 1;
    return 0;
}

static void refute(struct vg_reading *r, size_t from, size_t to)
{
    for (size_t i = from; i < to && i < r->n; i++)
        if (r->claims[i].stance == VG_ASSERTS)
            r->claims[i].stance = VG_REFUTES;
}

static void read_sentence(struct vg_reading *r, const struct vg_sentence *s)
{
    size_t first = r->n;

    r->from = s->from;
    r->to = s->to;
    r->question = is_question(r);
    r->classes = 0;
    for (size_t i = r->from; i < r->to; i++)
        r->classes |= r->s.is[i];
    find_dates(r);
    vg_names_remember(r);
    vg_sayings_find(r);
    vg_clauses_mark(r);
    find_places(r);
    find_counts(r);
    vg_rules_sentence(r);
    vg_counts_suggest(r);
    vg_levels_learn(r, first);
    vg_frames_suggest(r);
    vg_rules_make(r);
    vg_rules_chain(r, first);
    vg_subject_remember(r);
    opening_remember(r);
    if (says_it_is_wrong(r))
        refute(r, r->before_first, first);
    r->before_first = first;
}

/* The first to speak in a paragraph that quotes: quotations without words of
 * saying of their own are theirs. What is remembered is left as it was. */
static void find_paragraph_speaker(struct vg_reading *r)
{
    struct vg_reading *copy = NULL;
    const char *last = r->last, *person = r->last_person, *body = r->last_body, *owner = r->owner;

    (void)copy;
    r->paragraph_speaker = NULL;
    if (!vg_scan_mark(&r->s, 0, VG_MARK_OPEN))
        return;
    for (size_t k = 0; k < r->s.n_sent && !r->paragraph_speaker; k++) {
        r->from = r->s.sent[k].from;
        r->to = r->s.sent[k].to;
        vg_sayings_find(r);
        for (size_t j = 0; j < r->n_say && !r->paragraph_speaker; j++)
            if (!(r->s.tok[r->say[j].verb].flags & VG_TOKEN_QUOTED))
                r->paragraph_speaker = r->say[j].speaker;
    }
    memset(r->at, 0, r->s.n);
    r->last = last;
    r->last_person = person;
    r->last_body = body;
    r->owner = owner;
}

int vg_claim_by_position(const void *x, const void *y)
{
    const struct vg_claim *a = x, *b = y;
    const struct vg_quantity *p = &a->quantity, *q = &b->quantity;
    int units;

    if (a->passage->start != b->passage->start)
        return a->passage->start < b->passage->start ? -1 : 1;
    if (a->passage->end != b->passage->end)
        return a->passage->end < b->passage->end ? -1 : 1;
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    units = strcmp(p->unit ? p->unit : "", q->unit ? q->unit : "");
    if (units)
        return units;
    if (p->value != q->value)
        return p->value < q->value ? -1 : 1;
    if (p->lower != q->lower)
        return p->lower < q->lower ? -1 : 1;
    return p->upper < q->upper ? -1 : p->upper > q->upper;
}

/* Hand on what the paragraph gave, in order, and forget it. */
static int give(struct vg_reading *r, const struct sink *to, struct vg_err *err)
{
    int rc = VG_OK;

    if (r->n) {
        qsort(r->claims, r->n, sizeof *r->claims, vg_claim_by_position);
        rc = to->put(to->w, r->claims, r->n, err);
    }
    r->claims = NULL;
    r->n = r->room = 0;
    if (!to->keeps)
        vg_arena_clear(r->a);
    return rc;
}

/* A paragraph in another language or of garbled letters gives nothing but nonsense. */
static int is_readable(struct vg_reading *r)
{
    int noise = vg_tongue_is_noise(r), other = !noise && vg_tongue_is_other(r);

    r->n_noise += (size_t)noise;
    r->n_other += (size_t)other;
    return !noise && !other;
}

/* What to tell a person of paragraphs left out; NULL: none were. */
static const char *left_out(const struct vg_reading *r)
{
    if (r->n_other > 0)
        return r->n_read == 0
                   ? VG_NO_RULES
                   : "paragraphs in a language that there are no rules for yet are left out";
    if (r->n_noise > 0)
        return "paragraphs whose letters and digits are mixed up, as by a bad scan, are left out";
    return NULL;
}

/* -- Chinese -------------------------------------------------------------------------- */

static void take(struct vg_reading *r, const struct vg_claim *claims, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        r->claims = vg_grow(r->a, r->claims, r->n, &r->room);
        r->claims[r->n++] = claims[i];
    }
}

/* The links of the English around a quotation, without the text in hand. */
static size_t links_around(struct vg_reading *r, size_t from, const struct vg_link **links)
{
    struct vg_claim c = {0};
    size_t i = 0;

    while (i < r->s.n && r->s.tok[i].end <= from)
        i++;
    if (i >= r->s.n || i < r->from || i >= r->to ||
        (!(r->s.tok[i].flags & VG_TOKEN_QUOTED) && i < r->from + AFTER_WORDS))
        return 0; /* a sentence of its own */
    vg_chain_make(r, &c, i);
    *links = c.links;
    return c.n_links - 1;
}

/* Chinese inside the sentence just read, or between its sentences. */
static void read_stretches(struct vg_reading *r, struct vg_han_reading *han,
                           const struct vg_han_stretches *in, size_t from, size_t to)
{
    for (size_t k = 0; k < in->n; k++) {
        static const struct vg_link none;
        const struct vg_link *links = NULL;
        struct vg_claim *claims;
        size_t n, n_links;

        if (in->of[k].from < from || in->of[k].from >= to)
            continue;
        n_links = links_around(r, in->of[k].from, &links);
        for (size_t at = in->of[k].from; at < in->of[k].to;) {
            at = vg_han_read(han, at, in->of[k].to, links ? links : &none, n_links, r->s.line,
                             &claims, &n);
            take(r, claims, n);
        }
    }
}

/* Words of Chinese are names to the English reading. */
static void cover(struct vg_reading *r, const struct vg_han_stretches *in)
{
    for (size_t k = 0, i = 0; k < in->n; k++) {
        while (i < r->s.n && r->s.tok[i].end <= in->of[k].from)
            i++;
        for (; i < r->s.n && r->s.tok[i].start < in->of[k].to; i++)
            if (r->s.tok[i].kind != VG_TOKEN_MARK)
                r->s.tok[i].role = VG_ROLE_NAME;
    }
}

/* English goes on behind the full stop of a Chinese sentence. */
static size_t split_behind(struct vg_reading *r, const struct vg_han_stretches *in, size_t k,
                           struct vg_sentence out[VG_MAX_STRETCHES + 1])
{
    struct vg_sentence s = r->s.sent[k];
    size_t n = 0;

    for (size_t j = 0; j < in->n; j++) {
        const char *end = r->s.text + in->of[j].to;
        size_t i = s.from;

        while (i < s.to && r->s.tok[i].start < in->of[j].to)
            i++;
        if (i == s.from || i >= s.to || in->of[j].to - in->of[j].from < 6 ||
            (memcmp(end - 3, "\xe3\x80\x82", 3) != 0 && memcmp(end - 6, "\xe3\x80\x82", 3) != 0 &&
             memcmp(end - 6, "\xe2\x80\x9d\xe3\x80\x82", 6) != 0))
            continue;
        out[n++] = (struct vg_sentence){s.from, i};
        s.from = i;
    }
    out[n++] = s;
    return n;
}

/* The paragraph in hand, which is English with or without Chinese in it. */
static void read_paragraph(struct vg_reading *r, struct vg_han_reading *han)
{
    struct vg_han_stretches in = {0};
    size_t done;

    memset(r->at, 0, r->s.n);
    r->before_first = r->n;
    r->line_asks = 0;
    if (han) {
        vg_han_stretches(r->s.text, r->s.tok[0].start, r->s.tok[r->s.n - 1].end, &in);
        cover(r, &in);
    }
    if (in.n == 0 && !is_readable(r))
        return;
    r->n_read++;
    vg_line_speaker(r);
    find_paragraph_speaker(r);
    done = r->s.tok[0].start;
    for (size_t k = 0; k < r->s.n_sent; k++) {
        struct vg_sentence parts[VG_MAX_STRETCHES + 1];
        size_t n = split_behind(r, &in, k, parts);

        for (size_t j = 0; j < n; j++) {
            size_t end =
                parts[j].to < r->s.n ? r->s.tok[parts[j].to].start : r->s.tok[r->s.n - 1].end;

            read_sentence(r, &parts[j]);
            if (in.n)
                read_stretches(r, han, &in, done, end);
            done = end;
        }
    }
}

static size_t line_end(const struct vg_scan *s, size_t at)
{
    const char *p = memchr(s->text + at, '\n', s->len - at);

    return p ? (size_t)(p - s->text) : s->len;
}

/* Where the paragraph ends whose first line ends at `end`. */
static size_t wrapped_end(const struct vg_reading *r, size_t end)
{
    size_t from = r->s.at;

    while (end < r->s.len && end - r->s.at < (size_t)VG_MAX_QUOTE) {
        size_t next = line_end(&r->s, end + 1);

        if (!vg_han_wrapped(r->s.text, from, end, next))
            break;
        from = end + 1;
        end = next;
    }
    return end;
}

/* If the next line is mainly Chinese, read it, or as much of it as is read at once,
 * and go on behind it. `to` is where such a line that was begun ends, or 0. */
static int read_han_line(struct vg_reading *r, struct vg_han_reading *han, size_t *to)
{
    size_t end = *to ? *to : line_end(&r->s, r->s.at), n;
    struct vg_han_stretches in = {.whole = 1};
    struct vg_claim *claims;

    if (*to == 0)
        vg_han_stretches(r->s.text, r->s.at, end, &in);
    if (!in.whole)
        return 0;
    if (*to == 0)
        end = wrapped_end(r, end);
    r->s.line += *to == 0;
    r->n_read++;
    r->s.at = vg_han_read(han, r->s.at, end, NULL, 0, r->s.line, &claims, &n);
    *to = r->s.at < end ? end : 0;
    take(r, claims, n);
    return 1;
}

static int read_text(struct vg_reading *r, struct vg_han_reading *han, const struct sink *to,
                     struct vg_err *err)
{
    size_t begun = 0;
    int rc = VG_OK;

    while (rc == VG_OK) {
        while (r->s.at < r->s.len && r->s.text[r->s.at] == '\n')
            r->s.at++;
        if (!han || r->s.at >= r->s.len || !read_han_line(r, han, &begun)) {
            if (!vg_scan_next(&r->s))
                break;
            read_paragraph(r, han);
        }
        if (r->in->text.len > (size_t)VG_MAX_ARTICLE)
            rc = give(r, to, err);
    }
    vg_levels_apply(r, r->a, r->claims, r->n);
    if (rc == VG_OK)
        rc = give(r, to, err);
    return rc;
}

/* Han letters anywhere, and no kana to speak of: Japanese has no rules yet. */
static int has_han(struct vg_str t, int *is_japanese)
{
    size_t han = 0, kana = 0;

    for (size_t i = 0; i + 2 < t.len; i++) {
        unsigned char a = (unsigned char)t.p[i], b = (unsigned char)t.p[i + 1];

        han += (a >= 0xe4 && a <= 0xe9) || (a == 0xe3 && b >= 0x90);
        kana += a == 0xe3 && b >= 0x81 && b <= 0x83;
    }
    *is_japanese = kana > han / 4;
    return han > 0;
}

/* Mostly Han letters: not English. */
static int is_han_text(struct vg_str t)
{
    size_t han = 0, seen = 0, end = t.len < 4096 ? t.len : 4096;
    uint32_t c;

    for (size_t i = 0; i < end; i += vg_utf8_next(t.p + i, t.len - i, &c))
        seen++;
    for (size_t i = 0; i < end;) {
        i += vg_utf8_next(t.p + i, t.len - i, &c);
        han += (size_t)vg_is_han(c);
    }
    return han * 3 > seen;
}

static int read_day(const char *date, int64_t *out, struct vg_err *err)
{
    struct vg_date d;

    if (strlen(date) != 10 || vg_edtf_readz(date, &d, NULL) != VG_OK || d.first != d.last)
        return vg_fail(err, VG_E_FORMAT, "date '%s': wanted YYYY-MM-DD", date);
    *out = d.first;
    return VG_OK;
}

/* What can be wrong with the input, before anything is read. */
static int check_input(const struct vg_suggest_in *in, int64_t *dateline, struct vg_err *err)
{
    size_t bad;

    if (in->text.len > (size_t)VG_MAX_SUGGEST)
        return vg_fail(err, VG_E_LIMIT, "%zu bytes; suggestions read at most VG_MAX_SUGGEST (%lld)",
                       in->text.len, (long long)VG_MAX_SUGGEST);
    bad = vg_utf8_bad(in->text.p, in->text.len);
    if (bad < in->text.len)
        return vg_fail(err, VG_E_FORMAT, "byte %zu is not UTF-8; read it with 'vigil add' first",
                       bad);
    *dateline = VG_NO_DATELINE;
    return in->date ? read_day(in->date, dateline, err) : VG_OK;
}

int vg_language_get(struct vg_languages *l, const char *code, const struct vg_patterns **out,
                    struct vg_err *err)
{
    struct vg_patterns *made;
    int rc;

    for (size_t i = 0; i < l->n; i++)
        if (strcmp(l->made[i]->language, code) == 0) {
            *out = l->made[i];
            return VG_OK;
        }
    if (l->n == VG_MAX_LANGUAGES)
        return vg_fail(err, VG_E_LIMIT, "%d languages at once are the most", VG_MAX_LANGUAGES);
    made = VG_NEW(l->a, struct vg_patterns);
    rc = vg_patterns_make(code, l->added, l->n_added, l->a, made, err);
    if (rc == VG_OK)
        rc = vg_rules_check(made, err);
    if (rc == VG_OK)
        *out = l->made[l->n++] = made;
    return rc;
}

/* How many words in the head of a text a language knows. */
static size_t words_known(const struct vg_patterns *p, struct vg_str text)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_scan s;
    size_t known = 0;

    vg_scan_begin(&s, &a, &p->lex, text.p,
                  vg_utf8_down(text.p, text.len, text.len < HEAD_BYTES ? text.len : HEAD_BYTES));
    while (vg_scan_next(&s))
        for (size_t i = 0; i < s.n; i++)
            known += s.tok[i].kind == VG_TOKEN_WORD && s.symbol[i] != 0;
    return known;
}

/* Of English and the languages that were added, the one that knows most of the words. */
static int likely_language(struct vg_languages *l, struct vg_str text,
                           const struct vg_patterns **out, struct vg_err *err)
{
    size_t most;
    int rc = vg_language_get(l, "en", out, err);

    if (rc != VG_OK)
        return rc;
    most = l->n_added ? words_known(*out, text) : 0;
    for (size_t i = 0; i < l->n_added && rc == VG_OK; i++) {
        const struct vg_patterns *p;
        size_t known;

        if (vg_is_by_character(l->added[i].language) || strcmp(l->added[i].language, "en") == 0)
            continue;
        rc = vg_language_get(l, l->added[i].language, &p, err);
        if (rc == VG_OK && (known = words_known(p, text)) > most) {
            most = known;
            *out = p;
        }
    }
    return rc;
}

/* What the language of the text knows: the language without its region ("en" of
 * "en-GB"), or the one that the text seems to be in. */
static int find_patterns(struct vg_reading *r, struct vg_languages *l, struct vg_arena *a,
                         struct vg_err *err)
{
    const struct vg_suggest_in *in = r->in;
    const char *code;
    int rc;

    if (in->language)
        return vg_language_get(l, vg_copy(a, in->language, strcspn(in->language, "-_")),
                               &r->patterns, err);
    if (is_han_text(in->text))
        return vg_language_get(l, "zh", &r->patterns, err);
    code = vg_tongue_of(in->text, a);
    rc = vg_language_get(l, code, &r->patterns, err);
    if (rc == VG_OK && (r->patterns->n_files == 0 || strcmp(code, "en") == 0)) {
        rc = likely_language(l, in->text, &r->patterns, err);
        /* what is English in it can be read all the same */
        if (rc == VG_OK && strcmp(r->patterns->language, "en") == 0)
            r->is_among_others = strcmp(code, "en") != 0;
    }
    return rc;
}

static int read_words(struct vg_reading *r, struct vg_han_reading *han, struct vg_arena *scratch,
                      const struct sink *to, struct vg_err *err)
{
    VG_SCOPED_MATCHER *matcher = vg_matcher_open(r->patterns);

    if (han)
        r->dateline = vg_han_day(han);
    if (r->dateline == VG_NO_DATELINE)
        r->dateline = vg_dateline(scratch, &r->patterns->lex, r->in->text.p, r->in->text.len);
    if (han)
        vg_han_day_set(han, r->dateline);
    r->matcher = matcher;
    r->phrases = VG_TABLE(scratch);
    r->places = r->in->places ? *r->in->places : (struct vg_places){0};
    r->at = VG_NEW_ARRAY(scratch, uint8_t, VG_MAX_PARAGRAPH + 1);
    vg_scan_begin(&r->s, scratch, &r->patterns->lex, r->in->text.p, r->in->text.len);
    return read_text(r, han, to, err);
}

/* Claims are made in `a`, what is remembered in `keep`. */
static int suggest(const struct vg_suggest_in *in, struct vg_arena *a, struct vg_arena *keep,
                   const struct sink *to, const char **note, struct vg_err *err)
{
    VG_SCOPED_ARENA scratch = {0};
    struct vg_reading *r = VG_NEW(&scratch, struct vg_reading);
    struct vg_han_reading *han = NULL;
    struct vg_languages built_in = {.a = keep}, *l = in->languages ? in->languages : &built_in;
    const struct vg_patterns *chinese;
    int rc = check_input(in, &r->dateline, err), with_han, is_japanese, is_chinese;

    if (rc != VG_OK)
        return rc;
    *note = NULL;
    r->in = in;
    r->a = a;
    r->keep = keep;
    if (in->text.len == 0)
        return VG_OK;
    rc = find_patterns(r, l, keep, err); /* claims point into it */
    if (rc != VG_OK)
        return rc;
    with_han = has_han(in->text, &is_japanese);
    is_chinese = strcmp(r->patterns->language, "zh") == 0 && r->patterns->n_files > 0;
    if (r->patterns->n_files == 0 || (r->patterns->by_character && !is_chinese) ||
        (with_han && is_japanese && !in->language)) {
        *note = VG_NO_RULES;
        return VG_OK;
    }
    if (with_han && (is_chinese || strcmp(r->patterns->language, "en") == 0)) {
        /* each stands in texts of the other */
        rc = vg_language_get(l, "zh", &chinese, err);
        if (rc == VG_OK && is_chinese)
            rc = vg_language_get(l, "en", &r->patterns, err);
        if (rc != VG_OK)
            return rc;
        if (!l->han) /* claims point into it */
            l->han = vg_han_lexicon_of(chinese->files, chinese->n_files, l->a);
        han = vg_han_begin(in, l->han, r->dateline, a, keep, &scratch);
    } else if (is_chinese && (rc = vg_language_get(l, "en", &r->patterns, err)) != VG_OK) {
        return rc;
    }
    r->answers = vg_is_answering(in->publisher);
    vg_tongue_begin(r, &scratch);
    rc = read_words(r, han, &scratch, to, err);
    if (rc == VG_OK)
        *note = left_out(r);
    return rc;
}

int vg_suggest_each(const struct vg_suggest_in *in,
                    int (*put)(void *w, const struct vg_claim *claims, size_t n,
                               struct vg_err *err),
                    void *w, const char **note, struct vg_err *err)
{
    VG_SCOPED_ARENA paragraph = {0}, keep = {0};
    struct sink to = {put, w, 0};

    return suggest(in, &paragraph, &keep, &to, note, err);
}

/* -- the whole list at once --------------------------------------------------------- */

struct collected {
    struct vg_arena *a;
    struct vg_suggestions *out;
    size_t room;
};

static int collect(void *w, const struct vg_claim *claims, size_t n, struct vg_err *err)
{
    struct collected *c = w;

    (void)err;
    for (size_t i = 0; i < n; i++) {
        c->out->claims = vg_grow(c->a, c->out->claims, c->out->n, &c->room);
        c->out->claims[c->out->n++] = claims[i];
    }
    return VG_OK;
}

int vg_suggest(const struct vg_suggest_in *in, struct vg_arena *a, struct vg_suggestions *out,
               struct vg_err *err)
{
    struct vg_suggestions all = {0};
    struct collected c = {a, &all, 0};
    struct sink to = {collect, &c, 1};
    int rc = suggest(in, a, a, &to, &all.note, err);

    if (rc == VG_OK)
        *out = all;
    return rc;
}
