/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * A trie whose edges live in one hash table: (node, character) to node. The
 * edges out of the root are a table of their own, because nearly every character
 * of a text ends there. The beginnings of the gazetteer's Han names are a filter
 * of bits, so that the gazetteer is asked only where it may know something.
 */
#include "mention/han_lexicon.h"

#include <assert.h>

#include "base/fold.h"
#include "base/utf8.h"
#include "mention/han_text.h"
#include "mention/pattern.h"
#include "mention/place_table.h"

enum {
    BMP = 65536,
    PLACE_BITS = 1 << 18, /* of the filter; about one in forty is set */
    SLOTS_FIRST = 16384,
};

struct edge {
    uint32_t from, c, to; /* to 0: free */
};

struct vg_han_lexicon {
    uint32_t *root;  /* by character: node of depth one, 0: none */
    uint32_t *first; /* by node: entry + 1 */
    size_t nodes, nodes_room;
    struct edge *edges;
    size_t n_edges, slots; /* a power of two */
    struct vg_han_entry *entries;
    size_t n, room;
    uint8_t *place;
    struct vg_arena *a;
};

static const char *const class_names[] = {
#define X(name, constant) name,
#include "mention/han_class.inc"
#undef X
};

static uint32_t mix(uint32_t from, uint32_t c)
{
    uint32_t h = from * 2654435761U ^ c * 2246822519U;

    return h ^ h >> 15;
}

static struct edge *edge_of(const struct edge *edges, size_t slots, uint32_t from, uint32_t c)
{
    for (size_t at = mix(from, c);; at++) {
        const struct edge *e = &edges[at & (slots - 1)];

        if (e->to == 0 || (e->from == from && e->c == c))
            return (struct edge *)(uintptr_t)e;
    }
}

static void grow_edges(struct vg_han_lexicon *l)
{
    size_t slots = l->slots * 2;
    struct edge *edges = VG_NEW_ARRAY(l->a, struct edge, slots);

    for (size_t i = 0; i < l->slots; i++)
        if (l->edges[i].to)
            *edge_of(edges, slots, l->edges[i].from, l->edges[i].c) = l->edges[i];
    l->edges = edges;
    l->slots = slots;
}

static uint32_t new_node(struct vg_han_lexicon *l)
{
    l->first = vg_grow(l->a, l->first, l->nodes, &l->nodes_room);
    l->first[l->nodes] = 0;
    return (uint32_t)l->nodes++;
}

static uint32_t child(struct vg_han_lexicon *l, uint32_t from, uint32_t c)
{
    struct edge *e;

    if (from == 0) {
        if (!l->root[c])
            l->root[c] = new_node(l);
        return l->root[c];
    }
    if (l->n_edges * 2 >= l->slots)
        grow_edges(l);
    e = edge_of(l->edges, l->slots, from, c);
    if (e->to == 0) {
        *e = (struct edge){from, c, new_node(l)};
        l->n_edges++;
    }
    return e->to;
}

static void add(struct vg_han_lexicon *l, enum vg_han_class class, const struct vg_pat_entry *e)
{
    size_t len = strlen(e->phrase), n = 0;
    uint32_t node = 0, last;

    for (size_t at = 0; at < len;) {
        uint32_t c;

        at += vg_utf8_next(e->phrase + at, len - at, &c);
        c = vg_han_fold_char(c);
        if (c >= BMP || ++n > VG_HAN_PHRASE)
            return;
        node = child(l, node, c);
    }
    if (node == 0)
        return;
    last = l->first[node];
    l->entries = vg_grow(l->a, l->entries, l->n, &l->room);
    l->entries[l->n++] =
        (struct vg_han_entry){(uint8_t) class, (uint8_t)n, last, e->sets, e->n_sets};
    l->first[node] = (uint32_t)l->n;
}

static int class_of(const char *name)
{
    for (int k = 0; k < VG_HAN_CLASSES; k++)
        if (strcmp(name, class_names[k]) == 0)
            return k;
    return -1;
}

static uint32_t place_bit(uint32_t first, uint32_t second)
{
    return mix(first, second) & (PLACE_BITS - 1);
}

static void filter_places(struct vg_han_lexicon *l)
{
    l->place = VG_NEW_ARRAY(l->a, uint8_t, PLACE_BITS / 8);
    for (size_t s = 0; s <= vg_place_slot_mask; s++) {
        const struct vg_place_entry *e = &vg_place_entries[(vg_place_slots[s] & 0xffffU) - 1];
        uint32_t c, d, bit;
        size_t n;

        if (vg_place_slots[s] == 0 || e->key_len < 6)
            continue;
        n = vg_utf8_next(vg_place_keys + e->key, e->key_len, &c);
        (void)vg_utf8_next(vg_place_keys + e->key + n, e->key_len - n, &d);
        if (!vg_is_han(c))
            continue;
        bit = place_bit(c, d);
        l->place[bit / 8] |= (uint8_t)(1U << bit % 8);
    }
}

int vg_han_may_place(const struct vg_han_lexicon *l, uint32_t first, uint32_t second)
{
    uint32_t bit = place_bit(first, second);

    return l->place[bit / 8] >> bit % 8 & 1;
}

const struct vg_han_lexicon *vg_han_lexicon_of(const struct vg_pat_file *files, size_t n,
                                               struct vg_arena *a)
{
    struct vg_han_lexicon *l = VG_NEW(a, struct vg_han_lexicon);

    l->a = a;
    l->root = VG_NEW_ARRAY(a, uint32_t, BMP);
    l->slots = SLOTS_FIRST;
    l->edges = VG_NEW_ARRAY(a, struct edge, l->slots);
    (void)new_node(l);
    for (size_t f = 0; f < n; f++)
        for (size_t k = 0; k < files[f].n_lists; k++) {
            const struct vg_pat_list *list = &files[f].lists[k];
            int class = class_of(list->name);

            for (size_t i = 0; class >= 0 && i < list->n; i++)
                add(l, (enum vg_han_class) class, &list->entries[i]);
        }
    filter_places(l);
    return l;
}

const struct vg_han_lexicon *vg_han_lexicon(struct vg_arena *a)
{
    struct vg_pat_file *files = VG_NEW_ARRAY(a, struct vg_pat_file, vg_pat_builtin_n);
    size_t n = 0;

    for (size_t i = 0; i < vg_pat_builtin_n; i++) {
        const struct vg_pat_text *t = &vg_pat_builtin[i];
        struct vg_err err;
        int rc;

        if (strcmp(t->language, "zh") != 0)
            continue;
        rc = vg_pat_file_read(t->name, t->text, t->len, a, &files[n++], &err);
        assert(rc == VG_OK);
        (void)rc;
    }
    return vg_han_lexicon_of(files, n, a);
}

size_t vg_han_lookup(const struct vg_han_lexicon *l, const uint32_t *c, size_t n,
                     const struct vg_han_entry **out, size_t room)
{
    uint32_t node = n > 0 && c[0] < BMP ? l->root[c[0]] : 0;
    size_t found = 0;

    for (size_t i = 1; node != 0; i++) {
        for (uint32_t e = l->first[node]; e != 0 && found < room; e = l->entries[e - 1].next)
            out[found++] = &l->entries[e - 1];
        node = i < n ? edge_of(l->edges, l->slots, node, c[i])->to : 0;
    }
    return found;
}
