/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Numbers as Chinese prints them: digits with 万 and 亿 (260多万, 1.2万亿, 3亿5000万),
 * words (三百二十, 两三千, 十几, 数十万, 二〇二三), shares (两成, 百分之五), money, and
 * the bounds around them.
 */
#include "base/limits.h"
#include "mention/han_scan.h"

enum { RUN = 24, MAX_SCALE = 6, GROUP = 3 };

enum what { NO_NUMERAL, IS_DIGIT, IS_MULTIPLIER, IS_FEW };

struct numeral {
    enum what what;
    int64_t v;
};

static int64_t read_number(const char *p)
{
    int64_t v = 0;

    for (; p && *p >= '0' && *p <= '9' && v < VG_MAX_NUMBER; p++)
        v = v * 10 + (*p - '0');
    return v;
}

static struct numeral numeral_at(const struct vg_han_scan *s, size_t i, size_t end)
{
    const struct vg_han_entry *e;
    const uint64_t numerals =
        VG_HAN_BIT(VG_HAN_NUMERAL) | VG_HAN_BIT(VG_HAN_MULTIPLIER) | VG_HAN_BIT(VG_HAN_FEW);

    if (i >= end || !(s->every[i] & numerals) || s->ch[i].role != VG_ROLE_NONE)
        return (struct numeral){NO_NUMERAL, 0};
    if ((e = vg_han_any(s, i, VG_HAN_NUMERAL)) != NULL)
        return (struct numeral){IS_DIGIT, read_number(vg_han_get(e, "n"))};
    if ((e = vg_han_any(s, i, VG_HAN_MULTIPLIER)) != NULL)
        return (struct numeral){IS_MULTIPLIER, read_number(vg_han_get(e, "times"))};
    if (vg_han_any(s, i, VG_HAN_FEW) != NULL)
        return (struct numeral){IS_FEW, 0};
    return (struct numeral){NO_NUMERAL, 0};
}

static int is_digit(const struct vg_han_scan *s, size_t i, size_t end)
{
    return i < end && s->ch[i].kind == VG_HAN_KIND_DIGIT && s->ch[i].role == VG_ROLE_NONE;
}

static size_t digits_from(const struct vg_han_scan *s, size_t i, size_t end)
{
    size_t n = 0;

    while (is_digit(s, i + n, end))
        n++;
    return n;
}

static int is_comma(const struct vg_han_scan *s, size_t i, size_t end)
{
    if (i >= end || s->ch[i].mark != VG_HAN_COMMA)
        return 0;
    /* a full-width comma parts clauses, unless the digits are full-width too */
    return s->ch[i].end - s->ch[i].start == 1 || (s->ch[i - 1].flags & VG_HAN_WIDE) != 0;
}

static int is_blank(const struct vg_han_scan *s, size_t i, size_t end)
{
    return i < end && s->ch[i].kind == VG_HAN_KIND_SPACE;
}

static void add_digits(const struct vg_han_scan *s, size_t i, size_t n, struct vg_han_value *v)
{
    for (size_t k = i; k < i + n; k++) {
        v->damaged |= v->n > VG_MAX_NUMBER / 10;
        if (!v->damaged)
            v->n = v->n * 10 + (int64_t)(s->ch[k].c - '0');
    }
}

/* Unseen characters inside [i, j): the number must not be read. */
static int has_hidden(const struct vg_han_scan *s, size_t i, size_t j)
{
    for (size_t k = i + 1; k < j; k++)
        if (s->ch[k].flags & VG_HAN_HIDDEN)
            return 1;
    return 0;
}

/* 1,300 and 1 300 and １３００ and 2.36; 48,00 is a misprint. */
static size_t digits(const struct vg_han_scan *s, size_t i, size_t end, struct vg_han_value *v)
{
    size_t first = digits_from(s, i, end), at = i + first, more;

    add_digits(s, i, first, v);
    while (first <= GROUP && (is_comma(s, at, end) || is_blank(s, at, end)) &&
           digits_from(s, at + 1, end) == GROUP) {
        if (is_blank(s, at, end) && s->ch[i].c == '0')
            break;
        add_digits(s, at + 1, GROUP, v);
        at += 1 + GROUP;
    }
    if (is_comma(s, at, end) && (more = digits_from(s, at + 1, end)) > 0) {
        v->damaged = 1;
        at += 1 + more;
    }
    if (at < end && (s->ch[at].mark == VG_HAN_POINT) && (more = digits_from(s, at + 1, end)) > 0) {
        if (more > MAX_SCALE)
            v->damaged = 1;
        else
            v->scale = (unsigned)more;
        add_digits(s, at + 1, more, v);
        at += 1 + more;
        if (at < end && s->ch[at].mark == VG_HAN_POINT && digits_from(s, at + 1, end))
            v->damaged = 1; /* 1.2.3 */
    }
    v->damaged |= has_hidden(s, i, at);
    return at - i;
}

static void multiply(struct vg_han_value *v, int64_t by)
{
    while (v->scale > 0 && by % 10 == 0) {
        by /= 10;
        v->scale--;
    }
    if (v->n > VG_MAX_NUMBER / by)
        v->damaged = 1;
    else
        v->n *= by;
}

/* 多, 余, 几 between the digits and 万. */
static int is_over_inside(const struct vg_han_scan *s, size_t i, size_t end)
{
    const struct vg_han_entry *e = i + 1 < end ? vg_han_any(s, i, VG_HAN_FEW) : NULL;

    return e && numeral_at(s, i + 1, end).what == IS_MULTIPLIER;
}

/* The 万 and 亿 behind digits. */
static size_t multipliers(const struct vg_han_scan *s, size_t i, size_t end, struct vg_han_value *v,
                          int64_t *by)
{
    size_t at = i;
    struct numeral m;

    *by = 1;
    if (is_blank(s, at, end) && numeral_at(s, at + 1, end).what == IS_MULTIPLIER)
        at++;
    if (is_over_inside(s, at, end)) {
        v->over = 1;
        at++;
    }
    while ((m = numeral_at(s, at, end)).what == IS_MULTIPLIER && *by <= VG_MAX_NUMBER / m.v) {
        *by *= m.v;
        at++;
    }
    if (*by == 1)
        return 0;
    return at - i;
}

static size_t in_digits(const struct vg_han_scan *s, size_t i, size_t end, struct vg_han_value *v)
{
    size_t at = i + digits(s, i, end, v), n;
    int64_t by, next;

    n = multipliers(s, at, end, v, &by);
    at += n;
    if (n)
        multiply(v, by);
    /* 3亿5000万, 1万2千 */
    while (n && v->scale == 0 && !v->over && is_digit(s, at, end)) {
        struct vg_han_value low = {0};
        size_t k = at + digits(s, at, end, &low);

        n = multipliers(s, k, end, &low, &next);
        if (n)
            multiply(&low, next);
        if ((n && next >= by) || low.scale || low.damaged || low.n >= by)
            break;
        v->n += low.n;
        v->over = low.over;
        at = k + n;
        by = n ? next : 1;
    }
    v->damaged |= v->n > VG_MAX_NUMBER || has_hidden(s, i, at);
    return at - i;
}

struct run {
    struct numeral t[RUN];
    size_t n;
};

static void read_run(const struct vg_han_scan *s, size_t i, size_t end, struct run *r)
{
    r->n = 0;
    while (r->n < RUN) {
        struct numeral t = numeral_at(s, i + r->n, end);

        if (t.what == NO_NUMERAL)
            return;
        if (t.what == IS_FEW && r->n == 0 && !vg_han_get(vg_han_any(s, i, VG_HAN_FEW), "digit"))
            return; /* 多 alone */
        if (t.what == IS_FEW && r->n > 0) {
            /* 十几, 一百多万: only where a multiplier stands before it */
            if (r->t[r->n - 1].what != IS_MULTIPLIER)
                return;
            if (numeral_at(s, i + r->n + 1, end).what != IS_MULTIPLIER &&
                !vg_han_get(vg_han_any(s, i + r->n, VG_HAN_FEW), "digit"))
                return;
        }
        r->t[r->n++] = t;
    }
}

static int64_t product(const struct run *r, size_t from)
{
    int64_t p = 1;

    for (size_t k = from; k < r->n; k++) {
        if (r->t[k].what != IS_MULTIPLIER || p > VG_MAX_NUMBER / r->t[k].v)
            return 0;
        p *= r->t[k].v;
    }
    return p;
}

/* 几十, 数百万: the span that convention gives. */
static size_t few(struct run *r, struct vg_han_value *v)
{
    int64_t p;

    while (r->n > 1 && r->t[r->n - 1].what != IS_MULTIPLIER)
        r->n--;
    p = product(r, 1);
    if (r->n == 1 || p == 0) {
        v->several = 1;
        v->n = 2;
        return 1;
    }
    v->magnitude = 1;
    v->n = 2 * p;
    v->high = 10 * p - 1;
    v->damaged = v->high > VG_MAX_NUMBER;
    return r->n;
}

/* 三四十, 七八, 十五六: two neighbouring digits say a span. */
static int pair(const struct run *r, struct vg_han_value *v)
{
    size_t at = r->n > 2 && r->t[0].what == IS_MULTIPLIER && r->t[0].v == 10 ? 1 : 0;
    int64_t p;

    if (r->n < at + 2 || r->t[at].what != IS_DIGIT || r->t[at + 1].what != IS_DIGIT ||
        r->t[at].v == 0 || r->t[at].v > 8 || r->t[at + 1].v != r->t[at].v + 1 || r->n > at + 4)
        return 0;
    p = product(r, at + 2);
    if (p == 0 || (at && p != 1))
        return 0;
    v->n = (r->t[at].v + (at ? 10 : 0)) * p;
    v->high = (r->t[at + 1].v + (at ? 10 : 0)) * p;
    return 1;
}

/* 一百二三十, 一千五六百: a pair behind higher places. */
static int low_pair(const struct run *r, struct vg_han_value *v)
{
    int64_t high = 0, p;
    size_t at = 0;

    while (at + 2 < r->n && r->t[at].what == IS_DIGIT && r->t[at + 1].what == IS_MULTIPLIER &&
           r->t[at + 1].v < 10000) {
        high += r->t[at].v * r->t[at + 1].v;
        at += 2;
    }
    if (at == 0 || r->n < at + 3 || r->t[at].what != IS_DIGIT || r->t[at + 1].what != IS_DIGIT ||
        r->t[at].v == 0 || r->t[at].v > 8 || r->t[at + 1].v != r->t[at].v + 1)
        return 0;
    p = product(r, at + 2);
    if (p == 0 || p * 10 > r->t[at - 1].v)
        return 0;
    v->n = high + r->t[at].v * p;
    v->high = high + r->t[at + 1].v * p;
    return 1;
}

static int positional(const struct run *r, struct vg_han_value *v)
{
    if (r->n < 2)
        return 0;
    for (size_t k = 0; k < r->n; k++)
        if (r->t[k].what != IS_DIGIT || r->t[k].v > 9)
            return 0;
    if (r->n > VG_MAX_DIGITS) {
        v->damaged = 1;
        return 1;
    }
    for (size_t k = 0; k < r->n; k++)
        v->n = v->n * 10 + r->t[k].v;
    return 1;
}

/* 三百二十, 一万零五, 三亿五千万; returns how many tokens it used. */
static size_t spelled(const struct run *r, struct vg_han_value *v)
{
    int64_t total = 0, section = 0, digit = -1, last = 1;
    size_t k = 0;
    int zero = 0;

    for (; k < r->n; k++) {
        const struct numeral *t = &r->t[k];

        if (t->what == IS_FEW) {
            v->over = 1;
            continue;
        }
        if (t->what == IS_DIGIT) {
            if (digit > 0)
                break;
            zero = t->v == 0;
            digit = t->v;
            continue;
        }
        if (t->v < 10000) {
            v->bare |= digit < 0 && k == 0 && t->v > 10;
            section += (digit < 0                  ? (section ? 0 : 1)
                        : digit == 0 && t->v == 10 ? 1
                                                   : digit) *
                       t->v;
        } else {
            section += digit < 0 ? 0 : digit;
            v->bare |= section == 0 && total == 0 && k == 0;
            section = section == 0 && total == 0 ? 1 : section;
            if (section > VG_MAX_NUMBER / t->v || total > VG_MAX_NUMBER / t->v) {
                v->damaged = 1;
                return r->n;
            }
            total = t->v > 10000 ? (total + section) * t->v : total + section * t->v;
            section = 0;
        }
        digit = -1;
        zero = 0;
        last = t->v;
    }
    if (digit > 0)
        section += last >= 100 && !zero && r->t[k - 1].what == IS_DIGIT && k >= 2 &&
                           r->t[k - 2].what == IS_MULTIPLIER
                       ? digit * (last / 10)
                       : digit;
    v->n = total + section;
    v->damaged |= v->n > VG_MAX_NUMBER;
    return k;
}

/* 三点五万 */
static size_t with_point(const struct vg_han_scan *s, size_t i, size_t end, struct vg_han_value *v)
{
    const struct vg_han_entry *e = i < end ? vg_han_any(s, i, VG_HAN_RATE) : NULL;
    struct run r;
    int64_t by;
    size_t n = 0, k;

    if (!e || !vg_han_get(e, "point"))
        return 0;
    read_run(s, i + 1, end, &r);
    while (n < r.n && n < MAX_SCALE && r.t[n].what == IS_DIGIT && r.t[n].v < 10)
        n++;
    if (n == 0)
        return 0;
    if (n < r.n && (r.t[n].what != IS_MULTIPLIER || r.t[n].v < 10000))
        return 0; /* 十二点五十分 */
    for (k = 0; k < n; k++)
        v->n = v->n * 10 + r.t[k].v;
    v->scale = (unsigned)n;
    k = multipliers(s, i + 1 + n, end, v, &by);
    if (k)
        multiply(v, by);
    return 1 + n + k;
}

static size_t in_words(const struct vg_han_scan *s, size_t i, size_t end, struct vg_han_value *v)
{
    struct run r;
    size_t n;

    read_run(s, i, end, &r);
    if (r.n == 0)
        return 0;
    v->in_words = 1;
    if (r.t[0].what == IS_FEW)
        n = few(&r, v);
    else if (pair(&r, v) || low_pair(&r, v) || positional(&r, v))
        n = r.n;
    else
        n = spelled(&r, v);
    if (!v->high && !v->over && !v->several && v->n < 1000000)
        n += with_point(s, i + n, end, v);
    v->damaged |= has_hidden(s, i, i + n);
    return n;
}

/* 两打“联络员”: dozens, where something follows that can be counted. */
static size_t dozens(const struct vg_han_scan *s, size_t i, size_t end, struct vg_han_value *v)
{
    const struct vg_han_entry *e = i + 1 < end ? vg_han_at(s, i, VG_HAN_RATE) : NULL;

    if (!e || !vg_han_get(e, "dozen") || v->n < 1 || v->n > 99 || v->high || v->over ||
        v->several || v->scale || v->damaged ||
        (s->ch[i + 1].mark != VG_HAN_OPEN && !vg_han_at(s, i + 1, VG_HAN_UNIT)))
        return 0;
    v->n *= 12;
    return e->n;
}

size_t vg_han_value_at(const struct vg_han_scan *s, size_t i, size_t end, struct vg_han_value *out)
{
    size_t n;

    *out = (struct vg_han_value){0};
    n = is_digit(s, i, end) ? in_digits(s, i, end, out) : in_words(s, i, end, out);
    return n ? n + dozens(s, i + n, end, out) : 0;
}

/* -- bounds ------------------------------------------------------------------------ */

static enum vg_op op_of(const struct vg_han_entry *e)
{
    enum vg_op op = VG_OP_NONE;
    const char *word = vg_han_get(e, "op");

    if (word)
        (void)vg_op_read(word, &op, NULL);
    return op;
}

enum { FAR = 14 /* characters that an adverb of bound reaches over */ };

static int stops_bound(const struct vg_han_scan *s, size_t i)
{
    return s->ch[i].kind == VG_HAN_KIND_MARK || s->ch[i].kind == VG_HAN_KIND_DIGIT ||
           s->ch[i].role == VG_ROLE_NAME;
}

/* 至少在12个国家, 最多被传唤过9次 */
static enum vg_op far_bound(const struct vg_han_scan *s, size_t low, size_t i)
{
    for (size_t k = i; k > low && i - k < FAR && !stops_bound(s, k - 1); k--) {
        const struct vg_han_entry *e = vg_han_at(s, k - 1, VG_HAN_BOUND);

        if (e && vg_han_get(e, "far"))
            return op_of(e);
    }
    return VG_OP_NONE;
}

/* The bound that ends at `at`, over at most two words such as 有, 达, 为. */
static enum vg_op near_bound(const struct vg_han_scan *s, size_t low, size_t *at, int bare)
{
    size_t k = *at, begin;
    const struct vg_han_entry *e;

    for (int fillers = 0; fillers < 3; fillers++) {
        while (k > low && s->ch[k - 1].kind == VG_HAN_KIND_SPACE)
            k--;
        e = vg_han_before(s, low, k, VG_HAN_BOUND, &begin);
        if (e && (!vg_han_get(e, "bare") || (bare && fillers == 0))) {
            enum vg_op op = op_of(e);
            size_t outer = begin;
            /* 估计约有, 大约不到: the outer one of two is looser, the inner one counts */
            *at = outer;
            return op;
        }
        if (!vg_han_before(s, low, k, VG_HAN_BOUND_FILLER, &begin))
            return VG_OP_NONE;
        k = begin;
    }
    return VG_OP_NONE;
}

static void set_bound(struct vg_number *n, enum vg_op op)
{
    if (op == VG_OP_NONE || n->op == VG_OP_BETWEEN || n->op == VG_OP_MAGNITUDE ||
        n->op == VG_OP_SEVERAL)
        return;
    n->bounded = 1;
    if (n->op == VG_OP_OVER && op == VG_OP_ABOUT)
        return; /* 约3万余 */
    n->op = op;
}

size_t vg_han_number_close(const struct vg_han_scan *s, size_t i, size_t end, struct vg_number *n)
{
    const struct vg_han_entry *e = i < end ? vg_han_at(s, i, VG_HAN_BOUND_AFTER) : NULL;

    if (!e || i + e->n > end)
        return 0;
    if (!n->bounded || n->op == VG_OP_EXACT)
        set_bound(n, op_of(e));
    return e->n;
}

/* -- the whole --------------------------------------------------------------------- */

/* % and 成 and 个百分点 behind a value; its length. */
static size_t percent_at(const struct vg_han_scan *s, size_t i, size_t end, struct vg_number *n)
{
    const struct vg_han_entry *e;
    struct vg_han_value half;
    size_t used;

    if (i < end && s->ch[i].mark == '%') {
        n->unit = "percent";
        return 1;
    }
    if ((e = i < end ? vg_han_at(s, i, VG_HAN_PERCENT) : NULL) == NULL || i + e->n > end)
        return 0;
    if (!vg_han_get(e, "times")) {
        n->unit = vg_han_get(e, "unit"); /* percentage points are no share: none */
        n->damaged |= n->unit == NULL;
        return e->n;
    }
    n->unit = "percent";
    if (n->a > 10 || n->b > 10 || n->scale > 1)
        return 0;
    n->a *= 10;
    n->b *= 10;
    used = e->n;
    /* 三成五 */
    if (n->scale == 0 && n->op == VG_OP_EXACT && vg_han_value_at(s, i + used, end, &half) == 1 &&
        half.n < 10 && !half.several &&
        (half.in_words || !vg_han_any(s, i + used + 1, VG_HAN_CLASSIFIER))) {
        n->a += half.n;
        n->b = n->a;
        used++;
    } else if (n->scale == 0 && n->op == VG_OP_EXACT && i + used < end &&
               vg_han_any(s, i + used, VG_HAN_RATE) &&
               vg_han_get(vg_han_any(s, i + used, VG_HAN_RATE), "half")) {
        n->a += 5; /* 三成半 */
        n->b = n->a;
        used++;
    }
    if (n->scale == 1 && n->a % 10 == 0) {
        n->a /= 10;
        n->b /= 10;
        n->scale = 0;
    }
    return used;
}

static size_t currency_at(const struct vg_han_scan *s, size_t i, size_t end, struct vg_number *n)
{
    const struct vg_han_entry *e;
    size_t blank = is_blank(s, i, end) ? 1 : 0;

    e = i + blank < end ? vg_han_any(s, i + blank, VG_HAN_CURRENCY) : NULL;
    if (!e || i + blank + e->n > end || vg_han_get(e, "sign"))
        return 0;
    if (!n->unit || !vg_han_get(e, "weak"))
        n->unit = vg_han_get(e, "unit");
    return blank + e->n;
}

/* 3000元至5000元 */
static size_t money_range(const struct vg_han_scan *s, size_t i, size_t end, struct vg_number *n)
{
    const struct vg_han_entry *e = i < end && n->unit ? vg_han_any(s, i, VG_HAN_RANGE) : NULL;
    struct vg_number other = {0};
    struct vg_han_value v;
    size_t at, used;

    if (!e || n->op != VG_OP_EXACT || n->scale || strcmp(n->unit, "percent") == 0)
        return 0;
    at = i + e->n;
    used = vg_han_value_at(s, at, end, &v);
    if (!used || v.scale || v.damaged || v.high || v.several || v.n <= n->a)
        return 0;
    at += used;
    used = currency_at(s, at, end, &other);
    if (!used || !other.unit || strcmp(other.unit, n->unit) != 0)
        return 0;
    n->op = VG_OP_BETWEEN;
    n->b = v.n;
    n->bounded = 1;
    return at + used - i;
}

static void op_of_value(struct vg_number *n, const struct vg_han_value *v)
{
    n->a = v->n;
    n->b = v->high ? v->high : v->n;
    n->scale = v->scale;
    n->in_words = v->in_words;
    n->damaged = v->damaged;
    n->op = v->magnitude     ? VG_OP_MAGNITUDE
            : v->several     ? VG_OP_SEVERAL
            : v->high > v->n ? VG_OP_BETWEEN
            : v->over        ? VG_OP_OVER
                             : VG_OP_EXACT;
}

static int is_over_word(const struct vg_han_scan *s, size_t i, size_t end)
{
    const struct vg_han_entry *e = i < end ? vg_han_any(s, i, VG_HAN_FEW) : NULL;

    if (!e || !vg_han_get(e, "op"))
        return 0;
    /* 余 in 余下 is none */
    return vg_han_at(s, i, VG_HAN_FEW) != NULL || vg_han_any(s, i + 1, VG_HAN_CLASSIFIER) != NULL;
}

static int to_scale(struct vg_han_value *v, unsigned scale)
{
    while (v->scale < scale) {
        if (v->n > VG_MAX_NUMBER / 10)
            return 0;
        v->n *= 10;
        v->scale++;
    }
    return 1;
}

static int64_t times_of(const struct vg_han_scan *s, size_t from, size_t to)
{
    int64_t by = 1;

    for (size_t k = from; k < to; k++) {
        struct numeral t = numeral_at(s, k, to);

        if (t.what == IS_MULTIPLIER && t.v >= 10000 && by < 100000000)
            by *= t.v;
    }
    return by;
}

/* 5至8, 10%—15%, 3到5万 */
static size_t range_at(const struct vg_han_scan *s, size_t first, size_t i, size_t end,
                       const struct vg_han_value *v, struct vg_number *n)
{
    const struct vg_han_entry *e;
    struct vg_han_value a = *v, b;
    size_t at = i, used;
    int64_t by;

    if (at < end && s->ch[at].mark == '%')
        at++;
    if (at >= end || a.over || a.high || a.several || a.magnitude)
        return 0;
    e = vg_han_any(s, at, VG_HAN_RANGE);
    if (e)
        at += e->n;
    else if (s->ch[at].mark == VG_HAN_DASH)
        at += at + 1 < end && s->ch[at + 1].mark == VG_HAN_DASH ? 2 : 1;
    else
        return 0;
    used = vg_han_value_at(s, at, end, &b);
    if (!used || b.high || b.several || b.damaged || b.bare || (a.in_words != b.in_words))
        return 0;
    by = times_of(s, at, at + used);
    if (by > 1 && times_of(s, first, i) == 1 && a.n < 10000 && a.n * by < b.n)
        multiply(&a, by);
    if (!to_scale(&a, b.scale) || !to_scale(&b, a.scale) || a.n >= b.n)
        return 0;
    n->a = a.n;
    n->b = b.n;
    n->scale = a.scale;
    n->op = VG_OP_BETWEEN;
    n->bounded = 1;
    return at + used - i;
}

/* A figure that is itself a phrase: 半数, 一半; 数以千计. */
static size_t phrase_at(const struct vg_han_scan *s, size_t i, size_t end, struct vg_number *n)
{
    const struct vg_han_entry *e = vg_han_at(s, i, VG_HAN_SHARE);

    if (e && i + e->n <= end) {
        n->a = n->b = read_number(vg_han_get(e, "value"));
        n->op = op_of(e) != VG_OP_NONE ? op_of(e) : VG_OP_EXACT;
        n->unit = "percent";
        n->in_words = 1;
        return e->n;
    }
    e = vg_han_at(s, i, VG_HAN_MAGNITUDE);
    if (e && i + e->n <= end) {
        n->a = read_number(vg_han_get(e, "lower"));
        n->b = read_number(vg_han_get(e, "upper"));
        n->op = n->b > n->a ? VG_OP_MAGNITUDE : n->a == 2 ? VG_OP_SEVERAL : VG_OP_AT_LEAST;
        n->in_words = 1;
        return e->n;
    }
    return 0;
}

/* 百分之 in front. */
static size_t hundredths(const struct vg_han_scan *s, size_t low, size_t i)
{
    size_t begin;
    const struct vg_han_entry *e = vg_han_before(s, low, i, VG_HAN_RATE, &begin);

    return e && vg_han_get(e, "share") ? begin : i;
}

static void money_sign(const struct vg_han_scan *s, size_t low, size_t *at, struct vg_number *n)
{
    size_t begin, k = *at;
    const struct vg_han_entry *e;

    while (k > low && s->ch[k - 1].kind == VG_HAN_KIND_SPACE)
        k--;
    e = vg_han_before(s, low, k, VG_HAN_CURRENCY, &begin);
    if (e && !vg_han_get(e, "weak") && !n->unit) {
        n->unit = vg_han_get(e, "unit");
        *at = begin;
    }
}

int vg_han_number_at(const struct vg_han_scan *s, size_t low, size_t i, size_t end,
                     struct vg_number *out)
{
    struct vg_number n = {.first = i};
    struct vg_han_value v = {0};
    size_t used, at = i, front = i, range;
    enum vg_op op;

    used = phrase_at(s, i, end, &n);
    if (used == 0) {
        used = vg_han_value_at(s, i, end, &v);
        if (used == 0)
            return 0;
        op_of_value(&n, &v);
    }
    at = i + used;
    range = n.unit ? 0 : range_at(s, i, at, end, &v, &n);
    at += range;
    if (is_blank(s, at, end) && is_over_word(s, at + 1, end))
        at++;
    if (!range && n.op == VG_OP_EXACT && !n.unit && is_over_word(s, at, end)) {
        n.op = op_of(vg_han_any(s, at, VG_HAN_FEW));
        n.bounded = 1;
        at++;
    }
    front = hundredths(s, low, i);
    if (front < i)
        n.unit = "percent";
    else
        money_sign(s, low, &front, &n);
    if (!n.unit)
        at += percent_at(s, at, end, &n);
    if (!n.unit || strcmp(n.unit, "percent") != 0)
        at += currency_at(s, at, end, &n);
    at += money_range(s, at, end, &n);
    n.end = at;
    if (n.unit)
        at += vg_han_number_close(s, at, end, &n);
    op = near_bound(s, low, &front, v.bare);
    if (op == VG_OP_NONE)
        op = far_bound(s, low, front);
    set_bound(&n, op);
    if (v.bare && !n.bounded && !v.over)
        return 0; /* 千 in a word */
    n.from = front;
    n.to = at;
    *out = n;
    return 1;
}
