/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_CLI_GAPS_KEEP_H
#define VG_CLI_GAPS_KEEP_H

#include "cli/run.h"

/* `vigil gaps --list`: keep a named list, as one import line. */
int vg_gaps_keep(struct vg_run *r);

/* The part of `vigil looked` that keeps an entry of the search log. */
int vg_looked_keep_options(struct vg_run *r);

#endif
