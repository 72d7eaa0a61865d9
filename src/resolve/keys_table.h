/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_RESOLVE_KEYS_TABLE_H
#define VG_RESOLVE_KEYS_TABLE_H

#include <stddef.h>
#include <stdint.h>

#include "base/fnv.h"
#include "resolve/head.h"

/*
 * Constant tables as tools/gen-resolve.c makes them from data/ when the program is built.
 *
 * A table of texts: each has a list of values. Before a text is hashed, its first bytes say which
 * lengths there are at all; nearly every text that is not there is known from that alone.
 */
struct vg_keys_entry {
    uint32_t key;  /* offset in `pool` */
    uint32_t refs; /* first of its values in `values` */
    uint16_t n;
    uint8_t len; /* bytes of the key */
};

enum { VG_KEYS_STARTS = 16384, VG_KEYS_LONGEST = 96 /* bytes of a key */ };

struct vg_keys {
    const char *pool;
    const struct vg_keys_entry *entries;
    const uint32_t *slots;  /* index of an entry + 1, in the upper 12 bits those of the hash */
    uint32_t mask;          /* of the slots, a power of two less one */
    uint32_t head;          /* bytes that a start is told by: 6 in Han, 3 in Latin */
    const uint64_t *starts; /* VG_KEYS_STARTS; bit vg_keys_units() */
    const uint32_t *values;
    const uint8_t *flags; /* beside the values */
};

/* 32 bits of a text, the same in the generator and in the search. What follows a text is hashed on
 * from its state: vg_keys_done(vg_keys_more(vg_keys_more(VG_KEYS_HASH, "ab", 2), "c", 1)). */
#define VG_KEYS_HASH VG_FNV64

static inline uint64_t vg_keys_more(uint64_t h, const char *p, size_t len)
{
    return vg_fnv64_bytes(h, p, len);
}

static inline uint32_t vg_keys_done(uint64_t h)
{
    return (uint32_t)(h ^ h >> 32);
}

static inline uint32_t vg_keys_start(const char *p, size_t len, uint32_t head)
{
    return vg_keys_done(vg_keys_more(VG_KEYS_HASH, p, len < head ? len : head)) % VG_KEYS_STARTS;
}

/* What the length of a text counts as: nearly its characters in Han, its bytes in Latin. */
static inline size_t vg_keys_units(size_t len, uint32_t head)
{
    return len >> (head == 6);
}

static inline uint64_t vg_keys_bit(size_t len, uint32_t head)
{
    const size_t n = vg_keys_units(len, head);

    return (uint64_t)1 << (n < 63 ? n : 63);
}

/* Names of areas in China and abroad, to the county; those of towns. Values are areas, ascending;
 * their flags say how the key names them. */
enum vg_keys_flag {
    VG_KEYS_FULL = 1, /* the full name: 福州市 */
    VG_KEYS_SHORT = 2, /* without a word of level others of the name are meant: 承德县 by 承德 */
    VG_KEYS_BARE = 4, /* one syllable: only with a word of level, "Pei" of Pei County */
    VG_KEYS_RARE = 8, /* abroad: only where the places beside it leave no other of the name */
};

extern const struct vg_keys vg_keys_area_han, vg_keys_area_latin;
extern const struct vg_keys vg_keys_town_han, vg_keys_town_latin;

/* Words of the grammar and of heads: the kind above, the value below. Latin keys are
 * words joined, as the text of a cut is. */
enum vg_word_kind {
    VG_WORD_HEAD,   /* value: the head */
    VG_WORD_LEVEL,  /* enum vg_word_level */
    VG_WORD_STATE,  /* China: 1, its party: 2 */
    VG_WORD_HOST,   /* in, 驻 */
    VG_WORD_UNDER,  /* of, under, 下属 */
    VG_WORD_STOP,   /* and, the */
    VG_WORD_SEAT,   /* headquarters */
    VG_WORD_LEGAL,  /* Ltd */
    VG_WORD_ROAD,   /* Road: the name before it is no place of an agency */
    VG_WORD_PEOPLE, /* people's, before a head */
    VG_WORD_ETHNIC, /* Tibetan, before a word of level */
    VG_WORD_NUMBER, /* 1 to 12 */
    VG_WORD_NO,     /* No. */
    VG_WORD_KINDS,
};
#define VG_WORD(kind, value) ((uint32_t)(kind) << 24 | (uint32_t)(value))
#define VG_WORD_KIND(w)      ((w) >> 24)
#define VG_WORD_VALUE(w)     ((w)&0xffffffU)

enum vg_word_level {
    VG_LEVEL_NONE,
    VG_LEVEL_PROVINCE,
    VG_LEVEL_REGION,
    VG_LEVEL_SPECIAL,
    VG_LEVEL_CITY,
    VG_LEVEL_PREFECTURE,
    VG_LEVEL_COUNTY,
    VG_LEVEL_BANNER,
    VG_LEVEL_DISTRICT,
    VG_LEVEL_TOWN,
    VG_LEVEL_TOWNSHIP,
    VG_LEVEL_SUBDISTRICT,
    VG_LEVEL_VILLAGE,
    VG_LEVELS,
};

extern const struct vg_keys vg_keys_word_han, vg_keys_word_latin;

/* Readings of words and of surnames; the value is an offset in vg_keys_texts (NUL behind each):
 * syllables with a blank between. */
extern const struct vg_keys vg_keys_reading, vg_keys_surname;
extern const char vg_keys_texts[];

/* Every area of China, by number. Texts are offsets in vg_keys_texts. */
struct vg_area_row {
    uint32_t id;
    uint32_t han, latin, reading; /* 福州市; Fuzhou; fu zhou */
    uint8_t name_len;             /* bytes of `han` without the suffix */
    uint8_t kind;                 /* enum vg_area_kind */
    uint8_t depth;
};
extern const struct vg_area_row vg_area_rows[];
extern const unsigned vg_area_row_count;

/* Places abroad: the row i of mention/place.h by its number, ascending; area of its parent. */
struct vg_area_abroad {
    uint32_t id, parent;
    uint8_t depth;
};
extern const struct vg_area_abroad vg_area_abroad_rows[];
extern const unsigned vg_area_abroad_count;

/* Readings of characters: syllable numbers, 0 none. First those of U+3400 to U+9FFF. */
enum { VG_HAN_FIRST = 0x3400, VG_HAN_LAST = 0x9fff };
struct vg_han_reading {
    uint32_t c;
    uint16_t syllable;
};
extern const uint16_t vg_han_readings[];
extern const struct vg_han_reading vg_han_rare[], vg_han_second[]; /* by c */
extern const unsigned vg_han_rare_count, vg_han_second_count;
extern const char vg_han_syllables[][8];

/* Letters of other scripts below U+3100: number in vg_letter_texts, 0 unknown. */
enum { VG_LETTER_TOP = 0x3100 };
extern const uint16_t vg_letters[];
extern const char vg_letter_texts[][8]; /* 1 is the empty text */

/* English words of heads and of levels, ascending, of so many letters. */
enum { VG_SLIP_LEAST = 5, VG_SLIP_MOST = 19 };
extern const char vg_slip_words[][VG_SLIP_MOST + 1];
extern const unsigned vg_slip_word_count;

extern const struct vg_head_row vg_head_rows[];
extern const unsigned vg_head_row_count;

#endif
