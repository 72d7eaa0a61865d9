/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Digits that are no number: in titles, in short quotations that name something,
 * behind 第, in front of 号 and 岁, in telephone numbers and codes, at the head of
 * a list. They are marked before dates and numbers are looked for.
 */
#include "mention/han_scan.h"

enum { SHORT_NAME = 14, LABEL_REACH = 4, PHONE = 7, CASE_NUMBER = 24 };

static void mark(struct vg_han_scan *s, size_t from, size_t to)
{
    for (size_t i = from; i < to && i < s->n; i++)
        s->ch[i].role = VG_ROLE_NAME;
}

static int is_kind(const struct vg_han_scan *s, size_t i, enum vg_han_kind kind)
{
    return i < s->n && s->ch[i].kind == kind;
}

/* Where the mark that closes the one at i stands, within `reach`; 0: none. */
static size_t closing(const struct vg_han_scan *s, size_t i, char close, size_t reach)
{
    char open = s->ch[i].mark;
    size_t end = i + 1 + reach < s->n ? i + 1 + reach : s->n;
    int depth = 1;

    for (size_t k = i + 1; k < end; k++) {
        depth += s->ch[k].mark == open;
        depth -= s->ch[k].mark == close;
        if (depth == 0)
            return k;
    }
    return 0;
}

/* Does the quotation (from, to) say something, or is it a figure? “3万余人” */
static int is_said(const struct vg_han_scan *s, size_t from, size_t to)
{
    const uint64_t verbs = VG_HAN_BIT(VG_HAN_EVENT) | VG_HAN_BIT(VG_HAN_BOUND) |
                           VG_HAN_BIT(VG_HAN_DENY) | VG_HAN_BIT(VG_HAN_HEDGE) |
                           VG_HAN_BIT(VG_HAN_BOUND_FILLER) | VG_HAN_BIT(VG_HAN_NEGATIVE) |
                           VG_HAN_BIT(VG_HAN_DATE_SINCE) | VG_HAN_BIT(VG_HAN_RELATION);
    struct vg_han_value v;
    size_t n = vg_han_value_at(s, from, to, &v), at = from + n;
    const struct vg_han_entry *e;

    for (size_t i = from; i < to; i++)
        if ((s->mask[i] & verbs) || s->ch[i].mark == VG_HAN_COMMA || s->ch[i].mark == VG_HAN_STOP)
            return 1;
    if (n == 0)
        return 0;
    at += at < to && vg_han_any(s, at, VG_HAN_FEW) ? 1 : 0;
    e = at < to ? vg_han_any(s, at, VG_HAN_CLASSIFIER) : NULL;
    at += e ? e->n : 0;
    if (at == to)
        return e != NULL;
    e = vg_han_at(s, at, VG_HAN_UNIT);
    return e && at + e->n == to;
}

static int has_number(const struct vg_han_scan *s, size_t from, size_t to)
{
    struct vg_han_value v;

    for (size_t i = from; i < to; i++)
        if (s->ch[i].kind == VG_HAN_KIND_DIGIT || vg_han_value_at(s, i, to, &v) > 0)
            return 1;
    return 0;
}

static void quotations(struct vg_han_scan *s)
{
    for (size_t i = 0; i < s->n; i++) {
        size_t close;

        if (s->ch[i].mark == VG_HAN_TITLE_OPEN) {
            close = closing(s, i, VG_HAN_TITLE_CLOSE, 60);
            if (close)
                mark(s, i, close + 1);
        } else if (s->ch[i].mark == VG_HAN_OPEN) {
            close = closing(s, i, VG_HAN_CLOSE, SHORT_NAME);
            if (close && has_number(s, i + 1, close) && !is_said(s, i + 1, close))
                mark(s, i + 1, close);
        }
    }
}

static size_t number_end(const struct vg_han_scan *s, size_t i)
{
    struct vg_han_value v;

    return i + vg_han_value_at(s, i, s->n, &v);
}

/* 第二轮, 第119号: the number, and what follows it up to three characters is no matter. */
static void ordinals(struct vg_han_scan *s, size_t i)
{
    const struct vg_han_entry *e = vg_han_at(s, i, VG_HAN_RATE);
    size_t at, end;

    if (!e || !vg_han_get(e, "ordinal"))
        return;
    at = i + e->n;
    at += (size_t)is_kind(s, at, VG_HAN_KIND_SPACE);
    end = number_end(s, at);
    if (end > at)
        mark(s, i, end);
}

/* Digits grown together with letters, points, hyphens: C-70, 8·15, 2023-0142. */
static int is_glued(const struct vg_han_scan *s, size_t i)
{
    char m;

    if (i >= s->n)
        return 0;
    m = s->ch[i].mark;
    return is_kind(s, i, VG_HAN_KIND_DIGIT) || is_kind(s, i, VG_HAN_KIND_LATIN) ||
           m == VG_HAN_DOT || (m == VG_HAN_DASH && s->ch[i].c == '-') || m == '/' || m == '#' ||
           m == '_' || m == '+' || m == '@' || m == VG_HAN_POINT;
}

static size_t glue(struct vg_han_scan *s, size_t i)
{
    size_t end = i, digits = 0, letters = 0, dashes = 0, dots = 0;

    while (end < s->n && (is_glued(s, end) || (end > i && s->ch[end].mark == ':' &&
                                               is_kind(s, end + 1, VG_HAN_KIND_DIGIT)))) {
        digits += (size_t)is_kind(s, end, VG_HAN_KIND_DIGIT);
        letters += (size_t)is_kind(s, end, VG_HAN_KIND_LATIN);
        dashes += s->ch[end].mark == VG_HAN_DASH || s->ch[end].mark == '/';
        dots += s->ch[end].mark == VG_HAN_DOT || s->ch[end].mark == ':';
        end++;
    }
    while (end > i && (s->ch[end - 1].mark == '_' || s->ch[end - 1].mark == '/' ||
                       s->ch[end - 1].mark == VG_HAN_POINT))
        end--;
    if (digits == 0)
        return end;
    /* money keeps its letters: HK$5,000, US$3.2亿; so do dates their hyphens */
    if (letters > 0 && !vg_han_at(s, i, VG_HAN_CURRENCY))
        mark(s, i, end);
    else if (dots > 0 && letters == 0)
        mark(s, i, end);
    else if (dashes > 0 && digits >= PHONE && end - i != 10)
        mark(s, i, end);
    else if (dashes > 1 && digits >= PHONE && !(s->ch[i].c == '1' || s->ch[i].c == '2'))
        mark(s, i, end);
    return end;
}

/* 岁, 号, 热线 and measures behind the number; telephone numbers; 编号 in front. */
static void tails(struct vg_han_scan *s, size_t from, size_t end)
{
    size_t at = end + (size_t)is_kind(s, end, VG_HAN_KIND_SPACE), begin;
    const struct vg_han_entry *e;

    at += at < s->n && vg_han_any(s, at, VG_HAN_FEW) ? 1 : 0;
    if (at < s->n && (vg_han_any(s, at, VG_HAN_AGE) || vg_han_at(s, at, VG_HAN_MEASURE))) {
        mark(s, from, at);
        return;
    }
    e = end < s->n ? vg_han_any(s, end, VG_HAN_NAME_TAIL) : NULL;
    if (e && !(vg_han_get(e, "day") && from > 0 && vg_han_get(e, "day")[0] &&
               s->ch[from - 1].c == 0x6708)) /* 月 before: a day */
        mark(s, from, end);
    e = vg_han_before(s, from > 12 ? from - 12 : 0, from, VG_HAN_NAME_LABEL, &begin);
    if (!e && from > 1 && s->ch[from - 1].mark == VG_HAN_COLON)
        e = vg_han_before(s, from > 13 ? from - 13 : 0, from - 1, VG_HAN_NAME_LABEL, &begin);
    if (e && !vg_han_get(e, "head"))
        mark(s, from, end);
}

static void long_digits(struct vg_han_scan *s, size_t from, size_t end)
{
    size_t n = end - from;

    for (size_t k = from; k < end; k++)
        if (s->ch[k].kind != VG_HAN_KIND_DIGIT)
            return;
    if (n >= PHONE + 1 && !vg_han_any(s, end, VG_HAN_CLASSIFIER) &&
        !vg_han_any(s, end, VG_HAN_CURRENCY) && !vg_han_any(s, end, VG_HAN_MULTIPLIER) &&
        !(from > 0 && s->ch[from - 1].mark == VG_HAN_MONEY))
        mark(s, from, end);
}

/* 1. 1、 （一） 一、 at the head of a line */
static void list_marker(struct vg_han_scan *s)
{
    size_t i = 0, end;

    while (i < s->n && (is_kind(s, i, VG_HAN_KIND_SPACE) || s->ch[i].mark == VG_HAN_PAREN))
        i++;
    end = number_end(s, i);
    if (end == i || end > i + 3 || end >= s->n)
        return;
    if (s->ch[end].mark == VG_HAN_LIST || s->ch[end].mark == VG_HAN_PAREN_CLOSE ||
        s->ch[end].mark == VG_HAN_STOP || s->ch[end].mark == VG_HAN_POINT) {
        /* 1.2万人 is a number */
        if (s->ch[end].mark == VG_HAN_POINT && is_kind(s, end + 1, VG_HAN_KIND_DIGIT))
            return;
        mark(s, i, end);
    }
}

/* （2023）沪01刑初123号 */
static size_t case_number(struct vg_han_scan *s, size_t i)
{
    size_t k, end = i + CASE_NUMBER < s->n ? i + CASE_NUMBER : s->n;
    char close = s->ch[i].mark == VG_HAN_PAREN ? VG_HAN_PAREN_CLOSE : VG_HAN_BRACKET_CLOSE;

    for (k = i + 1; k < i + 5; k++)
        if (!is_kind(s, k, VG_HAN_KIND_DIGIT))
            return i;
    if (!vg_han_mark(s, k, close) || !is_kind(s, k + 1, VG_HAN_KIND_HAN))
        return i;
    for (; k < end; k++) {
        const struct vg_han_entry *e = vg_han_any(s, k, VG_HAN_NAME_TAIL);

        if (s->ch[k].mark == VG_HAN_COMMA || s->ch[k].mark == VG_HAN_STOP)
            break;
        if (e && vg_han_get(e, "day") && is_kind(s, k - 1, VG_HAN_KIND_DIGIT)) {
            mark(s, i, k + 1);
            return k;
        }
    }
    return i;
}

void vg_han_names(struct vg_han_scan *s)
{
    list_marker(s);
    quotations(s);
    for (size_t i = 0; i < s->n; i++) {
        size_t end;

        if (s->ch[i].role != VG_ROLE_NONE)
            continue;
        if (s->ch[i].mark == VG_HAN_PAREN || s->ch[i].mark == VG_HAN_BRACKET)
            i = case_number(s, i);
        ordinals(s, i);
        if (is_kind(s, i, VG_HAN_KIND_LATIN) || is_kind(s, i, VG_HAN_KIND_DIGIT)) {
            end = glue(s, i);
            if (is_kind(s, i, VG_HAN_KIND_DIGIT) && s->ch[i].role == VG_ROLE_NONE)
                long_digits(s, i, end);
            if (s->ch[i].role == VG_ROLE_NONE && is_kind(s, i, VG_HAN_KIND_DIGIT)) {
                size_t value = number_end(s, i);

                tails(s, i, value);
                end = value > end ? value : end;
            }
            i = end > i ? end - 1 : i;
        } else if (s->first[i] != s->first[i + 1]) {
            end = number_end(s, i);
            if (end > i) {
                tails(s, i, end);
                i = end - 1;
            }
        }
    }
}
