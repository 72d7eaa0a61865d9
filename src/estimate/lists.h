/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_ESTIMATE_LISTS_H
#define VG_ESTIMATE_LISTS_H

#include <stddef.h>

#include "base/edtf.h"
#include "base/err.h"
#include "base/mem.h"
#include "estimate/captures.h"

/*
 * Where the lists of a capture table come from: what the table itself cannot tell and the gate has
 * to know. In each field 0 or NULL means that nothing is said, and the code that needs it cannot be
 * answered.
 */
enum vg_listed_kind {
    VG_LISTED_OWN = 1,     /* compiled by its own access to the facts */
    VG_LISTED_PRESS,       /* press reports */
    VG_LISTED_RELAY,       /* passes on what another found */
    VG_LISTED_TRANSLATION, /* of another list */
    VG_LISTED_DERIVED,     /* drawn from our own case */
};
enum vg_listed_unit {
    VG_LISTED_RESOLVED = 1,  /* people judged which records are one unit */
    VG_LISTED_UNRESOLVED,    /* nobody did */
    VG_LISTED_CLAIMED_TOTAL, /* rows are a number that somebody claims, not units */
};
enum vg_listed_scope {
    VG_LISTED_ALL = 1, /* every unit of the population could be on it */
    VG_LISTED_PARTIAL, /* some could not */
    VG_LISTED_OVER,    /* it holds units outside the population */
    VG_LISTED_UNKNOWN, /* nobody knows */
};

struct vg_listed {
    const char *root; /* the documentation effort it stems from */
    enum vg_listed_kind kind;
    int has_window;
    struct vg_date window; /* first and last day covered; either end may be open */
    size_t n_places;
    const char *const *places; /* ids of the territory, ascending, each once */
    enum vg_listed_unit unit;
    enum vg_listed_scope scope; /* UNKNOWN when the field is empty */
};

/*
 * Read `list,root,kind,from,to,territory,unit,scope` (CSV, columns in any order), one row for each
 * list of `c`, in any order. `from` and `to` are EDTF dates, either may be empty: open; both empty:
 * nothing is said. `territory` is place ids with blanks between them.
 * VG_E_FORMAT with the line for a list that the table does not have or that is there twice, a word
 * outside its vocabulary, a date that is none or an end before its beginning; without a line for a
 * list that has no row. *out has c->t elements in the order of the table, in the arena.
 */
int vg_listed_read(const char *bytes, size_t len, const struct vg_captures *c, struct vg_arena *a,
                   const struct vg_listed **out, struct vg_err *err);

#endif
