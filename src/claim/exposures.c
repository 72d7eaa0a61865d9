/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "claim/exposures.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/limits.h"
#include "base/order.h"
#include "base/table.h"

int vg_exposures_may_rank(const struct vg_places *places, const char *id)
{
    const struct vg_place *p = vg_place_get(places, id);

    if (p == NULL)
        return 0;
    if (p->level == VG_PLACE_CITY)
        return vg_place_at(places, id, VG_PLACE_METRO) == p;
    return p->level == VG_PLACE_COUNTRY || p->level == VG_PLACE_REGION ||
           p->level == VG_PLACE_METRO;
}

/* -- out of JSON ------------------------------------------------------------------------------
 */

static int check_place(const struct vg_places *places, const char *id, struct vg_table *seen,
                       struct vg_err *err)
{
    if (vg_place_get(places, id) == NULL)
        return vg_fail(err, VG_E_FORMAT,
                       "place: \"%.60s\" is no place id; a place can be added with a line of type "
                       "place",
                       id);
    if (!vg_exposures_may_rank(places, id))
        return vg_fail(err, VG_E_FORMAT,
                       "place: %.60s is smaller than a large city; such a ranking would point at "
                       "communities",
                       id);
    if (!vg_table_add(seen, vg_str(id), 1, NULL))
        return vg_fail(err, VG_E_FORMAT, "place: %.60s is there twice", id);
    return VG_OK;
}

static int read_place(const json_t *o, const struct vg_places *places, struct vg_table *seen,
                      struct vg_exposure_at *at, struct vg_err *err)
{
    static const char *const keys[] = {"place", "amount", "origin"};
    int rc = json_is_object(o)
                 ? VG_OK
                 : vg_fail(err, VG_E_FORMAT, "places: each has place, amount and origin");

    if (rc == VG_OK)
        rc = vg_json_only_keys(o, keys, sizeof keys / sizeof *keys, err);
    if (rc == VG_OK)
        rc = vg_json_get_words(o, "place", 1, &at->place, err);
    if (rc == VG_OK)
        rc = check_place(places, at->place, seen, err);
    if (rc == VG_OK)
        rc = vg_json_get_i64(o, "amount", 0, &at->amount, err);
    if (rc == VG_OK && (at->amount <= 0 || at->amount > VG_MAX_NUMBER))
        rc = vg_fail(err, VG_E_FORMAT, "amount: of %.60s: a whole number above 0", at->place);
    return rc == VG_OK ? vg_json_get_words(o, "origin", 1, &at->origin, err) : rc;
}

int vg_exposures_from_json(const json_t *o, const struct vg_places *places, struct vg_arena *a,
                           struct vg_exposures *out, const char **source, struct vg_err *err)
{
    static const char *const keys[] = {"type", "what", "source", "because", "places"};
    struct vg_table seen = VG_TABLE(a);
    const json_t *list = json_object_get(o, "places");
    struct vg_exposure_at *rows;
    int rc = vg_json_only_keys(o, keys, sizeof keys / sizeof *keys, err);

    *out = (struct vg_exposures){0};
    if (rc == VG_OK)
        rc = vg_json_get_words(o, "what", 0, &out->what, err);
    if (rc == VG_OK)
        rc = vg_json_get_words(o, "source", 0, source, err);
    if (rc == VG_OK)
        rc = vg_json_get_words(o, "because", 1, &out->because, err);
    if (rc == VG_OK && !json_is_array(list))
        rc = vg_fail(err, VG_E_FORMAT, "places: a list was expected; an empty one takes it back");
    if (rc != VG_OK)
        return rc;
    out->n = json_array_size(list);
    if (out->n > VG_MAX_EXPOSURES)
        return vg_fail(err, VG_E_LIMIT, "places: more than %d", VG_MAX_EXPOSURES);
    out->places = rows = VG_NEW_ARRAY(a, struct vg_exposure_at, out->n + 1);
    for (size_t i = 0; rc == VG_OK && i < out->n; i++)
        rc = read_place(json_array_get(list, i), places, &seen, &rows[i], err);
    return rc;
}

void vg_exposures_to_json(struct vg_json *j, const struct vg_exposures *x)
{
    char id[24];

    vg_json_object(j);
    (void)snprintf(id, sizeof id, "x%" PRId64, x->id);
    vg_json_kt(j, "id", id);
    vg_json_kt(j, "what", x->what);
    (void)snprintf(id, sizeof id, "s%" PRId64, x->source);
    vg_json_kt(j, "source", x->source != 0 ? id : NULL);
    vg_json_kt(j, "because", x->because);
    vg_json_key(j, "places");
    vg_json_array(j);
    for (size_t i = 0; i < x->n; i++) {
        vg_json_object(j);
        vg_json_kt(j, "place", x->places[i].place);
        vg_json_ki(j, "amount", x->places[i].amount);
        vg_json_kt(j, "origin", x->places[i].origin);
        vg_json_end(j);
    }
    vg_json_end(j);
    vg_json_end(j);
}

int vg_exposures_same(const struct vg_exposures *x, const struct vg_exposures *y)
{
    if (!vg_same_text(x->what, y->what) || x->source != y->source ||
        !vg_same_text(x->because, y->because) || x->n != y->n)
        return 0;
    for (size_t i = 0; i < x->n; i++)
        if (!vg_same_text(x->places[i].place, y->places[i].place) ||
            x->places[i].amount != y->places[i].amount ||
            !vg_same_text(x->places[i].origin, y->places[i].origin))
            return 0;
    return 1;
}
