/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Features are looked at in slices by their highest bits: each slice is gathered from
 * all sets, sorted (least significant digit first, in a place that fits the cache) and
 * thinned to what two sets or more have; then every set finds its own in that short
 * list. So the whole is never sorted at once, and never copied.
 */
#include "claim/inverted.h"

#include <stdlib.h>
#include <string.h>

enum { SLICE_BITS = 6, SLICES = 1 << SLICE_BITS };

struct slice {
    uint64_t *list, *other;
    size_t n, room;
    uint32_t *sets; /* how many sets have list[i], after thinning */
};

static unsigned slice_of(uint64_t feature)
{
    return (unsigned)(feature >> (64 - SLICE_BITS));
}

/* One digit of eight bits. */
static void sort_digit(const uint64_t *from, uint64_t *to, size_t n, unsigned shift)
{
    size_t at[257] = {0};

    for (size_t i = 0; i < n; i++)
        at[(from[i] >> shift & 255) + 1]++;
    for (size_t i = 0; i < 256; i++)
        at[i + 1] += at[i];
    for (size_t i = 0; i < n; i++)
        to[at[from[i] >> shift & 255]++] = from[i];
}

static void sort_slice(struct slice *s)
{
    for (unsigned shift = 0; shift < 64; shift += 8) {
        uint64_t *swap = s->list;

        sort_digit(s->list, s->other, s->n, shift);
        s->list = s->other;
        s->other = swap;
    }
}

/* Keep what stands there twice or more, once. */
static void thin_slice(struct slice *s)
{
    size_t kept = 0;

    for (size_t i = 0, next; i < s->n; i = next) {
        for (next = i + 1; next < s->n && s->list[next] == s->list[i];)
            next++;
        if (next - i < 2)
            continue;
        s->sets[kept] = (uint32_t)(next - i);
        s->list[kept++] = s->list[i];
    }
    s->n = kept;
}

static void make_room(struct slice *s, size_t n)
{
    if (n <= s->room)
        return;
    s->room = n;
    s->list = vg_realloc(s->list, n * sizeof *s->list);
    s->other = vg_realloc(s->other, n * sizeof *s->other);
    s->sets = vg_realloc(s->sets, n * sizeof *s->sets);
}

/* `at` says where each set stands; it is left where the slice ends. */
static size_t size_of_slice(const struct vg_feature_set *sets, size_t n, const size_t *at,
                            unsigned which)
{
    size_t count = 0;

    for (size_t i = 0; i < n; i++)
        for (size_t k = at[i]; k < sets[i].n && slice_of(sets[i].list[k]) == which; k++)
            count++;
    return count;
}

static void gather(const struct vg_feature_set *sets, size_t n, const size_t *at, unsigned which,
                   struct slice *s)
{
    make_room(s, size_of_slice(sets, n, at, which) + 1);
    s->n = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t k = at[i]; k < sets[i].n && slice_of(sets[i].list[k]) == which; k++)
            if (s->n < s->room)
                s->list[s->n++] = sets[i].list[k];
    sort_slice(s);
    thin_slice(s);
}

static size_t find(const struct slice *s, uint64_t feature)
{
    size_t low = 0, high = s->n;

    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (s->list[mid] < feature)
            low = mid + 1;
        else
            high = mid;
    }
    return low < s->n && s->list[low] == feature ? low : SIZE_MAX;
}

/* The features of one set in this slice become numbers; those of earlier slices stand
 * before them already, in room for all that the set can have. */
static void number(const struct vg_feature_set *set, size_t *at, unsigned which,
                   const struct slice *s, size_t base, uint32_t *ids, uint32_t *n_ids)
{
    for (; *at < set->n && slice_of(set->list[*at]) == which; (*at)++) {
        size_t found = find(s, set->list[*at]);

        if (found != SIZE_MAX)
            ids[(*n_ids)++] = (uint32_t)(base + found);
    }
}

static void pack(struct vg_features *out, const struct vg_feature_set *sets, const uint32_t *n_ids)
{
    size_t from = 0, to = 0;

    for (size_t i = 0; i < out->n_sets; i++) {
        out->first[i] = to;
        memmove(out->ids + to, out->ids + from, n_ids[i] * sizeof *out->ids);
        from += sets[i].n;
        to += n_ids[i];
    }
    out->first[out->n_sets] = to;
}

static size_t total_of(const struct vg_feature_set *sets, size_t n)
{
    size_t total = 0;

    for (size_t i = 0; i < n; i++)
        total += sets[i].n;
    return total;
}

void vg_features_make(const struct vg_feature_set *sets, size_t n, struct vg_arena *a,
                      struct vg_features *out)
{
    VG_SCOPED_ARENA work = {0};
    struct slice s = {0};
    size_t *at = VG_NEW_ARRAY(&work, size_t, n + 1);
    size_t *base = VG_NEW_ARRAY(&work, size_t, n + 1);
    uint32_t *n_ids = VG_NEW_ARRAY(&work, uint32_t, n + 1);
    size_t room = 0;

    *out = (struct vg_features){.n_sets = n, .first = VG_NEW_ARRAY(a, size_t, n + 1)};
    out->ids = VG_NEW_ARRAY(a, uint32_t, total_of(sets, n) + 1);
    for (size_t i = 0; i < n; i++)
        base[i + 1] = base[i] + sets[i].n;
    for (unsigned which = 0; which < SLICES; which++) {
        gather(sets, n, at, which, &s);
        if (out->n + s.n >= UINT32_MAX)
            abort();
        for (size_t i = 0; i < n; i++)
            number(&sets[i], &at[i], which, &s, out->n, out->ids + base[i], &n_ids[i]);
        for (size_t k = 0; k < s.n; k++) {
            out->sets = vg_grow(a, out->sets, out->n, &room);
            out->sets[out->n++] = s.sets[k];
        }
    }
    free(s.list);
    free(s.other);
    free(s.sets);
    pack(out, sets, n_ids);
}

/* -- postings ---------------------------------------------------------------------- */

void vg_postings_begin(const struct vg_features *f, uint32_t most, struct vg_arena *a,
                       struct vg_postings *out)
{
    size_t total = 0;

    *out = (struct vg_postings){.f = f, .most = most};
    out->first = VG_NEW_ARRAY(a, size_t, f->n + 1);
    out->fill = VG_NEW_ARRAY(a, uint32_t, f->n + 1);
    for (size_t i = 0; i < f->n; i++) {
        out->first[i] = total;
        total += f->sets[i] < most ? f->sets[i] : most;
    }
    out->list = VG_NEW_ARRAY(a, uint32_t, total + 1);
}

void vg_postings_put(struct vg_postings *p, uint32_t set)
{
    for (size_t k = p->f->first[set]; k < p->f->first[set + 1]; k++) {
        uint32_t id = p->f->ids[k];

        if (p->fill[id] < p->most)
            p->list[p->first[id] + p->fill[id]] = set;
        if (p->fill[id] <= p->most)
            p->fill[id]++;
    }
}

int vg_postings_common(const struct vg_postings *p, uint32_t id)
{
    return p->fill[id] > p->most;
}

static size_t count_one(const struct vg_postings *p, uint32_t id, uint32_t *count, uint32_t *seen,
                        size_t n)
{
    const uint32_t *list = p->list + p->first[id];

    for (uint32_t k = 0; k < p->fill[id]; k++) {
        if (count[list[k]]++ == 0)
            seen[n++] = list[k];
    }
    return n;
}

/* Rarest first, in steps of doubled length: near enough to sorted, and no sorting. */
size_t vg_postings_count(const struct vg_postings *p, uint32_t of, size_t work, uint32_t *count,
                         uint32_t *seen)
{
    const struct vg_features *f = p->f;
    size_t n = 0, done = 0;
    uint64_t from = 0;

    for (uint64_t to = 8; from < p->most && done <= work; from = to, to *= 2) {
        for (size_t k = f->first[of]; k < f->first[of + 1] && done <= work; k++) {
            uint32_t id = f->ids[k];

            if (vg_postings_common(p, id) || p->fill[id] <= from || p->fill[id] > to)
                continue;
            done += p->fill[id];
            n = count_one(p, id, count, seen, n);
        }
    }
    return n;
}
