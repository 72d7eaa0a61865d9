/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "resolve/words.h"

#include <assert.h>
#include <string.h>

#include "base/csv.h"
#include "base/fold.h"
#include "resolve/words_data.h"

enum {
    FORMS_MOST = 16,
    ROW_MOST = 8192 /* bytes of a row of our own tables */
};

struct vg_name_words {
    struct vg_arena *a;
    struct vg_table table; /* word -> index into list */
    struct vg_name_word *list;
    size_t n, room;
    uint16_t classes;
    struct vg_table han;   /* first character of a Han entry -> bytes of the longest */
    struct vg_table legal; /* first word of a legal form -> words of the longest that begins so */
};

/* Keep the larger value. */
static void most_of(struct vg_table *t, struct vg_str key, int64_t value)
{
    int64_t there = 0;

    if (vg_table_add(t, key, value, &there) == 0 && there < value)
        vg_table_set(t, key, value);
}

static struct vg_name_word *entry(struct vg_name_words *w, struct vg_str word)
{
    int64_t at = 0;

    if (vg_table_add(&w->table, word, (int64_t)w->n, &at) == 0)
        return &w->list[at];
    if (word.len > 2 && (unsigned char)word.p[0] >= 0xe3)
        most_of(&w->han, (struct vg_str){word.p, 3}, (int64_t)word.len);
    w->list = vg_grow(w->a, w->list, w->n, &w->room);
    w->list[w->n] = (struct vg_name_word){0};
    return &w->list[w->n++];
}

/* The next stretch up to `mark`; *rest goes behind it. */
static struct vg_str cut(struct vg_str *rest, char mark)
{
    const char *at = rest->len > 0 ? memchr(rest->p, mark, rest->len) : NULL;
    struct vg_str first = {rest->p, at == NULL ? rest->len : (size_t)(at - rest->p)};
    const size_t used = first.len + (at != NULL);

    rest->p += used;
    rest->len -= used;
    return first;
}

static struct vg_str folded(struct vg_arena *a, struct vg_str s)
{
    VG_SCOPED_BUF b = {.max = ROW_MOST};

    vg_fold(s.p, s.len, VG_FOLD_STRIP, &b);
    return vg_str_copy(a, vg_buf_str(&b));
}

size_t vg_name_words_stem(struct vg_str word)
{
    if (word.len > 4 && word.p[word.len - 1] == 's' && word.p[word.len - 2] != 's' &&
        word.p[word.len - 2] != 'u' && word.p[word.len - 2] != 'i')
        return word.len - 1;
    return word.len;
}

static void put_class(struct vg_name_word *e, uint16_t class)
{
    for (size_t i = 0; i < VG_WORD_CLASSES; i++) {
        if (e->classes[i] == 0) {
            e->classes[i] = class;
            return;
        }
    }
}

/* "wang:770": of 10,000 people so many. */
static void share_row(struct vg_name_words *w, int is_clan, struct vg_str shares)
{
    while (shares.len > 0) {
        struct vg_str one = cut(&shares, ' ');
        const struct vg_str reading = cut(&one, ':');
        struct vg_name_word *e = entry(w, vg_str_copy(w->a, reading));
        unsigned n = 0;

        for (size_t i = 0; i < one.len; i++)
            n = n * 10 + (unsigned)(one.p[i] - '0');
        if (is_clan)
            e->clan = (uint16_t)n;
        else
            e->syllable = (uint16_t)n;
    }
}

static void people_row(struct vg_name_words *w, struct vg_str kind, struct vg_str forms)
{
    const int is_clan = vg_str_is(kind, "clan");
    const int is_one = is_clan || vg_str_is(kind, "one") || vg_str_is(kind, "kin");
    unsigned flag = VG_WORD_GIVEN;

    if (vg_str_is(kind, "clans") || vg_str_is(kind, "syllables")) {
        share_row(w, vg_str_is(kind, "clans"), forms);
        return;
    }
    w->classes = (uint16_t)(w->classes + is_one);
    if (is_clan || vg_str_is(kind, "surname"))
        flag = VG_WORD_SURNAME;
    if (vg_str_is(kind, "kin"))
        flag = VG_WORD_PARTICLE;
    if (vg_str_is(kind, "place"))
        flag = VG_WORD_PLACE;
    if (vg_str_is(kind, "title"))
        flag = VG_WORD_TITLE;
    if (vg_str_is(kind, "particle"))
        flag = VG_WORD_PARTICLE;
    while (forms.len > 0) {
        struct vg_str form = folded(w->a, cut(&forms, ' '));
        struct vg_name_word *e;

        if (form.len == 0)
            continue;
        e = entry(w, form);
        e->flags |= flag;
        if (is_one)
            put_class(e, w->classes);
    }
}

/* Letters and digits only. */
static struct vg_str squeezed(struct vg_arena *a, struct vg_str s)
{
    char *p = vg_copy(a, s.p, s.len);
    size_t n = 0;

    for (size_t i = 0; i < s.len; i++) {
        if (s.p[i] != ' ' && s.p[i] != '-')
            p[n++] = s.p[i];
    }
    return (struct vg_str){p, n};
}

static int is_digits(struct vg_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return 0;
    }
    return s.len > 0;
}

static void legal_row(struct vg_name_words *w, struct vg_str form, struct vg_str means)
{
    struct vg_str text = folded(w->a, form), rest = text;
    const struct vg_str first = cut(&rest, ' ');
    struct vg_name_word *e = entry(w, text);
    int64_t words = 1;

    while (rest.len > 0) {
        (void)cut(&rest, ' ');
        words++;
    }
    most_of(&w->legal, first, words);
    e->flags |= VG_WORD_LEGAL;
    e->means = vg_str_copy(w->a, means);
}

static void general(struct vg_name_words *w, struct vg_str word, unsigned flag)
{
    struct vg_name_word *e;

    word.len = vg_name_words_stem(word);
    if (word.len < 2)
        return; /* the A and F of one university are no words */
    e = entry(w, word);
    e->flags |= flag;
}

static void short_row(struct vg_name_words *w, struct vg_str form, struct vg_str means,
                      struct vg_str kind)
{
    struct vg_str full = folded(w->a, means);
    struct vg_name_word *e = entry(w, folded(w->a, form));

    e->means = squeezed(w->a, full);
    if (is_digits(e->means)) {
        e->flags |= VG_WORD_NUMBER;
        return;
    }
    if (vg_str_is(kind, "place")) {
        e->flags |= VG_WORD_PLACE;
        general(w, full, VG_WORD_PLACE);
        return;
    }
    e->flags |= VG_WORD_GENERAL;
    if (memchr(full.p, ' ', full.len) == NULL)
        general(w, full, VG_WORD_GENERAL);
}

/* The words of an English phrase, each in its plain form, put together. */
static struct vg_str phrase(struct vg_name_words *w, struct vg_str english, unsigned flag,
                            const char *between)
{
    const int is_one = memchr(english.p, ' ', english.len) == NULL;
    char *out = vg_alloc(w->a, english.len * 2 + 64);
    size_t n = 0;

    while (english.len > 0) {
        struct vg_str word = cut(&english, ' ');
        const struct vg_name_word *known = vg_name_words_get(w, word);
        struct vg_str plain = word;

        if (known != NULL && (known->flags & VG_WORD_PARTICLE) != 0)
            continue;
        if (known != NULL && known->means.len > 0 && (known->flags & VG_WORD_LEGAL) == 0)
            plain = known->means;
        plain.len = vg_name_words_stem(plain);
        if (n > 0 && between[0] != '\0')
            out[n++] = between[0];
        memcpy(out + n, plain.p, plain.len);
        n += plain.len;
        /* a word of several that name a place is none by itself: united, new */
        if (flag == VG_WORD_GENERAL || (flag == VG_WORD_PLACE && is_one))
            general(w, vg_str_copy(w->a, word), flag);
    }
    return (struct vg_str){out, n};
}

/* -- words that bend ------------------------------------------------------------------------- */

/* Letters that languages of one script, or spellings, write in the place of each other; "" leaves
 * it out. Russian, Ukrainian, Belarusian, Serbian and Kazakh words of one origin come to one form
 * so (медицини, медицины; хімії, химии). */
static const struct {
    const char *letter, *as;
} alike[] = {
    {"і", "и"},
    {"ї", "и"},
    {"й", "и"},
    {"ы", "и"},
    {"ј", "и"},
    {"є", "е"},
    {"э", "е"},
    {"ё", "е"},
    {"ґ", "г"},
    {"ғ", "г"},
    {"ў", "у"},
    {"ү", "у"},
    {"ұ", "у"},
    {"ӯ", "у"},
    {"ө", "о"},
    {"қ", "к"},
    {"ң", "н"},
    {"һ", "х"},
    {"ҳ", "х"},
    {"ә", "а"},
    {"ҷ", "ж"},
    {"ӣ", "и"},
    {"љ", "л"},
    {"њ", "н"},
    {"ь", ""},
    {"ъ", ""},
    /* stress, and what й, ї and ў are taken apart into */
    {"\xcc\x81", ""},
    {"\xcc\x86", ""},
    {"\xcc\x88", ""},
    {"ى", "ي"},
    {"ی", "ي"},
    {"ے", "ي"},
    {"ێ", "ي"},
    {"ې", "ي"},
    {"ة", "ه"},
    {"ہ", "ه"},
    {"ھ", "ه"},
    {"ە", "ه"},
    {"ۀ", "ه"},
    {"ک", "ك"},
    {"ۆ", "و"},
    {"ۇ", "و"},
    {"أ", "ا"},
    {"إ", "ا"},
    {"آ", "ا"},
    {"ٱ", "ا"},
    {"ئ", "ي"},
    {"ؤ", "و"},
    {"ء", ""},
    {"ـ", ""},
    {"ٔ", ""},
};

enum { BENT_MOST = 96 /* bytes of a word that is looked up so */ };

/* All letters of Cyrillic and Arabic have two bytes. Returns the length; 0: too long. */
static size_t plain_form(struct vg_str word, char out[BENT_MOST])
{
    size_t n = 0;

    if (word.len >= BENT_MOST)
        return 0;
    for (size_t at = 0; at < word.len;) {
        size_t i = 0;

        while (i < sizeof alike / sizeof *alike &&
               (word.len - at < 2 || memcmp(word.p + at, alike[i].letter, 2) != 0))
            i++;
        if (i < sizeof alike / sizeof *alike) {
            const size_t len = strlen(alike[i].as);

            memcpy(out + n, alike[i].as, len);
            n += len;
            at += 2;
        } else {
            out[n++] = word.p[at++];
        }
    }
    return n;
}

static int is_cyrillic(struct vg_str word)
{
    return word.len > 1 && (unsigned char)word.p[0] >= 0xd0 && (unsigned char)word.p[0] <= 0xd4;
}

static int is_arabic(struct vg_str word)
{
    return word.len > 1 && (unsigned char)word.p[0] >= 0xd8 && (unsigned char)word.p[0] <= 0xdb;
}

/* Endings of nouns and adjectives, in the plain form: Russian, Ukrainian, Bulgarian with its
 * article, Serbian, Kazakh and its kin, Mongolian. */
static const char *const endings[] = {
    "",     "а",   "я",   "у",   "ю",   "е",   "и",   "о",   "ом",   "ем",  "ам",  "ям",
    "ами",  "ями", "ах",  "ях",  "ов",  "ев",  "еи",  "ии",  "ия",   "ию",  "ие",  "ием",
    "иям",  "иях", "ого", "его", "ому", "ему", "им",  "ими", "их",   "ая",  "яя",  "ую",
    "юю",   "ое",  "ее",  "ои",  "ою",  "ею",  "ог",  "ат",  "ят",   "ата", "ята", "ото",
    "ето",  "ите", "ят",  "ня",  "ню",  "н",   "ням", "си",  "нин",  "ин",  "иин", "синин",
    "инин", "ам",  "ия",  "ият", "та",  "т",   "ен",  "на",  "иями", "ним",
};

/* What stands before and behind an Arabic word: article, and, with, for; feminine and plural. */
static const char *const before[] = {"",   "وال", "بال", "فال", "كال", "ولل",
                                     "لل", "ال",  "و",   "ب",   "ل"};
static const char *const behind[] = {"", "ه", "ي", "يه", "ات", "ين", "ون", "ها", "هاي", "ان", "ت"};

static int begins(struct vg_str s, const char *with)
{
    const size_t n = strlen(with);

    return s.len >= n && memcmp(s.p, with, n) == 0;
}

static int ends(struct vg_str s, const char *with)
{
    const size_t n = strlen(with);

    return s.len >= n && memcmp(s.p + s.len - n, with, n) == 0;
}

static const struct vg_name_word *bent_cyrillic(const struct vg_name_words *w, char *p, size_t n)
{
    const struct vg_name_word *best = vg_name_words_get(w, (struct vg_str){p, n});
    size_t longest = 0;

    if (best != NULL)
        return best;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        const size_t stem = n - strlen(endings[i]);
        const struct vg_name_word *e;
        char kept;

        if (!ends((struct vg_str){p, n}, endings[i]) || stem < 6 || stem <= longest)
            continue;
        kept = p[stem];
        p[stem] = '-';
        e = vg_name_words_get(w, (struct vg_str){p, stem + 1});
        p[stem] = kept;
        if (e != NULL) {
            best = e;
            longest = stem;
        }
    }
    return best;
}

static const struct vg_name_word *bent_arabic(const struct vg_name_words *w, struct vg_str word)
{
    for (size_t j = 0; j < sizeof behind / sizeof *behind; j++) {
        for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
            const size_t from = strlen(before[i]), off = strlen(behind[j]);
            struct vg_str stem;
            const struct vg_name_word *e;

            if (!begins(word, before[i]) || !ends(word, behind[j]) || word.len < from + off + 4 ||
                (from + off > 0 && word.len < from + off + 6))
                continue;
            stem = (struct vg_str){word.p + from, word.len - from - off};
            e = vg_name_words_get(w, stem);
            if (e != NULL)
                return e;
        }
    }
    return NULL;
}

const struct vg_name_word *vg_name_words_inflected(const struct vg_name_words *w,
                                                   struct vg_str word)
{
    char text[BENT_MOST + 1];
    const size_t n = plain_form(word, text);

    if (n == 0)
        return NULL;
    if (is_cyrillic(word))
        return bent_cyrillic(w, text, n);
    return is_arabic(word) ? bent_arabic(w, (struct vg_str){text, n}) : NULL;
}

static struct vg_str key_of(struct vg_name_words *w, struct vg_str word)
{
    char text[BENT_MOST + 1];
    size_t n;

    if (!is_cyrillic(word) && !is_arabic(word))
        return word;
    n = plain_form(word, text);
    return vg_str_copy(w->a, (struct vg_str){text, n});
}

static void words_row(struct vg_name_words *w, struct vg_str word, struct vg_str english,
                      unsigned flag)
{
    struct vg_str forms[FORMS_MOST] = {0}, bags[FORMS_MOST] = {0};
    size_t n = 0;
    struct vg_name_word *e;

    word = key_of(w, folded(w->a, word));
    english = folded(w->a, english);
    while (english.len > 0 && n < FORMS_MOST) {
        const struct vg_str one = cut(&english, '|');

        bags[n] = phrase(w, one, flag, " ");
        forms[n++] = phrase(w, one, flag, "");
    }
    e = entry(w, word);
    e->flags |= VG_WORD_FOREIGN | flag;
    e->forms = memcpy(vg_alloc(w->a, n * sizeof *forms), forms, n * sizeof *forms);
    e->bags = memcpy(vg_alloc(w->a, n * sizeof *bags), bags, n * sizeof *bags);
    e->n_forms = (uint8_t)n;
}

static unsigned flag_of(struct vg_str kind)
{
    if (vg_str_is(kind, "place"))
        return VG_WORD_PLACE;
    return vg_str_is(kind, "aside") ? VG_WORD_PARTICLE : VG_WORD_GENERAL;
}

static void read_table(struct vg_name_words *w, const char *text, size_t len, int which)
{
    VG_SCOPED_CSV c = vg_csv_begin(text, len, ROW_MOST);
    int rc = vg_csv_next(&c, NULL); /* the header */

    while (rc == VG_ROW && (rc = vg_csv_next(&c, NULL)) == VG_ROW) {
        struct vg_str first = vg_csv_field(&c, 0), second = vg_csv_field(&c, 1);

        if (which == 0)
            people_row(w, first, second);
        else if (which == 1)
            legal_row(w, first, second);
        else if (which == 2)
            short_row(w, first, second, vg_csv_field(&c, 2));
        else
            words_row(w, first, second, flag_of(vg_csv_field(&c, 2)));
    }
    assert(rc == VG_OK); /* our own tables, read in every test */
}

const struct vg_name_words *vg_name_words_read(struct vg_arena *a)
{
    struct vg_name_words *w = VG_NEW(a, struct vg_name_words);

    w->a = a;
    w->table = VG_TABLE(a);
    w->han = VG_TABLE(a);
    w->legal = VG_TABLE(a);
    read_table(w, vg_words_people, vg_words_people_len, 0);
    read_table(w, vg_words_legal, vg_words_legal_len, 1);
    read_table(w, vg_words_short, vg_words_short_len, 2);
    read_table(w, vg_words_words, vg_words_words_len, 3);
    return w;
}

const struct vg_name_word *vg_name_words_get(const struct vg_name_words *w, struct vg_str word)
{
    int64_t at = 0;

    return vg_table_get(&w->table, word, &at) ? &w->list[at] : NULL;
}

size_t vg_name_words_legal(const struct vg_name_words *w, struct vg_str first)
{
    int64_t words = 0;

    return vg_table_get(&w->legal, first, &words) ? (size_t)words : 0;
}

size_t vg_name_words_longest(const struct vg_name_words *w, struct vg_str first)
{
    int64_t bytes = 0;

    return vg_table_get(&w->han, first, &bytes) ? (size_t)bytes : 0;
}

size_t vg_name_words_han(const struct vg_name_words *w, struct vg_str text,
                         const struct vg_name_word **out)
{
    size_t n = text.len < 3 ? 0 : vg_name_words_longest(w, (struct vg_str){text.p, 3});

    for (n = n < text.len ? n : text.len; n >= 3; n--) {
        const struct vg_name_word *e;

        if (n < text.len && ((unsigned char)text.p[n] & 0xc0) == 0x80)
            continue;
        e = vg_name_words_get(w, (struct vg_str){text.p, n});
        if (e == NULL)
            continue;
        *out = e;
        return n;
    }
    return 0;
}

int vg_name_word_alike(const struct vg_name_word *a, const struct vg_name_word *b)
{
    for (size_t i = 0; i < VG_WORD_CLASSES && a->classes[i] != 0; i++) {
        for (size_t j = 0; j < VG_WORD_CLASSES && b->classes[j] != 0; j++) {
            if (a->classes[i] == b->classes[j])
                return 1;
        }
    }
    return 0;
}
