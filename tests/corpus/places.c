/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * A small list behind mention/place.h, with which the suggester is tested where
 * the gazetteer is not built in.
 */
#include "mention/place.h"

#include <string.h>

/* clang-format off */
static const struct vg_place places[] = {
    {"world", VG_PLACE_WORLD, NULL, "World", NULL},
    {"europe", VG_PLACE_CONTINENT, "world", "Europe", NULL},
    {"asia", VG_PLACE_CONTINENT, "world", "Asia", NULL},
    {"africa", VG_PLACE_CONTINENT, "world", "Africa", NULL},
    {"north-america", VG_PLACE_CONTINENT, "world", "North America", NULL},
    {"CA", VG_PLACE_COUNTRY, "north-america", "Canada", NULL},
    {"US", VG_PLACE_COUNTRY, "north-america", "United States", NULL},
    {"US", VG_PLACE_COUNTRY, "north-america", "U.S.", NULL},
    {"AU", VG_PLACE_COUNTRY, "world", "Australia", NULL},
    {"CN", VG_PLACE_COUNTRY, "asia", "China", NULL},
    {"PT", VG_PLACE_COUNTRY, "europe", "Portugal", NULL},
    {"IE", VG_PLACE_COUNTRY, "europe", "Ireland", NULL},
    {"ES", VG_PLACE_COUNTRY, "europe", "Spain", NULL},
    {"IT", VG_PLACE_COUNTRY, "europe", "Italy", NULL},
    {"FR", VG_PLACE_COUNTRY, "europe", "France", NULL},
    {"DE", VG_PLACE_COUNTRY, "europe", "Germany", NULL},
    {"AT", VG_PLACE_COUNTRY, "europe", "Austria", NULL},
    {"CH", VG_PLACE_COUNTRY, "europe", "Switzerland", NULL},
    {"PL", VG_PLACE_COUNTRY, "europe", "Poland", NULL},
    {"CZ", VG_PLACE_COUNTRY, "europe", "Czechia", NULL},
    {"GB", VG_PLACE_COUNTRY, "europe", "United Kingdom", NULL},
    {"KE", VG_PLACE_COUNTRY, "africa", "Kenya", NULL},
    {"TH", VG_PLACE_COUNTRY, "asia", "Thailand", NULL},
    {"LA", VG_PLACE_COUNTRY, "asia", "Laos", NULL},
    {"CA-ON", VG_PLACE_REGION, "CA", "Ontario", NULL},
    {"CA-BC", VG_PLACE_REGION, "CA", "British Columbia", NULL},
    {"CA-NS", VG_PLACE_REGION, "CA", "Nova Scotia", NULL},
    {"greater-toronto-area", VG_PLACE_METRO, "CA-ON", "Toronto", NULL},
    {"markham", VG_PLACE_CITY, "greater-toronto-area", "Markham", NULL},
    {"scarborough", VG_PLACE_DISTRICT, "greater-toronto-area", "Scarborough", NULL},
    {"ottawa", VG_PLACE_CITY, "CA-ON", "Ottawa", NULL},
    {"gatineau", VG_PLACE_CITY, "CA", "Gatineau", NULL},
    {"halifax", VG_PLACE_CITY, "CA-NS", "Halifax", NULL},
    {"vancouver", VG_PLACE_CITY, "CA-BC", "Vancouver", NULL},
    {"lisbon", VG_PLACE_CITY, "PT", "Lisbon", NULL},
    {"porto", VG_PLACE_CITY, "PT", "Porto", NULL},
    {"madrid", VG_PLACE_CITY, "ES", "Madrid", NULL},
    {"milan", VG_PLACE_CITY, "IT", "Milan", NULL},
    {"turin", VG_PLACE_CITY, "IT", "Turin", NULL},
    {"lyon", VG_PLACE_CITY, "FR", "Lyon", NULL},
    {"manchester", VG_PLACE_CITY, "GB", "Manchester", NULL},
    {"leeds", VG_PLACE_CITY, "GB", "Leeds", NULL},
    {"cardiff", VG_PLACE_CITY, "GB", "Cardiff", NULL},
    {"swansea", VG_PLACE_CITY, "GB", "Swansea", NULL},
    {"london", VG_PLACE_CITY, "GB", "London", NULL},
    {"warsaw", VG_PLACE_CITY, "PL", "Warsaw", NULL},
    {"prague", VG_PLACE_CITY, "CZ", "Prague", NULL},
    {"nairobi", VG_PLACE_CITY, "KE", "Nairobi", NULL},
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

int vg_place_within(const struct vg_places *ps, const char *inner, const char *outer)
{
    while (inner) {
        const struct vg_place *p = vg_place_get(ps, inner);

        if (strcmp(inner, outer) == 0)
            return 1;
        inner = p ? p->parent : NULL;
    }
    return 0;
}

size_t vg_place_match(const struct vg_places *ps, const char *text, size_t len,
                      const struct vg_place **out, int *ambiguous)
{
    size_t best = 0;

    (void)ps;
    *ambiguous = 0;
    for (size_t i = 0; i < N; i++) {
        size_t n = strlen(places[i].en);

        if (n > best && n <= len && memcmp(text, places[i].en, n) == 0 &&
            (n == len || !((text[n] | 32) >= 'a' && (text[n] | 32) <= 'z'))) {
            best = n;
            *out = &places[i];
        }
    }
    return best;
}
