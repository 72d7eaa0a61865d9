/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Is a list of names one of persons? No row decides: many places are called like persons
 * (Charlotte, 金华). What decides is the share of rows that look so (names_words.c, names_signs.c).
 *
 * Measured on lists of places, a row that may be either counted half: the tables of data/places
 * 0.2 to 2 in a hundred, 28,000 names of Chinese townships 2, provinces and cities of twenty
 * countries at most 5, lists of places and bodies in thirteen languages at most 5; spellings
 * of Chinese towns syllable by syllable 7. So the line is drawn at ten. Lists of persons of
 * everyday names have more than fifty, such of seldom ones in the languages that are known
 * nineteen and more; as those are all of two or three words, that much is enough in a short list
 * too.
 */
#include <string.h>

#include "base/fold.h"
#include "base/utf8_scan.h"
#include "mention/names_file.h"
#include "mention/names_look.h"

enum {
    FEW = 5,          /* rows: what is no bulk at all */
    SHARE_SMALL = 30, /* per cent that look personal, in a list short of MANY rows */
    SHARE_LARGE = 10, /* in a longer one, and in one of rows that are all built alike */
    ALIKE = 85,       /* per cent of rows that are two or three words, no place's among them */
    MANY = 200,
    SHARE_IDENTITY = 1, /* per cent that hold identity numbers, more than FEW */
};

/* -- identity numbers ---------------------------------------------------------------------------
 */

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static int number_at(const char *p, size_t n)
{
    int v = 0;

    for (size_t i = 0; i < n; i++)
        v = 10 * v + (p[i] - '0');
    return v;
}

static int is_date(int year, int month, int day)
{
    return year >= 1900 && year <= 2100 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/* GB 11643: six digits of a district, eight of a birthday, three, and a check digit. */
static int is_resident_number(const char *p, size_t n)
{
    static const int weight[17] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;

    for (size_t i = 0; i < n; i++)
        if (!is_digit(p[i]) && !(n == 18 && i == 17 && (p[i] == 'X' || p[i] == 'x')))
            return 0;
    if (n == 15) /* before 1999: no century, no check digit */
        return p[0] >= '1' && p[0] <= '8' &&
               is_date(1900 + number_at(p + 6, 2), number_at(p + 8, 2), number_at(p + 10, 2));
    if (n != 18 || !is_date(number_at(p + 6, 4), number_at(p + 10, 2), number_at(p + 12, 2)))
        return 0;
    for (size_t i = 0; i < 17; i++)
        sum += weight[i] * (p[i] - '0');
    return (p[17] | 0x20) == ("10x98765432"[sum % 11] | 0x20);
}

/* Someone at somewhere with a point in it. */
static int is_address(struct vg_str s)
{
    const char *at = s.len > 0 ? memchr(s.p, '@', s.len) : NULL;

    if (at == NULL || at == s.p || memchr(s.p, ' ', s.len) != NULL)
        return 0;
    return memchr(at, '.', s.len - (size_t)(at - s.p)) != NULL;
}

/* One or two capitals and seven or eight digits; China, Canada, Hong Kong and many others. */
static int is_passport(const char *p, size_t n)
{
    size_t letters = 0, digits;

    while (letters < n && letters < 3 && p[letters] >= 'A' && p[letters] <= 'Z')
        letters++;
    for (digits = letters; digits < n && is_digit(p[digits]);)
        digits++;
    digits -= letters;
    return letters >= 1 && letters <= 2 && letters + digits == n && digits >= 6 && digits <= 9;
}

/* Digits with the marks that telephone numbers are written with, and nothing else. */
static int is_telephone(struct vg_str s)
{
    size_t digits = 0;

    for (size_t i = 0; i < s.len; i++) {
        if (is_digit(s.p[i]))
            digits++;
        else if (strchr("+-() ./", s.p[i]) == NULL)
            return 0;
    }
    return digits >= 7 && digits <= 20;
}

/* A resident or passport number among the words of a name. */
static int holds_number(struct vg_str s)
{
    for (size_t at = 0; at < s.len;) {
        size_t n = 0;

        while (at + n < s.len && (is_digit(s.p[at + n]) ||
                                  ((s.p[at + n] | 0x20) >= 'a' && (s.p[at + n] | 0x20) <= 'z')))
            n++;
        if (n > 0 && (is_resident_number(s.p + at, n) || is_passport(s.p + at, n)))
            return 1;
        at += n > 0 ? n : 1;
    }
    return 0;
}

enum vg_names_look vg_names_look(const struct vg_gazetteer_name *n)
{
    VG_SCOPED_BUF b = {.max = 4096};
    struct vg_str s;

    if (holds_number(n->name) || is_telephone(n->name) || is_address(n->name) ||
        is_resident_number(n->id.p, n->id.len) || is_address(n->id))
        return VG_LOOKS_IDENTITY;
    vg_fold(n->name.p, n->name.len, VG_FOLD_STRIP, &b);
    s = vg_buf_str(&b);
    /* Latin, Greek, Cyrillic, Arabic letters are of one or two bytes */
    return s.len > 0 && (unsigned char)*s.p >= 0xe0
               ? vg_names_look_signs(s)
               : vg_names_look_words(s, vg_ascii_len(n->name.p, n->name.len) == n->name.len);
}

/* -- the list
 * ------------------------------------------------------------------------------------------ */

/* How many rows look how, and in which line the first of them stands. */
struct looks {
    size_t persons, halves, bare, identities;
    uint32_t person, identity;
};

static void count_row(struct looks *l, const struct vg_names_row *row)
{
    switch (vg_names_look(&row->name)) {
    case VG_LOOKS_PERSON:
        l->halves++;
        __attribute__((fallthrough));
    case VG_LOOKS_MAYBE:
        l->halves++;
        l->person = l->persons++ == 0 ? row->line : l->person;
        break;
    case VG_LOOKS_IDENTITY:
        l->identity = l->identities++ == 0 ? row->line : l->identity;
        break;
    case VG_LOOKS_BARE:
        l->bare++;
        break;
    case VG_LOOKS_ORDINARY:
    default:
        break;
    }
}

int vg_names_refuse(const struct vg_names_row *rows, size_t n, struct vg_err *err)
{
    struct looks l = {0};
    size_t share;

    for (size_t i = 0; i < n; i++)
        count_row(&l, &rows[i]);
    share = n < MANY && (l.persons + l.bare) * 100 < n * ALIKE ? SHARE_SMALL : SHARE_LARGE;
    if (l.identities >= FEW && l.identities * 100 > n * SHARE_IDENTITY)
        return vg_fail(err, VG_E_REFUSED,
                       "%zu of %zu rows, the first in line %u, hold what looks like identity "
                       "numbers, telephone numbers or e-mail addresses; vigil looks for places and "
                       "institutions, not for persons",
                       l.identities, n, l.identity);
    if (l.persons >= FEW && l.halves * 100 > n * 2 * share)
        return vg_fail(err, VG_E_REFUSED,
                       "%zu of %zu rows, the first in line %u, look like the names of persons; "
                       "vigil looks for places and institutions, not for persons",
                       l.persons, n, l.person);
    return VG_OK;
}
