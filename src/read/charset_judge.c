/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Text read in a wrong double-byte charset decodes with few faults, but into rare
 * characters: level 6 is the mean of true Chinese, random characters of the
 * everyday rows of GB 2312 come to 2 and those of the other rows below 0. Text read
 * in a wrong single-byte charset is made of letters too, but not of runs that any
 * language has.
 */
#include "read/charset_judge.h"

#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "base/utf8_scan.h"
#include "read/charset_codec.h"
#include "read/charset_write.h"
#include "read/han.h"
#include "read/language_grams.h"

extern const char vg_cjk_levels[];

enum {
    NOISE = 30,       /* per cent; no text reads so badly */
    FAR = 40,         /* per cent between two that need no second look */
    FIRST_LOOK = 600, /* characters above ASCII that mostly tell */
    MOST_WIDE = 6000, /* characters above ASCII looked at; faults show long before */
    UNLISTED = -3,    /* level of a Han character that no common text has */
    HALF_KANA = -4,
    LONGEST_TAG = 512,  /* bytes */
    SCRIPT_LETTERS = 3, /* letters that a script other than Latin must show before it counts:
                           one accent is a word of one letter in many charsets */
    BEFORE = 24,        /* bytes before one above ASCII that are taken with it, … */
    NEAR = 64,          /* … and after it */
    EXTRACT = 1024,
};

/* -- characters of the east --------------------------------------------------------------- */
enum east { ZH, JA, KO };

/* A level of data/language/cjk.bin; see tools/train-han.py for its layout. */
static int listed_level(size_t at, enum east e)
{
    unsigned char b = (unsigned char)vg_cjk_levels[at];

    return e == JA ? b >> 4 : b & 15;
}

static int level_of_han(uint32_t c, enum east e)
{
    int level = listed_level(0x100 + (c - 0x4e00), e);

    if (e == KO)
        return level > 8 ? 2 : UNLISTED;
    return level > 0 ? level : UNLISTED;
}

int vg_han_level(uint32_t c)
{
    return c >= 0x4e00 && c <= 0x9fff ? level_of_han(c, ZH) : UNLISTED;
}

static int level_of_hangul(uint32_t c, enum east e)
{
    size_t at = c - 0xac00;
    unsigned char b = (unsigned char)vg_cjk_levels[0x100 + 0x5200 + 0x60 + at / 2];
    int level = (at & 1) != 0 ? b >> 4 : b & 15;

    return e != KO || level == 0 ? UNLISTED : level;
}

static int is_usual_sign(uint32_t c)
{
    return c == 0xa0 || c == 0xb7 || c == 0xd7 || c == 0xb0 || (c >= 0x2010 && c <= 0x2026) ||
           c == 0x2103 || c == 0x25cf || c == 0x25a0 || c == 0x2606 || c == 0x203b ||
           (c >= 0x2460 && c <= 0x2473) || (c >= 0x2160 && c <= 0x216b);
}

/* Letters of the scripts that GB 18030 has four bytes a character for, marks among them. */
static int is_far_letter(uint32_t c)
{
    return (c >= 0x370 && c < 0x2000) || (c >= 0xa000 && c < 0xac00) ||
           (c >= 0xfb50 && c < 0xfe00) || (c >= 0xfe70 && c < 0xff00);
}

/* What is counted on the way through a sample. */
struct east_sum {
    int64_t all, han; /* levels of all characters; of the Han among them */
    uint32_t han_chars, kana;
    uint32_t last; /* character */
};

/*
 * The level of a letter of a script that is not of the east, which took `n` bytes. No other
 * charset comes to four bytes with digits in them by chance; and of two bytes, one letter is
 * nothing, but letters of one alphabet beside each other are a word.
 */
static int level_of_letter(uint32_t c, uint32_t last, size_t n)
{
    if (n == 4 && (is_far_letter(c) || (c >= 0xac00 && c <= 0xd7a3)))
        return 6;
    return c >= 0x370 && c < 0x530 && last >> 8 == c >> 8 ? 5 : 0;
}

static void take_wide(struct vg_cs_fit *f, struct east_sum *s, uint32_t c, size_t n, enum east e)
{
    int64_t *sum = &s->all;

    f->chars++;
    if (c >= 0x4e00 && c <= 0x9fff) {
        f->wide++;
        *sum += level_of_han(c, e);
        s->han += level_of_han(c, e);
        s->han_chars++;
    } else if (level_of_letter(c, s->last, n) > 0) {
        *sum += level_of_letter(c, s->last, n);
    } else if (c >= 0xac00 && c <= 0xd7a3) {
        f->wide++;
        *sum += level_of_hangul(c, e);
    } else if (c == 0x30fb) {
        *sum += 6;
    } else if (c >= 0x3000 && c <= 0x30ff) {
        f->wide += c >= 0x3041;
        s->kana += c >= 0x3041;
        *sum += listed_level(c - 0x3000, e);
    } else if (c >= 0xff00 && c <= 0xff5f) {
        *sum += listed_level(0x100 + 0x5200 + (c - 0xff00), e);
    } else if (c >= 0xff61 && c <= 0xff9f) {
        *sum += HALF_KANA;
    } else if (c == VG_CS_NOTHING || (c >= 0x80 && c < 0xa0) || (c >= 0xe000 && c <= 0xf8ff)) {
        f->faults++;
        *sum += UNLISTED;
    } else if (is_usual_sign(c)) {
        *sum += 6;
    } else {
        *sum += c >= 0x3400 ? UNLISTED : 0;
    }
    s->last = c;
}

/* Not counted: a character that the end of the sample cuts. */
static int is_cut(uint32_t c, size_t at, size_t n, size_t sample, size_t len)
{
    return c == VG_CS_NOTHING && at + n >= sample && sample < len;
}

typedef size_t next_fn(const unsigned char *p, size_t len, const struct vg_cs_single *t,
                       uint32_t *c);

static int32_t reading(int64_t sum, uint32_t chars, enum east e)
{
    static const int usual[] = {[ZH] = 60, [JA] = 74, [KO] = 80}; /* tenths */

    return chars == 0 ? 0 : (int32_t)(sum * 1000 / ((int64_t)chars * usual[e]));
}

static struct vg_cs_fit judge_east(const char *name, const char *bytes, size_t len, uint32_t most,
                                   next_fn *next, enum east e, struct east_sum *sums)
{
    const unsigned char *p = (const unsigned char *)bytes;
    struct vg_cs_fit f = {.name = name};
    size_t sample = len < VG_CS_SAMPLE ? len : VG_CS_SAMPLE;

    *sums = (struct east_sum){0};
    for (size_t at = 0; at < sample && f.chars < most;) {
        uint32_t c;
        size_t n;

        if (p[at] < 0x80) {
            at += vg_ascii_len(bytes + at, sample - at);
            sums->last = ' ';
            continue;
        }
        n = next(p + at, sample - at, NULL, &c);
        if (is_cut(c, at, n, sample, len))
            break;
        take_wide(&f, sums, c, n, e);
        at += n;
    }
    f.reads = reading(sums->all, f.chars, e);
    return f;
}

/*
 * Chinese, or Japanese: that has the kana of the same rows as EUC-JP, and so its Han must read
 * well for themselves.
 */
static struct vg_cs_fit judge_gb18030(const char *p, size_t len, uint32_t most)
{
    enum { SOME_HAN = 4, USUAL_HAN = 45 /* tenths, in Japanese */ };
    struct east_sum s;
    int32_t han;
    struct vg_cs_fit zh = judge_east("gb18030", p, len, most, vg_cs_next_gb18030, ZH, &s), ja;

    if (s.kana * 4 < zh.chars)
        return zh;
    ja = judge_east("gb18030", p, len, most, vg_cs_next_gb18030, JA, &s);
    han = s.han_chars == 0 ? 0 : (int32_t)(s.han * 1000 / ((int64_t)s.han_chars * USUAL_HAN));
    if (s.han_chars >= SOME_HAN && han < ja.reads)
        ja.reads = han;
    return ja.reads > zh.reads ? ja : zh;
}

static struct vg_cs_fit judge_utf8(const char *p, size_t len)
{
    struct vg_cs_fit f = {.name = "utf-8"};
    size_t sample = len < VG_CS_SAMPLE ? len : VG_CS_SAMPLE;

    /* where most is broken, more of it changes nothing */
    for (size_t at = 0; at < sample && (f.faults < 200 || f.faults * 2 < f.chars);) {
        uint32_t c;
        size_t took;

        if ((unsigned char)p[at] < 0x80) {
            at += vg_ascii_len(p + at, sample - at);
            continue;
        }
        took = vg_utf8_next(p + at, sample - at, &c);

        if (took == 1 && (unsigned char)p[at] >= 0x80) {
            took = vg_cs_broken_utf8(p + at, sample - at);
            if (at + took >= sample && sample < len)
                break;
            f.faults++;
            f.chars++;
        } else if (took > 1) {
            f.chars++;
            f.wide += c >= 0x3041;
        }
        at += took;
    }
    f.reads = f.chars == 0 ? 0 : (int32_t)(100 * (uint64_t)(f.chars - f.faults) / f.chars);
    return f;
}

static struct vg_cs_fit judge_wide(const char *name, const char *p, size_t len, uint32_t most)
{
    const struct vg_cs_single *t;
    struct east_sum s;

    switch (vg_cs_kind(name, &t)) {
    case VG_CS_UTF8:
        return judge_utf8(p, len);
    case VG_CS_GB18030:
        return judge_gb18030(p, len, most);
    case VG_CS_BIG5:
        return judge_east(name, p, len, most, vg_cs_next_big5, ZH, &s);
    case VG_CS_EUCKR:
        return judge_east(name, p, len, most, vg_cs_next_euckr, KO, &s);
    case VG_CS_SHIFT_JIS:
        return judge_east(name, p, len, most, vg_cs_next_shift_jis, JA, &s);
    case VG_CS_EUCJP:
        return judge_east(name, p, len, most, vg_cs_next_eucjp, JA, &s);
    case VG_CS_SINGLE:
    case VG_CS_UTF16LE:
    case VG_CS_UTF16BE:
    case VG_CS_ISO2022JP:
    case VG_CS_ISO2022KR:
    case VG_CS_HZ:
    case VG_CS_UNKNOWN:
        break;
    }
    return (struct vg_cs_fit){.name = name};
}

struct vg_cs_fit vg_cs_judge_wide(const char *name, const char *p, size_t len)
{
    return judge_wide(name, p, len, MOST_WIDE);
}

/* A character of GB 18030 that has digits between its high bytes. */
static int is_four(const char *p, size_t len)
{
    return len >= 4 && vg_cs_is_gb_digit((unsigned char)p[1]) && (unsigned char)p[2] >= 0x81 &&
           vg_cs_is_gb_digit((unsigned char)p[3]);
}

/* High bytes that stand alone between ASCII are accents and curly quotes of a
 * single-byte charset; in double-byte text most have a high neighbour. */
static int stands_alone(const char *p, size_t len)
{
    size_t n = len < VG_CS_SAMPLE ? len : VG_CS_SAMPLE, high = 0, alone = 0;

    for (size_t i = 0; i < n && high < MOST_WIDE; i++) {
        if ((unsigned char)p[i] < 0x80)
            continue;
        high++;
        if (is_four(p + i, n - i)) {
            i += 3;
            continue;
        }
        alone += (i == 0 || (unsigned char)p[i - 1] < 0x80) &&
                 (i + 1 == n || (unsigned char)p[i + 1] < 0x80);
    }
    return alone * 4 > high * 3;
}

/* Faults are dear: two in a hundred characters cost as much as a fifth of the reading. */
static int32_t worth(const struct vg_cs_fit *f)
{
    return f->chars == 0 ? INT32_MIN : f->reads - (int32_t)(1000 * (uint64_t)f->faults / f->chars);
}

/* The best of the candidates by their first `most` characters; `*next` is what the second
 * best is worth. */
static struct vg_cs_fit best_by(const char *p, size_t len, const char *but, uint32_t most,
                                int32_t *next)
{
    static const char *const names[] = {"gb18030", "big5", "euc-kr", "shift_jis", "euc-jp"};
    struct vg_cs_fit best = {0};

    *next = INT32_MIN;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct vg_cs_fit f;

        if (but != NULL && strcmp(but, names[i]) == 0)
            continue;
        f = judge_wide(names[i], p, len, most);
        if (f.chars == 0)
            continue;
        if (best.name == NULL || worth(&f) > worth(&best)) {
            *next = best.name == NULL ? *next : worth(&best);
            best = f;
        } else if (worth(&f) > *next) {
            *next = worth(&f);
        }
    }
    return best;
}

struct vg_cs_fit vg_cs_best_wide(const char *p, size_t len, const char *but)
{
    struct vg_cs_fit best = {0};
    int32_t next;

    if (stands_alone(p, len))
        return best;
    best = best_by(p, len, but, FIRST_LOOK, &next);
    if (best.name == NULL || best.chars < FIRST_LOOK || best.reads < NOISE ||
        worth(&best) > next + FAR)
        return best;
    return best_by(p, len, but, MOST_WIDE, &next);
}

/* -- single bytes -------------------------------------------------------------------------- */
static enum vg_gram_group group_of(uint32_t c)
{
    if (c < 0x80)
        return (c | 0x20U) - 'a' < 26 ? VG_GRAMS_LATIN : VG_GRAMS_GROUPS;
    if (c < 0x250)
        return c >= 0xc0 && c != 0xd7 && c != 0xf7 ? VG_GRAMS_LATIN : VG_GRAMS_GROUPS;
    if (c >= 0x386 && c <= 0x3ce)
        return VG_GRAMS_GREEK;
    if (c >= 0x401 && c <= 0x4ff)
        return VG_GRAMS_CYRILLIC;
    if (c >= 0x5d0 && c <= 0x5ea)
        return VG_GRAMS_HEBREW;
    if ((c >= 0x621 && c <= 0x64a) || (c >= 0x671 && c <= 0x6d5))
        return VG_GRAMS_ARABIC;
    return c >= 0xe01 && c <= 0xe4e ? VG_GRAMS_THAI : VG_GRAMS_GROUPS;
}

static int is_inside_word(uint32_t c)
{
    return (c >= 0x300 && c <= 0x36f) || c == 0x200c || c == 0x200d || c == 0x640 ||
           (c >= 0x64b && c <= 0x65f) || (c >= 0x5b0 && c <= 0x5c7);
}

/* Signs that running text has. */
static int is_text_sign(uint32_t c)
{
    static const uint16_t signs[] = {0xa0,  0xa1,  0xa3,  0xa7,   0xa9,   0xaa,  0xab,
                                     0xad,  0xae,  0xb0,  0xb1,   0xb2,   0xb4,  0xb7,
                                     0xba,  0xbb,  0xbd,  0xbf,   0xd7,   0x385, 0x387,
                                     0x60c, 0x61b, 0x61f, 0x20ac, 0x2116, 0x2122};

    if (c >= 0x2010 && c <= 0x203a)
        return 1;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (signs[i] == c)
            return 1;
    return 0;
}

/* A single-byte charset and the script of the languages that are written in it. */
struct hand {
    const char *name;
    enum vg_gram_group group;
    int32_t bonus; /* in sixteenths of a letter: how much rather than another that reads alike */
};

/* -- a word at a time: */
struct word {
    size_t from, to;
    int is_high; /* holds or touches a byte above ASCII: another charset may draw that into it */
};

static uint32_t char_of(const struct vg_cs_single *t, unsigned char b)
{
    return b < 0x80 ? b : t->c[b - 0x80];
}

/*
 * The words with a byte above ASCII and what stands near them, without tags, in at most
 * EXTRACT bytes: all that tells of a single-byte charset, so that every candidate looks
 * at little. Plain words far from those may be script.
 */
struct extract {
    unsigned char p[EXTRACT];
    size_t len;
};

/* Past a tag that begins at `at`; anything else is one byte. */
static size_t step(const unsigned char *p, size_t at, size_t len)
{
    size_t most = len - at < LONGEST_TAG ? len - at : LONGEST_TAG;
    const unsigned char *end = p[at] == '<' ? memchr(p + at, '>', most) : NULL;

    return end == NULL ? at + 1 : (size_t)(end - p) + 1;
}

static size_t next_high(const unsigned char *p, size_t at, size_t len)
{
    return at + vg_ascii_len((const char *)p + at, len - at);
}

static void make_extract(struct extract *x, const char *bytes, size_t len)
{
    const unsigned char *p = (const unsigned char *)bytes;
    size_t sample = len < VG_CS_SAMPLE ? len : VG_CS_SAMPLE, done = 0, high;

    x->len = 0;
    while ((high = next_high(p, done, sample)) < sample && x->len + 2 < EXTRACT) {
        size_t at = high - done > BEFORE ? high - BEFORE : done, end = high;

        /* from between two words */
        while (at < high && at > done && (p[at - 1] | 0x20U) - 'a' < 26)
            at++;
        while (at < sample && at < end + NEAR && x->len + 2 < EXTRACT) {
            size_t to = step(p, at, sample);

            x->p[x->len++] = to == at + 1 ? p[at] : ' ';
            end = p[at] >= 0x80 ? at : end;
            at = to;
        }
        x->p[x->len++] = ' ';
        done = at;
    }
}

/* The next word of letters of `group`. */
static int next_word(const struct vg_cs_single *t, enum vg_gram_group group, const unsigned char *p,
                     size_t len, struct word *w)
{
    size_t at = w->to;

    while (at < len && group_of(char_of(t, p[at])) != group)
        at++;
    w->from = at;
    w->is_high = at > 0 && p[at - 1] >= 0x80;
    while (at < len &&
           (group_of(char_of(t, p[at])) == group || is_inside_word(char_of(t, p[at])))) {
        w->is_high |= p[at] >= 0x80;
        at++;
    }
    w->is_high |= at < len && p[at] >= 0x80;
    w->to = at;
    return w->from < len;
}

static int is_letter(const struct vg_cs_single *t, unsigned char b)
{
    return group_of(char_of(t, b)) != VG_GRAMS_GROUPS;
}

/* Does a letter of another script stand beside a Latin one? */
static int touches_latin(const struct vg_cs_single *t, const unsigned char *p, size_t i, size_t len,
                         enum vg_gram_group group)
{
    return group != VG_GRAMS_LATIN &&
           ((i > 0 && group_of(char_of(t, p[i - 1])) == VG_GRAMS_LATIN) ||
            (i + 1 < len && group_of(char_of(t, p[i + 1])) == VG_GRAMS_LATIN));
}

/* Vietnamese in windows-1258: the tone is a mark of its own behind the vowel, which in runs is
 * one letter with it. 0: no vowel carries that mark. */
static uint32_t with_tone(uint32_t c, uint32_t mark)
{
    static const uint16_t marks[] = {0x300, 0x309, 0x303, 0x301, 0x323};
    static const struct {
        uint16_t vowel, toned[5];
    } rows[] = {
        {'a', {0xe0, 0x1ea3, 0xe3, 0xe1, 0x1ea1}},
        {0x103, {0x1eb1, 0x1eb3, 0x1eb5, 0x1eaf, 0x1eb7}},
        {0xe2, {0x1ea7, 0x1ea9, 0x1eab, 0x1ea5, 0x1ead}},
        {'e', {0xe8, 0x1ebb, 0x1ebd, 0xe9, 0x1eb9}},
        {0xea, {0x1ec1, 0x1ec3, 0x1ec5, 0x1ebf, 0x1ec7}},
        {'i', {0xec, 0x1ec9, 0x129, 0xed, 0x1ecb}},
        {'o', {0xf2, 0x1ecf, 0xf5, 0xf3, 0x1ecd}},
        {0xf4, {0x1ed3, 0x1ed5, 0x1ed7, 0x1ed1, 0x1ed9}},
        {0x1a1, {0x1edd, 0x1edf, 0x1ee1, 0x1edb, 0x1ee3}},
        {'u', {0xf9, 0x1ee7, 0x169, 0xfa, 0x1ee5}},
        {0x1b0, {0x1eeb, 0x1eed, 0x1eef, 0x1ee9, 0x1ef1}},
        {'y', {0x1ef3, 0x1ef7, 0x1ef9, 0xfd, 0x1ef5}},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (size_t k = 0; rows[i].vowel == c && k < sizeof marks / sizeof *marks; k++)
            if (marks[k] == mark)
                return rows[i].toned[k];
    return 0;
}

static int is_combining(uint32_t c)
{
    return c >= 0x300 && c <= 0x36f;
}

/* The letter at `i` with the mark that follows it, if one does. */
static uint32_t toned(const struct vg_cs_single *t, const unsigned char *p, size_t i, size_t len)
{
    uint32_t c = vg_grams_fold(char_of(t, p[i]));
    uint32_t mark = i + 1 < len ? char_of(t, p[i + 1]) : 0, with;

    with = is_combining(mark) ? with_tone(c, mark) : 0;
    return with != 0 ? with : c;
}

static int is_digit(unsigned char b)
{
    return b >= '0' && b <= '9';
}

/* A capital behind a small letter: no word is written so, but bytes of a mark or of the other case
 * of another charset are. */
static int is_capital_inside(const struct vg_cs_single *t, const unsigned char *p, size_t i)
{
    uint32_t c = char_of(t, p[i]), before = i > 0 ? char_of(t, p[i - 1]) : 0;

    return vg_grams_fold(c) != c && group_of(before) == group_of(c) &&
           vg_grams_fold(before) == before;
}

/* A letter by itself behind a digit: rather a fraction, or a sign of degrees. */
static int is_behind_digit(const struct vg_cs_single *t, const unsigned char *p, size_t i,
                           size_t len)
{
    return i > 0 && is_digit(p[i - 1]) && (i + 1 == len || !is_letter(t, p[i + 1]));
}

/*
 * What speaks against a charset: bytes that are nothing or a control, and signs
 * that no text has, or that stand between two letters (an apostrophe may).
 * Letters of another script than the group's are foreign, and no word mixes two.
 */
static uint32_t count_against(struct vg_cs_fit *f, const struct vg_cs_single *t,
                              enum vg_gram_group group, const unsigned char *p, size_t len)
{
    uint32_t against = 0;

    for (size_t i = 0; i < len; i++) {
        uint32_t c;

        if (p[i] < 0x80)
            continue;
        f->chars++;
        c = char_of(t, p[i]);
        if (c < 0xa0) {
            f->faults++;
            against += 3;
        } else if (group_of(c) != VG_GRAMS_GROUPS) {
            against += group_of(c) != group;
            against += touches_latin(t, p, i, len, group_of(c)) ? 2 : 0;
            against += is_behind_digit(t, p, i, len) || is_capital_inside(t, p, i) ? 1 : 0;
        } else if (is_combining(c)) {
            against += i == 0 || toned(t, p, i - 1, len) < 0x80 ? 2 : 0;
        } else if (!is_inside_word(c)) {
            int between = i > 0 && i + 1 < len && is_letter(t, p[i - 1]) && is_letter(t, p[i + 1]);

            against += between && c != 0x2019 && c != 0xb7 && c != 0xad ? 2 : 0;
            against += is_text_sign(c) ? 0 : 1;
        }
    }
    return against;
}

/*
 * Latin letters that the table of runs has no place for, because few languages use them, and
 * those languages. Without this a letter of which nothing is known would be a better one than
 * a rare one that is. Those of the west are looked up in runs as another letter.
 */
static const struct rare {
    uint16_t c;
    char plain;
    char languages[3][4];
} rare_letters[] = {
    {0xec, 'i', {"it", "gd", "vi"}},
    {0xef, 'i', {"fr", "nl", "ca"}},
    {0xff, 'y', {"fr"}},
    {0x153, 'o', {"fr", "oc"}},
    {0x10b, 0, {""}},
    {0x121, 0, {""}},
    {0x127, 0, {""}},
    {0x12b, 0, {"lv"}},
    {0x137, 0, {"lv"}},
    {0x13a, 0, {"sk"}},
    {0x144, 0, {"pl"}},
    {0x14d, 0, {""}},
    {0x155, 0, {"sk"}},
    {0x157, 0, {"lv"}},
    {0x16b, 0, {"lv", "lt"}},
    {0x171, 0, {"hu"}},
    {0x173, 0, {"lt"}},
    {0x17a, 0, {"pl"}},
    {0x17c, 0, {"pl"}},
    {0x192, 0, {""}},
};

static const struct rare *rare_letter(uint32_t c)
{
    for (size_t i = 0; i < sizeof rare_letters / sizeof *rare_letters; i++)
        if (rare_letters[i].c == c)
            return &rare_letters[i];
    return NULL;
}

/* The letter by which runs are looked up. */
static uint32_t run_letter(uint32_t c)
{
    const struct rare *r = c < 0x80 ? NULL : rare_letter(c);

    return r != NULL && r->plain != '\0' ? (unsigned char)r->plain : c;
}

static int does_without(enum vg_gram_group group, const char *language, uint32_t c)
{
    const struct rare *r = rare_letter(c);

    if (r == NULL)
        return vg_grams_lacks(group, language, c);
    for (unsigned i = 0; i < 3; i++)
        if (strcmp(r->languages[i], language) == 0)
            return 0;
    return 1;
}

/* Letters above ASCII that the language does not use. */
static uint32_t count_strange(const struct vg_cs_single *t, enum vg_gram_group group,
                              const char *language, const unsigned char *p, size_t len)
{
    uint8_t is_strange[128];
    uint32_t strange = 0;

    for (unsigned i = 0; i < 128; i++)
        is_strange[i] =
            group_of(t->c[i]) == group && does_without(group, language, vg_grams_fold(t->c[i]));
    for (size_t i = 0; i < len; i++) {
        strange += p[i] >= 0x80 && is_strange[p[i] - 0x80];
    }
    return strange;
}

static void take_word(struct vg_grams *g, const struct vg_cs_single *t, const unsigned char *p,
                      const struct word *w)
{
    for (size_t i = w->from; i < w->to; i++)
        if (!is_inside_word(char_of(t, p[i])))
            vg_grams_letter(g, run_letter(toned(t, p, i, w->to)));
    vg_grams_end_word(g);
}

/*
 * Sets `value`, `against` and `reads`. Plain words tell nothing of the charset, but of
 * the language, and the language of the charset: it is named by them too, and then only
 * the words with a byte above ASCII count.
 */
static void judge_letters(struct vg_cs_fit *f, const struct vg_cs_single *t,
                          enum vg_gram_group group, const struct extract *x)
{
    struct vg_grams all, high;
    struct vg_grams_best b;
    struct word w = {0};
    int has_plain = 0;

    vg_grams_begin(&all, group);
    while (next_word(t, group, x->p, x->len, &w)) {
        if (!w.is_high && !has_plain)
            high = all; /* the same as far as there is no plain word: mostly to the end */
        has_plain |= !w.is_high;
        if (w.is_high && has_plain)
            take_word(&high, t, x->p, &w);
        take_word(&all, t, x->p, &w);
    }
    if (!has_plain)
        high = all;
    b = vg_grams_best(&all);
    f->against = count_against(f, t, group, x->p, x->len);
    if (b.language != NULL) {
        f->against += count_strange(t, group, b.language, x->p, x->len);
        f->value = (int32_t)vg_grams_share(&high, b.language);
    }
    f->value -= 16 * (int32_t)f->against;
    if (group != VG_GRAMS_LATIN)
        f->value -= 16 * SCRIPT_LETTERS;
    if (high.letters > 0)
        f->reads = (int32_t)((int64_t)f->value * 100 / (16 * (int64_t)high.letters));
}

/* The group of a charset's letters: that of most bytes above ASCII. */
static enum vg_gram_group group_of_charset(const struct vg_cs_single *t)
{
    unsigned n[VG_GRAMS_GROUPS + 1] = {0}, best = VG_GRAMS_LATIN;

    for (unsigned i = 0; i < 128; i++)
        n[group_of(t->c[i])]++;
    for (unsigned i = 0; i < VG_GRAMS_GROUPS; i++)
        best = n[i] > n[best] ? i : best;
    return (enum vg_gram_group)best;
}

int vg_cs_is_latin(const char *name)
{
    const struct vg_cs_single *t;

    return vg_cs_kind(name, &t) == VG_CS_SINGLE && group_of_charset(t) == VG_GRAMS_LATIN;
}

struct vg_cs_fit vg_cs_judge_single(const char *name, const char *p, size_t len)
{
    const struct vg_cs_single *t;
    struct vg_cs_fit f = {.name = name};
    struct extract x;

    if (vg_cs_kind(name, &t) != VG_CS_SINGLE)
        return f;
    make_extract(&x, p, len);
    judge_letters(&f, t, group_of_charset(t), &x);
    return f;
}

struct vg_cs_fit vg_cs_judge(const char *name, const char *p, size_t len)
{
    const struct vg_cs_single *t;

    return vg_cs_kind(name, &t) == VG_CS_SINGLE ? vg_cs_judge_single(name, p, len)
                                                : vg_cs_judge_wide(name, p, len);
}

/* The standard's own choice by language where nothing that is there tells two charsets apart
 * is no help without knowing the language; these are in the order in which pages are met. */
static const struct hand hands[] = {
    {"windows-1252", VG_GRAMS_LATIN, 14}, {"windows-1251", VG_GRAMS_CYRILLIC, 8},
    {"iso-8859-15", VG_GRAMS_LATIN, -1},  {"windows-1250", VG_GRAMS_LATIN, 4},
    {"iso-8859-2", VG_GRAMS_LATIN, 0},    {"windows-1254", VG_GRAMS_LATIN, -4},
    {"windows-1257", VG_GRAMS_LATIN, -8}, {"koi8-r", VG_GRAMS_CYRILLIC, 4},
    {"koi8-u", VG_GRAMS_CYRILLIC, 0},     {"iso-8859-5", VG_GRAMS_CYRILLIC, 0},
    {"ibm866", VG_GRAMS_CYRILLIC, 0},     {"x-mac-cyrillic", VG_GRAMS_CYRILLIC, -16},
    {"windows-1253", VG_GRAMS_GREEK, 4},  {"iso-8859-7", VG_GRAMS_GREEK, 0},
    {"windows-1255", VG_GRAMS_HEBREW, 0}, {"windows-1256", VG_GRAMS_ARABIC, 4},
    {"iso-8859-6", VG_GRAMS_ARABIC, 0},   {"windows-874", VG_GRAMS_THAI, 0},
    {"windows-1258", VG_GRAMS_LATIN, -8},
};

static void mark_bytes(uint8_t is_there[128], const struct extract *x)
{
    memset(is_there, 0, 128);
    for (size_t i = 0; i < x->len; i++)
        if (x->p[i] >= 0x80)
            is_there[x->p[i] - 0x80] = 1;
}

/* Are the bytes the same text in both? */
static int are_alike(const uint8_t is_there[128], const struct vg_cs_single *a,
                     const struct vg_cs_single *b)
{
    for (unsigned i = 0; i < 128; i++)
        if (is_there[i] && a->c[i] != b->c[i])
            return 0;
    return 1;
}

/* One that was tried before it gives the same text, and is met more often. */
static int is_repeated(const uint8_t is_there[128], size_t hand, const struct vg_cs_single *t)
{
    for (size_t i = 0; i < hand; i++) {
        const struct vg_cs_single *before;

        (void)vg_cs_kind(hands[i].name, &before);
        if (are_alike(is_there, before, t))
            return 1;
    }
    return 0;
}

struct vg_cs_fit vg_cs_best_single(const char *p, size_t len)
{
    struct vg_cs_fit best = {0};
    int32_t most = INT32_MIN;
    uint8_t is_there[128];
    struct extract x;

    make_extract(&x, p, len);
    mark_bytes(is_there, &x);

    for (size_t i = 0; i < sizeof hands / sizeof *hands; i++) {
        struct vg_cs_fit f = {.name = hands[i].name};
        const struct vg_cs_single *t;

        (void)vg_cs_kind(hands[i].name, &t);
        if (is_repeated(is_there, i, t))
            continue;
        judge_letters(&f, t, hands[i].group, &x);
        if (f.value + hands[i].bonus <= most)
            continue;
        most = f.value + hands[i].bonus;
        best = f;
    }
    return best;
}

/* -- what needs no declaration to be certain ------------------------------------------------ */
/* Text has spaces, line ends and digits, whose zero bytes all stand on one side. */
static const char *utf16_by_zeroes(const char *p, size_t n)
{
    size_t even = 0, odd = 0;

    for (size_t i = 0; i + 1 < n; i += 2) {
        even += p[i] == 0;
        odd += p[i + 1] == 0;
    }
    if (even + odd < 2 || (even + odd) * 64 < n)
        return NULL;
    if (odd >= 10 * even)
        return "utf-16le";
    if (even >= 10 * odd)
        return "utf-16be";
    return NULL;
}

static size_t utf16_sample(size_t len)
{
    return (len < 4096 ? len : 4096) & ~(size_t)1;
}

/* Per cent of the first units that are common characters of the east, or plain. */
static size_t share_of_text(const char *p, size_t len, int big)
{
    size_t good = 0, n = utf16_sample(len);

    for (size_t i = 0; i + 1 < n; i += 2) {
        unsigned a = (unsigned char)p[i], b = (unsigned char)p[i + 1];
        uint32_t c = big ? a << 8 | b : b << 8 | a;

        if (c >= 0x4e00 && c <= 0x9fff)
            good += listed_level(0x100 + (c - 0x4e00), ZH) > 1 ||
                    listed_level(0x100 + (c - 0x4e00), JA) > 1;
        else if (c >= 0xac00 && c <= 0xd7a3)
            good += level_of_hangul(c, KO) > 0;
        else
            good += (c >= 0x20 && c < 0x7f) || c == '\n' || c == '\r' || c == '\t' ||
                    (c >= 0x0e01 && c <= 0x0e5b) || (c >= 0x3000 && c <= 0x30ff) ||
                    (c >= 0xff01 && c <= 0xff5e) || (c >= 0x2010 && c <= 0x2026);
    }
    return good * 100 / (n / 2);
}

/* Those that text in one byte may hold: tab, line ends, escape. */
enum { OF_TEXT = 1 << '\t' | 1 << '\n' | 1 << '\f' | 1 << '\r' | 1 << 0x1b };

const char *vg_cs_utf16_said(const char *p, size_t len, const char *said)
{
    enum { READS_SO = 60, AHEAD = 20 };
    size_t little, big;

    if (len < 2)
        return NULL;
    little = share_of_text(p, len, 0);
    big = share_of_text(p, len, 1);
    if (little >= READS_SO && little > big + AHEAD)
        return "utf-16le";
    if (big >= READS_SO && big > little + AHEAD)
        return "utf-16be";
    return (little > big ? little : big) >= READS_SO ? said : NULL;
}

/* By the characters: those of one order are text, less than `most` per cent of the other. */
static const char *utf16_by_text(const char *p, size_t len, size_t most)
{
    enum { TEXT = 90 };
    size_t little, big;

    if (len < 16)
        return NULL;
    little = share_of_text(p, len, 0);
    big = share_of_text(p, len, 1);
    if (little >= TEXT && big < most)
        return "utf-16le";
    return big >= TEXT && little < most ? "utf-16be" : NULL;
}

const char *vg_cs_utf16_dense(const char *p, size_t len)
{
    return len % 2 == 0 ? utf16_by_text(p, len, 60) : NULL;
}

const char *vg_cs_utf16(const char *p, size_t len)
{
    size_t n = utf16_sample(len);
    const char *name = NULL;

    if (n < 4 || !vg_has_control(p, n, OF_TEXT))
        return NULL;
    if (memchr(p, 0, n) != NULL)
        name = utf16_by_zeroes(p, n);
    /* Chinese without a space or digit: half of its bytes are any, controls too, and those of
     * the other order are characters that nobody writes, or not in a row. */
    return name != NULL ? name : utf16_by_text(p, len, 80);
}

/* Converts a sample and looks at what became of it. */
static int reads_shifted(const char *name, const char *p, size_t len, enum east e)
{
    VG_SCOPED_ARENA a = {0};
    struct vg_charset_choice choice = {.name = name};
    struct vg_converted c;
    struct vg_cs_fit f = {0};
    struct east_sum s = {0};

    vg_charset_convert(p, len < VG_CS_SAMPLE ? len : VG_CS_SAMPLE, &choice, &a, &c);
    for (size_t at = 0; at < c.utf8.len;) {
        uint32_t ch;

        at += vg_utf8_next(c.utf8.p + at, c.utf8.len - at, &ch);
        if (ch >= 0x80)
            take_wide(&f, &s, ch, 2, e);
    }
    return c.replaced <= (len > VG_CS_SAMPLE) && f.chars >= 4 && s.all >= 4 * (int64_t)f.chars;
}

/* Two bytes that follow each other; memmem() takes ten times as long over plain text. */
static int has_pair(const char *p, size_t len, char a, char b)
{
    const char *at = p, *end = p + len;

    while ((at = memchr(at, a, (size_t)(end - at))) != NULL) {
        if (++at == end)
            return 0;
        if (*at == b)
            return 1;
    }
    return 0;
}

const char *vg_cs_shifted(const char *p, size_t len)
{
    size_t n = len < VG_CS_SAMPLE ? len : VG_CS_SAMPLE;

    if (has_pair(p, n, '\x1b', '$') && reads_shifted("iso-2022-jp", p, len, JA))
        return "iso-2022-jp";
    if (has_pair(p, n, '~', '{') && has_pair(p, n, '~', '}') &&
        reads_shifted("hz-gb-2312", p, len, ZH))
        return "hz-gb-2312";
    return NULL;
}
