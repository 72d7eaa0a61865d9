/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_CLI_DECIDE_H
#define VG_CLI_DECIDE_H

#include "cli/run.h"

/*
 * Accept a suggestion, with corrections ("field=value", as typed after --set; n
 * may be 0) that are worked out against what the suggestion says. *claim is the
 * claim that was kept.
 */
int vg_decide_accept(struct vg_run *r, const char *suggestion, const char *const *set, size_t n,
                     const char *because, int64_t *claim);

#endif
