/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_BRIEF_DRAW_H
#define VG_BRIEF_DRAW_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/draw.h"

/*
 * What the drawings of map, timeline and overlap share besides base/draw.h. Their elements carry
 * classes only; colours and type come from the style sheet of whatever page they stand in
 * (vg_draw_style, which uses the colours that vg_brief_style declares: --ink, --paper,
 * --soft, --line, --faint, --accent, --bad, --good, --bar, --sans), so that dark mode and
 * print need no second drawing.
 */
extern const char vg_draw_style[];

/* What is said of a thing at a mark. Shapes differ, not colours only. */
enum vg_sign {
    VG_SIGN_ASSERTED,  /* disc */
    VG_SIGN_DENIED,    /* open diamond */
    VG_SIGN_DISPUTED,  /* half-filled disc */
    VG_SIGN_CLOSED,    /* square */
    VG_SIGN_CORRECTED, /* triangle */
    VG_SIGN_OTHER,     /* ring */
    VG_SIGNS
};

/* The shape around x, y with about the area of a disc of radius r. */
void vg_draw_sign(struct vg_buf *o, enum vg_sign mark, int x, int y, int r);

/* What a standing (vocabulary standing) or a reply (vocabulary response-origin) shows as. */
enum vg_sign vg_sign_of_standing(const char *value);
enum vg_sign vg_sign_of_reply(const char *response);

const char *vg_sign_word(enum vg_sign mark, const char *language);

/* `<a href="PREFIXcN">` */
void vg_draw_claim_open(struct vg_buf *o, const char *prefix, int64_t claim);

/* ": c1, c2, c3 +4", for titles. */
void vg_draw_claims(struct vg_buf *o, const int64_t *claims, size_t n);

#endif
