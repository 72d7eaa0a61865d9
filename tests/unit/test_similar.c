/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <math.h>
#include <string.h>

#include "base/utf8.h"
#include "resolve/similar.h"

/* -- the oracle: as the definitions read, letter by letter ---------------------------------- */

struct letters {
    uint32_t c[VG_SIMILAR_MOST];
    unsigned n;
};

static void letters_of(struct vg_str s, struct letters *out)
{
    out->n = 0;
    for (size_t at = 0; at < s.len && out->n < VG_SIMILAR_MOST;) {
        at += vg_utf8_next(s.p + at, s.len - at, &out->c[out->n++]);
    }
}

/* Which letters of both have a partner within the window; returns how many. */
static unsigned pair_up(const struct letters *a, const struct letters *b, uint8_t *in_a,
                        uint8_t *in_b)
{
    const unsigned longer = a->n > b->n ? a->n : b->n;
    const unsigned window = longer / 2 > 0 ? longer / 2 - 1 : 0;
    unsigned found = 0;

    memset(in_a, 0, a->n);
    memset(in_b, 0, b->n);
    for (unsigned i = 0; i < a->n; i++) {
        const unsigned from = i > window ? i - window : 0;
        const unsigned to = i + window + 1 < b->n ? i + window + 1 : b->n;

        for (unsigned j = from; j < to; j++) {
            if (in_b[j] || a->c[i] != b->c[j])
                continue;
            in_a[i] = in_b[j] = 1;
            found++;
            break;
        }
    }
    return found;
}

static double slow_jaro_winkler(struct vg_str left, struct vg_str right)
{
    struct letters a, b;
    uint8_t in_a[VG_SIMILAR_MOST], in_b[VG_SIMILAR_MOST];
    unsigned found, moved = 0, start = 0;
    double jaro;

    letters_of(left, &a);
    letters_of(right, &b);
    if (a.n == 0 || b.n == 0)
        return a.n == b.n ? 1.0 : 0.0;
    found = pair_up(&a, &b, in_a, in_b);
    if (found == 0)
        return 0.0;
    for (unsigned i = 0, j = 0; i < a.n; i++) {
        if (!in_a[i])
            continue;
        while (!in_b[j])
            j++;
        moved += a.c[i] != b.c[j++];
    }
    jaro = ((double)found / a.n + (double)found / b.n + (found - moved / 2.0) / found) / 3.0;
    while (start < 4 && start < a.n && start < b.n && a.c[start] == b.c[start])
        start++;
    return jaro + start * 0.1 * (1.0 - jaro);
}

static unsigned slow_distance(struct vg_str left, struct vg_str right)
{
    struct letters a, b;
    unsigned row[VG_SIMILAR_MOST + 1];

    letters_of(left, &a);
    letters_of(right, &b);
    for (unsigned j = 0; j <= b.n; j++)
        row[j] = j;
    for (unsigned i = 1; i <= a.n; i++) {
        unsigned corner = row[0];

        row[0] = i;
        for (unsigned j = 1; j <= b.n; j++) {
            const unsigned change = corner + (a.c[i - 1] != b.c[j - 1]);
            const unsigned shift = (row[j] < row[j - 1] ? row[j] : row[j - 1]) + 1;

            corner = row[j];
            row[j] = change < shift ? change : shift;
        }
    }
    return row[b.n];
}

/* -- the tests -------------------------------------------------------------------------------- */

/* The pairs of Winkler's own papers, and characters of more than one byte. */
static const struct {
    const char *a, *b;
    double jaro_winkler;
    unsigned distance;
} rows[] = {
    {"MARTHA", "MARHTA", 0.961111, 2},
    {"DWAYNE", "DUANE", 0.84, 2},
    {"DIXON", "DICKSONX", 0.813333, 4},
    {"", "", 1.0, 0},
    {"", "a", 0.0, 1},
    {"abc", "xyz", 0.0, 3},
    {"福州市公安局", "抚州市公安局", 0.888889, 1},
    {"same", "same", 1.0, 0},
};

static void likeness_is_as_published_and_symmetric(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct vg_str a = vg_str(rows[i].a), b = vg_str(rows[i].b);

        ROW_CHECK(i, rows[i].a, fabs(vg_jaro_winkler(a, b) - rows[i].jaro_winkler) < 1e-6);
        ROW_CHECK(i, rows[i].a, vg_jaro_winkler(a, b) == vg_jaro_winkler(b, a));
        ROW_CHECK(i, rows[i].a, vg_levenshtein_distance(a, b, 99) == rows[i].distance);
        ROW_CHECK(i, rows[i].a, vg_levenshtein(a, b) == vg_levenshtein(b, a));
        if (rows[i].distance > 1)
            ROW_CHECK(i, rows[i].a, vg_levenshtein_distance(a, b, 1) == 2);
    }
}

static uint64_t state = 20261130;

static unsigned below(unsigned n)
{
    state = state * 6364136223846793005U + 1442695040888963407U;
    return (unsigned)((state >> 33) % n);
}

/* Few letters, so that many pair up; some of more than one byte, some bytes that are none. */
static struct vg_str random_text(char *room, unsigned most)
{
    static const char *const pieces[] = {"a",        "b",   "c", "a", "b", " ", "\xe5\xb7\x9e",
                                         "\xc3\xa9", "\xff"};
    const unsigned kinds = below(4) == 0 ? 9 : below(2) == 0 ? 7 : 5;
    size_t n = 0;

    for (unsigned i = below(most + 1); i > 0; i--) {
        const char *piece = pieces[below(kinds)];

        memcpy(room + n, piece, strlen(piece));
        n += strlen(piece);
    }
    return (struct vg_str){room, n};
}

/* A text near another: a stretch of it, some letters changed. */
static struct vg_str near_text(char *room, struct vg_str of)
{
    memcpy(room, of.p, of.len);
    for (unsigned i = below(4); i > 0 && of.len > 1; i--)
        room[below((unsigned)of.len)] = (char)('a' + (int)below(3));
    return (struct vg_str){room, of.len - (of.len > 3 ? below(3) : 0)};
}

static void a_kept_text_gives_what_letter_by_letter_gives(void **state_)
{
    static struct vg_similar k;
    static char left[4 * VG_SIMILAR_MOST + 400], right[4 * VG_SIMILAR_MOST + 400];

    (void)state_;
    for (size_t i = 0; i < 6000; i++) {
        const unsigned most = i % 1000 == 0 ? VG_SIMILAR_MOST + 90
                              : i % 50 == 0 ? 150
                              : i % 5 == 0  ? 70
                                            : 9;
        const struct vg_str a = random_text(left, most);
        const struct vg_str b = below(2) ? random_text(right, most) : near_text(right, a);
        const struct vg_similar_text ta = vg_similar_text(a), tb = vg_similar_text(b);
        const double jaro = slow_jaro_winkler(a, b);
        const unsigned d = slow_distance(a, b);

        vg_similar_keep(&k, &ta);
        ROW_CHECK(i, "kept", vg_similar_jaro_winkler(&k, &tb) == jaro);
        ROW_CHECK(i, "alone", vg_jaro_winkler(a, b) == jaro && vg_jaro_winkler(b, a) == jaro);
        ROW_CHECK(i, "distance", vg_levenshtein_distance(a, b, 5000) == d);
        ROW_CHECK(i, "distance back", vg_levenshtein_distance(b, a, 5000) == d);
        ROW_CHECK(i, "kept distance", vg_similar_levenshtein(&k, &tb) == vg_levenshtein(a, b));
        ROW_CHECK(i, "bound", vg_jaro_winkler_at_most(&ta, &tb) >= jaro);
        ROW_CHECK(i, "bound", vg_levenshtein_at_most(&ta, &tb) >= vg_levenshtein(a, b));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(likeness_is_as_published_and_symmetric),
        cmocka_unit_test(a_kept_text_gives_what_letter_by_letter_gives),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
