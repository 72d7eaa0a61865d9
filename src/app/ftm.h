/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_APP_FTM_H
#define VG_APP_FTM_H

#include "app/door.h"
#include "share/ftm.h"

/* A case as statements of FollowTheMoney: what ftm.c, ftm_claims.c and ftm_in.c share. */

struct ftm_case {
    struct vg_case *c;
    struct vg_arena *a;
    struct vg_view v;
    struct vg_names names;
    struct vg_door *door;
    struct vg_source *sources; /* ascending id */
    size_t n_sources;
    const char **documents; /* ids, parallel to the sources */
    const char *dataset;
    struct vg_ftm ftm;
};

/* What statements are about. */
struct ftm_thing {
    const char *id, *entity; /* as the thing, as this name of it */
    const char *schema, *origin, *seen;
};

/* The slug of the case: a-z, 0-9 and _, never empty. */
const char *ftm_dataset(const struct vg_case *c, struct vg_arena *a);

/* Add a value that may leave; empty ones and those that may not are passed over. `lang` is a tag
 * of any kind, or NULL. */
int ftm_put(struct ftm_case *x, const struct ftm_thing *t, const char *prop, const char *value,
            const char *lang, struct vg_err *err);
/* The row of its id, with which a thing begins. */
int ftm_begin(struct ftm_case *x, const struct ftm_thing *t, struct vg_err *err);
/* A thing that no name stands for: its id follows from `what`, the same in every export. */
struct ftm_thing ftm_thing_of(struct ftm_case *x, const char *what, const char *schema);
/* A year, a month or a day; of what EDTF can say besides, nothing: NULL. */
const char *ftm_date(struct vg_arena *a, const char *date);
const char *ftm_time(struct ftm_case *x, int64_t t);

/* A name that becomes a thing with an id, or NULL. */
const struct vg_named *ftm_named(const struct ftm_case *x, const char *name);
const char *ftm_schema_of(const struct ftm_case *x, const struct vg_named *n);
/* Ids of the document of a source, and of a place, once they are in the set. */
const char *ftm_document(struct ftm_case *x, int64_t source);
const char *ftm_place(struct ftm_case *x, const char *place, enum vg_place_level level,
                      struct vg_err *err, int *rc);
/* The country of a place as FollowTheMoney writes it, or NULL. */
const char *ftm_country(struct ftm_case *x, const char *place);

/* What claims say: addresses, links, events, notes, and what supports what. */
int ftm_claims(struct ftm_case *x, struct vg_err *err);

/* All that may leave of names that have an id; settled. With FTM_BROUGHT what was imported, with
 * FTM_SIMILAR what is proposed and nobody has decided. */
enum { FTM_BROUGHT = 1, FTM_SIMILAR = 2 };
int ftm_of_case(struct vg_case *c, struct vg_arena *a, unsigned with, struct ftm_case *x,
                struct vg_err *err);

/* A claim in words: its subject, predicate, object and number. */
const char *vg_claim_in_words(const struct vg_view *v, const struct vg_claim *c,
                              struct vg_arena *a);

#endif
