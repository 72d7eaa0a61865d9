/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Words of three letters and more are found through a bitmap asked by the hash of three bytes, of
 * four where all words are long; letters made lower case by one OR (which makes some other bytes
 * equal too: only more is found). What the bitmap lets through is compared whole. Han is asked for
 * in prefilter_han.c.
 *
 * Whatever else could write a trigger begins with a sign (scan/prefilter_signs.h).
 */
#include "scan/prefilter.h"

#include <stdlib.h>
#include <string.h>

#include "base/fnv.h"
#include "base/fold.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "mention/gazetteer_fold.h"
#include "read/han.h"
#include "scan/prefilter_han.h"
#include "scan/prefilter_raw.h"
#include "scan/prefilter_signs.h"

enum {
    FILTER_BITS = 16,   /* 8 KiB: stays in the first cache */
    LEAST_WORD = 3,     /* letters; shorter words are everywhere */
    LONG_WORD = 8,      /* letters: four of them are hashed */
    MOST_STRIDE = 12,   /* bytes from one look for words to the next */
    HEAD = 1024,        /* bytes in which JSON shows itself */
    LATIN_FIRST = 0xc0, /* letters with accents */
    LATIN_LAST = 0x24f,
    LIKE_HAN = 0x2e80, /* from here on characters may be Han */
    ODD_LAST = 0xffff, /* of the characters that may be letters in disguise */
    LATIN_PLAIN = 4,   /* letters that one with an accent may become */
    MOST_RUN = 128,    /* bytes of a word with markup or accents; and tags in a row */
    MOST_TAGS = 16,
    MOST_WORK = 4, /* times the page */
    BEGINNING_BITS = 17,
    MOST_BEGINNING = 8, /* letters */
};

struct piece {
    uint32_t next; /* + 1, of the same hash; 0: none */
    uint8_t len;
    uint8_t at;     /* where in it the hashed bytes stand */
    char bytes[30]; /* lower case */
};

/* Pieces by the hash of three or four of their bytes: a window. */
struct finder {
    unsigned window, shift; /* bytes of it; bits of four bytes that are not of it */
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
    struct known blocks, unseen, gaps;
    /* Where there are words: characters that may be part of one or unseen in it, by number; and
     * of the letters with accents what they are without. */
    uint64_t odd[(ODD_LAST + 1) / 64];
    uint64_t beginnings[1 << (BEGINNING_BITS - 6)]; /* of words, up to some letters, by hash */
    char latin[LATIN_LAST - LATIN_FIRST + 1][LATIN_PLAIN];
};

/* Of a window, lower case or like it, in the upper bytes of a word. */
static inline uint32_t hash_of(uint32_t word)
{
    return word * 0x9e3779b1U;
}

static uint32_t hash_at(const struct finder *f, const char *p)
{
    uint32_t word = 0;

    for (unsigned i = 0; i < f->window; i++)
        word |= ((unsigned char)p[i] | 0x20U) << (f->shift + 8 * i);
    return hash_of(word);
}

/* The same where four bytes may be read. */
static inline uint32_t hash_at4(const struct finder *f, const char *p)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    uint32_t four;

    memcpy(&four, p, sizeof four);
    return hash_of((four | 0x20202020U) << f->shift);
#else
    return hash_at(f, p);
#endif
}

static char lower(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

/* -- making it -----------------------------------------------------------------------------------
 */
static void add_window(struct finder *f, const char *p, size_t len, size_t at)
{
    uint32_t h = hash_at(f, p + at);
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

        run = n == 1 && vg_prefilter_is_letter((unsigned char)name.p[at]) ? run + 1 : 0;
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

/* Of the first letters of a word, one more. */
static uint32_t next_hash(uint32_t h, char c)
{
    return vg_fnv32(h, (unsigned char)lower(c)) + 1;
}

static int may_begin(const struct vg_prefilter *f, uint32_t h)
{
    h >>= 32 - BEGINNING_BITS;
    return (f->beginnings[h / 64] >> (h % 64) & 1) != 0;
}

static void add_beginnings(struct vg_prefilter *f, const char *p, size_t len)
{
    uint32_t h = 0;

    for (size_t k = 0; k < len && k < MOST_BEGINNING; k++) {
        h = next_hash(h, p[k]);
        f->beginnings[h >> (32 - BEGINNING_BITS) >> 6] |= UINT64_C(1)
                                                          << (h >> (32 - BEGINNING_BITS) & 63);
    }
}

/* Wherever the word stands, a look at every `stride` bytes meets one of its windows. */
static void add_word(struct vg_prefilter *f, const char *p, size_t len)
{
    if (len > sizeof(struct piece){0}.bytes)
        len = sizeof(struct piece){0}.bytes;
    for (size_t at = 0; at < f->stride; at++)
        add_window(&f->words, p, len, at);
    add_beginnings(f, p, len);
}

/* Letters of the shortest word. */
static size_t shortest_of(const struct vg_gazetteer_name *names, size_t n)
{
    size_t shortest = SIZE_MAX;

    for (size_t i = 0; i < n; i++) {
        VG_SCOPED_BUF folded = {.max = KIB(64)};
        struct best b;

        if (names[i].kind != VG_NAME_TRIGGER)
            continue;
        vg_fold(names[i].name.p, names[i].name.len, VG_FOLD_STRIP, &folded);
        b = pieces_of(vg_buf_str(&folded));
        if (b.han == 0 && b.len >= LEAST_WORD && b.len < shortest)
            shortest = b.len;
    }
    return shortest;
}

/* The shortest word says how much of it is hashed, and how often one has to look. */
static void choose_window(struct vg_prefilter *f, size_t shortest)
{
    f->words.window = shortest < LONG_WORD ? 3 : 4;
    f->words.shift = 8 * (4 - f->words.window);
    f->stride =
        shortest - f->words.window < MOST_STRIDE ? shortest - f->words.window + 1 : MOST_STRIDE;
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

/* Elements that part words where they begin; all others may stand inside one, and so may the end
 * tags of all, where nothing is open that they end. */
static const char blocks[][8] = {
    "p",     "div",   "br",    "li",     "ul",      "ol",      "td",     "tr",     "th",
    "table", "tbody", "thead", "h1",     "h2",      "h3",      "h4",     "h5",     "h6",
    "hr",    "dl",    "dt",    "dd",     "section", "article", "header", "footer", "nav",
    "main",  "aside", "form",  "option", "select",  "figure",  "pre",    "center", "address"};

/* Those whose content is not shown: words go on behind them. */
static const char unseen[][8] = {"svg",     "math", "iframe", "template",
                                 "noembed", "rp",   "title",  "noframes"};

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
        plain += k.unit[i] < 0x80 && vg_prefilter_is_letter((unsigned char)k.unit[i]);
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
    choose_window(f, shortest_of(names, n));
    f->han = vg_prefilter_han_make();
    for (size_t i = 0; i < n && !f->always; i++)
        if (names[i].kind == VG_NAME_TRIGGER)
            add_trigger(f, names[i].name);
    if (f->has_han && !f->always)
        vg_prefilter_han_ready(f->han);
    if (f->words.n > 0 && !f->always)
        add_odds(f);
    add_known(&f->blocks, blocks, sizeof blocks / sizeof *blocks);
    add_known(&f->unseen, unseen, sizeof unseen / sizeof *unseen);
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

/* A piece of which this window is one. */
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

    /* Four answers of the bitmap at once: mostly none is yes, and each is waited for alone. */
    while (i + 3 * stride + 4 <= len) {
        uint32_t h[4];
        int any = 0;

#pragma GCC unroll 4
        for (size_t k = 0; k < 4; k++) {
            h[k] = hash_at4(&f->words, p + i + k * stride);
            any |= may_hold(&f->words, h[k]);
        }
        for (size_t k = 0; any && k < 4; k++)
            if (may_hold(&f->words, h[k]) && is_piece(&f->words, p, len, i + k * stride, h[k]))
                return 1;
        i += 4 * stride;
    }
    for (; i + 4 <= len; i += stride) {
        uint32_t h = hash_at4(&f->words, p + i);

        if (may_hold(&f->words, h) && is_piece(&f->words, p, len, i, h))
            return 1;
    }
    return i + f->words.window == len && is_piece(&f->words, p, len, i, hash_at(&f->words, p + i));
}

/* A page that is gone through. */
struct look {
    const struct vg_prefilter *f;
    const char *p;
    size_t len;
    size_t work; /* bytes of markup that were looked through to see where it ends */
    struct vg_prefilter_raw raw;
};

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

/* Does the tag behind a '<' begin one of these? */
static int is_start_of(const struct known *k, const char *p, size_t len)
{
    char name[8] = {0};
    size_t n = 0;

    for (; n < len && n < sizeof name && vg_prefilter_is_letter((unsigned char)p[n]); n++)
        name[n] = (char)(p[n] | 0x20);
    if (n == 0 || n == len || !(p[n] == '>' || p[n] == '/' || (p[n] > 0 && p[n] <= ' ')))
        return 0;
    return is_known(k, name);
}

/* From the '=' at `at` in a tag over its value, to the last byte of it; `len` where it has no end,
 * or a reader may see it otherwise. */
static size_t over_value(const char *p, size_t len, size_t at)
{
    const char *close;

    if (!vg_prefilter_is_letter((unsigned char)p[at - 1]) && p[at - 1] != '-')
        return len; /* it may be part of a name */
    while (at + 1 < len && p[at + 1] <= ' ' && p[at + 1] >= 0)
        at++;
    if (at + 1 < len && (p[at + 1] == '"' || p[at + 1] == '\'')) {
        close = memchr(p + at + 2, p[at + 1], len - at - 2);
        return close == NULL ? len : (size_t)(close - p);
    }
    while (at + 1 < len && p[at + 1] != '>' && (p[at + 1] > ' ' || p[at + 1] < 0))
        at++;
    return at;
}

/* The '>' that ends the tag at `at`; `len` where there is none, or it may be another. */
static size_t tag_end(const char *p, size_t len, size_t at)
{
    for (size_t i = at + 1; i < len; i++) {
        if (p[i] == '>')
            return i;
        if (p[i] == '=')
            i = over_value(p, len, i);
    }
    return len;
}

static size_t comment_end(const char *p, size_t len, size_t at)
{
    const char *end = memmem(p + at + 2, len - at - 2, "-->", 3); /* "<!-->" is a whole one */

    if (end == NULL || memmem(p + at, (size_t)(end - p) - at, "--!>", 4) != NULL)
        return len;
    return (size_t)(end - p) + 2;
}

/* The last byte of what begins with '<' at `at`; `len` as above. */
static size_t markup_end(const char *p, size_t len, size_t at)
{
    size_t name = at + 1 + (len - at > 2 && p[at + 1] == '/');
    const char *end;

    if (name < len && vg_prefilter_is_letter((unsigned char)p[name]))
        return tag_end(p, len, at);
    if (len - at > 4 && memcmp(p + at, "<!--", 4) == 0)
        return comment_end(p, len, at);
    end = memchr(p + at, '>', len - at);
    return end == NULL ? len : (size_t)(end - p);
}

#define PARTED   ((size_t)0)
#define DOUBTFUL SIZE_MAX

/* From the '<' at `at`, which stands in a line of text: where that goes on behind the tags; PARTED
 * when it does not, DOUBTFUL when a reader may see it otherwise. */
static size_t over_tags(struct look *l, size_t at)
{
    const char *p = l->p;

    for (size_t tags = 0; at < l->len && p[at] == '<'; tags++) {
        size_t from = at, end;

        at = vg_prefilter_raw_end(p, l->len, at); /* the end tag of a script, or the end */
        l->work += at - from;
        if (at == l->len || is_start_of(&l->f->blocks, p + at + 1, l->len - at - 1))
            return PARTED;
        if (tags == MOST_TAGS || is_start_of(&l->f->unseen, p + at + 1, l->len - at - 1))
            return DOUBTFUL;
        end = markup_end(p, l->len, at);
        l->work += end - at;
        if (end == l->len)
            return DOUBTFUL;
        at = end + 1;
    }
    return at < l->len ? at : PARTED;
}

static int is_gap_reference(const struct vg_prefilter *f, const char *p, size_t len)
{
    char name[8] = {0};
    size_t n = 0;

    for (; n < len && n < sizeof name && vg_prefilter_is_letter((unsigned char)p[n]); n++)
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

    while (n < len && n < 32 && vg_prefilter_is_letter((unsigned char)p[n]))
        n++;
    if (n < len && p[n] == ';')
        return n == 0;
    if (n < 3) /* none is shorter; "&&" is frequent */
        return 1;
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
    if (left > 0 && vg_prefilter_is_letter(u[0])) {
        plain[0] = p[0];
        return 1;
    }
    if (left > 2 && p[0] == '&' && u[1] >= 'A' && vg_prefilter_is_letter(u[1])) {
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
static size_t run_of(struct look *l, size_t at, char word[MOST_RUN])
{
    char plain[LATIN_PLAIN];
    size_t n = 0;

    while (at < l->len) {
        size_t bytes = letter_at(l->f, l->p + at, l->len - at, plain);

        if (bytes == 0 && l->p[at] != '<')
            break;
        if (bytes == 0) {
            at = over_tags(l, at);
            if (at == DOUBTFUL)
                return DOUBTFUL;
            if (at == PARTED || letter_at(l->f, l->p + at, l->len - at, plain) == 0)
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
static int is_odd_word(struct look *l, size_t at)
{
    const struct vg_prefilter *f = l->f;
    size_t low = at < MOST_RUN ? 0 : at - MOST_RUN, start = run_start(f, l->p, low, at), n;
    char word[MOST_RUN];

    if (low > 0 && start < low + 2)
        return 1; /* longer than a word is */
    n = run_of(l, start, word);
    if (n == DOUBTFUL)
        return 1;
    for (size_t k = 0; k + f->words.window <= n; k++) {
        uint32_t h = hash_at(&f->words, word + k);

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
    return c < 0x80 && c != '<' && c != '&' && !vg_prefilter_is_letter(c);
}

/* May the word that ends before `at` be how one of a trigger begins? Inside of it one begins only
 * behind a digit. */
static int is_beginning(const struct look *l, size_t at)
{
    size_t low = at < MOST_RUN ? 0 : at - MOST_RUN;
    size_t from = run_start(l->f, l->p, low, at);
    uint32_t h = 0;
    size_t n = 0;

    if (low > 0 && from < low + 2)
        return 0; /* longer than a word is */
    while (from < at) {
        char plain[LATIN_PLAIN];
        size_t bytes = letter_at(l->f, l->p + from, at - from, plain);

        if (bytes == 0)
            return 1;
        from += bytes;
        for (size_t i = 0; i < LATIN_PLAIN && plain[i] != '\0'; i++, n++)
            h = n < MOST_BEGINNING ? next_hash(h, plain[i]) : h;
        if (plain[0] >= '0' && plain[0] <= '9' && from < at)
            return 1;
    }
    return may_begin(l->f, h);
}

/* Tags behind the letter before `at`: do letters go on behind them, and may that be a trigger? */
static int is_odd_tag(struct look *l, size_t at)
{
    size_t past = over_tags(l, at);
    char plain[LATIN_PLAIN];

    if (past == PARTED || past == DOUBTFUL)
        return past == DOUBTFUL && is_beginning(l, at);
    return letter_at(l->f, l->p + past, l->len - past, plain) > 0 && is_odd_word(l, at);
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
        return c < ' ' || vg_prefilter_is_letter((unsigned char)c);
    if (c < 0xa0) /* taken for windows-1252: marks, and some letters */
        return c < 0x91 || c > 0x97;
    return c >= LIKE_HAN || (f->odd[c / 64] >> (c % 64) & 1);
}

/* A reference that may write a letter, or part of a word. */
static int is_odd_reference(struct look *l, size_t at)
{
    const struct vg_prefilter *f = l->f;
    const char *p = l->p;
    size_t len = l->len;
    char plain[LATIN_PLAIN];

    if (at + 1 < len && p[at + 1] == '#')
        return is_odd_number(f, p + at + 2, len - at - 2);
    if (is_gap_reference(f, p + at + 1, len - at - 1) || is_plain(p + at + 1, len - at - 1))
        return 0;
    return letter_at(f, p + at, len - at, plain) == 0 || is_odd_word(l, at);
}

/* A character of UTF-8 that may be part of a word, or be in it unseen. */
static int is_odd(struct look *l, size_t at)
{
    char plain[LATIN_PLAIN];
    uint32_t c;

    vg_utf8_next(l->p + at, l->len - at, &c);
    if (c > ODD_LAST)
        return c < 0x1f300 || c > 0x1faff; /* pictures are none */
    if (!(l->f->odd[c / 64] >> (c % 64) & 1))
        return 0;
    return letter_at(l->f, l->p + at, l->len - at, plain) == 0 || is_odd_word(l, at);
}

/* -- the signs ------------------------------------------------------------------------------------
 */

/* May the sign at `at` mean that a trigger is written in a way of its own? *past is where the
 * script ends that was met. */
static int is_odd_sign(struct look *l, size_t at, size_t *past)
{
    if (l->p[at] == '&')
        return is_odd_reference(l, at);
    if (l->p[at] != '<')
        return is_odd(l, at);
    if (is_plain_end(l->p, l->len, at))
        return 0;
    if (at > 0 && vg_prefilter_is_letter((unsigned char)l->p[at - 1]) && is_odd_tag(l, at))
        return 1;
    vg_prefilter_raw_note(&l->raw, l->p, l->len, at);
    *past = vg_prefilter_raw_past(&l->raw, l->p, l->len, at);
    return 0;
}

/* A page made of markup that has no end is read rather than looked through again and again. */
static int has_odd_sign(const struct vg_prefilter *f, const char *p, size_t len, int is_html)
{
    struct look l = {.f = f, .p = p, .len = len, .raw = {.is_lost = !is_html}};
    size_t at = 0, past = 0, most = MOST_WORK * len + KIB(64);
    uint32_t list[VG_PREFILTER_SIGNS];

    if (len > UINT32_MAX)
        return 1;
    while (at < len) {
        size_t n = vg_prefilter_signs(p, len, &at, list);

        for (size_t i = 0; i < n; i++)
            if (list[i] >= past && (is_odd_sign(&l, list[i], &past) || l.work > most))
                return 1;
        at = at < past ? past : at;
    }
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

int vg_prefilter_may(const struct vg_prefilter *f, const char *p, size_t len, int is_html)
{
    int words = f->words.n > 0;

    if (f->always || (words && has_word(f, p, len)))
        return 1;
    if ((words ? has_odd_sign(f, p, len, is_html) : has_number(f, p, len)) ||
        is_escaped_json(p, len))
        return 1;
    return f->has_han && vg_prefilter_han_may(f->han, p, len);
}
