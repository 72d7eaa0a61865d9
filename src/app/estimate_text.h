/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_APP_ESTIMATE_TEXT_H
#define VG_APP_ESTIMATE_TEXT_H

#include "vigil.h"

/* A table for an estimate as text in the arena, "-" from standard input; its name is the last part
 * of its path. VG_E_MISUSE when it is larger than VG_MAX_ESTIMATE_FILE; else as vg_file_read(). */
int vg_estimate_read_text(const char *path, struct vg_arena *a, struct vg_estimate_text *out,
                          struct vg_err *err);

#endif
