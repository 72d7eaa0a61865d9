/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Pieces of three bytes and more are found through a bitmap asked by the hash of three
 * bytes, letters made lower case by one OR (which makes some other bytes equal too: only more
 * is found). Han characters of GB18030 and Big5 have two bytes and a bitmap of their own, looked
 * at only where the page is not UTF-8. What a bitmap lets through is compared whole.
 */
#include "scan/prefilter.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/ucnv.h>

#include "base/fold.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "read/han.h"

enum {
    FILTER_BITS = 16,     /* 8 KiB: stays in the first cache */
    LEAST_WORD = 3,       /* letters; shorter words are everywhere */
    MOST_STRIDE = 8,      /* bytes from one look for words to the next */
    MOST_TRIGGERS = 4096, /* in Han that are asked for all their characters; of more, the rarest */
    HAN_FIRST = 0x3400,
    HAN_LAST = 0x9fff,
    HAN_WORDS = (HAN_LAST - HAN_FIRST) / 64 + 1,
    LIKE_HAN_FIRST = 0x2e80, /* of what folds to a Han character: radicals, signs, … */
    LIKE_HAN_LAST = 0xfaff,  /* … compatibility forms */
    ANYTHING = UINT16_MAX,   /* folds to several */
    CHARSETS = 6,
};

struct piece {
    uint32_t next; /* + 1, of the same hash; 0: none */
    uint16_t han;  /* what a Han character folds to, from HAN_FIRST on, or ANYTHING */
    uint8_t len;
    uint8_t at;     /* where in it the hashed bytes stand */
    char bytes[30]; /* lower case */
};

/* Pieces by the hash of three of their bytes. */
struct finder {
    uint64_t filter[1 << (FILTER_BITS - 6)];
    uint32_t first[1 << 12]; /* by hash: piece + 1 */
    struct piece *pieces;
    size_t n, room;
};

/* The Han characters of a trigger, all of which a page that holds it must hold: whatever tags and
 * breaks stand between them. A stretch of vg_prefilter.chars. */
struct han_trigger {
    uint32_t first, n;
};

struct vg_prefilter {
    int always; /* some trigger has no piece to look for */
    struct han_trigger *triggers;
    size_t n_triggers;
    uint16_t *chars; /* from HAN_FIRST on */
    size_t n_chars, room_chars;
    uint64_t wanted[HAN_WORDS]; /* by folded character: one of a trigger, … */
    uint64_t rarest[HAN_WORDS]; /* … the rarest one of a trigger, … */
    uint64_t enough[HAN_WORDS]; /* … one that is enough to look closer */
    struct finder words;
    size_t stride;     /* bytes from one look for a word to the next: each has a window there */
    struct finder han; /* in UTF-8 */
    uint64_t pairs[1 << 10]; /* two bytes of GB18030 or Big5 */
    int has_pairs;
};

static uint32_t hash3(const unsigned char *p)
{
    uint32_t w = (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16;

    return (w | 0x202020u) * 0x9e3779b1u;
}

static int is_word_byte(unsigned char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

static char lower(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

/* -- making it -----------------------------------------------------------------------------------
 */
static void add_window(struct finder *f, const char *p, size_t len, size_t at)
{
    uint32_t h = hash3((const unsigned char *)p + at);
    struct piece *x;

    if (f->n == f->room) {
        f->room = f->room == 0 ? 256 : 2 * f->room;
        f->pieces = vg_realloc(f->pieces, f->room * sizeof *f->pieces);
    }
    x = &f->pieces[f->n++];
    x->len = (uint8_t)(len < sizeof x->bytes ? len : sizeof x->bytes);
    x->at = (uint8_t)at;
    memcpy(x->bytes, p, x->len);
    x->next = f->first[h >> 20];
    f->first[h >> 20] = (uint32_t)f->n;
    f->filter[h >> (38 - FILTER_BITS)] |= UINT64_C(1) << (h >> (32 - FILTER_BITS) & 63);
}

static int has_bit(const uint64_t *bits, uint32_t i)
{
    return (int)(bits[i / 64] >> (i % 64) & 1);
}

static void set_bit(uint64_t *bits, uint32_t i)
{
    bits[i / 64] |= UINT64_C(1) << (i % 64);
}

static void add_pair(struct vg_prefilter *f, UConverter *conv, uint32_t c)
{
    UErrorCode code = U_ZERO_ERROR;
    UChar wide[2] = {(UChar)c, 0};
    char out[8];
    int32_t n = ucnv_fromUChars(conv, out, sizeof out, wide, 1, &code);

    if (U_FAILURE(code) || n < 2)
        return;
    /* of four bytes, the first two are enough to look closer */
    f->pairs[(unsigned char)out[0] << 2 | (unsigned char)out[1] >> 6] |=
        UINT64_C(1) << ((unsigned char)out[1] & 63);
    f->has_pairs = 1;
}

static UConverter *open_charset(const char *name)
{
    UErrorCode code = U_ZERO_ERROR;
    UConverter *conv = ucnv_open(name, &code);

    if (U_FAILURE(code))
        return NULL;
    ucnv_setFromUCallBack(conv, UCNV_FROM_U_CALLBACK_STOP, NULL, NULL, NULL, &code);
    return conv;
}

static int is_han(uint32_t c)
{
    return c >= HAN_FIRST && c <= HAN_LAST;
}

/* A character `x` that folds to what is wanted: in UTF-8, and in other charsets where it is the
 * rarest one of a trigger. */
static void add_character(struct vg_prefilter *f, uint32_t x, UConverter *const conv[CHARSETS])
{
    uint32_t to[VG_FOLD_MAX];
    size_t n = vg_fold_char(x, to);
    VG_SCOPED_BUF b = {.max = 8};

    for (size_t i = 0; i < n; i++) {
        if (!is_han(to[i]) || !has_bit(f->wanted, to[i] - HAN_FIRST))
            continue;
        vg_buf_clear(&b);
        vg_put_utf8(&b, x);
        add_window(&f->han, b.p, b.len, 0);
        f->han.pieces[f->han.n - 1].han =
            (uint16_t)(n == 1 ? to[0] - HAN_FIRST : (uint32_t)ANYTHING);
        if (has_bit(f->rarest, to[i] - HAN_FIRST))
            for (size_t k = 0; k < CHARSETS; k++)
                if (conv[k] != NULL)
                    add_pair(f, conv[k], x);
        return;
    }
}

/* Every character that folds to one that is wanted: both scripts. */
static void add_characters(struct vg_prefilter *f)
{
    /* the third is Big5 with the Hong Kong supplement */
    static const char *const charsets[CHARSETS] = {"gb18030", "big5",   "ibm-1375_P100-2008",
                                                   "euc-kr",  "euc-jp", "shift_jis"};
    UConverter *conv[CHARSETS];

    for (size_t i = 0; i < CHARSETS; i++)
        conv[i] = open_charset(charsets[i]);
    for (uint32_t x = LIKE_HAN_FIRST; x <= LIKE_HAN_LAST; x++)
        add_character(f, x, conv);
    for (size_t i = 0; i < CHARSETS; i++)
        ucnv_close(conv[i]);
}

struct best {
    uint32_t han;
    int level;
    const char *word;
    size_t len;
};

/* The longest word of plain letters and the rarest Han character of a folded name. */
static struct best pieces_of(struct vg_str name)
{
    struct best b = {0};
    size_t at = 0, run = 0;

    while (at < name.len) {
        uint32_t c;
        size_t n = vg_utf8_next(name.p + at, name.len - at, &c);

        run = n == 1 && is_word_byte((unsigned char)name.p[at]) ? run + 1 : 0;
        if (run > b.len) {
            b.len = run;
            b.word = name.p + at + 1 - run;
        }
        if (is_han(c) && (b.han == 0 || vg_han_level(c) < b.level)) {
            b.han = c;
            b.level = vg_han_level(c);
        }
        at += n;
    }
    return b;
}

/* Wherever the word stands, a look at every `stride` bytes meets one of its windows. */
static void add_word(struct vg_prefilter *f, const char *p, size_t len)
{
    if (len > sizeof(struct piece){0}.bytes)
        len = sizeof(struct piece){0}.bytes;
    for (size_t at = 0; at < f->stride; at++)
        add_window(&f->words, p, len, at);
}

/* The shortest word says how often one has to look. */
static size_t stride_of(const struct vg_gazetteer_name *names, size_t n)
{
    size_t stride = MOST_STRIDE;

    for (size_t i = 0; i < n; i++) {
        VG_SCOPED_BUF folded = {.max = KIB(64)};
        struct best b;

        if (names[i].kind != VG_NAME_TRIGGER)
            continue;
        vg_fold(names[i].name.p, names[i].name.len, VG_FOLD_STRIP, &folded);
        b = pieces_of(vg_buf_str(&folded));
        if (b.han == 0 && b.len >= LEAST_WORD && b.len - 2 < stride)
            stride = b.len - 2;
    }
    return stride;
}

static void add_wanted(struct vg_prefilter *f, uint32_t c)
{
    if (f->n_chars == f->room_chars) {
        f->room_chars = f->room_chars == 0 ? 256 : 2 * f->room_chars;
        f->chars = vg_realloc(f->chars, f->room_chars * sizeof *f->chars);
    }
    f->chars[f->n_chars++] = (uint16_t)(c - HAN_FIRST);
    set_bit(f->wanted, c - HAN_FIRST);
}

/* The Han characters of a folded name, the rarest first: most pages do without that one. */
static void add_han(struct vg_prefilter *f, struct vg_str name, uint32_t rarest)
{
    size_t first = f->n_chars;
    uint32_t c;

    set_bit(f->rarest, rarest - HAN_FIRST);
    add_wanted(f, rarest);
    if (f->n_triggers == MOST_TRIGGERS) {
        set_bit(f->enough, rarest - HAN_FIRST);
        return;
    }
    for (size_t at = 0; at < name.len;) {
        at += vg_utf8_next(name.p + at, name.len - at, &c);
        if (is_han(c) && c != rarest)
            add_wanted(f, c);
    }
    f->triggers[f->n_triggers++] =
        (struct han_trigger){(uint32_t)first, (uint32_t)(f->n_chars - first)};
}

static void add_trigger(struct vg_prefilter *f, struct vg_str name)
{
    VG_SCOPED_BUF folded = {.max = KIB(64)};
    struct best b;

    vg_fold(name.p, name.len, VG_FOLD_STRIP, &folded);
    b = pieces_of(vg_buf_str(&folded));
    if (folded.full) {
        f->always = 1;
    } else if (b.han != 0) {
        add_han(f, vg_buf_str(&folded), b.han);
    } else if (b.len >= LEAST_WORD) {
        add_word(f, b.word, b.len);
    } else {
        f->always = 1;
    }
}

struct vg_prefilter *vg_prefilter_make(const struct vg_gazetteer_name *names, size_t n)
{
    struct vg_prefilter *f = vg_malloc(sizeof *f);

    memset(f, 0, sizeof *f);
    f->stride = stride_of(names, n);
    f->triggers = vg_malloc(MOST_TRIGGERS * sizeof *f->triggers);
    for (size_t i = 0; i < n && !f->always; i++)
        if (names[i].kind == VG_NAME_TRIGGER)
            add_trigger(f, names[i].name);
    if (f->n_chars > 0 && !f->always)
        add_characters(f);
    return f;
}

void vg_prefilter_end(struct vg_prefilter *f)
{
    if (f != NULL) {
        free(f->triggers);
        free(f->chars);
        free(f->words.pieces);
        free(f->han.pieces);
    }
    free(f);
}

/* -- asking it
 * ------------------------------------------------------------------------------------- */
static int may_hold(const struct finder *f, uint32_t h)
{
    return (f->filter[h >> (38 - FILTER_BITS)] >> (h >> (32 - FILTER_BITS) & 63) & 1) != 0;
}

/* A piece of which these three bytes are a window. */
static int is_piece(const struct finder *f, const char *p, size_t len, size_t at, uint32_t h)
{
    for (uint32_t i = f->first[h >> 20]; i != 0; i = f->pieces[i - 1].next) {
        const struct piece *x = &f->pieces[i - 1];
        size_t k = 0;

        if (at < x->at || len - (at - x->at) < x->len)
            continue;
        while (k < x->len && lower(p[at - x->at + k]) == x->bytes[k])
            k++;
        if (k == x->len)
            return 1;
    }
    return 0;
}

static int has_word(const struct vg_prefilter *f, const char *p, size_t len)
{
    const unsigned char *u = (const unsigned char *)p;

    for (size_t i = 0; i + 3 <= len; i += f->stride) {
        uint32_t h = hash3(u + i);

        if (may_hold(&f->words, h) && is_piece(&f->words, p, len, i, h))
            return 1;
    }
    return 0;
}

static int has_pair(const struct vg_prefilter *f, const char *p, size_t len)
{
    const unsigned char *u = (const unsigned char *)p;

    for (size_t i = 0; i + 2 <= len; i++)
        if (u[i] >= 0x80 && (f->pairs[u[i] << 2 | u[i + 1] >> 6] >> (u[i + 1] & 63) & 1) != 0)
            return 1;
    return 0;
}

/* -- other ways to write a word
 * ---------------------------------------------------------------------- */

/* Up to eight letters of a name of an element, lower case, in one number. */
static uint64_t packed(const char *p, size_t n)
{
    uint64_t v = 0;

    for (size_t i = 0; i < n && i < 8; i++)
        v = v << 8 | (unsigned char)(p[i] | 0x20);
    return v;
}

/* Elements that part words where they begin and end; all others may stand inside one. */
static int parts_words(const char *p, size_t len)
{
    static const char blocks[][9] = {
        "p",        "div",   "br",     "li",      "ul",      "ol",      "td",     "tr",
        "th",       "table", "tbody",  "thead",   "h1",      "h2",      "h3",     "h4",
        "h5",       "h6",    "hr",     "dl",      "dt",      "dd",      "body",   "html",
        "head",     "title", "meta",   "link",    "section", "article", "header", "footer",
        "nav",      "main",  "aside",  "form",    "option",  "select",  "figure", "figcapti",
        "blockquo", "pre",   "center", "address", "!doctype"};
    uint64_t name;
    size_t n = 0;

    if (n < len && p[n] == '/')
        p++, len--;
    while (n < len && n < 12 && (is_word_byte((unsigned char)p[n]) || p[n] == '!'))
        n++;
    name = packed(p, n);
    for (size_t i = 0; n > 0 && i < sizeof blocks / sizeof *blocks; i++)
        if (blocks[i][0] == (p[0] | 0x20) && name == packed(blocks[i], strlen(blocks[i])))
            return 1;
    return 0;
}

/* Behind the script or style that begins at the '<'; 0 when it is none. */
static size_t past_script(const char *p, size_t len)
{
    static const char *const names[] = {"script", "style"};

    if (len < 2 || (p[1] | 0x20) != 's')
        return 0;
    for (size_t i = 0; i < 2; i++) {
        size_t n = strlen(names[i]);

        if (len < n + 2 || strncasecmp(p + 1, names[i], n) != 0)
            continue;
        for (size_t at = n + 1; at + n + 2 <= len; at++) {
            const char *next = memchr(p + at, '<', len - at);

            if (next == NULL)
                break;
            at = (size_t)(next - p);
            if (at + n + 2 <= len && p[at + 1] == '/' && strncasecmp(p + at + 2, names[i], n) == 0)
                return at;
        }
        return len;
    }
    return 0;
}

/* Tags that follow the letter at `at` - 1 without a gap: do letters go on behind them? */
static int joins(const char *p, size_t len, size_t at, size_t *next)
{
    while (at < len && p[at] == '<') {
        size_t script = past_script(p + at, len - at);
        const char *end;

        at += script; /* at its end tag, or at the end */
        if (at == len)
            break;
        if (parts_words(p + at + 1, len - at - 1)) {
            *next = at + 1;
            return 0;
        }
        if (len - at > 4 && memcmp(p + at, "<!--", 4) == 0)
            end = memmem(p + at + 4, len - at - 4, "-->", 3);
        else
            end = memchr(p + at, '>', len - at);
        if (end == NULL)
            return 1; /* a reader may see it otherwise */
        at = (size_t)(end - p) + (end[0] == '-' ? 3 : 1);
    }
    *next = at;
    return at < len && is_word_byte((unsigned char)p[at]);
}

/* A word with markup inside it. */
static int has_joined_word(const char *p, size_t len)
{
    size_t at = 0;

    while (at < len) {
        const char *hit = memchr(p + at, '<', len - at);
        size_t script;

        if (hit == NULL)
            return 0;
        at = (size_t)(hit - p);
        if (at > 0 && is_word_byte((unsigned char)p[at - 1])) {
            if (joins(p, len, at, &at))
                return 1;
            continue;
        }
        script = past_script(p + at, len - at);
        at += script > 0 ? script : 1;
    }
    return 0;
}

/* Named references that are no letter and join nothing. */
static int is_gap_reference(const char *p, size_t len)
{
    static const char *const names[] = {
        "amp;",   "nbsp;",  "lt;",     "gt;",     "quot;",  "rsquo;", "lsquo;",  "ldquo;", "rdquo;",
        "mdash;", "ndash;", "hellip;", "copy;",   "reg;",   "bull;",  "middot;", "raquo;", "laquo;",
        "times;", "ensp;",  "emsp;",   "thinsp;", "trade;", "larr;",  "rarr;",   "apos;",  "sect;"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (len > 0 && names[i][0] == *p && len >= strlen(names[i]) &&
            memcmp(p, names[i], strlen(names[i])) == 0)
            return 1;
    return 0;
}

/* "&" as it stands in text and addresses: nothing that ends in ";", and none of the old
 * references that do without it and write a letter or nothing. */
static int is_plain(const char *p, size_t len)
{
    static const char *const parts[] = {"acute", "grave", "circ",  "uml",  "tilde",
                                        "cedil", "ring",  "slash", "lig",  "eth",
                                        "thorn", "ord",   "shy",   "micro"};
    size_t n = 0;

    while (n < len && n < 32 && is_word_byte((unsigned char)p[n]))
        n++;
    if (n < len && p[n] == ';')
        return n == 0;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        for (size_t k = strlen(parts[i]), at = 0; at + k <= n; at++)
            if (strncasecmp(p + at, parts[i], k) == 0)
                return 0;
    return 1;
}

static int has_odd_reference(const char *p, size_t len, int numeric_only)
{
    size_t at = 0;
    const char *hit;

    while (at < len && (hit = memchr(p + at, '&', len - at)) != NULL) {
        at = (size_t)(hit - p) + 1;
        if (at < len && p[at] == '#')
            return 1;
        if (!numeric_only && !is_gap_reference(p + at, len - at) && !is_plain(p + at, len - at))
            return 1;
    }
    return 0;
}

/* The next byte above ASCII. */
static size_t past_ascii(const char *p, size_t len, size_t at)
{
    uint64_t word;

    while (at + sizeof word <= len) {
        memcpy(&word, p + at, sizeof word);
        if ((word & UINT64_C(0x8080808080808080)) != 0)
            break;
        at += sizeof word;
    }
    while (at < len && (unsigned char)p[at] < 0x80)
        at++;
    return at;
}

/* UTF-8 that is no plain letter and no Han: accents, full-width letters, what nobody sees. */
static int is_odd(const unsigned char *u, size_t left)
{
    if (u[0] < 0xc2 || (u[0] >= 0xe3 && u[0] < 0xef))
        return 0;
    if (u[0] == 0xe2 && left > 2 && u[1] == 0x80 && u[2] >= 0x90 && u[2] <= 0xa7)
        return 0; /* dashes, quotation marks, dots */
    if (u[0] == 0xc2 && left > 1 && u[1] != 0xad && u[1] != 0xaa && u[1] != 0xba)
        return 0; /* signs, the no-break space */
    if (u[0] == 0xef && left > 2 && u[1] == 0xbc &&
        (u[2] == 0x8c || u[2] == 0x9a || u[2] == 0x88 || u[2] == 0x89))
        return 0; /* the full-width comma, colon and brackets */
    return 1;
}

/* The piece of Han that these three bytes are; NULL when they are none. */
static const struct piece *han_at(const struct finder *f, const char *p)
{
    uint32_t h = hash3((const unsigned char *)p);

    if (!may_hold(f, h))
        return NULL;
    for (uint32_t i = f->first[h >> 20]; i != 0; i = f->pieces[i - 1].next)
        if (memcmp(f->pieces[i - 1].bytes, p, 3) == 0)
            return &f->pieces[i - 1];
    return NULL;
}

/* Beyond U+FFFF what may fold to Han: planes 2 and 3, and squared characters. What selects a
 * variant is there with it. */
static int is_far_han(const unsigned char *u, size_t left)
{
    return left >= 3 && (u[1] >= 0xa0 || (u[1] == 0x9f && (u[2] == 0x88 || u[2] == 0x89)));
}

/* Has one of the triggers all its characters here? */
static int has_all(const struct vg_prefilter *f, const uint64_t *seen)
{
    for (size_t i = 0; i < f->n_triggers; i++) {
        const struct han_trigger *t = &f->triggers[i];
        uint32_t k = 0;

        while (k < t->n && has_bit(seen, f->chars[t->first + k]))
            k++;
        if (k == t->n)
            return 1;
    }
    return 0;
}

/* Notes the Han character at `p`; 1 when it is enough to look closer. */
static int see_han(const struct vg_prefilter *f, const char *p, uint64_t *seen)
{
    const struct piece *x = han_at(&f->han, p);

    if (x == NULL)
        return 0;
    if (x->han == ANYTHING || has_bit(f->enough, x->han))
        return 1;
    set_bit(seen, x->han);
    return 0;
}

/* Of what stands above ASCII in UTF-8: Han characters to look for, or something odd where
 * words are looked for. */
static int has_in_utf8(const struct vg_prefilter *f, const char *p, size_t len)
{
    const unsigned char *u = (const unsigned char *)p;
    uint64_t seen[HAN_WORDS] = {0};
    size_t at = 0;

    while ((at = past_ascii(p, len, at)) < len) {
        size_t n = u[at] < 0xe0 ? 2 : u[at] < 0xf0 ? 3 : 4;

        if (f->han.n > 0 && n == 3 && at + 3 <= len && see_han(f, p + at, seen))
            return 1;
        if (f->han.n > 0 && n == 4 && is_far_han(u + at, len - at))
            return 1;
        if (f->words.n > 0 && is_odd(u + at, len - at))
            return 1;
        at += n;
    }
    return has_all(f, seen);
}

/* The same of bytes that are no UTF-8 as a whole, but may be where it is not broken. */
static int has_in_broken_utf8(const struct vg_prefilter *f, const char *p, size_t len)
{
    uint64_t seen[HAN_WORDS] = {0};

    for (size_t at = 0; (at = past_ascii(p, len, at)) + 3 <= len; at++)
        if ((unsigned char)p[at] >= 0xe2 && (unsigned char)p[at] < 0xf0 && see_han(f, p + at, seen))
            return 1;
    return has_all(f, seen);
}

/* Another charset: letters beside bytes that may be letters, and full-width letters. */
static int has_odd_bytes(const char *p, size_t len)
{
    const unsigned char *u = (const unsigned char *)p;

    for (size_t i = 0; i + 1 < len; i++) {
        if (u[i] >= 0x80 && (is_word_byte(u[i + 1]) || (i > 0 && is_word_byte(u[i - 1]))))
            return 1;
        if ((u[i] == 0xa3 && u[i + 1] >= 0xb0) || (u[i] == 0xa2 && u[i + 1] >= 0xaf) ||
            u[i] == 0x82 || (u[i] == 0xa3 && u[i + 1] < 0x50))
            return 1;
    }
    return 0;
}

/* UTF-16, ISO-2022, HZ. */
static int is_shifted(const char *p, size_t len)
{
    size_t head = len < 1024 ? len : 1024;
    const char *hit = p;

    if (memchr(p, '\0', head) != NULL || memchr(p, 0x1b, len) != NULL)
        return 1;
    while ((hit = memchr(hit, '~', len - (size_t)(hit - p))) != NULL)
        if (++hit < p + len && *hit == '{')
            return 1;
    return 0;
}

int vg_prefilter_may(const struct vg_prefilter *f, const char *p, size_t len)
{
    int words = f->words.n > 0;

    if (f->always || is_shifted(p, len) || has_odd_reference(p, len, !words))
        return 1;
    if (words && has_word(f, p, len))
        return 1;
    if (vg_utf8_bad(p, len) == len) {
        if (has_in_utf8(f, p, len))
            return 1;
    } else if ((f->has_pairs && has_pair(f, p, len)) || (words && has_odd_bytes(p, len)) ||
               (f->han.n > 0 && has_in_broken_utf8(f, p, len))) {
        return 1;
    }
    return words && has_joined_word(p, len);
}
