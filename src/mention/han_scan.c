/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * From bytes to characters, marks, phrases and sentences. Phrases that lie in a
 * longer one are shadowed: 称 in 名称 is no word of saying.
 */
#include "mention/han_scan.h"

#include <string.h>

#include "base/fold.h"
#include "base/limits.h"
#include "base/utf8.h"

enum { UNKNOWN = 0, NOTHING = 0xfffe, LONGEST_SENTENCE = 1024 };

uint32_t vg_han_fold_char(uint32_t c)
{
    uint32_t out[VG_FOLD_MAX];
    size_t n;

    if (c == 0 || c == '\t')
        return ' ';
    if (c == '\n' || c == '\r')
        return 0;                   /* a line that was wrapped */
    if (c >= 0x2460 && c <= 0x24ff) /* numbers in circles and brackets */
        return VG_HAN_OTHER;
    n = vg_fold_char(c, out);
    return n == 0 ? 0 : n == 1 ? out[0] : VG_HAN_OTHER;
}

void vg_han_scan_begin(struct vg_han_scan *s, struct vg_arena *a, const struct vg_han_lexicon *lex,
                       const char *text, size_t len)
{
    const size_t n = VG_MAX_PARAGRAPH + 1;

    *s = (struct vg_han_scan){.lex = lex, .text = text, .len = len};
    s->folded = VG_NEW_ARRAY(a, uint16_t, 65536);
    s->ch = VG_NEW_ARRAY(a, struct vg_han_char, n);
    s->plain = VG_NEW_ARRAY(a, uint32_t, n);
    s->mask = VG_NEW_ARRAY(a, uint64_t, n);
    s->every = VG_NEW_ARRAY(a, uint64_t, n);
    s->ends = VG_NEW_ARRAY(a, uint64_t, n);
    s->first = VG_NEW_ARRAY(a, uint16_t, n);
    s->hit = VG_NEW_ARRAY(a, struct vg_han_hit, VG_HAN_HITS * n);
    s->sent = VG_NEW_ARRAY(a, struct vg_sentence, n);
}

/* Folding a character costs a search; most characters come again. */
static uint32_t fold(struct vg_han_scan *s, uint32_t c)
{
    uint32_t f;

    if (c >= 65536)
        return vg_is_han(c) ? c : vg_han_fold_char(c);
    f = s->folded[c];
    if (f == UNKNOWN) {
        f = vg_han_fold_char(c);
        f = f == 0 ? NOTHING : f >= 65536 ? VG_HAN_OTHER : f;
        s->folded[c] = (uint16_t)f;
    }
    return f == NOTHING ? 0 : f;
}

static char mark_of(uint32_t c)
{
    switch (c) {
    case 0xff0c:
    case 0xfe50:
        return VG_HAN_COMMA;
    case 0x3001:
    case 0xff64:
        return VG_HAN_LIST;
    case 0x3002:
    case 0xff0e:
    case 0xff61:
        return VG_HAN_STOP;
    case 0x201c:
    case 0x2018:
    case 0x300c:
    case 0x300e:
    case 0xff62:
    case 0xfe41:
    case 0xfe43:
        return VG_HAN_OPEN;
    case 0x201d:
    case 0x2019:
    case 0x300d:
    case 0x300f:
    case 0xff63:
    case 0xfe42:
    case 0xfe44:
        return VG_HAN_CLOSE;
    case 0x300a:
    case 0x3008:
        return VG_HAN_TITLE_OPEN;
    case 0x300b:
    case 0x3009:
        return VG_HAN_TITLE_CLOSE;
    case 0x3010:
    case 0x3014:
    case 0xff3b:
        return VG_HAN_BRACKET;
    case 0x3011:
    case 0x3015:
    case 0xff3d:
        return VG_HAN_BRACKET_CLOSE;
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212:
    case 0x301c:
    case 0xff5e:
    case 0xff0d:
    case '-':
    case '~':
        return VG_HAN_DASH;
    case 0xb7:
    case 0x2022:
    case 0x30fb:
    case 0x2027:
        return VG_HAN_DOT;
    case 0xffe5:
    case 0xa3:
    case 0xa5:
    case 0x20ac:
    case 0xff04:
        return VG_HAN_MONEY;
    default:
        return c < 0x80 ? (char)c : c >= 0xff01 && c <= 0xff5e ? (char)(c - 0xfee0) : '*';
    }
}

static void classify(struct vg_han_char *h, uint32_t c)
{
    h->mark = 0;
    if (h->c >= '0' && h->c <= '9') {
        h->kind = VG_HAN_KIND_DIGIT;
        h->flags |= c >= 0xff10 ? VG_HAN_WIDE : 0;
    } else if (vg_is_han(h->c)) {
        h->kind = VG_HAN_KIND_HAN;
        h->flags |= c != h->c ? VG_HAN_OLD : 0;
    } else if (h->c == ' ') {
        h->kind = VG_HAN_KIND_SPACE;
    } else if (c >= 0x80 ? vg_is_word(h->c)
                         : (h->c >= 'a' && h->c <= 'z') || (c >= 'A' && c <= 'Z')) {
        h->kind = VG_HAN_KIND_LATIN;
    } else {
        h->kind = VG_HAN_KIND_MARK;
        h->mark = mark_of(c);
    }
}

static int digit_at(const struct vg_han_scan *s, size_t i)
{
    return i < s->n && s->ch[i].kind == VG_HAN_KIND_DIGIT;
}

/* Marks whose meaning hangs on what stands around them, brackets and quotes. */
static void settle_marks(struct vg_han_scan *s)
{
    size_t quotes = 0, inside = 0;
    int plain = 0;

    for (size_t i = 0; i < s->n; i++) {
        struct vg_han_char *h = &s->ch[i];

        if (h->mark == '"' || h->mark == '\'')
            h->mark = h->mark == '\'' ? '*' : (plain = !plain) ? VG_HAN_OPEN : VG_HAN_CLOSE;
        if (h->mark == VG_HAN_STOP && h->c != 0x3002 &&
            (digit_at(s, i + 1) || (i + 1 < s->n && s->ch[i + 1].kind == VG_HAN_KIND_LATIN)))
            h->mark = VG_HAN_POINT;
        if (h->mark == VG_HAN_CLOSE && quotes > 0)
            quotes--;
        if ((h->mark == VG_HAN_TITLE_CLOSE || h->mark == VG_HAN_PAREN_CLOSE) && inside > 0)
            inside--;
        h->flags |= (uint8_t)((quotes > 0 ? VG_HAN_QUOTED : 0) | (inside > 0 ? VG_HAN_INSIDE : 0));
        quotes += h->mark == VG_HAN_OPEN;
        inside += h->mark == VG_HAN_TITLE_OPEN || h->mark == VG_HAN_PAREN;
        if (h->mark == VG_HAN_STOP)
            inside = 0; /* a bracket that nobody closed */
    }
}

static size_t read_chars(struct vg_han_scan *s, size_t from, size_t to)
{
    uint8_t hidden = 0;
    size_t at = from, cut = 0, cut_at = to;

    s->n = s->han = s->old = 0;
    while (at < to && s->n < VG_MAX_PARAGRAPH) {
        struct vg_han_char *h = &s->ch[s->n];
        uint32_t c;
        size_t n = vg_utf8_next(s->text + at, to - at, &c);
        uint32_t f = fold(s, c);

        if (f == 0) {
            hidden = VG_HAN_HIDDEN;
        } else {
            *h = (struct vg_han_char){
                .c = f, .start = (uint32_t)at, .end = (uint32_t)(at + n), .flags = hidden};
            classify(h, f == VG_HAN_OTHER ? f : c);
            hidden = 0;
            s->plain[s->n++] = f;
            s->han += h->kind == VG_HAN_KIND_HAN;
            s->old += (h->flags & VG_HAN_OLD) != 0;
            if (c == 0x3002)
                cut = s->n, cut_at = at + n;
        }
        at += n;
    }
    if (at >= to)
        return to;
    if (cut > VG_MAX_PARAGRAPH / 2) {
        s->n = cut;
        return cut_at;
    }
    return at;
}

enum { AT_ONCE = 48 /* phrases that may begin at one character */ };

/* The phrases at character i, the longest first. */
static void take_hits(struct vg_han_scan *s, size_t i)
{
    const struct vg_han_entry *found[AT_ONCE];
    size_t n = vg_han_lookup(s->lex, s->plain + i, s->n - i, found, AT_ONCE);

    while (n > 0 && s->n_hit < (size_t)VG_HAN_HITS * VG_MAX_PARAGRAPH)
        s->hit[s->n_hit++] = (struct vg_han_hit){found[--n], (uint16_t)i, 0};
}

static void find_phrases(struct vg_han_scan *s)
{
    size_t reach = 0; /* the furthest end of a phrase that began earlier */
    size_t word = 0;  /* and of an ordinary word: nothing begins inside it */
    size_t any = 0;   /* and of any phrase of two characters or more that stands */

    s->n_hit = 0;
    memset(s->ends, 0, (s->n + 1) * sizeof *s->ends);
    for (size_t i = 0; i < s->n; i++) {
        size_t first = s->n_hit, longest;

        s->first[i] = (uint16_t)first;
        s->mask[i] = s->every[i] = 0;
        if (s->ch[i].kind != VG_HAN_KIND_DIGIT)
            take_hits(s, i);
        if (s->n_hit == first)
            continue;
        longest = s->hit[first].e->n;
        for (size_t k = first; k < s->n_hit; k++) {
            struct vg_han_hit *h = &s->hit[k];

            h->shadowed = i + h->e->n <= reach || h->e->n < longest || i < word ||
                          (i < any && h->e->class == VG_HAN_WORD);
            s->every[i] |= VG_HAN_BIT(h->e->class);
            s->ends[i + h->e->n] |= VG_HAN_BIT(h->e->class);
            if (!h->shadowed)
                s->mask[i] |= VG_HAN_BIT(h->e->class);
            if (!h->shadowed && h->e->class == VG_HAN_WORD)
                for (size_t w = i; w < i + h->e->n; w++)
                    s->ch[w].flags |= VG_HAN_IN_WORD;
        }
        for (size_t k = first; k < s->n_hit; k++) {
            size_t to = i + s->hit[k].e->n;

            if (s->hit[k].shadowed)
                continue;
            word = s->hit[k].e->class == VG_HAN_WORD && to > word ? to : word;
            any = s->hit[k].e->n > 1 && to > any ? to : any;
            reach = to > reach ? to : reach;
        }
    }
    s->first[s->n] = (uint16_t)s->n_hit;
}

static int ends_sentence(const struct vg_han_scan *s, size_t i)
{
    char m = s->ch[i].mark;

    if (s->ch[i].flags & VG_HAN_INSIDE)
        return 0;
    return m == VG_HAN_STOP || m == VG_HAN_QUESTION_MARK || m == VG_HAN_BANG;
}

static void find_sentences(struct vg_han_scan *s)
{
    size_t from = 0;

    s->n_sent = 0;
    for (size_t i = 0; i < s->n; i++) {
        if (!ends_sentence(s, i) && i - from < LONGEST_SENTENCE)
            continue;
        while (i + 1 < s->n && (ends_sentence(s, i + 1) || s->ch[i + 1].mark == VG_HAN_CLOSE))
            i++;
        s->sent[s->n_sent++] = (struct vg_sentence){from, i + 1};
        from = i + 1;
    }
    if (from < s->n)
        s->sent[s->n_sent++] = (struct vg_sentence){from, s->n};
}

size_t vg_han_scan_read(struct vg_han_scan *s, size_t from, size_t to)
{
    size_t end = read_chars(s, from, to);

    settle_marks(s);
    find_phrases(s);
    find_sentences(s);
    vg_han_names(s);
    return end;
}

static const struct vg_han_entry *find(const struct vg_han_scan *s, size_t i,
                                       enum vg_han_class class, int shadowed)
{
    for (size_t k = s->first[i]; k < s->first[i + 1]; k++)
        if (s->hit[k].e->class == class && (shadowed || !s->hit[k].shadowed))
            return s->hit[k].e;
    return NULL;
}

const struct vg_han_entry *vg_han_stands(const struct vg_han_scan *s, size_t i,
                                         enum vg_han_class class)
{
    return find(s, i, class, 0);
}

const struct vg_han_entry *vg_han_find(const struct vg_han_scan *s, size_t i,
                                       enum vg_han_class class)
{
    return find(s, i, class, 1);
}

static const struct vg_han_entry *ending(const struct vg_han_scan *s, size_t from, size_t i,
                                         enum vg_han_class class, int shadowed, size_t *begin)
{
    size_t low = i > from + VG_HAN_PHRASE ? i - VG_HAN_PHRASE : from;

    if (i > s->n || !(s->ends[i] & VG_HAN_BIT(class)))
        return NULL;
    for (size_t k = low; k < i; k++) {
        const uint64_t here = shadowed ? s->every[k] : s->mask[k];
        const struct vg_han_entry *e =
            here & VG_HAN_BIT(class) ? find(s, k, class, shadowed) : NULL;

        if (e && k + e->n == i) {
            *begin = k;
            return e;
        }
    }
    return NULL;
}

const struct vg_han_entry *vg_han_before(const struct vg_han_scan *s, size_t from, size_t i,
                                         enum vg_han_class class, size_t *begin)
{
    return ending(s, from, i, class, 0, begin);
}

const struct vg_han_entry *vg_han_tail(const struct vg_han_scan *s, size_t from, size_t i,
                                       enum vg_han_class class, size_t *begin)
{
    return ending(s, from, i, class, 1, begin);
}
