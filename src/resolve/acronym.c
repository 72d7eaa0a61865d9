/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Which letters of the initials are spoken for after each part is a set of bits; a part moves every
 * bit by each of the ways in which it may be abbreviated.
 */
#include <string.h>

#include "resolve/score_parts.h"

static int is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

int vg_score_is_acronym(const struct vg_scored_name *name, size_t part)
{
    const struct vg_name_part *p = &name->parts[part];
    const struct vg_str s = name->name->surface;

    if (p->script != VG_SCRIPT_LATIN || p->n_forms == 0 || p->len < VG_ACRONYM_LEAST ||
        p->len > VG_ACRONYM_MOST || p->forms[0].len != p->len || p->word != NULL ||
        (p->is != VG_NP_SHORT && p->is != VG_NP_WORD))
        return 0;
    for (size_t i = p->at; i < (size_t)p->at + p->len && i < s.len; i++) {
        if (!is_capital(s.p[i]))
            return 0;
    }
    if (name->n == 1)
        return 1;
    for (size_t i = 0; i < s.len; i++) {
        if ((s.p[i] >= 'a' && s.p[i] <= 'z') || (unsigned char)s.p[i] >= 0xe3)
            return 1;
    }
    return 0;
}

/* -- the ways of one part -------------------------------------------------------------------- */

/* Move the bits by one letter. */
static unsigned by_letter(unsigned on, char c, struct vg_str letters)
{
    unsigned out = 0;

    for (size_t i = 0; i < letters.len; i++) {
        if ((on & (1U << i)) != 0 && letters.p[i] == c)
            out |= 1U << (i + 1);
    }
    return out;
}

static unsigned by_words(unsigned on, struct vg_str bag, struct vg_str letters)
{
    int is_first = 1;

    for (size_t i = 0; i < bag.len; i++) {
        if (is_first)
            on = by_letter(on, bag.p[i], letters);
        is_first = bag.p[i] == ' ';
    }
    return on;
}

/* The longest syllable that leaves a reading to its end; readings of two and three are usual. */
static unsigned by_syllables(unsigned on, struct vg_str reading, struct vg_str letters)
{
    for (size_t at = 0; at < reading.len && on != 0;) {
        const unsigned ends = vg_sound_syllable((struct vg_str){reading.p + at, reading.len - at});
        size_t n = 6;

        on = by_letter(on, reading.p[at], letters);
        while (n > 0 && (ends & (1U << n)) == 0)
            n--;
        if (n == 0)
            return 0;
        at += n;
    }
    return on;
}

static unsigned by_part(unsigned on, const struct vg_name_part *p, struct vg_str letters)
{
    unsigned out = vg_score_is_level(p) ? on : 0;

    if (p->word != NULL && p->word->bags != NULL) {
        for (size_t i = 0; i < p->word->n_forms; i++)
            out |= by_words(on, p->word->bags[i], letters);
    }
    for (size_t i = 0; i < p->n_forms; i++) {
        out |= by_letter(on, p->forms[i].p[0], letters);
        if (p->pinyin > 1 && i == 0)
            out |= by_syllables(on, p->forms[i], letters);
    }
    return out;
}

int vg_score_initials(const struct vg_scored_name *name, size_t from, size_t to,
                      struct vg_str letters)
{
    const unsigned all = 1U << letters.len;
    unsigned on = 1, turned;

    for (size_t i = from; i < to && on != 0; i++)
        on = by_part(on, &name->parts[i], letters);
    if ((on & all) != 0)
        return 1;
    turned = by_part(1, &name->parts[to - 1], letters);
    for (size_t i = from; i + 1 < to && turned != 0; i++)
        turned = by_part(turned, &name->parts[i], letters);
    return (turned & all) != 0;
}

/* -- of a whole name ------------------------------------------------------------------------- */

size_t vg_score_own_initials(const struct vg_scored_name *name, char out[VG_ACRONYM_MOST])
{
    size_t n = 0;

    for (size_t i = 0; i < name->n; i++) {
        const struct vg_name_part *p = &name->parts[i];
        const struct vg_str bag = p->word != NULL && p->word->bags != NULL ? p->word->bags[0]
                                  : p->n_forms > 0                         ? p->forms[0]
                                                                           : (struct vg_str){0};
        int is_first = 1;

        if (vg_score_is_level(p))
            continue;
        for (size_t k = 0; k < bag.len; k++) {
            if (is_first && n == VG_ACRONYM_MOST)
                return 0;
            if (is_first)
                out[n++] = bag.p[k];
            is_first = bag.p[k] == ' ';
        }
    }
    return n < VG_ACRONYM_LEAST ? 0 : n;
}
