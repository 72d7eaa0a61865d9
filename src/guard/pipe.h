/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_GUARD_PIPE_H
#define VG_GUARD_PIPE_H

#include "base/err.h"

/*
 * A pipe whose ends are above the three standard descriptors, so that placing
 * them in a child overwrites nothing even if the parent was started without
 * them. Both ends close on exec. `to` names the other side for the sentence
 * ("a reader"). VG_E_IO when there is none to be had; *ends is then of no use.
 */
int vg_pipe_high(int ends[2], const char *to, struct vg_err *err);

/* Move both ends of a pipe or a socket pair above the standard descriptors, closing on exec. 1;
 * or 0, both closed and errno set, when there are no descriptors left. */
int vg_ends_high(int ends[2]);

#endif
