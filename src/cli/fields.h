/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_CLI_FIELDS_H
#define VG_CLI_FIELDS_H

#include "vigil.h"

/*
 * The fields of a claim as a person types them: the options of `vigil claim` and
 * the FIELD=VALUE of `vigil accept --set` are the same words, and become the
 * claim of vigil-json(5).
 */
struct vg_fields {
    json_t *claim;    /* the object that is being filled */
    unsigned touched; /* top-level keys that were set, a bit each */
    unsigned numbers; /* VG_HAS_… that were typed */
    int has_op;       /* op was typed */
};

/* Begin with an empty claim, or with one that is there already. */
void vg_fields_begin(struct vg_fields *f, const struct vg_claim *claim);
void vg_fields_end(struct vg_fields *f);
#define VG_SCOPED_FIELDS __attribute__((cleanup(vg_fields_end))) struct vg_fields

/*
 * Set a field. A field that repeats begins its list anew the first time and is
 * added to it after that. VG_E_MISUSE for a field that does not exist (with the
 * nearest) and for a number or id that is none.
 */
int vg_fields_set(struct vg_fields *f, const char *name, const char *value, struct vg_err *err);

/*
 * Bring op and numbers into line with the op table: a lone value is exact, a lone
 * lower end at-least, a lone upper end at-most, both between; an op typed alone
 * takes the number that is there. The last link of the attribution becomes the
 * text in hand, said by `publisher` (NULL: unnamed).
 */
void vg_fields_settle(struct vg_fields *f, const char *publisher);

/* The keys that were touched, as one JSON object; those taken away are null. */
void vg_fields_changes(const struct vg_fields *f, struct vg_buf *out);

/* The whole claim. */
int vg_fields_claim(const struct vg_fields *f, struct vg_arena *a, struct vg_claim *out,
                    struct vg_claim_names *names, struct vg_err *err);

/* "s12" or "c17" to its number. VG_E_MISUSE names what was wanted. */
int vg_typed_id(const char *text, char letter, int64_t *out, struct vg_err *err);

/*
 * "NAME:as:date" to its parts; missing ones are NULL. A colon within a part is
 * written \:, and the colon of an entity id (org: prog: presence: doc:) needs no mark.
 */
void vg_parts_read(struct vg_arena *a, const char *text, const char *parts[3]);

#endif
