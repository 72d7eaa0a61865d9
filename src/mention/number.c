/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Numbers as English states them. Words follow the usual grammar: below a
 * hundred add up, "hundred" multiplies what stands before it, larger sizes
 * close a group ("two million three hundred thousand"). Everything is kept below
 * 10^VG_MAX_DIGITS; what would be larger is damaged, never wrapped.
 */
#include "base/limits.h"
#include "mention/scan.h"

static const int64_t ceiling = 1000000000000000; /* 10^VG_MAX_DIGITS */

struct plain {
    int64_t n;
    unsigned scale;
    size_t end;
    int in_words, damaged;
};

/* The digits of a token: 2.4 is 24 with scale 1; full-width, Arabic and Persian digits alike. */
static void read_digits(const struct vg_scan *s, size_t i, struct plain *p)
{
    const char *t = s->text;
    int point = 0;

    p->damaged = (s->tok[i].flags & VG_TOKEN_DAMAGED) != 0;
    for (size_t at = s->tok[i].start; at < s->tok[i].end && !p->damaged; at++) {
        int digit = -1;

        if (t[at] >= '0' && t[at] <= '9') {
            digit = t[at] - '0';
        } else if (t[at] == '\xef') {
            digit = (unsigned char)t[at + 2] - 0x90;
            at += 2;
        } else if (t[at] == '\xd9' || t[at] == '\xdb') {
            digit = (unsigned char)t[at + 1] - (t[at] == '\xd9' ? 0xa0 : 0xb0);
            at++;
        } else if (t[at] == '.') {
            point = 1;
        }
        if (digit < 0)
            continue;
        p->n = p->n * 10 + digit;
        p->scale += (unsigned)point;
        p->damaged |= p->scale > 6;
    }
}

/* times a size word (thousand, million, dozen), first using up the decimals */
static void multiply(struct plain *p, int64_t by)
{
    while (p->scale && by % 10 == 0) {
        by /= 10;
        p->scale--;
    }
    if (p->n > ceiling / by) {
        p->damaged = 1;
        return;
    }
    p->n *= by;
}

static int64_t size_at(const struct vg_scan *s, size_t i, size_t end)
{
    const struct vg_lex_entry *e = vg_scan_phrase(s, i, end, VG_LEX_NUMBER);

    return e && (e->a >= 1000 || e->a == 12 || e->a == 100) ? e->a : 0;
}

/* One number word, also "forty-one": its value, or -1. */
static int64_t word_value(const struct vg_scan *s, size_t i, size_t end)
{
    const struct vg_lex_entry *e = vg_scan_phrase(s, i, end, VG_LEX_NUMBER);
    struct vg_str w;
    const char *hyphen;
    uint16_t half[2];
    const struct vg_lex_entry *tens, *ones;
    char low[24];

    if (i >= end || s->tok[i].kind != VG_TOKEN_WORD)
        return -1;
    if (e)
        return e->a;
    w = vg_scan_text(s, i, i + 1);
    hyphen = s->word[i] ? NULL : memchr(w.p, '-', w.len);
    if (!hyphen || w.len >= sizeof low)
        return -1;
    for (size_t k = 0; k < w.len; k++)
        low[k] = w.p[k] >= 'A' && w.p[k] <= 'Z' ? (char)(w.p[k] + 32) : w.p[k];
    half[0] = vg_lex_word(s->lex, low, (size_t)(hyphen - w.p));
    half[1] = vg_lex_word(s->lex, low + (hyphen - w.p) + 1, w.len - (size_t)(hyphen - w.p) - 1);
    tens = half[0] ? vg_lex_match(s->lex, &half[0], 1, VG_LEX_NUMBER) : NULL;
    ones = half[1] ? vg_lex_match(s->lex, &half[1], 1, VG_LEX_NUMBER) : NULL;
    if (!tens || !ones || tens->a < 20 || tens->a > 90 || ones->a < 1 || ones->a > 9)
        return -1;
    return tens->a + ones->a;
}

static int is_point_of(const struct vg_scan *s, size_t i)
{
    return vg_scan_word_is(s, i, "half") && vg_scan_word_is(s, i + 1, "a") &&
           vg_scan_word_is(s, i + 2, "dozen");
}

/* Number words from i: "two hundred", "a hundred", "forty-one", "one and a half
 * million" is not read. Returns 0 when there is none. */
static int words_at(const struct vg_scan *s, size_t i, size_t end, struct plain *p)
{
    int64_t total = 0, group = 0;
    size_t at = i;
    int any = 0;

    if ((vg_scan_word_is(s, at, "a") || vg_scan_word_is(s, at, "an")) && size_at(s, at + 1, end)) {
        group = 1;
        at++;
    }
    for (int64_t v; at < end && (v = word_value(s, at, end)) >= 0; at++) {
        if (v < 100 && v != 12 && group % 100 != 0 && !(group % 10 == 0 && v < 10))
            break; /* "two three": the next number, not this one */
        if (v < 100) {
            if (any && vg_scan_word_is(s, at, "dozen"))
                group = group * 12;
            else
                group = vg_scan_word_is(s, at, "dozen") && group ? group * 12 : group + v;
        } else if (v == 100) {
            group = (group ? group : 1) * 100;
        } else {
            total += (group ? group : 1) * v;
            group = 0;
        }
        any = 1;
        if (total >= ceiling || group >= ceiling) {
            p->damaged = 1;
            total = group = 0;
        }
        p->end = at + 1;
        if (v == 100 && vg_scan_word_is(s, at + 1, "and") && word_value(s, at + 2, end) > 0 &&
            word_value(s, at + 2, end) < 100)
            at++;
    }
    p->n = total + group;
    p->in_words = 1;
    return any;
}

/* "six and a half", "two and a half million" */
static int and_a_half(const struct vg_scan *s, size_t end, struct plain *p)
{
    size_t at = p->end;
    int64_t size;

    if (p->n > 1000 || p->scale || at + 2 >= end || !vg_scan_word_is(s, at, "and") ||
        !vg_scan_word_is(s, at + 1, "a") || !vg_scan_word_is(s, at + 2, "half"))
        return 1;
    p->n = p->n * 10 + 5;
    p->scale = 1;
    p->end = at + 3;
    size = size_at(s, p->end, end);
    if (size) {
        multiply(p, size);
        p->end++;
    }
    return 1;
}

/* "half a million", "a quarter of a million": part of a size word. */
static int part_of_size(const struct vg_scan *s, size_t i, size_t end, struct plain *p)
{
    int64_t size;

    if (vg_scan_word_is(s, i, "half") && vg_scan_word_is(s, i + 1, "a") &&
        (size = size_at(s, i + 2, end)) >= 1000) {
        *p = (struct plain){.n = size / 2, .end = i + 3, .in_words = 1};
        return 1;
    }
    if (vg_scan_word_is(s, i, "a") && vg_scan_word_is(s, i + 1, "quarter") &&
        vg_scan_word_is(s, i + 2, "of") && vg_scan_word_is(s, i + 3, "a") &&
        (size = size_at(s, i + 4, end)) >= 1000) {
        *p = (struct plain){.n = size / 4, .end = i + 5, .in_words = 1};
        return 1;
    }
    return 0;
}

/* A number without its bound. */
static int plain_at(const struct vg_scan *s, size_t i, size_t end, struct plain *p)
{
    int64_t by;

    *p = (struct plain){0};
    if (i >= end || s->tok[i].role != VG_ROLE_NONE)
        return 0;
    if (s->tok[i].kind != VG_TOKEN_NUMBER)
        return part_of_size(s, i, end, p) || (words_at(s, i, end, p) && and_a_half(s, end, p));
    read_digits(s, i, p);
    p->end = i + 1;
    while (!p->damaged && (by = size_at(s, p->end, end)) != 0) {
        multiply(p, by);
        p->end++;
    }
    if (p->n >= ceiling)
        p->damaged = 1;
    return 1;
}

static void align(struct plain *x, struct plain *y)
{
    while (x->scale < y->scale && x->n < ceiling / 10) {
        x->n *= 10;
        x->scale++;
    }
}

/* The other end of "10 to 12", "between 10 and 12", "10-12", "10 or 12". */
static int upper_at(const struct vg_scan *s, size_t i, size_t end, int between, struct plain *low,
                    struct plain *high)
{
    int joins = vg_scan_word_is(s, i, "to") || vg_scan_mark(s, i, VG_MARK_HYPHEN) ||
                vg_scan_mark(s, i, VG_MARK_DASH) || vg_scan_word_is(s, i, "or");
    int64_t size;

    if (between)
        joins = vg_scan_word_is(s, i, "and") || vg_scan_word_is(s, i, "to");
    if (joins && vg_scan_mark(s, i + 1, VG_MARK_MONEY))
        i++; /* between $5,000 and $7,000 */
    if (!joins || i + 1 >= end || !plain_at(s, i + 1, end, high))
        return 0;
    size = size_at(s, high->end - 1, end);
    if (high->scale == low->scale && low->n < 1000 && high->n >= 1000000 && low->end == i &&
        high->end > i + 2 && !low->in_words && high->n % 1000000 == 0 && size != 0)
        multiply(low, size); /* 2 to 3 million */
    align(low, high);
    align(high, low);
    return low->scale == high->scale && low->n < high->n;
}

/* C$, NZ$, HK$: whose dollar the letters before the mark say; US$ and $ alike. */
static const char *dollar_of(const struct vg_scan *s, size_t mark)
{
    char name[16];
    struct vg_str w;
    uint16_t id;
    const struct vg_lex_entry *e;

    if (mark == 0 || s->tok[mark - 1].end != s->tok[mark].start)
        return "USD";
    w = vg_scan_text(s, mark - 1, mark);
    if (w.len > 3)
        return "USD";
    (void)snprintf(name, sizeof name, "dollar-%.*s", (int)w.len, w.p);
    for (char *p = name; *p; p++)
        *p = *p >= 'A' && *p <= 'Z' ? (char)(*p + 32) : *p;
    id = vg_lex_word(s->lex, name, strlen(name));
    e = id ? vg_lex_match(s->lex, &id, 1, VG_LEX_CURRENCY) : NULL;
    return e ? e->value : "USD";
}

/* $5, CAD 86,500, 5 million euros, 12.5 percent, 12%: the unit that needs no noun. */
static void find_unit(const struct vg_scan *s, struct vg_number *out, size_t before, size_t end)
{
    const struct vg_lex_entry *e = vg_scan_phrase(s, out->end, end, VG_LEX_CURRENCY);
    struct vg_str mark = {0};

    if (e) {
        out->unit = e->value;
        out->end += e->n;
        return;
    }
    if (vg_scan_mark(s, out->end, '%')) {
        out->unit = "percent";
        out->end++;
        return;
    }
    if (out->first == before)
        return;
    e = vg_scan_phrase(s, out->first - 1, end, VG_LEX_CURRENCY);
    if (e && e->n == 1 && !strchr("dy", e->value[0])) {
        out->unit = e->value;
        return;
    }
    if (vg_scan_mark(s, out->first - 1, VG_MARK_MONEY))
        mark = vg_scan_text(s, out->first - 1, out->first);
    if (vg_str_is(mark, "$"))
        out->unit = dollar_of(s, out->first - 1);
    else if (vg_str_is(mark, "\xe2\x82\xac"))
        out->unit = "EUR";
    else if (vg_str_is(mark, "\xc2\xa3"))
        out->unit = "GBP";
}

static enum vg_op op_of(const char *word)
{
    enum vg_op op = VG_OP_EXACT;

    return vg_op_read(word, &op, NULL) == VG_OK ? op : VG_OP_EXACT;
}

size_t vg_bound_behind(const struct vg_scan *s, size_t at, size_t end, struct vg_number *n)
{
    const struct vg_lex_entry *e = vg_scan_phrase(s, at, end, VG_LEX_AFTER);

    if (n->op != VG_OP_EXACT || n->bounded)
        return at;
    if (e) {
        n->op = op_of(e->value);
        at += e->n;
    } else if (vg_scan_mark(s, at, '+')) {
        n->op = VG_OP_AT_LEAST;
        at++;
    } else if (vg_scan_mark(s, at, VG_MARK_HYPHEN) && vg_scan_word_is(s, at + 1, "odd")) {
        n->op = VG_OP_OVER; /* 340-odd */
        at += 2;
    } else {
        return at;
    }
    n->bounded = 1;
    return at;
}

/* -- shares ---------------------------------------------------------------------------- */

static void put_share(struct vg_number *out, size_t i, size_t end, int64_t part, int64_t whole)
{
    int exact = part * 100 % whole == 0;

    out->first = i;
    out->end = end;
    out->a = (part * 100 + whole / 2) / whole;
    out->op = exact ? VG_OP_EXACT : VG_OP_ABOUT;
    out->unit = "percent";
    out->in_words = 1;
}

/* What a share is of follows, or the verb: so it is no half of a year. */
static int share_goes_on(const struct vg_scan *s, size_t i)
{
    return vg_scan_word_is(s, i, "of") || vg_scan_is(s, i, VG_LEX_AUX) ||
           vg_scan_is(s, i, VG_LEX_VERB);
}

/* one in five, two out of three, nine in every ten: of the same things, so few and small */
static int ratio_at(const struct vg_scan *s, size_t i, size_t end, struct vg_number *out)
{
    struct plain part, whole;
    size_t at;
    int clear = 0;

    if (s->tok[i].kind != VG_TOKEN_WORD || !words_at(s, i, end, &part) || part.n < 1)
        return 0;
    at = part.end;
    if (part.n < 10 && at + 1 < end && s->tok[at].kind == VG_TOKEN_WORD &&
        (vg_scan_is(s, at, VG_LEX_UNIT_SINGULAR) || vg_scan_is(s, at, VG_LEX_UNIT_PLURAL)) &&
        vg_scan_word_is(s, at + 1, "in") && share_goes_on(s, at + 3))
        at++; /* one case in ten is … */
    if (vg_scan_word_is(s, at, "out") && vg_scan_word_is(s, at + 1, "of")) {
        at += 2;
        clear = 1;
    } else if (vg_scan_word_is(s, at, "in")) {
        at++;
    } else {
        return 0;
    }
    if (vg_scan_word_is(s, at, "every")) {
        at++;
        clear = 1;
    }
    if (at >= end || !plain_at(s, at, end, &whole) || whole.scale || whole.n <= part.n ||
        whole.n > 100 || whole.damaged || (!whole.in_words && !clear))
        return 0;
    if (part.n != 1 && !clear && !share_goes_on(s, whole.end))
        return 0;
    put_share(out, i, whole.end, part.n, whole.n);
    return 1;
}

/* a quarter of, two thirds of, half of, more than half */
static int fraction_at(const struct vg_scan *s, size_t i, size_t end, int bounded,
                       struct vg_number *out)
{
    const struct vg_lex_entry *e;
    int64_t part = 1;
    size_t at = i;

    if (vg_scan_word_is(s, i, "half")) {
        if (vg_scan_word_is(s, i + 1, "a") || vg_scan_word_is(s, i + 1, "an"))
            return 0;
        if (!share_goes_on(s, i + 1) && !bounded && !vg_scan_is(s, i + 1, VG_LEX_DET))
            return 0;
        put_share(out, i, i + 1, 1, 2);
        return 1;
    }
    if (vg_scan_word_is(s, i, "a") || vg_scan_word_is(s, i, "one"))
        at++;
    else if ((part = word_value(s, i, end)) > 1 && part < 10)
        at++;
    else
        return 0;
    e = vg_scan_phrase(s, at, end, VG_LEX_FRACTION);
    if (e && vg_scan_word_is(s, at + e->n, "of") && size_at(s, at + e->n + 2U, end) >= 1000)
        return 0; /* a quarter of a million */
    if (!e || e->a <= part || !(bounded || share_goes_on(s, at + e->n)))
        return 0;
    if (part == 1 && e->a != 4 && !bounded && !vg_scan_word_is(s, at + e->n, "of"))
        return 0; /* a third was acquitted: the third person */
    put_share(out, i, at + e->n, part, e->a);
    return 1;
}

static int share_at(const struct vg_scan *s, size_t i, size_t end, int bounded,
                    struct vg_number *out)
{
    return i < end && s->tok[i].role == VG_ROLE_NONE &&
           (fraction_at(s, i, end, bounded, out) || ratio_at(s, i, end, out));
}

static int is_filler(const struct vg_scan *s, size_t i)
{
    return vg_scan_is(s, i, VG_LEX_FILLER) || vg_scan_mark(s, i, VG_MARK_OPEN) ||
           vg_scan_mark(s, i, VG_MARK_MONEY) || vg_scan_is(s, i, VG_LEX_CURRENCY);
}

/* A size that is no value: dozens, tens of thousands, several. */
static int magnitude_at(const struct vg_scan *s, size_t i, size_t end, struct vg_number *out)
{
    const struct vg_lex_entry *e = vg_scan_phrase(s, i, end, VG_LEX_MAGNITUDE);

    if (!e || s->tok[i].role != VG_ROLE_NONE)
        return 0;
    out->first = i;
    out->end = i + e->n;
    out->a = e->a;
    out->b = e->b;
    out->op = e->b ? VG_OP_MAGNITUDE : VG_OP_SEVERAL;
    out->in_words = 1;
    return 1;
}

/* Behind the bound, over "another", “ and the like, to the number itself. */
static int value_at(const struct vg_scan *s, size_t i, size_t end, int between,
                    struct vg_number *out)
{
    struct plain low, high;

    for (int k = 0; k < 3 && i < end && !plain_at(s, i, end, &low); k++) {
        if (magnitude_at(s, i, end, out))
            return 1;
        if (!is_filler(s, i))
            return 0;
        i++;
    }
    if (i >= end || !plain_at(s, i, end, &low))
        return 0;
    out->first = i;
    out->end = low.end;
    if (upper_at(s, low.end, end, between, &low, &high)) {
        out->b = high.n;
        out->op = VG_OP_BETWEEN;
        out->end = high.end;
        low.damaged |= high.damaged;
    } else if (between) {
        return 0;
    }
    out->a = low.n;
    out->scale = low.scale;
    out->in_words = low.in_words;
    out->damaged = low.damaged;
    return 1;
}

int vg_number_at(const struct vg_scan *s, size_t i, size_t end, struct vg_number *out)
{
    const struct vg_lex_entry *bound = vg_scan_phrase(s, i, end, VG_LEX_BOUND);
    int between = vg_scan_word_is(s, i, "between");
    int opens = vg_scan_mark(s, i, VG_MARK_MONEY) || vg_scan_is(s, i, VG_LEX_CURRENCY) ||
                ((vg_scan_word_is(s, i, "a") || vg_scan_word_is(s, i, "an")) && 1);
    struct plain part;
    size_t start = i;

    *out = (struct vg_number){.from = i, .op = VG_OP_EXACT};
    if (i >= end || s->tok[i].role != VG_ROLE_NONE)
        return 0;
    if (is_point_of(s, i) && i + 2 < end) {
        *out = (struct vg_number){i, i + 3, i, i + 3, 6, 0, 0, VG_OP_ABOUT, NULL, 1, 1, 0};
        return 1;
    }
    if (share_at(s, bound ? i + bound->n : i, end, bound != NULL, out)) {
        if (bound && op_of(bound->value) != VG_OP_EXACT)
            out->op = op_of(bound->value);
        out->bounded = bound != NULL;
        out->to = out->end;
        return 1;
    }
    if (bound && !magnitude_at(s, i, end, out)) {
        start = i + bound->n;
        out->bounded = 1;
    } else if (between) {
        start = i + 1;
    } else if (part_of_size(s, i, end, &part)) {
        start = i;
    } else if (opens && !size_at(s, i + 1, end)) {
        if (vg_scan_word_is(s, i, "a") || vg_scan_word_is(s, i, "an"))
            return 0;
        start = i + 1;
    } else if (!magnitude_at(s, i, end, out) && s->tok[i].kind != VG_TOKEN_NUMBER &&
               word_value(s, i, end) < 0 && !opens) {
        return 0;
    }
    if (!value_at(s, start, end, between, out))
        return 0;
    if (bound && out->bounded && out->op == VG_OP_EXACT)
        out->op = op_of(bound->value);
    out->end = vg_bound_behind(s, out->end, end, out);
    find_unit(s, out, i, end);
    out->to = out->end;
    return 1;
}
