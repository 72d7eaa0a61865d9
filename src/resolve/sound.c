/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Damerau's distance (restricted: neighbours change places once) with costs of our own, in the
 * usual table of three rows.
 */
#include "resolve/sound.h"

#include <stdint.h>
#include <string.h>

/* Letters and digits have numbers, a to z and then 0 to 9; what is neither shares the last. */
enum { LETTERS = 37, OTHER = LETTERS - 1, DIGITS_FROM = 26 };

#define N(c)   ((c) >= 'a' ? (c) - 'a' : DIGITS_FROM + (c) - '0')
#define BIT(c) (UINT64_C(1) << N(c))

static unsigned number_of(char c)
{
    if (c >= 'a' && c <= 'z')
        return (unsigned)(c - 'a');
    return c >= '0' && c <= '9' ? DIGITS_FROM + (unsigned)(c - '0') : OTHER;
}

/* How much less than VG_SOUND_LETTER a letter in the place of another costs, both ways; a digit in
 * the place of another costs more. */
#define FOR(a, b, cost)                                                                            \
    [N(a)][N(b)] = VG_SOUND_LETTER - (cost), [N(b)][N(a)] = VG_SOUND_LETTER - (cost)
#define DIGITS(a, b) FOR(a, b, 3 * VG_SOUND_LETTER)
static const int8_t off[LETTERS][LETTERS] = {
    FOR('i', 'y', 3),
    FOR('i', 'j', 3),
    FOR('j', 'y', 3),
    FOR('c', 'k', 3),
    FOR('c', 'q', 3),
    FOR('k', 'q', 3),
    FOR('s', 'z', 3),
    FOR('v', 'w', 3),
    FOR('f', 'v', 5),
    FOR('d', 't', 5),
    FOR('b', 'p', 5),
    FOR('g', 'k', 5),
    FOR('m', 'n', 5),
    FOR('g', 'j', 5),
    FOR('c', 's', 5),
    FOR('h', 'x', 5),
    FOR('s', 'x', 5),
    FOR('u', 'w', 5),
    FOR('u', 'v', 5),
    FOR('l', 'r', 7),
    FOR('0', 'o', 2),
    FOR('1', 'i', 2),
    FOR('1', 'l', 2),
    FOR('9', 'g', 2),
    FOR('5', 's', 2),
    FOR('3', 'e', 2),
    FOR('8', 'b', 2),
    FOR('4', 'a', 2),
    FOR('7', 't', 2),
    FOR('6', 'g', 2),
    /* vowels among themselves; i and y have theirs above */
    FOR('a', 'e', 5),
    FOR('a', 'i', 5),
    FOR('a', 'o', 5),
    FOR('a', 'u', 5),
    FOR('a', 'y', 5),
    FOR('e', 'i', 5),
    FOR('e', 'o', 5),
    FOR('e', 'u', 5),
    FOR('e', 'y', 5),
    FOR('i', 'o', 5),
    FOR('i', 'u', 5),
    FOR('o', 'u', 5),
    FOR('o', 'y', 5),
    FOR('u', 'y', 5),
    DIGITS('0', '1'),
    DIGITS('0', '2'),
    DIGITS('0', '3'),
    DIGITS('0', '4'),
    DIGITS('0', '5'),
    DIGITS('0', '6'),
    DIGITS('0', '7'),
    DIGITS('0', '8'),
    DIGITS('0', '9'),
    DIGITS('1', '2'),
    DIGITS('1', '3'),
    DIGITS('1', '4'),
    DIGITS('1', '5'),
    DIGITS('1', '6'),
    DIGITS('1', '7'),
    DIGITS('1', '8'),
    DIGITS('1', '9'),
    DIGITS('2', '3'),
    DIGITS('2', '4'),
    DIGITS('2', '5'),
    DIGITS('2', '6'),
    DIGITS('2', '7'),
    DIGITS('2', '8'),
    DIGITS('2', '9'),
    DIGITS('3', '4'),
    DIGITS('3', '5'),
    DIGITS('3', '6'),
    DIGITS('3', '7'),
    DIGITS('3', '8'),
    DIGITS('3', '9'),
    DIGITS('4', '5'),
    DIGITS('4', '6'),
    DIGITS('4', '7'),
    DIGITS('4', '8'),
    DIGITS('4', '9'),
    DIGITS('5', '6'),
    DIGITS('5', '7'),
    DIGITS('5', '8'),
    DIGITS('5', '9'),
    DIGITS('6', '7'),
    DIGITS('6', '8'),
    DIGITS('6', '9'),
    DIGITS('7', '8'),
    DIGITS('7', '9'),
    DIGITS('8', '9'),
};

/* The same the other way round, for what a letter costs at least that the other word has not: by
 * what it is replaced most cheaply. */
#define VOWELS     (BIT('a') | BIT('e') | BIT('i') | BIT('o') | BIT('u') | BIT('y'))
#define ALL_DIGITS (UINT64_C(0x3ff) << DIGITS_FROM)
static const uint64_t for_2[LETTERS] = {
    [N('a')] = BIT('4'),
    [N('b')] = BIT('8'),
    [N('e')] = BIT('3'),
    [N('g')] = BIT('6') | BIT('9'),
    [N('i')] = BIT('1'),
    [N('l')] = BIT('1'),
    [N('o')] = BIT('0'),
    [N('s')] = BIT('5'),
    [N('t')] = BIT('7'),
    [N('0')] = BIT('o'),
    [N('1')] = BIT('i') | BIT('l'),
    [N('3')] = BIT('e'),
    [N('4')] = BIT('a'),
    [N('5')] = BIT('s'),
    [N('6')] = BIT('g'),
    [N('7')] = BIT('t'),
    [N('8')] = BIT('b'),
    [N('9')] = BIT('g'),
};
static const uint64_t for_3[LETTERS] = {
    [N('c')] = BIT('k') | BIT('q'),
    [N('i')] = BIT('j') | BIT('y'),
    [N('j')] = BIT('i') | BIT('y'),
    [N('k')] = BIT('c') | BIT('q'),
    [N('q')] = BIT('c') | BIT('k'),
    [N('s')] = BIT('z'),
    [N('v')] = BIT('w'),
    [N('w')] = BIT('v'),
    [N('y')] = BIT('i') | BIT('j'),
    [N('z')] = BIT('s'),
};
static const uint64_t for_5[LETTERS] = {
    [N('a')] = VOWELS,
    [N('b')] = BIT('p'),
    [N('c')] = BIT('s'),
    [N('d')] = BIT('t'),
    [N('e')] = VOWELS,
    [N('f')] = BIT('v'),
    [N('g')] = BIT('j') | BIT('k'),
    [N('h')] = BIT('x'),
    [N('i')] = VOWELS,
    [N('j')] = BIT('g'),
    [N('k')] = BIT('g'),
    [N('m')] = BIT('n'),
    [N('n')] = BIT('m'),
    [N('o')] = VOWELS,
    [N('p')] = BIT('b'),
    [N('s')] = BIT('c') | BIT('x'),
    [N('t')] = BIT('d'),
    [N('u')] = VOWELS | BIT('v') | BIT('w'),
    [N('v')] = BIT('f') | BIT('u'),
    [N('w')] = BIT('u'),
    [N('x')] = BIT('h') | BIT('s'),
    [N('y')] = VOWELS,
};

static int is_vowel(char c)
{
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
}

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* A letter that only one side has, after `before`. */
static unsigned lack_cost(char c, char before)
{
    if (is_digit(c))
        return 2 * VG_SOUND_LETTER;
    if (c == before)
        return 3;
    if (c == 'h' && before != '\0' && !is_vowel(before))
        return 4;
    return is_vowel(c) ? 7 : VG_SOUND_LETTER;
}

static unsigned least_of(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/* A word with what each of its letters costs to lack. */
struct word {
    const char *p;
    size_t n;
    uint8_t number[VG_SOUND_MOST];
    uint8_t lack[VG_SOUND_MOST];
    uint64_t letters; /* a bit each */
    unsigned little;  /* letters that cost less than CHANGE to lack */
};

/* The least that a change costs, but for letters that are close and some that are lacked. */
enum { CHANGE = 5 };

static void word_of(struct vg_str s, struct word *out)
{
    out->p = s.p;
    out->n = s.len < VG_SOUND_MOST ? s.len : VG_SOUND_MOST;
    out->letters = 0;
    out->little = 0;
    for (size_t i = 0; i < out->n; i++) {
        out->number[i] = (uint8_t)number_of(s.p[i]);
        out->lack[i] = (uint8_t)lack_cost(s.p[i], i > 0 ? s.p[i - 1] : '\0');
        out->letters |= UINT64_C(1) << out->number[i];
        out->little += out->lack[i] < CHANGE;
    }
}

/* Where each letter stands, a bit a place, and the distance of two words when every change is one
 * (Hyyro 2003, with neighbours that change places). */
struct places {
    uint64_t of[LETTERS];
};

static unsigned changes(const struct places *p, const struct word *a, const struct word *b)
{
    const uint64_t last = UINT64_C(1) << (a->n - 1);
    uint64_t up = ~UINT64_C(0), down = 0, same = 0, before = 0;
    unsigned distance = (unsigned)a->n;

    for (size_t j = 0; j < b->n; j++) {
        const uint64_t here = p->of[b->number[j]];
        const uint64_t turned = ((~same & here) << 1) & before;
        uint64_t right, left;

        same = turned | (((here & up) + up) ^ up) | here | down;
        right = down | ~(same | up);
        left = up & same;
        distance += (right & last) != 0;
        distance -= (left & last) != 0;
        right = right << 1 | 1;
        up = left << 1 | ~(same | right);
        down = same & right;
        before = here;
    }
    return distance;
}

/* How many changes may cost less than CHANGE each, and what such a one costs at least: letters of
 * `a` that `b` has a close one of, and letters that cost little to lack. */
static unsigned little_changes(const struct word *a, const struct word *b, unsigned *cost)
{
    unsigned n = (unsigned)a->little + b->little;

    *cost = 3;
    for (size_t i = 0; i < a->n; i++) {
        if ((for_2[a->number[i]] & b->letters) != 0)
            *cost = 2;
        n += ((for_2[a->number[i]] | for_3[a->number[i]]) & b->letters) != 0;
    }
    return n;
}

/* What they cost at least by the number of changes; much quicker to find out than the cost. */
static unsigned least_by_changes(const struct word *a, const struct word *b)
{
    struct places p = {{0}};
    unsigned all, little, cost;

    if (a->n == 0)
        return 0;
    for (size_t i = 0; i < a->n; i++)
        p.of[a->number[i]] |= UINT64_C(1) << i;
    all = changes(&p, a, b);
    little = little_changes(a, b, &cost);
    little = least_of(little, all);
    return little * cost + (all - little) * CHANGE;
}

/* A row of the table. Only what costs no more than `most` can lead to anything (Ukkonen 1985):
 * that lies between `from` and `to`, and outside of what was filled everything is FAR, to which no
 * more is added than fits. */
enum { FAR = 60000 };
struct row {
    uint16_t cost[VG_SOUND_MOST + 1];
    size_t from, to;   /* to < from: nothing is left */
    size_t begin, end; /* what was filled */
};

static void row_clear(struct row *r)
{
    for (size_t j = r->begin; j < r->end; j++)
        r->cost[j] = FAR;
}

static unsigned first_cell(const struct word *a, size_t i, const struct row *above)
{
    return above->cost[0] + (unsigned)a->lack[i - 1];
}

/* Row `i` from the two above it. */
static void fill_row(const struct word *a, const struct word *b, size_t i, unsigned most,
                     const struct row *above2, const struct row *above, struct row *row)
{
    const char c = a->p[i - 1], c_before = i > 1 ? a->p[i - 2] : '\0';
    const int8_t *less = off[a->number[i - 1]];
    const int may_turn = i > 1 && c != c_before && !is_digit(c);
    const size_t reach = least_of(
        (unsigned)b->n,
        (unsigned)(may_turn && above2->to + 2 > above->to ? above2->to + 2 : above->to + 1));
    size_t j = may_turn && above2->from + 2 < above->from ? above2->from + 2 : above->from;
    unsigned left = FAR;

    row_clear(row);
    row->begin = j;
    row->from = b->n + 1;
    row->to = 0;
    for (; j <= b->n && (j <= reach || left <= most); j++) {
        unsigned best;

        if (j == 0) {
            best = first_cell(a, i, above);
        } else {
            const char d = b->p[j - 1];
            const unsigned change =
                c == d ? 0 : (unsigned)(VG_SOUND_LETTER - less[b->number[j - 1]]);

            best = least_of(above->cost[j - 1] + change, above->cost[j] + (unsigned)a->lack[i - 1]);
            best = least_of(best, left + b->lack[j - 1]);
            if (may_turn && j > 1 && d == c_before && c == b->p[j - 2])
                best = least_of(best, above2->cost[j - 2] + 7U);
        }
        row->cost[j] = (uint16_t)best;
        left = best;
        if (best <= most) {
            row->from = row->from < j ? row->from : j;
            row->to = j;
        }
    }
    row->end = j;
}

static void first_row(const struct word *b, unsigned most, struct row *row)
{
    unsigned sum = 0;

    row->begin = row->from = 0;
    for (size_t j = 0; j <= b->n && sum <= most; j++) {
        row->cost[j] = (uint16_t)sum;
        row->to = j;
        sum += j < b->n ? b->lack[j] : 0;
    }
    row->end = row->to + 1;
}

unsigned vg_sound_cost(struct vg_str left, struct vg_str right, unsigned most)
{
    struct row rows[3];
    struct row *above2 = &rows[0], *above = &rows[1], *row = &rows[2];
    struct word a, b;

    word_of(left, &a);
    word_of(right, &b);
    if (least_by_changes(&a, &b) > most)
        return most + 1;
    for (size_t r = 0; r < 3; r++) {
        rows[r].begin = rows[r].from = rows[r].to = 0;
        rows[r].end = b.n + 1;
        row_clear(&rows[r]);
    }
    first_row(&b, most, above);
    for (size_t i = 1; i <= a.n; i++) {
        struct row *spare = above2;

        fill_row(&a, &b, i, most, above2, above, row);
        if (row->from > row->to)
            return most + 1;
        above2 = above;
        above = row;
        row = spare;
    }
    return above->cost[b.n] > most ? most + 1 : above->cost[b.n];
}

/* Letters that cost less than VG_SOUND_LETTER where the other word has this one. */
static uint64_t partners(unsigned number)
{
    const uint64_t l_r = number == N('l') ? BIT('r') : number == N('r') ? BIT('l') : 0;

    return for_2[number] | for_3[number] | for_5[number] | l_r;
}

struct vg_sound_set vg_sound_letters(struct vg_str word)
{
    const size_t n = word.len < VG_SOUND_MOST ? word.len : VG_SOUND_MOST;
    struct vg_sound_set set = {0, VOWELS | BIT('h')};

    for (size_t i = 0; i < n; i++)
        set.letters |= UINT64_C(1) << number_of(word.p[i]);
    for (uint64_t rest = set.letters; rest != 0; rest &= rest - 1)
        set.cheap |= partners((unsigned)__builtin_ctzll(rest));
    return set;
}

/* What the letter with this number costs at least where the other word has it not. Its first
 * stands behind no letter of its kind, so it is never a doubled one. */
static unsigned least_without(unsigned number, uint64_t other)
{
    const uint64_t bit = UINT64_C(1) << number;

    if ((for_2[number] & other) != 0)
        return 2;
    if ((for_3[number] & other) != 0)
        return 3;
    if (number == N('h'))
        return 4;
    if ((for_5[number] & other) != 0)
        return 5;
    if ((bit & VOWELS) != 0 || (number == N('l') && (other & BIT('r')) != 0) ||
        (number == N('r') && (other & BIT('l')) != 0))
        return 7;
    return (bit & ALL_DIGITS) != 0 && (other & ~ALL_DIGITS) == 0 ? 2 * VG_SOUND_LETTER
                                                                 : VG_SOUND_LETTER;
}

/* Each letter of one side stands in one change at most, so those that the other lacks add up. */
static unsigned least_of_side(uint64_t own, uint64_t other, unsigned most)
{
    unsigned sum = 0;

    for (uint64_t rest = own & ~other; rest != 0 && sum <= most; rest &= rest - 1)
        sum += least_without((unsigned)__builtin_ctzll(rest), other);
    return sum;
}

/* Are there so many letters on one side that cost a whole letter each? The quickest answer. */
static int is_far(struct vg_sound_set own, struct vg_sound_set other, unsigned most)
{
    uint64_t rest = own.letters & ~other.letters & ~other.cheap;

    for (unsigned n = most / VG_SOUND_LETTER; n > 0 && rest != 0; n--)
        rest &= rest - 1;
    return rest != 0;
}

unsigned vg_sound_least(struct vg_sound_set a, struct vg_sound_set b, unsigned most)
{
    unsigned least;

    if (is_far(a, b, most) || is_far(b, a, most))
        return most + 1;
    least = least_of_side(a.letters, b.letters, most);
    if (least <= most) {
        const unsigned other = least_of_side(b.letters, a.letters, most);

        least = other > least ? other : least;
    }
    return least > most ? most + 1 : least;
}

/* What a word of so many letters may differ by to be near. */
static unsigned budget_of(size_t letters)
{
    static const uint8_t budget[] = {0, 0, 2, 3, 3, 7, 7, 10, 10, 13, 13, 13, 15};

    return budget[letters < sizeof budget ? letters : sizeof budget - 1];
}

/* The most that two words may differ by to be at least so alike; weak are long words only. */
static unsigned most_for(size_t longer, enum vg_sound from)
{
    return from == VG_SOUND_WEAK && longer > 4 ? 2 * budget_of(longer) : budget_of(longer);
}

int vg_sound_may(size_t a_len, struct vg_sound_set a, size_t b_len, struct vg_sound_set b,
                 enum vg_sound from)
{
    const size_t longer = a_len > b_len ? a_len : b_len, shorter = a_len + b_len - longer;
    const unsigned most = most_for(longer, from);

    if (a_len == b_len && a.letters == b.letters)
        return 1;
    return from != VG_SOUND_EQUAL && shorter > 1 &&
           (longer - shorter) * 3 <= (size_t)2 * budget_of(longer) &&
           vg_sound_least(a, b, most) <= most;
}

enum vg_sound vg_sound_from(struct vg_str a, struct vg_str b, enum vg_sound from)
{
    const size_t longer = a.len > b.len ? a.len : b.len;
    const size_t shorter = a.len + b.len - longer;
    const unsigned near = budget_of(longer);
    unsigned cost;

    if (a.len == b.len && memcmp(a.p, b.p, a.len) == 0)
        return VG_SOUND_EQUAL;
    if (from == VG_SOUND_EQUAL || shorter < 2 || (longer - shorter) * 3 > (size_t)2 * near)
        return VG_SOUND_UNLIKE;
    cost = vg_sound_cost(a, b, 2 * near);
    if (cost <= near)
        return VG_SOUND_NEAR;
    return cost <= most_for(longer, from) ? VG_SOUND_WEAK : VG_SOUND_UNLIKE;
}

enum vg_sound vg_sound(struct vg_str a, struct vg_str b)
{
    return vg_sound_from(a, b, VG_SOUND_WEAK);
}

/* Finals that each initial takes; ü is u or v. */
static const char *const initials[] = {"zh", "ch", "sh", "b", "p", "m", "f", "d",
                                       "t",  "n",  "l",  "g", "k", "h", "j", "q",
                                       "x",  "r",  "z",  "c", "s", "y", "w", ""};
static const char *const finals[] = {
    "iang", "iong", "uang", "ang", "eng", "ian", "iao", "ing", "ong", "uai", "uan", "ai",
    "an",   "ao",   "ei",   "en",  "er",  "ia",  "ie",  "in",  "iu",  "ou",  "ua",  "ue",
    "ui",   "un",   "uo",   "ve",  "a",   "e",   "i",   "o",   "u",   "v",
};

/* Letter by letter: most differ in the first. */
static size_t begins(struct vg_str s, const char *with)
{
    size_t n = 0;

    while (n < s.len && with[n] != '\0' && s.p[n] == with[n])
        n++;
    return with[n] == '\0' ? n : 0;
}

static int fits(const char *initial, const char *final)
{
    const char i = initial[0], f = final[0];

    if (strchr("jqx", i) != NULL && i != '\0')
        return f == 'i' || strcmp(final, "u") == 0 || strcmp(final, "uan") == 0 ||
               strcmp(final, "ue") == 0 || strcmp(final, "un") == 0;
    if (i == 'y')
        return strcmp(final, "a") == 0 || strcmp(final, "an") == 0 || strcmp(final, "ang") == 0 ||
               strcmp(final, "ao") == 0 || strcmp(final, "e") == 0 || strcmp(final, "i") == 0 ||
               strcmp(final, "in") == 0 || strcmp(final, "ing") == 0 || strcmp(final, "o") == 0 ||
               strcmp(final, "ong") == 0 || strcmp(final, "ou") == 0 || strcmp(final, "u") == 0 ||
               strcmp(final, "uan") == 0 || strcmp(final, "ue") == 0 || strcmp(final, "un") == 0;
    if (i == 'w')
        return f == 'a' ? strcmp(final, "ao") != 0
                        : strcmp(final, "ei") == 0 || strcmp(final, "en") == 0 ||
                              strcmp(final, "eng") == 0 || strcmp(final, "o") == 0 ||
                              strcmp(final, "u") == 0;
    if (i == '\0')
        return f == 'a' || f == 'e' || strcmp(final, "ou") == 0 || strcmp(final, "o") == 0;
    if (strchr("bpmf", i) != NULL)
        return f != 'v' && strcmp(final, "ong") != 0 && (f != 'u' || final[1] == '\0') &&
               (i != 'f' || f != 'i') && strcmp(final, "e") != 0 && strcmp(final, "ia") != 0 &&
               strcmp(final, "iang") != 0 && strcmp(final, "er") != 0;
    if (strchr("gkh", i) != NULL)
        return f != 'i' && f != 'v' && strcmp(final, "ue") != 0 && strcmp(final, "er") != 0 &&
               strcmp(final, "o") != 0;
    if (strcmp(initial, "zh") == 0 || strcmp(initial, "ch") == 0 || strcmp(initial, "sh") == 0 ||
        strchr("rzcs", i) != NULL)
        return (f != 'i' || final[1] == '\0') && f != 'v' && strcmp(final, "ue") != 0 &&
               strcmp(final, "er") != 0 && strcmp(final, "o") != 0;
    /* d t n l */
    if ((i == 'd' || i == 't') && (strcmp(final, "in") == 0 || strcmp(final, "iang") == 0))
        return 0;
    return (f != 'v' || i == 'n' || i == 'l') && strcmp(final, "er") != 0 &&
           strcmp(final, "o") != 0 && strcmp(final, "ua") != 0 && strcmp(final, "uai") != 0 &&
           strcmp(final, "uang") != 0 && strcmp(final, "iong") != 0;
}

/* The place of the next letter that the south says. */
static size_t southern_next(struct vg_str s, size_t at)
{
    const char before = at > 0 ? s.p[at - 1] : '\0', c = at < s.len ? s.p[at] : '\0';

    if ((c == 'h' && (before == 'z' || before == 'c' || before == 's')) ||
        (c == 'g' && before == 'n'))
        return at + 1;
    return at;
}

int vg_sound_southern(struct vg_str a, struct vg_str b)
{
    size_t i = 0, k = 0;

    for (;; i++, k++) {
        i = southern_next(a, i);
        k = southern_next(b, k);
        if (i >= a.len || k >= b.len)
            return i >= a.len && k >= b.len;
        if (a.p[i] != b.p[k])
            return 0;
    }
}

unsigned vg_sound_syllable(struct vg_str s)
{
    unsigned ends = 0;

    for (size_t i = 0; i < sizeof initials / sizeof *initials; i++) {
        const size_t n = begins(s, initials[i]);

        if (n == 0 && initials[i][0] != '\0')
            continue;
        for (size_t f = 0; f < sizeof finals / sizeof *finals; f++) {
            const size_t k = begins((struct vg_str){s.p + n, s.len - n}, finals[f]);

            if (k > 0 && fits(initials[i], finals[f]))
                ends |= 1U << (n + k);
        }
    }
    return ends;
}

unsigned vg_sound_pinyin(struct vg_str word)
{
    uint8_t least[25] = {1}; /* syllables up to here, and one */

    if (word.len == 0 || word.len > 24)
        return 0;
    for (size_t at = 0; at < word.len; at++) {
        unsigned ends;

        if (least[at] == 0)
            continue;
        ends = vg_sound_syllable((struct vg_str){word.p + at, word.len - at});
        for (size_t n = 1; n <= 6 && at + n <= word.len; n++) {
            uint8_t *to = &least[at + n];

            if ((ends & (1U << n)) != 0 && (*to == 0 || *to > least[at] + 1))
                *to = (uint8_t)(least[at] + 1);
        }
    }
    return least[word.len] > 0 ? least[word.len] - 1U : 0;
}
