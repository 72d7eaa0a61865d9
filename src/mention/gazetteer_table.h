/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_MENTION_GAZETTEER_TABLE_H
#define VG_MENTION_GAZETTEER_TABLE_H

#include <stdint.h>
#include <string.h>

#include "mention/gazetteer_fold.h"

/*
 * The table of a gazetteer, shared by what writes and what reads it.
 *
 * A name is cut into *steps*: a word, or a single unit that is none (a Han character, a
 * mark). Its *key* is the bytes of its steps, each followed by VG_STEP_END; in names
 * that are found in their own case only, a capital has VG_STEP_UPPER before it, and they are
 * a domain of their own. Marks before the first letter are kept apart (the *lead*).
 *
 * Sections, each at a multiple of 8, in this order:
 *   head
 *   filter   bits: may something here begin a name? Two bits per key in one 64-bit word. Keys
 *            are made by vg_key_*() below.
 *   same     for each core character (vg_is_core()) the first core character that folds to
 *            the same: traditional and simplified writings have one key
 *   single   one bit per character below U+10000: is this one Han character alone a name?
 *   nodes    hash table, by linear probing, of beginnings of names, in steps. A beginning that
 *            several names share is a branch; one that only one name has is a leaf, and where
 *            a leaf is, nothing longer is stored: the text is compared with the name's key.
 *   groups   in the order of domain, key, lead, kind
 *   pieces   spellings and ids of the groups: stretches of the pool
 *   pool     bytes
 */
enum { VG_STEP_END = 1, VG_STEP_UPPER = 2, VG_TABLE_VERSION = 1, VG_TABLE_ALIGN = 8 };

#define VG_TABLE_MAGIC "vignames"

struct vg_table_head {
    char magic[8];
    uint32_t version;
    uint32_t has; /* enum vg_table_has */
    uint64_t size, checksum;
    uint32_t filter_words, n_slots, n_nodes, n_groups, n_pieces, pool;
};

enum vg_table_has {
    VG_HAS_CASED = 1,  /* names found in their own case only */
    VG_HAS_SINGLE = 2, /* single Han characters */
    VG_HAS_MIXED = 4,  /* a name that begins with one Han (or other loose) unit and then not */
};

struct vg_table_node {
    uint32_t tag;  /* of the hash, and in a leaf the mark of the unit behind it */
    uint32_t what; /* VG_NODE_… and a group + 1; 0: a free slot */
};

#define VG_NODE_BRANCH 0x80000000U /* names go on from here; the group, if any, ends here */
#define VG_NODE_GROUP  0x7fffffffU
#define VG_NODE_TAG    0xffffff00U
#define VG_NODE_NEXT   0x000000ffU

enum { VG_NEXT_NOTHING = 256 /* no unit's mark */ };

/* A leaf says what unit its name goes on with, 0 if it ends there: most texts that come to it
 * go on otherwise and need no look at the name. */
static inline unsigned vg_next_mark(uint32_t unit)
{
    return 1 + (unit * 0x9e3779b1U >> 16) % 255;
}

enum { VG_GROUP_INLINE = 36 };

/* 64 bytes: what nearly every question about a group needs is in one line of the cache. */
struct vg_table_group {
    uint16_t key_len, lead_len;
    uint16_t first;             /* bytes of the first spelling, which lies right behind the lead */
    uint8_t kind, flags;        /* VG_GROUP_… */
    char head[VG_GROUP_INLINE]; /* the first spelling's first bytes */
    uint32_t key, lead;         /* offsets in the pool */
    uint32_t pieces;            /* spellings, then ids */
    uint32_t n_spellings, n_ids;
};

enum vg_group_flag {
    VG_GROUP_CASED = 1,
    VG_GROUP_PLURAL = 2,
    VG_GROUP_SAME_KEY = 4, /* the next group has the same key */
    VG_GROUP_CAPITALS = 8, /* only a small s makes a plural */
    VG_GROUP_PLAIN = 16,   /* no lead; the first spelling has no white space but single spaces and
                              nothing unseen: a text that has its bytes has the name */
};

struct vg_table_piece {
    uint32_t at, len;
};

/* -- hashing: part of the format ------------------------------------------------------ */

static inline uint64_t vg_mix(uint64_t h, uint64_t v)
{
    h = (h ^ v) * 0x9e3779b97f4a7c15U;
    return h ^ (h >> 32);
}

/* Up to eight bytes as a number, the first one lowest. */
static inline uint64_t vg_eight(const void *p, size_t n)
{
    uint64_t v = 0;

    memcpy(&v, p, n < sizeof v ? n : sizeof v);
    return v;
}

static inline uint64_t vg_step_hash(uint64_t h, const char *p, size_t n)
{
    uint64_t len = n;

    for (; n > sizeof(uint64_t); p += sizeof(uint64_t), n -= sizeof(uint64_t))
        h = vg_mix(h, vg_eight(p, sizeof(uint64_t)));
    return vg_mix(h, vg_eight(p, n) ^ len << 59);
}

static inline uint64_t vg_root_hash(int is_cased)
{
    return is_cased ? 0x6a09e667f3bcc909U : 0xbb67ae8584caa73bU;
}

/* Keys of the filter. */
static inline uint64_t vg_key_word(uint64_t eight) /* of the first word, folded */
{
    return eight * 0x9e3779b97f4a7c15U;
}
static inline uint64_t vg_key_cased(uint64_t eight) /* in its own case, ASCII */
{
    return (eight ^ 0x5bd1e9955bd1e995U) * 0xd6e8feb86659fd93U;
}
static inline uint64_t vg_key_cased_slow(uint64_t eight) /* folded */
{
    return (eight ^ 0x27d4eb2f165667c5U) * 0xa0761d6478bd642fU;
}
static inline uint64_t vg_key_han(uint64_t two) /* characters of `same`, the second lowest */
{
    return (two + 1) * 0xe7037ed1a0b428dbU;
}
/* Behind each of those two a second question: a name that ends there, or how it goes on. */
static inline uint64_t vg_key_word_end(uint64_t eight)
{
    return (eight ^ 0x9fb21c651e98df25U) * 0xd6e8feb86659fd93U;
}
static inline uint64_t vg_key_word_more(uint64_t eight, unsigned two) /* of the next word */
{
    return (eight * 0xff51afd7ed558ccdU ^ two) * 0xc4ceb9fe1a85ec53U;
}
static inline uint64_t vg_key_han_end(uint64_t two)
{
    return ((two + 1) ^ 0x9fb21c651e98df25U) * 0xa0761d6478bd642fU;
}
static inline uint64_t vg_key_han_more(uint64_t two, uint64_t next)
{
    return ((two + 1) * 0xff51afd7ed558ccdU ^ next) * 0xe7037ed1a0b428dbU;
}
static inline uint64_t vg_key_pair(uint32_t a, uint32_t b) /* two loose units, folded */
{
    return vg_mix(0x8ebc6af09c88c6e3U, (uint64_t)a << 32 | b) * 0x589965cc75374cc3U;
}
static inline uint64_t vg_key_one(uint32_t a) /* a loose unit with something else behind it */
{
    return vg_mix(0x1d8e4e27c47d124fU, a) * 0x589965cc75374cc3U;
}

static inline uint64_t vg_filter_bits(uint64_t key)
{
    return (uint64_t)1 << (key >> 20 & 63U) | (uint64_t)1 << (key >> 27 & 63U);
}

/* Characters that two-character keys are made of: three bytes, U+4000 to U+9FFF. */
enum { VG_CORE_FIRST = 0x4000, VG_CORE = 0x6000 };

static inline int vg_is_core(uint32_t c)
{
    return c >= VG_CORE_FIRST && c - VG_CORE_FIRST < VG_CORE;
}

/* Its place in `same`, from its three bytes in the lowest of a number. */
static inline uint32_t vg_core_place(uint64_t three)
{
    return ((uint32_t)(three & 0xf) << 12 | (uint32_t)(three >> 8 & 0x3f) << 6 |
            (uint32_t)(three >> 16 & 0x3f)) -
           VG_CORE_FIRST;
}

/* Of a table but for its checksum field. */
uint64_t vg_table_checksum(const void *table, size_t len);

/* The largest step that is hashed; longer words are no part of a name. */
enum { VG_STEP_BYTES = 512 };

struct vg_step {
    char bytes[VG_STEP_BYTES];
    size_t n; /* 0: no step, what is here can be no part of a name */
    enum vg_unit_class first;
    size_t before; /* end of the cluster before the one that the last unit is of */
    uint32_t last; /* the character that one begins with */
};

/* Take the step that begins with the unit in hand. */
void vg_step_take(struct vg_units *u, int is_cased, struct vg_step *s);

#endif
