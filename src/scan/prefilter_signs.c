/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Signs are looked for 64 bytes at a time, marks 32, without a branch: what stands in them cannot
 * be foretold. The plain way finds the same.
 */
#include "scan/prefilter_signs.h"

#ifdef __x86_64__
#include <immintrin.h>
#endif

/* What follows a '<' that is to be seen wherever it stands. */
static int begins_known(const char *p, size_t left)
{
    char one = left > 0 ? (char)(p[0] | 0x20) : 0, two = left > 1 ? (char)(p[1] | 0x20) : 0;

    return one == 's' || one == 'm' || one == 'x' || (one == 't' && two == 'e') ||
           (one == 'p' && two == 'l');
}

static int is_sign(const char *p, size_t len, size_t i)
{
    unsigned char c = (unsigned char)p[i];

    if (c == '<')
        return (i > 0 && vg_prefilter_is_letter((unsigned char)p[i - 1])) ||
               begins_known(p + i + 1, len - i - 1);
    return c == '&' || (c >= 0xc2 && (c < 0xe3 || c >= 0xef));
}

/* An end tag, or the end of a comment or a section. */
static int is_mark(const char *p, size_t len, size_t i)
{
    if (p[i] == '<')
        return i + 1 < len && p[i + 1] == '/';
    return p[i] == '>' && i > 0 && (p[i - 1] == '-' || p[i - 1] == '!' || p[i - 1] == ']');
}

enum { WIDE = 64 }; /* bytes looked at together */

/* Where the signs from `from` up to `end` stand, behind the n of the list. */
static size_t list_plain(const char *p, size_t len, size_t from, size_t end, uint32_t *list,
                         size_t n)
{
    for (size_t i = from; i < end; i++)
        if (is_sign(p, len, i))
            list[n++] = (uint32_t)i;
    return n;
}

/* The next signs from *at on, as many as have room; *at is moved past what was looked at. */
static size_t signs_plain(const char *p, size_t len, size_t *at, uint32_t list[VG_PREFILTER_SIGNS])
{
    size_t n = 0;

    while (*at < len && n + WIDE <= VG_PREFILTER_SIGNS) {
        size_t end = len - *at < WIDE ? len : *at + WIDE;

        n = list_plain(p, len, *at, end, list, n);
        *at = end;
    }
    return n;
}

#ifdef __x86_64__
#define AVX2   __attribute__((target("avx2,bmi,popcnt")))
#define AVX512 __attribute__((target("avx512bw,bmi,popcnt")))

static inline AVX2 __m256i load(const char *p)
{
    return _mm256_loadu_si256((const __m256i *)(const void *)p);
}

static inline AVX2 __m256i is(__m256i v, char c)
{
    return _mm256_cmpeq_epi8(v, _mm256_set1_epi8(c));
}

/* From `from` on, `n` values. */
static inline AVX2 __m256i within(__m256i v, char from, char n)
{
    __m256i off = _mm256_sub_epi8(v, _mm256_set1_epi8(from));

    return _mm256_cmpeq_epi8(_mm256_min_epu8(off, _mm256_set1_epi8((char)(n - 1))), off);
}

static inline AVX2 uint32_t bits_of(__m256i v)
{
    return (uint32_t)_mm256_movemask_epi8(v);
}

/* As begins_known(), of what follows each of 32 bytes. */
static inline AVX2 __m256i known_behind(const char *p)
{
    __m256i bit = _mm256_set1_epi8(0x20);
    __m256i one = _mm256_or_si256(load(p + 1), bit), two = _mm256_or_si256(load(p + 2), bit);
    __m256i te = _mm256_and_si256(is(one, 't'), is(two, 'e')),
            pl = _mm256_and_si256(is(one, 'p'), is(two, 'l'));

    return _mm256_or_si256(_mm256_or_si256(is(one, 's'), is(one, 'm')),
                           _mm256_or_si256(is(one, 'x'), _mm256_or_si256(te, pl)));
}

/* As is_sign(), of 32 bytes, without a branch: what stands in them cannot be foretold. */
static inline AVX2 uint32_t signs_of(const char *p)
{
    __m256i v = load(p), before = load(p - 1), bit = _mm256_set1_epi8(0x20);
    __m256i word =
        _mm256_or_si256(within(_mm256_or_si256(before, bit), 'a', 26), within(before, '0', 10));
    __m256i tag = _mm256_and_si256(is(v, '<'), _mm256_or_si256(word, known_behind(p)));
    __m256i high =
        _mm256_or_si256(within(v, (char)0xc2, 0xe3 - 0xc2), within(v, (char)0xef, 0x100 - 0xef));

    return bits_of(_mm256_or_si256(_mm256_or_si256(tag, high), is(v, '&')));
}

static inline AVX2 uint64_t signs_of_two(const char *p)
{
    return signs_of(p) | (uint64_t)signs_of(p + 32) << 32;
}

/* The same of 64 bytes at once, in a third of the time: what is compared comes as bits. */
static inline AVX512 __m512i load_64(const char *p)
{
    return _mm512_loadu_si512((const void *)p);
}

static inline AVX512 uint64_t is_64(__m512i v, char c)
{
    return _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8(c));
}

static inline AVX512 uint64_t within_64(__m512i v, char from, char n)
{
    return _mm512_cmplt_epu8_mask(_mm512_sub_epi8(v, _mm512_set1_epi8(from)), _mm512_set1_epi8(n));
}

static inline AVX512 uint64_t known_behind_64(const char *p)
{
    __m512i bit = _mm512_set1_epi8(0x20);
    __m512i one = _mm512_or_si512(load_64(p + 1), bit), two = _mm512_or_si512(load_64(p + 2), bit);

    return is_64(one, 's') | is_64(one, 'm') | is_64(one, 'x') |
           (is_64(one, 't') & is_64(two, 'e')) | (is_64(one, 'p') & is_64(two, 'l'));
}

static inline AVX512 uint64_t signs_of_64(const char *p)
{
    __m512i v = load_64(p), before = load_64(p - 1), bit = _mm512_set1_epi8(0x20);
    uint64_t word = within_64(_mm512_or_si512(before, bit), 'a', 26) | within_64(before, '0', 10);
    uint64_t tag = is_64(v, '<') & (word | known_behind_64(p));

    return tag | is_64(v, '&') | within_64(v, (char)0xc2, 0xe3 - 0xc2) |
           within_64(v, (char)0xef, 0x100 - 0xef);
}

/* The places of the bits, behind `at`. Whether there is one cannot be foretold, more than four are
 * rare: so four are always written, and count where they are. */
static inline __attribute__((target("bmi,popcnt"))) size_t list_bits(uint32_t at, uint64_t mask,
                                                                     uint32_t *list)
{
    enum { USUAL = 4 };
    size_t n = (size_t)__builtin_popcountll(mask);

    for (size_t i = 0; i < USUAL; i++, mask &= mask - 1)
        list[i] = at + (uint32_t)__builtin_ctzll(mask | UINT64_C(1) << 63);
    for (size_t i = USUAL; __builtin_expect(i < n, 0); i++, mask &= mask - 1)
        list[i] = at + (uint32_t)__builtin_ctzll(mask);
    return n;
}

/* The bytes before the first that can be looked at together, and those behind the last: one byte
 * before and two behind are read. */
static size_t first_signs(const char *p, size_t len, size_t *at, uint32_t *list)
{
    if (*at > 0)
        return 0;
    *at = len < WIDE ? len : WIDE;
    return list_plain(p, len, 0, *at, list, 0);
}

static size_t last_signs(const char *p, size_t len, size_t *at, uint32_t *list, size_t n)
{
    if (*at + WIDE + 1 < len || n + WIDE + 1 > VG_PREFILTER_SIGNS)
        return n;
    n = list_plain(p, len, *at, len, list, n);
    *at = len;
    return n;
}

/* As signs_plain(). */
static AVX2 size_t signs_avx2(const char *p, size_t len, size_t *at,
                              uint32_t list[VG_PREFILTER_SIGNS])
{
    size_t n = first_signs(p, len, at, list);

    for (; *at + WIDE + 1 < len && n + WIDE <= VG_PREFILTER_SIGNS; *at += WIDE)
        n += list_bits((uint32_t)*at, signs_of_two(p + *at), list + n);
    return last_signs(p, len, at, list, n);
}

static AVX512 size_t signs_avx512(const char *p, size_t len, size_t *at,
                                  uint32_t list[VG_PREFILTER_SIGNS])
{
    size_t n = first_signs(p, len, at, list);

    for (; *at + WIDE + 1 < len && n + WIDE <= VG_PREFILTER_SIGNS; *at += WIDE)
        n += list_bits((uint32_t)*at, signs_of_64(p + *at), list + n);
    return last_signs(p, len, at, list, n);
}

/* As is_mark(), of 32 bytes from `at` on, with one before and one behind them. */
static AVX2 size_t skip_avx2(const char *p, size_t len, size_t at)
{
    for (; at > 0 && len - at > 32; at += 32) {
        __m256i v = load(p + at), before = load(p + at - 1), behind = load(p + at + 1);
        __m256i dash = _mm256_or_si256(is(before, '-'), is(before, '!'));
        __m256i end = _mm256_and_si256(is(v, '>'), _mm256_or_si256(dash, is(before, ']')));
        __m256i tag = _mm256_and_si256(is(v, '<'), is(behind, '/'));
        uint32_t mask = bits_of(_mm256_or_si256(end, tag));

        if (mask != 0)
            return at + (size_t)__builtin_ctz(mask);
    }
    return at;
}
#endif

size_t vg_prefilter_signs_by(enum vg_scan_path path, const char *p, size_t len, size_t *at,
                             uint32_t list[VG_PREFILTER_SIGNS])
{
#ifdef __x86_64__
    if (path == VG_SCAN_AVX512)
        return signs_avx512(p, len, at, list);
    if (path == VG_SCAN_AVX2)
        return signs_avx2(p, len, at, list);
#endif
    (void)path;
    return signs_plain(p, len, at, list);
}

size_t vg_prefilter_signs(const char *p, size_t len, size_t *at, uint32_t list[VG_PREFILTER_SIGNS])
{
    return vg_prefilter_signs_by(vg_scan_best(), p, len, at, list);
}

size_t vg_prefilter_mark_by(enum vg_scan_path path, const char *p, size_t len, size_t at)
{
#ifdef __x86_64__
    if (path >= VG_SCAN_AVX2)
        at = skip_avx2(p, len, at);
#endif
    (void)path;
    while (at < len && !is_mark(p, len, at))
        at++;
    return at;
}

size_t vg_prefilter_mark(const char *p, size_t len, size_t at)
{
    return vg_prefilter_mark_by(vg_scan_best(), p, len, at);
}
