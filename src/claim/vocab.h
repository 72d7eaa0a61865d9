/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_CLAIM_VOCAB_H
#define VG_CLAIM_VOCAB_H

#include <stddef.h>

#include "base/said.h"

/*
 * The controlled vocabularies of data/claims/vocab.json, compiled in. Ids are
 * stored, labels are shown.
 */
struct vg_term {
    const char *id, *en, *zh;
};

struct vg_scheme {
    const char *id;
    const char *en;
    const char *rule; /* the rule the program enforces, or NULL */
    const struct vg_term *terms;
    size_t n;
};

extern const struct vg_scheme vg_schemes[];
extern const size_t vg_schemes_n;

/* NULL when there is none. */
const struct vg_scheme *vg_scheme_get(const char *scheme);
const struct vg_term *vg_term_get(const char *scheme, const char *id);

/* The label in "en" or "zh"; the id itself when there is no such term. */
const char *vg_term_label(const char *scheme, const char *id, const char *language);

/* A term as a part of a sentence: in English its id, in Chinese the first word of its label;
 * "percent" is % there, since it stands behind its number. */
struct vg_part_words vg_part_term(struct vg_arena *a, const char *scheme, const char *id);

#endif
