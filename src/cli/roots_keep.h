/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_CLI_ROOTS_KEEP_H
#define VG_CLI_ROOTS_KEEP_H

#include "cli/run.h"

/* The writing half of `vigil roots`: --add, --says-so, --says-not, --derives, --accept-edge,
 * --reject-edge, --withdraw-edge. */

int vg_roots_wants_keep(const struct vg_run *r);

/* Opens the case for writing and keeps what was said; as vg_import(). */
int vg_roots_keep(struct vg_run *r);

#endif
