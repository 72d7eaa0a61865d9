/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_MENTION_SCAN_H
#define VG_MENTION_SCAN_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "mention/lexicon.h"
#include "mention/quantity.h"

/*
 * English text as words, numbers and marks, and the mentions in it. One pass,
 * a paragraph at a time: memory is that of one paragraph, which is cut at
 * VG_MAX_PARAGRAPH tokens, whatever the text. Pure: bytes in, values out.
 *
 *     vg_scan_begin(&s, &arena, lexicon, text, len);
 *     while (vg_scan_next(&s))
 *         … s.tok, s.sent, vg_number_at(), vg_date_at() …
 *
 * The text must be well-formed UTF-8 and at most VG_MAX_TEXT bytes; a NUL is a
 * space. Positions are token indices in the paragraph; `end` is always the first
 * token that may not be looked at.
 */
enum vg_token_kind {
    VG_TOKEN_WORD = 1,
    VG_TOKEN_NUMBER, /* digits, with groups and decimals */
    VG_TOKEN_CODE,   /* digits grown together with something: C-70, 613-555-0142, 34-year-old */
    VG_TOKEN_MARK,
};

enum {
    VG_TOKEN_CAPITAL = 1,    /* begins with a capital letter */
    VG_TOKEN_POSSESSIVE = 2, /* 's was taken off before the word was looked up */
    VG_TOKEN_DAMAGED = 4,    /* a number that must not be read: hidden characters, wrong groups,
                                too many digits, "5 4" and "000" as a bad scan leaves them */
    VG_TOKEN_SPACED = 8,     /* white space stands before it */
    VG_TOKEN_QUOTED = 16,    /* between quotation marks */
};

/* Marks with many forms have one letter each; the others are themselves. */
enum {
    VG_MARK_OPEN = '<',
    VG_MARK_CLOSE = '>',
    VG_MARK_DASH = '_',
    VG_MARK_HYPHEN = '-',
    VG_MARK_ELLIPSIS = '~',
    VG_MARK_MONEY = '$',
    VG_MARK_OTHER = '*',
};

enum vg_role { VG_ROLE_NONE, VG_ROLE_NAME, VG_ROLE_DATE };

struct vg_token {
    uint32_t start, end; /* bytes of the text */
    uint8_t kind, flags;
    char mark; /* of a mark; 0 otherwise */
    uint8_t role;
};

struct vg_sentence {
    size_t from, to; /* tokens; the closing mark is inside */
};

struct vg_scan {
    const struct vg_lexicon *lex;
    const char *text;
    size_t len;
    size_t at; /* where the next paragraph begins */
    int line;  /* paragraphs given so far */
    struct vg_token *tok;
    uint16_t *word;   /* lexicon id of each token, 0: none */
    uint64_t *is;     /* the classes that have a phrase beginning at each token, bit by bit */
    uint16_t *symbol; /* what rules see of it: a word of theirs, VG_PAT_MARK(), or 0 */
    size_t n;
    struct vg_sentence *sent;
    size_t n_sent;
    int open; /* within quotation marks */
};

void vg_scan_begin(struct vg_scan *s, struct vg_arena *a, const struct vg_lexicon *lex,
                   const char *text, size_t len);

/* The next paragraph that is not empty; 0 at the end. Digits inside names (and
 * ages, telephone numbers, list markers, measures) have role VG_ROLE_NAME. */
int vg_scan_next(struct vg_scan *s);

/* A mark as rules see it; the ids of words stay below. */
#define VG_PAT_MARK(mark) ((uint16_t)(0xff00U | (unsigned char)(mark)))

/*
 * The tokens of one line of at most VG_MAX_PARAGRAPH tokens, without sentences and
 * names: so patterns are cut into what a text is cut into. s->text is `text`.
 */
void vg_scan_line(struct vg_scan *s, const char *text, size_t len);

/* The word at token i as a lexicon has it: lower case (full case folding and the rest
 * of base/fold.h), plain apostrophes, no hidden characters, no stop at its end. Its
 * length, 0 when it has no room. */
enum { VG_SCAN_FOLD = 96 }; /* bytes */
size_t vg_scan_fold(const struct vg_scan *s, size_t i, char out[VG_SCAN_FOLD]);

/* -- looking at tokens ------------------------------------------------------ */
/* The longest phrase of a class at token i that ends before `end`, or NULL. */
static inline const struct vg_lex_entry *vg_scan_phrase(const struct vg_scan *s, size_t i,
                                                        size_t end, enum vg_lex_class class)
{
    if (i >= end || !(s->is[i] & VG_LEX_BIT(class)))
        return NULL;
    return vg_lex_match(s->lex, s->word + i, end - i, class);
}

/* Is there one, of one word or more? */
static inline int vg_scan_is(const struct vg_scan *s, size_t i, enum vg_lex_class class)
{
    return i < s->n && (s->is[i] & VG_LEX_BIT(class)) != 0;
}

/* Is token i this mark? 0 past the paragraph, too. */
static inline int vg_scan_mark(const struct vg_scan *s, size_t i, char mark)
{
    return i < s->n && s->tok[i].mark == mark;
}

struct vg_str vg_scan_text(const struct vg_scan *s, size_t from, size_t to); /* [from, to) */

/* Is token i this word (in lower case, ASCII)? Inline, because the grammar asks
 * it more than anything else. */
static inline int vg_scan_word_is(const struct vg_scan *s, size_t i, const char *word)
{
    const struct vg_token *t = s->tok + i;
    size_t n = strlen(word);

    return i < s->n && t->end - t->start == n && (s->text[t->start] | 32) == word[0] &&
           t->kind == VG_TOKEN_WORD && strncasecmp(s->text + t->start, word, n) == 0;
}

/* -- numbers, bounds, units --------------------------------------------------- */
struct vg_number {
    size_t from, to; /* tokens of the whole: bound, number, words after that belong to it */
    size_t first;    /* first token of the number itself */
    size_t end;      /* behind the number itself */
    int64_t a, b;    /* b: the upper end of between and magnitude */
    unsigned scale;
    enum vg_op op;
    const char *unit; /* money and percent bring theirs; NULL otherwise */
    int in_words;
    int bounded; /* a bound was printed */
    int damaged; /* no value may be made of it */
};

/* A number with its bound, beginning exactly at token i. Returns 1 and *out. */
int vg_number_at(const struct vg_scan *s, size_t i, size_t end, struct vg_number *out);

/* "or more", "at most", "-odd" behind a number or its noun: sets the op of a
 * number that has no bound yet; returns the token behind, or `at`. */
size_t vg_bound_behind(const struct vg_scan *s, size_t at, size_t end, struct vg_number *n);

struct vg_unit {
    const char *id;
    size_t noun; /* first token of the noun phrase, modifiers included */
    size_t head; /* the noun's last token */
    size_t to;   /* behind the noun */
    int weak;
};

/* The unit noun that a number ending before token i counts: up to four
 * modifiers, then a noun in the plural (`one` lets the singular through).
 * Returns 1 and *out. */
int vg_unit_at(const struct vg_scan *s, size_t i, size_t end, int one, struct vg_unit *out);

/* A noun that no list knows, by its form: a plural behind the number, over up to three
 * words that describe it ("420 draft evaders", "nine laptops"). id is "person" when the
 * noun ends as words for people do, else NULL. Returns 1 and *out. */
int vg_noun_at(const struct vg_scan *s, size_t i, size_t end, struct vg_unit *out);

/* -- dates ---------------------------------------------------------------------- */
enum {
    VG_INFERRED_YEAR = 1,
    VG_INFERRED_MONTH = 2,
    VG_INFERRED_DAY = 4,
    VG_INFERRED_FROM = 8,
    VG_INFERRED_TO = 16,
};

struct vg_when {
    size_t from, to;          /* tokens, with the preposition that belongs to it (since, between) */
    char first[12], last[12]; /* EDTF; "" an open or unknown end */
    unsigned inferred;
    int dated;       /* 0: it needs a dateline that is not there; only the words are known */
    int full;        /* year, month and day are printed */
    int of_document; /* for whoever reads clauses: the date of a document, not of a thing */
};

/* The date or period that begins at token i. `dateline` is a day number of
 * base/clock.h, or VG_NO_DATELINE. Returns 1 and *out. */
#define VG_NO_DATELINE INT64_MIN
int vg_date_at(const struct vg_scan *s, size_t i, size_t end, int64_t dateline,
               struct vg_when *out);

/* The date of the text itself, printed in its head ("LISBON, 14 March 2024 —",
 * "Oral answers, 22 November 2022"), as a day number, or VG_NO_DATELINE. */
int64_t vg_dateline(struct vg_arena *a, const struct vg_lexicon *lex, const char *text, size_t len);

#endif
