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
    FILTER_BITS = 16, /* 8 KiB: stays in the first cache */
    LEAST_WORD = 3,   /* letters; shorter words are everywhere */
    MOST_STRIDE = 8,  /* bytes from one look for words to the next */
    HAN_FIRST = 0x3400,
    HAN_LAST = 0x9fff,
    COMPATIBLE_FIRST = 0xf900,
    COMPATIBLE_LAST = 0xfaff,
};

struct piece {
    uint32_t next; /* + 1, of the same hash; 0: none */
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

struct vg_prefilter {
    int always; /* some trigger has no piece to look for */
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

static void add_pair(struct vg_prefilter *f, const char *name, uint32_t c)
{
    UErrorCode code = U_ZERO_ERROR;
    UConverter *conv = ucnv_open(name, &code);
    UChar wide[2] = {(UChar)c, 0};
    char out[8];
    int32_t n;

    if (U_FAILURE(code))
        return;
    ucnv_setFromUCallBack(conv, UCNV_FROM_U_CALLBACK_STOP, NULL, NULL, NULL, &code);
    n = ucnv_fromUChars(conv, out, sizeof out, wide, 1, &code);
    ucnv_close(conv);
    if (U_FAILURE(code) || n < 2)
        return;
    /* of four bytes, the first two are enough to look closer */
    f->pairs[(unsigned char)out[0] << 2 | (unsigned char)out[1] >> 6] |=
        UINT64_C(1) << ((unsigned char)out[1] & 63);
    f->has_pairs = 1;
}

static void add_character(struct vg_prefilter *f, uint32_t c)
{
    /* the third is Big5 with the Hong Kong supplement */
    static const char *const charsets[] = {"gb18030", "big5",   "ibm-1375_P100-2008",
                                           "euc-kr",  "euc-jp", "shift_jis"};
    VG_SCOPED_BUF b = {.max = 8};

    vg_put_utf8(&b, c);
    add_window(&f->han, b.p, b.len, 0);
    for (size_t i = 0; i < sizeof charsets / sizeof *charsets; i++)
        add_pair(f, charsets[i], c);
}

/* Every character that folds to the one that this folds to: both scripts. */
static void add_han(struct vg_prefilter *f, uint32_t c)
{
    uint32_t to[VG_FOLD_MAX], other[VG_FOLD_MAX];

    if (vg_fold_char(c, to) != 1) {
        f->always = 1;
        return;
    }
    for (uint32_t x = HAN_FIRST; x <= COMPATIBLE_LAST; x++) {
        if (x == HAN_LAST + 1)
            x = COMPATIBLE_FIRST;
        if (vg_fold_char(x, other) == 1 && other[0] == to[0])
            add_character(f, x);
    }
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
        if (c >= HAN_FIRST && c <= HAN_LAST && (b.han == 0 || vg_han_level(c) < b.level)) {
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

static void add_trigger(struct vg_prefilter *f, struct vg_str name)
{
    VG_SCOPED_BUF folded = {.max = KIB(64)};
    struct best b;

    vg_fold(name.p, name.len, VG_FOLD_STRIP, &folded);
    b = pieces_of(vg_buf_str(&folded));
    if (folded.full) {
        f->always = 1;
    } else if (b.han != 0) {
        add_han(f, b.han);
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
    for (size_t i = 0; i < n && !f->always; i++)
        if (names[i].kind == VG_NAME_TRIGGER)
            add_trigger(f, names[i].name);
    return f;
}

void vg_prefilter_end(struct vg_prefilter *f)
{
    if (f != NULL) {
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
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
        if (name == packed(blocks[i], strlen(blocks[i])))
            return 1;
    return 0;
}

/* Behind the script or style that begins at the '<'; 0 when it is none. */
static size_t past_script(const char *p, size_t len)
{
    static const char *const names[] = {"script", "style"};

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
        if (len >= strlen(names[i]) && memcmp(p, names[i], strlen(names[i])) == 0)
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

/* Of what stands above ASCII in UTF-8: a Han character to look for, or something odd where
 * words are looked for. */
static int has_in_utf8(const struct vg_prefilter *f, const char *p, size_t len)
{
    const unsigned char *u = (const unsigned char *)p;
    size_t at = 0;

    while ((at = past_ascii(p, len, at)) < len) {
        size_t n = u[at] < 0xe0 ? 2 : u[at] < 0xf0 ? 3 : 4;

        if (f->han.n > 0 && n == 3 && at + 3 <= len) {
            uint32_t h = hash3(u + at);

            if (may_hold(&f->han, h) && is_piece(&f->han, p, len, at, h))
                return 1;
        }
        if (f->words.n > 0 && is_odd(u + at, len - at))
            return 1;
        at += n;
    }
    return 0;
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
    } else if ((f->has_pairs && has_pair(f, p, len)) || (words && has_odd_bytes(p, len))) {
        return 1;
    }
    return words && has_joined_word(p, len);
}
