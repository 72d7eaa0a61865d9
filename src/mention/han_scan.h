/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_MENTION_HAN_SCAN_H
#define VG_MENTION_HAN_SCAN_H

#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "mention/han_lexicon.h"
#include "mention/han_text.h"
#include "mention/scan.h"

/*
 * Chinese text as characters, and the mentions in it. One pass, a stretch at a
 * time (a paragraph, or a quotation in a text of another language); memory is
 * that of one stretch of at most VG_MAX_PARAGRAPH characters. Pure: bytes in,
 * values out. Positions are characters of the stretch; `end` is always the first
 * that may not be looked at. Unseen characters are left out; a number with one
 * inside is damaged.
 */
enum vg_han_kind {
    VG_HAN_KIND_HAN = 1,
    VG_HAN_KIND_DIGIT,
    VG_HAN_KIND_LATIN, /* letters of any other script */
    VG_HAN_KIND_SPACE,
    VG_HAN_KIND_MARK,
};

/* What a mark is, whatever its form; other marks are themselves or '*'. */
enum {
    VG_HAN_COMMA = ',',
    VG_HAN_LIST = '`', /* 、 */
    VG_HAN_SEMICOLON = ';',
    VG_HAN_COLON = ':',
    VG_HAN_STOP = '.',  /* 。 and a point that ends a sentence */
    VG_HAN_POINT = 'p', /* a point that does not */
    VG_HAN_QUESTION_MARK = '?',
    VG_HAN_BANG = '!',
    VG_HAN_OPEN = '<', /* “「『‘ */
    VG_HAN_CLOSE = '>',
    VG_HAN_TITLE_OPEN = '{', /* 《〈 */
    VG_HAN_TITLE_CLOSE = '}',
    VG_HAN_PAREN = '(',
    VG_HAN_PAREN_CLOSE = ')',
    VG_HAN_BRACKET = '[', /* 【［ */
    VG_HAN_BRACKET_CLOSE = ']',
    VG_HAN_DASH = '_', /* — – - ～ */
    VG_HAN_DOT = 'd',  /* · */
    VG_HAN_MONEY = '$',
};

enum {
    VG_HAN_HIDDEN = 1,   /* an unseen character stood before it */
    VG_HAN_QUOTED = 2,   /* between quotation marks */
    VG_HAN_INSIDE = 4,   /* between brackets or the marks of a title */
    VG_HAN_WIDE = 8,     /* full-width, of a digit */
    VG_HAN_OLD = 16,     /* a traditional form */
    VG_HAN_IN_WORD = 32, /* inside an ordinary word (一些, 两国): no number begins here */
};

struct vg_han_char {
    uint32_t c; /* folded */
    uint32_t start, end;
    uint8_t kind, flags;
    char mark;    /* of a mark; 0 otherwise */
    uint8_t role; /* enum vg_role */
};

struct vg_han_hit {
    const struct vg_han_entry *e;
    uint16_t at;
    uint16_t shadowed; /* it lies in a longer phrase */
};

enum { VG_HAN_HITS = 4 }; /* phrases kept for a character, on average, of a full stretch */

struct vg_han_scan {
    const struct vg_han_lexicon *lex;
    const char *text;
    size_t len;
    uint16_t *folded; /* what folding gives, as far as it was asked; see fold() */
    struct vg_han_char *ch;
    uint32_t *plain; /* ch[].c in a row */
    size_t n;
    uint64_t *mask;  /* bit by bit the classes that begin here and are not shadowed */
    uint64_t *every; /* the same with those that are */
    uint64_t *ends;  /* and the classes of phrases that end just before it */
    uint16_t *first; /* by character: its first hit; one more at the end */
    struct vg_han_hit *hit;
    size_t n_hit;
    struct vg_sentence *sent;
    size_t n_sent;
    size_t han, old; /* Han characters, and those of them in a traditional form */
};

void vg_han_scan_begin(struct vg_han_scan *s, struct vg_arena *a, const struct vg_han_lexicon *lex,
                       const char *text, size_t len);

/* Read the bytes [from, to) as one stretch. Returns where it ends: `to`, or less
 * when the stretch was longer than VG_MAX_PARAGRAPH characters and was cut, if it
 * can be behind a sentence. Names have their role. */
size_t vg_han_scan_read(struct vg_han_scan *s, size_t from, size_t to);

/* The longest phrase of a class at i that is no part of a longer one, or NULL. */
const struct vg_han_entry *vg_han_stands(const struct vg_han_scan *s, size_t i,
                                         enum vg_han_class class);
static inline const struct vg_han_entry *vg_han_at(const struct vg_han_scan *s, size_t i,
                                                   enum vg_han_class class)
{
    return i < s->n && (s->mask[i] & VG_HAN_BIT(class)) != 0 ? vg_han_stands(s, i, class) : NULL;
}
/* The same, though it may be part of a longer one: a classifier behind a number. */
const struct vg_han_entry *vg_han_find(const struct vg_han_scan *s, size_t i,
                                       enum vg_han_class class);
static inline const struct vg_han_entry *vg_han_any(const struct vg_han_scan *s, size_t i,
                                                    enum vg_han_class class)
{
    return i < s->n && (s->every[i] & VG_HAN_BIT(class)) != 0 ? vg_han_find(s, i, class) : NULL;
}
/* The longest phrase of a class that ends just before i and begins at `from` or
 * later; *begin is set. */
const struct vg_han_entry *vg_han_before(const struct vg_han_scan *s, size_t from, size_t i,
                                         enum vg_han_class class, size_t *begin);

/* The same, though it may be part of a longer phrase: 处 of 代表处. */
const struct vg_han_entry *vg_han_tail(const struct vg_han_scan *s, size_t from, size_t i,
                                       enum vg_han_class class, size_t *begin);

static inline int vg_han_is(const struct vg_han_scan *s, size_t i, enum vg_han_class class)
{
    return i < s->n && (s->mask[i] & VG_HAN_BIT(class)) != 0;
}

static inline int vg_han_mark(const struct vg_han_scan *s, size_t i, char mark)
{
    return i < s->n && s->ch[i].mark == mark;
}

/* The bytes of the characters [from, to), from < to. */
static inline struct vg_str vg_han_words(const struct vg_han_scan *s, size_t from, size_t to)
{
    return (struct vg_str){s->text + s->ch[from].start,
                           (size_t)(s->ch[to - 1].end - s->ch[from].start)};
}

/* han_name.c: mark the names of the stretch. */
void vg_han_names(struct vg_han_scan *s);

/* han_number.c: a number with its bound, whose own first character is i. Classifiers
 * and nouns are not looked at, but bounds behind them (30人以上) are for
 * vg_han_number_close(). `low` is where a bound before it may begin. */
int vg_han_number_at(const struct vg_han_scan *s, size_t low, size_t i, size_t end,
                     struct vg_number *out);
/* A bound behind the number or its noun, at i: its length, with n changed; or 0. */
size_t vg_han_number_close(const struct vg_han_scan *s, size_t i, size_t end, struct vg_number *n);
/* The bare value at i: digits with 万 or 亿, or words. Returns its length, 0: none. */
struct vg_han_value {
    int64_t n, high; /* high above n: 三四十, 数十 */
    unsigned scale;
    int in_words, over, several, magnitude, damaged;
    int bare; /* 百, 千, 万 without a digit: 近千 */
};
size_t vg_han_value_at(const struct vg_han_scan *s, size_t i, size_t end, struct vg_han_value *out);

/* han_date.c: the date or period that begins at i. `year` is that of the last date
 * with a printed year in the same text, or 0; `future`: what is not printed is
 * still to come. */
struct vg_han_context {
    int64_t dateline;
    int year, month;                     /* of the last full date; 0: none */
    int told_year, told_month, told_day; /* likewise, over sentences: what 同年, 当天 mean */
    int future;
};
int vg_han_date_at(const struct vg_han_scan *s, size_t i, size_t end,
                   const struct vg_han_context *x, struct vg_when *out);
/* The date of the text itself: in its head, or alone in its last lines. */
int64_t vg_han_dateline(struct vg_han_scan *s);

#endif
