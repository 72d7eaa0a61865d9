/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * What two texts have in common, for showing them beside each other: greedy, as rsync
 * finds what it need not send. The shingles of one text stand in a hash table of chains;
 * the other is walked from its beginning, and where a shingle is found the match is
 * drawn out unit by unit.
 */
#include "claim/near.h"

#include <stdlib.h>

#include "base/limits.h"
#include "claim/near_units.h"

static const uint64_t step = 0x9e3779b97f4a7c15U;

struct shared {
    const struct vg_near_units *x, *y;
    uint32_t *first; /* by hash: place in y and one, 0: none */
    uint32_t *next;  /* of a place in y: the next of the same bucket and one */
    size_t mask;
};

/* How many units from `at` on make a shingle; 0: the text ends before. */
static size_t shingle_at(const struct vg_near_units *u, size_t at, uint64_t *hash)
{
    unsigned weight = 0;
    size_t n = 0;

    *hash = 0;
    while (at + n < u->n && weight < VG_NEAR_SHINGLE) {
        *hash = *hash * step + vg_near_mix(u->list[at + n].hash);
        weight += u->list[at + n++].weight;
    }
    *hash = vg_near_mix(*hash);
    return weight < VG_NEAR_SHINGLE ? 0 : n;
}

/* From the end to the beginning, so that a chain begins with the first place. */
static void enter_all(struct shared *s)
{
    for (size_t i = s->y->n; i-- > 0;) {
        uint64_t hash;

        if (shingle_at(s->y, i, &hash) == 0)
            continue;
        s->next[i] = s->first[hash & s->mask];
        s->first[hash & s->mask] = (uint32_t)i + 1;
    }
}

static size_t common_run(const struct shared *s, size_t x, size_t y)
{
    size_t n = 0;

    while (x + n < s->x->n && y + n < s->y->n && s->x->list[x + n].hash == s->y->list[y + n].hash)
        n++;
    return n;
}

/* The longest run that stands at x here and somewhere in y; 0: no shingle does. */
static size_t longest(const struct shared *s, size_t x, size_t *y)
{
    uint64_t hash;
    size_t least = shingle_at(s->x, x, &hash), best = 0, tried = 0;

    if (least == 0)
        return 0;
    for (uint32_t at = s->first[hash & s->mask]; at != 0 && tried < VG_MAX_NEAR_PLACES;
         at = s->next[at - 1], tried++) {
        size_t n = common_run(s, x, at - 1);

        if (n >= least && n > best) {
            best = n;
            *y = at - 1;
        }
    }
    return best;
}

static void find_shared(const struct shared *s, struct vg_arena *a, struct vg_near_shared **out,
                        size_t *n)
{
    size_t room = 0;

    for (size_t x = 0; x < s->x->n;) {
        size_t y = 0, len = longest(s, x, &y);

        if (len == 0) {
            x++;
            continue;
        }
        *out = vg_grow(a, *out, *n, &room);
        (*out)[(*n)++] = (struct vg_near_shared){
            {s->x->list[x].start, s->x->list[x + len - 1].end},
            {s->y->list[y].start, s->y->list[y + len - 1].end},
        };
        x += len;
    }
}

void vg_near_shared(struct vg_str x, struct vg_str y, struct vg_arena *a,
                    struct vg_near_shared **out, size_t *n)
{
    VG_SCOPED_ARENA work = {0};
    struct vg_near_units ux = {0}, uy = {0};
    struct shared s = {.x = &ux, .y = &uy};
    size_t buckets = 64;

    *out = NULL;
    *n = 0;
    vg_near_units_add(&ux, x, 0, x.len);
    vg_near_units_add(&uy, y, 0, y.len);
    while (buckets < 2 * uy.n)
        buckets *= 2;
    s.mask = buckets - 1;
    s.first = VG_NEW_ARRAY(&work, uint32_t, buckets);
    s.next = VG_NEW_ARRAY(&work, uint32_t, uy.n + 1);
    enter_all(&s);
    find_shared(&s, a, out, n);
    vg_near_units_end(&ux);
    vg_near_units_end(&uy);
}
