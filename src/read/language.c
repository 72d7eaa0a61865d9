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
 * joiners, the Arabic stretch and vowel points. */
static int is_inside_word(uint32_t c)
{
    return (c >= 0x300 && c <= 0x36f) || c == 0x200c || c == 0x200d || c == 0x640 ||
           (c >= 0x64b && c <= 0x65f);
}

struct tally {
    uint32_t letters[SCRIPTS];
    uint32_t simplified, traditional;
};

static void take_char(struct tally *t, uint32_t c)
{
    int s = is_common_han(c) ? HAN : script_of(c);

    if (s < 0 || c == 0x640)
        return;
    t->letters[s]++;
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
    enum script best = LATIN;
    uint64_t most = 0;

    for (unsigned i = 0; i < SCRIPTS; i++) {
        /* A Han character or syllable says as much as a word of four letters. */
        uint64_t n = (uint64_t)t->letters[i] * (i == HAN || i == KANA || i == HANGUL ? 4 : 1);

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
    FIT = 72, /* per cent; below it is none of the languages of the table, or names */
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

/* What the sums say, "und" where they are not sure. */
static void name_language(char out[VG_LANG_TEXT], struct vg_grams *g)
{
    struct vg_grams_best b = vg_grams_best(g);
    int is_sure =
        b.language != NULL && b.fit >= FIT && b.clear >= (g->letters < SHORT ? CLEAR_SHORT : CLEAR);

    set_code(out, is_sure ? b.language : "und");
}

static void set_script(struct vg_language *l, enum script s, const struct tally *t)
{
    memcpy(l->language, scripts[s].language, VG_LANG_TEXT);
    memcpy(l->script, scripts[s].code, VG_LANG_TEXT);
    if (s == HAN && t->simplified + t->traditional >= 2 && t->simplified != t->traditional)
        set_code(l->script, t->simplified > t->traditional ? "Hans" : "Hant");
}

static struct vg_str sample_of(struct vg_str s, size_t most)
{
    return s.len <= most ? s : (struct vg_str){s.p, vg_utf8_down(s.p, s.len, most)};
}

struct vg_language vg_language_of(struct vg_str text)
{
    struct vg_language l = {"und", ""};
    struct tally t = {0};
    struct vg_grams g;
    enum script s;

    text = sample_of(text, VG_LANGUAGE_SAMPLE);
    take_text(&t, text);
    s = main_script(&t);
    if (t.letters[s] == 0)
        return l;
    set_script(&l, s, &t);
    if (s >= GRAM_SCRIPTS)
        return l;
    vg_grams_begin(&g, (enum vg_gram_group)s);
    take_until_sure(&g, NULL, s, text);
    name_language(l.language, &g);
    return l;
}

/* -- blocks ------------------------------------------------------------------------------ */
enum {
    BLOCK_SAMPLE = 384,  /* bytes of a block that are looked at */
    LETTERS = 80,        /* of a block, for a language of its own */
    SCRIPT_SAMPLE = 128, /* bytes of a block that show its script */
    LOOK = 96,           /* bytes between two looks whether a block is like its text */
    OWN_CLEAR = 60,      /* a block differs from the text it stands in only by so much */
};

static int is_shown(const struct vg_block *b)
{
    return b->class != VG_BLOCK_HIDDEN && b->class != VG_BLOCK_ALT;
}

static struct vg_str block_text(const struct vg_text *t, const struct vg_block *b)
{
    return (struct vg_str){t->text.p + b->start, b->len};
}

/* Walks over the blocks that stand for the text: those in its main part, or all
 * that are shown when it has none. */
struct walk {
    const struct vg_text *t;
    size_t block, range;
};

static const struct vg_block *next_of_text(struct walk *w)
{
    while (w->block < w->t->block_count) {
        const struct vg_block *b = &w->t->blocks[w->block++];

        if (w->t->main_count == 0) {
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

/* As if the text stood there so many times. */
static void take_many(struct tally *sum, struct vg_str s, uint32_t times)
{
    struct tally one = {0};

    take_text(&one, s);
    for (unsigned i = 0; i < SCRIPTS; i++)
        sum->letters[i] += one.letters[i] * times;
    sum->simplified += one.simplified * times;
    sum->traditional += one.traditional * times;
}

/* The scripts of the text. A long block counts by its beginning, as much as it is long. */
static void take_scripts(struct tally *sum, const struct vg_text *t)
{
    struct walk w = {.t = t};
    const struct vg_block *b;

    while ((b = next_of_text(&w)) != NULL) {
        struct vg_str s = sample_of(block_text(t, b), SCRIPT_SAMPLE);
        uint32_t times = b->len <= SCRIPT_SAMPLE ? 1 : b->len / (uint32_t)s.len, latin;

        if (take_ascii(s, &latin))
            sum->letters[LATIN] += latin * times;
        else
            take_many(sum, s, times);
    }
}

static struct vg_language language_of_text(const struct vg_text *t, struct vg_grams_words *kept)
{
    struct vg_language l = {"und", ""};
    struct walk w = {.t = t};
    struct tally sum = {0};
    const struct vg_block *b;
    struct vg_grams g;
    size_t left = VG_LANGUAGE_SAMPLE;
    enum script s;

    take_scripts(&sum, t);
    s = main_script(&sum);
    if (sum.letters[s] == 0)
        return l;
    set_script(&l, s, &sum);
    if (s >= GRAM_SCRIPTS)
        return l;
    vg_grams_begin(&g, (enum vg_gram_group)s);
    while (left > 0 && (b = next_of_text(&w)) != NULL) {
        struct vg_str text = sample_of(block_text(t, b), left < 1024 ? left : 1024);

        take_until_sure(&g, kept, s, text);
        left -= text.len < left ? text.len : left;
        if (g.letters >= 512 && vg_grams_best(&g).ahead >= 2 * SURE)
            break;
    }
    name_language(l.language, &g);
    return l;
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
            if (strcmp(code, whole->language) == 0)
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
    struct vg_grams g;
    struct vg_grams_best b;

    vg_grams_begin(&g, (enum vg_gram_group)script);
    if (take_until_alike(&g, kept, script, s, whole)) {
        memcpy(l->language, whole->language, VG_LANG_TEXT);
        return;
    }
    b = vg_grams_best(&g);
    if (b.language == NULL || g.letters < LETTERS)
        return;
    set_code(l->language, b.language);
    if (strcmp(l->language, whole->language) == 0)
        return;
    if (b.fit < FIT || b.clear < OWN_CLEAR)
        set_code(l->language, "und");
}

static struct vg_language language_of_block(struct vg_str s, const struct vg_language *whole,
                                            struct vg_grams_words *kept)
{
    struct vg_language l = {"und", ""};
    struct tally t;
    enum script script;
    uint32_t latin;

    s = sample_of(s, BLOCK_SAMPLE);
    if (take_ascii(s, &latin)) {
        if (latin > 0)
            memcpy(l.script, scripts[LATIN].code, VG_LANG_TEXT);
        if (latin >= LETTERS)
            name_block(&l, s, LATIN, whole, kept);
        return l;
    }
    memset(&t, 0, sizeof t);
    take_text(&t, s);
    script = main_script(&t);
    if (t.letters[script] == 0)
        return l;
    set_script(&l, script, &t);
    if (script < GRAM_SCRIPTS && t.letters[script] >= LETTERS)
        name_block(&l, s, script, whole, kept);
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

void vg_language_mark(struct vg_text *t)
{
    struct vg_grams_words kept;
    struct vg_language whole, before;

    vg_grams_words_begin(&kept);
    before = whole = language_of_text(t, &kept);
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
        else if (strcmp(l.language, "zh") == 0 && l.script[0] == '\0' &&
                 strcmp(whole.language, "zh") == 0)
            l = whole;
        if (!is_und(&l))
            before = l;
        memcpy(b->language, l.language, VG_LANG_TEXT);
        memcpy(b->script, l.script, VG_LANG_TEXT);
    }
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
