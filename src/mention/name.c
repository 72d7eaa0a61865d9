/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "mention/name.h"

static int is_number(const struct vg_scan *s, size_t i)
{
    return i < s->n && s->tok[i].kind == VG_TOKEN_NUMBER;
}

/* Swallow "20", "20 and 423", "34, 41 and 59"; returns behind them. */
static size_t swallow_list(struct vg_scan *s, size_t i)
{
    while (is_number(s, i) && !vg_scan_is(s, i + 1, VG_LEX_MONTH)) {
        s->tok[i++].role = VG_ROLE_NAME;
        if (vg_scan_mark(s, i, ',') && is_number(s, i + 1))
            i++;
        else if ((vg_scan_word_is(s, i, "and") || vg_scan_word_is(s, i, "or") ||
                  vg_scan_word_is(s, i, "to")) &&
                 is_number(s, i + 1))
            i++;
    }
    return i;
}

static int grouped(const struct vg_scan *s, size_t i)
{
    return memchr(s->text + s->tok[i].start, ',', s->tok[i].end - s->tok[i].start) != NULL;
}

/* "Line 119", "Boeing 737": a capitalised word that no lexicon explains, in front
 * of a bare number that counts nothing. */
static int names_its_number(const struct vg_scan *s, size_t i)
{
    struct vg_unit u;

    if (!(s->tok[i].flags & VG_TOKEN_CAPITAL) || s->tok[i].kind != VG_TOKEN_WORD ||
        (s->tok[i].flags & VG_TOKEN_POSSESSIVE) || !is_number(s, i + 1) || grouped(s, i + 1))
        return 0;
    if (vg_scan_is(s, i, VG_LEX_MONTH) || vg_scan_is(s, i, VG_LEX_WEEKDAY) ||
        vg_scan_is(s, i, VG_LEX_CURRENCY) || vg_scan_is(s, i, VG_LEX_BOUND) ||
        vg_scan_is(s, i, VG_LEX_PREPOSITION) || vg_scan_is(s, i, VG_LEX_DET) ||
        vg_scan_is(s, i, VG_LEX_SEASON) || vg_scan_is(s, i, VG_LEX_VERB) ||
        vg_scan_is(s, i, VG_LEX_FILLER) || vg_scan_is(s, i, VG_LEX_PRONOUN) ||
        vg_scan_is(s, i, VG_LEX_NUMBER) || vg_scan_is(s, i, VG_LEX_ISSUE) ||
        vg_scan_is(s, i + 2, VG_LEX_MONTH))
        return 0; /* "Published 26 October" */
    return !vg_unit_at(s, i + 2, s->n, 0, &u);
}

enum { HEADING_MAX = 14 /* tokens of a heading */ };
enum { TITLE_MAX = 40 }; /* tokens of the longest quoted title; keeps the look ahead bounded */

static void swallow_quote(struct vg_scan *s, size_t i)
{
    size_t end = i + TITLE_MAX < s->n ? i + TITLE_MAX : s->n;

    for (; i < end && !vg_scan_mark(s, i, VG_MARK_CLOSE); i++)
        s->tok[i].role = VG_ROLE_NAME;
}

/* A quotation whose longer words all have capitals is a title. */
static int is_title(const struct vg_scan *s, size_t i)
{
    size_t words = 0, capitals = 0, end = i + TITLE_MAX < s->n ? i + TITLE_MAX : s->n;

    for (; i < end && !vg_scan_mark(s, i, VG_MARK_CLOSE); i++) {
        if (s->tok[i].kind != VG_TOKEN_WORD || s->tok[i].end - s->tok[i].start < 4)
            continue;
        words++;
        capitals += (s->tok[i].flags & VG_TOKEN_CAPITAL) != 0;
    }
    return i < end && words >= 2 && capitals == words;
}

/* “110 overseas stations” behind dubbed, titled, so-called …; or a title by its looks. */
static void quote_at(struct vg_scan *s, size_t i)
{
    size_t before = i;

    for (int k = 0; k < 3 && before > 0; k++) {
        before--;
        if (vg_scan_is(s, before, VG_LEX_NAMING)) {
            swallow_quote(s, i + 1);
            return;
        }
        if (s->tok[before].kind == VG_TOKEN_MARK)
            break;
    }
    if (is_title(s, i + 1))
        swallow_quote(s, i + 1);
}

/* "John Doe, 41, said": the age of a person. */
static int is_age_between_commas(const struct vg_scan *s, size_t i)
{
    return i >= 2 && vg_scan_mark(s, i - 1, ',') && vg_scan_mark(s, i + 1, ',') &&
           s->tok[i - 2].kind == VG_TOKEN_WORD && (s->tok[i - 2].flags & VG_TOKEN_CAPITAL) &&
           !vg_scan_is(s, i - 2, VG_LEX_MONTH) && s->tok[i].end - s->tok[i].start == 2;
}

/* "3.2 Passports": the number of a heading, which is no sentence. */
static int is_heading_number(const struct vg_scan *s, size_t i)
{
    return i == 0 && s->n > 1 && s->n <= HEADING_MAX && s->tok[1].kind == VG_TOKEN_WORD &&
           (s->tok[1].flags & VG_TOKEN_CAPITAL) && !vg_scan_is(s, 1, VG_LEX_MONTH) &&
           !vg_scan_mark(s, s->n - 1, '.') && !vg_scan_mark(s, s->n - 1, '!') &&
           !vg_scan_mark(s, s->n - 1, '?') && !vg_scan_mark(s, s->n - 1, VG_MARK_CLOSE);
}

/* The later groups of "+31 70 555 0144". */
static int is_phone_group(const struct vg_scan *s, size_t i)
{
    while (i > 0 && s->tok[i - 1].kind == VG_TOKEN_NUMBER && s->tok[i - 1].role == VG_ROLE_NAME)
        i--;
    return i > 0 && vg_scan_mark(s, i - 1, '+');
}

static void number_at(struct vg_scan *s, size_t i)
{
    int listed = i == 0 && (vg_scan_mark(s, 1, '.') || vg_scan_mark(s, 1, ')'));
    int noted = i > 0 && vg_scan_mark(s, i - 1, '[') && vg_scan_mark(s, i + 1, ']');
    int called = i > 0 && (vg_scan_mark(s, i - 1, '#') || vg_scan_mark(s, i - 1, '+') ||
                           vg_scan_mark(s, i - 1, '&') || vg_scan_mark(s, i - 1, '*') ||
                           is_phone_group(s, i));
    int counted = i > 0 && vg_scan_is(s, i - 1, VG_LEX_NUMBER) && !vg_scan_mark(s, i - 1, ',');
    int item = i == 1 && vg_scan_mark(s, 0, '(') && vg_scan_mark(s, 2, ')');

    if (s->text[s->tok[i].start] == '0' && s->tok[i].end - s->tok[i].start > 1 &&
        s->text[s->tok[i].start + 1] != '.') {
        s->tok[i].role = VG_ROLE_NAME; /* 000, 0700: nothing is counted so */
        return;
    }
    if (listed || is_heading_number(s, i) || noted || called || counted || item ||
        is_age_between_commas(s, i) || vg_scan_is(s, i + 1, VG_LEX_AGE) ||
        vg_scan_is(s, i + 1, VG_LEX_MEASURE))
        s->tok[i].role = VG_ROLE_NAME;
}

/* How many tokens a phrase of a class takes at i; 0: it is not there. */
static size_t phrase_length(const struct vg_scan *s, size_t i, enum vg_lex_class class)
{
    const struct vg_lex_entry *e = vg_scan_phrase(s, i, s->n, class);

    return e ? e->n : 0;
}

void vg_names_mark(struct vg_scan *s)
{
    for (size_t i = 0; i < s->n; i++) {
        uint64_t mask = vg_lex_mask(s->lex, s->word[i]);
        size_t n;

        if (s->tok[i].kind == VG_TOKEN_CODE)
            s->tok[i].role = VG_ROLE_NAME;
        if (s->tok[i].kind == VG_TOKEN_NUMBER)
            number_at(s, i);
        if (s->tok[i].mark == VG_MARK_OPEN)
            quote_at(s, i);
        if (s->tok[i].kind != VG_TOKEN_WORD)
            continue;
        if ((mask & VG_LEX_BIT(VG_LEX_NAME)) && (n = phrase_length(s, i, VG_LEX_NAME)) != 0) {
            size_t at = i + n;

            if (vg_scan_mark(s, at, '.') || vg_scan_mark(s, at, ','))
                at++;
            (void)swallow_list(s, at);
        }
        if ((mask & VG_LEX_BIT(VG_LEX_AGE)) && (n = phrase_length(s, i, VG_LEX_AGE)) != 0)
            (void)swallow_list(s, i + n);
        if (names_its_number(s, i))
            (void)swallow_list(s, i + 1);
    }
}
