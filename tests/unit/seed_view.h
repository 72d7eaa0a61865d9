/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_TESTS_UNIT_SEED_VIEW_H
#define VG_TESTS_UNIT_SEED_VIEW_H

#include <jansson.h>

#include "claim/view.h"

/*
 * The annotated claims of one article as a view: one held source, its roots,
 * every claim accepted. Annotations that are no part of a claim (checks, implied,
 * forms) are taken off. NULL, with a message, where the data is not there.
 */
struct seed {
    json_t *json;
    struct vg_view view;
};
struct seed *seed_load(struct vg_arena *a);

/* The JSON of a file below the shared data, or NULL. Ended with json_decref(). */
json_t *shared_json(const char *path);

/* One claim without its annotations; a new reference. */
json_t *seed_strip(const json_t *claim);

#endif
