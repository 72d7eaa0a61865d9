/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_ESTIMATE_CASE_ROWS_H
#define VG_ESTIMATE_CASE_ROWS_H

#include "estimate/of_case.h"

/*
 * Which presence was named by which effort, as rows of a case. Private to of_case.c and what it is
 * split into.
 */
struct vg_case_effort {
    struct vg_node node; /* the lowest that speaks with it, roots first */
    const char *id;      /* "r3", "s5" */
    uint32_t effort;
    size_t units; /* presences it names, as people's judgements stand */
    int unresolved;
};

/* One claim names one presence on the word of one effort. */
struct vg_case_naming {
    const struct vg_claim *claim;
    size_t effort; /* in `efforts` */
};

struct vg_case_rows {
    const struct vg_estimate_case_ask *ask;
    struct vg_arena *a;
    struct vg_case_effort *efforts; /* roots before sources, ascending */
    size_t n_efforts;
    struct vg_case_naming *namings; /* ascending claim, then effort */
    size_t n_namings;
    const int64_t *claims; /* those of the namings, each once */
    size_t n_claims;
    int64_t first_day; /* that the case has for any presence */
};

enum vg_case_resolution { VG_CASE_STRICT, VG_CASE_NORMAL, VG_CASE_LOOSE };

void vg_case_rows_find(const struct vg_estimate_case_ask *ask, struct vg_arena *a,
                       struct vg_case_rows *out);

/* What a presence is called under a resolution. */
const char *vg_case_unit(const struct vg_case_rows *r, const char *name,
                         enum vg_case_resolution how);

/* Presences with the efforts that name them: bit i of `masks[k]` is efforts[chosen[i]]. At most
 * VG_CAPTURE_LISTS_MAX are chosen: those with the most presences. */
struct vg_case_units {
    size_t n;
    const char **names;
    uint32_t *masks;
    size_t *efforts; /* how many name it, chosen or not */
};
size_t vg_case_choose(const struct vg_case_rows *r, size_t *chosen);
struct vg_case_units vg_case_units(const struct vg_case_rows *r, enum vg_case_resolution how,
                                   const size_t *chosen, size_t n_chosen);

/* The tables as text. */
const char *vg_case_capture_table(const struct vg_case_rows *r, enum vg_case_resolution how,
                                  const size_t *chosen, size_t n_chosen);
const char *vg_case_lists_table(const struct vg_case_rows *r, const size_t *chosen,
                                size_t n_chosen);
const char *vg_case_richness_table(const struct vg_case_rows *r);

#endif
