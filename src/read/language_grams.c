/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Each slot of a group's table has a mark of 16 bits, which tells whether the run
 * of letters that hashes there is the one meant, and a row of weights of four bits,
 * a language each: the first half of the languages in the low halves of the bytes,
 * the others in the high ones. A row is added to two lines of bytes, which hold
 * seventeen rows before they could run over.
 */
#include "read/language_grams.h"

#include <string.h>

enum {
    ROWS = 17,    /* 17 × 15 = 255 */
    WHOLE = 1024, /* letters and ends of words, with four rows each: 1024 × 4 × 15 < 65536 */
    CODE = 8,     /* bytes of a language, zeros behind it */
};

extern const char vg_language_ngrams[];
extern const size_t vg_language_ngrams_len;

/* clang-format off */
static const struct group {
    enum vg_gram_group group;
    unsigned bits, lanes;
    size_t at;
    char language[VG_GRAMS_LANES][CODE];
    uint16_t mean[VG_GRAMS_LANES];    /* of a letter, in sixteenths */
    uint8_t handicap[VG_GRAMS_LANES]; /* taken off the sum of a language that is seldom met */
} groups[VG_GRAMS_GROUPS] = {
#include "read/language_groups.inc"
};
/* clang-format on */

void vg_grams_begin(struct vg_grams *g, enum vg_gram_group group)
{
    memset(g, 0, sizeof *g);
    g->group = group;
    g->key = ' ';
    g->depth = 1;
}

/* Latin beyond ISO 8859-1. */
static uint32_t fold_latin(uint32_t c)
{
    switch (c) {
    case 0x130:
        return 'i';
    case 0x178:
        return 0xff;
    case 0x18f:
        return 0x259;
    case 0x1af:
        return 0x1b0;
    case 0x218:
    case 0x219:
        return 0x15f;
    case 0x21a:
    case 0x21b:
        return 0x163;
    default:
        break;
    }
    if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17e) || (c >= 0x1cd && c <= 0x1dc))
        return c + (c & 1U);
    if (c <= 0x17f || c == 0x1a0 || c >= 0x1e00)
        return c | 1U;
    return c;
}

uint32_t vg_grams_fold(uint32_t c)
{
    if ((c >= 'A' && c <= 'Z') || (c >= 0xc0 && c <= 0xde && c != 0xd7))
        return c + 0x20;
    if (c < 0x100)
        return c;
    if (c < 0x250 || (c >= 0x1e00 && c < 0x1f00))
        return fold_latin(c);
    if (c >= 0x391 && c <= 0x3ab)
        return c + 0x20;
    if (c < 0x400 || c > 0x52f)
        return c;
    if (c <= 0x42f)
        return c + (c < 0x410 ? 0x50 : 0x20);
    return (c >= 0x460 && c <= 0x4bf) || c >= 0x4d0 ? c | 1U : c;
}

static void pour_whole(struct vg_grams *g)
{
    for (unsigned i = 0; i < VG_GRAMS_LANES; i++)
        g->score[i] += g->whole[i];
    memset(g->whole, 0, sizeof g->whole);
    g->whole_letters = 0;
}

static void pour(struct vg_grams *g)
{
    unsigned half = groups[g->group].lanes / 2;
    uint8_t low[VG_GRAMS_LANES / 2], high[VG_GRAMS_LANES / 2];

    memcpy(low, g->low, sizeof low);
    memcpy(high, g->high, sizeof high);
    for (unsigned i = 0; i < half; i++) {
        g->score[i] += low[i];
        g->score[half + i] += high[i];
    }
    memset(g->low, 0, sizeof g->low);
    memset(g->high, 0, sizeof g->high);
    g->pending = 0;
    if (g->whole_letters > 0)
        pour_whole(g);
}

static uint64_t hash_of(uint64_t key)
{
    return key * UINT64_C(0x9e3779b97f4a7c15);
}

static const char *marks_of(const struct group *t)
{
    return vg_language_ngrams + t->at;
}

static const char *rows_of(const struct group *t)
{
    return marks_of(t) + ((size_t)2 << t->bits);
}

/* Is what the slot of a hash is about the run of letters that was hashed? */
static int is_marked(const struct group *t, uint64_t h)
{
    uint16_t mark;

    memcpy(&mark, marks_of(t) + 2 * (size_t)(h >> (64 - t->bits)), sizeof mark);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    mark = __builtin_bswap16(mark);
#endif
    return mark == (uint16_t)(h >> (48 - t->bits));
}

/* The row of a run of letters, NULL when the table has none. */
static const char *row_of(const struct group *t, uint64_t key)
{
    uint64_t h = hash_of(key);

    return is_marked(t, h) ? rows_of(t) + (size_t)(h >> (64 - t->bits)) * (t->lanes / 2) : NULL;
}

/*
 * Add the row of a run, or nothing where the table has none. Which it is cannot be foretold, and
 * a wrong guess costs more than the sums: so the row of the slot is taken in any case, and
 * made zero. Eight bytes at once: none of them runs over into the next.
 */
static inline void add_run(struct vg_grams *g, const struct group *t, uint64_t key, unsigned words)
{
    const uint64_t halves = UINT64_C(0x0f0f0f0f0f0f0f0f);
    uint64_t h = hash_of(key), is = (uint64_t)is_marked(t, h), keep = halves & (0 - is), w;
    const char *row = rows_of(t) + (size_t)(h >> (64 - t->bits)) * (t->lanes / 2);

    for (unsigned i = 0; i < words; i++) {
        memcpy(&w, row + 8 * (size_t)i, sizeof w);
        g->low[i] += w & keep;
        g->high[i] += w >> 4 & keep;
    }
    g->pending += (unsigned)is;
}

/* All runs that end with the letter just taken. */
static void take_runs(struct vg_grams *g, unsigned from)
{
    enum { LARGE = VG_GRAMS_LANES / 16, RUNS = 4 };
    static const uint64_t last[] = {0, 0xffff, 0xffffffff, 0xffffffffffff, UINT64_MAX};
    const struct group *t = &groups[g->group];
    unsigned most = g->depth < RUNS ? g->depth : RUNS;

    if (g->pending + RUNS > ROWS)
        pour(g);
    if (t->lanes == VG_GRAMS_LANES)
        for (unsigned n = from; n <= most; n++)
            add_run(g, t, g->key & last[n], LARGE);
    else
        for (unsigned n = from; n <= most; n++)
            add_run(g, t, g->key & last[n], 1);
}

void vg_grams_letter(struct vg_grams *g, uint32_t c)
{
    if (g->letters == VG_GRAMS_MOST)
        return;
    g->letters++;
    g->key = g->key << 16 | (c & 0xffffU);
    g->depth += g->depth < 5;
    take_runs(g, 1);
}

void vg_grams_end_word(struct vg_grams *g)
{
    if (g->depth == 1)
        return;
    g->key = g->key << 16 | ' ';
    g->depth += g->depth < 5;
    take_runs(g, 2);
    g->key = ' ';
    g->depth = 1;
}

/* -- words taken whole ---------------------------------------------------------------------------
 */
void vg_grams_words_begin(struct vg_grams_words *kept)
{
    memset(kept->key, 0, sizeof kept->key); /* no word is empty */
}

static void take_letters(struct vg_grams *g, const char *word, size_t n)
{
    for (size_t i = 0; i < n; i++)
        vg_grams_letter(g, (unsigned char)word[i] | 0x20U);
    vg_grams_end_word(g);
}

static void keep_word(struct vg_grams_words *kept, size_t place, const uint64_t key[2],
                      const char *word, size_t n)
{
    struct vg_grams one;

    vg_grams_begin(&one, VG_GRAMS_LATIN);
    take_letters(&one, word, n);
    pour(&one);
    memcpy(kept->key[place], key, sizeof kept->key[place]);
    for (unsigned i = 0; i < VG_GRAMS_LANES; i++)
        kept->sum[place][i] = (uint16_t)one.score[i];
}

void vg_grams_word(struct vg_grams *g, struct vg_grams_words *kept, const char *word, size_t n)
{
    char small[VG_GRAMS_WORD] = {0};
    uint64_t key[VG_GRAMS_WORD / 8];
    size_t place;

    if (g->letters + n > VG_GRAMS_MOST) {
        take_letters(g, word, n);
        return;
    }
    for (size_t i = 0; i < n; i++)
        small[i] = (char)(word[i] | 0x20);
    memcpy(key, small, sizeof key);
    place = (size_t)(hash_of(key[0] ^ hash_of(key[1])) >> 44) % VG_GRAMS_KEPT;
    if (memcmp(kept->key[place], key, sizeof key) != 0)
        keep_word(kept, place, key, word, n);
    if (g->whole_letters + n + 1 > WHOLE)
        pour_whole(g);
    for (unsigned i = 0; i < VG_GRAMS_LANES; i++)
        g->whole[i] = (uint16_t)(g->whole[i] + kept->sum[place][i]);
    g->whole_letters += (unsigned)n + 1;
    g->letters += (uint32_t)n;
}

/* Languages so near to each other that a short lead between them says enough: whichever it
 * is, the text is in one of the two. */
static int are_near(const char a[CODE], const char b[CODE])
{
    static const char near[][2][CODE] = {
        {"da", "no"}, {"hr", "sr-Latn"}, {"hr", "sl"},      {"id", "ms"}, {"cs", "sk"},
        {"da", "sv"}, {"no", "sv"},      {"es", "gl"},      {"es", "ca"}, {"pt", "gl"},
        {"ca", "oc"}, {"nl", "af"},      {"de", "nds"},     {"ru", "be"}, {"ru", "bg"},
        {"uk", "be"}, {"sr", "mk"},      {"bg", "mk"},      {"kk", "ky"}, {"kk", "tt"},
        {"tr", "az"}, {"ga", "gd"},      {"sl", "sr-Latn"}, {"et", "fi"}, {"ar", "fa"},
        {"hi", "ne"}, {"hi", "mr"},      {"fa", "ps"},      {"uk", "ru"}, {"es", "pt"},
    };

    for (size_t i = 0; i < sizeof near / sizeof *near; i++)
        if ((memcmp(a, near[i][0], CODE) == 0 && memcmp(b, near[i][1], CODE) == 0) ||
            (memcmp(a, near[i][1], CODE) == 0 && memcmp(b, near[i][0], CODE) == 0))
            return 1;
    return 0;
}

static uint32_t sum_of(const struct vg_grams *g, const struct group *t, unsigned i)
{
    return g->score[i] > t->handicap[i] ? g->score[i] - t->handicap[i] : 0;
}

struct vg_grams_best vg_grams_best(struct vg_grams *g)
{
    const struct group *t = &groups[g->group];
    struct vg_grams_best b = {NULL, 0, 0, 0};
    unsigned best = 0;
    uint32_t top, next = 0, other = 0;

    pour(g);
    for (unsigned i = 1; i < t->lanes && t->language[i][0] != '\0'; i++)
        if (sum_of(g, t, i) > sum_of(g, t, best))
            best = i;
    top = sum_of(g, t, best);
    if (g->letters == 0 || top == 0)
        return b;
    for (unsigned i = 0; i < t->lanes && t->language[i][0] != '\0'; i++) {
        uint32_t sum = i == best ? 0 : sum_of(g, t, i);

        next = sum > next ? sum : next;
        if (sum > other && !are_near(t->language[best], t->language[i]))
            other = sum;
    }
    b.language = t->language[best];
    b.ahead = top - next;
    b.clear = top - other;
    b.fit = (uint32_t)((uint64_t)top * 1600 / ((uint64_t)t->mean[best] * g->letters));
    return b;
}

uint32_t vg_grams_share(struct vg_grams *g, const char *language)
{
    const struct group *t = &groups[g->group];

    pour(g);
    for (unsigned i = 0; i < t->lanes && t->language[i][0] != '\0'; i++)
        if (strcmp(t->language[i], language) == 0)
            return (uint32_t)((uint64_t)g->score[i] * 256 / t->mean[i]);
    return 0;
}

int vg_grams_lacks(enum vg_gram_group group, const char *language, uint32_t c)
{
    const struct group *t = &groups[group];
    const char *row = row_of(t, c & 0xffffU);
    unsigned half = t->lanes / 2;

    if (row == NULL)
        return 0;
    for (unsigned i = 0; i < t->lanes && t->language[i][0] != '\0'; i++) {
        unsigned b = (unsigned char)row[i % half];

        if (strcmp(t->language[i], language) == 0)
            return (i < half ? b & 15U : b >> 4) <= 2;
    }
    return 0;
}
