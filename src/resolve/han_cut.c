/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * From the end to the start: for each character, and for what may stand before it, the cheapest
 * way to cut the rest. The costs say no more than the header's order of preference.
 */
#include "resolve/han_cut.h"

#include "base/utf8.h"

enum {
    UNKNOWN = 10, /* a character that no word takes */
    LONELY = 13,  /* one of them alone */
    WORD = 1,
    SINGLE = 3, /* a word of one character */
    NEVER = 1 << 28
};

/* What stands before a character. */
enum before {
    AT_START,
    AT_WORD,
    AT_SINGLE,  /* a word of one character: a word follows, or the end */
    AT_LONELY,  /* a single unknown one: a word of two and more follows, or the end */
    IN_STRETCH, /* the first unknown one of several: another follows */
    AT_STRETCH, /* unknown ones */
    BEFORE_KINDS
};

struct way {
    int cost;
    uint16_t to;  /* the character behind the next piece */
    uint8_t then; /* enum before, there */
    const struct vg_name_word *word;
};

struct place {
    uint16_t off; /* bytes before the character */
    struct way best[BEFORE_KINDS];
};

static void offer(struct way *best, struct way w)
{
    if (w.cost < best->cost)
        *best = w;
}

static int is_of_bodies(const struct vg_name_word *w)
{
    return w != NULL && (w->flags & ~(unsigned)(VG_WORD_SURNAME | VG_WORD_GIVEN)) != 0;
}

static struct vg_str between(struct vg_str text, const struct place *from, const struct place *to)
{
    return (struct vg_str){text.p + from->off, (size_t)to->off - from->off};
}

/* The cheapest way that begins with a word of two characters or more, of equals the shortest. */
static struct way long_word(const struct vg_name_words *w, struct vg_str text,
                            const struct place *p, size_t i, size_t n)
{
    const size_t most = vg_name_words_longest(w, between(text, &p[i], &p[i + 1]));
    struct way best = {.cost = NEVER};

    for (size_t k = i + 2; k <= n && (size_t)p[k].off - p[i].off <= most; k++) {
        const int cost = p[k].best[AT_WORD].cost + WORD;
        const struct vg_name_word *one;

        if (cost >= best.cost)
            continue;
        one = vg_name_words_get(w, between(text, &p[i], &p[k]));
        if (is_of_bodies(one))
            best = (struct way){cost, (uint16_t)k, AT_WORD, one};
    }
    return best;
}

static struct way single_word(const struct vg_name_words *w, struct vg_str text,
                              const struct place *p, size_t i)
{
    const struct vg_name_word *one = vg_name_words_get(w, between(text, &p[i], &p[i + 1]));

    if (!is_of_bodies(one))
        return (struct way){.cost = NEVER};
    return (struct way){p[i + 1].best[AT_SINGLE].cost + SINGLE, (uint16_t)(i + 1), AT_SINGLE, one};
}

static void weigh(const struct vg_name_words *w, struct vg_str text, struct place *p, size_t i,
                  size_t n)
{
    const struct way word = long_word(w, text, p, i, n), single = single_word(w, text, p, i);
    const uint16_t on = (uint16_t)(i + 1);
    struct way *best = p[i].best;

    for (size_t k = 0; k < BEFORE_KINDS; k++)
        best[k] = k == IN_STRETCH ? (struct way){.cost = NEVER} : word;
    offer(&best[AT_WORD], single);
    offer(&best[AT_SINGLE], single);
    offer(&best[AT_STRETCH], single);
    for (size_t k = AT_START; k <= AT_WORD; k++) {
        offer(&best[k],
              (struct way){p[on].best[AT_LONELY].cost + UNKNOWN + LONELY, on, AT_LONELY, NULL});
        offer(&best[k], (struct way){p[on].best[IN_STRETCH].cost + UNKNOWN, on, IN_STRETCH, NULL});
    }
    for (size_t k = IN_STRETCH; k <= AT_STRETCH; k++)
        offer(&best[k], (struct way){p[on].best[AT_STRETCH].cost + UNKNOWN, on, AT_STRETCH, NULL});
}

/* Follow the cheapest way; unknown characters beside each other are one piece. */
static size_t walk(const struct place *p, size_t n, struct vg_han_piece *out)
{
    uint8_t before = AT_START;
    size_t count = 0;

    for (size_t i = 0; i < n;) {
        const struct way *w = &p[i].best[before];
        const uint16_t len = (uint16_t)(p[w->to].off - p[i].off);

        if (w->word == NULL && count > 0 && out[count - 1].word == NULL)
            out[count - 1].n = (uint16_t)(out[count - 1].n + len);
        else
            out[count++] = (struct vg_han_piece){p[i].off, len, w->word};
        before = w->then;
        i = w->to;
    }
    return count;
}

size_t vg_han_cut(const struct vg_name_words *w, struct vg_str text,
                  struct vg_han_piece out[VG_HAN_CUT_CHARS])
{
    struct place p[VG_HAN_CUT_CHARS + 1];
    size_t n = 0, at = 0;

    while (at < text.len && n < VG_HAN_CUT_CHARS) {
        uint32_t c;

        p[n++].off = (uint16_t)at;
        at += vg_utf8_next(text.p + at, text.len - at, &c);
    }
    p[n].off = (uint16_t)at;
    for (size_t k = 0; k < BEFORE_KINDS; k++)
        p[n].best[k] = (struct way){.cost = k == IN_STRETCH ? NEVER : 0};
    for (size_t i = n; i-- > 0;)
        weigh(w, text, p, i, n);
    return walk(p, n, out);
}
