/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Script first: it alone names Chinese, Japanese, Korean, Tibetan and a score of
 * others, in a single word too, where models of letter runs fail. Only the
 * languages that share a script are told apart by such a model
 * (language_grams.c), and only where there are letters enough.
 */
#include "read/language.h"

#include <string.h>

#include "base/utf8.h"
#include "read/han.h"
#include "read/language_grams.h"
#include "read/language_near.h"

/* -- scripts ---------------------------------------------------------------------- */
enum script {
    LATIN,
    CYRILLIC,
    ARABIC,
    DEVANAGARI,
    HAN,
    KANA,
    HANGUL,
    GREEK,
    HEBREW,
    THAI,
    ARMENIAN,
    GEORGIAN,
    TIBETAN,
    MONGOLIAN,
    KHMER,
    BURMESE,
    LAO,
    BENGALI,
    GURMUKHI,
    GUJARATI,
    TAMIL,
    TELUGU,
    KANNADA,
    MALAYALAM,
    SINHALA,
    ETHIOPIC,
    SCRIPTS,
    GRAM_SCRIPTS = HAN, /* those before it are told apart by letter runs */
};

/* A script that one language stands for, as far as this program goes. */
static const struct {
    char code[VG_LANG_TEXT], language[VG_LANG_TEXT];
} scripts[SCRIPTS] = {
    [LATIN] = {"Latn", "und"},      [CYRILLIC] = {"Cyrl", "und"}, [ARABIC] = {"Arab", "und"},
    [DEVANAGARI] = {"Deva", "und"}, [HAN] = {"", "zh"},           [KANA] = {"Jpan", "ja"},
    [HANGUL] = {"Kore", "ko"},      [GREEK] = {"Grek", "el"},     [HEBREW] = {"Hebr", "he"},
    [THAI] = {"Thai", "th"},        [ARMENIAN] = {"Armn", "hy"},  [GEORGIAN] = {"Geor", "ka"},
    [TIBETAN] = {"Tibt", "bo"},     [MONGOLIAN] = {"Mong", "mn"}, [KHMER] = {"Khmr", "km"},
    [BURMESE] = {"Mymr", "my"},     [LAO] = {"Laoo", "lo"},       [BENGALI] = {"Beng", "bn"},
    [GURMUKHI] = {"Guru", "pa"},    [GUJARATI] = {"Gujr", "gu"},  [TAMIL] = {"Taml", "ta"},
    [TELUGU] = {"Telu", "te"},      [KANNADA] = {"Knda", "kn"},   [MALAYALAM] = {"Mlym", "ml"},
    [SINHALA] = {"Sinh", "si"},     [ETHIOPIC] = {"Ethi", "am"},
};

static const struct {
    uint32_t first, last;
    enum script script;
} ranges[] = {
    {0x250, 0x2af, LATIN},      {0x370, 0x3ff, GREEK},      {0x400, 0x52f, CYRILLIC},
    {0x531, 0x58f, ARMENIAN},   {0x5d0, 0x5f4, HEBREW},     {0x620, 0x64a, ARABIC},
    {0x66e, 0x6d5, ARABIC},     {0x6fa, 0x6ff, ARABIC},     {0x750, 0x77f, ARABIC},
    {0x900, 0x963, DEVANAGARI}, {0x980, 0x9e3, BENGALI},    {0xa00, 0xa7f, GURMUKHI},
    {0xa80, 0xaff, GUJARATI},   {0xb80, 0xbe5, TAMIL},      {0xc00, 0xc65, TELUGU},
    {0xc80, 0xce5, KANNADA},    {0xd00, 0xd65, MALAYALAM},  {0xd80, 0xde5, SINHALA},
    {0xe01, 0xe4e, THAI},       {0xe81, 0xedf, LAO},        {0xf00, 0xfbc, TIBETAN},
    {0x1000, 0x109f, BURMESE},  {0x10a0, 0x10ff, GEORGIAN}, {0x1100, 0x11ff, HANGUL},
    {0x1200, 0x137f, ETHIOPIC}, {0x1780, 0x17d3, KHMER},    {0x1820, 0x18af, MONGOLIAN},
    {0x1e00, 0x1eff, LATIN},    {0x3041, 0x309f, KANA},     {0x30a1, 0x30fa, KANA},
    {0xac00, 0xd7a3, HANGUL},   {0xfb50, 0xfdfb, ARABIC},   {0xfe70, 0xfefc, ARABIC},
};

/* Nearly all Han that is met. */
static int is_common_han(uint32_t c)
{
    return c >= 0x4e00 && c < 0xa000;
}

/* Of a character beyond ASCII; -1: of none. */
static int script_of(uint32_t c)
{
    if (c < 0x250)
        return c >= 0xc0 && c != 0xd7 && c != 0xf7 ? LATIN : -1;
    if (c >= 0x3400 && vg_is_han(c))
        return HAN;
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (c <= ranges[i].last)
            return c >= ranges[i].first ? (int)ranges[i].script : -1;
    return -1;
}

/* Parts of a word that are no letters of it: marks that are combined with a letter,
 * joiners, the Arabic stretch and vowel points, those of Hebrew. */
static int is_inside_word(uint32_t c)
{
    return (c >= 0x300 && c <= 0x36f) || c == 0x200c || c == 0x200d || c == 0x640 ||
           (c >= 0x64b && c <= 0x65f) || (c >= 0x591 && c <= 0x5c7 && c != 0x5be);
}

struct tally {
    uint32_t letters[SCRIPTS];
    uint32_t met; /* a bit for each script beside Latin that has some */
    uint32_t simplified, traditional;
};

static void take_char(struct tally *t, uint32_t c)
{
    int s = is_common_han(c) ? HAN : script_of(c);

    if (s < 0 || c == 0x640)
        return;
    t->letters[s]++;
    t->met |= 1U << s;
    if (s == HAN) {
        unsigned only = vg_han_only(c);

        t->simplified += only & 1U;
        t->traditional += only >> 1;
    }
}

static int is_ascii_letter(uint32_t c)
{
    return (c | 0x20U) - 'a' < 26;
}

/* Letters of ASCII in eight bytes of it. */
static uint32_t letters_of(uint64_t eight)
{
    uint64_t ones = UINT64_C(0x0101010101010101), small = eight | 0x20 * ones;
    uint64_t from_a = small + (0x80 - 'a') * ones, past_z = small + (0x7f - 'z') * ones;

    return (uint32_t)((from_a & ~past_z & 0x80 * ones) / 0x80 * ones >> 56);
}

/* The letters of a text of ASCII alone; 0 when it is none. */
static int take_ascii(struct vg_str s, uint32_t *letters)
{
    uint64_t eight;
    size_t at = 0;

    *letters = 0;
    for (; s.len - at >= sizeof eight; at += sizeof eight) {
        memcpy(&eight, s.p + at, sizeof eight);
        if ((eight & UINT64_C(0x8080808080808080)) != 0)
            return 0;
        *letters += letters_of(eight);
    }
    for (; at < s.len; at++) {
        if ((unsigned char)s.p[at] >= 0x80)
            return 0;
        *letters += (uint32_t)is_ascii_letter((unsigned char)s.p[at]);
    }
    return 1;
}

static void take_text(struct tally *t, struct vg_str s)
{
    for (size_t at = 0; at < s.len;) {
        uint32_t c = (unsigned char)s.p[at];

        if (c < 0x80) {
            t->letters[LATIN] += (uint32_t)is_ascii_letter(c);
            at++;
            continue;
        }
        at += vg_utf8_next(s.p + at, s.len - at, &c);
        take_char(t, c);
    }
}

static enum script main_script(const struct tally *t)
{
    _Static_assert(SCRIPTS <= 32, "each has a bit");
    enum script best = LATIN;
    uint64_t most = 0;

    for (uint32_t left = t->met | 1U << LATIN; left != 0; left &= left - 1) {
        unsigned i = (unsigned)__builtin_ctz(left);
        /* A sign for a word or a syllable counts as two letters. */
        uint64_t n = (uint64_t)t->letters[i] * (i == HAN || i == KANA || i == HANGUL ? 2 : 1);

        if (n > most) {
            most = n;
            best = (enum script)i;
        }
    }
    if (best == HAN && t->letters[KANA] * 10 >= t->letters[HAN])
        best = KANA;
    if (best == HAN && t->letters[HANGUL] * 4 >= t->letters[HAN])
        best = HANGUL;
    return best;
}

/* -- languages of one script ------------------------------------------------------------ */
enum {
    PIECE = 192,      /* bytes taken between two looks at the sums */
    SURE = 160,       /* ahead by so much, more text changes nothing */
    CLEAR = 24,       /* steps of seven tenths of a bit that a language must lead by … */
    CLEAR_SHORT = 60, /* … and where there are fewer letters than … */
    SHORT = 40,
    LETTERS =
        80,   /* of a block, for a language of its own; of a text, to doubt that of its script */
    FIT = 72, /* per cent; below it is none of the languages of the table, or names */
    FIT_HEBREW = 84,
    /* Of Latin and Cyrillic letters there are more languages than the table has, and each is near
     * to one of it. It takes a fit and a lead that make up for each other: per cent of the fit, and
     * tenths of the lead over a hundred letters. */
    FIT_LEAST = 74,
    LEAD_MOST = 250, /* so much of the lead counts */
    LIKELY = 104,
    LIKELY_LONG = 108, /* where there are … */
    LONG = 120,        /* … letters */
    MOST_MET = 10, /* less is asked of English: far more is written in it than in what is near */
};

/* The letters of a whole word of ASCII that begins at `at`, which ends and is not too long. */
static size_t whole_word(struct vg_str s, size_t at)
{
    size_t n = 0;

    while (n <= VG_GRAMS_WORD && at + n < s.len && is_ascii_letter((unsigned char)s.p[at + n]))
        n++;
    return n <= VG_GRAMS_WORD && at + n < s.len && (unsigned char)s.p[at + n] < 0x80 ? n : 0;
}

/* `kept` may be NULL: then letter by letter, to the same sums. */
static void take_words(struct vg_grams *g, struct vg_grams_words *kept, enum script script,
                       struct vg_str s)
{
    for (size_t at = 0; at < s.len;) {
        uint32_t c = (unsigned char)s.p[at];
        size_t n;

        if (c < 0x80 && script == LATIN && kept != NULL && g->depth == 1 &&
            (n = whole_word(s, at)) > 0) {
            vg_grams_word(g, kept, s.p + at, n);
            at += n + 1;
            continue;
        }
        if (c < 0x80) {
            at++;
            if (script == LATIN && is_ascii_letter(c))
                vg_grams_letter(g, c | 0x20U);
            else
                vg_grams_end_word(g);
            continue;
        }
        at += vg_utf8_next(s.p + at, s.len - at, &c);
        if (is_inside_word(c))
            continue;
        if (script_of(c) == (int)script)
            vg_grams_letter(g, vg_grams_fold(c));
        else
            vg_grams_end_word(g);
    }
}

/* A piece of about `most` bytes; it ends between words where it can. */
static size_t piece_of(struct vg_str s, size_t most)
{
    size_t n = s.len <= most ? s.len : most;

    while (n < s.len && n < most + 32 && s.p[n] != ' ')
        n++;
    return vg_utf8_up(s.p, s.len, n);
}

/* The words of a text piece by piece, until the language is sure. */
static void take_until_sure(struct vg_grams *g, struct vg_grams_words *kept, enum script script,
                            struct vg_str s)
{
    while (s.len > 0) {
        size_t n = piece_of(s, PIECE);

        take_words(g, kept, script, (struct vg_str){s.p, n});
        s = (struct vg_str){s.p + n, s.len - n};
        if (s.len > 0 && vg_grams_best(g).ahead >= SURE)
            break;
    }
    vg_grams_end_word(g);
}

/* A code without what names the script behind it; zeros to the end, so that two are compared whole.
 */
static void set_code(char out[VG_LANG_TEXT], const char *code)
{
    size_t n = strlen(code);
    const char *dash = memchr(code, '-', n);

    n = dash != NULL ? (size_t)(dash - code) : n;
    memset(out, 0, VG_LANG_TEXT);
    memcpy(out, code, n < VG_LANG_TEXT ? n : VG_LANG_TEXT - 1);
}

static int is_same_code(const char a[VG_LANG_TEXT], const char b[VG_LANG_TEXT])
{
    uint64_t x, y;

    _Static_assert(sizeof x == VG_LANG_TEXT, "a code is compared at once");
    memcpy(&x, a, sizeof x);
    memcpy(&y, b, sizeof y);
    return x == y;
}

static struct vg_str sample_of(struct vg_str s, size_t most)
{
    return s.len <= most ? s : (struct vg_str){s.p, vg_utf8_down(s.p, s.len, most)};
}

/* Is it that language, and not one that the table has not? */
static int is_likely(const struct vg_grams *g, const struct vg_grams_best *b)
{
    uint32_t lead, least = g->letters < LONG ? LIKELY : LIKELY_LONG;

    if (b->language == NULL || g->letters == 0)
        return 0;
    if (g->group != VG_GRAMS_LATIN && g->group != VG_GRAMS_CYRILLIC)
        return b->fit >= FIT;
    lead = (uint32_t)((uint64_t)b->clear * 100 / g->letters);
    lead = lead < LEAD_MOST ? lead : LEAD_MOST;
    if (strcmp(b->language, "en") == 0)
        least -= MOST_MET;
    return b->fit >= FIT_LEAST && b->fit + lead / 10 >= least;
}

/* What the sums say, "und" where they are not sure. */
static const char *best_language(struct vg_grams *g)
{
    struct vg_grams_best b = vg_grams_best(g);
    int is_sure = is_likely(g, &b) && b.clear >= (g->letters < SHORT ? CLEAR_SHORT : CLEAR);

    return is_sure ? b.language : "und";
}

/* Hebrew letters are Yiddish's too. */
static int is_hebrew(struct vg_str s)
{
    struct vg_grams g;
    struct vg_grams_best b;

    vg_grams_begin(&g, VG_GRAMS_HEBREW);
    take_words(&g, NULL, HEBREW, sample_of(s, VG_LANGUAGE_SAMPLE));
    vg_grams_end_word(&g);
    b = vg_grams_best(&g);
    return g.letters < LETTERS || b.fit >= FIT_HEBREW;
}

static void set_script(struct vg_language *l, enum script s, const struct tally *t)
{
    memcpy(l->language, scripts[s].language, VG_LANG_TEXT);
    memcpy(l->script, scripts[s].code, VG_LANG_TEXT);
    if (s == HAN && t->simplified + t->traditional >= 2 && t->simplified != t->traditional)
        set_code(l->script, t->simplified > t->traditional ? "Hans" : "Hant");
}

struct vg_language vg_language_of(struct vg_str text)
{
    struct vg_language l = {"und", ""};
    struct tally t = {0};
    struct vg_grams g;
    struct vg_twins near;
    enum script s;

    text = sample_of(text, VG_LANGUAGE_SAMPLE);
    take_text(&t, text);
    s = main_script(&t);
    if (t.letters[s] == 0)
        return l;
    set_script(&l, s, &t);
    if (s == HEBREW && !is_hebrew(text))
        set_code(l.language, "und");
    if (s >= GRAM_SCRIPTS)
        return l;
    vg_grams_begin(&g, (enum vg_gram_group)s);
    take_until_sure(&g, NULL, s, text);
    near = vg_twins_begin(best_language(&g));
    vg_twins_take(&near, text);
    set_code(l.language, vg_twins_end(&near, best_language(&g)));
    return l;
}

/* -- blocks ------------------------------------------------------------------------------ */
enum {
    BLOCK_SAMPLE = 384, /* bytes of a block that are looked at, */
    STRETCHES = 6,      /* in so many stretches spread over it */
    TEXT_STRETCH = 170, /* bytes of a stretch that is to show the language of its text */
    LOOKED = 64,        /* samples of a text that are looked through for words of its script */
    LOOK = 96,          /* bytes between two looks whether a block is like its text */
    MAIN_LEAST = 120,   /* bytes of main text that are enough to tell by */
    OWN_CLEAR = 60,     /* a block differs from the text it stands in only by so much */
};

static int is_shown(const struct vg_block *b)
{
    return b->class != VG_BLOCK_HIDDEN && b->class != VG_BLOCK_ALT;
}

static struct vg_str block_text(const struct vg_text *t, const struct vg_block *b)
{
    return (struct vg_str){t->text.p + b->start, b->len};
}

/* Walks over the blocks that stand for the text: those in its main part, or all that are shown when
 * it has none, or too little to tell by. */
struct walk {
    const struct vg_text *t;
    int is_all; /* whatever is main */
    size_t block, range;
};

static const struct vg_block *next_of_text(struct walk *w)
{
    while (w->block < w->t->block_count) {
        const struct vg_block *b = &w->t->blocks[w->block++];

        if (w->is_all || w->t->main_count == 0) {
            if (is_shown(b))
                return b;
            continue;
        }
        while (w->range < w->t->main_count && w->t->main[w->range].end <= b->start)
            w->range++;
        if (w->range < w->t->main_count && w->t->main[w->range].start <= b->start)
            return b;
    }
    return NULL;
}

/* The k-th of the stretches of `size` bytes of a block, and the whole as the first when it is not
 * longer than all of them. Those that do not begin it begin behind a space if there is one. */
static struct vg_str stretch_of(struct vg_str s, unsigned k, size_t size)
{
    size_t at, end;

    if (s.len <= size * STRETCHES)
        return k == 0 ? s : (struct vg_str){s.p, 0};
    at = (s.len - size) / (STRETCHES - 1) * k;
    end = vg_utf8_down(s.p, s.len, at + size);
    at = vg_utf8_up(s.p, s.len, at);
    for (size_t i = at; k > 0 && i < at + size / 4; i++)
        if (s.p[i] == ' ') {
            at = i + 1;
            break;
        }
    return (struct vg_str){s.p + at, at < end ? end - at : 0};
}

/* In how many stretches a block is looked at. */
static unsigned stretches_of(struct vg_str s)
{
    return s.len <= BLOCK_SAMPLE ? 1 : STRETCHES;
}

/* Whether it is ASCII alone. */
static int take_stretches(struct tally *t, struct vg_str s)
{
    unsigned n = stretches_of(s);
    int is_ascii = 1;

    for (unsigned k = 0; k < n; k++) {
        struct vg_str part = stretch_of(s, k, BLOCK_SAMPLE / STRETCHES);
        uint32_t latin;

        if (take_ascii(part, &latin)) {
            t->letters[LATIN] += latin;
            continue;
        }
        is_ascii = 0;
        take_text(t, part);
    }
    return is_ascii;
}

/* The scripts of the text. A long block counts by its stretches, as much as it is long. */
static void take_scripts(struct tally *sum, struct walk w)
{
    const struct vg_block *b;

    while ((b = next_of_text(&w)) != NULL) {
        uint32_t times = b->len / BLOCK_SAMPLE;
        struct tally one = {0};

        if (b->len <= BLOCK_SAMPLE) {
            (void)take_stretches(sum, block_text(w.t, b));
            continue;
        }
        (void)take_stretches(&one, block_text(w.t, b));
        for (unsigned i = 0; i < SCRIPTS; i++)
            sum->letters[i] += one.letters[i] * times;
        sum->met |= one.met;
        sum->simplified += one.simplified * times;
        sum->traditional += one.traditional * times;
    }
}

/* The words of a block, of a long one from its beginning, middle and end first; until the language
 * is sure. Returns how many bytes were looked at. */
static size_t take_spread(struct vg_grams *g, struct vg_grams_words *kept, enum script script,
                          struct vg_str s)
{
    static const unsigned order[STRETCHES] = {0, 5, 3, 1, 4, 2};
    unsigned n = s.len <= (size_t)STRETCHES * TEXT_STRETCH ? 1 : STRETCHES;
    size_t looked = 0;

    for (unsigned k = 0; k < n && (k < 3 || vg_grams_best(g).ahead < SURE); k++) {
        struct vg_str part = stretch_of(s, order[k], TEXT_STRETCH);

        take_until_sure(g, kept, script, part);
        looked += part.len;
    }
    return looked;
}

/* A pair of languages is parted by words of the beginning of the text. */
static const char *settle(struct walk w, const char *language)
{
    struct vg_twins near = vg_twins_begin(language);
    const struct vg_block *b;
    size_t left = VG_LANGUAGE_SAMPLE;

    while (near.pair >= 0 && left > 0 && (b = next_of_text(&w)) != NULL) {
        struct vg_str text = sample_of(block_text(w.t, b), left);

        vg_twins_take(&near, text);
        left -= text.len;
    }
    return vg_twins_end(&near, language);
}

/* Until Hebrew or not is known: by the longest block. */
static int is_hebrew_text(struct walk w)
{
    struct vg_str longest = {"", 0};
    const struct vg_block *b;

    while ((b = next_of_text(&w)) != NULL)
        if (b->len > longest.len)
            longest = block_text(w.t, b);
    return is_hebrew(longest);
}

static struct vg_language language_of_text(struct walk w, struct vg_grams_words *kept)
{
    const struct walk all = w;
    struct vg_language l = {"und", ""};
    struct tally sum = {0};
    const struct vg_block *b;
    struct vg_grams g;
    size_t left = VG_LANGUAGE_SAMPLE;
    enum script s;

    take_scripts(&sum, all);
    s = main_script(&sum);
    if (sum.letters[s] == 0)
        return l;
    set_script(&l, s, &sum);
    if (s == HEBREW && !is_hebrew_text(all))
        set_code(l.language, "und");
    if (s >= GRAM_SCRIPTS)
        return l;
    vg_grams_begin(&g, (enum vg_gram_group)s);
    for (unsigned looked = 0; left > 0 && looked < LOOKED && (b = next_of_text(&w)) != NULL;) {
        uint32_t before = g.letters;
        size_t bytes = take_spread(&g, kept, s, block_text(w.t, b));

        /* what is in another script does not use up the sample, but for so often */
        if ((size_t)(g.letters - before) * 8 >= bytes)
            left -= bytes < left ? bytes : left;
        else
            looked++;
        if (g.letters >= 512 && vg_grams_best(&g).ahead >= 2 * SURE)
            break;
    }
    set_code(l.language, settle(all, best_language(&g)));
    return l;
}

/* Too little is main to tell by it: one line of a page that is a list of links. */
static int is_too_little(const struct vg_text *t)
{
    size_t bytes = 0;

    for (size_t i = 0; i < t->main_count && bytes < MAIN_LEAST; i++)
        bytes += t->main[i].end - t->main[i].start;
    return bytes < MAIN_LEAST;
}

/* The words of a block until it is clear that it is in the language of its text, as nearly all
 * are; 0 when that did not become clear. */
static int take_until_alike(struct vg_grams *g, struct vg_grams_words *kept, enum script script,
                            struct vg_str s, const struct vg_language *whole)
{
    while (s.len > 0) {
        size_t n = piece_of(s, LOOK);

        take_words(g, kept, script, (struct vg_str){s.p, n});
        s = (struct vg_str){s.p + n, s.len - n};
        if (g->letters >= LETTERS) {
            struct vg_grams_best b = vg_grams_best(g);
            char code[VG_LANG_TEXT];

            if (b.language == NULL || b.fit < FIT || b.clear < CLEAR)
                continue;
            set_code(code, b.language);
            if (strcmp(code, whole->language) == 0 || vg_twins_is_pair(b.language, whole->language))
                return 1;
        }
    }
    vg_grams_end_word(g);
    return 0;
}

/* The language of a block of a script that several share: its own when it has letters
 * enough, and says so clearly where it is another than the text's; else "und". */
static void name_block(struct vg_language *l, struct vg_str s, enum script script,
                       const struct vg_language *whole, struct vg_grams_words *kept)
{
    unsigned n = stretches_of(s);
    struct vg_grams g;
    struct vg_grams_best b;

    vg_grams_begin(&g, (enum vg_gram_group)script);
    for (unsigned k = 0; k < n; k++)
        if (take_until_alike(&g, kept, script, stretch_of(s, k, BLOCK_SAMPLE / STRETCHES), whole)) {
            memcpy(l->language, whole->language, VG_LANG_TEXT);
            return;
        }
    b = vg_grams_best(&g);
    if (b.language == NULL || g.letters < LETTERS)
        return;
    set_code(l->language, b.language);
    if (vg_twins_is_pair(b.language, whole->language))
        memcpy(l->language, whole->language, VG_LANG_TEXT);
    if (strcmp(l->language, whole->language) == 0)
        return;
    if (!is_likely(&g, &b) || b.clear < OWN_CLEAR)
        set_code(l->language, "und");
}

static struct vg_language language_of_block(struct vg_str s, const struct vg_language *whole,
                                            struct vg_grams_words *kept)
{
    struct vg_language l = {"und", ""};
    struct tally t = {0};
    enum script script;

    if (take_stretches(&t, s)) {
        if (t.letters[LATIN] > 0)
            memcpy(l.script, scripts[LATIN].code, VG_LANG_TEXT);
        if (t.letters[LATIN] >= LETTERS)
            name_block(&l, s, LATIN, whole, kept);
        return l;
    }
    script = main_script(&t);
    if (t.letters[script] == 0)
        return l;
    set_script(&l, script, &t);
    if (script < GRAM_SCRIPTS && t.letters[script] >= LETTERS)
        name_block(&l, s, script, whole, kept);
    if (script == HEBREW && t.letters[script] >= LETTERS && !is_hebrew(s))
        set_code(l.language, "und");
    /* A heading of a Japanese text may do without kana. */
    if (script == HAN && t.simplified == 0 && t.letters[HAN] < LETTERS / 2 &&
        strcmp(whole->language, "ja") == 0)
        l = *whole;
    return l;
}

static int is_und(const struct vg_language *l)
{
    static const char und[VG_LANG_TEXT] = "und";

    return is_same_code(l->language, und);
}

/* Letters of a text by language; of the first so many that are met. */
enum { MET = 16 };
struct met {
    char language[MET][VG_LANG_TEXT];
    uint64_t bytes[MET];
    size_t n;
};

static void meet(struct met *m, const char language[VG_LANG_TEXT], uint32_t bytes)
{
    size_t i = 0;

    while (i < m->n && !is_same_code(m->language[i], language))
        i++;
    if (i == MET)
        return;
    if (i == m->n)
        memcpy(m->language[m->n++], language, VG_LANG_TEXT);
    m->bytes[i] += bytes;
}

/* Of two languages in one script the text may begin with the lesser one. */
static void weigh_met(struct vg_text *t, const struct met *m)
{
    size_t best = 0;

    for (size_t i = 1; i < m->n; i++)
        if (m->bytes[i] > m->bytes[best])
            best = i;
    if (m->n > 1 && strcmp(m->language[best], "und") != 0)
        memcpy(t->language, m->language[best], VG_LANG_TEXT);
}

void vg_language_mark(struct vg_text *t)
{
    struct vg_grams_words kept;
    struct vg_language whole, before;
    struct walk w = {.t = t};
    const struct vg_block *of_text = next_of_text(&w);
    struct met m = {0};

    vg_grams_words_begin(&kept);
    whole = language_of_text((struct walk){.t = t}, &kept);
    if (is_und(&whole) && t->main_count > 0 && is_too_little(t))
        whole = language_of_text((struct walk){.t = t, .is_all = 1}, &kept);
    before = whole;
    memcpy(t->language, whole.language, VG_LANG_TEXT);
    memcpy(t->script, whole.script, VG_LANG_TEXT);
    for (size_t i = 0; i < t->block_count; i++) {
        struct vg_block *b = &t->blocks[i];
        struct vg_language l = language_of_block(block_text(t, b), &whole, &kept);

        /* Too short to tell: it goes with what stands before it in its script. */
        if (is_und(&l) && is_same_code(l.script, before.script))
            l = before;
        else if (is_und(&l) && is_same_code(l.script, whole.script))
            l = whole;
        else if (l.script[0] == '\0' && strcmp(l.language, "zh") == 0 &&
                 strcmp(whole.language, "zh") == 0)
            l = whole;
        if (!is_und(&l))
            before = l;
        memcpy(b->language, l.language, VG_LANG_TEXT);
        memcpy(b->script, l.script, VG_LANG_TEXT);
        if (b != of_text)
            continue;
        if (is_same_code(l.script, t->script))
            meet(&m, l.language, b->len);
        of_text = next_of_text(&w);
    }
    weigh_met(t, &m);
}

/* -- what is declared -------------------------------------------------------------------- */
/* Old codes, and codes of languages that have one name here. */
static const char *code_of(const char *code)
{
    static const char *const same[][2] = {
        {"nb", "no"},  {"nn", "no"},  {"iw", "he"},  {"in", "id"},  {"mo", "ro"},  {"sh", "sr"},
        {"hr", "sr"},  {"bs", "sr"},  {"cnr", "sr"}, {"fil", "tl"}, {"kmr", "ku"}, {"cmn", "zh"},
        {"yue", "zh"}, {"wuu", "zh"}, {"zho", "zh"}, {"chi", "zh"}, {"eng", "en"}, {"prs", "fa"},
        {"pes", "fa"}, {"tib", "bo"}, {"bod", "bo"}, {"uig", "ug"}, {"khk", "mn"}, {"mvf", "mn"},
        {"jp", "ja"},  {"kr", "ko"},  {"cn", "zh"},  {"tw", "zh"},
    };

    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        if (strcmp(code, same[i][0]) == 0)
            return same[i][1];
    return code;
}

int vg_language_is_same(struct vg_str declared, const char *found)
{
    char code[VG_LANG_TEXT] = {0};
    size_t n = 0;

    while (n < declared.len && n + 1 < sizeof code &&
           is_ascii_letter((unsigned char)declared.p[n])) {
        code[n] = (char)((unsigned char)declared.p[n] | 0x20U);
        n++;
    }
    return strcmp(code_of(code), code_of(found)) == 0;
}
