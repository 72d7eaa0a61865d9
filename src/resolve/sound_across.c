/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Letters become sounds first, one character each: capitals are what Latin writes with two (S sh,
 * C ch, K kh, G gh, T th, D dh, Z zh). Two words of sounds are then laid beside each other in the
 * usual table, with costs of our own. The classes are those of common romanisations of Arabic and
 * Persian (English, French, and the scholars'); set by hand.
 */
#include "resolve/sound_across.h"

#include <string.h>

enum { SOUNDS = 32, ANOTHER = 10 };

struct sounds {
    char s[SOUNDS];
    size_t n;
};

/* Letters that are one sound together, the longest first. */
static const struct {
    const char *letters, *sound;
} together[] = {
    {"tch", "C"}, {"sch", "S"}, {"sh", "S"}, {"ch", "C"},  {"kh", "K"}, {"gh", "G"}, {"th", "T"},
    {"dh", "D"},  {"zh", "Z"},  {"ph", "f"}, {"dj", "j"},  {"ou", "u"}, {"oo", "u"}, {"ee", "i"},
    {"ck", "k"},  {"qu", "k"},  {"ce", "s"}, {"ci", "si"}, {"x", "ks"}, {"c", "k"},
};

static int is_vowel(char c)
{
    return c != '\0' && strchr("aeiou", c) != NULL;
}

static int is_half(char c)
{
    return c == 'w' || c == 'y';
}

static int is_consonant(char c)
{
    return !is_vowel(c) && !is_half(c) && c != 'h';
}

static void put(struct sounds *o, char c)
{
    if (o->n < SOUNDS && (o->n == 0 || o->s[o->n - 1] != c))
        o->s[o->n++] = c;
}

static void sounds_of(struct vg_str word, struct sounds *o)
{
    o->n = 0;
    for (size_t at = 0; at < word.len;) {
        size_t i = 0, n = 1;

        for (; i < sizeof together / sizeof *together; i++) {
            if (together[i].letters[0] != word.p[at])
                continue;
            n = strlen(together[i].letters);
            if (n <= word.len - at && memcmp(word.p + at, together[i].letters, n) == 0)
                break;
        }
        if (i == sizeof together / sizeof *together) {
            put(o, word.p[at]);
            n = 1;
        } else {
            for (const char *p = together[i].sound; *p != '\0'; p++)
                put(o, *p);
        }
        at += n;
    }
}

/* What one sound costs in the place of another, where that is less than ANOTHER; both ways. */
static const struct {
    char a, b;
    unsigned char cost;
} cheap[] = {
    {'T', 't', 2}, {'T', 's', 3}, {'D', 'd', 2}, {'D', 'z', 2}, {'d', 't', 5}, {'d', 'z', 3},
    {'j', 'g', 2}, {'j', 'Z', 1}, {'j', 'z', 4}, {'j', 'C', 4}, {'j', 'y', 4}, {'C', 'S', 1},
    {'S', 's', 3}, {'C', 's', 5}, {'z', 's', 4}, {'Z', 'z', 3}, {'q', 'k', 0}, {'k', 'g', 4},
    {'q', 'g', 2}, {'K', 'k', 2}, {'K', 'h', 3}, {'K', 'C', 4}, {'G', 'g', 1}, {'G', 'q', 3},
    {'G', 'r', 5}, {'b', 'p', 2}, {'f', 'v', 3}, {'v', 'w', 1}, {'y', 'i', 0}, {'w', 'u', 0},
    {'w', 'o', 0}, {'y', 'e', 1}, {'h', 'a', 2}, {'h', 'e', 3}, {'n', 'm', 6},
};

static unsigned change(char a, char b)
{
    if (a == b)
        return 0;
    for (size_t i = 0; i < sizeof cheap / sizeof *cheap; i++) {
        if ((cheap[i].a == a && cheap[i].b == b) || (cheap[i].a == b && cheap[i].b == a))
            return cheap[i].cost;
    }
    return is_vowel(a) && is_vowel(b) ? 2 : ANOTHER;
}

/* A sound that one side has alone. */
static unsigned lack(char c)
{
    if (is_vowel(c))
        return 1;
    return c == 'h' ? 2 : is_half(c) ? 4 : ANOTHER;
}

static unsigned least_of(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

static unsigned distance(const struct sounds *a, const char *b, size_t n)
{
    unsigned rows[2][SOUNDS + 1];
    unsigned *above = rows[0], *row = rows[1];

    above[0] = 0;
    for (size_t j = 1; j <= n; j++)
        above[j] = above[j - 1] + lack(b[j - 1]);
    for (size_t i = 1; i <= a->n; i++) {
        const char c = a->s[i - 1];
        unsigned *spare = above;

        row[0] = above[0] + lack(c);
        for (size_t j = 1; j <= n; j++) {
            row[j] = above[j - 1] + change(c, b[j - 1]);
            row[j] = least_of(row[j], above[j] + lack(c));
            row[j] = least_of(row[j], row[j - 1] + lack(b[j - 1]));
        }
        above = row;
        row = spare;
    }
    return above[n];
}

static size_t consonants(const char *s, size_t n)
{
    size_t count = 0;

    for (size_t i = 0; i < n; i++)
        count += is_consonant(s[i]) ? 1U : 0U;
    return count;
}

/* Sounds of the article at the start of a Latin word: al, el; az in Azzaytuna (z is one by now). */
static size_t article(const struct sounds *s)
{
    if (s->n < 5 || (s->s[0] != 'a' && s->s[0] != 'e'))
        return 0;
    if (s->s[1] == 'l')
        return 2;
    return strchr("szSrndtTDZ", s->s[1]) != NULL ? 1 : 0;
}

static enum vg_sound level_of(unsigned cost, size_t count)
{
    const unsigned n = (unsigned)count;

    if (cost <= 1 + n / 2)
        return VG_SOUND_EQUAL;
    if (cost <= 1 + n)
        return VG_SOUND_NEAR;
    return cost <= 2 * n && n > 2 ? VG_SOUND_WEAK : VG_SOUND_UNLIKE;
}

enum vg_sound vg_sound_across(struct vg_str read, struct vg_str latin)
{
    struct sounds a, b;
    size_t count, other, skip;
    unsigned cost;

    sounds_of(read, &a);
    sounds_of(latin, &b);
    count = consonants(a.s, a.n);
    other = consonants(b.s, b.n);
    if (count < 2 || other < 2 || count > other + 2 || other > count + 2)
        return VG_SOUND_UNLIKE;
    cost = distance(&a, b.s, b.n);
    skip = article(&b);
    if (skip > 0)
        cost = least_of(cost, distance(&a, b.s + skip, b.n - skip) + (skip == 2 ? 0 : 1));
    return level_of(cost, count > other ? count : other);
}

/* The class of a sound, in the west and in the east; '\0': none. */
static char class_of(char c, size_t way)
{
    switch (c) {
    case 'p':
    case 'b':
        return 'b';
    case 'v':
        return way == 0 ? 'f' : '\0';
    case 'T':
    case 'D':
        return way == 0 ? 't' : 's';
    case 'd':
    case 't':
        return 't';
    case 'z':
    case 'Z':
    case 's':
    case 'S':
        return 's';
    case 'C':
    case 'j':
        return way == 0 ? 's' : 'k';
    case 'g':
        return way == 0 ? 'k' : 's';
    case 'k':
    case 'q':
    case 'K':
    case 'G':
        return 'k';
    default:
        return is_consonant(c) ? c : '\0';
    }
}

void vg_sound_keys(struct vg_str word, char out[VG_SOUND_KEYS][VG_SOUND_MOST],
                   size_t n[VG_SOUND_KEYS])
{
    struct sounds s;

    sounds_of(word, &s);
    for (size_t way = 0; way < VG_SOUND_KEYS; way++) {
        n[way] = 0;
        for (size_t i = article(&s) == 2 ? 2 : 0; i < s.n; i++) {
            const char c = class_of(s.s[i], way);

            if (c != '\0' && (n[way] == 0 || out[way][n[way] - 1] != c))
                out[way][n[way]++] = c;
        }
        n[way] = n[way] < 2 ? 0 : n[way];
    }
}
