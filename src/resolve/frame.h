/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_RESOLVE_FRAME_H
#define VG_RESOLVE_FRAME_H

#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "resolve/area.h"
#include "resolve/head.h"
#include "resolve/name.h"

/*
 * The frame of an agency's name: which places it names, what kind of body it is, which part of it.
 *
 *     福建省福州市公安局长乐分局
 *     Changle Branch, Fuzhou Municipal Public Security Bureau (Fujian)
 *
 * both have the places {Fujian} {Fuzhou} {Changle District}, the head police.branch and under it
 * police.bureau. Han is cut by its tables so that the fewest characters stay unknown; Latin
 * likewise by words, so that "Bureau of X", "X Bureau", "X, Y" and "(X)" come to the same. A place
 * name is a set of areas. What narrows a set: a word of level beside it, the head (公安厅 is a
 * province's), and the other places of the chain (each must lie in, or contain, one of every other
 * slot).
 */
enum vg_frame_by {
    VG_FRAME_BY_LEVEL = 1, /* "Changle District" is not 昌乐县 */
    VG_FRAME_BY_CHAIN = 2, /* "Suzhou, Anhui" */
    VG_FRAME_BY_HEAD = 4,  /* a province's head, a town's station */
};

struct vg_frame_slot {
    struct vg_area_set set; /* what is left of it */
    uint16_t before;        /* areas the name alone may mean */
    uint16_t at, len;       /* bytes of the surface, the word of level among them */
    uint8_t narrowed;       /* enum vg_frame_by, or'ed */
    uint8_t has_level;      /* a word of level stands beside it */
    uint8_t is_host;        /* where the body stands (in Dublin, 驻加拿大), not whose it is */
};

/* Bytes of the surface that a part was read from; len 0: absent. */
struct vg_frame_span {
    uint16_t at, len;
};

enum { VG_FRAME_SLOTS = 8, VG_FRAME_CORE = 12 };

struct vg_frame {
    struct vg_frame_slot slots[VG_FRAME_SLOTS]; /* widest first; hosts behind the others */
    size_t n_slots;                             /* with the hosts */
    size_t n_hosts;

    /* The narrowest slot that is no host: whose the body is. Empty set: no place is named, or the
     * name of one with a word of level that no place of that name has (it was renamed). */
    struct vg_area_set place;
    struct vg_area_set host; /* the narrowest host */
    uint8_t has_place;       /* a place was named, even where `place` is empty */
    uint8_t is_torn;         /* the places do not lie in one another: nothing was narrowed */
    uint8_t is_doubtful;     /* right before a place stands a Latin word that no table knows */
    uint8_t is_implied; /* the place is China because a Han name of a national organ says none, or
                           because the head names its party */
    uint8_t is_located; /* "police in Fuzhou": the place says where, not whose */

    vg_head head; /* the narrowest: police.branch, police.station; never 0 */
    vg_head over; /* the head it stands under in this name: police.bureau, or 0 */
    vg_head part; /* a kind of unit that says more than the head: 支队, Brigade; or 0 */
    struct vg_frame_span head_at, over_at;

    uint32_t number; /* of a numbered unit (第一派出所, No. 2 Police Station), 0 for none */
    struct vg_frame_span number_at;

    /* What no table knows: indices into vg_name.tokens, in order; is_lossy when there were more.
     * In Han the tokens are the stretches between what is known. */
    uint16_t core[VG_FRAME_CORE];
    size_t n_core;
    uint8_t is_lossy;

    struct vg_frame_span legal; /* Ltd, 有限公司 */
};

struct vg_cut;

/*
 * The frame of a name whose tokens are read from `cut`, in the arena, or NULL where no head is
 * found. vg_name_read() calls it; the name is not changed.
 */
const struct vg_frame *vg_frame_read(const struct vg_name *name, const struct vg_cut *cut,
                                     struct vg_str lang, struct vg_arena *a);

#endif
