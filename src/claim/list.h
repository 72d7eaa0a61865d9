/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_CLAIM_LIST_H
#define VG_CLAIM_LIST_H

#include <jansson.h>

#include "base/err.h"
#include "claim/view.h"

/*
 * Named lists and entries of the search log, from and to JSON: the shapes of
 * vigil-json(5) "list" and "looked". Texts live as long as the object that was
 * read; what has to be looked up in a case comes back by name.
 */

/* A member names its passage by source and quote; both NULL where it has none. */
struct vg_list_place {
    const char *source, *quote;
};

struct vg_list_names {
    const char *root;          /* or NULL */
    const char *const *claims; /* as many as the list has claims */
    const struct vg_list_place *members;
};

/*
 * Read a list. Its root and claims are 0 and its members have no passages until the
 * caller has looked up *names. Without members the caller takes the places of the
 * claims. Unknown keys are refused. VG_E_FORMAT with the field's name: no name; no
 * members and no claims; a member named twice; a whole smaller than the list; a
 * quote without a source. VG_E_LIMIT above VG_MAX_LIST_MEMBERS or VG_MAX_LIST_CLAIMS.
 */
int vg_list_from_json(const json_t *o, struct vg_arena *a, struct vg_list *out,
                      struct vg_list_names *names, struct vg_err *err);

/* A member twice, none at all, more than `whole`: VG_E_FORMAT "members: …". */
int vg_list_check(const struct vg_list *l, struct vg_err *err);

/* Read an entry of the search log; *claim is the name of the claim that came of it, or
 * NULL. VG_E_FORMAT with the field's name: place, date, words and result are needed,
 * and the date is EDTF. */
int vg_looked_from_json(const json_t *o, struct vg_looked *out, const char **claim,
                        struct vg_err *err);

void vg_looked_to_json(struct vg_json *j, const struct vg_looked *l);

#endif
