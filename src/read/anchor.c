/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * All places of a quote are found with the Knuth-Morris-Pratt automaton
 * (SIAM J. Comput. 6, 1977), over characters: once as they stand, and if that
 * finds nothing, over characters folded one by one (compatibility
 * decomposition; white space and characters without width left out). Starts of
 * the last characters are kept in a ring as long as the quote, so memory does
 * not grow with the text. Each place costs a comparison of at most VG_CONTEXT
 * bytes on either side.
 */
#include "read/anchor.h"

#include <string.h>

#include <unicode/unorm2.h>

#include "base/limits.h"
#include "base/utf8.h"

enum { EXPANDS = 20 }; /* characters that one can decompose to: U+FDFA has 18 */

int vg_anchor_make(struct vg_str text, size_t start, size_t end, struct vg_anchor *out,
                   struct vg_err *err)
{
    size_t from, to;

    if (start >= end || end > text.len || !vg_utf8_border(text.p, text.len, start) ||
        !vg_utf8_border(text.p, text.len, end))
        return vg_fail(err, VG_E_MISUSE, "bytes %zu to %zu are no stretch of a text of %zu bytes",
                       start, end, text.len);
    if (end - start > (size_t)VG_MAX_QUOTE)
        return vg_fail(err, VG_E_LIMIT, "a quote of %zu bytes; it may have %lld", end - start,
                       (long long)VG_MAX_QUOTE);
    from = start > VG_CONTEXT ? vg_utf8_up(text.p, text.len, start - VG_CONTEXT) : 0;
    to = text.len - end > VG_CONTEXT ? vg_utf8_down(text.p, text.len, end + VG_CONTEXT) : text.len;
    *out = (struct vg_anchor){.start = start,
                              .end = end,
                              .quote = {text.p + start, end - start},
                              .before = {text.p + from, start - from},
                              .after = {text.p + end, to - end}};
    return VG_OK;
}

/* -- folding -------------------------------------------------------------------- */
static int is_left_out(uint32_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0xa0 || c == 0xad ||
           c == 0x1680 || (c >= 0x2000 && c <= 0x200d) || c == 0x2028 || c == 0x2029 ||
           c == 0x202f || c == 0x205f || c == 0x2060 || c == 0x3000 || c == 0xfeff;
}

struct folder {
    const UNormalizer2 *norm; /* NULL: characters as they stand */
};

/* What `c` is compared as: 0 to EXPANDS characters in out[]. */
static size_t fold(const struct folder *f, uint32_t c, uint32_t out[EXPANDS])
{
    UChar wide[2 * EXPANDS];
    UErrorCode code = U_ZERO_ERROR;
    int32_t len;
    size_t n = 0;

    out[0] = c;
    if (f->norm == NULL)
        return 1;
    if (is_left_out(c))
        return 0;
    if (c < 0xa0 || (c >= 0x4e00 && c <= 0x9fff))
        return 1;
    len = unorm2_getDecomposition(f->norm, (UChar32)c, wide, 2 * EXPANDS, &code);
    if (len <= 0 || U_FAILURE(code))
        return 1;
    for (int32_t i = 0; i < len && n < EXPANDS;) {
        uint32_t d = wide[i++];

        if (U16_IS_LEAD(d) && i < len)
            d = (uint32_t)U16_GET_SUPPLEMENTARY(d, wide[i++]);
        if (!is_left_out(d))
            out[n++] = d;
    }
    return n;
}

/* -- finding all places ------------------------------------------------------------ */
struct search {
    struct folder folder;
    const struct vg_anchor *p;
    struct vg_str text;
    uint32_t *quote; /* folded */
    size_t *fail;    /* of the automaton */
    size_t *starts;  /* ring */
    size_t n;        /* characters of the folded quote */
    struct vg_anchor_found found;
    size_t agree, ties; /* of the best so far */
};

/* Bytes that agree when both are read from `a` and `b` on, white space passed over. */
static size_t agree_after(struct vg_str a, struct vg_str b)
{
    size_t i = 0, k = 0, n = 0;

    for (;;) {
        while (i < a.len && (a.p[i] == ' ' || a.p[i] == '\n' || a.p[i] == '\t'))
            i++;
        while (k < b.len && (b.p[k] == ' ' || b.p[k] == '\n' || b.p[k] == '\t'))
            k++;
        if (i == a.len || k == b.len || a.p[i] != b.p[k])
            return n;
        i++;
        k++;
        n++;
    }
}

static size_t agree_before(struct vg_str a, struct vg_str b)
{
    size_t i = a.len, k = b.len, n = 0;

    for (;;) {
        while (i > 0 && (a.p[i - 1] == ' ' || a.p[i - 1] == '\n' || a.p[i - 1] == '\t'))
            i--;
        while (k > 0 && (b.p[k - 1] == ' ' || b.p[k - 1] == '\n' || b.p[k - 1] == '\t'))
            k--;
        if (i == 0 || k == 0 || a.p[i - 1] != b.p[k - 1])
            return n;
        i--;
        k--;
        n++;
    }
}

static size_t distance(size_t a, size_t b)
{
    return a > b ? a - b : b - a;
}

static void take_place(struct search *s, size_t start, size_t end)
{
    size_t room = 2 * (size_t)VG_CONTEXT, before = start < room ? start : room;
    size_t after = s->text.len - end < room ? s->text.len - end : room;
    size_t agree = agree_before(s->p->before, (struct vg_str){s->text.p + start - before, before}) +
                   agree_after(s->p->after, (struct vg_str){s->text.p + end, after});

    if (s->found.candidates++ > 0) {
        if (agree < s->agree)
            return;
        if (agree == s->agree) {
            s->ties++;
            if (distance(start, s->p->start) >= distance(s->found.start, s->p->start))
                return;
        }
    }
    if (agree > s->agree || s->found.candidates == 1)
        s->ties = 0;
    s->agree = agree;
    s->found.start = start;
    s->found.end = end;
}

static void make_automaton(struct search *s, struct vg_arena *a)
{
    struct vg_str q = s->p->quote;
    uint32_t c, folded[EXPANDS];
    size_t room = 0, count = 0;

    for (size_t at = 0; at < q.len;) {
        size_t n;

        at += vg_utf8_next(q.p + at, q.len - at, &c);
        n = fold(&s->folder, c, folded);
        for (size_t i = 0; i < n; i++) {
            s->quote = vg_grow(a, s->quote, count, &room);
            s->quote[count++] = folded[i];
        }
    }
    s->n = count;
    s->fail = VG_NEW_ARRAY(a, size_t, count + 1);
    s->starts = VG_NEW_ARRAY(a, size_t, count + 1);
    for (size_t i = 1, k = 0; i < count; i++) {
        while (k > 0 && s->quote[i] != s->quote[k])
            k = s->fail[k];
        k += s->quote[i] == s->quote[k];
        s->fail[i + 1] = k;
    }
}

static void find_all(struct search *s)
{
    uint32_t c, folded[EXPANDS];
    size_t state = 0, seen = 0;

    for (size_t at = 0; at < s->text.len;) {
        size_t took = vg_utf8_next(s->text.p + at, s->text.len - at, &c);
        size_t n = fold(&s->folder, c, folded);

        for (size_t i = 0; i < n; i++) {
            s->starts[seen++ % s->n] = at;
            while (state > 0 && (state == s->n || folded[i] != s->quote[state]))
                state = s->fail[state];
            state += folded[i] == s->quote[state];
            if (state == s->n)
                take_place(s, s->starts[seen % s->n], at + took);
        }
        at += took;
    }
}

static struct vg_anchor_found search(const struct vg_anchor *p, struct vg_str text, int folded)
{
    VG_SCOPED_ARENA a = {0};
    struct search s = {.p = p, .text = text};
    UErrorCode code = U_ZERO_ERROR;

    if (folded)
        s.folder.norm = unorm2_getNFKDInstance(&code);
    s.found.how = VG_ANCHOR_LOST;
    make_automaton(&s, &a);
    if (s.n == 0)
        return s.found;
    find_all(&s);
    if (s.found.candidates == 0)
        return s.found;
    s.found.how = s.ties > 0 ? VG_ANCHOR_AMBIGUOUS : folded ? VG_ANCHOR_REFITTED : VG_ANCHOR_MOVED;
    return s.found;
}

static int is_blank(struct vg_str s)
{
    uint32_t c;

    for (size_t at = 0; at < s.len;) {
        at += vg_utf8_next(s.p + at, s.len - at, &c);
        if (!is_left_out(c))
            return 0;
    }
    return 1;
}

struct vg_anchor_found vg_anchor_find(const struct vg_anchor *p, struct vg_str text)
{
    struct vg_anchor_found found = {.how = VG_ANCHOR_LOST};

    if (p->quote.len == 0 || p->end - p->start != p->quote.len)
        return found;
    if (p->end <= text.len && memcmp(text.p + p->start, p->quote.p, p->quote.len) == 0 &&
        vg_utf8_border(text.p, text.len, p->start)) {
        found = (struct vg_anchor_found){VG_ANCHOR_EXACT, p->start, p->end, 1};
        return found;
    }
    if (is_blank(p->quote))
        return found;
    found = search(p, text, 0);
    return found.how == VG_ANCHOR_LOST ? search(p, text, 1) : found;
}

const char *vg_anchor_how_word(enum vg_anchor_how how)
{
    static const char *const words[] = {"exact", "moved", "refitted", "ambiguous", "lost"};

    return words[how];
}
