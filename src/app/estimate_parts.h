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

/* -- what was made before (estimate_kept.c) ----------------------------------------------- */

struct vg_estimate_keeping {
    struct vg_case *c;
    struct vg_arena *a;
    const char *asked; /* vg_estimate_asked() */
};

/* What is asked besides the case, in words; `exposure` is the text of the file, if there is one. */
const char *vg_estimate_asked(const struct vg_estimate_with *with, struct vg_str exposure,
                              struct vg_arena *a);
/* For struct vg_estimate_case_ask; `w` is a struct vg_estimate_keeping. */
struct vg_str vg_estimate_recall(void *w, const char *key);
/* Keep what is not kept yet, and drop what no longer fits. Never fails: what cannot be kept is made
 * again next time. */
void vg_estimate_keep(const struct vg_estimate_keeping *k, const struct vg_estimate_case *e);
/* Put what was said before beside the parts that are being made. */
void vg_estimate_look_back(const struct vg_estimate_keeping *k, struct vg_estimate_case *e);
/* Make anew what is kept; nothing where nothing is. */
int vg_estimates_rebuild(struct vg_case *c, struct vg_err *err);

#endif
