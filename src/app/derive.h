/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_APP_DERIVE_H
#define VG_APP_DERIVE_H

#include "vigil.h"

/* Empty what was derived about derivations; *had: there was some, so it is to be derived
 * anew. */
int vg_edges_clear(struct vg_case *c, int *had, struct vg_err *err);

#endif
