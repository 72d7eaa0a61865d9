/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "estimate/captures.h"

#include <string.h>

void vg_captures_margins(const struct vg_captures *c, int64_t *out)
{
    const size_t cells = (size_t)1 << c->t;

    memcpy(out, c->cells, cells * sizeof *out);
    for (size_t bit = 1; bit < cells; bit <<= 1) {
        for (size_t mask = 0; mask < cells; mask++) {
            if (!(mask & bit))
                out[mask] += out[mask | bit];
        }
    }
}

/* A table of t lists with empty cells and room for the names. */
static struct vg_captures empty_table(unsigned t, const char ***names, int64_t **cells,
                                      struct vg_arena *a)
{
    const size_t n = (size_t)1 << t;

    *cells = VG_NEW_ARRAY(a, int64_t, n);
    *names = VG_NEW_ARRAY(a, const char *, t);
    return (struct vg_captures){.t = t, .lists = *names, .cells = *cells};
}

struct vg_captures vg_captures_keep(const struct vg_captures *c, unsigned keep, struct vg_arena *a)
{
    const char **names;
    int64_t *cells;
    unsigned t = 0;
    struct vg_captures out = empty_table((unsigned)__builtin_popcount(keep), &names, &cells, a);

    for (unsigned i = 0; i < c->t; i++) {
        if (keep & 1u << i)
            names[t++] = c->lists[i];
    }
    for (unsigned mask = 1; mask < 1u << c->t; mask++) {
        unsigned to = 0;

        t = 0;
        for (unsigned i = 0; i < c->t; i++) {
            if (keep & 1u << i)
                to |= (mask >> i & 1u) << t++;
        }
        if (to != 0) {
            cells[to] += c->cells[mask];
            out.n += c->cells[mask];
        }
    }
    return out;
}

struct vg_captures vg_captures_merge(const struct vg_captures *c, unsigned i, unsigned j,
                                     struct vg_arena *a)
{
    const unsigned low = i < j ? i : j, high = i < j ? j : i;
    const char *name = vg_print(a, "%s+%s", c->lists[low], c->lists[high]);
    const char **names;
    int64_t *cells;
    struct vg_captures out = empty_table(c->t - 1, &names, &cells, a);

    for (unsigned k = 0, to = 0; k < c->t; k++) {
        if (k != high)
            names[to++] = k == low ? name : c->lists[k];
    }
    for (unsigned mask = 1; mask < 1u << c->t; mask++) {
        const unsigned one = mask | (mask >> high & 1u) << low;

        cells[(one & ((1u << high) - 1)) | (one >> (high + 1)) << high] += c->cells[mask];
    }
    out.n = c->n;
    return out;
}

struct vg_captures vg_captures_on(const struct vg_captures *c, unsigned j, int64_t *unseen,
                                  struct vg_arena *a)
{
    const char **names;
    int64_t *cells;
    struct vg_captures out = empty_table(c->t - 1, &names, &cells, a);

    for (unsigned k = 0, to = 0; k < c->t; k++) {
        if (k != j)
            names[to++] = c->lists[k];
    }
    for (unsigned mask = 1; mask < 1u << c->t; mask++) {
        if (!(mask & 1u << j))
            continue;
        const unsigned to = (mask & ((1u << j) - 1)) | (mask >> (j + 1)) << j;

        if (to != 0) {
            cells[to] = c->cells[mask];
            out.n += c->cells[mask];
        } else if (unseen) {
            *unseen = c->cells[mask];
        }
    }
    return out;
}
