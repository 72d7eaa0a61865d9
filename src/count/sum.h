/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_COUNT_SUM_H
#define VG_COUNT_SUM_H

#include "count/count.h"

/* vg_sum() for who asks often: `stands` as of vg_view_standing(). */
int vg_sum_of(const struct vg_view *v, const struct vg_root_graph *g, const unsigned char *stands,
              const int64_t *claims, size_t n, struct vg_arena *a, struct vg_figure *out,
              struct vg_err *err);

#endif
