/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The tokeniser. Lines are joined to paragraphs when they look wrapped;
 * sentences end at . ! ? and at the end of a paragraph, but not inside a number,
 * an abbreviation, or before a word in lower case. Nothing here looks further
 * back than the token before, so the work is linear in the bytes.
 */
#include "mention/scan.h"

#include "base/fold.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "mention/name.h"

void vg_scan_begin(struct vg_scan *s, struct vg_arena *a, const struct vg_lexicon *lex,
                   const char *text, size_t len)
{
    *s = (struct vg_scan){.lex = lex, .text = text, .len = len};
    s->tok = VG_NEW_ARRAY(a, struct vg_token, VG_MAX_PARAGRAPH + 1);
    s->word = VG_NEW_ARRAY(a, uint16_t, VG_MAX_PARAGRAPH + VG_LEX_PHRASE);
    s->is = VG_NEW_ARRAY(a, uint64_t, VG_MAX_PARAGRAPH + 1);
    s->symbol = VG_NEW_ARRAY(a, uint16_t, VG_MAX_PARAGRAPH + 1);
    s->sent = VG_NEW_ARRAY(a, struct vg_sentence, VG_MAX_PARAGRAPH + 1);
}

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static int is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* A letter of a word at `at`: its length in bytes, or 0. */
static size_t letter_at(const char *p, size_t at, size_t end)
{
    uint32_t c;
    size_t n;

    if (at >= end)
        return 0;
    if (is_letter(p[at]))
        return 1;
    if ((unsigned char)p[at] < 0x80)
        return 0;
    n = vg_utf8_next(p + at, end - at, &c);
    if (c >= 0x300 && c < 0x2000 && !vg_is_word(c))
        return 0; /* the comma and the question mark of Arabic, the full stop of Hindi */
    if (c < 0xc0 || c == 0xd7 || c == 0xf7 || (c >= 0x2000 && c < 0x2c00) ||
        (c >= 0x2e00 && c < 0xa000) || (c >= 0xf900 && c < 0xfb00) || c >= 0xfe00 ||
        vg_is_unseen(c))
        return 0;
    return n;
}

/* A digit, plain, full-width, Arabic or Persian: its length in bytes, or 0. */
static size_t digit_at(const char *p, size_t at, size_t end)
{
    if (at < end && is_digit(p[at]))
        return 1;
    if (at + 2 <= end &&
        ((p[at] == '\xd9' && (unsigned char)p[at + 1] >= 0xa0 &&
          (unsigned char)p[at + 1] <= 0xa9) ||
         (p[at] == '\xdb' && (unsigned char)p[at + 1] >= 0xb0 && (unsigned char)p[at + 1] <= 0xb9)))
        return 2;
    if (at + 3 <= end && p[at] == '\xef' && p[at + 1] == '\xbc' &&
        (unsigned char)p[at + 2] >= 0x90 && (unsigned char)p[at + 2] <= 0x99)
        return 3;
    return 0;
}

/* A hidden character (zero-width, bidi control) at `at`: its length, or 0. */
static size_t unseen_at(const char *p, size_t at, size_t end)
{
    uint32_t c;
    size_t n;

    if (at >= end || (unsigned char)p[at] < 0x80)
        return 0;
    n = vg_utf8_next(p + at, end - at, &c);
    return vg_is_unseen(c) ? n : 0;
}

static size_t apostrophe_at(const char *p, size_t at, size_t end)
{
    if (at < end && p[at] == '\'')
        return 1;
    return at + 3 <= end && p[at] == '\xe2' && p[at + 1] == '\x80' && p[at + 2] == '\x99' ? 3 : 0;
}

/* U.S. and the like: a dot inside, between single letters. */
static int dot_belongs(const char *p, size_t start, size_t at, size_t end)
{
    size_t letters = at - start;

    if (at + 1 >= end || !is_letter(p[at + 1]) || (letters > 1 && p[at - 2] != '.') || letters == 0)
        return 0;
    return at + 2 >= end || !is_letter(p[at + 2]);
}

/* "-odd" behind a number, which is a bound and no part of a word. */
static int is_odd(const char *p, size_t at, size_t end)
{
    return at + 4 <= end && memcmp(p + at, "-odd", 4) == 0 &&
           (at + 4 == end || !letter_at(p, at + 4, end));
}

static size_t word_end(const char *p, size_t at, size_t end)
{
    size_t start = at, n;
    int dotted = 0;

    for (;;) {
        while (at < end && is_letter(p[at]))
            at++; /* what most words are made of */
        if (is_odd(p, at, end))
            break;
        if (at < end && p[at] == ' ')
            break;
        if ((n = letter_at(p, at, end)) || (n = digit_at(p, at, end)))
            at += n;
        else if ((n = apostrophe_at(p, at, end)) && letter_at(p, at + n, end))
            at += n;
        else if (at < end && p[at] == '-' &&
                 (letter_at(p, at + 1, end) || digit_at(p, at + 1, end)))
            at++;
        else if (at < end && p[at] == '.' && dot_belongs(p, start, at, end)) {
            at++;
            dotted = 1;
        } else if ((n = unseen_at(p, at, end)) && letter_at(p, at + n, end))
            at += n;
        else
            break;
    }
    return dotted && at < end && p[at] == '.' ? at + 1 : at;
}

/* A character in UTF-8; its length. */
static size_t encode(uint32_t c, char out[4])
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xc0U | c >> 6);
        out[1] = (char)(0x80U | (c & 0x3fU));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xe0U | c >> 12);
        out[1] = (char)(0x80U | (c >> 6 & 0x3fU));
        out[2] = (char)(0x80U | (c & 0x3fU));
        return 3;
    }
    out[0] = (char)(0xf0U | c >> 18);
    out[1] = (char)(0x80U | (c >> 12 & 0x3fU));
    out[2] = (char)(0x80U | (c >> 6 & 0x3fU));
    out[3] = (char)(0x80U | (c & 0x3fU));
    return 4;
}

/* A letter beyond ASCII, folded as everywhere (base/fold.h). 0: there is no room. */
static size_t fold_letter(const char *p, size_t len, char out[VG_SCAN_FOLD], size_t *n)
{
    uint32_t c, folded[VG_FOLD_MAX];
    size_t took = vg_utf8_next(p, len, &c), k = vg_fold_char(c, folded);

    for (size_t i = 0; i < k; i++) {
        if (*n + 4 > VG_SCAN_FOLD)
            return 0;
        *n += encode(folded[i], out + *n);
    }
    return took;
}

/* The word as the lexicon has it: folded, plain apostrophes, nothing hidden. */
static size_t fold_word(const char *p, size_t from, size_t to, char out[VG_SCAN_FOLD])
{
    size_t n = 0;

    while (from < to) {
        unsigned char c = (unsigned char)p[from];
        size_t skip, apostrophe;

        if (n == VG_SCAN_FOLD)
            return 0;
        if (is_letter(p[from])) {
            out[n++] = (char)(p[from++] | 32);
            continue;
        }
        skip = unseen_at(p, from, to);
        apostrophe = apostrophe_at(p, from, to);
        if (skip) {
            from += skip;
        } else if (apostrophe) {
            out[n++] = '\'';
            from += apostrophe;
        } else if (c < 0x80) {
            out[n++] = (char)c;
            from++;
        } else if ((skip = fold_letter(p + from, to - from, out, &n)) != 0) {
            from += skip;
        } else {
            return 0;
        }
    }
    while (n && out[n - 1] == '.')
        n--;
    return n;
}

static int is_capital(uint32_t c)
{
    return c < 0x80 ? c >= 'A' && c <= 'Z' : vg_char_kind(c) == VG_CHAR_UPPER;
}

static void add_word(struct vg_scan *s, size_t from, size_t to)
{
    struct vg_token *t = &s->tok[s->n];
    char folded[VG_SCAN_FOLD];
    size_t n = fold_word(s->text, from, to, folded);
    uint16_t id = n ? vg_lex_word(s->lex, folded, n) : 0, bare;
    uint32_t first;

    s->symbol[s->n] = id;
    if (id > s->lex->n_words)
        id = 0;
    if (n > 2 && folded[n - 2] == '\'' && folded[n - 1] == 's' && !id) {
        t->flags |= VG_TOKEN_POSSESSIVE;
        bare = vg_lex_word(s->lex, folded, n - 2);
        id = bare > s->lex->n_words ? 0 : bare;
        if (!s->symbol[s->n])
            s->symbol[s->n] = bare;
    }
    (void)vg_utf8_next(s->text + from, to - from, &first);
    if (is_capital(first))
        t->flags |= VG_TOKEN_CAPITAL;
    for (size_t i = from; id && i < to; i++)
        if (is_digit(s->text[i]))
            id = 0;
    t->kind = VG_TOKEN_WORD;
    s->word[s->n] = id;
}

static size_t digits_end(const char *p, size_t at, size_t end, size_t *count)
{
    size_t n;

    for (*count = 0; (n = digit_at(p, at, end)); ++*count)
        at += n;
    return at;
}

/* What separates groups of thousands in front of three digits: a comma, or one
 * space of any width. Its length, or 0. */
static size_t group_at(const char *p, size_t at, size_t end, int spaces)
{
    if (at >= end)
        return 0;
    if (p[at] == ',')
        return digit_at(p, at + 1, end) ? 1 : 0;
    if (!spaces)
        return 0;
    if (p[at] == ' ')
        return 1;
    if (at + 2 <= end && p[at] == '\xc2' && p[at + 1] == '\xa0')
        return 2;
    if (at + 3 <= end && p[at] == '\xe2' && p[at + 1] == '\x80' &&
        (p[at + 2] == '\xaf' || p[at + 2] == '\x89'))
        return 3;
    return 0;
}

/* The rest of something that is not a number: letters, digits and what ties them. */
static size_t code_end(const char *p, size_t at, size_t end)
{
    for (;;) {
        size_t n = letter_at(p, at, end);

        if (n == 0)
            n = digit_at(p, at, end);
        if (n == 0 && at + 1 < end && strchr("-/.:_", p[at]) &&
            (letter_at(p, at + 1, end) || digit_at(p, at + 1, end)))
            n = 1;
        if (n == 0 && at + 2 < end && p[at] == '\xc2' && p[at + 1] == '\xb7' &&
            digit_at(p, at + 2, end))
            n = 2;
        if (n == 0)
            return at;
        at += n;
    }
}

/* m, bn, k behind a figure are sizes, not part of a code. */
static int is_size(const char *p, size_t at, size_t end)
{
    size_t n = 0;

    while (at + n < end && letter_at(p, at + n, end))
        n++;
    if (at + n < end && (is_digit(p[at + n]) || p[at + n] == '-'))
        return 0;
    return (n == 1 && (p[at] == 'm' || p[at] == 'k')) ||
           (n == 2 && (strncmp(p + at, "bn", 2) == 0 || strncmp(p + at, "mn", 2) == 0));
}

/* Does what follows a run of digits make a code of it? */
static int becomes_code(const char *p, size_t from, size_t at, size_t end)
{
    size_t n, next;

    if (at >= end)
        return 0;
    if (letter_at(p, at, end))
        return !is_size(p, at, end);
    if ((p[at] == '/' || p[at] == ':' || p[at] == '.') && digit_at(p, at + 1, end))
        return 1;
    if (p[at] == '\xc2' && at + 2 < end && p[at + 1] == '\xb7' && digit_at(p, at + 2, end))
        return 1;
    if (p[at] != '-')
        return 0;
    if (letter_at(p, at + 1, end))
        return !is_odd(p, at, end);
    next = digits_end(p, at + 1, end, &n);
    /* 10-12 is a range; 613-555-0142, 2023-09-12 and 555-0142 are not */
    return n && ((next < end && p[next] == '-' && digit_at(p, next + 1, end)) || n > 6 ||
                 (at - from == 3 && n == 4));
}

/* Hidden characters between digits, with or without what separates groups, join no numbers: where
 * the whole ends, and damaged when there are any. */
static size_t hidden_end(const char *p, size_t at, size_t end, int *damaged)
{
    for (;;) {
        size_t next = at, n, count;
        int hidden = 0, marks = 0;

        for (; next < end; next += n) {
            n = unseen_at(p, next, end);
            hidden |= n != 0;
            if (n == 0 && (p[next] == ',' || p[next] == '.') && marks++ == 0)
                n = 1;
            if (n == 0)
                break;
        }
        if (!hidden || !digit_at(p, next, end))
            return at;
        *damaged = 1;
        at = digits_end(p, next, end, &count);
    }
}

/* "5 4 stations" is what a scanner makes of 54, and "000" the rest of something. */
static int is_torn(struct vg_scan *s, size_t from, size_t digits)
{
    struct vg_token *before = s->n > 0 ? &s->tok[s->n - 1] : NULL;

    if (digits >= 3 && s->text[from] == '0')
        return 1;
    if (before == NULL || digits != 1 || before->kind != VG_TOKEN_NUMBER ||
        before->end - before->start != 1 || before->end + 1 != from || s->text[before->end] != ' ')
        return 0;
    before->flags |= VG_TOKEN_DAMAGED;
    return 1;
}

/* A number or code that begins at `from`; sets kind and flags of the next token. */
static size_t number_end(struct vg_scan *s, size_t from, size_t end)
{
    const char *p = s->text;
    struct vg_token *t = &s->tok[s->n];
    size_t count, total, at = digits_end(p, from, end, &count), sep, n;
    int groups = 0, comma = 0, damaged = 0;

    total = count;
    t->kind = VG_TOKEN_NUMBER;
    while ((sep = group_at(p, at, end, !comma && count <= 3)) != 0) {
        size_t k, next = digits_end(p, at + sep, end, &k);

        if (p[at] != ',' && (k != 3 || p[from] == '0'))
            break;
        if (k != 3 || (groups == 0 && count > 3))
            t->flags |= VG_TOKEN_DAMAGED;
        comma |= p[at] == ',';
        total += k;
        at = next;
        groups++;
    }
    if (at + 1 < end && p[at] == '.' && digit_at(p, at + 1, end)) {
        at = digits_end(p, at + 1, end, &n);
        total += n;
    }
    at = hidden_end(p, at, end, &damaged);
    if (damaged || total > VG_MAX_DIGITS || is_torn(s, from, total == count ? count : 2))
        t->flags |= VG_TOKEN_DAMAGED;
    if (becomes_code(p, from, at, end)) {
        t->kind = VG_TOKEN_CODE;
        at = code_end(p, at, end);
    }
    return at;
}

static char mark_of(uint32_t c, int *open)
{
    switch (c) {
    case 0x201c:
    case 0xab:
    case 0x201e:
        return VG_MARK_OPEN;
    case 0x201d:
    case 0xbb:
        return VG_MARK_CLOSE;
    case '"':
        return *open ? VG_MARK_CLOSE : VG_MARK_OPEN;
    case 0x2013:
    case 0x2014:
    case 0x2015:
        return VG_MARK_DASH;
    case 0x2010:
    case 0x2011:
    case 0x2012:
        return VG_MARK_HYPHEN;
    case 0x2026:
        return VG_MARK_ELLIPSIS;
    case 0x60c: /* Arabic, Devanagari, Armenian, Ethiopic */
        return ',';
    case 0x61b:
        return ';';
    case 0x61f:
        return '?';
    case 0x6d4:
    case 0x964:
    case 0x589:
    case 0x1362:
        return '.';
    case 0x20ac:
    case 0xa3:
    case 0xa5:
        return VG_MARK_MONEY;
    default:
        return c > ' ' && c < 0x7f && c != '<' && c != '>' && c != '_' && c != '~' ? (char)c
                                                                                   : VG_MARK_OTHER;
    }
}

static size_t add_mark(struct vg_scan *s, size_t at, size_t end)
{
    uint32_t c;
    size_t n = vg_utf8_next(s->text + at, end - at, &c);
    struct vg_token *t = &s->tok[s->n];

    t->kind = VG_TOKEN_MARK;
    t->mark = mark_of(c, &s->open);
    if (t->mark == VG_MARK_HYPHEN && (t->flags & VG_TOKEN_SPACED) && at + n < end &&
        s->text[at + n] == ' ')
        t->mark = VG_MARK_DASH;
    if (t->mark == VG_MARK_OPEN)
        s->open = 1;
    if (t->mark == VG_MARK_CLOSE)
        s->open = 0;
    s->symbol[s->n] = VG_PAT_MARK(t->mark);
    return at + n;
}

/* White space or something hidden between tokens: its length, or 0. */
static size_t space_at(const char *p, size_t at, size_t end)
{
    unsigned char c = (unsigned char)p[at];

    if (c <= ' ' || c == 0x7f)
        return 1;
    if (c == 0xc2 && at + 1 < end && (unsigned char)p[at + 1] == 0xa0)
        return 2;
    if (c == 0xe2 && at + 2 < end && (unsigned char)p[at + 1] == 0x80 &&
        ((unsigned char)p[at + 2] <= 0x8a || (unsigned char)p[at + 2] == 0xaf))
        return 3;
    if (c == 0xe3 && at + 2 < end && (unsigned char)p[at + 1] == 0x80 &&
        (unsigned char)p[at + 2] == 0x80)
        return 3;
    return unseen_at(p, at, end);
}

/* Tokens of the bytes [at, end); returns where it stopped, earlier when the
 * paragraph is full. */
static size_t tokenise(struct vg_scan *s, size_t at, size_t end)
{
    int spaced = 0;

    while (at < end && s->n < VG_MAX_PARAGRAPH) {
        struct vg_token *t = &s->tok[s->n];
        size_t n = space_at(s->text, at, end), start = at;

        if (n) {
            at += n;
            spaced = 1;
            continue;
        }
        *t = (struct vg_token){
            .start = (uint32_t)at,
            .flags = (uint8_t)((spaced ? VG_TOKEN_SPACED : 0) | (s->open ? VG_TOKEN_QUOTED : 0))};
        spaced = 0;
        s->word[s->n] = s->symbol[s->n] = 0;
        if (digit_at(s->text, at, end)) {
            at = number_end(s, at, end);
            if (s->lex->has_digits)
                s->symbol[s->n] = vg_lex_word(s->lex, s->text + start, at - start);
        } else if (letter_at(s->text, at, end)) {
            at = word_end(s->text, at, end);
            add_word(s, start, at);
        } else {
            at = add_mark(s, at, end);
        }
        t->end = (uint32_t)at;
        s->n++;
    }
    return at;
}

/* Does the sentence go on behind the stop at token i? */
static int stop_is_inside(const struct vg_scan *s, size_t i, size_t next)
{
    const struct vg_token *n = &s->tok[next];

    if (next >= s->n)
        return 0;
    if (!(n->flags & VG_TOKEN_SPACED))
        return n->kind != VG_TOKEN_MARK;
    if (n->kind == VG_TOKEN_WORD && !(n->flags & VG_TOKEN_CAPITAL))
        return 1;
    if (s->tok[i].mark != '.' || i == 0 || s->tok[i - 1].kind != VG_TOKEN_WORD)
        return 0;
    if (vg_scan_is(s, i - 1, VG_LEX_ABBREVIATION) && s->tok[i].start == s->tok[i - 1].end)
        return n->kind == VG_TOKEN_NUMBER || !vg_scan_word_is(s, i - 1, "no");
    return s->tok[i - 1].end - s->tok[i - 1].start == 1 && (s->tok[i - 1].flags & VG_TOKEN_CAPITAL);
}

static void split_sentences(struct vg_scan *s)
{
    size_t from = 0;

    s->n_sent = 0;
    for (size_t i = 0; i < s->n; i++) {
        size_t next = i + 1;
        char m = s->tok[i].mark;

        if (m == '.' || m == '!' || m == '?') {
            while (next < s->n && !(s->tok[next].flags & VG_TOKEN_SPACED) &&
                   (vg_scan_mark(s, next, VG_MARK_CLOSE) || vg_scan_mark(s, next, ')') ||
                    vg_scan_mark(s, next, ']')))
                next++;
            if (stop_is_inside(s, i, next))
                continue;
        } else if (i + 1 < s->n && i + 1 - from < VG_MAX_SENTENCE) {
            continue;
        }
        s->sent[s->n_sent++] = (struct vg_sentence){from, next};
        from = next;
        i = next - 1;
    }
    if (from < s->n)
        s->sent[s->n_sent++] = (struct vg_sentence){from, s->n};
}

static size_t line_end(const struct vg_scan *s, size_t at)
{
    const char *nl = memchr(s->text + at, '\n', s->len - at);

    return nl ? (size_t)(nl - s->text) : s->len;
}

/* Is the line that ends at `end` only wrapped, its sentence going on below? */
static int is_wrapped(const struct vg_scan *s, size_t start, size_t end)
{
    size_t last = end;

    if (end + 1 >= s->len || end - start < 50)
        return 0;
    while (last > start && (unsigned char)s->text[last - 1] <= ' ')
        last--;
    if (last == start || strchr(".!?:", s->text[last - 1]))
        return 0;
    return (s->text[end + 1] >= 'a' && s->text[end + 1] <= 'z') || is_digit(s->text[end + 1]);
}

int vg_scan_next(struct vg_scan *s)
{
    while (s->at < s->len) {
        size_t start = s->at, end = line_end(s, start);

        while (is_wrapped(s, start, end) && end - s->at < (size_t)VG_MAX_QUOTE) {
            start = end + 1;
            end = line_end(s, start);
        }
        s->n = 0;
        s->open = 0;
        s->at = tokenise(s, s->at, end);
        if (s->at >= end)
            s->at = end + 1;
        if (s->n == 0)
            continue;
        s->line++;
        for (size_t i = 0; i < s->n; i++)
            s->is[i] = s->word[i] ? vg_lex_classes(s->lex, s->word + i, s->n - i) : 0;
        split_sentences(s);
        vg_names_mark(s);
        return 1;
    }
    return 0;
}

void vg_scan_line(struct vg_scan *s, const char *text, size_t len)
{
    s->text = text;
    s->len = len;
    s->n = 0;
    s->open = 0;
    s->at = tokenise(s, 0, len);
}

size_t vg_scan_fold(const struct vg_scan *s, size_t i, char out[VG_SCAN_FOLD])
{
    return fold_word(s->text, s->tok[i].start, s->tok[i].end, out);
}

struct vg_str vg_scan_text(const struct vg_scan *s, size_t from, size_t to)
{
    if (from >= to)
        return (struct vg_str){0};
    return (struct vg_str){s->text + s->tok[from].start, s->tok[to - 1].end - s->tok[from].start};
}
