/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_MENTION_PLACE_H
#define VG_MENTION_PLACE_H

#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"

/*
 * Places and what contains them. An id is an ISO 3166-1 alpha-2 code ("CA"), an
 * ISO 3166-2 code ("CA-ON"), a name in lower case with hyphens ("markham"; the
 * country, province or wider place is appended where several share the name and
 * none is the one most often meant: "london-ca", "fuzhou-jx"), a region ("europe", "africa",
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
 * The place of `level` that contains `id` (or is it), the widest where there are
 * several: vg_place_at(ps, "markham", VG_PLACE_METRO) is greater-toronto-area,
 * not york-region. Where a country has no such level on the way up (a city
 * outside any metropolitan area, asked for METRO), the widest place below it
 * stands for it: London is its own metro, and that of Camden. A place wider
 * than `level` gives NULL: known only more coarsely.
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
 * The longest gazetteer name at the start of `text`, which is the start of a
 * word. English names begin with a capital letter and end with a word; accents,
 * apostrophes, hyphens and line ends inside them do not matter, and a word of
 * kind behind the name ("Qingtian County") is taken along. Han names match
 * anywhere, simplified or traditional, with or without 省 市 县 区 州. Names that
 * are ordinary words or could be several counties (朝阳, Heping) match only with
 * their word of kind. A possessive 's is not taken.
 *
 * Returns how many bytes it took and sets *out, or 0. Among places of one name,
 * one that fits the word of kind wins (Jilin City), then the one most often
 * meant: countries, then great cities, then first-level divisions, then the rest
 * (weights in data/places; so New York is the city, Georgia the country).
 * *ambiguous is set to how many others share the name and neither contain the
 * winner nor lie in it. Places of the case are compared one by one: a few
 * hundred cost nothing noticeable.
 */
size_t vg_place_match(const struct vg_places *ps, const char *text, size_t len,
                      const struct vg_place **out, int *ambiguous);

#endif
