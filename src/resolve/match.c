/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Postings: (term, name) sorted by term, found through a table of where each term begins. A
 * question runs over the postings of its terms once; for each of its parts a name counts the best
 * way in which it is met.
 */
#include "resolve/match.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/table.h"
#include "resolve/score_parts.h"
#include "resolve/sound_across.h"

enum {
    JOINED_MOST = 96,
    NAME_TERMS = 160,
    BAG_WORDS = 24, /* different words of one meaning */
    MARGIN = 500,
    OTHER_COUNTRY = 6000,
    LACKING = 150,
    SHARED = 150,
    HOPELESS = -9000, /* a score of 1/500: how far below says little */
    HOPELESS_TO = -14000,
    FOREIGN = 20, /* what a name has besides counts as so small a part of what it shares */
    WORTH = 600   /* of a hopeless one, a bit of worth in thousandths of a bit of its score */
};

struct posting {
    uint64_t term;
    uint32_t name;
};

struct slot {
    uint64_t term;
    uint32_t from, n;
};

struct met {
    float worth;   /* of all parts so far */
    float here;    /* of the part in hand */
    uint32_t part; /* number of the part that `here` belongs to */
    uint32_t question;
};

struct vg_match {
    const struct vg_scorer *s;
    const struct vg_match_name *names;
    size_t n;
    struct posting *postings;
    size_t n_postings;
    struct slot *slots; /* open addressing, at most half full */
    size_t mask;
    struct met *met; /* one a name */
    float *whole;    /* of each name: what all its words are worth */
    uint32_t *touched;
    uint32_t question, part;
    float asked; /* what the words of the question in hand are worth that the list has */
    float best;  /* of them, what the part in hand is */
};

/* -- terms --------------------------------------------------------------------------------------
 */

enum term_kind { TERM_WORD = 1, TERM_SOUND, TERM_INITIALS };

static uint64_t term_of(enum term_kind kind, const char *p, size_t n)
{
    return vg_hash(p, n) * 0x9e3779b97f4a7c15ULL + kind;
}

static int is_rare(const struct vg_name_part *p)
{
    return p->is == VG_NP_WORD || p->is == VG_NP_NAME || p->is == VG_NP_GIVEN ||
           p->is == VG_NP_SURNAME;
}

static size_t add_term(uint64_t *out, size_t n, uint64_t term)
{
    for (size_t i = 0; i < n; i++) {
        if (out[i] == term)
            return n;
    }
    if (n < NAME_TERMS)
        out[n++] = term;
    return n;
}

/* The ways a word sounds. */
static size_t sound_terms(struct vg_str form, uint64_t out[VG_SOUND_KEYS])
{
    char text[VG_SOUND_KEYS][VG_SOUND_MOST];
    size_t n[VG_SOUND_KEYS], count = 0;

    vg_sound_keys(form, text, n);
    for (size_t i = 0; i < VG_SOUND_KEYS; i++) {
        if (n[i] > 0)
            out[count++] = term_of(TERM_SOUND, text[i], n[i]);
    }
    return count;
}

/* Parts from `from` as one word, `count` of them. */
static uint64_t joined_term(const struct vg_scored_name *name, size_t from, size_t count)
{
    char text[JOINED_MOST];
    size_t len = 0;

    for (size_t i = from; i < from + count; i++) {
        const struct vg_name_part *p = &name->parts[i];

        if (p->n_forms == 0 || len + p->forms[0].len > sizeof text)
            return 0;
        memcpy(text + len, p->forms[0].p, p->forms[0].len);
        len += p->forms[0].len;
    }
    return term_of(TERM_WORD, text, len);
}

/* What a name of the list is found by. */
static size_t terms_of(const struct vg_scored_name *name, uint64_t *out)
{
    char initials[VG_ACRONYM_MOST];
    const size_t letters = vg_score_own_initials(name, initials);
    size_t n = 0;

    if (letters > 0)
        n = add_term(out, n, term_of(TERM_INITIALS, initials, letters));

    for (size_t i = 0; i < name->n; i++) {
        const struct vg_name_part *p = &name->parts[i];

        for (size_t f = 0; f < p->n_forms; f++)
            n = add_term(out, n, term_of(TERM_WORD, p->forms[f].p, p->forms[f].len));
        for (size_t count = 2; count <= 4 && i + count <= name->n; count++) {
            const uint64_t term = joined_term(name, i, count);

            if (term != 0)
                n = add_term(out, n, term);
        }
        if (is_rare(p) && p->n_forms > 0) {
            uint64_t ways[VG_SOUND_KEYS];
            const size_t count = sound_terms(p->forms[0], ways);

            for (size_t k = 0; k < count; k++)
                n = add_term(out, n, ways[k]);
        }
    }
    return n;
}

/* -- the index ----------------------------------------------------------------------------------
 */

static int by_term(const void *a, const void *b)
{
    const struct posting *x = a, *y = b;

    if (x->term != y->term)
        return x->term < y->term ? -1 : 1;
    return x->name < y->name ? -1 : x->name > y->name;
}

static struct slot *slot_of(const struct vg_match *m, uint64_t term)
{
    size_t at = (size_t)(term >> 17) & m->mask;

    while (m->slots[at].n != 0 && m->slots[at].term != term)
        at = (at + 1) & m->mask;
    return &m->slots[at];
}

static void make_slots(struct vg_match *m, struct vg_arena *a)
{
    size_t terms = 0, room = 64;

    for (size_t i = 0; i < m->n_postings; i++)
        terms += i == 0 || m->postings[i].term != m->postings[i - 1].term;
    while (room < 2 * terms)
        room *= 2;
    m->slots = VG_NEW_ARRAY(a, struct slot, room);
    m->mask = room - 1;
    for (size_t i = 0; i < m->n_postings;) {
        size_t end = i;
        struct slot *s;

        while (end < m->n_postings && m->postings[end].term == m->postings[i].term)
            end++;
        s = slot_of(m, m->postings[i].term);
        *s = (struct slot){m->postings[i].term, (uint32_t)i, (uint32_t)(end - i)};
        i = end;
    }
}

static float worth_of(const struct vg_match *m, size_t n)
{
    return (float)(0.5 + log2((double)m->n / (double)n));
}

/* What the words of a name are worth together: its own part of what a question would have to say.
 */
static float whole_of(const struct vg_match *m, const struct vg_scored_name *name)
{
    float sum = 0;

    for (size_t i = 0; i < name->n; i++) {
        const struct vg_name_part *p = &name->parts[i];

        if (p->n_forms > 0)
            sum += worth_of(m, slot_of(m, term_of(TERM_WORD, p->forms[0].p, p->forms[0].len))->n);
    }
    return sum;
}

struct vg_match *vg_match_make(const struct vg_scorer *s, const struct vg_match_name *names,
                               size_t n, struct vg_arena *a)
{
    struct vg_match *m = VG_NEW(a, struct vg_match);
    uint64_t terms[NAME_TERMS];
    size_t at = 0;

    *m = (struct vg_match){.s = s, .names = names, .n = n};
    for (size_t i = 0; i < n; i++)
        m->n_postings += terms_of(names[i].name, terms);
    m->postings = VG_NEW_ARRAY(a, struct posting, m->n_postings);
    for (size_t i = 0; i < n; i++) {
        const size_t count = terms_of(names[i].name, terms);

        for (size_t k = 0; k < count; k++)
            m->postings[at++] = (struct posting){terms[k], (uint32_t)i};
    }
    if (at > 0)
        qsort(m->postings, at, sizeof *m->postings, by_term);
    make_slots(m, a);
    m->whole = VG_NEW_ARRAY(a, float, n);
    for (size_t i = 0; i < n; i++)
        m->whole[i] = whole_of(m, names[i].name);
    m->met = VG_NEW_ARRAY(a, struct met, n);
    m->touched = VG_NEW_ARRAY(a, uint32_t, n);
    return m;
}

/* -- a question ---------------------------------------------------------------------------------
 */

static void meet(struct vg_match *m, uint64_t term, double factor, size_t *n_touched)
{
    const struct slot *s = slot_of(m, term);
    float worth;

    if (s->n == 0 || s->n > VG_MATCH_COMMON)
        return;
    worth = (float)(factor * (0.5 + log2((double)m->n / s->n)));
    if (worth > m->best) {
        m->asked += worth - m->best;
        m->best = worth;
    }
    for (size_t i = s->from; i < (size_t)s->from + s->n; i++) {
        struct met *t = &m->met[m->postings[i].name];

        if (t->question != m->question) {
            *t = (struct met){.question = m->question};
            m->touched[(*n_touched)++] = m->postings[i].name;
        }
        if (t->part != m->part) {
            t->part = m->part;
            t->here = 0;
        }
        if (worth > t->here) {
            t->worth += worth - t->here;
            t->here = worth;
        }
    }
}

static void next_part(struct vg_match *m)
{
    m->part++;
    m->best = 0;
}

/* The next word of a phrase; 0: there is none. */
static size_t next_word(struct vg_str *rest, struct vg_str *word)
{
    const char *blank = rest->len > 0 ? memchr(rest->p, ' ', rest->len) : NULL;
    const size_t n = blank == NULL ? rest->len : (size_t)(blank - rest->p);

    *word = (struct vg_str){rest->p, n};
    rest->p += n + (blank != NULL);
    rest->len -= n + (blank != NULL);
    return n;
}

/* Words of one meaning that need not stand together: each for itself, and once, however many of
 * the ways to say it have it. */
static void meet_bags(struct vg_match *m, const struct vg_name_word *w, size_t *n_touched)
{
    uint64_t met[BAG_WORDS];
    size_t n = 0;

    for (size_t k = 0; k < w->n_forms; k++) {
        struct vg_str bag = w->bags[k], word;

        while (next_word(&bag, &word) > 0) {
            const uint64_t term = term_of(TERM_WORD, word.p, word.len);
            size_t i = 0;

            while (i < n && met[i] != term)
                i++;
            if (i < n || n == BAG_WORDS || word.len == w->bags[k].len)
                continue;
            met[n++] = term;
            next_part(m);
            meet(m, term, 0.7, n_touched);
        }
    }
}

/* Initials of which the list has the words, and words of which it has the initials. */
static void meet_initials(struct vg_match *m, const struct vg_scored_name *name, size_t part,
                          size_t *n_touched)
{
    const struct vg_name_part *p = &name->parts[part];

    if (p->is_initials)
        meet(m, term_of(TERM_INITIALS, p->forms[0].p, p->forms[0].len), 0.3, n_touched);
}

static void meet_parts(struct vg_match *m, const struct vg_scored_name *name, size_t *n_touched)
{
    char initials[VG_ACRONYM_MOST];
    const size_t letters = vg_score_own_initials(name, initials);

    next_part(m);
    if (letters > 0)
        meet(m, term_of(TERM_WORD, initials, letters), 0.3, n_touched);
    for (size_t i = 0; i < name->n; i++) {
        const struct vg_name_part *p = &name->parts[i];

        next_part(m);
        for (size_t f = 0; f < p->n_forms; f++)
            meet(m, term_of(TERM_WORD, p->forms[f].p, p->forms[f].len), 1.0, n_touched);
        meet_initials(m, name, i, n_touched);
        if (p->word != NULL && p->word->bags != NULL)
            meet_bags(m, p->word, n_touched);
        if (is_rare(p)) {
            for (size_t f = 0; f < p->n_forms && f < 2; f++) {
                uint64_t ways[VG_SOUND_KEYS];
                const size_t count = sound_terms(p->forms[f], ways);

                for (size_t k = 0; k < count; k++)
                    meet(m, ways[k], 0.6, n_touched);
            }
        }
        for (size_t count = 2; count <= 4 && i + count <= name->n; count++) {
            const uint64_t term = joined_term(name, i, count);

            if (term != 0)
                meet(m, term, 1.0, n_touched);
        }
    }
}

struct ranked {
    uint32_t name;
    float worth;
};

static int by_worth(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;

    if (x->worth != y->worth)
        return x->worth > y->worth ? -1 : 1;
    return x->name < y->name ? -1 : x->name > y->name;
}

/* The `most` names worth most, in no order, kept as a heap with the least on top. */
static size_t pick(const struct vg_match *m, size_t n_touched, struct ranked *heap, size_t most)
{
    size_t n = 0;

    for (size_t i = 0; i < n_touched; i++) {
        const uint32_t name = m->touched[i];
        const float worth = m->met[name].worth;
        struct ranked r = {name, worth};
        size_t at;

        if (n == most && worth < heap[0].worth)
            continue; /* what it has besides can only take from that */
        if (m->whole[name] > worth)
            r.worth -= (m->whole[name] - worth) / FOREIGN;
        if (n < most) {
            at = n++;
            while (at > 0 && by_worth(&heap[(at - 1) / 2], &r) < 0) {
                heap[at] = heap[(at - 1) / 2];
                at = (at - 1) / 2;
            }
            heap[at] = r;
            continue;
        }
        if (by_worth(&r, &heap[0]) > 0)
            continue;
        for (at = 0; 2 * at + 1 < n;) {
            size_t child = 2 * at + 1;

            if (child + 1 < n && by_worth(&heap[child + 1], &heap[child]) > 0)
                child++;
            if (by_worth(&heap[child], &r) <= 0)
                break;
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = r;
    }
    return n;
}

static int by_score(const void *a, const void *b)
{
    const struct vg_match_found *x = a, *y = b;

    if (x->milli != y->milli)
        return x->milli > y->milli ? -1 : 1;
    if (x->worth != y->worth)
        return x->worth > y->worth ? -1 : 1;
    return x->entity < y->entity ? -1 : x->entity > y->entity;
}

struct scored {
    struct vg_match_found list[VG_MATCH_SCORED];
    uint32_t name[VG_MATCH_SCORED]; /* which of its names did best */
    size_t n;
};

static void take(struct scored *s, uint32_t name, struct vg_match_found f)
{
    for (size_t i = 0; i < s->n; i++) {
        if (s->list[i].entity != f.entity)
            continue;
        if (by_score(&f, &s->list[i]) < 0) {
            s->list[i] = f;
            s->name[i] = name;
        }
        return;
    }
    s->name[s->n] = name;
    s->list[s->n++] = f;
}

/* At most one of the list is meant: what speaks for the others speaks against each. The answer's
 * odds are its own to those of all others and of none. Returns how far the best is before the
 * next. */
static int64_t weigh(struct vg_match_found *list, size_t n)
{
    const int64_t margin = n > 1 ? list[0].milli - list[1].milli : 0;
    double all = 1;

    for (size_t i = 0; i < n; i++)
        all += exp2((double)list[i].milli / 1000);
    for (size_t i = 0; i < n; i++) {
        const double others = all - exp2((double)list[i].milli / 1000);
        struct vg_match_found *f = &list[i];

        f->milli -= lround(1000 * log2(others > 1 ? others : 1));
        f->score = f->milli <= -1000000 ? 0 : 1.0 / (1.0 + exp2((double)-f->milli / 1000.0));
        if (f->verdict == VG_SCORE_SAME && f->milli < VG_SCORE_SAME_FROM)
            f->verdict = VG_SCORE_UNSURE;
    }
    return margin;
}

/* One answer is the same thing, or none. */
static void decide(struct vg_match_found *list, size_t n, int64_t margin)
{
    int is_open;

    if (n < 2 || list[0].verdict != VG_SCORE_SAME)
        return;
    is_open = list[1].verdict == VG_SCORE_SAME && margin < MARGIN;
    for (size_t i = is_open ? 0 : 1; i < n; i++) {
        if (list[i].verdict == VG_SCORE_SAME)
            list[i].verdict = VG_SCORE_UNSURE;
    }
}

static int is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The next two-letter code of a list, in small letters; what is longer is none. */
static int next_country(struct vg_str *rest, char code[2])
{
    while (rest->len > 0) {
        size_t n = 0;

        while (n < rest->len && is_letter(rest->p[n]))
            n++;
        if (n == 2) {
            code[0] = (char)(rest->p[0] | 0x20);
            code[1] = (char)(rest->p[1] | 0x20);
        }
        rest->p += n + (n < rest->len);
        rest->len -= n + (n < rest->len);
        if (n == 2)
            return 1;
    }
    return 0;
}

/* Both say countries, and share none. */
static int countries_differ(struct vg_str left, struct vg_str right)
{
    char a[2], b[2];
    int said = 0;

    while (next_country(&left, a)) {
        struct vg_str rest = right;

        while (next_country(&rest, b)) {
            said = 1;
            if (memcmp(a, b, 2) == 0)
                return 0;
        }
    }
    return said;
}

/* What another country takes from a score; above what a name alone may reach it is no `same`. */
static void other_country(struct vg_score *s)
{
    s->milli -= OTHER_COUNTRY;
    if (s->milli >= VG_SCORE_SAME_FROM)
        s->milli = 0;
    s->score = 1.0 / (1.0 + exp2((double)-s->milli / 1000.0));
    if (s->milli < VG_SCORE_DIFFERENT_BELOW)
        s->verdict = VG_SCORE_DIFFERENT;
    else
        s->verdict = VG_SCORE_UNSURE;
}

static int is_ruled(const struct vg_score *s)
{
    return s->n > 0 && strcmp(s->because[s->n - 1].feature, "rule") == 0;
}

/* A word that few of the list have says more than one of many: what the two names of a body share
 * speaks for them as it is worth more than nearly one word that no other name has, and what the
 * candidate lacks of the question against it. What a rule has decided is not raised. */
static void by_rarity(struct vg_score *s, double shared, double lacking, double usual)
{
    const double more = SHARED * (shared - usual), less = LACKING * (lacking > 0 ? lacking : 0);

    if (more < 0 || !is_ruled(s))
        s->milli += lround(more);
    s->milli -= lround(less);
    s->verdict = s->milli >= VG_SCORE_SAME_FROM        ? VG_SCORE_SAME
                 : s->milli < VG_SCORE_DIFFERENT_BELOW ? VG_SCORE_DIFFERENT
                                                       : VG_SCORE_UNSURE;
}

/* Of those that are as good as excluded the long ones are the further below, whatever they share:
 * there the order is by both, and the score tells no more than the order. */
static void settle(struct vg_score *s, double worth)
{
    const double both = (double)s->milli + WORTH * worth;
    const double most = 200000;

    if (s->milli >= HOPELESS)
        return;
    s->milli = HOPELESS_TO - lround((most - (both < -most  ? -most
                                             : both > most ? most
                                                           : both)) /
                                    50);
    s->score = 1.0 / (1.0 + exp2((double)-s->milli / 1000.0));
}

/* What the words of two bodies leave open the list may decide: how rare they are in it, and who
 * else it has that is as like. */
static void undoubt(struct vg_score *s)
{
    if (s->doubt == NULL || !is_ruled(s) || strcmp(s->because[s->n - 1].level, s->doubt) != 0)
        return;
    s->milli -= s->because[--s->n].milli;
}

size_t vg_match_ask(struct vg_match *m, const struct vg_scored_name *const *names, size_t n,
                    struct vg_str country, size_t top, struct vg_match_found *out)
{
    struct ranked best[VG_MATCH_SCORED];
    struct scored found;
    struct vg_score score;
    size_t n_touched = 0, picked;

    found.n = 0;
    m->question++;
    m->asked = 0;
    for (size_t i = 0; i < n; i++)
        meet_parts(m, names[i], &n_touched);
    picked = pick(m, n_touched, best, VG_MATCH_SCORED);
    for (size_t i = 0; i < picked; i++) {
        const struct vg_match_name *t = &m->names[best[i].name];
        const float worth = m->met[best[i].name].worth;

        for (size_t k = 0; k < n; k++) {
            vg_score_pair(m->s, names[k], t->name, &score);
            undoubt(&score);
            if (vg_scored_kind(names[k]) == VG_KIND_BODY)
                by_rarity(&score, (double)worth, (double)(m->asked - worth),
                          0.9 * log2((double)m->n));
            if (countries_differ(country, t->country))
                other_country(&score);
            if (vg_scored_kind(names[k]) == VG_KIND_BODY)
                settle(&score, (double)worth);
            take(&found, best[i].name,
                 (struct vg_match_found){.entity = t->entity,
                                         .score = score.score,
                                         .milli = score.milli,
                                         .weight = score.milli,
                                         .worth = worth,
                                         .verdict = score.verdict});
        }
    }
    qsort(found.list, found.n, sizeof *found.list, by_score);
    if (found.n > 0)
        decide(found.list, found.n, weigh(found.list, found.n));
    if (found.n > top)
        found.n = top;
    memcpy(out, found.list, found.n * sizeof *out);
    return found.n;
}
