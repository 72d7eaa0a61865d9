/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_GUARD_ANSWER_H
#define VG_GUARD_ANSWER_H

#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"

/*
 * What a child says to its parent: a sequence of records, each a letter, a
 * length (u32, big endian) and that many bytes:
 *   W  which walls stand (VG_ANSWER_WALLS bytes); always first, before any byte of input was read
 *   M  a message of a stream, any number of them; and
 *   P  progress of a stream: bytes of input read (u64, big endian); then
 *   R  the result; or
 *   F  a failure: code (u32, two's complement) and sentence; or
 *   T  the number of a forbidden system call (u32)
 * and nothing after that. A stream ends with an empty R. Pure; the parent reads it as if an
 * adversary had written it.
 */
enum { VG_ANSWER_HEAD = 5, VG_ANSWER_WALLS = 5 };

enum vg_answer_shape {
    VG_ANSWER_NONE,  /* not even the walls */
    VG_ANSWER_CUT,   /* the walls, and no whole record after them */
    VG_ANSWER_EXTRA, /* more bytes than the two records announce: `extra` of them */
    VG_ANSWER_WHOLE,
};

struct vg_answer {
    enum vg_answer_shape shape;
    struct vg_str walls; /* unless VG_ANSWER_NONE */
    char letter;         /* of the second record, any byte; and its content, unless cut */
    struct vg_str body;
    size_t extra;
};

/*
 * The record at the start of *rest, which is moved behind it; 0 when no whole one is there.
 */
int vg_answer_take(struct vg_str *rest, char *letter, struct vg_str *body);

/* Take apart all that came, without M and P. Never fails; *out points into `came`. */
void vg_answer_read(struct vg_str came, struct vg_answer *out);

/*
 * The code at the start of an F record, or 0 if there is none that a reader may
 * give (VG_E_ABSENT … VG_E_INTERRUPTED of base/err.h).
 */
int vg_answer_code(struct vg_str body);

/* Big-endian numbers of four bytes. */
void vg_answer_put_u32(unsigned char *p, uint32_t v);
uint32_t vg_answer_u32(const char *p);
/* The number of a P record; 0, which is no progress, if it has not the form of one. */
uint64_t vg_answer_reached(struct vg_str body);

#endif
