/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Damerau's distance (restricted: neighbours change places once) with costs of our own, in the
 * usual table of three rows.
 */
#include "resolve/sound.h"

#include <stdint.h>
#include <string.h>

/* Letters and digits have numbers, a to z and then 0 to 9; what is neither shares the last. */
enum { LETTERS = 37 };

static unsigned number_of(char c)
{
    if (c >= 'a' && c <= 'z')
        return (unsigned)(c - 'a');
    return c >= '0' && c <= '9' ? 26U + (unsigned)(c - '0') : LETTERS - 1U;
}

/* What a letter in the place of another costs, where that is less than a letter; both ways. */
#define L(c)            ((c) - 'a')
#define D(c)            (26 + (c) - '0')
#define FOR(a, b, cost) [a][b] = (cost), [b][a] = (cost)
static const uint8_t cheap[LETTERS][LETTERS] = {
    FOR(L('i'), L('y'), 3), FOR(L('i'), L('j'), 3), FOR(L('j'), L('y'), 3), FOR(L('c'), L('k'), 3),
    FOR(L('c'), L('q'), 3), FOR(L('k'), L('q'), 3), FOR(L('s'), L('z'), 3), FOR(L('v'), L('w'), 3),
    FOR(L('f'), L('v'), 5), FOR(L('d'), L('t'), 5), FOR(L('b'), L('p'), 5), FOR(L('g'), L('k'), 5),
    FOR(L('m'), L('n'), 5), FOR(L('g'), L('j'), 5), FOR(L('c'), L('s'), 5), FOR(L('h'), L('x'), 5),
    FOR(L('s'), L('x'), 5), FOR(L('u'), L('w'), 5), FOR(L('u'), L('v'), 5), FOR(L('l'), L('r'), 7),
    FOR(D('0'), L('o'), 2), FOR(D('1'), L('i'), 2), FOR(D('1'), L('l'), 2), FOR(D('9'), L('g'), 2),
    FOR(D('5'), L('s'), 2), FOR(D('3'), L('e'), 2), FOR(D('8'), L('b'), 2), FOR(D('4'), L('a'), 2),
    FOR(D('7'), L('t'), 2), FOR(D('6'), L('g'), 2),
};

static int is_vowel(char c)
{
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
}

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static unsigned change_cost(char a, char b)
{
    unsigned cost;

    if (a == b)
        return 0;
    if (is_digit(a) && is_digit(b))
        return 3 * VG_SOUND_LETTER;
    cost = cheap[number_of(a)][number_of(b)];
    if (cost > 0)
        return cost;
    return is_vowel(a) && is_vowel(b) ? 5 : VG_SOUND_LETTER;
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

unsigned vg_sound_cost(struct vg_str a, struct vg_str b, unsigned most)
{
    unsigned rows[3][VG_SOUND_MOST + 1];
    unsigned *above2 = rows[0], *above = rows[1], *row = rows[2];
    const size_t n = least_of((unsigned)a.len, VG_SOUND_MOST);
    const size_t m = least_of((unsigned)b.len, VG_SOUND_MOST);

    above[0] = 0;
    for (size_t j = 1; j <= m; j++)
        above[j] = above[j - 1] + lack_cost(b.p[j - 1], j > 1 ? b.p[j - 2] : '\0');
    for (size_t i = 1; i <= n; i++) {
        const char c = a.p[i - 1], c_before = i > 1 ? a.p[i - 2] : '\0';
        const unsigned lack = lack_cost(c, c_before);
        unsigned least, *spare;

        least = row[0] = above[0] + lack;
        for (size_t j = 1; j <= m; j++) {
            const char d = b.p[j - 1], d_before = j > 1 ? b.p[j - 2] : '\0';
            unsigned best = above[j - 1] + change_cost(c, d);

            best = least_of(best, above[j] + lack);
            best = least_of(best, row[j - 1] + lack_cost(d, d_before));
            if (i > 1 && j > 1 && c == d_before && d == c_before && c != d && !is_digit(c))
                best = least_of(best, above2[j - 2] + 7);
            row[j] = best;
            least = least_of(least, best);
        }
        if (least > most)
            return most + 1;
        spare = above2;
        above2 = above;
        above = row;
        row = spare;
    }
    return above[m] > most ? most + 1 : above[m];
}

enum vg_sound vg_sound(struct vg_str a, struct vg_str b)
{
    /* what a word of so many letters may differ by */
    static const uint8_t budget[] = {0, 0, 2, 3, 3, 7, 7, 10, 10, 13, 13, 13, 15};
    const size_t longer = a.len > b.len ? a.len : b.len;
    const size_t shorter = a.len + b.len - longer;
    unsigned near, cost;

    if (a.len == b.len && memcmp(a.p, b.p, a.len) == 0)
        return VG_SOUND_EQUAL;
    near = budget[longer < sizeof budget ? longer : sizeof budget - 1];
    if (shorter < 2 || (longer - shorter) * 3 > 2 * near)
        return VG_SOUND_UNLIKE;
    cost = vg_sound_cost(a, b, 2 * near);
    if (cost <= near)
        return VG_SOUND_NEAR;
    return cost <= 2 * near && longer > 4 ? VG_SOUND_WEAK : VG_SOUND_UNLIKE;
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

static size_t begins(struct vg_str s, const char *with)
{
    const size_t n = strlen(with);

    return n <= s.len && memcmp(s.p, with, n) == 0 ? n : 0;
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

/* The bytes that syllables at `s` may take, as a set of bits. */
static unsigned syllable_ends(struct vg_str s)
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
        ends = syllable_ends((struct vg_str){word.p + at, word.len - at});
        for (size_t n = 1; n <= 6 && at + n <= word.len; n++) {
            uint8_t *to = &least[at + n];

            if ((ends & (1U << n)) != 0 && (*to == 0 || *to > least[at] + 1))
                *to = (uint8_t)(least[at] + 1);
        }
    }
    return least[word.len] > 0 ? least[word.len] - 1U : 0;
}
