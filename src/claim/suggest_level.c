/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * What a place means in a text. "Three in Toronto: two in Markham and one in Scarborough"
 * says that the name stands for the metropolitan area: the parts add up to the whole,
 * and one of them lies outside the city. Every claim of the text that is placed there
 * then is in the wider place.
 */
#include "claim/suggest_parts.h"

static int is_whole_number(const struct vg_claim *c)
{
    return c->quantity.op == VG_OP_EXACT && c->quantity.scale == 0 && c->quantity.unit &&
           c->n_places == 1;
}

/* The metropolitan area that holds two places, one of which is not in the other. */
static const char *common_metro(const struct vg_reading *r, const char *city, const char *part)
{
    const struct vg_place *a = vg_place_at(&r->places, city, VG_PLACE_METRO);
    const struct vg_place *b = vg_place_at(&r->places, part, VG_PLACE_METRO);

    return a && b && strcmp(a->id, b->id) == 0 && strcmp(a->id, city) != 0 ? a->id : NULL;
}

/* The claims behind `whole` that count parts of it: do they add up, in one metropolitan
 * area, with one outside the place of the whole? Gives the area, or NULL. */
static const char *parts_outside(const struct vg_reading *r, size_t whole)
{
    const struct vg_claim *w = &r->claims[whole];
    const char *metro = NULL;
    int64_t left = w->quantity.value;
    int outside = 0;

    for (size_t i = whole + 1; i < r->n && left > 0; i++) {
        const struct vg_claim *c = &r->claims[i];

        if (!is_whole_number(c) || strcmp(c->quantity.unit, w->quantity.unit) != 0 ||
            c->quantity.value >= w->quantity.value)
            return NULL;
        metro = common_metro(r, w->places[0], c->places[0]);
        if (!metro)
            return NULL;
        outside |= !vg_place_within(&r->places, c->places[0], w->places[0]);
        left -= c->quantity.value;
    }
    return left == 0 && outside ? metro : NULL;
}

void vg_levels_learn(struct vg_reading *r, size_t first)
{
    for (size_t i = first; i < r->n; i++) {
        const struct vg_place *p;
        const char *metro;

        if (!is_whole_number(&r->claims[i]) || r->n_wide == VG_MAX_KNOWN)
            continue;
        p = vg_place_get(&r->places, r->claims[i].places[0]);
        if (!p || p->level != VG_PLACE_CITY || !(metro = parts_outside(r, i)))
            continue;
        r->wide[r->n_wide++] = (struct vg_wide){p->id, metro};
    }
}

void vg_levels_apply(const struct vg_reading *r, struct vg_arena *a, struct vg_claim *claims,
                     size_t n)
{
    for (size_t i = 0; i < n && r->n_wide > 0; i++) {
        const char **list = VG_NEW_ARRAY(a, const char *, claims[i].n_places + 1);

        for (size_t k = 0; k < claims[i].n_places; k++) {
            list[k] = claims[i].places[k];
            for (size_t j = 0; j < r->n_wide; j++)
                if (strcmp(list[k], r->wide[j].from) == 0)
                    list[k] = r->wide[j].to;
        }
        claims[i].places = list;
    }
}
