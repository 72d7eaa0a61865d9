/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Names that are written in words. One known given name beside a family name or another given
 * name makes a person; beside an unknown word it may be one (San Juan, Ali Sabieh). A word that
 * places and bodies are called with makes none, whatever stands beside it: streets have names of
 * persons.
 */
#include "mention/names_look.h"

#include <string.h>

#define GIVEN       VG_NAME_GIVEN
#define FAMILY      VG_NAME_FAMILY
#define TITLE       VG_NAME_TITLE
#define PLACE       VG_NAME_OF_PLACE
#define LINK        VG_NAME_LINK
#define VIET        VG_NAME_VIET
#define VIET_SECOND VG_NAME_VIET_SECOND
#define VIET_WEAK   VG_NAME_VIET_WEAK
#define JAPANESE    VG_NAME_JAPANESE
#define TIBETAN     VG_NAME_TIBETAN
#define SOUND       VG_NAME_SOUND
#define EVERYDAY    VG_NAME_EVERYDAY

/* The letters stand in the row itself, so that a search asks for one line of memory a step; those
 * past the eighth are looked at where eight are the same. */
enum { WORD_BYTES = 36, FIRST_BYTES = 8 };

/* clang-format off */
static const struct known {
    char word[WORD_BYTES];
    unsigned is;
} known[] = {
#include "mention/names_words.inc"
};
/* clang-format on */

enum { N_KNOWN = sizeof known / sizeof *known };

/* The first eight letters as a number of their order. */
static uint64_t first_letters(const char *p, size_t n)
{
    uint64_t v = 0;

    memcpy(&v, p, n < FIRST_BYTES ? n : FIRST_BYTES);
    return __builtin_bswap64(v);
}

/* The first row that is not before those letters, without a branch that depends on them. */
static const struct known *first_not_before(uint64_t letters)
{
    const struct known *k = known;

    for (size_t n = N_KNOWN; n > 1; n -= n / 2)
        k += first_letters(k[n / 2 - 1].word, FIRST_BYTES) < letters ? n / 2 : 0;
    return k + (first_letters(k->word, FIRST_BYTES) < letters);
}

unsigned vg_name_word(struct vg_str folded)
{
    uint64_t letters = first_letters(folded.p, folded.len);
    const struct known *k;

    if (folded.len >= WORD_BYTES)
        return 0;
    for (k = first_not_before(letters);
         k < known + N_KNOWN && first_letters(k->word, FIRST_BYTES) == letters; k++)
        if (memcmp(k->word, folded.p, folded.len) == 0 && k->word[folded.len] == '\0')
            return k->is;
    return 0;
}

int vg_name_word_begins(struct vg_str folded)
{
    enum { CHAR = 3 };
    const struct known *k;

    if (folded.len < CHAR)
        return 0;
    k = first_not_before(first_letters(folded.p, CHAR));
    return k < known + N_KNOWN && memcmp(k->word, folded.p, CHAR) == 0;
}

const char *vg_name_word_at(size_t i)
{
    return i < N_KNOWN ? known[i].word : NULL;
}

/* -- pinyin --------------------------------------------------------------------------------------
 */
static const char *const pinyin_surnames[] = {
    "wang",  "li",   "zhang", "liu",  "chen", "yang",  "zhao", "huang", "zhou",  "wu",    "xu",
    "sun",   "hu",   "zhu",   "gao",  "lin",  "he",    "guo",  "ma",    "luo",   "liang", "song",
    "zheng", "xie",  "han",   "tang", "feng", "yu",    "dong", "xiao",  "cheng", "cao",   "yuan",
    "deng",  "fu",   "shen",  "zeng", "peng", "lu",    "su",   "jiang", "cai",   "jia",   "ding",
    "wei",   "xue",  "ye",    "yan",  "pan",  "du",    "dai",  "xia",   "zhong", "tian",  "ren",
    "fan",   "fang", "shi",   "yao",  "tan",  "liao",  "zou",  "xiong", "jin",   "hao",   "kong",
    "bai",   "cui",  "kang",  "mao",  "qiu",  "qin",   "gu",   "hou",   "shao",  "meng",  "long",
    "wan",   "duan", "qian",  "yin",  "yi",   "chang", "qiao", "lai",   "gong",  "wen",
};

static int is_pinyin_surname(struct vg_str s)
{
    enum { LONGEST = 5 };

    for (size_t i = 0; s.len <= LONGEST && i < sizeof pinyin_surnames / sizeof *pinyin_surnames;
         i++)
        if (s.len > 0 && s.p[0] == pinyin_surnames[i][0] && vg_str_is(s, pinyin_surnames[i]))
            return 1;
    return 0;
}

/* An initial (or none) and a final of pinyin at the start of `s`: the longest, in bytes. */
static size_t syllable(struct vg_str s)
{
    static const char *const initials[] = {"zh", "ch", "sh", "b", "p", "m", "f", "d",
                                           "t",  "n",  "l",  "g", "k", "h", "j", "q",
                                           "x",  "r",  "z",  "c", "s", "y", "w", ""};
    static const char *const finals[] = {
        "iang", "iong", "uang", "ang", "eng", "ing", "ong", "ian", "iao", "uai", "uan", "ai",
        "ei",   "ao",   "ou",   "an",  "en",  "in",  "un",  "ia",  "ie",  "iu",  "ua",  "uo",
        "ui",   "ue",   "ve",   "er",  "a",   "o",   "e",   "i",   "u",   "v"};
    size_t best = 0;

    for (size_t i = 0; i < sizeof initials / sizeof *initials; i++) {
        size_t n = strlen(initials[i]);

        if (s.len <= n || memcmp(s.p, initials[i], n) != 0)
            continue;
        for (size_t k = 0; k < sizeof finals / sizeof *finals; k++) {
            size_t m = strlen(finals[k]);

            if (n + m <= s.len && n + m > best && memcmp(s.p + n, finals[k], m) == 0)
                best = n + m;
        }
    }
    return best;
}

/* One or two syllables of pinyin, and nothing else. */
static int is_pinyin_given(struct vg_str s)
{
    size_t first = syllable(s), at, rest;

    if (first == 0)
        return 0;
    for (at = first; at > 0; at--) { /* xi'an or xian */
        struct vg_str tail = {s.p + at, s.len - at};

        if (at == s.len)
            return 1;
        if (syllable((struct vg_str){s.p, at}) != at)
            continue;
        if (tail.len > 0 && *tail.p == '-') {
            tail.p++;
            tail.len--;
        }
        rest = syllable(tail);
        if (rest > 0 && rest == tail.len)
            return 1;
    }
    return 0;
}

/* -- words
 * -----------------------------------------------------------------------------------------
 */
enum { WORDS = 6 };

struct words {
    struct vg_str w[WORDS];
    unsigned is[WORDS];
    size_t n;
    int has_comma;
};

static int is_in_word(char c)
{
    return (c >= 'a' && c <= 'z') || c == '-' || c == '\'' || (c & 0x80) != 0;
}

/* The words of a folded name; 0 when they are too many, or something else stands among them. */
static int split(struct vg_str s, struct words *out)
{
    size_t at = 0;

    out->n = 0;
    out->has_comma = 0;
    while (at < s.len) {
        size_t len = 0;

        while (at + len < s.len && is_in_word(s.p[at + len]))
            len++;
        if (len == 0 || out->n == WORDS || (len == 1 && s.p[at] == '-'))
            return 0;
        out->w[out->n++] = (struct vg_str){s.p + at, len};
        at += len;
        if (at < s.len && s.p[at] == '.') /* an initial */
            at++;
        if (at < s.len && s.p[at] == ',') {
            out->has_comma = 1;
            at++;
        }
        if (at < s.len && s.p[at] != ' ')
            return 0;
        at += at < s.len;
    }
    return out->n > 0;
}

struct ending {
    uint8_t n;
    char bytes[11];
};

#define END(s)                                                                                     \
    {                                                                                              \
        sizeof(s) - 1, s                                                                           \
    }

/* Does a word end so, behind something else? Asked of every word of a list, some seventy times:
 * the last byte says no nearly always. */
static int ends_in_one(struct vg_str s, const struct ending *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (s.p[s.len - 1] == list[i].bytes[list[i].n - 1] && s.len > list[i].n &&
            memcmp(s.p + s.len - list[i].n, list[i].bytes, list[i].n) == 0)
            return 1;
    return 0;
}

#define ENDS(s, list) (ends_in_one((s), (list), sizeof(list) / sizeof *(list)))

/* Somebody's son or daughter. */
static int is_patronymic(struct vg_str s)
{
    static const struct ending ending[] = {
        END("ович"),  END("евич"),  END("йович"), END("овна"), END("евна"), END("ївна"),
        END("ична"),  END("ұлы"),   END("қызы"),  END("улы"),  END("кызы"), END("оглы"),
        END("ovich"), END("evich"), END("ovna"),  END("evna"), END("kyzy"), END("qyzy"),
        END("qizi"),  END("ogli"),  END("uly")};

    return ENDS(s, ending);
}

static int has_article(struct vg_str s)
{
    return s.len > 4 && memcmp(s.p, "ال", 4) == 0;
}

/* Of a place or a tribe: العجمي. */
static int is_nisba(struct vg_str s)
{
    return has_article(s) && s.len > 8 && vg_name_ends(s, "ي");
}

static int is_family(struct vg_str s)
{
    static const struct ending ending[] = {
        END("ов"),   END("ев"),     END("ова"), END("ева"),   END("енко"), END("швили"),
        END("дзе"),  END("ян"),     END("ин"),  END("ина"),   END("ский"), END("ская"),
        END("цкий"), END("цкая"),   END("ov"),  END("ev"),    END("ova"),  END("eva"),
        END("enko"), END("shvili"), END("dze"), END("oglu"),  END("sson"), END("escu"),
        END("ski"),  END("ska"),    END("sky"), END("skaya"), END("ovic"), END("zade"),
        END("ian")};

    return ENDS(s, ending) || (vg_name_ends(s, "ez") && s.len > 4) || is_nisba(s);
}

/* Ends that hardly anything but a family name has. */
static int is_surely_family(struct vg_str s)
{
    static const struct ending ending[] = {END("ов"),     END("ев"),   END("ова"),
                                           END("ева"),    END("енко"), END("швили"),
                                           END("shvili"), END("enko"), END("oglu")};

    return s.len > ((unsigned char)*s.p >= 0x80 ? 8 : 5) && (ENDS(s, ending) || is_nisba(s));
}

/* Parts of Uyghur and Kazakh given names that are put together freely. */
static int is_given(struct vg_str s)
{
    static const struct ending ending[] = {END("گۈل"), END("جان"), END("نىسا"), END("xan"),
                                           END("gul"), END("jan"), END("nisa"), END("гүл"),
                                           END("жан"), END("бек")};
    static const char *const first[] = {"abdu", "يابدۇ", "әбді"};

    for (size_t i = 0; i < sizeof first / sizeof *first; i++)
        if (s.len > strlen(first[i]) + 2 && memcmp(s.p, first[i], strlen(first[i])) == 0)
            return 1;
    return s.len > 5 && ENDS(s, ending);
}

/* Jean-Pierre is known by its parts. */
static unsigned word_is(struct vg_str s)
{
    const char *dash = memchr(s.p, '-', s.len);
    unsigned is = vg_name_word(s);

    if (is == 0 && dash != NULL)
        is = vg_name_word((struct vg_str){s.p, (size_t)(dash - s.p)}) & ~(unsigned)LINK;
    return is;
}

/* What their ends say of words that are not listed as such. */
static void look_at_ends(struct words *w)
{
    for (size_t i = 0; i < w->n; i++) {
        if ((w->is[i] & GIVEN) == 0 && is_given(w->w[i]))
            w->is[i] |= GIVEN;
        if ((w->is[i] & FAMILY) == 0 && is_family(w->w[i]))
            w->is[i] |= FAMILY;
    }
}

static int has_place(const struct words *w)
{
    for (size_t i = 0; i < w->n; i++)
        if (w->is[i] & PLACE)
            return 1;
    return 0;
}

/* Nguyễn Văn An; two words are a place as often (Phan Thiết). */
static enum vg_names_look vietnamese_look(const struct words *w)
{
    if (w->n < 2 || w->n > 5 || (w->is[0] & (VIET | VIET_WEAK)) == 0 ||
        (w->n > 2 && (w->is[0] & VIET_WEAK) && (w->is[1] & VIET)))
        return VG_LOOKS_ORDINARY; /* a street, Đường Nguyễn Huệ */
    if (w->n > 2 && ((w->is[0] & VIET) || (w->is[1] & VIET_SECOND)))
        return VG_LOOKS_PERSON;
    return w->n == 2 && (w->is[0] & VIET) ? VG_LOOKS_MAYBE : VG_LOOKS_ORDINARY;
}

static enum vg_names_look pinyin_look(const struct words *w)
{
    if (w->n == 2 && ((is_pinyin_surname(w->w[0]) && is_pinyin_given(w->w[1])) ||
                      (is_pinyin_surname(w->w[1]) && is_pinyin_given(w->w[0]))))
        return VG_LOOKS_MAYBE;
    if (w->n == 3 && is_pinyin_surname(w->w[0]) && syllable(w->w[1]) == w->w[1].len &&
        syllable(w->w[2]) == w->w[2].len)
        return VG_LOOKS_MAYBE;
    return VG_LOOKS_ORDINARY;
}

/* James Smith, James T. Smith; Smith, James */
static int is_everyday(const struct words *w)
{
    if (w->n < 2 || w->n > 3)
        return 0;
    if (w->has_comma)
        return (w->is[1] & EVERYDAY) != 0;
    return w->w[w->n - 1].len > 1 && (w->is[0] & EVERYDAY) &&
           (w->n == 2 || w->w[1].len == 1 || (w->is[1] & EVERYDAY));
}

/* What the known among the words say together. */
static enum vg_names_look sum_look(const struct words *w)
{
    size_t given = 0, family = 0, links = 0, sure = 0;

    for (size_t i = 0; i < w->n; i++) {
        if (w->n > 1 && is_patronymic(w->w[i]))
            return VG_LOOKS_PERSON;
        if (w->is[i] & GIVEN)
            given++;
        else if (w->is[i] & FAMILY)
            family++;
        else if ((w->is[i] & LINK) || w->w[i].len == 1)
            links++;
        sure += (size_t)is_surely_family(w->w[i]);
    }
    if (w->n == 1)
        return given > 0 ? VG_LOOKS_MAYBE : VG_LOOKS_ORDINARY;
    if (w->n > 5 || w->n - links < 2)
        return w->n <= 3 && given > 0 ? VG_LOOKS_MAYBE : VG_LOOKS_ORDINARY;
    if (given > 0 && given + family > 1)
        return VG_LOOKS_PERSON;
    if (w->n - links > 3)
        return VG_LOOKS_ORDINARY;
    if (given > 0 || family > 1)
        return VG_LOOKS_MAYBE;
    return sure > 0 && w->n == 2 && !has_article(w->w[0]) ? VG_LOOKS_MAYBE : VG_LOOKS_ORDINARY;
}

/* Two or three words, of which none is a place's. */
static enum vg_names_look bare_look(const struct words *w)
{
    return w->n == 2 || w->n == 3 ? VG_LOOKS_BARE : VG_LOOKS_ORDINARY;
}

enum vg_names_look vg_names_look_words(struct vg_str folded, int is_plain)
{
    struct words w;
    enum vg_names_look look;

    if (!split(folded, &w))
        return VG_LOOKS_ORDINARY;
    for (size_t i = 0; i < w.n; i++)
        w.is[i] = word_is(w.w[i]);
    look = is_plain ? pinyin_look(&w) : vietnamese_look(&w);
    if (look == VG_LOOKS_ORDINARY && is_plain)
        look = vietnamese_look(&w);
    if (look != VG_LOOKS_ORDINARY)
        return look;
    if (has_place(&w))
        return VG_LOOKS_ORDINARY;
    if (is_everyday(&w) || (w.n > 1 && ((w.is[0] | w.is[w.n - 1]) & TITLE)))
        return VG_LOOKS_PERSON;
    look_at_ends(&w);
    look = sum_look(&w);
    return look == VG_LOOKS_ORDINARY ? bare_look(&w) : look;
}
