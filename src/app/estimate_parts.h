/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_APP_ESTIMATE_PARTS_H
#define VG_APP_ESTIMATE_PARTS_H

#include "vigil.h"

/* What the estimates of this folder share. */

/* A table for an estimate as text in the arena, "-" from standard input; its name is the last part
 * of its path. VG_E_MISUSE when it is larger than VG_MAX_ESTIMATE_FILE; else as vg_file_read(). */
int vg_estimate_read_text(const char *path, struct vg_arena *a, struct vg_estimate_text *out,
                          struct vg_err *err);

/* vg_estimate_of_case() where the gaps have been found already. */
int vg_estimate_of_gaps(struct vg_case *c, const struct vg_view *v, const struct vg_root_graph *g,
                        const struct vg_gap *gaps, size_t n_gaps,
                        const struct vg_estimate_with *with, struct vg_arena *a,
                        struct vg_estimate_case *out, struct vg_err *err);

#endif
