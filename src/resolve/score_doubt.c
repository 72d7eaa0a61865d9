/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Where a place is all the name that a body has, the place has to be one and the rest the same:
 * Zhejiang University is not Zhejiang University of Technology, and Suzhou University may be of
 * either Suzhou.
 */
#include <string.h>

#include "resolve/area.h"
#include "resolve/score_parts.h"

enum { AREAS = 16 /* of one word; of more the rest is left out */ };

struct areas {
    vg_area ids[AREAS];
    size_t n;
};

/* What a word means as a place. */
static struct areas areas_of(const struct vg_name_part *p)
{
    struct areas out = {.n = 0};

    if (p->script == VG_SCRIPT_HAN)
        out.n = vg_area_named(p->text, 1, out.ids, AREAS);
    else if (p->script == VG_SCRIPT_LATIN && p->n_forms > 0)
        out.n = vg_area_named(p->forms[0], 0, out.ids, AREAS);
    return out;
}

static int is_area(const struct vg_name_part *p)
{
    return areas_of(p).n > 0;
}

static int is_near(vg_area a, const struct areas *s)
{
    for (size_t i = 0; i < s->n; i++) {
        if (vg_area_within(a, s->ids[i]) || vg_area_within(s->ids[i], a))
            return 1;
    }
    return s->n == 0;
}

/* The places of part `i`, as far as those of the name's other words allow. */
static struct areas narrowed(const struct vg_scored_name *name, size_t i)
{
    struct areas own = areas_of(&name->parts[i]);

    for (size_t k = 0; k < name->n && own.n > 1; k++) {
        const struct areas other = k == i ? (struct areas){.n = 0} : areas_of(&name->parts[k]);
        size_t n = 0;

        for (size_t x = 0; x < own.n; x++) {
            if (is_near(own.ids[x], &other))
                own.ids[n++] = own.ids[x];
        }
        own.n = n > 0 ? n : own.n;
    }
    return own;
}

int vg_score_is_level(const struct vg_name_part *p)
{
    /* "city" first: it is one of 市 only, for there are City Universities */
    static const char *const words[] = {"city",       "municipal", "municipality", "province",
                                        "provincial", "county",    "district"};

    if (p->is != VG_NP_GENERAL || p->n_forms == 0 || memchr("cmpd", p->forms[0].p[0], 4) == NULL)
        return 0; /* most words */
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (vg_str_is(p->forms[0], words[i]))
            return i > 0 || p->script == VG_SCRIPT_HAN;
    }
    return 0;
}

static int is_own_word(const struct vg_np_pair *p)
{
    return p->is != VG_NP_GENERAL && p->is != VG_NP_PLACE && p->is != VG_NP_PARTICLE &&
           p->is != VG_NP_NUMBER && p->is != VG_NP_ACRONYM;
}

/* The one part of a side, or the first of several as one word. */
static size_t part_of(uint32_t parts)
{
    return (size_t)__builtin_ctz(parts);
}

static int is_single(uint32_t parts)
{
    return __builtin_popcount(parts) == 1;
}

static int is_place(const struct vg_scored_name *left, const struct vg_scored_name *right,
                    const struct vg_np_pair *p)
{
    return (is_single(p->left) && is_area(&left->parts[part_of(p->left)])) ||
           (is_single(p->right) && is_area(&right->parts[part_of(p->right)]));
}

/* Only where it is read: the same letters are one name, whatever place it is. */
static int is_open(const struct vg_scored_name *left, const struct vg_scored_name *right,
                   const struct vg_np_pair *p)
{
    if (left->parts[part_of(p->left)].script == right->parts[part_of(p->right)].script)
        return 0;
    return (is_single(p->left) && narrowed(left, part_of(p->left)).n > 1) ||
           (is_single(p->right) && narrowed(right, part_of(p->right)).n > 1);
}

/* Is a word left over that is no place? */
static int has_more(const struct vg_scored_name *name, uint32_t used)
{
    for (size_t i = 0; i < name->n; i++) {
        const struct vg_name_part *p = &name->parts[i];

        if ((used & (1U << i)) == 0 && p->is != VG_NP_PARTICLE && p->is != VG_NP_PLACE &&
            !vg_score_is_level(p) && !is_area(p))
            return 1;
    }
    return 0;
}

static int has_level(const struct vg_scored_name *name, uint32_t used)
{
    for (size_t i = 0; i < name->n; i++) {
        if ((used & (1U << i)) == 0 && vg_score_is_level(&name->parts[i]))
            return 1;
    }
    return 0;
}

const char *vg_score_doubt(const struct vg_scored_name *left, const struct vg_scored_name *right,
                           const struct vg_np_pair *pairs, size_t n, uint32_t used_left,
                           uint32_t used_right)
{
    size_t weak = 0, places = 0, open = 0, countries = 0;
    int more;

    for (size_t i = 0; i < n; i++) {
        countries += pairs[i].is == VG_NP_PLACE;
        if (!is_own_word(&pairs[i]))
            continue;
        if (pairs[i].level == VG_NP_WEAK)
            weak++;
        else if (!is_place(left, right, &pairs[i]))
            return NULL;
        else if (++places > 0 && is_open(left, right, &pairs[i]))
            open++;
    }
    more = has_more(left, used_left) || has_more(right, used_right) ||
           (has_level(left, used_left) && has_level(right, used_right));
    if ((places > 0 && (weak > 0 || more)) || (countries > 0 && weak == 0 && more))
        return "place-alone";
    if (open > 0)
        return "place-open";
    return weak > 0 && places + countries == 0 ? "weak-alone" : NULL;
}

/* -- places left over ----------------------------------------------------------------------------
 */

/* The places of the words of a side that are not used, of all of them together. */
static struct areas left_places(const struct vg_scored_name *name, uint32_t used)
{
    struct areas out = {.n = 0};

    for (size_t i = 0; i < name->n && out.n == 0; i++) {
        if ((used & (1U << i)) == 0)
            out = areas_of(&name->parts[i]);
    }
    return out;
}

int vg_score_places_differ(const struct vg_scored_name *left, const struct vg_scored_name *right,
                           uint32_t used_left, uint32_t used_right)
{
    const struct areas a = left_places(left, used_left);
    const struct areas b = a.n > 0 ? left_places(right, used_right) : (struct areas){.n = 0};

    for (size_t i = 0; i < a.n; i++) {
        if (is_near(a.ids[i], &b))
            return 0;
    }
    return a.n > 0 && b.n > 0;
}

/* -- brackets ----------------------------------------------------------------------------------
 */

/* The tokens from the last opening bracket to the closing one, joined as keys of places are; 0:
 * there are none, or more than a place's name can have. */
static size_t bracketed(const struct vg_name *name, int *is_han, char out[VG_SOUND_MOST])
{
    const struct vg_str s = name->surface;
    size_t from = s.len, to, n = 0;

    while (from > 0 && s.p[from - 1] != '(' &&
           (from < 3 || memcmp(s.p + from - 3, "\uff08", 3) != 0))
        from--;
    for (to = from; from > 0 && to < s.len; to++) {
        if (s.p[to] == ')' || (s.len - to >= 3 && memcmp(s.p + to, "\uff09", 3) == 0))
            break;
    }
    *is_han = 0;
    for (size_t i = 0; i < name->n && from > 0; i++) {
        const struct vg_name_token *t = &name->tokens[i];

        if (t->at < from || t->at >= to)
            continue;
        if (n + t->text.len > VG_SOUND_MOST || (n > 0 && (t->script == VG_SCRIPT_HAN) != *is_han))
            return 0;
        *is_han = t->script == VG_SCRIPT_HAN;
        memcpy(out + n, t->text.p, t->text.len);
        n += t->text.len;
    }
    return n;
}

static struct areas in_brackets(const struct vg_name *name)
{
    struct areas out = {.n = 0};
    char text[VG_SOUND_MOST];
    int is_han;
    const size_t n = bracketed(name, &is_han, text);

    if (n > 0)
        out.n = vg_area_named((struct vg_str){text, n}, is_han, out.ids, AREAS);
    return out;
}

int vg_score_brackets_differ(const struct vg_scored_name *left, const struct vg_scored_name *right)
{
    const struct areas a = in_brackets(left->name),
                       b = a.n > 0 ? in_brackets(right->name) : (struct areas){.n = 0};

    for (size_t i = 0; i < a.n; i++) {
        if (is_near(a.ids[i], &b))
            return 0;
    }
    return a.n > 0 && b.n > 0;
}
