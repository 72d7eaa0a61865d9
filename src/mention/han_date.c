/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Dates and periods of Chinese. An atom is one date in its printed parts, given
 * what is missing from the dateline or from a date before it; around an atom
 * stand words for since, until and before, between two of them those for a range.
 */
#include <stdio.h>

#include "base/clock.h"
#include "base/edtf.h"
#include "mention/han_scan.h"

enum {
    YEAR = 0x5e74,
    MONTH = 0x6708,
    DAY = 0x65e5,
    NUMBER = 0x53f7,
    SHARE = 0x4efd,
    END_OF = 0x672b,
    FOOT_OF = 0x5e95
};
enum { ROC = 1911, LINES = 4, LONG_LINE = 60 };

struct ymd {
    int y, m, d;
};

struct atom {
    struct ymd a, b; /* b.y 0: the same */
    int season;      /* EDTF 21 … 36 of year a.y; 0 */
    unsigned inferred;
    size_t to;
    int undated; /* the dateline is missing */
    int full, printed_year;
};

static int is_char(const struct vg_han_scan *s, size_t i, size_t end, uint32_t c)
{
    return i < end && s->ch[i].c == c;
}

/* A whole number without 万 at i; its length, or 0. */
static size_t plain(const struct vg_han_scan *s, size_t i, size_t end, int *out, size_t *digits)
{
    struct vg_han_value v;
    size_t n = 0;

    if (i >= end || s->ch[i].role == VG_ROLE_NAME)
        return 0;
    if (s->ch[i].kind == VG_HAN_KIND_DIGIT) {
        int value = 0;

        for (; i + n < end && s->ch[i + n].kind == VG_HAN_KIND_DIGIT; n++) {
            if (n == 4 || (n > 0 && (s->ch[i + n].flags & VG_HAN_HIDDEN)))
                return 0;
            value = value * 10 + (int)(s->ch[i + n].c - '0');
        }
        *out = value;
        *digits = n;
        return n;
    }
    n = vg_han_value_at(s, i, end, &v);
    if (n == 0 || v.high || v.several || v.over || v.damaged || v.scale || v.bare || v.n > 9999)
        return 0;
    *out = (int)v.n;
    *digits = n;
    return n;
}

static size_t blank(const struct vg_han_scan *s, size_t i, size_t end)
{
    return i < end && s->ch[i].kind == VG_HAN_KIND_SPACE ? 1 : 0;
}

static int exists(const struct ymd *t)
{
    if (t->y < 1800 || t->y > 2200 || t->m > 12)
        return 0;
    return t->d <= (t->m ? vg_days_in_month(t->y, t->m) : 0) || t->d == 0;
}

/* 2023-09-12, 2023/9/12, 2023.9.12 */
static int iso(const struct vg_han_scan *s, size_t i, size_t end, struct atom *t)
{
    int v[3];
    size_t at = i, n, digits;
    char m = 0;

    for (int k = 0; k < 3; k++) {
        n = plain(s, at, end, &v[k], &digits);
        if (n == 0 || s->ch[at].kind != VG_HAN_KIND_DIGIT || (k == 0 ? digits != 4 : digits > 2))
            return 0;
        at += n;
        if (k == 2)
            break;
        if (at >= end ||
            (s->ch[at].c != '-' && s->ch[at].mark != '/' && s->ch[at].mark != VG_HAN_POINT) ||
            (k == 1 && s->ch[at].mark != m))
            return 0;
        m = s->ch[at].mark;
        at++;
    }
    *t = (struct atom){.a = {v[0], v[1], v[2]}, .to = at, .full = 1, .printed_year = 1};
    return exists(&t->a) && v[1] > 0 && v[2] > 0;
}

static void dateline_of(const struct vg_han_context *x, struct ymd *d, struct atom *t)
{
    if (x->dateline == VG_NO_DATELINE) {
        t->undated = 1;
        *d = (struct ymd){2000, 1, 1};
        return;
    }
    vg_date_of(x->dateline, &d->y, &d->m, &d->d);
}

/* The year at i, printed or by a word; its length. */
static size_t year_at(const struct vg_han_scan *s, size_t i, size_t end,
                      const struct vg_han_context *x, struct atom *t)
{
    const struct vg_han_entry *e = vg_han_any(s, i, VG_HAN_DATE_YEAR);
    struct ymd d;
    size_t n, digits, roc = 0;
    int v;

    if (e && vg_han_get(e, "roc")) {
        roc = e->n;
        roc += blank(s, i + roc, end);
        e = NULL;
    }
    if (e && i + e->n <= end) {
        const char *same = vg_han_get(e, "same");

        if (same && x->year == 0 && x->told_year == 0)
            return 0;
        dateline_of(x, &d, t);
        if (same)
            t->undated = 0;
        t->a.y = same ? (x->year ? x->year : x->told_year) + vg_han_int(e, "same", 0)
                      : d.y + vg_han_int(e, "add", 0);
        t->inferred |= VG_INFERRED_YEAR;
        return e->n;
    }
    n = plain(s, i + roc, end, &v, &digits);
    if (n == 0)
        return 0;
    digits = blank(s, i + roc + n, end);
    if (!is_char(s, i + roc + n + digits, end, YEAR))
        return 0;
    if (roc || (n == 3 && v > 80 && v < 160 && s->old * 12 > s->han))
        v += ROC; /* 112年 in Taiwan */
    if (v < 1800 || v > 2200)
        return 0;
    t->a.y = v;
    t->printed_year = 1;
    return roc + n + digits + 1;
}

static size_t part_at(const struct vg_han_scan *s, size_t i, size_t end, int *month)
{
    const struct vg_han_entry *e =
        i < end && !(s->ch[i].flags & VG_HAN_IN_WORD) ? vg_han_any(s, i, VG_HAN_DATE_PART) : NULL;

    if (!e || i + e->n > end)
        return 0;
    if (month)
        *month = vg_han_int(e, "month", 0);
    return e->n;
}

/* 12日, 12号 behind a month. */
static size_t day_at(const struct vg_han_scan *s, size_t i, size_t end, int *day)
{
    size_t b = blank(s, i, end), digits, n = plain(s, i + b, end, day, &digits);
    size_t c = n ? blank(s, i + b + n, end) : 0;

    if (n == 0 || *day < 1 || *day > 31)
        return 0;
    if (is_char(s, i + b + n + c, end, DAY) || is_char(s, i + b + n + c, end, NUMBER))
        return b + n + c + 1;
    return 0;
}

/* 9月, 9月份, 9月底, 9月12日 with the month at i; its length. */
static size_t month_at(const struct vg_han_scan *s, size_t i, size_t end, struct atom *t)
{
    size_t b = blank(s, i, end), digits, n = plain(s, i + b, end, &t->a.m, &digits), at, more;

    if (n == 0 || t->a.m < 1 || t->a.m > 12)
        return t->a.m = 0, 0;
    at = i + b + n;
    at += blank(s, at, end);
    if (!is_char(s, at, end, MONTH))
        return t->a.m = 0, 0;
    at++;
    if (is_char(s, at, end, SHARE))
        return at + 1 - i;
    more = day_at(s, at, end, &t->a.d);
    if (!more) {
        t->a.d = 0;
        more = part_at(s, at, end, NULL);
    }
    return at + more - i;
}

/* A month without its year: the latest not after the dateline, or, for what is to
 * come, the first not before it; in a text that has just named a year, in that. */
static void infer_year(const struct vg_han_context *x, struct atom *t)
{
    struct ymd d;

    t->inferred |= VG_INFERRED_YEAR;
    if (x->year) {
        t->a.y = x->year;
        return;
    }
    dateline_of(x, &d, t);
    t->a.y = d.y;
    if (!x->future && (t->a.m > d.m || (t->a.m == d.m && t->a.d > d.d)))
        t->a.y--;
    if (x->future && (t->a.m < d.m || (t->a.m == d.m && t->a.d && t->a.d < d.d)))
        t->a.y++;
}

/* 前两个月, 首8个月: the first months of a year. */
static size_t first_months(const struct vg_han_scan *s, size_t i, size_t end, struct atom *t)
{
    const struct vg_han_entry *e = i < end ? vg_han_any(s, i, VG_HAN_DATE_PAST) : NULL, *unit;
    size_t digits, n;
    int v;

    if (!e || !vg_han_get(e, "first"))
        return 0;
    n = plain(s, i + e->n, end, &v, &digits);
    unit = n ? vg_han_any(s, i + e->n + n, VG_HAN_CLASSIFIER) : NULL;
    if (!unit || v < 2 || v > 12 ||
        strcmp(vg_han_get(unit, "unit") ? vg_han_get(unit, "unit") : "", "month") != 0)
        return 0;
    t->b = (struct ymd){t->a.y, v, 0};
    t->a.m = 1;
    return e->n + n + unit->n;
}

static int is_counted(const struct vg_han_scan *s, size_t i)
{
    return i > 0 && (s->ch[i - 1].kind == VG_HAN_KIND_DIGIT ||
                     vg_han_any(s, i - 1, VG_HAN_NUMERAL) || vg_han_any(s, i - 1, VG_HAN_FEW));
}

static size_t span_at(const struct vg_han_scan *s, size_t i, size_t end, int has_year,
                      const struct vg_han_context *x, struct atom *t)
{
    const struct vg_han_entry *e = i < end ? vg_han_at(s, i, VG_HAN_DATE_SPAN) : NULL;
    struct ymd d;
    int from, to;

    if (!e || i + e->n > end || (!has_year && vg_han_get(e, "year")))
        return 0;
    if (!has_year && (vg_han_get(e, "short") || is_counted(s, i))) /* 一年内 */
        return 0;
    t->season = vg_han_int(e, "season", 0);
    from = vg_han_int(e, "from", 0);
    to = vg_han_int(e, "to", 0);
    if (!has_year) {
        dateline_of(x, &d, t);
        t->a.y = d.y;
        t->inferred |= VG_INFERRED_YEAR;
        if (!x->future && from > d.m)
            t->a.y--;
    }
    if (from && (is_char(s, i + e->n, end, END_OF) || is_char(s, i + e->n, end, FOOT_OF))) {
        t->a.m = to; /* 三季度末 */
        return e->n + 1U;
    }
    if (from) {
        t->b = (struct ymd){t->a.y, to, 0};
        t->a.m = from;
    }
    return e->n;
}

static void add_days(struct ymd *t, int64_t dateline, int64_t by)
{
    vg_date_of(dateline + by, &t->y, &t->m, &t->d);
}

/* 昨日, 上月, 上周三, 周三: told from the dateline alone. */
static size_t relative_at(const struct vg_han_scan *s, size_t i, size_t end,
                          const struct vg_han_context *x, struct atom *t)
{
    const struct vg_han_entry *e;
    struct ymd d;
    int64_t day = x->dateline == VG_NO_DATELINE ? 0 : x->dateline;

    if ((e = vg_han_at(s, i, VG_HAN_DATE_DAY)) != NULL && vg_han_get(e, "same")) {
        if (!x->told_day)
            return 0;
        add_days(&t->a, vg_days_of(x->told_year, x->told_month, x->told_day),
                 vg_han_int(e, "same", 0));
        t->inferred = VG_INFERRED_YEAR | VG_INFERRED_MONTH | VG_INFERRED_DAY;
        return e->n;
    }
    if ((e = vg_han_at(s, i, VG_HAN_DATE_MONTH)) != NULL && vg_han_get(e, "same")) {
        int told = x->told_year * 12 + x->told_month - 1 + vg_han_int(e, "same", 0);

        if (!x->told_month)
            return 0;
        t->a = (struct ymd){told / 12, told % 12 + 1, 0};
        t->inferred = VG_INFERRED_YEAR | VG_INFERRED_MONTH;
        return e->n;
    }
    if ((e = vg_han_at(s, i, VG_HAN_DATE_DAY)) != NULL) {
        dateline_of(x, &d, t);
        add_days(&t->a, day, vg_han_int(e, "add", 0));
        t->inferred = VG_INFERRED_YEAR | VG_INFERRED_MONTH | VG_INFERRED_DAY;
        return e->n;
    }
    if ((e = vg_han_at(s, i, VG_HAN_DATE_MONTH)) != NULL) {
        size_t n = e->n;
        int months;

        dateline_of(x, &d, t);
        months = d.y * 12 + d.m - 1 + vg_han_int(e, "add", 0);
        t->a = (struct ymd){months / 12, months % 12 + 1, 0};
        t->inferred = VG_INFERRED_YEAR | VG_INFERRED_MONTH;
        n += day_at(s, i + n, end, &t->a.d);
        if (n == e->n) {
            t->a.d = 0;
            n += part_at(s, i + n, end, NULL);
        }
        return n;
    }
    if ((e = vg_han_at(s, i, VG_HAN_DATE_WEEKDAY)) != NULL) {
        int wanted = vg_han_int(e, "day", 0), today = vg_weekday_of(day),
            week = vg_han_int(e, "week", 9);

        dateline_of(x, &d, t);
        if (week != 9)
            add_days(&t->a, day, week * 7 + wanted - today);
        else
            add_days(&t->a, day, wanted - today - (wanted > today ? 7 : 0));
        t->inferred = VG_INFERRED_YEAR | VG_INFERRED_MONTH | VG_INFERRED_DAY;
        return e->n;
    }
    if ((e = vg_han_at(s, i, VG_HAN_DATE_WEEK)) != NULL) {
        int64_t monday = day - vg_weekday_of(day) + 7 * vg_han_int(e, "week", 0);

        dateline_of(x, &d, t);
        add_days(&t->a, monday, 0);
        add_days(&t->b, monday, 6);
        t->inferred = VG_INFERRED_YEAR | VG_INFERRED_MONTH | VG_INFERRED_DAY;
        return e->n;
    }
    return 0;
}

/* 三年前, 两个月前 */
static size_t ago(const struct vg_han_scan *s, size_t i, size_t end, const struct vg_han_context *x,
                  struct atom *t)
{
    int v, months;
    size_t digits, n = plain(s, i, end, &v, &digits);
    const struct vg_han_entry *e = n && i + n < end ? vg_han_any(s, i + n, VG_HAN_DATE_AGO) : NULL;
    const char *unit = e ? vg_han_get(e, "unit") : NULL;
    struct ymd d;

    if (!unit || v > 200)
        return 0;
    dateline_of(x, &d, t);
    t->inferred = VG_INFERRED_YEAR;
    months = d.y * 12 + d.m - 1 - v;
    if (strcmp(unit, "year") == 0)
        t->a = (struct ymd){d.y - v, 0, 0};
    else if (strcmp(unit, "month") == 0)
        t->a = (struct ymd){months / 12, months % 12 + 1, 0};
    else
        vg_date_of((x->dateline == VG_NO_DATELINE ? 0 : x->dateline) -
                       v * (strcmp(unit, "week") == 0 ? 7 : 1),
                   &t->a.y, &t->a.m, &t->a.d);
    if (t->a.m)
        t->inferred |= VG_INFERRED_MONTH;
    if (t->a.d)
        t->inferred |= VG_INFERRED_DAY;
    return n + e->n;
}

/* 12日 alone: the latest such day. Not 10日内, not 拘留10日. */
static size_t lone_day(const struct vg_han_scan *s, size_t i, size_t end,
                       const struct vg_han_context *x, struct atom *t)
{
    int day;
    size_t n = day_at(s, i, end, &day), begin;
    struct ymd d;

    if (n == 0 || s->ch[i].kind != VG_HAN_KIND_DIGIT || !is_char(s, i + n - 1, end, DAY) ||
        (i > 0 && s->ch[i - 1].c == MONTH) || vg_han_any(s, i + n, VG_HAN_DATE_PAST) ||
        vg_han_before(s, i > 8 ? i - 8 : 0, i, VG_HAN_SERVED, &begin) ||
        vg_han_before(s, i > 8 ? i - 8 : 0, i, VG_HAN_BOUND, &begin) ||
        vg_han_any(s, i + n, VG_HAN_BOUND_AFTER))
        return 0;
    dateline_of(x, &d, t);
    if (!t->undated && x->month && x->year && (x->year < d.y || x->month < d.m))
        d = (struct ymd){x->year, x->month, 31}; /* of the month just told of */
    t->a = (struct ymd){d.y, d.m, day};
    if (day > d.d) {
        t->a.m = d.m == 1 ? 12 : d.m - 1;
        t->a.y = d.m == 1 ? d.y - 1 : d.y;
    }
    t->inferred = VG_INFERRED_YEAR | VG_INFERRED_MONTH;
    return n;
}

static int atom_at(const struct vg_han_scan *s, size_t i, size_t end,
                   const struct vg_han_context *x, struct atom *t)
{
    size_t n, more;

    *t = (struct atom){0};
    if (i >= end)
        return 0;
    if (iso(s, i, end, t))
        return 1;
    *t = (struct atom){0};
    n = year_at(s, i, end, x, t);
    if (n) {
        size_t gap = blank(s, i + n, end);

        more = month_at(s, i + n + gap, end, t);
        if (!more)
            more = first_months(s, i + n, end, t), gap = 0;
        if (!more)
            more = span_at(s, i + n, end, 1, x, t), gap = 0;
        if (!more) {
            more = part_at(s, i + n, end, &t->a.m);
            gap = 0;
        }
        t->to = i + n + (more ? gap + more : 0);
        t->full = t->printed_year && t->a.d > 0;
        return exists(&t->a);
    }
    n = relative_at(s, i, end, x, t);
    if (!n && (n = month_at(s, i, end, t)) > 0)
        infer_year(x, t);
    if (!n)
        n = span_at(s, i, end, 0, x, t);
    if (!n && (n = vg_han_at(s, i, VG_HAN_DATE_PART) ? part_at(s, i, end, &t->a.m) : 0) > 0) {
        struct ymd d;
        const struct vg_han_entry *e = vg_han_at(s, i, VG_HAN_DATE_PART);

        if (!vg_han_get(e, "alone") || is_counted(s, i))
            return 0;
        dateline_of(x, &d, t);
        t->a.y = d.y;
        t->inferred |= VG_INFERRED_YEAR;
        if (vg_han_get(e, "this"))
            t->a.m = d.m, t->inferred |= VG_INFERRED_MONTH;
    }
    if (!n)
        n = ago(s, i, end, x, t);
    if (!n)
        n = lone_day(s, i, end, x, t);
    t->to = i + n;
    return n > 0 && exists(&t->a);
}

static void write_end(char out[12], const struct ymd *t, int season)
{
    unsigned y = (unsigned)t->y % 10000U, m = (unsigned)t->m % 100U, d = (unsigned)t->d % 100U;

    if (season)
        (void)snprintf(out, 12, "%04u-%02u", y, (unsigned)season % 100U);
    else if (t->d)
        (void)snprintf(out, 12, "%04u-%02u-%02u", y, m, d);
    else if (t->m)
        (void)snprintf(out, 12, "%04u-%02u", y, m);
    else
        (void)snprintf(out, 12, "%04u", y);
}

static void write_first(char out[12], const struct atom *t)
{
    write_end(out, &t->a, t->season);
}

static void write_last(char out[12], const struct atom *t)
{
    write_end(out, t->b.y ? &t->b : &t->a, t->season);
}

/* 至 or a dash between two ends. */
static size_t joint_at(const struct vg_han_scan *s, size_t i, size_t end)
{
    const struct vg_han_entry *e = i < end ? vg_han_any(s, i, VG_HAN_RANGE) : NULL;
    size_t b = blank(s, i, end);

    if (e)
        return e->n;
    if (i + b < end && s->ch[i + b].mark == VG_HAN_DASH) {
        size_t n = b + 1;

        n += i + n < end && s->ch[i + n].mark == VG_HAN_DASH ? 1 : 0;
        return n + blank(s, i + n, end);
    }
    return 0;
}

/* The other end of a range takes what it does not print from the first. */
static int second_at(const struct vg_han_scan *s, size_t i, size_t end,
                     const struct vg_han_context *x, const struct atom *a, struct atom *b)
{
    size_t n;
    int day;

    if (a->a.d && (n = day_at(s, i, end, &day)) > 0) {
        *b = (struct atom){.a = {a->a.y, a->a.m, day}, .to = i + n};
        return exists(&b->a) && day >= a->a.d;
    }
    *b = (struct atom){0};
    if (a->a.m && (n = month_at(s, i, end, b)) > 0) {
        b->a.y = a->a.y + (b->a.m < a->a.m);
        b->inferred = a->inferred;
        b->to = i + n;
        return exists(&b->a);
    }
    return atom_at(s, i, end, x, b);
}

static int is_after(const struct ymd *a, const struct ymd *b)
{
    if (a->y != b->y)
        return a->y > b->y;
    if (a->m && b->m && a->m != b->m)
        return a->m > b->m;
    return a->d && b->d && a->m == b->m && a->d > b->d;
}

/* 2019至2022年, 3至5月: the first end without its word. */
static int short_range(const struct vg_han_scan *s, size_t i, size_t end,
                       const struct vg_han_context *x, struct atom *a, struct atom *b)
{
    int v;
    size_t digits, n = plain(s, i, end, &v, &digits), j = n ? joint_at(s, i + n, end) : 0;

    if (!j)
        return 0;
    if (digits == 4 && v > 1800 && v < 2200) {
        if (!atom_at(s, i + n + j, end, x, b) || !b->printed_year || b->a.m || b->a.y <= v)
            return 0;
        *a = (struct atom){.a = {v, 0, 0}, .printed_year = 1};
        return 1;
    }
    *b = (struct atom){0};
    if (v < 1 || v > 12 || (n = month_at(s, i + n + j, end, b)) == 0 || b->a.m <= v || b->a.d)
        return 0;
    b->to = i + digits + j + n;
    infer_year(x, b);
    *a = *b;
    a->a.m = v;
    return 1;
}

/* 今年3至5月: the year stands before it. */
static int year_range(const struct vg_han_scan *s, size_t i, size_t end,
                      const struct vg_han_context *x, struct atom *a, struct atom *b)
{
    struct atom y = {0};
    struct vg_han_context in_year = *x;
    size_t n = year_at(s, i, end, x, &y);

    if (!n)
        return 0;
    in_year.year = y.a.y;
    if (!short_range(s, i + n, end, &in_year, a, b) || a->a.m == 0)
        return 0;
    a->inferred = b->inferred = y.inferred;
    a->undated = y.undated;
    return 1;
}

struct around {
    int until, since, before, weak;
};

static size_t word_before(const struct vg_han_scan *s, size_t i, size_t end, struct around *w)
{
    const struct vg_han_entry *e;

    if ((e = vg_han_at(s, i, VG_HAN_DATE_UNTIL)) != NULL) {
        w->until = 1;
        w->weak = vg_han_get(e, "weak") != NULL;
    } else if ((e = vg_han_at(s, i, VG_HAN_DATE_FROM)) != NULL) {
        w->since = !vg_han_get(e, "at");
    } else {
        return 0;
    }
    return e->n + blank(s, i + e->n, end);
}

/* A word behind a date, unless a longer one begins there: 8月起诉 is not since August. */
static const struct vg_han_entry *behind(const struct vg_han_scan *s, size_t i,
                                         enum vg_han_class class)
{
    const struct vg_han_entry *e = vg_han_any(s, i, class);

    for (size_t k = s->first[i]; e && k < s->first[i + 1]; k++)
        if (s->hit[k].e->n > e->n)
            return NULL;
    return e;
}

static size_t word_after(const struct vg_han_scan *s, size_t i, size_t end, struct around *w)
{
    const struct vg_han_entry *e;

    if (i >= end)
        return 0;
    if ((e = behind(s, i, VG_HAN_DATE_SINCE)) != NULL) {
        w->since = 1;
        return e->n;
    }
    if (!w->until && (e = behind(s, i, VG_HAN_DATE_BEFORE)) != NULL &&
        (i + e->n >= end || s->ch[i + e->n].kind != VG_HAN_KIND_DIGIT) &&
        !vg_han_any(s, i + e->n, VG_HAN_NUMERAL)) {
        w->before = 1;
        return e->n;
    }
    return 0;
}

static void finish(struct vg_when *w, const struct atom *a, const struct atom *b,
                   const struct around *words)
{
    int open_from = words->until || words->before;
    int open_to = words->since && !b && !open_from;

    w->first[0] = w->last[0] = '\0';
    if (!open_from)
        write_first(w->first, a);
    if (!open_to)
        write_last(w->last, b ? b : a);
    w->inferred = a->inferred | (b ? b->inferred : 0);
    w->dated = !a->undated && !(b && b->undated);
    w->full = a->full && !b && !open_from && !open_to;
}

/* Where the number of a date may begin: a quick no for nearly every character. */
static int may_begin(const struct vg_han_scan *s, size_t i)
{
    const uint64_t words = VG_HAN_BIT(VG_HAN_DATE_YEAR) | VG_HAN_BIT(VG_HAN_DATE_MONTH) |
                           VG_HAN_BIT(VG_HAN_DATE_DAY) | VG_HAN_BIT(VG_HAN_DATE_WEEK) |
                           VG_HAN_BIT(VG_HAN_DATE_WEEKDAY) | VG_HAN_BIT(VG_HAN_DATE_SPAN) |
                           VG_HAN_BIT(VG_HAN_DATE_PART) | VG_HAN_BIT(VG_HAN_DATE_UNTIL) |
                           VG_HAN_BIT(VG_HAN_DATE_FROM);

    if (s->ch[i].role != VG_ROLE_NONE)
        return 0;
    if (s->ch[i].kind == VG_HAN_KIND_DIGIT && i > 0 && s->ch[i - 1].kind == VG_HAN_KIND_DIGIT)
        return 0;
    if (i > 1 && s->ch[i - 1].c == YEAR && s->ch[i - 2].role != VG_ROLE_DATE)
        return 0; /* 3年8月: so long */
    if (s->ch[i].kind == VG_HAN_KIND_DIGIT || (s->mask[i] & words))
        return 1;
    return s->first[i] != s->first[i + 1] && vg_han_any(s, i, VG_HAN_NUMERAL) != NULL;
}

int vg_han_date_at(const struct vg_han_scan *s, size_t i, size_t end,
                   const struct vg_han_context *x, struct vg_when *out)
{
    struct around words = {0};
    struct atom a, b;
    size_t at, n, lead, after;
    int ranged;

    if (!may_begin(s, i))
        return 0;
    lead = word_before(s, i, end, &words);
    at = i + lead;
    ranged =
        !words.until && (year_range(s, at, end, x, &a, &b) || short_range(s, at, end, x, &a, &b));
    if (!ranged && !atom_at(s, at, end, x, &a))
        return 0;
    if (!ranged) {
        n = words.until ? 0 : joint_at(s, a.to, end);
        ranged =
            n && second_at(s, a.to + n, end, x, &a, &b) && !is_after(&a.a, b.b.y ? &b.b : &b.a);
        if (!ranged)
            b.to = a.to;
    }
    at = b.to;
    after = ranged ? 0 : word_after(s, at, end, &words);
    if (words.since && lead > 0 && after == 0 && at < end && s->ch[at].c == 0x7684)
        words.since = 0; /* 由去年的120人 */
    *out = (struct vg_when){.from = i, .to = at + after};
    finish(out, &a, ranged ? &b : NULL, &words);
    return 1;
}

/* -- the date of the text ----------------------------------------------------------- */

/* Is the line from..to short, or does the date at w stand apart in it? */
static int stands_apart(const struct vg_han_scan *s, const struct vg_when *w)
{
    if (w->to >= s->n || s->n < LONG_LINE)
        return 1;
    if (w->from > 0 &&
        (s->ch[w->from - 1].mark == VG_HAN_PAREN || s->ch[w->from - 1].mark == VG_HAN_BRACKET ||
         s->ch[w->from - 1].mark == VG_HAN_BRACKET_CLOSE ||
         s->ch[w->from - 1].mark == VG_HAN_COLON))
        return 1;
    for (size_t i = w->to; i < s->n && i < w->to + 4; i++)
        if (vg_han_at(s, i, VG_HAN_DATE_LINE))
            return 1;
    return s->ch[w->to].kind == VG_HAN_KIND_SPACE;
}

static int64_t day_of(const struct vg_when *w)
{
    struct vg_date d = {0};

    (void)vg_edtf_readz(w->first, &d, NULL);
    return d.first;
}

static int64_t date_in_line(const struct vg_han_scan *s, int alone)
{
    struct vg_han_context none = {.dateline = VG_NO_DATELINE};
    struct vg_when w;

    for (size_t i = 0; i < s->n; i++) {
        if (!vg_han_date_at(s, i, s->n, &none, &w))
            continue;
        if (w.full && (alone ? w.from < 4 && w.to + 4 > s->n : stands_apart(s, &w)))
            return day_of(&w);
        i = w.to - 1;
    }
    return VG_NO_DATELINE;
}

static size_t line_end(const struct vg_han_scan *s, size_t at)
{
    const char *p = memchr(s->text + at, '\n', s->len - at);

    return p ? (size_t)(p - s->text) : s->len;
}

int64_t vg_han_dateline(struct vg_han_scan *s)
{
    size_t at = 0, end;
    int64_t day = VG_NO_DATELINE;

    for (int lines = 0; at < s->len && lines < LINES && day == VG_NO_DATELINE; at = end + 1) {
        end = line_end(s, at);
        if (end > at) {
            (void)vg_han_scan_read(s, at, end);
            day = date_in_line(s, 0);
            lines += s->n > 0;
        }
    }
    end = s->len;
    for (int lines = 0; end > 0 && lines < LINES && day == VG_NO_DATELINE;) {
        for (at = end; at > 0 && s->text[at - 1] != '\n' && end - at < 400; at--)
            ;
        if (end > at && (at == 0 || s->text[at - 1] == '\n')) {
            (void)vg_han_scan_read(s, at, end);
            day = date_in_line(s, 1);
            lines += s->n > 0;
        } else if (end > at) {
            break;
        }
        end = at > 0 ? at - 1 : 0;
    }
    return day;
}
