/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The marks of a text without any grammar: every number that stands before what it counts,
 * every date that is printed, every place. More than a claim may say, because nothing is
 * claimed here: two texts are compared, and what a person sees of it is what they share.
 * numbers and dates of languages with words come from mention/scan.h; of Chinese the few forms that
 * figures are printed in.
 */
#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
#include "base/fold.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "claim/trace.h"
#include "mention/place.h"
#include "mention/scan.h"

static void add_line(struct vg_marks *m, const char *line, struct vg_arena *a)
{
    if (m->n < VG_MAX_MARKS)
        vg_marks_add_line(m, vg_str(line), a);
}

static void add_number(struct vg_marks *m, int64_t n, unsigned scale, const char *unit,
                       struct vg_arena *a)
{
    add_line(m,
             scale == 0 ? vg_print(a, "n %" PRId64 " %s", n, unit)
                        : vg_print(a, "n %" PRId64 "e-%u %s", n, scale, unit),
             a);
}

/* -- places, in any script ----------------------------------------------------------- */

static void scan_places(struct vg_str text, struct vg_marks *m, struct vg_arena *a)
{
    const struct vg_places builtin = {0};
    int in_word = 0;

    for (size_t at = 0; at < text.len;) {
        const struct vg_place *place = NULL;
        int ambiguous = 0, begins;
        uint32_t c;
        size_t n = vg_utf8_next(text.p + at, text.len - at, &c), took = 0;

        begins = vg_is_han(c) || (!in_word && vg_char_kind(c) == VG_CHAR_UPPER);
        in_word = vg_is_word(c) && !vg_is_han(c);
        if (begins)
            took = vg_place_match(&builtin, text.p + at, text.len - at, &place, &ambiguous);
        if (took > 0) {
            add_line(m, vg_print(a, "p %s", place->id), a);
            in_word = 0;
        }
        at += took > 0 ? took : n;
    }
}

/* -- words -------------------------------------------------------------------------------- */

static size_t scan_number(const struct vg_scan *s, size_t i, struct vg_marks *m, struct vg_arena *a)
{
    struct vg_number n;
    struct vg_unit unit;
    const char *id;

    if (!vg_number_at(s, i, s->n, &n))
        return i + 1;
    if (n.damaged)
        return n.to;
    id = n.unit;
    if (id == NULL &&
        (vg_unit_at(s, n.to, s->n, n.a == 1, &unit) || vg_unit_at(s, n.end, s->n, n.a == 1, &unit)))
        id = unit.id;
    if (id == NULL)
        return n.to;
    add_number(m, n.a, n.scale, id, a);
    if (n.op == VG_OP_BETWEEN)
        add_number(m, n.b, n.scale, id, a);
    return n.to;
}

/* The day of the text itself (`own`) is no mark of what it tells. */
static void scan_tokens(const struct vg_scan *s, int64_t dateline, const char *own,
                        struct vg_marks *m, struct vg_arena *a)
{
    for (size_t i = 0; i < s->n && m->n < VG_MAX_MARKS;) {
        struct vg_when when;

        if (vg_date_at(s, i, s->n, dateline, &when)) {
            if (when.first[0] != '\0' && strcmp(when.first, own) != 0)
                add_line(m, vg_print(a, "d %s", when.first), a);
            if (when.last[0] != '\0' && strcmp(when.last, when.first) != 0)
                add_line(m, vg_print(a, "d %s", when.last), a);
            i = when.to > i ? when.to : i + 1;
        } else if (s->tok[i].role == VG_ROLE_NAME) {
            i++;
        } else {
            i = scan_number(s, i, m, a);
        }
    }
}

static void scan_words(struct vg_str text, const struct vg_lexicon *words, struct vg_marks *m,
                       struct vg_arena *a)
{
    VG_SCOPED_ARENA work = {0};
    struct vg_scan s;
    int64_t dateline = vg_dateline(&work, words, text.p, text.len);
    const char *own = "";
    int year, month, day;

    if (dateline != VG_NO_DATELINE) {
        vg_date_of(dateline, &year, &month, &day);
        own = vg_print(&work, "%04d-%02d-%02d", year, month, day);
    }
    vg_scan_begin(&s, &work, words, text.p, text.len);
    while (m->n < VG_MAX_MARKS && vg_scan_next(&s))
        scan_tokens(&s, dateline, own, m, a);
}

/* -- Chinese ------------------------------------------------------------------------------ */

/* Nouns and classifiers behind a number, the longer before the shorter. */
static const struct {
    const char *word, *unit;
} counted[] = {
    {"国家和地区", "country-or-region"},
    {"公安机关", "police-service"},
    {"省级单位", "province"},
    {"服务站", "station"},
    {"警务站", "station"},
    {"联络点", "station"},
    {"嫌疑人", "person"},
    {"办事处", "office"},
    {"站点", "station"},
    {"警署", "station"},
    {"驿站", "station"},
    {"人次", "person-time"},
    {"国家", "country"},
    {"省份", "province"},
    {"机构", "agency"},
    {"部门", "agency"},
    {"组织", "organisation"},
    {"社团", "organisation"},
    {"案件", "case"},
    {"线索", "tip"},
    {"账户", "account"},
    {"证件", "document"},
    {"中心", "centre"},
    {"城市", "city"},
    {"家庭", "family"},
    {"人员", "person"},
    {"人", "person"},
    {"名", "person"},
    {"户", "family"},
    {"国", "country"},
    {"省", "province"},
    {"站", "station"},
    {"起", "case"},
    {"宗", "case"},
    {"处", "site"},
    {"次", "time"},
    {"天", "day"},
};

static int digit_of(uint32_t c)
{
    static const uint32_t han[] = {0x96f6, 0x4e00, 0x4e8c, 0x4e09, 0x56db,
                                   0x4e94, 0x516d, 0x4e03, 0x516b, 0x4e5d};

    if (c >= '0' && c <= '9')
        return (int)(c - '0');
    if (c == 0x3007) /* 〇 */
        return 0;
    if (c == 0x4e24) /* 两 */
        return 2;
    for (int i = 0; i < 10; i++)
        if (han[i] == c)
            return i;
    return -1;
}

static int64_t power_of(uint32_t c)
{
    switch (c) {
    case 0x5341: /* 十 */
        return 10;
    case 0x767e: /* 百 */
        return 100;
    case 0x5343: /* 千 */
        return 1000;
    case 0x4e07: /* 万 */
        return 10000;
    case 0x4ebf: /* 亿 */
        return 100000000;
    default:
        return 0;
    }
}

/* 二百三十, 三万, 2.36万, 230,000: digits add up, powers multiply what stands before them. */
struct han_number {
    int64_t total, section, digits; /* whole so far; below 万; the digits being read */
    int64_t decimal;                /* 10^places behind the point, 0: none was read */
    int any, has_digits;
};

static int take_power(struct han_number *n, int64_t power)
{
    int64_t by = n->has_digits ? n->digits : 1, whole;

    if (power < 10000 && n->decimal == 0) {
        n->section += by * power;
    } else {
        whole = n->section * (n->decimal == 0 ? 1 : n->decimal) + (n->has_digits ? n->digits : 0);
        if (power > 10000 && n->decimal == 0) { /* 2万亿: what came before is multiplied, too */
            whole += n->total;
            n->total = 0;
        }
        if (whole == 0)
            whole = 1;
        if (whole > VG_MAX_NUMBER / power)
            return 0;
        whole *= power;
        if (n->decimal != 0 && whole % n->decimal != 0)
            return 0;
        n->total += n->decimal == 0 ? whole : whole / n->decimal;
        n->section = 0;
    }
    n->digits = n->decimal = 0;
    n->has_digits = 0;
    n->any = 1;
    return n->total <= VG_MAX_NUMBER;
}

static int take_digit(struct han_number *n, int digit)
{
    if (n->digits > VG_MAX_NUMBER / 100)
        return 0;
    n->digits = 10 * n->digits + digit;
    n->decimal *= 10;
    n->has_digits = n->any = 1;
    return 1;
}

/* Bytes of the number at the start of `s`; *out is 0 when it is too large to be one. */
static size_t han_number(struct vg_str s, int64_t *out)
{
    struct han_number n = {0};
    size_t at = 0;
    int fits = 1;

    while (at < s.len) {
        uint32_t c, after = 0;
        size_t len = vg_utf8_next(s.p + at, s.len - at, &c);

        if (at + len < s.len)
            (void)vg_utf8_next(s.p + at + len, s.len - at - len, &after);
        if (digit_of(c) >= 0)
            fits = fits && take_digit(&n, digit_of(c));
        else if (power_of(c) > 0)
            fits = fits && take_power(&n, power_of(c));
        else if (c == '.' && n.has_digits && n.decimal == 0 && digit_of(after) >= 0)
            n.decimal = 1;
        else if (c != ',' || !n.has_digits || digit_of(after) < 0)
            break;
        at += len;
    }
    *out = fits && n.any && n.decimal == 0 ? n.total + n.section + n.digits : 0;
    return at;
}

enum { NOUN_WITHIN = 30 }; /* bytes: ten Han characters between a number and its noun */

static int ends_noun(uint32_t c)
{
    return digit_of(c) > 0 || !vg_is_han(c);
}

/* What is counted: the first noun behind the number, before a mark or another number; a
 * classifier alone where there is no noun. */
static const char *counted_by(struct vg_str s)
{
    const char *unit = NULL;
    size_t at = 0;

    while (at < s.len && at < NOUN_WITHIN) {
        uint32_t c;
        size_t n = vg_utf8_next(s.p + at, s.len - at, &c);

        if (ends_noun(c))
            break;
        for (size_t i = 0; i < sizeof counted / sizeof *counted; i++) {
            size_t len = strlen(counted[i].word);

            if (len > s.len - at || memcmp(s.p + at, counted[i].word, len) != 0)
                continue;
            if (len > 3 || (at == 0 && unit == NULL && strcmp(counted[i].word, "名") != 0))
                return counted[i].unit;
            if (unit == NULL)
                unit = counted[i].unit;
            break;
        }
        at += n;
    }
    return unit;
}

enum { HEAD = 200 }; /* bytes: a whole date in them is the day of the text itself */

/* 2022年9月12日 and what of it is printed; bytes taken, or 0. */
static size_t han_date(struct vg_str s, int in_head, struct vg_marks *m, struct vg_arena *a)
{
    static const char *const marks[] = {"年", "月", "日"};
    int64_t part[3] = {0};
    size_t at = 0, n = 0;

    for (; n < 3 && at < s.len; n++) {
        size_t len = 0;
        int64_t value = 0;

        for (; at + len < s.len && len < 4 && s.p[at + len] >= '0' && s.p[at + len] <= '9'; len++)
            value = 10 * value + (s.p[at + len] - '0');
        if (len == 0 || (n == 0 && len != 4) || s.len - at - len < 3 ||
            memcmp(s.p + at + len, marks[n], 3) != 0)
            break;
        part[n] = value;
        at += len + 3;
    }
    if (n == 0 || (n > 1 && (part[1] < 1 || part[1] > 12)) || (n > 2 && part[2] > 31))
        return 0;
    if (n == 3 && in_head)
        return at;
    add_line(m,
             n == 1   ? vg_print(a, "d %04d", (int)part[0])
             : n == 2 ? vg_print(a, "d %04d-%02d", (int)part[0], (int)part[1])
                      : vg_print(a, "d %04d-%02d-%02d", (int)part[0], (int)part[1], (int)part[2]),
             a);
    return at;
}

static void scan_chinese(struct vg_str text, struct vg_marks *m, struct vg_arena *a)
{
    VG_SCOPED_BUF folded = {.max = 2 * (size_t)VG_MAX_SUGGEST};
    struct vg_str s;

    vg_fold(text.p, text.len, VG_FOLD_PLAIN, &folded);
    s = vg_buf_str(&folded);
    while (s.len > 0 && m->n < VG_MAX_MARKS) {
        uint32_t c;
        size_t n = vg_utf8_next(s.p, s.len, &c), took = 0;
        int64_t value = 0;

        if (digit_of(c) >= 0 || power_of(c) > 0) {
            took = han_date(s, s.p < folded.p + HEAD, m, a);
            if (took == 0 && (took = han_number(s, &value)) > 0) {
                const char *unit = counted_by((struct vg_str){s.p + took, s.len - took});

                if (unit != NULL && value > 0)
                    add_number(m, value, 0, unit, a);
            }
        }
        n = took > 0 ? took : n;
        s = (struct vg_str){s.p + n, s.len - n};
    }
}

int vg_marks_is_chinese(struct vg_str text)
{
    size_t han = 0;

    for (size_t at = 0; at < text.len && at < (size_t)KIB(16);) {
        uint32_t c;

        at += vg_utf8_next(text.p + at, text.len - at, &c);
        han += (size_t)vg_is_han(c);
    }
    return han >= 8;
}

void vg_marks_scan(struct vg_marks *m, struct vg_str text, const struct vg_patterns *patterns,
                   struct vg_arena *a)
{
    if (text.len > (size_t)VG_MAX_SUGGEST || vg_utf8_bad(text.p, text.len) < text.len)
        return;
    scan_places(text, m, a);
    if (vg_marks_is_chinese(text))
        scan_chinese(text, m, a);
    else if (patterns != NULL && !patterns->by_character && patterns->n_files > 0)
        scan_words(text, &patterns->lex, m, a);
}
