/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Radix sort, least significant byte first, of (key, name) kept as two arrays; the high bits that
 * all keys of a part share are no pass. Parts come in ascending order of keys, so when a group is
 * walked all smaller keys have been, and those that were dropped are known.
 */
#include "resolve/candidates.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { DIGIT = 11, DIGITS = 1 << DIGIT };

struct pile {
    uint64_t *keys;
    uint32_t *names;
};

/* Keys dropped so far, ascending: they come in that order. */
struct dropped {
    uint64_t *keys;
    size_t n, room;
};

static unsigned part_of(uint64_t key)
{
    return (unsigned)(key >> 59);
}

static void count_parts(const struct vg_candidate_keys *k, size_t counts[VG_CANDIDATE_PARTS])
{
    memset(counts, 0, VG_CANDIDATE_PARTS * sizeof *counts);
    for (uint64_t i = 0; i < k->from[k->n]; i++)
        counts[part_of(k->keys[i])]++;
}

static size_t collect(const struct vg_candidate_keys *k, unsigned part, struct pile *out)
{
    size_t n = 0;

    for (uint32_t name = 0; name < k->n; name++) {
        for (uint64_t i = k->from[name]; i < k->from[name + 1]; i++) {
            if (part_of(k->keys[i]) != part)
                continue;
            out->keys[n] = k->keys[i];
            out->names[n++] = name;
        }
    }
    return n;
}

/* Stable, so names stay ascending within a key. The result is in *a. */
static void sort_by_key(struct pile *a, struct pile *b, size_t n)
{
    for (unsigned shift = 0; shift < 59; shift += DIGIT) {
        size_t at[DIGITS] = {0}, sum = 0;
        const struct pile other = *a;

        for (size_t i = 0; i < n; i++)
            at[(a->keys[i] >> shift) & (DIGITS - 1)]++;
        for (size_t d = 0; d < DIGITS; d++) {
            const size_t count = at[d];

            at[d] = sum;
            sum += count;
        }
        for (size_t i = 0; i < n; i++) {
            const size_t to = at[(a->keys[i] >> shift) & (DIGITS - 1)]++;

            b->keys[to] = a->keys[i];
            b->names[to] = a->names[i];
        }
        *a = *b;
        *b = other;
    }
}

static int was_dropped(const struct dropped *d, uint64_t key)
{
    size_t low = 0, high = d->n;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (d->keys[middle] < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low < d->n && d->keys[low] == key;
}

/* Have the two met under a smaller key? */
static int have_met(const struct vg_candidate_keys *k, const struct dropped *d, uint32_t a,
                    uint32_t b, uint64_t key)
{
    uint64_t i = k->from[a], j = k->from[b];

    while (i < k->from[a + 1] && j < k->from[b + 1]) {
        const uint64_t x = k->keys[i], y = k->keys[j];

        if (x >= key || y >= key)
            return 0;
        if (x == y && !was_dropped(d, x))
            return 1;
        i += x <= y;
        j += y <= x;
    }
    return 0;
}

static void drop(struct dropped *d, uint64_t key)
{
    if (d->n == d->room) {
        d->room = d->room == 0 ? 1024 : 2 * d->room;
        d->keys = vg_realloc(d->keys, d->room * sizeof *d->keys);
    }
    d->keys[d->n++] = key;
}

static int walk_group(const struct vg_candidate_keys *k, const struct dropped *d, uint64_t key,
                      const uint32_t *names, size_t n, const struct vg_candidate_to *to,
                      struct vg_candidate_told *told)
{
    int rc = to->group != NULL ? to->group(to->w, names, n) : 0;

    if (rc == VG_CANDIDATE_PASS)
        return 0;
    for (size_t i = 0; rc == 0 && i < n; i++) {
        for (size_t j = i + 1; rc == 0 && j < n; j++) {
            if (have_met(k, d, names[i], names[j], key))
                continue;
            told->pairs++;
            rc = to->pair(to->w, names[i], names[j]);
        }
    }
    return rc;
}

static int walk(const struct vg_candidate_keys *k, const struct pile *p, size_t n, unsigned most,
                struct dropped *d, const struct vg_candidate_to *to, struct vg_candidate_told *told)
{
    int rc = 0;

    for (size_t i = 0, end; rc == 0 && i < n; i = end) {
        for (end = i + 1; end < n && p->keys[end] == p->keys[i];)
            end++;
        if (end - i < 2)
            continue;
        if (end - i > most) {
            drop(d, p->keys[i]);
            told->dropped_keys++;
            told->dropped_names += end - i;
            continue;
        }
        rc = walk_group(k, d, p->keys[i], p->names + i, end - i, to, told);
    }
    return rc;
}

void vg_candidates_find(const struct vg_candidate_keys *k, unsigned most,
                        const struct vg_candidate_to *to, struct vg_candidate_told *told)
{
    size_t counts[VG_CANDIDATE_PARTS], room = 1;
    struct dropped d = {0};
    struct pile a, b;
    int rc = 0;

    *told = (struct vg_candidate_told){0};
    count_parts(k, counts);
    for (unsigned part = 0; part < VG_CANDIDATE_PARTS; part++)
        room = counts[part] > room ? counts[part] : room;
    a = (struct pile){vg_malloc(room * sizeof *a.keys), vg_malloc(room * sizeof *a.names)};
    b = (struct pile){vg_malloc(room * sizeof *b.keys), vg_malloc(room * sizeof *b.names)};
    for (unsigned part = 0; rc == 0 && part < VG_CANDIDATE_PARTS; part++) {
        const size_t n = collect(k, part, &a);

        sort_by_key(&a, &b, n);
        rc = walk(k, &a, n, most, &d, to, told);
    }
    free(a.keys);
    free(a.names);
    free(b.keys);
    free(b.names);
    free(d.keys);
}
