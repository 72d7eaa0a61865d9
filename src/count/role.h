/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_COUNT_ROLE_H
#define VG_COUNT_ROLE_H

#include "count/count.h"

/*
 * What each claim does in a figure, and what was left out of it and why: for whoever opens
 * a figure. Pure. The rules themselves are those of vg_count(), which shares the tests on
 * one claim below.
 */

/* A thing that people told apart and gave an id: it can be counted one by one. */
int vg_is_presence(const struct vg_view *v, const char *subject);
/* The unit of a claim; an existence claim about one presence counts one station. */
const char *vg_counted_unit(const struct vg_view *v, const struct vg_claim *c);
/* What counts as one; of what was done or caused the predicate, where nothing is stated. */
const char *vg_counted_definition(const struct vg_claim *c);
/* May it be counted, by stance and kind? Does it stand beside a figure? */
int vg_may_count(const struct vg_claim *c);
int vg_stands_beside(const struct vg_claim *c);

/* What a claim of a figure decides; several may hold, none: it agrees and decides no end. */
enum {
    VG_ROLE_ONE_BY_ONE = 1, /* identifies one presence */
    VG_ROLE_LOW = 2,        /* states the largest lower end */
    VG_ROLE_BEST = 4,       /* states the best value */
    VG_ROLE_HIGH = 8,       /* states the largest upper end, for the place of the figure */
};

/* One set of VG_ROLE_… for each of f->claims, in the arena. Of a refused figure the ends are
 * those that it was refused for. */
unsigned *vg_figure_roles(const struct vg_view *v, const struct vg_figure *f, struct vg_arena *a);

/* Why a claim of the unit is not in a figure. The first that applies. */
enum vg_left_why {
    VG_LEFT_NOT,        /* it is in another row, or has nothing to do with it */
    VG_LEFT_WITHDRAWN,  /* rejected, withdrawn or unresolvable */
    VG_LEFT_REPLACED,   /* a later claim of the case corrects it */
    VG_LEFT_LATER,      /* said after the day that was asked about */
    VG_LEFT_STANCE,     /* denied, refuted, relayed or asked: no support */
    VG_LEFT_KIND,       /* of a kind that is never counted */
    VG_LEFT_DEFINITION, /* counts something else, or another period */
    VG_LEFT_COARSE,     /* known for a wider place only: never spread */
};

struct vg_left {
    const struct vg_claim *claim;
    enum vg_left_why why;
};

/*
 * The claims of the figure's unit that are neither in it nor beside it, by reason, then id;
 * returns how many. Claims about places that have nothing to do with its place are passed
 * over, and so are those with which another row of the same question is made, but for the
 * ones that count something else at the same place. `as_of` is a day number, VG_DAYS_MAX for
 * now. Linear in the claims of the view.
 */
size_t vg_figure_left(const struct vg_view *v, const struct vg_figure *f, int64_t as_of,
                      struct vg_arena *a, struct vg_left **out);

#endif
