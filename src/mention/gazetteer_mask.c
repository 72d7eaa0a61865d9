/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "mention/gazetteer_mask.h"

#include "mention/gazetteer.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

static void scalar(const unsigned char *p, struct vg_masks *m)
{
    struct vg_masks out = {0};

    for (unsigned i = 0; i < 64; i++) {
        unsigned char c = p[i], low = c | 0x20;
        uint64_t bit = (uint64_t)1 << i;

        if ((low >= 'a' && low <= 'z') || (c >= '0' && c <= '9'))
            out.word |= bit;
        else if (c >= 0x80)
            out.high |= bit;
        if (c >= 0xe4 && c <= 0xe9)
            out.core |= bit;
        else if (c >= 0xc0)
            out.lead |= bit;
    }
    *m = out;
}

#if defined(__x86_64__)

/* Bytes from `first` on, `n` values long, by one signed comparison. */
static inline __m128i among16(__m128i v, int first, int n)
{
    __m128i moved = _mm_add_epi8(v, _mm_set1_epi8((char)(0x80 - first)));

    return _mm_cmplt_epi8(moved, _mm_set1_epi8((char)(-128 + n)));
}

static void sse2(const unsigned char *p, struct vg_masks *m)
{
    struct vg_masks out = {0};

    for (unsigned i = 0; i < 4; i++) {
        __m128i v = _mm_loadu_si128((const __m128i *)(const void *)(p + (size_t)16 * i));
        __m128i letter = among16(_mm_or_si128(v, _mm_set1_epi8(0x20)), 'a', 26);
        uint64_t word = (uint32_t)_mm_movemask_epi8(_mm_or_si128(letter, among16(v, '0', 10)));
        uint64_t high = (uint32_t)_mm_movemask_epi8(v);
        uint64_t core = (uint32_t)_mm_movemask_epi8(among16(v, 0xe4, 6));
        uint64_t lead = (uint32_t)_mm_movemask_epi8(among16(v, 0xc0, 64)) & ~core;

        out.word |= word << (16 * i);
        out.high |= high << (16 * i);
        out.core |= core << (16 * i);
        out.lead |= lead << (16 * i);
    }
    *m = out;
}

#define AVX2 __attribute__((target("avx2")))

AVX2 static inline __m256i among32(__m256i v, int first, int n)
{
    __m256i moved = _mm256_add_epi8(v, _mm256_set1_epi8((char)(0x80 - first)));

    return _mm256_cmpgt_epi8(_mm256_set1_epi8((char)(-128 + n)), moved);
}

AVX2 static void avx2(const unsigned char *p, struct vg_masks *m)
{
    struct vg_masks out = {0};

    for (unsigned i = 0; i < 2; i++) {
        __m256i v = _mm256_loadu_si256((const __m256i *)(const void *)(p + (size_t)32 * i));
        __m256i letter = among32(_mm256_or_si256(v, _mm256_set1_epi8(0x20)), 'a', 26);
        uint64_t word =
            (uint32_t)_mm256_movemask_epi8(_mm256_or_si256(letter, among32(v, '0', 10)));
        uint64_t high = (uint32_t)_mm256_movemask_epi8(v);
        uint64_t core = (uint32_t)_mm256_movemask_epi8(among32(v, 0xe4, 6));
        uint64_t lead = (uint32_t)_mm256_movemask_epi8(among32(v, 0xc0, 64)) & ~core;

        out.word |= word << (32 * i);
        out.high |= high << (32 * i);
        out.core |= core << (32 * i);
        out.lead |= lead << (32 * i);
    }
    *m = out;
}

#endif

vg_masks_of *vg_masks_by(int path)
{
#if defined(__x86_64__)
    if (path == VG_GAZETTEER_AVX2)
        return __builtin_cpu_supports("avx2") ? avx2 : NULL;
    if (path == VG_GAZETTEER_SSE2)
        return sse2;
#endif
    return path == VG_GAZETTEER_SCALAR ? scalar : NULL;
}
