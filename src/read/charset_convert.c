/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Bytes to UTF-8 with a map. Stretches of ASCII and stretches of characters of one
 * size on both sides are the rule, so each is converted in a loop of its own that
 * ends with one run. The tables are ours: ICU's converter with offsets took eight
 * times as long.
 */
#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "read/charset_codec.h"
#include "read/charset_write.h"

enum { PIECE = 65536 }; /* bytes converted before room is asked for again */

/* -- names ---------------------------------------------------------------------- */
enum vg_cs_kind vg_cs_kind(const char *name, const struct vg_cs_single **t)
{
    static const struct {
        const char *name;
        enum vg_cs_kind kind;
    } kinds[] = {
        {"utf-8", VG_CS_UTF8},
        {"utf-16le", VG_CS_UTF16LE},
        {"utf-16be", VG_CS_UTF16BE},
        {"gb18030", VG_CS_GB18030},
        {"big5", VG_CS_BIG5},
        {"euc-kr", VG_CS_EUCKR},
        {"shift_jis", VG_CS_SHIFT_JIS},
        {"euc-jp", VG_CS_EUCJP},
        {"iso-2022-jp", VG_CS_ISO2022JP},
        {"iso-2022-kr", VG_CS_ISO2022KR},
        {"hz-gb-2312", VG_CS_HZ},
    };

    *t = NULL;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i].name, name) == 0)
            return kinds[i].kind;
    /* visual or logical order: the characters are the same */
    name = strcmp(name, "iso-8859-8-i") == 0 ? "iso-8859-8" : name;
    for (size_t i = 0; vg_cs_singles[i].name[0] != '\0'; i++) {
        if (strcmp(vg_cs_singles[i].name, name) == 0) {
            *t = &vg_cs_singles[i];
            return VG_CS_SINGLE;
        }
    }
    return VG_CS_UNKNOWN;
}

uint32_t vg_cs_gb18030_by_number(uint32_t number)
{
    const struct vg_cs_range *r = vg_cs_gb18030_four;

    if (number >= 189000)
        return number <= 1237575 ? 0x10000 + number - 189000 : VG_CS_NOTHING;
    if (number >= 39420)
        return VG_CS_NOTHING;
    while (r[1].number <= number)
        r++;
    return r->c == 0 ? VG_CS_NOTHING : r->c + (number - r->number);
}

/* -- what is written ---------------------------------------------------------------- */
static void join_last(struct vg_run *last, size_t text_len, size_t source_len)
{
    last->text_len += (uint32_t)text_len;
    last->source_len = (uint32_t)source_len;
    last->kind = VG_RUN_REFERENCE;
    last->text_unit = last->source_unit = 0;
}

/*
 * There are too many runs: letters with accents among those without. From now on stretches of
 * up to COARSE bytes are one reference; two neighbours are longer, so there are never so many
 * again in a document that may be read.
 */
enum { COARSE = 128, RUNS_MOST = VG_MAX_RUNS / 4 };
_Static_assert(VG_MAX_DOCUMENT / COARSE * 2 <= VG_MAX_RUNS, "they are few enough");

static void draw_together(struct vg_cs_writer *w)
{
    size_t n = 0;

    if (w->runs == NULL)
        return;
    w->coarse = COARSE;
    for (size_t i = 1; i < w->run_count; i++) {
        struct vg_run *last = &w->runs[n], r = w->runs[i];

        if (r.source + r.source_len - last->source <= COARSE)
            join_last(last, r.text_len, r.source + r.source_len - last->source);
        else
            w->runs[++n] = r;
    }
    w->run_count = n + 1;
}

void vg_cs_run(struct vg_cs_writer *w, size_t text_len, size_t source, size_t source_len,
               unsigned text_unit, unsigned source_unit)
{
    struct vg_run *last = w->run_count == 0 ? NULL : &w->runs[w->run_count - 1];
    enum vg_run_kind kind = text_unit == 0 ? VG_RUN_REFERENCE : VG_RUN_COPIED;

    if (last != NULL && last->kind == VG_RUN_COPIED && kind == VG_RUN_COPIED &&
        last->text_unit == text_unit && last->source_unit == source_unit &&
        last->source + last->source_len == source) {
        last->text_len += (uint32_t)text_len;
        last->source_len += (uint32_t)source_len;
        return;
    }
    if (last != NULL && source + source_len - last->source <= w->coarse) {
        join_last(last, text_len, source + source_len - last->source);
        return;
    }
    if (w->run_count == RUNS_MOST)
        draw_together(w);
    w->runs = vg_grow(w->a, w->runs, w->run_count, &w->run_room);
    w->runs[w->run_count++] = (struct vg_run){
        .text = (uint32_t)(w->out.len - text_len),
        .text_len = (uint32_t)text_len,
        .source = (uint32_t)source,
        .source_len = (uint32_t)source_len,
        .kind = (uint8_t)kind,
        .text_unit = (uint8_t)text_unit,
        .source_unit = (uint8_t)source_unit,
    };
}

/* Has it become as much as it may? What begins at `source` is then the first that is left out. */
static int is_cut(struct vg_cs_writer *w, size_t source)
{
    if (w->out.len < (size_t)VG_MAX_CONVERTED)
        return 0;
    w->cut = w->cut == 0 ? source : w->cut;
    return 1;
}

void vg_cs_put(struct vg_cs_writer *w, uint32_t c, size_t source, size_t source_len)
{
    size_t from = w->out.len;

    if (is_cut(w, source))
        return;
    if (c == VG_CS_NOTHING) {
        if (w->replaced++ == 0)
            w->first_replaced = source;
        vg_put_utf8(&w->out, VG_REPLACEMENT);
        vg_cs_run(w, w->out.len - from, source, source_len, 0, 0);
        return;
    }
    if ((c & VG_CS_TWO) != 0) {
        vg_put_utf8(&w->out, c & 0xff);
        vg_put_utf8(&w->out, c >> 8 & 0xffff);
        vg_cs_run(w, w->out.len - from, source, source_len, 0, 0);
        return;
    }
    vg_put_utf8(&w->out, c);
    if (source_len > 4) {
        vg_cs_run(w, w->out.len - from, source, source_len, 0, 0);
        return;
    }
    vg_cs_run(w, w->out.len - from, source, source_len, (unsigned)(w->out.len - from),
              (unsigned)source_len);
}

/* -- stretches --------------------------------------------------------------------------- */
/* How many of the bytes from p on are ASCII. */
static size_t ascii_len(const unsigned char *p, size_t len)
{
    size_t n = 0;

    for (uint64_t word; len - n >= sizeof word; n += sizeof word) {
        memcpy(&word, p + n, sizeof word);
        if ((word & 0x8080808080808080U) != 0)
            break;
    }
    while (n < len && p[n] < 0x80)
        n++;
    return n;
}

static inline int is_of_three(uint32_t c)
{
    return c >= 0x800 && c < 0x10000;
}

static inline int is_of_two(uint32_t c)
{
    return c >= 0x80 && c < 0x800;
}

typedef size_t next_fn(const unsigned char *p, size_t len, const struct vg_cs_single *t,
                       uint32_t *c);

/*
 * Characters that take `n` bytes each and three (or two) in UTF-8, from `at` on,
 * the first of which is `c`. Returns where the first other one begins.
 */
static inline __attribute__((always_inline)) size_t
take_stretch(struct vg_cs_writer *w, const unsigned char *p, size_t at, size_t stop, size_t len,
             next_fn *next, const struct vg_cs_single *t, uint32_t c, size_t n, int three)
{
    unsigned char *o = (unsigned char *)w->out.p + w->out.len, *start = o;
    size_t from = at, took = n;

    do {
        if (three) {
            o[0] = (unsigned char)(0xe0U | c >> 12);
            o[1] = (unsigned char)(0x80U | (c >> 6 & 0x3fU));
            o[2] = (unsigned char)(0x80U | (c & 0x3fU));
            o += 3;
        } else {
            o[0] = (unsigned char)(0xc0U | c >> 6);
            o[1] = (unsigned char)(0x80U | (c & 0x3fU));
            o += 2;
        }
        at += n;
        if (at >= stop || p[at] < 0x80)
            break;
        took = next(p + at, len - at, t, &c);
    } while (took == n && (three ? is_of_three(c) : is_of_two(c)));
    vg_buf_took(&w->out, (size_t)(o - start));
    vg_cs_run(w, (size_t)(o - start), from, at - from, three ? 3 : 2, (unsigned)n);
    return at;
}

/* From `at` to `stop`, or a little further where a character lies across it. There is room
 * for three bytes a byte: nothing but ASCII and single bytes becomes so much. */
static inline __attribute__((always_inline)) size_t
take_piece(struct vg_cs_writer *w, const unsigned char *p, size_t at, size_t stop, size_t len,
           next_fn *next, const struct vg_cs_single *t)
{
    while (at < stop) {
        uint32_t c;
        size_t n;

        if (p[at] < 0x80) {
            n = ascii_len(p + at, stop - at);
            vg_put(&w->out, p + at, n);
            vg_cs_run(w, n, at, n, 1, 1);
            at += n;
            continue;
        }
        n = next(p + at, len - at, t, &c);
        if (is_of_three(c)) {
            at = take_stretch(w, p, at, stop, len, next, t, c, n, 1);
        } else if (is_of_two(c)) {
            at = take_stretch(w, p, at, stop, len, next, t, c, n, 0);
        } else {
            vg_cs_put(w, c, at, n);
            at += n;
        }
    }
    return at;
}

static inline __attribute__((always_inline)) void convert_by(struct vg_cs_writer *w,
                                                             const char *bytes, size_t at,
                                                             size_t len, next_fn *next,
                                                             const struct vg_cs_single *t)
{
    const unsigned char *p = (const unsigned char *)bytes;

    while (at < len) {
        size_t stop = len - at < PIECE ? len : at + PIECE;

        if (is_cut(w, at) || !vg_buf_room(&w->out, 3 * (stop - at) + 16))
            return;
        at = take_piece(w, p, at, stop, len, next, t);
    }
}

/* -- UTF-16 ------------------------------------------------------------------------------- */
static uint32_t unit_at(const char *p, size_t at, int big)
{
    unsigned a = (unsigned char)p[at], b = (unsigned char)p[at + 1];

    return big ? a << 8 | b : b << 8 | a;
}

static void convert_utf16(struct vg_cs_writer *w, const char *p, size_t at, size_t len, int big)
{
    while (at < len) {
        uint32_t c, low;
        size_t n = 2;

        if (len - at < 2) {
            vg_cs_put(w, VG_CS_NOTHING, at, 1);
            return;
        }
        c = unit_at(p, at, big);
        if (c >= 0xd800 && c < 0xe000) {
            low = c < 0xdc00 && len - at >= 4 ? unit_at(p, at + 2, big) : 0;
            if (low >= 0xdc00 && low < 0xe000) {
                c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
                n = 4;
            } else {
                c = VG_CS_NOTHING;
            }
        }
        vg_cs_put(w, c, at, n);
        at += n;
    }
}

/* -- UTF-8 with faults -------------------------------------------------------------------- */
size_t vg_cs_broken_utf8(const char *p, size_t len)
{
    unsigned a = (unsigned char)p[0], low = 0x80, high = 0xbf;
    size_t want = a >= 0xf0 && a <= 0xf4 ? 4 : a >= 0xe0 && a <= 0xef ? 3 : 1;
    size_t n = 1;

    if (a == 0xe0)
        low = 0xa0;
    else if (a == 0xed)
        high = 0x9f;
    else if (a == 0xf0)
        low = 0x90;
    else if (a == 0xf4)
        high = 0x8f;
    while (n < want - (want > 1) && n < len && (unsigned char)p[n] >= low &&
           (unsigned char)p[n] <= high) {
        n++;
        low = 0x80;
        high = 0xbf;
    }
    return n;
}

static void repair_utf8(struct vg_cs_writer *w, const char *p, size_t at, size_t len)
{
    while (at < len && !is_cut(w, at)) {
        size_t good = vg_utf8_bad(p + at, len - at), bad;

        if (good > 0) {
            vg_put(&w->out, p + at, good);
            vg_cs_run(w, good, at, good, 1, 1);
            at += good;
        }
        if (at == len)
            break;
        bad = vg_cs_broken_utf8(p + at, len - at);
        vg_cs_put(w, VG_CS_NOTHING, at, bad);
        at += bad;
    }
}

/* -- all of them ------------------------------------------------------------------------------ */
static void convert(struct vg_cs_writer *w, const char *p, size_t len,
                    const struct vg_charset_choice *choice)
{
    const struct vg_cs_single *t;
    size_t at = choice->skip;

    switch (vg_cs_kind(choice->name, &t)) {
    case VG_CS_UTF8:
        repair_utf8(w, p, at, len);
        break;
    case VG_CS_UTF16LE:
        convert_utf16(w, p, at, len, 0);
        break;
    case VG_CS_UTF16BE:
        convert_utf16(w, p, at, len, 1);
        break;
    case VG_CS_GB18030:
        convert_by(w, p, at, len, vg_cs_next_gb18030, NULL);
        break;
    case VG_CS_BIG5:
        convert_by(w, p, at, len, vg_cs_next_big5, NULL);
        break;
    case VG_CS_EUCKR:
        convert_by(w, p, at, len, vg_cs_next_euckr, NULL);
        break;
    case VG_CS_SHIFT_JIS:
        convert_by(w, p, at, len, vg_cs_next_shift_jis, NULL);
        break;
    case VG_CS_EUCJP:
        convert_by(w, p, at, len, vg_cs_next_eucjp, NULL);
        break;
    case VG_CS_SINGLE:
        convert_by(w, p, at, len, vg_cs_next_single, t);
        break;
    case VG_CS_ISO2022JP:
        vg_cs_convert_iso2022jp(w, p, at, len);
        break;
    case VG_CS_ISO2022KR:
        vg_cs_convert_iso2022kr(w, p, at, len);
        break;
    case VG_CS_HZ:
        vg_cs_convert_hz(w, p, at, len);
        break;
    case VG_CS_UNKNOWN:
        break;
    }
}

void vg_charset_convert(const char *p, size_t len, const struct vg_charset_choice *choice,
                        struct vg_arena *a, struct vg_converted *out)
{
    VG_SCOPED_BUF text = {.max = (size_t)(VG_MAX_CONVERTED + VG_MAX_DOCUMENT)};
    struct vg_cs_writer w = {.out = text, .a = a};

    *out = (struct vg_converted){0};
    if (strcmp(choice->name, "utf-8") == 0 &&
        (choice->is_sound ||
         vg_utf8_bad(p + choice->skip, len - choice->skip) == len - choice->skip)) {
        out->utf8 = (struct vg_str){p + choice->skip, len - choice->skip};
        return;
    }
    convert(&w, p, len, choice);
    text = w.out; /* ended with the scope */
    out->utf8 = vg_buf_hand_on(&text, a);
    out->runs = w.runs;
    out->run_count = w.run_count;
    out->replaced = w.replaced;
    out->first_replaced = w.first_replaced;
    out->cut = w.cut;
}
