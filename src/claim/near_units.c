/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "claim/near_units.h"

#include <stdlib.h>

#include "base/fnv.h"
#include "base/fold.h"
#include "base/utf8.h"
#include "claim/near.h"

enum { WORD_WEIGHT = 13, CHAR_WEIGHT = 7 };

/* The finalizer of splitmix64. */
uint64_t vg_near_mix(uint64_t h)
{
    h ^= h >> 30;
    h *= 0xbf58476d1ce4e5b9U;
    h ^= h >> 27;
    h *= 0x94d049bb133111ebU;
    return h ^ h >> 31;
}

/* Scripts that put no blanks between words. */
static int stands_alone(uint32_t c)
{
    return vg_is_han(c) || (c >= 0x3041 && c <= 0x30ff) || /* kana */
           (c >= 0x0e00 && c <= 0x0eff) ||                 /* Thai, Lao */
           (c >= 0x1000 && c <= 0x109f) ||                 /* Burmese */
           (c >= 0x1780 && c <= 0x17ff);                   /* Khmer */
}

static struct vg_near_unit *last_unit(struct vg_near_units *u)
{
    return u->all > u->n ? &u->beyond : &u->list[u->n - 1];
}

static uint64_t add_to_whole(uint64_t whole, const struct vg_near_unit *one)
{
    return vg_near_mix(whole * VG_NEAR_STEP + one->hash);
}

static struct vg_near_unit *new_unit(struct vg_near_units *u, uint32_t start, uint8_t weight)
{
    const struct vg_near_unit one = {.hash = VG_FNV64, .start = start, .weight = weight};

    u->whole = u->all == 0 ? VG_FNV64 : add_to_whole(u->whole, last_unit(u));
    if (u->most > 0 && u->n == u->most) {
        u->all++;
        u->beyond = one;
        return &u->beyond;
    }
    if (u->n == u->room) {
        u->room = u->room == 0 ? 1024 : 2 * u->room;
        u->list = vg_realloc(u->list, u->room * sizeof *u->list);
    }
    u->all++;
    u->list[u->n] = one;
    return &u->list[u->n++];
}

uint64_t vg_near_units_whole(const struct vg_near_units *u)
{
    if (u->all == 0)
        return VG_FNV64 | 1;
    return add_to_whole(u->whole, u->all > u->n ? &u->beyond : &u->list[u->n - 1]) | 1;
}

static void add_char(struct vg_near_units *u, uint32_t c, uint32_t start, uint32_t end)
{
    struct vg_near_unit *one;

    if (!vg_is_word(c)) {
        u->in_word = 0;
        return;
    }
    if (stands_alone(c)) {
        u->in_word = 0;
        one = new_unit(u, start, CHAR_WEIGHT);
    } else {
        one = u->in_word ? last_unit(u) : new_unit(u, start, WORD_WEIGHT);
        u->in_word = 1;
    }
    one->hash = vg_fnv64(one->hash, c);
    one->end = end;
}

/* Folded characters of a part, one after the other, with the bytes they came from. */
static void each_folded(struct vg_str text, size_t from, size_t to,
                        void (*take)(void *w, uint32_t c, uint32_t start, uint32_t end), void *w)
{
    while (from < to) {
        uint32_t c, folded[VG_FOLD_MAX];
        size_t len = vg_utf8_next(text.p + from, to - from, &c);
        size_t n = vg_fold_char(c, folded);

        for (size_t i = 0; i < n; i++)
            take(w, folded[i], (uint32_t)from, (uint32_t)(from + len));
        from += len;
    }
}

static void take_unit(void *w, uint32_t c, uint32_t start, uint32_t end)
{
    add_char(w, c, start, end);
}

static void put_word_char(void *w, uint32_t c, uint32_t start, uint32_t end)
{
    (void)start;
    (void)end;
    if (vg_is_word(c))
        vg_put_utf8(w, c);
}

void vg_near_run(struct vg_str text, struct vg_buf *out)
{
    each_folded(text, 0, text.len, put_word_char, out);
}

void vg_near_units_add(struct vg_near_units *u, struct vg_str text, size_t from, size_t to)
{
    u->in_word = 0;
    each_folded(text, from, to, take_unit, u);
}

void vg_near_units_end(struct vg_near_units *u)
{
    free(u->list);
    *u = (struct vg_near_units){0};
}
