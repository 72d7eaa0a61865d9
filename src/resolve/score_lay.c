/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Parts beside each other. Each pair of parts, and of one part with two or three neighbours as one
 * word ("PolPot", "Patr ushev"), that is alike is a candidate; the heaviest is taken first, ties
 * by place, until none is left that meets no taken part.
 */
#include <string.h>

#include "resolve/score_parts.h"
#include "resolve/sound.h"
#include "resolve/sound_across.h"

enum { JOINED = 4, CANDIDATES = 192, FORM_MOST = 128, INITIALS = 4 /* of a name, looked at */ };

static int is_known(const struct vg_name_part *p, unsigned flags)
{
    return p->word != NULL && (p->word->flags & flags) != 0;
}

/* Two words that are both known are two words, however near; and two readings of Mandarin. */
static int are_apart(const struct vg_name_part *a, const struct vg_name_part *b, int as_person)
{
    if (as_person && is_known(a, VG_WORD_GIVEN | VG_WORD_SURNAME) &&
        is_known(b, VG_WORD_GIVEN | VG_WORD_SURNAME))
        return 1;
    if (as_person && a->pinyin > 0 && b->pinyin > 0)
        return 1;
    if (!as_person && a->is != VG_NP_WORD && b->is != VG_NP_WORD)
        return 1;
    /* what a character reads as is certain: Guangxi is no slip for Jiangxi */
    if (!as_person && (a->script == VG_SCRIPT_HAN) != (b->script == VG_SCRIPT_HAN) &&
        a->pinyin > 0 && b->pinyin > 0)
        return 1;
    return a->is == VG_NP_NUMBER && b->is == VG_NP_NUMBER;
}

/* Letters that scripts which write by sound do not tell apart, as one; '\0' what is no consonant.
 */
static char consonant(char c)
{
    switch (c) {
    case 'p':
        return 'b';
    case 'r':
        return 'l';
    case 'c':
    case 'q':
    case 'g':
    case 'x':
        return 'k';
    case 'z':
        return 's';
    case 'd':
        return 't';
    case 'v':
        return 'f';
    case 'a':
    case 'e':
    case 'i':
    case 'o':
    case 'u':
    case 'y':
    case 'w':
    case 'h':
        return '\0';
    default:
        return c;
    }
}

size_t vg_np_skeleton(struct vg_str form, char *out)
{
    size_t n = 0;

    for (size_t i = 0; i < form.len && n < VG_SOUND_MOST; i++) {
        const char c = consonant(form.p[i]);

        if (c != '\0' && (n == 0 || out[n - 1] != c))
            out[n++] = c;
    }
    return n;
}

static int is_by_sound(const struct vg_name_part *p)
{
    return p->script == VG_SCRIPT_ARABIC || p->script == VG_SCRIPT_HEBREW ||
           p->script == VG_SCRIPT_KANA || p->script == VG_SCRIPT_OTHER ||
           (p->script == VG_SCRIPT_HAN && p->is == VG_NP_NAME && p->pinyin != 1);
}

static enum vg_np_level skeletons_alike(const struct vg_name_part *a, const struct vg_name_part *b)
{
    char left[VG_SOUND_MOST], right[VG_SOUND_MOST];
    size_t n;

    if (a->script == b->script || (!is_by_sound(a) && !is_by_sound(b)) || a->n_forms == 0 ||
        b->n_forms == 0)
        return VG_NP_LEVELS;
    n = vg_np_skeleton(a->forms[0], left);
    if (n < 2 || vg_np_skeleton(b->forms[0], right) != n || memcmp(left, right, n) != 0)
        return VG_NP_LEVELS;
    return n > 2 ? VG_NP_NEAR : VG_NP_WEAK;
}

/* Scripts that leave vowels out, against Latin: word, and what words it is made of are none. */
static int is_across(const struct vg_name_part *a, const struct vg_name_part *b)
{
    return (a->script == VG_SCRIPT_ARABIC || a->script == VG_SCRIPT_HEBREW) &&
           b->script == VG_SCRIPT_LATIN && !is_known(a, VG_WORD_FOREIGN);
}

static enum vg_np_level across_level(enum vg_sound s)
{
    static const uint8_t levels[] = {VG_NP_LEVELS, VG_NP_WEAK, VG_NP_NEAR, VG_NP_VARIANT};

    return (enum vg_np_level)levels[s];
}

static enum vg_np_level sounds_alike(const struct vg_name_part *a, const struct vg_name_part *b)
{
    if (is_across(b, a)) {
        const struct vg_name_part *t = a;

        a = b;
        b = t;
    } else if (!is_across(a, b)) {
        return skeletons_alike(a, b);
    }
    if (a->n_forms == 0 || b->n_forms == 0 || b->is == VG_NP_GENERAL)
        return VG_NP_LEVELS;
    return across_level(vg_sound_across(a->forms[0], b->forms[0]));
}

/* The likest of their forms; the letters of two tell most of them apart. */
static enum vg_sound forms_alike(const struct vg_name_part *a, const struct vg_name_part *b,
                                 enum vg_sound from)
{
    enum vg_sound best = VG_SOUND_UNLIKE;

    if (from == VG_SOUND_EQUAL && a->n_forms == 1 && b->n_forms == 1 &&
        a->forms[0].len != b->forms[0].len)
        return best; /* the usual case */

    for (size_t i = 0; i < a->n_forms; i++) {
        for (size_t j = 0; j < b->n_forms; j++) {
            const struct vg_str x = a->forms[i], y = b->forms[j];
            enum vg_sound one;

            if (!vg_sound_may(x.len, a->letters[i], y.len, b->letters[j], from))
                continue;
            one = vg_sound_from(x, y, from);
            if (one > best)
                best = one;
        }
    }
    return best;
}

static int initial_fits(const struct vg_name_part *a, const struct vg_name_part *b)
{
    return (a->is == VG_NP_INITIAL) != (b->is == VG_NP_INITIAL) && a->n_forms > 0 &&
           b->n_forms > 0 && a->forms[0].p[0] == b->forms[0].p[0] && b->is != VG_NP_NUMBER;
}

static enum vg_np_level level_of(enum vg_sound s)
{
    return s == VG_SOUND_EQUAL ? VG_NP_EQUAL : s == VG_SOUND_NEAR ? VG_NP_NEAR : VG_NP_WEAK;
}

/* Two spellings of a name (Сергій, Sergei), rather than a short form or another tongue's: Charles
 * and Carlos are two men as a rule. */
static int is_respelt(const struct vg_name_part *a, const struct vg_name_part *b)
{
    char left[VG_SOUND_KEYS][VG_SOUND_MOST], right[VG_SOUND_KEYS][VG_SOUND_MOST];
    size_t n[VG_SOUND_KEYS], m[VG_SOUND_KEYS];
    enum vg_sound sound;

    if (a->n_forms == 0 || b->n_forms == 0 || a->forms[0].len < 5 || b->forms[0].len < 5)
        return 0;
    sound = vg_sound(a->forms[0], b->forms[0]);
    if (a->script != b->script)
        return sound != VG_SOUND_UNLIKE;
    vg_sound_keys(a->forms[0], left, n);
    vg_sound_keys(b->forms[0], right, m);
    return sound >= VG_SOUND_NEAR && n[0] > 0 && n[0] == m[0] &&
           memcmp(left[0], right[0], n[0]) == 0;
}

/* A reading as the south has it. */
static int is_southern(const struct vg_name_part *a, const struct vg_name_part *b)
{
    return (a->script == VG_SCRIPT_HAN) != (b->script == VG_SCRIPT_HAN) && a->is == VG_NP_WORD &&
           b->is == VG_NP_WORD && a->pinyin > 1 && b->pinyin > 1 &&
           vg_sound_southern(a->forms[0], b->forms[0]);
}

/* Characters are compared as such: what is one word in English may be two in Chinese (理工大学 and
 * 工业大学), and what reads alike is written otherwise on purpose (福州 and 抚州). */
static enum vg_np_level characters_alike(const struct vg_name_part *a, const struct vg_name_part *b)
{
    if (vg_str_cmp(a->text, b->text) == 0)
        return VG_NP_EQUAL;
    return a->word == NULL && b->word == NULL && a->n_forms > 0 && b->n_forms > 0 &&
                   a->pinyin > 1 && vg_str_cmp(a->forms[0], b->forms[0]) == 0
               ? VG_NP_WEAK
               : VG_NP_LEVELS;
}

/* Are the texts of parts one behind the other this text? */
static int is_joined_text(const struct vg_name_part *many, size_t n, struct vg_str text)
{
    size_t at = 0;

    for (size_t i = 0; i < n; i++) {
        if (at + many[i].text.len > text.len ||
            memcmp(text.p + at, many[i].text.p, many[i].text.len) != 0)
            return 0;
        at += many[i].text.len;
    }
    return at == text.len;
}

/* What two parts are evidence of: the level, VG_NP_LEVELS for none; *is the feature. */
static enum vg_np_level compare(const struct vg_name_part *a, const struct vg_name_part *b,
                                int as_person, uint8_t *is)
{
    enum vg_sound sound;

    /* the rarer of the two words says how much it weighs, unless they are the same */
    *is = a->is < b->is ? a->is : b->is;
    if (a->script == VG_SCRIPT_HAN && b->script == VG_SCRIPT_HAN && as_person) {
        *is = is_known(a, VG_WORD_SURNAME) ? VG_NP_SURNAME : VG_NP_NAME;
        return vg_str_cmp(a->text, b->text) == 0 ? VG_NP_EQUAL : VG_NP_LEVELS;
    }
    if (a->script == VG_SCRIPT_HAN && b->script == VG_SCRIPT_HAN)
        return characters_alike(a, b);
    if (as_person && (a->script == VG_SCRIPT_HAN || b->script == VG_SCRIPT_HAN)) {
        /* many characters share a reading: a syllable says little, two say more */
        const unsigned syllables = a->script == VG_SCRIPT_HAN ? a->pinyin : b->pinyin;

        *is = syllables == 1 ? VG_NP_SYLLABLE : syllables == 2 ? VG_NP_SURNAME : VG_NP_NAME;
    }
    if (initial_fits(a, b)) {
        *is = VG_NP_INITIAL;
        return VG_NP_EQUAL;
    }
    sound = forms_alike(a, b, are_apart(a, b, as_person) ? VG_SOUND_EQUAL : VG_SOUND_WEAK);
    if (sound == VG_SOUND_EQUAL)
        return VG_NP_EQUAL;
    if (as_person && a->word != NULL && b->word != NULL && vg_name_word_alike(a->word, b->word))
        return is_respelt(a, b) ? VG_NP_VARIANT : VG_NP_NICK;
    if (!as_person && sound == VG_SOUND_UNLIKE && is_southern(a, b))
        return VG_NP_WEAK;
    if (sound < VG_SOUND_NEAR) {
        const enum vg_np_level level = sounds_alike(a, b);

        if (level != VG_NP_LEVELS)
            return level;
    }
    if (sound == VG_SOUND_UNLIKE)
        return VG_NP_LEVELS;
    *is = as_person ? *is : a->is > b->is ? b->is : a->is;
    return level_of(sound);
}

/* Neighbours as one word: what its first forms come to, before anybody puts them together. */
struct joined {
    const struct vg_name_part *parts;
    size_t n, len; /* parts, letters */
    struct vg_sound_set letters;
};

static int join(const struct joined *j, char text[FORM_MOST], struct vg_str *out)
{
    size_t at = 0;

    for (size_t i = 0; i < j->n; i++) {
        const struct vg_name_part *p = &j->parts[i];

        if (p->n_forms == 0 || at + p->forms[0].len > FORM_MOST)
            return 0;
        memcpy(text + at, p->forms[0].p, p->forms[0].len);
        at += p->forms[0].len;
    }
    *out = (struct vg_str){text, at};
    return 1;
}

/* Could they be one word with a slip, by their lengths? Most pairs are done with here. */
static int lengths_fit(size_t len, const struct vg_name_part *one)
{
    for (size_t f = 0; f < one->n_forms; f++) {
        const size_t other = one->forms[f].len;

        if (len <= other + 2 && other <= len + 2)
            return 1;
    }
    return 0;
}

/* A word of more letters than count is looked at itself. */
static int joined_may(const struct joined *j, const struct vg_name_part *one, enum vg_sound from)
{
    for (size_t f = 0; f < one->n_forms; f++) {
        if (j->len > VG_SOUND_MOST ||
            vg_sound_may(one->forms[f].len, one->letters[f], j->len, j->letters, from))
            return 1;
    }
    return 0;
}

/* Of words put together only what is no more than a custom of writing. */
static enum vg_np_level joined_level(enum vg_sound s)
{
    return s == VG_SOUND_EQUAL ? VG_NP_VARIANT : VG_NP_LEVELS;
}

/* Near is a long word only, and none of general vocabulary. */
static enum vg_np_level compare_joined(const struct joined *j, const struct vg_name_part *one)
{
    const struct vg_name_part *many = j->parts;
    const enum vg_sound from =
        j->len > 6 && !is_known(one, VG_WORD_GENERAL) && one->script != VG_SCRIPT_HAN
            ? VG_SOUND_NEAR
            : VG_SOUND_EQUAL;
    enum vg_sound best = VG_SOUND_UNLIKE;
    struct vg_str form;
    char text[FORM_MOST];

    if (one->script == VG_SCRIPT_HAN && many->script == VG_SCRIPT_HAN)
        return is_joined_text(many, j->n, one->text) ? VG_NP_EQUAL : VG_NP_LEVELS;
    if (one->n_forms == 0 || one->is == VG_NP_INITIAL ||
        ((!lengths_fit(j->len, one) || !joined_may(j, one, from)) && !is_across(one, many) &&
         !is_across(many, one)) ||
        !join(j, text, &form))
        return VG_NP_LEVELS;
    for (size_t f = 0; f < one->n_forms; f++) {
        const enum vg_sound sound = vg_sound_from(one->forms[f], form, from);

        best = sound > best ? sound : best;
    }
    if (best == VG_SOUND_EQUAL)
        return VG_NP_EQUAL;
    if (is_across(one, many))
        return joined_level(vg_sound_across(one->forms[0], form));
    if (is_across(many, one) && is_across(many + 1, one))
        return joined_level(vg_sound_across(form, one->forms[0]));
    return best == VG_SOUND_UNLIKE ? VG_NP_LEVELS : level_of(best);
}

struct found {
    struct vg_np_pair list[CANDIDATES];
    size_t n;
};

static uint32_t bits(size_t from, size_t n)
{
    return ((1U << n) - 1U) << from;
}

static void found_add(const struct vg_scorer *s, struct found *f, struct vg_np_pair b)
{
    if (f->n == CANDIDATES)
        return;
    b.milli = s->weight[b.is][b.level].milli * b.times;
    /* of two ways the one that takes more in */
    b.milli += __builtin_popcount(b.left) + __builtin_popcount(b.right) - 2;
    f->list[f->n++] = b;
}

/* The parts that have the words of `bag`, in any order; 0: not all are there. */
static uint32_t bag_in(struct vg_str bag, const struct vg_scored_name *name)
{
    uint32_t on = 0;

    while (bag.len > 0) {
        const char *blank = memchr(bag.p, ' ', bag.len);
        const struct vg_str word = {bag.p, blank == NULL ? bag.len : (size_t)(blank - bag.p)};
        const size_t used = word.len + (blank != NULL);
        size_t i = 0;

        while (i < name->n && ((on & bits(i, 1)) != 0 || name->parts[i].n_forms == 0 ||
                               name->parts[i].script != VG_SCRIPT_LATIN ||
                               vg_str_cmp(name->parts[i].forms[0], word) != 0))
            i++;
        if (i == name->n)
            return 0;
        on |= bits(i, 1);
        bag.p += used;
        bag.len -= used;
    }
    return on;
}

/* A word of another script whose English is several words that need not stand together. It weighs
 * as two at most, for it is one meaning. */
static void look_for_bags(const struct vg_scorer *s, const struct vg_scored_name *name,
                          const struct vg_scored_name *other, int turned, struct found *f)
{
    for (size_t i = 0; i < name->n; i++) {
        const struct vg_name_part *p = &name->parts[i];
        const int has = p->word != NULL && p->word->bags != NULL && p->script != VG_SCRIPT_LATIN;

        for (size_t k = 0; has && k < p->word->n_forms; k++) {
            const uint32_t on = bag_in(p->word->bags[k], other), one = bits(i, 1);
            const int words = __builtin_popcount(on);

            if (words > 1)
                found_add(s, f,
                          (struct vg_np_pair){.left = turned ? on : one,
                                              .right = turned ? one : on,
                                              .is = p->is,
                                              .level = VG_NP_EQUAL,
                                              .times = (uint8_t)(words > 2 ? 2 : words)});
        }
    }
}

static struct vg_np_pair pair_of(uint32_t left, uint32_t right, uint8_t is, enum vg_np_level level)
{
    return (struct vg_np_pair){
        .left = left, .right = right, .is = is, .level = (uint8_t)level, .times = 1};
}

/* Initials, and the words of the other side that they are of: as few as will do. */
static void look_for_initials(const struct vg_scorer *s, const struct vg_scored_name *name,
                              const struct vg_scored_name *other, int turned, struct found *f)
{
    size_t looked = 0;

    for (size_t i = 0; i < name->n && looked < INITIALS; i++) {
        struct vg_str letters;

        if (!name->parts[i].is_initials)
            continue;
        looked++;
        letters = name->parts[i].forms[0];
        for (size_t from = 0; from < other->n; from++) {
            /* each word takes a letter, but for words of level */
            const size_t most =
                from + letters.len + 2 < other->n ? from + letters.len + 2 : other->n;
            size_t to = from + 1;

            while (to <= most && !vg_score_initials(other, from, to, letters))
                to++;
            if (to > most)
                continue;
            found_add(s, f,
                      (struct vg_np_pair){.left = turned ? bits(from, to - from) : bits(i, 1),
                                          .right = turned ? bits(i, 1) : bits(from, to - from),
                                          .is = VG_NP_ACRONYM,
                                          .level = VG_NP_EQUAL,
                                          .times = 1});
        }
    }
}

/* All the runs of two and more neighbours of a name. */
struct runs {
    struct joined list[VG_SCORE_PARTS][JOINED - 1];
    uint8_t n[VG_SCORE_PARTS]; /* of those that begin there */
};

static void runs_of(const struct vg_scored_name *name, struct runs *out)
{
    for (size_t i = 0; i < name->n; i++) {
        const struct vg_name_part *p = &name->parts[i];
        struct joined j = {.parts = p};

        out->n[i] = 0;
        for (; j.n < JOINED && i + j.n < name->n && p[j.n].n_forms > 0; j.n++) {
            j.len += p[j.n].forms[0].len;
            j.letters.letters |= p[j.n].letters[0].letters;
            j.letters.cheap |= p[j.n].letters[0].cheap;
            if (j.n == 0)
                continue;
            out->list[i][out->n[i]] = j;
            out->list[i][out->n[i]++].n = j.n + 1;
        }
    }
}

static void look_at(const struct vg_scorer *s, const struct vg_scored_name *left,
                    const struct vg_scored_name *right, int as_person, struct found *f)
{
    struct runs of_left, of_right;

    runs_of(left, &of_left);
    runs_of(right, &of_right);
    for (size_t i = 0; i < left->n; i++) {
        for (size_t j = 0; j < right->n; j++) {
            const struct vg_name_part *a = &left->parts[i], *b = &right->parts[j];
            uint8_t is = 0;
            enum vg_np_level level = compare(a, b, as_person, &is);

            if (level != VG_NP_LEVELS)
                found_add(s, f, pair_of(bits(i, 1), bits(j, 1), is, level));
            for (size_t n = 0; n < of_right.n[j]; n++) {
                level = compare_joined(&of_right.list[j][n], a);
                if (level != VG_NP_LEVELS)
                    found_add(s, f, pair_of(bits(i, 1), bits(j, n + 2), a->is, level));
            }
            for (size_t n = 0; n < of_left.n[i]; n++) {
                level = compare_joined(&of_left.list[i][n], b);
                if (level != VG_NP_LEVELS)
                    found_add(s, f, pair_of(bits(i, n + 2), bits(j, 1), b->is, level));
            }
        }
    }
    if (!as_person) {
        look_for_bags(s, left, right, 0, f);
        look_for_bags(s, right, left, 1, f);
        look_for_initials(s, left, right, 0, f);
        look_for_initials(s, right, left, 1, f);
    }
}

size_t vg_score_lay(const struct vg_scorer *s, const struct vg_scored_name *left,
                    const struct vg_scored_name *right, int as_person,
                    struct vg_np_pair out[VG_SCORE_PARTS], uint32_t *used_left,
                    uint32_t *used_right)
{
    struct found f;
    size_t n = 0;

    f.n = 0;
    *used_left = *used_right = 0;
    look_at(s, left, right, as_person, &f);
    while (n < VG_SCORE_PARTS) {
        const struct vg_np_pair *best = NULL;

        for (size_t i = 0; i < f.n; i++) {
            const struct vg_np_pair *b = &f.list[i];

            if ((b->left & *used_left) == 0 && (b->right & *used_right) == 0 &&
                (best == NULL || b->milli > best->milli))
                best = b;
        }
        if (best == NULL)
            break;
        *used_left |= best->left;
        *used_right |= best->right;
        out[n] = *best;
        out[n].milli = s->weight[best->is][best->level].milli * best->times;
        n++;
    }
    return n;
}
