/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The vector paths share their loops (html_scan_loops.inc), which work on bit
 * masks of 32 bytes; a path says how such masks are made. What a byte is may
 * depend on the two bytes after it: those are looked at by loading again one and
 * two bytes further on.
 */
#include "read/html_scan.h"

#include <string.h>

#ifdef __x86_64__
#include <immintrin.h>
#endif

/* -- plain C --------------------------------------------------------------------- */
static unsigned byte_at(const char *p, size_t len, size_t i)
{
    return i < len ? (unsigned char)p[i] : 0;
}

/* Does a character that may have to be left out begin at `i`? */
static int is_odd(const char *p, size_t len, size_t i)
{
    unsigned a = (unsigned char)p[i], b, c;

    if (a != 0xc2 && a != 0xe2 && a != 0xe3 && a != 0xef)
        return 0;
    b = byte_at(p, len, i + 1);
    c = byte_at(p, len, i + 2);
    if (a == 0xc2)
        return b == 0xa0 || b == 0xad;
    if (a == 0xe2)
        return (b == 0x80 && c >= 0x80 && c <= 0x8d) || (b == 0x81 && c == 0xa0);
    return a == 0xe3 ? b == 0x80 && c == 0x80 : b == 0xbb && c == 0xbf;
}

static int is_stop(const char *p, size_t len, size_t i)
{
    return (unsigned char)p[i] <= ' ' || p[i] == '&' || is_odd(p, len, i);
}

static size_t copy_plain(char *out, const char *p, size_t len)
{
    size_t i = 0;

    while (i < len) {
        if (p[i] == ' ' ? i + 1 == len || is_stop(p, len, i + 1) : is_stop(p, len, i))
            break;
        out[i] = p[i];
        i++;
    }
    return i;
}

static void count_wide(unsigned a, unsigned b, unsigned c, struct vg_scan_counts *n)
{
    if (a >= 0xe4 && a <= 0xe9)
        n->letters += 2;
    else if ((a >= 0xc3 && a <= 0xe1) || (a >= 0xea && a <= 0xed) || (a == 0xe3 && b >= 0x81))
        n->letters++;
    if ((a == 0xe3 && b == 0x80 && c == 0x82) ||
        (a == 0xef && b == 0xbc && (c == 0x81 || c == 0x9f || c == 0x9b))) {
        n->stops++;
        n->marks++;
    } else if ((a == 0xe3 && b == 0x80 && c == 0x81) || (a == 0xe2 && b == 0x80 && c == 0x9c) ||
               (a == 0xef && b == 0xbc && (c == 0x8c || c == 0x9a))) {
        n->marks++;
    }
}

static int ends_sentence(unsigned next)
{
    return next == 0 || next == ' ' || next == '\n' || next == '"' || next == '\'' || next == ')' ||
           next == 0xe2;
}

static void count_plain(const char *p, size_t len, struct vg_scan_counts *out)
{
    struct vg_scan_counts n = {0};

    for (size_t i = 0; i < len; i++) {
        unsigned c = (unsigned char)p[i];

        if (c >= 0x80) {
            count_wide(c, byte_at(p, len, i + 1), byte_at(p, len, i + 2), &n);
        } else if ((c | 0x20U) - 'a' < 26) {
            n.letters++;
        } else if (c - '0' < 10) {
            n.digits++;
        } else if (c == ',' || c == ';') {
            n.marks++;
        } else if ((c == '.' || c == '!' || c == '?') && ends_sentence(byte_at(p, len, i + 1))) {
            n.stops++;
            n.marks++;
        }
    }
    *out = n;
}

static const struct vg_scan plain = {copy_plain, count_plain};

/* -- vectors --------------------------------------------------------------------------- */
#ifdef __x86_64__

/* Bits from `n` on, when fewer than 32 bytes are left. */
static uint32_t past_mask(size_t n)
{
    return n < 32 ? ~UINT32_C(0) << n : 0;
}

static uint32_t ones(uint32_t mask)
{
    return (uint32_t)__builtin_popcount(mask);
}

struct sse2 {
    __m128i low, high;
};

static struct sse2 load_sse2(const char *p)
{
    return (struct sse2){_mm_loadu_si128((const __m128i *)(const void *)p),
                         _mm_loadu_si128((const __m128i *)(const void *)(p + 16))};
}

static uint32_t bits_sse2(__m128i low, __m128i high)
{
    return (uint32_t)_mm_movemask_epi8(low) | (uint32_t)_mm_movemask_epi8(high) << 16;
}

static uint32_t equal_sse2(struct sse2 v, unsigned char c)
{
    __m128i k = _mm_set1_epi8((char)c);

    return bits_sse2(_mm_cmpeq_epi8(v.low, k), _mm_cmpeq_epi8(v.high, k));
}

/* Bytes from `from` to `from` + `n` - 1. */
static uint32_t within_sse2(struct sse2 v, unsigned char from, unsigned char n)
{
    __m128i k = _mm_set1_epi8((char)from), most = _mm_set1_epi8((char)(n - 1));
    __m128i low = _mm_sub_epi8(v.low, k), high = _mm_sub_epi8(v.high, k);

    return bits_sse2(_mm_cmpeq_epi8(_mm_min_epu8(low, most), low),
                     _mm_cmpeq_epi8(_mm_min_epu8(high, most), high));
}

static uint32_t letters_sse2(struct sse2 v)
{
    __m128i bit = _mm_set1_epi8(0x20);

    v.low = _mm_or_si128(v.low, bit);
    v.high = _mm_or_si128(v.high, bit);
    return within_sse2(v, 'a', 26);
}

static uint32_t above_sse2(struct sse2 v)
{
    return bits_sse2(v.low, v.high);
}

static void store_sse2(char *out, struct sse2 v)
{
    _mm_storeu_si128((__m128i *)(void *)out, v.low);
    _mm_storeu_si128((__m128i *)(void *)(out + 16), v.high);
}

#define PATH(name) name##_sse2
#define VECTOR     struct sse2
#define TARGET
#include "read/html_scan_loops.inc"
#undef PATH
#undef VECTOR
#undef TARGET

static const struct vg_scan sse2 = {copy_sse2, count_sse2};

#define AVX2 __attribute__((target("avx2,popcnt,bmi")))

static inline AVX2 __m256i load_avx2(const char *p)
{
    return _mm256_loadu_si256((const __m256i *)(const void *)p);
}

static inline AVX2 uint32_t equal_avx2(__m256i v, unsigned char c)
{
    return (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(v, _mm256_set1_epi8((char)c)));
}

static inline AVX2 uint32_t within_avx2(__m256i v, unsigned char from, unsigned char n)
{
    __m256i off = _mm256_sub_epi8(v, _mm256_set1_epi8((char)from));
    __m256i most = _mm256_set1_epi8((char)(n - 1));

    return (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(_mm256_min_epu8(off, most), off));
}

static inline AVX2 uint32_t letters_avx2(__m256i v)
{
    return within_avx2(_mm256_or_si256(v, _mm256_set1_epi8(0x20)), 'a', 26);
}

static inline AVX2 uint32_t above_avx2(__m256i v)
{
    return (uint32_t)_mm256_movemask_epi8(v);
}

static inline AVX2 void store_avx2(char *out, __m256i v)
{
    _mm256_storeu_si256((__m256i *)(void *)out, v);
}

#define PATH(name) name##_avx2
#define VECTOR     __m256i
#define TARGET     AVX2
#include "read/html_scan_loops.inc"
#undef PATH
#undef VECTOR
#undef TARGET

static const struct vg_scan avx2 = {copy_avx2, count_avx2};

#endif

const struct vg_scan *vg_scan_of(enum vg_scan_path path)
{
#ifdef __x86_64__
    int has_avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("popcnt") &&
                   __builtin_cpu_supports("bmi");

    if (path == VG_SCAN_AVX2)
        return has_avx2 ? &avx2 : NULL;
    if (path == VG_SCAN_SSE2)
        return &sse2;
    if (path == VG_SCAN_BEST)
        return has_avx2 ? &avx2 : &sse2;
#endif
    return path == VG_SCAN_PLAIN || path == VG_SCAN_BEST ? &plain : NULL;
}
