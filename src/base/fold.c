/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * A table gives what each character becomes on its own; three things need the
 * character before as well and are done by rule: a voicing mark after kana, a
 * Hangul vowel or final after what it belongs to (Unicode 15, section 3.12),
 * and whether a mark may be stripped. Because accented letters come out taken
 * apart, no table of compositions is needed. Runs of ASCII, most of the bytes
 * this ever sees, are copied and lowered eight at a time.
 */
#include "base/fold.h"

#include <string.h>

#include "base/utf8.h"

#include "base/fold_table.inc"

struct folder {
    struct vg_buf *out;
    unsigned flags;
    uint32_t last;   /* last character written, 0 at the start */
    size_t last_len; /* its bytes in `out` */
    size_t last_in;  /* where the original of it starts */
    struct vg_arena *a;
    struct vg_fold_map *map; /* NULL when nobody asked */
};

static int is_dropped(uint32_t c)
{
    return (c >= 0xe0000 && c <= 0xe0fff);
}

size_t vg_fold_char(uint32_t c, uint32_t out[VG_FOLD_MAX])
{
    size_t at, n;

    if (c >= FOLD_TOP) {
        out[0] = c;
        return is_dropped(c) ? 0 : 1;
    }
    at = fold_item[fold_block[c / FOLD_SPAN] * FOLD_SPAN + c % FOLD_SPAN];
    if (at == 0) {
        out[0] = c;
        return 1;
    }
    n = fold_pool[at] >> 24;
    if (n > 0)
        out[0] = fold_pool[at] & 0xffffffU;
    for (size_t i = 1; i < n; i++)
        out[i] = fold_pool[at + i];
    return n;
}

enum vg_char_kind vg_char_kind(uint32_t c)
{
    if (c >= FOLD_TOP)
        return vg_is_han(c) ? VG_CHAR_LETTER : VG_CHAR_OTHER;
    return (enum vg_char_kind)kind_item[kind_block[c / FOLD_SPAN] * FOLD_SPAN + c % FOLD_SPAN];
}

int vg_is_word(uint32_t c)
{
    enum vg_char_kind k = vg_char_kind(c);

    return k != VG_CHAR_OTHER && k != VG_CHAR_SPACE;
}

/* か to ど, は to ほ, う and the iteration mark, and the same in katakana: the
 * voiced form follows its plain one, the half-voiced one that. */
static uint32_t with_voice(uint32_t kana, uint32_t mark)
{
    uint32_t c = kana >= 0x30a1 && kana <= 0x30ff ? kana - 0x60 : kana;
    int is_ha_row = c >= 0x306f && c <= 0x307b && (c - 0x306f) % 3 == 0;

    if (mark == 0x309a)
        return is_ha_row ? kana + 2 : 0;
    if (is_ha_row || c == 0x309d || c == 0x3064 || c == 0x3066 || c == 0x3068)
        return kana + 1;
    if (c >= 0x304b && c <= 0x3061 && c % 2 == 1)
        return kana + 1;
    return c == 0x3046 ? kana + 0x4e : 0;
}

static uint32_t with_jamo(uint32_t before, uint32_t c)
{
    if (before >= 0x1100 && before <= 0x1112 && c >= 0x1161 && c <= 0x1175)
        return 0xac00 + ((before - 0x1100) * 21 + (c - 0x1161)) * 28;
    if (before >= 0xac00 && before <= 0xd7a3 && (before - 0xac00) % 28 == 0 && c >= 0x11a8 &&
        c <= 0x11c2)
        return before + (c - 0x11a7);
    return 0;
}

uint32_t vg_fold_together(uint32_t before, uint32_t c)
{
    if (c == 0x3099 || c == 0x309a)
        return with_voice(before, c);
    return c >= 0x1161 && c <= 0x11c2 ? with_jamo(before, c) : 0;
}

static int is_between(uint32_t c, uint32_t first, uint32_t last)
{
    return c >= first && c <= last;
}

int vg_fold_strips(uint32_t before, uint32_t c)
{
    if (c < 0x300)
        return 0;
    /* и with a breve is another letter; е with two dots is often written without. */
    if (is_between(c, 0x300, 0x36f))
        return !is_between(before, 0x400, 0x52f) || before == 0x435;
    if (is_between(c, 0x591, 0x670))
        return (c <= 0x5c7 && vg_char_kind(c) == VG_CHAR_MARK) || c == 0x640 ||
               is_between(c, 0x64b, 0x65f) || c == 0x670;
    return is_between(c, 0x1ab0, 0x1aff) || is_between(c, 0x1dc0, 0x1dff) ||
           is_between(c, 0x20d0, 0x20f0) || is_between(c, 0xfe20, 0xfe2f);
}

const char *vg_fold_plain(uint32_t c)
{
    switch (c) {
    case 0xe6:
        return "ae";
    case 0xf0:
    case 0x111:
        return "d";
    case 0xf8:
        return "o";
    case 0xfe:
        return "th";
    case 0x127:
        return "h";
    case 0x131:
        return "i";
    case 0x142:
        return "l";
    case 0x153:
        return "oe";
    case 0x167:
        return "t";
    default:
        return NULL;
    }
}

static void note_run(struct folder *f, size_t in, size_t n, size_t chars)
{
    struct vg_fold_map *m = f->map;
    struct vg_fold_run *last = m->n > 0 ? &m->runs[m->n - 1] : NULL;
    size_t made = f->out->len - m->out_len;

    if (made == 0)
        return;
    if (chars == 1 && made == n && last != NULL && last->whole == 0 &&
        in - last->in == m->out_len - last->out) {
        m->out_len = f->out->len;
        return;
    }
    m->runs = vg_grow(f->a, m->runs, m->n, &m->room);
    m->runs[m->n++] = (struct vg_fold_run){m->out_len, in, chars == 1 && made == n ? 0 : n};
    m->out_len = f->out->len;
}

/* Take the last character back: it becomes one with what follows. */
static void take_back(struct folder *f)
{
    struct vg_fold_map *m = f->map;

    f->out->len -= f->last_len;
    if (m == NULL)
        return;
    m->out_len = f->out->len;
    while (m->n > 0 && m->runs[m->n - 1].out >= m->out_len)
        m->n--;
}

static void put_char(struct folder *f, uint32_t c)
{
    size_t before = f->out->len;
    const char *plain =
        (f->flags & VG_FOLD_STRIP) != 0 && c >= 0xe6 && c <= 0x167 ? vg_fold_plain(c) : NULL;

    if (plain != NULL)
        vg_puts(f->out, plain);
    else
        vg_put_utf8(f->out, c);
    f->last = c;
    f->last_len = f->out->len - before;
}

/* One original character of n bytes at `in`. */
static void fold_one(struct folder *f, uint32_t c, size_t in, size_t n)
{
    uint32_t seq[VG_FOLD_MAX];
    size_t len = vg_fold_char(c, seq), chars = 0, from = in;

    for (size_t i = 0; i < len; i++) {
        uint32_t one = f->last == 0 ? 0 : vg_fold_together(f->last, seq[i]);

        if ((f->flags & VG_FOLD_STRIP) != 0 && vg_fold_strips(f->last, seq[i]))
            continue;
        if (one != 0) {
            take_back(f);
            from = i == 0 ? f->last_in : from;
            chars = 2; /* so that the run is whole */
            put_char(f, one);
        } else {
            put_char(f, seq[i]);
            chars++;
        }
    }
    if (chars > 0)
        f->last_in = from;
    if (f->map != NULL)
        note_run(f, from, in + n - from, chars);
}

/* Bytes of plain ASCII at the start of p. */
static size_t ascii_run(const char *p, size_t len)
{
    size_t at = 0;
    uint64_t word;

    while (len - at >= sizeof word) {
        memcpy(&word, p + at, sizeof word);
        if ((word & 0x8080808080808080U) != 0)
            break;
        at += sizeof word;
    }
    while (at < len && (unsigned char)p[at] < 0x80)
        at++;
    return at;
}

/* Lower A to Z in eight bytes at once: the top bit of each byte of `is_upper`
 * says whether it is one, and shifted it is the bit that makes it lower. */
static void lower_ascii(char *p, size_t len)
{
    size_t at = 0;

    for (; len - at >= sizeof(uint64_t); at += sizeof(uint64_t)) {
        uint64_t word, is_upper;

        memcpy(&word, p + at, sizeof word);
        is_upper =
            (word + 0x3f3f3f3f3f3f3f3fU) & ~(word + 0x2525252525252525U) & 0x8080808080808080U;
        word |= is_upper >> 2;
        memcpy(p + at, &word, sizeof word);
    }
    for (; at < len; at++)
        if (p[at] >= 'A' && p[at] <= 'Z')
            p[at] = (char)(p[at] + ('a' - 'A'));
}

static void fold_ascii(struct folder *f, const char *p, size_t in, size_t n)
{
    size_t before = f->out->len;

    vg_put(f->out, p + in, n);
    if (f->out->len == before)
        return;
    lower_ascii(f->out->p + before, n);
    f->last = (unsigned char)f->out->p[f->out->len - 1];
    f->last_len = 1;
    f->last_in = in + n - 1;
    if (f->map != NULL)
        note_run(f, in, n, 1);
}

static void fold_all(struct folder *f, const char *p, size_t len)
{
    size_t at = 0;

    while (at < len && !f->out->full) {
        size_t n = ascii_run(p + at, len - at);
        uint32_t c;

        if (n > 0) {
            fold_ascii(f, p, at, n);
        } else {
            n = vg_utf8_next(p + at, len - at, &c);
            fold_one(f, c, at, n);
        }
        at += n;
    }
    if (f->out->p != NULL)
        f->out->p[f->out->len] = '\0';
}

void vg_fold(const char *p, size_t len, unsigned flags, struct vg_buf *out)
{
    struct folder f = {.out = out, .flags = flags};

    fold_all(&f, p, len);
}

void vg_fold_mapped(const char *p, size_t len, unsigned flags, struct vg_arena *a,
                    struct vg_buf *out, struct vg_fold_map *map)
{
    struct folder f = {.out = out, .flags = flags, .a = a, .map = map};

    *map = (struct vg_fold_map){0};
    fold_all(&f, p, len);
    map->in_len = len;
}

/* The run that holds the folded byte `at`; there is one. */
static const struct vg_fold_run *run_at(const struct vg_fold_map *map, size_t at)
{
    size_t low = 0, high = map->n;

    while (high - low > 1) {
        size_t mid = low + (high - low) / 2;

        if (map->runs[mid].out <= at)
            low = mid;
        else
            high = mid;
    }
    return &map->runs[low];
}

void vg_fold_back(const struct vg_fold_map *map, size_t *start, size_t *end)
{
    const struct vg_fold_run *first, *last;
    size_t from = *start, to = *end > map->out_len ? map->out_len : *end;

    if (from >= map->out_len || map->n == 0) {
        *start = *end = map->in_len;
        return;
    }
    first = run_at(map, from);
    *start = first->in + (first->whole > 0 ? 0 : from - first->out);
    if (to <= from) {
        *end = *start;
        return;
    }
    last = run_at(map, to - 1);
    *end = last->in + (last->whole > 0 ? last->whole : to - last->out);
}
