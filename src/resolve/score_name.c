/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* A name made ready: titles and legal forms aside, each word with what is known of it. */
#include <math.h>
#include <string.h>

#include "base/utf8.h"
#include "resolve/han_cut.h"
#include "resolve/reading.h"
#include "resolve/score_parts.h"
#include "resolve/sound.h"
#include "resolve/wade.h"

enum {
    READ_TOO = 6 /* bytes: words of two characters */,
    LEGAL_WORDS = 6,
    LEGAL_BYTES = 128,
    GIVEN_MOST = 5 /* characters of a person's name in Han script */
};

struct making {
    const struct vg_scorer *s;
    struct vg_arena *a;
    struct vg_scored_name *out;
    uint8_t is_aside[VG_SCORE_PARTS * 2]; /* tokens that are no parts */
    size_t n;                             /* tokens looked at */
    uint16_t cuts[VG_SCORE_PARTS * 2];    /* where tokens begin in the run of Han in hand */
    size_t n_cuts;
    int in_surname; /* of a person, in Han script */
    struct vg_name_part parts[VG_SCORE_PARTS];
    struct vg_str forms[VG_SCORE_PARTS + 1][VG_SCORE_FORMS];
};

static struct vg_str token_form(const struct vg_name_token *t)
{
    return t->reading[0].len > 0 ? t->reading[0] : t->text;
}

/* -- legal forms and titles -------------------------------------------------------------------- */

/* The text, or the reading where there is one: "of two ways" to look a token up. */
static struct vg_str token_way(const struct vg_name_token *t, int way)
{
    return way == 0 ? t->text : token_form(t);
}

/* Tokens with a blank between; 0: no legal form is so long. */
static size_t put_tokens(const struct vg_name_token *t, size_t n, int way, char text[LEGAL_BYTES])
{
    size_t len = 0;

    for (size_t i = 0; i < n; i++) {
        const struct vg_str one = token_way(&t[i], way);

        if (len + one.len + 1 > LEGAL_BYTES)
            return 0;
        if (i > 0)
            text[len++] = ' ';
        memcpy(text + len, one.p, one.len);
        len += one.len;
    }
    return len;
}

/* The longest legal form of the tokens from `from`; how many it takes. */
static size_t legal_here(const struct making *m, size_t from, const struct vg_name_word **out)
{
    const struct vg_name_token *t = m->out->name->tokens + from;
    const size_t left = m->n - from < LEGAL_WORDS ? m->n - from : LEGAL_WORDS;
    size_t most[2], n;
    char text[LEGAL_BYTES];

    most[0] = vg_name_words_legal(m->s->words, token_way(t, 0));
    most[1] = t->reading[0].len > 0 ? vg_name_words_legal(m->s->words, token_way(t, 1)) : most[0];
    n = most[0] > most[1] ? most[0] : most[1];
    if (n > left)
        n = left;
    for (; n > 0; n--) {
        for (int way = 0; way < 2; way++) {
            const size_t len = n <= most[way] ? put_tokens(t, n, way, text) : 0;
            const struct vg_name_word *w =
                len > 0 ? vg_name_words_get(m->s->words, (struct vg_str){text, len}) : NULL;

            if (w != NULL && (w->flags & VG_WORD_LEGAL) != 0) {
                *out = w;
                return n;
            }
        }
    }
    return 0;
}

static size_t left_over(const struct making *m)
{
    size_t n = 0;

    for (size_t i = 0; i < m->n; i++)
        n += m->is_aside[i] == 0;
    return n;
}

static void put_aside(struct making *m, size_t from, size_t n, const struct vg_name_word *w)
{
    const struct vg_name_token *t = m->out->name->tokens;

    if (left_over(m) <= n)
        return; /* a name that is nothing else keeps it */
    memset(m->is_aside + from, 1, n);
    if (m->out->legal.len > 0 && w->means.len > 0 && !vg_str_is(m->out->legal, "inc"))
        return;
    m->out->legal = w->means;
    m->out->legal_at = t[from].at;
    m->out->legal_len = (uint16_t)(t[from + n - 1].at + t[from + n - 1].len - t[from].at);
}

/* Two letters are a legal form only where one stands: first or last. */
static void legal_aside(struct making *m)
{
    for (size_t i = 0; i < m->n;) {
        const struct vg_name_word *w = NULL;
        const size_t n = legal_here(m, i, &w);

        if (n > 0 &&
            (n > 1 || i == 0 || i + 1 == m->n || token_form(&m->out->name->tokens[i]).len > 2))
            put_aside(m, i, n, w);
        i += n > 0 ? n : 1;
    }
}

static void titles_aside(struct making *m)
{
    for (size_t i = 0; i < m->n; i++) {
        const struct vg_name_word *w =
            vg_name_words_get(m->s->words, token_form(&m->out->name->tokens[i]));

        if (w != NULL && (w->flags & VG_WORD_TITLE) != 0 &&
            (w->flags & (VG_WORD_GIVEN | VG_WORD_SURNAME)) == 0 && left_over(m) > 1)
            m->is_aside[i] = 1;
    }
}

/* MV, MT, SS before the name of a ship. */
static void vessel_aside(struct making *m)
{
    static const char *const before[] = {"mv", "mt", "ms", "ss", "fv", "mts", "mtv", "hms", "uss"};
    const struct vg_str first = m->n > 1 ? m->out->name->tokens[0].text : (struct vg_str){0};

    for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
        if (vg_str_is(first, before[i]))
            m->is_aside[0] = 1;
    }
}

/* -- parts
 * ----------------------------------------------------------------------------------------- */

static struct vg_name_part *new_part(struct making *m)
{
    struct vg_scored_name *o = m->out;

    if (o->n == VG_SCORE_PARTS)
        return NULL;
    return &m->parts[o->n++];
}

static void add_form(struct vg_name_part *p, struct vg_str form)
{
    if (form.len == 0 || p->n_forms == VG_SCORE_FORMS)
        return;
    for (size_t i = 0; i < p->n_forms; i++) {
        if (vg_str_cmp(p->forms[i], form) == 0)
            return;
    }
    p->forms[p->n_forms++] = form;
}

static int is_number(struct vg_str s)
{
    size_t digits = 0;

    for (size_t i = 0; i < s.len; i++)
        digits += s.p[i] >= '0' && s.p[i] <= '9';
    return digits > 0 && digits * 2 >= s.len;
}

static enum vg_np_is person_part(const struct vg_name_part *p)
{
    const unsigned flags = p->word != NULL ? p->word->flags : 0;
    const struct vg_str form = p->n_forms > 0 ? p->forms[0] : p->text;

    if (form.len == 1 && p->script != VG_SCRIPT_HAN)
        return VG_NP_INITIAL;
    if (flags & VG_WORD_PARTICLE)
        return VG_NP_PARTICLE;
    if (flags & VG_WORD_SURNAME)
        return VG_NP_SURNAME;
    if (flags & VG_WORD_GIVEN)
        return VG_NP_GIVEN;
    if (is_number(form) && form.len < 5)
        return VG_NP_NUMBER;
    if (p->pinyin == 1)
        return VG_NP_SYLLABLE;
    return p->pinyin == 2 ? VG_NP_SURNAME : VG_NP_NAME;
}

static enum vg_np_is body_part(const struct vg_name_part *p)
{
    const unsigned flags = p->word != NULL ? p->word->flags : 0;
    const struct vg_str form = p->n_forms > 0 ? p->forms[0] : p->text;

    if (flags & VG_WORD_NUMBER || is_number(form))
        return VG_NP_NUMBER;
    if (flags & VG_WORD_PARTICLE)
        return VG_NP_PARTICLE;
    if (flags & VG_WORD_PLACE)
        return VG_NP_PLACE;
    if (flags & (VG_WORD_GENERAL | VG_WORD_LEGAL))
        return VG_NP_GENERAL;
    return form.len <= 3 ? VG_NP_SHORT : VG_NP_WORD;
}

/* Nationalities is the plural of nationality where that is a word we know. */
static void singular(struct making *m, struct vg_name_part *p)
{
    const struct vg_str form = p->n_forms > 0 ? p->forms[0] : (struct vg_str){0};
    char *text;

    if (form.len < 6 || memcmp(form.p + form.len - 3, "ies", 3) != 0)
        return;
    text = vg_alloc(m->a, form.len - 2);
    memcpy(text, form.p, form.len - 3);
    text[form.len - 3] = 'y';
    p->word = vg_name_words_get(m->s->words, (struct vg_str){text, form.len - 2});
    if (p->word != NULL)
        p->forms[0] = (struct vg_str){text, form.len - 2};
}

static void know(struct making *m, struct vg_name_part *p)
{
    const int as_person = m->out->kind == VG_KIND_PERSON;
    struct vg_str form = p->n_forms > 0 ? p->forms[0] : p->text;

    if (p->word == NULL && (p->script != VG_SCRIPT_HAN || !as_person))
        p->word = vg_name_words_get(m->s->words, form);
    if (p->word == NULL && !as_person)
        p->word = vg_name_words_get(m->s->words, (struct vg_str){form.p, vg_name_words_stem(form)});
    if (p->word == NULL && !as_person)
        singular(m, p);
    if (p->word == NULL && p->n_forms > 1 && p->script != VG_SCRIPT_HAN)
        p->word = vg_name_words_get(m->s->words, p->forms[1]);
    if (p->word != NULL && !as_person && p->n_forms > 0) {
        if (p->word->means.len > 0 && (p->word->flags & VG_WORD_LEGAL) == 0)
            p->forms[0] = p->word->means;
        if (p->word->flags & (VG_WORD_GENERAL | VG_WORD_PLACE))
            p->forms[0].len = vg_name_words_stem(p->forms[0]);
    }
    if (p->n_forms > 0 && p->script != VG_SCRIPT_CYRILLIC)
        p->pinyin = (uint8_t)vg_sound_pinyin(p->forms[0]);
    p->is = (uint8_t)(as_person ? person_part(p) : body_part(p));
}

/* "SiemensAG": capitals behind small letters that are a legal form. */
static size_t without_legal(const struct making *m, const struct vg_name_token *t)
{
    const char *p = m->out->name->surface.p + t->at;
    size_t n = t->len;
    const struct vg_name_word *w;

    if (m->out->kind == VG_KIND_PERSON || t->len != t->text.len)
        return t->text.len;
    while (n > 0 && p[n - 1] >= 'A' && p[n - 1] <= 'Z')
        n--;
    if (n < 3 || n == t->len || p[n - 1] < 'a' || p[n - 1] > 'z')
        return t->text.len;
    w = vg_name_words_get(m->s->words, (struct vg_str){t->text.p + n, t->len - n});
    return w != NULL && (w->flags & VG_WORD_LEGAL) != 0 ? n : t->text.len;
}

/* Moscow's of a Cyrillic adjective (-ский): the place without it, as Tula's has lost its a, and as
 * Tomsk's has not. */
static void without_ending(struct making *m, struct vg_name_part *p)
{
    const struct vg_str form = p->n_forms > 0 ? p->forms[0] : (struct vg_str){0};
    size_t at = form.len > 3 ? form.len - 3 : 0;
    char *text;

    while (at > 2 && (form.p[at] != 's' || form.p[at + 1] != 'k'))
        at--;
    if (at < 3 || form.len - at > 7)
        return;
    add_form(p, (struct vg_str){form.p, at});
    add_form(p, (struct vg_str){form.p, at + 2});
    text = vg_alloc(m->a, at + 1);
    memcpy(text, form.p, at);
    text[at] = 'a';
    add_form(p, (struct vg_str){text, at + 1});
}

/* A word of another script whose English is known, or what its sound is. */
static void foreign_word(struct making *m, const struct vg_name_token *t, struct vg_name_part *p)
{
    const struct vg_name_word *w = vg_name_words_inflected(m->s->words, t->text);

    if (w == NULL)
        w = vg_name_words_get(m->s->words, t->text);
    if (w != NULL && (w->flags & VG_WORD_FOREIGN) != 0) {
        p->word = w;
        p->n_forms = 0;
        for (size_t i = 0; i < w->n_forms; i++)
            add_form(p, w->forms[i]);
    } else if (t->script == VG_SCRIPT_CYRILLIC) {
        without_ending(m, p);
    }
}

static void plain_part(struct making *m, const struct vg_name_token *t)
{
    struct vg_name_part *p = new_part(m);

    if (p == NULL)
        return;
    *p = (struct vg_name_part){.at = t->at,
                               .len = t->len,
                               .text = t->text,
                               .script = t->script,
                               .forms = m->forms[m->out->n]};
    add_form(p, token_form(t));
    if (p->n_forms > 0 && p->forms[0].len == t->text.len)
        p->forms[0].len = without_legal(m, t);
    for (size_t i = 1; i < VG_NAME_READINGS; i++)
        add_form(p, t->reading[i]);
    if (t->script != VG_SCRIPT_LATIN && m->out->kind != VG_KIND_PERSON)
        foreign_word(m, t, p);
    know(m, p);
    if (m->out->kind == VG_KIND_BODY && p->is == VG_NP_PARTICLE && left_over(m) > 1) {
        m->is_aside[t - m->out->name->tokens] = 1; /* of, the, al: of no weight */
        m->out->n--;
    }
}

/* A.B.C. is one word of a body's name. */
static size_t letters_part(struct making *m, size_t from)
{
    const struct vg_name_token *t = m->out->name->tokens;
    size_t n = 0;
    char *text;
    struct vg_name_part *p;

    while (from + n < m->n && !m->is_aside[from + n] && t[from + n].text.len == 1 &&
           t[from + n].script == VG_SCRIPT_LATIN)
        n++;
    if (n < 2 || (p = new_part(m)) == NULL)
        return 0;
    text = vg_alloc(m->a, n);
    for (size_t i = 0; i < n; i++)
        text[i] = t[from + i].text.p[0];
    *p = (struct vg_name_part){
        .at = t[from].at,
        .len = (uint16_t)(t[from + n - 1].at + t[from + n - 1].len - t[from].at),
        .text = {text, n},
        .forms = m->forms[m->out->n],
        .script = VG_SCRIPT_LATIN};
    add_form(p, p->text);
    know(m, p);
    return n;
}

/* -- Han
 * ------------------------------------------------------------------------------------------- */

static size_t char_len(struct vg_str s)
{
    uint32_t c;

    return s.len > 0 ? vg_utf8_next(s.p, s.len, &c) : 0;
}

static size_t han_chars(struct vg_str s)
{
    size_t n = 0;

    for (size_t at = 0; at < s.len; n++)
        at += char_len((struct vg_str){s.p + at, s.len - at});
    return n;
}

/* The readings of a stretch, put together from its tokens: the first of all, and the second;
 * and the first as Wade and Giles wrote it. */
static void read_stretch(struct making *m, struct vg_name_part *p)
{
    struct vg_name name;
    char wade[VG_WADE_MOST];
    size_t n;
    VG_SCOPED_BUF first = {.max = 512};
    VG_SCOPED_BUF second = {.max = 512};

    if (m->in_surname) { /* 单 is Shan, 曾 Zeng */
        struct vg_str readings[VG_NAME_READINGS];

        (void)vg_reading_of(p->text, VG_SCRIPT_HAN, 1, m->a, readings);
        add_form(p, readings[0]);
        add_form(p, readings[1]);
    }
    vg_name_read(p->text, vg_str("zh"), m->a, &name);
    for (size_t i = 0; i < name.n; i++) {
        const struct vg_name_token *t = &name.tokens[i];

        vg_put_str(&first, token_form(t));
        vg_put_str(&second, t->reading[1].len > 0 ? t->reading[1] : token_form(t));
    }
    add_form(p, vg_str_copy(m->a, vg_buf_str(&first)));
    add_form(p, vg_str_copy(m->a, vg_buf_str(&second)));
    if (p->word != NULL && p->word->n_forms > 0)
        return; /* what can be translated is not spelt in an old way */
    n = vg_wade_giles(vg_buf_str(&first), (unsigned)han_chars(p->text), wade);
    add_form(p, vg_str_copy(m->a, (struct vg_str){wade, n}));
}

static void han_part(struct making *m, const struct vg_name_token *t, struct vg_str text,
                     const struct vg_name_word *word)
{
    struct vg_name_part *p = new_part(m);

    if (p == NULL)
        return;
    *p = (struct vg_name_part){.at = t->at,
                               .len = t->len,
                               .text = text,
                               .forms = m->forms[m->out->n],
                               .script = VG_SCRIPT_HAN};
    if (text.len == 0)
        return;
    if (t->text.len == t->len) { /* nothing changed its length: the very bytes */
        p->at = (uint16_t)(t->at + (text.p - t->text.p));
        p->len = (uint16_t)text.len;
    }
    p->word = word;
    if (word != NULL && (word->flags & VG_WORD_FOREIGN) != 0) {
        for (size_t i = 0; i < word->n_forms; i++)
            add_form(p, word->forms[i]);
    }
    /* words are translated or read: Huanghe is the Yellow River, Jianzhu is architecture */
    if (word == NULL || word->n_forms == 0 ||
        (m->out->kind != VG_KIND_PERSON && text.len == READ_TOO && p->n_forms + 1 < VG_SCORE_FORMS))
        read_stretch(m, p);
    know(m, p);
}

/* What no table of ours knows, cut where the reader of names saw a place begin or end, into
 * stretches of two characters and more. */
static void unknown_parts(struct making *m, const struct vg_name_token *t, struct vg_str text)
{
    for (size_t i = 0; i < m->n_cuts; i++) {
        const size_t from = (size_t)(text.p - t->text.p), at = m->cuts[i];

        if (at < from + 6 || at + 6 > from + text.len)
            continue;
        han_part(m, t, (struct vg_str){text.p, at - from}, NULL);
        text.len -= at - from;
        text.p += at - from;
    }
    han_part(m, t, text, NULL);
}

/* Words that a table knows, and what stands between them. */
static void han_words(struct making *m, const struct vg_name_token *t)
{
    struct vg_han_piece pieces[VG_HAN_CUT_CHARS];
    const size_t n = vg_han_cut(m->s->words, t->text, pieces);

    for (size_t i = 0; i < n; i++) {
        const struct vg_name_word *w = pieces[i].word;
        const struct vg_str text = {t->text.p + pieces[i].from, pieces[i].n};

        if (w == NULL)
            unknown_parts(m, t, text);
        else if ((w->flags & VG_WORD_LEGAL) == 0)
            han_part(m, t, text, w);
        else if (m->out->legal.len == 0)
            m->out->legal = w->means;
    }
}

/* A foreign name in Han script has a dot between its words. */
static int is_by_sound(const struct making *m)
{
    size_t n = 0;

    for (size_t i = 1; i < m->n; i++) {
        const struct vg_name_token *t = &m->out->name->tokens[i];

        n += t->script == VG_SCRIPT_HAN && t[-1].script == VG_SCRIPT_HAN &&
             t->at > t[-1].at + t[-1].len;
    }
    return n > 0;
}

enum { RARE_CLAN = 8, RARE_SYLLABLE = 15 /* of 10,000: what the tables do not tell */ };

/* How rare a reading is, in thousandths of a bit. */
static uint16_t rarity(const struct making *m, struct vg_str text, int is_clan)
{
    double bits = 0;

    for (size_t at = 0; at < text.len;) {
        const size_t n = is_clan ? text.len : char_len((struct vg_str){text.p + at, text.len - at});
        struct vg_str readings[VG_NAME_READINGS];
        const struct vg_name_word *w;
        unsigned share = 0;

        (void)vg_reading_of((struct vg_str){text.p + at, n}, VG_SCRIPT_HAN, is_clan, m->a,
                            readings);
        w = vg_name_words_get(m->s->words, readings[0]);
        if (w != NULL)
            share = is_clan ? w->clan : w->syllable;
        if (share == 0)
            share = is_clan ? RARE_CLAN : RARE_SYLLABLE;
        bits += log2(10000.0 / share);
        at += n;
    }
    return (uint16_t)lround(1000 * (bits < 60 ? bits : 60));
}

/* Surname and given name, as a Chinese name of two to five characters has them. */
static void han_person(struct making *m, const struct vg_name_token *t)
{
    const size_t n = han_chars(t->text);
    const struct vg_name_word *w = NULL;
    size_t first = vg_name_words_han(m->s->words, t->text, &w);

    if (n < 2 || n > GIVEN_MOST || is_by_sound(m)) {
        han_part(m, t, t->text, NULL);
        return;
    }
    if (first == 0 || (w->flags & VG_WORD_SURNAME) == 0 || first == t->text.len) {
        w = NULL;
        first = char_len(t->text);
    }
    m->in_surname = 1;
    han_part(m, t, (struct vg_str){t->text.p, first}, w);
    m->in_surname = 0;
    m->parts[m->out->n - 1].rare = rarity(m, (struct vg_str){t->text.p, first}, 1);
    han_part(m, t, (struct vg_str){t->text.p + first, t->text.len - first}, NULL);
    m->parts[m->out->n - 1].rare =
        rarity(m, (struct vg_str){t->text.p + first, t->text.len - first}, 0);
}

/* -- the whole
 * -------------------------------------------------------------------------------------- */

/* Han tokens that touch are one stretch again: our words cut it otherwise. */
static size_t han_run(struct making *m, size_t from)
{
    const struct vg_name_token *t = m->out->name->tokens;
    VG_SCOPED_BUF text = {.max = 4096};
    struct vg_name_token whole = t[from];
    size_t n = 0;

    m->n_cuts = 0;
    while (from + n < m->n && t[from + n].script == VG_SCRIPT_HAN && !m->is_aside[from + n] &&
           (n == 0 || t[from + n].at == t[from + n - 1].at + t[from + n - 1].len)) {
        if (m->n_cuts < VG_SCORE_PARTS * 2)
            m->cuts[m->n_cuts++] = (uint16_t)text.len;
        vg_put_str(&text, t[from + n].text);
        n++;
    }
    whole.text = vg_str_copy(m->a, vg_buf_str(&text));
    whole.len = (uint16_t)(t[from + n - 1].at + t[from + n - 1].len - whole.at);
    if (m->out->kind == VG_KIND_PERSON)
        han_person(m, &whole);
    else
        han_words(m, &whole);
    return n;
}

static int value_of(const struct vg_name_part *p)
{
    int value = 0;

    if (p->is != VG_NP_NUMBER || p->n_forms == 0 || p->forms[0].len > 2)
        return -1;
    for (size_t i = 0; i < p->forms[0].len; i++) {
        if (p->forms[0].p[i] < '0' || p->forms[0].p[i] > '9')
            return -1;
        value = value * 10 + (p->forms[0].p[i] - '0');
    }
    return value;
}

/* Forty-four is one number. */
static void add_up(struct making *m)
{
    struct vg_scored_name *o = m->out;
    struct vg_name_part *tens;
    int a, b;

    if (o->n < 2)
        return;
    tens = &m->parts[o->n - 2];
    a = value_of(tens);
    b = value_of(&tens[1]);
    if (a < 20 || a % 10 != 0 || b < 1 || b > 9 || tens->word == NULL)
        return;
    tens->forms[0] = vg_str(vg_print(m->a, "%d", a + b));
    tens->len = (uint16_t)(tens[1].at + tens[1].len - tens->at);
    o->n--;
}

static void make_parts(struct making *m)
{
    const struct vg_name_token *t = m->out->name->tokens;

    for (size_t i = 0; i < m->n;) {
        size_t n = 0;

        if (m->is_aside[i]) {
            i++;
            continue;
        }
        if (t[i].script == VG_SCRIPT_HAN)
            n = han_run(m, i);
        else if (m->out->kind != VG_KIND_PERSON)
            n = letters_part(m, i);
        if (n == 0) {
            plain_part(m, &t[i]);
            n = 1;
        }
        add_up(m);
        i += n;
    }
}

/* Does a Han text have a word of the vocabulary of bodies, of two characters or more? */
static int has_body_word(const struct making *m, struct vg_str text)
{
    for (size_t at = 0; at < text.len;) {
        const struct vg_str here = {text.p + at, text.len - at};
        const struct vg_name_word *w = NULL;
        const size_t n = vg_name_words_han(m->s->words, here, &w);

        /* 毛泽东 is a word of bodies (毛泽东思想), and a person where it is all there is */
        if (n >= 6 && (n < text.len || n == 6) && (w->flags & VG_WORD_GENERAL) != 0)
            return 1;
        at += char_len(here);
    }
    return 0;
}

/* What is known of a token: of its reading, or of the word of its own script. */
static const struct vg_name_word *known_token(const struct vg_name_words *words,
                                              const struct vg_name_token *t)
{
    const struct vg_name_word *w = vg_name_words_get(words, token_form(t));

    return w != NULL || t->script == VG_SCRIPT_LATIN ? w : vg_name_words_inflected(words, t->text);
}

/* What kind of thing a name without a schema is. */
static enum vg_score_kind guess(const struct making *m)
{
    const struct vg_name *name = m->out->name;
    const struct vg_name_word *legal = NULL;
    int given = 0;

    if (name->frame != NULL)
        return VG_KIND_BODY;
    for (size_t i = 0; i < m->n; i++) {
        const struct vg_name_token *t = &name->tokens[i];
        const struct vg_name_word *w = known_token(m->s->words, t);
        const unsigned flags = w != NULL ? w->flags : 0;

        if (is_number(token_form(t)) || legal_here(m, i, &legal) > 0 ||
            ((flags & VG_WORD_GENERAL) != 0 && (flags & (VG_WORD_GIVEN | VG_WORD_SURNAME)) == 0 &&
             w->clan == 0 && w->syllable == 0))
            return VG_KIND_BODY;
        if (t->script == VG_SCRIPT_HAN && (han_chars(t->text) > 4 || has_body_word(m, t->text)))
            return VG_KIND_BODY;
        if (t->script == VG_SCRIPT_HAN) {
            (void)vg_name_words_han(m->s->words, t->text, &w);
            given |= w != NULL && (w->flags & VG_WORD_SURNAME) != 0;
        }
        given |= (flags & (VG_WORD_GIVEN | VG_WORD_SURNAME)) != 0;
        given |= w != NULL && w->classes[0] != 0;
    }
    if (name->n == 1 && name->tokens[0].script != VG_SCRIPT_HAN)
        return VG_KIND_BODY;
    return given || name->n <= 4 ? VG_KIND_PERSON : VG_KIND_BODY;
}

/* What was made, in as much memory as it needs: there may be millions. */
static void keep_parts(struct making *m)
{
    struct vg_scored_name *o = m->out;
    struct vg_str *forms;
    struct vg_sound_set *letters;
    size_t n = 0;

    for (size_t i = 0; i < o->n; i++)
        n += m->parts[i].n_forms;
    o->parts = VG_NEW_ARRAY(m->a, struct vg_name_part, o->n);
    forms = VG_NEW_ARRAY(m->a, struct vg_str, n);
    letters = VG_NEW_ARRAY(m->a, struct vg_sound_set, n);
    for (size_t i = 0; i < o->n; i++) {
        o->parts[i] = m->parts[i];
        o->parts[i].forms = forms;
        o->parts[i].letters = letters;
        for (size_t k = 0; k < m->parts[i].n_forms; k++) {
            *forms = m->parts[i].forms[k];
            *letters++ = vg_sound_letters(*forms++);
        }
    }
}

/* "A/B" are two names of one body. Abbreviations ("A/S", "c/o") are no halves. */
static void halve(struct making *m)
{
    const struct vg_str s = m->out->name->surface;
    const char *slash = s.len > 0 ? memchr(s.p, '/', s.len) : NULL;
    const size_t at = slash == NULL ? 0 : (size_t)(slash - s.p);
    size_t first = 0;

    while (first < m->out->n && m->out->parts[first].at < at)
        first++;
    if (at < 3 || s.len - at < 4 || first == 0 || first == m->out->n)
        return;
    for (size_t i = 0; i < 2; i++) {
        struct vg_scored_name *h = VG_NEW(m->a, struct vg_scored_name);

        *h = *m->out;
        h->half[0] = h->half[1] = NULL;
        h->parts = m->out->parts + (i == 0 ? 0 : first);
        h->n = i == 0 ? first : m->out->n - first;
        m->out->half[i] = h;
    }
}

enum vg_score_kind vg_score_kind_of(const struct vg_scorer *s, const struct vg_name *name)
{
    struct vg_scored_name n = {.name = name};
    struct making m = {.s = s, .out = &n};

    m.n = name->n < sizeof m.is_aside ? name->n : sizeof m.is_aside;
    return guess(&m);
}

const struct vg_scored_name *vg_scored_name(const struct vg_scorer *s, const struct vg_name *name,
                                            enum vg_score_kind kind, struct vg_arena *a)
{
    struct making m = {.s = s, .a = a, .out = VG_NEW(a, struct vg_scored_name)};

    m.out->name = name;
    m.n = name->n < sizeof m.is_aside ? name->n : sizeof m.is_aside;
    m.out->kind = kind == VG_KIND_OPEN ? guess(&m) : kind;
    legal_aside(&m);
    if (m.out->kind == VG_KIND_PERSON)
        titles_aside(&m);
    if (m.out->kind == VG_KIND_VESSEL)
        vessel_aside(&m);
    make_parts(&m);
    keep_parts(&m);
    for (size_t i = 0; i < m.out->n && m.out->kind == VG_KIND_BODY; i++)
        m.out->parts[i].is_initials = (uint8_t)vg_score_is_acronym(m.out, i);
    if (m.out->kind == VG_KIND_BODY)
        halve(&m);
    return m.out;
}

enum vg_score_kind vg_scored_kind(const struct vg_scored_name *n)
{
    return n->kind;
}
