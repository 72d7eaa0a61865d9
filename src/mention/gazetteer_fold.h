/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_MENTION_GAZETTEER_FOLD_H
#define VG_MENTION_GAZETTEER_FOLD_H

#include <stddef.h>
#include <stdint.h>

#include "base/fold.h"

/*
 * How the gazetteer reads names and texts: one after another, the *units* that a
 * name is compared by. A unit is a folded character (base/fold.h with
 * VG_FOLD_STRIP: case, accents, compatibility forms and traditional Han fold
 * away); besides, every apostrophe-like mark is ' and every hyphen and dash is -.
 * Units come in *clusters*: one character of the text with the marks that belong
 * to it, so that a border of clusters is a border that a hit may lie on.
 */
enum vg_unit_class {
    VG_UNIT_SPACE,
    VG_UNIT_PUNCT,
    VG_UNIT_WORD,  /* letter, mark or digit of a script that parts words: boundaries matter */
    VG_UNIT_LOOSE, /* Han, kana, Hangul, Thai …: any place can be a boundary */
};

enum { VG_CLUSTER_UNITS = 2 * VG_FOLD_MAX + 2 };

struct vg_cluster {
    uint32_t raw; /* the character it begins with */
    uint32_t unit[VG_CLUSTER_UNITS];
    unsigned n; /* units; 0 for what nobody sees: soft hyphen, zero-width, stray accents */
    int is_upper;
};

/* Read the cluster at the start of `p` (`len` at least 1); returns its bytes. */
size_t vg_cluster_read(const char *p, size_t len, struct vg_cluster *c);

enum vg_unit_class vg_unit_class(uint32_t unit);

/* Can a name begin with the cluster that `raw` begins? Marks and later parts of a Hangul
 * syllable belong to what is before them. */
int vg_cluster_begins(uint32_t raw);

/* The class of the last unit before `at`, unseen clusters passed over; SPACE at the start. */
enum vg_unit_class vg_unit_before(const char *p, size_t len, size_t at);

/* A place between two units. */
struct vg_units {
    const char *p;
    size_t len;
    size_t at;   /* the cluster in hand begins here … */
    size_t next; /* … and ends here */
    unsigned i;  /* the unit in hand is c.unit[i] */
    int is_end;  /* there is no unit in hand: the text is over */
    struct vg_cluster c;
    size_t done; /* end of the cluster that the last taken unit came from */
};

/* The first unit at or after `at`, a border of clusters. */
void vg_units_at(struct vg_units *u, const char *p, size_t len, size_t at);

/* Take the unit in hand. */
void vg_units_take(struct vg_units *u);

/* Nothing of the cluster in hand has been taken. */
int vg_units_at_border(const struct vg_units *u);

/* White space between two units of a name. */
enum vg_gap {
    VG_GAP_NONE,
    VG_GAP_ONE,  /* one space, one line end (CR LF is one) */
    VG_GAP_WIDE, /* a few blanks with at most one line end among them */
    VG_GAP_WALL, /* more, or a tab: what is behind it is something else */
};

/* Pass over white space; the unit in hand is then none, unless it is a wall. */
enum vg_gap vg_units_gap(struct vg_units *u);

/* May a name go on over this gap between units of these classes? Two words must be parted,
 * other units may be, by one space or line end. */
int vg_gap_joins(enum vg_unit_class before, enum vg_gap gap, enum vg_unit_class after);

#endif
