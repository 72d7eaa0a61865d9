/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The score of two names. What the parts say is added up in whole thousandths of a bit; rules and
 * the comparison of two frames then decide what they decide, and carry the difference as their
 * own weight, so that the list always sums to w.
 */
#include "resolve/score.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "resolve/frame_compare.h"
#include "resolve/score_parts.h"
#include "resolve/words_data.h"

enum {
    WEIGHTS_ROW = 256,
    NO_NAME = -1000000,      /* a score that prints as 0 */
    READING_DECIDES = 19000, /* a reading that one in 500,000 has */
    READING_LEAST = -6000,
    READING_OPEN = -2500 /* no less where everything is read: the texts do not decide */
};

static const char *const part_words[VG_NP_KINDS] = {
    "given",   "surname", "name",   "syllable", "initial", "particle", "word",    "short-word",
    "general", "place",   "number", "legal",    "order",   "whole",    "acronym",
};
static const char *const level_words[VG_NP_LEVELS] = {
    "equal", "variant", "nickname", "near", "weak", "conflict", "extra", "unlike",
};

const char *vg_np_word(enum vg_np_is is)
{
    return part_words[is];
}

const char *vg_np_level_word(enum vg_np_level level)
{
    return level_words[level];
}

const char *vg_score_verdict_word(enum vg_score_verdict v)
{
    static const char *const words[] = {"different", "unsure", "same"};

    return words[v];
}

enum vg_score_kind vg_score_kind(struct vg_str schema)
{
    static const char *const bodies[] = {"Company", "Organization", "PublicBody", "Asset"};

    if (vg_str_is(schema, "Person"))
        return VG_KIND_PERSON;
    if (vg_str_is(schema, "Vessel") || vg_str_is(schema, "Airplane") ||
        vg_str_is(schema, "Vehicle"))
        return VG_KIND_VESSEL;
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        if (vg_str_is(schema, bodies[i]))
            return VG_KIND_BODY;
    }
    return VG_KIND_OPEN;
}

/* -- the weights ----------------------------------------------------------------------------------
 */

static size_t word_at(struct vg_str s, const char *const *words, size_t n)
{
    size_t i = 0;

    while (i < n && !vg_str_is(s, words[i]))
        i++;
    return i;
}

/* "0.0362": digits with at most one point, as our own table has them. */
static double decimal(struct vg_str s)
{
    double value = 0, unit = 1;
    int behind = 0;

    for (size_t i = 0; i < s.len; i++) {
        if (s.p[i] == '.') {
            behind = 1;
            continue;
        }
        assert(s.p[i] >= '0' && s.p[i] <= '9');
        value = value * 10 + (s.p[i] - '0');
        unit = behind ? unit * 10 : unit;
    }
    return value / unit;
}

struct vg_np_weight vg_np_weight_of(struct vg_str m, struct vg_str u)
{
    const double dm = decimal(m), du = decimal(u);

    return (struct vg_np_weight){(int32_t)lround(log2(dm / du) * 1000), (float)dm, (float)du};
}

static void read_weights(struct vg_scorer *s)
{
    VG_SCOPED_CSV c = vg_csv_begin(vg_words_weights, vg_words_weights_len, WEIGHTS_ROW);
    int rc = vg_csv_next(&c, NULL);

    while (rc == VG_ROW && (rc = vg_csv_next(&c, NULL)) == VG_ROW) {
        const struct vg_np_weight w = vg_np_weight_of(vg_csv_field(&c, 2), vg_csv_field(&c, 3));
        size_t is, level;

        if (vg_str_is(vg_csv_field(&c, 0), "prior")) {
            s->prior = w;
            continue;
        }
        is = word_at(vg_csv_field(&c, 0), part_words, VG_NP_KINDS);
        level = word_at(vg_csv_field(&c, 1), level_words, VG_NP_LEVELS);
        assert(is < VG_NP_KINDS && level < VG_NP_LEVELS);
        s->weight[is][level] = w;
    }
    assert(rc == VG_OK);
}

const struct vg_scorer *vg_scorer_make(struct vg_arena *a)
{
    struct vg_scorer *s = VG_NEW(a, struct vg_scorer);

    s->words = vg_name_words_read(a);
    read_weights(s);
    return s;
}

const struct vg_name_words *vg_scorer_words(const struct vg_scorer *s)
{
    return s->words;
}

/* -- evidence
 * -------------------------------------------------------------------------------------- */

void vg_score_say(struct vg_score *o, size_t room, struct vg_score_evidence e)
{
    struct vg_score_evidence *last = &o->because[room - 1];

    o->milli += e.milli;
    if (o->n < room) {
        o->because[o->n++] = e;
        return;
    }
    /* the rest is one piece, so that the sum holds */
    e.milli += last->milli;
    *last = (struct vg_score_evidence){.feature = "rest", .level = "several", .milli = e.milli};
}

static void say(struct vg_score *o, struct vg_score_evidence e)
{
    vg_score_say(o, VG_SCORE_EVIDENCE, e);
}

static struct vg_str bytes(const struct vg_scored_name *n, uint16_t at, uint16_t len)
{
    const struct vg_str s = n->name->surface;

    if (at >= s.len)
        return (struct vg_str){0};
    return (struct vg_str){s.p + at, len < s.len - at ? len : s.len - at};
}

/* From the first to the last of the parts. */
static struct vg_str part_bytes(const struct vg_scored_name *n, uint32_t parts)
{
    uint16_t from = UINT16_MAX, to = 0;

    for (size_t i = 0; i < n->n; i++) {
        const struct vg_name_part *p = &n->parts[i];

        if ((parts & (1U << i)) == 0)
            continue;
        from = p->at < from ? p->at : from;
        to = p->at + p->len > to ? (uint16_t)(p->at + p->len) : to;
    }
    return from < to ? bytes(n, from, (uint16_t)(to - from)) : (struct vg_str){0};
}

static struct vg_score_evidence of_weight(const struct vg_scorer *s, uint8_t is, uint8_t level)
{
    const struct vg_np_weight *w = &s->weight[is][level];

    return (struct vg_score_evidence){.feature = part_words[is],
                                      .level = level_words[level],
                                      .milli = w->milli,
                                      .m = w->m,
                                      .u = w->u};
}

/* -- what no partner was found for
 * ------------------------------------------------------------------ */

struct rest {
    uint8_t part[VG_SCORE_PARTS];
    size_t n;
};

/* Left over, the heaviest conflict first; particles and words of level aside. */
static struct rest left_over(const struct vg_scorer *s, const struct vg_scored_name *n,
                             uint32_t used)
{
    struct rest r = {{0}, 0};

    for (size_t i = 0; i < n->n; i++) {
        size_t at = r.n;
        int32_t weight;

        if ((used & (1U << i)) != 0 || n->parts[i].is == VG_NP_PARTICLE ||
            (n->kind == VG_KIND_BODY && vg_score_is_level(&n->parts[i])))
            continue;
        weight = s->weight[n->parts[i].is][VG_NP_CONFLICT].milli;
        for (; at > 0; at--) {
            if (s->weight[n->parts[r.part[at - 1]].is][VG_NP_CONFLICT].milli <= weight)
                break;
            r.part[at] = r.part[at - 1];
        }
        r.part[at] = (uint8_t)i;
        r.n++;
    }
    return r;
}

/* A word of level that only one side has weighs next to nothing: 南京市中心医院, Nanjing Central
 * Hospital. Of two there is another one on each side. */
static void say_levels(const struct vg_scorer *s, const struct vg_scored_name *left,
                       const struct vg_scored_name *right, uint32_t used_left, uint32_t used_right,
                       struct vg_score *o)
{
    const struct vg_scored_name *const names[] = {left, right};
    const uint32_t used[] = {used_left, used_right};
    uint32_t levels[2] = {0, 0};

    for (size_t k = 0; k < 2 && left->kind == VG_KIND_BODY; k++) {
        for (size_t i = 0; i < names[k]->n; i++) {
            if ((used[k] & (1U << i)) == 0 && vg_score_is_level(&names[k]->parts[i]))
                levels[k] |= 1U << i;
        }
    }
    if (levels[0] != 0 || levels[1] != 0) {
        const int both = levels[0] != 0 && levels[1] != 0;
        struct vg_score_evidence e = of_weight(s, both ? VG_NP_GENERAL : VG_NP_PARTICLE,
                                               both ? VG_NP_CONFLICT : VG_NP_EXTRA);

        e.left = part_bytes(left, levels[0]);
        e.right = part_bytes(right, levels[1]);
        say(o, e);
    }
}

static void say_rest(const struct vg_scorer *s, const struct vg_scored_name *left,
                     const struct vg_scored_name *right, uint32_t used_left, uint32_t used_right,
                     struct vg_score *o)
{
    const struct rest l = left_over(s, left, used_left), r = left_over(s, right, used_right);
    const size_t both = l.n < r.n ? l.n : r.n;

    for (size_t i = 0; i < both; i++) {
        const uint8_t a = left->parts[l.part[i]].is, b = right->parts[r.part[i]].is;
        const int a_lighter =
            s->weight[a][VG_NP_CONFLICT].milli >= s->weight[b][VG_NP_CONFLICT].milli;
        struct vg_score_evidence e = of_weight(s, a_lighter ? a : b, VG_NP_CONFLICT);

        e.left = part_bytes(left, 1U << l.part[i]);
        e.right = part_bytes(right, 1U << r.part[i]);
        o->numbers_differ |= a == VG_NP_NUMBER && b == VG_NP_NUMBER;
        o->places_differ |= a == VG_NP_PLACE && b == VG_NP_PLACE;
        say(o, e);
    }
    for (size_t i = both; i < l.n; i++) {
        struct vg_score_evidence e = of_weight(s, left->parts[l.part[i]].is, VG_NP_EXTRA);

        e.left = part_bytes(left, 1U << l.part[i]);
        say(o, e);
    }
    for (size_t i = both; i < r.n; i++) {
        struct vg_score_evidence e = of_weight(s, right->parts[r.part[i]].is, VG_NP_EXTRA);

        e.right = part_bytes(right, 1U << r.part[i]);
        say(o, e);
    }
    say_levels(s, left, right, used_left, used_right, o);
}

/* A company is no association; kinds of companies are mixed up in translation. */
static int is_for_gain(struct vg_str legal)
{
    return !vg_str_is(legal, "assoc") && !vg_str_is(legal, "state");
}

static void say_legal(const struct vg_scorer *s, const struct vg_scored_name *left,
                      const struct vg_scored_name *right, struct vg_score *o)
{
    struct vg_score_evidence e;

    if (left->legal.len == 0 || right->legal.len == 0 || left->kind == VG_KIND_PERSON)
        return;
    if (vg_str_cmp(left->legal, right->legal) == 0)
        e = of_weight(s, VG_NP_LEGAL, VG_NP_EQUAL);
    else
        e = of_weight(s, VG_NP_LEGAL,
                      is_for_gain(left->legal) == is_for_gain(right->legal) ? VG_NP_UNLIKE
                                                                            : VG_NP_CONFLICT);
    e.left = bytes(left, left->legal_at, left->legal_len);
    e.right = bytes(right, right->legal_at, right->legal_len);
    say(o, e);
}

/* Hans Friedrich is not Friedrich Hans: where both words are given names and nothing says which
 * is the family's, order does. */
static int is_turned(const struct vg_scored_name *left, const struct vg_scored_name *right,
                     const struct vg_np_pair *p)
{
    const struct vg_scored_name *both[2] = {left, right};

    if ((p[0].left < p[1].left) == (p[0].right < p[1].right))
        return 0;
    for (size_t i = 0; i < 2; i++) {
        const struct vg_str s = both[i]->name->surface;

        if (memchr(s.p, ',', s.len) != NULL)
            return 0;
        for (size_t k = 0; k < 2; k++) {
            const struct vg_name_word *w = both[i]->parts[k].word;

            if (w == NULL || (w->flags & VG_WORD_GIVEN) == 0)
                return 0;
        }
    }
    return 1;
}

/* Word for word the same, in whatever order: words that are common one by one seldom are
 * together. */
static int is_whole(const struct vg_scored_name *left, const struct vg_scored_name *right,
                    const struct vg_np_pair *p, size_t n, uint32_t used_left, uint32_t used_right)
{
    if (n < 2 || left->n >= VG_SCORE_PARTS || right->n >= VG_SCORE_PARTS ||
        used_left != (1U << left->n) - 1U || used_right != (1U << right->n) - 1U)
        return 0;
    for (size_t i = 0; i < n; i++) {
        if (p[i].level != VG_NP_EQUAL || p[i].is == VG_NP_INITIAL || p[i].is == VG_NP_SYLLABLE)
            return 0;
    }
    return 1;
}

/* Characters against a reading: many people share one. What the reading is short of deciding, in a
 * list of a thousand strangers, is evidence against; but where all is read (`is_all`), that is no
 * sign of two. */
static void say_reading(const struct vg_scored_name *left, const struct vg_scored_name *right,
                        const struct vg_np_pair *p, size_t n, int is_all, struct vg_score *o)
{
    int32_t bits = 0, less;

    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < left->n; k++)
            bits += (p[i].left & (1U << k)) != 0 ? left->parts[k].rare : 0;
        for (size_t k = 0; k < right->n; k++)
            bits += (p[i].right & (1U << k)) != 0 ? right->parts[k].rare : 0;
    }
    if (bits == 0 || bits >= READING_DECIDES)
        return;
    less = bits - READING_DECIDES > READING_LEAST ? bits - READING_DECIDES : READING_LEAST;
    if (is_all && o->milli + less < READING_OPEN)
        less = o->milli > READING_OPEN ? (int32_t)(READING_OPEN - o->milli) : 0;
    say(o, (struct vg_score_evidence){.feature = "reading", .level = "common", .milli = less});
}

/* Is one of them in Han and the other in Latin script? */
static int is_read(const struct vg_scored_name *left, const struct vg_scored_name *right)
{
    return left->n > 0 && right->n > 0 &&
           (left->parts[0].script == VG_SCRIPT_HAN) != (right->parts[0].script == VG_SCRIPT_HAN);
}

static void say_parts(const struct vg_scorer *s, const struct vg_scored_name *left,
                      const struct vg_scored_name *right, struct vg_score *o)
{
    struct vg_np_pair beside[VG_SCORE_PARTS];
    uint32_t used_left = 0, used_right = 0;
    const int as_person = left->kind == VG_KIND_PERSON && right->kind == VG_KIND_PERSON;
    const size_t n = vg_score_lay(s, left, right, as_person, beside, &used_left, &used_right);

    for (size_t i = 0; i < n; i++) {
        struct vg_score_evidence e = of_weight(s, beside[i].is, beside[i].level);

        for (int k = 1; k < beside[i].times; k++) {
            e.m *= s->weight[beside[i].is][beside[i].level].m;
            e.u *= s->weight[beside[i].is][beside[i].level].u;
        }
        e.milli = beside[i].milli;
        o->words_met |= beside[i].is == VG_NP_WORD || beside[i].is == VG_NP_SHORT;
        e.left = part_bytes(left, beside[i].left);
        e.right = part_bytes(right, beside[i].right);
        say(o, e);
    }
    if (as_person && n == 2 && left->n == 2 && right->n == 2 && is_turned(left, right, beside))
        say(o, of_weight(s, VG_NP_ORDER, VG_NP_UNLIKE));
    if (as_person && is_read(left, right))
        say_reading(left, right, beside, n,
                    used_left == (1U << left->n) - 1U && used_right == (1U << right->n) - 1U, o);
    if (is_whole(left, right, beside, n, used_left, used_right))
        say(o, of_weight(s, VG_NP_WHOLE, VG_NP_EQUAL));
    say_rest(s, left, right, used_left, used_right, o);
    say_legal(s, left, right, o);
    if (n == 1 && beside[0].is == VG_NP_ACRONYM)
        o->doubt = "initials-alone";
    if (left->kind != VG_KIND_BODY || right->kind != VG_KIND_BODY || o->milli < VG_SCORE_SAME_FROM)
        return;
    o->places_differ |= vg_score_brackets_differ(left, right) |
                        vg_score_places_differ(left, right, used_left, used_right);
    o->doubt = vg_score_doubt(left, right, beside, n, used_left, used_right);
}

/* -- rules
 * ----------------------------------------------------------------------------------------- */

/* A rule that makes w what it says; its weight is what was missing. */
static void rule(struct vg_score *o, const char *name, int64_t w)
{
    say(o, (struct vg_score_evidence){
               .feature = "rule", .level = name, .milli = (int32_t)(w - o->milli)});
}

/* Kept from `same`, and in the order of the scores that were. */
static int64_t doubted(int64_t w)
{
    const int64_t more = (w - VG_SCORE_SAME_FROM) / 32;

    return VG_RULE_UNSURE + (more < -VG_RULE_UNSURE ? more : -VG_RULE_UNSURE);
}

static int has_words(const struct vg_scored_name *n)
{
    return n->name->n > 0;
}

static void by_frames(const struct vg_scored_name *left, const struct vg_scored_name *right,
                      const struct vg_frame_comparison *c, struct vg_score *o)
{
    for (size_t i = 0; i < c->n; i++) {
        const struct vg_frame_evidence *f = &c->list[i];

        say(o, (struct vg_score_evidence){
                   .feature = vg_frame_feature_word((enum vg_frame_feature)f->feature),
                   .level = vg_frame_level_word((enum vg_frame_level)f->level),
                   .left = bytes(left, f->left.at, f->left.len),
                   .right = bytes(right, f->right.at, f->right.len)});
    }
    o->suggest = vg_frame_suggest_word(c->suggest);
    if (c->verdict == VG_FRAME_SAME)
        rule(o, "frame-same", VG_RULE_SAME);
    else if (c->verdict == VG_FRAME_DIFFERENT)
        rule(o, "frame-different", VG_RULE_DIFFERENT);
    else
        rule(o, "frame-open", VG_RULE_UNSURE);
}

/* Bodies of the state are told apart by place and kind alone: what their frames leave open
 * is open. Other bodies have names of their own, and their words say more. */
static int are_of_state(const struct vg_scored_name *left, const struct vg_scored_name *right)
{
    const struct vg_frame *l = left->name->frame, *r = right->name->frame;

    return l != NULL && r != NULL && left->kind == VG_KIND_BODY && right->kind == VG_KIND_BODY &&
           (vg_head_row(l->head)->state[0] != '\0' || vg_head_row(r->head)->state[0] != '\0');
}

/* Where no place is known the other words may be one, or the name of a company: they are asked. */
static int is_placeless(const struct vg_scored_name *n)
{
    return !n->name->frame->has_place && n->name->frame->n_core > 0;
}

void vg_score_finish(struct vg_score *o)
{
    o->score = 1.0 / (1.0 + exp2((double)-o->milli / 1000.0));
    o->verdict = o->milli >= VG_SCORE_SAME_FROM        ? VG_SCORE_SAME
                 : o->milli < VG_SCORE_DIFFERENT_BELOW ? VG_SCORE_DIFFERENT
                                                       : VG_SCORE_UNSURE;
}

/* The best of the ways in which a name of two ("Al-Qa'ida/Islamic Army") may be meant. */
static void best_parts(const struct vg_scorer *s, const struct vg_scored_name *left,
                       const struct vg_scored_name *right, struct vg_score *o)
{
    const struct vg_score start = *o;
    struct vg_score one;

    say_parts(s, left, right, o);
    for (size_t i = 0; i < 3; i++) {
        for (size_t j = 0; j < 3; j++) {
            const struct vg_scored_name *a = i == 0 ? left : left->half[i - 1];
            const struct vg_scored_name *b = j == 0 ? right : right->half[j - 1];

            if ((i == 0 && j == 0) || a == NULL || b == NULL)
                continue;
            one = start;
            say_parts(s, a, b, &one);
            if (one.milli > o->milli)
                *o = one;
        }
    }
}

static int is_decided_by_frames(const struct vg_scored_name *left,
                                const struct vg_scored_name *right, struct vg_score *o)
{
    struct vg_frame_comparison c;

    vg_frame_compare(left->name, right->name, &c);
    if ((is_placeless(left) || is_placeless(right)) && c.verdict != VG_FRAME_DIFFERENT)
        return 0;
    by_frames(left, right, &c, o);
    return 1;
}

static void by_words(const struct vg_scored_name *left, const struct vg_scored_name *right,
                     const struct vg_scorer *s, struct vg_score *o)
{
    if (left->half[0] == NULL && right->half[0] == NULL)
        say_parts(s, left, right, o);
    else
        best_parts(s, left, right, o);
    if (o->numbers_differ && o->milli > VG_RULE_NUMBERS)
        rule(o, "numbers-differ", VG_RULE_NUMBERS);
    if (o->places_differ && o->milli > VG_RULE_NUMBERS)
        rule(o, "places-differ", VG_RULE_NUMBERS);
    if (o->doubt != NULL && o->milli >= VG_SCORE_SAME_FROM)
        rule(o, o->doubt, doubted(o->milli));
    /* a slip in the name of a place is never put right */
    if (are_of_state(left, right) &&
        left->name->frame->has_place != right->name->frame->has_place &&
        (o->milli >= VG_SCORE_SAME_FROM || (o->words_met && o->milli < VG_SCORE_DIFFERENT_BELOW)))
        rule(o, "frame-open", VG_RULE_UNSURE);
    if (vg_str_cmp(left->name->folded, right->name->folded) == 0)
        rule(o, "same-name", VG_RULE_SAME);
}

void vg_score_pair(const struct vg_scorer *s, const struct vg_scored_name *left,
                   const struct vg_scored_name *right, struct vg_score *o)
{
    o->n = 0;
    o->milli = 0;
    o->suggest = NULL;
    o->numbers_differ = 0;
    o->places_differ = 0;
    o->words_met = 0;
    o->doubt = NULL;
    if (!has_words(left) || !has_words(right)) {
        rule(o, "no-name", NO_NAME);
        vg_score_finish(o);
        o->verdict = VG_SCORE_UNSURE;
        o->score = 0;
        return;
    }
    say(o, (struct vg_score_evidence){.feature = "prior",
                                      .level = "any",
                                      .milli = s->prior.milli,
                                      .m = s->prior.m,
                                      .u = s->prior.u});
    if (are_of_state(left, right) && is_decided_by_frames(left, right, o)) {
        vg_score_finish(o);
        return;
    }
    by_words(left, right, s, o);
    vg_score_finish(o);
}

double vg_score_names(const struct vg_scorer *s, struct vg_str left, struct vg_str right,
                      struct vg_arena *a)
{
    struct vg_name l, r;
    struct vg_score out;

    vg_name_read(left, (struct vg_str){0}, a, &l);
    vg_name_read(right, (struct vg_str){0}, a, &r);
    vg_score_pair(s, vg_scored_name(s, &l, VG_KIND_OPEN, a), vg_scored_name(s, &r, VG_KIND_OPEN, a),
                  &out);
    return out.score;
}

size_t vg_scored_words(const struct vg_scored_name *n, struct vg_scored_word *out, size_t room)
{
    const size_t count = n->n < room ? n->n : room;

    for (size_t i = 0; i < count; i++) {
        const struct vg_name_part *p = &n->parts[i];

        out[i].n_forms = p->n_forms;
        out[i].forms = p->forms;
        out[i].is = p->is;
        out[i].flags = p->word != NULL ? p->word->flags : 0;
    }
    return count;
}
