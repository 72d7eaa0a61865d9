/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_MENTION_PLACE_H
#define VG_MENTION_PLACE_H

#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"

/*
 * Places and what contains them. An id is an ISO 3166-1 alpha-2 code ("CA"), an
 * ISO 3166-2 code ("CA-ON"), a name in lower case with hyphens ("markham"; the
 * country is appended where two share the name), a region ("europe", "africa",
 * "asia", "oceania", "north-america", "south-america", "world"), or "?name" for
 * a place outside the gazetteer.
 */
enum vg_place_level {
    VG_PLACE_UNKNOWN,
    VG_PLACE_WORLD,
    VG_PLACE_CONTINENT,
    VG_PLACE_COUNTRY,
    VG_PLACE_REGION,   /* province, state, first level below the country */
    VG_PLACE_METRO,    /* metropolitan area, greater city, prefecture city with its counties */
    VG_PLACE_CITY,     /* a municipality with its own government; counties of China */
    VG_PLACE_DISTRICT, /* part of a city */
};

struct vg_place {
    const char *id;
    enum vg_place_level level;
    const char *parent;  /* id of the next wider place; NULL for world */
    const char *en, *zh; /* zh may be NULL */
};

/*
 * The built-in gazetteer together with places that a case adds. Pure and
 * read-only once made; the zero value holds the built-in places only.
 */
struct vg_places {
    const struct vg_place *added; /* searched first */
    size_t n_added;
};

/* The place with this id, or NULL ("?name" ids are never found). */
const struct vg_place *vg_place_get(const struct vg_places *ps, const char *id);

/*
 * The place of `level` that contains `id` (or is it): vg_place_at(ps, "markham",
 * VG_PLACE_METRO) is greater-toronto-area. Where a country has no such level on
 * the way up (a city outside any metropolitan area, asked for METRO), the place
 * itself stands for it if it is narrower than `level`: London is its own metro.
 * A place wider than `level` gives NULL: known only more coarsely.
 */
const struct vg_place *vg_place_at(const struct vg_places *ps, const char *id,
                                   enum vg_place_level level);

/* Is `inner` the same as `outer` or inside it? Everything is inside world. */
int vg_place_within(const struct vg_places *ps, const char *inner, const char *outer);

/* The narrowest of two places where one contains the other, else NULL. */
const char *vg_place_narrower(const struct vg_places *ps, const char *a, const char *b);

/* "country" … and back; VG_E_FORMAT for an unknown word. */
const char *vg_place_level_word(enum vg_place_level level);
int vg_place_level_read(const char *word, enum vg_place_level *out, struct vg_err *err);

/*
 * The longest gazetteer name at the start of `text` (English names at word
 * borders and with capital first letter; Han names anywhere, simplified or
 * traditional, with or without 省 市 县 区 州). Returns how many bytes it took
 * and sets *out, or 0. Among places of one name, the widest known wins, then the
 * most populous; *ambiguous is set to how many others share the name.
 */
size_t vg_place_match(const struct vg_places *ps, const char *text, size_t len,
                      const struct vg_place **out, int *ambiguous);

#endif
