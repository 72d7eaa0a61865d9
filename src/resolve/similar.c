/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "resolve/similar.h"

#include <string.h>

#include "base/utf8.h"

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

double vg_jaro_winkler(struct vg_str left, struct vg_str right)
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

unsigned vg_levenshtein_distance(struct vg_str left, struct vg_str right, unsigned most)
{
    struct letters a, b;
    unsigned row[VG_SIMILAR_MOST + 1];

    letters_of(left, &a);
    letters_of(right, &b);
    for (unsigned j = 0; j <= b.n; j++)
        row[j] = j;
    for (unsigned i = 1; i <= a.n; i++) {
        unsigned corner = row[0], least = i;

        row[0] = i;
        for (unsigned j = 1; j <= b.n; j++) {
            const unsigned change = corner + (a.c[i - 1] != b.c[j - 1]);
            const unsigned shift = (row[j] < row[j - 1] ? row[j] : row[j - 1]) + 1;

            corner = row[j];
            row[j] = change < shift ? change : shift;
            least = row[j] < least ? row[j] : least;
        }
        if (least > most)
            return most + 1;
    }
    return row[b.n] > most ? most + 1 : row[b.n];
}

double vg_levenshtein(struct vg_str left, struct vg_str right)
{
    struct letters a, b;
    unsigned longer;

    letters_of(left, &a);
    letters_of(right, &b);
    longer = a.n > b.n ? a.n : b.n;
    return longer == 0 ? 1.0 : 1.0 - (double)vg_levenshtein_distance(left, right, longer) / longer;
}
