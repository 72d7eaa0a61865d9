/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_CLI_ROOTS_SHOW_H
#define VG_CLI_ROOTS_SHOW_H

#include "cli/run.h"

/* The reading half of `vigil roots`. */

/* Every root with what rests on it; and one claim (r->args[1]): the way to its roots, which
 * of them are named, held and read, and what is to be done next. */
int vg_roots_list(struct vg_run *r, const struct vg_view *v, const struct vg_root_graph *graph);
int vg_roots_claim(struct vg_run *r, const struct vg_view *v, const struct vg_root_graph *graph);

/* Derivations that are suggested (--suggested), and those that were kept (--edges). */
int vg_roots_suggested(struct vg_run *r);
int vg_roots_edges(struct vg_run *r, const struct vg_view *v);

/* What rests on one source, root or claim (--affected). */
int vg_roots_affected(struct vg_run *r, const struct vg_view *v, const struct vg_root_graph *graph);

/* The drawing (--svg). */
int vg_roots_draw(struct vg_run *r, const struct vg_view *v, const struct vg_root_graph *graph);

#endif
