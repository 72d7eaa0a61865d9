/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Makes src/base/fold_table.inc. Not part of the build; needs ICU 72 and OpenCC:
 *
 *   cc -std=gnu17 -O2 -o make-fold tools/make-fold.c $(pkg-config --cflags --libs icu-uc opencc)
 *   ./make-fold > src/base/fold_table.inc
 *
 * A character folds to the compatibility decomposition of its NFKC case folding
 * with each Han character replaced by its simplified form, repeated until
 * nothing changes. Hangul syllables and voiced kana stay in one piece. The
 * result is a two-stage table: block number -> block -> place in a pool.
 */
#include <opencc.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

enum { SPAN = 64, TOP = 0x30000, BLOCKS = TOP / SPAN, MOST = 64 };

static uint16_t place[TOP]; /* 0: the character itself; else place in the pool */
static uint16_t kind[TOP];
static uint32_t pool[65536];
static size_t pool_len = 1;

static void die(const char *why, unsigned c)
{
    fprintf(stderr, "make-fold: %s at U+%04X\n", why, c);
    exit(1);
}

static void need(UErrorCode e)
{
    if (U_FAILURE(e))
        die(u_errorName(e), 0);
}

/* One round of NFKC case folding and simplification over a short text. */
static int32_t fold_once(const UNormalizer2 *nfkc_cf, opencc_t t2s, UChar *s, int32_t n)
{
    UErrorCode e = U_ZERO_ERROR;
    UChar folded[MOST];
    char utf8[4 * MOST], *simple;
    int32_t len;

    n = unorm2_normalize(nfkc_cf, s, n, folded, MOST, &e);
    need(e);
    s[0] = 0;
    len = 0;
    for (int32_t i = 0; i < n;) {
        UChar32 c;
        int32_t bytes = 0, units;

        U16_NEXT(folded, i, n, c);
        U8_APPEND_UNSAFE(utf8, bytes, c);
        utf8[bytes] = '\0';
        simple = u_hasBinaryProperty(c, UCHAR_UNIFIED_IDEOGRAPH)
                     ? opencc_convert_utf8(t2s, utf8, (size_t)bytes)
                     : NULL;
        u_strFromUTF8(s + len, MOST - len, &units, simple != NULL ? simple : utf8, -1, &e);
        need(e);
        len += units;
        if (simple != NULL)
            opencc_convert_utf8_free(simple);
    }
    return len;
}

static int stays_whole(UChar32 c)
{
    return (c >= 0xac00 && c <= 0xd7a3) || (c >= 0x3041 && c <= 0x30ff);
}

static size_t apart(const UNormalizer2 *nfkd, const UChar *s, int32_t n, uint32_t *out)
{
    size_t len = 0;

    for (int32_t i = 0; i < n;) {
        UErrorCode e = U_ZERO_ERROR;
        UChar one[2], d[MOST];
        UChar32 c;
        int32_t units = 0, k;

        U16_NEXT(s, i, n, c);
        if (stays_whole(c)) {
            out[len++] = (uint32_t)c;
            continue;
        }
        U16_APPEND_UNSAFE(one, units, c);
        k = unorm2_normalize(nfkd, one, units, d, MOST, &e);
        need(e);
        for (int32_t j = 0; j < k;) {
            U16_NEXT(d, j, k, c);
            out[len++] = (uint32_t)c;
        }
    }
    return len;
}

/* A sequence is its characters, the first with the length in its upper bits. */
static uint16_t pool_place(const uint32_t *seq, size_t n)
{
    uint32_t want[MOST + 1];
    size_t words = n == 0 ? 1 : n;

    memcpy(want, seq, n * sizeof *seq);
    want[0] = n == 0 ? 0 : want[0] | (uint32_t)n << 24;
    for (size_t i = 1; i + words <= pool_len; i++)
        if (memcmp(pool + i, want, words * sizeof *want) == 0)
            return (uint16_t)i;
    if (pool_len + words > 65535)
        die("pool is full", 0);
    memcpy(pool + pool_len, want, words * sizeof *want);
    pool_len += words;
    return (uint16_t)(pool_len - words);
}

static void fold_all(void)
{
    UErrorCode e = U_ZERO_ERROR;
    const UNormalizer2 *nfkc_cf = unorm2_getNFKCCasefoldInstance(&e);
    const UNormalizer2 *nfkd = unorm2_getNFKDInstance(&e);
    opencc_t t2s = opencc_open("t2s.json");

    need(e);
    if (t2s == (opencc_t)-1)
        die(opencc_error(), 0);
    for (UChar32 c = 0; c < TOP; c++) {
        UChar s[MOST] = {0}, before[MOST];
        uint32_t seq[MOST];
        int32_t n = 0, old;
        size_t len;

        if (U_IS_SURROGATE(c) || !u_isdefined(c))
            continue;
        U16_APPEND_UNSAFE(s, n, c);
        do {
            memcpy(before, s, sizeof s);
            old = n;
            n = fold_once(nfkc_cf, t2s, s, n);
        } while (n != old || u_memcmp(s, before, n) != 0);
        len = apart(nfkd, s, n, seq);
        if (len > 18)
            die("longer than VG_FOLD_MAX", (unsigned)c);
        if (len == 1 && seq[0] == (uint32_t)c)
            continue;
        place[c] = pool_place(seq, len);
    }
    opencc_close(t2s);
}

static uint8_t kind_of(UChar32 c)
{
    switch (u_charType(c)) {
    case U_LOWERCASE_LETTER:
        return 1;
    case U_UPPERCASE_LETTER:
    case U_TITLECASE_LETTER:
        return 2;
    case U_MODIFIER_LETTER:
    case U_OTHER_LETTER:
    case U_LETTER_NUMBER:
        return 3;
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_COMBINING_SPACING_MARK:
        return 4;
    case U_DECIMAL_DIGIT_NUMBER:
        return 5;
    case U_SPACE_SEPARATOR:
    case U_LINE_SEPARATOR:
    case U_PARAGRAPH_SEPARATOR:
        return 6;
    default:
        return (c >= 9 && c <= 13) || c == 0x85 ? 6 : 0;
    }
}

static void row(size_t i, unsigned v)
{
    printf("%u,%s", v, i % 24 == 23 ? "\n" : "");
}

static size_t block_of(const uint16_t *all, size_t b, uint16_t *kept, size_t *n)
{
    size_t i;

    for (i = 0; i < *n; i++)
        if (memcmp(kept + i * SPAN, all + b * SPAN, SPAN * sizeof *all) == 0)
            return i;
    memcpy(kept + i * SPAN, all + b * SPAN, SPAN * sizeof *all);
    (*n)++;
    return i;
}

static void print_stages(const char *name, const char *type, const uint16_t *all)
{
    static uint16_t kept[TOP];
    size_t n = 0;

    printf("\nstatic const uint16_t %s_block[%d] = {\n", name, BLOCKS);
    for (size_t b = 0; b < BLOCKS; b++)
        row(b, (unsigned)block_of(all, b, kept, &n));
    printf("};\n\nstatic const %s %s_item[%zu] = {\n", type, name, n * SPAN);
    for (size_t i = 0; i < n * SPAN; i++)
        row(i, kept[i]);
    printf("};\n");
}

int main(void)
{
    fold_all();
    for (UChar32 c = 0; c < TOP; c++)
        kind[c] = kind_of(c);
    printf("/* SPDX-License-Identifier: AGPL-3.0-or-later */\n"
           "/*\n"
           " * Made by tools/make-fold.c; do not edit. Origin of the facts: Unicode %s\n"
           " * character data as in ICU %s (Unicode License), and the dictionary of\n"
           " * traditional and simplified characters of OpenCC %s (Apache-2.0).\n"
           " */\n"
           "/* clang-format off */\n"
           "enum { FOLD_SPAN = %d, FOLD_TOP = 0x%x };\n",
           U_UNICODE_VERSION, U_ICU_VERSION, "1.1.6", SPAN, TOP);
    print_stages("fold", "uint16_t", place);
    print_stages("kind", "uint8_t", kind);
    printf("\n/* Number of characters in the upper 8 bits of the first. */\n"
           "static const uint32_t fold_pool[%zu] = {\n",
           pool_len);
    for (size_t i = 0; i < pool_len; i++)
        row(i, pool[i]);
    printf("};\n/* clang-format on */\n");
    return 0;
}
