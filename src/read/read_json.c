/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * JSON and JSON lines: every string in its order, a member's name before its value, numbers
 * and true and false too, for a count is what a record is about. Nothing is built: a
 * string before a colon is a name, another is a value, so depth costs nothing and what
 * is broken is read on behind the break.
 */
#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "read/draft.h"
#include "read/kind.h"
#include "read/readers.h"

static int is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static size_t skip_space(struct vg_str s, size_t at)
{
    while (at < s.len && is_space(s.p[at]))
        at++;
    return at;
}

/* The quotation mark that ends the string whose inside begins at `at`; s.len when none does. */
static size_t string_end(struct vg_str s, size_t at)
{
    while (at < s.len && s.p[at] != '"')
        at += s.p[at] == '\\' ? 2 : 1;
    return at < s.len ? at : s.len;
}

static size_t word_end(struct vg_str s, size_t at)
{
    while (at < s.len &&
           ((s.p[at] >= '0' && s.p[at] <= '9') || (s.p[at] >= 'a' && s.p[at] <= 'z') ||
            (s.p[at] >= 'A' && s.p[at] <= 'Z') || s.p[at] == '-' || s.p[at] == '+' ||
            s.p[at] == '.'))
        at++;
    return at;
}

/* -- what it looks like -------------------------------------------------------------------------
 */

enum { LOOKED_AT_DEPTH = 64 };

/* What may come next, for a beginning that is to be told from prose in brackets. */
struct look {
    char open[LOOKED_AT_DEPTH];
    int depth;
    enum { WANT_VALUE, WANT_KEY, WANT_COLON, WANT_COMMA } want;
    int fresh; /* just opened: it may close at once */
};

static int look_close(struct look *l, char c)
{
    char opened = c == '}' ? '{' : '[';

    if (l->depth == 0 || l->open[l->depth - 1] != opened || (l->want != WANT_COMMA && !l->fresh))
        return 0;
    l->depth--;
    l->want = WANT_COMMA;
    l->fresh = 0;
    return 1;
}

static int look_open(struct look *l, char c)
{
    if (l->want != WANT_VALUE)
        return 0;
    l->open[l->depth++] = c;
    l->want = c == '{' ? WANT_KEY : WANT_VALUE;
    l->fresh = 1;
    return 1;
}

static int look_mark(struct look *l, char c)
{
    if (c == ':') {
        if (l->want != WANT_COLON)
            return 0;
        l->want = WANT_VALUE;
        return 1;
    }
    if (l->want != WANT_COMMA || l->depth == 0)
        return 0;
    l->want = l->open[l->depth - 1] == '{' ? WANT_KEY : WANT_VALUE;
    return 1;
}

static int is_word(struct vg_str w)
{
    return w.len > 0 && (vg_str_is(w, "true") || vg_str_is(w, "false") || vg_str_is(w, "null") ||
                         w.p[0] == '-' || (w.p[0] >= '0' && w.p[0] <= '9'));
}

/* A string or a word at *at. */
static int look_scalar(struct look *l, struct vg_str head, size_t *at)
{
    size_t from = *at;

    if (head.p[from] == '"') {
        if (l->want != WANT_VALUE && l->want != WANT_KEY)
            return 0;
        *at = string_end(head, from + 1) + 1;
        l->want = l->want == WANT_KEY ? WANT_COLON : WANT_COMMA;
    } else {
        *at = word_end(head, from);
        if (l->want != WANT_VALUE || l->depth == 0 ||
            !is_word((struct vg_str){head.p + from, *at - from}))
            return *at == head.len && *at > from;
        l->want = WANT_COMMA;
    }
    l->fresh = 0;
    return 1;
}

int vg_json_looks(struct vg_str head)
{
    struct look l = {.want = WANT_VALUE};
    size_t at = 0;

    while ((at = skip_space(head, at)) < head.len && l.depth < LOOKED_AT_DEPTH) {
        char c = head.p[at];
        int fits;

        if (l.depth == 0 && l.want == WANT_COMMA) /* another record of JSON lines */
            l.want = WANT_VALUE;
        if (c == '{' || c == '[') {
            fits = look_open(&l, c);
            at++;
        } else if (c == '}' || c == ']') {
            fits = look_close(&l, c);
            at++;
        } else if (c == ':' || c == ',') {
            fits = look_mark(&l, c);
            l.fresh = 0;
            at++;
        } else {
            fits = look_scalar(&l, head, &at);
        }
        if (!fits)
            return 0;
    }
    return 1;
}

/* -- reading --------------------------------------------------------------------------------------
 */

static int hex4(const char *p, size_t len, uint32_t *c)
{
    uint32_t v = 0;

    if (len < 4)
        return 0;
    for (size_t i = 0; i < 4; i++) {
        char low = (char)(p[i] | 0x20);

        if (p[i] >= '0' && p[i] <= '9')
            v = v * 16 + (uint32_t)(p[i] - '0');
        else if (low >= 'a' && low <= 'f')
            v = v * 16 + (uint32_t)(low - 'a') + 10;
        else
            return 0;
    }
    *c = v;
    return 1;
}

/* \uXXXX, two of them for what is beyond the first plane. */
static size_t unicode_escape(const char *p, size_t len, uint32_t *c)
{
    uint32_t low;

    if (!hex4(p + 2, len - 2, c))
        return 0;
    if (*c >= 0xd800 && *c < 0xdc00 && len >= 12 && p[6] == '\\' && p[7] == 'u' &&
        hex4(p + 8, 4, &low) && low >= 0xdc00 && low < 0xe000) {
        *c = 0x10000 + ((*c - 0xd800) << 10) + (low - 0xdc00);
        return 12;
    }
    return 6;
}

/* The escape at s[at]; how long it is. */
static size_t put_escape(struct vg_draft *d, struct vg_str s, size_t at)
{
    char c = at + 1 < s.len ? s.p[at + 1] : '\\';
    size_t left = s.len - at;
    uint32_t u = 0;
    size_t n;

    switch (c) {
    case 'n':
        if (vg_draft_has_text(d))
            vg_draft_put(d, "\n", 1, at, 2);
        return 2;
    case 'r':
    case 't':
    case 'b':
    case 'f':
        vg_draft_space(d, at, 2);
        return 2;
    case 'u':
        n = left > 2 ? unicode_escape(s.p + at, left, &u) : 0;
        if (n > 0) {
            vg_draft_char(d, u, at, n);
            return n;
        }
        break;
    default:
        break;
    }
    if (left < 2) {
        vg_draft_copy(d, s.p + at, 1, at);
        return 1;
    }
    vg_draft_copy(d, s.p + at + 1, 1, at + 1);
    return 2;
}

/* The inside of a string, from `at` to `end`. */
static void put_string(struct vg_draft *d, struct vg_str s, size_t at, size_t end)
{
    s.len = end;
    while (at < end) {
        const char *escape = memchr(s.p + at, '\\', end - at);
        size_t n = escape == NULL ? end - at : (size_t)(escape - s.p) - at;

        vg_draft_copy(d, s.p + at, n, at);
        at += n;
        if (at < end)
            at += put_escape(d, s, at);
    }
}

/* A draft, whether a name stands before the value that comes, and how deep we are. */
struct json {
    struct vg_draft d;
    int named;
    int64_t depth;
    int cut;
};

static size_t take_string(struct json *j, struct vg_str s, size_t at)
{
    size_t end = string_end(s, at + 1), next = skip_space(s, end + (end < s.len));
    int is_name = next < s.len && s.p[next] == ':';

    j->cut |= end == s.len;
    if (is_name)
        vg_draft_block(&j->d, '\n', VG_BLOCK_OTHER, 0, 0);
    else
        vg_draft_block(&j->d, j->named ? '\t' : '\n', VG_BLOCK_MAIN, 0, 1);
    put_string(&j->d, s, at + 1, end);
    j->named = is_name;
    return is_name ? next + 1 : next;
}

static size_t take_word(struct json *j, struct vg_str s, size_t at)
{
    size_t end = word_end(s, at);

    if (end == at)
        return at + 1;
    if (!vg_str_is((struct vg_str){s.p + at, end - at}, "null")) {
        vg_draft_block(&j->d, j->named ? '\t' : '\n', VG_BLOCK_TABLE, 0, 1);
        vg_draft_copy(&j->d, s.p + at, end - at, at);
    }
    j->named = 0;
    return end;
}

void vg_read_json(struct vg_str utf8, struct vg_arena *a, struct vg_text *t)
{
    struct json j = {.d = {.a = a, .t = t}};
    size_t at = 0;

    while (at < utf8.len) {
        char c = utf8.p[at];

        if (c == '"') {
            at = take_string(&j, utf8, at);
        } else if (c == '{' || c == '[' || c == '}' || c == ']') {
            j.depth += c == '{' || c == '[' ? 1 : -1;
            j.named = 0;
            at++;
        } else {
            at = take_word(&j, utf8, at);
        }
    }
    vg_draft_end(&j.d);
    if (j.depth != 0 || j.cut)
        vg_text_damage(t, a, VG_NOTE_TRUNCATED, utf8.len,
                       "the JSON does not end where it should; all strings in it are kept");
    t->media = vg_str("application/json");
    t->reader = vg_str(VG_READER_JSON);
}
