/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_CLI_MARKS_H
#define VG_CLI_MARKS_H

#include "cli/run.h"

/*
 * What has been withdrawn, replaced, corrected or changed at its source, shown with
 * everything that rests on it.
 */
struct vg_spread *vg_marks_spread(const struct vg_view *v, struct vg_arena *a);

/* The key "marks" with a list of vigil-json(5) "mark". */
void vg_marks_json(struct vg_json *j, const struct vg_spread_mark *list, size_t n,
                   struct vg_arena *a);

/* A line for each, the first few, with `before` in front. */
void vg_marks_show(struct vg_out *o, const char *before, const struct vg_spread_mark *list,
                   size_t n, struct vg_arena *a);

#endif
