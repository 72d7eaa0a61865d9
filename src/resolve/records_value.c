/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "resolve/records_inside.h"

enum { DATE_DIGITS = 8, NUMBER_DIGITS = 60 };
#define DAYS_APART 3653.0

/* -- dates ------------------------------------------------------------------------------------ */

/* The eight digits of YYYYMMDD, with the same separator between them or none. */
static int date_digits(struct vg_str s, char *out)
{
    size_t n = 0;
    char separator = 0;

    for (size_t i = 0; i < s.len; i++) {
        const char c = s.p[i];

        if (c >= '0' && c <= '9') {
            if (n == DATE_DIGITS)
                return 0;
            out[n++] = c;
        } else if ((c == '-' || c == '/' || c == '.') &&
                   ((i == 4 && n == 4) || (i == 7 && n == 6 && c == separator))) {
            separator = c;
        } else {
            return 0;
        }
    }
    return n == DATE_DIGITS && (separator == 0 || s.len == DATE_DIGITS + 2);
}

static int two(const char *p)
{
    return 10 * (p[0] - '0') + p[1] - '0';
}

static int is_date(const char *d)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const int year = 100 * two(d) + two(d + 2), month = two(d + 4), day = two(d + 6);
    const int leaps = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    return month >= 1 && month <= 12 && day >= 1 && day <= days[month - 1] + (month == 2 && leaps);
}

/* Days since 0000-03-01 (the calendar as it is now, carried back). */
static double days_of(const char *d)
{
    const int month = two(d + 4), year = 100 * two(d) + two(d + 2) - (month <= 2);
    const int in_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + two(d + 6) - 1;

    return 365.0 * year + floor(year / 4.0) - floor(year / 100.0) + floor(year / 400.0) + in_year;
}

/* Digits that differ; an exchange of two neighbouring ones, or of day and month, is one slip. */
static unsigned slips(const char *a, const char *b)
{
    unsigned n = 0;

    if (memcmp(a, b, 4) == 0 && memcmp(a + 4, b + 6, 2) == 0 && memcmp(a + 6, b + 4, 2) == 0)
        return 1;
    for (size_t i = 0; i < DATE_DIGITS; i++) {
        if (a[i] == b[i])
            continue;
        n++;
        if (i + 1 < DATE_DIGITS && a[i] == b[i + 1] && a[i + 1] == b[i])
            i++;
    }
    return n;
}

static double date_likeness(const struct vg_records_value *a, const struct vg_records_value *b)
{
    const double near = 1 - fabs(a->number - b->number) / DAYS_APART;
    const double alike = 1 - slips(a->text.text.p, b->text.text.p) / (double)DATE_DIGITS;

    return near > alike ? near : alike;
}

/* -- numbers --------------------------------------------------------------------------------- */

/* The digits of a plain decimal number: sign, whole part without leading zeros, part behind the
 * point without trailing ones. 0 where it is none. `out` has room for s.len + 3. */
static size_t plain_number(struct vg_str s, char *out)
{
    size_t i = 0, n = 0, digits = 0, from;
    const int minus = s.len > 0 && s.p[0] == '-';

    i += s.len > 0 && (s.p[0] == '-' || s.p[0] == '+');
    if (minus)
        out[n++] = '-';
    from = n;
    for (; i < s.len && s.p[i] >= '0' && s.p[i] <= '9'; i++, digits++)
        if (s.p[i] != '0' || n > from)
            out[n++] = s.p[i];
    if (n == from)
        out[n++] = '0';
    if (i < s.len && s.p[i] == '.') {
        size_t end = s.len;

        for (size_t k = i + 1; k < s.len; k++, digits++)
            if (s.p[k] < '0' || s.p[k] > '9')
                return 0;
        while (end > i + 1 && s.p[end - 1] == '0')
            end--;
        if (end > i + 1) {
            memcpy(out + n, s.p + i, end - i);
            n += end - i;
        }
        i = s.len;
    }
    if (i < s.len || digits == 0)
        return 0;
    if (n == 2 && out[0] == '-' && out[1] == '0') {
        out[0] = '0';
        n = 1;
    }
    return n;
}

static double number_of(struct vg_str s)
{
    double v = 0, place = 1;
    int behind = 0;

    for (size_t i = 0; i < s.len; i++) {
        if (s.p[i] == '.') {
            behind = 1;
        } else if (s.p[i] != '-') {
            v = 10 * v + (s.p[i] - '0');
            place = behind ? 10 * place : place;
        }
    }
    return (s.len > 0 && s.p[0] == '-' ? -v : v) / place;
}

static double number_likeness(const struct vg_records_value *a, const struct vg_records_value *b)
{
    const double larger = fmax(fabs(a->number), fabs(b->number));
    const double unlike = larger == 0 ? 0 : fabs(a->number - b->number) / larger;

    return unlike >= 1 ? 0 : 1 - unlike;
}

/* -- any kind ------------------------------------------------------------------------------------
 */

struct vg_str vg_records_value(enum vg_records_kind kind, struct vg_str s, struct vg_arena *a)
{
    char room[NUMBER_DIGITS + 3];
    size_t n;

    if (kind == VG_RECORDS_DATE && date_digits(s, room) && is_date(room))
        return vg_str_copy(a, (struct vg_str){room, DATE_DIGITS});
    if (kind == VG_RECORDS_NUMBER && s.len <= NUMBER_DIGITS) {
        n = plain_number(s, room);
        return n > 0 ? vg_str_copy(a, (struct vg_str){room, n}) : s;
    }
    return s;
}

static const struct vg_scored_name *name_of(const struct vg_scorer *scorer, struct vg_str s,
                                            struct vg_arena *a)
{
    struct vg_name *name = VG_NEW(a, struct vg_name);

    vg_name_read(s, (struct vg_str){0}, a, name);
    return vg_scored_name(scorer, name, VG_KIND_OPEN, a);
}

struct vg_records_value vg_records_value_make(enum vg_records_kind kind,
                                              const struct vg_scorer *scorer, struct vg_str s,
                                              struct vg_arena *a)
{
    struct vg_records_value v = {.text = vg_similar_text(s)};
    char room[NUMBER_DIGITS + 3];

    if (kind == VG_RECORDS_DATE && s.len == DATE_DIGITS && date_digits(s, room) && is_date(s.p)) {
        v.is_read = 1;
        v.number = days_of(s.p);
    } else if (kind == VG_RECORDS_NUMBER && s.len <= NUMBER_DIGITS && plain_number(s, room) > 0) {
        v.is_read = 1;
        v.number = number_of(s);
    } else if (kind == VG_RECORDS_NAME) {
        v.name = name_of(scorer, s, a);
    }
    return v;
}

double vg_records_value_likeness(enum vg_records_kind kind, const struct vg_scorer *scorer,
                                 const struct vg_similar *k, const struct vg_records_value *left,
                                 const struct vg_records_value *right)
{
    struct vg_score score;
    const int both = left->is_read && right->is_read;

    switch (kind) {
    case VG_RECORDS_JARO_WINKLER:
        return vg_similar_jaro_winkler(k, &right->text);
    case VG_RECORDS_LEVENSHTEIN:
        return vg_similar_levenshtein(k, &right->text);
    case VG_RECORDS_DATE:
        return both ? date_likeness(left, right) : vg_similar_levenshtein(k, &right->text);
    case VG_RECORDS_NUMBER:
        return both ? number_likeness(left, right) : 0;
    case VG_RECORDS_NAME:
        vg_score_pair(scorer, left->name, right->name, &score);
        return score.score;
    case VG_RECORDS_EXACT:
    case VG_RECORDS_KINDS:
        break;
    }
    return 0;
}

double vg_records_value_at_most(enum vg_records_kind kind, const struct vg_records_value *left,
                                const struct vg_records_value *right)
{
    if (kind == VG_RECORDS_JARO_WINKLER)
        return vg_jaro_winkler_at_most(&left->text, &right->text);
    if (kind == VG_RECORDS_LEVENSHTEIN)
        return vg_levenshtein_at_most(&left->text, &right->text);
    return kind == VG_RECORDS_EXACT ? 0 : 1;
}

double vg_records_likeness(enum vg_records_kind kind, struct vg_str a, struct vg_str b)
{
    VG_SCOPED_ARENA work = {0};
    const struct vg_str left = vg_records_value(kind, a, &work);
    const struct vg_str right = vg_records_value(kind, b, &work);
    const struct vg_scorer *scorer = kind == VG_RECORDS_NAME ? vg_scorer_make(&work) : NULL;
    const struct vg_records_value l = vg_records_value_make(kind, scorer, left, &work);
    const struct vg_records_value r = vg_records_value_make(kind, scorer, right, &work);
    struct vg_similar *k = VG_NEW(&work, struct vg_similar);

    if (vg_str_cmp(left, right) == 0)
        return 1;
    vg_similar_keep(k, &l.text);
    return vg_records_value_likeness(kind, scorer, k, &l, &r);
}
