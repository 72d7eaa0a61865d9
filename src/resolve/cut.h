/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_RESOLVE_CUT_H
#define VG_RESOLVE_CUT_H

#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "resolve/keys_table.h"
#include "resolve/name.h"

/*
 * A surface cut up, for name.c and frame.c. An atom is a Han character, or a word of any other
 * script; pieces are stretches of atoms that a table knows, or single atoms that none does.
 */
enum vg_atom_gap {
    VG_GAP_NONE,
    VG_GAP_BLANK,   /* blanks, hyphens, points: the atoms may be one word */
    VG_GAP_COMMA,   /* punctuation that parts */
    VG_GAP_BRACKET, /* opening or closing */
};

struct vg_atom {
    uint16_t off, len; /* bytes in vg_cut.text; a possessive s is not among them */
    uint16_t at, end;  /* bytes of the surface */
    uint8_t script;    /* enum vg_script */
    uint8_t gap;       /* before it: enum vg_atom_gap */
    uint8_t has_s;     /* a possessive s follows */
};

enum vg_piece_kind {
    VG_PIECE_ATOM, /* no table knows it */
    VG_PIECE_AREA,
    VG_PIECE_TOWN,
    VG_PIECE_WORD, /* value is a VG_WORD */
};

struct vg_piece {
    uint16_t from, n; /* atoms */
    uint8_t kind;
    uint32_t value; /* a VG_WORD; of an area the entry of the table */
};

enum { VG_CUT_ATOMS = VG_NAME_BYTES };

struct vg_cut {
    const struct vg_atom *atoms;
    size_t n_atoms;
    const struct vg_piece *pieces;
    size_t n_pieces;
    char *text; /* the atoms' folded texts, nothing between them */
    size_t len;
};

/* The index of the entry with this text, or -1. */
long vg_keys_find(const struct vg_keys *k, const char *p, size_t len);

/* The same where the caller hashed the text and knows that `starts` allows it. */
long vg_keys_find_hashed(const struct vg_keys *k, uint32_t hash, const char *p, size_t len);

/*
 * Fold and cut. `surface` has at most VG_NAME_BYTES. The fewest atoms stay unknown, then the fewest
 * pieces are made. Where that leaves two ways, the first pieces are the longer ones (新竹市 +
 * 北区), or with `late` the shorter ones (内江 + 市中区); which is meant the places tell. Towns are
 * looked for only where a word says that one may be named (派出所, Township). One slip of the pen
 * in an English word of a head of several words, or in a word of level behind a place, is mended in
 * the text (resolve/slip.h); where it stands in the surface stays.
 */
void vg_cut_read(struct vg_str surface, int late, struct vg_arena *a, struct vg_cut *out);

#endif
