/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * One walk over the text. Characters are of three kinds: those written without
 * blanks between words (paired up), those words are made of, and the rest. A
 * word is first delimited, then folded and stemmed as a whole; pairs are made
 * from a window of two characters. Looking ahead is bounded everywhere, so the
 * walk is linear in whatever it is given.
 */
#include "store/tokens.h"

#include <libstemmer.h>
#include <stdlib.h>
#include <string.h>

#include "base/fold.h"
#include "base/limits.h"
#include "base/utf8.h"

enum {
    UNIT_BYTES = 32,             /* one folded character with its marks */
    WORD_SEEN = 4 * VG_MAX_WORD, /* bytes of a word that are folded at most */
    NUMBER_AHEAD = 4,            /* digits looked at behind a comma or point */
    ELISION = 6,                 /* longest article before an apostrophe, and one */
};

struct vg_tokenizer {
    struct sb_stemmer *english;
    struct vg_buf plain, word; /* of the word in hand */
};

struct walk {
    struct vg_tokenizer *t;
    const char *text;
    size_t len;
    enum vg_token_use use;
    int (*each)(void *to, const struct vg_token *token);
    void *to;
};

struct vg_tokenizer *vg_tokenizer_open(void)
{
    struct vg_tokenizer *t = vg_malloc(sizeof *t);

    *t = (struct vg_tokenizer){.english = sb_stemmer_new("english", "UTF_8"),
                               .plain = {.max = WORD_SEEN},
                               .word = {.max = (size_t)WORD_SEEN * VG_FOLD_MAX}};
    return t;
}

void vg_tokenizer_close(struct vg_tokenizer *t)
{
    if (t == NULL)
        return;
    sb_stemmer_delete(t->english);
    vg_buf_end(&t->plain);
    vg_buf_end(&t->word);
    free(t);
}

static int is_between(uint32_t c, uint32_t first, uint32_t last)
{
    return c >= first && c <= last;
}

/* Scripts that put no blanks between words, and Hangul, whose words carry
 * particles that nobody searches for. */
static int is_paired(uint32_t c)
{
    if (c < 0xe00)
        return 0;
    /* Text taken out of PDF often has radicals in place of the characters. */
    if (vg_is_han(c) || is_between(c, 0x2f00, 0x2fd5))
        return 1;
    return (is_between(c, 0xe00, 0xeff) || is_between(c, 0x1000, 0x109f) ||
            is_between(c, 0x1100, 0x11ff) || is_between(c, 0x1780, 0x17ff) ||
            is_between(c, 0x3041, 0x318f) || is_between(c, 0x31f0, 0x31ff) ||
            is_between(c, 0xac00, 0xd7a3) || is_between(c, 0xff66, 0xffdc) ||
            is_between(c, 0x1b000, 0x1b16f)) &&
           vg_is_word(c);
}

/* Voicing marks and Hangul vowels and finals belong to what stands before. */
static int is_attached(uint32_t c)
{
    return c == 0x3099 || c == 0x309a || c == 0xff9e || c == 0xff9f ||
           is_between(c, 0x1160, 0x11ff);
}

/* Zero-width and bidi characters; a control character parts words. */
static int is_hidden(uint32_t c)
{
    return c >= 0xa0 && vg_is_unseen(c);
}

/* -- pairs ------------------------------------------------------------------ */

struct unit {
    char text[UNIT_BYTES];
    size_t len, start, end;
};

static int emit_units(const struct walk *w, const struct unit *a, const struct unit *b,
                      int colocated)
{
    char text[2 * UNIT_BYTES];
    struct vg_token token = {text, a->len, a->start, a->end, colocated};

    memcpy(text, a->text, a->len);
    if (b != NULL) {
        memcpy(text + a->len, b->text, b->len);
        token.len += b->len;
        token.end = b->end;
    }
    return w->each(w->to, &token);
}

static void fold_unit(const struct walk *w, struct unit *u)
{
    VG_SCOPED_BUF b = {.max = UNIT_BYTES};

    vg_fold(w->text + u->start, u->end - u->start, VG_FOLD_PLAIN, &b);
    if (b.full)
        b.len = vg_utf8_down(b.p, b.len, b.len);
    memcpy(u->text, vg_buf_str(&b).p, b.len);
    u->len = b.len;
}

/* The next character of the run with what is attached to it; 0 at its end. */
static int next_unit(const struct walk *w, size_t *at, struct unit *u)
{
    int found = 0;

    while (*at < w->len) {
        uint32_t c;
        size_t n = vg_utf8_next(w->text + *at, w->len - *at, &c);

        if (is_paired(c)) {
            if (found && (!is_attached(c) || *at + n - u->start > UNIT_BYTES / 2))
                break;
            u->start = found ? u->start : *at;
            u->end = *at + n;
            found = 1;
        } else if (!is_hidden(c)) {
            break;
        }
        *at += n;
    }
    if (found)
        fold_unit(w, u);
    return found;
}

static int emit_pairs(const struct walk *w, size_t *at)
{
    struct unit two[2];
    size_t n = 0;
    int rc = 0, is_document = w->use == VG_TOKENS_DOCUMENT;

    while (rc == 0 && next_unit(w, at, &two[n % 2])) {
        const struct unit *now = &two[n % 2], *before = &two[(n + 1) % 2];

        if (now->len == 0)
            continue;
        if (n > 0)
            rc = emit_units(w, before, now, 0);
        if (n > 0 && rc == 0 && is_document)
            rc = emit_units(w, before, NULL, 1);
        n++;
    }
    if (rc == 0 && (n == 1 || (n > 1 && is_document)))
        rc = emit_units(w, &two[(n - 1) % 2], NULL, n > 1);
    return rc;
}

/* -- words and numbers ------------------------------------------------------- */

static int is_apostrophe(uint32_t c)
{
    return c == '\'' || c == 0x2019 || c == 0x2bc || c == 0xff07;
}

struct span {
    size_t start, end; /* of the word */
    size_t next;       /* where the walk goes on */
    size_t digits;     /* since the last separator of a number */
    int is_number;     /* only digits so far */
    int is_grouped, has_point;
    int is_plain; /* nothing in it has to go */
};

/* The character at `at`, 0 at the end of the text; *n is its length. */
static uint32_t char_at(const struct walk *w, size_t at, size_t *n)
{
    uint32_t c;

    *n = 0;
    if (at >= w->len)
        return 0;
    *n = vg_utf8_next(w->text + at, w->len - at, &c);
    return c;
}

static int is_word_char(uint32_t c)
{
    return c != 0 && vg_is_word(c) && !is_paired(c);
}

/* l' d' qu' dell' before another word. */
static int is_article(const char *p, size_t len)
{
    static const char *const articles[] = {"l",  "d",  "j",    "m",    "n",    "s",    "t",  "c",
                                           "qu", "un", "dell", "nell", "sull", "dall", "all"};
    char low[ELISION];

    if (len == 0 || len >= sizeof low)
        return 0;
    for (size_t i = 0; i < len; i++)
        low[i] = (char)(p[i] >= 'A' && p[i] <= 'Z' ? p[i] + ('a' - 'A') : p[i]);
    for (size_t i = 0; i < sizeof articles / sizeof *articles; i++)
        if (strlen(articles[i]) == len && memcmp(articles[i], low, len) == 0)
            return 1;
    return 0;
}

/* An apostrophe of `n` bytes at `at`: does the word go on behind it? */
static int goes_on_behind_apostrophe(const struct walk *w, struct span *s, size_t at, size_t n)
{
    size_t n1, n2;
    uint32_t next = char_at(w, at + n, &n1), after;

    if (!is_word_char(next))
        return 0;
    after = char_at(w, at + n + n1, &n2);
    if ((next == 's' || next == 'S') && !is_word_char(after)) {
        s->next = at + n + n1;
        return 0;
    }
    return !is_article(w->text + s->start, at - s->start);
}

static int is_digit(uint32_t c)
{
    return c != 0 && vg_char_kind(c) == VG_CHAR_DIGIT;
}

static int is_separator(uint32_t c)
{
    return c == ',' || c == '.' || c == 0xff0c || c == 0xff0e;
}

/* Digits from `at` on, counted up to NUMBER_AHEAD; *end is behind them. */
static size_t count_digits(const struct walk *w, size_t at, size_t *end)
{
    size_t n, count = 0;

    while (count < NUMBER_AHEAD && is_digit(char_at(w, at, &n))) {
        at += n;
        count++;
    }
    *end = at;
    return count;
}

/* Is the number a later part of a list like 2,3,4 or of a date like 31.12.2022? */
static int is_behind_separator(const struct walk *w, const struct span *s)
{
    uint32_t c;
    size_t n;

    if (s->start < 2)
        return 0;
    n = vg_utf8_before(w->text, s->start, &c);
    return is_separator(c) && s->start > n && w->text[s->start - n - 1] >= '0' &&
           w->text[s->start - n - 1] <= '9';
}

static int is_before_separator(const struct walk *w, size_t at)
{
    size_t n, n2;

    return is_separator(char_at(w, at, &n)) && is_digit(char_at(w, at + n, &n2));
}

/* A comma or point between digits: of groups (1,300), of a fraction (2.36), or
 * neither. A fraction has at most three digits before it or is grouped, else
 * 2022.10 would be one. */
static int goes_on_behind_separator(const struct walk *w, struct span *s, uint32_t c, size_t at,
                                    size_t n)
{
    int is_comma = c == ',' || c == 0xff0c;
    size_t end, ahead;

    if (!s->is_number || s->has_point || s->digits > 3 || is_behind_separator(w, s))
        return 0;
    ahead = count_digits(w, at + n, &end);
    if (is_comma && ahead == 3) {
        s->is_grouped = 1;
        s->digits = 0;
        return 1;
    }
    if (ahead == 0 || (is_comma && (ahead > 2 || s->is_grouped)) || is_before_separator(w, end))
        return 0;
    s->has_point = 1;
    return 1;
}

static struct span delimit(const struct walk *w, size_t at)
{
    struct span s = {.start = at, .end = at, .is_number = 1, .is_plain = 1};

    while (at < w->len) {
        size_t n;
        uint32_t c = char_at(w, at, &n);

        if (is_word_char(c)) {
            int is_d = is_digit(c);

            s.is_number &= is_d || vg_char_kind(c) == VG_CHAR_MARK;
            s.digits += is_d ? 1 : 0;
            s.end = at + n;
        } else if (is_apostrophe(c)  ? !goes_on_behind_apostrophe(w, &s, at, n)
                   : is_separator(c) ? !goes_on_behind_separator(w, &s, c, at, n)
                                     : !is_hidden(c)) {
            break;
        } else {
            s.is_plain = 0;
        }
        at += n;
    }
    s.next = s.next > at ? s.next : at;
    return s;
}

/* Apostrophes and the commas of a number go; the last separator of a fraction
 * is a point. */
static void put_plain(struct vg_buf *b, const char *p, size_t len, int has_point)
{
    size_t at = 0, point = len;

    for (size_t n = 0; has_point && at < len; at += n) {
        uint32_t c;

        n = vg_utf8_next(p + at, len - at, &c);
        point = is_separator(c) ? at : point;
    }
    at = 0;
    while (at < len) {
        uint32_t c;
        size_t n = vg_utf8_next(p + at, len - at, &c);

        if (at == point)
            vg_putc(b, '.');
        else if (!is_apostrophe(c) && !is_separator(c))
            vg_put(b, p + at, n);
        at += n;
    }
}

static int is_a_to_z(const char *p, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (p[i] < 'a' || p[i] > 'z')
            return 0;
    return len > 0;
}

static void stem(struct vg_tokenizer *t, struct vg_token *token)
{
    if (!is_a_to_z(token->p, token->len))
        return;
    token->p =
        (const char *)sb_stemmer_stem(t->english, (const sb_symbol *)token->p, (int)token->len);
    token->len = (size_t)sb_stemmer_length(t->english);
}

static int emit_word(const struct walk *w, const struct span *s)
{
    const char *p = w->text + s->start;
    size_t len = s->end - s->start;
    struct vg_buf *plain = &w->t->plain, *word = &w->t->word;
    struct vg_token token = {.start = s->start, .end = s->end};

    if (len > WORD_SEEN)
        len = vg_utf8_down(p, len, WORD_SEEN);
    if (!s->is_plain) {
        vg_buf_clear(plain);
        put_plain(plain, p, len, s->has_point);
        p = vg_buf_str(plain).p;
        len = plain->len;
    }
    vg_buf_clear(word);
    vg_fold(p, len, VG_FOLD_STRIP, word);
    token.p = vg_buf_str(word).p;
    token.len = word->len > VG_MAX_WORD ? vg_utf8_down(word->p, word->len, VG_MAX_WORD) : word->len;
    if (token.len == 0)
        return 0;
    stem(w->t, &token);
    return w->each(w->to, &token);
}

int vg_tokens(struct vg_tokenizer *t, const char *text, size_t len, enum vg_token_use use,
              int (*each)(void *to, const struct vg_token *token), void *to)
{
    const struct walk w = {t, text, len, use, each, to};
    size_t at = 0;
    int rc = 0;

    while (rc == 0 && at < len) {
        size_t n;
        uint32_t c = char_at(&w, at, &n);

        if (is_paired(c)) {
            rc = emit_pairs(&w, &at);
        } else if (is_word_char(c)) {
            struct span s = delimit(&w, at);

            rc = emit_word(&w, &s);
            at = s.next;
        } else {
            at += n;
        }
    }
    return rc;
}

/* -- queries ----------------------------------------------------------------- */

/* The mark that closes what `c` opens, 0 when it opens nothing. */
static uint32_t closing_mark(uint32_t c)
{
    switch (c) {
    case '"':
        return '"';
    case 0xff02:
        return 0xff02;
    case 0x201c: /* “ */
        return 0x201d;
    case 0x201e: /* „ */
        return 0x201c;
    case 0xab: /* « */
        return 0xbb;
    case 0x300c: /* 「 */
    case 0x300e: /* 『 */
    case 0x300a: /* 《 */
        return c + 1;
    default:
        return 0;
    }
}

struct reader {
    const char *p;
    size_t len, at;
};

static uint32_t peek(const struct reader *r, size_t *n)
{
    uint32_t c = 0;

    *n = 0;
    if (r->at < r->len)
        *n = vg_utf8_next(r->p + r->at, r->len - r->at, &c);
    return c;
}

/* One character as FTS5 may see it: nothing unprintable, nothing malformed. */
static void put_clean(struct vg_buf *b, uint32_t c, const char *p, size_t n)
{
    if (c < 0x20 || (c >= 0x7f && c < 0xa0) || c == VG_REPLACEMENT)
        vg_putc(b, ' ');
    else
        vg_put(b, p, n);
}

/* Up to the mark that closes a quotation, or with `close` 0 the end of a word. */
static void read_words(struct reader *r, uint32_t close, struct vg_buf *b)
{
    size_t n;

    while (r->at < r->len) {
        uint32_t c = peek(r, &n);
        int ends =
            close != 0 ? c == close : vg_char_kind(c) == VG_CHAR_SPACE || closing_mark(c) != 0;

        if (ends)
            break;
        put_clean(b, c, r->p + r->at, n);
        r->at += n;
    }
    if (close != 0 && r->at < r->len) {
        (void)peek(r, &n);
        r->at += n;
    }
}

static int note_token(void *to, const struct vg_token *token)
{
    (void)token;
    *(int *)to = 1;
    return 1;
}

/* The next term; its words may be empty. */
static void read_term(struct reader *r, struct vg_buf *words, int *excluded)
{
    size_t n;
    uint32_t c = peek(r, &n), close;

    *excluded = c == '-' || c == 0xff0d;
    if (*excluded) {
        r->at += n;
        c = peek(r, &n);
    }
    close = closing_mark(c);
    if (close != 0)
        r->at += n;
    vg_buf_clear(words);
    read_words(r, close, words);
}

int vg_query_read(struct vg_tokenizer *t, const char *text, size_t len, struct vg_arena *a,
                  struct vg_query *out, struct vg_err *err)
{
    struct reader r = {text, len, 0};
    VG_SCOPED_BUF words = {.max = (size_t)VG_MAX_QUERY + 1};
    struct vg_query q = {0};
    size_t room = 0, wanted = 0, n;

    if (len > (size_t)VG_MAX_QUERY)
        return vg_fail(err, VG_E_LIMIT, "the query has %zu bytes; at most %lld are read", len,
                       (long long)VG_MAX_QUERY);
    while (r.at < len) {
        struct vg_query_term term = {0};
        int has_token = 0;

        if (vg_char_kind(peek(&r, &n)) == VG_CHAR_SPACE) {
            r.at += n;
            continue;
        }
        read_term(&r, &words, &term.excluded);
        (void)vg_tokens(t, vg_buf_str(&words).p, words.len, VG_TOKENS_QUERY, note_token,
                        &has_token);
        if (!has_token)
            continue;
        term.words = vg_str_copy(a, vg_buf_str(&words));
        q.terms = vg_grow(a, q.terms, q.n, &room);
        q.terms[q.n++] = term;
        wanted += term.excluded ? 0 : 1;
    }
    if (wanted == 0)
        return vg_fail(err, VG_E_MISUSE,
                       q.n == 0 ? "nothing to look for: the query has no words"
                                : "nothing to look for: the query only excludes words");
    *out = q;
    return VG_OK;
}

static void put_terms(const struct vg_query *q, int excluded, const char *between,
                      struct vg_buf *out)
{
    const char *before = "";

    for (size_t i = 0; i < q->n; i++) {
        if (q->terms[i].excluded != excluded)
            continue;
        vg_puts(out, before);
        vg_putc(out, '"');
        for (size_t k = 0; k < q->terms[i].words.len; k++) {
            if (q->terms[i].words.p[k] == '"')
                vg_putc(out, '"');
            vg_putc(out, q->terms[i].words.p[k]);
        }
        vg_putc(out, '"');
        before = between;
    }
}

/* All that is excluded goes behind one NOT: FTS5 bounds the depth of expressions. */
void vg_query_fts5(const struct vg_query *q, struct vg_buf *out)
{
    int excludes = 0;

    for (size_t i = 0; i < q->n; i++)
        excludes |= q->terms[i].excluded;
    vg_putc(out, '(');
    put_terms(q, 0, " AND ", out);
    vg_putc(out, ')');
    if (!excludes)
        return;
    vg_puts(out, " NOT (");
    put_terms(q, 1, " OR ", out);
    vg_putc(out, ')');
}
