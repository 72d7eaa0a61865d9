/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The few things that checks read out of words: lists and distances, no grammar. */
#include <string.h>

#include "base/utf8.h"
#include "claim/rules.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static int is_letter(char c)
{
    return (lower(c) >= 'a' && lower(c) <= 'z') || (unsigned char)c >= 0x80;
}

static int begins_here(struct vg_str text, size_t at, const char *word, size_t n)
{
    if (text.len - at < n)
        return 0;
    for (size_t i = 0; i < n; i++)
        if (lower(text.p[at + i]) != word[i])
            return 0;
    return 1;
}

/* ASCII words must begin and end at a word border; others stand anywhere. */
int vg_holds_word(struct vg_str text, const char *word)
{
    size_t n = strlen(word);
    int ascii = (unsigned char)word[0] < 0x80;

    for (size_t i = 0; i + n <= text.len; i++) {
        if (lower(text.p[i]) != word[0] || !begins_here(text, i, word, n))
            continue;
        if (!ascii || ((i == 0 || !is_letter(text.p[i - 1])) &&
                       (i + n == text.len || !is_letter(text.p[i + n]) ||
                        (unsigned char)text.p[i + n] >= 0x80)))
            return 1;
    }
    return 0;
}

static int holds_one(struct vg_str text, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (vg_holds_word(text, words[i]))
            return 1;
    return 0;
}

int vg_is_unnamed(const char *name)
{
    static const char *const words[] = {"unnamed", "unknown", "anonymous", "not named",
                                        "未具名",  "匿名",    "佚名"};

    return name == NULL || name[0] == '\0' || holds_one(vg_str(name), words, COUNT(words));
}

/*
 * Words that judge instead of naming, used by every side of the field: collected
 * by us from the usage of governments, monitors and press. They stay as the
 * source printed them, inside quotation.
 */
int vg_is_loaded(struct vg_str text)
{
    static const char *const words[] = {
        "regime",   "so-called", "fugitive",   "fugitives",  "thug",           "thugs",
        "henchmen", "puppet",    "puppets",    "traitor",    "traitors",       "lackeys",
        "smear",    "notorious", "evil",       "brutal",     "sinister",       "spy den",
        "terror",   "terrorist", "terrorists", "crackdown",  "long-arm",       "infamous",
        "slander",  "rumour",    "scum",       "separatist", "hostile forces", "anti-state",
        "所谓",     "反华",      "敌对势力",   "汉奸",       "走狗",           "暴徒",
        "抹黑",     "造谣",      "逃犯",       "外逃",       "分裂",           "政权",
        "所謂",     "敵對勢力",  "漢奸",       "政權"};

    return holds_one(text, words, COUNT(words));
}

int vg_says_number(struct vg_str text)
{
    static const char *const words[] = {
        "one",     "two",   "three",  "four",     "five",      "six",     "seven",   "eight",
        "nine",    "ten",   "eleven", "twelve",   "thirteen",  "fifteen", "twenty",  "thirty",
        "forty",   "fifty", "sixty",  "seventy",  "eighty",    "ninety",  "hundred", "thousand",
        "million", "dozen", "dozens", "hundreds", "thousands", "couple",  "一",      "二",
        "两",      "兩",    "三",     "四",       "五",        "六",      "七",      "八",
        "九",      "十",    "百",     "千",       "万",        "萬"};

    for (size_t i = 0; i < text.len; i++)
        if (text.p[i] >= '0' && text.p[i] <= '9')
            return 1;
    return holds_one(text, words, COUNT(words));
}

int vg_has_token(const char *predicate, const char *word)
{
    size_t n = strlen(word);

    for (const char *p = predicate; p != NULL && *p != '\0';) {
        size_t len = strcspn(p, "-");

        if (len == n && strncmp(p, word, n) == 0)
            return 1;
        p += len + (p[len] == '-');
    }
    return 0;
}

int vg_ordinal_in(const char *predicate)
{
    static const char *const words[] = {"first", "second",  "third",  "fourth", "fifth",
                                        "sixth", "seventh", "eighth", "ninth",  "tenth"};

    for (size_t i = 0; i < COUNT(words); i++)
        if (vg_has_token(predicate, words[i]))
            return (int)i + 1;
    return 0;
}

int vg_compares(const char *predicate)
{
    static const char *const words[] = {"than",   "most",  "least",  "more",    "fewer",
                                        "higher", "lower", "larger", "largest", "biggest",
                                        "main",   "worse", "worst",  "highest"};

    for (size_t i = 0; i < COUNT(words); i++)
        if (vg_has_token(predicate, words[i]))
            return 1;
    return 0;
}

struct vg_str vg_next_word(struct vg_str text, size_t *at)
{
    struct vg_str w = {0};

    while (*at < text.len && !is_letter(text.p[*at]))
        (*at)++;
    w.p = text.p + *at;
    while (*at < text.len && is_letter(text.p[*at]))
        (*at)++;
    w.len = (size_t)(text.p + *at - w.p);
    return w;
}

enum { LONGEST_WORD = 63 };

size_t vg_edit_distance(struct vg_str a, struct vg_str b, size_t most)
{
    size_t row[LONGEST_WORD + 1];

    if (a.len > LONGEST_WORD || b.len > LONGEST_WORD ||
        (a.len > b.len ? a.len - b.len : b.len - a.len) > most)
        return most + 1;
    for (size_t j = 0; j <= b.len; j++)
        row[j] = j;
    for (size_t i = 1; i <= a.len; i++) {
        size_t corner = row[0];

        row[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            size_t swap = corner + (lower(a.p[i - 1]) != lower(b.p[j - 1]));
            size_t step = (row[j] < row[j - 1] ? row[j] : row[j - 1]) + 1;

            corner = row[j];
            row[j] = swap < step ? swap : step;
        }
    }
    return row[b.len] <= most ? row[b.len] : most + 1;
}
