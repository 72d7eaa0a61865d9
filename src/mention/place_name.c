/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "mention/place_name.h"

#include <string.h>

#include "base/fnv.h"
#include "base/fold.h"
#include "base/utf8.h"

uint32_t vg_place_hash(uint32_t hash, const char *p, size_t len)
{
    return vg_fnv32_bytes(hash, p, len);
}

size_t vg_place_key_add(char key[VG_PLACE_KEY], size_t len, const struct vg_place_unit *u)
{
    size_t blank = len > 0 && !u->is_han ? 1 : 0;

    if (len + blank + u->len > VG_PLACE_KEY)
        return 0;
    if (blank > 0)
        key[len] = ' ';
    memcpy(key + len + blank, u->text, u->len);
    return len + blank + u->len;
}

static int put_folded(struct vg_place_unit *u, const char *p, size_t len, unsigned flags)
{
    VG_SCOPED_BUF b = {.max = VG_PLACE_UNIT};

    vg_fold(p, len, flags, &b);
    if (b.full || b.len == 0)
        return 0;
    memcpy(u->text, vg_buf_str(&b).p, b.len);
    u->len = b.len;
    return 1;
}

/* Zero-width and bidi characters part nothing; control characters do. */
static int is_hidden(uint32_t c)
{
    return c >= 0xa0 && vg_is_unseen(c);
}

static int is_apostrophe(uint32_t c)
{
    return c == '\'' || c == 0x2019 || c == 0x2bc || c == 0x2bb;
}

/* An apostrophe or point inside a word: a letter must follow at once. A point
 * must also stand after a single letter (U.S., not Paris.Berlin). */
static int joins(const char *p, size_t len, uint32_t c, size_t letters)
{
    uint32_t next;

    if ((!is_apostrophe(c) && (c != '.' || letters != 1)) || len == 0)
        return 0;
    (void)vg_utf8_next(p, len, &next);
    return vg_is_word(next) && !vg_is_han(next);
}

struct word {
    size_t letters; /* since the last point */
    size_t points;
    size_t apostrophe; /* offset of the last one + 1 */
    int is_ascii;
};

static void add_letter(struct vg_place_unit *u, struct word *w, uint32_t c, size_t at)
{
    enum vg_char_kind k = vg_char_kind(c);

    u->is_upper &= k != VG_CHAR_LOWER;
    if (k == VG_CHAR_UPPER && w->apostrophe > 0 && w->apostrophe >= at - 2)
        u->is_capital = 1;
    w->letters++;
    w->is_ascii &= c < 0x80;
    if (c < 0x80 && u->len < VG_PLACE_UNIT)
        u->text[u->len++] = (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

/* Letters beyond ASCII need the whole word folded at once; apostrophes go after. */
static int fold_word(struct vg_place_unit *u, const char *p)
{
    VG_SCOPED_BUF plain = {.max = (size_t)8 * VG_PLACE_UNIT};

    for (size_t at = 0; at < u->bytes;) {
        uint32_t c;
        size_t n = vg_utf8_next(p + at, u->bytes - at, &c);

        if (!is_apostrophe(c) && c != '.')
            vg_put(&plain, p + at, n);
        at += n;
    }
    return put_folded(u, plain.p, plain.len, VG_FOLD_STRIP);
}

static int is_abbreviation(const struct vg_place_unit *u)
{
    return (u->len == 2 && (memcmp(u->text, "st", 2) == 0 || memcmp(u->text, "mt", 2) == 0 ||
                            memcmp(u->text, "ft", 2) == 0)) ||
           (u->len == 3 && memcmp(u->text, "ste", 3) == 0);
}

/* "U.S." and "St." take their last point along; one in "Paris." ends a sentence. */
static void finish_word(struct vg_place_unit *u, const struct word *w, const char *p, size_t len)
{
    size_t tail = w->apostrophe > 0 ? u->bytes - (w->apostrophe - 1) : 0;

    if (u->bytes < len && p[u->bytes] == '.' &&
        ((w->points > 0 && w->letters == 1) || is_abbreviation(u)))
        u->bytes++;
    /* The apostrophe has one byte or three. */
    if ((tail == 2 || tail == 4) && u->len > 1 && u->text[u->len - 1] == 's') {
        u->stem = u->len - 1;
        u->stem_bytes = w->apostrophe - 1;
    }
}

/* Words of plain ASCII, nearly all there are, are folded as they are read. */
static int read_word(const char *p, size_t len, struct vg_place_unit *u)
{
    struct word w = {.is_ascii = 1};
    size_t at = 0;

    u->is_upper = 1;
    while (at < len) {
        uint32_t c;
        size_t n = vg_utf8_next(p + at, len - at, &c);

        if (!vg_is_han(c) && vg_is_word(c)) {
            add_letter(u, &w, c, at);
        } else if (joins(p + at + n, len - at - n, c, w.letters)) {
            w.points += c == '.' ? 1 : 0;
            w.letters = c == '.' ? 0 : w.letters;
            w.apostrophe = c == '.' ? w.apostrophe : at + 1;
        } else if (!is_hidden(c)) {
            break;
        }
        at += n;
        if (at > (size_t)4 * VG_PLACE_UNIT || u->len == VG_PLACE_UNIT)
            return 0;
    }
    u->bytes = at;
    if (!w.is_ascii && !fold_word(u, p))
        return 0;
    finish_word(u, &w, p, len);
    return 1;
}

/* Nearly every Han character folds to one of three bytes. */
static int read_han(const char *p, size_t n, uint32_t c, struct vg_place_unit *u)
{
    uint32_t out[VG_FOLD_MAX];

    u->bytes = n;
    u->is_han = u->is_capital = u->is_upper = 1;
    if (vg_fold_char(c, out) != 1 || out[0] < 0x800 || out[0] > 0xffff)
        return put_folded(u, p, n, VG_FOLD_PLAIN);
    u->text[0] = (char)(0xe0U | out[0] >> 12);
    u->text[1] = (char)(0x80U | (out[0] >> 6 & 0x3fU));
    u->text[2] = (char)(0x80U | (out[0] & 0x3fU));
    u->len = 3;
    return 1;
}

int vg_place_unit(const char *p, size_t len, struct vg_place_unit *out)
{
    enum vg_char_kind kind;
    uint32_t c;
    size_t n;

    if (len == 0)
        return 0;
    n = vg_utf8_next(p, len, &c);
    out->len = out->stem = out->stem_bytes = 0;
    if (vg_is_han(c))
        return read_han(p, n, c, out);
    kind = vg_char_kind(c);
    if (kind == VG_CHAR_OTHER || kind == VG_CHAR_SPACE || kind == VG_CHAR_MARK)
        return 0;
    out->is_han = 0;
    out->is_capital = kind != VG_CHAR_LOWER;
    return read_word(p, len, out);
}

static int is_gap(uint32_t c, int is_han)
{
    if (c == '-' || c == 0x2010 || c == 0x2011 || c == 0xb7 || c == 0x30fb || is_hidden(c))
        return 1;
    return !is_han && vg_char_kind(c) == VG_CHAR_SPACE;
}

size_t vg_place_gap(const char *p, size_t len, int is_han)
{
    size_t at = !is_han && len > 1 && p[0] == ',' && p[1] == ' ' ? 1 : 0;
    int line_ends = 0;

    while (at < len && at < 8) {
        uint32_t c;
        size_t n = vg_utf8_next(p + at, len - at, &c);

        if (c == '\n' && ++line_ends > 1)
            return 0; /* an empty line ends a paragraph, and every name */
        if (!is_gap(c, is_han))
            break;
        at += n;
    }
    return at;
}
