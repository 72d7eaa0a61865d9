/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Two forms of one text are compared by what stands in threes: a sentence stands in the other form
 * when every three words of it that follow each other do. One that is shorter stands there when
 * each of its words does, with a neighbour at least.
 */
#include "read/mail_forms.h"

#include <stdlib.h>
#include <string.h>

#include "base/fnv.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "read/draft.h"
#include "read/map.h"

enum { SHORT_LINE = 60 }; /* bytes: a line that ends sooner was not broken by its length */

size_t vg_mail_letters(struct vg_str s)
{
    size_t n = 0;

    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.p[i];

        n += c >= 0x80 || (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
    }
    return n;
}

/* -- words ---------------------------------------------------------------------------------- */

/* Marks, spaces and signs beyond ASCII, which no form of a text is sure to keep. */
static int is_sign(uint32_t c)
{
    return (c >= 0x80 && c < 0xc0) || (c >= 0x2000 && c < 0x2c00) || (c >= 0x3000 && c < 0x3005) ||
           (c >= 0x3008 && c < 0x3021) || (c >= 0xfe00 && c < 0xfe70) || c == 0xfeff ||
           (c >= 0xff00 && c < 0xff10) || (c >= 0xff1a && c < 0xff21) ||
           (c >= 0xff3b && c < 0xff41) || (c >= 0xff5b && c < 0xff66);
}

static int is_letter(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

struct word {
    uint32_t hash, from;
};

struct words {
    struct word *list;
    size_t n, room;
    struct vg_arena *a;
};

static void add_word(struct words *w, struct vg_str s, size_t from, size_t end)
{
    uint32_t h = VG_FNV32;

    for (size_t k = from; k < end; k++)
        h = vg_fnv32(h, (unsigned char)(is_letter(s.p[k]) ? s.p[k] | 0x20 : s.p[k]));
    w->list = vg_grow(w->a, w->list, w->n, &w->room);
    w->list[w->n++] = (struct word){h, (uint32_t)from};
}

/* A word is a run of ASCII letters and digits, or one character beyond. */
static void find_words(struct words *w, struct vg_str s)
{
    size_t end;

    for (size_t at = 0; at < s.len; at = end) {
        uint32_t c;

        end = at + vg_utf8_next(s.p + at, s.len - at, &c);
        if (c < 0x80 ? !is_letter(s.p[at]) : is_sign(c))
            continue;
        while (c < 0x80 && end < s.len && is_letter(s.p[end]))
            end++;
        add_word(w, s, at, end);
    }
}

/* Word `i` between its neighbours; in front of the first and behind the last stands none. */
static uint64_t three(const struct words *w, size_t i)
{
    uint64_t h = 0;

    for (size_t k = i; k < i + 3; k++) {
        h ^= k >= 1 && k <= w->n ? w->list[k - 1].hash + UINT64_C(2) : 1;
        h *= UINT64_C(0x9e3779b97f4a7c15);
        h ^= h >> 29;
    }
    return h;
}

/* -- what is shown ------------------------------------------------------------------------------
 */

struct shown {
    uint64_t *threes; /* ascending */
    size_t n;
};

static int by_value(const void *a, const void *b)
{
    const uint64_t *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

static void note_shown(struct shown *s, struct vg_str text, struct vg_arena *a)
{
    struct words w = {.a = a};

    find_words(&w, text);
    s->n = w.n;
    s->threes = VG_NEW_ARRAY(a, uint64_t, w.n + 1);
    for (size_t i = 0; i < w.n; i++)
        s->threes[i] = three(&w, i);
    if (s->n > 0)
        qsort(s->threes, s->n, sizeof *s->threes, by_value);
}

static int has_three(const struct shown *s, const struct words *w, size_t i)
{
    uint64_t h = three(w, i);

    return s->n > 0 && bsearch(&h, s->threes, s->n, sizeof h, by_value) != NULL;
}

/* Do words `i` up to `end` stand there? */
static int has_words(const struct shown *s, const struct words *w, size_t i, size_t end)
{
    if (end - i >= 3) {
        for (size_t k = i + 1; k + 1 < end; k++)
            if (!has_three(s, w, k))
                return 0;
        return 1;
    }
    for (; i < end; i++)
        if (!has_three(s, w, i) && !(i > 0 && has_three(s, w, i - 1)) &&
            !(i + 1 < w->n && has_three(s, w, i + 1)))
            return 0;
    return 1;
}

/* -- sentences ----------------------------------------------------------------------------------
 */

static int is_stop(struct vg_str s, size_t at, size_t end)
{
    static const char *const stops[] = {"。", "！", "？", "；"};

    if (s.p[at] == '.' || s.p[at] == '!' || s.p[at] == '?')
        return at + 1 == end || s.p[at + 1] == ' ' || s.p[at + 1] == '\n' || s.p[at + 1] == '\t';
    for (size_t i = 0; i < sizeof stops / sizeof *stops; i++)
        if (end - at >= 3 && memcmp(s.p + at, stops[i], 3) == 0)
            return 3;
    return 0;
}

/* Past the sentence that begins at `at`. *line is where its line begins, and then that of the
 * next. */
static size_t past_sentence(struct vg_str s, size_t at, size_t end, size_t *line)
{
    for (; at < end; at++) {
        int stop = is_stop(s, at, end);

        if (stop > 0)
            return at + (size_t)stop;
        if (s.p[at] == '\n') {
            int is_short = at - *line < SHORT_LINE;

            *line = at + 1;
            if (is_short)
                return at + 1;
        }
    }
    return end;
}

static void keep(struct vg_draft *d, struct vg_str s, size_t from, size_t end)
{
    if (end == from)
        return;
    vg_draft_block(d, '\n', VG_BLOCK_HIDDEN, 0, 0);
    vg_draft_copy(d, s.p + from, end - from, from);
}

/* The sentences of a block that are not shown; those that follow each other are one block. */
static void keep_of_block(struct vg_draft *d, struct vg_str s, const struct vg_block *b,
                          const struct shown *shown, const struct words *w, size_t *word)
{
    size_t at = b->start, end = b->start + b->len, line = at, from = at, past;

    for (; at < end; at = past) {
        size_t first = *word;

        past = past_sentence(s, at, end, &line);
        while (*word < w->n && w->list[*word].from < past)
            (*word)++;
        if (has_words(shown, w, first, *word)) {
            keep(d, s, from, at);
            from = past;
        }
    }
    keep(d, s, from, end);
}

void vg_mail_form_rest(const struct vg_text *other, const struct vg_text *shown, struct vg_arena *a,
                       struct vg_text *out)
{
    struct vg_draft d = {.a = a, .t = out};
    VG_SCOPED_ARENA scratch = {0};
    struct words w = {.a = &scratch};
    struct shown s = {0};
    size_t word = 0;

    *out = (struct vg_text){0};
    if (other->text.len + shown->text.len <= (size_t)VG_MAX_FORMS_COMPARED) {
        note_shown(&s, shown->text, &scratch);
        find_words(&w, other->text);
    }
    for (size_t i = 0; i < other->block_count; i++) {
        const struct vg_block *b = &other->blocks[i];

        if (w.n == 0 && s.n == 0)
            keep(&d, other->text, b->start, b->start + b->len);
        else
            keep_of_block(&d, other->text, b, &s, &w, &word);
    }
    vg_draft_end(&d);
    if (out->text.len > 0)
        vg_map_lay(out, other->runs, other->run_count, 0, a);
    out->replaced = other->replaced;
}
