/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * A handful of places behind mention/place.h, so that the tests of claims and
 * counts say themselves which places they stand on.
 */
#include "mention/place.h"

#include <string.h>

/* clang-format off */
static const struct vg_place places[] = {
    {"world", VG_PLACE_WORLD, NULL, "World", NULL},
    {"north-america", VG_PLACE_CONTINENT, "world", "North America", NULL},
    {"europe", VG_PLACE_CONTINENT, "world", "Europe", NULL},
    {"asia", VG_PLACE_CONTINENT, "world", "Asia", NULL},
    {"CA", VG_PLACE_COUNTRY, "north-america", "Canada", NULL},
    {"US", VG_PLACE_COUNTRY, "north-america", "United States", NULL},
    {"ES", VG_PLACE_COUNTRY, "europe", "Spain", NULL},
    {"IT", VG_PLACE_COUNTRY, "europe", "Italy", NULL},
    {"FR", VG_PLACE_COUNTRY, "europe", "France", NULL},
    {"CN", VG_PLACE_COUNTRY, "asia", "China", NULL},
    {"AU", VG_PLACE_COUNTRY, "world", "Australia", NULL},
    {"CA-ON", VG_PLACE_REGION, "CA", "Ontario", NULL},
    {"CA-BC", VG_PLACE_REGION, "CA", "British Columbia", NULL},
    {"greater-toronto-area", VG_PLACE_METRO, "CA-ON", "Greater Toronto Area", NULL},
    {"york-region", VG_PLACE_METRO, "greater-toronto-area", "York Region", NULL},
    {"markham", VG_PLACE_CITY, "york-region", "Markham", NULL},
    {"toronto", VG_PLACE_CITY, "greater-toronto-area", "Toronto", NULL},
    {"scarborough", VG_PLACE_DISTRICT, "toronto", "Scarborough", NULL},
    {"vancouver", VG_PLACE_CITY, "CA-BC", "Vancouver", NULL},
    {"madrid", VG_PLACE_CITY, "ES", "Madrid", NULL},
    {"milan", VG_PLACE_CITY, "IT", "Milan", NULL},
    {"turin", VG_PLACE_CITY, "IT", "Turin", NULL},
    {"lyon", VG_PLACE_CITY, "FR", "Lyon", NULL},
    {"CN-HE", VG_PLACE_REGION, "CN", "Hebei", NULL},
    {"CN-SX", VG_PLACE_REGION, "CN", "Shanxi", NULL},
    {"CN-LN", VG_PLACE_REGION, "CN", "Liaoning", NULL},
    {"CN-FJ", VG_PLACE_REGION, "CN", "Fujian", NULL},
    {"CN-SD", VG_PLACE_REGION, "CN", "Shandong", NULL},
    {"CN-HA", VG_PLACE_REGION, "CN", "Henan", NULL},
    {"CN-HB", VG_PLACE_REGION, "CN", "Hubei", NULL},
    {"CN-GD", VG_PLACE_REGION, "CN", "Guangdong", NULL},
    {"CN-CQ", VG_PLACE_REGION, "CN", "Chongqing", NULL},
    {"CN-SC", VG_PLACE_REGION, "CN", "Sichuan", NULL},
    {"CN-ZJ", VG_PLACE_REGION, "CN", "Zhejiang", NULL},
    {"fuzhou", VG_PLACE_METRO, "CN-FJ", "Fuzhou", NULL},
    {"qingtian", VG_PLACE_CITY, "CN-ZJ", "Qingtian", NULL},
};
/* clang-format on */
enum { N = sizeof places / sizeof *places };

static const char *const levels[] = {
    [VG_PLACE_UNKNOWN] = "unknown",     [VG_PLACE_WORLD] = "world",
    [VG_PLACE_CONTINENT] = "continent", [VG_PLACE_COUNTRY] = "country",
    [VG_PLACE_REGION] = "region",       [VG_PLACE_METRO] = "metro",
    [VG_PLACE_CITY] = "city",           [VG_PLACE_DISTRICT] = "district",
};

const struct vg_place *vg_place_get(const struct vg_places *ps, const char *id)
{
    for (size_t i = 0; i < ps->n_added; i++)
        if (strcmp(ps->added[i].id, id) == 0)
            return &ps->added[i];
    for (size_t i = 0; i < N; i++)
        if (strcmp(places[i].id, id) == 0)
            return &places[i];
    return NULL;
}

const struct vg_place *vg_place_at(const struct vg_places *ps, const char *id,
                                   enum vg_place_level level)
{
    const struct vg_place *p = vg_place_get(ps, id), *widest = p;

    if (p == NULL || p->level < level)
        return NULL;
    for (; p != NULL && p->level >= level; p = p->parent ? vg_place_get(ps, p->parent) : NULL)
        widest = p;
    if (widest->level == level)
        return widest;
    /* no such level on the way up: what is narrowest above it stands for itself */
    return widest;
}

int vg_place_within(const struct vg_places *ps, const char *inner, const char *outer)
{
    if (strcmp(outer, "world") == 0 || strcmp(inner, outer) == 0)
        return 1;
    for (const struct vg_place *p = vg_place_get(ps, inner); p != NULL && p->parent != NULL;
         p = vg_place_get(ps, p->parent))
        if (strcmp(p->parent, outer) == 0)
            return 1;
    return 0;
}

const char *vg_place_narrower(const struct vg_places *ps, const char *a, const char *b)
{
    if (vg_place_within(ps, a, b))
        return a;
    return vg_place_within(ps, b, a) ? b : NULL;
}

const char *vg_place_level_word(enum vg_place_level level)
{
    return levels[level];
}

int vg_place_level_read(const char *word, enum vg_place_level *out, struct vg_err *err)
{
    for (unsigned i = 1; i < sizeof levels / sizeof *levels; i++) {
        if (strcmp(levels[i], word) != 0)
            continue;
        *out = (enum vg_place_level)i;
        return VG_OK;
    }
    return vg_fail(err, VG_E_FORMAT, "\"%s\" is no level", word);
}
