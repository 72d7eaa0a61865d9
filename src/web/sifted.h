/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_WEB_SIFTED_H
#define VG_WEB_SIFTED_H

#include "web/ui.h"

/*
 * Some of the claims of a case, for pictures: those of a speaker, a kind, a place, or said in
 * some years. Fields of an address: speaker, kind, in, from, to.
 */
struct vg_sifted {
    const struct vg_view *view; /* of the claims that fit */
    const struct vg_root_graph *graph;
    size_t n, of; /* how many of the claims that stand */
    int is_all;   /* nothing was asked for */
};

/* VG_E_MISUSE for a place, kind or year that is none. A claim that another one replaces does not
 * come back because that one does not fit. */
int vg_sifted_view(struct vg_web *w, struct vg_sifted *out);

/* The fields, within a form that the caller opens and ends; `speaker` and the years. */
void vg_sifted_fields(const struct vg_web *w);
/* "12 of 121 claims fit", where something was asked for. */
void vg_sifted_note(const struct vg_web *w, const struct vg_sifted *s);

#endif
