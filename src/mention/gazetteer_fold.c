/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "mention/gazetteer_fold.h"

#include "base/utf8.h"

enum { MOST_BLANKS = 8 /* between two words of a name: an indented line */ };

static int is_between(uint32_t c, uint32_t first, uint32_t last)
{
    return c >= first && c <= last;
}

/* Marks that people type one for another, and that fonts replace. */
static uint32_t plain_mark(uint32_t c)
{
    switch (c) {
    case 0x60:
    case 0xb4:
    case 0x2b9:
    case 0x2bb:
    case 0x2bc:
    case 0x2bd:
    case 0x2be:
    case 0x2bf:
    case 0x2018:
    case 0x2019:
    case 0x201b:
    case 0x2032:
        return '\'';
    default:
        return is_between(c, 0x2010, 0x2015) || c == 0x2212 ? '-' : c;
    }
}

static void put_unit(struct vg_cluster *c, uint32_t u)
{
    const char *plain = is_between(u, 0xe6, 0x167) ? vg_fold_plain(u) : NULL;

    for (; plain != NULL && *plain != '\0' && c->n < VG_CLUSTER_UNITS; plain++)
        c->unit[c->n++] = (unsigned char)*plain;
    if (plain == NULL && c->n < VG_CLUSTER_UNITS)
        c->unit[c->n++] = plain_mark(u);
}

static void fold_first(struct vg_cluster *c)
{
    uint32_t seq[VG_FOLD_MAX];
    size_t n;

    if (plain_mark(c->raw) != c->raw) {
        c->unit[c->n++] = plain_mark(c->raw);
        return;
    }
    n = vg_fold_char(c->raw, seq);
    for (size_t i = 0; i < n; i++)
        if (!vg_fold_strips(c->n > 0 ? c->unit[c->n - 1] : 0, seq[i]))
            put_unit(c, seq[i]);
}

/* One more character that belongs to the cluster: a mark, a voicing mark, a later part of a
 * syllable. Returns 0 when it does not. */
static int fold_more(struct vg_cluster *c, uint32_t raw)
{
    uint32_t seq[VG_FOLD_MAX], last = c->n > 0 ? c->unit[c->n - 1] : 0, one;

    if (vg_fold_char(raw, seq) != 1)
        return 0;
    one = c->n > 0 ? vg_fold_together(last, seq[0]) : 0;
    if (one != 0)
        c->unit[c->n - 1] = one;
    else if (!vg_fold_strips(0, seq[0]))
        return 0;
    else if (!vg_fold_strips(last, seq[0]))
        put_unit(c, seq[0]);
    return 1;
}

size_t vg_cluster_read(const char *p, size_t len, struct vg_cluster *c)
{
    unsigned char b = (unsigned char)*p;
    size_t at;

    c->n = 0;
    if (b < 0x80 && b != '`' && (len == 1 || (unsigned char)p[1] < 0x80)) {
        c->is_upper = b >= 'A' && b <= 'Z';
        c->raw = b;
        c->unit[c->n++] = c->is_upper ? (uint32_t)b | 0x20U : b;
        return 1;
    }
    at = vg_utf8_next(p, len, &c->raw);
    c->is_upper = vg_char_kind(c->raw) == VG_CHAR_UPPER;
    fold_first(c);
    while (at < len && (unsigned char)p[at] >= 0x80) {
        uint32_t raw;
        size_t n = vg_utf8_next(p + at, len - at, &raw);

        if (!fold_more(c, raw))
            break;
        at += n;
    }
    return at;
}

/* Scripts that do not part words, or, as Korean does, not always in one way. */
static int is_loose(uint32_t c)
{
    if (c < 0xe00)
        return 0;
    return is_between(c, 0xe00, 0xfff) || is_between(c, 0x1000, 0x109f) ||
           is_between(c, 0x1100, 0x11ff) || is_between(c, 0x1780, 0x17ff) ||
           is_between(c, 0x2e80, 0x2fdf) || is_between(c, 0x3005, 0x3007) ||
           is_between(c, 0x3040, 0x9fff) || is_between(c, 0xa000, 0xa4cf) ||
           is_between(c, 0xa960, 0xa97f) || is_between(c, 0xac00, 0xd7ff) ||
           is_between(c, 0xf900, 0xfaff) || is_between(c, 0x1b000, 0x1b16f) || vg_is_han(c);
}

enum vg_unit_class vg_unit_class(uint32_t u)
{
    enum vg_char_kind k;

    if (u < 0x80) {
        if ((u >= 'a' && u <= 'z') || (u >= '0' && u <= '9') || (u >= 'A' && u <= 'Z'))
            return VG_UNIT_WORD;
        return u == ' ' || is_between(u, 9, 13) ? VG_UNIT_SPACE : VG_UNIT_PUNCT;
    }
    k = vg_char_kind(u);
    if (k == VG_CHAR_SPACE)
        return VG_UNIT_SPACE;
    if (vg_is_han(u))
        return VG_UNIT_LOOSE;
    if (k == VG_CHAR_OTHER)
        return VG_UNIT_PUNCT;
    return is_loose(u) ? VG_UNIT_LOOSE : VG_UNIT_WORD;
}

int vg_cluster_begins(uint32_t raw)
{
    if (raw < 0x300)
        return 1;
    return vg_char_kind(raw) != VG_CHAR_MARK && !is_between(raw, 0x1160, 0x11ff) &&
           !is_between(raw, 0x3099, 0x309c) && !is_between(raw, 0xff9e, 0xff9f) && raw != 0x640;
}

enum vg_unit_class vg_unit_before(const char *p, size_t len, size_t at)
{
    struct vg_cluster c;
    uint32_t raw, seq[VG_FOLD_MAX];

    while (at > 0) {
        size_t to = at;

        do {
            at -= vg_utf8_before(p, at, &raw);
        } while (at > 0 && raw >= 0x300 && vg_fold_char(raw, seq) == 1 &&
                 vg_fold_strips(0, seq[0]));
        (void)vg_cluster_read(p + at, (to < len ? to : len) - at, &c);
        if (c.n > 0)
            return vg_unit_class(c.unit[c.n - 1]);
    }
    return VG_UNIT_SPACE;
}

/* Make the first unit of the clusters from u->next on the one in hand. */
static void find_unit(struct vg_units *u)
{
    do {
        u->at = u->next;
        if (u->at >= u->len) {
            u->is_end = 1;
            u->c.n = 0;
            break;
        }
        u->next = u->at + vg_cluster_read(u->p + u->at, u->len - u->at, &u->c);
    } while (u->c.n == 0);
    u->i = 0;
}

void vg_units_at(struct vg_units *u, const char *p, size_t len, size_t at)
{
    u->p = p;
    u->len = len;
    u->next = at;
    u->done = at;
    u->is_end = 0;
    find_unit(u);
}

void vg_units_take(struct vg_units *u)
{
    u->done = u->next;
    if (++u->i >= u->c.n)
        find_unit(u);
}

int vg_units_at_border(const struct vg_units *u)
{
    return u->is_end || u->i == 0;
}

enum vg_gap vg_units_gap(struct vg_units *u)
{
    unsigned blanks = 0, lines = 0, other = 0;
    uint32_t last = 0;

    while (!u->is_end && vg_unit_class(u->c.unit[u->i]) == VG_UNIT_SPACE) {
        uint32_t c = u->c.unit[u->i];

        if (c == '\t' || c == '\v' || c == '\f' || ++other > MOST_BLANKS)
            return VG_GAP_WALL;
        if (c == '\n' && last == '\r')
            ; /* the second half of one line end */
        else if (c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029)
            lines++;
        else
            blanks++;
        last = c;
        vg_units_take(u);
    }
    if (lines > 1)
        return VG_GAP_WALL;
    return blanks + lines == 0 ? VG_GAP_NONE : blanks + lines == 1 ? VG_GAP_ONE : VG_GAP_WIDE;
}

int vg_gap_joins(enum vg_unit_class before, enum vg_gap gap, enum vg_unit_class after)
{
    if (before == VG_UNIT_WORD && after == VG_UNIT_WORD)
        return gap == VG_GAP_ONE || gap == VG_GAP_WIDE;
    return gap == VG_GAP_NONE || gap == VG_GAP_ONE;
}
