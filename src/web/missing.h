/* SPDX-License-Identifier: AGPL-3.0-or-later */
#ifndef VG_WEB_MISSING_H
#define VG_WEB_MISSING_H

#include "web/jobs.h"
#include "web/web.h"

/* The estimate of a case on pages. */

/*
 * The estimate as a page may have it. What takes long is not run here: the answer asks for long
 * work of the kind "estimate", which makes and keeps it, and *is_waiting says that something of it
 * is being made. Only where such work has failed (a case that cannot be written) is it made here.
 * For routes with VG_ROUTE_VIEW and VG_ROUTE_JOBS. Fails as vg_estimate_of_case().
 */
int vg_missing_load(struct vg_web *w, const struct vg_view **v, struct vg_estimate_case *out,
                    int *is_waiting);

/* How far that work is: an element that the module "estimate" keeps up to date, and a link to look
 * again at `address` for whoever has no script. */
void vg_missing_wait(struct vg_web *w, const char *address);

#endif
