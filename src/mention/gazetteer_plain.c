/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "mention/gazetteer_plain.h"

#include <string.h>

#include "base/utf8.h"

static int is_word(unsigned char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

static int is_letter(unsigned char c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* A whole character of U+4E00 to U+9FFF: all of them are Han. */
static int is_han(const char *text, size_t len, size_t at)
{
    const unsigned char *p = (const unsigned char *)text + at;

    return at + 3 <= len && p[0] >= 0xe4 && p[0] <= 0xe9 && (p[0] > 0xe4 || p[1] >= 0xb8) &&
           (p[1] & 0xc0) == 0x80 && (p[2] & 0xc0) == 0x80;
}

/* What is at `at` neither belongs to the character before it nor is unseen: ASCII, Han, and
 * everyday marks of three bytes. */
static int is_apart(const char *text, size_t len, size_t at)
{
    const unsigned char *p = (const unsigned char *)text + at;

    if (at >= len || *p < 0x80 || is_han(text, len, at))
        return 1;
    if (at + 3 > len)
        return 0;
    if (p[0] == 0xe3 && p[1] == 0x80)
        return p[2] <= 0x84 || (p[2] >= 0x88 && p[2] <= 0x9f);
    if (p[0] == 0xef && p[1] == 0xbc)
        return p[2] <= 0x8f;
    return p[0] == 0xe2 && p[1] == 0x80 && p[2] >= 0x93 && p[2] <= 0xa7;
}

static int plain_word(const char *text, size_t len, size_t at, struct vg_plain_step *s)
{
    size_t n = 0;

    while (at + n < len && n < sizeof s->bytes && is_word((unsigned char)text[at + n])) {
        s->bytes[n] = (char)(text[at + n] | 0x20);
        n++;
    }
    s->n = n;
    s->end = at + n;
    s->first = VG_UNIT_WORD;
    return n < sizeof s->bytes && is_apart(text, len, s->end) ? 1 : -1;
}

static int plain_han(const char *text, size_t len, size_t at, struct vg_plain_step *s)
{
    uint32_t c, out[VG_FOLD_MAX];
    VG_SCOPED_BUF b = {.max = 8};

    s->end = at + vg_utf8_next(text + at, len - at, &c);
    s->first = VG_UNIT_LOOSE;
    if (vg_fold_char(c, out) != 1 || !is_apart(text, len, s->end))
        return -1;
    if (out[0] == c) {
        s->n = 3;
        memcpy(s->bytes, text + at, 3);
        return 1;
    }
    vg_put_utf8(&b, out[0]);
    s->n = b.len;
    memcpy(s->bytes, b.p, b.len);
    return 1;
}

static int plain_any(const char *text, size_t len, size_t at, struct vg_plain_step *s)
{
    unsigned char c = (unsigned char)text[at];

    if (is_word(c))
        return plain_word(text, len, at, s);
    if (is_han(text, len, at))
        return plain_han(text, len, at, s);
    if (c <= ' ' || c >= 0x7f || c == '`' || !is_apart(text, len, at + 1))
        return -1;
    s->n = 1;
    s->bytes[0] = (char)c;
    s->end = at + 1;
    s->first = VG_UNIT_PUNCT;
    return 1;
}

int vg_plain_step(const char *text, size_t len, int has_before, struct vg_plain_step *s)
{
    size_t at = s->end;
    enum vg_unit_class before = s->first;
    int gap = 0, is;

    if (has_before && at < len && (text[at] == ' ' || text[at] == '\n')) {
        gap = 1;
        at++;
    }
    if (at >= len)
        return 0;
    is = plain_any(text, len, at, s);
    if (is > 0 && before == VG_UNIT_WORD && s->first == VG_UNIT_WORD && !gap)
        return 0;
    return is;
}

static uint32_t folded_han(const char *p)
{
    uint32_t c = ((uint32_t)p[0] & 0xf) << 12 | ((uint32_t)p[1] & 0x3f) << 6 |
                 ((uint32_t)p[2] & 0x3f),
             out[VG_FOLD_MAX];

    return vg_fold_char(c, out) == 1 ? out[0] : c;
}

unsigned vg_plain_next(const char *text, size_t len, size_t at)
{
    unsigned char c;

    if (at < len && (text[at] == ' ' || text[at] == '\n'))
        at++;
    if (at >= len)
        return VG_NEXT_NOTHING;
    c = (unsigned char)text[at];
    if (is_letter(c))
        return vg_next_mark(c | 0x20);
    if (c > ' ' && c < 0x7f && c != '`')
        return vg_next_mark(c);
    return is_han(text, len, at) ? vg_next_mark(folded_han(text + at)) : 0;
}

/* -- comparing with the first spelling -----------------------------------------------------------
 */

/* Bytes of a spelling and of a text that stand for the same, from both at a border on. Returns
 * how many are the same till one is not. */
static size_t same_bytes(const char *x, const char *y, size_t n, int is_cased, uint8_t *folded)
{
    size_t i = 0, differs;

    while (i < n) {
        if (x[i] == y[i]) {
            i++;
            continue;
        }
        if (is_letter((unsigned char)x[i]) && (x[i] ^ y[i]) == 0x20 && !is_cased) {
            *folded |= VG_HIT_CASE;
            i++;
            continue;
        }
        differs = i;
        while (i > 0 && ((unsigned char)x[i] & 0xc0) == 0x80)
            i--; /* to the border, which a table that was changed may not have */
        if (differs - i > 2 || !is_han(x, n, i) || !is_han(y, n, i) ||
            folded_han(x + i) != folded_han(y + i))
            break;
        *folded |= VG_HIT_HAN;
        i += 3;
    }
    return i;
}

/* The last unit of the name is at text[end - 1]: is there a boundary, or an s and then one? */
static int plain_end(const struct vg_table_group *r, const char *text, size_t len, size_t end,
                     struct vg_match *m)
{
    unsigned char last = (unsigned char)text[end - 1];

    m->end = end;
    m->is_plural = 0;
    if (!is_apart(text, len, end))
        return -1;
    if (!is_word(last)) /* Han, or a mark */
        return last < 0x80 || (end >= 3 && is_han(text, len, end - 3)) ? 1 : -1;
    if (end >= len || !is_word((unsigned char)text[end]))
        return 1;
    if ((r->flags & VG_GROUP_PLURAL) == 0 ||
        (text[end] != 's' && (text[end] != 'S' || (r->flags & VG_GROUP_CAPITALS) != 0)))
        return 0;
    if (!is_apart(text, len, end + 1))
        return -1;
    m->is_plural = 1;
    return end + 1 >= len || !is_word((unsigned char)text[end + 1]);
}

int vg_group_quick(const struct vg_gazetteer *g, uint32_t group, const char *text, size_t len,
                   size_t at, struct vg_match *m, uint8_t *folded)
{
    const struct vg_table_group *r = &g->groups[group];
    const char *first = r->first <= VG_GROUP_INLINE ? r->head : g->pool + r->lead + r->lead_len;
    size_t n = r->first, most = len - at < n ? len - at : n, same;
    int is;

    if ((r->flags & VG_GROUP_PLAIN) == 0)
        return -1;
    *folded = 0;
    same = same_bytes(first, text + at, most, (r->flags & VG_GROUP_CASED) != 0, folded);
    if (same < n) {
        /* Two letters or two Han characters that differ are a difference whatever follows. */
        if (same < most && is_word((unsigned char)first[same]) &&
            is_word((unsigned char)text[at + same]) && (r->flags & VG_GROUP_CASED) == 0)
            return 0;
        return is_han(first, n, same) && is_han(text, len, at + same) ? 0 : -1;
    }
    m->start = at;
    is = plain_end(r, text, len, at + n, m);
    if (is == 1 && *folded != 0 && r->n_spellings > 1)
        return -1; /* another spelling may be the one */
    return is;
}
