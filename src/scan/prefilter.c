/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Words of three letters and more are found through a bitmap asked by the hash of three
 * bytes, letters made lower case by one OR (which makes some other bytes equal too: only more
 * is found). What the bitmap lets through is compared whole. Han is asked for in prefilter_han.c.
 *
 * Whatever else could write a trigger begins with one of a handful of signs. They are looked for
 * 32 bytes at a time and come as the bits of a mask; the plain way makes the same masks.
 */
#include "scan/prefilter.h"

#include <stdlib.h>
#include <string.h>

#include "base/fold.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "mention/gazetteer_fold.h"
#include "read/han.h"
#include "scan/prefilter_han.h"

#ifdef __x86_64__
#include <immintrin.h>
#endif

enum {
    FILTER_BITS = 16,   /* 8 KiB: stays in the first cache */
    LEAST_WORD = 3,     /* letters; shorter words are everywhere */
    MOST_STRIDE = 12,   /* bytes from one look for words to the next */
    HEAD = 1024,        /* bytes in which JSON shows itself */
    LATIN_FIRST = 0xc0, /* letters with accents */
    LATIN_LAST = 0x24f,
    LIKE_HAN = 0x2e80, /* from here on characters may be Han */
    ODD_LAST = 0xffff, /* of the characters that may be letters in disguise */
    LATIN_PLAIN = 4,   /* letters that one with an accent may become */
    MOST_RUN = 128,    /* bytes of a word with markup or accents; and tags in a row */
    MOST_TAGS = 16,
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

/* Short names by their hash. */
enum { KNOWN = 128 };
struct known {
    uint64_t names[KNOWN]; /* 0: none */
};

struct vg_prefilter {
    int always; /* some trigger has no piece to look for */
    struct finder words;
    size_t stride; /* bytes from one look for a word to the next: each has a window there */
    struct vg_prefilter_han *han;
    int has_han;
    struct known blocks, gaps;
    /* Where there are words: characters that may be part of one or unseen in it, by number; and
     * of the letters with accents what they are without. */
    uint64_t odd[(ODD_LAST + 1) / 64];
    char latin[LATIN_LAST - LATIN_FIRST + 1][LATIN_PLAIN];
};

/* Of three bytes, in the upper ones of a word: lower case, or like it. */
static uint32_t hash_of(uint32_t three)
{
    return (three | 0x20202000U) * 0x9e3779b1U;
}

static uint32_t hash3(const unsigned char *p)
{
    return hash_of((uint32_t)p[0] << 8 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 24);
}

/* The same where a fourth byte may be read. */
static inline uint32_t hash3_of4(const char *p)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    uint32_t four;

    memcpy(&four, p, sizeof four);
    return hash_of(four << 8);
#else
    return hash3((const unsigned char *)p);
#endif
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
        if (vg_prefilter_is_han(c) && (b.han == 0 || vg_han_level(c) < b.level)) {
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
        vg_prefilter_han_add(f->han, vg_buf_str(&folded), b.han);
        f->has_han = 1;
    } else if (b.len >= LEAST_WORD) {
        add_word(f, b.word, b.len);
    } else {
        f->always = 1;
    }
}

/* Elements that part words where they begin and end; all others may stand inside one. By the first
 * eight letters of their names. */
static const char blocks[][8] = {
    "p",        "div",   "br",     "li",      "ul",      "ol",      "td",     "tr",
    "th",       "table", "tbody",  "thead",   "h1",      "h2",      "h3",     "h4",
    "h5",       "h6",    "hr",     "dl",      "dt",      "dd",      "body",   "html",
    "head",     "title", "meta",   "link",    "section", "article", "header", "footer",
    "nav",      "main",  "aside",  "form",    "option",  "select",  "figure", "figcapti",
    "blockquo", "pre",   "center", "address", "!doctype"};

/* Named references that are no letter and join nothing. */
static const char gaps[][8] = {
    "amp",   "nbsp",   "lt",     "gt",     "quot",  "rsquo", "lsquo",  "ldquo",  "rdquo",
    "mdash", "ndash",  "hellip", "copy",   "reg",   "bull",  "middot", "raquo",  "laquo",
    "times", "ensp",   "emsp",   "thinsp", "trade", "larr",  "rarr",   "apos",   "sect",
    "para",  "deg",    "plusmn", "pound",  "yen",   "euro",  "cent",   "not",    "divide",
    "iexcl", "iquest", "dagger", "Dagger", "bdquo", "sbquo", "lsaquo", "rsaquo", "permil",
    "uarr",  "darr",   "harr",   "minus",  "le",    "ge",    "ne",     "hearts", "check"};

static uint64_t *place_of(struct known *k, const char name[8])
{
    uint64_t key, *place;

    memcpy(&key, name, sizeof key);
    place = &k->names[key * UINT64_C(0x9e3779b97f4a7c15) >> 57];
    while (*place != 0 && *place != key)
        place = place + 1 < k->names + KNOWN ? place + 1 : k->names;
    return place;
}

static void add_known(struct known *k, const char (*names)[8], size_t n)
{
    _Static_assert(KNOWN > 2 * (sizeof gaps / sizeof *gaps), "there is always an empty place");
    for (size_t i = 0; i < n; i++)
        memcpy(place_of(k, names[i]), names[i], sizeof names[i]);
}

/* What the reader leaves out of the text. */
static int is_dropped(uint32_t c)
{
    return c == 0xad || (c >= 0x200b && c <= 0x200d) || c == 0x2060 || c == 0xfeff;
}

/* As the names are compared: what is part of words of plain letters, or of nothing. */
static void add_odd(struct vg_prefilter *f, uint32_t c)
{
    VG_SCOPED_BUF b = {.max = 8};
    struct vg_cluster k;
    unsigned plain = 0;

    vg_put_utf8(&b, c);
    vg_cluster_read(b.p, b.len, &k);
    for (unsigned i = 0; i < k.n; i++)
        plain += k.unit[i] < 0x80 && is_word_byte((unsigned char)k.unit[i]);
    if (plain == 0 && k.n > 0 && !is_dropped(c))
        return;
    f->odd[c / 64] |= UINT64_C(1) << (c % 64);
    if (c >= LATIN_FIRST && c <= LATIN_LAST && plain == k.n && plain < sizeof f->latin[0])
        for (unsigned i = 0; i < plain; i++)
            f->latin[c - LATIN_FIRST][i] = (char)k.unit[i];
}

/* Those of two bytes, and of three from E1, E2 and EF: see is_sign(). */
static void add_odds(struct vg_prefilter *f)
{
    for (uint32_t c = 0x80; c < 0x800; c++)
        add_odd(f, c);
    for (uint32_t c = 0x800; c < 0x3000; c++)
        add_odd(f, c);
    for (uint32_t c = 0xf000; c <= ODD_LAST; c++)
        add_odd(f, c);
}

struct vg_prefilter *vg_prefilter_make(const struct vg_gazetteer_name *names, size_t n)
{
    struct vg_prefilter *f = vg_malloc(sizeof *f);

    memset(f, 0, sizeof *f);
    f->stride = stride_of(names, n);
    f->han = vg_prefilter_han_make();
    for (size_t i = 0; i < n && !f->always; i++)
        if (names[i].kind == VG_NAME_TRIGGER)
            add_trigger(f, names[i].name);
    if (f->has_han && !f->always)
        vg_prefilter_han_ready(f->han);
    if (f->words.n > 0 && !f->always)
        add_odds(f);
    add_known(&f->blocks, blocks, sizeof blocks / sizeof *blocks);
    add_known(&f->gaps, gaps, sizeof gaps / sizeof *gaps);
    return f;
}

void vg_prefilter_end(struct vg_prefilter *f)
{
    if (f != NULL) {
        vg_prefilter_han_end(f->han);
        free(f->words.pieces);
    }
    free(f);
}

/* -- asking it
 * ------------------------------------------------------------------------------------- */
static inline int may_hold(const struct finder *f, uint32_t h)
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
    const size_t stride = f->stride;
    size_t i = 0;

    for (; i + 4 <= len; i += stride) {
        uint32_t h = hash3_of4(p + i);

        if (may_hold(&f->words, h) && is_piece(&f->words, p, len, i, h))
            return 1;
    }
    return i + 3 == len && is_piece(&f->words, p, len, i, hash3((const unsigned char *)p + i));
}

/* -- other ways to write a word
 * ---------------------------------------------------------------------- */

static int is_known(const struct known *k, const char name[8])
{
    uint64_t key;
    size_t at;

    memcpy(&key, name, sizeof key);
    for (at = key * UINT64_C(0x9e3779b97f4a7c15) >> 57; k->names[at] != 0; at = (at + 1) % KNOWN)
        if (k->names[at] == key)
            return 1;
    return 0;
}

static int parts_words(const struct vg_prefilter *f, const char *p, size_t len)
{
    char name[8] = {0};
    size_t n = 0;

    if (n < len && p[n] == '/')
        p++, len--;
    for (; n < len && n < sizeof name && (is_word_byte((unsigned char)p[n]) || p[n] == '!'); n++)
        name[n] = (char)(p[n] | 0x20);
    return n > 0 && is_known(&f->blocks, name);
}

static int is_script(const char *p, const char *name, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if ((p[i] | 0x20) != name[i])
            return 0;
    return 1;
}

/* Behind the script or style that begins at the '<'; 0 when it is none. */
static size_t past_script(const char *p, size_t len)
{
    static const char *const names[] = {"script", "style"};

    for (size_t i = 0; i < 2; i++) {
        size_t n = i == 0 ? 6 : 5;

        if (len < n + 2 || !is_script(p + 1, names[i], n))
            continue;
        for (size_t at = n + 1; at + n + 2 <= len; at++) {
            const char *next = memchr(p + at, '<', len - at);

            if (next == NULL)
                break;
            at = (size_t)(next - p);
            if (at + n + 2 <= len && p[at + 1] == '/' && is_script(p + at + 2, names[i], n))
                return at;
        }
        return len;
    }
    return 0;
}

/* Is there a quotation mark between that may hold the end of the tag? */
static int is_quoted(const char *p, const char *end)
{
    size_t quotes = 0, ticks = 0;

    for (; p < end; p++) {
        quotes += *p == '"';
        ticks += *p == '\'';
    }
    return quotes % 2 == 1 || (quotes == 0 && ticks % 2 == 1);
}

#define PARTED   ((size_t)0)
#define DOUBTFUL SIZE_MAX

/* From the '<' at `at`, which stands in a line of text: where that goes on behind the tags; PARTED
 * when it does not, DOUBTFUL when a reader may see it otherwise. */
static size_t over_tags(const struct vg_prefilter *f, const char *p, size_t len, size_t at)
{
    for (size_t tags = 0; at < len && p[at] == '<'; tags++) {
        const char *end;

        at += past_script(p + at, len - at); /* at its end tag, or at the end */
        if (at == len || parts_words(f, p + at + 1, len - at - 1))
            return PARTED;
        if (len - at > 4 && memcmp(p + at, "<!--", 4) == 0)
            end = memmem(p + at + 4, len - at - 4, "-->", 3);
        else
            end = memchr(p + at, '>', len - at);
        if (end == NULL || (end[0] == '>' && is_quoted(p + at, end)) || tags == MOST_TAGS)
            return DOUBTFUL;
        at = (size_t)(end - p) + (end[0] == '-' ? 3 : 1);
    }
    return at < len ? at : PARTED;
}

static int is_gap_reference(const struct vg_prefilter *f, const char *p, size_t len)
{
    char name[8] = {0};
    size_t n = 0;

    for (; n < len && n < sizeof name && is_word_byte((unsigned char)p[n]); n++)
        name[n] = p[n];
    return n > 0 && n < len && p[n] == ';' && is_known(&f->gaps, name);
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

/* -- words with accents or markup inside them ---------------------------------------------------
 */

/* A letter of a word at `p`: how many bytes write it, and what it is without its accent; 0 when
 * none is there. */
static size_t letter_at(const struct vg_prefilter *f, const char *p, size_t left,
                        char plain[LATIN_PLAIN])
{
    static const char *const accents[] = {"acute;", "grave;", "circ;", "uml;",
                                          "tilde;", "cedil;", "ring;", "slash;"};
    const unsigned char *u = (const unsigned char *)p;
    uint32_t c;

    plain[0] = plain[1] = '\0';
    if (left > 0 && is_word_byte(u[0])) {
        plain[0] = p[0];
        return 1;
    }
    if (left > 2 && p[0] == '&' && u[1] >= 'A' && is_word_byte(u[1])) {
        plain[0] = p[1];
        for (size_t i = 0; i < sizeof accents / sizeof *accents; i++)
            if (left - 2 >= strlen(accents[i]) &&
                memcmp(p + 2, accents[i], strlen(accents[i])) == 0)
                return 2 + strlen(accents[i]);
        return 0;
    }
    c = left < 2 || u[0] < 0xc3 || u[0] > 0xc9 ? 0 : (u[0] & 31U) << 6 | (u[1] & 63U);
    if (c < LATIN_FIRST || c > LATIN_LAST || f->latin[c - LATIN_FIRST][0] == '\0')
        return 0;
    memcpy(plain, f->latin[c - LATIN_FIRST], LATIN_PLAIN);
    return 2;
}

static size_t run_start(const struct vg_prefilter *f, const char *p, size_t low, size_t at)
{
    char plain[LATIN_PLAIN];

    for (;;) {
        if (at > low && letter_at(f, p + at - 1, 1, plain) == 1)
            at--;
        else if (at > low + 1 && letter_at(f, p + at - 2, 2, plain) == 2)
            at -= 2;
        else
            return at;
    }
}

/* The word that goes on at `at`, over tags, without accents: its length; DOUBTFUL as above. */
static size_t run_of(const struct vg_prefilter *f, const char *p, size_t len, size_t at,
                     char word[MOST_RUN])
{
    char plain[LATIN_PLAIN];
    size_t n = 0;

    while (at < len) {
        size_t bytes = letter_at(f, p + at, len - at, plain);

        if (bytes == 0 && p[at] != '<')
            break;
        if (bytes == 0) {
            at = over_tags(f, p, len, at);
            if (at == DOUBTFUL)
                return DOUBTFUL;
            if (at == PARTED || letter_at(f, p + at, len - at, plain) == 0)
                break;
            continue;
        }
        for (size_t i = 0; i < LATIN_PLAIN && plain[i] != '\0'; i++, n++) {
            if (n == MOST_RUN)
                return DOUBTFUL;
            word[n] = plain[i];
        }
        at += bytes;
    }
    return n;
}

/* The word around `at`, where it is written in a way of its own: may it be one of a trigger? What
 * of it stands before an earlier tag or reference was asked when that was met. */
static int is_odd_word(const struct vg_prefilter *f, const char *p, size_t len, size_t at)
{
    size_t low = at < MOST_RUN ? 0 : at - MOST_RUN, start = run_start(f, p, low, at), n;
    char word[MOST_RUN];

    if (low > 0 && start < low + 2)
        return 1; /* longer than a word is */
    n = run_of(f, p, len, start, word);
    if (n == DOUBTFUL)
        return 1;
    for (size_t k = 0; k + 3 <= n; k++) {
        uint32_t h = hash3((const unsigned char *)word + k);

        if (may_hold(&f->words, h) && is_piece(&f->words, word, n, k, h))
            return 1;
    }
    return 0;
}

/* "</b> ": an end tag without white space or quotes in it, and what is behind it is no letter.
 * Most are like that. */
static inline int is_plain_end(const char *p, size_t len, size_t at)
{
    size_t k = at + 2, most = len - at > 20 ? at + 16 : 0;
    unsigned char c;

    if (most == 0 || p[at + 1] != '/')
        return 0;
    while (k < most && p[k] != '>' && p[k] >= '0')
        k++;
    if (p[k] != '>')
        return 0;
    c = (unsigned char)p[k + 1];
    return c < 0x80 && c != '<' && c != '&' && !is_word_byte(c);
}

/* Tags behind the letter before `at`: do letters go on behind them, and may that be a trigger? */
static int is_odd_tag(const struct vg_prefilter *f, const char *p, size_t len, size_t at)
{
    size_t past = over_tags(f, p, len, at);
    char plain[LATIN_PLAIN];

    if (past == PARTED || past == DOUBTFUL)
        return past == DOUBTFUL;
    return letter_at(f, p + past, len - past, plain) > 0 && is_odd_word(f, p, len, at);
}

/* The number behind "&#", 0 when there is none that can be. */
static uint32_t number_at(const char *p, size_t len)
{
    uint32_t base = len > 0 && (*p | 0x20) == 'x' ? 16 : 10, c = 0;

    for (size_t i = base == 16; i < len && i < 9; i++) {
        unsigned char b = (unsigned char)p[i];

        if (b == ';')
            return c;
        if (b >= '0' && b <= '9')
            c = c * base + (b - '0');
        else if (base == 16 && (b | 0x20) >= 'a' && (b | 0x20) <= 'f')
            c = c * 16 + ((b | 0x20U) - 'a' + 10);
        else
            break;
    }
    return 0;
}

/* A character by its number, as it stands for itself: no letter of a word, no Han, not unseen. */
static int is_odd_number(const struct vg_prefilter *f, const char *p, size_t len)
{
    uint32_t c = number_at(p, len);

    if (f->words.n == 0)
        return c == 0 || c >= LIKE_HAN;
    if (c < 0x80)
        return c < ' ' || is_word_byte((unsigned char)c);
    if (c < 0xa0) /* taken for windows-1252: marks, and some letters */
        return c < 0x91 || c > 0x97;
    return c >= LIKE_HAN || (f->odd[c / 64] >> (c % 64) & 1);
}

/* A reference that may write a letter, or part of a word. */
static int is_odd_reference(const struct vg_prefilter *f, const char *p, size_t len, size_t at)
{
    char plain[LATIN_PLAIN];

    if (at + 1 < len && p[at + 1] == '#')
        return is_odd_number(f, p + at + 2, len - at - 2);
    if (is_gap_reference(f, p + at + 1, len - at - 1) || is_plain(p + at + 1, len - at - 1))
        return 0;
    return letter_at(f, p + at, len - at, plain) == 0 || is_odd_word(f, p, len, at);
}

/* A character of UTF-8 that may be part of a word, or be in it unseen. */
static int is_odd(const struct vg_prefilter *f, const char *p, size_t len, size_t at)
{
    char plain[LATIN_PLAIN];
    uint32_t c;

    vg_utf8_next(p + at, len - at, &c);
    if (c > ODD_LAST)
        return c < 0x1f300 || c > 0x1faff; /* pictures are none */
    if (!(f->odd[c / 64] >> (c % 64) & 1))
        return 0;
    return letter_at(f, p + at, len - at, plain) == 0 || is_odd_word(f, p, len, at);
}

/* -- the signs ------------------------------------------------------------------------------------
 */

/*
 * A bit for each of the 32 bytes from `at` on that has to be looked at: '&'; and where words are
 * looked for, '<' behind a word or before a script, and the first byte of a character that may be
 * odd. Questions are asked of what is found.
 */
static int is_sign(const char *p, size_t len, size_t i)
{
    unsigned char c = (unsigned char)p[i];

    if (c == '<')
        return (i > 0 && is_word_byte((unsigned char)p[i - 1])) ||
               (i + 1 < len && (p[i + 1] | 0x20) == 's');
    return c == '&' || (c >= 0xc2 && (c < 0xe3 || c >= 0xef));
}

/* A stretch of bytes and its signs; `at` past the end: there are no more. */
struct signs {
    size_t at;
    uint32_t mask;
};

/* The next 32 bytes from `at` on with a sign. */
static struct signs signs_plain(const char *p, size_t len, size_t at)
{
    struct signs s = {at, 0};

    for (; s.at < len; s.at += 32) {
        for (size_t i = 0; i < 32 && s.at + i < len; i++)
            s.mask |= (uint32_t)(is_sign(p, len, s.at + i) != 0) << i;
        if (s.mask != 0)
            break;
    }
    return s;
}

#ifdef __x86_64__
#define AVX2 __attribute__((target("avx2")))

static inline AVX2 __m256i load(const char *p)
{
    return _mm256_loadu_si256((const __m256i *)(const void *)p);
}

static inline AVX2 __m256i is(__m256i v, char c)
{
    return _mm256_cmpeq_epi8(v, _mm256_set1_epi8(c));
}

/* From `from` on, `n` values. */
static inline AVX2 __m256i within(__m256i v, char from, char n)
{
    __m256i off = _mm256_sub_epi8(v, _mm256_set1_epi8(from));

    return _mm256_cmpeq_epi8(_mm256_min_epu8(off, _mm256_set1_epi8((char)(n - 1))), off);
}

static inline AVX2 uint32_t bits_of(__m256i v)
{
    return (uint32_t)_mm256_movemask_epi8(v);
}

/* '<' behind a word or before a script, of all that are there. */
static inline AVX2 uint32_t tags_of(const char *p, uint32_t tags)
{
    __m256i bit = _mm256_set1_epi8(0x20), before = load(p - 1), behind = load(p + 1);
    __m256i word =
        _mm256_or_si256(within(_mm256_or_si256(before, bit), 'a', 26), within(before, '0', 10));

    return tags & bits_of(_mm256_or_si256(word, is(_mm256_or_si256(behind, bit), 's')));
}

static inline AVX2 uint32_t high_of(__m256i v)
{
    return bits_of(
        _mm256_or_si256(within(v, (char)0xc2, 0xe3 - 0xc2), within(v, (char)0xef, 0x100 - 0xef)));
}

/* Most stretches have none of it, or only tags. */
static inline AVX2 uint32_t signs_of(const char *p)
{
    __m256i v = load(p);
    uint32_t tags = bits_of(is(v, '<')), found = bits_of(is(v, '&'));

    if (bits_of(v) != 0)
        found |= high_of(v);
    if (tags != 0)
        found |= tags_of(p, tags);
    return found;
}

/* As signs_plain(): one byte before and one behind the 32 are read, so not at the ends. */
static AVX2 struct signs signs_avx2(const char *p, size_t len, size_t at)
{
    struct signs s = {at, 0};

    if (at == 0) {
        s = signs_plain(p, len < 32 ? len : 32, 0);
        if (s.mask != 0 || len <= 32)
            return s;
    }
    for (; s.at + 32 < len; s.at += 32) {
        s.mask = signs_of(p + s.at);
        if (s.mask != 0)
            return s;
    }
    return signs_plain(p, len, s.at);
}
#endif

static struct signs next_signs(const char *p, size_t len, size_t at)
{
#ifdef __x86_64__
    if (__builtin_cpu_supports("avx2"))
        return signs_avx2(p, len, at);
#endif
    return signs_plain(p, len, at);
}

/* May the sign at `at` mean that a trigger is written in a way of its own? *past is where the
 * script ends that was met. */
static int is_odd_sign(const struct vg_prefilter *f, const char *p, size_t len, size_t at,
                       size_t *past)
{
    if (p[at] == '&')
        return is_odd_reference(f, p, len, at);
    if (p[at] != '<')
        return is_odd(f, p, len, at);
    if (at < *past || is_plain_end(p, len, at))
        return 0;
    if (at > 0 && is_word_byte((unsigned char)p[at - 1]) && is_odd_tag(f, p, len, at))
        return 1;
    if (at + 1 < len && (p[at + 1] | 0x20) == 's')
        *past = at + past_script(p + at, len - at);
    return 0;
}

static int has_odd_sign(const struct vg_prefilter *f, const char *p, size_t len)
{
    size_t past = 0;

    for (struct signs s = next_signs(p, len, 0); s.at < len; s = next_signs(p, len, s.at + 32))
        for (; s.mask != 0; s.mask &= s.mask - 1)
            if (is_odd_sign(f, p, len, s.at + (size_t)__builtin_ctz(s.mask), &past))
                return 1;
    return 0;
}

/* A character written as its number. */
static int has_number(const struct vg_prefilter *f, const char *p, size_t len)
{
    const char *hit = p, *end = p + len;

    while ((hit = memchr(hit, '&', (size_t)(end - hit))) != NULL)
        if (++hit < end && *hit == '#' && is_odd_number(f, hit + 1, (size_t)(end - hit) - 1))
            return 1;
    return 0;
}

/* JSON may write any character as \u and its number. */
static int is_escaped_json(const char *p, size_t len)
{
    size_t at = 0;

    while (at < len && at < HEAD && (p[at] == ' ' || (p[at] >= '\t' && p[at] <= '\r')))
        at++;
    return at < len && (p[at] == '{' || p[at] == '[') && memmem(p, len, "\\u", 2) != NULL;
}

int vg_prefilter_may(const struct vg_prefilter *f, const char *p, size_t len)
{
    int words = f->words.n > 0;

    if (f->always || (words && has_word(f, p, len)))
        return 1;
    if ((words ? has_odd_sign(f, p, len) : has_number(f, p, len)) || is_escaped_json(p, len))
        return 1;
    return f->has_han && vg_prefilter_han_may(f->han, p, len);
}
