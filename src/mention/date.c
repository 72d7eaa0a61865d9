/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Dates and periods of English. An atom is one calendar unit with what was
 * printed of it (day, month, season, quarter, year); a period is made of one
 * or two atoms and the words around them. What is missing is filled in from the
 * dateline: the latest such day, month or year that is not after it. Without a
 * dateline nothing is filled in, and only the words are kept.
 */
#include "base/clock.h"
#include "base/edtf.h"
#include "mention/scan.h"

enum { SPRING = 21, QUARTER = 33, HALF = 41 };

struct atom {
    int year, month, day; /* 0: not there; month 21–24 seasons, 33–36 quarters, 41–42 halves */
    int last_day;         /* "8 and 15 November": the second day, or 0 */
    int last_year;        /* "the financial year 2021–22": the second, or 0 */
    int64_t week;         /* first day of a week meant as a whole, when is_week */
    int is_week;
    unsigned inferred;
    int dated;
    size_t end;
    int printed; /* year, month and day stand in the text */
};

struct today {
    int64_t days; /* or VG_NO_DATELINE */
    int year, month, day;
};

static int number_of(const struct vg_scan *s, size_t i, int low, int high)
{
    struct vg_str t;
    int n = 0;

    if (i >= s->n || s->tok[i].kind != VG_TOKEN_NUMBER || s->tok[i].role == VG_ROLE_NAME)
        return 0;
    t = vg_scan_text(s, i, i + 1);
    if (t.len > 4)
        return 0;
    for (size_t k = 0; k < t.len; k++) {
        if (t.p[k] < '0' || t.p[k] > '9')
            return 0;
        n = n * 10 + (t.p[k] - '0');
    }
    return n >= low && n <= high ? n : 0;
}

static int year_of(const struct vg_scan *s, size_t i)
{
    return i < s->n && s->tok[i].end - s->tok[i].start == 4 ? number_of(s, i, 1800, 2099) : 0;
}

/* Also "12th" and "1st", which are codes to the tokeniser. */
static int day_of(const struct vg_scan *s, size_t i)
{
    struct vg_str t;
    int n;

    if (i >= s->n)
        return 0;
    if (s->tok[i].kind == VG_TOKEN_NUMBER)
        return s->tok[i].end - s->tok[i].start <= 2 ? number_of(s, i, 1, 31) : 0;
    t = vg_scan_text(s, i, i + 1);
    if (s->tok[i].kind != VG_TOKEN_CODE || t.len < 3 || t.len > 4)
        return 0;
    n = t.p[0] - '0';
    if (t.len == 4)
        n = n * 10 + (t.p[1] - '0');
    if (strncmp(t.p + t.len - 2, "th", 2) != 0 && strncmp(t.p + t.len - 2, "st", 2) != 0 &&
        strncmp(t.p + t.len - 2, "nd", 2) != 0 && strncmp(t.p + t.len - 2, "rd", 2) != 0)
        return 0;
    return n >= 1 && n <= 31 ? n : 0;
}

/* Written as months and weekdays are in this language: in English with a capital. */
static int is_capital(const struct vg_scan *s, size_t i)
{
    return s->lex->lower_dates || (s->tok[i].flags & VG_TOKEN_CAPITAL) != 0;
}

static int month_of(const struct vg_scan *s, size_t i)
{
    const struct vg_lex_entry *e;

    if (i >= s->n || !is_capital(s, i))
        return 0;
    e = vg_scan_phrase(s, i, s->n, VG_LEX_MONTH);
    return e ? (int)e->a : 0;
}

/* May and March begin sentences as other words. */
static int month_alone(const struct vg_scan *s, size_t i)
{
    int m = month_of(s, i);

    if (i > 0 && s->tok[i - 1].kind == VG_TOKEN_WORD)
        return m;
    return vg_scan_word_is(s, i, "may") || vg_scan_word_is(s, i, "march") ? 0 : m;
}

static int season_of(const struct vg_scan *s, size_t i)
{
    const struct vg_lex_entry *e = vg_scan_phrase(s, i, s->n, VG_LEX_SEASON);

    return e ? (int)e->a : 0;
}

/* Inlined always: the words are constants, and then their lengths are, too. */
__attribute__((always_inline)) static inline int
is_one_of(const struct vg_scan *s, size_t i, const char *a, const char *b, const char *c)
{
    return vg_scan_word_is(s, i, a) || (b && vg_scan_word_is(s, i, b)) ||
           (c && vg_scan_word_is(s, i, c));
}

static struct today today_of(int64_t dateline)
{
    struct today d = {.days = dateline};

    if (dateline != VG_NO_DATELINE)
        vg_date_of(dateline, &d.year, &d.month, &d.day);
    return d;
}

/* The year that was not printed: the latest that puts the date not after today. */
static void infer_year(struct atom *a, const struct today *d)
{
    a->inferred |= VG_INFERRED_YEAR;
    a->dated = d->days != VG_NO_DATELINE;
    if (!a->dated)
        return;
    a->year = d->year;
    if (a->day) {
        while (a->day > vg_days_in_month(a->year, a->month) ||
               vg_days_of(a->year, a->month, a->day) > d->days)
            a->year--;
    } else if (a->month > d->month && a->month < SPRING) {
        a->year--;
    } else if (a->month >= SPRING && a->month < QUARTER && (a->month - SPRING) * 3 + 3 > d->month) {
        a->year--;
    } else if (a->month >= HALF ? (a->month - HALF) * 6 + 1 > d->month
                                : a->month >= QUARTER && (a->month - QUARTER) * 3 + 1 > d->month) {
        a->year--;
    }
}

/* "last year", "this year", "of 2021", "2021", ", 2021" behind a month or season. */
static void year_behind(const struct vg_scan *s, struct atom *a, const struct today *d)
{
    size_t i = a->end;
    int y;

    if (vg_scan_word_is(s, i, "of") || (vg_scan_mark(s, i, ',') && a->day))
        i++;
    y = year_of(s, i);
    if (y) {
        a->year = y;
        a->dated = 1;
        a->end = i + 1;
        return;
    }
    if (is_one_of(s, i, "last", "this", "next") && vg_scan_word_is(s, i + 1, "year")) {
        a->inferred |= VG_INFERRED_YEAR;
        a->dated = d->days != VG_NO_DATELINE;
        a->year = d->year + (vg_scan_word_is(s, i, "next") ? 1 : 0) -
                  (vg_scan_word_is(s, i, "last") ? 1 : 0);
        a->end = i + 2;
        return;
    }
    infer_year(a, d);
}

static int day_fits(struct atom *a)
{
    if (a->day && a->year && a->day > vg_days_in_month(a->year, a->month))
        return 0;
    return !a->last_day || a->last_day > a->day;
}

/* 5 July 2018; 8 and 15 November; July 5, 2018; July 2018; July last year */
static int month_atom(const struct vg_scan *s, size_t i, const struct today *d, struct atom *a)
{
    int day = day_of(s, i), m;
    size_t at = i;

    *a = (struct atom){0};
    if (day) {
        int second = 0;

        at = i + 1;
        if ((is_one_of(s, at, "and", "to", NULL) || vg_scan_mark(s, at, VG_MARK_DASH) ||
             vg_scan_mark(s, at, VG_MARK_HYPHEN)) &&
            (second = day_of(s, at + 1)) != 0)
            at += 2;
        if (vg_scan_word_is(s, at, "of"))
            at++;
        m = month_of(s, at);
        if (!m || m >= SPRING)
            return 0;
        *a = (struct atom){.month = m, .day = day, .last_day = second, .end = at + 1};
    } else if ((m = month_of(s, i)) != 0) {
        *a = (struct atom){.month = m, .end = i + 1};
        day = day_of(s, i + 1);
        if (day && !vg_scan_word_is(s, i + 2, "percent")) {
            a->day = day;
            a->end = i + 2;
        } else if (!year_of(s, i + 1) && !month_alone(s, i)) {
            return 0;
        }
    } else {
        return 0;
    }
    year_behind(s, a, d);
    a->printed = a->day && !a->inferred;
    return day_fits(a);
}

/* the fall of 2021, summer 2022, second quarter of 2023, first half of last year */
static int season_atom(const struct vg_scan *s, size_t i, const struct today *d, struct atom *a)
{
    const struct vg_lex_entry *e = vg_scan_phrase(s, i, s->n, VG_LEX_ORDINAL);
    int m = season_of(s, i);
    size_t at = i + 1;
    int only_with_year = vg_scan_word_is(s, i, "fall") || vg_scan_word_is(s, i, "spring");

    if (e && e->a > 0 && e->a < 5 && vg_scan_word_is(s, i + 1, "quarter")) {
        m = QUARTER + (int)e->a - 1;
        at = i + 2;
    } else if (e && e->a > 0 && e->a < 3 && vg_scan_word_is(s, i + 1, "half") &&
               vg_scan_word_is(s, i + 2, "of")) {
        m = HALF + (int)e->a - 1;
        at = i + 2;
    }
    if (!m)
        return 0;
    *a = (struct atom){.month = m, .end = at};
    if (m >= QUARTER && vg_scan_word_is(s, at, "of") && vg_scan_word_is(s, at + 1, "the") &&
        vg_scan_word_is(s, at + 2, "year")) {
        infer_year(a, d);
        a->end = at + 3;
        return 1;
    }
    year_behind(s, a, d);
    if (m >= QUARTER && a->end == at)
        return m < HALF && !vg_scan_word_is(s, at, "of"); /* the first half of something else */
    return !(only_with_year && a->end == at) &&
           (a->end > at || (i > 0 && m < QUARTER &&
                            (is_one_of(s, i - 1, "last", "this", "in") ||
                             is_one_of(s, i - 1, "the", NULL, NULL))));
}

static void step_months(int *year, int *month, int by)
{
    int n = *year * 12 + *month - 1 + by;

    *year = n / 12;
    *month = n % 12 + 1;
}

static void set_day(struct atom *a, int64_t days)
{
    vg_date_of(days, &a->year, &a->month, &a->day);
}

/* today, yesterday, last year, this month, on Monday, last Friday */
static int relative_atom(const struct vg_scan *s, size_t i, const struct today *d, struct atom *a)
{
    const unsigned all = VG_INFERRED_YEAR | VG_INFERRED_MONTH | VG_INFERRED_DAY;
    int by = vg_scan_word_is(s, i, "last") ? -1 : vg_scan_word_is(s, i, "next") ? 1 : 0;
    size_t at = i + (size_t)is_one_of(s, i, "last", "this", "next");
    const struct vg_lex_entry *weekday = vg_scan_phrase(s, at, s->n, VG_LEX_WEEKDAY);

    *a = (struct atom){.dated = d->days != VG_NO_DATELINE, .end = at + 1};
    if (at == i && is_one_of(s, i, "today", "yesterday", "tonight")) {
        a->inferred = all;
        if (a->dated)
            set_day(a, d->days - vg_scan_word_is(s, i, "yesterday"));
        return 1;
    }
    if (weekday && is_capital(s, at)) {
        a->inferred = all;
        if (a->dated)
            set_day(a, d->days - (vg_weekday_of(d->days) - weekday->a + 7) % 7);
        if (a->dated && by < 0 && vg_weekday_of(d->days) == weekday->a)
            set_day(a, d->days - 7);
        return by <= 0;
    }
    if (at == i)
        return 0;
    if (vg_scan_word_is(s, at, "year")) {
        a->inferred = VG_INFERRED_YEAR;
        a->year = d->year + by;
        return 1;
    }
    if (is_one_of(s, at, "week", NULL, NULL)) {
        a->inferred = all;
        a->is_week = 1; /* EDTF has no weeks: Monday to Sunday */
        a->week = d->days - vg_weekday_of(d->days) + by * 7;
        if (a->dated)
            set_day(a, a->week);
        return 1;
    }
    if (is_one_of(s, at, "morning", "afternoon", "evening") && vg_scan_word_is(s, i, "this")) {
        a->inferred = all;
        if (a->dated)
            set_day(a, d->days);
        return 1;
    }
    if (is_one_of(s, at, "weekend", "decade", NULL)) {
        a->dated = 0; /* which days or years is not said: the words are kept */
        return 1;
    }
    if (vg_scan_word_is(s, at, "month")) {
        a->inferred = VG_INFERRED_YEAR | VG_INFERRED_MONTH;
        a->year = d->year;
        a->month = d->month;
        if (a->dated)
            step_months(&a->year, &a->month, by);
        return 1;
    }
    if (month_of(s, at)) {
        a->month = month_of(s, at);
        infer_year(a, d);
        if (a->dated && by < 0 && a->month == d->month && a->year == d->year)
            a->year--;
        return 1;
    }
    return 0;
}

/* "2023-09-12", a code to the tokeniser */
static int iso_atom(const struct vg_scan *s, size_t i, struct atom *a)
{
    struct vg_str t = vg_scan_text(s, i, i + 1);
    int part[3] = {0}, k = 0;

    if (s->tok[i].kind != VG_TOKEN_CODE || t.len != 10 || t.p[4] != '-' || t.p[7] != '-')
        return 0;
    for (size_t n = 0; n < t.len; n++) {
        if (t.p[n] == '-')
            k++;
        else if (t.p[n] >= '0' && t.p[n] <= '9')
            part[k] = part[k] * 10 + (t.p[n] - '0');
        else
            return 0;
    }
    if (part[1] < 1 || part[1] > 12 || part[2] < 1 || part[2] > vg_days_in_month(part[0], part[1]))
        return 0;
    *a = (struct atom){
        .year = part[0], .month = part[1], .day = part[2], .dated = 1, .end = i + 1, .printed = 1};
    return 1;
}

/* A bare year: four digits that count nothing. */
static int year_atom(const struct vg_scan *s, size_t i, struct atom *a)
{
    struct vg_unit u;
    int y = year_of(s, i);
    int led = i > 0 && (vg_scan_is(s, i - 1, VG_LEX_PREPOSITION) ||
                        is_one_of(s, i - 1, "the", "early", "late"));

    if (!y || y < 1900)
        return 0;
    if (!led && vg_unit_at(s, i + 1, s->n, 0, &u) && u.head == i + 1)
        return 0;
    *a = (struct atom){.year = y, .dated = 1, .end = i + 1};
    if ((vg_scan_mark(s, i + 1, VG_MARK_DASH) || vg_scan_mark(s, i + 1, VG_MARK_HYPHEN)) &&
        s->tok[i + 2].end - s->tok[i + 2].start == 2 &&
        number_of(s, i + 2, 1, 99) == (y + 1) % 100 && !(s->tok[i + 2].flags & VG_TOKEN_SPACED)) {
        a->last_year = y + 1; /* the financial year 2021–22 */
        a->end = i + 3;
    }
    return 1;
}

/* "2021/22", a code to the tokeniser */
static int double_year_atom(const struct vg_scan *s, size_t i, struct atom *a)
{
    struct vg_str t = vg_scan_text(s, i, i + 1);
    int n[2] = {0, 0}, k = 0;

    if (s->tok[i].kind != VG_TOKEN_CODE || (t.len != 7 && t.len != 9) || t.p[4] != '/')
        return 0;
    for (size_t at = 0; at < t.len; at++) {
        if (at == 4)
            k = 1;
        else if (t.p[at] >= '0' && t.p[at] <= '9')
            n[k] = n[k] * 10 + (t.p[at] - '0');
        else
            return 0;
    }
    if (n[0] < 1900 || n[0] > 2099 || (n[0] + 1) % 100 != n[1] % 100)
        return 0;
    *a = (struct atom){.year = n[0], .last_year = n[0] + 1, .dated = 1, .end = i + 1};
    return 1;
}

/* "mid-2022", one word to the tokeniser */
static int mid_year_atom(const struct vg_scan *s, size_t i, struct atom *a)
{
    struct vg_str t = vg_scan_text(s, i, i + 1);
    int y = 0;

    if (s->tok[i].kind != VG_TOKEN_WORD || t.len != 8 || strncasecmp(t.p, "mid-", 4) != 0)
        return 0;
    for (size_t k = 4; k < 8; k++) {
        if (t.p[k] < '0' || t.p[k] > '9')
            return 0;
        y = y * 10 + (t.p[k] - '0');
    }
    if (y < 1900 || y > 2099)
        return 0;
    *a = (struct atom){.year = y, .dated = 1, .end = i + 1};
    return 1;
}

/* "Thursday 16 February 2023", "Friday, May 17": the day of the week adds nothing. */
static size_t behind_weekday(const struct vg_scan *s, size_t i)
{
    size_t at = i + 1;

    if (!vg_scan_is(s, i, VG_LEX_WEEKDAY) || !is_capital(s, i))
        return i;
    if (vg_scan_mark(s, at, ','))
        at++;
    return (day_of(s, at) && month_of(s, at + 1)) || (month_of(s, at) && day_of(s, at + 1)) ? at
                                                                                            : i;
}

static int atom_at(const struct vg_scan *s, size_t i, size_t end, const struct today *d,
                   struct atom *a);

/* "the end of the year", "year's end", "year-end": December of the dateline's year */
static int is_year_end(const struct vg_scan *s, size_t i, struct atom *a)
{
    size_t n = 0;

    if (vg_scan_word_is(s, i, "the") && is_one_of(s, i + 1, "end", "close", NULL) &&
        vg_scan_word_is(s, i + 2, "of") && is_one_of(s, i + 3, "the", "this", NULL) &&
        vg_scan_word_is(s, i + 4, "year"))
        n = 5;
    else if (i < s->n && (s->tok[i].flags & VG_TOKEN_POSSESSIVE) &&
             vg_scan_word_is(s, i + 1, "end"))
        n = strncasecmp(s->text + s->tok[i].start, "year", 4) == 0 ? 2 : 0;
    else if (is_one_of(s, i, "year-end", NULL, NULL))
        n = 1;
    *a = (struct atom){.month = 12, .inferred = VG_INFERRED_YEAR, .end = i + n};
    return n > 0;
}

/* "the end of 2021": its last month; "the start of 2021": its first */
static int end_of_at(const struct vg_scan *s, size_t i, size_t end, const struct today *d,
                     struct atom *a)
{
    int last = is_one_of(s, i + 1, "end", "close", NULL);

    if (is_year_end(s, i, a)) {
        a->dated = d->days != VG_NO_DATELINE;
        a->year = d->year;
        return 1;
    }
    if (!vg_scan_word_is(s, i, "the") || !vg_scan_word_is(s, i + 2, "of") ||
        !(last || is_one_of(s, i + 1, "beginning", "start", "outset")) ||
        vg_scan_word_is(s, i + 3, "the") || !atom_at(s, i + 3, end, d, a))
        return 0;
    if (!a->month && !a->last_year)
        a->month = last ? 12 : 1;
    return 1;
}

static int atom_at(const struct vg_scan *s, size_t i, size_t end, const struct today *d,
                   struct atom *a)
{
    if (i >= end)
        return 0;
    if (vg_scan_word_is(s, i, "the") &&
        (season_of(s, i + 1) || vg_scan_is(s, i + 1, VG_LEX_ORDINAL)))
        i++;
    if (is_one_of(s, i, "early", "late", "mid"))
        i++;
    i = behind_weekday(s, i);
    if (end_of_at(s, i, end, d, a))
        return a->end <= end;
    if (i >= end || !(iso_atom(s, i, a) || double_year_atom(s, i, a) || mid_year_atom(s, i, a) ||
                      month_atom(s, i, d, a) || season_atom(s, i, d, a) ||
                      relative_atom(s, i, d, a) || year_atom(s, i, a)))
        return 0;
    return a->end <= end;
}

/* The calendar month in which a quarter or half begins or ends; others stay. */
static int month_at(int month, int is_last)
{
    if (month >= HALF)
        return (month - HALF) * 6 + (is_last ? 6 : 1);
    return month >= QUARTER ? (month - QUARTER) * 3 + (is_last ? 3 : 1) : month;
}

/* One end of an atom: is_last chooses which. */
static void write_atom(const struct atom *a, int day, int is_last, char out[12])
{
    int year = is_last && a->last_year ? a->last_year : a->year;
    unsigned y = (unsigned)year % 10000U, m = (unsigned)month_at(a->month, is_last) % 100U;

    out[0] = '\0';
    if (!a->dated)
        return;
    if (day)
        (void)snprintf(out, 12, "%04u-%02u-%02u", y, m, (unsigned)day % 100U);
    else if (a->month)
        (void)snprintf(out, 12, "%04u-%02u", y, m);
    else
        (void)snprintf(out, 12, "%04u", y);
}

static void write_week_end(const struct atom *a, char out[12])
{
    struct atom sunday = {.dated = 1};

    set_day(&sunday, a->week + 6);
    write_atom(&sunday, sunday.day, 1, out);
}

static int finish(struct vg_when *out, const struct atom *a, const struct atom *b, size_t from)
{
    out->from = from;
    out->to = b ? b->end : a->end;
    out->inferred = a->inferred | (b ? b->inferred : 0);
    out->dated = a->dated && (!b || b->dated);
    out->full = a->printed && !b;
    if (!out->dated)
        return 1;
    write_atom(a, a->day, 0, out->first);
    if (b)
        write_atom(b, b->day, 1, out->last);
    else if (a->is_week)
        write_week_end(a, out->last);
    else
        write_atom(a, a->last_day ? a->last_day : a->day, 1, out->last);
    if (strlen(out->first) == strlen(out->last) && strcmp(out->first, out->last) > 0)
        out->dated = 0;
    return 1;
}

/* The second end of a range decides the year of the first: July to September 2018. */
static int range_at(const struct vg_scan *s, size_t i, size_t end, const struct today *d,
                    int between, size_t from, struct vg_when *out)
{
    struct atom a, b;

    if (!atom_at(s, i, end, d, &a))
        return 0;
    if (between ? !is_one_of(s, a.end, "and", "to", NULL)
                : !(is_one_of(s, a.end, "to", "until", "through") ||
                    is_one_of(s, a.end, "till", NULL, NULL) ||
                    vg_scan_mark(s, a.end, VG_MARK_DASH) || vg_scan_mark(s, a.end, VG_MARK_HYPHEN)))
        return 0;
    if (!atom_at(s, a.end + 1, end, d, &b))
        return 0;
    if ((a.inferred & VG_INFERRED_YEAR) && !(b.inferred & VG_INFERRED_YEAR) && a.month) {
        a.year = b.year - (a.month < SPRING && b.month && b.month < SPRING && a.month > b.month);
        a.inferred &= ~(unsigned)VG_INFERRED_YEAR;
        a.dated = 1;
    }
    return finish(out, &a, &b, from);
}

/* since 2014; since the beginning of this year; since it opened in January */
static int since_at(const struct vg_scan *s, size_t i, size_t end, const struct today *d,
                    struct vg_when *out)
{
    struct atom a;
    size_t at = i + 1;
    int beginning = 0;

    if (!vg_scan_word_is(s, i, "since"))
        return 0;
    if (vg_scan_word_is(s, at, "the") && is_one_of(s, at + 1, "beginning", "start", "end") &&
        vg_scan_word_is(s, at + 2, "of")) {
        beginning = is_one_of(s, at + 1, "beginning", "start", NULL);
        at += 3;
    }
    for (int k = 0; k < 6 && at < end && !atom_at(s, at, end, d, &a); k++) {
        if (s->tok[at].kind != VG_TOKEN_WORD)
            return 0;
        at++;
    }
    if (!atom_at(s, at, end, d, &a))
        return 0;
    if (beginning && !a.month)
        a.month = 1;
    if (!finish(out, &a, NULL, i))
        return 0;
    out->last[0] = '\0';
    return 1;
}

/* Is "before" at i negated: "not expected before the spring"? Then it opens a period. */
static int not_before(const struct vg_scan *s, size_t i)
{
    for (size_t k = 1; k <= 6 && k <= i && s->tok[i - k].kind == VG_TOKEN_WORD; k++)
        if (vg_scan_word_is(s, i - k, "not") || vg_scan_word_is(s, i - k, "never"))
            return 1;
    return 0;
}

/* before 2020, not before the spring of 2025 */
static int before_at(const struct vg_scan *s, size_t i, size_t end, const struct today *d,
                     struct vg_when *out)
{
    struct atom a;

    if (!vg_scan_word_is(s, i, "before") || !atom_at(s, i + 1, end, d, &a) ||
        !finish(out, &a, NULL, i))
        return 0;
    if (not_before(s, i))
        out->last[0] = '\0';
    else
        out->first[0] = '\0';
    return 1;
}

/* by the end of September, until 2020, as of March 2022, up to July */
static int until_at(const struct vg_scan *s, size_t i, size_t end, const struct today *d,
                    struct vg_when *out)
{
    struct atom a;
    size_t at = i + 1;

    if (vg_scan_word_is(s, i, "as") && is_one_of(s, i + 1, "of", "at", NULL))
        at = i + 2;
    else if (vg_scan_word_is(s, i, "up") && vg_scan_word_is(s, i + 1, "to"))
        at = i + 2;
    else if (!is_one_of(s, i, "by", "until", "till"))
        return 0;
    if (!atom_at(s, at, end, d, &a) || !finish(out, &a, NULL, i))
        return 0;
    out->first[0] = '\0';
    return 1;
}

/* The number of a span: digits below a thousand, or words. */
static int64_t span_number(const struct vg_scan *s, size_t i, size_t end, size_t *to)
{
    struct vg_number n;

    if (!vg_number_at(s, i, end, &n) || n.op != VG_OP_EXACT || n.scale || n.damaged || n.unit ||
        n.a < 1 || n.a > 999)
        return 0;
    *to = n.to;
    return n.a;
}

static void begin_span(struct vg_when *out, int months, const struct today *last)
{
    struct atom a = {.year = last->year, .month = last->month, .dated = 1};

    step_months(&a.year, &a.month, -(months - 1));
    write_atom(&a, 0, 0, out->first);
}

/* in the two years to August 2022; over the past three months; two years ago */
static int span_at(const struct vg_scan *s, size_t i, size_t end, const struct today *d,
                   struct vg_when *out)
{
    size_t at = i, unit;
    struct today last = *d;
    struct atom a = {0};
    int64_t n;
    int past = 0, each;

    if (vg_scan_word_is(s, at, "the"))
        at++;
    past = is_one_of(s, at, "past", "last", "previous");
    at += (size_t)past;
    n = span_number(s, at, end, &unit);
    if (!n && vg_scan_word_is(s, i, "the") && is_one_of(s, at, "year", "month", NULL)) {
        n = 1; /* the past year; the year to March 2023 */
        unit = at;
    }
    if (!n || unit >= end)
        return 0;
    each = is_one_of(s, unit, "years", "year", NULL)     ? 12
           : is_one_of(s, unit, "months", "month", NULL) ? 1
                                                         : 0;
    *out = (struct vg_when){.from = i, .to = unit + 1};
    if (vg_scan_word_is(s, unit + 1, "ago") && at == i) {
        out->to = unit + 2;
        out->inferred = VG_INFERRED_YEAR | (each == 1 ? VG_INFERRED_MONTH : 0U);
        out->dated = each && d->days != VG_NO_DATELINE;
        a = (struct atom){.year = d->year, .month = d->month, .dated = out->dated};
        if (out->dated)
            step_months(&a.year, &a.month, -(int)n * each);
        if (each == 12)
            a.month = 0;
        write_atom(&a, 0, 0, out->first);
        write_atom(&a, 0, 1, out->last);
        return each || is_one_of(s, unit, "weeks", "days", "decades");
    }
    if (!each || at == i)
        return 0;
    if ((is_one_of(s, unit + 1, "to", "ending", "until") ||
         vg_scan_word_is(s, unit + 1, "ended")) &&
        atom_at(s, unit + 2, end, d, &a)) {
        last.year = a.year;
        last.month = a.month ? month_at(a.month, 1) : 12;
        out->to = a.end;
        out->inferred = a.inferred;
        out->dated = a.dated && last.month < SPRING;
    } else if (past) {
        out->dated = d->days != VG_NO_DATELINE;
        out->inferred = VG_INFERRED_TO;
        a = (struct atom){.year = d->year, .month = d->month, .dated = out->dated};
    } else {
        return 0;
    }
    out->inferred |= VG_INFERRED_FROM;
    if (out->dated) {
        begin_span(out, (int)n * each, &last);
        write_atom(&a, a.day, 1, out->last);
    }
    return 1;
}

/* "from 1 March", "with effect from 16 June", "beginning in August 2019": open ahead */
static int from_at(const struct vg_scan *s, size_t i, size_t end, const struct today *d,
                   struct vg_when *out)
{
    struct atom a;
    size_t at = i + 1;

    if (is_one_of(s, i, "beginning", "starting", "effective")) {
        if (is_one_of(s, at, "in", "on", "from"))
            at++;
        if (vg_scan_word_is(s, at, "or") && vg_scan_word_is(s, at + 1, "about"))
            at += 2;
    } else if (!vg_scan_word_is(s, i, "from") || !(month_of(s, at) || day_of(s, at))) {
        return 0; /* "from 2019" may be where something comes from */
    }
    if (!atom_at(s, at, end, d, &a) || !finish(out, &a, NULL, i))
        return 0;
    out->last[0] = '\0';
    return 1;
}

/* "the first five months of this year" */
static int first_months_at(const struct vg_scan *s, size_t i, size_t end, const struct today *d,
                           struct vg_when *out)
{
    struct atom a;
    size_t of, at = i + 2;
    int64_t n;

    if (!vg_scan_word_is(s, i, "the") || !is_one_of(s, i + 1, "first", "last", NULL))
        return 0;
    n = span_number(s, at, end, &of);
    if (n < 2 || n > 11 || !vg_scan_word_is(s, of, "months") || !vg_scan_word_is(s, of + 1, "of"))
        return 0;
    at = of + 2;
    if (vg_scan_word_is(s, at, "the") && vg_scan_word_is(s, at + 1, "year")) {
        a = (struct atom){.year = d->year,
                          .dated = d->days != VG_NO_DATELINE,
                          .end = at + 2,
                          .inferred = VG_INFERRED_YEAR};
    } else if (!atom_at(s, at, end, d, &a) || a.month || a.last_year) {
        return 0;
    }
    *out = (struct vg_when){.from = i, .to = a.end, .inferred = a.inferred, .dated = a.dated};
    a.month = vg_scan_word_is(s, i + 1, "first") ? 1 : 13 - (int)n;
    write_atom(&a, 0, 0, out->first);
    a.month += (int)n - 1;
    write_atom(&a, 0, 1, out->last);
    return 1;
}

int vg_date_at(const struct vg_scan *s, size_t i, size_t end, int64_t dateline, struct vg_when *out)
{
    struct today d = today_of(dateline);
    struct atom a;
    size_t at = i;

    *out = (struct vg_when){.from = i};
    if (i >= end || (s->tok[i].role != VG_ROLE_NONE && s->tok[i].kind != VG_TOKEN_CODE))
        return 0;
    if (since_at(s, i, end, &d, out) || until_at(s, i, end, &d, out) ||
        before_at(s, i, end, &d, out))
        return 1;
    if (vg_scan_word_is(s, i, "between")) {
        if (range_at(s, i + 1, end, &d, 1, i, out))
            return 1;
        /* between 3 and 9 March */
        return atom_at(s, i + 1, end, &d, &a) && a.last_day && finish(out, &a, NULL, i);
    }
    if (vg_scan_word_is(s, i, "from") && range_at(s, i + 1, end, &d, 0, i, out))
        return 1;
    if (from_at(s, i, end, &d, out))
        return 1;
    if (is_one_of(s, at, "in", "on", "during") || is_one_of(s, at, "throughout", "for", "over") ||
        is_one_of(s, at, "within", NULL, NULL))
        at++;
    if (span_at(s, at, end, &d, out) || first_months_at(s, at, end, &d, out)) {
        out->from = i;
        return 1;
    }
    if (vg_scan_word_is(s, at, "the") && is_one_of(s, at + 1, "year", "month", NULL))
        at += 2;
    if (range_at(s, at, end, &d, 0, i, out))
        return 1;
    if (atom_at(s, at, end, &d, &a))
        return finish(out, &a, NULL, i);
    return 0;
}

enum { HEAD_LINES = 4, HEAD_TOKENS = 24 };

/* A line of the head: short, or its date stands before a dash. */
static int is_head_date(const struct vg_scan *s, const struct vg_when *w)
{
    if (w->from > HEAD_TOKENS)
        return 0;
    for (size_t i = 0; i < w->from; i++)
        if (vg_scan_is(s, i, VG_LEX_AUX) || vg_scan_is(s, i, VG_LEX_SPEECH))
            return 0;
    if (vg_scan_mark(s, w->to, VG_MARK_DASH) || vg_scan_mark(s, w->to, VG_MARK_HYPHEN) ||
        vg_scan_mark(s, w->to, ')') || vg_scan_mark(s, w->to, '(') || vg_scan_mark(s, w->to, '|') ||
        vg_scan_mark(s, w->to, VG_MARK_OTHER))
        return 1;
    return w->to >= s->n || vg_scan_mark(s, w->to, '.') || vg_scan_mark(s, w->to, ',');
}

int64_t vg_dateline(struct vg_arena *a, const struct vg_lexicon *lex, const char *text, size_t len)
{
    struct vg_scan s;

    vg_scan_begin(&s, a, lex, text, len);
    for (int line = 0; line < HEAD_LINES && vg_scan_next(&s); line++)
        for (size_t i = 0; i < s.n && i <= HEAD_TOKENS; i++) {
            struct vg_when w;
            struct vg_date day;

            if (!vg_date_at(&s, i, s.n, VG_NO_DATELINE, &w))
                continue;
            if (w.full && is_head_date(&s, &w) && vg_edtf_readz(w.first, &day, NULL) == VG_OK &&
                day.first == day.last)
                return day.first;
            i = w.to - 1;
        }
    return VG_NO_DATELINE;
}
