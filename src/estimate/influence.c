/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "estimate/influence.h"

#include <math.h>
#include <string.h>

#include "estimate/space.h"
#include "estimate/stepwise.h"

/* The best pair model of a table, or the stepwise one; N is NaN where there is none. A changed
 * table is looked at as the whole one was: what moves N is then the change alone. */
static int best(const struct vg_captures *c, int by_steps, const struct vg_model *hint,
                struct vg_model *model, double *n, struct vg_err *err)
{
    struct vg_stepwise s = {0};
    struct vg_fit fit = {0};
    int found = 0, rc;

    *n = (double)NAN;
    if (!by_steps) {
        rc = vg_space_best_pairs(c, hint, &found, model, &fit, err);
        if (rc == VG_OK && found)
            *n = fit.n;
        return rc;
    }
    rc = vg_stepwise_run(c, &s, err);
    if (rc == VG_OK) {
        *n = s.fit.n;
        *model = s.model;
    }
    return rc;
}

static int ratio(const struct vg_captures *c, const struct vg_influence *of,
                 const struct vg_model *hint, double *out, struct vg_err *err)
{
    struct vg_model model;
    double n = (double)NAN;
    int rc = best(c, of->by_steps, hint, &model, &n, err);

    *out = n / of->n;
    return rc;
}

static int drop_lists(const struct vg_captures *c, struct vg_arena *a, struct vg_influence *out,
                      struct vg_err *err)
{
    out->drop = VG_NEW_ARRAY(a, double, c->t);
    for (unsigned i = 0; i < c->t && c->t > 2; i++) {
        const struct vg_captures less = vg_captures_keep(c, ((1u << c->t) - 1) & ~(1u << i), a);
        int rc = ratio(&less, out, NULL, &out->drop[out->lists++], err);

        if (rc != VG_OK)
            return rc;
    }
    return VG_OK;
}

static int merge_pairs(const struct vg_captures *c, struct vg_arena *a, struct vg_influence *out,
                       struct vg_err *err)
{
    out->merge = VG_NEW_ARRAY(a, struct vg_influence_merge, (size_t)c->t * c->t / 2);
    for (unsigned i = 0; i < c->t && c->t > 2; i++) {
        for (unsigned j = i + 1; j < c->t; j++) {
            const struct vg_captures less = vg_captures_merge(c, i, j, a);
            struct vg_influence_merge *m = &out->merge[out->pairs++];
            int rc;

            m->i = i;
            m->j = j;
            rc = ratio(&less, out, NULL, &m->ratio, err);
            if (rc != VG_OK)
                return rc;
        }
    }
    return VG_OK;
}

static int remove_units(const struct vg_captures *c, struct vg_arena *a, struct vg_influence *out,
                        struct vg_err *err)
{
    const size_t cells = (size_t)1 << c->t;
    int64_t *changed = VG_NEW_ARRAY(a, int64_t, cells);
    const struct vg_captures less = {c->t, c->lists, changed, c->n - 1};
    size_t n = 0;

    for (size_t h = 1; h < cells; h++)
        n += c->cells[h] != 0;
    out->remove = VG_NEW_ARRAY(a, struct vg_influence_cell, n);
    memcpy(changed, c->cells, cells * sizeof *changed);
    for (size_t h = 1; h < cells; h++) {
        struct vg_influence_cell *r = &out->remove[out->cells];
        int rc;

        if (c->cells[h] == 0)
            continue;
        r->mask = (unsigned)h;
        changed[h]--;
        rc = ratio(&less, out, &out->model, &r->ratio, err);
        changed[h]++;
        if (rc != VG_OK)
            return rc;
        out->cells++;
    }
    return VG_OK;
}

int vg_influence_run(const struct vg_captures *c, struct vg_arena *a, struct vg_influence *out,
                     struct vg_err *err)
{
    struct vg_influence found = {.model = vg_model_main(c->t),
                                 .by_steps = vg_space_count(c->t, VG_SPACE_PAIRS) == 0};
    int rc = best(c, found.by_steps, NULL, &found.model, &found.n, err);

    if (rc == VG_OK && isnan(found.n)) {
        found.status = VG_FIT_NO_MAXIMUM;
        *out = found;
        return VG_OK;
    }
    if (rc == VG_OK)
        rc = drop_lists(c, a, &found, err);
    if (rc == VG_OK)
        rc = merge_pairs(c, a, &found, err);
    if (rc == VG_OK)
        rc = remove_units(c, a, &found, err);
    if (rc == VG_OK)
        *out = found;
    return rc;
}
