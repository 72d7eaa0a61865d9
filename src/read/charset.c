/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * A declaration is a claim. The first 64 KiB are converted with it and with
 * each candidate, and each result is measured: bytes that are nothing,
 * characters that no text has (private use, C1 controls, half-width kana in
 * bulk), and for Han how common the characters are. Text read in a wrong
 * double-byte charset decodes with few errors but into rare characters, so the
 * mean rank falls from above 2 to below 0; the margins below sit between.
 *
 * Conversion is ICU's. Bytes that are nothing are counted by our own callback
 * and become U+FFFD. UTF-8 is not converted at all: only what is broken in it
 * is replaced.
 */
#include "read/charset.h"

#include <string.h>

#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/utf16.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "read/han.h"

enum {
    SAMPLE = 65536, /* bytes converted to judge a charset */
    PIECE = 32768,  /* bytes converted at a time */
};

/* -- names -------------------------------------------------------------------- */
struct label {
    const char *label, *name;
};

/* clang-format off */
static const struct label labels[] = {
#include "read/labels.inc"
};

/* What ICU 72 calls them. Charsets that are missing here ("replacement" ones,
 * ISO-8859-16, x-user-defined) are as good as undeclared. */
static const struct {
    const char *name, *icu;
} converters[] = {
    {"big5", "ibm-1375_P100-2008"},
    {"euc-jp", "euc-jp-2007"},
    {"euc-kr", "windows-949-2000"},
    {"gb18030", "gb18030"},
    {"ibm866", "ibm-866_P100-1995"},
    {"iso-2022-jp", "ISO-2022-JP"},
    {"iso-8859-10", "iso-8859-10"}, {"iso-8859-13", "iso-8859-13"},
    {"iso-8859-14", "iso-8859-14"}, {"iso-8859-15", "iso-8859-15"},
    {"iso-8859-2", "iso-8859-2"}, {"iso-8859-3", "iso-8859-3"},
    {"iso-8859-4", "iso-8859-4"}, {"iso-8859-5", "iso-8859-5"},
    {"iso-8859-6", "iso-8859-6"}, {"iso-8859-7", "iso-8859-7"},
    {"iso-8859-8", "iso-8859-8"}, {"iso-8859-8-i", "iso-8859-8"},
    {"koi8-r", "koi8-r"}, {"koi8-u", "koi8-u"},
    {"macintosh", "macintosh"},
    {"shift_jis", "ibm-943_P15A-2003"},
    {"utf-16be", "UTF-16BE"}, {"utf-16le", "UTF-16LE"},
    {"windows-1250", "windows-1250"}, {"windows-1251", "windows-1251"},
    {"windows-1252", "windows-1252"}, {"windows-1253", "windows-1253"},
    {"windows-1254", "windows-1254"}, {"windows-1255", "windows-1255"},
    {"windows-1256", "windows-1256"}, {"windows-1257", "windows-1257"},
    {"windows-1258", "windows-1258"}, {"windows-874", "windows-874"},
    {"x-mac-cyrillic", "x-mac-cyrillic"},
};
/* clang-format on */

static const char *icu_name(const char *name)
{
    for (size_t i = 0; i < sizeof converters / sizeof *converters; i++)
        if (strcmp(converters[i].name, name) == 0)
            return converters[i].icu;
    return NULL;
}

static int is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

const char *vg_charset_name(struct vg_str label)
{
    while (label.len > 0 && is_space(label.p[0])) {
        label.p++;
        label.len--;
    }
    while (label.len > 0 && is_space(label.p[label.len - 1]))
        label.len--;
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        const struct label *l = &labels[i];

        if (strlen(l->label) != label.len || strncasecmp(l->label, label.p, label.len) != 0)
            continue;
        if (strcmp(l->name, "gbk") == 0)
            return "gb18030";
        if (strcmp(l->name, "x-user-defined") == 0)
            return "windows-1252";
        return l->name;
    }
    return NULL;
}

/* -- conversion ------------------------------------------------------------------ */
struct faults {
    uint64_t count;
};

/* ICU calls this for bytes that are nothing; the three other reasons (reset,
 * close, clone) are none of ours. */
static void replace_fault(const void *context, UConverterToUnicodeArgs *args, const char *bytes,
                          int32_t len, UConverterCallbackReason reason, UErrorCode *code)
{
    static const UChar replacement = 0xfffd;
    struct faults *f;

    (void)bytes;
    (void)len;
    if (reason > UCNV_IRREGULAR)
        return;
    memcpy(&f, &context, sizeof f);
    f->count++;
    *code = U_ZERO_ERROR;
    ucnv_cbToUWriteUChars(args, &replacement, 1, 0, code);
}

static UConverter *open_converter(const char *name, struct faults *f)
{
    const char *icu = icu_name(name);
    UErrorCode code = U_ZERO_ERROR;
    UConverter *c = icu == NULL ? NULL : ucnv_open(icu, &code);

    if (c == NULL)
        return NULL;
    ucnv_setToUCallBack(c, replace_fault, f, NULL, NULL, &code);
    if (U_FAILURE(code)) {
        ucnv_close(c);
        return NULL;
    }
    return c;
}

static void close_converter(UConverter **c)
{
    if (*c != NULL)
        ucnv_close(*c);
}

#define SCOPED_CONVERTER __attribute__((cleanup(close_converter))) UConverter

struct runs {
    struct vg_arena *a;
    struct vg_run *list;
    size_t count, room;
};

/* One character of `text_len` bytes made of `source_len` bytes joins the last
 * run if it continues it with the same units. */
static void add_run(struct runs *r, uint32_t text, uint32_t text_len, uint32_t source,
                    uint32_t source_len, enum vg_run_kind kind)
{
    struct vg_run *last = r->count == 0 ? NULL : &r->list[r->count - 1];

    if (kind == VG_RUN_COPIED && (text_len > 4 || source_len > 4 || source_len == 0))
        kind = VG_RUN_REFERENCE;
    if (last != NULL && last->kind == VG_RUN_COPIED && kind == VG_RUN_COPIED &&
        last->text_unit == text_len && last->source_unit == source_len &&
        last->source + last->source_len == source) {
        last->text_len += text_len;
        last->source_len += source_len;
        return;
    }
    r->list = vg_grow(r->a, r->list, r->count, &r->room);
    r->list[r->count++] = (struct vg_run){
        .text = text,
        .text_len = text_len,
        .source = source,
        .source_len = source_len,
        .kind = (uint8_t)kind,
        .text_unit = kind == VG_RUN_COPIED ? (uint8_t)text_len : 0,
        .source_unit = kind == VG_RUN_COPIED ? (uint8_t)source_len : 0,
    };
}

/* A character waits until the next one begins: only then is the end of its
 * source bytes known. */
struct waiting {
    uint32_t c;
    size_t source;
    int there;
};

static void put_waiting(struct vg_buf *out, struct runs *r, struct waiting *w, size_t end)
{
    uint32_t at = (uint32_t)out->len;

    if (!w->there)
        return;
    vg_put_utf8(out, w->c);
    add_run(r, at, (uint32_t)(out->len - at), (uint32_t)w->source, (uint32_t)(end - w->source),
            w->c == VG_REPLACEMENT ? VG_RUN_REFERENCE : VG_RUN_COPIED);
    w->there = 0;
}

/* Take the UTF-16 of one piece. `base` is the offset in the source that ICU's
 * offsets count from; a negative one belongs to bytes left over from before. */
static void take_piece(const UChar *u, const int32_t *offsets, size_t n, size_t base, size_t left,
                       struct vg_buf *out, struct runs *r, struct waiting *w)
{
    for (size_t i = 0; i < n;) {
        size_t source = offsets[i] < 0 ? base - left : base + (size_t)offsets[i];
        uint32_t c = u[i++];

        if (U16_IS_LEAD(c) && i < n && U16_IS_TRAIL(u[i]))
            c = (uint32_t)U16_GET_SUPPLEMENTARY(c, u[i++]);
        if (w->there && source <= w->source) {
            /* One byte sequence that stands for two characters (Big5-HKSCS). */
            uint32_t at = (uint32_t)out->len;

            vg_put_utf8(out, w->c);
            vg_put_utf8(out, c);
            r->list = vg_grow(r->a, r->list, r->count, &r->room);
            r->list[r->count++] = (struct vg_run){.text = at,
                                                  .text_len = (uint32_t)(out->len - at),
                                                  .source = (uint32_t)w->source,
                                                  .kind = VG_RUN_REFERENCE};
            w->there = 0;
            continue;
        }
        if (!w->there && r->count > 0 && r->list[r->count - 1].source_len == 0)
            r->list[r->count - 1].source_len = (uint32_t)source - r->list[r->count - 1].source;
        put_waiting(out, r, w, source);
        *w = (struct waiting){c, source, 1};
    }
}

static void convert_with(UConverter *cnv, const char *p, size_t len, size_t skip,
                         struct vg_arena *a, struct vg_buf *out, struct runs *r)
{
    UChar *u = VG_NEW_ARRAY(a, UChar, 2 * PIECE + 64);
    int32_t *offsets = VG_NEW_ARRAY(a, int32_t, 2 * PIECE + 64);
    struct waiting w = {0};
    size_t at = skip;

    while (at < len) {
        size_t n = len - at < PIECE ? len - at : PIECE;
        UErrorCode code = U_ZERO_ERROR;
        int32_t pending = ucnv_toUCountPending(cnv, &code);
        const char *source = p + at;
        UChar *target = u;

        code = U_ZERO_ERROR;
        ucnv_toUnicode(cnv, &target, u + 2 * PIECE + 64, &source, p + at + n, offsets,
                       at + n == len, &code);
        take_piece(u, offsets, (size_t)(target - u), at, pending > 0 ? (size_t)pending : 0, out, r,
                   &w);
        at += n;
    }
    if (!w.there && r->count > 0 && r->list[r->count - 1].source_len == 0)
        r->list[r->count - 1].source_len = (uint32_t)(len - r->list[r->count - 1].source);
    put_waiting(out, r, &w, len);
}

/* Length of the longest beginning of a character at `p`, for one U+FFFD each
 * (Unicode 15, section 3.9, "maximal subparts"). */
static size_t broken_len(const char *p, size_t len)
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

static void repair_utf8(const char *p, size_t len, size_t skip, struct vg_buf *out, struct runs *r,
                        struct vg_converted *c)
{
    size_t at = skip;

    while (at < len) {
        size_t good = vg_utf8_bad(p + at, len - at), bad;

        if (good > 0) {
            r->list = vg_grow(r->a, r->list, r->count, &r->room);
            r->list[r->count++] = (struct vg_run){(uint32_t)out->len,
                                                  (uint32_t)good,
                                                  (uint32_t)at,
                                                  (uint32_t)good,
                                                  VG_RUN_COPIED,
                                                  1,
                                                  1};
            vg_put(out, p + at, good);
            at += good;
        }
        if (at == len)
            break;
        bad = broken_len(p + at, len - at);
        add_run(r, (uint32_t)out->len, 3, (uint32_t)at, (uint32_t)bad, VG_RUN_REFERENCE);
        vg_put_utf8(out, VG_REPLACEMENT);
        c->replaced++;
        at += bad;
    }
}

void vg_charset_convert(const char *p, size_t len, const struct vg_charset_choice *choice,
                        struct vg_arena *a, struct vg_converted *out)
{
    VG_SCOPED_BUF text = {.max = 4 * (size_t)VG_MAX_DOCUMENT};
    VG_SCOPED_ARENA scratch = {0};
    struct runs r = {.a = &scratch};
    struct faults f = {0};

    *out = (struct vg_converted){0};
    if (strcmp(choice->name, "utf-8") == 0) {
        if (vg_utf8_bad(p + choice->skip, len - choice->skip) == len - choice->skip) {
            out->utf8 = (struct vg_str){p + choice->skip, len - choice->skip};
            return;
        }
        repair_utf8(p, len, choice->skip, &text, &r, out);
    } else {
        SCOPED_CONVERTER *cnv = open_converter(choice->name, &f);

        if (cnv != NULL)
            convert_with(cnv, p, len, choice->skip, &scratch, &text, &r);
        out->replaced = f.count;
    }
    out->utf8 = vg_str_copy(a, vg_buf_str(&text));
    out->runs = VG_NEW_ARRAY(a, struct vg_run, r.count);
    if (r.count > 0)
        memcpy(out->runs, r.list, r.count * sizeof *r.list);
    out->run_count = r.count;
    for (size_t i = 0; i < r.count && out->replaced > 0; i++) {
        if (r.list[i].kind == VG_RUN_REFERENCE) {
            out->first_replaced = r.list[i].source;
            break;
        }
    }
}

/* -- judging ---------------------------------------------------------------------- */
struct fit {
    const char *name;
    int64_t chars;  /* above ASCII */
    int64_t faults; /* bytes that are nothing, and characters that no text has */
    int64_t listed; /* Han, kana, Hangul */
    int64_t score;  /* hundredths are made by the caller: score × 100 / chars */
};

/* Syllables that make up much of any Korean text. */
static int is_top_hangul(uint32_t c)
{
    static const uint16_t top[] = {
        0xac00, 0xac83, 0xace0, 0xacfc, 0xad6d, 0xae30, 0xb098, 0xb294, 0xb2c8, 0xb2e4,
        0xb300, 0xb3c4, 0xb3d9, 0xb418, 0xb4e4, 0xb77c, 0xb85c, 0xb97c, 0xb9ac, 0xb9cc,
        0xbcf4, 0xbd80, 0xc0ac, 0xc0c1, 0xc11c, 0xc131, 0xc2a4, 0xc2dc, 0xc2e0, 0xc544,
        0xc5b4, 0xc5d0, 0xc6d0, 0xc73c, 0xc740, 0xc744, 0xc758, 0xc774, 0xc778, 0xc77c,
        0xc790, 0xc7a5, 0xc804, 0xc815, 0xc81c, 0xc8fc, 0xc9c0, 0xd558, 0xd55c, 0xd574,
    };

    for (size_t i = 0; i < sizeof top / sizeof *top; i++)
        if (top[i] == c)
            return 1;
    return 0;
}

static void measure_char(struct fit *f, uint32_t c)
{
    static const int rank_score[] = {
        [VG_HAN_UNLISTED] = -4, [VG_HAN_RARE] = -1, [VG_HAN_COMMON] = 1, [VG_HAN_TOP] = 4};

    f->chars++;
    if (c == VG_REPLACEMENT || (c >= 0xe000 && c < 0xf900) || c >= 0xf0000) {
        f->faults++;
        f->score -= 4;
    } else if (c < 0xa0) {
        f->score -= 4;
    } else if (vg_is_han(c) && c >= 0x3400) {
        f->listed++;
        f->score += rank_score[vg_han_rank(c)];
    } else if (c >= 0x3041 && c <= 0x30fe) {
        f->listed++;
        f->score += 2;
    } else if (c >= 0xac00 && c <= 0xd7a3) {
        f->listed++;
        f->score += is_top_hangul(c) ? 4 : 0;
    } else if (c >= 0xff61 && c <= 0xff9f) {
        f->score -= 2;
    } else if ((c >= 0x3001 && c <= 0x3011) || (c >= 0xff01 && c <= 0xff5e) ||
               (c >= 0x2018 && c <= 0x201d)) {
        f->score += 1;
    }
}

static struct fit measure(const char *name, const char *p, size_t len)
{
    struct fit fit = {.name = name};
    struct faults f = {0};
    SCOPED_CONVERTER *cnv = open_converter(name, &f);
    VG_SCOPED_FREE UChar *u = vg_malloc((SAMPLE + 64) * 2 * sizeof *u);
    size_t n = len < SAMPLE ? len : SAMPLE;
    const char *source = p;
    UChar *target = u;
    UErrorCode code = U_ZERO_ERROR;

    if (cnv == NULL)
        return fit;
    ucnv_toUnicode(cnv, &target, u + 2 * (size_t)SAMPLE + 64, &source, p + n, NULL, n == len,
                   &code);
    for (const UChar *at = u; at < target;) {
        uint32_t c = *at++;

        if (U16_IS_LEAD(c) && at < target && U16_IS_TRAIL(*at))
            c = (uint32_t)U16_GET_SUPPLEMENTARY(c, *at++);
        if (c >= 0x80)
            measure_char(&fit, c);
    }
    return fit;
}

static int64_t quality(const struct fit *f)
{
    return f->chars == 0 ? 0 : f->score * 100 / f->chars;
}

static struct fit measure_utf8(const char *p, size_t len)
{
    struct fit fit = {.name = "utf-8"};
    size_t n = len < SAMPLE ? len : SAMPLE;

    for (size_t at = 0; at < n;) {
        uint32_t c;
        size_t took = vg_utf8_next(p + at, len - at, &c);

        if (took > 1) {
            measure_char(&fit, c);
        } else if ((unsigned char)p[at] >= 0x80) {
            took = broken_len(p + at, len - at);
            fit.faults++;
            fit.chars++;
            fit.score -= 4;
        }
        at += took;
    }
    return fit;
}

static struct fit measure_any(const char *name, const char *p, size_t len)
{
    return strcmp(name, "utf-8") == 0 ? measure_utf8(p, len) : measure(name, p, len);
}

/* Which single-byte charset, where nothing is declared and no double-byte one
 * fits. Cyrillic is mostly high bytes, and its small letters lie in the upper
 * quarter in windows-1251 and below it in KOI8. */
static const char *single_byte(const char *p, size_t len)
{
    size_t n = len < SAMPLE ? len : SAMPLE, high = 0, low = 0, upper = 0, pairs = 0;
    unsigned char before = 0;
    int in_tag = 0;

    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)p[i];

        in_tag = c == '<' ? 1 : c == '>' ? 0 : in_tag;
        if (c >= 0xc0) {
            high++;
            upper += c >= 0xe0;
            pairs += before >= 0xc0;
        } else if (!in_tag && ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))) {
            low++;
        }
        before = c;
    }
    if (high < 20 || pairs * 2 < high || high * 2 < low)
        return "windows-1252";
    return upper * 2 > high ? "windows-1251" : "koi8-r";
}

/* High bytes that stand alone between ASCII are accents and curly quotes of a
 * single-byte charset; in double-byte text most have a high neighbour. */
static int stands_alone(const char *p, size_t len)
{
    size_t n = len < SAMPLE ? len : SAMPLE, high = 0, alone = 0;

    for (size_t i = 0; i < n; i++) {
        if ((unsigned char)p[i] < 0x80)
            continue;
        high++;
        alone += (i == 0 || (unsigned char)p[i - 1] < 0x80) &&
                 (i + 1 == n || (unsigned char)p[i + 1] < 0x80);
    }
    return alone * 4 > high * 3;
}

static const char *const double_byte[] = {"gb18030", "big5", "euc-kr", "shift_jis", "euc-jp"};

/* The best double-byte candidate that reads as text, else NULL. `at_least` is
 * the quality it has to reach, `chars` how many characters it must show it on. */
static const char *best_double_byte(const char *p, size_t len, int64_t at_least, int64_t chars,
                                    const char *but)
{
    const char *best = NULL;
    int64_t best_quality = at_least - 1;

    if (stands_alone(p, len))
        return NULL;
    for (size_t i = 0; i < sizeof double_byte / sizeof *double_byte; i++) {
        struct fit f;

        if (but != NULL && strcmp(but, double_byte[i]) == 0)
            continue;
        f = measure(double_byte[i], p, len);
        if (f.listed < chars || f.faults * 50 > f.chars || quality(&f) <= best_quality)
            continue;
        best = f.name;
        best_quality = quality(&f);
    }
    return best;
}

enum {
    READS_AS_TEXT =
        60, /* hundredths of a point a character; true text has 150 to 300, wrong -200 */
    WIDE_MARGIN = 100,
    ENOUGH = 20, /* Han, kana or Hangul before a declaration is overruled on quality alone */
};

/* Is UTF-8 that is broken in places still the best account of the bytes? */
static int mostly_utf8(const struct fit *f)
{
    return f->chars - f->faults >= 4 * f->faults;
}

static const char *undeclared(const char *p, size_t len)
{
    struct fit utf8 = measure_utf8(p, len);
    const char *best;

    if (mostly_utf8(&utf8))
        return "utf-8";
    best = best_double_byte(p, len, READS_AS_TEXT, 2, NULL);
    return best != NULL ? best : single_byte(p, len);
}

/* The charset to use in place of a declared one that does not fit; `name` if it does. */
static const char *checked(const char *name, const char *p, size_t len)
{
    struct fit said = measure_any(name, p, len);
    struct fit utf8 = measure_utf8(p, len);
    int is_utf8 = strcmp(name, "utf-8") == 0;
    const char *best;
    struct fit other;

    if (!is_utf8 && mostly_utf8(&utf8) && utf8.chars - utf8.faults >= 8)
        return "utf-8";
    if (is_utf8 && mostly_utf8(&said))
        return name;
    if (said.faults == 0 && said.listed >= ENOUGH && quality(&said) >= READS_AS_TEXT)
        return name;
    best = best_double_byte(p, len, READS_AS_TEXT, said.faults > 0 ? 2 : ENOUGH, name);
    if (best != NULL) {
        other = measure(best, p, len);
        if (said.faults > other.faults && quality(&other) > quality(&said))
            return best;
        if (quality(&other) > quality(&said) + WIDE_MARGIN && other.listed >= ENOUGH)
            return best;
    }
    /* Most of what is above ASCII is nothing in the declared charset, and no
     * double-byte one fits: single bytes. */
    if (said.faults * 2 > said.chars)
        return single_byte(p, len);
    return name;
}

/* UTF-16 without a mark: text has spaces, line ends and digits, whose zero
 * bytes all stand on one side. */
static const char *utf16_by_zeroes(const char *p, size_t len)
{
    size_t n = (len < 4096 ? len : 4096) & ~(size_t)1, even = 0, odd = 0;

    for (size_t i = 0; i < n; i += 2) {
        even += p[i] == 0;
        odd += p[i + 1] == 0;
    }
    if (even + odd < 2 || (even + odd) * 64 < n || n < 4)
        return NULL;
    if (odd >= 10 * even)
        return "utf-16le";
    if (even >= 10 * odd)
        return "utf-16be";
    return NULL;
}

static int is_ascii(const char *p, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)p[i] >= 0x80)
            return 0;
    return 1;
}

static struct vg_charset_choice by_mark(const char *p, size_t len)
{
    struct vg_charset_choice c = {.rule = VG_CHARSET_BOM};

    if (len >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0) {
        c.name = "utf-8";
        c.skip = 3;
    } else if (len >= 2 && memcmp(p, "\xff\xfe", 2) == 0) {
        c.name = "utf-16le";
        c.skip = 2;
    } else if (len >= 2 && memcmp(p, "\xfe\xff", 2) == 0) {
        c.name = "utf-16be";
        c.skip = 2;
    } else if (len >= 4 && memcmp(p, "\x84\x31\x95\x33", 4) == 0) {
        c.name = "gb18030";
        c.skip = 4;
    }
    return c;
}

/* A charset name that we can read, or NULL. In a document UTF-16 cannot be
 * declared by ASCII bytes: it means UTF-8 (HTML standard, 13.2.3.2). */
static const char *usable(struct vg_str label, int of_document)
{
    const char *name = vg_charset_name(label);

    if (name != NULL && of_document && strncmp(name, "utf-16", 6) == 0)
        return "utf-8";
    if (name == NULL || (strcmp(name, "utf-8") != 0 && icu_name(name) == NULL))
        return NULL;
    return name;
}

struct vg_charset_choice vg_charset_choose(const char *p, size_t len, struct vg_str http,
                                           struct vg_str document)
{
    struct vg_charset_choice c = by_mark(p, len);
    const char *said, *from_http = usable(http, 0), *from_document = usable(document, 1);

    if (c.name != NULL)
        return c;
    c.name = utf16_by_zeroes(p, len);
    c.rule = VG_CHARSET_ZEROES;
    if (c.name != NULL)
        return c;
    said = from_http != NULL ? from_http : from_document;
    c.rule = from_http != NULL ? VG_CHARSET_HTTP : VG_CHARSET_META;
    if (said != NULL && strcmp(said, "iso-2022-jp") == 0 && memchr(p, 0x1b, len) != NULL) {
        c.name = said;
        return c;
    }
    if (vg_utf8_bad(p, len) == len) {
        c.name = "utf-8";
        c.rule = is_ascii(p, len) ? VG_CHARSET_ASCII : VG_CHARSET_VALID;
        return c;
    }
    if (said == NULL || strncmp(said, "utf-16", 6) == 0) {
        c.name = undeclared(p, len);
        c.rule = VG_CHARSET_GUESSED;
        return c;
    }
    c.name = checked(said, p, len);
    if (strcmp(c.name, said) != 0)
        c.rule = VG_CHARSET_CHECKED;
    return c;
}
