/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_CLI_COUNT_SUM_H
#define VG_CLI_COUNT_SUM_H

#include "cli/run.h"

/* `vigil count --series` and `vigil count --add`. */
int vg_count_series(struct vg_run *r, const struct vg_view *v, const struct vg_root_graph *g,
                    const struct vg_count_ask *ask);
int vg_count_add(struct vg_run *r, const struct vg_view *v, const struct vg_root_graph *g);

/* The members of the shape "figure", and one of its ends as text: "230,000", "open", "-". */
void vg_figure_members(struct vg_json *j, const struct vg_figure *f);
const char *vg_figure_end(struct vg_run *r, const struct vg_figure *f, unsigned bit, int64_t n);

#endif
