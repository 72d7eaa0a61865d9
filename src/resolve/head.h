/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_RESOLVE_HEAD_H
#define VG_RESOLVE_HEAD_H

#include <stdint.h>

/*
 * Heads: what kind of body a name is of ("police.bureau"). The rows are data/agencies/heads.csv,
 * in the order of that file; head 0 is none. Facts of the language: no row names one organisation.
 */
typedef uint16_t vg_head;

enum { VG_HEAD_NONE = 0 };

/* Where in the state a body stands. */
enum vg_head_rank {
    VG_RANK_ANY, /* not tied to a level: 公安机关, association */
    VG_RANK_NATION,
    VG_RANK_PROVINCE,
    VG_RANK_LOCAL,  /* prefecture or county; a municipality too */
    VG_RANK_BRANCH, /* 分局: of a city, in a district */
    VG_RANK_UNIT,   /* station, detachment, brigade, office: below a bureau or branch */
    VG_RANK_ABROAD, /* overseas station, mission */
};

enum vg_head_unit {
    VG_UNIT_NOT,
    VG_UNIT_PART,   /* a part only: 分局, 支队; what of, the head before it says */
    VG_UNIT_KIND,   /* a kind of unit, before one: 刑警 */
    VG_UNIT_SILENT, /* a part that says nothing beside another head: Committee */
    VG_UNIT_TOWN,   /* there is one in a town: 派出所 */
};

struct vg_head_row {
    const char *id;    /* "police.bureau" */
    vg_head is_a;      /* the wider kind, or 0 */
    vg_head under;     /* what it is a part of, or 0 */
    const char *state; /* branch of the state ("police"); two that differ are a veto; "" none */
    uint8_t rank;      /* enum vg_head_rank */
    uint8_t unit;      /* enum vg_head_unit */
};

/* Never NULL; head 0 and what lies outside the table have the id "". */
const struct vg_head_row *vg_head_row(vg_head h);

/* The head with this id, or 0. */
vg_head vg_head_find(const char *id);

/* Is `h` the same as `wider`, or by is-a one of its kind? */
int vg_head_is_a(vg_head h, vg_head wider);

/* Does `h` belong, over any number of steps (and by what it is), to an `over`? */
int vg_head_under(vg_head h, vg_head over);

#endif
