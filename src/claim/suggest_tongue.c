/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Rules of one language make nonsense of another: "54 stations dans 30 pays" has a
 * number and a noun for the English ones. So a text is read in the language that
 * it shows, and a paragraph that shows another one is left out. What shows none
 * (a heading, a name, a table) is read: a text of few words is more often
 * English with foreign names than anything else.
 *
 * Looking at a paragraph costs as much as a part of reading it, so English is
 * first looked for where it is free: by the ids of a few words that stand in
 * every English sentence and are words of hardly any other language.
 */
#include <string.h>

#include "base/utf8.h"
#include "claim/suggest_parts.h"
#include "read/language.h"

enum {
    FEW_WORDS = 5,    /* fewer show no language */
    ONE_IN = 16,      /* of the words; English prose has one in six */
    PROSE = 12,       /* words in lower case that a list of names does not have */
    PROSE_ONE_IN = 8, /* of those are small words; English prose has one in three */
    TORN = 2,         /* words torn by digits, and one in so many: the letters of a bad scan */
    TORN_ONE_IN = 12,
    PIECE = 4096,      /* bytes of each look at a text */
    WORD_IDS = 1 << 16 /* what uint16_t can name */
};

static int is_language(const struct vg_language *l, const char *code)
{
    return strcmp(l->language, code) == 0;
}

/* A language without a name is one that we know nothing of, unless its letters are Latin. */
static int is_unknown_script(const struct vg_language *l)
{
    return is_language(l, "und") && l->script[0] != '\0' && strcmp(l->script, "Latn") != 0;
}

const char *vg_tongue_of(struct vg_str text, struct vg_arena *a)
{
    const char *other = NULL;

    /* at the head, in the middle and at the end: a preface may be in another language */
    for (size_t i = 0; i < 3; i++) {
        size_t at = text.len <= PIECE ? 0 : (text.len - PIECE) / 2 * i;
        struct vg_language l;

        at = vg_utf8_down(text.p, text.len, at);
        l = vg_language_of((struct vg_str){text.p + at, text.len - at});
        if (is_language(&l, "en"))
            return "en";
        if (other == NULL && (!is_language(&l, "und") || is_unknown_script(&l)))
            other = vg_copyz(a, l.language);
    }
    return other == NULL ? "en" : other;
}

enum { OWN = 1, SMALL = 2 }; /* what a word is, two bits for each id */

static unsigned sort_of(const struct vg_reading *r, size_t i)
{
    unsigned id = r->s.word[i];

    return (unsigned)r->common[id / 4] >> 2 * (id % 4) & 3U;
}

static void mark(const struct vg_lexicon *lex, uint8_t *bits, const char *const *words, size_t n,
                 unsigned sort)
{
    for (size_t i = 0; i < n; i++) {
        unsigned id = vg_lex_word(lex, words[i], strlen(words[i]));

        if (id != 0)
            bits[id / 4] |= (uint8_t)(sort << 2 * (id % 4));
    }
}

void vg_tongue_begin(struct vg_reading *r, struct vg_arena *a)
{
    static const char *const own[] = {"the",  "and",  "that", "with",  "from", "been", "which",
                                      "this", "were", "they", "their", "said", "it",   "by"};
    static const char *const small[] = {"of",  "in", "for", "to", "on", "was",
                                        "are", "is", "as",  "an", "or", "who"};
    uint8_t *bits;

    r->common = NULL;
    if (strcmp(r->patterns->language, "en") != 0)
        return;
    bits = VG_NEW_ARRAY(a, uint8_t, WORD_IDS / 4);
    mark(&r->patterns->lex, bits, own, sizeof own / sizeof *own, OWN);
    mark(&r->patterns->lex, bits, small, sizeof small / sizeof *small, SMALL);
    r->common = bits;
}

struct count {
    size_t words, lower; /* and those of them in lower case */
    size_t own, small;   /* words that only English has; those and other small ones of it */
};

static struct count count_words(const struct vg_reading *r)
{
    struct count n = {0};

    for (size_t i = 0; i < r->s.n; i++) {
        unsigned sort = sort_of(r, i);
        int is_word = r->s.tok[i].kind == VG_TOKEN_WORD;

        n.words += (size_t)is_word;
        n.lower += is_word && !(r->s.tok[i].flags & VG_TOKEN_CAPITAL);
        n.own += sort & OWN;
        n.small += sort != 0;
    }
    return n;
}

/* A list of names ("San José de los Llanos, La Paz") is in no language; German prose, with its
 * capital nouns, still has most of its words in lower case. Prose without the small words of
 * English is in a language that nobody here knows. */
static int is_foreign_prose(const struct count *n, const struct vg_language *l)
{
    if (n->lower * 2 < n->words)
        return 0;
    return !is_language(l, "und") || (n->lower >= PROSE && n->small * PROSE_ONE_IN < n->lower);
}

/* A lower-case letter that touches a digit inside a word, as in "c0unted" and "stat1ons". */
static int is_torn_word(const struct vg_reading *r, size_t i)
{
    const struct vg_token *t = &r->s.tok[i];
    const char *p = r->s.text;

    if (t->kind != VG_TOKEN_WORD && t->kind != VG_TOKEN_CODE)
        return 0;
    for (size_t k = t->start; k + 2 < t->end; k++)
        if (p[k] >= 'a' && p[k] <= 'z' && p[k + 1] >= '0' && p[k + 1] <= '9' && p[k + 2] >= 'a' &&
            p[k + 2] <= 'z')
            return 1;
    return 0;
}

int vg_tongue_is_noise(const struct vg_reading *r)
{
    size_t words = 0, torn = 0;

    for (size_t i = 0; i < r->s.n; i++) {
        words += r->s.tok[i].kind != VG_TOKEN_MARK;
        torn += r->s.word[i] == 0 && (size_t)is_torn_word(r, i);
    }
    return torn >= TORN && torn * TORN_ONE_IN >= words;
}

int vg_tongue_is_other(const struct vg_reading *r)
{
    size_t from = r->s.tok[0].start, to = r->s.tok[r->s.n - 1].end;
    struct vg_language l;
    struct count n;
    /* until something English has been met, what shows no language is in that of the text */
    int among_others = r->is_among_others && r->n_read == 0;

    if (r->common == NULL)
        return 0;
    n = count_words(r);
    if (n.own > 0 && n.own * ONE_IN >= n.words)
        return 0;
    if (n.words < FEW_WORDS)
        return among_others;
    l = vg_language_of((struct vg_str){r->s.text + from, to - from});
    if (is_language(&l, "en") || is_language(&l, "zh"))
        return 0;
    if (strcmp(l.script, "Latn") != 0 && l.script[0] != '\0')
        return 1;
    return among_others || is_foreign_prose(&n, &l);
}
