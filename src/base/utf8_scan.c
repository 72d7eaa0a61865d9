/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The wide ways follow J. Keiser and D. Lemire, "Validating UTF-8 in less than one
 * instruction per byte" (Software: Practice and Experience 51, 2021), section 6: three
 * tables of sixteen entries, looked up by the halves of neighbouring bytes, whose
 * common bits are the faults that two bytes show. They only tell in which block the
 * first fault lies; its offset is found by the plain way, from a border before it.
 */
#include "base/utf8_scan.h"

#include <stdint.h>
#include <string.h>

#include "base/utf8.h"

#if defined(__x86_64__)
#include <immintrin.h>
#define HAS_WIDE 1
#else
#define HAS_WIDE 0
#endif

/* -- the plain way ------------------------------------------------------------------ */
static size_t plain_ascii(const char *p, size_t len)
{
    size_t at = 0;

    for (uint64_t word; len - at >= sizeof word; at += sizeof word) {
        memcpy(&word, p + at, sizeof word);
        if ((word & 0x8080808080808080U) != 0)
            break;
    }
    while (at < len && (unsigned char)p[at] < 0x80)
        at++;
    return at;
}

static size_t plain_bad(const char *p, size_t len)
{
    size_t at = 0;

    while (at < len) {
        uint32_t c;
        size_t n;

        if ((unsigned char)p[at] < 0x80) {
            at += plain_ascii(p + at, len - at);
            continue;
        }
        n = vg_utf8_next(p + at, len - at, &c);
        if (n == 1)
            return at;
        at += n;
    }
    return len;
}

/* The high bit of each byte that is below 0x20. */
static uint64_t low_bytes(uint64_t word)
{
    uint64_t high = word & 0xe0e0e0e0e0e0e0e0U;

    return ~(((high & 0x7f7f7f7f7f7f7f7fU) + 0x7f7f7f7f7f7f7f7fU) | high) & 0x8080808080808080U;
}

/* Words of eight bytes mostly have none; where one has, line ends and tabs are passed over. */
static int plain_control(const char *p, size_t len, uint32_t but)
{
    size_t at = 0;

    while (at < len) {
        size_t to = len - at < sizeof(uint64_t) ? len : at + sizeof(uint64_t);
        uint64_t word = 0;

        if (to - at == sizeof word)
            memcpy(&word, p + at, sizeof word);
        if (low_bytes(word) == 0) {
            at = to;
            continue;
        }
        for (; at < to; at++) {
            unsigned char c = (unsigned char)p[at];

            if (c < 0x20 && (but >> c & 1U) == 0)
                return 1;
        }
    }
    return 0;
}

#if HAS_WIDE
/* A border between characters at or before `at`: bytes before `at` are known to be well-formed,
 * but for a character that `at` cuts. */
static size_t border_before(const char *p, size_t at)
{
    for (size_t back = 1; back <= 3 && back <= at; back++) {
        unsigned char c = (unsigned char)p[at - back];

        if (c < 0x80)
            return at;
        if (c >= 0xc0)
            return at - back;
    }
    return at;
}

/* The faults, a bit each. */
enum {
    TOO_SHORT = 1 << 0,  /* a lead, and no byte that goes on */
    TOO_LONG = 1 << 1,   /* ASCII, and a byte that goes on */
    OVERLONG_3 = 1 << 2, /* e0 80 to e0 9f */
    TOO_LARGE = 1 << 3,  /* f4 90 and above */
    SURROGATE = 1 << 4,  /* ed a0 to ed bf */
    OVERLONG_2 = 1 << 5, /* c0, c1 */
    LARGE_1000 = 1 << 6, /* f5 80 and above; f0 80 to f0 8f */
    TWO_CONTS = 1 << 7,  /* two that go on: right only as third or fourth byte */
    CARRY = TOO_SHORT | TOO_LONG | TWO_CONTS,
};

/* clang-format off */
#define BYTE_1_HIGH                                                                               \
    TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG,               \
    (char)TWO_CONTS, (char)TWO_CONTS, (char)TWO_CONTS, (char)TWO_CONTS,                           \
    TOO_SHORT | OVERLONG_2, TOO_SHORT, TOO_SHORT | OVERLONG_3 | SURROGATE,                        \
    TOO_SHORT | TOO_LARGE | LARGE_1000
#define BYTE_1_LOW                                                                                \
    (char)(CARRY | OVERLONG_3 | OVERLONG_2 | LARGE_1000), (char)(CARRY | OVERLONG_2),             \
    (char)CARRY, (char)CARRY, (char)(CARRY | TOO_LARGE),                                          \
    (char)(CARRY | TOO_LARGE | LARGE_1000), (char)(CARRY | TOO_LARGE | LARGE_1000),               \
    (char)(CARRY | TOO_LARGE | LARGE_1000), (char)(CARRY | TOO_LARGE | LARGE_1000),               \
    (char)(CARRY | TOO_LARGE | LARGE_1000), (char)(CARRY | TOO_LARGE | LARGE_1000),               \
    (char)(CARRY | TOO_LARGE | LARGE_1000), (char)(CARRY | TOO_LARGE | LARGE_1000),               \
    (char)(CARRY | TOO_LARGE | LARGE_1000 | SURROGATE), (char)(CARRY | TOO_LARGE | LARGE_1000),   \
    (char)(CARRY | TOO_LARGE | LARGE_1000)
#define BYTE_2_HIGH                                                                               \
    TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT,       \
    (char)(TOO_LONG | OVERLONG_2 | TWO_CONTS | OVERLONG_3 | LARGE_1000),                          \
    (char)(TOO_LONG | OVERLONG_2 | TWO_CONTS | OVERLONG_3 | TOO_LARGE),                           \
    (char)(TOO_LONG | OVERLONG_2 | TWO_CONTS | SURROGATE | TOO_LARGE),                            \
    (char)(TOO_LONG | OVERLONG_2 | TWO_CONTS | SURROGATE | TOO_LARGE),                            \
    TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT
/* clang-format on */

/* -- 16 bytes at a time ---------------------------------------------------------------- */
static __attribute__((target("ssse3"))) size_t ssse3_ascii(const char *p, size_t len)
{
    size_t at = 0;

    for (; len - at >= 16; at += 16) {
        __m128i v = _mm_loadu_si128((const __m128i *)(const void *)(p + at));
        int mask = _mm_movemask_epi8(v);

        if (mask != 0)
            return at + (size_t)__builtin_ctz((unsigned)mask);
    }
    return at + plain_ascii(p + at, len - at);
}

static inline __attribute__((target("ssse3"))) __m128i ssse3_faults(__m128i v, __m128i before)
{
    const __m128i low4 = _mm_set1_epi8(15);
    const __m128i one_high = _mm_setr_epi8(BYTE_1_HIGH), one_low = _mm_setr_epi8(BYTE_1_LOW),
                  two_high = _mm_setr_epi8(BYTE_2_HIGH);
    __m128i one = _mm_alignr_epi8(v, before, 15), two = _mm_alignr_epi8(v, before, 14),
            three = _mm_alignr_epi8(v, before, 13);
    __m128i pairs = _mm_and_si128(
        _mm_and_si128(_mm_shuffle_epi8(one_high, _mm_and_si128(_mm_srli_epi16(one, 4), low4)),
                      _mm_shuffle_epi8(one_low, _mm_and_si128(one, low4))),
        _mm_shuffle_epi8(two_high, _mm_and_si128(_mm_srli_epi16(v, 4), low4)));
    /* the third byte of three and four, the fourth of four: there two must go on */
    __m128i must = _mm_or_si128(_mm_subs_epu8(two, _mm_set1_epi8((char)(0xe0 - 0x80))),
                                _mm_subs_epu8(three, _mm_set1_epi8((char)(0xf0 - 0x80))));

    return _mm_xor_si128(_mm_and_si128(must, _mm_set1_epi8((char)0x80)), pairs);
}

static __attribute__((target("ssse3"))) size_t ssse3_bad(const char *p, size_t len)
{
    __m128i before = _mm_setzero_si128();
    size_t at = 0;

    for (; len - at >= 16; at += 16) {
        __m128i v = _mm_loadu_si128((const __m128i *)(const void *)(p + at));
        __m128i faults = ssse3_faults(v, before);

        if (_mm_movemask_epi8(_mm_cmpeq_epi8(faults, _mm_setzero_si128())) != 0xffff)
            break;
        before = v;
    }
    at = border_before(p, at);
    return at + plain_bad(p + at, len - at);
}

/* -- 32 bytes at a time ---------------------------------------------------------------- */
static inline __attribute__((target("avx2"))) __m256i avx2_load(const char *p)
{
    return _mm256_loadu_si256((const __m256i *)(const void *)p);
}

static __attribute__((target("avx2"))) size_t avx2_ascii(const char *p, size_t len)
{
    size_t at = 0;

    while (len - at >= 128 &&
           _mm256_movemask_epi8(_mm256_or_si256(
               _mm256_or_si256(avx2_load(p + at), avx2_load(p + at + 32)),
               _mm256_or_si256(avx2_load(p + at + 64), avx2_load(p + at + 96)))) == 0)
        at += 128;
    for (; len - at >= 32; at += 32) {
        __m256i v = avx2_load(p + at);
        int mask = _mm256_movemask_epi8(v);

        if (mask != 0)
            return at + (size_t)__builtin_ctz((unsigned)mask);
    }
    return at + plain_ascii(p + at, len - at);
}

static inline __attribute__((target("avx2"))) __m256i avx2_faults(__m256i v, __m256i before)
{
    const __m256i low4 = _mm256_set1_epi8(15);
    const __m256i one_high = _mm256_setr_epi8(BYTE_1_HIGH, BYTE_1_HIGH),
                  one_low = _mm256_setr_epi8(BYTE_1_LOW, BYTE_1_LOW),
                  two_high = _mm256_setr_epi8(BYTE_2_HIGH, BYTE_2_HIGH);
    __m256i across = _mm256_permute2x128_si256(before, v, 0x21);
    __m256i one = _mm256_alignr_epi8(v, across, 15), two = _mm256_alignr_epi8(v, across, 14),
            three = _mm256_alignr_epi8(v, across, 13);
    __m256i pairs = _mm256_and_si256(
        _mm256_and_si256(
            _mm256_shuffle_epi8(one_high, _mm256_and_si256(_mm256_srli_epi16(one, 4), low4)),
            _mm256_shuffle_epi8(one_low, _mm256_and_si256(one, low4))),
        _mm256_shuffle_epi8(two_high, _mm256_and_si256(_mm256_srli_epi16(v, 4), low4)));
    __m256i must = _mm256_or_si256(_mm256_subs_epu8(two, _mm256_set1_epi8((char)(0xe0 - 0x80))),
                                   _mm256_subs_epu8(three, _mm256_set1_epi8((char)(0xf0 - 0x80))));

    return _mm256_xor_si256(_mm256_and_si256(must, _mm256_set1_epi8((char)0x80)), pairs);
}

static __attribute__((target("avx2"))) size_t avx2_bad(const char *p, size_t len)
{
    __m256i before = _mm256_setzero_si256();
    size_t at = 0;

    for (; len - at >= 32; at += 32) {
        __m256i v = avx2_load(p + at);
        __m256i faults = avx2_faults(v, before);

        if (!_mm256_testz_si256(faults, faults))
            break;
        before = v;
    }
    at = border_before(p, at);
    return at + plain_bad(p + at, len - at);
}

/* All ones for each of the sixteen characters whose bit is not set. */
static inline __attribute__((target("avx2"))) __m256i avx2_unset(uint32_t bits)
{
    char row[16];

    for (int i = 0; i < 16; i++)
        row[i] = (bits >> i & 1U) == 0 ? -1 : 0;
    return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)row));
}

/* A table of sixteen gives nothing for an index whose highest bit is set: so 0x70 is added, which
 * sets it in all but the sixteen that are asked for. */
static __attribute__((target("avx2"))) int avx2_control(const char *p, size_t len, uint32_t but)
{
    const __m256i low = avx2_unset(but), high = avx2_unset(but >> 16);
    const __m256i up = _mm256_set1_epi8(0x70), sixteen = _mm256_set1_epi8(16);
    __m256i found = _mm256_setzero_si256();
    size_t at = 0;

    for (; len - at >= 32; at += 32) {
        __m256i v = avx2_load(p + at);
        __m256i of_low = _mm256_shuffle_epi8(low, _mm256_adds_epu8(v, up)),
                of_high =
                    _mm256_shuffle_epi8(high, _mm256_adds_epu8(_mm256_sub_epi8(v, sixteen), up));

        found = _mm256_or_si256(found, _mm256_or_si256(of_low, of_high));
    }
    return !_mm256_testz_si256(found, found) || plain_control(p + at, len - at, but);
}
#endif

/* -- which way ------------------------------------------------------------------------- */
int vg_scan_has(enum vg_scan_path path)
{
#if HAS_WIDE
    if (path == VG_SCAN_AVX512)
        return __builtin_cpu_supports("avx512bw") != 0 && vg_scan_has(VG_SCAN_AVX2);
    if (path == VG_SCAN_AVX2)
        return __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("bmi") != 0;
    if (path == VG_SCAN_SSSE3)
        return __builtin_cpu_supports("ssse3") != 0;
#endif
    return path == VG_SCAN_PLAIN;
}

enum vg_scan_path vg_scan_best(void)
{
    enum vg_scan_path path = VG_SCAN_PATHS - 1;

    while (!vg_scan_has(path))
        path--;
    return path;
}

size_t vg_ascii_len_by(enum vg_scan_path path, const char *p, size_t len)
{
#if HAS_WIDE
    if (path >= VG_SCAN_AVX2)
        return avx2_ascii(p, len);
    if (path == VG_SCAN_SSSE3)
        return ssse3_ascii(p, len);
#endif
    (void)path;
    return plain_ascii(p, len);
}

size_t vg_utf8_bad_by(enum vg_scan_path path, const char *p, size_t len)
{
#if HAS_WIDE
    if (path >= VG_SCAN_AVX2)
        return avx2_bad(p, len);
    if (path == VG_SCAN_SSSE3)
        return ssse3_bad(p, len);
#endif
    (void)path;
    return plain_bad(p, len);
}

size_t vg_ascii_len(const char *p, size_t len)
{
    return len < 32 ? plain_ascii(p, len) : vg_ascii_len_by(vg_scan_best(), p, len);
}

size_t vg_utf8_bad(const char *p, size_t len)
{
    return len < 32 ? plain_bad(p, len) : vg_utf8_bad_by(vg_scan_best(), p, len);
}

int vg_has_control_by(enum vg_scan_path path, const char *p, size_t len, uint32_t but)
{
#if HAS_WIDE
    if (path >= VG_SCAN_AVX2)
        return avx2_control(p, len, but);
#endif
    (void)path;
    return plain_control(p, len, but);
}

int vg_has_control(const char *p, size_t len, uint32_t but)
{
    return len < 32 ? plain_control(p, len, but) : vg_has_control_by(vg_scan_best(), p, len, but);
}
