/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "resolve/reading.h"

#include <string.h>

#include "base/utf8.h"
#include "resolve/cut.h"
#include "resolve/keys_table.h"

enum { READING_BYTES = 1024, LONGEST_WORD = 24 /* bytes of han-words.csv and surnames.csv */ };

struct writer {
    char text[2][READING_BYTES];
    size_t len[2];
    unsigned syllables;
    int is_open; /* the second way differs */
};

static void put_letter(struct writer *w, int way, char c)
{
    if (w->len[way] < READING_BYTES)
        w->text[way][w->len[way]++] = c;
}

static void put_letters(struct writer *w, int way, const char *p)
{
    for (; *p != '\0'; p++)
        if (*p != ' ')
            put_letter(w, way, *p);
}

/* Syllables of a file: v is the u with two dots. */
static void put_syllables(struct writer *w, int way, const char *p)
{
    for (; *p != '\0'; p++)
        if (*p != ' ')
            put_letter(w, way, *p == 'v' ? 'u' : *p);
}

static unsigned rare_reading(const struct vg_han_reading *r, unsigned n, uint32_t c)
{
    unsigned low = 0, high = n;

    while (low < high) {
        const unsigned middle = low + (high - low) / 2;

        if (r[middle].c < c)
            low = middle + 1;
        else
            high = middle;
    }
    return low < n && r[low].c == c ? r[low].syllable : 0;
}

static unsigned first_reading(uint32_t c)
{
    return c >= VG_HAN_FIRST && c <= VG_HAN_LAST ? vg_han_readings[c - VG_HAN_FIRST]
                                                 : rare_reading(vg_han_rare, vg_han_rare_count, c);
}

/* The longest word of `k` at the start of the text; its bytes, or 0. */
static size_t word_at(const struct vg_keys *k, const char *p, size_t len, const char **syllables)
{
    const uint64_t lengths = len < k->head ? 0 : k->starts[vg_keys_start(p, len, k->head)];

    for (size_t n = len < LONGEST_WORD ? len : LONGEST_WORD; n >= 3; n--) {
        long entry;

        if (n >= k->head && (lengths & vg_keys_bit(n, k->head)) == 0)
            continue;
        entry = vg_keys_find(k, p, n);
        if (entry >= 0) {
            *syllables = vg_keys_texts + k->values[k->entries[entry].refs];
            return n;
        }
    }
    return 0;
}

static void put_word(struct writer *w, const char *syllables)
{
    put_syllables(w, 0, syllables);
    put_syllables(w, 1, syllables);
    w->syllables++;
    for (const char *p = syllables; *p != '\0'; p++)
        w->syllables += *p == ' ';
}

static void put_character(struct writer *w, uint32_t c)
{
    const unsigned first = first_reading(c);
    const unsigned second = w->is_open ? 0 : rare_reading(vg_han_second, vg_han_second_count, c);

    if (first == 0)
        return;
    w->syllables++;
    put_letters(w, 0, vg_han_syllables[first]);
    put_letters(w, 1, vg_han_syllables[second != 0 ? second : first]);
    if (second != 0)
        w->is_open = 1; /* of several open characters the first counts: at most two ways */
}

/* The first way by the surname, the second by the characters. */
static size_t put_surname(struct writer *w, struct vg_str text)
{
    const char *syllables;
    const size_t n = word_at(&vg_keys_surname, text.p, text.len, &syllables);

    if (n == 0)
        return 0;
    put_syllables(w, 0, syllables);
    for (size_t at = 0; at < n;) {
        uint32_t c;

        at += vg_utf8_next(text.p + at, n - at, &c);
        put_letters(w, 1, vg_han_syllables[first_reading(c)]);
        w->syllables++;
    }
    w->is_open = w->len[0] != w->len[1] || memcmp(w->text[0], w->text[1], w->len[0]) != 0;
    return n;
}

static void read_han(struct writer *w, struct vg_str text, int is_person)
{
    size_t at = is_person ? put_surname(w, text) : 0;

    while (at < text.len) {
        const char *syllables;
        const size_t n = word_at(&vg_keys_reading, text.p + at, text.len - at, &syllables);
        uint32_t c;

        if (n > 0) {
            put_word(w, syllables);
            at += n;
            continue;
        }
        at += vg_utf8_next(text.p + at, text.len - at, &c);
        put_character(w, c);
    }
}

/* The u with two dots is folded to u already; lv, nv and lyu are that, too. */
static struct vg_str read_latin(struct vg_str text, struct vg_arena *a)
{
    char *out = vg_alloc(a, text.len + 1);
    size_t n = 0;

    for (size_t i = 0; i < text.len; i++) {
        const char before = i > 0 ? text.p[i - 1] : '\0';
        const char after = i + 1 < text.len ? text.p[i + 1] : '\0';
        const char c = text.p[i];

        if (((unsigned char)c & 0x80U) != 0 || (c == 'y' && before == 'l' && after == 'u'))
            continue;
        if (c == 'v' && (before == 'l' || before == 'n') &&
            (after == '\0' || strchr("aiou", after) == NULL))
            out[n++] = 'u';
        else
            out[n++] = c;
    }
    return (struct vg_str){out, n};
}

/* Revised Romanisation, syllable by syllable without assimilation. */
static void put_hangul(struct writer *w, uint32_t c)
{
    static const char initial[][3] = {"g",  "kk", "n", "d",  "tt", "r", "m", "b", "pp", "s",
                                      "ss", "",   "j", "jj", "ch", "k", "t", "p", "h"};
    static const char vowel[][4] = {"a",  "ae", "ya", "yae", "eo", "e",  "yeo",
                                    "ye", "o",  "wa", "wae", "oe", "yo", "u",
                                    "wo", "we", "wi", "yu",  "eu", "ui", "i"};
    static const char final[][3] = {"",  "k",  "k", "k", "n", "n", "n", "t", "l", "k",
                                    "m", "l",  "l", "l", "p", "l", "m", "p", "p", "t",
                                    "t", "ng", "t", "t", "k", "t", "p", "t"};
    const uint32_t s = c - 0xac00;

    put_letters(w, 0, initial[s / 588]);
    put_letters(w, 0, vowel[s % 588 / 28]);
    put_letters(w, 0, final[s % 28]);
}

/* Bytes of the Arabic article at the start of a word, with what is written together with it; what
 * follows has at least three letters. */
static size_t article(struct vg_str text)
{
    static const char *const forms[] = {"وال", "بال", "لل", "ال"};

    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        const size_t n = strlen(forms[i]);

        if (text.len >= n + 6 && memcmp(text.p, forms[i], n) == 0)
            return n;
    }
    return 0;
}

static void read_letters(struct writer *w, struct vg_str text)
{
    for (size_t at = article(text); at < text.len;) {
        uint32_t c;

        at += vg_utf8_next(text.p + at, text.len - at, &c);
        if (c >= 0xac00 && c <= 0xd7a3)
            put_hangul(w, c);
        else if (c < 0x80)
            put_letter(w, 0, (char)c);
        else if (c < VG_LETTER_TOP && vg_letters[c] != 0)
            put_letters(w, 0, vg_letter_texts[vg_letters[c]]);
    }
}

unsigned vg_reading_of(struct vg_str text, enum vg_script script, int is_person, struct vg_arena *a,
                       struct vg_str out[VG_NAME_READINGS])
{
    struct writer w;

    if (script == VG_SCRIPT_LATIN) {
        out[0] = read_latin(text, a);
        out[1] = (struct vg_str){NULL, 0};
        return 0;
    }
    w.len[0] = w.len[1] = 0;
    w.syllables = 0;
    w.is_open = 0;
    if (script == VG_SCRIPT_HAN)
        read_han(&w, text, is_person);
    else
        read_letters(&w, text);
    out[0] = vg_str_copy(a, (struct vg_str){w.text[0], w.len[0]});
    out[1] =
        w.is_open ? vg_str_copy(a, (struct vg_str){w.text[1], w.len[1]}) : (struct vg_str){NULL, 0};
    return w.syllables;
}

/* a to z; 0 for what is left out. */
static const char sound_classes[26] = {
    0,   'b', 'k', 't', 0,   'f', 'g', 0, 0,   'g', 'k', 'l', 'm',
    'n', 0,   'b', 'k', 'r', 's', 't', 0, 'f', 0,   's', 0,   's',
};

static char sound_class(char c)
{
    return c >= 'a' && c <= 'z' ? sound_classes[c - 'a'] : c;
}

struct vg_str vg_reading_skeleton(struct vg_str reading, struct vg_arena *a)
{
    char *out = vg_alloc(a, reading.len + 1);
    size_t n = 0;
    char last = 0;

    for (size_t i = 0; i < reading.len; i++) {
        const char c = sound_class(reading.p[i]);

        if (i == 0 && c == 0)
            out[n++] = 'a';
        else if (c != 0 && c != last)
            out[n++] = c;
        last = c;
    }
    return (struct vg_str){out, n};
}
