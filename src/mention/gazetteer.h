/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_MENTION_GAZETTEER_H
#define VG_MENTION_GAZETTEER_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"

/*
 * Many names in one pass: up to a million names of places, agencies, stations and
 * programmes, in any script, found in a text at their exact offsets.
 *
 * What counts as the name, in a text that is never changed:
 * - Case, accents, full-width and other compatibility forms, traditional and
 *   simplified characters do not matter, nor do characters that nobody sees (soft
 *   hyphen, zero-width …), nor which apostrophe or dash is used.
 * - Except case: a name of at most three letters (US, Ely) is found in its own case
 *   only, and so is an acronym: one word all in capitals (INTERPOL). An acronym that
 *   the list has in another case too is a word like any other; and where more than half of
 *   at least VG_NAMES_CAPITALS_FROM longer names are in capitals, capitals say nothing.
 * - Between two words there may be one space or line end, or up to eight blanks with
 *   one line end among them. Everywhere else (between Han, around punctuation) one
 *   space or line end may be where the name has none, or be missing where it has one.
 *   A tab parts names: it stands between cells.
 * - A name that begins or ends with a letter or digit of a script that parts words
 *   does not begin or end inside a word: é is a letter, so is a combining mark. Han,
 *   kana, Hangul, Thai and their like have no boundaries.
 * - An s may follow, as in "police stations", if the name is English (no language is
 *   taken for English), ends in a letter a to z other than s, and has at least four letters or is
 *   all in capitals ("NGOs", a small s then). The s is not part of the hit; "'s" needs
 *   no rule. Where a longer known name from the same start holds that s (Paris for
 *   "Pari"), there is no such hit.
 *
 * Names that are one after all this and of one kind are one *group*: one hit stands for all
 * of them, with all their ids.
 */
enum vg_name_kind {
    VG_NAME_PLACE = 1,
    VG_NAME_TRIGGER = 2, /* an agency, a station, a word of a programme */
};

struct vg_gazetteer_name {
    struct vg_str id;
    struct vg_str name;
    struct vg_str lang; /* as in "en"; empty: not said */
    enum vg_name_kind kind;
};

/*
 * Make the table of `n` names and append it to `out`: the same bytes for any order
 * of the names and however often one is repeated. It holds offsets, no addresses, so that
 * it can be kept in a file and mapped. Numbers in it are little-endian.
 *   VG_E_FORMAT  a name or id is empty, too long, no UTF-8 or holds control characters; a name
 *                has no letter or digit; the sentence tells which
 *   VG_E_LIMIT   more than VG_MAX_NAMES names or VG_MAX_NAMES_BYTES, or their table is
 *                larger than VG_MAX_NAMES_TABLE
 */
int vg_gazetteer_build(const struct vg_gazetteer_name *names, size_t n, struct vg_buf *out,
                       struct vg_err *err);

/* The same sentence about one name alone: VG_OK, or VG_E_FORMAT. */
int vg_gazetteer_name_check(const struct vg_gazetteer_name *name, struct vg_err *err);

/* A table in use. Its fields are for gazetteer*.c only. */
struct vg_gazetteer {
    const struct vg_table_head *head;
    const uint64_t *filter;
    const uint16_t *same;
    const uint64_t *single;
    const struct vg_table_node *nodes;
    const struct vg_table_group *groups;
    const struct vg_table_piece *pieces;
    const char *pool;
    unsigned filter_shift;
    uint32_t node_mask;
    int path; /* how masks are made: enum vg_gazetteer_path */
};

/* The ways to look at 64 bytes. All give the same hits; tests try each. */
enum vg_gazetteer_path {
    VG_GAZETTEER_SCALAR,
    VG_GAZETTEER_SSE2,
    VG_GAZETTEER_AVX2,
    VG_GAZETTEER_PATHS,
};

/*
 * Use a table, which must outlive *g and lie at an address divisible by 8. The bytes may come
 * from anywhere: the checksum finds damage, and everything that vg_gazetteer_find() relies
 * on is checked besides, so that a table made to harm gives wrong hits and nothing worse.
 *   VG_E_FORMAT  no table, one of another version, or damaged
 *   VG_E_MISUSE  not at an address divisible by 8
 */
int vg_gazetteer_open(struct vg_gazetteer *g, const void *table, size_t len, struct vg_err *err);

/* Use another path than the best one. 0 when this machine does not have it. */
int vg_gazetteer_use(struct vg_gazetteer *g, enum vg_gazetteer_path path);

/* How many groups of names there are: hits name them from 0. */
uint32_t vg_gazetteer_groups(const struct vg_gazetteer *g);

/* What had to be folded to find a name; 0 when the text has it as it was listed. */
enum vg_hit_folded {
    VG_HIT_CASE = 1,
    VG_HIT_ACCENT = 2, /* and other marks: apostrophes, dashes */
    VG_HIT_HAN = 4,    /* traditional for simplified or the other way round */
    VG_HIT_WIDTH = 8,  /* full-width and other compatibility forms */
    VG_HIT_BREAK = 16, /* a space, a line end, something unseen inside it, or one missing */
    VG_HIT_PLURAL = 32,
};

struct vg_hit {
    uint32_t start, end; /* bytes of the text; on borders of characters */
    uint32_t name;       /* the group */
    uint8_t kind;        /* enum vg_name_kind */
    uint8_t inside;      /* a longer known name, of whichever kind, covers it */
    uint8_t folded;      /* enum vg_hit_folded, together */
};

/*
 * Hits ascend by start; of those with one start the longest is first, then by kind and
 * group. Overlaps are all kept. The text is UTF-8; a byte that is none parts words.
 *
 *     struct vg_finder f;
 *     vg_finder_begin(&f, g, text, len);
 *     while ((n = vg_finder_next(&f, hits, VG_FINDER_ROOM)) > 0) …
 *
 * A finder needs no ending. Time is linear in the text: at each place a name is followed
 * word by word, at most VG_MAX_NAME_STEPS words.
 */
enum { VG_FINDER_ROOM = 1024 }; /* the least room to give to vg_finder_next() */

struct vg_finder {
    const struct vg_gazetteer *g;
    const char *text;
    size_t len;
    size_t at;    /* everything that starts before it is told */
    size_t reach; /* the furthest end told */
};

/* `len` at most UINT32_MAX; more is cut there. */
void vg_finder_begin(struct vg_finder *f, const struct vg_gazetteer *g, const char *text,
                     size_t len);

/* The next hits, at most `room` (at least VG_FINDER_ROOM) of them; 0: there are no more. */
size_t vg_finder_next(struct vg_finder *f, struct vg_hit *hits, size_t room);

/* The ids of a group in byte order, each once, and the ways its name was listed. The text
 * belongs to the table. `i` is less than the number. */
uint32_t vg_gazetteer_ids(const struct vg_gazetteer *g, uint32_t group);
struct vg_str vg_gazetteer_id(const struct vg_gazetteer *g, uint32_t group, uint32_t i);
uint32_t vg_gazetteer_spellings(const struct vg_gazetteer *g, uint32_t group);
struct vg_str vg_gazetteer_spelling(const struct vg_gazetteer *g, uint32_t group, uint32_t i);

#endif
