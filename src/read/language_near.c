/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Words by hand: such as news, notices and letters are full of, and in which the two always
 * differ. One with a hyphen at its end is the beginning of a word.
 */
#include "read/language_near.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

enum {
    PAIRS = 2,
    WORD = 48,  /* bytes of a word; what is longer is none of the list */
    ENOUGH = 6, /* votes more for the one than for the other: it is that one */
};

static const char *const codes[PAIRS][2] = {{"hr", "sr-Latn"}, {"id", "ms"}};

enum { MOST = 320 };

/* clang-format off */
static const struct near_word {
    const char *word;
    int vote;
} near_words[PAIRS][MOST] = {
#include "read/language_near.inc"
};
/* clang-format on */

static int pair_of(const char *code)
{
    for (int i = 0; i < PAIRS; i++)
        if (strcmp(code, codes[i][0]) == 0 || strncmp(code, codes[i][1], 2) == 0)
            return i;
    return -1;
}

struct vg_twins vg_twins_begin(const char *code)
{
    return (struct vg_twins){pair_of(code), 0};
}

int vg_twins_is_pair(const char *a, const char *b)
{
    int pair = pair_of(a);

    return pair >= 0 && pair == pair_of(b);
}

static size_t count_of(int pair)
{
    size_t n = 0;

    while (n < MOST && near_words[pair][n].word != NULL)
        n++;
    return n;
}

static int compare(const void *key, const void *of)
{
    return strcmp(key, ((const struct near_word *)of)->word);
}

/* What the word says, or the longest beginning of it that is listed. */
static int vote_of(int pair, size_t count, char word[WORD + 2], size_t n)
{
    const struct near_word *found;

    word[n] = '\0';
    found = bsearch(word, near_words[pair], count, sizeof *found, compare);
    for (size_t k = n; found == NULL && k > 1; k--) {
        word[k] = '-';
        word[k + 1] = '\0';
        found = bsearch(word, near_words[pair], count, sizeof *found, compare);
    }
    return found == NULL ? 0 : found->vote;
}

static int is_letter(uint32_t c)
{
    return (c | 0x20U) - 'a' < 26 || (c >= 0xc0 && c < 0x250) || c == '-';
}

void vg_twins_take(struct vg_twins *n, struct vg_str text)
{
    size_t count = n->pair < 0 ? 0 : count_of(n->pair), len = 0, at = 0;
    char word[WORD + 2];

    while (count > 0 && at < text.len && abs(n->votes) < ENOUGH) {
        uint32_t c;
        size_t of = vg_utf8_next(text.p + at, text.len - at, &c);

        if (is_letter(c)) {
            for (size_t i = 0; i < of && len < WORD; i++)
                word[len++] = (char)(text.p[at + i] | (c < 0x80 ? 0x20 : 0));
        } else {
            n->votes += len > 1 ? vote_of(n->pair, count, word, len) : 0;
            len = 0;
        }
        at += of;
    }
    if (count > 0 && len > 1)
        n->votes += vote_of(n->pair, count, word, len);
}

const char *vg_twins_end(const struct vg_twins *n, const char *code)
{
    if (n->pair < 0 || n->votes == 0)
        return code;
    return codes[n->pair][n->votes > 0 ? 0 : 1];
}
