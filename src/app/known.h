/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_APP_KNOWN_H
#define VG_APP_KNOWN_H

#include "app/names.h"
#include "resolve/about.h"

/*
 * What a case knows of its names besides their words, gathered anew each time: from claims that
 * stand (where a station is, when something began and ended, who is told of with whom), from the
 * texts of its sources (definitions, telephones and houses beside a name, names in one sentence)
 * and from statements that were imported. Persons are no names here, and what stands beside one is
 * left out. Texts are read up to VG_MAX_ABOUT_TEXT together, in the order in which they came.
 */
struct vg_known_ident {
    uint32_t name; /* place in the list of names */
    struct vg_about_ident is;
    struct vg_pair_seen seen;
};

enum { VG_KNOWN_DEFINED_IN = 8 /* sources of a definition that are told apart; more are enough */ };

struct vg_known_pair {
    uint32_t x, y; /* places in the list of names, x before y */
    struct vg_about_both both;
    int64_t defined_in[VG_KNOWN_DEFINED_IN]; /* sources that define it */
    size_t n_defined_in;
    struct vg_pair_seen defined, together; /* where a text first says so; source 0: none does */
};

struct vg_known {
    struct vg_arena *a;
    struct vg_places places;       /* of the case */
    struct vg_about *about;        /* of each name */
    struct vg_known_ident *idents; /* by name, then kind and key, each once */
    size_t n_idents;
    struct vg_known_pair *pairs; /* by x, then y */
    size_t n_pairs;
    int was_cut; /* there were more texts than are read */
};

/* Within the transaction of the caller: what was in the record before entry `before`. In the
 * arena. */
int vg_known_read(struct vg_case *c, const struct vg_names *names, int64_t before,
                  struct vg_arena *a, struct vg_known *out, struct vg_err *err);

/* What is known of two names together; zeros: nothing. */
const struct vg_known_pair *vg_known_both(const struct vg_known *k, size_t x, size_t y);

/* vg_names_alike_known() as of an entry, within the transaction of the caller. */
int vg_alike_known_before(struct vg_case *c, const struct vg_names *names, int64_t before,
                          struct vg_arena *a, struct vg_name_pair **out, size_t *n,
                          struct vg_alike_told *told, struct vg_err *err);

#endif
