/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_CLI_PROGRESS_H
#define VG_CLI_PROGRESS_H

#include <stdint.h>

#include "cli/out.h"

/*
 * One line on stderr that says how far the work is: only on a terminal, and only
 * when the work has lasted for half a second. Nothing is left of it at the end.
 */
struct vg_progress {
    struct vg_out *out;
    int64_t began, shown; /* vg_ticks_ms() */
    int is_shown;
};

void vg_progress_show(struct vg_progress *p, const char *what, int64_t done, int64_t total);
void vg_progress_clear(struct vg_progress *p);

#endif
