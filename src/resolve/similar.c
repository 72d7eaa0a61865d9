/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Texts of up to 64 characters are compared with one machine word for each distinct character
 * of the left one: bit i says that it stands at place i (Myers, "A fast bit-vector algorithm for
 * approximate string matching", 1999; the same masks give Jaro's partners, the lowest free bit
 * within the window). Longer ones: Levenshtein in blocks of 64 after Hyyro (2003); Jaro-Winkler
 * letter by letter, because such texts are rare and the window is what costs there.
 */
#include "resolve/similar.h"

#include <string.h>

#include "base/utf8.h"

/* Rounding of the few operations that make a likeness. */
#define ROUNDING 1e-9

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

struct vg_similar_text vg_similar_text(struct vg_str s)
{
    struct vg_similar_text t = {.text = s};
    uint32_t c;

    for (size_t at = 0; at < s.len && t.n < VG_SIMILAR_MOST; t.n++) {
        at += vg_utf8_next(s.p + at, s.len - at, &c);
        t.marks |= UINT64_C(1) << (c & 63);
        t.is_wide |= c > 127;
    }
    return t;
}

/* -- where a character stands ------------------------------------------------------------- */

static unsigned slot_of(const struct vg_similar *k, uint32_t c)
{
    unsigned i = (unsigned)((c * 0x9E3779B1U) >> 25);

    while (k->wide[i] != 0 && k->wide[i] != c)
        i = (i + 1) % VG_SIMILAR_SLOTS;
    return i;
}

static inline uint64_t places_of(const struct vg_similar *k, uint32_t c)
{
    return c < 128 ? k->ascii[c] : k->wide_at[slot_of(k, c)];
}

static void forget(struct vg_similar *k)
{
    for (unsigned i = 0; i < k->of.n && i < VG_SIMILAR_BITS; i++)
        if (k->letter[i] < 128)
            k->ascii[k->letter[i]] = 0;
    if (k->of.is_wide) {
        memset(k->wide, 0, sizeof k->wide);
        memset(k->wide_at, 0, sizeof k->wide_at);
    }
}

void vg_similar_keep(struct vg_similar *k, const struct vg_similar_text *left)
{
    size_t at = 0;

    forget(k);
    k->of = *left;
    for (unsigned i = 0; i < left->n && i < VG_SIMILAR_BITS; i++) {
        uint32_t c;

        at += vg_utf8_next(left->text.p + at, left->text.len - at, &c);
        k->letter[i] = c;
        if (c < 128) {
            k->ascii[c] |= UINT64_C(1) << i;
        } else {
            const unsigned slot = slot_of(k, c);

            k->wide[slot] = c;
            k->wide_at[slot] |= UINT64_C(1) << i;
        }
    }
}

/* -- Jaro-Winkler ------------------------------------------------------------------------- */

static unsigned window_of(unsigned a, unsigned b)
{
    const unsigned longer = a > b ? a : b;

    return longer / 2 > 0 ? longer / 2 - 1 : 0;
}

static double winkler(unsigned a, unsigned b, unsigned found, unsigned moved, unsigned start)
{
    const double jaro =
        ((double)found / a + (double)found / b + (found - moved / 2.0) / found) / 3.0;

    return jaro + start * 0.1 * (1.0 - jaro);
}

/* Which letters of both have a partner within the window; returns how many. */
static unsigned pair_up(const struct letters *a, const struct letters *b, uint8_t *in_a,
                        uint8_t *in_b)
{
    const unsigned window = window_of(a->n, b->n);
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

static double winkler_of_long(struct vg_str left, struct vg_str right)
{
    struct letters a, b;
    uint8_t in_a[VG_SIMILAR_MOST], in_b[VG_SIMILAR_MOST];
    unsigned found, moved = 0, start = 0;

    letters_of(left, &a);
    letters_of(right, &b);
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
    while (start < 4 && start < a.n && start < b.n && a.c[start] == b.c[start])
        start++;
    return winkler(a.n, b.n, found, moved, start);
}

/* Places from `from` to before `to`, of 64. */
static inline uint64_t stretch(unsigned from, unsigned to)
{
    return (to >= 64 ? ~UINT64_C(0) : (UINT64_C(1) << to) - 1) & (~UINT64_C(0) << from);
}

/* Both have 1 to 64 letters; `wide` says how those of the right lie in memory. */
static inline __attribute__((always_inline)) double
winkler_bits(const struct vg_similar *k, const void *right, unsigned n, int wide)
{
    const uint8_t *narrow_b = right;
    const uint32_t *wide_b = right;
    const unsigned window = window_of(k->of.n, n);
    const unsigned end = k->of.n + window < n ? k->of.n + window : n;
    uint64_t in_a = 0, in_b = 0;
    unsigned moved = 0, start = 0;

    for (unsigned j = 0; j < end; j++) {
        const uint64_t at = wide ? places_of(k, wide_b[j]) : k->ascii[narrow_b[j]];
        const uint64_t free = at & ~in_a & stretch(j > window ? j - window : 0, j + window + 1);

        in_a |= free & (~free + 1);
        in_b |= (uint64_t)(free != 0) << j;
    }
    if (in_a == 0)
        return 0.0;
    for (uint64_t a = in_a, b = in_b; b != 0; a &= a - 1, b &= b - 1) {
        const unsigned j = (unsigned)__builtin_ctzll(b);
        const uint64_t at = wide ? places_of(k, wide_b[j]) : k->ascii[narrow_b[j]];

        moved += (at & a & (~a + 1)) == 0;
    }
    while (start < 4 && start < k->of.n && start < n &&
           k->letter[start] == (wide ? wide_b[start] : narrow_b[start]))
        start++;
    return winkler(k->of.n, n, (unsigned)__builtin_popcountll(in_a), moved, start);
}

/* Apart, so that the common case needs no room for letters. */
static __attribute__((noinline)) double winkler_of_wide(const struct vg_similar *k,
                                                        const struct vg_similar_text *right)
{
    uint32_t b[VG_SIMILAR_BITS] = {0};

    for (size_t at = 0, i = 0; i < right->n; i++)
        at += vg_utf8_next(right->text.p + at, right->text.len - at, &b[i]);
    return winkler_bits(k, b, right->n, 1);
}

double vg_similar_jaro_winkler(const struct vg_similar *k, const struct vg_similar_text *right)
{
    if (k->of.n == 0 || right->n == 0)
        return k->of.n == right->n ? 1.0 : 0.0;
    if (k->of.n > VG_SIMILAR_BITS || right->n > VG_SIMILAR_BITS)
        return winkler_of_long(k->of.text, right->text);
    if (right->is_wide)
        return winkler_of_wide(k, right);
    return winkler_bits(k, right->text.p, right->n, 0);
}

double vg_jaro_winkler(struct vg_str left, struct vg_str right)
{
    const struct vg_similar_text a = vg_similar_text(left), b = vg_similar_text(right);
    struct vg_similar k;

    if (a.n > VG_SIMILAR_BITS || b.n > VG_SIMILAR_BITS)
        return a.n == 0 || b.n == 0 ? 0.0 : winkler_of_long(left, right);
    memset(&k, 0, sizeof k);
    vg_similar_keep(&k, &a);
    return vg_similar_jaro_winkler(&k, &b);
}

/* -- Levenshtein -------------------------------------------------------------------------- */

/* One block of a column: the differences down it, a bit each (up: +1, down: -1). */
struct block {
    uint64_t up, down;
};

/* A step of Myers' automaton over one block; `in` is the difference above it, -1, 0 or 1; returns
 * the one at bit `last`. */
static inline int step(struct block *v, uint64_t same, int in, unsigned last)
{
    const uint64_t down_in = in<0, up_in = in> 0;
    const uint64_t across = same | v->down;
    const uint64_t s = same | down_in;
    const uint64_t along = (((s & v->up) + v->up) ^ v->up) | s;
    uint64_t up = v->down | ~(along | v->up);
    uint64_t down = v->up & along;
    const int out = (int)((up >> last) & 1) - (int)((down >> last) & 1);

    up = up << 1 | up_in;
    down = down << 1 | down_in;
    v->up = down | ~(across | up);
    v->down = up & across;
    return out;
}

static unsigned distance_bits(const struct vg_similar *k, const struct vg_similar_text *right)
{
    struct block v = {~UINT64_C(0), 0};
    unsigned d = k->of.n;
    uint32_t c;

    if (k->of.n == 0)
        return right->n;
    for (size_t at = 0, i = 0; i < right->n; i++) {
        if (right->is_wide)
            at += vg_utf8_next(right->text.p + at, right->text.len - at, &c);
        else
            c = (uint8_t)right->text.p[i];
        d = (unsigned)((int)d + step(&v, places_of(k, c), 1, k->of.n - 1));
    }
    return d;
}

enum { BLOCKS = VG_SIMILAR_MOST / 64 };

/* The places of one character in a long text; looked up letter by letter, which costs what the
 * automaton costs. */
static void places_in_long(const struct letters *a, uint32_t c, uint64_t *at)
{
    memset(at, 0, BLOCKS * sizeof *at);
    for (unsigned i = 0; i < a->n; i++)
        at[i / 64] |= (uint64_t)(a->c[i] == c) << (i % 64);
}

static unsigned distance_of_long(struct vg_str left, struct vg_str right)
{
    struct letters a, b;
    struct block v[BLOCKS];
    uint64_t at[BLOCKS];
    unsigned blocks, d;

    letters_of(left, &a);
    letters_of(right, &b);
    if (a.n == 0)
        return b.n;
    blocks = (a.n + 63) / 64;
    d = a.n;
    for (unsigned i = 0; i < blocks; i++)
        v[i] = (struct block){~UINT64_C(0), 0};
    for (unsigned j = 0; j < b.n; j++) {
        int carry = 1;

        places_in_long(&a, b.c[j], at);
        for (unsigned i = 0; i < blocks; i++)
            carry = step(&v[i], at[i], carry, i + 1 < blocks ? 63 : (a.n - 1) % 64);
        d = (unsigned)((int)d + carry);
    }
    return d;
}

static double likeness(unsigned a, unsigned b, unsigned distance)
{
    const unsigned longer = a > b ? a : b;

    return longer == 0 ? 1.0 : 1.0 - (double)distance / longer;
}

double vg_similar_levenshtein(const struct vg_similar *k, const struct vg_similar_text *right)
{
    return likeness(k->of.n, right->n,
                    k->of.n > VG_SIMILAR_BITS ? distance_of_long(k->of.text, right->text)
                                              : distance_bits(k, right));
}

unsigned vg_levenshtein_distance(struct vg_str left, struct vg_str right, unsigned most)
{
    const struct vg_similar_text a = vg_similar_text(left), b = vg_similar_text(right);
    const unsigned apart = a.n > b.n ? a.n - b.n : b.n - a.n;
    struct vg_similar k;
    unsigned d;

    if (apart > most)
        return most + 1;
    if (a.n > VG_SIMILAR_BITS) {
        d = distance_of_long(left, right);
    } else {
        memset(&k, 0, sizeof k);
        vg_similar_keep(&k, &a);
        d = distance_bits(&k, &b);
    }
    return d > most ? most + 1 : d;
}

double vg_levenshtein(struct vg_str left, struct vg_str right)
{
    const struct vg_similar_text a = vg_similar_text(left), b = vg_similar_text(right);

    return likeness(a.n, b.n, vg_levenshtein_distance(left, right, VG_SIMILAR_MOST));
}

/* -- what they cannot exceed --------------------------------------------------------------- */

unsigned vg_similar_partners(const struct vg_similar_text *a, const struct vg_similar_text *b)
{
    const unsigned of_a = a->n - (unsigned)__builtin_popcountll(a->marks & ~b->marks);
    const unsigned of_b = b->n - (unsigned)__builtin_popcountll(b->marks & ~a->marks);

    return of_a < of_b ? of_a : of_b;
}

double vg_jaro_winkler_at_most(const struct vg_similar_text *a, const struct vg_similar_text *b)
{
    const unsigned found = vg_similar_partners(a, b);

    if (a->n == 0 || b->n == 0)
        return a->n == b->n ? 1.0 : 0.0;
    if (found == 0)
        return 0.0;
    return winkler(a->n, b->n, found, 0, a->text.p[0] == b->text.p[0] ? 4 : 0) + ROUNDING;
}

double vg_levenshtein_at_most(const struct vg_similar_text *a, const struct vg_similar_text *b)
{
    const unsigned longer = a->n > b->n ? a->n : b->n;

    return longer == 0 ? 1.0 : (double)vg_similar_partners(a, b) / longer + ROUNDING;
}
